"""The front matter of a seed: every value has its type, every key is known."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from generator.catalogue.schema import Fields, among, key, keys, like, many
from generator.model import Finding, Source
from generator.text.addresses import web_address
from generator.text.frontmatter import Document

KINDS = ("article", "note")
BAD_SEED = "bad-seed"
OVERVIEW = "index"  # the name that a site's page of all stories has
_STORY = rf"(?=.{{1,120}}$)(?!{OVERVIEW}$)[a-z0-9]+(?:-[a-z0-9]+)*"


@dataclass(frozen=True, slots=True)
class _Origin:
    """One entry of ``sources``."""

    publisher: str = key(Fields.text, need="say who published it")
    title: str | None = key(Fields.text, None)
    url: str | None = key(like(web_address, "https://example.org/news"), None)
    archive: str | None = key(like(web_address, "https://example.org/news"), None)
    date: dt.date | None = key(Fields.day, None)
    tells: tuple[str, ...] = key(Fields.texts, ())


def _sources(fields: Fields, name: str) -> tuple[Source, ...]:
    found = many(_Origin)(fields, name)
    return tuple(Source(**{each: getattr(one, each) for each in SOURCE_KEYS}) for one in found)


SOURCE_KEYS = keys(_Origin)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the front matter of a seed says; a key that is not there is ``None``."""

    title: str | None = key(Fields.text, None)
    date: dt.date | None = key(Fields.day, None)
    kind: str = key(among(KINDS), "article")
    sources: tuple[Source, ...] = key(_sources, ())
    publisher: str | None = key(Fields.text, None)
    author: str | None = key(Fields.text, None)
    opinion: bool = key(Fields.flag, default=False)
    story: str | None = key(like(_STORY, "japan-export-ban"), None)
    added: dt.date | None = key(Fields.day, None)
    read_until: dt.date | None = key(Fields.day, None)
    language: str | None = key(like(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", "en"), None)
    licence: str | None = key(Fields.text, None)
    original_sha256: str | None = key(like("[0-9a-f]{64}", "e3b0c44298fc… (64 digits)"), None)


KEYS = keys(Metadata)


def metadata(document: Document, path: str) -> tuple[Metadata, tuple[Finding, ...]]:
    """Return what the front matter says and a finding for every key or value that is wrong.

    A file with a finding is not used.
    """
    fields = Fields(path, document.front, document.lines)
    found = fields.record(Metadata) or Metadata()
    if found.kind == "note" and document.front.get("title") is None:
        fields.note("missing", "kind", 'a note needs a title: add  title: "What happened"')
    return found, tuple(replace(each, kind=BAD_SEED) for each in fields.findings)
