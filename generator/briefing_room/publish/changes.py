"""What changed in the days before the build: stories, statuses, values, sites, deadlines.

Nothing is kept from build to build: a change is a day that the rows give, or a status that is
another than it was then.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from briefing_room.catalogue.status import status
from briefing_room.importers.watch import read_log, waiting
from briefing_room.model import Role
from briefing_room.publish.deadlines import deadlines
from briefing_room.publish.provenance import told_of
from briefing_room.publish.publication import Publication
from briefing_room.publish.statuses import covered_until, policies
from briefing_room.publish.words import clipped, count
from briefing_room.review.reading import bare
from briefing_room.text.addresses import bare_address
from briefing_room.text.months import day, when

WEEK, MONTH = 7, 30  # days
LINES = 5  # of the edition of a week
_MAX_WHY, _MAX_LINE = 170, 150  # letters: a line of at most 25 words, with its title


class Change(NamedTuple):
    """A change: its day, the section of the site it belongs to, its page, what changed, and why.

    ``why`` says why it matters, where somebody wrote that; ``others`` are the pages of which the
    same became so on that day.
    """

    date: dt.date
    section: str
    title: str
    path: str
    words: str
    why: str = ""
    others: tuple[tuple[str, str], ...] = ()  # title and file

    @property
    def line(self) -> str:
        """What changed, as short as a line is beside its title."""
        return clipped(self.words, max(40, _MAX_LINE - len(self.title)))


@lru_cache(maxsize=8)
def changes(site: Publication, days: int) -> tuple[Change, ...]:
    """Return what changed in the days before the build, the newest first."""
    first = site.as_of - dt.timedelta(days=days)
    every = (_statuses(site, first), _stories(site), _passed(site), _values(site), _sites(site))
    known: dict[tuple[str, str], Change] = {}
    for one in (change for some in every for change in some):
        if first < one.date <= site.as_of:
            known.setdefault((one.section, one.path), one)
    alike: dict[tuple[dt.date, str, str], Change] = {}
    for one in known.values():
        key = (one.date, one.section, one.words or one.path)
        first_of = alike.setdefault(key, one)
        if first_of is not one:
            alike[key] = first_of._replace(others=(*first_of.others, (one.title, one.path)))
    return tuple(sorted(alike.values(), key=lambda one: one.date, reverse=True))


def of_section(site: Publication, section: str) -> tuple[Change, ...]:
    """Return what changed in a section in the last month."""
    return tuple(one for one in changes(site, MONTH) if one.section == section)


def told(site: Publication) -> tuple[Change, ...]:
    """The few changes that an edition tells: those of the last week, then of the last month."""
    return changes(site, MONTH)[:LINES]


@lru_cache(maxsize=2)
def looked(site: Publication) -> str:
    """Return who looked when at the watched sources, and what came of it; empty without a watch."""
    log = read_log(site.project.briefings)
    if not (log.looked and log.looked <= site.as_of.isoformat()):
        return ""
    known = {
        bare_address(source.url)
        for article in site.articles.values()
        for source in article.sources
        if source.url
    }
    left = len(list(waiting(log, known)))
    told = count(left, "entry waits", "entries wait") if left else "nothing there waits"
    number = count(len(log.sources), "source")
    return f"{number} looked at on {day(dt.date.fromisoformat(log.looked))}: {told} to be read."


def _reason(text: str) -> str:
    """The first sentence of why a change matters, in plain words."""
    plain, stop, _ = " ".join(bare(text).split()).partition(". ")
    return clipped(plain + stop.strip(), _MAX_WHY)


def _stories(site: Publication) -> Iterator[Change]:
    for story in site.stories:
        if story.news_of:
            why = " ".join(point.text for point in story.section(Role.WHY))
            yield Change(story.news_of, "stories", story.title, story.path, "", _reason(why))


def _statuses(site: Publication, first: dt.date) -> Iterator[Change]:
    """Yield the policies of which something else holds than did on the day before."""
    for item in sorted(policies(site), key=lambda item: item.order):  # the widest stands first
        last = covered_until(item.entity, site)
        days = (first + dt.timedelta(days=n) for n in range((site.as_of - first).days + 1))
        found = [(one, status(item.policy, one, min(filter(None, (last, one))))) for one in days]
        why = item.entity.why.text if item.entity.why else ""
        for (_, before), (date, now) in reversed(list(pairwise(found))):
            if before and now and _parts(before) != _parts(now):
                yield Change(date, "controls", item.name, item.path, item.head, _reason(why))
                break


def _parts(found: object) -> tuple[object, ...]:
    each = getattr(found, "parts", ())
    return (getattr(found, "state", None), *(part.state for _, part in each))


def _passed(site: Publication) -> Iterator[Change]:
    for one in deadlines(site):
        if one.passed:
            words = f"{one.short or one.what}; {one.after}"
            yield Change(one.date, "controls", one.title, one.path, words)


def _values(site: Publication) -> Iterator[Change]:
    """Yield each value on the day of the newest text that tells it."""
    for number in site.catalogue.numbers.values():
        why = number.why.text if number.why else ""
        for value in number.values:
            days = [source.date for source in told_of(value.cites, site) if source.date]
            speaker = site.catalogue.entities.get(value.says)
            words = f"{value.text}, {speaker.name if speaker else value.says}"
            if days:
                yield Change(max(days), "numbers", number.name, number.path, words, _reason(why))


def _sites(site: Publication) -> Iterator[Change]:
    """Yield the sites with a new status, and the targets whose time is over."""
    statuses = site.catalogue.vocabulary.site_statuses
    for place in site.catalogue.entities.values():
        for one in place.sites:
            if one.status and one.status.as_of:
                word = statuses.get(one.status.value)
                words = f"{word.one if word else one.status.value}, {when(one.status.as_of.text)}"
                yield Change(one.status.as_of.end, "sites", one.name, site.address_of(place), words)
            for amount in one.capacity:
                if amount.kind == "target" and amount.period:
                    over = amount.period.end + dt.timedelta(days=1)
                    words = f"the time of a target is over: {amount.text}"
                    yield Change(over, "sites", one.name, site.address_of(place), words)


def counted(found: Iterable[Change]) -> dict[str, list[Change]]:
    """Return changes by their section."""
    some: dict[str, list[Change]] = {}
    for one in found:
        some.setdefault(one.section, []).append(one)
    return some
