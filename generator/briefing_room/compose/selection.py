"""Choose what a page says, in the plainest order.

First the bottom line: the first sentence, unless it leans on others or tells nothing, or a later
one tells far more of the headline.  Then the plainest denial or reply with its charge; an article's
opening; what is not known; doubts and conditions; what the headline tells besides; figures; and the
rest, in the order of the text.  A sentence comes with all that it depends on, or not at all.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet

from briefing_room.compose.dependencies import Text
from briefing_room.compose.limits import WORDS_IN_A_ROW, room
from briefing_room.compose.signs import (
    caveat,
    is_hollow,
    is_junk,
    is_share_price,
    signs,
)
from briefing_room.compose.story_sentences import (
    StorySentences,
    Unit,
    layout,
    repeats,
    statement,
)
from briefing_room.model import Cue, Role, Statement

_NEWS_SHARE = 0.1  # of the headline that a first line tells, which is then the news
_CLEARER_SHARE = 0.35  # how much more of it another one has to tell
_FAULT_COST = 0.2  # what each thing that speaks against a line takes from that
_LATE_COST, _MAX_LATE_LINES = 0.05, 12  # and each sentence before it, at most so many
_MAX_BOTTOM_WORDS = 60  # of a bottom line of two sentences
_OPENING_LINES, _OPENING_SHARE = (
    4,
    0.6,
)  # lines that come first, and how much of the room they take at most
_HEADLINE_LINES, _MIN_HEADLINE_SHARE = (
    4,
    0.06,
)  # of a headline that lines are taken for; how much each must tell of it
_MAX_CAVEATS, _PLAIN, _PLAINEST = 2, 0.55, 0.9  # lines that take the news back; so plain, or alone
_DENIAL_WORTH = 2.0  # what a denial counts as one
_LATER_COST = 1 / 30  # what each sentence before it takes from that

_SHARES = re.compile(r"\b(?:shares?|stocks?|markets?)\b", re.IGNORECASE)


def choose(lines: StorySentences) -> tuple[Statement, ...]:
    """The statements of a story, section by section, in the order of its text."""
    if not len(lines):
        return ()
    news, *units = _Choice(lines).units()
    units.sort(key=lambda unit: [*Role].index(unit.role))
    others = (statement(unit, lines, tied=unit.role is news.role) for unit in units)
    return statement(news, lines, tied=False), *others


class _Choice:
    """One choosing: the lines, the bottom line, and what is chosen so far."""

    def __init__(self, lines: StorySentences) -> None:
        self._lines = lines
        self._most = [room(article) for article in lines.articles]
        notes = [article.kind == "note" for article in lines.articles]
        self._is_note = notes[0]  # the editor's own
        self._texts = [Text(lines.by_article[0], lines.title, note=notes[0])]
        self._bottom = self._news()
        above = " ".join([lines.title, *(lines[at].text for at in self._bottom)])
        others = zip(lines.by_article[1:], notes[1:], strict=True)
        self._texts += [Text(found, above, note=note) for found, note in others]
        self._start = frozenset([*self._bottom, *self._replies(self._bottom)])
        self._chosen = self._start

    def units(self) -> Iterator[Unit]:
        """Fill the page and yield its bullets."""
        told = [at for at in range(len(self._lines)) if not is_hollow(self._lines[at].facts)]
        best = self._choose(told)
        for at in self._bottom:
            yield Unit((at, *self._replies([at])), Role.BOTTOM_LINE)
        yield from layout(self._lines, self._texts, best - self._start) or ()

    def _replies(self, places: Sequence[int]) -> list[int]:
        """Where the denials stand of what lines of the first article charge."""
        text = self._texts[0]
        found = (text.answered_by(self._lines[at].place) for at in places)
        denials = (
            self._lines.at(0, place) for some in found for place in some if text.denies(place)
        )
        return [at for at in denials if at is not None and at not in places]

    def _choose(self, told: Sequence[int]) -> frozenset[int]:
        """The lines of a page, chosen of those that tell something."""
        self._chosen = self._start
        if not self._is_note:
            self._answer(told)
            self._open(told)
        unknown = [at for at in told if Cue.NOT_KNOWN in self._lines[at].facts.cues]
        self._take_back(unknown[-1:] if self._is_note else unknown, most=1)
        self._take_back(told)
        self._tell_headline(told)
        figures = (at for at in told if self._lines[at].facts.quantities and not self._is_note)
        self._fill(dict.fromkeys([*figures, *told]))
        return self._chosen

    def _fill(self, order: Iterable[int]) -> None:
        """Take lines in an order, as far as each has room."""
        for at in order:
            if at not in self._chosen:
                self._take(at)

    def _answer(self, told: Sequence[int]) -> None:
        """Take the plainest denial or reply with what it answers, the bottom line first."""
        charges = {at: self._charge(at) for at in told}
        replies = [at for at in told if charges[at] is not None]
        replies.sort(key=lambda at: (charges[at] not in self._start, not self._denies(at)))
        for at in replies:
            if at in self._chosen or self._take(at):
                return

    def _charge(self, at: int) -> int | None:
        """Where the line stands that one denies or answers."""
        line = self._lines[at]
        place = self._texts[line.article].charge(line.place)
        return None if place is None else self._lines.at(line.article, place)

    def _denies(self, at: int) -> bool:
        line = self._lines[at]
        return self._texts[line.article].denies(line.place)

    def _open(self, told: Sequence[int]) -> None:
        """Take the first lines that tell something, as far as the rest has room."""
        for at in told[:_OPENING_LINES]:
            if self._lines.words(self._chosen | {at}) <= _OPENING_SHARE * max(self._most):
                self._take(at)
                self._hear(at)

    def _hear(self, at: int) -> None:
        """Take what somebody says of whom a line speaks, if the line is taken."""
        line = self._lines[at]
        place = self._texts[line.article].heard_after(line.place)
        reply = None if place is None else self._lines.at(line.article, place)
        if at in self._chosen and reply is not None and reply not in self._chosen:
            self._take(reply)

    def _tell_headline(self, told: Iterable[int]) -> None:
        """Take lines that tell what the headline holds besides what is told."""
        tried = set(told)
        for _ in range(_HEADLINE_LINES):
            known = self._lines.roots(self._chosen)
            value = {at: self._lines.share(self._lines[at].roots - known) for at in tried}
            best = max(sorted(value), key=lambda at: value[at], default=0)
            if value.get(best, 0) < _MIN_HEADLINE_SHARE:
                return
            tried -= {best}
            self._take(best)

    def _take_back(self, told: Iterable[int], most: int = _MAX_CAVEATS) -> None:
        """Take the lines that deny, bound or doubt something most plainly."""
        value = {at: self._takes_back(at) for at in told}
        plain = (at for at in value if value[at] > _PLAIN and at not in self._chosen)
        left = most
        for at in sorted(plain, key=lambda at: (-value[at], at)):
            left -= self._take(at) or (value[at] > _PLAINEST and self._take(at, inside=False))
            if left <= 0:
                return

    def _takes_back(self, at: int) -> float:
        """How plainly a line takes something back, less the further down it stands."""
        line = self._lines[at]
        denied = _DENIAL_WORTH * self._denies(at)
        return caveat(line.facts) + denied - _LATER_COST * min(line.place, _MAX_LATE_LINES)

    # --- The bottom line --------------------------------------------------------------------------

    def _news(self) -> tuple[int, ...]:
        """The places of the lines that tell the news of the first article."""
        lines = self._lines
        own = [at for at in range(len(lines)) if not lines[at].article]
        with_replies = ([at, *self._replies([at])] for at in own)
        own = [each[0] for each in with_replies if lines.words(each) <= WORDS_IN_A_ROW] or own
        own = [at for at in own if not lines[at].torn] or own
        lead = own[0]
        if not self._is_note:
            opens = not self._against(lead)
            best = max(own, key=self._tells)
            far = self._tells(best) > max(_NEWS_SHARE, self._tells(lead) + _CLEARER_SHARE * opens)
            far = far and (not opens or len(lines[best].roots & lines.target) > 1)
            lead = best if far else lead
        return (lead, lead + 1) if self._goes_on(lead) else (lead,)

    def _tells(self, at: int) -> float:
        """How much of the headline a line tells, less what speaks against it."""
        line = self._lines[at]
        late = _LATE_COST * min(line.place, _MAX_LATE_LINES)
        return self._lines.share(line.roots) - late - _FAULT_COST * self._against(at)

    def _against(self, at: int) -> int:
        """How much speaks against a line as the first: hollow, or leaning."""
        line, text = self._lines[at], self._texts[0]
        known = line.place > 0 and text.opens(line.place)  # "The refinery will"
        leans = text.leans_back(line.place) + bool(text.needs(line.place, set())) + known
        return is_hollow(line.facts) + leans

    def _goes_on(self, at: int) -> bool:
        """Whether the line after a lead belongs to it: a paragraph's second, or a turn."""
        lines = self._lines
        if not lines.follows(at) or lines.words((at, at + 1)) > _MAX_BOTTOM_WORDS:
            return False
        first, line = lines[at], lines[at + 1]
        one = first.sentence.paragraph == line.sentence.paragraph
        turns = signs(line.text)["opens contrast"]
        text = self._texts[0]
        disputed = text.charge(line.place) is not None or text.is_disputed(line.place)
        stands = not (disputed or line.torn or is_junk(line.text))
        return bool(one or turns) and stands

    # --- Taking a line ----------------------------------------------------------------------------

    def _take(self, at: int, *, inside: bool = True) -> bool:
        """Take a line with all that it needs, if the page stays readable and short.

        Not ``inside`` its paragraph is a caveat taken whose paragraph is too long to come along.
        """
        unit = self._unit(at, inside)
        if unit and self._fits(self._chosen | unit):
            self._chosen |= unit
            return True
        return False

    def _unit(self, at: int, inside: bool) -> set[int] | None:
        """A line with all that has to stand with it and is not chosen yet."""
        unit, left = set[int](), [at]
        while left:
            now = left.pop()
            if now in unit or now in self._chosen:
                continue
            line = self._lines[now]
            needed = self._texts[line.article].needs(
                line.place, self._shown(now, unit), inside=inside
            )
            places = [self._lines.at(line.article, place) for place in needed]
            if not self._can_be_shown(now) or None in places:
                return None
            unit.add(now)
            left += [place for place in places if place is not None]
        return unit

    def _shown(self, at: int, unit: AbstractSet[int]) -> AbstractSet[int]:
        """The places in the text of a line that stand before it, or in the bottom line."""
        lines, article = self._lines, self._lines[at].article
        before = (each for each in self._chosen | unit if each < at or each in self._start)
        return {lines[each].place for each in before if lines[each].article == article}

    def _can_be_shown(self, at: int) -> bool:
        line = self._lines[at]
        if line.torn or is_junk(line.text):
            return False
        if is_share_price(line.text) and not _SHARES.search(self._lines.title):
            return False
        return not any(repeats(line.roots, self._lines[each].roots) for each in self._chosen)

    def _fits(self, chosen: AbstractSet[int]) -> bool:
        """Whether there is room for lines: of each article, of the page, and in a row."""
        words = [0] * len(self._most)
        in_a_row, only_start = 0, True
        for at in sorted(chosen):
            line = self._lines[at]
            words[line.article] += line.words
            goes_on = at - 1 in chosen and self._lines.follows(at - 1)
            in_a_row = line.words + (in_a_row if goes_on else 0)
            only_start = at in self._start and (only_start or not goes_on)
            if line.quoted and in_a_row > WORDS_IN_A_ROW and not only_start:
                return False
        fits = sum(words) <= max(self._most) and all(map(operator.le, words, self._most))
        return fits and layout(self._lines, self._texts, chosen - self._start) is not None
