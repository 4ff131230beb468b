"""The sentences that the page of a story may show, and their arrangement in bullets."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from math import fsum
from typing import NamedTuple

from briefing_room.catalogue.entries import Catalogue
from briefing_room.compose.dependencies import SentenceDependencies, is_torn
from briefing_room.compose.limits import is_quoted
from briefing_room.ingest.openings import without_tie
from briefing_room.model import (
    Article,
    Cue,
    Facts,
    Mention,
    Part,
    Role,
    Sentence,
    SentenceFacts,
    Statement,
)
from briefing_room.text.lexicon import content_words, count_words

_SHORT_LINE_ROOTS = 8  # a line with fewer must share more of them to be a repetition
_REPEATED_SHARE = 0.58  # of the roots of the shorter line
_REPEATED_SHARE_OF_SHORT = 0.75
_COMMON_ROOTS = 10  # the most frequent ones, used in place of a missing headline
_INFLECTED = re.compile(r"(?<=\w{4})(?:er)?(?:ed|ing|er|e)?$")
_BOILERPLATE = re.compile(r"About (?:the )?[A-Z]")
_ROOT_LETTERS = 7

Roots = frozenset[str]


@dataclass(frozen=True, slots=True)
class StorySentence:
    """A sentence that the page may show, with the index of its article and its place in that.

    ``roots`` are its names (``@slug``) and the roots of its other words.
    """

    article: int
    sentence_index: int
    facts: SentenceFacts
    words: int
    roots: Roots
    quoted: bool

    @property
    def text(self) -> str:
        return self.facts.sentence.text

    @property
    def is_torn(self) -> bool:
        """Whether the line is incomplete; a standfirst above the body needs no full stop."""
        return is_torn(self.text if self.sentence_index else f"{self.text}.")

    @property
    def sentence(self) -> Sentence:
        return self.facts.sentence


class StorySentences:
    """The lines of a story, in the order of the articles and of their text."""

    def __init__(
        self,
        articles: Sequence[Article],
        facts: Mapping[str, Facts],
        title: str,
        catalogue: Catalogue,
    ) -> None:
        self.articles, self.title = tuple(articles), title
        self.by_article = tuple(
            _before_boilerplate(facts[article.id].sentences) for article in articles
        )
        self._lines = tuple(
            StorySentence(
                article_index,
                sentence_index,
                sentence,
                _words(sentence.sentence),
                roots(sentence.sentence.text, sentence.mentions),
                is_quoted(article),
            )
            for article_index, article in enumerate(articles)
            for sentence_index, sentence in enumerate(self.by_article[article_index])
        )
        counts = Counter(root for line in self._lines for root in line.roots)
        line_count = len(self._lines) or 1
        self._weight = {
            root: (1.3 if root[0] == "@" or root[0].isdigit() else 1.0)
            * (1 - 0.6 * count / line_count)
            for root, count in counts.items()
        }
        by_count = sorted(counts, key=lambda root: (-counts[root], root))
        common = frozenset(by_count[:_COMMON_ROOTS])
        self.target = roots(title, catalogue.find(title)) if title else common
        self._line_indexes = {
            (line.article, line.sentence_index): index for index, line in enumerate(self._lines)
        }

    def __getitem__(self, index: int) -> StorySentence:
        return self._lines[index]

    def __len__(self) -> int:
        return len(self._lines)

    def line_index(self, article: int, sentence_index: int | None) -> int | None:
        """The index of an article's sentence among all lines; None if it is not one of them."""
        return None if sentence_index is None else self._line_indexes.get((article, sentence_index))

    def words(self, indexes: Iterable[int]) -> int:
        """The number of words that lines have together."""
        return sum(self._lines[index].words for index in indexes)

    def roots(self, indexes: Iterable[int]) -> Roots:
        """The roots that occur in any of the lines."""
        return frozenset().union(*(self._lines[index].roots for index in indexes))

    def share(self, told_roots: Roots) -> float:
        """The share of the headline's weight that ``told_roots`` cover, from 0 to 1."""
        total = self._weigh(self.target)
        return self._weigh(told_roots & self.target) / total if total else 0.0

    def _weigh(self, some_roots: Roots) -> float:
        return fsum([self._weight.get(root, 1.0) for root in some_roots])

    def follows(self, index: int) -> bool:
        """Whether the next line is also the next sentence of the same article."""
        line = self._lines[index]
        return self.line_index(line.article, line.sentence_index + 1) == index + 1


def _words(sentence: Sentence) -> int:
    """The words of a sentence, or of the passages it was repaired from if those have more."""
    raw = sum(count_words(passage.text) for passage in sentence.passages)
    return max(count_words(sentence.text), raw)


def _before_boilerplate(sentences: Sequence[SentenceFacts]) -> tuple[SentenceFacts, ...]:
    """The complete sentences before "About Acme Corp.", where a release describes its issuer."""
    about = (
        index
        for index, facts in enumerate(sentences)
        if index > 3 and _BOILERPLATE.match(facts.sentence.text)
    )
    before_boilerplate = sentences[: next(about, None)]
    return tuple(facts for facts in before_boilerplate if facts.sentence.opens != "fragment")


def roots(text: str, mentions: Sequence[Mention]) -> Roots:
    """The names of a text, as ``@slug``, and the roots of its other content words.

    So "US" matches "Washington", and "extended" matches "extending".
    """
    rest = list(text)
    for mention in mentions:
        rest[mention.start : mention.end] = " " * (mention.end - mention.start)
    names = {f"@{mention.entity}" for mention in mentions}
    words = content_words("".join(rest))  # figures stay as they are
    return frozenset(
        names
        | {
            word if word[0].isdigit() else _INFLECTED.sub("", word)[:_ROOT_LETTERS]
            for word in words
        }
    )


