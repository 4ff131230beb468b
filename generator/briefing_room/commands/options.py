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
from briefing_room.text.months import day_of, day_of_build

_F = TypeVar("_F", bound=Callable[..., object])


def folder(name: str, what: str, *declared: str, **more: Any) -> Callable[[_F], _F]:
    """Make an option that takes a folder; its default is its own name."""
    kind = click.Path(path_type=Path)
    declared = declared or (f"--{name}",)
    return click.option(*declared, default=name, show_default=True, type=kind, help=what, **more)


def _of_project(name: str, what: str) -> Callable[[_F], _F]:
    """Make an option that takes an existing folder."""

    def checked(_context: click.Context, option: click.Parameter, path: Path) -> Path:
        if not path.is_dir():
            raise NotAFolder(path, option.opts[0])
        return path

    return folder(name, what, callback=checked)


seeds = _of_project("seeds", "Folder of the seeds.")
briefings = _of_project("briefings", "Folder of the pages.")


def as_of(function: _F) -> _F:
    """Add ``--as-of DATE``; the default is ``SOURCE_DATE_EPOCH``, else today."""
    return click.option(
        "--as-of",
        callback=lambda _context, _option, value: _day(value) if value else today(),
        help="The day from which policies are judged; today unless given.",
        metavar="DATE",
    )(function)


def _day(text: str) -> dt.date:
    """Read a day in the form of front matter."""
    if found := day_of(text):
        return found
    raise click.BadParameter(f"'{text}' is not a day; write one as YYYY-MM-DD, such as 2026-11-24")


def today() -> dt.date:
    """The day of ``SOURCE_DATE_EPOCH`` if that is set, so that builds can be repeated."""
    return day_of_build(os.environ.get("SOURCE_DATE_EPOCH")) or dt.datetime.now(tz=dt.UTC).date()


def program() -> str:
    """The command as users can copy it: by its path if it is not on the PATH."""
    called = sys.argv[0]
    is_found = Path(called).name != "briefing" or shutil.which("briefing") == called
    return "briefing" if is_found else called
