"""The drafts beside the pages: what a writer answered, one file a page, committed with it.

``.drafts/<page id>.json`` has a statement a line, each citation with a digest of its words, so that
it is found again when a seed is renamed or its sentences move.  Nothing in it is trusted: whatever
it holds is cut to size here, cleaned, and verified before it is shown.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from briefing_room.errors import OutsideFolder
from briefing_room.model import (
    SECTIONS,
    Article,
    Citation,
    Draft,
    DraftStatement,
    RefusedStatement,
)
from briefing_room.pages.document import is_id
from briefing_room.pages.escape import clean
from briefing_room.pages.refusals import words_of
from briefing_room.text import files
from briefing_room.text.months import day_of
from briefing_room.text.typography import plain

DRAFTS = ".drafts"
MOST_STATEMENTS, MOST_REFUSED = 60, 200
LONGEST = 700  # letters of a statement
MOST_CITES = 12  # that are read; the verifier allows fewer
_FORM = 1
_MARKS = re.compile(r"\s*\[\^?(?:s\d+|[\w.-]+/\d+-\d+\w?)(?:[,;] ?\^?(?:s\d+))*\]")
_BULLET = re.compile(r"\s*[-*•–]\s+")


class UnreadableDraft(ValueError):
    """A draft cannot be read; the message says why."""


@dataclass(frozen=True)
class DraftFile:
    """A draft as its file stands."""

    page: str
    data: bytes

    @property
    def path(self) -> str:
        """Its path from the folder of pages."""
        return f"{DRAFTS}/{self.page}.json"

    @cached_property
    def draft(self) -> Draft:
        """What it says; raises :class:`UnreadableDraft`."""
        return parsed(self.data)


def draft_files(briefings: Path) -> tuple[DraftFile, ...]:
    """Return the drafts of a project; one that cannot be opened says nothing."""
    found: list[DraftFile] = []
    with suppress(OutsideFolder):
        for path in sorted(files.inside(briefings, DRAFTS).glob("*.json")):
            if is_id(path.stem):
                data = b""
                with suppress(files.UnreadableFile):
                    data = files.read(path, briefings)
                found.append(DraftFile(path.stem, data))
    return tuple(found)


def write_draft(briefings: Path, page: str, draft: Draft | None) -> bool:
    """Write the draft of a page, or take it away; return whether that changed anything."""
    path = files.inside(briefings, f"{DRAFTS}/{page}.json")
    if draft is not None:
        return files.write(path, as_json(draft))
    there = path.exists()
    path.unlink(missing_ok=True)
    return there


# --- A draft as text -----------------------------------------------------------------------------


def as_json(draft: Draft) -> str:
    """Return a draft as its file holds it: one statement a line, so that git shows what changed."""
    head = {
        "draft": _FORM,
        "by": draft.by,
        **({"person": True} if draft.person else {}),
        **({"on": draft.on.isoformat()} if draft.on else {}),
        "request": draft.request,
        **({"over": draft.over} if draft.over else {}),
        "seeds": list(draft.seeds),
    }
    statements = (
        {"section": s.section, "bullet": s.bullet, "text": s.text, "cites": _cites(s.cites)}
        for s in draft.statements
    )
    refused = (
        {"section": r.section, "text": r.text, "cites": _cites(r.cites), "why": list(r.why)}
        for r in draft.refused
    )
    lines = [f"  {json.dumps(key)}: {_line(value)}" for key, value in head.items()]
    for key, rows in (("statements", statements), ("refused", refused)):
        listed = ",\n".join(f"    {_line(row)}" for row in rows)
        lines.append(f'  "{key}": [\n{listed}\n  ]' if listed else f'  "{key}": []')
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _cites(cites: Iterable[Citation]) -> list[str]:
    return [f"{cite.address}={cite.words}" for cite in cites]


def parsed(data: bytes) -> Draft:
    """Return what the file of a draft says; raises :class:`UnreadableDraft`."""
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise UnreadableDraft("is no JSON") from error
    if not isinstance(found, dict) or found.get("draft") != _FORM:
        raise UnreadableDraft(f"is no draft of form {_FORM}")
    by = tidy(found.get("by"))[:200]
    if not by:
        raise UnreadableDraft("does not say who wrote it")
    return Draft(
        by=by,
        on=day_of(found.get("on")),
        person=found.get("person") is True,
        request=tidy(found.get("request"))[:64],
        seeds=tuple(filter(is_id, map(tidy, _rows(found.get("seeds"))))),
        statements=tuple(_statements(found.get("statements"))),
        refused=tuple(_refused(found.get("refused"))),
        over=tidy(found.get("over"))[:2000],
    )


def _statements(rows: object) -> Iterator[DraftStatement]:
    for row in _records(rows, MOST_STATEMENTS):
        bullet = row.get("bullet")
        number = bullet if isinstance(bullet, int) and 0 <= bullet < MOST_STATEMENTS else 0
        yield DraftStatement(tidy(row["section"]), number, statement_text(row), _cited(row))


def _refused(rows: object) -> Iterator[RefusedStatement]:
    for row in _records(rows, MOST_REFUSED):
        why = tuple(tidy(each)[:LONGEST] for each in _rows(row.get("why"))[:MOST_CITES])
        yield RefusedStatement(tidy(row["section"]), statement_text(row), _cited(row), why)


def _records(rows: object, most: int) -> Iterator[Mapping[str, Any]]:
    for row in _rows(rows)[:most]:
        known = isinstance(row, dict) and tidy(row.get("section")) in SECTIONS
        if known and statement_text(row):
            yield row


def _rows(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _cited(row: Mapping[str, Any]) -> tuple[Citation, ...]:
    found = (tidy(each).rpartition("=") for each in _rows(row.get("cites"))[:MOST_CITES])
    return tuple(Citation(address, words) for address, _, words in found if address)


def tidy(value: object) -> str:
    """Return a text on one line without what hides, turns or obeys; "" for anything else."""
    return clean(value).strip() if isinstance(value, str) else ""


def statement_text(row: Mapping[str, Any]) -> str:
    """Return the words of a statement, with plain typography and without marks of citations."""
    text = row.get("text")
    if not isinstance(text, str):
        return ""
    text = plain(tidy(text[: 4 * LONGEST]))
    return _BULLET.sub("", _MARKS.sub("", text), count=1).strip()[: LONGEST + 1]


# --- A draft and the seeds as they are now -------------------------------------------------------


def citation(passage_address: str, text: str) -> Citation:
    """Return how a passage is cited."""
    return Citation(passage_address, words_of(text))


def followed(draft: Draft, articles: Iterable[Article]) -> Draft:
    """Return a draft with the addresses at which its words stand now in the seeds of its story.

    Words that are nowhere keep their address: what stands there now is what they are held to.
    """
    at = {p.address: words_of(p.text) for a in articles for p in a.passages}
    places: dict[tuple[str, str], str] = {}
    for address, words in at.items():
        places.setdefault((address.rpartition("/")[0], words), address)
        places.setdefault(("", words), address)

    def now(cite: Citation) -> Citation:
        if at.get(cite.address) == cite.words:
            return cite
        seed = cite.address.rpartition("/")[0]
        moved = places.get((seed, cite.words)) or places.get(("", cite.words))
        return cite._replace(address=moved or cite.address)

    return replace(
        draft,
        statements=tuple(replace(s, cites=tuple(map(now, s.cites))) for s in draft.statements),
        refused=tuple(replace(r, cites=tuple(map(now, r.cites))) for r in draft.refused),
    )


def without_seed(draft: Draft, seed: str) -> Draft | None:
    """Return a draft without what cites a seed, ``None`` where nothing is left."""

    def cites(said: DraftStatement | RefusedStatement) -> bool:
        return any(cite.address.rpartition("/")[0] == seed for cite in said.cites)

    return (
        replace(
            draft,
            seeds=tuple(each for each in draft.seeds if each != seed),
            statements=kept,
            refused=tuple(each for each in draft.refused if not cites(each)),
        )
        if (kept := tuple(each for each in draft.statements if not cites(each)))
        else None
    )
