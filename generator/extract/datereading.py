"""Read each form of date: what its words say, and what is taken from the dates around it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import NamedTuple

from generator.extract import resolving
from generator.extract.datewords import MONTHS, ORDINALS, SINCE, UNTIL, lies_ahead
from generator.extract.resolving import Resolved, Told

_Match = re.Match[str]


class DateSpan(NamedTuple):
    """A date at ``text[start:end]``.

    ``date`` is ISO (``2025``, ``2025-06``, ``2025-06-30``, ``2025-Q3``, ``2025-H1``) or ``None``
    where it cannot be known; ``rule`` says how a partial or relative one was completed.
    """

    given: str
    date: str | None
    precision: str
    start: int
    end: int
    rule: str | None = None


class Frame(NamedTuple):
    """What a partial date is read against: the text, the seed's date, the date told last."""

    text: str
    anchor: dt.date | None
    told: Told | None
    year: int | None = None  # told last, alone or in a date
    same: bool = False  # ``told`` stands in the same sentence
    beside: dt.date | None = None  # the day told last in the same sentence, to come or not

    @property
    def told_day(self) -> dt.date | None:
        """Return the day told last, or the middle of its month."""
        return self.told.day if self.told else None

    @property
    def told_exactly(self) -> dt.date | None:
        """Return the day told last, ``None`` if only its month is known."""
        return self.told.day if self.told and self.told.exact else None


def month_number(match: _Match) -> int:
    """Return 1 to 12 for the month a match names."""
    return MONTHS[match["m"].lower().rstrip(".")]


def _span(
    match: _Match, resolved: Resolved, precision: str, part: tuple[int, int] | None = None
) -> DateSpan:
    start, end = part or match.span()
    given = match.string[start:end].strip()
    return DateSpan(given, resolved.date, precision, start, start + len(given), resolved.rule)


def _year(match: _Match, month: int, day: int, frame: Frame) -> tuple[int | None, str | None]:
    """Return the year of a month or day, and the rule if the text leaves the year out."""
    given = match.groupdict().get("y")
    if given and given.isdigit():
        return int(given), None
    if given == "that year":
        return frame.year, f"that year, {frame.year}" if frame.year else None
    if given and frame.anchor:
        step = {"last year": -1, "next year": 1}.get(given, 0)
        return frame.anchor.year + step, f"{given}, from {frame.anchor}"
    return _year_left_out(frame.text[: match.start()], month, day, frame)


def _year_left_out(lead: str, month: int, day: int, frame: Frame) -> tuple[int | None, str | None]:
    """Return the year of a day that names none: beside the date told, else near the article's."""
    told = frame.told_day
    if told and frame.same and SINCE.search(lead):  # "in November 2025, up since January"
        return resolving.last_year(month, told), f"last such month before {told}"
    present = None if frame.same else frame.anchor
    if told and (beside := resolving.year_beside(month, day, told, present)):
        return beside, f"year of the date told before, {beside}"
    near = frame.anchor or told
    if near is None:
        return None, None
    if UNTIL.search(lead):
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
    return _span(match, Resolved(date, rule if date else None), "day", part)


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
        return [_span(match, resolving.month_before(month, frame.told_day), "month")]
    if match["rel"] and frame.anchor:
        return [_span(match, resolving.month_beside(match["rel"], month, frame.anchor), "month")]
    year, rule = _year(match, month, 15, frame)
    return [_span(match, Resolved(f"{year}-{month:02d}" if year else None, rule), "month")]


def _quarter(match: _Match, frame: Frame) -> list[DateSpan]:
    groups = match.groupdict()
    if groups.get("m"):
        number = month_number(match) // 3
    else:
        number = int(groups["q"]) if groups["q"].isdigit() else ORDINALS[groups["q"].lower()]
    year, rule = _year(match, number * 3 - 1, 15, frame)
    return [_span(match, Resolved(f"{year}-Q{number}" if year else None, rule), "quarter")]


def _half(match: _Match, frame: Frame) -> list[DateSpan]:
    number = {"first": 1, "1": 1}.get(match["h"].lower(), 2)
    year, rule = _year(match, number * 6 - 3, 15, frame)
    return [_span(match, Resolved(f"{year}-H{number}" if year else None, rule), "half")]


