"""Which outlets readers should be warned about, and which sources were opened.

State media are named in the catalogue and in the program's word lists; people name all others in
``publishers.yml``: copies, releases, blogs, sites of unknown owners.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from briefing_room.model import Article, Role, Source
from briefing_room.pages.escape import web_address
from briefing_room.publish.publication import BadRows, Publication, read_rows
from briefing_room.publish.story_pages import StoryPage
from briefing_room.publish.words import join_with_and
from briefing_room.text.lexicon import count, word_list

STATE, MACHINE = "state media", "machine-made"
_UNTRACEABLE = "no address kept"
_SECOND_HAND_KINDS = {MACHINE, "one person's collection", "summaries of other outlets"}
_SEPARATOR = re.compile(r"[(),;/]|\bvia\b")


@lru_cache(maxsize=2)
def outlet_kinds(publication: Publication) -> Mapping[str, str]:
    """The kind of each outlet that readers should be warned about, by its name.

    Raises :class:`BadRows` if a row of ``publishers.yml`` is not a list of names.
    """
    state_owned = (
        e for e in publication.catalogue.entities.values() if e.speaks_as == "state-media"
    )
    state_outlets = (
        *word_list("state_media", "outlets"),
        *(name for e in state_owned for name in e.names),
    )
    path = publication.project.briefings / "publishers.yml"
    rows = read_rows(path)
    for kind, names in rows.items():
        if not isinstance(names, list):
            raise BadRows(path, 0, f"write '{kind}' as a row  what it is: [names of publishers]")
    kinds_of_rows = {str(name): kind for kind, names in rows.items() for name in names}
    return dict.fromkeys(state_outlets, STATE) | kinds_of_rows


def outlet_kind(publisher: str, publication: Publication) -> str:
    """The kind of the first outlet that a publisher's name names: "The Sun (Xinhua)"; or ""."""
    known = outlet_kinds(publication)
    return next((known[part] for part in _publisher_parts(publisher) if part in known), "")


def is_second_hand(source: Source, publication: Publication) -> bool:
    """Whether a source was read through another one, or itself only repeats others."""
    return bool(source.via) or outlet_kind(source.publisher, publication) in _SECOND_HAND_KINDS


def is_machine_made(sources: Sequence[Source], publication: Publication) -> bool:
    """Whether a machine wrote every source that was opened."""
    opened = [source for source in sources if not source.via] or sources
    known = (outlet_kind(s.name, publication) == MACHINE or MACHINE in s.name for s in opened)
    return bool(opened) and all(known)


def opened_note(story: StoryPage) -> str:
    """Say how many sources a story has and how many were opened: "3 of 5 sources opened"."""
    sources = _sources(story)
    opened_count = sum(not source.via for source in sources)
    if not sources:
        return "no source"
    if len(sources) == 1:
        return "1 source, opened" if opened_count else "1 source, not opened"
    number = "all" if opened_count == len(sources) else f"{opened_count or 'none'} of"
    return f"{number} {count(len(sources), 'source')} opened"


def origin_note(story: StoryPage, publication: Publication) -> str:
    """Say how many independent origins a story has, and how many opened sources a machine wrote."""
    opened = (source for source in _sources(story) if not source.via)
    machine_count = sum(is_machine_made([source], publication) for source in opened)
    machine_note = f"; {machine_count} of those opened {MACHINE}" if machine_count else ""
    return f"{count(story.page.origins, 'independent origin')}{machine_note}"


def _sources(story: StoryPage) -> Sequence[Source]:
    """The sources of a story, each once; an article that lists none is its own source."""
    listed = (
        a.sources or (() if a.kind == "note" else (Source(a.publisher or a.id),))
        for a in story.articles
    )
    return tuple({s.url or s.name: s for sources in listed for s in sources}.values())


def sources_of_passages(labels: Iterable[str], publication: Publication) -> list[Source]:
    """The sources that support the passages with these labels."""
    passages = filter(None, map(publication.project.resolve, labels))
    return [source for passage in passages for source in publication.project.sources_of(passage)]


class SourceAccess(NamedTuple):
    """How the sources of a statement were read; every page words it the same way."""

    second_hand: bool = False  # each through another source
    machine_made: bool = False  # a machine wrote each text that was opened
    untraceable: bool = False  # no source has an address or a copy, so nobody can look it up

    @property
    def wording(self) -> str:
        """The cautions in a few words; empty if a source that readers can find was opened."""
        cautions = zip(("second-hand", MACHINE, _UNTRACEABLE), self, strict=True)
        return ", ".join(words for words, applies in cautions if applies)


