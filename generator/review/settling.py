"""Settle a review: accept a page as it stands, or take a line out of it for good.

What was accepted is kept in the page's record as a digest of each statement, so that it can be said
later what changed since; what was taken out is kept there with its passages and the reason.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from generator.errors import BriefingError
from generator.model import Finding
from generator.pages import store
from generator.pages.document import DEFINITION, Kind, Line, Page, parse
from generator.pages.record import Record
from generator.pages.refusals import words_of
from generator.review.library import Library, NoSuchPage, meant
from generator.review.reading import read, statements
from generator.text.frontmatter import scalar
from generator.text.months import day

REVIEW_KEYS = ("status", "reviewer", "reviewed_on", "changed_since_review")


class NotSettled(BriefingError):
    """A page cannot be accepted, or a line not be taken out, as things stand."""


# --- Accept ---------------------------------------------------------------------------------------


def accept(library: Library, wanted: str, faults: Iterable[Finding], by: str, on: str) -> str:
    """Mark a page as reviewed ``by`` a person ``on`` a day; return its path.

    Raises :class:`NotSettled` while one of ``faults`` is the page's.
    """
    page, _ = meant(library, wanted)
    where = library.where(page)
    own = [fault for fault in faults if fault.path == where]
    if own:
        more = f" (and {len(own) - 1} more)" if len(own) > 1 else ""
        raise NotSettled(f"{own[0]}{more}; mend it, then accept the page")
    by = " ".join(by.split())
    text = _with_front(page, {"status": "reviewed", "reviewer": scalar(by), "reviewed_on": on})
    if text != page.text and not store.replaced(library.briefings, page, text):
        raise NotSettled(f"{where} was saved meanwhile; read it, then try again")
    store.accept(library.briefings, parse(text, page.path), by, on, _statement_digests(page))
    return where


def _with_front(page: Page, values: dict[str, str]) -> str:
    """Return a page with the keys of a review in its front matter, where ``status`` stands."""
    lines: list[str] = []
    new = [f"{key}: {value}" for key, value in values.items()]
    front = [line for line in page.lines if line.kind is Kind.FRONT]
    if not front:
        raise NotSettled(f"{page.path} has no front matter; run `briefing generate`")
    for line in page.lines:
        key = line.text.partition(":")[0]
        if line.kind is not Kind.FRONT or key not in REVIEW_KEYS:
            if line == front[-1]:  # the closing fence
                lines += new
            lines.append(line.text)
        elif key == "status":
            lines, new = [*lines, *new], []
    return "\n".join(lines)


def reviewed_pages_changed(library: Library) -> Iterator[tuple[Page, tuple[Line, ...], int]]:
    """Yield each reviewed page that says something else now, as :func:`changed_since_review`."""
    for page in library.pages:
        if page.status == "reviewed":
            changed, gone = changed_since_review(page, library.record(page))
            if changed or gone:
                yield page, changed, gone


def changed_since_review(page: Page, record: Record) -> tuple[tuple[Line, ...], int]:
    """Return the statements that a reviewed page did not have when it was accepted.

    The number says how many it had then and has no more.  Of a page that is no longer marked as
    reviewed, or whose record does not say what was accepted, nothing is known.
    """
    _, known, digests = record.accepted.rpartition(" with ")
    accepted = set(digests.split())
    if page.status != "reviewed" or not known:
        return (), 0
    now = set(_statement_digests(page))
    changed = tuple(line for line in statements(page) if _said(line) not in accepted)
    return changed, len(accepted - now)


def review_told(page: Page, record: Record) -> str:
    """Return who reviewed a page, when, and whether it changed since, in words."""
    if page.status != "reviewed":
        return "not yet reviewed by a person"
    by, on = page.front.get("reviewer"), page.front.get("reviewed_on")
    when = day(on) if isinstance(on, dt.date) else ""
    who = f"reviewed{f' by {by}' if by else ''}{f' on {when}' if when else ''}"
    lines, gone = changed_since_review(page, record)
    if lines or gone:
        parts = ((len(lines), "new or changed"), (gone, "as accepted gone"))
        return f"{who}; statements since then: {', '.join(f'{n} {w}' for n, w in parts if n)}"
    return f"{who}, changed since then" if page.changed_since_review else who


def _statement_digests(page: Page) -> list[str]:
    return list(dict.fromkeys(_said(line) for line in statements(page)))


def _said(line: Line) -> str:
    said = read(line)
    return words_of(f"{said.text} {said.speaker}")


# --- Reject ---------------------------------------------------------------------------------------


def reject(library: Library, wanted: str, why: str) -> Line:
    """Take the line that ``PAGE:LINE`` names out of its page for good; return it.

    Its passages are refused with the reason.  What only the line needed (footnotes, a heading) goes
    with it.
    """
    page, line = meant(library, wanted)
    if line is None:
        raise NoSuchPage(f"name a line of {library.where(page)} to reject, as PAGE:LINE")
    also = [x.number for x in _with_it(page, line)]
    if not store.reject(library.briefings, page, line.number, " ".join(why.split()), also):
        raise NotSettled(f"{library.where(page)} was saved meanwhile; read it, then try again")
    return line


def _with_it(page: Page, line: Line) -> list[Line]:
    """Return what a line alone needs: the heading above it, the footnotes it cites."""
    rest = [x for x in page.lines if x != line]
    needed = {label for x in rest for label in x.labels}
    blank = (Kind.BLANK, Kind.HEADING)
    alone = not any(x.section == line.section and x.kind not in blank for x in rest)
    return [
        x
        for x in rest
        if (alone and x.kind is Kind.HEADING and x.section == line.section)
        or (
            x.kind is Kind.FOOTNOTE
            and (note := DEFINITION.match(x.text))
            and note[1] in line.labels
            and note[1] not in needed
        )
    ]
