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

from briefing_room.extract.quantities import find_quantities
from briefing_room.model import Article, Finding, Passage, Quantity
from briefing_room.pages.escape import web_address
from briefing_room.pages.layout import publisher
from briefing_room.review.context import ReviewContext
from briefing_room.review.reading import without_bullet
from briefing_room.text.lexicon import STOP_WORDS
from briefing_room.text.periods import day_in_words
from briefing_room.text.typography import plain_text, tokens
from briefing_room.verify.evidence import is_same_quantity


class Chunk(NamedTuple):
    """A run of words.

    ``differs`` means that the other side lacks them, ``value`` that they are the value of a row.
    """

    text: str
    differs: bool = False
    value: bool = False


Chunks = tuple[Chunk, ...]


class TextPiece(NamedTuple):
    """A passage, ``cited`` or beside a cited one; ``note`` says why cleaning removed it."""

    words: Chunks
    cited: bool
    locator: str = ""
    note: str = ""


class Excerpt(NamedTuple):
    """Passages of one text, in order; for a note, also the sources that it lists for them."""

    source: str
    path: str
    address: str | None
    pieces: tuple[TextPiece, ...]
    note_sources: tuple[tuple[str, str | None], ...] = ()  # name and address


@dataclass(frozen=True, slots=True)
class ReportItem:
    """A statement or a row to review, with everything needed to judge it."""

    path: str
    line: int
    heading: str
    state: str  # new, changed, moved, removed, same, asked
    text: Chunks = ()
    cells: tuple[tuple[str, Chunks], ...] = ()
    label: str = ""
    was: Chunks = ()
    excerpts: tuple[Excerpt, ...] = ()
    faults: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    author: str = ""
    reference: str = ""  # by which a command finds the line, even if lines above it change
    hint: str = ""  # the edit to make if it is wrong: only a line of a story can be rejected

    @property
    def is_verbatim(self) -> bool:
        """Whether its words are exactly those of its passages, which are from one text.

        Of a removed item, the former words count.  A changed or moved item is never verbatim.
        """
        is_removed = self.state == "removed"
        words = self.was if is_removed else self.text
        if not words or self.label or len(self.excerpts) != 1 or (self.was and not is_removed):
            return False
        pieces = (piece for piece in self.excerpts[0].pieces if piece.cited)
        cited = " ".join(chunk.text for piece in pieces for chunk in piece.words)
        return plain_text(cited) == " ".join(chunk.text for chunk in words)

    @property
    def has_marked_cell(self) -> bool:
        """Whether one of its cells has something that the other side lacks."""
        return any(chunk.differs for _, chunks in self.cells for chunk in chunks)

    @property
    def key(self) -> str:
        """Identifies an unchanged item across reports, so that the browser keeps its ticks."""
        content = (self.path, self.heading, self.text, self.cells, self.was, self.excerpts)
        return hashlib.sha256(repr(content).encode()).hexdigest()[:16]


class ReportGroup(NamedTuple):
    """A changed page with its items, those that did not change, and the whole texts it cites."""

    title: str
    path: str
    note: str
    items: tuple[ReportItem, ...]
    same: tuple[ReportItem, ...] = ()
    texts: tuple[tuple[Excerpt, int], ...] = ()  # with how many of its words are not on the page
    can_accept: bool = False


def faults_on_lines(path: str, lines: Iterable[int], faults: Iterable[Finding]) -> tuple[str, ...]:
    """Describe the faults that are on some lines of a file."""
    places = {(path, line) for line in lines}
    return tuple(
        f"{fault.kind}: {fault.message}" for fault in faults if (fault.path, fault.line) in places
    )


# --- Passages ------------------------------------------------------------------------------------


def find_excerpts(
    labels: Iterable[str], context: ReviewContext, highlight: Callable[[str], Chunks]
) -> tuple[Excerpt, ...]:
    """Collect the passages of some labels, each with the passage before and after it.

    ``highlight`` splits the words of each cited passage into chunks, highlighted or not.
    """
    cited: defaultdict[str, set[Passage]] = defaultdict(set)
    for passage in filter(None, map(context.passages.get, labels)):
        cited[passage.article].add(passage)
    articles = ((context.by_id[seed], passages) for seed, passages in cited.items())
    return tuple(
        make_excerpt(article, _text_pieces(article, passages, highlight))
        for article, passages in articles
    )


def _text_pieces(
    article: Article, cited: set[Passage], highlight: Callable[[str], Chunks]
) -> Iterator[TextPiece]:
    """Yield the cited passages with their neighbours, and "…" for each gap."""
    last = -1
    for index, passage in enumerate(article.passages):
        if cited.isdisjoint(article.passages[max(0, index - 1) : index + 2]):
            continue
        if -1 < last < index - 1:
            yield TextPiece(plain_chunks("…"), cited=False)
        last, is_cited = index, passage in cited
        words = (highlight if is_cited else plain_chunks)(without_bullet(passage.text))
        yield TextPiece(words, is_cited, passage.locator)


def make_excerpt(article: Article, pieces: Iterable[TextPiece]) -> Excerpt:
    """Make an excerpt of an article, with its source."""
    outlet = "Note" if article.kind == "note" else publisher(article) or "Publisher not given"
    source = f"{outlet}, {day_in_words(article.date)}" + (
        f": {article.title}" if article.title else ""
    )
    is_published = article.kind != "note"  # the first source of an article is the article itself
    url = article.sources[0].url if is_published and article.sources else None
    address, pieces = web_address(url), tuple(pieces)
    cited = {piece.locator for piece in pieces if piece.cited}
    sources = (source for source in article.sources if cited.intersection(source.tells))
    note_sources = tuple((source.name, web_address(source.url)) for source in sources)
    return Excerpt(source, article.path, address, pieces, note_sources)


# --- Highlighted words ---------------------------------------------------------------------------


def plain_chunks(text: str) -> Chunks:
    """Make a single chunk, with nothing highlighted."""
    return (Chunk(text),)


def highlight_changes(text: str, other: str) -> Chunks:
    """Highlight the words that ``other`` does not have in this order."""
    words = text.split()
    keys, others = ([" ".join(tokens(word)) for word in side] for side in (words, other.split()))
    differs = [bool(key) for key in keys]
    for block in SequenceMatcher(None, keys, others, autojunk=False).get_matching_blocks():
        differs[block.a : block.a + block.size] = [False] * block.size
    return _join_chunks(map(Chunk, words, differs))


def highlight_unknown(text: str, other: str) -> Chunks:
    """Highlight the content words and figures that ``other`` lacks."""
    shared = {*tokens(other)} | STOP_WORDS
    return _join_chunks(Chunk(word, not shared.issuperset(tokens(word))) for word in text.split())


def highlight_value(text: str, value: Quantity | None) -> Chunks:
    """Highlight a value wherever a passage has it."""
    same = [other for other in find_quantities(text) if value and is_same_quantity(other, value)]

    def is_in_value(word: re.Match[str]) -> bool:
        return any(other.start < word.end() and word.start() < other.end for other in same)

    words = re.finditer(r"\S+", text)
    return _join_chunks(Chunk(word[0], value=is_in_value(word)) for word in words)


def _join_chunks(words: Iterable[Chunk]) -> Chunks:
    chunks: list[Chunk] = []
    for word in words:
        if chunks and chunks[-1][1:] == word[1:]:
            chunks[-1] = chunks[-1]._replace(text=f"{chunks[-1].text} {word.text}")
        else:
            chunks.append(word)
    return tuple(chunks)
