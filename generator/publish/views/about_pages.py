"""What lies behind the site: pages people write about it, sources, glossary, corrections."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from generator.catalogue.entries import Catalogue
from generator.model import Source
from generator.pages.document import EDITOR, Page
from generator.publish.frames import Head, filled, ready
from generator.publish.markup import without_dead
from generator.publish.outlets import kind_of
from generator.publish.prose import GLOSSARY, anchor, contents
from generator.publish.publication import Publication, every_correction
from generator.publish.story_pages import StoryPage
from generator.publish.words import clipped
from generator.review.reading import bare

_READERS = ("about/start-here.md", "about/method.md")  # what else people write here is for editors
INDEX, QUALITY = "about/index.md", "<!-- quality -->"
_BRACKETS = re.compile(r"(?P<outlet>[^()]+?)\s*\((?P<inner>[^()]+)\)")


def view(site: Publication) -> Mapping[str, str]:
    """Return the pages about the project, and those that are counted from it."""
    own = [page for page in site.pages if page.path != INDEX]
    entries = {page.path: (page.path, bare(page.title), _about(page)) for page in own}
    first = [entries.pop(path) for path in _READERS if path in entries]
    terms = sorted(site.catalogue.glossary, key=lambda term: term.term.casefold())
    found: dict[str, tuple[str, str, object]] = {  # title, what it is, what it lists
        INDEX: ("About", "What this site is, and how far it can be trusted.", first),
        "sources.md": ("Sources", "What the briefings rest on.", publishers(site)),
        GLOSSARY: ("Glossary", "Terms of the trade.", [(term, anchor(term)) for term in terms]),
        "corrections.md": ("Corrections", "What was corrected, and why.", every_correction(site)),
        "data.md": ("Data and feeds", "Files to take away, and how to follow the site.", ()),
    }
    told = {"site": site.settings, "as_of": site.as_of, "editors": entries.values()}
    return {page.path: _page(page, site) for page in own} | {
        path: filled(
            "about.md" if path == INDEX else path,
            path,
            head=Head(title, about, "about" if path == INDEX else "list", "about",
                      search=path == GLOSSARY),
            found=listed,
            **told,
        )
        for path, (title, about, listed) in found.items()
    }  # fmt: skip


def _body(page: Page) -> str:
    text = page.text
    if page.front and text.startswith("---"):
        text = text.split("\n---", 1)[1].split("\n", 1)[-1]
    return text


def _about(page: Page) -> str:
    told = page.front.get("description")
    paragraphs = (p for p in _body(page).split("\n\n") if p.strip() and p[0] not in "#|-<`")
    return str(told or clipped(bare(next(paragraphs, page.title)), 160))


def _page(page: Page, site: Publication) -> str:
    text = without_dead(_body(page).strip(), page.path, site.known)
    before, mark, after = text.partition(QUALITY)
    return filled(
        "written.md",
        page.path,
        head=Head(bare(page.title), _about(page), "about", "about", search=page.path in _READERS),
        before=ready(before),
        counted=tuple(_counted(site)) if mark else (),
        after=ready(after),
        as_of=site.as_of,
        parts=contents(text.splitlines()),
    )


def _counted(site: Publication) -> Iterator[tuple[str, str]]:
    """Yield the numbers of the method page, counted from the pages when the site is built."""
    stories = site.stories
    points = [point for story in stories for point in story.points]
    passages = ([p for p in map(site.project.resolve, one.labels) if p] for one in points)
    traced = [found for found in passages if found]
    outside = [e for e in site.catalogue.entities.values() if set(e.sources) - site.articles.keys()]
    yield "Stories", f"{len(stories):,}"
    yield "Reviewed by a person", _share(sum(s.reviewed for s in stories), len(stories))
    yield "Lines of prose", f"{len(points):,}"
    notes = {a.id for story in stories for a in story.articles if a.kind == "note"}
    ours = sum(all(p.article in notes for p in found) for found in traced)
    yield "… that lead to a passage kept here", _share(len(traced), len(points))
    yield (
        "… of these to an editor's note, which lists its sources, not to a source itself",
        f"{ours:,}",
    )
    yield "… the editor's own", f"{sum(EDITOR in p.labels for p in points):,}"
    yield "Stories of one independent origin", f"{sum(s.page.origins <= 1 for s in stories):,}"
    alone = sum(one.alone for one in publishers(site))
    yield "Stories resting on one publisher alone", f"{alone:,}"
    yield "Stories without a date", f"{sum(s.date is None for s in stories):,}"
    unknown = sum(bool(s.section("Not known")) for s in stories)
    yield "Stories that say what is not known", f"{unknown:,}"
    yield "Numbers kept by people", f"{len(site.catalogue.numbers):,}"
    yield "Corrections", f"{len(every_correction(site)):,}"
    yield "Profiles that rest on pages elsewhere, not kept here", f"{len(outside):,}"


def _share(part: int, whole: int) -> str:
    return f"{part:,} of {whole:,}"


# --- Sources ------------------------------------------------------------------------------------


class Publisher(NamedTuple):
    """A publisher with the stories that rest on it, ``alone`` counts those that rest on no other.

    Beside a story stands who passed the text on ("via Kitco").
    """

    name: str
    told: tuple[tuple[StoryPage, str], ...]
    alone: int
    path: str = ""  # of its page, where it has one
    what: str = ""  # what it is, where a reader should know

    @property
    def single(self) -> bool:
        """Return whether one story alone rests on it."""
        return len(self.told) == 1


@lru_cache(maxsize=2)
def publishers(site: Publication) -> tuple[Publisher, ...]:
    """Return whoever published a source, under one name for all spellings, the most used first.

    "Devdiscourse (Reuters)" and "Reuters (via Kitco)" are both Reuters.
    """
    rows = [(source.publisher, story) for story in site.stories for source in _rests_on(story)]
    shown = _names(Counter(written for written, _ in rows), site.catalogue)
    ways: dict[str, dict[str, list[str]]] = {}
    of_story: dict[str, set[str]] = {}
    for written, story in rows:
        name, how = shown[written]
        ways.setdefault(name, {}).setdefault(story.id, []).append(how)
        of_story.setdefault(story.id, set()).add(name)
    known = {story.id: story for story in site.stories}
    pages = {e.name: e.path for e in site.catalogue.entities.values() if e.path in site.known}
    found = []
    for name, by_story in ways.items():
        told = [(known[s], ", ".join(dict.fromkeys(filter(None, w)))) for s, w in by_story.items()]
        alone = sum(len(of_story[s]) == 1 for s in by_story)
        found.append(Publisher(name, tuple(told), alone, pages.get(name, ""), kind_of(name, site)))
    return tuple(sorted(found, key=lambda one: (-len(one.told), one.name.casefold())))


def _rests_on(story: StoryPage) -> Iterator[Source]:
    """Yield the sources of a story; an article that lists none is its own."""
    for article in story.articles:
        yield from article.sources or (Source(article.publisher or "Publisher not given"),)


def _names(written: Counter[str], catalogue: Catalogue) -> Mapping[str, tuple[str, str]]:
    """Return for each publisher as seeds write it the name to show, and who passed it on.

    That is the catalogue's name, else the spelling used most, the first of equals.
    """
    split = {name: _split(name, catalogue) for name in written}
    spellings: dict[str, Counter[str]] = {}
    for given, (name, _) in split.items():
        spellings.setdefault(_key(name, catalogue), Counter())[name] += written[given]
    shown = {
        key: catalogue.entities[key].name
        if key in catalogue.entities
        else min(used, key=lambda name: (-used[name], name.isupper(), name))
        for key, used in spellings.items()
    }
    return {given: (shown[_key(name, catalogue)], how) for given, (name, how) in split.items()}


def _split(written: str, catalogue: Catalogue) -> tuple[str, str]:
    """Return the publisher and who passed its text on.

    What stands in brackets is a publisher only if the catalogue has it as one: "The Nation
    (Thailand)" stays whole.
    """
    match = _BRACKETS.fullmatch(written)
    if match is None:
        return written, ""
    if via := re.search(r"\bvia (.+)", match["inner"]):
        return match["outlet"], f"via {via[1]}"
    named = [catalogue.entities[m.entity] for m in catalogue.find(match["inner"])]
    role = catalogue.vocabulary.role
    own = next((entity for entity in named if role(entity.type) == "organisation"), None)
    if own is None:
        return written, ""
    same = _key(match["outlet"], catalogue) == own.slug
    return own.name, "" if same else f"via {match['outlet']}"


def _key(name: str, catalogue: Catalogue) -> str:
    """Return one key for all spellings: the slug of the catalogue, else bare letters and digits."""
    bare = re.sub(r"^the ", "", name, flags=re.IGNORECASE)
    whole = [m.entity for m in catalogue.find(bare) if m.end - m.start == len(bare)]
    return whole[0] if whole else re.sub(r"\W", "", bare.casefold())
