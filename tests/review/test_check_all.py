"""What ``check --all`` and ``--complete`` report besides faults."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pytest
from shared import Briefing, cases, edit, read_seeds


def test_a_source_of_a_page_that_is_no_seed_is_reported(small: Path, briefing: Briefing) -> None:
    assert briefing(small, "generate").returncode == 0
    page = small / "briefings/entities/policy/scrap-permit.md"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text("---\nname: Scrap permit\nsources: [2025-04-04-mines]\n---\nA permit.\n")
    done = briefing(small, "check", "--all")
    assert done.returncode == 0
    line = next(line for line in done.stdout.splitlines() if "unknown-source" in line)
    assert line.startswith("briefings/entities/policy/scrap-permit.md: ")
    assert "did you mean '2025-04-04-mine'?" in line


def test_pages_without_their_seeds_are_counted_and_are_faults_with_complete(
    small: Path, briefing: Briefing
) -> None:
    assert briefing(small, "generate").returncode == 0
    page = small / "briefings/entities/policy/scrap-permit.md"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(
        "---\nname: Scrap permit\nsources: [1999-zinc-in-arcadia]\n---\n"
        "A permit for 300 tonnes, planned to end by June 2001.\n"
    )
    done = briefing(small, "check", "--all")
    assert (done.returncode, "absent-seed" in done.stdout) == (0, False)
    assert "1 page of the catalogue rests on seeds that are not here" in done.stderr
    strict = briefing(small, "check", "--complete")
    assert strict.returncode == 1
    assert "briefings/entities/policy/scrap-permit.md: absent-seed: " in strict.stdout


LONG = (
    "Estonia's mine shipped {} tonnes of ore to Narva in the spring of {}, and the plant there"
    " made magnets of it for carmakers in Germany, who paid more than they had the year before."
)
FAULTY = {  # kind → a file and its content
    "ignored-file": ("seeds/notes.docx", "Notes."),
    "empty-page": ("briefings/stories/empty.md", ""),
    "dead-link": ("briefings/topics/a.md", "---\ntitle: A\nterms: {3: [a]}\n---\n[x](none.md)\n"),
    "unknown-slug": ("briefings/entities/policy/a.md", "---\nname: A\nissuer: nobody\n---\n"),
    "wrong-date": ("briefings/entities/policy/b.md", "---\nname: B\nannounced: soon\n---\n"),
    "duplicate-name": ("briefings/entities/policy/c.md", "---\nname: China\n---\n"),
}


def test_each_fault_is_reported_under_its_kind(small: Path, briefing: Briefing) -> None:
    article = "---\ntitle: Ore\ndate: 2025-06-01\nkind: article\n---\n"
    lines = [LONG.format(number, 2000 + number) for number in range(10, 25)]
    (small / "seeds/ore.md").write_text(article + "\n\n".join(lines))
    briefing(small, "generate")
    page = small / "briefings/stories/ore.md"
    label = re.search(r"\[\^(ore-\w+)-\d+-1\]", page.read_text())
    assert label
    bullets = "".join(f"- {line}[^{label[1]}-{number}-1]\n" for number, line in enumerate(lines, 1))
    edit(page, "## Sources", f"## Why it matters\n\n{bullets}\n## Sources")
    for path, text in FAULTY.values():
        (small / path).parent.mkdir(parents=True, exist_ok=True)
        (small / path).write_text(text)
    findings = json.loads(briefing(small, "check", "--all", "--format", "json").stdout)
    kinds_and_paths = {(finding["kind"], finding["path"]) for finding in findings}
    for kind, (path, _) in FAULTY.items():
        assert (kind, path) in kinds_and_paths
    for kind in ("too-much-quoted", "undefined-footnote"):
        assert (kind, "briefings/stories/ore.md") in kinds_and_paths


@pytest.mark.parametrize("case", cases(__file__, "limits"), ids=lambda case: case["why"])
def test_a_page_that_quotes_more_of_a_text_than_its_limit_is_reported(
    tmp_path: Path, briefing: Briefing, case: dict[str, str]
) -> None:
    counts = case["words"].split()
    texts = [
        f"Town{number} has{' much' * (int(n.strip('()')) - 3)} ore."
        for number, n in enumerate(counts)
    ]
    head = f"kind: {case.get('kind', 'article')}\nlicence: {case.get('licence', 'null')}"
    seed = tmp_path / "seeds/ore.md"
    page = tmp_path / "briefings/stories/ore.md"
    for path in (seed, page):
        path.parent.mkdir(parents=True)
    seed.write_text(f"---\ntitle: Ore\n{head}\n---\n" + "\n\n".join(texts))
    (seed.parent / "other.txt").write_text("Town has ore of another text.")
    (article, other), _ = read_seeds(seed.parent)
    passages = [p for p, count in zip(article.passages, counts, strict=True) if "(" not in count]
    passages += other.passages
    statements = "".join(f"- {p.text}[^{p.label}]\n" for p in passages)
    page.write_text(
        f"---\nid: ore\nseeds: [ore, other]\n---\n\n# Ore\n\n## Key points\n\n{statements}"
    )
    findings = json.loads(briefing(tmp_path, "check", "--format", "json").stdout)
    messages = [finding["message"] for finding in findings if finding["kind"] == "too-much-quoted"]
    assert [message.split(" words")[0] for message in messages] == case.get("told", [])
    numbers = ", ".join(str(10 + place) for place in range(len(passages) - 1))
    assert all(message.endswith(f"shorten some of the lines {numbers}") for message in messages)


def test_a_file_among_the_stories_that_nothing_reads_is_a_notice(
    pages: Path, briefing: Briefing
) -> None:
    for name in ("oops.txt", "map.png"):
        (pages / "briefings/stories" / name).write_text("x")
    edit(
        pages / "briefings/stories/2025-04-04-mine.md", "## Sources", "![A](map.png)\n\n## Sources"
    )
    assert "stray-file" not in briefing(pages, "check").stdout
    lines = briefing(pages, "check", "--all").stdout.splitlines()
    (line,) = (line for line in lines if "stray-file" in line)
    assert line.startswith("briefings/stories/oops.txt: stray-file: nothing reads this file")


def test_a_mistake_in_a_seed_is_reported_once_and_not_again_for_its_page(
    cables: Path, briefing: Briefing
) -> None:
    assert briefing(cables, "generate").returncode == 0
    edit(cables / "seeds/2031-03-20-aurora-repaired.md", "date: 2031-03-20\nkind", "date: x\nkind")
    done = briefing(cables, "check")
    assert done.returncode == 1
    (line,) = [line for line in done.stdout.splitlines() if line.startswith(("seeds", "brief"))]
    assert line.startswith("seeds/2031-03-20-aurora-repaired.md:3: bad-seed: 'date' ")


@pytest.mark.parametrize("sign", [".", '"', "(", "[", "https://a.org Japan "])
def test_a_very_long_line_of_a_person_does_not_hold_up_the_check(
    pages: Path, briefing: Briefing, sign: str
) -> None:
    page = pages / "briefings/stories/2025-04-04-mine.md"
    line = sign * (150_000 // len(sign))
    edit(page, "Bottom line\n", f"Bottom line\n\nIt is {line}.[^editor]\n")
    started = time.process_time()
    assert "2025-04-04-mine" in briefing(pages, "check").stdout
    assert time.process_time() - started < 20


def test_a_check_of_one_page_reports_only_its_faults_and_those_of_its_seeds(
    pages: Path, briefing: Briefing
) -> None:
    mine = "briefings/stories/2025-04-04-mine.md"
    edit(pages / mine, "Bottom line\n", "Bottom line\n\nIt makes 950 tonnes.[^editor]\n")
    topic = pages / "briefings/topics/mining.md"
    topic.write_text(f"{topic.read_text()}\n[x](none.md)\n")
    done = {
        name: briefing(pages, "check", name)
        for name in (
            "2025-05-09-order",
            mine,
            "briefings/topics/mining.md",
            "nothing",
            "mkdocs.yml",
        )
    }
    assert [run.returncode for run in done.values()] == [0, 1, 1, 2, 2]
    assert all(line.startswith(mine) for line in done[mine].stdout.splitlines())
    assert "dead-link" in done["briefings/topics/mining.md"].stdout
    (pages / "seeds/2025-04-04-mine.md").write_text("---\ntitle: [x\n---\n")
    assert "bad-seed" in briefing(pages, "check", mine).stdout
