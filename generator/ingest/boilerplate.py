"""Recognise the lines that a web page puts around an article, each with the reason to remove it.

The patterns are data, in ``boilerplate.yml`` beside this module, one to a line.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

_SIGNS = re.compile(r"^[^\w\s\"'(\[$€£#@.-]+\s+")  # a picture before the words
_LONGEST = 520  # characters; a longer line is a paragraph
_SETTINGS = ("parts", "also_inside_paragraphs", "only_at_the_end")


def line_reason(line: str, *, at_end: bool = False) -> str | None:
    """Return why a line of its own (plain typography) is no part of the article, if it is none.

    ``at_end`` says that no full paragraph follows.
    """
    line = line.strip()
    if not line or len(line) > _LONGEST:
        return None
    for tried in dict.fromkeys((line, _SIGNS.sub("", line))):
        for reason, pattern in _patterns():
            if pattern.fullmatch(tried) and (at_end or reason not in _data()["only_at_the_end"]):
                return reason
    return None


def sentence_reason(sentence: str) -> str | None:
    """Return why a sentence inside a paragraph is none of the article's: a stricter choice."""
    reason = line_reason(sentence)
    return reason if reason in _data()["also_inside_paragraphs"] else None


@cache
def _data() -> dict[str, Any]:
    text = files("generator.data").joinpath("boilerplate.yml").read_text("utf-8")
    data: dict[str, Any] = yaml.safe_load(text)
    return data


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    data = _data()
    parts: dict[str, str] = {}
    for name, part in data["parts"].items():
        parts[name] = _filled(part, parts)
    return tuple(
        (reason, re.compile("|".join(_filled(rule, parts) for rule in rules), re.IGNORECASE))
        for reason, rules in data.items()
        if reason not in _SETTINGS
    )


def _filled(rule: str, parts: dict[str, str]) -> str:
    """Put the named parts in; regular expressions use braces too, so only known names count."""
    return re.sub(r"\{([a-z]+)\}", lambda match: f"(?:{parts[match[1]]})", rule)
