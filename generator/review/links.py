"""Relative links that lead nowhere, in every page that people read."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote

from generator.model import Finding
from generator.text.files import UnreadableFile, read_text

_LINK = re.compile(r"(?<!\\)\]\(\s*<?([^()\s<>]+)>?(?:\s+\"[^\"]*\")?\s*\)")
_CODE = re.compile(r"`[^`]*`")
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//|#", re.IGNORECASE)


def dead_links(briefings: Path) -> Iterator[Finding]:
    """Yield the links whose target is no file of ``briefings``; addresses are not looked up."""
    for path in sorted(briefings.rglob("*.md")):
        if any(part[0] == "." for part in path.relative_to(briefings).parts):
            continue
        with suppress(UnreadableFile):  # which is a finding of its own
            yield from _dead(path, read_text(path, briefings), briefings)


def _dead(path: Path, text: str, briefings: Path) -> Iterator[Finding]:
    for number, target in _links(text):
        if not _exists(briefings, path, target):
            kind = "unknown-entity" if "entities/" in target else "dead-link"
            message = f"the link leads to '{target}', which is not there; correct or remove it"
            yield Finding(kind, path.as_posix(), number, message)


def _links(text: str) -> Iterator[tuple[int, str]]:
    fenced = False
    for number, line in enumerate(text.split("\n"), start=1):
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        if not fenced:
            for match in _LINK.finditer(_CODE.sub("", line)):
                if not _ELSEWHERE.match(match[1]):
                    yield number, match[1]


def _exists(briefings: Path, page: Path, target: str) -> bool:
    name = unquote(target.partition("#")[0].partition("?")[0])
    if not name:
        return True
    path = Path(os.path.normpath(page.parent / name))
    # Pages that the site makes itself (lists of stories, of entities …) have no file here.
    return path.exists() or (path.suffix == ".md" and _is_made(briefings, path))


def _is_made(briefings: Path, path: Path) -> bool:
    try:
        name = path.relative_to(os.path.normpath(briefings))
    except ValueError:
        return False
    return name.parts[0] not in ("stories", "entities", "topics") or name.name == "index.md"
