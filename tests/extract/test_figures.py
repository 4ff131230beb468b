"""The figures of labelled articles: precision and recall, attribute by attribute, with a floor."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from generator.catalogue.entries import Catalogue
from generator.catalogue.read import read_catalogue
from generator.extract.claims import attributions
from generator.extract.figures import figures
from generator.ingest.read import read_seeds, read_text
from generator.model import Article, Figure

ROOT = Path(__file__).parents[2]
LABELS = ROOT / "tests" / "labels"
# The texts of other shapes carry no date of their own; these are their front matter.
ANCHORS = {
    "wire-copy": "2025-07-20",
    "fragments": "2025-06-20",
    "bullet-list": "2025-08-28",
    "company-release": "2025-10-06",
    "opinion": "2025-11-20",
    "official-notice": "2025-04-04",
    "broadcast": "2025-07-24",
    "price-report": "2025-08-19",
}
ATTRIBUTES = ("what", "stage", "group", "place", "period")
# The floor only goes up; it names the labels it was measured on.
FLOOR_DIGEST = "PENDING"
FLOOR = {"precision": 0.0, "recall": 0.0}


class Gold(NamedTuple):
    """One labelled figure."""

    given: str
    low: float
    high: float
    unit: str
    attributes: dict[str, str]


def gold_rows(name: str) -> dict[str, list[Gold]]:
    data = yaml.safe_load((LABELS / name).read_text())
    return {slug: [_gold(row) for row in rows] for slug, rows in data.items()}


def _gold(row: str) -> Gold:
    given, value, unit, *rest = [cell.strip() for cell in row.split(" | ")]
    low, _, high = value.partition("..")
    return Gold(
        given, float(low), float(high or low), unit, dict(zip(ATTRIBUTES, rest, strict=True))
    )


def labelled_articles(slugs: set[str]) -> dict[str, Article]:
    seeds = {article.id: article for article in read_seeds(ROOT / "seeds")[0]}
    for slug in slugs - set(seeds):
        text = (LABELS / "texts" / f"{slug}.txt").read_text()
        front = {"date": dt.date.fromisoformat(ANCHORS[slug])}
        seeds[slug] = read_text(slug, f"{slug}.txt", text, front)
    return {slug: seeds[slug] for slug in sorted(slugs)}


def found_figures(article: Article, catalogue: Catalogue) -> list[Figure]:
    return list(figures(article, catalogue, attributions(article, catalogue)))


def matched(gold: list[Gold], found: list[Figure]) -> Iterator[tuple[Gold, Figure]]:
    left = list(found)
    for row in gold:
        for figure in left:
            if (figure.low, figure.high) == (row.low, row.high) and row.unit in {figure.unit, "?"}:
                left.remove(figure)
                yield row, figure
                break


def attribute_is_right(wanted: str, got: str | None, name: str) -> bool:
    answers = [answer.strip() for answer in wanted.split("/")]
    if got is None:
        return "-" in answers
    if name == "what":
        words = set(re.findall(r"[\w-]+", got.lower().replace("'s", "")))
        return any(set(answer.lower().split()) <= words for answer in answers if answer != "-")
    plain = re.sub(r"^(?:early|late|the) ", "", got)
    return got in answers or plain in answers or any(part in answers for part in got.split(", "))


def score() -> tuple[dict[str, float], list[str]]:
    gold = gold_rows("figures.yml")
    catalogue, _ = read_catalogue(ROOT / "briefings")
    counts: Counter[str] = Counter()
    notes: list[str] = []
    for slug, article in labelled_articles(set(gold)).items():
        found = found_figures(article, catalogue)
        pairs = list(matched(gold[slug], found))
        counts.update(gold=len(gold[slug]), found=len(found), right=len(pairs))
        hits, got = [row for row, _ in pairs], [figure for _, figure in pairs]
        notes += [f"{slug}: missed {row.given}" for row in gold[slug] if row not in hits]
        notes += [f"{slug}: extra {each.given}" for each in found if each not in got]
        for row, figure in pairs:
            for name, wanted in row.attributes.items():
                if wanted == "?":
                    continue
                right = attribute_is_right(wanted, getattr(figure, name), name)
                counts.update({f"{name} asked": 1, f"{name} right": right})
                if not right:
                    notes.append(
                        f"{slug}: {figure.given} {name} {getattr(figure, name)!r} <{wanted}>"
                    )
    result = {
        "precision": counts["right"] / counts["found"],
        "recall": counts["right"] / counts["gold"],
    }
    result |= {name: counts[f"{name} right"] / counts[f"{name} asked"] for name in ATTRIBUTES}
    return result, notes
