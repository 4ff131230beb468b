"""Write a title in capitals in normal case."""

from __future__ import annotations

import re
from collections.abc import Iterable

from briefing_room.text.lexicon import word_list
from briefing_room.text.periods import DATE_WORDS

_WORD = re.compile(r"[^\W\d_]+(?:[.&-][^\W\d_]+)*")
_ALWAYS_IN_CAPITALS = frozenset({"US", "UK", "EU", "UN"})
_MIN_WORDS = 3  # a shorter title may be a name


def lower_capitals(title: str, sentences: Iterable[str]) -> str:
    """Write a title in normal case if it is in capitals, its names as the ``sentences`` have them.

    A word that the sentences have only with capitals is a name, unless it only begins a sentence.
    """
    if not title.isupper() or len(title.split()) < _MIN_WORDS:
        return title
    forms: dict[str, str] = {}
    for sentence in sentences:
        words = _WORD.findall(sentence)
        for index, word in enumerate(words):
            opens_name = words[index + 1 : index + 2] and words[index + 1][0].isupper()
            if index or opens_name or word.isupper() or word.islower():
                known = forms.setdefault(word.upper(), word)
                forms[word.upper()] = word if word.islower() else known
    text = _WORD.sub(lambda match: forms.get(match[0]) or _unseen(match[0]), title)
    return text[:1].upper() + text[1:]


def _unseen(word: str) -> str:
    """Write a word that the text does not have: capitals for a name that everybody knows."""
    if word in _ALWAYS_IN_CAPITALS:
        return word
    lower = word.lower()
    is_name = lower in DATE_WORDS | word_list("known_names") or word.title() in word_list("cities")
    return word.title() if is_name else lower
