"""The one mine, plant or project that an article is about, where it names just one.

"The plant will need 340 people" is of the plant that the headline or the lead has introduced; with
two in the text nobody can say which, and nothing is given.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from generator.extract.amounts import bases
from generator.extract.amounts.gazetteer import Gazetteer, Place
from generator.model import Article

_KINDS = r"plant|mine|refinery|smelter|mill|factory|facility|deposit|complex|project|quarry|works"
_SITES = _KINDS.replace("|project", "")  # "the project" may be one that has no known place
_INTRODUCED = re.compile(
    rf"\b(?:an?|its|the|first|new)\s(?P<kind>(?:[a-z][a-z-]*\s){{0,5}}?(?:{_KINDS}))\s"
    r"(?:in|at|near|outside)\s(?:(?:the|northern|southern|eastern|western|central)\s)?(?=[A-Z])"
)
_NAMES_IT = re.compile(rf"\s(?P<kind>(?:[a-z][a-z-]*\s){{0,4}}?(?:{_KINDS}))\b")
# "The Phalaborwa project": works of a name that need not be a known place.
_OTHERS = re.compile(
    r"\b(?!(?:The|An?|Its|This|That|Their|Our|One|New|First|Each|Every|No|In|At|For)\b)"
    r"(?P<name>[A-Z][\w-]+)(?:['’]s)?\s(?:(?!(?:the|an?|its|and|of|in|to)\b)[a-z-]+\s){0,2}?"
    rf"(?:{_KINDS})\b"
)
_ANY = re.compile(rf"\b(?:[a-z-]+\s)?(?:{_KINDS})s?\b")
_BACK = re.compile(
    r"\b(?:[Tt]he|[Ii]ts|[Tt]his)\s(?:new\s|planned\s|finished\s)?"
    rf"(?:(?P<kind>(?:[a-z][a-z-]*\s){{0,2}}?)(?P<site>{_SITES}))\b"
    r"(?!['’]s\sowner|\s(?:in|at|near)\s[A-Z])"
)


class Works(NamedTuple):
    """A site with the stage of the chain that its kind of works tells."""

    place: str
    stage: str | None


def only_works(article: Article, known: Gazetteer) -> Works | None:
    """Return the one site that an article introduces with its place; ``None`` if it has two."""
    found: dict[str, str | None] = {}
    for sentence in article.sentences:
        named = known.places(sentence.text) if _ANY.search(sentence.text) else ()
        for place, kind in _introduced(sentence.text, named):
            stage = bases.stage(kind)
            found[place] = found.get(place) or stage
    if len(found) != 1:
        return None
    place, stage = next(iter(found.items()))
    if any(match["name"] not in place for match in _OTHERS.finditer(article.text)):
        return None  # another project, whose place is not known, may be meant
    return Works(place, stage)


def _introduced(text: str, named: tuple[Place, ...]) -> list[tuple[str, str]]:
    """Return each place of a sentence that works stand at, with the words for the works."""
    starts = {each.start: each for each in named}
    found = [
        (starts[match.end()].name, match["kind"])
        for match in _INTRODUCED.finditer(text)
        if match.end() in starts
    ]
    found += [
        (each.name, match["kind"])
        for each in named
        if not each.wide and (match := _NAMES_IT.match(text, each.end))
    ]
    return found


def points_back(left: str) -> bool:
    """Return whether the words before a figure speak of "the plant" told of before."""
    return _BACK.search(left) is not None
