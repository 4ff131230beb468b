"""Find the page and the line that a person means, and what a line rests on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from generator.errors import BriefingError
from generator.model import Article, Passage
from generator.pages.document import EDITOR, STATEMENTS, Line, Page
from generator.review.state import State

AROUND = 1  # passages shown on each side


class NoSuchPage(BriefingError):
    """The page or line that was asked for is not there."""


class Excerpt(NamedTuple):
    """A passage in its surroundings, each a passage of the same seed."""

    article: Article
    passage: Passage
    before: tuple[Passage, ...]
    after: tuple[Passage, ...]


def find_page(state: State, wanted: str) -> tuple[Page, int | None]:
    """Return the page that ``PAGE[:LINE]`` names by path, file name or id, and the line."""
    name, _, line = wanted.rpartition(":")
    if not name or not line.isdigit():
        name, line = wanted, ""
    stem = re.sub(r"\.md$", "", name)
    for page in state.pages:
        paths = (state.where(page), page.path)
        if page.id == stem or name in paths or Path(page.path).stem == stem:
            return page, int(line) if line else None
    listed = ", ".join(page.id for page in state.pages if stem in page.id)[:300]
    hint = f"; did you mean {listed}?" if listed else f"; pages lie in {state.briefings}/stories"
    raise NoSuchPage(f"there is no page '{name}'{hint}")


def statements(page: Page, number: int | None, where: str) -> tuple[Line, ...]:
    """Return the statements of a page, or the one in line ``number``; ``where`` is its path."""
    found = [x for x in page.lines if x.kind in STATEMENTS and x.labels]
    if number is None:
        return tuple(found)
    for line in found:
        if line.number == number:
            return (line,)
    numbers = ", ".join(str(line.number) for line in found)
    raise NoSuchPage(f"line {number} of {where} cites nothing; lines that do: {numbers}")


def excerpts(state: State, labels: Iterable[str]) -> Iterator[Excerpt]:
    """Yield each passage that the labels lead to, with those around it."""
    for label in labels:
        passage = state.library.passages.get(label)
        if passage is None or label == EDITOR:
            continue
        article = state.library.articles[passage.article]
        at = article.passages.index(passage)
        yield Excerpt(
            article,
            passage,
            article.passages[max(0, at - AROUND) : at],
            article.passages[at + 1 : at + 1 + AROUND],
        )


def resting_on(state: State, seed: str) -> Iterator[tuple[Page, tuple[Line, ...]]]:
    """Yield every page that rests on a seed, with the lines that cite it."""
    passages = state.library.passages
    for page in state.pages:
        lines = tuple(
            line
            for line in page.lines
            if any(label in passages and passages[label].article == seed for label in line.labels)
        )
        if lines or seed in page.seeds:
            yield page, lines
