"""Accepting a page and rejecting a line: the record, lines that stay away, later reports."""

from __future__ import annotations

import re
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from briefing_room.model import label_key
from shared import Briefing, edit, number

MINE = "briefings/stories/2025-04-04-mine.md"
RECORD = "briefings/.generated/2025-04-04-mine.txt"
SEED = "seeds/2025-04-04-mine.md"
LABEL = label_key("2025-04-04-mine")


def accept(folder: Path, briefing: Briefing, day: int = 1_700_000_000) -> CompletedProcess[str]:
    order = ("review", "--accept", MINE, "--by", "Ada: Byron")
    return briefing(folder, *order, SOURCE_DATE_EPOCH=str(day))


def test_accepting_records_who_and_when_and_changes_no_other_line(
    pages: Path, briefing: Briefing
) -> None:
    before = (pages / MINE).read_text()
    done = accept(pages, briefing)
    assert (done.returncode, done.stdout) == (0, f"{MINE}: reviewed by Ada: Byron\n")
    marks = 'status: reviewed\nreviewer: "Ada: Byron"\nreviewed_on: 2023-11-14'
    assert (pages / MINE).read_text() == before.replace("status: unreviewed", marks)
    assert re.search(
        r"^accepted by Ada: Byron on 2023-11-14 with ", (pages / RECORD).read_text(), 8
    )
    assert "2 unchanged" in briefing(pages, "generate").stdout
    assert briefing(pages, "check").returncode == 0
    again = accept(pages, briefing, 1_800_000_000)
    assert again.returncode == 0
    assert (pages / MINE).read_text().count("reviewed_on: 2027-01-15") == 1


def test_repeating_an_accepted_statement_and_removing_one_of_two_are_changes(
    repository: Path, briefing: Briefing
) -> None:
    pages = repository
    line = next(x for x in (pages / MINE).read_text().split("\n") if "60% of" in x)
    accept(pages, briefing)
    edit(pages / MINE, line, f"{line}\n{line}")
    assert f"`{MINE}:{number(pages / MINE, '60% of') + 1}`" in briefing(pages, "review").stdout
    accept(pages, briefing)
    assert "Changed since" not in briefing(pages, "review").stdout
    edit(pages / MINE, f"{line}\n", "")
    assert "1 accepted statement removed or reworded" in briefing(pages, "review").stdout


def test_a_page_without_front_matter_is_accepted_once_it_has_two_fences(
    pages: Path, briefing: Briefing
) -> None:
    page = pages / "briefings/stories/own.md"
    page.write_text("# My page\n\nThe mine opened.[^editor]\n\n[^editor]: Ada Byron\n")
    order = ("review", "--accept", "own", "--by", "Ada")
    done = briefing(pages, *order)
    assert done.returncode == 2
    assert "briefings/stories/own.md has no front matter; write two lines of ---" in done.stderr
    page.write_text(f"---\n---\n\n{page.read_text()}")
    assert briefing(pages, *order).returncode == 0
    assert page.read_text().startswith('---\nstatus: reviewed\nreviewer: "Ada"\nreviewed_on: ')


def test_a_page_with_a_fault_is_not_accepted(pages: Path, briefing: Briefing) -> None:
    edit(pages / MINE, "60% of", "90% of")
    done = accept(pages, briefing)
    assert done.returncode == 2
    assert (
        f"{MINE}:{number(pages / MINE, '90%')}: number: the number “90 %” is not in the passages"
        in done.stderr
    )
    assert "status: unreviewed" in (pages / MINE).read_text()


def test_the_report_shows_what_a_new_text_changed_on_a_reviewed_page(
    repository: Path, briefing: Briefing
) -> None:
    pages = repository
    accept(pages, briefing)
    edit(pages / SEED, "3,834 tonnes", "4,000 tonnes")
    briefing(pages, "generate")
    done = briefing(pages, "review", "--base", "HEAD", "--html", "review.html")
    section = done.stdout.split("### Changed since their review")[1]
    assert f"`{MINE}:{number(pages / MINE, '4,000')}`" in section
    assert "4,000 tonnes" in section
    assert "1 accepted statement removed or reworded" in section
    accept(pages, briefing)
    assert "Changed since" not in briefing(pages, "review", "--base", "HEAD").stdout


