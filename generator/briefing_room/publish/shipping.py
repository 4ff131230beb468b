"""May it ship? Which rules apply to a good from one country to another, and to a buyer.

All pages give the same answer: rules for all destinations or on any goods always count, and a note
says what was searched.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from briefing_room.catalogue.entries import Entity
from briefing_room.catalogue.policies import Clause, Policy
from briefing_room.catalogue.status import State, Status
from briefing_room.publish.publication import Publication
from briefing_room.publish.statuses import (
    CLOSED_STATES,
    HEADINGS,
    PolicyToday,
    headline,
    lapse_days,
    policies,
)
from briefing_room.publish.words import join_with_and, lower_initial, upper_initial
from briefing_room.text.lexicon import count, table
from briefing_room.text.periods import day_in_words

_WORD = re.compile(r"\w+")


class Effect(IntEnum):
    """How a rule affects a shipment, the strongest effect first."""

    APPLIES = 0
    MAY_APPLY = 1
    SUSPENDED = 2
    ANNOUNCED = 3
    BUYERS = 4
    ARRIVAL = 5
    RELATED = 6  # on technology or equipment, not on the goods


_EFFECT_OF_STATE = {
    State.SUSPENDED: Effect.SUSPENDED,
    State.LAPSED: Effect.MAY_APPLY,
    State.UNKNOWN: Effect.MAY_APPLY,
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
    """A policy, or a clause of it with a status of its own, and the shipments it applies to.

    Empty ``goods``, ``origins``, ``destinations`` or ``stages`` mean that it applies to all.  The
    first three include the groups that their members belong to and the members of groups.
    """

    item: PolicyToday
    effect: Effect
    meaning: str  # what it means today, in a few words
    status: Status
    goods: frozenset[str] = frozenset()
    origins: frozenset[str] = frozenset()
    destinations: frozenset[str] = frozenset()
    names: tuple[str, ...] = ()  # of listed buyers
    clause: Clause | None = None
    stages: frozenset[str] = frozenset()  # those whose products it names
    meaning_for_buyer: str = ""  # what it means for a listed buyer
    partial_groups: tuple[tuple[str, str], ...] = ()  # groups that it covers in part: slug, wording
    home: str = ""  # the country whose rule it is, if it is on goods made abroad
    listed_by_place: tuple[tuple[str, tuple[str, ...]], ...] = ()  # names known to be of a place

    @property
    def clause_text(self) -> str:
        """What its clause covers, in words; empty for a whole policy."""
        return self.clause.what if self.clause else ""

    @property
    def headline(self) -> str:
        """Its status in a few words with its day."""
        return headline(self.status)

    @property
    def lapse_days(self) -> tuple[dt.date, ...]:
        """The last published day of its suspension, if that has passed."""
        return lapse_days(self.status)

    @property
    def sort_key(self) -> tuple[object, ...]:
        """A sort key: the most important rules first."""
        return self.effect, not self.goods, self.item.sort_key

    def limit_on(self, good: str) -> str:
        """The part of a good that it covers, in words; "" for all of it."""
        return self.clause_text or dict(self.partial_groups).get(good, "")

    def covers(self, good: str, origin: str, destination: str, stage: str = "") -> bool:
        """Whether it covers a shipment; an empty argument means any."""
        conditions = (
            *((self.goods, good), (self.origins, origin)),
            *((self.destinations, destination), (self.stages, stage)),
        )
        return all(slug in covered for covered, slug in conditions if covered and slug)

    def names_like(self, buyer: str) -> tuple[str, ...]:
        """The listed names that may be the buyer: all words of one name are in the other."""
        buyer_words = set(_WORD.findall(buyer.casefold()))
        words_by_name = ((name, set(_WORD.findall(name.casefold()))) for name in self.names)
        return tuple(
            name
            for name, words in words_by_name
            if buyer_words and (buyer_words <= words or words <= buyer_words)
        )


def rules_for_shipment(
    publication: Publication,
    good: str,
    origin: str,
    destination: str,
    buyer: str = "",
    *,
    stage: str = "",
) -> tuple[Rule, ...]:
    """The known rules for a shipment, those that name the buyer first; "" means any.

    ``stage`` is the one whose product the good is: mining gives ore, separation oxides.  A list
    with the buyer's name counts for every good and destination.
    """

    def applies(rule: Rule) -> bool:
        if rule.effect is Effect.BUYERS and rule.names_like(buyer) and rule.covers("", origin, ""):
            return True
        return rule.covers(good, origin, destination, stage)

    matches = filter(applies, rules(publication))
    return tuple(sorted(matches, key=lambda rule: (not rule.names_like(buyer), rule.sort_key)))


def extension_note(rule: Rule, publication: Publication) -> str:
    """Say whether a lapsed suspension was extended; "" for a rule without one."""
    if not rule.lapse_days:
        return ""
    status = rule.status
    newest = (
        f" (newest source: {day_in_words(publication.covered_until)})"
        if publication.covered_until
        else ""
    )
    if not status.said_until or status.as_of > status.said_until:
        return f"We have not read whether the suspension was extended{newest}."
    basis = f" {status.note}" if status.note else ""
    said = f"Other sources say until {day_in_words(status.said_until)}{basis}"
    return f"{said}; we have read no notice of that{newest}."


@lru_cache(maxsize=128)
def search_note(publication: Publication, origin: str) -> str:
    """Say which rules were searched, those of the origin if it has any, and how new they are."""
    by_slug = {rule.item.entity.slug: rule.item for rule in rules(publication)}
    of_origin = [item for item in by_slug.values() if origin in item.authority_slugs]
    searched = of_origin or list(by_slug.values())
    last_days = [item.status.covered_until for item in searched if item.status.covered_until]
    until = f"; newest source: {day_in_words(max(last_days))}" if last_days else ""
    countries = dict.fromkeys(item.authorities[-1].name for item in searched if item.authorities)
    searched_rules = (rule for rule in rules(publication) if rule.item in searched)
    names = {(rule.item.path, name) for rule in searched_rules for name in rule.names}
    names_note = f" with {count(len(names), 'listed name')}" if names else ""
    rules_note = f"{count(len(searched), 'rule')} of {join_with_and(list(countries))}"
    return f"Searched: {rules_note}{names_note}{until}."


# --- The rules ----------------------------------------------------------------------------------


@lru_cache(maxsize=4)
def rules(publication: Publication) -> tuple[Rule, ...]:
    """The rules of every policy that is not known to have ended, the most important first."""
    all_rules = [
        rule
        for item in policies(publication)
        if item.decides_on_shipments
        for rule in _rules_of_policy(item, publication)
    ]
    return tuple(sorted(all_rules, key=lambda rule: rule.sort_key))


def _rules_of_policy(item: PolicyToday, publication: Publication) -> Iterator[Rule]:
    """Yield a policy as one rule, or one for each clause if clauses differ in status or goods."""
    all_goods, clause_statuses = item.policy.goods, item.status.clause_statuses
    states = {(status.state, status.until) for _, status in clause_statuses}
    if len(states) > 1 or any(clause.general for clause, _ in clause_statuses):
        for clause, status in clause_statuses:
            if status.state not in CLOSED_STATES:
                clause_goods = () if clause.general else clause.goods or all_goods
                yield _rule(item, status, clause_goods, publication, clause)
        return
    if item.status.state in CLOSED_STATES:
        return
    clauses_of_good = {
        good: tuple(clause for clause, _ in clause_statuses if good in clause.goods)
        for good in all_goods
    }
    for clauses in dict.fromkeys(clauses_of_good.values()) or [()]:
        same_goods = tuple(good for good in all_goods if clauses_of_good[good] == clauses)
        for clause_or_none in clauses or (None,):
            yield _rule(item, item.status, same_goods, publication, clause_or_none)


def _rule(
    item: PolicyToday,
    status: Status,
    goods: tuple[str, ...],
    publication: Publication,
    clause: Clause | None,
) -> Rule:
    vocabulary, policy = publication.catalogue.vocabulary, item.policy
    kind = vocabulary.policy_kinds[policy.kind or ""]
    stages = [vocabulary.stages[stage] for stage in policy.stages if stage in vocabulary.stages]
    # the word for technology or equipment, if the rule is on that
    related = next((stage.singular for stage in stages if stage.role == "knowledge"), "")
    effect = _EFFECT_OF_ROLE.get("knowledge" if related else kind.role, _effect_of_state(status))
    meaning = (
        kind.note or kind.singular
        if effect is Effect.BUYERS
        else _meaning_today(kind.note, kind.singular, status)
    )
    if related not in meaning.casefold():
        meaning = f"{upper_initial(related)}: {lower_initial(meaning)}"
    meaning += " in part" if effect is Effect.APPLIES and not goods else ""
    meaning_for_buyer = _meaning_today(kind.listed, "", status) if kind.listed else ""
    country = with_relatives(item.authority_slugs[-1:], publication)
    targets = with_relatives(policy.targets, publication)
    exporters = frozenset[str]() if kind.role == "abroad" else country
    origins, destinations = (targets, country) if item.is_on_imports else (exporters, targets)
    names = clause.listed if clause and clause.listed else (*policy.all_listed, *policy.watched)
    banned_names = tuple(name for name in names if name not in policy.watched)
    named_stages = frozenset(clause.stages if clause and clause.stages else policy.stages)
    return Rule(
        *(item, effect, meaning, status, with_relatives(goods, publication)),
        *(origins, destinations, names, clause),
        named_stages & shipped_forms(publication).keys() if effect < Effect.BUYERS else frozenset(),
        meaning_for_buyer,
        tuple(_partial_groups(goods, publication)),
        "".join(item.authority_slugs[-1:]) if kind.role == "abroad" else "",
        tuple(_listed_by_place(policy, banned_names, publication)) if banned_names else (),
    )


def _listed_by_place(
    policy: Policy, names: tuple[str, ...], publication: Publication
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the places that a list is aimed at with all its names, then those of single countries.

    A list aimed at several places does not say which of its names are of which.
    """
    if len(policy.targets) == 1:
        yield policy.targets[0], names
    names_of_project = publication.catalogue.entities.values()
    all_places = (*names_of_project, *_countries_without_page(publication)) if policy.homes else ()
    places = {place.name: place.slug for place in all_places if is_country(place, publication)}
    for country, own_names in policy.homes:
        if country in places:
            yield places[country], tuple(name for name in own_names if name in names)


