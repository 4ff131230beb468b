"""Choose what a page says, and where: each sentence has one home, and none says a thing twice.

Below the bottom line stand units, a sentence or a few of which each needs the one before.  They are
chosen together by a beam search (width :data:`WIDTH`): a unit is worth its score, what it tells of
the headline, and what it adds in words, names and numbers to what is told; it loses by likeness to
what is told and by its length.  What answers a chosen claim comes along, or the claim stays out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from generator.catalogue.entries import Catalogue
from generator.compose.balance import Answer, answer, counter, denies, is_empty
from generator.compose.coherence import untied
from generator.compose.limits import WORDS_IN_A_ROW, room
from generator.compose.news import bottom_line
from generator.compose.offers import UNIT_WORDS, Lines, Unit, offers
from generator.compose.pool import Line, Roots
from generator.compose.signs import is_filler, signs
from generator.compose.signs import weights as fitted_weights
from generator.model import Article, Part, Role, Speaker, Statement

WIDTH = 6  # states kept at each step
OFFERS = 24  # units that are tried, the best
UNIT_LINES = 3  # of a bullet
FEWEST = 3  # key points from which room may stay free
MOST = {Role.KEY_POINT: 5, Role.DIFFER: 1, Role.NOT_KNOWN: 2, Role.WATCH: 2}
SECOND = 0.4  # what a second line of the other side is worth beside the first
EARLY = 5  # first sentences, the earlier the more telling


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
    news = [bottom] if bottom[0] in known.withdrawn else [(at,) for at in bottom]
    units = [Unit(places, Role.BOTTOM_LINE) for places in news]
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

    def instead(self, old: Unit, new: Unit) -> _State:
        """Return the state with one unit in place of another."""
        units = tuple(new if unit is old else unit for unit in self.units)
        return _State(self.value, units, self.used | set(new.places))

    def count(self, role: Role) -> int:
        """Return how many units of a section there are."""
        return sum(1 for unit in self.units if unit.role is role)

    @property
    def rank(self) -> float:
        """Return what the state is worth as a page."""
        return self.value - 9.0 * max(0, FEWEST - self.count(Role.KEY_POINT))


@dataclass
class _Choice:
    """One choosing of units below a bottom line."""

    lines: Lines
    bottom: tuple[int, ...]
    w: Mapping[str, float]

    def units(self) -> tuple[Unit, ...]:
        """Return the best set of units."""
        start = self._with_answer_of_news(_State(0.0, (), frozenset(self.bottom)))
        start = self._with_rest_of_headline(start)
        ranked = sorted(self._offers, key=lambda unit: -self._worth(unit, start))[:OFFERS]
        beam, best = [start], start
        for _ in range(sum(MOST.values())):
            grown = {s.used: s for state in beam for s in self._grown(state, ranked)}
            beam = sorted(grown.values(), key=lambda s: (-s.value, sorted(s.used)))[:WIDTH]
            best = max([best, *beam[:1]], key=lambda state: state.rank)
        return self._filled(best).units

    @cached_property
    def _offers(self) -> tuple[Unit, ...]:
        return offers(self.lines, self.bottom)

    def _grown(self, state: _State, ranked: Iterable[Unit]) -> Iterator[_State]:
        for unit in ranked:
            if state.used & set(unit.places) or state.count(unit.role) >= MOST[unit.role]:
                continue
            if not self._fits(state, unit.places) or self._denies_untold(unit, state):
                continue
            gain = self._worth(unit, state) + self.w["unit: enough"]
            few = unit.role is Role.KEY_POINT and state.count(unit.role) < FEWEST
            if gain <= (self.w["unit: least of the first"] if few else 0):
                continue
            grown = self._with_reply(unit, state, gain)
            if grown is not None:
                yield grown

    # --- What a unit is worth -----------------------------------------------------------------

    def _worth(self, unit: Unit, state: _State) -> float:
        """Return what a unit is worth beside the units of a state."""
        fixed, own, against = self._weighed(unit)
        new = own - self._roots(state.used)
        value = fixed + self.w["unit: headline not told"] * self.lines.share(new)
        value += self.w["unit: new words"] * min(1.0, self.lines.weigh(new) / 14)
        before = sorted((self._weighed(other)[2] for other in state.units), reverse=True)
        value += self.w["unit: counter"] * (_balance(against, *before) - _balance(*before))
        pairs = ((at, other) for at in unit.places for other in state.used)
        like = max((self.lines.likeness(*pair) for pair in pairs), default=0.0)
        value += self.w["unit: likeness"] * max(0.0, like - 0.15)
        return value + self.w["unit: repeats"] * (like > 0.55)

    def _weighed(self, unit: Unit) -> tuple[float, Roots, float]:
        """Return the part of a unit's worth that is the same whatever is told, worked out once."""
        if unit not in self._fixed:
            part = [self.lines[at] for at in unit.places]
            own: Roots = frozenset().union(*(line.roots for line in part))
            self._fixed[unit] = (self._alone(unit, part, own), own, max(map(counter, part)))
        return self._fixed[unit]

    def _alone(self, unit: Unit, part: Sequence[Line], own: Roots) -> float:
        w = self.w
        best = sorted((line.score for line in part), reverse=True)
        lists = frozenset().union(*(signs(line.text).lists for line in part))
        value = best[0] + sum(w["unit: second score"] * (s + w["unit: enough"]) for s in best[1:2])
        value += w["unit: headline"] * self.lines.share(own)
        value += w["unit: contrast"] * bool(lists & {"contrast", "condition", "proviso", "reply"})
        value += w["unit: early"] * self._early(unit.places[0])
        value += w["unit: filler"] * sum(1 for line in part if is_filler(line.text))
        value += w["unit: correction"] * (unit.places[0] in self.lines.withdrawn)
        value += w["unit: own section"] * (unit.role is not Role.KEY_POINT)
        value += w["unit: accounts"] * (unit.role is Role.DIFFER and len(part) > 1)
        return value + w["unit: leans"] * unit.told + w["unit: words"] * sum(p.words for p in part)

    def _early(self, at: int) -> float:
        """Return how soon behind the news a line stands, 0 to 1; filler is never soon."""
        line, lead = self.lines[at], self.lines[self.bottom[0]]
        behind = line.place - (lead.place if line.article == lead.article else 0)
        filler = behind < 0 or is_filler(line.text)
        return 0.0 if filler else max(0.0, 1 - behind / EARLY)

    @cached_property
    def _fixed(self) -> dict[Unit, tuple[float, Roots, float]]:
        return {}

    @cached_property
    def _told(self) -> dict[frozenset[int], Roots]:
        return {}

    def _roots(self, used: frozenset[int]) -> Roots:
        if used not in self._told:
            self._told[used] = frozenset().union(*(self.lines[at].roots for at in used))
        return self._told[used]

    # --- What answers -------------------------------------------------------------------------

    @cached_property
    def _answers(self) -> dict[int, Answer | None]:
        return {}

    def _answer(self, at: int) -> Answer | None:
        """Return what answers a line, looked for once, and only for lines that may be told."""
        if at not in self._answers:
            self._answers[at] = answer(at, self.lines)
        return self._answers[at]

    def _denies_untold(self, unit: Unit, state: _State) -> bool:
        """Return whether a unit denies what the text tells before and the page does not."""
        at = unit.places[0]
        if not denies(self.lines[at]):
            return False
        claims = {
            place
            for place in range(at)
            if (reply := self._answer(place)) and reply.must and reply.place == at
        }
        return bool(claims) and claims.isdisjoint(state.used)

    def _with_answer_of_news(self, state: _State) -> _State:
        """Put what answers the bottom line first among the key points, if there is room."""
        for at in self.bottom:
            reply = self._answer(at)
            if reply is None or reply.place in state.used or is_empty(self.lines[reply.place]):
                continue
            if unit := self._own_unit(reply.place, state):
                return state.plus(unit, self._worth(unit, state) + self.w["unit: enough"])
        return state

    def _with_rest_of_headline(self, state: _State) -> _State:
        """Put what tells a part of the headline that the bottom line leaves out among the first."""
        for part in self.lines.headline_parts:
            told = self.lines.weigh(part & self._roots(state.used))
            if told > self.lines.weigh(part) / 3:
                continue
            tells = [
                (self.lines.weigh(self._weighed(unit)[1] & part), unit)
                for unit in self._offers
                if unit.role is Role.KEY_POINT and self._fits(state, unit.places)
            ]
            most, unit = max(tells, key=lambda each: each[0], default=(0.0, None))
            if unit and most > self.lines.weigh(part) / 2 and state.used.isdisjoint(unit.places):
                state = state.plus(unit, self._worth(unit, state) + self.w["unit: enough"])
        return state

    def _with_reply(self, unit: Unit, state: _State, gain: float) -> _State | None:
        """Return the state with a unit and what answers it; None if a reply must come and cannot.

        The answer stands in the bullet if it can be read there, else in one of its own.
        """
        replies = [self._answer(at) for at in reversed(unit.places)]
        reply = next(filter(None, replies), None) if unit.role is Role.KEY_POINT else None
        if reply is None or reply.place in state.used or reply.place in unit.places:
            return state.plus(unit, gain)
        gain += self.w["unit: answered"]
        both = replace(unit, places=(*unit.places, reply.place))
        short = self.lines.words(both.places) <= UNIT_WORDS + 20
        if short and self._reads(both) and self._fits(state, both.places):
            return state.plus(both, gain)
        grown = state.plus(unit, gain)
        own = None if is_empty(self.lines[reply.place]) else self._own_unit(reply.place, grown)
        if own is not None and grown.count(own.role) < MOST[own.role]:
            return grown.plus(own, 0.0)
        return None if reply.must else state.plus(unit, gain)

    def _reads(self, unit: Unit) -> bool:
        """Return whether the last line of a unit leans on nothing but the others and the news."""
        last, before = unit.places[-1], unit.places[:-1]
        if last == before[-1] + 1 and self.lines.follows(before[-1]):
            return True
        places = self.lines.bullet(last, self.lines.shown(self.bottom))
        return bool(places) and set(places) <= set(unit.places)

    def _own_unit(self, at: int, state: _State) -> Unit | None:
        """Return the unit that tells a line, if it fits."""
        own = (unit for unit in self._offers if unit.places[-1] == at)
        fits = (u for u in own if state.used.isdisjoint(u.places) and self._fits(state, u.places))
        return next(fits, None)

    # --- Room ---------------------------------------------------------------------------------

    def _filled(self, state: _State) -> _State:
        """Give what room is left to sentences that go on about a unit and tell something."""
        for unit in state.units:
            grown = unit
            while longer := self._longer(grown, state):
                state = state.instead(grown, longer)
                grown = longer
        return state

    def _longer(self, unit: Unit, state: _State) -> Unit | None:
        """Return a unit with the next sentence, if that leans on it and there is room."""
        last, at = unit.places[-1], unit.places[-1] + 1
        if unit.role is not Role.KEY_POINT or len(unit.places) == UNIT_LINES or at in state.used:
            return None
        if not self.lines.follows(last) or {last, at} & self.lines.withdrawn:
            return None
        line = self.lines[at]
        places = self.lines.bullet(at, self.lines.shown(self.bottom))
        leans = len(places) > 1 and set(places) <= {*unit.places, at}
        weak = is_filler(line.text) or line.score < self.w["unit: goes on"]
        if line.found.cues or not leans or weak:
            return None
        longer = replace(unit, places=(*unit.places, at))
        fits = self.lines.words(longer.places) <= UNIT_WORDS and self._fits(state, (at,))
        return longer if fits else None

    @cached_property
    def _room(self) -> tuple[float, ...]:
        return tuple(room(article) for article in self.lines.articles)

    def _fits(self, state: _State, places: Sequence[int]) -> bool:
        """Return whether there is room for lines: of each article, of the page, and in a row."""
        used = state.used.union(places)
        words = [0] * len(self._room)
        for at in used:
            words[self.lines[at].article] += self.lines[at].words
        if sum(words) > max(self._room):
            return False
        if any(have > most for have, most in zip(words, self._room, strict=True)):
            return False
        return all(
            self._in_a_row(at, used) <= WORDS_IN_A_ROW for at in places if self.lines[at].quoted
        )

    def _in_a_row(self, at: int, used: frozenset[int]) -> int:
        """Return how many words of an article stand in a row around a line."""
        first = last = at
        while first - 1 in used and self.lines.follows(first - 1):
            first -= 1
        while last + 1 in used and self.lines.follows(last):
            last += 1
        return self.lines.words(range(first, last + 1))


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
