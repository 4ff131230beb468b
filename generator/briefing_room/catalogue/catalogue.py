"""The catalogue: the pages on names, topics and numbers, and the search for their names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from briefing_room.catalogue.entries import Entity, Term, Topic
from briefing_room.catalogue.name_finder import NameFinder, Spelling
from briefing_room.catalogue.numbers import Number
from briefing_room.catalogue.pages import PageRecord
from briefing_room.catalogue.references import PolicyName, References
from briefing_room.catalogue.vocabulary import Vocabulary
from briefing_room.model import Mention


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All pages of the catalogue, by their slugs and sorted by slug, and the finder of their names.

    ``other_pages`` has the pages of every other kind in ``KINDS``, by the name of the kind.
    """

    entities: Mapping[str, Entity] = field(default_factory=dict)
    topics: Mapping[str, Topic] = field(default_factory=dict)
    glossary: tuple[Term, ...] = ()
    stop_names: tuple[str, ...] = ()
    numbers: Mapping[str, Number] = field(default_factory=dict)
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    other_pages: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    _finder: NameFinder = field(init=False, repr=False, compare=False)
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
                if not references.is_incomplete(name, entity.slug)
            ]
        values = {
            "entities": MappingProxyType(entities),
            "topics": MappingProxyType(dict(sorted(self.topics.items()))),
            "numbers": MappingProxyType(dict(sorted(self.numbers.items()))),
            "_finder": NameFinder((*spellings, *map(Spelling, self.stop_names))),
            "_references": references,
        }
        for name, value in values.items():
            object.__setattr__(self, name, value)

    def pages_of(self, kind: str) -> Mapping[str, Any]:
        """The pages of a kind, such as ``numbers``, by their slugs."""
        by_kind = {"entities": self.entities, "topics": self.topics, "numbers": self.numbers}
        return by_kind.get(kind) or self.other_pages.get(kind, {})

    @property
    def pages(self) -> tuple[PageRecord, ...]:
        """All pages, kind by kind."""
        kinds = (self.entities, self.topics, self.numbers, *self.other_pages.values())
        return tuple(page for pages in kinds for page in pages.values())

    def find(self, text: str, date: dt.date | None = None) -> tuple[Mention, ...]:
        """Find the names in ``text``, in order and without overlaps.

        A reference by number, such as "Announcement No. 18", counts as a name if a year in the text
        or ``date``, the date of the text, shows which policy it means.
        """
        return _merge_mentions(self._finder.find(text), self._references.find(text, date))

    def fingerprint(self, folded: str | None = None) -> tuple[str, ...]:
        """List everything in the catalogue that decides which names are found in a folded text.

        Two catalogues with the same fingerprint find the same names in the text and in each part
        of it.  Without ``text`` the fingerprint covers all names.
        """
        names = self._finder.spellings if folded is None else self._finder.spellings_in(folded)
        may_refer = folded is None or self._references.may_refer(folded)
        return (*sorted(map(repr, names)), *(self._references.fingerprints if may_refer else ()))

    def slugs_in(self, text: str, date: dt.date | None = None) -> tuple[str, ...]:
        """The slugs of all entities that ``text`` names, in order, each once.

        Unlike :meth:`find`, this lists every policy of a range: four for "Nos. 55 to 58".
        """
        references = self._references.find(text, date)
        mentions = (*_merge_mentions(self._finder.find(text), references), *references)
        ordered = sorted(mentions, key=lambda mention: mention.start)
        return tuple(dict.fromkeys(mention.entity for mention in ordered))


def _merge_mentions(
    names: tuple[Mention, ...], references: tuple[Mention, ...]
) -> tuple[Mention, ...]:
    """Merge names and references in order; a reference that overlaps a name is dropped.

    Of two references that overlap, the shorter one is used.
    """
    if not references:
        return names
    taken_offsets = {i for mention in names for i in range(mention.start, mention.end)}
    mentions = list(names)
    for mention in sorted(references, key=lambda mention: mention.end - mention.start):
        if taken_offsets.isdisjoint(range(mention.start, mention.end)):
            taken_offsets.update(range(mention.start, mention.end))
            mentions.append(mention)
    return tuple(sorted(mentions, key=lambda mention: mention.start))


def _issuer_names(slug: str | None, entities: Mapping[str, Entity]) -> tuple[str, ...]:
    """The names of an issuer and of its country."""
    issuer = entities.get(slug or "")
    country = entities.get(issuer.country or "") if issuer else None
    return tuple(name for entity in (issuer, country) if entity for name in entity.names)
