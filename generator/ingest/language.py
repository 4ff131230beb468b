"""Recognise the language of a text without any model: by its script, then by its small words.

A text counts as English in doubt, because a wrong "other language" would hide an article.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from generator.model import Finding
from generator.text.tables import table

ENGLISH = "en"
OTHER_LANGUAGE = "other-language"
FEWEST_WORDS = 20  # fewer prove little
_FEWEST_SMALL = 3  # small words that prove a language in fewer words, with a third of it in English
_LEAD = 1.6  # how much more another language's small words must be than the English ones
_SHARE = 0.12  # of all words that are small words of a language, at least; real texts have 0.3
_SCRIPTS = (
    ("ja", "\u3041-\u309f\u30a1-\u30fa"),
    ("ko", "\uac00-\ud7af"),
    ("zh", "\u3400-\u9fff"),
    ("ar", "\u0600-\u06ff"),
    ("he", "\u0590-\u05ff"),
    ("el", "\u0370-\u03ff"),
    ("hi", "\u0900-\u097f"),
    ("th", "\u0e00-\u0e7f"),
    ("my", "\u1000-\u109f"),
    ("km", "\u1780-\u17ff"),
    ("lo", "\u0e80-\u0eff"),
    ("mn", "\u1800-\u18af"),
    ("ka", "\u10a0-\u10ff"),
    ("hy", "\u0530-\u058f"),
    ("bn", "\u0980-\u09ff"),
    ("ta", "\u0b80-\u0bff"),
)
_COUNTED = tuple((code, re.compile(f"[{characters}]")) for code, characters in _SCRIPTS)
_PERSIAN = re.compile("[\u067e\u0686\u0698\u06af\u06cc]")
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+")


def language(text: str) -> str | None:
    """Return the code of the language of ``text`` (``zh``, ``de`` …), ``None`` if it is unclear."""
    return _by_script(text) or _by_words(text)


def is_english(code: str | None) -> bool:
    """Return whether a language code means English of any country, or nothing is known."""
    return code is None or code.lower().split("-")[0] == ENGLISH


def other_language(code: str, path: str) -> Finding:
    """Return what to tell about a seed in another language than English: a note has to tell it."""
    message = (
        f"language {code}: not summarised; write what it says as a note in English"
        " (briefing new seed \"What happened\"), name this article in its 'sources'"
        " and give both the same 'story'"
    )
    return Finding(OTHER_LANGUAGE, path, 0, message, {"language": code})


def _by_script(text: str) -> str | None:
    letters = len(_LETTER.findall(text))
    counts = Counter({code: len(found.findall(text)) for code, found in _COUNTED})
    if counts["ja"] > 0.1 * (counts["ja"] + counts["zh"]):  # kana among the characters
        counts["ja"] += counts.pop("zh")
    code, count = max(counts.items(), key=lambda item: item[1])
    # A Chinese letter is a word, a Latin one a fifth of it: names in brackets may outnumber them.
    if count < 10 or count < (0.2 if code in {"zh", "ja", "ko"} else 0.5) * letters:
        return None
    return "fa" if code == "ar" and len(_PERSIAN.findall(text)) > 0.03 * count else code


def _by_words(text: str) -> str | None:
    words = Counter(_WORD.findall(text.lower()))
    total = words.total()
    scores = {code: sum(words[word] for word in own) for code, own in _small_words().items()}
    best = max(scores, key=lambda code: (scores[code], code == ENGLISH))
    if total < FEWEST_WORDS:
        own = _small_words()[best]
        inside = sum(word in own for word in _WORD.findall(text) if word.islower())  # no La Paz
        return best if _surely(inside, scores[ENGLISH], total) else _cyrillic(text)
    if scores[best] < _SHARE * total:
        return _cyrillic(text)
    if best != ENGLISH and scores[best] < _LEAD * scores[ENGLISH]:
        return None
    return best


def _surely(other: int, english: int, total: int) -> bool:
    """Return whether a few words surely are another language's: "La mine a été vendue"."""
    return other >= max(_FEWEST_SMALL, 0.2 * total) and english * _FEWEST_SMALL <= other


def _cyrillic(text: str) -> str | None:
    """Return Russian for a text in its script in which no language's words were found."""
    letters = len(_LETTER.findall(text))
    return "ru" if 0 < 0.5 * letters < len(re.findall("[\u0400-\u04ff]", text)) else None


@cache
def _small_words() -> Mapping[str, frozenset[str]]:
    lists: dict[str, str] = {str(code): words for code, words in table("languages").items()}
    return MappingProxyType({code: frozenset(words.split()) for code, words in lists.items()})
