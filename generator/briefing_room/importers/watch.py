"""Check the sources of ``watch.yml`` for new entries about subjects of the catalogue.

The log ``.watch.json`` beside it keeps the day of the last check, the version that the server
named, and the entries that wait for an editor.  Of the text of a source only titles are kept.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from http import HTTPStatus
from pathlib import Path
from typing import Any

from briefing_room.catalogue.catalogue import Catalogue
from briefing_room.errors import BriefingError, UnusableSource
from briefing_room.importers.feed_entries import KINDS, Entry, read_entries
from briefing_room.importers.fetch import Fetcher, NotFetched
from briefing_room.text.addresses import bare_address
from briefing_room.text.files import UnreadableFile, read_text, write
from briefing_room.text.frontmatter import FrontMatterError, parse_yaml

WATCH_LIST, WATCH_LOG = "watch.yml", ".watch.json"
_EXAMPLE_LIST = "sources: [{name: …, url: https://…, kind: feed}]"
_MAX_KNOWN_ADDRESSES = 400  # of one source


class UnreadableWatchList(BriefingError):
    """The list of watched sources cannot be read."""

    def __init__(self, path: Path, line: int, message: str) -> None:
        super().__init__(f"{path}{f':{line}' if line else ''}: {message}")


@dataclass(frozen=True, slots=True)
class WatchedSource:
    """An address to check: a feed, documents of the Federal Register, or links of a page."""

    name: str
    url: str
    kind: str = "feed"
    select: str = ""  # of a page: the XPath of the elements with the links


@dataclass(frozen=True, slots=True)
class SourceState:
    """The state of a source after its last check, on the day ``checked_on``.

    ``etag`` and ``modified`` are the version that its server named.  ``fault`` says why the check
    failed, ``new_address`` where the source has moved to.  ``known`` are the addresses seen so far,
    newest first; ``waiting`` are the entries that wait for an editor.
    """

    checked_on: str = ""
    etag: str = ""
    modified: str = ""
    fault: str = ""
    new_address: str = ""
    known: tuple[str, ...] = ()
    waiting: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class WatchLog:
    """The state of each source by its address, and the addresses that an editor put aside."""

    sources: Mapping[str, SourceState]
    aside: tuple[str, ...] = ()

    @property
    def checked_on(self) -> str:
        """The last day on which all sources had been checked, "" if one never was."""
        return min((state.checked_on for state in self.sources.values()), default="")


def read_watch_list(path: Path) -> tuple[WatchedSource, ...]:
    """Read the watched sources; raises :class:`UnreadableWatchList` with the line of a mistake."""
    if not path.exists():
        raise UnreadableWatchList(
            path, 0, f"there is no list of sources; write one: {_EXAMPLE_LIST}"
        )
    try:
        content, lines = parse_yaml(read_text(path, path.parent))
    except (FrontMatterError, UnreadableFile) as error:
        raise UnreadableWatchList(path, getattr(error, "line", 0), str(error)) from error
    rows = content.get("sources") if isinstance(content, dict) else None
    if not isinstance(rows, list) or not rows:
        raise UnreadableWatchList(path, 0, f"has no list of sources; write: {_EXAMPLE_LIST}")
    return tuple(
        _parse_source(row, path, lines.get(f"sources.{number}", 0))
        for number, row in enumerate(rows, start=1)
    )


def _parse_source(row: object, path: Path, line: int) -> WatchedSource:
    """Check one source of the list; raises :class:`UnreadableWatchList`."""
    values = row if isinstance(row, dict) else {}
    unknown_keys = values.keys() - {"name", "url", "kind", "select"}
    if unknown_keys or not all(isinstance(values.get(key), str) for key in ("name", "url")):
        message = "a source needs name and url; it may have kind and select, and no other key"
        raise UnreadableWatchList(path, line, message)
    source = WatchedSource(**values)
    if source.kind not in KINDS:
        message = f"kind '{source.kind}' is not known; write one of {', '.join(KINDS)}"
        raise UnreadableWatchList(path, line, message)
    return source


def read_watch_log(folder: Path) -> WatchLog:
    """Read the log; a broken one counts as empty, since it only saves requests."""
    path = folder / WATCH_LOG
    if not path.is_file():
        return WatchLog({})
    try:
        content = json.loads(read_text(path, folder))
        sources = {url: _parse_state(values) for url, values in content["sources"].items()}
        return WatchLog(sources, tuple(map(str, content["aside"])))
    except (ValueError, LookupError, TypeError, AttributeError, UnreadableFile):
        return WatchLog({})


def _parse_state(values: Mapping[str, Any]) -> SourceState:
    """Read the state of a source from the log."""
    keys = ("checked_on", "etag", "modified", "fault", "new_address")
    texts = {key: str(values.get(key, "")) for key in keys}
    known = tuple(map(str, values["known"]))
    waiting = tuple(Entry(*map(str, fields)) for fields in values["waiting"])
    return SourceState(**texts, known=known, waiting=waiting)


def write_watch_log(folder: Path, log: WatchLog) -> None:
    """Write the log."""
    sources = {url: asdict(log.sources[url]) for url in sorted(log.sources)}
    content = {"sources": sources, "aside": sorted(log.aside)}
    write(folder / WATCH_LOG, f"{json.dumps(content, ensure_ascii=False, indent=1)}\n")


def check_source(
    source: WatchedSource, state: SourceState, fetcher: Fetcher, day: str
) -> tuple[SourceState, list[Entry]]:
    """Fetch a source; returns its new state and its new entries.

    If that fails, the old state is returned with the reason as its ``fault``.
    """
    versions = {"If-None-Match": state.etag, "If-Modified-Since": state.modified}
    try:
        page = fetcher.fetch(source.url, (), {key: text for key, text in versions.items() if text})
        entries = read_entries(page, source.kind, source.select)
    except NotFetched as error:
        if error.status == HTTPStatus.NOT_MODIFIED:
            return replace(state, checked_on=day, fault=""), []
        return replace(state, fault=str(error)), []
    except UnusableSource as error:
        return replace(state, fault=str(error)), []
    new_entries = [entry for entry in entries if entry.address not in state.known]
    addresses = (entry.address for entry in entries)
    known = tuple(dict.fromkeys((*addresses, *state.known)))[:_MAX_KNOWN_ADDRESSES]
    new_address = page.url if page.url != source.url else ""
    new_state = SourceState(day, page.etag, page.modified, "", new_address, known, state.waiting)
    return new_state, new_entries


_OUTLETS = ("news-outlet", "state-media", "data-provider")  # named in entries on any subject
_FOLLOWED_ROLES = ("material", "policy", "place", "organisation")
_MIN_WEIGHT = 3  # of a term that alone shows a topic


def find_subjects(entry: Entry, catalogue: Catalogue) -> tuple[str, ...]:
    """The names and topics of the catalogue that an entry mentions, except news outlets."""
    text = f"{entry.title}. {entry.text}"
    slugs = dict.fromkeys(mention.entity for mention in catalogue.find(text))
    entities = [catalogue.entities[slug] for slug in slugs if slug in catalogue.entities]
    role = catalogue.vocabulary.role
    names = [
        entity.name
        for entity in entities
        if role(entity.type) in _FOLLOWED_ROLES and entity.speaks_as not in _OUTLETS
    ]
    folded = text.casefold()
    topics = [
        topic.title
        for topic in catalogue.topics.values()
        if any(weight >= _MIN_WEIGHT and term.casefold() in folded for term, weight in topic.terms)
    ]
    return tuple(dict.fromkeys((*names, *topics)))


def waiting_entries(log: WatchLog, seeds: Collection[str]) -> Iterator[tuple[str, Entry]]:
    """Yield the entries neither put aside nor added, with the address of their source.

    ``seeds`` are the bare addresses of the seeds.
    """
    handled = {*map(bare_address, log.aside), *seeds}
    for url, state in log.sources.items():
        for entry in state.waiting:
            if bare_address(entry.address) not in handled:
                yield url, entry
