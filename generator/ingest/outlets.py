"""Know papers, agencies and stations by their names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from generator.ingest.lines import squeezed
from generator.text.lexicon import table

_ADDRESS = re.compile(r"(?:www\.)?[\w-]{2,30}(?:\.[a-z]{2,3})?\.[a-zA-Z]{2,4}")


@cache
def words(name: str) -> frozenset[str]:
    """Return the words of one list of ``bylines.yml``; "-" stands for a space."""
    return frozenset(str(table("bylines")[name]).split())


def is_outlet(name: str) -> bool:
    """Return whether a name is that of a paper, an agency, a station or a news site."""
    name = re.sub("^the ", "The ", name.strip())
    if name in words("agencies") or is_known(name) or _ADDRESS.fullmatch(name):
        return True
    found = name.removeprefix("The ").split()
    if (
        not 0 < len(found) <= 5
        or not name[:1].isupper()
        or ">" in name
        or not (end := _ending().search(name))
    ):
        return False
    before = name[: end.start()].removeprefix("The ")
    return before[-1:].isalpha() or not set(before.lower().split()) <= words("beside")


@cache
def _ending() -> re.Pattern[str]:
    """Return the words that may end the name of an outlet: apart with a capital, or joined."""
    ends = str(table("outlets")["endings"]).split()
    parted, joined = "|".join([*ends, *map(str.upper, ends)]), "|".join(ends)
    return re.compile(rf"(?:\b(?:{parted})|(?<=\w)(?i:{joined}))$")


def is_known(name: str) -> bool:
    """Return whether an outlet is one of those that are known, with "The" before it or not."""
    bare = name.removeprefix("The ")
    return name in known_outlets() or (" " in bare and bare in known_outlets())


@cache
def known_outlets() -> frozenset[str]:
    """Return the names of papers, agencies and stations that are known.

    "The" may be missing, but where a common word would be left: "Nation" is the name of a desk.
    """
    names = [str(name) for key in ("outlets", "state_media") for name in table("outlets")[key]]
    bare = (name.removeprefix("The ") for name in names)
    return frozenset((*names, *(name for name in bare if " " in name)))


def of_outlet(piece: str) -> str | None:
    """Return the known outlet whose desk a piece names: "BBC Verify"."""
    first, *desk = piece.split()
    known = first in known_outlets() and desk[:1] and desk[0].istitle()
    blog = _ADDRESS.fullmatch(first) and desk[:1] and desk[0].islower()  # "example.org blog posts"
    return first if (known or blog) and all(map(str.islower, desk[1:])) else None


@cache
def by_letters() -> Mapping[str, Sequence[str]]:
    """Return the known outlets by the letters of their names."""
    found: dict[str, list[str]] = {}
    for name in sorted(known_outlets()):
        found.setdefault(squeezed(name), []).append(name)
    return found
