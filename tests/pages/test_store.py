"""The work of a reviewer in the folder of pages is safe, whatever is generated."""

from __future__ import annotations

import os
import re
import resource
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from briefing_room.cache import Cache
from briefing_room.compose.draft import Citation
from briefing_room.model import Passage
from briefing_room.pages.conflicts import conflicts
from briefing_room.pages.document import Page, parse
from briefing_room.pages.merge import Outcome
from briefing_room.pages.page_index import ids_by_seed, pages_by_id, read_pages
from briefing_room.pages.page_writer import PageWriter
from briefing_room.pages.passage_finder import PassageFinder, PassageIndex, words_digest
from briefing_room.pages.record import read_record_texts
from briefing_room.pages.rejections import read_rejections
from briefing_room.text import files
from shared import contents, edit


def new_page(page_id: str = "a", *body: str, seeds: str = "") -> Page:
    lines = body or ("One.[^s-1-1]", "Two.[^s-1-2]", "Three.[^s-1-3]")
    head = ["---", f"id: {page_id}", f"seeds: [{seeds or page_id}]", "status: unreviewed", "---"]
    text = "\n".join([*head, "", f"# Title of {page_id}", "", *lines, ""])
    return parse(text, f"stories/{page_id}.md")


def outcomes(
    folder: Path,
    *pages: Page,
    unusable: frozenset[str] = frozenset(),
    passages: Mapping[str, Passage] | None = None,
    define: Callable[[str], str | None] = lambda _: None,
) -> dict[str, Outcome]:
    cache = Cache(None)
    run = PageWriter(folder, read_pages(folder, cache)[0], passages or {}, define, cache)
    return dict(run.save(pages, unusable))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    outcomes(tmp_path, new_page())
    return tmp_path


@pytest.fixture
def page(folder: Path) -> Path:
    return folder / "stories" / "a.md"


def test_a_new_page_has_a_record_and_a_second_run_touches_no_file(folder: Path, page: Path) -> None:
    assert sorted(contents(folder)) == [".generated/a.txt", "stories/a.md"]
    head, *entries = (folder / ".generated/a.txt").read_text().splitlines()
    assert head.startswith("record 3 ")
    assert len(entries) == len(new_page().lines)
    assert [entry.split(" ")[1] for entry in entries[8:11]] == ["s-1-1=?", "s-1-2=?", "s-1-3=?"]
    before = page.stat().st_mtime_ns, contents(folder)
    assert outcomes(folder, new_page()) == {"stories/a.md": Outcome.UNCHANGED}
    assert (page.stat().st_mtime_ns, contents(folder)) == before


def test_a_renamed_page_is_updated_in_place(folder: Path, page: Path) -> None:
    renamed = page.rename(folder / "stories" / "better-name.md")
    assert outcomes(folder, new_page("a", "New.[^s-1-1]")) == {
        "stories/better-name.md": Outcome.UPDATED
    }
    assert "New." in renamed.read_text()
    assert not page.exists()


def test_a_page_whose_id_changed_is_found_by_its_seed(folder: Path, page: Path) -> None:
    joined = new_page("b", seeds="a, c")
    assert outcomes(folder, joined) == {"stories/a.md": Outcome.UPDATED}
    assert ids_by_seed(read_pages(folder)[0]) == {"a": "b", "c": "b"}


def test_a_new_page_does_not_overwrite_one_that_took_its_name(folder: Path, page: Path) -> None:
    outcomes(folder, new_page(), new_page("b"))
    (folder / "stories/b.md").unlink()
    (folder / ".generated/b.txt").unlink()
    page.rename(folder / "stories" / "b.md")
    results = outcomes(folder, new_page(), new_page("b"))
    assert results == {"stories/b.md": Outcome.UNCHANGED, "stories/b-2.md": Outcome.CREATED}


def test_a_deleted_page_stays_away_until_its_record_goes(folder: Path, page: Path) -> None:
    page.unlink()
    assert outcomes(folder, new_page()) == {"stories/a.md": Outcome.DELETED}
    assert not page.exists()
    (folder / ".generated/a.txt").unlink()
    assert outcomes(folder, new_page()) == {"stories/a.md": Outcome.CREATED}


