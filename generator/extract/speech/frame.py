"""The record of one attribution: whose words, by which verb, and what stretch is said."""

from __future__ import annotations

from dataclasses import dataclass

from generator.extract.grammar.verbs import Manner


@dataclass(frozen=True, slots=True)
class Frame:
    """One attribution inside a sentence.

    ``said`` is the stretch that is said, the verb included where the words need it (``bare`` is
    then false).  ``via`` is the phrase of whoever relays, ``citing`` of whoever is relayed.
    ``after`` tells that the reporting clause follows, ``negated`` that nothing was said,
    ``relative`` that only the whole sentence makes sense.  An empty ``speaker`` is the one before.
    """

    speaker: str
    at: int
    verb: str
    verb_at: int
    manner: Manner
    said: tuple[int, int]
    bare: bool
    after: bool = False
    negated: bool = False
    relative: bool = False
    within: tuple[int, int] = (0, 0)  # the stretch between semicolons that it stands in
    relays: bool = False  # what is said is nothing but somebody else's words
    inner: bool = False  # stands in a clause that another frame reports
    told: str | None = None
    via: str | None = None
    citing: str | None = None
