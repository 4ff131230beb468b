"""Choose the bottom line of a page that has no draft, from the first article of its story.

It is the first sentence that makes sense alone, unless a later one covers much more of the
headline.  In a feature it is the news behind the opening scene, in an opinion the thesis.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from itertools import groupby, islice

from briefing_room.compose.dependencies import SentenceDependencies, needs_previous_sentence
from briefing_room.compose.limits import MAX_WORDS_IN_A_ROW
from briefing_room.compose.replies import attributes_view, is_accusation, is_denial
from briefing_room.compose.signs import (
    MAX_STUB_WORDS,
    is_junk,
    news_score,
    opens_contrast,
    opens_scene,
    says_nothing,
    states_thesis,
)
from briefing_room.compose.story_sentences import StorySentences
from briefing_room.ingest.openings import strip_connective, unexplained_phrase
from briefing_room.text.lexicon import count_words

# Set by hand; after a change, `python benchmarks/score.py` measures the choice on marked facts.
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


class BottomLineChooser:
    """Chooses the bottom line; an ``index`` is the position of a sentence in the first article."""

    def __init__(self, sentences: StorySentences) -> None:
        self._sentences = sentences
        self.is_note = sentences.articles[0].kind == "note"
        self.dependencies = SentenceDependencies(
            sentences.by_article[0], sentences.title, note=self.is_note
        )

    def choose(self) -> tuple[int, ...]:
        """Choose the one or two sentences of the first article that say what the news is."""
        sentences = self._sentences
        indexes = [
            index
            for index in range(len(sentences))
            if sentences[index].article == 0
            and not sentences[index].is_incomplete
            and sentences.word_count(self.with_reply(index)) <= MAX_WORDS_IN_A_ROW
        ] or [0]
        lead = indexes[0]
        if not self.is_note:
            clear = [index for index in indexes if self._can_lead(index)]
            first = (index for index in indexes if self._can_lead(index, allow_names=True))
            lead = next(first, lead)
            best = max(clear, key=self._headline_score, default=lead)
            is_clearer = self._headline_score(best) > self._headline_score(lead) + _MIN_SHARE_GAIN
            if is_clearer and len(sentences[best].roots & sentences.headline) > 1:
                lead = best
        if not (self.is_note or sentences.articles[0].opinion or _LIVE.search(sentences.title)):
            lead = self._lead_of_feature(lead, indexes)
        if sentences.articles[0].opinion:
            own = filter(self._can_be_thesis, indexes)
            thesis = max(own, key=self._thesis_score, default=lead)
            gain = self._thesis_score(thesis) - self._thesis_score(lead)
            if gain > _MIN_THESIS_GAIN or not self._can_be_thesis(lead):
                lead = thesis
        return (lead, lead + 1) if self._continues(lead) else (lead,)

    def with_reply(self, index: int) -> tuple[int, ...]:
        """A sentence of the first article and its denial; a plain accusation and any reply."""
        sentence = self._sentences[index]
        reply = self._sentences.index_of(0, self.dependencies.reply(sentence.sentence_index))
        if reply is None or not (self.dependencies.denies(reply) or is_accusation(sentence.text)):
            return (index,)
        return index, reply

    def _lead_of_feature(self, lead: int, indexes: Iterable[int]) -> int:
        """The first sentence of the paragraph with the news, if ``lead`` only sets a scene."""
        paragraphs = groupby(indexes, lambda index: self._sentences[index].paragraph)
        refers_back = self.dependencies.opens_with_pronoun
        candidates = [
            [index for index in group if self._is_news(index) and not refers_back(index)]
            for _, group in islice(paragraphs, _OPENING_PARAGRAPHS)
        ]
        best = max(candidates, key=self._news_score)
        has_news = self._news_score(best) >= _MIN_NEWS_SCORE
        sets_scene = self._news_score([lead]) <= _MAX_SCENE_SCORE
        return best[0] if has_news and sets_scene else lead

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
        is_clear = self.dependencies.makes_sense_alone(index, allow_names=allow_names)
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
        dependencies, next_index = self.dependencies, sentence.sentence_index
        is_disputed = dependencies.accusation(next_index) is not None or (
            dependencies.reply(next_index) is not None
        )
        is_broken = sentence.is_incomplete or is_junk(sentence.facts)
        return lead.paragraph == sentence.paragraph and not (is_disputed or is_broken)

    def _may_be_denied(self, index: int) -> bool:
        """Whether a sentence accuses without a reply, though a later denial may be meant for it."""
        if not is_accusation(self._sentences[index].text) or len(self.with_reply(index)) > 1:
            return False
        accusation, facts = self.dependencies.accusation, self._sentences.by_article[0]
        return any(
            accusation(later) is None and is_denial(facts[later].text)
            for later in range(index + 1, len(facts))
        )