def test_a_page_without_seeds_goes_unless_a_person_edited_it(folder: Path, page: Path) -> None:
    outcomes(folder, new_page(), new_page("b"))
    edit(page, "One.", "First.")
    assert outcomes(folder) == {"stories/a.md": Outcome.KEPT, "stories/b.md": Outcome.REMOVED}
    assert sorted(contents(folder)) == [".generated/a.txt", "stories/a.md"]


def test_a_page_is_left_as_it_was_when_its_seed_cannot_be_read(folder: Path, page: Path) -> None:
    before = contents(folder)
    assert outcomes(folder, unusable=frozenset({"a"})) == {"stories/a.md": Outcome.SKIPPED}
    shorter_page = new_page("a", "Less.[^s-1-1]", seeds="a, b")
    outcomes(folder, shorter_page)
    after = contents(folder)
    results = outcomes(folder, new_page(), unusable=frozenset({"b"}))
    assert results == {"stories/a.md": Outcome.SKIPPED}
    assert contents(folder) == after != before


def test_without_a_record_nothing_is_lost(folder: Path, page: Path) -> None:
    edit(page, "One.", "First.")
    (folder / ".generated/a.txt").unlink()
    outcomes(folder, new_page())
    text = page.read_text()
    assert "First." in text
    assert [c.proposed_lines for c in conflicts(text)] == [("One.[^s-1-1]",)]
    assert outcomes(folder, new_page()) == {"stories/a.md": Outcome.UNCHANGED}


def test_a_copy_of_a_page_under_the_same_id_takes_nothing_from_the_page(
    folder: Path, page: Path
) -> None:
    copy = page.with_name("copy.md")
    copy.write_text(page.read_text())
    edit(page, "Two.[^s-1-2]\n", "")
    before = copy.read_text(), page.read_text()
    assert outcomes(folder, new_page()) == {"stories/a.md": Outcome.UNCHANGED}
    assert (copy.read_text(), page.read_text()) == before
    _, findings = read_pages(folder)
    assert [finding.kind for finding in findings] == ["duplicate-id"]
    update = new_page("a", "One.[^s-1-1]", "Two.[^s-1-2]", "Four.[^s-1-4]")
    outcomes(folder, update)
    assert "Four." in page.read_text()
    assert "Two." not in page.read_text()


def test_a_page_that_is_no_text_is_reported_and_left_alone(folder: Path, page: Path) -> None:
    page.write_bytes(b"\xff\xfe\x00")
    (finding,) = read_pages(folder)[1]
    assert (finding.kind, finding.path) == ("unreadable-page", "stories/a.md")
    (folder / ".generated/a.txt").unlink()
    assert outcomes(folder, new_page()) == {"stories/a.md": Outcome.SKIPPED}
    assert page.read_bytes() == b"\xff\xfe\x00"


@pytest.mark.parametrize("kind", ["pipe", "link"])
def test_a_record_that_is_no_plain_file_is_reported(folder: Path, page: Path, kind: str) -> None:
    record, outside = folder / ".generated/a.txt", folder.parent / "a.txt"
    record.rename(outside)
    record.symlink_to(outside) if kind == "link" else os.mkfifo(record)
    (finding,) = read_pages(folder)[1]
    assert (finding.kind, finding.path) == ("unreadable-record", ".generated/a.txt")
    assert "or delete it" in finding.message
    before = page.read_text()
    assert outcomes(folder, new_page("a", "New.[^s-1-1]")) == {"stories/a.md": Outcome.SKIPPED}
    assert page.read_text() == before


def test_a_page_with_merge_markers_in_its_front_matter_is_still_found(
    folder: Path, page: Path
) -> None:
    edit(
        page,
        "status: unreviewed",
        "<<<<<<< ours\nstatus: unreviewed\n=======\nstatus: x\n>>>>>>> theirs",
    )
    moved = page.rename(folder / "stories" / "moved.md")
    assert outcomes(folder, new_page()) == {"stories/moved.md": Outcome.UNCHANGED}
    assert "<<<<<<<" in moved.read_text()


def test_a_label_that_a_reviewer_cites_gets_its_footnote(folder: Path, page: Path) -> None:
    edit(page, "Three.", "Three, and four.[^s-9-9][^editor]")
    define = {"s-9-9": "Editor's note, paragraph 9."}.get
    outcomes(folder, new_page(), define=define)
    definitions = read_pages(folder)[0][0].definitions
    assert definitions == {
        "s-9-9": "Editor's note, paragraph 9.",
        "editor": "The editor's own text.",
    }
    assert outcomes(folder, new_page(), define=define) == {"stories/a.md": Outcome.UNCHANGED}


