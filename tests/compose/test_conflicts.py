"""Figures that differ: which are disagreements, and which only count something else."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from generator.catalogue.read import read_catalogue
from generator.compose.basis import Told
from generator.compose.conflicts import comparisons, disagreements
from generator.compose.differences import agree, kind_of
from generator.extract.facts import facts
from generator.ingest.read import read_seeds, read_text
from generator.model import Article

ROOT = Path(__file__).parents[2]
CATALOGUE = read_catalogue(ROOT / "briefings")[0]
SEEDS = {article.id: article for article in read_seeds(ROOT / "seeds")[0]}


def article(text: str, name: str = "one", date: str = "2025-07-20") -> Article:
    return read_text(name, f"{name}.txt", text, {"date": dt.date.fromisoformat(date)})


def told(text: str, name: str = "one", date: str = "2025-07-20") -> Told:
    source = article(text, name, date)
    (figure,) = facts(source, CATALOGUE).figures
    return Told(figure, source)


MINES = "China mines 69% of the world's rare earths."
ARGUS = "Argus said China had {} of rare earth mining{}."
ADAMAS = "Adamas said China had {} of rare earth mining{}."


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("China makes 94% of the world's magnets.", MINES, "different basis"),
        ("China processes 99% of heavy rare earths.", MINES, "different basis"),
        (ARGUS.format("62%", " in 2023"), ADAMAS.format("69%", " in 2024"), "different period"),
        (ARGUS.format("62%", ""), ADAMAS.format("70%", ""), "spread"),
        (ARGUS.format("over 60%", ""), ADAMAS.format("69%", ""), None),
        ("China had a 34% tariff on goods.", MINES, None),
        ("A refiner in China sold 80% of its rare earth mining output.", MINES, None),
    ],
)
def test_each_pair_has_the_kind_of_its_difference(one: str, other: str, kind: str | None) -> None:
    assert kind_of(told(one), told(other, "two"), CATALOGUE) == kind


def test_its_magnets_after_the_world_s_separation_are_the_world_s() -> None:
    text = "China performs 91% of the world's rare earth separation and makes 94% of its magnets."
    source = article(text)
    of_magnets = Told(facts(source, CATALOGUE).figures[1], source)
    assert kind_of(of_magnets, told(MINES, "two"), CATALOGUE) == "different basis"


def test_the_same_source_later_is_a_revision() -> None:
    text = "The US Geological Survey (USGS) said China had {} of rare earth mining."
    early, late = told(text.format("62%"), "one", "2024-01-31"), told(text.format("70%"), "two")
    assert kind_of(early, late, CATALOGUE) == "revision"


def test_a_qualifier_widens_what_a_figure_can_mean() -> None:
    over, near, exact = (
        told(f"Argus said China had {share} of rare earth mining.").figure
        for share in ("over 60%", "nearly 90%", "92%")
    )
    assert agree(over, exact)
    assert not agree(near, exact)


def all_told() -> list[Told]:
    return [
        Told(figure, source)
        for source in SEEDS.values()
        for figure in facts(source, CATALOGUE).figures
    ]


def all_of(text: str) -> list[Told]:
    source = article(text)
    return [Told(figure, source) for figure in facts(source, CATALOGUE).figures]


def test_the_shares_of_china_are_kept_apart_by_what_they_count() -> None:
    """The corpus gives >60, 62, 69, 70, 85, 90-92, 94 %: most of them are no conflict."""
    found = [
        c for c in comparisons(all_told(), CATALOGUE) if "China's share of rare earths" in c.on
    ]
    confused = next(c for c in found if c.kind == "different basis")
    counted = {(t.figure.stage, t.figure.low) for t in confused.told}
    assert {
        ("mining", 62.0),
        ("mining", 69.0),
        ("mining", 70.0),
        ("separation and refining", 85.0),
        ("separation and refining", 91.0),
        ("separation and refining", 92.0),
        ("magnets", 94.0),
    } <= counted
    for comparison in found:
        if comparison.kind in {"spread", "revision", "unresolved"}:
            assert len({(t.figure.stage, t.figure.group or "") for t in comparison.told}) <= 2
            assert len({t.figure.stage for t in comparison.told}) == 1


def test_a_forecast_does_not_contradict_a_figure_of_today() -> None:
    text = ARGUS.format("54%", " by 2030") + " Adamas said China had 70% of rare earth mining."
    assert {c.kind for c in comparisons(all_of(text), CATALOGUE)} == {"different period"}


def test_a_reader_is_told_why_figures_only_seem_to_differ() -> None:
    text = ARGUS.format("62%", "") + " Adamas said China had 92% of rare earth refining."
    (found,) = comparisons(all_of(text), CATALOGUE)
    assert found.why == (
        "They count different stages of the chain (mining; separation and refining)."
    )


def test_contrasted_figures_of_one_sentence_are_a_disagreement() -> None:
    text = (
        "Stocktwits put the gain in MP Materials shares at almost 41%, "
        "while Azzet said more than 53%."
    )
    source = article(text)
    (found,) = disagreements([source], [facts(source, CATALOGUE)], CATALOGUE)
    assert found.kind == "unresolved"
    assert [account.speaker and account.speaker.name for account in found.accounts] == [
        "Stocktwits",
        "Azzet",
    ]
    assert all(account.text in text for account in found.accounts)


def test_figures_of_different_stages_in_one_story_are_no_disagreement() -> None:
    text = ARGUS.format("62%", "") + " Adamas said China had 92% of rare earth refining."
    source = article(text)
    assert disagreements([source], [facts(source, CATALOGUE)], CATALOGUE) == ()


def test_comparisons_do_not_depend_on_the_order_of_the_figures() -> None:
    every = all_told()
    assert comparisons(every, CATALOGUE) == comparisons(reversed(every), CATALOGUE)
