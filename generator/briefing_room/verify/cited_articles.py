"""Find which names, roles and short forms mean the same in the articles that a statement cites.

The whole article tells that "Pell" is the environment minister, "the commission" the European
one, and "she" the woman of the previous sentence.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate, takewhile

from briefing_room.model import Article
from briefing_room.text.typography import plain_text
from briefing_room.verify.likeness import FAMILY, likeness, word_set
from briefing_room.verify.speech import (
    HONORIFICS,
    PERSONAL_PRONOUNS,
    ROLES,
    SINGULAR_PERSONS,
    Names,
    SpeakerWords,
    find_speakers,
)
from briefing_room.verify.tagging import tag_words
from briefing_room.verify.words import Word, Words

_JOINING_WORDS = word_set("joining_words")
_OFFICERS = word_set("officers")
_SENTENCE_ENDS = frozenset({".", ":", "!", "?", '"'})
_MAX_LINES_TO_NAME = 8  # back to the name of "the company"
_MAX_WORDS_OF_POST = 4  # before "director": "its deputy technical"
_MAX_LINES_TO_SPEAKER = 3  # back to the speaker whom "he" continues
_MAX_NAME_WORDS = 6
_MAX_INITIALS = 6
_MIN_SHARED_CHARS = 5  # at the start of two forms of one name


class CitedArticles:
    """The lines of some articles, tagged, with their names and speakers.

    A line is a sentence of an article; lines are counted through all articles.  A dateline counts
    as a part of the title.
    """

    def __init__(self, articles: Sequence[Article]) -> None:
        self.date = articles[0].date
        self.is_opinion = all(article.opinion for article in articles)
        bylines = " ".join(article.author or "" for article in articles)
        self.authors: Names = frozenset(
            word.lower() for word in re.findall(r"\w[\w'’-]*", bylines) if word[0].isupper()
        )
        outlets = " ".join(article.publisher or "" for article in articles)
        self._outlets: Names = frozenset(re.findall(r"\w[\w'’-]*", outlets.lower()))
        heads = (
            text
            for article in articles
            for text in (article.title or "", *(p.text for p in article.passages if not p.sentence))
        )
        self.title = tag_words(" . ".join(map(plain_text, heads)))
        sentences = [
            (sentence, article.date) for article in articles for sentence in article.sentences
        ]
        self.lines = tuple(tag_words(sentence.text, date) for sentence, date in sentences)
        counts = (len(article.sentences) for article in articles)
        self._first_lines = frozenset(accumulate(counts, initial=0))
        self.line_index_of = {
            passage.label: index
            for index, (sentence, _) in enumerate(sentences)
            for passage in sentence.passages
        }

    # --- Words -----------------------------------------------------------------------------------

    @cached_property
    def title_words(self) -> frozenset[str]:
        """The words of the title, in lowercase."""
        return frozenset(word.lower for word in self.title)

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of the articles and their titles, in lowercase and as lemmas."""
        words = (word for line in (*self.lines, self.title) for word in line)
        return frozenset(form for word in words for form in (word.lower, word.lemma))

    @cached_property
    def lowercase_words(self) -> frozenset[str]:
        """The words that are written in lowercase somewhere."""
        words = (word for line in self.lines for word in line)
        return frozenset(word.lower for word in words if word.kind == "word" and not word.capital)

    def lemmas_before(self, line_indexes: Iterable[int]) -> frozenset[str]:
        """The lemmas of the title and of the two lines before each of these, without verbs."""
        lines = [self.title]
        for line_index in line_indexes:
            lines += self.lines[max(0, line_index - 2) : line_index]
        return frozenset(word.lemma for line in lines for word in line if not word.verb)

    def pronoun_speakers(self, line_index: int) -> SpeakerWords:
        """Who "he" or "she" that speaks in a line may be: the names of the line with the speaker.

        That is the line before, or one before that if "he" speaks in each between.  No names if
        that line does not name its speaker, or no line is before it in its article.
        """
        for index in range(line_index - 1, line_index - 1 - _MAX_LINES_TO_SPEAKER, -1):
            if index < 0 or index + 1 in self._first_lines:
                break
            line = self.lines[index]
            speakers = find_speakers(line)
            if any(speaker.names for speaker in speakers):
                roles = frozenset(role for speaker in speakers for role in speaker.roles)
                names = (w.lower for w in line if w.capital and w.content and w.kind == "word")
                return SpeakerWords(frozenset(names), roles)
            if not speakers or any(not who.roles <= SINGULAR_PERSONS for who in speakers):
                break
        return SpeakerWords(frozenset(), frozenset())

    # --- Names -----------------------------------------------------------------------------------

    @cached_property
    def names(self) -> Names:
        """The words capitalised inside a sentence, or before another capitalised word."""
        inside = {
            word.lower
            for line in self.lines
            for word, before in zip(line[1:], line, strict=False)
            if word.capital and before.text not in _SENTENCE_ENDS and word.content
        }
        openings = {
            line[0].lower
            for line in self.lines
            if len(line) > 1 and line[0].capital and line[0].content and line[1].capital
        }
        return frozenset(inside | (openings - self.lowercase_words))

    @cached_property
    def initials(self) -> frozenset[str]:
        """The initials of the names, and of parts of them: "IEA"."""
        initials: set[str] = set()
        for name in _find_names((*self.lines, self.title), _JOINING_WORDS):
            letters = "".join(part[0] for word in name for part in word.split("-") if part)
            for start in range(len(letters)):
                for end in range(start + 2, min(start + _MAX_INITIALS, len(letters)) + 1):
                    initials.add(letters[start:end])
        return frozenset(initials)

    @cached_property
    def linked_names(self) -> dict[str, set[str]]:
        """For each word of a name its other words, its roles and the body that it belongs to."""
        linked: defaultdict[str, set[str]] = defaultdict(set)
        for name in _find_names(self.lines):
            parts = [part for part in name if part not in HONORIFICS]
            if 2 <= len(parts) <= _MAX_NAME_WORDS:
                for part in parts:
                    linked[part].update(parts)
        for line in self.lines:
            for names in _find_definitions(line):
                for name_word in names:
                    linked[name_word].update(names)
            for role in (word for word in line if word.lemma in ROLES):
                names = _names_beside_role(line, role)
                for name_word in names:
                    linked[name_word].update(names, {role.lemma})
        return linked

    @cached_property
    def employers(self) -> dict[str, set[str]]:
        """For each word of an officer's name the words of the body: "Roe, Kest's director"."""
        employers: defaultdict[str, set[str]] = defaultdict(set)
        for index, line in enumerate(self.lines):
            for role in (word for word in line if word.lemma in _OFFICERS):
                officer, body = _find_post(line, role)
                if body == {"it"}:
                    before = () if index in self._first_lines else self.lines[index - 1]
                    body = _sole_speaker(line, officer) or _sole_speaker(before, officer)
                for name_word in officer - body:
                    employers[name_word] |= body
        return employers

    def may_be_same(self, name: str, other: str) -> bool:
        """Whether two words of names, in lowercase, may mean the same person or body."""
        if (
            name == other
            or other in self.linked_names.get(name, ())
            or likeness(name, other) >= FAMILY
        ):
            return True
        letters = {name.replace("&", ""), other.replace("&", "")}
        if name[0] == other[0] and not self.initials.isdisjoint(letters):
            return True
        if min(len(name), len(other)) > 2 and (name.startswith(other) or other.startswith(name)):
            return True  # "Fed"
        has_same_start = name[:_MIN_SHARED_CHARS] == other[:_MIN_SHARED_CHARS]
        return has_same_start and len(name) > 3 < len(other)

    @cached_property
    def _speaking_names(self) -> Names:
        """The names of the authors, the outlets and everybody who says something somewhere."""
        names = {
            name
            for line in (*self.lines, self.title)
            for stance in (False, True)
            for speaker in find_speakers(line, stance=stance)
            for name in speaker.names
        }
        return frozenset(names | self.authors | self._outlets)

    def may_speak(self, names: Iterable[str]) -> bool:
        """Whether any of some names, in lowercase, may be of somebody who says something."""
        speaking = self._speaking_names
        return any(self.may_be_same(name, other) for name in names for other in speaking)

    def names_up_to(self, line_index: int) -> Names:
        """The names of a line and of some lines before it."""
        lines = self.lines[max(0, line_index - _MAX_LINES_TO_NAME) : line_index + 1]
        return frozenset(w.lower for line in lines for w in line if w.capital and w.content)


