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


def made(folder: Path, briefing: Briefing) -> Any:
    done = briefing(folder, "review", "--base", "main", "--html", "review.html")
    assert done.returncode in {0, 1}, done.stderr
    text = (folder / "review.html").read_text()
    return html5lib.parse(text, namespaceHTMLElements=False)


@pytest.fixture
def third(repository: Path, briefing: Briefing, add_note: AddNote) -> Path:
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
    third: Path, briefing: Briefing
) -> None:
    tree = made(third, briefing)
    items = classes(tree, "item")
    item = next(x for x in items if words(x).startswith("Bottom line"))
    assert [words(each) for each in classes(item, "cited")] == [
        "Japan closed its plant in Narva on 1 June 2025, Reuters reported."
    ]
    assert "word for word" in words(item)
    assert not classes(item, "statement")  # what is the same is not printed twice
    assert "made 500 tonnes" in words(classes(item, "around")[0])
    source = classes(item, "source")[0]
    assert words(source).endswith("seeds/2025-06-01-plant.md · source: Reuters")
    assert [link.get("href") for link in source.iter("a")] == [
        "https://example.org/2025-06-01-plant"
    ]
    untold = next(x for x in items if words(x).startswith("Key points"))
    assert "source: " not in words(untold)
    assert tree.find(".//strong[@id='left']").text == str(
        len([x for x in items if x.get("data-key")])
    )


def test_what_the_page_leaves_out_of_its_text_is_folded_below_it(
    third: Path, briefing: Briefing
) -> None:
    leave_out_the_denial(third)
    tree = made(third, briefing)
    whole = next(x for x in classes(tree, "whole") if "Plant in Narva" in words(x))
    assert whole.tag == "details"
    assert whole.get("open") is None
    assert "2-1The owner denied that it had sold below cost." in map(words, classes(whole, "left"))
    asked = next(x for x in classes(tree, "item") if words(x).startswith("Left out"))
    assert "The owner denied that it had sold below cost." in words(classes(asked, "cited")[0])
    assert [words(x) for x in asked.iter("button")] == [
        "✓ Nothing missing",
        "✗ Something is missing",
    ]


def test_a_page_opens_with_its_topics_where_its_links_lead_and_whose_its_texts_are(
    third: Path, briefing: Briefing
) -> None:
    page = third / "briefings/stories/2025-06-01-plant.md"
    edit(page, "topics: []", "topics: [wrong-topic]")
    edit(page, "country/japan.md", "country/china.md")
    tree = made(third, briefing)
    head = next(x for x in classes(tree, "item") if words(x).startswith("Page new"))
    assert "title Plant in Narva closes" in " ".join(map(words, head.find(".//dl")))
    marks = [words(x) for x in head.iter("mark")]
    assert marks == ["wrong-topic", "Japan → China (country)"]
    assert "Note, 1 June 2025: Plant in Narva closes · seeds/2025-06-01-plant.md" in words(head)


def test_a_changed_line_shows_the_last_version_and_the_words_that_differ(
    repository: Path, briefing: Briefing
) -> None:
    edit(repository / MINE, "is to give 60% of", "gives some 60% of")
    tree = made(repository, briefing)
    item = next(x for x in classes(tree, "item") if classes(x, "was"))
    assert [words(x) for x in item.iter("mark")] == ["gives some"]
    assert [words(x) for x in classes(item, "was")[0].iter("del")] == ["is to give"]
    person = next(x for x in classes(item, "tag") if words(x) == "by a person")
    assert "the generator keeps it" in person.get("title")
    assert "lines that do not change" in words(tree)


def test_a_line_that_moved_says_where_it_stood(repository: Path, briefing: Briefing) -> None:
    path = repository / MINE
    lines = path.read_text().split("\n")
    bullet = lines.pop(next(at for at, line in enumerate(lines) if line.startswith("- ")))
    sources = lines.index("## Sources")
    lines[sources:sources] = ["## Why it matters", "", bullet, ""]
    path.write_text("\n".join(lines))
    found = classes(made(repository, briefing), "moved")
    assert found
    assert "Moved from “Key points”, line 19" in words(found[0])


