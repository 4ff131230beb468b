"""Read front matter into records, and report each fault as a finding with file and line."""

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
from briefing_room.text.typography import shorten

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_Record = TypeVar("_Record", bound="DataclassInstance")
_MISSPELLING_SIMILARITY = 0.75  # from which an unknown key counts as one of ours, misspelt
_HINT_SIMILARITY = 0.6  # from which a word is suggested in place of another
_MAX_SHOWN = 40  # characters of a value in a message


class Link(NamedTuple):
    """A slug under a key; ``target`` is the kind or role of the page that it must name."""

    reader: KeyReader
    key: str
    slug: str
    target: str


@dataclass(slots=True)
class KeyReader:
    """Reads the keys of a mapping one by one; faults are collected in ``findings``, never raised.

    A value of the wrong form counts as missing.  ``links`` collects the slugs whose pages are
    checked later.  ``prefix`` is the path of a nested mapping, such as "clauses.2.".
    ``vocabulary`` has the words of the project.
    """

    path: str
    values: Mapping[str, Any]
    lines: Mapping[str, int]
    vocabulary: Any = None
    findings: list[Finding] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    prefix: str = ""

    @property
    def line(self) -> int:
        """The line on which the mapping begins."""
        return self.lines.get(self.prefix[:-1], 1)

    @classmethod
    def from_file(cls, path: Path, list_key: str = "") -> KeyReader:
        """Open a YAML file that holds a mapping; a list in it is read under ``list_key``.

        A missing file counts as empty; an unreadable one is reported.
        """
        reader = cls(path.as_posix(), {}, {})
        try:
            content, lines = parse_yaml(read_text(path, path.parent) if path.exists() else "")
        except (FrontMatterError, UnreadableFile) as error:
            reader.findings.append(unreadable_finding(reader.path, error))
        else:
            if list_key or not isinstance(content, (dict, type(None))):
                key = list_key or "-"
                content = {key: content}
                lines = {f"{key}.{item}": line for item, line in lines.items()}
            reader.values, reader.lines = content or {}, lines
        return reader

    def record(self, kind: type[_Record], **preset: Any) -> _Record | None:
        """Read the mapping as a record; ``None`` if a required key is missing.

        ``preset`` has values from elsewhere, such as the slug.
        """
        self.report_unknown_keys([key.name for key in keys(kind)])
        return self.embedded_record(kind, **preset)

    def page_record(self, kind: type[_Record], **preset: Any) -> _Record | None:
        """Read the front matter of a page as a record; ``front`` gets the keys of other tools."""
        front = self.foreign_keys([key.name for key in keys(kind)])
        return self.embedded_record(kind, front=front, **preset)

    def embedded_record(self, kind: type[_Record], **preset: Any) -> _Record | None:
        """Read a record from a mapping that may also have keys of other records.

        Each fault that the record finds in itself, such as dates in the wrong order, is reported.
        """
        if any(member.name == "line" for member in fields(kind)):
            preset["line"] = self.line
        needed = {member.name for member in fields(kind) if member.default is MISSING}
        for key in keys(kind):
            if key.hint:
                self.report_if_missing(key.name, key.hint)
            value = key.read(self, key.name)
            if key.links_to:
                slugs = (value,) if isinstance(value, str) else value or ()
                self.links += [Link(self, key.name, slug, key.links_to) for slug in slugs]
            if value or (value is not None and key.field not in needed):
                preset[key.field] = value
        if needed - preset.keys():
            return None
        record = kind(**preset)
        for fault in getattr(record, "faults", tuple)():
            self.report(*fault)
        return record

    def mapping(self, key: str) -> KeyReader | None:
        """Open the mapping under ``key``; its findings are added to those of this reader."""
        value = self.values.get(key)
        if isinstance(value, dict):
            return replace(self, values=value, prefix=f"{self.prefix}{key}.")
        if value is not None:
            self.report_wrong_value(key, "'key: value' pairs")
        return None

    def mappings(self, key: str) -> tuple[KeyReader, ...]:
        """Open each mapping of the list under ``key``."""
        mappings = []
        for number, item in enumerate(
            self._read_list(key, "a list of 'key: value' pairs"), start=1
        ):
            if isinstance(item, dict):
                mappings.append(replace(self, values=item, prefix=f"{self.prefix}{key}.{number}."))
            else:
                message = f"'{key}' {number} must be 'key: value' pairs, not {_quote_value(item)}"
                self.report("wrong-value", f"{key}.{number}", message)
        return tuple(mappings)

    def _read_list(self, key: str, requirement: str) -> list[Any]:
        """Read the list under ``key``; anything else is reported and counts as empty."""
        value = self.values.get(key)
        if value is not None and not isinstance(value, list):
            self.report_wrong_value(key, requirement)
        return value if isinstance(value, list) else []

    def text(self, key: str) -> str | None:
        """Read a string as one line; a value that YAML reads as something else is reported."""
        value = self.values.get(key)
        if isinstance(value, str) and value.strip():
            return " ".join(value.split())
        if value is not None:
            self.report("wrong-value", key, f"'{key}' {_not_a_string(value)}")
        return None

    def texts(self, key: str) -> tuple[str, ...]:
        """Read a list of strings; an item that YAML reads as something else is reported."""
        texts = []
        for number, item in enumerate(self._read_list(key, "a list"), start=1):
            if isinstance(item, str) and item.strip():
                texts.append(" ".join(item.split()))
            else:
                self.report(
                    "wrong-value", f"{key}.{number}", f"'{key}' {number} {_not_a_string(item)}"
                )
        return tuple(texts)

    def matching_texts(
        self, key: str, is_valid: Callable[[str], object], hint: Callable[[str], str]
    ) -> tuple[str, ...]:
        """Read a list and keep the valid strings; ``hint`` says what to write instead of others."""
        texts = self.texts(key)
        for text in texts:
            if not is_valid(text):
                self.report("wrong-value", key, f"'{key}' has '{text}'; {hint(text)}")
        return tuple(filter(is_valid, texts))

    def choices(self, key: str, allowed: Collection[str]) -> tuple[str, ...]:
        """Read a list of ``allowed`` strings; if there are none, any string is allowed."""
        is_valid = allowed.__contains__ if allowed else bool
        return self.matching_texts(key, is_valid, lambda item: _hint(item, allowed))

    def choice(self, key: str, allowed: Collection[str]) -> str | None:
        """Read one of the ``allowed`` texts; if none are given, any text is allowed."""
        value = self.text(key)
        if value is None or not allowed or value in allowed:
            return value
        self.report("wrong-value", key, f"'{key}' is '{value}'; {_hint(value, allowed)}")
        return None

    def allowed_words(self, words: str | Collection[str]) -> Collection[str]:
        """Return the words, or those of the section of the vocabulary with that name."""
        if not isinstance(words, str):
            return words
        section: Collection[str] = getattr(self.vocabulary, words)
        return section

    def report(self, kind: str, key: str, message: str) -> None:
        """Add a finding at the line of ``key``."""
        line = self.lines.get(f"{self.prefix}{key}", self.line)
        mapping = f"{self.prefix[:-1]}: " if self.prefix else ""
        self.findings.append(Finding(kind, self.path, line, mapping + message))

    def report_unknown_keys(self, allowed: Collection[str]) -> None:
        """Report every key that is not in ``allowed``."""
        for key in self.values:
            if key not in allowed:
                self._report_unknown(key, allowed)

    def _report_unknown(self, key: object, allowed: Collection[str]) -> None:
        self.report("unknown-key", str(key), f"unknown key '{key}'; {_hint(key, allowed)}")

    def foreign_keys(
        self, allowed: Collection[str], on_other_pages: Collection[str] = ()
    ) -> dict[str, Any]:
        """The keys of a page that are meant for other tools, such as ``tags``.

        A key that looks like an allowed one misspelt, or belongs on other pages, is reported.
        """
        foreign = {key: value for key, value in self.values.items() if key not in allowed}
        misspelt = [
            key
            for key in foreign
            if key in on_other_pages or did_you_mean(key, allowed, _MISSPELLING_SIMILARITY)
        ]
        for key in misspelt:
            self._report_unknown(key, allowed)
        return {key: value for key, value in foreign.items() if key not in misspelt}

    def report_if_missing(self, key: str, hint: str) -> None:
        """Report a key that is missing; ``hint`` says what to write."""
        if self.values.get(key) is None:
            self.report("missing", key, f"'{key}' is missing; {hint}")

    def report_wrong_value(self, key: str, requirement: str, kind: str = "wrong-value") -> None:
        """Report a value of the wrong form; ``requirement`` says what it must be."""
        value = _quote_value(self.values.get(key))
        self.report(kind, key, f"'{key}' must be {requirement}, not {value}")


