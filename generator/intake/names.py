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
from generator.model import Article, Sentence
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


_Use = tuple[Article, Sentence]


def unknown_names(
    articles: Iterable[Article], catalogue: Catalogue, least: int = 2
) -> tuple[UnknownName, ...]:
    """Return the names met in at least ``least`` seeds, those met in most seeds first.

    Part of a person's name is left out where somebody is named in full.
    """
    articles = tuple(articles)
    words = _Words(articles)
    known = {name.lower() for name in catalogue.stop_names}
    known.update(n.lower() for entity in catalogue.entities.values() for n in entity.names)
    uses: dict[str, list[_Use]] = defaultdict(list)
    for article in articles:
        for sentence in article.sentences:
            for name in _names(sentence.text, article, catalogue, words):
                if name.lower() not in known:
                    uses[name].append((article, sentence))
    parts = {part for name in uses if _may_be_a_person(name) for part in name.split()}
    found = (_record(name, used) for name, used in uses.items() if name not in parts)
    wanted = (each for each in found if len(each.seeds) >= least)
    return tuple(sorted(wanted, key=lambda each: (-len(each.seeds), -each.count, each.name)))


class _Words:
    """How the texts write words and runs inside sentences: with a capital or without."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self._capital: Counter[str] = Counter()
        self._small: Counter[str] = Counter()
        self.runs: set[str] = set()
        for article in articles:
            for sentence in article.sentences:
                for found in _WORD.findall(sentence.text):
                    word = _POSSESSIVE.sub("", found)
                    counts = self._capital if word[0].isupper() else self._small
                    counts[word.lower()] += 1
                runs = _RUN.finditer(sentence.text)
                self.runs.update(m[0] for m in runs if not _opens(sentence.text, m.start()))

    def is_name(self, word: str, *, alone: bool) -> bool:
        """Return whether a word that opens a sentence has its capital for itself.

        In a run of capitals it is enough that nobody writes it small.
        """
        word = word.lower()
        if alone:
            return self._capital[word] > self._small[word]
        return self._small[word] == 0


def _names(text: str, article: Article, catalogue: Catalogue, words: _Words) -> Iterator[str]:
    """Yield the names in a sentence that the catalogue does not find there."""
    taken = [(m.start, m.end) for m in catalogue.find(text, article.date)]
    for match in _RUN.finditer(text):
        opens = _opens(text, match.start()) and match[0] not in words.runs
        for start, end in _parts(match[0]):
            free = not any(a < match.start() + end and match.start() + start < b for a, b in taken)
            name = _trimmed(match[0][start:end], words, opens=opens and start == 0)
            if free and len(name) > 2 and name.lower().strip(".") not in _GENERIC | _BODIES:
                yield name


def _opens(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \"'(“‘[*-–—")
    return not before or before[-1] in ".!?:;•"


def _parts(run: str) -> Iterator[tuple[int, int]]:
    """Yield the names in a run: only a body's goes on after "of", "for" or "and"."""
    start = 0
    for link in _LINK.finditer(run):
        so_far = {word.lower().strip(".,") for word in run[start : link.start()].split()}
        if so_far.isdisjoint(_BODIES):
            yield start, link.start()
            start = link.end()
    yield start, len(run)


def _trimmed(run: str, words: _Words, *, opens: bool) -> str:
    """Return the name in a run: without titles, dates and words that only open it."""
    found = _without_title(run.split())
    opens = opens and len(found) == len(run.split())
    while found:
        plain = _POSSESSIVE.sub("", found[0].strip("'’.,"))
        common = opens and not plain.isupper() and not words.is_name(plain, alone=len(found) == 1)
        if not (common or plain.lower() in _SMALL | _DATES | _TITLES):
            break
        found, opens = found[1:], False
    while found and found[-1].lower().strip(".,") in _DATES | _SMALL:
        found = found[:-1]
    return _POSSESSIVE.sub("", " ".join(found))


def _without_title(words: list[str]) -> list[str]:
    """Return a run without the office before a person: "Trade Representative Jamieson Greer"."""
    plain = [word.lower().strip(".,'") for word in words]
    last = max((at for at, word in enumerate(plain) if word in _TITLES), default=-1)
    rest = words[last + 1 :]
    return rest if last >= 0 and len(rest) > 1 and _may_be_a_person(" ".join(rest)) else words


def _may_be_a_person(name: str) -> bool:
    """Return whether a name has two to four words as people's names do: "J. D. Power"."""
    words = name.split()
    plain = all(re.fullmatch(r"[^\W\d_][\w'’-]*|[A-Z]\.|(?:[A-Z]\.)+", word) for word in words)
    body = not (_BODIES | _GENERIC).isdisjoint(word.lower().strip(".,") for word in words)
    return 2 <= len(words) <= 4 and plain and not body and not re.search(r"[A-Z]{3}", name)


def _record(name: str, uses: list[_Use]) -> UnknownName:
    first: dict[str, _Use] = {}
    for use in uses:
        first.setdefault(use[0].id, use)
    seeds = tuple(sorted(first))
    contexts = tuple((first[seed][0].path, first[seed][1].text) for seed in seeds)
    return UnknownName(name, seeds, len(uses), contexts[:CONTEXTS])
