"""People who edit the pages, seeds and drafts of a project between two runs of the program.

Each sentence of a seed has a unique name, and everything that a person writes has a unique word, so
that a run can be checked for anything lost, brought back, doubled or moved.  Nothing here knows how
edits are kept: it works on the files, as people do.
"""

from __future__ import annotations

import contextlib
import difflib
import io
import json
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

import click
from briefing_room import pipeline
from briefing_room.commands.draft import draft_command
from briefing_room.commands.generate import generate_pages as generate
from briefing_room.commands.review import review_command
from briefing_room.commands.withdraw import withdraw_command
from briefing_room.errors import BriefingError
from drafting import to_request
from people_edits import CONFLICT, FACT, LABEL, LineEdit, Pick, edit_whole_page, statement_lines

VERBS = ("shipped", "sold", "bought", "refined", "stored", "ordered", "lost", "promised")
WARES = ("oxides", "magnets", "ore", "concentrate", "terbium oxide", "scrap")
TAILS = (
    "to Japan in 2024",
    "before the end of March",
    "under the country's new licence",
    "as prices fell for a third month",
    "despite a strike at the port",
    "for makers of wind turbines",
)
OPENINGS = ("", "", "", "", "But ", "However, ")
OUTLETS = ("Reuters", "Bloomberg", "Nikkei Asia", "Mining Weekly")
# Each is drawn as often as its name is listed.
_SEED = """
change change change drop drop_sentence insert append swap_parts headline split_seed join_story
rename_seed rename_badly delete_seed
"""
_DRAFT = "make make make remove accept"
SEED, DRAFT = _SEED.split(), _DRAFT.split()
LINK = re.compile(r"\[([^\]\[]*)\]\([^)\s]*\)")
COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
TOKEN = re.compile(r"\bqw[a-z]{3}k\b")


