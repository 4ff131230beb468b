"""``briefing review``: report what a pull request changes, for its reviewer."""

from __future__ import annotations

import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click

from briefing_room.commands import options
from briefing_room.commands.output import echo
from briefing_room.errors import BriefingError, OutsideFolder
from briefing_room.model import Finding
from briefing_room.pages.document import Page
from briefing_room.pages.page_index import read_pages
from briefing_room.review import decisions
from briefing_room.review.context import ReviewContext, find_line, read_context
from briefing_room.review.findings import CheckResult, check
from briefing_room.review.proposed_rows import decide_on_row
from briefing_room.review.reading import read_line
from briefing_room.review.report_rendering import render_html, render_markdown
from briefing_room.review.review_report import BaseState, build_report
from briefing_room.review.rows import read_rows
from briefing_room.text import files


@click.command("review")
@click.argument("pages", nargs=-1, metavar="[PAGE]...")
@options.seeds
@options.briefings
@click.option("--base", metavar="REF", help="What to compare with (default: the main branch).")
@click.option(
    "--html",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Also write the report as HTML, inside the project.",
)
@click.option(
    "--accept", metavar="PAGE", multiple=True, help="Mark a page as reviewed; write no report."
)
@click.option("--by", metavar="NAME", help="Name of the reviewer; required with --accept.")
@click.option("--reject", metavar="PAGE:LINE", help="Remove a line for good; write no report.")
@click.option(
    "--why", "reason", metavar="REASON", help="Reason for the removal; required with --reject."
)
@click.option("--accept-row", metavar="ID", help="Add a proposed row to its page; write no report.")
@click.option("--reject-row", metavar="ID", help="Reject a proposed row for good; write no report.")
def review_command(
    pages: tuple[str, ...],
    seeds: Path,
    briefings: Path,
    *,
    base: str | None,
    html: Path | None,
    accept: tuple[str, ...],
    by: str | None,
    reject: str | None,
    reason: str | None,
    accept_row: str | None,
    reject_row: str | None,
) -> int:
    """Report what changed since BASE as Markdown for a pull request, faults first.

    PAGE is the path, file name or id of a page: only that page is reported, and whole if it did not
    change.  The files of the working folder are compared, committed or not.  The HTML report shows
    each statement and row beside its passage; it is one file that any browser opens.

    --accept marks a page without faults as reviewed, with name and date; later changes to it are
    reported.  --reject removes a line, records the reason and keeps the line's passages away until
    you restore it.  LINE is its number, or a footnote label that only this line cites.
    """
    if bool(accept) != bool((by or "").strip()) or bool(reject) != bool((reason or "").strip()):
        raise click.UsageError("--accept goes with --by NAME, and --reject with --why REASON")
    if sum(map(bool, (accept, reject, accept_row or reject_row))) > 1:
        raise click.UsageError(
            "accept pages, reject a line, or decide on rows, one after the other"
        )
    if pages and (accept or reject or accept_row or reject_row):
        raise click.UsageError("name pages for a report, or decide on them, not both")
    if html:
        _refuse_outside(html, briefings)
    context = read_context(seeds, briefings)
    named_pages = tuple(find_line(context, name)[0] for name in pages)
    for row, is_accepted in ((accept_row, True), (reject_row, False)):
        if row:
            echo(decide_on_row(context, row, accept=is_accepted))
    if accept_row or reject_row:
        return 0
    if accept or reject:
        return _decide_on_pages(context, accept, by or "", reject, reason or "")
    ref = base or _default_base(briefings)
    with tempfile.TemporaryDirectory() as folder:
        old_folder = _export_folder(briefings, ref, Path(folder))
        base_state = BaseState(ref, read_pages(old_folder)[0], read_rows(old_folder))
    check_result = check(context)
    if named_pages:
        check_result = check_result.on_pages({context.working_path(page) for page in named_pages})
    report = build_report(base_state, context, check_result, named_pages)
    echo(render_markdown(report, context, check_result, named_pages or context.pages))
    if html:
        files.write(html, render_html(report))
        echo(f"{html}: {report.item_count} things to look at; open it in a browser", err=True)
    return 1 if check_result.faults else 0


