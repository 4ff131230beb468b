"""``briefing build``: the main job, from seeds to site."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from generator.commands import generate, options, site


@click.command("build")
@options.seeds
@options.briefings
@options.as_of
def command(seeds: Path, briefings: Path, as_of: dt.date) -> int:
    """Generate the pages of all seeds, then build the site from all pages.

    A seed that cannot be read stops neither: its page is shown as it was, and the exit code is 1.
    """
    wrong = generate.run(seeds, briefings)
    return site.run(seeds, briefings, as_of) or wrong
