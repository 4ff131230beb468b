"""The pages on names and topics, and the terms of the glossary."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Self

from briefing_room.catalogue.key_reader import KeyReader
from briefing_room.catalogue.pages import PageRecord, Why, text_fields
from briefing_room.catalogue.policies import Policy
from briefing_room.catalogue.rows import Deadline, Site, read_deadlines
from briefing_room.catalogue.schema import LinkTarget, key, keys, one_of, text_like, text_or_texts
from briefing_room.model import Finding
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
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")


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
        inner.report("wrong-value", weight, f"'{weight}' is not a weight; use 3, 2 or 1")
    terms: dict[str, int] = {}
    hint = "a term needs a letter or a digit"
    for weight in _TERM_WEIGHTS:
        for term in inner.matching_texts(weight, _LETTER_OR_DIGIT.search, lambda _: hint):
            terms.setdefault(term, int(weight))
    return tuple(terms.items())


@dataclass(frozen=True, slots=True)
class Entity(PageRecord):
    """The page of a name: of a country, a person, a policy, a mineral or the like.

    ``type`` is the folder of the page, and ``body`` is the profile.  ``sources`` are names of seeds
    and web addresses.  ``part_of`` lists the groups that a material or a country belongs to;
    ``notices`` is the address at which an organisation publishes its orders.  If a policy has a
    plain ``name``, ``number`` is its formal one, such as "Announcement No. 18 of 2025".
    """

    type: str
    name: str = key(hint="without it the page is not in the catalogue")
    aliases: tuple[str, ...] = key(())
    demonyms: tuple[str, ...] = key((), roles="country")
    role: str | None = key(None)
    country: str | None = key(None, links_to="country", roles="person organisation policy place")
    symbol: str | None = key(None, text_like(r"[A-Z][a-z]?", "Fe"), roles="material")
    part_of: tuple[str, ...] = key(
        (), text_or_texts, roles="material country", links_to=LinkTarget.ENTITY
    )
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
        keys_of_role = every_key if role == "policy" else keys(Entity)
        allowed = [key.name for key in keys_of_role if not key.roles or role in key.roles]
        front = reader.foreign_keys(allowed, {key.name for key in every_key})
        policy = reader.embedded_record(Policy) if role == "policy" else None
        return reader.embedded_record(
            cls, type=type_, policy=policy, front=front, **text_fields(path, document)
        )

    @property
    def names(self) -> tuple[str, ...]:
        """Every spelling of the name, each once, the display name first."""
        names = (self.name, *self.aliases, *self.demonyms, self.number)
        return tuple(dict.fromkeys(filter(None, names)))

    @property
    def details(self) -> str:
        """Everything else on the page that can change how an article with the name is read."""
        return repr((self.type, self.path, self.name, self.country, self.speaks_as))

    @property
    def full_name(self) -> str:
        """The plain name, followed by the formal number if there is one."""
        return f"{self.name} ({self.number})" if self.number else self.name


@dataclass(frozen=True, slots=True)
class Topic(PageRecord):
    """The page of a topic; ``terms`` pairs terms with their weights, from 3 (names the topic) to 1.

    An article that names a country of ``about`` at its beginning gets the topic, too.
    """

    title: str = key(hint="without it there is no topic")
    terms: tuple[tuple[str, int], ...] = key((), _read_terms)
    about: tuple[str, ...] = key((), links_to="country")
    deadlines: tuple[Deadline, ...] = key((), read_deadlines)

    @property
    def description(self) -> str:
        """What the topic covers, for readers."""
        return self.visible_body


@dataclass(frozen=True, slots=True)
class Term:
    """An abbreviation or trade term of the glossary.

    ``see`` is the slug of the name or topic that treats it, if its own name is not that of a page;
    ``page`` is the file of another page.
    """

    term: str = key(hint="write {term: …, definition: …}")
    definition: str = key(hint="write {term: …, definition: …}")
    see: str | None = key(None, links_to=LinkTarget.ENTITY_OR_TOPIC)
    page: str | None = key(None)
