from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from generator.catalogue.measures import Measure, Suspension
from generator.publish.publication import Publication
from generator.publish.spans import Bar, bars, spans
from generator.publish.standings import Standing, standing, standings
from generator.publish.views.measure_timeline import NARROW, WIDE, Layout, figure, svg

SiteOn = Callable[..., Publication]


def item(site: Publication, slug: str) -> Standing:
    found = standing(site.catalogue.entities[slug], site)
    assert found is not None
    return found


def kinds(site: Publication, slug: str) -> list[list[tuple[str, str]]]:
    return [
        [(span.kind, str(span.start)) for span in spans(bar, site.as_of)]
        for bar in bars(item(site, slug))
    ]


def test_a_measure_suspended_before_its_start_has_no_span_in_force(site_on: SiteOn) -> None:
    assert kinds(site_on("2026-11-24"), "announcement-57-2025") == [
        [("announced", "2025-10-09"), ("suspended", "2025-11-07"), ("unknown", "2026-11-11")]
    ]


def test_a_measure_that_took_effect_has_one(site_on: SiteOn) -> None:
    assert kinds(site_on("2026-11-24"), "announcement-62-2025") == [
        [("in-force", "2025-10-09"), ("suspended", "2025-11-07"), ("unknown", "2026-11-11")]
    ]


def test_parts_that_differ_have_a_row_each(site_on: SiteOn) -> None:
    military, country = kinds(site_on("2026-11-24"), "announcement-46-2024")
    assert [kind for kind, _ in military] == ["in-force", "unknown"]
    assert [kind for kind, _ in country] == ["in-force", "suspended"]


def test_a_part_that_applied_before_all_were_suspended_has_a_row_with_its_span(
    site_on: SiteOn,
) -> None:
    site = site_on("2026-11-24")
    abroad, technology, sent_on = kinds(site, "announcement-61-2025")
    paused = [("suspended", "2025-11-07"), ("unknown", "2026-11-11")]
    assert abroad == technology == [("announced", "2025-10-09"), *paused]
    assert sent_on == [("in-force", "2025-10-09"), *paused]


def test_a_measure_that_came_back_or_was_dropped_is_drawn_so() -> None:
    today = dt.date(2026, 6, 1)
    pause = Suspension(dt.date(2025, 3, 1), dt.date(2025, 4, 1), None, dt.date(2025, 4, 10))
    back = Measure("tariff", announced=dt.date(2025, 1, 1), effective=dt.date(2025, 2, 1))
    rows = (
        (replace(back, suspensions=(pause,)), ["announced", "in-force", "suspended", "announced"]),
        (replace(back, ended=dt.date(2025, 9, 1)), ["announced", "in-force"]),
        (replace(back, took_effect=False), ["announced", "unknown"]),
    )
    for measure, kinds_ in rows:
        found = [span.kind for span in spans(Bar("A", "", measure, today), today)]
        assert found[: len(kinds_)] == kinds_
        assert len(found) <= len(kinds_) + 1


def test_after_the_last_report_nothing_is_drawn_as_in_force(site_on: SiteOn) -> None:
    site = site_on("2026-11-24")
    for entity in site.catalogue.entities.values():
        found = standing(entity, site)
        for bar in bars(found) if found else ():
            for span in spans(bar, site.as_of):
                if span.kind == "in-force":
                    assert bar.reaches is not None
                    assert span.end <= bar.reaches


def test_spans_follow_each_other_without_a_gap(site_on: SiteOn) -> None:
    site = site_on("2026-11-24")
    for found in standings(site):
        for bar in bars(found):
            drawn = spans(bar, site.as_of)
            for before, after in pairwise(drawn):
                assert before.end + dt.timedelta(days=1) == after.start


def test_the_drawing_is_sound_and_says_what_it_shows(site_on: SiteOn) -> None:
    site = site_on("2026-11-24")
    drawing = ET.fromstring(svg(site, "measures.md"))
    space = {"s": "http://www.w3.org/2000/svg"}
    assert drawing.find("s:title", space) is not None
    assert drawing.find("s:desc", space) is not None
    width = float(drawing.attrib["viewBox"].split()[2])
    for box in drawing.iterfind("s:rect", space):
        assert 0 < float(box.attrib["x"]) + float(box.attrib["width"]) <= width + 2
    assert not re.search(r"(?:script|style=)", svg(site, "measures.md"))


@pytest.mark.parametrize("layout", [WIDE, NARROW])
def test_each_name_in_the_drawing_is_a_link_to_its_measure(layout: Layout, site_on: SiteOn) -> None:
    site = site_on("2026-11-24")
    drawing = ET.fromstring(svg(site, "measures.md", layout))
    space = {"s": "http://www.w3.org/2000/svg"}
    assert drawing.attrib["role"] == "group"  # what is an image as a whole hides its links
    links = {
        " ".join("".join(link.itertext()).split()): link.attrib["href"]
        for link in drawing.iterfind("s:a", space)
    }
    assert links["Announcement 18 of 2025"] == "../entities/policy/announcement-18-2025/"
    parts = next(words for words in links if words.startswith("Announcement 61 of 2025 – "))
    assert "make up 0.1 per cent or more of the value" in parts  # told in full
    assert "…" not in "".join(links)


def test_a_table_says_the_same(site_on: SiteOn) -> None:
    site = site_on("2026-11-24")
    text = figure(site)
    assert "| Announced | Start | Suspended | Ended |" in text
    assert "7 Nov 2025 – 10 Nov 2026" in text


def test_a_part_has_its_own_day_of_announcement_or_none(site_on: SiteOn) -> None:
    rows = [line for line in figure(site_on("2026-11-24")).splitlines() if line.startswith("| ")]
    [second] = [row for row in rows if "Announcement No. 22 of 9 April" in row]
    assert " | 9 Apr 2025 | 10 Apr 2025 | " in second
    [older] = [row for row in rows if "magnets and certain tungsten" in row]
    assert " | — | 30 Apr 2019 | " in older


def test_before_anything_was_announced_there_is_no_drawing(site_on: SiteOn) -> None:
    assert figure(site_on("1990-01-01")) == ""
