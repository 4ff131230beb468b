"""The tracker: the page of all policies, with tiles of materials, a filter and listed firms."""

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
    """A material with the policies on shipments that name it, the most important first."""

    entity: Entity
    number: int  # its place among the symbols of the vocabulary, from 1; 0 if it is not there
    policies: tuple[PolicyToday, ...]

    @property
    def state_and_age(self) -> tuple[str, str]:
        """The state of the first policy, and how long ago its newest source reported it."""
        if not self.policies:
            return "no rule by name", ""
        status = self.policies[0].status
        reported = age(status.covered_until, status.as_of) if status.covered_until else ""
        return self.policies[0].state_text.removesuffix(" as last reported").lower(), reported


def tile(entity: Entity, publication: Publication) -> Tile:
    """The tile of a material."""
    symbols = publication.catalogue.vocabulary.symbols
    number = symbols.index(entity.symbol) + 1 if entity.symbol in symbols else 0
    covering = policies_covering(entity.slug, publication)
    return Tile(entity, number, tuple(item for item in covering if item.decides_on_shipments))


@lru_cache(maxsize=2)
def tiles(publication: Publication) -> tuple[Tile, ...]:
    """The tiles of all materials with a symbol, in the order of their numbers."""
    tiles = (
        tile(entity, publication)
        for entity in publication.catalogue.entities.values()
        if entity.symbol
    )
    return tuple(sorted(tiles, key=lambda tile: tile.number))


# --- The tracker --------------------------------------------------------------------------------


def groups(publication: Publication) -> tuple[tuple[PolicyToday, ...], ...]:
    """Every policy that imposes something, grouped by heading: controls first, then by status.

    In a group, policies with the same headline stay together, and the country with most policies
    comes first.
    """
    policy_counts = Counter(item.authorities[-1:] for item in policies(publication))
    items = sorted(policies(publication), key=lambda item: (-item.since.toordinal(), item.sort_key))
    items.sort(key=lambda item: (-policy_counts[item.authorities[-1:]], not item.goods))
    headlines = [item.headline for item in items]
    items.sort(key=lambda item: (*item.heading_key, headlines.index(item.headline)))
    return tuple(tuple(group) for _, group in groupby(items, key=lambda item: item.heading_key))


class FilterField(NamedTuple):
    """A field of the filter: its options with their labels, by the values that rows have."""

    name: str
    label: str
    options: Mapping[str, str]


def filter_fields(
    items: Sequence[PolicyToday], publication: Publication, issuer_label: str = "Who decides"
) -> tuple[FilterField, ...]:
    """The fields of the filter, with the options that any of the policies matches."""
    goods = (slug for item in items for slug in item.policy.goods)
    targets = (slug for item in items for slug in item.policy.targets)
    countries = (authority for item in items for authority in item.authorities[-1:])
    states = {value: label for item in items for value, label in item.filter_states.items()}
    return (
        FilterField("good", "Good", _options_within(publication, goods)),
        FilterField("by", issuer_label, _options(countries)),
        FilterField("to", "To", _options_within(publication, targets)),
        FilterField("differ", "Accounts", {"yes": "that differ"}),
        FilterField("state", "Status", states),
    )


def _options_within(publication: Publication, slugs: Iterable[str]) -> Mapping[str, str]:
    """The options for slugs, their parts and their groups."""
    names = publication.catalogue.entities
    return _options(
        names[slug] for slug in with_relatives(tuple(slugs), publication) if slug in names
    )


def _options(entities: Iterable[Entity]) -> Mapping[str, str]:
    """The names of entities by their slugs, sorted by name."""
    options = {entity.slug: entity.name for entity in entities}
    return dict(sorted(options.items(), key=lambda pair: pair[1].casefold()))


# --- Listed firms -------------------------------------------------------------------------------


class NameList(NamedTuple):
    """A control list or a watch list of a policy."""

    item: PolicyToday
    kind: str  # in words
    status_text: str
    names: tuple[tuple[str, Entity | None], ...]  # each with the entity of exactly that name
    total: int | None = None  # of all names; our sources may give fewer