@pytest.mark.parametrize("name", ["a.md", "renamed.md"])
@pytest.mark.parametrize(
    "pattern", [r"---.*---\n\n", r"id: a\nseeds: \[a\]\n", r"---\nid: a\n", "id.*?\n"]
)
def test_a_page_that_lost_its_front_matter_gets_it_back_and_deleted_lines_stay_away(
    folder: Path, page: Path, name: str, pattern: str
) -> None:
    text = page.read_text()
    page = page.rename(page.with_name(name))
    page.write_text(re.sub(pattern, "", text, count=1, flags=re.DOTALL).replace("One.", "Mine."))
    ((parsed,), (finding,)) = read_pages(folder)
    assert (parsed.id, finding.kind, finding.path) == ("a", "missing-id", f"stories/{name}")
    assert outcomes(folder, new_page()) == {f"stories/{name}": Outcome.MERGED}
    assert page.read_text() == text.replace("One.", "Mine.")
    page.write_text(
        re.sub(pattern, "", text.replace("Two.[^s-1-2]\n", ""), count=1, flags=re.DOTALL)
    )
    update = new_page("a", "One.[^s-1-1]", "Two.[^s-1-2]", "Four.[^s-1-4]")
    assert outcomes(folder, update) == {f"stories/{name}": Outcome.MERGED}
    assert "One.[^s-1-1]\nFour.[^s-1-4]\n" in page.read_text()
    assert outcomes(folder, update) == {f"stories/{name}": Outcome.UNCHANGED}


def test_words_above_a_line_of_dashes_are_not_front_matter(folder: Path, page: Path) -> None:
    words = "Mind: the head of this page is gone\n---\n"
    page.write_text(words + page.read_text().partition("---\n\n")[2])
    outcomes(folder, new_page())
    (parsed,) = read_pages(folder)[0]
    assert (parsed.id, parsed.seeds) == ("a", ("a",))
    assert words in parsed.text.partition("\n---\n")[2]


# --- Lines that people deleted -------------------------------------------------------------------


def test_a_rejection_outlives_page_record_seed_and_story(folder: Path, page: Path) -> None:
    """A sentence is deleted, and its seed withdrawn and added again under another name."""
    passages = [
        Passage("a", 1, number, 0, 1, text) for number, text in enumerate(("One", "Two", "Six"), 1)
    ]
    moved = [replace(passage, article="b") for passage in passages]

    def run(article: str, passages: list[Passage], *numbers: int) -> dict[str, Outcome]:
        body = [f"{passages[i].text}.[^{passages[i].label}]" for i in numbers]
        pages = [new_page(article, *body)] if numbers else []
        return outcomes(folder, *pages, passages={p.label: p for p in passages})

    (folder / ".generated/a.txt").unlink()
    page.unlink()
    run("a", passages, 0, 1, 2)
    edit(page, f"Two.[^{passages[1].label}]\n", "")
    assert run("a", passages, 0, 1, 2) == {"stories/a.md": Outcome.UNCHANGED}
    assert run("a", passages) == {"stories/a.md": Outcome.REMOVED}
    assert "refused" in (folder / ".generated/a.txt").read_text()
    assert run("b", moved, 0, 1, 2) == {"stories/b.md": Outcome.CREATED}
    text = (folder / "stories/b.md").read_text()
    assert ("One." in text, "Two." in text, "Six." in text) == (True, False, True)
    known = PassageIndex({p.label: p for p in moved})
    by_id = pages_by_id(read_pages(folder)[0])
    rejections = read_rejections(read_record_texts(folder), by_id, known)
    marks = [Citation(passage.address, words_digest(passage.text)) for passage in moved]
    assert [rejections.is_rejected(mark) for mark in marks] == [False, True, False]


def test_a_renamed_seed_changes_only_the_seed_of_an_address() -> None:
    """The seed "2" is "new" now, and the words of its second paragraph are gone."""
    known = PassageIndex({p.label: p for p in (Passage("new", 1, 1, 0, 1, "One"),)})
    finder = PassageFinder(known, [Citation("2/1-1", words_digest("One"))])
    assert finder.new_seed_ids == {"2": "new"}
    assert finder.locate(Citation("2/2-1", "abc")) == Citation("new/2-1", "abc")


