"""The title of a page: the seed's own, else a headline cut from its lead sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.catalogue.entries import Catalogue
from generator.ingest import words
from generator.ingest.grammar import count
from generator.model import Article, Statement

LONGEST = 90  # characters
SHORTEST = 30  # a shorter cut says too little
# A clause ends before one of these, with a comma or without.
_CLAUSE = re.compile(
    r",? (?=(?:which|who|whose|while|whereas|although|because|saying|citing|according to|after|amid"
    r"|as part of|but|yet|and (?:is|are|was|were|has|have|will|would|that|said))\b)"
    r"|[;:] | [–—-] |, (?=(?:\w+ing|the \w+ (?:said|reported)|[A-Z][\w ]+ (?:said|reported))\b)"
)
_DANGLING = words.PREPOSITIONS | words.DETERMINERS | words.CONJUNCTIONS | words.AUXILIARIES
_REPORTS = frozenset("said says announced reported told added stated claimed warned".split())  # noqa: SIM905


def title(
    articles: Sequence[Article], statements: Sequence[Statement], catalogue: Catalogue
) -> str:
    """Return the title of a story: that of its first article that has one, else cut from the lead.

    ``statements`` are in the order of the page; the first one is the lead.
    """
    named = next((article.title for article in articles if article.title), None)
    if named:
        return " ".join(named.split())
    if statements:
        return cut(statements[0].text, catalogue)
    return articles[0].id.replace("-", " ").capitalize()


def cut(sentence: str, catalogue: Catalogue) -> str:
    """Return ``sentence`` as a headline of at most 90 characters.

    It ends where the sentence, a clause or a name of the catalogue ends, has a verb, and does not
    trail off ("of the").  Where no such place is, it ends after a whole word with an ellipsis.
    """
    whole = re.sub(r'(?<!\b[A-Z])\.(["”]?)$', r"\1", sentence.strip())
    if len(whole) <= LONGEST:
        return whole
    for ends in (_clause_ends(whole), _name_ends(whole, catalogue)):
        fits = [end for end in ends if _stands(whole[:end])]
        if fits:
            return whole[: max(fits)].rstrip(" ,;:–—-")
    return _shortened(whole)


def _clause_ends(text: str) -> Iterator[int]:
    yield from (match.start() for match in _CLAUSE.finditer(text[: LONGEST + 20]))


def _name_ends(text: str, catalogue: Catalogue) -> Iterator[int]:
    yield from (
        mention.end for mention in catalogue.find(text) if not _goes_on(text[mention.end :])
    )


def _goes_on(rest: str) -> bool:
    """Return whether a name is only the beginning of a longer one, or of a list."""
    return bool(re.match(r"['’-]|,? (?:and|or) |, [A-Z]| [A-Z]", rest))


def _stands(text: str) -> bool:
    """Return whether a beginning of a sentence can be a headline."""
    if (
        not SHORTEST <= len(text) <= LONGEST
        or text.count('"') % 2
        or text.count("(") > text.count(")")
    ):
        return False
    last = re.findall(r"[\w'-]+", text.lower())[-1]
    verbs = count(text)
    return last not in _DANGLING | _REPORTS and verbs.certain + verbs.possible > verbs.subordinators


def _shortened(text: str) -> str:
    kept = text[: LONGEST - 1].rsplit(" ", 1)[0].split()
    while len(kept) > 3 and kept[-1].lower().strip(",;:") in _DANGLING | _REPORTS:
        kept.pop()
    return " ".join(kept).rstrip(" ,;:–—-") + " …"
