"""What the page of a measure tells above its profile: status, parts, steps, dates, sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from generator.catalogue.entries import Entity
from generator.catalogue.measures import Clause, Measure, Phase, Suspension
from generator.catalogue.status import State, Status, pauses
from generator.catalogue.status_words import known, not_known, part_sentence
from generator.pages.escape import block, inline
from generator.publish.links import relative
from generator.publish.newer import newer
from generator.publish.publication import Publication
from generator.publish.standings import (
    Standing,
    issuer,
    link,
    of_part,
    standing,
    standings,
    told,
)
from generator.publish.views import listed_firms, measures
from generator.publish.words import clipped, day, listing


def section(entity: Entity, site: Publication) -> str:
    """Return the part of a measure's own page that tells its status; empty if it has none.

    A notice that imposes nothing itself is told by the measures it suspends.
    """
    found = standing(entity, site)
    if found is None:
        return _suspends(entity, site)
    lines = [f"## Status on {day(site.as_of)}\n"]
    lines += _status(found)
    lines += [f"- Since {day(p.effective)}: {inline(p.what)}." for p in _begun(found)]
    lines += [
        f"- Was to follow from {day(p.effective)}: {inline(p.what)}; no source here says whether"
        " it does."
        for p in found.status.unseen
    ]
    lines += [f"- To follow from {day(p.effective)}: {inline(p.what)}." for p in found.status.due]
    if stories := newer(found, site):
        shown = ", ".join(
            f"[{inline(s.title)}]({relative(entity.path, s.path)})" for s in stories[:5]
        )
        lines.append(f"- Newer stories name it, and their word is not yet in this status: {shown}.")
    if found.measure.dispute:
        lines.append(f"- Accounts differ: {inline(found.measure.dispute)}")
    lines += ["", *_facts(found, site)]
    return "\n".join(lines)


def _status(found: Standing) -> Iterator[str]:
    """Yield what is not known, then what is, part by part; what all parts share stands once."""
    if found.parts:
        for clause, part in found.parts:
            if not_known(part):
                yield _unknown(part, f"the part “{clipped(clause.what, 70)}”")
        for clause, part in found.parts:
            yield f"- {block(of_part(clause, known(part)))}"
        return
    if not_known(found.status):
        yield _unknown(found.status)
    yield f"- {block(known(found.status))}"
    for clause, part in found.status.parts:
        yield f"    - {block(of_part(clause, part_sentence(part, found.status)))}"


def _unknown(status: Status, of: str = "it") -> str:
    return f"- **Not known:** {inline(not_known(status, of))}."


def _begun(found: Standing) -> Iterator[Phase]:
    """Yield the steps that sources report as begun, where the measure itself applies."""
    if found.status.state in (State.IN_FORCE, State.MIXED):
        later = (*found.status.due, *found.status.unseen)
        yield from (phase for phase in found.measure.phases if phase not in later)


def _facts(found: Standing, site: Publication) -> Iterator[str]:
    """Yield the facts at a glance; the theme sets them beside the text where there is room."""
    yield '<div class="facts" markdown="1">\n'
    for term, words in _fact_pairs(found, site):
        yield f"- **{term}:** {words}"
    yield "\n</div>\n"


def _fact_pairs(found: Standing, site: Publication) -> Iterator[tuple[str, str]]:
    measure, origin, known = found.measure, found.entity.path, site.catalogue.entities
    yield "Kind", found.kind
    if (by := issuer(measure, site, origin)) != "—":
        yield "Issuer", by
    yield "Announced", day(measure.announced)
    never = " (did not take effect then)" if measure.took_effect is False else ""
    yield "Start", f"{day(measure.effective)}{never}"
    part = " in part" if measure.clauses else ""
    if _told(found):
        if by := _orderers(measure.suspensions, site, origin):
            yield f"Suspended{part} by", by
    elif measure.suspensions:
        yield f"Suspended{part}", _ordered(measure.suspensions, site, origin)
    if measure.suspensions and (resumed := measure.suspensions[-1].resumed):
        yield f"Applies again{part}", f"from {day(resumed)}"
    if measure.ended:
        yield "Ended", day(measure.ended)
    successor = known.get(measure.superseded or "")
    if successor:
        yield "Superseded by", link(successor, origin)
    for heading, slugs in (("Minerals", measure.minerals), ("Aimed at", measure.targets)):
        names = [link(known[slug], origin) for slug in slugs if slug in known]
        if names:
            yield heading, listing(names)
    if measure.stages:
        yield "Stages", listing(measure.stages)
    if measure.all_listed or measure.watched:
        found_names = listed_firms.found(found)
        yield "Names found", f"{found_names}; [all names]({relative(origin, listed_firms.PAGE)})"


def _told(found: Standing) -> bool:
    """Return whether the sentence on the status gives the days of every suspension."""
    states = {found.status.state, *(part.state for _, part in found.status.parts)}
    paused = bool(states & {State.SUSPENDED, State.LAPSED})
    return paused and len(pauses(found.measure.suspensions, found.status.as_of)) <= 1


def _orderers(orders: Iterable[Suspension], site: Publication, origin: str) -> str:
    """Return who ordered suspensions, each once."""
    known = site.catalogue.entities
    slugs = dict.fromkeys(order.by for order in orders if order.by in known)
    return listing([link(known[slug], origin) for slug in slugs if slug])


def _ordered(orders: Iterable[Suspension], site: Publication, origin: str) -> str:
    """Return the first and the last day of each suspension, and who ordered it."""
    told: list[str] = []
    for slug, same in groupby(orders, key=lambda order: order.by):
        spans = [
            f"{day(one.start)} {f'until {day(one.until)}' if one.until else 'without an end date'}"
            for one in same
        ]
        by = site.catalogue.entities.get(slug or "")
        told.append("; then ".join(spans) + (f", by {link(by, origin)}" if by else ""))
    return "; then ".join(told)


def _suspends(entity: Entity, site: Publication) -> str:
    paused = [item for item in standings(site) if entity.slug in _paused_by(item.measure)]
    if not paused:
        return ""
    lines = [f"## What it suspends, on {day(site.as_of)}\n"]
    lines += measures.grouped(paused, site, entity.path, lambda item: " ".join(told(item)))
    own = entity.measure
    if own and own.announced:
        lines.append(f"- **Announced:** {day(own.announced)}")
    if own and own.dispute:
        lines.append(f"- Accounts differ: {inline(own.dispute)}")
    lines.append("")
    return "\n".join(lines)


def _paused_by(measure: Measure) -> set[str]:
    parts: tuple[Measure | Clause, ...] = (measure, *measure.clauses)
    return {order.by for part in parts for order in part.suspensions if order.by}
