"""Say what came of a draft: kept, asked again, left out, each with its reason."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from briefing_room.compose.drafted import Fate, Verdict
from briefing_room.draft.desk import Written
from briefing_room.errors import printable
from briefing_room.review.proposed_rows import Proposal

_FATES = {
    Fate.LEFT_OUT: "left out",
    Fate.TOO_LONG: "left out, for the page would be too long, or show too much word for word",
}


def lines(written: Written) -> Iterator[str]:
    """Yield what a person reads of it."""
    counts = {"asked again": written.asked_again}
    counts |= {words: written.count(fate) for fate, words in _FATES.items()}
    kept = f"{written.count(Fate.KEPT)} of {len(written.verdicts)} sentences kept"
    more = (f"; {count} {words}" for words, count in counts.items() if count)
    yield f"{written.job.name}: {kept}{''.join(more)}"
    for verdict in written.verdicts:
        if verdict.fate is not Fate.KEPT:
            yield f"  {_FATES[verdict.fate]} ({verdict.said.section}): {verdict.said.text}"
            yield from (f"    {printable(why)}" for why in _why(verdict))
    for row in written.rows:
        what = "refused" if row.wrong else f"proposed as {row.row.id}"
        yield f"  row of {row.row.page} {what}: {printable(row.row.row)}"
        yield from (f"    {printable(why)}" for why in row.wrong)
    yield from (f"  {printable(each)}" for each in written.told)
    if written.seconds:
        yield f"  {written.seconds:.0f} s" + "".join(f"; {each}" for each in written.talk)


def _why(verdict: Verdict) -> list[str]:
    return [f"{reason.code}: {reason.message}" for reason in verdict.reasons]


def as_json(written: Sequence[Written]) -> str:
    """The same for a program: of one page an object, of several a list."""
    found = [_page(each) for each in written]
    return json.dumps(found[0] if len(found) == 1 else found, ensure_ascii=False, indent=2)


def _page(written: Written) -> dict[str, object]:
    return {
        "page": written.job.name,
        "statements": [_statement(verdict) for verdict in written.verdicts],
        "rows": [_row(each) for each in written.rows],
        "asked_again": written.asked_again,
        "told": list(written.told),
    }


def _row(one: Proposal) -> dict[str, object]:
    return {
        "id": one.row.id,
        "kind": one.row.kind,
        "page": one.row.page,
        "row": json.loads(one.row.row),
        "verdict": "refused" if one.wrong else "kept",
        "reasons": list(one.wrong),
    }


def _statement(verdict: Verdict) -> dict[str, object]:
    reasons: list[dict[str, str]] = [
        {"code": r.code, "strength": r.strength.value, "message": r.message}
        for r in verdict.reasons
    ]
    kept = verdict.fate is Fate.KEPT
    return {
        "role": verdict.said.section,
        "text": verdict.said.text,
        "cites": [cite.address for cite in verdict.said.cites],
        "verdict": "kept" if kept else "refused",
        "reasons": reasons,
        **({} if kept else {"fate": verdict.fate.value}),
    }
