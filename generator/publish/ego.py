"""Whom a name is met with: a small network, drawn when the site is built, without a script.

The SVG draws lines and dots only; the names are HTML links laid over it, so they are of full size
on a phone, can be reached by keyboard, and read as a list without styles.
"""

from __future__ import annotations

import html
import math
from collections.abc import Iterator, Sequence

from generator.catalogue.entries import Entity
from generator.publish.links import href
from generator.publish.words import count

_WIDTH, _HEIGHT = 640, 360
_DRAWN = 4  # fewer names are listed; a drawing would only tell that they are few


def ego(entity: Entity, others: Sequence[tuple[Entity, int]]) -> str:
    """Return the network of one entity; ``others`` pairs a neighbour with shared sentences."""
    names = "".join(
        _name(entity, other, number, place)
        for (other, number), place in zip(others, _around(len(others)), strict=True)
    )
    drawing = _drawing([number for _, number in others]) if len(others) >= _DRAWN else ""
    label = f"Named together with {html.escape(entity.name)}"
    return f'<div class="ego">{drawing}<ul aria-label="{label}">{names}</ul></div>\n'


def _around(number: int) -> Iterator[tuple[float, float]]:
    """Yield as many places around the middle, clockwise from the top."""
    for at in range(number):
        turn = 2 * math.pi * at / number - math.pi / 2
        yield _WIDTH / 2 + math.cos(turn) * 215, _HEIGHT / 2 + math.sin(turn) * 128


def _drawing(numbers: Sequence[int]) -> str:
    """Return the lines and dots, a line the broader the more sentences are shared."""
    lines = []
    for number, (x, y) in zip(numbers, _around(len(numbers)), strict=True):
        weight = 1 + 4 * number / max(numbers)
        lines.append(
            f'<path d="M320 180L{x:.0f} {y:.0f}" stroke-width="{weight:.1f}"/>'
            f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{4 + weight:.1f}"/>'
        )
    return (
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" aria-hidden="true">'
        f'{"".join(lines)}<circle class="ego__self" cx="320" cy="180" r="12"/></svg>'
    )


def _name(entity: Entity, other: Entity, number: int, place: tuple[float, float]) -> str:
    x, y = place
    address = href(entity.path, other.path)
    words, shared = html.escape(other.name), count(number, "sentence")
    return (
        f'<li style="left:{100 * x / _WIDTH:.1f}%;top:{100 * (y + 9) / _HEIGHT:.1f}%">'
        f'<a href="{address}">{words}</a> <span class="sr">({shared})</span></li>'
    )
