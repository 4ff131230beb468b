"""The options that several commands share."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from generator.errors import NotAFolder
from generator.text.months import day_of, day_of_build

_F = TypeVar("_F", bound=Callable[..., object])

FORMATS = ("text", "markdown", "github", "json")


def seeds(function: _F) -> _F:
    """Add ``--seeds DIR``."""
    return click.option(
        "--seeds",
        default="seeds",
        show_default=True,
        type=click.Path(path_type=Path),
        help="Folder of the seeds.",
    )(function)


def briefings(function: _F) -> _F:
    """Add ``--briefings DIR``."""
    return click.option(
        "--briefings",
        default="briefings",
        show_default=True,
        type=click.Path(path_type=Path),
        help="Folder of the pages.",
    )(function)


def as_of(function: _F) -> _F:
    """Add ``--as-of DATE``: else ``SOURCE_DATE_EPOCH``, else today."""
    return click.option(
        "--as-of",
        callback=lambda _context, _option, value: _day(value) if value else today(),
        help="The day from which measures are judged; today unless given.",
        metavar="DATE",
    )(function)


def _day(text: str) -> dt.date:
    """Return a day as it is written in front matter, and say how where it is written otherwise."""
    if found := day_of(text):
        return found
    raise click.BadParameter(f"'{text}' is no day; write one as YYYY-MM-DD, such as 2026-11-24")


def formats(default: str = "text") -> Callable[[_F], _F]:
    """Add ``--format``."""
    return click.option(
        "--format",
        "form",
        default=default,
        show_default=True,
        type=click.Choice(FORMATS),
        help="Form of the result.",
    )


def today() -> dt.date:
    """Return the day of ``SOURCE_DATE_EPOCH`` if that is set, so that builds can be repeated."""
    return day_of_build(os.environ.get("SOURCE_DATE_EPOCH")) or dt.datetime.now(tz=dt.UTC).date()


def need_folder(path: Path, option: str) -> None:
    """Raise :class:`NotAFolder` unless ``path`` is a folder."""
    if not path.is_dir():
        raise NotAFolder(path, option)
