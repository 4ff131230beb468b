"""No wording claims a status after the last day that the sources of its policy cover."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator

from briefing_room.catalogue.entries import Entity
from briefing_room.catalogue.policies import Clause, Policy, Suspension
from briefing_room.catalogue.status import Status, status
from briefing_room.publish.publication import Publication
from briefing_room.publish.statuses import PolicyToday, covered_until
from briefing_room.text.periods import day_in_words
from hypothesis import given
from hypothesis import strategies as st

SiteOn = Callable[..., Publication]

FIRST, LAST = dt.date(2024, 1, 1), dt.date(2028, 12, 31)
DAYS = [FIRST + dt.timedelta(days=number) for number in range((LAST - FIRST).days + 1)]
WRITTEN = {day_in_words(date): date for date in DAYS}
PRESENT = re.compile(r"\bin force(?: since\b| in parts\b|$|,)|\bin force as last", re.IGNORECASE)
BOUND = re.compile(r"last reported|undated sources")
PAUSED = re.compile(r"^suspended(?! \(|.*passed)", re.IGNORECASE)
HEDGE = re.compile(rf"Last report:|as announced|by both|a report of|{BOUND.pattern}")
# What is told as done must have been reported by then; an order gives its own last day beforehand.
DONE = re.compile(
    r"\b(?:in force since|(?<!published suspension )ended on|superseded on"
    r"|(?<!yet )announced on|last reported,? on) (\d+ \w+ \d{4})",
    re.IGNORECASE,
)


def wordings(policy: Policy, as_of: dt.date, covered_until: dt.date | None) -> Iterator[str]:
    """Yield each text in which the site tells the status of a policy, part by part."""
    found = status(policy, as_of, covered_until)
    if found is None:
        return
    yield from PolicyToday(ENTITY, policy, found).sentences
    yield from _brief(found, policy)
    for _, part in found.clause_statuses:
        yield from _brief(part, policy)


def _brief(found: Status, policy: Policy) -> Iterator[str]:
    if not found.clause_statuses:
        yield PolicyToday(ENTITY, policy, found).wording


ENTITY = Entity("a", "", "policy", "A", ())


def claims_no_more(words: str, as_of: dt.date, covered_until: dt.date | None) -> None:
    """Fail where a text says more of ``as_of`` than sources that reach to ``covered_until`` can."""
    if covered_until is None or covered_until < as_of:
        assert not PRESENT.search(words) or BOUND.search(words), words
        if PAUSED.search(words):
            assert HEDGE.search(words), words
    for date in DONE.findall(words):
        if date in WRITTEN:
            assert WRITTEN[date] <= as_of, words
            assert "undated sources" in words or (
                covered_until and WRITTEN[date] <= covered_until
            ), words


def covered(policy: Policy, as_of: dt.date, covered_until: dt.date | None) -> dt.date | None:
    found = status(policy, as_of, covered_until)
    return found.covered_until if found else None


def test_on_no_day_of_four_years_do_the_projects_measures_claim_more(site_on: SiteOn) -> None:
    site = site_on("2026-11-24")
    texts = 0
    for entity in site.catalogue.entities.values():
        if entity.policy:
            until = covered_until(entity, site)
            for as_of in DAYS[366:]:
                last = covered(entity.policy, as_of, until)
                for words in wordings(entity.policy, as_of, until):
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
policies = st.builds(
    Policy,
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


@given(policies, dates, maybe)
def test_no_measure_whatever_its_dates_claims_more(
    policy: Policy, as_of: dt.date, covered_until: dt.date | None
) -> None:
    for words in wordings(policy, as_of, covered_until):
        claims_no_more(words, as_of, covered(policy, as_of, covered_until))
