"""The cache saves time and changes nothing else."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from pathlib import Path

import pytest
from briefing_room import cache, pipeline
from briefing_room.catalogue.entries import Entity
from briefing_room.review.context import ReviewContext
from briefing_room.review.findings import check

MINE = (
    "{place} was sold to Orsa Metals in {place} in {year}, {place} said. "
    "The {place} mine makes {tonnes} tonnes of {place} oxide a year. "
    "Herders near {place} accused {place} miners of spoiling {place} water."
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a project of two seeds and one name, with its pages."""
    for name_of_folder in ("seeds", "briefings/entities/organisation", "briefings/stories"):
        (tmp_path / name_of_folder).mkdir(parents=True)
    seed(tmp_path, "leiria", 2020, 1800)
    seed(tmp_path, "evora", 2021, 950)
    name(tmp_path)
    run(tmp_path)
    return tmp_path


def seed(folder: Path, place: str, year: int, tonnes: int) -> None:
    text = MINE.format(place=place.title(), year=year, tonnes=tonnes)
    head = f"---\ntitle: Orsa buys the mine of {place.title()}\ndate: 2025-05-0{year % 10 + 1}\n"
    (folder / f"seeds/{place}.md").write_text(f"{head}---\n\n{text}\n")


def name(folder: Path, *aliases: str) -> None:
    text = f"---\nname: Orsa Metals\naliases: [{', '.join(aliases)}]\n---\n"
    (folder / "briefings/entities/organisation/orsa-metals.md").write_text(text)


def read_again(folder: Path, workers: int = 1) -> pipeline.Project:
    """Read the project as another process would."""
    pipeline.project_cache.cache_clear()
    return pipeline.read_project(folder / "seeds", folder / "briefings", workers=workers)


def run(folder: Path, workers: int = 1) -> dict[str, str]:
    pipeline.generate(read_again(folder, workers))
    return pages(folder)


def test_a_page_of_the_catalogue_is_restored_from_its_bytes() -> None:
    page = Entity("orsa", "entities/organisation/orsa.md", "organisation", "Orsa", body="A firm.")
    assert cache.load_record(cache.dump_record(page)) == page


def pages(folder: Path) -> dict[str, str]:
    paths = (folder / "briefings").rglob("*")
    return {str(path): path.read_text() for path in paths if path.is_file()}


def faults(folder: Path) -> set[tuple[str, int, str]]:
    return {
        (f.kind, f.line, f.message)
        for f in check(ReviewContext.from_project(read_again(folder))).faults
    }


def cache_file(folder: Path) -> Path:
    return folder / cache.FOLDER / cache.FILE


def edit(folder: Path, old: str, new: str) -> None:
    page = folder / "briefings/stories/leiria.md"
    text = page.read_text()
    assert old in text
    page.write_text(text.replace(old, new))


@pytest.mark.parametrize("in_file", [True, False])
def test_records_of_two_kinds_may_have_the_same_digest(tmp_path: Path, in_file: bool) -> None:
    records = cache.Cache(tmp_path if in_file else None)
    key = cache.digest("the same")
    for _ in range(2):
        assert records.get_or_make("article", key, lambda: "an article") == "an article"
        assert records.get_or_make("facts", key, lambda: "facts") == "facts"


def test_results_are_the_same_without_the_cache(folder: Path) -> None:
    edit(folder, "1800 tonnes", "1900 tonnes")
    before = run(folder), faults(folder), faults(folder)
    shutil.rmtree(folder / cache.FOLDER)
    after = run(folder), faults(folder), faults(folder)
    assert before == after
    assert any("1900 tonnes" in message for _, _, message in before[1])


def test_a_check_sees_every_change_since_the_last_one(folder: Path) -> None:
    assert faults(folder) == set()
    edit(folder, "1800 tonnes", "950 tonnes")
    assert any("950 tonnes" in message for _, _, message in faults(folder))
    edit(folder, "950 tonnes", "1800 tonnes")
    assert faults(folder) == set()
    seed(folder, "leiria", 2020, 1700)  # the page is older than its seed now
    kinds = {kind for kind, _, _ in faults(folder)}
    assert {"out-of-date", "number"} <= kinds
    (folder / "seeds/leiria.md").unlink()
    assert {"without-seeds", "front-matter"} <= {kind for kind, _, _ in faults(folder)}


def test_a_new_alias_is_seen_in_seeds_that_were_read_before(folder: Path) -> None:
    assert run(folder) == run(folder)
    name(folder, "Herders")
    sentences = read_again(folder).facts("leiria").sentences
    mentions = [mention.entity for facts in sentences for mention in facts.mentions]
    assert mentions == ["orsa-metals", "orsa-metals"]


def test_a_deleted_line_does_not_come_back_to_an_unchanged_page(folder: Path) -> None:
    shutil.copy(folder / "seeds/leiria.md", folder / "seeds/tomar.md")
    run(folder)
    page = folder / "briefings/stories/leiria.md"
    line = next(x for x in page.read_text().split("\n") if x.startswith("- "))
    page.write_text(page.read_text().replace(f"{line}\n", ""))
    for _ in range(3):
        run(folder)
        assert line not in page.read_text()


def test_a_damaged_entry_or_file_is_replaced_with_a_warning(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    pages_before = run(folder)
    with sqlite3.connect(cache_file(folder)) as base:
        first_key = "(SELECT min(key) FROM entries WHERE kind = 'generated')"
        base.execute(
            f"UPDATE entries SET value = x'00' WHERE kind = 'generated' AND key = {first_key}"
        )
    assert run(folder) == pages_before
    cache_file(folder).write_bytes(b"no database at all, but long enough to be looked at" * 100)
    assert run(folder) == pages_before
    assert [record.message.split("; ")[0] for record in caplog.records] == [
        f"An entry of {cache_file(folder)} is damaged",
        f"{cache_file(folder)} is damaged",
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
@pytest.mark.parametrize("has_file", [True, False])
def test_on_a_full_disk_the_cache_goes_on_in_memory(tmp_path: Path, has_file: bool) -> None:
    import resource  # noqa: PLC0415  Windows has none

    full = cache.Cache(tmp_path if has_file else None)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limits[1]))
    try:
        records = {bytes([number]): os.urandom(1_000_000).hex() for number in range(20)}
        for key, record in records.items():
            full.put("large", {key: record})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert full.get("large", [bytes([19])]) == {bytes([19]): records[bytes([19])]}


def test_another_version_of_the_program_starts_a_new_cache(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages_before = run(folder)
    monkeypatch.setattr(cache, "program_digest", lambda: b"another version")
    monkeypatch.setattr("briefing_room.store.read_article", lambda _: (None, ()))
    assert len(read_again(folder).by_id) == 0
    monkeypatch.undo()
    assert run(folder) == pages_before


def test_many_seeds_give_the_same_bytes_to_one_process_and_to_two(folder: Path) -> None:
    for number in range(70):
        seed(folder, f"site{number}", 2020 + number % 9, 1000 + number)
    alone = run(folder)
    shutil.rmtree(folder / cache.FOLDER)
    shutil.rmtree(folder / "briefings/.generated")
    for page in (folder / "briefings/stories").iterdir():
        page.unlink()
    assert run(folder, workers=2) == alone
