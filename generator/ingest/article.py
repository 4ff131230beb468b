"""Make an article of a seed's text: find it, clean it, cut it into passages, mend its sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from generator.ingest.blocks import Block, text_blocks
from generator.ingest.boilerplate import (
    CAPTION,
    NOTE_OF_EDITORS,
    ON_THE_AUTHOR,
    POINTER,
    remove_boilerplate,
    remove_speakers,
    sentence_reason,
)
from generator.ingest.byline import (
    DATELINE,
    GLUED,
    HEAD,
    TIME,
    Credits,
    credits_of,
    edition,
    head_line,
    is_company,
    is_on_the_author,
    is_opinion_label,
    tells_views,
)
from generator.ingest.dateline import (
    Dateline,
    clock,
    dateline,
    dateline_inside,
    is_city,
    is_outlet,
    names_a_day,
    outlets,
)
from generator.ingest.headline import (
    FULL,
    LABEL,
    NAVIGATION,
    OTHER,
    SUBHEADING,
    TITLE,
    Found,
    Line,
    find,
    line_of,
    looks_like_headline,
    remove_headlines,
    roots,
    without_desk,
)
from generator.ingest.html import SUFFIXES as WEB_PAGES
from generator.ingest.language import ENGLISH, language
from generator.ingest.markdown import markdown_blocks, without_markup
from generator.ingest.metadata import Metadata
from generator.ingest.repair import Kept, join
from generator.model import Article, Passage, Removed, Sentence
from generator.text.lexicon import BASES, GERUNDS, PARTICIPLES, THIRDS
from generator.text.sentences import halves, sentence_spans
from generator.text.typography import plain, same_length, without_entities, without_references

RELEASED = "mark of a press release"  # a reason of boilerplate.yml
TOO_LONG = "words without a stop, longer than any sentence"
TORN_OFF = "breaks off in the middle of a sentence"
_LONGEST = 4_000  # characters; no law has a sentence so long
_MOST_ABOVE = 0.4  # of a text's words may stand above its content
_CLOSE = 12  # lines between which a headline may stand twice
_LED_BY = 3  # paragraphs that may carry the dateline: two may stand above it
_TELL_DATE = " with a date, which was not taken: set it if it is the article's"
_MARK = re.compile(r"^>(?![\d=])[> \t]*")  # before a line that a mail quotes
_EDIT = re.compile(r"\s?\[edit(?: source)?\]$")  # beside each heading of Wikipedia
_SKIP = re.compile(
    r"(?:skip|jump) to (?:(?:the )?(?:main )?content|article|story)\.?", re.IGNORECASE
)
_STAMP = re.compile(
    r"\s*(?:date|published|posted)[: ] ?(?=[A-Z\d][\w., -]{5,24}\d\b)", re.IGNORECASE
)
_BY = re.compile(r"\s(?:By|BY)[: ]\s*(?=[A-Z])")
_DATED = re.compile(
    r"(?:By|BY)[: ]\s*[A-Z][^.!?]{3,80}?\b\d{4}(?:,?\s+(?:at\s+)?\d{1,2}[:.]\d{2}"
    r"(?i:\s?[ap]\.?m\b\.?)?(?:\s[A-Z]{1,4}T\b)?)?\s+(?=[A-Z\"'])"
)
_SOURCE = re.compile(r"\(?(?:sources?|via)\s?: ?(?P<name>[A-Z][\w.&' ]{1,30})\)?", re.IGNORECASE)
_STRONG = re.compile(r"([*_]{1,3})([^*_]{1,200})\1")
_SPEAKER = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ .'-]{1,40}:\s")
_WHOLE = re.compile(r"""(?:[.!?:;)\]]|[.!?]["')\]]+)$""")
_CUT = re.compile(r"""(?:\.\.\.|…)["')\]]*$""")
_WORDS = re.compile(r"[a-z]+")
_LANGUAGE = BASES | GERUNDS | PARTICIPLES | THIRDS


@dataclass(frozen=True, slots=True)
class _Opening:
    """What stands before the text in its own paragraph: a dateline, a clock, a whole head."""

    length: int
    reason: str = DATELINE


@dataclass(slots=True)
class _Cleaned:
    """What cleaning found: a reason for each line that goes, and what the text says of itself."""

    lines: Sequence[Line]
    reasons: dict[int, str]
    openings: dict[int, _Opening] = field(default_factory=dict)
    told: list[tuple[str, str]] = field(default_factory=list)  # by openings, with their reasons
    title: str | None = None
    publisher: str | None = None
    credits: Credits = field(default_factory=Credits)
    opinion: bool = False


