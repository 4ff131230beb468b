"""What is due: starts and ends of policies, ends of suspensions, and what people noted.

For a year after its day an entry stays, and says what followed, or that no report does.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from briefing_room.catalogue.entries import Entity, Topic
from briefing_room.catalogue.policies import Clause, Policy
from briefing_room.catalogue.status import State, Status, known_pauses, last_begun
from briefing_room.publish.publication import Publication
from briefing_room.publish.statuses import (
    Backing,
    PolicyToday,
    cited_story,
    newer_stories,
    policies,
    source_of_day,
)
from briefing_room.publish.words import clipped, count, days_in, distance
from briefing_room.text.months import day, when

_CLOSED = frozenset({State.ENDED, State.SUPERSEDED, State.NOT_ANNOUNCED})
_KEPT = 365  # days for which a passed deadline is still shown


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
    backing: Backing | None = None
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
        return f"{year}{when(self.given)}" if self.given else day(self.date)

    @property
    def after(self) -> str:
        """What is known once the day has passed; empty before."""
        return (self.followed or "no report since") if self.passed else ""


@lru_cache(maxsize=4)
def deadlines(site: Publication) -> tuple[Due, ...]:
    """List what is due from the day of the build on, the next first, then what has passed.

    An entry without a day of its own counts by the last possible one.  What has passed is listed
    latest first, and nothing twice.
    """
    noted = tuple(_noted(site))
    told = {(one.date, slug) for one in noted for slug in one.about}
    computed = {*_of_policies(site), *_of_suspensions(site)}
    found = {*noted, *(d for d in computed if not any((d.date, a) in told for a in d.about))}
    due = sorted(
        (d for d in found if not d.passed),
        key=lambda d: (d.date, not d.away, -len(d.about), d.what, d.path),
    )
    passed = sorted((d for d in found if d.passed), key=lambda d: (d.what, d.path))
    return (*due, *sorted(passed, key=lambda d: d.date, reverse=True))


def next_days(site: Publication) -> tuple[Due, ...]:
    """List what is still due on given days: what comes next."""
    return tuple(one for one in deadlines(site) if one.away and not one.passed)


def _noted(site: Publication) -> Iterator[Due]:
    """Yield the deadlines that people wrote on the pages of names and topics."""
    names, topics = site.catalogue.entities.values(), site.catalogue.topics.values()
    pages: list[tuple[Entity | Topic, str, str]] = [
        *((entity, entity.name, site.address_of(entity)) for entity in names),
        *((topic, topic.title, topic.path) for topic in topics),
    ]
    for page, title, path in pages:
        for one in page.deadlines:
            last, followed = one.date.end, one.followed.what if one.followed else ""
            if (site.as_of - last).days > _KEPT:
                continue
            away = distance(last, site.as_of) if one.date.start == last else ""
            yield Due(
                last,
                one.what,
                title,
                path,
                away,
                one.date.text,
                cited_story(one.cites, site),
                (page.slug,),
                passed=last < site.as_of,
                followed=followed,
                kind=one.kind,
            )


def _of_policies(site: Publication) -> Iterator[Due]:
    """Yield each start and end; those of parts by their names, if not all parts share them."""
    for item in policies(site):
        told: dict[tuple[dt.date, str, bool], list[str]] = {}
        for dates, status in _open(item):
            of = f"{clipped(dates.what, 90)}, " if isinstance(dates, Clause) else ""
            for found in _of_dates(dates, item.policy, status):
                told.setdefault(found, []).append(of)
        for (date, what, unknown), names in told.items():
            if date >= site.as_of or (unknown and (site.as_of - date).days <= _KEPT):
                every = len(names) >= len(item.policy.clauses)
                for name in [""] if every else names:
                    yield _due(date, f"{name}{what}", [item], item.entity, site)


def _open(item: PolicyToday) -> Iterator[tuple[Policy | Clause, Status]]:
    """Yield the parts of a policy that have not ended; the policy itself if it has no parts."""
    whole: Iterable[tuple[Policy | Clause, Status]] = [(item.policy, item.status)]
    if item.status.state not in _CLOSED:
        parts = item.status.parts or whole
        yield from ((dates, status) for dates, status in parts if status.state not in _CLOSED)


def _due(
    date: dt.date, what: str, items: Sequence[PolicyToday], page: Entity, site: Publication
) -> Due:
    """Make the deadline of one or more policies, shown on ``page``."""
    known = [m for m in (page.policy, *(i.policy for i in items)) if m]
    return Due(
        date,
        what,
        page.name,
        page.path,
        distance(date, site.as_of),
        backing=source_of_day(page, date, site),
        about=tuple(dict.fromkeys((page.slug, *(item.entity.slug for item in items)))),
        dispute=next((m.dispute for m in known if m.dispute and date in days_in(m.dispute)), ""),
        newer=next((story.path for i in items for story in newer_stories(i, site)), ""),
        passed=date < site.as_of,
    )


def _of_dates(
    dates: Policy | Clause, policy: Policy, status: Status
) -> Iterator[tuple[dt.date, str, bool]]:
    """Yield the dates of a policy or of a part, which inherits those of the whole."""
    unknown = status.state is State.UNKNOWN
    start, end = dates.effective or policy.effective, dates.ended or policy.ended
    if start and (dates.took_effect is not False or status.state is State.FUTURE):
        yield start, "due to take effect", unknown
    known = known_pauses(dates.suspensions, status.as_of)
    last = last_begun(known, status.as_of)
    if last and last.resumed:
        yield last.resumed, "due to apply again", unknown
    for pause in known:
        if pause.start and pause.start > status.as_of:
            yield pause.start, "suspension due to begin", unknown
    if end:
        yield end, "due to end", unknown


def _of_suspensions(site: Publication) -> Iterator[Due]:
    """Yield the last day of each suspension, once for all policies that one notice suspends."""
    groups: dict[_Pause, list[PolicyToday]] = {}
    for item in policies(site):
        for pause in dict.fromkeys(_pauses(item)):
            groups.setdefault(pause, []).append(item)
    for (until, by, note, noticed), items in groups.items():
        if (site.as_of - until).days > _KEPT:
            continue
        notice = site.catalogue.entities.get(by)
        page = notice if notice and notice.policy else items[0].entity
        whose = "" if page is notice else "its suspension"
        if items[1:]:
            whose = f"the suspension of {count(len(items), 'policy')}"
        short, then = f"{whose} ran out as announced".lstrip(), ""
        if until >= site.as_of:
            short = f"last day of {whose}" if whose else "last day"
            then = f"; could apply again from {day(until + dt.timedelta(days=1))}"
        due = _due(until, f"{short}{f', {note}' if note else ''}{then}", items, page, site)
        if note:  # no order names the day
            due = replace(due, kind="said", backing=source_of_day(items[0].entity, until, site))
        yield replace(due, short=short)
        if noticed and noticed < site.as_of <= until:
            what = f"{short}, as the notice names it"
            due = _due(noticed, what, items, page, site)
            yield replace(due, kind="notice", followed=f"said to go on until {day(until)}")


_Pause = tuple[dt.date, str, str, dt.date | None]


def _pauses(item: PolicyToday) -> Iterator[_Pause]:
    """Yield each suspension that has not ended: its end, by whom, on what, and its notice.

    The last is the day that its only notice names, if others say that it goes on.
    """
    for dates, status in _open(item):
        known = known_pauses(dates.suspensions, status.as_of)
        last = last_begun(known, status.as_of)
        for pause in known:
            over = pause.until and status.as_of > pause.until
            lapsed = pause is last and status.state is State.LAPSED
            if pause.until and (lapsed or not over):
                yield pause.until, pause.by or "", pause.basis, pause.noticed
