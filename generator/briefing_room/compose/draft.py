"""The records of a draft: a writer's sentences for one page, and the rows that it proposes.

``draft/`` asks for a draft, ``pages/draft_files.py`` reads and writes its file, and
``draft_composition.py`` verifies it and makes a briefing of the sentences that pass.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import NamedTuple

from briefing_room.model import Role, label_key


class Citation(NamedTuple):
    """The address of a passage, and a digest of its words, by which it is found if it moves."""

    address: str
    digest: str = ""

    @property
    def seed(self) -> str:
        """The id of the seed that has the passage."""
        return self.address.rpartition("/")[0]

    @property
    def label(self) -> str:
        """The footnote label of the passage."""
        seed, slash, locator = self.address.rpartition("/")
        return f"{label_key(seed)}-{locator}" if slash else locator


@dataclass(frozen=True, slots=True)
class DraftStatement:
    """A sentence that a writer proposes; ``section`` is a key of :data:`SECTIONS`.

    Sentences of one section with the same ``bullet`` share a line of the page.  ``unknown_ids`` has
    the ids in the answer if the request has no passage for any of them.
    """

    section: str
    bullet: int
    text: str
    cites: tuple[Citation, ...] = ()
    unknown_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProposedRow:
    """A row that a writer proposes for a page of the catalogue; ``row`` is JSON.

    ``kind`` is "number", "site", "deadline" or "date".
    """

    kind: str
    page: str
    row: str

    @property
    def id(self) -> str:
        """The id of the row in commands: 8 hexadecimal digits of a hash of its content."""
        content = f"{self.kind} {self.page} {self.row}"
        return hashlib.sha256(content.encode("utf-8", "replace")).hexdigest()[:8]


@dataclass(frozen=True, slots=True)
class Draft:
    """A writer's answer to the request for one page.  Nothing in it is trusted.

    ``by`` is the writer, a person if ``person`` is true; ``on`` is the day.  ``seeds`` are the ids
    of the seeds in the request.  ``replaces`` is the acceptance of the reviewed page that the draft
    replaces.  ``decided_rows`` has the ids of rows that were accepted or rejected.
    """

    by: str
    on: dt.date | None = None
    person: bool = False
    seeds: tuple[str, ...] = ()
    statements: tuple[DraftStatement, ...] = ()
    replaces: str = ""
    rows: tuple[ProposedRow, ...] = ()
    decided_rows: tuple[str, ...] = ()


TITLE = "title"
SECTIONS = {
    TITLE: None,
    "bottom_line": Role.BOTTOM_LINE,
    "key_points": Role.KEY_POINT,
    "why_it_matters": Role.WHY,
    "not_known": Role.NOT_KNOWN,
    "to_watch": Role.WATCH,
    "more": Role.MORE,
}
"""The sections that a draft may fill, in the order of the page."""
