"""Split a Markdown file into front matter and body, with the line of each key.

Front matter may use a small part of YAML: ``key: value`` lines, lists and nested mappings.
Integers, decimals, days, ``true``, ``false`` and ``null`` are recognised; every other value is a
text.  Anchors and tags are refused.  The time to read is proportional to the length.  A fault
raises :class:`FrontMatterError` with its line and a hint.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from briefing_room.text.periods import read_day
from briefing_room.text.typography import shorten

MAX_CHARS = 200_000
MAX_VALUES = 10_000
MAX_DEPTH = 12
MAX_DIGITS = 18  # a longer number is read as a string
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # eight times as fast, if it is installed
_OPENING = re.compile(r"---[ \t]*\n")
_CLOSING = re.compile(r"^---[ \t]*(?:\n|\Z)", re.MULTILINE)
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_YAML_BREAKS = re.compile("[\r\x85\u2028\u2029\ufeff]")  # read as line breaks or dropped by YAML
_NUMBER = re.compile(r"[-+]?(?:0|[1-9]\d*|\d+\.\d+)")
_ISO_DAY = re.compile(  # the time of day does not matter
    r"(\d{4}-\d\d-\d\d)(?:[Tt ] ?\d{1,2}:\d\d[\d:.]{0,20} ?(?:[Zz]|[-+]\d{1,2}:?(?:\d\d)?)?)?"
)
_CONSTANTS = {"": None, "~": None, "null": None, "true": True, "false": False}
_BARE_TEXT = re.compile(r"[a-z][a-z0-9-]*|\d{4}-\d\d-\d\d(-[a-z][a-z0-9-]*)?")
_YAML_KEYWORDS = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})


class FrontMatterError(ValueError):
    """The front matter cannot be read; ``line`` counts from 1 in the file."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class Document:
    """The front matter and body of a file, with the line of each key and of the body.

    Nested keys are named by their path, such as ``clauses.2.effective``.
    """

    front: Mapping[str, Any]
    lines: Mapping[str, int]
    body: str
    body_line: int


def split_front_matter(text: str) -> Document:
    """Split front matter from body; without any, ``front`` is empty.

    Raises :class:`FrontMatterError` if the closing line is missing, the YAML is broken, a key is
    repeated, or the front matter is not a mapping.
    """
    opening = _OPENING.match(text)
    if opening is None:
        return Document({}, {}, text, 1)
    closing = _CLOSING.search(text, opening.end())
    if closing is None:
        message = "the front matter has no closing line '---'; add it below the last key"
        raise FrontMatterError(message, 1)
    block = text[opening.end() : closing.start()]
    front, lines = parse_yaml(block, first_line=2)
    if front is not None and not isinstance(front, dict):
        message = "the front matter must be a list of 'key: value' lines"
        raise FrontMatterError(_missing_colon(block.partition("\n")[0]) or message, 2)
    body_line = text.count("\n", 0, closing.end()) + 1
    return Document(front or {}, lines, text[closing.end() :], body_line)


def parse_yaml(block: str, *, first_line: int = 1) -> tuple[Any, dict[str, int]]:
    """Read a block of YAML that begins on ``first_line``; returns its value and the lines of keys.

    The items of a list are numbered from 1.  Raises :class:`FrontMatterError`.
    """
    if len(block) > MAX_CHARS:
        problem = f"is longer than {MAX_CHARS:,} characters"
        hint = "move text below the line '---'"
        raise FrontMatterError(f"the front matter {problem}; {hint}", first_line)
    if control := _NOT_TEXT.search(block):
        line = first_line + block.count("\n", 0, control.start())
        raise FrontMatterError(_not_text_message(control[0]), line)
    builder = _ValueBuilder(_YAML_BREAKS.sub(" ", block), first_line)
    try:
        return builder.build(), builder.lines
    except yaml.MarkedYAMLError as error:
        marks = [mark.line for mark in (error.context_mark, error.problem_mark) if mark]
        raise _syntax_error(block.split("\n"), error.problem, marks or [0], first_line) from error
    except yaml.YAMLError as error:
        raise FrontMatterError(f"the YAML is broken: {error}", first_line) from error


