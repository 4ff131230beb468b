"""Choose what a page says, and where: each sentence has one home, and none says a thing twice.

First the bottom line: the sentence that shares most with the headline, beside its score and place.
Then units, a sentence or a few of which each needs the one before, chosen together by a beam search
(width :data:`WIDTH`): a unit is worth its score, what it tells of the headline, and what it adds in
words, names and numbers to what is told; it loses by likeness to what is told and by its length.
What answers a chosen claim comes along, or the claim stays out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from math import fsum

from generator.catalogue.entries import Catalogue
from generator.compose.balance import Answer, Reply, answer
from generator.compose.coherence import Lean, Shown, lean, support, untied
from generator.compose.limits import WORDS_IN_A_ROW, room
from generator.compose.pool import Line, Roots, roots, weights
from generator.compose.signs import is_scene, numbers, signs
from generator.compose.signs import weights as fitted_weights
from generator.extract.corrections import corrects
from generator.model import Article, Cue, Part, Role, Sentence, Speaker, Statement
from generator.text.words import cosine

WIDTH = 6  # states kept at each step
OFFERS = 24  # units that are tried, the best
BOTTOM_WORDS = 75  # of both sentences of the bottom line
UNIT_WORDS, UNIT_LINES = 80, 3  # of a bullet
ACCOUNTS_WORDS = 110  # of a sentence on differing accounts with the accounts
FEWEST = 3  # key points from which room may stay free
MOST = {Role.KEY_POINT: 5, Role.DIFFER: 1, Role.NOT_KNOWN: 2, Role.WATCH: 2}
EARLY = 5  # first sentences, the earlier the more telling
LOOKED_AT = 8  # first sentences that may be the bottom line


# "They offered little detail" can stand right below the news; of "It said" nobody knows who.
_SAYS_ON = re.compile(r"(?:It|They|He|She)(?: also| then)? (?:said|says|added|told|noted|wrote)\b")
_SOURCED = re.compile(
    r"(?:That|This)(?:'s| is| was) (?:according to|the (?:finding|conclusion) of)\b"
)


@dataclass(frozen=True, slots=True)
class Unit:
    """The places of lines that stand in one bullet, the section, and how the first one leans."""

    places: tuple[int, ...]
    role: Role
    lean: Lean = Lean.ALONE


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
    choice = _Choice(
        tuple(lines), tuple(articles), title or "", catalogue, weight or fitted_weights()
    )
    units = [*choice.news, *choice.units]
    told = [place for unit in units for place in unit.places]
    return tuple(
        _statement(unit, lines, told)
        for role in Role
        for unit in sorted((u for u in units if u.role is role), key=lambda u: u.places)
    )


@dataclass(frozen=True, slots=True)
class _Weighed:
    """The part of a unit's worth that is the same whatever is told."""

    roots: Roots
    scores: float
    headline: float
    rest: float
    counter: bool


