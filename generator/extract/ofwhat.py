"""Say of what a figure is, in the text's own words and so that the cell can be read alone."""

from __future__ import annotations

import re

from generator.extract import bases
from generator.extract.currencies import WORDS
from generator.extract.dates import dates
from generator.extract.finite import finite_verbs
from generator.extract.measuring import DURATIONS, kind
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
from generator.extract.surroundings import telling
from generator.extract.things import is_thing, whole


def of_what(context: Context) -> str:
    """Return what the figure measures: a noun phrase, else the clause with "…" for the figure.

    "" where the text says it too far away, or not in words that can be read alone.
    """
    found = whole(_tidy(_by_unit(context))) or _headed(context)
    if is_thing(found) and not only_repeats(found, context.quantity.given):
        return found
    if kept := _taken_over(context):
        return kept
    quantity = context.quantity
    counts = kind(quantity.unit) == quantity.unit and quantity.unit in quantity.given
    number = NUMBER.search(context.clause.text, quantity.start) if counts else None
    if head := _headed(context):
        return head
    told = telling(context.clause, quantity.start, number.end() if number else quantity.end)
    return told or (found if counts else "")


def _headed(context: Context) -> str:
    """Return the head of a line of a list: "Dysprosium oxide, cif Rotterdam: $305-330/kg"."""
    lead = context.clause.text[: context.clause.start].rstrip()
    if not lead.endswith(":") or re.search(r"\w", context.left):
        return ""
    if context.left.strip() == "" and lead[:-1].strip() in _RUBRICS:
        return ""
    head = re.split(r"[;.]\s|\s[–—]\s", lead[:-1])[-1]
    head = re.sub(r"\s?\([^()]*\)|^[\s•*-]+", "", head).strip()
    verbs = len(head.split()) > _SHORT and finite_verbs(f"{head} by")
    if len(head.split()) > _HEAD or verbs or head.startswith("The "):
        return ""  # a sentence, or who speaks
    return head if is_thing(head) else ""


# Heads that name the part of the text, not what its figures are of.
_RUBRICS = frozenset({"Outlook", "Headlines", "Summary", "Note", "Next", "Update", "Background",
                      "Costs", "Dates", "Penalties", "Analysis", "Markets", "Context"})  # fmt: skip
_HEAD, _SHORT = 10, 3  # words of the head of a line; a short one is no sentence ("Capital cost")


def only_repeats(what: str, given: str) -> bool:
    """Return whether words say no more than the figure does: "ten companies" of companies."""
    told = set(given.lower().split())
    return all(word in told for word in what.lower().split())


def _taken_over(context: Context) -> str:
    """Return what the figure before is of, where the clause says nothing of its own about this."""
    if _REACHED.fullmatch(context.left) and context.before:
        kept = carried(context._replace(kin=context.before))
        return kept if is_thing(kept) else ""
    last = re.split(r",\s|\s(?:and|or|but)\s", f" {context.left}")[-1]
    bare = not re.search(r"\w", _timeless(last)) or _BARE_CLAUSE.fullmatch(_timeless(context.left))
    bare = bare or re.search(r"\bof which\b[^,;]*$", context.left)
    if not bare or _NOUN_BEHIND.match(context.right) or COMPARED.match(context.right):
        return ""
    if re.match(r"\s(?:was|were|had been|have been)\s\w+ed\b", context.right):
        return ""
    kept = carried(context)
    return kept if is_thing(kept) else ""


def _timeless(words: str) -> str:
    """Return words without their dates, and the prepositions before them."""
    for span in reversed(dates(words, None)):
        words = words[: span.start] + words[span.end :]
    return re.sub(
        r"\b(?:in|on|by|since|for|during|at|to|from|from about|after)\s+(?=,|$|\s)", " ", words
    )


