"""What a figure goes on about: a series of shares, one country a value, and goods on the move.

"China supplied 69.2% of it.  The review put the United States at 13.1% and Australia at 7.4%."
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from generator.extract.amounts import bases
from generator.extract.amounts.neighbours import alike
from generator.model import Figure

_WAY = re.compile(r"(?P<way>rise|fall) in (?P<thing>.+)$")
# What a change can be of; goods do not rise themselves.
_MEASURE = re.compile(
    r"\b(?:exports?|imports?|shipments?|sales|prices?|shares?|output|production|revenues?|value|volumes?"
    r"|deliveries|demand|profits?|capacity|costs?|stocks?|quotas?|consumption|orders|purchases|index"
    r"|supply|supplies|income|tax|dut(?:y|ies)|tariffs?|holdings|use)\b",
    re.IGNORECASE,
)
_GOODS = re.compile(
    r"\b(?:magnets?|rare earths?|oxides?|concentrates?|carbonates?|metals?|alloys?"
    r"|compounds|ores?)$"
)


def continued(figure: Figure, earlier: Sequence[Figure], *, listed: bool) -> Figure:
    """Return a value told of another country with what the series before it counts.

    ``listed`` tells that the country stands right before the value ("and Australia at 7.4%").
    """
    if figure.what or not listed or not figure.place:
        return figure
    for last in reversed(earlier):
        if not (alike(last.unit, figure.unit) and last.what and last.place):
            continue
        if last.place == figure.place or last.place in last.what or "…" in last.what:
            return figure
        return replace(
            figure,
            what=last.what,
            stage=figure.stage or last.stage,
            group=figure.group or last.group,
            period=figure.period or last.period,
            when=figure.when or (None if figure.period else last.when),
        )
    return figure


def with_measure(figure: Figure, text: str) -> Figure:
    """Return a change of goods as one of what is traded: "rise in exports of magnets"."""
    match = _WAY.match(figure.what or "")
    if (
        match is None
        or _MEASURE.search(match["thing"])
        or not (_GOODS.search(match["thing"]) or match["thing"].lower() in bases.ELEMENTS)
    ):
        return figure
    if figure.stage in {"exports", "imports"}:
        measure = figure.stage
    elif re.search(r"\b(?:prices?|spot|quoted|a (?:kilo|kilogram|tonne))\b|/kg|/t\b", text):
        measure = "price"
    elif re.search(r"\bproduc(?:ed|es?|ing)\b", text):
        measure = "output"
    else:
        return figure
    first, *rest = match["thing"].split(" ")
    plain = first.lower() if first in {"Spot", "Rare"} or bases.group(first) else first
    return replace(figure, what=f"{match['way']} in {measure} of {' '.join((plain, *rest))}")
