"""Cut a text into paragraphs: the numbered blocks that every address counts.

The cut looks at line breaks and lengths only, never at what the words mean, so that better
cleaning renumbers nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from generator.text.typography import plain, same_length

_STOPPED = re.compile(r"""[.!?…:;]["')\]]*\s*$""")
_BULLET = re.compile(r"\s*(?:[•‣▪●◦·∙▲►■*+–—-]|\(?\d{1,2}[.)]|\(?[a-z]\)(?!\s*\d{4}))[ \t]+(?=\S)")
_WIDEST = 120  # a line that somebody's mail or terminal wrapped is not wider
_SPEAKS = re.compile(  # an interview, a post of a thread, a quotation
    r"\s*(?:(?:Q|A|Question|Answer)\s?:|\(?\d{1,2}/(?:\d{1,2}|n)?\)?)[ \t]+(?=\S)"
    r"|\s*>(?![\d=>])[ \t]*(?=\S)"
)
_NARROWER = 0.8  # of the width; a paragraph whose lines all are narrower was not broken by it
_FEW = 3  # lines that do not show at which width they were broken
_NUMBER = re.compile(r"\d+")
_SLACK = 12  # and breaks where the next word, up to this long, would not have fitted


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, list item or heading: ``text[start:end]`` without the space around it.

    ``lead`` counts the characters of a bullet or quote mark at its start; ``markup`` names what
    is no prose (``heading``, ``code`` …) and is empty for prose.
    """

    start: int
    end: int
    lead: int = 0
    markup: str = ""
    list_item: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its place; ``text`` has straight quotes and plain spaces."""

    start: int
    end: int
    text: str

    @property
    def stopped(self) -> bool:
        """Return whether the line ends as a sentence does."""
        return bool(_STOPPED.search(self.text))

    @property
    def bullet(self) -> int:
        """Return how many characters of the line are a bullet."""
        match = _BULLET.match(self.text)
        return len(match[0]) if match else 0


def lines(text: str) -> Iterator[Line]:
    """Yield every line of ``text``, empty ones too."""
    start = 0
    for raw in same_length(text).split("\n"):
        yield Line(start, start + len(raw), raw if plain(raw) else "")
        start += len(raw) + 1


def groups(text: str) -> Iterator[list[Line]]:
    """Yield the runs of lines between empty lines."""
    group: list[Line] = []
    for line in lines(text):
        if line.text.strip():
            group.append(line)
        elif group:
            yield group
            group = []
    if group:
        yield group


def text_blocks(text: str) -> tuple[Block, ...]:
    """Return the paragraphs of a pasted text.

    A line is a paragraph, unless the text was hard-wrapped: then lines are joined where the
    break stands only because the next word did not fit.  What a printer repeats on each page
    stays alone.
    """
    found = list(groups(text))
    width = wrap_width([line for group in found for line in group])
    again = _repeated(found) if width else frozenset()
    return tuple(block(lines) for group in found for lines in paragraphs(group, width, again))


def _repeated(found: list[list[Line]]) -> frozenset[int]:
    """Return where lines begin that stand again elsewhere, their numbers apart: page headers."""
    lines = {line.start: _NUMBER.sub("0", line.text.strip()) for group in found for line in group}
    count = Counter(lines.values())
    stopped = {line.start for group in found for line in group if line.stopped or line.bullet}
    return frozenset(
        start
        for start, text in lines.items()
        if count[text] > 1
        and start not in stopped
        and not text[:1].islower()
        and len(text.split()) >= _FEW
    )


def wrap_width(found: list[Line]) -> int:
    """Return the width at which the lines of a text were broken, 0 if they were not.

    Most breaks inside its paragraphs then stand in the middle of a sentence, where the next word
    did not fit.  A few longer lines, such as addresses, are passed over.
    """
    narrow = [line for line in found if len(line.text) <= _WIDEST]
    if len(found) < 3 or len(narrow) < 0.9 * len(found):
        return 0
    width = max(len(line.text.rstrip()) for line in narrow)
    breaks = [(a, b) for a, b in pairwise(found) if b.start == a.end + 1 and not b.bullet]
    torn = sum(not a.stopped for a, _ in breaks)
    lower = sum(b.text.lstrip()[:1].islower() and len(a.text) > width / 2 for a, b in breaks)
    return width if lower and torn >= len(breaks) / 3 and lower >= len(breaks) / 4 else 0


def paragraphs(
    group: list[Line], width: int, alone: frozenset[int] = frozenset()
) -> Iterator[list[Line]]:
    """Yield the lines of each paragraph of a group that has no empty line inside.

    ``width`` is that of the whole text; an indented paragraph may be somewhat narrower.  The
    lines that begin at ``alone`` are paragraphs of their own.
    """
    own = max(len(line.text.rstrip()) for line in group) if len(group) > _FEW else width
    width = max(own, int(_NARROWER * width)) if width else 0
    current = [group[0]]
    for line in group[1:]:
        apart = alone.isdisjoint((current[-1].start, line.start))
        if apart and _goes_on(current[-1], line, width):
            current.append(line)
        else:
            yield current
            current = [line]
    yield current


def _goes_on(line: Line, following: Line, width: int) -> bool:
    if not width or following.bullet:
        return False
    if following.text.lstrip()[:1].islower():
        return True
    if not line.stopped and len(line.text.rstrip()) > _NARROWER * width:
        return True
    word = min(len(following.text.split()[0]), _SLACK)
    return len(line.text.rstrip()) + 1 + word > width - 2


def block(paragraph: list[Line], markup: str = "") -> Block:
    """Return the block that a paragraph's lines make."""
    first, last = paragraph[0], paragraph[-1]
    speaks = _SPEAKS.match(first.text)
    lead = speaks.end() if speaks else first.bullet
    indent = len(first.text) - len(first.text.lstrip())
    return Block(
        first.start + indent,
        last.start + len(last.text.rstrip()),
        lead=max(lead - indent, 0),
        markup=markup,
        list_item=bool(first.bullet),
    )
