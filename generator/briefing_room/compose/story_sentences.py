"""The sentences of a story that its page may show, and the bullets in which they stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from math import fsum
from typing import NamedTuple

from briefing_room.catalogue.entries import Catalogue
from briefing_room.compose.dependencies import Text, is_torn
from briefing_room.compose.limits import is_quoted
from briefing_room.ingest.openings import untied
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

SHORT = 8  # roots of a line of which more has to be said again
REPEATED, REPEATED_SHORT = 0.58, 0.75  # of the shorter line
COMMON_ROOTS = 10  # that tell the matter of a text, and stand for a headline that it lacks
_INFLECTED = re.compile(r"(?<=\w{4})(?:er)?(?:ed|ing|er|e)?$")
_ABOUT = re.compile(r"About (?:the )?[A-Z]")
_ROOT = 7  # letters

Roots = frozenset[str]


@dataclass(frozen=True, slots=True)
class StorySentence:
    """A sentence on offer: of which article, where in it, and what it is made of.

    ``roots`` are the names (``@slug``) and the roots of the other words.
    """

    article: int
    place: int
    facts: SentenceFacts
    words: int
    roots: Roots
    quoted: bool

    @property
    def text(self) -> str:
        """The words."""
        return self.facts.sentence.text

    @property
    def torn(self) -> bool:
        """Whether a line cannot be shown; a standfirst above the body needs no stop."""
        return is_torn(self.text if self.place else f"{self.text}.")

    @property
    def sentence(self) -> Sentence:
        """The sentence."""
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
        """Read the articles of a story and its own headline, "" if it has none."""
        self.articles, self.title = tuple(articles), title
        self.by_article = tuple(_of_the_matter(facts[article.id].sentences) for article in articles)
        self._lines = tuple(
            StorySentence(
                number,
                place,
                each,
                _words(each.sentence),
                roots(each.sentence.text, each.mentions),
                is_quoted(article),
            )
            for number, article in enumerate(articles)
            for place, each in enumerate(self.by_article[number])
        )
        counts = Counter(each for line in self._lines for each in line.roots)
        top = len(self._lines) or 1
        self._weight = {
            each: (1.3 if each[0] == "@" or each[0].isdigit() else 1.0) * (1 - 0.6 * count / top)
            for each, count in counts.items()
        }
        by_count = sorted(counts, key=lambda each: (-counts[each], each))
        common = frozenset(by_count[:COMMON_ROOTS])
        self.target = roots(title, catalogue.find(title)) if title else common
        self._at = {(line.article, line.place): at for at, line in enumerate(self._lines)}

    def __getitem__(self, at: int) -> StorySentence:
        """The line at a place of the whole story."""
        return self._lines[at]

    def __len__(self) -> int:
        """How many lines there are."""
        return len(self._lines)

    def at(self, article: int, place: int) -> int | None:
        """Where a sentence of an article stands among the lines, if it is on offer."""
        return self._at.get((article, place))

    def words(self, places: Iterable[int]) -> int:
        """How many words lines have together."""
        return sum(self._lines[at].words for at in places)

    def roots(self, places: Iterable[int]) -> Roots:
        """The roots that lines have together."""
        return frozenset().union(*(self._lines[at].roots for at in places))

    def share(self, part: Roots) -> float:
        """How much of the weight of the headline ``part`` has, 0 to 1."""
        whole = self._weigh(self.target)
        return self._weigh(part & self.target) / whole if whole else 0.0

    def _weigh(self, some: Roots) -> float:
        return fsum([self._weight.get(each, 1.0) for each in some])

    def follows(self, at: int) -> bool:
        """Whether the line after ``at`` is the next sentence of the same article."""
        line = self._lines[at]
        return self.at(line.article, line.place + 1) == at + 1


def _words(sentence: Sentence) -> int:
    """How many words a sentence shows, or the passages that it was mended from."""
    raw = sum(count_words(passage.text) for passage in sentence.passages)
    return max(count_words(sentence.text), raw)


def _of_the_matter(found: Sequence[SentenceFacts]) -> tuple[SentenceFacts, ...]:
    """The whole sentences before "About Acme Corp.", where a release tells of its maker."""
    about = (n for n, each in enumerate(found) if n > 3 and _ABOUT.match(each.sentence.text))
    ours = found[: next(about, None)]
    return tuple(each for each in ours if each.sentence.opens != "fragment")


def roots(text: str, mentions: Sequence[Mention]) -> Roots:
    """The names of a text, as ``@slug``, and the roots of its other words of meaning.

    So "US" meets "Washington", and "extended" meets "extending".
    """
    rest = list(text)
    for mention in mentions:
        rest[mention.start : mention.end] = " " * (mention.end - mention.start)
    names = {f"@{mention.entity}" for mention in mentions}
    words = content_words("".join(rest))  # figures stay as they are
    return frozenset(
        names | {w if w[0].isdigit() else _INFLECTED.sub("", w)[:_ROOT] for w in words}
    )


def repeats(one: Roots, other: Roots) -> bool:
    """Whether one of two lines tells nearly all that the other one does."""
    shorter = min(len(one), len(other))
    part = REPEATED if shorter >= SHORT else REPEATED_SHORT
    return shorter > 5 and len(one & other) >= part * shorter


# --- Bullets: which neighbours stand together, and in which section -------------------------------

BULLET_LINES, BULLET_WORDS = 3, 80
JOINED_WORDS = 60  # of neighbours that do not depend on each other
MOST = {Role.KEY_POINT: 5, Role.DIFFER: 1, Role.NOT_KNOWN: 2, Role.WATCH: 2}
_HOMES = {Cue.DIFFER: Role.DIFFER, Cue.NOT_KNOWN: Role.NOT_KNOWN, Cue.WATCH: Role.WATCH}


class Unit(NamedTuple):
    """The places of lines that stand in one bullet, and the section."""

    places: tuple[int, ...]
    role: Role


def layout(
    lines: StorySentences, texts: Sequence[Text], below: AbstractSet[int]
) -> list[Unit] | None:
    """The bullets of the lines ``below`` the bottom line; None if they are no page.

    A line that leans on the one before stands in its bullet, a denial right behind what it denies;
    other neighbours if the bullet is short.  ``texts`` tell of each article what depends on what.
    """
    units: list[Unit] = []
    for at in sorted(below):
        line, text = lines[at], texts[lines[at].article]
        above = lines.at(line.article, text.follows(line.place))
        needed = above if above in below else at - 1
        number = next((n for n, unit in enumerate(units) if needed in unit.places), None)
        role = _role_of(line, text)
        if number is not None and (joined := _joined(lines, text, units[number], at, role)):
            units[number] = joined
        elif number is not None and _is_bound(lines, text, at):
            return None
        else:
            units.append(Unit((at,), role))
    roles = [unit.role for unit in units]
    return None if any(roles.count(role) > MOST[role] for role in roles) else units


def _is_bound(lines: StorySentences, text: Text, at: int) -> bool:
    """Whether a line cannot stand without the bullet of what it depends on."""
    place = lines[at].place
    return text.leans_back(place) or text.turns(place) or text.denies(place)


def _joined(lines: StorySentences, text: Text, unit: Unit, at: int, role: Role) -> Unit | None:
    """A bullet with one more line, if both belong together and it stays readable.

    A denial ends it: what goes on about the charge stands before that.
    """
    *before, last = unit.places
    ended = len(before) > 0 and text.denies(lines[last].place) and not text.denies(lines[at].place)
    places = (*before, at, last) if ended and last > at else (*unit.places, at)
    fits = len(places) <= BULLET_LINES
    if _is_bound(lines, text, at):
        return Unit(places, unit.role) if fits and lines.words(places) <= BULLET_WORDS else None
    now, above = lines[at], lines[at - 1]
    # A note's paragraph is one matter; neighbours in an article may be, too.
    same = now.sentence.paragraph == above.sentence.paragraph
    belongs = same or (now.quoted and len(now.roots & above.roots) > 1)
    alike = unit.role is role is Role.KEY_POINT and belongs and at - 1 in unit.places
    waits = text.answered_by(now.place) or (text.answered_by(above.place) and not same)
    short = fits and lines.words(places) <= JOINED_WORDS
    return Unit(places, unit.role) if alike and short and not waits else None


def _role_of(line: StorySentence, text: Text) -> Role:
    """The section in which a sentence has its home; an article is told in its order."""
    if (line.quoted and text.leans_back(line.place)) or text.answered_by(line.place):
        return Role.KEY_POINT
    return next((role for cue, role in _HOMES.items() if cue in line.facts.cues), Role.KEY_POINT)


def statement(unit: Unit, lines: StorySentences, *, tied: bool) -> Statement:
    """A unit as it is shown: a first word that ties it to another goes, unless it may."""
    first, *rest = (lines[at] for at in unit.places)
    parts = [Part(first.text if tied else untied(first.text), first.sentence.passages)]
    parts += [Part(line.text, line.sentence.passages) for line in rest]
    # In which quality somebody is heard, where it is one for the whole unit.
    heard = {s.label for at in unit.places if (s := lines[at].facts.speaker)}
    return Statement(tuple(parts), unit.role, heard.pop() if len(heard) == 1 else "")
