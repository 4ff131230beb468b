"""How much something changed: "X rose 12%", "a 40% decline", "7% more than a year earlier"."""

from __future__ import annotations

import re

from generator.extract.amounts.predicates import (
    DOWN,
    PREDICATE,
    UP,
    WAY,
    Context,
    carried,
    subject_of,
)
from generator.extract.grammar.finite import holds_verb
from generator.extract.grammar.things import is_thing

_CHANGED = re.compile(
    r"(?:,|\band|^)\s*(?:also\s|both\s|each\s|still\s)?"
    r"(?:(?P<up>up|a rise of|an increase of|a gain of)"
    r"|(?P<down>down|a fall of|a drop of))\s*$"
)


#: "12% more than", "7% higher": the figure is a difference.
COMPARED = re.compile(
    r"\s(?P<way>more|less|higher|lower|above|below|fewer)\b(?:\s(?:than|the|in|that|comparable)?\b)?"
)


_MOVES = re.compile(r"(?:rise|fall|gain|drop|increase|decline)\b|.*\bgain in\b")


def change(context: Context) -> str:
    """Return "rise in X" or "fall in X" where the figure is how much X changed."""
    left = context.left
    if COMPARED.match(context.right):
        return _compared(context)
    if re.search(r"\bcalled\s", left):
        return ""
    if changed := _CHANGED.search(left):
        return _changed(context, changed)
    return _posted(context) if NOUN_CHANGE.match(context.right) else _by_verb(left)


def _changed(context: Context, changed: re.Match[str]) -> str:
    """Read "…, up 12%" and "a fall of 7%"."""
    thing = context.before or subject_of(context.left[: changed.start()])
    if " of" in changed.group() and _NAME.fullmatch(thing):
        return ""  # "…, and Reuters a gain of 26%": who says it
    way = "rise" if changed["up"] else "fall"
    return thing if _MOVES.match(thing) else moved(way, thing)


def _by_verb(left: str) -> str:
    """Read "shares rose 7%" and "shares rose on the day, by 7%"."""
    if on := _MOVED_ON.search(left):
        return moved("rise" if on["up"] else "fall", subject_of(left[: on.start()]))
    match = PREDICATE.search(left)
    if match is None or match["verb"] is None or re.search(r"\b(?:to|from)(?:\s\w+)?\s*$", left):
        return ""
    ways = (("rise", UP), ("fall", DOWN))
    way = next((name for name, verbs in ways if re.fullmatch(verbs, match["verb"])), "")
    return moved(way, subject_of(left[: match.start()])) if way else ""


#: "A 60-percent increase from June", "a 40% year-on-year decline".
NOUN_CHANGE = re.compile(
    r"[\s-](?:[\w-]+\s){0,2}?(?:(?P<up>increase|rise|jump|gain|surge|growth|boost|hike|uptick)"
    r"|(?P<down>decline|drop|fall|decrease|reduction|slump|plunge))\b(?!\s(?:in|of|to)\b)"
)


_POSTED = re.compile(
    r"\s(?:also\s|then\s)?(?:is|was|marks?|marked|represents?|represented|saw|sees|seen|posted|recorded"
    r"|registered|shows?|showed|reported|suffered|with)\s(?:an?\s|the\s)?(?:\w+\s)?$"
)


_MOVED_ON = re.compile(
    rf"\s(?:(?P<up>{UP})|(?P<down>{DOWN}))\s(?:for|over|in|since|on)\s[^,]{{3,40}},\sby\s$"
)


def _posted(context: Context) -> str:
    """Return "rise in X" of "X posted a 12% rise", or of what was told before "it marks a"."""
    change, verb = NOUN_CHANGE.match(context.right), _POSTED.search(context.left)
    own = subject_of(context.left[: verb.start()]) if verb else ""
    thing = own if is_thing(own) else carried(context._replace(kin=context.before))
    if not is_thing(thing) or (_NAME.fullmatch(thing) and not _COMMON.match(thing)):
        return ""  # "CoStar recorded a 24% rise": who says it
    return moved("rise" if change and change["up"] else "fall", WAY.sub("", thing))


def _compared(context: Context) -> str:
    """Return "rise in X" where the figure is by how much X differs from another time."""
    match = COMPARED.match(context.right)
    base = context.right[match.end() :] if match else ""
    states = PREDICATE.search(context.left)  # "shipments were still 20% lower"
    left = context.left[: states.start()] if states else context.left
    own = "" if re.search(r",\s*$|\band\s*$", context.left) else subject_of(left)
    thing = own or context.before or ""
    if (
        match is None
        or not (_A_TIME.match(base) or _AVERAGE.match(base))
        or not is_thing(thing)
        or WAY.match(thing)
    ):
        return ""
    more = match["way"] in {"more", "higher", "above"}
    told = moved("rise" if more else "fall", thing)
    return f"{told} against average" if told and _AVERAGE.match(base) else told


# "Above the monthly average" is no rise on a month.
_AVERAGE = re.compile(r"\s?(?:the\s|its\s)?(?:[\w–-]+\s){0,3}averages?\b")


_A_TIME = re.compile(
    r"\s?(?:than\s)?(?:in\s|on\s)?(?:(?:a|the|that of|those of|its|previous|same|last|one)\s)*"
    r"(?:(?:previous|same|year|month|quarter|week|day|period)\b|(?:19|20)\d\d|January|February|March"
    r"|April|May|June|July|August|September|October|November|December)"
)


# Words that have a capital only because a sentence begins with them.
_COMMON = re.compile(
    r"(?:Annual|Total|Domestic|Global|Average|Overall|Combined|Quarterly|Monthly|Net|Gross|Spot|Quarterly"
    r"|Prices|Shares|Exports|Imports|Sales|Shipments|Output|Production|Stocks|Revenue|Demand"
    r"|[A-Z][a-z]+(?:ium|num|ten|ese|ony|ite|per|alt|kel) (?:oxides?|metal|prices?|exports?))\b"
)


def moved(way: str, thing: str) -> str:
    """Return "rise in X"; "" where X is no thing: a pronoun, a time, a torn word."""
    if (
        len(thing) < 3
        or holds_verb(thing)
        or re.match(r"(?:On|In|At|By|[Ii]t|[Tt]hey|day|over|during|in|since)\b", thing)
    ):
        return ""
    return f"{way} in {thing[0].lower() + thing[1:] if _COMMON.match(thing) else thing}"


_NAME = re.compile(r"(?:[A-Z][\w.&'-]*\s?)+")
