"""Tell whether "the plant" is one that the reader has met: in the news, and once only.

"The deal needs the approval of both parliaments" can be read below news of "an agreement to build a
pilot plant": only one thing there can be meant.  Where the news speaks of two, or the text has
brought in another one since, it is not plain which, and nothing is found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.catalogue.entries import Catalogue
from generator.extract.actors.voices import COMPANY
from generator.text import lexicon as w
from generator.text.grammar import tokens
from generator.text.words import stem

# Nouns that stand for each other when one thing is spoken of again.
_KINDS = (
    "deal agreement accord pact treaty memorandum",
    "bill law act legislation statute",
    "plant factory facility smelter refinery",
    "tax duty levy tariff",
    "ban embargo prohibition",
    "licence license permit",
    "strike walkout stoppage",
    "auction tender",
    "talks negotiations",
    "takeover acquisition purchase merger",
    "fire blaze",
    "company firm group start-up miner producer maker manufacturer developer carmaker refiner",
)
_KIND_OF = {
    stem(noun): frozenset(map(stem, kind.split())) for kind in _KINDS for noun in kind.split()
}
# "These measures" may be any of them; "the measure" had better be called so in the news.
_LOOSE = (
    "metal mineral material resource element commodity ore",
    "measure control restriction curb rule step ban limit",
    "accusation allegation claim charge",
)
_SAME_AGAIN = frozenset(["the", "this", "that", "its", "their"])
_AFTER_NOUN = (
    w.AUXILIARIES
    | w.PASTS
    | w.PREPOSITIONS
    | w.CONJUNCTIONS
    | w.ADVERBS
    | w.PARTICIPLES
    | w.GERUNDS
) | {"to", "that", "which", "who", "whose", "where", ",", ";", ":", "(", ")", "–", "—", '"'}


def kind_of(noun: str) -> frozenset[str]:
    """Return the stems of the nouns that "these ``noun``" may stand for."""
    loose = (frozenset(map(stem, kind.split())) for kind in _LOOSE)
    return frozenset([noun]).union(_KIND_OF.get(noun, ()), *(k for k in loose if noun in k))


def introduced(noun: str, news: str, since: Iterable[str], title: str = "") -> bool:
    """Return whether ``news``, or else its ``title``, has one thing that "the ``noun``" can mean.

    ``since`` are the sentences between the news and the one that says it.
    """
    kind = _KIND_OF.get(stem(noun), frozenset([stem(noun)]))
    met = [word for word, _ in _heads(news, kind) or _heads(title, kind)]
    if len(met) != 1 or _plural(met[0]) != _plural(noun):
        return False
    return all(before in _SAME_AGAIN for text in since for _, before in _heads(text, kind))


_NAME = re.compile(r"\b[A-Z][\w&'’-]*(?: [A-Z][\w&'’-]*)*")


def one_company(news: str, since: Iterable[str], catalogue: Catalogue) -> bool:
    """Return whether "the company" can only be the one that ``news`` names.

    No sentence ``since`` brings in another one.
    """
    named = _companies(news, catalogue)
    return len(named) == 1 and all(_companies(text, catalogue) <= named for text in since)


def _companies(text: str, catalogue: Catalogue) -> set[str]:
    """Return the companies that a text names: those known, and those that look like one."""
    found = {m.entity for m in catalogue.find(text)}
    known = {slug for slug in found if catalogue.entities[slug].speaks_as == "company"}
    other = {
        name
        for name in _NAME.findall(text)
        if " " in name and COMPANY.search(name) and not tuple(catalogue.find(name))
    }
    return known | other


def _heads(text: str, kind: frozenset[str]) -> list[tuple[str, str]]:
    """Return the nouns of ``kind`` that end their phrase, each with the word before the phrase."""
    found = tokens(text)
    return [
        (word.lower(), _before(found, i))
        for i, word in enumerate(found)
        if stem(word.lower()) in kind and _ends(found, i)
    ]


def _ends(found: list[str], i: int) -> bool:
    """Tell "plant" of "the plant will" from that of "the plant manager"."""
    if i + 1 == len(found):
        return True
    following = found[i + 1]
    lower = following.lower()
    return lower in _AFTER_NOUN or lower in w.THIRDS or following[0].isupper() or w.is_adverb(lower)


def _before(found: list[str], i: int) -> str:
    """Return the determiner before the noun at ``i``, up to two words off; else the word before."""
    near = [word.lower() for word in found[max(0, i - 3) : i]]
    return next(
        (word for word in reversed(near) if word in w.DETERMINERS), near[-1] if near else ""
    )


def _plural(noun: str) -> bool:
    return bool(re.search(r"[^su]s$", noun.lower()))
