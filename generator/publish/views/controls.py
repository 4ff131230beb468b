"""The controls: elements, measures with their facets, listed firms; the tracker and its data."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from generator.catalogue.entries import Entity
from generator.catalogue.status import State, Status, brief, pauses
from generator.publish.citing import DRAFT, cite
from generator.publish.deadlines import deadlines, next_days
from generator.publish.frames import Head, as_csv, filled
from generator.publish.publication import Publication
from generator.publish.statuses import (
    HEADINGS,
    MeasureToday,
    giving,
    measures,
    naming,
    newer,
    reporting,
)
from generator.publish.words import short_day
from generator.text.lexicon import table

_SHORT = {
    "said": "said suspended",
    "lapsed": "pause over",
    "future": "due",
    "mixed": "parts differ",
}
_DATED = (State.IN_FORCE, State.SUSPENDED, State.SAID)


class Tile(NamedTuple):
    """An element with the word for what controls it: the leading measure that names it."""

    entity: Entity
    number: int
    word: str
    css: str
    told: str  # the whole sentence, for who hears the page
    seen: str = ""  # the month of its end, else that of the last report where it lies behind
    how: str = ""  # that this report was read in another text, or that another control is unknown
    more: int = 0  # controls that name it too
    by: str = ""  # the country whose control it is


_OTHER = "+1: not known"


def _lapsed(status: Status) -> bool:
    """Return whether a pause of a measure or of a part has run out and nothing is known since."""
    return any(State.LAPSED is one.state for one in (status, *(part for _, part in status.parts)))


def tile(entity: Entity, site: Publication) -> Tile:
    """Return the tile of an element."""
    found = [item for item in naming(entity.slug, site) if item.control]
    symbols = str(table("elements")["symbols"]).split()  # in the order of their numbers
    number = symbols.index(entity.symbol) + 1 if entity.symbol in symbols else 0
    if not found:
        return Tile(entity, number, "not by name", "none", f"{entity.name}: in no control")
    first, more = found[0], len(found) - 1
    by = next((e.name for e in reversed(first.whose)), "")
    word = _SHORT.get(first.css, first.css.replace("-", " "))
    told, status = f"{entity.name}: {first.words} ({first.name})", first.status
    css, seen, how = first.css, "", ""
    if status.state in _DATED and status.reaches and status.reaches < site.as_of:
        css += " tile--old" if first.old else ""
        month = short_day(status.until or status.reaches).partition(" ")[2]
        seen = f"{'to' if status.until else 'as of'} {month}"
        how = "" if status.until or not status.second_hand else "second-hand"
    if any(_lapsed(item.status) for item in found[1:]):
        how = ", ".join(filter(None, (how, _OTHER)))
    return Tile(entity, number, word, css, told, seen, how, more, by)


@lru_cache(maxsize=2)
def tiles(site: Publication) -> tuple[Tile, ...]:
    """Return the elements in the order of their atomic numbers."""
    found = [tile(e, site) for e in site.catalogue.entities.values() if e.symbol]
    return tuple(sorted(found, key=lambda one: one.number))


# --- The tracker --------------------------------------------------------------------------------


class Group(NamedTuple):
    """The rows of one status, of controls or of other measures; of what is old by itself."""

    heading: str
    rows: tuple[MeasureToday, ...]
    control: bool


def unnamed(site: Publication) -> int:
    """Return how many measures name no good, so that each good may be under them."""
    return sum(not item.measure.minerals for item in measures(site))


def groups(site: Publication) -> tuple[Group, ...]:
    """Return the tracker: every measure that imposes something, controls first, by status.

    Those of the country that has most of them stand first.
    """
    of = Counter(item.whose[-1:] for item in measures(site))
    rows = sorted(
        measures(site),
        key=lambda item: (
            -of[item.whose[-1:]],
            not item.goods,
            -item.since.toordinal(),
            item.order,
        ),
    )
    first = {row.told: at for at, row in reversed(list(enumerate(rows)))}
    rows.sort(key=lambda row: first[row.told])  # of one status in the same words: together
    found = []
    for control in (True, False):
        for state, heading in HEADINGS.items():
            own = [r for r in rows if r.status.state is state and r.control is control]
            for old, more in ((False, ""), (True, ", not reported for over a year")):
                if some := tuple(row for row in own if row.old is old):
                    found.append(Group(f"{heading}{more}", some, control))
    return tuple(found)


def choices(found: tuple[Group, ...]) -> tuple[tuple[str, str, Mapping[str, str]], ...]:
    """Return the filters: the name and the question of each, and what of it occurs."""
    rows = [row for group in found for row in group.rows]
    return (
        ("good", "Good", _named(e for row in rows for e in (*row.goods, *row.members))),
        ("by", "Who controls", _named(e for row in rows for e in row.whose[-1:])),
        ("to", "Who buys", _named(e for row in rows for e in row.aimed)),
        ("differ", "Accounts", {"yes": "that differ"}),
        ("state", "Status", {r.css: HEADINGS[r.status.state] for g in found for r in g.rows}),
    )


def _named(found: Iterator[Entity]) -> Mapping[str, str]:
    options = {entity.slug: entity.name for entity in found}
    return dict(sorted(options.items(), key=lambda pair: pair[1].casefold()))


# --- Listed firms -------------------------------------------------------------------------------


class NameList(NamedTuple):
    """A list of a measure: control list or watch list, what became of it, how many names it has.

    ``names`` are those that sources here give, each with the page of exactly that name if there is.
    """

    item: MeasureToday
    which: str
    words: str
    names: tuple[tuple[str, Entity | None], ...]
    total: int | None = None


@lru_cache(maxsize=2)
def lists(site: Publication) -> tuple[NameList, ...]:
    """Return every list that names firms, that in force first.

    Those of the parts of a measure have the status of the part.
    """
    paged = [e for e in site.catalogue.entities.values() if e.path in site.known]
    known = {name.casefold(): e for e in paged for name in e.names}
    found = []
    for item in sorted(measures(site), key=lambda item: item.order):
        own, of_parts = item.measure, item.status.parts
        given = [("control list", item.words, own.listed, own.listed_total)]
        given += [("control list", brief(part), clause.listed, None) for clause, part in of_parts]
        given += [("watch list", item.words, own.watched, own.watched_total)]
        for which, words, names, total in given:
            pages = tuple((name, known.get(name.casefold())) for name in names)
            found += [NameList(item, which, words, pages, total)] if names else []
    return tuple(found)


def firms(site: Publication) -> list[tuple[str, Entity | None, NameList]]:
    """Return every listed firm, in the order of the alphabet."""
    found = [(name, entity, one) for one in lists(site) for name, entity in one.names]
    return sorted(found, key=lambda row: (row[0].casefold(), row[2].item.begins))


PAGE = "controls.md"
_SOON = dt.timedelta(days=62)  # ahead of the build: what is due till then is not folded


def view(site: Publication) -> Mapping[str, str]:
    """Return the tracker and its data files."""
    found = groups(site)
    rows = [row for group in found for row in group.rows]
    due, soon = deadlines(site), max(site.as_of + _SOON, dt.date(site.as_of.year, 12, 31))
    materials = site.catalogue.vocabulary.called("materials")
    head = Head(
        "Controls",
        f"Every measure with its status today: by {materials.one}, by who controls and who buys;"
        " what is due next; listed firms.",
        "tracker",
        "controls",
        search=True,
        scripts=("filter.js",),
    )
    page = filled(
        "controls.md",
        PAGE,
        head=head,
        as_of=site.as_of,
        materials=materials,
        tiles=tiles(site),
        groups=found,
        newer=lambda item: newer(item, site)[:1],
        source=lambda item: reporting(item, site) or giving(item.entity, item.begins, site),
        choices=choices(found),
        near=[one for one in next_days(site) if one.date <= soon],
        later=[one for one in next_days(site) if one.date > soon],
        passed=[one for one in due if one.passed],
        lists=lists(site),
        firms=firms(site),
        forms=cite(site, PAGE, head.title, DRAFT),
    )
    return {PAGE: page, "matrix.csv": as_csv(_COLUMNS, (_row(item, site) for item in rows))}


_COLUMNS = (
    "measure number kind who_controls goods aimed_at limits stages status status_in_words announced"
    " effective suspended_from notice_until said_until disputed sources_reach_to page"
)


def _row(item: MeasureToday, site: Publication) -> tuple[object, ...]:
    """Return a measure as a row of data."""
    measure, status = item.measure, item.status
    known = pauses(measure.suspensions, status.as_of)
    named = ("; ".join(e.name for e in some) for some in (item.whose, item.goods, item.aimed))
    return (
        *(item.name, item.entity.number, item.kind, *named),
        *("; ".join(item.limits), "; ".join(measure.stages)),
        *(status.state.value, item.words, measure.announced, measure.effective),
        "; ".join(str(pause.start or "") for pause in known),
        "; ".join(str(pause.noticed or (not pause.note and pause.until) or "") for pause in known),
        "; ".join(str((pause.note and pause.until) or "") for pause in known),
        *(measure.dispute, status.reaches, site.address(item.path)),
    )
