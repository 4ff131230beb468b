"""Choose what a page says: its places are filled one after the other.

First the bottom line: the first sentence, unless it leans, tells nothing of the headline or is a
scene before one that tells far more of it, and what follows in its paragraph.  Of an article then
its opening, which its editor chose, but for mere colour.  Then what is not known, and what most
plainly takes the news back, wherever it stands: a denial, a condition, a later act that undoes it.
Then what an opinion asks for, and what the headline tells besides.  The rest of the room goes to
what adds most names and figures for its length and stands alone; in a note to the order of the
text.  A sentence comes with all that it leans on, or not at all.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from heapq import heapify, heappop, heappush

from briefing_room.compose.dependencies import Text
from briefing_room.compose.limits import LEAST, WORDS_IN_A_ROW, room
from briefing_room.compose.signs import (
    BRIEF,
    DENIES,
    STUB,
    asks_for,
    caveat,
    hints_back,
    is_hollow,
    is_junk,
    is_share_price,
    signs,
)
from briefing_room.compose.story_sentences import (
    StorySentences,
    Unit,
    accounts,
    disputed,
    layout,
    needs_next,
    repeats,
    statement,
    turns,
)
from briefing_room.model import Cue, Role, Statement

# What speaks against a line as the news, in shares of the headline.
SHARED = 0.1  # that a first line tells, which is then the news
LATE, LATEST = 0.05, 12  # each sentence before it, at most so many
AGAINST = 0.2  # each thing that speaks against a line
SCENE, CLEARER = 4, 0.35  # first lines, one of which is the news if it tells so much more
FULLER = 1.3  # times as long, from which a line that repeats the first tells more
BOTTOM_WORDS = 60  # of a bottom line of two sentences
SCARCE = 0.65  # of the room above the least; with less, what seems to tell nothing is shown, too
OPENING, OPENED = 4, 0.7  # lines that come first, and how much of the room they take at most
PARTS, UNTOLD = 4, 0.06  # of a headline that lines are taken for; how much each must tell of it
CAVEATS, PLAIN, PLAINEST = 2, 0.55, 0.9  # lines that take the news back; so plain, or alone
UNDONE = 0.8  # what a later act that undoes the news is worth as one
HINT, HINTS = 0.5, 2  # that a line may lean on one not shown: what each takes; so many are too many
LATER = 1 / 30  # what each sentence before it takes from that

_NAME_OR_WORD = re.compile(r'"|(?<=[\w,] )[A-Z]')
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_SHARES = re.compile(r"\b(?:shares?|stocks?|markets?)\b", re.IGNORECASE)


def choose(lines: StorySentences) -> tuple[Statement, ...]:
    """Return the statements of a story, section by section, in the order of its text."""
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
        self._texts = [Text(lines.found[0], lines.title, note=notes[0])]
        self._bottom = self._news()
        above = " ".join([lines.title, *(lines[at].text for at in self._bottom)])
        others = zip(lines.found[1:], notes[1:], strict=True)
        self._texts += [Text(found, above, note=note) for found, note in others]
        self._chosen = frozenset(self._bottom)
        self._scarce = False  # so little can be shown that what tells nothing may be, too

    def units(self) -> Iterator[Unit]:
        """Fill the page and yield its bullets."""
        told = [at for at in range(len(self._lines)) if not is_hollow(self._lines[at].found)]
        best = self._choose(told)
        self._scarce = self._lines.words(best) < SCARCE * (max(self._most) - LEAST)
        if self._scarce:
            best = max(best, self._choose(range(len(self._lines))), key=self._lines.words)
        self._chosen = best
        yield from (Unit((at,), Role.BOTTOM_LINE) for at in self._bottom)
        yield from self._layout(self._chosen) or ()

    def _choose(self, told: Sequence[int]) -> frozenset[int]:
        """Return the lines of a page, chosen of those that tell something."""
        self._chosen = frozenset(self._bottom)
        if not self._is_note:
            self._open(told)
        self._fill([at for at in told if Cue.NOT_KNOWN in self._lines[at].found.cues][-1:])
        self._take_back(told)
        if self._lines.articles[0].opinion:
            self._ask(told)
        self._tell_headline(told)
        if self._is_note:
            self._fill(told)
        else:
            self._add(told)
        return self._chosen

    def _add(self, told: Iterable[int]) -> None:
        """Take the lines that add most for their length: names, figures, a doubt.

        What a line adds only falls as others are taken: it is weighed anew when its turn comes.
        """
        known = self._lines.roots(self._chosen)
        left = [(-self._worth(at, known), at) for at in set(told) - self._chosen]
        heapify(left)
        while left:
            _, at = heappop(left)
            now = (-self._worth(at, self._lines.roots(self._chosen)), at)
            if left and now > left[0]:
                heappush(left, now)
            elif self._reads_alone(at):
                self._fill([at])

    def _reads_alone(self, at: int) -> bool:
        """Return whether little in a line may lean on one not shown; a plain caveat stands."""
        leans = hints_back(self._lines[at].text) >= HINTS and at - 1 not in self._chosen
        return not leans or self._takes_back(at) > PLAIN

    def _worth(self, at: int, known: AbstractSet[str]) -> float:
        line = self._lines[at]
        told = sum(each[0] == "@" or each[0].isdigit() for each in line.roots - known)
        alone = 0 if self._is_past(at) else told / (1 + HINT * hints_back(line.text))
        return (alone + max(0, self._takes_back(at))) / line.words

    def _is_past(self, at: int) -> bool:
        """Return whether all years that a line names are long before its text's own."""
        line = self._lines[at]
        day, years = self._lines.articles[line.article].date, _YEAR.findall(line.text)
        return day is not None and bool(years) and int(max(years)) < day.year - 1

    def _fill(self, order: Iterable[int]) -> None:
        """Take lines in an order, as far as each has room."""
        for at in order:
            if at not in self._chosen and self._says_enough(at):
                self._take(at)

    def _says_enough(self, at: int) -> bool:
        """Return whether a line tells something, or reads on from one that is shown."""
        line = self._lines[at]
        reads_on = line.quoted and at - 1 in self._chosen
        return line.words >= BRIEF or bool(line.found.quantities or line.found.cues or reads_on)

    def _open(self, told: Sequence[int]) -> None:
        """Take the first lines that tell something, as far as the rest has room; a caveat first."""
        for at in sorted(told[:OPENING], key=lambda at: self._takes_back(at) <= PLAIN):
            fits = self._lines.words(self._chosen | {at}) <= OPENED * max(self._most)
            if fits and (self._untold(at) >= UNTOLD or not self._is_colour(at)):
                self._take(at)

    def _is_colour(self, at: int) -> bool:
        """Return whether a line has no name, figure, day, word or doubt: "Women wept"."""
        found = self._lines[at].found
        told = found.quantities or found.mentions or found.dates or found.cues
        named = _NAME_OR_WORD.search(found.sentence.text)
        return not told and not named and self._takes_back(at) <= 0

    def _untold(self, at: int) -> float:
        """Return how much a line tells of the headline that is not told yet."""
        known = self._lines.roots(self._chosen)
        return self._lines.share(self._lines[at].roots - known)

    def _tell_headline(self, told: Iterable[int]) -> None:
        """Take lines that tell what the headline holds besides what is told."""
        tried = set(told)
        for _ in range(PARTS):
            value = {at: self._untold(at) for at in tried}
            best = max(sorted(value), key=lambda at: value[at], default=0)
            if value.get(best, 0) < UNTOLD:
                return
            tried -= {best}
            self._take(best)

    def _take_back(self, told: Iterable[int]) -> None:
        """Take the lines that deny, bound or doubt something most plainly."""
        value = {at: self._takes_back(at) for at in told}
        plain = (at for at in value if value[at] > PLAIN and at not in self._chosen)
        left = CAVEATS
        for at in sorted(plain, key=lambda at: (-value[at], at)):
            if left:
                left -= self._take(at) or (value[at] > PLAINEST and self._take_alone(at))

    def _ask(self, told: Iterable[int]) -> None:
        """Take what an author asks for on the matter of the headline, if it is not told yet."""
        shares = {at: self._lines.share(self._lines[at].roots) for at in told}
        asks = (at for at in shares if shares[at] > SHARED and asks_for(self._lines[at].text))
        for at in sorted(asks, key=lambda at: -shares[at]):
            if self._take(at):
                return

    def _take_alone(self, at: int) -> bool:
        """Take a line without its paragraph, which is too long to come along."""
        line = self._lines[at]
        needed = self._texts[line.article].needs(line.place, self._shown(at), inside=False)
        alone = not needed and self._says_enough(at) and self._can_be_shown(at)
        alone = alone and self._fits(self._chosen | {at})
        self._chosen |= {at} if alone else set()
        return alone

    def _takes_back(self, at: int) -> float:
        """Return how plainly a line takes something back; an act after the day of its text may."""
        line = self._lines[at]
        date = self._lines.articles[line.article].date
        days = (span.date for span in line.found.dates if span.date)
        later = date is not None and any(day > date.isoformat() for day in days)
        undone = UNDONE * (later and signs(line.text)["undoes"] > 0)
        return caveat(line.found) + undone - LATER * min(line.place, LATEST)

    # --- The bottom line --------------------------------------------------------------------------

    def _news(self) -> tuple[int, ...]:
        """Return the places of the lines that tell the news of the first article.

        Its first line does, unless something speaks against it, or one right after tells far more
        of the headline: then it is a scene.  The next line may belong to it.
        """
        lines = self._lines
        own = [at for at in range(len(lines)) if not lines[at].article]
        own = [at for at in own if lines[at].words <= WORDS_IN_A_ROW] or own
        own = [at for at in own if not lines[at].torn] or own
        lead = own[0]
        opens = lines.share(lines[lead].roots) > SHARED and not self._against(lead)
        if not self._is_note and not opens:
            lead = max(own, key=self._tells)
        elif not self._is_note:
            told = {at: self._clear(at) for at in own[:SCENE]}
            best = max(told, key=lambda at: told[at])
            lead = self._fuller(best if told[best] > told[lead] + CLEARER else lead)
        return (lead, lead + 1) if self._goes_on(lead) else (lead,)

    def _fuller(self, lead: int) -> int:
        """Return the line near a first one that tells the same at more length, if there is one."""
        lines, first = self._lines, self._lines[lead]
        near = (at for at in range(lead + 1, lead + SCENE) if lines.at(0, at) == at)
        same = (at for at in near if repeats(lines[at].roots, first.roots))
        fuller = (at for at in same if first.words * FULLER < lines[at].words <= WORDS_IN_A_ROW)
        return next(fuller, lead)

    def _tells(self, at: int) -> float:
        """Return how much of the headline a line tells, less what speaks against it."""
        line = self._lines[at]
        late = LATE * min(line.place, LATEST)
        return self._lines.share(line.roots) - late - self._against(at)

    def _clear(self, at: int) -> float:
        """Return how much of the headline a line tells that goes on at most in its paragraph."""
        line = self._lines[at]
        if self._texts[0].leans_back(line.place):
            return 0.0
        inside = line.sentence.paragraph
        before = [n for n in range(at) if self._lines[n].sentence.paragraph == inside]
        return self._lines.share(line.roots) - self._against(at, frozenset(before))

    def _against(self, at: int, shown: AbstractSet[int] = frozenset()) -> float:
        """Return what speaks against a line as the first: it is hollow, leans, or is no news."""
        line, text = self._lines[at], self._texts[0]
        known = line.place > 0 and text.opens(line.place)  # "The refinery will"
        leans = text.leans_back(line.place) + bool(text.needs(line.place, shown)) + known
        return AGAINST * (is_hollow(line.found) + leans)

    def _goes_on(self, at: int) -> bool:
        """Return whether the line after a lead belongs to it: a paragraph's second, or a turn."""
        lines = self._lines
        if not lines.follows(at) or lines.words((at, at + 1)) > BOTTOM_WORDS:
            return False
        first, line = lines[at], lines[at + 1]
        one = first.sentence.paragraph == line.sentence.paragraph
        turns = signs(line.text)["opens contrast"]
        return bool(one or turns) and not (line.torn or is_junk(line.text))

    # --- Taking a line ----------------------------------------------------------------------------

    def _take(self, at: int) -> bool:
        """Take a line with all that it needs, if the page stays readable and short."""
        unit = self._unit(at)
        if unit and self._fits(self._chosen | unit):
            self._chosen |= unit
            return True
        return False

    def _unit(self, at: int) -> set[int] | None:
        """Return a line with all that has to stand with it and is not chosen yet."""
        unit, left = set[int](), [at]
        while left:
            now = left.pop()
            if now in unit or now in self._chosen:
                continue
            needed = self._needed(now, unit) if self._can_be_shown(now) else None
            if needed is None:
                return None
            unit.add(now)
            left += needed
        return unit

    def _needed(self, at: int, unit: AbstractSet[int]) -> list[int] | None:
        """Return the lines without which one cannot be read; None if there is no such line."""
        lines, line = self._lines, self._lines[at]
        places = self._texts[line.article].needs(line.place, self._shown(at, unit))
        before = [lines.at(line.article, place) for place in places]
        found = [each for each in before if each is not None]
        if len(found) < len(before):
            return None
        most = BRIEF if DENIES.search(line.text) else STUB
        inside = lines[at - 1].sentence.paragraph == line.sentence.paragraph
        leans = line.words <= most or (inside and turns(line.text))  # "Israel denies the charges."
        if leans and lines.follows(at - 1):
            found += {at - 1} - self._chosen - unit
        found += [at + 1] if needs_next(lines, at) else []
        found += disputed(lines, at)
        follow = accounts(lines, at)
        return None if follow == [] else found + (follow or [])

    def _shown(self, at: int, unit: AbstractSet[int] = frozenset()) -> AbstractSet[int]:
        """Return the places in the text of a line that stand before it, or in the bottom line."""
        lines, article = self._lines, self._lines[at].article
        before = (each for each in self._chosen | unit if each < at or each in self._bottom)
        return {lines[each].place for each in before if lines[each].article == article}

    def _can_be_shown(self, at: int) -> bool:
        line = self._lines[at]
        if line.torn or (is_junk(line.text) and not self._scarce):
            return False
        if is_share_price(line.text) and not _SHARES.search(self._lines.title):
            return False
        return not any(repeats(line.roots, self._lines[each].roots) for each in self._chosen)

    # --- Room -------------------------------------------------------------------------------------

    def _fits(self, chosen: AbstractSet[int]) -> bool:
        """Return whether there is room for lines: of each article, of the page, and in a row."""
        words = [0] * len(self._most)
        in_a_row = 0
        for at in sorted(chosen):
            line = self._lines[at]
            words[line.article] += line.words
            goes_on = at - 1 in chosen and self._lines.follows(at - 1)
            in_a_row = line.words + (in_a_row if goes_on else 0)
            if line.quoted and in_a_row > WORDS_IN_A_ROW and at not in self._bottom:
                return False
        fits = sum(words) <= max(self._most) and all(map(operator.le, words, self._most))
        return fits and self._layout(chosen) is not None

    def _layout(self, chosen: AbstractSet[int]) -> list[Unit] | None:
        return layout(self._lines, self._texts, chosen - set(self._bottom))
