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
# An event must have been reported by its day; only an order gives its last day in advance.
DONE = re.compile(
    r"\b(?:in force since|(?<!published suspension )ended on|superseded on"
    r"|(?<!yet )announced on|last reported,? on) (\d+ \w+ \d{4})",
    re.IGNORECASE,
)


def wordings(policy: Policy, as_of: dt.date, covered_until: dt.date | None) -> Iterator[str]:
    """Yield each text in which the site states the status of a policy, clause by clause."""
    policy_status = status(policy, as_of, covered_until)
    if policy_status is None:
        return
    yield from PolicyToday(ENTITY, policy, policy_status).sentences
    yield from _brief(policy_status, policy)
    for _, clause_status in policy_status.clause_statuses:
        yield from _brief(clause_status, policy)


def _brief(policy_status: Status, policy: Policy) -> Iterator[str]:
    if not policy_status.clause_statuses:
        yield PolicyToday(ENTITY, policy, policy_status).wording


ENTITY = Entity("a", "", "policy", "A", ())


def assert_claims_no_more(words: str, as_of: dt.date, covered_until: dt.date | None) -> None:
    """Fail if a text says more of ``as_of`` than sources up to ``covered_until`` support."""
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


def last_covered_day(
    policy: Policy, as_of: dt.date, covered_until: dt.date | None
) -> dt.date | None:
    policy_status = status(policy, as_of, covered_until)
    return policy_status.covered_until if policy_status else None


def test_no_status_of_our_policies_claims_more_on_any_day_of_four_years(site_on: SiteOn) -> None:
    site = site_on("2026-11-24")
    texts = 0
    for entity in site.catalogue.entities.values():
        if entity.policy:
            until = covered_until(entity, site)
            for as_of in DAYS[366:]:
                last = last_covered_day(entity.policy, as_of, until)
                for words in wordings(entity.policy, as_of, until):
                    assert_claims_no_more(words, as_of, last)
                    texts += 1
    assert texts > 100_000


dates = st.sampled_from(DAYS)
maybe = st.none() | dates
flags = st.none() | st.booleans()
orders = st.lists(st.builds(Suspension, maybe, maybe, st.none(), maybe, maybe), max_size=3).map(
    lambda orders: tuple(sorted(orders, key=lambda order: order.start or FIRST))
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
def test_no_status_claims_more_whatever_the_dates_of_the_policy(
    policy: Policy, as_of: dt.date, covered_until: dt.date | None
) -> None:
    for words in wordings(policy, as_of, covered_until):
        assert_claims_no_more(words, as_of, last_covered_day(policy, as_of, covered_until))
