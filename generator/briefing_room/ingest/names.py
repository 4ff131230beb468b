"""Names at the head of an article: outlets, cities, persons, and the pages for opinions."""

from __future__ import annotations

import re
from functools import cache

from briefing_room.text import lexicon as w
from briefing_room.text.lexicon import any_of, table, word_list

UPPER = "A-ZÀ-ÖØ-Þ"
_MAX_OUTLET_WORDS, _MAX_LABEL_WORDS = 5, 5
_ADDRESS = re.compile(r"(?:www\.)?[\w-]{2,30}(?:\.[a-z]{2,3})?\.[a-zA-Z]{2,4}")
_NAME = re.compile(rf"[{UPPER}][A-Za-zÀ-ž.'-]*")
# Emphasis and pictures around a line, a desk's word: "🚨 *Up* 🚨", "(LEAD) Up", "FED:Up".
_BEFORE = re.compile(
    r"""^(?:[^\w\s"'(\[$€£]\s*|\([A-Z\d ]{3,12}\)\s+|[A-Z]{2,8}:(?=[A-Z][a-z]))+"""
)
_DESK = re.compile(
    r"([A-Za-z][A-Za-z -]{2,22}?)(?: ?\d)?\s*(?:[^\w\s\"'(,.-]\s*|\s-\s+|-(?=[A-Z]))+"
)


@cache
def words(name: str) -> frozenset[str]:
    """The words of one list of ``bylines.yml``; "-" stands for a space."""
    return frozenset(str(table("bylines")[name]).split())


_NO_NAME = w.PREPOSITIONS | w.DETERMINERS | w.CONJUNCTIONS | {"the", "u.s."}
_NO_NAME -= words("particles")


def is_outlet(name: str) -> bool:
    """Whether a name is that of a paper, an agency, a station or a news site."""
    name = re.sub("^the ", "The ", name.strip())
    if name in words("agencies") or is_known(name) or _ADDRESS.fullmatch(name):
        return True
    end = _ending().search(name) if name[:1].isupper() and ">" not in name else None
    if not end or len(name.split()) > _MAX_OUTLET_WORDS:
        return False
    before = name[: end.start()].removeprefix("The ")
    return before[-1:].isalpha() or not set(before.lower().split()) <= words("beside")


@cache
def _ending() -> re.Pattern[str]:
    """Find the words that may end the name of an outlet: apart with a capital, or joined."""
    ends = str(table("outlets")["endings"]).split()
    parted, joined = "|".join([*ends, *map(str.upper, ends)]), "|".join(ends)
    return re.compile(rf"(?:\b(?:{parted})|(?<=\w)(?i:{joined}))$")


def is_known(name: str) -> bool:
    """Whether an outlet is one of those that are known, with "The" before it or not."""
    bare = name.removeprefix("The ")
    return name in known_outlets() or (" " in bare and bare in known_outlets())


@cache
def known_outlets() -> frozenset[str]:
    """The names of papers, agencies and stations that are known.

    "The" may be missing, but where a common word would be left: "Nation" is the name of a desk.
    """
    names = [str(name) for key in ("outlets", "state_media") for name in table("outlets")[key]]
    bare = (name.removeprefix("The ") for name in names)
    return frozenset((*names, *(name for name in bare if " " in name)))


@cache
def named_outlets() -> re.Pattern[str]:
    """The pattern that finds known outlets in a text."""
    return re.compile(rf"\b(?:{any_of(known_outlets())})\b")


def is_city(place: str) -> bool:
    """Whether a name is that of a city that stands in datelines."""
    first = place.lower().split()[:1]
    named = not word_list("cities").isdisjoint((place, place.title()))
    return named or not words("city_first").isdisjoint(first)


def is_name(text: str) -> bool:
    """Whether words have the form of a person's name: 2 to 4 of them, with capitals."""
    lower = text.lower().split()
    names = [word for word in text.split() if word.lower() not in words("particles")]
    if not 2 <= len(names) <= 4 or not w.THIRDS.isdisjoint(lower[:-1]):  # "Acme Starts Mill"
        return False
    return all(_NAME.fullmatch(word) and word.lower() not in _NO_NAME for word in names)


def is_opinion_label(line: str) -> bool:
    """Whether a line names the pages for opinions, alone or at an end of a way to it.

    "OPINION", "Guest essay", "Home / Opinion / Editorials", "Leaders | A rare chance".
    """
    parts = [part.strip(" :;,.") for part in re.split(r"[>›»/|]", line)]
    return any(map(calls_opinion, (next(filter(None, ends), "") for ends in (parts, parts[::-1]))))


def calls_opinion(label: str) -> bool:
    """Whether a label names the pages for opinions, as "Guest opinion" does."""
    named = label.lower().split()
    if len(named) > _MAX_LABEL_WORDS or named[:1] == ["by"]:
        return False
    return not {"-".join(named), *named[-1:]}.isdisjoint(words("opinion"))


def without_desk(title: str) -> tuple[str, bool]:
    """Strip the desk's label before a title, and say whether it calls the text an opinion.

    "Opinion | The West should wait" and "UPDATE 2-Acme raises money" are so labelled.
    """
    title = _BEFORE.sub("", title)
    label = _DESK.match(title)
    if not label:
        return title, False
    opinion = calls_opinion(label[1])
    if not opinion and label[1].strip().lower().replace(" ", "-") not in words("desks"):
        return title, False
    return title[label.end() :], opinion
