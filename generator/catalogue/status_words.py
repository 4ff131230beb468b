"""Put a status into words that claim nothing beyond the last day its sources cover."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace

from generator.catalogue.status import State, Status
from generator.text.months import written


def day(date: dt.date | None) -> str:
    """Return a date as text shows it, such as ``4 April 2025``, or ``a day not given``."""
    return written(date) if date else "a day not given"


def brief(status: Status) -> str:
    """Return the status in a few words, for a table cell that links to more.

    What may have changed since the last covered day is bound to that day, or to the announcement.
    """
    more = f"; to be suspended from {day(status.ahead.start)}" if status.ahead else ""
    return f"{_BRIEF[status.state](status)}{more}"


def sentence(status: Status) -> str:
    """Return the status as one or two sentences with the day on which the sources end.

    The parts of a measure are not told here; see ``Status.parts``.
    """
    return f"{_CLAIM[status.state](status)}{_ahead(status)}{_reach(status)}"


def part_sentence(status: Status, whole: Status) -> str:
    """Return the status of a part where the whole has told what all parts share.

    Nothing where it is the same; of a suspension only its dates, and these only where they differ.
    """
    bare = replace(status, parts=(), due=(), unseen=())
    if bare == replace(whole, parts=(), due=(), unseen=()):
        return ""
    paused = status.state in (State.SUSPENDED, State.LAPSED)
    if paused and _span(status) == _span(whole) and not (status.ahead or status.again):
        return "Suspended before it took effect." if status.never_in_force else ""
    return f"{_pause(status)}.{_ahead(status)}" if paused else sentence(status)


def _span(status: Status) -> tuple[dt.date | None, ...]:
    return (status.since, *status.before, status.until)


def not_known(status: Status, of: str = "it") -> str:
    """Return what no source tells of the state of a measure, as "whether …"; empty if one does."""
    if status.state is State.LAPSED:
        return f"whether {of} has applied since {day(status.until)}"
    if status.state is not State.UNKNOWN:
        return ""
    if status.since:
        what = "taken effect" if status.never_in_force else "applied"
        return f"whether {of} has {what} since {day(status.since)}"
    return (
        f"whether {of} ended on {day(status.until)}" if status.until else f"from when {of} applies"
    )


def known(status: Status) -> str:
    """Return the rest of the sentence on a status, for below the line that says what is not known.

    Of what is known the sentence is whole.
    """
    if not not_known(status):
        return sentence(status)
    if status.state is State.LAPSED:
        return f"{_pause(status)}.{_ahead(status)}{_reach(status)}"
    if status.since and status.never_in_force:
        told = f"Was to apply from {day(status.since)} but did not take effect then."
    elif status.since:
        told = f"Was to apply from {day(status.since)}."
    else:
        told = f"Was to end on {day(status.until)}." if status.until else "No source gives a date."
    return f"{told}{_ahead(status)}{_reach(status)}"


def _since(status: Status) -> str:
    return f" since {day(status.since)}" if status.since else ""


def _on(status: Status) -> str:
    return f" on {day(status.since)}" if status.since else ""


def _until(status: Status) -> str:
    """Return until when it is paused, and how often that was put off."""
    ends = [f"until {day(end)}" for end in (*status.before, status.until) if end]
    if status.before and not status.until:
        ends.append("without an end date")
    return f" {', prolonged '.join(ends)}" if ends else ""


def _ahead(status: Status) -> str:
    """Return the pause that is announced and has not begun."""
    pause = status.ahead
    if pause is None:
        return ""
    end = f" until {day(pause.until)}" if pause.until else ", without an end date"
    again = " again" if pause.again else ""
    return f" To be suspended{again} from {day(pause.start)}{end}, as announced."


def _brief_in_force(status: Status) -> str:
    end = f", to end on {day(status.until)}" if status.until else ""
    last = ""
    if _undated(status):
        last = ", by sources without a date"
    elif _beyond(status):
        last = f", last reported on {day(status.reaches)}"
    return f"in force{_since(status)}{end}{last}"


def _brief_suspended(status: Status) -> str:
    last = ""
    if _beyond(status):  # an announced end binds until it comes; without one only reports tell
        reported = f", last reported on {day(status.reaches)}"
        last = ", as announced" if status.until else reported
    if status.reaches is None:
        last = ", by sources without a date"
    end = f" until {day(status.until)}" if status.until else ", no end given"
    return f"suspended{end}{last}"


def _brief_unknown(status: Status) -> str:
    if status.since and status.never_in_force:
        return f"was to apply from {day(status.since)}; did not take effect then"
    if status.since:
        return f"was to apply from {day(status.since)}; not known whether it does"
    if status.until:
        return f"was to end on {day(status.until)}; not known whether it did"
    return "status unknown"


_BRIEF: Mapping[State, Callable[[Status], str]] = {
    State.NOT_ANNOUNCED: lambda _: "not yet announced",
    State.ANNOUNCED: lambda s: f"announced{_on(s)}",
    State.FUTURE: lambda s: f"to apply from {day(s.since)}, as announced",
    State.IN_FORCE: _brief_in_force,
    State.SUSPENDED: _brief_suspended,
    State.LAPSED: lambda s: f"suspension lapsed on {day(s.until)}; nothing known after",
    State.ENDED: lambda s: f"ended{_on(s)}{_never(s)}",
    State.SUPERSEDED: lambda s: f"superseded{_on(s)}",
    State.UNKNOWN: _brief_unknown,
    State.MIXED: lambda _: "parts differ",
}


def _in_force(status: Status) -> str:
    last = f", to end on {day(status.until)}" if status.until else ""
    return f"In force{_since(status)}{last}{_last_word(status)}."


def _last_word(status: Status) -> str:
    """Bind the claim to the last covered day where the day asked for lies beyond it."""
    if _undated(status):
        return ", by sources without a date"
    return f", as last reported on {day(status.reaches)}" if _beyond(status) else ""


def _undated(status: Status) -> bool:
    """Return whether no dated source tells that what began had begun."""
    return status.reaches is None or bool(status.since and status.reaches < status.since)


def _never(status: Status) -> str:
    return " without having taken effect" if status.never_in_force else ""


def _pause(status: Status) -> str:
    start = day(status.since) if status.since else ""
    if status.never_in_force:
        origin = f" on {start}" if start else ""
        return f"Suspended{origin} before it took effect,{_until(status) or ' without an end date'}"
    origin = f" from {start}" if start else ""
    again = " again" if status.again else ""
    return f"Suspended{again}{origin}{_until(status) or ', without an end date'}"


def _unknown(status: Status) -> str:
    if status.since and status.never_in_force:
        return (
            f"Was to apply from {day(status.since)} but did not take effect then; no source here"
            " says what followed."
        )
    if status.since:
        return f"Was to apply from {day(status.since)}; no source here says whether it does."
    if status.until:
        return f"Was to end on {day(status.until)}; no source here says whether it did."
    return "Status unknown: no source here gives a date."


_CLAIM: Mapping[State, Callable[[Status], str]] = {
    State.NOT_ANNOUNCED: lambda s: f"Not yet announced on {day(s.as_of)}.",
    State.ANNOUNCED: lambda s: f"Announced{_on(s)}; no source here says from when it applies.",
    State.FUTURE: lambda s: f"To apply from {day(s.since)}, as announced.",
    State.IN_FORCE: _in_force,
    State.SUSPENDED: lambda s: f"{_pause(s)}.",
    State.LAPSED: lambda s: (
        f"{_pause(s)}; that date has passed and no source here says what followed."
    ),
    State.ENDED: lambda s: f"Ended{_on(s)}{_never(s)}.",
    State.SUPERSEDED: lambda s: f"Superseded{_on(s)}.",
    State.UNKNOWN: _unknown,
    State.MIXED: lambda _: "Its parts differ.",
}


def _reach(status: Status) -> str:
    if status.reaches is None and status.state is State.SUSPENDED:
        return " The sources have no date."
    told = {State.IN_FORCE, State.NOT_ANNOUNCED}
    if status.state in told or not _beyond(status):
        return ""
    return f" Sources reach to {day(status.reaches)}."


def _beyond(status: Status) -> bool:
    return status.reaches is not None and status.reaches < status.as_of
