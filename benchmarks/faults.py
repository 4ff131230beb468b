"""Put faults into story pages; count how many the check finds, and what it refuses wrongly.

Faults are drawn by the words of each sentence and put into generated pages.  One is found if the
check then names its line with a reason that fits.  ``python -m benchmarks.faults [SEEDS]``
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
from briefing_room.pipeline import read_project
from briefing_room.review.context import ReviewContext, Tally
from briefing_room.review.page_check import check_page
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
    numbers_in_evidence = set(NUMBER.findall(place.evidence.text))
    for match in NUMBER.finditer(place.text) if len(numbers_in_evidence) > 1 else ():
        if DAY.match(
            place.text, match.end()
        ):  # "on 2025 November 2025" is a slip that nobody makes
            continue
        yield place.put(match.span(), pick.choice(sorted(numbers_in_evidence - {match[0]})))


def name(place: Place, pick: random.Random) -> Iterator[str]:
    for mention in place.evidence.catalogue.find(place.text):
        yield place.put((mention.start, mention.end), pick.choice(place.names))


def exchange_names(place: Place, _: random.Random) -> Iterator[str]:
    """Exchange two names that are not in one list."""
    for first_mention, second_mention in pairwise(place.evidence.catalogue.find(place.text)):
        between = place.text[first_mention.end : second_mention.start]
        if (
            first_mention.entity != second_mention.entity
            and set(re.findall(r"\b[a-z]+\b", between)) - LISTING
        ):
            first, second = (place.text[m.start : m.end] for m in (first_mention, second_mention))
            yield place.put((first_mention.start, second_mention.end), f"{second}{between}{first}")


def quotation(place: Place, pick: random.Random) -> Iterator[str]:
    words = place.text.rstrip(".").split()
    start = pick.randrange(max(1, len(words) - 8))
    quoted = words[start : start + 6]
    plain = [i for i, word in enumerate(quoted) if re.fullmatch("[a-z]{4,}", word)]
    if '"' not in place.text and plain:
        quoted[pick.choice(plain)] = "very"
        yield " ".join((*words[:start], f'"{" ".join(quoted)}"', *words[start + 6 :])) + "."


def drop_negation(place: Place, _: random.Random) -> Iterator[str]:
    for match in NOT.finditer(place.text):
        yield place.put(match.span(), {"no ": "a ", "without ": "with "}.get(match[0], ""))


def add_negation(place: Place, _: random.Random) -> Iterator[str]:
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
    "negation dropped": (drop_negation, {"polarity", "contrary", "quantity"}),
    "negation added": (add_negation, {"polarity", "contrary", "quantity"}),
    "names exchanged": (exchange_names, ANY),
}


def places(context: ReviewContext) -> Iterator[Place]:
    stories = {seed: name for name, seeds in context.members for seed in seeds}
    sentences = [(s.text, a.id) for a in context.by_id.values() for s in a.sentences]
    countries = [e for e in context.catalogue.entities.values() if e.type == "country"]
    for page in context.generated:
        foreign = [t for t, seed in sentences if stories[seed] != page.id and len(t.split()) > 5]
        for line in (x for x in page.lines if x.labels and x.kind in STATEMENTS):
            text = re.sub(r"\[([^\]^]+)\]\([^)]*\)", r"\1", line.text)
            parts = re.split(r"((?:\[\^[^\]]+\])+)", text)
            for number in range(1, len(parts), 2):
                statement = parts[number - 1].removeprefix("- ").lstrip()
                evidence = context.evidence_of_passages(re.findall(r"\^([^\]]+)", parts[number]))
                names = [
                    e.name
                    for e in countries
                    if e.slug not in evidence.names and e.name not in evidence.text
                ]
                before, behind = (
                    "".join(parts[:number]).removesuffix(statement),
                    "".join(parts[number:]),
                )
                yield Place(before, statement, behind, evidence, foreign, names)


def faults(context: ReviewContext) -> Iterator[tuple[str, str, bool]]:
    """Yield for each fault its kind, the line and whether it is found.

    The draw of a sentence depends on its own words, so that an edit changes no other fault.
    """
    known = list(places(context))
    for kind, (make, reasons) in KINDS.items():
        draws = [(random.Random(f"{kind}: {place.text}"), place) for place in known]
        drawn = sorted(draws, key=lambda draw: draw[0].random())
        damages = ((place, text) for pick, place in drawn for text in make(place, pick))
        for place, text in islice(damages, 200 if kind.startswith("sentence") else 50):
            line = place.before + text + ("" if kind == "no citation" else place.behind)
            findings = check_page(parse(line), context.verifier, "line.md").findings
            yield kind, line, any(finding.kind.split(":")[0] in reasons for finding in findings)


def read_rewordings(context: ReviewContext) -> Iterator[tuple[str, str]]:
    for row in yaml.safe_load(REWORDINGS.read_text("utf-8")):
        if passages := [p for a in row["cites"] if (p := context.resolve(a))]:
            yield row["says"], f"- {row['says']}{''.join(f'[^{p.label}]' for p in passages)}"


def rewordings(context: ReviewContext) -> Iterator[tuple[str, bool]]:
    for text, line in read_rewordings(context):
        yield text, bool(check_page(parse(line), context.verifier, "line.md").findings)


def failed_rewordings(context: ReviewContext) -> list[str]:
    """Return the rewordings with an error: the others are only marked."""
    lines = (
        (text, check_page(parse(line), context.verifier, "line.md"))
        for text, line in read_rewordings(context)
    )
    return [text for text, tally in lines if tally.failed]


def main() -> None:
    context = ReviewContext.from_project(
        read_project(Path(*sys.argv[1:] or ["seeds"]), Path("briefings"))
    )
    results = list(faults(context))
    totals, counts = (
        Counter(k for k, _, _ in results),
        Counter(k for k, _, is_found in results if is_found),
    )
    refused = [f"refused: {text}" for text, wrong in rewordings(context) if wrong]
    tally = sum(
        (check_page(page, context.verifier, page.path) for page in context.generated), Tally()
    )
    print(
        *(f"missed: {kind}: {line}" for kind, line, is_found in results if not is_found), sep="\n"
    )
    print(*(f"{kind}: {counts[kind]} of {totals[kind]}" for kind in totals), *refused, sep="\n")
    print(
        f"{len(refused)} rewordings refused; as generated {tally.failed} of {tally.checked} fail",
        *tally.findings,
        sep="\n",
    )


if __name__ == "__main__":
    main()
