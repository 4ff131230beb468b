"""Recognise names at the head of an article: outlets, cities, persons, opinion sections."""

from __future__ import annotations

import re
from functools import cache

from briefing_room.text import lexicon as w
from briefing_room.text.lexicon import alternatives, table, word_list

UPPER = "A-ZÀ-ÖØ-Þ"
_MAX_OUTLET_WORDS = 5
_MAX_LABEL_WORDS = 5
_ADDRESS = re.compile(r"(?:www\.)?[\w-]{2,30}(?:\.[a-z]{2,3})?\.[a-zA-Z]{2,4}")
_NAME = re.compile(rf"\"?[{UPPER}][A-Za-zÀ-ž.'-]*\"?")
# Emphasis and pictures around a line, a desk's word: "🚨 *Up* 🚨", "(LEAD) Up", "FED:Up".
_LEADING_SIGNS = re.compile(
    r"""^(?:[^\w\s"'(\[$€£]\s*|\([A-Z\d ]{3,12}\)\s+|[A-Z]{2,8}:(?=[A-Z][a-z]))+"""
)
_DESK_LABEL = re.compile(
    r"([A-Za-z][A-Za-z -]{2,22}?)(?: ?\d)?\s*(?:[^\w\s\"'(,.-]\s*|\s-\s+|-(?=[A-Z]))+"
)


@cache
def byline_words(name: str) -> frozenset[str]:
    """The words of one list of ``bylines.yml``; "-" stands for a space."""
    return frozenset(str(table("bylines")[name]).split())


_NEVER_IN_NAMES = w.PREPOSITIONS | w.DETERMINERS | w.CONJUNCTIONS | {"the", "u.s."}
_NEVER_IN_NAMES -= byline_words("particles")


def is_outlet(name: str) -> bool:
    """Whether a name is that of a newspaper, agency, station or news site."""
    name = re.sub("^the ", "The ", name.strip())
    if name in byline_words("agencies") or is_listed_outlet(name) or _ADDRESS.fullmatch(name):
        return True
    if is_distributor(name):
        return True
    is_capitalised = name[:1].isupper() and not name.rpartition(" ")[2].islower()
    end = _outlet_ending().search(name) if is_capitalised and ">" not in name else None
    if not end or len(name.split()) > _MAX_OUTLET_WORDS:
        return False
    before = name[: end.start()].removeprefix("The ")
    return before[-1:].isalpha() or not set(before.lower().split()) <= byline_words("beside")


def is_distributor(name: str) -> bool:
    """Whether a name is that of a service that sends out the releases of firms."""
    return re.sub(r"[\W_]", "", name).lower() in _distributors()


@cache
def _distributors() -> frozenset[str]:
    return frozenset(
        re.sub(r"\W", "", str(name)).lower() for name in table("outlets")["distributors"]
    )


@cache
def _outlet_ending() -> re.Pattern[str]:
    """The pattern of words that end the names of outlets, separate or joined ("NewsWire")."""
    endings = str(table("outlets")["endings"]).split()
    separate, joined = "|".join([*endings, *map(str.upper, endings)]), "|".join(endings)
    return re.compile(rf"(?:\b(?:{separate})|(?<=\w)(?i:{joined}))$")


def is_listed_outlet(name: str) -> bool:
    """Whether a name is in the list of outlets, with or without "The"."""
    bare = name.removeprefix("The ")
    return name in known_outlets() or (" " in bare and bare in known_outlets())


@cache
def known_outlets() -> frozenset[str]:
    """The names of known newspapers, agencies and stations, also without "The".

    A single word keeps its "The": "Nation" alone is the name of a desk.
    """
    names = [str(name) for key in ("outlets", "state_media") for name in table("outlets")[key]]
    bare = (name.removeprefix("The ") for name in names)
    return frozenset((*names, *(name for name in bare if " " in name)))


@cache
def outlet_pattern() -> re.Pattern[str]:
    """The pattern that finds known outlets."""
    return re.compile(rf"\b(?:{alternatives(known_outlets())})\b")


def is_city(place: str) -> bool:
    """Whether a name is that of a city known from datelines."""
    first = place.lower().split()[:1]
    is_listed = not word_list("cities").isdisjoint((place, place.title()))
    return is_listed or not byline_words("city_first").isdisjoint(first)


def is_name(text: str) -> bool:
    """Whether a line has the form of a person's name: 2 to 4 capitalised words."""
    lower = text.lower().split()
    names = [word for word in text.split() if word.lower() not in byline_words("particles")]
    if not 2 <= len(names) <= 4 or not w.THIRD_PERSONS.isdisjoint(lower[:-1]):  # "Acme Starts Mill"
        return False
    return all(_NAME.fullmatch(word) and word.lower() not in _NEVER_IN_NAMES for word in names)


def is_opinion_label(line: str) -> bool:
    """Whether a line names the opinion section, alone or at an end of its breadcrumbs.

    "OPINION", "Guest essay", "Home / Opinion / Editorials", "Leaders | A rare chance".
    """
    parts = [part.strip(" :;,.") for part in re.split(r"[>›»/|]", line)]
    return any(
        map(is_opinion_section, (next(filter(None, ends), "") for ends in (parts, parts[::-1])))
    )


def is_opinion_section(label: str) -> bool:
    """Whether a label such as "Guest opinion" names the opinion section."""
    label_words = label.lower().split()
    if len(label_words) > _MAX_LABEL_WORDS or label_words[:1] == ["by"]:
        return False
    menu_words = str(table("boilerplate")["menu_words"]).lower().split(", ")
    is_menu = len(label_words) > 2 and not set(menu_words).isdisjoint(label_words[:-1])
    last = () if is_menu else label_words[-1:]  # "News Business Opinion"
    return not {"-".join(label_words), *last}.isdisjoint(byline_words("opinion"))


def strip_desk_label(title: str) -> tuple[str, bool]:
    """Strip a desk's label from a title; the second value says whether it means an opinion.

    Examples: "Opinion | The West should wait", "UPDATE 2-Acme raises money".
    """
    title = _LEADING_SIGNS.sub("", title)
    label = _DESK_LABEL.match(title)
    if not label:
        return title, False
    opinion = is_opinion_section(label[1])
    if not opinion and label[1].strip().lower().replace(" ", "-") not in byline_words("desks"):
        return title, False
    return title[label.end() :], opinion
