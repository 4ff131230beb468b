"""The catalogue: what people wrote about names, topics and terms, ready for look-up."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any

from briefing_room.catalogue.fields import KeyReader
from briefing_room.catalogue.linker import Finder, Spelling
from briefing_room.catalogue.numbers import Number
from briefing_room.catalogue.pages import PageRecord, Why, text_of
from briefing_room.catalogue.policies import Policy
from briefing_room.catalogue.references import References
from briefing_room.catalogue.rows import Deadline, Site, read_deadlines
from briefing_room.catalogue.schema import ENTITY, key, keys, one_of, text_like, text_or_texts
from briefing_room.catalogue.vocabulary import Vocabulary
from briefing_room.model import Finding, Mention
from briefing_room.text.frontmatter import Document

SPEAKS_AS = (
    "official-statement",
    "state-media",
    "news-outlet",
    "data-provider",
    "company",
    "think-tank",
)


_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_SOURCE = re.compile(r"https?://\S+|[^\s/]+")
_WEIGHTS = ("3", "2", "1")


def _sources(fields: KeyReader, name: str) -> tuple[str, ...]:
    hint = "write a seed's stem or a full address"
    return fields.fitting(name, _SOURCE.fullmatch, lambda _: hint)


def _terms(fields: KeyReader, name: str) -> tuple[tuple[str, int], ...]:
    """Read the terms of a topic with their weights, the heaviest first."""
    inner = fields.inner(name)
    if inner is None:
        return ()
    inner.values = {str(weight): texts for weight, texts in inner.values.items()}
    for weight in inner.values.keys() - set(_WEIGHTS):
        inner.note("wrong-value", weight, f"weight '{weight}'; allowed: 3, 2, 1")
    terms: dict[str, int] = {}
    for weight in _WEIGHTS:
        for term in inner.texts(weight):
            terms.setdefault(term, int(weight))
    return tuple(terms.items())


@dataclass(frozen=True, slots=True)
class Entity(PageRecord):
    """The page of a name, such as that of a country, a person, a policy or a mineral.

    ``type`` is the folder of the page, and ``body`` is the profile.  ``sources`` are names of seeds
    and web addresses.  ``part_of`` are the groups that a material or a country belongs to,
    ``notices`` is where an issuer publishes its orders.  ``number`` is the formal name of a policy
    with a plain ``name``, such as "Announcement No. 18 of 2025".
    """

    type: str
    name: str = key(need="the page is left out of the catalogue")
    aliases: tuple[str, ...] = key(())
    demonyms: tuple[str, ...] = key((), of="country")
    role: str | None = key(None)
    country: str | None = key(None, to="country", of="person organisation policy place")
    symbol: str | None = key(None, text_like(r"[A-Z][a-z]?", "Fe"), of="material")
    part_of: tuple[str, ...] = key((), text_or_texts, of="material country", to=ENTITY)
    wikidata: str | None = key(None, text_like(r"Q[1-9]\d*", "Q148"))
    speaks_as: str | None = key(None, one_of(SPEAKS_AS), of="organisation")
    notices: str | None = key(None, text_like(r"https?://\S+", "https://…"), of="organisation")
    sources: tuple[str, ...] = key((), _sources)
    policy: Policy | None = None
    number: str | None = key(None, of="policy")
    why: Why | None = key(None, of="policy")
    sites: tuple[Site, ...] = key((), of="country place")
    deadlines: tuple[Deadline, ...] = key((), read_deadlines)

    @property
    def names(self) -> tuple[str, ...]:
        """Every spelling of the name, each once, the display name first."""
        formal = (self.number,) if self.number else ()
        return tuple(dict.fromkeys((self.name, *self.aliases, *self.demonyms, *formal)))

    @property
    def full_name(self) -> str:
        """The plain name, followed by the formal number if there is one."""
        return f"{self.name} ({self.number})" if self.number else self.name


def read_entity(_: object, fields: KeyReader, path: str, document: Document) -> Entity | None:
    """Read ``entities/<type>/<slug>.md``; ``None`` if it has no name or its type is unknown.

    The role of the type decides which keys are allowed; a policy also has those of
    :class:`Policy`.
    """
    type_ = PurePosixPath(path).parent.name
    if type_ not in fields.words.types:
        message = f"unknown type '{type_}'; folders are {', '.join(fields.words.types)}"
        fields.findings.append(Finding("unknown-type", fields.path, 0, message))
        return None
    role = fields.words.role(type_)
    every_key = (*keys(Entity), *keys(Policy))
    own_keys = every_key if role == "policy" else keys(Entity)
    allowed = [key.name for key in own_keys if not key.of or role in key.of]
    front = fields.passed_on(allowed, {key.name for key in every_key})
    policy = fields.part(Policy) if role == "policy" else None
    return fields.part(Entity, type=type_, policy=policy, front=front, **text_of(path, document))


@dataclass(frozen=True, slots=True)
class Topic(PageRecord):
    """The page of a topic; ``terms`` pairs a term with its weight, 3 (names the topic) to 1.

    One that is ``about`` countries is given to articles that name one of them at their head.
    """

    title: str = key(need="the topic is left out")
    terms: tuple[tuple[str, int], ...] = key((), _terms)
    about: tuple[str, ...] = key((), to="country")
    deadlines: tuple[Deadline, ...] = key((), read_deadlines)

    @property
    def description(self) -> str:
        """The text of the page, without the comments of a new page to its editor."""
        return _COMMENT.sub("", self.body).strip()


@dataclass(frozen=True, slots=True)
class Term:
    """An abbreviation or trade term of the glossary."""

    term: str = key(need="write {term: …, definition: …}")
    definition: str = key(need="write {term: …, definition: …}")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All entries by slug, sorted by slug, and the finder of their names.

    ``further`` has the pages of any other kind of the registry, by the name of the kind.
    """

    entities: Mapping[str, Entity] = field(default_factory=dict)
    topics: Mapping[str, Topic] = field(default_factory=dict)
    glossary: tuple[Term, ...] = ()
    stop_names: tuple[str, ...] = ()
    numbers: Mapping[str, Number] = field(default_factory=dict)
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    further: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    _finder: Finder = field(init=False, repr=False, compare=False)
    _references: References = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Sort the entries and prepare the search for their names."""
        entities = dict(sorted(self.entities.items()))
        references = References(
            (name, e.slug, e.policy.announced, _issuer_names(e.policy.issuer, entities))
            for e in entities.values()
            if e.policy
            for name in e.names
        )
        names = (
            Spelling(name, e.slug, self.vocabulary.role(e.type) or e.type, details, e.country or "")
            for e in entities.values()
            for details in [repr((e.type, e.path, e.name, e.country, e.speaks_as))]
            for name in e.names
            if not references.is_bare(name, e.slug)
        )
        stops = (Spelling(name) for name in self.stop_names)
        prepared = {
            "entities": MappingProxyType(entities),
            "topics": MappingProxyType(dict(sorted(self.topics.items()))),
            "numbers": MappingProxyType(dict(sorted(self.numbers.items()))),
            "_finder": Finder((*names, *stops)),
            "_references": references,
        }
        for name, value in prepared.items():
            object.__setattr__(self, name, value)

    def pages_of(self, kind: str) -> Mapping[str, Any]:
        """The pages of a kind, such as ``numbers``, by their slugs."""
        by_kind = {"entities": self.entities, "topics": self.topics, "numbers": self.numbers}
        return by_kind.get(kind) or self.further.get(kind, {})

    @property
    def pages(self) -> tuple[PageRecord, ...]:
        """The pages of every kind."""
        kinds = (self.entities, self.topics, self.numbers, *self.further.values())
        return tuple(page for pages in kinds for page in pages.values())

    def find(self, text: str, date: dt.date | None = None) -> tuple[Mention, ...]:
        """The names in ``text``, in order and without overlaps.

        A reference by number ("Announcement No. 18") is a name too, if a year in the text or
        ``date``, the date of its context, tells which policy is meant.
        """
        return _merge(self._finder.find(text), self._references.find(text, date))

    def fingerprint(self, folded: str | None = None) -> tuple[str, ...]:
        """Everything in the catalogue that can change which names a folded text has.

        Two catalogues with the same fingerprint find the same names in the text and in each part
        of it.  Without a text the fingerprint covers all names.
        """
        names = self._finder.spellings if folded is None else self._finder.spellings_in(folded)
        numbered = folded is None or self._references.may_refer(folded)
        return (*sorted(map(repr, names)), *(self._references.known if numbered else ()))

    def slugs_in(self, text: str, date: dt.date | None = None) -> tuple[str, ...]:
        """The slugs of everything that ``text`` names, in order, each once.

        Unlike :meth:`find` this includes every policy of a range: "Nos. 55 to 58" are four.
        """
        references = self._references.find(text, date)
        mentions = (*_merge(self._finder.find(text), references), *references)
        ordered = sorted(mentions, key=lambda mention: mention.start)
        return tuple(dict.fromkeys(mention.entity for mention in ordered))


def _merge(names: tuple[Mention, ...], references: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Merge both in order, without references that overlap a name or a shorter reference."""
    if not references:
        return names
    covered = {i for mention in names for i in range(mention.start, mention.end)}
    free = list(names)
    for mention in sorted(references, key=lambda m: m.end - m.start):
        if covered.isdisjoint(range(mention.start, mention.end)):
            covered.update(range(mention.start, mention.end))
            free.append(mention)
    return tuple(sorted(free, key=lambda mention: mention.start))


def _issuer_names(slug: str | None, entities: Mapping[str, Entity]) -> tuple[str, ...]:
    """The names of an issuer and of its country."""
    issuer = entities.get(slug or "")
    country = entities.get(issuer.country or "") if issuer else None
    return tuple(name for entity in (issuer, country) if entity for name in entity.names)
