"""Read a writer's answer: the first JSON object of the right form, whatever surrounds it.

An answer may contain anything.  Parts that are not understood are left out with a notice; an answer
without a usable part is an error.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from briefing_room.compose.draft import SECTIONS, TITLE, Citation, DraftStatement, ProposedRow
from briefing_room.errors import BriefingError, printable
from briefing_room.model import label_key
from briefing_room.pages.draft_files import (
    MAX_CITES,
    MAX_LETTERS,
    MAX_STATEMENTS,
    proposed_rows,
    statement_text,
    tidy,
)

REWORDINGS = "again"
ROWS = "rows"
MAX_NOTICES = 20
_MAX_STARTS = 50  # opening braces at which an object is looked for
_MAX_SHOWN = 80  # characters of a part that was left out
_DECODER = json.JSONDecoder()
Ids = Mapping[str, tuple[Citation, ...]]  # the passages for each short id


class UnreadableAnswer(BriefingError):
    """The text of a writer is not a usable answer."""

    def __init__(self, message: str) -> None:
        form = "it must be one JSON object, as the request shows it"
        super().__init__(f"the answer {message}; {form}")


class WriterAnswer(NamedTuple):
    """The statements and rows of an answer, and notices of what was left out."""

    statements: tuple[DraftStatement, ...]
    rows: tuple[ProposedRow, ...] = ()
    notices: tuple[str, ...] = ()


class Rewordings(NamedTuple):
    """New statements in place of refused ones, by number, and notices of what was left out."""

    statements: Mapping[int, DraftStatement]
    notices: tuple[str, ...] = ()


def read_answer(text: str, ids: Ids) -> WriterAnswer:
    """Read the statements and rows of an answer; raises :class:`UnreadableAnswer`."""
    known_keys = {*SECTIONS, ROWS}
    answer = _find_object(text, known_keys)
    notices = [f"unknown key: {_shown_part(key)}" for key in answer if key not in known_keys]
    cites = _CitationFinder(ids, notices)
    statements: list[DraftStatement] = []
    for key in SECTIONS:
        for bullet, item in _statements_of_section(key, answer.get(key), notices):
            statement = _read_statement(key, bullet, item, cites)
            if statement and len(statements) < MAX_STATEMENTS:
                statements.append(statement)
            else:
                notices.append(f"left out of {key}: {_shown_part(item)}")
    if not statements and not answer.get(ROWS):
        raise UnreadableAnswer("has no statement in it")
    rows = _replace_ids_in_rows(_as_list(answer.get(ROWS))[:MAX_STATEMENTS], cites)
    return WriterAnswer(tuple(statements), tuple(proposed_rows(rows)), tuple(notices[:MAX_NOTICES]))


def read_rewordings(text: str, ids: Ids, refused: Mapping[int, DraftStatement]) -> Rewordings:
    """Read the rewordings of refused statements; raises :class:`UnreadableAnswer`."""
    rewordings = _find_object(text, {REWORDINGS}).get(REWORDINGS)
    if not isinstance(rewordings, dict):
        raise UnreadableAnswer(f"has no “{REWORDINGS}” with the numbers of the sentences")
    notices: list[str] = []
    cites = _CitationFinder(ids, notices)
    statements: dict[int, DraftStatement] = {}
    for key, item in rewordings.items():
        number = int(key) if re.fullmatch(r"\d{1,3}", key) else 0
        if number not in refused:
            notices.append(f"not asked for: {_shown_part(key)}")
        elif item is not None:
            section, bullet = refused[number].section, refused[number].bullet
            if statement := _read_statement(section, bullet, item, cites):
                statements[number] = statement
    return Rewordings(statements, tuple(notices[:MAX_NOTICES]))


def is_rewording(text: str) -> bool:
    """Whether an answer has rewordings and not a whole page."""
    try:
        return REWORDINGS in _find_object(text, {*SECTIONS, ROWS, REWORDINGS})
    except UnreadableAnswer:
        return False


# --- Finding the object --------------------------------------------------------------------------


def _find_object(text: str, keys: set[str]) -> dict[str, Any]:
    """Find the first JSON object that has one of the keys; raises :class:`UnreadableAnswer`."""
    start = text.find("{")
    has_object = False
    for _ in range(_MAX_STARTS):
        if start < 0:
            break
        end = start + 1
        try:
            value, end = _DECODER.raw_decode(text, start)
        except (ValueError, RecursionError):
            value = None
        if isinstance(value, dict):
            if not keys.isdisjoint(value):
                return value
            has_object = True
        start = text.find("{", end)
    if not text.strip():
        raise UnreadableAnswer("is empty")
    raise UnreadableAnswer("has none of the keys" if has_object else "is not JSON")


def _statements_of_section(
    key: str, value: object, notices: list[str]
) -> Iterator[tuple[int, object]]:
    """Yield the statements of a section as the answer has them, each with its bullet's number."""
    items = [value] if key == TITLE and value else _as_list(value)
    if value and not items:
        notices.append(f"{key} is not a list")
    for bullet, item in enumerate(items, start=1):
        if isinstance(item, list):
            yield from ((bullet, inner_item) for inner_item in item)
        else:
            yield bullet, item


def _replace_ids_in_rows(rows: list[Any], cites: _CitationFinder) -> Iterator[object]:
    """Yield proposed rows with addresses in place of short ids."""
    for row in rows:
        fields = row.get("row") if isinstance(row, dict) else None
        if isinstance(fields, dict):
            fields = cites.replace_ids(fields)
            if isinstance(fields.get("status"), dict):
                fields["status"] = cites.replace_ids({"cites": None, **fields["status"]})
            yield {**row, "row": fields}


def _as_list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _read_statement(
    section: str, bullet: int, item: object, cites: _CitationFinder
) -> DraftStatement | None:
    """Read a statement: an object with text and cites, or a bare text."""
    fields: Mapping[str, Any] = {"text": item} if isinstance(item, str) else {}
    fields = item if isinstance(item, dict) else fields
    text = statement_text(fields)
    if not text or len(text) > MAX_LETTERS:
        return None
    return DraftStatement(section, bullet, text, cites.look_up(fields.get("cites")))


class _CitationFinder:
    """Looks up passages by short id, address or footnote label."""

    def __init__(self, ids: Ids, notices: list[str]) -> None:
        self._known = dict(ids)
        self._notices = notices
        for citations in ids.values():
            for citation in citations:
                seed, _, locator = citation.address.rpartition("/")
                for name in (citation.address, f"{label_key(seed)}-{locator}"):
                    self._known[name] = (citation,)

    def look_up(self, value: object) -> tuple[Citation, ...]:
        """The passages for some ids, each once; unknown ids add a notice."""
        citations: list[Citation] = []
        for name in ([value] if isinstance(value, str) else _as_list(value))[:MAX_CITES]:
            key = tidy(name).strip("[]^ ")
            if key not in self._known:
                self._notices.append(f"unknown id: {_shown_part(name)}")
            citations += self._known.get(key, ())
        return tuple(dict.fromkeys(citations))

    def replace_ids(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        """Copy the fields of a row, with addresses under ``cites`` in place of ids."""
        if "cites" not in fields:
            return dict(fields)
        return {**fields, "cites": [cite.address for cite in self.look_up(fields["cites"])]}


def _shown_part(value: object) -> str:
    """A part of an answer as a notice shows it."""
    text = value if isinstance(value, str) else json.dumps(value, default=str)
    return printable(text[:_MAX_SHOWN])
