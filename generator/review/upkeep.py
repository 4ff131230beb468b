"""What is wrong with a page as a file: conflicts, age, front matter, footnotes, reproduction."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from generator.model import Finding, Passage
from generator.pages import conflicts
from generator.pages.document import EDITOR, Kind, Line, Page
from generator.pages.limits import reproduction
from generator.pages.merge import Outcome
from generator.pages.record import Record, fingerprint, read_record, unused_records
from generator.pages.refusals import Known
from generator.pages.store import Run, refusals
from generator.review.library import State
from generator.review.reading import read, spaced

KEYS = (
    *("id", "date", "seeds", "origins", "topics", "status", "title", "description"),
    *("reviewer", "reviewed_on", "changed_since_review", "corrections", "redirect_from", "aliases"),
)
REVIEW_KEYS = frozenset({"status", "reviewer", "reviewed_on", "changed_since_review"})
STATUSES = ("draft", "reviewed")
CORRECTION = ("on", "was", "now", "why")


def upkeep(state: State) -> Iterator[Finding]:
    """Yield what somebody has to mend in the story pages and their records."""
    for page in state.pages:
        where = state.where(page)
        yield from _conflicts(page, where)
        yield from _front(page, where, state)
        yield from _labels(page, where, state)
        yield from _reproduction(page, where, state)
    yield from _age(state)
    yield from _records(state)


def _conflicts(page: Page, where: str) -> Iterator[Finding]:
    for conflict in conflicts.find([line.text for line in page.lines]):
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


# --- Front matter --------------------------------------------------------------------------------


def _front(page: Page, where: str, state: State) -> Iterator[Finding]:
    for key, message in _front_faults(page, state):
        kind = "unknown-topic" if key == "topics" else "front-matter"
        yield Finding(kind, where, _line_of(page, key), message)


def _front_faults(page: Page, state: State) -> Iterator[tuple[str, str]]:
    front = page.front
    for key in front:
        if key not in KEYS:
            yield str(key), f"unknown key '{key}'; allowed: {', '.join(KEYS)}"
    if page.status not in STATUSES:
        yield "status", f"status is '{page.status}'; write {' or '.join(STATUSES)}"
    if front.get("date") is not None and page.date is None:
        yield "date", f"'{front['date']}' is no date; write YYYY-MM-DD, or null if it is not given"
    for topic in page.topics:
        if topic not in state.catalogue.topics:
            yield "topics", f"there is no topic '{topic}'; write topics/{topic}.md or remove it"
    for seed in page.seeds:
        if seed not in state.library.articles and seed not in state.held:
            yield "seeds", f"there is no seed '{seed}'; remove it, or bring the seed back"
    reviewed_on = front.get("reviewed_on")
    if reviewed_on is not None and not isinstance(reviewed_on, dt.date):
        yield "reviewed_on", f"'{reviewed_on}' is no date; write YYYY-MM-DD"
    yield from _corrections(front.get("corrections"))


def _corrections(value: object) -> Iterator[tuple[str, str]]:
    if value is None:
        return
    form = "write a list of {on: YYYY-MM-DD, was: …, now: …, why: …}"
    if not isinstance(value, list):
        yield "corrections", f"'corrections' is no list; {form}"
        return
    for number, item in enumerate(value, start=1):
        if isinstance(item, dict):
            item = {_key(key): said for key, said in item.items()}  # noqa: PLW2901
        if not isinstance(item, dict) or set(item) != set(CORRECTION):
            yield "corrections", f"correction {number} needs just {', '.join(CORRECTION)}; {form}"
        elif not isinstance(item["on"], dt.date):
            yield "corrections", f"correction {number}: '{item['on']}' is no date; {form}"


def _key(key: object) -> object:
    """Return a key as it is written: YAML 1.1 reads a bare ``on`` as true."""
    return "on" if key is True else key


def _line_of(page: Page, key: str) -> int:
    starts = (line.number for line in page.lines if line.text.startswith(f"{key}:"))
    return next(starts, 1)


# --- Footnotes and quotation ---------------------------------------------------------------------


def _labels(page: Page, where: str, state: State) -> Iterator[Finding]:
    """Yield footnotes that are cited without a text, or that nothing cites."""
    cited, defined = set(page.cited), page.definitions
    for line in page.lines:
        for label in line.labels:
            known = label == EDITOR or label in state.library.passages
            if label not in defined and known:
                message = f"[^{label}] has no footnote yet; run `briefing generate` to add it"
                yield Finding("undefined-footnote", where, line.number, message)
        label_here = re.match(r"\[\^([^\]\s]+)\]:", line.text)
        if line.kind is Kind.FOOTNOTE and label_here and label_here[1] not in cited:
            message = f"nothing cites [^{label_here[1]}]; it is not shown, and may be deleted"
            yield Finding("uncited-footnote", where, line.number, message)


def _reproduced(page: Page, state: State) -> list[Passage]:
    """Return the passages that the generator or the passage's own words show on a page.

    What a person says in other words reproduces nothing.
    """
    base = frozenset(read_record(state.briefings, page.id).digests)
    passages = state.library.passages
    return [
        passages[label]
        for line in page.lines
        for label in line.labels
        if label in passages
        and (
            fingerprint([line.text])[0] in base
            or state.library.of_labels([label]).spaced in spaced(read(line).text)
        )
    ]


def _reproduction(page: Page, where: str, state: State) -> Iterator[Finding]:
    library = state.library
    shown = _reproduced(page, state)
    for seed in dict.fromkeys(passage.article for passage in shown):
        measured = reproduction(library.articles[seed], shown)
        share = f"{measured.words} of the {measured.whole} words of {seed}"
        if measured.too_much:
            message = f"the page shows {share}, at most {measured.limit:.0f} and 90 in a row"
            yield Finding("too-much-quoted", where, 0, f"{message} may be shown; cut it")
        else:
            yield Finding(
                "quoted", where, 0, f"the page shows {share}; {measured.limit:.0f} may be"
            )


# --- Pages and what the seeds say now ------------------------------------------------------------


def _age(state: State) -> Iterator[Finding]:
    """Yield pages that `briefing generate` would change, make or no longer make."""
    by_id = {page.id: page for page in state.pages}
    made = {page.id for page in state.generated}
    held = refusals(state.briefings, state.pages)
    run = Run(state.briefings, held, Known(state.library.passages), state.define)
    for page in state.generated:
        present = by_id.get(page.id)
        record = read_record(state.briefings, page.id)
        if present is None and run.wants(page):
            where = (state.briefings / page.path).as_posix()
            yield Finding("out-of-date", where, 0, "not generated yet; run `briefing generate`")
        elif present is not None and not state.held & {*present.seeds, present.id}:
            yield from _changes(state.where(present), run.merged(page, present).outcome, record)
            yield from _held(state.where(present), present, record)
    for page in state.pages:
        if page.id not in made and page.seeds and not state.held & {*page.seeds, page.id}:
            message = "its seeds are gone, so nothing keeps it up to date; delete it or its 'seeds'"
            yield Finding("without-seeds", state.where(page), 0, message)


def _changes(where: str, outcome: Outcome, record: Record) -> Iterator[Finding]:
    if record.base is None:
        message = "its record is missing; run `briefing generate`, which loses nothing"
        yield Finding("out-of-date", where, 0, message)
    elif outcome is not Outcome.UNCHANGED:
        message = "the seeds or the program say something else now; run `briefing generate`"
        yield Finding("out-of-date", where, 0, message)


def _held(where: str, page: Page, record: Record) -> Iterator[Finding]:
    for number, text in held_lines(page, record.digests):
        yield Finding("held", where, number, f"held by a person: {text}")


def held_lines(page: Page, base: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """Yield the lines of a page that the generator did not write, with their numbers.

    The keys in which a review is recorded are there for people to write, and hold nothing back.
    """
    known = set(base)
    for line in page.lines:
        own = fingerprint([line.text])[0] not in known and not _records_review(line)
        if own and line.kind not in (Kind.BLANK, Kind.COMMENT, Kind.FOOTNOTE):
            yield line.number, read(line).text


def _records_review(line: Line) -> bool:
    return line.kind is Kind.FRONT and line.text.partition(":")[0] in REVIEW_KEYS


def _records(state: State) -> Iterator[Finding]:
    ids = {page.id for page in (*state.pages, *state.generated)} | state.held
    for page_id in unused_records(state.briefings, ids):
        where = (state.briefings / ".generated" / f"{page_id}.txt").as_posix()
        yield Finding("orphan-record", where, 0, "belongs to no page and no story; delete it")
