"""The page of a story: what a reviewer left there, with what a reader needs around it."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping
from itertools import dropwhile, takewhile

from markdown.extensions.toc import slugify

from generator.model import Role
from generator.pages.document import Kind, Line
from generator.pages.escape import inline
from generator.publish import cards, links
from generator.publish.front import front
from generator.publish.notes import definitions
from generator.publish.publication import Publication
from generator.publish.related import around
from generator.publish.told import SOURCES, Told
from generator.publish.views import corrections, measures
from generator.publish.views.citing import CITE, cite
from generator.publish.words import clipped, day

BOTTOM = str(Role.BOTTOM_LINE)
_GUESSED = ("Who says what", "Figures", "Dates")  # tables of old pages that no person wrote
LATER, RELATED = "Later", "Related"


def view(site: Publication) -> Mapping[str, str]:
    """Return every story page."""
    return {story.path: page(story, site) for story in site.stories}


def page(story: Told, site: Publication) -> str:
    """Return the final Markdown of one story."""
    parts = (
        front(
            title=story.title,
            description=clipped(story.bottom_line or story.title, 200),
            kind="story",
            date=story.date,
            search=True,
        ),
        _opening(story, site),
        "\n".join(_rest(story)),
        _sources(story),
        corrections.box(story),
        _around(story, site),
        cite(story, site),
        "\n\n".join(definitions(story.page, site)),
    )
    return "\n".join(part for part in parts if part) + "\n"


def _opening(story: Told, site: Publication) -> str:
    """Return title, bottom line and prose; beside them the measures named, and the contents."""
    beside = "\n".join(filter(None, (measures.box(story, site), _contents(story, site))))
    column = f'<div class="beside" markdown="1">\n\n{beside}\n</div>\n' if beside else ""
    parts = (f"# {story.page.title}\n", header(story, site), bottom_line(story), column)
    text = "\n".join((*filter(None, parts), *_prose(story)))
    return f'<div class="opening" markdown="1">\n\n{text}\n\n</div>\n'


def _contents(story: Told, site: Publication) -> str:
    """Return the parts of the page as links, for the column beside the text."""
    lines = (line for line in story.page.lines if _shown(line) and line.kind is Kind.HEADING)
    own = [line.text[3:].strip() for line in lines if line.text.startswith("## ")]
    near = around(story, site)
    more = [name for name, found in ((LATER, near.later), (RELATED, near.earlier)) if found]
    names = (*own, *more)
    if len(names) < 2:
        return ""
    items = "".join(
        f'<li><a href="#{slugify(name, "-")}">{html.escape(name)}</a></li>' for name in names
    )
    return (
        f'<nav class="contents" aria-label="On this page" data-pagefind-ignore="all">'
        f"<p>On this page</p><ul>{items}</ul></nav>\n"
    )


def header(story: Told, site: Publication) -> str:
    """Return what stands under the title: date, reach, basis, review, topics, citation."""
    state = "" if story.reviewed else " .draft"
    topics = " · ".join(
        f"[{inline(topic.title)}]({links.relative(story.path, topic.path)})"
        for slug in story.topics
        if (topic := site.catalogue.topics.get(slug))
    )
    about = " · ".join(filter(None, (topics, f"[Cite this](#{CITE})")))
    words = cards.review(story)
    return (
        f"{cards.dateline(story, review_too=False)}\n{{: .dateline }}\n\n"
        f"{words[:1].upper()}{words[1:]}\n{{: .review{state} }}\n\n"
        f"{about}\n{{: .meta }}\n"
    )


def bottom_line(story: Told) -> str:
    """Return the bottom line set apart, for the reader's eye and for the search's weights."""
    lines = [line for line in story.page.section(BOTTOM) if line.kind is not Kind.COMMENT]
    if not lines:
        return ""
    text = "\n\n".join(line.text for line in lines)
    return (
        '<section class="bottom-line" aria-label="Bottom line" data-pagefind-weight="4" '
        f'markdown="1">\n\n{text}\n\n</section>\n'
    )


def _prose(story: Told) -> Iterator[str]:
    """Yield the lines before the first table, which needs the page's whole width."""
    return (line.text for line in takewhile(_is_prose, filter(_shown, story.page.lines)))


def _rest(story: Told) -> Iterator[str]:
    """Yield the lines from the first table on, without the sources."""
    left = dropwhile(_is_prose, filter(_shown, story.page.lines))
    return (line.text for line in left if line.section != SOURCES)


def _is_prose(line: Line) -> bool:
    return line.kind is not Kind.ROW and line.section != SOURCES


def _sources(story: Told) -> str:
    lines = (line.text for line in story.page.lines if _shown(line) and line.section == SOURCES)
    heading, _, listed = "\n".join(lines).strip().partition("\n")
    if not listed:
        return ""
    note = f"\n{_NOTE}\n{{: .meta }}\n" if any(a.kind == "note" for a in story.articles) else ""
    text = f"{heading}\n{note}{listed}"
    return f'<div class="listed" data-pagefind-ignore="all" markdown="1">\n\n{text}\n\n</div>\n'


_NOTE = (
    "An editor's note is a text of our own on the articles that stand here with it. A footnote"
    " names the one that a passage rests on where the note does."
)


def _shown(line: Line) -> bool:
    if line.kind in (Kind.FRONT, Kind.TITLE, Kind.COMMENT, Kind.FOOTNOTE):
        return False
    return line.section not in (BOTTOM, *_GUESSED)


def _around(story: Told, site: Publication) -> str:
    near = around(story, site)
    blocks = []
    for heading, found in ((LATER, near.later), (RELATED, near.earlier)):
        if found:
            items = "\n".join(
                f'- {cards.link(other, story.path)} <span class="meta">{_when(other)}</span>'
                for other in found
            )
            blocks.append(f"## {heading}\n\n{items}\n")
    return "\n".join(blocks)


def _when(story: Told) -> str:
    return day(story.date)
