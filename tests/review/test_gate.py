"""A statement passes only if a passage it cites says so, with the right reason where it fails."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.pages.document import render
from generator.pages.parse import parse
from generator.review.gate import Gate, check_page
from generator.review.library import State, read_state

PAGE = "2025-04-04-mine"


@pytest.fixture
def state(small: Path, monkeypatch: pytest.MonkeyPatch) -> State:
    monkeypatch.chdir(small)
    return read_state(Path("seeds"), Path("briefings"))


@pytest.fixture
def text(state: State) -> str:
    return next(render(page) for page in state.generated if page.id == PAGE)


@pytest.fixture
def gate(state: State) -> Callable[[str], Gate]:
    return lambda text: check_page(parse(text, f"stories/{PAGE}.md"), state.library)


def kinds(result: Gate) -> set[str]:
    return {finding.kind for finding in result.findings}


def label(text: str, words: str) -> str:
    """The mark of the first line that says ``words``."""
    line = next(line for line in text.split("\n") if words in line and "[^" in line)
    return "".join(re.findall(r"\[\^[^\]]+\]", line))


def with_line(text: str, line: str) -> str:
    return text.replace("\n## Sources", f"\n## Why it matters\n\n{line}\n\n## Sources", 1)


def test_what_was_generated_passes_and_nothing_is_skipped(
    state: State, gate: Callable[[str], Gate]
) -> None:
    for page in state.generated:
        result = check_page(page, state.library)
        assert (result.failed, result.skipped, result.findings) == (0, 0, ())
        assert result.checked > 5


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("60% of the ore", "61% of the ore", "not-in-any-seed"),
        ("3,834 tonnes", "3,843 tonnes", "not-in-any-seed"),
        ("4 April 2025", "5 April 2025", "not-in-any-seed"),
        ('"the mine is ready"', '"the mine is nearly ready"', "quote-altered"),
        ("60% of the ore", "20% of the ore", "in-other-passage"),
        ("4 April 2025", "9 May 2025", "in-other-seed"),
    ],
)
def test_a_changed_fact_is_found(
    text: str, gate: Callable[[str], Gate], old: str, new: str, reason: str
) -> None:
    assert old in text
    at = text.index(old)
    line = text.count("\n", 0, at) + 1
    result = gate(text[:at] + new + text[at + len(old) :])
    assert (reason, line) in {(f.kind, f.line) for f in result.findings}


@pytest.mark.parametrize("title", [True, False])
def test_no_passage_of_another_event_is_proposed_for_a_date_it_holds_by_chance(
    text: str, gate: Callable[[str], Gate], *, title: bool
) -> None:
    at = text.index("# ") if title else 0
    changed = text[:at] + text[at:].replace("4 April 2025", "9 May 2025", 1)
    if title:
        changed = text[: at + 2] + "9 May 2025: " + text[at + 2 :]
    (told,) = [f.message for f in gate(changed).findings if "9 May 2025" in f.message]
    assert told.endswith("; correct it")
    assert "[^" not in told


def test_a_name_that_the_passage_lacks_is_found_whatever_alias_is_written(
    text: str, gate: Callable[[str], Gate]
) -> None:
    mark = label(text, "opened a mine")
    ours = f"Beijing opened a mine at Bayan on 4 April 2025.{mark}"
    assert kinds(gate(with_line(text, ours))) == set()
    assert kinds(gate(with_line(text, ours.replace("Beijing", "Japan")))) != set()


def test_a_sentence_without_a_footnote_fails_unless_the_editor_answers_for_it(
    text: str, gate: Callable[[str], Gate]
) -> None:
    assert kinds(gate(with_line(text, "The mine is old."))) == {"no-citation"}
    result = gate(with_line(text, "- The mine has 900 miners.[^editor]"))
    assert (kinds(result), result.editors) == (set(), 1)


@pytest.mark.parametrize("line", ["> Quoted.", "<b>Bold</b>", "```\ncode\n```", "| a | b |"])
def test_no_form_of_line_gets_around_the_gate(
    text: str, gate: Callable[[str], Gate], line: str
) -> None:
    assert "no-citation" in kinds(gate(with_line(text, line)))


def test_a_label_that_no_seed_has_is_found(text: str, gate: Callable[[str], Gate]) -> None:
    assert kinds(gate(with_line(text, "The mine opened.[^mine-0000-1-1]"))) == {"not-in-any-seed"}


def test_a_citation_moved_to_another_passage_is_found(
    text: str, gate: Callable[[str], Gate]
) -> None:
    one, other = label(text, "opened a mine"), label(text, "named a price")
    moved = re.sub(rf"(opened a mine.*){re.escape(one)}", rf"\g<1>{other}", text, count=1)
    assert {kind.split(":")[0] for kind in kinds(gate(moved))} >= {"in-other-passage"}


def test_a_wrong_speaker_is_found(text: str, gate: Callable[[str], Gate]) -> None:
    mark = label(text, "the mine is ready")
    line = f'- A ministry official said "the mine is ready".{mark} *Company*'
    assert kinds(gate(with_line(text, line))) == {"wrong-speaker"}


@pytest.mark.parametrize(
    "line",
    [
        "The mine is to give 60 per cent of the ore of the region.",
        "The mine is to give sixty percent of the ore.",
        "About 3,800 tonnes of ore a year will come from the mine.",
        "Some 3.834 thousand tonnes of ore a year will come from the mine.",
        "The ore of the mine: 3834 tonnes a year.",
    ],
)
def test_another_wording_of_a_number_is_no_fault(
    text: str, gate: Callable[[str], Gate], line: str
) -> None:
    assert kinds(gate(with_line(text, line + label(text, "3,834")))) == set()


def test_two_names_that_changed_places_are_found(text: str, gate: Callable[[str], Gate]) -> None:
    mark = label(text, "opened a mine")
    line = f"Reuters opened a mine at Bayan on 4 April 2025, China reported.{mark}"
    assert kinds(gate(with_line(text, line.replace("Reuters opened", "Japan opened")))) != set()


def test_an_altered_quotation_in_a_footnote_is_found(
    text: str, gate: Callable[[str], Gate]
) -> None:
    mark = label(text, "opened a mine")
    plain = next(x for x in text.split("\n") if x.startswith(f"{mark}: "))
    text = text.replace(plain, f"{mark}: Editor's note, paragraph 1.")
    definition = f"{mark}: Editor's note, paragraph 1"
    true, false = "“China opened a mine at Bayan”", "“China opened two mines at Bayan”"
    assert kinds(gate(text.replace(f"{definition}.", f"{definition}: {true}"))) == set()
    altered = gate(text.replace(f"{definition}.", f"{definition}: {false}"))
    assert kinds(altered) == {"quote-altered"}


def test_a_title_is_held_against_all_passages(text: str, gate: Callable[[str], Gate]) -> None:
    result = gate(text.replace("# China opens a mine", "# China opens 7 mines", 1))
    assert kinds(result) == {"not-in-any-seed"}


def test_the_list_of_sources_is_held_against_the_seeds(
    text: str, gate: Callable[[str], Gate]
) -> None:
    assert kinds(gate(text.replace("sources reach to 4", "sources reach to 5"))) != set()
