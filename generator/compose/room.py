"""How many words the prose of a page may take: in all, and of each article that is another's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.compose.candidate import Candidate, in_a_row
from generator.compose.limits import WORDS_IN_A_ROW, is_limited, room
from generator.model import Article
from generator.text.words import count_words

LEAST = 60  # words; a page must say something


@dataclass(frozen=True, slots=True)
class Room:
    """The words there are for all articles of a story, and for each one that is limited."""

    words: int
    of: Mapping[str, int]

    def holds(self, each: Candidate, told: Sequence[Candidate]) -> bool:
        """Return whether there is room for ``each`` beside what is ``told``."""
        if sum(other.words for other in told) + each.words > self.words:
            return False
        if each.limited and in_a_row(each, told) > WORDS_IN_A_ROW:
            return False
        shown = [*told, each]
        articles = {p.article for p in each.passages} & self.of.keys()
        return all(_words(name, shown) <= self.of[name] for name in articles)


def room_for(articles: Iterable[Article]) -> Room:
    """Return the room that the articles of a story leave."""
    rooms = {article.id: (room(article), is_limited(article)) for article in articles}
    whole = sum(words for words, _ in rooms.values())
    return Room(
        max(LEAST, whole), {name: max(LEAST, words) for name, (words, lim) in rooms.items() if lim}
    )


def _words(name: str, shown: Iterable[Candidate]) -> int:
    """Return how many words of an article the passages ``shown`` have; each counts once."""
    passages = {p.label: p for each in shown for p in each.passages if p.article == name}
    return sum(count_words(passage.text) for passage in passages.values())
