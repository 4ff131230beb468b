"""Make an article of a seed's text in two passes: its lines are labelled, its sentences mended.

``blocks`` cuts the text into paragraphs, ``classify`` says what each is, ``passages`` cuts those of
the text into sentences with their addresses, ``mend`` joins what broke off.  ``credits`` reads
author, outlet, day and opinion from the lines that were labelled so.  A paragraph may hold what is
none of the text before its first sentence: a dateline, a desk's label, the clock of a live blog.
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
from briefing_room.ingest.labels import HEAD, Label
from briefing_room.ingest.language import ENGLISH, language
from briefing_room.ingest.lines import Line, line_of
from briefing_room.ingest.mend import join, sieved, without_torn_end
from briefing_room.ingest.metadata import Metadata
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

_LONGEST = 4_000  # characters in which a caption is looked for
_MAY_LEAD = 3  # paragraphs that may carry the dateline: two may stand above it
_AFTER_CAPTIONS = 12  # and one that names its agency, below paragraphs of captions
_CLOCK = re.compile(  # before an entry of a live blog
    r"\d{1,2}[:.]\d{2}(?:\s?[ap]\.?m\.?)?"
    r"(?:\s(?:GMT|UTC|[A-Z]{1,4}T)\s*(?:--+|[–—―|:-])?\s*|\s*(?:--+|[–—―|:]|-(?=\s))\s*)(?=[A-Z\"'])"
)
_SHOUT = re.compile(
    r"(?:[A-Z][A-Z'&,-]*\s){2,12}[A-Z][A-Z'&,-]*:\s(?=[\"'A-Z])"
)  # a part's heading
_EDIT = re.compile(r"\s?\[edit(?: source)?\]$")  # beside each heading of Wikipedia


@dataclass(frozen=True, slots=True)
class Openings:
    """What opens the paragraphs of a text, and what the one with the dateline says of it."""

    at: Mapping[int, Opening]
    dateline: str = ""
    publisher: str | None = None
    opinion: bool = False


def article(slug: str, path: str, text: str, known: Metadata) -> Article:
    """Return the article that a seed's text makes; ``known`` is what its front matter says."""
    text = without_entities(text)
    markdown = not path.lower().endswith((".txt", *WEB_PAGES))
    blocks = markdown_blocks(text) if markdown else text_blocks(text)
    made = Article(
        id=slug,
        path=path,
        kind=known.kind,
        text=text,
        sentences=(),
        passages=(),
        title=known.title,
        date=known.date,
        sources=known.sources,
        language=known.language or language(text) or ENGLISH,
        story=known.story,
        added=known.added,
        read_until=known.read_until,
        licence=known.licence,
        publisher=known.publisher,
        author=known.author,
        opinion=known.opinion,
        by=known.by,
    )
    return note(made, blocks) if known.kind == "note" else _cleaned(made, blocks, markdown=markdown)


def doubtful_day(made: Article) -> Removed | None:
    """Return what of the head names a day that was not taken: it can be read in two ways, say."""
    head = (each for each in made.removed if each.reason in HEAD)
    return next((each for each in head if names_a_day(each.text)), None)


def _cleaned(made: Article, blocks: Sequence[Block], *, markdown: bool) -> Article:
    """Return an article, known by its front matter only so far, with its text and credits."""
    lines = [_line(made.text, block, markdown=markdown) for block in blocks]
    found = classify(lines, [block.markup for block in blocks], made.title)
    openings = _openings(made.text, blocks, unlabelled(found.labels))
    said = find_credits(lines, found, openings.dateline, openings.publisher)
    labels = [
        label or (Label.ON_THE_AUTHOR if is_on_the_author(line.text, said.author) else None)
        for line, label in zip(lines, found.labels, strict=True)
    ]
    pieces = tuple(
        cut(
            made.id,
            made.text,
            blocks,
            markdown=markdown,
            labels=labels,
            openings=openings.at,
            in_front=_caption_in_front,
        )
    )
    kept, gone = sieved(pieces)
    sentences, torn, broken = without_torn_end(join(kept))
    titles = [line.text for line, each in zip(lines, labels, strict=True) if each is Label.TITLE]
    notes = [each.text for each in gone if each.reason == Label.EDITORS]
    return replace(
        made,
        sentences=sentences,
        passages=tuple(piece.passage for piece in pieces),
        removed=(*gone, *torn),
        title=made.title or found.headline.title,
        date=made.date or said.date,
        publisher=made.publisher or said.publisher,
        author=made.author or said.author,
        opinion=made.opinion
        or openings.opinion
        or found.headline.opinion
        or is_opinion(lines, found, openings.dateline),
        edition=edition([made.title or "", *titles, *notes]),
        breaks_off=broken,
    )


def _line(text: str, block: Block, *, markdown: bool) -> Line:
    raw = text[block.start + block.lead : block.end]
    bare = plain(without_markup(raw) if markdown else raw)
    return line_of(_EDIT.sub("", without_references(bare)), item=block.list_item)


def _caption_in_front(sentence: str) -> Opening | None:
    """Return the caption, with its credit, that runs into a sentence of a paste without breaks."""
    ends = boilerplate.credit_ends(sentence) if len(sentence) <= _LONGEST else ()
    end = max(ends, default=0)
    return Opening(end, Label.CREDIT) if 0 < end < len(sentence) else None


def _openings(text: str, blocks: Sequence[Block], body: Sequence[int]) -> Openings:
    """Find what opens the paragraphs of the ``body``."""
    found: dict[int, Opening] = {}
    raw = {n: same_length(text[blocks[n].start + blocks[n].lead : blocks[n].end]) for n in body}
    for n in body:
        for form, why in ((_CLOCK, Label.DATELINE), (_SHOUT, Label.DESK)):
            if not blocks[n].lead and (led_by := form.match(raw[n])):
                found[n] = Opening(led_by.end(), why)
    for at, n in enumerate(body[:_AFTER_CAPTIONS]):
        first = n == body[0]
        bare, opinion = without_desk(raw[n])  # "COMMENT | It would be"
        label = len(raw[n]) - len(bare) if first and opinion and "|" in raw[n][:30] else 0
        led = dateline(raw[n][label:], first=first)
        if led is None or (at >= _MAY_LEAD and not led.publisher):
            led = Dateline(0)
        if length := label + led.length:
            found[n] = Opening(blocks[n].lead + length, Label.DESK if label else Label.DATELINE)
            opinion = label > 0 or calls_opinion(led.publisher or "")
            return Openings(found, raw[n][label:length], led.publisher, opinion)
    return Openings(found)
