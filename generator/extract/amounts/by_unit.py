"""Read what stands beside a figure and says what it counts, as each kind of unit asks for it.

A share is read by what follows "of" or by what moved, money by what it is for, a count by the
noun that is counted, a stretch of time by what lasts.
"""

from __future__ import annotations

import re

from generator.extract.amounts import bases
from generator.extract.amounts.attributive import MONEY_WORDS, attributive
from generator.extract.amounts.changes import change, moved
from generator.extract.amounts.distances import distance
from generator.extract.amounts.lasting import lasting
from generator.extract.amounts.multiples import multiple
from generator.extract.amounts.owners import owned
from generator.extract.amounts.predicates import OWNER, Context, from_left
from generator.extract.amounts.sums import money
from generator.extract.amounts.timeless import undated
from generator.extract.grammar.nouns import WIDE, noun_phrase, trimmed
from generator.extract.grammar.things import is_thing
from generator.extract.numerals import NUMBER
from generator.extract.units import DURATIONS, VOLUMES, is_money


def by_unit(context: Context) -> str:
    """Return what stands beside the figure as its kind of unit asks for; "" if nothing does."""
    unit = context.quantity.unit
    if unit in DURATIONS:
        return lasting(context)
    if unit == "times":
        return multiple(context)
    if unit in {"%", "percentage points"}:
        return _share(context)
    if is_money(unit):
        return money(context)
    if "/" in unit or unit in {"t", "kg", "g", "lb", "oz"} or not unit.islower():
        return _measured(context)
    sized = unit in _LENGTHS | VOLUMES
    return (distance(context) or _measured(context)) if sized else _counted(context)


_LONG_HEAD = 5  # words
_LENGTHS = frozenset({"km", "km²", "m", "miles", "square miles", "hectares", "nm", "ppm"})


def _share(context: Context) -> str:
    """Read "60% of global output", "a 40% cut in quotas", "shares rose 7%", "12% more than"."""
    if (
        phrase := owned(context)
        or _gapped(context)
        or _of(context.right)
        or _whole(context)
        or _more(context.right)
    ):
        return phrase
    if world := _OF_WORLD.match(context.right):
        return "world total" if world["total"] else ""
    if OWNER.search(context.left):
        return ""
    if changed := _CHANGE_IN.match(context.right):
        return f"{changed['way']} in {noun_phrase(_YEAR.sub('', context.right[changed.end() :]))}"
    return (
        change(context)
        or _cut_by(context.left)
        or _for(context)
        or attributive(context.right)
        or from_left(context)
    )


# "60 percent of natural and 90 percent of synthetic production capacity"
_GAPPED = re.compile(
    r"\sof\s(?P<kind>[a-z-]+)\s(?:and|or)\s(?:[a-z]+\s)?[\d.]+\s?(?:%|per\s?cent)\sof\s[a-z-]+\s(?=[a-z])"
)


def _gapped(context: Context) -> str:
    """Return the thing whose noun is told only behind the next share."""
    match = _GAPPED.match(context.clause.text, context.quantity.end)
    if match is None or is_thing(match["kind"]):
        return ""
    noun = noun_phrase(context.clause.text[match.end() :]).rstrip(".")
    return f"{match['kind']} {noun}" if is_thing(noun) else ""


def _cut_by(left: str) -> str:
    """Read "cut its quota by 12%": the fall in the quota."""
    match = _CUT_BY.search(left)
    thing = trimmed(match["what"]) if match else ""
    way = "fall" if match and re.match("cut|lower|reduc|trim|slash", match["verb"]) else "rise"
    return moved(way, thing) if is_thing(thing) else ""


_CUT_BY = re.compile(
    r"\b(?P<verb>cut|cuts|cutting|raise[sd]?|lower(?:ed|s)?|reduce[sd]?|increase[sd]?|boost(?:ed|s)?"
    r"|trim(?:med|s)?|slash(?:ed|es)?|hike[sd]?|expand(?:ed|s)?|lift(?:ed|s)?)\s(?P<what>[^,;]{3,60}?)\s"
    r"by\s(?:an?\s)?(?:\w+\s)?$"
)


def _more(right: str) -> str:
    """Read "11 percent more germanium than in October"."""
    more = _MORE.match(right)
    thing = noun_phrase(right[more.end() :]) if more else ""
    return (
        f"{'rise' if more[1] == 'more' else 'fall'} in {thing}" if more and is_thing(thing) else ""
    )


def _for(context: Context) -> str:
    """Read "85% for refining" and "a target of 25% for critical minerals"."""
    match = re.match(r"\sfor\s", context.right)
    phrase = noun_phrase(context.right[match.end() :]) if match else ""
    head = from_left(context)
    if phrase and head and not is_thing(head):
        return f"{head} for {phrase}"
    return phrase if bases.stage(phrase) else ""


def _whole(context: Context) -> str:
    """Read "half its nameplate capacity" and "two-thirds capacity": fractions need no "of"."""
    match = _WHOLE.match(context.right) if context.quantity.given[-1:].isalpha() else None
    phrase = noun_phrase(context.right[match.end() :], WIDE) if match else ""
    return phrase if is_thing(phrase) else ""


_WHOLE = re.compile(
    r"(?<!cent)(?<!pct)\s(?:(?:its|their|all)\s(?:the\s)?|the\s(?=world)|(?=capacity\b))"
)
_MORE = re.compile(
    r"\s(more|less|fewer)\s(?!than\b|in\b|on\b|by\b|for\b|expensive\b|or\b)(?=[a-z])"
)
# "a quarter of the world total": of what stands before.
_OF_WORLD = re.compile(r"\s(?:of|in)\s(?:the\s)?world(?P<total>['’]?s?\stotal\b)?")
_YEAR = re.compile(r"\b(?:19|20)\d\d\s")
_CHANGE_IN = re.compile(
    r"\s(?:\w+\s)?(?P<way>cut|rise|drop|fall|increase|decline|jump|reduction|gain|surge|slump)\sin\s"
    r"(?!(?:19|20)\d\d|[A-Z][a-z]+ (?:19|20)\d\d)(?:(?:the|those|these|its|their)\s)?"
)


