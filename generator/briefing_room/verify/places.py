"""Between the same words stand the same numbers and names, and no "not" more or less.

A statement that keeps its passage's wording is held to it place by place.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from typing import NamedTuple

from briefing_room.text.lexicon import PREPOSITIONS, STOP
from briefing_room.verify.comparison import Comparison, flag
from briefing_room.verify.figures import BINDING
from briefing_room.verify.polarity import DENYING_VERBS, NEGATIONS, POLARITY
from briefing_room.verify.reasons import Reason
from briefing_room.verify.sides import SIDES
from briefing_room.verify.tagging import Word, Words

# How many words before and behind a number must be the same, the most first; not (3, 0) of a name.
_AROUND = ((2, 2), (1, 2), (2, 1), (3, 0))
_ARTICLES = frozenset({"a", "an", "the", "any"})
_NUMBER, _NAME = "#", "@"


class _Item(NamedTuple):
    """A word, or a name of several, with what it is in the places of others."""

    form: str
    value: frozenset[str]
    word: Word


def places(pair: Comparison) -> Iterator[Reason]:
    """Yield what stands between words where the passages have something else."""
    ours = _items(pair.statement_words, pair.known_nouns)
    theirs = [_items(unit, pair.known_nouns) for unit in pair.passage_sentences]
    known = frozenset(part for unit in theirs for item in unit for part in item.value)
    found = _places(theirs)
    for at, item in enumerate(ours):
        if not item.value or item.value.isdisjoint(known):
            continue
        others = next(filter(None, (found.get(each) for each in _around(ours, at))), None)
        if others and not any(
            _one(pair, item, other) or _in_one_list(pair, item, other) for other in others
        ):
            code = BINDING if item.form == _NUMBER else SIDES
            shown = others[0].word.text
            yield flag(code, f"“{item.word.text}” where the passage has “{shown}”", item.word)
    yield from _denials(ours, theirs)


def _items(words: Words, nouns: Collection[str]) -> list[_Item]:
    """Return the words in order; names in a row are one, articles and marks none."""
    found: list[_Item] = []
    for word in words:
        if word.kind == "mark" or word.lower in _ARTICLES:
            continue
        named = word.content and (word.capital or word.lower in nouns)
        if named and found and found[-1].form == _NAME and found[-1].word.index + 1 >= word.index:
            found[-1] = _Item(_NAME, found[-1].value | {word.lower}, word)
        elif named:
            found.append(_Item(_NAME, frozenset({word.lower}), word))
        elif word.is_value:
            found.append(_Item(_NUMBER, frozenset({_valued(word)}), word))
        else:
            found.append(_Item(word.lower, frozenset(), word))
    return found


def _around(items: list[_Item], at: int) -> Iterator[tuple[object, ...]]:
    """Yield what stands around an item, the most first; numbers and names are blotted out."""
    form = items[at].form
    lead = ("", "", "", *(i.form for i in items[max(0, at - 3) : at]))
    follow = (*(i.form for i in items[at + 1 : at + 3]), "", "")
    for before, behind in _AROUND if form == _NUMBER else _AROUND[:-1]:
        context = (*lead[-before:], *follow[:behind])
        if any(each.isalpha() and each not in STOP for each in context):
            yield form, before, context


def _places(units: list[list[_Item]]) -> dict[tuple[object, ...], list[_Item]]:
    found: defaultdict[tuple[object, ...], list[_Item]] = defaultdict(list)
    for items in units:
        for at, item in enumerate(items):
            for place in _around(items, at) if item.value else ():
                found[place].append(item)
    return found


def _one(pair: Comparison, item: _Item, other: _Item) -> bool:
    if not item.value.isdisjoint(other.value):
        return True
    if item.form == _NUMBER:
        return any(one.startswith(two) for one in item.value for two in other.value)
    return any(pair.voices.same(one, two) for one in item.value for two in other.value)


def _in_one_list(pair: Comparison, item: _Item, other: _Item) -> bool:
    """Tell whether a passage names both side by side: "Japan and India", "Japan 5%, India 3%"."""
    for unit in pair.passage_sentences:
        same = [w for w in unit if w.lower in item.value or (w.amount and _valued(w) in item.value)]
        for word in same if other.word in unit else ():
            first, last = sorted((word.index, other.word.index))
            between = unit[first + 1 : last]
            joined = [w for w in between if w.text == "," or w.lower in {"and", "or"}]
            if joined and not any(w.verb or w.lower in PREPOSITIONS - {"of"} for w in between):
                return item.form == _NAME or _named_alike(pair, item.word, unit, word)
    return False


def _named_alike(pair: Comparison, number: Word, unit: Words, there: Word) -> bool:
    """Tell whether a number stands beside the name that it has in its list."""
    names = [w.lower for w in unit[max(0, there.index - 3) : there.index] if w.capital]
    lead = pair.statement_words[max(0, number.index - 5) : number.index]
    return any(w.lower in names for w in lead)


def _valued(word: Word) -> str:
    return str(word.amount.value) if word.amount else word.date or word.lower


def _denials(ours: list[_Item], units: list[list[_Item]]) -> Iterator[Reason]:
    """Yield a "not" whose neighbours stand side by side in the other text."""
    theirs = [item for unit in units for item in unit]
    hard = [sum(item.form in NEGATIONS for item in some) for some in (ours, theirs)]
    if hard[0] == hard[1] or any(
        item.word.verb in DENYING_VERBS for item in (ours, theirs)[hard[0] > hard[1]]
    ):
        return
    for one, other, verb in ((ours, theirs, "does not deny"), (theirs, ours, "denies")):
        threes = Counter(_threes(other))
        own = Counter(_threes(one))
        for at, item in enumerate(one):
            if item.form in NEGATIONS and threes[plain := _without(one, at)] > own[plain]:
                shown = " ".join(each for each in plain if each.isalpha())
                words = (item.word,) if one is ours else ()
                yield flag(POLARITY, f"the passage {verb} “{shown}”", *words)
                return


def _threes(items: list[_Item]) -> Iterator[tuple[str, ...]]:
    forms = ["", *(item.form for item in items), "", ""]
    return zip(forms, forms[1:], forms[2:], strict=False)


def _without(items: list[_Item], at: int) -> tuple[str, ...]:
    """Return the words around a denial as they would stand without it."""
    before = items[at - 1].form if at else ""
    lead = "with" if items[at].form == "without" else before
    one, other = (*(i.form for i in items[at + 1 : at + 3]), "", "")[:2]
    return lead, one, other
