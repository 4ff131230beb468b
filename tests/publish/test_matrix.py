from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable

import pytest

from generator.catalogue.status import State
from generator.publish.controls import RARE_EARTHS, blocks, stages_covered
from generator.publish.publication import Publication
from generator.publish.views import matrix, tiles
from generator.publish.words import day

SiteOn = Callable[..., Publication]

SEVEN = ["Sm", "Gd", "Tb", "Dy", "Lu", "Sc", "Y"]
FIVE = ["Ho", "Er", "Tm", "Eu", "Yb"]
NO_CONTROL = ["La", "Ce", "Pr", "Nd", "Pm"]


def by_symbol(site: Publication) -> dict[str, list[tuple[str, State]]]:
    rows = blocks(site)[0].rows
    return {
        mineral.symbol or "": [(c.standing.name, c.standing.status.state) for c in cells]
        for mineral, cells in rows
    }


def test_the_matrix_of_24_november_2026(site_on: SiteOn) -> None:
    found = by_symbol(site_on("2026-11-24"))
    assert list(found) == list(RARE_EARTHS)
    for symbol in SEVEN:
        assert found[symbol] == [("Announcement 18 of 2025", State.IN_FORCE)]
    for symbol in FIVE:
        assert found[symbol] == [("Announcement 57 of 2025", State.LAPSED)]
    for symbol in NO_CONTROL:
        assert found[symbol] == []


@pytest.mark.parametrize(
    ("day", "state"),
    [
        ("2025-10-08", State.NOT_ANNOUNCED),
        ("2025-10-09", State.FUTURE),
        ("2025-11-07", State.SUSPENDED),
        ("2026-11-09", State.SUSPENDED),
        ("2026-11-10", State.SUSPENDED),
        ("2026-11-11", State.LAPSED),
    ],
)
def test_the_five_elements_of_october_2025_read_rightly_on_each_day(
    site_on: SiteOn, day: str, state: State
) -> None:
    assert by_symbol(site_on(day))["Ho"] == [("Announcement 57 of 2025", state)]


def test_a_rule_on_the_group_marks_no_element(site_on: SiteOn) -> None:
    site = site_on("2026-11-24")
    groups = {mineral.slug: cells for mineral, cells in blocks(site)[2].rows}
    names = {cell.standing.name for cell in groups["rare-earth-elements"]}
    assert "Announcement 61 of 2025" in names
    assert all("61" not in name for cells in by_symbol(site).values() for name, _ in cells)


def test_every_cell_opens_a_source_that_says_it(site_on: SiteOn) -> None:
    """A seed behind a cell names the mineral, and the measure by name, by its day or issuer."""
    site = site_on("2026-11-24")
    for block in blocks(site):
        for mineral, cells in block.rows:
            for cell in cells:
                first = cell.sources[0]
                if first.path is None:
                    continue
                seed = site.articles[first.path.removeprefix("stories/").removesuffix(".md")]
                named = site.catalogue.named(seed.text, seed.date)
                wider = ("magnet" if "magnet" in mineral.slug else "rare earth") in seed.text
                of_group = mineral.symbol is None and wider
                assert mineral.slug in named or of_group, (mineral.slug, seed.id)
                measure = cell.standing.measure
                days = [d for d in (measure.announced, measure.effective) if d]
                written = [day(d).rsplit(" ", 1) for d in days]  # "15 September of that year"
                dated = any(date in seed.text and year in seed.text for date, year in written)
                by_name = cell.standing.entity.slug in named
                what = re.search(r"\b(?:bans?|forbid|licen[cs])", seed.text)
                by_issuer = measure.issuer in named and what
                assert by_name or dated or seed.date in days or by_issuer, (mineral.slug, seed.id)


def test_a_cell_rests_on_a_page_elsewhere_only_where_no_seed_says_it(site_on: SiteOn) -> None:
    site = site_on("2026-11-24")
    named = {s.id: site.catalogue.named(s.text, s.date) for s in site.articles.values()}
    outside = [
        (mineral.slug, cell.standing.entity.slug)
        for block in blocks(site)
        for mineral, cells in block.rows
        for cell in cells
        if cell.sources[0].address
    ]
    assert outside  # they are marked as such
    for mineral_slug, measure in outside:
        assert not [s for s, slugs in named.items() if {mineral_slug, measure} <= set(slugs)]
    page = matrix.view(site)[matrix.PAGE]
    hosts = re.findall(r"(?:Sources?: |; )\[([\w-]+\.)+[a-z]+\]\(http", page)
    assert len(hosts) >= len(outside)


