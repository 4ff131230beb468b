"""Cut the blocks of a seed into numbered passages: those that stay and those that go."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.ingest.blocks import Block
from generator.ingest.boilerplate import sentence_reason
from generator.ingest.clean import Cleaned
from generator.ingest.credits import MAY_DATE
from generator.ingest.days import names_a_day
from generator.ingest.heads import Opening
from generator.ingest.markdown import without_markup
from generator.model import Passage, Removed
from generator.text.lexicon import BASES, GERUNDS, PARTICIPLES, THIRDS
from generator.text.sentences import Span, sentence_spans
from generator.text.typography import plain, without_references

TOO_LONG = "words without a stop, longer than any sentence"
_LONGEST = 4_000  # characters; no law has a sentence so long
_TELL_DATE = " with a date, which was not taken: set it if it is the article's"
_MARK = re.compile(r"^>(?![\d=])[> \t]*")  # before a line that a mail quotes
_WORDS = re.compile(r"[a-z]+")
_LANGUAGE = BASES | GERUNDS | PARTICIPLES | THIRDS


@dataclass(frozen=True, slots=True)
class Kept:
    """A passage that stays, its wording in plain typography, and whether it is a list item."""

    passage: Passage
    text: str
    list_item: bool


@dataclass(frozen=True, slots=True)
class Seed:
    """What cutting has to know of a seed; a note is the editor's own and is not cleaned."""

    id: str
    text: str
    is_markdown: bool
    is_note: bool
    is_dated: bool = False


def cut(
    seed: Seed,
    blocks: Sequence[Block],
    cleaned: Cleaned,
) -> tuple[tuple[Kept, ...], tuple[Removed, ...]]:
    """Return the passages of every block, together each visible character of the seed.

    Passages count from 1 in their paragraph; a dateline is number 0, so that finding it or not
    renumbers nothing.
    """
    words = _LANGUAGE.union(_WORDS.findall(seed.text.lower()))
    kept: list[Kept] = []
    removed: list[Removed] = []
    for index, block in enumerate(blocks):
        opening = cleaned.openings.get(index, Opening(0))
        for number, (start, end) in _numbered(seed.text, block, opening.length):
            passage = Passage(seed.id, index + 1, number, start, end, seed.text[start:end])
            raw = _without_lead(passage, block, opening)
            wording = plain(without_markup(raw) if seed.is_markdown else raw, words)
            reason = opening.reason if number == 0 else cleaned.reasons.get(index)
            if not reason and not seed.is_note:
                wording = without_references(wording)
                reason = sentence_reason(wording) or (TOO_LONG if len(wording) > _LONGEST else None)
            if reason or not wording:
                removed.append(_removed(passage, reason or "no words", seed))
            else:
                kept.append(Kept(passage, wording, block.list_item))
    return tuple(kept), tuple(removed)


def _without_lead(passage: Passage, block: Block, opening: Opening) -> str:
    """Return a passage without a bullet (which an opening holds already) or a mail's mark."""
    if passage.sentence == 1 and not opening.length:
        return passage.text[block.lead :]
    return _MARK.sub("", passage.text) if passage.sentence > 1 else passage.text


def _removed(passage: Passage, reason: str, seed: Seed) -> Removed:
    """Return what goes; a date in it is never taken, so the editor is told of it."""
    told = reason in MAY_DATE and not seed.is_dated and names_a_day(plain(passage.text))
    return Removed(plain(passage.text), reason + _TELL_DATE if told else reason, passage)


def _numbered(text: str, block: Block, dateline: int) -> Iterator[tuple[int, Span]]:
    """Yield the spans of a block with their numbers; the bullet belongs to the first."""
    start = block.start
    if dateline:
        yield 0, (start, start + len(text[start : start + dateline].rstrip()))
        start += dateline
    spans = sentence_spans(text, start if dateline else start + block.lead, block.end)
    for number, (begin, end) in enumerate(spans or [(start, block.end)], start=1):
        yield number, (start if number == 1 else begin, end)
