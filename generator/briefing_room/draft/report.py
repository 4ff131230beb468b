"""Report on a draft: how many sentences were kept, and why the others were dropped."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from briefing_room.compose.draft_composition import Fate, Verdict
from briefing_room.draft.drafting import DraftResult
from briefing_room.errors import printable
from briefing_room.review.proposed_rows import Proposal
from briefing_room.text.lexicon import count

_UNEXPLAINED = (
    "it refers to a sentence that is refused or in another bullet, or a note fills this section"
)
_OUTCOMES = {
    Fate.LEFT_OUT: "left out",
    Fate.TOO_LONG: "left out, because the page would be too long",
    Fate.COPIED: "left out, because the page would repeat too much of the article word for word",
    Fate.REPEATED: "left out, because the bottom line of the program has its passages",
}


def report_lines(result: DraftResult) -> Iterator[str]:
    """Yield the lines of the report for a person."""
    counts = {"asked again": result.rewording_count}
    counts |= {outcome: result.count(fate) for fate, outcome in _OUTCOMES.items()}
    summary = f"{result.count(Fate.KEPT)} of {len(result.verdicts)} sentences kept"
    other_counts = "".join(f"; {number} {outcome}" for outcome, number in counts.items() if number)
    yield f"{result.job.story_id}: {summary}{other_counts}"
    leads = [verdict for verdict in result.verdicts if verdict.statement.section == "bottom_line"]
    if leads and leads[0].fate is not Fate.KEPT:
        problem = "the first sentence of the bottom line is left out"
        yield f"  {problem}; the page opens with the bottom line that it has without the draft"
    if doubts := result.doubt_count:
        problem = f"{count(doubts, 'kept sentence')} may say more than the passages"
        yield f"  {problem}; to see why: briefing explain {result.job.story_id}"
    yield from (f"  {printable(text)}" for text in result.notices)
    for verdict in result.verdicts:
        if verdict.fate is not Fate.KEPT:
            statement = verdict.statement
            yield f"  {_OUTCOMES[verdict.fate]} ({statement.section}): {statement.text}"
            for reason in verdict.reasons:
                yield printable(f"    {reason.code}: {reason.message}")
            if verdict.fate is Fate.LEFT_OUT and not verdict.reasons:
                yield f"    {_UNEXPLAINED}"
    for row, problems in ((proposal.row, proposal.problems) for proposal in result.proposals):
        outcome = "refused" if problems else f"proposed as {row.id}"
        yield f"  row of {row.page} {outcome}: {printable(row.row)}"
        yield from (f"    {printable(problem)}" for problem in problems)
    if result.seconds:
        yield f"  {result.seconds:.0f} s" + "".join(f"; {text}" for text in result.messages)


def report_json(results: Sequence[DraftResult]) -> str:
    """Write the report as JSON: an object for one page, a list for several."""
    pages = [_page_report(result) for result in results]
    return json.dumps(pages[0] if len(pages) == 1 else pages, ensure_ascii=False, indent=2)


def _page_report(result: DraftResult) -> dict[str, object]:
    return {
        "page": result.job.story_id,
        "statements": [_statement_report(verdict) for verdict in result.verdicts],
        "rows": [_row_report(proposal) for proposal in result.proposals],
        "rewording_count": result.rewording_count,
        "notices": list(result.notices),
    }


def _row_report(proposal: Proposal) -> dict[str, object]:
    return {
        "id": proposal.row.id,
        "kind": proposal.row.kind,
        "page": proposal.row.page,
        "row": json.loads(proposal.row.row),
        "verdict": "refused" if proposal.problems else "kept",
        "reasons": list(proposal.problems),
    }


def _statement_report(verdict: Verdict) -> dict[str, object]:
    reasons: list[dict[str, str]] = [
        {"code": reason.code, "strength": reason.strength.value, "message": reason.message}
        for reason in verdict.reasons
    ]
    is_kept = verdict.fate is Fate.KEPT
    return {
        "role": verdict.statement.section,
        "text": verdict.statement.text,
        "cites": [cite.address for cite in verdict.statement.cites],
        "verdict": "kept" if is_kept else "refused",
        "reasons": reasons,
        **({} if is_kept else {"fate": verdict.fate.value}),
    }
