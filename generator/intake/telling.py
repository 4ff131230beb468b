"""Say in plain lines what became of an article: what is known, what went, where it belongs."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ingest.language import is_english, other_language
from generator.intake.desk import Desk
from generator.intake.drafts import Draft
from generator.intake.placing import place
from generator.model import Article

_WIDE = 100  # letters of a text that are shown
_MOST = 20  # lines of a list
_LONG = 12  # words from which a text that was left out may have been a paragraph


def told(made: Draft, article: Article, desk: Desk) -> Iterator[str]:
    """Yield what the editor should know about a new seed."""
    yield f"{article.path}: " + ("would be added" if desk.dry_run else "added")
    known = made.metadata
    for key in ("title", "date", "publisher", "author", "licence"):
        yield f"  {key:<10} {getattr(known, key) or 'not given'}"
    yield f"  {'address':<10} {made.address or 'not given'}"
    yield f"  {'text':<10} {len(article.text.split())} words"
    yield from _gone(made, article)
    yield from _belongs(made, article, desk)


def _gone(made: Draft, article: Article) -> Iterator[str]:
    """Yield what was not taken over from the original, and what the page will not show."""
    if made.left_out:
        long = [text for text in made.left_out if len(text.split()) >= _LONG]
        yield (
            f"  Not taken from the original: {len(made.left_out)} texts, such as menus and teasers"
            + (f"; {len(long)} with {_LONG} words or more:" if long else ", all short.")
        )
        yield from _listed([_cut(text) for text in long])
    if article.removed:
        yield "  In the seed, but not for the briefing:"
        yield from _listed([f"{item.reason}: {_cut(item.text)}" for item in article.removed])


def _listed(items: list[str]) -> Iterator[str]:
    yield from (f"    - {item}" for item in items[:_MOST])
    if len(items) > _MOST:
        yield f"    and {len(items) - _MOST} more"


def _cut(text: str) -> str:
    return text if len(text) <= _WIDE else f"{text[: _WIDE - 1]}…"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _belongs(made: Draft, article: Article, desk: Desk) -> Iterator[str]:
    if not is_english(article.language):
        yield f"  {_capital(other_language(article.language, article.path).message)}."
    if note := desk.known.note(made.address):
        yield f"  {note} rests on this article; give both the same 'story' to put them together."
    found = place(article, [other for other in desk.articles if other.id != article.id])
    for path in found.reprints:
        yield f"  Has the text of {path}: both stand on one page and count as one origin."
    yield from (f"  It {message}." for message in found.advice)
