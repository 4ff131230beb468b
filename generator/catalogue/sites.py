"""What stands at a place: sites with status and capacity, each cited; and deadlines.

A capacity that is aimed at, was aimed at or is possible is never told as one that is there.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.catalogue.schema import Fields, among, cites, key, many, one, one_of
from generator.text.months import Period

CAPACITY_KINDS = ("actual", "target", "past target", "possible")


@dataclass(frozen=True, slots=True)
class SiteStatus:
    """What a site is on a day: ``value`` is a key of the vocabulary's statuses of sites.

    A status is told as of the date of the newest cited source that tells it: the date that a
    passage gives for it, else that of the publication named there, else that of the seed.
    """

    value: str = key(one_of("site_statuses"), need="say what the site is, such as operating")
    cites: tuple[str, ...] = cites()
    as_of: Period | None = key(
        Fields.period, None, need="write the date of the newest cited source that tells it"
    )
    line: int = 0


@dataclass(frozen=True, slots=True)
class Capacity:
    """What a site can make, ``kind`` one of ``CAPACITY_KINDS``."""

    text: str = key(
        Fields.text,
        name="value",
        need='write number and unit as the passage does, such as "3,000 tonnes"',
    )
    kind: str = key(among(CAPACITY_KINDS), need=f"one of {', '.join(CAPACITY_KINDS)}")
    cites: tuple[str, ...] = cites()
    of: str | None = key(Fields.text, None)
    period: Period | None = key(Fields.period, None)
    note: str | None = key(Fields.text, None)
    line: int = 0


@dataclass(frozen=True, slots=True)
class Coordinates:
    """Where a site lies; the source is an address, as no seed says it."""

    lat: float = key(lambda fields, name: fields.degrees(name, 90), need="from -90 to 90")
    lon: float = key(lambda fields, name: fields.degrees(name, 180), need="from -180 to 180")
    source: str = key(Fields.text, need="give the address that says where the site lies")


def _owners(fields: Fields, name: str) -> tuple[str, ...]:
    """Read an owner, or a list of them."""
    if isinstance(fields.values.get(name), list):
        return fields.texts(name)
    owner = fields.text(name)
    return (owner,) if owner else ()


@dataclass(frozen=True, slots=True)
class Site:
    """A site; ``owners`` are slugs of entities or names."""

    name: str = key(Fields.text, need="name the site")
    kind: str = key(one_of("site_kinds"), need="say what kind of site it is, such as mine")
    owners: tuple[str, ...] = key(_owners, (), name="owner")
    status: SiteStatus | None = key(
        one(SiteStatus),
        None,
        need="write {value: operating, as_of: 2026-03, cites: [some-seed/2-1]}",
    )
    capacity: tuple[Capacity, ...] = key(many(Capacity), ())
    coordinates: Coordinates | None = key(one(Coordinates), None)
    line: int = 0


@dataclass(frozen=True, slots=True)
class Followed:
    """What a source says came of a day."""

    what: str = key(Fields.text, need="say what a source tells of that day")
    cites: tuple[str, ...] = cites()


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day on which something is due; ``followed`` is what a source says came of it."""

    date: Period = key(Fields.period, need="write the day, such as 2026-11-10, or a month or year")
    what: str = key(Fields.text, need="say what is due")
    cites: tuple[str, ...] = cites()
    followed: Followed | None = key(one(Followed), None)
    line: int = 0


def deadlines(fields: Fields, name: str) -> tuple[Deadline, ...]:
    """Read a list of deadlines, the earliest first."""
    found: tuple[Deadline, ...] = many(Deadline)(fields, name)
    return tuple(sorted(found, key=lambda each: (each.date.end, each.line)))
