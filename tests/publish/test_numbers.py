"""Key numbers: charts of one basis only, values with who says them, citations that credit them."""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Callable
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from briefing_room.catalogue.catalogue import Catalogue
from briefing_room.catalogue.entries import Entity
from briefing_room.catalogue.numbers import Number, Value
from briefing_room.model import Article
from briefing_room.publish.answers import answers
from briefing_room.publish.assemble import assemble
from briefing_room.publish.key_numbers import numbers, numbers_of
from briefing_room.publish.plants import plants
from briefing_room.publish.provenance import source_access
from briefing_room.publish.publication import Publication
from briefing_room.text.periods import read_period

Small = Callable[..., Publication]
SEED = """---
title: A count
date: 2026-05-01
kind: note
sources:
  - publisher: Ore Wire
    url: https://ore.example/count
---
The survey counted 40%, 60% and 80%. It counted 10 tonnes, 20 tonnes and 120 tonnes.
"""


def value(text: str, when: str | None = None, **more: str) -> Value:
    given = {"speaker": "survey", **more}
    anchor = f"{when or ''}-{given['speaker']}-{text}".strip("-")
    return Value(text, cites=("count/1-1",), period=read_period(when) if when else None,
                 anchor=anchor, **given)  # type: ignore[arg-type]  # fmt: skip


def number(*values: Value, unit: str = "%", **more: object) -> Number:
    return Number("n", "numbers/n.md", "A share", unit, "share of it", values, ("survey",),
                  body="It grows. More of it.", **more)  # type: ignore[arg-type]  # fmt: skip


def test_what_cannot_be_looked_up_is_drawn_nowhere_and_says_so(
    small: Small, note: Callable[..., Article]
) -> None:
    text = SEED.replace("    url: https://ore.example/count\n", "    via: a machine-made page\n")
    site = small([], Catalogue(numbers={"n": number(*SHARES)}), [note(text, "count")])
    (one,) = numbers(site)
    assert one.chart is None
    told = "second-hand, machine-made, no address kept"
    assert source_access(("count/1-1",), site).wording == told
    page = assemble(site)["numbers/n.md"]
    assert page.count("no address kept</em>") == len(SHARES)
    assert told in next(found.about for found in answers(site) if found.kind == "number")


def test_a_number_is_cited_as_the_page_with_the_leading_value_and_whose_it_is(
    site: Callable[[Number], Publication],
) -> None:
    both = assemble(site(number(*SHARES, value("50%", "2021", speaker="Ore Wire"))))
    plain = html.unescape(both["numbers/n.md"]).partition("<pre")[2]
    assert "“A share”, 80% (The Survey, 2024), one of 4 values" in plain


@pytest.fixture
def site(small: Small, note: Callable[..., Article]) -> Callable[[Number], Publication]:
    def make(one: Number) -> Publication:
        called = {"survey": "The Survey", "chile": "Chile"}
        names = {
            slug: Entity(slug, f"entities/organisation/{slug}.md", "organisation", name)
            for slug, name in called.items()
        }
        return small([], Catalogue(names, numbers={"n": one}), [note(SEED, "count")])

    return make


SHARES = (value("40%", "2022"), value("60%", "2023"), value("80%", "2024"))
PLACES = (
    value("10 tonnes", "2024", place="Chile"),
    value("20 tonnes", "2024", place="Peru"),
    value("120 tonnes", "2024", place="Cuba"),
)


