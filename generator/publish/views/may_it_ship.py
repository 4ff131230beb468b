"""May it ship: what bears on a good by element, form, destination and end user; listed firms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from generator.catalogue.entries import Entity
from generator.pages.escape import inline
from generator.publish.datafiles import rows_as_csv
from generator.publish.front import front
from generator.publish.publication import Publication
from generator.publish.shipping import (
    FORMS,
    Bearing,
    bearings,
    destinations,
    end_users,
    group_rules,
    magnets,
    on_bodies,
    on_destination,
)
from generator.publish.standings import Standing, link, sources, standings
from generator.publish.views.matrix import RARE_EARTHS, css
from generator.publish.words import day

PAGE, LISTED, LISTED_CSV = "may-it-ship.md", "listed-firms.md", "listed-firms.csv"
SILENT = "no source here says"


def view(site: Publication) -> Mapping[str, str]:
    """Return the page, the page of listed firms and their data file."""
    return {
        PAGE: page(site),
        LISTED: listed(site),
        LISTED_CSV: rows_as_csv(_FIELDS, _firms(site)),
    }


def page(site: Publication) -> str:
    """Return the page: destinations and end users first, then every element in every form."""
    title = "May it ship?"
    others = on_bodies(site)
    parts = [
        front(
            title=title,
            description="The export controls that bear on an element, a form, a destination",
            kind="may-it-ship",
        ),
        f"# {title}\n",
        _introduction(site),
        "## By destination and end user\n",
        *(
            _users(f"To {link(country, PAGE)}", on_destination(country.slug, site), site)
            for country in destinations(site)
        ),
        _users("To any destination", others, site) if others else "",
        f"For any other destination or end user {SILENT}; the rules below are for all of them.\n",
        "## Rules on rare earths as a whole\n",
        "These are told once here and are not spread over the elements below.\n",
        _users("", group_rules(site), site, stages=True),
        "## Magnets\n",
        _table(magnets(site), site),
        "## By element and form\n",
        *(_element(entity, site) for entity in _minerals(site)),
    ]
    return "\n".join(part for part in parts if part)


def _introduction(site: Publication) -> str:
    return (
        f"Status on {day(site.as_of)}. This page never says “allowed”: it gives the export"
        f" controls that our sources name. Where an entry reads “{SILENT}”, a control may exist"
        f" that no source here tells of. Names of firms: [listed firms]({LISTED}).\n"
    )


def _users(
    heading: str, found: Iterable[Standing], site: Publication, *, stages: bool = False
) -> str:
    rows = [
        f"| {end_users(item)} | {_measure(item)} |"
        f" {', '.join(item.measure.stages) if stages else _goods(item, site)} |"
        f" {_source(item, site)} |"
        for item in found
    ]
    what = "Stages" if stages else "Goods"
    head = [f"| End user | Measure and status | {what} | Source |", "|---|---|---|---|"]
    return "\n".join([f"### {heading}\n" if heading else "", *head, *rows, ""])


def _goods(item: Standing, site: Publication) -> str:
    known = site.catalogue.entities
    names = [link(known[slug], PAGE) for slug in item.measure.minerals if slug in known]
    return ", ".join(names) or "not named one by one"


def _minerals(site: Publication) -> list[Entity]:
    """Return the rare earths in their order, then every other mineral that a control names."""
    minerals = [e for e in site.catalogue.entities.values() if e.type == "mineral"]
    rare = sorted(
        (e for e in minerals if e.symbol in RARE_EARTHS),
        key=lambda e: RARE_EARTHS.index(e.symbol or ""),
    )
    named = {slug for item in standings(site) for slug in item.measure.minerals}
    others = [e for e in minerals if e.slug in named and e not in rare]
    return [*rare, *(e for e in others if "magnet" not in e.slug and "rare-earth" not in e.slug)]


def _element(mineral: Entity, site: Publication) -> str:
    rows = [(form.name, bearings(mineral, form, site)) for form in FORMS]
    named = [(form, found) for form, found in rows if found]
    silent = ", ".join(form for form, found in rows if not found)
    symbol = f" ({mineral.symbol})" if mineral.symbol else ""
    if silent:
        named.append((silent, ()))
    text = _table(named, site, mineral.slug)
    if mineral.symbol in RARE_EARTHS:
        text += _WHOLE
    return f"### {link(mineral, PAGE)}{symbol}\n\n{text}"


_WHOLE = (
    "\nSee also [magnets](#magnets) and the"
    " [rules on rare earths as a whole](#rules-on-rare-earths-as-a-whole).\n"
)


def _table(
    rows: Iterable[tuple[str, tuple[Bearing, ...]]], site: Publication, about: str | None = None
) -> str:
    lines = ["| Form | Measures that bear on it | To | Source |", "|---|---|---|---|"]
    for form, found in rows:
        if not found:
            lines.append(f"| {inline(form)} | {SILENT} | — | — |")
        for bearing in found:
            item = bearing.standing
            lines.append(
                f"| {inline(form)} | {_measure(item)} ({inline(bearing.how)}) |"
                f" {_targets(item, site)} | {_source(item, site, about)} |"
            )
    return "\n".join([*lines, ""])


def _measure(item: Standing) -> str:
    state = css(item.status.state)
    name = link(item.entity, PAGE, item.name)
    return f"{name}{{: .status .status--{state} }}: {item.kind}; {inline(item.words())}"


def _targets(item: Standing, site: Publication) -> str:
    known = site.catalogue.entities
    names = [link(known[slug], PAGE) for slug in item.measure.targets if slug in known]
    return ", ".join(names) or "any destination"


def _source(item: Standing, site: Publication, about: str | None = None) -> str:
    found = next(iter(sources(item.entity, site, about)), None)
    return found.markdown(PAGE) if found else "none linked"


_FIELDS = ("name", "list", "measure", "aimed_at", "status", "sources_reach_to", "source")


def _firms(site: Publication) -> Iterator[dict[str, str]]:
    for item in standings(site):
        measure = item.measure
        source = next(iter(sources(item.entity, site)), None)
        for which, names in (("control list", measure.listed), ("watch list", measure.watched)):
            for name in names:
                yield {
                    "name": name,
                    "list": which,
                    "measure": item.name,
                    "aimed_at": "; ".join(measure.targets),
                    "status": item.words(),
                    "sources_reach_to": str(item.status.reaches or ""),
                    "source": source.plain(site) if source else "",
                }


def listed(site: Publication) -> str:
    """Return the page of listed firms, one table for each listing, sorted by name."""
    title = "Listed firms and bodies"
    parts = [
        front(
            title=title,
            description="Firms and bodies on export control lists and watch lists, by name",
            kind="listed-firms",
            search=True,
        ),
        f"# {title}\n",
        (
            f"Status on {day(site.as_of)}. Names as the sources spell them. Where a list is longer"
            f" than the names given, the rest was not found. Data: [CSV]({LISTED_CSV}).\n"
        ),
    ]
    lists = (_listing(item, site) for item in standings(site))
    return "\n".join([*parts, *(text for text in lists if text)])


def _listing(item: Standing, site: Publication) -> str:
    measure = item.measure
    lists = (
        ("Control list", measure.listed, measure.listed_total),
        ("Watch list", measure.watched, measure.watched_total),
    )
    parts = [_names(heading, names, total) for heading, names, total in lists if names]
    if not parts:
        return ""
    status = f"{_measure(item)}. To {_targets(item, site)}. {_source(item, site)}\n"
    return "\n".join([f"## {link(item.entity, PAGE)}\n", status, *parts])


def _names(heading: str, names: tuple[str, ...], total: int | None) -> str:
    known = f"{len(names)} of {total} names found" if total else f"{len(names)} names found"
    rows = [f"- {inline(name)}" for name in sorted(names, key=str.casefold)]
    return "\n".join([f"### {heading}: {known}\n", *rows, ""])
