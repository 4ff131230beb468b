"""The whole publication, as every view reads it: stories in order, and who is named where."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from generator.catalogue.entries import Catalogue
from generator.model import Article, Passage
from generator.pages.document import Page
from generator.publish.told import Said, Told, tell


@dataclass(frozen=True, slots=True)
class Settings:
    """What the site's owner decides: its name, its address, whether drafts are shown."""

    name: str = "The rare-earth briefing"
    address: str = ""  # with a slash at the end; empty where the site has none yet
    source: str = ""  # where the files can be edited, with a slash at the end
    publish_drafts: bool = True


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence with the story that says it."""

    said: Said
    story: Told


@dataclass(frozen=True, slots=True, eq=False)
class Publication:
    """Stories (newest first, undated last), the catalogue, the seeds, and the day of the build.

    It is known by identity, so that what several views read of it can be worked out once.
    """

    stories: tuple[Told, ...]
    catalogue: Catalogue
    articles: Mapping[str, Article]
    pages: tuple[Page, ...]  # every other page that people write: entities, topics, about
    as_of: dt.date
    settings: Settings = Settings()
    passages: Mapping[str, Passage] = field(default_factory=dict)
    quotes: Mapping[str, tuple[Quote, ...]] = field(init=False)
    by_topic: Mapping[str, tuple[Told, ...]] = field(init=False)
    by_entity: Mapping[str, tuple[Told, ...]] = field(init=False)
    by_seed: Mapping[str, Told] = field(init=False)

    def __post_init__(self) -> None:
        """Index the stories by whom they name and by topic."""
        quotes: dict[str, list[Quote]] = {}
        for story in self.stories:
            for said in story.said:
                for slug in said.entities:
                    quotes.setdefault(slug, []).append(Quote(said, story))
        frozen = MappingProxyType({slug: tuple(found) for slug, found in quotes.items()})
        object.__setattr__(self, "quotes", frozen)
        object.__setattr__(self, "by_topic", _index((s, s.topics) for s in self.stories))
        by_seed = {seed: story for story in self.stories for seed in story.page.seeds}
        object.__setattr__(self, "by_seed", MappingProxyType(by_seed))
        object.__setattr__(self, "by_entity", _index((s, s.entities) for s in self.stories))


def _index(pairs: Iterable[tuple[Told, tuple[str, ...]]]) -> Mapping[str, tuple[Told, ...]]:
    index: dict[str, list[Told]] = {}
    for story, keys in pairs:
        for key in keys:
            index.setdefault(key, []).append(story)
    return MappingProxyType({key: tuple(found) for key, found in index.items()})


def publication(
    pages: Iterable[Page],
    catalogue: Catalogue,
    articles: Iterable[Article],
    as_of: dt.date,
    settings: Settings | None = None,
) -> Publication:
    """Bring pages, catalogue and seeds together; drafts only where the settings want them."""
    settings = settings or Settings()
    seeds = {article.id: article for article in articles}
    own = sorted(pages, key=lambda page: page.path)
    told = [
        tell(page, page.path, seeds, catalogue)
        for page in own
        if page.path.startswith("stories/") and (settings.publish_drafts or page.status != "draft")
    ]
    told.sort(key=lambda story: (story.date or dt.date.min, story.id), reverse=True)
    passages = {p.label: p for _, article in sorted(seeds.items()) for p in article.passages}
    rest = tuple(page for page in own if not page.path.startswith("stories/"))
    return Publication(tuple(told), catalogue, seeds, rest, as_of, settings, passages)
