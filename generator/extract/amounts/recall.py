"""What an article has told of a number before completes it where it comes again.

"A floor of $110 a kilogram" and later "the $110 floor" are one price, and "€2.6bn" is still the
stockpile's cost two paragraphs on.  Only an equal number, or a price of the same element in the
same paragraph, is completed so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from generator.extract.units import kind
from generator.model import Figure

_A_PRICE = re.compile(r"\b(?:floor|price|minimum|prices|a kilo|per kilo)\b")
_NEAR = 10  # times that one price of an element is another
_LARGE = 1000.0  # smaller numbers come again by chance
_DEAREST = 100_000.0


@dataclass(slots=True)
class Recall:
    """The figures that an article has given so far, in order."""

    told: list[Figure] = field(default_factory=list)

    def complete(self, figure: Figure, since: int) -> Figure:
        """Return a figure with what is known of its number; ``since`` begins its paragraph."""
        figure = self._priced(figure, self.told[since:])
        if figure.what is None and figure.high >= _LARGE and kind(figure.unit) in {"money", "mass"}:
            same = [each for each in self.told if each.what and _equal(each, figure)]
            if same:
                first = same[0]
                figure = replace(
                    figure,
                    what=first.what,
                    stage=figure.stage or first.stage,
                    group=figure.group or first.group,
                    place=figure.place or first.place,
                )
        self.told.append(figure)
        return figure

    def _priced(self, figure: Figure, paragraph: Sequence[Figure]) -> Figure:
        if kind(figure.unit) != "money" or figure.high >= _DEAREST or "/" in figure.unit:
            return figure
        prices = [each for each in self.told if each.unit.startswith(f"{figure.unit}/")]
        equal = {each.unit for each in prices if (each.low, each.high) == (figure.low, figure.high)}
        words = f"{figure.what or ''} {figure.passage.text}"
        if len(equal) == 1 and _A_PRICE.search(words):
            return replace(figure, unit=equal.pop())
        beside = {
            each.unit
            for each in prices
            if each in paragraph
            and each.group
            and each.group == figure.group
            and 1 / _NEAR < figure.high / each.high < _NEAR
        }
        return replace(figure, unit=beside.pop()) if len(beside) == 1 else figure


def _equal(one: Figure, other: Figure) -> bool:
    return (one.low, one.high, one.unit) == (other.low, other.high, other.unit)
