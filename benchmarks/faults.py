"""Count how many faults put into the story pages the gate finds.

Faults are drawn at random with a fixed seed, by kind, from all story pages, one at a time.  A
fault counts as found if the gate then names its line, with a reason that fits the kind.

    python benchmarks/faults.py [--briefings DIR] [--each N]
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from generator.catalogue.entries import Catalogue
from generator.catalogue.load import read_catalogue
from generator.ingest.load import read_seeds
from generator.pages.document import STATEMENTS, Kind, Line, Page
from generator.pages.parse import parse
from generator.pages.store import read_pages
from generator.review.evidence import Library
from generator.review.gate import check_page
from generator.review.reading import read

SEED = 20261124
FACTS = {"not-in-any-seed", "in-other-passage", "in-other-seed"}
MARK = re.compile(r"\[\^[^\]\s]+\]")


class Fault(NamedTuple):
    """A page with one line changed for the worse."""

    kind: str
    page: Page
    line: int
    text: str


class Drawer(NamedTuple):
    """What the faults are drawn from."""

    pages: tuple[Page, ...]
    library: Library
    catalogue: Catalogue
    random: random.Random

    def line(self, fits: Callable[[Line], bool]) -> tuple[Page, Line]:
        """Return a random statement, from all pages, that ``fits``."""
        found = [(p, x) for p in self.pages for x in p.lines if _cites(x) and fits(x)]
        return self.random.choice(found)


def _cites(line: Line) -> bool:
    return line.kind in STATEMENTS and bool(line.labels) and line.section != "Sources"


def digit_changed(draw: Drawer) -> Fault:
    """Change one digit of a number or date, so that no passage of the line has the new one."""
    number = re.compile(r"(?<![\w\[/^-])\d+(?![\w\]-])")

    def outside_links(line: Line) -> list[int]:
        hidden = [m.span() for m in re.finditer(r"\]\([^)]*\)|\[\^[^\]]*\]", line.text)]
        spots = number.finditer(line.text)
        return [m.start() for m in spots if not any(a <= m.start() < b for a, b in hidden)]

    page, line = draw.line(lambda x: bool(outside_links(x)))
    at = draw.random.choice(outside_links(line))
    whole = next(m for m in re.finditer(r"\d[\d.,]*", line.text) if m.start() <= at < m.end())
    before, after = whole[0][: at - whole.start()], whole[0][at - whole.start() + 1 :].rstrip(".,")
    there = " ".join(draw.library.passages[label].text for label in line.labels)
    other = draw.random.choice(
        [d for d in "123456789" if d != line.text[at] and f"{before}{d}{after}" not in there]
    )
    return Fault("digit changed", page, line.number, line.text[:at] + other + line.text[at + 1 :])


def country_swapped(draw: Drawer) -> Fault:
    """Put a country in the place of another one that the passage does not name."""
    names = {e.name: s for s, e in draw.catalogue.entities.items() if e.type == "country"}

    def spots(line: Line) -> list[re.Match[str]]:
        pattern = r"(?<![\w/-])(?:" + "|".join(map(re.escape, names)) + r")(?=[\s,.\]'|])"
        found = re.finditer(pattern, line.text)
        return [m for m in found if "](" not in line.text[m.start() : m.start() + 1]]

    page, line = draw.line(lambda x: bool(spots(x)))
    spot = draw.random.choice(spots(line))
    there = draw.library.of_paragraphs(line.labels).names
    away = [n for n, slug in sorted(names.items()) if slug not in there and n != spot[0]]
    other = draw.random.choice(away)
    text = line.text[: spot.start()] + other + line.text[spot.end() :]
    return Fault("country swapped", page, line.number, text)


def citation_moved(draw: Drawer) -> Fault:
    """Let a line cite another passage of its page."""
    page, line = draw.line(lambda _: True)
    old = draw.random.choice(line.labels)
    others = [label for label in page.cited if label not in line.labels]
    text = line.text.replace(f"[^{old}]", f"[^{draw.random.choice(others)}]")
    return Fault("citation moved", page, line.number, text)


def citation_dropped(draw: Drawer) -> Fault:
    """Take a line's citations away."""
    page, line = draw.line(lambda _: True)
    return Fault("citation dropped", page, line.number, MARK.sub("", line.text))


