"""The scope of a figure: stage, group and the dates that may be its period.

Each is given only where the words of the figure, its clause or the lead of its paragraph name it.
"""

from __future__ import annotations

import re

from generator.extract.amounts import bases
from generator.extract.grammar.nouns import trimmed
from generator.extract.speech.clauses import Clause
from generator.extract.units import DURATIONS, measures_material
from generator.model import DateSpan, Quantity

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


def clause_dates(clause: Clause, spans: tuple[DateSpan, ...], end: int) -> tuple[DateSpan, ...]:
    """Return the dates inside what is said, not the time at which it was said.

    "For August 2025, Reuters reported …" sets the period of the whole sentence.
    """
    return tuple(
        span
        for span in spans
        if (not _RELATIVE.match(span.given) or clause.text[end : span.start] == " ")
        and not (span.precision == "year" and _NAMED.search(clause.text[: span.start]))
        and not _REPORTED.search(clause.text[: span.start])
        and not _A_REPORT.match(clause.text, span.end)
        and not clause.text.startswith(" that ", span.end)
        and (
            (clause.said <= span.start and span.end <= clause.end)
            or _FOR.fullmatch(clause.text[: span.start])
            or COUNTED_FOR.fullmatch(clause.text[: span.start])
        )
    )


#: "Its figures for 2024 showed 390 tonnes": of that year, whoever reports them.
COUNTED_FOR = re.compile(
    r"(?:Its|Their|His|Her|The|[A-Z][\w.& ]*['’]s?)\s(?:[a-z]+\s)?"
    r"(?:figures|data|numbers|statistics|counts?|estimates?|tally|list)\sfor\s"
    r"(?:the\s)?(?:full\s|whole\s|fiscal\s)?"
)
_FOR = re.compile(r"For\s(?:the\s)?(?:full\s|whole\s|fiscal\s)?")
_TRADE = re.compile(
    r"\b(?:(export)(?:s|ed)?|(import)(?:s|ed)?|(ship)(?:ments?|ped))\b", re.IGNORECASE
)
_OUTPUT = re.compile(
    r"\b(?:output|production|supply|supplies|mined?|refin|process|reserves|quotas?)"
)
# "Will refine 5,000 tonnes of mining concentrate": what is done to it, not what it came from.
_DONE = re.compile(
    r"\b(?:recycl|refin|separat|process|smelt)(?:es?|ed|ing|e)?\s"
    r"(?:about\s|up to\s|some\s|around\s)?$"
)
# Capacity and works are of the one stage that their sentence names.
_WORKED = re.compile(
    r"\b(?:capacity|plants?|factory|factories|refinery|facility|facilities|smelter|scheme|mill)\b"
)
_MADE_IN = frozenset(
    ("mining", "separation and refining", "metals and alloys", "magnets", "recycling")
)
_HOLDS = re.compile(r"\b(?:holds?|held|sits? on)\s(?:\w+\s){0,2}$")


def stage_of(what: str, text: str, left: str, quantity: Quantity) -> str | None:
    """Return the stage that the figure's words name, else the one its clause is about.

    What is traded is counted where it is traded: "exported 57,392 tonnes of magnets".
    """
    named = bases.stage(what)
    material = named or bases.group(what) or _OUTPUT.search(what)
    if named is None and _WORKED.search(what) and quantity.unit not in DURATIONS | {"%", "times"}:
        worked = [each for each in bases.stages(text) if each in _MADE_IN]
        named = worked[0] if len(worked) == 1 else None
    if not measures_material(quantity.unit) or (quantity.unit == "%" and not material):
        return named or _graded(text, quantity) or _of_works(what, left)
    if handled := _graded(text, quantity) or _handled(
        left, text[: quantity.start], text[quantity.end :], named
    ):
        return handled
    if named or not left.strip():
        return named or None
    if quantity.unit == "t" and bases.group(what) and _HOLDS.search(text[: quantity.start]):
        return "reserves"  # "India holds 7 million tonnes of rare earth oxide"
    if _OUTPUT.search(what):
        told = (each for each in bases.stages(text[: quantity.start]) if each != "reserves")
        return ", ".join(told) or None
    return bases.stage(left)


