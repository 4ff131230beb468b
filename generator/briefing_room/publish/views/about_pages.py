"""The pages about the site: those of about/, sources, glossary, corrections, data."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from briefing_room.catalogue.catalogue import Catalogue
from briefing_room.catalogue.entries import Term
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

# For readers; all other pages of about/ are for editors.
_READER_PAGES = ("about/start-here.md", "about/method.md")
INDEX = "about/index.md"
_LIST_PAGES = {
    INDEX: ("About", "What this site is, who wrote it, and how far to trust it."),
    "sources.md": ("Sources", "Every publisher, with its stories."),
    GLOSSARY: ("Glossary", "Terms of the trade."),
    "corrections.md": ("Corrections", "What was corrected, and where accounts differ."),
    "data.md": ("Data and feeds", "Files to download, feeds to follow, and how to cite."),
}
_COUNTS_MARK = "<!-- quality -->"  # a table of counts replaces it
_BRACKETS = re.compile(r"(?P<outlet>[^()]+?)\s*\((?P<inner>[^()]+)\)")


def _page_of(term: Term, publication: Publication) -> tuple[str, str] | None:
    """The title and the file of the page that treats a term, ``None`` if there is none."""
    names, topics = publication.catalogue.entities, publication.catalogue.topics
    own = (entity for entity in names.values() if term.term in entity.names)
    if entity := names.get(term.see or "") or next(own, None):
        return entity.name, publication.link_target(entity)
    if topic := topics.get(term.see or ""):
        return topic.title, topic.path
    pages = {page.path: strip_markdown(page.title) for page in publication.about_pages}
    return (pages[term.page], term.page) if term.page in pages else None


def view(publication: Publication) -> Mapping[str, str]:
    """Render the pages of about/, their index, and the lists counted from the whole site."""
    entries = {
        page.path: (page.path, strip_markdown(page.title), _description(page))
        for page in publication.about_pages
    }
    for_readers = [entries.pop(path) for path in _READER_PAGES if path in entries]
    terms = sorted(publication.catalogue.glossary, key=lambda term: term.term.casefold())
    template_values: dict[str, dict[str, Any]] = {
        INDEX: {"for_readers": for_readers, "for_editors": entries.values()},
        "sources.md": {"publishers": publishers(publication)},
        GLOSSARY: {
            "terms": [(term, term_anchor(term), _page_of(term, publication)) for term in terms]
        },
        "corrections.md": {
            "corrections": all_corrections(publication),
            "disputes": tuple(_disputes(publication)),
        },
        "data.md": {},
    }
    files = {page.path: _about_page(page, publication) for page in publication.about_pages}
    for path, (title, about) in _LIST_PAGES.items():
        kind = "about" if path == INDEX else "list"
        head = Head(title, about, kind, "about", search=path == GLOSSARY)
        template = path.replace("/index", "")
        files[path] = render(template, publication, path, head=head, **template_values[path])
    return files


def _disputes(publication: Publication) -> Iterator[tuple[str, str, str]]:
    """Yield each claim on which accounts differ: title and file of its page, and the accounts."""
    for item in policies(publication):
        if item.policy.dispute:
            yield item.name, item.path, item.policy.dispute
    for number in numbers(publication):
        if number.disputed:
            accounts = "; ".join(value.wording for value in number.disputed)
            yield number.number.name, number.number.path, accounts
    for story in publication.stories:
        for point in story.section(Role.DIFFER)[:1]:
            yield story.title, story.path, point.text


def _body(page: Page) -> str:
    """The Markdown of a page without its front matter."""
    return "\n".join(line.text for line in page.lines if line.kind is not Kind.FRONT)


def _description(page: Page) -> str:
    """What a page is about: its front matter says so, or its first paragraph."""
    blocks = (block for block in _body(page).split("\n\n") if block.strip())
    paragraphs = (block for block in blocks if block[0] not in "#|-<`")
    description = page.front.get("description")
    return str(description or clip(strip_markdown(next(paragraphs, page.title)), 160))


def _about_page(page: Page, publication: Publication) -> str:
    is_for_readers = page.path in _READER_PAGES
    text = unlink_missing(
        _body(page).strip(),
        page.path,
        publication.link_targets,
        publication.targets_of_missing_pages,
    )
    headings = headings_of(text.splitlines()) if is_for_readers else ()
    text = text if is_for_readers else _fold_sections(text)
    before, mark, after = text.removeprefix(f"# {page.title}").partition(_COUNTS_MARK)
    return render(
        "written.md",
        publication,
        page.path,
        head=Head(
            strip_markdown(page.title),
            _description(page),
            "about",
            "about",
            search=is_for_readers,
            reviewed=page.front.get("status") != "unreviewed",
        ),
        title=mark_safe(page.title),
        before=mark_safe(before),
        counts=tuple(_site_counts(publication)) if mark else (),
        after=mark_safe(after),
        headings=headings,
        shares=shares_chart(publication) if page.path == _READER_PAGES[0] else None,
    )


def _fold_sections(text: str) -> str:
    """Fold each section of a guide: an editor looks up one at a time."""
    lines, fenced, closing = list[str](), False, ""
    for line in text.splitlines():
        fenced ^= line.startswith("```")
        if line.startswith("## ") and not fenced:
            name = line[3:].strip()
            opening = f'<details id="{heading_id(name, "-")}" markdown="1">'
            lines.append(f"{closing}{opening}<summary>{strip_markdown(name)}</summary>\n")
            closing = "\n</details>\n\n"
        else:
            lines.append(line)
    return "\n".join((*lines, closing))


def _site_counts(publication: Publication) -> Iterator[tuple[str, str]]:
    """Yield the label and the number of each count on the method page."""
    stories = publication.stories
    points = [point for story in stories for point in story.points]
    notes = {a.id for story in stories for a in story.articles if a.kind == "note"}
    passages_of_points = (
        [p for p in map(publication.project.resolve, point.labels) if p] for point in points
    )
    from_notes = [ps for ps in passages_of_points if ps and all(p.article in notes for p in ps)]
    attributed = sum(
        all(note_sources(p, publication.articles[p.article]) for p in passages)
        for passages in from_notes
    )
    of_one_publisher = sum(publisher.sole_story_count for publisher in publishers(publication))
    with_unknowns = sum(bool(s.section(Role.NOT_KNOWN)) for s in stories)
    yield "Stories", f"{len(stories):,}"
    yield "… reviewed by a person", _out_of(sum(s.reviewed for s in stories), len(stories))
    yield "… that rest on one publisher", f"{of_one_publisher:,}"
    yield "… that say what is not known", f"{with_unknowns:,}"
    yield "Lines of prose", f"{len(points):,}"
    yield "… in the words of a note, not of a source", f"{len(from_notes):,}"
    yield "… of these, with their published sources named", _out_of(attributed, len(from_notes))
    yield "Key numbers", f"{len(publication.catalogue.numbers):,}"
    yield "Corrections", f"{len(all_corrections(publication)):,}"


def _out_of(part: int, total: int) -> str:
    return f"{part:,} of {total:,}"


# --- Sources ------------------------------------------------------------------------------------


class Publisher(NamedTuple):
    """A publisher and its stories."""

    name: str
    stories: tuple[StoryPage, ...]
    sole_story_count: int  # of those without another publisher
    path: str = ""  # of its page, if it has one
    kind: str = ""  # what readers should know before trusting it


@lru_cache(maxsize=2)
def publishers(publication: Publication) -> tuple[Publisher, ...]:
    """List the publishers of all sources, those with most stories first.

    Spellings are merged: "Devdiscourse (Reuters)" and "Reuters", read through Kitco, are both
    Reuters.  An article that lists no source counts as its own source.
    """
    spellings: dict[str, Counter[str]] = {}
    stories_by_key: dict[str, dict[str, StoryPage]] = {}
    for story in publication.stories:
        for article in story.articles:
            own_source = Source(article.publisher or "Publisher not given")
            for source in article.sources or (own_source,):
                name = _author_name(source.publisher, publication.catalogue)
                key = re.sub(r"\W", "", name.casefold().removeprefix("the "))
                spellings.setdefault(key, Counter())[name] += 1
                stories_by_key.setdefault(key, {})[story.id] = story
    publisher_counts = Counter(id_ for stories in stories_by_key.values() for id_ in stories)
    entities = publication.catalogue.entities.values()
    path_by_name = {e.name: e.path for e in entities if e.path in publication.link_targets}
    found = []
    for key, stories in stories_by_key.items():
        name = min(spellings[key], key=lambda n: (-spellings[key][n], n.isupper(), n))
        sole_story_count = sum(publisher_counts[id_] == 1 for id_ in stories)
        path, kind = path_by_name.get(name, ""), outlet_kind(name, publication)
        found.append(Publisher(name, tuple(stories.values()), sole_story_count, path, kind))
    return tuple(sorted(found, key=lambda item: (-len(item.stories), item.name.casefold())))


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
