"""What changed before the day of the build (stories, statuses, values, sites), and passed dates.

Nothing is saved between builds.  A change comes from a date in the catalogue, or from comparing
the statuses of a policy on two days.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from itertools import chain, pairwise
from typing import NamedTuple

from briefing_room.catalogue.numbers import ACTUAL
from briefing_room.catalogue.status import State, Status, status
from briefing_room.importers.watch import read_watch_log, waiting_entries
from briefing_room.model import Role
from briefing_room.publish.deadlines import deadlines
from briefing_room.publish.provenance import sources_of_passages
from briefing_room.publish.publication import Publication
from briefing_room.publish.statuses import covered_until, policies
from briefing_room.publish.words import clip, short_reason
from briefing_room.text.addresses import bare_address
from briefing_room.text.lexicon import count
from briefing_room.text.periods import day_in_words, period_in_words

WEEK = 7  # days
MONTH = 30  # days
_MAX_EDITION_LINES = 5
_MAX_LAST_KNOWN = 10
_MAX_LINE_LETTERS = 150  # about 25 words, with the title


class Change(NamedTuple):
    """A change on one day."""

    date: dt.date
    section: str  # a key of SECTION_PAGES, such as "numbers"
    title: str  # of the page that it belongs to
    path: str  # of this page
    wording: str
    why: str = ""  # it matters
    others: tuple[tuple[str, str], ...] = ()  # titles and files of pages with the same change
    passed: bool = False  # nothing was published: a date has merely passed

    @property
    def short_wording(self) -> str:
        """What changed, clipped so that the title and it fit on one line."""
        return clip(self.wording, max(40, _MAX_LINE_LETTERS - len(self.title)))


def newest_changes(publication: Publication, days: int) -> tuple[Change, ...]:
    """What was published or altered in the last ``days`` days: one change a page, newest first.

    Equal changes of one day become one, which names the other pages.
    """
    return tuple(change for change in _changes_and_dates(publication, days) if not change.passed)


def passed_dates(publication: Publication, days: int) -> tuple[Change, ...]:
    """The dates that passed in the last ``days`` days without a later report, newest first."""
    return tuple(change for change in _changes_and_dates(publication, days) if change.passed)


@lru_cache(maxsize=8)
def _changes_and_dates(publication: Publication, days: int) -> tuple[Change, ...]:
    cutoff = publication.as_of - dt.timedelta(days=days)
    status_changes = list(_status_changes(publication, cutoff))
    change_sources = (
        status_changes,
        _story_changes(publication),
        _passed_deadlines(publication, {change.path for change in status_changes}),
        _value_changes(publication),
        _site_changes(publication),
    )
    newest_by_page: dict[tuple[bool, str, str], Change] = {}
    for change in chain.from_iterable(change_sources):
        if cutoff < change.date <= publication.as_of:
            page = (change.passed, change.section, change.path)
            newest = newest_by_page.setdefault(page, change)
            newest_by_page[page] = max(newest, change, key=lambda item: item.date)
    merged: dict[tuple[dt.date, bool, str, str], Change] = {}
    for change in newest_by_page.values():
        key = (change.date, change.passed, change.section, change.wording or change.path)
        first = merged.setdefault(key, change)
        if first is not change:
            merged[key] = first._replace(others=(*first.others, (change.title, change.path)))
    return tuple(sorted(merged.values(), key=lambda change: change.date, reverse=True))


def changes_of_section(publication: Publication, section: str) -> tuple[Change, ...]:
    """The changes of the last month in one section of the site, and the dates that passed."""
    return tuple(c for c in _changes_and_dates(publication, MONTH) if c.section == section)


def weekly_edition(publication: Publication) -> tuple[Change, ...]:
    """The newest changes of the last month, as many as a weekly edition has room for."""
    return newest_changes(publication, MONTH)[:_MAX_EDITION_LINES]


def last_known_changes(publication: Publication) -> tuple[Change, ...]:
    """The newest changes of the three months before the last day that any source covers."""
    silent_days = (
        (publication.as_of - publication.covered_until).days if publication.covered_until else 0
    )
    return newest_changes(publication, silent_days + 3 * MONTH)[:_MAX_LAST_KNOWN]


@lru_cache(maxsize=2)
def watch_report(publication: Publication) -> str:
    """Say when the watched sources were last checked and what waits; "" if nothing is watched."""
    log = read_watch_log(publication.project.briefings)
    if not (log.checked_on and log.checked_on <= publication.as_of.isoformat()):
        return ""
    sources = (source for article in publication.articles.values() for source in article.sources)
    known = {bare_address(source.url) for source in sources if source.url}
    waiting = len(list(waiting_entries(log, known)))
    waiting_note = (
        count(waiting, "entry waits", "entries wait") if waiting else "nothing there waits"
    )
    sources_checked = count(len(log.sources), "source")
    date = day_in_words(dt.date.fromisoformat(log.checked_on))
    return f"{sources_checked} looked at on {date}: {waiting_note} to be read."


def _story_changes(publication: Publication) -> Iterator[Change]:
    for story in publication.stories:
        if story.news_date:
            why = " ".join(point.text for point in story.section(Role.WHY))
            page = (story.title, story.path)
            yield Change(story.news_date, "stories", *page, "", short_reason(why))


def _status_changes(publication: Publication, cutoff: dt.date) -> Iterator[Change]:
    """Yield the latest change of status of each policy since the cutoff, in their order of rank."""
    days = [cutoff + dt.timedelta(days=n) for n in range((publication.as_of - cutoff).days + 1)]
    for item in sorted(policies(publication), key=lambda item: item.sort_key):
        last_covered = covered_until(item.entity, publication)
        statuses = [
            status(item.policy, day, min(last_covered, day) if last_covered else day)
            for day in days
        ]
        changes = zip(days[1:], pairwise(statuses), strict=True)
        for day, (before, after) in reversed(list(changes)):
            if before and after and _states(before) != _states(after):
                passed = not after.sources_reach(day)
                wording, why = item.headline, short_reason(item.entity.why)
                yield Change(day, "tracker", item.name, item.path, wording, why, passed=passed)
                break


def _states(status: Status) -> tuple[State, ...]:
    """The state of a policy and of each of its parts."""
    return (status.state, *(part.state for _, part in status.clause_statuses))


def _passed_deadlines(publication: Publication, changed_paths: Collection[str]) -> Iterator[Change]:
    """Yield the deadlines that have passed, unless the status of their policy changed as well."""
    entities = publication.catalogue.entities
    for deadline in deadlines(publication):
        pages = {entities[slug].path for slug in deadline.page_slugs if slug in entities}
        if deadline.passed and pages.isdisjoint(changed_paths):
            words = (deadline.short_text or deadline.description, deadline.reported_outcome)
            wording = "; ".join(filter(None, words))
            page = (deadline.title, deadline.path)
            yield Change(deadline.date, "tracker", *page, wording, deadline.why, passed=True)


def _report_days(cites: Iterable[str], publication: Publication) -> set[dt.date]:
    """The days of the events and of the sources that the cited passages report."""
    cites = tuple(cites)
    seeds = {passage.article for passage in map(publication.project.resolve, cites) if passage}
    days = {source.date for source in sources_of_passages(cites, publication)}
    return {day for day in days | {publication.articles[seed].date for seed in seeds} if day}


def _value_changes(publication: Publication) -> Iterator[Change]:
    """Yield each value on the day of its first report.

    A report cannot be older than the period of a measured value.
    """
    for number in publication.catalogue.numbers.values():
        for value in number.values:
            first = value.period.start if value.period and value.kind == ACTUAL else dt.date.min
            days = [day for day in _report_days(value.cites, publication) if day >= first]
            speaker = publication.catalogue.entities.get(value.speaker)
            wording = f"{value.text}, {speaker.name if speaker else value.speaker}"
            if days:
                page = (number.name, number.path)
                yield Change(min(days), "numbers", *page, wording, short_reason(number.why))


def _site_changes(publication: Publication) -> Iterator[Change]:
    """Yield each status of a site on the day of its first report, and targets that are over.

    A target is omitted if the status of its site was reported after the end of its period.
    """
    status_words = publication.catalogue.vocabulary.site_statuses
    for place in publication.catalogue.entities.values():
        path = publication.link_target(place)
        for facility in place.sites:
            current = facility.status
            if current and current.as_of:
                word = status_words.get(current.value)
                status_text = word.singular if word else current.value
                wording = f"{status_text}, {period_in_words(current.as_of.text)}"
                day = min({current.as_of.end, *_report_days(current.cites, publication)})
                yield Change(day, "sites", facility.name, path, wording)
            last_report = current.as_of.end if current and current.as_of else dt.date.min
            for capacity in facility.capacity:
                if capacity.kind != "target" or capacity.period is None:
                    continue
                day_after = capacity.period.end + dt.timedelta(days=1)
                if not day_after <= last_report <= publication.as_of:
                    wording = f"the time of a target is over: {capacity.text}"
                    yield Change(day_after, "sites", facility.name, path, wording, passed=True)


def group_by_section(changes: Iterable[Change]) -> dict[str, list[Change]]:
    """Group changes by their section of the site and keep their order."""
    by_section: dict[str, list[Change]] = {}
    for change in changes:
        by_section.setdefault(change.section, []).append(change)
    return by_section
