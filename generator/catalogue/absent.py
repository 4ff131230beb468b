"""Pages of the catalogue that rest on seeds which are not there: an editor with seeds of their own.

A page that rests on such seeds alone keeps its names, so that texts are still linked, and prints
nothing that rests on them.  One that also rests on a seed that is there, or on an address of the
web, is used as it is.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from generator.catalogue.entries import Catalogue, Entity
from generator.catalogue.numbers import Number
from generator.model import Finding, label_key

_LABEL = re.compile(r"([a-z0-9]+-[0-9a-f]{4})-\d+-\d+[a-z]?")


def without_absent(
    catalogue: Catalogue, seeds: Collection[str]
) -> tuple[Catalogue, tuple[Finding, ...]]:
    """Return the catalogue without what rests on absent seeds alone, and the pages that do.

    Paths of the findings are relative to the folder of pages.
    """
    pages: tuple[Entity | Number, ...] = (
        *catalogue.entities.values(),
        *catalogue.numbers.values(),
    )
    gone = [each for each in pages if not rests_on_present(each, seeds)]
    if not gone:
        return catalogue, ()
    bare = {each.slug: _bare(each) for each in gone if isinstance(each, Entity)}
    numbers = {each.slug for each in gone if isinstance(each, Number)}
    kept = {slug: n for slug, n in catalogue.numbers.items() if slug not in numbers}
    found = replace(catalogue, entities={**catalogue.entities, **bare}, numbers=kept)
    return found, tuple(_finding(each) for each in gone)


def rests_on_present(page: Entity | Number, seeds: Collection[str]) -> bool:
    """Return whether a page rests on a seed that is there, on an address, or on nothing at all."""
    keys = {label_key(seed) for seed in seeds}
    given = tuple(_sources(page))
    return not given or any(
        "://" in source or source.partition("/")[0] in seeds or _key(source) in keys
        for source in given
    )


def counted(findings: Iterable[Finding]) -> str:
    """Return one line that says how many pages rest on absent seeds; empty where none does."""
    count = len(tuple(findings))
    words = "page of the catalogue rests" if count == 1 else "pages of the catalogue rest"
    return f"{count} {words} on seeds that are not here, and print nothing" if count else ""


def _key(source: str) -> str:
    label = _LABEL.fullmatch(source)
    return label[1] if label else ""


def _sources(page: Entity | Number) -> Iterator[str]:
    if isinstance(page, Number):
        for value in page.values:
            yield from value.cites
        return
    yield from page.sources
    for site in page.sites:
        yield from site.status.cites if site.status else ()
        yield from (address for each in site.capacity for address in each.cites)
    for deadline in page.deadlines:
        yield from deadline.cites


def _bare(entity: Entity) -> Entity:
    """Return what stays of a page: its names."""
    return replace(
        entity, role=None, sources=(), body="", measure=None, sites=(), deadlines=(), symbol=None
    )


def _finding(page: Entity | Number) -> Finding:
    cure = "bring the seeds back, or delete the page"
    message = f"rests on seeds that are not here alone ({next(_sources(page))} …); {cure}"
    return Finding("absent-seed", page.path, 0, message)