def test_a_rejected_line_goes_and_stays_away_with_the_reason(
    pages: Path, briefing: Briefing
) -> None:
    line = number(pages / MINE, "60% of")
    done = briefing(pages, "review", "--reject", f"{MINE}:{line}", "--why", "that is\nthe region")
    assert done.returncode == 0
    assert done.stdout.startswith("removed for good: The mine is to give 60%")
    text = (pages / MINE).read_text()
    assert "60%" not in text
    record = (pages / RECORD).read_text()
    assert re.search(r"^refused \S+ 2025-04-04-mine/1-2=\S+ because that is the region$", record, 8)
    assert briefing(pages, "check").returncode == 0
    edit(pages / SEED, "a mine at Bayan", "a mine at Baotou")
    briefing(pages, "generate")
    assert "60%" not in (pages / MINE).read_text()
    assert "Baotou" in (pages / MINE).read_text()


def test_rejecting_the_last_line_of_a_section_removes_heading_and_footnote(
    pages: Path, briefing: Briefing
) -> None:
    for words in ("60% of", "opened a mine at"):
        line = number(pages / MINE, words)
        label = re.search(r"\[\^[^\]]+\]", (pages / MINE).read_text().split("\n")[line - 1])
        assert label
        briefing(pages, "review", "--reject", f"{MINE}:{line}", "--why", "old")
    text = (pages / MINE).read_text()
    assert "## Bottom line" not in text
    assert label[0] not in text
    assert "\n\n\n" not in text
    assert "2 unchanged" in briefing(pages, "generate").stdout


def test_an_empty_page_is_reported(pages: Path, briefing: Briefing) -> None:
    text = (pages / MINE).read_text()
    lines = [x for x in text.split("\n") if "[^" not in x or x.startswith("[^")]
    (pages / MINE).write_text("\n".join(lines))
    assert f"{MINE}: empty-page: has no statements left" in briefing(pages, "check").stdout
    (pages / MINE).write_text("")
    findings = briefing(pages, "check").stdout.strip().split("\n")
    assert [line.split(": ")[1] for line in findings] == ["empty-page"]


def test_a_review_without_a_name_is_reported_and_a_review_outlives_a_renamed_seed(
    pages: Path, briefing: Briefing
) -> None:
    edit(pages / MINE, "status: unreviewed", "status: reviewed")
    assert f"{MINE}:7: no-reviewer: no reviewer is named; " in briefing(pages, "check").stdout
    accept(pages, briefing)
    (pages / SEED).rename(pages / "seeds/mine-at-bayan.md")
    briefing(pages, "generate")
    assert "Changed since" not in briefing(pages, "review").stdout
    assert "reviewer: " in (pages / MINE).read_text()


@pytest.mark.parametrize(
    ("order", "message"),
    [
        (("--accept", MINE), "--accept goes with --by NAME"),
        (("--reject", f"{MINE}:14"), "--reject with --why REASON"),
        (("--reject", MINE, "--why", "x"), "name a line of briefings/stories"),
        (("--reject", f"{MINE}:1", "--why", "x"), "line 1 of briefings/stories"),
        (("--accept", "nobody", "--by", "Ada"), "there is no page 'nobody'"),
        (("--reject", f"{MINE}:nonsense", "--why", "x"), f"{MINE} has no line or label 'nonsense'"),
        (("--reject", "2025-04-04-mine:x", "--why", "x"), f"the nearest are {LABEL}-"),
        (("--reject", "nobody:nonsense", "--why", "x"), "there is no page 'nobody:nonsense'"),
    ],
)
def test_a_decision_with_a_missing_or_wrong_argument_says_what_to_give(
    pages: Path, briefing: Briefing, order: tuple[str, ...], message: str
) -> None:
    done = briefing(pages, "review", *order)
    assert (done.returncode, message in done.stderr) == (2, True), done.stderr


