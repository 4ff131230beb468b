"""May it ship? Which rules apply to a good from one country to another, and to a buyer.

All pages use the same answer: rules for all destinations or without named goods always count, and
a note says what was searched.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from briefing_room.catalogue.entries import Entity
from briefing_room.catalogue.policies import Clause
from briefing_room.catalogue.status import NO_REPORT, State, Status
from briefing_room.catalogue.status_wording import short_wording
from briefing_room.publish.publication import Publication
from briefing_room.publish.statuses import HEADINGS, PolicyToday, headline, lapse_days, policies
from briefing_room.publish.words import initial, listing
from briefing_room.text.lexicon import count
from briefing_room.text.periods import day_in_words

_CLOSED_STATES = frozenset({State.ENDED, State.SUPERSEDED, State.NOT_ANNOUNCED})
_WORD = re.compile(r"\w+")


class Effect(IntEnum):
    """How a rule affects a shipment, the most important first."""

    HOLDS = 0
    MAY_HOLD = 1
    SUSPENDED = 2
    ANNOUNCED = 3
    BUYERS = 4
    ARRIVAL = 5
    RELATED = 6  # on technology or equipment, not on the goods


_EFFECT_OF_STATE = {
    State.SUSPENDED: Effect.SUSPENDED,
    State.LAPSED: Effect.MAY_HOLD,
    State.UNKNOWN: Effect.MAY_HOLD,
    State.ANNOUNCED: Effect.ANNOUNCED,
    State.FUTURE: Effect.ANNOUNCED,
}
_EFFECT_OF_ROLE = {
    "listing": Effect.BUYERS,
    "arrival": Effect.ARRIVAL,
    "knowledge": Effect.RELATED,
}


@dataclass(frozen=True, slots=True)
class Rule:
    """A control, or a part of it with a status of its own, and the shipments it applies to.

    Empty ``goods``, ``origins``, ``destinations`` or ``forms`` mean that it applies to all.  The
    first three include the groups that their members belong to and the members of groups;
    ``forms`` are the stages whose products it names.  ``lead`` says in a few words what it means,
    ``buyer_lead`` what it means for a listed buyer, ``covers`` what the part is.
    ``partial_groups`` are groups of which it names some goods only, with these goods in words.
    """

    item: PolicyToday
    effect: Effect
    lead: str
    status: Status
    covers: str = ""
    goods: frozenset[str] = frozenset()
    origins: frozenset[str] = frozenset()
    destinations: frozenset[str] = frozenset()
    names: tuple[str, ...] = ()
    part: Clause | None = None
    forms: frozenset[str] = frozenset()
    buyer_lead: str = ""
    partial_groups: tuple[tuple[str, str], ...] = ()

    @property
    def headline(self) -> str:
        """Its status at a glance."""
        return headline(self.status)

    @property
    def wording(self) -> str:
        """Its status with the basis of it."""
        return short_wording(self.status)

    @property
    def lapse_days(self) -> tuple[dt.date, ...]:
        """The last published day of its suspension, if that has passed."""
        return lapse_days(self.status)

    @property
    def sort_key(self) -> tuple[object, ...]:
        """A sort key: the most important rules first."""
        return self.effect, not self.goods, self.item.sort_key

    def limit_on(self, good: str) -> str:
        """What part of a good it covers: that of its clause, or some members of a group; or ""."""
        return self.covers or dict(self.partial_groups).get(good, "")

    def holds_for(self, good: str, origin: str, destination: str, form: str = "") -> bool:
        """Whether a shipment falls under it; an empty argument means any."""
        conditions = (
            *((self.goods, good), (self.origins, origin)),
            *((self.destinations, destination), (self.forms, form)),
        )
        return all(
            not allowed or not asked_for or asked_for in allowed
            for allowed, asked_for in conditions
        )

    def listed(self, buyer: str) -> tuple[str, ...]:
        """The listed names that may be the buyer: all words of one name are in the other."""
        asked = set(_WORD.findall(buyer.casefold()))
        words_by_name = ((name, set(_WORD.findall(name.casefold()))) for name in self.names)
        return tuple(
            name for name, words in words_by_name if asked and (asked <= words or words <= asked)
        )


def answer(
    site: Publication, good: str, origin: str, destination: str, buyer: str = "", *, form: str = ""
) -> tuple[Rule, ...]:
    """The rules known for a good from one country to another; empty means any.

    ``form`` is the stage whose product the good is: ore, oxide, metal, magnet.  A list that has the
    buyer counts whatever country it is aimed at.
    """
    matches = [
        rule
        for rule in rules(site)
        if rule.holds_for(good, origin, destination, form)
        or (rule.effect is Effect.BUYERS and rule.listed(buyer) and rule.holds_for("", origin, ""))
    ]
    return tuple(sorted(matches, key=lambda rule: (not rule.listed(buyer), rule.sort_key)))


def extension_note(rule: Rule, site: Publication) -> str:
    """A sentence on an extension of a suspension whose published end has passed, or ""."""
    if not rule.lapse_days:
        return ""
    newest = f" (newest: {day_in_words(site.covered_until)})" if site.covered_until else ""
    note = "Whether it was extended is not reported in our sources"
    if not rule.status.note.endswith(NO_REPORT):
        note = f"It was {rule.status.note}; our sources have no notice of that"
    return f"{note}{newest}."


@lru_cache(maxsize=128)
def search_note(site: Publication, origin: str) -> str:
    """Say which rules were searched and how far their sources reach."""
    one_rule_per_policy = {rule.item.entity.slug: rule for rule in rules(site)}.values()
    searched_rules = [
        rule for rule in one_rule_per_policy if origin in rule.item.authority_slugs
    ] or list(one_rule_per_policy)
    last_days = [rule.status.covered_until for rule in searched_rules if rule.status.covered_until]
    until = f", whose sources reach to {day_in_words(max(last_days))}" if last_days else ""
    countries = dict.fromkeys(
        rule.item.authorities[-1].name for rule in searched_rules if rule.item.authorities
    )
    searched_policies = {rule.item.path for rule in searched_rules}
    names_of_policies = (
        {(rule.item.path, name) for name in rule.names}
        for rule in rules(site)
        if rule.item.path in searched_policies
    )
    name_count = len(set().union(*names_of_policies))
    names_note = f", with {count(name_count, 'listed name')}" if name_count else ""
    country = site.catalogue.entities.get(origin)
    is_foreign = country and not any(
        origin in rule.item.authority_slugs for rule in one_rule_per_policy
    )
    name = country.name if country and is_foreign else ""
    foreign_note = f" No rule of {name} is among them: its law was not searched." if name else ""
    rules_note = f"{count(len(searched_rules), 'rule')} of {listing(list(countries))}"
    return f"Searched: {rules_note}{names_note}{until}.{foreign_note}"


# --- The rules ----------------------------------------------------------------------------------


@lru_cache(maxsize=4)
def rules(site: Publication) -> tuple[Rule, ...]:
    """Every control that is not known to have ended, the most important first."""
    all_rules = [
        rule
        for item in policies(site)
        if item.decides_on_shipments
        for rule in _rules_of_policy(item, site)
    ]
    return tuple(sorted(all_rules, key=lambda rule: rule.sort_key))


def _rules_of_policy(item: PolicyToday, site: Publication) -> Iterator[Rule]:
    """Yield a control as one rule, or one for each part if parts differ in status or goods."""
    all_goods, parts = item.policy.goods, item.status.clause_statuses
    outcomes = {(part.state, part.until) for _, part in parts}
    if len(outcomes) > 1 or any(clause.general for clause, _ in parts):
        for clause, part in parts:
            covered = () if clause.general else clause.goods or all_goods
            yield from _applicable_rule(item, part, covered, site, clause)
        return
    clauses_of_good = {
        good: tuple(clause for clause, _ in parts if good in clause.goods) for good in all_goods
    }
    for clauses in dict.fromkeys(clauses_of_good.values()) or [()]:
        covered = tuple(good for good in all_goods if clauses_of_good[good] == clauses)
        for own_clause in clauses or (None,):
            yield from _applicable_rule(item, item.status, covered, site, own_clause)


def _applicable_rule(
    item: PolicyToday,
    status: Status,
    goods: Sequence[str],
    site: Publication,
    part: Clause | None = None,
) -> Iterator[Rule]:
    vocabulary, policy = site.catalogue.vocabulary, item.policy
    if status.state in _CLOSED_STATES:
        return
    kind = vocabulary.policy_kinds[policy.kind or ""]
    stages = [vocabulary.stages[stage] for stage in policy.stages if stage in vocabulary.stages]
    related = next((stage.singular for stage in stages if stage.role == "knowledge"), "")
    effect = _EFFECT_OF_ROLE.get("knowledge" if related else kind.role, _effect_of_state(status))
    lead = (
        kind.note or kind.singular
        if effect is Effect.BUYERS
        else _meaning_today(kind.note, kind.singular, status)
    )
    if related not in lead.casefold():
        lead = f"{initial(related)}: {lead[:1].lower()}{lead[1:]}"
    lead += " in part" if effect is Effect.HOLDS and not goods else ""
    buyer_lead = _meaning_today(kind.listed, "", status) if kind.listed else ""
    country = reach([authority.slug for authority in item.authorities[-1:]], site)
    targets = reach(policy.targets, site)
    exporters = frozenset[str]() if kind.role == "abroad" else country
    origins, destinations = (targets, country) if item.is_on_imports else (exporters, targets)
    names = part.listed if part and part.listed else (*policy.all_listed, *policy.watched)
    covers, reached = part.what if part else "", reach(goods, site)
    stages_named = frozenset(part.stages if part and part.stages else policy.stages)
    forms = (
        stages_named.intersection(known_forms(site)) if effect < Effect.BUYERS else frozenset[str]()
    )
    yield Rule(
        *(item, effect, lead, status, covers, reached, origins, destinations, names, part, forms),
        buyer_lead=buyer_lead,
        partial_groups=tuple(_partial_groups(goods, site)),
    )


def _partial_groups(goods: Sequence[str], site: Publication) -> Iterator[tuple[str, str]]:
    """Yield the groups of which a rule names some goods only, with the names of these goods."""
    names, covered = site.catalogue.entities, with_members(goods, site)
    for group in sorted(reach(goods, site) - covered):
        members = with_members([group], site) - {group}
        if not members <= covered:
            inside = (names[slug].name for slug in goods if slug in members)
            yield group, f"only {listing([f'{name[:1].lower()}{name[1:]}' for name in inside])}"


def _effect_of_state(status: Status) -> Effect:
    return _EFFECT_OF_STATE.get(status.state, Effect.HOLDS)


def _meaning_today(note: str, kind: str, status: Status) -> str:
    """Say what a rule of a kind means today; ``note`` is what it means while it is in force."""
    effect = _effect_of_state(status)
    if effect is Effect.HOLDS:
        return note or kind
    if effect is Effect.MAY_HOLD and note:
        return f"Unclear whether {note[:1].lower()}{note[1:]}"
    return HEADINGS[status.state]


def known_forms(site: Publication) -> Mapping[str, str]:
    """The forms in which goods ship, in words, by the stage that produces them."""
    stages = site.catalogue.vocabulary.stages.values()
    return {stage.key: stage.note for stage in stages if stage.note}


def reach(slugs: Iterable[str], site: Publication) -> frozenset[str]:
    """Slugs with all their members, and with every group that they are part of."""
    return _reach(frozenset(slugs), site)


def with_members(slugs: Iterable[str], site: Publication) -> frozenset[str]:
    """Slugs with the members of the groups among them, and the members of these."""
    inside, names = frozenset(slugs), site.catalogue.entities.values()
    while added := {e.slug for e in names if not inside.isdisjoint(e.part_of)} - inside:
        inside |= added
    return inside


@lru_cache(maxsize=1024)
def _reach(slugs: frozenset[str], site: Publication) -> frozenset[str]:
    names, outside = site.catalogue.entities, slugs
    while (
        added := {parent for slug in outside if slug in names for parent in names[slug].part_of}
        - outside
    ):
        outside |= added
    return with_members(slugs, site) | outside


def filters(item: PolicyToday, site: Publication) -> Mapping[str, str]:
    """The goods and destinations under which a filter finds a policy; a star means any."""
    general = any(clause.general for clause in item.policy.clauses)
    choices = {"good": () if general else item.policy.goods, "to": item.policy.targets}
    return {key: " ".join(sorted(reach(slugs, site))) or "*" for key, slugs in choices.items()}


# --- What may be chosen -------------------------------------------------------------------------


def goods(site: Publication) -> tuple[Entity, ...]:
    """The goods that any rule covers, by name."""
    slugs = {slug for rule in rules(site) for slug in rule.goods}
    return _by_name(slugs, site)


def countries(site: Publication) -> tuple[Entity, ...]:
    """All countries, and every other place that a rule names, by name."""
    all_countries = [e for e in site.catalogue.entities.values() if is_country(e, site)]
    concerned = {slug for rule in rules(site) for slug in (*rule.destinations, *rule.origins)}
    return _by_name({*(e.slug for e in all_countries), *concerned}, site)


def is_country(entity: Entity, site: Publication) -> bool:
    """Whether an entity has the role of a country."""
    return site.catalogue.vocabulary.role(entity.type) == "country"


def _by_name(slugs: Iterable[str], site: Publication) -> tuple[Entity, ...]:
    entities = site.catalogue.entities
    known = (entities[slug] for slug in slugs if slug in entities)
    return tuple(sorted(known, key=lambda entity: entity.name.casefold()))