def _partial_groups(goods: tuple[str, ...], publication: Publication) -> Iterator[tuple[str, str]]:
    """Yield the groups that a rule names only some goods of, with these goods in words."""
    entities, all_goods = publication.catalogue.entities, _with_parts(goods, publication)
    for group in sorted(with_relatives(goods, publication) - all_goods):
        members = _with_parts([group], publication) - {group}
        if not members <= all_goods:
            names = (entities[slug].name for slug in goods if slug in members)
            yield group, f"only {join_with_and(list(map(lower_initial, names)))}"


def _effect_of_state(status: Status) -> Effect:
    return _EFFECT_OF_STATE.get(status.state, Effect.APPLIES)


def _meaning_today(in_force: str, kind: str, status: Status) -> str:
    """Say what a rule means today; ``in_force`` is what its kind means when in force, or ""."""
    effect = _effect_of_state(status)
    if effect is Effect.APPLIES:
        return in_force or kind
    if effect is Effect.MAY_APPLY and in_force:
        return f"Unclear whether {lower_initial(in_force)}"
    return HEADINGS[status.state]


def shipped_forms(publication: Publication) -> Mapping[str, str]:
    """The form in which goods ship, in words, by the stage that produces it."""
    stages = publication.catalogue.vocabulary.stages.values()
    return {stage.key: stage.note for stage in stages if stage.note}


