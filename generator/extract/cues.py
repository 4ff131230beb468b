"""What a sentence says in so many words: not known, still to come, or that accounts differ.

A few precise patterns, built from the word lists of ``cues.yml``; a wrong line on the page is worse
than a missing one.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from generator.extract.quoting import masked
from generator.model import Cue, DateSpan


@cache
def _data() -> dict[str, Any]:
    text = files("generator.data").joinpath("cues.yml").read_text("utf-8")
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded


def _words(listed: str) -> str:
    return f"(?:{'|'.join(sorted(listed.split(), key=len, reverse=True))})"


@cache
def _parts() -> dict[str, str]:
    parts = {name: _words(listed) for name, listed in _data()["parts"].items()}
    parts["adverbs"] = f"(?:{parts['adverbs']} )"
    parts["few"] = r"(?:[\w'’.-]+ ){0,5}?"
    parts["step"] = _words(_data()["to watch"]["step"])
    return parts


def _filled(pattern: str) -> str:
    for name, words in _parts().items():
        pattern = pattern.replace(f"{{{name}}}", words)
    return pattern


@cache
def _pattern(cue: str) -> re.Pattern[str]:
    rows = _data()[cue]
    return re.compile("|".join(_filled(row) for row in rows))


def cues(text: str, spans: tuple[DateSpan, ...], stands: str | None) -> frozenset[Cue]:
    """Return the cues of a sentence.

    ``spans`` are its dates; ``stands`` is the ISO day on which the text stands, if known: what was
    due before it is not to come.
    """
    plain = masked(text)
    found = {
        Cue.NOT_KNOWN: _is_not_known(plain),
        Cue.WATCH: _is_to_come(plain, spans, stands),
        Cue.DIFFER: _differs(plain),
    }
    return frozenset(cue for cue, holds in found.items() if holds)


def _is_not_known(plain: str) -> bool:
    if plain.rstrip().endswith("?"):
        return False
    return _pattern("not known").search(plain[:1].lower() + plain[1:]) is not None


def _differs(plain: str) -> bool:
    return _pattern("accounts differ").search(plain[:1].lower() + plain[1:]) is not None


# --- To come -------------------------------------------------------------------------------------

_NEAR = 80  # letters before a date within which a word makes it one that something is due on


@cache
def _due() -> re.Pattern[str]:
    return re.compile(rf"\b{_words(_data()['to watch']['due'])}\b")


@cache
def _undated() -> re.Pattern[str]:
    return re.compile("|".join(_filled(row) for row in _data()["to watch"]["undated"]))


@cache
def _forecast() -> re.Pattern[str]:
    words = _words(_data()["to watch"]["forecast"])
    return re.compile(rf"\b(?:will|would|could|to|may|might)(?: \w+)? {words}\b")


def _is_to_come(plain: str, spans: tuple[DateSpan, ...], stands: str | None) -> bool:
    if stands is None or _forecast().search(plain):
        return False
    ahead = [span for span in spans if _is_ahead(plain, span, stands)]
    if any(_due().search(plain[max(0, span.start - _NEAR) : span.start]) for span in ahead):
        return True
    past = any(span.date and span.date[:4] < stands[:4] for span in spans)
    return not past and _undated().search(plain) is not None


_LIMIT = re.compile(r"\b(?:by|until|till|through|before|end of|later)\b[\w ]{0,16}$")


def _is_ahead(plain: str, span: DateSpan, stands: str) -> bool:
    """Tell a date that is still to come: "2026" if it has not begun, "by 2026" while it lasts."""
    first, last = _days(span.date or "")
    if first > stands:
        return True
    return last > stands and _LIMIT.search(plain[: span.start]) is not None


_PARTS = {"": ("01", "12"), "H1": ("01", "06"), "H2": ("07", "12"), "Q1": ("01", "03")}
_PARTS |= {"Q2": ("04", "06"), "Q3": ("07", "09"), "Q4": ("10", "12")}


def _days(date: str) -> tuple[str, str]:
    """Return the first and last day of a date as precise as "2026-Q3"; every month has 31 days."""
    year, _, rest = date.partition("-")
    if rest in _PARTS:
        first, last = _PARTS[rest]
        return f"{year}-{first}-01", f"{year}-{last}-31"
    return (date, date) if "-" in rest else (f"{date}-01", f"{date}-31")
