"""Names and numbered policies found in texts, by the cases of ``cases/``."""

from __future__ import annotations

import datetime as dt
import time
from itertools import pairwise
from typing import Any

import pytest
from briefing_room.catalogue.catalogue import Catalogue
from briefing_room.catalogue.entries import Entity
from briefing_room.catalogue.policies import Policy
from hypothesis import given
from hypothesis import strategies as st
from shared import cases

NAMES = cases(__file__, "names")
NUMBERS = cases(__file__, "references")
CATALOGUE = Catalogue(
    {
        slug: Entity(slug, "", kind, name, tuple(aliases.split("; ")) if aliases else ())
        for slug, kind, name, aliases in (
            ("china", "country", "China", "Beijing; Chinese"),
            ("us", "country", "United States", "US; U.S.; Washington"),
            ("mofcom", "organisation", "MOFCOM", "Chinese commerce ministry"),
            ("scmp", "organisation", "South China Morning Post", "SCMP"),
            ("cnre", "organisation", "China Northern Rare Earth", ""),
            ("trump", "person", "Donald Trump", "Trump"),
            ("ree", "mineral", "Rare-earth elements", "rare earths; rare-earth ore"),
            ("sejourne", "person", "Stéphane Séjourné", "Séjourné"),
            ("daily", "organisation", "People's Daily", ""),
        )
    }
    | {"act": Entity("act", "", "policy", "Defence Act", country="us")},
    stop_names=("South China", "South China Sea", "Donald Trump Jr."),
)


def notice(number: int, year: int, day: dt.date, issuer: str = "mofcom") -> Entity:
    full = f"Announcement No. {number} of {year}"
    names = (full, f"Announcement No. {number}", f"Announcement {number}")
    policy = Policy(announced=day, issuer=issuer)
    slug = f"a{number}-{year}"
    return Entity(slug, "", "policy", f"MOFCOM {full}", names, policy=policy)


OCTOBER = dt.date(2025, 10, 9)
SIX = [f"a{number}-2025" for number in (55, 56, 57, 58, 61, 62)]
ISSUER = Entity(
    *("mofcom", "", "organisation", "Ministry of Commerce of China", ("MOFCOM",)), country="china"
)
POLICIES = Catalogue(
    {
        entity.slug: entity
        for entity in (
            *(notice(number, 2025, OCTOBER) for number in (55, 56, 57, 58, 61, 62)),
            notice(18, 2025, dt.date(2025, 4, 4)),
            notice(1, 2025, dt.date(2025, 1, 2)),
            notice(1, 2026, dt.date(2026, 1, 6)),
            Entity("china", "", "country", "China", demonyms=("Chinese",)),
            ISSUER,
        )
    }
)


def mentions_in(text: str, catalogue: Catalogue = CATALOGUE) -> list[str]:
    return [f"{m.entity}:{text[m.start : m.end]}" for m in catalogue.find(text)]


def references_in(text: str, date: dt.date | None = None) -> list[str]:
    return [slug for slug in POLICIES.slugs_in(text, date) if slug not in {"china", "mofcom"}]


@pytest.mark.parametrize(("text", "expected"), NAMES["found"])
def test_names_are_found_whole_longest_first_and_as_written(text: str, expected: list[str]) -> None:
    assert mentions_in(text) == expected


@pytest.mark.parametrize("text", NAMES["parts_of_longer_names"])
def test_part_of_a_longer_unknown_name_is_not_a_mention(text: str) -> None:
    assert mentions_in(text) == []


@pytest.mark.parametrize("text", NAMES["meant"])
def test_a_country_is_found_beside_its_organs_titles_and_in_headlines(text: str) -> None:
    assert mentions_in(text)


@pytest.mark.parametrize("text", [" of 2025 2025" + "\u2003" * 9_000, " issued on" + " May 4" * 40])
def test_a_reference_is_read_quickly_whatever_follows(text: str) -> None:
    started = time.process_time()
    references_in(f"announcement{text[8:]} firms")
    assert references_in(f"Announcement No. 18{text} firms", dt.date(2025, 6, 1)) == ["a18-2025"]
    assert time.process_time() - started < 0.5


@given(st.text(alphabet="China’ -\n\u00ad.UStrumpé\u0301", max_size=60))
def test_mentions_lie_in_the_text_in_order_and_never_overlap(text: str) -> None:
    mentions = CATALOGUE.find(text)
    ends = [0, *(m.end for m in mentions)]
    assert all(m.start >= end for m, end in zip(mentions, ends, strict=False))
    assert all(0 <= m.start < m.end <= len(text) for m in mentions)


