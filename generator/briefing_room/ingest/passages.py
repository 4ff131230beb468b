"""Cut the paragraphs of a seed into numbered passages, each visible character of it in one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefing_room.ingest.blocks import Block, without_markup
from briefing_room.model import Passage, Removed
from briefing_room.text.lexicon import BASES, GERUNDS, PARTICIPLES, THIRDS
from briefing_room.text.sentences import halves, sentence_spans
from briefing_room.text.typography import plain, same_length

_PARTS = " bcdefghij"  # of a piece that had no space between its sentences
_WORDS = re.compile(r"[a-z\d]+(?:-[a-z]+)*")
_LANGUAGE = BASES | GERUNDS | PARTICIPLES | THIRDS


@dataclass(frozen=True, slots=True)
class Opening:
    """The length of what stands before the text in its own paragraph, and what it is."""

    length: int
    reason: str


@dataclass(frozen=True, slots=True)
class Cut:
    """A passage, its wording in plain typography, and why it is no text, if it is none."""

    passage: Passage
    text: str
    list_item: bool = False
    reason: str | None = None


def cut(
    slug: str,
    text: str,
    blocks: Sequence[Block],
    *,
    markdown: bool,
    reasons: Mapping[int, str] | None = None,
    openings: Mapping[int, Opening] | None = None,
    in_front: Callable[[str], Opening | None] = lambda _: None,
) -> Iterator[Cut]:
    """Yield the passages of a text in order.

    They count from 1 in their paragraph; an opening is number 0, so that finding it or not
    renumbers nothing.  ``reasons`` are those of whole paragraphs, beside their markup;
    ``in_front`` tells what runs into a sentence.
    """
    words = _LANGUAGE.union(_WORDS.findall(text.lower()))
    for n, block in enumerate(blocks):
        opening = (openings or {}).get(n)
        why = (reasons or {}).get(n) or block.markup
        for number, part, start, end, reason in _pieces(text, block, opening, in_front):
            raw = text[start:end]
            bullet = block.lead if (number, part) == (1, "") and not opening else 0
            bare = without_markup(raw[bullet:]) if markdown else raw[bullet:]
            wording = plain(bare, words)
            passage = Passage(slug, n + 1, number, start, end, raw, part)
            none = None if wording else "no words"
            yield Cut(passage, wording, block.list_item, reason or why or none)


def removed(piece: Cut) -> Removed:
    """Return a piece that goes as what is told to the editor."""
    return Removed(plain(piece.passage.text), piece.reason or "", piece.passage)


def _pieces(
    text: str, block: Block, opening: Opening | None, in_front: Callable[[str], Opening | None]
) -> Iterator[tuple[int, str, int, int, str | None]]:
    """Yield number, part, start, end and reason of each piece; a bullet belongs to the first."""
    start = block.start + (opening.length if opening else 0)
    if opening:
        end = block.start + len(text[block.start : start].rstrip())
        yield 0, "", block.start, end, opening.reason
    spans = sentence_spans(text, max(start, block.start + block.lead), block.end)
    parts: Counter[int] = Counter()
    for number, (begin, end) in enumerate(spans or [(start, block.end)], start=1):
        for first, last in halves(text, start if number == 1 else begin, end):
            front = in_front(same_length(text[first:last]))
            whole = first + front.length if front else first
            if front:
                stop = first + len(text[first:whole].rstrip())
                yield number, _PARTS[parts[number]].strip(), first, stop, front.reason
                parts[number] += 1
            yield number, _PARTS[parts[number]].strip(), whole, last, None
            parts[number] += 1
