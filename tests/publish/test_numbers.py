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
from briefing_room.publish.facilities import facilities
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


def value(text: str, when: str | None = None, **fields: str) -> Value:
    keys = {"speaker": "survey", **fields}
    anchor = f"{when or ''}-{keys['speaker']}-{text}".strip("-")
    return Value(text, cites=("count/1-1",), period=read_period(when) if when else None,
                 anchor=anchor, **keys)  # type: ignore[arg-type]  # fmt: skip


def number(*values: Value, unit: str = "%", **fields: object) -> Number:
    return Number("n", "numbers/n.md", "A share", unit, "share of it", values, ("survey",),
                  body="It grows. More of it.", **fields)  # type: ignore[arg-type]  # fmt: skip


def test_values_whose_source_cannot_be_looked_up_say_so_and_have_no_chart(
    small: Small, note: Callable[..., Article]
) -> None:
    text = SEED.replace("    url: https://ore.example/count\n", "    via: a machine-made page\n")
    site = small([], Catalogue(numbers={"n": number(*SHARES)}), [note(text, "count")])
    (item,) = numbers(site)
    assert item.chart is None
    wording = "second-hand, machine-made, no address kept"
    assert source_access(("count/1-1",), site).wording == wording
    page = assemble(site)["numbers/n.md"]
    assert page.count("no address kept</em>") == len(SHARES)
    assert wording in next(entry.about for entry in answers(site) if entry.kind == "number")


def test_a_citation_of_a_number_gives_the_leading_value_and_its_speaker(
    site: Callable[[Number], Publication],
) -> None:
    files = assemble(site(number(*SHARES, value("50%", "2021", speaker="Ore Wire"))))
    plain = html.unescape(files["numbers/n.md"]).partition("<pre")[2]
    assert "“A share”, 80% (The Survey, 2024), one of 4 values" in plain


@pytest.fixture
def site(small: Small, note: Callable[..., Article]) -> Callable[[Number], Publication]:
    def make(shown_number: Number) -> Publication:
        titles = {"survey": "The Survey", "chile": "Chile"}
        names = {
            slug: Entity(slug, f"entities/organisation/{slug}.md", "organisation", name)
            for slug, name in titles.items()
        }
        return small([], Catalogue(names, numbers={"n": shown_number}), [note(SEED, "count")])

    return make


SHARES = (value("40%", "2022"), value("60%", "2023"), value("80%", "2024"))
PLACES = (
    value("10 tonnes", "2024", place="Chile"),
    value("20 tonnes", "2024", place="Peru"),
    value("120 tonnes", "2024", place="Cuba"),
)


@pytest.mark.parametrize(
    ("values", "unit", "kind", "count"),
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
    count: int,
) -> None:
    (item,) = numbers(site(number(*values, unit=unit)))
    if kind is None:
        assert item.chart is None
        return
    assert item.chart is not None
    assert (item.chart.kind, len(item.chart.points)) == (kind, count)
    assert len(item.chart.values) == count
    for point in item.chart.points:
        assert 0 <= point.x_low <= point.x_high <= 100


def test_a_line_ends_where_a_time_is_missing(site: Callable[[Number], Publication]) -> None:
    files = assemble(site(number(*SHARES, value("less than 90%", "2026"))))
    for text in (files["numbers/n.md"], files["numbers/n.svg"]):
        assert text.count('class="step"') == len(SHARES) - 1
        assert text.count('class="step gap"') == 1
    assert "Dotted: no value in our sources for 2025." in files["numbers/n.md"]


def test_the_legend_of_a_chart_of_single_days_says_so(
    site: Callable[[Number], Publication],
) -> None:
    days = (value(f"{20 * day}%", f"2024-05-0{day}") for day in (1, 2, 3))
    (item,) = numbers(site(number(*days)))
    assert item.chart
    assert "By day" in item.chart.legend


def test_the_sentence_beside_a_figure_gives_that_figure(
    site: Callable[[Number], Publication],
) -> None:
    text = "The survey counted [40%](#a). Then it was [80%](#b). It may fall."
    (item,) = numbers(site(replace(number(*SHARES), body=text)))
    assert item.leading_value.value.text == "80%"
    assert item.summary == "The survey counted 40%. Then it was 80%."


def test_every_axis_starts_at_zero(site: Callable[[Number], Publication]) -> None:
    for first in ("2022",):
        far = site(number(value("90%", first), value("92%", "2023"), value("94%", "2024")))
        assert ">0%</text>" in assemble(far)["numbers/n.md"]


