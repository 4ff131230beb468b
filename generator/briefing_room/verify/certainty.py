"""Check that a statement is as certain as its passages: "may", "plans to", "will", "does"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from briefing_room.catalogue.numbers import ROUGH
from briefing_room.verify.comparison import Comparison, Match, flag
from briefing_room.verify.likeness import SAME, SYNONYM, word_set
from briefing_room.verify.polarity import may_deny
from briefing_room.verify.reasons import Reason
from briefing_room.verify.sides import find_converse
from briefing_room.verify.speech import SPEECH_VERBS
from briefing_room.verify.words import (
    NO_WORD,
    Modality,
    Word,
    Words,
    has_plan_before,
    is_plan_word,
    words_before,
)

CERTAINTY = "certainty"
_GENERIC_VERBS = word_set("generic_verbs")
_ESTIMATE_WORDS = frozenset({"estimate", "reckon", "calculate", "calculation", "put", "believe"})
_STATES = word_set("be_forms") | word_set("have_forms")
_OPTION_NOUNS = frozenset({"option", "optional"})
_OPINION_VERBS = frozenset({"think", "believe", "expect", "predict", "forecast"})


def check_certainty(comparison: Comparison) -> Iterator[Reason]:
    """Yield the verbs that are more certain than the passage words that support them."""
    for word in comparison.statement_words:
        follows_governor = word.auxiliaries[:1] in {("to",), ("being",)}  # "plans to"
        follows_governor &= word.modality < Modality.FUTURE
        is_loose = word.reduced or (word.gerund and not word.auxiliaries)
        if word.verb and not (is_loose or follows_governor):
            yield from _check_verb(comparison, word)
    yield from _check_amounts(comparison)
    yield from _check_possible_facts(comparison)


def _check_amounts(comparison: Comparison) -> Iterator[Reason]:
    """Yield an amount that the passages plan, estimate or offer, and the statement gives as real.

    Only the first of each sort is given.
    """
    words = comparison.statement_words
    is_uncertain = any(is_plan_word(w) or w.certainty < Modality.FACT for w in words)
    if not is_uncertain:
        yield from _first_amount(comparison, has_plan_before, "only plans or expects “{}”")
    if not (is_uncertain or any(map(_is_vague, words))):
        yield from _first_amount(comparison, _is_estimated, "only estimates “{}”")
    if not (comparison.passages_have(["will"]) or any(w.lemma in _OPTION_NOUNS for w in words)):
        yield from _first_amount(comparison, _is_optional, "gives “{}” only as an option")


def _first_amount(
    comparison: Comparison, is_unsure: Callable[[Words, Word], bool], why: str
) -> Iterator[Reason]:
    """Yield the first amount told as sure of which each passage sentence is unsure."""
    words = comparison.statement_words
    for word in words:
        equal = comparison.equal_amounts(word)
        verb = next((w for w in reversed(words[: word.index]) if w.verb), NO_WORD)
        if equal and verb.certainty >= Modality.FUTURE and all(is_unsure(*pair) for pair in equal):
            yield flag(CERTAINTY, f"the passage {why.format(word.text)}; keep its certainty", word)
            return


def _is_optional(sentence: Words, amount: Word) -> bool:
    """Whether an amount depends on a choice: "an option to buy 5 trucks"."""
    lead = [w for w in words_before(sentence, amount, 6) if w.clause == amount.clause]
    return any(w.lemma in _OPTION_NOUNS for w in lead)


def _check_possible_facts(comparison: Comparison) -> Iterator[Reason]:
    """Yield a noun for what the passages only take for possible: "a leak" for "may be leaking"."""
    words = comparison.statement_words
    if any(is_plan_word(w) or w.certainty < Modality.FACT or may_deny(w) for w in words):
        return
    for word in words:
        if word.verb or not word.content or word.capital:
            continue
        same = [w for w in comparison.passage_words if w.lemma == word.lemma]
        if same and all(_may_be_so(other) for other in same):
            why = f"“{word.text}” is only possible in the passage; keep its certainty"
            yield flag(CERTAINTY, why, word)
            return


def _may_be_so(word: Word) -> bool:
    """Whether a verb says that something may be so already: "may be leaking", "may have leaked"."""
    is_present_or_past = word.auxiliaries[:1] and word.auxiliaries[0] in _STATES
    return word.modality is Modality.POSSIBLE and bool(is_present_or_past) and not word.passive


def _is_estimated(sentence: Words, amount: Word) -> bool:
    """Whether an amount is an estimate: "an estimated 5", "the estimated cost is 5"."""
    lead = (w for w in words_before(sentence, amount, 5) if w.clause == amount.clause)
    qualifier = amount.amount.qualifier if amount.amount else ""
    return "estimated" in qualifier or any(w.lower == "estimated" for w in lead)


def _is_vague(word: Word) -> bool:
    """Whether a word says that a number is not exactly known: "estimate", "about"."""
    return (
        word.lemma in _ESTIMATE_WORDS
        or word.lower in ROUGH
        or (word.amount is not None and word.amount.qualifier in ROUGH)
    )


def _check_verb(comparison: Comparison, word: Word) -> Iterator[Reason]:
    matches = [
        m
        for m in comparison.matches(word)
        if m.weight >= SYNONYM
        and word.verb not in _GENERIC_VERBS
        and (m.word.verb or word.verb not in SPEECH_VERBS)
    ]
    if word.denied and matches and all(m.word.denied for m in matches):
        return  # "did not accept" of "would not accept"
    converse = find_converse(comparison, word, comparison.passage_words)
    if any(_has_same_form(word, m.word) for m in matches) or converse is not NO_WORD:
        return
    if word.modality is Modality.POSSIBLE and matches and all(map(_is_done, matches)):
        happened = matches[0].word.text
        why = f"“{word.text}” is only possible here, and the passage says “{happened}”"
        yield flag(CERTAINTY, f"{why}; keep its certainty", word)
    elif matches and _is_too_certain(comparison, word, matches):
        match = matches[0]
        lead = words_before(comparison.passage_sentences[match.sentence], match.word, 4)
        quoted = " ".join(w.text for w in (*lead, match.word))
        why = f"“{word.text}” is more certain than the passage: “{quoted}”; keep its certainty"
        yield flag(CERTAINTY, why, word)


def _is_done(match: Match) -> bool:
    """Whether a passage verb reports, in the same word, something that has happened."""
    word = match.word
    is_past = word.lower.endswith("ed") and word.auxiliaries[:1] in {(), ("has",), ("have",)}
    is_plain = bool(word.verb) and not (word.denied or word.reduced or word.gerund)
    return match.weight == SAME and is_past and is_plain and word.certainty is Modality.FACT


def _is_too_certain(comparison: Comparison, word: Word, matches: Sequence[Match]) -> bool:
    highest = max(m.word.certainty for m in matches)
    if word.modality is Modality.FACT and all(
        m.word.verb and m.word.modality < Modality.FUTURE for m in matches
    ):
        return True
    lead = comparison.statement_words[: word.index]
    is_reported = highest is Modality.FUTURE and any(w.verb in SPEECH_VERBS for w in (*lead, word))
    is_reported &= word.auxiliaries[:1] not in {("had",), ("has",), ("have",)}  # "it had signed"
    is_opinion = highest > Modality.POSSIBLE and any(w.verb in _OPINION_VERBS for w in lead)
    is_due = highest is Modality.INTENDED and word.auxiliaries[-1:] in {("is",), ("are",)}
    is_relaxed = is_reported or is_opinion or is_due
    return word.certainty > max(highest, Modality.INTENDED) and not is_relaxed


def _has_same_form(word: Word, other: Word) -> bool:
    """Whether two verbs have the same form and auxiliaries, such as "would fail"."""
    is_same = (word.lower, word.auxiliaries) == (other.lower, other.auxiliaries)
    return is_same and "will" not in word.auxiliaries  # "it is expected that it will fail"
