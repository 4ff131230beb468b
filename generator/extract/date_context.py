"""Words that only look like dates: "may", "today" for nowadays, "for the last month"."""

from __future__ import annotations

import re
from collections.abc import Callable

from generator.extract.date_words import MONTH, MONTH_CUE

_Match = re.Match[str]

# "Wednesday (June 7)", "this year on November 27": the date behind says it all.
_SAID_AGAIN = re.compile(rf"\s(?:\((?:on\s)?|on\s(?:the\s)?)(?:{MONTH}\s\d|\d\d?\s{MONTH})")
_NOWADAYS = re.compile(r"[Tt]omorrow['’]s\b|[Yy]esterday['’]s(?!\s[a-z])")
_LASTING = re.compile(
    r"\b(?:for|over|in|during|within|throughout|of)\s(?:much\sof\s)?(?:the|these)\s$", re.IGNORECASE
)
_LIMIT = re.compile(r"\b(?:by|before|until|till|at|to)\s$")
_OF_A_MONTH = re.compile(r"'s\b|\s(?:alone|data|figures|exports|shipments|sales|output)\b")
_TOLD = r"(?:said|announced|issued|signed|published|reported)\b"


def is_date(kind: str, match: _Match, text: str) -> bool:
    """Return whether the words of a match are a date where they stand."""
    tells = _TELLS.get(kind)
    return tells is None or tells(match, text)


def _month(match: _Match, text: str) -> bool:
    word = match.group()
    if match["y"] is None and word.isupper():
        return False
    before, behind = text[: match.start()], text[match.end() :]
    if match["y"] or not re.fullmatch(r"May|March|Mar\.?|Jan", word):
        return True
    return bool(MONTH_CUE.search(before) or _OF_A_MONTH.match(behind))


def _weekday(match: _Match, text: str) -> bool:
    """Leave a weekday to the date beside it: "11 July (Friday)", "Friday (11 July)"."""
    in_brackets = text[match.start() - 1 : match.start()] == "(" and text[match.end() :][:1] == ")"
    return not in_brackets and not _SAID_AGAIN.match(text, match.end())


def _relative(match: _Match, text: str) -> bool:
    last = re.match(r"last (?!quarter)", match.group(), re.IGNORECASE)
    if last and _LASTING.search(text[: match.start()]):
        return False  # "for the last month" is a stretch of time
    return not _SAID_AGAIN.match(text, match.end())


def _year_end(match: _Match, text: str) -> bool:
    return _LIMIT.search(text[: match.start()]) is not None


def _near(match: _Match, text: str) -> bool:
    """Tell the day of the article from "today" for nowadays: something was said or done on it."""
    if match.group().lower() != "today":
        return not _NOWADAYS.match(text, match.start())
    before, behind = text[: match.start()], text[match.end() :]
    if match.group()[0] == "T" and re.search(r"[A-Z][\w.]+\s$", before):
        return False  # "Asia Today" is an outlet
    if re.search(rf"\b{_TOLD}", before[-40:]) or re.match(rf"\s{_TOLD}", behind):
        return True
    # "he told reporters after the opening of the plant here today"
    return bool(re.match(r"[.,]?$", behind) and re.search(r"\btold\s[a-z]+\b", before))


_TELLS: dict[str, Callable[[_Match, str], bool]] = {
    "month": _month,
    "weekday": _weekday,
    "relative": _relative,
    "year-end": _year_end,
    "near": _near,
}
