"""Find names that the seeds use often and that have no entity page.

A name is a run of words with capitals, as English writes them: "Ministry of Mines", "Rio Tinto".
The first word of a sentence counts only where other sentences show that it is no everyday word.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.catalogue.entries import Catalogue
from generator.intake.name_types import guessed_type, is_generic, listed, office_before
from generator.model import Article, Sentence
from generator.text import lexicon as w

CONTEXTS = 2
_SITE = r"(?:\.(?:com|net|org|info)\b)"
_INITIALS = r"[A-Z](?:\.[A-Z])+\.?"
_CAPITAL = rf"(?:{_INITIALS}|[A-Z]\.(?=\s[A-Z][a-z.])|[A-Z][\w&’'-]*{_SITE}?)"
_PARTICLE = r"(?:de la|de|del|du|von der|von|van der|van|al|bin|da|do|dos|das|el|&)"
_OF = r"(?:of the|of|for the|for|and|on)"
_RUN = re.compile(rf"{_CAPITAL}(?:\s+(?:(?:{_PARTICLE}|{_OF})\s+)?{_CAPITAL})*")
_LINK = re.compile(rf"\s+{_OF}\s+")
_POSSESSIVE = re.compile(r"['’]s?$")
_DATES = listed("dates")
_NO_NAMES = listed("no_names") | _DATES
_SMALL = w.PRONOUNS | w.DETERMINERS | w.PREPOSITIONS | w.CONJUNCTIONS | w.ADVERBS | w.SUBORDINATORS


@dataclass(frozen=True, slots=True)
class UnknownName:
    """A name without a page: in which seeds, how often, and sentences that use it."""

    name: str
    type: str  # a guess, for a person to confirm
    seeds: tuple[str, ...]
    count: int
    contexts: tuple[tuple[str, str], ...]  # path of the seed, sentence


@dataclass(frozen=True, slots=True)
class _Use:
    article: Article
    sentence: Sentence
    start: int
    end: int

    @property
    def around(self) -> tuple[str, str]:
        return self.sentence.text[: self.start], self.sentence.text[self.end :]


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
            taken = [(m.start, m.end) for m in catalogue.find(sentence.text, article.date)]
            for start, end in _runs(sentence.text, words):
                name = sentence.text[start:end]
                free = not any(a < end and start < b for a, b in taken)
                if free and name.lower() not in known and not is_generic(name):
                    uses[name].append(_Use(article, sentence, start, end))
    found = [_record(name, used) for name, used in uses.items()]
    persons = {part for each in found if each.type == "person" for part in each.name.split()}
    wanted = (each for each in found if len(each.seeds) >= least and each.name not in persons)
    return tuple(sorted(wanted, key=lambda each: (-len(each.seeds), -each.count, each.name)))


class _Words:
    """How the texts write words and runs inside sentences: with a capital or without."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self._capital: Counter[str] = Counter()
        self._small: Counter[str] = Counter()
        self.runs: set[str] = set()
        for article in articles:
            for sentence in article.sentences:
                for word in re.findall(rf"(?<=[\w,;] )[A-Za-z][\w'-]*{_SITE}?", sentence.text):
                    word = _POSSESSIVE.sub("", word)  # noqa: PLW2901  the same word
                    counts = self._capital if word[0].isupper() else self._small
                    counts[word.lower()] += 1
                found = _RUN.finditer(sentence.text)
                self.runs.update(m[0] for m in found if not _opens(sentence.text, m.start()))

    def is_name(self, word: str, *, alone: bool) -> bool:
        """Return whether a word that opens a sentence has its capital for itself.

        In a run of capitals it is enough that nobody writes it small.
        """
        word = word.lower()
        if alone:
            return self._capital[word] > self._small[word]
        return self._small[word] == 0


def _runs(text: str, words: _Words) -> Iterator[tuple[int, int]]:
    """Yield where names stand in a sentence."""
    for match in _RUN.finditer(text):
        opens = _opens(text, match.start()) and match[0] not in words.runs
        for start, end in _parts(match[0]):
            begin, finish = _trimmed(match[0][start:end], words, opens=opens and start == 0)
            if finish > begin:
                yield match.start() + start + begin, match.start() + start + finish


def _opens(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \"'(“‘[*-–—")
    return not before or before[-1] in ".!?:;•"


def _parts(run: str) -> Iterator[tuple[int, int]]:
    """Yield the names in a run: only an organisation's goes on after "of", "for" or "and"."""
    start = 0
    for link in _LINK.finditer(run):
        so_far = {word.lower().strip(".,") for word in run[start : link.start()].split()}
        if so_far.isdisjoint(listed("organisations") | listed("policies")):
            yield start, link.start()
            start = link.end()
    yield start, len(run)


def _trimmed(run: str, words: _Words, *, opens: bool) -> tuple[int, int]:
    """Return the span of the name in a run: without titles, dates and words that only open it."""
    found = [(m.start(), m.end()) for m in re.finditer(r"\S+", run)]
    found = found[office_before([run[slice(*span)] for span in found]) :]
    while found:
        word = run[slice(*found[0])].strip("'’.,")
        plain = _POSSESSIVE.sub("", word)
        common = opens and not plain.isupper() and not words.is_name(plain, alone=len(found) == 1)
        small = plain.lower() in _SMALL | _DATES | listed("titles")
        if not (common or small or (plain.lower() in _NO_NAMES and len(found) == 1)):
            break
        found, opens = found[1:], False
    while found and run[slice(*found[-1])].lower().strip(".,") in _DATES | _SMALL:
        found = found[:-1]
    if not found:
        return 0, 0
    start, end = found[0][0], found[-1][1]
    name = _POSSESSIVE.sub("", run[start:end])
    return (start, start + len(name)) if len(name) > 2 else (0, 0)


def _record(name: str, uses: list[_Use]) -> UnknownName:
    first: dict[str, _Use] = {}
    for use in uses:
        first.setdefault(use.article.id, use)
    seeds = tuple(sorted(first))
    contexts = tuple((first[seed].article.path, first[seed].sentence.text) for seed in seeds)
    kind = guessed_type(name, [use.around for use in uses])
    return UnknownName(name, kind, seeds, len(uses), contexts[:CONTEXTS])
