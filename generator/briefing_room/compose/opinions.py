"""Say at the head of a page whose opinion it reports."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from briefing_room.model import OPINION, UNNAMED_AUTHOR, Article, Speaker, Statement

_ANALYSIS = re.compile(r"(?:news )?analysis\b", re.IGNORECASE)  # at the head of an article


def opinion_kind(opinion: Article) -> str:
    """Return "analysis" if the head of an opinion article calls it one, else "opinion"."""
    is_analysis = any(_ANALYSIS.match(item.text) for item in opinion.removed)
    return "analysis" if is_analysis else "opinion"


def attribution(opinion: Article) -> str:
    """Return the words that introduce an opinion: "Ada Lund writes in an opinion article: "."""
    kind = opinion_kind(opinion).replace("opinion", "opinion article")
    if opinion.author is None:
        return f"An {kind} says: "
    *others, last = opinion.author.split(", ")
    authors = f"{', '.join(others)} and {last} write" if others else f"{last} writes"
    return f"{authors} in an {kind}: "


def attribute_to_author(statements: Sequence[Statement], opinion: Article) -> tuple[Statement, ...]:
    """Put the author's name before the first statement and shorten the labels of the others."""
    first, *others = statements
    lead = replace(first.parts[0], text=attribution(opinion) + first.parts[0].text)
    label = Speaker(opinion.author or UNNAMED_AUTHOR, None, OPINION).printed_label
    return (
        replace(first, parts=(lead, *first.parts[1:]), label=""),
        *(replace(other, label=OPINION) if other.label == label else other for other in others),
    )
