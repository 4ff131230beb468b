"""The lines of a seed: their labels, and the features that separate prose from the page around it.

The features are length, end punctuation, capitals, and the words shared with other lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TypeAlias

from briefing_room.text import lexicon as w
from briefing_room.text.grammar import count_verbs
from briefing_room.text.lexicon import content_words

MIN_PARAGRAPH_WORDS = 12  # a longer line with end punctuation is a paragraph
_MIN_UNPUNCTUATED_WORDS = 28  # a longer line is a paragraph even without end punctuation
_MAX_TITLE_CASE_WORDS = 45  # of a headline in title case
_MIN_UNFINISHED_WORDS = 22  # of a paragraph with a verb but without end punctuation
_END_CHARS = 80  # at the end of a line that are searched for punctuation
_PAGE_WEIGHT = 10  # words that a line of the page counts against the text
_MAX_WEIGHT = 60  # words of one paragraph that count for the text
_END_PUNCTUATION = re.compile(r"""[.!?…:;]["')\]]*$""")
_FULL_STOP = re.compile(r"""[.…]["')\]]*$""")
_WORD = re.compile(r"[A-Za-z][\w'-]*")
_NUMBERS = re.compile(r"Q\d \d{4}|(?<!\S)[^\s\d]*\d\S*")
SMALL_TITLE_WORDS = (
    w.PREPOSITIONS | w.DETERMINERS | w.CONJUNCTIONS | {"is", "as", "vs", "via", "that", "be"}
)
_SIGNS_BACKWARDS = re.compile(r"(?:[^\w\s\"')\]?!.,:;%…]\s*|_)+")


class Label(StrEnum):
    """Why a line or sentence is not part of the article, in words that people read."""

    # The head of the article.
    TITLE = "headline of this article"
    BYLINE = "byline"
    DATELINE = "dateline"
    TIME = "time of publication"
    DESK = "desk label"
    EDITORS_NOTE = "editors' note"
    RELEASE = "press-release label"
    # The page around it.
    NAVIGATION = "page navigation"
    POINTER = "pointer to another article"
    OTHER_HEADLINE = "headline of another article"
    SHARING = "sharing buttons"
    SOCIAL_COUNTS = "social network counts"
    NEWSLETTER = "newsletter or subscription"
    COOKIES = "cookie or privacy notice"
    ADVERTISEMENT = "advertisement"
    COMMENT = "invitation to comment"
    LEGAL = "copyright or legal notice"
    MACHINE = "machine-written summary"
    ADDRESS = "address"
    SOURCE = "source line"
    PAGE_NUMBER = "page number"
    SEPARATOR = "separator"
    # Among and below its paragraphs.
    CREDIT = "photo credit or caption"
    CAPTION = "photo caption"
    SUBHEADING = "sub-heading"
    ABOUT_AUTHOR = "about the author"
    END = "end mark"
    RELEASE_NOTES = "press-release notes"
    REFERENCES = "references"
    FOOT = "line below the article"
    # Sentences.
    UNFINISHED = "breaks off in the middle of a sentence"
    TOO_LONG = "unpunctuated text, longer than any sentence"
    REPEATED = "repeats another sentence"
    NO_WORDS = "no words"
    # Markdown.
    HEADING = "heading"
    RULE = "rule"
    IMAGE = "image"
    TABLE = "table"
    FOOTNOTE = "footnote or link definition"
    HTML = "HTML or comment"
    CODE = "code"


HEAD_LABELS = frozenset({Label.BYLINE, Label.DATELINE, Label.TIME})
Labels: TypeAlias = Sequence[Label | None]  # of the lines of a paste; None for the article's own


@dataclass(frozen=True, slots=True)
class PastedLine:
    """A line of the seed in plain typography, with the features of its form.

    ``ends_sentence``: the line ends like a sentence, or with a colon or semicolon.
    ``has_full_stop``: the line ends with a full stop, as no headline does.
    """

    text: str
    is_item: bool = False  # of a list
    word_count: int = 0
    is_paragraph: bool = False
    ends_sentence: bool = False
    has_full_stop: bool = False


def measure_line(text: str, *, item: bool = False) -> PastedLine:
    """Measure the length, case and end punctuation of a line."""
    word_count = len(text.split())
    ends_sentence = _END_PUNCTUATION.search(without_signs(text[-_END_CHARS:])) is not None
    is_paragraph = word_count > _MIN_UNPUNCTUATED_WORDS and (
        (ends_sentence and word_count > _MAX_TITLE_CASE_WORDS) or not is_title_case(text[:400])
    )
    if MIN_PARAGRAPH_WORDS < word_count <= _MIN_UNPUNCTUATED_WORDS:
        is_unfinished = word_count >= _MIN_UNFINISHED_WORDS and count_verbs(text).certain > 0
        is_paragraph = (ends_sentence or is_unfinished) and not is_title_case(text)
    return PastedLine(
        text,
        item,
        word_count,
        is_paragraph,
        ends_sentence,
        _FULL_STOP.search(text[-_END_CHARS:]) is not None,
    )


Lines: TypeAlias = Sequence[PastedLine]


@lru_cache(maxsize=4096)
def roots_in(text: str) -> frozenset[str]:
    """The first seven letters of each content word, so that "exporters" matches "exported"."""
    return frozenset(word[:7] for word in content_words(text))


def roots_of_lines(lines: Iterable[PastedLine]) -> frozenset[str]:
    """The roots of all the lines together."""
    return frozenset().union(*(roots_in(line.text) for line in lines))


def shares_words(line: PastedLine, text_roots: frozenset[str], part: float) -> bool:
    """Whether ``text`` has more than one root of a line, and more than ``part`` of its roots."""
    line_roots = roots_in(line.text)
    return len(line_roots & text_roots) > max(1, part * len(line_roots))


def is_title_case(line: str) -> bool:
    """Whether most words of a line begin with a capital, as in English headlines."""
    main_words = [word for word in _WORD.findall(line) if word.lower() not in SMALL_TITLE_WORDS]
    capitals = sum(word[0].isupper() for word in main_words)
    return len(main_words) >= 2 and capitals >= 0.8 * len(main_words)


def is_table_row(line: str) -> bool:
    """Whether a line begins with a word and more than a third of its words are numbers."""
    return line[:1].isalnum() and 3 * len(_NUMBERS.findall(line)) > len(line.split())


def squeeze(text: str) -> str:
    """Reduce a line to its letters and digits, in lower case."""
    return re.sub(r"[\W_]+", "", text).lower()


def without_signs(title: str) -> str:
    """Strip emphasis and emoji from the end of a title."""
    signs = _SIGNS_BACKWARDS.match(title[::-1])  # a search for the end would start at every sign
    return title[: -signs.end()] if signs else title


def text_weight(line: PastedLine, label: Label | None) -> int:
    """The number of words that a line counts for the text, or against it if negative."""
    if label:
        return 0 if label is Label.SEPARATOR else -_PAGE_WEIGHT
    if line.is_paragraph or line.ends_sentence:
        return min(line.word_count, _MAX_WEIGHT)
    open_end = line.is_item or line.text.endswith(",")
    return 0 if open_end else -min(max(line.word_count, _PAGE_WEIGHT // 2), _PAGE_WEIGHT)
