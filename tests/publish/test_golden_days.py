"""What a reader sees on six days around the ends of the suspensions, page by page.

The pages are made of the small catalogue, seeds and stories in ``days/corpus.txt`` and rendered
with the site's own Markdown settings; ``days/<day>.txt`` is their text.  After a change that is
meant to be seen, write the texts anew and read their differences before committing them:

    RENEW_DAYS=1 pytest tests/publish/test_golden_days.py
"""

from __future__ import annotations

import datetime as dt
import difflib
import os
import re
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import ClassVar

import markdown
import pytest
import yaml

from generator.publish.assemble import finish
from generator.publish.publication import publication
from generator.publish.reading import read

HERE = Path(__file__).parent / "days"
ROOT = Path(__file__).parents[2]
DAYS = ("2026-11-09", "2026-11-10", "2026-11-11", "2026-11-24", "2026-11-27", "2026-11-28")
PAGES = (
    "index.md",
    "measures.md",
    "matrix.md",
    "deadlines.md",
    "entities/policy/announcement-18-2025.md",
    "entities/policy/announcement-46-2024.md",
    "entities/policy/announcement-57-2025.md",
    "entities/policy/announcement-61-2025.md",
    "entities/policy/announcement-70-2025.md",
    "entities/policy/us-affiliates-rule.md",
    "entities/policy/dfars-magnet-rule.md",
    "entities/mineral/holmium.md",
    "entities/mineral/gallium.md",
    "stories/2025-11-07-october-controls-suspended.md",
)


class Seen(HTMLParser):
    """Collects the words of a page as lines; drawings, forms and notes count as unseen."""

    _BLOCKS = frozenset({"p", "li", "tr", "h1", "h2", "h3", "summary", "div", "details", "ul"})
    _UNSEEN = frozenset({"svg", "form", "script", "style"})
    _MARKS: ClassVar = {"h1": "# ", "h2": "## ", "h3": "### ", "li": "- ", "tr": "| "}

    def __init__(self) -> None:
        super().__init__()
        self.lines = [""]
        self._unseen = 0

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        self._unseen += tag in self._UNSEEN
        if tag in self._BLOCKS:
            self.lines.append(self._MARKS.get(tag, ""))
        elif tag == "br":
            self.lines.append("  ")

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in self._UNSEEN
        if tag in ("td", "th"):
            self.lines[-1] = f"{self.lines[-1].rstrip()} | "
        elif tag in self._BLOCKS:
            self.lines.append("")
        elif tag == "span":
            self.lines[-1] += " "

    def handle_data(self, data: str) -> None:
        if not self._unseen and data != "¶":
            self.lines[-1] += " ".join(data.split("\n"))


def seen(text: str) -> str:
    """Return the words that a page of Markdown shows, a line for each block."""
    settings = yaml.safe_load(re.sub(r"!ENV \[.*\]", '""', (ROOT / "mkdocs.yml").read_text()))
    extensions = [name for name in settings["markdown_extensions"] if isinstance(name, str)]
    body = text.split("---\n", 2)[2]
    parser = Seen()
    parser.feed(markdown.markdown(body, extensions=extensions))
    lines = (" ".join(line.split()) for line in parser.lines)
    shown = "\n".join(line for line in lines if line.strip("-|# ")) + "\n"
    return shown.rsplit("\nCite this\n", 1)[0].rstrip() + "\n"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Unpack the small corpus: one file holds all, each behind its path."""
    folder = tmp_path_factory.mktemp("days")
    for part in (HERE / "corpus.txt").read_text(encoding="utf-8").split("=== ")[1:]:
        path, _, text = part.partition("\n")
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


def of_day(corpus: Path, day: str) -> str:
    material = read(corpus / "seeds", corpus / "briefings")
    assert not material.findings
    found = (material.pages, material.catalogue, material.articles, dt.date.fromisoformat(day))
    files: Mapping[str, str | bytes] = finish(publication(*found))
    return "\n".join(f"=== {path}\n{seen(str(files[path]))}" for path in PAGES)


@pytest.mark.parametrize("day", DAYS)
def test_the_pages_read_as_they_should_on_each_day(corpus: Path, day: str) -> None:
    golden, text = HERE / f"{day}.txt", of_day(corpus, day)
    if os.environ.get("RENEW_DAYS"):
        golden.write_text(text, encoding="utf-8")
    expected = golden.read_text(encoding="utf-8")
    difference = "\n".join(difflib.unified_diff(expected.split("\n"), text.split("\n"), n=0))
    assert text == expected, f"{day} reads otherwise; see how to renew it above:\n{difference}"


COUNTED = re.compile(
    r"\d+ days?|(?:(?<=on )|(?<=from ))1[01] November 2026|(?<=As of )\S+|(?<=today, )\S+"
)


def test_from_one_day_to_the_next_only_what_lapsed_reads_otherwise() -> None:
    """Between 10 and 11 November nothing may change but what ended on the tenth."""
    texts = ((HERE / f"{day}.txt").read_text(encoding="utf-8") for day in DAYS[1:3])
    before, after = (COUNTED.sub("…", text).split("\n") for text in texts)
    changes = list(difflib.unified_diff(before, after, n=0))[2:]
    assert [line for line in changes if "Announcement 57 of 2025" in line and "lapsed" in line]
    for line in changes:
        about = ("Announcement 57", "Announcement 61", "10 November 2026", "unknown", "suspen")
        heading = line.startswith(("@@", "-## Suspended", "+## Suspended", "-| Measure"))
        assert heading or any(word in line for word in about), line
        assert "Announcement 46" not in line or "Announcement 57" in line, line
