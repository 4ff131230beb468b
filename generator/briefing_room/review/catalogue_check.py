"""Check the rows and the profiles of the catalogue against the passages that they cite.

A row is a line of data, such as a value or a site; a profile is the text of a page about an entity.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing_room.catalogue.catalogue import Catalogue
from briefing_room.catalogue.cited_rows import CitedRow, cited_rows
from briefing_room.catalogue.entries import Entity
from briefing_room.model import Finding
from briefing_room.pages.document import CitedWords
from briefing_room.review.context import ReviewContext, Tally, cannot_check, missing_passage
from briefing_room.review.reading import cited_sentences, strip_markdown
from briefing_room.verify.evidence import find_missing
from briefing_room.verify.names import NAME
from briefing_room.verify.reasons import Reason, error

_VALUE_LINK = re.compile(r"\[[^\]]*\]\([^)]*numbers/[^)]*#[^)]*\)")


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
