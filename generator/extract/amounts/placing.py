"""The place that a figure is of: the one its own words name, else the site its clause is about."""

from __future__ import annotations

import re

from generator.extract.amounts import bases
from generator.extract.amounts.destinations import without_destinations
from generator.extract.amounts.gazetteer import Gazetteer, Place
from generator.extract.amounts.grounds import DOERS, only_place
from generator.extract.speech.clauses import Clause
from generator.extract.units import is_money, kind
from generator.model import Quantity

_WORLDWIDE = re.compile(r"\b(?:shares|share prices?|stock|market value)\b", re.IGNORECASE)
_HELD = re.compile(r"stake in |share of [^%]* in ")  # what somebody owns of a company
_OUTPUT = re.compile(
    r"\b(?:output|production|supply|supplies|mined?|refin|process|reserves|stocks|capacity|quotas?)"
)
# "Sum invested by Korean companies", "loan from the US government": no place of the figure.
_DONE_BY = re.compile(r"(?<=ed) by .*")
_BY = re.compile(r"(?<=ed) by .*| from .*")
# Shares of a company, a loan or a vote are of no country.
_OF_NO_PLACE = re.compile(
    r"\b(?:company|group|firm|stakes?|shares|stock|equity|loan|funding|project|venture|votes?)\b"
)


def place_of(
    what: str, clause: Clause, quantity: Quantity, known: Gazetteer, lead: str | None
) -> str | None:
    """Return the place that the figure's own words name, else the one its clause is about.

    ``lead`` is the country whose weight the paragraph sets out to tell ("China's share …").
    """
    if beside := listed(clause, quantity, known) or _holder(clause, quantity, known):
        return beside
    if _WORLDWIDE.search(what) or _HELD.match(what):
        return None
    own = (
        _behind("", clause, quantity, known, _FOUND)
        or (_behind("", clause, quantity, known, _FROM) if _is_listed(clause, quantity) else None)
        or _behind("", clause, quantity, known, _LIES)
        or (_behind("", clause, quantity, known, _WORKS_IN) if is_money(quantity.unit) else None)
        or _named(what, quantity, known)
        or _behind(what, clause, quantity, known, _BEHIND)
    )
    if own or _is_count_or_money(quantity) or _is_of_no_place(what, quantity):
        return own
    return (
        _before(what, clause, quantity, known)
        or _around(what, clause, quantity, known, lead)
        or (lead if _goes_on(what, clause.text[clause.said : quantity.start]) else None)
    )


def _goes_on(what: str, left: str) -> bool:
    made = _OUTPUT.search(what) or bases.stage(what) or bases.group(what)
    return bool(_IT_MADE.fullmatch(left) or (made and _THE_LAND.match(left)))


_THE_LAND = re.compile(r"\s*(?:The|That)\scountry(?:['’]s)?\b")
# "It produced 1,911 tonnes": where the sentence before has put it.
_IT_MADE = re.compile(
    r"\s*(?:(?:In|By|For|During)\s[^,]{3,30},\s)?(?:It|They)\s(?:(?:also|now|then|has|had|can|could|will|would)\s)*"
    r"(?:produced?s?|makes?|made|process(?:ed|es)?|separate[sd]?|refine[sd]?|mine[sd]?"
    r"|turn(?:s|ed) out|exported|exports?|shipped"
    r"|yield(?:s|ed)|holds?|contains?|employs?|employed|recycle[sd]?|sold"
    r"|has a capacity of)\s$"
)


def _named(what: str, quantity: Quantity, known: Gazetteer) -> str | None:
    """Return the place in the words of what a figure is of, whoever did it left aside."""
    form = _BY if _is_count_or_money(quantity) else _DONE_BY
    words = form.sub("", what)
    named = without_destinations(words, known.places(words))
    if named:
        return _nearest(what, named).name
    doer = re.search(r"(?<=ed) by (?:the )?(?P<who>[^,]+)$", what)
    whole = known.places(doer["who"]) if doer else ()
    return whole[0].name if len(whole) == 1 and _is_all(doer, whole[0]) else None


