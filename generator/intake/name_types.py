"""Guess of what type a name is, from its words and from those around it; a person confirms it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib.resources import files

import yaml

_LISTS: dict[str, str] = yaml.safe_load(
    files("generator.intake").joinpath("name_words.yml").read_text("utf-8"),
)


def listed(name: str) -> frozenset[str]:
    """Return the words of one list of ``name_words.yml``."""
    return frozenset(_LISTS[name].split())


_TITLES = "|".join(sorted(listed("titles")))
_PERSON_BEFORE = re.compile(rf"\b(?:{_TITLES})\.?\s+$", re.IGNORECASE)
_PERSON_AFTER = re.compile(r",? (?:said|says|told|added|wrote|argued|who)\b")
_PLACE_BEFORE = re.compile(r"\b(?:in|near|at|outside|around)\s+$")


def guessed_type(name: str, around: Sequence[tuple[str, str]]) -> str:
    """Return the likely type of ``name``; ``around`` has the text before and after each use."""
    words = [word.lower().strip(".,") for word in name.split()]
    if words[-1] in listed("policies"):
        return "policy"
    if not (listed("organisations") | listed("companies")).isdisjoint(words):
        return "organisation"
    if not listed("places").isdisjoint(words):
        return "place"
    if any(_PERSON_BEFORE.search(before) for before, _ in around) and len(words) <= 4:
        return "person"
    persons = sum(bool(_PERSON_AFTER.match(after)) for _, after in around)
    places = sum(bool(_PLACE_BEFORE.search(before)) for before, _ in around)
    if places > max(persons, len(around) / 3) and not name.isupper():
        return "place"
    alphabetic = all(word.isalpha() or "-" in word for word in words) and not name.isupper()
    return "person" if persons and len(words) in {2, 3} and alphabetic else "organisation"
