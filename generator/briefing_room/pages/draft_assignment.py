"""Find the draft of each story, and decide whether the story's page may use it.

An accepted page ignores a later draft, unless that draft was asked for to replace the accepted
text.  A draft that is ignored changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from briefing_room.compose.draft import Draft, DraftStatement
from briefing_room.compose.stories import best_editions, make_story
from briefing_room.model import Article
from briefing_room.pages.document import Page
from briefing_room.pages.draft_files import format_draft
from briefing_room.pages.escape import escape
from briefing_room.pages.passage_finder import bare_words, visible_words, words_digest
from briefing_room.pages.record import Record, digest

_DRAFT_OF_ACCEPTANCE = re.compile(r" of draft ([0-9a-f]{12}) with ")


class DraftAssignment(NamedTuple):
    """The drafts by the ids of their stories.

    ``stories_of_moved`` maps the ids of files to the stories that they belong to now;
    ``unused_ids`` has the ids of files whose story is gone, or has another draft;
    ``ids_set_aside`` those of files whose story has only notes, which keep their own words.
    """

    drafts: Mapping[str, Draft]
    stories_of_moved: Mapping[str, str]
    unused_ids: tuple[str, ...]
    ids_set_aside: tuple[str, ...] = ()


def assign_drafts(
    drafts: Mapping[str, Draft],
    stories: Mapping[str, tuple[str, ...]],
    article: Callable[[str], Article],
    notes: Collection[str] = (),
) -> DraftAssignment:
    """Assign each draft to its story, by the ids of the stories; ``notes`` has the ids of notes.

    If no story has the id of a draft, the draft goes to the story whose articles have most of the
    passages that it cites, provided that this story has no other draft.  Only then are articles
    read.
    """
    draftable = {name: seeds for name, seeds in stories.items() if not {*seeds} <= {*notes}}
    assigned = {file_id: draft for file_id, draft in drafts.items() if file_id in draftable}
    stories_of_moved: dict[str, str] = {}
    for file_id in sorted(drafts.keys() - stories.keys()):
        statements = drafts[file_id].statements
        digests = {cite.digest for statement in statements for cite in statement.cites}
        for story_id, seeds in draftable.items():
            if story_id not in assigned and _has_most_of(digests, map(article, seeds)):
                assigned[story_id], stories_of_moved[file_id] = drafts[file_id], story_id
                break
    unused_ids = sorted(drafts.keys() - stories.keys() - stories_of_moved.keys())
    ids_set_aside = sorted(drafts.keys() & stories.keys() - draftable.keys())
    return DraftAssignment(assigned, stories_of_moved, tuple(unused_ids), tuple(ids_set_aside))


def _has_most_of(digests: Collection[str], articles: Iterable[Article]) -> bool:
    """Whether articles have most of the passages whose words have these digests."""
    present = {words_digest(passage.text) for article in articles for passage in article.passages}
    return 2 * len(present.intersection(digests)) > len(digests)


def undrafted_articles(
    draft: Draft, seeds: Collection[str], articles: Mapping[str, Article]
) -> tuple[str, ...]:
    """The articles that joined a story after its draft, without reprints and notes."""
    if {*seeds} <= {*draft.seeds}:
        return ()
    originals = best_editions(make_story("", [articles[seed] for seed in seeds]))
    return tuple(
        article.id
        for article in originals
        if article.id not in draft.seeds and article.kind != "note"
    )


def lost_statements(
    draft: Draft, generated: Page, articles: Callable[[], Iterable[Article]]
) -> tuple[DraftStatement, ...]:
    """The statements of a draft that its generated page lacks, since a cited passage changed.

    ``articles`` gives those of the story; they are read only if the page lacks a statement.
    """
    page_words = f" {visible_words(generated.text)} "
    missing = [
        statement
        for statement in draft.statements
        if f" {bare_words(escape(statement.text))} " not in page_words
    ]
    seeds = articles() if missing else ()
    present = {words_digest(passage.text) for seed in seeds for passage in seed.passages} | {""}
    return tuple(
        statement
        for statement in missing
        if not {cite.digest for cite in statement.cites} <= present
    )


# --- Accepted pages ------------------------------------------------------------------------------


def draft_digest(draft: Draft) -> str:
    """Digest what a draft puts on its page, for the record of a page accepted with it."""
    return digest(format_draft(replace(draft, replaces="", rows=(), decided_rows=())))


def acceptance_digest(page: Page, record: Record) -> str:
    """Digest how a page was accepted, "" if it is not reviewed."""
    return digest(record.accepted or "by hand") if page.status == "reviewed" else ""


def may_use_draft(draft: Draft, page: Page, record: Record) -> bool:
    """Whether a page may use a draft: nobody accepted the page with another draft or with none."""
    acceptance = acceptance_digest(page, record)
    if not acceptance or draft.replaces == acceptance:
        return True
    accepted_draft = _DRAFT_OF_ACCEPTANCE.search(record.accepted)
    return accepted_draft is not None and accepted_draft[1] == draft_digest(draft)


def replace_used_draft(old: Draft, new: Draft, page: Page, record: Record) -> Draft:
    """Let a page that uses a draft use a new one in its place, even if it was accepted."""
    if not may_use_draft(old, page, record):
        return new
    return replace(new, replaces=acceptance_digest(page, record))
