"""The front page: one story first, what changed, what is due next, a chart, the controls."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from briefing_room.model import Role
from briefing_room.publish.changes import looked, told
from briefing_room.publish.deadlines import next_days
from briefing_room.publish.provenance import Outlets, how_read, provenance
from briefing_room.publish.publication import Publication
from briefing_room.publish.rendering import Head, render
from briefing_room.publish.story_pages import StoryPage
from briefing_room.publish.views.controls import tiles
from briefing_room.publish.views.key_numbers import numbers
from briefing_room.publish.views.shipping import question

HOME = "index.md"
_POINTS, _NEXT, _DUE = 2, 5, 4
_FRESH = dt.timedelta(days=90)  # before the newest story: so far back a reviewed one leads
_WEEK = dt.timedelta(days=7)  # and so far back the one with most origins


def view(site: Publication) -> Mapping[str, str]:
    """Return the front page."""
    first = lead(site)
    rest = [story for story in site.stories if story is not first][:_NEXT]
    found = numbers(site)
    page = render(
        "today.md",
        site,
        HOME,
        head=Head(site.settings.name, site.settings.description, "home", "today",
                  scripts=("since.js",)),
        lead=first,
        told=_told(first, site) if first else (),
        read=how_read(first) if first else "",
        stories=rest,
        question=question(site),
        number=found[0] if found and found[0].chart else None,
        tiles=tiles(site),
        changed=told(site),
        looked=looked(site),
        due=next_days(site)[:_DUE],
    )  # fmt: skip
    return {HOME: page}


def lead(site: Publication) -> StoryPage | None:
    """Return the story that stands first: the newest reviewed, else the new one of most origins.

    One that is reviewed and old is no news, and leads no more than others do.  New is what lies
    within a week of the newest; of equals the newest leads.  What is still to come is no news yet.
    What cannot be looked up, or was read in a machine-made text only, never leads.
    """
    weak = {path for path, told in provenance(site).items() if told.lost or told.machine}
    past = [
        (s.date, s) for s in site.stories if s.date and s.date <= site.as_of and s.path not in weak
    ]
    fresh = (s for date, s in past if s.reviewed and date >= past[0][0] - _FRESH)
    week = [s for date, s in past if date >= past[0][0] - _WEEK] or site.stories[:1]
    return next(fresh, None) or max(week, key=lambda story: story.page.origins, default=None)


def _told(first: StoryPage, site: Publication) -> list[tuple[str, str]]:
    """Return the bottom line and the first points of the lead, each with what its outlets are."""
    outlets = Outlets(site, first.articles)
    bottom = " ".join(point.text for point in first.section(Role.BOTTOM_LINE))
    points = (point.text for point in first.section(Role.KEY_POINT)[:_POINTS])
    return [(text, outlets.told(text)) for text in (bottom, *points)]
