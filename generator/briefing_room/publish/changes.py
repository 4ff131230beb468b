"""What changed in the days before the build (stories, statuses, values, sites), and what passed.

Nothing is saved between builds: a change comes from a date in the rows, or from comparing the
status of a policy on two days.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from itertools import chain, pairwise
from typing import NamedTuple

from briefing_room.catalogue.status import status
from briefing_room.importers.watch import read_watch_log, waiting_entries
from briefing_room.model import Role
from briefing_room.publish.deadlines import deadlines
from briefing_room.publish.provenance import sources_of_passages
from briefing_room.publish.publication import Publication
from briefing_room.publish.statuses import covered_until, policies
from briefing_room.publish.words import clip, count
from briefing_room.review.reading import strip_markdown
from briefing_room.text.addresses import bare_address
from briefing_room.text.periods import day_in_words, period_in_words

WEEK = 7  # days
MONTH = 30  # days
_MAX_EDITION_LINES = 5
_MAX_WHY_LETTERS = 170
_MAX_LINE_LETTERS = 150  # about 25 words, with the title


class Change(NamedTuple):
    """A change on one day, with the section of the site and the page that it belongs to.

    ``why`` says why it matters, if somebody wrote that.  ``others`` are the pages with the same
    change on the same day.  ``passed`` means that nothing was published: a date has merely passed.
    """

    date: dt.date
    section: str
    title: str
    path: str
    words: str
    why: str = ""
    others: tuple[tuple[str, str], ...] = ()  # title and file
    passed: bool = False

    @property
    def line(self) -> str:
        """What changed, clipped so that title and words fit on one line."""
        return clip(self.words, max(40, _MAX_LINE_LETTERS - len(self.title)))


def changes(site: Publication, days: int) -> tuple[Change, ...]:
    """What was published or altered in the last ``days`` days, newest first; equal ones merged."""
    return tuple(change for change in _changes_and_dates(site, days) if not change.passed)


def passed_dates(site: Publication, days: int) -> tuple[Change, ...]:
    """The dates that passed in the last ``days`` days, newest first, without a report since."""
    return tuple(change for change in _changes_and_dates(site, days) if change.passed)


@lru_cache(maxsize=8)
def _changes_and_dates(site: Publication, days: int) -> tuple[Change, ...]:
    cutoff = site.as_of - dt.timedelta(days=days)
    statuses = list(_statuses(site, cutoff))
    change_sources = (
        statuses,
        _stories(site),
        _passed(site, {change.path for change in statuses}),
        _values(site),
        _sites(site),
    )
    by_page: dict[tuple[str, str], Change] = {}
    for change in chain.from_iterable(change_sources):
        if cutoff < change.date <= site.as_of:
            by_page.setdefault((change.section, change.path), change)
    alike: dict[tuple[dt.date, str, str], Change] = {}
    for change in by_page.values():
        key = (change.date, change.section, change.words or change.path)
        first_of = alike.setdefault(key, change)
        if first_of is not change:
            alike[key] = first_of._replace(others=(*first_of.others, (change.title, change.path)))
    return tuple(sorted(alike.values(), key=lambda change: change.date, reverse=True))


def changes_of_section(site: Publication, section: str) -> tuple[Change, ...]:
    """The changes of the last month in one section of the site, and the dates that passed."""
    return tuple(c for c in _changes_and_dates(site, MONTH) if c.section == section)


def edition(site: Publication) -> tuple[Change, ...]:
    """The newest changes of the last month, as many as a weekly edition has room for."""
    return changes(site, MONTH)[:_MAX_EDITION_LINES]


@lru_cache(maxsize=2)
def watch_report(site: Publication) -> str:
    """Say when the watched sources were last checked and what waits; "" if nothing is watched."""
    log = read_watch_log(site.project.briefings)
    if not (log.looked and log.looked <= site.as_of.isoformat()):
        return ""
    known = {
        bare_address(source.url)
        for article in site.articles.values()
        for source in article.sources
        if source.url
    }
    waiting_count = len(list(waiting_entries(log, known)))
    waiting_note = (
        count(waiting_count, "entry waits", "entries wait")
        if waiting_count
        else "nothing there waits"
    )
    number = count(len(log.sources), "source")
    date = day_in_words(dt.date.fromisoformat(log.looked))
    return f"{number} looked at on {date}: {waiting_note} to be read."


def _reason(text: str) -> str:
    """The first sentence of why a change matters, in plain words."""
    plain, stop, _ = " ".join(strip_markdown(text).split()).partition(". ")
    return clip(plain + stop.strip(), _MAX_WHY_LETTERS)


def _stories(site: Publication) -> Iterator[Change]:
    for story in site.stories:
        if story.news_of:
            why = " ".join(point.text for point in story.section(Role.WHY))
            yield Change(story.news_of, "stories", story.title, story.path, "", _reason(why))


def _statuses(site: Publication, cutoff: dt.date) -> Iterator[Change]:
    """Yield the latest change of status of each policy since the cutoff."""
    for item in sorted(policies(site), key=lambda item: item.order):  # the widest stands first
        last = covered_until(item.entity, site)
        offsets = range((site.as_of - cutoff).days + 1)
        days = (cutoff + dt.timedelta(days=offset) for offset in offsets)
        history = [(day, status(item.policy, day, min(filter(None, (last, day))))) for day in days]
        why = item.entity.why.text if item.entity.why else ""
        for (_, before), (date, now) in reversed(list(pairwise(history))):
            if before and now and _parts(before) != _parts(now):
                passed = not now.covers(date)
                words, reason = item.headline, _reason(why)
                yield Change(date, "controls", item.name, item.path, words, reason, passed=passed)
                break


def _parts(status: object) -> tuple[object, ...]:
    parts = getattr(status, "parts", ())
    return (getattr(status, "state", None), *(part.state for _, part in parts))


def _passed(site: Publication, changed: Collection[str]) -> Iterator[Change]:
    """Yield the deadlines that have passed, unless the status of their policy changed as well."""
    entities = site.catalogue.entities
    for deadline in deadlines(site):
        pages = {entities[slug].path for slug in deadline.about if slug in entities}
        if deadline.passed and pages.isdisjoint(changed):
            words = f"{deadline.short or deadline.what}; {deadline.after}"
            yield Change(
                deadline.date, "controls", deadline.title, deadline.path, words, passed=True
            )


def _values(site: Publication) -> Iterator[Change]:
    """Yield each value on the day of its newest source."""
    for number in site.catalogue.numbers.values():
        why = number.why.text if number.why else ""
        for value in number.values:
            days = [source.date for source in sources_of_passages(value.cites, site) if source.date]
            speaker = site.catalogue.entities.get(value.says)
            words = f"{value.text}, {speaker.name if speaker else value.says}"
            if days:
                yield Change(max(days), "numbers", number.name, number.path, words, _reason(why))


def _sites(site: Publication) -> Iterator[Change]:
    """Yield the sites with a new status, and the targets whose period is over."""
    statuses = site.catalogue.vocabulary.site_statuses
    for place in site.catalogue.entities.values():
        path = site.address_of(place)
        for facility in place.sites:
            current = facility.status
            if current and current.as_of:
                word = statuses.get(current.value)
                words = (
                    f"{word.one if word else current.value}, {period_in_words(current.as_of.text)}"
                )
                yield Change(current.as_of.end, "sites", facility.name, path, words)
            for capacity in facility.capacity:
                if capacity.kind == "target" and capacity.period:
                    over = capacity.period.end + dt.timedelta(days=1)
                    words = f"the time of a target is over: {capacity.text}"
                    yield Change(over, "sites", facility.name, path, words, passed=True)


def group_by_section(changes: Iterable[Change]) -> dict[str, list[Change]]:
    """Sort changes into the sections of the site, in the order given."""
    by_section: dict[str, list[Change]] = {}
    for change in changes:
        by_section.setdefault(change.section, []).append(change)
    return by_section
