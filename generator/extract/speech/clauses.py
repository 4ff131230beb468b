"""The clause that a figure or a date stands in, without the words that only report it."""

from __future__ import annotations

import re
from typing import NamedTuple

from generator.extract.speech.frame import Frame
from generator.extract.speech.frames import frames

_BREAK = re.compile(
    r"[;:]\s(?![^()]{0,80}\))|,?\s(?=according to\b)|\s[–—]\s"
    r"|,\s(?:while|whereas|but|although|though)\s"
    r"|\swhile\s"
    r"|(?<=[a-z]{4})(?<!Corp)(?<!Prof)(?<!Sept)\.\s(?=[A-Z])"  # not "Mr. Lowe", "U.S. duties"
    r"|,\s(?=[A-Z](?:(?!\band\b)[\w. ]){1,40}\s(?:said|reported|gave|put|noted|wrote)\b)"
)


_TELLS_WHEN = re.compile(
    r"(?:(?:On|In|At|By|Since|After|Before|During|Late|Early|Earlier|Later|Last|This|Next)\s)"
    r"(?:[\w.'’-]+\s?|,\s?){1,6}"
)


class Clause(NamedTuple):
    """``text[start:end]`` of a sentence.

    ``said`` is where the content begins, behind "X said that"; ``frame`` is the reporting clause
    that governs it, if there is one.
    """

    text: str
    start: int
    said: int
    end: int
    frame: Frame | None


def clause_at(text: str, start: int, end: int, *, when: bool = False) -> Clause:
    """Return the clause around ``text[start:end]``.

    With ``when`` it goes on behind words that only tell when: "On Wednesday, Lowe said …".
    """
    found = [
        m for m in _BREAK.finditer(text) if not (when and _TELLS_WHEN.fullmatch(text, 0, m.start()))
    ]
    breaks = [0, *(match.end() for match in found if match.end() <= start)]
    ends = [*(match.start() for match in found if match.start() >= end), len(text)]
    frame = governing(text, start)
    said = max(breaks[-1], _opening(frame, start) if frame else 0)
    stop = min(ends[0], frame.said[1] if frame and _holds(frame, end) else len(text))
    return Clause(text, breaks[-1], said, stop, frame)


def _holds(frame: Frame, end: int) -> bool:
    """Return whether what is said goes on to ``end``: up to it where the speaker stands behind."""
    return frame.said[1] > end or (frame.after and frame.said[1] == end)


def _opening(frame: Frame, position: int) -> int:
    """Return where the content begins; a verb that says something needs its speaker before it."""
    opening = frame.said[0] if frame.bare or frame.after else frame.at
    return min(opening, position)


def reports(text: str) -> tuple[Frame, ...]:
    """Return the reporting clauses of a sentence."""
    return frames(text)


def governing(text: str, position: int) -> Frame | None:
    """Return the innermost reporting clause whose content holds ``position``."""
    holding = [frame for frame in reports(text) if frame.said[0] <= position < frame.said[1]]
    return max(holding, key=lambda frame: (frame.said[0], -frame.said[1]), default=None)


# Where a cell may be cut at its end, and where a clause begins that can stand without the words
# before it.  A weak joint leaves a torn start and is used only where there is no other way.
_CUT = re.compile(r",\s|\s(?=(?:and|or|but|because|after|before|which|who|when|that|with)\s)")
_STRONG = re.compile(r",\s|\s(?=(?:because|after|before|which|who|when|that)\s)")
_BEGIN = re.compile(
    r";\s|,\s(?=(?:while|whereas|but|after|before|when|although)\s)|\s(?=(?:that|because)\s)"
    r"|,\s(?=and\s(?:that|it|the|a|an|in|on|by|its|his|their)\s)"
)


def fragment(clause: Clause, start: int, end: int, longest: int, *, whole: bool = False) -> str:
    """Return the clause's own words around ``[start:end]``, cut at joints to ``longest`` words.

    With ``whole`` the words begin where a clause begins, and are "" if they cannot be cut so.
    """
    low, high = clause.said, clause.end
    text = clause.text
    for form in (_STRONG, _CUT):  # off the end first: what comes first says most
        for joint in _joints(form, text, end, high, backwards=True):
            if _words(text[low:high]) > longest:
                high = joint
    for joint in _joints(_BEGIN if whole else _CUT, text, low, start + 1):
        if _words(text[low:high]) > longest:
            low = joint
    if low > clause.start and re.match(r"\s*(?:citing|quoted|drawing|using)\b", text[low:]):
        low = clause.start  # the subject stands before the comma
    if whole and _words(text[low:high]) > longest:
        return ""
    words = re.sub(r"[\s,]+(?:and|but|or)$", "", text[low:high].strip(" ,;:."))
    return re.sub(r"^(?:and|or|but|that|which|who|because|while|whereas|,)\s+", "", words)


def _joints(
    form: re.Pattern[str], text: str, low: int, high: int, *, backwards: bool = False
) -> list[int]:
    found = {match.start() for match in form.finditer(text, low, high)}
    return sorted(found, reverse=backwards)


def _words(text: str) -> int:
    return len(text.split())
