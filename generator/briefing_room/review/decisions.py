"""Accept a page, or reject a line of it for good.

The record of the page keeps a digest of each accepted statement, so that later changes are seen,
and each rejected line with its passages and the reason.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from briefing_room.errors import BriefingError
from briefing_room.model import Finding
from briefing_room.pages.authorship import Authorship, lines_of_people
from briefing_room.pages.document import Kind, Line, Page
from briefing_room.pages.draft_assignment import draft_digest
from briefing_room.pages.page_writer import replace_page
from briefing_room.pages.passage_finder import words_digest
from briefing_room.pages.record import Record, format_record, read_record, write_record
from briefing_room.pages.rejections import rejected_entries, replace_lines
from briefing_room.review.context import ReviewContext, find_line
from briefing_room.review.reading import read_line, statements
from briefing_room.text import files
from briefing_room.text.frontmatter import format_scalar
from briefing_room.text.lexicon import count
from briefing_room.text.periods import day_in_words

NO_REVIEWER = "no-reviewer"  # the fault that accepting a page fixes
REVIEW_KEYS = ("status", "reviewer", "reviewed_on")


# --- Accept ---------------------------------------------------------------------------------------


def accept(
    context: ReviewContext, reference: str, faults: Iterable[Finding], by: str, on: str
) -> str:
    """Mark a page as reviewed ``by`` a person ``on`` a day, and return a message that says so.

    Raises :class:`BriefingError` if one of the ``faults`` is on the page.
    """
    page, _ = find_line(context, reference)
    path = context.working_path(page)
    faults = [fault for fault in faults if fault.path == path and fault.kind != NO_REVIEWER]
    if faults:
        more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
        raise BriefingError(f"{faults[0]}{more}; fix that, then accept the page")
    by = " ".join(by.split())
    keys = {"status": "reviewed", "reviewer": format_scalar(by), "reviewed_on": on}
    if page.lines[0].kind is not Kind.FRONT:
        message = "has no front matter; write two lines of --- at its top, then accept it"
        raise BriefingError(f"{path} {message}")
    text = _set_review_keys(page, keys)
    draft = context.drafts.drafts.get(page.id)
    draft_note = f" of draft {draft_digest(draft)}" if draft else ""
    digests = map(_statement_digest, statements(page))
    accepted = " ".join([f"by {by} on {on}{draft_note} with", *digests])
    with files.lock_folder(context.briefings):
        save_page(page, text, context)
        record = read_record(context.briefings, page.id, page.text)
        write_record(context.briefings, page.id, format_record(replace(record, accepted=accepted)))
    before = str(page.front.get("reviewer") or by)
    return f"{path}: reviewed by {by}" + ("" if before == by else f", before that by {before}")


def save_page(page: Page, text: str, context: ReviewContext) -> None:
    """Replace the text of a page; raises :class:`BriefingError` if it was saved meanwhile."""
    if not replace_page(context.briefings, page.path, page.text, text):
        raise BriefingError(
            f"{context.working_path(page)} was saved meanwhile; read it and try again"
        )


def _set_review_keys(page: Page, values: dict[str, str]) -> str:
    """Put the keys of a review into the front matter of a page, next to ``status``."""
    lines: list[str] = []
    review_lines = [f"{key}: {value}" for key, value in values.items()]
    front = [line for line in page.lines if line.kind is Kind.FRONT]
    for line in page.lines:
        key = line.text.partition(":")[0]
        if line.kind is not Kind.FRONT or key not in REVIEW_KEYS:
            if line == front[-1]:  # the closing fence
                lines += review_lines
            lines.append(line.text)
        elif key == "status":
            lines, review_lines = [*lines, *review_lines], []
    return "\n".join(lines)


def changed_since_review(page: Page, record: Record) -> tuple[tuple[Line, ...], int]:
    """List the statements added to a page since it was accepted, and count those removed.

    A reworded statement counts as both.  Returns ``(), 0`` if the page is unreviewed, or its record
    does not say what was accepted.
    """
    _, separator, digests = record.accepted.rpartition(" with ")
    if page.status != "reviewed" or not separator:
        return (), 0
    removed = Counter(digests.split())
    added: list[Line] = []
    for line in statements(page):
        key = _statement_digest(line)
        if removed[key]:
            removed[key] -= 1
        else:
            added.append(line)
    return tuple(added), removed.total()


def _statement_digest(line: Line) -> str:
    return words_digest(read_line(line).text_with_speaker)


def review_status(page: Page, record: Record) -> str:
    """Say who reviewed a page, when, and whether it changed since."""
    if page.status != "reviewed":
        return "not yet reviewed by a person"
    by, on = page.front.get("reviewer"), page.front.get("reviewed_on")
    when = day_in_words(on) if isinstance(on, dt.date) else ""
    status = f"reviewed{f' by {by}' if by else ''}{f' on {when}' if when else ''}"
    lines, removed = changed_since_review(page, record)
    changes = [f"{count(len(lines), 'statement')} added or reworded"] if lines else []
    changes += [f"{count(removed, 'accepted statement')} removed or reworded"] if removed else []
    return f"{status}; since then: {', '.join(changes)}" if changes else status


# --- Reject ---------------------------------------------------------------------------------------


def reject(context: ReviewContext, reference: str, reason: str) -> Line:
    """Remove the line that ``PAGE:LINE`` names for good, and return it.

    The record keeps its passages with the reason.  Footnotes and a heading that only this line
    needed go with it, unless a person wrote them.  Raises :class:`BriefingError`.
    """
    page, line = find_line(context, reference)
    if line is None:
        raise BriefingError(f"name a line of {context.working_path(page)} to reject, as PAGE:LINE")
    texts_of_people = {other.text for other in lines_of_people(page, context.record(page))}
    page_without = replace_lines(page, {line.number: None}, texts_of_people)
    note = f"because {' '.join(reason.split())}"
    with files.lock_folder(context.briefings):
        save_page(page, page_without.text, context)
        record = read_record(context.briefings, page.id, page.text)
        before = rejected_entries(Authorship(page, record))
        rejected = tuple(
            entry if entry in before else entry._replace(note=note)
            for entry in rejected_entries(Authorship(page_without, record))
        )
        write_record(context.briefings, page.id, format_record(replace(record, rejected=rejected)))
    return line
