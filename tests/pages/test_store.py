"""A reviewer's work is safe in the folder of pages, whatever is generated."""

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


def generated(page_id: str = "a", *body: str, seeds: str = "") -> Page:
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
    outcomes(tmp_path, generated())
    return tmp_path


@pytest.fixture
def page(folder: Path) -> Path:
    return folder / "stories" / "a.md"


def test_a_new_page_has_a_record_and_a_second_run_touches_no_file(folder: Path, page: Path) -> None:
    assert sorted(contents(folder)) == [".generated/a.txt", "stories/a.md"]
    head, *entries = (folder / ".generated/a.txt").read_text().splitlines()
    assert head.startswith("record 3 ")
    assert len(entries) == len(generated().lines)
    assert [entry.split(" ")[1] for entry in entries[8:11]] == ["s-1-1=?", "s-1-2=?", "s-1-3=?"]
    before = page.stat().st_mtime_ns, contents(folder)
    assert outcomes(folder, generated()) == {"stories/a.md": Outcome.UNCHANGED}
    assert (page.stat().st_mtime_ns, contents(folder)) == before


def test_a_renamed_page_is_updated_in_place(folder: Path, page: Path) -> None:
    new = page.rename(folder / "stories" / "better-name.md")
    assert outcomes(folder, generated("a", "New.[^s-1-1]")) == {
        "stories/better-name.md": Outcome.UPDATED
    }
    assert "New." in new.read_text()
    assert not page.exists()


def test_a_page_whose_id_changed_is_found_by_its_seed(folder: Path, page: Path) -> None:
    joined = generated("b", seeds="a, c")
    assert outcomes(folder, joined) == {"stories/a.md": Outcome.UPDATED}
    assert ids_by_seed(read_pages(folder)[0]) == {"a": "b", "c": "b"}


def test_a_new_page_does_not_overwrite_one_that_took_its_name(folder: Path, page: Path) -> None:
    outcomes(folder, generated(), generated("b"))
    (folder / "stories/b.md").unlink()
    (folder / ".generated/b.txt").unlink()
    page.rename(folder / "stories" / "b.md")
    found = outcomes(folder, generated(), generated("b"))
    assert found == {"stories/b.md": Outcome.UNCHANGED, "stories/b-2.md": Outcome.CREATED}


def test_a_deleted_page_stays_away_until_its_record_goes(folder: Path, page: Path) -> None:
    page.unlink()
    assert outcomes(folder, generated()) == {"stories/a.md": Outcome.DELETED}
    assert not page.exists()
    (folder / ".generated/a.txt").unlink()
    assert outcomes(folder, generated()) == {"stories/a.md": Outcome.CREATED}


def test_a_page_without_seeds_goes_unless_a_person_edited_it(folder: Path, page: Path) -> None:
    outcomes(folder, generated(), generated("b"))
    edit(page, "One.", "First.")
    assert outcomes(folder) == {"stories/a.md": Outcome.KEPT, "stories/b.md": Outcome.REMOVED}
    assert sorted(contents(folder)) == [".generated/a.txt", "stories/a.md"]


def test_a_page_is_left_as_it_was_when_its_seed_cannot_be_read(folder: Path, page: Path) -> None:
    before = contents(folder)
    assert outcomes(folder, unusable=frozenset({"a"})) == {"stories/a.md": Outcome.SKIPPED}
    other = generated("a", "Less.[^s-1-1]", seeds="a, b")
    outcomes(folder, other)
    after = contents(folder)
    found = outcomes(folder, generated(), unusable=frozenset({"b"}))
    assert found == {"stories/a.md": Outcome.SKIPPED}
    assert contents(folder) == after != before


def test_without_a_record_nothing_is_lost(folder: Path, page: Path) -> None:
    edit(page, "One.", "First.")
    (folder / ".generated/a.txt").unlink()
    outcomes(folder, generated())
    text = page.read_text()
    assert "First." in text
    assert [c.proposed for c in conflicts(text)] == [("One.[^s-1-1]",)]
    assert outcomes(folder, generated()) == {"stories/a.md": Outcome.UNCHANGED}


