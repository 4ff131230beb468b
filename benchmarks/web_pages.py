"""Score the text extracted from web pages against texts that people marked.

    python benchmarks/web_pages.py DATA

DATA has ``html/NAME.html`` and ``txt/NAME.txt``, as the tests of newspaper4k do
(``pip download --no-deps --no-binary :all: newspaper4k``, folder ``tests/data``); no page of it is
part of this project.  The measure is that of the article-extraction benchmark: precision, recall
and F1 of runs of four words, each page counting the same; beside ours trafilatura as it comes.
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
from briefing_room.ingest.html import page_text, web_page

_RUN = 4  # words
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f\u1000-\u109f]|\w+")


class Score(NamedTuple):
    """Shares from 0 to 1."""

    precision: float
    recall: float
    f1: float


def runs(text: str) -> Counter[tuple[str, ...]]:
    """Return how often each run of words stands in a text; a short text is one run."""
    words = _WORD.findall(text.lower())
    return Counter(tuple(words[at : at + _RUN]) for at in range(max(1, len(words) - _RUN + 1)))


def score(found: str, marked: str) -> Score:
    """Return precision, recall and F1 of the runs of ``found``."""
    one, other = runs(found), runs(marked)
    shared = (one & other).total()
    precision, recall = shared / one.total(), shared / other.total()
    both = precision + recall
    return Score(precision, recall, 2 * precision * recall / both if both else 0.0)


def ours(data: bytes) -> str:
    try:
        return web_page(data).text
    except NotTextError:
        return ""


def as_it_comes(data: bytes) -> str:
    return trafilatura.extract(page_text(data), include_comments=False) or ""


METHODS: dict[str, Callable[[bytes], str]] = {"ours": ours, "trafilatura": as_it_comes}


def pages(data: Path) -> Iterable[tuple[str, bytes, str]]:
    for path in sorted((data / "txt").glob("*.txt")):
        page = data / "html" / f"{path.stem}.html"
        if page.is_file():
            yield path.stem, page.read_bytes(), path.read_text("utf-8")


def main() -> None:
    scores: dict[str, list[Score]] = {name: [] for name in METHODS}
    for name, data, marked in pages(Path(sys.argv[1])):
        for method, read in METHODS.items():
            scores[method].append(score(read(data), marked))
        print(f"{name:32}", *(f"{method} {found[-1].f1:.3f}" for method, found in scores.items()))
    for method, found in scores.items():
        means = [sum(part) / len(found) for part in zip(*found, strict=True)]
        shown = dict(zip(Score._fields, means, strict=True))
        print(
            f"{method}, {len(found)} pages:",
            *(f"{key} {value:.3f}" for key, value in shown.items()),
        )


if __name__ == "__main__":
    main()
