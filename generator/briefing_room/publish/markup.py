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
    """Declare Markdown or HTML safe to print: people wrote it, or it was escaped."""
    return Markup(text)  # noqa: S704  all safe text passes through here


def plain_line(markdown: str) -> str:
    """Strip a line of its bullet, its footnotes and the label in italics at its end."""
    line = LABEL.sub("", _BULLET.sub("", markdown, count=1)).rstrip()
    return (line.endswith("*") and _LABEL.sub("", line)) or line


# A link that names no file of the site: it has a scheme or a host, or is only an anchor.
OUTSIDE_LINK = re.compile(r"[a-z][a-z0-9+.-]*:|#|//", re.IGNORECASE)


def relative_link(origin: str, target: str) -> str:
    """Make the link from one file to another, both given as paths from the root of the site."""
    path, mark, anchor = target.partition("#")
    return _relative_path(origin.split("/")[:-1], path.split("/")) + mark + anchor


def href(origin: str, target: str) -> str:
    """Make the link from the page of one file to that of another, for HTML.

    A ``target`` that is only an anchor stays as it is.
    """
    file, mark, anchor = target.partition("#")
    if not file:
        return target
    folder, target_path = url_path(origin).split("/")[:-1], url_path(file)
    path = _relative_path(folder, target_path.rstrip("/").split("/") if target_path else [])
    slash = "/" if target_path.endswith("/") or not target_path else ""
    return path + slash + mark + anchor


def _relative_path(folder: Sequence[str], target: Sequence[str]) -> str:
    """Make a path relative to a folder, faster than ``posixpath.relpath``; both are normalised."""
    shared = 0
    while shared < len(folder) and shared < len(target) and folder[shared] == target[shared]:
        shared += 1
    return "/".join((*[".."] * (len(folder) - shared), *target[shared:])) or "."


_LINK_OR_PICTURE = re.compile(f"!?{LINK.pattern}")


def unlink_missing(
    markdown: str,
    origin: str,
    known: Collection[str],
    moved: Mapping[str, str] = MappingProxyType({}),
    here: str = "",
) -> str:
    """Turn pictures, and links to files that the site does not have, into plain words.

    ``origin`` is the file with the Markdown, ``here`` the page that prints it, if another.  A link
    to a file in ``moved`` leads to its new place.  ``check`` reports such links to the editor;
    readers get a page that works.
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
    """Resolve a link on a page in ``folder`` to a path from the root of the site."""
    parts = folder.split("/") if folder and not address.startswith("/") else []
    for part in address.split("/"):
        if part == ".." and parts and parts[-1] != "..":
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def url_path(path: str) -> str:
    """The path of a file in its address: ``stories/a.md`` → ``stories/a/``; keeps the anchor."""
    path, mark, anchor = path.partition("#")
    stem = path.removesuffix(".md")
    if stem == "index" or stem.endswith("/index"):
        stem = stem.removesuffix("index")
    elif stem != path:
        stem += "/"
    return stem + mark + anchor


_HREF = re.compile(r'(?<=\shref=")([^"#:]+)(?=["#])')


def relink_to_files(markdown: str, path: str, files: Collection[str]) -> str:
    """Rewrite the HTML links of the page ``path``, so that they name files instead of addresses.

    Some engines (Zensical) resolve links in HTML like those in Markdown.
    """
    file_by_url_path = {url_path(file): file for file in files}

    def relink(match: re.Match[str]) -> str:
        target_path = resolve(url_path(path).rpartition("/")[0], match[1])
        slash = "/" if match[1].endswith("/") and target_path else ""
        target = file_by_url_path.get(f"{target_path}{slash}")
        return relative_link(path, target) if target else match[1]

    return _HREF.sub(relink, markdown)
