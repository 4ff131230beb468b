"""Hostile seeds next to a good one: its page is unharmed, and they do no harm."""

from __future__ import annotations

import importlib
import json
import os
import re
import shutil
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import html5lib
import pytest
import yaml
from briefing_room import pipeline
from shared import ROOT, Briefing

HERE = Path(__file__).parent
REFUSED: dict[str, str] = yaml.safe_load((HERE / "refused.yml").read_text())
TEXT = "The ministry of commerce said on Monday that it would license exports of dysprosium.\n"
HIDDEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0e-\x1f]")


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory, briefing: Briefing) -> Path:
    """The project with the good seed alone, generated and built."""
    return project(tmp_path_factory.mktemp("good"), briefing, ["good.md"])


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory, briefing: Briefing) -> Path:
    """The project with all seeds; the output of each command is kept there as JSON."""
    names = [path.name for path in (HERE / "seeds").iterdir()]
    return project(tmp_path_factory.mktemp("hostile"), briefing, names)


def project(folder: Path, briefing: Briefing, names: list[str]) -> Path:
    (folder / "seeds").mkdir()
    (folder / "briefings").mkdir()
    settings = (ROOT / "mkdocs.yml").read_text()
    (folder / "mkdocs.yml").write_text(settings)
    shutil.copy(ROOT / "briefings" / "vocabulary.yml", folder / "briefings")
    for name in names:
        shutil.copy(HERE / "seeds" / name, folder / "seeds")
    if len(names) > 1:
        make_odd_files(folder / "seeds")
    for command in ("generate", "check", "site"):
        done = briefing(folder, command, SOURCE_DATE_EPOCH="1764000000")
        result = {"code": done.returncode, "text": done.stdout + done.stderr}
        (folder / f"{command}.json").write_text(json.dumps(result))
    return folder


def make_odd_files(seeds: Path) -> None:
    """Make the seeds that a repository cannot hold."""
    (seeds / "bytes.txt").write_bytes(bytes(range(256)) * 4)
    (seeds / "empty.md").touch()
    (seeds / "folder.md").mkdir()
    (seeds / "huge.txt").write_text("word " * 400_000)
    (seeds / "line\n::error::break.md").write_text("---\ntitle: [\n---\n" + TEXT)
    (seeds / "loop.txt").symlink_to("loop.txt")
    (seeds / "nul.txt").write_text(TEXT + "\0")
    (seeds / "outside.txt").symlink_to("/etc/passwd")
    os.mkfifo(seeds / "pipe.txt")
    (seeds / "surrogates.md").write_bytes(b"\xed\xa0\x80" * 40 + TEXT.encode())
    (seeds / "Twin.md").write_text(TEXT)
    (seeds / "twin.txt").write_text(TEXT)
    (seeds / os.fsdecode(b"\xff.md")).touch()


def result_of(folder: Path, command: str) -> tuple[int, str]:
    result = json.loads((folder / f"{command}.json").read_text())
    return result["code"], result["text"]


def test_every_command_ends_without_a_traceback(hostile: Path) -> None:
    for command, code in (("generate", 1), ("check", 1), ("site", 0)):
        exit_code, text = result_of(hostile, command)
        assert exit_code == code, text
        assert "Traceback" not in text
        assert not re.search("^::|\x1b", text, re.MULTILINE)


@pytest.mark.parametrize("name", REFUSED)
def test_a_bad_file_costs_one_line(hostile: Path, name: str) -> None:
    path = f"seeds/{name}".replace("\n", " ")
    _, text = result_of(hostile, "generate")
    lines = [line for line in text.split("\n") if line.startswith(f"{path}:")]
    assert len(lines) == 1, text
    assert lines[0].removeprefix(f"{path}:").strip().startswith(REFUSED[name])


def test_every_other_seed_is_on_a_page(hostile: Path) -> None:
    pages = "".join(path.read_text() for path in (hostile / "briefings/stories").iterdir())
    names = {path.stem for path in (HERE / "seeds").iterdir() if path.name not in REFUSED}
    on_a_page = set(re.findall(r"[a-z][a-z0-9-]*", " ".join(re.findall("seeds: .*", pages))))
    assert names <= on_a_page
    assert not list(hostile.rglob("hacked"))


def test_the_page_of_a_good_seed_is_the_same_with_and_without_bad_seeds(
    good: Path, hostile: Path
) -> None:
    page = Path("briefings/stories/good.md")
    assert (good / page).read_bytes() == (hostile / page).read_bytes()


# --- The built pages, as a browser reads them ----------------------------------------------------

# Only a site of several stories has these.
ON_LARGER_SITES = {
    *(("ol", None), ("br", None), ("q", None), ("b", None)),
    *(("section", "class"), ("section", "data-pagefind-ignore")),
}
SCHEMES = {"", "http", "https"}
DOWNLOADS = ("data:application/", "data:text/plain;")  # citations, to be saved, never shown
LINKS = ("href", "src", "action", "formaction", "data", "srcset", "poster", "cite", "background")


def elements(path: Path) -> Iterator[tuple[str, Element]]:
    tree = html5lib.parse(path.read_text(encoding="utf-8"), namespaceHTMLElements=False)
    for element in tree.iter():
        if isinstance(element.tag, str):
            yield element.tag, element


def shapes(site: Path) -> tuple[set[tuple[str, str | None]], set[str]]:
    """List each element with each attribute that the pages have, and the scripts in them."""
    elements_seen: set[tuple[str, str | None]] = set()
    scripts = set()
    for path in site.rglob("*.html"):
        for tag, element in elements(path):
            elements_seen |= {(tag, None), *((tag, str(name)) for name in element.attrib)}
            if tag == "script":
                scripts.add(re.sub(r'"base": "[./]*"|\d+', "", element.text or ""))
    return elements_seen, scripts


