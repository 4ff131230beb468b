"""Cut the paragraphs of a seed into numbered passages; every visible character is in one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefing_room.ingest.blocks import Block, strip_markup
from briefing_room.ingest.boilerplate import caption_length
from briefing_room.ingest.lines import Label
from briefing_room.model import Passage, RemovedText
from briefing_room.text.lexicon import BASE_FORMS, GERUNDS, PARTICIPLES, THIRD_PERSONS
from briefing_room.text.sentences import sentence_spans, split_glued
from briefing_room.text.typography import plain_text, straighten

_PART_LETTERS = " bcdefghij"  # of a piece that had no space between its sentences
_WORDS = re.compile(r"[a-z\d]+(?:-[a-z]+)*")
_QUOTE_MARKS = re.compile(r"(?:>(?![\d=])[> \t]*)+(?=\S)")  # before a line of a quoted mail
_VERB_FORMS = BASE_FORMS | GERUNDS | PARTICIPLES | THIRD_PERSONS


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage, its wording in plain typography, and its label if it is not part of the text.

    ``in_body``: its paragraph is part of the text, even if the piece itself has a label.
    """

    passage: Passage
    text: str
    list_item: bool = False
    label: Label | None = None
    in_body: bool = False


def cut_passages(
    slug: str,
    text: str,
    blocks: Sequence[Block],
    *,
    markdown: bool,
    labels: Sequence[Label | None] = (),
    datelines: Mapping[int, int] | None = None,
) -> Iterator[Piece]:
    """Yield the passages of a seed in order.

    Passages are numbered from 1 in each paragraph.  A dateline has the number 0, so that the other
    numbers do not depend on recognising it.  ``labels`` are those of whole paragraphs.
    ``datelines`` maps the index of a paragraph to the length of its dateline, with a bullet before.
    """
    words = _VERB_FORMS.union(_WORDS.findall(text.lower()))
    for index, block in enumerate(blocks):
        dateline_length = (datelines or {}).get(index, 0)
        block_label = labels[index] if labels else Label(block.markup) if block.markup else None
        for number, part, start, end, label in _cut_block(text, block, dateline_length):
            raw = text[start:end]
            bullet = block.lead if (number, part) == (1, "") and not dateline_length else 0
            bare = strip_markup(raw[bullet:]) if markdown else _strip_quote_marks(raw[bullet:])
            wording = plain_text(bare, words)
            passage = Passage(slug, index + 1, number, start, end, raw, part)
            no_words = None if wording else Label.NO_WORDS
            in_body = block_label is None and bool(wording)
            yield Piece(
                passage, wording, block.list_item, label or block_label or no_words, in_body
            )


def _strip_quote_marks(text: str) -> str:
    """Strip the mark before a line of a quoted mail."""
    mark = _QUOTE_MARKS.match(text)
    return text[mark.end() :] if mark else text


def make_removal(piece: Piece) -> RemovedText:
    """Make the record of a piece that is removed from the text, for editors to see."""
    return RemovedText(plain_text(piece.passage.text), piece.label or "", piece.passage)


def _cut_block(
    text: str, block: Block, dateline_length: int
) -> Iterator[tuple[int, str, int, int, Label | None]]:
    """Yield number, part, start, end and label of each piece; a bullet belongs to the first."""
    start = block.start + dateline_length
    if dateline_length:
        end = block.start + len(text[block.start : start].rstrip())
        yield 0, "", block.start, end, Label.DATELINE
    spans = sentence_spans(text, max(start, block.start + block.lead), block.end)
    for number, (begin, end) in enumerate(spans or [(start, block.end)], start=1):
        glued = split_glued(text, start if number == 1 else begin, end)
        last = len(_PART_LETTERS) - 1
        parts = [*glued[:last], *((first, end) for first, _ in glued[last : last + 1])]
        pieces = (piece for first, stop in parts for piece in _split_caption(text, first, stop))
        for part, (first, stop, label) in zip(_PART_LETTERS, pieces, strict=False):
            yield number, part.strip(), first, stop, label


def _split_caption(text: str, start: int, end: int) -> Iterator[tuple[int, int, Label | None]]:
    """Split off a caption that runs into a sentence."""
    if length := caption_length(straighten(text[start:end])):
        yield start, start + len(text[start : start + length].rstrip()), Label.CREDIT
    yield start + length, end, None
