from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from generator.catalogue.entries import Catalogue
from generator.compose.briefings import build
from generator.ingest.read import read_text
from generator.model import (
    Account,
    Briefing,
    Claim,
    Disagreement,
    Event,
    Figure,
    Passage,
    Role,
    Speaker,
    SpeaksAs,
    Statement,
)
from generator.pages.document import Page, render
from generator.pages.layout import lay_out

Make = Callable[..., Briefing]

TEXT = """\
China opened a mine on 4 April 2025, AP reported. The mine holds 60% of the ore. Which is not
small. China said "Japan will buy" the ore. Japan said nothing. A spokesman did not name a price.
The plant opens in June 2026. Analysts doubt it. Nobody knows the cost yet at all."""


@pytest.fixture
def briefing(make_briefing: Make) -> Briefing:
    sources = [
        {"publisher": "Star Tribune (AP)", "url": "https://e.org/ap", "date": "2025-07-18"},
        {"publisher": "Elsewhere", "title": "A | B", "url": "https://e.org/x"},
    ]
    return make_briefing(TEXT, sources=sources, date="2025-07-18")


def passage(briefing: Briefing, number: int) -> Passage:
    return briefing.story.articles[0].passages[number - 1]


def lines(page: Page, heading: str) -> list[str]:
    return [line.text for line in page.section(heading)]


def test_the_front_matter_stands_in_its_order(briefing: Briefing, catalogue: Catalogue) -> None:
    page = lay_out(briefing, catalogue)
    assert [line.text.split(":")[0] for line in page.lines[1:7]] == [
        *("id", "date", "seeds", "origins", "topics", "status")
    ]
    assert page.path == "stories/2025-07-18-mine-opens.md"


def test_only_the_first_mention_is_linked(briefing: Briefing, catalogue: Catalogue) -> None:
    text = render(lay_out(briefing, catalogue))
    assert text.count("[China](../entities/country/china.md)") == 1
    assert lines(lay_out(briefing, catalogue), "Bottom line")[0].startswith("[China]")


def test_a_name_in_a_quotation_is_not_linked(briefing: Briefing, catalogue: Catalogue) -> None:
    text = render(lay_out(briefing, catalogue))
    assert '"Japan will buy"' in text
    assert "[Japan](../entities/country/japan.md) said nothing." in text


def test_a_footnote_quotes_only_what_the_page_does_not_say_letter_for_letter(
    briefing: Briefing, catalogue: Catalogue
) -> None:
    notes = lay_out(briefing, catalogue).definitions
    first, second, third = list(notes.values())[:3]
    assert first == "Editor's note, paragraph 1, resting on [Star Tribune (AP)](https://e.org/ap)."
    assert second == "Editor's note, paragraph 1: “The mine holds 60% of the ore.”"
    assert third.startswith("Editor's note, paragraph 1: “Which is not")


def test_sources_stand_once_and_say_how_far_they_reach(
    briefing: Briefing, catalogue: Catalogue
) -> None:
    assert lines(lay_out(briefing, catalogue), "Sources")[:3] == [
        "1. Editor's note “A mine opens”, 18 July 2025; sources reach to 18 July 2025.",
        "1. [*Star Tribune (AP)*](https://e.org/ap), 18 July 2025.",
        "1. [A \\| B](https://e.org/x), *Elsewhere*, date not given.",
    ]


def test_an_attributed_sentence_ends_with_the_quality_of_its_speaker(
    briefing: Briefing, catalogue: Catalogue
) -> None:
    speaker = Speaker("Xinhua", SpeaksAs.STATE_MEDIA, via="Arcadiadaily")
    first = replace(briefing.statements[0], speaker=speaker)
    page = lay_out(replace(briefing, statements=(first,)), catalogue)
    assert lines(page, "Bottom line")[0].endswith("] *State media, via Arcadiadaily*")


def test_sections_stand_in_their_order_and_empty_ones_are_left_out(
    briefing: Briefing, catalogue: Catalogue
) -> None:
    def said(number: int, role: Role) -> Statement:
        return Statement(passage(briefing, number).text, (passage(briefing, number),), role)

    mixed = (said(7, Role.WATCH), said(6, Role.NOT_KNOWN), said(1, Role.BOTTOM_LINE))
    page = lay_out(replace(briefing, statements=mixed), catalogue)
    headings = [line.text for line in page.lines if line.text.startswith("## ")]
    assert headings == ["## Bottom line", "## Not known", "## What to watch", "## Sources"]


