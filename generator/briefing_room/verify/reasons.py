"""Why a statement is not borne out by its passages: a code, how strong it is, and a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

NO_CITATION, NO_PASSAGE, OTHER_SEED = "no-citation", "no-such-passage", "other-seed"
QUOTATION, SPEAKER = "quotation", "speaker"
TOO_MANY, TOO_LONG = "too-many-passages", "too-long"

VERSION = "12"
"""Part of the keys under which verdicts are kept: a new one makes all be found anew."""


class Strength(StrEnum):
    """What a reason means: false for everybody, or more than a writer may say unasked."""

    ERROR = "error"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that a statement says and its passages do not; ``words`` are those of it."""

    code: str
    strength: Strength
    message: str
    words: tuple[str, ...] = ()


def error(code: str, message: str, *words: str) -> Reason:
    """Return a reason that holds for everybody."""
    return Reason(code, Strength.ERROR, message, words)


def unsupported(code: str, message: str, *words: str) -> Reason:
    """Return a reason that a writer has to say it anew."""
    return Reason(code, Strength.UNSUPPORTED, message, words)
