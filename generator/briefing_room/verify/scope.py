"""How much and of what: all, only, most; each or in total; a day or a year; capacity or output."""

from __future__ import annotations

from collections.abc import Iterator

from briefing_room.text.lexicon import PREPOSITIONS
from briefing_room.verify.held import Held, anew, around, near, touch
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


def scope(held: Held) -> Iterator[Reason]:
    """Yield the words of quantity and scope that the passages do not bear out."""
    yield from _quantifiers(held)
    yield from _softened(held)
    yield from _measures(held)
    yield from _rates(held)
    yield from _multiples(held)
    yield from _neighbours(held)


# --- All, only, most, none -----------------------------------------------------------------------


def _quantifiers(held: Held) -> Iterator[Reason]:
    for word in held.said:
        after = held.said[word.at + 1].low if word.at + 1 < len(held.said) else ""
        before = held.said[word.at - 1].low if word.at else ""
        if word.low == "all" and before in {"above", "after", "at"}:
            continue
        if word.low in _ALL:
            lacking = not held.has(_ALL | (_FOR_ALL if word.low in {"all", "both"} else _ALL))
            if lacking or not _about_the_same(held, word, _ALL | _FOR_ALL):
                yield anew(QUANTITY, f"no passage says “{word.text}” of this", word)
        elif word.low in _ONLY:
            if not (held.has(_ONLY | _FOR_ONLY) and _about_the_same(held, word, _ONLY | _FOR_ONLY)):
                yield anew(QUANTITY, f"no passage says “{word.text}” of this", word)
        elif word.low in _MOST and (
            word.low != "most" or after in {"of", "the"} or after[-1:] in {"s", "d"}
        ):
            if not held.has(_MOST | _FOR_MOST):
                yield anew(QUANTITY, f"no passage says “{word.text}” of this", word)
        elif word.low in _PLURAL and _of_all(held, word):
            yield anew(QUANTITY, f"the passage has it of all, not of “{word.text}”", word)
        elif (
            word.low in _NONE - {"no"}
            and after not in {"more", "less", "fewer", "later"}
            and not any(denials(unit) for unit in held.units)
        ):
            yield anew(QUANTITY, f"no passage says “{word.text}” of this", word)


def _of_all(held: Held, word: Word) -> bool:
    """Tell whether the passages say "all" or "any" of what a statement has "some" of."""
    about = [w for w in held.said[word.at + 1 : word.at + 5] if w.content or w.valued][:1]
    found = [m for w in about for m in held.behind(w)]
    lead = [held.units[m.unit][max(0, m.word.at - 3) : m.word.at] for m in found]
    return bool(lead) and all(any(w.low in _ALL | {"any"} for w in words) for words in lead)


def _about_the_same(held: Held, word: Word, words: frozenset[str]) -> bool:
    """Return whether such a word of the passages is about the words that this one is about."""
    about = [w for w in around(held.said, word.at, 4, 5) if w.content or w.valued]
    return not about or any(
        touch(about, around(unit, other.at, 4, 12), 0.6)
        for unit in held.units
        for other in unit
        if other.low in words or other.lemma in words
    )


def _softened(held: Held) -> Iterator[Reason]:
    """Yield a "some" or "nearly" of a passage that the statement lost before the same word."""
    ours = {form for word in held.said for form in (word.low, word.lemma)}
    if ours & _SOFT:
        return
    for at, unit in enumerate(held.units):
        for word in unit:
            if word.low not in _SOFTENERS:
                continue
            behind = [w for w in unit[word.at + 1 : word.at + 4] if w.content or w.verb]
            behind = [w for w in behind if w.verb not in {"be", "have"} and w.clause == word.clause]
            behind = [w for w in behind[:1] if word.low not in _PLURAL or w.low.endswith("s")]
            kept = [
                said
                for said in held.said
                for match in held.matches(said)
                if match.unit == at and match.word in behind and match.weight >= SYNONYM
            ]
            if kept and not any(like(word.lemma, other) >= SYNONYM for other in ours):
                yield anew(
                    QUANTITY, f"“{word.text} {behind[0].text}” lost its “{word.text}”", kept[0]
                )
                return


