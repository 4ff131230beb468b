"""How much and of what: all, only, most; each or in total; a day or a year; capacity or output."""

from __future__ import annotations

from collections.abc import Iterator

from briefing_room.text.lexicon import PREPOSITIONS
from briefing_room.verify.comparison import Comparison, context_words, flag, may_match, share_word
from briefing_room.verify.likeness import NEIGHBOURS, SYNONYM, like, words_of
from briefing_room.verify.polarity import denials
from briefing_room.verify.reasons import Reason
from briefing_room.verify.tagging import Word, Words

QUANTITY, SCOPE = "quantity", "scope"
_ALL, _ONLY, _MOST, _NONE = (words_of(name) for name in ("all", "only", "most", "none"))
_MEASURES = tuple(words_of(name) for name in ("each", "total", "average"))
_KEPT = tuple(words_of(name) for name in ("each", "capacity"))
_SOFTENERS = words_of("softeners")
_PLURAL = frozenset({"some", "most", "many", "certain"})
_SOFT = _SOFTENERS | words_of("may") | words_of("softened")
_FOR_ALL = words_of("for_all")
_FOR_ONLY = words_of("for_only")
_FOR_MOST = words_of("for_most")


def scope(pair: Comparison) -> Iterator[Reason]:
    """Yield the words of quantity and scope that the passages do not bear out."""
    yield from _quantifiers(pair)
    yield from _softened(pair)
    yield from _measures(pair)
    yield from _rates(pair)
    yield from _multiples(pair)
    yield from _neighbours(pair)


# --- All, only, most, none -----------------------------------------------------------------------


def _quantifiers(pair: Comparison) -> Iterator[Reason]:
    for word in pair.statement_words:
        after = (
            pair.statement_words[word.index + 1].lower
            if word.index + 1 < len(pair.statement_words)
            else ""
        )
        before = pair.statement_words[word.index - 1].lower if word.index else ""
        if word.lower == "all" and before in {"above", "after", "at"}:
            continue
        if word.lower in _ALL:
            lacking = not pair.passages_have(
                _ALL | (_FOR_ALL if word.lower in {"all", "both"} else _ALL)
            )
            if lacking or not _about_the_same(pair, word, _ALL | _FOR_ALL):
                yield flag(QUANTITY, f"no passage says “{word.text}” of this", word)
        elif word.lower in _ONLY:
            if not (
                pair.passages_have(_ONLY | _FOR_ONLY)
                and _about_the_same(pair, word, _ONLY | _FOR_ONLY)
            ):
                yield flag(QUANTITY, f"no passage says “{word.text}” of this", word)
        elif word.lower in _MOST and (
            word.lower != "most" or after in {"of", "the"} or after[-1:] in {"s", "d"}
        ):
            if not pair.passages_have(_MOST | _FOR_MOST):
                yield flag(QUANTITY, f"no passage says “{word.text}” of this", word)
        elif word.lower in _PLURAL and _of_all(pair, word):
            yield flag(QUANTITY, f"the passage has it of all, not of “{word.text}”", word)
        elif (
            word.lower in _NONE - {"no"}
            and after not in {"more", "less", "fewer", "later"}
            and not any(denials(unit) for unit in pair.passage_sentences)
        ):
            yield flag(QUANTITY, f"no passage says “{word.text}” of this", word)


def _of_all(pair: Comparison, word: Word) -> bool:
    """Tell whether the passages say "all" or "any" of what a statement has "some" of."""
    about = [
        w for w in pair.statement_words[word.index + 1 : word.index + 5] if w.content or w.is_value
    ][:1]
    found = [m for w in about for m in pair.support(w)]
    lead = [
        pair.passage_sentences[m.sentence][max(0, m.word.index - 3) : m.word.index] for m in found
    ]
    return bool(lead) and all(any(w.lower in _ALL | {"any"} for w in words) for words in lead)


def _about_the_same(pair: Comparison, word: Word, words: frozenset[str]) -> bool:
    """Return whether such a word of the passages is about the words that this one is about."""
    about = [
        w for w in context_words(pair.statement_words, word.index, 4, 5) if w.content or w.is_value
    ]
    return not about or any(
        share_word(about, context_words(unit, other.index, 4, 12), 0.6)
        for unit in pair.passage_sentences
        for other in unit
        if other.lower in words or other.lemma in words
    )


def _softened(pair: Comparison) -> Iterator[Reason]:
    """Yield a "some" or "nearly" of a passage that the statement lost before the same word."""
    ours = {form for word in pair.statement_words for form in (word.lower, word.lemma)}
    if ours & _SOFT:
        return
    for at, unit in enumerate(pair.passage_sentences):
        for word in unit:
            if word.lower not in _SOFTENERS:
                continue
            behind = [w for w in unit[word.index + 1 : word.index + 4] if w.content or w.verb]
            behind = [w for w in behind if w.verb not in {"be", "have"} and w.clause == word.clause]
            behind = [w for w in behind[:1] if word.lower not in _PLURAL or w.lower.endswith("s")]
            kept = [
                said
                for said in pair.statement_words
                for match in pair.matches(said)
                if match.sentence == at and match.word in behind and match.weight >= SYNONYM
            ]
            if kept and not any(like(word.lemma, other) >= SYNONYM for other in ours):
                yield flag(
                    QUANTITY, f"“{word.text} {behind[0].text}” lost its “{word.text}”", kept[0]
                )
                return


