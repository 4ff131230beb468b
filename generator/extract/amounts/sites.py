"""Names of towns, mines and plants that no page stands for, found by the words around them.

A country, a region or a big city is known by its name.  Another name is a place where the article
itself puts something there ("a plant in Saskatoon", "Stillwater, Oklahoma") or speaks of the mine,
the plant or the deposit of that name ("its Narva magnet plant").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.catalogue.entries import Catalogue
from generator.catalogue.geography import COUNTRIES, DEMONYMS, REGIONS
from generator.text.lexicon import listed
from generator.text.months import MONTHS

_CITIES = frozenset(city.lower() for city in listed("cities"))
_WORLD = COUNTRIES | REGIONS | _CITIES
_WORD = r"[A-ZÀ-Ž][\w’'-]*[\w]"
_NAME = rf"{_WORD}(?:\s(?:(?:de|do|da|la|of)\s)?{_WORD}){{0,2}}"
_BUILT = (
    r"plants?|mines?|refiner(?:y|ies)|mill|smelter|factory|facility|deposit|project|complex|works"
    r"|quarry|concentrator|operations?|orebody|prospect"
)
_LOCATED = re.compile(
    rf"\b(?:in|near|outside|around)\s(?:(?:the|nearby)\s)?"
    rf"(?:(?:\w+ern|central)\s)?(?:(?:town|city|port|district|province|county|state|village)\sof\s)?"
    rf"(?P<name>{_NAME})(?=\s?[,.;:)]|\s(?!shares\b)[a-z]|$)"
    rf"|\b(?:{_BUILT}|capacity|output|production|based)\s(?:at|in)\s(?P<at>{_NAME})"
    rf"|\bat\s(?P<spot>{_NAME}),?\s(?=(?:in|near)\s(?:\w+ern\s)?(?P<land>{_NAME}))"
    rf"|\b(?P<town>{_NAME}),\s(?=(?P<region>{_NAME}))"
)
_OWNED = re.compile(
    rf"(?:['’]s|s['’]|\b(?:its|their|the|at|a))\s(?P<name>{_NAME})"
    rf"\s(?:(?!and\b|or\b|to\b|in\b|for\b|of\b)[a-z-]+\s){{0,4}}?(?P<built>{_BUILT})\b"
)
_DUG = re.compile(r"(?:mine|deposit|orebody|prospect|quarry|concentrator)s?$")
# Words of names that are no places.
_ALIEN_WORDS = """
the a an this its section article annex announcement phase stage series congress parliament senate
chapter appendix schedule part house committee commission council ministry department agency bank
corp corporation company group inc ltd limited plc ag sa se resources minerals metals materials
mining
energy capital fund times news daily post journal magazine review recycling exchange asia report
university institute act agreement treaty programme program law order partnership alliance summit
forum conference nature science english chinese mandarin christmas easter ramadan march quarter
financial magnetics magnets technologies industries international earth earths president minister
funding securities reuters bloomberg government army navy force security defense defence pentagon
project vault trade free rare critical strategic clean green new fiscal title table figure
"""
_ALIEN = frozenset(_ALIEN_WORDS.split()) | {month.lower() for month in MONTHS}
_DAYS = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")


def sites(text: str, catalogue: Catalogue) -> frozenset[str]:
    """Return the names in an article that it puts something at, and that are no catalogue names."""
    taken = _covered(text, catalogue)
    firms = set(_firms(text))
    found = {
        name
        for match in (*_LOCATED.finditer(text), *_OWNED.finditer(text))
        for name in _named(match)
        if text.find(name) not in taken
    }
    return frozenset(name for name in found if name not in firms and not _is_alien(name))


def _named(match: re.Match[str]) -> Iterator[str]:
    groups = match.groupdict()
    if groups.get("town"):
        if groups["region"].split(",")[0].lower() in COUNTRIES | REGIONS:
            yield groups["town"]
        return
    if groups.get("spot"):
        if groups["land"].lower() in COUNTRIES | REGIONS:
            yield groups["spot"]
        return
    if "built" in groups and not _DUG.search(groups["built"]) and match[0].startswith(("the", "a")):
        return  # "the Noveon plant" may be a firm's
    name = groups.get("name") or groups.get("at")
    if name:
        yield re.sub(r"['’]s?$", "", name)


def _is_alien(name: str) -> bool:
    return (
        any(word.lower().strip(".'’") in _ALIEN for word in re.split(r"[\s-]", name))
        or name.isupper()
        or name.endswith("ly")  # "Unsurprisingly, China"
        or bool(_DAYS.match(name) or re.search(r"\d|[a-z][A-Z]", name))
        or name.lower() in _WORLD
        or name.lower() in DEMONYMS
    )


_FIRM = re.compile(
    rf"\b(?P<name>{_NAME})(?:\s\([A-Z]+:\s?\w+\)|\sshares\b|['’]s\s(?:shares|chief|board|stock|plants?)\b"
    r"|,?\s(?:said|says|told|plans|wants|reported|announced|signed)\b)"
)


def _firms(text: str) -> Iterator[str]:
    """Yield the names that the article lets speak or trade: they are nobody's town."""
    for match in _FIRM.finditer(text):
        yield match["name"]


def _covered(text: str, catalogue: Catalogue) -> frozenset[int]:
    return frozenset(at for each in catalogue.find(text) for at in range(each.start, each.end))


_LONGER = re.compile(rf"\s(?:{_WORD})|-[a-z]")
_INSIDE = re.compile(
    r"(?<![.!?:]\s)\b(?!(?:The|In|Across|For|From|At|Near|Outside)\b)[A-Z][\w.&-]*\s$"
)


def world(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the countries, regions and cities of ``text`` by name or adjective, with offsets."""
    for match in re.finditer(rf"{_WORD}(?:\s(?:and\s)?{_WORD}){{0,2}}", text):
        words = match[0].split(" ")
        for size in range(len(words), 0, -1):
            yield from _at(match, words, size, text)


def _at(
    match: re.Match[str], words: list[str], size: int, text: str
) -> Iterator[tuple[str, int, int]]:
    offset = match.start()
    for first in range(len(words) - size + 1):
        start = offset + sum(len(word) + 1 for word in words[:first])
        name = re.sub(r"['’]s?$", "", " ".join(words[first : first + size]))
        country = DEMONYMS.get(name.lower())
        if not country and name.lower() not in _WORLD:
            continue
        end = start + len(name)
        if not country and (_INSIDE.search(text[:start]) or _LONGER.match(text, end)):
            continue  # "Virginia-class", "New York Times"
        yield country.title() if country else name, start, end
