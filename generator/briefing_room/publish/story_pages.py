"""Stories as their pages give them after people's edits, ready for the views.

Everything is read from the page, so the whole site shows what a person changed, added or deleted.
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
    """A line of a story."""

    text: str  # in plain words
    section: str
    labels: tuple[str, ...]  # of its footnotes
    entities: tuple[str, ...]  # the slugs of those that it names


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
    articles_by_id: Mapping[str, Article] = field(repr=False, compare=False)  # of all stories
    covered_until: dt.date | None = None  # the last day that its sources cover
    news_date: dt.date | None = None  # when its newest seed was added; if unknown, its date
    entities_in_title: tuple[str, ...] = ()
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
        """The articles and notes that it is made from, except missing (withdrawn, broken) ones."""
        known = self.articles_by_id
        return tuple(known[seed] for seed in self.page.seeds if seed in known)

    @property
    def reviewed(self) -> bool:
        """Whether a person has reviewed the page."""
        return self.page.status == "reviewed"

    @property
    def notes(self) -> tuple[Article, ...]:
        """The notes that it is made from."""
        return tuple(article for article in self.articles if article.kind == "note")

    def section(self, section: str) -> tuple[Point, ...]:
        """The lines of one section."""
        return tuple(point for point in self.points if point.section == section)

    def lines(self) -> Iterator[tuple[str, str]]:
        """Yield the section and the Markdown of each line of the text, headings as well.

        Front matter, title, comments, footnotes and the list of sources do not count.
        """
        hidden = (Kind.FRONT, Kind.TITLE, Kind.COMMENT, Kind.FOOTNOTE)
        for line in self.page.lines:
            if line.kind not in hidden and line.section != SOURCES:
                yield line.section, line.text


def read_story(
    page: Page, articles: Mapping[str, Article], catalogue: Catalogue, review: str = ""
) -> StoryPage:
    """Parse a story page; what the page folds away below "More" does not count as naming an entity.

    The story keeps no article, but looks it up when it is needed: a site may have thousands.
    """
    points, title = tuple(_points(page, catalogue)), strip_markdown(page.title)
    in_title = catalogue.slugs_in(title, page.date)
    in_text = (slug for p in points if p.section != Role.MORE for slug in p.entities)
    slugs = tuple(dict.fromkeys((*in_title, *in_text)))
    own_articles = [articles[seed] for seed in page.seeds if seed in articles]
    covered_days = filter(None, (article.covered_until for article in own_articles))
    days_added = filter(None, (article.added for article in own_articles))
    return StoryPage(
        *(page, page.path, page.id, title, page.date, page.topics, points, slugs, articles),
        covered_until=max(covered_days, default=None),
        news_date=max(days_added, default=page.date),
        entities_in_title=in_title,
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
    """A correction as a reviewer wrote it."""

    date_text: str
    sort_key: str  # its date
    was: str
    now: str
    why: str
    story: StoryPage

    @property
    def wording(self) -> str:
        """What the page said, what it says now, and why, in sentences."""
        was = f"It said: “{self.was}”." if self.was else ""
        now = f"It says: “{self.now}”." if self.now else ""
        why = f"Why: {self.why.rstrip('.')}." if self.why else ""
        return " ".join(filter(None, (was, now, why)))


def corrections(story: StoryPage) -> Iterator[Correction]:
    """Yield the corrections in the front matter of a page; malformed ones are skipped."""
    listed = story.page.front.get("corrections")
    for entry in listed if isinstance(listed, list) else ():
        if isinstance(entry, dict) and (entry.get("was") or entry.get("now")):
            date = entry.get("on", entry.get(True))  # YAML 1.1 reads the word "on" as true
            is_day = isinstance(date, dt.date)
            date_text = day_in_words(date) if is_day else str(date or "date not given")
            was, now, why = (str(entry.get(key) or "") for key in ("was", "now", "why"))
            yield Correction(date_text, str(date or ""), was, now, why, story)