@dataclass
class _Choice:
    """One choosing: what is worked out once for all units."""

    lines: tuple[Line, ...]
    articles: tuple[Article, ...]
    title: str
    catalogue: Catalogue
    w: Mapping[str, float]
    _likeness: dict[tuple[int, int], float] = field(default_factory=dict)
    _leans: dict[tuple[int, Shown], Lean] = field(default_factory=dict)
    _covered: dict[frozenset[int], Roots] = field(default_factory=dict)
    _weighed: dict[Unit, _Weighed] = field(default_factory=dict)
    _counted: dict[frozenset[int], tuple[int, ...]] = field(default_factory=dict)

    # --- What the headline says -------------------------------------------------------------

    @cached_property
    def weight(self) -> Mapping[str, float]:
        """How telling each root is."""
        return weights(self.lines)

    @cached_property
    def target(self) -> Roots:
        """The roots of the headline, else those of the first sentence that sets no scene."""
        if self.title:
            return roots(self.title, self.catalogue.find(self.title))
        firm = (line for line in self.lines if not is_scene(line.text))
        return next(firm, self.lines[0]).roots

    def weigh(self, some: Roots) -> float:
        """Return the weight of roots, the same in whatever order a set has them."""
        weight = self.weight
        return fsum([weight.get(each, 1.0) for each in some])

    @cached_property
    def _target_weight(self) -> float:
        return self.weigh(self.target)

    def share(self, part: Roots) -> float:
        """Return how much of the weight of the headline ``part`` has, 0 to 1."""
        total = self._target_weight
        return self.weigh(part & self.target) / total if total else 0

    # --- The bottom line --------------------------------------------------------------------

    @cached_property
    def bottom(self) -> tuple[int, ...]:
        """The place of the sentence that tells the news, and of the one that goes on about it."""
        own = [at for at, line in enumerate(self.lines) if line.article == self.lines[0].article]
        by_score = sorted(own, key=lambda at: -self.lines[at].score)[:3] if self.title else []
        by_title = sorted(own, key=lambda at: -self.share(self.lines[at].roots))[:2]
        looked_at = {*own[:LOOKED_AT], *by_score, *(by_title if self.title else ())}
        tried = sorted(at for at in looked_at if not self._corrects(at))
        lead = max(tried, key=self._news)
        if self._is_corrected(lead):
            return lead, lead + 1
        further = [at for at in (lead + 1, lead + 2) if at in own and self._goes_on(at, lead)]
        best = max(further, key=lambda at: self._telling(at, lead), default=None)
        least = -0.15 if self.lines[lead].words > 13 else -0.9
        if best is None or self._telling(best, lead) <= least or self.lines[lead].words > 42:
            return (lead,)
        return lead, best

    @property
    def news(self) -> tuple[Unit, ...]:
        """The bottom line, a line a sentence; what is withdrawn and what is correct are one."""
        if self._is_corrected(self.bottom[0]):
            return (Unit(self.bottom, Role.BOTTOM_LINE),)
        return tuple(Unit((place,), Role.BOTTOM_LINE) for place in self.bottom)

    def _news(self, at: int) -> float:
        """Return how well a sentence tells the news."""
        line, w = self.lines[at], self.w
        leans = self._lean(at, Shown(self.title))
        title = w["news: headline" if self.title else "news: without headline"]
        value = w["news: score"] * line.score + title * self.share(line.roots)
        value += w["news: place"] * min(line.place, 12) + w["news: long"] * (line.words > 50)
        value += w["news: scene"] * is_scene(line.text)
        value += w["news: first"] * (line.place == 0) * min(1.0, 4 * self.share(line.roots))
        value += (0.0, w["news: leans on the headline"], w["news: leans"])[leans]
        apart = "reply" in signs(line.text).lists or Cue.NOT_KNOWN in line.found.cues
        return value + w["news: reply"] * apart

    def _goes_on(self, at: int, lead: int) -> bool:
        line = self.lines[at]
        if line.words < 8 or self.lines[lead].words + line.words > BOTTOM_WORDS:
            return False
        if line.found.cues or self._introduces(at):
            return False
        shown = Shown(self.title, self.lines[lead].text, (self.lines[lead].place,))
        return at == lead + 1 or self._lean(at, shown) < Lean.NEEDS

    def _telling(self, at: int, lead: int) -> float:
        """Return what a second sentence adds to the lead."""
        line, first, w = self.lines[at], self.lines[lead], self.w
        new = line.roots - first.roots - self.target
        names = sum(1 for each in new if each[0] == "@" or each[0].isdigit())
        value = w["second: score"] * line.score
        value += w["second: headline"] * self.share(line.roots - first.roots)
        value += w["second: new names and numbers"] * min(2, names)
        value += w["second: mechanism"] * ("mechanism" in signs(line.text).lists)
        value += w["second: number"] * bool(numbers(line.found))
        value += w["second: likeness"] * max(0.0, self.likeness(at, lead) - 0.35)
        return value + w["second: apart"] * (at != lead + 1)

    # --- Units on offer ---------------------------------------------------------------------

    @cached_property
    def shown(self) -> Shown:
        """What every reader has seen above the key points."""
        news = " ".join(self.lines[at].text for at in self.bottom)
        texts = (self.title, *(self.lines[at].text for at in self.bottom))
        names = {mention.entity for text in texts for mention in self.catalogue.find(text)}
        known = self.catalogue
        countries = [n for n in names if known.vocabulary.role(known.entities[n].type) == "country"]
        places = tuple(self.lines[at].place for at in self.bottom)
        return Shown(self.title, news, places, len(countries) == 1)

    def _lean(self, at: int, shown: Shown) -> Lean:
        line = self.lines[at]
        own = shown if line.article == self.lines[0].article else replace(shown, places=())
        key = (at, own)
        if key not in self._leans:
            self._leans[key] = lean(line.place, self._sentences[line.article], own)
        return self._leans[key]

    @cached_property
    def _sentences(self) -> Mapping[int, tuple[Sentence, ...]]:
        return {
            number: tuple(s for s in article.sentences if s.opens != "fragment")
            for number, article in enumerate(self.articles)
        }

    @cached_property
    def _at(self) -> Mapping[tuple[int, int], int]:
        return {(line.article, line.place): at for at, line in enumerate(self.lines)}

    @cached_property
    def offers(self) -> tuple[Unit, ...]:
        """All units that may be chosen."""
        return tuple(unit for at in range(len(self.lines)) for unit in self._offered(at))

    def _offered(self, at: int) -> Iterator[Unit]:
        line = self.lines[at]
        if at in self.bottom or at in self._introduced:
            return
        if self._introduces(at):
            yield from self._accounts(at)
            return
        if self._is_corrected(at):
            return  # the withdrawn figure never stands alone
        if self._corrects(at):
            yield Unit((at - 1, at), Role.KEY_POINT)
            return
        if self._is_sourced_next(at):
            if line.words + self.lines[at + 1].words <= UNIT_WORDS:
                yield Unit((at, at + 1), _role(line), self._lean(at, self.shown))
            return
        role = _role(line)
        leans = self._lean(at, self.shown)
        below = at - 1 == max(self.bottom) and not _SAYS_ON.match(line.text)
        if leans < Lean.NEEDS or below:
            yield Unit((at,), role, leans)
        if leans is not Lean.ALONE and (chain := self._chain(at)):
            first = self._lean(chain[0], self.shown)
            yield Unit(chain, role if role is not Role.DIFFER else Role.KEY_POINT, first)

    def _chain(self, at: int) -> tuple[int, ...]:
        """Return a leaning line behind what it leans on, in the order of the text; () if unsure."""
        chain = [at]
        while self._lean(chain[0], self.shown) is Lean.NEEDS:
            first = self.lines[chain[0]]
            place = support(first.place, self._sentences[first.article])
            before = self._at.get((first.article, place)) if place is not None else None
            if before is None or before in self.bottom or len(chain) == UNIT_LINES:
                return ()
            if is_scene(self.lines[before].text) or self._introduces(before):
                return ()
            chain.insert(0, before)
        words = sum(self.lines[place].words for place in chain)
        return tuple(chain) if len(chain) > 1 and words <= UNIT_WORDS else ()

    def _introduces(self, at: int) -> bool:
        """Return whether a line says that accounts differ and leaves them to the next ones."""
        line = self.lines[at]
        short = line.words <= 22 and ":" not in line.text and len(line.found.quantities) < 2
        return Cue.DIFFER in line.found.cues and short

    @cached_property
    def _introduced(self) -> frozenset[int]:
        """The places of the accounts that a line introduces: none of them stands alone."""
        units = (
            u for at in range(len(self.lines)) if self._introduces(at) for u in self._accounts(at)
        )
        return frozenset(place for unit in units for place in unit.places[1:])

    def _accounts(self, at: int) -> Iterator[Unit]:
        """Yield a sentence on differing accounts with all those of its paragraph, if they fit."""
        places = [at]
        for place in range(at + 1, len(self.lines)):
            line = self.lines[place]
            same = line.sentence.paragraph == self.lines[at].sentence.paragraph
            if line.article != self.lines[at].article or not same:
                break
            if line.found.cues or place in self.bottom:
                break
            places.append(place)
        words = sum(self.lines[place].words for place in places)
        if len(places) > 1 and words <= ACCOUNTS_WORDS:
            yield Unit(tuple(places), Role.DIFFER)

    def _is_sourced_next(self, at: int) -> bool:
        """Return whether only the next sentence says whose words these are."""
        follows = at + 1 < len(self.lines) and self._follows(at)
        return follows and _SOURCED.match(self.lines[at + 1].text) is not None

    def _corrects(self, at: int) -> bool:
        return at - 1 in self._withdrawn

    def _is_corrected(self, at: int) -> bool:
        return at in self._withdrawn

    @cached_property
    def _withdrawn(self) -> frozenset[int]:
        """The places of lines that the next one puts right."""
        return frozenset(
            at
            for at, (one, other) in enumerate(pairwise(self.lines))
            if one.article == other.article and corrects(one.text, other.text)
        )

    # --- The best set of units --------------------------------------------------------------

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """The units of all sections below the bottom line."""
        start = _State(0.0, (), frozenset(self.bottom))
        start = self._with_answers_of_bottom(start)
        ranked = sorted(self.offers, key=lambda unit: -self._worth(unit, start))[:OFFERS]
        beam, best = [start], start
        for _ in range(sum(MOST.values())):
            grown = {s.used: s for state in beam for s in self._grown(state, ranked)}
            beam = sorted(grown.values(), key=lambda s: (-s.value, sorted(s.used)))[:WIDTH]
            best = max([best, *beam[:1]], key=_rank)
        return self._filled(best).units

    def _filled(self, state: _State) -> _State:
        """Give what room is left to sentences that go on about a unit and tell something."""
        for unit in state.units:
            grown = unit
            while (at := grown.places[-1] + 1) < len(self.lines) and self._goes_on_about(at, grown):
                longer = replace(grown, places=(*grown.places, at))
                if at in state.used or not self._fits(state, longer.places):
                    break
                state = state.instead(grown, longer)
                grown = longer
        return state

    def _goes_on_about(self, at: int, unit: Unit) -> bool:
        line, before = self.lines[at], self.lines[at - 1]
        if unit.role is not Role.KEY_POINT or len(unit.places) == UNIT_LINES or line.found.cues:
            return False
        near = line.sentence.paragraph <= before.sentence.paragraph + 1
        if not near or not self._follows(at - 1) or self._corrects(at) or self._is_corrected(at):
            return False
        if self._lean(at, self.shown) is Lean.ALONE or line.score < self.w["unit: goes on"]:
            return False
        own = support(line.place, self._sentences[line.article])
        words = sum(self.lines[place].words for place in (*unit.places, at))
        return words <= UNIT_WORDS and own == before.place

    def _with_answers_of_bottom(self, state: _State) -> _State:
        """Put what answers the bottom line first among the key points, if there is room."""
        for at in self.bottom:
            reply = self.answer(at)
            if reply is None or reply.place in state.used:
                continue
            if unit := self._told_with(reply.place, state):
                return state.plus(unit, self._worth(unit, state) + self.w["unit: enough"])
        return state

    def _told_with(self, at: int, state: _State) -> Unit | None:
        """Return the shortest unit that tells a line and fits."""
        fitting = [unit for unit in self._by_place.get(at, ()) if self._fits(state, unit.places)]
        fitting = [unit for unit in fitting if state.used.isdisjoint(unit.places)]
        return min(fitting, key=lambda unit: len(unit.places), default=None)

    @cached_property
    def _by_place(self) -> Mapping[int, tuple[Unit, ...]]:
        found: dict[int, tuple[Unit, ...]] = {}
        for unit in self.offers:
            for place in unit.places:
                found[place] = (*found.get(place, ()), unit)
        return found

    def _grown(self, state: _State, offers: Iterable[Unit]) -> Iterator[_State]:
        for unit in offers:
            if state.used & set(unit.places) or state.count(unit.role) >= MOST[unit.role]:
                continue
            if not self._fits(state, unit.places):
                continue
            gain = self._worth(unit, state) + self.w["unit: enough"]
            few = unit.role is Role.KEY_POINT and state.count(unit.role) < FEWEST
            if gain <= (self.w["unit: least of the first"] if few else 0):
                continue
            grown = self._with_reply(unit, state, gain)
            if grown is not None:
                yield grown

    def _with_reply(self, unit: Unit, state: _State, gain: float) -> _State | None:
        """Return the state with a unit and what answers it; None if a reply must come and cannot.

        Right behind the claim the answer stands in its bullet, from further away in one of its own.
        """
        replies = [self.answer(at) for at in reversed(unit.places)]
        reply = next(filter(None, replies), None) if unit.role is Role.KEY_POINT else None
        if reply is None or reply.place in state.used or reply.place in unit.places:
            return state.plus(unit, gain)
        gain += self.w["unit: answered"]
        follows = reply.place == unit.places[-1] + 1 and self._follows(unit.places[-1])
        both = replace(unit, places=(*unit.places, reply.place))
        words = sum(self.lines[place].words for place in both.places)
        if follows and words <= UNIT_WORDS + 20 and self._fits(state, both.places):
            return state.plus(both, gain)
        grown = state.plus(unit, gain)
        own = self._told_with(reply.place, grown)
        if own is not None and grown.count(own.role) < MOST[own.role]:
            return grown.plus(own, 0.0)
        return None if reply.kind is Answer.REPLY else state.plus(unit, gain)

    def answer(self, at: int) -> Reply | None:
        """Return what answers a line, found once."""
        if at not in self._answers:
            self._answers[at] = answer(at, self.lines, self.weight)
        return self._answers[at]

    @cached_property
    def _answers(self) -> dict[int, Reply | None]:
        return {}

    def _worth(self, unit: Unit, state: _State) -> float:
        """Return what a unit is worth beside the units of a state."""
        fixed, w, used = self._weigh(unit), self.w, state.used
        new = fixed.roots - self._roots_of(used)
        value = fixed.scores
        value += w["unit: headline not told"] * self.share(new) + fixed.headline
        value += w["unit: new words"] * min(1.0, self.weigh(new) / 14)
        if fixed.counter and not any(self._weigh(other).counter for other in state.units):
            value += w["unit: first counter"]
        like = max((self.likeness(at, other) for at in unit.places for other in used), default=0.0)
        value += w["unit: likeness"] * max(0.0, like - 0.15) + w["unit: repeats"] * (like > 0.55)
        return value + fixed.rest

    def _weigh(self, unit: Unit) -> _Weighed:
        """Return what of a unit's worth does not depend on what is told, worked out once."""
        if unit not in self._weighed:
            self._weighed[unit] = self._weighed_anew(unit)
        return self._weighed[unit]

    def _weighed_anew(self, unit: Unit) -> _Weighed:
        w, enough = self.w, self.w["unit: enough"]
        part = [self.lines[at] for at in unit.places]
        own: Roots = frozenset().union(*(line.roots for line in part))
        best = sorted((line.score for line in part), reverse=True)
        lists = frozenset().union(*(signs(line.text).lists for line in part))
        rest = w["unit: contrast"] * bool(lists & {"contrast", "condition", "reply"})
        early = max(0.0, 1 - self.lines[unit.places[0]].place / EARLY)
        rest += w["unit: early"] * early
        rest += w["unit: correction"] * self._corrects(unit.places[-1])
        rest += w["unit: own section"] * (unit.role is not Role.KEY_POINT)
        rest += w["unit: leans"] * unit.lean + w["unit: words"] * sum(line.words for line in part)
        return _Weighed(
            own,
            best[0] + sum(w["unit: second score"] * (score + enough) for score in best[1:2]),
            w["unit: headline"] * self.share(own),
            rest,
            any(map(_is_counter, part)),
        )

    def _roots_of(self, used: frozenset[int]) -> Roots:
        if used not in self._covered:
            self._covered[used] = frozenset().union(*(self.lines[at].roots for at in used))
        return self._covered[used]

    def likeness(self, one: int, other: int) -> float:
        """Return how alike two lines are, 0 to 1, worked out once."""
        key = (one, other) if one < other else (other, one)
        if key not in self._likeness:
            self._likeness[key] = cosine(self.lines[key[0]].vector, self.lines[key[1]].vector)
        return self._likeness[key]

    # --- Room ---------------------------------------------------------------------------------

    @cached_property
    def _room(self) -> tuple[float, ...]:
        return tuple(room(article) for article in self.articles)

    def _fits(self, state: _State, places: Sequence[int]) -> bool:
        """Return whether there is room for lines: of each article, of the page, and in a row."""
        new = [at for at in places if at not in state.used]
        words = self._words_of(state.used, new)
        if any(have > most for have, most in zip(words, self._room, strict=True)):
            return False
        if sum(words) > max(self._room):
            return False
        used = state.used.union(new)
        return all(
            self._in_a_row(at, used) <= WORDS_IN_A_ROW for at in places if self.lines[at].quoted
        )

    def _words_of(self, used: frozenset[int], new: Iterable[int]) -> list[int]:
        """Return how many words of each article the lines ``used`` and ``new`` have."""
        if used not in self._counted:
            told = [0] * len(self.articles)
            for at in used:
                told[self.lines[at].article] += self.lines[at].words
            self._counted[used] = tuple(told)
        words = list(self._counted[used])
        for at in new:
            words[self.lines[at].article] += self.lines[at].words
        return words

    def _in_a_row(self, at: int, used: frozenset[int]) -> int:
        """Return how many words of an article stand in a row around a line."""
        first = last = at
        while first - 1 in used and self._follows(first - 1):
            first -= 1
        while last + 1 in used and self._follows(last):
            last += 1
        return sum(self.lines[place].words for place in range(first, last + 1))

    def _follows(self, at: int) -> bool:
        one, other = self.lines[at], self.lines[at + 1]
        return one.article == other.article and other.place == one.place + 1


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


