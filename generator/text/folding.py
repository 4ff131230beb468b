"""Make typography plain before names are looked for, and remember where each letter stood."""

from __future__ import annotations

import bisect
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
# What does not keep its length: runs of spaces, lines broken after a hyphen, invisible
# characters, letters with accents of their own.
_GAPS = rf"[ \n{_INVISIBLE}]{{2,}}|(?<=\w-)\n(?=\w)|[{_INVISIBLE}]"
_UNEVEN = re.compile(_GAPS)
_UNEVEN_WITH_ACCENTS = re.compile(rf"{_GAPS}|\w[\u0300-\u036f]+")


@dataclass(frozen=True, slots=True)
class Folded:
    """``text`` with plain typography, and the original it was made from.

    ``cuts`` and ``places`` are the positions, in both, from which letters run in step again.
    """

    text: str
    original: str
    cuts: tuple[int, ...] = (0,)
    places: tuple[int, ...] = (0,)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where ``text[start:end]`` stands in the original; ``start < end``."""
        last = self._place(end - 1) + 1
        while last < len(self.original) and unicodedata.combining(self.original[last]):
            last += 1
        return self._place(start), last

    def _place(self, position: int) -> int:
        at = bisect.bisect_right(self.cuts, position) - 1
        return self.places[at] + position - self.cuts[at]


def fold(text: str) -> Folded:
    """Fold apostrophes, hyphens, spaces and line breaks; drop soft hyphens; compose accents.

    A line break becomes a space, a blank line stays a line break (no name runs across it), and a
    word broken after its own hyphen ("rare-" / "earth") is whole again.
    """
    plain = text.translate(_PLAIN)
    if plain.isprintable() and "  " not in plain and unicodedata.is_normalized("NFC", plain):
        return Folded(plain, text)  # nothing that does not keep its length
    pieces: list[str] = []
    cuts, places = [0], [0]
    length = position = 0
    composed = unicodedata.is_normalized("NFC", plain)
    for match in (_UNEVEN if composed else _UNEVEN_WITH_ACCENTS).finditer(plain):
        piece = _even(match[0])
        before = plain[position : match.start()].replace("\n", " ")
        pieces += (before, piece)
        length += len(before)
        position = match.end()
        # The letters of the piece stand where it begins; what follows runs in step again.
        cuts += (length, length + len(piece))
        places += (match.start(), position)
        length += len(piece)
    pieces.append(plain[position:].replace("\n", " "))
    return Folded("".join(pieces), text, tuple(cuts), tuple(places))


def _even(piece: str) -> str:
    if unicodedata.combining(piece[-1]):
        return unicodedata.normalize("NFC", piece)
    if piece.count("\n") > 1:
        return "\n"
    return " " if " " in piece or ("\n" in piece and len(piece) > 1) else ""
