"""A statement is no surer than its passage, and no less sure: may, would and plans, will, does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefing_room.verify.comparison import (
    Comparison,
    Match,
    context_words,
    flag,
    may_match,
    share_word,
)
from briefing_room.verify.likeness import FAMILY, SYNONYM, words_of
from briefing_room.verify.modality import Modality
from briefing_room.verify.reasons import Reason
from briefing_room.verify.tagging import Word, Words
from briefing_room.verify.voices import SAYING

CERTAINTY = "certainty"
_FREE = words_of("free")
_MAY, _MEANT = words_of("may") | {"option", "chance"}, words_of("meant")
_TO_COME = words_of("will") | {"would", "expect", "set", "due"}
_DOUBT = words_of("may") | words_of("meant") | words_of("wished") | words_of("to_come")
_DOUBT |= words_of("unsure")
_BE_OR_HAVE = frozenset({"be", "have"})
_THINKING = frozenset({"think", "believe", "expect", "predict", "forecast"})
_OPENERS = words_of("unsure")
_SIDE = 6  # words of meaning on each side of a verb
_OBJECT = 8  # words behind a verb in which what it is done to stands


def certainty(pair: Comparison) -> Iterator[Reason]:
    """Yield the verbs that are surer, or less sure, than the words of the passages for them."""
    for word in pair.statement_words:
        if word.verb and not (word.reduced or (word.gerund and not word.auxiliaries)):
            yield from _verb(pair, word)


def _verb(pair: Comparison, word: Word) -> Iterator[Reason]:
    if word.auxiliaries[:1] in {("to",), ("being",)} and word.modality < Modality.FUTURE:
        return  # what "plans to" says is told by its governor
    own = [] if word.verb in _FREE else [m for m in pair.matches(word) if m.weight >= SYNONYM]
    own = own if word.verb not in SAYING else [m for m in own if m.word.verb]
    own = [m for m in own if _is_event(m) and (m.weight >= FAMILY or _in_place(pair, word, m))]
    own = pair.in_same_context(word, own)
    if word.denied and own and all(m.word.denied for m in own):
        return  # "did not accept" of "would not accept"
    if _is_doubtful(word, own):
        yield from _weaker(pair, word, own)
    elif own:
        top = max(match.word.certainty for match in own)
        verbs = [m.word.modality for m in own if m.word.verb]
        unreal = (
            word.modality is Modality.FACT
            and len(verbs) == len(own)
            and max(verbs) < Modality.FUTURE
        )
        told = top is Modality.FUTURE and any(
            w.verb in SAYING for w in pair.statement_words[: word.index + 1]
        )
        told = told or any(w.verb in _THINKING for w in pair.statement_words[: word.index])
        due = top is Modality.INTENDED and word.auxiliaries[-1:] in {("is",), ("are",)}
        relaxed = told or due
        if unreal or (word.certainty > max(top, Modality.INTENDED) and not relaxed):
            yield _surer(pair, word, own[0])
    elif "will" in word.auxiliaries and pair.passages_have(_MAY) and not _is_to_come(pair):
        yield flag(CERTAINTY, f"the passage does not say that it will “{word.text}”", word)
    elif word.certainty > Modality.INTENDED and word.verb not in SAYING | _MEANT:
        evidence = list(_evidence(pair, word))[:2]
        least = 2 if word.verb in _FREE else 1
        sole = len(evidence) < 2 and not evidence[0].word.is_value if evidence else True
        perfect = not {"has", "have"}.isdisjoint(word.auxiliaries)
        gap = 2 if word.certainty is Modality.FUTURE or (sole and not perfect) else 1
        if len(evidence) >= least and all(
            word.certainty - m.word.certainty >= gap for m in evidence
        ):
            yield _surer(pair, word, evidence[0])


def _is_to_come(pair: Comparison) -> bool:
    return pair.passages_have(_TO_COME) or any(
        w.verb and w.modality is Modality.FUTURE for w in pair.passage_words
    )


def _is_event(match: Match) -> bool:
    """Tell whether a word of a passage says that something happens: "founder" does not."""
    agent = match.word.lower.removesuffix("s").endswith(("er", "or", "ee"))
    return bool(match.word.verb) or not (agent or match.word.hedge in _OPENERS)


def _in_place(pair: Comparison, word: Word, match: Match) -> bool:
    """Tell whether a synonym stands among the same words."""
    unit = pair.passage_sentences[match.sentence]
    return share_word(
        context_words(pair.statement_words, word.index, 6, 6),
        context_words(unit, match.word.index, 8, 8),
    )


def _is_doubtful(word: Word, own: Sequence[Match]) -> bool:
    due = word.modality is Modality.FUTURE and word.auxiliaries[-1:] in {("is",), ("are",)}
    sure = bool(own) and all(m.word.verb and m.word.certainty is Modality.FACT for m in own)
    return word.auxiliaries[-1:] in {("may",), ("might",)} or (due and sure)


def _weaker(pair: Comparison, word: Word, own: Sequence[Match]) -> Iterator[Reason]:
    """Yield a "may" where the passages say that it is or will be."""
    doubted = any(m.word.certainty < Modality.FUTURE for m in own)
    if not doubted and not pair.passages_have(_DOUBT):
        yield flag(CERTAINTY, f"no passage says that it “{word.auxiliaries[-1]}”", word)


def _surer(pair: Comparison, word: Word, match: Match) -> Reason:
    unit = pair.passage_sentences[match.sentence]
    shown = " ".join(w.text for w in unit[max(0, match.word.index - 4) : match.word.index + 1])
    return flag(CERTAINTY, f"“{word.text}” is surer than “{shown}”", word)


def _evidence(pair: Comparison, word: Word) -> Iterator[Match]:
    """Yield the words a verb is about, where the passages are surest of each."""
    behind = [
        w
        for w in pair.statement_words[word.index + 1 : word.index + _OBJECT]
        if w.clause == word.clause
    ]
    before = pair.statement_words[max(0, word.index - _OBJECT) : word.index] if word.passive else ()
    for other in (*behind, *before):
        if (
            (other.content or other.is_value)
            and not other.capital
            and other.certainty >= word.certainty
        ):
            found = [m for m in pair.support(other) if m.weight >= FAMILY]
            if found:
                yield max(found, key=lambda m: m.word.certainty)


def counterparts(pair: Comparison, word: Word) -> list[Match]:
    """Return the verbs of the passages that stand behind a verb.

    They are its own, or those of its kind; else the one among the same words.
    """
    verbs = [m for m in pair.matches(word) if m.word.verb]
    found = [m for m in verbs if m.weight >= SYNONYM]
    if found and word.verb not in _FREE:
        return found
    if word.verb in _FREE and word.verb not in _BE_OR_HAVE:
        return []
    twin = _twin(pair, word)
    return [twin] if twin else verbs


def _twin(pair: Comparison, word: Word) -> Match | None:
    """Return the verb among the same words: "fell to 5%" for "could drop to 5%"."""
    left, right = _sides(pair.statement_words, word)
    best, most = None, 1.9 if word.verb in _BE_OR_HAVE else 1.0
    for at, unit in enumerate(pair.passage_sentences):
        for other in unit:
            loose = other.gerund and not other.auxiliaries
            if not other.verb or other.verb in SAYING or loose or other.reduced:
                continue
            before, behind = _sides(unit, other)
            score = _hits(right[:4], behind[:5]) + 0.5 * _hits(left[-3:], before[-4:])
            if score > most or (best and score == most and other.modality > best.word.modality):
                best, most = Match(0.0, at, other), score
    return best


def _sides(words: Words, verb: Word) -> tuple[list[Word], list[Word]]:
    before = words[max(0, verb.index - 12) : verb.index]
    behind = words[verb.index + 1 : verb.index + 13]
    left = [w for w in before if w.content or w.is_value]
    right = [w for w in behind if w.content or w.is_value]
    return left[-_SIDE:], right[:_SIDE]


def _hits(ours: list[Word], theirs: list[Word]) -> float:
    return float(sum(any(may_match(one, other) for other in theirs) for one in ours))
