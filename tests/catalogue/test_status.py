"""The status of a policy on a day, and the words for it, by the cases of ``cases/status.yml``."""

from __future__ import annotations

import datetime as dt
from itertools import product
from typing import Any

import pytest
from briefing_room.catalogue.key_reader import KeyReader
from briefing_room.catalogue.load import read_catalogue
from briefing_room.catalogue.policies import Policy
from briefing_room.catalogue.status import State, Status, status
from briefing_room.catalogue.status_wording import full_wording, short_wording
from briefing_room.catalogue.vocabulary import Vocabulary
from hypothesis import given
from hypothesis import strategies as st
from shared import ROOT, cases

CASES = cases(__file__, "status")
SIX_DAYS = [dt.date(2026, 11, day) for day in (9, 10, 11, 24, 27, 28)]


def policy_of(front: dict[str, Any]) -> Policy:
    reader = KeyReader("policy.md", front, {}, vocabulary=Vocabulary())
    policy = reader.embedded_record(Policy)
    assert not reader.findings
    return policy


def known_status(policy: Policy, day: dt.date, covered_until: dt.date | None) -> Status:
    policy_status = status(policy, day, covered_until)
    assert policy_status is not None
    return policy_status


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_a_status_says_what_the_sources_support_and_no_more(case: dict[str, Any]) -> None:
    policy, covered_until = policy_of(case["policy"]), case["covered_until"]
    for day, (state, *words) in case["days"].items():
        policy_status = known_status(policy, day, covered_until)
        assert (day, policy_status.state) == (day, State[state])
        assert [full_wording(policy_status), short_wording(policy_status)][: len(words)] == words
    for day, states in case.get("parts", {}).items():
        parts = [
            clause_status.state.name
            for _, clause_status in known_status(policy, day, covered_until).clause_statuses
        ]
        assert (day, parts) == (day, states)


def test_a_notice_that_imposes_nothing_has_no_status() -> None:
    assert status(Policy(announced=dt.date(2025, 10, 9)), dt.date(2026, 1, 1)) is None


def test_every_status_of_our_own_policies_says_since_when_or_why_not() -> None:
    catalogue, _ = read_catalogue(ROOT / "briefings")
    policies = [e for e in catalogue.entities.values() if e.policy and e.policy.kind]
    for entity, day in product(policies, SIX_DAYS):
        assert entity.policy
        overall = known_status(entity.policy, day, dt.date(2026, 6, 29))
        for policy_status in (
            overall,
            *(policy_status for _, policy_status in overall.clause_statuses),
        ):
            words = f"{full_wording(policy_status)} {short_wording(policy_status)}"
            says_when = any(char.isdigit() for char in words) or "no source" in words
            assert says_when or policy_status.state is State.MIXED or "different days" in words, (
                entity.slug
            )


days = st.dates(dt.date(2024, 1, 1), dt.date(2027, 12, 31))
maybe = st.none() | days
policies = st.builds(Policy, kind=st.just("law"), announced=maybe, effective=maybe, ended=maybe)


@given(policies, days, days)
def test_later_sources_never_make_a_policy_start_earlier(
    policy: Policy, as_of: dt.date, covered_until: dt.date
) -> None:
    if known_status(policy, as_of, covered_until).state is State.IN_FORCE:
        later = known_status(policy, as_of, covered_until + dt.timedelta(days=30))
        assert later.state is State.IN_FORCE
