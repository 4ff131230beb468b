"""What a line of a paste is: its label, by which an editor is told what was taken out."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TypeAlias


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