def _is_all(doer: re.Match[str] | None, place: Place) -> bool:
    """Return whether a country itself did something: "signed by the EU"."""
    return doer is not None and (place.start, place.end) == (0, len(doer["who"]))


def _is_of_no_place(what: str, quantity: Quantity) -> bool:
    part = quantity.unit == "%" and _OF_NO_PLACE.search(what)
    return bool(part or re.search(r"\bdomestic\b", what))


def _around(
    what: str, clause: Clause, quantity: Quantity, known: Gazetteer, lead: str | None
) -> str | None:
    """Return the place that the sentence, else its paragraph, speaks of for output and prices."""
    if quantity.unit.endswith(("/kg", "/t")):
        sold = _SOLD.search(clause.text, quantity.end)
        named = known.places(clause.text[sold.start() :]) if sold else ()
        return named[0].name if named else _only_of(clause.text[: quantity.start], known)
    made = _OUTPUT.search(what) or bases.stage(what)
    return (lead or _only_of(clause.text, known)) if made else None


# "Myanmar supplied 57% of China's imports": the figure is of whoever supplies.
_TRADES = re.compile(
    r"\s(?:\w+\s){0,2}?(?:suppl(?:y|ies|ied)|account(?:s|ed)? for|provide[sd]?|ma(?:kes?|de) up"
    r"|produce[sd]?|process(?:es|ed)?|separate[sd]?|control(?:s|led)?|holds?|held|mine[sd]?|refine[sd]?"
    r"|makes?|made|took|takes?|bought|buys?|received|sources?d?|consume[sd]?|imports?|imported|exports?"
    r"|exported|ships?|shipped|sold|sells?|used?|spent|spends?|earned)\s$"
)
_THE_COUNTRY = re.compile(r"\bthe country(?=\s(?:\w+\s){1,3}$)")


def _holder(clause: Clause, quantity: Quantity, known: Gazetteer) -> str | None:
    """Return the place that itself mines, buys or holds what the figure counts."""
    left = clause.text[clause.said : quantity.start]
    named = known.places(left)
    if named and _TRADES.fullmatch(left, named[-1].end):
        return named[-1].name
    country = _THE_COUNTRY.search(left)
    if country is None or not _TRADES.fullmatch(left, country.end()):
        return None
    lands = [each for each in known.places(clause.text[: quantity.start]) if each.wide]
    return lands[-1].name if lands else None


def _nearest(text: str, named: tuple[Place, ...]) -> Place:
    """Return the first place of some words; of "the Narva plant in Estonia" the site."""
    first, *others = named
    if first.wide and others and not others[0].wide:
        owner = re.fullmatch(r"['’]s\s.*", text[first.end : others[0].start])
        return others[0] if owner else first
    return first


_BEHIND = re.compile(
    r"\s(?P<link>for|in|of|by|from|at|near|around|ex-works|cif|CIF|FOB|fob)\s(?:(?:the|its|their|an?)\s)?"
)


# "38 percent of it was in China"
_FOUND = re.compile(
    r"(?:\sof\s[^,;.]{3,40}?)?\s(?:each\s)?(?:was|were|is|are|comes?|came|goes|went|lies?|lay|coming|sourced)\s(?P<link>in|from)\s(?:the\s)?"
)
# "$1.2 billion in a magnet plant in South Carolina"
_WORKS_IN = re.compile(
    r"\s(?:in|on|for|to build|to fund)\s(?:an?|the|its)\s[\w\s-]{3,50}?"
    r"(?P<link>\sin|\sat|\snear)\s(?:the\s)?"
)
_FROM = re.compile(r"\s(?P<link>from)\s(?:the\s)?")
_LISTED = re.compile(r"(?:,|\band)\s$")  # "46% from China, 28% from Russia and 20% from Chad"
_LIES = re.compile(r"\s(?P<link>in|at|near)\s(?:the\s)?")


