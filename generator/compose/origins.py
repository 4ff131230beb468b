"""Count where news comes from: copies and relays of one text are one origin, not several."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from generator.catalogue.entries import Catalogue
from generator.model import Article

_RELAYED = re.compile(r"^(?P<outlet>.*?)\s*\((?:via |with |from )?(?P<inner>[^()]+)\)\s*$")
_VIA = re.compile(r"\(\s*via\b", re.IGNORECASE)
_KIND = re.compile(r"^(?:opinion|blog|editorial|video|print|archive|[a-z ]+)$")
_CITING = re.compile(r"\b(?:citing|cited by|quoting|carried by|summaris\w+|summariz\w+)\b")


def origin(publisher: str) -> str:
    """Return whose report a publication is: "Phys.org (AP)" and "AP (via Yahoo)" are both AP.

    Of several in the brackets the last is the origin ("Daily8 (The Sun, Reuters)"); a word in
    lower case in them is a kind of text, not an origin ("doyou.ca (opinion)").
    """
    match = _RELAYED.match(publisher)
    if match is None:
        return publisher.strip()
    if _VIA.search(publisher) or _KIND.match(match["inner"]):
        return match["outlet"].strip()
    return re.split(r",\s*|\s+and\s+", match["inner"])[-1].strip()


def origins(groups: Sequence[Sequence[Article]], catalogue: Catalogue | None = None) -> int:
    """Return how many origins a story has; each group holds articles that are copies.

    A note has the origins that it lists; an outlet that only cites another listed one adds none.
    A pasted or saved article is one, whoever publishes it; if a note of the story lists the same
    publisher, they are one.
    """
    found: set[str] = set()
    for group in groups:
        listed = {
            _key(name, catalogue)
            for article in group
            if article.kind == "note"
            for name in _own(article)
        }
        found |= listed or {_key(_whose(group), catalogue)}
    return max(1, len(found))


def _whose(group: Sequence[Article]) -> str:
    named = (a.publisher or next((s.publisher for s in a.sources), None) for a in group)
    return origin(next((name for name in named if name), group[0].id))


def _own(article: Article) -> Iterable[str]:
    """Yield the origins that a note rests on, those left out that only pass another one on."""
    names = tuple(dict.fromkeys(origin(source.publisher) for source in article.sources))
    for name in names:
        others = [other for other in names if other != name]
        told = [s.text for s in article.sentences if name in s.text]
        if not told or not all(_cites(text, others) for text in told):
            yield name


def _cites(text: str, others: Iterable[str]) -> bool:
    match = _CITING.search(text)
    return match is not None and any(other in text[match.end() :] for other in others)


def _key(name: str, catalogue: Catalogue | None) -> str:
    """Return one key for all names of a body: its slug where the catalogue has it."""
    mentions = catalogue.find(name) if catalogue else ()
    if len(mentions) == 1 and mentions[0].end - mentions[0].start >= len(name) - len("The "):
        return mentions[0].entity
    return re.sub(r"^the ", "", name.lower())
