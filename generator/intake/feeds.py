"""Go through an RSS or Atom feed: what is on the subject and new becomes a draft.

Entries are judged one by one, so that a limit saves the work for the rest; which ones have been
dealt with is kept beside the seeds.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from lxml import html as lxml_html

from generator.catalogue.entries import Catalogue
from generator.errors import BriefingError
from generator.extract.topics import topics
from generator.ingest.language import is_english, language
from generator.ingest.load import slug_of
from generator.ingest.metadata import Metadata
from generator.intake.adding import AlreadyThere, Seeds
from generator.intake.drafts import Draft, draft
from generator.intake.fetch import Fetcher
from generator.intake.originals import CONTENT_TYPES, NotReadable, from_page
from generator.model import Article
from generator.text import files
from generator.text.addresses import host_of, web_address
from generator.text.typography import plain

TYPES = (
    *("application/rss+xml", "application/atom+xml", "application/rdf+xml"),
    *("application/xml", "text/xml", "text/html", "text/plain"),  # as many servers call a feed
)
MOST_ENTRIES = 500  # of a feed, the first; a feed of more is an archive
FOLDER = ".feeds"  # beside the seeds; a hidden folder is no seed
_END = re.compile(rb"</(?:[\w.-]{1,40}:)?(?:item|entry)\s*>", re.IGNORECASE)
_ROOT = re.compile(rb"<([A-Za-z][\w.:-]{0,60})[\s>]")
_SUBJECT = frozenset({"material", "measure", "concept"})  # what no text on another subject names
_HEARD = frozenset({"news-outlet", "state-media", "official-statement", "think-tank"})


class Fate(StrEnum):
    """What becomes of an entry; the value is how it is counted."""

    ADDED = "added"
    SEEN = "looked at before"
    THERE = "there already"
    OFF_SUBJECT = "not on the subject"
    OTHER_LANGUAGE = "in another language"
    FAILED = "could not be read"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed.  ``text`` is its own summary or content, without markup."""

    key: str  # a digest of its identity
    title: str
    address: str
    text: str
    date: dt.date | None


@dataclass(frozen=True, slots=True)
class Judged:
    """An entry with its fate; ``made`` is its draft, ``why`` the reason that it failed."""

    entry: Entry
    fate: Fate
    made: Draft | None = None
    why: str = ""


def entries(data: bytes, address: str) -> tuple[Entry, ...]:
    """Return the entries of a feed in its order; raises :class:`NotReadable` if it is none."""
    import feedparser  # noqa: PLC0415  for feeds only

    # A stream, never bytes: feedparser would fetch bytes that look like an address.
    stream = io.BytesIO(_first(data))
    try:
        found = feedparser.parse(stream, response_headers={"content-location": address})
    except (ValueError, RecursionError) as error:
        raise NotReadable(address, "is a broken feed; add its pages one by one") from error
    if not found.get("version") and not found.entries:
        raise NotReadable(address, "is no RSS or Atom feed; look for the feed's own address")
    made = [_entry(item) for item in found.entries[:MOST_ENTRIES]]
    return tuple({entry.key: entry for entry in made if entry}.values())


def _first(data: bytes) -> bytes:
    """Return a feed with its first entries alone, closed as it should be."""
    ends = (match.end() for number, match in enumerate(_END.finditer(data), 1)
            if number == MOST_ENTRIES)  # fmt: skip
    end, root = next(ends, None), _ROOT.search(data)
    if end is None or root is None or not _END.search(data, end):
        return data
    channel = b"</channel>" if root[1].lower() == b"rss" else b""
    return data[:end] + channel + b"</" + root[1] + b">"


def _entry(item: Any) -> Entry | None:
    address = web_address(item.get("link"))
    if address is None:
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
        return plain(re.sub(r"<[^<>]*>", " ", markup))


def _day(parts: Any) -> dt.date | None:
    try:
        return dt.date(*parts[:3]) if parts else None
    except (TypeError, ValueError):
        return None


