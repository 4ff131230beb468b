"""Declare the keys that people write: each field of a record is one key of the front matter.

A new key is one line of its record::

    what: str = key(hint="say what is due", check="words")
    date: Period | None = key(None, check="period")
    kind: str = key("", one_of(DEADLINE_KINDS))

The type of the field decides how the key is read, unless a reader is given.  The line also says
what to write if the key is missing, which page a slug must name and how the value is checked
against the cited passages.  A key that no field declares is reported as unknown.
:mod:`briefing_room.catalogue.key_reader` reads the values.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import MISSING, field, fields, is_dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, get_args, get_type_hints

from briefing_room.text.periods import PERIOD_FORMS, Period, read_day, read_period

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    from briefing_room.catalogue.key_reader import KeyReader

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_PASSAGE_ADDRESS = re.compile(r"[^\s/]+/\d+-\d+[a-z]?|[a-z0-9]+-[0-9a-f]{4}-\d+-\d+[a-z]?")
MOST_FEATURED = 10  # numbers that a project may show on the page of key numbers
ReadKey = Callable[["KeyReader", str], Any]
"""Reads a key; gives ``None`` or an empty value if the key is missing or its value is wrong."""


def key(
    default: Any = MISSING,
    read: ReadKey | None = None,
    *,
    name: str = "",
    hint: str = "",
    roles: str = "",
    links_to: str = "",
    check: str = "",
) -> Any:
    """Declare a field of a record, read under its own name or under ``name``.

    A record whose field has no ``default`` is dropped if the key is missing; ``hint`` tells the
    editor what to write.  ``roles`` lists the roles of entities that have the key.  ``links_to`` is
    what a slug (or each slug of a list) must name.  ``check`` says how the key is compared with the
    cited passages: as a "value", "unit", "period", "day", "speaker", "via", "kind", "thing",
    "place", "status", "name", or as "words"; see :mod:`briefing_room.catalogue.cited_rows`.
    """
    declared = Key("", name, read, hint, roles.split(), links_to, check)
    return field(default=default, metadata={"key": declared})


class LinkTarget(StrEnum):
    """Values of ``links_to``, besides the roles of entities and the kinds of pages."""

    ENTITY = "any entity"
    ENTITY_OR_TOPIC = "any entity or topic"


class Key(NamedTuple):
    """A key of a record: its field, its name in front matter, and the arguments of :func:`key`."""

    field: str
    name: str
    read: Any
    hint: str
    roles: Collection[str]
    links_to: str
    check: str


@cache
def keys(record: type[DataclassInstance]) -> tuple[Key, ...]:
    """The keys of a record in the order of its fields; keys that all pages have come last."""
    types = get_type_hints(record)
    members = sorted(fields(record), key=lambda member: bool(member.kw_only))
    declarations = ((member.name, member.metadata["key"]) for member in members if member.metadata)
    return tuple(
        declared._replace(
            field=name,
            name=declared.name or name,
            read=declared.read or _reader_for(types[name]),
        )
        for name, declared in declarations
    )


def cited_addresses(record: Any) -> Iterator[str]:
    """Yield every address that a record cites, or that a record inside it does."""
    yield from getattr(record, "cites", ())
    for inner in inner_records(record):
        yield from cited_addresses(inner)


def inner_records(record: DataclassInstance) -> Iterator[Any]:
    """Yield the records in the fields of a record, alone or in tuples."""
    for member in fields(record):
        value = getattr(record, member.name)
        for inner in value if isinstance(value, tuple) else (value,):
            if is_dataclass(inner):
                yield inner


# --- Readers -------------------------------------------------------------------------------------


def convert_with(
    convert: Callable[[Any], Any], requirement: str, finding: str = "wrong-value"
) -> ReadKey:
    """Read a value with ``convert``; if that gives ``None``, report the ``requirement``."""

    def read(reader: KeyReader, name: str) -> Any:
        value = reader.values.get(name)
        result = None if value is None else convert(value)
        if value is not None and result is None:
            reader.report_wrong_value(name, requirement, finding)
        return result

    return read


def number_between(least: float, greatest: float, *types: type) -> ReadKey:
    """Read a number within bounds; only a whole one, unless other types are given."""
    return convert_with(
        lambda value: (
            value if type(value) in (int, *types) and least <= value <= greatest else None
        ),
        f"a {'' if types else 'whole '}number from {least:,} to {greatest:,}",
    )


DAY = convert_with(read_day, "a date YYYY-MM-DD", "wrong-date")
_READERS_BY_TYPE: dict[Any, ReadKey] = {
    str: lambda reader, name: reader.text(name),
    tuple[str, ...]: lambda reader, name: reader.texts(name),
    bool: convert_with(lambda x: x if isinstance(x, bool) else None, "true or false"),
    int: number_between(0, 1_000_000),
    dt.date: DAY,
    Period: convert_with(read_period, PERIOD_FORMS, "wrong-date"),
}


def _reader_for(annotation: Any) -> ReadKey:
    """Choose the reader for the type of a field: a plain value, a record, or a list of records."""
    is_optional = type(None) in get_args(annotation)
    value_type = get_args(annotation)[0] if is_optional else annotation
    if value_type in _READERS_BY_TYPE:
        return _READERS_BY_TYPE[value_type]
    if get_args(value_type):
        return list_of(get_args(value_type)[0])
    return lambda reader, name: (
        inner.record(value_type) if (inner := reader.mapping(name)) else None
    )


def list_of(kind: type[DataclassInstance]) -> ReadKey:
    """Read a list of records; one without a key that it needs is skipped."""
    return lambda reader, name: tuple(
        filter(None, (item.record(kind) for item in reader.mappings(name)))
    )


def text_like(pattern: str | Callable[[str], str | None], example: str) -> ReadKey:
    """Read a string that matches a pattern, or from which a function returns the part to use."""
    convert = (
        pattern if callable(pattern) else lambda text: text if re.fullmatch(pattern, text) else None
    )

    def read(reader: KeyReader, name: str) -> str | None:
        text = reader.text(name)
        result = convert(text) if text else None
        if text and not result:
            reader.report_wrong_value(name, f"of the form '{example}'")
        return result

    return read


def text_or_texts(reader: KeyReader, name: str) -> tuple[str, ...]:
    """Read a string, or a list of them."""
    if isinstance(reader.values.get(name), list):
        return reader.texts(name)
    text = reader.text(name)
    return (text,) if text else ()


def one_of(words: str | Collection[str]) -> ReadKey:
    """Read one of the given words, or one of a section of the vocabulary."""
    return lambda reader, name: reader.choice(name, reader.allowed_words(words))


def words_from(section: str) -> ReadKey:
    """Read a list of words from a section of the vocabulary."""
    return lambda reader, name: reader.choices(name, reader.allowed_words(section))


def addresses(reader: KeyReader, name: str) -> tuple[str, ...]:
    """Read a list of addresses of passages."""
    hint = "write seed/paragraph-sentence: some-seed/2-1"
    return reader.matching_texts(name, _PASSAGE_ADDRESS.fullmatch, lambda _: hint)


def cites() -> Any:
    """Declare the passages that a record must cite; whether they exist is checked in review."""
    return key(read=addresses, hint="list the passages, such as [2025-06-07-some-seed/2-1]")
