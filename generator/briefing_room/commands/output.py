"""Print: the only place that does, so that no text can send control codes to a terminal."""

from __future__ import annotations

import click

from briefing_room.errors import printable_lines


def echo(text: object = "", *, err: bool = False, nl: bool = True) -> None:
    """Print a line without control codes; ``err`` is for progress, advice and errors."""
    click.echo(printable_lines(str(text)), err=err, nl=nl)  # noqa: TID251  the only place
