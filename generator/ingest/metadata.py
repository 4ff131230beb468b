"""Check a seed's front matter strictly: every value has its type, every key is known."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any

from generator.ingest.days import day_in
from generator.model import Finding, Source
from generator.text.addresses import web_address
from generator.text.frontmatter import Document
from generator.text.months import day_of
from generator.text.tables import table

KINDS = ("article", "note")
SOURCE_KEYS = ("publisher", "title", "url", "archive", "date")
BAD_SEED = "bad-seed"
OVERVIEW = "index"  # the name that a site's page of all stories has


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a seed's front matter says; a key that is not there is ``None``."""

    kind: str = "article"
    title: str | None = None
    date: dt.date | None = None
    sources: tuple[Source, ...] = ()
    publisher: str | None = None
    author: str | None = None
    opinion: bool = False
    story: str | None = None
    added: dt.date | None = None
    read_until: dt.date | None = None
    language: str | None = None
    licence: str | None = None
    original_sha256: str | None = None


class _WrongValueError(ValueError):
    """A value that is not what its key asks for; the message says what is allowed."""


def metadata(document: Document, path: str) -> tuple[Metadata, tuple[Finding, ...]]:
    """Return what the front matter says and a finding for every key or value that is wrong.

    A file with a finding is not used.  Allowed keys and values are named in each message.
    """
    values: dict[str, Any] = {}
    wrong: list[Finding] = []
    for key, value in document.front.items():
        message = None if key in _READERS else _unknown(str(key))
        try:
            if not message and value is not None:
                values[key] = _READERS[key](value)
        except _WrongValueError as error:
            message = f"{key}: {error}"
        if message:
            wrong.append(Finding(BAD_SEED, path, document.line(str(key)), message))
    found = replace(Metadata(), **values)
    if found.kind == "note" and document.front.get("title") is None:
        message = 'a note needs a title; add a line such as  title: "What happened"'
        wrong.append(Finding(BAD_SEED, path, document.line("kind"), message))
    return found, tuple(wrong)


def _unknown(key: str) -> str:
    """Say which key was meant, or all that there are."""
    plain = key.strip().lower().replace("-", "_")
    meant = table("front_matter")["meant"].items()
    near = [own for own, others in meant if plain in others.split()]
    near += get_close_matches(plain, _READERS, 1, 0.7)
    if near:
        return f"unknown key '{key}'; write {near[0]}"
    return f"unknown key '{key}'; allowed are {', '.join(_READERS)}"


def _shown(value: object) -> str:
    text = f"'{value}'" if isinstance(value, (str, int, float, dt.date)) else type(value).__name__
    return text if len(text) <= 60 else text[:57] + "…'"


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _WrongValueError(f"must be text, not {_shown(value)}; put it in double quotes")
    return " ".join(value.split())


def _date(value: object) -> dt.date:
    if found := day_of(value.strip() if isinstance(value, str) else value):
        return found
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value.strip()):
        why = f"{_shown(value)} is no day of the calendar; write a date such as 2025-07-18"
        raise _WrongValueError(why)
    read = day_in(value) if isinstance(value, str) else ()
    form = f"write {read[0]}" if len(read) == 1 else "must be a date such as 2025-07-18"
    raise _WrongValueError(f"{form}, not {_shown(value)}")


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise _WrongValueError(f"must be true or false, not {_shown(value)}")
    return value


def _one_of(allowed: tuple[str, ...]) -> Callable[[object], str]:
    def read(value: object) -> str:
        if value not in allowed:
            raise _WrongValueError(f"{_shown(value)} is unknown; allowed are {', '.join(allowed)}")
        return str(value)

    return read


def _matching(pattern: str, what: str) -> Callable[[object], str]:
    def read(value: object) -> str:
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            raise _WrongValueError(f"must be {what}, not {_shown(value)}")
        return value

    return read


def _url(value: object) -> str:
    if found := web_address(value):
        return found
    raise _WrongValueError(f"must be an address that starts with https://, not {_shown(value)}")


def _sources(value: object) -> tuple[Source, ...]:
    if not isinstance(value, list):
        raise _WrongValueError("must be a list of entries, each beginning '- publisher: …'")
    return tuple(_source(item, number) for number, item in enumerate(value, start=1))


def _source(item: object, number: int) -> Source:
    if not isinstance(item, Mapping):
        raise _WrongValueError(f"entry {number} must begin '- publisher: …', not {_shown(item)}")
    unknown = sorted(str(key) for key in item if key not in SOURCE_KEYS)
    if unknown:
        allowed = ", ".join(SOURCE_KEYS)
        raise _WrongValueError(f"entry {number}: unknown key '{unknown[0]}'; allowed are {allowed}")
    readers = {"publisher": _text, "title": _text, "url": _url, "archive": _url, "date": _date}
    values: dict[str, Any] = {}
    for key, value in item.items():
        try:
            values[key] = None if value is None else readers[key](value)
        except _WrongValueError as error:
            raise _WrongValueError(f"entry {number}, {key}: {error}") from None
    if not values.get("publisher"):
        raise _WrongValueError(f"entry {number} needs a publisher")
    return Source(**values)


_SLUG = _matching(
    rf"(?=.{{1,120}}$)(?!{OVERVIEW}$)[a-z0-9]+(?:-[a-z0-9]+)*",
    f"a slug of a-z, 0-9 and single hyphens, of at most 120 letters, and not {OVERVIEW}",
)
_READERS: dict[str, Callable[[Any], Any]] = {
    "title": _text,
    "date": _date,
    "kind": _one_of(KINDS),
    "sources": _sources,
    "publisher": _text,
    "author": _text,
    "opinion": _flag,
    "story": _SLUG,
    "added": _date,
    "read_until": _date,
    "language": _matching(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", "a language code such as en or zh"),
    "licence": _text,
    "original_sha256": _matching(r"[0-9a-f]{64}", "64 hexadecimal digits"),
}
KEYS = tuple(_READERS)