def test_accounts_that_differ_stand_below_what_they_differ_on(
    briefing: Briefing, catalogue: Catalogue
) -> None:
    speaker = Speaker("AP", SpeaksAs.OUTLET)
    accounts = (
        Account("60%", (passage(briefing, 2),), speaker),
        Account("70%", (passage(briefing, 8),)),
    )
    one = Disagreement("spread", "share of the ore", accounts)
    basis = Disagreement("different basis", "no conflict at all", accounts)
    page = lay_out(replace(briefing, disagreements=(one, basis)), catalogue)
    label = passage(briefing, 2).label
    assert lines(page, "Where accounts differ")[:2] == [
        "### share of the ore (spread)",
        f"- 60%[^{label}] *AP, outlet's own words*",
    ]
    assert "no conflict at all" not in render(page)


def test_tables_list_only_what_the_prose_does_not_give(
    briefing: Briefing, catalogue: Catalogue
) -> None:
    speaker = Speaker("analysts", SpeaksAs.UNNAMED)
    claims = tuple(Claim(speaker, f"claim {n}", (passage(briefing, n),)) for n in (1, 8))
    events = tuple(
        Event(f"2025-0{n}", "month", "then", f"event {n} was held", passage(briefing, n))
        for n in (1, 7, 8)
    )
    page = lay_out(replace(briefing, claims=claims, events=events), catalogue)
    assert ["claim 8" in row for row in lines(page, "Who says what")[2:]] == [True]
    assert [row[2:14] for row in lines(page, "Dates")[2:]] == ["August 2025 "[:12]]


def test_a_figure_says_what_is_not_given(briefing: Briefing, catalogue: Catalogue) -> None:
    figure = Figure("60%", 60, 60, "%", passage(briefing, 2), what="ore", stage="mining")
    page = lay_out(replace(briefing, figures=(figure,)), catalogue)
    start = "| 60% | ore | mining | not given | not given | editor's note[^"
    assert lines(page, "Figures")[2].startswith(start)


def test_of_another_s_article_no_more_is_shown_than_the_limits_allow(
    make_briefing: Make, catalogue: Catalogue
) -> None:
    text = " ".join(f"Sentence number {n} has exactly these eight words." for n in range(20))
    briefing = make_briefing(text, suffix="txt")
    figures = tuple(
        Figure(f"{n}", n, n, "t", p) for n, p in enumerate(briefing.story.articles[0].passages)
    )
    page = lay_out(replace(briefing, figures=figures), catalogue)
    words = len(text.split())
    quoted = sum(len(p.text.split()) for p in briefing.story.articles[0].passages
                 if p.label in page.definitions)  # fmt: skip
    assert 0 < quoted <= 0.6 * words
    assert len(page.definitions) < 20


def test_before_its_sources_a_page_has_no_more_words_than_its_seed(
    briefing: Briefing, catalogue: Catalogue
) -> None:
    figures = tuple(
        Figure(f"{n}%", n, n, "%", passage(briefing, 2), what="a long description of it")
        for n in range(50)
    )
    page = lay_out(replace(briefing, figures=figures), catalogue)
    assert 1 < len(lines(page, "Figures")) < 20


def test_an_opinion_is_never_written_as_a_reported_fact(catalogue: Catalogue) -> None:
    text = "Japan wastes its money. The plan was drawn up on 3 May 2026 and costs 40 million euros."
    front = {"kind": "article", "title": "Stop", "publisher": "AP", "author": "Carla Moreno"}
    article = read_text("a", "seeds/a.md", text, front | {"opinion": True})
    page = render(lay_out(build([article], catalogue)[0], catalogue))
    said = [line for line in page.splitlines() if "[^a-" in line and not line.startswith("[^")]
    assert said
    assert all("opinion" in line.lower() for line in said)


def test_the_list_of_sources_names_the_edition_of_a_text(catalogue: Catalogue) -> None:
    front = {"kind": "article", "title": "CORRECTED-Japan opens a mine", "publisher": "AP"}
    article = read_text("a", "seeds/a.md", "Japan opened a mine on Monday.", front)
    page = render(lay_out(build([article], catalogue)[0], catalogue))
    assert ", corrected text; " in page.split("## Sources")[1]
