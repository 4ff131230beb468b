"""Find the sentences that a page must show with another one, so that readers understand it.

- A sentence with "it", "this move" or "since then" needs the previous sentence.  So does one inside
  a paragraph that does not open with a name.
- A sentence with "the plant" needs the last sentence that has the word "plant".
- A sentence with "Hale" needs the first sentence that has this name.
- A reply needs the accusation that it answers, and the accusation needs its reply.

A reader already knows the words of the title and of the sentences that the page shows before.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import pairwise, takewhile
from typing import NamedTuple

from briefing_room.compose.replies import find_accusations, find_replies, is_denial
from briefing_room.compose.signs import MAX_STUB_WORDS
from briefing_room.ingest.openings import points_back, strip_connective, unexplained_phrase
from briefing_room.model import SentenceFacts
from briefing_room.text import lexicon as w
from briefing_room.text.grammar import words_and_marks
from briefing_room.text.lexicon import alternatives, count_words, table, word_list
from briefing_room.text.periods import DATE_WORDS

NOTHING_EXPLAINS = -1  # needed by a sentence that no other explains: no page can show it
_MAX_PARAGRAPH_SENTENCES = 5  # a longer paragraph is a paste that lost its blank lines


class _Clues(NamedTuple):
    """How a sentence refers to other sentences, and which names and words it contains."""

    opens_with_pronoun: bool
    points_back_inside: bool  # "since then", "she said"
    is_brief: bool  # says little without the previous sentence
    contradicts: bool  # opens with "But" or the like, or is all in brackets
    opening_noun: str  # "plant" if the sentence opens with "The plant"
    definite_nouns: frozenset[tuple[str, bool]]  # with False after "the", True after "this"
    short_names: frozenset[str]  # names that a reader may not know: "Hale", "CBP"
    names: frozenset[str]  # all words with a capital
    words: frozenset[str]  # in lower case, as inflected


class SentenceDependencies:
    """The dependencies between the sentences of one article, each given by its index."""

    def __init__(self, sentences: Sequence[SentenceFacts], title: str, *, note: bool) -> None:
        """Read the sentences of an article in order; ``title`` is what the page shows above them.

        The sentences of a ``note`` do not continue each other.
        """
        texts = [facts.text for facts in sentences]
        self._clues = [_read_clues(facts) for facts in sentences]
        self._title_words, self._title_names = (
            _words_of(title),
            frozenset(_CAPITALISED_WORD.findall(title)),
        )
        self._first_mention: dict[str, int] = {}
        self._mentions: dict[str, list[int]] = defaultdict(list)
        for index, (clues, text) in enumerate(zip(self._clues, texts, strict=True)):
            for word in clues.words:
                self._mentions[word].append(index)
            for name in clues.names:
                if note or f"({name}" in text or not name.isupper():  # "(EPA)" spells it out
                    self._first_mention.setdefault(name, index)
        self._continuing = frozenset[int]() if note else frozenset(_continuing_sentences(sentences))
        self._paragraphs = [facts.paragraph for facts in sentences]
        self._accusations = {} if note else find_accusations(sentences)
        self._denials = {index for index in self._accusations if is_denial(texts[index])}
        self._replies = find_replies(sentences, self._accusations)

    def accusation(self, index: int) -> int | None:
        """The sentence that this one denies or answers, None if it is no reply."""
        return self._accusations.get(index)

    def reply(self, index: int) -> int | None:
        """The first sentence that denies this one, else the first that answers it, else None."""
        return self._replies.get(index)

    def denies(self, index: int) -> bool:
        """Whether a sentence denies another one."""
        return index in self._denials

    def is_bound(self, index: int) -> bool:
        """Whether a sentence must directly follow the one that it refers to."""
        clues = self._clues[index]
        has_reference = clues.opens_with_pronoun or clues.points_back_inside
        return has_reference or clues.contradicts or self.denies(index)

    def opens_with_pronoun(self, index: int) -> bool:
        """Whether a sentence opens like "It rose" or "This rose"."""
        return self._clues[index].opens_with_pronoun

    def antecedent(self, index: int) -> int:
        """The sentence that this one must follow: the accusation it answers, or the one before."""
        accusation, clues = self.accusation(index), self._clues[index]
        if accusation is None or clues.opens_with_pronoun or clues.contradicts:
            return index - 1
        return accusation

    def makes_sense_alone(self, index: int, *, allow_names: bool = False) -> bool:
        """Whether a sentence can open the page, since it needs no sentence before it.

        With ``allow_names`` it may have names that only an earlier sentence explains.
        """
        clues = self._clues[index]
        if index == 0:
            return not clues.opens_with_pronoun
        if self.is_bound(index) or clues.opening_noun:
            return False
        return allow_names or all(needed > index for needed in self.needs(index, frozenset()))

    def needs(
        self, index: int, shown: AbstractSet[int], *, in_paragraph: bool = True
    ) -> frozenset[int]:
        """The sentences that must be shown with this one, besides those ``shown`` before it.

        Without ``in_paragraph``, a sentence inside a paragraph does not need the previous one.
        """
        clues, accusation = self._clues[index], self.accusation(index)
        known_names = self._title_names.union(*(self._clues[other].names for other in shown))
        needed = {self._first_mention.get(name, index) for name in clues.short_names - known_names}
        if index in self._replies:
            needed.add(self._replies[index])
        if accusation is not None:
            needed |= {accusation, self.antecedent(index)}
        elif index in self._accusations:
            needed.add(NOTHING_EXPLAINS)
        else:
            needed.update(self._explanations(index, shown, in_paragraph))
        if index + 1 < len(self._clues) and self._clues[index + 1].contradicts:
            needed.add(index + 1)
        return frozenset(needed - shown - {index})

    def _explanations(
        self, index: int, shown: AbstractSet[int], in_paragraph: bool
    ) -> Iterator[int]:
        """Yield the sentences that explain "it", "the plant" or "this plant" in a sentence."""
        clues = self._clues[index]
        known_words = self._title_words.union(*(self._clues[other].words for other in shown))
        needs_previous = clues.points_back_inside or clues.opens_with_pronoun or clues.is_brief
        if needs_previous or (in_paragraph and self._continues_paragraph(index)):
            yield index - 1
        for noun, is_pointed_at in clues.definite_nouns:
            mentions = self._mentions[noun]
            count_before = bisect_left(mentions, index)
            if noun not in known_words and (count_before or is_pointed_at or clues.contradicts):
                yield mentions[count_before - 1] if count_before else index - 1

    def _continues_paragraph(self, index: int) -> bool:
        clues = self._clues[index]
        same_paragraph = index > 0 and self._paragraphs[index - 1] == self._paragraphs[index]
        continues = index in self._continuing and clues.opening_noun not in self._title_words
        return continues or (clues.contradicts and same_paragraph)


def _continuing_sentences(sentences: Sequence[SentenceFacts]) -> Iterator[int]:
    """Yield the indexes of sentences inside a paragraph that do not open with a name."""
    lengths = Counter(facts.paragraph for facts in sentences)
    for index, (previous, facts) in enumerate(pairwise(sentences), start=1):
        paragraph, text = facts.paragraph, facts.text
        continues = paragraph == previous.paragraph
        is_short = lengths[paragraph] <= _MAX_PARAGRAPH_SENTENCES
        if continues and is_short and not _OPENS_WITH_NAME.match(text):
            yield index


# "Ada Lund", "Acme and Kestrel", "The government in Lisbon"
_NO_NAME = (
    rf"(?!(?i:the|{alternatives(w.SUBORDINATORS)}) )"  # "While Iran", "The Treasury secretary"
)
_OPENS_WITH_NAME = re.compile(
    rf"(?:The [a-z]+ (?:in|of|at) |(?:The )?{_NO_NAME}[A-Z][\w'’.&-]+ (?:and )?)[A-Z0-9]"
)


# --- What a sentence refers to --------------------------------------------------------------------

_CAPITALISED_WORD = re.compile(r"\b(?:[A-Z]['’])?[A-Z][\w&-]+")
_CONTRADICTS = re.compile(
    r"(?:But|Yet|However|Nevertheless|Nonetheless|Instead|Now,)[ ,]|[^,]{0,60}, however,|\(.*\)$"
)
_POINTS_BACK = re.compile(
    rf"^(?:{alternatives(table('openings')['results'].split(', '))})(?:,|:| [A-Z])"
    r"|^It(?:'s| is| was) (?:un)?likely to\b|\bthe latter\b|, (?:however|though|either)[,.]"
    r"|^[^,;\"]{3,80} (?:therefore|thus|agreed that)\b|\bof that \w"
    r"|^(?:Around|At|About) (?:the same|that) time\b|\bsimilar(?:ly)?\b(?! to)"
    r"|\b(?:[Ss]ince|[Bb]y|[Uu]ntil) then\b|\bin the meantime\b"
    r"|^There (?:is|are|was|were) (?:also |an)?other\b|^The (?:additional|added|remaining) [a-z]"
    r"|\b(?:think|thinks|thought|believes?|hopes?|expects?|suggests?|says?|said) so[.,]"
    r"|^[\"“](?:[Tt]hat|[Tt]his|[Ii]t|[Tt]hey|These|Those|He|She)\b"
)
_PRONOUN_SAYS = re.compile(
    r"\b(?:he|she) (?:\w+ )?(?:said|says|added|adds|told|noted|warned|argued)\b"
)


def _read_clues(facts: SentenceFacts) -> _Clues:
    text = facts.text
    opening = strip_connective(text)
    phrase = unexplained_phrase(opening)
    phrase = () if _NEVER_NOUNS.intersection(phrase) else phrase
    nouns = {*_definite_nouns(opening), *((_bare_noun(noun), True) for noun in phrase[-1:])}
    mentioned = " ".join(text[mention.start : mention.end] for mention in facts.mentions)
    names = frozenset(_CAPITALISED_WORD.findall(text))
    unknown_names = {name for name in names if name.lower() not in _common_capitalised()}
    return _Clues(
        opens_with_pronoun=not phrase and points_back(opening),
        points_back_inside=_points_back_inside(text),
        is_brief=count_words(text) <= MAX_STUB_WORDS,
        contradicts=_CONTRADICTS.match(text) is not None,
        opening_noun=_bare_noun(phrase[-1]) if phrase else "",
        definite_nouns=frozenset(nouns),
        short_names=frozenset(unknown_names.difference(_CAPITALISED_WORD.findall(mentioned))),
        names=names,
        words=_words_of(text),
    )


def needs_previous_sentence(text: str) -> bool:
    """Whether a sentence makes no sense alone, as it opens with "But" or has "it" or "she said"."""
    opening = strip_connective(text)
    return opening != text or points_back(opening) or _points_back_inside(text)


def _points_back_inside(text: str) -> bool:
    """Whether words inside a sentence need the previous one: "she said", "since then"."""
    return bool(_PRONOUN_SAYS.search(text) or _POINTS_BACK.search(text))


@lru_cache(maxsize=1)
def _common_capitalised() -> frozenset[str]:
    titles = frozenset(title.lower() for title in word_list("titles", "naming"))
    naming = word_list("bodies", "naming") | word_list("no_names", "naming")
    return word_list("known_names") | naming | DATE_WORDS | titles | _PHRASE_ENDS


# --- Nouns with "the" -----------------------------------------------------------------------------

_PHRASE_ENDS = (
    w.AUXILIARIES | w.FINITE_PASTS | w.PREPOSITIONS | w.CONJUNCTIONS | w.PRONOUNS | w.SUBORDINATORS
    | w.DETERMINERS | (w.THIRD_PERSONS - w.NOUN_THIRD_PERSONS)
)  # fmt: skip
_NEVER_NOUNS = w.DETERMINERS | w.GERUNDS | {"same", "latter", "former"}
_EXPLAINING_WORDS = w.PREPOSITIONS | {"that", "which", "who", "whose", "where", "to"}
_UNIQUE_WORDS = frozenset(
    ["first", "only", "same", "most", "least", "latest", "last", "next", "past"]
)
_KNOWN_NOUNS = word_list("known_to_all") | word_list("spans_of_time") | {"days"}
_MAX_PHRASE_WORDS = 5


def _definite_nouns(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the nouns after "the", "this" or "such", each with True if the word is not "the"."""
    tokens = words_and_marks(text)
    for index, word in enumerate(tokens[1:], start=1):
        lower = word.lower()
        if lower not in {"the", "this", "these", "those", "such"}:
            continue
        start = index + 1 + (tokens[index + 1 : index + 2] in {("a",), ("an",)})  # "such a clause"
        phrase = list(takewhile(_is_in_phrase, tokens[start : start + _MAX_PHRASE_WORDS]))
        following = "".join(tokens[start + len(phrase) :][:1]).lower()
        is_explained = lower == "the" and following in _EXPLAINING_WORDS
        if not phrase or is_explained or _UNIQUE_WORDS.intersection(phrase):
            continue
        head = _bare_noun(phrase[-1])
        if head not in _KNOWN_NOUNS and head not in map(_bare_noun, tokens[:index]):
            yield head, lower != "the"


def _is_in_phrase(token: str) -> bool:
    """Whether a token is an adjective or noun after "the", not a name, verb or preposition."""
    is_word = token[0].isalpha() and token[0].islower()
    return is_word and token not in _PHRASE_ENDS and not w.is_adverb(token)


def _bare_noun(word: str) -> str:
    """A word in lower case without its possessive ending."""
    return word.lower().removesuffix("'s").removesuffix("'")


@lru_cache(maxsize=8192)
def _words_of(text: str) -> frozenset[str]:
    return frozenset(_bare_noun(word) for word in words_and_marks(text) if word[0].isalnum())
