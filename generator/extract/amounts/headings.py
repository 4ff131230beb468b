"""The heading of a list says what its items are of: "Reserves by country", "1. China".

An item is short and has no verb.  A heading that only names a place gives its items that place; one
with a unit in brackets ("Mine output (tonnes)") gives it to bare numbers.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from generator.extract.amounts import bases
from generator.extract.amounts.gazetteer import Gazetteer
from generator.extract.amounts.timeless import undated
from generator.extract.dates import dates
from generator.extract.grammar.finite import finite_verbs
from generator.extract.grammar.things import is_thing
from generator.extract.numerals import NUMBER, value
from generator.extract.quantities import quantities
from generator.extract.units import unit_after
from generator.model import Figure, Quantity

_LONGEST = 12  # words of a heading or an item
_NUMBERED = re.compile(r"^(?:[-•*▪–]\s|\(?\d{1,2}[.)]\s|#+\s)*")
_BRACKETS = re.compile(r"\s?\((?P<in>[^()]*)\)")
_FOLLOWS = re.compile(
    r"\s(?:(?:is|are|was|were)\s)?(?:as follows|the following|below|by country|by company|by region"
    r"|in (?:metric )?(?:tonnes|tons))\b",
    re.IGNORECASE,
)
_ITEM = re.compile(r"(?P<who>[A-Z][\w .&'’/-]{1,40}?)\s?[:–—|-]?\s(?=[$€£~]?\d)")
_UNITS = re.compile(
    r"\b(?:(?P<times>million|thousand|'000)\s)?"
    r"(?P<unit>(?:metric )?(?:tonnes?|tons?)|kg|%|per cent)"
)


class Heading(NamedTuple):
    """What the items below a heading share; all of it ``None`` where there is no heading."""

    what: str | None = None
    place: str | None = None
    period: str | None = None
    unit: str | None = None
    scale: float = 1.0

    def below(self, text: str, known: Gazetteer) -> Heading:
        """Return the heading that holds below a line: itself, a new one, or none."""
        plain = _NUMBERED.sub("", text).strip()
        if _is_item(plain):
            return self
        if not _is_heading(plain):
            return Heading()
        words = _FOLLOWS.sub("", _BRACKETS.sub("", plain)).rstrip(" :")
        named = known.places(words)
        if named and named[0].start == 0 and named[0].end == len(words):
            return Heading(place=named[0].name)
        what = re.sub(r"\s{2,}", " ", undated(words)).strip(" ,:")
        spans = dates(plain, None)
        unit = _UNITS.search(plain)
        found = unit_after(f"1 {unit['unit']}", 1) if unit else None
        return Heading(
            what if is_thing(what) and not re.match(r"Key|Main|Highlights|Summary", what) else None,
            named[0].name if len(named) == 1 else None,
            spans[0].given if len(spans) == 1 else None,
            found.name if found else None,
            {"million": 1e6, "thousand": 1e3, "'000": 1e3}.get(unit["times"] or "", 1.0)
            if unit
            else 1.0,
        )

    def bare(self, text: str) -> list[Quantity]:
        """Return the bare number of an item as a quantity of the heading's unit."""
        item = _ITEM.search(text) if self.unit else None
        number = NUMBER.match(text, item.end()) if item else None
        if number is None or not self.unit or text[number.end() :].strip(" .,;"):
            return []
        size = value(number.group()) * self.scale
        given, (start, end) = number.group(), number.span()
        return [Quantity(given, size, size, self.unit, None, start, end)]

    def headed(self, figure: Figure, text: str) -> Figure:
        """Return a figure of an item with what its heading tells of it."""
        plain = _NUMBERED.sub("", text).strip()
        item = _ITEM.match(plain) if _is_item(plain) else None
        named = item and not plain.endswith(".") and figure.what is None
        if item and named and not figure.place and is_thing(item["who"]):
            return replace(figure, what=item["who"], group=figure.group or bases.group(item["who"]))
        if item is None or not (self.what or self.place):
            return figure
        own = bases.group(text)
        of_heading = figure.what is None and self.what is not None
        basis = self.what or ""
        return replace(
            figure,
            what=figure.what or self.what,
            stage=figure.stage or (bases.stage(basis) if of_heading else None),
            group=figure.group or own or (bases.group(basis) if of_heading else None),
            place=figure.place or self.place,
            period=figure.period or (self.period if of_heading else None),
        )


def _is_item(plain: str) -> bool:
    short = len(plain.split()) <= _LONGEST and bool(re.search(r"\d", plain))
    return short and _ITEM.match(plain) is not None and not finite_verbs(plain)


def _is_heading(plain: str) -> bool:
    words = _FOLLOWS.sub("", _BRACKETS.sub("", plain))
    return bool(
        0 < len(words.split()) <= _LONGEST
        and not plain.endswith((".", "!", "?", '"', "”"))
        and plain[:1].isupper()
        and not quantities(words)
        and not finite_verbs(words)
    )
