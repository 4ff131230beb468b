"""Work out the status of a policy on a day, and claim no more than its sources do.

The status depends on the dates of the policy, on the day in question (``as_of``) and on the last
day that the sources cover.  If a start or an end is later than that last day, the sources only
announced it: once it has passed, the status is unknown.  "Until" a day includes the day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from briefing_room.catalogue.policies import Clause, Policy, Suspension
from briefing_room.text.periods import day_in_words

_ONE_DAY = dt.timedelta(days=1)


def known_suspensions(suspensions: Iterable[Suspension], as_of: dt.date) -> tuple[Suspension, ...]:
    """The suspensions that had begun or been announced by a day, in order.

    Suspensions without a gap between them are merged into one, with the details of the last.
    """
    periods: list[Suspension] = []
    for suspension in suspensions:
        first_known = suspension.announced or suspension.start
        if first_known and as_of < first_known:
            continue
        is_prolonged = bool(periods) and _prolongs(periods[-1], suspension)
        start = periods.pop().start if is_prolonged else suspension.start
        periods.append(replace(suspension, start=start))
    return tuple(periods)


def _prolongs(previous: Suspension, suspension: Suspension) -> bool:
    """Whether a suspension begins no later than the day after the last one ends."""
    if suspension.start is None:
        return True
    if previous.resumed and previous.resumed < suspension.start:
        return False
    return previous.until is None or suspension.start <= previous.until + _ONE_DAY


def latest_suspension(suspensions: Iterable[Suspension], as_of: dt.date) -> Suspension | None:
    """The last suspension that has begun, over or not."""
    return next(
        (
            suspension
            for suspension in reversed(tuple(suspensions))
            if not (suspension.start and as_of < suspension.start)
        ),
        None,
    )


class State(StrEnum):
    """What is known of a policy on a day; the values are short names for tables and data files."""

    NOT_ANNOUNCED = "not yet announced"
    ANNOUNCED = "announced"
    FUTURE = "in force from a future date"
    IN_FORCE = "in force"
    SUSPENDED = "suspended"
    LAPSED = "published suspension over, status unclear"
    ENDED = "ended"
    SUPERSEDED = "superseded"
    UNKNOWN = "status unknown"
    MIXED = "parts differ"


@dataclass(frozen=True, slots=True)
class Status:
    """The status of a policy or clause on ``as_of``.

    ``since`` is the first day of the state and ``until`` its last, each only if a source gives it.
    ``never_in_force`` means that the policy was stopped before it took effect.
    ``covered_until`` is the last day the sources cover, ``None`` where no source is dated.
    If no order gives the last day of a suspension, ``note`` says where it comes from; in the state
    ``LAPSED``, ``until`` is the last day that an order gives and ``said_until`` a later one that
    others give.  ``second_hand`` means that the last report is known only from another one.
    ``clause_statuses`` pairs each clause with its own status.
    """

    state: State
    as_of: dt.date
    since: dt.date | None = None
    until: dt.date | None = None
    covered_until: dt.date | None = None
    never_in_force: bool = False
    note: str = ""
    said_until: dt.date | None = None
    second_hand: bool = False
    clause_statuses: tuple[tuple[Clause, Status], ...] = ()

    def sources_reach(self, day: dt.date) -> bool:
        """Whether the sources reach a day, so that they report what was due then."""
        return self.covered_until is not None and day <= self.covered_until

    @property
    def last_report(self) -> str:
        """The last day that the sources cover, in words."""
        return f"{day_in_words(self.covered_until)}{self.second_hand_remark}"

    @property
    def second_hand_remark(self) -> str:
        """A remark if the last report is known only from another one."""
        return " (second-hand)" if self.second_hand else ""

    @property
    def remark_on_start(self) -> str:
        """A sentence for a suspended policy that had not taken effect before, else empty."""
        is_suspended = self.state in (State.SUSPENDED, State.LAPSED)
        return " It had not taken effect before." if self.never_in_force and is_suspended else ""


def status(policy: Policy, as_of: dt.date, covered_until: dt.date | None = None) -> Status | None:
    """The status of ``policy`` on ``as_of``, from sources that end on ``covered_until``.

    ``None`` for a notice that imposes nothing itself.  If there are clauses, they decide: the
    policy has their state if they share it; otherwise its state is ``MIXED``.  A clause without its
    own end ends with the policy.
    """
    if policy.kind is None:
        return None
    unknown = Status(State.UNKNOWN, as_of, covered_until=_last_covered_day(policy, covered_until))
    whole = _status_by_dates(policy, unknown)
    if not policy.clauses or whole.state is State.SUPERSEDED:
        return whole
    parts = tuple(
        (clause, _status_by_dates(_as_policy(clause, policy), unknown)) for clause in policy.clauses
    )
    if all(part.state is State.NOT_ANNOUNCED for _, part in parts):
        return whole
    return replace(_combine_statuses([part for _, part in parts]), clause_statuses=parts)


def status_of_material(whole: Status, policy: Policy, material: str) -> Status:
    """The status of the parts that cover a material, or of the policy if all of them do."""
    parts = tuple(
        (clause, part)
        for clause, part in whole.clause_statuses
        if material in (clause.goods or policy.goods)
    )
    if not parts or parts == whole.clause_statuses:
        return whole
    return replace(_combine_statuses([part for _, part in parts]), clause_statuses=parts)


def _combine_statuses(parts: list[Status]) -> Status:
    """The common status of several parts; parts in different states are ``MIXED``."""
    first_part = parts[0]
    if len({part.state for part in parts}) > 1:
        return Status(State.MIXED, first_part.as_of, covered_until=first_part.covered_until)
    return replace(
        first_part,
        since=first_part.since if len({part.since for part in parts}) == 1 else None,
        until=first_part.until if len({part.until for part in parts}) == 1 else None,
        note=first_part.note if len({part.note for part in parts}) == 1 else "",
        said_until=first_part.said_until if len({p.said_until for p in parts}) == 1 else None,
        never_in_force=all(part.never_in_force for part in parts),
    )


def _as_policy(clause: Clause, policy: Policy) -> Policy:
    """Make a policy of a clause, with the dates of the whole policy where the clause has none.

    A part of an older rule may have applied before the notice that added the others.
    """
    return replace(
        policy,
        announced=clause.announced or _earliest_day(policy.announced, clause.effective),
        effective=clause.effective or policy.effective,
        took_effect=clause.took_effect,
        suspensions=clause.suspensions,
        ended=clause.ended or policy.ended,
        superseded=None,
    )


def _last_covered_day(policy: Policy, covered_until: dt.date | None) -> dt.date | None:
    """The last day that the sources of a policy cover.

    This is ``read_until`` if the page gives it: the newest source may be about something else.
    An announcement or an order that the page reports is covered in any case.
    """
    parts: tuple[Policy | Clause, ...] = (policy, *policy.clauses)
    orders = [order.announced or order.start for part in parts for order in part.suspensions]
    # A policy that ended before it took effect: whoever reported its start reported its end too.
    ended = policy.ended if policy.took_effect is False else None
    reported = (policy.read_until or covered_until, policy.announced, ended)
    return max(filter(None, (*reported, *orders)), default=None)


def _status_by_dates(policy: Policy, unknown: Status) -> Status:
    """The status by the dates alone; ``unknown`` has the day in question and the coverage."""
    as_of = unknown.as_of
    first_day = policy.announced or _earliest_day(policy.effective, policy.ended)
    if first_day and as_of < first_day and not (policy.effective and policy.effective <= as_of):
        return replace(unknown, state=State.NOT_ANNOUNCED)
    for status_from in (_status_after_end, _status_in_suspension, _status_once_effective):
        if result := status_from(policy, unknown):
            return result
    if policy.announced:
        return replace(unknown, state=State.ANNOUNCED, since=policy.announced)
    return unknown


def _earliest_day(*days: dt.date | None) -> dt.date | None:
    return min(filter(None, days), default=None)


def _status_after_end(policy: Policy, unknown: Status) -> Status | None:
    """The status if the policy has ended or is superseded, else ``None``."""
    end = policy.ended
    if (end and unknown.as_of < end) or not (end or policy.superseded):
        return None
    if end and not unknown.sources_reach(end):
        return replace(unknown, until=end)
    state = State.SUPERSEDED if policy.superseded else State.ENDED
    return replace(unknown, state=state, since=end, never_in_force=policy.took_effect is False)


def _status_in_suspension(policy: Policy, unknown: Status) -> Status | None:
    """The status if a suspension has begun, else ``None``."""
    as_of = unknown.as_of
    suspensions = known_suspensions(policy.suspensions, as_of)
    suspension = latest_suspension(suspensions, as_of)
    if suspension is None:
        return None
    is_over = suspension.until is not None and as_of > suspension.until
    if suspension.resumed and (as_of >= suspension.resumed or is_over):
        resumed = replace(policy, effective=suspension.resumed, took_effect=None)
        return _status_once_effective(resumed, unknown)
    published_end = suspension.ordered_until or suspension.until
    is_lapsed = published_end is not None and as_of > published_end
    is_before_start = bool(
        policy.effective and suspension.start and suspension.start <= policy.effective
    )
    never_in_force = is_before_start if policy.took_effect is None else not policy.took_effect
    return replace(
        unknown,
        state=State.LAPSED if is_lapsed else State.SUSPENDED,
        since=suspension.start,
        until=published_end if is_lapsed else suspension.until,
        never_in_force=never_in_force
        and suspension == suspensions[0],  # between suspensions: not known
        note=(suspension.note or "") if is_lapsed else suspension.basis,
        said_until=suspension.until if is_lapsed and suspension.is_said_to_last else None,
    )


def _status_once_effective(policy: Policy, unknown: Status) -> Status | None:
    """The status by the day from which the policy applies, ``None`` if there is no such day."""
    start = policy.effective
    if start is None:
        return None
    if unknown.as_of < start:
        return replace(unknown, state=State.FUTURE, since=start)
    if policy.took_effect or (policy.took_effect is None and unknown.sources_reach(start)):
        return replace(unknown, state=State.IN_FORCE, since=start, until=policy.ended)
    return replace(unknown, since=start, never_in_force=policy.took_effect is False)
