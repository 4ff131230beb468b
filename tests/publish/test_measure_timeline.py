from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree import ElementTree as ET

from generator.publish.publication import Publication
from generator.publish.standings import Standing, standing
from generator.publish.views.measure_timeline import figure, spans, svg

SiteOn = Callable[..., Publication]


def item(site: Publication, slug: str) -> Standing:
    found = standing(site.catalogue.entities[slug], site)
    assert found is not None
    return found


def kinds(site: Publication, slug: str) -> list[tuple[str, str]]:
    return [(span.kind, str(span.start)) for span in spans(item(site, slug), site.as_of)]


def test_a_measure_suspended_before_its_start_has_no_span_in_force(site_on: SiteOn) -> None:
    assert kinds(site_on("2026-11-24"), "announcement-57-2025") == [
        ("announced", "2025-10-09"),
        ("suspended", "2025-11-07"),
        ("unknown", "2026-11-10"),
    ]


def test_a_measure_that_took_effect_has_one(site_on: SiteOn) -> None:
    assert kinds(site_on("2026-11-24"), "announcement-62-2025") == [
        ("in-force", "2025-10-09"),
        ("suspended", "2025-11-07"),
        ("unknown", "2026-11-10"),
    ]


def test_after_the_last_report_nothing_is_drawn_as_in_force(site_on: SiteOn) -> None:
    site = site_on("2026-11-24")
    for entity in site.catalogue.entities.values():
        found = standing(entity, site)
        if found and found.status.reaches:
            for span in spans(found, site.as_of):
                if span.kind == "in-force" and not found.measure.ended:
                    assert span.end <= found.status.reaches or found.measure.suspended


def test_the_drawing_is_sound_and_says_what_it_shows(site_on: SiteOn) -> None:
    site = site_on("2026-11-24")
    drawing = ET.fromstring(svg(site))
    space = {"s": "http://www.w3.org/2000/svg"}
    assert drawing.find("s:title", space) is not None
    assert drawing.find("s:desc", space) is not None
    width = float(drawing.attrib["viewBox"].split()[2])
    for box in drawing.iterfind("s:rect", space):
        assert 0 < float(box.attrib["x"]) + float(box.attrib["width"]) <= width + 2
    assert not re.search(r"(?:href|script|style=)", svg(site))


def test_a_table_says_the_same(site_on: SiteOn) -> None:
    site = site_on("2026-11-24")
    text = figure(site)
    assert "| Announced | Applies from | Suspended | Ended |" in text
    assert "7 Nov 2025 – 10 Nov 2026" in text


def test_before_anything_was_announced_there_is_no_drawing(site_on: SiteOn) -> None:
    assert figure(site_on("1990-01-01")) == ""