def test_a_day_in_a_cell_is_given_by_a_source_that_the_cell_opens(site_on: SiteOn) -> None:
    """A story that gives it, or a page elsewhere where no story of the measure does."""
    site = site_on("2026-11-24")
    rows = {
        (c.mineral.slug, c.standing.entity.slug): c
        for b in blocks(site)
        for _, r in b.rows
        for c in r
    }
    holmium = rows["holmium", "announcement-57-2025"]
    assert [source.seed for source in holmium.sources] == [
        "2025-10-09-extraterritorial-rare-earth-controls",
        "2025-11-07-october-controls-suspended",
    ]
    samarium = rows["samarium", "announcement-18-2025"]
    assert samarium.sources[-1].seed == "2026-05-17-beijing-summit-rare-earth-fact-sheet"
    ban = rows["rare-earth-elements", "malaysia-raw-rare-earth-export-ban"]
    assert ban.sources[0].seed == "2025-10-29-malaysia-keeps-raw-rare-earth-export-ban"
    assert "rareearthexchanges.com" in (ban.sources[1].address or "")
    for cell in rows.values():
        for part in [status for _, status in cell.standing.status.parts] or [cell.standing.status]:
            for date in filter(None, (part.since, part.until)):
                month = f"{date:%B}"
                told = [site.articles[s.seed] for s in cell.sources if s.seed]
                written = rf"\b(?:{date.day} {month}|{month} {date.day})\b"
                by_story = any(a.date == date or re.search(written, a.text) for a in told)
                assert by_story or any(s.address for s in cell.sources), (cell, date)


def test_an_empty_cell_says_so_and_disputes_stand_beside_the_date(site_on: SiteOn) -> None:
    text = matrix.view(site_on("2026-11-24"))[matrix.PAGE]
    lanthanum = next(line for line in text.splitlines() if "**La**" in line)
    assert "none by element in our sources" in lanthanum
    samarium = next(line for line in text.splitlines() if "**Sm**" in line)
    assert "Monexus dated these restrictions to March 2025" in samarium


def test_the_data_files_say_the_same_as_the_page(site_on: SiteOn) -> None:
    files = matrix.view(site_on("2026-11-24"))
    rows = list(csv.DictReader(io.StringIO(files[matrix.CSV])))
    assert rows == json.loads(files[matrix.JSON])["rows"]
    holmium = next(row for row in rows if row["symbol"] == "Ho")
    assert holmium["suspended_until"] == "2026-11-10"
    assert holmium["sources_reach_to"] < "2026-11-10"


def test_the_strip_has_one_box_for_each_rare_earth(site_on: SiteOn) -> None:
    strip = tiles.strip(site_on("2026-11-24"))
    assert re.findall(r'tile__symbol">(\w+)<', strip) == list(RARE_EARTHS)
    assert strip.count(".tile--in-force") == 7
    assert strip.count(".tile--lapsed") == 5
    assert strip.count(".tile--none") == 5


def test_below_the_strip_stand_the_controls_on_other_minerals(
    site_on: SiteOn,
) -> None:
    told = tiles.others(site_on("2026-11-24"))
    assert told.index("**in force**") < told.index("[Gallium](entities/mineral/gallium.md)")
    assert "when last reported: " in told
    assert "magnets" not in told
    assert "[Dysprosium]" not in told
    assert tiles.others(site_on("2023-07-01")).count("Gallium") == 0


def test_a_tile_never_says_lapsed_as_if_the_control_were_gone(site_on: SiteOn) -> None:
    strip = tiles.strip(site_on("2026-11-24"))
    assert 'tile__status">lapsed' not in strip
    assert strip.count('tile__status">unknown') == 5
    assert "its suspension has lapsed and no source says what followed" in strip


def test_a_mineral_has_only_the_stages_of_the_parts_that_name_it(site_on: SiteOn) -> None:
    rows = {
        (cell.mineral.slug, cell.standing.entity.slug): stages_covered(cell)
        for block in blocks(site_on("2026-11-24"))
        for _, cells in block.rows
        for cell in cells
    }
    assert rows["graphite", "section-301-magnet-duty"] == ()
    assert rows["ndfeb-magnets", "section-301-magnet-duty"] == ("magnets",)
    assert rows["tungsten", "dfars-magnet-rule"] == ("mining", "separation", "metals")


@pytest.mark.parametrize("day", ["09", "10", "11", "24", "27", "28"])
def test_the_strip_and_the_pages_of_the_elements_say_what_the_matrix_says(
    site_on: SiteOn, day: str
) -> None:
    site = site_on(f"2026-11-{day}")
    rows = csv.DictReader(io.StringIO(str(matrix.view(site)[matrix.CSV])))
    words: dict[str, str] = {}
    for row in rows:
        words.setdefault(row["symbol"], row["status_in_words"] or row["status"])
    strip = tiles.strip(site, "index.md")
    for element in site.catalogue.entities.values():
        if element.symbol in RARE_EARTHS:
            shown = words[element.symbol]
            assert f"{element.name}: {shown}" in strip
            assert f'title="{shown}"' in tiles.mark(element, site)
