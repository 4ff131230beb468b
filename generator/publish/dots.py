"""A dot chart of figures about one thing, drawn as SVG when the site is built.

Names and values are HTML, so that they wrap instead of being cut and keep their size on a phone;
colours are the theme's, so that the chart follows light and dark.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import NamedTuple

_WIDTH, _HEIGHT, _EDGE = 400, 14, 18  # of the drawing of one row
_SHAFT = 16  # of the arrow of a value that is only a limit


class Dot(NamedTuple):
    """A figure to draw: who says it, when it holds, its range and how it is written.

    ``qualifier`` says how the value is meant ("about"), "" if it is meant as it stands;
    ``beyond`` is 1 where any more is meant, -1 where any less is, else 0.
    """

    label: str
    low: float
    high: float
    given: str
    qualifier: str = ""
    beyond: int = 0

    @property
    def extent(self) -> tuple[float, float, int, str]:
        """Return what is drawn; it sorts by value."""
        return self.low, self.high, self.beyond, self.qualifier


def chart(title: str, dots: Sequence[Dot], unit: str = "") -> str:
    """Return the chart: a row for each value, with all who give it, in the order of ``dots``.

    Values are drawn from zero unless they lie close together.  The ends of the axis are told in
    ``unit``, and that it does not begin at zero where it does not.  A limit ("more than") is an
    arrow, a rough value ("about") a ring.
    """
    least, most = min(dot.low for dot in dots), max(dot.high for dot in dots)
    start = 0.0 if least >= 0 and least < most * 0.6 else least - (most - least or abs(least)) * 0.3
    span = (most - start) or 1.0
    rows: dict[tuple[object, ...], list[Dot]] = {}
    for dot in dots:
        rows.setdefault(dot.extent, []).append(dot)
    body = "".join(_row(same, start, span) for same in rows.values())
    cut = "" if start == 0 else " (not from zero)"
    return (
        f'<figure class="dots" data-pagefind-ignore="all"><figcaption class="sr">'
        f"{html.escape(title)}</figcaption><ol>{body}</ol>"
        f'<p class="dots__axis"><span>{html.escape(_value(start, unit))}{cut}</span> '
        f"<span>{html.escape(_value(most, unit))}</span></p></figure>"
    )


def _row(same: Sequence[Dot], start: float, span: float) -> str:
    y, first = _HEIGHT // 2, same[0]
    inner = _WIDTH - 2 * _EDGE
    low, high = (_EDGE + (value - start) / span * inner for value in (first.low, first.high))
    who = "; ".join(dict.fromkeys(dot.label for dot in same))
    limit = _arrow(high if first.beyond > 0 else low, y, first.beyond)
    rough = ' class="rough"' if first.qualifier and not first.beyond else ""
    return (
        f"<li><b>{html.escape(first.given)}</b> {html.escape(who)}"
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" aria-hidden="true">'
        f'<path class="rule" d="M{_EDGE} {y}H{_WIDTH - _EDGE}"/>'
        f'<path class="range" d="M{low:.1f} {y}H{high:.1f}"/>{limit}'
        f'<circle{rough} cx="{low:.1f}" cy="{y}" r="5"/>'
        f'<circle{rough} cx="{high:.1f}" cy="{y}" r="5"/>'
        "</svg></li>"
    )


def _arrow(x: float, y: int, beyond: int) -> str:
    if not beyond:
        return ""
    tip = min(max(x + beyond * _SHAFT, 1), _WIDTH - 1)
    back = tip - beyond * 5
    head = f"M{back:.1f} {y - 4}L{tip:.1f} {y}L{back:.1f} {y + 4}"
    return f'<path class="limit" d="M{x:.1f} {y}H{tip:.1f}{head}"/>'


def _value(number: float, unit: str) -> str:
    shown = f"{round(number, 2 if abs(number) < 10 else 0):,.2f}".rstrip("0").rstrip(".")
    return f"{shown}{unit}" if unit == "%" else f"{shown} {unit}".strip()
