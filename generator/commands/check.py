"""``briefing check``: look for faults in seeds and pages, change nothing."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import click

from generator.commands import options
from generator.publish import chain
from generator.publish.publication import publication
from generator.review.findings import check
from generator.review.formats import FORMS
from generator.review.state import read_state


@click.command("check")
@options.seeds
@options.briefings
@options.as_of
@options.formats()
@click.option("--all", "everything", is_flag=True, help="Show what is no fault, too.")
def command(seeds: Path, briefings: Path, as_of: dt.date, form: str, everything: bool) -> int:
    """Look for faults in pages and seeds; exit 1 if there are any.

    Every number, date, name, speaker and quotation of a story page must stand in a passage that
    the line cites.  Also found: open conflicts, pages that are out of date, dead links, unknown
    topics and entities, too much of another's article, faults in front matter.
    With --all also: shares that lack a stage, place or period for the table of the chain.
    """
    state = read_state(seeds, briefings)
    checked = check(state)
    site = publication(state.pages, state.catalogue, state.articles, as_of)
    left_out = (replace(f, path=(briefings / f.path).as_posix()) for f in chain.findings(site))
    notices = (*checked.notices, *left_out)
    shown = (*checked.faults, *(notices if everything else ()))
    if shown or form == "json":
        click.echo(FORMS[form](shown))
    for line in checked.counts:
        click.echo(line, err=True)
    faults = len(checked.faults)
    click.echo(f"{faults} to mend." if faults else "Nothing to mend.", err=True)
    if notices and not everything:
        click.echo(f"{len(notices)} lines for your information: briefing check --all", err=True)
    return 1 if faults else 0
