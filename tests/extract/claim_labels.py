"""Compare the claims that the program finds with those marked by hand in tests/labels."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from generator.catalogue.entries import Catalogue
from generator.catalogue.read import read_catalogue
from generator.extract.speech.claims import claims
from generator.ingest.read import read_seeds
from generator.model import Article, Claim, SpeaksAs

ROOT = Path(__file__).parents[2]
LABELS = ROOT / "tests" / "labels"
QUALITIES = {
    "document": SpeaksAs.OFFICIAL_DOCUMENT,
    "official": SpeaksAs.OFFICIAL_STATEMENT,
    "denial": SpeaksAs.DENIAL,
    "media": SpeaksAs.STATE_MEDIA,
    "company": SpeaksAs.COMPANY,
    "data": SpeaksAs.DATA_PROVIDER,
    "expert": SpeaksAs.EXPERT,
    "unnamed": SpeaksAs.UNNAMED,
    "outlet": SpeaksAs.OUTLET,
}


@dataclass(frozen=True, slots=True)
class Row:
    """A claim marked by hand; ``open`` rows may be found or not."""

    words: str
    speakers: tuple[str, ...]
    kinds: tuple[SpeaksAs, ...]
    via: str | None  # "" if it is not scored
    open: bool


@cache
def catalogue() -> Catalogue:
    return read_catalogue(ROOT / "briefings")[0]


@cache
def articles() -> dict[str, Article]:
    found = {article.id: article for article in read_seeds(ROOT / "seeds")[0]}
    for folder in ("voices", "texts"):
        texts = read_seeds(LABELS / folder)[0]
        found |= {f"{folder}/{article.id}": article for article in texts}
    return found


def labels(name: str) -> dict[str, list[str]]:
    return yaml.safe_load((LABELS / name).read_text(encoding="utf-8"))


def digest(name: str) -> str:
    """Return what stands for the labels and the texts they were made for."""
    marked = labels(name)
    texts = "\0".join(articles()[key].text for key in sorted(marked))
    whole = (LABELS / name).read_text(encoding="utf-8") + texts
    return hashlib.sha256(whole.encode()).hexdigest()[:12]


def row(line: str) -> Row:
    parts = [part.strip() for part in line.removeprefix("~ ").rsplit("|", 3)]
    words, speakers, kinds, via = parts
    return Row(
        words,
        tuple(speakers.split("/")),
        tuple(SpeaksAs) if kinds == "?" else tuple(QUALITIES[kind] for kind in kinds.split("/")),
        {"-": None, "?": ""}.get(via, via),
        line.startswith("~ "),
    )


def plain(text: str) -> str:
    text = text.translate(str.maketrans("’‘“”", "''\"\""))
    return re.sub(r"\s+", " ", text).lower()


def same_speaker(labels_: tuple[str, ...], claim: Claim) -> bool:
    names = [claim.speaker.name]
    if claim.speaker.entity:
        names += catalogue().entities[claim.speaker.entity].names
    wanted = [re.sub(r"^(?:the|a) ", "", plain(label)) for label in labels_]
    named = [plain(name).removeprefix("the ") for name in names]
    return any(want in name or name in want for want in wanted for name in named)


def same_relay(row_: Row, claim: Claim) -> bool:
    if not row_.via or claim.speaker.via is None:
        return row_.via == "" or row_.via is claim.speaker.via
    want, found = plain(row_.via), plain(claim.speaker.via)
    return want in found or found.removeprefix("the ") in want


def compare(key: str, lines: list[str]) -> Counter[tuple[str, str]]:
    """Count ("right" | "missed" | "wrong", quality); "wrong" is found but not marked so."""
    counts: Counter[tuple[str, str]] = Counter()
    found = list(claims(articles()[key], catalogue()))
    heard = set()
    for line in lines:
        want = row(line)
        match = next((c for c in found if _holds(c, want) and same_speaker(want.speakers, c)), None)
        if match is not None:
            found.remove(match)
            heard.add((match.speaker, match.passages))
        right = match is not None and match.speaker.kind in want.kinds
        if not want.open:
            counts["right" if right else "missed", want.kinds[0].name] += 1
            if match is not None:
                counts["relay right" if same_relay(want, match) else "relay wrong", ""] += 1
                if not right:
                    counts["wrong", match.speaker.kind.name] += 1
    for claim in found:  # two rows of one speaker in one sentence are one claim to the labeller
        if (claim.speaker, claim.passages) not in heard:
            counts["wrong", claim.speaker.kind.name] += 1
    return counts


def _holds(claim: Claim, want: Row) -> bool:
    return plain(want.words) in plain(" ".join(passage.text for passage in claim.passages))
