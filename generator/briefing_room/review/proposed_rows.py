"""Check and accept the rows that a writer proposes for pages of the catalogue.

A row is put into the text of its page as a person would write it, and checked there like any other
row.  Nothing else of the page changes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from briefing_room.catalogue.catalogue import Catalogue
from briefing_room.catalogue.cited_rows import cited_rows
from briefing_room.catalogue.key_reader import KeyReader
from briefing_room.catalogue.kinds import KINDS
from briefing_room.catalogue.numbers import Number
from briefing_room.compose.draft import ProposedRow
from briefing_room.errors import BriefingError
from briefing_room.pages.draft_files import read_draft_files, write_draft
from briefing_room.pages.page_writer import replace_page
from briefing_room.review.catalogue_check import row_reasons
from briefing_room.review.context import ReviewContext
from briefing_room.review.report_items import (
    Chunk,
    ReportGroup,
    ReportItem,
    find_excerpts,
    plain_chunks,
)
from briefing_room.text import files
from briefing_room.text.frontmatter import FrontMatterError, format_scalar, split_front_matter
from briefing_room.text.periods import read_day

_LIST_KEYS = {"number": "values", "site": "sites", "deadline": "deadlines"}
_DATE_KEYS = ("announced", "effective", "ended")
"""Keys of a policy that a row of the kind "date" may give."""
_HINT = "write each row on a line of its own that begins with '- '"
_ADDRESS = re.compile(r"[a-z0-9][a-z0-9-]*/\d+-\d+[a-z]?")


class Proposal(NamedTuple):
    """A proposed row on its page, and what is wrong with it.

    ``story`` is the id of the story whose draft has the row.  ``path`` is the path of the page from
    the folder of briefings, or empty if there is no such page.
    """

    story: str
    row: ProposedRow
    path: str
    old_text: str  # of the page
    new_text: str  # of the page, with the row
    problems: tuple[str, ...]


def read_proposals(context: ReviewContext) -> Iterator[Proposal]:
    """Yield the rows in the drafts that nobody has decided on."""
    for story, draft in context.drafts.drafts.items():
        for row in draft.rows:
            yield make_proposal(story, row, context)


def make_proposal(story: str, row: ProposedRow, context: ReviewContext) -> Proposal:
    """Put a row into its page, and say what is wrong with it."""
    pages = context.catalogue.numbers if row.kind == "number" else context.catalogue.entities
    page = pages.get(row.page) or context.catalogue.topics.get(row.page)
    if page is None or (row.kind == "number") != isinstance(page, Number):
        return Proposal(story, row, "", "", "", (f"there is no page '{row.page}' for it",))
    path = files.path_inside(context.briefings, page.path)
    old_text = files.read_text(path, context.briefings)
    try:
        new_text, added_lines = insert_row(old_text, row)
        problems = tuple(_row_problems(page.path, new_text, added_lines, context))
    except FrontMatterError as error:
        return Proposal(story, row, page.path, old_text, old_text, (str(error),))
    return Proposal(story, row, page.path, old_text, new_text, problems)


def _row_problems(
    path: str, text: str, added_lines: range, context: ReviewContext
) -> Iterator[str]:
    """Yield what `briefing check` would say of the lines added to a page."""
    document, words = split_front_matter(text), context.catalogue.vocabulary
    reader = KeyReader(path, document.front, document.lines, vocabulary=words)
    kind = next(kind for kind in KINDS if kind.matches(PurePosixPath(path)))
    record = kind.record.read(reader, path, document)
    pages = {kind.name: {PurePosixPath(path).stem: record}} if record else {}
    catalogue = Catalogue(other_pages=pages)  # with this page alone
    yield from (finding.message for finding in reader.findings if finding.line in added_lines)
    rows = [row for row in cited_rows(catalogue) if row.line in added_lines]
    if not any(row.cites for row in rows):
        yield "it cites no passage"
    for row in rows:
        yield from (reason.message for reason in row_reasons(row, context))
    cited_seeds = {cite.rpartition("/")[0] for row in rows for cite in row.cites}
    if unknown_seeds := sorted(cited_seeds - context.by_id.keys()):
        yield f"it cites unknown seeds: {', '.join(unknown_seeds)}"


# --- A row in its page ---------------------------------------------------------------------------


def insert_row(text: str, row: ProposedRow) -> tuple[str, range]:
    """Put a row into the text of a page; also returns the numbers of the lines added.

    Raises :class:`FrontMatterError` if the front matter has no place for it.
    """
    values = json.loads(row.row)
    lines = text.split("\n")
    document = split_front_matter(text)
    if row.kind == "date":
        return _insert_date(lines, values, document.lines)
    key = _LIST_KEYS[row.kind]
    if not isinstance(document.front.get(key) or [], list):
        raise FrontMatterError(f"'{key}' is not a list of rows; {_HINT}", document.lines[key])
    if not document.front.get(key):
        is_empty = key in document.lines  # else it is missing
        index = document.lines[key] - 1 if is_empty else _front_matter_end(lines)
        lines[index : index + is_empty] = [f"{key}:", f"  - {format_yaml(values)}"]
        return "\n".join(lines), range(index + 2, index + 3)
    first_row = lines[document.lines[f"{key}.1"] - 1]
    if not first_row.lstrip().startswith("-"):
        raise FrontMatterError(f"the rows of '{key}' are in brackets; {_HINT}", document.lines[key])
    indent = first_row[: len(first_row) - len(first_row.lstrip())]
    index = document.lines[key]  # of the line below the key
    while re.match(r"\s|-(?!--)|#", lines[index]):
        index += 1
    lines.insert(index, f"{indent}- {format_yaml(values)}")
    return "\n".join(lines), range(index + 1, index + 2)


def _insert_date(
    lines: list[str], values: Mapping[str, Any], key_lines: Mapping[str, int]
) -> tuple[str, range]:
    """Put a date of a policy below its other dates, and what it cites under ``cites``.

    The range of lines is the whole front matter.
    """
    key = next((key for key in _DATE_KEYS if key in values), "")
    if not key:
        raise FrontMatterError(f"it gives none of {', '.join(_DATE_KEYS)}", 1)
    if key in key_lines:
        raise FrontMatterError(f"the page already has '{key}'", key_lines[key])
    end = _front_matter_end(lines)
    cites = f"{key}: {format_yaml(values.get('cites') or [])}"
    cites_lines = [f"  {cites}"] if "cites" in key_lines else ["cites:", f"  {cites}"]
    after_dates = max((key_lines[date] for date in _DATE_KEYS if date in key_lines), default=end)
    insertions = [
        (key_lines.get("cites", end), cites_lines),
        (after_dates, [f"{key}: {format_yaml(values[key])}"]),
    ]
    for index, inserted in sorted(insertions, reverse=True):  # the lower first: it moves no other
        lines[index:index] = inserted
    return "\n".join(lines), range(1, _front_matter_end(lines) + 1)


def _front_matter_end(lines: Sequence[str]) -> int:
    """The index of the line that closes the front matter."""
    return next(index for index, line in enumerate(lines) if index and line.rstrip() == "---")


def format_yaml(value: Any) -> str:
    """Write a value on one line of YAML; a string that is a day becomes a date."""
    if isinstance(value, dict):
        pairs = (f"{format_scalar(str(k))}: {format_yaml(v)}" for k, v in value.items())
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(format_yaml, value))}]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str) and _ADDRESS.fullmatch(value):
        return value
    return format_scalar(read_day(value) or value if isinstance(value, str) else value)


# --- Accept or reject ----------------------------------------------------------------------------


def decide_on_row(context: ReviewContext, row_id: str, *, accept: bool) -> str:
    """Put a proposed row into its page, or reject it for good; returns a message that says so.

    Raises :class:`BriefingError` if no such row waits, or it cannot be added.
    """
    waiting = {proposal.row.id: proposal for proposal in read_proposals(context)}
    if row_id not in waiting:
        others = ", ".join(waiting)[:300]
        hint = f"name one of {others}" if waiting else "no proposed rows are waiting"
        raise BriefingError(f"there is no proposed row '{row_id}'; {hint}")
    story, row = waiting[row_id].story, waiting[row_id].row
    with files.lock_folder(context.briefings):
        # Another run may have decided on rows since the project was read.
        file_ids = {new_id: old_id for old_id, new_id in context.drafts.stories_of_moved.items()}
        file_id = file_ids.get(story, story)
        draft_files = read_draft_files(context.briefings)
        draft = next((file.draft for file in draft_files if file.page_id == file_id), None)
        if draft is None or row not in draft.rows:
            raise BriefingError(f"the proposed row '{row_id}' was decided on meanwhile")
        message = f"{row_id}: rejected, and is not proposed again"
        if accept:
            message = f"{_accept_row(story, row, context)}: row added"
        remaining = tuple(other for other in draft.rows if other != row)
        draft = replace(draft, rows=remaining, decided_rows=(*draft.decided_rows, row.id))
        write_draft(context.briefings, file_id, draft)
    return message


def _accept_row(story: str, row: ProposedRow, context: ReviewContext) -> str:
    """Put a row into its page; returns the path of the page."""
    proposal = make_proposal(story, row, context)
    if proposal.problems:
        raise BriefingError(f"{proposal.path or row.page}: {'; '.join(proposal.problems)}")
    texts = (proposal.old_text, proposal.new_text)
    if not replace_page(context.briefings, proposal.path, *texts):
        raise BriefingError(f"{proposal.path} was saved meanwhile; read it and try again")
    return (context.briefings / proposal.path).as_posix()


# --- In the report -------------------------------------------------------------------------------


def proposed_groups(context: ReviewContext) -> Iterator[ReportGroup]:
    """Yield the proposed rows for the report, each beside its passages."""
    items = tuple(_proposal_item(proposal, context) for proposal in read_proposals(context))
    if items:
        note = "A writer proposes these; `briefing review --accept-row ID` accepts one."
        yield ReportGroup("Proposed rows", context.briefings.as_posix(), note, items)


def _proposal_item(proposal: Proposal, context: ReviewContext) -> ReportItem:
    row, values = proposal.row, json.loads(proposal.row.row)
    cites = values.get("cites")
    addresses = filter(None, cites if isinstance(cites, list) else ())
    passages = (context.resolve(str(address)) for address in addresses)
    labels = [passage.label for passage in passages if passage]
    question = f"Accept it with: briefing review --accept-row {row.id}, or --reject-row."
    if proposal.problems:
        question = f"It cannot be accepted. Refuse it with: briefing review --reject-row {row.id}"
    return ReportItem(
        (context.briefings / (proposal.path or row.page)).as_posix(),
        0,
        f"{row.kind} of {row.page}",
        "refused" if proposal.problems else "proposed",
        text=(Chunk(format_yaml(values)),),
        excerpts=find_excerpts(labels, context, plain_chunks),
        faults=proposal.problems,
        questions=(question,),
    )
