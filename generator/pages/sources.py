"""Write where a page's words come from: the footnotes and the list of sources.

The footnote of a note's passage names the sources that tell it, as the note's front matter says.
What a source that was not opened was read through stands in brackets behind its name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from generator.ingest.blocks import without_markup
from generator.model import Article, Passage, Source
from generator.pages.escape import emphasis, inline, link, web_address
from generator.text.months import day


def publisher(article: Article) -> str | None:
    """Return who published an article, as its text or front matter says."""
    named = article.sources[0].publisher if article.sources else None
    return article.publisher or named


def tellers(passage: Passage, article: Article) -> tuple[Source, ...]:
    """Return the sources of a note that tell a passage of it."""
    place = passage.place
    return tuple(source for source in article.sources if place in source.tells)


def footnote(passage: Passage, article: Article, *, quoted: bool) -> str:
    """Return the text of a passage's footnote; ``quoted`` adds the passage letter for letter."""
    where = f"paragraph {passage.paragraph}"
    if article.kind == "note":
        outlets = ", ".join(link(each.name, each.url) for each in tellers(passage, article))
        said = f"Our note, {where}" + (f", resting on {outlets}" if outlets else "")
    else:
        name = emphasis(publisher(article) or "") or "Publisher not given"
        said = f"{name}, {day(article.date)}, {where}"
    is_text = article.path.lower().endswith(".txt")
    quotation = inline(passage.text if is_text else without_markup(passage.text)).strip()
    return f"{said}: “{quotation}”" if quoted else f"{said}."


def source_list(articles: Sequence[Article]) -> list[str]:
    """Return the list of sources: each text with what was removed from it, and what it rests on.

    Every item is numbered ``1.`` (Markdown counts them), so a new source changes no other line.
    """
    listed: set[str] = set()
    lines = []
    for article in articles:
        is_note = article.kind == "note"
        lines.append(_note(article) if is_note else _article(article))
        for source in article.sources if is_note else article.sources[1:]:  # the first is itself
            key = source.url or f"{source.name} {source.title}"
            if key not in listed:
                listed.add(key)
                lines.append(source_line(source))
    return lines


def _note(article: Article) -> str:
    title = f" “{inline(article.title).strip()}”" if article.title else ""
    until = article.sources_reach_to
    reach = day(until) if until else "a date not given"
    return f"1. Our note{title}, {day(article.date)}; sources reach to {reach}.{_gone(article)}"


def _article(article: Article) -> str:
    source = article.sources[0] if article.sources else None
    title = article.title or (source.title if source else None)
    address = web_address(source.url) if source else None
    name = emphasis(publisher(article) or "") or "Publisher not given"
    kind = "opinion article" if article.opinion else "article"
    if title and address:
        what = f"{kind} {link(title, address)}"
    else:
        what = f"{kind} “{inline(title).strip()}”" if title else f"{kind}, title not given"
        what = f"[{what}]({address})" if address else what
    what += f" by {inline(article.author).strip()}" if article.author else ""
    what += f", {article.edition}" if article.edition else ""
    facts = [f"{name}, {what}", day(article.date), *([] if address else ["address not given"])]
    return f"1. {'; '.join(facts)}.{_gone(article)}"


def source_line(source: Source) -> str:
    """Return the line of a source in the list."""
    name = emphasis(source.name) or "Publisher not given"
    if source.title:
        head = f"{link(source.title, source.url)}, {name}"
    else:
        address = web_address(source.url)
        head = f"[{name}]({address})" if address else name
    return f"1. {head}, {day(source.date)}."


def _gone(article: Article) -> str:
    counts = Counter(removed.reason for removed in article.removed)
    items = ", ".join(
        inline(reason) + f" ({count} times)" * (count > 1) for reason, count in counts.items()
    )
    broken = " The text breaks off in the middle of a sentence." if article.breaks_off else ""
    return (f" Removed from it: {items}." if items else "") + broken
