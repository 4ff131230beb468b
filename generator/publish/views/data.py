"""Data for machines: the briefings as files, their schema, and llms.txt."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from generator.pages.document import render
from generator.publish.front import front
from generator.publish.links import web
from generator.publish.publication import Publication
from generator.publish.schema import OTHERS, TABLES, Table
from generator.publish.told import Told, in_prose
from generator.publish.words import clipped, count, day

PAGE = "data.md"


def view(site: Publication) -> Mapping[str, str]:
    """Return the data files, the page that documents them, and the stories as plain text."""
    stories = [_story(story) for story in site.stories]
    texts = {f"text/{story.id}.txt": render(story.page) for story in site.stories}
    return {
        PAGE: page(site),
        "data/briefings.json": json.dumps(stories, ensure_ascii=False, indent=1) + "\n",
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
            {"text": s.text, "section": s.section, "label": s.label, "passages": list(s.labels)}
            for s in story.said
            if in_prose(s)
        ],
        "seeds": list(story.page.seeds),
    }


def page(site: Publication) -> str:
    """Return the page that says what the files hold and how to follow the publication."""
    head = front(title="Data and feeds", description="Files, feeds and their schema.", kind="list")
    others = "\n".join(f"- [{path}]({path}): {words}" for path, words in OTHERS)
    return (
        f"{head}\n# Data and feeds\n\n{count(len(site.stories), 'story')} as of "
        f"{day(site.as_of)}, free to use under CC BY 4.0; quoted passages belong to their "
        "publishers.\n{: .dateline }\n\nTables are CSV in UTF-8 or JSON. A cell that a spreadsheet "
        "would take for a formula begins with an apostrophe. What a source does not say is “not "
        f"given” or empty, never guessed.\n\n## Feeds and other files\n\n{others}\n\n"
        + "\n".join(_documented(table) for table in TABLES)
    )


def _documented(table: Table) -> str:
    links = " and ".join(f"[{path}]({path})" for path in table.paths)
    rows = "".join(f"| `{field}` | {meaning} |\n" for field, meaning in table.fields.items())
    return f"## {table.row}\n\nIn {links}.\n\n| Field | Meaning |\n|---|---|\n{rows}"


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
        f"- [Stories]({base}data/briefings.json)\n- [Names]({base}{web('entities/index.md')})\n\n"
        f"## Stories\n\n{stories}\n"
    )
