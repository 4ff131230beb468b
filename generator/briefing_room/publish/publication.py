"""The publication: all data that the views turn into pages."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any

from briefing_room.catalogue.catalogue import Catalogue
from briefing_room.catalogue.entries import Entity
from briefing_room.catalogue.kinds import GLOSSARY, KINDS, STOP_NAMES
from briefing_room.catalogue.load import drop_absent_pages
from briefing_room.errors import BriefingError
from briefing_room.model import Article
from briefing_room.pages.document import Kind, Page, parse
from briefing_room.pages.page_index import site_pages, tracker_page
from briefing_room.pages.record import Record, read_record
from briefing_room.pipeline import HasPath, Project
from briefing_room.publish.markup import web
from briefing_room.publish.story_pages import Correction, StoryPage, corrections, read_story
from briefing_room.review.decisions import review_status
from briefing_room.review.findings import KEYS
from briefing_room.text.files import GIT_CONFLICT_MARK, UnreadableFile, read_text
from briefing_room.text.frontmatter import FrontMatterError, parse_yaml

SECTION_PAGES = {
    "today": "index.md",
    "stories": "stories/index.md",
    "tracker": "controls.md",
    "numbers": "numbers/index.md",
    "sites": "sites.md",
    "names": "entities/index.md",
    "about": "about/index.md",
}

# Our pages are made from the files with these names; all other files belong to the project.
_STORY_OR_ABOUT = re.compile(r"(?:stories/(?:.+/)?|about/)[^/]+\.md")
_LISTS = (GLOSSARY, STOP_NAMES, "moved.yml", "publishers.yml", "vocabulary.yml")
_ABOUT_KEYS = frozenset({"title", "description", "status", "redirect_from"})  # of a page of about/

_LISTED_ROLES = frozenset({"person", "organisation", "country"})
_MAX_STORIES_OF_PLACE = 2  # of a place that is shown on the page of its country


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a site: its name and address, who runs it, and what is shown."""

    name: str = "The briefing"
    address: str = ""  # with a slash at the end; empty if the site has none yet
    source: str = ""  # the address at which the files can be edited, with a slash at the end
    publish_unreviewed: bool = True
    description: str = ""
    editor: str = ""  # who runs the site
    contact: str = ""  # the link by which readers can report an error
    drafted_by: str = ""  # who wrote the notes, rows and profiles


@dataclass(eq=False)
class Publication:
    """Stories (newest first, undated last), the catalogue, the seeds, and the day of the build.

    Pages of the catalogue whose seeds are all absent are left out.  Publications are compared by
    identity, so that results that several views need can be cached.
    """

    stories: tuple[StoryPage, ...]
    project: Project
    articles: Mapping[str, Article]
    pages: tuple[Page, ...]  # every other page that people write
    as_of: dt.date
    settings: Settings = Settings()
    files: frozenset[str] = frozenset()  # the project's own: further pages, pictures

    def __post_init__(self) -> None:
        """Index the stories, and list the files that links may lead to."""
        self.catalogue: Catalogue = drop_absent_pages(self.project.catalogue, self.articles)[0]
        self.by_topic = _index((s, s.topics) for s in self.stories)
        self.by_entity = _index((s, s.entities) for s in self.stories)
        self.by_id = {story.id: story for story in self.stories}
        self.by_seed = {seed: story for story in self.stories for seed in story.page.seeds}
        other_pages = (page for page in self.catalogue.pages if not isinstance(page, Entity))
        placed: tuple[HasPath, ...] = (*self._entities_with_pages(), *self.stories, *self.pages)
        sources = {page.path for page in (*other_pages, *placed)}
        self.sources = frozenset(sources)  # the files that people write and we present
        self.tracker_page = tracker_page(self.catalogue)
        self.link_targets = {*site_pages(self.catalogue), *sources, *self.files}

    def address_of(self, entity: Entity) -> str:
        """The page of a name, or its place on the page of its country or in the list of names."""
        if entity.path in self.link_targets:
            return entity.path
        country = self.catalogue.entities.get(entity.country or "")
        is_shown_there = country and entity.sites and country.path in self.link_targets
        page = country.path if country and is_shown_there else "entities/index.md"
        return f"{page}#{entity.slug}"

    @cached_property
    def addresses_of_missing_pages(self) -> Mapping[str, str]:
        """The address of each name without a page of its own, by the file that it would have."""
        names = self.catalogue.entities.values()
        return {e.path: self.address_of(e) for e in names if e.path not in self.link_targets}

    def _entities_with_pages(self) -> Iterator[Entity]:
        """Yield the names that have enough content for a page of their own.

        A person, an organisation or a country that only one story names is shown only in the list
        of names, unless it gives at least two values of numbers.  A place is shown on the page of
        its country if only one or two stories name it and no number is about it.
        """
        entities, role = self.catalogue.entities, self.catalogue.vocabulary.role
        names, numbers = entities.values(), self.catalogue.numbers.values()
        values_by_speaker = Counter(value.speaker for number in numbers for value in number.values)
        notable = {slug for slug, values in values_by_speaker.items() if values > 1}
        slugs_with_numbers = {slug for number in numbers for slug in number.about}
        notable |= slugs_with_numbers
        notable |= {owner for entity in names for site in entity.sites for owner in site.owners}
        notable |= {slug for slug, stories in self.by_entity.items() if len(stories) > 1}
        notable |= {
            slug for slug in self.by_entity if role(entities[slug].type) not in _LISTED_ROLES
        }
        policies = [entity.policy for entity in names if entity.policy]
        listed_names = {
            name for policy in policies for name in (*policy.all_listed, *policy.watched)
        }
        notable |= {entity.country for entity in names if entity.sites and entity.country}
        for entity in names:
            has_few_stories = len(self.by_entity.get(entity.slug, ())) <= _MAX_STORIES_OF_PLACE
            is_on_country_page = role(entity.type) == "place" and entity.country in entities
            if is_on_country_page and has_few_stories and entity.slug not in slugs_with_numbers:
                continue
            has_content = entity.policy or entity.symbol or entity.sites or entity.deadlines
            if has_content or entity.slug in notable or not listed_names.isdisjoint(entity.names):
                yield entity

    @cached_property
    def section_pages(self) -> Mapping[str, str]:
        """The page in ``nav`` for each section of the site."""
        return SECTION_PAGES | {"tracker": self.tracker_page}

    @cached_property
    def fronts_for_mkdocs(self) -> Mapping[str, Mapping[str, Any]]:
        """The front matter of pages that is meant for MkDocs and its plugins, by their paths."""
        fronts: dict[str, Mapping[str, Any]] = {p.path: p.front for p in self.catalogue.pages}
        fronts |= {s.path: _drop_keys(s.page.front, KEYS) for s in self.stories}
        return fronts | {page.path: _drop_keys(page.front, _ABOUT_KEYS) for page in self.pages}

    @cached_property
    def covered_until(self) -> dt.date | None:
        """The last day that the sources of all stories cover, ``None`` if no source is dated."""
        return max((s.covered_until for s in self.stories if s.covered_until), default=None)

    def address(self, path: str) -> str:
        """The full address of a file, or its path below the root if the site has no address yet."""
        return self.settings.address + web(path)


