"""The place that a sentence or a paragraph is about, for the figures that go on about it."""

from __future__ import annotations

import re

from generator.extract.amounts.gazetteer import Gazetteer, Place
from generator.extract.speech.clauses import Clause
from generator.model import Quantity


def subject_site(text: str, named: tuple[Place, ...]) -> str | None:
    """Return the place of the works that a sentence is about: "Its plant in Kuantan refines"."""
    works = _SUBJECT_WORKS.match(text)
    return next((each.name for each in named if works and each.start == works.end()), None)


_SUBJECT_WORKS = re.compile(
    r"(?:The|Its|An?|Their)\s(?:[\w-]+\s){0,4}?(?:plant|mine|refinery|factory|facility|smelter|deposit|project|mill)\s"
    r"(?:in|at|near)\s(?:the\s)?"
)


_OWNS = re.compile(
    r"[\w. ]{2,24}?['’]s\s(?:\w+\s)?(?:share|weight|position|dominance|role|place|part|rare"
    r"|reserves"
    r"|output|production|exports|imports|supply|dependence)\b"
)


def lead_place(text: str, named: tuple[Place, ...]) -> str | None:
    """Return the one country that a sentence owns something to: "China's weight in rare earths"."""
    owners = {each.name for each in named if _OWNS.match(text, each.start)}
    return owners.pop() if len(owners) == 1 and len({each.name for each in named}) == 1 else None


_THE_SITE = re.compile(
    r"\b(?:[Tt]he|[Ii]ts|[Tt]his)\s(?:[a-z-]+\s){0,2}?(?:plant|mine|refinery|mill|operation|facility|factory"
    r"|deposit|smelter|complex|site)\b(?!['’]s\sowner)"
)


def same_site(clause: Clause, quantity: Quantity, site: str | None, known: Gazetteer) -> str | None:
    """Return the site told of last where the clause goes on about it: "the plant is designed"."""
    left = clause.text[: quantity.start]
    goes_on = _THE_SITE.search(left) and not known.places(left)
    return site if goes_on else None


def last_site(named: tuple[Place, ...]) -> str | None:
    """Return the mine, plant or town that is named last."""
    return next((each.name for each in reversed(named) if not each.wide), None)


# "Exported to Japan", "LG Energy Solution of South Korea said"
_NO_GROUND = re.compile(
    r"\bto\s(?:the\s)?$|\b(?!Republic|Kingdom|Bank|Ministry|Government|University|Union|States)"
    r"[A-Z][\w&.-]+\sof\s(?:the\s)?$"
)
#: "Chinese operators" work anywhere.
DOERS = re.compile(
    r"\s(?:[a-z-]+\s)?(?:operators?|owners?|investors?|buyers?|customers?|companies|company|firms?"
    r"|outlets?|newspapers?|papers?|media|broadcasters?|websites?|analysts?|economists?|researchers"
    r"|traders?|miners|contractors?|managers?|workers|businessm[ae]n|nationals|citizens)\b"
)


def only_place(text: str, named: tuple[Place, ...]) -> str | None:
    """Return the one place that a sentence speaks of, a site and its country counted as one."""
    if any(_NO_GROUND.search(text[: each.start]) or DOERS.match(text, each.end) for each in named):
        return None  # where goods went, or whoever acts is at home
    sites = dict.fromkeys(each.name for each in named if not each.wide)
    if len(sites) == 1:
        at = next(each for each in named if not each.wide)
        around = [each for each in named if each.wide]
        if all(each.start > at.end or at.name.endswith(each.name) for each in around):
            return at.name
    names = dict.fromkeys(each.name for each in named)
    inner = [name for name in names if not any(o.endswith(f", {name}") for o in names)]
    return inner[0] if len(inner) == 1 else None