# "1,530 kilograms of gallium were exported"
_PASSIVE = re.compile(
    r"(?:\s(?!and\b|but\b|which\b|that\b|were\b|was\b)[\w'’-]+){0,6}?\s(?:was|were|is|are|(?:had|has|have)\sbeen)\s"
    r"(?:\w+ly\s)?(?P<done>exported|imported|shipped|mined|refined|recycled|separated|smuggled)\b"
)
_OLD = re.compile(
    r"(?:\s(?:a|per)\syear)?\sof\s(?:old|used|scrap|scrapped|waste|end-of-life|discarded|spent)\b"
)
_RECOVERED = re.compile(
    r"[^,;.]{0,60}?\sfrom\s(?:[a-z-]+\s){0,2}?(?:e-waste|scrap|electronic waste|swarf"
    r"|old magnets|used magnets|end-of-life)\b"
)
_GRADE = re.compile(r"\b(?:grad(?:es?|ing)|graded)(?:\s(?:at|of|about|an|average))*\s$|\bat\s$")
_AT_GRADE = re.compile(r"\s(?:at|@|grading)\s(?:about\s)?[\d.,]+\s?(?:%|ppm|per\s?cent|g/t)")
_ORE = re.compile(r"\b(?:resources?|deposit|ore|orebody|clays?|TREO|reserves)\b")


def _graded(text: str, quantity: Quantity) -> str | None:
    """Read "12 million tonnes grading 8%" and "at 3,400 ppm": what lies in the ground."""
    if quantity.unit == "t" and _AT_GRADE.match(text, quantity.end):
        return "reserves"
    graded = quantity.unit in {"ppm", "g/t", "%"} and _GRADE.search(text[: quantity.start])
    return "reserves" if graded and _ORE.search(text) else None


# "The magnet plant will create 300 jobs": people and money of works are of their stage.
_WORKS = re.compile(
    r"\b(?P<works>(?:(?!and\b|its\b|the\b)[a-z-]+\s){0,2}(?:plant|factory|refinery|mine|smelter|mill))\b"
    r"(?=[^.;]*$)"
)
_EMPLOYED = re.compile(
    r"\b(?:jobs|people|workers|staff|payroll|workforce|employed|needed|invest\w*|costs?)\b"
)


def _of_works(what: str, left: str) -> str | None:
    """Return the stage of the works whose jobs or cost a figure tells."""
    works = _WORKS.search(left) if _EMPLOYED.search(what) else None
    return bases.stage(works["works"]) if works else None


def _handled(left: str, before: str, behind: str, named: str | None) -> str | None:
    """Return the stage that the verb before a figure tells: "refine", "exported"."""
    if _RECOVERED.match(behind):
        return "recycling"
    if passive := _PASSIVE.match(behind):
        return bases.stage(passive["done"])
    if _DONE.search(before) and _OLD.match(behind):
        return "recycling"
    if done := _DONE.search(before):
        return bases.stage(
            re.sub(r"\b(separate|process|recycle) ", r"\1d ", done[0]).replace(
                "processd", "processed"
            )
        )
    trade = bases.stage(left) if _TRADE.search(bases.without_names(left)) else None
    traded = trade in {"exports", "imports"} and named in {None, "magnets", "metals and alloys"}
    return trade if traded else None


def group_of(what: str, text: str, quantity: Quantity) -> str | None:
    """Return the elements that the figure's words name, else those its sentence is all about."""
    named = bases.group(what)
    if not named and (meant := _FOR_ELEMENT.match(text, quantity.end)):
        named = bases.group(meant["what"])  # "50% for antimony oxide, 30% for tungsten"
    if named or not measures_material(quantity.unit):
        return named
    whole = bases.group(text)
    if quantity.unit.endswith(("/kg", "/t", "/lb")):  # a price is of one thing
        return whole if whole in bases.ELEMENTS else None
    return whole if _OUTPUT.search(what) else None


_FOR_ELEMENT = re.compile(r"\sfor\s(?P<what>[\w-]+(?:\s(?:oxide|metal|products))?)\b")
_ABOUT = re.compile(
    r"^(?:Estimates|Figures|Reports|Accounts|Descriptions|Counts|Data) "
    r"(?:of|for|on|about) (?P<of>.+?)"
    r" (?:also )?(?:differ|vary|conflict|diverge|disagree)\b"
    r"|^On (?P<there>[^,.;]+?),? there (?:is|are|was|were)\b"
    r"|^(?P<told>(?!What|How|When|Who)[A-Z][^,.;:]+?) (?:is|are) (?:given|reported|told|stated)"
    r" (?:differently|variously|in (?:different|several|conflicting) ways)\b"
    r"|\b(?:differ|disagree|conflict|vary)s? (?:on|about|over) (?P<on>[^,.;]+)"
)


def topic_of(text: str) -> str | None:
    """Return what a sentence says accounts differ on; the figures after it are about that."""
    match = _ABOUT.search(text)
    topic = trimmed(match["of"] or match["there"] or match["told"] or match["on"]) if match else ""
    return None if re.match(r"(?:when|whether|how|why|what|who|where)\b|$", topic) else topic
