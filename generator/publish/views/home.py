"""The home page: what holds today, what is due, what is new, what is disputed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from generator.catalogue.status import State
from generator.model import Role
from generator.pages.escape import inline
from generator.publish import cards
from generator.publish.front import front
from generator.publish.publication import Publication
from generator.publish.standings import Standing, link, standings
from generator.publish.told import Told
from generator.publish.views import deadlines, matrix, measures, tiles
from generator.publish.views.corrections import corrections
from generator.publish.words import clipped, count, day, days_between

HOME = "index.md"
_LATEST = 10
_BOTH = 400  # characters of accounts that differ: enough for both sides as a rule
_WEEK = dt.timedelta(days=7)


def view(site: Publication) -> Mapping[str, str]:
    """Return the home page."""
    head = front(
        title=site.settings.name,
        description="What holds today in the trade of rare earths: controls, deadlines, "
        "disputed figures and sourced briefings.",
        kind="home",
    )
    elements, told, due = standing(site)
    aside = "\n".join(part for part in (told, _changed(site), _disputed(site)) if part)
    front_page = "".join(
        f'<div class="front__{name}" markdown="1">\n\n{text}\n</div>\n'
        for name, text in (("due", due), ("main", _latest(site)), ("aside", aside))
    )
    body = f'<div class="front" markdown="1">\n{front_page}</div>\n'
    return {HOME: "\n".join((head, _lead(site), elements, body))}


def _lead(site: Publication) -> str:
    newest = next((story for story in site.stories if story.date), None)
    age = "no dated story yet"
    if newest and newest.date:
        ago = _ago(newest.date, site.as_of)
        age = f"the newest of {day(newest.date)} ({ago}): {cards.link(newest, HOME)}"
    return (
        f"# What holds today\n\nAs of {day(site.as_of)} · {count(len(site.stories), 'story')}, "
        f"{age}\n{{: .dateline }}\n"
    )


def _ago(date: dt.date, as_of: dt.date) -> str:
    if date > as_of:
        return "still to come"
    words = days_between(date, as_of)
    return words if words == "today" else f"{words} ago"


def standing(site: Publication) -> tuple[str, str, str]:
    """Return the blocks on measures: controls by element, what is not plain, deadlines."""
    told = measures.on_home(site, HOME)
    elements = f"{tiles.strip(site, HOME)}\n{tiles.others(site, HOME)}"
    every = f"[Every control of every element, and rules on groups and magnets]({matrix.PAGE})"
    return (
        f"## {tiles.heading(site)}\n\n{elements}\n{every}\n",
        f"## Measures to know of\n\n{told}\n[Every measure]({measures.PAGE})\n",
        f"## Deadlines\n\n{deadlines.next_ones(site, HOME)}\n[Every deadline]({deadlines.PAGE})\n",
    )


def changed(site: Publication) -> tuple[Told, ...]:
    """Return the stories with a seed added in the seven days up to the build."""
    first = site.as_of - _WEEK
    return tuple(s for s in site.stories if s.added and first < s.added <= site.as_of)


def _changed(site: Publication) -> str:
    """Return what is new in the last seven days: stories, statuses, corrections."""
    first = site.as_of - _WEEK
    lines = [f"- {cards.link(story, HOME)}" for story in changed(site)[:12]]
    lines += _statuses(site)
    lines += [
        f"- Corrected: {cards.link(story, HOME)}"
        for story in site.stories
        if any(first.isoformat() < item.order <= f"{site.as_of}" for item in corrections(story))
    ]
    if not lines:
        dated = max((s.added for s in site.stories if s.added), default=None)
        last = f" The last addition was on {day(dated)}." if dated else ""
        lines = [f"Nothing was added, corrected or changed its status.{last}"]
    return "\n".join(("## Changed since last week\n", *lines, ""))


def _statuses(site: Publication) -> list[str]:
    """Return the measures whose status, or that of a part, is another one than a week ago."""
    week_ago = replace(site, as_of=site.as_of - _WEEK)
    before = {s.entity.slug: _states(s) for s in standings(week_ago)}
    return [
        f"- {link(s.entity, HOME, s.name)}: {inline(s.words())}"
        for s in standings(site)
        if before.get(s.entity.slug, _states(s)) != _states(s)
    ]


def _states(item: Standing) -> tuple[State, ...]:
    return (item.status.state, *(part.state for _, part in item.status.parts))


def _latest(site: Publication) -> str:
    found = cards.stories(site.stories[:_LATEST], HOME)
    more = f"[All {count(len(site.stories), 'story')}](stories/index.md)"
    return f"## Latest stories\n\n{found or 'There is no story yet: add a seed.'}\n\n{more}\n"


def _disputed(site: Publication) -> str:
    """Return the newest sentences that set accounts against each other."""
    said = [
        (story, story.in_section(Role.DIFFER)[0])
        for story in site.stories
        if story.in_section(Role.DIFFER)
    ][:4]
    if not said:
        return ""
    lines = [f"- {inline(clipped(s.text, _BOTH))} {cards.link(story, HOME)}" for story, s in said]
    return "\n".join(("## Disputed now\n", *lines, ""))
