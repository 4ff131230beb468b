"""The program works for another, invented subject: undersea cables."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import html5lib
from shared import ROOT, Briefing

_OURS = re.compile(
    r"rare.?earth|lanthan|neodym|praseod|dyspros|terbium|samarium|yttrium|lynas|mountain.pass",
    re.IGNORECASE,
)

_WORDS = re.compile(
    rf"\b(?:minerals?|elements?|controls?|China|Chinese)\b|{_OURS.pattern}", re.IGNORECASE
)


def test_a_site_on_another_subject_is_built_and_checked(cables: Path, briefing: Briefing) -> None:
    built = briefing(cables, "build", "--as-of", "2031-06-10")
    assert built.returncode == 0, built.stderr
    check = briefing(cables, "check", "--as-of", "2031-06-10")
    assert (check.returncode, check.stdout) == (0, ""), check.stdout
    assert "5 story pages from 5 seeds" in check.stderr
    site = {
        path.relative_to(cables / "site").as_posix(): path.read_text()
        for path in (cables / "site").rglob("*.html")
    }
    assert _words_of_ours(cables) == []
    assert "<h1>Landing stations and depots" in re.sub(
        r'<h1 id="[^"]*"', "<h1", site["sites/index.html"]
    )
    assert "Landing rule of April 2031" in site["rules/index.html"]
    assert "18 terabits a second" in site["numbers/aurora-capacity/index.html"]
    story = site["stories/2031-03-04-aurora-cable-cut/index.html"]
    assert story.index("accused a trawler") < story.index("The owner of the trawler denied it")


def test_a_new_project_has_no_word_of_our_subject(tmp_path: Path, briefing: Briefing) -> None:
    assert briefing(tmp_path, "init", "harbours").returncode == 0
    assert briefing(tmp_path / "harbours", "build", "--as-of", "2031-06-10").returncode == 0
    assert _words_of_ours(tmp_path / "harbours") == []


def _words_of_ours(folder: Path) -> list[str]:
    """List the words of our subject in the files of a project, with the files."""
    address = re.compile(r"controls(?:\.md|/|\.html)")  # the address of the rules in every project
    files = [path for path in folder.rglob("*") if path.suffix in {".md", ".yml", ".html", ".xml"}]
    return [
        f"{path.relative_to(folder)}: {match[0]}"
        for path in files
        if ".cache" not in path.parts
        for match in [_WORDS.search(address.sub("", _visible_text(path)))]
        if match
    ]


def _visible_text(path: Path) -> str:
    """The text of a file; of an HTML page, only its visible text, title and description."""
    text = path.read_text("utf-8")
    if path.suffix != ".html":
        return text
    page = html5lib.parse(text, namespaceHTMLElements=False)
    meta = [str(tag.get("content")) for tag in page.iter("meta") if tag.get("name")]
    return "\n".join([*page.itertext(), *meta])


def test_a_new_project_has_our_scripts_and_workflows() -> None:
    template = ROOT / "generator" / "briefing_room" / "data" / "project"
    for name in ("propose.sh", "push-proposal.sh"):
        our_text = (ROOT / "scripts" / name).read_text("utf-8")
        assert (template / "scripts" / name).read_text("utf-8") == our_text
    for name in ("comment", "propose", "pages", "watch"):
        our_text = (ROOT / ".github" / "workflows" / f"{name}.yml").read_text("utf-8")
        template_text = (template / "github" / "workflows" / f"{name}.yml").read_text("utf-8")
        adapted = template_text.replace("bash scripts/", "scripts/").replace(
            "make setup", "make .venv/.site"
        )
        assert adapted.replace("      - run: make .venv/.site\n", "", name == "pages") == our_text
    assert {path.name for path in (template / "github" / "workflows").iterdir()} == {
        path.name for path in (ROOT / ".github" / "workflows").iterdir()
    }


def test_a_fault_on_another_subject_is_found_and_shown(
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


def test_the_program_has_no_word_of_our_subject() -> None:
    words = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in (ROOT / "generator").rglob("*")
        if path.suffix in {".py", ".yml", ".md", ".html", ".js", ".css", ".svg", ".xml", ".txt"}
        for match in [_OURS.search(path.read_text())]
        if match
    ]
    assert words == []


def test_a_site_with_warnings_is_said_to_be_built(cables: Path, briefing: Briefing) -> None:
    briefing(cables, "generate")
    page = cables / "briefings/stories/2031-03-04-aurora-cable-cut.md"
    line = "An anchor cut the cable."
    page.write_text(f"{page.read_text()}<<<<<<< ours\n=======\n{line}\n>>>>>>> theirs\n")
    (cables / "briefings/sources.md").write_text("# Our own list\n")
    done = briefing(cables, "site", "--as-of", "2031-06-10")
    assert done.returncode != 0
    assert "the site is built in site/, but with 1 warning; none is allowed here" in done.stderr
    assert "not built" not in done.stderr
    assert "sources.md is your own page; it replaces the page of briefings" in done.stderr
    assert (cables / "site/index.html").is_file()
