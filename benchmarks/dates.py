"""Score the dates that are found in texts against those that people marked.

    python benchmarks/dates.py [--errors] FOLDER…

A FOLDER has TimeML files (``*.tml``: TimeBank, AQUAINT, TempEval-3 Platinum) or the inline keys of
WikiWars (``*.key.xml``); none of their texts is part of this project.  A text is read as an article
of the day on which it was written, the history pages of WikiWars as notes.

Found: marked dates that a date of ours overlaps ("now" and lengths of time are left out).  Given
days: days that we give within a marked expression; wrong if another day, or none, is marked there.
Marks that their own text contradicts (``dates_mistaken.yml``, found by reading) count as wrong, and
the report says how many of the wrong ones these are.
"""

from __future__ import annotations

import argparse
import datetime as dt
import html
import re
from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

import yaml
from briefing_room.extract.dates import dated_sentences
from briefing_room.model import Article, DateSpan, Passage, Sentence
from briefing_room.text.sentences import sentence_spans

_TAG = re.compile(r"<(/?)(\w+)([^>]*)>")
_VALUE = re.compile(r'\bval(?:ue)?="([^"]*)"')
_TYPE = re.compile(r'\btype="([^"]*)"')
_CALENDAR = re.compile(r"\d{4}")


class Mark(NamedTuple):
    """An expression marked in a text, with its value ("1998-02-27", "PRESENT_REF", "P3D")."""

    start: int
    end: int
    value: str

    @property
    def is_date(self) -> bool:
        """Whether a place in the calendar is marked, more than a year's first digits."""
        return _CALENDAR.match(self.value) is not None


class MarkedText(NamedTuple):
    """A text with the day it was written on and the expressions marked in it."""

    text: str
    written_on: dt.date | None
    marks: tuple[Mark, ...]
    kind: str


def read_marked_text(path: Path) -> MarkedText:
    """Read a TimeML file or an inline key."""
    raw = path.read_text("utf-8", errors="replace")
    date_match = re.search(r'<(?:DCT|DATETIME)>.*?val(?:ue)?="(\d{4}-\d\d-\d\d)', raw, re.DOTALL)
    body = re.search(r"<TEXT>(.*)</TEXT>", raw, re.DOTALL)
    text, marks = _strip_tags(body[1] if body else raw)
    day = dt.date.fromisoformat(date_match[1]) if date_match else None
    return MarkedText(text, day, marks, "article" if path.suffix == ".tml" else "note")


def _strip_tags(raw: str) -> tuple[str, tuple[Mark, ...]]:
    parts: list[str] = []
    length = position = 0
    marks: list[Mark] = []
    open_tags: list[tuple[int, str]] = []
    for tag in _TAG.finditer(raw):
        plain = html.unescape(raw[position : tag.start()])
        parts.append(plain)
        length, position = length + len(plain), tag.end()
        if not tag[2].startswith("TIMEX"):
            continue
        if not tag[1]:
            open_tags.append((length, _value(tag[3])))
        elif open_tags:
            start, value = open_tags.pop()
            marks.append(Mark(start, length, value))
    return "".join([*parts, html.unescape(raw[position:])]), tuple(marks)


def _value(attributes: str) -> str:
    value, kind = _VALUE.search(attributes), _TYPE.search(attributes)
    if kind and kind[1] not in {"DATE", "TIME"}:
        return kind[1]
    return value[1] if value else ""


def find_dates(text: MarkedText) -> Iterator[DateSpan]:
    """Yield the dates that the program reads, at their places in the whole text."""
    plain = re.sub(r"\s", " ", text.text)
    passages = [
        Passage("x", number, place, start, end, plain[start:end])
        for number, block in enumerate(re.finditer(r"(?s)\S.*?(?=\n\s*\n|\Z)", text.text), 1)
        for place, (start, end) in enumerate(sentence_spans(plain, block.start(), block.end()), 1)
    ]
    sentences = tuple(Sentence(passage.text, (passage,)) for passage in passages)
    article = Article("x", "x", text.kind, plain, sentences, tuple(passages), date=text.written_on)
    for sentence, spans in dated_sentences(article):
        start = sentence.passages[0].start
        for span in spans:
            yield span._replace(start=span.start + start, end=span.end + start)


def score(text: MarkedText, mistaken: Collection[str], counts: Counter[str]) -> Iterator[str]:
    """Count what is found and right in a text; yield a line for each wrong date."""
    spans = list(find_dates(text))
    for mark in text.marks:
        if mark.is_date:
            hit = any(span.start < mark.end and mark.start < span.end for span in spans)
            counts.update(marked=1, found=hit)
    for span in spans:
        over = [m for m in text.marks if span.start < m.end and m.start < span.end]
        counts.update(spans=1, unmarked=not over)
        if not over or not span.date:
            counts.update(open=bool(over))
            continue
        right = any(_same(span, mark.value) for mark in over)
        name = "day" if span.day else "wider"
        counts.update({name: 1, f"{name} right": right})
        if not right:
            counts[f"{name} mistaken"] += span.wording in mistaken
            where = text.text[max(0, span.start - 90) : span.end + 40].replace("\n", " ")
            values = " ".join(mark.value for mark in over)
            yield f"{name} {text.written_on} [{span.wording}] {span.date} not {values}: {where}"


def _same(span: DateSpan, value: str) -> bool:
    seasons = {"SP", "SU", "FA", "WI"}
    if len(span.date or "") == 4 and value[5:7] in seasons:
        value = value[:4]
    return value[: len(span.date or "")] == span.date


def main() -> None:
    """Print a line for each folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--errors", action="store_true", help="list every wrong date")
    options = parser.parse_args()
    for folder in options.folders:
        counts, notes = score_folder(folder)
        print(*(notes if options.errors else []), sep="\n")
        print(folder.name, counts["texts"], "texts:", _line(counts))


def score_folder(folder: Path) -> tuple[Counter[str], list[str]]:
    """The counts for the texts of a folder, and a line for each wrong date."""
    mistaken = yaml.safe_load(Path(__file__).with_name("dates_mistaken.yml").read_text("utf-8"))
    texts = sorted([*folder.glob("*.tml"), *folder.glob("*.key.xml")])
    counts: Counter[str] = Counter(texts=len(texts))
    notes = [
        f"{path.stem}: {note}"
        for path in texts
        for note in score(read_marked_text(path), mistaken.get(path.stem, ()), counts)
    ]
    return counts, notes


def _line(counts: Counter[str]) -> str:
    wrong = counts["day"] - counts["day right"]
    return (
        f"found {counts['found']} of {counts['marked']} ({counts['found'] / counts['marked']:.3f}),"
        f" given days {counts['day']}, wrong {wrong} ({wrong / counts['day']:.3f}),"
        f" of them by a mistaken mark {counts['day mistaken']};"
        f" wider {counts['wider']}, wrong {counts['wider'] - counts['wider right']};"
        f" open {counts['open']}; outside marks {counts['unmarked']}"
    )


if __name__ == "__main__":
    main()
