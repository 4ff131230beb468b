"""Every story, year by year."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from generator.publish import cards
from generator.publish.front import front
from generator.publish.publication import Publication
from generator.publish.told import Told
from generator.publish.words import count, short_day

INDEX = "stories/index.md"


def view(site: Publication) -> Mapping[str, str]:
    """Return the list of all stories, newest first, undated ones last."""
    lines = [
        front(title="Stories", description="Every briefing, newest first.", kind="list"),
        "# Stories\n",
        f"{count(len(site.stories), 'story')}, newest event first.\n{{: .dateline }}\n",
    ]
    for year, found in groupby(site.stories, key=lambda story: story.date and story.date.year):
        lines.append(f"## {year or 'Date not given'}\n")
        lines += [_line(story) for story in found]
        lines.append("")
    return {INDEX: "\n".join(lines)}


def _line(story: Told) -> str:
    when = short_day(story.date) if story.date else "not given"
    draft = "" if story.reviewed else ' <span class="meta">draft</span>'
    return f'- <span class="when">{when}</span> {cards.link(story, INDEX)}{draft}'
