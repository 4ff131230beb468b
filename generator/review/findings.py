"""Look at a whole project and say what somebody should mend: the table of contents of a check.

What an earlier check found is remembered under a digest of all that it was made of: of a page its
text, what its seeds and those that it cites say, and the names that are known; of the catalogue
that and all seeds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from typing import TypeVar

from generator.cache import digest
from generator.catalogue.fields import Fields
from generator.catalogue.load import counted, without_absent
from generator.catalogue.schema import DAY
from generator.compose.limits import reproduction
from generator.compose.stories import suggestions
from generator.ingest.load import NOTICES as SEED_NOTICES
from generator.model import Finding, Role
from generator.pages.document import EDITOR, Kind, Page, conflicts
from generator.pages.merge import Outcome, lines_of_people
from generator.pages.present import is_half
from generator.pages.record import digest as line_digest
from generator.review.gate import check_page
from generator.review.library import Library, Tally
from generator.review.own_words import check_profiles, line_faults, unknown_sources
from generator.review.reading import read, spaced, statements
from generator.review.settling import NO_REVIEWER, REVIEW_KEYS
from generator.review.values import check_values
from generator.text.files import UNMERGED

KEYS = (
    *("id", "date", "seeds", "origins", "topics", "status", "title", "description"),
    *("reviewer", "reviewed_on", "corrections", "redirect_from", "aliases"),
)
STATUSES = ("draft", "reviewed")
CORRECTION = ("on", "was", "now", "why")
NOTICES = SEED_NOTICES | {"by-hand", "same-event", "unknown-source"}
"""Kinds that an editor should know of and that are no faults."""

_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found; ``counts`` says in plain lines what was looked at."""

    faults: tuple[Finding, ...]
    notices: tuple[Finding, ...]
    counts: tuple[str, ...]


def check(library: Library, *, strict: bool = False) -> Checked:
    """Check seeds, catalogue, pages and records.

    Pages of the catalogue that rest on absent seeds alone are counted, or faults if ``strict``.
    """
    catalogue, absent = without_absent(library.catalogue, library.by_id)
    pages = _checked_pages(library)
    gate = sum((tally for tally, _ in pages), Tally())
    look = partial(check_profiles, library, catalogue, strict=strict)
    profiles = remembered(library, f"profiles {strict}", look)
    values = remembered(library, f"values {strict}", partial(check_values, library, strict=strict))
    found = chain(
        *(library.findings, *(found for _, found in pages), _age(library)),
        *(gate.findings, profiles.findings, values.findings),
        unknown_sources(library, strict=strict),
        line_faults(library.briefings, library.catalogue),
        remembered(library, "same-event", lambda: suggestions(library.by_id.values())),
        (replace(f, path=library.where(f)) for f in absent if strict),
    )
    ordered = sorted(found, key=lambda f: (f.path, f.line, f.kind, f.message))
    seeds = f"{len(library.by_id)} seeds, {len(library.pages)} story pages"
    names = f"{len(catalogue.entities)} entity pages"
    own, outside = f"{gate.aside} in an editor's own words", f"{profiles.aside} outside-source"
    elsewhere = f", {values.aside} rest on seeds that are not here" if values.aside else ""
    without = (page for page in library.pages if not _has_seeds(page, library))
    skipped = sum(len(statements(page)) for page in without)
    counts = (
        f"{seeds}: {gate.counts('statements')}, {skipped} skipped; {own}",
        f"{names}: {profiles.counts('sentences')}, {outside}",
        values.counts("values, sites, deadlines and dates") + elsewhere,
        "" if strict else counted(absent),
    )
    return Checked(
        tuple(f for f in ordered if f.kind not in NOTICES),
        tuple(f for f in ordered if f.kind in NOTICES),
        tuple(filter(None, counts)),
    )


def _checked_pages(library: Library) -> list[tuple[Tally, tuple[Finding, ...]]]:
    """Return what the gate and the look at its file find in each story page.

    What is wrong at the gate may be right in any other seed: that page is looked at each time.  A
    page whose seeds are gone or cannot be read is not held to them.
    """
    shelf, store, topics = library.shelf, library.store, repr(sorted(library.catalogue.topics))
    keys = []
    for page in library.pages:
        unusable, made = sorted(library.unusable_behind(page)), page.id in library.story_ids
        record = library.records.get(page.id, "")
        made_of = (library.where(page), shelf.names_state, shelf.state_of(page), record)
        keys.append(digest(*made_of, f"{unusable} {made} {topics}"))
    found = store.get("checked", keys)
    new = {}
    for key, page in zip(keys, library.pages, strict=True):
        if key not in found:
            gate = check_page(page, library) if _has_seeds(page, library) else Tally()
            found[key] = (gate, tuple(_upkeep(page, library)))
            if not found[key][0].findings:
                new[key] = found[key]
    store.put("checked", new)
    return [found[key] for key in keys]


def _has_seeds(page: Page, library: Library) -> bool:
    """Return whether all seeds of a page can be read: else that is what to mend, not its lines."""
    return all(seed in library.by_id for seed in page.seeds)


def remembered(
    library: Library, kind: str, look: Callable[[], _Found], *given: bytes | str
) -> _Found:
    """Return what is found in the whole project; ``given`` is what else that rests on."""
    key = digest(kind, library.shelf.state, str(library.seeds), str(library.briefings), *given)
    return library.store.one(kind, key, look)


# --- A page as a file: conflicts, front matter, footnotes, quotation, age ------------------------


