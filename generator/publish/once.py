"""One row for a day that several stories tell in like words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.extract.topics import words
from generator.months import when
from generator.publish.happenings import Happening

_ALIKE, _FEWEST = 0.6, 5  # share of the words of the shorter text, taken for five at least
_SMALL = 3  # letters of words that tell nothing


def once(found: Iterable[Happening]) -> Iterator[Happening]:
    """Yield what happened, without what another story tells of the same day in like words.

    A story's own event always stands, and for the others.
    """
    found = tuple(found)
    told: dict[str, list[set[str]]] = {}
    for item in found:
        if item.main:
            told.setdefault(item.date, []).append(_telling(item))
    for item in found:
        known = told.setdefault(item.date, [])
        if item.main:
            yield item
        elif item.precision != "day" or not any(_alike(_telling(item), other) for other in known):
            known.append(_telling(item))
            yield item


def _telling(item: Happening) -> set[str]:
    """Return the words of an event that tell something, without those of its date."""
    date = set(when(item.date).lower().split())
    return {word.stem for word in words(item.text) if len(word.stem) > _SMALL} - date


def _alike(one: set[str], other: set[str]) -> bool:
    """Tell whether most words of the shorter text stand in the longer one."""
    return len(one & other) >= _ALIKE * max(_FEWEST, min(len(one), len(other)))
