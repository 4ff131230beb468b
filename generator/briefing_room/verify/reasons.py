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
    """How grave a reason is."""

    ERROR = "error"  # nobody may write this
    UNSUPPORTED = "unsupported"  # a person may confirm it, a model may not write it


@dataclass(frozen=True, slots=True)
class Reason:
    """One unsupported thing in a statement; ``words`` are the words at fault."""

    code: str
    strength: Strength
    message: str
    words: tuple[str, ...] = ()


def error(code: str, message: str, *words: str) -> Reason:
    """A reason why nobody may write a statement."""
    return Reason(code, Strength.ERROR, message, words)


def unsupported_reason(code: str, message: str, *words: str) -> Reason:
    """A reason why a model must rewrite a statement, which a person may confirm."""
    return Reason(code, Strength.UNSUPPORTED, message, words)


def shorten(text: str) -> str:
    """Cut a quoted passage to the length that a message has room for."""
    if len(text) <= _MAX_QUOTED_CHARACTERS:
        return text
    return f"{text[:_MAX_QUOTED_CHARACTERS].rsplit(' ', 1)[0]} …"
