from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.catalogue.entries import Catalogue, Entity

CATALOGUE = Catalogue(
    {
        entity.slug: entity
        for entity in (
            Entity("china", "country", "", "China", ("Beijing",), ("Chinese",)),
            Entity("us", "country", "", "United States", ("US", "U.S.", "Washington"), ()),
            Entity("mofcom", "organisation", "", "MOFCOM", ("Chinese commerce ministry",)),
            Entity("scmp", "organisation", "", "South China Morning Post", ("SCMP",)),
            Entity("cnre", "organisation", "", "China Northern Rare Earth", ()),
            Entity("trump", "person", "", "Donald Trump", ("Trump", "President Donald")),
            Entity("ree", "mineral", "", "Rare-earth elements", ("rare earths", "rare-earth ore")),
            Entity("sejourne", "person", "", "Stéphane Séjourné", ("Séjourné",)),
            Entity("daily", "organisation", "", "People's Daily", ()),
        )
    },
    stop_names=("South China", "South China Sea", "Donald Trump Jr."),
)


def found(text: str) -> list[str]:
    return [f"{m.entity}:{text[m.start : m.end]}" for m in CATALOGUE.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The South China Morning Post reported.", ["scmp:South China Morning Post"]),
        ("Ships left the South China Sea.", []),
        ("Donald Trump Jr. came with Donald Trump.", ["trump:Donald Trump"]),
        ("President Donald Trump spoke.", ["trump:President Donald Trump"]),
        ("The Chinese commerce ministry spoke.", ["mofcom:Chinese commerce ministry"]),
        ("China Northern Rare Earth raised prices.", ["cnre:China Northern Rare Earth"]),
        ("A China-based firm and U.S.-China talks", ["china:China", "us:U.S.", "china:China"]),
        ("It sought non-Chinese, China-free supply.", []),
        ("An anti-China bloc, China’s reply", ["china:China", "china:China"]),
        ("People’s Daily said so.", ["daily:People’s Daily"]),
        ("chinese CHINA Chinas USA", []),
        ("It cost US$5bn; see https://us.gov/China or china.com.", []),
        ("rare\nearths from rare-\nearth ore", ["ree:rare\nearths", "ree:rare-\nearth ore"]),
        ("rare\n\nearths", []),
        ("Rare earths rose.", ["ree:Rare earths"]),
        ("rare\u00a0earths, ra\u00adre earths", ["ree:rare\u00a0earths", "ree:ra\u00adre earths"]),
        ("Se\u0301journe\u0301 left", ["sejourne:Se\u0301journe\u0301"]),
        ("*China* and _Beijing_", ["china:China", "china:Beijing"]),
        ("", []),
    ],
)
def test_names_are_found_whole_longest_first_and_as_written(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The Bank of China lent the money.",
        "He told China Petroleum Daily about it.",
        "Eric Trump opened the plant.",
        "The freight came by Air China last week.",
        "The plan was shown in Trump Tower last week.",
        "The Industrial and Commercial Bank of China was asked.",
    ],
)
def test_a_part_of_a_longer_unknown_name_is_no_mention(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The Chinese Ministry of Natural Resources agreed.",
        "A US Department of Energy official said so.",
        "When Trump met him, nothing changed.",
        "China said on Monday that the Bank was closed.",
        "China Bans Exports To US Steel",
        "The government of China agreed.",
        "Shenghe Resources of China bought the ore.",
        "The United States and ReElement Technologies signed the deal.",
    ],
)
def test_organs_of_a_country_titles_and_headlines_keep_their_mentions(text: str) -> None:
    assert found(text)


@given(st.text(alphabet="China’ -\n\u00ad.UStrumpé\u0301", max_size=60))
def test_mentions_lie_in_the_text_in_order_and_apart(text: str) -> None:
    mentions = CATALOGUE.find(text)
    ends = [0, *(m.end for m in mentions)]
    assert all(m.start >= end for m, end in zip(mentions, ends, strict=False))
    assert all(0 <= m.start < m.end <= len(text) for m in mentions)


def test_the_order_of_the_entries_does_not_matter() -> None:
    other = Catalogue(dict(reversed(CATALOGUE.entities.items())), stop_names=CATALOGUE.stop_names)
    text = "Beijing, US, Trump and the South China Morning Post"
    assert other.find(text) == CATALOGUE.find(text)
