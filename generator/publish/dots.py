"""A dot chart of figures about one thing, drawn as SVG when the site is built.

Colours are the theme's, so that it follows light and dark; the table beside it holds the data.
"""

from __future__ import annotations

import hashlib
import html
from collections.abc import Sequence
from typing import NamedTuple

_WIDTH, _LEFT, _RIGHT, _ROW = 400, 150, 62, 30  # small, so that text stays readable on a phone


class Dot(NamedTuple):
    """A figure to draw: who says it, when it holds, its range and how it is written."""

    label: str
    low: float
    high: float
    given: str


def chart(title: str, dots: Sequence[Dot]) -> str:
    """Return the chart; values are drawn from zero unless they lie close together."""
    least, most = min(dot.low for dot in dots), max(dot.high for dot in dots)
    start = 0.0 if least >= 0 and least < most * 0.6 else least - (most - least or abs(least)) * 0.3
    span = (most - start) or 1.0
    height = _ROW * len(dots) + 12
    name = "c" + hashlib.sha256(f"{title}{dots}".encode()).hexdigest()[:8]
    words = "; ".join(f"{dot.label}: {dot.given}" for dot in dots)
    body = "".join(_row(dot, at, start, span) for at, dot in enumerate(dots))
    return (
        f'<figure class="dots" data-pagefind-ignore="all"><svg viewBox="0 0 {_WIDTH} {height}" '
        f'role="img" aria-labelledby="{name}t {name}d"><title id="{name}t">{html.escape(title)}'
        f'</title><desc id="{name}d">{html.escape(words)}</desc>{body}</svg></figure>'
    )


def _row(dot: Dot, at: int, start: float, span: float) -> str:
    y = at * _ROW + 20
    low, high = (_LEFT + (value - start) / span * _inner() for value in (dot.low, dot.high))
    label = html.escape(_short(dot.label))
    return (
        f'<text x="{_LEFT - 10}" y="{y + 4}" text-anchor="end">{label}</text>'
        f'<path class="rule" d="M{_LEFT} {y}H{_WIDTH - _RIGHT}"/>'
        f'<path class="range" d="M{low:.1f} {y}H{high:.1f}"/>'
        f'<circle cx="{low:.1f}" cy="{y}" r="5"/><circle cx="{high:.1f}" cy="{y}" r="5"/>'
        f'<text x="{high + 9:.1f}" y="{y + 4}">{html.escape(_short(dot.given, 12))}</text>'
    )


def _inner() -> int:
    return _WIDTH - _LEFT - _RIGHT - 12


def _short(text: str, length: int = 23) -> str:
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
