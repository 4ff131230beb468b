"""The promises of the program that no change may break, each tested by a command or on a page.

1 right or not said · 2 traced · 3 yours · 4 same in, same out · and their basis: cleaning,
labels, the check, dependent sentences, statuses of policies, nothing from other sites.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from statistics import median

import pytest
from briefing_room.pages.document import Kind, Page
from briefing_room.pages.page_index import read_pages
from briefing_room.review.reading import strip_markdown
from shared import ROOT, Briefing, contents, edit

SECTIONS = {
    *("Bottom line", "Key points", "Where accounts differ", "Why it matters"),
    *("Not known", "What to watch", "More", "Sources"),
}
ARTICLE = """Herders accuse Orsa of hiding a leak

By Ada Lund
4 March 2026

LEIRIA, Portugal (Reuters) - Herders near Leiria accused Orsa Metals on Wednesday of hiding a leak
of acid from its magnet plant, which employs 300 people.

They said that 40 sheep had died since May and that the company had known of it for a year. Orsa
Metals denied that acid had leaked and said that the sheep had died of a fever.

Also read: China halts exports of magnets

Portugal imported 1,200 tonnes of magnets from China in 2025, a tenth more than in 2024, according
to customs data. The government in Lisbon did not say whether it would test the water.

Orsa Metals bought the plant in 2022 from a French group that had run it for eleven years. It
belongs to a family in Porto. The town of Leiria lies in the middle of the country and has been
known for its pine forest since the middle ages. Its mayor is a farmer. The old part of the town
stands on a hill above the river, and visitors like it.
"""

WRONG = {
    "300 people": "3,000 people",
    "1,200 tonnes": "1,300 tonnes",
    "2022": "2021",
    "Lisbon": "Beijing",
}


@pytest.fixture(scope="module")
def pages() -> tuple[Page, ...]:
    return read_pages(ROOT / "briefings")[0]


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A project with one seed and the whole catalogue."""
    (tmp_path / "seeds").mkdir()
    shutil.copytree(
        ROOT / "briefings",
        tmp_path / "briefings",
        ignore=shutil.ignore_patterns("stories", ".generated"),
    )
    (tmp_path / "briefings/stories").mkdir()
    (tmp_path / "seeds/leiria.txt").write_text(ARTICLE)
    return tmp_path


def story(project: Path, name: str = "leiria") -> Path:
    return project / f"briefings/stories/{name}.md"


# --- Right or not said ----------------------------------------------------------------------------


def test_no_story_has_a_table_or_an_unknown_section(
    pages: tuple[Page, ...],
) -> None:
    for page in pages:
        assert not [line for line in page.lines if line.text.startswith("|")], page.path
        headings = {line.section for line in page.lines if line.section}
        assert headings <= SECTIONS, page.path


def test_a_briefing_is_short(pages: tuple[Page, ...]) -> None:
    folded, unfolded = [], []
    for page in pages:
        lines = [x for x in page.lines if x.kind in (Kind.SENTENCE, Kind.BULLET)]
        lines = [x for x in lines if x.section != "Sources"]
        unfolded.append(sum(len(strip_markdown(x.text).split()) for x in lines))
        folded.append(
            sum(len(strip_markdown(x.text).split()) for x in lines if x.section != "More")
        )
    assert median(folded) <= 260
    assert median(unfolded) <= 370


# --- Traced ---------------------------------------------------------------------------------------


def test_every_statement_has_a_footnote_and_every_footnote_a_passage(
    pages: tuple[Page, ...],
) -> None:
    for page in pages:
        for line in page.lines:
            if line.kind in (Kind.SENTENCE, Kind.BULLET) and line.section != "Sources":
                assert line.labels, f"{page.path}:{line.number}"
                assert all(label in page.definitions for label in line.labels)


def test_the_committed_pages_are_up_to_date_and_pass_every_check(
    project: Path, briefing: Briefing
) -> None:
    before = contents(project / "briefings")
    check = briefing(project, "check", "--complete")
    assert check.returncode == 0, check.stdout + check.stderr
    done = briefing(project, "generate")
    assert re.search(r"\d+ pages: \d+ unchanged\.", done.stdout), done.stdout
    assert contents(project / "briefings") == before


