"""The records that the stages of the program pass on; none is changed after it is made.

A value that no source gives is ``None`` and is shown as "not given"; it is never guessed.
Offsets count characters of ``Article.text`` and follow Python slices.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from briefing_room.errors import printable

# --- Sources and text --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Source:
    """A publication that a seed was taken from.

    ``tells`` lists the sentences of a note that report what it says, such as "2-1".  If the writer
    knows it only from another publication, ``via`` names that one.
    """

    publisher: str
    title: str | None = None
    url: str | None = None
    date: dt.date | None = None
    archive: str | None = None  # an address at which a copy is kept
    tells: tuple[str, ...] = ()
    via: str | None = None

    @property
    def name(self) -> str:
        """The publisher, followed by ``via``: "AP (release; via Ore Wire)"."""
        if not self.via:
            return self.publisher
        name = self.publisher.removesuffix(")")
        return f"{name}{' (' if name == self.publisher else '; '}via {self.via})"


@dataclass(frozen=True, slots=True)
class Passage:
    """One exact slice of a seed: ``text == article.text[start:end]``.

    ``paragraph`` and ``sentence`` count from 1.  Text that cleaning removes is counted too, so that
    better cleaning does not change the numbers; a dateline is sentence 0.  If two sentences have no
    space between them, both have the same number and the second has ``part`` "b".
    ``rests_on`` has the addresses of the passages from which the writer of a note infers this one.
    """

    article: str
    paragraph: int
    sentence: int
    start: int
    end: int
    text: str
    part: str = ""
    rests_on: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The footnote label of this passage, such as ``mine-5f0c-2-1``."""
        return f"{label_key(self.article)}-{self.locator}"

    @property
    def address(self) -> str:
        """The address that people write, such as ``2025-07-18-mine-opens/2-1``."""
        return f"{self.article}/{self.locator}"

    @property
    def locator(self) -> str:
        """Paragraph and sentence, such as ``2-1`` or ``2-1b``."""
        return f"{self.paragraph}-{self.sentence}{self.part}"


@lru_cache(maxsize=8192)
def label_key(slug: str) -> str:
    """The part of a footnote label that names the seed: its first word and 4 hex digits."""
    word = re.sub(r"^\d{4}(-\d\d){0,2}-", "", slug).split("-")[0] or "seed"
    return f"{word}-{hashlib.sha256(slug.encode()).hexdigest()[:4]}"


class StandaloneProblem(StrEnum):
    """Why a sentence cannot be shown on its own."""

    POINTS_BACK = "pronoun"  # it begins with "it", "this move" … and needs the sentence before
    FRAGMENT = "fragment"  # it is incomplete and is never shown


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as a reader should see it, with the passages that it is made of.

    ``text`` is the passages joined, with plain typography (straight apostrophes, no soft hyphens,
    single spaces) and no other change.
    """

    text: str
    passages: tuple[Passage, ...]
    standalone_problem: StandaloneProblem | None = None

    @property
    def paragraph(self) -> int:
        """The paragraph of the first passage."""
        return self.passages[0].paragraph

    @property
    def is_fragment(self) -> bool:
        """Whether the sentence is incomplete and therefore never shown."""
        return self.standalone_problem is StandaloneProblem.FRAGMENT

    @property
    def was_joined(self) -> bool:
        """Whether the sentence is joined from several passages of the seed."""
        return len(self.passages) > 1


@dataclass(frozen=True, slots=True)
class RemovedText:
    """Part of a seed that cleaning removed, and the reason (``headline of another article`` …)."""

    text: str
    reason: str
    passage: Passage


@dataclass(frozen=True, slots=True)
class Article:
    """One seed after reading; ``id`` is made from its file name, ``text`` is its body."""

    id: str
    path: str
    kind: str  # "article" (written by others) or "note" (the editor's own)
    text: str
    sentences: tuple[Sentence, ...]
    passages: tuple[Passage, ...]  # every numbered piece, removed ones included
    title: str | None = None
    date: dt.date | None = None
    sources: tuple[Source, ...] = ()
    removed: tuple[RemovedText, ...] = ()
    language: str = "en"
    story: str | None = None
    added: dt.date | None = None
    read_until: dt.date | None = None
    licence: str | None = None
    publisher: str | None = None  # of the article itself, if its text or front matter gives it
    author: str | None = None
    opinion: bool = False  # an opinion piece, by its text or front matter
    edition: str | None = None  # "corrected text" or "update 3", as the desk labelled it
    by: str | None = None  # who wrote a note
    outline: tuple[Role, ...] = ()  # of a note with sections: that of each paragraph
    ends_mid_sentence: bool = False  # its last sentence is incomplete and was removed

    @property
    def covered_until(self) -> dt.date | None:
        """The last day that the seed covers: ``read_until``, else the date of its latest source.

        An article is its own source.
        """
        dates = [source.date for source in self.sources]
        dates += [self.date] if self.kind == "article" else []
        return self.read_until or max(filter(None, dates), default=None)


# --- The catalogue -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Mention:
    """A name of the catalogue found at ``[start:end]``."""

    entity: str
    start: int
    end: int


# --- Facts -------------------------------------------------------------------------------------


class Quantity(NamedTuple):
    """A quantity at ``text[start:end]``, with its qualifier; ``low == high`` unless it is a range.

    ``unit`` is normalised: ``%``, ``percentage points``, ``t``, an ISO currency, ``USD/kg``,
    ``years``, or the counted noun.  ``wording`` is the value as the text has it ("over 60%").
    """

    wording: str
    low: float
    high: float
    unit: str
    qualifier: str | None
    start: int
    end: int


class DateSpan(NamedTuple):
    """A date at ``text[start:end]``.

    ``date`` is ISO (``2025``, ``2025-06``, ``2025-06-30``, ``2025-Q3``, ``2025-H1``) or ``None``
    where it cannot be known.
    """

    wording: str
    date: str | None
    start: int
    end: int

    @property
    def day(self) -> dt.date | None:
        """The date, if it is a single day."""
        return dt.date.fromisoformat(self.date) if self.date and len(self.date) == 10 else None


class Cue(StrEnum):
    """What the wording of a sentence signals."""

    NOT_KNOWN = "not known"
    WATCH = "to watch"
    DIFFER = "accounts differ"


OPINION, UNNAMED_AUTHOR = "opinion", "the author"


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says a sentence; ``entity`` is the slug of the name if the catalogue has a page for it.

    ``label`` warns the reader with "state media" or "opinion"; otherwise it is empty.
    """

    name: str
    entity: str | None = None
    label: str = ""

    @property
    def printed_label(self) -> str:
        """The label as a page prints it; "opinion" comes with the name of the author, if known."""
        is_known_author = self.label == OPINION and self.name != UNNAMED_AUTHOR
        return f"{self.name}, {self.label}" if is_known_author else self.label


