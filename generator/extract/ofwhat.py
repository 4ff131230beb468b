"""Say of what a figure is, in the text's own words and so that the cell can be read alone."""

from __future__ import annotations

import re

from generator.extract import bases
from generator.extract.measuring import DURATIONS
from generator.extract.nouns import noun_phrase, trimmed
from generator.extract.numerals import NUMBER
from generator.extract.predicates import (
    COMPARED,
    NOUN_OF,
    OWNER,
    WIDE,
    Context,
    carried,
    change,
    from_left,
)
from generator.extract.surroundings import words_around

_POINTERS = re.compile(
    r"(?:it|its|they|them|this|that|which|whom|the latter|latter|former|each|total|company|project"
    r"|group|firm|range|figure|amount|average|more|one|others?|sum|number|whole|output|it all)$",
    re.IGNORECASE,
)


def of_what(context: Context) -> str:
    """Return what the figure measures: a noun phrase, else the clause's own words."""
    found = _tidy(_by_unit(context))
    if found and not _POINTERS.fullmatch(found) and not _VAGUE.match(found):
        return found
    if (
        context.before
        and _BARE_CLAUSE.fullmatch(context.left)
        and not _NOUN_BEHIND.match(context.right)
        and not COMPARED.match(context.right)
        and not re.match(r"\s(?:was|were|had been|have been)\s\w+ed\b", context.right)
    ):
        return carried(context)
    if context.before and re.search(r"\bof which\b[^,;]*$", context.left):
        return carried(context)
    return _tidy(words_around(context))


# "The Global Times gave 15 to 20 percent": the clause says nothing of its own about the figure.
_BARE_CLAUSE = re.compile(
    r"(?:[^;:]{0,60}?\b(?:gave|gives|said|says?|quoted|cited|counted|printed|reported"
    r"|reports|put it at|used|estimates"
    r"|put them at|spoke of|refers? to|referred to|mentions?|mentioned|called it|showed|shows))?"
    r"[\s,]*(?:(?:and|or|to|from|then|a gain of|a fall of|a rise of)\s)?",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"(?:two \w+ later|called it|A|close|government|state"
    r"|rise|fall|gain|value|cash|area|heavy|light"
    r"|natural"
    r"|total|trading|early trading|risen|fallen|report|reports|cost of|share|shares|price"
    r"|figure|drop|increase|worth|other|any|higher|lower|peak|\w+ed|it \w+|whose .*|floor"
    r"|(?:January|February|March|April|May|June|July|August|September|October|November|December)?"
    r"\s?(?:19|20)\d\d|\d+|late \w+|early \w+|[A-Z]\w+ \d{1,2}|require|whole of \d+)$",
    re.IGNORECASE,
)
_NOUN_BEHIND = re.compile(r"\s(?:of|for|in)\s(?!(?:19|20)?\d)[a-z]")


def _tidy(text: str) -> str:
    return re.sub(r"^['’]s\s+", "", text).strip(" ,;:.")


def _by_unit(context: Context) -> str:
    unit = context.quantity.unit
    if unit in DURATIONS:
        return _attributive(context.right)
    if unit == "times":
        return _multiple(context)
    if unit in {"%", "percentage points"}:
        return _share(context)
    if unit[:1].isupper() or unit in {"kroner", "cents"}:
        return _money(context)
    if "/" in unit or unit in {"t", "kg", "g", "lb", "oz"} or unit.islower() is False:
        return _measured(context)
    return _measured(context) if unit in _LENGTHS else _counted(context)


_LENGTHS = frozenset({"km", "km²", "m", "miles", "square miles", "hectares", "nm", "ppm"})


def _share(context: Context) -> str:
    """Read "60% of global output", "a 40% cut in quotas", "shares rose 7%", "12% more than"."""
    if phrase := _of(context.right):
        return phrase
    if OWNER.search(context.left):  # "… and China's to 10 percent"
        return ""
    if moved := change(context):
        return moved
    if match := re.match(r"\sfor\s", context.right):
        phrase = noun_phrase(context.right[match.end() :])
        if bases.stage(phrase):
            return phrase
    return _attributive(context.right) or from_left(context)