def article(slug: str, path: str, text: str, known: Metadata, *, mend: bool = True) -> Article:
    """Return the article that a seed's text makes; ``known`` is what its front matter says.

    Without ``mend`` it has no sentences, and its language is not looked at.
    """
    text = without_entities(text)
    is_markdown = not path.lower().endswith((".txt", *WEB_PAGES))
    blocks = markdown_blocks(text) if is_markdown else text_blocks(text)
    is_note = known.kind == "note"
    cleaned = _marked(blocks) if is_note else _clean(text, blocks, known.title, is_markdown)
    seed = _Seed(slug, text, is_markdown, is_note, bool(known.date or cleaned.credits.date))
    kept, removed = _cut(seed, blocks, cleaned)
    passages = [item.passage for item in kept] + [item.passage for item in removed]
    whole = join(kept) if mend else ()
    items = frozenset(item.passage.paragraph for item in kept if item.list_item)
    sentences = whole if is_note else _without_torn_end(whole, items, removed)
    labelled = [each.text for each in removed if each.reason in {TITLE, NOTE_OF_EDITORS}]
    return Article(
        id=slug,
        path=path,
        kind=known.kind,
        text=text,
        sentences=sentences,
        passages=tuple(sorted(passages, key=lambda passage: passage.start)),
        title=known.title or cleaned.title,
        date=known.date or cleaned.credits.date,
        sources=known.sources,
        removed=tuple(removed),
        language=known.language or (language(text) if mend else None) or ENGLISH,
        story=known.story,
        added=known.added,
        read_until=known.read_until,
        licence=known.licence,
        publisher=known.publisher or cleaned.credits.publisher,
        author=known.author or cleaned.credits.author,
        opinion=known.opinion or cleaned.opinion,
        edition=edition([known.title or "", *labelled]),
        breaks_off=len(sentences) < len(whole),
    )


def _marked(blocks: Sequence[Block]) -> _Cleaned:
    """Return what is no prose in a note: the editor's own words need no cleaning."""
    return _Cleaned((), {n: block.markup for n, block in enumerate(blocks) if block.markup})


# --- Finding and cleaning ----------------------------------------------------------------------


def _clean(text: str, blocks: Sequence[Block], title: str | None, is_markdown: bool) -> _Cleaned:
    """Clean a text that somebody else wrote; ``title`` is its title where it is known already."""
    raw = [text[block.start + block.lead : block.end] for block in blocks]
    lines = [_line(without_markup(line) if is_markdown else line) for line in raw]
    view = [
        line_of(line, item=block.list_item, heading=block.markup == "heading")
        for line, block in zip(lines, blocks, strict=True)
    ]
    made = _Cleaned(view, {n: block.markup for n, block in enumerate(blocks) if block.markup})
    subject = remove_boilerplate(lines, raw, made.reasons)
    _remove_above_content(view, made.reasons)
    found = find(view, made.reasons, title)
    made.reasons.update(dict.fromkeys(found.at, TITLE))
    head = _remove_head(view, made.reasons, found)
    _remove_pointed_at(view, made.reasons)
    remove_speakers(lines, made.reasons)
    remove_headlines(view, made.reasons, found.body)
    _find_openings(text, blocks, made)
    _credit(made, found, head)
    _remove_notes_on(made)
    made.title = title or found.title or made.title or subject
    made.opinion = made.opinion or found.opinion or _is_opinion(made, found, head)
    return made


def _line(text: str) -> str:
    return _EDIT.sub("", without_references(plain(text)))


def _remove_above_content(lines: Sequence[Line], reasons: dict[int, str]) -> None:
    """Remove what stands above "Skip to main content": a page copied whole has notices there."""
    skip = next((n for n, line in enumerate(lines) if _SKIP.fullmatch(line.text)), 0)
    words = [line.words for line in lines]
    if sum(words[:skip]) <= _MOST_ABOVE * sum(words):
        for n in range(skip):
            reasons.setdefault(n, NAVIGATION)


def _remove_head(lines: Sequence[Line], reasons: dict[int, str], found: Found) -> range:
    """Remove what stands above the body; return the lines that stand with headline and byline."""
    title = _title(found)
    top = _top(lines, reasons, title) if title >= 0 else _top(lines, reasons, found.body)
    end = _end(lines, reasons, found.body)
    above = sum(line.words for line in lines[: max(top, 0)])
    menus = title >= 0 and above <= _MOST_ABOVE * sum(line.words for line in lines)
    for n in range(end):
        line = lines[n]
        if n < top and menus:
            reasons.setdefault(n, NAVIGATION)
        elif n in reasons and reasons[n] not in {NAVIGATION, CAPTION}:
            continue
        elif n >= top and _is_head(n, lines, reasons):
            said = head_line(line.text)
            reasons[n] = said.reason if said else LABEL
        elif n < found.body and not line.item:
            _judge_above(n, end, lines, reasons, titled=title >= 0)
    return range(max(top, 0), end)