def _drop_keys(front: Mapping[str, Any], keys: Collection[str]) -> Mapping[str, Any]:
    return {key: value for key, value in front.items() if key not in keys}


def _index(
    pairs: Iterable[tuple[StoryPage, tuple[str, ...]]],
) -> Mapping[str, tuple[StoryPage, ...]]:
    index: dict[str, list[StoryPage]] = {}
    for story, keys in pairs:
        for key in keys:
            index.setdefault(key, []).append(story)
    return MappingProxyType({key: tuple(stories) for key, stories in index.items()})


def publication(
    project: Project,
    as_of: dt.date,
    settings: Settings | None = None,
    others: Iterable[Page] = (),
) -> Publication:
    """Make the publication of a project; the settings decide whether it has unreviewed pages.

    ``others`` are the pages about the project; see :func:`read_about_pages`.
    """
    settings, articles = settings or Settings(), project.by_id
    stories = [
        read_story(page, articles, project.catalogue, _review_words(page, project.briefings))
        for page in sorted(project.pages, key=lambda page: page.path)
        if page.path.startswith("stories/")
        and (settings.publish_unreviewed or page.status != "unreviewed")
        and not has_merge_conflict(page)
    ]
    stories.sort(key=lambda story: (story.date or dt.date.min, story.id), reverse=True)
    files = frozenset(project_files(project.briefings))
    return Publication(tuple(stories), project, articles, tuple(others), as_of, settings, files)


def _review_words(page: Page, briefings: Path) -> str:
    """Say who reviewed a page; the record is read only if somebody did."""
    reviewed = page.status == "reviewed"
    return review_status(page, read_record(briefings, page.id, page.text) if reviewed else Record())


def has_merge_conflict(page: Page) -> bool:
    """Whether a page has the marks of a merge that git could not complete."""
    return any(
        line.kind is Kind.COMMENT and line.text.startswith(GIT_CONFLICT_MARK) for line in page.lines
    )


def read_about_pages(briefings: Path) -> tuple[Page, ...]:
    """Read the pages that people write about the project."""
    return tuple(
        parse(path.read_text(encoding="utf-8", errors="replace"), f"about/{path.name}")
        for path in sorted((briefings / "about").glob("*.md"))
        if is_source(f"about/{path.name}")
    )


def is_source(path: str) -> bool:
    """Whether our pages are made from the file at ``path``; other files belong to the project."""
    if path in _LISTS:
        return True
    file = PurePosixPath(path)
    is_kind = any(kind.matches(file) for kind in KINDS)
    is_ours = is_kind or _STORY_OR_ABOUT.fullmatch(path) is not None
    return is_ours and file.name not in ("index.md", "README.md")


def project_files(briefings: Path) -> Iterator[str]:
    """Yield the project's own files in the folder of briefings, except hidden ones."""
    for folder, folders, names in os.walk(briefings):
        folders[:] = (name for name in folders if not name.startswith("."))
        for name in names:
            path = (Path(folder) / name).relative_to(briefings).as_posix()
            if not name.startswith(".") and not is_source(path):
                yield path


class BadList(BriefingError):
    """A list of rows that people write cannot be read."""

    def __init__(self, path: Path, line: int, why: str) -> None:
        super().__init__(f"{path}{f':{line}' if line else ''}: {why}")


def read_rows(path: Path) -> Mapping[str, Any]:
    """Read a file of rows, which may be missing."""
    if not path.exists():
        return {}
    try:
        rows, lines = parse_yaml(read_text(path, path.parent))
    except FrontMatterError as error:
        raise BadList(path, error.line, str(error)) from error
    except UnreadableFile as error:
        raise BadList(path, 0, str(error)) from error
    if not isinstance(rows, dict) or not all(isinstance(key, str) for key in rows):
        raise BadList(path, min(lines.values(), default=0), "write rows of  words: value")
    return rows


def all_corrections(site: Publication) -> tuple[Correction, ...]:
    """List the corrections of all stories, the newest first."""
    items = [item for story in site.stories for item in corrections(story)]
    items.sort(key=lambda item: item.story.id)
    return tuple(sorted(items, key=lambda item: item.order, reverse=True))
