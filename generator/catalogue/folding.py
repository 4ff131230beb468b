"""Make typography plain before names are looked for, and remember where each letter stood."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

# Each of these stands for one plain character, so that offsets do not move.
_PLAIN = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "＇": "'",
        "‐": "-",
        "‑": "-",
        "\u00a0": " ",
        "\u2007": " ",
        "\u2009": " ",
        "\u202f": " ",
        "\t": " ",
        "\r": " ",
        "\f": " ",
        "\v": " ",
        "\u2028": "\n",
        "\u2029": "\n",
    }
)
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_RAGGED = re.compile(rf"[ \n]{{2,}}|[\n{_INVISIBLE}]")
_UNIT = re.compile(rf"[ \n{_INVISIBLE}]+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Folded:
    """``text`` with plain typography; ``starts`` and ``ends`` lead back, ``None`` if unmoved."""

    text: str
    starts: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where ``text[start:end]`` stands in the original; ``start < end``."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]


def fold(text: str) -> Folded:
    """Fold apostrophes, hyphens, spaces and line breaks; drop soft hyphens; compose accents.

    A line break becomes a space, a blank line stays a line break (no name runs across it), and a
    word broken after its own hyphen ("rare-" / "earth") is whole again.
    """
    plain = text.translate(_PLAIN)
    if not _RAGGED.search(plain) and unicodedata.is_normalized("NFC", plain):
        return Folded(plain)
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end, letter in _units(plain):
        letters.append(letter)
        starts.extend([start] * len(letter))
        ends.extend([end] * len(letter))
    return Folded("".join(letters), tuple(starts), tuple(ends))


def _units(plain: str) -> list[tuple[int, int, str]]:
    units: list[tuple[int, int, str]] = []
    for match in _UNIT.finditer(plain):
        start, end, piece = match.start(), match.end(), match[0]
        if piece[0] in f" \n{_INVISIBLE}":
            letter = _gap(piece, plain[start - 1 : start], plain[end : end + 1])
            if letter:
                units.append((start, end, letter))
        elif unicodedata.combining(piece) and units and units[-1][1] == start:
            first, _, base = units.pop()
            units.append((first, end, unicodedata.normalize("NFC", base + piece)))
        else:
            units.append((start, end, piece))
    return units


def _gap(piece: str, before: str, after: str) -> str:
    breaks = piece.count("\n")
    if breaks > 1:
        return "\n"
    if breaks == 1 and before == "-" and after.isalpha():
        return ""
    return " " if breaks or " " in piece else ""