def _judge_above(
    n: int, end: int, lines: Sequence[Line], reasons: dict[int, str], *, titled: bool
) -> None:
    """Remove a short line above the body, unless it is a whole sentence, as a standfirst is."""
    line = lines[n]
    stopped = line.text.endswith((".", "!", "?", '"')) and line.words > 2
    torn = lines[n + 1].text[:1].islower() and not line.text[-1:].islower()  # a large first letter
    if line.paragraph and titled:
        near = (*lines[:n], *lines[n + 1 : n + 40])
        told = frozenset().union(*(roots(each.text) for each in near))
        head = any(reasons.get(at) in {LABEL, *HEAD} for at in range(n + 1, end))
        if (head and not roots(line.text) & told) or not _WHOLE.search(line.text):
            reasons.setdefault(n, NAVIGATION)
    elif not stopped and not torn:
        form = looks_like_headline(line.text, stops_are_rule=True)
        reasons.setdefault(n, SUBHEADING if titled else OTHER if form else NAVIGATION)


def _title(found: Found) -> int:
    """Return the line of the own headline; -1 if there is none; the first of two close ones."""
    above = [n for n in found.at if n <= found.body]
    return next((n for n in above if above[-1] - n < _CLOSE), -1)


def _top(lines: Sequence[Line], reasons: Mapping[int, str], title: int) -> int:
    """Return where the head begins: day, byline or desk may stand right above the headline."""
    top = title
    while top > 0 and title - top < 4:
        line = lines[top - 1]
        said = head_line(line.text)
        label = is_opinion_label(line.text) or reasons.get(top - 1) in {LABEL, RELEASED}
        if not (said and said.sure) and not label and not is_city(line.text):
            break
        top -= 1
    return top


def _end(lines: Sequence[Line], reasons: Mapping[int, str], body: int) -> int:
    """Return where the head ends: the byline may stand below a standfirst."""
    end, words = body, 0
    for n in range(body, min(body + 7, len(lines))):
        if reasons.get(n) in HEAD:
            end = n + 1
        elif n not in reasons:
            words += lines[n].words
        if words > 60:
            break
    return end


def _is_head(n: int, lines: Sequence[Line], reasons: Mapping[int, str]) -> bool:
    """Return whether a line of the head is one by its form, or by its place and not in the text.

    A name alone may also head what follows ("Rare Earths") or name a company.
    """
    line = lines[n]
    said = head_line(line.text)
    if is_opinion_label(line.text):
        return True
    if said is None or said.sure or line.words > FULL:
        return said is not None and said.sure
    if is_company(line.text):
        return False
    beside = {reasons.get(n - 1), reasons.get(n + 1)} & {TITLE, SUBHEADING, *HEAD}
    names = said.people or (line.text,)
    below = [other.text for other in lines[n + 1 :] if not other.text.startswith(names[0])]
    told = any(name in other for name in names for other in below)
    small = {word for other in below for word in _WORDS.findall(other)}
    ordinary = any(word.lower() in small for name in names for word in name.split())
    return bool(beside) and (said.outlet is not None or not (told or ordinary))


def _remove_pointed_at(lines: Sequence[Line], reasons: dict[int, str]) -> None:
    """Remove the titles listed under a bare "Related articles" line."""
    listing = False
    for n, line in enumerate(lines):
        if reasons.get(n) == POINTER and line.words <= 6:
            listing = True
        elif n not in reasons and listing:
            asks = line.text.endswith("?") and line.words <= 14
            listing = asks or looks_like_headline(line.text, stops_are_rule=True)
            if listing:
                reasons[n] = OTHER


def _credit(made: _Cleaned, found: Found, head: range) -> None:
    """Take author, publisher and day from the lines of the head and the openings."""
    reasons = made.reasons
    title = max(_title(found), head.start)
    told = [(n, made.lines[n].text, reasons[n]) for n in head if reasons.get(n) in HEAD]
    below = [(line, reason) for n, line, reason in told if n >= title]
    chronicle = [
        made.lines[n].text for n in range(head.stop, len(made.lines)) if reasons.get(n) == TIME
    ]
    said = credits_of([*below, *made.told], chronicle if below else ())
    above = credits_of([(line, reason) for n, line, reason in told if n < title])
    made.credits = Credits(
        said.author or above.author,
        made.publisher or said.publisher or found.site or above.publisher or _site(made, title),
        said.date or (above.date if not any(names_a_day(line) for line, _ in below) else None),
    )


