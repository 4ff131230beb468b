"""Check what only a note can get wrong: its length, its marks, sources older than its events."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

from briefing_room.model import Article, Finding, Passage, Role, SentenceFacts
from briefing_room.review.context import ReviewContext
from briefing_room.text.files import UnreadableFile, read_text
from briefing_room.text.lexicon import count_words

_MAX_WORDS = 200  # of bottom line and key points together
_CORE = (Role.BOTTOM_LINE, Role.KEY_POINT)
_ON_A_DAY = re.compile(r"\b[Oo]n $")
_PLANNED = re.compile(r"\b(?:effect|force|appl\w+|end\w*|expir\w+|begin\w*|due|to|would|will)\b")


def check_notes(context: ReviewContext) -> Iterator[Finding]:
    """Yield what is wrong with the notes that have a structure."""
    for note in context.by_id.values():
        if note.outline:
            yield from _problems(note, context)


def _problems(note: Article, context: ReviewContext) -> Iterator[Finding]:
    words = sum(
        count_words(sentence.text)
        for sentence in note.sentences
        if note.outline[sentence.paragraph - 1] in _CORE
    )
    if words > _MAX_WORDS:
        cure = f"at most {_MAX_WORDS}; move what decides nothing below '## More'"
        message = f"bottom line and key points have {words} words, {cure}"
        yield Finding("long-note", note.path, 0, message)
    for passage in note.passages:
        inferred = note.outline[passage.paragraph - 1] is Role.WHY
        if inferred and not passage.rests_on:
            message = "nothing is named from which this follows; add a mark: [^some-seed/2-1]"
            yield Finding("no-mark", note.path, _line(note, passage), message)
        for address in passage.rests_on:
            if context.resolve(address) is None:
                message = f"there is no passage {address}{context.near(address.split('/')[0])}"
                yield Finding("unknown-passage", note.path, _line(note, passage), message)
    yield from _too_early(note, context)


def _too_early(note: Article, context: ReviewContext) -> Iterator[Finding]:
    """Yield sentences of which every source is older than the event that they tell."""
    for facts in context.facts(note.id).sentences:
        last = max(_days_of_events(facts), default=None)
        for passage in facts.sentence.passages if last else ():
            tellers = [source for source in note.sources if passage.locator in source.tells]
            if last and tellers and all(s.date and s.date < last for s in tellers):
                names = ", ".join(f"{source.name} of {source.date}" for source in tellers)
                message = f"{names} cannot tell of {last}; correct 'tells', or add who does"
                yield Finding("early-source", note.path, _line(note, passage), message)


def _days_of_events(facts: SentenceFacts) -> Iterator[dt.date]:
    """Yield the days on which something happened, by the words: "on 3 March 2026".

    What was to begin or end on a day may have been announced long before.
    """
    text = facts.sentence.text
    for span in facts.dates:
        before = text[: span.start]
        if span.day and _ON_A_DAY.search(before) and not _PLANNED.search(before):
            yield span.day


def _line(note: Article, passage: Passage) -> int:
    """The line of the file on which a passage begins, 0 if the file has changed."""
    try:
        text = read_text(Path(note.path), Path(note.path).parent)
    except UnreadableFile:
        return 0
    at = text.find(passage.text)
    return text.count("\n", 0, at) + 1 if at >= 0 else 0
