"""The policies with their status on the day of the build, computed once for all pages."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from briefing_room.catalogue.entries import Entity
from briefing_room.catalogue.policies import Clause, Policy
from briefing_room.catalogue.status import State, Status, status, status_of_material
from briefing_room.catalogue.status_wording import full_wording, lapse_wording, short_wording
from briefing_room.publish.provenance import is_second_hand, sources_of_passages
from briefing_room.publish.publication import Publication
from briefing_room.publish.story_pages import StoryPage
from briefing_room.publish.words import lower_initial, upper_initial
from briefing_room.text.periods import day_in_words

_LAST_REPORTED = " as last reported"
_STATE_WORDING = re.compile(r"[^,;(]+(?<! )")  # the first words on a status; its basis follows
# The headings of the tracker, the most important for readers first.
HEADINGS: Mapping[State, str] = {
    State.IN_FORCE: f"In force{_LAST_REPORTED}",
    State.MIXED: "In part",
    State.SUSPENDED: "Suspended",
    State.LAPSED: "May now apply",
    State.FUTURE: "Due to take effect",
    State.UNKNOWN: "Of unknown status",
    State.ANNOUNCED: "Announced without a start date",
    State.ENDED: "Ended",
    State.SUPERSEDED: "Superseded",
    State.NOT_ANNOUNCED: "Not yet announced on this day",
}
RANK = tuple(HEADINGS)
# Roles of the kinds of policies that decide whether a shipment may leave or arrive.
_SHIPMENT_ROLES = frozenset({"decides", "listing", "abroad", "arrival"})
# A policy in one of these states gives no rule and no deadline.
CLOSED_STATES = frozenset({State.ENDED, State.SUPERSEDED, State.NOT_ANNOUNCED})
OLD_REPORT_DAYS = 365  # a report that is older is marked as old


@dataclass(frozen=True, slots=True)
class PolicyToday:
    """A policy with its status on the day of the build."""

    entity: Entity  # whose page describes it
    policy: Policy
    status: Status
    kind: str = ""  # in words
    decides_on_shipments: bool = False
    goods: tuple[Entity, ...] = ()
    authorities: tuple[Entity, ...] = ()  # the issuer and its country
    targets: tuple[Entity, ...] = ()  # the buyers; for a rule on imports, the countries of origin
    is_on_imports: bool = False
    is_narrowed: bool = False  # the status is only that of the parts that cover one material

    @property
    def name(self) -> str:
        """The name by which readers know it."""
        return self.entity.name

    @property
    def path(self) -> str:
        """The file of its page."""
        return self.entity.path

    @property
    def authority_slugs(self) -> tuple[str, ...]:
        """The slugs of the issuer and its country."""
        return tuple(authority.slug for authority in self.authorities)

    @property
    def state_class(self) -> str:
        """The CSS class and filter value of its state, such as ``in-force``."""
        return _state_class(self.status.state)

    @property
    def state_text(self) -> str:
        """Its state in a few words."""
        mixed = self.status.state is State.MIXED
        return short_wording(self.status).capitalize() if mixed else HEADINGS[self.status.state]

    @property
    def heading(self) -> str:
        """Its heading in the tracker."""
        if not self.report_is_old:
            return self.state_text
        return f"{self.state_text.removesuffix(_LAST_REPORTED)}, last reported over a year ago"

    @property
    def heading_key(self) -> tuple[bool, int, bool, str]:
        """A sort key that all policies under one heading share."""
        rank = RANK.index(self.status.state)
        return not self.decides_on_shipments, rank, self.report_is_old, self.heading

    @property
    def anchor(self) -> str:
        """The anchor of its heading."""
        heading_words = self.heading.lower().replace(",", "").split()
        return "-".join(heading_words if self.decides_on_shipments else ("other", *heading_words))

    @property
    def lapse_days(self) -> tuple[dt.date, ...]:
        """The published last days of its suspensions that have passed, those of parts included."""
        return lapse_days(self.status)

    @property
    def filter_states(self) -> Mapping[str, str]:
        """The filter values that find it, with their labels: its state, and perhaps a lapse."""
        states = (self.status.state, *(State.LAPSED for _ in self.lapse_days))
        return {_state_class(state): HEADINGS[state] for state in states}

    @property
    def notices_address(self) -> str:
        """Where its issuer would publish an extension of a lapsed suspension; "" without one."""
        if not self.lapse_days or not self.authorities:
            return ""
        return self.authorities[0].notices or ""

    @property
    def report_is_old(self) -> bool:
        """Whether it is in force or suspended by a report from over a year ago."""
        last_day = self.status.covered_until
        if last_day is None or self.status.state not in (State.IN_FORCE, State.SUSPENDED):
            return False
        return (self.status.as_of - last_day).days > OLD_REPORT_DAYS

    @property
    def parts(self) -> tuple[tuple[Clause, Status], ...]:
        """The parts with their statuses, if these differ or ``is_narrowed``."""
        is_divided = self.is_narrowed or self.status.state is State.MIXED
        return self.status.clause_statuses if is_divided else ()

    @property
    def first_day(self) -> dt.date:
        """The first known day, for sorting; far in the future if there is none."""
        days = [self.policy.announced, self.policy.effective]
        return min((day for day in days if day), default=dt.date.max)

    @property
    def since(self) -> dt.date:
        """The day from which it applies, by default the first known day, for sorting."""
        return self.policy.effective or self.first_day

    @property
    def wording(self) -> str:
        """The status in a few words, part by part if they differ."""
        if not self.parts:
            return short_wording(self.status)
        return "; ".join(f"{clause.what}: {short_wording(status)}" for clause, status in self.parts)

    @property
    def headline(self) -> str:
        """The status in a few words with its day."""
        return headline(self.status)

    @property
    def has_details(self) -> bool:
        """Whether the status needs more words than its headline."""
        needs_note = self.status.note or self.status.remark_on_start or self.lapse_days
        return bool(self.parts or self.shared_parts or self.policy.dispute or needs_note)

    @property
    def sentences(self) -> tuple[str, ...]:
        """The status in sentences, part by part if they differ."""
        if not self.parts:
            return (full_wording(self.status),)
        return tuple(part_sentence(clause, full_wording(status)) for clause, status in self.parts)

    @property
    def cites(self) -> tuple[str, ...]:
        """One passage for each day that the status names: start, end, last report."""
        statuses = (self.status, *(s for _, s in self.status.clause_statuses))
        days = dict.fromkeys(day for s in statuses for day in (s.since, s.until, s.covered_until))
        first_passage = {
            cited_day.day: cited_day.cites[0] for cited_day in reversed(self.policy.all_cited_dates)
        }
        return tuple(dict.fromkeys(first_passage[day] for day in days if day in first_passage))

    @property
    def shared_parts(self) -> tuple[str, ...]:
        """What each part orders, in sentences, if all parts have the same status; else empty."""
        if self.parts:
            return ()
        whole = full_wording(self.status)
        wordings = ((clause, full_wording(s)) for clause, s in self.status.clause_statuses)
        return tuple(
            part_sentence(clause, "" if wording == whole else wording)
            for clause, wording in wordings
        )

    @property
    def partial_scope_parts(self) -> tuple[str, ...]:
        """What the parts that cover only some of its goods order, unless ``parts`` says so."""
        parts = () if self.parts else self.policy.clauses
        return tuple(part_sentence(clause, "") for clause in parts if clause.goods)

    @property
    def sort_key(self) -> tuple[int, dt.date, int, str]:
        """A sort key: the most important state first, then the oldest policy."""
        return RANK.index(self.status.state), self.first_day, -len(self.goods), self.entity.slug


def headline(status: Status) -> str:
    """A status in a few words with its day: "in force since 4 April 2025"."""
    if status.state is State.LAPSED and status.until:
        return f"may now apply, since {lapse_wording(status)}"
    state = _STATE_WORDING.match(short_wording(status))
    days = lapse_days(status)
    end = f", since a notice suspended it until {day_in_words(days[-1])}" if days else ""
    return f"{state[0] if state else ''}{end}"


def lapse_days(status: Status) -> tuple[dt.date, ...]:
    """The published last days of suspensions, of parts as well, that have passed; in order."""
    statuses = (status, *(s for _, s in status.clause_statuses))
    return tuple(sorted({s.until for s in statuses if s.state is State.LAPSED and s.until}))


def _state_class(state: State) -> str:
    return state.name.lower().replace("_", "-")


def part_sentence(clause: Clause, status_text: str) -> str:
    """Say what a part orders, with its note and, unless it is empty, its status."""
    note = f" ({clause.note})" if clause.note else ""
    content = f"{upper_initial(clause.what)}{note}"
    return f"{content}: {lower_initial(status_text)}" if status_text else f"{content}."


@lru_cache(maxsize=4)
def policies(publication: Publication) -> tuple[PolicyToday, ...]:
    """List every policy that imposes something, by the day on which it was announced."""
    items = (policy_of(entity, publication) for entity in publication.catalogue.entities.values())
    return tuple(sorted(filter(None, items), key=lambda item: (item.first_day, item.entity.slug)))


def policy_of(entity: Entity, publication: Publication) -> PolicyToday | None:
    """The policy of an entity with its status; ``None`` if it has none or imposes nothing."""
    if entity.policy is None:
        return None
    policy, names = entity.policy, publication.catalogue.entities
    current = status(policy, publication.as_of, covered_until(entity, publication))
    if current is None:
        return None
    if _is_second_hand(entity, current.covered_until, publication):
        clause_statuses = tuple(
            (clause, replace(clause_status, second_hand=True))
            for clause, clause_status in current.clause_statuses
        )
        current = replace(current, second_hand=True, clause_statuses=clause_statuses)
    kind = publication.catalogue.vocabulary.policy_kinds.get(policy.kind or "")
    issuer = names.get(policy.issuer or "")
    country = names.get((issuer.country if issuer else entity.country) or "")
    kind_word = kind.singular if kind else (policy.kind or "").replace("-", " ")
    return PolicyToday(
        entity,
        policy,
        current,
        kind_word,
        bool(kind and kind.role in _SHIPMENT_ROLES),
        tuple(names[slug] for slug in policy.goods if slug in names),
        tuple(dict.fromkeys(filter(None, (issuer, country)))),
        tuple(names[slug] for slug in policy.targets if slug in names),
        bool(kind and kind.role == "arrival"),
    )


@lru_cache(maxsize=256)
def policies_covering(material: str, publication: Publication) -> tuple[PolicyToday, ...]:
    """List the policies that cover a material, the most important first.

    Each has the status of the parts that cover it.
    """
    covering = (item for item in policies(publication) if material in item.policy.goods)
    narrowed = (_narrow_to(material, item) for item in covering)
    return tuple(sorted(narrowed, key=lambda item: item.sort_key))


def _narrow_to(material: str, item: PolicyToday) -> PolicyToday:
    """Give a policy the status of the parts that cover a material, if that is another."""
    narrowed = status_of_material(item.status, item.policy, material)
    if narrowed is item.status:
        return item
    return replace(item, status=narrowed, is_narrowed=True)


def covered_until(entity: Entity, publication: Publication) -> dt.date | None:
    """The last day that the sources of an entity's page cover, ``None`` if none is dated."""
    articles = (publication.articles.get(source) for source in entity.sources)
    return max((a.covered_until for a in articles if a and a.covered_until), default=None)