def _behind(
    what: str, clause: Clause, quantity: Quantity, known: Gazetteer, form: re.Pattern[str]
) -> str | None:
    """Return the place right behind a figure or behind what it is of: "from the Mt Weld mine"."""
    text = clause.text[quantity.end : clause.end]
    at = text.find(what) if what else -1
    starts = [0, at + len(what)] if 0 <= at <= _NEAR else [0]
    plain = _is_count_or_money(quantity)
    for start in starts:
        link = form.match(text, start)
        if link is None or (plain and link["link"].strip() not in {"in", "at", "near", "around"}):
            continue
        if quantity.unit == "%" and form is _BEHIND and link["link"] == "from" and not start:
            continue  # "down 12% from China's 2024 level"
        named = [each for each in known.places(text) if each.start >= start]
        if named and named[0].start <= link.end() and not DOERS.match(text, named[0].end):
            return named[0].name
    return None


def _is_listed(clause: Clause, quantity: Quantity) -> bool:
    """Return whether a share stands in a list of sources: "28% from Russia and 20% from Chad"."""
    left = clause.text[clause.said : quantity.start]
    return quantity.unit == "%" and bool(_LISTED.search(left)) and "%" in left


_NEAR = 12  # letters between a figure and what it is of


def _before(what: str, clause: Clause, quantity: Quantity, known: Gazetteer) -> str | None:
    """Return the place named last before a figure in its clause, additions between commas aside.

    Of a site and the country it lies in it is the site.
    """
    text = clause.text[clause.said : quantity.start]
    if "," in text:
        text = _ADDITION.sub(lambda match: " " * len(match[0]), text)
    named = [each for each in known.places(text) if not _ACTS.match(text, each.end)]
    if kind(quantity.unit) == "mass" or _SENT.search(what):
        named = list(without_destinations(text, tuple(named)))
    if not named:
        return None
    *others, last = named
    site = next((each for each in reversed(others) if not each.wide), None)
    if last.wide and site and _WITHIN.fullmatch(text[site.end : last.start]):
        return site.name
    return last.name


# ", backed by a loan from the Australian government," and ", which sells to Japan,"
_ADDITION = re.compile(
    r",\s(?:[a-z]+(?:ed|ing)\s|which\s|who\s|whose\s|a\s|an\s|the\s)[^,]*,(?=\s)"
)
_SENT = re.compile(r"\b(?:exports?|shipments?|sales)\b", re.IGNORECASE)
_WITHIN = re.compile(r"(?:\s[a-z-]+){0,5}?(?:,|\sin)\s(?:the\s|\w+ern\s)?")
_ACTS = re.compile(r"['’]s?\s[A-Z]|\s(?:government|authorities|investors?|officials|customers?)\b")


def listed(clause: Clause, quantity: Quantity, known: Gazetteer) -> str | None:
    """Return the place right before a figure in a list: "Brazil 21 million, India with 6.9"."""
    lead = clause.text[: quantity.start]
    named = known.places(lead)
    if not named:
        return None
    beside = re.fullmatch(r"\s(?:with\s|at\s)?", lead[named[-1].end :])
    return named[-1].name if beside else None


_SOLD = re.compile(r"\b(?:ex-works|cif|CIF|fob|FOB|delivered)\s(?=[A-Z])")


def without_other_place(what: str, place: str | None, known: Gazetteer) -> str:
    """Return what a figure is of without a place at its end that is another than its own."""
    for each in known.places(what):
        before = re.search(r"\s(?:in|from|at)\s(?:the\s)?$", what[: each.start])
        if place and before and each.name != place:
            return what[: before.start()]
    return what


def _only_of(text: str, known: Gazetteer) -> str | None:
    return only_place(text, known.places(text))


def _is_count_or_money(quantity: Quantity) -> bool:
    unit = quantity.unit
    return not (
        unit in {"%", "t", "t/year", "kg", "times", "percentage points"}
        or unit.endswith(("/kg", "/t"))
    )
