"""Find the draft of each story, and decide whether the story's page may use it.

An accepted page ignores a later draft, unless that draft was asked for to replace the accepted
text.  A draft that is ignored changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from briefing_room.compose.draft import Draft
from briefing_room.compose.stories import representatives, story
from briefing_room.model import Article
from briefing_room.pages.document import Page
from briefing_room.pages.draft_files import format_draft
from briefing_room.pages.known_passages import words_digest
from briefing_room.pages.record import Record, digest

_OF_DRAFT = re.compile(r" of draft ([0-9a-f]{12}) with ")


class DraftAssignment(NamedTuple):
    """Which story each draft is of.

    ``moved`` leads from the ids of files to the story that they belong to now; ``gone`` are files
    whose story is gone, or has another draft.
    """

    drafts: Mapping[str, Draft]
    moved: Mapping[str, str]
    gone: tuple[str, ...]


def assign_drafts(
    drafts: Mapping[str, Draft],
    stories: Mapping[str, tuple[str, ...]],
    article: Callable[[str], Article],
) -> DraftAssignment:
    """Assign each draft to its story, by the ids of the stories.

    A draft under another name is that of the story whose articles have most of its words, if that
    story has no other draft; articles are read only to find such a draft.
    """
    assigned = {name: draft for name, draft in drafts.items() if name in stories}
    moved: dict[str, str] = {}
    for name in sorted(drafts.keys() - stories.keys()):
        cited = {cite.digest for statement in drafts[name].statements for cite in statement.cites}
        for story_id, seeds in stories.items():
            if story_id not in assigned and _has_most_of(cited, map(article, seeds)):
                assigned[story_id], moved[name] = drafts[name], story_id
                break
    gone = sorted(drafts.keys() - stories.keys() - moved.keys())
    return DraftAssignment(assigned, moved, tuple(gone))


def _has_most_of(digests: Collection[str], articles: Iterable[Article]) -> bool:
    """Whether articles have most of the passages whose words have these digests."""
    present = {words_digest(passage.text) for article in articles for passage in article.passages}
    return 2 * len(present.intersection(digests)) > len(digests)


def undrafted_articles(
    draft: Draft, seeds: Collection[str], articles: Mapping[str, Article]
) -> tuple[str, ...]:
    """The articles of a story that its draft does not know; a reprint has nothing new."""
    if {*seeds} <= {*draft.seeds}:
        return ()
    originals = representatives(story("", [articles[seed] for seed in seeds]))
    return tuple(
        article.id
        for article in originals
        if article.id not in draft.seeds and article.kind != "note"
    )


# --- Accepted pages ------------------------------------------------------------------------------


def draft_digest(draft: Draft) -> str:
    """Digest a draft as the record of an accepted page has it."""
    return digest(format_draft(draft))


def acceptance_digest(page: Page, record: Record) -> str:
    """Digest how a page was accepted, "" if it is not reviewed."""
    return digest(record.accepted or "by hand") if page.status == "reviewed" else ""


def may_use_draft(draft: Draft, page: Page, record: Record) -> bool:
    """Whether a page may be made of a draft: nobody accepted it with another or none."""
    accepted = acceptance_digest(page, record)
    accepted_draft = _OF_DRAFT.search(record.accepted)
    is_the_accepted = accepted_draft is not None and accepted_draft[1] == draft_digest(draft)
    return not accepted or draft.replaces == accepted or is_the_accepted


def replace_used_draft(old: Draft, new: Draft, page: Page, record: Record) -> Draft:
    """Let a page that uses a draft use a new one in its place, even if it was accepted."""
    used = may_use_draft(old, page, record)
    return replace(new, replaces=acceptance_digest(page, record)) if used else new