def test_a_copy_of_a_page_under_the_same_id_takes_nothing_from_the_page(
    folder: Path, page: Path
) -> None:
    copy = page.with_name("copy.md")
    copy.write_text(page.read_text())
    edit(page, "Two.[^s-1-2]\n", "")
    before = copy.read_text(), page.read_text()
    assert outcomes(folder, generated()) == {"stories/a.md": Outcome.UNCHANGED}
    assert (copy.read_text(), page.read_text()) == before
    _, findings = read_pages(folder)
    assert [finding.kind for finding in findings] == ["double-id"]
    news = generated("a", "One.[^s-1-1]", "Two.[^s-1-2]", "Four.[^s-1-4]")
    outcomes(folder, news)
    assert "Four." in page.read_text()
    assert "Two." not in page.read_text()


def test_a_page_that_is_no_text_is_named_and_left_alone(folder: Path, page: Path) -> None:
    page.write_bytes(b"\xff\xfe\x00")
    (finding,) = read_pages(folder)[1]
    assert (finding.kind, finding.path) == ("unreadable-page", "stories/a.md")
    (folder / ".generated/a.txt").unlink()
    assert outcomes(folder, generated()) == {"stories/a.md": Outcome.SKIPPED}
    assert page.read_bytes() == b"\xff\xfe\x00"


def test_a_page_with_a_merge_s_markers_in_its_front_matter_is_still_found(
    folder: Path, page: Path
) -> None:
    edit(
        page,
        "status: unreviewed",
        "<<<<<<< ours\nstatus: unreviewed\n=======\nstatus: x\n>>>>>>> theirs",
    )
    moved = page.rename(folder / "stories" / "moved.md")
    assert outcomes(folder, generated()) == {"stories/moved.md": Outcome.UNCHANGED}
    assert "<<<<<<<" in moved.read_text()


def test_a_label_that_a_reviewer_cites_gets_its_footnote(folder: Path, page: Path) -> None:
    edit(page, "Three.", "Three, and four.[^s-9-9][^editor]")
    define = {"s-9-9": "Editor's note, paragraph 9."}.get
    outcomes(folder, generated(), define=define)
    definitions = read_pages(folder)[0][0].definitions
    assert definitions == {
        "s-9-9": "Editor's note, paragraph 9.",
        "editor": "The editor's own text.",
    }
    assert outcomes(folder, generated(), define=define) == {"stories/a.md": Outcome.UNCHANGED}


@pytest.mark.parametrize("name", ["a.md", "renamed.md"])
@pytest.mark.parametrize(
    "cut", [r"---.*---\n\n", r"id: a\nseeds: \[a\]\n", r"---\nid: a\n", "id.*?\n"]
)
def test_a_page_that_lost_its_head_gets_it_back_and_what_was_deleted_stays_away(
    folder: Path, page: Path, name: str, cut: str
) -> None:
    whole = page.read_text()
    page = page.rename(page.with_name(name))
    page.write_text(re.sub(cut, "", whole, count=1, flags=re.DOTALL).replace("One.", "Mine."))
    ((read,), (finding,)) = read_pages(folder)
    assert (read.id, finding.kind, finding.path) == ("a", "missing-id", f"stories/{name}")
    assert outcomes(folder, generated()) == {f"stories/{name}": Outcome.MERGED}
    assert page.read_text() == whole.replace("One.", "Mine.")
    page.write_text(re.sub(cut, "", whole.replace("Two.[^s-1-2]\n", ""), count=1, flags=re.DOTALL))
    news = generated("a", "One.[^s-1-1]", "Two.[^s-1-2]", "Four.[^s-1-4]")
    assert outcomes(folder, news) == {f"stories/{name}": Outcome.MERGED}
    assert "One.[^s-1-1]\nFour.[^s-1-4]\n" in page.read_text()
    assert outcomes(folder, news) == {f"stories/{name}": Outcome.UNCHANGED}


def test_words_above_a_line_of_dashes_are_no_head(folder: Path, page: Path) -> None:
    own = "Mind: the head of this page is gone\n---\n"
    page.write_text(own + page.read_text().partition("---\n\n")[2])
    outcomes(folder, generated())
    (read,) = read_pages(folder)[0]
    assert (read.id, read.seeds) == ("a", ("a",))
    assert own in read.text.partition("\n---\n")[2]


# --- What people took out ------------------------------------------------------------------------


