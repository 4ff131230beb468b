"""Stories as their pages have them after people's edits, ready for the views.

Everything is read from the page and nothing from what the program generated, so the whole site says
what a reviewer changed, added or deleted.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from briefing_room.catalogue.catalogue import Catalogue
from briefing_room.model import Article, Role
from briefing_room.pages.document import Kind, Page
from briefing_room.publish.markup import plain_line
from briefing_room.review.reading import strip_markdown
from briefing_room.text.periods import day_in_words

SOURCES = "Sources"
SECTIONS = tuple(str(role) for role in Role)


@dataclass(frozen=True, slots=True)
class Point:
    """A line of a story: its words without the label, its section, footnotes and names."""

    text: str
    section: str
    labels: tuple[str, ...]
    entities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StoryPage:
    """A story page, parsed for the views; ``path`` is its file, relative to the site."""

    page: Page
    path: str
    id: str
    title: str  # in plain words
    date: dt.date | None
    topics: tuple[str, ...]
    points: tuple[Point, ...]
    entities: tuple[str, ...]
    known: Mapping[str, Article] = field(repr=False, compare=False)  # all articles, by id
    covered_until: dt.date | None = None  # the last day that its sources cover
    news_of: dt.date | None = None  # when the site had it: the day it was added, else its date
    in_title: tuple[str, ...] = ()
    review: str = ""  # who reviewed the page, when, and what changed since, in words

    @property
    def bottom_line(self) -> str:
        """The bottom line in plain words, empty if the page has none."""
        return " ".join(point.text for point in self.section(Role.BOTTOM_LINE))

    @property
    def line(self) -> str:
        """The one sentence that represents the story in a list."""
        return next((point.text for point in self.points), "")

    @property
    def articles(self) -> tuple[Article, ...]:
        """The texts that it rests on; seeds that are missing (withdrawn, broken) are left out."""
        return tuple(self.known[seed] for seed in self.page.seeds if seed in self.known)

    @property
    def reviewed(self) -> bool:
        """Whether a person has reviewed the page."""
        return self.page.status == "reviewed"

    @property
    def notes(self) -> tuple[Article, ...]:
        """The notes among the texts that it rests on."""
        return tuple(article for article in self.articles if article.kind == "note")

    def section(self, section: str) -> tuple[Point, ...]:
        """The lines below a heading."""
        return tuple(point for point in self.points if point.section == section)

    def lines(self) -> Iterator[tuple[str, str]]:
        """Yield section and Markdown of each line that is shown unchanged, without the sources."""
        hidden = (Kind.FRONT, Kind.TITLE, Kind.COMMENT, Kind.FOOTNOTE)
        for line in self.page.lines:
            if line.kind not in hidden and line.section != SOURCES:
                yield line.section, line.text


def read_story(
    page: Page, articles: Mapping[str, Article], catalogue: Catalogue, review: str = ""
) -> StoryPage:
    """Parse a story page.

    The articles are not kept, but looked up when they are needed: a site may have thousands.
    """
    points, title = tuple(_points(page, catalogue)), strip_markdown(page.title)
    in_title = catalogue.slugs_in(title, page.date)
    visible_points = (point for point in points if point.section != Role.MORE)
    slugs = dict.fromkeys(
        (*in_title, *(slug for point in visible_points for slug in point.entities))
    )
    used = [articles[seed] for seed in page.seeds if seed in articles]
    covered_days = filter(None, (article.covered_until for article in used))
    return StoryPage(
        *(page, page.path, page.id, title, page.date, page.topics, points, tuple(slugs), articles),
        covered_until=max(covered_days, default=None),
        news_of=max(filter(None, (article.added for article in used)), default=page.date),
        in_title=in_title,
        review=review,
    )


def _points(page: Page, catalogue: Catalogue) -> Iterator[Point]:
    for line in page.lines:
        if line.kind not in (Kind.SENTENCE, Kind.BULLET) or line.section not in SECTIONS:
            continue
        text = strip_markdown(plain_line(line.text))
        yield Point(text, line.section, line.labels, catalogue.slugs_in(text, page.date))


# --- Corrections ---------------------------------------------------------------------------------


class Correction(NamedTuple):
    """A correction as a reviewer wrote it; ``on`` is in words, ``order`` sorts by it."""

    on: str
    order: str
    was: str
    now: str
    why: str
    story: StoryPage

    @property
    def wording(self) -> str:
        """The correction in plain words: what the page said, what it says, and why."""
        was = f"It said: “{self.was}”." if self.was else ""
        now = f"It says: “{self.now}”." if self.now else ""
        why = f"Why: {self.why.rstrip('.')}." if self.why else ""
        return " ".join(filter(None, (was, now, why)))


def corrections(story: StoryPage) -> Iterator[Correction]:
    """Yield the corrections in the front matter of a page; malformed entries are left out."""
    listed = story.page.front.get("corrections")
    for entry in listed if isinstance(listed, list) else ():
        if isinstance(entry, dict) and (entry.get("was") or entry.get("now")):
            on = entry.get("on", entry.get(True))  # YAML 1.1 reads the word "on" as true
            words = day_in_words(on) if isinstance(on, dt.date) else str(on or "date not given")
            was, now, why = (str(entry.get(key) or "") for key in ("was", "now", "why"))
            yield Correction(words, str(on or ""), was, now, why, story)
