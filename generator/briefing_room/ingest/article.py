"""Make an article of a seed's text: find it, clean it, cut it into passages, mend its sentences.

The walk of a paste, each step with its module: ``blocks`` cuts the text into paragraphs; ``clean``
takes out what is none of the article: ``lines`` makes the paragraphs plain, ``boilerplate`` knows
those that are surely the page's, ``body`` finds where the text begins, ``headline`` its title, and
``body`` parts both from what stands around them; ``credits`` reads author, outlet, day and opinion
from the head (``byline``, ``dateline``, ``days``) and the foot.  ``passages`` cuts the rest into
sentences with their addresses, and ``repair`` joins lines that broke off.  Of a note
(``notes``), the editor's own words, nothing is cleaned away.
"""

from __future__ import annotations

from briefing_room.ingest.blocks import markdown_blocks, text_blocks
from briefing_room.ingest.decode import WEB_PAGES
from briefing_room.ingest.language import ENGLISH, language
from briefing_room.ingest.metadata import Metadata
from briefing_room.ingest.notes import note
from briefing_room.model import Article, Removed
from briefing_room.text.typography import without_entities


def article(slug: str, path: str, text: str, known: Metadata) -> Article:
    """Return the article that a seed's text makes; ``known`` is what its front matter says."""
    text = without_entities(text)
    markdown = not path.lower().endswith((".txt", *WEB_PAGES))
    blocks = markdown_blocks(text) if markdown else text_blocks(text)
    made = Article(
        id=slug,
        path=path,
        kind=known.kind,
        text=text,
        sentences=(),
        passages=(),
        title=known.title,
        date=known.date,
        sources=known.sources,
        language=known.language or language(text) or ENGLISH,
        story=known.story,
        added=known.added,
        read_until=known.read_until,
        licence=known.licence,
        publisher=known.publisher,
        author=known.author,
        opinion=known.opinion,
        by=known.by,
    )
    if known.kind == "note":
        return note(made, blocks)
    from briefing_room.ingest.clean import cleaned  # noqa: PLC0415  for articles of others only

    return cleaned(made, blocks, markdown=markdown)


def doubtful_day(made: Article) -> Removed | None:
    """Return what of the head names a day that was not taken: it can be read in two ways, say."""
    from briefing_room.ingest.byline import HEAD  # noqa: PLC0415  for articles of others only
    from briefing_room.ingest.days import names_a_day  # noqa: PLC0415

    head = (each for each in made.removed if each.reason in HEAD)
    return next((each for each in head if names_a_day(each.text)), None)
