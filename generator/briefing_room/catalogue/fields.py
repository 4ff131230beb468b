"""Read front matter into records; every fault becomes a finding with file and line."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import MISSING, dataclass, field, fields, replace
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from briefing_room.catalogue.schema import keys
from briefing_room.model import Finding
from briefing_room.text.files import UnreadableFile, read_text
from briefing_room.text.frontmatter import Document, FrontMatterError, parse_yaml

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_Record = TypeVar("_Record", bound="DataclassInstance")
_MIN_MISSPELLING = 0.75  # similarity from which an unknown key is taken for one of ours, misspelt


class Link(NamedTuple):
    """A slug under a key, and what its page must be; see :func:`schema.key`."""

    fields: KeyReader
    key: str
    slug: str
    to: str


@dataclass(slots=True)
class KeyReader:
    """Reads the keys of a mapping one by one and collects findings; never raises.

    A value of the wrong form counts as missing.  ``at`` is the path of a nested mapping
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
        """The line on which the mapping begins."""
        return self.lines.get(self.at[:-1], 1)

    @classmethod
    def of_file(cls, path: Path, under: str = "") -> KeyReader:
        """Open a YAML file of pairs, or of a list that is then read ``under`` a key.

        A missing file counts as empty; an unreadable one is noted.
        """
        fields = cls(path.as_posix(), {}, {})
        try:
            content, lines = parse_yaml(read_text(path, path.parent) if path.exists() else "")
        except (FrontMatterError, UnreadableFile) as error:
            fields.findings.append(unreadable(fields.path, error))
        else:
            if under or not isinstance(content, (dict, type(None))):
                content = {under or "-": content}
                lines = {f"{under or '-'}.{place}": line for place, line in lines.items()}
            fields.values, fields.lines = content or {}, lines
        return fields

    def record(self, kind: type[_Record], **known: Any) -> _Record | None:
        """Read the mapping as a record; ``None`` if a required key is missing.

        ``known`` has values from elsewhere, such as the slug.
        """
        self.only([known_key.name for known_key in keys(kind)])
        return self.part(kind, **known)

    def page(self, kind: type[_Record], **known: Any) -> _Record | None:
        """Read the front matter of a page as a record; keys of other tools are passed on."""
        return self.part(
            kind, front=self.passed_on([known_key.name for known_key in keys(kind)]), **known
        )

    def part(self, kind: type[_Record], **known: Any) -> _Record | None:
        """Read a record from a mapping that may have other keys too.

        If the record has ``faults`` (values that contradict each other), they are noted.
        """
        if any(member.name == "line" for member in fields(kind)):
            known["line"] = self.line
        needed = {member.name for member in fields(kind) if member.default is MISSING}
        for key in keys(kind):
            if key.need:
                self.needs(key.name, key.need)
            value = key.read(self, key.name)
            if key.to:
                slugs = (value,) if isinstance(value, str) else value or ()
                self.links += [Link(self, key.name, slug, key.to) for slug in slugs]
            if value or (value is not None and key.field not in needed):
                known[key.field] = value
        if needed - known.keys():
            return None
        record = kind(**known)
        for fault in getattr(record, "faults", tuple)():
            self.note(*fault)
        return record

    def inner(self, key: str) -> KeyReader | None:
        """Open the mapping under ``key``; its findings are collected here."""
        value = self.values.get(key)
        if isinstance(value, dict):
            return replace(self, values=value, at=f"{self.at}{key}.")
        if value is not None:
            self.refuse(key, "'key: value' pairs")
        return None

    def items(self, key: str) -> tuple[KeyReader, ...]:
        """Open each mapping of the list under ``key``."""
        mappings = []
        for number, item in enumerate(self._list(key, "a list of 'key: value' pairs"), start=1):
            if isinstance(item, dict):
                mappings.append(replace(self, values=item, at=f"{self.at}{key}.{number}."))
            else:
                message = f"'{key}' {number} must be 'key: value' pairs, not {_show(item)}"
                self.note("wrong-value", f"{key}.{number}", message)
        return tuple(mappings)

    def _list(self, key: str, must: str) -> list[Any]:
        """Read the list under ``key``; anything else is noted and counts as empty."""
        value = self.values.get(key)
        if value is not None and not isinstance(value, list):
            self.refuse(key, must)
        return value if isinstance(value, list) else []

    def text(self, key: str) -> str | None:
        """Read a text, on one line; a value that YAML takes for a number or a date is noted."""
        value = self.values.get(key)
        if isinstance(value, str) and value.strip():
            return " ".join(value.split())
        if value is not None:
            message = f"'{key}' must be a text, not {_show(value)}; quote it"
            self.note("wrong-value", key, message)
        return None

    def texts(self, key: str) -> tuple[str, ...]:
        """Read a list of texts; an item that YAML takes for something else is noted."""
        texts = []
        for number, item in enumerate(self._list(key, "a list"), start=1):
            if isinstance(item, str) and item.strip():
                texts.append(" ".join(item.split()))
            else:
                message = f"'{key}' holds {_show(item)}, which is not a text; quote it"
                self.note("wrong-value", f"{key}.{number}", message)
        return tuple(texts)

    def fitting(
        self, key: str, fits: Callable[[str], object], hint: Callable[[str], str]
    ) -> tuple[str, ...]:
        """Read a list and keep the texts that fit; ``hint`` says what to write instead."""
        texts = self.texts(key)
        for text in texts:
            if not fits(text):
                self.note("wrong-value", key, f"'{key}' holds '{text}'; {hint(text)}")
        return tuple(filter(fits, texts))

    def choices(self, key: str, allowed: Collection[str]) -> tuple[str, ...]:
        """Read a list of ``allowed`` texts; if none are given, any text is allowed."""
        fits = allowed.__contains__ if allowed else bool
        return self.fitting(key, fits, lambda item: _hint(item, allowed))

    def choice(self, key: str, allowed: Collection[str]) -> str | None:
        """Read one of the ``allowed`` texts; if none are given, any text is allowed."""
        value = self.text(key)
        if value is None or not allowed or value in allowed:
            return value
        self.note("wrong-value", key, f"'{key}' is '{value}'; {_hint(value, allowed)}")
        return None

    def allowed(self, words: str | Collection[str]) -> Collection[str]:
        """Resolve the name of a section of the vocabulary to its words."""
        allowed: Collection[str] = getattr(self.words, words) if isinstance(words, str) else words
        return allowed

    def note(self, kind: str, key: str, message: str) -> None:
        """Add a finding at the line of ``key``."""
        line = self.lines.get(f"{self.at}{key}", self.line)
        where = f"{self.at[:-1]}: " if self.at else ""
        self.findings.append(Finding(kind, self.path, line, where + message))

    def only(self, allowed: Collection[str]) -> None:
        """Note every key that is not allowed here."""
        for key in self.values:
            if key not in allowed:
                self._unknown(key, allowed)

    def _unknown(self, key: object, allowed: Collection[str]) -> None:
        self.note("unknown-key", str(key), f"unknown key '{key}'; {_hint(key, allowed)}")

    def passed_on(self, allowed: Collection[str], ours: Collection[str] = ()) -> dict[str, Any]:
        """The keys of a page that are meant for other tools, such as ``tags``.

        A key that looks like a misspelling of one of ours, or is ``ours`` on other pages, is noted.
        """
        others = {key: value for key, value in self.values.items() if key not in allowed}
        misspelt = [
            key for key in others if key in ours or did_you_mean(key, allowed, _MIN_MISSPELLING)
        ]
        for key in misspelt:
            self._unknown(key, allowed)
        return {key: value for key, value in others.items() if key not in misspelt}

    def needs(self, key: str, why: str) -> None:
        """Note a key that is missing; ``why`` says what to write."""
        if self.values.get(key) is None:
            self.note("missing", key, f"'{key}' is missing; {why}")

    def refuse(self, key: str, must: str, kind: str = "wrong-value") -> None:
        """Note a value of the wrong form."""
        shown = _show(self.values.get(key))
        self.note(kind, key, f"'{key}' must be {must}, not {shown}")


