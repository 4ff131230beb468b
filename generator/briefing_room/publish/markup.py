"""Links and labels in Markdown: strip them, resolve them, rewrite them for another page."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from markupsafe import Markup

from briefing_room.pages.document import LABEL

LINK = re.compile(
    r"(?<!\\)\[((?:\\.|[^\[\]\\])*)\]\(((?:\\.|[^()\\\s]|\([^()\s]*\))*)(?:\s+\"[^\"]*\")?\)"
)
_BULLET = re.compile(r"\A\s*(?:[-*+]|\d+[.)])\s+")
_LABEL = re.compile(r"\s*(?<![\\*])\*(?!\*)(?:[^*\\]|\\.)+\*\s*\Z")


def mark_safe(text: str) -> Markup:
    """Mark Markdown or HTML that people wrote, or that was made harmless, as fit to print."""
    return Markup(text)  # noqa: S704  the one place where this is said


def plain_line(markdown: str) -> str:
    """Strip a line of its bullet, its footnotes and the label in italics at its end."""
    line = LABEL.sub("", _BULLET.sub("", markdown, count=1)).rstrip()
    return (line.endswith("*") and _LABEL.sub("", line)) or line


OUTSIDE_LINK = re.compile(r"[a-z][a-z0-9+.-]*:|#|//", re.IGNORECASE)


def relative_link(origin: str, target: str) -> str:
    """Make the link from the file ``origin`` to ``target``, both below the root of the site."""
    path, mark, anchor = target.partition("#")
    return _relative_path(origin.split("/")[:-1], path.split("/")) + mark + anchor


def href(origin: str, target: str) -> str:
    """Make the address of the file ``target`` for HTML on the page ``origin``."""
    file, mark, anchor = target.partition("#")
    if not file:
        return target
    here, target_path = web(origin).split("/")[:-1], web(file)
    path = _relative_path(here, target_path.rstrip("/").split("/") if target_path else [])
    return (f"{path}/" if target_path.endswith("/") or not target_path else path) + mark + anchor


def _relative_path(here: Sequence[str], target_path: Sequence[str]) -> str:
    """Make a path relative, faster than ``posixpath.relpath``; both paths are normalised."""
    shared = 0
    while shared < len(here) and shared < len(target_path) and here[shared] == target_path[shared]:
        shared += 1
    return "/".join((*[".."] * (len(here) - shared), *target_path[shared:])) or "."


_LINK_OR_PICTURE = re.compile(f"!?{LINK.pattern}")


def unlink_missing(
    markdown: str,
    origin: str,
    known: Collection[str],
    moved: Mapping[str, str] = MappingProxyType({}),
    here: str = "",
) -> str:
    """Turn pictures, and links to files that the site does not have, into plain words.

    ``check`` reports such links to the editor; readers get a page that works.  A link to a file
    in ``moved`` leads to its new place, relative to the page ``here``.
    """
    folder = origin.rpartition("/")[0]

    def relink(match: re.Match[str]) -> str:
        address = match[2].partition("#")[0]
        if not address or OUTSIDE_LINK.match(match[2]):
            return match[0]
        target = resolve(folder, address)
        if target in moved and match[0][0] != "!":
            return f"[{match[1]}]({relative_link(here or origin, moved[target])})"
        return match[0] if target in known else match[1]

    return _LINK_OR_PICTURE.sub(relink, markdown) if "](" in markdown else markdown


@lru_cache(maxsize=1 << 14)
def resolve(folder: str, address: str) -> str:
    """Resolve ``address`` on a page of a folder, relative to the root of the site."""
    parts = folder.split("/") if folder and not address.startswith("/") else []
    for part in address.split("/"):
        if part == ".." and parts and parts[-1] != "..":
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def web(path: str) -> str:
    """The address of a page below the root of the site: ``stories/a.md`` → ``stories/a/``."""
    path, mark, anchor = path.partition("#")
    stem = path.removesuffix(".md")
    if stem == "index" or stem.endswith("/index"):
        stem = stem.removesuffix("index")
    elif stem != path:
        stem += "/"
    return stem + mark + anchor


_HREF = re.compile(r'(?<=\shref=")([^"#:]+)(?=["#])')


def relink_to_files(markdown: str, path: str, files: Collection[str]) -> str:
    """Rewrite the HTML links of the page ``path`` relative to its file, not to its address.

    Some engines (Zensical) resolve links in HTML like those in Markdown.
    """
    known = {web(file): file for file in files}

    def relink(match: re.Match[str]) -> str:
        target_path = resolve(web(path).rpartition("/")[0], match[1])
        slash = "/" if match[1].endswith("/") and target_path else ""
        target = known.get(f"{target_path}{slash}")
        return relative_link(path, target) if target else match[1]

    return _HREF.sub(relink, markdown)
