"""Check that a statement is as certain as its passages: "may", "plans to", "will", "does"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefing_room.verify.comparison import (
    Comparison,
    Match,
    flag,
)
from briefing_room.verify.likeness import FAMILY, SYNONYM, word_set
from briefing_room.verify.modality import Modality, has_plan_before, is_plan_word
from briefing_room.verify.reasons import Reason
from briefing_room.verify.speech import SPEECH_VERBS
from briefing_room.verify.words import Word

CERTAINTY = "certainty"
_GENERIC_VERBS = word_set("generic_verbs")
_POSSIBILITY_WORDS = word_set("possibility_words") | {"option", "chance"}
_INTENTION_WORDS = word_set("intention_words")
_FUTURE_WORDS = word_set("future_auxiliaries") | {"would", "expect", "set", "due"}
_DOUBT_WORDS = (
    word_set("possibility_words")
    | word_set("intention_words")
    | word_set("intention_nouns")
    | word_set("prospective_adjectives")
)
_DOUBT_WORDS |= word_set("if_words")
_MIN_COPIED_WORDS = 5  # that end with a verb which is then as certain as in the passage
_OPINION_VERBS = frozenset({"think", "believe", "expect", "predict", "forecast"})
_IF_WORDS = word_set("if_words")


def check_certainty(comparison: Comparison) -> Iterator[Reason]:
    """Yield the verbs that are more or less certain than the passage words that support them."""
    for word in comparison.statement_words:
        if word.verb and not (word.reduced or (word.gerund and not word.auxiliaries)):
            yield from _check_verb(comparison, word)
    yield from _check_forecast_amounts(comparison)


def _check_forecast_amounts(comparison: Comparison) -> Iterator[Reason]:
    """Yield an amount that the passages only plan or forecast, told without any such word."""
    if any(is_plan_word(w) or w.certainty < Modality.FACT for w in comparison.statement_words):
        return
    for word in comparison.statement_words:
        matches = comparison.equal_values(word) if word.amount else []
        sentences = ((comparison.passage_sentences[m.sentence], m.word) for m in matches)
        if matches and all(has_plan_before(sentence, other) for sentence, other in sentences):
            why = f"the passage only plans or expects “{word.text}”; keep its certainty"
            yield flag(CERTAINTY, why, word)
            return


def _check_verb(comparison: Comparison, word: Word) -> Iterator[Reason]:
    if word.auxiliaries[:1] in {("to",), ("being",)} and word.modality < Modality.FUTURE:
        return  # its governor decides: "plans to"
    matches = (
        []
        if word.verb in _GENERIC_VERBS
        else [m for m in comparison.matches(word) if m.weight >= SYNONYM]
    )
    matches = matches if word.verb not in SPEECH_VERBS else [m for m in matches if m.word.verb]
    matches = [m for m in matches if _is_event(m) and _is_free(comparison, m)]
    matches = comparison.keep_closest(word, matches)
    if word.denied and matches and all(m.word.denied for m in matches):
        return  # "did not accept" of "would not accept"
    if any(_has_same_form(word, m.word) or _is_copied(comparison, word, m) for m in matches):
        return
    if _is_hedged(word, matches):
        yield from _check_hedge(comparison, word, matches)
    elif matches:
        highest = max(match.word.certainty for match in matches)
        modalities = [m.word.modality for m in matches if m.word.verb]
        unreal = (
            word.modality is Modality.FACT
            and len(modalities) == len(matches)
            and max(modalities) < Modality.FUTURE
        )
        preceding = comparison.statement_words[: word.index]
        is_speech = any(w.verb in SPEECH_VERBS for w in (*preceding, word))
        reported = highest is Modality.FUTURE and is_speech
        is_opinion = any(w.verb in _OPINION_VERBS for w in preceding)
        reported = reported or (is_opinion and highest > Modality.POSSIBLE)
        due = highest is Modality.INTENDED and word.auxiliaries[-1:] in {("is",), ("are",)}
        relaxed = reported or due
        if unreal or (word.certainty > max(highest, Modality.INTENDED) and not relaxed):
            yield _too_certain_reason(comparison, word, matches[0])


def _is_free(comparison: Comparison, match: Match) -> bool:
    """Whether no other word of the statement is the passage word of a match."""
    return match.weight >= FAMILY or match.word.lemma not in comparison.statement_lemmas


def _has_same_form(word: Word, other: Word) -> bool:
    """Whether two verbs have the same form and auxiliaries, such as "would fail"."""
    is_same = (word.lower, word.auxiliaries) == (other.lower, other.auxiliaries)
    return is_same and "will" not in word.auxiliaries  # "it is expected that it will fail"


def _is_copied(comparison: Comparison, word: Word, match: Match) -> bool:
    """Whether a verb and the words right before it are those of the passage."""
    sentence = comparison.passage_sentences[match.sentence]
    lead = [w.lower for w in comparison.statement_words[: word.index + 1]]
    passage_lead = [w.lower for w in sentence[: match.word.index + 1]]
    return (
        len(lead) >= _MIN_COPIED_WORDS
        and lead[-_MIN_COPIED_WORDS:] == passage_lead[-_MIN_COPIED_WORDS:]
    )


def _is_event(match: Match) -> bool:
    """Whether a passage word may name an event: "founder" does not."""
    agent = match.word.lower.removesuffix("s").endswith(("er", "or", "ee"))
    return bool(match.word.verb) or not (agent or match.word.hedge in _IF_WORDS)


def _is_hedged(word: Word, matches: Sequence[Match]) -> bool:
    due = word.modality is Modality.FUTURE and word.auxiliaries[-1:] in {("is",), ("are",)}
    sure = bool(matches) and all(m.word.verb and m.word.certainty is Modality.FACT for m in matches)
    return word.auxiliaries[-1:] in {("may",), ("might",)} or (due and sure)


def _check_hedge(comparison: Comparison, word: Word, matches: Sequence[Match]) -> Iterator[Reason]:
    """Yield a "may" that no doubt in the passages supports."""
    doubted = any(m.word.certainty < Modality.FUTURE for m in matches)
    will_happen = matches and all(m.word.modality is Modality.FUTURE for m in matches)
    if not doubted and (will_happen or not comparison.passages_have(_DOUBT_WORDS)):
        yield flag(
            CERTAINTY,
            f"the passage is certain; remove “{word.auxiliaries[-1]}” before “{word.text}”",
            word,
        )


def _too_certain_reason(comparison: Comparison, word: Word, match: Match) -> Reason:
    sentence = comparison.passage_sentences[match.sentence]
    quoted = " ".join(w.text for w in sentence[max(0, match.word.index - 4) : match.word.index + 1])
    return flag(
        CERTAINTY,
        f"“{word.text}” is more certain than the passage: “{quoted}”; keep its certainty",
        word,
    )
