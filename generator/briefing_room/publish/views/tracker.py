"""The tracker, the page of all policies: tiles of materials, filters, listed firms; as data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from briefing_room.catalogue.entries import Entity
from briefing_room.catalogue.status import known_suspensions
from briefing_room.catalogue.status_wording import short_wording
from briefing_room.publish.changes import changes_of_section, watch_report
from briefing_room.publish.citation import UNREVIEWED, citations
from briefing_room.publish.deadlines import deadlines
from briefing_room.publish.marks import Marks
from briefing_room.publish.policy_sources import (
    cited_story,
    last_reporter,
    newer_stories,
    source_of_day,
)
from briefing_room.publish.publication import Publication
from briefing_room.publish.rendering import Head, as_csv, render
from briefing_room.publish.shipping import filter_values, with_relatives
from briefing_room.publish.statuses import PolicyToday, policies, policies_covering
from briefing_room.publish.views.shipping import shipping_question
from briefing_room.publish.words import age, upper_initial


class Tile(NamedTuple):
    """A material with its number and the policies that name it, the most important first."""

    entity: Entity
    number: int
    policies: tuple[PolicyToday, ...]

    @property
    def state_and_age(self) -> tuple[str, str]:
        """The state of the first policy, and how long ago its newest source reported it."""
        if not self.policies:
            return "no rule by name", ""
        status = self.policies[0].status
        reported = age(status.covered_until, status.as_of) if status.covered_until else ""
        return self.policies[0].state_text.removesuffix(" as last reported").lower(), reported


def tile(entity: Entity, site: Publication) -> Tile:
    """The tile of a material; its number is 0 if the vocabulary does not list its symbol."""
    symbols = site.catalogue.vocabulary.symbols  # in the order of their numbers
    number = symbols.index(entity.symbol) + 1 if entity.symbol in symbols else 0
    return Tile(
        entity,
        number,
        tuple(item for item in policies_covering(entity.slug, site) if item.decides_on_shipments),
    )


@lru_cache(maxsize=2)
def tiles(site: Publication) -> tuple[Tile, ...]:
    """The tiles of all materials with a symbol, in the order of the vocabulary."""
    unsorted = [tile(entity, site) for entity in site.catalogue.entities.values() if entity.symbol]
    return tuple(sorted(unsorted, key=lambda item: item.number))


# --- The tracker --------------------------------------------------------------------------------


def groups(site: Publication) -> tuple[tuple[PolicyToday, ...], ...]:
    """Every policy that imposes something, grouped by heading: controls first, then by status.

    In a group, policies with the same headline stay together, and the country with most policies
    comes first.
    """
    policy_counts = Counter(item.authorities[-1:] for item in policies(site))
    rows = sorted(policies(site), key=lambda item: (-item.since.toordinal(), item.sort_key))
    rows.sort(key=lambda item: (-policy_counts[item.authorities[-1:]], not item.goods))
    headlines = [row.headline for row in rows]
    rows.sort(key=lambda row: (*row.heading_key, headlines.index(row.headline)))
    return tuple(tuple(group) for _, group in groupby(rows, key=lambda row: row.heading_key))


def choices(
    rows: Sequence[PolicyToday], site: Publication, who: str = "Who decides"
) -> tuple[tuple[str, str, Mapping[str, str]], ...]:
    """The filters: the name of each, its label, and its options with their labels."""
    goods = (slug for row in rows for slug in row.policy.goods)
    targets = (slug for row in rows for slug in row.policy.targets)
    return (
        ("good", "Good", _options_within(site, goods)),
        ("by", who, _options(e for row in rows for e in row.authorities[-1:])),
        ("to", "To", _options_within(site, targets)),
        ("differ", "Accounts", {"yes": "that differ"}),
        ("state", "Status", dict(pair for row in rows for pair in row.filter_states.items())),
    )


def _options_within(site: Publication, slugs: Iterable[str]) -> Mapping[str, str]:
    names = site.catalogue.entities
    return _options(names[slug] for slug in with_relatives(tuple(slugs), site) if slug in names)


def _options(entities: Iterable[Entity]) -> Mapping[str, str]:
    options = {entity.slug: entity.name for entity in entities}
    return dict(sorted(options.items(), key=lambda pair: pair[1].casefold()))


# --- Listed firms -------------------------------------------------------------------------------


class NameList(NamedTuple):
    """A control list or watch list of a policy: its status in words and the number of its names.

    ``names`` are those that our sources give, each with the entity of exactly that name, if any.
    """

    item: PolicyToday
    kind: str
    wording: str
    names: tuple[tuple[str, Entity | None], ...]
    total: int | None = None


@lru_cache(maxsize=2)
def lists(site: Publication) -> tuple[NameList, ...]:
    """Every list that names firms, those in force first.

    A list that belongs to a part of a policy has the status of that part.
    """
    with_page = [
        entity for entity in site.catalogue.entities.values() if entity.path in site.link_targets
    ]
    entity_by_name = {name.casefold(): entity for entity in with_page for name in entity.names}
    listing = f"{site.catalogue.vocabulary.title_of('rules').singular} list"
    name_lists = []
    for item in sorted(policies(site), key=lambda item: item.sort_key):
        policy = item.policy
        candidates = [(listing, item.wording, policy.listed, policy.listed_total)]
        candidates += [
            (listing, short_wording(status), clause.listed, None)
            for clause, status in item.status.clause_statuses
        ]
        candidates += [("watch list", item.wording, policy.watched, policy.watched_total)]
        for kind, wording, names, total in candidates:
            pages = tuple((name, entity_by_name.get(name.casefold())) for name in names)
            name_lists += [NameList(item, kind, wording, pages, total)] if names else []
    return tuple(name_lists)


def view(site: Publication) -> Mapping[str, str]:
    """Render the tracker and its data file."""
    grouped = groups(site)
    rows = [row for group in grouped for row in group]
    title_of = site.catalogue.vocabulary.title_of
    goods, who = title_of("materials").singular, title_of("issuers").singular
    head = Head(
        upper_initial(title_of("rules").plural),
        f"Every policy with its status today: by {goods}, by {who} and who buys;"
        " what is due next; listed firms.",
        "tracker",
        "tracker",
        search=True,
        scripts=("filter.js",),
    )
    page = render(
        "tracker.md",
        site,
        site.tracker_page,
        head=head,
        tiles=tiles(site),
        by_state=Counter(item.state_and_age[0] for item in tiles(site)).most_common(),
        groups=grouped,
        marks=Marks(site),
        newer_stories=lambda item: newer_stories(item, site)[:1],
        last_reporter=lambda item: last_reporter(item, site),
        source=lambda item: (
            cited_story(item.cites[-1:], site) or source_of_day(item.entity, item.first_day, site)
        ),
        choices=choices(rows, site, upper_initial(who)),
        filter_values=lambda item: filter_values(item, site),
        question=shipping_question(site),
        due=deadlines(site),
        changed=changes_of_section(site, "tracker"),
        watch_report=watch_report(site),
        lists=lists(site),
        citations=citations(site, site.tracker_page, head.title, UNREVIEWED),
    )
    return {
        site.tracker_page: page,
        "matrix.csv": as_csv(_COLUMNS, (_row(item, site) for item in rows)),
    }


_COLUMNS = (
    "policy number kind who_controls goods aimed_at limits stages status status_in_words announced"
    " effective suspended_from notice_until said_until disputed sources_reach_to page"
)


def _row(item: PolicyToday, site: Publication) -> tuple[object, ...]:
    """The cells of one policy, in the order of ``_COLUMNS``."""
    policy, status = item.policy, item.status
    suspensions = known_suspensions(policy.suspensions, status.as_of)
    name_lists = (
        "; ".join(entity.name for entity in entities)
        for entities in (item.authorities, item.goods, item.targets)
    )
    return (
        *(item.name, item.entity.number, item.kind, *name_lists),
        *("; ".join(item.partial_scope_parts), "; ".join(policy.stages)),
        *(status.state.value, item.wording, policy.announced, policy.effective),
        "; ".join(str(s.start or "") for s in suspensions),
        "; ".join(str(s.ordered_until or (not s.note and s.until) or "") for s in suspensions),
        "; ".join(str((s.note and s.until) or "") for s in suspensions),
        *(policy.dispute, status.covered_until, site.address(item.path)),
    )
