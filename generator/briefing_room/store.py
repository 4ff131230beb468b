"""Get the articles, facts and generated pages of a project, from the cache where possible.

Each result is cached under a digest of everything that it depends on:

- an article: its file;
- the facts of an article: the article, and the names of the catalogue that it may contain;
- a generated page: the facts of the articles of its story, and its draft if there is one.

Large batches are shared between several processes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from briefing_room.cache import Cache, digest
from briefing_room.catalogue.catalogue import Catalogue
from briefing_room.compose.draft import Draft
from briefing_room.compose.stories import (
    ArticleSummary,
    find_copy_pairs,
    group_stories,
    make_story,
    sketch_article,
    summarize,
)
from briefing_room.ingest.load import SeedFile, read_article
from briefing_room.model import Article, Facts, Finding
from briefing_room.pages.document import LABEL, Page
from briefing_room.pages.draft_files import follow_passages, format_draft
from briefing_room.pages.escape import clean
from briefing_room.text.typography import fold
from briefing_room.verify.passages import Passages
from briefing_room.workers import ShowProgress, batched, no_progress, parallel_map

if TYPE_CHECKING:
    from briefing_room.workers import Workers

StoryMembers = tuple[str, tuple[str, ...]]  # the id of a story, and the ids of its articles
PageOrError = Page | str  # the page of a story, or the message of the error that it causes
_SeedRow = tuple[ArticleSummary | None, tuple[Finding, ...]]
_Job = tuple[str, list[tuple[Article, Facts | None]], Draft | None]
"""The id of a story, its articles with their facts if these are cached, and its draft."""


class ArticleStore(Mapping[str, Article]):
    """The articles of a folder of seeds, by their ids.

    The store reads all seeds when it is made, or finds them in the cache.  Only ``summaries``, by
    the ids of articles, and ``findings``, the faults in seeds, stay in memory.
    """

    def __init__(
        self,
        files: Sequence[SeedFile],
        catalogue: tuple[Catalogue, bytes],
        cache: Cache,
        *,
        workers: Workers = None,
        progress: ShowProgress = no_progress,
    ) -> None:
        """Read what is not in ``cache``; ``catalogue`` comes with a digest of its files."""
        self.catalogue, self._catalogue_digest = catalogue
        self.cache, self._workers = cache, workers
        self._files = {file.id: file for file in files}
        self._keys = {file.id: _seed_key(file) for file in files}
        rows: dict[bytes, _SeedRow] = cache.get("seed", self._keys.values())
        new_files = [file for file in files if self._keys[file.id] not in rows]
        readings = parallel_map(_read_seed, new_files, len(new_files), workers, None)
        for batch in batched(progress(readings, "Reading seeds", len(new_files))):
            rows |= cache_seeds(cache, batch)
        seed_rows = [(file, *rows[self._keys[file.id]]) for file in files]
        summaries = (summary for _, summary, _ in seed_rows if summary)
        self.summaries = {
            summary.id: summary for summary in sorted(summaries, key=lambda summary: summary.id)
        }
        self.findings = tuple(
            replace(f, path=file.path) for file, _, findings in seed_rows for f in findings
        )

    @property
    def paths(self) -> Mapping[str, str]:
        """The path of each seed by its id, unusable seeds included."""
        return {article_id: file.path for article_id, file in self._files.items()}

    def stories(self, page_ids: Mapping[str, str]) -> tuple[StoryMembers, ...]:
        """Group the articles that report one event; ``page_ids`` has the page of each seed."""
        summaries = tuple(self.summaries.values())
        key = digest("copies", *(self._keys[article_id] for article_id in self.summaries))

        def find_copies() -> tuple[tuple[str, str], ...]:
            keys = {
                article_id: digest("sketch", self._keys[article_id])
                for article_id in self.summaries
            }
            sketches = self.cache.get_or_make_all(
                "sketch", keys, lambda article_id: sketch_article(self._load_article(article_id))
            )
            return find_copy_pairs(summaries, sketches)

        return group_stories(
            summaries, self.cache.get_or_make("copies", key, find_copies), page_ids
        )

    # --- Articles and what they say ----------------------------------------------------------

    def __contains__(self, article_id: object) -> bool:
        return article_id in self.summaries

    def __iter__(self) -> Iterator[str]:
        return iter(self.summaries)

    def __len__(self) -> int:
        return len(self.summaries)

    def __getitem__(self, article_id: str) -> Article:
        """The article with this id; raises ``KeyError`` if there is none."""
        if article_id not in self.summaries:
            raise KeyError(article_id)
        article = self.cache.get_or_make(
            "article", self._keys[article_id], lambda: self._load_article(article_id)
        )
        path = self._files[article_id].path
        return article if article.path == path else replace(article, path=path)

    def _load_article(self, article_id: str) -> Article:
        """Get an article from the cache file or its seed, without keeping it in memory."""
        key = self._keys[article_id]
        article: Article | None = self.cache.get("article", [key]).get(key)
        article = article or read_article(self._files[article_id])[0]
        assert article  # noqa: S101  each article has a summary
        return article

    def facts(self, article_id: str) -> Facts:
        """The facts of the article with this id; raises ``KeyError`` if there is none."""

        def find_facts() -> Facts:
            from briefing_room.extract.facts import (  # noqa: PLC0415  slow, and most are cached
                extract_facts,
            )

            return extract_facts(self[article_id], self.catalogue)

        return self.cache.get_or_make("facts", self._facts_keys[article_id], find_facts)

    @cached_property
    def _facts_keys(self) -> Mapping[str, bytes]:
        """A digest of everything that the facts of each article depend on."""
        topics = repr([(t.slug, t.terms) for t in self.catalogue.topics.values()])
        keys = {
            article_id: digest(self._keys[article_id], self._catalogue_digest)
            for article_id in self
        }
        name_digests = self.cache.get("names", keys.values())
        for batch in batched(
            article_id for article_id, key in keys.items() if key not in name_digests
        ):
            new_digests = {
                keys[article_id]: self._digest_names(self._load_article(article_id))
                for article_id in batch
            }
            self.cache.put("names", new_digests)
            name_digests |= new_digests
        return {
            article_id: digest("facts", self._keys[article_id], name_digests[key], topics)
            for article_id, key in keys.items()
        }

    def _digest_names(self, article: Article) -> bytes:
        """Digest every name of the catalogue that the texts of an article may contain."""
        texts = dict.fromkeys(
            (
                *(article.title or "", article.publisher or "", article.author or ""),
                *(text for s in article.sources for text in (s.name, s.title or "")),
                *(sentence.text for sentence in article.sentences),
                *(passage.text for passage in article.passages),
            )
        )
        forms = dict.fromkeys(fold(form) for text in texts for form in (text, clean(text)))
        return digest(*self.catalogue.fingerprint("\n".join(forms)))

    # --- Generated pages ---------------------------------------------------------------------

    def generated_pages(
        self,
        stories: Sequence[StoryMembers],
        drafts: Mapping[str, Draft],
        progress: ShowProgress = no_progress,
    ) -> Iterator[tuple[StoryMembers, PageOrError]]:
        """Yield each story with its page, as if nobody had edited it, or with an error message.

        ``drafts`` has the drafts by story id.
        """
        facts_keys = self._facts_keys
        keys = {
            story_id: digest(
                *self._draft_dependencies(drafts.get(story_id)),
                story_id,
                *map(facts_keys.__getitem__, members),
            )
            for story_id, members in stories
        }
        pages_by_key: dict[bytes, PageOrError] = self.cache.get("generated", keys.values())
        new_stories = [story for story in stories if keys[story[0]] not in pages_by_key]
        jobs = (
            (story_id, self._articles_with_facts(members), drafts.get(story_id))
            for story_id, members in new_stories
        )
        generated = parallel_map(_generate, jobs, len(new_stories), self._workers, self.catalogue)
        for batch in batched(progress(generated, "Summarising stories", len(new_stories))):
            pages = {keys[story_id]: page for story_id, page, _ in batch}
            pages_by_key |= pages
            self.cache.put(
                "generated", {k: page for k, page in pages.items() if isinstance(page, Page)}
            )
            facts = (entry for *_, new_facts in batch for entry in new_facts)
            self.cache.put("facts", {facts_keys[entry.article]: entry for entry in facts})
        return ((story, pages_by_key[keys[story[0]]]) for story in stories)

    def _articles_with_facts(self, members: Sequence[str]) -> list[tuple[Article, Facts | None]]:
        """Pair the articles of a story with their facts, if these are cached."""
        facts = self.cache.get("facts", [self._facts_keys[member] for member in members])
        return [
            (self._load_article(member), facts.get(self._facts_keys[member])) for member in members
        ]

    def _draft_dependencies(self, draft: Draft | None) -> tuple[str, ...]:
        """What to digest of a draft: its text, and the names of the catalogue in it."""
        if draft is None:
            return ("generated",)
        names = fold("\n".join(statement.text for statement in draft.statements))
        return ("drafted", format_draft(draft), *self.catalogue.fingerprint(names))

    # --- What a check depends on -------------------------------------------------------------

    @cached_property
    def passages(self) -> Passages:
        """The passages of all articles, which are found by label or address."""
        return Passages(self)

    def seeds_of(self, page: Page) -> tuple[str, ...]:
        """The ids of the seeds that a page uses or cites, including absent ones."""
        cited = (s for label in LABEL.findall(page.text) for s in self.passages.seeds_of(label))
        return tuple(dict.fromkeys((*page.seeds, *cited)))

    def digest_of_page(self, page: Page) -> bytes:
        """A digest of the text of a page and of the facts of the seeds that it uses or cites."""
        seeds = self.seeds_of(page)
        states = (f"{seed} {self._facts_keys.get(seed, b'').hex()}" for seed in seeds)
        return digest(page.text, *states)

    @cached_property
    def digest_of_names(self) -> bytes:
        """A digest of every name of the catalogue and of the vocabulary."""
        return digest(*self.catalogue.fingerprint(), repr(self.catalogue.vocabulary))

    @cached_property
    def digest_of_all(self) -> bytes:
        """A digest of the catalogue and of the facts of all seeds."""
        return digest(self._catalogue_digest, *sorted(self._facts_keys.values()))


# --- Functions that also run in other processes ---------------------------------------------------


def _seed_key(file: SeedFile) -> bytes:
    return digest("seed", file.id, PurePosixPath(file.path).name, file.data)


def _read_seed(file: SeedFile, _: object) -> tuple[SeedFile, Article | None, tuple[Finding, ...]]:
    return file, *read_article(file)


def cache_seeds(
    cache: Cache, read_seeds: Iterable[tuple[SeedFile, Article | None, tuple[Finding, ...]]]
) -> dict[bytes, _SeedRow]:
    """Cache articles with their summaries and findings; no store reads these seeds again."""
    readings = [(_seed_key(file), article, findings) for file, article, findings in read_seeds]
    rows = {
        key: (summarize(article) if article else None, findings)
        for key, article, findings in readings
    }
    cache.put("seed", rows)
    cache.put("article", {key: article for key, article, _ in readings})
    sketches = (
        (digest("sketch", key), sketch_article(article)) for key, article, _ in readings if article
    )
    cache.put("sketch", dict(sketches))
    return rows


def _generate(job: _Job, catalogue: Catalogue) -> tuple[str, PageOrError, list[Facts]]:
    """Generate the page of a story; also returns the facts that were not cached yet."""
    from briefing_room.compose.briefing import (  # noqa: PLC0415  slow, and most are cached
        compose_briefing,
    )
    from briefing_room.extract.facts import extract_facts  # noqa: PLC0415
    from briefing_room.pages.layout import lay_out  # noqa: PLC0415

    story_id, members, draft = job
    new_facts: list[Facts] = []
    try:
        new_facts += [
            extract_facts(article, catalogue) for article, cached in members if not cached
        ]
        facts_by_article = {
            entry.article: entry
            for entry in (*(cached for _, cached in members if cached), *new_facts)
        }
        story = make_story(story_id, [article for article, _ in members], catalogue)
        briefing = compose_briefing(story, catalogue, facts_by_article.__getitem__)
        if draft:
            from briefing_room.compose.draft_composition import compose_draft  # noqa: PLC0415

            draft = follow_passages(draft, story.articles)
            briefing = compose_draft(briefing, draft, facts_by_article.__getitem__, catalogue)[0]
        return story_id, lay_out(briefing, catalogue), new_facts
    except Exception as error:  # noqa: BLE001  one seed must not stop the others
        return story_id, f"{type(error).__name__}: {str(error)[:100]}", new_facts
