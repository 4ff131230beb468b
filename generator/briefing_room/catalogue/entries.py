"""The catalogue: what the pages of entities and topics say, ready to be looked up and found."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from briefing_room.catalogue.fields import Fields
from briefing_room.catalogue.linker import Finder, Name
from briefing_room.catalogue.numbers import Number
from briefing_room.catalogue.policies import Policy
from briefing_room.catalogue.references import References
from briefing_room.catalogue.schema import cites, key, like, many, number, one_of
from briefing_room.catalogue.vocabulary import Vocabulary
from briefing_room.catalogue.why import Why
from briefing_room.model import Mention
from briefing_room.text.months import Period

SPEAKS_AS = (
    "official-statement",
    "state-media",
    "news-outlet",
    "data-provider",
    "company",
    "think-tank",
)

DEADLINE_KINDS = ("rule", "contract", "plan", "aim", "our reckoning")
CAPACITY_KINDS = ("made", "capacity", "target", "past target", "possible")
"""Every amount is told with its kind; the first two are there, the others are only hoped for."""

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_SOURCE = re.compile(r"https?://\S+|[^\s/]+")
_WEIGHTS = ("3", "2", "1")


def _sources(fields: Fields, name: str) -> tuple[str, ...]:
    cure = "write a seed's stem or a full address"
    return fields.fitting(name, _SOURCE.fullmatch, lambda _: cure)


def _terms(fields: Fields, name: str) -> tuple[tuple[str, int], ...]:
    """Read terms by their weight, the heaviest first."""
    inner = fields.inner(name)
    if inner is None:
        return ()
    inner.values = {str(weight): found for weight, found in inner.values.items()}
    for weight in inner.values.keys() - set(_WEIGHTS):
        inner.note("wrong-value", weight, f"weight '{weight}'; allowed: 3, 2, 1")
    terms: dict[str, int] = {}
    for weight in _WEIGHTS:
        for term in inner.texts(weight):
            terms.setdefault(term, int(weight))
    return tuple(terms.items())


# --- What stands at a place, and what is due when -------------------------------------------------


@dataclass(frozen=True, slots=True)
class SiteStatus:
    """What a site is on a day: ``value`` is a key of the vocabulary's statuses of sites.

    A status is told as of the date of the newest cited source that tells it: the date that a
    passage gives for it, else that of the publication named there, else that of the seed.
    """

    value: str = key(read=one_of("site_statuses"), need="say what the site is, such as operating")
    cites: tuple[str, ...] = cites()
    as_of: Period | None = key(None, need="write the date of the newest cited source that tells it")
    line: int = 0


@dataclass(frozen=True, slots=True)
class Capacity:
    """What a site can make, ``kind`` one of ``CAPACITY_KINDS``."""

    text: str = key(
        name="value",
        need='write number and unit as the passage does, such as "3,000 tonnes"',
    )
    kind: str = key(read=one_of(CAPACITY_KINDS), need=f"one of {', '.join(CAPACITY_KINDS)}")
    cites: tuple[str, ...] = cites()
    of: str | None = key(None)
    period: Period | None = key(None)
    note: str | None = key(None)
    line: int = 0


@dataclass(frozen=True, slots=True)
class Coordinates:
    """Where a site lies; the source is an address, as no seed says it."""

    lat: float = key(read=number(-90, 90, float), need="from -90 to 90")
    lon: float = key(read=number(-180, 180, float), need="from -180 to 180")
    source: str = key(need="give the address that says where the site lies")


def _owners(fields: Fields, name: str) -> tuple[str, ...]:
    """Read an owner, or a list of them."""
    if isinstance(fields.values.get(name), list):
        return fields.texts(name)
    owner = fields.text(name)
    return (owner,) if owner else ()


@dataclass(frozen=True, slots=True)
class Site:
    """A site; ``owners`` are slugs of entities or names."""

    name: str = key(need="name the site")
    kind: str = key(read=one_of("site_kinds"), need="say what kind of site it is, such as mine")
    owners: tuple[str, ...] = key((), _owners, name="owner")
    status: SiteStatus | None = key(
        None,
        need="write {value: operating, as_of: 2026-03, cites: [some-seed/2-1]}",
    )
    capacity: tuple[Capacity, ...] = key(())
    coordinates: Coordinates | None = key(None)
    line: int = 0


@dataclass(frozen=True, slots=True)
class Followed:
    """What a source says came of a day."""

    what: str = key(need="say what a source tells of that day")
    cites: tuple[str, ...] = cites()


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day on which something is due; ``followed`` is what a source says came of it.

    ``kind`` is how firm the day is, one of ``DEADLINE_KINDS``; empty where nobody says so.
    """

    date: Period = key(need="write the day, such as 2026-11-10, or a month or year")
    what: str = key(need="say what is due")
    cites: tuple[str, ...] = cites()
    followed: Followed | None = key(None)
    kind: str = key("", one_of(DEADLINE_KINDS))
    line: int = 0


