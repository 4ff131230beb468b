"""Data for machines: stories and sites as files, and the page that documents every file."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

from generator.publish.frames import Head, filled
from generator.publish.publication import Publication
from generator.publish.story_pages import StoryPage
from generator.publish.views.sites import sites

PAGE = "data.md"


def view(site: Publication) -> Mapping[str, str]:
    """Return the data files and the page that documents them."""
    stories = [_story(story) for story in site.stories]
    head = Head(
        "Data and feeds", "Files to take away, and how to follow the site.", "list", "about"
    )
    return {
        PAGE: filled("data.md", PAGE, head=head, as_of=site.as_of),
        "data/briefings.json": json.dumps(stories, ensure_ascii=False, indent=1) + "\n",
        "data/sites.csv": as_csv(_sites(site)),
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