class _ValueBuilder:
    """Builds values from the events of the YAML parser, and remembers the line of each key."""

    def __init__(self, block: str, first_line: int) -> None:
        self._lines_of_block = block.split("\n")
        self._first_line = first_line
        self._events: Iterator[Any] = iter(yaml.parse(block, Loader=_Loader))
        self._value_count = 0
        self.lines: dict[str, int] = {}

    def build(self) -> Any:
        """Build the value of the block, ``None`` if the block is empty."""
        next(self._events)  # the start of the stream
        if isinstance(next(self._events), yaml.StreamEndEvent):
            return None
        value = self._build_value(next(self._events), "", 0)
        next(self._events)  # the end of the document
        end = next(self._events)
        if not isinstance(end, yaml.StreamEndEvent):
            raise self._error("the front matter ends above this line; delete the line '...'", end)
        return value

    def _build_value(self, event: Any, path: str, depth: int) -> Any:
        """Build the value that begins with an event."""
        self._check_limits(event, depth)
        if isinstance(event, yaml.ScalarEvent):
            return self._build_scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._build_list(path, depth)
        return self._build_map(path, depth)

    def _check_limits(self, event: Any, depth: int) -> None:
        """Raise an error for too many values, too many levels, an anchor or a tag."""
        self._value_count += 1
        if self._value_count > MAX_VALUES:
            raise self._error(f"there are more than {MAX_VALUES:,} values; split the file", event)
        if depth > MAX_DEPTH:
            raise self._error("lists and keys are nested too deeply; use fewer levels", event)
        if event.anchor or event.tag:
            raise self._error(_quoting_hint(self._lines_of_block[event.start_mark.line]), event)

    def _build_list(self, path: str, depth: int) -> list[Any]:
        """Build a list whose start was read."""
        values: list[Any] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            key_path = f"{path}{len(values) + 1}"
            self.lines[key_path] = self._line(event)
            values.append(self._build_value(event, f"{key_path}.", depth + 1))
        return values

    def _build_map(self, path: str, depth: int) -> dict[str, Any]:
        """Build a mapping whose start was read; raises an error if a key is repeated."""
        values: dict[str, Any] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise self._error("a key must be a word; write 'key: value'", event)
            self._check_limits(event, depth)
            key = event.value
            key_path = f"{path}{key}"
            if key in values:
                first = f"first in line {self.lines[key_path]}"
                message = f"'{shorten(key, _MAX_SHOWN_KEY)}' is given twice ({first}); delete one"
                raise self._error(message, event)
            self.lines[key_path] = self._line(event)
            values[key] = self._build_value(next(self._events), f"{key_path}.", depth + 1)
        return values

    def _build_scalar(self, event: Any) -> Any:
        """Convert a single value to a number, a day or a constant; otherwise it stays a string."""
        text: str = event.value
        if control := _NOT_TEXT.search(text):
            raise self._error(_not_text_message(control[0]), event)
        if not event.implicit[0]:
            return text
        self._refuse_comment(event)
        if text.lower() in _CONSTANTS:
            return _CONSTANTS[text.lower()]
        if day_match := _ISO_DAY.fullmatch(text):
            if day := read_day(day_match[1]):
                return day
            message = (
                f"'{day_match[1]}' is not a day of the calendar; write a date such as 2025-07-18"
            )
            raise self._error(message, event)
        if not _is_number(text):
            return text
        return float(text) if "." in text else int(text)

    def _refuse_comment(self, event: Any) -> None:
        """Raise an error if YAML would drop the end of a value as a comment: "our #1 mine"."""
        line = self._lines_of_block[min(event.end_mark.line, len(self._lines_of_block) - 1)]
        after_value = line[event.end_mark.column :]
        if event.value and event.end_mark.column and re.match(r"\s+#\S", after_value):
            raise FrontMatterError(_quoting_hint(line), self._first_line + event.end_mark.line)

    def _line(self, event: Any) -> int:
        return self._first_line + int(event.start_mark.line)

    def _error(self, message: str, event: Any) -> FrontMatterError:
        return FrontMatterError(message, self._line(event))


def _not_text_message(character: str) -> str:
    return f"the character U+{ord(character):04X} is not text; delete it"


def _is_number(text: str) -> bool:
    """Whether a plain value is read as a number."""
    return len(text) <= MAX_DIGITS and _NUMBER.fullmatch(text) is not None


# --- Hints for people who do not know YAML --------------------------------------------------------