# How far a change went: rose 11.8% "to" A$19.80.
_PERIODS = r"(?:week|month|quarter|year)"
_REACHED = re.compile(
    rf",?\s(?:{_PERIODS}[ -]on[ -]{_PERIODS},?\s)?"
    r"(?:(?:and|to)\s(?:closed?|closing|reach(?:ed)?|hit)\s)?"
    r"(?:to|at|from)(?:\s(?:a|an|the|about|around|record))*\s"
)
# "The Global Times gave 15 to 20 percent": the clause says nothing of its own about the figure.
_BARE_CLAUSE = re.compile(
    r"(?:[^;:]{0,60}?\b(?:gave|gives?|said|says?|quoted|cited|counted|printed|reported"
    r"|reports|put it at|used|estimates"
    r"|put them at|spoke of|refers? to|referred to|mentions?|mentioned|called it|showed|shows)"
    r"(?:\s(?-i:[A-Z])[\w.]*){0,3})?"
    r"[\s,]*(?:(?:and|or|to|from|then|a gain of|a fall of|a rise of)\s)?"
    r"|[\s,]*(?:against|compared with|versus|up from|down from|from)\s(?:an?\s|the\s)?"
    r"(?:previous\s|earlier\s|prior\s|original\s)?"
    r"(?:range|figure|total|forecast|estimate|target|level)?\s?(?:of\s)?"
    r"|[\s,]*(?:and\s)?(?:the\s)?(?:(?-i:[A-Z])[\w.]*\s){1,3}(?:with\s|at\s|to\s)?",
    re.IGNORECASE,
)
_NOUN_BEHIND = re.compile(r"\s(?:of|for|in)\s(?!(?:19|20)?\d)[a-z]")


def _tidy(text: str) -> str:
    return re.sub(r"^['’]s\s+", "", text).strip(" ,;:.")


def _lasting(context: Context) -> str:
    """Read "90-day truce", "stocks fell below 15 days of use" (of stocks)."""
    of = "" if re.search(r"\bwithin\s$", context.left) else _of(context.right)
    held = from_left(context) if of in _USES else ""
    return held if is_thing(held) else of or _attributive(context.right) or from_left(context)


def _by_unit(context: Context) -> str:
    unit = context.quantity.unit
    if unit in DURATIONS:
        return _lasting(context)
    if unit == "times":
        return ""  # "six times" says nothing without what it is compared with
    if unit in {"%", "percentage points"}:
        return _share(context)
    if unit[:1].isupper() or unit in WORDS:
        return _money(context)
    if "/" in unit or unit in {"t", "kg", "g", "lb", "oz"} or unit.islower() is False:
        return _measured(context)
    return _measured(context) if unit in _LENGTHS else _counted(context)


_USES = frozenset({"use", "supply", "cover", "demand", "consumption", "production", "output"})
_LENGTHS = frozenset({"km", "km²", "m", "miles", "square miles", "hectares", "nm", "ppm"})


def _share(context: Context) -> str:
    """Read "60% of global output", "a 40% cut in quotas", "shares rose 7%", "12% more than"."""
    if phrase := _of(context.right):
        return phrase
    if _OF_WORLD.match(context.right) or OWNER.search(context.left):
        return ""
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


# "a quarter of the world total": of what stands before.
_OF_WORLD = re.compile(r"\s(?:of|in)\s(?:the\s)?world")


_MONEY = re.compile(r"(?:the\s)?[A-Z]{0,3}[$€£¥₹]\S+(?:\s|$)")  # "half of the €1.2bn cost"


def _of(right: str) -> str:
    match = re.match(r"\s(?:of|on|in)\s(?!(?:\d|19|20))", right)
    if match is None or (match.group().strip() != "of" and not right.strip()):
        return ""
    if match.group().strip() != "of":
        return ""
    phrase = noun_phrase(_MONEY.sub("", right[match.end() :]))
    return phrase if is_thing(phrase) else ""


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
    return noun_phrase(right[match.end() :], WIDE)


_NOT_NOUN_WORDS = """
last next the a an its their of on this that these those more less higher lower above below each
finished owned from to in on at by for and or with depending worth after before later earlier ago
coming processed covered came while when since annually during through as that than compared until
within per according year-on-year month-on-month week-on-week quarter-on-quarter once ex-works cif
fob if so yesterday today each respectively alone plus one two three four five six seven eight
nine ten
fewer off now alone cheaper dearer larger smaller delivered duty
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


_FUNDS = re.compile(
    r"\b(?:capital|funding|financing|support|incentives?|investments?|bonds?|equity|grants?|loans?"
    r"|aid|debt|product|costs?|sales|revenues?|money|credits?|damages|taxes|exports)\b"
)


def _measured(context: Context) -> str:
    if context.quantity.unit == "ppm" and (phrase := _attributive(context.right)):
        return phrase
    if match := re.match(r"(?:['’]\sworth)?\sof\s", context.right):
        phrase = noun_phrase(context.right[match.end() :])
        if phrase:
            return phrase
    if match := re.match(r"\sfor\s(?!(?:19|20)\d\d)", context.right):
        phrase = noun_phrase(context.right[match.end() :])
        if phrase and re.match(r"[a-zA-Z]", phrase):
            head = from_left(context)
            joined = f"{head} for {phrase}"
            named = head and not head.endswith("ed") and len(head.split()) < _HEAD // 2
            named = named and not bases.stage(phrase)
            return joined if named else phrase
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
