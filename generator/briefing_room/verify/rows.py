"""Check a row of the catalogue against the passages that it cites.

Its number and period are checked in ``row_numbers``, the kind of its amount and the status of a
site in ``row_kinds``, its speaker in ``row_speakers``, and its thing and place here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing_room.catalogue.cited_rows import CitedRow
from briefing_room.text.lexicon import STOP_WORDS
from briefing_room.verify.comparison import Comparison
from briefing_room.verify.completeness import NOT_SUPPORTED
from briefing_room.verify.evidence import Evidence, find_missing
from briefing_room.verify.likeness import FAMILY, lemma, likeness, word_set
from briefing_room.verify.reasons import Reason, error, shorten, unsupported_reason
from briefing_room.verify.row_kinds import check_measure, check_status
from briefing_room.verify.row_numbers import CitedTexts, check_row_number, check_row_period
from briefing_room.verify.row_speakers import check_row_speaker, is_named

THING = "wrong-thing"
PLACE = "wrong-place"
_WORLD_WORDS = frozenset({"world", "all", "global"})
_VAGUE_WORDS = STOP_WORDS | word_set("vague_words")


def check_row(row: CitedRow, comparison: Comparison, texts: CitedTexts) -> Iterator[Reason]:
    """Yield the faults of a row, each with the words of its passages in the message.

    ``comparison`` compares the row's passages with an empty statement.
    """
    evidence = texts.evidence
    if row.text:
        yield from check_row_number(row, texts)
    if row.period:
        yield from check_row_period(row, row.period, texts)
    if row.names and not any(is_named(name, evidence) for name in row.names):
        why = f"the passages name neither {' nor '.join(row.names)}; cite a passage that does"
        yield error(NOT_SUPPORTED, why)
    for item in find_missing(row.wording, evidence):
        why = f"the {item.kind} “{item.text}” is not in the passages; correct it"
        yield error(NOT_SUPPORTED, why)
    context = comparison.articles.lemmas_before([cited.line_index for cited in comparison.passages])
    for code, name in ((THING, row.thing), (PLACE, row.place)):
        if name and not _passages_name(name, evidence, context):
            why = f"the passages do not name “{name}”: “{shorten(evidence.text)}”; correct the row"
            yield unsupported_reason(code, why, name)
    if row.measure and row.text:
        yield from check_measure(row, comparison, evidence)
    if row.status:
        yield from check_status(row, comparison.passage_sentences)
    yield from check_row_speaker(row, comparison, texts)


def _passages_name(name: str, evidence: Evidence, context: frozenset[str]) -> bool:
    """Whether passages name a thing or a place, by any of its names or by its words."""
    entities = evidence.catalogue.entities
    named = {name} if name in entities else {m.entity for m in evidence.catalogue.find(name)}
    groups = {group for entity in evidence.names for group in entities[entity].part_of}
    if named & (evidence.names | groups) or name.lower() in _WORLD_WORDS:
        return True
    passage_words = {lemma(word) for word in evidence.stems} | context
    spellings = (name, *(spelling for slug in named for spelling in entities[slug].names))
    return any(_has_name_words(spelling, passage_words) for spelling in spellings)


def _has_name_words(name: str, passage_words: set[str]) -> bool:
    """Whether the passages have half the words of the first part of a name, or its noun."""
    first = re.split(r"[,(]", name.replace("-", " "))[0].lower()
    words = [
        lemma(w) for w in re.findall(r"[^\W_]+", first) if len(w) > 2 and w not in _VAGUE_WORDS
    ]
    is_found = [any(likeness(word, other) >= FAMILY for other in passage_words) for word in words]
    return not is_found or is_found[-1] or 2 * sum(is_found) >= len(is_found)
