"""Pages of the catalogue that rest on seeds which are not there: an editor with seeds of their own.

A page that rests on such seeds alone keeps its names, so that texts are still linked, and prints
nothing that rests on them.  One that also rests on a seed that is there, or on an address of the
web, is used as it is.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Any

from generator.catalogue.entries import Catalogue, Entity
from generator.catalogue.numbers import Number
from generator.model import Finding, label_key

_MARKS = re.compile(r"\[\^([^\[\]\s]+)\]")


def without_absent(
    catalogue: Catalogue, seeds: Collection[str]
) -> tuple[Catalogue, tuple[Finding, ...]]:
    """Return the catalogue without what rests on absent seeds alone, and the pages that do.

    Paths of the findings are relative to the folder of pages.
    """
    here = {name for seed in seeds for name in (seed, f"[^{label_key(seed)}")}
    entities = [e for e in catalogue.entities.values() if not _is_here(e, here)]
    numbers = [n for n in catalogue.numbers.values() if not _is_here(n, here)]
    if not (entities or numbers):
        return catalogue, ()
    nothing: dict[str, Any] = dict.fromkeys(("role", "symbol", "measure"))
    nothing |= {"body": "", **dict.fromkeys(("sources", "sites", "deadlines"), ())}
    bare = {e.slug: replace(e, **nothing) for e in entities}
    present = {slug: n for slug, n in catalogue.numbers.items() if n not in numbers}
    found = replace(catalogue, entities={**catalogue.entities, **bare}, numbers=present)
    return found, (*map(_finding, entities), *map(_finding, numbers))


def _is_here(page: Entity | Number, here: Collection[str]) -> bool:
    """Return whether a page rests on a seed that is there, on an address, or on nothing at all."""
    given = tuple(_sources(page))
    return not given or any(
        "://" in source
        or source.partition("/")[0] in here
        or f"[^{source.rsplit('-', 2)[0]}" in here  # the label of a footnote
        for source in given
    )


def counted(findings: Collection[Finding]) -> str:
    """Return one line that says how many pages rest on absent seeds; empty where none does."""
    words = "page of the catalogue rests" if len(findings) == 1 else "pages of the catalogue rest"
    line = f"{len(findings)} {words} on seeds that are not here, and print nothing"
    return line if findings else ""


def _sources(page: Entity | Number) -> Iterator[str]:
    if isinstance(page, Number):
        yield from (address for value in page.values for address in value.cites)
        return
    yield from page.sources
    yield from _MARKS.findall(page.body)
    for site in page.sites:
        yield from site.status.cites if site.status else ()
        yield from (address for each in site.capacity for address in each.cites)
    yield from (address for deadline in page.deadlines for address in deadline.cites)


def _finding(page: Entity | Number) -> Finding:
    cure = "bring the seeds back, or delete the page"
    message = f"rests on seeds that are not here alone ({next(_sources(page))} …); {cure}"
    return Finding("absent-seed", page.path, 0, message)
