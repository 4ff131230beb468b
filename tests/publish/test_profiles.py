"""A profile that expects a day says, once it has passed, that it has, and what is known now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from generator.catalogue.entries import Catalogue, Entity
from generator.publish.profiles import findings, passed
from generator.publish.publication import Publication, publication
from generator.publish.views import profile

SiteOn = Callable[..., Publication]


def of(site: Publication, slug: str) -> str:
    return profile.section(site.catalogue.entities[slug], site)


@pytest.mark.parametrize("day", ["2026-11-09", "2026-11-10"])
def test_until_its_day_has_passed_a_profile_stands_as_it_was_written(
    site_on: SiteOn, day: str
) -> None:
    text = of(site_on(day), "china")
    assert "until 10 November 2026" in text
    assert "Passed since" not in text


@pytest.mark.parametrize("day", ["2026-11-11", "2026-11-28"])
def test_from_the_day_after_the_status_of_its_measures_stands_below_it(
    site_on: SiteOn, day: str
) -> None:
    text = of(site_on(day), "china")
    assert "**Passed since this profile was written:** 10 November 2026." in text
    assert "announcement-57-2025.md" in text
    assert "suspension lapsed on 10 November 2026; nothing known after" in text
    assert "in force" not in text.split("Passed since")[1]


def test_an_element_names_only_the_day_as_its_measures_stand_right_below(site_on: SiteOn) -> None:
    text = of(site_on("2026-11-24"), "holmium")
    assert "written:** 10 November 2026." in text
    assert "Announcement" not in text.split("Passed since")[1]


def test_a_measures_own_page_tells_its_status_above_and_below_that_of_others(
    site_on: SiteOn,
) -> None:
    made = site_on("2026-11-24")
    for own in ("announcement-57-2025", "announcement-70-2025"):
        assert "Passed since" not in of(made, own)
    graphite = of(made, "graphite-controls-2023").split("Passed since")[1]
    assert "announcement-58-2025.md" in graphite
    assert "announcement-57-2025.md" not in graphite


def site(body: str, day: str = "2026-11-24") -> Publication:
    plant = Entity("plant", "place", "entities/place/plant.md", "Plant", body=body, body_line=5)
    return publication([], Catalogue({"plant": plant}), [], dt.date.fromisoformat(day))


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
