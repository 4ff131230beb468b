"""Pages about the site: those that people write, sources, glossary, corrections, data."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from briefing_room.catalogue.catalogue import Catalogue
from briefing_room.model import Role, Source
from briefing_room.pages.document import Kind, Page
from briefing_room.pages.layout import note_sources
from briefing_room.publish.key_numbers import numbers, shares_chart
from briefing_room.publish.markup import mark_safe, unlink_missing
from briefing_room.publish.prose import GLOSSARY, heading_id, headings_of, term_anchor
from briefing_room.publish.provenance import outlet_kind
from briefing_room.publish.publication import Publication, all_corrections
from briefing_room.publish.rendering import Head, render
from briefing_room.publish.statuses import policies
from briefing_room.publish.story_pages import StoryPage
from briefing_room.publish.words import clip
from briefing_room.review.reading import strip_markdown

# All other pages of this folder are for editors.
_READER_PAGES = ("about/start-here.md", "about/method.md")
INDEX = "about/index.md"
_LISTS = {
    INDEX: ("About", "What this site is, who wrote it, and how far to trust it."),
    "sources.md": ("Sources", "Every publisher, with its stories."),
    GLOSSARY: ("Glossary", "Terms of the trade."),
    "corrections.md": ("Corrections", "What was corrected, and where accounts differ."),
    "data.md": ("Data and feeds", "Files to download, feeds to follow, and how to cite."),
}
_COUNTS_MARK = "<!-- quality -->"  # is replaced by a table of counts
_BRACKETS = re.compile(r"(?P<outlet>[^()]+?)\s*\((?P<inner>[^()]+)\)")


def view(site: Publication) -> Mapping[str, str]:
    """Render the pages of about/, their index, and the lists counted from the whole site."""
    pages = {
        page.path: (page.path, strip_markdown(page.title), _description(page))
        for page in site.about_pages
    }
    reader_pages = [pages.pop(path) for path in _READER_PAGES if path in pages]
    terms = sorted(site.catalogue.glossary, key=lambda term: term.term.casefold())
    template_values: dict[str, dict[str, Any]] = {
        INDEX: {"reader_pages": reader_pages, "editors": pages.values()},
        "sources.md": {"publishers": publishers(site)},
        GLOSSARY: {"terms": [(term, term_anchor(term)) for term in terms]},
        "corrections.md": {
            "corrections": all_corrections(site),
            "disputes": tuple(_disputes(site)),
        },
        "data.md": {},
    }
    files = {page.path: _about_page(page, site) for page in site.about_pages}
    for path, (title, about) in _LISTS.items():
        kind = "about" if path == INDEX else "list"
        head = Head(title, about, kind, "about", search=path == GLOSSARY)
        template = path.replace("/index", "")
        files[path] = render(template, site, path, head=head, **template_values[path])
    return files


def _disputes(site: Publication) -> Iterator[tuple[str, str, str]]:
    """Yield the title, the file and the words of each claim on which accounts differ."""
    for item in policies(site):
        if item.policy.dispute:
            yield item.name, item.path, item.policy.dispute
    for number in numbers(site):
        if number.disputed:
            accounts = "; ".join(value.wording for value in number.disputed)
            yield number.number.name, number.number.path, accounts
    for story in site.stories:
        for point in story.section(Role.DIFFER)[:1]:
            yield story.title, story.path, point.text


def _body(page: Page) -> str:
    return "\n".join(line.text for line in page.lines if line.kind is not Kind.FRONT)


def _description(page: Page) -> str:
    blocks = (block for block in _body(page).split("\n\n") if block.strip())
    paragraphs = (block for block in blocks if block[0] not in "#|-<`")
    description = page.front.get("description")
    return str(description or clip(strip_markdown(next(paragraphs, page.title)), 160))


def _about_page(page: Page, site: Publication) -> str:
    text = unlink_missing(
        _body(page).strip(), page.path, site.link_targets, site.targets_of_missing_pages
    )
    headings = headings_of(text.splitlines()) if page.path in _READER_PAGES else ()
    text = text if page.path in _READER_PAGES else _fold_sections(text)
    before, mark, after = text.removeprefix(f"# {page.title}").partition(_COUNTS_MARK)
    return render(
        "written.md",
        site,
        page.path,
        head=Head(
            strip_markdown(page.title),
            _description(page),
            "about",
            "about",
            search=page.path in _READER_PAGES,
            reviewed=page.front.get("status") != "unreviewed",
        ),
        title=mark_safe(page.title),
        before=mark_safe(before),
        counts=tuple(_site_counts(site)) if mark else (),
        after=mark_safe(after),
        parts=headings,
        shares=shares_chart(site) if page.path == _READER_PAGES[0] else None,
    )


def _fold_sections(text: str) -> str:
    """Fold each section of a guide, because whoever runs the site looks up one at a time."""
    lines, fenced, end = list[str](), False, ""
    for line in text.splitlines():
        fenced ^= line.startswith("```")
        if line.startswith("## ") and not fenced:
            name = line[3:].strip()
            opening = f'<details id="{heading_id(name, "-")}" markdown="1">'
            lines.append(f"{end}{opening}<summary>{strip_markdown(name)}</summary>\n")
            end = "\n</details>\n\n"
        else:
            lines.append(line)
    return "\n".join((*lines, end))


def _site_counts(site: Publication) -> Iterator[tuple[str, str]]:
    """Yield the label and value of each count on the method page."""
    stories = site.stories
    points = [point for story in stories for point in story.points]
    notes = {a.id for story in stories for a in story.articles if a.kind == "note"}
    cited = ([p for p in map(site.project.resolve, point.labels) if p] for point in points)
    note_only = [ps for ps in cited if ps and all(p.article in notes for p in ps)]
    attributed = sum(
        all(note_sources(p, site.articles[p.article]) for p in passages) for passages in note_only
    )
    single_publisher = sum(publisher.sole_stories for publisher in publishers(site))
    with_unknowns = sum(bool(s.section("Not known")) for s in stories)
    yield "Stories", f"{len(stories):,}"
    yield "… reviewed by a person", _out_of(sum(s.reviewed for s in stories), len(stories))
    yield "… that rest on one publisher", f"{single_publisher:,}"
    yield "… that say what is not known", f"{with_unknowns:,}"
    yield "Lines of prose", f"{len(points):,}"
    yield "… in the words of a note, not of a source", f"{len(note_only):,}"
    yield "… of these, with their published sources named", _out_of(attributed, len(note_only))
    yield "Key numbers", f"{len(site.catalogue.numbers):,}"
    yield "Corrections", f"{len(all_corrections(site)):,}"


def _out_of(part: int, total: int) -> str:
    return f"{part:,} of {total:,}"


# --- Sources ------------------------------------------------------------------------------------


class Publisher(NamedTuple):
    """A publisher and its stories; ``sole_stories`` of them have no other publisher."""

    name: str
    stories: tuple[StoryPage, ...]
    sole_stories: int
    path: str = ""  # of its page, if it has one
    kind: str = ""  # what readers should know before trusting it


@lru_cache(maxsize=2)
def publishers(site: Publication) -> tuple[Publisher, ...]:
    """List the publishers of all sources, those with most stories first.

    Spellings are merged: "Devdiscourse (Reuters)" and "Reuters", read through Kitco, are both
    Reuters.  An article that lists no source counts as its own source.
    """
    spellings: dict[str, Counter[str]] = {}
    stories_by_publisher: dict[str, dict[str, StoryPage]] = {}
    for story in site.stories:
        for article in story.articles:
            own_source = Source(article.publisher or "Publisher not given")
            for source in article.sources or (own_source,):
                name = _author_name(source.publisher, site.catalogue)
                key = re.sub(r"\W", "", name.casefold().removeprefix("the "))
                spellings.setdefault(key, Counter())[name] += 1
                stories_by_publisher.setdefault(key, {})[story.id] = story
    publishers_of_story = Counter(slug for ids in stories_by_publisher.values() for slug in ids)
    names = site.catalogue.entities.values()
    pages_by_name = {
        entity.name: entity.path for entity in names if entity.path in site.link_targets
    }
    result = []
    for key, stories_by_id in stories_by_publisher.items():
        name = min(spellings[key], key=lambda n: (-spellings[key][n], n.isupper(), n))
        sole_stories = sum(publishers_of_story[slug] == 1 for slug in stories_by_id)
        stories = tuple(stories_by_id.values())
        path, kind = pages_by_name.get(name, ""), outlet_kind(name, site)
        result.append(Publisher(name, stories, sole_stories, path, kind))
    return tuple(
        sorted(result, key=lambda publisher: (-len(publisher.stories), publisher.name.casefold()))
    )


def _author_name(written: str, catalogue: Catalogue) -> str:
    """The author of a source, under its name in the catalogue if it has one.

    Words in brackets name the author if the catalogue knows them as an organisation, and are
    dropped if they are in lower case: "Ore Firm (annual report)" is Ore Firm, while "The Nation
    (Thailand)" stays as written.
    """
    name, entities_by_slug, role = written, catalogue.entities, catalogue.vocabulary.role
    if match := _BRACKETS.fullmatch(written):
        entities = (entities_by_slug[match.entity] for match in catalogue.find(match["inner"]))
        organisations = (entity.name for entity in entities if role(entity.type) == "organisation")
        name = next(organisations, match["outlet"] if match["inner"][0].islower() else written)
    exact_matches = (
        entities_by_slug[match.entity]
        for match in catalogue.find(name)
        if match.end - match.start == len(name)
    )
    return next(
        (entity.name for entity in exact_matches if role(entity.type) == "organisation"), name
    )
