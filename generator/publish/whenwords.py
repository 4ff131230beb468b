"""Tell at a glance which sentences can hold a date closer than its year, before they are read.

Reading dates is the dearest thing that a build does, and half of all sentences have none.  The
words are those of :mod:`generator.extract.calendar.datewords`; a test holds that no date is missed.
"""

from __future__ import annotations

import re

_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_UNITS = "day|week|month|quarter|half|omorrow|onight"  # "Monday", "yesterday", "half-year" too
_CLOSER_THAN_A_YEAR = re.compile(rf"{_UNITS}|{_MONTHS}|Q[1-4]|H[12]|\d[./-]\d")


def may_tell_when(text: str) -> bool:
    """Return whether ``text`` may hold a date that is known more closely than its year."""
    return _CLOSER_THAN_A_YEAR.search(text) is not None
