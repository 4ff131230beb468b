"""Choose what a page says, and where: each sentence has one home, and none says a thing twice.

Below the bottom line stand units, a sentence or a few of which each needs the one before.  They are
chosen together by a beam search (width :data:`WIDTH`) that fills the room: a unit is worth the
chances of its sentences to be key facts, what it tells of the headline, and what it adds to what is
told.  What answers a chosen claim comes along, or the claim stays out.
"""

from __future__ import annotations

import operator
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cached_property

from generator.catalogue.entries import Catalogue
from generator.compose.balance import counter, denies, is_empty, reply
from generator.compose.limits import WORDS_IN_A_ROW, room
from generator.compose.news import bottom_line
from generator.compose.offers import Lines, Unit, offers
from generator.compose.pool import Line, Roots
from generator.compose.signs import weights as fitted_weights
from generator.ingest.openings import untied
from generator.model import Article, Part, Role, Speaker, Statement

WIDTH = 6  # states kept at each step
OFFERS = 24  # units that are tried, the best
UNIT_LINES = 3  # of a bullet
JOINED_WORDS = 60  # of a bullet of two that do not lean on each other
MOST = {Role.KEY_POINT: 5, Role.DIFFER: 1, Role.NOT_KNOWN: 2, Role.WATCH: 2}
SECOND = 0.7  # what a second line of the other side is worth beside the first
BEFORE = 0.5  # what a line before the news is worth
ALIKE = 0.35  # likeness from which a line tells again what is told


def choose(
    lines: Sequence[Line],
    articles: Sequence[Article],
    title: str | None,
    catalogue: Catalogue,
    weight: Mapping[str, float] | None = None,
) -> tuple[Statement, ...]:
    """Return the statements of a story, section by section, in the order of its text.

    ``title`` is the story's own headline, if it has one; ``weight`` stands for the fitted weights.
    """
    if not lines:
        return ()
    known = Lines(lines, articles, title or "", catalogue)
    w = weight or fitted_weights()
    bottom = bottom_line(known, w)
    units = [Unit((at,), Role.BOTTOM_LINE) for at in bottom]
    units += _Choice(known, bottom, w).units()
    told = [place for unit in units for place in unit.places]
    return tuple(
        _statement(unit, known, told)
        for role in Role
        for unit in sorted((u for u in units if u.role is role), key=lambda u: u.places)
    )


@dataclass(frozen=True, slots=True)
class _State:
    """Units chosen so far, what they are worth, and the places that are used."""

    value: float
    units: tuple[Unit, ...]
    used: frozenset[int]

    def plus(self, unit: Unit, gain: float) -> _State:
        """Return the state with one more unit."""
        return _State(self.value + gain, (*self.units, unit), self.used | set(unit.places))

    def count(self, role: Role) -> int:
        """Return how many units of a section there are."""
        return sum(1 for unit in self.units if unit.role is role)


