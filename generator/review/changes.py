"""What a pull request changes in the statements of pages, against the state that it starts from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from generator.catalogue.entries import Catalogue
from generator.pages.document import Line, Page
from generator.review.reading import read, statements

ALIKE = 0.5  # two sentences that share so much are one sentence, changed


class Base(NamedTuple):
    """The state that the pull request starts from."""

    pages: tuple[Page, ...]
    catalogue: Catalogue = Catalogue()


class Change(NamedTuple):
    """A statement that changed: ``old`` is ``None`` for a new one, ``new`` for one removed."""

    old: Line | None
    new: Line | None


def changes(before: Page, after: Page) -> Iterator[Change]:
    """Yield what changed in a page's statements, in the order of the page as it is now.

    A sentence that only moved, or whose links and footnotes alone changed, has not changed.
    """
    old, new = statements(before), statements(after)
    said_before, said_after = {_said(line) for line in old}, {_said(line) for line in new}
    gone = [line for line in old if _said(line) not in said_after]
    for line in (line for line in new if _said(line) not in said_before):
        match = _closest(line, gone)
        if match is not None:
            gone.remove(match)
        yield Change(match, line)
    yield from (Change(line, None) for line in gone)


def _said(line: Line) -> tuple[str, str]:
    """Return what a line says and who says it."""
    said = read(line)
    return said.text, said.speaker


def _closest(line: Line, others: Iterable[Line]) -> Line | None:
    """Return the most similar line of the same section, if it is similar enough."""
    near = [other for other in others if other.section == line.section and other.kind is line.kind]
    scored = [(_likeness(other, line), other) for other in near]
    best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return best[1] if best[0] >= ALIKE else None


def _likeness(one: Line, other: Line) -> float:
    before, after = (read(line).text.split() for line in (one, other))
    return SequenceMatcher(None, before, after, autojunk=False).ratio()
