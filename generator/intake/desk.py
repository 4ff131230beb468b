"""The desk at which seeds are added: what is there, what was added, and how one is written."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from generator.compose.limits import is_quoted
from generator.ingest.files import ORIGINALS, SeedFile, slug_of
from generator.ingest.read import read_seeds
from generator.intake.drafts import Draft
from generator.intake.known import Known, known
from generator.intake.refusals import NameTaken
from generator.model import Article
from generator.text import files
from generator.text.frontmatter import split


@dataclass(slots=True)
class Desk:
    """The seeds that are there and those that were added; ``dry_run`` writes nothing."""

    seeds: Path
    today: dt.date
    dry_run: bool
    known: Known
    articles: list[Article]
    added: int = 0

    @classmethod
    def of(cls, seeds: Path, today: dt.date, *, dry_run: bool) -> Desk:
        """Read the seeds of a folder."""
        return cls(seeds, today, dry_run, known(seeds), list(read_seeds(seeds)[0]))

    def take(self, made: Draft, name: str | None = None) -> Article:
        """Write a seed and remember it; its original is kept only if its licence allows.

        Raises :class:`NameTaken` for a name that a seed has.
        """
        slug = self._name(made, name)
        path = files.inside(self.seeds, f"{slug}.md")
        article = made.article(slug, path.as_posix())
        text = made.seed(self.today)
        if not self.dry_run:
            if not is_quoted(article):
                kept = files.inside(self.seeds / ORIGINALS, f"{slug}.{made.original.form}")
                files.write_bytes(kept, made.original.data)
            files.write(path, text)
        self.known.add(SeedFile(slug, path.as_posix(), split(text)))
        self.articles.append(article)
        self.added += 1
        return article

    def _name(self, made: Draft, name: str | None) -> str:
        if name is None:
            return self.known.free_name(made.name)
        name = slug_of(name)
        if name in self.known.names:
            raise NameTaken(made.original.name, self.known.names[name])
        return name
