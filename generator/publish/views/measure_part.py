"""What the page of a measure tells above its profile: status, parts, steps and facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from generator.catalogue.entries import Entity
from generator.catalogue.measures import Clause, Measure, Phase, Suspension
from generator.catalogue.status import State, pauses
from generator.catalogue.status_words import known, not_known, part_sentence
from generator.publish.controls import lists_of
from generator.publish.publication import Publication
from generator.publish.statuses import MeasureToday, measure_of, measures, newer, of_part
from generator.publish.story_pages import StoryPage
from generator.publish.words import clipped, day, listing


class Fact(NamedTuple):
    """A fact at a glance: a term, words, and the names that stand there."""

    term: str
    words: str = ""
    names: tuple[Entity, ...] = ()


class StatusPart(NamedTuple):
    """The status of a measure, or of what a notice suspends.

    ``unknown`` is what no source tells, ``known`` what is, ``within`` is told below that of parts.
    """

    heading: str
    unknown: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    dispute: str = ""
    newer: tuple[StoryPage, ...] = ()
    suspends: tuple[MeasureToday, ...] = ()
    facts: tuple[Fact, ...] = ()


def part(entity: Entity, site: Publication) -> StatusPart | None:
    """Return what is known today of the measure of a page; ``None`` if it has none.

    A notice that imposes nothing itself is told by the measures it suspends.
    """
    if entity.measure is None:
        return None
    found = measure_of(entity, site)
    if found is None:
        return _suspending(entity, entity.measure, site)
    return StatusPart(
        f"Status on {day(site.as_of)}",
        tuple(_unknown(found)),
        (*_known(found), *_steps(found)),
        tuple(_within(found)),
        found.measure.dispute or "",
        newer(found, site)[:5],
        facts=tuple(_facts(found, site)),
    )


def _suspending(entity: Entity, own: Measure, site: Publication) -> StatusPart | None:
    paused = tuple(item for item in measures(site) if entity.slug in _paused_by(item.measure))
    if not paused:
        return None
    told = (Fact("Announced", day(own.announced)),) if own.announced else ()
    heading = f"What it suspends, on {day(site.as_of)}"
    return StatusPart(heading, dispute=own.dispute or "", suspends=paused, facts=told)


def _paused_by(measure: Measure) -> set[str]:
    parts: tuple[Measure | Clause, ...] = (measure, *measure.clauses)
    return {order.by for one in parts for order in one.suspensions if order.by}


def _unknown(found: MeasureToday) -> Iterator[str]:
    if not found.parts and not_known(found.status):
        yield not_known(found.status, "it")
    for clause, status in found.parts:
        if not_known(status):
            yield not_known(status, f"the part “{clipped(clause.what, 70)}”")


def _known(found: MeasureToday) -> Iterator[str]:
    if found.parts:
        yield from (of_part(clause, known(status)) for clause, status in found.parts)
    else:
        yield known(found.status)


def _within(found: MeasureToday) -> Iterator[str]:
    """Yield what each part orders, where the status is told for all of them."""
    for clause, status in () if found.parts else found.status.parts:
        yield of_part(clause, part_sentence(status, found.status))


def _steps(found: MeasureToday) -> Iterator[str]:
    yield from (f"Since {day(p.effective)}: {p.what}." for p in _begun(found))
    for phase in found.status.unseen:
        when = day(phase.effective)
        yield f"Was to follow from {when}: {phase.what}; no source here says whether it does."
    yield from (f"To follow from {day(p.effective)}: {p.what}." for p in found.status.due)


def _begun(found: MeasureToday) -> Iterator[Phase]:
    """Yield the steps that sources report as begun, where the measure itself applies."""
    if found.status.state in (State.IN_FORCE, State.MIXED):
        later = (*found.status.due, *found.status.unseen)
        yield from (phase for phase in found.measure.phases if phase not in later)


def _facts(found: MeasureToday, site: Publication) -> Iterator[Fact]:
    """Yield what is known of a measure at a glance."""
    measure, part = found.measure, " in part" if found.measure.clauses else ""
    kind = site.catalogue.vocabulary.measure_kinds.get(measure.kind or "")
    never = " (did not take effect then)" if measure.took_effect is False else ""
    orders = measure.suspensions
    resumed = orders[-1].resumed if orders else None
    lists = (f"{len(x.names)}{f' of {x.total}' if x.total else ''} names" for x in lists_of(found))
    by = tuple(dict.fromkeys(order.by for order in orders))
    told: tuple[tuple[str, str, tuple[str | None, ...]], ...] = (
        ("Number", found.entity.number or "", ()),
        ("Kind", kind.one if kind else "", ()),
        ("Issuer", "", (measure.issuer,)),
        ("Announced", day(measure.announced), ()),
        ("Start", f"{day(measure.effective)}{never}", ()),
        (f"Suspended{part}", "" if _told(found) else _spans(orders), ()),
        (f"Suspended{part} by", "", by),
        (f"Applies again{part}", f"from {day(resumed)}" if resumed else "", ()),
        ("Ended", day(measure.ended) if measure.ended else "", ()),
        ("Superseded by", "", (measure.superseded,)),
        ("Goods", "", measure.minerals),
        ("Aimed at", "", measure.targets),
        ("Stages", listing(measure.stages), ()),
        ("On its lists", "; ".join(lists), ()),
    )
    known = site.catalogue.entities
    for term, words, slugs in told:
        names = tuple(known[slug or ""] for slug in slugs if slug in known)
        if words or names:
            yield Fact(term, words, names)


def _told(found: MeasureToday) -> bool:
    """Return whether the sentence on the status gives the days of every suspension."""
    states: set[State] = {found.status.state, *(part.state for _, part in found.status.parts)}
    paused = bool(states & {State.SUSPENDED, State.LAPSED})
    return paused and len(pauses(found.measure.suspensions, found.status.as_of)) <= 1


def _spans(orders: Iterable[Suspension]) -> str:
    """Return the first and the last day of each suspension."""
    return "; then ".join(
        f"{day(one.start)} {f'until {day(one.until)}' if one.until else 'without an end date'}"
        for one in orders
    )
