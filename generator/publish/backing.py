"""What backs a measure: the stories and pages on which a status, a date or a cell rests."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from generator.catalogue.entries import Entity
from generator.catalogue.status import State, Status
from generator.pages.escape import inline, web_address
from generator.publish.links import relative, web
from generator.publish.publication import Publication
from generator.publish.words import clipped
from generator.text.months import MONTHS

_SHORT = 38  # letters of a story's title, enough to tell it from the others of a measure


@dataclass(frozen=True, slots=True)
class Source:
    """What backs a measure: a story of this site (``path``) or a page elsewhere (``address``).

    ``seed`` is the text of the story that the measure's page lists.
    """

    label: str
    path: str | None = None
    address: str | None = None
    seed: str | None = None

    def markdown(self, origin: str, text: str | None = None) -> str:
        """Return the link from the page ``origin``; its words name it, its title in full."""
        text = text or clipped(self.label, _SHORT)
        target = relative(origin, self.path) if self.path else web_address(self.address)
        if not target:
            return inline(self.label)
        title = inline(self.label).replace('"', "&quot;")
        title = "" if text == self.label else f' "{title}"'
        return f"[{inline(text)}]({target}{title})"

    def plain(self, site: Publication) -> str:
        """Return the address for data files: whole where the site knows its own."""
        if self.path:
            return site.settings.address + web(self.path)
        return self.address or self.label


def sources(entity: Entity, site: Publication, about: str | None = None) -> tuple[Source, ...]:
    """Return the sources of an entity's page, stories that name it or ``about`` first."""
    stories = site.by_seed
    ranked = sorted(entity.sources, key=lambda source: -_names(source, entity.slug, about, site))
    return tuple(
        Source(stories[source].title, path=stories[source].path, seed=source)
        if source in stories
        else Source(_host(source), address=source)
        for source in ranked
        if source in stories or source.startswith(("http://", "https://"))
    )


def _names(source: str, slug: str, about: str | None, site: Publication) -> int:
    """Return how well a source serves: 3 names both, 2 the mineral, 1 the measure, 0 neither."""
    article = site.articles.get(source)
    if article is None:
        return -1
    named = _named(source, site)
    return 2 * (about in named) + (slug in named)


@lru_cache(maxsize=4096)
def _named(seed: str, site: Publication) -> frozenset[str]:
    article = site.articles[seed]
    return frozenset(site.catalogue.named(article.text, article.date))


def _host(address: str) -> str:
    return address.split("//", 1)[-1].split("/", 1)[0].removeprefix("www.")


def backing(
    entity: Entity, status: Status, site: Publication, about: str | None = None
) -> tuple[Source, ...]:
    """Return the sources to open for a status: the best one, and for each day one that gives it.

    Where no story gives a day, a page elsewhere stands for it, as what it says is not known here.
    What is in force has the story that reported it last, too.
    """
    ranked = sources(entity, site, about)
    chosen = _covering(ranked, tuple(_days(status)), site)
    parts = [part for _, part in status.parts] or [status]
    if any(part.state is State.IN_FORCE for part in parts) and status.reaches:
        last = (s for s in (*chosen, *ranked) if _reach(s, site) == status.reaches)
        chosen += tuple(s for s in islice(last, 1) if s not in chosen)
    return chosen


def _reach(source: Source, site: Publication) -> dt.date | None:
    article = site.articles.get(source.seed or "")
    return article.sources_reach_to if article else None


def dated(entity: Entity, day: dt.date, site: Publication) -> Source | None:
    """Return the source to open for a day of a measure."""
    return next(reversed(_covering(sources(entity, site), (day,), site)), None)


def links(found: Iterable[Source], origin: str) -> str:
    """Return "Sources: …" with a link to each, so that a reader can choose; empty without any."""
    shown = tuple(found)
    heading = "Source" if len(shown) == 1 else "Sources"
    return f"{heading}: {named(shown, origin)}" if shown else ""


def named(found: Iterable[Source], origin: str) -> str:
    """Return the links to sources, each named by its site or by the start of its story's title."""
    return "; ".join(dict.fromkeys(source.markdown(origin) for source in found))


def _days(status: Status) -> Iterator[dt.date]:
    parts = [part for _, part in status.parts] or [status]
    yield from dict.fromkeys(
        day for part in parts for day in (part.since, *part.before, part.until) if day
    )


def _covering(
    ranked: tuple[Source, ...], days: tuple[dt.date, ...], site: Publication
) -> tuple[Source, ...]:
    chosen = list(ranked[:1])
    for day in days:
        if any(source.address or _gives(source, day, site) for source in chosen):
            continue
        giving = (source for source in ranked if source.path and _gives(source, day, site))
        elsewhere = (source for source in ranked if source.address)
        chosen += [more] if (more := next(giving, None) or next(elsewhere, None)) else []
    return tuple(chosen)


def _gives(source: Source, day: dt.date, site: Publication) -> bool:
    """Return whether a story's seed gives a day, with or without its year."""
    month = MONTHS[day.month - 1]
    article = site.articles.get(source.seed or "")
    given = rf"\b(?:{day.day} {month}|{month} {day.day})\b"
    return article is not None and (article.date == day or bool(re.search(given, article.text)))