def unreadable(path: str, error: FrontMatterError | UnreadableFile) -> Finding:
    """Report a file that cannot be read."""
    return Finding("unreadable", path, getattr(error, "line", 0), str(error))


def profile_of(document: Document) -> tuple[str, int]:
    """The text below the front matter, without blank lines around it, and its first line number."""
    above = len(document.body) - len(document.body.lstrip("\n"))
    return document.body.strip("\n"), document.body_line + above


def did_you_mean(word: object, known: Iterable[str], cutoff: float = 0.6) -> str:
    """A question whether a similar known word was meant; empty if there is none."""
    matches = get_close_matches(str(word).casefold(), sorted(known), n=1, cutoff=cutoff)
    return f"did you mean '{matches[0]}'?" if matches else ""


def _hint(word: object, allowed: Collection[str]) -> str:
    """What to write instead: the nearest allowed word, and all of them."""
    return f"{did_you_mean(word, allowed)} allowed: {', '.join(allowed)}".strip()


def _show(value: object) -> str:
    if isinstance(value, (list, dict)):  # YAML aliases can make them huge when written out
        return "a list" if isinstance(value, list) else "'key: value' pairs"
    text = " ".join(str(value).split())
    return f"'{text[:40]}…'" if len(text) > 40 else f"'{text}'"
