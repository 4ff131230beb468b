"""What lies behind the site: pages people write about it, sources, glossary, corrections."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from generator.catalogue.entries import Term
from generator.model import Source
from generator.pages.document import EDITOR, Page, render
from generator.pages.escape import web_address
from generator.publish.frames import Head, filled, ready
from generator.publish.links import without_dead
from generator.publish.plain import plain
from generator.publish.prose import GLOSSARY, anchor, contents
from generator.publish.publication import Publication, every_correction
from generator.publish.publishers import alone, publisher, sources
from generator.publish.story_pages import StoryPage
from generator.publish.words import clipped, day

INDEX, QUALITY = "about/index.md", "<!-- quality -->"
_OURS = (
    ("sources.md", "Sources", "every publisher and document, and what rests on one alone"),
    ("glossary.md", "Glossary", "terms of the trade"),
    ("corrections.md", "Corrections", "what was corrected, and why"),
    ("data.md", "Data and feeds", "files to take away, and how to follow the site"),
)


class Entry(NamedTuple):
    """A page of this part of the site, with what it is about."""

    path: str
    title: str
    about: str


def view(site: Publication) -> Mapping[str, str]:
    """Return the pages about the project, and those that are counted from it."""
    own = [page for page in site.pages if page.path != INDEX]
    entries = [Entry(page.path, plain(page.title), _about(page)) for page in own]
    head = Head("About", "What this site is, and how far it can be trusted.", "about", "about")
    every = (*entries, *(Entry(*one) for one in _OURS))
    return {
        **{page.path: _page(page, site) for page in own},
        INDEX: filled("about.md", INDEX, head=head, entries=every, site=site.settings),
        "sources.md": _sources(site),
        GLOSSARY: _glossary(site),
        "corrections.md": _corrections(site),
    }


def _body(page: Page) -> str:
    text = render(page)
    if page.front and text.startswith("---"):
        text = text.split("\n---", 1)[1].split("\n", 1)[-1]
    return text


def _about(page: Page) -> str:
    told = page.front.get("description")
    paragraphs = (p for p in _body(page).split("\n\n") if p.strip() and p[0] not in "#|-<`")
    return str(told or clipped(plain(next(paragraphs, page.title)), 160))


def _page(page: Page, site: Publication) -> str:
    text = without_dead(_body(page).strip(), page.path, site.known)
    before, mark, after = text.partition(QUALITY)
    return filled(
        "written.md",
        page.path,
        head=Head(plain(page.title), _about(page), "about", "about", search=True),
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
    traced = [p for p in points if any(map(site.project.resolve, p.labels))]
    outside = [e for e in site.catalogue.entities.values() if set(e.sources) - site.articles.keys()]
    yield "Stories", f"{len(stories):,}"
    yield "Reviewed by a person", _share(sum(s.reviewed for s in stories), len(stories))
    yield "Lines of prose", f"{len(points):,}"
    yield "… traced to a passage of a source", _share(len(traced), len(points))
    yield "… the editor's own", f"{sum(EDITOR in p.labels for p in points):,}"
    yield "Stories of one independent origin", f"{sum(s.page.origins <= 1 for s in stories):,}"
    yield "Stories resting on one publisher alone", f"{sum(alone(s, site) for s in stories):,}"
    yield "Stories without a date", f"{sum(s.date is None for s in stories):,}"
    unknown = sum(bool(s.section("Not known")) for s in stories)
    yield "Stories that say what is not known", f"{unknown:,}"
    yield "Numbers kept by people", f"{len(site.catalogue.numbers):,}"
    yield "Corrections", f"{len(every_correction(site)):,}"
    yield "Profiles that rest on pages elsewhere, not kept here", f"{len(outside):,}"


def _share(part: int, whole: int) -> str:
    return f"{part:,} of {whole:,} ({100 * part / whole:.1f}%)" if whole else "0"


# --- Sources ------------------------------------------------------------------------------------


class Document(NamedTuple):
    """A text that a story rests on."""

    title: str
    address: str
    how: str
    date: str
    story: StoryPage


class Publisher(NamedTuple):
    """A publisher with its documents; ``alone`` counts stories that rest on it only."""

    name: str
    stories: int
    alone: int
    documents: tuple[Document, ...]


def _sources(site: Publication) -> str:
    used: dict[str, list[tuple[Source, StoryPage]]] = {}
    for story in site.stories:
        for source in sources(story):
            used.setdefault(publisher(source, site).name, []).append((source, story))
    found = [_publisher(name, rows, site) for name, rows in used.items()]
    found.sort(key=lambda one: (-one.stories, one.name.casefold()))
    head = Head("Sources", "What the briefings rest on.", "list", "about")
    documents = {source.url for rows in used.values() for source, _ in rows if source.url}
    return filled(
        "sources.md", "sources.md", head=head, publishers=found, documents=len(documents),
        as_of=site.as_of,
    )  # fmt: skip


def _publisher(name: str, rows: list[tuple[Source, StoryPage]], site: Publication) -> Publisher:
    stories = {story.id: story for _, story in rows}
    documents = tuple(
        Document(
            source.title or "no title given",
            web_address(source.url) or "",
            publisher(source, site).how or "",
            day(source.date),
            story,
        )
        for source, story in rows
    )
    only = sum(alone(story, site) for story in stories.values())
    return Publisher(name, len(stories), only, documents)


def _glossary(site: Publication) -> str:
    terms: list[Term] = sorted(site.catalogue.glossary, key=lambda term: term.term.casefold())
    head = Head("Glossary", "Terms of the trade.", "list", "about", search=True)
    pairs = [(term, anchor(term)) for term in terms]
    return filled("glossary.md", GLOSSARY, head=head, terms=pairs)


def _corrections(site: Publication) -> str:
    head = Head("Corrections", "What was corrected, and why.", "list", "about")
    found = every_correction(site)
    return filled("corrections.md", "corrections.md", head=head, found=found, as_of=site.as_of)
