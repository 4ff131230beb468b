"""Cut the paragraphs of a seed into numbered passages, and say of each why it goes, if it does.

A paragraph may hold what is none of its text: before it a dateline, a desk's label, the clock of a
live blog; before a sentence captions with their credits, or a sub-heading that lost its line break.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.ingest import boilerplate
from generator.ingest.blocks import Block, without_markup
from generator.ingest.byline import DATELINE, HEAD, calls_opinion
from generator.ingest.dateline import Dateline, dateline, late_dateline
from generator.ingest.days import names_a_day
from generator.ingest.headline import without_desk
from generator.ingest.repair import Kept, headings
from generator.model import Passage, Removed
from generator.text.lexicon import BASES, GERUNDS, PARTICIPLES, THIRDS
from generator.text.sentences import halves, sentence_spans
from generator.text.typography import plain, same_length, without_references

TOO_LONG = "words without a stop, longer than any sentence"
SAID_TWICE = "stands in the text before"
_LONGEST = 4_000  # characters; no law has a sentence so long
_FEW = 8  # words; a shorter sentence may be said twice on purpose
_CAPTION = 40  # words; a longer sentence is no caption
_MAY_LEAD = 3  # paragraphs that may carry the dateline: two may stand above it
_AFTER_CAPTIONS = 12  # and one that names its agency, below paragraphs of captions
_IN_DOUBT = " with a date in doubt"
_PARTS = " bcdefghij"  # of a piece that had no space between its sentences
_WORDS = re.compile(r"[a-z\d]+(?:-[a-z]+)*")
_LANGUAGE = BASES | GERUNDS | PARTICIPLES | THIRDS
_CLOCK = re.compile(  # before an entry of a live blog
    r"\d{1,2}[:.]\d{2}(?:\s?[ap]\.?m\.?)?"
    r"(?:\s(?:GMT|UTC|[A-Z]{1,4}T)\s*(?:--+|[–—―|:-])?\s*|\s*(?:--+|[–—―|:]|-(?=\s))\s*)(?=[A-Z\"'])"
)


@dataclass(frozen=True, slots=True)
class Opening:
    """The length of what stands before the text in its own paragraph, and what it is."""

    length: int
    reason: str = DATELINE


@dataclass(frozen=True, slots=True)
class Openings:
    """The opening of each paragraph that has one, and what that of the text says of it."""

    at: Mapping[int, Opening]
    dateline: str = ""
    publisher: str | None = None
    opinion: bool = False


def find_openings(text: str, blocks: Sequence[Block], reasons: Mapping[int, str]) -> Openings:
    """Find what opens the paragraphs that no reason takes out."""
    found: dict[int, Opening] = {}
    body = [n for n in range(len(blocks)) if n not in reasons]
    raw = {n: same_length(text[blocks[n].start + blocks[n].lead : blocks[n].end]) for n in body}
    for n in body:
        clock = None if blocks[n].lead else _CLOCK.match(raw[n])
        if length := clock.end() if clock else boilerplate.leads_in(raw[n]):
            reason = DATELINE if clock else boilerplate.SUBHEADING
            found[n] = Opening(blocks[n].lead + length, reason)
    prose = [n for n in body if not blocks[n].list_item]  # a wire's points in brief
    for at, n in enumerate(prose[:_AFTER_CAPTIONS]):
        first = n == body[0]
        bare, opinion = without_desk(raw[n])  # "COMMENT | It would be"
        label = len(raw[n]) - len(bare) if first and opinion and "|" in raw[n][:30] else 0
        led = dateline(raw[n][label:], first=first)
        if not led and at < _MAY_LEAD:
            led = late_dateline(raw[n])
        if led is None or (at >= _MAY_LEAD and not led.publisher):
            led = Dateline(0)
        if length := label + led.length:
            length += boilerplate.leads_in(raw[n][length:])
            reason = boilerplate.LABEL if label else DATELINE
            found[n] = Opening(blocks[n].lead + length, reason)
            opinion = label > 0 or calls_opinion(led.publisher or "")
            return Openings(found, raw[n][led.start : length], led.publisher, opinion)
    return Openings(found)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A sentence's place in the seed; a ``reason`` says what it is where its place tells it."""

    number: int
    start: int
    end: int
    reason: str | None = None
    part: str = ""


