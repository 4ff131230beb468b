"""Prove that a shortened sentence says nothing that its source does not say.

Only deletion is let through, and only of what a sentence can spare: brackets, what stands between
two dashes, and clauses after a comma that begin with a relative word.  Figures, names, quotations,
negations and hedges are those of the source.  A sentence that fails is not wrong for sure, but it
is not proved, and is not used.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations

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
_BRACKETS = re.compile(r"\s\([^()\d]*\)")
_DASHES = re.compile(r"\s[–—]\s[^–—]+\s[–—](?=\s)")
_CLAUSE = r", (?:(?:in |of |to |for |from |by )?(?:which|whom)|who|whose|where|including)\b"
_MIDDLE = re.compile(rf"{_CLAUSE}[^,;:]*,(?=\s(?!.*\b(?:and|or)\b))")  # "and": it may be a list
_TAIL = re.compile(rf"{_CLAUSE}(?:[^,;:]|,(?=\d))*(?=\.$)")
_STOPS = re.compile(r"[,;:](?=\s)")
_SENTENCE_END = re.compile(r"[.!?][\"')]*\s")
_MOST_PARTS = 6


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
        "words": text in _reductions(source),
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


def _reductions(source: str) -> Iterator[str]:
    """Yield the source without each choice of the parts that it can spare, itself first."""
    parts = [*_BRACKETS.finditer(source)]
    if len(re.findall(r"\s[–—]\s", source)) == 2:
        parts += _DASHES.finditer(source)
    if not _SENTENCE_END.search(source):  # else a clause might reach into the next sentence
        parts += _TAIL.finditer(source)
        if len(_STOPS.findall(source)) == 2:  # with more it is not plain where the clause ends
            parts += _MIDDLE.finditer(source)
    spans = sorted(part.span() for part in parts)[:_MOST_PARTS]
    for count in range(len(spans) + 1):
        for chosen in combinations(spans, count):
            yield _without(source, chosen)


def _without(source: str, spans: tuple[tuple[int, int], ...]) -> str:
    kept, at = "", 0
    for start, end in spans:
        kept += source[at:start]
        at = max(at, end)
    return kept + source[at:]
