"""Another subject, invented (undersea cables), goes through the program as it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from shared import ROOT, Briefing

_OURS = re.compile(
    r"rare.?earth|lanthan|neodym|praseod|dyspros|terbium|samarium|yttrium|lynas|mountain.pass",
    re.IGNORECASE,
)


def test_it_builds_checks_and_reviews(cables: Path, briefing: Briefing) -> None:
    built = briefing(cables, "build", "--as-of", "2031-06-10")
    assert built.returncode == 0, built.stderr
    checked = briefing(cables, "check", "--as-of", "2031-06-10")
    assert (checked.returncode, checked.stdout) == (0, ""), checked.stdout
    assert "5 seeds, 5 story pages" in checked.stderr
    site = {
        path.relative_to(cables / "site").as_posix(): path.read_text()
        for path in (cables / "site").rglob("*.html")
    }
    assert not [name for name, text in site.items() if _OURS.search(text)]
    assert "<h1>Landing stations and depots" in re.sub(
        r'<h1 id="[^"]*"', "<h1", site["sites/index.html"]
    )
    assert "Landing rule of April 2031" in site["controls/index.html"]
    assert "18 terabits a second" in site["numbers/aurora-capacity/index.html"]
    story = site["stories/2031-03-04-aurora-cable-cut/index.html"]
    assert story.index("accused a trawler") < story.index("The owner of the trawler denied it")


def test_a_fault_in_it_is_found_and_shown(
    cables: Path, briefing: Briefing, git: Callable[..., str]
) -> None:
    briefing(cables, "generate")
    git(cables, "init", "--quiet", "--initial-branch=main")
    git(cables, "add", "--all")
    git(cables, "commit", "--quiet", "--message", "Start")
    page = cables / "briefings/stories/2031-03-04-aurora-cable-cut.md"
    page.write_text(page.read_text().replace("on 4 March 2031", "on 5 March 2031"))
    done = briefing(cables, "review", "--base", "main", "--html", "review.html")
    assert done.returncode == 1
    assert "5 March 2031" in done.stdout
    sheet = (cables / "review.html").read_text()
    assert "<mark>5</mark>" in sheet
    assert "An anchor cut the Aurora cable" in sheet


def test_the_program_knows_nothing_of_its_first_subject() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in (ROOT / "generator").rglob("*")
        if path.suffix in {".py", ".yml", ".md", ".html", ".js", ".css", ".svg", ".xml", ".txt"}
        for match in [_OURS.search(path.read_text())]
        if match
    ]
    assert found == []
