"""What happened to a name, by date: the quickest answer to "what of them this year"."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby
from types import MappingProxyType

from generator.catalogue.entries import Entity
from generator.publish.happenings import Happening, happenings
from generator.publish.links import relative
from generator.publish.once import once
from generator.publish.publication import Publication
from generator.publish.views.timeline import PAGE, row
from generator.publish.words import count

MOST = 100  # dates shown; the timeline has all
NEWEST = 3  # told beside the profile
_LEAST = 3  # fewer are seen at once among the sentences below


def newest(entity: Entity, site: Publication) -> str:
    """Return what happened last to a name, for the column beside its profile; "" if nothing did.

    Of a mineral its measures come first, and are told there.
    """
    if entity.type == "mineral":
        return ""
    past = [item for item in _told(entity, site) if not item.ahead and item.order <= _today(site)]
    if not past:
        return ""
    rows = "\n".join(row(item, entity.path, site) for item in past[:NEWEST])
    more = len(_told(entity, site)) >= _LEAST
    lines = (
        '<div class="facts newest">\n<p>Newest</p>',
        f'<ul class="events">\n{rows}\n</ul>',
        *(['<p><a href="#by-date">All dates</a></p>'] if more else []),
        "</div>\n",
    )
    return "\n".join(lines)


def section(entity: Entity, site: Publication) -> str:
    """Return what happened to a name by year, the newest open; "" if there is hardly anything."""
    found = _told(entity, site)
    if len(found) < _LEAST:
        return ""
    years = groupby(found[:MOST], key=lambda item: item.order[:4])
    lists = [(year, list(items)) for year, items in years]
    now = next((year for year, _ in lists if year <= _today(site)[:4]), "")
    folds = "".join(_year(year, items, entity, site, folded=year < now) for year, items in lists)
    all_ = relative(entity.path, PAGE)
    more = f"\nOlder dates stand in the [timeline]({all_}).\n" if len(found) > MOST else ""
    return f"## By date\n\n{folds}{more}"


def _year(
    year: str, items: list[Happening], entity: Entity, site: Publication, *, folded: bool
) -> str:
    rows = "\n".join(row(item, entity.path, site) for item in items)
    return (
        f'<details class="year"{"" if folded else " open"}><summary><h3>{year}</h3> '
        f'<span class="meta">{count(len(items), "date")}</span></summary>\n'
        f'<ul class="events events--beside">\n{rows}\n</ul>\n</details>\n'
    )


def _told(entity: Entity, site: Publication) -> tuple[Happening, ...]:
    """Return what is dated of a name, newest first; a measure's own page tells its dates."""
    return () if entity.type == "policy" else _by_name(site).get(entity.slug, ())


def _today(site: Publication) -> str:
    return site.as_of.isoformat()


@lru_cache(maxsize=1)
def _by_name(site: Publication) -> MappingProxyType[str, tuple[Happening, ...]]:
    """Return what is dated by whom its words name, newest first.

    A story's own event is told in its bottom line, too.
    """
    found: dict[str, list[Happening]] = {}
    for item in once(happenings(site)):
        told = f"{item.text}. {item.story.bottom_line}" if item.main else item.text
        for slug in site.catalogue.named(told, item.story.date):
            found.setdefault(slug, []).append(item)
    return MappingProxyType({slug: tuple(items) for slug, items in found.items()})
