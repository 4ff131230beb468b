"""A reviewer's work survives whatever happens around it: tried at random on real files."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from generator.pages.document import Page
from generator.pages.parse import parse
from generator.pages.store import read_pages, save

SEEDS = ("alpha", "beta", "gamma")
WORDS = ("mine", "magnet", "quota", "licence", "oxide", "port")


class Reviewing(RuleBasedStateMachine):
    """People and seeds change pages in any order; the program runs whenever it likes.

    The seeds here are lists of sentences, and a page is what `save` is given for each: the
    random histories are about pages, not about how sentences are chosen.
    """

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.seeds: dict[str, list[str]] = {"alpha": ["One.", "Two."], "beta": ["Three."]}
        self.written: set[str] = set()  # every line a person wrote and did not take back
        self.deleted: set[str] = set()  # ids of pages that a person deleted
        self.count = 0
        self.generate()

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    # --- what can happen ----------------------------------------------------------------------

    @rule()
    def generate(self) -> None:
        save(self.folder, [self.page(seed) for seed in sorted(self.seeds)])

    @rule(seed=st.sampled_from(SEEDS), words=st.lists(st.sampled_from(WORDS), max_size=5))
    def seed_says(self, seed: str, words: list[str]) -> None:
        self.seeds[seed] = [f"The {word} of {seed}." for word in words]

    @rule(seed=st.sampled_from(SEEDS))
    def seed_goes(self, seed: str) -> None:
        self.seeds.pop(seed, None)

    @rule(data=st.data())
    def line_is_edited(self, data: st.DataObject) -> None:
        self.change(data, lambda lines, at, new: [*lines[:at], new, *lines[at + 1 :]])

    @rule(data=st.data())
    def line_is_added(self, data: st.DataObject) -> None:
        self.change(data, lambda lines, at, new: [*lines[:at], new, *lines[at:]])

    @rule(data=st.data())
    def line_is_deleted(self, data: st.DataObject) -> None:
        self.change(data, lambda lines, at, _: [*lines[:at], *lines[at + 1 :]])

    @precondition(lambda self: self.files())
    @rule(data=st.data())
    def page_is_renamed(self, data: st.DataObject) -> None:
        self.count += 1
        path = data.draw(st.sampled_from(self.files()))
        path.rename(path.with_name(f"renamed-{self.count}.md"))

    @precondition(lambda self: self.files())
    @rule(data=st.data())
    def page_is_deleted(self, data: st.DataObject) -> None:
        path = data.draw(st.sampled_from(self.files()))
        text = path.read_text()
        self.written -= set(text.split("\n"))
        self.deleted.add(parse(text, path.name).id)
        path.unlink()

    # --- what must hold -----------------------------------------------------------------------

    @invariant()
    def no_line_of_a_person_is_lost(self) -> None:
        there = {line for path in self.files() for line in path.read_text().split("\n")}
        assert self.written <= there

    @invariant()
    def a_second_run_changes_nothing(self) -> None:
        self.generate()
        before = self.contents()
        self.generate()
        assert self.contents() == before

    @invariant()
    def what_was_deleted_stays_deleted(self) -> None:
        assert not self.deleted & {page.id for page in read_pages(self.folder)[0]}

    # --- how it is done -----------------------------------------------------------------------

    def files(self) -> list[Path]:
        return sorted((self.folder / "stories").glob("*.md"))

    def contents(self) -> dict[str, bytes]:
        files = (path for path in self.folder.rglob("*") if path.is_file())
        return {str(path): path.read_bytes() for path in files}

    def page(self, seed: str) -> Page:
        sentences = [f"- {s}[^{seed}-1-{n}]" for n, s in enumerate(self.seeds[seed], start=1)]
        head = ["---", f"id: {seed}", f"seeds: [{seed}]", "status: draft", "---", "", f"# {seed}"]
        lines = [*head, "", "## Key points", "", *sentences, "", "## Sources", "", "1. It.", ""]
        return parse("\n".join(lines), f"stories/{seed}.md")

    def change(self, data: st.DataObject, how) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001
        if not self.files():
            return
        path = data.draw(st.sampled_from(self.files()))
        lines = path.read_text().split("\n")
        first = lines.index("---", 1) + 1  # the id in the front matter is how a page is known
        at = data.draw(st.integers(first, len(lines) - 1))
        self.count += 1
        after = how(lines, at, f"A person wrote this, number {self.count}.")
        self.written -= set(lines)
        path.write_text("\n".join(after))
        self.written |= {line for line in after if line.startswith("A person wrote")}


TestReviewing = Reviewing.TestCase
TestReviewing.settings = settings(max_examples=25, stateful_step_count=16)