def _fiscal(match: _Match, _: Frame) -> list[DateSpan]:
    """Leave a fiscal year open: it begins where its country says, so no calendar date is given."""
    return [_span(match, Resolved(None), "vague")]


def _stretch(match: _Match, _: Frame) -> list[DateSpan]:
    """Leave "the first eight months of the year" as the text has it: no one date says it."""
    return [_span(match, Resolved(None), "vague")]


def _stretch_to(match: _Match, frame: Frame) -> list[DateSpan]:
    """Read "the three months to September": a quarter, if it is one."""
    month = month_number(match)
    if match["n"] not in {"three", "3"} or month % 3:
        return [_span(match, Resolved(None), "vague")]
    year, rule = _year(match, month, 15, frame)
    return [_span(match, Resolved(f"{year}-Q{month // 3}" if year else None, rule), "quarter")]


def _decade(match: _Match, _: Frame) -> list[DateSpan]:
    return [_span(match, Resolved(None), "vague")]


def _calendar_year(match: _Match, _: Frame) -> list[DateSpan]:
    return [_span(match, Resolved(match["y"]), "year")]


def _weekday(match: _Match, frame: Frame) -> list[DateSpan]:
    if frame.anchor is None:
        return [_span(match, Resolved(None), "day")]
    ahead = lies_ahead(frame.text[: match.start()])
    resolved = resolving.weekday(match["w"], match["which"] or "", frame.anchor, ahead=bool(ahead))
    return [_span(match, resolved, "day")]


def _near(match: _Match, frame: Frame) -> list[DateSpan]:
    resolved = resolving.near(match["near"], frame.anchor) if frame.anchor else Resolved(None)
    return [_span(match, resolved, "day")]


def _relative(match: _Match, frame: Frame) -> list[DateSpan]:
    which = match["which"] or match["which2"] or match["which3"]
    unit = match["unit"] or match["unit2"] or match["unit3"]
    back = which.lower() in {"that", "the same", "the previous", "the following"}
    start = frame.anchor
    if back:
        near = frame.same or not which.lower().endswith(("previous", "following"))
        start = dt.date(frame.year, 6, 30) if unit == "year" and frame.year and near else None
        if unit == "year" and not near:  # "a smaller allocation in the following year"
            return [_span(match, Resolved(None), "vague")]
        start = start or (frame.told_day if unit != "quarter" else None)
    resolved = resolving.relative(which, unit, start) if start else Resolved(None)
    return [_span(match, resolved, unit if resolved.date else "vague")]


def _step(match: _Match, frame: Frame) -> list[DateSpan]:
    """Read "three days later"; a hedged step, and one from an unknown day, stays open."""
    told = frame.told_exactly if match["unit"] == "day" else frame.told_day
    start = frame.anchor if match["way"] == "ago" else frame.beside or told
    if start is None or match["hedge"]:
        return [_span(match, Resolved(None), "vague")]
    resolved = resolving.stepped(match["n"], match["unit"], match["way"], start)
    return [_span(match, resolved, match["unit"] if resolved.date else "vague")]


def _beside(match: _Match, frame: Frame) -> list[DateSpan]:
    """Read "the next day", "a day later", "the same day": they count from the date told last."""
    told = frame.beside or frame.told_exactly
    if told is None:
        return [_span(match, Resolved(None), "vague")]
    side = match["side"] or match["way"] or "same"
    step = {"next": 1, "following": 1, "later": 1, "after": 1, "same": 0}.get(side, -1)
    day = told + dt.timedelta(step)
    rule = f"{match.group().lower()}, from {told}"
    return [_span(match, Resolved(day.isoformat(), rule), "day")]


#: Kind of pattern to the function that reads its matches.
READERS: dict[str, Callable[[_Match, Frame], list[DateSpan]]] = {
    "iso": _day,
    "slash": _day,
    "day": _day,
    "days": _days,
    "quarter": _quarter,
    "quarter-end": _quarter,
    "half": _half,
    "fiscal": _fiscal,
    "stretch": _stretch,
    "stretch-to": _stretch_to,
    "decade": _decade,
    "month": _months,
    "weekday": _weekday,
    "near": _near,
    "step": _step,
    "beside": _beside,
    "relative": _relative,
    "year": _calendar_year,
}
