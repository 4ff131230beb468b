"""What a sentence says in so many words: not known, still to come, or that accounts differ.

A few precise patterns, built from the word lists of ``cues.yml``; a wrong line on the page is worse
than a missing one.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from generator.model import Cue, DateSpan
from generator.text.lexicon import table
from generator.text.months import period
from generator.text.sentences import masked

_DATA: dict[str, Any] = table("cues")


def _words(listed: str) -> str:
    return f"(?:{'|'.join(sorted(listed.split(), key=len, reverse=True))})"


_PARTS = {name: _words(listed) for name, listed in _DATA["parts"].items()}
_PARTS |= {"adverbs": f"(?:{_PARTS['adverbs']} )", "few": r"(?:[\w'’.-]+ ){0,5}?"}
_PATTERNS = {
    cue: re.compile(re.sub(r"\{([a-z]+)\}", lambda part: _PARTS[part[1]], "|".join(_DATA[cue])))
    for cue in ("not known", "accounts differ", "to watch", "to watch without a date")
}
_NO_EVENT = re.compile(rf"\b{_words(_DATA['no event'])}\b")


def _holds(cue: str, text: str) -> bool:
    """Return whether a text says a cue; most have none of its words."""
    may_be = any(map(text.__contains__, _DATA["needs"][cue]))
    return may_be and _PATTERNS[cue].search(text) is not None


_LONGEST = 2000  # letters of a sentence; what is longer is no sentence


def cues(text: str, spans: tuple[DateSpan, ...], stands: dt.date | None) -> frozenset[Cue]:
    """Return the cues of a sentence.

    ``spans`` are its dates; ``stands`` is the day on which the text stands, if known: what was
    due before it is not to come.
    """
    if len(text) > _LONGEST:
        return frozenset()
    plain = masked(text)
    plain = plain[:1].lower() + plain[1:]
    asks = plain.rstrip().endswith("?")
    found = {
        Cue.NOT_KNOWN: not asks and _holds("not known", plain),
        Cue.WATCH: not asks and _is_to_come(plain, spans, stands),
        Cue.DIFFER: _holds("accounts differ", plain),
    }
    return frozenset(cue for cue, holds in found.items() if holds)


# --- To come -------------------------------------------------------------------------------------

_NEAR = 90  # letters before a date within which something is said to be due on it
_LIMIT = re.compile(r"\b(?:by|until|till|through|before|end of|later)\b[\w ]{0,16}$")
_PAST = re.compile(
    r"\b(?:said|says|told|was|were|had|after|since|following)\b|\w\wed\b(?! (?:to|for)\b)"
)


def _is_to_come(plain: str, spans: tuple[DateSpan, ...], stands: dt.date | None) -> bool:
    if stands is None or _NO_EVENT.search(plain):
        return False
    ahead = [span for span in spans if span.date and _is_ahead(plain, span, stands)]
    if any(_is_due(plain[: span.start], plain[span.end :]) for span in ahead):
        return True
    if any(span.date for span in spans):
        return False
    return _PATTERNS["to watch without a date"].search(plain) is not None


def _is_due(before: str, behind: str) -> bool:
    """Tell whether something is due on the date between two pieces of a sentence."""
    clause = re.split(r"[.;:] ", before)[-1][-_NEAR:]
    marks = list(_PATTERNS["to watch"].finditer(clause))
    if marks:
        return _PAST.search(clause, marks[-1].end()) is None
    opens = len(before) < 20 and "," not in before
    mark = _PATTERNS["to watch"].search(behind[:_NEAR]) if opens else None
    return mark is not None and _PAST.search(behind, 0, mark.start()) is None


def _is_ahead(plain: str, span: DateSpan, stands: dt.date) -> bool:
    """Tell a date that is still to come: "2026" if it has not begun, "by 2026" while it lasts."""
    time = period(span.date)
    if time is None or time.start > stands:
        return time is not None
    return time.end > stands and _LIMIT.search(plain[: span.start]) is not None
