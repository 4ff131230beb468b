"""What a multiple compares: "prices were six times the national limit", "output has doubled"."""

from __future__ import annotations

import re

from generator.extract.amounts.changes import moved
from generator.extract.amounts.predicates import Context, from_left
from generator.extract.grammar.nouns import WIDE, noun_phrase, subject
from generator.extract.grammar.things import is_thing


def multiple(context: Context) -> str:
    """Read "prices were six times the national limit": prices, compared with that limit."""
    if grown := re.search(r"(doubled|tripled|quadrupled|halved)$", context.quantity.given):
        thing = subject(_HAVING.sub("", context.left))
        return moved("fall" if grown[1] == "halved" else "rise", thing)
    match = re.match(
        r"\s(?:as (?:much|many|high) as\s)?(?:the|its|their|that|those)\s", context.right
    )
    other = noun_phrase(context.right[match.end() :], WIDE) if match else ""
    beside = _BESIDE.fullmatch(context.left) is not None  # "2,599 tonnes of oxide, twice"
    thing = context.before if beside and context.before else from_left(context)
    if not other:
        return thing
    return f"{thing} against {other}" if is_thing(thing) and thing != other else other


_BESIDE = re.compile(r"(?:\sof\s[^,;]+)?,\s(?:or\s)?")
_HAVING = re.compile(r"\s(?:(?:has|have|had|then|also|since|would|could|will)\s?)*$")
