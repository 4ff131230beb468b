"""Prove that a shortened sentence says nothing that its source does not say.

Only deletion is let through, and only of whole parts that commas, semicolons, dashes or brackets
set off: who does what to whom stands inside a part.  Figures, names, quotations, negations and
hedges are those of the source.  A sentence that fails is not wrong for sure, but it is not proved,
and is not used.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from generator.catalogue.entries import Catalogue
from generator.compose.words import count_words
from generator.extract.quantities import quantities
from generator.ingest.typography import plain

SHORTEST = 0.35  # of the source's words; less is a headline, not the sentence
# Words that turn a statement round or take it back: none may be dropped or added.
_TURNS = re.compile(
    r"\b(?:not|no|never|none|nor|neither|without|nobody|nothing|cannot|\w+n't|den(?:y|ied|ies)"
    r"|reject\w*|refus\w*|fail(?:s|ed)?|lack\w*|except|unless|until|only|if|but|although|despite"
    r"|may|might|could|would|should|alleged\w*|reported\w*|likely|possibl[ey]|plan\w*|aim\w*"
    r"|expect\w*|propos\w*|said|says|according|told|claim\w*|accus\w*|about|around|nearly|almost"
    r"|over|under|up to|at least|more than|less than|fewer than|roughly|approximately|partly"
    r"|before|after|rose|fell|up|down|above|below)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r'"([^"]+)"')
_NUMBER = re.compile(r"\d[\d.,]*\d|\d")
_SET_OFF = re.compile(r"""[,;:]["')]*\s+|\s*[–—]\s*|\s-+\s|[()\[\]]""")
_WORD = re.compile(r"[$€£¥]?\w+(?:[.,:/'-]\w+)*%?")


def doubts(text: str, source: str, catalogue: Catalogue) -> tuple[str, ...]:
    """Return why ``text`` is not proved by ``source``; none if it is.

    Reasons are ``figure``, ``name``, ``quotation``, ``negation``, ``words`` and ``length``.
    """
    text, source = plain(text), plain(source)
    checks = {
        "figure": _figures(text, source),
        "name": _entities(text, catalogue) <= _entities(source, catalogue),
        "quotation": _quotations(text, source),
        "negation": _turns(text) == _turns(source),
        "words": _whole_parts(text, source),
        "length": SHORTEST * count_words(source) <= count_words(text) <= count_words(source),
    }
    return tuple(reason for reason, holds in checks.items() if not holds)


def _figures(text: str, source: str) -> bool:
    """Return whether every number is the source's, with its unit."""
    given = {(each.low, each.high, each.unit) for each in quantities(source)}
    return set(_NUMBER.findall(text)) <= set(_NUMBER.findall(source)) and all(
        (each.low, each.high, each.unit) in given for each in quantities(text)
    )


def _entities(text: str, catalogue: Catalogue) -> set[str]:
    return {mention.entity for mention in catalogue.find(text)}


def _quotations(text: str, source: str) -> bool:
    """Return whether quotations are whole: none altered, cut short or robbed of its marks."""
    return text.count('"') % 2 == 0 and set(_QUOTED.findall(text)) == set(_QUOTED.findall(source))


def _turns(text: str) -> Counter[str]:
    return Counter(match[0].lower() for match in _TURNS.finditer(text))


def _whole_parts(text: str, source: str) -> bool:
    """Return whether the words of ``text`` are whole parts of ``source``, one after the other."""
    words = _words(text)
    reached = {0}  # how many of the words the parts so far can account for
    for part in map(_words, _SET_OFF.split(source)):
        reached |= {at + len(part) for at in reached if words[at : at + len(part)] == part}
    return len(words) in reached


def _words(text: str) -> Sequence[str]:
    return [word.lower() for word in _WORD.findall(text)]
