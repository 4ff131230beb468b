"""Data for machines: briefings, figures and events as files, their schema, and llms.txt."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from generator.pages.render import render
from generator.publish.datafiles import rows_as_csv
from generator.publish.front import front
from generator.publish.happenings import happenings
from generator.publish.links import web
from generator.publish.publication import Publication
from generator.publish.quoted import quoted
from generator.publish.told import Told, in_prose
from generator.publish.words import clipped, count

PAGE = "data.md"
FIGURE_FIELDS = {
    "story": "id of the story",
    "figure": "the figure as the page writes it",
    "low": "its value, or the lower end of a range, in `unit`",
    "high": "its value, or the upper end of a range",
    "unit": "normalised unit: %, t, an ISO currency, USD/kg …",
    "of_what": "what is measured, in the source's words",
    "stage_group": "stage of the chain and group of elements",
    "place": "where; “not given” where the source does not say",
    "period": "for when",
    "according_to": "who gives it",
    "passages": "labels of the passages it rests on",
}
EVENT_FIELDS = {
    "date": "ISO date as precise as it is known: 2025, 2025-06, 2025-06-30, 2025-Q3, 2025-H1",
    "precision": "day, month, quarter, half",
    "what": "the sentence that gives the date",
    "own_event": "yes where it is the story's own event",
    "story": "id of the story",
}
STORY_FIELDS = {
    "id": "id of the story, also its address: stories/<id>/",
    "title": "headline",
    "date": "day of the event, null where it is not given",
    "sources_reach_to": "day to which the sources were read, null where none is dated",
    "status": "draft or reviewed",
    "origins": "texts that are not copies of each other",
    "topics": "slugs of topics",
    "entities": "slugs of names",
    "bottom_line": "the bottom line in plain words",
    "sentences": "each sentence of the prose: text, section, kind of speaker, passages",
    "seeds": "ids of the seeds it rests on",
}


def view(site: Publication) -> Mapping[str, str]:
    """Return the data files, the page that documents them, and the stories as plain text."""
    stories = [_story(story) for story in site.stories]
    texts = {f"text/{story.id}.txt": render(story.page) for story in site.stories}
    return {
        PAGE: page(site),
        "data/briefings.json": json.dumps(stories, ensure_ascii=False, indent=1) + "\n",
        "data/figures.csv": rows_as_csv(tuple(FIGURE_FIELDS), _figures(site)),
        "data/events.csv": rows_as_csv(tuple(EVENT_FIELDS), _events(site)),
        "llms.txt": llms(site),
        **texts,
    }


def _story(story: Told) -> dict[str, Any]:
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
        "sentences": [
            {"text": s.text, "section": s.section, "speaker": s.kind, "passages": list(s.labels)}
            for s in story.said
            if in_prose(s)
        ],
        "seeds": list(story.page.seeds),
    }


def _figures(site: Publication) -> list[dict[str, str]]:
    return [
        dict(
            zip(
                FIGURE_FIELDS,
                (
                    figure.story.id,
                    figure.given,
                    "" if figure.low is None else f"{figure.low:.12g}",
                    "" if figure.high is None else f"{figure.high:.12g}",
                    figure.unit or "",
                    figure.what,
                    figure.scope,
                    figure.place,
                    figure.period,
                    figure.source,
                    " ".join(figure.row.labels),
                ),
                strict=True,
            )
        )
        for figure in quoted(site)
    ]


def _events(site: Publication) -> list[dict[str, str]]:
    return [
        {
            "date": item.date,
            "precision": item.precision,
            "what": item.text,
            "own_event": "yes" if item.main else "no",
            "story": item.story.id,
        }
        for item in happenings(site)
    ]


def page(site: Publication) -> str:
    """Return the page that says what the files hold and how to follow the publication."""
    head = front(title="Data and feeds", description="Files, feeds and their schema.", kind="list")
    tables = "\n".join(
        f"## [{name}](data/{name})\n\n| Field | Meaning |\n|---|---|\n"
        + "".join(f"| `{field}` | {meaning} |\n" for field, meaning in fields.items())
        for name, fields in (
            ("briefings.json", STORY_FIELDS),
            ("figures.csv", FIGURE_FIELDS),
            ("events.csv", EVENT_FIELDS),
        )
    )
    return (
        f"{head}\n# Data and feeds\n\n{count(len(site.stories), 'story')}, free to use under "
        "CC BY 4.0; quoted passages belong to their publishers.\n{: .dateline }\n\n"
        "Follow all stories: [Atom](feed.xml) or [JSON Feed](feed.json). Every topic page links "
        "its own feeds. Deadlines: [calendar](deadlines.ics). Measures and elements: "
        "[CSV](matrix.csv), [JSON](matrix.json). For language models: [llms.txt](llms.txt).\n\n"
        f"{tables}"
    )


def llms(site: Publication) -> str:
    """Return the guide for language models: what lies where, the stories as plain Markdown."""
    base = site.settings.address
    stories = "\n".join(
        f"- [{story.title}]({base}text/{story.id}.txt): {clipped(story.bottom_line, 160)}"
        for story in site.stories
    )
    return (
        f"# {site.settings.name}\n\n> Sourced briefings on rare earths: what happened, who says "
        "so, how sure it is, what is not known. Every sentence names its passage.\n\n"
        f"Drafts were not reviewed by a person. Dates: as of {site.as_of}.\n\n## Data\n\n"
        f"- [Stories]({base}data/briefings.json)\n- [Figures]({base}data/figures.csv)\n"
        f"- [Events]({base}data/events.csv)\n- [Names]({base}{web('entities/index.md')})\n\n"
        f"## Stories\n\n{stories}\n"
    )
