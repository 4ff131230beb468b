"""Make an article of a seed's text: find it, clean it, cut it into passages, mend its sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from generator.ingest import boilerplate
from generator.ingest.blocks import Block, text_blocks
from generator.ingest.body import find_body, remove_around
from generator.ingest.byline import HEAD
from generator.ingest.credits import Credits, find_credits
from generator.ingest.days import names_a_day
from generator.ingest.decode import WEB_PAGES
from generator.ingest.headline import edition, find_headline
from generator.ingest.language import ENGLISH, language
from generator.ingest.lines import line_of, without_signs
from generator.ingest.markdown import markdown_blocks, without_markup
from generator.ingest.metadata import Metadata
from generator.ingest.opinion import is_opinion
from generator.ingest.repair import Kept, is_left_open, join
from generator.ingest.run_in import Opening, Openings, find_openings, headings
from generator.model import Article, Passage, Removed, Sentence
from generator.text.lexicon import BASES, GERUNDS, PARTICIPLES, THIRDS
from generator.text.sentences import halves, sentence_spans
from generator.text.typography import plain, same_length, without_entities, without_references

TOO_LONG = "words without a stop, longer than any sentence"
SAID_TWICE = "stands in the text before"
TORN_OFF = "breaks off in the middle of a sentence"
_LONGEST = 4_000  # characters; no law has a sentence so long
_FEW = 8  # words; a shorter sentence may be said twice on purpose
_CAPTION = 40  # words; a longer sentence is no caption
_IN_DOUBT = " with a date in doubt"
_PARTS = " bcdefghij"  # of a piece that had no space between its sentences
_EDIT = re.compile(r"\s?\[edit(?: source)?\]$")  # beside each heading of Wikipedia
_WHOLE = re.compile(r"""(?:[.!?:;)\]]|[.!?]["')\]]+)$""")
_CUT = re.compile(r"""(?:\.\.\.|…)["')\]]*$""")
_WORDS = re.compile(r"[a-z\d]+(?:-[a-z]+)*")
_LANGUAGE = BASES | GERUNDS | PARTICIPLES | THIRDS


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
    cut = _Cut(slug, text, is_markdown, is_note, dated is not None)
    kept, removed = cut.passages(blocks, cleaned)
    passages = [item.passage for item in kept] + [item.passage for item in removed]
    whole = join(kept)
    items = frozenset(item.passage.paragraph for item in kept if item.list_item)
    sentences, broken = (whole, False) if is_note else _without_torn_end(whole, items, removed)
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
        line_of(
            _EDIT.sub("", without_references(line)),
            item=block.list_item,
            heading=block.markup == "heading",
        )
        for line, block in zip(words, blocks, strict=True)
    ]
    boilerplate.remove_boilerplate(lines, reasons)
    body = find_body(lines, reasons)
    found = find_headline(lines, reasons, body, title)
    reasons.update(dict.fromkeys(found.at, boilerplate.TITLE))
    stands = remove_around(lines, reasons, found.at, found.body)
    openings = find_openings(text, blocks, reasons)
    said = find_credits(lines, reasons, found, stands, openings)
    reported = {**reasons, **{n: each.reason for n, each in openings.at.items()}}
    opinion = openings.opinion or found.opinion or is_opinion(lines, reported, stands)
    return _Cleaned(reasons, openings, title or found.title, said, opinion)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A sentence's place in the seed; a ``reason`` says what it is where its place tells it."""

    number: int
    start: int
    end: int
    reason: str | None = None
    part: str = ""


@dataclass(frozen=True, slots=True)
class _Cut:
    """Cuts the blocks of a seed into numbered passages; a note is not cleaned."""

    id: str
    text: str
    is_markdown: bool
    is_note: bool
    is_dated: bool

    def passages(
        self, blocks: Sequence[Block], cleaned: _Cleaned
    ) -> tuple[list[Kept], list[Removed]]:
        """Return the passages that stay and those that go: each visible character of the seed.

        They count from 1 in their paragraph; a dateline is number 0, so that finding it or not
        renumbers nothing.
        """
        words = _LANGUAGE.union(_WORDS.findall(self.text.lower()))
        kept: list[Kept] = []
        removed: list[Removed] = []
        told: set[str] = set()
        for n, block in enumerate(blocks):
            opening = cleaned.openings.at.get(n, Opening(0))
            first = len(kept)
            pieces = [*self._pieces(block, opening)]
            ended = False  # the end matter of a release has begun in the paragraph
            for at, piece in enumerate(pieces):
                text = self.text[piece.start : piece.end]
                place = (n + 1, piece.number, piece.start, piece.end, text, piece.part)
                passage = Passage(self.id, *place)
                wording = plain(self._wording(passage, block, opening.length), words)
                reason = piece.reason or cleaned.reasons.get(n)
                if not self.is_note and n not in cleaned.reasons:
                    wording = without_references(wording)
                    late = 2 * at >= len(pieces)
                    ended = ended or (late and boilerplate.begins_end_matter(wording))
                    credited = len(kept) > first and boilerplate.is_credit(wording)
                    if credited and len(kept[-1].text.split()) <= _CAPTION:
                        removed.append(self._removed(kept.pop().passage, boilerplate.CAPTION))
                    told_before = len(wording.split()) >= _FEW and wording in told
                    signed = not kept and boilerplate.is_on_an_author(wording)
                    why = (
                        boilerplate.ON_THE_AUTHOR if signed else None,
                        boilerplate.CAPTION if credited else None,
                        reason or _reason(wording),
                        boilerplate.END_MATTER if ended else None,
                        SAID_TWICE if told_before else None,
                    )
                    reason = next(filter(None, why), None)
                    told.add(wording)
                if reason or not wording:
                    removed.append(self._removed(passage, reason or "no words"))
                else:
                    kept.append(Kept(passage, wording, block.list_item))
        return kept, removed

    def _wording(self, passage: Passage, block: Block, opening: int) -> str:
        """Return a passage without a bullet (which an opening holds already) and markup."""
        text = passage.text
        if passage.sentence == 1 and not passage.part and not opening:
            text = text[block.lead :]
        return without_markup(text) if self.is_markdown else text

    def _removed(self, passage: Passage, reason: str) -> Removed:
        """Return what goes; a date in it that was not taken is told to the editor."""
        text = plain(passage.text)
        told = reason in HEAD and not self.is_dated and names_a_day(text)
        return Removed(text, reason + _IN_DOUBT if told else reason, passage)

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


def _reason(sentence: str) -> str | None:
    """Return why a sentence inside a paragraph is no text of the article."""
    return boilerplate.sentence_reason(sentence) or (TOO_LONG if len(sentence) > _LONGEST else None)


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
