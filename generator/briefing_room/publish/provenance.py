"""What outlets are, where a reader should know it before trusting their word, and what was opened.

State media are known from the catalogue and from the words of the program.  Everything else is a
person's row in ``publishers.yml``: copies, releases, blogs, sites of unknown owners.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from briefing_room.model import Article, Role, Source
from briefing_room.pages.escape import web_address
from briefing_room.publish.publication import BadList, Publication, rows_of
from briefing_room.publish.story_pages import StoryPage
from briefing_room.publish.words import count, listing
from briefing_room.text.lexicon import word_list

STATE, MACHINE = "state media", "machine-made"
_RELAYS = {MACHINE, "one person's collection", "summaries of other outlets"}
_PARTS = re.compile(r"[(),;/]|\bvia\b")


@lru_cache(maxsize=2)
def kinds(site: Publication) -> Mapping[str, str]:
    """Return what each outlet is of which there is something to say, by its name."""
    own = (e for e in site.catalogue.entities.values() if e.speaks_as == "state-media")
    state = (*word_list("state_media", "outlets"), *(name for e in own for name in e.names))
    path = site.project.briefings / "publishers.yml"
    rows = rows_of(path)
    for what, names in rows.items():
        if not isinstance(names, list):
            raise BadList(path, 0, f"write '{what}' as a row  what it is: [names of publishers]")
    told = {str(name): what for what, names in rows.items() for name in names}
    return dict.fromkeys(state, STATE) | told


def kind_of(publisher: str, site: Publication) -> str:
    """Return what a publisher is, by the first of its names that is known: "The Sun (Xinhua)"."""
    known = kinds(site)
    return next((known[part] for part in _parts(publisher) if part in known), "")


def second_hand(source: Source, site: Publication) -> bool:
    """Return whether a source was read through another, or itself only relays others."""
    return bool(source.via) or kind_of(source.publisher, site) in _RELAYS


def by_machine(told: Sequence[Source], site: Publication) -> bool:
    """Return whether all that was opened of sources was written by a machine."""
    opened = [source for source in told if not source.via] or told
    known = (kind_of(s.name, site) == MACHINE or MACHINE in s.name for s in opened)
    return bool(opened) and all(known)


def how_read(story: StoryPage) -> str:
    """Return on how many sources a story rests, and how many of them were opened."""
    every = _sources(story)
    opened = sum(not source.via for source in every)
    sources = count(len(every), "source")
    if len(every) < 2:
        return f"{sources}, {'' if opened else 'not '}opened" if every else "no source"
    number = "all" if opened == len(every) else f"{opened or 'none'} of"
    return f"{number} {sources} opened"


def origins(story: StoryPage, site: Publication) -> str:
    """Return of how many origins the sources of a story are, and how many a machine wrote."""
    machine = sum(by_machine([source], site) for source in _sources(story) if not source.via)
    made = f"; {machine} of those opened {MACHINE}" if machine else ""
    return f"{count(story.page.origins, 'independent origin')}{made}"


def _sources(story: StoryPage) -> Sequence[Source]:
    return tuple({s.url or s.name: s for a in story.articles for s in a.sources}.values())


def told_of(labels: Iterable[str], site: Publication) -> list[Source]:
    """Return the sources that tell passages."""
    found = filter(None, map(site.project.resolve, labels))
    return [source for one in found for source in site.project.sources_of(one)]


class Standing(NamedTuple):
    """How what tells a statement was read: told alike wherever the statement stands.

    ``lost`` means that none of its sources has an address or a copy, so that nobody can look it up.
    """

    second_hand: bool = False
    machine: bool = False
    lost: bool = False

    @property
    def words(self) -> str:
        """Return it in a few words, nothing where a source was opened that can be looked up."""
        told = (
            ("second-hand", self.second_hand),
            (MACHINE, self.machine),
            ("no address kept", self.lost),
        )
        return ", ".join(words for words, is_so in told if is_so)


def standing(cites: Iterable[str], site: Publication) -> Standing:
    """Return how the passages of a statement were read, from all sources that tell them."""
    return _standing(tuple(cites), site)


@lru_cache(maxsize=1 << 13)
def _standing(cites: tuple[str, ...], site: Publication) -> Standing:
    told = told_of(cites, site) or _of_texts(cites, site)
    if not told:
        return Standing()
    through = all(second_hand(source, site) for source in told)
    kept = any(web_address(source.url) or web_address(source.archive) for source in told)
    return Standing(through, by_machine(told, site), not kept)


def _of_texts(cites: Iterable[str], site: Publication) -> list[Source]:
    """Return all sources of the texts cited, where none of them is known to tell the passages."""
    found = filter(None, map(site.project.resolve, cites))
    texts = dict.fromkeys(one.article for one in found)
    return [source for text in texts for source in site.articles[text].sources]


class Provenance(NamedTuple):
    """How the lead of a story was read: in a word beside its day, and at the head of its page."""

    tag: str = ""
    head: str = ""
    lost: bool = False  # part of it cannot be looked up
    machine: bool = False  # part of it was read in a machine-made text only


@lru_cache(maxsize=2)
def provenance(site: Publication) -> Mapping[str, Provenance]:
    """Return, by its file, of which story nobody here opened what tells its lead, or part of it."""
    found = {}
    for story in site.stories:
        lead = story.section(Role.BOTTOM_LINE) or story.points[:1]
        told = [standing(p.labels, site) for p in lead if p.labels]
        through, lost = [one.second_hand for one in told], any(one.lost for one in told)
        tag = f"{'' if all(through) else 'partly '}second-hand" if any(through) else ""
        made = any(one.second_hand and one.machine for one in told)
        how = f", in a {MACHINE} text" if made else ""
        head = f"lead read {tag}{how}" if tag else ""
        away = "no address kept" if lost else ""
        if tag or lost:
            heads = (head, f"{away} for its lead" if away else "")
            found[story.path] = Provenance(
                ", ".join(filter(None, (tag, away))), "; ".join(filter(None, heads)), lost, made
            )
    return found


class Outlets:
    """What the outlets of one page are, where a reader should know it: each is told once."""

    def __init__(self, site: Publication, articles: Iterable[Article]) -> None:
        self._kinds = kinds(site)
        self._told: set[str] = set()
        sources = (s.name for a in articles for s in (*a.sources, Source(a.publisher or "")))
        self._weak = self._kinds.keys() & {part for one in sources for part in _parts(one)}

    def told(self, text: str) -> str:
        """Return what the outlets are that a text names.

        "Some Post: blog; Daily Copy and Wire Copy: copies other outlets", none of them twice.
        """
        fresh = self._named(text) - self._told
        self._told |= fresh
        return self._words(fresh)

    def beside(self, line: str) -> str:
        """Return a line of Markdown with the same in italics; "state media" alone names none."""
        named = self._named(line)
        if any(self._kinds[name] == STATE for name in named):
            line = line.removesuffix(f" *{STATE}*")
        words = "" if line.endswith("*") else self._words(named - self._told)
        self._told |= named
        return f"{line} *{words}*" if words else line

    def _named(self, text: str) -> set[str]:
        return {name for name in self._weak if name in text and _whole(name).search(text)}

    def _words(self, names: Iterable[str]) -> str:
        known = self._kinds
        alike = groupby(sorted(names, key=lambda name: (known[name], name)), key=known.__getitem__)
        return "; ".join(f"{listing(list(names))}: {what}" for what, names in alike)


@lru_cache(maxsize=4096)
def _whole(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")


@lru_cache(maxsize=4096)
def _parts(publisher: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in _PARTS.split(publisher) if part.strip())
