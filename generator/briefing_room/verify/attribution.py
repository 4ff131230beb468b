"""Check that a statement names a source for what its passages only report.

"The mine is safe" is no fact if the passage reads "The mine is safe, Kest said".  Whether the
statement names the right source is checked in :mod:`briefing_room.verify.speakers`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import groupby

from briefing_room.verify.comparison import Comparison, flag
from briefing_room.verify.likeness import is_country, word_set
from briefing_room.verify.polarity import DENYING_VERBS
from briefing_room.verify.reasons import Reason
from briefing_room.verify.speech import (
    PERSONAL_PRONOUNS,
    REPORT_VERBS,
    ROLES,
    SPEECH_VERBS,
    find_speakers,
    find_subject,
    reports_speech,
)
from briefing_room.verify.words import Modality, Word, Words, word_after, words_before

ATTRIBUTION = "attribution"
_STATEMENT_VERBS = word_set("statement_verbs")
_ACCORDING_WORDS = word_set("according_words")
_WISH_VERBS = word_set("wish_verbs")
_VIEW_VERBS = word_set("view_verbs")
_ANSWERING_VERBS = frozenset({"comment", "reply", "respond", "answer"})
_SPEECH_ENDS = word_set("contrast_words") - {"despite"}
CLAUSE_SEPARATORS = word_set("clause_separators")
_MIN_REPORTED_SHARE = 0.6  # of the matched words of a passage, to take it for reported speech
_MIN_RIVAL_SHARE = 0.6  # of the matched words of the best sentence, for another to count as well
_MIN_QUOTED_WORDS = 5  # of a quotation; a shorter one is no speech


def check_attribution(comparison: Comparison) -> Iterator[Reason]:
    """Yield the first part of a statement that gives reported speech as fact."""
    attributed = _reported_positions(comparison.statement_words)
    for part in _split_at_contrasts(comparison.statement_words):
        attributed_count = sum(word.index in attributed for word in part)
        is_reported = attributed_count >= _MIN_REPORTED_SHARE * len(part)
        if is_reported or _is_attributed(comparison, part) or _is_silence(part):
            continue
        sentence = find_reported_sentence(comparison, part)
        if sentence and not _is_about_speaker(comparison, part, sentence):
            name = _speaker_name(sentence)
            speaker = f"“{name}”" if name else "a speaker of the text before it"
            yield flag(ATTRIBUTION, f"the passage attributes this to {speaker}; name who says it")
            return
        if comparison.articles.is_opinion and any(map(_is_judgement, part)):
            yield flag(ATTRIBUTION, "this is the view of the article's author; name the author")
            return


def _speaker_name(sentence: Words) -> str:
    """The name of the speaker of a sentence, or their role: "Anna Weiss", "Estonian minister"."""
    forms = {form for speaker in find_speakers(sentence) for form in speaker.names | speaker.roles}
    return longest_name(sentence, forms)


def longest_name(sentence: Words, forms: Collection[str]) -> str:
    """The longest run of words that are among the forms of a name, "" if there is none."""
    is_part = [
        w.kind == "word" and (w.lower in {*forms, "of"} or w.lemma in forms or is_country(w.lemma))
        for w in sentence
    ]
    runs = [
        _without_of([word for word, _ in run])
        for part, run in groupby(zip(sentence, is_part, strict=True), key=lambda pair: pair[1])
        if part
    ]
    named = [
        run
        for run in runs
        if not {w.lower for w in run}.union(w.lemma for w in run).isdisjoint(forms)
    ]
    return " ".join(word.text for word in max(named, key=len, default=[]))


def _without_of(words: list[Word]) -> list[Word]:
    """Drop an "of" at either end."""
    start = 1 if words[0].lower == "of" else 0
    return words[start : -1 if words[-1].lower == "of" else None]


def find_reported_sentence(comparison: Comparison, part: Words) -> Words:
    """The passage sentence that reports a part as speech; empty if a passage says it plainly."""
    scores: dict[int, int] = {}
    reported: dict[int, int] = {}
    for index, sentence in enumerate(comparison.passage_sentences):
        positions = _reported_positions(sentence)
        matched = {
            (word.index, match.word.index)
            for word in part
            for match in comparison.matches(word)[:3]
            if match.sentence == index
        }
        scores[index] = len(matched)
        reported[index] = sum(position in positions for _, position in matched)
    most = max(scores.values(), default=0)
    rivals = [
        index for index, score in scores.items() if score and score >= _MIN_RIVAL_SHARE * most
    ]
    if not rivals or any(reported[i] < _MIN_REPORTED_SHARE * scores[i] for i in rivals):
        return ()
    return comparison.passage_sentences[max(rivals, key=lambda index: scores[index])]


def _split_at_contrasts(words: Words) -> Iterator[Words]:
    """Split a statement before ";", "but" and the like: each part needs its own speaker."""
    start = 0
    for word in words[:-1]:
        after = word_after(words, word)
        continues = after.lower == "that" or bool(after.verb)  # "said that …, but that …"
        separates = word.text == ";" or (word.lower in CLAUSE_SEPARATORS and not continues)
        if word.index > start and separates:
            yield words[start : word.index]
            start = word.index
    yield words[start:]


def _is_attributed(comparison: Comparison, part: Words) -> bool:
    """Whether a part of a statement names the source of a claim or a wish."""
    return any(
        _attributes(comparison, word)
        or (word.lower in _ACCORDING_WORDS and not (word.verb or word.in_quotation))
        or word.lower in comparison.articles.authors
        for word in part
    )


def _is_silence(part: Words) -> bool:
    """Whether a part says that somebody does not speak: "would not comment"."""
    return any(
        word.lemma in _ANSWERING_VERBS
        and (word.denied or any(w.verb in DENYING_VERBS for w in part[max(0, place - 3) : place]))
        for place, word in enumerate(part)
    )


def _is_about_speaker(comparison: Comparison, part: Words, sentence: Words) -> bool:
    """Whether the subject of a part is a speaker of the passage."""
    verb = next((w for w in part if w.verb and not w.reduced), None)
    if verb is None or (
        # "the miner says it has closed" is not "the miner has closed"
        verb.modality is Modality.FACT and verb.verb not in _WISH_VERBS | SPEECH_VERBS
    ):
        return False
    speaker_forms = {form for who in find_speakers(sentence) for form in who.names | who.roles}
    lead = comparison.statement_words[: verb.index]
    has_pronoun = any(w.lower in PERSONAL_PRONOUNS for w in lead)
    if verb.verb in _WISH_VERBS and (has_pronoun or not speaker_forms):
        return True
    subject = find_subject(comparison.statement_words, verb.index)
    subject_forms = {w.lower if w.capital else w.lemma for w in subject if w.content}
    return any(
        comparison.articles.may_be_same(form, speaker_form)
        for form in subject_forms
        for speaker_form in speaker_forms
    )


def _attributes(comparison: Comparison, word: Word) -> bool:
    """Whether a verb of the statement says whose claim it is."""
    is_speech = word.verb in SPEECH_VERBS and word.verb not in _WISH_VERBS
    if not is_speech or word.in_quotation or word.denied:
        return False
    if word.passive:
        return word.verb in REPORT_VERBS | _VIEW_VERBS
    words = comparison.statement_words
    ends_statement = not any(w.content for w in words[word.index + 1 :])  # "…, the data show"
    stance = ends_statement or any(m.word.verb for m in comparison.matches(word))
    return reports_speech(word, words, stance=stance) and bool(find_subject(words, word.index))


def _is_judgement(word: Word) -> bool:
    """Whether a verb predicts or demands something: "will fail", "should end"."""
    is_plan_or_ability = not {"to", "can"}.isdisjoint(word.auxiliaries)
    return bool(word.verb) and word.modality < Modality.FACT and not is_plan_or_ability


def _reported_positions(sentence: Words) -> set[int]:
    """The positions of the words that a sentence reports as somebody's."""
    positions: set[int] = set()
    for word in sentence:
        if word.lower in {"according", "reportedly", "allegedly"} or (
            word.verb in REPORT_VERBS - {"expect", "estimate"} and word.passive
        ):
            positions |= {w.index for w in sentence}
        elif word.verb == "accuse" and not word.denied:
            positions |= {w.index for w in sentence if w.index > word.index}
        elif word.verb in _STATEMENT_VERBS and reports_speech(word, sentence, stance=True):
            positions |= _scope_of_speech(sentence, word)
    quoted = {w.index for w in sentence if w.in_quotation and w.kind == "word"}
    return positions | quoted if len(quoted) >= _MIN_QUOTED_WORDS else positions


def _scope_of_speech(sentence: Words, word: Word) -> set[int]:
    """The positions that a verb of saying covers: after it, or before it at the end."""
    following = sentence[word.index + 1 :]
    tail = [w for w in following if w.content and not w.capital and w.lemma not in ROLES]
    has_other_verb = any(w.verb and not w.gerund and not w.in_quotation for w in following)
    has_comma = any(w.text in ',"' for w in words_before(sentence, word, 6))
    ends_clause = has_comma and bool(following) and following[0].text in ",;—–."
    is_last = not has_other_verb and (len(tail) <= 3 or has_comma)
    if word.index > 3 and (ends_clause or is_last):
        return {w.index for w in sentence[: word.index]}
    end = next((w.index for w in following[1:] if w.lower in _SPEECH_ENDS), len(sentence))
    return {w.index for w in sentence[word.index + 1 : end]}
