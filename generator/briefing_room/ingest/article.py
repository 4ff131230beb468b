"""Make an article of a seed's text in two passes: its lines are labelled, its sentences mended.

``blocks`` cuts the text into paragraphs, ``classify`` labels them, ``passages`` cuts those of the
text into sentences with their addresses, ``mend`` joins what broke off.  ``credits`` reads author,
outlet, day and opinion from the lines that were labelled so.  A paragraph may open with what is
none of the text: a dateline, a desk's label, the clock of a live blog.
Of a note (``notes``), the editor's own words, nothing is cleaned away.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from briefing_room.ingest import boilerplate
from briefing_room.ingest.blocks import Block, markdown_blocks, text_blocks, without_markup
from briefing_room.ingest.bylines import Dateline, dateline
from briefing_room.ingest.classify import classify, unlabelled
from briefing_room.ingest.credits import find_credits, is_on_the_author, is_opinion
from briefing_room.ingest.days import names_a_day
from briefing_room.ingest.decode import WEB_PAGES
from briefing_room.ingest.headline import edition
from briefing_room.ingest.language import ENGLISH, language
from briefing_room.ingest.lines import HEAD, Label, PastedLine, line_of
from briefing_room.ingest.mend import join, sieved, without_torn_end
from briefing_room.ingest.metadata import KEYS, Metadata
from briefing_room.ingest.names import calls_opinion, without_desk
from briefing_room.ingest.notes import note
from briefing_room.ingest.passages import Opening, cut
from briefing_room.model import Article, Removed
from briefing_room.text.typography import (
    plain,
    same_length,
    without_entities,
    without_references,
)

_MAX_CAPTION_LETTERS = 4_000
_MAX_PARAGRAPHS_ABOVE = 3  # a dateline: two may stand above it
_MAX_CAPTIONS_ABOVE = 12  # one that names its agency
_CLOCK = re.compile(  # before an entry of a live blog
    r"\d{1,2}[:.]\d{2}(?:\s?[ap]\.?m\.?)?"
    r"(?:\s(?:GMT|UTC|[A-Z]{1,4}T)\s*(?:--+|[–—―|:-])?\s*|\s*(?:--+|[–—―|:]|-(?=\s))\s*)(?=[A-Z\"'])"
)
_EDIT = re.compile(r"\s?\[edit(?: source)?\]$")  # beside each heading of Wikipedia


@dataclass(frozen=True, slots=True)
class Openings:
    """What opens the paragraphs of a text, and what the one with the dateline says of it."""

    by_paragraph: Mapping[int, Opening]
    dateline: str = ""
    publisher: str | None = None
    opinion: bool = False


def article(slug: str, path: str, text: str, known: Metadata) -> Article:
    """Read a seed's text; ``known`` is what its front matter says."""
    text = without_entities(text)
    markdown = not path.lower().endswith((".txt", *WEB_PAGES))
    blocks = markdown_blocks(text) if markdown else text_blocks(text)
    front = {key: getattr(known, key) for key in KEYS if key != "original_sha256"}
    front["language"] = known.language or language(text) or ENGLISH
    bare = Article(id=slug, path=path, text=text, sentences=(), passages=(), **front)
    return note(bare, blocks) if known.kind == "note" else _cleaned(bare, blocks, markdown=markdown)


def doubtful_day(read: Article) -> Removed | None:
    """Find what of the head names a day that was not taken: it can be read in two ways, say."""
    head = (item for item in read.removed if item.reason in HEAD)
    return next((item for item in head if names_a_day(item.text)), None)


def _cleaned(bare: Article, blocks: Sequence[Block], *, markdown: bool) -> Article:
    """Fill an article that is known only by its front matter with its text and credits."""
    lines = [_line(bare.text, block, markdown=markdown) for block in blocks]
    classified = classify(lines, [block.markup for block in blocks], bare.title)
    openings = _openings(bare.text, blocks, unlabelled(classified.labels))
    stated = find_credits(lines, classified, openings.dateline, openings.publisher)
    labels = [
        label or (Label.ON_THE_AUTHOR if is_on_the_author(line.text, stated.author) else None)
        for line, label in zip(lines, classified.labels, strict=True)
    ]
    pieces = tuple(
        cut(
            bare.id,
            bare.text,
            blocks,
            markdown=markdown,
            labels=labels,
            openings=openings.by_paragraph,
            in_front=_caption_in_front,
        )
    )
    retained, removed = sieved(pieces)
    sentences, torn, broken = without_torn_end(join(retained))
    titles = [line.text for line, label in zip(lines, labels, strict=True) if label is Label.TITLE]
    notes = [item.text for item in removed if item.reason == Label.EDITORS]
    opinion = openings.opinion or classified.headline.opinion
    return replace(
        bare,
        sentences=sentences,
        passages=tuple(piece.passage for piece in pieces),
        removed=(*removed, *torn),
        title=bare.title or classified.headline.title,
        date=bare.date or stated.date,
        publisher=bare.publisher or stated.publisher,
        author=bare.author or stated.author,
        opinion=bare.opinion or opinion or is_opinion(lines, classified, openings.dateline),
        edition=edition([bare.title or "", *titles, *notes]),
        breaks_off=broken,
    )


def _line(text: str, block: Block, *, markdown: bool) -> PastedLine:
    raw = text[block.start + block.lead : block.end]
    words = plain(without_markup(raw) if markdown else raw)
    return line_of(_EDIT.sub("", without_references(words)), item=block.list_item)


def _caption_in_front(sentence: str) -> Opening | None:
    """Find the caption, with its credit, that runs into a sentence of a paste without breaks."""
    ends = boilerplate.credit_ends(sentence) if len(sentence) <= _MAX_CAPTION_LETTERS else ()
    end = max(ends, default=0)
    return Opening(end, Label.CREDIT) if 0 < end < len(sentence) else None


def _openings(text: str, blocks: Sequence[Block], body: Sequence[int]) -> Openings:
    """Find what opens the paragraphs of the ``body``."""
    openings: dict[int, Opening] = {}
    raw = {n: same_length(text[blocks[n].start + blocks[n].lead : blocks[n].end]) for n in body}
    for n in body:
        if not blocks[n].lead and (clock := _CLOCK.match(raw[n])):
            openings[n] = Opening(clock.end(), Label.DATELINE)
    for index, n in enumerate(body[:_MAX_CAPTIONS_ABOVE]):
        bare, opinion = without_desk(raw[n])  # "COMMENT | It would be"
        desk = len(raw[n]) - len(bare) if index == 0 and opinion and "|" in raw[n][:30] else 0
        led = dateline(raw[n][desk:], first=index == 0)
        if led is None or (index >= _MAX_PARAGRAPHS_ABOVE and not led.publisher):
            led = Dateline(0)
        if length := desk + led.length:
            label = Label.DESK if desk else Label.DATELINE
            openings[n] = Opening(blocks[n].lead + length, label)
            opinion = desk > 0 or calls_opinion(led.publisher or "")
            return Openings(openings, raw[n][desk:length], led.publisher, opinion)
    return Openings(openings)
