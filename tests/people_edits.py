"""Edits of people: to a line of a page, to a whole page, to a conflict in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from people import People

# Each is drawn as often as its name is listed.
_LINE = """
mend mend reword rewrite wrap join split shorten swap move indent mark_otherwise duplicate delete
add comment footnote section heading exchange
"""
_PAGE = """
conflict conflict conflict crlf lf smart plain spaces blanks no_blanks head head_title topics no_id
no_head no_sources bom fence rename_page delete_page
"""
LINE, PAGE = _LINE.split(), _PAGE.split()
LABEL = re.compile(r"\[\^[^\]\s]+\]")
CONFLICT = re.compile(r"<!-- conflict.*?-->", re.DOTALL)
FACT = re.compile(r"\bFa[a-z]{3}x\b")
MARK = re.compile(r"\s*(?:[-*] )?")
Pick = Callable[[int], int]


def statement_lines(text: str) -> list[int]:
    """The indexes of the lines with statements."""
    places, inside, section = [], False, ""
    for place, line in enumerate(text.split("\n")):
        section = line.strip() if line.startswith("## ") else section
        inside = inside or "<!--" in line
        plain = line.strip() and not line.startswith(("#", "[^", "---"))
        if not inside and plain and section and section != "## Sources":
            places.append(place)
        inside = inside and "-->" not in line
    return places


class LineEdit:
    """The edit of one line of a page: each method changes ``lines`` in its way."""

    def __init__(self, people: People, text: str, usable: list[int], pick: Pick) -> None:
        self.people, self.pick, self.token = people, pick, people.token
        self.lines, self.usable = text.split("\n"), usable
        self.at = usable[pick(len(usable))]
        self.placed: list[str] = []  # names of sentences that it puts into another section
        self.touch(self.line)

    @property
    def line(self) -> str:
        return self.lines[self.at]

    @property
    def mark(self) -> str:
        return MARK.match(self.line)[0]  # type: ignore[index]

    @property
    def half_sentence(self) -> str:
        """The start of a sentence that goes on in the next line, which cites its passage."""
        return LABEL.split(self.line)[-1]

    def touch(self, line: str) -> None:
        self.people.touched.update(FACT.findall(line))

    def space(self) -> int:
        """A space between two words of the line, 0 if there is none."""
        spaces = [m.start() for m in re.finditer(r"(?<=\w) (?=\w)", self.line)]
        return spaces[self.pick(len(spaces))] if spaces else 0

    def sentences(self) -> tuple[str, str]:
        """The line in two, where a sentence ends and another begins."""
        cut = re.search(r"\.(?:\[\^[^\]]+\])* (?=\S)", self.line)
        return (self.line[: cut.end() - 1], self.line[cut.end() :]) if cut else (self.line, "")

    def labels_or_editor(self) -> str:
        return "".join(LABEL.findall(self.line)) if self.pick(2) else "[^editor]"

    # --- Words ------------------------------------------------------------------------------------

    def mend(self) -> None:
        if space := self.space():
            self.lines[self.at] = f"{self.line[:space]} {self.token()}{self.line[space:]}"

    def reword(self) -> None:
        words = self.line.removeprefix(self.mark)
        self.lines[self.at] = f"{self.mark}The {self.token()} {words}"

    def rewrite(self) -> None:
        labels = self.labels_or_editor()
        replaced = self.line if labels != "[^editor]" else self.half_sentence
        self.people.reworded.update(FACT.findall(replaced))
        words = f"Nothing of that {self.token()} is known to people in the trade."
        self.lines[self.at] = f"{self.mark}{words}{labels}"

    def shorten(self) -> None:
        first, second = self.sentences()
        if second:
            self.lines[self.at] = first if self.pick(2) else self.mark + second
            if self.pick(2):
                self.reword()

    def add(self) -> None:
        line = f"{self.mark}Some of it {self.token()} is not sure.{self.labels_or_editor()}"
        self.lines.insert(self.at + self.pick(2), line)

    def comment(self) -> None:
        note = (f"<!-- {self.token()} -->", f"<!-- is this\n{self.token()} right?\n-->")
        which = self.pick(2)
        if self.pick(2):
            self.lines.insert(self.at, note[which])
        else:
            end = "\r" if self.line.endswith("\r") else ""
            self.lines[self.at] = f"{self.line.rstrip()} <!-- {self.token()} -->{end}"

    def footnote(self) -> None:
        word = self.token()
        notes = [n for n, line in enumerate(self.lines) if line.startswith("[^")]
        if self.pick(2) and notes:
            note = notes[self.pick(len(notes))]
            self.lines[note] = self.lines[note].rstrip() + f" See also {word}."
            if self.pick(2):
                self.lines.insert(note + 1, f"\n    And {self.token()}.")
        else:
            self.lines[self.at] = f"{self.line.rstrip()}[^{word}]"
            self.lines += ["", f"[^{word}]: A letter of {self.token()}."]

    def heading(self) -> None:
        kind = "## " if self.pick(2) else "# "
        heads = [n for n, x in enumerate(self.lines) if x.startswith(kind) and x != "## Sources"]
        if heads:
            self.lines[heads[self.pick(len(heads))]] += f" {self.token()}"

    def section(self) -> None:
        heading = ("## Why it matters", f"## What {self.token()} asks", "## Not known")
        starts = [n for n, line in enumerate(self.lines) if line.startswith("## ")]
        start = starts[self.pick(len(starts))]
        lines = [heading[self.pick(3)], "", f"A matter of {self.token()}.[^editor]", ""]
        self.lines[start:start] = lines

    def exchange(self) -> None:
        starts = [n for n, line in enumerate(self.lines) if line.startswith("## ")]
        if len(starts) > 2:
            first = self.pick(len(starts) - 2)
            start, middle, end = starts[first : first + 3]
            section = self.lines[start:middle]
            self.lines[start:end] = self.lines[middle:end] + section

    # --- Form and place ---------------------------------------------------------------------------

    def wrap(self) -> None:
        if space := self.space():
            indent = "  " if self.mark.strip() and self.pick(3) else ""
            self.lines[self.at : self.at + 1] = [
                self.line[:space],
                indent + self.line[space + 1 :],
            ]

    def join(self) -> None:
        below = next((place for place in self.usable if place > self.at), None)
        if below is not None:
            next_line = self.lines.pop(below)
            self.touch(next_line)
            end = "\r" if self.line.endswith("\r") else ""
            self.lines[self.at] = (
                f"{self.line.rstrip()} {MARK.sub('', next_line, count=1).strip()}{end}"
            )

    def split(self) -> None:
        first, second = self.sentences()
        if second:
            self.lines[self.at : self.at + 1] = [first, self.mark + second]

    def swap(self) -> None:
        partner = self.usable[self.pick(len(self.usable))]
        self.touch(self.lines[partner])
        self.lines[self.at], self.lines[partner] = self.lines[partner], self.line

    def move(self) -> None:
        places = [place for place in self.usable if place != self.at]
        if not places:
            return
        line, place = self.lines.pop(self.at), places[self.pick(len(places))]
        above = place - (place > self.at)
        mark = MARK.match(self.lines[above])[0]  # type: ignore[index]
        line = mark + MARK.sub("", line, count=1).lstrip()
        self.lines.insert(above + 1, line)
        between = self.lines[min(self.at, place) : max(self.at, place)]
        if any(line_between.startswith("## ") for line_between in between):
            self.placed = FACT.findall(line)

    def indent(self) -> None:
        self.lines[self.at] = "  " + self.line

    def mark_otherwise(self) -> None:
        self.lines[self.at] = re.sub(r"^(\s*)- ", r"\1* ", self.line)

    def duplicate(self) -> None:
        self.lines.insert(self.at, self.line)

    def delete(self) -> None:
        self.people.reworded.update(FACT.findall(self.half_sentence))
        del self.lines[self.at]


def edit_whole_page(people: People, text: str, how: str, pick: Pick) -> str:
    """The page after a person edits all of it in the way of ``how``."""
    if how == "conflict":
        return _resolve_conflict(people, text, pick)
    every_line = re.MULTILINE
    changes: dict[str, tuple[str, str]] = {
        "crlf": (r"\r?\n", "\r\n"),
        "lf": (r"\r\n", "\n"),
        "smart": ("'", "’"),
        "plain": ("’", "'"),
        "spaces": (r"(?<=\w\.\])$", "  "),
        "blanks": (r"\n(?=- )", "\n\n"),
        "no_blanks": (r"\n\n(?=- |## )", "\n"),
        "head": (r"\A([^#]*?)^status:", rf"\1description: {people.token()}\nstatus:"),
        "head_title": (r"\A([^#]*?)^status:", rf"\1title: {people.token()}\nstatus:"),
        "topics": (r"\A([^#]*?)^topics:.*", rf"\1topics: [{people.token()}]"),
        "no_id": (r"\A([^#]*?)^id:.*\n", r"\1"),
        "no_head": (r"\A---\r?\n(?:.*\n)*?---\r?\n", ""),
        "bom": (r"\A", "\ufeff"),
        "fence": (r"^## (?=Key)", "```\n## "),
        "no_sources": (r"^## Sources\r?\n(?:.*\n)*?(?=^\[\^)", ""),
    }
    pattern, new = changes[how]
    return re.sub(pattern, new, text, flags=every_line)


def _resolve_conflict(people: People, text: str, pick: Pick) -> str:
    """Resolve a conflict in one of many ways, or edit it without resolving it."""
    matches = list(CONFLICT.finditer(text))
    if not matches:
        return text
    match = matches[pick(len(matches))]
    comment, above = match[0].split("\n"), text[: match.start()].split("\n")
    if len(comment) < 3 or len(above) < 2:
        return text
    first, *proposed, last = comment
    *before, line, _ = above
    after = text[match.end() :].partition("\n")[2].split("\n")
    people.touched.update(FACT.findall(" ".join([*proposed, line])))
    token = people.token()
    new_line = f"- A new one {token}.{''.join(LABEL.findall(line))}"
    exchanged = [*proposed, first, line]
    routes = [
        [line],
        proposed,
        [*exchanged, f"a note {token}", last],
        [*exchanged, last],
        [line, first, f"{proposed[0]} {token}", *proposed[1:], last],
        [],
        [line, *proposed],
        [new_line],
        [line, "<!--", line, "-->"],  # their line, also as a comment
    ]
    return "\n".join([*before, *routes[pick(len(routes))], *after])
