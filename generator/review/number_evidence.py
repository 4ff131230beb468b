"""Whether passages have a number with its unit and its period, and say it as a fact.

A date or a unit that a passage leaves out for the reader to carry on ("3,188 tonnes in June, 6,146
in August") is found where the rest of the passage tells it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from generator.catalogue.numbers import DOWN, UP
from generator.extract.numerals import value
from generator.extract.quantities import quantities
from generator.model import Quantity
from generator.review.evidence import Evidence, alike, counted_noun, same_value
from generator.text.months import Period, period

# --- Numbers -------------------------------------------------------------------------------------


def measured(text: str, unit: str = "") -> Quantity | None:
    """Return the one quantity that a value writes, in the unit of its page if it has none itself.

    ``None`` where it writes no quantity, or several.
    """
    for form in (text, f"{text} {unit}", f"{text} things"):
        found = quantities(form)
        if len(found) == 1:
            return found[0]
    return None


def same_number(one: Quantity, other: Quantity) -> bool:
    """Return whether two quantities are the same number of the same unit."""
    return alike(one.unit, other.unit) and same_value(one, other)


def unit_of(unit: str) -> str:
    """Return a page's unit as quantities write it; nothing where no quantity has it."""
    forms = (f"5 {unit}", f"5{unit}", f"{unit} 5", f"{unit}5")
    return next((found[0].unit for form in forms if len(found := quantities(form)) == 1), "")


def fits(said: str, unit: str) -> bool:
    """Return whether a value is in the unit of its page, which may leave the currency open.

    "$233" fits a page of dollars a kilogram: passages that list prices say so once.
    """
    known = unit_of(unit)
    whole = known.removesuffix("/year")
    return (
        not known
        or alike(said, known)
        or whole.startswith(f"{said}/")
        or (counted_noun(said) and counted_noun(known))
    )


_EXPECTED = re.compile(
    r"\b(?:expect\w*|forecast\w*|predict\w*|projected|projections?|foresee\w*|envisag\w*|would"
    r"|target(?:s|ed|ing)?|aim(?:s|ed|ing)?|goal)\b",
    re.IGNORECASE,
)
_FROM = re.compile(r"\bfrom (?:about |around |some )?\Z")
_CLAUSE_END = re.compile(r"[,;:()]\s|[.!?]\s|\s(?:while|but|compared with|against|than)\s")


def direction(quantity: Quantity) -> int:
    """Return 1 for what may be more, -1 for what may be less, 0 for the number itself."""
    return (quantity.qualifier in UP) - (quantity.qualifier in DOWN)


def expected(quantity: Quantity, evidence: Evidence) -> bool:
    """Return whether the words before a quantity in its clause say that it is only expected."""
    text = evidence.text
    start = max((m.end() for m in _CLAUSE_END.finditer(text, 0, quantity.start)), default=0)
    words = text[start : quantity.start]  # "would raise it from 1,000 to 6,000 tonnes"
    return bool(_EXPECTED.search(words) and not _FROM.search(words))


# --- Periods -------------------------------------------------------------------------------------

_FISCAL = re.compile(
    r"\b(?:FY ?|(?:fiscal|financial)(?: year)? )(?:20\d\d[-/–])?(?:20)?(\d\d)\b"
    r"|\b20(?:\d\d[-/–](?:20)?)?(\d\d) (?:fiscal|financial)",
    re.IGNORECASE,
)
_FIRST_MONTHS = re.compile(
    r"\bfirst (two|three|four|five|six|seven|eight|nine|ten|eleven|\d\d?) months"
    r"(?: of (?:the year )?(20\d\d))?",
    re.IGNORECASE,
)
_RIGHT_BEHIND = re.compile(
    r"\s?\(?(?:of (?:[\w'-]+ ){1,4})?(?:(?:in|by|for|during|of|from)\s)?(?:the year\s)?"
)


def gives(wanted: Period, evidence: Evidence) -> bool:
    """Return whether the passages give a period; a month is given by a day in it, too."""
    if wanted.text.startswith("FY"):
        years = {f"FY20{a or b}" for a, b in _FISCAL.findall(evidence.text)}
        return wanted.text in years
    known = list(_known(evidence))
    year = re.fullmatch(r"(?:by )?(\d{4})", wanted.text)
    if year and re.search(rf"(?<!\d){year[1]}(?!\d)", evidence.text):
        return True
    if year or ".." in wanted.text or re.search("[QH]", wanted.text):
        return any((each.start, each.end) == (wanted.start, wanted.end) for each in known)
    return any(wanted.start <= each.start and each.end <= wanted.end for each in known) or any(
        wanted.start == each.start and wanted.text.endswith("-01") for each in known
    )


def stands_behind(quantity: Quantity, evidence: Evidence) -> Period | None:
    """Return the period with its year that stands right behind a quantity: "92% in 2023"."""
    lead = _RIGHT_BEHIND.match(evidence.text, quantity.end)
    at = lead.end() if lead else quantity.end
    for span in evidence.spans:
        if span.start in (at, quantity.end + 1) and span.date and span.date[:4] in span.given:
            return period(span.date)
    return None


def _known(evidence: Evidence) -> Iterator[Period]:
    """Yield every period that the passages give."""
    spans = sorted(
        (found for span in evidence.dates if span.date and (found := period(span.date))),
        key=lambda each: (each.start, each.end),
    )
    yield from spans
    for one, other in combinations(spans, 2):
        if one.end < other.start:
            yield Period(f"{one.text}..{other.text}", one.start, other.end)
    years = {each.start.year for each in spans}
    if anchor := evidence.anchor:
        years.add(anchor.year)
        for span in evidence.dates:  # "from November to December": the reader may step back
            if span.date and (span.rule or "").startswith("last such month"):
                later = period(f"{int(span.date[:4]) + 1}{span.date[4:]}")
                yield from (each for each in (later,) if each and each.start <= anchor)
    for match in _FIRST_MONTHS.finditer(evidence.text):
        for year in {int(match[2])} if match[2] else years:
            if found := period(f"{year}-01..{year}-{value(match[1]):02.0f}"):
                yield found


def apart(one: Period, other: Period) -> bool:
    """Return whether two periods have no day in common."""
    return one.end < other.start or other.end < one.start
