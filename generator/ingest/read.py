"""Read the seeds: the table of contents of this stage.

A file is decoded, its front matter checked, its text cut into blocks, cleaned, split into
sentences and mended.  A seed that cannot be used becomes a finding; the others go on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from generator.frontmatter import Document
from generator.ingest.blocks import Block, text_blocks
from generator.ingest.boilerplate import sentence_reason
from generator.ingest.clean import Cleaned, clean
from generator.ingest.files import read_files
from generator.ingest.join import join, pieces
from generator.ingest.markdown import markdown_blocks, without_markup
from generator.ingest.metadata import Metadata, metadata
from generator.ingest.sentences import sentence_spans
from generator.ingest.typography import plain, same_length
from generator.model import Article, Finding, Passage, Removed


def read_seeds(folder: Path) -> tuple[tuple[Article, ...], tuple[Finding, ...]]:
    """Return the articles of ``folder`` by id and a finding for each file that is wrong.

    Raises :class:`generator.errors.NotAFolder` if there is no such folder.
    """
    articles: list[Article] = []
    files, findings = read_files(folder)
    for file in files:
        found, wrong = metadata(file.document, file.path)
        if wrong:
            findings.extend(wrong)
        else:
            articles.append(_article(file.id, file.path, file.document.body, found))
    return tuple(sorted(articles, key=lambda article: article.id)), tuple(findings)


def read_text(id: str, path: str, text: str, front: Mapping[str, Any]) -> Article:  # noqa: A002
    """Return the article that ``text`` (a seed's body) and its front matter make.

    Pure.  Raises ``ValueError`` with the findings' messages if the front matter is wrong.
    """
    found, wrong = metadata(Document(front, {}, text, 1), path)
    if wrong:
        raise ValueError("; ".join(finding.message for finding in wrong))
    return _article(id, path, text, found)


def _article(slug: str, path: str, text: str, known: Metadata) -> Article:
    is_markdown = not path.endswith(".txt")
    blocks = markdown_blocks(text) if is_markdown else text_blocks(text)
    if known.kind == "note":  # the editor's own words need no cleaning
        cleaned = Cleaned({at: block.markup for at, block in enumerate(blocks) if block.markup}, {})
    else:
        cleaned = clean(text, blocks, known.title)
    kept, removed = _cut(slug, text, blocks, cleaned, is_markdown=is_markdown)
    return Article(
        id=slug,
        path=path,
        kind=known.kind,
        text=text,
        sentences=join(pieces(kept)),
        passages=tuple(
            sorted(
                [passage for passage, _, _ in kept] + [item.passage for item in removed],
                key=lambda passage: passage.start,
            ),
        ),
        title=known.title or cleaned.title,
        date=known.date,
        sources=known.sources,
        removed=removed,
        language=known.language or "en",
        story=known.story,
        added=known.added,
        read_until=known.read_until,
        licence=known.licence,
        publisher=known.publisher or cleaned.publisher,
    )


def _cut(
    slug: str,
    text: str,
    blocks: Iterable[Block],
    cleaned: Cleaned,
    *,
    is_markdown: bool,
) -> tuple[list[tuple[Passage, str, bool]], tuple[Removed, ...]]:
    """Cut every block into passages: those that stay, with their wording, and those that go."""
    words = frozenset(re.findall(r"[a-z]+", text.lower()))
    kept: list[tuple[Passage, str, bool]] = []
    removed: list[Removed] = []
    for index, block in enumerate(blocks):
        start = block.start
        if index in cleaned.datelines:
            head = _passage(slug, text, index + 1, 0, (start, start + cleaned.datelines[index]))
            removed.append(Removed(plain(head.text), "dateline", head))
            start += cleaned.datelines[index]
            block_lead = 0
        else:
            block_lead = block.lead
        for number, span in enumerate(sentence_spans(text, start + block_lead, block.end), start=1):
            first = number == 1
            passage = _passage(
                slug, text, index + 1, number, (start if first else span[0], span[1])
            )
            raw = text[span[0] : span[1]]
            wording = plain(without_markup(raw) if is_markdown else raw, words)
            reason = cleaned.reasons.get(index) or sentence_reason(wording)
            if reason or not wording:
                removed.append(Removed(wording, reason or "no words", passage))
            else:
                kept.append((passage, wording, block.list_item))
    return kept, tuple(removed)


def _passage(slug: str, text: str, paragraph: int, number: int, span: tuple[int, int]) -> Passage:
    start, end = span
    while start < end and same_length(text[end - 1]).isspace():
        end -= 1
    return Passage(slug, paragraph, number, start, end, text[start:end])
