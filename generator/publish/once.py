"""One row for a day that several stories tell in like words, and for a sentence of several days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from generator.extract.topics import words
from generator.publish.happenings import Happening, first_day
from generator.text.months import when

_ALIKE, _FEWEST = 0.6, 5  # share of the words of the shorter text, taken for five at least
_SOON = dt.timedelta(days=3)
_SMALL = 3  # letters of words that tell nothing


def once(found: Iterable[Happening]) -> Iterator[Happening]:
    """Yield what happened, each sentence once, without what another story tells in like words.

    A story's own event always stands, and for the others; for what its bottom line says will
    follow within days, too.
    """
    found = tuple(_sentences_once(tuple(found)))
    told: dict[str, list[set[str]]] = {}
    for item in found:
        if item.main:
            told.setdefault(item.date, []).append(_telling(item))
    for item in found:
        known = told.setdefault(item.date, [])
        if item.main:
            yield item
        elif not (
            _follows(item)
            or _is_of_its_month(item)
            or (item.precision == "day" and _is_told(item, known))
        ):
            known.append(_telling(item))
            yield item


def _sentences_once(found: tuple[Happening, ...]) -> Iterator[Happening]:
    """Yield what happened, of a sentence that tells of several past days with its first alone.

    The others stand in its words; a day still to come is told for itself.
    """
    first: dict[tuple[str, str], Happening] = {}
    for item in found:
        if not item.main and not item.ahead:
            key = (item.story.id, item.text)
            first[key] = min(item, first.get(key, item), key=_place)
    for item in found:
        if item.main or item.ahead or first[item.story.id, item.text] is item:
            yield item


def _place(item: Happening) -> tuple[int, str]:
    return item.text.find(item.given), item.order


def _is_told(item: Happening, known: Iterable[set[str]]) -> bool:
    return any(_alike(_telling(item), other) for other in known)


def _follows(item: Happening) -> bool:
    """Return whether a story's bottom line expects it in the days right after its own event."""
    own, day = item.story.date, first_day(item.date)
    if not (item.ahead and own and day and own < day <= own + _SOON):
        return False
    return _alike(_telling(item), _stems(item.story.bottom_line))


def _is_of_its_month(item: Happening) -> bool:
    """Return whether an event of a month is the story's own event, of which the day is known."""
    own = item.story.date
    if item.ahead or own is None or item.date != f"{own:%Y-%m}":
        return False
    return _alike(_telling(item), _stems(f"{item.story.title} {item.story.bottom_line}"))


def _telling(item: Happening) -> set[str]:
    """Return the words of an event that tell something, without those of its date."""
    date = set(when(item.date).lower().split())
    return _stems(item.text) - date


def _stems(text: str) -> set[str]:
    return {word.stem for word in words(text) if len(word.stem) > _SMALL}


def _alike(one: set[str], other: set[str]) -> bool:
    """Tell whether most words of the shorter text stand in the longer one."""
    return len(one & other) >= _ALIKE * max(_FEWEST, min(len(one), len(other)))
