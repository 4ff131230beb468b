"""What stands under the keys that people write: a record says it of each of its fields.

A new key is one line of its record::

    what: str = key(need="say what is due")
    date: Period | None = key(None)
    kind: str = key("", one_of(DEADLINE_KINDS))

The type says how it is read; where the type says too little a reader is given.  Which keys are
unknown, what is said of a wrong value and which pages it must find follow from that line;
:mod:`briefing_room.catalogue.fields` reads it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import MISSING, field, fields, is_dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, get_args, get_type_hints

from briefing_room.text.months import FORMS, Period, day_of, period

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    from briefing_room.catalogue.fields import Fields

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ADDRESS = re.compile(r"[^\s/]+/\d+-\d+[a-z]?|[a-z0-9]+-[0-9a-f]{4}-\d+-\d+[a-z]?")
MOST_FEATURED = 10
ENTITY, ANY, NUMBER = "an entity", "an entity or a topic", "a page of numbers"
"""What a slug may lead to besides an entity with a role."""

Reader = Callable[["Fields", str], Any]
"""Returns what stands under a key, ``None`` or nothing where it is not there or is noted."""


def key(
    default: Any = MISSING,
    read: Reader | None = None,
    *,
    name: str = "",
    need: str = "",
    of: str = "",
    to: str = "",
) -> Any:
    """Return a field of a record, read under its name or under ``name``.

    Without a ``default`` there is no record where there is no value.  ``need`` says what to write
    where the key is missing; ``of`` are the roles whose pages alone have it; ``to`` says where a
    slug, or each of a list, leads.
    """
    return field(default=default, metadata={"key": Key("", name, read, need, of.split(), to)})


class Key(NamedTuple):
    """A key of a record: its field, its name in front matter, and what :func:`key` was given."""

    field: str
    name: str
    read: Any
    need: str
    of: Collection[str]
    to: str


@cache
def keys(record: type[DataclassInstance]) -> tuple[Key, ...]:
    """Return what a record is read from, in the order of its fields."""
    types = get_type_hints(record)
    told = ((each.name, each.metadata["key"]) for each in fields(record) if each.metadata)
    return tuple(
        told._replace(field=name, name=told.name or name, read=told.read or _reader(types[name]))
        for name, told in told
    )


def cited(record: DataclassInstance) -> Iterator[str]:
    """Yield every address under a ``cites`` of a record and of those inside it."""
    for each in fields(record):
        value = getattr(record, each.name)
        if each.name == "cites":
            yield from value
        for inner in value if isinstance(value, tuple) else (value,):
            if is_dataclass(inner) and not isinstance(inner, type):
                yield from cited(inner)


# --- Readers -------------------------------------------------------------------------------------


def made(make: Callable[[Any], Any], must: str, wrong: str = "wrong-value") -> Reader:
    """Read what ``make`` makes of a value; where that is ``None``, what it ``must`` be is said."""

    def read(fields: Fields, name: str) -> Any:
        value = fields.values.get(name)
        found = None if value is None else make(value)
        if value is not None and found is None:
            fields.refuse(name, must, wrong)
        return found

    return read


def number(least: float, most: float, *types: type) -> Reader:
    """Read a number within bounds, a whole one unless other types are given."""
    return made(
        lambda value: value if type(value) in (int, *types) and least <= value <= most else None,
        f"a {'' if types else 'whole '}number from {least:,} to {most:,}",
    )


DAY = made(day_of, "a date YYYY-MM-DD", "wrong-date")
_OF_TYPE: dict[Any, Reader] = {
    str: lambda fields, name: fields.text(name),
    tuple[str, ...]: lambda fields, name: fields.texts(name),
    bool: made(lambda x: x if isinstance(x, bool) else None, "true or false"),
    int: number(0, 1_000_000),
    dt.date: DAY,
    Period: made(period, FORMS, "wrong-date"),
}


def _reader(hint: Any) -> Reader:
    """Return what a type says of its field: of a record, or a list of them, too."""
    plain = next((each for each in get_args(hint) if type(None) in get_args(hint)), hint)
    if plain in _OF_TYPE:
        return _OF_TYPE[plain]
    if get_args(plain):
        return many(get_args(plain)[0])
    return lambda fields, name: inner.record(plain) if (inner := fields.inner(name)) else None


def many(kind: type[DataclassInstance]) -> Reader:
    """Read a list of records; those that lack what they need are left out."""
    return lambda fields, name: tuple(
        filter(None, (each.record(kind) for each in fields.items(name)))
    )


def like(form: str | Callable[[str], str | None], example: str) -> Reader:
    """Read a text of a form: a pattern, or what makes of it what is kept, if it can."""
    make = form if callable(form) else lambda text: text if re.fullmatch(form, text) else None

    def read(fields: Fields, name: str) -> str | None:
        text = fields.text(name)
        found = make(text) if text else None
        if text and not found:
            message = f"'{name}' must look like '{example}', not '{text[:40]}'"
            fields.note("wrong-value", name, message)
        return found

    return read


def one_of(words: str | Collection[str]) -> Reader:
    """Read one of some words, or of a section of the vocabulary."""
    return lambda fields, name: fields.choice(name, fields.allowed(words))


def some_of(section: str) -> Reader:
    """Read a list of words of a section of the vocabulary."""
    return lambda fields, name: fields.choices(name, fields.allowed(section))


def addresses(fields: Fields, name: str) -> tuple[str, ...]:
    """Read a list of addresses of passages."""
    cure = "write seed/paragraph-sentence: some-seed/2-1"
    return fields.fitting(name, _ADDRESS.fullmatch, lambda _: cure)


def cites() -> Any:
    """Return the field of the passages that a record must rest on, whether they exist or not."""
    return key(read=addresses, need="list the passages, such as [2025-06-07-some-seed/2-1]")
