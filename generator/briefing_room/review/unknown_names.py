"""Find names that the catalogue does not know, for which somebody may want to write pages.

A name is a run of words with capitals, as English writes them: "Ministry of Mines", "Rio Tinto".
The first word of a sentence counts only if the name is inside another sentence too.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from briefing_room.catalogue.catalogue import Catalogue
from briefing_room.model import Article
from briefing_room.text import lexicon
from briefing_room.text.lexicon import alternatives, word_list
from briefing_room.text.periods import DATE_WORDS

_MAX_EXAMPLES = 2  # sentences shown for each name
_TITLES = frozenset(map(str.lower, word_list("titles", "naming"))) | word_list("posts", "naming")
_LISTS = ("bodies", "firms", "no_names")
_NEVER_A_NAME = DATE_WORDS.union(_TITLES, *(word_list(name, "naming") for name in _LISTS))
_NAME_WORD = r"(?:(?:[a-z]{2,5}-)?[A-Z][\w.&'’-]*|[a-z]{1,2}[A-Z]\w+)"
_PARTICLE = r"(?:de|da|di|del|der|du|la|le|van|von|bin|al|el|dos|ten|ter)"
_NAME_RUN = rf"{_NAME_WORD}(?: (?:{_PARTICLE} ){{0,2}}(?:& )?{_NAME_WORD}){{0,7}}"
_INSTITUTION = rf"(?:{alternatives(map(str.capitalize, word_list('with_of', 'naming')))})"
# "Ministry of Commerce", "Center for Strategic and International Studies"
_OF_PHRASE = (
    rf"(?: (?:of|for|on) (?:the )?{_NAME_WORD}(?:,? (?:and |& )?{_NAME_WORD}){{0,4}}){{1,2}}"
)
_NAME = re.compile(rf"(?:{_NAME_WORD} ){{0,4}}{_INSTITUTION}{_OF_PHRASE}|{_NAME_RUN}")
_POSSESSIVE = re.compile(r"['’]s?$")


class UnknownName(NamedTuple):
    """A name without a page, how many seeds have it and how often, and sentences with it."""

    name: str
    seed_count: int
    mention_count: int
    examples: tuple[tuple[str, str], ...]  # path of the seed, sentence


def unknown_names(
    articles: Iterable[Article], catalogue: Catalogue, min_seeds: int = 2
) -> list[UnknownName]:
    """Find the names that occur in at least ``min_seeds`` seeds, the most frequent first.

    A part of a person's name does not count if the full name occurs.
    """
    mentions = [
        (name, begins_sentence, article.path, sentence.text)
        for article in articles
        for sentence in article.sentences
        for name, begins_sentence in _find_names(sentence.text, article, catalogue)
    ]
    known_names = {name.lower() for name in catalogue.stop_names} | _NEVER_A_NAME
    entities = catalogue.entities.values()
    known_names |= {name.lower() for entity in entities for name in entity.names}
    names_inside = {name for name, begins_sentence, *_ in mentions if not begins_sentence}
    uses: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for name, _, path, text in mentions:
        if name in names_inside and name.lower().strip(".") not in known_names:
            uses[name].append((path, text))
    parts = {part for name in uses if _may_be_a_person(name.split()) for part in name.split()}
    names = []
    for name in uses.keys() - parts:
        first_uses = tuple(sorted(dict(reversed(uses[name])).items()))  # one for each seed
        if len(first_uses) >= min_seeds:
            examples = first_uses[:_MAX_EXAMPLES]
            names.append(UnknownName(name, len(first_uses), len(uses[name]), examples))
    return sorted(names, key=lambda name: (-name.seed_count, -name.mention_count, name.name))


def _find_names(text: str, article: Article, catalogue: Catalogue) -> Iterator[tuple[str, bool]]:
    """Yield the unknown names in a sentence, each with whether the sentence begins with it."""
    known_spans = [(mention.start, mention.end) for mention in catalogue.find(text, article.date)]
    for match in _NAME.finditer(text):
        words = match[0].split()
        name_words = _trim_words(words)
        before = text[max(0, match.start() - 9) : match.start()].rstrip(" \"'(“‘[*–—-")
        begins_sentence = (not before and match.start() < 9) or before[-1:] in tuple(".!?:;•")
        name = _POSSESSIVE.sub("", " ".join(name_words).rstrip("."))
        is_known = any(start < match.end() and match.start() < end for start, end in known_spans)
        if len(name) > 2 and not is_known:
            yield name, begins_sentence and name_words[:1] == words[:1]


def _trim_words(words: list[str]) -> list[str]:
    """Remove titles, dates and function words from both ends of a run of words."""
    titles = [index for index, word in enumerate(words) if _normalise(word) in _TITLES]
    if titles and _may_be_a_person(words[titles[-1] + 1 :]):  # "Representative Jamieson Greer"
        words = words[titles[-1] + 1 :]
    while words and _normalise(words[0]) in lexicon.FUNCTION_WORDS | DATE_WORDS | _TITLES:
        words = words[1:]
    while words and _normalise(words[-1]) in DATE_WORDS | lexicon.FUNCTION_WORDS:
        words = words[:-1]
    return words


def _may_be_a_person(words: list[str]) -> bool:
    """Whether a name has two to four words, as people's names do: "J. D. Power"."""
    is_plain = all(re.fullmatch(r"[^\W\d_][\w'’-]*|(?:[A-Z]\.)+", word) for word in words)
    has_acronym = re.search("[A-Z]{3}", " ".join(words)) is not None
    is_body = not _NEVER_A_NAME.isdisjoint(map(_normalise, words))
    return 2 <= len(words) <= 4 and is_plain and not has_acronym and not is_body


def _normalise(word: str) -> str:
    return word.lower().strip(".,'")
