"""Find names that the seeds use often and that have no entity page.

A name is a run of words with capitals, as English writes them: "Ministry of Mines", "Rio Tinto".
The first word of a sentence counts only where other sentences show that it is no everyday word.
What a name is, a person says.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
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
_WORD = re.compile(rf"(?<=[\w,;] )[A-Za-z][\w'-]*{_SITE}?")
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
    usage = _Usage(articles)
    known = {name.lower() for name in catalogue.stop_names} | _GENERIC | _BODIES
    known.update(n.lower() for entity in catalogue.entities.values() for n in entity.names)
    uses: dict[str, list[tuple[Article, str]]] = defaultdict(list)
    for article in articles:
        for sentence in article.sentences:
            for name in _names(sentence.text, article, catalogue, usage):
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


class _Usage:
    """How the texts write words and runs inside sentences: with a capital or without."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self._capital: Counter[str] = Counter()
        self._small: Counter[str] = Counter()
        self.runs: set[str] = set()
        for text in (sentence.text for article in articles for sentence in article.sentences):
            for word in (_POSSESSIVE.sub("", found) for found in _WORD.findall(text)):
                (self._capital if word[0].isupper() else self._small)[word.lower()] += 1
            runs = _RUN.finditer(text)
            self.runs.update(m[0] for m in runs if not _opens(text, m.start()))

    def is_name(self, word: str, *, alone: bool) -> bool:
        """Return whether a word that opens a sentence has its capital for itself.

        In a run of capitals it is enough that nobody writes it small.
        """
        small = self._small[word.lower()]
        return self._capital[word.lower()] > small if alone else small == 0


def _names(text: str, article: Article, catalogue: Catalogue, usage: _Usage) -> Iterator[str]:
    """Yield the names in a sentence that the catalogue does not find there."""
    taken = [(m.start, m.end) for m in catalogue.find(text, article.date)]
    for match in _RUN.finditer(text):
        opens = match[0] not in usage.runs and _opens(text, match.start())
        for start, end in _parts(match[0]):
            first, last = match.start() + start, match.start() + end
            name = _trimmed(match[0][start:end].split(), usage, opens=opens and start == 0)
            if len(name) > 2 and not any(a < last and first < b for a, b in taken):
                yield name


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


def _trimmed(words: list[str], usage: _Usage, *, opens: bool) -> str:
    """Return the name in a run: without titles, dates and words that only open it."""
    titles = [at for at, word in enumerate(words) if _bare(word) in _TITLES]
    if titles and _may_be_a_person(
        words[titles[-1] + 1 :]
    ):  # "Trade Representative Jamieson Greer"
        words, opens = words[titles[-1] + 1 :], False
    while words:
        plain = _POSSESSIVE.sub("", words[0].strip("'’.,"))
        common = opens and not plain.isupper() and not usage.is_name(plain, alone=len(words) == 1)
        if not (common or plain.lower() in _SMALL | _DATES | _TITLES):
            break
        words, opens = words[1:], False
    while words and _bare(words[-1]) in _DATES | _SMALL:
        words = words[:-1]
    return _POSSESSIVE.sub("", " ".join(words))


def _may_be_a_person(words: list[str]) -> bool:
    """Return whether a name has two to four words as people's names do: "J. D. Power"."""
    plain = all(re.fullmatch(r"[^\W\d_][\w'’-]*|[A-Z]\.|(?:[A-Z]\.)+", word) for word in words)
    body = not (_BODIES | _GENERIC).isdisjoint(map(_bare, words))
    return (
        2 <= len(words) <= 4 and plain and not body and not re.search("[A-Z]{3}", " ".join(words))
    )


def _bare(word: str) -> str:
    return word.lower().strip(".,'")
