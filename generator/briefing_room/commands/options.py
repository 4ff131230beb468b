"""The options that several commands share."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from briefing_room.errors import NotAFolder
from briefing_room.text.periods import build_day, read_day

_Command = TypeVar("_Command", bound=Callable[..., object])


def folder(
    name: str, help_text: str, *flags: str, **settings: Any
) -> Callable[[_Command], _Command]:
    """Declare an option that takes a folder, called ``name`` by default."""
    kind = click.Path(path_type=Path)
    flags = flags or (f"--{name}",)
    return click.option(
        *flags, default=name, show_default=True, type=kind, help=help_text, **settings
    )


def _existing_folder(name: str, help_text: str) -> Callable[[_Command], _Command]:
    """Declare an option that takes an existing folder, called ``name`` by default."""

    def check(_context: click.Context, option: click.Parameter, path: Path) -> Path:
        if not path.is_dir():
            raise NotAFolder(path, option.opts[0])
        return path

    return folder(name, help_text, callback=check)


seeds = _existing_folder("seeds", "Folder of the seeds.")
briefings = _existing_folder("briefings", "Folder of the pages.")


def as_of(command: _Command) -> _Command:
    """Add ``--as-of DATE`` (default: the day of ``SOURCE_DATE_EPOCH``, or today)."""
    return click.option(
        "--as-of",
        type=parse_day,
        metavar="YYYY-MM-DD",
        default=today,
        help="Day for which statuses are worked out (default: today).",
    )(command)


def parse_day(value: object) -> dt.date:
    """Parse a day as front matter writes it; raises ``BadParameter``."""
    if day := read_day(value):
        return day
    form = "must be a date YYYY-MM-DD: 24 November 2026 is 2026-11-24"
    raise click.BadParameter(f"'{value}' {form}")


def today() -> dt.date:
    """Today, or the day of ``SOURCE_DATE_EPOCH``, so that builds can be repeated."""
    return build_day(os.environ.get("SOURCE_DATE_EPOCH")) or dt.datetime.now(tz=dt.UTC).date()


def program_name(*, from_anywhere: bool = False) -> str:
    """The name of this command to copy, or its path if it is not on ``PATH``.

    With ``from_anywhere``, the path is absolute.
    """
    command = sys.argv[0]
    if Path(command).name != "briefing" or shutil.which("briefing") == command:
        return "briefing"
    return str(Path(command).absolute()) if from_anywhere else command
