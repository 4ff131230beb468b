"""The controls: tiles, policies with their facets, listed firms; the tracker and its data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from briefing_room.catalogue.entries import Entity
from briefing_room.catalogue.status import State, brief, pauses
from briefing_room.publish.changes import changes_of_section, watch_report
from briefing_room.publish.citation import UNREVIEWED, cite
from briefing_room.publish.deadlines import deadlines
from briefing_room.publish.passages import Marks
from briefing_room.publish.publication import Publication
from briefing_room.publish.rendering import Head, as_csv, render
from briefing_room.publish.shipping import filters, reach
from briefing_room.publish.statuses import (
    PolicyToday,
    giving,
    last_teller,
    naming,
    newer,
    policies,
    told_by,
)
from briefing_room.publish.views.shipping import question
from briefing_room.publish.words import initial, short_day


class Tile(NamedTuple):
    """A material with its number and the controls that name it, the most telling first."""

    entity: Entity
    number: int
    found: tuple[PolicyToday, ...]

    @property
    def words(self) -> tuple[str, str]:
        """A word for the first, and the month of its end, else that of an older report."""
        if not self.found:
            return "no rule by name", ""
        status = self.found[0].status
        dated = (
            status.state in (State.IN_FORCE, State.SUSPENDED, State.NOTICE_LAPSED)
            and status.covered_until
        )
        seen = status.until or status.covered_until if dated and dated < status.as_of else None
        what = "to" if status.until else "reported"
        month = f"{what} {short_day(seen).partition(' ')[2]}" if seen else ""
        return self.found[0].state.removesuffix(" as last reported").lower(), month


def tile(entity: Entity, site: Publication) -> Tile:
    """Return the tile of a material that has a symbol."""
    symbols = site.catalogue.vocabulary.symbols  # in the order of their numbers
    number = symbols.index(entity.symbol) + 1 if entity.symbol in symbols else 0
    return Tile(entity, number, tuple(m for m in naming(entity.slug, site) if m.control))


@lru_cache(maxsize=2)
def tiles(site: Publication) -> tuple[Tile, ...]:
    """Return the tiles in the order of their symbols."""
    found = [tile(e, site) for e in site.catalogue.entities.values() if e.symbol]
    return tuple(sorted(found, key=lambda one: one.number))


# --- The tracker --------------------------------------------------------------------------------


def groups(site: Publication) -> tuple[tuple[PolicyToday, ...], ...]:
    """Return the tracker: every policy that imposes something, controls first, by status.

    Those of the country that has most of them stand first, and together what is told alike.
    """
    of = Counter(item.whose[-1:] for item in policies(site))
    rows = sorted(policies(site), key=lambda item: (-item.since.toordinal(), item.order))
    rows.sort(key=lambda item: (-of[item.whose[-1:]], not item.goods))
    heads = [row.head for row in rows]
    rows.sort(key=lambda row: (*row.place, heads.index(row.head)))
    return tuple(tuple(some) for _, some in groupby(rows, key=lambda row: row.place))


def choices(
    rows: Sequence[PolicyToday], site: Publication, who: str = "Who decides"
) -> tuple[tuple[str, str, Mapping[str, str]], ...]:
    """Return the filters: the name and the question of each, and what of it occurs."""
    return (
        ("good", "Good", _among(site, (slug for row in rows for slug in row.policy.covers))),
        ("by", who, _named(e for row in rows for e in row.whose[-1:])),
        ("to", "To", _among(site, (slug for row in rows for slug in row.policy.targets))),
        ("differ", "Accounts", {"yes": "that differ"}),
        ("state", "Status", dict(pair for row in rows for pair in row.states.items())),
    )


def _among(site: Publication, slugs: Iterator[str]) -> Mapping[str, str]:
    names = site.catalogue.entities
    return _named(names[slug] for slug in reach(slugs, site) if slug in names)


def _named(found: Iterator[Entity]) -> Mapping[str, str]:
    options = {entity.slug: entity.name for entity in found}
    return dict(sorted(options.items(), key=lambda pair: pair[1].casefold()))


# --- Listed firms -------------------------------------------------------------------------------


class NameList(NamedTuple):
    """A list of a policy: control list or watch list, what became of it, how many names it has.

    ``names`` are those that sources here give, each with the page of exactly that name if there is.
    """

    item: PolicyToday
    which: str
    words: str
    names: tuple[tuple[str, Entity | None], ...]
    total: int | None = None


@lru_cache(maxsize=2)
def lists(site: Publication) -> tuple[NameList, ...]:
    """Return every list that names firms, that in force first.

    Those of the parts of a policy have the status of the part.
    """
    paged = [e for e in site.catalogue.entities.values() if e.path in site.known]
    known = {name.casefold(): e for e in paged for name in e.names}
    listing = f"{site.catalogue.vocabulary.called('rules').one} list"
    found = []
    for item in sorted(policies(site), key=lambda item: item.order):
        own, of_parts = item.policy, item.status.parts
        given = [(listing, item.words, own.listed, own.listed_total)]
        given += [(listing, brief(part), clause.listed, None) for clause, part in of_parts]
        given += [("watch list", item.words, own.watched, own.watched_total)]
        for which, words, names, total in given:
            pages = tuple((name, known.get(name.casefold())) for name in names)
            found += [NameList(item, which, words, pages, total)] if names else []
    return tuple(found)


def view(site: Publication) -> Mapping[str, str]:
    """Return the tracker and its data files."""
    found = groups(site)
    rows = [row for group in found for row in group]
    called = site.catalogue.vocabulary.called
    goods, who = called("materials").one, called("issuers").one
    head = Head(
        initial(called("rules").many),
        f"Every policy with its status today: by {goods}, by {who} and who buys;"
        " what is due next; listed firms.",
        "tracker",
        "controls",
        search=True,
        scripts=("filter.js",),
    )
    page = render(
        "controls.md",
        site,
        site.rules_page,
        head=head,
        tiles=tiles(site),
        held=Counter(one.words[0] for one in tiles(site)).most_common(),
        groups=found,
        marks=Marks(site),
        newer=lambda item: newer(item, site)[:1],
        teller=lambda item: last_teller(item, site),
        source=lambda item: (
            told_by(item.cites[-1:], site) or giving(item.entity, item.begins, site)
        ),
        choices=choices(rows, site, initial(who)),
        filters=lambda item: filters(item, site),
        question=question(site),
        due=deadlines(site),
        changed=changes_of_section(site, "controls"),
        watch_report=watch_report(site),
        lists=lists(site),
        forms=cite(site, site.rules_page, head.title, UNREVIEWED),
    )
    return {
        site.rules_page: page,
        "matrix.csv": as_csv(_COLUMNS, (_row(item, site) for item in rows)),
    }


_COLUMNS = (
    "policy number kind who_controls goods aimed_at limits stages status status_in_words announced"
    " effective suspended_from notice_until said_until disputed sources_reach_to page"
)


def _row(item: PolicyToday, site: Publication) -> tuple[object, ...]:
    """Return a policy as a row of data."""
    policy, status = item.policy, item.status
    known = pauses(policy.suspensions, status.as_of)
    named = ("; ".join(e.name for e in some) for some in (item.whose, item.goods, item.aimed))
    return (
        *(item.name, item.entity.number, item.kind, *named),
        *("; ".join(item.limits), "; ".join(policy.stages)),
        *(status.state.value, item.words, policy.announced, policy.effective),
        "; ".join(str(pause.start or "") for pause in known),
        "; ".join(str(pause.noticed or (not pause.note and pause.until) or "") for pause in known),
        "; ".join(str((pause.note and pause.until) or "") for pause in known),
        *(policy.dispute, status.covered_until, site.address(item.path)),
    )
