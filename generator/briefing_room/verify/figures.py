"""Numbers and dates are there, and keep their company: what limits them, what they are of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from briefing_room.catalogue.numbers import DOWN, ROUGH, UP
from briefing_room.extract.units import CURRENCIES, DURATIONS
from briefing_room.text.lexicon import PREPOSITIONS
from briefing_room.text.typography import spaced
from briefing_room.verify.comparison import Comparison, Match, equal, flag
from briefing_room.verify.evidence import same_unit
from briefing_room.verify.likeness import SYNONYM, lemma, like, words_of
from briefing_room.verify.reasons import Reason, error
from briefing_room.verify.tagging import Amount, Word, Words

NUMBER, UNIT, DATE = "number", "unit", "date"
LIMIT, BINDING = "limit", "binding"
_MORE, _LESS = words_of("more_than"), words_of("less_than")
_TURNING = frozenset({"from", "instead", "compared", "current", "against", "versus", "than"})
_ORDINAL = frozenset({"first", "second", "third", "before", "after", "since", "by", "until"})
_TOGETHER = 10  # words between two values whose order tells something
_NEAR = 5  # words of meaning around a value that say what it is of
_CLOSE = 6  # words between a value and the name beside it


def figures(pair: Comparison) -> Iterator[Reason]:
    """Yield the values of a statement that the passages limit otherwise, or give to another."""
    pairs = [
        (word, found)
        for word in pair.statement_words
        if word.is_value and (found := pair.equal_values(word))
    ]
    for word, found in pairs:
        yield from _company(pair, word, found, pairs)
        if word.amount:
            yield from _limit(pair, word, found)
            yield from _name(pair, word, found)
    yield from _twice(pairs)
    yield from order_in_time(pair)
    for (one, ones), (other, others) in combinations(pairs, 2):
        yield from _order(pair, (one, ones), (other, others))


# --- There at all --------------------------------------------------------------------------------


def values(pair: Comparison) -> Iterator[Reason]:
    """Yield the numbers and dates that no passage has, and numbers of another unit."""
    for word in pair.statement_words:
        if word.amount:
            yield from _number(pair, word, word.amount)
        elif word.kind == "word" and word.text[0].isdigit() and not word.capital:
            if not {word.lower, word.lower.removesuffix("s")} & pair.passage_lowercase:  # "873p"
                yield error(NUMBER, f"the number “{word.text}” is not in the passages", word.text)
        elif word.kind == "date" and not (_has_date(pair, word) or _is_this_year(pair, word)):
            why = f"the date “{word.text}” is not in the passages"
            exact = any(map(str.isdigit, word.text))
            yield error(DATE, why, word.text) if exact else flag(DATE, why, word)


def _is_this_year(pair: Comparison, word: Word) -> bool:
    date = pair.voices.date
    undated = not any(w.kind == "date" for w in pair.passage_words)
    same = date is not None and word.date == str(date.year)
    return undated and same and word.lower == "this year"


def _number(pair: Comparison, word: Word, amount: Amount) -> Iterator[Reason]:
    found = [m.word.amount for m in pair.equal_values(word) if m.word.amount]
    if not found and _bound(pair.statement_words, word) in {"~", "<"}:
        numbers = (w.amount for w in pair.passage_words if w.amount)
        found = [other for other in numbers if _rounded(amount, other)]
    if not found:
        spelled = not any(map(str.isdigit, word.text))
        why = f"the number “{_with_unit(pair.statement_words, word)}” is not in the passages"
        if spelled and not (amount.value in {1.0, 2.0} or _picks(pair.statement_words, word)):
            yield flag(NUMBER, why, word)
        elif not spelled and not _is_bare(pair, word):
            yield error(NUMBER, why, word.text)
    elif not any(_fits(amount.unit, other.unit) for other in found):
        counted = not _is_measured(amount.unit) and not all(_is_measured(o.unit) for o in found)
        if amount.unit.rstrip("s").lower() in pair.voices.initials:
            return
        noun = lemma(amount.unit.rpartition(" ")[2])
        if word.text.isalpha():
            return
        if not counted:
            why = f"“{word.text}” is in {found[0].unit} in the passage, not in {amount.unit}"
            yield error(UNIT, why, word.text)
        elif noun in pair.passage_lemmas | _ANYTHING or not pair.passage_lemmas.isdisjoint(
            map(lemma, amount.unit.split())
        ):
            return
        elif not any(_is_one(noun, o.unit) for o in found):
            why = f"“{word.text}” counts {found[0].unit} in the passage, not {amount.unit}"
            yield flag(UNIT, why, word)


def _with_unit(words: Words, word: Word) -> str:
    after = words[word.index + 1] if word.index + 1 < len(words) else None
    return (
        f"{word.text} {after.text}" if after and (after.content or after.text == "%") else word.text
    )


def _picks(words: Words, word: Word) -> bool:
    """Return whether a number in letters picks out what was told: "the first two"."""
    before = words[word.index - 1].lower if word.index else ""
    small = word.amount is not None and word.amount.value <= 12
    return small and not any(map(str.isdigit, word.text)) and before in _PICKING


def _rounded(said: Amount, other: Amount) -> bool:
    digits = max(1, len(f"{abs(said.value):.6g}".replace(".", "").strip("0")))
    return f"{said.value:.{digits}g}" == f"{other.value:.{digits}g}" and _fits(
        said.unit, other.unit
    )


def _is_bare(pair: Comparison, word: Word) -> bool:
    """Return whether a passage has the number as a part of a name or a code."""
    return any(
        word.lower == part for w in pair.passage_words for part in (w.lower, *w.lower.split("-"))
    )


def _fits(said: str, other: str) -> bool:
    price = said.startswith(f"{other}/") or other.startswith(f"{said}/")
    return not said or not other or same_unit(said, other) or price


def _is_measured(unit: str) -> bool:
    return unit in DURATIONS or unit in CURRENCIES or unit in _MEASURED or "/" in unit


def _is_one(noun: str, unit: str) -> bool:
    return like(noun, lemma(unit.rpartition(" ")[2])) >= SYNONYM


def _has_date(pair: Comparison, word: Word) -> bool:
    days = [w for w in pair.passage_words if w.kind == "date"]
    if any(equal(word, day) for day in days) or spaced(word.text) in pair.passage_text:
        return True
    if (
        word.lower.startswith(("that ", "the same "))
        or set(word.lower.split()) <= pair.passage_lowercase
    ):
        return True
    resolved = (day for cited in pair.passages for day in cited.days)
    if word.date and any(day.startswith(word.date) for day in resolved):
        return True
    if word.date and len(word.date) == 4 and any(w.lower == word.date for w in pair.passage_words):
        return True
    periods = {p for w in (word.lower, *word.lower.split()) for p in _PERIODS if w.startswith(p)}
    return not word.date and any(w.lower.startswith(p) for w in pair.passage_words for p in periods)


_PICKING = words_of("picking")
_MEASURED = frozenset({"%", "percentage points", "t", "kg", "times"})
_PERIODS = ("day", "week", "month", "quarter", "year", "decade")
_ANYTHING = words_of("anything")


# --- Up to, more than, nearly --------------------------------------------------------------------


def _limit(pair: Comparison, word: Word, found: list[Match]) -> Iterator[Reason]:
    if word.lower in {"one", "two"}:
        return
    ours = _bound(pair.statement_words, word)
    theirs = {_bound(pair.passage_sentences[m.sentence], m.word) for m in found}
    if ours == ">" and any(_risen(pair, m) for m in found):
        return
    if (
        ours in theirs
        or ours == "~"
        or (ours == "<" and pair.passages_have(["limit", "cap", "ceiling"]))
    ):
        return
    if not ours and theirs == {"~"}:
        yield flag(LIMIT, f"the passage gives “{word.text}” as about so much", word)
    else:
        shown = " ".join(w.text for w in around_match(pair, found[0], 3))
        yield flag(LIMIT, f"“{word.text}” is limited otherwise in the passage: “{shown}”", word)


def _risen(pair: Comparison, match: Match) -> bool:
    lead = pair.passage_sentences[match.sentence][max(0, match.word.index - 9) : match.word.index]
    return any(w.lower in {"above", "over"} for w in lead)


def around_match(pair: Comparison, match: Match, size: int) -> Words:
    """Return the words of a passage around one, itself included."""
    unit = pair.passage_sentences[match.sentence]
    return unit[max(0, match.word.index - size) : match.word.index + 2]


def _bound(words: Words, word: Word) -> str:
    """Return ">" for what may be more, "<" for what may be less, "~" for about so much."""
    before = [
        w.lower for w in words[max(0, word.index - 5) : word.index] if w.lower not in _ARTICLES
    ]
    last, phrase = (before or [""])[-1], " ".join(before[-2:])
    qualifier = word.amount.qualifier if word.amount else ""
    added = phrase == "up to" and lemma((before[-3:-2] or [""])[0]) in _MOVES  # "added up to"
    over = last == "over" and word.amount is not None and word.amount.unit in DURATIONS
    if added or over:
        return ""
    if phrase.endswith(" than") and before[-2] not in {"rather", "other"}:
        return "<" if before[-2] in _LESS or before[-3:-2] == ["no"] else ">"
    less = qualifier in DOWN or last in _LESS
    if less or phrase in {"up to", "at most", "close to"} or last in {"within", "not"}:
        return "<"
    behind = " ".join(w.lower for w in words[word.index + 1 : word.index + 5])
    if (
        re.search(r"\bor (?:more|higher|above)\b", behind)
        or phrase == "at least"
        or qualifier in UP
        or lemma(last) in _MORE
    ):
        return ">"
    if _ends_range(words, word, last):
        return "<"
    return "~" if qualifier in ROUGH or last in ROUGH else ""


def _ends_range(words: Words, word: Word, last: str) -> bool:
    lead = words[max(0, word.index - 3) : word.index]
    first = next((w for w in lead if w.amount), None)
    if first is None:
        return False
    opens = words[first.index - 1].lower if first.index else ""
    if {"from", "by"} & {w.lower for w in words[max(0, first.index - 3) : first.index]}:
        return False
    dashed = last == "–" or bool(lead[-1].amount)
    if first.amount and word.amount and not _fits(first.amount.unit, word.amount.unit):
        return False
    return dashed or (last == "to" and opens != "from") or (last == "and" and opens == "between")


_ARTICLES = frozenset({"the", "a", "an", "its", "their", "that"})
_MOVES = frozenset({"add", "come", "rise", "go", "move", "climb", "edge"})


# --- Which of two --------------------------------------------------------------------------------


def _kind(word: Word) -> str:
    """Return what a value may be taken for: a number of its unit, or a date."""
    if word.amount is None:
        return "date"
    unit = word.amount.unit.removesuffix("/year")
    return "#" if not unit or (unit.islower() and len(unit) > 2) else unit


def _order(
    pair: Comparison, first: tuple[Word, list[Match]], second: tuple[Word, list[Match]]
) -> Iterator[Reason]:
    (one, ones), (other, others) = first, second
    if one.kind != other.kind or _kind(one) != _kind(other) or equal(one, other):
        return
    if {one.lower, other.lower} & {"one", "two"}:
        return
    both = [
        (p, q) for p in ones for q in others if p.sentence == q.sentence and p.word is not q.word
    ]
    near_each = [(p, q) for p, q in both if abs(p.word.index - q.word.index) <= _TOGETHER]
    if not near_each or abs(one.index - other.index) > _TOGETHER:
        return
    p, q = near_each[0]
    unit = pair.passage_sentences[p.sentence]
    ours = [_role(pair.statement_words, word) for word in (one, other)]
    theirs = [_role(unit, word) for word in (p.word, q.word)]
    if (ours == theirs and ours[0] != ours[1]) or (one.kind == "date" and ours != theirs):
        return
    if set(ours) & {"from"} and set(theirs) & {"from"}:
        if (ours[0] == "from") != (theirs[0] == "from"):
            yield flag(BINDING, f"“{one.text}” and “{other.text}” have changed places", one, other)
    elif all(p.word.index > q.word.index for p, q in both) and not (_turns(ours) or _turns(theirs)):
        yield flag(BINDING, f"“{one.text}” and “{other.text}” have changed places", one, other)


def _role(words: Words, word: Word) -> str:
    """Return the word before a value that says what it is: from, to, than, on, until."""
    before = [w.lower for w in words[max(0, word.index - 3) : word.index]]
    return next((w for w in reversed(before) if w in _TURNING or w in PREPOSITIONS), "")


def _turns(roles: list[str]) -> bool:
    return any(role in _TURNING for role in roles)


def _company(
    pair: Comparison, word: Word, found: list[Match], pairs: list[tuple[Word, list[Match]]]
) -> Iterator[Reason]:
    """Yield a value among words that the passage has around another of its kind."""
    rivals = [
        Match(1.0, at, other)
        for at, unit in enumerate(pair.passage_sentences)
        for other in unit
        if other.kind == word.kind and not equal(word, other) and _kind(other) == _kind(word)
    ]
    names_it = (
        word.index > 0
        and pair.statement_words[word.index - 1].capital
        and not _kind(word).isupper()
    )
    if not rivals or len(rivals) > 20 or (names_it and word.amount and not word.amount.unit):
        return
    ours = _context(pair.statement_words, word)
    own = max(_overlap(ours, _context(pair.passage_sentences[m.sentence], m.word)) for m in found)
    score, rival = max(
        ((_overlap(ours, _context(pair.passage_sentences[m.sentence], m.word)), m) for m in rivals),
        key=lambda each: each[0],
    )
    told = any(equal(other, rival.word) for other, _ in pairs)
    if score >= own + (1.0 if word.amount else 1.2) and not told:
        why = f"“{word.text}” stands where the passage has “{rival.word.text}”"
        yield flag(BINDING, why, word)


def _context(words: Words, word: Word) -> dict[str, float]:
    """Return the words of meaning on both sides of a value, the nearer the heavier."""
    found: dict[str, float] = {}
    for step in (-1, 1):
        at, count = word.index + step, 0
        while 0 <= at < len(words) and count < _NEAR:
            other = words[at]
            if other.kind == "mark":
                if other.text in ".;:–—" or (other.text == "," and count <= 2):
                    break
            elif other.kind == word.kind and step > 0:
                break
            elif other.content or other.lower in _ORDINAL:
                weight = (2.0 if other.capital else 1.0) - 0.12 * count
                found[other.lemma] = max(found.get(other.lemma, 0.0), weight)
            at, count = at + step, count + 1
    return found


def _overlap(ours: dict[str, float], theirs: dict[str, float]) -> float:
    return sum(
        max((like(one, other) * min(weight, theirs[other]) for other in theirs), default=0.0)
        for one, weight in ours.items()
    )


def order_in_time(pair: Comparison) -> Iterator[Reason]:
    """Yield "after" something that the passages have "before" it."""
    for word in pair.statement_words:
        sides = [others for some, others in _APART if word.lower in some]
        behind = next(
            (
                w
                for w in pair.statement_words[word.index + 1 : word.index + 5]
                if w.content or w.is_value
            ),
            None,
        )
        found = pair.support(behind) if sides and behind else []
        theirs = [
            w
            for m in found
            for w in pair.passage_sentences[m.sentence][max(0, m.word.index - 4) : m.word.index]
            if w.lower in _TIMES
        ]
        if theirs and behind and all(w.lower in sides[0] for w in theirs):
            why = f"“{word.text} {behind.text}” is “{theirs[0].text}” it in the passage"
            yield flag(BINDING, why, word)


_EARLY, _LATE = frozenset({"before", "until", "till"}), frozenset({"after", "since"})
_TIMES = _EARLY | _LATE
_APART = ((_EARLY, _LATE), (_LATE, _EARLY))


def _twice(pairs: list[tuple[Word, list[Match]]]) -> Iterator[Reason]:
    """Yield a number that the statement has more often than its passages."""
    for at, (word, found) in enumerate(pairs):
        again = [other for other, _ in pairs[:at] if word.amount and equal(word, other)]
        if again and len(found) <= len(again):
            yield flag(BINDING, f"the passages have “{word.text}” only once", word)


def _name(pair: Comparison, word: Word, found: list[Match]) -> Iterator[Reason]:
    """Yield a value of one name that the passage has beside another."""
    mine = _nearest(pair, pair.statement_words, word)
    if mine is None or len(found) > 1:
        return
    unit, there = pair.passage_sentences[found[0].sentence], found[0].word
    theirs = _nearest(pair, unit, there)
    if theirs is None or pair.voices.same(mine.lower, theirs.lower):
        return
    here = [w for w in unit if w.capital and pair.voices.same(mine.lower, w.lower)]
    gap = min((abs(w.index - there.index) for w in here), default=0)
    if any(w.index < 6 for w in here):
        return  # it is what the whole sentence is about
    nearer = gap > abs(theirs.index - there.index) and theirs.clause == there.clause
    if nearer and not any(w.clause == there.clause for w in here):
        why = f"“{word.text}” is of “{theirs.text}” in the passage, not of “{mine.text}”"
        yield flag(BINDING, why, word, mine)


def _nearest(pair: Comparison, words: Words, word: Word) -> Word | None:
    nearby = [
        w for w in words[max(0, word.index - _CLOSE) :][: 2 * _CLOSE + 1] if w.clause == word.clause
    ]
    names = [w for w in nearby if w.capital and w.content and w.lower in pair.voices.names]
    return min(names, key=lambda w: abs(w.index - word.index), default=None)
