"""Generate, check, review, explain, withdraw: as a reviewer types them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from briefing_room.commands import withdraw
from briefing_room.model import label_key
from shared import Briefing, edit, number

AddNote = Callable[..., Path]
MINE = "briefings/stories/2025-04-04-mine.md"


# --- generate ------------------------------------------------------------------------------------


def test_generate_says_what_it_created_and_a_second_run_changes_nothing(
    small: Path, briefing: Briefing
) -> None:
    first = briefing(small, "generate")
    assert first.stdout.splitlines() == [
        "2 seeds, 2 pages: 2 created.",
        "The pages are in briefings/stories.",
    ]
    second = briefing(small, "generate")
    assert (second.returncode, second.stdout.splitlines()[0]) == (
        0,
        "2 seeds, 2 pages: 2 unchanged.",
    )


def test_a_bad_seed_leaves_its_page_as_it_was_and_stops_no_other(
    pages: Path, briefing: Briefing
) -> None:
    before = (pages / MINE).read_text()
    edit(pages / "seeds/2025-04-04-mine.md", "date: 2025-04-04", "date: 2025-13-45")
    edit(pages / "seeds/2025-05-09-order.md", "500 tonnes", "600 tonnes")
    done = briefing(pages, "generate")
    assert done.returncode == 1
    assert re.search(r"seeds/2025-04-04-mine\.md:3: ", done.stderr + done.stdout)
    assert (pages / MINE).read_text() == before
    assert "600 tonnes" in (pages / "briefings/stories/2025-05-09-order.md").read_text()


def test_a_missing_folder_is_reported_with_its_option(small: Path, briefing: Briefing) -> None:
    done = briefing(small, "generate", "--seeds", "nowhere")
    hint = "no such folder; run this in the project's folder, or give the right one with --seeds"
    assert (done.returncode, done.stderr) == (2, f"Error: nowhere: {hint}\n")


def test_a_new_seed_adds_its_page_and_record_and_changes_no_other(
    pages: Path, briefing: Briefing, add_note: AddNote
) -> None:
    folder = pages / "briefings"
    before = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    add_note(pages, "2025-06-01-port", "A port opens", "2025-06-01", "A port opened in Japan.")
    briefing(pages, "generate")
    after = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    assert {p: after[p] for p in before} == before
    assert sorted(p.relative_to(folder).as_posix() for p in after.keys() - before.keys()) == [
        ".generated/2025-06-01-port.txt",
        "stories/2025-06-01-port.md",
    ]


# --- check ---------------------------------------------------------------------------------------


def test_check_finds_nothing_on_generated_pages(pages: Path, briefing: Briefing) -> None:
    done = briefing(pages, "check")
    assert (done.returncode, done.stdout) == (0, "")
    assert re.search(r"\d+ statements checked, 0 failed\.\n", done.stderr)
    assert "No problems found." in done.stderr


def faults(pages: Path, briefing: Briefing) -> dict[str, tuple[str, int]]:
    done = briefing(pages, "check", "--format", "json")
    findings = json.loads(done.stdout)
    assert done.returncode == (1 if findings else 0)
    return {item["kind"]: (item["path"], item["line"]) for item in findings}


def test_check_finds_what_is_wrong_with_a_page(pages: Path, briefing: Briefing) -> None:
    page = pages / MINE
    edit(page, "topics: [", "topics: [unknown-topic, ")
    edit(page, "status: unreviewed", "status: maybe\ncolour: red")
    edit(page, "60% of", "90% of")
    edit(page, "](../entities/country/china.md)", "](../entities/country/atlantis.md)")
    findings = faults(pages, briefing)
    assert findings["unknown-topic"] == (MINE, number(page, "topics:"))
    assert findings["front-matter"][0] == MINE
    assert findings["number"] == (MINE, number(page, "90%"))
    assert findings["unknown-entity"] == (MINE, number(page, "atlantis"))


def test_check_finds_a_page_that_is_out_of_date_and_an_open_conflict(
    pages: Path, briefing: Briefing
) -> None:
    page = pages / MINE
    edit(page, "3,834", "3 834")
    edit(pages / "seeds/2025-04-04-mine.md", "3,834", "3,900")
    assert faults(pages, briefing)["out-of-date"] == (MINE, 0)
    done = briefing(pages, "generate")
    assert done.returncode == 0
    assert f"{MINE}: you and the generator changed the same line" in done.stdout
    findings = faults(pages, briefing)
    assert findings["conflict"] == (MINE, number(page, "<!-- conflict"))
    assert "out-of-date" not in findings


def test_check_finds_what_git_could_not_merge(pages: Path, briefing: Briefing) -> None:
    page = pages / MINE
    line = next(line for line in page.read_text().split("\n") if "3,834" in line)
    edit(page, line, f"<<<<<<< HEAD\n{line}\n=======\n{line}\n>>>>>>> main")
    findings = faults(pages, briefing)
    assert findings["conflict"] == (MINE, number(page, "<<<<<<<"))
    assert "no-citation" not in findings


def test_check_allows_the_words_of_an_editor_and_a_correction(
    pages: Path, briefing: Briefing
) -> None:
    page = pages / MINE
    edit(page, "## Sources", "## Why it matters\n\n- I saw 900 miners.[^editor]\n\n## Sources")
    good = "corrections: [{on: 2025-07-01, was: 6, now: 7, why: misread}]"
    edit(
        page,
        "status: unreviewed",
        f"status: reviewed\nreviewer: Ada\nreviewed_on: 2025-07-01\n{good}",
    )
    assert briefing(pages, "generate").returncode == 0
    assert faults(pages, briefing) == {}
    edit(page, good, "corrections: [{on: later, was: 6}]")
    assert faults(pages, briefing).keys() == {"front-matter"}


def test_findings_become_annotations(pages: Path, briefing: Briefing) -> None:
    edit(pages / MINE, "60% of", "90% of")
    line = number(pages / MINE, "90%")
    github = briefing(pages, "check", "--format", "github").stdout
    assert github.startswith(f"::error file={MINE},line={line},title=number::")
    edit(pages / MINE, "90% of", "60% of")
    edit(pages / MINE, "## Sources", "- Nobody told the town.[^editor]\n\n## Sources")
    briefing(pages, "generate")
    github = briefing(pages, "check", "--all", "--format", "github").stdout
    assert re.findall(r"^::(\w+) .*title=(\S+?)::", github, re.MULTILINE) == [("notice", "by-hand")]


# --- review --------------------------------------------------------------------------------------


def test_review_lists_faults_first_and_each_change_beside_its_passages(
    repository: Path, briefing: Briefing, add_note: AddNote
) -> None:
    edit(repository / "seeds/2025-05-09-order.md", "500 tonnes", "650 tonnes")
    edit(repository / MINE, "60% of", "90% of")
    port = "A port opened in Japan.\n\n- Its cranes came from China."
    add_note(repository, "2025-06-01-port", "A port opens", "2025-06-01", port)
    briefing(repository, "generate")
    done = briefing(repository, "review")
    assert re.findall(r"^### (.*) \(", done.stdout, re.MULTILINE) == ["To fix"]
    pages = re.findall(r"<b>(.*)</b>", done.stdout)
    assert pages == ["China opens a mine", "Japan orders magnets", "A port opens"]
    assert re.search(r"changed: Japan ordered 650 tonnes .*\n  \*was\* .* 500 tonnes", done.stdout)
    for line in ("A port opened in Japan.", "Its cranes came from China."):
        assert f"new: {line}\n  > word for word *Note, 1 June 2025" in done.stdout
    assert done.returncode == 1


def test_review_does_not_list_a_page_that_was_only_accepted(
    repository: Path, briefing: Briefing
) -> None:
    edit(repository / MINE, "status: unreviewed", "status: reviewed\nreviewer: Ada")
    assert briefing(repository, "review").stdout.strip() == "No page changes what it says."


def test_review_of_nothing_says_so(repository: Path, briefing: Briefing) -> None:
    done = briefing(repository, "review", "--base", "HEAD")
    assert (done.returncode, done.stdout.strip()) == (0, "No page changes what it says.")


def test_review_without_a_base_to_compare_with_says_what_to_do(
    pages: Path, briefing: Briefing
) -> None:
    done = briefing(pages, "review", "--base", "HEAD", GIT_CEILING_DIRECTORIES=str(pages.parent))
    assert done.returncode == 2
    assert "--base" in done.stderr


# --- explain and withdraw ------------------------------------------------------------------------


def test_explain_shows_the_passage_in_its_context(pages: Path, briefing: Briefing) -> None:
    line = number(pages / MINE, "60% of")
    done = briefing(pages, "explain", f"{MINE}:{line}")
    assert done.returncode == 0
    assert "    > The mine is to give 60% of the ore" in done.stdout
    assert "      China opened a mine at Bayan" in done.stdout
    assert "written by the generator" in done.stdout


def test_explain_names_unsupported_words_and_the_verdict_of_each_rule(
    pages: Path, briefing: Briefing
) -> None:
    page = pages / MINE
    edit(page, "The mine is to give 60% of the ore", "The pit will not yield 60% of the ore")
    output = briefing(pages, "explain", f"{MINE}:{number(page, '60% of')}").stdout
    assert "in no passage that it cites: pit" in output
    assert "polarity (unsupported): " in output


def test_explain_names_the_lines_it_can_explain(pages: Path, briefing: Briefing) -> None:
    assert briefing(pages, "explain", "2025-04-04-mine").returncode == 0
    wrong = briefing(pages, "explain", "2025-04-04-mine:1")
    assert (wrong.returncode, "; statements are on lines " in wrong.stderr) == (2, True)
    unknown = briefing(pages, "explain", "mine")
    assert (unknown.returncode, "did you mean 2025-04-04-mine" in unknown.stderr) == (2, True)


def test_withdraw_removes_nothing_without_yes(pages: Path, briefing: Briefing) -> None:
    preview = briefing(pages, "withdraw", "2025-04-04-mine")
    assert f"{MINE}: rests on this seed alone" in preview.stdout
    assert (pages / MINE).exists()
    done = briefing(pages, "withdraw", "seeds/2025-04-04-mine.md", "--yes")
    assert done.returncode == 0
    assert not (pages / MINE).exists()
    assert not (pages / "seeds/2025-04-04-mine.md").exists()


def test_withdraw_keeps_and_names_what_a_person_wrote(pages: Path, briefing: Briefing) -> None:
    edit(pages / MINE, "60% of", "a share of 60% of")
    bayan = "briefings/topics/bayan.md"
    row = "{date: 2026-06, what: a plant opens, cites: [2025-04-04-mine/2-3]}"
    (pages / bayan).write_text(
        f"---\ntitle: Bayan\nterms: {{3: [Bayan]}}\ndeadlines: [{row}]\n---\n"
    )
    assert f"{bayan}: " in briefing(pages, "withdraw", "2025-04-04-mine").stdout
    done = briefing(pages, "withdraw", "2025-04-04-mine", "--yes")
    assert done.returncode == 1
    assert "a share of 60% of" in (pages / MINE).read_text()
    assert f"{MINE}:{number(pages / MINE, 'a share of')}: " in done.stdout
    assert f"{bayan}:4: no-such-passage: " in done.stdout
    assert done.stdout.count(": no-such-passage: ") == 2  # not again at the footnote of the line


def test_withdraw_does_not_name_the_faults_of_a_seed_with_a_longer_name(
    pages: Path, briefing: Briefing
) -> None:
    row = "{date: 2026-06, what: a plant opens, cites: [2025-04-04-mine-two/2-3]}"
    head = f"---\ntitle: Bayan\nterms: {{3: [Bayan]}}\ndeadlines: [{row}]\n---\n"
    (pages / "briefings/topics/bayan.md").write_text(head)
    assert "2025-04-04-mine-two/2-3" in briefing(pages, "check").stdout
    done = briefing(pages, "withdraw", "2025-04-04-mine", "--yes")
    assert "2025-04-04-mine-two" not in done.stdout


def test_withdraw_leaves_only_the_words_of_people_on_an_edited_page(
    pages: Path, briefing: Briefing
) -> None:
    edit(pages / MINE, "status: unreviewed", "status: reviewed")
    edit(pages / MINE, "## Sources", "## My view\n\nThis matters to us.[^editor]\n\n## Sources")
    assert briefing(pages, "generate").returncode == 0
    preview = briefing(pages, "withdraw", "2025-04-04-mine")
    assert "Only what people wrote would stay" in preview.stdout
    briefing(pages, "withdraw", "2025-04-04-mine", "--yes")
    head, body = (pages / MINE).read_text().split("\n---\n")
    assert "reviewed" not in head
    assert "## My view\n\nThis matters to us.[^editor]" in body
    assert "[^editor]: " in body
    assert "Bayan" not in body
    assert "## Sources" not in body
    done = briefing(pages, "check")
    assert done.returncode == 0, done.stdout + done.stderr


def test_withdraw_takes_every_quotation_of_the_seed_out_of_footnotes(
    pages: Path, briefing: Briefing
) -> None:
    edit(pages / MINE, "60% of", "a share of 60% of")
    order = pages / "briefings/stories/2025-05-09-order.md"
    label = f"[^{label_key('2025-04-04-mine')}-2-2]"
    edit(order, "## Sources", f"## My view\n\nThe price is open.{label}\n\n## Sources")
    briefing(pages, "generate")
    assert "not named a price" in order.read_text()
    briefing(pages, "withdraw", "2025-04-04-mine", "--yes")
    kept, other = (pages / MINE).read_text(), order.read_text()
    assert "\n# Kept after its source was withdrawn: mine\n" in kept
    assert "a share of 60% of" in kept
    assert "“" not in kept.partition("\n[^")[2]
    assert f"The price is open.{label}" in other
    assert f"\n{label}: " in other
    assert "not named a price" not in other
    assert "“" in other  # what it quotes from its own seed
    again = briefing(pages, "generate")
    assert "2 unchanged" in again.stdout or "1 unchanged" in again.stdout, again.stdout
    assert "not named a price" not in order.read_text()


def test_withdraw_removes_a_page_without_a_line_of_a_person(
    pages: Path, briefing: Briefing
) -> None:
    edit(pages / MINE, "status: unreviewed", "status: reviewed")
    assert briefing(pages, "withdraw", "2025-04-04-mine", "--yes").returncode == 0
    assert not (pages / MINE).exists()


def test_withdraw_keeps_an_edit_that_is_saved_while_it_runs(
    pages: Path, briefing: Briefing, monkeypatch: pytest.MonkeyPatch
) -> None:
    def save_edit(*_: object) -> None:
        edit(pages / MINE, "60% of", "a share of 60% of")

    monkeypatch.setattr(withdraw, "_print_effects", save_edit)
    done = briefing(pages, "withdraw", "2025-04-04-mine", "--yes")
    assert (done.returncode, "was saved meanwhile" in done.stderr) == (2, True)
    assert "a share of 60% of" in (pages / MINE).read_text()
    assert (pages / "seeds/2025-04-04-mine.md").exists()


def test_withdraw_of_an_unknown_seed_proposes_near_ones(pages: Path, briefing: Briefing) -> None:
    done = briefing(pages, "withdraw", "mine")
    assert (done.returncode, "did you mean 2025-04-04-mine?" in done.stderr) == (2, True)


def test_withdraw_removes_a_seed_that_is_not_summarised(pages: Path, briefing: Briefing) -> None:
    (pages / "seeds/other.txt").write_text("Die Mine liefert Erz. Die Stadt ist froh. " * 9)
    assert briefing(pages, "withdraw", "other", "--yes").returncode == 0
    assert not (pages / "seeds/other.txt").exists()


def test_withdraw_finds_a_seed_by_the_name_of_its_file(pages: Path, briefing: Briefing) -> None:
    seed = pages / "seeds" / "Japan's Order (1).md"
    (pages / "seeds" / "2025-05-09-order.md").rename(seed)
    briefing(pages, "generate")
    done = briefing(pages, "withdraw", str(seed.relative_to(pages)))
    assert (done.returncode, "lines cite it" in done.stdout) == (0, True), done.stderr
    assert briefing(pages, "withdraw", "japans-order-1", "--yes").returncode == 0
    assert not seed.exists()