def quotation_altered(draw: Drawer) -> Fault:
    """Change a word inside quotation marks, in a line or a footnote."""
    quoted = re.compile(r"“[^”]*?(\b[a-z]{4,}\b)[^”]*”|\"[^\"]*?(\b[a-z]{4,}\b)[^\"]*\"")

    def fits(line: Line) -> bool:
        return line.kind is Kind.FOOTNOTE or _cites(line)

    found = [
        (p, x, m) for p in draw.pages for x in p.lines if fits(x) and (m := quoted.search(x.text))
    ]
    page, line, match = draw.random.choice(found)
    start, end = match.span(1) if match[1] else match.span(2)
    return Fault(
        "quotation altered", page, line.number, line.text[:start] + "very" + line.text[end:]
    )


def names_exchanged(draw: Drawer) -> Fault:
    """Let two names of one sentence change places."""

    def pair(line: Line) -> list[str]:
        if line.kind is Kind.ROW or "](" in line.text:
            return []
        text = read(line).text
        found = [(text[m.start : m.end], m.entity) for m in draw.catalogue.find(text)]
        distinct = {entity: name for name, entity in found if line.text.count(name) == 1}
        names = list(distinct.values())
        return [n for n in names if not any(n != o and n in o for o in names)]

    page, line = draw.line(lambda x: len(pair(x)) >= 2)
    one, other = draw.random.sample(pair(line), 2)
    text = line.text.replace(one, "\0").replace(other, one).replace("\0", other)
    return Fault("names exchanged", page, line.number, text)


REASONS: dict[Callable[[Drawer], Fault], set[str]] = {
    digit_changed: FACTS | {"wrong-speaker", "quote-altered"},
    country_swapped: FACTS | {"wrong-speaker", "quote-altered"},
    citation_moved: FACTS | {"wrong-speaker", "quote-altered"},
    citation_dropped: {"no-citation"},
    quotation_altered: {"quote-altered", *FACTS},
    names_exchanged: FACTS | {"wrong-speaker"},
}


def run(seeds: Path, briefings: Path, each: int) -> Iterator[tuple[Fault, bool]]:
    """Yield faults of every kind and whether the gate found them with a fitting reason."""
    articles, _ = read_seeds(seeds)
    catalogue, _ = read_catalogue(briefings)
    library = Library({article.id: article for article in articles}, catalogue)
    draw = Drawer(read_pages(briefings)[0], library, catalogue, random.Random(SEED))
    for kind, reasons in REASONS.items():
        for _ in range(each):
            fault = kind(draw)
            lines = [x.text for x in fault.page.lines]
            lines[fault.line - 1] = fault.text
            wrong = check_page(parse("\n".join(lines), fault.page.path), library).findings
            named = {f.kind.split(":")[0] for f in wrong if f.line == fault.line}
            yield fault, bool(named & reasons)


def main() -> None:
    """Print the rates by kind and the faults that were missed."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--seeds", type=Path, default=Path("seeds"))
    parser.add_argument("--briefings", type=Path, default=Path("briefings"))
    parser.add_argument("--each", type=int, default=10)
    given = parser.parse_args()
    drawn, found = Counter[str](), Counter[str]()
    for fault, seen in run(given.seeds, given.briefings, given.each):
        drawn[fault.kind] += 1
        found[fault.kind] += seen
        if not seen:
            print(f"missed: {fault.kind}: {fault.page.path}:{fault.line}: {fault.text}")
    for kind in drawn:
        print(f"{kind}: {found[kind]} of {drawn[kind]}")


if __name__ == "__main__":
    main()
