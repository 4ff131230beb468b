"""The publication: all data that the views turn into pages."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
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
from briefing_room.publish.markup import url_path
from briefing_room.publish.story_pages import Correction, StoryPage, corrections, read_story
from briefing_room.review.decisions import review_status
from briefing_room.review.findings import KEYS
from briefing_room.text.files import GIT_CONFLICT_MARK, UnreadableFile, read_text
from briefing_room.text.frontmatter import FrontMatterError, parse_yaml
from briefing_room.text.typography import without_hidden

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
_DATA_FILES = (GLOSSARY, STOP_NAMES, "moved.yml", "publishers.yml", "vocabulary.yml")
_ABOUT_KEYS = frozenset({"title", "description", "status", "redirect_from"})  # not for MkDocs

# A name with one of these roles needs more than one story for a page of its own.
_MINOR_ROLES = frozenset({"person", "organisation", "country"})
_MAX_STORIES_OF_PLACE = 2  # a place with more has a page of its own


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

    Pages of the catalogue whose seeds are all absent are omitted.  Publications are compared by
    identity, so that results that several views need can be cached.
    """

    stories: tuple[StoryPage, ...]
    project: Project
    articles: Mapping[str, Article]
    about_pages: tuple[Page, ...]
    as_of: dt.date
    settings: Settings = Settings()
    project_files: frozenset[str] = frozenset()  # not made by us: further pages, pictures

    def __post_init__(self) -> None:
        """Index the stories, and list the files that links may lead to."""
        self.catalogue: Catalogue = drop_absent_pages(self.project.catalogue, self.articles)[0]
        self.stories_by_topic = _index((s, s.topics) for s in self.stories)
        self.stories_by_entity = _index((s, s.entities) for s in self.stories)
        self.story_by_id = {story.id: story for story in self.stories}
        self.story_by_seed = {seed: story for story in self.stories for seed in story.page.seeds}
        pages: list[HasPath] = [*self._entities_with_pages(), *self.stories, *self.about_pages]
        pages += [page for page in self.catalogue.pages if not isinstance(page, Entity)]
        self.source_files = frozenset(page.path for page in pages)  # those our pages are made from
        self.tracker_page = tracker_page(self.catalogue)
        our_files = {*site_pages(self.catalogue), *self.source_files}
        self.link_targets = our_files | self.project_files

    def link_target(self, entity: Entity) -> str:
        """The file of a name or, without one, its anchor on another page.

        This is the page of its country if the name has sites, else the list of names.
        """
        if entity.path in self.link_targets:
            return entity.path
        country = self.catalogue.entities.get(entity.country or "")
        is_shown_there = country and entity.sites and country.path in self.link_targets
        page = country.path if country and is_shown_there else "entities/index.md"
        return f"{page}#{entity.slug}"

    @cached_property
    def targets_of_missing_pages(self) -> Mapping[str, str]:
        """Where links to each name without a page lead, by the file that the page would have."""
        names = self.catalogue.entities.values()
        return {e.path: self.link_target(e) for e in names if e.path not in self.link_targets}

    def story_citing(self, cite: str) -> StoryPage | None:
        """The story that rests on the seed of a passage, ``None`` if there is none."""
        return self.story_by_seed.get(cite.partition("/")[0])

    def stories_from(self, sources: Iterable[str]) -> tuple[StoryPage, ...]:
        """The stories that rest on these sources, each once; web addresses are skipped."""
        stories = (self.story_by_seed[seed] for seed in sources if seed in self.story_by_seed)
        return tuple({story.id: story for story in stories}.values())

    def _entities_with_pages(self) -> Iterator[Entity]:
        """Yield the names that have enough content for a page of their own.

        A place is shown on the page of its country if few stories name it and no number is about
        it.
        """
        entities, role = self.catalogue.entities, self.catalogue.vocabulary.role
        with_numbers = {slug for n in self.catalogue.numbers.values() for slug in n.about}
        notable = with_numbers | self._notable_slugs()
        policies = [entity.policy for entity in entities.values() if entity.policy]
        listed_names = {name for p in policies for name in (*p.all_listed, *p.watched)}
        for entity in entities.values():
            story_count = len(self.stories_by_entity.get(entity.slug, ()))
            is_in_country = role(entity.type) == "place" and entity.country in entities
            is_minor = story_count <= _MAX_STORIES_OF_PLACE and entity.slug not in with_numbers
            if is_in_country and is_minor:
                continue
            has_content = entity.policy or entity.symbol or entity.sites or entity.deadlines
            if has_content or entity.slug in notable or not listed_names.isdisjoint(entity.names):
                yield entity

    def _notable_slugs(self) -> set[str]:
        """The slugs of names that stories, values or sites say enough about.

        That is two stories, or one for a name whose role is not minor; two values by a speaker;
        one site of an owner or in a country.
        """
        entities, role = self.catalogue.entities, self.catalogue.vocabulary.role
        values = (value for n in self.catalogue.numbers.values() for value in n.values)
        value_counts = Counter(value.speaker for value in values)
        with_sites = [entity for entity in entities.values() if entity.sites]
        return {
            *(
                slug
                for slug, stories in self.stories_by_entity.items()
                if len(stories) > 1 or role(entities[slug].type) not in _MINOR_ROLES
            ),
            *(slug for slug, value_count in value_counts.items() if value_count > 1),
            *(owner for entity in with_sites for site in entity.sites for owner in site.owners),
            *(entity.country for entity in with_sites if entity.country),
        }

    @cached_property
    def section_pages(self) -> Mapping[str, str]:
        """The page in ``nav`` for each section of the site."""
        return SECTION_PAGES | {"tracker": self.tracker_page}

    @cached_property
    def front_matter_for_mkdocs(self) -> Mapping[str, Mapping[str, Any]]:
        """The front matter of each page that is meant for MkDocs and its plugins, by its path."""
        fronts: dict[str, Mapping[str, Any]] = {p.path: p.front for p in self.catalogue.pages}
        fronts |= {s.path: _drop_keys(s.page.front, KEYS) for s in self.stories}
        return fronts | {
            page.path: _drop_keys(page.front, _ABOUT_KEYS) for page in self.about_pages
        }

    @cached_property
    def covered_until(self) -> dt.date | None:
        """The last day that the sources of all stories cover, ``None`` if no source is dated."""
        return max((s.covered_until for s in self.stories if s.covered_until), default=None)

    def address(self, path: str) -> str:
        """The full address of a file, or its path below the root if the site has no address yet."""
        return self.settings.address + url_path(path)


