"""Check what people's notes rest on: the passages that they cite, and the days of their sources.

A source of 3 March cannot report what happened on 5 March.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

from briefing_room.model import Article, Finding, Passage, Role, SentenceFacts
from briefing_room.pages.layout import note_sources
from briefing_room.review.context import ReviewContext, missing_passage
from briefing_room.text.files import UnreadableFile, read_text

_ON = re.compile(r"\b[Oo]n $")
_PLAN_WORDS = re.compile(r"\b(?:effect|force|appl\w+|end\w*|expir\w+|begin\w*|due|to|would|will)\b")


def check_notes(context: ReviewContext) -> Iterator[Finding]:
    """Yield what is wrong with the passages that notes cite, and with the days of their sources."""
    for note in context.by_id.values():
        if note.outline:
            yield from _early_sources(note, context)
        for passage in note.passages if note.outline else ():
            is_inference = note.outline[passage.paragraph - 1] is Role.WHY
            if is_inference and not passage.rests_on:
                message = "this says why it matters and cites nothing; add a mark: [^some-seed/2-1]"
                yield Finding("no-mark", note.path, _line_number(note, passage), message)
            for address in passage.rests_on:
                if context.resolve(address) is None:
                    message = missing_passage(address, context).message
                    yield Finding(
                        "unknown-passage", note.path, _line_number(note, passage), message
                    )


def _early_sources(note: Article, context: ReviewContext) -> Iterator[Finding]:
    """Yield the sentences that report an event later than all their sources."""
    for facts in context.facts(note.id).sentences:
        day = max(_days_of_events(facts), default=None)
        for passage in facts.passages if day else ():
            sources = note_sources(passage, note)
            if day and sources and all(source.date and source.date < day for source in sources):
                names = ", ".join(f"{source.name} of {source.date}" for source in sources)
                message = f"{names} cannot report on {day}; correct 'tells', or add a later source"
                yield Finding("early-source", note.path, _line_number(note, passage), message)


def _days_of_events(facts: SentenceFacts) -> Iterator[dt.date]:
    """Yield the days on which something happened: "on 3 March 2026".

    What was to begin or end on a day may have been announced long before.
    """
    for span in facts.dates:
        before = facts.text[: span.start]
        if span.day and _ON.search(before) and not _PLAN_WORDS.search(before):
            yield span.day


def _line_number(note: Article, passage: Passage) -> int:
    """The line of the file on which a passage begins, 0 if the file has changed."""
    try:
        text = read_text(Path(note.path), Path(note.path).parent)
    except UnreadableFile:
        return 0
    start = text.rfind(note.text)  # the body comes last
    return text.count("\n", 0, start + passage.start) + 1 if start >= 0 else 0
