"""A project in the hands of people: pages and seeds change in their ways, run by run.

Each sentence of a seed has a name that no other has, and each thing that a person writes a word of
its own, so that after a run it can be told what was lost, what came back and what stands twice.
Nothing here knows how edits are kept: it works on the files, as people do.
"""

from __future__ import annotations

import contextlib
import difflib
import io
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from briefing_room import pipeline
from briefing_room.commands.generate import run as generate
from briefing_room.commands.review import review_command
from briefing_room.commands.withdraw import withdraw_command
from briefing_room.errors import BriefingError

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
# What people do, each as often as its name stands here: to a line, to a page, to a seed.
LINE = [
    "mend",
    "mend",
    "reword",
    "rewrite",
    "wrap",
    "join",
    "split",
    "shorten",
    "swap",
    "move",
    "indent",
    "mark",
    "duplicate",
    "delete",
    "add",
    "comment",
    "footnote",
    "section",
    "heading",
]
PAGE = [
    "conflict",
    "conflict",
    "conflict",
    "crlf",
    "lf",
    "smart",
    "plain",
    "spaces",
    "blanks",
    "no blanks",
    "head",
    "head title",
    "topics",
    "no id",
    "no head",
    "no sources",
    "rename page",
    "delete page",
]
SEED = [
    "change",
    "change",
    "change",
    "drop",
    "drop sentence",
    "insert",
    "append",
    "swap parts",
    "headline",
    "split seed",
    "join story",
    "rename seed",
    "rename badly",
    "delete seed",
]
LABEL = re.compile(r"\[\^[^\]\s]+\]")
LINK = re.compile(r"\[([^\]\[]*)\]\([^)\s]*\)")
COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
CONFLICT = re.compile(r"<!-- conflict.*?-->", re.DOTALL)
FACT = re.compile(r"\bFa[a-z]{3}x\b")
TOKEN = re.compile(r"\bqw[a-z]{3}k\b")


