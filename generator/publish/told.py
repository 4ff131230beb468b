"""A story as its page tells it: what people left standing there, ready for the views.

Everything is read from the page, never from the program's first draft of it, so what a reviewer
changed, added or deleted is what the whole site says.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.catalogue.entries import Catalogue
from generator.model import Article, Role
from generator.pages.document import EDITOR, Kind, Page
from generator.publish.plain import plain, split_label, without_bullet, without_labels

SOURCES = "Sources"
_PROSE = frozenset(str(role) for role in Role)


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of a page.  ``markdown`` is without bullet, footnotes and label."""

    markdown: str
    text: str
    section: str
    labels: tuple[str, ...]
    entities: tuple[str, ...]
    label: str = ""

    @property
    def editors(self) -> bool:
        """Return whether the sentence is the editor's own."""
        return EDITOR in self.labels


@dataclass(frozen=True, slots=True)
class Told:
    """A story page taken apart for the views; ``path`` is its file, relative to the site."""

    page: Page
    path: str
    id: str
    title: str  # in plain words
    date: dt.date | None
    topics: tuple[str, ...]
    articles: tuple[Article, ...]
    said: tuple[Said, ...]
    entities: tuple[str, ...]

    @property
    def bottom_line(self) -> str:
        """Return the bottom line in plain words, empty if the page has none."""
        return " ".join(said.text for said in self.said if said.section == Role.BOTTOM_LINE)

    @property
    def reach(self) -> dt.date | None:
        """Return how far the sources reach, None where none is dated."""
        return max(filter(None, (a.sources_reach_to for a in self.articles)), default=None)

    @property
    def added(self) -> dt.date | None:
        """Return when the newest of its seeds was added, None where no seed says so."""
        return max(filter(None, (article.added for article in self.articles)), default=None)

    @property
    def reviewed(self) -> bool:
        """Return whether a person has reviewed the page."""
        return self.page.status == "reviewed"

    def in_section(self, section: str) -> tuple[Said, ...]:
        """Return the sentences below a heading."""
        return tuple(said for said in self.said if said.section == section)


def tell(page: Page, path: str, articles: Mapping[str, Article], catalogue: Catalogue) -> Told:
    """Take a story page apart; seeds that are not there (withdrawn, broken) are left out."""
    said = tuple(_said(page, catalogue))
    found = [slug for sentence in said for slug in sentence.entities]
    title, date = plain(page.title), page.date
    in_title = catalogue.named(title, date)
    return Told(
        page,
        path,
        page.id,
        title,
        date,
        page.topics,
        tuple(articles[seed] for seed in page.seeds if seed in articles),
        said,
        tuple(dict.fromkeys((*in_title, *found))),
    )


def _said(page: Page, catalogue: Catalogue) -> Iterator[Said]:
    for line in page.lines:
        if line.kind not in (Kind.SENTENCE, Kind.BULLET) or line.section == SOURCES:
            continue
        markdown, label = split_label(without_labels(without_bullet(line.text)))
        markdown = without_labels(markdown)
        text = plain(markdown)
        names = catalogue.named(text, page.date)
        yield Said(markdown, text, line.section, line.labels, names, label)


def in_prose(said: Said) -> bool:
    """Return whether a sentence stands in one of the page's sections of prose."""
    return said.section in _PROSE
