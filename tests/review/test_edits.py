"""A person's work survives whatever happens around it: random histories of real files."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from briefing_room import pipeline
from briefing_room.pages.document import STATEMENTS, Kind, Line, parse
from briefing_room.text import files
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

CHINA = "---\nname: China\naliases: [Beijing]\n---\nA country.\n"
TOPIC = "---\ntitle: Mining\nterms:\n  3: [mine, mines]\n---\nMines.\n"
# What seeds say: each sentence has a word of its own (Site7), so that a reader knows it again.
SAYINGS = (
    "A ministry official said that Site{} would give {} tonnes a year.",
    "China opened the mine at Site{} with {} workers, Reuters reported.",
    "The plant at Site{} cost {} million dollars.",
    "China has not said who will buy the {1} tonnes of Site{0}.",
    "It will take {1} months until Site{0} is ready.",
    "Site{} is due to open {} shops in June 2026.",
)
SLUGS = ("2025-04-01-alpha", "2025-05-02-beta", "2025-06-03-gamma", "2025-07-04-delta")
STORIES = ("2025-04-01-alpha", "2025-06-03-gamma", "harbour")
NONE: set[str] = set()
TOKEN = re.compile(r"Site\d+")


class Histories(RuleBasedStateMachine):
    """People and seeds change things in any order; the program runs whenever it likes."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp())
        self.pages = self.root / "briefings"
        for name, text in (("entities/country/china.md", CHINA), ("topics/mining.md", TOPIC)):
            (self.pages / name).parent.mkdir(parents=True)
            (self.pages / name).write_text(text)
        (self.root / "seeds").mkdir()
        self.seeds: dict[str, tuple[str | None, list[str]]] = {}
        self.written: set[str] = set()  # every line a person wrote and did not take back
        self.taken: set[str] = set()  # the words of sentences that a person took out
        self.corrected: set[str] = set()  # sentences that a seed worded anew
        self.renamed: set[str] = set()  # sentences of seeds that got another name
        self.noted: dict[str, str] = {}  # words in footnotes, and of which sentence they were
        self.lost: dict[str, set[str]] = {}  # what pages showed that a person deleted, by id
        self.count = 0
        self.seed_says(SLUGS[0], [0, 1, 2, 3])
        self.seed_says(SLUGS[1], [1, 5, 4])
        self.generate()

    def teardown(self) -> None:
        shutil.rmtree(self.root)

    # --- seeds --------------------------------------------------------------------------------

    @rule(seed=st.sampled_from(SLUGS), kinds=st.lists(st.integers(0, 5), min_size=1, max_size=5))
    def seed_says(self, seed: str, kinds: list[int]) -> None:
        story = self.seeds.get(seed, (None, []))[0]
        self.put(seed, story, [self.sentence(kind) for kind in kinds])

    @rule(seed=st.sampled_from(SLUGS), kind=st.integers(0, 5), at=st.sampled_from([0, 1, 99]))
    def seed_says_more(self, seed: str, kind: int, at: int) -> None:
        story, said = self.seeds.get(seed, (None, []))
        self.put(seed, story, [*said[:at], self.sentence(kind), *said[at:]])

    @rule(data=st.data())
    def seed_says_less_or_otherwise(self, data: st.DataObject) -> None:
        if seed := self.some(data, sorted(self.seeds)):
            story, said = self.seeds[seed]
            at = data.draw(st.integers(0, len(said) - 1)) if said else 0
            number = str(data.draw(st.integers(100, 999)))
            new = re.sub(r"(?<=\s)\d{3}(?=\s)", number, said[at]) if said else ""
            change = data.draw(st.sampled_from([[], [new]])) if said else []
            self.told_apart(corrected={*TOKEN.findall(new)} if change else set())
            self.put(seed, story, [*said[:at], *change, *said[at + 1 :]])

    @rule(data=st.data(), story=st.sampled_from([None, *STORIES]))
    def seed_changes_its_story(self, data: st.DataObject, story: str | None) -> None:
        if seed := self.some(data, sorted(self.seeds)):
            self.put(seed, story, self.seeds[seed][1])

    @rule(data=st.data())
    def seed_goes_or_is_renamed(self, data: st.DataObject) -> None:
        if seed := self.some(data, sorted(self.seeds)):
            story, said = self.seeds.pop(seed)
            self.file(seed).unlink()
            new = data.draw(st.sampled_from([None, *SLUGS]))
            if new and new not in self.seeds:
                self.put(new, story, said)
                self.told_apart(renamed={*TOKEN.findall(" ".join(said))})
                self.lost.pop(new, None)  # another text has the name now

    # --- people -------------------------------------------------------------------------------

    @rule(data=st.data(), how=st.sampled_from(["reword", "add", "cite", "delete", "move", "hide"]))
    def line_is_changed(self, data: st.DataObject, how: str) -> None:
        self.count += 1
        own = f"A person wrote this, number {self.count}.[^editor]"

        def change(lines: list[Line], at: int) -> list[str]:
            texts = [line.text for line in lines]
            marks = "".join(f"[^{label}]" for label in lines[at].labels) or "[^editor]"
            put = {
                "reword": [f"- A person wrote this, number {self.count}.{marks}"],
                "add": [texts[at], own],
                "cite": [texts[at], f"- A person wrote this, number {self.count}.{marks}"],
                "hide": ["<!--", texts[at], "-->"],
            }.get(how, [])
            rest = [*texts[:at], *put, *texts[at + 1 :]]
            if how == "move":
                to = data.draw(st.integers(len(lines) - len(self.body(lines)), len(rest)))
                rest.insert(to, texts[at])
            return rest

        self.change(data, change)

    @rule(data=st.data())
    def lines_are_split_or_joined(self, data: st.DataObject) -> None:
        self.count += 1

        def change(lines: list[Line], at: int) -> list[str]:
            texts = [line.text for line in lines]
            one, two = (f"- A person wrote this, number {self.count}{x}." for x in "ab")
            here = [f"[^{label}]" for label in lines[at].labels]
            after = [f"[^{label}]" for line in lines[at + 1 : at + 2] for label in line.labels]
            if len(here) > 1:
                return [*texts[:at], one + here[0], two + here[1], *texts[at + 1 :]]
            if here and after:
                return [*texts[:at], one + here[0] + after[0], *texts[at + 2 :]]
            return texts

        self.change(data, change)

    @rule(data=st.data())
    def footnote_is_amended(self, data: st.DataObject) -> None:
        passages = pipeline.read(self.root / "seeds", self.pages).passages
        path = self.some(data, self.files())
        text = path.read_text().removeprefix("\ufeff") if path else ""
        notes = [note for note in parse(text).notes if note.label in passages]
        if note := self.some(data, notes):
            self.count += 1
            own = f"Own words, number {self.count}."
            self.noted[own] = TOKEN.findall(passages[note.label].text)[0]
            line = note.lines[0].text
            path.write_text(text.replace(f"\n{line}\n", f"\n{line} {own}\n", 1))

    @rule(data=st.data())
    def section_is_deleted(self, data: st.DataObject) -> None:
        def change(lines: list[Line], at: int) -> list[str]:
            gone = {line.number for line in self.body(lines) if line.section == lines[at].section}
            return [line.text for line in lines if line.number not in gone]

        self.change(data, change)

    @rule(data=st.data(), new=st.sampled_from(["status: reviewed", "topics: []", "origins: 9"]))
    def front_matter_is_changed(self, data: st.DataObject, new: str) -> None:
        if path := self.some(data, self.files()):
            text = re.sub(
                rf"^{new.partition(' ')[0]}.*$", new, path.read_text(), flags=re.MULTILINE
            )
            path.write_text(text)

    @rule(data=st.data(), how=st.sampled_from(["all", "id", "ids", "seeds", "part"]))
    def head_is_cut(self, data: st.DataObject, how: str) -> None:
        if path := self.some(data, self.files()):
            lines = parse(path.read_text().removeprefix("\ufeff")).lines
            head = [line.text for line in lines if line.kind is Kind.FRONT]
            at = sorted(data.draw(st.tuples(*[st.integers(0, len(head))] * 2)))
            keys = {"id": "id:", "seeds": "seeds:", "ids": ("id:", "seeds:")}
            if how in keys:
                rest = [text for text in head if not text.startswith(keys[how])]
            else:
                rest = [] if how == "all" else [*head[: at[0]], *head[at[1] :]]
            path.write_text("\n".join([*rest, *(line.text for line in lines[len(head) :])]))

    @rule(data=st.data(), keep=st.booleans())
    def conflicts_are_settled(self, data: st.DataObject, keep: bool) -> None:
        if path := self.some(data, self.files()):
            form = r"(?:<!--|#) conflict: .*\n((?:.*\n)*?)(?:# )?keep one text.*\n"
            text = path.read_text()
            said = [line for found in re.findall(form, text) for line in found.split("\n")]
            said = [line.removeprefix("# ") for line in said if not line.startswith("(nothing")]
            new = "".join(f"{line}\n" for line in said if line and keep and "- " in line)
            text = re.sub(form, "", text).replace("## Sources", f"{new}\n## Sources", 1)
            self.wrote(path, text)

    @rule(data=st.data(), how=st.sampled_from(["crlf", "bom", "blanks", "fence", "comment"]))
    def file_is_written_otherwise(self, data: st.DataObject, how: str) -> None:
        if path := self.some(data, self.files()):
            raw = path.read_bytes()
            path.write_bytes(
                {
                    "crlf": raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"),
                    "bom": b"\xef\xbb\xbf" + raw.removeprefix(b"\xef\xbb\xbf"),
                    "blanks": raw.replace(b".]\n", b".]  \n"),
                    "fence": raw.replace(b"\n## ", b"\n```\n## ", 1),
                    "comment": raw.replace(b"\n## ", b"\n<!-- open\n\n## ", 1),
                }[how]
            )

    @rule(data=st.data())
    def page_is_renamed(self, data: st.DataObject) -> None:
        if path := self.some(data, self.files()):
            self.count += 1
            path.rename(path.with_name(f"renamed-{self.count}.md"))

    @rule(data=st.data())
    def page_is_deleted(self, data: st.DataObject) -> None:
        if path := self.some(data, self.files()):
            text = path.read_text()
            self.wrote(path, "")
            self.lost[parse(text, path.name).id] = self.shown(text)
            path.unlink()

    # --- what must hold -----------------------------------------------------------------------

    @rule()
    def generate(self) -> None:
        pipeline.generate(pipeline.read(self.root / "seeds", self.pages))

    @invariant()
    def no_line_of_a_person_is_lost(self) -> None:
        there = {line for path in self.files() for line in path.read_text().split("\n")}
        assert self.written <= there

    @invariant()
    def words_in_a_footnote_stay_with_their_sentence(self) -> None:
        passages = pipeline.read(self.root / "seeds", self.pages).passages if self.noted else {}
        there = " ".join(sentence for _, said in self.seeds.values() for sentence in said)
        texts = [path.read_text() for path in self.files()]
        notes = [note for text in texts for note in parse(text).notes]
        for own, token in self.noted.items():
            assert any(own in text for text in texts)
            found = (passages.get(note.label) for note in notes if own in note.text)
            said = [TOKEN.findall(passage.text) for passage in found if passage]
            assert f"{token} " not in there or not said or [token] in said, own

    @invariant()
    def a_second_run_changes_nothing(self) -> None:
        self.generate()
        before = self.contents()
        self.generate()
        assert self.contents() == before

    @invariant()
    def what_was_taken_out_stays_away(self) -> None:
        for path in self.files():
            shown = self.shown(path.read_text())
            assert not self.taken & shown
            assert not shown & self.lost.get(parse(path.read_text(), path.name).id, NONE)

    # --- how it is done -----------------------------------------------------------------------

    def sentence(self, kind: int) -> str:
        self.count += 1
        return SAYINGS[kind].format(self.count, 100 + self.count % 900)

    def told_apart(self, corrected: set[str] = NONE, renamed: set[str] = NONE) -> None:
        """What has another wording and another name has nothing left to be known by."""
        self.corrected |= corrected
        self.renamed |= renamed
        for known in (self.taken, *self.lost.values()):
            known.difference_update(self.corrected & self.renamed)

    def file(self, seed: str) -> Path:
        return self.root / "seeds" / f"{seed}.md"

    def put(self, seed: str, story: str | None, said: list[str]) -> None:
        self.seeds[seed] = (story, said)
        head = [f'title: "News of {seed}"', f"date: {seed[:10]}", "kind: note"]
        head += [f"story: {story}"] if story else []
        body = "\n\n".join(" ".join(said[at : at + 2]) for at in range(0, len(said), 2))
        self.file(seed).write_text("\n".join(["---", *head, "---", body, ""]))

    def files(self) -> list[Path]:
        return sorted((self.pages / "stories").glob("*.md"))

    def contents(self) -> dict[str, bytes]:
        files = (path for path in self.pages.rglob("*") if path.is_file())
        return {str(path): path.read_bytes() for path in files}

    @staticmethod
    def some(data: st.DataObject, among: list[Any]) -> Any:
        return data.draw(st.sampled_from(among)) if among else None

    @staticmethod
    def body(lines: list[Line]) -> list[Line]:
        return [line for line in lines if line.kind is not Kind.FRONT]

    @staticmethod
    def shown(text: str) -> set[str]:
        """The words by which the sentences that a page shows are known."""
        lines = (line.text for line in parse(text).lines if line.kind in STATEMENTS)
        return {token for line in lines for token in TOKEN.findall(line)}

    def change(self, data: st.DataObject, how: Callable[[list[Line], int], list[str]]) -> None:
        if path := self.some(data, self.files()):
            lines = list(parse(path.read_text().removeprefix("\ufeff")).lines)
            first = len(lines) - len(self.body(lines))
            if first < len(lines):
                at = data.draw(st.integers(first, len(lines) - 1))
                self.wrote(path, "\n".join(how(lines, at)))

    def wrote(self, path: Path, new: str) -> None:
        """Put a person's text in a page, and note what they wrote and what they took out."""
        old = path.read_text()
        own = {line for line in new.split("\n") if line.lstrip("- ").startswith("A person wrote")}
        path.write_text(new)
        self.noted = {own: of for own, of in self.noted.items() if own not in old or own in new}
        others = {x for each in self.files() if each != path for x in each.read_text().split("\n")}
        self.written -= set(old.split("\n")) - others
        self.written |= own
        if new:  # who rewords a line takes nothing out: theirs cites what it cited
            cited = {x for line in parse(new).lines for x in line.labels}
            lines = [
                x for x in parse(old).lines if x.kind in STATEMENTS and not cited & {*x.labels}
            ]
            elsewhere = {x for each in self.files() for x in self.shown(each.read_text())}
            self.taken |= {x for line in lines for x in TOKEN.findall(line.text)} - elsewhere
            self.taken -= self.shown(new)