@dataclass(frozen=True, slots=True)
class SentenceFacts:
    """What was extracted from a sentence; offsets count characters of ``sentence.text``."""

    sentence: Sentence
    quantities: tuple[Quantity, ...] = ()
    dates: tuple[DateSpan, ...] = ()  # relative ones resolved by the text before
    mentions: tuple[Mention, ...] = ()
    speaker: Speaker | None = None
    cues: frozenset[Cue] = frozenset()

    @property
    def text(self) -> str:
        """The text of the sentence."""
        return self.sentence.text

    @property
    def paragraph(self) -> int:
        """The paragraph of its first passage."""
        return self.sentence.paragraph

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The passages that it is made of."""
        return self.sentence.passages

    @property
    def names(self) -> frozenset[str]:
        """The slugs of the entities that the sentence names."""
        return frozenset(mention.entity for mention in self.mentions)


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of each sentence of an article, in order, and the topics of the article."""

    article: str
    sentences: tuple[SentenceFacts, ...] = ()
    topics: tuple[str, ...] = ()


# --- Briefings ---------------------------------------------------------------------------------


class Role(StrEnum):
    """The section of the page that a sentence belongs to; the value is its heading."""

    BOTTOM_LINE = "Bottom line"
    KEY_POINT = "Key points"
    DIFFER = "Where accounts differ"
    WHY = "Why it matters"  # written, never chosen by the program
    NOT_KNOWN = "Not known"
    WATCH = "What to watch"
    MORE = "More"  # background that the site folds away


@dataclass(frozen=True, slots=True)
class Part:
    """One sentence of a statement, with the passages that support it."""

    text: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """A line of the page: one sentence, or several that depend on each other.

    ``label`` adds what the words do not say, such as "state media" or the edition of an article.
    """

    parts: tuple[Part, ...]
    role: Role
    label: str = ""

    @property
    def text(self) -> str:
        return " ".join(part.text for part in self.parts)

    @property
    def passages(self) -> tuple[Passage, ...]:
        return tuple(passage for part in self.parts for passage in part.passages)


@dataclass(frozen=True, slots=True)
class Story:
    """The articles about one event; ``origins`` is the number of their independent origins."""

    id: str
    articles: tuple[Article, ...]
    origins: int


@dataclass(frozen=True, slots=True)
class Briefing:
    """The content of the page of a story, before it is laid out."""

    id: str
    title: str
    story: Story
    date: dt.date | None
    topics: tuple[str, ...]
    statements: tuple[Statement, ...]
    drafted_by: str = ""


# --- Findings ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault or a remark that a person should look at; ``line`` 0 means the whole file."""

    kind: str
    path: str
    line: int
    message: str
    strength: str = "error"  # or "unsupported", which is not a fault
    words: tuple[str, ...] = ()  # the words of the line that it is about

    def __str__(self) -> str:
        """Write ``path:line: kind: message``, the form that editors and CI know how to open."""
        location = f"{self.path}:{self.line}" if self.line else self.path
        return printable(f"{location}: {self.kind}: {self.message}")