def _find_names(lines: Iterable[Words], joining: Collection[str] = ()) -> Iterator[list[str]]:
    """Yield each run of capitalised words; words in ``joining`` do not interrupt it."""
    for line in lines:
        name: list[str] = []
        for word in line:
            if word.capital and (word.content or word.lower in HONORIFICS):
                name.append(word.lower)
            elif word.lower not in joining or word.kind == "mark":
                if name:
                    yield name
                name = []
        if name:
            yield name


def _find_definitions(line: Words) -> Iterator[set[str]]:
    """Yield the words of each name with its short forms: 'Acme Metals ("AM" or the "Company")'."""
    for opening in (word.index for word in line if word.text == "("):
        end = next((w.index for w in line[opening:] if w.text == ")"), opening)
        forms = [w for w in line[opening + 1 : end] if w.content]
        lead = takewhile(_may_be_in_name, reversed(line[:opening]))
        name = {w.lower for w in lead if w.capital and w.content}
        letters = {letter for w in forms if w.text.isupper() for letter in w.lower}
        if letters:
            name = {word for word in name if word[0] in letters}
        is_quoted = any(w.text == '"' for w in line[opening:end])
        if all(w.capital and (is_quoted or w.text.isupper()) for w in forms):
            yield name.union(w.lower for w in forms)


