"""A dot chart of figures about one thing, drawn as SVG when the site is built.

Names and values are HTML, so that they wrap instead of being cut and keep their size on a phone;
colours are the theme's, so that the chart follows light and dark.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import NamedTuple

_WIDTH, _HEIGHT, _EDGE = 400, 14, 7  # of the drawing of one row


class Dot(NamedTuple):
    """A figure to draw: who says it, when it holds, its range and how it is written."""

    label: str
    low: float
    high: float
    given: str


def chart(title: str, dots: Sequence[Dot], unit: str = "") -> str:
    """Return the chart; values are drawn from zero unless they lie close together.

    The ends of the axis are told in ``unit``, and that it does not begin at zero where it does not.
    """
    least, most = min(dot.low for dot in dots), max(dot.high for dot in dots)
    start = 0.0 if least >= 0 and least < most * 0.6 else least - (most - least or abs(least)) * 0.3
    span = (most - start) or 1.0
    body = "".join(_row(dot, start, span) for dot in dots)
    cut = "" if start == 0 else " (not from zero)"
    return (
        f'<figure class="dots" data-pagefind-ignore="all"><figcaption class="sr">'
        f"{html.escape(title)}</figcaption><ol>{body}</ol>"
        f'<p class="dots__axis"><span>{html.escape(_value(start, unit))}{cut}</span> '
        f"<span>{html.escape(_value(most, unit))}</span></p></figure>"
    )


def _row(dot: Dot, start: float, span: float) -> str:
    y = _HEIGHT // 2
    inner = _WIDTH - 2 * _EDGE
    low, high = (_EDGE + (value - start) / span * inner for value in (dot.low, dot.high))
    return (
        f"<li>{html.escape(dot.label)}: <b>{html.escape(dot.given)}</b>"
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" aria-hidden="true">'
        f'<path class="rule" d="M{_EDGE} {y}H{_WIDTH - _EDGE}"/>'
        f'<path class="range" d="M{low:.1f} {y}H{high:.1f}"/>'
        f'<circle cx="{low:.1f}" cy="{y}" r="5"/><circle cx="{high:.1f}" cy="{y}" r="5"/>'
        "</svg></li>"
    )


def _value(number: float, unit: str) -> str:
    shown = f"{round(number, 2 if abs(number) < 10 else 0):,.2f}".rstrip("0").rstrip(".")
    return f"{shown}{unit}" if unit == "%" else f"{shown} {unit}".strip()