def unreadable_finding(path: str, error: FrontMatterError | UnreadableFile) -> Finding:
    """The finding for a file that cannot be read."""
    return Finding("unreadable", path, getattr(error, "line", 0), str(error))


def read_profile(document: Document) -> tuple[str, int]:
    """The text below the front matter, without blank lines around it, and its first line."""
    above = len(document.body) - len(document.body.lstrip("\n"))
    return document.body.strip("\n"), document.body_line + above


def did_you_mean(word: object, known: Iterable[str], cutoff: float = _HINT_SIMILARITY) -> str:
    """Ask whether a similar known word was meant; empty if there is none."""
    matches = get_close_matches(str(word).casefold(), sorted(known), n=1, cutoff=cutoff)
    return f"did you mean '{matches[0]}'?" if matches else ""


def _hint(word: object, allowed: Collection[str]) -> str:
    """Suggest the nearest allowed word, and list all of them."""
    question = did_you_mean(word, allowed)
    words = ", ".join(allowed)
    return f"{question} Allowed: {words}" if question else f"use one of: {words}"


def _quote_value(value: object) -> str:
    """Write a wrong value for a message, shortened if it is long."""
    if isinstance(value, (list, dict)):  # YAML aliases can make them huge when written out
        return "a list" if isinstance(value, list) else "'key: value' pairs"
    return f"'{shorten(' '.join(str(value).split()), _MAX_SHOWN)}'"


_YAML_TYPES = {bool: "as true or false", int: "as a number", float: "as a number"}


def _not_a_string(value: object) -> str:
    """Say why a value is not the string that is needed, and what to do about it."""
    if isinstance(value, str):
        return "is empty; write something between the quotation marks, or delete it"
    if isinstance(value, (list, dict)):
        return f"must be text, not {_quote_value(value)}"
    type_ = _YAML_TYPES.get(type(value), "as nothing" if value is None else "as a date")
    return f"must be text, but YAML reads {_quote_value(value)} {type_}; put it in quotation marks"
