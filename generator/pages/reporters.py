"""Find which of a note's listed sources report a passage: the links of its footnote.

A wrong link is worse than none.  So a source is linked only if the passage names its publisher as
one that reports, if its date fits the days that the passage tells, and if no other listed source
fits as well; otherwise the publisher is named without a link.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.catalogue.entries import Catalogue
from generator.extract.dates import dates
from generator.model import Article, Source
from generator.pages.escape import clean, inline, link

SAYS = re.compile(
    r"(?:said|says|announced|announces|reported|reports|told|wrote|writes|put|puts|gave|gives|quoted|quotes|cited|cites"
    r"|estimated|estimates|counted|counts|described|called|named|noted|listed|lists|published)\b"
)
_OUTLETS = frozenset({"news-outlet", "state-media"})
_NAME_PARTS = re.compile(r"[(),;/]|\bvia\b|\bciting\b")
_SAME_DAY = dt.timedelta(days=1)  # noon in one place is another day elsewhere
_FEW = 3
_STILL_NEWS = dt.timedelta(days=120)  # later, another text of that publisher may be meant
_BEFORE = re.compile(r"(?:according to|said|reported|told|citing|cited|via|by|per)\s+(?:the\s+)?$")
_AFTER = re.compile(  # what may stand between a name and its verb
    r"(?:['’]s?)?(?:\s\([^()]*\))?(?:,[^,]*,)?\s+(?:(?:also|later|then|had|has|have|itself|\w+ly)\s+)*"
)


class _Named(NamedTuple):
    """A publisher that a passage names: where, how, and which sources may be meant."""

    start: int
    name: str
    outlet: bool
    sources: tuple[Source, ...]


def reporters(text: str, article: Article, catalogue: Catalogue) -> list[str]:
    """Return the publishers that a note's passage names, in its order, as Markdown."""
    text = clean(text)
    days = _days(text, article)
    found: dict[str, tuple[Source, ...]] = {}
    for named in sorted(_named(text, article.sources, catalogue)):
        fitting = tuple({s.url or s.title: s for s in named.sources if _fits(s, days)}.values())
        if named.outlet or fitting:
            found.setdefault(fitting[0].publisher if len(fitting) == 1 else named.name, fitting)
    linked = [name for name, sources in found.items() if len(sources) == 1]
    return [
        _shown(name, sources)
        for name, sources in found.items()
        if name in linked or not any(name in _names(other) for other in linked)
    ]


def resting_on(text: str, article: Article, catalogue: Catalogue) -> frozenset[Source]:
    """Return the listed sources that a note's passage names, all that may be meant."""
    text = clean(text)
    days = _days(text, article)
    named = _named(text, article.sources, catalogue)
    return frozenset(s for each in named for s in each.sources if _fits(s, days))


def _shown(name: str, sources: Sequence[Source]) -> str:
    """Return the name; with a link if one source is meant, and the choice if it is one of a few."""
    told_apart = len({source.publisher for source in sources}) == len(sources)
    names = [s.publisher if told_apart else s.title or s.publisher for s in sources]
    links = [link(name, source.url) for name, source in zip(names, sources, strict=True)]
    if len(links) == 1:
        return links[0]
    either = f" ({', '.join(links[:-1])} or {links[-1]})" if 1 < len(links) <= _FEW else ""
    return inline(name).strip() + either


def _named(text: str, sources: Sequence[Source], catalogue: Catalogue) -> Iterator[_Named]:
    for mention in catalogue.find(text):
        entity = catalogue.entities[mention.entity]
        outlet = entity.speaks_as in _OUTLETS
        if not outlet and not _reports(text, mention.start, mention.end):
            continue
        meant = [s for s in sources if entity.slug in _entities(s.publisher, catalogue)]
        if outlet or meant:
            yield _Named(mention.start, entity.name, outlet, tuple(meant))
    for name in sorted({name for source in sources for name in _names(source.publisher)}):
        if not _entities(name, catalogue) and (at := _position(text, name)) is not None:
            yield _Named(at, name, True, tuple(s for s in sources if name in _names(s.publisher)))


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
        gap is not None and SAYS.match(text, gap.end()) is not None
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
