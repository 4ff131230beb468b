"""Find what runs in with a paragraph whose line breaks were lost, and is none of its text.

Before the paragraph: a dateline, a desk's label, the clock of a live blog, words that lead in.
Before any of its sentences: captions with their credits, a sub-heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.ingest.blocks import Block
from generator.ingest.boilerplate import LABEL, SUBHEADING, leads_in
from generator.ingest.byline import DATELINE, Dateline, dateline, late_dateline
from generator.ingest.headline import without_desk
from generator.ingest.lines import is_title_case
from generator.ingest.openings import untied
from generator.ingest.opinion import calls_opinion
from generator.ingest.repair import (
    LEFT_OPEN,
    NO_NAMES,
    NO_NOUNS,
    ONLY_BASES,
    ONLY_THIRDS,
    SMALL,
    VERBS,
)
from generator.text import lexicon as w
from generator.text.grammar import count
from generator.text.typography import same_length

_MAY_LEAD = 3  # paragraphs that may carry the dateline: two may stand above it
_AFTER_CAPTIONS = 12  # and one that names its agency, below paragraphs of captions
_CLOCK = re.compile(  # before an entry of a live blog
    r"\d{1,2}[:.]\d{2}(?:\s?[ap]\.?m\.?)?"
    r"(?:\s(?:GMT|UTC|[A-Z]{1,4}T)\s*(?:--+|[–—―|:-])?\s*|\s*(?:--+|[–—―|:]|-(?=\s))\s*)(?=[A-Z\"'])"
)
_AGENT = re.compile(
    r"(?:[eo]rs?|ists?|[iy]?sts?|i?ans?|ants?|[ai]r[ey]s|m[ae]n|ees?|ed|est|ic|al|ous|ful)$"
)
_MORE = " Read more "  # behind the words of a teaser, before the text that goes on
_GAP = re.compile(r"[A-Z][\w' -]{3,60}\s(?P<last>[a-z-]{3,})\s{2,}(?=[\"A-Z])")  # of lost breaks
_SMALL_THEN_LARGE = re.compile(r"\b[a-z][a-z-]{2,}\s+(?=[A-Z])")
_NUMBERED = re.compile(r"\d{1,2}[.)]\s+(?=[A-Z])")
_QUOTED = re.compile(r"[^\",:;.!?]{15,110}[a-z] (?=\"[A-Z][^\"]{20,600},\" )")
_SHOUTED = re.compile(r"(?:[A-Z][A-Z'-]+ ){3,9}(?=[A-Z][a-z]+ [a-z])")
_MANY = 7  # sentences; a longer paragraph has lost its line breaks, and its headings with them
_SHORT = 10  # words
_SEARCHED = 160  # letters in which a heading ends


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
        if length := clock.end() if clock else leads_in(raw[n]):
            found[n] = Opening(blocks[n].lead + length, DATELINE if clock else SUBHEADING)
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
            length += leads_in(raw[n][length:])
            found[n] = Opening(blocks[n].lead + length, LABEL if label else DATELINE)
            opinion = label > 0 or calls_opinion(led.publisher or "")
            return Openings(found, raw[n][led.start : length], led.publisher, opinion)
    return Openings(found)


def headings(sentences: Sequence[str]) -> list[int]:
    """Return where the text of each begins behind a sub-heading that lost its line break, or 0.

    The heading is a few words without a verb: "Value-added mining The draft law".  A name behind
    them may belong to them, as in "The think tank Acme said", so that one alone shows nothing.
    """
    numbered = sum(_NUMBERED.match(sentence) is not None for sentence in sentences) > 1
    long = len(sentences) > _MANY
    found: list[tuple[int, bool]] = []
    for sentence in sentences:
        end = next(_ends_of_heading(sentence, numbered=numbered), 0)
        found.append((end, True) if end or not long else _glued(sentence))
    several = sum(end > 0 for end, _ in found) > 1
    return [end if several or sure else 0 for end, sure in found]


def _ends_of_heading(sentence: str, *, numbered: bool) -> Iterator[int]:
    """Yield where words end that surely are a heading, or a teaser, by their form.

    A number stands before them, a wide gap or no space at all behind them, or a quotation, or they
    are in capitals: "2. Rooftops spread In Fiji", "Coal Is DearThe".
    """
    teasers = sentence.rpartition(_MORE)[0]
    if teasers and sentence[len(teasers + _MORE) :][:1].isupper():
        yield len(teasers + _MORE)
    searched = sentence[:_SEARCHED]
    number = _NUMBERED.match(sentence) if numbered else None
    gap = _GAP.match(sentence)
    apart = gap and gap["last"] not in NO_NOUNS and not count(gap[0]).certain
    for end in (apart and gap, number and _SMALL_THEN_LARGE.search(searched)):
        if end and count(sentence[end.end() :]).certain:
            yield end.end()
    quoted = _QUOTED.match(sentence)
    if quoted and quoted[0].split()[-1] not in LEFT_OPEN:
        yield quoted.end()
    shouted = _SHOUTED.match(sentence)
    words = shouted[0].lower() if shouted else ""  # "ADDRESSING TRADE GAPS The ministry said"
    if shouted and sum(word in VERBS for word in words.split()) > 1 and not count(words).certain:
        yield shouted.end()
    for seam in re.finditer(r"(?<=[a-z])(?=([A-Z][a-z]+)\s[a-z])", searched):
        heading, first = sentence[: seam.start()], seam[1].lower()
        if len(heading.split()) > 2 and is_title_case(heading) and first in NO_NAMES:
            yield seam.start()


def _glued(sentence: str) -> tuple[int, bool]:
    """Return where a heading may end, and whether a word stands there that begins a sentence."""
    found = list(re.finditer(r"\S+", sentence))[: _SHORT + 1]
    for before, word, following in zip(found[1:], found[2:], found[3:], strict=False):
        last, first = before[0].rstrip("'"), re.sub(r"'s$|,$", "", word[0])
        noun = re.fullmatch(r"[a-z][a-z-]{2,}", last) and last not in NO_NOUNS
        if not noun or not first[:1].isupper():
            continue
        opens, text = first.lower() in SMALL | {"last"}, sentence[word.start() :]
        starts = opens and following[0][:1].islower()
        leads = first.lower() in w.PREPOSITIONS or untied(text) != text  # "In Ruritania", "Yet, "
        if starts or leads or _names_none(sentence[: before.end()].split(), text):
            return word.start(), starts
    return 0, False


def _names_none(heading: list[str], text: str) -> bool:
    """Return whether the name with which a text begins is no part of the words before it."""
    last, opens = heading[-1].rstrip("'"), heading[0].lower()
    named = _AGENT.search(last) or last in w.listed("before_names") or w.is_adverb(last)
    verb = last in ONLY_BASES or last in ONLY_THIRDS or last in w.PARTICIPLES
    phrase = not SMALL.isdisjoint(each.lower() for each in heading[-3:-1])  # "the nearby Acme mine"
    if named or verb or phrase or (opens in SMALL and opens != "a") or len(heading) > _SHORT - 2:
        return False
    verbs = count(text)
    return count(" ".join(heading)).certain == 0 and verbs.certain + verbs.possible > 0
