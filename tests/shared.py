"""Helpers that tests of several folders share: the project, its files, articles and stories."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import yaml
from briefing_room.cache import Cache, dump_record
from briefing_room.catalogue.catalogue import Catalogue
from briefing_room.compose import stories
from briefing_room.ingest.article import make_article
from briefing_room.ingest.load import SeedFile, read_article, read_seed_files
from briefing_room.ingest.metadata import read_metadata
from briefing_room.model import Article, Finding, Story
from briefing_room.pages.document import Page
from briefing_room.pipeline import Project
from briefing_room.store import ArticleStore, cache_seeds
from briefing_room.text.frontmatter import Document

ROOT = Path(__file__).parents[1]
Briefing = Callable[..., "CompletedProcess[str]"]
Git = Callable[..., str]


def cases(test: str, name: str) -> Any:
    """Read a file of cases beside a test: ``cases(__file__, "page_check")``."""
    path = Path(test).parent / "cases" / f"{name}.yml"
    return yaml.safe_load(path.read_text("utf-8"))


def edit(path: Path, old: str, new: str) -> None:
    """Replace the first occurrence of ``old`` in a file, which must be there."""
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def number(path: Path, words: str) -> int:
    """The number of the first line of a file that has the words."""
    lines = path.read_text().split("\n")
    return next(number for number, line in enumerate(lines, start=1) if words in line)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes, without the cache."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(p.relative_to(folder)): p.read_bytes() for p in files if ".cache" not in p.parts}


def read_seeds(folder: Path) -> tuple[tuple[Article, ...], tuple[Finding, ...]]:
    """Read the articles of a folder, sorted by id, and the faults in its files."""
    raw, findings_of_files = read_seed_files(folder)
    results = [read_article(file) for file in raw]
    articles = sorted((x for x, _ in results if x), key=lambda article: article.id)
    findings = [*findings_of_files, *(finding for _, faults in results for finding in faults)]
    findings.sort(key=lambda finding: (finding.path, finding.line, finding.message))
    return tuple(articles), tuple(findings)


def read_text(id: str, path: str, text: str, front: Mapping[str, Any]) -> Article:  # noqa: A002
    """Read a seed, given as its body and its front matter."""
    known, faults = read_metadata(Document(front, {}, text, 1), path)
    if faults:
        raise ValueError(faults)
    return make_article(id, path, text, known)


def project_of(
    articles: Iterable[Article] = (),
    catalogue: Catalogue | None = None,
    pages: Iterable[Page] = (),
    folder: Path = Path("briefings"),
) -> Project:
    """Make a project of articles and pages that are in no file."""
    cache = Cache(None)
    files = {SeedFile(x.id, x.path, dump_record(x)): x for x in articles}
    cache_seeds(cache, [(file, article, ()) for file, article in files.items()])
    store = ArticleStore([*files], (catalogue or Catalogue(), b""), cache)
    return Project(Path("seeds"), folder, store, tuple(pages))


def group(
    articles: Iterable[Article],
    page_ids: Mapping[str, str] | None = None,
    catalogue: Catalogue | None = None,
) -> tuple[Story, ...]:
    """Group articles into stories, sorted by id."""
    by_id = {article.id: article for article in articles}
    sketches = {name: stories.sketch_article(article) for name, article in by_id.items()}
    pairs = stories.find_copy_pairs(by_id.values(), sketches)
    groups = stories.group_stories(map(stories.summarize, by_id.values()), pairs, page_ids)
    return tuple(
        stories.make_story(name, [by_id[member] for member in members], catalogue)
        for name, members in groups
    )
