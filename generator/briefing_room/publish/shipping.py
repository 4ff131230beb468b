"""May it ship? Which rules hold for a good from one country to another, and for a buyer.

One function for every page: a rule for all destinations always counts, a rule that names no goods
counts for each, and where nothing is known the answer says what was searched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from briefing_room.catalogue.entries import Entity
from briefing_room.catalogue.policies import Clause
from briefing_room.catalogue.status import State, Status, brief
from briefing_room.pages.escape import web_address
from briefing_room.publish.publication import Publication
from briefing_room.publish.statuses import HEADINGS, PolicyToday, headline, policies
from briefing_room.publish.words import count, initial, listing
from briefing_room.text.months import day

_CLOSED = frozenset({State.ENDED, State.SUPERSEDED, State.NOT_ANNOUNCED})
_OFFICIAL = re.compile(r"//[^/]*\.(?:gov|gob|gouv|go|europa)\b")
_WORD = re.compile(r"\w+")


class Sort(IntEnum):
    """How a rule bears on a shipment, the most telling first."""

    HOLDS = 0
    MAY = 1
    SUSPENDED = 2
    ANNOUNCED = 3
    BUYERS = 4
    ARRIVAL = 5
    TECHNOLOGY = 6


_SORTS = {
    State.SUSPENDED: Sort.SUSPENDED,
    State.NOTICE_LAPSED: Sort.SUSPENDED,
    State.LAPSED: Sort.MAY,
    State.UNKNOWN: Sort.MAY,
    State.ANNOUNCED: Sort.ANNOUNCED,
    State.FUTURE: Sort.ANNOUNCED,
}
_ROLES = {"listing": Sort.BUYERS, "arrival": Sort.ARRIVAL, "knowledge": Sort.TECHNOLOGY}


@dataclass(frozen=True, slots=True)
class Rule:
    """A control, or a part of it with a fate of its own, and the shipments it holds for.

    Where ``goods``, ``origins`` or ``destinations`` are empty, it holds for all of them; they
    count each group of which one stands in them, and all that is in a group.  ``forms`` are the
    stages whose products it names; it holds for all of them where it names none.
    ``lead`` says in a few words what it means, ``covers`` of what it is a part.
    """

    item: PolicyToday
    sort: Sort
    lead: str
    status: Status
    covers: str = ""
    goods: frozenset[str] = frozenset()
    origins: frozenset[str] = frozenset()
    destinations: frozenset[str] = frozenset()
    names: tuple[str, ...] = ()
    part: Clause | None = None
    forms: frozenset[str] = frozenset()

    @property
    def headline(self) -> str:
        """Its status at a glance."""
        return headline(self.status)

    @property
    def words(self) -> str:
        """Its status with what it rests on."""
        return brief(self.status)

    @property
    def order(self) -> tuple[object, ...]:
        """A key that puts what is most telling first."""
        return self.sort, not self.goods, self.item.order

    def holds_for(self, good: str, origin: str, destination: str, form: str = "") -> bool:
        """Return whether a shipment falls under it; what is not asked for narrows nothing."""
        asked = (
            *((self.goods, good), (self.origins, origin)),
            *((self.destinations, destination), (self.forms, form)),
        )
        return all(not own or not one or one in own for own, one in asked)

    def listed(self, buyer: str) -> tuple[str, ...]:
        """Return the names of its list that a buyer's may be: all words of one are in the other."""
        asked = set(_WORD.findall(buyer.casefold()))
        told = ((name, set(_WORD.findall(name.casefold()))) for name in self.names)
        return tuple(name for name, own in told if asked and (asked <= own or own <= asked))


def answer(
    site: Publication, good: str, origin: str, destination: str, buyer: str = "", *, form: str = ""
) -> tuple[Rule, ...]:
    """The rules known for a good from one country to another; empty means any.

    ``form`` is the stage whose product the good is: ore, oxide, metal, magnet.  A list that has the
    buyer counts whatever country it is aimed at.
    """
    found = [
        rule
        for rule in rules(site)
        if rule.holds_for(good, origin, destination, form)
        or (rule.sort is Sort.BUYERS and rule.listed(buyer) and rule.holds_for("", origin, ""))
    ]
    return tuple(sorted(found, key=lambda rule: (not rule.listed(buyer), rule.order)))


@lru_cache(maxsize=128)
def searched(site: Publication, origin: str) -> str:
    """Return which rules were looked at, and up to which day."""
    every = {rule.item.entity.slug: rule for rule in rules(site)}.values()
    own = [rule for rule in every if origin in rule.item.authority_slugs] or list(every)
    days = [r.status.covered_until for r in own if r.status.covered_until]
    until = f", whose sources reach to {day(max(days))}" if days else ""
    countries = dict.fromkeys(r.item.authorities[-1].name for r in own if r.item.authorities)
    names = sum(len(rule.names) for rule in rules(site) if rule.item in [o.item for o in own])
    lists = f", with {count(names, 'listed name')}" if names else ""
    alien = site.catalogue.entities.get(origin)
    foreign = alien and not any(origin in rule.item.authority_slugs for rule in every)
    name = alien.name if alien and foreign else ""
    more = f" No rule of {name} is among them: its law was not searched." if name else ""
    of = f"{count(len(own), 'rule')} of {listing(list(countries))}"
    return f"Searched: {of}{lists}{until}.{more}"


