"""How far something lies from something: "the pit lies 25 miles north of Nome"."""

from __future__ import annotations

import re

from generator.extract.amounts.predicates import Context
from generator.extract.grammar.nouns import noun_phrase, subject
from generator.extract.grammar.things import is_thing

_DISTANCES = frozenset({"km", "m", "miles"})
_AWAY = re.compile(
    r"\s(?:away\s)?(?:(?:due\s)?(?:north|south|east|west)(?:-?(?:north|south)?-?(?:east|west))?\s"
    r"(?:of|from)|(?:up|down)(?:stream|river|wind)\s(?:of|from)|inland\s(?:of|from)|from|outside|off)"
    r"\s(?:the\s)?(?=\w)"
)
_LIES = re.compile(
    r"\s(?:lies|lay|sits|sat|is|was|stands|stood)(?:\s(?:located|only|just|about))?\s*$"
)
_AGAIN = re.compile(r"distance (?:of .+ )?from (?P<from>.+)$")
_LONG = 5  # words of what lies there


def distance(context: Context) -> str:
    """Read "the pit lies 25 miles north of Nome": the distance of the pit from Nome."""
    match = _AWAY.match(context.right) if context.quantity.unit in _DISTANCES else None
    if match is None and (kin := _AGAIN.match(context.kin or "")):
        what = re.match(r"\sfor\s(?:the\s)?(?=\w)", context.right)
        thing = noun_phrase(context.right[what.end() :]).rstrip(".") if what else ""
        return f"distance of {thing} from {kin['from']}" if is_thing(thing) else ""
    other = noun_phrase(context.right[match.end() :]) if match else ""
    if not other:
        return ""
    lies = _LIES.search(context.left)
    thing = subject(context.left[: lies.start()]) if lies else ""
    behind = context.right[match.end() + len(other) :] if match else ""
    if not thing and (whose := re.match(r"\sfor\s(?:the\s)?(?=\w)", behind)):
        thing = noun_phrase(behind[whose.end() :])  # "300 km from Astana for Kuirektykol"
    named = thing and is_thing(thing) and len(thing.split()) <= _LONG
    return f"distance {f'of {thing} ' if named else ''}from {other}"
