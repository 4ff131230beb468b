"""One row for a day that several stories tell in like words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from generator.extract.topics import words
from generator.months import when
from generator.publish.happenings import Happening, first_day

_ALIKE, _FEWEST = 0.6, 5  # share of the words of the shorter text, taken for five at least
_SOON = dt.timedelta(days=3)
_SMALL = 3  # letters of words that tell nothing


def once(found: Iterable[Happening]) -> Iterator[Happening]:
    """Yield what happened, without what another story tells of the same day in like words.

    A story's own event always stands, and for the others; for what its bottom line says will
    follow within days, too.
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
        elif not (_follows(item) or (item.precision == "day" and _is_told(item, known))):
            known.append(_telling(item))
            yield item


def _is_told(item: Happening, known: Iterable[set[str]]) -> bool:
    return any(_alike(_telling(item), other) for other in known)


def _follows(item: Happening) -> bool:
    """Return whether a story's bottom line expects it in the days right after its own event."""
    own, day = item.story.date, first_day(item.date)
    if not (item.ahead and own and day and own < day <= own + _SOON):
        return False
    return _alike(_telling(item), _stems(item.story.bottom_line))


def _telling(item: Happening) -> set[str]:
    """Return the words of an event that tell something, without those of its date."""
    date = set(when(item.date).lower().split())
    return _stems(item.text) - date


def _stems(text: str) -> set[str]:
    return {word.stem for word in words(text) if len(word.stem) > _SMALL}


def _alike(one: set[str], other: set[str]) -> bool:
    """Tell whether most words of the shorter text stand in the longer one."""
    return len(one & other) >= _ALIKE * max(_FEWEST, min(len(one), len(other)))
