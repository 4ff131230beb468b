"""Guess of what type a name is, from its words and from those around it; a person confirms it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib.resources import files

import yaml

from generator.catalogue.geography import COUNTRIES, REGIONS
from generator.text import lexicon as w

_LISTS: dict[str, str] = yaml.safe_load(
    files("generator.data").joinpath("name_words.yml").read_text("utf-8"),
)


def listed(name: str) -> frozenset[str]:
    """Return the words of one list of ``name_words.yml``."""
    return frozenset(_LISTS[name].split())


def _any(name: str) -> str:
    return "|".join(sorted(map(re.escape, listed(name)), key=len, reverse=True))


_PLACES = REGIONS | {city.lower() for city in w.listed("cities")}
_ORGANISATIONS = listed("organisations") | listed("companies")
_SAYS = r"(?:said|says|told|added|wrote|argued|argues|warned|asked|thinks|believes|noted|tweeted)"
_SITE = _any("sites")
_POST = _any("posts")
# What stands around a name, as (type, weight, before it, after it).
_SIGNS = (
    ("person", 3, rf"\b(?:{_any('titles')}|{_POST})\.?\s+$", ""),
    ("person", 3, "", r",? who\b|,? (?:his|her) |, \d\d,"),
    ("person", 3, "", rf",? (?:an? |the )?(?:[\w-]+ ){{0,4}}(?:{_POST})\b"),
    ("person", 2, r"[,\"'] said $|\b(?:according to|told by|led by|headed by) $", " of "),
    ("person", 1, "", rf",? {_SAYS}\b"),
    ("organisation", 3, rf"\b(?:{_any('firms')})\s+$", ""),
    ("organisation", 2, r"\b(?:analyst|economist|head|partner|share)s? (?:at|in|of) $", ""),
    ("organisation", 2, r"\breported (?:by|in) $|\b(?:stake|contract|deal) (?:in|with) $", ""),
    ("organisation", 2, "", r" (?:shares|stock|plans|reported|announced|employs|produces)\b"),
    ("organisation", 2, "", r"'s (?:shares|plant|chief|board|output)\b"),
    ("organisation", 1, r"\bat $", ""),
    ("place", 3, rf"\b(?:{_SITE})s? of $", ""),
    ("place", 3, "", rf",? (?:an? |the )?(?:{_SITE})\b"),
    ("place", 2, r"\b(?:in|near|outside|around|across) (?:\w+ern |central )?$", ""),
    ("place", 2, r"\b(?:in|near|outside|at) [A-Z][\w' -]{2,30}, $", ""),
)
_FOUND_BY = tuple(
    (kind, weight, re.compile(before, re.IGNORECASE), re.compile(after))
    for kind, weight, before, after in _SIGNS
)
_REGION_AFTER = re.compile(r", (?P<region>[A-Z]\w+(?: [A-Z]\w+)?)")


def guessed_type(name: str, around: Sequence[tuple[str, str]]) -> str:
    """Return the likely type of ``name``; ``around`` has the text before and after each use."""
    whole, words = name.lower(), [word.lower().strip(".,") for word in name.split()]
    if whole in COUNTRIES:
        return "country"
    if whole in _PLACES:
        return "place"
    if words[-1] in listed("policies") or words[0] in listed("policies"):
        return "policy"
    if not _ORGANISATIONS.isdisjoint(words):
        return "organisation"
    if not listed("places").isdisjoint(words):
        return "place"
    return _by_neighbours(name, around)


def is_generic(name: str) -> bool:
    """Return whether a name is one word that only tells of what kind something is: "Commission"."""
    kinds = (
        "organisations",
        "companies",
        "policies",
        "places",
        "offices",
        "posts",
        "firms",
        "no_names",
    )
    return any(name.lower().strip(".") in listed(kind) for kind in kinds)


def office_before(words: Sequence[str]) -> int:
    """Return how many words of a run are the office of the person named after it.

    "US Trade Representative Jamieson Greer" has three, "General Motors" none.
    """
    plain = [word.lower().strip(".,'") for word in words]
    last = max((at for at, word in enumerate(plain) if word in listed("titles")), default=-1)
    if plain[last + 1 : last + 2] == ["general"]:
        last += 1
    rest = words[last + 1 :]
    is_name = len(rest) in {2, 3} and _ORGANISATIONS.isdisjoint(plain[last + 1 :])
    return last + 1 if last >= 0 and is_name and _may_be_a_person(" ".join(rest)) else 0


def _by_neighbours(name: str, around: Sequence[tuple[str, str]]) -> str:
    votes: Counter[str] = Counter(organisation=1)
    for before, after in around:
        votes.update(dict(_votes(before, after)))
    if not _may_be_a_person(name):
        del votes["person"]
    if name.isupper() or re.search(r"[a-z][A-Z]|\d|[.]\w", name):  # MOFCOM, EconoTimes, Mining.com
        del votes["place"]
    best = max(votes.values())
    return next(kind for kind in ("person", "organisation", "place") if votes[kind] == best)


def _votes(before: str, after: str) -> Iterator[tuple[str, int]]:
    """Yield the weightiest sign of each type around one use."""
    found: Counter[str] = Counter()
    for kind, weight, left, right in _FOUND_BY:
        if left.search(before) and right.match(after):
            found[kind] = max(found[kind], weight)
    region = _REGION_AFTER.match(after)
    if region and region["region"].lower() in COUNTRIES | _PLACES:  # "San Marcos, Texas"
        found["place"] = 3
    return iter(found.items())


def _may_be_a_person(name: str) -> bool:
    """Return whether a name has two to four words as people's names do: "J. D. Power"."""
    words = name.split()
    plain = all(re.fullmatch(r"[^\W\d_][\w'’-]*|[A-Z]\.|(?:[A-Z]\.)+", word) for word in words)
    return 2 <= len(words) <= 4 and plain and not re.search(r"[A-Z]{3}|[a-z][A-Z]{2}", name)