def repeats(one: Roots, other: Roots) -> bool:
    """Whether one of two lines says nearly all that the other says."""
    shorter = min(len(one), len(other))
    min_share = _REPEATED_SHARE if shorter >= _SHORT_LINE_ROOTS else _REPEATED_SHARE_OF_SHORT
    return shorter > 5 and len(one & other) >= min_share * shorter


# --- Bullets: which neighbours share one, and in which section ------------------------------------

_MAX_BULLET_LINES = 3
_MAX_BULLET_WORDS = 80
_MAX_JOINED_WORDS = 60  # of a bullet whose lines do not depend on each other
_MAX_BULLETS = {Role.KEY_POINT: 5, Role.DIFFER: 1, Role.NOT_KNOWN: 2, Role.WATCH: 2}
_CUE_ROLES = {Cue.DIFFER: Role.DIFFER, Cue.NOT_KNOWN: Role.NOT_KNOWN, Cue.WATCH: Role.WATCH}


class Bullet(NamedTuple):
    """The lines of one bullet, by their indexes, and its section."""

    indexes: tuple[int, ...]
    role: Role


def layout(
    lines: StorySentences,
    dependencies: Sequence[SentenceDependencies],
    lines_below: AbstractSet[int],
) -> list[Bullet] | None:
    """Arrange the lines below the bottom line in bullets; None if they do not make a page.

    A line that depends on the previous one shares its bullet, and a denial directly follows what it
    denies.  Other neighbours share a bullet if it stays short.  ``dependencies`` has one item for
    each article.
    """
    bullets: list[Bullet] = []
    for index in sorted(lines_below):
        line, article_dependencies = lines[index], dependencies[lines[index].article]
        depended_on = lines.line_index(
            line.article, article_dependencies.preceding_index(line.sentence_index)
        )
        neighbour = depended_on if depended_on in lines_below else index - 1
        bullet_index = next(
            (position for position, bullet in enumerate(bullets) if neighbour in bullet.indexes),
            None,
        )
        role = _role_of(line, article_dependencies)
        if bullet_index is not None and (
            longer_bullet := _join(lines, article_dependencies, bullets[bullet_index], index, role)
        ):
            bullets[bullet_index] = longer_bullet
        elif bullet_index is not None and _is_bound(lines, article_dependencies, index):
            return None
        else:
            bullets.append(Bullet((index,), role))
    roles = [bullet.role for bullet in bullets]
    return None if any(roles.count(role) > _MAX_BULLETS[role] for role in roles) else bullets


def _is_bound(lines: StorySentences, text: SentenceDependencies, index: int) -> bool:
    """Whether a line must share the bullet of the line that it depends on."""
    sentence_index = lines[index].sentence_index
    return (
        text.continues_previous(sentence_index)
        or text.takes_back(sentence_index)
        or text.denies(sentence_index)
    )


def _join(
    lines: StorySentences, text: SentenceDependencies, bullet: Bullet, index: int, role: Role
) -> Bullet | None:
    """Add a line to a bullet; None if they do not belong together or it would be too long.

    A denial stays last: more about the charge goes before it.
    """
    *before, last = bullet.indexes
    ends_with_denial = (
        len(before) > 0
        and text.denies(lines[last].sentence_index)
        and not text.denies(lines[index].sentence_index)
    )
    indexes = (
        (*before, index, last) if ends_with_denial and last > index else (*bullet.indexes, index)
    )
    has_room = len(indexes) <= _MAX_BULLET_LINES
    if _is_bound(lines, text, index):
        is_short = has_room and lines.words(indexes) <= _MAX_BULLET_WORDS
        return Bullet(indexes, bullet.role) if is_short else None
    line, above = lines[index], lines[index - 1]
    # A paragraph of a note keeps to one subject; neighbours in an article may do so.
    same_paragraph = line.sentence.paragraph == above.sentence.paragraph
    belongs = same_paragraph or (line.quoted and len(line.roots & above.roots) > 1)
    may_join = bullet.role is role is Role.KEY_POINT and belongs and index - 1 in bullet.indexes
    awaits_reply = text.replies_to(line.sentence_index) or (
        text.replies_to(above.sentence_index) and not same_paragraph
    )
    is_short = has_room and lines.words(indexes) <= _MAX_JOINED_WORDS
    return Bullet(indexes, bullet.role) if may_join and is_short and not awaits_reply else None


def _role_of(line: StorySentence, text: SentenceDependencies) -> Role:
    """The section for a sentence; a quoted one that needs its neighbours stays in key points."""
    if (line.quoted and text.continues_previous(line.sentence_index)) or text.replies_to(
        line.sentence_index
    ):
        return Role.KEY_POINT
    return next(
        (role for cue, role in _CUE_ROLES.items() if cue in line.facts.cues), Role.KEY_POINT
    )


def statement(bullet: Bullet, lines: StorySentences, *, tied: bool) -> Statement:
    """Make the statement of a bullet, without its opening connective unless it is ``tied``."""
    first, *rest = (lines[index] for index in bullet.indexes)
    parts = [Part(first.text if tied else without_tie(first.text), first.sentence.passages)]
    parts += [Part(line.text, line.sentence.passages) for line in rest]
    # A label for the speaker, if one holds for the whole bullet.
    heard = {speaker.label for index in bullet.indexes if (speaker := lines[index].facts.speaker)}
    return Statement(tuple(parts), bullet.role, heard.pop() if len(heard) == 1 else "")
