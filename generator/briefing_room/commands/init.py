"""``briefing init``: start a briefing project on another subject in an empty folder."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator
from importlib.metadata import version
from importlib.resources import files as resources
from importlib.resources.abc import Traversable
from pathlib import Path
from string import Template

import click

from briefing_room.commands import options
from briefing_room.commands.output import echo
from briefing_room.errors import BriefingError
from briefing_room.text import files
from briefing_room.text.periods import day_in_words

_HIDDEN_NAMES = ("gitignore", "gitattributes", "github")  # their dot is added here


@click.command("init")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option("--name", help="Name of the site (default: the folder's name).")
def init_command(folder: Path, name: str | None) -> int:
    """Write a new briefing project into DIR: settings, vocabulary, one seed, workflows.

    It has one example of each kind of page, builds without changes, and is yours to edit.
    """
    existing = sorted(path.name for path in folder.glob("*") if path.name != ".git")
    if existing:
        raise BriefingError(f"{folder}: already has {existing[0]}; name a new or empty folder")
    words = folder.resolve().name.replace("-", " ")
    title = name or words[:1].upper() + words[1:]
    today = options.today()
    values = {
        "name": json.dumps(title, ensure_ascii=False),
        "mark": json.dumps(title[:1].upper()),
        "version": version("briefing-room"),
        "today": today.isoformat(),
        "day": day_in_words(today),
        "slug": f"{today}-first-note",
    }
    paths: list[str] = []
    for template_path, template in _templates(resources("briefing_room.data") / "project", ""):
        path = template_path.replace("first-note", values["slug"])
        unquoted = {"name": title} if path.endswith("README.md") else {}
        text = Template(template).safe_substitute(values, **unquoted)
        files.write(files.path_inside(folder, path), text)
        paths.append(path)
    program = options.program_name(from_anywhere=True)
    echo(f"{len(paths)} files in {folder}/. Next:")
    echo(f"  cd {shlex.quote(str(folder))} && git init && {program} build && {program} serve")
    return 0


def _templates(folder: Traversable, parent: str) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of each file of the example project."""
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        name = f".{entry.name}" if not parent and entry.name in _HIDDEN_NAMES else entry.name
        if entry.is_dir():
            yield from _templates(entry, f"{parent}{name}/")
        else:
            yield f"{parent}{name}", entry.read_text(encoding="utf-8")
