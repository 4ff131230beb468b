"""Use a model's wordings on a page only where the gate and the words of the passage prove them."""

from __future__ import annotations

from generator.compose.faithful import doubts
from generator.compose.model_summary import shorten
from generator.compose.model_wordings import Wordings
from generator.model import Briefing, Finding, Statement
from generator.review.evidence import Library
from generator.review.gate import statement_items
from generator.review.reasons import explained


def worded(
    briefing: Briefing, wordings: Wordings, library: Library
) -> tuple[Briefing, tuple[Finding, ...]]:
    """Return the briefing in the wordings that are proved, and which were refused and why."""

    def unproved(said: Statement, text: str) -> tuple[str, ...]:
        reasons = doubts(text, said.text, library.catalogue)
        return reasons or tuple(dict.fromkeys(_gate(said, text, library)))

    return shorten(briefing, wordings, unproved)


def _gate(said: Statement, text: str, library: Library) -> list[str]:
    """Return the gate's reasons against a sentence, as it would give them for the page."""
    labels = [passage.label for passage in said.passages]
    items = statement_items(text, library.of_labels(labels))
    return [reason for reason, _ in explained(items, library.articles_of(labels), library)]
