"""Turn notes with the structure of a page into its statements, word for word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from briefing_room.model import Article, Facts, Part, Role, SentenceFacts, Statement


def note_statements(notes: Sequence[Article], facts: Mapping[str, Facts]) -> tuple[Statement, ...]:
    """The statements of notes; the bottom lines of all but the first become key points."""
    return tuple(
        statement
        for number, note in enumerate(notes)
        for statement in _statements(note, facts[note.id], leads=number == 0)
    )


def _statements(note: Article, facts: Facts, *, leads: bool) -> Iterator[Statement]:
    by_paragraph = groupby(facts.sentences, lambda sentence: sentence.sentence.paragraph)
    for paragraph, group in by_paragraph:
        role, sentences = note.outline[paragraph - 1], list(group)
        if role is not Role.BOTTOM_LINE:
            yield _statement(sentences, role)
        elif leads:  # each sentence is a line
            yield from (_statement([sentence], role) for sentence in sentences)
        else:
            yield _statement(sentences, Role.KEY_POINT)


def _statement(sentences: Sequence[SentenceFacts], role: Role) -> Statement:
    parts = tuple(
        Part(sentence.sentence.text, sentence.sentence.passages) for sentence in sentences
    )
    labels = {
        sentence.speaker.label
        for sentence in sentences
        if sentence.speaker and sentence.speaker.label
    }
    return Statement(parts, role, labels.pop() if len(labels) == 1 else "")
