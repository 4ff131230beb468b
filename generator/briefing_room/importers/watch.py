"""The watch: which sources are looked at, what was seen there, and what was put aside.

The list stands in ``watch.yml``, the log in ``.watch.json`` beside it: who looked when, what the
server said of the version it gave, and which entries are still to be read.  Text of the sources is
never kept but for titles.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from briefing_room.catalogue.entries import Catalogue
from briefing_room.errors import BriefingError, UnusableSource
from briefing_room.importers.fetch import Fetcher, NotFetched
from briefing_room.importers.watched import KINDS, Entry, entries
from briefing_room.text.addresses import bare_address
from briefing_room.text.files import UnreadableFile, read_text, write
from briefing_room.text.frontmatter import FrontMatterError, parsed

LIST, LOG = "watch.yml", ".watch.json"
_KEPT = 400  # addresses known of a source
_UNCHANGED = 304


class BadWatch(BriefingError):
    """The list of sources cannot be read."""

    def __init__(self, path: Path, line: int, why: str) -> None:
        super().__init__(f"{path}{f':{line}' if line else ''}: {why}")


@dataclass(frozen=True, slots=True)
class WatchedSource:
    """An address to look at: a feed, documents of the Federal Register, or links of a page."""

    name: str
    url: str
    kind: str = "feed"
    select: str = ""  # of a page: the XPath of what holds the links


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of a source: when it was looked at, and what to tell its server.

    ``waiting`` are entries that concern us and wait for an editor; ``known`` are addresses that
    were seen, the newest first.
    """

    looked: str = ""
    etag: str = ""
    modified: str = ""
    fault: str = ""
    moved: str = ""
    known: tuple[str, ...] = ()
    waiting: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class WatchLog:
    """What was seen of each source, by its address, and the addresses that were put aside."""

    sources: Mapping[str, Seen]
    aside: tuple[str, ...] = ()

    @property
    def looked(self) -> str:
        """The last day on which all of them were looked at."""
        return min((seen.looked for seen in self.sources.values()), default="")


def read_list(path: Path) -> tuple[WatchedSource, ...]:
    """Read the sources; raises :class:`BadWatch` with the line of what is wrong."""
    try:
        found, lines = parsed(read_text(path, path.parent))
    except (FrontMatterError, UnreadableFile) as error:
        raise BadWatch(path, getattr(error, "line", 0), str(error)) from error
    rows = found.get("sources") if isinstance(found, dict) else None
    if not isinstance(rows, list) or not rows:
        raise BadWatch(path, 0, "write  sources: [{name: …, url: https://…, kind: feed}]")
    made = []
    for at, row in enumerate(rows):
        line = lines.get(f"sources.{at}", 0)
        given = row if isinstance(row, dict) else {}
        unknown = given.keys() - {"name", "url", "kind", "select"}
        if unknown or not all(isinstance(given.get(key), str) for key in ("name", "url")):
            raise BadWatch(path, line, "each source has name and url, and may have kind and select")
        one = WatchedSource(**given)
        if one.kind not in KINDS:
            raise BadWatch(path, line, f"kind '{one.kind}'; one of {', '.join(KINDS)}")
        made.append(one)
    return tuple(made)


def read_log(folder: Path) -> WatchLog:
    """Read the log; a file that is broken counts as none, as it only saves asking again."""
    path = folder / LOG
    if not path.is_file():
        return WatchLog({})
    try:
        told = json.loads(read_text(path, folder))
        sources = {url: _seen(one) for url, one in told["sources"].items()}
        return WatchLog(sources, tuple(map(str, told["aside"])))
    except (ValueError, LookupError, TypeError, AttributeError, UnreadableFile):
        return WatchLog({})


def _seen(told: Mapping[str, Any]) -> Seen:
    words = {
        key: str(told.get(key, "")) for key in ("looked", "etag", "modified", "fault", "moved")
    }
    waiting = tuple(Entry(*map(str, one)) for one in told["waiting"])
    return Seen(**words, known=tuple(map(str, told["known"])), waiting=waiting)


def write_log(folder: Path, log: WatchLog) -> None:
    """Write the log."""
    told = {"sources": {url: asdict(log.sources[url]) for url in sorted(log.sources)}}
    for one in told["sources"].values():
        one["waiting"] = [list(entry) for entry in one["waiting"]]
    text = json.dumps({**told, "aside": sorted(log.aside)}, ensure_ascii=False, indent=1)
    write(folder / LOG, f"{text}\n")


def look(source: WatchedSource, seen: Seen, fetcher: Fetcher, day: str) -> tuple[Seen, list[Entry]]:
    """Look at a source; return what is known of it now, and the entries that are new.

    Of a source that failed, what was known stays.
    """
    asked = {"If-None-Match": seen.etag, "If-Modified-Since": seen.modified}
    try:
        found = fetcher.fetch(source.url, (), {key: tag for key, tag in asked.items() if tag})
        every = entries(found, source.kind, source.select)
    except NotFetched as error:
        same = error.status == _UNCHANGED
        return replace(seen, looked=day, fault="") if same else replace(seen, fault=str(error)), []
    except UnusableSource as error:
        return replace(seen, fault=str(error)), []
    fresh = [entry for entry in every if entry.address not in seen.known]
    known = tuple(dict.fromkeys((*(entry.address for entry in every), *seen.known)))[:_KEPT]
    moved = found.url if found.url != source.url else ""
    return Seen(day, found.etag, found.modified, "", moved, known, seen.waiting), fresh


def concerns(entry: Entry, catalogue: Catalogue) -> tuple[str, ...]:
    """Return the names and topics of ours that an entry tells of."""
    words = f"{entry.title}. {entry.text}"
    slugs = dict.fromkeys(mention.entity for mention in catalogue.find(words))
    names = [catalogue.entities[slug] for slug in slugs if slug in catalogue.entities]
    told = words.casefold()
    topics = [
        topic.title
        for topic in catalogue.topics.values()
        if any(weight > 2 and term.casefold() in told for term, weight in topic.terms)
    ]
    role = catalogue.vocabulary.role
    outlets = ("news-outlet", "state-media", "data-provider")
    own = [
        one.name
        for one in names
        if role(one.type) in ("material", "policy", "place", "organisation")
        and one.speaks_as not in outlets
    ]
    return tuple(dict.fromkeys((*own, *topics)))


def waiting(log: WatchLog, read: Collection[str]) -> Iterator[tuple[str, Entry]]:
    """Yield what still waits, with the address of its source.

    That is what was not put aside, nor ``read``: the bare addresses of seeds.
    """
    aside = {bare_address(address) for address in log.aside}
    for url, seen in log.sources.items():
        yield from (
            (url, entry)
            for entry in seen.waiting
            if bare_address(entry.address) not in aside | {*read}
        )