# --- The rules ----------------------------------------------------------------------------------


@lru_cache(maxsize=4)
def rules(site: Publication) -> tuple[Rule, ...]:
    """Return every control that nothing known has closed, the most telling first."""
    found = [rule for item in policies(site) if item.control for rule in _rules(item, site)]
    return tuple(sorted(found, key=lambda rule: rule.order))


def _rules(item: PolicyToday, site: Publication) -> Iterator[Rule]:
    """Yield a control as one rule, or each part of it where they differ in fate or goods."""
    known, parts = item.policy.covers, item.status.parts
    fates = {(part.state, part.until) for _, part in parts}
    if len(fates) > 1 or any(clause.general for clause, _ in parts):
        for clause, part in parts:
            goods = () if clause.general else clause.covers or known
            yield from _rule(item, part, goods, site, clause)
        return
    own = {good: tuple(c for c, _ in parts if good in c.covers) for good in known}
    for clauses in dict.fromkeys(own.values()) or [()]:
        covered = tuple(good for good in known if own[good] == clauses)
        for one in clauses or (None,):
            yield from _rule(item, item.status, covered, site, one)


def _rule(
    item: PolicyToday,
    status: Status,
    goods: Sequence[str],
    site: Publication,
    part: Clause | None = None,
) -> Iterator[Rule]:
    words, policy = site.catalogue.vocabulary, item.policy
    if status.state in _CLOSED:
        return
    kind = words.policy_kinds[policy.kind or ""]
    stages = [words.stages[stage] for stage in policy.stages if stage in words.stages]
    knowledge = next((stage.one for stage in stages if stage.role == "knowledge"), "")
    role = "knowledge" if knowledge else kind.role
    own = _SORTS.get(status.state, Sort.HOLDS)
    sort, holds = _ROLES.get(role, own), own is Sort.HOLDS
    lead = kind.note or kind.one if holds or sort is Sort.BUYERS else HEADINGS[status.state]
    if knowledge and not holds:
        lead = f"{initial(knowledge)}: {lead[:1].lower()}{lead[1:]}"
    lead += " in part" if sort is Sort.HOLDS and not goods else ""
    country = reach([one.slug for one in item.authorities[-1:]], site)
    aimed = reach(policy.targets, site)
    starts = frozenset[str]() if kind.role == "abroad" else country
    origins, destinations = (aimed, country) if item.arriving else (starts, aimed)
    names = part.listed if part and part.listed else (*policy.all_listed, *policy.watched)
    covers, covered = part.what if part else "", reach(goods, site)
    named = frozenset(part.stages if part and part.stages else policy.stages)
    forms = named.intersection(known_forms(site)) if sort < Sort.BUYERS else frozenset[str]()
    yield Rule(item, sort, lead, status, covers, covered, origins, destinations, names, part, forms)


def known_forms(site: Publication) -> Mapping[str, str]:
    """Return the forms in which a good ships, in words, by the stage that makes it so."""
    stages = site.catalogue.vocabulary.stages.values()
    return {stage.key: stage.note for stage in stages if stage.note}


def reach(slugs: Iterable[str], site: Publication) -> frozenset[str]:
    """Return names with all that is part of them, and with all of which they are a part."""
    return _reach(frozenset(slugs), site)


@lru_cache(maxsize=1024)
def _reach(slugs: frozenset[str], site: Publication) -> frozenset[str]:
    names = site.catalogue.entities
    inside = outside = slugs
    while more := {e.slug for e in names.values() if not inside.isdisjoint(e.part_of)} - inside:
        inside |= more
    while more := {p for one in outside if one in names for p in names[one].part_of} - outside:
        outside |= more
    return inside | outside


def filters(item: PolicyToday, site: Publication) -> Mapping[str, str]:
    """Return by which choice of a good or a destination a policy is found; a star is each."""
    general = any(clause.general for clause in item.policy.clauses)
    found = {"good": () if general else item.policy.covers, "to": item.policy.targets}
    return {key: " ".join(sorted(reach(slugs, site))) or "*" for key, slugs in found.items()}


# --- What a rule rests on, in words -------------------------------------------------------------


def official(rule: Rule) -> str:
    """Return the address of the text of whoever ordered it, where one is known."""
    found = filter(None, map(web_address, rule.item.entity.sources))
    return next((address for address in found if _OFFICIAL.search(address)), "")


def goods(site: Publication) -> tuple[Entity, ...]:
    """Return the goods that any rule covers, by name."""
    slugs = {slug for rule in rules(site) for slug in rule.goods}
    return _by_name(slugs, site)


def countries(site: Publication) -> tuple[Entity, ...]:
    """Return all countries, and what they are part of, by name."""
    own = [e for e in site.catalogue.entities.values() if is_country(e, site)]
    aimed = {slug for rule in rules(site) for slug in (*rule.destinations, *rule.origins)}
    return _by_name({*(e.slug for e in own), *aimed}, site)


def is_country(entity: Entity, site: Publication) -> bool:
    """Return whether a name is that of a country."""
    return site.catalogue.vocabulary.role(entity.type) == "country"


def _by_name(slugs: Iterable[str], site: Publication) -> tuple[Entity, ...]:
    known = site.catalogue.entities
    found = (known[slug] for slug in slugs if slug in known)
    return tuple(sorted(found, key=lambda entity: entity.name.casefold()))
