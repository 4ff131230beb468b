"""Declare the keys that people write: each field of a record is one key of the front matter.

A new key is one line of its record::

    what: str = key(need="say what is due", check="words")
    date: Period | None = key(None, check="period")
    kind: str = key("", one_of(DEADLINE_KINDS))

The type of the field decides how the key is read, unless a reader is given.  The same line decides
which keys are unknown, what a wrong value is called, which page a slug must have and what the
cited passages must say.  :mod:`briefing_room.catalogue.fields` does the reading.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import MISSING, field, fields, is_dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, get_args, get_type_hints

from briefing_room.text.periods import PERIOD_FORMS, Period, read_day, read_period

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    from briefing_room.catalogue.fields import KeyReader

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_PASSAGE_ADDRESS = re.compile(r"[^\s/]+/\d+-\d+[a-z]?|[a-z0-9]+-[0-9a-f]{4}-\d+-\d+[a-z]?")
MOST_FEATURED = 10
ENTITY, ANY = "an entity", "an entity or a topic"
"""What a slug may name, besides an entity with a given role or a page of a given kind."""

Reader = Callable[["KeyReader", str], Any]
"""Reads a key; gives ``None`` or an empty value if the key is missing or was noted as wrong."""


def key(
    default: Any = MISSING,
    read: Reader | None = None,
    *,
    name: str = "",
    need: str = "",
    of: str = "",
    to: str = "",
    check: str = "",
) -> Any:
    """Declare a field of a record, read under its own name or under ``name``.

    A record whose field has no ``default`` is left out if the key is missing; ``need`` tells the
    editor what to write.  ``of`` lists the roles of entities that have the key.  ``to`` is what a
    slug (or each slug of a list) must name.  ``check`` says how the key is compared with the cited
    passages: as a "value", "unit", "period", "day", "speaker", "via", "kind", "thing", "place",
    "status", "name", or as "words"; see :mod:`briefing_room.catalogue.cited_rows`.
    """
    declared = Key("", name, read, need, of.split(), to, check)
    return field(default=default, metadata={"key": declared})


class Key(NamedTuple):
    """A key of a record: its field, its name in front matter, and what :func:`key` was given."""

    field: str
    name: str
    read: Any
    need: str
    of: Collection[str]
    to: str
    check: str


@cache
def keys(record: type[DataclassInstance]) -> tuple[Key, ...]:
    """The keys of a record in the order of its fields, those of every page last."""
    types = get_type_hints(record)
    members = sorted(fields(record), key=lambda member: bool(member.kw_only))
    declared = ((member.name, member.metadata["key"]) for member in members if member.metadata)
    return tuple(
        key._replace(field=name, name=key.name or name, read=key.read or _reader(types[name]))
        for name, key in declared
    )


def cited_addresses(record: Any) -> Iterator[str]:
    """Yield every address that a record cites, or that a record inside it does."""
    yield from getattr(record, "cites", ())
    for inner in inner_records(record):
        yield from cited_addresses(inner)


def inner_records(record: DataclassInstance) -> Iterator[Any]:
    """Yield the records that the fields of a record hold, alone or in tuples."""
    for member in fields(record):
        value = getattr(record, member.name)
        for inner in value if isinstance(value, tuple) else (value,):
            if is_dataclass(inner):
                yield inner


# --- Readers -------------------------------------------------------------------------------------


def convert_with(convert: Callable[[Any], Any], must: str, wrong: str = "wrong-value") -> Reader:
    """Read a value through ``convert``; if that gives ``None``, note what the value ``must`` be."""

    def read(fields: KeyReader, name: str) -> Any:
        value = fields.values.get(name)
        result = None if value is None else convert(value)
        if value is not None and result is None:
            fields.refuse(name, must, wrong)
        return result

    return read


def number(least: float, most: float, *types: type) -> Reader:
    """Read a number within bounds; only a whole one, unless other types are given."""
    return convert_with(
        lambda value: value if type(value) in (int, *types) and least <= value <= most else None,
        f"a {'' if types else 'whole '}number from {least:,} to {most:,}",
    )


DAY = convert_with(read_day, "a date YYYY-MM-DD", "wrong-date")
_OF_TYPE: dict[Any, Reader] = {
    str: lambda fields, name: fields.text(name),
    tuple[str, ...]: lambda fields, name: fields.texts(name),
    bool: convert_with(lambda x: x if isinstance(x, bool) else None, "true or false"),
    int: number(0, 1_000_000),
    dt.date: DAY,
    Period: convert_with(read_period, PERIOD_FORMS, "wrong-date"),
}


def _reader(hint: Any) -> Reader:
    """Choose the reader for the type of a field: a plain value, a record, or a list of records."""
    plain = next((part for part in get_args(hint) if type(None) in get_args(hint)), hint)
    if plain in _OF_TYPE:
        return _OF_TYPE[plain]
    if get_args(plain):
        return list_of(get_args(plain)[0])
    return lambda fields, name: inner.record(plain) if (inner := fields.inner(name)) else None


def list_of(kind: type[DataclassInstance]) -> Reader:
    """Read a list of records; one without a key that it needs is left out."""
    return lambda fields, name: tuple(
        filter(None, (item.record(kind) for item in fields.items(name)))
    )


def text_like(form: str | Callable[[str], str | None], example: str) -> Reader:
    """Read a text of a given form: a pattern, or a function that returns the part to use."""
    convert = form if callable(form) else lambda text: text if re.fullmatch(form, text) else None

    def read(fields: KeyReader, name: str) -> str | None:
        text = fields.text(name)
        result = convert(text) if text else None
        if text and not result:
            message = f"'{name}' must look like '{example}', not '{text[:40]}'"
            fields.note("wrong-value", name, message)
        return result

    return read


def text_or_texts(fields: KeyReader, name: str) -> tuple[str, ...]:
    """Read a text, or a list of them."""
    if isinstance(fields.values.get(name), list):
        return fields.texts(name)
    text = fields.text(name)
    return (text,) if text else ()


def one_of(words: str | Collection[str]) -> Reader:
    """Read one of the given words, or one of a section of the vocabulary."""
    return lambda fields, name: fields.choice(name, fields.allowed(words))


def some_of(section: str) -> Reader:
    """Read a list of words from a section of the vocabulary."""
    return lambda fields, name: fields.choices(name, fields.allowed(section))


def addresses(fields: KeyReader, name: str) -> tuple[str, ...]:
    """Read a list of addresses of passages."""
    hint = "write seed/paragraph-sentence: some-seed/2-1"
    return fields.fitting(name, _PASSAGE_ADDRESS.fullmatch, lambda _: hint)


def cites() -> Any:
    """Declare the passages that a record must rest on; whether they exist is checked in review."""
    return key(read=addresses, need="list the passages, such as [2025-06-07-some-seed/2-1]")
