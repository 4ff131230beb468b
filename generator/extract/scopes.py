"""The scope of a figure: stage, group, place and the dates that may be its period.

Each is given only where the words of the figure, its clause or the lead of its paragraph name it.
"""

from __future__ import annotations

import re

from generator.catalogue.entries import Catalogue
from generator.extract import bases, settings
from generator.extract.clauses import Clause
from generator.extract.datereading import DateSpan
from generator.extract.measuring import measures_material
from generator.extract.nouns import trimmed
from generator.extract.quantities import Quantity

_RELATIVE = re.compile(
    r"(?:a|the|that|an?|\w+) (?:day|week|days|weeks)\b|about\b|\w+ (?:days|weeks)\b"
)


_NAMED = re.compile(r"(?:[A-Z]\w+|\d)\sof\s$")  # "the Trade Act of 1974"
_REPORTED = re.compile(
    r"\b(?:report|article|commentary|outlook|study|story|factbox|survey|release|update|edition|lists?"
    r"|interview|note|statement|review)\b[^,;]{0,30}\b(?:in|of|from|on|published|dated)\s$"
    r"|\b(?:citing|cited|quoting|quoted)\b[^,;]{0,40}\b(?:in|of|from|on)\s$"
    r"|\b(?:said|says|told(?:\s\w+)?|wrote|noted|added)\s(?:in|on)\s$"
    r"|\b(?:published|released|issued|announced|reported|dated)\s(?:in|on)\s$"
)


# "A 2023 report in Global Recycling" dates the report.
_A_REPORT = re.compile(
    r"(?:['’]s)?\s(?:[\w-]+\s)?(?:report|study|article|survey|factbox|commentary|list|outlook|review"
    r"|dispatch|filing|statement)\b"
)


def clause_dates(clause: Clause, spans: tuple[DateSpan, ...]) -> tuple[DateSpan, ...]:
    """Return the dates inside what is said, not the time at which it was said.

    "For August 2025, Reuters reported …" sets the period of the whole sentence.
    """
    return tuple(
        span
        for span in spans
        if not _RELATIVE.match(span.given)
        and not (span.precision == "year" and _NAMED.search(clause.text[: span.start]))
        and not _REPORTED.search(clause.text[: span.start])
        and not _A_REPORT.match(clause.text, span.end)
        and (
            (clause.said <= span.start and span.end <= clause.end)
            or clause.text[: span.start] == "For "
        )
    )


_TRADE = re.compile(
    r"\b(?:(export)(?:s|ed)?|(import)(?:s|ed)?|(ship)(?:ments?|ped))\b", re.IGNORECASE
)
_OUTPUT = re.compile(r"\b(?:output|production|supply|supplies|mined?|refin|process|reserves)")


def stage_of(what: str, text: str, left: str, quantity: Quantity) -> str | None:
    """Return the stage that the figure's words name, else the one its clause is about.

    What is traded is counted where it is traded: "exported 57,392 tonnes of magnets".
    """
    named = bases.stage(what)
    material = named or bases.group(what) or _OUTPUT.search(what)
    if not measures_material(quantity.unit) or (quantity.unit == "%" and not material):
        return named
    trade = bases.stage(left) if _TRADE.search(bases.without_names(left)) else None
    if trade in {"exports", "imports"} and named in {None, "magnets", "metals and alloys"}:
        return trade
    if named or not left.strip():
        return named or None
    if _OUTPUT.search(what):
        told = (each for each in bases.stages(text[: quantity.start]) if each != "reserves")
        return ", ".join(told) or None
    return bases.stage(left)


def group_of(what: str, text: str, quantity: Quantity) -> str | None:
    """Return the elements that the figure's words name, else those its sentence is all about."""
    named = bases.group(what)
    if named or not measures_material(quantity.unit) or not _OUTPUT.search(what):
        return named
    return bases.group(text)


_WORLDWIDE = re.compile(r"\b(?:shares?|stock|market value)\b", re.IGNORECASE)


