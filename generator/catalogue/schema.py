"""Take typed values out of front matter; what is wrong becomes a finding with file and line.

A record says of each of its fields what stands under its key, so that a new key is one line::

    what: str = key(need="say what is due")
    date: Period | None = key(None)
    kind: str = key("", one_of(DEADLINE_KINDS))

The type says how it is read, a :class:`Kind` where the type says too little.  Which keys are
unknown, what is said of a wrong value, which pages it must find and the tables of
``briefings/about/schemas.md`` follow from that line.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import MISSING, dataclass, field, fields, is_dataclass, replace
from difflib import get_close_matches
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, get_args, get_type_hints

from generator.model import Finding
from generator.text.files import UnreadableFile, read_text
from generator.text.frontmatter import Document, FrontMatterError, parsed
from generator.text.months import FORMS, Period, day_of, period

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ADDRESS = re.compile(r"[^\s/]+/\d+-\d+[a-z]?|[a-z0-9]+-[0-9a-f]{4}-\d+-\d+[a-z]?")
MOST_FEATURED = 10
NUMBER, ANY = "a page of numbers", "an entity or a topic"
"""What a link may lead to besides an entity, or one with a role."""

_Record = TypeVar("_Record", bound="DataclassInstance")


class Kind(NamedTuple):
    """What may stand under a key: what reads it, what people are told, the record inside it.

    ``to`` says where slugs lead, ``None`` where the value is none.
    """

    read: Callable[[Fields, str], Any]
    takes: str
    inside: type[DataclassInstance] | None = None
    to: str | None = None


class Link(NamedTuple):
    """A slug that must have a page of the sort ``to``, and where it stands."""

    fields: Fields
    key: str
    slug: str
    to: str


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


@dataclass(slots=True)
class Fields:
    """Reads the keys of a mapping one by one and collects findings; never raises.

    A value of the wrong form reads as if it were missing.  ``at`` is the way to a nested mapping
    ("clauses.2."), ``words`` the vocabulary of the project.
    """

    path: str
    values: Mapping[str, Any]
    lines: Mapping[str, int]
    words: Any = None
    findings: list[Finding] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    at: str = ""

    @property
    def line(self) -> int:
        """Return the line on which the mapping stands."""
        return self.lines.get(self.at[:-1], 1)

    @classmethod
    def of_file(cls, path: Path, under: str = "") -> Fields:
        """Return a reader for a YAML file of pairs, or of a list that is read ``under`` a key.

        A file that is not there has none; one that cannot be read is noted.
        """
        fields = cls(path.as_posix(), {}, {})
        try:
            found, lines = parsed(read_text(path, path.parent) if path.exists() else "")
        except (FrontMatterError, UnreadableFile) as error:
            fields.findings.append(unreadable(fields.path, error))
        else:
            if under or not isinstance(found, (dict, type(None))):
                found = {under or "-": found}
                lines = {f"{under or '-'}.{way}": line for way, line in lines.items()}
            fields.values, fields.lines = found or {}, lines
        return fields

    def record(self, kind: type[_Record], **known: Any) -> _Record | None:
        """Return the record that the mapping writes, ``None`` where a value it needs is not there.

        ``known`` are values that stand elsewhere.
        """
        self.only([each.name for each in keys(kind)])
        return self.part(kind, **known)

    def part(self, kind: type[_Record], **known: Any) -> _Record | None:
        """Return a record that other keys may stand beside.

        What its ``faults`` tell, values that do not go together, is noted.
        """
        if any(each.name == "line" for each in fields(kind)):
            known["line"] = self.line
        needed = {each.name for each in fields(kind) if each.default is MISSING}
        for each in keys(kind):
            if each.need:
                self.needs(each.name, each.need)
            value = each.kind.read(self, each.name)
            if each.kind.to is not None:
                slugs = (value,) if isinstance(value, str) else value or ()
                self.links += [Link(self, each.name, slug, each.kind.to) for slug in slugs]
            if value or (value is not None and each.field not in needed):
                known[each.field] = value
        if needed - known.keys():
            return None
        made = kind(**known)
        for fault in getattr(made, "faults", tuple)():
            self.note(*fault)
        return made

    def inner(self, key: str) -> Fields | None:
        """Return a reader for the mapping under ``key``; its findings land here."""
        value = self.values.get(key)
        if isinstance(value, dict):
            return replace(self, values=value, at=f"{self.at}{key}.")
        if value is not None:
            self.refuse(key, "'key: value' pairs")
        return None

    def items(self, key: str) -> tuple[Fields, ...]:
        """Return a reader for each mapping of the list under ``key``."""
        found = []
        for number, item in enumerate(self._list(key, "a list of 'key: value' pairs"), start=1):
            if isinstance(item, dict):
                found.append(replace(self, values=item, at=f"{self.at}{key}.{number}."))
            else:
                message = f"'{key}' {number} must be 'key: value' pairs, not {_show(item)}"
                self.note("wrong-value", f"{key}.{number}", message)
        return tuple(found)

    def _list(self, key: str, must: str) -> list[Any]:
        """Return the list under ``key``, an empty one for anything else; it is noted."""
        value = self.values.get(key)
        if value is not None and not isinstance(value, list):
            self.refuse(key, must)
        return value if isinstance(value, list) else []

    def text(self, key: str) -> str | None:
        """Return a text on one line, or ``None``; YAML's own types (numbers, dates) are no text."""
        value = self.values.get(key)
        if isinstance(value, str) and value.strip():
            return " ".join(value.split())
        if value is not None:
            message = f"'{key}' must be a text, not {_show(value)}; quote it"
            self.note("wrong-value", key, message)
        return None

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; a scalar that YAML took for something else is noted."""
        found = []
        for number, item in enumerate(self._list(key, "a list"), start=1):
            if isinstance(item, str) and item.strip():
                found.append(" ".join(item.split()))
            else:
                message = f"'{key}' holds {_show(item)}, which is no text; quote it"
                self.note("wrong-value", f"{key}.{number}", message)
        return tuple(found)

    def fitting(
        self, key: str, fits: Callable[[str], object], cure: Callable[[str], str]
    ) -> tuple[str, ...]:
        """Return the texts of a list that fit; ``cure`` says what to write in place of another."""
        found = self.texts(key)
        for text in found:
            if not fits(text):
                self.note("wrong-value", key, f"'{key}' holds '{text}'; {cure(text)}")
        return tuple(filter(fits, found))

    def choice(self, key: str, allowed: Collection[str]) -> str | None:
        """Return a text that is one of ``allowed``, or ``None``; where none is, any will do."""
        value = self.text(key)
        if value is None or not allowed or value in allowed:
            return value
        self.note("wrong-value", key, f"'{key}' is '{value}'; {_cure(value, allowed)}")
        return None

    def allowed(self, words: str | Collection[str]) -> Collection[str]:
        """Return some words, or those of a section of the vocabulary."""
        found: Collection[str] = getattr(self.words, words) if isinstance(words, str) else words
        return found

    def note(self, kind: str, key: str, message: str) -> None:
        """Add a finding at the line of ``key``."""
        line = self.lines.get(f"{self.at}{key}", self.line)
        where = f"{self.at[:-1]}: " if self.at else ""
        self.findings.append(Finding(kind, self.path, line, where + message))

    def only(self, allowed: Collection[str]) -> None:
        """Note every key that is not allowed here."""
        for key in self.values:
            if key not in allowed:
                self.note("unknown-key", str(key), f"unknown key '{key}'; {_cure(key, allowed)}")

    def needs(self, key: str, why: str) -> None:
        """Note a key that must be there, whatever its type; ``why`` says what to write."""
        if self.values.get(key) is None:
            self.note("missing", key, f"'{key}' is missing; {why}")

    def refuse(self, key: str, must: str, kind: str = "wrong-value") -> None:
        """Note a value of the wrong form."""
        shown = _show(self.values.get(key))
        self.note(kind, key, f"'{key}' must be {must}, not {shown}")


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

    def read(fields: Fields, name: str) -> tuple[str, ...]:
        allowed = fields.allowed(section)
        cure = partial(_cure, allowed=allowed)
        return fields.fitting(name, allowed.__contains__ if allowed else bool, cure)

    return Kind(read, "a list: a key of the vocabulary each")


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


# --- Pages ---------------------------------------------------------------------------------------


def unreadable(path: str, error: FrontMatterError | UnreadableFile) -> Finding:
    """Return what is told of a file that cannot be read."""
    return Finding("unreadable", path, getattr(error, "line", 0), str(error))


def profile(document: Document) -> tuple[str, int]:
    """Return the text below the front matter without blank lines around it, and its first line."""
    above = len(document.body) - len(document.body.lstrip("\n"))
    return document.body.strip("\n"), document.body_line + above


def near(word: object, known: Iterable[str]) -> str:
    """Return the question whether a known word was meant, empty where none is like it."""
    found = get_close_matches(str(word).casefold(), sorted(known), n=1, cutoff=0.6)
    return f"did you mean '{found[0]}'?" if found else ""


def _cure(word: object, allowed: Collection[str]) -> str:
    """Return what to write instead: the nearest allowed word, and all of them."""
    return f"{near(word, allowed)} allowed: {', '.join(allowed)}".strip()


def _show(value: object) -> str:
    if isinstance(value, (list, dict)):  # may be huge when written out, by YAML's aliases
        return "a list" if isinstance(value, list) else "'key: value' pairs"
    text = " ".join(str(value).split())
    return f"'{text[:40]}…'" if len(text) > 40 else f"'{text}'"
