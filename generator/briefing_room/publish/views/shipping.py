"""The page that answers "may it ship?", and what other pages show of its answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from briefing_room.catalogue.entries import Entity
from briefing_room.publish.passages import Marks
from briefing_room.publish.publication import Publication
from briefing_room.publish.rendering import Head, render
from briefing_room.publish.shipping import (
    Rule,
    Sort,
    answer,
    countries,
    goods,
    known_forms,
    official,
    rules,
    searched,
)
from briefing_room.publish.statuses import last_reporter

PAGE = "ship.md"


class Question(NamedTuple):
    """What a project calls the question, and what may be chosen; ``origin`` is asked most."""

    goods: tuple[Entity, ...]
    countries: tuple[Entity, ...]
    origin: str
    title: str
    words: str = ""  # by which the search knows it
    forms: Mapping[str, str] = MappingProxyType({})


@lru_cache(maxsize=2)
def question(site: Publication) -> Question:
    """Return what the form asks; nothing can be chosen where a project has no word for it."""
    title = site.catalogue.vocabulary.titles.get("shipping")
    if not title:
        return Question((), (), "", "")
    by = Counter(rule.item.authorities[-1].slug for rule in rules(site) if rule.item.authorities)
    origin = next(iter(dict(by.most_common(1))), "")
    return Question(goods(site), countries(site), origin, title.one, title.many, known_forms(site))


def of_good(good: Entity, site: Publication) -> tuple[tuple[Rule, ...], tuple[Rule, ...], str]:
    """Return the rules that cover a good by name or group, those on any goods, and the question."""
    asked = question(site)
    if not asked.title:
        return (), (), ""
    found = answer(site, good.slug, "", "")
    found = tuple(
        sorted(found, key=lambda rule: (rule.sort, asked.origin not in rule.item.authority_slugs))
    )
    return (
        tuple(rule for rule in found if rule.goods),
        tuple({r.item.entity.slug: r for r in found if not r.goods}.values()),
        asked.title,
    )


def view(site: Publication) -> Mapping[str, str]:
    """Return the page of the question, where a project asks it."""
    asked = question(site)
    if not asked.title:
        return {}
    about = "Which export rules hold for a good, from where, to where, for whom: from our sources."
    head = Head(asked.title, about, "tracker", "controls", search=True, scripts=("ship.js",))
    page = render(
        "ship.md",
        site,
        PAGE,
        head=head,
        question=asked,
        rules=rules(site),
        marks=Marks(site),
        searched={
            place: searched(site, place) for place in ("", *(c.slug for c in asked.countries))
        },
        by_good=[(good, leads(good, site)) for good in asked.goods],
        last_reporter=lambda item: last_reporter(item, site),
        official=official,
    )
    return {PAGE: page}


def leads(good: Entity, site: Publication) -> Mapping[str, list[Rule]]:
    """Return the rules on a good itself, by what they mean."""
    found: dict[str, list[Rule]] = {}
    for rule in of_good(good, site)[0]:
        if rule.sort < Sort.BUYERS:
            found.setdefault(rule.lead, []).append(rule)
    return found
