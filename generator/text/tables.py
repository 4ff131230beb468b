"""The tables and lists of words in ``generator/data``, each read once, and found in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import Any, NamedTuple

import yaml

_WORD = re.compile(r"[^\W_](?:[\w'’.-]*[^\W_])?")
_SHORTEST_STEM = 3
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # eight times as fast as the Python one


@cache
def table(name: str) -> dict[str, Any]:
    """Return one file of ``generator/data``; nobody changes what it holds."""
    text = files("generator.data").joinpath(f"{name}.yml").read_text("utf-8")
    found: dict[str, Any] = yaml.load(text, Loader=_LOADER)  # noqa: S506  one of the safe loaders
    return found


@cache
def listed(file: str, name: str) -> frozenset[str]:
    """Return the words of one list of a file of words."""
    rows = table(file)[name]
    return frozenset(rows if isinstance(rows, list) else rows.split())


def spelled(row: str) -> list[str]:
    """Return the forms of a row: "kilo(s), kg" is "kilos", "kilo", "kg"."""
    found: list[str] = []
    for form in filter(None, (each.strip() for each in row.split(", "))):
        longer, shorter = re.sub(r"[()]", "", form), re.sub(r"\(.*?\)", "", form)
        found += dict.fromkeys((longer, shorter))
    return found


def any_of(forms: Iterable[str]) -> str:
    """Return a pattern of any of these forms, the longest first; a blank is any white space."""
    ordered = sorted(set(forms), key=lambda form: (-len(form), form))
    return "|".join(re.escape(form).replace(r"\ ", r"\s") for form in ordered)


class Hit(NamedTuple):
    """A phrase of the list ``name`` found in a text, from its ``start``-th word on."""

    name: str
    start: int


class Phrases:
    """Lists of words and phrases; a phrase that ends in ``*`` stands for all words it begins."""

    def __init__(self, lists: Mapping[str, Iterable[str]]) -> None:
        """Take the lists by their names."""
        self._exact: dict[str, set[str]] = {}
        self._stems: dict[str, set[str]] = {}
        self._longest = 1
        for name, phrases in lists.items():
            for phrase in phrases:
                lowered = phrase.lower()
                kind = self._stems if lowered.endswith("*") else self._exact
                kind.setdefault(lowered.rstrip("*"), set()).add(name)
                self._longest = max(self._longest, lowered.count(" ") + 1)

    def find(self, text: str) -> set[Hit]:
        """Return the hits in ``text``; phrases may overlap."""
        words = [word.replace("’", "'") for word in _WORD.findall(text.lower())]
        hits: set[Hit] = set()
        for at, word in enumerate(words):
            ends = range(_SHORTEST_STEM, len(word) + 1)
            names = [self._stems.get(word[:end], ()) for end in ends]
            ends = range(at + 1, at + 1 + self._longest)
            names += [self._exact.get(" ".join(words[at:end]), ()) for end in ends]
            hits.update(Hit(name, at) for name in chain.from_iterable(names))
        return hits