@lru_cache(maxsize=2)
def name_lists(publication: Publication) -> tuple[NameList, ...]:
    """Every list with a name in our sources, those in force first.

    A list that belongs to a part of a policy has the status of that part.
    """
    entities = publication.catalogue.entities.values()
    with_page = [entity for entity in entities if entity.path in publication.link_targets]
    entity_by_name = {name.casefold(): entity for entity in with_page for name in entity.names}
    control_list = f"{publication.catalogue.vocabulary.title_of('rules').singular} list"
    found = []
    for item in sorted(policies(publication), key=lambda item: item.sort_key):
        policy = item.policy
        candidates = [
            (control_list, item.wording, policy.listed, policy.listed_total),
            *(
                (control_list, short_wording(status), clause.listed, None)
                for clause, status in item.status.clause_statuses
            ),
            ("watch list", item.wording, policy.watched, policy.watched_total),
        ]
        for kind, status_text, listed, total in candidates:
            names = tuple((name, entity_by_name.get(name.casefold())) for name in listed)
            if names:
                found.append(NameList(item, kind, status_text, names, total))
    return tuple(found)


def view(publication: Publication) -> Mapping[str, str]:
    """Render the tracker and its data file."""
    all_groups = groups(publication)
    items = [item for group in all_groups for item in group]
    title_of = publication.catalogue.vocabulary.title_of
    good, issuer = title_of("materials").singular, title_of("issuers").singular
    head = Head(
        upper_initial(title_of("rules").plural),
        f"Every policy with its status today: by {good}, by {issuer} and who buys;"
        " what is due next; listed firms.",
        "tracker",
        "tracker",
        search=True,
        scripts=("filter.js",),
    )
    page = render(
        "tracker.md",
        publication,
        publication.tracker_page,
        head=head,
        tiles=tiles(publication),
        by_state=Counter(item.state_and_age[0] for item in tiles(publication)).most_common(),
        groups=all_groups,
        marks=Marks(publication),
        newer_stories=lambda item: newer_stories(item, publication)[:1],
        last_reporter=lambda item: last_reporter(item, publication),
        source=lambda item: (
            cited_story(item.cites[-1:], publication)
            or source_of_day(item.entity, item.first_day, publication)
        ),
        filter_fields=filter_fields(items, publication, upper_initial(issuer)),
        filter_values=lambda item: filter_values(item, publication),
        question=shipping_question(publication),
        due=deadlines(publication),
        changed=changes_of_section(publication, "tracker"),
        watch_report=watch_report(publication),
        name_lists=name_lists(publication),
        citations=citations(publication, publication.tracker_page, head.title, UNREVIEWED),
    )
    return {
        publication.tracker_page: page,
        "matrix.csv": as_csv(_COLUMNS, (_csv_row(item, publication) for item in items)),
    }


_COLUMNS = (
    "policy number kind who_controls goods aimed_at limits stages status status_in_words announced"
    " effective suspended_from notice_until said_until disputed sources_reach_to page"
)


def _csv_row(item: PolicyToday, publication: Publication) -> tuple[object, ...]:
    """The cells of one policy, in the order of ``_COLUMNS``."""
    policy, status = item.policy, item.status
    suspensions = known_suspensions(policy.suspensions, status.as_of)
    names = (
        "; ".join(entity.name for entity in entities)
        for entities in (item.authorities, item.goods, item.targets)
    )
    return (
        *(item.name, item.entity.number, item.kind, *names),
        *("; ".join(item.partial_scope_parts), "; ".join(policy.stages)),
        *(status.state.value, item.wording, policy.announced, policy.effective),
        "; ".join(str(s.start or "") for s in suspensions),
        "; ".join(str(s.ordered_until or (not s.note and s.until) or "") for s in suspensions),
        "; ".join(str((s.note and s.until) or "") for s in suspensions),
        *(policy.dispute, status.covered_until, publication.address(item.path)),
    )