def _multiple(context: Context) -> str:
    """Return the clause's words: "six times" says nothing without what it is compared with."""
    return words_around(context)


def _of(right: str) -> str:
    match = re.match(r"\s(?:of|on|in)\s(?!(?:\d|19|20))", right)
    if match is None or (match.group().strip() != "of" and not right.strip()):
        return ""
    if match.group().strip() != "of":
        return ""
    phrase = noun_phrase(right[match.end() :])
    return "" if _POINTERS.fullmatch(phrase) else phrase


def _attributive(right: str) -> str:
    """Return the noun that a figure describes: "90-day tariff truce", "$10 billion loan"."""
    match = re.match(r"(?:-|\s|['’]s?\s)(?=[a-zA-Z])", right)
    if match is None:
        return ""
    first = re.match(r"[\w'’-]+", right[match.end() :])
    if (
        first is None
        or first.group() in _NOT_NOUNS
        or first.group()[0].isupper()
        or first.group().endswith("ed")
    ):
        return ""
    return noun_phrase(right[match.end() :], WIDE)


_NOT_NOUN_WORDS = """
last next
the a an its their of on this that these those more less higher lower above below each finished
owned from to in on at by for and or with depending worth after before later earlier ago coming
processed covered came while when since annually during through as that than compared until
within per according year-on-year once ex-works cif fob if so yesterday today each respectively
alone plus
"""
_NOT_NOUNS = frozenset(_NOT_NOUN_WORDS.split())


def _money(context: Context) -> str:
    right, left = context.right, context.left
    second = re.match(r"[^,;]*\b(?:and|but)\sfor\s(?P<what>[\w' -]+?)\s(?:from|at|to)\s$", left)
    if second and context.before and (whose := re.match(r"\w+ for ", context.before)):
        return whose.group() + second["what"]  # "cut its forecast for output … and for revenue"
    noun = NOUN_OF.search(left)
    target = re.match(r"\s(?:for|on)\s", right)
    if "/" in context.quantity.unit and target:
        phrase = noun_phrase(right[target.end() :])
        head = trimmed(noun["what"]) if noun else ""
        return f"{head} for {phrase}" if head and phrase else phrase or head
    if phrase := _attributive(right):
        return phrase
    if match := re.match(r"(?:['’]\sworth)?\s(?:of|in)\s(?!(?:19|20)\d\d)", right):
        phrase = noun_phrase(right[match.end() :], frozenset({"to", "for", "from"}))
        if " of " in match.group() or _FUNDS.search(phrase):
            return phrase
    return from_left(context)


_FUNDS = re.compile(
    r"\b(?:capital|funding|financing|support|incentives?|investments?|bonds?|equity|grants?|loans?"
    r"|aid|debt|product|costs?|sales|revenues?|money|credits?|damages|taxes|exports)\b"
)


def _measured(context: Context) -> str:
    if match := re.match(r"(?:['’]\sworth)?\sof\s", context.right):
        phrase = noun_phrase(context.right[match.end() :])
        if phrase:
            return phrase
    if match := re.match(r"\sfor\s(?!(?:19|20)\d\d)", context.right):
        phrase = noun_phrase(context.right[match.end() :])
        if phrase and re.match(r"[a-zA-Z]", phrase):
            head = from_left(context)
            return f"{head} for {phrase}" if head and len(head.split()) < 6 else phrase
    return from_left(context)


def _counted(context: Context) -> str:
    """Return the noun phrase that is counted, with what it belongs to."""
    quantity, text = context.quantity, context.clause.text
    number = NUMBER.search(text, quantity.start)
    if number is None or number.end() >= quantity.end:
        return context.before or ""
    tail = text[number.end() : quantity.end]
    more = text[number.end() : quantity.end + len(context.right)]
    phrase = noun_phrase(more, frozenset({"in", "on", "for", "with", "from", "under"}))
    return phrase if len(phrase) >= len(tail.strip()) - 12 and phrase else trimmed(tail)