@pytest.mark.parametrize(("seed", "place"), [("a", "a/3-1"), ("b", "a/2-1")])
def test_a_corrected_passage_is_looked_for_by_its_words_in_its_own_seed(
    seed: str, place: str
) -> None:
    words = "Norway sold {} tonnes of ore to Japan in May"
    passages = [Passage("b", 9, 1, 0, 1, "Six"), Passage(seed, 3, 1, 0, 1, words.format(200))]
    cites = [Citation("b/9-1", words_digest("Six")), Citation("a/2-1", words_digest("gone"))]
    page = parse(f"- The {words.format(300)}.[^{cites[1].label}]\n")
    finder = PassageFinder(
        PassageIndex({passage.label: passage for passage in passages}), cites, page
    )
    assert finder.locate(cites[1]).address == place


def test_a_deleted_sentence_that_comes_back_corrected_is_a_conflict_in_the_new_page(
    folder: Path, page: Path
) -> None:
    """The seed and its page are removed, and the seed is added again with other words there."""

    def run(*texts: str) -> dict[str, Outcome]:
        passages = [Passage("a", 1, number, 0, 1, text) for number, text in enumerate(texts, 1)]
        body = [f"{passage.text}.[^{passage.label}]" for passage in passages]
        pages = [new_page("a", *body)] if body else []
        return outcomes(folder, *pages, passages={passage.label: passage for passage in passages})

    (folder / ".generated/a.txt").unlink()
    page.unlink()
    run("One", "Two", "Six")
    page.write_text(re.sub("Two.*\n", "", page.read_text()))
    assert run("One", "Two", "Six") == {"stories/a.md": Outcome.UNCHANGED}
    assert run() == {"stories/a.md": Outcome.REMOVED}
    assert run("One", "Zwei", "Six") == {"stories/a.md": Outcome.CREATED}
    (conflict,) = conflicts(page.read_text())
    assert (conflict.is_of_deleted, conflict.proposed_lines[0][:4]) == (True, "Zwei")
    assert run("One", "Zwei", "Six") == {"stories/a.md": Outcome.UNCHANGED}


def test_a_page_that_a_person_deleted_does_not_return_when_its_seed_is_renamed(
    folder: Path, page: Path
) -> None:
    passages = {p.label: p for p in (Passage(x, 1, 1, 0, 1, "One") for x in "ab")}
    outcomes(
        folder, new_page("a", f"One.[^{Passage('a', 1, 1, 0, 1, '').label}]"), passages=passages
    )
    page.unlink()
    renamed = new_page("b", f"One.[^{Passage('b', 1, 1, 0, 1, '').label}]")
    assert outcomes(folder, renamed, passages=passages) == {"stories/b.md": Outcome.DELETED}


@pytest.mark.parametrize("junk", ["<<<<<<< x", "accepted", "refused", "next", "+ ", "\0\udcff"])
def test_a_damaged_record_does_no_harm(folder: Path, page: Path, junk: str) -> None:
    edit(page, "One.", "First.")
    record = folder / ".generated/a.txt"
    record.write_text(record.read_text() + junk + "\n", errors="surrogateescape")
    assert outcomes(folder, new_page()) == {"stories/a.md": Outcome.UNCHANGED}


@pytest.mark.parametrize("kind", ["pipe", "link", "folder"])
def test_a_record_that_is_no_file_of_the_folder_is_neither_read_nor_written(
    folder: Path, page: Path, tmp_path_factory: pytest.TempPathFactory, kind: str
) -> None:
    records, outside = folder / ".generated", tmp_path_factory.mktemp("outside")
    (records / "a.txt").unlink()
    if kind == "pipe":
        os.mkfifo(records / "a.txt")
    elif kind == "folder":
        (records / "a.txt").mkdir()
    else:
        records.rmdir()
        records.symlink_to(outside)
    edit(page, "One.", "First.")
    outcomes(folder, new_page("a", "New.[^s-1-1]"))
    assert "First." in page.read_text()
    assert not list(outside.iterdir())


