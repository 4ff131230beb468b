"""Find names that the seeds use often and that have no entity page.

A name is a run of words with capitals, as English writes them: "Ministry of Mines", "Rio Tinto".
What opens a sentence counts only where the name stands inside another one, too.
What a name is, a person says.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.catalogue.entries import Catalogue
from generator.model import Article
from generator.text import lexicon as w
from generator.text.tables import table

CONTEXTS = 2
_LISTS: dict[str, str] = table("names")
_DATES, _TITLES, _BODIES, _GENERIC = (
    frozenset(_LISTS[key].split()) for key in ("dates", "titles", "bodies", "generic")
)
_SMALL = w.PRONOUNS | w.DETERMINERS | w.PREPOSITIONS | w.CONJUNCTIONS | w.ADVERBS | w.SUBORDINATORS
_SITE = r"(?:\.(?:com|net|org|info)\b)"
_CAPITAL = rf"(?:[A-Z](?:\.[A-Z])+\.?|[A-Z]\.(?=\s[A-Z][a-z.])|[A-Z][\w&’'-]*{_SITE}?)"
_PARTICLE = r"(?:de la|de|del|du|von der|von|van der|van|al|bin|da|do|dos|das|el|&)"
_OF = r"(?:of the|of|for the|for|and|on)"
_RUN = re.compile(rf"{_CAPITAL}(?:\s(?:(?:{_PARTICLE}|{_OF})\s)?{_CAPITAL})*")
_LINK = re.compile(rf"\s{_OF}\s")
_POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class UnknownName:
    """A name without a page: in which seeds, how often, and sentences that use it."""

    name: str
    seeds: tuple[str, ...]
    count: int
    contexts: tuple[tuple[str, str], ...]  # path of the seed, sentence


def unknown_names(
    articles: Iterable[Article], catalogue: Catalogue, least: int = 2
) -> tuple[UnknownName, ...]:
    """Return the names met in at least ``least`` seeds, those met in most seeds first.

    Part of a person's name is left out where somebody is named in full.
    """
    articles = tuple(articles)
    texts = [sentence.text for article in articles for sentence in article.sentences]
    inside = {m[0] for text in texts for m in _RUN.finditer(text) if not _opens(text, m.start())}
    known = {name.lower() for name in catalogue.stop_names} | _GENERIC | _BODIES
    known.update(n.lower() for entity in catalogue.entities.values() for n in entity.names)
    uses: dict[str, list[tuple[Article, str]]] = defaultdict(list)
    for article in articles:
        for sentence in article.sentences:
            for name in _names(sentence.text, article, catalogue, inside):
                if name.lower().strip(".") not in known:
                    uses[name].append((article, sentence.text))
    parts = {part for name in uses if _may_be_a_person(name.split()) for part in name.split()}
    found = (_record(name, used) for name, used in uses.items() if name not in parts)
    wanted = (each for each in found if len(each.seeds) >= least)
    return tuple(sorted(wanted, key=lambda each: (-len(each.seeds), -each.count, each.name)))


def _record(name: str, uses: list[tuple[Article, str]]) -> UnknownName:
    first = {article.id: (article.path, text) for article, text in reversed(uses)}
    seeds = tuple(sorted(first))
    return UnknownName(name, seeds, len(uses), tuple(first[seed] for seed in seeds[:CONTEXTS]))


def _names(text: str, article: Article, catalogue: Catalogue, inside: set[str]) -> Iterator[str]:
    """Yield the names in a sentence that the catalogue does not find there."""
    taken = [(m.start, m.end) for m in catalogue.find(text, article.date)]
    for match in _RUN.finditer(text):
        for start, end in _parts(match[0]):
            words = match[0][start:end].split()
            name = _trimmed(words)
            opens = not start and name[:1] == words[:1] and _opens(text, match.start())
            first, last = match.start() + start, match.start() + end
            said = _POSSESSIVE.sub("", " ".join(name))
            free = not any(a < last and first < b for a, b in taken)
            if len(said) > 2 and free and (said in inside or not opens):
                yield said


def _opens(text: str, start: int) -> bool:
    before = text[max(0, start - 9) : start].rstrip(" \"'(“‘[*–—-")
    return (not before and start < 9) or before[-1:] in tuple(".!?:;•")


def _parts(run: str) -> Iterator[tuple[int, int]]:
    """Yield the names in a run: only a body's goes on after "of", "for" or "and"."""
    start = 0
    for link in _LINK.finditer(run):
        if _BODIES.isdisjoint(map(_bare, run[start : link.start()].split())):
            yield start, link.start()
            start = link.end()
    yield start, len(run)


def _trimmed(words: list[str]) -> list[str]:
    """Return the name in a run: without titles, dates and small words at its ends."""
    titles = [at for at, word in enumerate(words) if _bare(word) in _TITLES]
    if titles and _may_be_a_person(words[titles[-1] + 1 :]):  # "Representative Jamieson Greer"
        words = words[titles[-1] + 1 :]
    while words and _bare(words[0]) in _SMALL | _DATES | _TITLES:
        words = words[1:]
    while words and _bare(words[-1]) in _DATES | _SMALL:
        words = words[:-1]
    return words


def _may_be_a_person(words: list[str]) -> bool:
    """Return whether a name has two to four words as people's names do: "J. D. Power"."""
    plain = all(re.fullmatch(r"[^\W\d_][\w'’-]*|[A-Z]\.|(?:[A-Z]\.)+", word) for word in words)
    body = not (_BODIES | _GENERIC).isdisjoint(map(_bare, words))
    return (
        2 <= len(words) <= 4 and plain and not body and not re.search("[A-Z]{3}", " ".join(words))
    )


def _bare(word: str) -> str:
    return word.lower().strip(".,'")
