"""Put a status into words that claim nothing beyond the last day its sources cover.

Every status says since when, or why that is not known.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from generator.catalogue.status import State, Status
from generator.text import months

_START = dt.timedelta(days=14)  # a report so soon after a start tells of the start alone
_Words = Mapping[State, Callable[[Status], str]]


def day(date: dt.date | None) -> str:
    """Return a date as text shows it, such as ``4 April 2025``, or ``a day not given``."""
    return months.day(date) if date else "a day not given"


def brief(status: Status) -> str:
    """Return the status in a few words, for a table cell that links to more.

    What may have changed since the last covered day is bound to that day, or to the announcement.
    """
    return _BRIEF[status.state](status)


def sentence(status: Status) -> str:
    """Return the status as one or two sentences with the day on which the sources end.

    The parts of a measure are not told here; see ``Status.parts``.
    """
    return f"{_CLAIM[status.state](status)}{_reach(status)}"


# --- Since when and until when -------------------------------------------------------------------


def _since(status: Status) -> str:
    return f" since {day(status.since)}" if status.since else ", its parts since different days"


def _on(status: Status) -> str:
    return f" on {day(status.since)}" if status.since else ", on a day that no source gives"


def _until(status: Status) -> str:
    """Return until when it is paused, and how often that was put off."""
    ends = [f"until {day(end)}" for end in (*status.before, status.until) if end]
    if status.before and not status.until:
        ends.append("without an end date")
    return f" {', prolonged '.join(ends)}" if ends else ""


def _pause(status: Status) -> str:
    on = f" on {day(status.since)}" if status.since else ""
    if status.never_in_force:
        return f"Suspended{on} before it took effect,{_until(status) or ' without an end date'}"
    start = f" from {day(status.since)}" if status.since else " from a day that no source gives"
    return f"Suspended{start}{_until(status) or ', without an end date'}"


# --- How far the sources reach -------------------------------------------------------------------


def _beyond(status: Status) -> bool:
    return status.reaches is not None and status.reaches < status.as_of


def _undated(status: Status) -> bool:
    """Return whether no dated source tells that what began had begun."""
    return status.reaches is None or bool(status.since and status.reaches < status.since)


def _reported(status: Status, lead: str) -> str:
    """Bind a claim to the last covered day where the day asked for lies beyond it."""
    if _undated(status):
        return ", by sources without a date"
    if not _beyond(status) or status.reaches is None:
        return ""
    early = status.since and status.reaches - status.since <= _START
    alone = ", at its start and not since" if early else ""
    return f", {lead} reported on {day(status.reaches)}{alone}"


def _reach(status: Status) -> str:
    if status.reaches is None and status.state is State.SUSPENDED:
        return " The sources have no date."
    told = status.state in (State.IN_FORCE, State.NOT_ANNOUNCED) or not _beyond(status)
    return "" if told else f" Sources reach to {day(status.reaches)}."


# --- The words of each state ---------------------------------------------------------------------


def _in_force(status: Status, lead: str) -> str:
    end = f", to end on {day(status.until)}" if status.until else ""
    return f"in force{_since(status)}{end}{_reported(status, lead)}"


def _brief_pause(status: Status) -> str:
    last = ""
    if _beyond(status):  # an announced end binds until it comes; without one only reports tell
        last = ", as announced" if status.until else f", last reported on {day(status.reaches)}"
    if status.reaches is None:
        last = ", by sources without a date"
    start = day(status.since) if status.since else "a day that no source gives"
    if status.until:
        return f"suspended from {start} until {day(status.until)}{last}"
    return f"suspended since {start}, no end given{last}"


def _unknown(status: Status) -> str:
    if status.since and status.never_in_force:
        start = f"was to apply from {day(status.since)} but did not take effect then"
        return f"{start}; {_NOBODY} what followed"
    if status.since:
        return f"was to apply from {day(status.since)}; {_NOBODY} whether it does"
    if status.until:
        return f"was to end on {day(status.until)}; {_NOBODY} whether it did"
    return "status unknown: no source here gives a date"


_NOBODY = "no source here says"
_BRIEF: _Words = {
    State.NOT_ANNOUNCED: lambda _: "not yet announced",
    State.ANNOUNCED: lambda s: f"announced{_on(s)}",
    State.FUTURE: lambda s: f"to apply from {day(s.since)}, as announced",
    State.IN_FORCE: lambda s: _in_force(s, "last"),
    State.SUSPENDED: _brief_pause,
    State.LAPSED: lambda s: f"was suspended until {day(s.until)}; {_NOBODY} what followed",
    State.ENDED: lambda s: f"ended{_on(s)}{_never(s)}",
    State.SUPERSEDED: lambda s: f"superseded{_on(s)}",
    State.UNKNOWN: _unknown,
    State.MIXED: lambda _: "parts differ",
}
_CLAIM: _Words = {
    State.NOT_ANNOUNCED: lambda s: f"Not yet announced on {day(s.as_of)}.",
    State.ANNOUNCED: lambda s: f"Announced{_on(s)}; {_NOBODY} from when it applies.",
    State.FUTURE: lambda s: f"To apply from {day(s.since)}, as announced.",
    State.IN_FORCE: lambda s: f"{_first(_in_force(s, 'as last'))}.",
    State.SUSPENDED: lambda s: f"{_pause(s)}.",
    State.LAPSED: lambda s: f"{_pause(s)}; that date has passed and {_NOBODY} what followed.",
    State.ENDED: lambda s: f"Ended{_on(s)}{_never(s)}.",
    State.SUPERSEDED: lambda s: f"Superseded{_on(s)}.",
    State.UNKNOWN: lambda s: f"{_first(_unknown(s))}.",
    State.MIXED: lambda _: "Its parts differ.",
}


def _first(words: str) -> str:
    return words[:1].upper() + words[1:]


def _never(status: Status) -> str:
    return " without having taken effect" if status.never_in_force else ""