def _site(made: _Cleaned, title: int) -> str | None:
    """Return the outlet that stands alone above the headline, or that the text says it is from."""
    above = [line.text.strip(" |") for line in made.lines[: max(title, 0) + 1]]
    below = [line.text for line in made.lines[-3:]]
    stated = [found["name"] for text in above[-3:] if (found := _SOURCE.fullmatch(text))]
    stated += [
        found["name"]
        for text in below
        if (found := _SOURCE.fullmatch(text)) and is_outlet(found["name"])
    ]
    return next((text for text in (*stated, *above) if text in {*stated, *outlets()}), None)


def _is_opinion(made: _Cleaned, found: Found, head: range) -> bool:
    """Return whether the head, or a note at the end, says that the text is somebody's opinion.

    The name of the pages for opinions counts for nothing among others in a menu.
    """
    lines = [line.text for line in made.lines]
    for n in range(head.start, min(head.stop, len(lines))):
        menu = (
            n > 1
            and n < (found.at or (0,))[-1]
            and all(
                len(lines[at].split()) <= 2 and not made.lines[at].paragraph
                for at in (n - 1, n - 2)
            )
        )
        if n in made.reasons and is_opinion_label(lines[n]) and not menu:
            return True
    return any(tells_views(lines[n]) for n in made.reasons)


def _remove_notes_on(made: _Cleaned) -> None:
    """Remove what is said of the author above the text or at its end."""
    kept = [n for n in range(len(made.lines)) if n not in made.reasons]
    for n in {*kept[:1], *kept[-2:]}:
        if is_on_the_author(made.lines[n].text, made.credits.author):
            made.reasons[n] = ON_THE_AUTHOR


def _find_openings(text: str, blocks: Sequence[Block], made: _Cleaned) -> None:
    """Find what opens the paragraphs: a dateline or a glued head, a desk, a live blog's clocks."""
    kept = [n for n in range(len(blocks)) if n not in made.reasons]
    raw = {n: same_length(text[blocks[n].start + blocks[n].lead : blocks[n].end]) for n in kept}
    for n in kept:
        if not blocks[n].lead and (length := clock(raw[n])):
            made.openings[n] = _Opening(length)
    led = kept and _dateline(raw[kept[0]], first=True)
    if kept and not led and _glued_head(raw[kept[0]], kept[0], blocks, made):
        return
    prose = [n for n in kept if not blocks[n].list_item]  # a wire's points in brief
    for n in prose[:_LED_BY]:
        stamp = _stamp(raw[n]) if n == kept[0] else 0
        label = _label(raw[n]) if n == kept[0] else 0
        found = _dateline(raw[n][stamp or label :], first=n == kept[0])
        length = (stamp or label) + (found.length if found else 0)
        if length and not (found and _speaks(raw, n, found.length)):
            made.openings[n] = _Opening(blocks[n].lead + length, LABEL if label else DATELINE)
            made.opinion = made.opinion or label > 0
            made.told.append((raw[n][:length], DATELINE))
            made.publisher = found.publisher if found else None
            return


def _stamp(paragraph: str) -> int:
    """Return the length of a labelled day before the text: "date 2025-10-06 "."""
    label = _STAMP.match(paragraph)
    day = re.search(r"\d{4}(?:-\d\d-\d\d)?\s+", paragraph[:40]) if label else None
    return day.end() if label and day and names_a_day(paragraph[: day.end()]) else 0


def _label(paragraph: str) -> int:
    """Return the length of a desk's word before the text that calls it an opinion: "COMMENT | "."""
    text, opinion = without_desk(paragraph)
    return len(paragraph) - len(text) if opinion and "|" in paragraph[:30] else 0


def _dateline(raw: str, *, first: bool) -> Dateline | None:
    """Return the dateline of a paragraph; in Markdown its place may be strong: **Lusaka** –."""
    strong = _STRONG.match(raw)
    if not strong:
        return dateline(raw, first=first)
    found = dateline(strong[2] + raw[strong.end() :], first=first)
    return replace(found, length=found.length + 2 * len(strong[1])) if found else None


def _speaks(raw: Mapping[int, str], n: int, length: int) -> bool:
    """Return whether a name before a colon is a speaker's in an interview, as others are below."""
    if not raw[n][:length].rstrip().endswith(":"):
        return False
    return any(_SPEAKER.match(other) for at, other in raw.items() if at != n)