# --- Judging -------------------------------------------------------------------------------------


def judged(
    found: Iterable[Entry],
    seen: frozenset[str],
    fetcher: Fetcher,
    seeds: Seeds,
    known: Catalogue,
    *,
    limit: int | None,
) -> Iterator[Judged]:
    """Yield every entry with its fate, in the feed's order; fetches only what may be wanted.

    Where ``limit`` pages have been fetched, the rest is left.
    """
    fetched = 0
    for entry in found:
        if fate := _by_its_words(entry, seen, seeds, known):
            yield Judged(entry, fate)
        elif fetched == limit:
            return
        else:
            fetched += 1
            yield _read(entry, fetcher, seeds, known)


def _by_its_words(
    entry: Entry, seen: frozenset[str], seeds: Seeds, known: Catalogue
) -> Fate | None:
    """Return the fate of an entry that its page need not be fetched for."""
    words = f"{entry.title}\n{entry.text}"
    if entry.key in seen:
        return Fate.SEEN
    if seeds.with_address(entry.address):
        return Fate.THERE
    if not is_english(language(words)):
        return Fate.OTHER_LANGUAGE
    return Fate.OFF_SUBJECT if words.strip() and not _may_be_on_subject(words, known) else None


def _read(entry: Entry, fetcher: Fetcher, seeds: Seeds, known: Catalogue) -> Judged:
    try:
        made = draft(from_page(fetcher.fetch(entry.address, CONTENT_TYPES)))
        missing = Metadata(  # the publisher's feed is its own word
            title=None if made.metadata.title else entry.title or None,
            date=None if made.metadata.date else entry.date,
        )
        made = made.told(missing)
        seeds.refuse(made)
    except AlreadyThere as error:
        return Judged(entry, Fate.THERE, why=str(error))
    except BriefingError as error:
        return Judged(entry, Fate.FAILED, why=str(error))
    article = made.article("x")
    if not is_english(article.language):
        return Judged(entry, Fate.OTHER_LANGUAGE)
    if not _is_on_subject(article, known):
        return Judged(entry, Fate.OFF_SUBJECT)
    return Judged(entry, Fate.ADDED, made)


def _is_on_subject(article: Article, known: Catalogue) -> bool:
    """Return whether an article names a mineral, policy or concept and has a topic of ours."""
    text = f"{article.title or ''}\n{article.text}"
    return _names_subject(text, known) and bool(topics(article, known))


def _may_be_on_subject(text: str, known: Catalogue) -> bool:
    """Return whether the few words of a feed's entry name anything of the subject.

    A country, a person or an outlet alone does not count; a company does.
    """
    return _names_subject(text, known) or any(
        known.vocabulary.role(entity.type) == "organisation" and entity.speaks_as not in _HEARD
        for entity in (known.entities[slug] for slug in known.named(text))
    )


def _names_subject(text: str, known: Catalogue) -> bool:
    types = (known.entities[slug].type for slug in known.named(text))
    return any(known.vocabulary.role(kind) in _SUBJECT for kind in types)


# --- Memory --------------------------------------------------------------------------------------


def looked_at(seeds: Path, address: str) -> frozenset[str]:
    """Return the keys of the entries that earlier runs have dealt with."""
    try:
        lines = _memory(seeds, address).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeError):
        return frozenset()
    return frozenset(line for line in lines if re.fullmatch(r"[0-9a-f]{16}", line))


def remember(seeds: Path, address: str, keys: Iterable[str]) -> None:
    """Write the keys of the entries that have been dealt with, whole or not at all."""
    lines = [f"# {address}", *sorted(set(keys))]
    files.write(_memory(seeds, address), "\n".join(lines) + "\n")


def _memory(seeds: Path, address: str) -> Path:
    host = slug_of(host_of(address) or "feed")
    number = hashlib.sha256(address.encode("utf-8", "replace")).hexdigest()[:8]
    return files.inside(seeds, f"{FOLDER}/{host}-{number}.txt")
