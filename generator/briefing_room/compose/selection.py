"""Choose what a page says, the plainest statements first.

The bottom line is the first sentence, unless that one depends on others, says nothing, or a later
one says far more of the headline.  Then come the plainest denial or reply with its charge; an
article's opening; what is not known; doubts and conditions; what else the headline promises;
figures; and the rest, in the order of the text.  A sentence brings all that it depends on, or it is
left out.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet

from briefing_room.compose.dependencies import SentenceDependencies
from briefing_room.compose.limits import MAX_WORDS_IN_A_ROW, room
from briefing_room.compose.signs import (
    caveat,
    is_hollow,
    is_junk,
    is_share_price,
    signs,
)
from briefing_room.compose.story_sentences import (
    Bullet,
    StorySentences,
    layout,
    repeats,
    statement,
)
from briefing_room.model import Cue, Role, Statement

_MIN_NEWS_SHARE = 0.1  # of the headline that a line must cover to be the news
_CLEARER_SHARE = 0.35  # how much more of the headline a later line must cover to lead
_FAULT_COST = 0.2  # score that each fault of a line costs
_LATE_COST = 0.05  # score that each sentence before a line costs
_MAX_LATE_LINES = 12
_MAX_BOTTOM_WORDS = 60  # of a bottom line of two sentences
_OPENING_LINES = 4
_OPENING_SHARE = 0.6  # of the room, for the opening at most
_HEADLINE_LINES = 4
_MIN_HEADLINE_SHARE = 0.06  # of the headline that each of those lines must add
_MAX_CAVEATS = 2
_MIN_CAVEAT_SCORE = 0.55
_LONE_CAVEAT_SCORE = 0.9  # from which a caveat is shown without the rest of its paragraph
_DENIAL_CAVEAT_SCORE = 2.0
_LATE_CAVEAT_COST = 1 / 30  # per sentence before it

_SHARE_PRICE_WORDS = re.compile(r"\b(?:shares?|stocks?|markets?)\b", re.IGNORECASE)


def choose(lines: StorySentences) -> tuple[Statement, ...]:
    """The statements of a story, section by section, in the order of its text."""
    if not len(lines):
        return ()
    news, *bullets = _Selection(lines).bullets()
    bullets.sort(key=lambda bullet: [*Role].index(bullet.role))
    others = (statement(bullet, lines, tied=bullet.role is news.role) for bullet in bullets)
    return statement(news, lines, tied=False), *others


class _Selection:
    """A selection in progress; an ``index`` is that of a line among those of the whole story."""

    def __init__(self, lines: StorySentences) -> None:
        self._lines = lines
        self._max_words = [room(article) for article in lines.articles]
        notes = [article.kind == "note" for article in lines.articles]
        self._is_note = notes[0]  # written by the editor
        self._by_article = [SentenceDependencies(lines.by_article[0], lines.title, note=notes[0])]
        self._bottom_line = self._choose_bottom_line()
        shown_above = " ".join([lines.title, *(lines[index].text for index in self._bottom_line)])
        other_articles = zip(lines.by_article[1:], notes[1:], strict=True)
        self._by_article += [
            SentenceDependencies(sentences, shown_above, note=is_note)
            for sentences, is_note in other_articles
        ]
        self._lead_group = frozenset([*self._bottom_line, *self._denials_of(self._bottom_line)])
        self._chosen = self._lead_group

    def bullets(self) -> Iterator[Bullet]:
        """Fill the page and yield its bullets, the bottom line first."""
        candidates = [
            index for index in range(len(self._lines)) if not is_hollow(self._lines[index].facts)
        ]
        best = self._choose_lines(candidates)
        for index in self._bottom_line:
            yield Bullet((index, *self._denials_of([index])), Role.BOTTOM_LINE)
        yield from layout(self._lines, self._by_article, best - self._lead_group) or ()

    def _denials_of(self, charges: Sequence[int]) -> list[int]:
        """The lines that deny what ``charges``, lines of the first article, say."""
        dependencies = self._by_article[0]
        replies = (dependencies.replies_to(self._lines[index].sentence_index) for index in charges)
        denials = (
            self._lines.line_index(0, sentence_index)
            for sentence_indexes in replies
            for sentence_index in sentence_indexes
            if dependencies.denies(sentence_index)
        )
        return [index for index in denials if index is not None and index not in charges]

    def _choose_lines(self, candidates: Sequence[int]) -> frozenset[int]:
        """Choose the lines of the page from the ``candidates``."""
        self._chosen = self._lead_group
        if not self._is_note:
            self._take_reply(candidates)
            self._take_opening(candidates)
        unknown = [index for index in candidates if Cue.NOT_KNOWN in self._lines[index].facts.cues]
        self._take_caveats(unknown[-1:] if self._is_note else unknown, limit=1)
        self._take_caveats(candidates)
        self._take_headline_lines(candidates)
        figures = (
            index
            for index in candidates
            if self._lines[index].facts.quantities and not self._is_note
        )
        self._take_in_order(dict.fromkeys([*figures, *candidates]))
        return self._chosen

    def _take_in_order(self, order: Iterable[int]) -> None:
        """Take each line that still has room, in the given order."""
        for index in order:
            if index not in self._chosen:
                self._take(index)

    def _take_reply(self, candidates: Sequence[int]) -> None:
        """Take one reply with its charge, if possible to the bottom line, if possible a denial."""
        charges = {index: self._charge_of(index) for index in candidates}
        replies = [index for index in candidates if charges[index] is not None]
        replies.sort(
            key=lambda index: (charges[index] not in self._lead_group, not self._is_denial(index))
        )
        for index in replies:
            if index in self._chosen or self._take(index):
                return

    def _charge_of(self, index: int) -> int | None:
        """The line that this one denies or answers."""
        line = self._lines[index]
        charge_index = self._by_article[line.article].charge_index(line.sentence_index)
        return self._lines.line_index(line.article, charge_index)

    def _is_denial(self, index: int) -> bool:
        line = self._lines[index]
        return self._by_article[line.article].denies(line.sentence_index)

    def _take_opening(self, candidates: Sequence[int]) -> None:
        """Take the first lines, but leave room for the rest."""
        for index in candidates[:_OPENING_LINES]:
            if self._lines.words(self._chosen | {index}) <= _OPENING_SHARE * max(self._max_words):
                self._take(index)
                self._take_response(index)

    def _take_response(self, index: int) -> None:
        """Take the response of somebody whom a chosen line is about."""
        line = self._lines[index]
        response_index = self._by_article[line.article].response_index(line.sentence_index)
        reply = self._lines.line_index(line.article, response_index)
        if index in self._chosen and reply is not None and reply not in self._chosen:
            self._take(reply)

    def _take_headline_lines(self, candidates: Iterable[int]) -> None:
        """Take lines that cover parts of the headline which no chosen line covers."""
        untried = set(candidates)
        for _ in range(_HEADLINE_LINES):
            shown_roots = self._lines.roots(self._chosen)
            shares = {
                index: self._lines.share(self._lines[index].roots - shown_roots)
                for index in untried
            }
            best_line = max(sorted(shares), key=lambda index: shares[index], default=0)
            if shares.get(best_line, 0) < _MIN_HEADLINE_SHARE:
                return
            untried -= {best_line}
            self._take(best_line)

    def _take_caveats(self, candidates: Iterable[int], limit: int = _MAX_CAVEATS) -> None:
        """Take the lines that deny, limit or doubt something most plainly."""
        scores = {index: self._caveat_score(index) for index in candidates}
        plain_caveats = (
            index
            for index in scores
            if scores[index] > _MIN_CAVEAT_SCORE and index not in self._chosen
        )
        remaining = limit
        for index in sorted(plain_caveats, key=lambda index: (-scores[index], index)):
            remaining -= self._take(index) or (
                scores[index] > _LONE_CAVEAT_SCORE and self._take(index, inside=False)
            )
            if remaining <= 0:
                return

    def _caveat_score(self, index: int) -> float:
        """How plainly a line takes something back, less a cost for being late in the text."""
        line = self._lines[index]
        denial_score = _DENIAL_CAVEAT_SCORE * self._is_denial(index)
        late_cost = _LATE_CAVEAT_COST * min(line.sentence_index, _MAX_LATE_LINES)
        return caveat(line.facts) + denial_score - late_cost

    # --- The bottom line --------------------------------------------------------------------------

    def _choose_bottom_line(self) -> tuple[int, ...]:
        """Choose the one or two lines of the first article that tell its news."""
        lines = self._lines
        indexes = [index for index in range(len(lines)) if not lines[index].article]
        with_replies = ([index, *self._denials_of([index])] for index in indexes)
        indexes = [
            lines_together[0]
            for lines_together in with_replies
            if lines.words(lines_together) <= MAX_WORDS_IN_A_ROW
        ] or indexes
        indexes = [index for index in indexes if not lines[index].is_torn] or indexes
        lead = indexes[0]
        if not self._is_note:
            lead_is_sound = not self._count_faults(lead)
            best_line = max(indexes, key=self._headline_score)
            lead_score = self._headline_score(lead) + _CLEARER_SHARE * lead_is_sound
            is_better = self._headline_score(best_line) > max(_MIN_NEWS_SHARE, lead_score)
            covers_enough = not lead_is_sound or len(lines[best_line].roots & lines.target) > 1
            lead = best_line if is_better and covers_enough else lead
        return (lead, lead + 1) if self._continues(lead) else (lead,)

    def _headline_score(self, index: int) -> float:
        """The share of the headline that a line covers, less its faults."""
        line = self._lines[index]
        late_cost = _LATE_COST * min(line.sentence_index, _MAX_LATE_LINES)
        return self._lines.share(line.roots) - late_cost - _FAULT_COST * self._count_faults(index)

    def _count_faults(self, index: int) -> int:
        """Count what makes a line a poor opening: it is hollow, or depends on others."""
        line, dependencies = self._lines[index], self._by_article[0]
        sentence_index = line.sentence_index
        return (
            is_hollow(line.facts)
            + dependencies.continues_previous(sentence_index)
            + bool(dependencies.needs(sentence_index, set()))
            + (sentence_index > 0 and dependencies.opens_as_known(sentence_index))
        )

    def _continues(self, index: int) -> bool:
        """Whether the next line belongs to a lead: of the same paragraph, or a contrast to it."""
        lines = self._lines
        if not lines.follows(index) or lines.words((index, index + 1)) > _MAX_BOTTOM_WORDS:
            return False
        lead, line = lines[index], lines[index + 1]
        same_paragraph = lead.sentence.paragraph == line.sentence.paragraph
        is_contrast = signs(line.text)["opens contrast"]
        dependencies = self._by_article[0]
        is_reply = dependencies.charge_index(line.sentence_index) is not None
        is_disputed = is_reply or dependencies.is_disputed(line.sentence_index)
        can_be_shown = not (is_disputed or line.is_torn or is_junk(line.text))
        return bool(same_paragraph or is_contrast) and can_be_shown

    # --- Taking a line ----------------------------------------------------------------------------

    def _take(self, index: int, *, inside: bool = True) -> bool:
        """Take a line with all that it needs, if the page stays readable and short.

        Without ``inside``, a caveat comes without the rest of a paragraph that is too long.
        """
        added = self._with_dependencies(index, inside)
        if added and self._fits(self._chosen | added):
            self._chosen |= added
            return True
        return False

    def _with_dependencies(self, index: int, inside: bool) -> set[int] | None:
        """A line and what it needs besides the chosen lines; None if any of it cannot be shown."""
        added, pending = set[int](), [index]
        while pending:
            current = pending.pop()
            if current in added or current in self._chosen:
                continue
            line = self._lines[current]
            needed_sentences = self._by_article[line.article].needs(
                line.sentence_index, self._sentences_before(current, added), inside=inside
            )
            needed_lines = [
                self._lines.line_index(line.article, sentence_index)
                for sentence_index in needed_sentences
            ]
            if not self._can_be_shown(current) or None in needed_lines:
                return None
            added.add(current)
            pending += [index for index in needed_lines if index is not None]
        return added

    def _sentences_before(self, index: int, added: AbstractSet[int]) -> AbstractSet[int]:
        """The sentences of a line's article that the page shows before it."""
        lines, article = self._lines, self._lines[index].article
        lines_before = (
            other for other in self._chosen | added if other < index or other in self._lead_group
        )
        return {
            lines[other].sentence_index for other in lines_before if lines[other].article == article
        }

    def _can_be_shown(self, index: int) -> bool:
        line = self._lines[index]
        if line.is_torn or is_junk(line.text):
            return False
        if is_share_price(line.text) and not _SHARE_PRICE_WORDS.search(self._lines.title):
            return False
        return not any(repeats(line.roots, self._lines[other].roots) for other in self._chosen)

    def _fits(self, chosen: AbstractSet[int]) -> bool:
        """Whether lines keep the limits of each article, of the page, and of words in a row."""
        words = [0] * len(self._max_words)
        in_a_row, only_lead = 0, True
        for index in sorted(chosen):
            line = self._lines[index]
            words[line.article] += line.words
            continues = index - 1 in chosen and self._lines.follows(index - 1)
            in_a_row = line.words + (in_a_row if continues else 0)
            only_lead = index in self._lead_group and (only_lead or not continues)
            if line.quoted and in_a_row > MAX_WORDS_IN_A_ROW and not only_lead:
                return False
        fits = sum(words) <= max(self._max_words) and all(map(operator.le, words, self._max_words))
        return fits and layout(self._lines, self._by_article, chosen - self._lead_group) is not None
