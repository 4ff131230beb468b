"""The one place that prints: whatever a seed, a page, a server or a model says is cleaned here."""

from __future__ import annotations

import click

from briefing_room.errors import printable_lines


def echo(text: object = "", *, err: bool = False, nl: bool = True) -> None:
    """Print a text without what a terminal would obey; talk and progress go to stderr."""
    click.echo(printable_lines(str(text)), err=err, nl=nl)  # noqa: TID251  the one place
