"""The rows on the pages of names and topics: sites with their capacity, and deadlines."""

from __future__ import annotations

from dataclasses import dataclass

from briefing_room.catalogue.key_reader import KeyReader
from briefing_room.catalogue.schema import (
    cites,
    key,
    list_of,
    number_between,
    one_of,
    text_or_texts,
)
from briefing_room.text.periods import Period

DEADLINE_KINDS = ("rule", "contract", "plan", "aim", "our reckoning")
CAPACITY_KINDS = ("made", "capacity", "target", "past target", "possible")
"""The kinds of amounts at a site: the first two exist, the others are planned or possible."""
EXISTING = frozenset(CAPACITY_KINDS[:2])


@dataclass(frozen=True, slots=True)
class SiteStatus:
    """The status of a site on a day; ``value`` is a status of sites in the vocabulary.

    ``as_of`` is the date of the newest cited source that reports the status: the date in the
    passage, else the date of the publication that the passage names, else that of the seed.
    """

    value: str = key(
        read=one_of("site_statuses"), hint="say what the site is, such as operating", check="status"
    )
    cites: tuple[str, ...] = cites()
    as_of: Period | None = key(
        None, hint="write the date of the newest cited source that reports it", check="day"
    )
    line: int = 0


@dataclass(frozen=True, slots=True)
class Capacity:
    """How much a site makes or could make; ``kind`` is one of :data:`CAPACITY_KINDS`."""

    text: str = key(
        name="value",
        hint='write number and unit as the passage does, such as "3,000 tonnes"',
        check="value",
    )
    kind: str = key(
        read=one_of(CAPACITY_KINDS), hint=f"one of {', '.join(CAPACITY_KINDS)}", check="kind"
    )
    cites: tuple[str, ...] = cites()
    thing: str | None = key(None, name="of", check="thing")
    period: Period | None = key(None, check="period")
    note: str | None = key(None)
    line: int = 0


@dataclass(frozen=True, slots=True)
class Coordinates:
    """The position of a site; ``source`` is a web address, since no seed gives coordinates."""

    lat: float = key(read=number_between(-90, 90, float), hint="from -90 to 90")
    lon: float = key(read=number_between(-180, 180, float), hint="from -180 to 180")
    source: str = key(hint="give the address that says where the site lies")


@dataclass(frozen=True, slots=True)
class Site:
    """A site at a place; ``owners`` are slugs of entities, or names without a page."""

    name: str = key(hint="name the site", check="name")
    kind: str = key(read=one_of("site_kinds"), hint="say what kind of site it is, such as mine")
    owners: tuple[str, ...] = key((), text_or_texts, name="owner", check="name")
    status: SiteStatus | None = key(
        None,
        hint="write {value: operating, as_of: 2026-03, cites: [some-seed/2-1]}",
    )
    capacity: tuple[Capacity, ...] = key(())
    coordinates: Coordinates | None = key(None)
    line: int = 0


@dataclass(frozen=True, slots=True)
class DeadlineOutcome:
    """What happened by a deadline, as a source reports it."""

    what: str = key(hint="say what happened by that day, as a source reports it", check="words")
    cites: tuple[str, ...] = cites()


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day on which something is due, and the outcome if a source reports it.

    ``kind`` says how firm the day is, one of :data:`DEADLINE_KINDS`; it may be empty.
    """

    date: Period = key(hint="write the day, such as 2026-11-10, or a month or year", check="period")
    what: str = key(hint="say what is due", check="words")
    cites: tuple[str, ...] = cites()
    outcome: DeadlineOutcome | None = key(None)
    kind: str = key("", one_of(DEADLINE_KINDS))
    line: int = 0


def read_deadlines(reader: KeyReader, name: str) -> tuple[Deadline, ...]:
    """Read a list of deadlines, the earliest first."""
    deadlines = list_of(Deadline)(reader, name)
    return tuple(sorted(deadlines, key=lambda due: (due.date.end, due.line)))
