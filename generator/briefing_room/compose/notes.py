"""What a page takes from notes whose structure is the page's: all of it, as it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from briefing_room.model import Article, Facts, Part, Role, SentenceFacts, Statement


def told_by_notes(notes: Sequence[Article], facts: Mapping[str, Facts]) -> tuple[Statement, ...]:
    """What notes say, section by section; the first one leads.

    The bottom lines of the others are its first key points.
    """
    return tuple(
        statement
        for number, note in enumerate(notes)
        for statement in _statements(note, facts[note.id], leads=number == 0)
    )


def _statements(note: Article, facts: Facts, *, leads: bool) -> Iterator[Statement]:
    by_paragraph = groupby(facts.sentences, lambda each: each.sentence.paragraph)
    for paragraph, found in by_paragraph:
        role, sentences = note.outline[paragraph - 1], list(found)
        if role is not Role.BOTTOM_LINE:
            yield _statement(sentences, role)
        elif leads:  # one line a sentence
            yield from (_statement([each], role) for each in sentences)
        else:
            yield _statement(sentences, Role.KEY_POINT)


def _statement(found: Sequence[SentenceFacts], role: Role) -> Statement:
    parts = tuple(Part(each.sentence.text, each.sentence.passages) for each in found)
    heard = {each.speaker.label for each in found if each.speaker and each.speaker.label}
    return Statement(parts, role, heard.pop() if len(heard) == 1 else "")
