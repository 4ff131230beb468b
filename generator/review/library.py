"""A project as a review looks at it: what each of its passages gives, found once and remembered."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from generator import pipeline
from generator.cache import digest
from generator.catalogue.schema import near
from generator.errors import BriefingError
from generator.model import Article, DateSpan, Finding, Found
from generator.pages.document import Line, Page
from generator.pages.record import Record, parsed
from generator.pipeline import Project
from generator.review.evidence import Evidence
from generator.review.reading import statements
from generator.text.typography import plain

_ALIKE = 12  # seeds, of those that share most words with one that is not there
_Any = TypeVar("_Any")


@dataclass(frozen=True, slots=True)
class Tally:
    """What came of holding statements or rows to their passages.

    ``aside`` counts what cannot be held to a text that is here: an editor's own words, an outside
    address, a seed that is absent.
    """

    checked: int = 0
    failed: int = 0
    aside: int = 0
    findings: tuple[Finding, ...] = ()

    def __add__(self, other: Tally) -> Tally:
        """Return the sum of two results."""
        return Tally(
            self.checked + other.checked,
            self.failed + other.failed,
            self.aside + other.aside,
            self.findings + other.findings,
        )

    def told(self, what: str) -> str:
        """Return the counts in words; ``what`` names what was checked."""
        return f"{self.checked} {what} checked, {self.failed} failed"


@dataclass
class Library(Project):
    """A project with what each of its passages gives, found when asked for and remembered."""

    _evidence: dict[tuple[str, ...], Evidence] = field(init=False, default_factory=dict)
    _read: dict[str, dict[str, Found]] = field(init=False, default_factory=dict)
    _records: dict[str, Record] = field(init=False, default_factory=dict)

    @classmethod
    def of(cls, project: Project) -> Library:
        """Return a project to be looked at."""
        return cls(*(getattr(project, each.name) for each in fields(Project)))

    @cached_property
    def drafts_by_id(self) -> Mapping[str, Page]:
        """The story pages as a run without edits would write them, by their ids."""
        return {page.id: page for page in self.drafts}

    def articles_behind(self, page: Page) -> tuple[Article, ...]:
        """Return the seeds of a page, as far as they can be read."""
        return tuple(self.by_id[seed] for seed in page.seeds if seed in self.by_id)

    def unread(self, page: Page) -> frozenset[str]:
        """Return which seeds of a page are there and cannot be read."""
        return self.held.intersection((*page.seeds, page.id))

    @cached_property
    def made(self) -> frozenset[str]:
        """The ids of the pages that the seeds that are there make."""
        return frozenset(name for name, _ in self.sorted)

    def record(self, page: Page) -> Record:
        """Return what is kept about a page."""
        if page.id not in self._records:
            self._records[page.id] = parsed(self.records.get(page.id, ""))
        return self._records[page.id]

    def of_labels(self, labels: Iterable[str], *, whole: bool = False) -> Evidence:
        """Return the passages as one text; ``whole`` adds the pieces of torn sentences."""
        known = [label for label in dict.fromkeys(labels) if label in self.passages]
        if whole:
            pieces = (found.sentence.passages for x in known if (found := self.found(x)))
            known = list(dict.fromkeys((*(p.label for some in pieces for p in some), *known)))
        key = tuple(known)
        if key not in self._evidence:
            self._evidence[key] = self._gathered(key)
        return self._evidence[key]

    def _gathered(self, labels: tuple[str, ...]) -> Evidence:
        """Return passages as one text, and the dates that the reading of their seeds gives them."""
        articles = self.articles_of(labels)
        anchor = self.by_id[articles[0]].date if articles else None
        texts: list[str] = []
        told: list[DateSpan] = []
        for label in labels:
            found, text = self.found(label), plain(self.passages[label].text)
            if found:
                told += found.dates  # a whole sentence has no list's dash and the like
                text = text if found.sentence.joined else found.sentence.text
            texts.append(text)
        return Evidence(" ".join(texts), anchor, self.catalogue, tuple(told))

    def of_article(self, article: str) -> Evidence:
        """Return a whole seed as one text, without what cleaning took out."""
        return self.of_labels(p.label for s in self.by_id[article].sentences for p in s.passages)

    def articles_of(self, labels: Iterable[str]) -> tuple[str, ...]:
        """Return the ids of the seeds that the labels lead to, in order."""
        known = (self.passages[label] for label in labels if label in self.passages)
        return tuple(dict.fromkeys(passage.article for passage in known))

    def near(self, seed: str) -> str:
        """Return the question whether a seed was meant that shares words, "" if none is like it."""
        shared = Counter(name for part in seed.split("-") for name in self._by_part.get(part, ()))
        return near(seed, (name for name, _ in shared.most_common(_ALIKE)))

    @cached_property
    def _by_part(self) -> Mapping[str, list[str]]:
        """The seeds by the words and the parts of the date that their ids are made of."""
        found: dict[str, list[str]] = {}
        for seed in self.by_id:
            for part in dict.fromkeys(seed.split("-")):
                found.setdefault(part, []).append(seed)
        return found

    def found(self, label: str) -> Found | None:
        """Return the sentence that a passage belongs to, with what was found in it."""
        article = self.passages[label].article if label in self.passages else ""
        if article and article not in self._read:
            found = self.facts(article).found
            self._read[article] = {p.label: each for each in found for p in each.sentence.passages}
        return self._read[article].get(label) if article else None


def read_library(seeds: Path, briefings: Path) -> Library:
    """Read a project; raises :class:`NotAFolder` if a folder is missing."""
    return Library.of(pipeline.read(seeds, briefings))


# --- What an earlier check found ------------------------------------------------------------------
# It is kept under a digest of all that it was made of: of a page its text, what its seeds and those
# that it cites say, and the names that are known; of the catalogue that and all seeds.


def of_pages(
    library: Library, look: Callable[[Page], _Any], lasts: Callable[[_Any], bool]
) -> tuple[_Any, ...]:
    """Return what is found in each story page; what does not last is looked for each time."""
    shelf, topics = library.shelf, repr(sorted(library.catalogue.topics))
    keys = []
    for page in library.pages:
        state = f"{sorted(library.unread(page))} {page.id in library.made} {topics}"
        record = library.records.get(page.id, "")
        made_of = (library.where(page), shelf.naming, shelf.rests_on(page), record, state)
        keys.append(digest(*made_of))
    known = library.store.get("checked", keys)
    new = {k: look(p) for k, p in zip(keys, library.pages, strict=True) if k not in known}
    library.store.put("checked", {key: found for key, found in new.items() if lasts(found)})
    library.store.keep("checked", set(keys))
    return tuple((known | new)[key] for key in keys)


def of_all(library: Library, kind: str, look: Callable[[], _Any], *given: bytes | str) -> _Any:
    """Return what is found in the whole project; ``given`` is what else that rests on."""
    key = digest(library.shelf.version, str(library.seeds), str(library.briefings), *given)
    found: _Any = library.store.made(kind, {"": key}, lambda _: look())[""]
    return found


# --- The page and the line that a person means ---------------------------------------------------


class NoSuchPage(BriefingError):
    """The page or line that was asked for is not there."""


def meant(library: Library, wanted: str) -> tuple[Page, Line | None]:
    """Return the page that ``PAGE[:LINE]`` names by path, file name or id, and the statement."""
    name, _, number = wanted.rpartition(":")
    if not name or not number.isdigit():
        return _page(library, wanted), None
    page = _page(library, name)
    found = {str(line.number): line for line in statements(page)}
    if number not in found:
        where, numbers = library.where(page), ", ".join(found)
        raise NoSuchPage(f"line {number} of {where} says nothing; lines that do: {numbers}")
    return page, found[number]


def _page(library: Library, name: str) -> Page:
    stem = re.sub(r"\.md$", "", name)
    for page in library.pages:
        paths = (library.where(page), page.path)
        if page.id == stem or name in paths or Path(page.path).stem == stem:
            return page
    listed = ", ".join(page.id for page in library.pages if stem in page.id)[:300]
    hint = f"; did you mean {listed}?" if listed else f"; pages lie in {library.briefings}/stories"
    raise NoSuchPage(f"there is no page '{name}'{hint}")
