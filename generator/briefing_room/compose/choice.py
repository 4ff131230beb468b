"""Choose the sentences of a page that has no draft, in a fixed order, while there is room.

1. The bottom line: the first sentence that makes sense alone, unless another one covers much more
   of the headline.
2. A reply, with the accusation that it answers.
3. What is not known, then the clearest conditions and doubts.
4. What else the headline mentions, figures, and then the other sentences.

A sentence comes with all that it needs (see :mod:`briefing_room.compose.dependencies`), or not at
all.  No sentence is reworded: only an opening "But" or "Meanwhile" is cut, and the first sentence
of an opinion follows the name of its author.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import NamedTuple

from briefing_room.compose.dependencies import SentenceDependencies
from briefing_room.compose.limits import MAX_WORDS_IN_A_ROW, generated_word_limit
from briefing_room.compose.signs import caveat_score, is_junk, is_share_price, says_nothing
from briefing_room.compose.story_sentences import StorySentence, StorySentences, is_repetition
from briefing_room.ingest.openings import strip_connective
from briefing_room.model import (
    OPINION,
    UNNAMED_AUTHOR,
    Article,
    Cue,
    Part,
    Role,
    Speaker,
    Statement,
)

_MIN_SHARE_GAIN = 0.35  # a later line leads only if it covers this much more of the headline
_MIN_HEADLINE_SHARE = 0.5  # covered by a first line whose names nothing explains
_LATENESS_PENALTY = 0.05  # share of the headline subtracted for each line before
_MAX_BOTTOM_LINE_WORDS = 60  # if it has two sentences
_MAX_CAVEATS = 2
_MIN_CAVEAT_SCORE = 0.5  # see `signs`
_PLAIN_CAVEAT_SCORE = 1.0  # such a caveat may come without the rest of its paragraph
_HEADLINE_LINES = 4
_MIN_ADDED_HEADLINE_SHARE = 0.06  # by each of those lines
_MAX_BULLET_LINES = 3
_MAX_BULLET_WORDS = 80
_MAX_INDEPENDENT_LINE_WORDS = 60  # in a bullet of lines that do not depend on each other
_MAX_BULLETS = {Role.KEY_POINT: 5, Role.DIFFER: 1, Role.NOT_KNOWN: 2, Role.WATCH: 2}
_CUE_ROLES = {Cue.DIFFER: Role.DIFFER, Cue.NOT_KNOWN: Role.NOT_KNOWN, Cue.WATCH: Role.WATCH}
_ANALYSIS = re.compile(r"(?:news )?analysis\b", re.IGNORECASE)  # at the head of an article
_SHARE_PRICE_WORDS = re.compile(r"\b(?:shares?|stocks?|markets?)\b", re.IGNORECASE)


class _Bullet(NamedTuple):
    """The lines of one bullet, by their indexes, and its section."""

    indexes: tuple[int, ...]
    role: Role


def choose_statements(lines: StorySentences) -> tuple[Statement, ...]:
    """The statements of a story, section by section, in the order of its text."""
    if not len(lines):
        return ()
    page = _SentenceChooser(lines)
    page.fill()
    bottom, *bullets = page.bullets()
    bullets.sort(key=lambda bullet: [*Role].index(bullet.role))
    others = (_make_statement(bullet, lines, tied=bullet.role is bottom.role) for bullet in bullets)
    statements = (_make_statement(bottom, lines, tied=False), *others)
    article = lines.articles[lines[bottom.indexes[0]].article]
    return _attribute_to_author(statements, article) if article.opinion else statements


def opinion_kind(opinion: Article) -> str:
    """What an opinion calls itself at its head: "analysis", else "opinion"."""
    is_analysis = any(_ANALYSIS.match(item.text) for item in opinion.removed)
    return "analysis" if is_analysis else "opinion"


def attribution(opinion: Article) -> str:
    """The words before an opinion's first sentence on a page, which say whose opinion it is."""
    kind = opinion_kind(opinion).replace("opinion", "opinion article")
    if opinion.author is None:
        return f"An {kind} says: "
    *others, last = opinion.author.split(", ")
    authors = f"{', '.join(others)} and {last} write" if others else f"{last} writes"
    return f"{authors} in an {kind}: "


