"""What ``check --all`` and ``--strict`` tell beside the faults."""

from __future__ import annotations

from pathlib import Path

from shared import Briefing


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