def _is_counter(line: Line) -> bool:
    """Return whether a line tells the other side: a reply, a condition, a limit, a ruling.

    A contrast or a condition counts if the sentence names somebody or gives a number.
    """
    told = signs(line.text)
    firm = bool(line.found.names or numbers(line.found))
    if "reply" in told.lists or Cue.NOT_KNOWN in line.found.cues or Cue.DIFFER in line.found.cues:
        return True
    return firm and ("contrast" in told.opens or bool(told.lists & {"condition", "ruling"}))


def _rank(state: _State) -> float:
    points = state.count(Role.KEY_POINT)
    return state.value - 9.0 * max(0, FEWEST - points)


def _role(line: Line) -> Role:
    """Return the section in which a sentence has its home."""
    if Cue.DIFFER in line.found.cues:
        return Role.DIFFER
    if Cue.NOT_KNOWN in line.found.cues:
        return Role.NOT_KNOWN
    return Role.WATCH if Cue.WATCH in line.found.cues else Role.KEY_POINT


# --- The lines of the page -----------------------------------------------------------------------


def _statement(unit: Unit, lines: Sequence[Line], told: Sequence[int]) -> Statement:
    """Return a unit as it is shown: a first word that ties it to what is not shown goes."""
    parts = []
    for at in unit.places:
        ties = at - 1 in told[: told.index(at)] and (
            at != unit.places[0] or unit.role is Role.BOTTOM_LINE
        )
        text = lines[at].text if ties else untied(lines[at].text)
        parts.append(Part(text, lines[at].passages))
    return Statement(tuple(parts), unit.role, _label(unit, lines))


def _label(unit: Unit, lines: Sequence[Line]) -> str:
    """Return what the words do not say of who speaks, where it is one for the whole unit."""
    heard = [(lines[at].text, lines[at].found.speaker) for at in unit.places]
    labels = dict.fromkeys(_untold(text, speaker) for text, speaker in heard if speaker)
    return next(iter(labels)) if len(labels) == 1 else ""


def _untold(text: str, speaker: Speaker) -> str:
    """Return what is told of a speaker; who relays the words only if the sentence does not."""
    told = speaker.via is not None and speaker.via.removeprefix("the ") in text
    return replace(speaker, via=None).told if told else speaker.told
