"""Read the seeds: the table of contents of this stage.

A file is decoded, its front matter checked, its text cut into blocks, cleaned, split into
sentences and mended.  A seed that cannot be used becomes a finding; the others go on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from generator.ingest.blocks import Block, text_blocks
from generator.ingest.clean import Cleaned, clean
from generator.ingest.cut import Kept, Seed, cut
from generator.ingest.editions import edition
from generator.ingest.files import read_files
from generator.ingest.headlines import TITLE
from generator.ingest.html import SUFFIXES as WEB_PAGES
from generator.ingest.join import join
from generator.ingest.language import ENGLISH, is_english, language, other_language
from generator.ingest.markdown import markdown_blocks
from generator.ingest.metadata import BAD_SEED, Metadata, metadata
from generator.model import Article, Finding, Passage, Removed
from generator.text.frontmatter import Document
from generator.text.typography import without_entities

_NOTE_OF_EDITORS = "note of the editors"  # a reason of boilerplate.yml


def read_seeds(
    folder: Path, *, mend: bool = True
) -> tuple[tuple[Article, ...], tuple[Finding, ...]]:
    """Return the articles of ``folder`` by id and a finding for each file that is wrong.

    Who needs only passages and metadata, as the site does, leaves the mending of sentences out
    (``mend=False``), which is two thirds of the work; the articles then have no ``sentences``, and
    what language a text is in is not looked at.
    Raises :class:`generator.errors.NotAFolder` if there is no such folder.
    """
    articles: list[Article] = []
    files, findings = read_files(folder)
    for file in files:
        found, wrong = metadata(file.document, file.path)
        findings.extend(wrong)
        if not wrong:
            article = _article(file.id, file.path, file.document.body, found, mend=mend)
            unusable = _unusable(article) if mend else None
            findings.append(unusable) if unusable else articles.append(article)
    articles.sort(key=lambda article: article.id)
    findings.sort(key=lambda finding: (finding.path, finding.line, finding.message))
    return tuple(articles), tuple(findings)


def _unusable(article: Article) -> Finding | None:
    """Return what keeps an article from being summarised, if anything does."""
    if not is_english(article.language):
        return other_language(article.language, article.path)
    if any(sentence.opens != "fragment" for sentence in article.sentences):
        return None
    reasons = ", ".join(sorted({item.reason for item in article.removed})) or "fragments"
    message = f"has no whole sentence once cleaned (only {reasons}); paste the article's text"
    return Finding(BAD_SEED, article.path, 0, message)


def read_text(id: str, path: str, text: str, front: Mapping[str, Any]) -> Article:  # noqa: A002
    """Return the article that ``text`` (a seed's body) and its front matter make.

    Pure.  Raises ``ValueError`` with the findings' messages if the front matter is wrong.
    """
    found, wrong = metadata(Document(front, {}, text, 1), path)
    if wrong:
        raise ValueError("; ".join(finding.message for finding in wrong))
    return _article(id, path, text, found)


def _article(slug: str, path: str, text: str, known: Metadata, *, mend: bool = True) -> Article:
    text = without_entities(text)
    is_markdown = not path.lower().endswith((".txt", *WEB_PAGES))
    blocks = markdown_blocks(text) if is_markdown else text_blocks(text)
    is_note = known.kind == "note"
    cleaned = _marked(blocks) if is_note else clean(text, blocks, known.title, is_markdown)
    date = known.date or cleaned.credits.date
    seed = Seed(slug, text, is_markdown=is_markdown, is_note=is_note, is_dated=date is not None)
    kept, removed = cut(seed, blocks, cleaned)
    return Article(
        id=slug,
        path=path,
        kind=known.kind,
        text=text,
        sentences=join(kept) if mend else (),
        passages=_in_order(kept, removed),
        title=known.title or cleaned.title,
        date=date,
        sources=known.sources,
        removed=removed,
        language=known.language or (language(text) if mend else None) or ENGLISH,
        story=known.story,
        added=known.added,
        read_until=known.read_until,
        licence=known.licence,
        publisher=known.publisher or cleaned.credits.publisher,
        author=known.author or cleaned.credits.author,
        opinion=known.opinion or cleaned.opinion,
        edition=edition([known.title or "", *_labelled(removed)]),
    )


def _labelled(removed: Sequence[Removed]) -> list[str]:
    """Return the removed lines that may say which edition of a text this is."""
    return [each.text for each in removed if each.reason in {TITLE, _NOTE_OF_EDITORS}]


def _marked(blocks: Sequence[Block]) -> Cleaned:
    """Return what is no prose in a note: the editor's own words need no cleaning."""
    return Cleaned({at: block.markup for at, block in enumerate(blocks) if block.markup})


def _in_order(kept: Sequence[Kept], removed: Sequence[Removed]) -> tuple[Passage, ...]:
    passages = [item.passage for item in kept] + [item.passage for item in removed]
    return tuple(sorted(passages, key=lambda passage: passage.start))
