"""What a bare number counts: the noun behind it, found without a dictionary of nouns."""

from __future__ import annotations

import re

# Words at which a noun phrase behind a number ends.
_STOP_WORDS = """
a an the this that these those of in on at by for from to with without within into onto over
under between among against as than about after before since until during per via and or but
nor while whereas when where which who whose whom what how if because so though although is
are was were be been being has have had having do does did will would can could may might must
shall should said says say it its they them their he she his her we our you not no only also
more less each every all both either such very too were
"""
_STOPS = frozenset(_STOP_WORDS.split())
# Between number and noun these may stand; "and" as in "seven medium and heavy rare earths".
_FILLERS = frozenset({"more", "further", "other", "new", "additional", "and", "or", "extra"})
_SINGULAR_S = re.compile(r"(?:ss|us|is|'s|ous|ics)$|^(?:US|Texas|Laos|gas|Swiss|vs)$")
_IRREGULAR = frozenset({"people", "men", "women", "children", "staff", "personnel", "percent"})
_WORD = re.compile(r"\s([A-Za-zÀ-ž][\w'.&-]*)")
# "rare earths" and "of which" aside, a count's unit is the last plural of the phrase.
_LONGEST = 7
# Third persons of verbs end like plurals; after a plural they end the phrase.
_VERB_WORDS = """
says shows puts gives goes makes takes comes needs means plans wants covers includes remains
lists names adds calls counts holds runs sees looks works helps uses produces accounts rises
falls states reports estimates targets imports exports processes
"""
_VERBS = frozenset(_VERB_WORDS.split())


def counted(text: str, end: int) -> tuple[str, int] | None:
    """Return the noun a number ending at ``end`` counts ("entities"), and where it ends.

    "20 more Japanese entities" counts entities, "seven medium and heavy rare earths" rare
    earths.  ``None`` if no plural follows before the phrase ends.
    """
    words: list[tuple[str, int]] = []
    position = end
    while len(words) < _LONGEST and (match := _WORD.match(text, position)):
        word = match[1].rstrip(".")
        if word.lower() in _STOPS - _FILLERS or (words and _ends_phrase(words[-1][0], word)):
            break
        position = match.start(1) + len(word)
        words.append((word, position))
        if position < match.end():  # a full stop
            break
    return _last_plural(words)


def _ends_phrase(last: str, word: str) -> bool:
    """Return whether a phrase that reached a plural stops before ``word``."""
    return is_plural(last) and (word in _VERBS or not is_plural(word))


def _last_plural(words: list[tuple[str, int]]) -> tuple[str, int] | None:
    for index in range(len(words) - 1, -1, -1):
        word, end = words[index]
        if is_plural(word) and word.lower() not in _FILLERS:
            before = words[index - 1][0] if index else ""
            return (f"{before} {word}" if before.lower() == "rare" else word), end
    return None


def is_plural(word: str) -> bool:
    """Return whether a word looks like a plural noun."""
    if word.lower() in _IRREGULAR:
        return True
    if re.fullmatch(r"[A-Z]{2,5}s", word) and word != "US":
        return True  # "EVs"
    return word.endswith("s") and len(word) > 3 and not _SINGULAR_S.search(word)
