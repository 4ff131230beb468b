"""Put faults into story pages; count how many the check finds, and what it refuses wrongly.

Faults are drawn with a fixed seed and put into generated pages.  One is found if the check then
names its line with a reason that fits.  ``python -m benchmarks.faults [SEEDS]``
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice, pairwise
from pathlib import Path
from typing import NamedTuple

import yaml
from briefing_room.pages.document import STATEMENTS, parse
from briefing_room.pipeline import read
from briefing_room.review.context import ReviewContext, Tally
from briefing_room.review.gate import check_page
from briefing_room.verify.evidence import Evidence

REWORDINGS = Path(__file__).parent.parent / "tests/review/cases/rewordings.yml"
DAY = re.compile(
    r" (?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
NUMBER = re.compile(r"(?<![\w.,])\d+(?:,\d{3})*(?:\.\d+)?(?!\w)")
BE = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|must)\b(?! not)")
NOT = re.compile(r"\bnot (?!only)|n't\b|\bno (?!longer|more|less|fewer)(?=[a-z])|\bwithout ")
LISTING = {"and", "or", "the", "with", "between", "of", "on"}
FACTS = {"number", "unit", "date", "name", "quotation", "no-such-passage"}
WORDS = {"polarity", "contrary", "sides", "binding", "limit", "scope", "cause", "quantity"}
ANY = {*FACTS, *WORDS, "not-supported"}


class Place(NamedTuple):
    """A sentence of a page with what stands around it, its passages, and what others say."""

    before: str
    text: str
    behind: str
    evidence: Evidence
    foreign: list[str]
    names: list[str]

    def put(self, span: tuple[int, int], new: str) -> str:
        """Return the sentence with something else at a place."""
        return self.text[: span[0]] + new + self.text[span[1] :]


def digit(place: Place, pick: random.Random) -> Iterator[str]:
    there = set(NUMBER.findall(place.evidence.text))
    for match in NUMBER.finditer(place.text):
        at = pick.choice([i for i, c in enumerate(match[0]) if c.isdigit()])
        new = (f"{match[0][:at]}{d}{match[0][at + 1 :]}" for d in "123456789")
        yield place.put(match.span(), pick.choice([n for n in new if n not in there]))


def number(place: Place, pick: random.Random) -> Iterator[str]:
    there = set(NUMBER.findall(place.evidence.text))
    for match in NUMBER.finditer(place.text) if len(there) > 1 else ():
        if DAY.match(place.text, match.end()):  # "on 2025 November 2025" is no slip of anybody's
            continue
        yield place.put(match.span(), pick.choice(sorted(there - {match[0]})))


def name(place: Place, pick: random.Random) -> Iterator[str]:
    for found in place.evidence.catalogue.find(place.text):
        yield place.put((found.start, found.end), pick.choice(place.names))


def exchanged(place: Place, _: random.Random) -> Iterator[str]:
    """Let two names change places that do not stand in one list."""
    for one, other in pairwise(place.evidence.catalogue.find(place.text)):
        between = place.text[one.end : other.start]
        if one.entity != other.entity and set(re.findall(r"\b[a-z]+\b", between)) - LISTING:
            first, second = (place.text[m.start : m.end] for m in (one, other))
            yield place.put((one.start, other.end), f"{second}{between}{first}")


def quotation(place: Place, pick: random.Random) -> Iterator[str]:
    words = place.text.rstrip(".").split()
    at = pick.randrange(max(1, len(words) - 8))
    quoted = words[at : at + 6]
    plain = [i for i, word in enumerate(quoted) if re.fullmatch("[a-z]{4,}", word)]
    if '"' not in place.text and plain:
        quoted[pick.choice(plain)] = "very"
        yield " ".join((*words[:at], f'"{" ".join(quoted)}"', *words[at + 6 :])) + "."


def dropped(place: Place, _: random.Random) -> Iterator[str]:
    for found in NOT.finditer(place.text):
        yield place.put(found.span(), {"no ": "a ", "without ": "with "}.get(found[0], ""))


def added(place: Place, _: random.Random) -> Iterator[str]:
    yield from (place.put((m.end(), m.end()), " not") for m in BE.finditer(place.text))


KINDS: dict[str, tuple[Callable[[Place, random.Random], Iterator[str]], set[str]]] = {
    "digit that is not in the passage": (digit, FACTS),
    "other number of the same passage": (number, ANY),
    "sentence of another story": (
        lambda place, pick: iter([pick.choice(place.foreign)]),
        ANY,
    ),
    "name that is not in the passage": (name, FACTS),
    "quotation altered": (quotation, {"quotation"}),
    "no citation": (lambda place, _: iter([place.text]), {"no-citation"}),
    "negation dropped": (dropped, {"polarity", "contrary", "quantity"}),
    "negation added": (added, {"polarity", "contrary", "quantity"}),
    "names exchanged": (exchanged, ANY),
}


def places(context: ReviewContext) -> Iterator[Place]:
    stories = {seed: name for name, seeds in context.members for seed in seeds}
    told = [(s.text, a.id) for a in context.by_id.values() for s in a.sentences]
    countries = [e for e in context.catalogue.entities.values() if e.type == "country"]
    for page in context.generated:
        others = [t for t, seed in told if stories[seed] != page.id and len(t.split()) > 5]
        for line in (x for x in page.lines if x.labels and x.kind in STATEMENTS):
            text = re.sub(r"\[([^\]^]+)\]\([^)]*\)", r"\1", line.text)
            parts = re.split(r"((?:\[\^[^\]]+\])+)", text)
            for at in range(1, len(parts), 2):
                said = parts[at - 1].removeprefix("- ").lstrip()
                there = context.evidence_of_passages(re.findall(r"\^([^\]]+)", parts[at]))
                away = [
                    e.name
                    for e in countries
                    if e.slug not in there.names and e.name not in there.text
                ]
                before, behind = "".join(parts[:at]).removesuffix(said), "".join(parts[at:])
                yield Place(before, said, behind, there, others, away)


def faults(context: ReviewContext) -> Iterator[tuple[str, str, bool]]:
    known, pick = list(places(context)), random.Random(20261127)
    for kind, (make, reasons) in KINDS.items():
        made = ((p, text) for p in pick.sample(known, len(known)) for text in make(p, pick))
        for place, text in islice(made, 200 if kind.startswith("sentence") else 50):
            line = place.before + text + ("" if kind == "no citation" else place.behind)
            found = check_page(parse(line), context).findings
            yield kind, line, any(finding.kind.split(":")[0] in reasons for finding in found)


def reworded(context: ReviewContext) -> Iterator[tuple[str, str]]:
    for row in yaml.safe_load(REWORDINGS.read_text("utf-8")):
        if found := [p for a in row["cites"] if (p := context.resolve(a))]:
            yield row["says"], f"- {row['says']}{''.join(f'[^{p.label}]' for p in found)}"


def rewordings(context: ReviewContext) -> Iterator[tuple[str, bool]]:
    for text, line in reworded(context):
        yield text, bool(check_page(parse(line), context).findings)


def failed_rewordings(context: ReviewContext) -> list[str]:
    """Return the rewordings with an error: the others are only marked."""
    lines = ((text, check_page(parse(line), context)) for text, line in reworded(context))
    return [text for text, tally in lines if tally.failed]


def main() -> None:
    context = ReviewContext.from_project(read(Path(*sys.argv[1:] or ["seeds"]), Path("briefings")))
    results = list(faults(context))
    tried, found = Counter(k for k, _, _ in results), Counter(k for k, _, seen in results if seen)
    refused = [f"refused: {text}" for text, wrong in rewordings(context) if wrong]
    quiet = sum((check_page(page, context) for page in context.generated), Tally())
    print(*(f"missed: {kind}: {line}" for kind, line, seen in results if not seen), sep="\n")
    print(*(f"{kind}: {found[kind]} of {tried[kind]}" for kind in tried), *refused, sep="\n")
    print(
        f"{len(refused)} rewordings refused; as generated {quiet.failed} of {quiet.checked} fail",
        *quiet.findings,
        sep="\n",
    )


if __name__ == "__main__":
    main()
