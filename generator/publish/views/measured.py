"""Every figure, on one page for each thing that is measured, by stage of the chain.

One page with all of them would be slow to open on a phone and grow with every story.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from generator.pages.escape import inline
from generator.publish import cards
from generator.publish.front import front
from generator.publish.links import relative
from generator.publish.publication import Publication
from generator.publish.quoted import STAGES, Quoted, quoted
from generator.publish.units import OTHER, heading
from generator.publish.words import count, day

_HEAD = (
    "| Figure | Of what | Stage, group | Place | Period | According to | Story |\n"
    "|---|---|---|---|---|---|---|\n"
)
_NO_STAGE = "No stage of the chain given"


def pages(site: Publication, overview: str) -> Mapping[str, str]:
    """Return a page for each thing that is measured; ``overview`` leads back to all of them."""
    return {path(what): _page(what, rows, overview, site) for what, rows in _by_unit(site)}


def index(site: Publication, origin: str) -> str:
    """Return the list of those pages with how many figures each has, most first."""
    items = "\n".join(
        f"- [{inline(what)}]({relative(origin, path(what))}) "
        f'<span class="meta">{len(rows):,}</span>'
        for what, rows in _by_unit(site)
    )
    return f'<div class="columns" markdown="1">\n\n{items}\n\n</div>\n' if items else "None.\n"


def table(found: Iterable[Quoted], origin: str) -> str:
    """Return figures as a table, each with what it measures, who gives it and its story."""
    rows = (
        f"| **{inline(f.given)}** | {inline(f.what)} | {inline(f.scope)} | {inline(f.place)} "
        f"| {inline(f.period)} "
        f"| {inline(f.source)} | {cards.link(f.story, origin)} |"
        for f in found
    )
    return _HEAD + "\n".join(rows) + "\n"


def path(what: str) -> str:
    """Return the file of the page on what is measured."""
    return f"figures/{re.sub(r'[^a-z0-9]+', '-', what.lower()).strip('-')}.md"


def _by_unit(site: Publication) -> list[tuple[str, list[Quoted]]]:
    units: dict[str, list[Quoted]] = {}
    for figure in quoted(site):
        units.setdefault(heading(figure.unit), []).append(figure)
    return sorted(units.items(), key=lambda pair: (pair[0] == OTHER, -len(pair[1]), pair[0]))


def _page(what: str, found: list[Quoted], overview: str, site: Publication) -> str:
    own = path(what)
    head = front(title=what, description=f"Every figure of the briefings: {what}.", kind="list")
    stories = len({figure.story.id for figure in found})
    numbers = f"{count(len(found), 'figure')} from {count(stories, 'story')}"
    stages: dict[str, list[Quoted]] = {}
    for figure in sorted(found, key=_stage_at):
        stages.setdefault(_stage(figure), []).append(figure)
    parts = "\n".join(
        f"## {name[:1].upper()}{name[1:]}\n\n{table(rows, own)}" for name, rows in stages.items()
    )
    return (
        f"{head}\n# {inline(what)}\n\n{numbers} · as of {day(site.as_of)} · "
        f"[figures that differ, and all others]({relative(own, overview)})\n{{: .dateline }}\n\n"
        f"As the sources give them, newest story first; none is averaged or converted.\n\n{parts}"
    )


def _stage(figure: Quoted) -> str:
    first = figure.scope.split(", ")[0]
    return first if first in STAGES else _NO_STAGE


def _stage_at(figure: Quoted) -> int:
    stage = _stage(figure)
    return STAGES.index(stage) if stage in STAGES else len(STAGES)
