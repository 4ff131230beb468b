from __future__ import annotations

from typing import Any

import pytest
from shared import cases, read_text

from generator.catalogue.entries import Catalogue, Entity
from generator.pages.sources import reporters

CASES = cases(__file__, "reporters")
CATALOGUE = Catalogue(
    {
        slug: Entity(slug, "organisation", f"entities/organisation/{slug}.md", name, speaks_as=says)
        for slug, name, says in (
            ("reuters", "Reuters", "news-outlet"),
            ("wto", "WTO", "official-document"),
            ("mp", "MP Materials", "company"),
        )
    }
)


def named(text: str, *sources: dict[str, Any], until: str = "2026-03-31") -> list[str]:
    front = {"title": "A note", "kind": "note", "date": "2025-04-17", "read_until": until}
    article = read_text("s", "seeds/s.md", text, {**front, "sources": list(sources)})
    return reporters(text, article, CATALOGUE)


def source(publisher: str, url: str, date: str | None = None, title: str | None = None) -> Any:
    given = {"publisher": publisher, "url": f"https://e.org/{url}", "date": date, "title": title}
    return {key: value for key, value in given.items() if value}


def test_the_one_source_of_an_outlet_is_linked() -> None:
    assert named("The mine closed, Reuters said.", source("TODAY (Reuters)", "a")) == [
        "[TODAY (Reuters)](https://e.org/a)"
    ]


def test_the_source_whose_date_fits_the_day_told_is_chosen() -> None:
    papers = (source("China Daily", "a", "2015-08-08"), source("China Daily", "b", "2012-12-10"))
    assert named("China Daily wrote in December 2012 that 18,600 tonnes left.", *papers) == [
        "[China Daily](https://e.org/b)"
    ]


def test_where_several_may_be_meant_the_choice_is_told() -> None:
    copies = (source("Phys.org (Reuters)", "a"), source("Nasdaq (Reuters)", "b"))
    assert named("The mine closed, Reuters said.", *copies) == [
        "Reuters ([Phys.org (Reuters)](https://e.org/a) or [Nasdaq (Reuters)](https://e.org/b))"
    ]
    two = (source("Vox", "a", title="A halt"), source("Vox", "b", title="The end"))
    assert named("The mine closed, Vox said.", *two) == [
        "Vox ([A halt](https://e.org/a) or [The end](https://e.org/b))"
    ]


def test_an_outlet_with_no_fitting_source_is_named_without_a_link() -> None:
    later = source("Reuters", "a", "2026-02-26")
    assert named("On 17 April 2025 the mine closed, Reuters said.", later) == ["Reuters"]
    assert named("The mine closed, Reuters said.") == ["Reuters"]


@pytest.mark.parametrize("text", CASES["talked_about"])
def test_who_is_only_talked_about_is_no_source(text: str) -> None:
    listed = (source("MP Materials", "a"), source("docs.org (WTO document)", "b"))
    assert named(text, *listed) == []


@pytest.mark.parametrize(
    "text",
    [
        "MP Materials said it had stopped.",
        "It had stopped, according to MP Materials.",
        "MP Materials (New York) also announced a halt.",
    ],
)
def test_who_reports_is_a_source(text: str) -> None:
    assert named(text, source("MP Materials", "a")) == ["[MP Materials](https://e.org/a)"]


def test_a_source_that_is_named_with_whom_it_relays_stands_once() -> None:
    text = "Reuters first said so, in a version carried by Nasdaq."
    assert named(text, source("Nasdaq (Reuters)", "a")) == ["[Nasdaq (Reuters)](https://e.org/a)"]
