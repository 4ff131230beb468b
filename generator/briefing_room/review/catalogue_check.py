"""Check what people write: rows and profiles of the catalogue, notes, and the links of all pages.

Links to other sites are not followed.
"""

from __future__ import annotations

import datetime as dt
import os
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from functools import cache, partial
from itertools import combinations
from pathlib import Path
from urllib.parse import unquote

from briefing_room.catalogue.catalogue import Catalogue
from briefing_room.catalogue.cited_rows import CitedRow, cited_rows
from briefing_room.catalogue.entries import Entity
from briefing_room.catalogue.numbers import WITHDRAWN, Number, Value, quantities_contradict
from briefing_room.catalogue.rows import Site
from briefing_room.extract.quantities import find_quantities
from briefing_room.model import Article, Finding, Passage, Role, SentenceFacts
from briefing_room.pages.document import CitedWords
from briefing_room.pages.layout import note_sources
from briefing_room.pages.page_index import site_pages
from briefing_room.review.context import ReviewContext, Tally, cannot_check, missing_passage
from briefing_room.review.reading import cited_sentences, links, strip_markdown
from briefing_room.text.files import UnreadableFile, read_text
from briefing_room.verify.evidence import find_missing, is_same_quantity, read_value
from briefing_room.verify.names import NAME
from briefing_room.verify.reasons import Reason, error

_FOLDERS_WITH_VALUE_LINKS = frozenset({"entities", "topics", "numbers", "about", "stories"})
"""Folders whose pages may link to a value."""

_CODE = re.compile(r"(`+)[^`]*\1")
_FENCE = re.compile(r"\s*(`{3,}|~{3,})([^`]*)$")
_OUTSIDE_LINK = re.compile(r"[a-z][a-z0-9+.-]*:|//|#", re.IGNORECASE)
_VALUE_LINK = re.compile(r"\[[^\]]*\]\([^)]*numbers/[^)]*#[^)]*\)")
_ON = re.compile(r"\b[Oo]n $")
_PLAN_WORDS = re.compile(r"\b(?:effect|force|appl\w+|end\w*|expir\w+|begin\w*|due|to|would|will)\b")


# --- Rows -----------------------------------------------------------------------------------------


def check_rows(context: ReviewContext, *, complete: bool = False) -> Tally:
    """Check each row of the catalogue that cites passages.

    A row that cites only absent seeds is counted as unchecked, unless ``complete``.
    """
    result = Tally()
    for row in cited_rows(context.catalogue):
        if row.cites and cannot_check(row.cites, context, complete=complete):
            result += Tally(unchecked=1)
        else:
            reasons = tuple(row_reasons(row, context))
            result += Tally.from_reasons(reasons, context.working_path(row), row.line)
    return result


def row_reasons(row: CitedRow, context: ReviewContext) -> Iterator[Reason]:
    """Yield the reasons why the passages that a row cites do not support it."""
    for address in row.cites:
        if context.resolve(address) is None:
            yield missing_passage(address, context)
    yield from context.verifier.check_row(row)


# --- Profiles -------------------------------------------------------------------------------------


def check_profiles(
    context: ReviewContext, catalogue: Catalogue, *, complete: bool = False
) -> Tally:
    """Check each sentence of the profiles of ``catalogue``.

    A sentence with footnote marks is checked against their passages, another one against the seeds
    that its page lists as sources.  It counts as unchecked if only a web address may support it or,
    unless ``complete``, if it cites an absent seed.
    """
    result = Tally()
    for entity in catalogue.entities.values():
        has_web_source = not entity.sources or any("://" in source for source in entity.sources)
        for start, sentence in cited_sentences(entity.body):
            labels = sentence.labels
            is_absent = any(cannot_check([label], context, complete=complete) for label in labels)
            reasons = () if is_absent else tuple(_sentence_reasons(sentence, entity, context))
            line = entity.body_line + entity.body.count("\n", 0, start)
            tally = Tally.from_reasons(reasons, context.working_path(entity), line)
            is_unchecked = is_absent or (tally.failed and has_web_source and not labels)
            result += Tally(unchecked=1) if is_unchecked else tally
    return result


def _sentence_reasons(
    sentence: CitedWords, entity: Entity, context: ReviewContext
) -> Iterator[Reason]:
    """Yield what a sentence says and its sources do not.

    The name of the page needs no source.  A sentence without a mark sums up several texts: one of
    them must have each of its numbers and dates, except numbers without a unit and the dates of
    people.
    """
    passages = [context.resolve(label) for label in sentence.labels]
    for label, passage in zip(sentence.labels, passages, strict=True):
        if passage is None:
            yield missing_passage(label, context)
    labels = [passage.label for passage in passages if passage]
    # A value that links to its row is checked with that row.
    words = strip_markdown(_VALUE_LINK.sub("", sentence.text))
    if sentence.labels:
        names = {part.lower() for name in entity.names for part in name.split()}
        for reason in context.verifier.check(words, labels) if labels else ():
            if reason.code != NAME or not names.issuperset(map(str.lower, reason.words)):
                yield reason
        return
    seeds = [seed for seed in entity.sources if seed in context.by_id]
    texts = list(map(context.evidence_of_article, seeds)) or [context.evidence_of_passages(())]
    missing = set.intersection(*(set(find_missing(words, text)) for text in texts))
    for item in sorted(item for item in missing if re.search(r"\d", item.text)):
        is_exempt = item.text.isdigit() if item.kind == "number" else entity.type == "person"
        if item.kind in {"number", "date"} and not is_exempt:
            message = f"“{item.text}” is in none of the seeds that the page names as its sources"
            yield error(item.kind, message, item.text)


