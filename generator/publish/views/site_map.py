"""The map of sites: a plain outline of the land, a mark a site, and the list beside."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from itertools import groupby
from typing import Any, NamedTuple

from generator.publish.frames import Head, filled
from generator.publish.passages import Cited, Marks
from generator.publish.publication import Publication
from generator.publish.sites_today import SiteToday, sites

PAGE = "sites.md"
_MARGIN = 40  # units of the outline left around the outermost marks


class Pin(NamedTuple):
    """A site on the map; sites of one stage share a shape, those of one status a filling."""

    told: SiteToday
    x: float
    y: float


class Row(NamedTuple):
    """A site in the list, with the passages that it rests on."""

    told: SiteToday
    cited: tuple[Cited, ...]


def view(site: Publication) -> Mapping[str, str]:
    """Return the page of the map."""
    marks = Marks(PAGE, site)
    found, called = sites(site), site.catalogue.vocabulary.called("sites")
    rows = [Row(one, tuple(marks.cited(cite) for cite in one.cites)) for one in found]
    world, pins = _world(), tuple(_pins(found))
    kinds = [(kind, tuple(own)) for kind, own in groupby(rows, key=lambda row: row.told.kinds)]
    head = Head(
        f"{called.many[:1].upper()}{called.many[1:]}",
        "Where they stand, whose they are, and whether they run or are planned.",
        "map",
        "names",
        search=True,
        scripts=("filter.js",),
    )
    page = filled(
        "sites.md",
        PAGE,
        head=head,
        world=world,
        box=_box(pins, world),
        pins=pins,
        sites=called,
        kinds=kinds,
        statuses=tuple(dict.fromkeys((one.css, one.status) for one in found)),
        stages=tuple(dict.fromkeys(one.stage for one in found)),
        folds=marks.fold(),
    )
    return {PAGE: page}


@lru_cache(maxsize=1)
def _world() -> dict[str, Any]:
    text = files("generator.data").joinpath("world.json").read_text("utf-8")
    world: dict[str, Any] = json.loads(text)
    return world


def _pins(found: tuple[SiteToday, ...]) -> Iterator[Pin]:
    world = _world()
    for one in found:
        if where := one.site.coordinates:
            x = (where.lon - world["west"]) * world["scale"]
            y = (world["north"] - where.lat) * world["scale"]
            yield Pin(one, round(x, 1), round(y, 1))


def _box(pins: tuple[Pin, ...], world: Mapping[str, Any]) -> str:
    """Return the part of the outline that is shown: all of the land's width, the used height."""
    top = max(0, min((pin.y for pin in pins), default=_MARGIN) - _MARGIN)
    low = min(world["height"], max((pin.y for pin in pins), default=world["height"]) + _MARGIN)
    return f"0 {top:.0f} {world['width']} {low - top:.0f}"
