from __future__ import annotations

import datetime as dt

import pytest

from generator.catalogue.entries import Catalogue, Entity
from generator.catalogue.measures import Measure


def notice(number: int, day: dt.date) -> Entity:
    full = f"Announcement No. {number} of {day.year}"
    names = (full, f"Announcement No. {number}", f"Announcement {number}")
    slug = f"a{number}-{day.year}"
    return Entity(slug, "policy", "", f"MOFCOM {full}", names, measure=Measure(announced=day))


OCTOBER = dt.date(2025, 10, 9)
CATALOGUE = Catalogue(
    {
        entity.slug: entity
        for entity in (
            *(notice(number, OCTOBER) for number in (55, 56, 57, 58, 61, 62)),
            notice(18, dt.date(2025, 4, 4)),
            notice(1, dt.date(2025, 1, 2)),
            notice(1, dt.date(2026, 1, 6)),
            Entity("order", "policy", "", "Rules", ("Order No. 839",), measure=Measure()),
        )
    }
)


def referred(text: str, date: dt.date | None = None) -> list[str]:
    return [mention.entity for mention in CATALOGUE.measure_references(text, date)]


SIX = ["a55-2025", "a56-2025", "a57-2025", "a58-2025", "a61-2025", "a62-2025"]


@pytest.mark.parametrize(
    "text",
    [
        "Announcement Nos. 55 to 58, 61 and 62 of 2025",
        "Announcements No. 55-58, 61 and 62 of 2025 were suspended.",
        "announcements Nos. 55, 56, 57, 58, 61, and 62 of 2025",
        "Announcements 55–58, 61 & 62 (2025)",
        "Announcements No. 55 through No. 58, No. 61 and No. 62 of 2025",
    ],
)
def test_a_list_of_numbers_means_every_measure_in_it(text: str) -> None:
    assert referred(text) == SIX


def test_a_list_without_a_year_takes_the_year_of_another_notice_in_the_text() -> None:
    text = "Announcement No. 18 of 2025 stays; the decision covers Nos. 55 to 58, 61 and 62."
    assert referred(text) == ["a18-2025", *SIX]


@pytest.mark.parametrize(
    ("text", "date", "expected"),
    [
        ("Announcement No. 18 applies.", None, []),
        ("Announcement No. 18 applies.", dt.date(2025, 6, 1), ["a18-2025"]),
        ("Announcement No. 18 applies.", dt.date(2025, 3, 1), []),
        ("Announcement No. 18 applies.", dt.date(2029, 1, 1), []),
        ("Announcement No. 18 of 2023 applies.", dt.date(2025, 6, 1), []),
        ("Announcement No. 1 applies.", dt.date(2025, 6, 1), ["a1-2025"]),
        ("Announcement No. 1 applies.", dt.date(2026, 2, 1), ["a1-2026"]),
        ("Announcement No. 1 of 2025 applies.", dt.date(2026, 2, 1), ["a1-2025"]),
        ("Announcement 18, 55 firms said, hurts.", dt.date(2025, 11, 1), ["a18-2025"]),
        ("GACC Announcement No. 18 of 2025 is another.", None, []),
        ("No. 57 in the ranking", dt.date(2025, 11, 1), []),
        ("announcements 55 days apart", dt.date(2025, 11, 1), []),
        ("Announcements Nos. 55 and 61.5 per cent", dt.date(2025, 11, 1), ["a55-2025"]),
    ],
)
def test_a_number_without_a_year_needs_a_context_that_fits(
    text: str, date: dt.date | None, expected: list[str]
) -> None:
    assert referred(text, date) == expected


def test_find_gives_each_number_its_own_place_and_never_overlaps() -> None:
    text = "In Announcement Nos. 55 to 58, 61 and 62 of 2025; later Announcement No. 18 of 2025."
    found = {m.entity: text[m.start : m.end] for m in CATALOGUE.find(text)}
    assert found == {
        "a55-2025": "55",
        "a58-2025": "58",
        "a61-2025": "61",
        "a62-2025": "62 of 2025",
        "a18-2025": "Announcement No. 18 of 2025",
    }


def test_a_number_of_another_year_is_not_taken_for_the_measure() -> None:
    assert CATALOGUE.find("Announcement No. 18 of 2023 was about wood.") == ()


def test_a_numbered_name_that_no_year_tells_apart_is_a_plain_name() -> None:
    assert [m.entity for m in CATALOGUE.find("State Council Order No. 839")] == ["order"]


def test_what_a_text_names_has_the_measures_inside_a_range_too() -> None:
    assert CATALOGUE.named("Announcements 55 to 57 of 2025 follow No. 18 of 2025.") == (
        *("a55-2025", "a56-2025", "a57-2025"),
        "a18-2025",
    )
