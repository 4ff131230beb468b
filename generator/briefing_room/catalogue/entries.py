"""The pages on names and topics, and the catalogue in which everything is looked up."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any, Self

from briefing_room.catalogue.key_reader import KeyReader
from briefing_room.catalogue.linker import Finder, Spelling
from briefing_room.catalogue.numbers import Number
from briefing_room.catalogue.pages import PageRecord, Why, text_of
from briefing_room.catalogue.policies import Policy
from briefing_room.catalogue.references import PolicyName, References
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
_SOURCE = re.compile(r"https?://\S+|[^\s/]+")
_TERM_WEIGHTS = ("3", "2", "1")


def _read_sources(reader: KeyReader, name: str) -> tuple[str, ...]:
    """Read the sources of a profile: names of seeds and web addresses."""
    hint = "write a seed's stem or a full address"
    return reader.matching_texts(name, _SOURCE.fullmatch, lambda _: hint)


def _read_terms(reader: KeyReader, name: str) -> tuple[tuple[str, int], ...]:
    """Read the terms of a topic with their weights, the heaviest first."""
    inner = reader.mapping(name)
    if inner is None:
        return ()
    inner.values = {str(weight): texts for weight, texts in inner.values.items()}
    for weight in inner.values.keys() - set(_TERM_WEIGHTS):
        inner.report("wrong-value", weight, f"weight '{weight}'; allowed: 3, 2, 1")
    terms: dict[str, int] = {}
    for weight in _TERM_WEIGHTS:
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
    name: str = key(hint="the page is left out of the catalogue")
    aliases: tuple[str, ...] = key(())
    demonyms: tuple[str, ...] = key((), roles="country")
    role: str | None = key(None)
    country: str | None = key(None, links_to="country", roles="person organisation policy place")
    symbol: str | None = key(None, text_like(r"[A-Z][a-z]?", "Fe"), roles="material")
    part_of: tuple[str, ...] = key((), text_or_texts, roles="material country", links_to=ENTITY)
    wikidata: str | None = key(None, text_like(r"Q[1-9]\d*", "Q148"))
    speaks_as: str | None = key(None, one_of(SPEAKS_AS), roles="organisation")
    notices: str | None = key(None, text_like(r"https?://\S+", "https://…"), roles="organisation")
    sources: tuple[str, ...] = key((), _read_sources)
    policy: Policy | None = None
    number: str | None = key(None, roles="policy")
    why: Why | None = key(None, roles="policy")
    sites: tuple[Site, ...] = key((), roles="country place")
    deadlines: tuple[Deadline, ...] = key((), read_deadlines)

    @classmethod
    def read(cls, reader: KeyReader, path: str, document: Document) -> Self | None:
        """Read ``entities/<type>/<slug>.md``; ``None`` if it has no name or its type is unknown.

        The role of the type decides which keys are allowed; a policy also has those of
        :class:`Policy`.
        """
        type_ = PurePosixPath(path).parent.name
        if type_ not in reader.vocabulary.types:
            message = f"unknown type '{type_}'; folders are {', '.join(reader.vocabulary.types)}"
            reader.findings.append(Finding("unknown-type", reader.path, 0, message))
            return None
        role = reader.vocabulary.role(type_)
        every_key = (*keys(Entity), *keys(Policy))
        own_keys = every_key if role == "policy" else keys(Entity)
        allowed = [key.name for key in own_keys if not key.roles or role in key.roles]
        front = reader.keys_for_others(allowed, {key.name for key in every_key})
        policy = reader.embedded_record(Policy) if role == "policy" else None
        return reader.embedded_record(
            cls, type=type_, policy=policy, front=front, **text_of(path, document)
        )

    @property
    def names(self) -> tuple[str, ...]:
        """Every spelling of the name, each once, the display name first."""
        names = (self.name, *self.aliases, *self.demonyms, self.number)
        return tuple(dict.fromkeys(filter(None, names)))

    @property
    def details(self) -> str:
        """What else on the page can change how a text with the name is read."""
        return repr((self.type, self.path, self.name, self.country, self.speaks_as))

    @property
    def full_name(self) -> str:
        """The plain name, followed by the formal number if there is one."""
        return f"{self.name} ({self.number})" if self.number else self.name


@dataclass(frozen=True, slots=True)
class Topic(PageRecord):
    """The page of a topic; ``terms`` pairs a term with its weight, 3 (names the topic) to 1.

    One that is ``about`` countries is given to articles that name one of them at their head.
    """

    title: str = key(hint="the topic is left out")
    terms: tuple[tuple[str, int], ...] = key((), _read_terms)
    about: tuple[str, ...] = key((), links_to="country")
    deadlines: tuple[Deadline, ...] = key((), read_deadlines)

    @property
    def description(self) -> str:
        """What the topic covers, for readers."""
        return self.visible_body


@dataclass(frozen=True, slots=True)
class Term:
    """An abbreviation or trade term of the glossary."""

    term: str = key(hint="write {term: …, definition: …}")
    definition: str = key(hint="write {term: …, definition: …}")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All entries by slug, sorted by slug, and the finder of their names.

    ``other_pages`` has the pages of any other kind of the registry, by the name of the kind.
    """

    entities: Mapping[str, Entity] = field(default_factory=dict)
    topics: Mapping[str, Topic] = field(default_factory=dict)
    glossary: tuple[Term, ...] = ()
    stop_names: tuple[str, ...] = ()
    numbers: Mapping[str, Number] = field(default_factory=dict)
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    other_pages: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    _finder: Finder = field(init=False, repr=False, compare=False)
    _references: References = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Sort the entries and prepare the search for their names."""
        entities = dict(sorted(self.entities.items()))
        references = References(
            PolicyName(name, entity.slug, policy.announced, _issuer_names(policy.issuer, entities))
            for entity in entities.values()
            if (policy := entity.policy)
            for name in entity.names
        )
        spellings: list[Spelling] = []
        for entity in entities.values():
            role = self.vocabulary.role(entity.type) or entity.type
            spellings += [
                Spelling(name, entity.slug, role, entity.details, entity.country or "")
                for name in entity.names
                if not references.is_bare(name, entity.slug)
            ]
        prepared = {
            "entities": MappingProxyType(entities),
            "topics": MappingProxyType(dict(sorted(self.topics.items()))),
            "numbers": MappingProxyType(dict(sorted(self.numbers.items()))),
            "_finder": Finder((*spellings, *map(Spelling, self.stop_names))),
            "_references": references,
        }
        for name, value in prepared.items():
            object.__setattr__(self, name, value)

    def pages_of(self, kind: str) -> Mapping[str, Any]:
        """The pages of a kind, such as ``numbers``, by their slugs."""
        by_kind = {"entities": self.entities, "topics": self.topics, "numbers": self.numbers}
        return by_kind.get(kind) or self.other_pages.get(kind, {})

    @property
    def pages(self) -> tuple[PageRecord, ...]:
        """The pages of every kind."""
        kinds = (self.entities, self.topics, self.numbers, *self.other_pages.values())
        return tuple(page for pages in kinds for page in pages.values())

    def find(self, text: str, date: dt.date | None = None) -> tuple[Mention, ...]:
        """Find the names in ``text``, in order and without overlaps.

        A reference by number ("Announcement No. 18") is a name too, if a year in the text or
        ``date``, the date of its context, tells which policy is meant.
        """
        return _merge_mentions(self._finder.find(text), self._references.find(text, date))

    def fingerprint(self, folded: str | None = None) -> tuple[str, ...]:
        """Everything in the catalogue that can change which names a folded text has.

        Two catalogues with the same fingerprint find the same names in the text and in each part
        of it.  Without a text the fingerprint covers all names.
        """
        names = self._finder.spellings if folded is None else self._finder.spellings_in(folded)
        may_refer = folded is None or self._references.may_refer(folded)
        return (*sorted(map(repr, names)), *(self._references.fingerprints if may_refer else ()))

    def slugs_in(self, text: str, date: dt.date | None = None) -> tuple[str, ...]:
        """Find the slugs of everything that ``text`` names, in order, each once.

        Unlike :meth:`find` this includes every policy of a range: "Nos. 55 to 58" are four.
        """
        references = self._references.find(text, date)
        mentions = (*_merge_mentions(self._finder.find(text), references), *references)
        ordered = sorted(mentions, key=lambda mention: mention.start)
        return tuple(dict.fromkeys(mention.entity for mention in ordered))


def _merge_mentions(
    names: tuple[Mention, ...], references: tuple[Mention, ...]
) -> tuple[Mention, ...]:
    """Merge both in order, without references that overlap a name or a shorter reference."""
    if not references:
        return names
    covered = {i for mention in names for i in range(mention.start, mention.end)}
    merged = list(names)
    for mention in sorted(references, key=lambda mention: mention.end - mention.start):
        if covered.isdisjoint(range(mention.start, mention.end)):
            covered.update(range(mention.start, mention.end))
            merged.append(mention)
    return tuple(sorted(merged, key=lambda mention: mention.start))


def _issuer_names(slug: str | None, entities: Mapping[str, Entity]) -> tuple[str, ...]:
    """The names of an issuer and of its country."""
    issuer = entities.get(slug or "")
    country = entities.get(issuer.country or "") if issuer else None
    return tuple(name for entity in (issuer, country) if entity for name in entity.names)
