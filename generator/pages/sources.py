"""Write where a page's words come from: the footnotes and the list of sources.

The footnote of a note's passage names the listed sources that report it.  A wrong link is worse
than none.  So a source is linked only if the passage names its publisher as one that reports, if
its date fits the days that the passage tells, and if no other listed source fits as well; otherwise
the publisher is named without a link.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.catalogue.entries import Catalogue
from generator.extract.dates import dates
from generator.ingest.markdown import without_markup
from generator.model import Article, Passage, Source
from generator.pages.escape import clean, emphasis, inline, link, web_address
from generator.text.months import day
from generator.text.tables import any_of, listed

RESTING = ", resting on "  # before the sources of a note's passage
_LISTS = ("plain", "with_that", "of_papers")
_VERBS = [verb.replace("_", " ") for name in _LISTS for verb in listed("saying", name)]
_SAYS = re.compile(rf"(?:{any_of(_VERBS)})\b")
_OUTLETS = frozenset({"news-outlet", "state-media"})
_NAME_PARTS = re.compile(r"[(),;/]|\bvia\b|\bciting\b")
_SAME_DAY = dt.timedelta(days=1)  # noon in one place is another day elsewhere
_FEW = 3
_STILL_NEWS = dt.timedelta(days=120)  # later, another text of that publisher may be meant
_BEFORE = re.compile(r"(?:according to|said|reported|told|citing|cited|via|by|per)\s+(?:the\s+)?$")
_AFTER = re.compile(  # what may stand between a name and its verb
    r"(?:['’]s?)?(?:\s\([^()]*\))?(?:,[^,]*,)?\s+(?:(?:also|later|then|had|has|have|itself|\w+ly)\s+)*"
)


def publisher(article: Article) -> str | None:
    """Return who published an article, as its text or front matter says."""
    named = article.sources[0].publisher if article.sources else None
    return article.publisher or named


def footnote(passage: Passage, article: Article, catalogue: Catalogue, *, quoted: bool) -> str:
    """Return the text of a passage's footnote; ``quoted`` adds the passage letter for letter."""
    where = f"paragraph {passage.paragraph}"
    if article.kind == "note":
        outlets = reporters(passage.text, article, catalogue)
        resting = f"{RESTING}{', '.join(outlets)}" if outlets else ""
        said = f"Editor's note, {where}{resting}"
    else:
        name = emphasis(publisher(article) or "") or "Publisher not given"
        said = f"{name}, {day(article.date)}, {where}"
    is_text = article.path.lower().endswith(".txt")
    quotation = inline(passage.text if is_text else without_markup(passage.text)).strip()
    return f"{said}: “{quotation}”" if quoted else f"{said}."


def source_list(
    articles: Sequence[Article], cited: Sequence[Passage], catalogue: Catalogue
) -> list[str]:
    """Return the list of sources: each text with what was removed from it, and what it rests on.

    Of a note those of its sources are listed that the passages ``cited`` name, and how many more
    there are.  Every item is numbered ``1.`` (Markdown counts them), so a new source changes no
    other line.
    """
    listed: set[str] = set()
    lines = []
    for article in articles:
        if article.kind != "note":
            lines.append(_article(article))
            own: Sequence[Source] = article.sources[1:]  # the first source is the article itself
        else:
            own = _resting_on(article, cited, catalogue)
            lines.append(_note(article, len(article.sources) - len(own)))
        for source in own:
            key = source.url or f"{source.publisher} {source.title}"
            if key not in listed:
                listed.add(key)
                lines.append(_source(source))
    return lines


def _resting_on(
    article: Article, cited: Sequence[Passage], catalogue: Catalogue
) -> tuple[Source, ...]:
    """Return the sources of a note that the passages cited name; all if they name none."""
    texts = [passage.text for passage in cited if passage.article == article.id]
    named = [each for text in texts for each in _named(clean(text), article, catalogue)]
    meant = {source for each in named for source in each.sources}
    return tuple(source for source in article.sources if source in meant) or article.sources


def _note(article: Article, more: int) -> str:
    title = f" “{inline(article.title).strip()}”" if article.title else ""
    until = article.sources_reach_to
    reach = day(until) if until else "a date not given"
    verb = "is" if more == 1 else "are"
    rest = f"; {more} more of its sources {verb} in the note" if more else ""
    return (
        f"1. Editor's note{title}, {day(article.date)}; sources reach to {reach}{rest}."
        f"{_gone(article)}"
    )


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


