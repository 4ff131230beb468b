"""The tables and lists of words in ``generator/data``, each read once, and patterns of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # eight times as fast as the Python one


@cache
def table(name: str) -> dict[str, Any]:
    """Return one file of ``generator/data``; nobody changes what it holds."""
    text = files("generator.data").joinpath(f"{name}.yml").read_text("utf-8")
    found: dict[str, Any] = yaml.load(text, Loader=_LOADER)  # noqa: S506  one of the safe loaders
    return found


@cache
def listed(file: str, name: str) -> frozenset[str]:
    """Return the words of one list of a file of words."""
    rows = table(file)[name]
    return frozenset(rows if isinstance(rows, list) else rows.split())


def spelled(row: str) -> list[str]:
    """Return the forms of a row: "kilo(s), kg" is "kilos", "kilo", "kg"."""
    found: list[str] = []
    for form in filter(None, (each.strip() for each in row.split(", "))):
        longer, shorter = re.sub(r"[()]", "", form), re.sub(r"\(.*?\)", "", form)
        found += dict.fromkeys((longer, shorter))
    return found


def any_of(forms: Iterable[str]) -> str:
    """Return a pattern of any of these forms, the longest first; a blank is any white space."""
    ordered = sorted(set(forms), key=lambda form: (-len(form), form))
    return "|".join(re.escape(form).replace(r"\ ", r"\s") for form in ordered)


def phrases(rows: Sequence[str]) -> re.Pattern[str]:
    """Return a pattern of words and phrases in small letters; "argue*" is all words it begins."""
    bare = (
        re.escape(row.lower().rstrip("*")).replace(r"\ ", r"\W+").replace("'", "['’]")
        for row in rows
    )
    ends = (r"[\w'’.-]*" if row.endswith("*") else "" for row in rows)
    whole = "|".join(map("".join, zip(bare, ends, strict=True)))
    return re.compile(rf"\b(?<![^\W_]['’.-])(?:{whole})(?![^\W_]|['’.-]+[^\W_])")
