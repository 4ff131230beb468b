"""Say of what a figure is, in the text's own words and so that the cell can be read alone."""

from __future__ import annotations

import re
from typing import NamedTuple

from generator.extract import bases
from generator.extract.clauses import Clause, fragment
from generator.extract.measuring import DURATIONS
from generator.extract.nouns import noun_phrase, subject, trimmed
from generator.extract.numerals import NUMBER
from generator.extract.quantities import Quantity

LONGEST = 18  # words of a cell that falls back on the clause itself

_WIDE = frozenset({"in", "on", "for", "from", "to", "with", "by"})
_POINTERS = re.compile(
    r"(?:it|its|they|them|this|that|which|whom|the latter|latter|former|each|total|company|project"
    r"|group|firm|range|figure|amount|average|more|one|others?|sum|number|whole|output|it all)$",
    re.IGNORECASE,
)
_UP = (
    "rose|risen|rise|rises|rising|gained?|gains?|climbed|jumped|surged|grew|grown|up|increased?|"
    "increases?|soared|advanced|higher|raised|lifted"
)
_DOWN = (
    "fell|fallen|fall|falls|falling|dropped|drop|drops|lost|down|declined?|declines?|decreased?|"
    "slipped|slid|shrank|sank|plunged|slumped|lower|cut|reduced"
)
_BE = r"is|are|was|were|be|been|being"
_REACH = (
    r"reached|reach|reaches|hit|totalled|totaled|stood|stands|came|comes|amounted|remained?|"
    r"exceed(?:ed|s)?|passed|cost|costs|averaged?|went|goes|became|put|priced|assessed|quoted|"
    r"estimated|valued|expected|set|capped|fixed|given|limited|closed?|shrank|traded|trades|heard|seen"
    r"|indicated"
)
_AUX = (
    "(?:has|have|had|would|will|could|may|might|can|should|to|also|not|now|still|then|already|last)"
)
_LINK = (
    "(?:at|to|by|from|as|of|with|over|up|down|about|only|just|around|a|an|the|further|additional|"
    "record)"
)
_PREDICATE = re.compile(
    rf"\s(?:{_AUX}\s)*(?:(?:{_BE})\s)*(?P<verb>{_UP}|{_DOWN}|{_REACH}|{_BE})(?:\s{_LINK})*\s*$"
)
_PUT_AT = re.compile(
    r"\b(?:put|puts|putting|gave|gives|estimated|estimates|valued|values|assessed|quoted|had|placed"
    r"|lists|listed|cited|cut|cuts|raised|lowered|lifting|lifted|raising|cutting|rounding|described"
    r"|push|pushed|limiting|limit|limited|doubled?|bring|brought|keep|kept|set)\s"
    r"(?P<what>[^,;]+?)\s(?:at|as|to|by|from|with)(?:\s(?:an?|the))?\s*$"
)
_NOUN_OF = re.compile(
    r"(?:^|\b(?:an?|the|its|their|his|her|of|for|with|at|in|and|to|'s|than|is|are|was)\s|\s)"
    r"(?P<what>(?:[\w'’.&/-]+\s){0,7}?[\w'’-]+)\s(?:of|worth|at)(?:\s(?:an?|the))?\s*$"
)
_CHANGED = re.compile(
    r"(?:,|\band|^)\s*(?:(?P<up>up|a rise of|an increase of|a gain of)"
    r"|(?P<down>down|a fall of|a drop of))\s*$"
)
_COMPARED = re.compile(
    r"\s(?P<way>more|less|higher|lower|above|below|fewer)\b(?:\s(?:than|the|in|that|comparable)?\b)?"
)


class Context(NamedTuple):
    """A quantity in its clause; ``left`` and ``right`` reach to the neighbouring ones."""

    quantity: Quantity
    clause: Clause
    left: str
    right: str
    before: str | None  # of what the figure before in the clause is


def of_what(context: Context) -> str:
    """Return what the figure measures: a noun phrase, else the clause's own words."""
    found = _tidy(_by_unit(context))
    if found and not _POINTERS.fullmatch(found):
        return found
    if (
        context.before
        and _BARE_CLAUSE.fullmatch(context.left)
        and not _NOUN_BEHIND.match(context.right)
    ):
        return _YEAR.sub("", _WAY.sub("", context.before))
    quantity = context.quantity
    return _tidy(fragment(context.clause, quantity.start, quantity.end, LONGEST))


# "The Global Times gave 15 to 20 percent": the clause says nothing of its own about the figure.
_BARE_CLAUSE = re.compile(
    r"(?:[^;:]{0,60}?\b)?(?:gave|said|quoted|cited|counted|had|printed|reported|put it at"
    r"|put them at|used"
    r"|spoke of|refers? to|referred to|mentions?|mentioned|called it|showed|shows)?\s*"
    r"(?:a gain of|a fall of|a rise of|the)?\s*",
    re.IGNORECASE,
)
_NOUN_BEHIND = re.compile(r"\s(?:of|for|in)\s(?!(?:19|20)?\d)[a-z]")
_WAY = re.compile(r"^(?:rise|fall) in ")
_YEAR = re.compile(r"\b(?:19|20)\d\d\s")


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
    if change := _change(context):
        return change
    if match := re.match(r"\sfor\s", context.right):
        phrase = noun_phrase(context.right[match.end() :])
        if bases.stage(phrase):
            return phrase
    return _attributive(context.right) or _from_left(context)