def unknown_sources(context: ReviewContext, *, complete: bool) -> Iterator[Finding]:
    """Yield the sources of profiles that are neither a seed nor a web address.

    A source that is like no seed here may be an absent seed, so it needs ``complete``.
    """
    for entity in context.catalogue.entities.values():
        for source in entity.sources:
            if "://" not in source and source not in context.by_id:
                similar = context.suggest_seed(source)
                hint = similar or "name a file of seeds/, or a whole address"
                message = f"the source '{source}' is neither a seed nor an address; {hint}"
                if similar or complete:
                    yield Finding("unknown-source", context.working_path(entity), 0, message)


# --- Links ----------------------------------------------------------------------------------------


def check_links(briefings: Path, catalogue: Catalogue) -> Iterator[Finding]:
    """Yield the links of all pages that lead nowhere, or give a value that its number lacks."""
    exists = cache(partial(_is_page, briefings, site_pages(catalogue)))
    for path in sorted(briefings.rglob("*.md")):
        parts = path.relative_to(briefings).parts
        if any(part.startswith(".") for part in parts):
            continue
        for number, line in _lines_outside_code(path, briefings):
            if "](" not in line:
                continue
            faults = [*_dead_links(line, partial(exists, path.parent))]
            if parts[0] in _FOLDERS_WITH_VALUE_LINKS:
                own_number = catalogue.numbers.get(path.stem) if parts[0] == "numbers" else None
                wrong_links = _wrong_value_links(line, catalogue, own_number)
                faults += (("wrong-value-link", text) for text in wrong_links)
            yield from (Finding(kind, path.as_posix(), number, text) for kind, text in faults)


def _lines_outside_code(path: Path, briefings: Path) -> Iterator[tuple[int, str]]:
    """Yield each line outside code blocks with its number."""
    fence = ""
    try:
        lines = read_text(path, briefings).split("\n")
    except UnreadableFile:  # which is a finding of its own
        return
    for number, line in enumerate(lines, start=1):
        match = _FENCE.match(line)
        if match and not fence:
            fence = match[1]
        elif match and match[1].startswith(fence) and not match[2].strip():
            fence = ""
        elif not fence:
            yield number, line


