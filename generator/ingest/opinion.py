"""Tell whether a text is an opinion: by its label, by a note on its author, by its voice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from generator.ingest.boilerplate import ON_THE_AUTHOR, TITLE, is_on_an_author
from generator.ingest.byline import DATELINE, HEAD
from generator.ingest.lines import Line, kept
from generator.ingest.outlets import words
from generator.text.sentences import sentence_spans

_NOTED = 12  # words in which a note on the author tells the post
_VIEWS = re.compile(
    r"(?:^|[.!?][\"')]*\s+)[(\[]?(?:the |these |all |they reflect )?[^.!?]{0,30}"
    r"\b(?:views|opinions)\b[^.!?]{0,120}\b(?:authors?|writer|own)\b",
    re.IGNORECASE,
)
_ALONE = re.compile(r"\b(?:\w+'s|his|her|my) own\b")
_QUOTED = re.compile(r'"[^"]*(?:"|$)')
_FIRST_PERSON = re.compile(r"\b(?:I|[Mm]y|[Ww]e|[Oo]ur|us)\b")
_DEMANDS = re.compile(r"\b(?:should|must|ought to|needs? to|(?:have|has) to|[Ll]et's)\b")
_PART = 0.1  # of the sentences of a text that speaks for its author


def is_opinion(lines: Sequence[Line], reasons: Mapping[int, str], head: range) -> bool:
    """Return whether the head, or a note at the end, says that the text is somebody's opinion."""
    of_head = {n for n in head if reasons.get(n) in {TITLE, *HEAD}}
    for n in head:
        beside = not of_head or not of_head.isdisjoint(range(n - 2, n + 3))
        if n in reasons and beside and is_opinion_label(lines[n].text):
            return True
    if DATELINE in reasons.values():
        return False
    notes = [lines[n].text for n, why in reasons.items() if why == ON_THE_AUTHOR]
    last = (lines[n].text for n in {*reasons, *range(len(lines))[-3:]})
    told = _sentences(lines[n].text for n in kept(lines, reasons))
    notes = [*_sentences(notes), *filter(is_on_an_author, told[:1])]
    signed = any(map(is_by_an_expert, notes))
    return signed or argues(told) or any(map(tells_views, last))


def _sentences(texts: Iterable[str]) -> list[str]:
    return [text[start:end] for text in texts for start, end in sentence_spans(text)]


def is_opinion_label(line: str) -> bool:
    """Return whether a line names the pages for opinions, alone or at an end of a way to it.

    "OPINION", "Guest essay", "Home / Opinion / Editorials", "Leaders | A rare chance".
    """
    parts = [part.strip(" :;,.") for part in re.split(r"[>›»/|]", line)]
    return any(map(calls_opinion, (next(filter(None, ends), "") for ends in (parts, parts[::-1]))))


def calls_opinion(label: str) -> bool:
    """Return whether a label names the pages for opinions, as "Guest opinion" does."""
    named = label.lower().split()
    return len(named) < 6 and not {"-".join(named), *named[-1:]}.isdisjoint(words("opinion"))


def tells_views(line: str) -> bool:
    """Return whether a line says, or ends with it, that the views are the author's own.

    What a site says of all its authors ("do not necessarily reflect those of …") tells nothing.
    """
    of_all = "necessarily" in line and not _ALONE.search(line)
    return _VIEWS.search(line[-400:]) is not None and not of_all


def is_by_an_expert(note: str) -> bool:
    """Return whether a note on the author tells of a post that is none of a newsroom's."""
    found = re.findall("[a-z]+", note.lower())
    named = not words("experts").isdisjoint(found[:_NOTED])
    return named and words("newsroom").isdisjoint(found)


def argues(sentences: Sequence[str]) -> bool:
    """Return whether a text speaks as "I" or "we", outside quotations, of what should be done."""
    own = [_QUOTED.sub(" ", each) for each in sentences if not each.count('"') % 2]
    speaks = sum(_FIRST_PERSON.search(each) is not None for each in own)
    demands = sum(_DEMANDS.search(each) is not None for each in own)
    return speaks > 3 and demands > 2 and speaks > _PART * len(own)
