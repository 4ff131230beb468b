"""Leave out what a sentence can spare on its page, where the gate proves that nothing is lost.

Two things only.  A first word that ties a sentence to the one before it ("However,", "In
addition,") goes where that one does not stand before it.  A clause in the middle that tells who
somebody is ("Lynas, which runs a plant in Malaysia, said") goes where the catalogue has a page
for them, for the name is a link to it; unless the clause holds a figure, a name, a quotation, or a
word that limits what is said.

Attributions stay: who says something is part of what the page tells.
"""

from __future__ import annotations

import re

from generator.catalogue.entries import Catalogue
from generator.compose.faithful import doubts, opened, turns
from generator.text.grammar import count

LONGEST_ASIDE = 15  # words
_ASIDE = re.compile(r"(?P<who>[^,;:\"]{2,60}), (?P<aside>(?:who|which)\b[^,;:()\"\d]*), (?=[a-z])")


def shortened(text: str, catalogue: Catalogue, *, first: bool) -> str:
    """Return a sentence without what it can spare; ``first`` says that none stands before it."""
    loose = opened(text) if first else text
    for shorter in (_without_aside(loose, catalogue), loose):
        if not doubts(shorter, text, catalogue):
            return shorter
    return text


def _without_aside(text: str, catalogue: Catalogue) -> str:
    match = _ASIDE.match(text)
    if match is None:
        return text
    who, aside, rest = match["who"], match["aside"], text[match.end() :]
    known = any(who == who[m.start : m.end] for m in catalogue.find(who))
    spare = len(aside.split()) <= LONGEST_ASIDE and not catalogue.find(aside) and not turns(aside)
    goes_on = count(rest.split(",")[0]).surely_one
    return f"{who} {rest}" if known and spare and goes_on else text
