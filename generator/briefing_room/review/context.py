"""A project under review, with the evidence of each passage, computed once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from heapq import nlargest
from pathlib import Path

from briefing_room import pipeline
from briefing_room.catalogue.fields import near
from briefing_room.errors import BriefingError
from briefing_room.model import Article, Finding, Passage, SentenceFacts
from briefing_room.pages.document import Line, Page
from briefing_room.pages.record import Record, parsed
from briefing_room.pipeline import Project
from briefing_room.review.reading import statements
from briefing_room.verify.evidence import Evidence
from briefing_room.verify.verifier import Verifier

_ALIKE = 12  # seeds, of those that share most words with one that is not there


@dataclass(frozen=True, slots=True)
class Tally:
    """How many statements or rows were checked against their passages, and how many failed.

    ``aside`` counts those that no text here can check: an editor's own words, an outside address,
    an absent seed.
    """

    checked: int = 0
    failed: int = 0
    aside: int = 0
    findings: tuple[Finding, ...] = ()

    def __add__(self, other: Tally) -> Tally:
        """Add two results."""
        values = ((getattr(self, f.name), getattr(other, f.name)) for f in fields(self))
        return Tally(*(one + another for one, another in values))

    def counts(self, what: str) -> str:
        """Put the counts into words; ``what`` names what was checked."""
        return f"{self.checked} {what} checked, {self.failed} failed"


@dataclass
class ReviewContext(Project):
    """A project with the evidence of each passage, computed when it is asked for."""

    @classmethod
    def of(cls, project: Project) -> ReviewContext:
        """Make a review context of a project."""
        return cls(*(getattr(project, each.name) for each in fields(Project)))

    @cached_property
    def generated_by_id(self) -> Mapping[str, Page]:
        """The story pages that a run without edits would write, by their ids."""
        return {page.id: page for page in self.generated}

    @cached_property
    def story_ids(self) -> frozenset[str]:
        """The ids of the pages that the present seeds generate."""
        return frozenset(name for name, _ in self.members)

    def articles_behind(self, page: Page) -> tuple[Article, ...]:
        """List the seeds of a page that can be read."""
        return tuple(self.by_id[seed] for seed in page.seeds if seed in self.by_id)

    def unusable_behind(self, page: Page) -> frozenset[str]:
        """The seeds of a page that exist and cannot be read."""
        return self.unusable.intersection((*page.seeds, page.id))

    def record(self, page: Page) -> Record:
        """The record of a page."""
        return parsed(self.records.get(page.id, ""), page.text)

    @cached_property
    def verifier(self) -> Verifier:
        """Verifies statements against their passages."""
        return Verifier(self.by_id, self.facts, self.catalogue)

    def of_labels(self, labels: Iterable[str]) -> Evidence:
        """Combine passages into one text, with the dates that their seeds resolve."""
        return self.verifier.evidence(tuple(labels))

    def of_article(self, article: str) -> Evidence:
        """Take a whole seed as one text, without what cleaning removed."""
        return self.verifier.article(article)

    def passage_that(self, has: Callable[[Evidence], bool], seeds: Iterable[str]) -> Passage | None:
        """Find the first passage of some seeds, not removed, that meets a condition."""
        pieces = (p for seed in seeds for s in self.by_id[seed].sentences for p in s.passages)
        return next((each for each in pieces if has(self.of_labels([each.label]))), None)

    def articles_of(self, labels: Iterable[str]) -> tuple[str, ...]:
        """List the ids of the seeds that the labels lead to, in order."""
        known = (self.passages[label] for label in labels if label in self.passages)
        return tuple(dict.fromkeys(passage.article for passage in known))

    def found(self, label: str) -> SentenceFacts | None:
        """Find the sentence that a passage belongs to, with its facts."""
        return self.verifier.found(label)

    def near(self, seed: str) -> str:
        """Ask whether a seed with a similar name was meant; empty if there is none."""
        words = {*seed.split("-")}
        alike = (each for each in self.by_id if not words.isdisjoint(each.split("-")))
        return near(seed, nlargest(_ALIKE, alike, lambda each: len(words & {*each.split("-")})))


def read_context(seeds: Path, briefings: Path) -> ReviewContext:
    """Read a project; raises :class:`NotAFolder` if a folder is missing."""
    return ReviewContext.of(pipeline.read(seeds, briefings))


# --- The page and the line that a person means ---------------------------------------------------


_LABEL = re.compile(r"(?:\[\^)?([\w.-]+[-/]\d+-\d+\w?)\]?")


def meant(context: ReviewContext, wanted: str) -> tuple[Page, Line | None]:
    """Find the page that ``PAGE[:LINE]`` names by path, file name or id, and the statement.

    LINE is a number, or the label or address of a passage that no other line cites: that stays
    right when lines are put in or taken out above.
    """
    name, _, place = wanted.rpartition(":")
    label = _LABEL.fullmatch(place)
    if not name or not (place.isdigit() or label):
        return _page(context, wanted), None
    page = _page(context, name)
    where, found = context.where(page), statements(page)
    if label:
        passage = context.resolve(label[1])
        cited = passage.label if passage else label[1]
        citing = [line for line in found if cited in line.labels]
        if len(citing) == 1:
            return page, citing[0]
        numbers = ", ".join(str(line.number) for line in citing) or "none"
        raise BriefingError(
            f"lines of {where} that cite {cited}: {numbers}; name one by its number"
        )
    by_number = {str(line.number): line for line in found}
    if place not in by_number:
        numbers = ", ".join(by_number)
        raise BriefingError(f"line {place} of {where} says nothing; lines that do: {numbers}")
    return page, by_number[place]


def name_of(line: Line, page: Page) -> str:
    """Return by what a command names a line of a page: a label that no other cites, its number."""
    cited = Counter(label for each in statements(page) for label in {*each.labels})
    alone = (label for label in line.labels if cited[label] == 1 and _LABEL.fullmatch(label))
    return next(alone, str(line.number))


def _page(context: ReviewContext, name: str) -> Page:
    stem = re.sub(r"\.md$", "", name)
    for page in context.pages:
        paths = (context.where(page), page.path)
        if page.id == stem or name in paths or Path(page.path).stem == stem:
            return page
    listed = ", ".join(page.id for page in context.pages if stem in page.id)[:300]
    hint = f"; did you mean {listed}?" if listed else f"; pages lie in {context.briefings}/stories"
    raise BriefingError(f"there is no page '{name}'{hint}")