def _of(right: str) -> str:
    match = re.match(r"\sof\s(?!\d)", right)
    if match is None:
        return ""
    words = MONEY_WORDS.sub("", right[match.end() :])
    found = (noun_phrase(words), noun_phrase(words, WIDE))
    return next((phrase for phrase in found if is_thing(phrase)), "")


# "397Mt at 0.33% TREO" is a resource.
_GRADED = re.compile(r"\s(?:at|@|grading)\s(?:about\s)?[\d.,]+\s?(?:%|ppm|per\s?cent|g/t)")
_RESOURCE = re.compile(r"\bresources?\b")
# "Output rose 1,200 tonnes to 5,000 tonnes": the first is how much it moved.
_ON_TO = re.compile(r"\s(?:[^,;.()]{0,25}\s)?to\s(?:about\s)?\d")


def _measured(context: Context) -> str:
    if _ON_TO.match(context.right) and (moved := change(context)):
        return moved
    # "its 2,000-ton capacity", "a 48-kilometre spur"
    before_noun = "-" in context.quantity.given or context.quantity.unit == "ppm"
    if (before_noun or _STANDS_FIRST.match(context.right)) and (
        phrase := attributive(context.right)
    ):
        return phrase
    if _GRADED.match(context.right):
        return from_left(context) or ("resource" if _RESOURCE.search(context.clause.text) else "")
    if match := re.match(r"(?:['’]\sworth)?\sof\s", context.right):
        phrase = noun_phrase(_BESIDES.sub("", context.right[match.end() :]))
        if phrase:
            return _with_measure(context, phrase)
    right = undated(context.right)
    match = re.match(r"\sfor\s", right)
    phrase = noun_phrase(right[match.end() :]) if match else ""
    return _for_what(context, phrase) if phrase[:1].isalpha() else from_left(context)


def _for_what(context: Context, phrase: str) -> str:
    """Read "a contract of 300 tonnes for a refinery"; for whom goods are is not what they are."""
    if _TAKERS.search(phrase.rstrip(".")):
        return ""  # "will reserve 7,200 tonnes for customers": the verb says what
    head = from_left(context)
    named = head and not head.endswith("ed") and len(head.split()) < _LONG_HEAD
    return f"{head} for {phrase}" if named and not bases.stage(phrase) else phrase


_TAKERS = re.compile(
    r"\b(?:customers?|buyers?|clients?|users?|\w*makers?|companies|markets?|firms)$"
)
_STANDS_FIRST = re.compile(
    r"\s(?:surplus|deficit|shortfall|shortage|glut|gap|backlog|stockpile|quota|order|contract|target"
    r"|cargo|shipment|capacity|consignment)s?\b"
)
# The symbol and the rate inside "neodymium-praseodymium (NdPr) oxide a year".
_BESIDES = re.compile(
    r"\s\([A-Z][\w-]{1,7}\)|\s(?:an?|per|each|every)\s(?:year|annum|month|week|day)\b.*|\sannually\b.*"
)
_MEASURE = re.compile(
    r"(?:[\w-]+\s){0,2}(?:stocks?|stockpiles?|reserves|resources|output|production|exports|imports"
    r"|capacity|quotas?|demand|consumption|sales|purchases|shipments|deliveries)$",
    re.IGNORECASE,
)


def _with_measure(context: Context, phrase: str) -> str:
    """Return "stocks of oxide" of "put stocks at 9,000 tonnes of oxide"."""
    head = from_left(context)
    if context.left.rstrip().endswith("and") and context.kin and " of " in context.kin:
        head = context.kin.split(" of ")[
            0
        ]  # "capacity of 4,500 tonnes of oxide and 1,800 of metal"
    told = _MEASURE.fullmatch(head) and not _MEASURE.search(phrase)
    return f"{head} of {phrase}" if told and head != context.kin else phrase


# "Barred public bodies from buying from 46 US companies"
_BUY_FROM = re.compile(
    r"\b(?:barred|bars?|banned|bans?|prohibit(?:s|ed)?|forbids?|forbade|stopped|stops?|blocked)\s[^,;]{3,60}?"
    r"\sfrom\s(?:buying|purchasing|ordering|sourcing|importing)\s(?:[a-z]+\s)?from\s$"
)


def _counted(context: Context) -> str:
    """Return the noun phrase that is counted, with what it belongs to."""
    quantity, text = context.quantity, context.clause.text
    numbers = NUMBER.finditer(text, quantity.start, quantity.end)
    ends = list(numbers) if quantity.low != quantity.high else []
    number = ends[-1] if ends else NUMBER.search(text, quantity.start)
    if number is None or number.end() >= quantity.end:
        return context.kin or context.before or ""
    tail = text[number.end() : quantity.end]
    if _BUY_FROM.search(context.left):
        return f"{trimmed(tail)} under purchase ban" if tail.strip() else ""
    more = text[number.end() : quantity.end + len(context.right)]
    more = re.sub(r"^\s(?:more|further|additional|other)\s(?!than\b)", " ", more)
    more = re.split(r"\sand\s(?=(?:the|its|their)\s)", more)[0]
    phrase = noun_phrase(more, frozenset({"in", "on", "for", "with", "from", "under"}))
    return phrase if len(phrase) >= len(tail.strip()) - 12 and phrase else trimmed(tail)
