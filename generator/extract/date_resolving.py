"""Turn each form of date into an ISO date as precise as the text, with the rule followed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import NamedTuple

from generator.extract.date_years import (
    STEPS,
    Frame,
    Outlook,
    day_of,
    iso_month,
    iso_year,
    last_year,
    outlook,
    shifted,
    year_of,
)
from generator.extract.numerals import value
from generator.model import DateSpan
from generator.text.months import WEEKDAYS, month_number
from generator.text.tables import table

_TABLE = table("dates")
_QUARTERS, _WEEK = 4, 7
_Match = re.Match[str]


class _Read(NamedTuple):
    """What a form says: an ISO date, ``None`` if it cannot be known, and the rule used."""

    date: str | dt.date | None
    precision: str
    rule: str | None = None


_VAGUE, _NO_DAY = _Read(None, "vague"), _Read(None, "day")


def read(kind: str, match: _Match, frame: Frame) -> list[DateSpan]:
    """Return the dates of a match of a form of that kind; a range has two."""
    if kind == "days":
        return _two_days(match, frame)
    if kind == "years":
        known = int(match["y"]) < int(match["z"])
        return [_span(match, _Read(match[name] if known else None, "year"), name) for name in "yz"]
    return [_span(match, _READERS[kind](match, frame))]


def _span(match: _Match, found: _Read, *parts: str) -> DateSpan:
    """Return the date of a match, or of a part of its text that groups name."""
    start = min(match.start(part) for part in parts) if parts else match.start()
    end = max(match.end(part) for part in parts) if parts else match.end()
    given = match.string[start:end].strip()
    date = found.date.isoformat() if isinstance(found.date, dt.date) else found.date
    rule = found.rule if date else None
    return DateSpan(given, date, found.precision, start, start + len(given), rule)


def _or_vague(found: _Read) -> _Read:
    return found if found.date else _VAGUE


def _seen(match: _Match) -> Outlook:
    return outlook(match.string, *match.span())


# --- Days, months, quarters, years ---------------------------------------------------------------


def _two_days(match: _Match, frame: Frame) -> list[DateSpan]:
    """Read "25 and 26 April 2012" as two days."""
    first, second = _day(match, frame), _day(match, frame, "e")
    if match.start("m") < match.start("d"):
        return [_span(match, first, "m", "d"), _span(match, second, "e", *_given(match))]
    return [_span(match, first, "d"), _span(match, second, "e", "m", *_given(match))]


def _given(match: _Match) -> tuple[str, ...]:
    return ("y",) if match["y"] else ()


def _day(match: _Match, frame: Frame, name: str = "d") -> _Read:
    month = int(match["m"]) if match["m"].isdigit() else month_number(match["m"])
    day = int(match[name].rstrip("stndrh"))
    year, rule = year_of(match, month, day, frame)
    return _Read(day_of(year or 0, month, day), "day", rule)


_NEXT_TO = re.compile(r" before\b(?! the| an?\b)")


def _month(match: _Match, frame: Frame) -> _Read:
    month, anchor, told = month_number(match["m"]), frame.anchor, frame.told_day
    if told and _NEXT_TO.match(match.string, match.end()):
        return _Read(iso_month(last_year(month, told), month), "month", f"last before {told}")
    if not match["which"] or anchor is None:
        year, rule = year_of(match, month, 15, frame)
        return _Read(iso_month(year, month), "month", rule)
    which = match["which"].lower()
    year = anchor.year + (month <= anchor.month) if which == "next" else last_year(month, anchor)
    if year == anchor.year and abs(month - anchor.month) == 1:
        year += STEPS[which]  # in March, February is not "last February"
    return _Read(iso_month(year, month), "month", f"{which} such month, from {anchor}")


# What is told of a quarter that has ended.
_RESULTS = re.compile(
    r"\b(?:loss(?:es)?|profits?|earnings?|earned|results?|income|sales|revenue|report(?:s|ed)?|net"
    r"|dividends?|charges?)\b",
    re.IGNORECASE,
)
_YEAR_AGO = re.compile(r"\b(?:year[- ]ago|year[- ]earlier|last year's|previous year's)\s$")


def _quarter(match: _Match, frame: Frame) -> _Read:
    groups = match.groupdict()
    if groups.get("m"):
        number = month_number(match["m"]) // 3
    else:
        named = groups.get("q") or match["o"]
        number = int(named) if named.isdigit() else _TABLE["ordinals"][named.lower()]
    year, rule = year_of(match, number * 3 - 1, 15, frame)
    if groups.get("y") is None and frame.anchor and not frame.told_day:
        year, rule = _quarter_year(match, number, frame.anchor), f"quarter near {frame.anchor}"
    return _Read(iso_year(year, f"-Q{number}"), "quarter", rule)


def _quarter_year(match: _Match, number: int, anchor: dt.date) -> int | None:
    """Return the year of a quarter named alone: the one that ended last, or is to come soon."""
    text, (start, end) = match.string, match.span()
    steps = number - ((anchor.month - 1) // 3 + 1)  # quarters from the present one
    if _YEAR_AGO.search(text[max(0, start - 20) : start]):
        return anchor.year - (steps >= 0) - 1
    back, ahead = anchor.year - (steps > 0), anchor.year + (steps < 0)
    ended_last = steps in {-1, _QUARTERS - 1}  # it is to have results, or a plan for the next one
    results = ended_last and _RESULTS.search(text[max(0, start - 60) : end + 40])
    return back if results or _seen(match) is not Outlook.AHEAD else ahead


def _half(match: _Match, frame: Frame) -> _Read:
    number = {"first": 1, "1": 1}.get(match["h"].lower(), 2)
    year, rule = year_of(match, number * 6 - 3, 15, frame)
    return _Read(iso_year(year, f"-H{number}"), "half", rule)


_BY = re.compile(r"\b(?:before|until|to|by)\s$")


def _season(match: _Match, frame: Frame) -> _Read:
    """Read "next spring" as the year it lies in; a winter lies in two, and stays open."""
    start, which, name = frame.anchor, (match["which"] or "").lower(), match["n"]
    if which in {"the following", "the previous"}:
        start = frame.beside or frame.told_day or start
    if start is None or name == "winter":
        return _VAGUE
    ahead = STEPS.get(which.rpartition(" ")[2], 0) > 0
    if not which:
        limit = _BY.search(match.string[max(0, match.start() - 8) : match.start()])
        ahead = limit is not None or _seen(match) is Outlook.AHEAD
    begun = start.month >= _TABLE["seasons"][name]
    step = 0 if which == "this" else begun if ahead else -(not begun)
    rule = f"{match[0].lower()}, from {start}"
    return _or_vague(_Read(iso_year(start.year + step), "year", rule))


# --- Dates that count from another one -----------------------------------------------------------

_A_DAY = re.compile(r"\b(?:the|its|their)\s$")  # "by the Tuesday deadline"


def _weekday(match: _Match, frame: Frame) -> _Read:
    """Read "on Thursday": the last one up to the article, or the next one after a future verb."""
    anchor, name, which = frame.anchor, match["w"], (match["which"] or "").lower()
    if anchor is None:
        return _NO_DAY
    days = WEEKDAYS.index(name.lower()) - anchor.weekday()
    if match["week"] or which.startswith("the "):  # "Friday last week", "the following Monday"
        return _NO_DAY
    seen, back = _seen(match), -days % _WEEK
    attribute = _A_DAY.search(match.string[max(0, match.start() - 8) : match.start()])
    if not which and (seen is Outlook.UNSURE or (seen is Outlook.AHEAD and attribute)):
        return _NO_DAY
    if which == "next" or (seen is Outlook.AHEAD and not which and back):
        return _Read(shifted(anchor, _WEEK - back), "day", f"{name} after {anchor}")
    back = back or (_WEEK if which == "last" else 0)
    return _Read(shifted(anchor, -back), "day", f"{name} on or before {anchor}")


def _near(match: _Match, frame: Frame) -> _Read:
    if frame.anchor is None:
        return _NO_DAY
    word = match["near"].lower()
    return _Read(shifted(frame.anchor, _TABLE["near"][word]), "day", f"{word} from {frame.anchor}")


def _year_end(_: _Match, frame: Frame) -> _Read:
    anchor = frame.anchor
    return _Read(iso_year(anchor.year), "year", f"year-end, from {anchor}") if anchor else _VAGUE


def _relative(match: _Match, frame: Frame) -> _Read:
    """Read "last month" and "that year"; a week stays open, no single day is meant."""
    groups = match.groupdict()
    which = (groups.get("again") or match["which"]).lower()
    unit, start = groups.get("same") or match["unit"], frame.anchor
    if which in {"that", "the same", "the previous", "the following"}:
        near = frame.same or which in {"that", "the same"}
        if unit == "year" and not near:  # "a smaller allocation in the following year"
            return _VAGUE
        start = _middle(frame.year) if unit == "year" else None
        start = start or (frame.told_day if unit != "quarter" else None)
    if start is None:
        return _VAGUE
    step = STEPS.get(which.rpartition(" ")[2], 0)
    return _moved(start, step, unit, f"{which} {unit}, from {start}")


def _step(match: _Match, frame: Frame) -> _Read:
    """Read "three days later"; a hedged step, and one from an unknown day, stays open."""
    unit, way = match["unit"], match["way"]
    told = frame.told_exactly if unit == "day" else frame.told_day
    start = frame.anchor if way == "ago" else frame.beside or told
    if unit == "year" and way != "ago" and frame.same:
        start = start or _middle(frame.year)
    if start is None or match["hedge"]:
        return _VAGUE
    steps = int(value(match["n"])) * (1 if way == "later" else -1)
    rule = f"{match['n']} {unit}{'' if abs(steps) == 1 else 's'} {way}, from {start}"
    return _moved(start, steps, unit, rule)


def _same_day(match: _Match, frame: Frame) -> _Read:
    """Read "the next day", "the same day": they count from the date told last."""
    told = frame.beside or frame.told_exactly
    step = STEPS.get(match["side"] or "", 0)
    return _moved(told, step, "day", f"{match[0].lower()}, from {told}") if told else _VAGUE


def _middle(year: int | None) -> dt.date | None:
    return day_of(year, 6, 30) if year else None


def _moved(start: dt.date, steps: int, unit: str, rule: str) -> _Read:
    """Return the day, month, quarter or year that lies some steps from ``start``."""
    date: str | dt.date | None = None
    if unit == "day":
        date = shifted(start, steps)
    elif unit == "month":
        date = iso_month(start.year, start.month + steps)
    elif unit == "quarter":
        index = start.year * _QUARTERS + (start.month - 1) // 3 + steps
        date = iso_year(index // _QUARTERS, f"-Q{index % _QUARTERS + 1}")
    elif unit in {"year", "decade"}:
        date = iso_year(start.year + steps * (10 if unit == "decade" else 1))
    return _or_vague(_Read(date, "year" if unit == "decade" else unit, rule))


_READERS: dict[str, Callable[[_Match, Frame], _Read]] = {
    "day": _day,
    "quarter": _quarter,
    "half": _half,
    # No one date says "the first eight months of the year", a business year, a week or a winter.
    "vague": lambda _match, _frame: _VAGUE,
    "season": _season,
    "year end": _year_end,
    "month": _month,
    "weekday": _weekday,
    "near": _near,
    "step": _step,
    "beside": _same_day,
    "relative": _relative,
    "year": lambda match, _frame: _Read(match["y"], "year"),
}
