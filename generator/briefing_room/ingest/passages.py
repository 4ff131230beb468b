"""Cut the paragraphs of a seed into numbered passages, each visible character of it in one."""

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
from briefing_room.text.typography import plain, same_length

_PARTS = " bcdefghij"  # of a piece that had no space between its sentences
_WORDS = re.compile(r"[a-z\d]+(?:-[a-z]+)*")
_QUOTED = re.compile(r"(?:>(?![\d=])[> \t]*)+(?=\S)")  # before a line of a quoted mail
_LANGUAGE = BASES | GERUNDS | PARTICIPLES | THIRDS


@dataclass(frozen=True, slots=True)
class Opening:
    """How long what stands before the text in its own paragraph is, and its label."""

    length: int
    label: Label


@dataclass(frozen=True, slots=True)
class Cut:
    """A passage, its wording in plain typography, and why it is no text, if it is none.

    What stands ``inside`` a paragraph of text has a label of its own.
    """

    passage: Passage
    text: str
    list_item: bool = False
    label: Label | None = None
    inside: bool = False


def cut(
    slug: str,
    text: str,
    blocks: Sequence[Block],
    *,
    markdown: bool,
    labels: Sequence[Label | None] = (),
    openings: Mapping[int, Opening] | None = None,
    in_front: Callable[[str], Opening | None] = lambda _: None,
) -> Iterator[Cut]:
    """Yield the passages of a text in order.

    They count from 1 in their paragraph; an opening is number 0, so that finding it or not
    renumbers nothing.  ``labels`` are those of whole paragraphs, their markup included;
    ``in_front`` tells what runs into a sentence.
    """
    words = _LANGUAGE.union(_WORDS.findall(text.lower()))
    for n, block in enumerate(blocks):
        opening = (openings or {}).get(n)
        of_block = labels[n] if labels else Label(block.markup) if block.markup else None
        for number, part, start, end, label in _pieces(text, block, opening, in_front):
            raw = text[start:end]
            bullet = block.lead if (number, part) == (1, "") and not opening else 0
            bare = without_markup(raw[bullet:]) if markdown else _unquoted(raw[bullet:])
            wording = plain(bare, words)
            passage = Passage(slug, n + 1, number, start, end, raw, part)
            empty = None if wording else Label.NO_WORDS
            inside = of_block is None and bool(wording)
            yield Cut(passage, wording, block.list_item, label or of_block or empty, inside)


def _unquoted(text: str) -> str:
    """Strip the mark before a line of a quoted mail."""
    mark = _QUOTED.match(text)
    return text[mark.end() :] if mark else text


def removed(piece: Cut) -> Removed:
    """Write a piece as what an editor is shown of it."""
    return Removed(plain(piece.passage.text), piece.label or "", piece.passage)


def _pieces(
    text: str, block: Block, opening: Opening | None, in_front: Callable[[str], Opening | None]
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
            front = in_front(same_length(text[first:last]))
            whole = first + front.length if front else first
            if front:
                stop = first + len(text[first:whole].rstrip())
                yield number, _PARTS[parts[number]].strip(), first, stop, front.label
                parts[number] += 1
            yield number, _PARTS[parts[number]].strip(), whole, last, None
            parts[number] += 1
