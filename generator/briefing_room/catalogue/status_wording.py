"""Write the status of a policy in words, and claim no more than its sources do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from briefing_room.catalogue.status import State, Status
from briefing_room.text.periods import day_in_words

_PARTS_DIFFER = ", its parts since different days"
_EARLY_REPORT = dt.timedelta(days=14)  # after the start; a report from then covers only that


def short_wording(status: Status) -> str:
    """Write a status in a few words, without the clauses of the policy.

    If the state may have changed since the last report, the words say when that was, or that the
    state was only announced.
    """
    return _WORDINGS[status.state](status)


def full_wording(status: Status) -> str:
    """Write a status in one or more sentences, with the day on which the sources end."""
    words = short_wording(status)
    needs_no_report = status.state in (State.IN_FORCE, State.NOT_ANNOUNCED)
    is_current = needs_no_report or not _is_past_coverage(status)
    last_report = "" if is_current else f" Last report: {status.last_report}."
    return f"{words[:1].upper()}{words[1:]}.{status.remark_on_start}{last_report}"


def _is_past_coverage(status: Status) -> bool:
    return status.covered_until is not None and status.covered_until < status.as_of


def _start_wording(status: Status) -> str:
    """Say on which day a state began."""
    never = " without having taken effect" if status.never_in_force else ""
    unclear = ", on different days" if status.clause_statuses else ", on a day that no source gives"
    return (f" on {day_in_words(status.since)}" if status.since else unclear) + never


def _report_day_wording(status: Status) -> str:
    """Say when a state was last reported, if that was before the day in question."""
    covered_until, since = status.covered_until, status.since
    if covered_until is None or (since and covered_until < since):
        return ", according to undated sources"
    if not _is_past_coverage(status):
        return ""
    if covered_until == since:
        return f", last reported that same day{status.second_hand_remark}"
    is_early = since and covered_until - since <= _EARLY_REPORT
    return f", last reported on {status.last_report}{', just after it began' if is_early else ''}"


def _in_force_wording(status: Status) -> str:
    since = f" since {day_in_words(status.since)}" if status.since else _PARTS_DIFFER
    end = f", due to end on {day_in_words(status.until)}" if status.until else ""
    return f"in force{since}{end}{_report_day_wording(status)}"


def _suspension_wording(status: Status) -> str:
    """Say from which day until which day a policy is suspended, and who gives the end."""
    start = day_in_words(status.since) if status.since else "a day that no source gives"
    undated = ", according to undated sources" if status.covered_until is None else ""
    if status.until:
        announced = undated or (", as announced" if _is_past_coverage(status) else "")
        basis = f" ({status.note})" if status.note else announced
        return f"suspended from {start} until {day_in_words(status.until)}{basis}"
    basis = f", last reported on {status.last_report}" if _is_past_coverage(status) else undated
    return f"suspended since {start}, no end given{basis}"


def lapse_wording(status: Status) -> str:
    """Say until when a notice suspended a policy, and until when others say, if later."""
    order = f"a notice suspended it until {day_in_words(status.until)}"
    if not status.said_until:
        return order
    return f"{order}; other sources say until {day_in_words(status.said_until)}"


def _lapsed_wording(status: Status) -> str:
    """Say what is known of a suspension whose published end has passed."""
    basis = f" ({status.note})" if status.note else ""
    if not status.said_until:
        unread = "; we have read of no extension"
    else:
        unread = "; we have read nothing since" if status.as_of > status.said_until else ""
    return f"may now apply, since {lapse_wording(status)}{basis}{unread}"


def _unknown_wording(status: Status) -> str:
    """Say what was due, and that no report read says whether it happened."""
    if status.since and status.never_in_force:
        start = day_in_words(status.since)
        return f"was due to take effect on {start} but did not; we have not read what followed"
    if status.since:
        start = day_in_words(status.since)
        return f"was due to take effect on {start}; we have not read whether it did"
    if status.until:
        return f"was due to end on {day_in_words(status.until)}; we have not read whether it did"
    return "status not known: no source gives a date"


# For a policy whose parts differ: the first of these states that a part is in gives the words.
_PART_WORDINGS = {
    State.LAPSED: "may now apply at least in part",
    State.IN_FORCE: "in force in part",
    State.SUSPENDED: "suspended in part",
    State.FUTURE: "due to take effect in part",
    State.UNKNOWN: "of unknown status in part",
    State.ANNOUNCED: "announced in part",
    State.ENDED: "ended in part",
    State.SUPERSEDED: "superseded in part",
}


def _mixed_wording(status: Status) -> str:
    states = {part.state for _, part in status.clause_statuses}
    return next(words for state, words in _PART_WORDINGS.items() if state in states)


_WORDINGS: Mapping[State, Callable[[Status], str]] = {
    State.NOT_ANNOUNCED: lambda _: "not yet announced",
    State.ANNOUNCED: lambda s: f"announced{_start_wording(s)}",
    State.FUTURE: lambda s: f"due to take effect on {day_in_words(s.since)}, as announced",
    State.IN_FORCE: _in_force_wording,
    State.SUSPENDED: _suspension_wording,
    State.LAPSED: _lapsed_wording,
    State.ENDED: lambda s: f"ended{_start_wording(s)}",
    State.SUPERSEDED: lambda s: f"superseded{_start_wording(s)}",
    State.UNKNOWN: _unknown_wording,
    State.MIXED: _mixed_wording,
}
