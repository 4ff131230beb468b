from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.catalogue.entries import Catalogue, Entity
from generator.catalogue.measures import Measure


def notice(number: int, day: dt.date) -> Entity:
    full = f"Announcement No. {number} of {day.year}"
    names = (full, f"Announcement No. {number}", f"Announcement {number}")
    slug = f"a{number}-{day.year}"
    measure = Measure(announced=day, issuer="mofcom")
    return Entity(slug, "policy", "", f"MOFCOM {full}", names, measure=measure)


OCTOBER = dt.date(2025, 10, 9)
CATALOGUE = Catalogue(
    {
        entity.slug: entity
        for entity in (
            *(notice(number, OCTOBER) for number in (55, 56, 57, 58, 61, 62)),
            notice(18, dt.date(2025, 4, 4)),
            notice(1, dt.date(2025, 1, 2)),
            notice(1, dt.date(2026, 1, 6)),
            Entity("china", "country", "", "China", demonyms=("Chinese",)),
            Entity(
                "mofcom",
                "organisation",
                "",
                "Ministry of Commerce of China",
                ("MOFCOM",),
                country="china",
            ),
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


@pytest.mark.parametrize(
    "text",
    [
        "MOFCOM Notice 18/2025",
        "Bulletin No. 18 [2025]",
        "Announcement No. 18 [2025] of MOFCOM and GACC",
        "Announcement No. 18 of the Ministry of Commerce and the GACC in 2025",
        "Announcement [2025] No. 18",
        "Announcement (2025) No. 18",
        "MOFCOM's 2025 Announcement No. 18",
        "Announcement No.18 (2025)",
        "Announcement #18 of 2025",
        "Announcement 2025/18",
        "Announcement No. 18-2025",
        "announcement number 18 of 2025",
        "Announcement No. 18 (April 4, 2025)",
        "Announcement No. 18 of 4 April 2025",
        "Announcement No. 18, issued on April 4, 2025, covers seven elements",
        "Announcement No. 18 dated 4 Apr. 2025",
        "Announcement No. 18 in April 2025",
        "the Chinese Ministry of Commerce's Circular No. 18 of 2025",
        "MOFCOM No. 18 of 2025",
        "Announcement No. 18 of the year 2025",
        "the announcement 18/2025 of last spring",
    ],
)
def test_a_number_is_known_in_the_shapes_in_which_journalists_write_it(text: str) -> None:
    assert referred(text) == ["a18-2025"]


@pytest.mark.parametrize(
    "text",
    [
        "Announcement No. 18 [2024]",
        "Announcement 18/2024",
        "Announcement No. 18 of 4 April 2024",
        "the 2024 Announcement No. 18",
        "Announcement No. 18, issued on April 4, 2024, was about steel",
        "PBOC Announcement No. 18 of 2025",
        "General Administration of Customs Announcement No. 18 of 2025",
        "Announcement No. 18 of the General Administration of Customs, 2025",
        "the Indian Ministry of Commerce's Notice No. 18 of 2025",
        "MOFCOM Order No. 18 of 2025",
        "EU Notice 18/2025",
        "Decree No. 18 of 2025",
    ],
)
def test_another_year_or_another_body_is_not_the_measure(text: str) -> None:
    assert referred(text, dt.date(2025, 11, 8)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nos 55/56/57/58 of 2025 are meant by Announcement No. 55 of 2025.", ["a55-2025"]),
        ("Announcement Nos 55/56/57/58 of 2025", SIX[:4]),
        ("Announcements 61 & 62", SIX[4:]),
        ("Announcement No. 61 and 62 were suspended", SIX[4:]),
        ("Announcement No. 18 and 55 firms", ["a18-2025"]),
        (
            "Announcements No. 55 (superhard materials), No. 56 (equipment) and No. 57 of 2025",
            SIX[:3],
        ),
        ("Announcements 55, 56, 57, and 58 on October 9, 2025", SIX[:4]),
        ("In 2026 Announcement No. 18 still applies", ["a18-2025"]),
        ("suspended Announcement No. 18 in November 2026", ["a18-2025"]),
    ],
)
def test_lists_and_years_that_belong_to_something_else_are_told_apart(
    text: str, expected: list[str]
) -> None:
    assert referred(text, dt.date(2026, 2, 1)) == expected


def test_measures_of_other_countries_are_told_apart_by_their_issuer() -> None:
    def indian(number: int, year: int, slug: str, issuer: str) -> Entity:
        measure = Measure(announced=dt.date(year, 3, 1), issuer=issuer)
        return Entity(slug, "policy", "", f"Notification No. {number} of {year}", measure=measure)

    catalogue = Catalogue(
        {
            entity.slug: entity
            for entity in (
                Entity(
                    "dgft", "organisation", "", "Directorate General of Foreign Trade", ("DGFT",)
                ),
                Entity("ibm", "organisation", "", "Indian Bureau of Mines"),
                indian(12, 2026, "exports", "dgft"),
                indian(12, 2026, "mines", "ibm"),
                indian(7, 2026, "magnets", "dgft"),
            )
        }
    )

    def found(text: str) -> list[str]:
        return [mention.entity for mention in catalogue.measure_references(text)]

    assert found("DGFT Notification No. 12 of 2026") == ["exports"]
    assert found("Notification No. 12 of 2026 by the Indian Bureau of Mines") == ["mines"]
    assert found("Notification No. 12 of 2026") == []
    assert found("Notice No. 7/2026") == ["magnets"]


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


words = st.sampled_from(
    [
        *("Announcement", "Announcements", "notice", "No.", "Nos.", "#", "18", "55", "to", "61"),
        *(
            ",",
            "and",
            "&",
            "of",
            "2025",
            "[2025]",
            "(2024)",
            "MOFCOM",
            "the",
            "April",
            "4",
            "/",
            "-",
        ),
        *("’s", "PBOC", "in", "1", "\n", "公告", "(five elements)"),
    ]
)


@given(st.lists(words, max_size=14).map(" ".join), st.none() | st.dates())
def test_whatever_the_text_each_reference_stands_in_it(text: str, date: dt.date | None) -> None:
    for mention in CATALOGUE.measure_references(text, date):
        assert 0 <= mention.start < mention.end <= len(text)
        assert mention.entity in CATALOGUE.entities
    found = CATALOGUE.find(text, date)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The notice suspended Nos. 55 to 58, 61 and 62 of 2025.", SIX),
        ("Nos. 55 to 58, 61 and 62 of 2025 were paused.", SIX),
        ("Beijing’s Nos. 55 to 58, 61 and 62 of 2025 were paused.", SIX),
        ("It suspended Nos. 55 and 63 of 2025.", []),  # one of them nobody knows
        ("It suspended Nos. 55 and 56 of 2024.", []),
        ("Rooms Nos. 55 to 58 of 2025 were closed.", []),
        ("the rules of No. 18 of 2025", []),
    ],
)
def test_a_list_of_numbers_alone_refers_where_all_of_them_are_known(
    text: str, found: list[str]
) -> None:
    assert list(CATALOGUE.named(text)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Order 839 was signed in May.", ["order"]),
        ("Under Order no. 839 and Order #839", ["order", "order"]),
        ("Order 8390 was signed.", []),
        ("They placed an order of 839 tonnes.", []),
        ("FERC Order No. 839 is about power.", []),
        ("FERC Order 839 is about power.", []),
    ],
)
def test_a_number_without_a_year_may_be_written_in_each_way(text: str, found: list[str]) -> None:
    assert [mention.entity for mention in CATALOGUE.find(text)] == found
