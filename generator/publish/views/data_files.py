"""Data for machines: stories, names and dates as files, their documentation, and llms.txt."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from generator.pages.document import render
from generator.publish.frames import Head, filled
from generator.publish.publication import Publication
from generator.publish.sites_today import sites
from generator.publish.story_pages import StoryPage
from generator.publish.words import clipped

PAGE = "data.md"


class Table(NamedTuple):
    """A data file: its paths (the same rows in another form), and what a row is."""

    paths: tuple[str, ...]
    row: str


TABLES = (
    Table(("data/briefings.json",), "a story: its lines with their sections and passages"),
    Table(("data/numbers.csv",), "a value of a number: who says it, of when, on what basis"),
    Table(("matrix.csv", "matrix.json"), "a measure: its status in words, its days, its goods"),
    Table(("listed-firms.csv",), "a firm on a list of a measure"),
    Table(("data/sites.csv",), "what stands at a place: whose, what it is today and can make"),
    Table(("feed.xml", "feed.json"), "a story, newest first; each topic has its own two"),
    Table(("weekly.xml",), "a week with its stories"),
    Table(("deadlines.ics", "deadlines.xml"), "a deadline, for a calendar and as it comes near"),
    Table(("llms.txt",), "what lies where, for language models; each story as plain Markdown"),
)


def view(site: Publication) -> Mapping[str, str]:
    """Return the data files, the page that documents them, and the stories as plain text."""
    stories = [_story(story) for story in site.stories]
    texts = {f"text/{story.id}.txt": render(story.page) for story in site.stories}
    head = Head(
        "Data and feeds", "Files to take away, and how to follow the site.", "list", "about"
    )
    return {
        PAGE: filled("data.md", PAGE, head=head, tables=TABLES, as_of=site.as_of),
        "data/briefings.json": json.dumps(stories, ensure_ascii=False, indent=1) + "\n",
        "data/sites.csv": as_csv(_sites(site)),
        "llms.txt": _llms(site),
        **texts,
    }


def _story(story: StoryPage) -> dict[str, Any]:
    return {
        "id": story.id,
        "title": story.title,
        "date": story.date.isoformat() if story.date else None,
        "sources_reach_to": story.reach.isoformat() if story.reach else None,
        "status": story.page.status,
        "origins": story.page.origins,
        "topics": list(story.topics),
        "entities": list(story.entities),
        "bottom_line": story.bottom_line,
        "lines": [
            {"text": p.text, "section": p.section, "label": p.label, "passages": list(p.labels)}
            for p in story.points
        ],
        "seeds": list(story.page.seeds),
    }


def _sites(site: Publication) -> list[dict[str, str]]:
    return [
        {
            "name": one.site.name,
            "kind": one.kind,
            "stage": one.stage,
            "place": one.place.name,
            "owners": "; ".join(name for name, _ in one.owners),
            "status": one.status,
            "as_of": one.as_of,
            "capacity": "; ".join(one.makes),
            "latitude": str(one.site.coordinates.lat) if one.site.coordinates else "",
            "longitude": str(one.site.coordinates.lon) if one.site.coordinates else "",
            "passages": " ".join(one.cites),
        }
        for one in sites(site)
    ]


def _llms(site: Publication) -> str:
    lines = [(story, clipped(story.line, 160)) for story in site.stories]
    return filled("llms.txt", "llms.txt", site=site, stories=lines)


# --- Tables for spreadsheets ---------------------------------------------------------------------

# A spreadsheet takes a cell that begins so for a formula and may run it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(rows: Sequence[Mapping[str, str]]) -> str:
    """Return a header line and a line for each row; text that looks like a formula is quoted."""
    file = io.StringIO()
    writer = csv.DictWriter(file, list(rows[0]) if rows else [], lineterminator="\n")
    writer.writeheader()
    writer.writerows({key: _harmless(value) for key, value in row.items()} for row in rows)
    return file.getvalue()


def _harmless(value: str) -> str:
    return f"'{value}" if value.startswith(_FORMULA) else value
