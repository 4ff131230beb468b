"""Everything a review looks at: a project, and what its passages give."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from generator import pipeline
from generator.catalogue.entries import Catalogue
from generator.model import Article, Finding
from generator.pages.document import Page
from generator.pipeline import Project
from generator.review.library import Library


@dataclass
class State:
    """A project with the library of its passages."""

    project: Project

    @cached_property
    def library(self) -> Library:
        """What each passage gives."""
        return Library(self.project)

    @property
    def seeds(self) -> Path:
        """The folder of seeds."""
        return self.project.seeds

    @property
    def briefings(self) -> Path:
        """The folder of pages."""
        return self.project.briefings

    @property
    def articles(self) -> tuple[Article, ...]:
        """The seeds that can be read."""
        return self.project.articles

    @property
    def catalogue(self) -> Catalogue:
        """The names, topics and measures."""
        return self.project.catalogue

    @property
    def pages(self) -> tuple[Page, ...]:
        """The story pages as they stand."""
        return self.project.pages

    @property
    def generated(self) -> tuple[Page, ...]:
        """The story pages as a run without edits would write them."""
        return self.project.drafts

    @property
    def faults(self) -> tuple[Finding, ...]:
        """What is wrong with files that cannot be read."""
        return self.project.findings

    @property
    def held(self) -> frozenset[str]:
        """The ids of seeds that are there and cannot be used."""
        return self.project.held

    @property
    def define(self) -> Callable[[str], str | None]:
        """What gives the footnote of a passage by its label."""
        return self.project.define

    def where(self, page: Page) -> str:
        """Return the path of a page from the working folder, as editors and CI open it."""
        return self.project.where(page)


def read_state(seeds: Path, briefings: Path) -> State:
    """Read a project; raises :class:`NotAFolder` if a folder is missing."""
    return State(pipeline.read(seeds, briefings))
