"""Who holds which share of each stage from mine to magnet, by the figures of the pages.

Sources stand side by side and are never averaged.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from generator.pages.escape import inline
from generator.pages.wording import NOT_GIVEN
from generator.publish.chain import CHAIN, LeftOut, Share, shares
from generator.publish.datafiles import rows_as_csv
from generator.publish.front import front
from generator.publish.links import relative, web
from generator.publish.publication import Publication
from generator.publish.told import Told
from generator.publish.words import count

PAGE, CSV, JSON = "mine-to-magnet.md", "mine-to-magnet.csv", "mine-to-magnet.json"


def view(site: Publication) -> Mapping[str, str]:
    """Return the page and its data files."""
    entered, left = shares(site)
    return {
        PAGE: page(entered, left),
        CSV: rows_as_csv(_FIELDS, _records(entered, site)),
        JSON: json.dumps(list(_records(entered, site)), ensure_ascii=False, indent=1) + "\n",
    }


def page(entered: Iterable[Share], left: Iterable[LeftOut]) -> str:
    """Return the page: a table for each stage, then what could not enter."""
    entered, left = tuple(entered), tuple(left)
    title = "From mine to magnet"
    parts = [
        front(
            title=title,
            description="Each country's share of each stage of the chain, source by source",
            kind="mine-to-magnet",
        ),
        f"# {title}\n",
        (
            "Shares that the pages of this site give with a stage, a country and a period. "
            "Sources stand side by side; nothing is averaged. "
            f"Data: [CSV]({CSV}), [JSON]({JSON}).\n"
        ),
    ]
    for stage in CHAIN:
        found = [share for share in entered if share.stage == stage]
        parts += [f"## {stage.capitalize()}\n", _table(found) or "No share in our sources.\n"]
    if left:
        parts += [f"## Left out: {count(len(left), 'figure')}\n", _left_out(left)]
    return "\n".join(parts)


def _table(found: Iterable[Share]) -> str:
    rows = [
        f"| [{inline(s.country.name)}]({relative(PAGE, s.country.path)}) | {inline(s.figure)} | "
        f"{inline(s.period)} | {inline(s.what)} | {inline(s.group or NOT_GIVEN)} | "
        f"{inline(s.source)} | {_story(s.story)} |"
        for s in found
    ]
    head = ["| Country | Share | Period | Of what | Group | According to | Story |"]
    return "\n".join([*head, "|---|---|---|---|---|---|---|", *rows, ""]) if rows else ""


def _left_out(left: Iterable[LeftOut]) -> str:
    rows = [
        f"| {inline(i.figure)} | {inline(i.what)} | {inline(i.source)} | {inline(i.reason)} | "
        f"{_story(i.story)} |"
        for i in left
    ]
    head = ["| Figure | Of what | According to | Why it is left out | Story |"]
    return "\n".join([*head, "|---|---|---|---|---|", *rows, ""])


def _story(story: Told) -> str:
    draft = "" if story.reviewed else " (not yet reviewed)"
    return f"[{inline(story.title)}]({relative(PAGE, story.path)}){draft}"


_FIELDS = (
    "stage",
    "country",
    "share",
    "period",
    "of_what",
    "group",
    "according_to",
    "story",
    "review",
)


def _records(entered: Iterable[Share], site: Publication) -> Iterator[dict[str, str]]:
    for s in entered:
        story = site.settings.address + web(s.story.path)
        review = "reviewed" if s.story.reviewed else "not yet reviewed"
        values = (s.stage, s.country.name, s.figure, s.period, s.what, s.group, s.source)
        yield dict(zip(_FIELDS, (*values, story, review), strict=True))
