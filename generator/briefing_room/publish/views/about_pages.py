"""What lies behind the site: pages people write about it, sources, glossary, corrections."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from briefing_room.catalogue.entries import Catalogue
from briefing_room.model import Source
from briefing_room.pages.document import EDITOR, Kind, Page
from briefing_room.pages.layout import tellers
from briefing_room.publish.markup import ready, without_dead
from briefing_room.publish.prose import GLOSSARY, anchor, contents, heading_id
from briefing_room.publish.provenance import kind_of
from briefing_room.publish.publication import Publication, every_correction
from briefing_room.publish.rendering import Head, render
from briefing_room.publish.story_pages import StoryPage
from briefing_room.publish.views.key_numbers import shares
from briefing_room.publish.words import clipped
from briefing_room.review.reading import bare

_READERS = ("about/start-here.md", "about/method.md")  # what else people write here is for editors
INDEX, QUALITY = "about/index.md", "<!-- quality -->"
_BRACKETS = re.compile(r"(?P<outlet>[^()]+?)\s*\((?P<inner>[^()]+)\)")


def view(site: Publication) -> Mapping[str, str]:
    """Return the pages about the project, and those that are counted from it."""
    entries = {page.path: (page.path, bare(page.title), _about(page)) for page in site.pages}
    first = [entries.pop(path) for path in _READERS if path in entries]
    terms = sorted(site.catalogue.glossary, key=lambda term: term.term.casefold())
    found: dict[str, tuple[str, str, object]] = {  # title, what it is, what it lists
        INDEX: ("About", "What this site is, who wrote it, and how far to trust it.", first),
        "sources.md": ("Sources", "Every publisher, with its stories.", publishers(site)),
        GLOSSARY: ("Glossary", "Terms of the trade.", [(term, anchor(term)) for term in terms]),
        "corrections.md": ("Corrections", "What was corrected, and why.", every_correction(site)),
        "data.md": ("Data and feeds", "Files to download, feeds to follow, and how to cite.", ()),
    }
    return {page.path: _page(page, site) for page in site.pages} | {
        path: render(
            "about.md" if path == INDEX else path,
            site,
            path,
            head=Head(title, about, "about" if path == INDEX else "list", "about",
                      search=path == GLOSSARY),
            found=listed,
            editors=entries.values(),
        )
        for path, (title, about, listed) in found.items()
    }  # fmt: skip


def _body(page: Page) -> str:
    return "\n".join(line.text for line in page.lines if line.kind is not Kind.FRONT)


def _about(page: Page) -> str:
    told = page.front.get("description")
    paragraphs = (p for p in _body(page).split("\n\n") if p.strip() and p[0] not in "#|-<`")
    return str(told or clipped(bare(next(paragraphs, page.title)), 160))


def _page(page: Page, site: Publication) -> str:
    text = without_dead(_body(page).strip(), page.path, site.known, site.moved)
    parts = contents(text.splitlines()) if page.path in _READERS else ()
    text = text if page.path in _READERS else _folded(text)
    before, mark, after = text.removeprefix(f"# {page.title}").partition(QUALITY)
    return render(
        "written.md",
        site,
        page.path,
        head=Head(
            bare(page.title),
            _about(page),
            "about",
            "about",
            search=page.path in _READERS,
            reviewed=page.front.get("status") != "unreviewed",
        ),
        title=ready(page.title),
        before=ready(before),
        counted=tuple(_counted(site)) if mark else (),
        after=ready(after),
        parts=parts,
        shares=shares(site) if page.path == _READERS[0] else None,
    )


def _folded(text: str) -> str:
    """Fold each section of a guide: whoever runs the site looks up one at a time."""
    lines, fenced, end = list[str](), False, ""
    for line in text.splitlines():
        fenced ^= line.startswith("```")
        if line.startswith("## ") and not fenced:
            name = line[3:].strip()
            fold = f'<details id="{heading_id(name, "-")}" markdown="1">'
            lines.append(f"{end}{fold}<summary>{bare(name)}</summary>\n")
            end = "\n</details>\n\n"
        else:
            lines.append(line)
    return "\n".join((*lines, end))


def _counted(site: Publication) -> Iterator[tuple[str, str]]:
    """Yield the numbers of the method page, counted from the pages when the site is built."""
    stories = site.stories
    points = [point for story in stories for point in story.points]
    passages = ([p for p in map(site.project.resolve, one.labels) if p] for one in points)
    outside = [e for e in site.catalogue.entities.values() if set(e.sources) - site.articles.keys()]
    yield "Stories", f"{len(stories):,}"
    yield "Reviewed by a person", _share(sum(s.reviewed for s in stories), len(stories))
    yield "Lines of prose", f"{len(points):,}"
    notes = {a.id for story in stories for a in story.articles if a.kind == "note"}
    ours = [found for found in passages if found and all(p.article in notes for p in found)]
    told = sum(all(tellers(p, site.articles[p.article]) for p in found) for found in ours)
    yield "… in the words of a note, not of a source", f"{len(ours):,}"
    yield "… of these, with the published texts behind them named", _share(told, len(ours))
    yield "… in an editor's own words", f"{sum(EDITOR in p.labels for p in points):,}"
    yield from _drafted(site)
    yield "Stories with one independent origin", f"{sum(s.page.origins <= 1 for s in stories):,}"
    alone = sum(one.alone for one in publishers(site))
    yield "Stories that rest on one publisher", f"{alone:,}"
    yield "Stories without a date", f"{sum(s.date is None for s in stories):,}"
    unknown = sum(bool(s.section("Not known")) for s in stories)
    yield "Stories that say what is not known", f"{unknown:,}"
    yield "Key numbers", f"{len(site.catalogue.numbers):,}"
    yield "Corrections", f"{len(every_correction(site)):,}"
    yield "Profiles that rest partly on pages not kept here", f"{len(outside):,}"


def _drafted(site: Publication) -> Iterator[tuple[str, str]]:
    """Yield how many sentences writers wrote, and how many of them the check refused."""
    every = site.project.drafts.drafts.items()
    drafts = [(site.by_id[name], draft) for name, draft in every if name in site.by_id]
    if not drafts:
        return
    said = [
        each.text == story.title or any(each.text in point.text for point in story.points)
        for story, draft in drafts
        for each in draft.statements
    ]
    refused = sum(len(draft.refused) for _, draft in drafts)
    yield "Stories drafted in a writer's own words", f"{len(drafts):,}"
    yield "… sentences of drafts on the pages", _share(sum(said), len(said))
    yield (
        "… the others were refused (the passage's own stands there, or none) or edited",
        (f"{len(said) - sum(said):,}"),
    )
    yield "… sentences refused at first, and asked for anew", f"{refused:,}"


def _share(part: int, whole: int) -> str:
    return f"{part:,} of {whole:,}"


# --- Sources ------------------------------------------------------------------------------------


class Publisher(NamedTuple):
    """A publisher with the stories that rest on it; ``alone`` of them rest on no other."""

    name: str
    told: tuple[StoryPage, ...]
    alone: int
    path: str = ""  # of its page, where it has one
    what: str = ""  # what it is, where a reader should know


@lru_cache(maxsize=2)
def publishers(site: Publication) -> tuple[Publisher, ...]:
    """Return whoever published a source, under one name for all spellings, the most used first.

    "Devdiscourse (Reuters)" and "Reuters", read through Kitco, are both Reuters.  An article
    that lists no source is its own.
    """
    spelled: dict[str, Counter[str]] = {}
    told: dict[str, dict[str, StoryPage]] = {}
    for story in site.stories:
        for article in story.articles:
            own = Source(article.publisher or "Publisher not given")
            for source in article.sources or (own,):
                name = _author(source.publisher, site.catalogue)
                key = re.sub(r"\W", "", name.casefold().removeprefix("the "))
                spelled.setdefault(key, Counter())[name] += 1
                told.setdefault(key, {})[story.id] = story
    rest_on = Counter(slug for by_story in told.values() for slug in by_story)
    pages = {e.name: e.path for e in site.catalogue.entities.values() if e.path in site.known}
    found = []
    for key, by_story in told.items():
        name = min(spelled[key], key=lambda n: (-spelled[key][n], n.isupper(), n))
        alone = sum(rest_on[slug] == 1 for slug in by_story)
        stories = tuple(by_story.values())
        found.append(Publisher(name, stories, alone, pages.get(name, ""), kind_of(name, site)))
    return tuple(sorted(found, key=lambda one: (-len(one.told), one.name.casefold())))


def _author(written: str, catalogue: Catalogue) -> str:
    """Return who wrote what a source gives, by the catalogue's name where it has one.

    What stands in brackets is a publisher only if the catalogue has it as one, or a kind of text
    in lower case: "The Nation (Thailand)" stays whole, "Ore Firm (annual report)" is Ore Firm.
    """
    name, known, role = written, catalogue.entities, catalogue.vocabulary.role
    if match := _BRACKETS.fullmatch(written):
        own = (known[m.entity] for m in catalogue.find(match["inner"]))
        firms = (entity.name for entity in own if role(entity.type) == "organisation")
        name = next(firms, match["outlet"] if match["inner"][0].islower() else written)
    whole = (known[m.entity] for m in catalogue.find(name) if m.end - m.start == len(name))
    return next((e.name for e in whole if role(e.type) == "organisation"), name)
