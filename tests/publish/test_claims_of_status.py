"""No wording claims a status after the last day that the sources of its measure cover."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator

from hypothesis import given
from hypothesis import strategies as st

from generator.catalogue.entries import Entity
from generator.catalogue.measures import Clause, Measure, Suspension
from generator.catalogue.status import Status, status
from generator.publish.publication import Publication
from generator.publish.statuses import MeasureToday, reach
from generator.text.months import day

SiteOn = Callable[..., Publication]

FIRST, LAST = dt.date(2024, 1, 1), dt.date(2028, 12, 31)
DAYS = [FIRST + dt.timedelta(days=number) for number in range((LAST - FIRST).days + 1)]
WRITTEN = {day(date): date for date in DAYS}
PRESENT = re.compile(r"\bin force(?: since\b| in parts\b|$|,)|\bin force as last", re.IGNORECASE)
BOUND = re.compile(r"last reported|undated sources")
PAUSED = re.compile(r"^suspended(?! \(|.*passed)", re.IGNORECASE)
HEDGE = re.compile(rf"Last report:|as announced|by both|a report of|{BOUND.pattern}")
# What is told as done must have been reported by then.
DONE = re.compile(
    r"\b(?:in force since|ended on|superseded on|(?<!yet )announced on|last reported,? on)"
    r" (\d+ \w+ \d{4})",
    re.IGNORECASE,
)


def wordings(measure: Measure, as_of: dt.date, reaches: dt.date | None) -> Iterator[str]:
    """Yield each text in which the site tells the status of a measure, part by part."""
    found = status(measure, as_of, reaches)
    if found is None:
        return
    yield from MeasureToday(ENTITY, measure, found).told
    yield from _brief(found, measure)
    for _, part in found.parts:
        yield from _brief(part, measure)


def _brief(found: Status, measure: Measure) -> Iterator[str]:
    if not found.parts:
        yield MeasureToday(ENTITY, measure, found).words


ENTITY = Entity("a", "policy", "", "A", ())


def claims_no_more(words: str, as_of: dt.date, reaches: dt.date | None) -> None:
    """Fail where a text says more of ``as_of`` than sources that reach to ``reaches`` can."""
    if reaches is None or reaches < as_of:
        assert not PRESENT.search(words) or BOUND.search(words), words
        if PAUSED.search(words):
            assert HEDGE.search(words), words
    for date in DONE.findall(words):
        if date in WRITTEN:
            assert WRITTEN[date] <= as_of, words
            assert "undated sources" in words or (reaches and WRITTEN[date] <= reaches), words


def covered(measure: Measure, as_of: dt.date, reaches: dt.date | None) -> dt.date | None:
    found = status(measure, as_of, reaches)
    return found.reaches if found else None


def test_on_no_day_of_four_years_do_the_projects_measures_claim_more(site_on: SiteOn) -> None:
    site = site_on("2026-11-24")
    texts = 0
    for entity in site.catalogue.entities.values():
        if entity.measure:
            reaches = reach(entity, site)
            for as_of in DAYS[366:]:
                last = covered(entity.measure, as_of, reaches)
                for words in wordings(entity.measure, as_of, reaches):
                    claims_no_more(words, as_of, last)
                    texts += 1
    assert texts > 100_000


dates = st.sampled_from(DAYS)
maybe = st.none() | dates
flags = st.none() | st.booleans()
orders = st.lists(st.builds(Suspension, maybe, maybe, st.none(), maybe, maybe), max_size=3).map(
    lambda found: tuple(sorted(found, key=lambda order: order.start or FIRST))
)
clauses = st.builds(Clause, st.just("a part"), maybe, flags, orders, maybe, st.none())
measures = st.builds(
    Measure,
    kind=st.just("law"),
    announced=maybe,
    effective=maybe,
    took_effect=flags,
    suspensions=orders,
    ended=maybe,
    superseded=st.none() | st.just("another"),
    clauses=st.lists(clauses, max_size=2).map(tuple),
    read_until=maybe,
)


@given(measures, dates, maybe)
def test_no_measure_whatever_its_dates_claims_more(
    measure: Measure, as_of: dt.date, reaches: dt.date | None
) -> None:
    for words in wordings(measure, as_of, reaches):
        claims_no_more(words, as_of, covered(measure, as_of, reaches))
