"""Recognise the language of an article, without a model, by its script and its function words.

In doubt an article counts as English, since one in another language gets no page.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from briefing_room.model import Finding
from briefing_room.text.lexicon import table

ENGLISH = "en"
OTHER_LANGUAGE = "other-language"
_MIN_WORDS = 20  # fewer words are too few to decide
_MIN_LEAD_OVER_ENGLISH = 1.6  # ratio of another language's function words to English ones
_MIN_WORD_SHARE = 0.12  # of function words among all words; real texts have 0.3
_WORD = re.compile(r"[^\W\d_]+")
_FOREIGN = re.compile(r"[^\W\d_\u0000-\u036f]")
_MIN_SCRIPT_LETTERS = 10  # that identify a script


def detect_language(text: str) -> str | None:
    """The code of the language of an article (``zh``, ``de`` …), ``None`` if it is unclear."""
    script = _language_by_script(text)
    if script not in {None, "ru"}:
        return script
    words = Counter(_WORD.findall(text.lower()))
    word_lists = table("languages")["words"].items()
    scores = {
        str(code): sum(words[word] for word in {*function_words.split()})
        for code, function_words in word_lists
    }
    best = max(scores, key=lambda code: (scores[code], code == ENGLISH))
    too_few = words.total() < _MIN_WORDS or scores[best] < _MIN_WORD_SHARE * words.total()
    in_doubt = best != ENGLISH and scores[best] < _MIN_LEAD_OVER_ENGLISH * scores[ENGLISH]
    return script if too_few or in_doubt else best


def is_english(code: str | None) -> bool:
    """Whether a language code means English of any country; true if it is unknown."""
    return code is None or code.lower().split("-")[0] == ENGLISH


def other_language_finding(code: str, path: str) -> Finding:
    """The finding for a seed in a language other than English, which needs a note."""
    message = (
        f"language {code}: not summarised; write what it says as a note in English"
        " (briefing new seed \"What happened\"), name this article in its 'sources'"
        " and give both the same 'story'"
    )
    return Finding(OTHER_LANGUAGE, path, 0, message)


def _language_by_script(text: str) -> str | None:
    foreign = _FOREIGN.findall(text)
    if len(foreign) < _MIN_SCRIPT_LETTERS:
        return None
    names = (unicodedata.name(letter, "").split(" ")[0] for letter in foreign)
    scripts = table("languages")["scripts"]
    counts = Counter(scripts[name] for name in names if name in scripts)
    if counts["ja"] > 0.1 * (counts["ja"] + counts["zh"]):  # kana among the characters
        counts["ja"] += counts.pop("zh", 0)
    code, count = max(counts.items(), key=lambda item: item[1], default=("", 0))
    # A Chinese letter is a word, a Latin one a fifth of it: names in brackets may outnumber them.
    min_letters = (0.2 if code in {"zh", "ja", "ko"} else 0.5) * sum(map(str.isalpha, text))
    return code if count >= max(_MIN_SCRIPT_LETTERS, min_letters) else None
