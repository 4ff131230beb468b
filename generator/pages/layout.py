"""Lay a briefing out as a page: which line stands where, in which form."""

from __future__ import annotations

from collections.abc import Iterable

from generator.catalogue.entries import Catalogue
from generator.model import Briefing, Part, Passage, Role, Statement
from generator.pages.document import Page, parse
from generator.pages.escape import emphasis, inline
from generator.pages.prose import Linker, marks
from generator.pages.sources import footnote, source_list
from generator.text import frontmatter
from generator.text.typography import plain

STORIES = "stories"
TITLE_LENGTH = 300


def lay_out(briefing: Briefing, catalogue: Catalogue) -> Page:
    """Return the page of a briefing, as a run of the program without any edits would write it."""
    cited = _once(passage for said in briefing.statements for passage in said.passages)
    blocks = [
        _front(briefing),
        [f"# {_title(briefing)}"],
        *_prose(briefing, Linker(catalogue, briefing.date)),
        ["## Sources", "", *source_list(briefing.story.articles, cited, catalogue)],
        *_footnotes(briefing, cited, catalogue),
    ]
    text = "\n\n".join("\n".join(block) for block in blocks) + "\n"
    return parse(text, f"{STORIES}/{briefing.id}.md")


def _front(briefing: Briefing) -> list[str]:
    values = {
        "id": briefing.id,
        "date": briefing.date,
        "seeds": [article.id for article in briefing.story.articles],
        "origins": briefing.story.origins,
        "topics": list(briefing.topics),
        "status": "draft",
    }
    lines = (f"{key}: {frontmatter.scalar(value)}" for key, value in values.items())
    return ["---", *lines, "---"]


def _title(briefing: Briefing) -> str:
    title = briefing.title.strip()
    if len(title) > TITLE_LENGTH:
        title = title[:TITLE_LENGTH].rsplit(" ", 1)[0] + " …"
    return inline(title) or inline(briefing.id)


def _prose(briefing: Briefing, linker: Linker) -> Iterable[list[str]]:
    for role in Role:
        said = [each for each in briefing.statements if each.role is role]
        if not said:
            continue
        yield [f"## {role.value}"]
        if role is Role.BOTTOM_LINE:
            yield [_statement(each, linker) for each in said]
        else:
            yield [f"- {_statement(each, linker)}" for each in said]


def _statement(said: Statement, linker: Linker) -> str:
    label = f" {emphasis(said.label)}" if said.label else ""
    return " ".join(_part(part, linker) for part in said.parts) + label


def _part(part: Part, linker: Linker) -> str:
    return linker.escaped(part.text) + marks(part.passages)


def _footnotes(
    briefing: Briefing, cited: tuple[Passage, ...], catalogue: Catalogue
) -> Iterable[list[str]]:
    """Yield one definition for each passage cited, in the order of first use.

    The passage is quoted only where its sentence was put together of several.
    """
    articles = {article.id: article for article in briefing.story.articles}
    parts = [part for said in briefing.statements for part in said.parts]
    joined = {p.label for part in parts if _is_joined(part) for p in part.passages}
    for passage in cited:
        article = articles[passage.article]
        text = footnote(passage, article, catalogue, quoted=passage.label in joined)
        yield [f"[^{passage.label}]: {text}"]


def _is_joined(part: Part) -> bool:
    """Return whether no passage alone holds all words of a sentence."""
    said = plain(part.text).lower()
    return not any(said in plain(passage.text).lower() for passage in part.passages)


def _once(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    return tuple({passage.label: passage for passage in passages}.values())
