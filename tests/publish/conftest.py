"""Publications: of the project's own files on any day, and of a few lines of a test."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import replace
from html.parser import HTMLParser

import markdown
import pytest
from briefing_room.catalogue.catalogue import Catalogue
from briefing_room.model import Article
from briefing_room.pages.document import Page, parse
from briefing_room.pipeline import Project, read_project
from briefing_room.publish.publication import (
    Publication,
    Settings,
    make_publication,
    read_about_pages,
)
from briefing_room.text.frontmatter import split_front_matter
from shared import ROOT, project_of, read_text

DAY = dt.date(2026, 11, 24)

SiteOn = Callable[..., Publication]


@pytest.fixture(scope="session")
def project() -> Project:
    """The project's own files."""
    return read_project(ROOT / "seeds", ROOT / "briefings")


@pytest.fixture(scope="session")
def site_on(project: Project) -> SiteOn:
    """Return a function from a day to the project's own publication on it."""

    def make(day: str, pages: dict[str, str] | None = None) -> Publication:
        shown_project = project
        if pages is not None:
            parsed_pages = tuple(parse(text, path) for path, text in pages.items())
            shown_project = replace(project, pages=parsed_pages)
        return make_publication(
            shown_project, dt.date.fromisoformat(day), None, read_about_pages(project.briefings)
        )

    return make


@pytest.fixture(scope="session")
def note() -> Callable[..., Article]:
    """Return a function from the text of a seed to its article."""

    def make(text: str, name: str = "2026-11-20-limits", ending: str = "md") -> Article:
        document = split_front_matter(text)
        return read_text(name, f"seeds/{name}.{ending}", document.body, document.front)

    return make


@pytest.fixture(scope="session")
def small() -> Callable[..., Publication]:
    """Return a function from pages, a catalogue and seeds to their publication."""

    def make(
        pages: Iterable[Page] = (),
        catalogue: Catalogue | None = None,
        articles: Iterable[Article] = (),
        day: dt.date = DAY,
        **settings: object,
    ) -> Publication:
        made_project = project_of(articles, catalogue, pages)
        values = {"address": "https://brief.example/", "name": "The test briefing", **settings}
        return make_publication(made_project, day, Settings(**values))  # type: ignore[arg-type]

    return make


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.harm: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag in ("script", "img", "iframe", "object"):
            self.harm.append(tag)
        self.harm += [name for name in attributes if name.startswith("on")]
        self.harm += [v for v in attributes.values() if (v or "").strip().startswith("javascript:")]


@pytest.fixture(scope="session")
def harm() -> Callable[[str], list[str]]:
    """Return a function from a page of Markdown to the elements in it that could run."""

    def find(text: str) -> list[str]:
        extensions = ["attr_list", "md_in_html", "tables", "toc"]
        tags = _Tags()
        tags.feed(markdown.markdown(text.split("---\n", 2)[-1], extensions=extensions))
        return tags.harm

    return find