def test_check_reports_figures_and_names_that_the_passage_does_not_have(
    small: Path, briefing: Briefing
) -> None:
    briefing(small, "generate")
    page = story(small)
    for right, wrong in WRONG.items():
        edit(page, right, wrong)
    done = briefing(small, "check")
    assert done.returncode == 1
    assert [wrong for wrong in WRONG.values() if f"“{wrong}”" not in done.stdout] == []


def test_words_that_no_passage_has_are_notices_and_not_faults(
    small: Path, briefing: Briefing
) -> None:
    briefing(small, "generate")
    edit(story(small), "sheep had died of a fever", "engineers had poisoned the harbour")
    assert "leiria.md:" not in briefing(small, "check").stdout
    marks = briefing(small, "check", "--all").stdout
    assert "not-supported: the passages do not support “engineers”" in marks


def test_a_paste_is_cleaned_and_its_reply_stays(small: Path, briefing: Briefing) -> None:
    briefing(small, "generate")
    text = story(small).read_text()
    assert "halts exports" not in text
    assert "Removed from it" in text
    assert "date: 2026-03-04" in text
    assert "# Herders accuse Orsa of hiding a leak" in text
    assert "denied that acid had leaked" in text


# --- Yours ----------------------------------------------------------------------------------------


def test_the_edits_and_deletions_of_a_person_stay(small: Path, briefing: Briefing) -> None:
    briefing(small, "generate")
    page = story(small)
    lines = page.read_text().split("\n")
    number = next(i for i, line in enumerate(lines) if line.startswith("- Orsa Metals bought"))
    deleted_line = lines.pop(number)
    news = next(i for i, line in enumerate(lines) if line.startswith("Herders near"))
    lines[news] = lines[news].replace("accused", "say that they accused", 1)
    lines.insert(news + 1, "Nobody has tested the water.[^editor]")
    page.write_text("\n".join(lines))
    with (small / "seeds/leiria.txt").open("a") as seed:
        seed.write("\nThe plant makes 1,800 tonnes of neodymium magnets a year for carmakers.\n")
    for _ in range(2):
        briefing(small, "generate")
        text = page.read_text()
        assert "say that they accused" in text
        assert "Nobody has tested the water.[^editor]" in text
        assert deleted_line not in text
    (small / "seeds/leiria.txt").rename(small / "seeds/leiria-leak.txt")
    briefing(small, "generate")
    all_text = "\n".join(path.read_text() for path in (small / "briefings/stories").glob("*.md"))
    assert "Nobody has tested the water.[^editor]" in all_text
    assert "Orsa Metals bought" not in all_text


# --- Same in, same out ----------------------------------------------------------------------------


def test_neither_machine_nor_place_nor_order_changes_a_byte(
    small: Path, tmp_path: Path, process: Briefing
) -> None:
    other_project = shutil.copytree(
        small, tmp_path / "elsewhere/other", ignore=lambda *_: ["elsewhere"]
    )
    seeds = sorted((ROOT / "seeds").glob("2025-07-1*.md"))
    for folder, order in ((small, seeds), (other_project, seeds[:0:-1])):
        for seed in order:
            shutil.copy(seed, folder / "seeds")
    process(small, "generate", PYTHONHASHSEED="1", LC_ALL="C", TZ="UTC")
    for _ in range(2):  # the first seed arrives after the others
        process(other_project, "generate", PYTHONHASHSEED="77", LC_ALL="C.UTF-8", TZ="Asia/Tokyo")
        shutil.copy(seeds[0], other_project / "seeds")
    pages, other_pages = (contents(folder / "briefings") for folder in (small, other_project))
    assert "stories/leiria.md" in pages
    assert pages == other_pages


def test_no_code_below_the_commands_reads_the_clock() -> None:
    for path in (ROOT / "generator").rglob("*.py"):
        if "commands" in path.parts or path.name == "plugin.py":
            continue
        text = path.read_text()
        assert not re.search(r"\b(?:date\.today|datetime\.now|time\.time)\(", text), path
