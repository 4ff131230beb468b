"""Rows that a writer proposed for pages of the catalogue: held as written rows are, and taken over.

A row is put into the text of its page as a person would write it, and what `check` would say of it
there is what speaks against it.  Nothing else of the page changes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from briefing_room.catalogue.cited_rows import cited_rows
from briefing_room.catalogue.entries import Catalogue, Entity
from briefing_room.catalogue.fields import Fields
from briefing_room.catalogue.kinds import PAGE_KINDS
from briefing_room.catalogue.numbers import Number
from briefing_room.catalogue.pages import read_entity
from briefing_room.errors import BriefingError
from briefing_room.model import Draft, ProposedRow
from briefing_room.pages.drafts import write_draft
from briefing_room.review.context import ReviewContext
from briefing_room.review.report_items import Chunk, ReportGroup, ReportItem, beside, unmarked
from briefing_room.review.values import problems
from briefing_room.text import files
from briefing_room.text.frontmatter import FrontMatterError, scalar, split
from briefing_room.text.months import day_of

LISTS = {"number": "values", "site": "sites", "deadline": "deadlines"}
DATES = ("announced", "effective", "ended")
"""Keys of a policy that a row of the kind ``date`` may give."""


_ADDRESS = re.compile(r"[a-z0-9][a-z0-9-]*/\d+-\d+[a-z]?")


class Proposal(NamedTuple):
    """A row that waits: the story whose draft proposes it, and what speaks against it."""

    story: str
    row: ProposedRow
    path: str
    text: str  # of the page with it
    wrong: tuple[str, ...]


def proposals(context: ReviewContext) -> Iterator[Proposal]:
    """Yield the rows that wait in the drafts."""
    for story, draft in context.drafts.drafts.items():
        for row in draft.rows:
            yield proposal(story, row, context)


def proposal(story: str, row: ProposedRow, context: ReviewContext) -> Proposal:
    """Return a row with its page as it would be, and what speaks against it."""
    if row.kind == "name":
        return _new_page(story, row, context)
    pages = context.catalogue.numbers if row.kind == "number" else context.catalogue.entities
    page = pages.get(row.page) or context.catalogue.topics.get(row.page)
    if page is None or (row.kind == "number") != isinstance(page, Number):
        return Proposal(story, row, "", "", (f"there is no page '{row.page}' for it",))
    path = files.inside(context.briefings, page.path)
    before = files.read_text(path, context.briefings)
    try:
        text, added = with_row(before, row)
        wrong = tuple(_wrong(page.path, text, added, context))
    except FrontMatterError as error:
        return Proposal(story, row, page.path, before, (str(error),))
    return Proposal(story, row, page.path, text, wrong)


def _new_page(story: str, row: ProposedRow, context: ReviewContext) -> Proposal:
    """Return the page of a name that has none; who or what it is stands in the passages."""
    given, words = json.loads(row.row), context.catalogue.vocabulary
    kind, name, role = (str(given.get(key) or "") for key in ("type", "name", "role"))
    cites = [each for each in given.get("cites") or () if isinstance(each, str)]
    if kind not in words.types:
        return Proposal(story, row, "", "", (f"unknown type '{kind}'",))
    path = f"entities/{kind}/{row.page}.md"
    seeds = dict.fromkeys(cite.rpartition("/")[0] for cite in cites)
    head = [f"name: {scalar(name)}", f"role: {scalar(role)}"]
    head += ["sources:", *(f"  - {scalar(seed)}" for seed in seeds)]
    text = "\n".join(["---", *head, "---", ""])
    wrong = list(_wrong_name(name, cites, context))
    if row.page in context.catalogue.entities:
        wrong.append(f"there is a page '{row.page}' already")
    if role and not wrong:
        said = context.verifier.check(f"{name} is {role}.", cites)
        wrong += [reason.message for reason in said]
    fields = Fields(path, split(text).front, {}, words=words)
    read_entity(Entity, fields, path, split(text))
    return Proposal(story, row, path, text, (*wrong, *(each.message for each in fields.findings)))


def _wrong_name(name: str, cites: Sequence[str], context: ReviewContext) -> Iterator[str]:
    labels = [passage.label for cite in cites if (passage := context.resolve(cite))]
    if not name or not labels or not context.of_labels(labels).says(name):
        yield f"the passages do not have the name '{name}'"
    for entity in context.catalogue.entities.values():
        if name.casefold() in {each.casefold() for each in entity.names}:
            yield f"it is a name of {entity.path}"


def _wrong(path: str, text: str, added: range, context: ReviewContext) -> Iterator[str]:
    """Yield what `check` would say of the lines added to a page."""
    document, words = split(text), context.catalogue.vocabulary
    fields = Fields(path, document.front, document.lines, words=words)
    kind = next(each for each in PAGE_KINDS if each.holds(PurePosixPath(path)))
    record = kind.read(kind.record, fields, path, document)
    alone = Catalogue(further={kind.name: {PurePosixPath(path).stem: record}} if record else {})
    yield from (each.message for each in fields.findings if each.line in added)
    rows = [each for each in cited_rows(alone) if each.line in added]
    if not any(each.cites for each in rows):
        yield "it cites no passage"
    for each in rows:
        yield from (why for _, why in problems(each, context))
    seeds = {cite.rpartition("/")[0] for each in rows for cite in each.cites}
    if seeds - context.by_id.keys():
        yield f"it cites what is no seed: {', '.join(sorted(seeds - context.by_id.keys()))}"


# --- A row in its page ---------------------------------------------------------------------------


def with_row(text: str, row: ProposedRow) -> tuple[str, range]:
    """Return the text of a page with a row, and the numbers of the lines added."""
    given = json.loads(row.row)
    lines = text.split("\n")
    document = split(text)
    if row.kind == "date":
        return _with_date(lines, given, document.lines)
    key = LISTS[row.kind]
    if key not in document.lines or not document.front.get(key):
        at = _end(lines) if key not in document.lines else document.lines[key] - 1
        new = [f"{key}:", f"  - {flow(given)}"]
        lines[at : at + (key in document.lines)] = new
        return "\n".join(lines), range(at + 2, at + 3)
    first = lines[document.lines[f"{key}.1"] - 1]
    indent = first[: len(first) - len(first.lstrip())]
    at = document.lines[key]
    while re.match(r"\s|-(?!--)|#", lines[at]):
        at += 1
    lines.insert(at, f"{indent}- {flow(given)}")
    return "\n".join(lines), range(at + 1, at + 2)


def _with_date(
    lines: list[str], given: Mapping[str, Any], known: Mapping[str, int]
) -> tuple[str, range]:
    """Return a policy's page with a date and what it cites, each below those that are there."""
    key = next((each for each in DATES if each in given), "")
    if not key or key in known:
        why = f"'{key}' stands there already" if key else f"it gives none of {', '.join(DATES)}"
        raise FrontMatterError(why, known.get(key, 1))
    cites = f"{key}: {flow(given.get('cites') or [])}"
    if "cites" in known:
        lines.insert(known["cites"], f"  {cites}")
    else:
        lines[_end(lines) : _end(lines)] = ["cites:", f"  {cites}"]
    at = max((known[each] for each in DATES if each in known), default=_end(lines))
    lines.insert(at, f"{key}: {flow(given[key])}")
    return "\n".join(lines), range(1, _end(lines) + 1)


