"""The firms and bodies on control lists and watch lists, by name, for people and as data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from generator.catalogue.entries import Entity
from generator.catalogue.status import Status
from generator.catalogue.status_words import brief
from generator.pages.escape import inline
from generator.publish.backing import backing, links, named
from generator.publish.datafiles import rows_as_csv
from generator.publish.front import front
from generator.publish.links import href
from generator.publish.publication import Publication
from generator.publish.standings import Standing, css, disputed_mark, link, standings
from generator.publish.words import day

PAGE, CSV = "listed-firms.md", "listed-firms.csv"


class Listed(NamedTuple):
    """A name on a list, as the sources spell it."""

    name: str
    which: str  # "control list" or "watch list"
    item: Standing
    status: Status  # of the part that lists it, where a part does

    @property
    def words(self) -> str:
        """Return in a few words what has become of the list."""
        return self.item.words() if self.status is self.item.status else brief(self.status)


def view(site: Publication) -> Mapping[str, str]:
    """Return the page and its data file."""
    return {PAGE: page(site), CSV: rows_as_csv(_FIELDS, _records(site))}


@lru_cache(maxsize=1)
def names(site: Publication) -> tuple[Listed, ...]:
    """Return every listed name, in the order of the alphabet, whatever its list has become."""
    found = [
        Listed(name, which, item, status)
        for item in standings(site)
        for which, status, listed in _entries(item)
        for name in listed
    ]
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.item.begins)))


def _entries(item: Standing) -> Iterator[tuple[str, Status, tuple[str, ...]]]:
    yield "control list", item.status, item.measure.listed
    yield "watch list", item.status, item.measure.watched
    for clause, status in item.status.parts:
        yield "control list", status, clause.listed


def _lists(item: Standing) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield "control list", item.measure.all_listed
    yield "watch list", item.measure.watched


def page(site: Publication) -> str:
    """Return the page: every name with its list, then the lists with their status."""
    title = "Listed firms and bodies"
    every = names(site)
    lists = [item for item in standings(site) if item.measure.all_listed or item.measure.watched]
    return "\n".join(
        (
            front(
                title=title,
                description="Firms and bodies on export control lists and watch lists, by name",
                kind="listed-firms",
                search=True,
            ),
            f"# {title}\n",
            (
                f"Status on {day(site.as_of)}. Names as the sources spell them; a name that is not"
                " here may still be on a list, see how many were found. The site's search finds"
                f" them too. Data: [CSV]({CSV}).\n"
            ),
            "## By name\n",
            _names(every, site),
            f"## The lists\n\n{_table(lists, site)}" if lists else "",
        )
    )


def _names(found: tuple[Listed, ...], site: Publication) -> str:
    if not found:
        return "No list in our sources names a firm.\n"
    lines = [
        f"- **{_named(one.name, site)}**: {one.which}, {_measure(one.item, one.status)}: "
        f"{inline(one.words)}{_backing(one, site, PAGE)}"
        for one in found
    ]
    return "\n".join([_SEARCH, "", '<div class="firms" markdown="1">\n', *lines, "\n</div>\n"])


# Shown by its script alone; the list is there to read without it.
_SEARCH = (
    '<p class="find" hidden><label>Part of a name <input type="search" data-find=".firms li">'
    f'</label> <output></output></p><script src="{href(PAGE, "assets/find.js")}" defer></script>'
)


def _backing(one: Listed, site: Publication, origin: str) -> str:
    """Return who contests the list or its date, and the sources to open."""
    disputed = f" {disputed_mark(one.item, origin)}" if one.item.measure.dispute else ""
    return f"{disputed}. {links(backing(one.item.entity, one.status, site), origin)}".rstrip()


def _measure(item: Standing, status: Status) -> str:
    return f"{link(item.entity, PAGE, item.name)}{{: .status .status--{css(status.state)} }}"


def _named(name: str, site: Publication) -> str:
    """Return a name, linked where the catalogue has a page of exactly that name."""
    found = [m for m in site.catalogue.find(name) if (m.start, m.end) == (0, len(name))]
    return link(site.catalogue.entities[found[0].entity], PAGE, name) if found else inline(name)


def _table(lists: list[Standing], site: Publication) -> str:
    lines = ["| Measure | Status | Names found | Source |", "|---|---|---|---|"]
    for item in lists:
        shown = named(backing(item.entity, item.status, site), PAGE)
        disputed = f" {disputed_mark(item, PAGE)}" if item.measure.dispute else ""
        lines.append(
            f"| {_measure(item, item.status)} | {inline(item.words())}{disputed} | {found(item)} |"
            f" {shown or 'none linked'} |"
        )
    return "\n".join([*lines, ""])


def found(item: Standing) -> str:
    """Return how many names of each list were found, and how long the list is if known."""
    measure = item.measure
    totals = (measure.listed_total, measure.watched_total)
    return "; ".join(
        f"{which}: {len(listed)} of {total}" if total else f"{which}: {len(listed)}"
        for (which, listed), total in zip(_lists(item), totals, strict=True)
        if listed or total
    )


def section(entity: Entity, site: Publication) -> str:
    """Return the part of a firm's own page that tells its listings; empty if it has none."""
    known = {name.casefold() for name in entity.names}
    here = [one for one in names(site) if one.name.casefold() in known]
    if not here:
        return ""
    lines = [f"## Listed, on {day(site.as_of)}\n"]
    for one in here:
        listing = link(one.item.entity, entity.path, one.item.name)
        words = inline(one.words) + _backing(one, site, entity.path)
        lines.append(f"- {one.which[:1].upper()}{one.which[1:]}, {listing}: {words}")
    return "\n".join(lines) + "\n"


_FIELDS = (
    "name",
    "list",
    "measure",
    "aimed_at",
    "status",
    "disputed",
    "sources_reach_to",
    "source",
)


def _records(site: Publication) -> Iterator[dict[str, str]]:
    for one in names(site):
        found = backing(one.item.entity, one.status, site)
        yield {
            "name": one.name,
            "list": one.which,
            "measure": one.item.name,
            "aimed_at": "; ".join(one.item.measure.targets),
            "status": one.words,
            "disputed": one.item.measure.dispute or "",
            "sources_reach_to": str(one.item.status.reaches or ""),
            "source": "; ".join(source.plain(site) for source in found),
        }
