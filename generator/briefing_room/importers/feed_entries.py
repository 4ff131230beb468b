"""Read the entries of a feed, of a list of documents or of a plain page.

The sources are not trusted: number and length of entries are limited, and an entry without a web
address is skipped.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import urljoin

import feedparser
from lxml import etree, html

from briefing_room.errors import UnusableSource
from briefing_room.importers.fetch import FetchedPage
from briefing_room.text.addresses import web_address
from briefing_room.text.periods import read_day

_KIND_NAMES = {
    "feed": "a feed in RSS, Atom or JSON",
    "federal-register": "a list of documents of the Federal Register",
    "page": "a page with links, or select is not an XPath",
}
KINDS = tuple(_KIND_NAMES)
_MAX_ENTRIES = 200
_MAX_TITLE_CHARS = 300
_MAX_TEXT_CHARS = 2000
_MAX_ADDRESS_CHARS = 2000
_MAX_MARKUP_CHARS = 8000  # of a summary before its tags are stripped
_MAX_LINKS = 1000  # of a page, before those without an address are dropped
_RawEntry = tuple[object, object, object, object]  # title, address, day, text, all unchecked


class Entry(NamedTuple):
    """A publication that a source lists; ``date`` is a day as ``2026-12-01``, or empty."""

    title: str
    address: str
    date: str = ""
    text: str = ""


def read_entries(fetched: FetchedPage, kind: str, select: str = "") -> tuple[Entry, ...]:
    """The entries of a fetched list in its order, each address once.

    ``kind`` is one of :data:`KINDS`, ``select`` the XPath of the links of a page.  Raises
    :class:`UnusableSource` if the list is of another kind.
    """
    try:
        raw_entries = list(_READERS[kind](fetched, select))[:_MAX_ENTRIES]
    except (ValueError, LookupError, TypeError, etree.LxmlError, RecursionError) as error:
        message = f"is not {_KIND_NAMES[kind]}; correct its url, kind or select in watch.yml"
        raise UnusableSource(fetched.url, message) from error
    entries = filter(None, (_checked_entry(raw, fetched.url) for raw in raw_entries))
    return tuple({entry.address: entry for entry in entries}.values())


def _checked_entry(raw: _RawEntry, base: str) -> Entry | None:
    """Shorten and check an entry; ``None`` without a title or a web address."""
    title, link, date, text = (" ".join(str(part or "").split()) for part in raw)
    try:
        address = web_address(urljoin(base, link)) if link else None
    except ValueError:
        return None
    if not address or len(address) > _MAX_ADDRESS_CHARS or not title:
        return None
    day = read_day(date[:10])
    return Entry(
        title[:_MAX_TITLE_CHARS], address, day.isoformat() if day else "", text[:_MAX_TEXT_CHARS]
    )


def _read_feed(fetched: FetchedPage, _: str) -> Iterator[_RawEntry]:
    """Read RSS, Atom or JSON Feed."""
    if fetched.data.lstrip()[:1] == b"{":
        for item in _json_objects(json.loads(fetched.data).get("items")):
            text = item.get("summary") or item.get("content_text")
            yield item.get("title"), item.get("url"), item.get("date_published"), text
        return
    feed = feedparser.parse(io.BytesIO(fetched.data), response_headers=_feedparser_headers(fetched))
    if not feed.entries and not feed.version:
        raise ValueError("not a feed")
    for item in feed.entries[:_MAX_ENTRIES]:
        day = item.get("published_parsed") or item.get("updated_parsed")
        date = f"{day.tm_year:04}-{day.tm_mon:02}-{day.tm_mday:02}" if day else ""
        yield item.get("title"), item.get("link"), date, _strip_markup(item.get("summary"))


def _feedparser_headers(fetched: FetchedPage) -> Mapping[str, str]:
    charset = f"; charset={fetched.charset}" if fetched.charset else ""
    kind = fetched.content_type if "xml" in fetched.content_type else "application/xml"
    return {"content-type": f"{kind}{charset}", "content-location": fetched.url}


def _strip_markup(text: str | None) -> str:
    return html.fromstring(f"<p>{text[:_MAX_MARKUP_CHARS]}</p>").text_content() if text else ""


def _read_federal_register(fetched: FetchedPage, _: str) -> Iterator[_RawEntry]:
    keys = ("title", "html_url", "publication_date", "abstract")
    for document in _json_objects(json.loads(fetched.data)["results"]):
        title, link, date, text = (document.get(key) for key in keys)
        yield title, link, date, text


def _read_page(fetched: FetchedPage, select: str) -> Iterator[_RawEntry]:
    """Read the links of a page that match the XPath ``select``."""
    tree = html.fromstring(fetched.data, parser=html.HTMLParser(encoding=fetched.charset))
    for element in tree.xpath(select or "//a")[:_MAX_LINKS]:
        link = element if element.tag == "a" else next(iter(element.iter("a")), None)
        if link is not None:
            yield link.text_content(), link.get("href"), "", element.text_content()


def _json_objects(rows: Any) -> Iterable[dict[str, Any]]:
    """The objects in a JSON list, as many as entries are read."""
    return [row for row in (rows or ())[:_MAX_ENTRIES] if isinstance(row, dict)]


_READERS: Mapping[str, Callable[[FetchedPage, str], Iterator[_RawEntry]]] = {
    "feed": _read_feed,
    "federal-register": _read_federal_register,
    "page": _read_page,
}
