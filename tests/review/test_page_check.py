"""A statement passes only if a passage it cites supports it; otherwise the reason is right."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from briefing_room.model import label_key
from briefing_room.pages.document import parse
from briefing_room.review.context import ReviewContext, Tally, read_context
from briefing_room.review.page_check import check_page
from shared import Briefing, cases, edit

CASES = cases(__file__, "page_check")
SEED, OTHER = "2025-04-04-mine", "2025-05-09-order"


@pytest.fixture
def context(small: Path, monkeypatch: pytest.MonkeyPatch) -> ReviewContext:
    monkeypatch.chdir(small)
    return read_context(Path("seeds"), Path("briefings"))


def check_case(case: Mapping[str, Any], context: ReviewContext) -> Tally:
    """Check a page with the lines of a case and nothing else."""

    def mark(match: re.Match[str]) -> str:
        address = match[1] if "/" in match[1] else f"{SEED}/{match[1]}"
        passage = context.resolve(address.replace("order/", f"{OTHER}/"))
        return f"[^{passage.label if passage else match[1]}]"

    statements = re.sub(r"@((?:order/)?\d-\d|none|editor)", mark, case.get("says", ""))
    label = re.sub(r"@(\S+)", mark, "@1-1")
    note = f"{label}: *Reuters*, paragraph 1: {case['note']}" if "note" in case else ""
    source = f"1. {case['source']}" if "source" in case else ""
    title = case.get("title", "China opens a mine")
    head = f"---\nseeds: [{SEED}]\n---\n\n# {title}\n\n## Key points"
    text = f"{head}\n\n{statements}\n\n## Sources\n\n{source}\n\n{note}\n"
    return check_page(parse(text, f"stories/{SEED}.md"), context.verifier, "line.md")


@pytest.mark.parametrize("case", CASES, ids=lambda case: next(iter(case.values()))[:60])
def test_a_line_passes_or_is_reported_with_its_reason(
    case: Mapping[str, Any], context: ReviewContext
) -> None:
    result = check_case(case, context)
    kinds = [finding.kind for finding in result.findings]
    assert kinds == case.get("finds", []), [finding.message for finding in result.findings]
    errors = any(finding.strength == "error" for finding in result.findings)
    assert result.failed == errors


def test_generated_pages_pass_and_no_line_is_skipped(context: ReviewContext) -> None:
    for page in context.generated:
        result = check_page(page, context.verifier, page.path)
        assert (result.failed, result.findings) == (0, ())
        assert result.checked > 5


def test_a_line_of_a_person_still_cites_the_same_words_when_their_passage_moves(
    pages: Path, briefing: Briefing
) -> None:
    page, mark, here = pages / f"briefings/stories/{SEED}.md", label_key(OTHER), label_key(SEED)
    line_of_person = f"The order is worth $12 million.[^{mark}-1-2]"
    shared = f"The mine is ready.[^{here}-2-1]"  # a line of the program cites that, too
    edit(page, "## Sources", f"## Why it matters\n\n{line_of_person}\n\n{shared}\n\n## Sources")
    briefing(pages, "generate")
    note = ": “The order is worth $12 million.”"
    assert note in page.read_text()
    edit(pages / f"seeds/{OTHER}.md", "---\nJapan", "---\nA new plant. It is large.\n\nJapan")
    edit(pages / f"seeds/{SEED}.md", "A ministry", "The ore is red.\n\nA ministry")
    briefing(pages, "generate")
    for line, old_place, new_place in ((line_of_person, "-1-2", "-2-2"), (shared, "-2-1", "-3-1")):
        assert line.replace(old_place, new_place) in page.read_text()
    assert note in page.read_text()
    assert briefing(pages, "check").returncode == 0


def test_a_line_of_a_hundred_thousand_letters_is_checked_quickly(context: ReviewContext) -> None:
    says = "The ore is not for China but for 5% of Japan. " * 2000
    assert check_case({"says": f"{says}@1-2"}, context).failed == 1
