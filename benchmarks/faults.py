"""Count how many faults put into the story pages the gate finds, and what it refuses wrongly.

Faults are drawn with a fixed seed, by kind, one at a time, in the pages as they are generated from
the seeds.  One counts as found if the gate then names its line with a reason that fits.  Foreign
sentences are those of other stories under a passage; rewordings are an editor's.

    python -m benchmarks.faults [--seeds DIR] [--briefings DIR] [--each N] [--show]
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import yaml

from generator.pages.document import STATEMENTS, Line, Page
from generator.pages.parse import parse
from generator.pipeline import read
from generator.review.evidence import Evidence
from generator.review.gate import Gate, check_page
from generator.review.library import Library

SEED = 20261127
REWORDINGS = Path(__file__).parent.parent / "tests/review/cases/rewordings.yml"
NUMBER = re.compile(r"(?<![\w.,])\d+(?:,\d{3})*(?:\.\d+)?(?!\w)")
AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|must|should)\b(?! not)"
)
DENIAL = re.compile(
    r"\bnot (?!only)|(?<=\w)n't\b|\bno (?!longer|more|less|fewer)(?=[a-z])|\bwithout "
)
TYPES = {"country", "organisation"}
LISTING = {"and", "or", "the", "with", "between", "of", "on"}


class Place(NamedTuple):
    """A sentence of a page: what stands before, in and behind it in its line, and its passages."""

    page: Page
    line: int
    before: str
    text: str
    behind: str
    evidence: Evidence

    def with_text(self, text: str, behind: str | None = None) -> Page:
        """Return the page with another sentence here."""
        lines = [line.text for line in self.page.lines]
        lines[self.line - 1] = self.before + text + (self.behind if behind is None else behind)
        return parse("\n".join(lines), self.page.path)


Maker = Callable[[Place, "Draw"], Iterator[str]]


class Draw(NamedTuple):
    """What faults are drawn from."""

    random: random.Random
    names: tuple[tuple[str, str], ...]  # of countries and organisations, with their slugs
    sentences: tuple[tuple[str, str], ...]  # with their stories

    def foreign(self, place: Place) -> str:
        """Return a sentence of another story."""
        return self.random.choice([t for t, story in self.sentences if story != place.page.id])


def digit(place: Place, draw: Draw) -> Iterator[str]:
    """Change a digit to one that makes no number of the passages."""
    there = set(NUMBER.findall(place.evidence.text))
    for match in NUMBER.finditer(place.text):
        at = draw.random.choice([i for i, c in enumerate(match[0]) if c.isdigit()])
        others = (f"{match[0][:at]}{d}{match[0][at + 1 :]}" for d in "123456789")
        if new := [each for each in others if each not in there]:
            yield _put(place.text, match.span(), draw.random.choice(new))


def number(place: Place, draw: Draw) -> Iterator[str]:
    """Write another number of the same passages."""
    there = sorted(set(NUMBER.findall(place.evidence.text)))
    for match in NUMBER.finditer(place.text):
        if others := [each for each in there if each != match[0]]:
            yield _put(place.text, match.span(), draw.random.choice(others))


def sentence(place: Place, draw: Draw) -> Iterator[str]:
    """Say what another story says."""
    yield draw.foreign(place)


def clause(place: Place, draw: Draw) -> Iterator[str]:
    """Go on with another story in the middle of a sentence."""
    words, other = place.text.split(), draw.foreign(place).split()
    starts = [
        at for at, word in enumerate(other) if word in {"that", "which", "and", "but", "while"}
    ]
    if len(words) > 9 and starts and len(other) - starts[0] > 6:
        yield " ".join((*words[: len(words) // 2], *other[starts[0] :]))


def name(place: Place, draw: Draw) -> Iterator[str]:
    """Write a name that the passages do not have."""
    away = [each for each, slug in draw.names if slug not in place.evidence.names]
    for found in place.evidence.catalogue.find(place.text):
        yield _put(place.text, (found.start, found.end), draw.random.choice(away))


def exchanged(place: Place, _: Draw) -> Iterator[str]:
    """Let two names change places that do not stand in one list."""
    found = place.evidence.catalogue.find(place.text)
    for one, other in pairwise(found):
        between = place.text[one.end : other.start]
        if one.entity != other.entity and set(re.findall(r"[a-z]+", between)) - LISTING:
            first, second = (place.text[m.start : m.end] for m in (one, other))
            yield _put(place.text, (one.start, other.end), f"{second}{between}{first}")


def quotation(place: Place, draw: Draw) -> Iterator[str]:
    """Quote some words of the passages, one of them altered."""
    words = place.text.rstrip(".").split()
    at = draw.random.randrange(max(1, len(words) - 8))
    quoted = words[at : at + 6]
    plain = [i for i, word in enumerate(quoted) if re.fullmatch("[a-z]{4,}", word)]
    if '"' not in place.text and plain:
        quoted[draw.random.choice(plain)] = "very"
        yield " ".join((*words[:at], f'"{" ".join(quoted)}"', *words[at + 6 :])) + "."


def dropped(place: Place, _: Draw) -> Iterator[str]:
    """Take a negation out."""
    for found in DENIAL.finditer(place.text):
        instead = {"no ": "a ", "without ": "with "}.get(found[0], "")
        yield _put(place.text, found.span(), instead)


def added(place: Place, _: Draw) -> Iterator[str]:
    """Put a negation in."""
    for found in AUXILIARY.finditer(place.text):
        yield _put(place.text, (found.end(), found.end()), " not")


def _put(text: str, span: tuple[int, int], new: str) -> str:
    return text[: span[0]] + new + text[span[1] :]


FACTS = {"not-in-any-seed", "in-other-passage", "in-other-seed"}
WORDS = {"not-supported", "negation-changed", "other-number"}
KINDS: dict[str, tuple[Maker, set[str]]] = {
    "digit that is not in the passage": (digit, FACTS | {"quote-altered"}),
    "other number of the same passage": (number, FACTS | {"other-number", "quote-altered"}),
    "sentence of another story": (sentence, FACTS | {"not-supported"}),
    "name that is not in the passage": (name, FACTS | {"quote-altered"}),
    "quotation altered": (quotation, {"quote-altered"}),
    "no citation": (lambda place, _: iter([place.text]), {"no-citation"}),
    "negation dropped": (dropped, {"negation-changed", "quote-altered"}),
    "negation added": (added, {"negation-changed", "quote-altered"}),
    "names exchanged": (exchanged, FACTS | WORDS | {"quote-altered"}),
    "half a sentence of another story": (clause, FACTS | WORDS),
}


def places(pages: tuple[Page, ...], library: Library) -> list[Place]:
    """Return every sentence of the pages with its own marks, names unlinked."""
    found = []
    for page in pages:
        for line in (x for x in page.lines if _cites(x)):
            parts = re.split(
                r"((?:\[\^[^\]]+\])+)", re.sub(r"\[([^\]^]+)\]\([^)]*\)", r"\1", line.text)
            )
            for at in range(1, len(parts), 2):
                text = parts[at - 1].removeprefix("- ").lstrip()
                evidence = library.of_labels(re.findall(r"\^([^\]]+)", parts[at]))
                before = "".join(parts[:at]).removesuffix(text)
                found.append(Place(page, line.number, before, text, "".join(parts[at:]), evidence))
    return found


def _cites(line: Line) -> bool:
    return line.kind in STATEMENTS and bool(line.labels) and line.section != "Sources"


def caught(page: Page, line: int, library: Library, reasons: set[str]) -> bool:
    """Return whether the gate names a line of a page with one of the reasons."""
    only = tuple(each for each in page.lines if each.number == line)
    found = check_page(replace(page, lines=only), library).findings
    return any(finding.kind.split(":")[0] in reasons for finding in found)


def faults(library: Library, each: int) -> Iterator[tuple[str, Page, int, bool]]:
    """Yield faults of every kind: the page with the fault, its line, and whether it was found."""
    project, draw = library.project, random.Random(SEED)
    names = ((e.name, slug) for slug, e in project.catalogue.entities.items() if e.type in TYPES)
    told = (
        (s.text, story.id) for story in project.stories for a in story.articles for s in a.sentences
    )
    source = Draw(draw, tuple(names), tuple((t, story) for t, story in told if len(t.split()) > 5))
    all_places = places(project.drafts, library)
    for kind, (make, reasons) in KINDS.items():
        made = (
            (p, text) for p in draw.sample(all_places, len(all_places)) for text in make(p, source)
        )
        for place, text in (pair for pair, _ in zip(made, range(each), strict=False)):
            page = place.with_text(text, "" if kind == "no citation" else None)
            yield kind, page, place.line, caught(page, place.line, library, reasons)


def rewordings(library: Library) -> Iterator[tuple[str, bool]]:
    """Yield each rewording under its passages, and whether the gate refuses it."""
    for row in yaml.safe_load(REWORDINGS.read_text("utf-8")):
        marks = "".join(f"[^{p.label}]" for a in row["cites"] if (p := library.project.resolve(a)))
        page = parse(f"## Key points\n\n- {row['says']}{marks}\n")
        yield row["says"], bool(check_page(page, library).findings)


def main() -> None:
    """Print the rates by kind and, with ``--show``, what was missed and refused."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--seeds", type=Path, default=Path("seeds"))
    parser.add_argument("--briefings", type=Path, default=Path("briefings"))
    parser.add_argument("--each", type=int, default=50)
    parser.add_argument("--show", action="store_true")
    given = parser.parse_args()
    library = Library(read(given.seeds, given.briefings))
    tried, found = Counter[str](), Counter[str]()
    for kind, page, line, seen in faults(library, given.each):
        tried[kind] += 1
        found[kind] += seen
        if given.show and not seen:
            print(f"missed: {kind}: {page.path}:{line}: {page.lines[line - 1].text}")
    refused = [text for text, wrong in rewordings(library) if wrong]
    print(*(f"{kind}: {found[kind]} of {tried[kind]}" for kind in tried), sep="\n")
    print(*(f"refused: {text}" for text in refused), f"{len(refused)} rewordings refused", sep="\n")
    quiet = sum((check_page(page, library) for page in library.project.drafts), Gate())
    print(f"as generated: {quiet}", *quiet.findings, sep="\n")


if __name__ == "__main__":
    main()
