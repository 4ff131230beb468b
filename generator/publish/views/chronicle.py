"""What happened to a name, by date: the quickest answer to "what of them this year"."""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType

from generator.catalogue.entries import Entity
from generator.publish.happenings import Happening, happenings
from generator.publish.links import relative
from generator.publish.publication import Publication
from generator.publish.views.timeline import PAGE, row

MOST = 12  # dates shown; the timeline has all
_LEAST = 3  # fewer are seen at once among the sentences below


def section(entity: Entity, site: Publication) -> str:
    """Return the newest dates of what happened to a name; "" if there are hardly any.

    A measure's own page tells its dates already.
    """
    found = _by_name(site).get(entity.slug, ())
    if len(found) < _LEAST or entity.type == "policy":
        return ""
    items = "\n".join(row(item, entity.path, site) for item in found[:MOST])
    all_ = relative(entity.path, PAGE)
    more = f"\nOlder dates stand in the [timeline]({all_}).\n" if len(found) > MOST else ""
    return f'## By date\n\n<ul class="events events--beside">\n{items}\n</ul>\n{more}'


@lru_cache(maxsize=1)
def _by_name(site: Publication) -> MappingProxyType[str, tuple[Happening, ...]]:
    """Return what is dated by whom its words name, newest first."""
    found: dict[str, list[Happening]] = {}
    for item in happenings(site):
        for slug in site.catalogue.named(item.text, item.story.date):
            found.setdefault(slug, []).append(item)
    return MappingProxyType({slug: tuple(items) for slug, items in found.items()})