def _glued_head(paragraph: str, n: int, blocks: Sequence[Block], made: _Cleaned) -> bool:
    """Find the end of a head that was pasted into one line with its text, and take it apart.

    Only a dateline, or a byline with a day, shows where the text begins.
    """
    by = _BY.search(f" {paragraph[:300]}")
    inside = dateline_inside(paragraph)
    dated = _DATED.match(paragraph, by.start()) if by and not inside else None
    if inside:
        start, end, publisher = inside[0], inside[0] + inside[1].length, inside[1].publisher
    elif dated and len(paragraph[dated.end() :].split()) >= 5:
        start, end, publisher = dated.end(), dated.end(), None
    else:
        return False
    cut = min(by.start() if by else start, start)
    title = paragraph[:cut].strip(" |–—-")
    if title and not 3 <= len(title.split()) <= 30:
        return False
    made.openings[n] = _Opening(blocks[n].lead + end, GLUED)
    made.title, made.publisher = title or None, publisher
    made.told.append((paragraph[cut:start].strip(" |"), GLUED))
    made.told.append((paragraph[start:end], DATELINE))
    return True


# --- Cutting into passages -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Seed:
    """What cutting has to know of a seed; a note is the editor's own and is not cleaned."""

    id: str
    text: str
    is_markdown: bool
    is_note: bool
    is_dated: bool


def _cut(
    seed: _Seed, blocks: Sequence[Block], cleaned: _Cleaned
) -> tuple[list[Kept], list[Removed]]:
    """Return the passages of every block, together each visible character of the seed.

    Passages count from 1 in their paragraph; a dateline is number 0, so that finding it or not
    renumbers nothing.
    """
    words = _LANGUAGE.union(_WORDS.findall(seed.text.lower()))
    kept: list[Kept] = []
    removed: list[Removed] = []
    for n, block in enumerate(blocks):
        opening = cleaned.openings.get(n, _Opening(0))
        for number, part, start, end in _numbered(seed.text, block, opening.length):
            passage = Passage(seed.id, n + 1, number, start, end, seed.text[start:end], part)
            raw = _without_lead(passage, block, opening)
            wording = plain(without_markup(raw) if seed.is_markdown else raw, words)
            reason = opening.reason if number == 0 else cleaned.reasons.get(n)
            if not reason and not seed.is_note:
                wording = without_references(wording)
                reason = sentence_reason(wording) or (TOO_LONG if len(wording) > _LONGEST else None)
            if reason or not wording:
                removed.append(_removed(passage, reason or "no words", seed))
            else:
                kept.append(Kept(passage, wording, block.list_item))
    return kept, removed


def _without_lead(passage: Passage, block: Block, opening: _Opening) -> str:
    """Return a passage without a bullet (which an opening holds already) or a mail's mark."""
    if passage.sentence == 1 and not passage.part and not opening.length:
        return passage.text[block.lead :]
    return _MARK.sub("", passage.text) if passage.sentence > 1 else passage.text


def _removed(passage: Passage, reason: str, seed: _Seed) -> Removed:
    """Return what goes; a date in it is never taken, so the editor is told of it."""
    told = reason in HEAD and not seed.is_dated and names_a_day(plain(passage.text))
    return Removed(plain(passage.text), reason + _TELL_DATE if told else reason, passage)


def _numbered(text: str, block: Block, opening: int) -> Iterator[tuple[int, str, int, int]]:
    """Yield number, part and span of each piece of a block; the bullet belongs to the first."""
    start = block.start
    if opening:
        yield 0, "", start, start + len(text[start : start + opening].rstrip())
        start += opening
    spans = sentence_spans(text, start if opening else start + block.lead, block.end)
    for number, (begin, end) in enumerate(spans or [(start, block.end)], start=1):
        pieces = halves(text, start if number == 1 else begin, end)
        for part, (first, last) in zip(" bcdefghij", pieces, strict=False):
            yield number, part.strip(), first, last


def _without_torn_end(
    sentences: tuple[Sentence, ...], items: frozenset[int], removed: list[Removed]
) -> tuple[Sentence, ...]:
    """Return the sentences without a last one that breaks off, which is removed.

    It breaks off if it has no stop, and those before it have one, ``items`` of lists apart.
    """
    last = sentences[-1] if sentences else None
    if last is None or (_WHOLE.search(last.text) and not _CUT.search(last.text)):
        return sentences
    before = sentences[:-1]
    prose = [each for each in before if each.paragraph not in items]
    stopped = sum(bool(_WHOLE.search(each.text)) for each in prose)
    if not prose or 2 * stopped < len(prose):
        return sentences
    removed.extend(Removed(plain(p.text), TORN_OFF, p) for p in last.passages)
    return before
