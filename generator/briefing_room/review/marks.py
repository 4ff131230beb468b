"""What the verifier says as findings: errors, and what is marked in the lines of people."""

from __future__ import annotations

from collections.abc import Iterable

from briefing_room.model import Finding
from briefing_room.verify.reasons import Reason, Strength

MARKED = frozenset(
    {"polarity", "contrary", "sides", "binding", "cause", "unit", "number", "date", "name"}
    | {"not-supported", "wrong-thing", "wrong-place", "wrong-kind", "wrong-status", "wrong-speaker"}
)
"""What is marked in a person's line though it is no error: rules that are mostly right there."""


def told(reasons: Iterable[Reason], where: str, line: int) -> tuple[Finding, ...]:
    """Return reasons as findings: all errors, and of what is unsupported what people are shown."""
    return tuple(
        Finding(each.code, where, line, each.message, each.strength.value, each.words)
        for each in reasons
        if each.strength is Strength.ERROR or each.code in MARKED
    )
