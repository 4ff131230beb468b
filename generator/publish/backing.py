"""What backs a measure or a profile: the stories and outside pages on which it rests."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import NamedTuple

from generator.catalogue.entries import Entity
from generator.pages.escape import web_address
from generator.publish.publication import Publication
from generator.text.months import MONTHS


class Backing(NamedTuple):
    """What backs something: a story of this site (``path``) or a page elsewhere (``address``)."""

    label: str
    path: str = ""
    address: str = ""
    seed: str = ""
    date: dt.date | None = None


@lru_cache(maxsize=1024)
def backing(entity: Entity, site: Publication) -> tuple[Backing, ...]:
    """Return the sources of an entity's page, those of its stories that name it first."""
    known = [source for source in entity.sources if source in site.by_seed]
    known.sort(key=lambda source: entity.slug not in named_in(source, site))
    stories = [site.by_seed[source] for source in known]
    inside = [
        Backing(s.title, s.path, seed=seed, date=s.date)
        for s, seed in zip(stories, known, strict=True)
    ]
    outside = [
        Backing(address.split("/")[2].removeprefix("www."), address=address)
        for source in entity.sources
        if source not in site.by_seed and (address := web_address(source))
    ]
    return (*_once(inside), *outside)


def _once(found: list[Backing]) -> list[Backing]:
    """Return each story once, though it rests on several seeds."""
    first: dict[str, Backing] = {}
    for one in found:
        first.setdefault(one.path, one)
    return list(first.values())


@lru_cache(maxsize=4096)
def named_in(seed: str, site: Publication) -> frozenset[str]:
    """Return the slugs of all that a seed names."""
    article = site.articles.get(seed)  # a page may name a seed that is not there any more
    return frozenset(site.catalogue.named(article.text, article.date) if article else ())


def giving(entity: Entity, date: dt.date, site: Publication) -> Backing | None:
    """Return the source to open for a day of a measure: the first that gives it.

    Where no story gives it, a page elsewhere stands for it, as what it says is not known here.
    """
    found = backing(entity, site)
    month = MONTHS[date.month - 1]
    given = re.compile(rf"\b(?:{date.day} {month}|{month} {date.day})\b")
    for one in found:
        article = site.articles.get(one.seed)
        if article and (article.date == date or given.search(article.text)):
            return one
    return next((one for one in found if one.address), found[0] if found else None)
