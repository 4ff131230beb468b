"""The gate: every sentence and table row of a page says only what a passage it cites says.

What is held against the passage: numbers with their unit, dates, names of the catalogue (by
entity, any alias), quotations, and who speaks.  What cannot be checked fails; nothing is skipped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.ingest.markdown import without_markup
from generator.model import Finding
from generator.pages.document import EDITOR, STATEMENTS, Kind, Line, Page
from generator.pages.sources import source_list
from generator.review.evidence import Evidence, Library
from generator.review.matching import Item, missing, shares_words
from generator.review.reading import Said, contains, read, shown, tokens
from generator.review.reasons import (
    EXACT,
    NO_CITATION,
    NOT_IN_ANY_SEED,
    QUOTE_ALTERED,
    WRONG_SPEAKER,
    explained,
)
from generator.text.typography import plain

_LABELS = ("state media", "unnamed source", "opinion", "via ", " text", "update ", "correction")


@dataclass(frozen=True, slots=True)
class Gate:
    """What came of checking one page or many; ``skipped`` is there to be seen to be 0."""

    checked: int = 0
    failed: int = 0
    editors: int = 0  # lines that an editor answers for
    skipped: int = 0
    findings: tuple[Finding, ...] = ()

    def __add__(self, other: Gate) -> Gate:
        """Return the sum of two results."""
        return Gate(
            self.checked + other.checked,
            self.failed + other.failed,
            self.editors + other.editors,
            self.skipped + other.skipped,
            self.findings + other.findings,
        )

    def __str__(self) -> str:
        """Return the counts in one line."""
        return (
            f"{self.checked} statements checked, {self.failed} failed, {self.skipped} skipped; "
            f"{self.editors} in an editor's own words"
        )


def check_page(page: Page, library: Library) -> Gate:
    """Hold every statement of a page against the passages it cites."""
    checked = failed = editors = 0
    findings: list[Finding] = []
    for line in page.lines:
        if not _is_statement(line):
            continue
        if EDITOR in line.labels:
            editors += 1
            continue
        checked += 1
        wrong = list(dict.fromkeys(_line_problems(line, page, library)))
        failed += bool(wrong)
        findings += [_finding(kind, page, line, why) for kind, why in wrong]
    return Gate(checked, failed, editors, 0, tuple(findings))


def _finding(kind: str, page: Page, line: Line, why: str) -> Finding:
    kind, _, seed = kind.partition(":")
    return Finding(kind, page.path, line.number, why, {"seed": seed} if seed else {})


def _is_statement(line: Line) -> bool:
    """Section headings and table heads say nothing; subjects below them and the title do."""
    says = line.kind in STATEMENTS or line.kind in (Kind.TITLE, Kind.FOOTNOTE)
    subject = line.kind is Kind.HEADING and not line.text.startswith("## ")
    return (says or subject) and re.search(r"\w", line.text) is not None


def _line_problems(line: Line, page: Page, library: Library) -> Iterator[tuple[str, str]]:
    if line.kind is Kind.FOOTNOTE:
        yield from _footnote_problems(line, library)
        return
    said = read(line)
    if line.kind in (Kind.TITLE, Kind.HEADING):
        items = missing(said.text, _seeds_of(page, library))
        # A subject names its group of elements in the program's words, the title in the seed's.
        wanted = [i for i in items if line.kind is Kind.TITLE or i.kind != "name"]
        yield from explained(wanted, (), library)
        return
    if line.section == "Sources" and not line.labels:
        yield from _source_problems(said, page, library)
        return
    if not line.labels:
        why = f"no footnote says where this comes from: cite a passage, or [^{EDITOR}] for your own"
        yield NO_CITATION, why
        return
    unknown = [label for label in line.labels if label not in library.passages]
    for label in unknown:
        yield NOT_IN_ANY_SEED, f"no seed has the passage [^{label}]; cite one that exists"
    if len(unknown) < len(line.labels):
        yield from _cited_problems(line, said, library)


def _cited_problems(line: Line, said: Said, library: Library) -> Iterator[tuple[str, str]]:
    articles = library.articles_of(line.labels)
    if line.kind is Kind.ROW:
        evidence = library.of_labels(line.labels, whole=True)
        items = [item for cell in said.cells for item in missing(cell, evidence)]
        yield from explained(items, articles, library)
        return
    text, speaker = _attributed(said)
    evidence = library.of_labels(line.labels)
    yield from explained(statement_items(text, evidence), articles, library)
    allowed = library.labels_heard(line.labels)
    if speaker and speaker not in allowed:
        heard = ", ".join(f"“{each}”" for each in sorted(allowed)) or "nobody but the text itself"
        yield WRONG_SPEAKER, f"“{speaker}” does not speak in the passage; there speaks {heard}"


def statement_items(text: str, evidence: Evidence) -> list[Item]:
    """Return what a sentence lacks; one whose words are another passage's lacks all of itself."""
    if contains(evidence.tokens, tokens(text)):
        return []
    items = missing(text, evidence)
    if not items and not shares_words(text, evidence):
        items = [Item("sentence", text)]
    return items or [Item(EXACT, text)]


def _attributed(said: Said) -> tuple[str, str]:
    """Return a line's words and its speaker; italics that name no quality are words."""
    if not said.speaker or any(label in f"{said.speaker.lower()} " for label in _LABELS):
        return said.text, said.speaker
    return f"{said.text} {said.speaker}", ""


def _footnote_problems(line: Line, library: Library) -> Iterator[tuple[str, str]]:
    label = re.match(r"\[\^([^\]\s]+)\]:", line.text)
    if label is None or label[1] == EDITOR:
        return
    if label[1] not in library.passages:
        yield NOT_IN_ANY_SEED, f"no seed has the passage [^{label[1]}]; delete this footnote"
        return
    quoted = re.search(r": “(.*)”\s*$", line.text)
    evidence = library.of_labels([label[1]])
    passage = library.passages[label[1]].text  # with its bullet and "[1]", which no sentence has
    raw = (passage, plain(passage), plain(without_markup(passage)))
    wholes = (evidence.tokens, *map(tokens, raw))
    words = tokens(shown(quoted[1])) if quoted else ()
    if not any(contains(whole, words) for whole in wholes):
        yield QUOTE_ALTERED, f"the passage reads “{evidence.text}”"


def _seeds_of(page: Page, library: Library) -> Evidence:
    """Return all that the seeds of a page say, their titles included."""
    seeds = [library.articles[seed] for seed in page.seeds if seed in library.articles]
    texts = [text for a in seeds for text in (a.title or "", library.of_article(a.id).text)]
    dates = [span for a in seeds for span in library.of_article(a.id).dates]
    anchor = seeds[0].date if seeds else None
    return Evidence(plain("\n".join(texts)), anchor, library.catalogue, tuple(dates))


def _source_problems(said: Said, page: Page, library: Library) -> Iterator[tuple[str, str]]:
    """Hold a line of the list of sources against what the seeds' front matter gives."""
    seeds = [library.articles[seed] for seed in page.seeds if seed in library.articles]
    cited = [library.passages[label] for label in page.cited if label in library.passages]
    lines = source_list(seeds, cited, library.catalogue)
    given = Evidence(plain("\n".join(shown(line) for line in lines)), None, library.catalogue)
    yield from explained(missing(said.text, given), (), library)
