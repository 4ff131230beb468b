"""Read a writer's answer: the first JSON object of the right form, whatever surrounds it.

An answer may contain anything.  Unknown parts are reported and left out; without a usable part it
is an error.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from briefing_room.compose.draft import SECTIONS, TITLE, Citation, DraftStatement, ProposedRow
from briefing_room.errors import BriefingError, printable
from briefing_room.model import label_key
from briefing_room.pages.drafts import (
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
_MAX_BRACES = 50  # tried as the start of the object
_DECODER = json.JSONDecoder()
Ids = Mapping[str, tuple[Citation, ...]]  # the passages for each short id


class UnreadableAnswer(BriefingError):
    """The text of a writer is not a usable answer."""

    def __init__(self, why: str) -> None:
        super().__init__(f"the answer {why}; it has to be one JSON object as the request shows it")


class WriterAnswer(NamedTuple):
    """The statements and rows of an answer, and notices of what was left out."""

    statements: tuple[DraftStatement, ...]
    rows: tuple[ProposedRow, ...] = ()
    notices: tuple[str, ...] = ()


class Rewording(NamedTuple):
    """New words for refused statements, by number."""

    statements: Mapping[int, DraftStatement]
    notices: tuple[str, ...] = ()


def read_answer(text: str, ids: Ids) -> WriterAnswer:
    """Read the statements and rows of an answer; raises :class:`UnreadableAnswer`."""
    answer, notices = _json_in(text, {*SECTIONS, ROWS}), list[str]()
    notices += [
        f"unknown key: {_shorten(key)}" for key in answer if key not in SECTIONS | {ROWS: None}
    ]
    cites = _known_cites(ids, notices)
    statements: list[DraftStatement] = []
    for key in SECTIONS:
        for bullet, row in _rows(key, answer.get(key), notices):
            statement = _statement(key, bullet, row, cites)
            if statement and len(statements) < MAX_STATEMENTS:
                statements.append(statement)
            else:
                notices.append(f"left out of {key}: {_shorten(row)}")
    if not statements and not answer.get(ROWS):
        raise UnreadableAnswer("has no statement in it")
    rows = _with_addresses(_as_list(answer.get(ROWS))[:MAX_STATEMENTS], cites)
    return WriterAnswer(tuple(statements), tuple(proposed_rows(rows)), tuple(notices[:MAX_NOTICES]))


def read_rewording(text: str, ids: Ids, asked: Mapping[int, DraftStatement]) -> Rewording:
    """Read the rewordings of refused statements; raises :class:`UnreadableAnswer`."""
    rewordings, notices = _json_in(text, {REWORDINGS}).get(REWORDINGS), list[str]()
    if not isinstance(rewordings, dict):
        raise UnreadableAnswer(f"has no “{REWORDINGS}” with the numbers of the sentences")
    cites = _known_cites(ids, notices)
    statements: dict[int, DraftStatement] = {}
    for key, row in rewordings.items():
        number = int(key) if re.fullmatch(r"\d{1,3}", key) else 0
        if number not in asked:
            notices.append(f"not asked for: {_shorten(key)}")
        elif row is not None:
            old = asked[number]
            if statement := _statement(old.section, old.bullet, row, cites):
                statements[number] = statement
    return Rewording(statements, tuple(notices[:MAX_NOTICES]))


def is_rewording(text: str) -> bool:
    """Whether an answer has rewordings rather than a whole page."""
    try:
        return REWORDINGS in _json_in(text, {*SECTIONS, ROWS, REWORDINGS})
    except UnreadableAnswer:
        return False


# --- Finding the object --------------------------------------------------------------------------


def _json_in(text: str, keys: set[str]) -> dict[str, Any]:
    """The first JSON object in a text that has one of the keys; else raises."""
    start, has_object = text.find("{"), False
    for _ in range(_MAX_BRACES):
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
    raise UnreadableAnswer("has none of the keys" if has_object else "is no JSON")


def _rows(key: str, value: object, notices: list[str]) -> Iterator[tuple[int, object]]:
    """Yield the statements of a section, each with the number of its bullet."""
    rows = [value] if key == TITLE and value else _as_list(value)
    if value and not rows:
        notices.append(f"{key} is no list")
    for bullet, item in enumerate(rows, start=1):
        if isinstance(item, list):
            yield from ((bullet, inner_item) for inner_item in item)
        else:
            yield bullet, item


def _with_addresses(rows: list[Any], cites: _Cites) -> Iterator[object]:
    """Yield proposed rows with addresses in place of short ids."""
    for row in rows:
        fields = row.get("row") if isinstance(row, dict) else None
        if isinstance(fields, dict):
            with_addresses = {
                key: [cite.address for cite in cites.look_up(value)] if key == "cites" else value
                for key, value in fields.items()
            }
            status = with_addresses.get("status")
            if isinstance(status, dict):
                cited = [cite.address for cite in cites.look_up(status.get("cites"))]
                with_addresses["status"] = {**status, "cites": cited}
            yield {**row, "row": with_addresses}


def _as_list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _statement(section: str, bullet: int, row: object, cites: _Cites) -> DraftStatement | None:
    fields: Mapping[str, Any] = {"text": row} if isinstance(row, str) else {}
    fields = row if isinstance(row, dict) else fields
    text = statement_text(fields)
    if not text or len(text) > MAX_LETTERS:
        return None
    return DraftStatement(section, bullet, text, cites.look_up(fields.get("cites")))


class _Cites:
    """Looks up passages by short id, address or footnote label."""

    def __init__(self, known: Mapping[str, tuple[Citation, ...]], notices: list[str]) -> None:
        self._known, self._notices = known, notices

    def look_up(self, value: object) -> tuple[Citation, ...]:
        """The passages for some ids, each once; unknown ids add a notice."""
        citations: list[Citation] = []
        for name in ([value] if isinstance(value, str) else _as_list(value))[:MAX_CITES]:
            key = tidy(name).strip("[]^ ")
            if key not in self._known:
                self._notices.append(f"unknown id: {_shorten(name)}")
            citations += self._known.get(key, ())
        return tuple(dict.fromkeys(citations))


def _known_cites(ids: Ids, notices: list[str]) -> _Cites:
    known = dict(ids)
    for cites in ids.values():
        for cite in cites:
            seed, _, locator = cite.address.rpartition("/")
            known[cite.address] = known[f"{label_key(seed)}-{locator}"] = (cite,)
    return _Cites(known, notices)


def _shorten(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, default=str)[:200]
    return printable(text[:80])