def test_faults_come_first_and_at_their_line(repository: Path, briefing: Briefing) -> None:
    edit(repository / MINE, "60% of", "90% of")
    tree = made(repository, briefing)
    first = classes(tree, "faults")[0]
    assert "number" in words(first)
    fault = next(x for x in classes(tree, "item") if classes(x, "fault"))
    assert "90% of" in words(classes(fault, "statement")[0])


def test_a_number_is_a_row_with_its_passage(third: Path, briefing: Briefing) -> None:
    tree = made(third, briefing)
    rows = [x for x in classes(tree, "item") if classes(x, "value")]
    assert [words(classes(x, "value")[0]) for x in rows] == ["500 tonnes", "500 tonnes"]
    assert "500 tonnes of magnets a year" in words(classes(rows[1], "cited")[0])


def test_a_row_shows_its_value_in_the_passage_and_marks_what_the_passage_does_not_say(
    third: Path, briefing: Briefing, add_note: AddNote
) -> None:
    text = "In October the plant in Narva made 89% of Estonia's magnets and 91% of its oxide."
    add_note(third, "2025-11-02-share", "Share", "2025-11-02", text)
    row = '  - {value: "89%", period: 2024, says: Reuters, cites: [2025-11-02-share/1-1]}\n'
    share = NUMBER.replace("Magnets of Narva", "Share").replace("unit: tonnes", 'unit: "%"')
    (third / "briefings/numbers/share.md").write_text(re.sub(r"  - .*\n", row, share))
    tree = made(third, briefing)
    item = next(x for x in classes(tree, "item") if "89%" in map(words, classes(x, "value")))
    assert [words(x) for x in classes(item, "cited")[0].iter("b")] == ["89%"]
    assert [words(x) for x in item.iter("mark")] == ["2024"]
    assert "wrong-period" in words(classes(item, "fault")[0])


def test_what_a_seed_says_runs_nowhere_and_nothing_is_loaded(
    third: Path, briefing: Briefing
) -> None:
    (third / "seeds/x.txt").write_text("Rows | and `code` @someone <img src=x onerror=alert(1)>.\n")
    briefing(third, "generate")
    tree = made(third, briefing)
    assert len(tree.findall(".//script")) == 1
    assert not [x for x in tree.iter() if x.tag in {"img", "link", "iframe"} or x.get("src")]
    policy = next(x for x in tree.iter("meta") if x.get("http-equiv"))
    assert policy.get("content").startswith("default-src 'none';")
    comment = briefing(third, "review", "--base", "main").stdout
    assert not re.search(r"<(?!/?(?:details|summary|b)>)", comment)
    assert "@someone" not in comment
    assert len(comment) < 65_000
    assert "Japan closed its plant in Narva" in comment


def test_keys_go_from_one_to_the_next_and_the_count_stays(
    third: Path, briefing: Briefing, browser: Browser
) -> None:
    leave_out_the_denial(third)
    made(third, briefing)
    tabs = browser.new_context(viewport={"width": 390, "height": 800})
    page = tabs.new_page()
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text))
    page.goto((third / "review.html").as_uri())
    count = int(page.inner_text("#left"))
    page.keyboard.press("j")
    page.keyboard.press("a")
    answers = [" ", "it's not the news", "wrong unit", "the denial"]
    page.on("dialog", lambda dialog: dialog.accept(answers.pop(0)))
    page.keyboard.press("x")
    assert page.inner_text("#left") == str(count - 1)  # a reason of blanks is none
    page.keyboard.press("x")
    page.click(".item:has(dd.value) .no")
    page.click(".item.asked .no")
    page.locator(".item[data-reject] .off").last.click()
    again = tabs.new_page()
    for _ in range(20):  # the browser writes what it keeps of a page a little later
        again.goto(page.url)
        if again.inner_text("#left") == str(count - 5):
            break
        page.wait_for_timeout(500)
    assert (errors, again.inner_text("#left")) == ([], str(count - 5))
    told = again.inner_text("#commands").split("\n")
    assert any(x.endswith("--why 'it'\\''s not the news'") for x in told)
    assert "# edit briefings/numbers/jobs.md:6 (value: wrong unit)" in told
    assert any(x.startswith("# edit briefings/stories/") and "the denial" in x for x in told)
    assert any(x.endswith("--why 'unimportant or in the wrong place'") for x in told)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.close()
