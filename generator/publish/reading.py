"""Read what the site is made of: the pages, the catalogue and the seeds."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from generator.catalogue.entries import Catalogue
from generator.catalogue.load import read_catalogue
from generator.ingest.load import read_seeds
from generator.model import Article, Finding
from generator.pages.document import Page
from generator.pages.parse import parse
from generator.pages.store import read_pages


class Material(NamedTuple):
    """What the folders hold, and what is wrong with some of it."""

    pages: tuple[Page, ...]
    catalogue: Catalogue
    articles: tuple[Article, ...]
    findings: tuple[Finding, ...]


def read(seeds: Path, briefings: Path) -> Material:
    """Read both folders; a file that cannot be read is reported and left out."""
    catalogue, wrong_entries = read_catalogue(briefings)
    articles, wrong_seeds = read_seeds(seeds, mend=False)
    stories, wrong_pages = read_pages(briefings)
    about = tuple(
        parse(path.read_text(encoding="utf-8", errors="replace"), f"about/{path.name}")
        for path in sorted((briefings / "about").glob("*.md"))
    )
    findings = (*wrong_entries, *wrong_seeds, *wrong_pages)
    return Material((*stories, *about), catalogue, articles, findings)
