"""What stands at a place: sites with status and capacity, each cited; and deadlines.

A capacity that is aimed at, was aimed at or is possible is never told as one that is there.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.catalogue.schema import Fields
from generator.catalogue.vocabulary import Vocabulary
from generator.text.months import Period

CAPACITY_KINDS = ("actual", "target", "past target", "possible")
_SITE_KEYS = ("name", "kind", "owner", "status", "capacity", "coordinates")
_STATUS_KEYS = ("value", "as_of", "cites")
_CAPACITY_KEYS = ("value", "of", "period", "kind", "cites", "note")
_COORDINATE_KEYS = ("lat", "lon", "source")


@dataclass(frozen=True, slots=True)
class SiteStatus:
    """What a site is on a day: ``value`` is a key of the vocabulary's statuses of sites."""

    value: str
    cites: tuple[str, ...]
    as_of: Period | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class Capacity:
    """What a site can make, ``kind`` one of ``CAPACITY_KINDS``."""

    text: str
    kind: str
    cites: tuple[str, ...]
    of: str | None = None
    period: Period | None = None
    note: str | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class Coordinates:
    """Where a site lies; the source is an address, as no seed says it."""

    lat: float
    lon: float
    source: str


@dataclass(frozen=True, slots=True)
class Site:
    """A site; ``owners`` are slugs of entities or names."""

    name: str
    kind: str
    owners: tuple[str, ...] = ()
    status: SiteStatus | None = None
    capacity: tuple[Capacity, ...] = ()
    coordinates: Coordinates | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day on which something is due; ``followed`` is what a source says came of it."""

    date: Period
    what: str
    cites: tuple[str, ...]
    followed: str | None = None
    followed_cites: tuple[str, ...] = ()
    line: int = 0


def read_sites(fields: Fields, vocabulary: Vocabulary) -> tuple[Site, ...]:
    """Return the rows under ``sites``; one without a name or a kind is left out."""
    return tuple(site for item in fields.items("sites") if (site := _site(item, vocabulary)))


def _site(item: Fields, vocabulary: Vocabulary) -> Site | None:
    item.only(_SITE_KEYS)
    name = item.needed("name", "name the site")
    item.needs("kind", f"one of {', '.join(vocabulary.site_kinds)}")
    kind = item.choice("kind", vocabulary.site_kinds)
    owners = item.texts("owner") if isinstance(item.values.get("owner"), list) else ()
    owner = item.text("owner") if not owners else None
    status = _status(item, vocabulary)
    capacity = tuple(c for row in item.items("capacity") if (c := _capacity(row)))
    where = _coordinates(item)
    if not (name and kind):
        return None
    owners = owners or ((owner,) if owner else ())
    return Site(name, kind, owners, status, capacity, where, item.default_line)


def _status(item: Fields, vocabulary: Vocabulary) -> SiteStatus | None:
    row = item.inner("status")
    item.needs("status", "write {value: operating, as_of: 2026-03, cites: [some-seed/2-1]}")
    if row is None:
        return None
    row.only(_STATUS_KEYS)
    row.needed("value", f"one of {', '.join(vocabulary.site_statuses)}")
    value = row.choice("value", vocabulary.site_statuses) if row.values.get("value") else None
    row.needs("as_of", "write the day, month or year that the source speaks of")
    as_of, cites = row.period("as_of"), row.addresses("cites", needed=True)
    return SiteStatus(value, cites, as_of, row.default_line) if value and cites else None


def _capacity(row: Fields) -> Capacity | None:
    row.only(_CAPACITY_KEYS)
    text = row.needed("value", 'write number and unit as the passage does, such as "3,000 tonnes"')
    kind = row.needed("kind", f"one of {', '.join(CAPACITY_KINDS)}")
    kind = row.choice("kind", CAPACITY_KINDS) if kind else None
    cites, when = row.addresses("cites", needed=True), row.period("period")
    if not (text and kind and cites):
        return None
    return Capacity(text, kind, cites, row.text("of"), when, row.text("note"), row.default_line)


def _coordinates(item: Fields) -> Coordinates | None:
    row = item.inner("coordinates")
    if row is None:
        return None
    row.only(_COORDINATE_KEYS)
    lat, lon = row.decimal("lat", 90), row.decimal("lon", 180)
    source = row.needed("source", "give the address that says where the site lies")
    if lat is None or lon is None or source is None:
        return None
    return Coordinates(lat, lon, source)


def read_deadlines(fields: Fields) -> tuple[Deadline, ...]:
    """Return the rows under ``deadlines``, the earliest first."""
    found = [each for item in fields.items("deadlines") if (each := _deadline(item))]
    return tuple(sorted(found, key=lambda each: (each.date.end, each.line)))


def _deadline(item: Fields) -> Deadline | None:
    item.only(("date", "what", "cites", "followed"))
    item.needs("date", "write the day, such as 2026-11-10, or a month or year")
    date, what = item.period("date"), item.needed("what", "say what is due")
    cites = item.addresses("cites", needed=True)
    followed: str | None = None
    rests_on: tuple[str, ...] = ()
    if row := item.inner("followed"):
        row.only(("what", "cites"))
        followed = row.needed("what", "say what a source tells of that day")
        rests_on = row.addresses("cites", needed=True)
    if not (date and what and cites):
        return None
    return Deadline(date, what, cites, followed, rests_on, item.default_line)
