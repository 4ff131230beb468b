"""Make an article of a seed's text in two passes: label its lines, then repair its sentences.

``blocks`` cuts the text into paragraphs, ``classify`` labels them, ``passages`` cuts them into
sentences with addresses, and ``mend`` joins broken sentences.  ``credits`` reads author, outlet,
day and opinion from labelled lines.  A paragraph may open with something that is not text: a
dateline, a desk's label, the clock of a live blog.  Notes (``notes``) are the editor's own words:
nothing is removed from them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from briefing_room.ingest import boilerplate
from briefing_room.ingest.blocks import Block, markdown_blocks, text_blocks, without_markup
from briefing_room.ingest.bylines import Dateline, dateline
from briefing_room.ingest.classify import classify, unlabelled_lines
from briefing_room.ingest.credits import find_credits, is_on_the_author, is_opinion
from briefing_room.ingest.days import names_a_day
from briefing_room.ingest.decode import WEB_PAGES
from briefing_room.ingest.headline import edition
from briefing_room.ingest.language import ENGLISH, language
from briefing_room.ingest.lines import HEAD_LABELS, Label, PastedLine, judge_line
from briefing_room.ingest.mend import join_sentences, sieve, without_torn_end
from briefing_room.ingest.metadata import KEYS, Metadata
from briefing_room.ingest.names import calls_opinion, without_desk
from briefing_room.ingest.notes import fill_note
from briefing_room.ingest.passages import Opening, cut_passages
from briefing_room.model import Article, Removed
from briefing_room.text.typography import (
    decode_entities,
    plain_text,
    straighten,
    strip_references,
)

_MAX_CAPTION_LETTERS = 4_000
_MAX_DATELINE_PARAGRAPH = 3  # a dateline is in one of the first three paragraphs
_MAX_AGENCY_DATELINE_PARAGRAPH = 12  # a dateline with its agency may be below captions
_LIVE_BLOG_CLOCK = re.compile(  # before an entry of a live blog
    r"\d{1,2}[:.]\d{2}(?:\s?[ap]\.?m\.?)?"
    r"(?:\s(?:GMT|UTC|[A-Z]{1,4}T)\s*(?:--+|[–—―|:-])?\s*|\s*(?:--+|[–—―|:]|-(?=\s))\s*)(?=[A-Z\"'])"
)
_EDIT_LINK = re.compile(r"\s?\[edit(?: source)?\]$")  # beside each heading of Wikipedia


@dataclass(frozen=True, slots=True)
class Openings:
    """The openings of paragraphs, and what the paragraph with the dateline says about the text."""

    by_paragraph: Mapping[int, Opening]
    dateline: str = ""
    publisher: str | None = None
    opinion: bool = False


def article(slug: str, path: str, text: str, known: Metadata) -> Article:
    """Read a seed's text; ``known`` is what its front matter says."""
    text = decode_entities(text)
    markdown = not path.lower().endswith((".txt", *WEB_PAGES))
    blocks = markdown_blocks(text) if markdown else text_blocks(text)
    front = {key: getattr(known, key) for key in KEYS if key != "original_sha256"}
    front["language"] = known.language or language(text) or ENGLISH
    bare = Article(id=slug, path=path, text=text, sentences=(), passages=(), **front)
    return (
        fill_note(bare, blocks) if known.kind == "note" else _clean(bare, blocks, markdown=markdown)
    )


def doubtful_day(seed_article: Article) -> Removed | None:
    """Find the part of the head that names a day too doubtful to use, such as an ambiguous one."""
    head = (item for item in seed_article.removed if item.reason in HEAD_LABELS)
    return next((item for item in head if names_a_day(item.text)), None)


def _clean(bare: Article, blocks: Sequence[Block], *, markdown: bool) -> Article:
    """Add text and credits to an article that has only its front matter."""
    lines = [_judge_block(bare.text, block, markdown=markdown) for block in blocks]
    classified = classify(lines, [block.markup for block in blocks], bare.title)
    openings = _find_openings(bare.text, blocks, unlabelled_lines(classified.labels))
    page_credits = find_credits(lines, classified, openings.dateline, openings.publisher)
    labels = [
        label or (Label.ON_THE_AUTHOR if is_on_the_author(line.text, page_credits.author) else None)
        for line, label in zip(lines, classified.labels, strict=True)
    ]
    pieces = tuple(
        cut_passages(
            bare.id,
            bare.text,
            blocks,
            markdown=markdown,
            labels=labels,
            openings=openings.by_paragraph,
            find_opening=_find_leading_caption,
        )
    )
    retained, removed = sieve(pieces)
    sentences, torn, broken = without_torn_end(join_sentences(retained))
    titles = [line.text for line, label in zip(lines, labels, strict=True) if label is Label.TITLE]
    notes = [item.text for item in removed if item.reason == Label.EDITORS]
    opinion = openings.opinion or classified.headline.opinion
    return replace(
        bare,
        sentences=sentences,
        passages=tuple(piece.passage for piece in pieces),
        removed=(*removed, *torn),
        title=bare.title or classified.headline.title,
        date=bare.date or page_credits.date,
        publisher=bare.publisher or page_credits.publisher,
        author=bare.author or page_credits.author,
        opinion=bare.opinion or opinion or is_opinion(lines, classified, openings.dateline),
        edition=edition([bare.title or "", *titles, *notes]),
        breaks_off=broken,
    )


def _judge_block(text: str, block: Block, *, markdown: bool) -> PastedLine:
    raw = text[block.start + block.lead : block.end]
    words = plain_text(without_markup(raw) if markdown else raw)
    return judge_line(_EDIT_LINK.sub("", strip_references(words)), item=block.list_item)


def _find_leading_caption(sentence: str) -> Opening | None:
    """Find a caption with its credit that runs into a sentence without a break."""
    ends = boilerplate.credit_ends(sentence) if len(sentence) <= _MAX_CAPTION_LETTERS else ()
    end = max(ends, default=0)
    return Opening(end, Label.CREDIT) if 0 < end < len(sentence) else None


def _find_openings(text: str, blocks: Sequence[Block], body: Sequence[int]) -> Openings:
    """Find the openings of the paragraphs whose indexes are in ``body``."""
    openings: dict[int, Opening] = {}
    raw = {
        index: straighten(text[blocks[index].start + blocks[index].lead : blocks[index].end])
        for index in body
    }
    for index in body:
        if not blocks[index].lead and (clock := _LIVE_BLOG_CLOCK.match(raw[index])):
            openings[index] = Opening(clock.end(), Label.DATELINE)
    for rank, index in enumerate(body[:_MAX_AGENCY_DATELINE_PARAGRAPH]):
        bare, opinion = without_desk(raw[index])  # "COMMENT | It would be"
        desk = (
            len(raw[index]) - len(bare) if rank == 0 and opinion and "|" in raw[index][:30] else 0
        )
        found_dateline = dateline(raw[index][desk:], first=rank == 0)
        if found_dateline is None or (
            rank >= _MAX_DATELINE_PARAGRAPH and not found_dateline.publisher
        ):
            found_dateline = Dateline(0)
        if length := desk + found_dateline.length:
            label = Label.DESK if desk else Label.DATELINE
            openings[index] = Opening(blocks[index].lead + length, label)
            opinion = desk > 0 or calls_opinion(found_dateline.publisher or "")
            return Openings(openings, raw[index][desk:length], found_dateline.publisher, opinion)
    return Openings(openings)
