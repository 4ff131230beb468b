"""Every measure with its status: one list, the box beside a story, the parts on other pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping

from generator.catalogue.entries import Entity
from generator.catalogue.status import State
from generator.pages.escape import inline
from generator.publish.backing import backing, links, named
from generator.publish.front import front
from generator.publish.newer import is_newer, newer_mark
from generator.publish.publication import Publication
from generator.publish.standings import (
    Standing,
    css,
    disputed_mark,
    issuer,
    link,
    naming,
    standing,
    standings,
    told,
)
from generator.publish.told import Told
from generator.publish.words import day, listing

PAGE = "measures.md"

_ORDER = (
    (State.IN_FORCE, "In force when last reported"),
    (State.MIXED, "Parts with different fates"),
    (State.SUSPENDED, "Suspended"),
    (State.LAPSED, "Suspension lapsed, nothing known after"),
    (State.FUTURE, "To apply later"),
    (State.UNKNOWN, "Not known"),
    (State.ANNOUNCED, "Announced, without a day from which it applies"),
    (State.ENDED, "Ended"),
    (State.SUPERSEDED, "Superseded"),
    (State.NOT_ANNOUNCED, "Not yet announced on this day"),
)


def view(site: Publication) -> Mapping[str, str]:
    """Return the page that lists every measure."""
    title = "Measures"
    found = standings(site)
    parts = [
        front(
            title=title,
            description="Every measure with its status today, its dates and its sources",
            kind="measures",
        ),
        f"# {title}\n",
        (
            f"Status on {day(site.as_of)}. No status is told beyond the last day that the sources"
            " of a measure cover.\n"
        ),
        "" if found else "No measure in our sources.\n",
    ]
    for state, heading in _ORDER:
        of_state = sorted((i for i in found if i.status.state is state), key=_day)
        if of_state:
            parts += [f"## {heading}\n", _table(of_state, site)]
    return {PAGE: "\n".join(parts)}


def _day(item: Standing) -> dt.date:
    """Return the day that the row of a measure gives first, so that rows stand by date."""
    whole = item.status.since or item.status.until
    parts = [day for _, part in item.status.parts if (day := part.since or part.until)]
    return whole or min(parts, default=item.begins)


def _table(found: Iterable[Standing], site: Publication) -> str:
    """Return a table of measures; those of one issuer with one status share a row."""
    rows: dict[tuple[str, str], list[Standing]] = {}
    for item in found:
        status = "<br>".join(inline(words) for words in told(item))
        rows.setdefault((issuer(item.measure, site, PAGE), status), []).append(item)
    lines = ["| Measure | Kind | Issuer | Status | Sources |", "|---|---|---|---|---|"]
    for (by, status), items in rows.items():
        names = [link(item.entity, PAGE, item.name) + _marks(item, site, PAGE) for item in items]
        kinds = dict.fromkeys(item.kind for item in items)
        cells = (", ".join(names), ", ".join(kinds), by, status, _first_sources(items, site))
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _first_sources(items: Iterable[Standing], site: Publication) -> str:
    """Return links to the sources that give the status of each measure, each once."""
    found = dict.fromkeys(s for i in items for s in backing(i.entity, i.status, site))
    return named(found, PAGE) or "none linked"


def _marks(item: Standing, site: Publication, origin: str) -> str:
    """Return what a reader must know beside a status: a dispute, a newer story."""
    disputed = f" {disputed_mark(item, origin)}" if item.measure.dispute else ""
    return disputed + newer_mark(item, site, origin)


def box(story: Told, site: Publication) -> str:
    """Return the status box of a story: every measure its page names; empty if it names none."""
    named = dict.fromkeys((*story.entities, *_referred(story, site)))
    entities = (site.catalogue.entities.get(slug) for slug in named)
    found = [item for entity in entities if entity and (item := standing(entity, site))]
    if not found:
        return ""
    lines = [
        f'<aside class="status-box" aria-label="Measures on {day(site.as_of)}" markdown="1">',
        "",
        f"**Measures named here, on {day(site.as_of)}**",
        "",
        *grouped(found, site, story.path, lambda item: _beside(item, story)),
        "",
        "</aside>",
        "",
    ]
    return "\n".join(lines)


def _beside(item: Standing, story: Told) -> str:
    """Return the status as it stands beside a story, which may know more than the status does."""
    more = " What this story tells is not yet in this status." if is_newer(story, item) else ""
    return " ".join(told(item)) + more


def grouped(
    found: Iterable[Standing], site: Publication, origin: str, words: Callable[[Standing], str]
) -> Iterator[str]:
    """Yield a line for each status, with every measure that shares it."""
    groups: dict[str, list[Standing]] = {}
    for item in sorted(found, key=lambda s: (s.begins, s.entity.slug)):
        groups.setdefault(words(item), []).append(item)
    for text, items in groups.items():
        state = css(items[0].status.state)
        names = listing(
            [link(item.entity, origin, item.name) + _marks(item, site, origin) for item in items]
        )
        stop = "" if text.endswith(".") else "."
        shown = f'<span class="status status--{state}">{names}</span>'
        yield f"- {shown}: {inline(text)}{stop}"


def _referred(story: Told, site: Publication) -> Iterator[str]:
    """Yield the measures that the page's sentences name by number, those inside a range too."""
    text = "\n".join(said.text for said in story.said)
    for mention in site.catalogue.measure_references(text, story.date):
        yield mention.entity


def of_mineral(entity: Entity, site: Publication) -> str:
    """Return the part of a mineral's page that tells the measures naming it; empty without one."""
    found = naming(entity.slug, site)
    if not found:
        return ""
    lines = [f"## Measures that name it, on {day(site.as_of)}\n"]
    for item in found:
        found_here = links(backing(item.entity, item.status, site, entity.slug), entity.path)
        shown = f" {found_here}" if found_here else ""
        words = inline(" ".join(told(item)))
        name = link(item.entity, entity.path, item.name)
        lines.append(f"- {name} ({item.kind}): {words}{_marks(item, site, entity.path)}{shown}")
    return "\n".join(lines) + "\n"


def on_home(site: Publication, origin: str = "index.md") -> str:
    """Return the measures a reader must know of today: suspended, lapsed, with parts, to come."""
    wanted = {State.SUSPENDED, State.LAPSED, State.MIXED, State.FUTURE}
    found = [i for i in standings(site) if i.status.state in wanted or i.status.ahead]
    lines = list(grouped(found, site, origin, Standing.words))
    return "\n".join(reversed(lines)) + "\n" if lines else ""