def _upkeep(page: Page, library: Library) -> Iterator[Finding]:
    """Yield what somebody has to mend in a page, whatever other pages say."""
    where = library.where(page)
    yield from _conflicts(page, where)
    yield from _front(page, where, library)
    yield from _footnotes(page, where, library)
    yield from _reproduction(page, where, library)
    if not statements(page) and (page.seeds or not page.text.strip()):
        message = "says nothing any more; delete the file, and it stays away, or take its text back"
        yield Finding("empty-page", where, 0, message)
    elif page.seeds and not page.section(Role.BOTTOM_LINE.value):
        message = "there is no bottom line; write one under “## Bottom line”, with its passage"
        yield Finding("no-bottom-line", where, 0, message)
    if page.id in library.story_ids and not library.unusable_behind(page):
        for line in lines_of_people(page, library.record(page).digests):
            settles = line.kind is Kind.FRONT and line.text.partition(":")[0] in REVIEW_KEYS
            if not settles and line.kind is not Kind.COMMENT:
                yield Finding("by-hand", where, line.number, f"a person wrote: {read(line).text}")


def _conflicts(page: Page, where: str) -> Iterator[Finding]:
    for conflict in conflicts([line.text for line in page.lines]):
        who = "deleted a line" if conflict.deleted else "changed the line above"
        message = f"a person {who}; keep that or the comment's text, then delete the comment"
        yield Finding("conflict", where, conflict.line, message)
    for line in page.lines:
        if line.kind is Kind.COMMENT and line.text.startswith(UNMERGED):
            marks = "'<<<<<<<', '=======' and '>>>>>>>'"
            message = f"git could not merge here; keep one of the two texts and delete {marks}"
            yield Finding("conflict", where, line.number, message)


def _front(page: Page, where: str, library: Library) -> Iterator[Finding]:
    """Yield what is wrong with the keys at the head of a page."""
    front = [line for line in page.lines if line.kind is Kind.FRONT]
    keys = {line.text.partition(":")[0]: line.number for line in reversed(front)}
    fields = Fields(where, page.front, keys)
    fields.only(KEYS)
    fields.choice("status", STATUSES)
    DAY(fields, "date")
    DAY(fields, "reviewed_on")
    for correction in fields.items("corrections"):
        correction.only(CORRECTION)
        DAY(correction, "on")
        for key in CORRECTION:
            correction.needs(key, f"write {{{', '.join(CORRECTION)}}}")
    for seed in page.seeds:
        if seed not in library.by_id and seed not in library.unusable:
            message = f"there is no seed '{seed}'; remove or bring it back"
            fields.note("front-matter", "seeds", message)
    yield from (replace(found, kind="front-matter") for found in fields.findings)
    if page.status == "reviewed" and not page.front.get("reviewer"):
        message = "nobody is named; 'briefing review --accept PAGE --by NAME' says who and when"
        yield Finding(NO_REVIEWER, where, keys.get("status", 1), message)
    for topic in page.topics:
        if topic not in library.catalogue.topics:
            message = f"there is no topic '{topic}'; write topics/{topic}.md or remove it"
            yield Finding("unknown-topic", where, keys.get("topics", 1), message)


def _footnotes(page: Page, where: str, library: Library) -> Iterator[Finding]:
    """Yield footnotes that are cited without a text, and second ones of one label."""
    seen: set[str] = set()
    for note in page.notes:
        if note.label in seen:
            message = f"[^{note.label}] has a footnote above; keep one of the two"
            yield Finding("double-footnote", where, note.lines[0].number, message)
        seen.add(note.label)
    lacking = {x for x in page.undefined if x == EDITOR or x in library.passages}
    for line in page.lines:
        for label in filter(lacking.__contains__, line.labels):
            message = f"[^{label}] has no footnote yet; run `briefing generate` to add it"
            yield Finding("undefined-footnote", where, line.number, message)


def _reproduction(page: Page, where: str, library: Library) -> Iterator[Finding]:
    """Yield which texts the generator, or a line in a passage's own words, shows too much of.

    What a person says in other words reproduces nothing.
    """
    generated, passages = frozenset(library.record(page).digests), library.passages
    shown = [
        passages[label]
        for line in page.lines
        for label in line.labels
        if label in passages
        and (
            line_digest(line.text) in generated
            or library.of_labels([label]).spaced in spaced(read(line).text)
        )
    ]
    for seed in dict.fromkeys(passage.article for passage in shown):
        measured = reproduction(library.by_id[seed], shown)
        if measured.too_much:
            share = f"{measured.words} of the {measured.whole} words of {seed}"
            most = f"at most {measured.limit:.0f} and 90 in a row may be shown; cut it"
            yield Finding("too-much-quoted", where, 0, f"the page shows {share}, {most}")


def _age(library: Library) -> Iterator[Finding]:
    """Yield pages that `briefing generate` would change, make or no longer make."""
    by_id = {page.id: page for page in library.pages}
    for draft in library.drafts:
        page = by_id.get(draft.id)
        if library.run.is_settled(draft, page):
            continue
        if page is None and library.run.wants(draft):
            message = "not generated yet; run `briefing generate`"
            yield Finding("out-of-date", library.where(draft), 0, message)
        if page is None or library.unusable_behind(page) or is_half(page):
            continue
        record = library.record(page)
        message = "the seeds or the program say something else now; run `briefing generate`"
        if record.base is None:
            message = "its record is missing; run `briefing generate`, which loses nothing"
        merged = library.run.merged(draft, page, record)
        if record.base is None or merged.outcome is not Outcome.UNCHANGED:
            yield Finding("out-of-date", library.where(page), 0, message)
    for page in library.pages:
        if page.id not in library.drafts_by_id and page.seeds and not library.unusable_behind(page):
            message = "its seeds are gone, so nothing keeps it up to date; delete it or its 'seeds'"
            yield Finding("without-seeds", library.where(page), 0, message)
