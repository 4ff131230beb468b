"""``check --all`` tells what is no fault in few lines, the rarest kind first."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

Briefing = Callable[..., "CompletedProcess[str]"]
PAGE = "briefings/stories/2025-04-04-mine.md"


def test_notices_of_one_kind_about_one_page_are_one_line(small: Path, briefing: Briefing) -> None:
    assert briefing(small, "generate").returncode == 0
    page = small / PAGE
    text = page.read_text()
    label = next(line for line in text.split("\n") if line.startswith("[^")).partition("]")[0][2:]
    key = label.rsplit("-", 2)[0]
    page.write_text(text + f"\n[^{key}-8-1]: One.\n\n[^{key}-9-1]: Two.\n")
    told = briefing(small, "check", "--all")
    lines = [line for line in told.stdout.splitlines() if "uncited-footnote" in line]
    assert len(lines) == 1
    assert "; 1 more, line " in lines[0]
    assert "2 uncited-footnote" in told.stderr
    assert len(briefing(small, "check", "--all", "--format", "json").stdout.split("uncited-")) == 3


def test_a_source_of_a_page_that_is_no_seed_is_told(small: Path, briefing: Briefing) -> None:
    assert briefing(small, "generate").returncode == 0
    page = small / "briefings/entities/policy/scrap-permit.md"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text("---\nname: Scrap permit\nsources: [2025-04-04-mines]\n---\nA permit.\n")
    told = briefing(small, "check", "--all")
    assert told.returncode == 0
    line = next(line for line in told.stdout.splitlines() if "unknown-source" in line)
    assert line.startswith("briefings/entities/policy/scrap-permit.md: ")
    assert "did you mean '2025-04-04-mine'?" in line


def test_pages_that_rest_on_absent_seeds_are_counted_and_faults_if_strict(
    small: Path, briefing: Briefing
) -> None:
    assert briefing(small, "generate").returncode == 0
    page = small / "briefings/entities/policy/scrap-permit.md"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(
        "---\nname: Scrap permit\nsources: [1999-zinc-in-arcadia]\n---\n"
        "A permit for 300 tonnes, planned to end by June 2001.\n"
    )
    told = briefing(small, "check", "--all")
    assert (told.returncode, "absent-seed" in told.stdout) == (0, False)
    assert "1 page of the catalogue rests on seeds that are not here" in told.stderr
    strict = briefing(small, "check", "--strict")
    assert strict.returncode == 1
    assert "briefings/entities/policy/scrap-permit.md: absent-seed: " in strict.stdout
