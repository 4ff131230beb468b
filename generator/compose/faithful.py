"""Prove that a shortened sentence says nothing that its source does not say.

Only deletion is let through, and only of what a sentence can spare: a first word that ties it to
the one before ("However,"), brackets, what stands between two dashes, and clauses after a comma
that begin with a relative word.  Nothing is merged, reordered or reworded.  Figures, names,
quotations, negations, hedges, conditions, comparisons and who says it are those of the source.  A
sentence that fails is not wrong for sure, but it is not proved, and is not used.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from generator.catalogue.entries import Catalogue
from generator.extract.quantities import quantities
from generator.text.typography import plain
from generator.text.words import count_words

SHORTEST = 0.35  # of the source's words; less is a headline, not the sentence
# Words that turn a statement round, limit it or take it back: none may be dropped or added.
_TURNS = re.compile(
    r"\b(?:not|no|never|none|nor|neither|without|nobody|nothing|cannot|\w+n't|den(?:y|ied|ies)"
    r"|reject\w*|refus\w*|fail(?:s|ed)?|lack\w*|except\w*|exclud\w*|exempt\w*|unless|until|only"
    r"|if|but|although|though|despite|while|whereas|however|once|when|provided|subject|depend\w*"
    r"|pending|conditional\w*|provisional\w*|preliminary|tentative\w*|draft|non-binding|binding"
    r"|may|might|could|would|should|must|can|alleged\w*|reported\w*|purported\w*|so-called"
    r"|likely|possibl[ey]|potential\w*|apparent\w*|seem\w*|appear\w*|suggest\w*|believ\w*"
    r"|plan\w*|aim\w*|intend\w*|hope\w*|expect\w*|propos\w*|estimat\w*|target\w*|unclear"
    r"|unknown|uncertain\w*|disput\w*|contest\w*|doubt\w*|differ\w*|var(?:y|ies|ied)|hardly"
    r"|scarcely|barely|rarely|seldom|few|little|said|says|according|told|claim\w*|accus\w*|about"
    r"|around|nearly|almost|some|over|under|up to|as much as|as many as|as little as|at least"
    r"|at most|more|less|fewer|most|least|than|roughly|approximately|partly|mostly|mainly|largely"
    r"|before|after|rose|fell|up|down|above|below|former|formerly|instead|rather"
    # … or that it holds no longer, or not yet
    r"|yet|still|since|later|now|longer|expir\w*|withdr[ae]w\w*|cancel\w*|suspend\w*|revok\w*"
    r"|retract\w*|laps\w*|overturn\w*|halt\w*|stop\w*|abandon\w*|scrap\w*|delay\w*|postpon\w*"
    r"|correct\w*|false\w*|wrong\w*|illegal\w*|unlawful\w*|against|opposed|oppos\w*|warn\w*)\b",
    re.IGNORECASE,
)
# What ties a sentence to the one before it, and says nothing by itself.
_OPENING = re.compile(
    r"(?:(?:But|And) (?=[a-z])|(?:However|Meanwhile|Moreover|Furthermore|Additionally|Separately"
    r"|Also|Nevertheless|Nonetheless|Similarly|Likewise|Indeed|Still|Yet|In addition|In fact"
    r"|In turn|For example|For instance|By contrast|In contrast|On the other hand), )(?=\w)"
)
_QUOTED = re.compile(r'"([^"]+)"')
_NUMBER = re.compile(r"\d[\d.,]*\d|\d")
_BRACKETS = re.compile(r"\s\([^()\d]*\)")
_DASHES = re.compile(r"\s[–—]\s[^–—]+\s[–—](?=\s)")
_CLAUSE = r", (?:(?:in |of |to |for |from |by )?(?:which|whom)|who|whose|where|including)\b"
# "and": it may be a list; a relative word: it would then speak of something else.
# … and who says it keeps its comma: not "in rare earths UPI reported".
_SAYING = r"(?:said|says|reported|noted|added|wrote|told|announced|according)"
_SAYS = (
    rf"(?!(?:(?:also|later|then|now|earlier|again|\w+ly) )?{_SAYING}\b)"
    rf"[^,;:]*\b{_SAYING}\b[^,;:]*\.$"
)
_MIDDLE = re.compile(
    rf"{_CLAUSE}[^,;:]*(?:(?=,\s{_SAYS})|,(?=\s(?!{_SAYS})))"
    r"(?=,?\s(?!.*\b(?:and|or)\b)(?!which|who|whose|where))"
)
_TAIL = re.compile(rf"{_CLAUSE}(?:[^,;:]|,(?=\d))*(?=\.$)")
_STOPS = re.compile(r"[,;:](?=\s)")
_SENTENCE_END = re.compile(r"[.!?][\"')]*\s")
_MOST_PARTS = 6


def doubts(text: str, source: str, catalogue: Catalogue) -> tuple[str, ...]:
    """Return why ``text`` is not proved by ``source``; none if it is.

    Reasons are ``figure``, ``name``, ``quotation``, ``negation``, ``words`` and ``length``.
    """
    text, source = plain(text), _tied_like(plain(text), plain(source))
    checks = {
        "figure": _figures(text, source),
        "name": _entities(text, catalogue) <= _entities(source, catalogue),
        "quotation": _quotations(text, source),
        "negation": turns(text) == turns(source),
        "words": text in _reductions(source),
        "length": SHORTEST * count_words(source) <= count_words(text) <= count_words(source),
    }
    return tuple(reason for reason, holds in checks.items() if not holds)


def opened(text: str) -> str:
    """Return ``text`` without what ties it to the sentence before: "However, it" is "It"."""
    rest = _OPENING.sub("", text, count=1) if _OPENING.match(text) else text
    return rest[:1].upper() + rest[1:]


def _tied_like(text: str, source: str) -> str:
    """Return the source as its shortened form begins: with its first tying words or without."""
    tie = _OPENING.match(source)
    return source if not tie or text.startswith(tie[0]) else opened(source)


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


def turns(text: str) -> Counter[str]:
    """Return the words of ``text`` that turn a statement round, limit it or take it back."""
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
