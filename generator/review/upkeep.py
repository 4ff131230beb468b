"""What is wrong with a page as a file: conflicts, age, front matter, footnotes, reproduction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.catalogue.schema import Fields
from generator.compose.limits import reproduction
from generator.model import Finding
from generator.pages.document import EDITOR, Kind, Page, conflicts
from generator.pages.merge import Outcome, own_lines
from generator.pages.present import is_half
from generator.pages.record import RECORDS, digest, parsed
from generator.review.library import Library
from generator.review.reading import read, spaced, statements
from generator.review.settling import NO_REVIEWER, REVIEW_KEYS

KEYS = (
    *("id", "date", "seeds", "origins", "topics", "status", "title", "description"),
    *("reviewer", "reviewed_on", "corrections", "redirect_from", "aliases"),
)
STATUSES = ("draft", "reviewed")
CORRECTION = ("on", "was", "now", "why")


def upkeep(library: Library) -> Iterator[Finding]:
    """Yield which pages are not as the seeds make them now, and which records belong to none."""
    yield from _age(library)
    ids = {page.id for page in (*library.pages, *library.drafts)} | library.held
    for page_id, text in library.records.items():
        if page_id not in ids and parsed(text).base is not None:  # refusals alone hold anywhere
            where = (library.briefings / RECORDS / f"{page_id}.txt").as_posix()
            yield Finding("orphan-record", where, 0, "belongs to no page and no story; delete it")


def page_upkeep(page: Page, library: Library) -> Iterator[Finding]:
    """Yield what somebody has to mend in a page, whatever other pages say."""
    where = library.where(page)
    yield from _conflicts(page, where)
    yield from _front(page, where, library)
    yield from _labels(page, where, library)
    yield from _reproduction(page, where, library)
    if page.seeds and page.text.strip() and not statements(page):
        message = "says nothing any more; delete the file, and it stays away"
        yield Finding("empty-page", where, 0, message)
    if page.id in library.made and not library.unread(page):
        for line in own_lines(page, library.record(page).digests):
            settles = line.kind is Kind.FRONT and line.text.partition(":")[0] in REVIEW_KEYS
            if not settles and line.kind is not Kind.COMMENT:
                yield Finding("held", where, line.number, f"held by a person: {read(line).text}")


def _conflicts(page: Page, where: str) -> Iterator[Finding]:
    for conflict in conflicts([line.text for line in page.lines]):
        says = " / ".join(line for line in conflict.proposed if line.strip())
        who = "a person deleted a line here" if conflict.deleted else "a person's text stands above"
        message = f"{who}; the generator now says: {says}"
        yield Finding(
            "conflict", where, conflict.line, f"{message}; keep one, then delete the comment"
        )
    for line in page.lines:
        if line.kind is Kind.COMMENT and line.text.startswith("<<<<<<<"):
            marks = "'<<<<<<<', '=======' and '>>>>>>>'"
            message = f"git could not merge here; keep one of the two texts and delete {marks}"
            yield Finding("conflict", where, line.number, message)


def _front(page: Page, where: str, library: Library) -> Iterator[Finding]:
    """Yield what is wrong with the keys at the head of a page."""
    front = [line for line in page.lines if line.kind is Kind.FRONT]
    keys = {line.text.partition(":")[0]: line.number for line in reversed(front)}
    read = Fields(where, page.front, keys)
    read.only(KEYS)
    read.choice("status", STATUSES)
    read.day("date")
    read.day("reviewed_on")
    for correction in read.items("corrections"):
        correction.only(CORRECTION)
        correction.day("on")
        for key in CORRECTION:
            correction.needs(key, f"write {{{', '.join(CORRECTION)}}}")
    for seed in page.seeds:
        if seed not in library.by_id and seed not in library.held:
            read.note(
                "front-matter", "seeds", f"there is no seed '{seed}'; remove or bring it back"
            )
    yield from (replace(found, kind="front-matter") for found in read.findings)
    if page.status == "reviewed" and not page.front.get("reviewer"):
        message = "nobody is named; 'briefing review --accept PAGE --by NAME' says who and when"
        yield Finding(NO_REVIEWER, where, keys.get("status", 1), message)
    for topic in page.topics:
        if topic not in library.catalogue.topics:
            message = f"there is no topic '{topic}'; write topics/{topic}.md or remove it"
            yield Finding("unknown-topic", where, keys.get("topics", 1), message)


# --- Footnotes and quotation ---------------------------------------------------------------------


def _labels(page: Page, where: str, library: Library) -> Iterator[Finding]:
    """Yield footnotes that are cited without a text."""
    for line in page.lines:
        for label in line.labels:
            known = label == EDITOR or label in library.passages
            if label not in page.definitions and known:
                message = f"[^{label}] has no footnote yet; run `briefing generate` to add it"
                yield Finding("undefined-footnote", where, line.number, message)


def _reproduction(page: Page, where: str, library: Library) -> Iterator[Finding]:
    """Yield which texts the generator, or a line in a passage's own words, shows too much of.

    What a person says in other words reproduces nothing.
    """
    base, passages = frozenset(library.record(page).digests), library.passages
    shown = [
        passages[label]
        for line in page.lines
        for label in line.labels
        if label in passages
        and (
            digest(line.text) in base
            or library.of_labels([label]).spaced in spaced(read(line).text)
        )
    ]
    for seed in dict.fromkeys(passage.article for passage in shown):
        measured = reproduction(library.by_id[seed], shown)
        if measured.too_much:
            share = f"{measured.words} of the {measured.whole} words of {seed}"
            most = f"at most {measured.limit:.0f} and 90 in a row may be shown; cut it"
            yield Finding("too-much-quoted", where, 0, f"the page shows {share}, {most}")


# --- Pages and what the seeds say now ------------------------------------------------------------


def _age(library: Library) -> Iterator[Finding]:
    """Yield pages that `briefing generate` would change, make or no longer make."""
    by_id = {page.id: page for page in library.pages}
    for page in library.drafts:
        present = by_id.get(page.id)
        if library.run.is_settled(page, present):
            continue
        if present is None and library.run.wants(page):
            where = (library.briefings / page.path).as_posix()
            yield Finding("out-of-date", where, 0, "not generated yet; run `briefing generate`")
        if present is None or library.unread(present) or is_half(present):
            continue
        record = library.record(present)
        message = "the seeds or the program say something else now; run `briefing generate`"
        if record.base is None:
            message = "its record is missing; run `briefing generate`, which loses nothing"
        outcome = library.run.merged(page, present, record).outcome
        if record.base is None or outcome is not Outcome.UNCHANGED:
            yield Finding("out-of-date", library.where(present), 0, message)
    for page in library.pages:
        if page.id not in library.drafts_by_id and page.seeds and not library.unread(page):
            message = "its seeds are gone, so nothing keeps it up to date; delete it or its 'seeds'"
            yield Finding("without-seeds", library.where(page), 0, message)
