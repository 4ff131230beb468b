"""The kinds of torn pieces, and the form that every rule about them has."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from generator.text.grammar import Verbs, tokens


class Torn(Enum):
    """What is missing from a piece, and so where it belongs."""

    NOT = "whole"
    BEFORE = "goes on from the sentence before, after a comma"
    BEFORE_DIRECTLY = "goes on from the sentence before, without a comma"
    SHARES_VERB = "goes on with a verb that shares subject and auxiliary with the sentence before"
    PURPOSE = "says what for: of the sentence before or after it"
    AFTER = "leads into the sentence after it, with a comma"
    LOOSE = "torn, but nobody can say where it belongs"


# A rule gets a piece, its first word in small letters and the count of its verbs; it returns
# ``None`` if it has no say.
Rule = Callable[[str, str, Verbs], Torn | None]


def second_word(piece: str) -> str:
    """Return the second word in small letters, empty if there is none."""
    return [*tokens(piece), "", ""][1].lower()
