from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.publish import chain
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
        "| 20% | tax on mines | mining | China | 2026 | X |",
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
        "| 54% | refined output | separation and refining | Malaysia | 2024 |"
        f" the IEA[^{passage.label}] |"
    )
    entered, left = shares(site(site_on, row))
    assert entered == ()
    assert left[0].reason == "its sentence may mean China, not Malaysia"


def test_a_page_that_nobody_reviewed_is_marked(site_on: SiteOn) -> None:
    row = "| 92% | refined output | separation and refining | China | 2023 | the IEA |"
    draft = HEAD.replace("reviewed", "draft") + row + "\n"
    page = mine_to_magnet.view(site_on("2026-11-24", {"stories/a.md": draft}))[mine_to_magnet.PAGE]
    assert "No page that gives such a share has been reviewed yet." in page
    assert page.index("## On pages that nobody has reviewed yet") < page.index("| 92% |")
    reviewed = mine_to_magnet.view(site(site_on, row))[mine_to_magnet.PAGE]
    assert "nobody has reviewed" not in reviewed


def test_figures_of_reviewed_pages_come_first_and_drafts_stand_apart(site_on: SiteOn) -> None:
    row = "| {} | refined output | separation and refining | China | 2023 | the IEA |\n"
    reviewed = HEAD + row.format("92%")
    draft = HEAD.replace("reviewed", "draft").replace("id: a", "id: b") + row.format("90%")
    made = site_on("2026-11-24", {"stories/a.md": reviewed, "stories/b.md": draft})
    files = mine_to_magnet.view(made)
    page = files[mine_to_magnet.PAGE]
    apart = page.index("## On pages that nobody has reviewed yet")
    assert page.index("| 92% |") < apart < page.index("| 90% |")
    assert "once a person has reviewed the page of their story" in " ".join(page[apart:].split())
    lines = files[mine_to_magnet.CSV].splitlines()
    assert lines[1].endswith(",reviewed")
    assert lines[2].endswith(",not yet reviewed")


def test_a_stage_without_a_share_says_where_its_figures_are(site_on: SiteOn) -> None:
    rows = (
        "| 60% | mine output | mining | China | 2023 | the IEA |",
        "| 94% | permanent magnets | magnets | China | not given | the IEA |",
    )
    page = mine_to_magnet.view(site(site_on, *rows))[mine_to_magnet.PAGE]
    magnets = page[page.index("## Magnets") : page.index("## Left out")]
    assert "[1 figure left out](#left-out)" in magnets
    left = page[page.index("## Left out") :]
    assert "### No period given: 1 figure" in left
    assert "| 94% | permanent magnets | the IEA |" in left


def test_a_share_of_a_year_still_to_come_is_no_share_yet(site_on: SiteOn) -> None:
    row = "| 77% | refined output | separation and refining | China | by 2030 | the IEA |"
    entered, left = shares(site(site_on, row))
    assert entered == ()
    assert left[0].reason == "of 2030, still to come when it was told"


@pytest.mark.parametrize(
    "sentence",
    [
        "The duty on magnets from China is 25 per cent since 2026.",
        "Chinese magnets went from zero to 25 per cent in the tariff list of 2025.",
        "For 2025 it received 5,933 tonnes of magnets from China, 25 per cent less than in 2024.",
        "Maaden is to own at least 25 per cent of the magnet plant in China.",
        "By June the approval rate for Chinese magnet licences stood at 25 per cent.",
        "A maker of motors has committed to buy 25 per cent of the output of the magnet plant.",
    ],
)
def test_a_duty_a_change_a_stake_or_a_deal_is_no_share(site_on: SiteOn, sentence: str) -> None:
    made = site(site_on, "")
    found = _row_of(sentence, made)
    assert chain._share(found, made.catalogue) is None  # noqa: SLF001  the rule itself


@pytest.mark.parametrize(
    "sentence",
    [
        "China made 25 per cent of magnets in 2023, and duties rose later.",
        "It is a target of policy, noting that China makes 25 per cent of all magnets.",
        "Prices fell: China held 25 per cent of magnet output in 2023.",
    ],
)
def test_words_about_something_else_leave_a_share_a_share(site_on: SiteOn, sentence: str) -> None:
    made = site(site_on, "")
    assert isinstance(chain._share(_row_of(sentence, made), made.catalogue), chain.Share)  # noqa: SLF001


def _row_of(sentence: str, made: Publication) -> chain._Row:
    where = ("25 per cent", "magnets", "magnets", "", "China", "2023", "X")
    return chain._Row(*where, made.stories[0], 1, (sentence,))  # noqa: SLF001


@pytest.mark.parametrize(
    ("what", "enters"),
    [
        ("Chinese mine output", False),
        ("China's entire rare earth output", False),
        ("rare earth output of China", False),
        ("China's share of mine output", True),
        ("China's current share of mine output", True),
        ("Chinese share of world mine output", True),
        ("mine output", True),
    ],
)
def test_a_share_of_a_countrys_own_output_is_no_share_of_the_world(
    site_on: SiteOn, what: str, *, enters: bool
) -> None:
    row = f"| 40 percent | {what} | mining | China | 2020 | X |"
    entered, left = shares(site(site_on, row))
    assert bool(entered) is enters
    assert [item.reason for item in left] == (
        [] if enters else ["of the output of China, not of the world's"]
    )


def test_markup_in_a_cell_stays_words(site_on: SiteOn) -> None:
    cell = r"\<img src=x onerror=alert(1)\> \[a\](javascript:b)"
    row = f"| 92% | {cell} | mining | China | 2023 | {cell} |"
    left = f"| 93% | {cell} | mining | China | not given | {cell} |"
    page = mine_to_magnet.view(site(site_on, row, left))[mine_to_magnet.PAGE]
    assert "onerror" in page
    assert "<img" not in page
    assert "](javascript" not in page.replace(r"\](", "")


def test_a_share_without_a_period_stands_apart_with_the_day_of_its_story(site_on: SiteOn) -> None:
    rows = (
        "| 94% | permanent magnets | magnets | China | not given | the IEA |",
        "| 40% | permanent magnets | magnets | European Union | not given | the IEA |",
    )
    page = mine_to_magnet.view(site(site_on, *rows))[mine_to_magnet.PAGE]
    apart = page[page.index("### No period given: 1 figure") :]
    assert "which is not the year that was measured" in apart
    assert "| Magnets | [China](entities/country/china.md) | 94% |" in apart
    assert "26 November 2025 |" in apart
    assert "| 40% |" not in page
    assert "94%" not in page[: page.index("## Left out")]


def test_what_one_source_says_in_two_stories_is_one_row(site_on: SiteOn) -> None:
    row = "| 70% | {} | mining | China | not given | Reuters |\n"
    pages = {
        "stories/a.md": HEAD + row.format("mining"),
        "stories/b.md": HEAD.replace("id: a", "id: b") + row.format("rare earth mining"),
    }
    page = mine_to_magnet.view(site_on("2026-11-24", pages))[mine_to_magnet.PAGE]
    apart = page[page.index("### No period given: 2 figures") :]
    (line,) = [text for text in apart.splitlines() if "| 70% |" in text]
    assert "stories/a.md" in line
    assert "stories/b.md" in line
