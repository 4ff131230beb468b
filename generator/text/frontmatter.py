"""Split a Markdown file into its YAML front matter and its body, and say where each key stands."""

from __future__ import annotations

import json
import re
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from generator.text.yaml_faults import Fault, cut_by_comment, fault, not_a_pair

# The C loader reads 5,000 pages in 0.5 s, the Python one in 4 s; both build the same values.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_UNPRINTABLE = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")  # not in YAML text as such
_FENCE = re.compile(r"---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


class FrontMatterError(ValueError):
    """The front matter cannot be read; ``line`` counts from 1 in the file."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class Document:
    """A file taken apart: values, the line of each key, the body and its first line.

    A key inside another one is called by its way: ``clauses.2.effective``.
    """

    front: Mapping[str, Any]
    lines: Mapping[str, int]
    body: str
    body_line: int

    def line(self, key: str) -> int:
        """Return the line of a key, or of the opening fence where the key is missing."""
        return self.lines.get(key, 1)


def split(text: str) -> Document:
    """Take ``text`` apart; a file without front matter has an empty mapping.

    Raises :class:`FrontMatterError` for an open fence, broken YAML, a key given twice, or
    front matter that is not a mapping.
    """
    if not re.match(r"---[ \t]*\n", text):
        return Document({}, {}, text, 1)
    match = _FENCE.match(text)
    if match is None:
        raise FrontMatterError(
            "the front matter has no closing line '---'; add it below the last key", 1
        )
    front, lines = _load(match[1])
    return Document(front, lines, text[match.end() :], text.count("\n", 0, match.end()) + 1)


def _load(block: str) -> tuple[dict[str, Any], dict[str, int]]:
    try:
        loader = _Loader(block)  # asked twice, for the places of the keys and for the values
        node = loader.get_single_node()
        front = loader.construct_document(node) if node is not None else {}
    except yaml.MarkedYAMLError as error:
        near = error.problem_mark.line if error.problem_mark else 0
        raise _broken(fault(block, error.problem, near)) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:  # a date such as 2025-13-45
        raise _broken(fault(block, str(error), -1)) from error
    if node is None:
        return {}, {}
    if not isinstance(node, yaml.MappingNode):
        raise _broken(not_a_pair(block))
    lines = _lines(node)
    lost = cut_by_comment(block, str(front))
    if lost:
        raise _broken(lost)
    return front, lines


def _broken(found: Fault) -> FrontMatterError:
    return FrontMatterError(found.message, found.line + 2)


def _lines(node: yaml.MappingNode) -> dict[str, int]:
    lines: dict[str, int] = {}
    for key, _ in node.value:
        name, line = str(key.value), key.start_mark.line + 2
        if name in lines:
            message = f"'{name}' is given twice (first in line {lines[name]}); delete one"
            raise FrontMatterError(message, line)
        lines[name] = line
    return _inner_lines(node) | lines


def _inner_lines(node: yaml.MappingNode) -> dict[str, int]:
    """Return the line of each key and item inside another one, by its way (``clauses.2.what``).

    A node that anchors repeat is entered once, so that a small file cannot become a huge map.
    """
    lines: dict[str, int] = {}
    entered: set[int] = set()
    waiting: list[tuple[str, yaml.Node]] = [("", node)]
    while waiting:
        way, at = waiting.pop()
        if id(at) in entered:
            continue
        entered.add(id(at))
        for name, line, inner in _parts(at):
            lines[f"{way}{name}"] = line
            waiting.append((f"{way}{name}.", inner))
    return lines


def _parts(node: yaml.Node) -> Iterator[tuple[str, int, yaml.Node]]:
    """Yield what a node holds: key or number, its line in the file, the node itself."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield str(key.value), key.start_mark.line + 2, value
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value, start=1):
            yield str(number), item.start_mark.line + 2, item


def scalar(value: Hashable | list[str]) -> str:
    """Write a value for front matter on one line: dates and plain slugs bare, text as JSON."""
    if value is None:
        return "null"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(scalar(item) for item in value) + "]"
    text = str(value)
    if re.fullmatch(r"[a-z][a-z0-9-]*|\d{4}-\d\d-\d\d(-[a-z][a-z0-9-]*)?|\d{1,6}", text) and (
        text not in {"null", "true", "false", "yes", "no", "on", "off", "y", "n"}
    ):
        return text
    return _UNPRINTABLE.sub(
        lambda match: f"\\u{ord(match[0]):04x}", json.dumps(text, ensure_ascii=False)
    )
