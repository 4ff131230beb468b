"""Turn each form of date into an ISO date, with the rule that was followed.

A date that the words around it do not settle stays open: none is given rather than a wrong one.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import NamedTuple

from generator.extract.date_context import (
    STEPS,
    Frame,
    Outlook,
    day_of,
    iso,
    iso_month,
    iso_year,
    last_year,
    outlook,
    shifted,
    year_of,
)
from generator.extract.date_words import (
    HOLIDAYS,
    NEAR,
    ORDINALS,
    SEASONS,
    WEEKDAYS,
    month_number,
)
from generator.extract.numerals import value
from generator.model import DateSpan

_QUARTERS = 4
_Match = re.Match[str]


class Resolved(NamedTuple):
    """An ISO date as precise as the text (``None`` if it cannot be known) and the rule used."""

    date: str | None
    rule: str | None = None


OPEN = Resolved(None)


def read(kind: str, match: _Match, frame: Frame) -> list[DateSpan]:
    """Return the dates of a match of a form of that kind; a range has two."""
    return _READERS[kind](match, frame)


# --- Readers -------------------------------------------------------------------------------------


def _span(
    match: _Match, resolved: Resolved, precision: str, part: tuple[int, int] | None = None
) -> DateSpan:
    """Return the date of a match, or of a ``part`` of its text; one wider than a day is vague."""
    start, end = part or match.span()
    given = match.string[start:end].strip()
    rule = resolved.rule if resolved.date else None
    return DateSpan(given, resolved.date, precision, start, start + len(given), rule)


def _or_vague(match: _Match, resolved: Resolved, precision: str) -> list[DateSpan]:
    return [_span(match, resolved, precision if resolved.date else "vague")]


def _vague(match: _Match, _: Frame) -> list[DateSpan]:
    """Leave "the first eight months of the year" as the text has it: no one date says it."""
    return [_span(match, OPEN, "vague")]


def _days(match: _Match, frame: Frame) -> list[DateSpan]:
    """Read "9 October 2025", and "25 and 26 April 2012" as two days."""
    if "e" not in match.groupdict():
        return [_one_day(match, match["d"], frame, match.span())]
    first, second = match.span("d"), match.span("e")
    begin = min(match.start("m"), first[0])
    return [
        _one_day(match, match["d"], frame, (begin, first[1])),
        _one_day(match, match["e"], frame, (second[0], match.end())),
    ]


def _one_day(match: _Match, digits: str, frame: Frame, part: tuple[int, int]) -> DateSpan:
    month = int(match["m"]) if match["m"].isdigit() else month_number(match["m"])
    day = int(digits.rstrip("stndrh"))
    year, rule = year_of(match, month, day, frame)
    return _span(match, Resolved(iso(day_of(year or 0, month, day)), rule), "day", part)


def _months(match: _Match, frame: Frame) -> list[DateSpan]:
    month, anchor = month_number(match["m"]), frame.anchor
    behind = match.string[match.end() : match.end() + 12]
    if re.match(r" before\b(?! the| an?\b)", behind) and (told := frame.told_day):
        year: int | None = last_year(month, told)
        rule: str | None = f"last such month before {told}"
    elif match["which"] and anchor:
        which = match["which"].lower()
        ahead = which == "next"
        year = anchor.year + (month <= anchor.month) if ahead else last_year(month, anchor)
        rule = f"{which} such month, from {anchor}"
        steps = abs((year - anchor.year) * 12 + month - anchor.month)
        if steps == 1 and year == anchor.year:  # in March, February is not "last February"
            year += 1 if ahead else -1
    else:
        year, rule = year_of(match, month, 15, frame)
    return [_span(match, Resolved(iso_year(year, f"-{month:02d}"), rule), "month")]


# What is told of a quarter that has ended.
_RESULTS = re.compile(
    r"\b(?:loss(?:es)?|profits?|earnings?|earned|results?|income|sales|revenue|report(?:s|ed)?|net"
    r"|dividends?|charges?)\b",
    re.IGNORECASE,
)
_YEAR_AGO = re.compile(r"\b(?:year[- ]ago|year[- ]earlier|last year's|previous year's)\s$")


def _quarter(match: _Match, frame: Frame) -> list[DateSpan]:
    groups = match.groupdict()
    if groups.get("m"):
        number = month_number(match["m"]) // 3
    else:
        named = groups.get("q") or match["o"]
        number = int(named) if named.isdigit() else ORDINALS[named.lower()]
    year, rule = year_of(match, number * 3 - 1, 15, frame)
    if groups.get("y") is None and frame.anchor and not frame.told_day:
        year, rule = _quarter_year(match, number, frame.anchor), f"quarter near {frame.anchor}"
    return [_span(match, Resolved(iso_year(year, f"-Q{number}"), rule), "quarter")]


def _quarter_year(match: _Match, number: int, anchor: dt.date) -> int | None:
    """Return the year of a quarter named alone: the one that ended last, or is to come soon."""
    text, (start, end) = match.string, match.span()
    steps = number - ((anchor.month - 1) // 3 + 1)  # quarters from the present one
    if _YEAR_AGO.search(text[max(0, start - 20) : start]):
        return anchor.year - (steps >= 0) - 1
    back, ahead = anchor.year - (steps > 0), anchor.year + (steps < 0)
    seen = outlook(text, start, end)
    if seen is not Outlook.AHEAD:
        return ahead if seen is Outlook.OPEN and steps == 1 else back
    results = _RESULTS.search(text[max(0, start - 60) : end + 40]) is not None
    if steps == _QUARTERS - 1:  # the fourth, in the first: last year's results, this year's plans
        return back if results else ahead
    if steps in {-1, -2}:
        return (back if steps == -1 else None) if results else (None if steps == -1 else ahead)
    return ahead


def _half(match: _Match, frame: Frame) -> list[DateSpan]:
    number = {"first": 1, "1": 1}.get(match["h"].lower(), 2)
    year, rule = year_of(match, number * 6 - 3, 15, frame)
    return [_span(match, Resolved(iso_year(year, f"-H{number}"), rule), "half")]


def _months_to(match: _Match, frame: Frame) -> list[DateSpan]:
    """Read "the three months to September": a quarter, or half a year, if it is one."""
    month = month_number(match["m"])
    size = {"three": 3, "3": 3, "six": 6, "6": 6}.get(match["n"])
    if size is None or month % size:
        return _vague(match, frame)
    year, rule = year_of(match, month, 15, frame)
    name, precision = ("Q", "quarter") if size == 3 else ("H", "half")
    date = iso_year(year, f"-{name}{month // size}")
    return [_span(match, Resolved(date, rule), precision)]


def _years(match: _Match, _: Frame) -> list[DateSpan]:
    """Read "2009-2010" as two years."""
    if int(match["y"]) >= int(match["z"]):
        return [_span(match, OPEN, "vague")]
    return [_span(match, Resolved(match[name]), "year", match.span(name)) for name in "yz"]


def _calendar_year(match: _Match, _: Frame) -> list[DateSpan]:
    return [_span(match, Resolved(match["y"]), "year")]


_BY = re.compile(r"\b(?:before|until|to|by)\s$")
_A_DAY = re.compile(r"\b(?:the|its|their)\s$")  # "by the Tuesday deadline"


def _weekday(match: _Match, frame: Frame) -> list[DateSpan]:
    """Read "on Thursday": the last one up to the article, or the next one after a future verb."""
    anchor, name = frame.anchor, match["w"]
    if anchor is None:
        return [_span(match, OPEN, "day")]
    number, which = WEEKDAYS[name.lower()], (match["which"] or "").lower()
    if match["week"]:
        days = number - anchor.weekday() + 7 * STEPS.get(match["week"], 0)
        rule = f"{name} of {match['week']} week, from {anchor}"
        return [_span(match, Resolved(iso(shifted(anchor, days)), rule), "day")]
    if which in {"the following", "the previous"}:
        return [_span(match, _weekday_beside(name, which, frame), "day")]
    seen = Outlook.AHEAD if which == "next" else outlook(match.string, *match.span())
    back = (anchor.weekday() - number) % 7
    lead = match.string[max(0, match.start() - 8) : match.start()]
    if not which and (seen is Outlook.UNSURE or (seen is Outlook.AHEAD and _A_DAY.search(lead))):
        return [_span(match, OPEN, "day")]
    if which == "next" or (seen is Outlook.AHEAD and not which and back):
        after = shifted(anchor, 7 - back)
        return [_span(match, Resolved(iso(after), f"{name} after {anchor}"), "day")]
    back = back or (7 if which == "last" else 0)
    before = shifted(anchor, -back)
    return [_span(match, Resolved(iso(before), f"{name} on or before {anchor}"), "day")]


def _weekday_beside(name: str, which: str, frame: Frame) -> Resolved:
    """Resolve "the following Monday", which counts from a day told in the same text."""
    told = frame.beside or frame.told_exactly
    if told is None:
        return OPEN
    step = 1 if which == "the following" else -1
    days = ((WEEKDAYS[name.lower()] - told.weekday()) * step) % 7 or 7
    return Resolved(iso(shifted(told, step * days)), f"{which} {name}, from {told}")


def _near(match: _Match, frame: Frame) -> list[DateSpan]:
    if frame.anchor is None:
        return [_span(match, OPEN, "day")]
    word = match["near"].lower()
    day = shifted(frame.anchor, NEAR[word])
    return [_span(match, Resolved(iso(day), f"{word} from {frame.anchor}"), "day")]


def _holiday(match: _Match, frame: Frame) -> list[DateSpan]:
    """Read "by Christmas": that of the year named, else the last one or the next one."""
    anchor, name = frame.anchor, match["n"]
    if match["y"]:
        return [_span(match, Resolved(iso(_feast(name, int(match["y"])))), "day")]
    if anchor is None or (day := _feast(name, anchor.year)) is None:
        return [_span(match, OPEN, "day")]
    lead = match.string[max(0, match.start() - 10) : match.start()]
    ahead = outlook(match.string, *match.span()) is not Outlook.BEHIND or _BY.search(lead)
    year = anchor.year + ((day < anchor) if ahead else -(day > anchor))
    return [_span(match, Resolved(iso(_feast(name, year)), f"{name} nearest to {anchor}"), "day")]


def _feast(name: str, year: int) -> dt.date | None:
    month, day = HOLIDAYS[name]
    first = day_of(year, month, day or 1)
    if day or first is None:
        return first
    return shifted(first, (3 - first.weekday()) % 7 + 21)  # the fourth Thursday


def _year_end(match: _Match, frame: Frame) -> list[DateSpan]:
    anchor = frame.anchor
    resolved = Resolved(f"{anchor.year:04d}", f"year-end, from {anchor}") if anchor else OPEN
    return _or_vague(match, resolved, "year")


def _bare_day(match: _Match, frame: Frame) -> list[DateSpan]:
    """Read "on the 8th": the last such day, or the next one if it lies ahead."""
    anchor, number = frame.anchor, int(match["d"].rstrip("stndrh"))
    if anchor is None:
        return [_span(match, OPEN, "day")]
    ahead = outlook(match.string, *match.span()) is Outlook.AHEAD
    step = int(number < anchor.day) if ahead else -int(number > anchor.day)
    year, month = (iso_month(anchor, step) or "0-1").split("-")
    rule = f"day {number} {'from' if ahead else 'up to'} {anchor}"
    return [_span(match, Resolved(iso(day_of(int(year), int(month), number)), rule), "day")]


def _relative(match: _Match, frame: Frame) -> list[DateSpan]:
    """Read "last month" and "that year"; a week stays open, no single day is meant."""
    groups = match.groupdict()
    which = (groups.get("again") or match["which"]).lower()
    unit = groups.get("same") or match["unit"]
    start = frame.anchor
    if which in {"that", "the same", "the previous", "the following"}:
        near = frame.same or which in {"that", "the same"}
        if unit == "year" and not near:  # "a smaller allocation in the following year"
            return _vague(match, frame)
        start = _middle(frame.year) if unit == "year" and near else None
        start = start or (frame.told_day if unit != "quarter" else None)
    if start is None:
        return _vague(match, frame)
    step = STEPS.get(which.split()[-1], 0)
    return _or_vague(match, _moved(start, step, unit, f"{which} {unit}, from {start}"), unit)


def _middle(year: int | None) -> dt.date | None:
    return day_of(year, 6, 30) if year else None


def _moved(start: dt.date, steps: int, unit: str, rule: str) -> Resolved:
    """Return the day, month, quarter or year that lies some steps from ``start``."""
    date: str | None = None
    if unit == "day":
        date = iso(shifted(start, steps))
    elif unit == "month":
        date = iso_month(start, steps)
    elif unit == "quarter":
        index = start.year * _QUARTERS + (start.month - 1) // 3 + steps
        date = iso_year(index // _QUARTERS, f"-Q{index % _QUARTERS + 1}")
    elif unit in {"year", "decade"}:
        date = iso_year(start.year + steps * (10 if unit == "decade" else 1))
    return Resolved(date, rule)


def _step(match: _Match, frame: Frame) -> list[DateSpan]:
    """Read "three days later"; a hedged step, and one from an unknown day, stays open."""
    unit, way = match["unit"], match["way"]
    told = frame.told_exactly if unit == "day" else frame.told_day
    start = frame.anchor if way == "ago" else frame.beside or told
    if unit == "year" and way != "ago" and frame.same:
        start = start or _middle(frame.year)
    if start is None or match["hedge"]:
        return _vague(match, frame)
    steps = int(value(match["n"])) * (1 if way == "later" else -1)
    rule = f"{match['n']} {unit}{'' if abs(steps) == 1 else 's'} {way}, from {start}"
    return _or_vague(match, _moved(start, steps, unit, rule), {"decade": "year"}.get(unit, unit))


def _same_day(match: _Match, frame: Frame) -> list[DateSpan]:
    """Read "the next day", "the same day": they count from the date told last."""
    told = frame.beside or frame.told_exactly
    if told is None:
        return _vague(match, frame)
    step = STEPS.get(match["side"] or "", 0)
    rule = f"{match[0].lower()}, from {told}"
    return _or_vague(match, Resolved(iso(shifted(told, step)), rule), "day")


def _season(match: _Match, frame: Frame) -> list[DateSpan]:
    """Read "next spring" as the year it lies in; a winter lies in two, and stays open."""
    start, which, name = frame.anchor, (match["which"] or "").lower(), match["n"]
    if which in {"the following", "the previous"}:
        start = frame.beside or frame.told_day or start
    if start is None or name == "winter":
        return _vague(match, frame)
    ahead = which.endswith(("next", "following", "coming"))
    lead = match.string[max(0, match.start() - 10) : match.start()]
    if not which:
        seen = outlook(match.string, *match.span())
        ahead = seen is Outlook.AHEAD or _BY.search(lead) is not None
    begun = start.month >= SEASONS[name]
    year = start.year + (begun if ahead else -(not begun))
    rule = f"{match[0].lower()}, from {start}"
    return _or_vague(
        match, Resolved(iso_year(start.year if which == "this" else year), rule), "year"
    )


_READERS: dict[str, Callable[[_Match, Frame], list[DateSpan]]] = {
    "day": _days,
    "days": _days,
    "quarter": _quarter,
    "half": _half,
    "months to": _months_to,
    "vague": _vague,
    "week of": _vague,
    "years": _years,
    "season": _season,
    "month": _months,
    "weekday": _weekday,
    "near": _near,
    "holiday": _holiday,
    "year end": _year_end,
    "bare day": _bare_day,
    "step": _step,
    "beside": _same_day,
    "relative": _relative,
    "year": _calendar_year,
}
