"""A project under review: its evidence, and the pages and lines that a person names."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields
from difflib import get_close_matches
from functools import cached_property
from heapq import nlargest
from itertools import chain
from pathlib import Path

from briefing_room import pipeline
from briefing_room.catalogue.key_reader import did_you_mean
from briefing_room.errors import BriefingError
from briefing_room.model import Article, Finding
from briefing_room.pages.document import Line, Page
from briefing_room.pages.record import Record, parse_record
from briefing_room.pipeline import Project
from briefing_room.review.reading import statements
from briefing_room.text.lexicon import count
from briefing_room.verify.evidence import Evidence
from briefing_room.verify.reasons import NO_PASSAGE, Reason, Strength, error
from briefing_room.verify.verifier import Verifier

SHOWN_CODES = frozenset(
    {"polarity", "contrary", "sides", "binding", "cause", "unit", "number", "date", "name"}
    | {"not-supported", "wrong-thing", "wrong-place", "wrong-kind", "wrong-status", "wrong-speaker"}
)
"""Codes of reasons that are shown on a page without a draft, even if they are no errors."""
_MAX_CANDIDATES = 12  # seeds, of those that share most words with a missing one


@dataclass(frozen=True, slots=True)
class Tally:
    """How many statements or rows were checked against their passages, and how many failed.

    ``unchecked`` counts those whose source is not here: an editor's own words, a web address, an
    absent seed.
    """

    checked: int = 0
    failed: int = 0
    unchecked: int = 0
    findings: tuple[Finding, ...] = ()

    @classmethod
    def from_reasons(
        cls, reasons: Collection[Reason], path: str, line: int, *, is_drafted: bool = False
    ) -> Tally:
        """Count one check, which failed if a reason is an error.

        The findings are the errors and the reasons whose code is in ``SHOWN_CODES``; of a drafted
        page all reasons.
        """
        errors = [reason for reason in reasons if reason.strength is Strength.ERROR]
        findings = tuple(
            Finding(reason.code, path, line, reason.message, reason.strength.value, reason.words)
            for reason in reasons
            if is_drafted or reason in errors or reason.code in SHOWN_CODES
        )
        return cls(1, bool(errors), 0, findings)

    def __add__(self, other: Tally) -> Tally:
        values = ((getattr(self, f.name), getattr(other, f.name)) for f in fields(self))
        return Tally(*(left + right for left, right in values))

    def summary(self, what: str) -> str:
        """Put the counts into words; ``what`` is what was checked, in the singular."""
        unchecked = f", {self.unchecked} could not be checked" if self.unchecked else ""
        return f"{count(self.checked, what)} checked, {self.failed} failed{unchecked}"


@dataclass
class ReviewContext(Project):
    """A project with the evidence of each passage, computed on demand."""

    @classmethod
    def from_project(cls, project: Project) -> ReviewContext:
        """Make a context of a project that is read already."""
        return cls(*(getattr(project, field.name) for field in fields(Project)))

    @cached_property
    def generated_by_id(self) -> Mapping[str, Page]:
        """The story pages that a run without edits would write, by their ids."""
        return {page.id: page for page in self.generated}

    @cached_property
    def story_ids(self) -> frozenset[str]:
        """The ids of the pages that the present seeds generate."""
        return frozenset(name for name, _ in self.members)

    def articles_of(self, page: Page) -> tuple[Article, ...]:
        """The seeds of a page that can be read."""
        return tuple(self.by_id[seed] for seed in page.seeds if seed in self.by_id)

    def unusable_seeds(self, page: Page) -> frozenset[str]:
        """The seeds of a page that exist and cannot be read."""
        return self.unusable.intersection((*page.seeds, page.id))

    def record(self, page: Page) -> Record:
        """The record of a page."""
        return parse_record(self.records.get(page.id, ""), page.text)

    @cached_property
    def verifier(self) -> Verifier:
        """Checks statements and rows against the passages that they cite."""
        return Verifier(self.by_id, self.facts, self.catalogue)

    def evidence_of_passages(self, labels: Iterable[str]) -> Evidence:
        """The passages of some labels as one text, with the dates that their seeds resolve."""
        return self.verifier.evidence(tuple(labels))

    def evidence_of_article(self, article: str) -> Evidence:
        """A whole seed as one text, without what cleaning removed."""
        return self.verifier.article_evidence(article)

    def suggest_seed(self, seed: str) -> str:
        """The hint "did you mean …?" with seeds of similar names, "" if there are none."""
        if seed not in self._suggestions:
            words = dict.fromkeys(seed.split("-"))
            shared = Counter(other for word in words for other in self._seeds_by_word.get(word, ()))
            alike = nlargest(_MAX_CANDIDATES, sorted(shared), shared.__getitem__)
            self._suggestions[seed] = did_you_mean(seed, alike)
        return self._suggestions[seed]

    @cached_property
    def _suggestions(self) -> dict[str, str]:
        """The hints for missing seeds so far: many citations name the same seed."""
        return {}

    @cached_property
    def _seeds_by_word(self) -> Mapping[str, list[str]]:
        """The seeds by the words of their names."""
        seeds = defaultdict[str, list[str]](list)
        for seed in self.by_id:
            for word in set(seed.split("-")):
                seeds[word].append(seed)
        return seeds


def read_context(seeds: Path, briefings: Path) -> ReviewContext:
    """Read a project; raises :class:`NotAFolder` if a folder is missing."""
    return ReviewContext.from_project(pipeline.read_project(seeds, briefings))


def cannot_check(cites: Iterable[str], context: ReviewContext, *, complete: bool) -> bool:
    """Whether citations cannot be checked, because a cited seed cannot be read.

    Without ``complete``, this is also so if all cited seeds are absent and no seed has a similar
    name, which would be a spelling mistake.
    """
    seeds = {address.partition("/")[0] for address in cites if "/" in address}
    if not context.unusable.isdisjoint(seeds):
        return True
    if complete or not seeds:
        return False
    return not any(seed in context.by_id or context.suggest_seed(seed) for seed in seeds)


def missing_passage(address: str, context: ReviewContext) -> Reason:
    """The reason against an address that leads nowhere; its hint is a similar address."""
    seed, slash, place = address.partition("/")
    hint = "write seed/paragraph-sentence"
    if article := context.by_id.get(seed):
        paragraph = place.partition("-")[0]
        locators = [
            passage.locator for passage in article.passages if str(passage.paragraph) == paragraph
        ]
        hint = f"the last paragraph of the seed is {article.passages[-1].paragraph}"
        hint = f"paragraph {paragraph} has {', '.join(locators)}" if locators else hint
    elif slash:
        hint = f"there is no seed '{seed}'; {context.suggest_seed(seed)}".rstrip("; ")
    return error(NO_PASSAGE, f"no seed has the passage {address}; {hint}")


# --- The page and the line that a person names ---------------------------------------------------


_LABEL = re.compile(r"(?:\[\^)?([\w.-]+[-/]\d+-\d+\w?)\]?")


def find_line(context: ReviewContext, reference: str) -> tuple[Page, Line | None]:
    """Find the page and the statement that ``PAGE[:LINE]`` names; raises :class:`BriefingError`.

    PAGE is a path, a file name, an id, or the name of a seed of the page.  LINE is a number, or the
    label or address of a passage that no other line cites, which stays valid when the lines above
    it change.
    """
    name, _, place = reference.rpartition(":")
    label = _LABEL.fullmatch(place)
    is_place = bool(place.isdigit() or label)
    is_page = _page_named(context, reference) or not _page_named(context, name)
    if not name or (is_page and not is_place):
        return _find_page(context, reference), None
    page = _find_page(context, name)
    path, lines = context.working_path(page), statements(page)
    if not is_place:
        labels = dict.fromkeys(chain.from_iterable(line.labels for line in lines))
        nearest = ", ".join(get_close_matches(place, labels, n=3, cutoff=0) or labels)
        raise BriefingError(f"{path} has no line or label '{place}'; the nearest are {nearest}")
    if label:
        passage = context.resolve(label[1])
        cited = passage.label if passage else label[1]
        citing = [line for line in lines if cited in line.labels]
        if len(citing) == 1:
            return page, citing[0]
        numbers = ", ".join(str(line.number) for line in citing or lines)
        fault = f"{len(citing) or 'no'} lines of {path} cite {cited}"
        raise BriefingError(f"{fault}; name one by its number: {numbers}")
    by_number = {str(line.number): line for line in lines}
    if place not in by_number:
        fault = f"line {place} of {path} is not a statement"
        raise BriefingError(f"{fault}; statements are on lines {', '.join(by_number)}")
    return page, by_number[place]


def line_reference(line: Line, page: Page) -> str:
    """What names a line in a command: a label that no other line cites, else its number."""
    times = Counter(label for other in statements(page) for label in {*other.labels})
    unique = (label for label in line.labels if times[label] == 1 and _LABEL.fullmatch(label))
    return next(unique, str(line.number))


def _page_named(context: ReviewContext, name: str) -> Page | None:
    stem = re.sub(r"\.md$", "", name)
    for page in context.pages:
        paths = (context.working_path(page), page.path)
        if page.id == stem or name in paths or Path(page.path).stem == stem:
            return page
    return next((page for page in context.pages if stem in page.seeds), None)


def _find_page(context: ReviewContext, name: str) -> Page:
    if page := _page_named(context, name):
        return page
    stem = re.sub(r"\.md$", "", name)
    listed = ", ".join(page.id for page in context.pages if stem in page.id)[:300]
    folder = f"the pages are in {context.briefings}/stories"
    hint = f"did you mean {listed}?" if listed else folder
    raise BriefingError(f"there is no page '{name}'; {hint}")