def _source(source: Source) -> str:
    name = emphasis(source.publisher) or "Publisher not given"
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


# --- The sources that a note's passage names -----------------------------------------------------


class _Named(NamedTuple):
    """A publisher that a passage names: where, how, and which sources may be meant."""

    start: int
    name: str
    sources: tuple[Source, ...]


def reporters(text: str, article: Article, catalogue: Catalogue) -> list[str]:
    """Return the publishers that a note's passage names, in its order, as Markdown."""
    found: dict[str, tuple[Source, ...]] = {}
    for named in sorted(_named(clean(text), article, catalogue), key=lambda each: each[:2]):
        fitting = tuple({s.url or s.title: s for s in named.sources}.values())
        found.setdefault(fitting[0].publisher if len(fitting) == 1 else named.name, fitting)
    linked = [name for name, sources in found.items() if len(sources) == 1]
    return [
        _shown(name, sources)
        for name, sources in found.items()
        if name in linked or not any(name in _names(other) for other in linked)
    ]


def _shown(name: str, sources: Sequence[Source]) -> str:
    """Return the name; with a link if one source is meant, and the choice if it is one of a few."""
    told_apart = len({source.publisher for source in sources}) == len(sources)
    names = [s.publisher if told_apart else s.title or s.publisher for s in sources]
    links = [link(name, source.url) for name, source in zip(names, sources, strict=True)]
    if len(links) == 1:
        return links[0]
    either = f" ({', '.join(links[:-1])} or {links[-1]})" if 1 < len(links) <= _FEW else ""
    return inline(name).strip() + either


def _named(text: str, article: Article, catalogue: Catalogue) -> Iterator[_Named]:
    days = _days(text, article)
    sources = [source for source in article.sources if _fits(source, days)]
    for mention in catalogue.find(text):
        entity = catalogue.entities[mention.entity]
        outlet = entity.speaks_as in _OUTLETS
        if outlet or _reports(text, mention.start, mention.end):
            meant = tuple(s for s in sources if entity.slug in _entities(s.publisher, catalogue))
            if outlet or meant:
                yield _Named(mention.start, entity.name, meant)
    for name in sorted({name for each in article.sources for name in _names(each.publisher)}):
        if not _entities(name, catalogue) and (at := _position(text, name)) is not None:
            yield _Named(at, name, tuple(s for s in sources if name in _names(s.publisher)))


def _days(text: str, article: Article) -> list[dt.date]:
    """Return the days, and the first days of months, that a passage tells and that have come."""
    told = [s.date for s in dates(text, article.date) if s.precision in {"day", "month"}]
    days = [dt.date.fromisoformat(f"{day}-01"[:10]) for day in told if day]
    until = article.sources_reach_to or article.date
    return [day for day in days if until is None or day <= until]


def _fits(source: Source, days: Sequence[dt.date]) -> bool:
    """Tell whether a source of that date can report what is told of these days."""
    if source.date is None or not days:
        return True
    return min(days) - _SAME_DAY <= source.date <= max(days) + _STILL_NEWS


def _reports(text: str, start: int, end: int) -> bool:
    """Tell whether the name at ``text[start:end]`` reports, rather than being reported on."""
    gap = _AFTER.match(text, end)
    return _BEFORE.search(text, 0, start) is not None or (
        gap is not None and _SAYS.match(text, gap.end()) is not None
    )


def _names(publisher: str) -> list[str]:
    """Return the names in ``Star Tribune (AP)``: it as a whole, the outlet, and whom it relays."""
    parts = (part.strip() for part in _NAME_PARTS.split(publisher))
    return [publisher, *(part for part in parts if len(part) > 1)]


def _position(text: str, name: str) -> int | None:
    bare = name.removeprefix("The ").strip()
    if bare not in text:
        return None
    match = re.search(rf"(?<!\w){re.escape(bare)}(?!\w)", text)
    return match.start() if match else None


def _entities(text: str, catalogue: Catalogue) -> set[str]:
    return {mention.entity for mention in catalogue.find(text)}
