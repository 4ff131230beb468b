"""Why a policy or a number matters, according to its page."""

from __future__ import annotations

from dataclasses import dataclass

from briefing_room.catalogue.schema import cites, key


@dataclass(frozen=True, slots=True)
class Why:
    """One or two sentences on what changes, and for whom, with the passages they follow from."""

    text: str = key(need="say what it changes, and for whom")
    cites: tuple[str, ...] = cites()
    line: int = 0
