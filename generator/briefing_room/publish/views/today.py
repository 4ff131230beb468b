"""The front page, and the page of changes, which is also the weekly edition."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from briefing_room.model import Role
from briefing_room.publish.changes import (
    MONTH,
    WEEK,
    Change,
    group_by_section,
    last_known_changes,
    newest_changes,
    passed_dates,
    watch_report,
    weekly_edition,
)
from briefing_room.publish.deadlines import next_days
from briefing_room.publish.key_numbers import NumberToday, numbers
from briefing_room.publish.provenance import OutletLabels, opened_note, provenance
from briefing_room.publish.publication import Publication
from briefing_room.publish.rendering import Head, render
from briefing_room.publish.story_pages import StoryPage
from briefing_room.publish.views.shipping import shipping_question
from briefing_room.publish.views.tracker import tiles

HOME, CHANGES = "index.md", "changes.md"
_MAX_TOP_POINTS = 2
_MAX_NEWEST = 8
_MAX_DUE = 4
_MAX_CHANGES = 3
# How much older than the newest story the top one may be, if a person reviewed it, and otherwise.
_MAX_AGE_REVIEWED = dt.timedelta(days=90)
_MAX_AGE = dt.timedelta(days=7)
_MAX_NEWS_AGE = dt.timedelta(days=14)  # of the newest source, before the page says so
_MAX_CHART_AGE = dt.timedelta(days=183)  # before the newest source


def view(publication: Publication) -> Mapping[str, str]:
    """Render the front page and the page of changes."""
    top = top_story(publication)
    newest = [story for story in publication.stories if story is not top][:_MAX_NEWEST]
    page = render(
        "today.md",
        publication,
        HOME,
        head=Head(publication.settings.name, publication.settings.description, "home", "today",
                  scripts=("since.js",)),
        top=top,
        top_lines=_top_lines(top, publication) if top else (),
        opened_note=opened_note(top) if top else "",
        stories=newest,
        question=shipping_question(publication),
        number=_current_number(publication),
        tiles=tiles(publication),
        changed=_latest_changes(publication),
        watch_report=watch_report(publication),
        no_news_since=_no_news_since(publication),
        due=next_days(publication)[:_MAX_DUE],
    )  # fmt: skip
    return {HOME: page, CHANGES: _changes_page(publication)}


def _no_news_since(publication: Publication) -> dt.date | None:
    """The day of the newest source, if that is too old for news of today."""
    newest = publication.covered_until
    return newest if newest and publication.as_of - newest > _MAX_NEWS_AGE else None


def _current_number(publication: Publication) -> NumberToday | None:
    """The number whose chart is shown: a key number first, then the one with the newest value.

    A chart that ends long before the newest source stays on the page of its number.
    """
    newest_day = publication.covered_until or publication.as_of
    choices = []
    for item in numbers(publication):
        periods = [value.period for value in item.chart.values] if item.chart else []
        # The end of a period that is not over says nothing of the age of its value.
        ends = [period.end for period in periods if period and period.end <= newest_day]
        age = newest_day - max(ends, default=dt.date.min)
        if item.chart and (age <= _MAX_CHART_AGE or not publication.covered_until):
            choices.append((item.number.featured or len(numbers(publication)), age, item))
    return min(choices, key=lambda choice: choice[:2], default=(0, _MAX_CHART_AGE, None))[2]


def _latest_changes(publication: Publication) -> tuple[Change, ...]:
    """What changed in the last week, else in the last month; else the dates that passed then."""
    finders = (newest_changes, passed_dates)
    choices = (find(publication, days) for find in finders for days in (WEEK, MONTH))
    return next(filter(None, choices), ())[:_MAX_CHANGES]


def _changes_page(publication: Publication) -> str:
    head = Head("What changed", "What is new since last week and last month.", "list", "today")
    lines, month = weekly_edition(publication), newest_changes(publication, MONTH)
    return render(
        "changes.md",
        publication,
        CHANGES,
        head=head,
        lines=lines,
        week=newest_changes(publication, WEEK),
        month=month,
        passed=passed_dates(publication, MONTH),
        by_section=group_by_section(change for change in month if change not in lines),
        due=next_days(publication)[:_MAX_DUE],
        last_known=() if month else last_known_changes(publication),
    )


def top_story(publication: Publication) -> StoryPage | None:
    """The story at the top: the newest reviewed one, or the recent one with most origins.

    A reviewed story may be up to ``_MAX_AGE_REVIEWED`` older than the newest, others ``_MAX_AGE``;
    the newest wins a tie.  If no story has a date, the first one is taken.  Stories of future days
    are left out; so are unreviewed opinions, untraceable leads, and leads of one origin read only
    in a machine-made text.
    """
    weak_paths = {story.path for story in publication.stories if _is_unread_opinion(story)} | {
        story.path
        for story in publication.stories
        if (reading := provenance(publication).get(story.path))
        and (reading.untraceable or (reading.machine_made and story.page.origins < 2))
    }
    past = [
        (story.date, story)
        for story in publication.stories
        if story.date and story.date <= publication.as_of and story.path not in weak_paths
    ]
    reviewed = (
        story for date, story in past if story.reviewed and date >= past[0][0] - _MAX_AGE_REVIEWED
    )
    recent = (story for date, story in past if date >= past[0][0] - _MAX_AGE)
    most_origins = max(recent, key=lambda story: story.page.origins, default=None)
    undated = (s for s in publication.stories if not s.date and s.path not in weak_paths)
    return next(reviewed, None) or most_origins or next(undated, None)


def _is_unread_opinion(story: StoryPage) -> bool:
    return not story.reviewed and any(article.opinion for article in story.articles)


def _top_lines(top: StoryPage, publication: Publication) -> list[tuple[str, str]]:
    """The bottom line and the first points of a story, each with the labels of its outlets."""
    outlets = OutletLabels(publication, top.articles)
    bottom_line = " ".join(point.text for point in top.section(Role.BOTTOM_LINE))
    points = (point.text for point in top.section(Role.KEY_POINT)[:_MAX_TOP_POINTS])
    return [(text, outlets.describe(text)) for text in (bottom_line, *points)]