def _drop_keys(front: Mapping[str, Any], keys: Collection[str]) -> Mapping[str, Any]:
    return {key: value for key, value in front.items() if key not in keys}


def _index(
    pairs: Iterable[tuple[StoryPage, tuple[str, ...]]],
) -> Mapping[str, tuple[StoryPage, ...]]:
    """Group stories, each given with its keys, by key; a group keeps their order."""
    index: dict[str, list[StoryPage]] = {}
    for story, keys in pairs:
        for key in keys:
            index.setdefault(key, []).append(story)
    return MappingProxyType({key: tuple(stories) for key, stories in index.items()})


def make_publication(
    project: Project,
    as_of: dt.date,
    settings: Settings | None = None,
    about_pages: Iterable[Page] = (),
) -> Publication:
    """Make the publication of a project; the settings decide whether it has unreviewed pages.

    :func:`read_about_pages` gives the ``about_pages``.
    """
    settings, articles = settings or Settings(), project.by_id
    stories = [
        read_story(
            replace(page, text=without_hidden(page.text)),
            articles,
            project.catalogue,
            _review_words(page, project.briefings),
        )
        for page in sorted(project.pages, key=lambda page: page.path)
        if page.path.startswith("stories/")
        and (settings.publish_unreviewed or page.status != "unreviewed")
        and not has_merge_conflict(page)
    ]
    stories.sort(key=lambda story: (story.date or dt.date.min, story.id), reverse=True)
    files = frozenset(find_project_files(project.briefings))
    pages = tuple(about_pages)
    return Publication(tuple(stories), project, articles, pages, as_of, settings, files)


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
    """Read the pages of ``about/``, sorted by path."""
    return tuple(
        parse(path.read_text(encoding="utf-8", errors="replace"), f"about/{path.name}")
        for path in sorted((briefings / "about").glob("*.md"))
        if is_source_file(f"about/{path.name}")
    )


def is_source_file(path: str) -> bool:
    """Whether we make pages from the file at ``path``; other files belong to the project."""
    if path in _DATA_FILES:
        return True
    file = PurePosixPath(path)
    is_kind = any(kind.matches(file) for kind in KINDS)
    is_ours = is_kind or _STORY_OR_ABOUT.fullmatch(path) is not None
    return is_ours and file.name not in ("index.md", "README.md")


def find_project_files(briefings: Path) -> Iterator[str]:
    """Yield the paths of the project's own files in ``briefings``, except hidden ones."""
    for folder, folders, names in os.walk(briefings):
        folders[:] = (name for name in folders if not name.startswith("."))
        for name in names:
            path = (Path(folder) / name).relative_to(briefings).as_posix()
            if not name.startswith(".") and not is_source_file(path):
                yield path


class BadRows(BriefingError):
    """A file of rows that people write cannot be read."""

    def __init__(self, path: Path, line: int, message: str) -> None:
        super().__init__(f"{path}{f':{line}' if line else ''}: {message}")


def read_rows(path: Path) -> Mapping[str, Any]:
    """Read a YAML file of rows, such as ``moved.yml``; a missing file has none.

    Raises :class:`BadRows` if it is not one row a key.
    """
    if not path.exists():
        return {}
    try:
        rows, lines = parse_yaml(read_text(path, path.parent))
    except FrontMatterError as error:
        raise BadRows(path, error.line, str(error)) from error
    except UnreadableFile as error:
        raise BadRows(path, 0, str(error)) from error
    if not isinstance(rows, dict) or not all(isinstance(key, str) for key in rows):
        raise BadRows(path, min(lines.values(), default=0), "write rows of  words: value")
    return rows


def all_corrections(publication: Publication) -> tuple[Correction, ...]:
    """List the corrections of all stories, the newest first."""
    items = [item for story in publication.stories for item in corrections(story)]
    items.sort(key=lambda item: item.story.id)
    return tuple(sorted(items, key=lambda item: item.sort_key, reverse=True))
