"""The values of a number in words for readers: subject, speaker, relaying outlet and time."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from briefing_room.catalogue.numbers import ACTUAL, Value
from briefing_room.model import Quantity
from briefing_room.publish.provenance import SourceAccess
from briefing_room.text.periods import period_in_words

_MAX_DATING_NOTE_LETTERS = 40  # of a note shown in place of a missing period
YEAR = re.compile(r"\b(?:19|20)\d\d\b")


class ValueToday(NamedTuple):
    """A value in words for readers."""

    value: Value
    measured: Quantity | None
    speaker: str
    speaker_path: str  # the page of the speaker, or ""
    period: str
    reported: dt.date | None
    revised_to: str = ""  # the value that replaced it, in words
    speaker_names: tuple[str, ...] = ()  # all names of the speaker, to show one of them once
    outlet_kind: str = ""  # if readers should be warned of its outlet
    access: SourceAccess = SourceAccess()  # how its sources were read
    number_name: str = ""  # in a chart of several numbers

    @property
    def quantity(self) -> Quantity:
        """The measured quantity, or a zero; no chart shows a value that was not measured."""
        return self.measured or Quantity("", 0, 0, "", None, 0, 0)

    @property
    def is_weak(self) -> bool:
        """Whether its outlet carries a warning, and no person chose the value to lead.

        Bars leave it out: there it would look as reliable as the others.
        """
        return bool(self.outlet_kind) and not self.value.leads

    @property
    def cautions(self) -> str:
        """The kind of its outlet and how its sources were read, each once."""
        words = (self.outlet_kind, *self.access.wording.split(", "))
        return ", ".join(dict.fromkeys(filter(None, words)))

    @property
    def initials(self) -> str:
        """The shortest name of the speaker in capitals, such as "IEA", or else its name."""
        return min((n for n in self.speaker_names if n.isupper()), key=len, default=self.speaker)

    @property
    def attribution(self) -> str:
        """The speaker, the outlet that relayed it, the cautions: "IEA, via Wire, second-hand"."""
        via = f"via {self.value.via}" if self.value.via else ""
        return ", ".join(filter(None, (self.speaker, via, self.cautions)))

    @property
    def end(self) -> dt.date | None:
        """The last day of its period; without one, the day of the report; ``None`` if unknown."""
        if self.value.period:
            return self.value.period.end
        return None if self._dating_note else self.reported

    @property
    def date_text(self) -> str:
        """Its period in words, what its note says of the time, or when it was reported."""
        if self.period or self._dating_note:
            return self.period or self._dating_note
        if self.reported is None:
            return "source undated"
        return f"reported in {period_in_words(f'{self.reported:%Y-%m}')}"

    @property
    def _dating_note(self) -> str:
        """What its note says of the time, or ""."""
        note = self.value.note or ""
        if note.startswith("undated"):
            return "undated"
        return note if len(note) < _MAX_DATING_NOTE_LETTERS and YEAR.search(note) else ""

    @property
    def wording(self) -> str:
        """The value with its subject, speaker and period: "94% (IEA, 2024)"."""
        parts = filter(None, (self.subject, self.attribution, self.date_text))
        return f"{self.value.text} ({', '.join(parts)})"

    @property
    def subject(self) -> str:
        """The same as ``distinction``, without a part that repeats the speaker."""
        names = self.speaker_names
        return ", ".join(part for part in self._distinguishing_parts if part not in names)

    @property
    def distinction(self) -> str:
        """What distinguishes it from other values of its number: kind, thing, place, basis."""
        return ", ".join(self._distinguishing_parts)

    @property
    def _distinguishing_parts(self) -> tuple[str, ...]:
        value = self.value
        kind = "" if value.kind == ACTUAL else value.kind
        return tuple(part for part in (kind, value.thing, value.place, value.basis) if part)
