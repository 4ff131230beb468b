"""Read an RSS or Atom feed, and propose what is new in it and may be on the subject.

Nothing is fetched but the feed: which article becomes a seed, an editor decides.
"""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from itertools import islice
from typing import Any
from urllib.parse import urljoin

from lxml import etree

from generator.catalogue.entries import Catalogue
from generator.ingest.language import is_english, language
from generator.intake.adding import Seeds
from generator.intake.drafts import NotReadable
from generator.text.addresses import web_address
from generator.text.months import day_of
from generator.text.typography import plain

TYPES = (
    *("application/rss+xml", "application/atom+xml", "application/rdf+xml"),
    *("application/xml", "text/xml", "text/html", "text/plain"),  # as many servers call a feed
)
MOST_ENTRIES = 500  # of a feed, the first; a feed of more is an archive
_SUBJECT = frozenset({"material", "measure", "concept", "organisation"})
_HEARD = frozenset({"news-outlet", "state-media", "official-statement", "think-tank"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed.  ``text`` is its own summary or content, without markup."""

    title: str
    address: str
    text: str
    date: dt.date | None


def entries(data: bytes, address: str) -> tuple[Entry, ...]:
    """Return the entries of a feed in its order; raises :class:`NotReadable` if it is none."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None or etree.QName(root).localname not in {"rss", "feed", "RDF"}:
        raise NotReadable(address, "is no RSS or Atom feed; look for the feed's own address")
    items = islice(root.iter("{*}item", "{*}entry"), MOST_ENTRIES)
    found = [entry for item in items if (entry := _entry(item, address))]
    return tuple({entry.address: entry for entry in found}.values())


def _entry(item: Any, base: str) -> Entry | None:
    links = [
        link for link in item.findall("{*}link") if link.get("rel", "alternate") == "alternate"
    ]
    own = (links[0].get("href") or links[0].text or "").strip() if links else ""
    try:
        address = web_address(urljoin(base, own)) if own else None
    except ValueError:  # a broken bracket
        return None
    text = _words(item, "description", "summary", "content")
    return Entry(_words(item, "title"), address, text, _day(item)) if address else None


def _words(item: Any, *names: str) -> str:
    """Return what elements of an entry say; their markup may be escaped in them."""
    found = (each for name in names for each in item.findall(f"{{*}}{name}"))
    markup = " ".join("".join(each.itertext()) for each in found)
    return plain(html.unescape(re.sub(r"<[^<>]*>", " ", markup)))


def _day(item: Any) -> dt.date | None:
    for name in ("published", "pubDate", "date", "updated"):
        if said := (item.findtext(f"{{*}}{name}") or "").strip():
            try:
                return day_of(said[:10]) or parsedate_to_datetime(said).date()
            except (ValueError, IndexError):
                return None
    return None


def proposed(found: Iterable[Entry], seeds: Seeds, known: Catalogue) -> tuple[Entry, ...]:
    """Return the entries that no seed has, in English, whose words name something of the subject.

    A country, a person or an outlet alone does not count; a company does.
    """

    def is_new(entry: Entry) -> bool:
        words = f"{entry.title}\n{entry.text}"
        named = (known.entities[slug] for slug in known.named(words))
        about = any(
            known.vocabulary.role(entity.type) in _SUBJECT and entity.speaks_as not in _HEARD
            for entity in named
        )
        return about and is_english(language(words)) and not seeds.with_address(entry.address)

    return tuple(filter(is_new, found))
