"""Why the passages do not support a statement: a code, a strength and a message."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

NO_CITATION = "no-citation"
NO_PASSAGE = "no-such-passage"
OTHER_SEED = "other-seed"
QUOTATION = "quotation"
SPEAKER = "speaker"
TOO_MANY = "too-many-passages"
TOO_LONG = "too-long"
_MAX_QUOTED_CHARACTERS = 200


class Strength(StrEnum):
    """Whether a statement is wrong for everybody, or only more than a writer may say unasked."""

    ERROR = "error"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, slots=True)
class Reason:
    """One unsupported thing in a statement; ``words`` are the statement's words at fault."""

    code: str
    strength: Strength
    message: str
    words: tuple[str, ...] = ()


def error(code: str, message: str, *words: str) -> Reason:
    """A reason that holds for people and writers alike."""
    return Reason(code, Strength.ERROR, message, words)


def unsupported(code: str, message: str, *words: str) -> Reason:
    """A reason for which a writer has to rewrite the statement."""
    return Reason(code, Strength.UNSUPPORTED, message, words)


def shorten(text: str) -> str:
    """Cut a passage that a message quotes."""
    if len(text) <= _MAX_QUOTED_CHARACTERS:
        return text
    return f"{text[:_MAX_QUOTED_CHARACTERS].rsplit(' ', 1)[0]} …"