def test_a_rejection_outlives_page_record_seed_and_story(folder: Path, page: Path) -> None:
    """Deleted in one page, withdrawn, given again under another name: it stays away."""
    said = [Passage("a", 1, at, 0, 1, text) for at, text in enumerate(("One", "Two", "Six"), 1)]
    moved = [replace(passage, article="b") for passage in said]

    def run(article: str, passages: list[Passage], *at: int) -> dict[str, Outcome]:
        body = [f"{passages[i].text}.[^{passages[i].label}]" for i in at]
        pages = [generated(article, *body)] if at else []
        return outcomes(folder, *pages, passages={p.label: p for p in passages})

    (folder / ".generated/a.txt").unlink()
    page.unlink()
    run("a", said, 0, 1, 2)
    edit(page, f"Two.[^{said[1].label}]\n", "")
    assert run("a", said, 0, 1, 2) == {"stories/a.md": Outcome.UNCHANGED}
    assert run("a", said) == {"stories/a.md": Outcome.REMOVED}
    assert "refused" in (folder / ".generated/a.txt").read_text()
    assert run("b", moved, 0, 1, 2) == {"stories/b.md": Outcome.CREATED}
    text = (folder / "stories/b.md").read_text()
    assert ("One." in text, "Two." in text, "Six." in text) == (True, False, True)
    known = PassageIndex({p.label: p for p in moved})
    by_id = pages_by_id(read_pages(folder)[0])
    rejections = read_rejections(read_record_texts(folder), by_id, known)
    marks = [Citation(each.address, words_digest(each.text)) for each in moved]
    assert [rejections.is_rejected(mark) for mark in marks] == [False, True, False]


def test_a_renamed_seed_changes_only_the_seed_of_an_address() -> None:
    """The seed "2" is "new" now, and the words of its second paragraph are gone."""
    known = PassageIndex({p.label: p for p in (Passage("new", 1, 1, 0, 1, "One"),)})
    finder = PassageFinder(known, [Citation("2/1-1", words_digest("One"))])
    assert finder.renamed == {"2": "new"}
    assert finder.locate(Citation("2/2-1", "abc")) == Citation("new/2-1", "abc")


@pytest.mark.parametrize(("seed", "place"), [("a", "a/3-1"), ("b", "a/2-1")])
def test_a_corrected_passage_is_looked_for_by_its_words_in_its_own_seed(
    seed: str, place: str
) -> None:
    words = "Norway sold {} tonnes of ore to Japan in May"
    said = [Passage("b", 9, 1, 0, 1, "Six"), Passage(seed, 3, 1, 0, 1, words.format(200))]
    cites = [Citation("b/9-1", words_digest("Six")), Citation("a/2-1", words_digest("gone"))]
    page = parse(f"- The {words.format(300)}.[^{cites[1].label}]\n")
    finder = PassageFinder(PassageIndex({each.label: each for each in said}), cites, page)
    assert finder.locate(cites[1]).address == place


def test_what_was_deleted_and_comes_back_corrected_is_asked_about_in_the_new_page(
    folder: Path, page: Path
) -> None:
    """The seed goes, the page with it, and the seed comes again with other words there."""

    def run(*texts: str) -> dict[str, Outcome]:
        said = [Passage("a", 1, at, 0, 1, text) for at, text in enumerate(texts, 1)]
        body = [f"{each.text}.[^{each.label}]" for each in said]
        pages = [generated("a", *body)] if body else []
        return outcomes(folder, *pages, passages={each.label: each for each in said})

    (folder / ".generated/a.txt").unlink()
    page.unlink()
    run("One", "Two", "Six")
    page.write_text(re.sub("Two.*\n", "", page.read_text()))
    assert run("One", "Two", "Six") == {"stories/a.md": Outcome.UNCHANGED}
    assert run() == {"stories/a.md": Outcome.REMOVED}
    assert run("One", "Zwei", "Six") == {"stories/a.md": Outcome.CREATED}
    (conflict,) = conflicts(page.read_text())
    assert (conflict.deleted, conflict.proposed[0][:4]) == (True, "Zwei")
    assert run("One", "Zwei", "Six") == {"stories/a.md": Outcome.UNCHANGED}


def test_a_page_that_a_person_deleted_does_not_return_when_its_seed_is_renamed(
    folder: Path, page: Path
) -> None:
    said = {p.label: p for p in (Passage(x, 1, 1, 0, 1, "One") for x in "ab")}
    outcomes(folder, generated("a", f"One.[^{Passage('a', 1, 1, 0, 1, '').label}]"), passages=said)
    page.unlink()
    new = generated("b", f"One.[^{Passage('b', 1, 1, 0, 1, '').label}]")
    assert outcomes(folder, new, passages=said) == {"stories/b.md": Outcome.DELETED}


