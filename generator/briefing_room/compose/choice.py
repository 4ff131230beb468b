"""Choose the sentences of a page that has no draft.

Sentences are added in this order, as long as the page has room for them:

1. The bottom line: the first sentence that makes sense alone, unless a later one covers much more
   of the headline.  In a feature, the news behind its opening scene; in an opinion, the thesis.
2. One reply, with the accusation that it answers.
3. One sentence on what is not known, then at most two clear conditions or doubts.
4. Sentences on other parts of the headline, sentences with figures, and then all others.

The chooser adds a sentence together with the sentences that explain it (see
:mod:`briefing_room.compose.dependencies`), or skips it.  It never rewords a sentence.  It only
cuts an opening "But" or "Meanwhile".
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from collections.abc import Set as AbstractSet
from itertools import groupby, islice
from typing import NamedTuple

from briefing_room.compose.dependencies import SentenceDependencies, needs_previous_sentence
from briefing_room.compose.limits import MAX_WORDS_IN_A_ROW, generated_word_limit
from briefing_room.compose.replies import attributes_view, is_accusation, is_denial
from briefing_room.compose.signs import (
    MAX_STUB_WORDS,
    caveat_score,
    is_junk,
    is_share_price,
    news_score,
    opens_contrast,
    opens_scene,
    says_nothing,
    states_thesis,
)
from briefing_room.compose.story_sentences import StorySentence, StorySentences, is_repetition
from briefing_room.ingest.openings import strip_connective, unexplained_phrase
from briefing_room.model import (
    Cue,
    Part,
    Role,
    SentenceFacts,
    Statement,
)
from briefing_room.text.lexicon import count_words
from briefing_room.text.sentences import mask_quotations

# Set by hand: weights fitted on marked key facts chose no better (see benchmarks/README.md).
# After a change, `python benchmarks/score.py` measures the choice on those marks.
_MIN_SHARE_GAIN = 0.35  # a later sentence leads only if it covers this much more of the headline
_MIN_THESIS_GAIN = 0.5  # over a first sentence that may be the thesis, too
_MIN_HEADLINE_SHARE = 0.5  # that a first sentence with unexplained names must cover
_LATENESS_PENALTY = 0.05  # share of the headline subtracted for each earlier sentence
_OPENING_SENTENCES, _CLOSING_SENTENCES = 5, 3  # of an opinion, with its thesis in one of them
_DEMAND_BONUS, _ANSWER_BONUS, _PLACE_BONUS = 0.3, 0.2, 0.15  # for a thesis, in shares of headline
_OPENING_PARAGRAPHS = 6  # of a feature, with its news in one of them
_MAX_SCENE_SCORE, _MIN_NEWS_SCORE = 0.25, 0.6  # of the first sentence, and of that paragraph
_LIVE = re.compile(r"^$|\blive\b|\bas it happen", re.IGNORECASE)  # no feature has such a title
_MAX_BOTTOM_LINE_WORDS = 60  # if it has two sentences
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
    page = _SentenceChooser(sentences)
    page.fill()
    bottom, *bullets = page.bullets()
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
        notes = [article.kind == "note" for article in sentences.articles]
        self._is_note = notes[0]
        first = SentenceDependencies(sentences.by_article[0], sentences.title, note=notes[0])
        self._dependencies = [first]
        self._bottom_line = self._choose_bottom_line()
        shown_above = " ".join(
            [sentences.title, *(sentences[index].text for index in self._bottom_line)]
        )
        self._dependencies += [
            SentenceDependencies(article_sentences, shown_above, note=is_note)
            for article_sentences, is_note in zip(sentences.by_article[1:], notes[1:], strict=True)
        ]
        self._opening = frozenset(
            sentence for index in self._bottom_line for sentence in self._with_reply(index)
        )
        self._chosen = self._opening

    def fill(self) -> None:
        """Add sentences to the page until it is full, the most important first."""
        sentences = self._sentences
        candidates = [
            index
            for index in range(len(sentences))
            if index > self._bottom_line[0] or self._news_score([index]) > _MAX_SCENE_SCORE
            if not says_nothing(sentences[index].facts)
        ]
        not_known = [index for index in candidates if Cue.NOT_KNOWN in sentences[index].facts.cues]
        if self._is_note:
            not_known = not_known[-1:]
        else:
            self._add_in_order(self._rank_replies(candidates), 1)
        self._add_in_order(not_known, 1)
        self._add_in_order(self._rank_caveats(candidates), _MAX_CAVEATS)
        self._take_headline_sentences(candidates)
        if not self._is_note:  # whose author has put the most important first
            self._add_in_order(index for index in candidates if sentences[index].facts.quantities)
        self._add_in_order(candidates)

    def bullets(self) -> Iterator[_Bullet]:
        """Yield the bullets of the page, the bottom line first."""
        for index in self._bottom_line:
            yield _Bullet(self._with_reply(index), Role.BOTTOM_LINE)
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

    # --- The bottom line --------------------------------------------------------------------------

    def _choose_bottom_line(self) -> tuple[int, ...]:
        """Choose the one or two sentences of the first article that say what the news is."""
        sentences = self._sentences
        indexes = [
            index
            for index in range(len(sentences))
            if sentences[index].article == 0
            and not sentences[index].is_incomplete
            and sentences.word_count(self._with_reply(index)) <= MAX_WORDS_IN_A_ROW
        ] or [0]
        lead = indexes[0]
        if not self._is_note:
            clear = [index for index in indexes if self._can_lead(index)]
            first = (index for index in indexes if self._can_lead(index, allow_names=True))
            lead = next(first, lead)
            best = max(clear, key=self._headline_score, default=lead)
            is_clearer = self._headline_score(best) > self._headline_score(lead) + _MIN_SHARE_GAIN
            if is_clearer and len(sentences[best].roots & sentences.headline) > 1:
                lead = best
        if not (self._is_note or sentences.articles[0].opinion or _LIVE.search(sentences.title)):
            lead = self._lead_of_feature(lead, indexes)
        if sentences.articles[0].opinion:
            own = filter(self._can_be_thesis, indexes)
            thesis = max(own, key=self._thesis_score, default=lead)
            gain = self._thesis_score(thesis) - self._thesis_score(lead)
            if gain > _MIN_THESIS_GAIN or not self._can_be_thesis(lead):
                lead = thesis
        return (lead, lead + 1) if self._continues(lead) else (lead,)

    def _lead_of_feature(self, lead: int, indexes: Iterable[int]) -> int:
        """The first sentence of the paragraph with the news, if ``lead`` only sets a scene."""
        paragraphs = groupby(indexes, lambda index: self._sentences[index].paragraph)
        refers_back = self._dependencies[0].opens_with_pronoun
        candidates = [
            [index for index in group if self._is_news(index) and not refers_back(index)]
            for _, group in islice(paragraphs, _OPENING_PARAGRAPHS)
        ]
        best = max(candidates, key=self._news_score)
        has_news = self._news_score(best) >= _MIN_NEWS_SCORE
        return best[0] if has_news and self._news_score([lead]) <= _MAX_SCENE_SCORE else lead

    def _news_score(self, indexes: Collection[int]) -> float:
        sentences, facts = self._sentences, (self._sentences[index].facts for index in indexes)
        return sentences.headline_share(sentences.roots(indexes)) + sum(map(news_score, facts))

    def _is_news(self, index: int) -> bool:
        facts = self._sentences[index].facts
        return not (says_nothing(facts) or opens_scene(facts.text) or self._may_be_denied(index))

    def _can_lead(self, index: int, *, allow_names: bool = False) -> bool:
        """Whether a sentence makes sense alone.

        With ``allow_names`` it may have unexplained names if it covers half of the headline.
        """
        share = self._sentences.headline_share(self._sentences[index].roots)
        allow_names = allow_names and share >= _MIN_HEADLINE_SHARE
        is_clear = self._dependencies[0].makes_sense_alone(index, allow_names=allow_names)
        return is_clear and self._is_news(index)

    def _can_be_thesis(self, index: int) -> bool:
        """Whether a sentence may be what the author of an opinion holds, not what others say.

        It makes sense alone, at most without an opening "But".
        """
        facts = self._sentences[index].facts
        is_own = not (attributes_view(facts.text) or opens_scene(facts.text))
        opening = strip_connective(facts.text)
        named = unexplained_phrase(opening)[-1:]  # "The stockpile" if the title has the word
        is_in_title = bool(named) and named[0] in self._sentences.title.lower()
        points_elsewhere = needs_previous_sentence(opening) and not is_in_title
        is_short = count_words(facts.text) <= MAX_STUB_WORDS
        return is_own and not (points_elsewhere or is_short or says_nothing(facts))

    def _thesis_score(self, index: int) -> float:
        """How likely a sentence is the thesis: by the headline, a demand, an answer, its place.

        An author states it in the opening or at the end.
        """
        sentences, sentence = self._sentences, self._sentences[index]
        own = [n for n in range(len(sentences)) if sentences[n].article == 0]
        opening_end = own[min(_OPENING_SENTENCES, len(own)) - 1]
        is_at_end = index > own[-1] - _CLOSING_SENTENCES or (
            sentences[opening_end].paragraph >= sentence.paragraph
        )
        return (
            sentences.headline_share(sentence.roots)
            + _DEMAND_BONUS * states_thesis(sentence.text)
            + _ANSWER_BONUS * opens_contrast(sentence.text)
            + _PLACE_BONUS * is_at_end
            - _LATENESS_PENALTY / 10 * index
        )

    def _headline_score(self, index: int) -> float:
        """The share of the headline that a sentence covers, minus a penalty for a late place."""
        share = self._sentences.headline_share(self._sentences[index].roots)
        return share - _LATENESS_PENALTY * index

    def _continues(self, index: int) -> bool:
        """Whether the next sentence joins the bottom line.

        It must be in the same paragraph, undisputed and complete, and the two must be short.
        """
        sentences = self._sentences
        if (
            not sentences.is_followed_in_article(index)
            or sentences.word_count((index, index + 1)) > _MAX_BOTTOM_LINE_WORDS
        ):
            return False
        lead, sentence = sentences[index], sentences[index + 1]
        dependencies, next_index = self._dependencies[0], sentence.sentence_index
        is_disputed = dependencies.accusation(next_index) is not None or (
            dependencies.reply(next_index) is not None
        )
        is_broken = sentence.is_incomplete or is_junk(sentence.facts)
        return lead.paragraph == sentence.paragraph and not (is_disputed or is_broken)

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
            pending += [needed_index for needed_index in needed if needed_index is not None]
        return added

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
        return not any(
            is_repetition(sentence.roots, self._sentences[other].roots) for other in self._chosen
        )

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

    def _accusation(self, index: int) -> int | None:
        """The index of the sentence that this one denies or answers."""
        sentence = self._sentences[index]
        accusation = self._dependencies[sentence.article].accusation(sentence.sentence_index)
        return self._sentences.index_of(sentence.article, accusation)

    def _may_be_denied(self, index: int) -> bool:
        """Whether a sentence accuses without a reply, though a later denial may be meant for it."""
        if not is_accusation(self._sentences[index].text) or len(self._with_reply(index)) > 1:
            return False
        accusation, facts = self._dependencies[0].accusation, self._sentences.by_article[0]
        return any(
            accusation(later) is None and is_denial(facts[later].text)
            for later in range(index + 1, len(facts))
        )

    def _with_reply(self, index: int) -> tuple[int, ...]:
        """A sentence of the first article and its denial; a plain accusation and any reply."""
        sentence = self._sentences[index]
        reply = self._sentences.index_of(0, self._dependencies[0].reply(sentence.sentence_index))
        if reply is None or not (self._denies(reply) or is_accusation(sentence.text)):
            return (index,)
        return index, reply


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