@pytest.fixture(autouse=True)
def nobody_else_saves(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not wait for the end of a save where a file has no last line end."""
    monkeypatch.setattr(files, "_POLL_SECONDS", 0)


NIGHTLY = os.environ.get("HYPOTHESIS_PROFILE") == "nightly"
TestHistories = Histories.TestCase
TestHistories.settings = settings(
    max_examples=1000 if NIGHTLY else 10, stateful_step_count=20, deadline=None
)


def test_what_stands_where_refused_words_stood_in_the_last_run_is_not_refused() -> None:
    history = Histories()
    page, said = history.files()[0], history.seeds[SLUGS[0]][1]
    history.wrote(page, re.sub(r"## Not known\n\n.*\n\n", "", page.read_text()))
    corrected = [*said[:3], history.sentence(0)]
    for now in (corrected, [history.sentence(0), *corrected]):
        history.put(SLUGS[0], None, now)
        history.a_second_run_changes_nothing()
        history.what_was_taken_out_stays_away()
    assert "Site3" in history.shown(page.read_text())
    history.teardown()


def test_what_waits_for_an_answer_takes_the_place_of_no_line_that_is_gone() -> None:
    history = Histories()
    page, (first, second, third) = history.files()[1], history.seeds[SLUGS[1]][1]
    history.wrote(page, re.sub(r"## What to watch\n\n.*\n\n", "", page.read_text()))
    corrected = re.sub(r"\d+ shops", "100 shops", second)
    for now in ([first, corrected, third], [corrected, third]):
        history.put(SLUGS[1], None, now)
        history.a_second_run_changes_nothing()
        history.what_was_taken_out_stays_away()
    history.teardown()


def test_a_sentence_that_two_pages_show_goes_from_the_one_where_it_was_deleted() -> None:
    history = Histories()
    same = history.sentence(0)
    one, other = ([same, *history.seeds[seed][1][:2]] for seed in SLUGS[:2])
    history.put(SLUGS[0], STORIES[0], one)
    history.put(SLUGS[1], STORIES[1], other)
    history.generate()
    first, second = history.files()
    history.wrote(second, re.sub(f".*{TOKEN.findall(same)[0]} .*\n", "", second.read_text()))
    history.put(SLUGS[0], STORIES[0], [history.sentence(1), *one])
    history.a_second_run_changes_nothing()
    shown = [TOKEN.findall(same)[0] in history.shown(x.read_text()) for x in (first, second)]
    assert shown == [True, False]
    history.teardown()


def test_a_page_that_was_deleted_does_not_return_in_another_of_the_same_text() -> None:
    history = Histories()
    said = history.seeds[SLUGS[1]][1]
    history.put(SLUGS[0], STORIES[0], said)
    history.put(SLUGS[1], STORIES[1], said)
    history.generate()
    first, second = history.files()
    history.wrote(first, first.read_text() + "\nA person wrote this.[^editor]\n")
    history.file(SLUGS[0]).unlink()  # and the other seed has the name that its text is known by
    history.generate()
    kept, text = first.read_text(), second.read_text()
    history.lost[parse(text, second.name).id] = history.shown(text)
    second.unlink()
    history.a_second_run_changes_nothing()
    history.what_was_taken_out_stays_away()
    assert first.read_text() == kept
    history.teardown()


@settings(max_examples=100 if NIGHTLY else 3, deadline=None)
@given(st.data())
def test_two_authors_who_merge_their_branches_lose_nothing(data: st.DataObject) -> None:
    """Each changes a seed and some pages and generates; git puts both together as it can."""
    history = Histories()

    def git(*arguments: str) -> str:
        name = ("-c", "user.name=A", "-c", "user.email=a@example.org")
        command = ["git", *name, "-C", str(history.root), *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    git("init", "--quiet", "--initial-branch=main")
    (history.root / ".gitattributes").write_text("*.txt merge=union\n*.md merge=union\n")
    taken: set[str] = set()
    for branch, seed in (("main", ""), ("one", SLUGS[0]), ("other", SLUGS[1])):
        if seed:
            git("switch", "--quiet", "--create", branch, "main")
            history.written.clear()
            history.seed_says_more(seed, data.draw(st.integers(0, 5)), data.draw(st.integers(0, 3)))
            for _ in range(data.draw(st.integers(1, 4))):
                history.line_is_changed(
                    data, data.draw(st.sampled_from(["reword", "add", "delete"]))
                )
            if data.draw(st.booleans()):
                history.generate()
            taken |= history.taken
        git("add", "--all")
        git("commit", "--quiet", "--allow-empty", "--message", branch)
    git("merge", "--quiet", "--no-edit", "one")
    pages = [path.read_text() for path in history.files()]
    own = {line for text in pages for line in text.split("\n") if "A person wrote" in line}
    taken -= {token for text in pages for token in history.shown(text)}
    history.written, history.taken = own, taken
    history.generate()
    history.no_line_of_a_person_is_lost()
    history.what_was_taken_out_stays_away()
    history.a_second_run_changes_nothing()
    history.teardown()
