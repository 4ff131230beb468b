"""Make an article of a seed's text: find it, clean it, cut it into passages, mend its sentences.

The walk of a paste, each step with its module: ``blocks`` cuts the text into paragraphs, which
``lines`` makes plain; ``boilerplate`` takes out the lines that are surely the page's; ``body``
finds where the text begins, ``headline`` its title, and ``body`` parts both from what stands around
them; ``credits`` reads author, outlet, day and opinion from the head (``byline``, ``dateline``,
``days``, ``outlets``) and the foot; ``passages`` cuts the rest into sentences with their addresses,
and ``repair`` joins those that were torn.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from generator.ingest import boilerplate
from generator.ingest.blocks import Block, markdown_blocks, text_blocks, without_markup
from generator.ingest.body import find_body, remove_around
from generator.ingest.credits import Credits, find_credits, is_opinion
from generator.ingest.decode import WEB_PAGES
from generator.ingest.headline import edition, find_headline
from generator.ingest.language import ENGLISH, language
from generator.ingest.lines import line_of, without_signs
from generator.ingest.metadata import Metadata
from generator.ingest.passages import Cutter, Openings, find_openings
from generator.ingest.repair import is_left_open, join
from generator.model import Article, Removed, Sentence
from generator.text.typography import plain, without_entities, without_references

TORN_OFF = "breaks off in the middle of a sentence"
_EDIT = re.compile(r"\s?\[edit(?: source)?\]$")  # beside each heading of Wikipedia
_WHOLE = re.compile(r"""(?:[.!?:;)\]]|[.!?]["')\]]+)$""")
_CUT = re.compile(r"""(?:\.\.\.|…)["')\]]*$""")


@dataclass(frozen=True, slots=True)
class _Cleaned:
    """What cleaning found: a reason for each line that goes, and what the text says of itself."""

    reasons: dict[int, str]
    openings: Openings = field(default_factory=lambda: Openings({}))
    title: str | None = None
    credits: Credits = field(default_factory=Credits)
    opinion: bool = False


def article(slug: str, path: str, text: str, known: Metadata) -> Article:
    """Return the article that a seed's text makes; ``known`` is what its front matter says."""
    text = without_entities(text)
    is_markdown = not path.lower().endswith((".txt", *WEB_PAGES))
    blocks = markdown_blocks(text) if is_markdown else text_blocks(text)
    is_note = known.kind == "note"  # the editor's own words need no cleaning
    marked = {n: block.markup for n, block in enumerate(blocks) if block.markup}
    cleaned = _Cleaned(marked)
    if not is_note:
        cleaned = _clean(text, blocks, marked, known.title, is_markdown=is_markdown)
    dated = known.date or cleaned.credits.date
    cutter = Cutter(slug, text, is_markdown, is_note, dated is not None)
    kept, removed = cutter.passages(blocks, cleaned.reasons, cleaned.openings.at)
    passages = [item.passage for item in kept] + [item.passage for item in removed]
    sentences, broken = join(kept), False
    if not is_note:
        items = frozenset(item.passage.paragraph for item in kept if item.list_item)
        sentences, broken = _without_torn_end(sentences, items, removed)
    titles = {boilerplate.TITLE, boilerplate.NOTE_OF_EDITORS}
    labelled = [each.text for each in removed if each.reason in titles]
    return Article(
        id=slug,
        path=path,
        kind=known.kind,
        text=text,
        sentences=sentences,
        passages=tuple(sorted(passages, key=lambda passage: passage.start)),
        title=known.title or cleaned.title,
        date=dated,
        sources=known.sources,
        removed=tuple(removed),
        language=known.language or language(text) or ENGLISH,
        story=known.story,
        added=known.added,
        read_until=known.read_until,
        licence=known.licence,
        publisher=known.publisher or cleaned.credits.publisher,
        author=known.author or cleaned.credits.author,
        opinion=known.opinion or cleaned.opinion,
        edition=edition([known.title or "", *labelled]),
        breaks_off=broken,
    )


def _clean(
    text: str,
    blocks: Sequence[Block],
    reasons: dict[int, str],
    title: str | None,
    *,
    is_markdown: bool,
) -> _Cleaned:
    """Clean a text that somebody else wrote; ``title`` is its title where it is known already."""
    raw = (text[block.start + block.lead : block.end] for block in blocks)
    words = (plain(without_markup(line) if is_markdown else line) for line in raw)
    lines = [
        line_of(_EDIT.sub("", without_references(line)), item=block.list_item)
        for line, block in zip(words, blocks, strict=True)
    ]
    boilerplate.remove_boilerplate(lines, reasons)
    headline = find_headline(lines, reasons, find_body(lines, reasons), title)
    reasons.update(dict.fromkeys(headline.at, boilerplate.TITLE))
    head = remove_around(lines, reasons, headline.at, headline.body)
    openings = find_openings(text, blocks, reasons)
    credits = find_credits(lines, reasons, headline, head, openings)  # noqa: A001  the field's term
    reported = {**reasons, **{n: each.reason for n, each in openings.at.items()}}
    opinion = openings.opinion or headline.opinion or is_opinion(lines, reported, head)
    return _Cleaned(reasons, openings, title or headline.title, credits, opinion)


def _without_torn_end(
    sentences: tuple[Sentence, ...], items: frozenset[int], removed: list[Removed]
) -> tuple[tuple[Sentence, ...], bool]:
    """Return the sentences without a last one that breaks off, and whether one surely does.

    It breaks off if it has no stop, and those before it have one, ``items`` of lists apart; it may
    as well be a line of the page, unless its last word needs another.
    """
    last = sentences[-1] if sentences else None
    if last is None or (_WHOLE.search(without_signs(last.text)) and not _CUT.search(last.text)):
        return sentences, False
    prose = [each for each in sentences[:-1] if each.paragraph not in items]
    stopped = sum(bool(_WHOLE.search(each.text)) for each in prose)
    if not prose or 2 * stopped < len(prose) or not _WHOLE.search(without_signs(prose[-1].text)):
        return sentences, False  # a list of titles, say
    removed.extend(Removed(plain(p.text), TORN_OFF, p) for p in last.passages)
    return sentences[:-1], is_left_open(last.text)
