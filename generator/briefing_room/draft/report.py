"""Report on a draft: the sentences kept, asked for again and left out, with the reasons."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from briefing_room.compose.drafted import Fate, Verdict
from briefing_room.draft.desk import DraftResult
from briefing_room.errors import printable
from briefing_room.review.proposed_rows import Proposal

_FATES = {
    Fate.LEFT_OUT: "left out",
    Fate.TOO_LONG: "left out, for the page would be too long, or show too much word for word",
}


def lines(result: DraftResult) -> Iterator[str]:
    """Yield the lines of the report for a person."""
    counts = {"asked again": result.asked_again}
    counts |= {words: result.count(fate) for fate, words in _FATES.items()}
    kept_sentences = f"{result.count(Fate.KEPT)} of {len(result.verdicts)} sentences kept"
    other_counts = (f"; {count} {words}" for words, count in counts.items() if count)
    yield f"{result.job.name}: {kept_sentences}{''.join(other_counts)}"
    for verdict in result.verdicts:
        if verdict.fate is not Fate.KEPT:
            statement = verdict.statement
            yield f"  {_FATES[verdict.fate]} ({statement.section}): {statement.text}"
            yield from (f"    {printable(explanation)}" for explanation in _explanations(verdict))
    for row in result.rows:
        outcome = "refused" if row.wrong else f"proposed as {row.row.id}"
        yield f"  row of {row.row.page} {outcome}: {printable(row.row.row)}"
        yield from (f"    {printable(explanation)}" for explanation in row.wrong)
    yield from (f"  {printable(text)}" for text in result.notices)
    if result.seconds:
        yield f"  {result.seconds:.0f} s" + "".join(f"; {text}" for text in result.messages)


def _explanations(verdict: Verdict) -> list[str]:
    return [f"{reason.code}: {reason.message}" for reason in verdict.reasons]


def as_json(results: Sequence[DraftResult]) -> str:
    """The report as JSON: an object for one page, a list for several."""
    pages = [_page_report(result) for result in results]
    return json.dumps(pages[0] if len(pages) == 1 else pages, ensure_ascii=False, indent=2)


def _page_report(result: DraftResult) -> dict[str, object]:
    return {
        "page": result.job.name,
        "statements": [_statement_report(verdict) for verdict in result.verdicts],
        "rows": [_row_report(row) for row in result.rows],
        "asked_again": result.asked_again,
        "notices": list(result.notices),
    }


def _row_report(proposal: Proposal) -> dict[str, object]:
    return {
        "id": proposal.row.id,
        "kind": proposal.row.kind,
        "page": proposal.row.page,
        "row": json.loads(proposal.row.row),
        "verdict": "refused" if proposal.wrong else "kept",
        "reasons": list(proposal.wrong),
    }


def _statement_report(verdict: Verdict) -> dict[str, object]:
    reasons: list[dict[str, str]] = [
        {"code": r.code, "strength": r.strength.value, "message": r.message}
        for r in verdict.reasons
    ]
    kept = verdict.fate is Fate.KEPT
    return {
        "role": verdict.statement.section,
        "text": verdict.statement.text,
        "cites": [cite.address for cite in verdict.statement.cites],
        "verdict": "kept" if kept else "refused",
        "reasons": reasons,
        **({} if kept else {"fate": verdict.fate.value}),
    }
