"""Clean an article of others: take out what is none of it, and read what it says of itself.

A paragraph may hold what is none of the text: before it a dateline, a desk's label, the clock of a
live blog; in it a credit, a notice, or the end matter of a release.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from briefing_room.ingest import boilerplate
from briefing_room.ingest.blocks import Block, without_markup
from briefing_room.ingest.body import find_body, remove_around
from briefing_room.ingest.byline import DATELINE, calls_opinion, without_desk, words
from briefing_room.ingest.credits import find_credits, is_opinion
from briefing_room.ingest.dateline import Dateline, Openings, dateline
from briefing_room.ingest.headline import edition, find_headline
from briefing_room.ingest.lines import line_of, squeezed, without_signs
from briefing_room.ingest.passages import Cut, Opening, cut, removed
from briefing_room.ingest.repair import is_left_open, join
from briefing_room.model import Article, Removed, Sentence
from briefing_room.text.typography import plain, same_length, without_references

TORN_OFF = "breaks off in the middle of a sentence"
TOO_LONG = "words without a stop, longer than any sentence"
SAID_TWICE = "stands in the text before"
_LONGEST = 4_000  # characters; no law has a sentence so long
_FEW = 8  # words; a shorter sentence may be said twice on purpose
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
_WHOLE = re.compile(r"""(?:[.!?:;)\]]|[.!?]["')\]]+)$""")
_CUT = re.compile(r"""(?:\.\.\.|…)["')\]]*$""")


def cleaned(made: Article, blocks: Sequence[Block], *, markdown: bool) -> Article:
    """Return an article, known by its front matter only so far, with its text and credits."""
    raw = (made.text[block.start + block.lead : block.end] for block in blocks)
    bare = (plain(without_markup(line) if markdown else line) for line in raw)
    lines = [
        line_of(_EDIT.sub("", without_references(line)), item=block.list_item)
        for line, block in zip(bare, blocks, strict=True)
    ]
    reasons = {n: block.markup for n, block in enumerate(blocks) if block.markup}
    boilerplate.remove_boilerplate(lines, reasons)
    headline = find_headline(lines, reasons, find_body(lines, reasons), made.title)
    reasons.update(dict.fromkeys(headline.at, boilerplate.TITLE))
    head = remove_around(lines, reasons, headline.at, headline.body)
    openings = find_openings(made.text, blocks, reasons)
    credits = find_credits(lines, reasons, headline, head, openings)  # noqa: A001  the field's term
    reported = {**reasons, **{n: each.reason for n, each in openings.at.items()}}
    sold = squeezed(credits.publisher or "") in words("syndicates")
    opinion = sold or openings.opinion or headline.opinion or is_opinion(lines, reported, head)
    pieces = [
        *cut(
            made.id,
            made.text,
            blocks,
            markdown=markdown,
            reasons=reasons,
            openings=openings.at,
            in_front=_caption_in_front,
        )
    ]
    kept, gone = _sieved(pieces, reasons)
    sentences, broken = _without_torn_end(join(kept), gone)
    titles = {boilerplate.TITLE, boilerplate.NOTE_OF_EDITORS}
    labelled = [each.text for each in gone if each.reason in titles]
    return replace(
        made,
        sentences=sentences,
        passages=tuple(piece.passage for piece in pieces),
        removed=tuple(gone),
        title=made.title or headline.title,
        date=made.date or credits.date,
        publisher=made.publisher or credits.publisher,
        author=made.author or credits.author,
        opinion=made.opinion or opinion,
        edition=edition([made.title or "", *labelled]),
        breaks_off=broken,
    )


def _caption_in_front(sentence: str) -> Opening | None:
    """Return the caption, with its credit, that runs into a sentence of a paste without breaks."""
    ends = boilerplate.credit_ends(sentence) if len(sentence) <= _LONGEST else ()
    end = max(ends, default=0)
    return Opening(end, boilerplate.CAPTION) if 0 < end < len(sentence) else None


def find_openings(text: str, blocks: Sequence[Block], reasons: Mapping[int, str]) -> Openings:
    """Find what opens the paragraphs that no reason takes out."""
    found: dict[int, Opening] = {}
    body = [n for n in range(len(blocks)) if n not in reasons]
    raw = {n: same_length(text[blocks[n].start + blocks[n].lead : blocks[n].end]) for n in body}
    for n in body:
        for form, why in ((_CLOCK, DATELINE), (_SHOUT, boilerplate.LABEL)):
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
            reason = boilerplate.LABEL if label else DATELINE
            found[n] = Opening(blocks[n].lead + length, reason)
            opinion = label > 0 or calls_opinion(led.publisher or "")
            return Openings(found, raw[n][label:length], led.publisher, opinion)
    return Openings(found)


def _sieved(pieces: Sequence[Cut], reasons: Mapping[int, str]) -> tuple[list[Cut], list[Removed]]:
    """Part the passages that are sentences of the text from those that are not."""
    kept: list[Cut] = []
    gone: list[Removed] = []
    before = ""  # what stands in the text before
    letters = sum(len(piece.text) for piece in pieces)
    for paragraph, group in groupby(pieces, key=lambda piece: piece.passage.paragraph):
        first = len(kept)
        own = [*group]
        run_together = 2 * sum(len(piece.text) for piece in own) > letters
        below: str | None = None  # what the end of the text is
        for piece in own:
            if paragraph - 1 in reasons or not piece.text:
                gone.append(removed(piece))
                continue
            text = without_references(piece.text)
            credit = len(kept) > first and bool(boilerplate.CREDIT.match(text))
            if credit:
                gone.append(removed(replace(kept.pop(), reason=boilerplate.CAPTION)))
            last = (gone[-1].passage.paragraph, gone[-1].reason) if gone else None
            behind = last == (paragraph, boilerplate.CAPTION) and not _WHOLE.search(text)
            if run_together:
                below = below or boilerplate.end_matter(text)
            why = (
                below,
                boilerplate.CAPTION if credit or behind else None,
                piece.reason or boilerplate.sentence_reason(text),
                TOO_LONG if len(text) > _LONGEST else None,
                SAID_TWICE if len(text.split()) >= _FEW and text.strip("\"'.…") in before else None,
                None if text else "no words",
            )
            before += f"{text} "
            sieved = replace(piece, text=text, reason=next(filter(None, why), None))
            if sieved.reason:
                gone.append(removed(sieved))
            else:
                kept.append(sieved)
    return kept, gone


def _without_torn_end(
    sentences: tuple[Sentence, ...], removed: list[Removed]
) -> tuple[tuple[Sentence, ...], bool]:
    """Return the sentences without a last one that breaks off, and whether one surely does.

    It breaks off if it has no stop, and those before it have one; it may as well be a line of the
    page, unless its last word needs another.
    """
    last = sentences[-1] if sentences else None
    if last is None or (_WHOLE.search(without_signs(last.text)) and not _CUT.search(last.text)):
        return sentences, False
    removed.extend(Removed(plain(p.text), TORN_OFF, p) for p in last.passages)
    return sentences[:-1], is_left_open(last.text)