def test_after_two_records_were_merged_a_missing_line_is_a_conflict(
    folder: Path, page: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    branch = tmp_path_factory.mktemp("branch")
    outcomes(branch, new_page("a", "One.[^s-1-1]", "Two.[^s-1-2]"))
    ours, theirs = (place / ".generated/a.txt" for place in (folder, branch))
    assert len({record.read_text().partition("\n")[0] for record in (ours, theirs)}) == 2
    ours.write_text(ours.read_text() + theirs.read_text())
    edit(page, "Two.[^s-1-2]\n", "")
    assert outcomes(folder, new_page()) == {"stories/a.md": Outcome.CONFLICT}
    (conflict,) = conflicts(page.read_text())
    assert (conflict.proposed_lines, conflict.is_of_deleted) == (("Two.[^s-1-2]",), True)


# --- While a run is at work ----------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "---\n", "---\nid: a\nseeds: [a"])
def test_a_half_written_page_is_waited_for_and_then_left_alone(
    folder: Path, page: Path, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_POLL_SECONDS", 0.02)
    full_text = page.read_text()
    page.write_text(text)
    assert outcomes(folder, new_page("a", "New.[^s-1-1]")) == {"stories/a.md": Outcome.SKIPPED}
    assert page.read_text() == text
    threading.Timer(0.1, page.write_text, [full_text.replace("One.", "Mine.")]).start()
    update = new_page("a", "One.[^s-1-1]", "Two.[^s-1-2]", "New.[^s-1-4]")
    assert outcomes(folder, update) == {"stories/a.md": Outcome.MERGED}
    assert "Mine." in page.read_text()
    assert "New." in page.read_text()


def test_a_run_that_is_killed_between_page_and_record_loses_and_restores_nothing(
    folder: Path, page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(page, "Two.[^s-1-2]\n", "")
    update = new_page("a", "One.[^s-1-1]", "Two.[^s-1-2]", "Four.[^s-1-4]")

    def kill(*_: object) -> None:
        raise KeyboardInterrupt

    def swap_and_kill(*arguments: object) -> None:
        swap(*arguments)  # type: ignore[arg-type]
        monkeypatch.setattr(files, "write", kill)

    swap = files.replace_if_unchanged
    for fault in (kill, swap_and_kill):  # before the page is written; before its record is
        monkeypatch.setattr(files, "replace_if_unchanged", fault)
        with pytest.raises(KeyboardInterrupt):
            outcomes(folder, update)
    monkeypatch.undo()
    assert outcomes(folder, update) == {"stories/a.md": Outcome.UNCHANGED}
    assert "One.[^s-1-1]\nFour.[^s-1-4]\n" in page.read_text()
    assert "Two." not in page.read_text()
    assert "next" not in (folder / ".generated/a.txt").read_text()


def test_a_full_disk_changes_no_page_and_is_reported(folder: Path, page: Path) -> None:
    edit(page, "Two.", "My two.")
    before = contents(folder)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, limits[1]))
    try:
        results = outcomes(folder, new_page("a", "New.[^s-1-1]"), new_page("b"))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert results == dict.fromkeys(["stories/a.md", "stories/b.md"], Outcome.UNWRITTEN)
    assert contents(folder) == before
    outcomes(folder, new_page("a", "New.[^s-1-1]"), new_page("b"))
    assert "My two." in page.read_text()
    assert "New." in page.read_text()


def test_a_second_run_waits_for_the_first(folder: Path) -> None:
    events: list[str] = []
    done = threading.Event()

    def second() -> None:
        with files.lock_folder(folder, lambda: events.append("waits")):
            events.append("works")
        done.set()

    with files.lock_folder(folder):
        threading.Thread(target=second).start()
        time.sleep(0.2)
        events.append("first is done")
    assert done.wait(5)
    assert events == ["waits", "first is done", "works"]


@pytest.mark.parametrize("bad", ["../x", "index", "a b", "x" * 300, "[1, 2]", "b", "null"])
def test_a_page_with_an_impossible_id_does_no_harm(folder: Path, page: Path, bad: str) -> None:
    outcomes(folder, new_page(), new_page("b"))
    edit(page, "id: a", f"id: {bad}")
    before = contents(folder)
    findings = {(f.kind, f.path) for f in read_pages(folder)[1]}
    assert findings <= {("bad-id", "stories/a.md"), ("duplicate-id", "stories/a.md")}
    assert findings or bad == "null"
    for _ in range(2):
        outcomes(folder, new_page(), new_page("b"))
    assert contents(folder)["stories/a.md"] == before["stories/a.md"]
    assert contents(folder)["stories/b.md"] == before["stories/b.md"]
