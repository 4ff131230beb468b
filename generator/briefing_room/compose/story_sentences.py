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
from briefing_room.compose.signs import BRIEF, DENIES, answers
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

REPEATED = 0.58  # of the shorter line
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
    found: SentenceFacts
    words: int
    roots: Roots
    quoted: bool

    @property
    def text(self) -> str:
        """Return the words."""
        return self.found.sentence.text

    @property
    def torn(self) -> bool:
        """Return whether a line cannot be shown; a standfirst above the body needs no stop."""
        return is_torn(self.text if self.place else f"{self.text}.")

    @property
    def sentence(self) -> Sentence:
        """Return the sentence."""
        return self.found.sentence


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
        self.found = tuple(_of_the_matter(facts[article.id].found) for article in articles)
        self._lines = tuple(
            StorySentence(
                number,
                place,
                each,
                count_words(each.sentence.text),
                roots(each.sentence.text, each.mentions),
                is_quoted(article),
            )
            for number, article in enumerate(articles)
            for place, each in enumerate(self.found[number])
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
        """Return the line at a place of the whole story."""
        return self._lines[at]

    def __len__(self) -> int:
        """Return how many lines there are."""
        return len(self._lines)

    def at(self, article: int, place: int) -> int | None:
        """Return where a sentence of an article stands among the lines, if it is on offer."""
        return self._at.get((article, place))

    def words(self, places: Iterable[int]) -> int:
        """Return how many words lines have together."""
        return sum(self._lines[at].words for at in places)

    def roots(self, places: Iterable[int]) -> Roots:
        """Return the roots that lines have together."""
        return frozenset().union(*(self._lines[at].roots for at in places))

    def share(self, part: Roots) -> float:
        """Return how much of the weight of the headline ``part`` has, 0 to 1."""
        whole = self._weigh(self.target)
        return self._weigh(part & self.target) / whole if whole else 0.0

    def _weigh(self, some: Roots) -> float:
        return fsum([self._weight.get(each, 1.0) for each in some])

    def follows(self, at: int) -> bool:
        """Return whether the line after ``at`` is the next sentence of the same article."""
        line = self._lines[at]
        return self.at(line.article, line.place + 1) == at + 1


def _of_the_matter(found: Sequence[SentenceFacts]) -> tuple[SentenceFacts, ...]:
    """Return the whole sentences before "About Acme Corp.", where a release tells of its maker."""
    about = (n for n, each in enumerate(found) if n > 3 and _ABOUT.match(each.sentence.text))
    ours = found[: next(about, None)]
    return tuple(each for each in ours if each.sentence.opens != "fragment")


def roots(text: str, mentions: Sequence[Mention]) -> Roots:
    """Return the names of a text, as ``@slug``, and the roots of its other words of meaning.

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
    """Return whether one of two lines tells nearly all that the other one does."""
    shorter = min(len(one), len(other))
    return shorter > 5 and len(one & other) >= REPEATED * shorter


# --- Bullets: which neighbours stand together, and in which section -------------------------------
# What binds two lines is told here for the choice as well: a sentence that only says that accounts
# differ, or that somebody first said something else, comes with the next ones.

BULLET_LINES, BULLET_WORDS = 3, 80
JOINED_WORDS = 60  # of neighbours that do not lean on each other
ACCOUNTS_WORDS = 110  # of a sentence on differing accounts with the accounts
INTRODUCTION = 22  # words up to which such a sentence gives no account itself
MOST = {Role.KEY_POINT: 5, Role.DIFFER: 1, Role.NOT_KNOWN: 2, Role.WATCH: 2}
_HOMES = {Cue.DIFFER: Role.DIFFER, Cue.NOT_KNOWN: Role.NOT_KNOWN, Cue.WATCH: Role.WATCH}
# "The ministry disputed that figure": with it, or not at all.
_DISPUTES = re.compile(
    r"\b(?:disput|den[iy]|reject|dismiss|refut|rebut|contest)\w* (?:that|this|these|those|the|such)"
    r" (?:\w+ )?(?:figure|number|estimate|claim|account|allegation|accusation|charge)s?\b"
)
# "But", "Now, just four", an aside in brackets: what takes back the line right before.
_TURNS = re.compile(
    r"(?:But|However|Nevertheless|Nonetheless|Instead|Now,)[ ,]|[^,]{0,60}, however,|\(.*\)$"
)
# "The size of the claim is disputed.", and nothing more.
_INTRODUCES = re.compile(
    r"^[^,;:\d]{0,110}\b(?:differ(?:s|ed|ent|ently)?|conflicting|var(?:y|ied|ies)|disputed|disagree"
    r"|uncertain|depends?|uniform|moved|shifted|several ways|two ways)\b[^,;:]{0,45}\.$"
)


class Unit(NamedTuple):
    """The places of lines that stand in one bullet, and the section."""

    places: tuple[int, ...]
    role: Role


def needs_next(lines: StorySentences, at: int) -> bool:
    """Return whether the next line says how it is, who answers, or turns this one round."""
    if not lines.follows(at):
        return False
    now, following = lines[at].text, lines[at + 1].text
    denies = lines[at + 1].words <= BRIEF and DENIES.search(following)
    return bool(denies or turns(following) or _INTRODUCES.search(now)) or answers(following, now)


def turns(text: str) -> bool:
    """Return whether a line takes back the one before: "But", an aside in brackets."""
    return _TURNS.match(text) is not None


def disputed(lines: StorySentences, at: int) -> list[int]:
    """Return which of the next two lines disputes "that figure" or "these claims" of a line."""
    after = (lines.at(lines[at].article, lines[at].place + n) for n in (1, 2))
    return [each for each in after if each is not None and _DISPUTES.search(lines[each].text)]


def accounts(lines: StorySentences, at: int) -> list[int] | None:
    """Return the accounts behind a line that only says that they differ; None for another."""
    line = lines[at]
    brief = line.words <= INTRODUCTION and ":" not in line.text and not _DISPUTES.search(line.text)
    if Cue.DIFFER not in line.found.cues or not brief:
        return None
    found: list[int] = []
    while lines.follows(at):
        at += 1
        if lines[at].sentence.paragraph != line.sentence.paragraph:
            break
        found.append(at)
    return found


def layout(
    lines: StorySentences, texts: Sequence[Text], below: AbstractSet[int]
) -> list[Unit] | None:
    """Return the bullets of the lines ``below`` the bottom line; None if they are no page.

    A line that leans on the one before stands in its bullet; other neighbours if it is short.
    ``texts`` tell of each article on what its sentences lean.
    """
    units: list[Unit] = []
    for at in sorted(below):
        role = _role_of(lines[at], texts)
        last = units[-1] if units else Unit((), role)
        both = (*last.places, at)
        if last.places[-1:] == (at - 1,):
            bound, most = _binds(lines, texts, last, at)
            fits = len(both) <= BULLET_LINES and lines.words(both) <= most
            if bound and not fits:
                return None
            now, before = lines[at], lines[at - 1]
            # A note's paragraph is one matter; neighbours in an article may be, too.
            same = now.sentence.paragraph == before.sentence.paragraph
            belongs = same or (now.quoted and len(now.roots & before.roots) > 1)
            alike = last.role is role is Role.KEY_POINT and belongs and not needs_next(lines, at)
            if bound or (fits and alike and lines.words(both) <= JOINED_WORDS):
                units[-1] = Unit(both, bound or last.role)
                continue
        units.append(Unit((at,), role))
    roles = [unit.role for unit in units]
    return None if any(roles.count(role) > MOST[role] for role in roles) else units


def _binds(
    lines: StorySentences, texts: Sequence[Text], last: Unit, at: int
) -> tuple[Role | None, int]:
    """Return the section of a bullet that a line cannot stand without, if it is so."""
    line = lines[at]
    if last.places and at in (accounts(lines, last.places[0]) or ()):
        return Role.DIFFER, ACCOUNTS_WORDS
    leans = texts[line.article].leans_back(line.place) or needs_next(lines, at - 1)
    return (last.role if leans else None), BULLET_WORDS


def _role_of(line: StorySentence, texts: Sequence[Text]) -> Role:
    """Return the section in which a sentence has its home; an article is told in its order."""
    if line.quoted and texts[line.article].leans_back(line.place):
        return Role.KEY_POINT
    return next((role for cue, role in _HOMES.items() if cue in line.found.cues), Role.KEY_POINT)


def statement(unit: Unit, lines: StorySentences, *, tied: bool) -> Statement:
    """Return a unit as it is shown: a first word that ties it to another goes, unless it may."""
    first, *rest = (lines[at] for at in unit.places)
    parts = [Part(first.text if tied else untied(first.text), first.sentence.passages)]
    parts += [Part(line.text, line.sentence.passages) for line in rest]
    # In which quality somebody is heard, where it is one for the whole unit.
    heard = {s.label for at in unit.places if (s := lines[at].found.speaker)}
    return Statement(tuple(parts), unit.role, heard.pop() if len(heard) == 1 else "")
