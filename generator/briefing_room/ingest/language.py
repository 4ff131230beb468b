"""Recognise the language of a text without any model: by its script, then by its small words.

A text counts as English in doubt, because a wrong "other language" would hide an article.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from briefing_room.model import Finding
from briefing_room.text.lexicon import table

ENGLISH = "en"
OTHER_LANGUAGE = "other-language"
_MIN_WORDS = 20  # fewer prove little
_LEAD = 1.6  # how much more another language's small words must be than the English ones
_MIN_SHARE = 0.12  # of all words that are small words of a language; real texts have 0.3
_WORD = re.compile(r"[^\W\d_]+")
_FOREIGN = re.compile(r"[^\W\d_\u0000-\u036f]")
_MIN_LETTERS = 10  # that prove a script


def language(text: str) -> str | None:
    """Find the code of the language of ``text`` (``zh``, ``de`` …), ``None`` if it is unclear."""
    script = _by_script(text)
    if script not in {None, "ru"}:
        return script
    words = Counter(_WORD.findall(text.lower()))
    listed = table("languages")["words"].items()
    scores = {str(code): sum(words[word] for word in {*small.split()}) for code, small in listed}
    best = max(scores, key=lambda code: (scores[code], code == ENGLISH))
    few = words.total() < _MIN_WORDS or scores[best] < _MIN_SHARE * words.total()
    doubt = best != ENGLISH and scores[best] < _LEAD * scores[ENGLISH]
    return script if few or doubt else best


def is_english(code: str | None) -> bool:
    """Whether a language code means English of any country, or nothing is known."""
    return code is None or code.lower().split("-")[0] == ENGLISH


def other_language(code: str, path: str) -> Finding:
    """The finding on a seed in another language than English, which needs a note."""
    message = (
        f"language {code}: not summarised; write what it says as a note in English"
        " (briefing new seed \"What happened\"), name this article in its 'sources'"
        " and give both the same 'story'"
    )
    return Finding(OTHER_LANGUAGE, path, 0, message)


def _by_script(text: str) -> str | None:
    foreign = _FOREIGN.findall(text)
    if len(foreign) < _MIN_LETTERS:
        return None
    names = (unicodedata.name(letter, "").split(" ")[0] for letter in foreign)
    scripts = table("languages")["scripts"]
    counts = Counter(scripts[name] for name in names if name in scripts)
    if counts["ja"] > 0.1 * (counts["ja"] + counts["zh"]):  # kana among the characters
        counts["ja"] += counts.pop("zh")
    code, count = max(counts.items(), key=lambda item: item[1], default=("", 0))
    # A Chinese letter is a word, a Latin one a fifth of it: names in brackets may outnumber them.
    most = (0.2 if code in {"zh", "ja", "ko"} else 0.5) * sum(map(str.isalpha, text))
    return code if count >= max(_MIN_LETTERS, most) else None
