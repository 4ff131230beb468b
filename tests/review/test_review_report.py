"""The review report in a browser: each change beside its source."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import html5lib
import pytest
from playwright.sync_api import Browser
from shared import Briefing, edit

AddNote = Callable[..., Path]
MINE = "briefings/stories/2025-04-04-mine.md"
NEWS = """\
Japan closed its plant in Narva on 1 June 2025, Reuters reported. The plant "<script>alert(1)" made
500 tonnes of magnets a year. A rival accused its owner of dumping.

The owner denied that it had sold below cost. Kyodo put the loss at 40 jobs."""
NUMBER = """\
---
name: Magnets of Narva
unit: tonnes
counts: what the plant at Narva makes in a year
values:
  - {value: "500 tonnes", period: null, says: Reuters, cites: [2025-06-01-plant/1-2]}
---
"""
OTHER = NUMBER.replace("Magnets of Narva", "Jobs").replace("/1-2", "/1-2, 2025-06-01-plant/1-1")


def classes(node: Any, name: str) -> list[Any]:
    return [x for x in node.iter() if name in x.get("class", "").split()]


def words(node: Any) -> str:
    return " ".join("".join(node.itertext()).split())


def report_of(folder: Path, briefing: Briefing) -> Any:
    done = briefing(folder, "review", "--base", "main", "--html", "review.html")
    assert done.returncode in {0, 1}, done.stderr
    text = (folder / "review.html").read_text()
    return html5lib.parse(text, namespaceHTMLElements=False)


@pytest.fixture
def with_new_seed(repository: Path, briefing: Briefing, add_note: AddNote) -> Path:
    note = add_note(repository, "2025-06-01-plant", "Plant in Narva closes", "2025-06-01", NEWS)
    edit(note, "    url:", "    tells: [1-1]\n    url:")
    numbers = repository / "briefings/numbers"
    numbers.mkdir()
    (numbers / "narva.md").write_text(NUMBER)
    (numbers / "jobs.md").write_text(OTHER)
    briefing(repository, "generate")
    return repository


def leave_out_the_denial(folder: Path) -> None:
    page = folder / "briefings/stories/2025-06-01-plant.md"
    lines = page.read_text().split("\n")
    page.write_text("\n".join(line for line in lines if "denied" not in line))


def test_each_statement_is_beside_its_passage_with_the_text_around_it(
    with_new_seed: Path, briefing: Briefing
) -> None:
    tree = report_of(with_new_seed, briefing)
    items = classes(tree, "item")
    item = next(x for x in items if words(x).startswith("Bottom line"))
    assert [words(passage) for passage in classes(item, "cited")] == [
        "Japan closed its plant in Narva on 1 June 2025, Reuters reported."
    ]
    assert "word for word" in words(item)
    assert not classes(item, "statement")  # a sentence taken over is not printed twice
    assert "made 500 tonnes" in words(classes(item, "around")[0])
    source = classes(item, "source")[0]
    assert words(source).endswith("seeds/2025-06-01-plant.md · source: Reuters")
    assert [link.get("href") for link in source.iter("a")] == [
        "https://example.org/2025-06-01-plant"
    ]
    other_item = next(x for x in items if words(x).startswith("Key points"))
    assert "source: " not in words(other_item)
    assert tree.find(".//strong[@id='left']").text == str(
        len([x for x in items if x.get("data-key")])
    )


def test_a_statement_that_a_page_has_twice_is_reported_twice(
    with_new_seed: Path, briefing: Briefing
) -> None:
    page = with_new_seed / "briefings/stories/2025-06-01-plant.md"
    line = next(x for x in page.read_text().split("\n") if "40 jobs" in x)
    edit(page, line, f"{line}\n{line}")
    output = briefing(with_new_seed, "review", "--base", "main").stdout
    items = [x for x in output.split("\n") if "new:" in x and "40 jobs" in x]
    assert len(items) == 2


def test_a_named_page_is_reported_alone_and_whole_if_it_did_not_change(
    with_new_seed: Path, briefing: Briefing
) -> None:
    page = with_new_seed / "briefings/stories/2025-06-01-plant.md"
    for base in ("main", "HEAD"):
        done = briefing(with_new_seed, "review", "2025-06-01-plant", "--base", base)
        assert done.returncode == 0, done.stderr
        assert "40 jobs" in done.stdout
        assert "Magnets of Narva" not in done.stdout  # a row of the catalogue
    edit(page, "40 jobs", "50 jobs")
    others = [path.stem for path in page.parent.glob("*.md") if path != page]
    assert briefing(with_new_seed, "review", page.stem, "--base", "main").returncode == 1
    assert briefing(with_new_seed, "review", others[0], "--base", "main").returncode == 0
    wrong = briefing(with_new_seed, "review", "plants")
    assert wrong.stderr.startswith("Error: there is no page 'plants'")


def test_passages_that_a_page_leaves_out_are_folded_below_it(
    with_new_seed: Path, briefing: Briefing
) -> None:
    leave_out_the_denial(with_new_seed)
    tree = report_of(with_new_seed, briefing)
    full_text = next(x for x in classes(tree, "whole") if "Plant in Narva" in words(x))
    assert full_text.tag == "details"
    assert full_text.get("open") is None
    assert "2-1The owner denied that it had sold below cost." in map(
        words, classes(full_text, "left")
    )
    question = next(x for x in classes(tree, "item") if words(x).startswith("Left out"))
    assert "The owner denied that it had sold below cost." in words(classes(question, "cited")[0])
    assert [words(x) for x in question.iter("button")] == [
        "✓ Nothing missing",
        "✗ Something is missing",
    ]


def test_the_first_item_of_a_page_shows_its_topics_links_and_sources(
    with_new_seed: Path, briefing: Briefing
) -> None:
    page = with_new_seed / "briefings/stories/2025-06-01-plant.md"
    edit(page, "topics: []", "topics: [wrong-topic]")
    edit(page, "country/japan.md", "country/china.md")
    tree = report_of(with_new_seed, briefing)
    head = next(x for x in classes(tree, "item") if words(x).startswith("Page new"))
    assert "title Plant in Narva closes" in " ".join(map(words, head.find(".//dl")))
    marks = [words(x) for x in head.iter("mark")]
    assert marks == ["wrong-topic", "Japan → China (country)"]
    assert "Note, 1 June 2025: Plant in Narva closes · seeds/2025-06-01-plant.md" in words(head)


def test_a_changed_line_shows_the_last_version_and_the_words_that_differ(
    repository: Path, briefing: Briefing
) -> None:
    edit(repository / MINE, "is to give 60% of", "gives some 60% of")
    tree = report_of(repository, briefing)
    item = next(x for x in classes(tree, "item") if classes(x, "was"))
    assert [words(x) for x in item.iter("mark")] == ["gives some"]
    assert [words(x) for x in classes(item, "was")[0].iter("del")] == ["is to give"]
    person = next(x for x in classes(item, "tag") if words(x) == "by a person")
    assert "the program keeps it" in person.get("title")
    assert "lines that do not change" in words(tree)


def test_a_line_that_moved_says_where_it_was(repository: Path, briefing: Briefing) -> None:
    path = repository / MINE
    lines = path.read_text().split("\n")
    bullet = lines.pop(next(number for number, line in enumerate(lines) if line.startswith("- ")))
    sources = lines.index("## Sources")
    lines[sources:sources] = ["## Why it matters", "", bullet, ""]
    path.write_text("\n".join(lines))
    moved_lines = classes(report_of(repository, briefing), "moved")
    assert moved_lines
    assert "Moved from “Key points”, line 19" in words(moved_lines[0])


def test_faults_come_first_and_at_their_line(repository: Path, briefing: Briefing) -> None:
    edit(repository / MINE, "60% of", "90% of")
    tree = report_of(repository, briefing)
    first = classes(tree, "faults")[0]
    assert "number" in words(first)
    fault = next(x for x in classes(tree, "item") if classes(x, "fault"))
    assert "90% of" in words(classes(fault, "statement")[0])


def test_a_number_is_a_row_with_its_passage(with_new_seed: Path, briefing: Briefing) -> None:
    tree = report_of(with_new_seed, briefing)
    rows = [x for x in classes(tree, "item") if classes(x, "value")]
    assert [words(classes(x, "value")[0]) for x in rows] == ["500 tonnes", "500 tonnes"]
    assert "500 tonnes of magnets a year" in words(classes(rows[1], "cited")[0])


def test_a_row_shows_its_value_in_the_passage_and_marks_unsupported_words(
    with_new_seed: Path, briefing: Briefing, add_note: AddNote
) -> None:
    text = "In October the plant in Narva made 89% of Estonia's magnets and 91% of its oxide."
    add_note(with_new_seed, "2025-11-02-share", "Share", "2025-11-02", text)
    row = '  - {value: "89%", period: 2024, says: Reuters, cites: [2025-11-02-share/1-1]}\n'
    share = NUMBER.replace("Magnets of Narva", "Share").replace("unit: tonnes", 'unit: "%"')
    (with_new_seed / "briefings/numbers/share.md").write_text(re.sub(r"  - .*\n", row, share))
    tree = report_of(with_new_seed, briefing)
    item = next(x for x in classes(tree, "item") if "89%" in map(words, classes(x, "value")))
    assert [words(x) for x in classes(item, "cited")[0].iter("b")] == ["89%"]
    assert [words(x) for x in item.iter("mark")] == ["2024"]
    assert "wrong-period" in words(classes(item, "fault")[0])


def test_no_seed_runs_code_in_the_report_and_the_report_loads_nothing(
    with_new_seed: Path, briefing: Briefing
) -> None:
    (with_new_seed / "seeds/x.txt").write_text(
        "Rows | and `code` @someone <img src=x onerror=alert(1)>.\n"
    )
    briefing(with_new_seed, "generate")
    tree = report_of(with_new_seed, briefing)
    assert len(tree.findall(".//script")) == 1
    assert not [x for x in tree.iter() if x.tag in {"img", "link", "iframe"} or x.get("src")]
    policy = next(x for x in tree.iter("meta") if x.get("http-equiv"))
    assert policy.get("content").startswith("default-src 'none';")
    comment = briefing(with_new_seed, "review", "--base", "main").stdout
    assert not re.search(r"<(?!/?(?:details|summary|b)>)", comment)
    assert "@someone" not in comment
    assert len(comment) < 65_000
    assert "Japan closed its plant in Narva" in comment


def test_keys_move_between_items_and_the_answers_are_remembered(
    with_new_seed: Path,
    briefing: Briefing,
    browser: Browser,
    address_of: Callable[[Path], str],
) -> None:
    leave_out_the_denial(with_new_seed)
    report_of(with_new_seed, briefing)
    tabs = browser.new_context(viewport={"width": 390, "height": 800})
    page = tabs.new_page()
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text))
    page.goto((with_new_seed / "review.html").as_uri())
    count = int(page.inner_text("#left"))
    page.keyboard.press("j")
    page.keyboard.press("a")
    answers = [" ", "it's not the news", "wrong unit", "the denial"]
    page.on("dialog", lambda dialog: dialog.accept(answers.pop(0)))
    page.keyboard.press("x")
    assert page.inner_text("#left") == str(count - 1)  # blanks are no reason
    page.keyboard.press("x")
    page.click(".item:has(dd.value) .no")
    page.click(".item.asked .no")
    page.locator(".item[data-reject] .off").last.click()
    page.reload()
    assert (errors, page.inner_text("#left")) == ([], str(count - 5))
    commands = page.inner_text("#commands").split("\n")
    assert any(x.endswith("--why 'it'\\''s not the news'") for x in commands)
    assert "# edit briefings/numbers/jobs.md:6 (value: wrong unit)" in commands
    assert any(x.startswith("# edit briefings/stories/") and "the denial" in x for x in commands)
    assert any(x.endswith("--why 'unimportant or in the wrong place'") for x in commands)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    # Files have a storage that a busy browser may lose, so other tabs are tried at an address.
    page.goto(address_of(with_new_seed) + "review.html")
    page.keyboard.press("j")
    page.keyboard.press("a")
    second_tab = tabs.new_page()
    second_tab.goto(page.url)
    assert second_tab.inner_text("#left") == str(count - 1)
    tabs.close()
