"""Whom a name is met with: a small network, drawn when the site is built, without a script.

The SVG draws lines and dots only; the names are HTML links laid over it, so they are of full size
on a phone, can be reached by keyboard, and read as a list without styles.
"""

from __future__ import annotations

import html
import math
from collections.abc import Sequence

from generator.catalogue.entries import Entity
from generator.publish.links import href
from generator.publish.words import count

_WIDTH, _HEIGHT = 640, 360


def ego(entity: Entity, others: Sequence[tuple[Entity, int]]) -> str:
    """Return the network of one entity; ``others`` pairs a neighbour with shared sentences."""
    lines, names = [], []
    most = max(number for _, number in others)
    for at, (other, number) in enumerate(others):
        turn = 2 * math.pi * at / len(others) - math.pi / 2
        x = _WIDTH / 2 + math.cos(turn) * 215
        y = _HEIGHT / 2 + math.sin(turn) * 128
        weight = 1 + 4 * number / most
        lines.append(
            f'<path d="M320 180L{x:.0f} {y:.0f}" stroke-width="{weight:.1f}"/>'
            f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{4 + weight:.1f}"/>'
        )
        names.append(_name(entity, other, number, x, y))
    return (
        f'<div class="ego"><svg viewBox="0 0 {_WIDTH} {_HEIGHT}" aria-hidden="true">'
        f'{"".join(lines)}<circle class="ego__self" cx="320" cy="180" r="12"/></svg>'
        f'<ul aria-label="Named together with {html.escape(entity.name)}">{"".join(names)}</ul>'
        f"</div>\n"
    )


def _name(entity: Entity, other: Entity, number: int, x: float, y: float) -> str:
    address = href(entity.path, other.path)
    words, shared = html.escape(other.name), count(number, "sentence")
    return (
        f'<li style="left:{100 * x / _WIDTH:.1f}%;top:{100 * (y + 9) / _HEIGHT:.1f}%">'
        f'<a href="{address}">{words}</a> <span class="sr">({shared})</span></li>'
    )
