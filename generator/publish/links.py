"""Lead from one file of the site to another, and move text with its links between files."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection

from generator.publish.plain import LINK

_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|#|//", re.IGNORECASE)


def relative(origin: str, target: str) -> str:
    """Return the link from the file ``origin`` to ``target``, both relative to the site's root."""
    path, mark, anchor = target.partition("#")
    start = posixpath.dirname(origin) or "."
    return posixpath.relpath(path, start) + mark + anchor


def href(origin: str, target: str) -> str:
    """Return the address of the page ``target`` for HTML on the page ``origin``."""
    here, there = web(origin), web(target)
    path = posixpath.relpath(there or ".", posixpath.dirname(here) or ".")
    return f"{path}/" if there.endswith("/") or not there else path


def moved(markdown: str, origin: str, target: str) -> str:
    """Return ``markdown`` from the file ``origin`` with its links as ``target`` needs them."""

    def turn(match: re.Match[str]) -> str:
        address = match[2]
        if not address or _ELSEWHERE.match(address):
            return match[0]
        whole = posixpath.normpath(posixpath.join(posixpath.dirname(origin), address))
        return f"[{match[1]}]({relative(target, whole)})"

    return LINK.sub(turn, markdown)


def without_dead(markdown: str, origin: str, known: Collection[str]) -> str:
    """Turn links to files that the site does not have into their words.

    ``check`` names such links to the editor; readers get a page that works.
    """

    def keep(match: re.Match[str]) -> str:
        address = match[2].partition("#")[0]
        if not address or _ELSEWHERE.match(match[2]):
            return match[0]
        whole = posixpath.normpath(posixpath.join(posixpath.dirname(origin), address))
        return match[0] if whole in known else match[1]

    return LINK.sub(keep, markdown)


def web(path: str) -> str:
    """Return the address of a page below the site's root: ``stories/a.md`` → ``stories/a/``."""
    if not path.endswith(".md"):
        return path
    stem = path.removesuffix(".md")
    if stem == "index" or stem.endswith("/index"):
        return stem.removesuffix("index")
    return f"{stem}/"
