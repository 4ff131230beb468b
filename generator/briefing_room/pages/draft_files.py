"""Read and write drafts: the answers of writers, one file for each page.

``.drafts/<page id>.json`` has one statement on a line, each citation with a digest of its words, so
that it is found again when a seed is renamed or its sentences move.  Nothing in it is trusted: it
is cut to size and cleaned here, and verified before it is shown.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import filterfalse
from pathlib import Path
from typing import Any

from briefing_room.compose.draft import (
    SECTIONS,
    Citation,
    Draft,
    DraftStatement,
    ProposedRow,
)
from briefing_room.errors import OutsideFolder
from briefing_room.model import Article
from briefing_room.pages.document import is_id
from briefing_room.pages.escape import clean
from briefing_room.pages.passage_finder import PassageFinder, PassageIndex, bare_words
from briefing_room.text import files
from briefing_room.text.periods import read_day
from briefing_room.text.typography import plain_text

DRAFTS = ".drafts"
MAX_STATEMENTS, MAX_DECIDED_ROWS = 60, 200
MAX_STATEMENT_CHARACTERS = 700
ROW_KINDS = ("number", "site", "deadline", "date")
MAX_TEXT_CHARACTERS = 100_000  # of any other text in a draft
MAX_CITES = 12  # that are read; the verifier allows fewer
MAX_ID_CHARACTERS = 100  # of an id that the request does not have
_FORMAT = 1
_ALWAYS_WRITTEN = frozenset({"draft", "by", "seeds"})
_CITATION_MARKS = re.compile(r"\s*\[\^?(?:s\d+|[\w.-]+/\d+-\d+\w?)(?:[,;] ?\^?(?:s\d+))*\]")
_BULLET = re.compile(r"\A\s*[-*•–]\s+")


class UnreadableDraft(ValueError):
    """A draft cannot be read; the message says why."""


@dataclass(frozen=True)
class DraftFile:
    """The file of a draft, and its content."""

    page_id: str
    data: bytes

    @property
    def path(self) -> str:
        """The path from the folder of pages."""
        return f"{DRAFTS}/{self.page_id}.json"

    @cached_property
    def draft(self) -> Draft:
        """Raises :class:`UnreadableDraft`."""
        return parse_draft(self.data)


def read_draft_files(briefings: Path) -> tuple[DraftFile, ...]:
    """Read the files of all drafts; one that cannot be opened counts as empty."""
    drafts: list[DraftFile] = []
    with suppress(OutsideFolder):
        for path in sorted(files.path_inside(briefings, DRAFTS).glob("*.json")):
            if is_id(path.stem):
                data = b""
                with suppress(files.UnreadableFile):
                    data = files.read_bytes(path, briefings)
                drafts.append(DraftFile(path.stem, data))
    return tuple(drafts)


def write_draft(briefings: Path, page: str, draft: Draft | None) -> bool:
    """Write the draft of a page, or delete it; false if nothing changed."""
    path = files.path_inside(briefings, f"{DRAFTS}/{page}.json")
    if draft is not None:
        return files.write(path, format_draft(draft))
    existed = path.exists()
    path.unlink(missing_ok=True)
    return existed


# --- A draft as text -----------------------------------------------------------------------------


def format_draft(draft: Draft) -> str:
    """Write a draft with one statement on a line, so that git shows what changed."""
    head: dict[str, object] = {
        "draft": _FORMAT,
        "by": draft.by,
        "person": draft.person,
        "on": draft.on and draft.on.isoformat(),
        "replaces": draft.replaces,
        "seeds": list(draft.seeds),
        "decided_rows": list(draft.decided_rows),
    }
    head = {key: value for key, value in head.items() if value or key in _ALWAYS_WRITTEN}
    statements = (
        {
            "section": statement.section,
            "bullet": statement.bullet,
            "text": statement.text,
            "cites": _format_cites(statement.cites),
            **({"unknown_ids": list(statement.unknown_ids)} if statement.unknown_ids else {}),
        }
        for statement in draft.statements
    )
    lines = [f"  {json.dumps(key)}: {_json_line(value)}" for key, value in head.items()]
    parts: dict[str, Iterable[object]] = {"statements": statements}
    if draft.rows or draft.decided_rows:
        parts["rows"] = ({"kind": row.kind, "page": row.page, "row": row.row} for row in draft.rows)
    for key, rows in parts.items():
        items = ",\n".join(f"    {_json_line(row)}" for row in rows)
        lines.append(f'  "{key}": [\n{items}\n  ]' if items else f'  "{key}": []')
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _json_line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _format_cites(cites: Iterable[Citation]) -> list[str]:
    return [f"{cite.address}={cite.digest}" for cite in cites]


def parse_draft(data: bytes) -> Draft:
    """Read the file of a draft; raises :class:`UnreadableDraft`."""
    try:
        values = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise UnreadableDraft("is not JSON") from error
    if not isinstance(values, dict) or values.get("draft") != _FORMAT:
        raise UnreadableDraft(f"is not a draft of format {_FORMAT}")
    by = tidy(values.get("by"), 200)
    if not by:
        raise UnreadableDraft("does not say who wrote it")
    # Version 0.2 called these two keys "settled" and "over".
    decided_rows = _as_list(values.get("decided_rows", values.get("settled")))
    return Draft(
        by=by,
        on=read_day(values.get("on")),
        person=values.get("person") is True,
        seeds=tuple(filter(is_id, map(tidy, _as_list(values.get("seeds"))))),
        statements=tuple(_read_statements(values.get("statements"))),
        replaces=tidy(values.get("replaces", values.get("over")), 2000),
        rows=tuple(proposed_rows(_as_list(values.get("rows")))),
        decided_rows=tuple(tidy(row_id, 16) for row_id in decided_rows[:MAX_DECIDED_ROWS]),
    )


def proposed_rows(rows: Iterable[object]) -> Iterator[ProposedRow]:
    """Yield the proposed rows that have a kind, a page and values."""
    for entry in [*rows][:MAX_STATEMENTS]:
        if not isinstance(entry, dict):
            continue
        kind, page, row = tidy(entry.get("kind")), tidy(entry.get("page")), entry.get("row")
        with suppress(ValueError, RecursionError):
            values = json.loads(row) if isinstance(row, str) else row
            plain = json.dumps(_clean_values(values, 0), ensure_ascii=False)
            if kind in ROW_KINDS and is_id(page) and isinstance(values, dict) and values:
                yield ProposedRow(kind, page, plain)


def _clean_values(value: object, depth: int) -> object:
    """Clean the values of a row; raises ``ValueError`` if they are nested too deep."""
    if depth > 3:
        raise ValueError("too deep")
    if isinstance(value, dict):
        return {tidy(k, 40): _clean_values(v, depth + 1) for k, v in [*value.items()][:20]}
    if isinstance(value, list):
        return [_clean_values(part, depth + 1) for part in value[:20]]
    if isinstance(value, str):
        return tidy(value, MAX_STATEMENT_CHARACTERS)
    return value if isinstance(value, (bool, int)) or value is None else str(value)


def _read_statements(rows: object) -> Iterator[DraftStatement]:
    for row in _as_list(rows)[:MAX_STATEMENTS]:
        has_section = isinstance(row, dict) and tidy(row.get("section")) in SECTIONS
        if not has_section or not statement_text(row):
            continue
        bullet = row.get("bullet")
        number = bullet if isinstance(bullet, int) and 0 <= bullet < MAX_STATEMENTS else 0
        cites = _read_cites(row)
        ids = [] if cites else _as_list(row.get("unknown_ids"))[:MAX_CITES]
        unknown_ids = tuple(filter(None, (tidy(id_, MAX_ID_CHARACTERS) for id_ in ids)))
        yield DraftStatement(tidy(row["section"]), number, statement_text(row), cites, unknown_ids)


def _as_list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _read_cites(row: Mapping[str, Any]) -> tuple[Citation, ...]:
    parts = (tidy(cite).rpartition("=") for cite in _as_list(row.get("cites"))[:MAX_CITES])
    return tuple(Citation(address, key) for address, _, key in parts if address)


def tidy(value: object, max_characters: int = MAX_TEXT_CHARACTERS) -> str:
    """Put a string on one line and cut it to ``max_characters``; "" for any other value.

    Control characters and invisible ones are removed.
    """
    text = value[: 4 * max_characters] if isinstance(value, str) else ""
    return clean(text).strip()[:max_characters].rstrip()


def statement_text(row: Mapping[str, Any]) -> str:
    """The words of a statement in plain typography, "" if it has no letter or digit.

    Citation marks and bullets are removed until none is left, since removing one can form another.
    So a string that is written and read again stays the same.
    """
    text, before = plain_text(tidy(row.get("text"), 4 * MAX_STATEMENT_CHARACTERS)), None
    while text != before:
        before, text = text, _BULLET.sub("", _CITATION_MARKS.sub("", text), count=1)
        text = plain_text(tidy(text, MAX_STATEMENT_CHARACTERS + 1))
    return text if re.search(r"\w", text) else ""


# --- A draft and the seeds as they are now -------------------------------------------------------


def follow_passages(draft: Draft, articles: Iterable[Article]) -> Draft:
    """Update the addresses and seeds that a draft cites, by the words of the passages.

    Words that no seed has any more keep their address, and are checked against what is there now.
    """
    cites = (cite for statement in draft.statements for cite in statement.cites)
    passages = {passage.label: passage for article in articles for passage in article.passages}
    finder = PassageFinder(PassageIndex(passages), cites)
    return replace(
        draft,
        seeds=tuple(dict.fromkeys(finder.new_seed_ids.get(seed, seed) for seed in draft.seeds)),
        statements=tuple(
            replace(statement, cites=tuple(map(finder.locate, statement.cites)))
            for statement in draft.statements
        ),
    )


def drop_seed(draft: Draft, seed: str, text: str = "") -> Draft | None:
    """Take out of a draft what rests on a seed; ``None`` if nothing is left.

    A statement rests on it if it cites it, or cites nothing and is word for word in its ``text``.
    """
    seed_words = f" {bare_words(text)} "

    def is_based_on_seed(statement: DraftStatement) -> bool:
        if not statement.cites:
            return f" {bare_words(statement.text)} " in seed_words
        return any(cite.seed == seed for cite in statement.cites)

    remaining = replace(
        draft,
        seeds=tuple(other for other in draft.seeds if other != seed),
        statements=tuple(filterfalse(is_based_on_seed, draft.statements)),
        rows=tuple(row for row in draft.rows if f'"{seed}/' not in row.row),
    )
    return remaining if remaining.statements or remaining.rows else None