# --- Each, in total, a year; capacity, output ----------------------------------------------------


def _measures(pair: Comparison) -> Iterator[Reason]:
    for words in _MEASURES:
        for word in pair.statement_words:
            with_it = (
                word.index + 1 < len(pair.statement_words)
                and pair.statement_words[word.index + 1].lower == "with"
            )
            if word.lower in words and not pair.passages_have(words) and not with_it:
                yield flag(SCOPE, f"no passage says “{word.text}” of this", word)
                return
    ours = pair.statement_lemmas | {word.lower for word in pair.statement_words}
    for at, unit in enumerate(pair.passage_sentences):
        for word in unit:
            lost = any(word.lower in words and not ours & words for words in _KEPT)
            values = [
                w
                for w in context_words(unit, word.index, 4, 5)
                if w.amount and w.clause == word.clause
            ]
            if not (lost and values and word.lower not in {"every", "can", "could", "able"}):
                continue
            if any(
                m.sentence == at and m.word in values
                for w in pair.statement_words
                for m in pair.equal_values(w)
            ):
                yield flag(SCOPE, f"“{word.text}” of the passage is lost", word)
                return


def _rates(pair: Comparison) -> Iterator[Reason]:
    """Yield "a year" where the passages do not count by the year."""
    theirs = {
        _RATES[w.lower] for w in pair.passage_words if w.lower in _RATES and _follows_rate(pair, w)
    }
    for period, word in _periods(pair.statement_words):
        if period not in theirs:
            yield flag(SCOPE, f"no passage counts by the {period}", word)
            return


def _follows_rate(pair: Comparison, word: Word) -> bool:
    unit = next(u for u in pair.passage_sentences if word.index < len(u) and u[word.index] is word)
    before = unit[word.index - 1].lower if word.index else ""
    return word.lower != _RATES[word.lower] or before in {"a", "per", "each", "every", "an"}


def _periods(words: Words) -> Iterator[tuple[str, Word]]:
    for word in words:
        period = _RATES.get(word.lower, "")
        before = words[word.index - 1].lower if word.index else ""
        if not period or (
            word.lower == period and before not in {"a", "per", "each", "every", "an"}
        ):
            continue
        behind_number = any(w.amount for w in words[max(0, word.index - 8) : word.index + 4])
        lead = words[word.index - 2].lower if word.index > 1 else ""
        after = words[word.index + 1].lower if word.index + 1 < len(words) else ""
        spell = lead in PREPOSITIONS or after in {"before", "earlier", "ago", "later"}
        if behind_number and not (spell and before in {"a", "an"}):
            yield period, word


_RATES = {
    form: period
    for period, forms in (
        ("hour", "hour hourly"),
        ("day", "day daily"),
        ("week", "week weekly"),
        ("month", "month monthly"),
        ("quarter", "quarterly"),
        ("year", "year yearly annual annually"),
    )
    for form in forms.split()
}


def _multiples(pair: Comparison) -> Iterator[Reason]:
    """Yield "doubled" where the passages have another multiple."""
    for word in pair.statement_words:
        size = _TIMES.get(word.lemma)
        if not size or (pair.matches(word) and word.lemma in pair.passage_lemmas):
            continue
        there = {w.amount.value for w in pair.passage_words if w.amount}
        there |= {_TIMES[w.lemma] for w in pair.passage_words if w.lemma in _TIMES}
        if size not in there and not (size == 0.5 and 50.0 in there):
            yield flag(QUANTITY, f"no passage says “{word.text}” of this", word)


_TIMES = {"double": 2.0, "twice": 2.0, "triple": 3.0, "treble": 3.0, "quadruple": 4.0, "halve": 0.5}


def _neighbours(pair: Comparison) -> Iterator[Reason]:
    """Yield a word beside which the passages have another of its row, and not itself."""
    for word in pair.statement_words:
        for part, others in NEIGHBOURS.get(word.lemma, ()) if word.kind == "word" else ():
            if not part.isdisjoint(pair.passage_lemmas) or any(
                m.weight >= SYNONYM for m in pair.matches(word)
            ):
                continue
            rivals = [
                w
                for w in pair.passage_words
                if w.lemma in others and w.lemma not in pair.statement_lemmas
            ]
            ours = context_words(pair.statement_words, word.index, 4, 4)
            spell = (
                word.lemma in _RATES
                and word.index > 0
                and pair.statement_words[word.index - 1].lower in {"a", "an"}
            )
            close = (w for w in rivals if spell or _in_its_place(pair, ours, w))
            if rival := next(close, None):
                why = f"“{word.text}” stands where the passage has “{rival.text}”"
                yield flag(SCOPE, why, word)
                return


def _in_its_place(pair: Comparison, ours: tuple[Word, ...], rival: Word) -> bool:
    """Return whether a rival stands among the words among which a word of the statement stands."""
    return any(
        may_match(one, other)
        for unit in pair.passage_sentences
        if rival.index < len(unit) and unit[rival.index] is rival
        for other in context_words(unit, rival.index, 4, 4)
        if other.content or other.is_value
        for one in ours
        if one.content or one.is_value
    )
