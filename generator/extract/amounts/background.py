"""What an article as a whole is about, and so where a figure is that names no place of its own.

Its one mine or plant, the one country whose exports it tells, the one country of its headline:
with two of a kind in the text nobody can say which, and nothing is given.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from generator.extract.amounts.destinations import is_sent_on
from generator.extract.amounts.gazetteer import Gazetteer
from generator.extract.amounts.works import Works, only_works, points_back
from generator.extract.speech.clauses import Clause
from generator.extract.units import kind
from generator.model import Article, Quantity


class Background(NamedTuple):
    """The one site, exporter and country of an article, each ``None`` where it has not just one."""

    works: Works | None
    exporter: str | None
    home: str | None

    @classmethod
    def of(cls, article: Article, known: Gazetteer) -> Background:
        """Read the background of an article."""
        title = (article.title or "").removeprefix("The ")
        named = known.places(title)
        first = bool(named) and named[0].start == 0  # who acts
        lands = {each.name for each in named if each.wide}
        home = lands.pop() if len(lands) == 1 and first else None
        return cls(only_works(article, known), _only_exporter(article, known), home)

    def works_of(self, clause: Clause, quantity: Quantity, known: Gazetteer) -> Works | None:
        """Return the site that the words before a figure speak of as "the plant"."""
        left = clause.text[: quantity.start]
        return self.works if points_back(left) and not known.places(left) else None

    def place_of(
        self, what: str, stage: str | None, clause: Clause, quantity: Quantity, known: Gazetteer
    ) -> str | None:
        """Return the exporter of "exports to Japan", or the country of "the scheme"."""
        if stage == "exports" and is_sent_on(what, known):
            return self.exporter
        if kind(quantity.unit) not in {"money", "mass"} or known.places(clause.text):
            return None
        said = clause.text[clause.said : clause.end]
        return self.home if _PROGRAMME.search(what) or _PROGRAMME.search(said) else None


_PROGRAMME = re.compile(
    r"\b(?:scheme|programme|program|levy|stockpile|subsid(?:y|ies)|budget|mission|auction)\b"
)


def _only_exporter(article: Article, known: Gazetteer) -> str | None:
    """Return the one country whose exports an article speaks of; ``None`` if there are two."""
    found = {
        each.name
        for sentence in article.sentences
        if re.search(r"[Ee]xport|[Ss]hipments", sentence.text)
        for each in known.places(sentence.text)
        if each.wide
        and (_EXPORTS.match(sentence.text, each.end) or _FROM.search(sentence.text[: each.start]))
    }
    return found.pop() if len(found) == 1 else None


_EXPORTS = re.compile(
    r"(?:['’]s)?\s(?:(?:[a-z-]+\s){0,4}?(?:exports|shipments)|exported|shipped|customs)\b"
)
_FROM = re.compile(r"\b(?:[Ee]xports|[Ss]hipments)\s(?:[\w-]+\s){0,4}?(?:from|out of)\s(?:the\s)?$")
