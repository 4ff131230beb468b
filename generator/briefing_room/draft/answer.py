"""Read what a writer answered: the first JSON object of the right form, whatever stands round it.

An answer may be anything.  What is not known is told and left out; what is no answer is an error.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from briefing_room.errors import BriefingError, printable
from briefing_room.model import SECTIONS, TITLE, Citation, DraftStatement, ProposedRow, label_key
from briefing_room.pages.drafts import (
    MAX_CITES,
    MAX_LETTERS,
    MAX_STATEMENTS,
    proposed_rows,
    statement_text,
    tidy,
)

AGAIN = "again"
ROWS = "rows"
MOST_TOLD = 20  # things left out that are told
_TRIES = 50  # opening braces that are looked at
_DECODER = json.JSONDecoder()
Ids = Mapping[str, tuple[Citation, ...]]  # short ids, and the passages that they stand for


class UnreadableAnswer(BriefingError):
    """What a writer said is no answer."""

    def __init__(self, why: str) -> None:
        super().__init__(f"the answer {why}; it has to be one JSON object as the request shows it")


class WriterAnswer(NamedTuple):
    """What a writer wrote, and what of it was left out."""

    statements: tuple[DraftStatement, ...]
    rows: tuple[ProposedRow, ...] = ()
    told: tuple[str, ...] = ()


class Rewording(NamedTuple):
    """What a writer says instead of refused statements, by their numbers."""

    statements: Mapping[int, DraftStatement]
    told: tuple[str, ...] = ()


def read_answer(text: str, ids: Ids) -> WriterAnswer:
    """The statements of an answer; raises :class:`UnreadableAnswer`."""
    found, told = _json_in(text, {*SECTIONS, ROWS}), list[str]()
    told += [f"unknown key: {_short(key)}" for key in found if key not in SECTIONS | {ROWS: None}]
    cites = _cites_of(ids, told)
    statements: list[DraftStatement] = []
    for key in SECTIONS:
        for bullet, row in _rows(key, found.get(key), told):
            said = _statement(key, bullet, row, cites)
            if said and len(statements) < MAX_STATEMENTS:
                statements.append(said)
            else:
                told.append(f"left out of {key}: {_short(row)}")
    if not statements and not found.get(ROWS):
        raise UnreadableAnswer("has no statement in it")
    rows = _with_addresses(_listed(found.get(ROWS))[:MAX_STATEMENTS], cites)
    return WriterAnswer(tuple(statements), tuple(proposed_rows(rows)), tuple(told[:MOST_TOLD]))


def read_rewording(text: str, ids: Ids, asked: Mapping[int, DraftStatement]) -> Rewording:
    """What an answer says anew of the statements asked for."""
    found, told = _json_in(text, {AGAIN}).get(AGAIN), list[str]()
    if not isinstance(found, dict):
        raise UnreadableAnswer(f"has no “{AGAIN}” with the numbers of the sentences")
    cites = _cites_of(ids, told)
    statements: dict[int, DraftStatement] = {}
    for key, row in found.items():
        number = int(key) if re.fullmatch(r"\d{1,3}", key) else 0
        if number not in asked:
            told.append(f"not asked for: {_short(key)}")
        elif row is not None:
            old = asked[number]
            if said := _statement(old.section, old.bullet, row, cites):
                statements[number] = said
    return Rewording(statements, tuple(told[:MOST_TOLD]))


def is_rewording(text: str) -> bool:
    """Whether an answer is one to being asked again."""
    try:
        return AGAIN in _json_in(text, {*SECTIONS, ROWS, AGAIN})
    except UnreadableAnswer:
        return False


# --- Finding the object --------------------------------------------------------------------------


def _json_in(text: str, keys: set[str]) -> dict[str, Any]:
    """The first object in a text that has one of the keys."""
    at, seen = text.find("{"), False
    for _ in range(_TRIES):
        if at < 0:
            break
        end = at + 1
        try:
            found, end = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError):
            found = None
        if isinstance(found, dict):
            if not keys.isdisjoint(found):
                return found
            seen = True
        at = text.find("{", end)
    if not text.strip():
        raise UnreadableAnswer("is empty")
    raise UnreadableAnswer("has none of the keys" if seen else "is no JSON")


def _rows(key: str, value: object, told: list[str]) -> Iterator[tuple[int, object]]:
    """Yield the statements of a section, each with the number of its bullet."""
    rows = [value] if key == TITLE and value else _listed(value)
    if value and not rows:
        told.append(f"{key} is no list")
    for bullet, row in enumerate(rows, start=1):
        if isinstance(row, list):
            yield from ((bullet, each) for each in row)
        else:
            yield bullet, row


def _with_addresses(rows: list[Any], cites: _Cites) -> Iterator[object]:
    """Yield proposed rows with addresses for the ids that they cite."""
    for row in rows:
        inner = row.get("row") if isinstance(row, dict) else None
        if isinstance(inner, dict):
            found = {
                key: [cite.address for cite in cites.of(value)] if key == "cites" else value
                for key, value in inner.items()
            }
            status = found.get("status")
            if isinstance(status, dict):
                cited = [cite.address for cite in cites.of(status.get("cites"))]
                found["status"] = {**status, "cites": cited}
            yield {**row, "row": found}


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _statement(section: str, bullet: int, row: object, cites: _Cites) -> DraftStatement | None:
    given: Mapping[str, Any] = {"text": row} if isinstance(row, str) else {}
    given = row if isinstance(row, dict) else given
    text = statement_text(given)
    if not text or len(text) > MAX_LETTERS:
        return None
    return DraftStatement(section, bullet, text, cites.of(given.get("cites")))


class _Cites:
    """Finds what an id, an address or a footnote label stands for."""

    def __init__(self, known: Mapping[str, tuple[Citation, ...]], told: list[str]) -> None:
        self._known, self._told = known, told

    def of(self, value: object) -> tuple[Citation, ...]:
        """The passages that some ids stand for, each once; unknown ones are told."""
        found: list[Citation] = []
        for each in ([value] if isinstance(value, str) else _listed(value))[:MAX_CITES]:
            name = tidy(each).strip("[]^ ")
            if name not in self._known:
                self._told.append(f"unknown id: {_short(each)}")
            found += self._known.get(name, ())
        return tuple(dict.fromkeys(found))


def _cites_of(ids: Ids, told: list[str]) -> _Cites:
    known = dict(ids)
    for cites in ids.values():
        for cite in cites:
            seed, _, place = cite.address.rpartition("/")
            known[cite.address] = known[f"{label_key(seed)}-{place}"] = (cite,)
    return _Cites(known, told)


def _short(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, default=str)[:200]
    return printable(text[:80])