def place_of(
    what: str, clause: Clause, quantity: Quantity, catalogue: Catalogue, lead: str | None
) -> str | None:
    """Return the place that the figure's own words name, else the one its clause is about.

    ``lead`` is the country whose weight the paragraph sets out to tell ("China's share …").
    """
    if listed := _listed(clause, quantity, catalogue):
        return listed
    if named := settings.places(what, catalogue):
        return named[0][0]
    if _is_count_or_money(quantity) or _WORLDWIDE.search(what):
        return None
    behind = re.match(r"\s(?:for|in|of|by|from)\s(?:the\s)?", clause.text[quantity.end :])
    if behind and not (quantity.unit == "%" and "from" in behind.group()):
        nearby = settings.places(clause.text[quantity.end : clause.end], catalogue)
        if nearby and nearby[0][1] <= behind.end():
            return nearby[0][0]
    if (quantity.unit == "%" and _OF_NO_PLACE.search(what)) or re.search(r"\bdomestic\b", what):
        return None
    return _before(clause, quantity, catalogue) or (
        lead if _OUTPUT.search(what) or bases.stage(what) else None
    )


def _before(clause: Clause, quantity: Quantity, catalogue: Catalogue) -> str | None:
    """Return the place named last before a figure in its clause, if no other site follows it."""
    inside = settings.places(clause.text[clause.said : clause.end], catalogue)
    at = quantity.start - clause.said
    before = [(name, start) for name, start in inside if start < at]
    if not before:
        return None
    name, start = before[-1]
    between = clause.text[clause.said + start : quantity.start]
    return None if _ELSEWHERE.search(between) else name


# A site that no page stands for, told behind another: "Round Top, … a plant in Stillwater".
_ELSEWHERE = re.compile(r"[,;]\s.*\b(?:in|at|near)\s[A-Z][a-z]+\b")
# Shares of a company, a loan or a vote are of no country.
_OF_NO_PLACE = re.compile(
    r"\b(?:company|group|firm|stakes?|shares|stock|equity|loan|funding|project|venture|votes?)\b"
)


def _listed(clause: Clause, quantity: Quantity, catalogue: Catalogue) -> str | None:
    """Return the place right before a figure in a list: "Brazil 21 million, India with 6.9"."""
    lead = clause.text[: quantity.start]
    named = settings.places(lead, catalogue)
    if not named:
        return None
    name, start = named[-1]
    beside = re.fullmatch(r"[A-Z][\w.]*(?: [A-Z]\w*)*\s(?:with\s|at\s)?", lead[start:])
    return name if beside else None


_OWNS = re.compile(
    r"[\w. ]{2,24}?['’]s\s(?:\w+\s)?(?:share|weight|position|dominance|role|place|part|rare"
    r"|reserves"
    r"|output|production|exports|imports|supply|dependence)\b"
)


def lead_place(text: str, catalogue: Catalogue) -> str | None:
    """Return the one country that a sentence owns something to: "China's weight in rare earths"."""
    named = settings.places(text, catalogue)
    owners = {name for name, start in named if _OWNS.match(text, start)}
    return owners.pop() if len(owners) == 1 and len({name for name, _ in named}) == 1 else None


_ABOUT = re.compile(
    r"^(?:Estimates|Figures|Reports|Accounts|Descriptions|Counts|Data) "
    r"(?:of|for|on|about) (?P<of>.+?)"
    r" (?:also )?(?:differ|vary|conflict|diverge|disagree)\b"
    r"|^On (?P<there>[^,.;]+?),? there (?:is|are|was|were)\b"
    r"|\b(?:differ|disagree|conflict|vary)s? (?:on|about|over) (?P<on>[^,.;]+)"
)


def topic_of(text: str) -> str | None:
    """Return what a sentence says accounts differ on; the figures after it are about that."""
    match = _ABOUT.search(text)
    topic = trimmed(match["of"] or match["there"] or match["on"]) if match else ""
    return None if re.match(r"(?:when|whether|how|why|what|who|where)\b|$", topic) else topic


def _is_count_or_money(quantity: Quantity) -> bool:
    unit = quantity.unit
    return not (unit in {"%", "t", "t/year", "kg", "times", "percentage points"} or "/kg" in unit)