def _multiple(context: Context) -> str:
    """Return the clause's words: "six times" says nothing without what it is compared with."""
    quantity = context.quantity
    return fragment(context.clause, quantity.start, quantity.end, LONGEST)


def _of(right: str) -> str:
    match = re.match(r"\s(?:of|on|in)\s(?!(?:\d|19|20))", right)
    if match is None or (match.group().strip() != "of" and not right.strip()):
        return ""
    if match.group().strip() != "of":
        return ""
    phrase = noun_phrase(right[match.end() :])
    return "" if _POINTERS.fullmatch(phrase) else phrase


def _change(context: Context) -> str:
    """Return "rise in X" or "fall in X" where the figure is how much X changed."""
    left, right = context.left, context.right
    if _COMPARED.match(right):
        way = trimmed(re.split(r"[,;]", right)[0])
        thing = context.before if re.search(r",\s*$|\band\s*$", left) else _subject(left)
        thing = thing or context.before or ""
        return f"{thing}: {way}" if thing and len(way.split()) < 9 else ""
    if changed := _CHANGED.search(left):
        thing = context.before or _subject(left[: changed.start()])
        return f"{'rise' if changed['up'] else 'fall'} in {thing}" if thing else ""
    match = _PREDICATE.search(left)
    if match and not re.search(r"\bto(?:\s\w+)?\s*$", left):
        thing = _subject_before(left, match)
        if thing and re.fullmatch(_UP, match["verb"]):
            return f"rise in {thing}"
        if thing and re.fullmatch(_DOWN, match["verb"]):
            return f"fall in {thing}"
    return ""


def _attributive(right: str) -> str:
    """Return the noun that a figure describes: "90-day tariff truce", "$10 billion loan"."""
    match = re.match(r"(?:-|\s|['’]s?\s)(?=[a-zA-Z])", right)
    if match is None:
        return ""
    first = re.match(r"[\w'’-]+", right[match.end() :])
    if first is None or first.group() in _NOT_NOUNS or first.group()[0].isupper():
        return ""
    return noun_phrase(right[match.end() :], _WIDE)


_NOT_NOUN_WORDS = """more less higher lower above below each finished owned from to in on at by for
and or with depending worth after before later earlier ago coming processed covered came while when
since annually during through as that than compared until within per according year-on-year once
ex-works cif fob
if so yesterday today each respectively alone plus"""
_NOT_NOUNS = frozenset(_NOT_NOUN_WORDS.split())


def _money(context: Context) -> str:
    right, left = context.right, context.left
    noun = _NOUN_OF.search(left)
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
    return _from_left(context)


_FUNDS = re.compile(
    r"\b(?:capital|cash|funding|financing|support|incentives?|investments?|bonds?|equity|grants?|loans?"
    r"|aid|debt|product|costs?|sales|revenues?|stock|shares|money|credits?|damages|taxes|exports)\b"
)


def _measured(context: Context) -> str:
    if match := re.match(r"(?:['’]\sworth)?\sof\s", context.right):
        phrase = noun_phrase(context.right[match.end() :])
        if phrase:
            return phrase
    if match := re.match(r"\sfor\s(?!(?:19|20)\d\d)", context.right):
        phrase = noun_phrase(context.right[match.end() :])
        if phrase and re.match(r"[a-zA-Z]", phrase):
            head = _from_left(context)
            return f"{head} for {phrase}" if head and len(head.split()) < 6 else phrase
    return _from_left(context)


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


def _from_left(context: Context) -> str:
    """Return what the words before the figure say it is: "put X at", "an X of", "X was"."""
    left = context.left
    if match := _PUT_AT.search(left):
        phrase = trimmed(re.split(r"\b(?:said|that)\s", match["what"])[-1])
        if phrase and len(phrase.split()) <= 12:
            return phrase
    match = _PREDICATE.search(left)
    if match and (thing := _subject_before(left, match)):
        return thing
    if (match := _NOUN_OF.search(left)) and (phrase := _whole_noun(left, match)):
        return phrase
    if re.search(r"(?:,|\band|\bor|\bto|\bfrom)\s*$", left) and context.before:
        return context.before
    return ""


def _subject_before(left: str, match: re.Match[str]) -> str:
    return _subject(left[: match.start()])


def _subject(left: str) -> str:
    return subject(re.split(r",\s(?:and\s)?", left)[-1] if left.count(",") > 1 else left)


def _whole_noun(left: str, match: re.Match[str]) -> str:
    """Widen "capacity of" to "planned capacity" as far as one noun phrase goes."""
    words = left[: match.end("what")].split()
    best = ""
    for size in range(1, min(8, len(words)) + 1):
        candidate = " ".join(words[-size:])
        if re.match(r"(?:of|and|or)\b", candidate):
            continue
        whole = trimmed(candidate)
        if noun_phrase(candidate, _WIDE) != whole or re.search(r"[,;:]", candidate):
            break
        best = whole
    return best or ""
