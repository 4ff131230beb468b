"""``briefing init``: start a briefing project of another subject in an empty folder."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib.metadata import version
from importlib.resources import files as resources
from importlib.resources.abc import Traversable
from pathlib import Path

import click

from briefing_room.commands import options
from briefing_room.commands.output import echo
from briefing_room.errors import BriefingError
from briefing_room.text import files
from briefing_room.text.months import day

_HIDDEN = ("gitignore", "gitattributes", "github")  # lie in the program without their dot
_WORD = re.compile(r"\$(name|mark|version|today|day|slug)\b")


@click.command("init")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option("--name", help="What the site is called; else the folder's name.")
def init_command(folder: Path, name: str | None) -> int:
    """Write a new briefing project into DIR: settings, vocabulary, one seed, workflows.

    It has one example of each kind of page, builds as it is, and is yours to change.
    """
    files_there = sorted(path.name for path in folder.glob("*") if path.name != ".git")
    if files_there:
        raise BriefingError(f"{folder}: has {files_there[0]} already; name a new or empty folder")
    called = name or folder.resolve().name.replace("-", " ").capitalize()
    today = options.today()
    words = {
        "name": json.dumps(called, ensure_ascii=False),
        "mark": json.dumps(called[:1].upper()),
        "version": version("briefing-room"),
        "today": today.isoformat(),
        "day": day(today),
        "slug": f"{today}-first-note",
    }
    count = 0
    for way, text in _files(resources("briefing_room.data") / "project", ""):
        place = way.replace("first-note", words["slug"])
        named = words | {"name": called} if place.endswith("README.md") else words
        filled = _WORD.sub(lambda match, named=named: named[match[1]], text)  # type: ignore[misc]
        files.write(files.inside(folder, place), filled)
        count += 1
    echo(f"{count} files in {folder}/. Next:")
    echo(f"  cd {folder} && git init && briefing build && briefing serve")
    return 0


def _files(folder: Traversable, way: str) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of each file of the example project."""
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        name = f".{entry.name}" if not way and entry.name in _HIDDEN else entry.name
        if entry.is_dir():
            yield from _files(entry, f"{way}{name}/")
        else:
            yield f"{way}{name}", entry.read_text(encoding="utf-8")