def test_the_page_of_a_number_shows_each_value_with_its_passage_and_speaker(
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


def test_the_newest_measured_value_leads_unless_a_person_chose_another(
    site: Callable[[Number], Publication],
) -> None:
    (item,) = numbers(site(number(*SHARES, value("77%", "2030", kind="projection"))))
    assert item.leading_value.wording == "80% (The Survey, 2024)"
    (item,) = numbers(site(number(replace(SHARES[0], leads=True), *SHARES[1:])))
    assert item.leading_value.wording == "40% (The Survey, 2022)"


def test_the_page_of_a_name_shows_the_value_about_it(
    site: Callable[[Number], Publication],
) -> None:
    about = number(*PLACES, unit="tonnes")
    publication = site(replace(about, about=("survey", "chile")))
    ((item, values),) = numbers_of(publication.catalogue.entities["chile"], publication)
    assert [value_shown.value.text for value_shown in values] == ["10 tonnes"]
    elsewhere = values[0]._replace(value=replace(values[0].value, place="Peru"))  # in no chart
    assert [item.draws([value_shown]) for value_shown in (values[0], elsewhere)] == [True, False]


def test_a_name_shows_the_value_of_a_number_about_it_if_no_value_names_another(
    site: Callable[[Number], Publication],
) -> None:
    ore = number(value("11 million tonnes", "2023", speaker="Ore Wire"), unit="tonnes")
    publication = site(replace(ore, about=("survey", "chile")))
    ((_, values),) = numbers_of(publication.catalogue.entities["chile"], publication)
    assert [value_shown.value.text for value_shown in values] == ["11 million tonnes"]
    publication = site(replace(number(*SHARES), about=("survey", "chile")))  # the survey's shares
    assert [v for _, v in numbers_of(publication.catalogue.entities["chile"], publication)] == [()]


def test_a_speaker_on_its_own_share_is_named_once(site: Callable[[Number], Publication]) -> None:
    share = value("60%", "2024", place="The Survey", thing="its own share")
    (item,) = numbers(site(number(share, value("40%", "2022"), value("50%", "2023"))))
    assert "60% (its own share, The Survey, 2024)" in {
        value_shown.wording for value_shown in item.values
    }


def test_the_page_says_that_accounts_differ_if_values_cannot_both_be_right(
    site: Callable[[Number], Publication],
) -> None:
    differ = site(number(value("40%", "2024"), value("80%", "2024", speaker="Ore Wire")))
    assert "<h2>Accounts differ</h2>" in assemble(differ)["numbers/n.md"]
    assert "Accounts differ" not in assemble(site(number(*SHARES)))["numbers/n.md"]


def test_a_value_of_a_list_is_one_of_many(site: Callable[[Number], Publication]) -> None:
    (item,) = numbers(site(number(*PLACES[:2], unit="tonnes", listed_by="country")))
    assert (item.leading_value.value.text, item.others_note) == (
        "10 tonnes",
        "one of 2 values, country by country",
    )


def test_plants_are_listed_from_running_to_planned_with_output_capacity_and_target(
    site_on: Callable[..., Publication],
) -> None:
    site = site_on("2026-12-02")
    statuses = list(site.catalogue.vocabulary.site_statuses)
    for slug in ("magnet-capacity-outside-china", "separation-capacity-outside-china"):
        item = next(item for item in numbers(site) if item.number.slug == slug)
        rows = plants(item, site)
        values_shown = [row for plant in rows for row in (*plant.capacity, *plant.targets)]
        assert sorted(row.value.anchor for row in values_shown) == sorted(
            v.value.anchor for v in item.values
        )
        steps = [plant.facility.facility.status for plant in rows if plant.facility]
        ranks = [statuses.index(step.value) for step in steps if step]
        assert ranks == sorted(ranks)
        for plant in (p for p in rows if p.facility and (p.capacity or p.targets)):
            cited = {*plant.facility.cites} if plant.facility else set()
            assert any(cited.intersection(row.value.cites) for row in values_shown), plant.name
        page = html.unescape(assemble(site)[item.number.path])
        heads = re.findall(r"<th>(.*?)</th>", page)
        assert heads == ["Plant", "Makes now", "Capacity", "Target"]
        assert all(f'id="{row.value.anchor}"' in page for row in values_shown)


def test_a_plant_without_a_published_amount_has_a_row_and_a_target_that_is_over_says_so(
    site_on: Callable[..., Publication],
) -> None:
    site = site_on("2026-12-02")
    path = "numbers/magnet-capacity-outside-china.md"
    page = re.sub(r"<[^>]+>", " ", html.unescape(assemble(site)[path]).partition("</thead>")[2])
    rows = {" ".join(row.split()) for row in page.partition("numbers/")[0].split("\n\n")}
    text = " ".join(rows)
    for maker in (
        "Hanau magnet plant",
        "Proterial magnet plant in Japan",
        "Star Group magnet plants",
    ):
        assert re.search(rf"{maker}.{{,300}}?not published", text), maker
    assert "Takefu magnet plant Shin-Etsu Chemical" in text
    assert re.search(r"GKN magnet production.{,300}Past target 4", text)
    assert "Proterial magnet plant in China" not in text
    assert "JL MAG" not in text
    narva = text.partition("Narva magnet plant")[2].partition("magnet plant")[0]
    assert "not published; past target 2,000 tonnes" in narva
    (line,) = (row for row in facilities(site) if row.name == "Narva magnet plant")
    assert [amount.kind for amount in line.lines] == ["past target", "target"]


def test_plants_with_an_amount_go_first_and_past_ones_are_folded(
    site_on: Callable[..., Publication],
) -> None:
    page = html.unescape(
        assemble(site_on("2026-12-02"))["numbers/magnet-capacity-outside-china.md"]
    )
    table, _, fold = page.partition("<tbody>")[2].partition("<details>")
    places = [table.index(name) for name in ("San Marcos", "Fort Worth", "Noyarey", "Hanau")]
    assert places == sorted(places)
    assert "includes plants in China" in table.partition("Star Group magnet plants")[2][:600]
    for name in ("Star Group magnet plant at Chu Lai", "Hai Phong", "GKN", "Takefu"):
        assert name in fold.partition("</details>")[0], name
        assert name not in table, name
    countries = page.partition("## Values")[2].partition("<table")[0]
    assert "can make in a year, where it is published:" in countries
    assert "<b>United States</b>: 2,000 tonnes (San Marcos magnet plant), about 1,000" in countries
    assert re.search(r"<b>No capacity published</b>: [^<]*Japan", countries)


def test_a_mine_or_plant_that_runs_names_newer_output_that_is_reported_of_it_or_its_owner(
    site_on: Callable[..., Publication],
) -> None:
    notes = {row.name: row.status_note for row in facilities(site_on("2026-12-02"))}
    assert notes["Mount Weld mine"] == (
        "third quarter of 2025; newest reported output of Lynas Rare Earths: second quarter of 2026"
    )
    assert notes["Mountain Pass mine"].startswith(
        "first quarter of 2026, second-hand; newest reported output at Mountain Pass: second "
    )
    assert "output" not in notes["Recycling line at Mountain Pass"]  # planned
    before = {row.name: row.status_note for row in facilities(site_on("2026-04-02"))}
    assert "second quarter of 2026" not in before["Mount Weld mine"]


def test_the_headline_of_an_old_price_has_its_age_and_a_price_the_day_of_a_late_report(
    site_on: Callable[..., Publication],
) -> None:
    site = site_on("2026-12-02")
    files = assemble(site)
    dysprosium, ndpr = (files[f"numbers/price-{good}.md"] for good in ("dysprosium", "ndpr"))
    headline = html.unescape(dysprosium).partition('"number__lead">')[2].partition("</p>")[0]
    assert headline.startswith('<span class="stamp">newest value 9 months old</span><b>$280')
    assert headline.count("9 months") == 1
    assert ">newest value 9 weeks old</span><b>" in ndpr
    for path in ("numbers/index.md", "entities/mineral/dysprosium.md"):
        assert "newest value 9 months old" in files[path], path
    assert "newest value" not in files["numbers/mine-output-by-country.md"]
    found = {answer.address: answer.about for answer in answers(site)}
    assert found["numbers/price-dysprosium/"].endswith("; newest value 9 months old")
    assert "newest value" not in found["numbers/mine-output-by-country/"]
    fresh = assemble(site_on("2026-04-02"))["numbers/price-dysprosium.md"]
    assert "newest value" not in fresh
    assert not re.search(r"<b>[^<]*<small>", ndpr)
    assert ", reported 8 Oct 2026: " in ndpr.partition("number__lead")[2].partition("</p>")[0]
    assert "July 2025 <small>(reported 18 Feb 2026)</small>" in ndpr


def test_a_value_read_through_another_outlet_is_marked_second_hand_everywhere(
    small: Small, note: Callable[..., Article]
) -> None:
    relayed = number(value("40%", "2024", via="Ore Wire"), value("60%", "2023"))
    site = small([], Catalogue(numbers={"n": relayed}), [note(SEED, "count")])
    (item,) = numbers(site)
    assert item.leading_value.attribution == "survey, via Ore Wire, second-hand"
    files = assemble(site)
    for path in ("numbers/n.md", "numbers/index.md"):
        assert "via Ore Wire" in files[path], path
        assert "second-hand" in files[path], path
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


def test_a_name_shows_an_undated_value_beside_the_newest_one(
    site: Callable[[Number], Publication],
) -> None:
    newest, older, undated = (
        value("80%", "2025", place="Chile"),
        value("60%", "2024", place="Chile"),
        value("40%", place="Chile"),
    )
    publication = site(replace(number(older, newest, undated), about=("survey", "chile")))
    ((_, values),) = numbers_of(publication.catalogue.entities["chile"], publication)
    assert [v.value.text for v in values] == ["80%", "40%"]
