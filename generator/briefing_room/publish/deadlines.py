"""Deadlines: starts and ends of policies, ends of suspensions, and what people entered.

A passed deadline stays for a year and says what followed, or that nothing was reported.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from briefing_room.catalogue.entries import Entity, Topic
from briefing_room.catalogue.policies import Clause, Policy
from briefing_room.catalogue.status import State, Status, known_pauses, latest_begun
from briefing_room.publish.policy_sources import (
    SourceLink,
    cited_story,
    newer_stories,
    source_of_day,
)
from briefing_room.publish.publication import Publication
from briefing_room.publish.statuses import PolicyToday, policies
from briefing_room.publish.words import clip, count, days_in, distance
from briefing_room.text.periods import day_in_words, period_in_words

_CLOSED_STATES = frozenset({State.ENDED, State.SUPERSEDED, State.NOT_ANNOUNCED})
_MAX_DAYS_PASSED = 365  # days for which a passed deadline is still shown


@dataclass(frozen=True, slots=True)
class Due:
    """Something due on ``date``, the last day of the period ``given`` if that is longer.

    ``short`` is ``what`` without what the day rests on.  ``passed`` means that the day is over;
    ``followed`` is what came of it, as a source says.  ``about`` are the policies that it belongs
    to, ``dispute`` says who contests it.
    """

    date: dt.date
    what: str
    title: str
    path: str
    away: str  # "in 12 days"; empty where no day is given
    given: str = ""
    source: SourceLink | None = None
    about: tuple[str, ...] = ()
    dispute: str = ""
    newer: str = ""  # the page of a newer story that names the policy
    passed: bool = False
    followed: str = ""
    kind: str = "rule"  # how firm the day is
    short: str = ""

    @property
    def firm(self) -> str:
        """How firm the day is, unless it is a rule."""
        return "" if self.kind == "rule" else f" ({self.kind})"

    @property
    def words(self) -> str:
        """What is due, after the title of its page."""
        return f"{self.title}: {self.what}{self.firm}"

    @property
    def when(self) -> str:
        """The day in words, or "in 2027" and "by June 2028" if no day is given."""
        year = "in " if self.given.isdecimal() else ""
        return f"{year}{period_in_words(self.given)}" if self.given else day_in_words(self.date)

    @property
    def after(self) -> str:
        """What followed, once the day has passed; empty before."""
        return (self.followed or "no report since") if self.passed else ""


@lru_cache(maxsize=4)
def deadlines(site: Publication) -> tuple[Due, ...]:
    """List what is still due, next first, then what has passed, latest first.

    An entry without an exact day is sorted by its last possible day; duplicates are dropped.
    """
    noted = tuple(_written_deadlines(site))
    covered = {(due.date, slug) for due in noted for slug in due.about}
    computed = {*_starts_and_ends(site), *_suspension_ends(site)}
    all_due = {
        *noted,
        *(due for due in computed if not any((due.date, slug) in covered for slug in due.about)),
    }
    due = sorted(
        (due for due in all_due if not due.passed),
        key=lambda due: (due.date, not due.away, -len(due.about), due.what, due.path),
    )
    passed = sorted((due for due in all_due if due.passed), key=lambda due: (due.what, due.path))
    return (*due, *sorted(passed, key=lambda due: due.date, reverse=True))


def next_days(site: Publication) -> tuple[Due, ...]:
    """List what is still due on an exact day."""
    return tuple(due for due in deadlines(site) if due.away and not due.passed)


def _written_deadlines(site: Publication) -> Iterator[Due]:
    """Yield the deadlines that people wrote on the pages of names and topics."""
    names, topics = site.catalogue.entities.values(), site.catalogue.topics.values()
    pages: list[tuple[Entity | Topic, str, str]] = [
        *((entity, entity.name, site.address_of(entity)) for entity in names),
        *((topic, topic.title, topic.path) for topic in topics),
    ]
    for page, title, path in pages:
        for deadline in page.deadlines:
            last_day, followed = (
                deadline.date.end,
                deadline.followed.what if deadline.followed else "",
            )
            if (site.as_of - last_day).days > _MAX_DAYS_PASSED:
                continue
            away = distance(last_day, site.as_of) if deadline.date.start == last_day else ""
            yield Due(
                last_day,
                deadline.what,
                title,
                path,
                away,
                deadline.date.text,
                cited_story(deadline.cites, site),
                (page.slug,),
                passed=last_day < site.as_of,
                followed=followed,
                kind=deadline.kind,
            )


def _starts_and_ends(site: Publication) -> Iterator[Due]:
    """Yield each start and end; those of parts by their names, if not all parts share them."""
    for item in policies(site):
        parts_by_event: dict[tuple[dt.date, str, bool], list[str]] = {}
        for dates, status in _open_parts(item):
            prefix = f"{clip(dates.what, 90)}, " if isinstance(dates, Clause) else ""
            for event in _events(dates, item.policy, status):
                parts_by_event.setdefault(event, []).append(prefix)
        for (date, what, unknown), names in parts_by_event.items():
            if date >= site.as_of or (unknown and (site.as_of - date).days <= _MAX_DAYS_PASSED):
                all_parts = len(names) >= len(item.policy.clauses)
                for name in [""] if all_parts else names:
                    yield _make_due(date, f"{name}{what}", [item], item.entity, site)


def _open_parts(item: PolicyToday) -> Iterator[tuple[Policy | Clause, Status]]:
    """Yield the parts of a policy that have not ended; the policy itself if it has no parts."""
    undivided: Iterable[tuple[Policy | Clause, Status]] = [(item.policy, item.status)]
    if item.status.state not in _CLOSED_STATES:
        parts = item.status.parts or undivided
        yield from (
            (dates, status) for dates, status in parts if status.state not in _CLOSED_STATES
        )


def _make_due(
    date: dt.date, what: str, items: Sequence[PolicyToday], page: Entity, site: Publication
) -> Due:
    """Make the deadline of one or more policies, shown on ``page``."""
    concerned = [m for m in (page.policy, *(i.policy for i in items)) if m]
    return Due(
        date,
        what,
        page.name,
        page.path,
        distance(date, site.as_of),
        source=source_of_day(page, date, site),
        about=tuple(dict.fromkeys((page.slug, *(item.entity.slug for item in items)))),
        dispute=next(
            (m.dispute for m in concerned if m.dispute and date in days_in(m.dispute)), ""
        ),
        newer=next((story.path for i in items for story in newer_stories(i, site)), ""),
        passed=date < site.as_of,
    )


def _events(
    dates: Policy | Clause, policy: Policy, status: Status
) -> Iterator[tuple[dt.date, str, bool]]:
    """Yield the dates of a policy or of a part, which inherits those of the whole."""
    unknown = status.state is State.UNKNOWN
    start, end = dates.effective or policy.effective, dates.ended or policy.ended
    if start and (dates.took_effect is not False or status.state is State.FUTURE):
        yield start, "due to take effect", unknown
    suspensions = known_pauses(dates.suspensions, status.as_of)
    current = latest_begun(suspensions, status.as_of)
    if current and current.resumed:
        yield current.resumed, "due to apply again", unknown
    for pause in suspensions:
        if pause.start and pause.start > status.as_of:
            yield pause.start, "suspension due to begin", unknown
    if end:
        yield end, "due to end", unknown


def _suspension_ends(site: Publication) -> Iterator[Due]:
    """Yield the last day of each suspension, once for all policies that one notice suspends."""
    groups: dict[_Suspension, list[PolicyToday]] = {}
    for item in policies(site):
        for pause in dict.fromkeys(_open_suspensions(item)):
            groups.setdefault(pause, []).append(item)
    for (until, by, note, noticed), items in groups.items():
        if (site.as_of - until).days > _MAX_DAYS_PASSED:
            continue
        notice = site.catalogue.entities.get(by)
        page = notice if notice and notice.policy else items[0].entity
        subject = "" if page is notice else "its suspension"
        if items[1:]:
            subject = f"the suspension of {count(len(items), 'policy')}"
        short, consequence = f"{subject} ran out as announced".lstrip(), ""
        if until >= site.as_of:
            short = f"last day of {subject}" if subject else "last day"
            consequence = f"; could apply again from {day_in_words(until + dt.timedelta(days=1))}"
        due = _make_due(
            until, f"{short}{f', {note}' if note else ''}{consequence}", items, page, site
        )
        if note:  # no order names the day
            due = replace(due, kind="said", source=source_of_day(items[0].entity, until, site))
        yield replace(due, short=short)
        if noticed and noticed < site.as_of <= until:
            what = f"{short}, as the notice names it"
            due = _make_due(noticed, what, items, page, site)
            yield replace(due, kind="notice", followed=f"said to go on until {day_in_words(until)}")


_Suspension = tuple[dt.date, str, str, dt.date | None]


def _open_suspensions(item: PolicyToday) -> Iterator[_Suspension]:
    """Yield each suspension that has not ended: its end, by whom, on what, and its notice.

    The last is the day that its only notice names, if others say that it goes on.
    """
    for dates, status in _open_parts(item):
        suspensions = known_pauses(dates.suspensions, status.as_of)
        current = latest_begun(suspensions, status.as_of)
        for pause in suspensions:
            is_over = pause.until and status.as_of > pause.until
            lapsed = pause is current and status.state is State.LAPSED
            if pause.until and (lapsed or not is_over):
                yield pause.until, pause.by or "", pause.basis, pause.noticed
