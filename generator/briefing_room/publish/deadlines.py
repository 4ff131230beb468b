"""Deadlines: starts and ends of policies, ends of suspensions, and dates that people entered.

A deadline is shown for a year after its day, with the outcome, if we have read of one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from briefing_room.catalogue.entries import Entity, Topic
from briefing_room.catalogue.policies import Clause, Policy
from briefing_room.catalogue.status import State, Status, known_suspensions, latest_suspension
from briefing_room.publish.policy_sources import (
    SourceLink,
    cited_story,
    newer_stories,
    source_of_day,
)
from briefing_room.publish.publication import Publication
from briefing_room.publish.statuses import CLOSED_STATES, PolicyToday, policies
from briefing_room.publish.words import clip, distance, full_dates_in, short_reason
from briefing_room.text.lexicon import count
from briefing_room.text.periods import day_in_words, period_in_words

_NEAR_DAYS = 183
_MAX_DAYS_PASSED = 365  # after which a passed deadline is no longer shown


@dataclass(frozen=True, slots=True)
class DeadlineToday:
    """An event that is due on ``date``, or in a period that ends on ``date``."""

    date: dt.date
    description: str
    title: str  # of its page
    path: str  # of its page
    distance_text: str  # "in 12 days"; empty if only a longer period is known
    period_text: str = ""  # as the page gives it: "2027", "2026-12"
    source: SourceLink | None = None
    page_slugs: tuple[str, ...] = ()  # of its page, then of all policies that it is for
    dispute: str = ""  # who contests the day
    newer_story_path: str = ""  # a story that names the policy and that its page does not cite
    passed: bool = False
    reported_outcome: str = ""
    certainty: str = "rule"  # how firm the day is: "rule", "notice", "said", "plan", …
    short_text: str = ""  # the description without the basis of the day, if that differs
    why: str = ""  # why it matters
    days_left: int = 0

    @property
    def certainty_suffix(self) -> str:
        """How firm the day is, such as " (said)"; empty for a rule."""
        return "" if self.certainty == "rule" else f" ({self.certainty})"

    @property
    def wording(self) -> str:
        """The title of its page, the description and how firm the day is."""
        return f"{self.title}: {self.description}{self.certainty_suffix}"

    @property
    def when(self) -> str:
        """The day in words, or the period, such as "in 2027" or "by June 2028"."""
        if not self.period_text:
            return day_in_words(self.date)
        preposition = "in " if self.period_text.isdecimal() else ""
        return f"{preposition}{period_in_words(self.period_text)}"

    @property
    def is_near(self) -> bool:
        """Whether it has an exact day, or its period ends within half a year."""
        return bool(self.distance_text) or self.days_left <= _NEAR_DAYS

    @property
    def outcome(self) -> str:
        """What happened, or that we have not read; empty until the day has passed."""
        return (self.reported_outcome or "we have read nothing since") if self.passed else ""


@lru_cache(maxsize=4)
def deadlines(publication: Publication) -> tuple[DeadlineToday, ...]:
    """List the coming deadlines, next first, then those that have passed, latest first.

    A deadline without an exact day is sorted by its last possible day.  A deadline that a person
    wrote for a day of a policy replaces the computed one.
    """
    written = tuple(_written_deadlines(publication))
    written_days = {(item.date, slug) for item in written for slug in item.page_slugs}
    computed = (*_starts_and_ends(publication), *_suspension_ends(publication))
    unique = {*written, *(item for item in computed if not _is_written(item, written_days))}
    coming = sorted((item for item in unique if not item.passed), key=_sort_key)
    passed = sorted(
        (item for item in unique if item.passed),
        key=lambda item: (-item.date.toordinal(), item.description, item.path),
    )
    return (*coming, *passed)


def _is_written(item: DeadlineToday, written_days: Container[tuple[dt.date, str]]) -> bool:
    """Whether people wrote a deadline for its day, on its page or on all policies it is for."""
    page_slug, *slugs = item.page_slugs
    written = [(item.date, slug) in written_days for slug in slugs]
    return (item.date, page_slug) in written_days or (bool(written) and all(written))


def _sort_key(item: DeadlineToday) -> tuple[dt.date, bool, int, str, str]:
    """A sort key: by day; on one day exact ones first, then those for most policies."""
    is_vague = not item.distance_text
    return item.date, is_vague, -len(item.page_slugs), item.description, item.path


def next_days(publication: Publication) -> tuple[DeadlineToday, ...]:
    """List the coming deadlines that have an exact day."""
    return tuple(item for item in deadlines(publication) if item.distance_text and not item.passed)


def written_deadlines_of(entity: Entity, publication: Publication) -> tuple[DeadlineToday, ...]:
    """List the deadlines that people wrote on the page of a name, in the order of all."""
    written = {(row.date.end, row.what) for row in entity.deadlines}
    return tuple(
        item
        for item in deadlines(publication)
        if item.page_slugs == (entity.slug,) and (item.date, item.description) in written
    )


def _written_deadlines(publication: Publication) -> Iterator[DeadlineToday]:
    """Yield the deadlines that people wrote on the pages of names and topics."""
    names, topics = publication.catalogue.entities.values(), publication.catalogue.topics.values()
    pages: list[tuple[Entity | Topic, str, str]] = [
        *((entity, entity.name, publication.link_target(entity)) for entity in names),
        *((topic, topic.title, topic.path) for topic in topics),
    ]
    for page, title, path in pages:
        for deadline in page.deadlines:
            last_day = deadline.date.end
            if (publication.as_of - last_day).days > _MAX_DAYS_PASSED:
                continue
            is_exact = deadline.date.start == last_day
            yield DeadlineToday(
                last_day,
                deadline.what,
                title,
                path,
                distance_text=distance(last_day, publication.as_of) if is_exact else "",
                period_text=deadline.date.text,
                source=cited_story(deadline.cites, publication),
                page_slugs=(page.slug,),
                passed=last_day < publication.as_of,
                reported_outcome=deadline.outcome.what if deadline.outcome else "",
                certainty=deadline.kind,
                days_left=(last_day - publication.as_of).days,
                why=short_reason(page.why if isinstance(page, Entity) else None),
            )


def _starts_and_ends(publication: Publication) -> Iterator[DeadlineToday]:
    """Yield each start and end of a policy: once for all parts, or once for each of some."""
    for item in policies(publication):
        parts_by_event: dict[tuple[dt.date, str, bool], list[str]] = {}
        for dates, status in _open_parts(item):
            prefix = f"{clip(dates.what, 90)}, " if isinstance(dates, Clause) else ""
            for dated_event in _events(dates, item.policy, status):
                parts_by_event.setdefault(dated_event, []).append(prefix)
        for (date, event, is_unknown), prefixes in parts_by_event.items():
            days_passed = (publication.as_of - date).days
            if days_passed <= 0 or (is_unknown and days_passed <= _MAX_DAYS_PASSED):
                is_whole = len(prefixes) >= len(item.policy.clauses)
                for prefix in [""] if is_whole else prefixes:
                    yield _policy_deadline(
                        date, f"{prefix}{event}", [item], item.entity, publication
                    )


def _open_parts(item: PolicyToday) -> Iterator[tuple[Policy | Clause, Status]]:
    """Yield the parts of a policy that have not ended; the policy itself if it has no parts."""
    undivided: Iterable[tuple[Policy | Clause, Status]] = [(item.policy, item.status)]
    if item.status.state not in CLOSED_STATES:
        parts = item.status.clause_statuses or undivided
        yield from (part for part in parts if part[1].state not in CLOSED_STATES)


def _policy_deadline(
    date: dt.date,
    description: str,
    items: Sequence[PolicyToday],
    page: Entity,
    publication: Publication,
) -> DeadlineToday:
    """Make the deadline of one or more policies, shown on ``page``."""
    pages = (page, *(item.entity for item in sorted(items, key=lambda item: item.sort_key)))
    disputes = [entity.policy.dispute or "" for entity in pages if entity.policy]
    newer_story_paths = (story.path for item in items for story in newer_stories(item, publication))
    return DeadlineToday(
        date,
        description,
        page.name,
        page.path,
        distance(date, publication.as_of),
        source=source_of_day(page, date, publication),
        page_slugs=tuple(dict.fromkeys((page.slug, *(item.entity.slug for item in items)))),
        dispute=next((text for text in disputes if date in full_dates_in(text)), ""),
        newer_story_path=next(newer_story_paths, ""),
        passed=date < publication.as_of,
        why=next(filter(None, (short_reason(entity.why) for entity in pages)), ""),
    )


def _events(
    dates: Policy | Clause, policy: Policy, status: Status
) -> Iterator[tuple[dt.date, str, bool]]:
    """Yield the dates of a policy or a part: the day, the event, whether its status is unknown.

    A part without dates of its own has those of the whole policy.
    """
    unknown = status.state is State.UNKNOWN
    start, end = dates.effective or policy.effective, dates.ended or policy.ended
    if start and (dates.took_effect is not False or status.state is State.FUTURE):
        yield start, "due to take effect", unknown
    suspensions = known_suspensions(dates.suspensions, status.as_of)
    current = latest_suspension(suspensions, status.as_of)
    if current and current.resumed:
        yield current.resumed, "due to apply again", unknown
    for suspension in suspensions:
        if suspension.start and suspension.start > status.as_of:
            yield suspension.start, "suspension due to begin", unknown
    if end:
        yield end, "due to end", unknown


class OpenSuspension(NamedTuple):
    """A suspension of a policy without a later report."""

    end: dt.date
    notice_slug: str  # of the policy that orders it
    basis: str  # who gives its end, if no order does
    end_in_notice: dt.date | None  # the last day in an order, if others report a later one


def _suspension_ends(publication: Publication) -> Iterator[DeadlineToday]:
    """Yield the last day of each suspension, once for all policies that one notice suspends."""
    suspended_policies: dict[OpenSuspension, list[PolicyToday]] = {}
    for item in policies(publication):
        for suspension in dict.fromkeys(_open_suspensions(item)):
            suspended_policies.setdefault(suspension, []).append(item)
    for suspension, items in suspended_policies.items():
        if (publication.as_of - suspension.end).days <= _MAX_DAYS_PASSED:
            yield from _ends_of_suspension(suspension, items, publication)


def _ends_of_suspension(
    suspension: OpenSuspension, items: Sequence[PolicyToday], publication: Publication
) -> Iterator[DeadlineToday]:
    """Yield the last day of a suspension, and the earlier one in its notice, if that has passed."""
    end, notice_slug, basis, end_in_notice = suspension
    notice = publication.catalogue.entities.get(notice_slug)
    page = notice if notice and notice.policy else items[0].entity
    subject = "" if page is notice else "its suspension"
    if len(items) > 1:
        subject = f"the suspension of {count(len(items), 'policy')}"
    rules = "they" if len(items) > 1 else "it"
    passed_in_notice = (
        end_in_notice if end_in_notice and end_in_notice < publication.as_of else None
    )
    notice_words = ""  # the basis has them, too
    short_text = f"last day of {subject}" if subject else "last day"
    if end < publication.as_of:
        consequence = "" if basis else ", as announced"
    else:
        day_after = day_in_words(end + dt.timedelta(days=1))
        consequence = f"; {rules} could apply from {day_after}"
        if passed_in_notice:
            notice_words = f"; the notice names {day_in_words(passed_in_notice)}"
            consequence = f", so {rules} may apply already"
    description = f"{short_text}{f' ({basis})' if basis else ''}{consequence}"
    deadline = _policy_deadline(end, description, items, page, publication)
    if basis:
        source = source_of_day(items[0].entity, end, publication)
        deadline = replace(deadline, certainty="said", source=source)
    yield replace(deadline, short_text=f"{short_text}{notice_words}{consequence}")
    if passed_in_notice and end >= publication.as_of:
        description = f"{short_text}, as the notice names it"
        deadline = _policy_deadline(passed_in_notice, description, items, page, publication)
        later_end = f"other sources say until {day_in_words(end)}"
        yield replace(deadline, certainty="notice", reported_outcome=later_end)


def _open_suspensions(item: PolicyToday) -> Iterator[OpenSuspension]:
    """Yield each suspension that has not ended, or whose end has passed without a report."""
    for dates, status in _open_parts(item):
        suspensions = known_suspensions(dates.suspensions, status.as_of)
        current = latest_suspension(suspensions, status.as_of)
        for suspension in suspensions:
            is_over = suspension.until and status.as_of > suspension.until
            lapsed = suspension is current and status.state is State.LAPSED
            if suspension.until and (lapsed or not is_over):
                yield OpenSuspension(
                    suspension.until,
                    suspension.ordered_by or "",
                    suspension.basis,
                    suspension.ordered_until,
                )