def test_a_line_can_be_rejected_by_its_label_and_restored_by_hand(
    pages: Path, briefing: Briefing
) -> None:
    before = (pages / MINE).read_text()
    label = f"{label_key('2025-04-04-mine')}-2-1"
    (line,) = (x for x in before.split("\n") if x.endswith(f"[^{label}]"))
    assert accept(pages, briefing).returncode == 0
    accepted = (pages / MINE).read_text()
    for name in (label, "2025-04-04-mine/2-1"):
        done = briefing(pages, "review", "--reject", f"{MINE}:{name}", "--why", "old")
        assert done.returncode == 0
        assert done.stderr.startswith(f"To undo that, restore the line:\n{line}\n")
        assert line not in (pages / MINE).read_text()
        (pages / MINE).write_text(accepted)
        assert "2 unchanged" in briefing(pages, "generate").stdout
    assert "refused" not in (pages / RECORD).read_text()
    hint = briefing(pages, "review", "--reject", f"{MINE}:{label[:-1]}9", "--why", "old").stderr
    assert f"no lines of {MINE} cite {label[:-1]}9; name one by its number: " in hint


# --- What people write into footnotes ------------------------------------------------------------

LUND = " I was there, A. Lund."


def edit_footnote(pages: Path, place: str) -> str:
    """Write words of a person into the footnote of a passage; return its label."""
    label = f"[^{label_key('2025-04-04-mine')}-{place}]"
    paragraph = f"{label}: Our note, paragraph {place[0]}"
    text = (pages / MINE).read_text()
    line = next(line for line in text.split("\n") if line.startswith(paragraph))
    edit(pages / MINE, line, line + LUND)
    return label


def test_words_of_a_person_in_a_footnote_move_with_the_passage(
    pages: Path, briefing: Briefing
) -> None:
    label = edit_footnote(pages, "2-1")
    assert briefing(pages, "generate").stdout.startswith("2 seeds, 2 pages: 2 unchanged")
    edit(pages / SEED, "A ministry official", "The ore is monazite.\n\nA ministry official")
    assert "1 merged" in briefing(pages, "generate").stdout
    text, moved = (pages / MINE).read_text(), label.replace("-2-1]", "-3-1]")
    assert LUND in next(x for x in text.split("\n") if x.startswith(f"{moved}: "))
    assert LUND not in "".join(x for x in text.split("\n") if x.startswith(f"{label}: "))
    assert f"{moved}: Our note, paragraph 3" in text
    assert text.count(f"\n{moved}: ") == 1
    assert f": duplicate-footnote: {moved} " not in briefing(pages, "check").stdout
    edit(pages / MINE, "## Sources", f"## Sources\n\n{moved}: Again.\n")
    assert f": duplicate-footnote: {moved} " in briefing(pages, "check").stdout


def test_words_of_a_person_in_a_footnote_outlive_its_line(pages: Path, briefing: Briefing) -> None:
    label = edit_footnote(pages, "1-2")
    output = briefing(pages, "check", "--all").stdout
    assert f"{MINE}:{number(pages / MINE, LUND)}: by-hand: a person wrote: " in output
    line = number(pages / MINE, "60% of")
    briefing(pages, "review", "--reject", f"{MINE}:{line}", "--why", "old")
    briefing(pages, "generate")
    assert LUND in (pages / MINE).read_text()
    assert "people wrote would stay" in briefing(pages, "withdraw", "2025-04-04-mine").stdout
    output = briefing(pages, "withdraw", "2025-04-04-mine", "--yes").stdout
    assert LUND in (pages / MINE).read_text()
    assert f": no-such-passage: no seed has the passage {label}; delete this footnote" in output


def test_a_heading_that_a_person_renamed_does_not_come_back_empty(
    pages: Path, briefing: Briefing
) -> None:
    edit(pages / MINE, "## Key points", "## What happened")
    edit(pages / SEED, "3,834 tonnes", "3,900 tonnes")
    briefing(pages, "generate")
    text = (pages / MINE).read_text()
    assert ("3,900 tonnes" in text, "## Key points" in text) == (True, False)


def test_a_page_without_a_bottom_line_is_reported(pages: Path, briefing: Briefing) -> None:
    text = (pages / MINE).read_text()
    (pages / MINE).write_text(re.sub(r"## Bottom line\n\n(?:.+\n)+\n", "", text))
    assert f"{MINE}: no-bottom-line: there is no bottom line; " in briefing(pages, "check").stdout
