"""Figures that stand in the order of others or of things named once.

"62% of mining and 92% of refined output in 2023, and … to 54% and 77%"; "1,200, 300 and 45 tonnes
of copper, cobalt and manganese respectively".
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from generator.extract.amounts import bases
from generator.extract.amounts.gazetteer import Gazetteer
from generator.model import Figure, Quantity

Read = tuple[Quantity, Figure]
_BETWEEN = re.compile(
    r"\s?(?:,|,?\s(?:and|or))\s(?:respectively\s)?(?:to\s|at\s|the\s)?(?:remaining\s)?"
)
_OF_ITS_OWN = re.compile(
    r"\s?(?:of|for|in)\s(?!(?:19|20)\d\d|[A-Z][a-z]+ (?:19|20)\d\d)[a-z]|-|\s[a-z]+s\b"
)
_LIST = re.compile(r"\s(?:of|for|in)\s(?P<list>[^.;]+?),?\srespectively\b", re.IGNORECASE)


def in_order(
    text: str, read: Sequence[Read], earlier: Sequence[Figure], known: Gazetteer
) -> list[Figure]:
    """Return the figures of a sentence; those of a bare run take what an equal run before counts.

    ``earlier`` are the figures of the sentence before in the paragraph.
    """
    found = [figure for _, figure in read]
    for start, end in _runs(text, read):
        size = end - start
        if lands := _lands(text[: read[start][0].start], size, known):
            for index, land in enumerate(lands, start):
                last = found[end - 1]
                found[index] = replace(found[index], place=land, what=last.what, stage=last.stage)
            continue
        named = _named(text, read[end - 1][0], size)
        if named:
            for index, what in enumerate(named, start):
                found[index] = replace(
                    _timed(found[index], found[end - 1]), what=what, group=bases.group(what)
                )
            continue
        if _OF_ITS_OWN.match(text, read[end - 1][0].end):
            continue
        before = found[:start] or list(earlier)
        models = [each for each in before if each.unit == found[start].unit][-size:]
        if len(models) == size == len({each.what for each in models} - {None}):
            for index, model in enumerate(models, start):
                found[index] = replace(
                    _timed(found[index], found[end - 1]),
                    what=model.what,
                    stage=model.stage,
                    group=model.group,
                    place=found[index].place or model.place,
                )
    return _with_shared_period(text, read, found)


_NEXT_SHARE = re.compile(
    r"\s(?:of|for|in)\s[\w\s'’-]{2,50}?(?:,|,?\sand)\s(?:about\s|some\s|nearly\s)?"
)


def _with_shared_period(text: str, read: Sequence[Read], found: list[Figure]) -> list[Figure]:
    """Give "60% of mining, 91% of refining and 94% of magnets in 2024" their one year."""
    for index in range(len(read) - 2, -1, -1):
        one, other = read[index][0], read[index + 1][0]
        between = text[one.end : other.start]
        if (
            one.unit == other.unit
            and _NEXT_SHARE.fullmatch(between)
            and not re.search(r"\d", between)
        ):
            found[index] = _timed(found[index], found[index + 1])
    return found


def _lands(left: str, size: int, known: Gazetteer) -> list[str]:
    """Return the places of "Vietnam, Brazil and Russia hold", if there are so many."""
    named = known.places(left)[-size:]
    joints = [left[one.end : other.start] for one, other in itertools.pairwise(named)]
    listed = len(named) == size > 1 and all(re.fullmatch(r",\s|,?\sand\s", j) for j in joints)
    close = listed and re.fullmatch(r"\s(?:[a-z]+\s){1,3}", left[named[-1].end :])
    return [each.name for each in named] if close else []


def _timed(figure: Figure, last: Figure) -> Figure:
    """Return a figure of a run with the period that stands behind the run."""
    return figure if figure.period else replace(figure, period=last.period, when=last.when)


def _runs(text: str, read: Sequence[Read]) -> list[tuple[int, int]]:
    """Return the stretches of two to four figures of one unit with nothing but joints between."""
    runs, start = [], 0
    for index in range(1, len(read) + 1):
        if index < len(read) and _follows(text, read[index - 1][0], read[index][0]):
            continue
        if 2 <= index - start <= 4:
            runs.append((start, index))
        start = index
    return runs


def _follows(text: str, one: Quantity, other: Quantity) -> bool:
    between = text[one.end : other.start]
    return one.unit == other.unit and _BETWEEN.fullmatch(between) is not None


def _named(text: str, last: Quantity, size: int) -> list[str]:
    """Return the things of "tonnes of copper, cobalt and manganese respectively", if so many."""
    match = _LIST.match(text, last.end)
    parts = re.split(r",\s(?:and\s)?|\sand\s", match["list"]) if match else []
    return [part.strip() for part in parts] if len(parts) == size else []