def _deadlines(fields: Fields, name: str) -> tuple[Deadline, ...]:
    """Read a list of deadlines, the earliest first."""
    found = many(Deadline)(fields, name)
    return tuple(sorted(found, key=lambda each: (each.date.end, each.line)))


# --- Pages and rows -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Entity:
    """An entity page.  ``path`` is relative to the briefings folder; ``body`` is its profile.

    The profile begins on ``body_line`` of the file.  ``sources`` holds stems of seeds and full
    addresses, as the page gives them.  ``number`` is the formal name of a policy with a plain
    ``name``, such as "Announcement No. 18 of 2025".  ``redirect_from`` are addresses that led here.
    ``notices`` is the address where an issuer publishes what it orders.
    """

    slug: str
    type: str
    path: str
    name: str = key(need="the page is left out of the catalogue")
    aliases: tuple[str, ...] = key(())
    demonyms: tuple[str, ...] = key((), of="country")
    role: str | None = key(None)
    country: str | None = key(None, to="country", of="person organisation policy place")
    symbol: str | None = key(None, like(r"[A-Z][a-z]?", "Fe"), of="material")
    part_of: str | None = key(None, to="material", of="material")
    wikidata: str | None = key(None, like(r"Q[1-9]\d*", "Q148"))
    speaks_as: str | None = key(None, one_of(SPEAKS_AS), of="organisation")
    notices: str | None = key(None, like(r"https?://\S+", "https://…"), of="organisation")
    sources: tuple[str, ...] = key((), _sources)
    body: str = ""
    policy: Policy | None = None
    body_line: int = 1
    number: str | None = key(None, of="policy")
    why: Why | None = key(None, of="policy")
    sites: tuple[Site, ...] = key((), of="place")
    deadlines: tuple[Deadline, ...] = key((), _deadlines)
    redirect_from: tuple[str, ...] = key(())
    front: Mapping[str, Any] = field(default_factory=dict, compare=False)  # other tools' keys

    @property
    def names(self) -> tuple[str, ...]:
        """Return every spelling that means this entity, each once, the display name first."""
        formal = (self.number,) if self.number else ()
        return tuple(dict.fromkeys((self.name, *self.aliases, *self.demonyms, *formal)))

    @property
    def full_name(self) -> str:
        """Return the plain name with the number behind it, where there is one."""
        return f"{self.name} ({self.number})" if self.number else self.name


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic page.  ``terms`` pairs a term with its weight, 3 (names the topic) to 1."""

    slug: str
    path: str
    title: str = key(need="the topic is left out")
    terms: tuple[tuple[str, int], ...] = key((), _terms)
    deadlines: tuple[Deadline, ...] = key((), _deadlines)
    redirect_from: tuple[str, ...] = key(())
    body: str = ""
    body_line: int = 1
    front: Mapping[str, Any] = field(default_factory=dict, compare=False)  # other tools' keys

    @property
    def description(self) -> str:
        """Return what belongs to the topic, without what a new page says to its editor."""
        return _COMMENT.sub("", self.body).strip()


@dataclass(frozen=True, slots=True)
class Term:
    """An abbreviation or trade term of the glossary."""

    term: str = key(need="write {term: …, definition: …}")
    definition: str = key(need="write {term: …, definition: …}")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All entries by slug, sorted by slug, and the finder of their names."""

    entities: Mapping[str, Entity] = field(default_factory=dict)
    topics: Mapping[str, Topic] = field(default_factory=dict)
    glossary: tuple[Term, ...] = ()
    stop_names: tuple[str, ...] = ()
    numbers: Mapping[str, Number] = field(default_factory=dict)
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    _finder: Finder = field(init=False, repr=False, compare=False)
    _references: References = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Sort the entries and prepare the search for their names."""
        entities = dict(sorted(self.entities.items()))
        references = References(
            (name, e.slug, e.policy.announced, _called(e.policy.issuer, entities))
            for e in entities.values()
            if e.policy
            for name in e.names
        )
        names = (
            Name(name, e.slug, self.vocabulary.role(e.type) or e.type, told)
            for e in entities.values()
            for told in [repr((e.type, e.path, e.name, e.country, e.speaks_as))]
            for name in e.names
            if not references.is_bare(name, e.slug)
        )
        stops = (Name(name) for name in self.stop_names)
        made = {
            "entities": MappingProxyType(entities),
            "topics": MappingProxyType(dict(sorted(self.topics.items()))),
            "numbers": MappingProxyType(dict(sorted(self.numbers.items()))),
            "_finder": Finder((*names, *stops)),
            "_references": references,
        }
        for name, value in made.items():
            object.__setattr__(self, name, value)

    @property
    def pages(self) -> tuple[Entity | Topic | Number, ...]:
        """Return the pages of names, topics and numbers."""
        return (*self.entities.values(), *self.topics.values(), *self.numbers.values())

    def find(self, text: str, date: dt.date | None = None) -> tuple[Mention, ...]:
        """Return the names in ``text``, in order, never overlapping; offsets count in ``text``.

        References by number ("Announcement No. 18") are names too where ``date``, that of the
        context, or a year in the text says which policy is meant.
        """
        return _joined(self._finder.find(text), self._references.find(text, date))

    def fingerprint(self, folded: str | None = None) -> tuple[str, ...]:
        """Return in words all that reading a folded text takes from the names of the catalogue.

        Where two catalogues tell the same of a text, they give the same in it and in its pieces.
        Without a text it is all that the names found in any rest on.
        """
        found = self._finder.names if folded is None else self._finder.spelled(folded)
        numbered = folded is None or self._references.may_refer(folded)
        return (*sorted(map(repr, found)), *(self._references.known if numbered else ()))

    def named(self, text: str, date: dt.date | None = None) -> tuple[str, ...]:
        """Return the slug of everything that ``text`` names, in order, each once.

        Unlike :meth:`find` it has the policies inside a range of numbers too: "Nos. 55 to 58" are
        four.
        """
        references = self._references.find(text, date)
        mentions = (*_joined(self._finder.find(text), references), *references)
        ordered = sorted(mentions, key=lambda mention: mention.start)
        return tuple(dict.fromkeys(mention.entity for mention in ordered))


def _joined(names: tuple[Mention, ...], references: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Return both in order; a reference that overlaps a name or a shorter reference is left out."""
    if not references:
        return names
    covered = {i for mention in names for i in range(mention.start, mention.end)}
    free = list(names)
    for mention in sorted(references, key=lambda m: m.end - m.start):
        if covered.isdisjoint(range(mention.start, mention.end)):
            covered.update(range(mention.start, mention.end))
            free.append(mention)
    return tuple(sorted(free, key=lambda mention: mention.start))


def _called(slug: str | None, entities: Mapping[str, Entity]) -> tuple[str, ...]:
    """Return the names of an issuer and of its country."""
    issuer = entities.get(slug or "")
    country = entities.get(issuer.country or "") if issuer else None
    return tuple(name for each in (issuer, country) if each for name in each.names)
