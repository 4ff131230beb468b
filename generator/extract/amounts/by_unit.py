"""Read what stands beside a figure and says what it counts, as each kind of unit asks for it.

A share is read by what follows "of" or by what moved, money by what it is for, a count by the
noun that is counted, a stretch of time by what lasts.
"""

from __future__ import annotations

import re

from generator.extract.amounts import bases
from generator.extract.amounts.distances import distance
from generator.extract.amounts.multiples import multiple
from generator.extract.amounts.predicates import OWNER, Context, change, from_left
from generator.extract.grammar.finite import finite_verbs
from generator.extract.grammar.headnouns import NOUN_OF, whole_noun
from generator.extract.grammar.nouns import WIDE, noun_phrase, subject, trimmed
from generator.extract.grammar.numerals import NUMBER
from generator.extract.grammar.things import is_thing
from generator.extract.numbers.measuring import DURATIONS, VOLUMES, is_money


def _lasting(context: Context) -> str:
    """Read "90-day truce", "stocks fell below 15 days of use" (of stocks)."""
    if took := _TAKES.search(context.left):  # "a mine takes ten years to build"
        do, thing = (
            re.match(r"\sto\s([a-z]+)", context.right),
            subject(context.left[: took.start()]),
        )
        if do and is_thing(thing):
            return f"time for {thing} to {do[1]}"
    of = "" if re.search(r"\bwithin\s$", context.left) else _of(context.right).rstrip(".")
    held = from_left(context) if of in _USES else ""
    return held if is_thing(held) else of or _attributive(context.right) or from_left(context)


def by_unit(context: Context) -> str:
    """Return what stands beside the figure as its kind of unit asks for; "" if nothing does."""
    unit = context.quantity.unit
    if unit in DURATIONS:
        return _lasting(context)
    if unit == "times":
        return multiple(context)
    if unit in {"%", "percentage points"}:
        return _share(context)
    if is_money(unit):
        return _money(context)
    if "/" in unit or unit in {"t", "kg", "g", "lb", "oz"} or not unit.islower():
        return _measured(context)
    sized = unit in _LENGTHS | VOLUMES
    return (distance(context) or _measured(context)) if sized else _counted(context)


_TAKES = re.compile(r"\s(?:(?:can|could|may|would|will|has|have)\s)?(?:takes?|took|taken)\s$")
_LONG_HEAD = 5  # words
_USES = frozenset({"use", "supply", "cover", "demand", "consumption", "production", "output"})
_LENGTHS = frozenset({"km", "km²", "m", "miles", "square miles", "hectares", "nm", "ppm"})


def _share(context: Context) -> str:
    """Read "60% of global output", "a 40% cut in quotas", "shares rose 7%", "12% more than"."""
    if phrase := _of(context.right) or _whole(context):
        return phrase
    if more := _MORE.match(context.right):  # "11 percent more germanium than in October"
        thing = noun_phrase(context.right[more.end() :])
        return f"{'rise' if more[1] == 'more' else 'fall'} in {thing}" if is_thing(thing) else ""
    if world := _OF_WORLD.match(context.right):
        return "world total" if world["total"] else ""
    if OWNER.search(context.left):
        return ""
    if changed := _CHANGE_IN.match(context.right):
        return f"{changed['way']} in {noun_phrase(_YEAR.sub('', context.right[changed.end() :]))}"
    if moved := change(context):
        return moved
    return _for(context) or _attributive(context.right) or from_left(context)


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


_MONEY = re.compile(
    r"(?:(?:the|an?)\s)?[A-Z]{0,3}[$€£¥₹]\S+(?:\s|$)(?:(?:m|b|tr)illion(?:\s|$))?"
)  # "half of the €1.2bn cost"


def _of(right: str) -> str:
    match = re.match(r"\sof\s(?!\d)", right)
    if match is None:
        return ""
    words = _MONEY.sub("", right[match.end() :])
    found = (noun_phrase(words), noun_phrase(words, WIDE))
    return next((phrase for phrase in found if is_thing(phrase)), "")


def _attributive(right: str) -> str:
    """Return the noun that a figure describes: "90-day tariff truce", "$10 billion loan"."""
    match = re.match(r"(?:-|\s|['’]s?\s)(?=[a-zA-Z])", right)
    if match is None:
        return ""
    first = re.match(r"[\w'’-]+", right[match.end() :])
    if (
        first is None
        or first.group() in _NOT_NOUNS
        or (first.group()[0].isupper() and not bases.group(first.group()))
        or first.group().endswith("ed")
    ):
        return ""
    phrase = noun_phrase(_MONEY.sub("", right[match.end() :]), WIDE)
    verbs = finite_verbs(phrase)  # "plant in Saskatoon employs"
    return trimmed(phrase[: verbs[0].start()]) if verbs and verbs[0].start() else phrase


_NOT_NOUN_WORDS = """
last next the a an its their of on this that these those more less higher lower above below each
finished owned from to in on at by for and or with depending worth after before later earlier ago
coming processed covered came while when since annually during through as that than compared until
within per according year-on-year month-on-month week-on-week quarter-on-quarter once ex-works cif
fob if so yesterday today each respectively alone plus one two three four five six seven eight
nine ten
fewer off now alone apiece ahead short cheaper dearer larger smaller delivered duty
"""
_NOT_NOUNS = frozenset(_NOT_NOUN_WORDS.split())


