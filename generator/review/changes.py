"""What changed between two states of a page, statement by statement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from generator.extract.dates import dates
from generator.extract.quantities import quantities
from generator.pages.document import STATEMENTS, Line, Page
from generator.review.reading import read

ALIKE = 0.5  # two sentences that share so much are one sentence, changed


@dataclass(frozen=True, slots=True)
class Change:
    """A statement that changed: ``old`` is ``None`` for a new one, ``new`` for one removed."""

    page: Page
    old: Line | None
    new: Line | None

    @property
    def values(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the numbers and dates before and after that are not in both."""
        before = _values(self.old) if self.old else ()
        after = _values(self.new) if self.new else ()
        gone = tuple(value for value in before if value not in after)
        return gone, tuple(value for value in after if value not in before)


def changes(before: Page, after: Page) -> Iterator[Change]:
    """Yield what changed in a page's statements, in the order of the page as it is now.

    A sentence that only moved, or whose links and footnotes alone changed, has not changed.
    """
    old, new = _statements(before), _statements(after)
    said_before, said_after = {_said(line) for line in old}, {_said(line) for line in new}
    gone = [line for line in old if _said(line) not in said_after]
    for line in (line for line in new if _said(line) not in said_before):
        match = _closest(line, gone)
        if match is not None:
            gone.remove(match)
        yield Change(after, match, line)
    yield from (Change(after, line, None) for line in gone)


def _statements(page: Page) -> list[Line]:
    return [line for line in page.lines if line.kind in STATEMENTS and line.section != "Sources"]


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


def _values(line: Line) -> tuple[str, ...]:
    text = read(line).text
    spans: Sequence[tuple[int, str]] = sorted(
        [(q.start, q.given) for q in quantities(text)]
        + [(d.start, d.given) for d in dates(text, None)]
    )
    return tuple(dict.fromkeys(given for _, given in spans))
