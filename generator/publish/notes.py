"""Footnotes as the site shows them: where a passage stands, and the passage itself."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model import Article
from generator.pages.document import EDITOR, Page
from generator.pages.escape import inline
from generator.pages.sources import RESTING
from generator.publish.publication import Publication
from generator.publish.words import count

EDITORS_TEXT = "The editor's own text."


def definitions(page: Page, site: Publication) -> Iterator[str]:
    """Yield a definition for each label that the page cites, in the order of first use.

    A label without a passage keeps the text it has on the page; one without either says so, so
    that a reader never meets a mark that leads nowhere.
    """
    texts = page.definitions
    for label in page.cited:
        yield f"[^{label}]: {_text(label, texts.get(label), site)}"


def _text(label: str, written: str | None, site: Publication) -> str:
    if label == EDITOR:
        return written or EDITORS_TEXT
    passage = site.passages.get(label)
    if passage is None:
        return written or "The passage is not in the texts kept here."
    where = (written or "").split(": “")[0].rstrip(". ")
    where = where or f"Paragraph {passage.paragraph} of {inline(passage.article)}"
    article = site.articles.get(passage.article)
    where += _only(where, article)
    return f"**{where}:** “{inline(passage.text).strip()}”{_untold(where, article)}"


def _only(where: str, article: Article | None) -> str:
    """Say of a passage of a note with one source that it rests on that."""
    return f"{RESTING}its only [source](#sources)" if _sources(where, article) == 1 else ""


def _untold(where: str, article: Article | None) -> str:
    """Say behind a passage of a note that it names none of its sources, and where those are."""
    listed = _sources(where, article)
    if listed < 2:
        return ""
    return (
        f" The note does not say on which of its [{count(listed, 'source')}](#sources) this rests."
    )


def _sources(where: str, article: Article | None) -> int:
    """Return how many sources a note lists whose passage does not name the one it rests on."""
    if article is None or article.kind != "note" or RESTING in where:
        return 0
    return len(article.sources)
