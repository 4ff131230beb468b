"""Every story, year by year."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from generator.publish import cards
from generator.publish.front import front
from generator.publish.publication import Publication
from generator.publish.told import Told
from generator.publish.words import count, day, short_day

INDEX = "stories/index.md"


def view(site: Publication) -> Mapping[str, str]:
    """Return the list of all stories, newest first, undated ones last."""
    told = cards.none_reviewed(site.stories)
    lines = [
        front(title="Stories", description="Every briefing, newest first.", kind="list"),
        "# Stories\n",
        (
            f"{count(len(site.stories), 'story')}, newest event first, as of {day(site.as_of)}.\n"
            "{: .dateline }\n"
        ),
        *([told] if told else []),
    ]
    for year, found in groupby(site.stories, key=lambda story: story.date and story.date.year):
        items = "\n".join(_line(story, review_too=not told) for story in found)
        head = f"## {year or 'Date not given'}"
        lines.append(f'{head}\n\n<div class="dated" markdown="1">\n\n{items}\n\n</div>\n')
    return {INDEX: "\n".join(lines)}


def _line(story: Told, *, review_too: bool) -> str:
    when = short_day(story.date) if story.date else "not given"
    draft = ' <span class="meta">draft</span>' if review_too and not story.reviewed else ""
    return f'- <span class="when">{when}</span> {cards.link(story, INDEX)}{draft}'
