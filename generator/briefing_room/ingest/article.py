"""Make an article of a seed's text in two passes: label its lines, then repair its sentences.

``blocks`` cuts the text into paragraphs, ``classify`` labels them, ``passages`` cuts them into
sentences with addresses, and ``mend`` joins broken sentences.  ``credits`` reads author, outlet and
day from labelled lines and the dateline, and decides whether the article is an opinion.  ``notes``
reads a note, an editor's own text, from which nothing is removed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from briefing_room.ingest.blocks import Block, markdown_blocks, strip_markup, text_blocks
from briefing_room.ingest.classify import label_lines, unlabelled_lines
from briefing_room.ingest.credits import find_credits, is_opinion, label_authors_notes
from briefing_room.ingest.datelines import Dateline, clock_length, read_dateline
from briefing_room.ingest.days import find_days, names_a_day
from briefing_room.ingest.decode import WEB_PAGES
from briefing_room.ingest.headline import find_edition
from briefing_room.ingest.language import ENGLISH, detect_language
from briefing_room.ingest.lines import HEAD_LABELS, Label, PastedLine, measure_line
from briefing_room.ingest.mend import (
    join_sentences,
    lower_opening_capitals,
    remove_unfinished_end,
    separate_page_elements,
)
from briefing_room.ingest.metadata import KEYS, Metadata
from briefing_room.ingest.notes import fill_note
from briefing_room.ingest.passages import cut_passages
from briefing_room.model import Article, RemovedText
from briefing_room.text.typography import (
    decode_entities,
    plain_text,
    straighten,
    strip_web_residue,
)

_MAX_DATELINE_PARAGRAPH = 3  # a dateline is in one of the first three paragraphs
_MAX_AGENCY_DATELINE_PARAGRAPH = 12  # a dateline with its agency may be below captions
_EDIT_LINK = re.compile(r"\s?\[edit(?: source)?\]$")  # beside each heading of Wikipedia


def make_article(slug: str, path: str, text: str, front_matter: Metadata) -> Article:
    """Make the article of a seed's text; values in its front matter replace those of the text."""
    text = decode_entities(text)
    markdown = not path.lower().endswith((".txt", *WEB_PAGES))
    blocks = markdown_blocks(text) if markdown else text_blocks(text)
    fields = {key: getattr(front_matter, key) for key in KEYS if key != "original_sha256"}
    fields["language"] = front_matter.language or detect_language(text) or ENGLISH
    bare = Article(id=slug, path=path, text=text, sentences=(), passages=(), **fields)
    return (
        fill_note(bare, blocks)
        if front_matter.kind == "note"
        else _fill_article(bare, blocks, markdown=markdown)
    )


def find_doubtful_day(seed_article: Article) -> RemovedText | None:
    """Find the line of the head with a day that is not certain enough to use, such as 3/4/2025."""
    head = (item for item in seed_article.removed if item.reason in HEAD_LABELS)
    return next((item for item in head if names_a_day(item.text)), None)


def find_text_of_day(seed_article: Article) -> str:
    """Find the line or dateline that gives the day of an article, "" if no text gives it."""
    texts = (plain_text(passage.text) for passage in seed_article.passages)
    return next((text for text in texts if seed_article.date in find_days(text)), "")


def _fill_article(bare: Article, blocks: Sequence[Block], *, markdown: bool) -> Article:
    """Add sentences and credits to an article that has only its text and front matter."""
    lines = [_measure_block(bare.text, block, markdown=markdown) for block in blocks]
    classified = label_lines(lines, [block.markup for block in blocks], bare.title)
    classified = label_authors_notes(lines, classified)
    body = unlabelled_lines(classified.labels)
    datelines, opening = _find_datelines(bare.text, blocks, body)
    page_credits = find_credits(lines, classified, opening)
    labels = classified.labels
    pieces = tuple(
        cut_passages(
            bare.id, bare.text, blocks, markdown=markdown, labels=labels, datelines=datelines
        )
    )
    retained, removed = separate_page_elements(pieces)
    joined = lower_opening_capitals(join_sentences(retained))
    sentences, unfinished, is_cut_off = remove_unfinished_end(joined)
    titles = [line.text for line, label in zip(lines, labels, strict=True) if label is Label.TITLE]
    notes = [item.text for item in removed if item.reason == Label.EDITORS_NOTE]
    opinion = classified.headline.opinion or is_opinion(lines, classified, opening)
    return replace(
        bare,
        sentences=sentences,
        passages=tuple(piece.passage for piece in pieces),
        removed=(*removed, *unfinished),
        title=bare.title or classified.headline.title,
        date=bare.date or page_credits.date,
        publisher=bare.publisher or page_credits.publisher,
        author=bare.author or page_credits.author,
        opinion=bare.opinion or opinion,
        edition=find_edition([bare.title or "", *titles, *notes]),
        ends_mid_sentence=is_cut_off,
    )


def _measure_block(text: str, block: Block, *, markdown: bool) -> PastedLine:
    raw = text[block.start + block.lead : block.end]
    words = plain_text(strip_markup(raw) if markdown else raw)
    return measure_line(_EDIT_LINK.sub("", strip_web_residue(words)), item=block.list_item)


def _find_datelines(
    text: str, blocks: Sequence[Block], body: Sequence[int]
) -> tuple[dict[int, int], Dateline | None]:
    """Find the dateline of an article, and the clock times before the entries of a live blog.

    ``body`` has the indexes of the paragraphs of the text.  The first value maps each paragraph
    that opens with a dateline or clock time to its length, with a bullet before it.
    """
    datelines: dict[int, int] = {}
    opening: Dateline | None = None
    for rank, index in enumerate(body):
        block = blocks[index]
        paragraph = straighten(text[block.start + block.lead : block.end])
        candidate = None
        if opening is None and rank < _MAX_AGENCY_DATELINE_PARAGRAPH:
            candidate = read_dateline(paragraph, first=rank == 0)
        if candidate and (rank < _MAX_DATELINE_PARAGRAPH or candidate.publisher):
            opening = candidate
            datelines[index] = block.lead + len(candidate.text)
        elif not block.lead and (length := clock_length(paragraph)):
            datelines[index] = length
    return datelines, opening
