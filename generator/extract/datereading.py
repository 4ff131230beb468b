"""Read each form of date: what its words say, and what is taken from the dates around it."""

from __future__ import annotations

import re
from collections.abc import Callable

from generator.extract import date_resolving as resolving
from generator.extract import relatives
from generator.extract.date_resolving import Resolved
from generator.extract.date_words import ORDINALS, SINCE, UNTIL, lies_ahead
from generator.extract.datespans import Frame, month_number, spanned
from generator.model import DateSpan

_Match = re.Match[str]

_YEAR_BEFORE = re.compile(r"\b((?:last|this|next) year),?\s(?:on\s)?(?:the\s)?$")  # "on 8 May"


def _year(match: _Match, month: int, day: int, frame: Frame) -> tuple[int | None, str | None]:
    """Return the year of a month or day, and the rule if the text leaves the year out."""
    given = match.groupdict().get("y")
    if given and given.isdigit():
        return int(given) + (2000 if len(given) == 2 else 0), None  # "4Q25"
    if given == "that year":
        return frame.year, f"that year, {frame.year}" if frame.year else None
    before = _YEAR_BEFORE.search(frame.text[max(0, match.start() - 20) : match.start()])
    given = given or (before[1] if before else None)
    if given and frame.anchor:
        step = {"last year": -1, "next year": 1}.get(given, 0)
        return frame.anchor.year + step, f"{given}, from {frame.anchor}"
    return _year_left_out(frame.text[: match.start()], month, day, frame)


_WILL = re.compile(r"\b(?:will|shall|is to|are to)\b[^.;:]{0,60}$")


def _year_left_out(lead: str, month: int, day: int, frame: Frame) -> tuple[int | None, str | None]:
    """Return the year of a day that names none: beside the date told, else near the article's."""
    told = frame.told_day
    if told and frame.same and SINCE.search(lead):  # "in November 2025, up since January"
        return resolving.last_year(month, told), f"last such month before {told}"
    present = None if frame.same else frame.anchor
    if present and _WILL.search(lead):  # nothing that was told before shares its year
        return resolving.nearest_year(month, day, present, ahead=True), f"year after {present}"
    if told and (beside := resolving.year_beside(month, day, told, present)):
        return beside, f"year of the date told before, {beside}"
    near = frame.anchor or told
    if near is None:
        return None, None
    if lead.endswith("pre-"):  # "the pre-April 4 rules"
        year = resolving.nearest_year(month, day, near, behind=True)
    elif UNTIL.search(lead):
        year = resolving.next_year(month, day, near)
    else:
        ahead = lies_ahead(lead)
        year = resolving.nearest_year(month, day, near, ahead=ahead is True, behind=ahead is False)
    return year, f"year nearest to {near}"


def _day(match: _Match, frame: Frame) -> list[DateSpan]:
    return [_one_day(match, match["d"], frame, match.span())]


def _one_day(match: _Match, digits: str, frame: Frame, part: tuple[int, int]) -> DateSpan:
    month = int(match["m"]) if match["m"].isdigit() else month_number(match)
    day = int(re.sub(r"\D", "", digits))
    year, rule = _year(match, month, day, frame)
    date = resolving.iso_day(year, month, day) if year else None
    return spanned(match, Resolved(date, rule if date else None), "day", part)


def _days(match: _Match, frame: Frame) -> list[DateSpan]:
    """Read "25 and 26 April 2012": two days, the first one without its month."""
    first, second = match.span("d"), match.span("e")
    month_first = match.start("m") < match.start("d")
    parts = (
        ((match.start(), first[1]), (second[0], match.end()))
        if month_first
        else (first, (second[0], match.end()))
    )
    return [
        _one_day(match, match["d"], frame, parts[0]),
        _one_day(match, match["e"], frame, parts[1]),
    ]


def _months(match: _Match, frame: Frame) -> list[DateSpan]:
    month = month_number(match)
    if re.match(r" before\b(?! the| an?\b)", frame.text[match.end() :]) and frame.told_day:
        return [spanned(match, resolving.month_before(month, frame.told_day), "month")]
    if match["rel"] and frame.anchor:
        return [spanned(match, resolving.month_beside(match["rel"], month, frame.anchor), "month")]
    year, rule = _year(match, month, 15, frame)
    return [spanned(match, Resolved(f"{year}-{month:02d}" if year else None, rule), "month")]


def _quarter(match: _Match, frame: Frame) -> list[DateSpan]:
    groups = match.groupdict()
    if groups.get("m"):
        number = month_number(match) // 3
    else:
        number = int(groups["q"]) if groups["q"].isdigit() else ORDINALS[groups["q"].lower()]
    year, rule = _year(match, number * 3 - 1, 15, frame)
    return [spanned(match, Resolved(f"{year}-Q{number}" if year else None, rule), "quarter")]


def _half(match: _Match, frame: Frame) -> list[DateSpan]:
    number = {"first": 1, "1": 1}.get(match["h"].lower(), 2)
    year, rule = _year(match, number * 6 - 3, 15, frame)
    return [spanned(match, Resolved(f"{year}-H{number}" if year else None, rule), "half")]


def _fiscal(match: _Match, _: Frame) -> list[DateSpan]:
    """Leave a fiscal year open: it begins where its country says, so no calendar date is given."""
    return [spanned(match, Resolved(None), "vague")]


def _stretch(match: _Match, _: Frame) -> list[DateSpan]:
    """Leave "the first eight months of the year" as the text has it: no one date says it."""
    return [spanned(match, Resolved(None), "vague")]


def _stretch_to(match: _Match, frame: Frame) -> list[DateSpan]:
    """Read "the three months to September": a quarter, or half a year, if it is one."""
    month = month_number(match)
    size = {"three": 3, "3": 3, "six": 6, "6": 6}.get(match["n"])
    if size is None or month % size:
        return [spanned(match, Resolved(None), "vague")]
    year, rule = _year(match, month, 15, frame)
    name, precision = ("Q", "quarter") if size == 3 else ("H", "half")
    date = f"{year}-{name}{month // size}" if year else None
    return [spanned(match, Resolved(date, rule if date else None), precision)]


def _decade(match: _Match, _: Frame) -> list[DateSpan]:
    return [spanned(match, Resolved(None), "vague")]


def _calendar_year(match: _Match, _: Frame) -> list[DateSpan]:
    return [spanned(match, Resolved(match["y"]), "year")]


#: Kind of pattern to the function that reads its matches.
READERS: dict[str, Callable[[_Match, Frame], list[DateSpan]]] = {
    "iso": _day,
    "slash": _day,
    "day": _day,
    "days": _days,
    "quarter": _quarter,
    "quarter-end": _quarter,
    "season": relatives.season,
    "half": _half,
    "fiscal": _fiscal,
    "stretch": _stretch,
    "stretch-to": _stretch_to,
    "decade": _decade,
    "month": _months,
    "weekday": relatives.weekday,
    "near": relatives.near,
    "bare-day": relatives.bare_day,
    "holiday": relatives.holiday,
    "year-end": relatives.year_end,
    "step": relatives.step,
    "beside": relatives.beside,
    "relative": relatives.relative,
    "year": _calendar_year,
}