def test_the_order_of_the_entries_does_not_matter() -> None:
    reversed_catalogue = Catalogue(
        dict(reversed(CATALOGUE.entities.items())), stop_names=CATALOGUE.stop_names
    )
    text = "Beijing, US, Trump and the South China Morning Post"
    assert reversed_catalogue.find(text) == CATALOGUE.find(text)


def test_a_policy_is_found_by_its_name_and_its_number() -> None:
    policy = Policy(announced=dt.date(2025, 4, 4))
    number = "Announcement No. 18 of 2025"
    entity = Entity("a18", "", "policy", "Licences for magnets", policy=policy, number=number)
    catalogue = Catalogue({"a18": entity})
    assert entity.full_name == "Licences for magnets (Announcement No. 18 of 2025)"
    assert mentions_in("By Announcement 18/2025 …", catalogue) == ["a18:Announcement 18/2025"]


@pytest.mark.parametrize(
    ("text", "date", "expected"),
    [*NUMBERS["lists"], *NUMBERS["bare_lists"], *NUMBERS["without_a_year"]],
)
def test_a_number_is_a_reference_if_its_year_or_context_fits(
    text: str, date: dt.date | None, expected: Any
) -> None:
    slugs = [expected] if isinstance(expected, str) else expected
    expanded = [slug for name in slugs for slug in (SIX if name == "six" else [name])]
    assert references_in(text, date) == expanded


def test_a_closing_bracket_belongs_to_the_reference_only_if_it_opens_there() -> None:
    """So that a page never links "Announcement No. 18 of 2025)" with half a pair of brackets."""
    inside, around = "A ban (Announcement No. 18 of 2025).", "A ban: Announcement No. 18 (2025)."
    found = [[text[m.start : m.end] for m in POLICIES.find(text)] for text in (inside, around)]
    assert found == [["Announcement No. 18 of 2025"], ["Announcement No. 18 (2025)"]]


@pytest.mark.parametrize("text", NUMBERS["eighteen"])
def test_a_number_is_recognised_however_journalists_write_it(text: str) -> None:
    assert references_in(text) == ["a18-2025"]


@pytest.mark.parametrize("text", NUMBERS["others"])
def test_another_year_or_body_is_another_policy(text: str) -> None:
    assert references_in(text, dt.date(2025, 11, 8)) == []


def test_policies_of_other_countries_are_distinguished_by_their_issuer() -> None:
    def notification(number: int, slug: str, issuer: str) -> Entity:
        policy = Policy(announced=dt.date(2026, 3, 1), issuer=issuer)
        return Entity(slug, "", "policy", f"Notification No. {number} of 2026", policy=policy)

    dgft = ("dgft", "", "organisation", "Directorate General of Foreign Trade", ("DGFT",))
    entities = (
        Entity(*dgft),
        Entity("ibm", "", "organisation", "Indian Bureau of Mines"),
        notification(12, "exports", "dgft"),
        notification(12, "mines", "ibm"),
        notification(7, "magnets", "dgft"),
    )
    catalogue = Catalogue({entity.slug: entity for entity in entities})
    for text, slugs in (
        ("DGFT Notification No. 12 of 2026", ["exports"]),
        ("Notification No. 12 of 2026 by the Indian Bureau of Mines", ["mines"]),
        ("Notification No. 12 of 2026", []),
        ("Notice No. 7/2026", ["magnets"]),
    ):
        bodies = {"dgft", "ibm"}
        assert [slug for slug in catalogue.slugs_in(text) if slug not in bodies] == slugs


def test_find_gives_each_number_its_own_place_and_never_overlaps() -> None:
    text = "In Announcement Nos. 55 to 58, 61 and 62 of 2025; later Announcement No. 18 of 2025."
    places = dict(mention.split(":", 1) for mention in mentions_in(text, POLICIES))
    assert places == {
        "a55-2025": "55",
        "a58-2025": "58",
        "a61-2025": "61",
        "a62-2025": "62 of 2025",
        "a18-2025": "Announcement No. 18 of 2025",
    }


words = st.sampled_from(NUMBERS["words"].split())


@given(st.lists(words, max_size=14).map(" ".join), st.none() | st.dates())
def test_references_lie_in_the_text_and_never_overlap(text: str, date: dt.date | None) -> None:
    for mention in POLICIES.find(text, date):
        assert 0 <= mention.start < mention.end <= len(text)
        assert mention.entity in POLICIES.entities
    assert all(a.end <= b.start for a, b in pairwise(POLICIES.find(text, date)))
