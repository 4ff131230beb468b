"""A profile that expects a day says, once it has passed, that it has, and what is known now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from generator.catalogue.entries import Catalogue, Entity
from generator.pipeline import Project
from generator.publish.profiles import findings, passed
from generator.publish.publication import Publication, publication
from generator.publish.views import name_pages

SiteOn = Callable[..., Publication]


@pytest.mark.parametrize("day", ["2026-11-09", "2026-11-10", "2026-11-11", "2026-11-28"])
def test_a_profile_stands_as_it_was_written_until_its_day_has_passed(
    site_on: SiteOn, day: str
) -> None:
    made = site_on(day)
    entity = made.catalogue.entities["holmium"]
    told = replace(entity, body="The licences are suspended until 10 November 2026.")
    text = name_pages.page(told, made)
    assert "suspended until 10 November 2026" in text
    assert ("Passed since this profile was written: 10 November 2026." in text) is (
        day > "2026-11-10"
    )


def site(body: str, day: str = "2026-11-24") -> Publication:
    plant = Entity("plant", "place", "entities/place/plant.md", "Plant", body=body, body_line=5)
    project = Project(Path(), Path(), (), Catalogue({"plant": plant}), ())
    return publication(project, dt.date.fromisoformat(day))


@pytest.mark.parametrize(
    ("body", "given"),
    [
        ("It is planned to start by June 2026.", ["June 2026"]),
        ("Production is expected in the first half of 2026.", ["first half of 2026"]),
        ("The licence is valid until 24 November 2026.", []),  # the day itself is not over
        ("It will open in 2026.", []),
        ("It opened on 3 June 2026.", []),
        ("It said on 3 June 2026 that it would open soon.", []),
    ],
)
def test_only_what_was_still_to_come_and_is_over_has_passed(body: str, given: list[str]) -> None:
    made = site(body)
    found = passed(made.catalogue.entities["plant"], made)
    assert [one.given for one in found] == given


def test_what_lay_behind_its_sources_was_no_promise_when_it_was_written(site_on: SiteOn) -> None:
    made = site_on("2026-11-24")
    china = made.catalogue.entities["china"]
    told = replace(china, body="Quotas were to end by 31 December 2025.")
    assert passed(told, made) == ()


def test_the_editor_is_told_where_to_look() -> None:
    (finding,) = findings(site("First line.\nIt is planned to start by June 2026."))
    assert (finding.kind, finding.path, finding.line) == (
        "profile-to-check",
        "entities/place/plant.md",
        6,
    )
    assert "gives June 2026 as still to come" in finding.message
