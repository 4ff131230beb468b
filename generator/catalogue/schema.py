"""What stands under the keys that people write: a record says it of each of its fields.

A new key is one line of its record::

    what: str = key(need="say what is due")
    date: Period | None = key(None)
    kind: str = key("", one_of(DEADLINE_KINDS))

The type says how it is read, a :class:`Kind` where the type says too little.  Which keys are
unknown, what is said of a wrong value, which pages it must find and the tables of
``briefings/about/schemas.md`` follow from that line; :mod:`generator.catalogue.fields` reads it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import MISSING, field, fields, is_dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, get_args, get_type_hints

from generator.text.months import FORMS, Period, day_of, period

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    from generator.catalogue.fields import Fields

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ADDRESS = re.compile(r"[^\s/]+/\d+-\d+[a-z]?|[a-z0-9]+-[0-9a-f]{4}-\d+-\d+[a-z]?")
MOST_FEATURED = 10
NUMBER, ANY = "a page of numbers", "an entity or a topic"
"""What a link may lead to besides an entity, or one with a role."""


class Kind(NamedTuple):
    """What may stand under a key: what reads it, what people are told, the record inside it.

    ``to`` says where slugs lead, ``None`` where the value is none.
    """

    read: Callable[[Fields, str], Any]
    takes: str
    inside: type[DataclassInstance] | None = None
    to: str | None = None


def key(
    default: Any = MISSING,
    kind: Kind | None = None,
    *,
    name: str = "",
    need: str = "",
    of: str = "",
) -> Any:
    """Return a field of a record, read under its name or under ``name``.

    Without a ``default`` there is no record where there is no value.  ``need`` says what to write
    where the key is missing; ``of`` are the roles whose pages alone have it.
    """
    return field(default=default, metadata={"key": Key("", name, kind, need, tuple(of.split()))})


class Key(NamedTuple):
    """A key of a record: its field, its name in front matter, and what :func:`key` was given."""

    field: str
    name: str
    kind: Any
    need: str
    of: tuple[str, ...]


@cache
def keys(record: type[DataclassInstance]) -> tuple[Key, ...]:
    """Return what a record is read from, in the order of its fields."""
    types = get_type_hints(record)
    told = ((each.name, each.metadata["key"]) for each in fields(record) if each.metadata)
    return tuple(
        told._replace(field=name, name=told.name or name, kind=told.kind or _kind_of(types[name]))
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


# --- Kinds of values -----------------------------------------------------------------------------


def made(
    make: Callable[[Any], Any], must: str, takes: str = "", wrong: str = "wrong-value"
) -> Kind:
    """Return a value that ``make`` reads; where it gives ``None``, what it ``must`` be is said."""

    def read(fields: Fields, name: str) -> Any:
        value = fields.values.get(name)
        found = None if value is None else make(value)
        if value is not None and found is None:
            fields.refuse(name, must, wrong)
        return found

    return Kind(read, takes or must)


def number(least: float, most: float, *types: type) -> Kind:
    """Return a number within bounds, a whole one unless other types are given."""
    return made(
        lambda value: value if type(value) in (int, *types) and least <= value <= most else None,
        f"a {'' if types else 'whole '}number from {least:,} to {most:,}",
    )


TEXT = Kind(lambda fields, name: fields.text(name), "a text")
TEXTS = Kind(lambda fields, name: fields.texts(name), "a list of texts")
DAY = made(day_of, "a date YYYY-MM-DD", "a date, `YYYY-MM-DD`", "wrong-date")
_OF_TYPE = {
    str: TEXT,
    tuple[str, ...]: TEXTS,
    bool: made(lambda x: x if isinstance(x, bool) else None, "true or false", "`true` or `false`"),
    int: number(0, 1_000_000),
    dt.date: DAY,
    Period: made(period, FORMS, "a period", "wrong-date"),
}


def _kind_of(hint: Any) -> Kind:
    """Return what a type says of its field: of a record, or a list of them, too."""
    plain = next((each for each in get_args(hint) if type(None) in get_args(hint)), hint)
    if plain in _OF_TYPE:
        return _OF_TYPE[plain]
    return many(get_args(plain)[0]) if get_args(plain) else _one(plain)


def _one(kind: type[DataclassInstance]) -> Kind:
    return Kind(
        lambda fields, name: inner.record(kind) if (inner := fields.inner(name)) else None,
        "`key: value` pairs, see below",
        kind,
    )


def many(kind: type[DataclassInstance]) -> Kind:
    """Return a list of records; those that lack what they need are left out."""
    return Kind(
        lambda fields, name: tuple(filter(None, (it.record(kind) for it in fields.items(name)))),
        "a list of `key: value` pairs, see below",
        kind,
    )


def like(form: str | Callable[[str], str | None], example: str) -> Kind:
    """Return a text of a form: a pattern, or what makes of it what is kept, if it can."""
    make = form if callable(form) else lambda text: text if re.fullmatch(form, text) else None

    def read(fields: Fields, name: str) -> str | None:
        text = fields.text(name)
        found = make(text) if text else None
        if text and not found:
            message = f"'{name}' must look like '{example}', not '{text[:40]}'"
            fields.note("wrong-value", name, message)
        return found

    return Kind(read, f"a text like `{example}`")


def one_of(words: str | Collection[str]) -> Kind:
    """Return one of some words, or of a section of the vocabulary."""
    known = isinstance(words, str)
    return Kind(
        lambda fields, name: fields.choice(name, fields.allowed(words)),
        "a key of the vocabulary" if known else f"one of {', '.join(words)}",
    )


def some_of(section: str) -> Kind:
    """Return a list of words of a section of the vocabulary."""
    return Kind(
        lambda fields, name: fields.choices(name, fields.allowed(section)),
        "a list: a key of the vocabulary each",
    )


def link(to: str = "") -> Kind:
    """Return the slug of a page; whether it is there is looked at when all pages are read."""
    return like(SLUG.pattern, "china")._replace(takes="a slug", to=to)


def links(to: str = "") -> Kind:
    """Return a list of slugs of pages, as :func:`link` is one."""
    return TEXTS._replace(takes="a list of slugs", to=to)


def _addresses(fields: Fields, name: str) -> tuple[str, ...]:
    cure = "write seed/paragraph-sentence: some-seed/2-1"
    return fields.fitting(name, _ADDRESS.fullmatch, lambda _: cure)


ADDRESSES = Kind(_addresses, "a list of addresses of passages, `[some-seed/2-1]`")


def cites() -> Any:
    """Return the field of the passages that a record must rest on, whether they exist or not."""
    need = "list the passages, such as [2025-06-07-some-seed/2-1]"
    return key(kind=ADDRESSES, need=need)
