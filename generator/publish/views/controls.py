"""The controls: elements, measures with their facets, listed firms; the tracker and its data."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from generator.catalogue.entries import Entity
from generator.catalogue.status import State, Status, brief, pauses
from generator.publish.citing import DRAFT, cite
from generator.publish.deadlines import deadlines, next_days
from generator.publish.frames import Head, as_csv, filled
from generator.publish.passages import Marks
from generator.publish.publication import Publication
from generator.publish.statuses import (
    HEADINGS,
    MeasureToday,
    giving,
    measures,
    naming,
    newer,
    told_by,
)
from generator.publish.words import count, listing, short_day
from generator.text.lexicon import table
from generator.text.months import day

_SHORT = {
    State.SAID: "said to be suspended",
    State.LAPSED: "may apply now",
    State.FUTURE: "due",
    State.MIXED: "differs by part",
    State.UNKNOWN: "not known",
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
    second_hand: bool = False  # that report was read in another text
    more: int = 0  # controls that name it too
    unsure: bool = False  # of one of them nobody knows whether it applies
    by: str = ""  # the country whose control it is


def _lapsed(status: Status) -> bool:
    """Return whether a pause of a measure or of a part has run out and nothing is known since."""
    return any(State.LAPSED is one.state for one in (status, *(part for _, part in status.parts)))


def tile(entity: Entity, site: Publication) -> Tile:
    """Return the tile of an element."""
    found = [item for item in naming(entity.slug, site) if item.control]
    symbols = str(table("elements")["symbols"]).split()  # in the order of their numbers
    number = symbols.index(entity.symbol) + 1 if entity.symbol in symbols else 0
    if not found:
        return Tile(entity, number, "not named", "none", f"{entity.name}: in no control")
    first, more = found[0], len(found) - 1
    by = next((e.name for e in reversed(first.whose)), "")
    word = _SHORT.get(first.status.state, first.status.state.value)
    told, status = f"{entity.name}: {first.words} ({first.name})", first.status
    css, seen, second_hand = first.css, "", False
    if status.state in _DATED and status.reaches and status.reaches < site.as_of:
        css += " tile--old" if first.old else ""
        month = short_day(status.until or status.reaches).partition(" ")[2]
        seen = f"to {month}" if status.until else month
        second_hand = status.second_hand and not status.until
    unsure = any(_lapsed(item.status) for item in found[1:])
    return Tile(entity, number, word, css, told, seen, second_hand, more, unsure, by)


@lru_cache(maxsize=2)
def tiles(site: Publication) -> tuple[Tile, ...]:
    """Return the elements in the order of their atomic numbers."""
    found = [tile(e, site) for e in site.catalogue.entities.values() if e.symbol]
    return tuple(sorted(found, key=lambda one: one.number))


# --- The tracker --------------------------------------------------------------------------------


class Group(NamedTuple):
    """The rows of one status, of controls or of other measures; of what is old by itself.

    ``rests`` is what the status of most rows rests on, told once for all that share it.
    """

    state: State
    rows: tuple[MeasureToday, ...]
    control: bool
    old: bool

    @property
    def heading(self) -> str:
        """Return what stands above it."""
        more = ", last reported over a year ago" if self.old else ""
        return f"{HEADINGS[self.state].removesuffix(' as last reported' if self.old else '')}{more}"

    @property
    def anchor(self) -> str:
        """Return the word by which a link finds it: ``in-force-old``."""
        kind = "" if self.control else "other-"
        return f"{kind}{self.rows[0].css}{'-old' if self.old else ''}"

    @property
    def rests(self) -> str:
        """Return what the status of most rows rests on, told once for all that share it."""
        (most, times), *_ = Counter(row.rests for row in self.rows).most_common(1)
        return most if times > 1 else ""


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
    found: dict[tuple[bool, State, bool], list[MeasureToday]] = {
        key: [] for key in product((True, False), HEADINGS, (False, True))
    }
    for row in rows:
        found[row.control, row.status.state, row.old].append(row)
    kept = ((key, some) for key, some in found.items() if some)
    return tuple(Group(state, tuple(some), control, old) for (control, state, old), some in kept)


# What is controlled today, by status: the words that lead to its group, for one and for several,
# and what follows them.  Of what is over, or not there yet, nothing is said.
_ANSWERS = {
    State.IN_FORCE: ("{} is in force", "{} are in force", " as last reported"),
    State.SUSPENDED: ("{} is suspended", "{} are suspended", "{until}"),
    State.SAID: ("{} is said to be suspended", "{} are said to be suspended", "{until}"),
    State.LAPSED: ("{} may apply now", "{} may apply now", ": suspended{until}, and no word since"),
    State.MIXED: ("{} differs by part", "{} differ by part", ""),
    State.FUTURE: ("{} is due to take effect", "{} are due to take effect", ""),
    State.UNKNOWN: (
        "For {} no source here says",
        "For {} no source here says",
        " what applies now",
    ),
    State.ANNOUNCED: ("{} is announced", "{} are announced", " with no start date given"),
}


def answer(found: tuple[Group, ...]) -> Iterator[tuple[str, str]]:
    """Yield what is controlled today and until when: words, each with the group they lead to."""
    noun = "control"
    for state, (one, many, rest) in _ANSWERS.items():
        own = [group for group in found if group.control and group.state is state]
        rows = [row for group in own for row in group.rows]
        if rows:
            number = count(len(rows), noun) if noun else f"{len(rows)}"
            yield (one if len(rows) == 1 else many).format(number), own[0].anchor
            yield rest.format(until=_until(rows)), ""
            if own[-1].old:
                old = len(own[-1].rows)
                yield ", ", ""
                yield f"{old} of them" if own[1:] else "all of them", own[-1].anchor
                yield " not reported for over a year", ""
            yield ". ", ""
            noun = ""


def _until(rows: list[MeasureToday]) -> str:
    """Return the last days of suspensions: one, two, or between which they lie."""
    days = sorted({row.status.until for row in rows if row.status.until})
    told = [day(one) for one in days]
    known = (
        f" until {listing(told)}"
        if told[:2] == told
        else f" until days from {told[0]} to {told[-1]}"
    )
    open_ = sum(row.status.until is None for row in rows)
    if not open_:
        return known
    return f"{known}, {open_} of them with no end given" if told else " with no end given"


def choices(found: tuple[Group, ...]) -> tuple[tuple[str, str, Mapping[str, str]], ...]:
    """Return the filters: the name and the question of each, and what of it occurs."""
    rows = [row for group in found for row in group.rows]
    return (
        ("good", "Good", _named(e for row in rows for e in (*row.goods, *row.members))),
        ("by", "Who controls", _named(e for row in rows for e in row.whose[-1:])),
        ("to", "Aimed at", _named(e for row in rows for e in row.aimed)),
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
        answer=answer(found),
        marks=Marks(site),
        newer=lambda item: newer(item, site)[:1],
        source=lambda item: (
            told_by(item.cites[-1:], site) or giving(item.entity, item.begins, site)
        ),
        choices=choices(found),
        near=[one for one in next_days(site) if one.date <= soon],
        later=[one for one in next_days(site) if one.date > soon],
        passed=[one for one in due if one.passed],
        lists=lists(site),
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
