"""Check who says something: reported speech has a speaker, and it is that of the passages.

:mod:`briefing_room.verify.speech` says what a speaker is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from briefing_room.verify.comparison import Comparison, flag
from briefing_room.verify.likeness import FAMILY, is_country, likeness, word_set
from briefing_room.verify.polarity import DENYING_VERBS
from briefing_room.verify.reasons import SPEAKER, Reason
from briefing_room.verify.speech import (
    ANAPHORS,
    HONORIFICS,
    PERSONAL_PRONOUNS,
    REPORT_VERBS,
    ROLES,
    SINGULAR_PERSONS,
    SPEECH_VERBS,
    Names,
    SpeakerWords,
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
    return _longest_name(sentence, forms)


def _longest_name(sentence: Words, forms: Collection[str]) -> str:
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


# --- The speaker of the passages ------------------------------------------------------------------

_DOCUMENT_NOUNS = word_set("document_nouns")
_FIRM_NOUNS = word_set("firm_nouns")
_DESCRIPTIVE_ROLES = word_set("descriptive_roles")
_MIN_RIVAL_SCORE_SHARE = 0.85  # of the best sentence's score, for the second to count as well
_MIN_ROLE_LIKENESS = 0.6  # "director" and "head"
_MAX_WORDS_TO_SAYING = 24  # from the start of a sentence
_MAX_WORDS_TO_VERB = 8  # the same, of a sentence that has no verb of saying
_BEFORE_PLACES = frozenset({"to", "from"})  # a name after these does not speak
_WORDS_WITHOUT_VERB = 6  # that may name the speaker of a sentence without a verb


class _Candidates(NamedTuple):
    """Who may say a passage sentence; ``certain`` if the sentence itself names its speaker."""

    names: Names
    roles: frozenset[str]
    certain: bool


def check_speaker(comparison: Comparison) -> Iterator[Reason]:
    """Yield the speakers to whom the passages do not attribute what the statement says."""
    articles = comparison.articles
    clauses = list(_speaker_clauses(comparison))
    others = comparison.bullet_words[len(comparison.statement_words) :]
    stated_forms = {word.lower for word in others}.union(*(who.names for who, _ in clauses))
    for speaker, clause in clauses:
        names = {
            name
            for name in speaker.names
            if name in articles.names or name not in articles.lowercase_words
        }
        if names and names.isdisjoint(articles.names | articles.authors):
            continue  # the rule for names reports them
        roles = set(speaker.roles - PERSONAL_PRONOUNS - (HONORIFICS if names else set()))
        if not (names or roles):
            continue
        ranking = _rank_sentences(comparison, clause) or [(0, 0.0)]
        candidates = _find_candidates(comparison, ranking)
        best_sentence = comparison.passage_sentences[ranking[0][0]]
        passage_speakers = {name for other in find_speakers(best_sentence) for name in other.names}
        is_author = roles == {"author"} or not names.isdisjoint(articles.authors)
        is_unsure = bool(names) and not candidates.certain and articles.may_speak(names)
        if is_author:
            is_unsure |= not find_reported_sentence(comparison, clause)
            is_unsure |= not candidates.names.isdisjoint(stated_forms)
        if is_unsure or not passage_speakers.isdisjoint(stated_forms):
            continue  # nobody is sure to speak, or the statement names who does
        is_wrong = (
            not _share_name(comparison, names, candidates)
            if names
            else _has_wrong_role(comparison, roles, candidates)
        )
        if is_wrong:
            stated_name = _longest_name(comparison.statement_words, speaker.names | speaker.roles)
            heard_name = _heard_name(comparison, best_sentence, candidates)
            why = (
                f"it is not certain that “{stated_name}” says this; name the speaker of the passage"
            )
            if heard_name:
                why = f"in the passage “{heard_name}” says this, not “{stated_name}”"
                why += "; name the right speaker"
            words = (w for w in comparison.statement_words if {w.lower, w.lemma} & (names or roles))
            yield flag(SPEAKER, why, *words)


def _heard_name(comparison: Comparison, sentence: Words, candidates: _Candidates) -> str:
    """The longest name of the speaker of a passage sentence, "" if that is not certain."""
    forms = (candidates.names or candidates.roles) if candidates.certain else frozenset()
    names = (_longest_name(line, forms) for line in comparison.articles.lines)
    return _longest_name(sentence, forms) or max(names, key=len, default="")


def _share_name(comparison: Comparison, names: set[str], candidates: _Candidates) -> bool:
    """Whether somebody who may speak in the passage may have a name of the statement."""
    may_be_same = comparison.articles.may_be_same
    others = candidates.names | _find_employers(comparison, candidates)
    return any(may_be_same(name, other) for name in names for other in others)


def _find_employers(comparison: Comparison, candidates: _Candidates) -> Names:
    """The words of the bodies whose officers may speak: a firm may stand for its director."""
    employers = comparison.articles.employers
    return frozenset(word for name in candidates.names for word in employers.get(name, ()))


# --- Roles --------------------------------------------------------------------------------------


def _has_wrong_role(comparison: Comparison, roles: set[str], candidates: _Candidates) -> bool:
    """Whether nobody who may speak in the passage has a role of the statement."""
    is_decided = (
        bool(candidates.names or candidates.roles)
        if candidates.certain
        else bool(candidates.roles) and not candidates.names and candidates.roles <= ROLES
    )
    is_unknown = not any(_is_in_articles(comparison, role) for role in roles)
    return is_unknown or (is_decided and not _may_have_role(comparison, roles, candidates))


def _may_have_role(comparison: Comparison, roles: set[str], candidates: _Candidates) -> bool:
    """Whether somebody who may speak in the passage may have a role of the statement."""
    forms = candidates.names | candidates.roles
    employers = _find_employers(comparison, candidates)
    is_firm = bool(employers) and employers.isdisjoint(ROLES - _FIRM_NOUNS)
    if not roles.isdisjoint(employers) or (is_firm and roles <= _FIRM_NOUNS):
        return True
    known = forms | comparison.passage_lemmas
    if any(likeness(role, other) >= _MIN_ROLE_LIKENESS for role in roles for other in known):
        return True
    linked_names = comparison.articles.linked_names
    linked = {role for form in forms for role in linked_names.get(form, ())}
    is_held = any(not roles.isdisjoint(others) for others in linked_names.values())
    return not linked.isdisjoint(roles) or not (is_held or forms & (ROLES | HONORIFICS))


def _is_in_articles(comparison: Comparison, role: str) -> bool:
    """Whether the articles have a role, or it is one that a writer may give, such as "author"."""
    is_checked = role in ROLES - _DESCRIPTIVE_ROLES
    return not is_checked or any(
        likeness(role, word) >= FAMILY for word in comparison.articles.words
    )


# --- What a speaker says, and where the passages say it -----------------------------------------


def _speaker_clauses(comparison: Comparison) -> Iterator[tuple[SpeakerWords, Words]]:
    """Yield each speaker of the statement with the words of their clause."""
    clauses: list[list[Word]] = [[]]
    for word in comparison.statement_words:
        if word.text == ";" or word.lower in CLAUSE_SEPARATORS:
            clauses.append([])
        clauses[-1].append(word)
    for clause in clauses:
        reindexed = tuple(replace(word, index=index) for index, word in enumerate(clause))
        for speaker in find_speakers(reindexed):
            yield speaker, tuple(clause)


def _rank_sentences(comparison: Comparison, clause: Words) -> list[tuple[int, float]]:
    """The passage sentences with their likeness to a clause, the best first."""
    scores: defaultdict[int, float] = defaultdict(float)
    for word in clause:
        if word.is_value or (word.content and not word.capital and word.verb not in SPEECH_VERBS):
            weights: dict[int, float] = {}
            for match in comparison.find_support(word):
                weights[match.sentence] = max(weights.get(match.sentence, 0.0), match.weight)
            for sentence, weight in weights.items():
                scores[sentence] += weight
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))


def _find_candidates(comparison: Comparison, ranking: list[tuple[int, float]]) -> _Candidates:
    """Who may say the sentence that is most like a clause, or the next one if that is close."""
    best = _candidates_in(comparison, ranking[0][0])
    if len(ranking) == 1:
        return best
    is_close = ranking[1][1] >= _MIN_RIVAL_SCORE_SHARE * ranking[0][1]
    if best.certain and not is_close:
        return best
    second = _candidates_in(comparison, ranking[1][0])
    return _Candidates(
        best.names | second.names, best.roles | second.roles, best.certain or second.certain
    )


def _candidates_in(comparison: Comparison, sentence_index: int) -> _Candidates:
    """Who may say a passage sentence: its speakers, which are not certain after "she said"."""
    articles = comparison.articles
    sentence = comparison.passage_sentences[sentence_index]
    sentence_speakers = find_speakers(sentence) or _speakers_quoted_before(
        comparison, sentence_index
    )
    if articles.is_opinion and articles.authors and not sentence_speakers:
        is_certain = not any(w.in_quotation or w.lower in articles.names for w in sentence)
        return _Candidates(articles.authors, frozenset({"author"}), is_certain)
    names = frozenset(name for speaker in sentence_speakers for name in speaker.names)
    roles = frozenset(role for speaker in sentence_speakers for role in speaker.roles)
    openings = _names_before_saying(sentence).union(
        *(speaker.names for speaker in find_speakers(sentence, stance=True))
    )
    if not names and roles and roles <= SINGULAR_PERSONS:
        line_index = comparison.passages[comparison.passage_of_sentence[sentence_index]].line_index
        resolved = articles.pronoun_speakers(line_index)
        if resolved.names:
            return _Candidates(resolved.names | openings, resolved.roles, certain=True)
    is_document = not roles.isdisjoint(_DOCUMENT_NOUNS)
    is_pronoun = not roles.isdisjoint(PERSONAL_PRONOUNS | ANAPHORS)
    # A role such as "critics" takes no name from other sentences.
    if not is_document and (names or (roles and not is_pronoun)):
        return _Candidates(names | openings, roles, certain=True)
    return _Candidates(names | openings, roles, certain=False)


def _speakers_quoted_before(
    comparison: Comparison, sentence_index: int
) -> tuple[SpeakerWords, ...]:
    """Whoever is quoted in the line before, if a passage sentence opens with a quotation."""
    sentence = comparison.passage_sentences[sentence_index]
    line_index = comparison.passages[comparison.passage_of_sentence[sentence_index]].line_index
    if line_index < 1 or not any(word.in_quotation for word in sentence[:2]):
        return ()
    before = comparison.articles.lines[line_index - 1]
    return tuple(find_speakers(before)) if any(word.in_quotation for word in before) else ()


def _names_before_saying(sentence: Words) -> Names:
    """The names before the verb of saying of a sentence, or before its first verb."""
    verb = next((w.index for w in sentence if w.verb and not w.reduced), _WORDS_WITHOUT_VERB)
    saying = next((w.index for w in sentence if w.verb in SPEECH_VERBS and not w.reduced), verb)
    end = saying if saying < _MAX_WORDS_TO_SAYING else max(1, min(verb, _MAX_WORDS_TO_VERB))
    return frozenset(
        w.lower
        for w in sentence[:end]
        if w.capital and w.content and not w.in_quotation
        if not (w.index and sentence[w.index - 1].lower in _BEFORE_PLACES)
    )
