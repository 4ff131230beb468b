"""Editions of one text: copies are one origin, and the page shows the latest numbers."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from briefing_room.catalogue.catalogue import Catalogue
from briefing_room.compose.briefing import compose_briefing
from briefing_room.extract.facts import extract_facts
from briefing_room.model import Article, Briefing
from shared import group, read_text

WIRE = Path(__file__).parent.parent / "ingest/dirty/wire-points-first.txt"


def seed(name: str, text: str, **front: object) -> Article:
    return read_text(name, f"seeds/{name}.txt", text, front)


def edition(name: str, label: str, rate: str, **front: object) -> Article:
    text = WIRE.read_text("utf-8").replace("UPDATE 2-", label).replace("15%", rate)
    return seed(name, text, **front)


def page(
    articles: list[Article], catalogue: Catalogue, page_ids: dict[str, str] | None = None
) -> Briefing:
    known = {article.id: extract_facts(article, catalogue) for article in articles}
    (story,) = group(articles, page_ids, catalogue)
    return compose_briefing(story, catalogue, known.__getitem__)


def test_of_three_editions_the_corrected_one_is_shown(catalogue: Catalogue) -> None:
    articles = [
        edition("a", "UPDATE 2-", "15%"),
        edition("b", "UPDATE 3-", "16%"),
        edition("c", "CORRECTED-", "10%"),
    ]
    composed = page(articles, catalogue)
    assert composed.story.origins == 1
    assert "10% tax" in composed.statements[0].text


def test_a_shorter_corrected_text_outweighs_the_longer_one(catalogue: Catalogue) -> None:
    longer = edition("a", "UPDATE 2-", "15%")
    text = longer.text.replace("UPDATE 2-", "CORRECTED-").replace("15%", "10%")
    corrected = seed("b", text.split("It was not immediately")[0])
    assert "10% tax" in page([longer, corrected], catalogue).statements[0].text


def test_of_editions_without_a_label_the_later_one_is_shown(catalogue: Catalogue) -> None:
    earlier = edition("z", "", "15%", date=_day(20))
    later = edition("a", "", "16%", date=_day(21))
    composed = page([earlier, later], catalogue)
    assert "16% tax" in composed.statements[0].text


def test_a_page_keeps_the_footnotes_of_its_seed_when_a_copy_is_added(
    catalogue: Catalogue,
) -> None:
    original, copy = edition("mine", "", "15%"), edition("copy", "", "15%")
    composed = page([original, copy], catalogue, {"mine": "mine"})
    assert {p.article for statement in composed.statements for p in statement.passages} == {"mine"}


def test_the_title_of_a_page_leaves_out_the_label_of_an_edition(catalogue: Catalogue) -> None:
    composed = page(
        [seed("a", OPINION.split("2026")[1], title="CORRECTED-Magnets stay dear")], catalogue
    )
    assert composed.title == "Magnets stay dear"


def _day(number: int) -> dt.date:
    return dt.date(2026, 11, number)


OPINION = """Opinion | The West should stop waiting for cheap magnets

By Carla Moreno
3 May 2026

China controls about 90% of the world's magnet output, and no subsidy will change that before 2030.
Western governments have spent six years writing strategies and have built two plants.

"We cannot pay twice for the same magnet," Economy Minister Katherina Reiche said in April.
Japan paid for Lynas in 2011, and today it buys 58% of its rare earths from China.
"""


def test_the_page_of_an_opinion_says_whose_opinion_it_is(catalogue: Catalogue) -> None:
    composed = page([seed("opinion", OPINION)], catalogue)
    first, *others = composed.statements
    assert first.text.startswith("Carla Moreno writes in an opinion article: China controls")
    assert "opinion" in {statement.label for statement in others} <= {"opinion", ""}
    assert composed.title == "Opinion: The West should stop waiting for cheap magnets"
    unsigned = page([seed("opinion", OPINION.replace("By Carla Moreno\n", ""))], catalogue)
    assert unsigned.statements[0].text.startswith("An opinion article says: China controls")
    by_two = OPINION.replace("Opinion | ", "").replace("By Carla", "Analysis by Ada Lund and Carla")
    analysis = page([seed("opinion", by_two)], catalogue)
    assert analysis.statements[0].text.startswith("Ada Lund and Carla Moreno write in an analysis:")
    assert analysis.title == "Analysis: The West should stop waiting for cheap magnets"


def test_a_report_beside_an_opinion_leads_and_the_opinion_names_its_author(
    catalogue: Catalogue,
) -> None:
    report = """Ministry will pay for two magnet plants

5 May 2026

The ministry said on Tuesday that it would pay for two magnet plants in Bavaria.
The plants will make 900 tonnes of magnets a year from 2028, it said.
"""
    seeds = [seed("opinion", OPINION, story="same"), seed("report", report, story="same")]
    composed = page(seeds, catalogue, {"opinion": "same", "report": "same"})
    assert composed.title == "Ministry will pay for two magnet plants"
    assert composed.statements[0].text.startswith("The ministry said")
    assert "Carla Moreno, opinion" in {statement.label for statement in composed.statements}