def _may_be_in_name(word: Word) -> bool:
    return word.capital or word.text == "," or word.lower in _JOINING_WORDS


def _names_beside_role(line: Words, role: Word) -> set[str]:
    """The names right before and right after a role, and of the body that it belongs to."""
    before, after = line[: role.index], line[role.index + 1 :]
    if before and before[-1].text == ",":
        before = before[:-1]
    names = _leading_names(tuple(reversed(before)))
    names |= _leading_names(after[1:] if after and after[0].text == "," else after)
    if after and after[0].lower in {"of", "for", "at", "with"}:
        body = after[1:]
        names |= _leading_names(body[1:] if body and body[0].lower == "the" else body)
    return names


def _find_post(line: Words, role: Word) -> tuple[set[str], set[str]]:
    """Who holds a post and at which body, in words: "Roe, Kest's director" or "its director, Roe".

    The body may be "it".
    """
    lead = list(takewhile(_may_be_in_post, reversed(line[: role.index])))[:_MAX_WORDS_OF_POST]
    rest = line[: role.index - len(lead)]
    owner = rest[-1:]
    if rest and rest[-1].possessive:
        owner = tuple(takewhile(lambda w: w.capital or w.lemma in ROLES, reversed(rest)))
    elif not rest or rest[-1].lower != "its":
        return set(), set()
    rest, after = rest[: len(rest) - len(owner)], line[role.index + 1 :]
    rest = rest[:-1] if rest and rest[-1].lower == "the" else rest
    officer = _leading_names(after[1:] if after and after[0].text == "," else after)
    if not officer and rest and rest[-1].text == ",":
        officer = _leading_names(tuple(reversed(rest[:-1])))
    return officer, {word.lower if word.capital else word.lemma for word in owner}


def _may_be_in_post(word: Word) -> bool:
    is_owner = word.capital or word.possessive or word.lower == "its"
    return word.kind == "word" and not is_owner


def _sole_speaker(line: Words, officer: set[str]) -> set[str]:
    """The words of the only speaker of a line besides an officer; empty if they are more."""
    speakers = [who for who in find_speakers(line) if who.names.isdisjoint(officer)]
    words = {(who.names | who.roles) - PERSONAL_PRONOUNS for who in speakers}
    return set(words.pop()) if len(words) == 1 else set()


def _leading_names(words: Words) -> set[str]:
    """The names at the start of some words, without the roles among them."""
    names: set[str] = set()
    for word in words[:8]:
        if word.kind != "word" or not (word.capital or word.lemma in ROLES):
            break
        if word.capital and word.content and word.lower not in HONORIFICS:
            names.add(word.lower)
    return names