def _letters(number: int) -> str:
    return "".join(chr(97 + number // 26**place % 26) for place in (2, 1, 0))


class Sentence(NamedTuple):
    """A sentence of a seed: its own name, and how often it was changed."""

    name: str
    number: int
    version: int = 0

    @property
    def told(self) -> str:
        """What identifies this version: from the name to the full stop."""
        tail = TAILS[self.number % len(TAILS)]
        tonnes = 100 + 7 * self.number + 1000 * self.version
        verb, ware = VERBS[self.number % len(VERBS)], WARES[self.number % len(WARES)]
        return f"{self.name} Mining {verb} {tonnes} tonnes of {ware} {tail}."

    @property
    def text(self) -> str:
        """The sentence as it stands in the seed."""
        return OPENINGS[self.number % len(OPENINGS)] + self.told


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
        body = "\n\n".join(" ".join(each.text for each in part) for part in self.paragraphs)
        byline = f"By Jane Roe, {self.outlet}\n\n{self.day} March 2025"
        return f"{head}{self.headline}\n\n{byline}\n\n{body}\n"

    @property
    def sentences(self) -> list[Sentence]:
        """All its sentences."""
        return [each for part in self.paragraphs for each in part]


def words(text: str) -> str:
    """The words of a text, whatever stands around them: marks, links, breaks, kinds of quotes."""
    text = LINK.sub(r"\1", LABEL.sub("", text.replace("\r", "")))
    text = re.sub(r"^[ \t]*(?:[-*+] |\d+\. )", "", text, flags=re.MULTILINE)
    for old, new in (("’", "'"), ("“", '"'), ("”", '"')):
        text = text.replace(old, new)
    return " ".join(text.split())


def body(text: str) -> str:
    """The sections of a page, without its head, its sources and its footnotes."""
    text = re.sub(r"\A---\n.*?\n---\n", "", text.replace("\r", ""), flags=re.DOTALL)
    text = re.sub(r"^\[\^[^\]]+\]:.*(?:\n+(?: {4}|\t).*)*", "", text, flags=re.MULTILINE)
    text = re.sub(
        r"^# .*$", lambda title: " ".join(["#", *TOKEN.findall(title[0])]), text, flags=re.MULTILINE
    )
    return re.sub(r"^## Sources$.*?(?=^## |\Z)", "", text, flags=re.MULTILINE | re.DOTALL)


def seen(text: str) -> str:
    """What a reader sees of the sections of a page."""
    return COMMENT.sub("", body(text))


def sections(text: str) -> Iterator[tuple[str, str]]:
    """Each section of a page, with its heading, as a reader sees it."""
    parts = re.split(r"^(#+ .*)$", seen(text), flags=re.MULTILINE)
    yield from zip(["", *parts[1::2]], parts[0::2], strict=True)


@dataclass
class People:
    """A folder of seeds and pages, and what people did in it."""

    folder: Path
    seeds: dict[str, Seed] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)  # sentences that pages showed at any time
    gone: set[str] = field(default_factory=set)  # those that people took out
    reworded: set[str] = field(default_factory=set)  # names of those told in other words alone
    placed: set[str] = field(default_factory=set)  # names of those put into another section
    touched: set[str] = field(default_factory=set)  # names of those that people had a hand in
    changed: bool = True
    count: int = 0
    log: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begin with an empty project."""
        (self.folder / "seeds").mkdir(parents=True)
        (self.folder / "briefings" / "entities" / "organisation").mkdir(parents=True)
        self.stories = self.folder / "briefings" / "stories"

    # --- What is there ------------------------------------------------------------------------

    def pages(self) -> dict[str, str]:
        """The text of each page by the name of its file."""
        found = sorted(self.stories.glob("*.md")) if self.stories.is_dir() else []
        return {path.name: path.read_bytes().decode() for path in found}

    def fresh(self) -> int:
        """A number not used before."""
        self.count += 1
        return self.count

    def token(self) -> str:
        """A word that only this person writes, and only here."""
        return f"qw{_letters(self.fresh())}k"

    def sentence(self) -> Sentence:
        """A sentence that no seed has yet."""
        number = self.fresh()
        return Sentence(f"Fa{_letters(number)}x", number)

    def shown(self) -> set[str]:
        """The sentences of seeds that readers see, word for word."""
        texts = [words(seen(text)) for text in self.pages().values()]
        return {match for text in texts for match in re.findall(r"\bFa[a-z]{3}x\b[^.]*\.", text)}

    @contextlib.contextmanager
    def editing(self, what: str) -> Iterator[None]:
        """Note which sentences a person takes away, and which come back by a person's hand."""
        before = self.shown()
        self.seen |= before
        yield
        after = self.shown()
        there = {name for text in after for name in FACT.findall(text)}
        lost = {name for text in before for name in FACT.findall(text)} - there
        self.gone |= {text for text in self.seen if lost & {*FACT.findall(text)}}
        self.gone = {text for text in self.gone if there.isdisjoint(FACT.findall(text))}
        self.log.append(what)

    # --- What people do to a page -------------------------------------------------------------

    def write(self, name: str, text: str, what: str) -> None:
        """Save a page."""
        with self.editing(f"{what}: {name}"):
            (self.stories / name).write_bytes(text.encode())

    def lines(self, text: str) -> list[int]:
        """The numbers of the lines of the sections that hold statements."""
        found, inside, section = [], False, ""
        lines = text.split("\n")
        for at, line in enumerate(lines):
            if line.startswith("## "):
                section = line.strip()
            inside = inside or "<!--" in line
            plain = line.strip() and not line.startswith(("#", "[^", "---"))
            if not inside and plain and section and section != "## Sources":
                found.append(at)
            inside = inside and "-->" not in line
        return found

    def edit_line(self, pick: Callable[[int], int], how: str) -> bool:
        """Do to a line what ``how`` names; whether there was one."""
        pages = self.pages()
        if not pages:
            return False
        name = list(pages)[pick(len(pages))]
        lines = pages[name].split("\n")
        usable = self.lines(pages[name])
        if not usable:
            return False
        at = usable[pick(len(usable))]
        for fact in FACT.findall(lines[at]):
            self.touched.add(fact)
        done = getattr(self, f"_{how}")(lines, at, usable, pick)
        if done is None:
            return False
        self.write(name, "\n".join(done), f"{how} line {at + 1}")
        return True

    def _mend(
        self, lines: list[str], at: int, _: list[int], pick: Callable[[int], int]
    ) -> list[str]:
        spots = [m.start() for m in re.finditer(r"(?<=\w) (?=\w)", lines[at])]
        if spots:
            spot = spots[pick(len(spots))]
            lines[at] = f"{lines[at][:spot]} {self.token()}{lines[at][spot:]}"
        return lines

    def _reword(
        self, lines: list[str], at: int, _: list[int], pick: Callable[[int], int]
    ) -> list[str]:
        mark, rest = re.fullmatch(r"(\s*(?:[-*] )?)(.*)", lines[at], re.DOTALL).groups()  # type: ignore[union-attr]
        lines[at] = f"{mark}The {self.token()} {rest}"
        return lines

    def _rewrite(
        self, lines: list[str], at: int, _: list[int], pick: Callable[[int], int]
    ) -> list[str]:
        mark = re.match(r"\s*(?:[-*] )?", lines[at]).group()  # type: ignore[union-attr]
        labels = "".join(LABEL.findall(lines[at])) if pick(2) else "[^editor]"
        if labels != "[^editor]":
            self.reworded.update(FACT.findall(lines[at]))
        lines[at] = f"{mark}Nothing of that {self.token()} is known to people in the trade.{labels}"
        return lines

    def _wrap(
        self, lines: list[str], at: int, _: list[int], pick: Callable[[int], int]
    ) -> list[str]:
        spots = [m.start() for m in re.finditer(r"(?<=\w) (?=\w)", lines[at])]
        if spots:
            spot = spots[pick(len(spots))]
            indent = "  " if re.match(r"\s*[-*] ", lines[at]) and pick(3) else ""
            lines[at : at + 1] = [lines[at][:spot], indent + lines[at][spot + 1 :]]
        return lines

    def _join(
        self, lines: list[str], at: int, usable: list[int], _: Callable[[int], int]
    ) -> list[str]:
        later = [each for each in usable if each > at]
        if not later:
            return lines
        other = lines.pop(later[0])
        self.touched.update(FACT.findall(other))
        end = "\r" if lines[at].endswith("\r") else ""
        bare = re.sub(r"^\s*[-*] ", "", other).strip()
        lines[at] = f"{lines[at].rstrip()} {bare}{end}"
        return lines

    def _split(
        self, lines: list[str], at: int, _: list[int], pick: Callable[[int], int]
    ) -> list[str]:
        cut = re.search(r"\.(?:\[\^[^\]]+\])* (?=\S)", lines[at])
        if cut:
            mark = re.match(r"\s*(?:[-*] )?", lines[at]).group()  # type: ignore[union-attr]
            rest = lines[at][cut.end() :]
            lines[at : at + 1] = [lines[at][: cut.end() - 1], mark + rest]
        return lines

    def _shorten(
        self, lines: list[str], at: int, _: list[int], pick: Callable[[int], int]
    ) -> list[str]:
        """Take the first or the last of two sentences out, now and then rewording what stays."""
        cut = re.search(r"\.(?:\[\^[^\]]+\])* (?=\S)", lines[at])
        if cut:
            mark = re.match(r"\s*(?:[-*] )?", lines[at]).group()  # type: ignore[union-attr]
            first, rest = lines[at][: cut.end() - 1], lines[at][cut.end() :]
            lines[at] = first if pick(2) else mark + rest
            if pick(2):
                return self._reword(lines, at, [], pick)
        return lines

    def _swap(
        self, lines: list[str], at: int, usable: list[int], pick: Callable[[int], int]
    ) -> list[str]:
        other = usable[pick(len(usable))]
        self.touched.update(FACT.findall(lines[other]))
        lines[at], lines[other] = lines[other], lines[at]
        return lines

    def _move(
        self, lines: list[str], at: int, usable: list[int], pick: Callable[[int], int]
    ) -> list[str]:
        line = lines.pop(at)
        places = [each for each in usable if each != at]
        if places:
            place = places[pick(len(places))]
            mark = re.match(r"\s*(?:[-*] )?", lines[place - (place > at)]).group()  # type: ignore[union-attr]
            line = mark + re.sub(r"^\s*[-*] ", "", line).lstrip()
            lines.insert(place - (place > at) + 1, line)
            between = lines[min(at, place) : max(at, place)]
            if any(each.startswith("## ") for each in between):
                self.placed.update(FACT.findall(line))
        else:
            lines.insert(at, line)
        return lines

    def _indent(
        self, lines: list[str], at: int, _: list[int], __: Callable[[int], int]
    ) -> list[str]:
        lines[at] = "  " + lines[at]
        return lines

    def _mark(self, lines: list[str], at: int, _: list[int], __: Callable[[int], int]) -> list[str]:
        lines[at] = re.sub(r"^(\s*)- ", r"\1* ", lines[at])
        return lines

    def _duplicate(
        self, lines: list[str], at: int, _: list[int], __: Callable[[int], int]
    ) -> list[str]:
        lines.insert(at, lines[at])
        return lines

    def _delete(
        self, lines: list[str], at: int, _: list[int], __: Callable[[int], int]
    ) -> list[str]:
        del lines[at]
        return lines

    def _add(
        self, lines: list[str], at: int, _: list[int], pick: Callable[[int], int]
    ) -> list[str]:
        mark = re.match(r"\s*(?:[-*] )?", lines[at]).group()  # type: ignore[union-attr]
        labels = "".join(LABEL.findall(lines[at])) if pick(2) else "[^editor]"
        lines.insert(at + pick(2), f"{mark}Some of it {self.token()} is not sure.{labels}")
        return lines

    def _comment(
        self, lines: list[str], at: int, _: list[int], pick: Callable[[int], int]
    ) -> list[str]:
        note = (f"<!-- {self.token()} -->", f"<!-- is this\n{self.token()} right?\n-->")[pick(2)]
        if pick(2):
            lines.insert(at, note)
        else:
            lines[at] += f" <!-- {self.token()} -->"
        return lines

    def _footnote(
        self, lines: list[str], at: int, _: list[int], pick: Callable[[int], int]
    ) -> list[str]:
        word = self.token()
        notes = [n for n, line in enumerate(lines) if line.startswith("[^")]
        if pick(2) and notes:
            note = notes[pick(len(notes))]
            lines[note] = lines[note].rstrip() + f" See also {word}."
            if pick(2):
                lines.insert(note + 1, f"\n    And {self.token()}.")
        else:
            lines[at] = f"{lines[at].rstrip()}[^{word}]"
            lines += ["", f"[^{word}]: A letter of {self.token()}."]
        return lines

    def _section(
        self, lines: list[str], at: int, _: list[int], pick: Callable[[int], int]
    ) -> list[str]:
        heading = ("## Why it matters", f"## What {self.token()} asks", "## Not known")[pick(3)]
        starts = [n for n, line in enumerate(lines) if line.startswith("## ")]
        start = starts[pick(len(starts))]
        lines[start:start] = [heading, "", f"A matter of {self.token()}.[^editor]", ""]
        return lines

    def _heading(
        self, lines: list[str], at: int, _: list[int], pick: Callable[[int], int]
    ) -> list[str]:
        heads = [n for n, line in enumerate(lines) if line.startswith("# ")]
        if pick(2):
            heads = [
                n
                for n, line in enumerate(lines)
                if line.startswith("## ") and "Sources" not in line
            ]
        if heads:
            lines[heads[pick(len(heads))]] += f" {self.token()}"
        return lines

    # --- What people do to a page as a whole --------------------------------------------------

    def edit_page(self, pick: Callable[[int], int], how: str) -> bool:
        """Do to a whole page what ``how`` names; whether there was one to do it to."""
        pages = self.pages()
        if not pages:
            return False
        name = list(pages)[pick(len(pages))]
        text = pages[name]
        if how == "delete page":
            with self.editing(f"{how} {name}"):
                (self.stories / name).unlink()
            return True
        if how == "rename page":
            with self.editing(f"{how} {name}"):
                (self.stories / name).rename(self.stories / f"page-{_letters(self.fresh())}.md")
            return True
        changed = {
            "crlf": lambda: text.replace("\r\n", "\n").replace("\n", "\r\n"),
            "lf": lambda: text.replace("\r\n", "\n"),
            "smart": lambda: text.replace("'", "’"),
            "plain": lambda: text.replace("’", "'"),
            "spaces": lambda: re.sub(r"(?<=\w\.\])$", "  ", text, flags=re.MULTILINE),
            "blanks": lambda: re.sub(r"\n(?=- )", "\n\n", text),
            "no blanks": lambda: re.sub(r"\n\n(?=- |## )", "\n", text),
            "head": lambda: text.replace("status:", f"description: {self.token()}\nstatus:", 1),
            "head title": lambda: text.replace("status:", f"title: {self.token()}\nstatus:", 1),
            "topics": lambda: re.sub(
                r"^topics:.*", f"topics: [{self.token()}]", text, count=1, flags=re.MULTILINE
            ),
            "no id": lambda: re.sub(r"^id:.*\n", "", text, count=1, flags=re.MULTILINE),
            "no head": lambda: re.sub(r"\A---\r?\n.*?\n---\r?\n", "", text, flags=re.DOTALL),
            "no sources": lambda: re.sub(
                r"^## Sources.*?(?=^\[\^)", "", text, flags=re.MULTILINE | re.DOTALL
            ),
            "conflict": lambda: self._settled(text, pick),
        }[how]()
        if changed == text:
            return False
        self.write(name, changed, how)
        return True

    def _settled(self, text: str, pick: Callable[[int], int]) -> str:  # noqa: PLR0911
        """Settle a conflict by one of many routes, or make it a person's in part."""
        found = list(CONFLICT.finditer(text))
        if not found:
            return text
        match = found[pick(len(found))]
        comment = match.group().split("\n")
        if len(comment) < 3:
            return text
        theirs = comment[1:-1]
        self.touched.update(FACT.findall(" ".join(theirs)))
        before, after = text[: match.start()].split("\n"), text[match.end() :]
        mine_at = len(before) - 2
        mine = before[mine_at] if mine_at >= 0 else ""
        self.touched.update(FACT.findall(mine))
        route = pick(9)
        end = "\n".join(after.split("\n")[1:])
        if route == 0:  # keep mine
            return "\n".join(before[:-1]) + "\n" + end
        if route == 1:  # keep theirs
            return "\n".join([*before[:mine_at], *theirs]) + "\n" + end
        if route == 2:  # swap, with a note inside
            inside = [comment[0], mine, f"a note {self.token()}", comment[-1]]
            return "\n".join([*before[:mine_at], *theirs, *inside]) + after
        if route == 3:  # swap
            return "\n".join([*before[:mine_at], *theirs, comment[0], mine, comment[-1]]) + after
        if route == 4:  # own words in both
            return text.replace(
                match.group(), match.group().replace(theirs[0], f"{theirs[0]} {self.token()}")
            )
        if route == 5:  # neither
            return "\n".join(before[:mine_at]) + "\n" + end
        if route == 6:  # both
            return "\n".join([*before[:-1], *theirs]) + "\n" + end
        if route == 7:  # mixed: own sentence, both gone
            return (
                "\n".join(
                    [
                        *before[:mine_at],
                        f"- A new one {self.token()}.{''.join(LABEL.findall(mine))}",
                    ]
                )
                + "\n"
                + end
            )
        return text.replace(match.group(), f"<!--\n{mine}\n-->")  # an own comment of what was mine

    # --- What people do to the seeds ----------------------------------------------------------

    def path(self, name: str) -> Path:
        """Where a seed lies."""
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

    def new_seed(
        self, pick: Callable[[int], int], parts: tuple[tuple[Sentence, ...], ...] = ()
    ) -> str:
        """Add a seed with some paragraphs of its own after those given."""
        day = 1 + pick(28)
        headline = f"He{_letters(self.fresh())}x to change how rare earths are sold"
        own = tuple(tuple(self.sentence() for _ in range(1 + pick(3))) for _ in range(2 + pick(4)))
        name = f"2025-03-{day:02}-{_letters(self.fresh())}-mine"
        self.save(name, Seed(headline, day, OUTLETS[pick(4)], (*parts, *own)))
        self.log.append(f"new seed {name}")
        return name

    def edit_seed(self, pick: Callable[[int], int], how: str) -> bool:  # noqa: PLR0912
        """Do to a seed what ``how`` names; whether there was one to do it to."""
        if not self.seeds:
            return False
        name = list(self.seeds)[pick(len(self.seeds))]
        seed = self.seeds[name]
        parts = list(seed.paragraphs)
        at = pick(len(parts)) if parts else 0
        if (
            how in {"change", "drop", "drop sentence", "swap parts", "split seed"}
            and len(parts) < 2
        ):
            return False
        if how == "change":
            spot = pick(len(parts[at]))
            part = list(parts[at])
            part[spot] = part[spot]._replace(version=part[spot].version + 1)
            parts[at] = tuple(part)
        elif how == "drop":
            del parts[at]
        elif how == "drop sentence":
            if len(parts[at]) < 2:
                return False
            spot = pick(len(parts[at]))
            parts[at] = parts[at][:spot] + parts[at][spot + 1 :]
        elif how == "insert":
            parts.insert(at, tuple(self.sentence() for _ in range(1 + pick(2))))
        elif how == "append":
            parts.append((self.sentence(),))
        elif how == "swap parts":
            other = pick(len(parts))
            parts[at], parts[other] = parts[other], parts[at]
        elif how == "headline":
            seed = replace(seed, headline=f"He{_letters(self.fresh())}x to change it all")
        elif how == "split seed":
            moved = parts.pop(at)
            self.new_seed(pick, (moved,))
        elif how == "join story":
            story = f"story-{pick(2)}"
            seed = replace(seed, story="" if seed.story == story else story)
        elif how in {"rename seed", "rename badly", "delete seed"}:
            self.save(name, None)
            self.log.append(f"{how} {name}")
            if how == "delete seed":
                return True
            name = f"2025-03-{1 + pick(28):02}-{_letters(self.fresh())}-pit"
            if how == "rename badly":
                name = name.replace("2025-03", "2025-18")
        self.save(name, replace(seed, paragraphs=tuple(parts)))
        self.log.append(f"{how} {name} {at}")
        return True

    def name_page(self, pick: Callable[[int], int]) -> bool:
        """Write a page of the catalogue for a company that seeds name."""
        facts = [each for seed in self.seeds.values() for each in seed.sentences]
        if not facts:
            return False
        name = facts[pick(len(facts))].name
        path = self.folder / "briefings/entities/organisation" / f"{name.lower()}.md"
        head = f"---\ntitle: {name} Mining\ntype: organisation\n---\n\n{name} Mining digs.\n"
        path.write_text(head)
        self.changed = True
        self.log.append(f"name {name}")
        return True

    # --- Commands ------------------------------------------------------------------------------

    def command(self, call: Callable[[], int]) -> tuple[int, str]:
        """Run a command in the folder; its code and what it prints."""
        told = io.StringIO()
        pipeline.cache_in.cache_clear()
        streams = (contextlib.redirect_stdout(told), contextlib.redirect_stderr(told))
        with contextlib.chdir(self.folder), streams[0], streams[1]:
            try:
                code = call()
            except BriefingError as error:
                return 2, f"{told.getvalue()}{error}"
        return code, told.getvalue()

    def run(self) -> str:
        """Generate, and hold what is there then against what was there before."""
        before = self.pages()
        _, told = self.command(lambda: generate(Path("seeds"), Path("briefings")))
        after = self.pages()
        self.log.append("run")
        self.held(before, after)
        if not self.changed:
            for name, text in after.items():
                new = len(CONFLICT.findall(text)) - len(CONFLICT.findall(before.get(name, "")))
                assert new <= 0, self.told(f"a conflict out of nothing in {name}", before, after)
        self.command(lambda: generate(Path("seeds"), Path("briefings")))
        again = self.pages()
        assert again == after, self.told("a second run changes pages", after, again)
        self.changed = False
        return told

    def withdraw(self, pick: Callable[[int], int]) -> bool:
        """Withdraw a seed: nothing that the program printed of it may stand anywhere."""
        if not self.seeds:
            return False
        name = list(self.seeds)[pick(len(self.seeds))]
        self.run()
        seed, before = self.seeds[name], self.pages()
        order = [name, "--yes"]
        self.command(lambda: int(withdraw_command.main(order, standalone_mode=False)))
        del self.seeds[name]
        assert not self.path(name).exists()
        after = self.pages()
        self.log.append(f"withdraw {name}")
        self.held(before, after)
        others = {each.told for other in self.seeds.values() for each in other.sentences}
        for page, text in after.items():
            lines = [line for line in text.split("\n") if not TOKEN.search(line)]
            left = words("\n".join(lines))
            assert seed.headline not in left, self.told(f"headline left in {page}", before, after)
            comments = words(
                "\n".join(
                    line
                    for c in CONFLICT.findall(text)
                    for line in c.split("\n")
                    if not TOKEN.search(line)
                )
            )
            for each in seed.sentences:
                kept = each.name in self.touched or each.told in others
                assert kept or each.told not in left, self.told(f"{each.name} left", before, after)
                assert (
                    each.told not in comments or each.told in others or each.name in self.touched
                ), self.told(f"{each.name} left in a comment", before, after)
        return True

    def reject(self, pick: Callable[[int], int]) -> bool:
        """Reject a line by the command."""
        pages = self.pages()
        if not pages:
            return False
        self.run()
        pages = self.pages()
        if not pages:
            return False
        name = list(pages)[pick(len(pages))]
        usable = self.lines(pages[name])
        if not usable:
            return False
        line = usable[pick(len(usable))] + 1
        where = f"briefings/stories/{name}:{line}"
        order = ["--reject", where, "--why", "a test"]
        with self.editing(f"reject {where}"):
            self.command(lambda: int(review_command.main(order, standalone_mode=False)))
        return True

    # --- What must hold -------------------------------------------------------------------------

    def held(self, before: dict[str, str], after: dict[str, str]) -> None:
        """Nothing lost, nothing back again, nothing doubled, nothing moved."""
        for problem in [
            *self._lost(before, after),
            *self._returned(after),
            *self._doubled(before, after),
            *self._moved(before, after),
        ]:
            raise AssertionError(self.told(problem, before, after))

    def _lost(self, before: dict[str, str], after: dict[str, str]) -> Iterator[str]:
        whole = "\n".join(after.values())
        kept = words(whole)
        for name, text in before.items():
            for line in text.split("\n"):
                yield from (f"lost {w} of {name}" for w in TOKEN.findall(line) if w not in whole)
                mine = TOKEN.search(words(line)) and not line.startswith("[^")
                if mine and words(line) not in kept:
                    yield f"lost “{line}” of {name}"

    def _returned(self, after: dict[str, str]) -> Iterator[str]:
        for name, text in after.items():
            shown = words(seen(text))
            gone = (x for x in self.gone if self.reworded.isdisjoint(FACT.findall(x)))
            yield from (f"back again in {name}: {each}" for each in gone if each in shown)

    def _doubled(self, before: dict[str, str], after: dict[str, str]) -> Iterator[str]:
        for name, text in after.items():
            old = Counter(FACT.findall(seen(before.get(name, ""))))
            for fact, count in Counter(FACT.findall(seen(text))).items():
                if count > max(1, old[fact]):
                    yield f"{count} times in {name}: {fact}"

    def _moved(self, before: dict[str, str], after: dict[str, str]) -> Iterator[str]:
        for name in before.keys() & after.keys():
            old, new = _places(before[name]), _places(after[name])
            for what, places in old.items():
                ours = TOKEN.fullmatch(what) or what in self.placed
                if ours and what in new and not new[what] & places:
                    yield f"{what} moved from {places} to {new[what]} in {name}"

    def told(self, problem: str, before: dict[str, str], after: dict[str, str]) -> str:
        """The whole story of a fault, to be read."""
        parts = [problem, *self.log]
        for name in sorted({*before, *after}):
            old, new = (pages.get(name, "").splitlines() for pages in (before, after))
            parts += difflib.unified_diff(
                old, new, f"before/{name}", f"after/{name}", "", "", 99, ""
            )
        return "\n".join(parts)

    def close(self) -> None:
        """Throw the folder away."""
        shutil.rmtree(self.folder)


def _places(text: str) -> dict[str, set[str]]:
    """Under which headings each name of a sentence and each own word stands."""
    places: dict[str, set[str]] = {}
    for heading, part in sections(text):
        for what in _named(part):
            places.setdefault(what, set()).add(heading)
    return places


def _named(text: str) -> Iterable[str]:
    return [*FACT.findall(text), *TOKEN.findall(text)]
