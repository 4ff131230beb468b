"""Add seeds to their folder: refuse duplicates, write the files, report what they contain."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from briefing_room.catalogue.key_reader import did_you_mean
from briefing_room.compose.limits import is_protected
from briefing_room.errors import UnusableSource
from briefing_room.importers.new_seed import NewSeed
from briefing_room.ingest.article import find_doubtful_day
from briefing_room.ingest.language import is_english, other_language_finding
from briefing_room.ingest.load import ORIGINALS, make_slug, read_documents
from briefing_room.model import Article
from briefing_room.pages.passage_finder import words_digest
from briefing_room.text import files
from briefing_room.text.addresses import bare_address
from briefing_room.text.frontmatter import Document, split_front_matter
from briefing_room.text.lexicon import count
from briefing_room.text.typography import shorten

_MAX_TEXT_CHARS = 100  # of an item in the report
_MAX_LISTED = 20  # texts in the report
_MISSING_DATE = "not given; give it with --date, or write 'date: 2026-11-24' into the seed"
_MIN_PARAGRAPH_WORDS = 12  # a line of this length may be a paragraph of the article


@dataclass(slots=True)
class SeedFolder:
    """The seeds of a folder; adds new ones unless it is a ``dry_run``."""

    folder: Path
    today: dt.date
    dry_run: bool
    new_names: list[str] = field(default_factory=list)
    _paths_by_name: dict[str, str] = field(default_factory=dict)
    # Paths of the seeds, by the addresses of articles and by digests of texts and originals.
    _paths_by_address: dict[str, str] = field(default_factory=dict)
    _paths_by_content: dict[str, str] = field(default_factory=dict)
    _seeds_by_story: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path, today: dt.date, *, dry_run: bool) -> SeedFolder:
        """Read the seeds of a folder."""
        seed_folder = cls(folder, today, dry_run)
        for file, document in read_documents(folder):
            seed_folder._remember(file.id, file.path, document)
        return seed_folder

    def _remember(self, slug: str, path: str, document: Document) -> None:
        """Note the name, address and content of a seed, so that no other gets in twice."""
        front = document.front
        self._paths_by_name[slug] = path
        if isinstance(front.get("story"), str):
            self._seeds_by_story.setdefault(front["story"], []).append(slug)
        sources = front.get("sources")
        first_source = sources[0] if isinstance(sources, list) and sources else None
        url = (
            first_source.get("url")
            if isinstance(first_source, dict) and front.get("kind") != "note"
            else None
        )
        if isinstance(url, str):
            self._paths_by_address.setdefault(bare_address(url), path)
        self._paths_by_content.setdefault(words_digest(document.body), path)
        if isinstance(front.get("original_sha256"), str):
            self._paths_by_content.setdefault(front["original_sha256"], path)

    def resolve_story(self, name: str, seeds_by_page: Mapping[str, Sequence[str]]) -> str:
        """Return what to write as ``story`` so that a seed joins a story, a seed or a page.

        A page whose name no seed has, as its name or its story, stands for its first seed.
        """
        slug = name.removesuffix(".md").rpartition("/")[2]
        if slug in self._seeds_by_story or slug in self._paths_by_name:
            return slug
        return next(iter(seeds_by_page.get(slug, ())), name)

    def refuse_known_address(self, url: str | None, source: str) -> None:
        """Raise :class:`UnusableSource` if a seed has this address, in whatever spelling."""
        if url and (existing_path := self._paths_by_address.get(bare_address(url))):
            raise _duplicate_error(source, existing_path, f"the address {url}")

    def refuse_duplicate(self, seed: NewSeed) -> None:
        """Raise :class:`UnusableSource` if the article is a seed already."""
        source = seed.original.name
        for url in (seed.address, seed.original.address):
            self.refuse_known_address(url, source)
        for content in (seed.original.sha256, words_digest(seed.body)):
            if existing_path := self._paths_by_content.get(content):
                raise _duplicate_error(source, existing_path, "the same text")

    def add(self, seed: NewSeed, article: Article) -> None:
        """Write a seed; its original is stored only if its licence allows."""
        slug = article.id
        path = files.path_inside(self.folder, f"{slug}{seed.suffix}")
        text = seed.file_text(self.today)
        if not self.dry_run:
            if not is_protected(article):
                original = files.path_inside(
                    self.folder, f"{ORIGINALS}/{slug}.{seed.original.format}"
                )
                files.write(original, seed.original.data)
            files.write(path, text)
        self._remember(slug, path.as_posix(), split_front_matter(text))
        self.new_names.append(slug)

    def choose_name(self, seed: NewSeed, name: str | None) -> str:
        """Choose the name of a seed; raises :class:`UnusableSource` if another has ``name``."""
        if name is None:
            numbered = (f"{seed.name}-{number}" for number in itertools.count(2))
            candidates = itertools.chain([seed.name], numbered)
            return next(free for free in candidates if free not in self._paths_by_name)
        if existing_path := self._paths_by_name.get(make_slug(name)):
            message = f"cannot have the name of {existing_path}; give another with --name"
            raise UnusableSource(seed.original.name, message)
        return make_slug(name)

    def report(self, seed: NewSeed, article: Article) -> Iterator[str]:
        """Yield the lines of a report on a new seed: its metadata, and what was removed."""
        yield f"{article.path}: " + ("would be added" if self.dry_run else "added")
        for key in ("title", "date", "publisher", "author", "licence"):
            missing = _MISSING_DATE if key == "date" else "not given"
            yield f"  {key:<10} {getattr(seed.metadata, key) or missing}"
            if key == "date" and seed.date_text:
                yield f"             taken from “{shorten(seed.date_text, _MAX_TEXT_CHARS)}”"
        if not seed.metadata.date and (doubtful := find_doubtful_day(article)):
            yield f"             no day was taken from “{doubtful.text}”, which may not give it"
        yield f"  {'address':<10} {seed.address or 'not given'}"
        if article.story:
            yield f"  {'story':<10} {self._describe_story(article.id, article.story)}"
        yield f"  {'text':<10} {len(article.text.split())} words"
        if seed.left_out:
            long_texts = [
                text for text in seed.left_out if len(text.split()) >= _MIN_PARAGRAPH_WORDS
            ]
            texts = f"{count(len(seed.left_out), 'text')}, such as menus and teasers"
            lengths = f"; {len(long_texts)} with {_MIN_PARAGRAPH_WORDS} words or more:"
            lengths = lengths if long_texts else ", all short."
            yield f"  Not taken from the original: {texts}{lengths}"
            yield from _shortened_list(long_texts)
        if article.removed:
            yield "  In the seed, but not for the briefing:"
            removed = [f"{item.reason}: {item.text}" for item in article.removed]
            command = f"briefing explain {article.id}"
            yield from _shortened_list(removed, f"; when the page is there, list all: {command}")
        if not is_english(article.language):
            message = other_language_finding(article.language, article.path).message
            yield f"  {message[:1].upper()}{message[1:]}."

    def _describe_story(self, slug: str, story: str) -> str:
        """Say with which seeds a seed shares its page; if with none, which name may be meant."""
        seeds = [story] if story in self._paths_by_name else []
        seeds += self._seeds_by_story.get(story, ())
        if others := [seed for seed in dict.fromkeys(seeds) if seed != slug]:
            return f"shares a page with {', '.join(others)}"
        known = {*self._seeds_by_story, *self._paths_by_name} - {story, slug}
        return f"no other seed belongs to {story}; {did_you_mean(story, known)}".removesuffix("; ")


def _duplicate_error(source: str, existing_path: str, shared: str) -> UnusableSource:
    return UnusableSource(
        source, f"is a seed already: {existing_path} has {shared}; edit that seed"
    )


def _shortened_list(texts: list[str], hint: str = "") -> Iterator[str]:
    """Yield a line for each text, as many and as long as a report shows, then ``hint``."""
    for text in texts[:_MAX_LISTED]:
        yield f"    - {shorten(text, _MAX_TEXT_CHARS)}"
    if len(texts) > _MAX_LISTED:
        yield f"    and {len(texts) - _MAX_LISTED} more{hint}"