@dataclass(frozen=True, slots=True)
class Cutter:
    """Cuts the blocks of a seed; of a note, the editor's own words, nothing is cleaned away."""

    id: str
    text: str
    is_markdown: bool
    is_note: bool
    is_dated: bool

    def passages(
        self, blocks: Sequence[Block], reasons: Mapping[int, str], openings: Mapping[int, Opening]
    ) -> tuple[list[Kept], list[Removed]]:
        """Return the passages that stay and those that go: each visible character of the seed.

        They count from 1 in their paragraph; a dateline is number 0, so that finding it or not
        renumbers nothing.
        """
        words = _LANGUAGE.union(_WORDS.findall(self.text.lower()))
        kept: list[Kept] = []
        removed: list[Removed] = []
        before: set[str] = set()  # the sentences that stand in the text before
        for n, block in enumerate(blocks):
            first = len(kept)
            opening = openings.get(n, Opening(0))
            pieces = [*self._pieces(block, opening)]
            ended = False  # the end matter of a release has begun in the paragraph
            for at, piece in enumerate(pieces):
                passage = self._passage(n + 1, piece)
                wording = plain(self._wording(passage, block, opening.length), words)
                reason = piece.reason or reasons.get(n)
                if not self.is_note and n not in reasons:
                    wording = without_references(wording)
                    late = 2 * at >= len(pieces)
                    ended = ended or (late and boilerplate.begins_end_matter(wording))
                    credit = len(kept) > first and boilerplate.is_credit(wording)
                    beside = credit and (
                        not removed or removed[-1].passage.start < kept[-1].passage.start
                    )
                    if beside and len(kept[-1].text.split()) <= _CAPTION:
                        removed.append(self._removed(kept.pop().passage, boilerplate.CAPTION))
                    again = len(wording.split()) >= _FEW and wording in before
                    signs = not kept and boilerplate.is_on_an_author(wording)
                    why = (
                        boilerplate.ON_THE_AUTHOR if signs else None,
                        boilerplate.CAPTION if credit else None,
                        reason or boilerplate.sentence_reason(wording),
                        TOO_LONG if len(wording) > _LONGEST else None,
                        boilerplate.END_MATTER if ended else None,
                        SAID_TWICE if again else None,
                    )
                    reason = next(filter(None, why), None)
                    before.add(wording)
                if reason or not wording:
                    removed.append(self._removed(passage, reason or "no words"))
                else:
                    kept.append(Kept(passage, wording, block.list_item))
        return kept, removed

    def _passage(self, paragraph: int, piece: _Piece) -> Passage:
        text = self.text[piece.start : piece.end]
        return Passage(self.id, paragraph, piece.number, piece.start, piece.end, text, piece.part)

    def _wording(self, passage: Passage, block: Block, opening: int) -> str:
        """Return a passage without a bullet (which an opening holds already) and markup."""
        text = passage.text
        if passage.sentence == 1 and not passage.part and not opening:
            text = text[block.lead :]
        return without_markup(text) if self.is_markdown else text

    def _removed(self, passage: Passage, reason: str) -> Removed:
        """Return what goes; a date in it that was not taken is told to the editor."""
        text = plain(passage.text)
        in_doubt = reason in HEAD and not self.is_dated and names_a_day(text)
        return Removed(text, reason + _IN_DOUBT if in_doubt else reason, passage)

    def _pieces(self, block: Block, opening: Opening) -> Iterator[_Piece]:
        """Yield the pieces of a block; its bullet belongs to the first one."""
        start = block.start + opening.length
        if opening.length:
            end = block.start + len(self.text[block.start : start].rstrip())
            yield _Piece(0, block.start, end, opening.reason)
        spans = sentence_spans(self.text, max(start, block.start + block.lead), block.end)
        found = [
            (number, *half)
            for number, (begin, end) in enumerate(spans or [(start, block.end)], start=1)
            for half in halves(self.text, start if number == 1 else begin, end)
        ]
        captions = cuts = [0] * len(found)
        if not self.is_note:
            captions = [self._caption(first, last) for _, first, last in found]
            bare = [
                same_length(self.text[first + cut : last])
                for (_, first, last), cut in zip(found, captions, strict=True)
            ]
            cuts = headings(bare)
        parts: Counter[int] = Counter()
        for (number, first, last), caption, cut in zip(found, captions, cuts, strict=True):
            begins = first + caption
            made = [
                _Piece(number, start, start + len(self.text[start : start + length].rstrip()), why)
                for start, length, why in (
                    (first, caption, boilerplate.CAPTION),
                    (begins, cut, boilerplate.SUBHEADING),
                )
                if length
            ]
            for piece in (*made, _Piece(number, begins + cut, last)):
                yield replace(piece, part=_PARTS[parts[number]].strip())
                parts[number] += 1

    def _caption(self, start: int, end: int) -> int:
        """Return the length of the captions, with credits, that are glued to a sentence's front."""
        cut = max(boilerplate.credit_ends(same_length(self.text[start:end])), default=0)
        return cut if start + cut < end else 0
