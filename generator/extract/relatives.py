"""Read the dates that count from another one: "on Thursday", "last month", "three days later"."""

from __future__ import annotations

import datetime as dt
import re

from generator.extract import date_resolving as resolving
from generator.extract.date_resolving import Resolved
from generator.extract.date_words import lies_ahead
from generator.extract.datespans import Frame, spanned
from generator.model import DateSpan

_Match = re.Match[str]
_TO = re.compile(r"\b(?:before|until|to|by)\s$")


def weekday(match: _Match, frame: Frame) -> list[DateSpan]:
    """Read "on Thursday" and "next Tuesday"."""
    if frame.anchor is None:
        return [spanned(match, Resolved(None), "day")]
    if match["week"]:
        resolved = resolving.weekday_of(match["w"], match["week"], frame.anchor)
        return [spanned(match, resolved, "day")]
    ahead = lies_ahead(frame.text[: match.start()])
    resolved = resolving.weekday(match["w"], match["which"] or "", frame.anchor, ahead=bool(ahead))
    return [spanned(match, resolved, "day")]


def near(match: _Match, frame: Frame) -> list[DateSpan]:
    """Read "yesterday" and "tomorrow"."""
    resolved = resolving.near(match["near"], frame.anchor) if frame.anchor else Resolved(None)
    return [spanned(match, resolved, "day")]


def holiday(match: _Match, frame: Frame) -> list[DateSpan]:
    """Read "by Christmas": that of the year named, else the last one or the next one."""
    anchor, given = frame.anchor, match["y"]
    if anchor is None and given is None:
        return [spanned(match, Resolved(None), "day")]
    year = int(given) if given else (anchor or dt.date.max).year
    day = resolving.holiday(match["h"], year)
    if anchor and not given:
        lead = frame.text[: match.start()]
        ahead = lies_ahead(lead) is not False or _TO.search(lead) is not None
        year += (day < anchor) if ahead else -(day > anchor)
        day = resolving.holiday(match["h"], year)
    rule = None if given else f"{match['h']} nearest to {anchor}"
    return [spanned(match, Resolved(day.isoformat(), rule), "day")]


def year_end(match: _Match, frame: Frame) -> list[DateSpan]:
    """Read "by year-end" as the year of the article."""
    anchor = frame.anchor
    resolved = Resolved(str(anchor.year), f"year-end, from {anchor}") if anchor else Resolved(None)
    return [spanned(match, resolved, "year" if resolved.date else "vague")]


def bare_day(match: _Match, frame: Frame) -> list[DateSpan]:
    """Read "on the 8th": the last such day, or the next one if it lies ahead."""
    digits = int(re.sub(r"\D", "", match["d"]))
    ahead = lies_ahead(frame.text[: match.start()]) is True
    resolved = resolving.bare_day(digits, frame.anchor, ahead=ahead) if frame.anchor else None
    return [spanned(match, resolved or Resolved(None), "day", (match.start() + 3, match.end()))]


def relative(match: _Match, frame: Frame) -> list[DateSpan]:
    """Read "last month" and "that year"."""
    which = match["which"] or match["which2"] or match["which3"]
    unit = match["unit"] or match["unit2"] or match["unit3"]
    back = which.lower() in {"that", "the same", "the previous", "the following"}
    start = frame.anchor
    if back:
        near = frame.same or not which.lower().endswith(("previous", "following"))
        start = dt.date(frame.year, 6, 30) if unit == "year" and frame.year and near else None
        if unit == "year" and not near:  # "a smaller allocation in the following year"
            return [spanned(match, Resolved(None), "vague")]
        start = start or (frame.told_day if unit != "quarter" else None)
    resolved = resolving.relative(which, unit, start) if start else Resolved(None)
    return [spanned(match, resolved, unit if resolved.date else "vague")]


def step(match: _Match, frame: Frame) -> list[DateSpan]:
    """Read "three days later"; a hedged step, and one from an unknown day, stays open."""
    told = frame.told_exactly if match["unit"] == "day" else frame.told_day
    start = frame.anchor if match["way"] == "ago" else frame.beside or told
    if match["unit"] == "year" and match["way"] != "ago" and frame.same and frame.year:
        start = start or dt.date(frame.year, 6, 30)
    if start is None or match["hedge"]:
        return [spanned(match, Resolved(None), "vague")]
    resolved = resolving.stepped(match["n"], match["unit"], match["way"], start)
    precision = {"decade": "year"}.get(match["unit"], match["unit"])
    return [spanned(match, resolved, precision if resolved.date else "vague")]


def beside(match: _Match, frame: Frame) -> list[DateSpan]:
    """Read "the next day", "a day later", "the same day": they count from the date told last."""
    told = frame.beside or frame.told_exactly
    if told is None:
        return [spanned(match, Resolved(None), "vague")]
    side = match["side"] or match["way"] or "same"
    step = {"next": 1, "following": 1, "later": 1, "after": 1, "same": 0}.get(side, -1)
    day = told + dt.timedelta(step)
    rule = f"{match.group().lower()}, from {told}"
    return [spanned(match, Resolved(day.isoformat(), rule), "day")]


def season(match: _Match, frame: Frame) -> list[DateSpan]:
    """Read "next spring" as the year it lies in; a winter lies in two, and stays open."""
    start = frame.anchor
    which = (match["which"] or "").lower()
    if which in {"the following", "the previous"}:
        start = frame.beside or frame.told_day or start
    if start is None or match["s"] == "winter":
        return [spanned(match, Resolved(None), "vague")]
    ahead = which.endswith(("next", "following", "coming"))
    if not which:
        ahead = (
            lies_ahead(frame.text[: match.start()]) is True
            or _TO.search(frame.text[: match.start()]) is not None
        )
    year = resolving.season_year(match["s"], start, ahead=ahead, same=which == "this")
    return [spanned(match, Resolved(str(year), f"{match.group().lower()}, from {start}"), "year")]
