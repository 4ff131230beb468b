"""``briefing check``: look for faults in seeds and pages, change nothing."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from generator.commands import options
from generator.review.findings import check
from generator.review.formats import FORMS
from generator.review.state import read_state


@click.command("check")
@options.seeds
@options.briefings
@options.as_of
@options.formats()
@click.option("--all", "everything", is_flag=True, help="Show what is no fault, too.")
def command(seeds: Path, briefings: Path, as_of: dt.date, form: str, everything: bool) -> int:  # noqa: ARG001
    """Look for faults in pages and seeds; exit 1 if there are any.

    Every number, date, name, speaker and quotation of a story page must stand in a passage that
    the line cites.  Also found: open conflicts, pages that are out of date, dead links, unknown
    topics and entities, too much of another's article, faults in front matter.
    """
    checked = check(read_state(seeds, briefings))
    shown = (*checked.faults, *(checked.notices if everything else ()))
    if shown or form == "json":
        click.echo(FORMS[form](shown))
    for line in checked.counts:
        click.echo(line, err=True)
    faults = len(checked.faults)
    click.echo(f"{faults} to mend." if faults else "Nothing to mend.", err=True)
    notices = len(checked.notices)
    if notices and not everything:
        click.echo(f"{notices} lines for your information: briefing check --all", err=True)
    return 1 if faults else 0
