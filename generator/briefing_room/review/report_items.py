"""The items of a review report, each beside its passages with their context.

Words that a statement and its passages do not share are highlighted.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

from briefing_room.extract.quantities import quantities
from briefing_room.model import Article, Finding, Quantity
from briefing_room.pages.escape import web_address
from briefing_room.pages.layout import publisher
from briefing_room.review.context import ReviewContext
from briefing_room.text.lexicon import STOP
from briefing_room.text.months import day
from briefing_room.text.typography import plain
from briefing_room.text.wording import tokens
from briefing_room.verify.evidence import same_quantity


class Chunk(NamedTuple):
    """Words in a row; ``apart`` if the other side lacks them, ``value`` if they are a row value."""

    text: str
    apart: bool = False
    value: bool = False


Chunks = tuple[Chunk, ...]


class Piece(NamedTuple):
    """A passage in the report: ``cited``, or the context of one that is; ``note`` says more."""

    words: Chunks
    cited: bool
    locator: str = ""
    note: str = ""


class Excerpt(NamedTuple):
    """Passages of one text, in order; ``tellers`` are the sources of a note that tell them."""

    source: str
    path: str
    address: str | None
    pieces: tuple[Piece, ...]
    tellers: tuple[tuple[str, str | None], ...] = ()  # name and address


@dataclass(frozen=True, slots=True)
class ReportItem:
    """A statement or a row to review, with everything needed to judge it."""

    where: str
    line: int
    heading: str
    state: str  # new, changed, moved, removed, same, asked
    said: Chunks = ()
    cells: tuple[tuple[str, Chunks], ...] = ()
    label: str = ""
    was: Chunks = ()
    excerpts: tuple[Excerpt, ...] = ()
    faults: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    by: str = ""
    name: str = ""  # by which a command knows the line, whatever is put in or taken out above
    mend: str = ""  # what to do if it is not right; a line of a story can be rejected

    @property
    def verbatim(self) -> bool:
        """Whether it repeats its passages word for word, from one place of one text."""
        cited = [run.text for it in self.excerpts for p in it.pieces if p.cited for run in p.words]
        text = " ".join(run.text for run in self.said)
        alone = len(self.excerpts) == 1 and not self.was and not self.label
        return alone and bool(text) and plain(" ".join(cited)) == text

    @property
    def tells(self) -> bool:
        """Whether one of its cells has something that the other side lacks."""
        return any(run.apart for _, runs in self.cells for run in runs)

    @property
    def key(self) -> str:
        """The key by which the browser remembers it, in later reports too if it says the same."""
        seen = (self.where, self.heading, self.said, self.cells, self.was, self.excerpts)
        return hashlib.sha256(repr(seen).encode()).hexdigest()[:16]


class ReportGroup(NamedTuple):
    """A changed page with its items, those that did not change, and the whole texts behind it."""

    title: str
    where: str
    note: str
    items: tuple[ReportItem, ...]
    same: tuple[ReportItem, ...] = ()
    texts: tuple[tuple[Excerpt, int], ...] = ()  # with how many words the page leaves out
    can_accept: bool = False


def faults_at(where: str, lines: Iterable[int], faults: Iterable[Finding]) -> tuple[str, ...]:
    """Find what is wrong with lines of a file."""
    places = {(where, line) for line in lines}
    return tuple(f"{f.kind}: {f.message}" for f in faults if (f.path, f.line) in places)


# --- Passages ------------------------------------------------------------------------------------


def beside(
    labels: Iterable[str], context: ReviewContext, mark: Callable[[str], Chunks]
) -> tuple[Excerpt, ...]:
    """Collect the passages behind the labels, each with the passage before and after it.

    ``mark`` splits the words of each cited passage into chunks, highlighted or not.
    """
    cited: defaultdict[str, set[int]] = defaultdict(set)
    for passage in filter(None, map(context.passages.get, labels)):
        cited[passage.article].add(context.by_id[passage.article].passages.index(passage))
    articles = ((context.by_id[seed], places) for seed, places in cited.items())
    return tuple(excerpt(each, _around(each, places, mark)) for each, places in articles)


def _around(article: Article, cited: set[int], mark: Callable[[str], Chunks]) -> Iterator[Piece]:
    count = len(article.passages)
    shown = sorted({at + step for at in cited for step in (-1, 0, 1) if 0 <= at + step < count})
    for at in shown:
        if at - 1 not in shown and at > shown[0]:
            yield Piece(unmarked("…"), False)
        passage = article.passages[at]
        words = (mark if at in cited else unmarked)(passage.text)
        yield Piece(words, at in cited, passage.locator)


def excerpt(article: Article, pieces: Iterable[Piece]) -> Excerpt:
    """Combine pieces of a text with its origin."""
    who = "Note" if article.kind == "note" else publisher(article) or "Publisher not given"
    source = f"{who}, {day(article.date)}" + (f": {article.title}" if article.title else "")
    origin = article.sources[:1] if article.kind != "note" else ()  # a note rests on them
    address, pieces = web_address(origin[0].url if origin else None), tuple(pieces)
    cited = {piece.locator for piece in pieces if piece.cited}
    tell = (one for one in article.sources if cited.intersection(one.tells))
    tellers = tuple((one.name, web_address(one.url)) for one in tell)
    return Excerpt(source, article.path, address, pieces, tellers)


# --- Words set apart -----------------------------------------------------------------------------


def unmarked(text: str) -> Chunks:
    """Split a text into chunks with nothing highlighted."""
    return (Chunk(text),)


def marked(text: str, other: str) -> Chunks:
    """Highlight the words of a text that ``other`` does not have in this order."""
    words = text.split()
    ours, theirs = ([" ".join(tokens(each)) for each in some] for some in (words, other.split()))
    apart = [bool(key) for key in ours]
    for block in SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks():
        apart[block.a : block.a + block.size] = [False] * block.size
    return _joined(map(Chunk, words, apart))


def marked_anywhere(text: str, other: str) -> Chunks:
    """Highlight the content words and figures of a text that ``other`` lacks."""
    there = {*tokens(other)} | STOP
    return _joined(Chunk(word, not there.issuperset(tokens(word))) for word in text.split())


def valued(text: str, value: Quantity | None) -> Chunks:
    """Highlight a value wherever a passage has it."""
    here = [q for q in quantities(text) if value and same_quantity(q, value)]
    return _joined(
        Chunk(word[0], value=any(q.start < word.end() and word.start() < q.end for q in here))
        for word in re.finditer(r"\S+", text)
    )


def _joined(words: Iterable[Chunk]) -> Chunks:
    chunks: list[Chunk] = []
    for word in words:
        if chunks and chunks[-1][1:] == word[1:]:
            chunks[-1] = chunks[-1]._replace(text=f"{chunks[-1].text} {word.text}")
        else:
            chunks.append(word)
    return tuple(chunks)
