"""Tell at a glance which sentences can hold a date closer than its year, before they are read.

Reading dates is the dearest thing that a build does, and half of all sentences have none.  The
words are those of :mod:`generator.extract.date_words`; a test holds that no date is missed.
"""

from __future__ import annotations

import re

_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_UNITS = "day|week|month|quarter|half|omorrow|night"  # "Monday", "yesterday", "half-year" too
_FEASTS = "hristmas|hanksgiving|ear[ -]end"
_SHORT = r"Q[1-4]|H[12]|[1-4]Q|[12]H|\d[./-]\d|on the \d"
_CLOSER_THAN_A_YEAR = re.compile(f"{_UNITS}|{_MONTHS}|{_MONTHS.upper()}|{_FEASTS}|{_SHORT}")


def may_tell_when(text: str) -> bool:
    """Return whether ``text`` may hold a date that is known more closely than its year."""
    return _CLOSER_THAN_A_YEAR.search(text) is not None