# "on Friday", "for the week"
_TIME = (
    r"(?:[A-Z][a-z]+day|\d|the (?:day|week|month|year|quarter|first|second|third|fourth)|"
    r"January|February|March|April|May|June|July|August|September|October|November|December)\b"
)


def _money(context: Context) -> str:
    right, left = context.right, context.left
    if context.quantity.unit.endswith("/share") and (made := _MADE.search(left)):
        return "loss per share" if made[1].startswith("los") else "earnings per share"
    if "/" in context.quantity.unit and (moved := change(context)):
        return moved
    second = re.match(r"[^,;]*\b(?:and|but)\sfor\s(?P<what>[\w' -]+?)\s(?:from|at|to)\s$", left)
    if second and context.before and (whose := re.match(r"\w+ for ", context.before)):
        return whose.group() + second["what"]  # "cut its forecast for output … and for revenue"
    if purpose := _purpose(context):
        return purpose
    off = re.match(r"\soff\s(?:the\s)?", right)  # "wiping 55 billion yen off its value"
    if phrase := noun_phrase(right[off.end() :]) if off else _attributive(right):
        return phrase
    if "/" in context.quantity.unit and is_thing(found := from_left(context)):
        return found
    if match := re.match(r"(?:['’]\sworth)?\s(?:of|in)\s(?!(?:19|20)\d\d)", right):
        phrase = noun_phrase(right[match.end() :], frozenset({"to", "for", "from"}))
        if " of " in match.group() or _FUNDS.search(phrase):
            return phrase
    return from_left(context)


_MADE = re.compile(r"\b(lost|loses|earned|earns|made)\s$")


def _purpose(context: Context) -> str:
    """Read "a loan of ¥48 billion for a plant" and "a floor of $110 a kilogram for NdPr"."""
    noun, priced = NOUN_OF.search(context.left), "/" in context.quantity.unit
    target = re.match(rf"\s(?:for|on)\s(?!{_TIME})", context.right)
    funds = noun and _FUNDS.search(noun["what"])
    if target is None or not (priced or funds):
        return ""
    head = whole_noun(context.left, noun) if noun else ""
    phrase = noun_phrase(context.right[target.end() :], frozenset() if priced else WIDE)
    if not priced and not is_thing(phrase):
        return head
    return f"{head} for {phrase}" if head and phrase else phrase or head


_FUNDS = re.compile(
    r"\b(?:cash|capital|funding|financing|support|incentives?|investments?|bonds?|equity|grants?|loans?"
    r"|aid|debt|product|costs?|sales|revenues?|money|credits?|damages|taxes|exports)\b"
)


# "397Mt at 0.33% TREO" is a resource.
_GRADED = re.compile(r"\s(?:at|@|grading)\s(?:about\s)?[\d.,]+\s?(?:%|ppm|per\s?cent|g/t)")
_RESOURCE = re.compile(r"\bresources?\b")
# "Output rose 1,200 tonnes to 5,000 tonnes": the first is how much it moved.
_ON_TO = re.compile(r"\s(?:[^,;.()]{0,25}\s)?to\s(?:about\s)?\d")


def _measured(context: Context) -> str:
    if _ON_TO.match(context.right) and (moved := change(context)):
        return moved
    if context.quantity.unit == "ppm" and (phrase := _attributive(context.right)):
        return phrase
    if _STANDS_FIRST.match(context.right) and (phrase := _attributive(context.right)):
        return phrase
    if "-" in context.quantity.given and (phrase := _attributive(context.right)):
        return phrase  # "its 2,000-ton capacity", "a 48-kilometre spur"
    if _GRADED.match(context.right):
        return from_left(context) or ("resource" if _RESOURCE.search(context.clause.text) else "")
    if match := re.match(r"(?:['’]\sworth)?\sof\s", context.right):
        phrase = noun_phrase(_BESIDES.sub("", context.right[match.end() :]))
        if phrase:
            return _with_measure(context, phrase)
    if match := re.match(r"\sfor\s(?!(?:19|20)\d\d)", context.right):
        phrase = noun_phrase(context.right[match.end() :])
        if _TAKERS.search(phrase):
            return ""  # "will reserve 7,200 tonnes for customers": the verb says what
        if phrase and re.match(r"[a-zA-Z]", phrase):
            head = from_left(context)
            joined = f"{head} for {phrase}"
            named = head and not head.endswith("ed") and len(head.split()) < _LONG_HEAD
            named = named and not bases.stage(phrase)
            return joined if named else phrase
    return from_left(context)


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


def _counted(context: Context) -> str:
    """Return the noun phrase that is counted, with what it belongs to."""
    quantity, text = context.quantity, context.clause.text
    numbers = NUMBER.finditer(text, quantity.start, quantity.end)
    ends = list(numbers) if quantity.low != quantity.high else []
    number = ends[-1] if ends else NUMBER.search(text, quantity.start)
    if number is None or number.end() >= quantity.end:
        return context.before or ""
    tail = text[number.end() : quantity.end]
    more = text[number.end() : quantity.end + len(context.right)]
    more = re.sub(r"^\s(?:more|further|additional|other)\s(?!than\b)", " ", more)
    phrase = noun_phrase(more, frozenset({"in", "on", "for", "with", "from", "under"}))
    return phrase if len(phrase) >= len(tail.strip()) - 12 and phrase else trimmed(tail)
