"""Which measures bear on a good on its way: good, form, destination, end user.

The answer is never "allowed": where no measure bears on a good, no source here says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from generator.catalogue.entries import Entity
from generator.catalogue.measures import Clause
from generator.catalogue.status import State, Status
from generator.publish.controls import ARRIVING, RANK
from generator.publish.goods import ADDITIVES, FORMS, GROUP, KNOW_HOW, Form, Good, goods
from generator.publish.publication import Publication
from generator.publish.standings import Standing, standings

_LEAVING = frozenset(
    {"export-licence", "export-ban", "technology-ban", "extraterritorial-rule", "entity-listing"}
)
_OF_GOODS = frozenset({"export-licence", "technology-ban"})  # without a mineral: on other goods
_MILITARY = re.compile(r"\bmilitary|\barmed forces|\bdefen[cs]e\b", re.IGNORECASE)
_GENERIC = re.compile(r"\b(?:magnet|metal|alloy|oxide|compound|material|product|item|good)s?\b")
_KNOW_HOW = re.compile(r"\b(?:know-how|technolog(?:y|ies)|equipment)\b", re.IGNORECASE)
_GONE = frozenset({State.ENDED, State.SUPERSEDED, State.NOT_ANNOUNCED})


class User(StrEnum):
    """Whom a measure is about."""

    ANY = "any end user"
    MILITARY = "military users and purposes"
    LISTED = "the bodies it lists"


@dataclass(frozen=True, slots=True)
class Rule:
    """A measure, or a part of one, as it bears on goods.

    Without ``goods`` it is ``whatever`` the good, or on goods that have no page here; no ``forms``
    means that its page gives none, no ``destinations`` any destination.  ``group`` is a rule on
    rare earths as a whole, which is never spread over them.  ``arriving`` rules hold where the
    goods come in, else where they leave.
    """

    standing: Standing
    status: Status
    part: Clause | None
    goods: tuple[Good, ...]
    group: bool
    whatever: bool
    forms: tuple[Form, ...]
    place: Entity | None  # the country that the goods leave or reach
    destinations: tuple[str, ...]
    origins: tuple[str, ...]
    user: User
    arriving: bool = False

    @property
    def abroad(self) -> bool:
        """Return whether it follows goods into other countries, whence they may be sent on."""
        return self.standing.measure.kind == "extraterritorial-rule"


@dataclass(frozen=True, slots=True)
class Silence:
    """Goods and forms that no measure names; ``unsaid`` names one that may cover them."""

    goods: tuple[Good, ...]
    forms: tuple[Form, ...]
    unsaid: Standing | None = None


def _bearing(site: Publication) -> Iterator[Standing]:
    for item in standings(site):
        if item.measure.kind in _LEAVING | ARRIVING and item.status.state not in _GONE:
            yield item


def every_good(site: Publication) -> tuple[Good, ...]:
    """Return what may be shipped: rare earths, magnets, and what else a measure names."""
    return goods(site, {slug for item in _bearing(site) for slug in item.measure.minerals})


def rules(site: Publication) -> tuple[Rule, ...]:
    """Return what bears on goods: what names them, rules on the group, then on buyers."""
    every = every_good(site)
    found = [rule for item in _bearing(site) for rule in _rules(item, every, site)]
    return tuple(sorted(found, key=_place_in_list))


def _place_in_list(rule: Rule) -> tuple[bool, int, bool, int]:
    about = 0 if rule.goods else 1 if rule.group else 2
    know_how = rule.forms == (KNOW_HOW,)
    return rule.arriving, about, know_how, RANK.index(rule.status.state)


def _rules(item: Standing, every: tuple[Good, ...], site: Publication) -> Iterator[Rule]:
    """Yield a measure as one rule, or its parts where they differ in fate, in whom or what."""
    parts = [part for part in item.status.parts if part[1].state not in _GONE]
    users = {_user(item, clause) for clause, _ in parts}
    apart = any(clause.minerals or clause.stages for clause, _ in parts)
    if item.parts or len(users) > 1 or apart:
        for clause, status in parts:
            yield from _by_form(_rule(item, status, clause, every, site))
    else:
        yield from _by_form(_rule(item, item.status, None, every, site))


def _by_form(rule: Rule) -> Iterator[Rule]:
    """Yield a rule; goods that exist in none of its forms apart, as their forms are not given."""
    strange = tuple(good for good in rule.goods if not set(good.forms) & set(rule.forms))
    if not rule.forms or not strange:
        yield rule
        return
    rest = tuple(good for good in rule.goods if good not in strange)
    yield replace(rule, goods=strange, group=False, forms=())
    if rest or rule.group:
        yield replace(rule, goods=rest)


def _rule(
    item: Standing,
    status: Status,
    part: Clause | None,
    every: tuple[Good, ...],
    site: Publication,
) -> Rule:
    measure = item.measure
    arriving = measure.kind in ARRIVING
    user = _user(item, part)
    minerals = _minerals(item, part, user, site)
    issuer = site.catalogue.entities.get(measure.issuer or "")
    country = issuer if issuer and issuer.type == "country" else None
    if issuer and not country:
        country = site.catalogue.entities.get(issuer.country or "")
    return Rule(
        item,
        status,
        part,
        tuple(good for good in every if _names(good, minerals)),
        GROUP in minerals,
        not minerals and (measure.kind not in _OF_GOODS or user is User.MILITARY),
        _forms(item, part),
        country,
        () if arriving else measure.targets,
        measure.targets if arriving else (),
        user,
        arriving,
    )


def _minerals(
    item: Standing, part: Clause | None, user: User, site: Publication
) -> tuple[str, ...]:
    """Return the minerals of a part: those it names, if it names nothing else, or all.

    A part on military users that names none is about whatever the good.
    """
    measure = item.measure
    if part is None:
        return measure.minerals
    if part.minerals:
        return part.minerals
    known = site.catalogue.entities
    own = tuple(s for s in measure.minerals if s in known and _spoken_of(known[s], part.what))
    if not own and user is User.MILITARY and measure.kind not in ARRIVING:
        return ()
    return own if own and not _GENERIC.search(part.what) else measure.minerals


def _spoken_of(mineral: Entity, text: str) -> bool:
    names = "|".join(map(re.escape, mineral.names))
    return bool(re.search(rf"\b(?:{names})\b", text, re.IGNORECASE))


def _names(good: Good, minerals: tuple[str, ...]) -> bool:
    """Return whether a measure on ``minerals`` names a good.

    One that names neodymium magnets and the additives is on magnets that hold them; of magnets
    without them no source says that it covers them.
    """
    if good.key.endswith("-without"):
        return good.entity.slug in minerals and not set(ADDITIVES) & set(minerals)
    return good.entity.slug in minerals


def _forms(item: Standing, part: Clause | None) -> tuple[Form, ...]:
    """Return the forms a measure names; one on know-how or equipment bears on these alone."""
    role = item.entity.role or ""
    about_it = _KNOW_HOW.search(role) and not _GENERIC.search(role)
    if item.measure.kind == "technology-ban" or about_it:
        return (KNOW_HOW,)
    stages = (part.stages if part else ()) or item.measure.stages
    return tuple(form for form in FORMS if form.stage in stages)


def _user(item: Standing, part: Clause | None) -> User:
    if item.measure.kind == "entity-listing":
        return User.LISTED
    texts = [part.what] if part else [clause.what for clause in item.measure.clauses]
    split = part is not None and item.measure.kind not in ARRIVING
    about = texts if split else [item.entity.name, item.entity.role or "", *texts]
    return User.MILITARY if any(_MILITARY.search(text) for text in about) else User.ANY


def silences(site: Publication) -> tuple[Silence, ...]:
    """Return the goods and forms that no export control names, alike ones together."""
    every = rules(site)
    groups: dict[tuple[tuple[Form, ...], Standing | None], list[Good]] = {}
    for good in every_good(site):
        naming = [rule for rule in every if good in rule.goods and not rule.arriving]
        covered = {form for rule in naming for form in rule.forms or FORMS}
        silent = tuple(form for form in good.forms if form not in covered)
        if silent:
            groups.setdefault((silent, _unsaid(good, every)), []).append(good)
    return tuple(Silence(tuple(found), *key) for key, found in groups.items())


def _unsaid(good: Good, every: Iterable[Rule]) -> Standing | None:
    """Return a measure on the same magnets that names them only with heavy additives."""
    if not good.key.endswith("-without"):
        return None
    about = (r for r in every if not r.arriving and good.entity.slug in r.standing.measure.minerals)
    return next((r.standing for r in about if good not in r.goods), None)


def origins(every: Iterable[Rule], site: Publication) -> tuple[Entity, ...]:
    """Return the countries that a rule lets no goods leave freely, or whose goods one meets."""
    found = {slug for rule in every for slug in rule.origins}
    found |= {rule.place.slug for rule in every if rule.place and not rule.arriving}
    return _by_name(found, site)


def destinations(every: Iterable[Rule], site: Publication) -> tuple[Entity, ...]:
    """Return the countries at which a rule is aimed or into which goods come, by name."""
    found = {slug for rule in every for slug in rule.destinations}
    found |= {rule.place.slug for rule in every if rule.arriving and rule.place}
    return _by_name(found, site)


def _by_name(slugs: Iterable[str], site: Publication) -> tuple[Entity, ...]:
    known = [site.catalogue.entities[s] for s in slugs if s in site.catalogue.entities]
    return tuple(sorted(known, key=lambda entity: entity.name))