@pytest.mark.parametrize(
    ("values", "unit", "kind", "shown"),
    [
        (SHARES, "%", "line", 3),
        ((*SHARES, value("1%", "2024", basis="by weight")), "%", "line", 3),
        (PLACES, "tonnes", "bars", 3),
        ((value("10 tonnes", "2024-05"), value("20 tonnes", "2024-06"), value("120 tonnes", "2024"),
          value("20 tonnes", "2024", speaker="Ore Wire")), "tonnes", None, 0),
        ((replace(value("120 tonnes", "2024"), leads=True), value("10 tonnes", "2024-05"),
          value("20 tonnes", "2024-06"), value("10 tonnes", "2024-07")), "tonnes", "line", 3),
        ((value("60%"), value("80%", basis="by weight")), "%", None, 0),
        ((value("60%"), value("80%", speaker="Ore Wire", via="China Daily")), "%", None, 0),
        ((value("60%"),), "%", None, 0),
    ],
)  # fmt: skip
def test_a_chart_shows_values_of_one_basis(
    site: Callable[[Number], Publication],
    values: tuple[Value, ...],
    unit: str,
    kind: str | None,
    shown: int,
) -> None:
    (one,) = numbers(site(number(*values, unit=unit)))
    if kind is None:
        assert one.chart is None
        return
    assert one.chart is not None
    assert (one.chart.kind, len(one.chart.marks)) == (kind, shown)
    assert len(one.chart.drawn) == shown
    for mark in one.chart.marks:
        assert 0 <= mark.low <= mark.high <= 100


def test_a_line_ends_where_a_time_is_missing(site: Callable[[Number], Publication]) -> None:
    files = assemble(site(number(*SHARES, value("less than 90%", "2026"))))
    for text in (files["numbers/n.md"], files["numbers/n.svg"]):
        assert text.count('class="step"') == len(SHARES) - 1
        assert text.count('class="step gap"') == 1
    assert "Dotted: no value in our sources for 2025." in files["numbers/n.md"]


def test_every_axis_starts_at_zero(site: Callable[[Number], Publication]) -> None:
    for first in ("2022",):
        far = site(number(value("90%", first), value("92%", "2023"), value("94%", "2024")))
        assert ">0%</text>" in assemble(far)["numbers/n.md"]


def test_the_page_of_a_number_tells_each_value_with_its_passage_and_credits_its_source(
    site: Callable[[Number], Publication],
) -> None:
    files = assemble(site(number(*SHARES, value("77%", "2030", kind="projection"), featured=1)))
    text = html.unescape(files["numbers/n.md"])
    assert '<tr id="2024-survey-80%">' in text
    assert "Our note says:</i> The survey counted 40%, 60% and 80%.</p>" in text
    assert "“A share”, 80% (The Survey, 2024), one of 4 values, The test briefing" in text
    assert "projection" in text
    assert "It grows." in html.unescape(files["index.md"])
    svg = ET.fromstring(files["numbers/n.svg"])
    assert svg.tag.endswith("svg")
    rows = list(csv.DictReader(io.StringIO(files["numbers/n.csv"])))
    assert [row["value"] for row in rows] == ["80%", "60%", "40%", "77%"]  # newest first
    assert rows[0]["says"] == "The Survey"


def test_a_value_without_a_number_has_empty_cells_in_the_file(
    site: Callable[[Number], Publication],
) -> None:
    file = assemble(site(number(value("most", "2025"), *SHARES)))["data/numbers.csv"]
    row, *_ = (row for row in csv.DictReader(io.StringIO(file)) if row["value"] == "most")
    assert (row["value_min"], row["value_max"], row["qualifier"]) == ("", "", "")


def test_what_is_newest_and_measured_stands_for_a_number_or_what_a_person_set(
    site: Callable[[Number], Publication],
) -> None:
    (one,) = numbers(site(number(*SHARES, value("77%", "2030", kind="projection"))))
    assert one.lead.wording == "80% (The Survey, 2024)"
    (one,) = numbers(site(number(replace(SHARES[0], leads=True), *SHARES[1:])))
    assert one.lead.wording == "40% (The Survey, 2022)"


def test_on_the_page_of_a_name_stands_the_value_that_is_about_it(
    site: Callable[[Number], Publication],
) -> None:
    about = number(*PLACES, unit="tonnes")
    made = site(replace(about, about=("survey", "chile")))
    ((one, told),) = numbers_of(made.catalogue.entities["chile"], made)
    assert [each.value.text for each in told] == ["10 tonnes"]
    other = told[0]._replace(value=replace(told[0].value, place="Peru"))  # in no chart
    assert [one.draws([each]) for each in (told[0], other)] == [True, False]


