"""Lay a briefing out as a page: its lines, their footnotes, and the list of sources.

The footnote of a passage of a note names the sources that support it, as listed in the front matter
of the note.  If a source was not opened itself, its name is followed by what it was read through.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from briefing_room.catalogue.catalogue import Catalogue
from briefing_room.ingest.blocks import strip_markup
from briefing_room.model import Article, Briefing, Part, Passage, Role, Source
from briefing_room.pages.document import DRAFTED_BY, STORIES, Page
from briefing_room.pages.escape import (
    clean,
    emphasis,
    escape,
    escape_line_start,
    link,
    web_address,
)
from briefing_room.text import frontmatter
from briefing_room.text.periods import day_in_words
from briefing_room.text.sentences import mask_quotations
from briefing_room.text.typography import plain_text

MAX_TITLE_LETTERS = 300
NOTE_PREFIX = "1. Our note"  # what the line of a note begins with in the list of sources


def lay_out(briefing: Briefing, catalogue: Catalogue) -> Page:
    """Write the page of a briefing, without any edits."""
    passages = {
        passage.label: passage
        for statement in briefing.statements
        for passage in statement.passages
    }
    front = {
        "id": briefing.id,
        "date": briefing.date,
        "seeds": [article.id for article in briefing.story.articles],
        "origins": briefing.story.origins,
        "topics": list(briefing.topics),
        "status": "unreviewed",
        **({DRAFTED_BY: briefing.drafted_by} if briefing.drafted_by else {}),
    }
    blocks = [
        [
            "---",
            *(f"{key}: {frontmatter.format_scalar(value)}" for key, value in front.items()),
            "---",
        ],
        [f"# {_title(briefing)}"],
        *_sections(briefing, catalogue),
        ["## Sources", "", *source_list(briefing.story.articles)],
        *_footnotes(briefing, passages.values()),
    ]
    text = "\n\n".join("\n".join(block) for block in blocks) + "\n"
    return Page(f"{STORIES}/{briefing.id}.md", front, text)


def _title(briefing: Briefing) -> str:
    title = briefing.title.strip()
    if len(title) > MAX_TITLE_LETTERS:
        title = title[:MAX_TITLE_LETTERS].rsplit(" ", 1)[0] + " …"
    return escape(title).strip() or escape(briefing.id)


def _sections(briefing: Briefing, catalogue: Catalogue) -> Iterator[list[str]]:
    """Yield each heading and its lines; the first mention of an entity is a link."""
    linked_slugs: set[str] = set()
    for role in Role:
        lines = []
        bullet = "" if role is Role.BOTTOM_LINE else "- "
        for statement in briefing.statements:
            if statement.role is role:
                parts = [
                    _sentence(part, briefing.date, linked_slugs, catalogue)
                    for part in statement.parts
                ]
                parts += filter(None, [emphasis(statement.label)])
                lines.append(bullet + " ".join(parts))
        if lines:
            yield from ([f"## {role.value}"], lines)


def _sentence(
    part: Part, date: dt.date | None, linked_slugs: set[str], catalogue: Catalogue
) -> str:
    """Write a sentence with its footnote marks, and link the names that are not linked yet.

    ``date`` is that of the page, which decides which "Announcement No. 18" is meant.
    """
    text = clean(part.text).strip()
    unquoted = mask_quotations(text)
    pieces, start = [], 0
    for mention in catalogue.find(text, date):
        name = text[mention.start : mention.end]
        if mention.entity in linked_slugs or unquoted[mention.start : mention.end] != name:
            continue
        linked_slugs.add(mention.entity)
        path = catalogue.entities[mention.entity].path
        pieces += [
            escape(text[start : mention.start]),
            f"[{escape(name)}](../{path})",
        ]
        start = mention.end
    words = escape_line_start("".join([*pieces, escape(text[start:])]))
    return words + "".join(dict.fromkeys(f"[^{passage.label}]" for passage in part.passages))


def _footnotes(briefing: Briefing, passages: Iterable[Passage]) -> Iterator[list[str]]:
    """Yield one definition for each passage.

    A passage is quoted only if its sentence was joined from several passages, and never on a
    drafted page, whose words are the writer's own.
    """
    articles = {article.id: article for article in briefing.story.articles}
    labels_to_quote: set[str] = set()
    for part in (part for statement in briefing.statements for part in statement.parts):
        words = plain_text(part.text).lower()
        if all(words not in plain_text(passage.text).lower() for passage in part.passages):
            labels_to_quote.update(passage.label for passage in part.passages)
    for passage in passages:
        article = articles[passage.article]
        text = footnote(
            passage, article, quoted=passage.label in labels_to_quote and not briefing.drafted_by
        )
        yield [f"[^{passage.label}]: {text}"]


# --- Footnotes and the list of sources -----------------------------------------------------------


def publisher(article: Article) -> str | None:
    """Who published an article, by its text or front matter."""
    return article.publisher or (article.sources[0].publisher if article.sources else None)


def note_sources(passage: Passage, article: Article) -> tuple[Source, ...]:
    """The sources of a note that support one of its passages."""
    locator = passage.locator
    return tuple(source for source in article.sources if locator in source.tells)


def footnote(passage: Passage, article: Article, *, quoted: bool) -> str:
    """Write the footnote of a passage; if ``quoted``, with the passage itself."""
    where = f"paragraph {passage.paragraph}"
    if article.kind == "note":
        outlets = ", ".join(
            link(source.name, source.url) for source in note_sources(passage, article)
        )
        addresses = ", ".join(passage.rests_on)
        basis = outlets or (f"passages {addresses}" if addresses else "")
        origin = f"Our note, {where}" + (f", resting on {basis}" if basis else "")
    else:
        origin = f"{_publisher_name(publisher(article))}, {day_in_words(article.date)}, {where}"
    if not quoted:
        return f"{origin}."
    is_text = article.path.lower().endswith(".txt")
    return f"{origin}: “{escape(passage.text if is_text else strip_markup(passage.text)).strip()}”"


def _publisher_name(name: str | None) -> str:
    return emphasis(name or "") or "Publisher not given"


def source_list(articles: Sequence[Article]) -> list[str]:
    """Write the list of sources: each text, what was removed from it, and what it rests on.

    Every item is numbered ``1.`` (Markdown counts them), so a new source changes no other line.
    """
    keys: set[str] = set()
    lines = []
    for article in articles:
        is_note = article.kind == "note"
        lines.append(_note_line(article) if is_note else _article_line(article))
        for source in article.sources if is_note else article.sources[1:]:  # the first is itself
            key = source.url or f"{source.name} {source.title}"
            if key not in keys:
                keys.add(key)
                lines.append(source_line(source))
    return lines


def _note_line(article: Article) -> str:
    title = f" “{escape(article.title).strip()}”" if article.title else ""
    last_day = article.covered_until
    reach = f"sources reach to {day_in_words(last_day) if last_day else 'a date not given'}"
    by = f" by {escape(article.by).strip()}" if article.by else ""
    return f"{NOTE_PREFIX}{title}{by}, {day_in_words(article.date)}; {reach}.{_removals(article)}"


def _article_line(article: Article) -> str:
    source = article.sources[0] if article.sources else None
    title = article.title or (source.title if source else None)
    address = web_address(source.url) if source else None
    kind = "opinion article" if article.opinion else "article"
    if title and address:
        text = f"{kind} {link(title, address)}"
    else:
        text = f"{kind} “{escape(title).strip()}”" if title else f"{kind}, title not given"
        text = f"[{text}]({address})" if address else text
    text += f" by {escape(article.author).strip()}" if article.author else ""
    text += f", {article.edition}" if article.edition else ""
    details = [f"{_publisher_name(publisher(article))}, {text}", day_in_words(article.date)]
    details += [] if address else ["address not given"]
    return f"1. {'; '.join(details)}.{_removals(article)}"


def source_line(source: Source) -> str:
    """Write the line of a source in the list."""
    name = _publisher_name(source.name)
    if source.title:
        head = f"{link(source.title, source.url)}, {name}"
    else:
        address = web_address(source.url)
        head = f"[{name}]({address})" if address else name
    return f"1. {head}, {day_in_words(source.date)}."


def _removals(article: Article) -> str:
    """What cleaning took out of an article."""
    counts = Counter(removed.reason for removed in article.removed)
    items = ", ".join(
        escape(reason) + f" ({count} times)" * (count > 1) for reason, count in counts.items()
    )
    ending = (
        " The text breaks off in the middle of a sentence." if article.ends_mid_sentence else ""
    )
    return (f" Removed from it: {items}." if items else "") + ending
