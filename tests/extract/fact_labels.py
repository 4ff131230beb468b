"""The articles whose figures and dates are marked by hand in tests/labels."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path

import yaml

from generator.ingest.load import read_seeds, read_text
from generator.model import Article

ROOT = Path(__file__).parents[2]
LABELS = ROOT / "tests" / "labels"
# The texts of other shapes carry no date of their own; these are their front matter.
_ANCHORS = {
    "wire-copy": "2025-07-20",
    "fragments": "2025-06-20",
    "bullet-list": "2025-08-28",
    "company-release": "2025-10-06",
    "opinion": "2025-11-20",
    "official-notice": "2025-04-04",
    "broadcast": "2025-07-24",
    "price-report": "2025-08-19",
}


def labels(name: str) -> dict[str, list[str]]:
    """Return the rows of a file of labels, by article."""
    return yaml.safe_load((LABELS / name).read_text(encoding="utf-8"))


def labelled_articles(slugs: set[str]) -> dict[str, Article]:
    """Return seeds and texts of tests/labels/texts by their slugs."""
    found = {article.id: article for article in read_seeds(ROOT / "seeds")[0]}
    texts = read_seeds(LABELS / "texts")[0]
    found |= {each.id: each for each in texts if each.id not in _ANCHORS}
    for slug in slugs - set(found):
        text = (LABELS / "texts" / f"{slug}.txt").read_text(encoding="utf-8")
        found[slug] = article(text, _ANCHORS[slug], slug)
    return {slug: found[slug] for slug in sorted(slugs)}


def article(text: str, date: str | None, slug: str = "seed") -> Article:
    """Return a pasted text as an article of a date."""
    front = {"date": dt.date.fromisoformat(date)} if date else {}
    return read_text(slug, f"{slug}.txt", text, front)


def digest(name: str) -> str:
    """Name the data of a floor: the labels and the texts they were made for."""
    texts = [each.text for each in labelled_articles(set(labels(name))).values()]
    whole = (LABELS / name).read_text(encoding="utf-8") + "\0".join(texts)
    return hashlib.sha256(whole.encode()).hexdigest()[:12]
