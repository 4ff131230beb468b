"""The page that answers "may it ship?", and what other pages show of its answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from briefing_room.catalogue.entries import Entity
from briefing_room.publish.key_numbers import numbers_of
from briefing_room.publish.marks import Marks
from briefing_room.publish.policy_sources import MACHINE_REPORT, last_reporter
from briefing_room.publish.publication import Publication
from briefing_room.publish.rendering import Head, render
from briefing_room.publish.shipping import (
    Effect,
    Rule,
    countries,
    extension_note,
    goods,
    rules,
    rules_for_shipment,
    search_note,
    shipped_forms,
)
from briefing_room.publish.words import lower_initial

PAGE = "ship.md"


class ShippingQuestion(NamedTuple):
    """What a project calls the question, and what its form offers."""

    goods: tuple[Entity, ...]
    countries: tuple[Entity, ...]
    origin: str  # the country with most rules, chosen at first
    title: str
    search_words: str = ""
    shipped_forms: Mapping[str, str] = MappingProxyType({})
    related: tuple[str, ...] = ()  # what other rules are on: technology, equipment


@lru_cache(maxsize=2)
def shipping_question(publication: Publication) -> ShippingQuestion:
    """The question and what its form offers; all empty if the project has no word for it."""
    title = publication.catalogue.vocabulary.titles.get("shipping")
    if not title:
        return ShippingQuestion((), (), "", "")
    rule_counts = Counter(
        rule.item.authorities[-1].slug for rule in rules(publication) if rule.item.authorities
    )
    origin = next(iter(dict(rule_counts.most_common(1))), "")
    stages = publication.catalogue.vocabulary.stages.values()
    related = tuple(stage.singular for stage in stages if stage.role == "knowledge")
    choices = (goods(publication), countries(publication), origin)
    return ShippingQuestion(
        *choices, title.singular, title.plural, shipped_forms(publication), related
    )


def rules_on_good(
    good: Entity, publication: Publication
) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
    """The rules that cover a good by name or group, and one rule of each policy on all goods."""
    question = shipping_question(publication)
    if not question.title:
        return (), ()

    def sort_key(rule: Rule) -> tuple[Effect, bool]:
        return rule.effect, question.origin not in rule.item.authority_slugs

    matches = sorted(rules_for_shipment(publication, good.slug, "", ""), key=sort_key)
    on_any_good = {rule.item.entity.slug: rule for rule in matches if not rule.goods}
    return tuple(rule for rule in matches if rule.goods), tuple(on_any_good.values())


def view(publication: Publication) -> Mapping[str, str]:
    """Render the page of the question, if the project asks it."""
    question = shipping_question(publication)
    if not question.title:
        return {}
    about = "Which export rules hold for a good, from where, to where, for whom: from our sources."
    head = Head(question.title, about, "tracker", "tracker", search=True, scripts=("ship.js",))
    authorities = (slug for rule in rules(publication) for slug in rule.item.authority_slugs)
    page = render(
        "ship.md",
        publication,
        PAGE,
        head=head,
        question=question,
        rules=rules(publication),
        marks=Marks(publication),
        search_notes={
            origin: search_note(publication, origin) for origin in dict.fromkeys(("", *authorities))
        },
        further=_pages_on_kinds(publication),
        by_good=[(good, rules_by_meaning(good, publication)) for good in question.goods],
        last_reporter=lambda item: last_reporter(item, publication),
        extension_note=lambda rule: extension_note(rule, publication),
        machine_made=any(
            MACHINE_REPORT in last_reporter(r.item, publication) for r in rules(publication)
        ),
    )
    return {PAGE: page}


def _pages_on_kinds(publication: Publication) -> list[tuple[Entity, Sequence[object]]]:
    """The pages on the kinds of rules that apply, such as licences, each with its numbers."""
    kinds = dict.fromkeys(
        r.item.policy.kind or "" for r in rules(publication) if r.effect is Effect.APPLIES
    )
    pages = [
        publication.catalogue.entities[kind]
        for kind in kinds
        if kind in publication.catalogue.entities
    ]
    return [(page, numbers_of(page, publication)) for page in pages]


def rules_by_meaning(good: Entity, publication: Publication) -> Mapping[str, list[Rule]]:
    """Group the rules on a good itself by country and meaning: "China: licence needed"."""
    by_meaning: dict[str, list[Rule]] = {}
    for rule in rules_on_good(good, publication)[0]:
        if rule.effect < Effect.BUYERS:
            country = "".join(f"{authority.name}: " for authority in rule.item.authorities[-1:])
            meaning = lower_initial(rule.meaning) if country else rule.meaning
            by_meaning.setdefault(f"{country}{meaning}", []).append(rule)
    return by_meaning
