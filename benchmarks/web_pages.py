"""Score the text extracted from web pages against texts that people marked.

    python benchmarks/web_pages.py DATA

DATA has ``html/NAME.html`` and ``txt/NAME.txt``, as the tests of newspaper4k do
(``pip download --no-deps --no-binary :all: newspaper4k``, folder ``tests/data``); no page of it is
part of this project.  The score is that of the article-extraction benchmark: precision, recall and
F1 of runs of four words, each page counting the same.  ``trafilatura`` without our settings is
scored beside it.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

import trafilatura
from briefing_room.ingest.decode import NotTextError
from briefing_room.ingest.html import decode_web_page, read_web_page

_RUN_WORDS = 4
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f\u1000-\u109f]|\w+")


class Score(NamedTuple):
    """Shares from 0 to 1."""

    precision: float
    recall: float
    f1: float


def runs(text: str) -> Counter[tuple[str, ...]]:
    """How often each run of words occurs in a text; a short text is one run."""
    words = _WORD.findall(text.lower())
    starts = range(max(1, len(words) - _RUN_WORDS + 1))
    return Counter(tuple(words[start : start + _RUN_WORDS]) for start in starts)


def score(extracted: str, marked: str) -> Score:
    """Precision, recall and F1 of the runs of words in ``extracted``."""
    extracted_runs, marked_runs = runs(extracted), runs(marked)
    shared = (extracted_runs & marked_runs).total()
    precision, recall = shared / extracted_runs.total(), shared / marked_runs.total()
    total = precision + recall
    return Score(precision, recall, 2 * precision * recall / total if total else 0.0)


def extract(data: bytes) -> str:
    """The article of a page as this project reads it."""
    try:
        return read_web_page(data).text
    except NotTextError:
        return ""


def extract_by_default(data: bytes) -> str:
    """The article of a page as trafilatura reads it with its default settings."""
    return trafilatura.extract(decode_web_page(data), include_comments=False) or ""


METHODS: dict[str, Callable[[bytes], str]] = {
    "ours": extract,
    "trafilatura": extract_by_default,
}


def pages(data: Path) -> Iterable[tuple[str, bytes, str]]:
    """Yield name, HTML and marked text of each page."""
    for path in sorted((data / "txt").glob("*.txt")):
        page = data / "html" / f"{path.stem}.html"
        if page.is_file():
            yield path.stem, page.read_bytes(), path.read_text("utf-8")


def main() -> None:
    """Print the F1 of each page and the means."""
    scores: dict[str, list[Score]] = {name: [] for name in METHODS}
    for name, data, marked in pages(Path(sys.argv[1])):
        for method, read in METHODS.items():
            scores[method].append(score(read(data), marked))
        print(f"{name:32}", *(f"{method} {rows[-1].f1:.3f}" for method, rows in scores.items()))
    for method, rows in scores.items():
        means = [sum(values) / len(rows) for values in zip(*rows, strict=True)]
        columns = zip(Score._fields, means, strict=True)
        print(f"{method}, {len(rows)} pages:", *(f"{key} {mean:.3f}" for key, mean in columns))


if __name__ == "__main__":
    main()