@lru_cache(maxsize=1024)
def with_relatives(slugs: tuple[str, ...], publication: Publication) -> frozenset[str]:
    """Slugs with all their parts, and with every group that they belong to."""
    names, with_groups = publication.catalogue.entities, frozenset(slugs)
    while (
        added := {group for slug in with_groups & names.keys() for group in names[slug].part_of}
        - with_groups
    ):
        with_groups |= added
    return _with_parts(slugs, publication) | with_groups


def _with_parts(slugs: Iterable[str], publication: Publication) -> frozenset[str]:
    """Slugs with their parts, and the parts of these."""
    with_parts = frozenset(slugs)
    names = (*publication.catalogue.entities.values(), *_countries_without_page(publication))
    while added := {e.slug for e in names if not with_parts.isdisjoint(e.part_of)} - with_parts:
        with_parts |= added
    return with_parts


def filter_values(item: PolicyToday, publication: Publication) -> Mapping[str, str]:
    """The goods ("good") and destinations ("to") by which a filter finds a policy; "*" is any."""
    is_general = any(clause.general for clause in item.policy.clauses)
    covered = {"good": () if is_general else item.policy.goods, "to": item.policy.targets}
    return {
        field: " ".join(sorted(with_relatives(slugs, publication))) or "*"
        for field, slugs in covered.items()
    }


# --- What may be chosen -------------------------------------------------------------------------


def goods(publication: Publication) -> tuple[Entity, ...]:
    """The goods that any rule covers, by name."""
    slugs = {slug for rule in rules(publication) for slug in rule.goods}
    return _by_name(slugs, publication)


def countries(publication: Publication) -> tuple[Entity, ...]:
    """All countries, and every other place that a rule names, by name."""
    known = [e.slug for e in publication.catalogue.entities.values() if is_country(e, publication)]
    in_rules = {slug for rule in rules(publication) for slug in (*rule.destinations, *rule.origins)}
    places = (*_by_name({*known, *in_rules}, publication), *_countries_without_page(publication))
    return tuple(sorted(places, key=_name_key))


@lru_cache(maxsize=4)
def _countries_without_page(publication: Publication) -> tuple[Entity, ...]:
    """The countries of ``data/countries.yml`` that the project has no page on."""
    known, type_ = (
        publication.catalogue.entities,
        publication.catalogue.vocabulary.first_type_of("country"),
    )
    return tuple(
        Entity(path="", slug=slug, type=type_, name=name, demonyms=(demonym,), part_of=groups)
        for group, demonyms in table("countries").items()
        for groups in [(group,) if group in known else ()]
        for name, demonym in demonyms.items()
        if (slug := name.lower().replace(" ", "-")) not in known
    )


def is_country(entity: Entity, publication: Publication) -> bool:
    """Whether an entity has the role of a country."""
    return publication.catalogue.vocabulary.role(entity.type) == "country"


def _by_name(slugs: Iterable[str], publication: Publication) -> tuple[Entity, ...]:
    entities = publication.catalogue.entities
    known = (entities[slug] for slug in slugs if slug in entities)
    return tuple(sorted(known, key=_name_key))


def _name_key(entity: Entity) -> str:
    return entity.name.casefold()