def test_who_says_it_of_himself_is_named_once(site: Callable[[Number], Publication]) -> None:
    own = value("60%", "2024", place="The Survey", thing="its own share")
    (one,) = numbers(site(number(own, value("40%", "2022"), value("50%", "2023"))))
    assert "60% (its own share, The Survey, 2024)" in {told.wording for told in one.values}


def test_of_values_that_cannot_both_be_right_it_is_said_that_accounts_differ(
    site: Callable[[Number], Publication],
) -> None:
    differ = site(number(value("40%", "2024"), value("80%", "2024", speaker="Ore Wire")))
    assert "<h2>Accounts differ</h2>" in assemble(differ)["numbers/n.md"]
    assert "Accounts differ" not in assemble(site(number(*SHARES)))["numbers/n.md"]


def test_a_value_of_a_list_is_one_of_many(site: Callable[[Number], Publication]) -> None:
    (one,) = numbers(site(number(*PLACES[:2], unit="tonnes", listed_by="country")))
    assert (one.lead.value.text, one.others) == ("10 tonnes", "one of 2 values, country by country")


def test_plants_are_listed_from_running_to_planned_with_what_each_makes_could_make_and_plans(
    site_on: Callable[..., Publication],
) -> None:
    site = site_on("2026-12-02")
    statuses = list(site.catalogue.vocabulary.site_statuses)
    for slug in ("magnet-capacity-outside-china", "separation-capacity-outside-china"):
        item = next(item for item in numbers(site) if item.number.slug == slug)
        rows = plants(item, site)
        told = [row for plant in rows for row in (*plant.capacity, *plant.targets)]
        assert sorted(row.value.anchor for row in told) == sorted(
            v.value.anchor for v in item.values
        )
        steps = [plant.site.site.status for plant in rows if plant.site]
        ranks = [statuses.index(step.value) for step in steps if step]
        assert ranks == sorted(ranks)
        for plant in (plant for plant in rows if plant.site):
            cited = {*plant.site.cites} if plant.site else set()
            assert any(cited.intersection(row.value.cites) for row in told), plant.name
        page = html.unescape(assemble(site)[item.number.path])
        heads = re.findall(r"<th>(.*?)</th>", page)
        assert heads == ["Plant", "Makes now", "Capacity", "Target"]
        assert all(f'id="{row.value.anchor}"' in page for row in told)


def test_what_was_read_at_an_outlet_is_second_hand_wherever_it_is_shown(
    small: Small, note: Callable[..., Article]
) -> None:
    relayed = number(value("40%", "2024", via="Ore Wire"), value("60%", "2023"))
    site = small([], Catalogue(numbers={"n": relayed}), [note(SEED, "count")])
    (item,) = numbers(site)
    assert item.lead.attribution == "survey, via Ore Wire, second-hand"
    made = assemble(site)
    for path in ("numbers/n.md", "numbers/index.md"):
        assert "via Ore Wire" in made[path], path
        assert "second-hand" in made[path], path
    assert "via Ore Wire, second-hand" in next(a.about for a in answers(site) if a.kind == "number")


def test_a_speaker_is_shown_by_its_shortest_name_and_a_note_on_prices_dates_nothing(
    small: Small, note: Callable[..., Article]
) -> None:
    names = ("International Ore Agency", "IOA WORLD", "IOA")
    path = "entities/organisation/survey.md"
    agency = Entity("survey", path, "organisation", names[0], names[1:])
    priced = number(value("10 tonnes", note="reported in 2019 prices"), unit="tonnes")
    seed = note(
        SEED.replace("/count\n", "/count\n    date: 2026-05-01\n    tells: [1-1]\n"), "count"
    )
    site = small([], Catalogue({"survey": agency}, numbers={"n": priced}), [seed])
    (row,) = numbers(site)[0].values
    assert row.initials == "IOA"
    assert row.reported is not None
    assert (row.date_text, row.end) == ("reported in 2019 prices", None)