_UNCLOSED = re.compile(r"expected ',' or '([]}])'")  # in a message of YAML's parser
_OPENING_BRACKETS = {"]": "[", "}": "{"}
_LINES_ABOVE = 40  # the line where the parser stops; the mistake may be in one of them
_MAX_LINE_CHARS = 2_000
_MAX_SHOWN_KEY = 80  # characters of a key or line in a message
_MAX_SHOWN_VALUE = 200
_PAIR = re.compile(r"(?P<indent>\s*(?:-\s+)?)(?P<key>[\w-]{1,80}):(?P<gap>\s*)(?P<value>.*)")


def _syntax_error(
    lines: list[str], problem: str | None, marks: list[int], first_line: int
) -> FrontMatterError:
    """Explain an error of YAML; the mistake is often above the line where the parser stops."""
    last = min(max(marks), len(lines) - 1)
    if closing := _UNCLOSED.search(problem or ""):
        text = "\n".join(lines[min(marks) : last + 1])
        if text.count(_OPENING_BRACKETS[closing[1]]) > text.count(closing[1]):
            hint = f"a bracket that opens in this line is not closed; add '{closing[1]}'"
            return FrontMatterError(hint, first_line + min(marks))
        hint = "in the brackets a comma is missing, or a value with a colon needs double quotes"
        return FrontMatterError(hint, first_line + last)
    for number in range(max(0, last - _LINES_ABOVE), last + 1):
        if len(lines[number]) <= _MAX_LINE_CHARS and (message := _line_fault(lines[number])):
            return FrontMatterError(message, first_line + number)
    pair = _PAIR.match(lines[last]) or _PAIR.match(lines[max(last - 1, 0)])
    message = f"the YAML is broken ({problem}); compare it with another file's"
    if pair and pair["indent"]:
        message = f"'{pair['key']}' must begin in the same column as the key above it"
    return FrontMatterError(message, first_line + last)


def _quoting_hint(line: str) -> str:
    """Write a hint to quote the value on a line, which YAML would misread."""
    pair = _PAIR.match(line)
    if pair is None:
        return "a value cannot be read; put it in double quotes"
    value = json.dumps(
        shorten(pair["value"].strip().strip("\"'"), _MAX_SHOWN_VALUE), ensure_ascii=False
    )
    message = f"the value of '{pair['key']}' cannot be read"
    return f"{message}; put it in double quotes: {pair['key']}: {value}"


def _line_fault(line: str) -> str | None:
    """Explain what is wrong with a line; ``None`` if YAML can read it."""
    if re.match(r" *\t", line):
        return "a tab begins this line; use spaces"
    pair = _PAIR.match(line)
    if not pair:
        return _missing_colon(line)
    value = pair["value"].strip()
    if not pair["gap"] and value and not value.startswith("//"):
        return f"write a space after the colon: {pair['key']}: {shorten(value, _MAX_SHOWN_VALUE)}"
    try:
        list(yaml.parse(line.strip().removeprefix("- "), Loader=_Loader))
    except yaml.YAMLError:
        return _quoting_hint(line)
    return None


def _missing_colon(line: str) -> str | None:
    """Explain that a line lacks a colon; ``None`` if it has one or does not begin with a letter."""
    if ":" in line or not re.match(r"[A-Za-z]", line):
        return None
    hint = "write a colon and a space after the key"
    return f"'{shorten(line.strip(), _MAX_SHOWN_KEY)}' is not a 'key: value' line; {hint}"


# --- Writing -------------------------------------------------------------------------------------


def format_scalar(value: Hashable | list[str]) -> str:
    """Write a value for front matter on one line, so that the same value is read from it.

    Slugs are written without quotation marks, other texts as JSON.  Control characters and lone
    surrogates are dropped.  A number that would be read as text, such as 1e-7, is written as text.
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(format_scalar(item) for item in value) + "]"
    text = _NOT_TEXT.sub("", str(value))
    if isinstance(value, (int, float)):
        reads_back = _is_number(text)
    elif isinstance(value, dt.date):
        reads_back = True
    else:
        is_keyword_or_day = text in _YAML_KEYWORDS or _ISO_DAY.fullmatch(text)
        reads_back = _BARE_TEXT.fullmatch(text) is not None and not is_keyword_or_day
    if reads_back:
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return _YAML_BREAKS.sub(lambda match: f"\\u{ord(match[0]):04x}", quoted)
