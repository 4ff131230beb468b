"""The title of a page: the seed's own, else a headline cut from its lead sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.ingest.openings import untied
from generator.model import Article, Statement
from generator.text import lexicon as words
from generator.text.grammar import count

LONGEST = 90  # characters
SHORTEST = 40  # a shorter cut says too little
# A clause ends before one of these, with a comma or without …
_CLAUSE = re.compile(
    r",? (?=(?:which|who|whose|while|whereas|although|because|saying|citing|according to|after|amid"
    r"|as part of|but|yet|and (?:is|are|was|were|has|have|will|would|that|said))\b)"
    r"|[;:] | [–—-] |, (?=(?:\w+ing|the|an?|its|their|his|her|in|at|with|after|on)\b)"
    r"|, (?=(?:[\w'.’-]+ ){1,6}(?:said|says|reported|announced)\b)"
)
_DANGLING = words.PREPOSITIONS | words.DETERMINERS | words.CONJUNCTIONS | words.AUXILIARIES
_REPORTS = frozenset(["said", "says", "announced", "reported", "told", "added", "stated", "warned"])
_OPEN = _DANGLING | _REPORTS


def title(articles: Sequence[Article], statements: Sequence[Statement]) -> str:
    """Return the title of a story: that of its first article that has one, else cut from the lead.

    ``statements`` are in the order of the page; the first one is the lead.
    """
    named = next((article.title for article in articles if article.title), None)
    if named:
        return " ".join(named.split())
    if statements:
        return cut(statements[0].text)
    return articles[0].id.replace("-", " ").capitalize()


def cut(sentence: str) -> str:
    """Return ``sentence`` as a headline of at most 90 characters.

    It ends where the sentence or a clause ends, has a verb, and does not trail off ("of the").
    Where no such place is, it ends after a whole word with an ellipsis.
    """
    whole = re.sub(r'(?<!\b[A-Z])\.(["”]?)$', r"\1", untied(sentence.strip()))
    if len(whole) <= LONGEST:
        return whole
    ends = (match.start() for match in _CLAUSE.finditer(whole[: LONGEST + 40]))
    fits = [end for end in ends if _stands(whole[:end])]
    return whole[: max(fits)].rstrip(" ,;:–—-") if fits else _shortened(whole)


def _stands(text: str) -> bool:
    """Return whether a beginning of a sentence can be a headline."""
    marks = text.count('"') % 2 or text.count("(") > text.count(")")
    if not SHORTEST <= len(text) <= LONGEST or marks:
        return False
    last = re.findall(r"[\w'-]+", text.lower())[-1]
    verbs = map(count, re.split(r"\bthat\b", text, maxsplit=1))  # before it and after it
    return last not in _OPEN and all(v.certain + v.possible > v.subordinators for v in verbs)


def _shortened(text: str) -> str:
    kept = text[: LONGEST - 1].rsplit(" ", 1)[0].split()
    while len(kept) > 3 and kept[-1].lower().strip(",;:") in _OPEN:
        kept.pop()
    return " ".join(kept).rstrip(" ,;:–—-") + " …"
