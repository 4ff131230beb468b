"""A style sheet as a browser needs it; it is written to be read."""

from __future__ import annotations

import re

_PIECE = re.compile(r"""("[^"]*"|'[^']*'|url\([^)"']*\))|/\*.*?\*/|(\s+)""", re.DOTALL)
_AROUND = re.compile(r"""("[^"]*"|'[^']*')|\s*([{};,>])\s*|(:)\s+""")


def minify(css: str) -> str:
    """Write a style sheet without comments and without spaces that mean nothing."""
    plain = _PIECE.sub(lambda piece: piece[1] or (" " if piece[2] else ""), css)
    tight = _AROUND.sub(lambda piece: piece[1] or piece[2] or piece[3], plain)
    return tight.replace(";}", "}").strip() + "\n"