def source_access(
    cites: Iterable[str], publication: Publication, via: str | None = None
) -> SourceAccess:
    """How the sources of the cited passages were read.

    What was read ``via`` an outlet is always second-hand.
    """
    access = _source_access(tuple(cites), publication)
    return access._replace(second_hand=access.second_hand or bool(via))


@lru_cache(maxsize=1 << 13)
def _source_access(cites: tuple[str, ...], publication: Publication) -> SourceAccess:
    sources = sources_of_passages(cites, publication) or _sources_of_articles(cites, publication)
    if not sources:
        return SourceAccess()
    has_address = (web_address(source.url) or web_address(source.archive) for source in sources)
    return SourceAccess(
        second_hand=all(is_second_hand(source, publication) for source in sources),
        machine_made=is_machine_made(sources, publication),
        untraceable=not any(has_address),
    )


def _sources_of_articles(cites: Iterable[str], publication: Publication) -> list[Source]:
    """All sources of the cited articles, for passages that no single source is known to support."""
    passages = filter(None, map(publication.project.resolve, cites))
    articles = dict.fromkeys(passage.article for passage in passages)
    return [source for article in articles for source in publication.articles[article].sources]


class Provenance(NamedTuple):
    """How the lead of a story was read."""

    tag: str = ""  # for lists
    note: str = ""  # for the page of the story
    untraceable: bool = False  # part of it cannot be looked up
    machine_made: bool = False  # part of it was read only in an article that a machine wrote


@lru_cache(maxsize=2)
def provenance(publication: Publication) -> Mapping[str, Provenance]:
    """The provenance of leads with unopened or untraceable sources, by the files of their stories.

    Other stories are missing.
    """
    found = ((story.path, _provenance_of(story, publication)) for story in publication.stories)
    return {path: reading for path, reading in found if reading.tag}


def _provenance_of(story: StoryPage, publication: Publication) -> Provenance:
    """The provenance of a story's lead; its words are empty if all its sources were opened."""
    lead = story.section(Role.BOTTOM_LINE) or story.points[:1]
    accesses = [source_access(point.labels, publication) for point in lead if point.labels]
    second_hand = [access.second_hand for access in accesses]
    machine_made = any(access.second_hand and access.machine_made for access in accesses)
    untraceable = any(access.untraceable for access in accesses)
    tags, notes = list[str](), list[str]()
    if any(second_hand):
        tags.append("second-hand" if all(second_hand) else "partly second-hand")
        notes.append(f"lead read {tags[0]}{f', in a {MACHINE} text' if machine_made else ''}")
    if untraceable:
        tags.append(_UNTRACEABLE)
        notes.append(f"{_UNTRACEABLE} for its lead")
    return Provenance(", ".join(tags), "; ".join(notes), untraceable, machine_made)


class OutletLabels:
    """The labels of the outlets that readers should be warned about, each given once on a page."""

    def __init__(self, publication: Publication, articles: Iterable[Article]) -> None:
        self._outlet_kinds = outlet_kinds(publication)
        self._described: set[str] = set()
        publishers = (s.name for a in articles for s in (*a.sources, Source(a.publisher or "")))
        self._labelled = self._outlet_kinds.keys() & {
            part for publisher in publishers for part in _publisher_parts(publisher)
        }

    def describe(self, text: str) -> str:
        """Label the outlets that are named, unless the page has labelled them before.

        For example "Some Post: blog; Daily Copy and Wire Copy: copies other outlets".
        """
        new_names = self._names_in(text) - self._described
        self._described |= new_names
        return self._description(new_names)

    def annotate(self, line: str) -> str:
        """Append the labels to a line of Markdown, in italics.

        They replace a bare "state media", which does not say which outlet is meant.
        """
        names = self._names_in(line)
        if any(self._outlet_kinds[name] == STATE for name in names):
            line = line.removesuffix(f" *{STATE}*")
        words = "" if line.endswith("*") else self._description(names - self._described)
        self._described |= names
        return f"{line} *{words}*" if words else line

    def _names_in(self, text: str) -> set[str]:
        return {name for name in self._labelled if name in text and _whole_word(name).search(text)}

    def _description(self, names: Iterable[str]) -> str:
        known = self._outlet_kinds
        by_kind = groupby(
            sorted(names, key=lambda name: (known[name], name)), key=known.__getitem__
        )
        return "; ".join(f"{join_with_and(list(names))}: {kind}" for kind, names in by_kind)


@lru_cache(maxsize=4096)
def _whole_word(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")


@lru_cache(maxsize=4096)
def _publisher_parts(publisher: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in _SEPARATOR.split(publisher) if part.strip())
