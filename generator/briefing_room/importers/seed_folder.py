"""Add a new seed to the folder: refuse a double, write the file, report what it has."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from briefing_room.compose.limits import is_quoted
from briefing_room.errors import UnusableSource
from briefing_room.importers.new_seed import NewSeed
from briefing_room.ingest.language import is_english, other_language
from briefing_room.ingest.load import ORIGINALS, read_files, slug_of
from briefing_room.model import Article
from briefing_room.pages.known_passages import words_of
from briefing_room.text import files
from briefing_room.text.addresses import bare_address
from briefing_room.text.frontmatter import Document, split_front_matter

_MAX_LETTERS = 100  # of a text in the report
_MAX_LISTED = 20  # lines
_PARAGRAPH_WORDS = 12  # from which a text that was left out may have been a paragraph


@dataclass(slots=True)
class SeedFolder:
    """The seeds of a folder, and what is added to them; ``dry_run`` writes nothing."""

    folder: Path
    today: dt.date
    dry_run: bool
    added: list[str] = field(default_factory=list)  # the names of new seeds
    _names: dict[str, str] = field(default_factory=dict)
    _addresses: dict[str, str] = field(default_factory=dict)  # an article's own → its seed
    _contents: dict[str, str] = field(default_factory=dict)  # a digest → the seed

    @classmethod
    def of(cls, folder: Path, today: dt.date, *, dry_run: bool) -> SeedFolder:
        """Read the seeds of a folder."""
        found = cls(folder, today, dry_run)
        for file, document in read_files(folder):
            found._remember(file.id, file.path, document)
        return found

    def _remember(self, slug: str, path: str, document: Document) -> None:
        front = document.front
        self._names[slug] = path
        sources = front.get("sources")
        first = sources[0] if isinstance(sources, list) and sources else None
        url = first.get("url") if isinstance(first, dict) and front.get("kind") != "note" else None
        if isinstance(url, str):
            self._addresses.setdefault(bare_address(url), path)
        self._contents.setdefault(words_of(document.body), path)
        if isinstance(front.get("original_sha256"), str):
            self._contents.setdefault(front["original_sha256"], path)

    def refuse_address(self, url: str | None, source: str) -> None:
        """Raise UnusableSource if a seed has the address, however it is written."""
        if url and (seed := self._addresses.get(bare_address(url))):
            raise _double(source, seed, f"the address {url}")

    def refuse(self, made: NewSeed) -> None:
        """Raise UnusableSource if a seed has the article."""
        source = made.original.name
        for url in (made.address, made.original.address):
            self.refuse_address(url, source)
        for content in (made.original.sha256, words_of(made.body)):
            if seed := self._contents.get(content):
                raise _double(source, seed, "the same text")

    def add(self, made: NewSeed, article: Article) -> None:
        """Write a seed and remember it; its original is kept only if its licence allows."""
        slug = article.id
        path = files.inside(self.folder, f"{slug}{made.suffix}")
        text = made.seed(self.today)
        if not self.dry_run:
            if not is_quoted(article):
                original = files.inside(self.folder, f"{ORIGINALS}/{slug}.{made.original.form}")
                files.write(original, made.original.data)
            files.write(path, text)
        self._remember(slug, path.as_posix(), split_front_matter(text))
        self.added.append(slug)

    def name(self, made: NewSeed, name: str | None) -> str:
        """Choose the name of a seed; raises UnusableSource for one that another has."""
        if name is None:
            names = itertools.chain(
                [made.name], (f"{made.name}-{number}" for number in itertools.count(2))
            )
            return next(free for free in names if free not in self._names)
        if seed := self._names.get(slug_of(name)):
            why = f"cannot take the name of {seed}; give another with --name"
            raise UnusableSource(made.original.name, why)
        return slug_of(name)

    def report(self, made: NewSeed, article: Article) -> Iterator[str]:
        """Yield in plain lines what is known of a new seed, and what was left out."""
        yield f"{article.path}: " + ("would be added" if self.dry_run else "added")
        for key in ("title", "date", "publisher", "author", "licence"):
            yield f"  {key:<10} {getattr(made.metadata, key) or 'not given'}"
        yield f"  {'address':<10} {made.address or 'not given'}"
        yield f"  {'text':<10} {len(article.text.split())} words"
        if made.left_out:
            long = [text for text in made.left_out if len(text.split()) >= _PARAGRAPH_WORDS]
            few = (
                f"; {len(long)} with {_PARAGRAPH_WORDS} words or more:" if long else ", all short."
            )
            texts = f"{len(made.left_out)} texts, such as menus and teasers"
            yield f"  Not taken from the original: {texts}{few}"
            yield from _listed(long)
        if article.removed:
            yield "  In the seed, but not for the briefing:"
            yield from _listed([f"{item.reason}: {item.text}" for item in article.removed])
        if not is_english(article.language):
            message = other_language(article.language, article.path).message
            yield f"  {message[:1].upper()}{message[1:]}."


def _double(source: str, seed: str, what: str) -> UnusableSource:
    return UnusableSource(source, f"is there already: {seed} has {what}; edit that seed")


def _listed(items: list[str]) -> Iterator[str]:
    for item in items[:_MAX_LISTED]:
        yield f"    - {item if len(item) <= _MAX_LETTERS else item[: _MAX_LETTERS - 1] + '…'}"
    if len(items) > _MAX_LISTED:
        yield f"    and {len(items) - _MAX_LISTED} more"