def cites_of_day(policy: Policy | None, date: dt.date | None) -> tuple[str, ...]:
    """The passages that a policy cites for a day."""
    cited_dates = policy.all_cited_dates if policy else ()
    return tuple(cite for cited in cited_dates if cited.day == date for cite in cited.cites)


def _is_second_hand(entity: Entity, last_report: dt.date | None, publication: Publication) -> bool:
    """Whether the last report was read only through other sources.

    The sources of the passages cited for its day decide; if none is cited, all sources of that day
    or later do.
    """
    sources = sources_of_passages(cites_of_day(entity.policy, last_report), publication)
    articles = filter(None, map(publication.articles.get, entity.sources))
    sources = sources or [source for article in articles for source in article.sources]
    late_sources = [
        source for source in sources if last_report and source.date and source.date >= last_report
    ]
    return bool(late_sources) and all(
        is_second_hand(source, publication) for source in late_sources
    )


def policies_in_story(story: StoryPage, publication: Publication) -> tuple[PolicyToday, ...]:
    """List the policies that a story names, or reports the first day of, the most important first.

    "Nos. 55 to 58" names all four.
    """
    seeds = story.page.seeds
    items = (
        item
        for item in policies(publication)
        if item.entity.slug in story.entities
        or (item.first_day == story.date and not {*item.entity.sources}.isdisjoint(seeds))
    )
    return tuple(sorted(items, key=lambda item: item.sort_key))
