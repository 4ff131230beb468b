"""Render the report of a pull request: as an HTML page, and as Markdown for a code host.

The HTML needs no server.  The Markdown is shorter: faults first, each page folded.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from briefing_room.errors import printable, printable_lines
from briefing_room.model import Finding
from briefing_room.pages.document import Page
from briefing_room.review.context import ReviewContext
from briefing_room.review.decisions import changed_since_review
from briefing_room.review.findings import PASSAGE_CHANGED, CheckResult
from briefing_room.review.reading import read_line
from briefing_room.review.review_report import ReviewReport
from briefing_room.text.lexicon import count

_MAX_LINES = 12  # of a section; the rest is counted
_MAX_CHARACTERS = 55_000  # of a report: code hosts take some 65,000
# Code hosts act on these: a zero-width space after each of them prevents that.
_ACTIVE_MARKS = re.compile(r"@|#(?=\w)|\bGH-(?=\d)|:(?=//)|\bwww(?=\.)", re.IGNORECASE)


def render_html(report: ReviewReport) -> str:
    """Render the report as one page that loads nothing and runs only its own script."""
    css, js = _read_source("report.css"), _read_source("report.js")
    return (
        _environment(html=True)
        .get_template("report.html")
        .render(
            report=report,
            css=css,
            js=js,
            digests={"css": _policy_digest(css), "js": _policy_digest(js)},
        )
    )


def render_markdown(
    report: ReviewReport,
    context: ReviewContext,
    check_result: CheckResult,
    pages: Iterable[Page],
) -> str:
    """Render the report as Markdown, short enough for a comment on a code host.

    It says what changed on ``pages`` since their review.
    """
    sections = {
        "To fix": [*map(_fault_line, check_result.faults)],
        "Changed since their review": list(_changes_since_review(context, pages)),
        "Drafted before a passage of theirs changed": [
            f"{path_code(f'{notice.path}:{notice.line}')} {make_inert(notice.message)}"
            for notice in check_result.notices
            if notice.kind == PASSAGE_CHANGED
        ],
    }
    template = _environment(html=False).get_template("report.md")
    parts = [_list_section(heading, lines) for heading, lines in sections.items() if lines]
    omitted = 0
    for group in report.groups:
        part = template.render(group=group)
        if sum(map(len, (*parts, part))) > _MAX_CHARACTERS:
            omitted += 1
        else:
            parts.append(part)
    parts += [f"{omitted} more changed pages are in the HTML report."] if omitted else []
    return "\n".join(parts or ["No page changes what it says."]).rstrip() + "\n"


def _list_section(heading: str, lines: list[str]) -> str:
    more = len(lines) - _MAX_LINES
    shown = [*lines[:_MAX_LINES], *([f"… and {more} more"] if more > 0 else [])]
    return "\n".join([f"### {heading} ({len(lines)})", "", *(f"- {line}" for line in shown), ""])


def _fault_line(fault: Finding) -> str:
    place = path_code(f"{fault.path}:{fault.line}" if fault.line else fault.path)
    return f"{place} **{fault.kind}** {make_inert(fault.message)}"


def _changes_since_review(context: ReviewContext, pages: Iterable[Page]) -> Iterator[str]:
    """Yield a line for each statement that changed on a reviewed page since it was accepted."""
    for page in pages:
        path = context.working_path(page)
        lines, removed = changed_since_review(page, context.record(page))
        for line in lines:
            yield f"{path_code(f'{path}:{line.number}')} {make_inert(read_line(line).text)}"
        if removed:
            statements = count(removed, "accepted statement")
            yield f"{path_code(path)} {statements} removed or reworded"


# --- Templates ------------------------------------------------------------------------------------


def make_inert(message: str) -> str:
    """Make a message inert in a pull request, on one line.

    It becomes no HTML, footnote or link, mentions nobody, neither links nor closes an issue
    ("closes #2"), and has no address that can be clicked.
    """
    text = printable(message).replace("<", "&lt;").replace("[^", "\\[^").replace("](", "]\\(")
    return _ACTIVE_MARKS.sub("\\g<0>\u200b", text)


def path_code(path: str) -> str:
    """Write a path as code; a file name may contain markup and line breaks."""
    plain = printable(path).replace("`", "'")
    return f"`{plain}`"


def _escape_markdown(value: object) -> Markup:
    """Make a value inert in Markdown on a code host; the result of a macro is already inert."""
    if isinstance(value, Markup):
        return value
    text = make_inert(str(value)).replace("`", "'").replace("*", "\\*")
    return Markup(text)  # noqa: S704  a code host reads it, and make_inert leaves no tag


def _show_hidden(value: object) -> object:
    """Replace characters that would hide text or reverse it by a visible sign."""
    is_text = isinstance(value, str) and not isinstance(value, Markup)
    return printable_lines(str(value)) if is_text else value


@lru_cache(maxsize=2)
def _environment(*, html: bool) -> Environment:
    return Environment(
        loader=PackageLoader("briefing_room.review"),
        autoescape=True,
        finalize=_show_hidden if html else _escape_markdown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _read_source(name: str) -> Markup:
    loader = PackageLoader("briefing_room.review")
    return Markup(loader.get_source(_environment(html=True), name)[0])  # noqa: S704  our own file


def _policy_digest(text: str) -> str:
    """The digest by which a Content-Security-Policy allows a script or style sheet."""
    return "sha256-" + b64encode(hashlib.sha256(text.encode()).digest()).decode()
