"""Read the entries of a feed, of a list of documents or of a plain page.

The sources are not trusted: number and length are limited, and an entry without its own web address
is left out.
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
from briefing_room.importers.fetch import Fetched
from briefing_room.text.addresses import web_address
from briefing_room.text.periods import read_day

_KIND_NAMES = {
    "feed": "feed in RSS, Atom or JSON",
    "federal-register": "list of documents of the Federal Register",
    "page": "page with links, or select is no XPath",
}
KINDS = tuple(_KIND_NAMES)
_MAX_ENTRIES = 200
_MAX_TITLE = 300  # characters
_MAX_TEXT = 2000  # characters
_MAX_ADDRESS = 2000  # characters
_Row = tuple[object, object, object, object]  # title, address, day, text


class Entry(NamedTuple):
    """A publication that a source lists; ``date`` is a day as ``2026-12-01``, or empty."""

    title: str
    address: str
    date: str = ""
    text: str = ""


class UnreadableFeed(UnusableSource):
    """The answer is not of the kind that ``watch.yml`` gives for its source."""


def entries(fetched: Fetched, kind: str, select: str = "") -> tuple[Entry, ...]:
    """The entries of an answer in its order, each address once; raises ``UnreadableFeed``."""
    try:
        rows = list(_READERS[kind](fetched, select))[:_MAX_ENTRIES]
    except (ValueError, LookupError, TypeError, etree.LxmlError, RecursionError) as error:
        why = f"is no {_KIND_NAMES[kind]}; correct its url, kind or select in watch.yml"
        raise UnreadableFeed(fetched.url, why) from error
    listed = filter(None, (_entry(row, fetched.url) for row in rows))
    return tuple({entry.address: entry for entry in listed}.values())


def _entry(row: _Row, base: str) -> Entry | None:
    title, link, date, text = (" ".join(str(part or "").split()) for part in row)
    try:
        address = web_address(urljoin(base, link)) if link else None
    except ValueError:
        return None
    if not address or len(address) > _MAX_ADDRESS or not title:
        return None
    day = read_day(date[:10])
    return Entry(title[:_MAX_TITLE], address, day.isoformat() if day else "", text[:_MAX_TEXT])


def _read_feed(fetched: Fetched, _: str) -> Iterator[_Row]:
    """Read RSS, Atom or JSON Feed."""
    if fetched.data.lstrip()[:1] == b"{":
        for item in _objects(json.loads(fetched.data).get("items")):
            text = item.get("summary") or item.get("content_text")
            yield item.get("title"), item.get("url"), item.get("date_published"), text
        return
    feed = feedparser.parse(io.BytesIO(fetched.data), response_headers=_headers(fetched))
    if not feed.entries and not feed.version:
        raise ValueError("not a feed")
    for item in feed.entries[:_MAX_ENTRIES]:
        day = item.get("published_parsed") or item.get("updated_parsed")
        date = f"{day.tm_year:04}-{day.tm_mon:02}-{day.tm_mday:02}" if day else ""
        yield item.get("title"), item.get("link"), date, _plain(item.get("summary"))


def _headers(fetched: Fetched) -> Mapping[str, str]:
    charset = f"; charset={fetched.charset}" if fetched.charset else ""
    kind = fetched.content_type if "xml" in fetched.content_type else "application/xml"
    return {"content-type": f"{kind}{charset}", "content-location": fetched.url}


def _plain(text: str | None) -> str:
    return html.fromstring(f"<p>{text[: 4 * _MAX_TEXT]}</p>").text_content() if text else ""


def _read_federal_register(fetched: Fetched, _: str) -> Iterator[_Row]:
    keys = ("title", "html_url", "publication_date", "abstract")
    for document in _objects(json.loads(fetched.data)["results"]):
        title, link, date, text = (document.get(key) for key in keys)
        yield title, link, date, text


def _read_page(fetched: Fetched, select: str) -> Iterator[_Row]:
    """Read the links of a page that match the XPath ``select``."""
    tree = html.fromstring(fetched.data, parser=html.HTMLParser(encoding=fetched.charset))
    for element in tree.xpath(select or "//a")[: 5 * _MAX_ENTRIES]:
        link = element if element.tag == "a" else next(iter(element.iter("a")), None)
        if link is not None:
            yield link.text_content(), link.get("href"), "", element.text_content()


def _objects(rows: Any) -> Iterable[dict[str, Any]]:
    return [row for row in (rows or ())[:_MAX_ENTRIES] if isinstance(row, dict)]


_READERS: Mapping[str, Callable[[Fetched, str], Iterator[_Row]]] = {
    "feed": _read_feed,
    "federal-register": _read_federal_register,
    "page": _read_page,
}
