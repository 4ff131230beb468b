"""Take typed values out of front matter; what is wrong becomes a finding with file and line.

A record says of each of its fields how it is read, so that a new key is one line::

    what: str = key(Fields.text, need="say what is due")
    date: Period | None = key(Fields.period, None)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import MISSING, dataclass, field, fields, replace
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from generator.model import Finding
from generator.text.files import UnreadableFile, read_text
from generator.text.frontmatter import Document, FrontMatterError, parsed
from generator.text.months import FORMS, day_of, period

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
ADDRESS = re.compile(r"[^\s/]+/\d+-\d+[a-z]?|[a-z0-9]+-[0-9a-f]{4}-\d+-\d+[a-z]?")
"""The address of a passage (``seed/paragraph-sentence``), or its footnote label."""
MOST_FEATURED = 10

_Record = TypeVar("_Record", bound="DataclassInstance")
_Value = TypeVar("_Value")
_Read = Callable[["Fields", str], Any]


def key(read: _Read, default: Any = MISSING, *, name: str = "", need: str = "") -> Any:
    """Return a field of a record; ``read`` gives the value under its name, or under ``name``.

    Without a ``default`` there is no record where there is no value.  ``need`` says what to write
    where the key is missing.
    """
    return field(default=default, metadata={"read": read, "key": name, "need": need})


def keys(kind: type[DataclassInstance]) -> tuple[str, ...]:
    """Return the keys that a record is read from."""
    return tuple(f.metadata["key"] or f.name for f in fields(kind) if "read" in f.metadata)


def reader(
    make: Callable[[Any], _Value | None], must: str, kind: str = "wrong-value"
) -> Callable[[Fields, str], _Value | None]:
    """Return what reads a value by ``make``, and says what it ``must`` be where that gives none."""

    def read(fields: Fields, name: str) -> _Value | None:
        value = fields.values.get(name)
        found = None if value is None else make(value)
        if value is not None and found is None:
            fields.refuse(name, must, kind)
        return found

    return read


def like(
    form: str | Callable[[str], str | None], example: str
) -> Callable[[Fields, str], str | None]:
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


def number(kinds: tuple[type, ...], least: float, most: float) -> Callable[[Fields, str], Any]:
    """Read a number of some types within bounds."""
    return reader(
        lambda value: value if type(value) in kinds and least <= value <= most else None,
        f"a {'whole ' if kinds == (int,) else ''}number from {least} to {most}",
    )


@dataclass(slots=True)
class Fields:
    """Reads the keys of a mapping one by one and collects findings; never raises.

    A value of the wrong form reads as if it were missing.
    ``prefix`` says where in the file a nested mapping stands ("clause 2: "), ``at`` the same for
    its lines ("clauses.2.").  ``words`` is the vocabulary of the project.
    """

    path: str
    values: Mapping[str, Any]
    lines: Mapping[str, int]
    findings: list[Finding] = field(default_factory=list)
    prefix: str = ""
    default_line: int = 1
    at: str = ""
    words: Any = None

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

    def record(self, kind: type[_Record], also: Collection[str] = ()) -> _Record | None:
        """Return the record that the mapping writes, ``None`` where a value it needs is not there.

        ``also`` are keys that are read in another way.
        """
        self.only((*keys(kind), *also))
        return self.part(kind)

    def part(self, kind: type[_Record], **known: Any) -> _Record | None:
        """Return a record that other keys may stand beside; ``known`` are values of its own."""
        whole = True
        for each in fields(kind):
            if each.name == "line":
                known["line"] = self.default_line
            if "read" not in each.metadata:
                continue
            name = each.metadata["key"] or each.name
            if each.metadata["need"]:
                self.needs(name, each.metadata["need"])
            value = each.metadata["read"](self, name)
            if value is not None and (value or each.default is not MISSING):
                known[each.name] = value
            elif each.default is MISSING:
                whole = False
        return kind(**known) if whole else None

    def note(self, kind: str, key: str, message: str) -> None:
        """Add a finding at the line of ``key``."""
        line = self.lines.get(f"{self.at}{key}", self.default_line)
        self.findings.append(Finding(kind, self.path, line, self.prefix + message))

    def only(self, allowed: Collection[str]) -> None:
        """Note every key that is not allowed here."""
        for key in self.values:
            if key not in allowed:
                self.note("unknown-key", str(key), f"unknown key '{key}'; {_cure(key, allowed)}")

    def refuse(self, key: str, must: str, kind: str = "wrong-value") -> None:
        """Note a value of the wrong form."""
        shown = _show(self.values.get(key))
        self.note(kind, key, f"'{key}' must be {must}, not {shown}")

    def text(self, key: str) -> str | None:
        """Return a text on one line, or ``None``; YAML's own types (numbers, dates) are no text."""
        value = self.values.get(key)
        if isinstance(value, str) and value.strip():
            return " ".join(value.split())
        if value is not None:
            message = f"'{key}' must be a text, not {_show(value)}; quote it"
            self.note("wrong-value", key, message)
        return None

    def needs(self, key: str, why: str) -> None:
        """Note a key that must be there, whatever its type; ``why`` says what to write."""
        if self.values.get(key) is None:
            self.note("missing", key, f"'{key}' is missing; {why}")

    def choice(self, key: str, allowed: Collection[str]) -> str | None:
        """Return a text that is one of ``allowed``, or ``None``; where none is, any will do."""
        value = self.text(key)
        if value is None or not allowed or value in allowed:
            return value
        self.note("wrong-value", key, f"'{key}' is '{value}'; {_cure(value, allowed)}")
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

    def _list(self, key: str, must: str) -> list[Any]:
        """Return the list under ``key``, an empty one for anything else; it is noted."""
        value = self.values.get(key)
        if value is not None and not isinstance(value, list):
            self.refuse(key, must)
        return value if isinstance(value, list) else []

    def choices(self, key: str, allowed: Collection[str]) -> tuple[str, ...]:
        """Return the items of a list that are among ``allowed``; where none is, all of them."""
        return self.fitting(
            key, lambda item: not allowed or item in allowed, lambda item: _cure(item, allowed)
        )

    day = reader(day_of, "a date YYYY-MM-DD", "wrong-date")
    period = reader(period, FORMS, "wrong-date")
    flag = reader(lambda x: x if isinstance(x, bool) else None, "true or false")
    count = number((int,), 0, 1_000_000)
    place = number((int,), 1, MOST_FEATURED)
    latitude, longitude = number((int, float), -90, 90), number((int, float), -180, 180)
    slug = like(SLUG.pattern, "china")

    def fitting(
        self, key: str, fits: Callable[[str], object], cure: Callable[[str], str]
    ) -> tuple[str, ...]:
        """Return the texts of a list that fit; ``cure`` says what to write in place of another."""
        found = self.texts(key)
        for text in found:
            if not fits(text):
                self.note("wrong-value", key, f"'{key}' holds '{text}'; {cure(text)}")
        return tuple(filter(fits, found))

    def addresses(self, key: str) -> tuple[str, ...]:
        """Return the addresses of passages in a list; whether they exist is not looked at."""
        cure = "write seed/paragraph-sentence: some-seed/2-1"
        return self.fitting(key, ADDRESS.fullmatch, lambda _: cure)

    def inner(self, key: str) -> Fields | None:
        """Return a reader for the mapping under ``key``; its findings land here."""
        value = self.values.get(key)
        if isinstance(value, dict):
            return self._nested(value, key, key, f"'{key}': ")
        if value is not None:
            self.refuse(key, "'key: value' pairs")
        return None

    def one_or_more(self, key: str) -> tuple[Fields, ...]:
        """Return a reader for the mapping under ``key``, or for each one of a list there."""
        if isinstance(self.values.get(key), list):
            return self.items(key)
        inner = self.inner(key)
        return (inner,) if inner else ()

    def items(self, key: str) -> tuple[Fields, ...]:
        """Return a reader for each mapping of the list under ``key``."""
        found = []
        for number, item in enumerate(self._list(key, "a list of 'key: value' pairs"), start=1):
            if isinstance(item, dict):
                found.append(self._nested(item, key, f"{key}.{number}", f"'{key}' {number}: "))
            else:
                message = f"'{key}' {number} must be 'key: value' pairs, not {_show(item)}"
                self.note("wrong-value", f"{key}.{number}", message)
        return tuple(found)

    def _nested(self, values: Mapping[str, Any], key: str, step: str, prefix: str) -> Fields:
        """Return a reader for what stands at ``step`` of this one, ``key`` or an item of it."""
        above = self.lines.get(f"{self.at}{key}", self.default_line)
        line = self.lines.get(f"{self.at}{step}", above)
        prefix, at = self.prefix + prefix, f"{self.at}{step}."
        return replace(self, values=values, prefix=prefix, default_line=line, at=at)


def one_of(section: str) -> _Read:
    """Read a word of the vocabulary."""
    return lambda fields, name: fields.choice(name, getattr(fields.words, section))


def among(allowed: Collection[str]) -> _Read:
    """Read one of some words."""
    return lambda fields, name: fields.choice(name, allowed)


def many(kind: type[DataclassInstance], also: Collection[str] = ()) -> _Read:
    """Read a list of records; those that lack what they need are left out."""
    return lambda fields, name: tuple(
        each for item in fields.items(name) if (each := item.record(kind, also)) is not None
    )


def one(kind: type[DataclassInstance]) -> _Read:
    """Read a record of its own."""
    return lambda fields, name: inner.record(kind) if (inner := fields.inner(name)) else None


def cites() -> Any:
    """Return the field of the passages that a record must rest on."""
    return key(Fields.addresses, need="list the passages, such as [2025-06-07-some-seed/2-1]")


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
