"""Cut the paragraphs of a seed into numbered passages; every visible character is in one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefing_room.ingest.blocks import Block, without_markup
from briefing_room.ingest.lines import Label
from briefing_room.model import Passage, Removed
from briefing_room.text.lexicon import BASES, GERUNDS, PARTICIPLES, THIRDS
from briefing_room.text.sentences import sentence_spans, split_glued
from briefing_room.text.typography import plain_text, straighten

_PART_LETTERS = " bcdefghij"  # of a piece that had no space between its sentences
_WORDS = re.compile(r"[a-z\d]+(?:-[a-z]+)*")
_QUOTE_MARKS = re.compile(r"(?:>(?![\d=])[> \t]*)+(?=\S)")  # before a line of a quoted mail
_VERB_FORMS = BASES | GERUNDS | PARTICIPLES | THIRDS


@dataclass(frozen=True, slots=True)
class Opening:
    """The length and label of what precedes the text in its paragraph, such as a dateline."""

    length: int
    label: Label


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage, its wording in plain typography, and its label if it is not part of the text.

    It is ``inside`` if its paragraph is part of the text, whatever its own label.
    """

    passage: Passage
    text: str
    list_item: bool = False
    label: Label | None = None
    inside: bool = False


def cut_passages(
    slug: str,
    text: str,
    blocks: Sequence[Block],
    *,
    markdown: bool,
    labels: Sequence[Label | None] = (),
    openings: Mapping[int, Opening] | None = None,
    find_opening: Callable[[str], Opening | None] = lambda _: None,
) -> Iterator[Piece]:
    """Yield the passages of a text in order.

    Passages count from 1 in their paragraph.  An opening is number 0, so that recognising it
    renumbers nothing.  ``labels`` are those of whole paragraphs, including their markup;
    ``find_opening`` finds what runs into a sentence from the front.
    """
    words = _VERB_FORMS.union(_WORDS.findall(text.lower()))
    for index, block in enumerate(blocks):
        opening = (openings or {}).get(index)
        block_label = labels[index] if labels else Label(block.markup) if block.markup else None
        for number, part, start, end, label in _pieces(text, block, opening, find_opening):
            raw = text[start:end]
            bullet = block.lead if (number, part) == (1, "") and not opening else 0
            bare = without_markup(raw[bullet:]) if markdown else _strip_quote_marks(raw[bullet:])
            wording = plain_text(bare, words)
            passage = Passage(slug, index + 1, number, start, end, raw, part)
            no_words = None if wording else Label.NO_WORDS
            inside = block_label is None and bool(wording)
            yield Piece(passage, wording, block.list_item, label or block_label or no_words, inside)


def _strip_quote_marks(text: str) -> str:
    """Strip the mark before a line of a quoted mail."""
    mark = _QUOTE_MARKS.match(text)
    return text[mark.end() :] if mark else text


def removal_of(piece: Piece) -> Removed:
    """The record of a piece left out, as an editor sees it."""
    return Removed(plain_text(piece.passage.text), piece.label or "", piece.passage)


def _pieces(
    text: str, block: Block, opening: Opening | None, find_opening: Callable[[str], Opening | None]
) -> Iterator[tuple[int, str, int, int, Label | None]]:
    """Yield number, part, start, end and label of each piece; a bullet belongs to the first."""
    start = block.start + (opening.length if opening else 0)
    if opening:
        end = block.start + len(text[block.start : start].rstrip())
        yield 0, "", block.start, end, opening.label
    spans = sentence_spans(text, max(start, block.start + block.lead), block.end)
    parts: Counter[int] = Counter()
    for number, (begin, end) in enumerate(spans or [(start, block.end)], start=1):
        for first, last in split_glued(text, start if number == 1 else begin, end):
            opening_inside = find_opening(straighten(text[first:last]))
            sentence_start = first + opening_inside.length if opening_inside else first
            if opening_inside:
                stop = first + len(text[first:sentence_start].rstrip())
                yield (
                    number,
                    _PART_LETTERS[parts[number]].strip(),
                    first,
                    stop,
                    opening_inside.label,
                )
                parts[number] += 1
            yield number, _PART_LETTERS[parts[number]].strip(), sentence_start, last, None
            parts[number] += 1