@dataclass
class _Choice:
    """One choosing of units below a bottom line."""

    lines: Lines
    bottom: tuple[int, ...]
    w: Mapping[str, float]

    def units(self) -> tuple[Unit, ...]:
        """Return the best set of units."""
        alone = _State(0.0, (), frozenset(self.bottom))
        start = self._with_reply(self.bottom, alone) or alone
        ranked = sorted(self._offers, key=lambda unit: -self._worth(unit, start))[:OFFERS]
        beam, best = [start], start
        for _ in range(sum(MOST.values())):
            grown = {s.used: s for state in beam for s in self._grown(state, ranked)}
            beam = sorted(grown.values(), key=lambda s: (-s.value, sorted(s.used)))[:WIDTH]
            best = max([best, *beam[:1]], key=lambda state: state.value)
        return tuple(self._joined(best.units))

    @cached_property
    def _offers(self) -> tuple[Unit, ...]:
        return offers(self.lines, self.bottom)

    def _grown(self, state: _State, ranked: Iterable[Unit]) -> Iterator[_State]:
        for unit in ranked:
            if not self._has_room(unit, state) or self._denies_untold(unit, state):
                continue
            if len(unit.places) == 1 and is_empty(self.lines[unit.places[0]]):
                continue
            gain = self._worth(unit, state)
            if gain > self.w["unit: least"] * len(unit.places):
                grown = state.plus(unit, gain)
                key_point = unit.role is Role.KEY_POINT
                answered = self._with_reply(unit.places, grown) if key_point else grown
                if answered:
                    yield answered

    # --- What a unit is worth -----------------------------------------------------------------

    def _worth(self, unit: Unit, state: _State) -> float:
        """Return what a unit is worth beside the units of a state.

        It is the chance of each of its lines to be a key fact, less what is told already, and
        what it adds to the page: words of the headline, new words, the other side.
        """
        w = self.w
        value = sum(self._chance(at) * self._fresh(at, state.used) for at in unit.places)
        new = self._roots(frozenset(unit.places)) - self._roots(state.used)
        value += w["unit: headline"] * self.lines.share(new)
        value += w["unit: new words"] * min(1.0, self.lines.weigh(new) / 14)
        before = [self._against(other) for other in state.units]
        value += w["unit: counter"] * (_balance(self._against(unit), *before) - _balance(*before))
        return value + w["unit: own section"] * (unit.role is not Role.KEY_POINT) * len(unit.places)

    def _chance(self, at: int) -> float:
        """Return the chance of a line; what stands before the news seldom tells it."""
        line, lead = self.lines[at], self.lines[self.bottom[0]]
        before = line.article == lead.article and line.place < lead.place
        return line.chance * (BEFORE if before else 1.0)

    def _fresh(self, at: int, used: Iterable[int]) -> float:
        """Return how much of a line is not told yet, 0 to 1."""
        like = max((self.lines.likeness(at, other) for other in used), default=0.0)
        return 1 - min(1.0, max(0.0, like - ALIKE) / (1 - ALIKE) * 3)

    def _against(self, unit: Unit) -> float:
        return max(self._counters[at] for at in unit.places)

    @cached_property
    def _counters(self) -> tuple[float, ...]:
        """How much each line tells the other side."""
        return tuple(counter(self.lines[at]) for at in range(len(self.lines)))

    @cached_property
    def _told(self) -> dict[frozenset[int], Roots]:
        return {}

    def _roots(self, used: frozenset[int]) -> Roots:
        if used not in self._told:
            self._told[used] = frozenset().union(*(self.lines[at].roots for at in used))
        return self._told[used]

    # --- What answers -------------------------------------------------------------------------

    @cached_property
    def _replies(self) -> dict[int, int | None]:
        return {}

    def _reply(self, at: int) -> int | None:
        """Return what answers a line, looked for once, and only for lines that may be told."""
        if at not in self._replies:
            self._replies[at] = reply(at, self.lines)
        return self._replies[at]

    def _denies_untold(self, unit: Unit, state: _State) -> bool:
        """Return whether a unit denies what the text tells before and the page does not."""
        at = unit.places[0]
        if at not in self._denials:
            return False
        claims = {place for place in range(at) if self._reply(place) == at}
        return bool(claims) and claims.isdisjoint(state.used)

    @cached_property
    def _denials(self) -> frozenset[int]:
        """The places of the lines that say that somebody denies or rejects something."""
        return frozenset(at for at in range(len(self.lines)) if denies(self.lines[at]))

    def _with_reply(self, places: Sequence[int], state: _State) -> _State | None:
        """Return the state with what answers lines that it tells; None if that cannot be told."""
        found = (self._reply(at) for at in reversed(places))
        at = next((each for each in found if each is not None), None)
        if at is None or at in state.used or is_empty(self.lines[at]):
            return state
        for answer in self._offers:
            if answer.places[-1] == at and self._has_room(answer, state):
                return state.plus(answer, self._worth(answer, state))
        return None

    # --- Room ---------------------------------------------------------------------------------

    def _joined(self, units: Iterable[Unit]) -> list[Unit]:
        """Put neighbours of one paragraph into one bullet, if it stays short."""
        joined: list[Unit] = []
        for unit in sorted(units, key=lambda unit: unit.places):
            before = joined[-1] if joined else unit
            both = (*before.places, *unit.places)
            last, first = self.lines[before.places[-1]], self.lines[unit.places[0]]
            if (
                before.role is unit.role is Role.KEY_POINT
                and unit.places[0] == before.places[-1] + 1
                and self.lines.follows(before.places[-1])
                and first.sentence.paragraph == last.sentence.paragraph
                and len(both) <= UNIT_LINES
                and self.lines.words(both) <= JOINED_WORDS
            ):
                joined[-1] = replace(before, places=both)
            else:
                joined.append(unit)
        return joined

    @cached_property
    def _room(self) -> tuple[float, ...]:
        return tuple(room(article) for article in self.lines.articles)

    def _has_room(self, unit: Unit, state: _State) -> bool:
        """Return whether a state can take a unit."""
        free = state.used.isdisjoint(unit.places) and state.count(unit.role) < MOST[unit.role]
        return free and self._fits(state.used.union(unit.places))

    def _fits(self, used: AbstractSet[int]) -> bool:
        """Return whether there is room for lines: of each article, of the page, and in a row."""
        words = [0] * len(self._room)
        in_a_row = 0
        for at in sorted(used):
            line = self.lines[at]
            words[line.article] += line.words
            goes_on = at - 1 in used and self.lines.follows(at - 1)
            in_a_row = line.words + (in_a_row if goes_on else 0)
            if line.quoted and in_a_row > WORDS_IN_A_ROW and at not in self.bottom:
                return False
        most = max(self._room)
        return sum(words) <= most and all(map(operator.le, words, self._room))


def _balance(*counters: float) -> float:
    """Return how well the other side is heard: by the best line whole, by the second in part."""
    best = sorted((*counters, 0.0, 0.0), reverse=True)
    return best[0] + SECOND * best[1]


# --- The lines of the page -----------------------------------------------------------------------


def _statement(unit: Unit, lines: Lines, told: Sequence[int]) -> Statement:
    """Return a unit as it is shown: a first word that ties it to what is not shown goes."""
    parts = []
    for at in unit.places:
        ties = at - 1 in told[: told.index(at)] and (
            at != unit.places[0] or unit.role is Role.BOTTOM_LINE
        )
        text = lines[at].text if ties else untied(lines[at].text)
        parts.append(Part(text, lines[at].passages))
    return Statement(tuple(parts), unit.role, _label(unit, lines))


def _label(unit: Unit, lines: Lines) -> str:
    """Return what the words do not say of who speaks, where it is one for the whole unit."""
    heard = [(lines[at].text, lines[at].found.speaker) for at in unit.places]
    labels = dict.fromkeys(_untold(text, speaker) for text, speaker in heard if speaker)
    return next(iter(labels)) if len(labels) == 1 else ""


def _untold(text: str, speaker: Speaker) -> str:
    """Return what is told of a speaker and their relay beyond what the sentence itself says."""
    relayed = speaker.via is not None and speaker.via.removeprefix("the ") in text
    unnamed = speaker.label == "unnamed source" and speaker.name.lower() in text.lower()
    return replace(
        speaker,
        via=None if relayed else speaker.via,
        label="" if unnamed else speaker.label,
    ).told