def _refuse_outside(path: Path, briefings: Path) -> None:
    """Raise :class:`BriefingError` if the path of the HTML report is outside the project."""
    project = briefings.resolve().parent
    try:
        files.path_inside(project, (Path.cwd() / path).parent.as_posix())
    except OutsideFolder as error:
        raise BriefingError(f"{path}: is outside {project}; name a file inside it") from error


def _decide_on_pages(
    context: ReviewContext, accept: tuple[str, ...], by: str, reject: str | None, reason: str
) -> int:
    """Reject a line or accept pages, and say what to commit."""
    if reject:
        line = decisions.reject(context, reject, reason)
        echo(f"removed for good: {read_line(line).text}")
        echo(f"To undo that, restore the line:\n{line.text}", err=True)
    if accept:
        checked, today = check(context), options.today().isoformat()
        for reference in accept:
            echo(decisions.accept(context, reference, checked.faults, by, today))
            page = find_line(context, reference)[0]
            if behind := context.outdated_pages.get(page.id):
                option = " --reviewed"  # which an accepted page needs
                echo(f"still open: {str(behind).removesuffix(option)}{option}", err=True)
            for mark in _open_marks(context, page, checked):
                echo(f"still open: {mark}", err=True)
    echo("Commit the page and its record.", err=True)
    return 0


def _open_marks(context: ReviewContext, page: Page, checked: CheckResult) -> Iterator[Finding]:
    """Yield the marks on a page that was just accepted, at their present lines.

    ``page`` is the page before that: accepting adds lines above all statements.
    """
    text = files.read_text(context.briefings / page.path, context.briefings)
    added = text.count("\n") - page.text.count("\n")
    for mark in checked.suggestions:
        if mark.path == context.working_path(page):
            yield replace(mark, line=mark.line + added)


# --- An earlier state from git, without touching the working folder -------------------------------


def _default_base(folder: Path) -> str:
    """The commit where the branch left main; ``HEAD`` on main itself."""
    head = _git(folder, "rev-parse", "HEAD")
    for ref in ("origin/main", "main"):
        base = _git(folder, "merge-base", "HEAD", ref)
        if base and base != head:
            return base
    return "HEAD"


def _export_folder(folder: Path, ref: str, into: Path) -> Path:
    """Write ``folder`` as it was at ``ref`` below ``into``, and return the path of the copy.

    If it did not exist at ``ref``, the copy is empty.  Raises :class:`BriefingError` if git does
    not know ``ref``.
    """
    root = _git(folder, "rev-parse", "--show-toplevel") or ""
    commit = root and _git(folder, "rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}")
    if not commit:
        message = f"{folder} is not in a git repository; create one, then name a commit with --base"
        if root:
            message = "no such commit; name a branch or commit with --base"
        raise BriefingError(f"cannot compare with '{ref}': {message}")
    name = folder.resolve().relative_to(Path(root).resolve()).as_posix()
    archive, target = into / "old.tar", into / "old" / name
    target.mkdir(parents=True)
    tree = f"{commit}:{name}".removesuffix(":.")  # the top of the repository has no name
    if _git(Path(root), "archive", f"--output={archive}", tree) is not None:
        with tarfile.open(archive) as packed:
            packed.extractall(target, filter="data")
    return target


def _git(folder: Path, *arguments: str) -> str | None:
    """What git prints; ``None`` if it fails or is not installed."""
    command = ["git", "-C", str(folder), *arguments]
    try:
        process = subprocess.run(command, capture_output=True, text=True, check=True)
    except (FileNotFoundError, subprocess.CalledProcessError):
        return None
    return process.stdout.strip()
