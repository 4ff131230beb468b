"""Say what is wrong with a line of YAML and how to write it, for people who never learnt YAML."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import NamedTuple

import yaml

_PAIR = re.compile(r"(?P<indent>\s*(?:-\s+)?)(?P<key>[\w-]+):(?P<gap>\s*)(?P<value>.*?)\s*$")
_OPENERS = "@`%&*!?|>-{}[],"  # what a value must not begin with unless it is quoted
_HASH = re.compile(r"\s#(?=\S)")
_DAY = re.compile(r"(?<![\w-])\d{4}-\d{1,2}-\d{1,2}(?![\w-])")


class Fault(NamedTuple):
    """What is wrong and what to do; ``line`` counts from 0 in the block."""

    line: int
    message: str


def fault(block: str, problem: str | None, near: int) -> Fault:
    """Return the fault of a block that cannot be read; YAML met its ``problem`` ``near`` a line.

    The line that is wrong often stands above the one where YAML gives up.
    """
    lines = block.split("\n")
    for number, line in enumerate(lines):
        message = next(filter(None, (check(line) for check in _CHECKS)), None)
        if message:
            return Fault(number, message)
    message = _indented(lines, min(near, len(lines) - 1))
    return Fault(near, message or f"the YAML is broken: {problem}")


def cut_by_comment(block: str, read: str) -> Fault | None:
    """Return the first value that YAML ends at a "#" which begins a word: "our #1 mine".

    ``read`` is what YAML made of the block, in which the rest of such a value is missing.
    """
    if "#" not in block:
        return None
    for number, line in enumerate(block.split("\n")):
        pair = _PAIR.match(line)
        if not pair or pair["value"][:1] in {"", "#", '"', "'", "[", "{"}:
            continue
        hash_mark = _HASH.search(pair["value"])
        if hash_mark:
            rest = pair["value"][hash_mark.start() :].strip()
            if rest in read:
                continue
            why = f"the value of '{pair['key']}' would end before '{rest}'"
            return Fault(number, f"{why}; {_quote(pair)}")
    return None


def not_a_pair(block: str) -> Fault:
    """Return the first line of a block that is no "key: value"."""
    lines = block.split("\n")
    found = ((number, message) for number, line in enumerate(lines) if (message := _no_colon(line)))
    default = (0, "the front matter must be a list of 'key: value' lines")
    return Fault(*next(found, default))


def _quote(pair: re.Match[str]) -> str:
    value = pair["value"].strip("\"'")
    return f"put it in double quotes: {pair['key']}: {json.dumps(value, ensure_ascii=False)}"


def _tab(line: str) -> str | None:
    return "a tab begins this line; use spaces" if re.match(r" *\t", line) else None


def _no_space(line: str) -> str | None:
    pair = _PAIR.match(line)
    if not pair or pair["gap"] or not pair["value"] or pair["value"].startswith("//"):
        return None
    return f"write a space after the colon: {pair['key']}: {pair['value']}"


def _no_colon(line: str) -> str | None:
    if ":" in line or not re.match(r"[A-Za-z]", line):
        return None
    return f"'{line.strip()}' is no 'key: value' line; write a colon and a space after the key"


def _day(line: str) -> str | None:
    if not isinstance(_error(line), ValueError):
        return None
    day = next(
        (day for day in _DAY.findall(line) if isinstance(_error(day), ValueError)), "the date"
    )
    return f"'{day}' is no day of the calendar; write a date such as 2025-07-18"


def _value(line: str) -> str | None:
    """Explain a value that cannot be read even alone on its line."""
    pair = _PAIR.match(line)
    if not pair or _error(line) is None:
        return None
    name, value = f"the value of '{pair['key']}'", pair["value"]
    if value[:1] in {'"', "'"}:
        inside = len(value) > 1 and value[0] in value[1:]
        why = f"{name} has a quotation mark inside it" if inside else f"{name} is not closed"
        return f"{why}; {_quote(pair)}"
    if value[:1] and value[0] in _OPENERS:
        return f"{name} begins with '{value[0]}'; {_quote(pair)}"
    if re.search(r":(?:\s|$)", value):
        return f"{name} has a colon in it; {_quote(pair)}"
    return None


def _error(line: str) -> Exception | None:
    try:
        yaml.safe_load(line.strip().removeprefix("- "))
    except (yaml.YAMLError, ValueError) as error:
        return error
    return None


def _indented(lines: list[str], near: int) -> str | None:
    """Explain a key that stands further in, or out, than the one above it."""
    pair = _PAIR.match(lines[near]) or _PAIR.match(lines[max(near - 1, 0)])
    if pair and pair["indent"]:
        return f"'{pair['key']}' must begin in the same column as the key above it"
    return None


_CHECKS: tuple[Callable[[str], str | None], ...] = (_tab, _day, _value, _no_space, _no_colon)
