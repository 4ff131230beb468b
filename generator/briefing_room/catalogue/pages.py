"""The fields that the pages of every kind share."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, field
from pathlib import Path
from typing import Any, Self

from briefing_room.catalogue.key_reader import KeyReader, read_profile
from briefing_room.catalogue.schema import cites, key
from briefing_room.text.frontmatter import Document

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


@dataclass(frozen=True, slots=True)
class PageRecord:
    """The fields of every page; a kind of page adds its own keys.

    ``slug`` is the name of the file, ``path`` is relative to the folder of briefings, and ``body``,
    the text below the front matter, begins on ``body_line``.  ``redirect_from`` has old addresses
    of the page, ``front`` the keys that are meant for MkDocs and its plugins.
    """

    slug: str
    path: str
    _: KW_ONLY
    redirect_from: tuple[str, ...] = key(())
    body: str = ""
    body_line: int = 1
    front: Mapping[str, Any] = field(default_factory=dict, compare=False)

    @classmethod
    def read(cls, reader: KeyReader, path: str, document: Document) -> Self | None:
        """Read the page at ``path``; ``None`` if a required key is missing."""
        return reader.page_record(cls, **text_fields(path, document))

    @property
    def visible_body(self) -> str:
        """The body without comments, such as those of a new page to its editor."""
        return _COMMENT.sub("", self.body).strip()


@dataclass(frozen=True, slots=True)
class Why:
    """Why a policy or a number matters: what changes, for whom, and the passages that say so."""

    text: str = key(hint="say what it changes, and for whom")
    cites: tuple[str, ...] = cites()
    line: int = 0


def text_fields(path: str, document: Document) -> dict[str, Any]:
    """Return the values of :class:`PageRecord` that the path and the text of a page give."""
    body, line = read_profile(document)
    return {"slug": Path(path).stem, "path": path, "body": body, "body_line": line}
