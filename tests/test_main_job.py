"""The main job, end to end: real seeds, real files, the command as a user types it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from shared import ROOT, Briefing, contents

SAMPLE = "arcadiadaily-china-accuses-foreign-agents"
GOOD = "2025-05-16-lynas-first-dysprosium-oxide-malaysia"


def section(page: str, heading: str) -> str:
    """Return the text of a section of a page, or nothing."""
    found = re.search(
        rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL
    )
    return found[1] if found else ""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project with six seeds and no pages, to be copied."""
    folder = tmp_path_factory.mktemp("small")
    shutil.copytree(ROOT / "briefings", folder / "briefings")
    shutil.rmtree(folder / "briefings" / "stories")
    shutil.rmtree(folder / "briefings" / ".generated")
    (folder / "seeds").mkdir()
    for path in sorted((ROOT / "seeds").glob("2025-07-1*.md")):
        shutil.copy(path, folder / "seeds")
    shutil.copy(ROOT / "seeds" / f"{SAMPLE}.txt", folder / "seeds")
    return folder


def test_there_is_a_page_for_every_seed() -> None:
    pages = "".join(path.read_text() for path in (ROOT / "briefings" / "stories").glob("*.md"))
    for seed in (ROOT / "seeds").iterdir():
        assert re.search(rf"^seeds: .*\b{re.escape(seed.stem)}\b", pages, re.MULTILINE), seed


def test_generating_twice_touches_no_file(small: Path, tmp_path: Path, briefing: Briefing) -> None:
    folder = shutil.copytree(small, tmp_path / "p")
    briefing(folder, "generate")
    files = [folder / path for path in contents(folder)]
    times = [path.stat().st_mtime_ns for path in files]
    briefing(folder, "generate")
    assert files == [folder / path for path in contents(folder)]
    assert times == [path.stat().st_mtime_ns for path in files]


def test_seeds_that_arrive_one_after_the_other_give_the_same_pages(
    small: Path, tmp_path: Path, briefing: Briefing
) -> None:
    at_once = shutil.copytree(small, tmp_path / "once")
    briefing(at_once, "generate")
    later = shutil.copytree(small, tmp_path / "later")
    late = later / "seeds" / "2025-07-18-mss-smuggling-accusation-ap.md"
    kept = late.read_bytes()
    late.unlink()
    briefing(later, "generate")
    late.write_bytes(kept)
    briefing(later, "generate")
    pages = contents(at_once / "briefings" / "stories")
    assert pages == contents(later / "briefings" / "stories")


def test_bad_seeds_are_named_in_a_line_each_and_stop_no_good_one(
    small: Path, tmp_path: Path, briefing: Briefing
) -> None:
    folder = shutil.copytree(small, tmp_path / "p")
    seeds = folder / "seeds"
    (seeds / "yaml.md").write_text("---\ntitle: [\n---\nText.\n")
    (seeds / "date.md").write_text("---\ntitle: T\ndate: 2025-13-45\n---\nText.\n")
    (seeds / "empty.txt").write_text("")
    (seeds / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (seeds / "huge.txt").write_text("A sentence about cerium. " * 210_000)
    (tmp_path / "secret.txt").write_text("A secret outside the folder stays secret.")
    (seeds / "link.txt").symlink_to(tmp_path / "secret.txt")
    result = briefing(folder, "generate")
    assert result.returncode == 1
    lines = [line for line in result.stderr.splitlines() if line.startswith("seeds")]
    for name in ("yaml.md:2", "date.md:3", "empty.txt", "binary.txt", "huge.txt", "link.txt"):
        assert len([line for line in lines if name in line]) == 1, (name, result.stderr)
    assert "Traceback" not in result.stderr
    stories = [path.stem for path in (folder / "briefings" / "stories").glob("*.md")]
    assert SAMPLE in stories
    assert len(stories) == len({path.stem for path in (small / "seeds").iterdir()}) - 2  # 2 pairs
    assert "secret" not in "".join(map(str, contents(folder / "briefings" / "stories")))


def test_a_seed_that_breaks_keeps_its_page(small: Path, tmp_path: Path, briefing: Briefing) -> None:
    folder = shutil.copytree(small, tmp_path / "p")
    briefing(folder, "generate")
    before = contents(folder / "briefings")
    seed = folder / "seeds" / "2025-07-15-apple-mp-materials-magnets.md"
    seed.write_text("---\ntitle: [\n---\n")
    result = briefing(folder, "generate")
    assert result.returncode == 1
    assert contents(folder / "briefings") == before


class TestTheSamplePage:
    """What the raw, undated, dirty article must come out as."""

    page = (ROOT / "briefings" / "stories" / f"{SAMPLE}.md").read_text()

    def test_no_headline_of_another_article_is_on_it(self) -> None:
        assert "Sensors to Speed" not in self.page.split("## Sources")[0]
        assert "Dubai Leads" not in self.page.split("## Sources")[0]
        assert "headline of another article (2 times)" in section(self.page, "Sources")

    def test_no_sentence_begins_with_a_torn_piece(self) -> None:
        starts = (
            "Which currently",
            "By framing the smuggling issue as a national security threat.",
            "Funding exploration",
            "Setting the stage",
            "Intensify",
            "That it will not",
            "As the world watches how this situation unfolds.",
        )
        prose = self.page.split("## Sources")[0]
        for start in starts:
            assert not re.search(rf"^(?:[-*] )?(?:\| )?{re.escape(start)}", prose, re.MULTILINE), (
                start
            )

    def test_its_date_is_not_given(self) -> None:
        assert "\ndate: null\n" in self.page
        assert "date not given" in section(self.page, "Sources")

    def test_what_it_does_not_know_is_said(self) -> None:
        assert "have not named any specific countries" in section(self.page, "Not known")

    def test_china_is_linked_once_in_the_bottom_line(self) -> None:
        assert "[China](../entities/country/china.md)" in section(self.page, "Bottom line")
        assert self.page.count("(../entities/country/china.md)") == 1

    def test_the_torn_sentence_is_whole_with_a_footnote_for_each_piece(self) -> None:
        line = next(line for line in self.page.splitlines() if "over 60% of the global" in line)
        assert "predominantly in China, which currently controls over 60%" in line
        assert len(re.findall(r"\[\^arcadiadaily-70fb-2-[12]\]", line)) == 2


@pytest.mark.parametrize(
    "path",
    sorted((ROOT / "briefings" / "stories").glob("*.md")),
    ids=lambda path: path.stem,
)
def test_a_page_reads_whole(path: Path) -> None:
    page = path.read_text()
    assert section(page, "Bottom line").strip(), "no bottom line"
    prose = page.split("\n# ", 1)[1].split("## Who says what")[0].split("## Figures")[0]
    lines = [line for line in prose.split("\n## Sources")[0].splitlines() if line.strip()]
    for line in lines[1:]:
        if line.startswith(("## ", "### ", "**")) or line.endswith(":"):
            continue
        text = re.sub(r"\[\^[^\]]+\]|\*[^*]+\*$", "", line).strip()
        assert text.endswith((".", "?", "!", '"', ")", "”")), line
        assert "[^" in line, f"no footnote: {line}"


def test_a_folder_that_is_not_there_is_named(tmp_path: Path, briefing: Briefing) -> None:
    result = briefing(tmp_path, "generate")
    assert result.returncode == 2
    assert "seeds: no such folder" in result.stderr
    assert "Traceback" not in result.stderr


def test_an_unknown_option_is_wrong_use(tmp_path: Path, briefing: Briefing) -> None:
    result = briefing(tmp_path, "generate", "--sneeds", "x")
    assert result.returncode == 2
