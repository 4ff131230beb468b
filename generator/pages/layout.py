"""Lay a briefing out as a page: which line stands where, in which form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from generator.catalogue.entries import Catalogue
from generator.model import Account, Briefing, Disagreement, Passage, Role, Statement
from generator.pages.document import Page
from generator.pages.escape import inline
from generator.pages.parse import parse
from generator.pages.prose import Linker, sentence
from generator.pages.rows import event_rows, figure_rows
from generator.pages.selection import Selection, select
from generator.pages.sources import footnote, source_list, text_name
from generator.pages.tables import (
    CLAIMS,
    EVENTS,
    FIGURES,
    claim_row,
    event_row,
    figure_row,
    table,
)
from generator.pages.wording import account, attribution
from generator.text import frontmatter

STORIES = "stories"
TITLE_LENGTH = 300
DIFFER = "Where accounts differ"
# A name may well begin with a small letter; an article or a pronoun does so by its place only.
_SMALL_OPENING = re.compile(r"(?:an?|the|one|another|some|others?|its?|their|his|her)\b")


def lay_out(briefing: Briefing, catalogue: Catalogue) -> Page:
    """Return the page of a briefing, as a run of the program without any edits would write it."""
    chosen = select(briefing)
    blocks = [
        _front(briefing),
        [f"# {_title(briefing)}"],
        *_prose(chosen, Linker(catalogue, briefing.date)),
        *_tables(briefing, chosen),
        ["## Sources", "", *source_list(briefing.story.articles)],
        *_footnotes(briefing, chosen, catalogue),
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


def _prose(chosen: Selection, linker: Linker) -> Iterable[list[str]]:
    for role in Role:
        said = [s for s in chosen.statements if s.role is role]
        if role is Role.BOTTOM_LINE:
            lines = [_statement(s, linker) for s in said]
        else:
            lines = [f"- {_statement(s, linker)}" for s in said]
        blocks = [lines] if lines else []
        if role is Role.DIFFER:
            blocks += [b for d in chosen.disagreements for b in _disagreement(d, linker)]
        if blocks:
            yield [f"## {role.value}"]
            yield from blocks


def _statement(statement: Statement, linker: Linker) -> str:
    return sentence(statement.text, statement.passages, attribution(statement.speaker), linker)


def _disagreement(disagreement: Disagreement, linker: Linker) -> list[list[str]]:
    subject = inline(disagreement.on).strip()
    if subject and disagreement.kind != "words":
        subject = f"{subject} ({disagreement.kind})"
    lines = [f"- {_account(a, linker)}" for a in disagreement.accounts]
    return [[f"### {subject}"], lines] if subject else [lines]


def _account(said: Account, linker: Linker) -> str:
    return sentence(_whole(said.text), said.passages, account(said.speaker, said.edition), linker)


def _whole(text: str) -> str:
    """Return a part of a sentence as a sentence: only the case of its first letter and the stop.

    A bare figure ("about 60%") stays one.
    """
    if len(text.split()) < 4:
        return text
    if _SMALL_OPENING.match(text):
        text = text[0].upper() + text[1:]
    return text if text.endswith((".", "?", "!", '"', "”")) else f"{text.rstrip(' ,;:')}."


def _tables(briefing: Briefing, chosen: Selection) -> Iterable[list[str]]:
    given_by = {article.id: text_name(article) for article in briefing.story.articles}
    events = [
        event_row(same, given_by[same[0].passage.article]) for same in event_rows(chosen.events)
    ]
    for heading, head, rows in (
        ("Who says what", CLAIMS, [claim_row(claim) for claim in chosen.claims]),
        ("Figures", FIGURES, [figure_row(same) for same in figure_rows(chosen.figures)]),
        ("Dates", EVENTS, events),
    ):
        if rows:
            yield [f"## {heading}"]
            yield table(head, list(dict.fromkeys(rows)))


def _footnotes(briefing: Briefing, chosen: Selection, catalogue: Catalogue) -> Iterable[list[str]]:
    """Yield one definition for each passage cited, in the order of first use."""
    articles = {article.id: article for article in briefing.story.articles}
    verbatim = {p.label for p in chosen.verbatim}
    for passage in _once(chosen.passages):
        text = footnote(
            passage,
            articles[passage.article],
            catalogue,
            quoted=passage.label not in verbatim,
        )
        yield [f"[^{passage.label}]: {text}"]


def _once(passages: Sequence[Passage]) -> list[Passage]:
    return list({passage.label: passage for passage in passages}.values())