def test_seeds_bring_no_element_attribute_or_script(good: Path, hostile: Path) -> None:
    (allowed, scripts), (elements_seen, hostile_scripts) = (
        shapes(good / "site"),
        shapes(hostile / "site"),
    )
    assert elements_seen - allowed - ON_LARGER_SITES == set()
    assert hostile_scripts - scripts == set()
    assert not [name for _, name in elements_seen if name and name.startswith("on")]


def test_seeds_bring_no_address_that_runs(hostile: Path) -> None:
    for path in (hostile / "site").rglob("*.html"):
        for tag, element in elements(path):
            assert tag != "base"
            for name in LINKS:
                address = (element.get(name) or "").strip()
                if not (element.get("download") and address.startswith(DOWNLOADS)):
                    assert urlsplit(address).scheme in SCHEMES, (path, address)
                assert urlsplit(address).hostname != "evil.example"


def test_seeds_repeat_no_id_of_the_theme(good: Path, hostile: Path) -> None:
    assert repeated_ids(hostile / "site") - repeated_ids(good / "site") == set()


def repeated_ids(site: Path) -> set[str]:
    """The ids that a page has twice."""
    pages = (Counter(e.get("id") for _, e in elements(p)) for p in site.rglob("*.html"))
    return {name for ids in pages for name, count in ids.items() if name and count > 1}


def test_no_invisible_or_reversing_character_is_shown(hostile: Path) -> None:
    pages = [*(hostile / "briefings/stories").iterdir(), *(hostile / "site").rglob("*.html")]
    assert [path for path in pages if HIDDEN.search(path.read_text())] == []


def test_the_lists_and_the_data_of_the_site_stay_intact(hostile: Path) -> None:
    archive = (hostile / "site/stories/index.html").read_text()
    assert "Customs data: exports of magnets fall" in archive
    for path in (hostile / "site").rglob("*.json"):
        json.loads(path.read_text())
    assert "root:x:" not in "".join(p.read_text() for p in (hostile / "site").rglob("*.html"))


@pytest.mark.parametrize("place", ["entities/organisation", "topics", "numbers", "stories"])
def test_bad_pages_do_not_stop_the_others(
    good: Path, tmp_path: Path, briefing: Briefing, place: str
) -> None:
    shutil.copytree(good / "seeds", tmp_path / "seeds")
    folder = tmp_path / "briefings" / place
    folder.mkdir(parents=True)
    broken = [name for name in REFUSED if name.startswith("yaml-") and name != "yaml-url.md"]
    for name in broken:
        shutil.copy(HERE / "seeds" / name, folder)
    (folder / "folder.md").mkdir()
    (folder / "loop.md").symlink_to("loop.md")
    (folder / "outside.md").symlink_to("/etc/passwd")
    os.mkfifo(folder / "pipe.md")
    (folder / "latin.md").write_bytes(b"---\nname: caf\xe9\n---\n")
    (folder / "id.md").write_text("---\nid: ../../x\n---\n# X\n")
    for command in ("generate", "check"):
        done = briefing(tmp_path, command)
        assert (done.returncode, "Traceback" in done.stderr) == (1, False), done.stderr
        for name in (*broken, "folder.md", "loop.md", "outside.md", "pipe.md", "latin.md"):
            assert f"{place}/{name}:" in done.stdout + done.stderr
    page = Path("briefings/stories/good.md")
    assert (good / page).read_bytes() == (tmp_path / page).read_bytes()
    assert not (tmp_path / "x.txt").exists()


@pytest.mark.parametrize(
    "step",
    ["extract.facts.extract_facts", "compose.briefing.compose_briefing", "pages.layout.lay_out"],
)
def test_a_fault_of_the_program_stops_only_one_story(
    good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    shutil.copytree(good / "seeds", tmp_path / "seeds")
    (tmp_path / "briefings").mkdir()
    (tmp_path / "seeds/other.txt").write_text("A mine in Quebec opened its second pit on Monday.\n")
    module, _, name = f"briefing_room.{step}".rpartition(".")
    original = getattr(importlib.import_module(module), name)

    def fail(record: Any, *arguments: Any) -> Any:
        if getattr(record, "id", "") == "other":
            raise AttributeError("no such thing")
        return original(record, *arguments)

    monkeypatch.setattr(f"briefing_room.{step}", fail)
    project = pipeline.read_project(tmp_path / "seeds", tmp_path / "briefings")
    assert [path for path, _ in pipeline.generate(project)] == ["stories/good.md"]
    (finding,) = [f for f in project.findings if "a bug stopped the program here" in f.message]
    assert finding.path.endswith("seeds/other.txt")
    findings = project.findings
    assert project.generated
    assert project.findings == findings


@pytest.mark.parametrize("text", ["It will build a mine of its own there. " * 4_000, "." * 40_000])
def test_a_long_text_of_claims_or_dots_is_read_quickly(tmp_path: Path, text: str) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "briefings").mkdir()
    (tmp_path / "seeds/claims.txt").write_text(f"A mine {text}")
    started = time.process_time()
    pipeline.generate(pipeline.read_project(tmp_path / "seeds", tmp_path / "briefings"))
    assert time.process_time() - started < 20


def test_a_linked_folder_of_seeds_gets_no_file_beside_it(tmp_path: Path) -> None:
    (tmp_path / "elsewhere/seeds").mkdir(parents=True)
    (tmp_path / "here/briefings").mkdir(parents=True)
    (tmp_path / "here/seeds").symlink_to(tmp_path / "elsewhere/seeds")
    pipeline.generate(pipeline.read_project(tmp_path / "here/seeds", tmp_path / "here/briefings"))
    assert [path.name for path in (tmp_path / "elsewhere").rglob("*")] == ["seeds"]
