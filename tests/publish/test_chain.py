from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.publish.chain import findings, shares
from generator.publish.publication import Publication
from generator.publish.views import mine_to_magnet

SiteOn = Callable[..., Publication]

HEAD = (
    "---\nid: a\ndate: 2025-11-26\nseeds: []\nstatus: reviewed\n---\n\n# A story\n\n## Figures\n\n"
    "| Figure | Of what | Stage, group | Place | Period | According to |\n"
    "|---|---|---|---|---|---|\n"
)


def site(site_on: SiteOn, *rows: str) -> Publication:
    return site_on("2026-11-24", {"stories/a.md": HEAD + "\n".join(rows) + "\n"})


def test_sources_stand_side_by_side_and_are_not_averaged(site_on: SiteOn) -> None:
    found = site(
        site_on,
        "| 92% | refined output | separation and refining, rare earths | China | 2023 | the IEA |",
        "| 90 per cent | refined output | separation and refining | China | 2023 | Reuters |",
        "| 5% | refined output | separation and refining | Malaysia | 2023 | the IEA |",
    )
    page = mine_to_magnet.view(found)[mine_to_magnet.PAGE]
    refining = page[page.index("## Separation and refining") :]
    assert refining.index("| 90 per cent |") < refining.index("| 92% |") < refining.index("| 5% |")
    assert "91" not in refining
    assert [share.group for share in shares(found)[0]] == ["", "rare earths", ""]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("| 60% | output | rare earths | China | 2024 | X |", "no stage given"),
        ("| 60% | mining | mining | not given | 2024 | X |", "no place given"),
        ("| 60% | mining | mining | China | not given | X |", "no period given"),
        ("| 60% | output | not given | China | not given | X |", "no stage and period given"),
        ("| 60% | mining | mining | European Union | 2024 | X |", "no single country"),
        ("| 60% | mining | mining, antimony | China | 2024 | X |", "about Antimony"),
    ],
)
def test_a_share_that_lacks_something_is_left_out_with_the_reason(
    site_on: SiteOn, row: str, reason: str
) -> None:
    entered, left = shares(site(site_on, row))
    assert entered == ()
    assert [reason in item.reason for item in left] == [True]
    finding = findings(site(site_on, row))[0]
    assert (finding.path, finding.line) == ("stories/a.md", 14)


@pytest.mark.parametrize(
    "row",
    [
        "| 4.8% | rise in mine output | mining | China | 2025 | X |",
        "| 5,238 t | mine output | mining | China | 2025 | X |",
        "| 25% | additional duty on magnets | magnets | China | 2026 | X |",
        "| 20% | its own needs | magnets | China | 2026 | X |",
    ],
)
def test_what_is_no_share_of_a_stage_is_not_looked_at(site_on: SiteOn, row: str) -> None:
    assert shares(site(site_on, row)) == ((), ())


def test_a_share_of_whom_its_sentence_does_not_speak_is_left_out(site_on: SiteOn) -> None:
    seed = "2025-10-23-iea-china-share-by-stage"
    made = site_on("2026-11-24")
    passage = next(p for p in made.articles[seed].passages if "54%" in p.text)
    row = (
        "| 54% | refined output | separation and refining | Malaysia | 2030 |"
        f" the IEA[^{passage.label}] |"
    )
    entered, left = shares(site(site_on, row))
    assert entered == ()
    assert left[0].reason == "its sentence may mean China, not Malaysia"


def test_a_page_that_nobody_reviewed_is_marked(site_on: SiteOn) -> None:
    row = "| 92% | refined output | separation and refining | China | 2023 | the IEA |"
    draft = HEAD.replace("reviewed", "draft") + row + "\n"
    page = mine_to_magnet.view(site_on("2026-11-24", {"stories/a.md": draft}))[mine_to_magnet.PAGE]
    assert "(not yet reviewed)" in page
    assert "(not yet reviewed)" not in mine_to_magnet.view(site(site_on, row))[mine_to_magnet.PAGE]


def test_markup_in_a_cell_stays_words(site_on: SiteOn) -> None:
    cell = r"\<img src=x onerror=alert(1)\> \[a\](javascript:b)"
    row = f"| 92% | {cell} | mining | China | 2023 | {cell} |"
    left = f"| 93% | {cell} | mining | China | not given | {cell} |"
    page = mine_to_magnet.view(site(site_on, row, left))[mine_to_magnet.PAGE]
    assert "onerror" in page
    assert "<img" not in page
    assert "](javascript" not in page.replace(r"\](", "")