def _letters(number: int) -> str:
    return "".join(chr(97 + number // 26**place % 26) for place in (2, 1, 0))


class Sentence(NamedTuple):
    """A sentence of a seed: its own name, and how often it was changed."""

    name: str
    number: int
    version: int = 0

    @property
    def core(self) -> str:
        """A shorter version, as a writer may put it."""
        tonnes = 100 + 7 * self.number + 1000 * self.version
        verb, ware = VERBS[self.number % len(VERBS)], WARES[self.number % len(WARES)]
        return f"{self.name} Mining {verb} {tonnes} tonnes of {ware}"

    @property
    def statement(self) -> str:
        """The words that identify this version: from the name to the full stop."""
        return f"{self.core} {TAILS[self.number % len(TAILS)]}."

    @property
    def text(self) -> str:
        """The sentence in the seed."""
        return OPENINGS[self.number % len(OPENINGS)] + self.statement


@dataclass(frozen=True)
class Seed:
    """A text in ``seeds/``."""

    headline: str
    day: int
    outlet: str
    paragraphs: tuple[tuple[Sentence, ...], ...]
    story: str = ""

    @property
    def text(self) -> str:
        """The file."""
        head = f"---\nstory: {self.story}\n---\n" if self.story else ""
        body = "\n\n".join(
            " ".join(sentence.text for sentence in paragraph) for paragraph in self.paragraphs
        )
        byline = f"By Jane Roe, {self.outlet}\n\n{self.day} March 2025"
        return f"{head}{self.headline}\n\n{byline}\n\n{body}\n"

    @property
    def sentences(self) -> list[Sentence]:
        """All its sentences."""
        return [sentence for paragraph in self.paragraphs for sentence in paragraph]

    @property
    def places(self) -> Iterator[tuple[str, Sentence]]:
        """Each sentence with its paragraph and place there; headline, byline and day come first."""
        for number, paragraph in enumerate(self.paragraphs, start=4):
            yield from (
                (f"{number}-{place}", sentence) for place, sentence in enumerate(paragraph, start=1)
            )


# --- The visible text of a page -------------------------------------------------------------------


def words(text: str) -> str:
    """The words of a text without marks, links and line breaks, with plain quotes."""
    text = LINK.sub(r"\1", LABEL.sub("", text.replace("\r", "")))
    text = re.sub(r"^[ \t]*(?:[-*+] |\d+\. )", "", text, flags=re.MULTILINE)
    return " ".join(text.translate(str.maketrans("’“”", '\'""')).split())


def visible_text(text: str) -> str:
    """The sections of a page without comments, its head, its sources and its footnotes."""
    text = re.sub(r"\A---\n.*?\n---\n", "", text.replace("\r", ""), flags=re.DOTALL)
    text = re.sub(r"^\[\^[^\]]+\]:.*(?:\n+(?: {4}|\t).*)*", "", text, flags=re.MULTILINE)
    text = re.sub(
        r"^# .*$", lambda title: " ".join(["#", *TOKEN.findall(title[0])]), text, flags=re.MULTILINE
    )
    text = re.sub(r"^## Sources$.*?(?=^## |\Z)", "", text, flags=re.MULTILINE | re.DOTALL)
    return COMMENT.sub("", text)


def headings_by_name(text: str) -> dict[str, set[str]]:
    """Map each name of a sentence and each word of a person to the headings above it."""
    headings: dict[str, set[str]] = {}
    heading = ""
    for line in visible_text(text).split("\n"):
        heading = line if re.match("#+ ", line) else heading
        for name in () if line == heading else (*FACT.findall(line), *TOKEN.findall(line)):
            headings.setdefault(name, set()).add(heading)
    return headings


def words_of_program(text: str) -> str:
    """The words of the lines that no person touched."""
    return words("\n".join(line for line in text.split("\n") if not TOKEN.search(line)))


@dataclass
class People:
    """A folder of seeds and pages, and what people did in it."""

    folder: Path
    seeds: dict[str, Seed] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)  # sentences that pages showed at any time
    gone: set[str] = field(default_factory=set)  # those that people deleted
    reworded: set[str] = field(default_factory=set)  # names of those that people reworded
    # Pages with the names of sentences that people put into another section.
    placed: set[tuple[str, str]] = field(default_factory=set)
    touched: set[str] = field(default_factory=set)  # names of those that people edited
    changed: bool = True
    count: int = 0
    log: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begin with an empty project."""
        (self.folder / "seeds").mkdir(parents=True)
        self.names = self.folder / "briefings/entities/organisation"
        self.names.mkdir(parents=True)
        self.stories = self.folder / "briefings/stories"
        self.drafts = self.folder / "briefings/.drafts"

    def pages(self) -> dict[str, str]:
        """The text of each page by the name of its file."""
        return {path.name: path.read_bytes().decode() for path in sorted(self.stories.glob("*.md"))}

    def next_number(self) -> int:
        """A number not used before."""
        self.count += 1
        return self.count

    def token(self) -> str:
        """A word that only this person writes, and only here."""
        return f"qw{_letters(self.next_number())}k"

    def sentence(self) -> Sentence:
        """A sentence that no seed has yet."""
        number = self.next_number()
        return Sentence(f"Fa{_letters(number)}x", number)

    def visible_sentences(self) -> set[str]:
        """The sentences of seeds that readers see, word for word."""
        texts = [words(visible_text(text)) for text in self.pages().values()]
        return {match for text in texts for match in re.findall(r"\bFa[a-z]{3}x\b[^.]*\.", text)}

    @contextlib.contextmanager
    def editing(self, description: str) -> Iterator[None]:
        """Note which sentences a person deletes, and which a person restores."""
        before = self.visible_sentences()
        self.seen |= before
        yield
        after = self.visible_sentences()
        present = {name for text in after for name in FACT.findall(text)}
        deleted = {name for text in before for name in FACT.findall(text)} - present
        self.gone |= {text for text in self.seen if deleted & {*FACT.findall(text)}}
        self.gone = {text for text in self.gone if present.isdisjoint(FACT.findall(text))}
        self.log.append(description)

    # --- What people do to pages ------------------------------------------------------------------

    def edit_line(self, pick: Pick, how: str) -> bool:
        """Edit a line in the way of ``how``; return whether there was one."""
        pages = self.pages()
        name = [*pages][pick(len(pages))] if pages else ""
        usable = statement_lines(pages.get(name, ""))
        if not usable:
            return False
        edit = LineEdit(self, pages[name], usable, pick)
        getattr(edit, how)()
        self.placed.update((name, fact) for fact in edit.placed)
        return self._save_page(name, "\n".join(edit.lines), f"{how} line {edit.at + 1}")

    def edit_page(self, pick: Pick, how: str) -> bool:
        """Edit a page in the way of ``how``; return whether there was one."""
        pages = self.pages()
        if not pages:
            return False
        name = [*pages][pick(len(pages))]
        if how in {"delete_page", "rename_page"}:
            with self.editing(f"{how} {name}"):
                path = self.stories / name
                moved = path.rename(path.with_name(f"page-{_letters(self.next_number())}.md"))
                self.placed |= {(moved.name, fact) for page, fact in self.placed if page == name}
                if how == "delete_page":
                    moved.unlink()
            return True
        text = edit_whole_page(self, pages[name], how, pick)
        return text != pages[name] and self._save_page(name, text, how)

    def _save_page(self, name: str, text: str, what: str) -> bool:
        with self.editing(f"{what}: {name}"):
            (self.stories / name).write_bytes(text.encode())
        return True

    # --- What people do to seeds and names --------------------------------------------------------

    def path(self, name: str) -> Path:
        """The path of a seed."""
        return self.folder / "seeds" / f"{name}.txt"

    def save(self, name: str, seed: Seed | None) -> None:
        """Write a seed, or delete it."""
        self.changed = True
        if seed is None:
            self.seeds.pop(name, None)
            self.path(name).unlink(missing_ok=True)
        else:
            self.seeds[name] = seed
            self.path(name).write_text(seed.text)

    def new_seed(self, pick: Pick, parts: tuple[tuple[Sentence, ...], ...] = ()) -> str:
        """Add a seed of ``parts`` and some new paragraphs."""
        day = 1 + pick(28)
        headline = f"He{_letters(self.next_number())}x to change how rare earths are sold"
        paragraphs = tuple(
            tuple(self.sentence() for _ in range(1 + pick(3))) for _ in range(2 + pick(4))
        )
        name = f"2025-03-{day:02}-{_letters(self.next_number())}-mine"
        self.save(name, Seed(headline, day, OUTLETS[pick(4)], (*parts, *paragraphs)))
        self.log.append(f"new seed {name}")
        return name

    def edit_seed(self, pick: Pick, how: str) -> bool:  # noqa: PLR0912
        """Edit a seed in the way of ``how``; return whether there was one."""
        if not self.seeds:
            return False
        name = [*self.seeds][pick(len(self.seeds))]
        seed = self.seeds[name]
        parts = [list(part) for part in seed.paragraphs]
        at = pick(len(parts)) if parts else 0
        needs_two = how in {"change", "drop", "drop_sentence", "swap_parts", "split_seed"}
        if needs_two and len(parts) < 2:
            return False
        if how == "change":
            spot = pick(len(parts[at]))
            parts[at][spot] = parts[at][spot]._replace(version=parts[at][spot].version + 1)
        elif how == "drop":
            del parts[at]
        elif how == "drop_sentence":
            del parts[at][pick(len(parts[at]))]
            parts = list(filter(None, parts))
        elif how == "insert":
            parts.insert(at, [self.sentence() for _ in range(1 + pick(2))])
        elif how == "append":
            parts.append([self.sentence()])
        elif how == "swap_parts":
            partner = pick(len(parts))
            parts[at], parts[partner] = parts[partner], parts[at]
        elif how == "headline":
            seed = replace(seed, headline=f"He{_letters(self.next_number())}x to change it all")
        elif how == "split_seed":
            self.new_seed(pick, (tuple(parts.pop(at)),))
        elif how == "join_story":
            story = f"story-{pick(2)}"
            seed = replace(seed, story="" if seed.story == story else story)
        else:  # delete it, or rename it, now and then with an impossible day
            self.save(name, None)
            self.log.append(f"{how} {name}")
            if how == "delete_seed":
                return True
            month = "18" if how == "rename_badly" else "03"
            name = f"2025-{month}-{1 + pick(28):02}-{_letters(self.next_number())}-pit"
        self.save(name, replace(seed, paragraphs=tuple(map(tuple, parts))))
        self.log.append(f"{how} {name} {at}")
        return True

    def name_page(self, pick: Pick) -> bool:
        """Write a page of the catalogue for a company that seeds name."""
        names = [sentence.name for seed in self.seeds.values() for sentence in seed.sentences]
        if names:
            name = names[pick(len(names))]
            head = f"---\nname: {name} Mining\ntype: organisation\n---\n\n{name} Mining digs.\n"
            (self.names / f"{name.lower()}.md").write_text(head)
            self.changed = True
            self.log.append(f"name {name}")
        return bool(names)

    # --- Commands ---------------------------------------------------------------------------------

    def capture(self, call: Callable[[], int]) -> str:
        """Call a command in the folder; return what it prints."""
        output = io.StringIO()
        pipeline.project_cache.cache_clear()
        out, err = contextlib.redirect_stdout(output), contextlib.redirect_stderr(output)
        with contextlib.chdir(self.folder), out, err:
            try:
                call()
            except (BriefingError, click.ClickException) as error:
                return f"{output.getvalue()}{error}"
        return output.getvalue()

    def run_click(self, command: click.Command, *arguments: str) -> str:
        """Run a click command in the folder; return what it prints."""
        return self.capture(lambda: int(command.main([*arguments], standalone_mode=False)))

    def run(self) -> None:
        """Generate twice, and check the pages against those before."""
        before = self.pages()
        self.capture(lambda: generate(Path("seeds"), Path("briefings")))
        self.log.append("run")
        after = self.check(before)
        if not self.changed:
            for name, text in after.items():
                more = len(CONFLICT.findall(text)) - len(CONFLICT.findall(before.get(name, "")))
                assert more <= 0, self.describe(
                    f"a conflict out of nothing in {name}", before, after
                )
        self.capture(lambda: generate(Path("seeds"), Path("briefings")))
        second = self.pages()
        assert second == after, self.describe("a second run changes pages", after, second)
        self.changed = False

    def edit_draft(self, pick: Pick, how: str) -> bool:
        """Draft a page, remove a draft, or accept a page."""
        self.run()
        before = self.pages()
        if not before:
            return False
        name = [*before][pick(len(before))]
        page = f"briefings/stories/{name}"
        self.log.append(f"{how} draft of {name}")
        self.changed = True
        if how == "remove":
            for path in [*self.drafts.glob("*.json")][:1]:
                path.unlink()
            return True
        if how == "accept":
            self.run_click(review_command, "--accept", page, "--by", "Ada")
            return True
        answer = self.folder / "answer.json"
        request = self.run_click(draft_command, page, "--request")
        answer.write_text(to_request(json.dumps(self._answer(before[name], pick)), request))
        by = ["--by", "Ada", *["--person"] * pick(2), *["--reviewed"] * pick(2)]
        self.log.append(self.run_click(draft_command, page, "--from", str(answer), *by))
        self.check(before)
        return True

    def _answer(self, page: str, pick: Pick) -> dict[str, object]:
        """The answer of a writer on some sentences of the seeds of a page."""
        seed_lists = re.findall(r"^seeds: \[(.*)\]", page, flags=re.MULTILINE)
        names = [name for name in self.seeds if any(name in seeds for seeds in seed_lists)]
        known = [(f"{n}/{at}", x) for n in names for at, x in self.seeds[n].places]
        draw = [known[pick(len(known))] for _ in range(pick(7))] if known else []
        statements = [
            {"text": f"{x.core}." if n and pick(2) else x.statement, "cites": [at]}
            for n, (at, x) in enumerate(dict(draw).items())
        ]
        half = 1 + pick(2)
        bullets = [statements[at : at + 2] for at in range(half, len(statements), 2)]
        return {"bottom_line": statements[:half], "key_points": bullets}

    def withdraw(self, pick: Pick) -> bool:
        """Withdraw a seed: nothing that the program wrote from it may stay."""
        if not self.seeds:
            return False
        name = [*self.seeds][pick(len(self.seeds))]
        self.run()
        before = self.pages()
        self.run_click(withdraw_command, name, "--yes")
        seed = self.seeds.pop(name)
        assert not self.path(name).exists()
        self.log.append(f"withdraw {name}")
        after = self.check(before)
        others = {
            sentence.statement
            for other_seed in self.seeds.values()
            for sentence in other_seed.sentences
        }
        withdrawn = [
            x for x in seed.sentences if x.name not in self.touched and x.statement not in others
        ]
        drafts = "".join(path.read_text() for path in self.drafts.glob("*.json"))
        for page, text in after.items():
            left = words_of_program(text)
            assert seed.headline not in left, self.describe(
                f"headline left in {page}", before, after
            )
            for sentence in withdrawn:
                assert sentence.core not in left, self.describe(sentence.name, before, after)
        for sentence in withdrawn:
            assert sentence.core not in drafts, self.describe(
                f"{sentence.name} left in a draft", before, after
            )
        return True

    def reject(self, pick: Pick) -> bool:
        """Reject a line by the command."""
        self.run()
        pages = self.pages()
        name = [*pages][pick(len(pages))] if pages else ""
        usable = statement_lines(pages.get(name, ""))
        if usable:
            where = f"briefings/stories/{name}:{usable[pick(len(usable))] + 1}"
            with self.editing(f"reject {where}"):
                self.run_click(review_command, "--reject", where, "--why", "a test")
        return bool(usable)

    # --- Checks -----------------------------------------------------------------------------------

    def check(self, before: dict[str, str]) -> dict[str, str]:
        """Check that nothing was lost, returned, doubled or moved; return the pages."""
        after = self.pages()
        for problem in (
            *self._lost(before, after),
            *self._returned(after),
            *self._doubled(before, after),
            *self._moved(before, after),
        ):
            raise AssertionError(self.describe(problem, before, after))
        return after

    def _lost(self, before: dict[str, str], after: dict[str, str]) -> Iterator[str]:
        all_text = "\n".join(after.values())
        all_words = words(all_text)
        for name, text in before.items():
            for line in text.split("\n"):
                yield from (f"lost {w} of {name}" for w in TOKEN.findall(line) if w not in all_text)
                is_of_person = TOKEN.search(words(line)) and not line.startswith("[^")
                if is_of_person and words(line) not in all_words:
                    yield f"lost “{line}” of {name}"

    def _returned(self, after: dict[str, str]) -> Iterator[str]:
        for name, text in after.items():
            text_shown = words(visible_text(text))
            deleted = (x for x in self.gone if self.reworded.isdisjoint(FACT.findall(x)))
            yield from (
                f"back again in {name}: {sentence}"
                for sentence in deleted
                if sentence in text_shown
            )

    def _doubled(self, before: dict[str, str], after: dict[str, str]) -> Iterator[str]:
        for name, text in after.items():
            counts_before = Counter(FACT.findall(visible_text(before.get(name, ""))))
            for fact, count in Counter(FACT.findall(visible_text(text))).items():
                if count > max(1, counts_before[fact]):
                    yield f"{count} times in {name}: {fact}"

    def _moved(self, before: dict[str, str], after: dict[str, str]) -> Iterator[str]:
        for name in before.keys() & after.keys():
            old, new = headings_by_name(before[name]), headings_by_name(after[name])
            for word, headings in old.items():
                is_of_person = TOKEN.fullmatch(word) or (name, word) in self.placed
                if is_of_person and word in new and not new[word] & headings:
                    yield f"{word} moved from {headings} to {new[word]} in {name}"

    def describe(self, problem: str, before: dict[str, str], after: dict[str, str]) -> str:
        """Describe a fault: the steps that led to it, and what the last one changed."""
        parts = [problem, *self.log]
        for name in sorted({*before, *after}):
            old, new = (pages.get(name, "").splitlines() for pages in (before, after))
            files = f"before/{name}", f"after/{name}"
            parts += difflib.unified_diff(old, new, *files, "", "", 99, "")
        return "\n".join(parts)

    def close(self) -> None:
        """Delete the folder."""
        shutil.rmtree(self.folder)
