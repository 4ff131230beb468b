"""The only place that prints; text from seeds, pages, servers and models is made safe here."""

from __future__ import annotations

import click

from briefing_room.errors import printable_lines


def echo(text: object = "", *, err: bool = False, nl: bool = True) -> None:
    """Print a text without terminal control codes; use ``err`` for progress and advice."""
    click.echo(printable_lines(str(text)), err=err, nl=nl)  # noqa: TID251  the only place
