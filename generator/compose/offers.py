"""The lines of a story, and the bullets that can be made of them: what a choice is made from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import fsum

from generator.catalogue.entries import Catalogue
from generator.compose.coherence import Needs, Shown, Text
from generator.compose.pool import Line, Roots, roots, weights
from generator.compose.signs import is_scene, is_share_price
from generator.model import Article, Cue, Role
from generator.text.words import cosine

UNIT_WORDS = 80  # of a bullet
COMMON_ROOTS = 10  # that stand for the headline of a text without one
ACCOUNTS_WORDS = 110  # of a sentence on differing accounts with the accounts


_SHARES = re.compile(r"\b(?:shares?|stocks?|markets?)\b", re.IGNORECASE)
_SOURCED = re.compile(
    r"(?:That|This)(?:'s| is| was) (?:according to|the (?:finding|conclusion) of)\b"
)


@dataclass(frozen=True, slots=True)
class Unit:
    """The places of lines that stand in one bullet, and the section.

    ``told`` says that its first words need title or bottom line.
    """

    places: tuple[int, ...]
    role: Role
    told: bool = False


class Lines:
    """The lines of a story with what is worked out once: what they share, and what they lean on."""

    def __init__(
        self, lines: Sequence[Line], articles: Sequence[Article], title: str, catalogue: Catalogue
    ) -> None:
        """Take the lines on offer, and the story's own headline, "" if it has none."""
        self._lines, self.articles, self.title = tuple(lines), tuple(articles), title
        self._catalogue = catalogue
        self.weight = weights(self._lines)
        self._texts = [
            Text([s for s in article.sentences if s.opens != "fragment"]) for article in articles
        ]
        self._at = {(line.article, line.place): at for at, line in enumerate(self._lines)}
        self._likeness: dict[tuple[int, int], float] = {}

    def __getitem__(self, at: int) -> Line:
        """Return the line at a place of the whole story."""
        return self._lines[at]

    def __len__(self) -> int:
        """Return how many lines there are."""
        return len(self._lines)

    @cached_property
    def target(self) -> Roots:
        """The roots of the headline, else the ones that most lines have."""
        if self.title:
            return roots(self.title, self._catalogue.find(self.title))
        counts = Counter(each for line in self._lines for each in line.roots)
        return frozenset(sorted(counts, key=lambda each: (-counts[each], each))[:COMMON_ROOTS])

    def share(self, part: Roots) -> float:
        """Return how much of the weight of the headline ``part`` has, 0 to 1."""
        return self.weigh(part & self.target) / self._all if self._all else 0

    @cached_property
    def _all(self) -> float:
        """The weight of the whole headline."""
        return self.weigh(self.target)

    def weigh(self, some: Roots) -> float:
        """Return the weight of roots, the same in whatever order a set has them."""
        return fsum([self.weight.get(each, 1.0) for each in some])

    def likeness(self, one: int, other: int) -> float:
        """Return how alike two lines are, 0 to 1, worked out once."""
        key = (one, other) if one < other else (other, one)
        if key not in self._likeness:
            self._likeness[key] = cosine(self[key[0]].vector, self[key[1]].vector)
        return self._likeness[key]

    def follows(self, at: int) -> bool:
        """Return whether the line after ``at`` is the next sentence of the same article."""
        after = at + 1 < len(self)
        return after and (self[at].article, self[at].place + 1) == (
            self[at + 1].article,
            self[at + 1].place,
        )

    def is_sourced_next(self, at: int) -> bool:
        """Return whether only the next line says whose words these are."""
        return self.follows(at) and _SOURCED.match(self[at + 1].text) is not None

    def words(self, places: Sequence[int]) -> int:
        """Return how many words some lines have."""
        return sum(self[at].words for at in places)

    # --- What leans on what ----------------------------------------------------------------------

    def shown(self, bottom: Sequence[int]) -> Shown:
        """Return what every reader has seen above the key points."""
        news = " ".join(self[at].text for at in bottom)
        return Shown(self.title, news, tuple(self[at].place for at in bottom))

    def needs(self, at: int, shown: Shown) -> Needs:
        """Return what a line leans on, by its places in its article."""
        line = self[at]
        return self._texts[line.article].needs(line.place, self._own(line, shown))

    def bullet(self, at: int, shown: Shown) -> tuple[int, ...]:
        """Return a line behind all that it leans on; () if nobody can say or it is not there."""
        line = self[at]
        places = self._texts[line.article].bullet(line.place, self._own(line, shown))
        found = [self._at.get((line.article, place)) for place in places]
        return () if None in found else tuple(each for each in found if each is not None)

    def _own(self, line: Line, shown: Shown) -> Shown:
        return shown if line.article == self[0].article else replace(shown, places=())


def offers(lines: Lines, bottom: Sequence[int]) -> tuple[Unit, ...]:
    """Return the units below a bottom line: each line alone, or behind what it leans on.

    Accounts that differ stand only behind the sentence that says so, all of them.
    """
    shown = lines.shown(bottom)
    found: list[Unit] = []
    introduced: set[int] = set()
    for at in range(len(lines)):
        if at in bottom or at in introduced:
            continue
        if _introduces(lines[at]):
            accounts = tuple(_accounts(lines, at, bottom))
            introduced.update(accounts[1:])
            if len(accounts) > 1 and lines.words(accounts) <= ACCOUNTS_WORDS:
                found.append(Unit(accounts, Role.DIFFER))
        else:
            found += _told(lines, at, bottom, shown)
    return tuple(
        unit for unit in found if introduced.isdisjoint(unit.places[1:]) or unit.role is Role.DIFFER
    )


def _told(lines: Lines, at: int, bottom: Sequence[int], shown: Shown) -> Iterator[Unit]:
    places = lines.bullet(at, shown)
    before = places[:-1]
    if places and lines.is_sourced_next(at):
        places = (*places, at + 1)
    if not places or lines.words(places) > UNIT_WORDS or not set(places).isdisjoint(bottom):
        return
    if is_share_price(lines[at].text) and not _SHARES.search(lines.title):
        return
    if any(is_scene(lines[each].text) or _introduces(lines[each]) for each in before):
        return
    if lines[at].text.endswith("?"):
        return
    role = role_of(lines[at])
    if before and role is Role.DIFFER:
        role = Role.KEY_POINT
    yield Unit(places, role, lines.needs(places[0], shown).told)


def role_of(line: Line) -> Role:
    """Return the section in which a sentence has its home."""
    cues = line.found.cues
    homes = {Cue.DIFFER: Role.DIFFER, Cue.NOT_KNOWN: Role.NOT_KNOWN, Cue.WATCH: Role.WATCH}
    return next((role for cue, role in homes.items() if cue in cues), Role.KEY_POINT)


def _introduces(line: Line) -> bool:
    """Return whether a line says that accounts differ and leaves them to the next ones."""
    short = line.words <= 22 and ":" not in line.text and len(line.found.quantities) < 2
    return Cue.DIFFER in line.found.cues and short


def _accounts(lines: Lines, at: int, bottom: Sequence[int]) -> Iterator[int]:
    """Yield a line on differing accounts and all those of its paragraph."""
    yield at
    while lines.follows(at) and lines[at + 1].sentence.paragraph == lines[at].sentence.paragraph:
        at += 1
        if lines[at].found.cues or at in bottom:
            return
        yield at
