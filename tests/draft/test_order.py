"""What takes precedence: a person, an accepted page, a note, a draft, the program's own choice."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from drafting import answer, page, to_request
from shared import Briefing, Git, contents, edit, number

Submit = Callable[..., "CompletedProcess[str]"]
PAGE = "briefings/stories/leiria.md"
DRAFT = "briefings/.drafts/leiria.json"
NOTE = """---
kind: note
title: Orsa and the herders
date: 2026-03-05
story: leiria
sources:
  - publisher: Reuters
    url: https://example.org/orsa
    date: 2026-03-04
    tells: [1-1, 2-1]
---

Orsa Metals is accused of hiding a leak of acid near Leiria.

- Nobody has tested the water of the river near the plant.
"""


def plant_answer(cites: str = "leiria/7-1") -> dict[str, Any]:
    """Return an answer whose last key point cites the passage on who bought the plant."""
    statement = {"text": "Orsa Metals bought the plant in 2022.", "cites": [cites]}
    return answer(key_points=[answer()["key_points"][0], [statement]])


def line_of(folder: Path, words: str) -> str:
    return next(line for line in page(folder).split("\n") if words in line)


# --- A person before a draft ----------------------------------------------------------------------


def edit_page(folder: Path, _: Briefing) -> None:
    edit(folder / PAGE, "Orsa Metals bought the plant", "In 2022 Orsa Metals bought the plant")


def delete_line(folder: Path, _: Briefing) -> None:
    edit(folder / PAGE, line_of(folder, "bought the plant") + "\n", "")


def reject_line(folder: Path, briefing: Briefing) -> None:
    lines = page(folder).split("\n")
    number = 1 + next(n for n, line in enumerate(lines) if "bought the plant" in line)
    done = briefing(folder, "review", "--reject", f"{PAGE}:{number}", "--why", "not the news")
    assert done.returncode == 0, done.stderr


def add_line(folder: Path, _: Briefing) -> None:
    edit(folder / PAGE, "## Sources", "Nobody tested the water.[^editor]\n\n## Sources")


Decision = tuple[
    Callable[[Path, Briefing], None], str, str
]  # what the page then has, and what it does not
DECISIONS: list[Decision] = [
    (edit_page, "In 2022 Orsa Metals bought the plant", "- Orsa Metals bought the plant"),
    (delete_line, "", "bought the plant"),
    (reject_line, "", "bought the plant"),
    (add_line, "Nobody tested the water.[^editor]", ""),
]


@pytest.mark.parametrize("decision", DECISIONS)
@pytest.mark.parametrize("when", ["before", "after", "between"])
def test_the_decision_of_a_person_outranks_every_draft(
    desk: Path, briefing: Briefing, submit: Submit, when: str, decision: Decision
) -> None:
    decide, expected, unexpected = decision
    other_draft = plant_answer()
    other_draft["key_points"][1][0]["text"] = "Orsa Metals bought the plant from a French group."
    if when == "before":
        decide(desk, briefing)
        submit(plant_answer())
    else:
        submit(plant_answer())
        decide(desk, briefing)
        submit(other_draft if when == "between" else plant_answer())
    for _ in range(2):
        briefing(desk, "generate")
        text = page(desk)
        assert expected in text
        assert not unexpected or unexpected not in text
        assert "hiding an acid leak" in text  # the other sentences are the draft's
        assert "<!-- conflict" not in text
    assert briefing(desk, "check").returncode == 0


def test_the_request_shows_the_edits_of_people_and_leaves_out_what_they_deleted(
    desk: Path, briefing: Briefing
) -> None:
    edit_page(desk, briefing)
    edit(desk / PAGE, line_of(desk, "in Lisbon did not say") + "\n", "")
    request = briefing(desk, "draft", "leiria", "--request").stdout
    assert "- Key points: In 2022 Orsa Metals bought the plant" in request
    assert "test the water" not in request.partition("## The page that")[0]


def test_a_sentence_that_cites_a_deleted_passage_among_others_is_dropped(
    desk: Path, briefing: Briefing, submit: Submit
) -> None:
    submit(plant_answer())
    delete_line(desk, briefing)
    statement = {"text": "Orsa Metals bought the plant in 2022; it employs 300 people."}
    briefing(desk, "generate")
    draft = json.loads((desk / DRAFT).read_text())
    draft["statements"][-2] |= {**statement, "cites": ["leiria/7-1=", "leiria/4-1="]}
    (desk / DRAFT).write_text(json.dumps(draft))
    briefing(desk, "generate")
    assert "bought the plant" not in page(desk)


def test_no_comment_repeats_words_that_a_person_replaced_when_their_passage_changes(
    desk: Path, briefing: Briefing, submit: Submit
) -> None:
    submit(plant_answer())
    edit(desk / PAGE, "The herders said that 40", "Herders said that 40")
    briefing(desk, "generate")
    edit(desk / "seeds/leiria.txt", "died of a fever", "died of a long fever")
    assert "1 unchanged" in briefing(desk, "generate").stdout
    assert "<!-- conflict" not in page(desk)


def test_a_sentence_that_a_person_reworded_is_not_repeated_when_the_draft_is_gone(
    desk: Path, briefing: Briefing, submit: Submit
) -> None:
    submit(plant_answer())
    edit_page(desk, briefing)
    briefing(desk, "generate")
    (desk / DRAFT).unlink()
    briefing(desk, "generate")
    assert page(desk).count("bought the plant") == 1


def test_a_draft_follows_its_seed_to_another_name(
    desk: Path, briefing: Briefing, submit: Submit
) -> None:
    submit(plant_answer())
    before = page(desk).partition("## Sources")[0].count("[^")
    (desk / "seeds/leiria.txt").rename(desk / "seeds/herders.txt")
    briefing(desk, "generate")
    text = page(desk, "herders")
    assert "drafted_by" in text
    assert text.partition("## Sources")[0].count("[^") == before


# --- An accepted page before a draft --------------------------------------------------------------


def accept(folder: Path, briefing: Briefing) -> None:
    done = briefing(folder, "review", "--accept", PAGE, "--by", "Ada")
    assert done.returncode == 0, done.stderr


def test_an_accepted_page_is_passed_over_unless_asked_for(
    desk: Path, briefing: Briefing, submit: Submit
) -> None:
    accept(desk, briefing)
    before = contents(desk / "briefings")
    done = submit(plant_answer())
    assert "a person has reviewed it" in done.stderr
    assert contents(desk / "briefings") == before
    assert submit(plant_answer(), "--reviewed").returncode == 0
    assert "hiding an acid leak" in page(desk)
    assert briefing(desk, "check").returncode == 0


def test_a_draft_on_an_accepted_page_stays_and_another_changes_nothing(
    desk: Path, briefing: Briefing, submit: Submit
) -> None:
    submit(plant_answer())
    accept(desk, briefing)
    before = page(desk)
    briefing(desk, "generate")
    assert page(desk) == before
    edit(desk / DRAFT, "Orsa Metals bought the plant in 2022.", "Orsa Metals bought the plant.")
    done = briefing(desk, "generate")
    assert page(desk) == before
    assert "was accepted without this draft" in done.stderr
    assert "bad-draft" in briefing(desk, "check").stdout
    assert page(desk) == before


# --- A note before a draft ------------------------------------------------------------------------


def test_a_story_of_notes_has_nothing_to_draft(desk: Path, briefing: Briefing) -> None:
    (desk / "seeds/leiria.txt").unlink()
    (desk / "seeds/orsa.md").write_text(NOTE)
    done = briefing(desk, "draft", "orsa", "--with", "true")
    assert (done.returncode, "has only notes" in done.stderr) == (0, True)


def test_a_seed_that_becomes_a_note_sets_its_draft_aside(
    desk: Path, briefing: Briefing, submit: Submit
) -> None:
    submit(answer())
    drafted, seed = page(desk), (desk / "seeds/leiria.txt").read_text()
    edit(desk / "seeds/leiria.txt", "Herders", "---\nkind: note\ntitle: A leak\n---\n\nHerders")
    done = briefing(desk, "generate")
    assert "leiria.json: set aside: its story has only notes" in done.stdout
    text = page(desk)
    assert ("drafted_by" in text, text.count("40 sheep")) == (False, 1)
    assert "draft" not in briefing(desk, "check").stdout
    (desk / "seeds/leiria.txt").write_text(seed)
    assert "set aside" not in briefing(desk, "generate").stdout
    assert page(desk) == drafted


@pytest.fixture
def mixed_story(desk: Path, briefing: Briefing) -> Path:
    """The desk, with a story of an article and a note."""
    (desk / "seeds/orsa.md").write_text(NOTE)
    edit(desk / "seeds/leiria.txt", "Herders", "---\nstory: leiria\n---\n\nHerders")
    briefing(desk, "generate")
    return desk


def test_in_a_mixed_story_the_note_keeps_its_words_and_goes_first(
    mixed_story: Path, briefing: Briefing, submit: Submit
) -> None:
    request = briefing(mixed_story, "draft", "leiria", "--request").stdout
    assert "`bottom_line`:" not in request
    assert (' "title":' in request, ' "bottom_line":' in request) == (False, False)
    assert ' "key_points": [[' in request
    assert "Nobody has tested" not in request.partition("## The page that")[0]
    submit(plant_answer())
    text = page(mixed_story)
    assert "# Orsa and the herders" in text
    bottom = text.partition("## Bottom line\n\n")[2].partition("\n\n")[0]
    assert bottom.startswith("Orsa Metals is accused of hiding a leak of acid near Leiria.")
    assert "4 March 2026" not in bottom
    points = text.partition("## Key points\n\n")[2].partition("\n\n")[0].split("\n")
    assert points[0].startswith("- Nobody has tested the water of the river")
    assert any("40 sheep had died since May" in point for point in points[1:])
    assert briefing(mixed_story, "check").returncode == 0


def test_a_section_that_a_note_fills_is_not_asked_for_again(
    mixed_story: Path, briefing: Briefing, submit: Submit
) -> None:
    wrong = [{"text": "Herders near Lisbon sued Orsa Metals in 2019.", "cites": ["s1"]}]
    assert "a note fills this section" in submit(plant_answer() | {"bottom_line": wrong}).stdout
    again = briefing(mixed_story, "draft", "leiria", "--request", "--again").stderr
    assert "no sentence of its draft is to be reworded" in again


def test_accepting_a_page_names_the_marks_that_are_still_open(
    desk: Path, briefing: Briefing, submit: Submit
) -> None:
    submit(plant_answer())
    accept = ("review", "--accept", PAGE, "--by", "Ada")
    assert "still open" not in briefing(desk, *accept).stderr
    edit(desk / PAGE, "bought the plant in 2022", "bought the bankrupt plant because it was cheap")
    done = briefing(desk, *accept)
    assert (done.returncode, "reviewed by Ada" in done.stdout) == (0, True)
    assert f"still open: {PAGE}:" in done.stderr


def test_a_line_that_the_strict_rules_refuse_is_marked_if_a_person_drafted_it(
    desk: Path, briefing: Briefing, submit: Submit, git: Git
) -> None:
    for command in (("init",), ("add", "."), ("commit", "-qm", "Begin")):
        git(desk, *command)
    plain = {"text": "Since May 40 sheep have died there.", "cites": ["s2"]}
    points = [[plain], *plant_answer()["key_points"]]
    assert "7 of 7 sentences kept" in submit(answer(key_points=points), "--person").stdout
    assert briefing(desk, "check").returncode == 0
    report = briefing(desk, "review", "--base", "HEAD").stdout
    assert re.search(r"Since May 40 sheep have died there\.\n  \*attribution: ", report)
    done = briefing(desk, "review", "--accept", PAGE, "--by", "Ada")
    assert done.returncode == 0, done.stderr
    assert f"still open: {PAGE}:{number(desk / PAGE, 'Since May')}: attribution:" in done.stderr


# --- Seeds that change ----------------------------------------------------------------------------


def test_a_renamed_seed_takes_its_draft_along(
    desk: Path, briefing: Briefing, submit: Submit
) -> None:
    submit(plant_answer())
    (desk / "seeds/leiria.txt").rename(desk / "seeds/orsa-leak.txt")
    for _ in range(2):
        briefing(desk, "generate")
    pages = [*(desk / "briefings/stories").glob("*.md")]
    assert len(pages) == 1
    assert "hiding an acid leak" in pages[0].read_text()
    drafts = [path.name for path in (desk / "briefings/.drafts").glob("*")]
    assert drafts == [f"{re.search('id: (.*)', pages[0].read_text())[1]}.json"]  # type: ignore[index]
    assert briefing(desk, "check").returncode == 0


def test_sentences_that_move_in_a_seed_are_followed_and_changed_ones_checked_again(
    desk: Path, briefing: Briefing, submit: Submit
) -> None:
    submit(plant_answer())
    edit(desk / "seeds/leiria.txt", "They said that", "It rained all day.\n\nThey said that")
    briefing(desk, "generate")
    assert "40 sheep had died since May.[^leiria-" in page(desk)
    assert "bought the plant in 2022" in page(desk)
    edit(desk / "seeds/leiria.txt", "the plant in 2022", "the plant in 2020")
    briefing(desk, "generate")
    assert "in 2022" not in page(desk)
    assert "40 sheep had died since May" in page(desk)
    assert briefing(desk, "check").returncode == 0


@pytest.mark.parametrize("is_accepted", [False, True])
def test_a_drafted_sentence_that_leaves_a_page_since_its_seed_changed_is_named(
    desk: Path, briefing: Briefing, submit: Submit, git: Git, is_accepted: bool
) -> None:
    submit(plant_answer())
    if is_accepted:
        briefing(desk, "review", "--accept", "leiria", "--by", "Ada")
    for command in (("init",), ("add", "."), ("commit", "-qm", "Begin")):
        git(desk, *command)
    edit(desk / "seeds/leiria.txt", "accused Orsa Metals", "accused  Orsa Metals")
    assert "no longer supported" not in briefing(desk, "generate").stderr
    edit(desk / "seeds/leiria.txt", "the plant in 2022", "the plant in 2020")
    option = " --reviewed" if is_accepted else ""
    hint = f"ask again: briefing draft leiria{option}"
    lost = "a seed changed, and 1 drafted sentence is no longer supported"
    lost += f": “Orsa Metals bought the plant in 2022.”; {hint}"
    for _ in range(2):
        assert lost in briefing(desk, "generate").stderr
    assert f"draft-behind: {lost}" in briefing(desk, "check", "--all").stdout
    report = briefing(desk, "review", "--base", "HEAD").stdout
    assert hint in report
    assert "*Orsa Metals bought the plant in 2022.*" in report
    request = briefing(desk, "draft", "--behind", "--request", *option.split())
    assert "the plant in 2020" in request.stdout
    points = plant_answer()["key_points"]
    points[1][0]["text"] = "Orsa Metals bought the plant in 2020."
    submit(answer(key_points=points), *option.split())
    assert "bought the plant in 2020" in page(desk)
    assert "no longer supported" not in briefing(desk, "generate").stderr


def test_a_drafted_line_that_holds_although_its_passage_changed_is_marked(
    desk: Path, briefing: Briefing, submit: Submit, git: Git
) -> None:
    submit(plant_answer())
    for command in (("init",), ("add", "."), ("commit", "-qm", "Begin")):
        git(desk, *command)
    assert "passage-changed" not in briefing(desk, "check", "--all").stdout
    edit(desk / "seeds/leiria.txt", "accused Orsa Metals", "accused its neighbour Orsa Metals")
    briefing(desk, "generate")
    done = briefing(desk, "check", "--all")
    assert done.returncode == 0, done.stdout
    for words in ("# Herders accuse", "Herders near Leiria accused"):
        assert f"{PAGE}:{number(desk / PAGE, words)}: passage-changed: " in done.stdout
    assert done.stdout.count("passage-changed") == 2
    report = briefing(desk, "review", "--base", "HEAD").stdout
    assert "### Drafted before a passage of theirs changed (2)" in report
    accepted = briefing(desk, "review", "--accept", PAGE, "--by", "Ada")
    assert accepted.stderr.count("still open: ") == 2


def test_accepting_a_page_that_lost_a_drafted_sentence_says_how_to_ask_again(
    desk: Path, briefing: Briefing, submit: Submit
) -> None:
    submit(plant_answer())
    edit(desk / "seeds/leiria.txt", "the plant in 2022", "the plant in 2020")
    briefing(desk, "generate")
    done = briefing(desk, "review", "--accept", "leiria", "--by", "Ada")
    assert done.returncode == 0, done.stderr
    lost = "a seed changed, and 1 drafted sentence is no longer supported"
    lost += ": “Orsa Metals bought the plant in 2022.”"
    assert f"{lost}; ask again: briefing draft leiria --reviewed\n" in done.stderr


def test_news_of_a_seed_that_joins_ends_the_bottom_line_until_the_story_is_drafted_again(
    desk: Path, briefing: Briefing, submit: Submit
) -> None:
    edit(desk / "seeds/leiria.txt", "Herders", "---\nstory: leiria\n---\n\nHerders")
    submit(plant_answer())
    article = (
        "Portugal tests the river\n\n6 March 2026\n\nThe ministry in Lisbon has sent six experts"
    )
    article += (
        " to test the river below the Orsa plant, it said on Friday.\n\nThey will publish what"
    )
    article += " they find in April, the ministry said in a statement on its website.\n"
    (desk / "seeds/tests.txt").write_text(f"---\nstory: leiria\n---\n\n{article}")
    briefing(desk, "generate")
    text, bottom_line = page(desk), answer()["bottom_line"][0]["text"]
    assert (
        text.index(bottom_line) < text.index("has sent six experts") < text.index("## Key points")
    )
    assert "# Herders accuse Orsa Metals of hiding an acid leak" in text
    done = briefing(desk, "check", "--all")
    assert done.returncode == 0
    number = 1 + text.split("\n").index("# Herders accuse Orsa Metals of hiding an acid leak")
    assert f"leiria.md:{number}: draft-behind: tests joined the story" in done.stdout
    assert "is newer: do its title and older lines still hold?" in done.stdout
    assert "newer-seed" not in done.stdout
    edit(desk / PAGE, line_of(desk, "has sent six experts") + "\n", "")
    number = 1 + page(desk).split("\n").index(line_of(desk, bottom_line))
    told = briefing(desk, "check", "leiria", "--all").stdout
    assert f"leiria.md:{number}: newer-seed: " in told
    assert "tests, “Portugal tests the river”" in told
    assert "six experts" in briefing(desk, "draft", "--behind", "--request").stdout


def test_withdrawing_a_seed_removes_its_sentences_from_page_and_draft(
    desk: Path, briefing: Briefing, submit: Submit
) -> None:
    edit(desk / "seeds/leiria.txt", "Herders", "---\nstory: leiria\n---\n\nHerders")
    (desk / "seeds/tests.txt").write_text(
        "---\nstory: leiria\n---\n\nPortugal tests the river\n\n6 March 2026\n\n"
        "The ministry in Lisbon has sent six experts to test the river below the Orsa plant.\n"
    )
    briefing(desk, "generate")
    statement = {"text": "The ministry in Lisbon has sent six experts.", "cites": ["tests/3-1"]}
    draft = plant_answer()
    draft["key_points"].append([statement])
    draft["bottom_line"][0]["cites"] = ["leiria/4-1"]
    for row, passage in ((draft["title"], "4-1"), (draft["key_points"][1][0], "7-1")):
        row["cites"] = [f"leiria/{passage}"]
    submit(draft)
    assert "six experts" in page(desk)
    done = briefing(desk, "withdraw", "tests", "--yes")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "the sentences that rest on it are removed" in done.stdout
    all_text = "".join(map(str, contents(desk).values()))
    assert "six experts" not in all_text
    assert "bought the plant in 2022" in page(desk)
    briefing(desk, "withdraw", "leiria", "--yes")
    assert not (desk / DRAFT).exists()


def test_a_sentence_whose_passage_moved_into_the_withdrawn_seed_leaves_the_draft(
    desk: Path, briefing: Briefing, submit: Submit
) -> None:
    submit(plant_answer())
    assert "bought the plant in 2022" in (desk / DRAFT).read_text()
    text = (desk / "seeds/leiria.txt").read_text()
    paragraph = next(
        text_block
        for text_block in text.split("\n\n")
        if "Orsa Metals" in text_block and "2022" in text_block
    )
    edit(desk / "seeds/leiria.txt", paragraph, "")
    (desk / "seeds/orsa.txt").write_text(f"Orsa buys a plant\n\n9 March 2026\n\n{paragraph}\n")
    briefing(desk, "generate")
    done = briefing(desk, "withdraw", "orsa", "--yes")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "bought the plant in 2022" not in (desk / DRAFT).read_text()


def test_of_two_stories_that_become_one_the_surviving_page_keeps_its_draft(
    desk: Path, briefing: Briefing, submit: Submit
) -> None:
    (desk / "seeds/braga.txt").write_text(
        "---\nstory: braga\n---\n\nBraga opens a museum\n\n5 March 2026\n\nThe city of Braga has"
        " opened a museum of magnets in an old railway station.\n"
    )
    briefing(desk, "generate")
    submit(plant_answer())
    statement = {"text": "The city of Braga has opened a museum of magnets.", "cites": ["s1"]}
    draft = json.dumps({"title": statement, "bottom_line": [statement]})
    draft = to_request(draft, briefing(desk, "draft", "braga", "--request").stdout)
    briefing(desk, "draft", "braga", "--from", "-", "--by", "m", piped=draft)
    assert len([*(desk / "briefings/.drafts").glob("*")]) == 2
    edit(desk / "seeds/leiria.txt", "Herders", "---\nstory: braga\n---\n\nHerders")
    done = briefing(desk, "generate")
    drafts = [path.name for path in (desk / "briefings/.drafts").glob("*")]
    assert len(drafts) == 1
    assert "removed: its story is gone, or is on a page with its own draft" in done.stdout


# --- Forged and broken drafts ---------------------------------------------------------------------


def test_the_sentences_of_a_forged_draft_are_verified_too(
    desk: Path, briefing: Briefing, submit: Submit
) -> None:
    submit(plant_answer())
    forged = json.loads((desk / DRAFT).read_text())
    forged["statements"][1]["text"] = "Orsa Metals paid 5 million euros to herders in 2019."
    forged["statements"][-1] |= {"text": "China did not say so.", "cites": ["other/1-1=0"]}
    forged["verdicts"] = ["kept"] * 9
    (desk / DRAFT).write_text(json.dumps(forged))
    assert briefing(desk, "generate").returncode == 0
    assert "5 million" not in page(desk)
    assert "China did not" not in page(desk)
    assert briefing(desk, "check").returncode == 0


HOSTILE: list[bytes] = [
    b"",
    b"{}",
    b"[" * 100_000,
    b"\xff\xfe",
    b'{"draft": 1, "by": "", "statements": []}',
    b'{"draft": 2, "by": "x"}',
]


@pytest.mark.parametrize("data", HOSTILE)
def test_a_draft_that_cannot_be_read_is_reported_and_the_page_is_made_without_it(
    desk: Path, briefing: Briefing, submit: Submit, data: bytes
) -> None:
    generated = page(desk)
    submit(plant_answer())
    (desk / DRAFT).write_bytes(data)
    done = briefing(desk, "generate")
    assert "bad-draft" in done.stderr
    assert "Traceback" not in done.stderr
    assert page(desk) == generated


ODD: list[dict[str, Any]] = [
    {"by": "x", "statements": [{"section": "key_points", "text": 5, "cites": "s"}]},
    {"by": "x\n\u202e# y", "statements": [{"section": "no", "text": "a", "cites": []}]},
    {"by": "x", "seeds": {"a": 1}, "statements": {"a": 1}, "refused": 7, "on": [1]},
    {"by": "x", "statements": [{"section": "title", "bullet": 1e99, "text": "(" * 9999}]},
    {"by": "x", "statements": [{"section": ["title"], "text": "t", "cites": [{}]}]},
    {"by": "x", "statements": [
        {"section": "key_points", "text": "{{ 7 * 7 }} ${x} %s \ud800", "cites": ["../../etc/1-1"]}
    ]},
]  # fmt: skip


@pytest.mark.parametrize("forged", ODD)
def test_a_draft_of_odd_values_does_no_harm(
    desk: Path, briefing: Briefing, forged: dict[str, Any]
) -> None:
    (desk / DRAFT).parent.mkdir()
    (desk / DRAFT).write_text(json.dumps({"draft": 1, **forged}))
    for command in (("generate",), ("check",), ("draft", "leiria", "--request")):
        done = briefing(desk, *command)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "Traceback" not in done.stderr


def test_a_draft_behind_a_link_is_not_read(
    desk: Path, briefing: Briefing, submit: Submit, tmp_path: Path
) -> None:
    submit(plant_answer())
    (desk / DRAFT).rename(tmp_path / "elsewhere.json")
    (desk / DRAFT).symlink_to(tmp_path / "elsewhere.json")
    assert "bad-draft" in briefing(desk, "generate").stderr
    assert "drafted_by" not in page(desk)


# --- A page that people moved or damaged ----------------------------------------------------------


def test_a_page_under_another_name_or_without_its_head_keeps_its_draft(
    desk: Path, briefing: Briefing, submit: Submit
) -> None:
    submit(plant_answer())
    (desk / PAGE).rename(desk / "briefings/stories/orsa.md")
    assert "1 unchanged" in briefing(desk, "generate").stdout
    moved = desk / "briefings/stories/orsa.md"
    moved.write_text(moved.read_text().split("---\n", 2)[2].lstrip())
    briefing(desk, "generate")
    text = moved.read_text()
    assert text.count("hiding an acid leak") == 1
    assert "drafted_by" in text
    assert "<!-- conflict" not in text
    assert not (desk / PAGE).exists()


def test_a_page_that_a_person_deleted_stays_deleted_whatever_is_drafted(
    desk: Path, briefing: Briefing, submit: Submit
) -> None:
    (desk / PAGE).unlink()
    briefing(desk, "generate")
    submit(plant_answer())
    assert not (desk / PAGE).exists()
