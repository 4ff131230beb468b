"""Choose the sentences of a page that has no draft.

Sentences are added in this order, as long as the page has room for them:

1. The bottom line (see :mod:`briefing_room.compose.bottom_line`).
2. What the author of an opinion demands; one reply, with the accusation that it answers.
3. One sentence on what is not known, the grounds of a bare denial, then at most two clear
   conditions or doubts.
4. Sentences on other parts of the headline, sentences with figures, and then all others.

The chooser adds a sentence together with the sentences that explain it (see
:mod:`briefing_room.compose.dependencies`), or skips it.  It never rewords a sentence.  It only
cuts an opening "But" or "Meanwhile".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from briefing_room.compose.bottom_line import BottomLineChooser
from briefing_room.compose.dependencies import SentenceDependencies
from briefing_room.compose.limits import MAX_WORDS_IN_A_ROW, generated_word_limit
from briefing_room.compose.replies import attributes_view, is_bare_denial, is_denial
from briefing_room.compose.signs import (
    caveat_score,
    demands,
    is_junk,
    is_share_price,
    news_score,
    says_nothing,
)
from briefing_room.compose.story_sentences import StorySentence, StorySentences, is_repetition
from briefing_room.ingest.openings import strip_connective
from briefing_room.model import (
    Cue,
    Part,
    Role,
    SentenceFacts,
    Statement,
)
from briefing_room.text.sentences import mask_quotations

# Set by hand: weights fitted on marked key facts chose no better (see benchmarks/README.md).
# After a change, `python benchmarks/score.py` measures the choice on those marks.
_MAX_CAVEATS = 2
_MIN_CAVEAT_SCORE = 0.5  # see `signs`
_CLEAR_CAVEAT_SCORE = 1.0  # such a caveat may come without the rest of its paragraph
_MAX_HEADLINE_SENTENCES = 4
_MIN_ADDED_HEADLINE_SHARE = 0.06  # by each of those sentences
_MAX_BULLET_SENTENCES = 3
_MAX_BULLET_WORDS = 80
_MAX_INDEPENDENT_WORDS = 60  # in a bullet of sentences that do not depend on each other
_MAX_BULLETS = {Role.KEY_POINT: 5, Role.DIFFER: 1}
_MAX_OTHER_BULLETS = 2  # in any other section
_CUE_ROLES = {Cue.DIFFER: Role.DIFFER, Cue.NOT_KNOWN: Role.NOT_KNOWN, Cue.WATCH: Role.WATCH}
_SHARE_PRICE_WORDS = re.compile(r"\b(?:shares?|stocks?|markets?)\b", re.IGNORECASE)


class _Bullet(NamedTuple):
    """One bullet of the page: the indexes of its sentences, and its section."""

    indexes: tuple[int, ...]
    role: Role


def choose_statements(sentences: StorySentences) -> tuple[Statement, ...]:
    """Choose the statements of a story, sorted by section and then by their order in the text."""
    if not len(sentences):
        return ()
    chooser = _SentenceChooser(sentences)
    chooser.fill()
    bottom, *bullets = chooser.bullets()
    bullets.sort(key=lambda bullet: [*Role].index(bullet.role))
    others = (
        _statement_of_bullet(bullet, sentences, keep_connective=bullet.role is bottom.role)
        for bullet in bullets
    )
    return (_statement_of_bullet(bottom, sentences, keep_connective=False), *others)


class _SentenceChooser:
    """Chooses the sentences of one page.

    An ``index`` is the position of a sentence among those of all articles of the story.
    """

    def __init__(self, sentences: StorySentences) -> None:
        self._sentences = sentences
        self._room = [generated_word_limit(article) for article in sentences.articles]
        self._first_article = BottomLineChooser(sentences)
        self._is_note = self._first_article.is_note
        self._bottom_line = self._first_article.choose()
        shown_above = " ".join(
            [sentences.title, *(sentences[index].text for index in self._bottom_line)]
        )
        self._dependencies = [self._first_article.dependencies]
        self._dependencies += [
            SentenceDependencies(article_sentences, shown_above, note=article.kind == "note")
            for article, article_sentences in zip(
                sentences.articles[1:], sentences.by_article[1:], strict=True
            )
        ]
        self._opening = frozenset(
            sentence
            for index in self._bottom_line
            for sentence in self._first_article.with_reply(index)
        )
        self._chosen = self._opening

    def fill(self) -> None:
        """Add sentences to the page until it is full, the most important first."""
        sentences = self._sentences
        candidates = [
            index
            for index in range(len(sentences))
            if index > self._bottom_line[0] or news_score(sentences[index].facts)  # no mere scene
            if not says_nothing(sentences[index].facts)
        ]
        not_known = [index for index in candidates if Cue.NOT_KNOWN in sentences[index].facts.cues]
        if self._is_note:
            self._add_in_order(not_known[-1:], 1)
        else:
            if sentences.articles[0].opinion:
                self._add_in_order(filter(self._is_demand, candidates), 1)
            self._add_in_order(self._rank_replies(candidates), 1)
            self._add_in_order(not_known, 1)
            self._add_in_order(filter(self._details_denial, candidates), 1)
        self._add_in_order(self._rank_caveats(candidates), _MAX_CAVEATS)
        self._take_headline_sentences(candidates)
        if not self._is_note:  # whose author has put the most important first
            self._add_in_order(index for index in candidates if sentences[index].facts.quantities)
        self._add_in_order(candidates)

    def bullets(self) -> Iterator[_Bullet]:
        """Yield the bullets of the page, the bottom line first."""
        for index in self._bottom_line:
            yield _Bullet(self._first_article.with_reply(index), Role.BOTTOM_LINE)
        yield from self._arrange(self._chosen - self._opening) or ()

    # --- The order --------------------------------------------------------------------------------

    def _rank_replies(self, candidates: Iterable[int]) -> list[int]:
        """Sort the replies: first those to the bottom line, and denials before other replies."""
        replies = [(index, self._accusation(index)) for index in candidates]
        ranked = sorted(
            (accusation not in self._opening, not self._denies(index), index)
            for index, accusation in replies
            if accusation is not None
        )
        return [index for *_, index in ranked]

    def _rank_caveats(self, candidates: Iterable[int]) -> list[int]:
        """Sort the sentences that limit, doubt or deny something, the clearest first."""
        scores = {index: caveat_score(self._sentences[index].facts) for index in candidates}
        caveats = (index for index in scores if scores[index] >= _MIN_CAVEAT_SCORE)
        return sorted(caveats, key=lambda index: (-scores[index], index))

    def _take_headline_sentences(self, candidates: Iterable[int]) -> None:
        """Add the sentences that cover most of the headline beyond what the page already covers."""
        sentences, untried = self._sentences, set(candidates)
        for _ in range(_MAX_HEADLINE_SENTENCES):
            shown_roots = sentences.roots(self._chosen)
            shares = {
                index: sentences.headline_share(sentences[index].roots - shown_roots)
                for index in untried
            }
            best = max(sorted(shares), key=lambda index: shares[index], default=0)
            if shares.get(best, 0) < _MIN_ADDED_HEADLINE_SHARE:
                return
            untried -= {best}
            self._try_to_add(best)

    # --- Adding a sentence ------------------------------------------------------------------------

    def _add_in_order(self, order: Iterable[int], limit: int | None = None) -> None:
        """Add sentences in the given order, at most ``limit``, and skip those without room."""
        for index in order:
            if index not in self._chosen and self._try_to_add(index) and limit is not None:
                limit -= 1
                if not limit:
                    return

    def _try_to_add(self, index: int) -> bool:
        """Add a sentence and those that explain it, if they all fit; return whether they do.

        A clear caveat may come without the rest of its paragraph if there is no room for that.
        """
        is_clear = caveat_score(self._sentences[index].facts) >= _CLEAR_CAVEAT_SCORE
        for in_paragraph in (True, False) if is_clear else (True,):
            added = self._collect_needed(index, in_paragraph)
            if added and self._fits(self._chosen | added):
                self._chosen |= added
                return True
        return False

    def _collect_needed(self, index: int, in_paragraph: bool) -> set[int] | None:
        """Collect a sentence and all that it needs and that is not yet chosen.

        Returns None if any of these sentences cannot be shown.
        """
        added, pending = set[int](), [index]
        while pending:
            current = pending.pop()
            if current in added or current in self._chosen:
                continue
            sentence = self._sentences[current]
            if not self._can_be_shown(sentence):
                return None
            shown_before = self._sentences_before(current, added)
            needs = self._dependencies[sentence.article].needs(
                sentence.sentence_index, shown_before, in_paragraph=in_paragraph
            )
            needed = [
                self._sentences.index_of(sentence.article, needed_sentence)
                for needed_sentence in needs
            ]
            if None in needed:
                return None
            added.add(current)
            pending += [
                needed_index
                for needed_index in needed
                if needed_index is not None
                and not self._stands_in_other_words(needed_index, current)
            ]
        return added

    def _stands_in_other_words(self, needed: int, needing: int) -> bool:
        """Whether the page says what a needed sentence says, and another one need not follow it."""
        sentence, previous = self._sentences[needing], self._sentences[needed]
        dependencies, index = self._dependencies[sentence.article], sentence.sentence_index
        reply = self._sentences.index_of(sentence.article, dependencies.reply(index))
        must_follow = sentence.paragraph == previous.paragraph or dependencies.is_bound(index)
        if must_follow or needed in (reply, self._accusation(needing)):
            return False
        return self._repeats(previous)

    def _repeats(self, sentence: StorySentence) -> bool:
        """Whether a sentence says nearly what one on the page says."""
        return any(
            is_repetition(sentence.roots, self._sentences[other].roots) for other in self._chosen
        )

    def _sentences_before(self, index: int, added: AbstractSet[int]) -> frozenset[int]:
        """The sentences of the same article that the page shows before this one."""
        sentences, article = self._sentences, self._sentences[index].article
        return frozenset(
            sentences[other].sentence_index
            for other in self._chosen | added
            if sentences[other].article == article and (other < index or other in self._opening)
        )

    def _can_be_shown(self, sentence: StorySentence) -> bool:
        if sentence.is_incomplete or is_junk(sentence.facts):
            return False
        if is_share_price(sentence.text) and not _SHARE_PRICE_WORDS.search(self._sentences.title):
            return False
        return not self._repeats(sentence)

    def _fits(self, chosen: AbstractSet[int]) -> bool:
        """Whether a choice keeps the word limits: of each article, of the page, and in a row."""
        word_counts = [0] * len(self._room)
        in_a_row, only_opening = 0, True
        for index in sorted(chosen):
            sentence = self._sentences[index]
            word_counts[sentence.article] += sentence.word_count
            continues = index - 1 in chosen and self._sentences.is_followed_in_article(index - 1)
            in_a_row = sentence.word_count + (in_a_row if continues else 0)
            only_opening = index in self._opening and (only_opening or not continues)
            if sentence.is_protected and in_a_row > MAX_WORDS_IN_A_ROW and not only_opening:
                return False
        fits = all(count <= limit for count, limit in zip(word_counts, self._room, strict=True))
        return (
            fits
            and sum(word_counts) <= max(self._room)
            and self._arrange(chosen - self._opening) is not None
        )

    # --- Bullets ----------------------------------------------------------------------------------

    def _arrange(self, indexes: AbstractSet[int]) -> list[_Bullet] | None:
        """Arrange sentences in bullets; None if a bullet or a section would become too long.

        A sentence that refers to the previous one shares its bullet, and a denial directly follows
        what it denies.  Other neighbours share a bullet if it stays short.
        """
        bullets: list[_Bullet] = []
        for index in sorted(indexes):
            sentence = self._sentences[index]
            dependencies = self._dependencies[sentence.article]
            antecedent = self._sentences.index_of(
                sentence.article, dependencies.antecedent(sentence.sentence_index)
            )
            previous = (
                index - 1 if index and self._sentences.is_followed_in_article(index - 1) else None
            )
            neighbour = antecedent if antecedent in indexes else previous
            place = next((n for n, b in enumerate(bullets) if neighbour in b.indexes), None)
            role = self._role(sentence)
            is_bound = dependencies.is_bound(sentence.sentence_index)
            if place is not None and self._may_join(bullets[place], index, role, bound=is_bound):
                bullets[place] = _Bullet((*bullets[place].indexes, index), bullets[place].role)
            elif place is not None and is_bound:
                return None
            else:
                bullets.append(_Bullet((index,), role))
        roles = [bullet.role for bullet in bullets]
        is_too_long = any(
            roles.count(role) > _MAX_BULLETS.get(role, _MAX_OTHER_BULLETS) for role in roles
        )
        return None if is_too_long else bullets

    def _may_join(self, bullet: _Bullet, index: int, role: Role, *, bound: bool) -> bool:
        """Whether a sentence may join a bullet: they belong together and the bullet stays short."""
        indexes = (*bullet.indexes, index)
        length = self._sentences.word_count(indexes)
        if len(indexes) > _MAX_BULLET_SENTENCES or length > _MAX_BULLET_WORDS:
            return False
        if bound:
            return True
        sentence, above = self._sentences[index], self._sentences[index - 1]
        if sentence.is_item or above.is_item or is_denial(sentence.text):
            return False  # it may lack a full stop, or would seem to answer what stands before it
        dependencies = self._dependencies[sentence.article]
        same_paragraph = sentence.paragraph == above.paragraph
        # A paragraph of a note keeps to one subject; neighbours in an article may do so.
        belongs = same_paragraph or (
            sentence.is_protected and len(sentence.roots & above.roots) > 1
        )
        awaits_reply = dependencies.reply(sentence.sentence_index) is not None or (
            dependencies.reply(above.sentence_index) is not None and not same_paragraph
        )
        both_key_points = bullet.role is role is Role.KEY_POINT and index - 1 in bullet.indexes
        return both_key_points and belongs and not awaits_reply and length <= _MAX_INDEPENDENT_WORDS

    def _role(self, sentence: StorySentence) -> Role:
        """The section of a sentence by its cues; an accusation with a reply is a key point."""
        dependencies, index = self._dependencies[sentence.article], sentence.sentence_index
        if dependencies.reply(index) is not None:
            return Role.KEY_POINT
        roles = (role for cue, role in _CUE_ROLES.items() if cue in sentence.facts.cues)
        return next(roles, Role.KEY_POINT)

    # --- Replies ----------------------------------------------------------------------------------

    def _denies(self, index: int) -> bool:
        sentence = self._sentences[index]
        return self._dependencies[sentence.article].denies(sentence.sentence_index)

    def _is_demand(self, index: int) -> bool:
        """Whether the author of an opinion says here what ought to be done."""
        text = self._sentences[index].text
        return demands(text) and not attributes_view(text)

    def _details_denial(self, index: int) -> bool:
        """Whether a sentence may say more on a bare denial that is on the page before it."""
        sentences, denial = self._sentences, index - 1
        return (
            denial in self._chosen
            and sentences.is_followed_in_article(denial)
            and sentences[denial].paragraph == sentences[index].paragraph
            and is_bare_denial(sentences[denial].text)
        )

    def _accusation(self, index: int) -> int | None:
        """The index of the sentence that this one denies or answers."""
        sentence = self._sentences[index]
        accusation = self._dependencies[sentence.article].accusation(sentence.sentence_index)
        return self._sentences.index_of(sentence.article, accusation)


def text_with_days(facts: SentenceFacts) -> str:
    """The text of a sentence, with its date after each "Tuesday" or "today" that is not quoted."""
    text, plain = facts.text, mask_quotations(facts.text)
    for span in sorted(facts.dates, key=lambda span: -span.start):
        is_bare = span.wording.isalpha() and plain[span.start : span.end] == span.wording
        if span.day and is_bare:
            text = f"{text[: span.end]} ({span.day.day} {span.day:%B}){text[span.end :]}"
    return text


def _statement_of_bullet(
    bullet: _Bullet, sentences: StorySentences, *, keep_connective: bool
) -> Statement:
    """Make the statement of a bullet; cut its opening connective unless ``keep_connective``."""
    first, *others = (sentences[index] for index in bullet.indexes)
    opening = text_with_days(first.facts)
    parts = [Part(opening if keep_connective else strip_connective(opening), first.passages)]
    parts += [Part(text_with_days(sentence.facts), sentence.passages) for sentence in others]
    speakers = (sentences[index].facts.speaker for index in bullet.indexes)
    labels = {speaker.printed_label for speaker in speakers if speaker}
    return Statement(tuple(parts), bullet.role, labels.pop() if len(labels) == 1 else "")
