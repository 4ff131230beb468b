"""A row agrees with its passages: the thing, the place, the kind, the status, the speaker."""

from __future__ import annotations

from typing import Any

import pytest
from briefing_room.catalogue.cited_rows import CitedRow
from briefing_room.verify.verifier import Verifier

CITES = "2025-05-07-mine/1-2", "2025-05-07-mine/4-2"


@pytest.mark.parametrize(
    ("claims", "code"),
    [
        ({"thing": "oxide"}, ""),
        ({"thing": "copper"}, "wrong-thing"),
        ({"place": "Peru"}, "wrong-place"),
        ({"text": "900 tonnes", "unit": "tonnes", "measure": "capacity"}, ""),
        ({"text": "900 tonnes", "unit": "tonnes", "measure": "made"}, "wrong-kind"),
        ({"text": "3,400 tonnes a year", "unit": "tonnes", "measure": "made"}, "wrong-kind"),
        ({"text": "3,400 tonnes a year", "unit": "tonnes", "measure": "actual"}, "wrong-kind"),
        ({"text": "3,400 tonnes a year", "unit": "tonnes", "speaker": "Tom Reed"}, ""),
        ({"text": "3,400 tonnes a year", "unit": "tonnes", "speaker": "Ore Post"}, "wrong-speaker"),
        ({"text": "3,400 tonnes a year", "unit": "tonnes", "measure": "possible"}, ""),
    ],
)
def test_each_word_of_a_row_is_in_its_passages(
    verifier: Verifier, claims: dict[str, Any], code: str
) -> None:
    result = [r.code for r in verifier.check_row(CitedRow("p", 1, CITES, **claims))]
    assert result == ([code] if code else [])


@pytest.mark.parametrize(
    ("status", "place", "code"),
    [
        ("planned", "3-1", ""),
        ("operating", "3-1", "wrong-status"),
        ("closed", "1-2", "wrong-status"),
    ],
)
def test_a_planned_site_is_not_an_operating_one(
    verifier: Verifier, status: str, place: str, code: str
) -> None:
    row = CitedRow("p", 1, (f"2025-05-07-mine/{place}",), status=status)
    assert [r.code for r in verifier.check_row(row)] == ([code] if code else [])