def _end(lines: Sequence[str]) -> int:
    """Return the place of the line that closes the front matter."""
    return next(at for at, line in enumerate(lines) if at and line.rstrip() == "---")


def flow(value: Any) -> str:
    """Return a value in one line of YAML; a text that is a day is one."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{scalar(str(k))}: {flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str) and _ADDRESS.fullmatch(value):
        return value
    return scalar(day_of(value) or value if isinstance(value, str) else value)


# --- Settled -------------------------------------------------------------------------------------


def settle(context: ReviewContext, wanted: str, *, accept: bool) -> str:
    """Take a proposed row over into its page, or refuse it for good; return what was done."""
    found = {each.row.id: each for each in proposals(context)}
    if wanted not in found:
        listed = ", ".join(found)[:300] or "none waits"
        raise BriefingError(f"there is no proposed row '{wanted}': {listed}")
    one = found[wanted]
    with files.locked(context.briefings):
        if accept:
            if one.wrong:
                raise BriefingError(f"{one.path or one.row.page}: {'; '.join(one.wrong)}")
            files.write(files.inside(context.briefings, one.path), one.text)
        draft = context.drafts.drafts[one.story]
        write_draft(context.briefings, one.story, _without(draft, one.row))
    if accept:
        return f"{(context.briefings / one.path).as_posix()}: has the row now"
    return f"{wanted}: refused, and is not proposed again"


def _without(draft: Draft, row: ProposedRow) -> Draft:
    left = tuple(each for each in draft.rows if each != row)
    return replace(draft, rows=left, settled=(*draft.settled, row.id))


# --- Shown ---------------------------------------------------------------------------------------


def proposed_groups(context: ReviewContext) -> Iterator[ReportGroup]:
    """Yield the rows that wait, for the report: each beside its passages."""
    items = tuple(_item(each, context) for each in proposals(context))
    if items:
        note = "A writer proposes these; `briefing review --accept-row ID` takes one over."
        yield ReportGroup("Proposed rows", context.briefings.as_posix(), note, items)


def _item(one: Proposal, context: ReviewContext) -> ReportItem:
    given = json.loads(one.row.row)
    cites = given.get("cites")
    addresses = [each for each in cites if isinstance(each, str)] if isinstance(cites, list) else []
    labels = [p.label for each in addresses if (p := context.resolve(each))]
    return ReportItem(
        (context.briefings / (one.path or one.row.page)).as_posix(),
        0,
        f"{one.row.kind} of {one.row.page}",
        "proposed",
        said=(Chunk(flow(given)),),
        excerpts=beside(labels, context, unmarked),
        faults=one.wrong,
        asks=(f"Take it over with: briefing review --accept-row {one.row.id}, or --reject-row.",),
    )