# --- Each, in total, a year; capacity, output ----------------------------------------------------


def _measures(held: Held) -> Iterator[Reason]:
    for words in _MEASURES:
        for word in held.said:
            with_it = word.at + 1 < len(held.said) and held.said[word.at + 1].low == "with"
            if word.low in words and not held.has(words) and not with_it:
                yield anew(SCOPE, f"no passage says “{word.text}” of this", word)
                return
    ours = held.own | {word.low for word in held.said}
    for at, unit in enumerate(held.units):
        for word in unit:
            lost = any(word.low in words and not ours & words for words in _KEPT)
            values = [
                w for w in around(unit, word.at, 4, 5) if w.amount and w.clause == word.clause
            ]
            if not (lost and values and word.low not in {"every", "can", "could", "able"}):
                continue
            if any(m.unit == at and m.word in values for w in held.said for m in held.same(w)):
                yield anew(SCOPE, f"“{word.text}” of the passage is lost", word)
                return


def _rates(held: Held) -> Iterator[Reason]:
    """Yield "a year" where the passages do not count by the year."""
    theirs = {_RATES[w.low] for w in held.flat if w.low in _RATES and _follows_rate(held, w)}
    for period, word in _periods(held.said):
        if period not in theirs:
            yield anew(SCOPE, f"no passage counts by the {period}", word)
            return


def _follows_rate(held: Held, word: Word) -> bool:
    unit = next(u for u in held.units if word.at < len(u) and u[word.at] is word)
    before = unit[word.at - 1].low if word.at else ""
    return word.low != _RATES[word.low] or before in {"a", "per", "each", "every", "an"}


def _periods(words: Words) -> Iterator[tuple[str, Word]]:
    for word in words:
        period = _RATES.get(word.low, "")
        before = words[word.at - 1].low if word.at else ""
        if not period or (word.low == period and before not in {"a", "per", "each", "every", "an"}):
            continue
        behind_number = any(w.amount for w in words[max(0, word.at - 8) : word.at + 4])
        lead = words[word.at - 2].low if word.at > 1 else ""
        after = words[word.at + 1].low if word.at + 1 < len(words) else ""
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


def _multiples(held: Held) -> Iterator[Reason]:
    """Yield "doubled" where the passages have another multiple."""
    for word in held.said:
        size = _TIMES.get(word.lemma)
        if not size or (held.matches(word) and word.lemma in held.lemmas):
            continue
        there = {w.amount.value for w in held.flat if w.amount}
        there |= {_TIMES[w.lemma] for w in held.flat if w.lemma in _TIMES}
        if size not in there and not (size == 0.5 and 50.0 in there):
            yield anew(QUANTITY, f"no passage says “{word.text}” of this", word)


_TIMES = {"double": 2.0, "twice": 2.0, "triple": 3.0, "treble": 3.0, "quadruple": 4.0, "halve": 0.5}


def _neighbours(held: Held) -> Iterator[Reason]:
    """Yield a word beside which the passages have another of its row, and not itself."""
    for word in held.said:
        for part, others in NEIGHBOURS.get(word.lemma, ()) if word.kind == "word" else ():
            if not part.isdisjoint(held.lemmas) or any(
                m.weight >= SYNONYM for m in held.matches(word)
            ):
                continue
            rivals = [w for w in held.flat if w.lemma in others and w.lemma not in held.own]
            ours = around(held.said, word.at, 4, 4)
            spell = (
                word.lemma in _RATES and word.at > 0 and held.said[word.at - 1].low in {"a", "an"}
            )
            close = (w for w in rivals if spell or _in_its_place(held, ours, w))
            if rival := next(close, None):
                why = f"“{word.text}” stands where the passage has “{rival.text}”"
                yield anew(SCOPE, why, word)
                return


def _in_its_place(held: Held, ours: tuple[Word, ...], rival: Word) -> bool:
    """Return whether a rival stands among the words among which a word of the statement stands."""
    return any(
        near(one, other)
        for unit in held.units
        if rival.at < len(unit) and unit[rival.at] is rival
        for other in around(unit, rival.at, 4, 4)
        if other.content or other.valued
        for one in ours
        if one.content or one.valued
    )
