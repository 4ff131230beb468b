"""Write sentences: first mentions linked, footnotes after them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from generator.catalogue.entries import Catalogue
from generator.model import Passage
from generator.pages.escape import clean, inline, line_start

# Pairs of double quotes, else single ones that no apostrophe can be; an open one runs to the end.
_QUOTED = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)|(?<!\w)['‘](?=\w)[^'’]*['’](?!\w)")


class Linker:
    """Links the first mention of each entity on one page, wherever prose is written."""

    def __init__(self, catalogue: Catalogue, date: dt.date | None = None) -> None:
        """``date`` is the page's: it says which "Announcement No. 18" is meant."""
        self._catalogue = catalogue
        self._date = date
        self._seen: set[str] = set()

    def escaped(self, text: str) -> str:
        """Return ``text`` escaped for a line's start, names met for the first time as links."""
        text = clean(text).strip()
        quoted = [match.span() for match in _QUOTED.finditer(text)]
        pieces, at = [], 0
        for mention in self._catalogue.find(text, self._date):
            inside = any(start < mention.end and mention.start < end for start, end in quoted)
            if inside or mention.entity in self._seen:
                continue
            self._seen.add(mention.entity)
            path = self._catalogue.entities[mention.entity].path
            name = inline(text[mention.start : mention.end])
            pieces += [inline(text[at : mention.start]), f"[{name}](../{path})"]
            at = mention.end
        return line_start("".join([*pieces, inline(text[at:])]))


def marks(passages: Iterable[Passage]) -> str:
    """Return the footnote marks of the passages, one each."""
    return "".join(f"[^{label}]" for label in dict.fromkeys(p.label for p in passages))
