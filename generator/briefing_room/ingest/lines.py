"""The lines of a seed: what each may be labelled, and what tells prose from the page around it.

Few features serve every question of what a line is: its length, whether it ends with a stop, its
capitals, and the words that it shares with other lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TypeAlias

from briefing_room.text import lexicon as w
from briefing_room.text.grammar import count
from briefing_room.text.lexicon import content_words

MIN_PARAGRAPH_WORDS = 12  # a longer line that ends in a stop surely is a paragraph
_MIN_UNSTOPPED_WORDS = 28  # and so is one longer than this without a stop
_MAX_HEADLINE_WORDS = 45  # with capitals
_MIN_BROKEN_OFF_WORDS = 22  # of a line without a stop, but with a verb, that broke off
_END_LETTERS = 80  # in which a line shows its end
_MAX_MENU_WORDS = 5  # of a line of a menu
_MIN_MENU_LINES = 8  # one below the other that surely are a menu
_PAGE_WEIGHT = 10  # words that a line of the page counts against the text
_MAX_WEIGHT = 60  # words of a paragraph that count for it
_STOPPED = re.compile(r"""[.!?…:;]["')\]]*$""")
_FULL_STOP = re.compile(r"""[.…]["')\]]*$""")
SMALL = w.PREPOSITIONS | w.DETERMINERS | w.CONJUNCTIONS | {"is", "as", "vs", "via", "that", "be"}
_SIGNS_BEHIND = re.compile(r"(?:\s*[^\w\s\"')\]?!.,:;%…]|_)+$")


class Label(StrEnum):
    """Why a line, or a sentence, is no text of the article; the value is what people read."""

    # The head of the article.
    TITLE = "headline of this article"
    BYLINE = "byline"
    DATELINE = "dateline"
    TIME = "time of publication"
    DESK = "label of the desk"
    EDITORS = "note of the editors"
    RELEASE = "mark of a press release"
    # The page around it.
    NAVIGATION = "page navigation"
    POINTER = "pointer to another article"
    OTHER = "headline of another article"
    SHARING = "sharing buttons"
    POST = "counts of a social network"
    NEWSLETTER = "newsletter or subscription"
    COOKIES = "cookie or privacy notice"
    ADVERTISEMENT = "advertisement"
    COMMENT = "invitation to comment"
    LEGAL = "copyright or legal notice"
    MACHINE = "summary by a machine"
    ADDRESS = "address"
    SOURCE = "source line"
    PAGE_NUMBER = "page number"
    SEPARATOR = "separator"
    # Among and below its paragraphs.
    CREDIT = "photo credit or caption"
    CAPTION = "photo caption"
    SUBHEADING = "sub-heading"
    ON_THE_AUTHOR = "note on the author"
    END = "end mark"
    RELEASE_NOTES = "notes of a press release"
    REFERENCES = "references"
    FOOT = "line below the article"
    CLIPPED = "clipped: the whole stands below"
    # Sentences.
    TORN_OFF = "breaks off in the middle of a sentence"
    TOO_LONG = "words without a stop, longer than any sentence"
    SAID_TWICE = "stands in the text before"
    NO_WORDS = "no words"
    # Markdown.
    HEADING = "heading"
    RULE = "rule"
    IMAGE = "image"
    TABLE = "table"
    FOOTNOTE = "footnote or link definition"
    HTML = "HTML or comment"
    CODE = "code"


HEAD = frozenset({Label.BYLINE, Label.DATELINE, Label.TIME})
Labels: TypeAlias = Sequence[Label | None]  # of the lines of a text; None for its own words


@dataclass(frozen=True, slots=True)
class PastedLine:
    """A paragraph of the seed in plain typography, with what tells by its form what it is.

    ``stopped`` says that it ends as a sentence does, or leads into what follows; ``tells`` that it
    ends in a full stop, as no headline does, not even one that asks.
    """

    text: str
    item: bool = False  # of a list
    words: int = 0
    paragraph: bool = False
    stopped: bool = False
    tells: bool = False


def line_of(text: str, *, item: bool = False) -> PastedLine:
    """Judge the form of a line; a question of some length may be a headline."""
    words = len(text.split())
    end = without_signs(text[-_END_LETTERS:])
    ends = _STOPPED.search(end) is not None
    full = words > _MIN_UNSTOPPED_WORDS and (
        (ends and words > _MAX_HEADLINE_WORDS) or not is_title_case(text[:400])
    )
    if MIN_PARAGRAPH_WORDS < words <= _MIN_UNSTOPPED_WORDS:
        broken_off = words >= _MIN_BROKEN_OFF_WORDS and count(text).certain > 0
        full = (ends or broken_off) and not is_title_case(text)
    stopped = ends and not text[-1:].isalnum()
    return PastedLine(
        text, item, words, full, stopped, _FULL_STOP.search(text[-_END_LETTERS:]) is not None
    )


Lines: TypeAlias = Sequence[PastedLine]


@lru_cache(maxsize=4096)
def roots(text: str) -> frozenset[str]:
    """The first letters of the words of content, so that "exporting" meets "exports"."""
    return frozenset(word[:7] for word in content_words(text))


def roots_of(lines: Iterable[PastedLine]) -> frozenset[str]:
    """All roots of some lines."""
    return frozenset().union(*(roots(line.text) for line in lines))


def shares(line: PastedLine, words: frozenset[str], part: float) -> bool:
    """Whether more than one word, and more than ``part`` of a line's, is in the text too."""
    own = roots(line.text)
    return len(own & words) > max(1, part * len(own))


def is_title_case(line: str) -> bool:
    """Whether a line writes its words with capitals, as English headlines do."""
    found = [word for word in re.findall(r"[A-Za-z][\w'-]*", line) if word.lower() not in SMALL]
    capital = sum(word[0].isupper() for word in found)
    return len(found) >= 2 and capital >= 0.8 * len(found)


def squeezed(text: str) -> str:
    """The letters and digits of a text, in small letters."""
    return re.sub(r"[\W_]+", "", text).lower()


def without_signs(title: str) -> str:
    """Strip emphasis and pictures behind a title."""
    return title if title[-1:].isalnum() else _SIGNS_BEHIND.sub("", title)


def menu_entries(lines: Lines) -> frozenset[str]:
    """The letters of the lines of menus: many short ones, one below the other.

    The last two of a run may be a desk's name and the headline, which stand right below a menu.
    """
    found: set[str] = set()
    run: list[str] = []
    for line in (*lines, PastedLine("", words=_MAX_MENU_WORDS + 1)):
        if line.words <= _MAX_MENU_WORDS and not line.tells:
            run.append(squeezed(line.text))
            continue
        found.update(run[:-2] if len(run) >= _MIN_MENU_LINES else ())
        run = []
    return frozenset(found)


def weight(line: PastedLine, label: Label | None) -> int:
    """How many words a line counts for the text, or against it if negative."""
    if label:
        return 0 if label is Label.SEPARATOR else -_PAGE_WEIGHT
    if line.paragraph or line.stopped:
        return min(line.words, _MAX_WEIGHT)
    open_end = line.item or line.text.endswith(",")
    return 0 if open_end else -min(max(line.words, _PAGE_WEIGHT // 2), _PAGE_WEIGHT)
