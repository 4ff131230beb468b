"""Take from a sentence what stands before its first word: tags, signs, sub-headings run into it.

What goes is never part of the sentence: the rest is a sentence by itself, letter for letter.
"""

from __future__ import annotations

import re
from functools import cache

from generator.text import lexicon as w
from generator.text.grammar import count
from generator.text.tables import table

_SIGNS = re.compile(r"^[▲▼►▶●■◆•✓★]+\s*")
# A heading in capitals up to its colon, as in a fact sheet.
_CAPITALS = re.compile(r"^(?:[A-Z][A-Z0-9'’&/,.-]*\s+){2,14}[A-Z][A-Z0-9'’&/.-]*:\s+(?=[A-Z])")
# A wire before its dash: "TheNewswire - Feb. 10, 2025 – ", "PRISM MediaWire (Press Release) – ".
_WIRE = re.compile(
    r"^(?:The ?)?[A-Z]\w*(?: [A-Z]\w*)?(?i:wire)\b(?: ?\([^()]{0,80}\))? ?[–—-]+ "
    r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4} ?[–—-]+ )?"
)
_MOST_HEADING = 8  # words of a sub-heading
_LEAST_REST = 6  # words that a sentence keeps


def without_prefix(text: str) -> str:
    """Return a sentence without what stands before its first word."""
    rest = _SIGNS.sub("", text)
    low = rest.lower().replace("’", "'")
    tag = next((tag for tag in _lists()[0] if low.startswith(tag)), "")
    rest = rest[len(tag) :].lstrip()
    rest = _WIRE.sub("", _CAPITALS.sub("", rest))
    rest = _without_heading(rest)
    if rest == text or len(rest.split()) < _LEAST_REST:
        return text
    return rest[:1].upper() + rest[1:]


@cache
def _lists() -> tuple[tuple[str, ...], frozenset[str]]:
    read = table("prefixes")
    return tuple(read["tags"]), frozenset(read["starters"].split())


def _without_heading(text: str) -> str:
    """Return a sentence without a sub-heading that was run into it."""
    words = text.split(" ", _MOST_HEADING + 1)
    for at in range(2, min(len(words) - 1, _MOST_HEADING + 1)):
        before, word = words[at - 1], words[at].rstrip(".,")
        if word not in _lists()[1] or not before.isalpha() or not before.islower():
            continue
        heading = " ".join(words[:at])
        if before in _OPEN or count(heading).certain or not heading[0].isupper():
            continue
        rest = text[len(heading) + 1 :]
        return rest if count(rest).certain + count(rest).possible else text
    return text


_OPEN = w.PREPOSITIONS | w.DETERMINERS | w.CONJUNCTIONS | w.AUXILIARIES | w.SUBORDINATORS | {"that"}
