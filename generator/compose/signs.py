"""Signs that tell what a sentence is worth to a reader, beside its place in the text.

A sign is there or not, 0 to 1 (numbers up to 2), and adds its weight, in log odds, to the score of
the ranker.  The weights are data (``choice_weights.json``); ``benchmarks/choice.py`` fits them to
articles whose key facts people marked.  The kinds are those of the literature: "bonus" and "stigma"
words and title words (Edmundson 1969), numbers (Fattah and Ren 2009), length (Kupiec et al. 1995).
"""

from __future__ import annotations

import datetime as dt
import functools
import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

from generator.model import Found, Quantity
from generator.text.tables import Phrases, table
from generator.text.words import count_words

MIDDLING = 20  # words of a sentence that is neither short nor long
STUB = 11  # words up to which a sentence without a number seldom says enough for a bullet
LONG_AGO = dt.timedelta(days=730)
_MOVED = (
    r"(?:rose|fell|jumped|gained|lost|climbed|surged|slid|slipped|dropped|closed|soared|sank|rallied"
    r"|tumbled|added|tanked|plunged|dipped|edged|shed|advanced"
    r"|(?:were|was|is|are) (?:up|down|trading))\b"
)
_SHARE_PRICE = re.compile(
    rf"\b(?:[Ss]hares|[Ss]tocks?|[Ss]tock price|[Mm]arket cap\w*)\b(?: [\w'’-]+){{0,5}}? {_MOVED}"
    rf"|\([A-Z]{{2,8}}: ?[A-Z0-9.]+\)(?: [\w'’-]+){{0,6}}? {_MOVED}"
)
_SCENE = re.compile(
    r"(?:When|Imagine|Picture|For (?:years|decades|most|many)|Every|Like|Most (?:people|days)|Few"
    r"|It (?:is|was) (?:a|an|not|early|late|just)|There (?:is|was)|Not long|On (?:a|most|any)"
    r"|In the (?:early|late)|Here(?:'s| is| are)(?!.*: ))\b"
)
_FIRST_PERSON = re.compile(r"\b(?:I|my|we|our|you|your)\b")
_FROM = re.compile(r"(?: (?:north|south|east|west)\w*)? (?:from|of|off|away|outside|inland)\b")
_QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”")


@functools.cache
def weights() -> Mapping[str, float]:
    """Return the fitted weights that ship with the program."""
    text = resources.files("generator.data").joinpath("choice_weights.json").read_text("utf-8")
    fitted: dict[str, float] = json.loads(text)
    return fitted


@dataclass(frozen=True, slots=True)
class Signs:
    """What is found of the lists in a sentence: the names of those with a hit, and its opening."""

    lists: frozenset[str]
    opens: frozenset[str]  # those of which the first word is one


@functools.cache
def _lists() -> Phrases:
    return Phrases(table("choice"))


@functools.lru_cache(maxsize=8192)
def signs(text: str) -> Signs:
    """Return which lists of ``choice.yml`` a sentence has words of."""
    hits = _lists().find(text)
    opens = {hit.name for hit in hits if hit.start == 0}
    if ", however," in text:
        opens.add("contrast")
    return Signs(frozenset(hit.name for hit in hits), frozenset(opens))


def score(found: Found, date: dt.date | None, ranked: float, weight: Mapping[str, float]) -> float:
    """Return the log odds that a careful reader would mark a sentence as a key fact.

    ``date`` is that of its article, ``ranked`` what the ranker says of it.
    """
    told = sum(weight[f"sign: {name}"] * sign for name, sign in of_sentence(found, date).items())
    return weight["bias"] + weight["ranker"] * ranked + told


def of_sentence(found: Found, date: dt.date | None) -> dict[str, float]:
    """Return the value of each sign of a sentence: 0 to 2, and below 0 for a short one."""
    text = found.sentence.text
    told = signs(text).lists
    words = count_words(text)
    facts = numbers(found, date)
    quoted = sum(count_words(match[0]) for match in _QUOTED.finditer(text))
    return {
        "length": math.log((words + 1) / MIDDLING),
        "numbers": float(min(2, facts)),
        "act": float("act" in told),
        "condition": float(bool(told & {"condition", "proviso"})),
        "reply": float("reply" in told),
        "contrast": float("contrast" in told),
        "next": float("next" in told),
        "background": float("background" in told),
        "vague": float("vague" in told),
        "trivia": float("trivia" in told),
        "about sources": float("sources" in told),
        "share price": float(is_share_price(text)),
        "scene": float(is_scene(text)),
        "quotation": float(text[:1] in '"“' or quoted > 0.6 * words),
        "first person": float(bool(_FIRST_PERSON.search(_QUOTED.sub("", text)))),
        "history": float(_is_history(found, date)),
        "stub": float(words <= STUB and not facts),
    }


def numbers(found: Found, date: dt.date | None = None) -> int:
    """Return how many quantities and dates a sentence gives that tell something.

    How far a place lies from another does not, nor does a bare year that was long over when the
    article was written.
    """
    text = found.sentence.text
    told = [each for each in found.quantities if not _lies(text, each)]
    days = [each.date for each in found.dates if each.date]
    return len(told) + sum(1 for day in days if len(day) > len("2025") or not _is_over(day, date))


def _lies(text: str, length: Quantity) -> bool:
    return length.unit in ("km", "miles") and _FROM.match(text, length.end) is not None


def _is_history(found: Found, date: dt.date | None) -> bool:
    """Return whether all the dates of a sentence were long over when its article was written."""
    days = [span.date for span in found.dates if span.date]
    return bool(days) and all(_is_over(day, date) for day in days)


def _is_over(day: str, date: dt.date | None) -> bool:
    return date is not None and dt.date(int(day[:4]), 12, 31) < date - LONG_AGO


def is_share_price(text: str) -> bool:
    """Return whether a sentence tells how shares were traded."""
    return bool(_SHARE_PRICE.search(text))


def is_scene(text: str) -> bool:
    """Return whether an opening sets a scene, or asks, instead of telling the news."""
    return bool(_SCENE.match(text)) or text.endswith("?")
