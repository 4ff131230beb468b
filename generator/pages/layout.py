"""Lay a briefing out as a page: which line stands where, in which form."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from generator.catalogue.entries import Catalogue
from generator.model import Briefing, Part, Passage, Role
from generator.pages.document import STORIES, Page
from generator.pages.escape import clean, emphasis, inline, line_start
from generator.pages.sources import footnote, source_list
from generator.text import frontmatter
from generator.text.typography import plain

TITLE_LENGTH = 300
# Pairs of double quotes, else single ones that no apostrophe can be; an open one runs to the end.
_QUOTED = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)|(?<!\w)['‘](?=\w)[^'’]*['’](?!\w)")


def lay_out(briefing: Briefing, catalogue: Catalogue) -> Page:
    """Return the page of a briefing, as a run of the program without any edits would write it."""
    passages = {p.label: p for said in briefing.statements for p in said.passages}
    cited = tuple(passages.values())
    front = {
        "id": briefing.id,
        "date": briefing.date,
        "seeds": [article.id for article in briefing.story.articles],
        "origins": briefing.story.origins,
        "topics": list(briefing.topics),
        "status": "draft",
    }
    blocks = [
        ["---", *(f"{key}: {frontmatter.scalar(value)}" for key, value in front.items()), "---"],
        [f"# {_title(briefing)}"],
        *_prose(briefing, catalogue),
        ["## Sources", "", *source_list(briefing.story.articles)],
        *_footnotes(briefing, cited),
    ]
    text = "\n\n".join("\n".join(block) for block in blocks) + "\n"
    return Page(f"{STORIES}/{briefing.id}.md", front, text)


def _title(briefing: Briefing) -> str:
    title = briefing.title.strip()
    if len(title) > TITLE_LENGTH:
        title = title[:TITLE_LENGTH].rsplit(" ", 1)[0] + " …"
    return inline(title).strip() or inline(briefing.id)


def _prose(briefing: Briefing, catalogue: Catalogue) -> Iterator[list[str]]:
    """Yield each heading and the lines below it; the first mention of an entity is a link."""
    linked: set[str] = set()
    for role in Role:
        lines = []
        for statement in (each for each in briefing.statements if each.role is role):
            parts = [_sentence(part, briefing.date, linked, catalogue) for part in statement.parts]
            bullet = "" if role is Role.BOTTOM_LINE else "- "
            lines.append(bullet + " ".join([*parts, *filter(None, [emphasis(statement.label)])]))
        if lines:
            yield from ([f"## {role.value}"], lines)


def _sentence(part: Part, date: dt.date | None, linked: set[str], catalogue: Catalogue) -> str:
    """Return a sentence with its marks, names that are not ``linked`` yet as links.

    ``date`` is the page's: it says which "Announcement No. 18" is meant.
    """
    text = clean(part.text).strip()
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    pieces, at = [], 0
    for mention in catalogue.find(text, date):
        inside = any(start < mention.end and mention.start < end for start, end in quoted)
        if inside or mention.entity in linked:
            continue
        linked.add(mention.entity)
        path = catalogue.entities[mention.entity].path
        name = inline(text[mention.start : mention.end])
        pieces += [inline(text[at : mention.start]), f"[{name}](../{path})"]
        at = mention.end
    words = line_start("".join([*pieces, inline(text[at:])]))
    return words + "".join(dict.fromkeys(f"[^{passage.label}]" for passage in part.passages))


def _footnotes(briefing: Briefing, cited: tuple[Passage, ...]) -> Iterator[list[str]]:
    """Yield one definition for each passage cited, in the order of first use.

    The passage is quoted only where its sentence was put together of several.
    """
    articles = {article.id: article for article in briefing.story.articles}
    parts = [part for said in briefing.statements for part in said.parts]
    joined = {p.label for part in parts if _is_joined(part) for p in part.passages}
    for passage in cited:
        article = articles[passage.article]
        text = footnote(passage, article, quoted=passage.label in joined)
        yield [f"[^{passage.label}]: {text}"]


def _is_joined(part: Part) -> bool:
    """Return whether no passage alone holds all words of a sentence."""
    said = plain(part.text).lower()
    return not any(said in plain(passage.text).lower() for passage in part.passages)
