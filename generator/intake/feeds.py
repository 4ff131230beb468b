"""Read an RSS or Atom feed, and remember which of its entries have been looked at."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from lxml import html as lxml_html

from generator.ingest.files import slug_of
from generator.intake.refusals import NotReadable
from generator.text import files
from generator.text.typography import plain

TYPES = (
    *("application/rss+xml", "application/atom+xml", "application/rdf+xml"),
    *("application/xml", "text/xml", "text/html", "text/plain"),  # as many servers call a feed
)
MOST_ENTRIES = 1_000
FOLDER = ".feeds"  # beside the seeds; a hidden folder is no seed


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed.  ``text`` is its own summary or content, without markup."""

    key: str  # a digest of its identity
    title: str
    address: str
    text: str
    date: dt.date | None


def entries(data: bytes, address: str) -> tuple[Entry, ...]:
    """Return the entries of a feed in its order; raises :class:`NotReadable` if it is none."""
    import feedparser  # noqa: PLC0415  for feeds only

    # A stream, never bytes: feedparser would fetch bytes that look like an address.
    found = feedparser.parse(io.BytesIO(data), response_headers={"content-location": address})
    if not found.get("version") and not found.entries:
        raise NotReadable(address, "is no RSS or Atom feed; look for the feed's own address")
    made = [_entry(item) for item in found.entries[:MOST_ENTRIES]]
    return tuple({entry.key: entry for entry in made if entry}.values())


def _entry(item: Any) -> Entry | None:
    address = str(item.get("link") or "")
    if not re.fullmatch(r"https?://\S+", address):
        return None
    identity = str(item.get("id") or address)
    content = item.get("content") or [{"value": item.get("summary") or ""}]
    text = max((_words(part.get("value") or "") for part in content), key=len)
    return Entry(
        hashlib.sha256(identity.encode("utf-8", "replace")).hexdigest()[:16],
        _words(item.get("title") or ""),
        address,
        text,
        _day(item.get("published_parsed")),
    )


def _words(markup: str) -> str:
    if "<" not in markup:
        return plain(markup)
    try:
        return plain(lxml_html.fromstring(f"<div>{markup}</div>").text_content())
    except (ValueError, lxml_html.etree.LxmlError):
        return plain(re.sub(r"<[^>]*>", " ", markup))


def _day(parts: Any) -> dt.date | None:
    try:
        return dt.date(*parts[:3]) if parts else None
    except (TypeError, ValueError):
        return None


# --- Memory --------------------------------------------------------------------------------------


def looked_at(seeds: Path, address: str) -> frozenset[str]:
    """Return the keys of the entries that earlier runs have dealt with."""
    path = _memory(seeds, address)
    if not path.is_file():
        return frozenset()
    lines = path.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if re.fullmatch(r"[0-9a-f]{16}", line))


def remember(seeds: Path, address: str, keys: Iterable[str]) -> None:
    """Write the keys of the entries that have been dealt with, whole or not at all."""
    lines = [f"# {address}", *sorted(set(keys))]
    files.write(_memory(seeds, address), "\n".join(lines) + "\n")


def _memory(seeds: Path, address: str) -> Path:
    host = slug_of(urlsplit(address).hostname or "feed")
    digest = hashlib.sha256(address.encode()).hexdigest()[:8]
    return files.inside(seeds / FOLDER, f"{host}-{digest}.txt")
