"""Read the front matter of a seed: its keys and the types of their values."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace

from briefing_room.catalogue.key_reader import KeyReader
from briefing_room.catalogue.schema import key, keys, list_of, one_of, text_like
from briefing_room.model import Finding, Source
from briefing_room.text.addresses import web_address
from briefing_room.text.frontmatter import Document

KINDS = ("article", "note")
BAD_SEED = "bad-seed"
OVERVIEW = "index"  # the name that a site's page of all stories has
_STORY = rf"(?=.{{1,120}}$)(?!{OVERVIEW}$)[a-z0-9]+(?:-[a-z0-9]+)*"


def _read_locators(reader: KeyReader, name: str) -> tuple[str, ...]:
    """Read the key ``tells``, a list of locators such as "1-2"; YAML may have made numbers."""
    value = reader.values.get(name)
    if isinstance(value, list):
        reader = replace(reader, values={name: [str(item) for item in value]})
    hint = "write paragraph-sentence, such as 1-2"
    return reader.matching_texts(name, re.compile(r"\d+-\d+[a-z]?").fullmatch, lambda _: hint)


@dataclass(frozen=True, slots=True)
class _SourceEntry:
    """One entry of the key ``sources`` of a note."""

    publisher: str = key(hint="say who published it")
    via: str | None = key(None)
    title: str | None = key(None)
    url: str | None = key(None, text_like(web_address, "https://example.org/news"))
    archive: str | None = key(None, text_like(web_address, "https://example.org/news"))
    date: dt.date | None = key(None)
    tells: tuple[str, ...] = key((), _read_locators)


def _read_sources(reader: KeyReader, name: str) -> tuple[Source, ...]:
    origins = list_of(_SourceEntry)(reader, name)
    return tuple(Source(**{key: getattr(origin, key) for key in SOURCE_KEYS}) for origin in origins)


SOURCE_KEYS = tuple(key_.name for key_ in keys(_SourceEntry))


@dataclass(frozen=True, slots=True)
class Metadata:
    """The front matter of a seed; a missing key is ``None`` or has its default."""

    title: str | None = key(None)
    date: dt.date | None = key(None)
    kind: str = key("article", one_of(KINDS))
    sources: tuple[Source, ...] = key((), _read_sources)
    publisher: str | None = key(None)
    author: str | None = key(None)
    by: str | None = key(None)
    opinion: bool = key(default=False)
    story: str | None = key(None, text_like(_STORY, "japan-export-ban"))
    added: dt.date | None = key(None)
    read_until: dt.date | None = key(None)
    language: str | None = key(None, text_like(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", "en"))
    licence: str | None = key(None)
    original_sha256: str | None = key(None, text_like("[0-9a-f]{64}", "e3b0c44298fc… (64 digits)"))


KEYS = tuple(key_.name for key_ in keys(Metadata))


def read_metadata(document: Document, path: str) -> tuple[Metadata, tuple[Finding, ...]]:
    """Read the front matter, with a finding for each wrong key or value.

    A seed with such a finding is not used.
    """
    reader = KeyReader(path, document.front, document.lines)
    record = reader.record(Metadata) or Metadata()
    if record.kind == "note" and document.front.get("title") is None:
        reader.report("missing", "kind", 'a note needs a title: add  title: "What happened"')
    return record, tuple(replace(finding, kind=BAD_SEED) for finding in reader.findings)