def _attribute_to_author(
    statements: Sequence[Statement], opinion: Article
) -> tuple[Statement, ...]:
    """Attribute the first statement to the author, whom the labels of the others then leave out."""
    first, *others = statements
    lead = replace(first.parts[0], text=attribution(opinion) + first.parts[0].text)
    label = Speaker(opinion.author or UNNAMED_AUTHOR, None, OPINION).printed_label
    return (
        replace(first, parts=(lead, *first.parts[1:]), label=""),
        *(replace(other, label=OPINION) if other.label == label else other for other in others),
    )


class _SentenceChooser:
    """Chooses sentences for a page; an ``index`` counts the sentences of the whole story."""

    def __init__(self, lines: StorySentences) -> None:
        self._lines = lines
        self._room = [generated_word_limit(article) for article in lines.articles]
        notes = [article.kind == "note" for article in lines.articles]
        self._is_note = notes[0]
        first = SentenceDependencies(lines.by_article[0], lines.title, note=notes[0])
        self._dependencies = [first]
        self._bottom_line = self._choose_bottom_line()
        shown_above = " ".join([lines.title, *(lines[index].text for index in self._bottom_line)])
        self._dependencies += [
            SentenceDependencies(sentences, shown_above, note=is_note)
            for sentences, is_note in zip(lines.by_article[1:], notes[1:], strict=True)
        ]
        self._lead = frozenset(
            line for index in self._bottom_line for line in self._with_denial(index)
        )
        self._chosen = self._lead

    def fill(self) -> None:
        """Take lines while there is room, the most important first."""
        lines = self._lines
        candidates = [index for index in range(len(lines)) if not says_nothing(lines[index].facts)]
        not_known = [index for index in candidates if Cue.NOT_KNOWN in lines[index].facts.cues]
        if self._is_note:
            not_known = not_known[-1:]
        else:
            self._take_first(self._replies(candidates), 1)
        self._take_first(not_known, 1)
        self._take_first(self._plainest_caveats(candidates), _MAX_CAVEATS)
        self._take_headline_lines(candidates)
        if not self._is_note:  # whose author has put the most important first
            self._take_first(index for index in candidates if lines[index].facts.quantities)
        self._take_first(candidates)

    def bullets(self) -> Iterator[_Bullet]:
        """Yield the bullets of the page, the bottom line first."""
        for index in self._bottom_line:
            yield _Bullet(self._with_denial(index), Role.BOTTOM_LINE)
        yield from self._arrange(self._chosen - self._lead) or ()

    # --- The order --------------------------------------------------------------------------------

    def _replies(self, candidates: Iterable[int]) -> list[int]:
        """The lines that answer another one: those to the bottom line first, denials first."""
        replies = [(index, self._accusation(index)) for index in candidates]
        ranked = sorted(
            (accusation not in self._lead, not self._denies(index), index)
            for index, accusation in replies
            if accusation is not None
        )
        return [index for *_, index in ranked]

    def _plainest_caveats(self, candidates: Iterable[int]) -> list[int]:
        """The lines that limit, doubt or deny something, the plainest first."""
        scores = {index: caveat_score(self._lines[index].facts) for index in candidates}
        caveats = (index for index in scores if scores[index] >= _MIN_CAVEAT_SCORE)
        return sorted(caveats, key=lambda index: (-scores[index], index))

    def _take_headline_lines(self, candidates: Iterable[int]) -> None:
        """Take lines that cover parts of the headline which no chosen line covers."""
        lines, untried = self._lines, set(candidates)
        for _ in range(_HEADLINE_LINES):
            shown_roots = lines.roots(self._chosen)
            shares = {index: lines.share(lines[index].roots - shown_roots) for index in untried}
            best = max(sorted(shares), key=lambda index: shares[index], default=0)
            if shares.get(best, 0) < _MIN_ADDED_HEADLINE_SHARE:
                return
            untried -= {best}
            self._take(best)

    # --- The bottom line --------------------------------------------------------------------------

    def _choose_bottom_line(self) -> tuple[int, ...]:
        """Choose the one or two lines of the first article that say what the news is."""
        lines = self._lines
        indexes = [
            index
            for index in range(len(lines))
            if lines[index].article == 0
            and not lines[index].is_incomplete
            and lines.word_count(self._with_denial(index)) <= MAX_WORDS_IN_A_ROW
        ] or [0]
        lead = indexes[0]
        if not self._is_note:
            clear = [index for index in indexes if self._can_lead(index)]
            first = (index for index in indexes if self._can_lead(index, allow_names=True))
            lead = next(first, lead)
            best = max(clear, key=self._headline_score, default=lead)
            is_clearer = self._headline_score(best) > self._headline_score(lead) + _MIN_SHARE_GAIN
            if is_clearer and len(lines[best].roots & lines.headline) > 1:
                lead = best
        return (lead, lead + 1) if self._continues(lead) else (lead,)

    def _can_lead(self, index: int, *, allow_names: bool = False) -> bool:
        """Whether a line makes sense alone.

        With ``allow_names``, the headline may explain its names.
        """
        line = self._lines[index]
        allow_names = allow_names and self._lines.share(line.roots) >= _MIN_HEADLINE_SHARE
        return not says_nothing(line.facts) and self._dependencies[0].makes_sense_alone(
            line.sentence_index, allow_names=allow_names
        )

    def _headline_score(self, index: int) -> float:
        """The share of the headline that a line covers, less for each line before it."""
        return self._lines.share(self._lines[index].roots) - _LATENESS_PENALTY * index

    def _continues(self, index: int) -> bool:
        """Whether the next line belongs to the bottom line: it is in the same paragraph."""
        lines = self._lines
        if (
            not lines.follows(index)
            or lines.word_count((index, index + 1)) > _MAX_BOTTOM_LINE_WORDS
        ):
            return False
        lead, line = lines[index], lines[index + 1]
        same_paragraph = lead.sentence.paragraph == line.sentence.paragraph
        dependencies, next_index = self._dependencies[0], line.sentence_index
        is_disputed = dependencies.accusation(next_index) is not None or (
            dependencies.reply(next_index) is not None
        )
        can_be_shown = not (is_disputed or line.is_incomplete or is_junk(line.facts))
        return same_paragraph and can_be_shown

    # --- Taking a line ----------------------------------------------------------------------------

    def _take_first(self, order: Iterable[int], limit: int | None = None) -> None:
        """Take each line that has room, in the given order, ``limit`` at most."""
        for index in order:
            if index not in self._chosen and self._take(index) and limit is not None:
                limit -= 1
                if not limit:
                    return

    def _take(self, index: int) -> bool:
        """Take a line with all that it needs, if the page stays readable and short.

        A plain caveat comes without the rest of its paragraph if there is no room for that.
        """
        is_plain = caveat_score(self._lines[index].facts) >= _PLAIN_CAVEAT_SCORE
        for in_paragraph in (True, False) if is_plain else (True,):
            added = self._with_needs(index, in_paragraph)
            if added and self._fits(self._chosen | added):
                self._chosen |= added
                return True
        return False

    def _with_needs(self, index: int, in_paragraph: bool) -> set[int] | None:
        """A line and what it needs besides the chosen lines; None if any of it cannot be shown."""
        added, pending = set[int](), [index]
        while pending:
            current = pending.pop()
            if current in added or current in self._chosen:
                continue
            line = self._lines[current]
            shown_before = self._sentences_before(current, added)
            sentences = self._dependencies[line.article].needs(
                line.sentence_index, shown_before, in_paragraph=in_paragraph
            )
            needed = [self._lines.line_index(line.article, sentence) for sentence in sentences]
            if not self._can_be_shown(line) or None in needed:
                return None
            added.add(current)
            pending += [needed_index for needed_index in needed if needed_index is not None]
        return added

    def _sentences_before(self, index: int, added: AbstractSet[int]) -> frozenset[int]:
        """The sentences of a line's article that the page shows before it."""
        lines, article = self._lines, self._lines[index].article
        return frozenset(
            lines[other].sentence_index
            for other in self._chosen | added
            if lines[other].article == article and (other < index or other in self._lead)
        )

    def _can_be_shown(self, line: StorySentence) -> bool:
        if line.is_incomplete or is_junk(line.facts):
            return False
        if is_share_price(line.text) and not _SHARE_PRICE_WORDS.search(self._lines.title):
            return False
        return not any(
            is_repetition(line.roots, self._lines[other].roots) for other in self._chosen
        )

    def _fits(self, chosen: AbstractSet[int]) -> bool:
        """Whether lines keep the limits of each article, of the page, and of words in a row."""
        word_counts = [0] * len(self._room)
        in_a_row, only_lead = 0, True
        for index in sorted(chosen):
            line = self._lines[index]
            word_counts[line.article] += line.word_count
            continues = index - 1 in chosen and self._lines.follows(index - 1)
            in_a_row = line.word_count + (in_a_row if continues else 0)
            only_lead = index in self._lead and (only_lead or not continues)
            if line.is_protected and in_a_row > MAX_WORDS_IN_A_ROW and not only_lead:
                return False
        fits = all(count <= limit for count, limit in zip(word_counts, self._room, strict=True))
        return (
            fits
            and sum(word_counts) <= max(self._room)
            and self._arrange(chosen - self._lead) is not None
        )

    # --- Bullets ----------------------------------------------------------------------------------

    def _arrange(self, indexes: AbstractSet[int]) -> list[_Bullet] | None:
        """Arrange lines in bullets; None if they do not make a page.

        A line that depends on the previous one shares its bullet, and a denial directly follows
        what it denies.  Other neighbours share a bullet if it stays short.
        """
        bullets: list[_Bullet] = []
        for index in sorted(indexes):
            line, dependencies = self._lines[index], self._dependencies[self._lines[index].article]
            antecedent = self._lines.line_index(
                line.article, dependencies.antecedent(line.sentence_index)
            )
            previous = index - 1 if index and self._lines.follows(index - 1) else None
            neighbour = antecedent if antecedent in indexes else previous
            place = next((n for n, b in enumerate(bullets) if neighbour in b.indexes), None)
            role = self._role(line)
            is_bound = dependencies.is_bound(line.sentence_index)
            if place is not None and self._may_join(bullets[place], index, role, bound=is_bound):
                bullets[place] = _Bullet((*bullets[place].indexes, index), bullets[place].role)
            elif place is not None and is_bound:
                return None
            else:
                bullets.append(_Bullet((index,), role))
        roles = [bullet.role for bullet in bullets]
        return None if any(roles.count(role) > _MAX_BULLETS[role] for role in roles) else bullets

    def _may_join(self, bullet: _Bullet, index: int, role: Role, *, bound: bool) -> bool:
        """Whether a line belongs to a bullet and leaves it short enough."""
        indexes = (*bullet.indexes, index)
        length = self._lines.word_count(indexes)
        if len(indexes) > _MAX_BULLET_LINES or length > _MAX_BULLET_WORDS:
            return False
        if bound:
            return True
        line, above = self._lines[index], self._lines[index - 1]
        dependencies = self._dependencies[line.article]
        same_paragraph = line.sentence.paragraph == above.sentence.paragraph
        # A paragraph of a note keeps to one subject; neighbours in an article may do so.
        belongs = same_paragraph or (line.is_protected and len(line.roots & above.roots) > 1)
        awaits_reply = dependencies.reply(line.sentence_index) is not None or (
            dependencies.reply(above.sentence_index) is not None and not same_paragraph
        )
        both_key_points = bullet.role is role is Role.KEY_POINT and index - 1 in bullet.indexes
        return (
            both_key_points
            and belongs
            and not awaits_reply
            and length <= _MAX_INDEPENDENT_LINE_WORDS
        )

    def _role(self, line: StorySentence) -> Role:
        """The section of a line; an accusation with a reply is a key point."""
        dependencies, index = self._dependencies[line.article], line.sentence_index
        if dependencies.reply(index) is not None:
            return Role.KEY_POINT
        roles = (role for cue, role in _CUE_ROLES.items() if cue in line.facts.cues)
        return next(roles, Role.KEY_POINT)

    # --- Replies ----------------------------------------------------------------------------------

    def _denies(self, index: int) -> bool:
        line = self._lines[index]
        return self._dependencies[line.article].denies(line.sentence_index)

    def _accusation(self, index: int) -> int | None:
        """The line that this one denies or answers."""
        line = self._lines[index]
        accusation = self._dependencies[line.article].accusation(line.sentence_index)
        return self._lines.line_index(line.article, accusation)

    def _with_denial(self, index: int) -> tuple[int, ...]:
        """A line of the first article, and the one that denies it, if any."""
        dependencies = self._dependencies[0]
        reply = dependencies.reply(self._lines[index].sentence_index)
        denial = self._lines.line_index(0, reply) if reply is not None else None
        if denial is None or not self._denies(denial):
            return (index,)
        return index, denial


def _make_statement(bullet: _Bullet, lines: StorySentences, *, tied: bool) -> Statement:
    """Make the statement of a bullet, without its opening connective unless it is ``tied``."""
    first, *others = (lines[index] for index in bullet.indexes)
    parts = [Part(first.text if tied else strip_connective(first.text), first.sentence.passages)]
    parts += [Part(line.text, line.sentence.passages) for line in others]
    speakers = (lines[index].facts.speaker for index in bullet.indexes)
    labels = {speaker.printed_label for speaker in speakers if speaker}
    return Statement(tuple(parts), bullet.role, labels.pop() if len(labels) == 1 else "")
