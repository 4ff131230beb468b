"""``briefing review``: report what a pull request changes, for its reader."""

from __future__ import annotations

import subprocess
import tarfile
import tempfile
from pathlib import Path

import click

from briefing_room.commands import options
from briefing_room.commands.output import echo
from briefing_room.errors import BriefingError, OutsideFolder
from briefing_room.pages.page_index import read_pages
from briefing_room.review import decisions
from briefing_room.review.context import ReviewContext, read_context
from briefing_room.review.findings import check
from briefing_room.review.proposed_rows import settle
from briefing_room.review.reading import read
from briefing_room.review.review_report import BaseState, review_report
from briefing_room.review.rows import read_rows
from briefing_room.review.summary import as_html, report
from briefing_room.text import files


@click.command("review")
@options.seeds
@options.briefings
@click.option("--base", metavar="REF", help="What to compare with; else the main branch.")
@click.option(
    "--html",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write the sheet to tick off, too, inside the project.",
)
@click.option("--accept", metavar="PAGE", multiple=True, help="Mark a page as reviewed instead.")
@click.option("--by", metavar="NAME", help="Who accepts it.")
@click.option("--reject", metavar="PAGE:LINE", help="Take a line out for good instead.")
@click.option("--why", metavar="REASON", help="Why it is taken out.")
@click.option("--accept-row", metavar="ID", help="Take a proposed row over into its page instead.")
@click.option("--reject-row", metavar="ID", help="Refuse a proposed row for good instead.")
def review_command(
    seeds: Path,
    briefings: Path,
    *,
    base: str | None,
    html: Path | None,
    accept: tuple[str, ...],
    by: str | None,
    reject: str | None,
    why: str | None,
    accept_row: str | None,
    reject_row: str | None,
) -> int:
    """Report what changed since BASE, what is to mend first, as Markdown for a pull request.

    Compared are the files as they lie in the working folder, committed or not.  The sheet shows
    each statement and row beside its passage; it is one file that any browser opens.

    --accept writes into a page without faults that it is reviewed, by whom and when; what changes
    in it later is said.  --reject takes a line out and keeps its passages away, with the reason,
    until the line is put back as it was.  LINE is its number, or a label that only it cites.
    """
    if bool(accept) != bool((by or "").strip()) or bool(reject) != bool((why or "").strip()):
        raise click.UsageError("--accept goes with --by NAME, and --reject with --why REASON")
    if accept and reject:
        raise click.UsageError("accept or reject, one after the other")
    if html:
        _refuse_outside(html, briefings)
    context = read_context(seeds, briefings)
    for row, taken in ((accept_row, True), (reject_row, False)):
        if row:
            echo(settle(context, row, accept=taken))
    if accept_row or reject_row:
        return 0
    if accept or reject:
        return _settled(context, accept, by or "", reject, why or "")
    ref = base or _default_base(briefings)
    with tempfile.TemporaryDirectory() as folder:
        old = _exported(briefings, ref, Path(folder))
        before = BaseState(ref, read_pages(old)[0], read_rows(old))
    checked = check(context)
    html_report = review_report(before, context, checked)
    echo(report(html_report, context, checked))
    if html:
        files.write(html, as_html(html_report))
        echo(f"{html}: {html_report.number} things to look at; open it in a browser", err=True)
    return 1 if checked.faults else 0


def _refuse_outside(path: Path, briefings: Path) -> None:
    project = briefings.resolve().parent
    try:
        files.inside(project, (Path.cwd() / path).parent.as_posix())
    except OutsideFolder as error:
        raise BriefingError(f"{path}: lies outside of {project}; name a file inside") from error


def _settled(
    context: ReviewContext, accept: tuple[str, ...], by: str, reject: str | None, why: str
) -> int:
    if reject:
        line = decisions.reject(context, reject, why)
        echo(f"taken out, and stays away: {read(line).text}")
        echo(f"To undo that, put the line back as it was:\n{line.text}", err=True)
    faults = check(context).faults if accept else ()
    for page in accept:
        echo(decisions.accept(context, page, faults, by, options.today().isoformat()))
    echo("Commit the page and its record.", err=True)
    return 0


# --- An earlier state out of git, without touching the working folder -----------------------------


def _default_base(folder: Path) -> str:
    """Return what a pull request is compared with: the main branch, or the last commit on it."""
    here = _git(folder, "rev-parse", "HEAD")
    for ref in ("origin/main", "main"):
        base = _git(folder, "merge-base", "HEAD", ref)
        if base and base != here:
            return base
    return "HEAD"


def _exported(folder: Path, ref: str, into: Path) -> Path:
    """Write ``folder`` as it was at ``ref`` below ``into`` and return where.

    A folder that was not there yet is an empty one.
    """
    root = _git(folder, "rev-parse", "--show-toplevel") or ""
    known = root and _git(folder, "rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}")
    if not known:
        reason = "git knows no such commit" if root else f"{folder} is in no git repository"
        cure = "give a branch or commit: --base"
        raise BriefingError(f"cannot compare with '{ref}': {reason}; {cure}")
    name = folder.resolve().relative_to(Path(root).resolve()).as_posix()
    packed, target = into / "old.tar", into / "old" / name
    target.mkdir(parents=True)
    tree = f"{known}:{name}".removesuffix(":.")  # the top of the repository has no name
    if _git(Path(root), "archive", f"--output={packed}", tree) is not None:
        with tarfile.open(packed) as old:
            old.extractall(target, filter="data")
    return target


def _git(folder: Path, *arguments: str) -> str | None:
    """Return what git prints, ``None`` if it fails or is not there."""
    command = ["git", "-C", str(folder), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    except (FileNotFoundError, subprocess.CalledProcessError):
        return None
    return done.stdout.strip()
