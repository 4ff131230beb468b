"""A drafted page on the site: who wrote it, and how much of the article is shown word for word."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

from drafting import ARTICLE, answer
from shared import Briefing

Submit = Callable[..., "CompletedProcess[str]"]


def test_the_site_says_who_wrote_a_page_and_that_nobody_reviewed_it(
    desk: Path, briefing: Briefing, submit: Submit
) -> None:
    submit(answer())
    assert briefing(desk, "assemble").returncode == 0
    story = (desk / "build/docs/stories/leiria.md").read_text()
    head = story.partition('class="dateline"')[2].partition("</p>")[0]
    assert "written by a model, each sentence it wrote checked against its passages" in head
    assert "not yet reviewed" in head
    assert "by hand" not in head


def test_the_site_counts_the_lines_of_a_drafted_page_that_a_person_changed(
    desk: Path, briefing: Briefing, submit: Submit
) -> None:
    submit(answer())
    page = desk / "briefings/stories/leiria.md"
    lines = page.read_text().split("\n")
    number = next(n for n, line in enumerate(lines) if line.startswith("- "))
    lines[number] = lines[number].replace("- ", "- In short: ", 1)
    page.write_text("\n".join(lines))
    assert briefing(desk, "assemble").returncode == 0
    story = (desk / "build/docs/stories/leiria.md").read_text()
    assert "against its passages; 1 line written or changed by hand" in story


def test_page_and_pop_overs_together_show_no_more_than_the_limits_allow(
    desk: Path, briefing: Briefing, submit: Submit
) -> None:
    cites = (["s1", "s2", "s3"], ["s4", "s5"], ["s6", "s8", "s10"])
    words = ("Herders accused Orsa.", "Portugal imported magnets.", "Orsa bought the plant.")
    points = [[{"text": t, "cites": c}] for t, c in zip(words, cites, strict=True)]
    submit(answer(key_points=points, not_known=[]), "--person")
    assert briefing(desk, "check").returncode == 0
    briefing(desk, "assemble")
    story = (desk / "build/docs/stories/leiria.md").read_text()
    page_text = " ".join(re.sub(r"<[^>]+>|\[|\]\([^)]*\)", " ", story).split())
    sentences = re.split(r"(?<=\.)\s", " ".join(ARTICLE.split("(Reuters) - ")[1].split()))
    copies = [sentence for sentence in sentences if sentence in page_text]
    count = sum(len(sentence.split()) for sentence in copies)
    assert 0 < count <= 0.6 * sum(len(sentence.split()) for sentence in sentences) + 10
    assert "of the original." in page_text  # where the limit on quoting was reached