@pytest.mark.parametrize("junk", ["<<<<<<< x", "accepted", "refused", "next", "+ ", "\0\udcff"])
def test_a_record_may_hold_anything(folder: Path, page: Path, junk: str) -> None:
    edit(page, "One.", "First.")
    record = folder / ".generated/a.txt"
    record.write_text(record.read_text() + junk + "\n", errors="surrogateescape")
    assert outcomes(folder, generated()) == {"stories/a.md": Outcome.UNCHANGED}


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
    outcomes(folder, generated("a", "New.[^s-1-1]"))
    assert "First." in page.read_text()
    assert not list(outside.iterdir())


def test_after_two_records_were_put_together_a_missing_line_is_asked_about(
    folder: Path, page: Path
) -> None:
    record = folder / ".generated/a.txt"
    record.write_text(record.read_text() + record.read_text().replace("cord 2 ", "cord 2  "))
    edit(page, "Two.[^s-1-2]\n", "")
    assert outcomes(folder, generated()) == {"stories/a.md": Outcome.CONFLICT}
    (conflict,) = conflicts(page.read_text())
    assert (conflict.proposed, conflict.deleted) == (("Two.[^s-1-2]",), True)


# --- What happens while a run is at work ---------------------------------------------------------


@pytest.mark.parametrize("text", ["", "---\n", "---\nid: a\nseeds: [a"])
def test_a_half_written_page_is_waited_for_and_then_left_alone(
    folder: Path, page: Path, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_POLL_SECONDS", 0.02)
    whole = page.read_text()
    page.write_text(text)
    assert outcomes(folder, generated("a", "New.[^s-1-1]")) == {"stories/a.md": Outcome.SKIPPED}
    assert page.read_text() == text
    threading.Timer(0.1, page.write_text, [whole.replace("One.", "Mine.")]).start()
    new = generated("a", "One.[^s-1-1]", "Two.[^s-1-2]", "New.[^s-1-4]")
    assert outcomes(folder, new) == {"stories/a.md": Outcome.MERGED}
    assert "Mine." in page.read_text()
    assert "New." in page.read_text()


def test_a_run_that_is_killed_between_page_and_record_loses_and_brings_back_nothing(
    folder: Path, page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(page, "Two.[^s-1-2]\n", "")
    new = generated("a", "One.[^s-1-1]", "Two.[^s-1-2]", "Four.[^s-1-4]")

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    def then_killed(*arguments: object) -> None:
        swap(*arguments)  # type: ignore[arg-type]
        monkeypatch.setattr(files, "write", killed)

    swap = files.replace_if_unchanged
    for fault in (killed, then_killed):  # before the page is written; before its record is
        monkeypatch.setattr(files, "replace_if_unchanged", fault)
        with pytest.raises(KeyboardInterrupt):
            outcomes(folder, new)
    monkeypatch.undo()
    assert outcomes(folder, new) == {"stories/a.md": Outcome.UNCHANGED}
    assert "One.[^s-1-1]\nFour.[^s-1-4]\n" in page.read_text()
    assert "Two." not in page.read_text()
    assert "next" not in (folder / ".generated/a.txt").read_text()


def test_a_full_disk_changes_no_page_and_is_reported(folder: Path, page: Path) -> None:
    edit(page, "Two.", "My two.")
    before = contents(folder)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, limits[1]))
    try:
        results = outcomes(folder, generated("a", "New.[^s-1-1]"), generated("b"))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert results == dict.fromkeys(["stories/a.md", "stories/b.md"], Outcome.UNWRITTEN)
    assert contents(folder) == before
    outcomes(folder, generated("a", "New.[^s-1-1]"), generated("b"))
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
def test_a_page_with_an_id_that_cannot_be_does_no_harm(folder: Path, page: Path, bad: str) -> None:
    outcomes(folder, generated(), generated("b"))
    edit(page, "id: a", f"id: {bad}")
    before = contents(folder)
    named = {(f.kind, f.path) for f in read_pages(folder)[1]}
    assert named <= {("bad-id", "stories/a.md"), ("double-id", "stories/a.md")}
    assert named or bad == "null"
    for _ in range(2):
        outcomes(folder, generated(), generated("b"))
    assert contents(folder)["stories/a.md"] == before["stories/a.md"]
    assert contents(folder)["stories/b.md"] == before["stories/b.md"]
