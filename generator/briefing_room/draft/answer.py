"""Read a writer's answer: the first JSON object with a key of an answer, whatever surrounds it.

An answer may contain anything.  A part that cannot be used is dropped with a notice; an answer
without a usable part is an error.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from briefing_room.catalogue.key_reader import did_you_mean
from briefing_room.compose.draft import SECTIONS, Citation, DraftStatement, ProposedRow
from briefing_room.draft.request import PassageIds
from briefing_room.errors import BriefingError, printable
from briefing_room.model import label_key
from briefing_room.pages.draft_files import (
    MAX_CITES,
    MAX_STATEMENT_CHARACTERS,
    MAX_STATEMENTS,
    ROW_KINDS,
    proposed_rows,
    statement_text,
    tidy,
)

REQUEST = "request"
REWORDINGS = "rewordings"
ROWS = "rows"
_CONTENT_KEYS = frozenset({*SECTIONS, ROWS, REWORDINGS})
_KEYS = _CONTENT_KEYS | {REQUEST}
MAX_NOTICES = 20
_MAX_STARTS = 50  # opening braces that may begin an answer
_MAX_SHOWN = 80  # characters of a part in a notice
_MAX_AHEAD = 20  # characters after a fault in which a key shows that the JSON is an answer
_DECODER = json.JSONDecoder()
_EXTRA_COMMA = re.compile(r",\s*([}\]])")
_HINTS = {  # for messages of the decoder that begin like this
    "Expecting property": 'write the key between " and "',
    "Expecting value": 'write a string between " and ", a list between [ and ]',
    "Expecting": 'add the comma, colon or bracket that is missing, or write " in a string as \\"',
    "Unterminated": 'a " that opens here is not closed',
    "Invalid control": "write the text on one line",
    "Invalid": "write \\ in a string as \\\\",
}
_FORM = "it must be one JSON object, as the request shows it"
_ROW_FORM = (
    f"a row has a kind ({', '.join(ROW_KINDS)}), the name of a page and values,"
    f" and at most {MAX_STATEMENTS} are read"
)
Answer = Mapping[str, Any]


class UnreadableAnswer(BriefingError):
    """What a writer sent is not a usable answer."""

    def __init__(self, message: str, hint: str = _FORM) -> None:
        super().__init__(f"the answer {message}; {hint}")


class WriterAnswer(NamedTuple):
    """The statements and rows of an answer, and a notice of each part that was dropped."""

    statements: tuple[DraftStatement, ...]
    rows: tuple[ProposedRow, ...] = ()
    notices: tuple[str, ...] = ()


class Rewordings(NamedTuple):
    """New statements by the numbers of the refused ones, and a notice of each one dropped."""

    statements: Mapping[int, DraftStatement]
    notices: tuple[str, ...] = ()


def find_answer(text: str) -> Answer:
    """Find the first JSON object with a key of an answer; raises :class:`UnreadableAnswer`."""
    has_object, fault = False, ""
    start = text.find("{")
    for _ in range(_MAX_STARTS):
        if start < 0:
            break
        value, end, new_fault = _decode_object(text, start)
        if isinstance(value, dict) and not _CONTENT_KEYS.isdisjoint(value):
            return value
        has_object = has_object or isinstance(value, dict)
        fault = fault or new_fault
        start = text.find("{", end)
    if not text.strip():
        raise UnreadableAnswer("is empty")
    if fault:
        raise UnreadableAnswer("is not JSON", fault)
    raise UnreadableAnswer("has none of the keys" if has_object else "is not JSON")


def _decode_object(text: str, start: int) -> tuple[object, int, str]:
    """Decode the JSON at ``start``; returns its value, its end, and its fault or "".

    What has no key of an answer has no fault: a writer may put braces around other text.
    """
    try:
        return *_DECODER.raw_decode(text, start), ""
    except json.JSONDecodeError as error:
        tried_text = text[start : error.pos + _MAX_AHEAD]
        is_answer = any(key in tried_text for key in _CONTENT_KEYS)
        return None, start + 1, _describe_fault(text, error) if is_answer else ""
    except (ValueError, RecursionError):  # a number of too many digits, or too many brackets
        return None, start + 1, ""


def _describe_fault(text: str, error: json.JSONDecodeError) -> str:
    """Say where a JSON text has a fault, and what to do about it."""
    position, message = error.pos, error.msg
    before = len(text[:position].rstrip()) - 1  # where Python 3.12 and older find an extra comma
    hint = next((hint for start, hint in _HINTS.items() if message.startswith(start)), message)
    if comma := _EXTRA_COMMA.match(text, before) or _EXTRA_COMMA.match(text, position):
        position, hint = comma.start(), f"delete the comma before '{comma[1]}'"
    elif not text[position:].strip():
        hint = "the answer ends here, too early"
    elif text[position] in "“”„":
        hint = f'write " instead of {text[position]}'
    line, column = text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position)
    return f"line {line}, column {column}: {hint}"


def check_request(answer: Answer, digest: str, *, is_required: bool = False) -> None:
    """Check that an answer repeats the digest of its request, if it has one or ``is_required``.

    In another request the same ids stand for other passages.  Raises :class:`UnreadableAnswer`.
    """
    option = "--request --again" if REWORDINGS in answer else "--request"
    value = answer.get(REQUEST)
    if value is None and is_required:
        hint = f'if it answers what {option} prints now, add "{REQUEST}": "{digest}" to it'
        raise UnreadableAnswer("does not say which request it answers", hint)
    if value not in (None, digest):
        problem = "belongs to an older request or to another page"
        raise UnreadableAnswer(problem, f"answer the one that {option} prints now")


def read_answer(answer: Answer, ids: PassageIds) -> WriterAnswer:
    """Read the statements and rows of an answer; raises :class:`UnreadableAnswer`."""
    notices: list[str] = []
    missing_keys = {*SECTIONS, ROWS} - answer.keys()
    for key in (key for key in answer if key not in _KEYS):
        if hint := did_you_mean(key, missing_keys):
            raise UnreadableAnswer(f"has a key '{_shorten(key)}'", hint)
        notices.append(f"unknown key: {_shorten(key)}")
    cites = _CitationFinder(ids, notices)
    statements: list[DraftStatement] = []
    for key in SECTIONS:
        for bullet, item in _statements_of_section(key, answer.get(key), notices):
            statement = _read_statement(key, bullet, item, cites)
            if statement and len(statements) < MAX_STATEMENTS:
                statements.append(statement)
            else:
                notices.append(f"left out of {key}: {_shorten(item)}")
    if not statements and not answer.get(ROWS):
        raise UnreadableAnswer("has no statement in it")
    rows = tuple(_read_rows(answer.get(ROWS), cites, notices))
    return WriterAnswer(tuple(statements), rows, tuple(notices[:MAX_NOTICES]))


def read_rewordings(
    answer: Answer, ids: PassageIds, refused: Mapping[int, DraftStatement]
) -> Rewordings:
    """Read the rewordings of refused statements; raises :class:`UnreadableAnswer`."""
    rewordings = answer.get(REWORDINGS)
    if not isinstance(rewordings, dict):
        raise UnreadableAnswer(f"has no “{REWORDINGS}” with the numbers of the sentences")
    notices: list[str] = []
    cites = _CitationFinder(ids, notices)
    statements: dict[int, DraftStatement] = {}
    for key, item in rewordings.items():
        number = int(key) if re.fullmatch(r"\d{1,3}", key) else 0
        if number not in refused:
            notices.append(f"no new sentence {_shorten(key)} was asked for")
        elif item is not None:
            section, bullet = refused[number].section, refused[number].bullet
            if statement := _read_statement(section, bullet, item, cites):
                statements[number] = statement
            else:
                notices.append(f"the new sentence {number} is empty or too long to be read")
    return Rewordings(statements, tuple(notices[:MAX_NOTICES]))


def _statements_of_section(
    key: str, value: object, notices: list[str]
) -> Iterator[tuple[int, object]]:
    """Yield the number of the bullet of each statement in a section, and the unread statement."""
    items = [value] if value and isinstance(value, (dict, str)) else _as_list(value)
    if value and not items:
        notices.append(f"{key} is not a list")
    for bullet, item in enumerate(items, start=1):
        if isinstance(item, list):
            yield from ((bullet, inner_item) for inner_item in item)
        else:
            yield bullet, item


def _read_rows(value: object, cites: _CitationFinder, notices: list[str]) -> Iterator[ProposedRow]:
    """Yield the proposed rows, with the addresses of passages in place of their ids."""
    rows = [value] if value and not isinstance(value, list) else _as_list(value)
    for number, row in enumerate(rows):
        proposals: tuple[ProposedRow, ...] = ()
        fields = row.get("row") if isinstance(row, dict) else None
        if isinstance(fields, dict) and number < MAX_STATEMENTS:
            place = f"row of {_shorten(row.get('page'))}"
            fields = cites.replace_ids(fields, place)
            if isinstance(fields.get("status"), dict):
                fields["status"] = cites.replace_ids({"cites": None, **fields["status"]}, place)
            proposals = tuple(proposed_rows([{**row, "row": fields}]))
        yield from proposals
        if not proposals:
            notices.append(f"left out of rows: {_shorten(row)}; {_ROW_FORM}")


def _as_list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _read_statement(
    section: str, bullet: int, item: object, cites: _CitationFinder
) -> DraftStatement | None:
    """Read a statement, which is an object or a bare text; ``None`` if empty or too long."""
    fields: Mapping[str, Any] = {"text": item} if isinstance(item, str) else {}
    fields = item if isinstance(item, dict) else fields
    text = statement_text(fields)
    if not text or len(text) > MAX_STATEMENT_CHARACTERS:
        return None
    citations, unknown_ids = cites.look_up(fields.get("cites"))
    if not citations:  # the statement is refused for it
        return DraftStatement(section, bullet, text, (), unknown_ids)
    cites.report_unknown(unknown_ids, f"{section}, “{_shorten(text)}”")
    return DraftStatement(section, bullet, text, citations)


class _CitationFinder:
    """Looks up passages by id, address or footnote label."""

    def __init__(self, ids: PassageIds, notices: list[str]) -> None:
        self._known = dict(ids)
        self._notices = notices
        for citations in ids.values():
            for citation in citations:
                seed, _, locator = citation.address.rpartition("/")
                for name in (citation.address, f"{label_key(seed)}-{locator}"):
                    self._known[name] = (citation,)

    def look_up(self, value: object) -> tuple[tuple[Citation, ...], tuple[str, ...]]:
        """The passages with the given ids, each once, and the ids that are unknown."""
        text = value if isinstance(value, str) else " ".join(map(_as_text, _as_list(value)))
        names = re.findall(r"[^\s,;\[\]^]+", tidy(text))[:MAX_CITES]
        citations = [citation for name in names for citation in self._known.get(name, ())]
        unknown_ids = [_shorten(name) for name in names if name not in self._known]
        return tuple(dict.fromkeys(citations)), tuple(unknown_ids)

    def report_unknown(self, ids: Iterable[str], place: str) -> None:
        """Add a notice that begins with ``place`` for each unknown id."""
        self._notices += (f"{place}: the request has no passage {name}" for name in ids)

    def replace_ids(self, fields: Mapping[str, Any], place: str) -> dict[str, Any]:
        """Copy the fields of a row, with addresses in place of the ids under ``cites``."""
        if "cites" not in fields:
            return dict(fields)
        citations, unknown_ids = self.look_up(fields["cites"])
        self.report_unknown(unknown_ids, place)
        return {**fields, "cites": [cite.address for cite in citations]}


def _as_text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, default=str)


def _shorten(value: object) -> str:
    """Shorten a part of an answer for a notice."""
    text = _as_text(value)
    return printable(text if len(text) <= _MAX_SHOWN else f"{text[:_MAX_SHOWN]}…")