def _dead_links(line: str, exists: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
    for _, target in links(_CODE.sub("", line)):
        if target and not _OUTSIDE_LINK.match(target) and not exists(target):
            kind = "unknown-entity" if "entities/" in target else "dead-link"
            yield kind, f"the link leads to '{target}', which is not there; correct or remove it"


def _is_page(briefings: Path, built_pages: Collection[str], folder: Path, target: str) -> bool:
    """Whether a link from a page in ``folder`` leads to a file or to one of ``built_pages``."""
    name = unquote(target.partition("#")[0].partition("?")[0])
    path = Path(os.path.normpath(folder / name))
    return not name or path.exists() or os.path.relpath(path, briefings) in built_pages


def _wrong_value_links(line: str, catalogue: Catalogue, own_number: Number | None) -> Iterator[str]:
    """Yield what is wrong with each link to a value whose number has no such value.

    ``own_number`` is the number whose page has the line.  A value there may lack its unit, so
    only its anchor is checked.
    """
    for text, target in links(line):
        path, _, anchor = target.partition("#")
        slug = path.rpartition("numbers/")[2].removesuffix(".md")
        number = catalogue.numbers.get(slug) if "numbers/" in path else None
        if not path and find_quantities(text):  # without a quantity it may lead to a heading
            number = own_number
        if number is None or not (anchor or find_quantities(text)):
            continue  # a dead link is another finding; words without a quantity claim no value
        value = number.value(anchor)
        if value is None:
            anchors = ", ".join(f"#{row.anchor}" for row in number.values)
            yield f"the link leads to '#{anchor}', but {number.slug} has only {anchors}"
        elif path and not _is_same_value(text, value.text, number.unit):
            yield f"the link says “{text}”, the value is “{value.text}”; correct one of the two"


def _is_same_value(text: str, other: str, unit: str) -> bool:
    """Whether two texts give the same quantity, with the same qualifier such as "over"."""
    first, second = read_value(text, unit), read_value(other, unit)
    return (
        first is not None
        and second is not None
        and is_same_quantity(first, second)
        and first.qualifier == second.qualifier
    )


# --- Two pages that contradict each other ---------------------------------------------------------


def contradictions(catalogue: Catalogue) -> Iterator[Finding]:
    """Find values and sites of two pages that cannot both be right.

    A value with a ``note``, which says why it differs, is not compared.
    """
    yield from _compare_values(catalogue)
    yield from _compare_sites(catalogue)


def _compare_values(catalogue: Catalogue) -> Iterator[Finding]:
    """Compare the values that one speaker gives for one thing, place and time on several pages."""
    comparable: defaultdict[tuple[object, ...], list[tuple[Number, Value]]] = defaultdict(list)
    for number in catalogue.numbers.values():
        for value in number.values:
            if value.thing and value.period and not value.note and value.kind != WITHDRAWN:
                comparable[value.speaker, number.unit, *value.counted_thing].append((number, value))
    for rows in comparable.values():
        for (number, value), (other_number, other) in combinations(rows, 2):
            amount = read_value(value.text, number.unit)
            other_amount = read_value(other.text, other_number.unit)
            if number is other_number or amount is None or other_amount is None:
                continue
            if quantities_contradict(amount, other_amount):
                place = f"{other_number.path}:{other.line}"
                yield _contradiction(number.path, value.line, value.text, other.text, place)


def _compare_sites(catalogue: Catalogue) -> Iterator[Finding]:
    """Compare sites that share a name, unless their pages are of different countries."""
    comparable: defaultdict[str, list[tuple[Entity, Site]]] = defaultdict(list)
    for entity in catalogue.entities.values():
        for site in entity.sites:
            comparable[" ".join(site.name.casefold().split())].append((entity, site))
    for rows in comparable.values():
        for (entity, site), (other_entity, other) in combinations(rows, 2):
            path, place = entity.path, f"{other_entity.path}:{other.line}"
            if len({_country_of(page, catalogue) for page in (entity, other_entity)} - {""}) > 1:
                continue
            if site.status and other.status and site.status.value != other.status.value:
                values = (site.status.value, other.status.value)
                yield _contradiction(path, site.status.line or site.line, *values, place)
            if site.owners and other.owners and set(site.owners).isdisjoint(other.owners):
                owners = (", ".join(site.owners), ", ".join(other.owners))
                yield _contradiction(path, site.line, *owners, place)


def _country_of(entity: Entity, catalogue: Catalogue) -> str:
    """The slug of the country of an entity, which may be a country itself; "" if not given."""
    is_country = catalogue.vocabulary.role(entity.type) == "country"
    return entity.slug if is_country else entity.country or ""


def _contradiction(path: str, line: int, here: str, there: str, place: str) -> Finding:
    message = f"'{here}' here, '{there}' at {place}; correct one, or say in a note why they differ"
    return Finding("differs-elsewhere", path, line, message)


# --- Notes ---------------------------------------------------------------------------------------


def check_notes(context: ReviewContext) -> Iterator[Finding]:
    """Yield what is wrong with the passages that notes cite, and with the days of their sources."""
    for note in context.by_id.values():
        if note.outline:
            yield from _early_sources(note, context)
        for passage in note.passages if note.outline else ():
            is_inference = note.outline[passage.paragraph - 1] is Role.WHY
            if is_inference and not passage.rests_on:
                message = "this says why it matters and cites nothing; add a mark: [^some-seed/2-1]"
                yield Finding("no-mark", note.path, _line_number(note, passage), message)
            for address in passage.rests_on:
                if context.resolve(address) is None:
                    message = missing_passage(address, context).message
                    yield Finding(
                        "unknown-passage", note.path, _line_number(note, passage), message
                    )


def _early_sources(note: Article, context: ReviewContext) -> Iterator[Finding]:
    """Yield the sentences that report an event later than all their sources."""
    for facts in context.facts(note.id).sentences:
        day = max(_days_of_events(facts), default=None)
        for passage in facts.passages if day else ():
            sources = note_sources(passage, note)
            if day and sources and all(source.date and source.date < day for source in sources):
                names = ", ".join(f"{source.name} of {source.date}" for source in sources)
                message = f"{names} cannot report on {day}; correct 'tells', or add a later source"
                yield Finding("early-source", note.path, _line_number(note, passage), message)


def _days_of_events(facts: SentenceFacts) -> Iterator[dt.date]:
    """Yield the days on which something happened: "on 3 March 2026".

    What was to begin or end on a day may have been announced long before.
    """
    for span in facts.dates:
        before = facts.text[: span.start]
        if span.day and _ON.search(before) and not _PLAN_WORDS.search(before):
            yield span.day


def _line_number(note: Article, passage: Passage) -> int:
    """The line of the file on which a passage begins, 0 if the file has changed."""
    try:
        text = read_text(Path(note.path), Path(note.path).parent)
    except UnreadableFile:
        return 0
    start = text.rfind(note.text)  # the body comes last
    return text.count("\n", 0, start + passage.start) + 1 if start >= 0 else 0
