"""Tag the verbs of a sentence with their form, modality, negation and voice.

In "the mine may not be closed", "closed" is a participle that is possible, denied and passive.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from briefing_room.text.lexicon import (
    DETERMINERS,
    NOUN_VERBS,
    PREPOSITIONS,
    conjugations,
    word_list,
)
from briefing_room.verify.likeness import word_set
from briefing_room.verify.words import (
    FUNCTION_WORDS,
    NO_WORD,
    Modality,
    Word,
    Words,
    find_certainties,
    word_after,
    word_before,
)

_POSSIBILITY_WORDS = word_set("possibility_words")
_INTENTION_WORDS = word_set("intention_words")
_INTENTION_NOUNS = word_set("intention_nouns")
_ENTITLEMENT_NOUNS = word_set("entitlement_nouns")
_CATENATIVE_VERBS = word_set("catenative_verbs")
_SPEECH_VERBS = word_set("speech_verbs")
_NEGATIONS = word_list("denying", "negation")
BE_FORMS = word_set("be_forms")
_HAVE_FORMS = word_set("have_forms")
_DO_FORMS = word_set("do_forms")
_MODALS = word_set("modals")
_GLAD_WORDS = word_set("glad_words")
_FUTURE_AUXILIARIES = word_set("future_auxiliaries")
_AUXILIARIES = BE_FORMS | _HAVE_FORMS | _DO_FORMS | _MODALS | {"to"}
_DECIDING_AUXILIARIES = (
    _POSSIBILITY_WORDS | _FUTURE_AUXILIARIES | {"would", "should", "must", "'d", "to"}
)
_DOUBTING_ADVERBS = (_INTENTION_WORDS | _POSSIBILITY_WORDS) - _MODALS  # "probably"
_INTERPOSED_ADVERBS = word_set("interposed_adverbs")
_NOT_ADVERBS = word_list("not_adverbs")
_IF_WORDS = word_set("if_words")
_CLAUSE_OPENERS = word_set("clause_openers")
_DETERMINERS = word_set("determiners")
_SUBJECT_PRONOUNS = word_set("subject_pronouns")
_PLURAL_SUBJECTS = word_set("plural_subjects")
_OBJECT_OPENERS = word_set("object_openers")
_NO_PAST_AFTER = _DETERMINERS | word_set("no_past_after")
_JOINING_WORDS = frozenset({"and", "or", ",", "so", "then", "thus", "thereby"})
_QUESTION_WORDS = frozenset({"how", "whether", "where", "what"})
_NO_FORMS: frozenset[str] = frozenset()

# How many words a rule looks back or ahead.
_MAX_LEAD = 8  # auxiliaries and adverbs before a verb
_MAX_TO_MAIN_VERB = 4  # after an auxiliary
_MAX_TO_MAIN_CLAUSE_VERB = 12  # before a participle
_MAX_TO_JOINED_VERB = 14  # before "and" or "to" and a verb
_MAX_CLAUSE = 8
_MAX_TO_INTENTION_NOUN = 3  # before a gerund
_MIN_WORDS_BEFORE_SPEECH = 4  # in a sentence that ends with "…, analysts say"


class _VerbLead(NamedTuple):
    """What precedes a verb: "plans | to not yet be" built.

    The ``auxiliaries`` are given nearest first.  The ``governor`` is the word before them and their
    adverbs, ``NO_WORD`` at the start.
    """

    auxiliaries: tuple[str, ...]
    is_denied: bool
    is_doubted: bool
    governor: Word


def tag_verbs(words: list[Word]) -> Words:
    """Tag the verbs among the words of one text, and how certain each word is."""
    tagged_words: list[Word] = []
    for word in words:
        lead = _read_lead(words, tagged_words, word.index)
        forms = _verb_forms(word, words, lead) if word.kind == "word" else _NO_FORMS
        tagged_words.append(_tag_verb(word, tagged_words, lead, forms) if forms else word)
    return tuple(
        word if certainty is Modality.FACT else replace(word, certainty=certainty)
        for word, certainty in zip(tagged_words, find_certainties(tagged_words), strict=True)
    )


def _is_interposed(form: str) -> bool:
    """Whether a word may come between an auxiliary and its verb: "has reportedly built"."""
    is_adverb = form.endswith("ly") and form not in _NOT_ADVERBS
    return form in _INTERPOSED_ADVERBS or form == '"' or is_adverb


def _read_lead(words: Sequence[Word], tagged_words: Sequence[Word], index: int) -> _VerbLead:
    auxiliaries: list[str] = []
    is_denied = is_doubted = False
    position = index - 1
    while position >= 0 and index - position <= _MAX_LEAD:
        form = words[position].lower
        if not (form in _AUXILIARIES or _is_interposed(form)):
            break
        is_denied |= form in _NEGATIONS and words[position + 1].lower != "only"  # "not only"
        is_doubted |= form in _DOUBTING_ADVERBS
        if form in _AUXILIARIES:
            auxiliaries.append(form)
        position -= 1
    governor = tagged_words[position] if position >= 0 else NO_WORD
    return _VerbLead(tuple(auxiliaries), is_denied, is_doubted, governor)


# --- Which words are verbs -----------------------------------------------------------------------


def _verb_forms(word: Word, words: Sequence[Word], lead: _VerbLead) -> frozenset[str]:
    """The verb forms that a word can be in its position; none if it is not a verb."""
    if word.lower in BE_FORMS | _HAVE_FORMS | _DO_FORMS:  # main verbs where no other follows
        is_auxiliary = word.lower in _DO_FORMS or word_after(words, word).lower == "to"
        is_main_verb = not (is_auxiliary or _verb_follows(words, word.index))  # "is a"
        return frozenset({"be"}) if is_main_verb else _NO_FORMS
    if word.lower.startswith("-"):
        return _NO_FORMS  # "London-based"
    base, forms = conjugations().get(word.lower, ("", _NO_FORMS))
    if not forms and word.lower.endswith("ed") and len(word.lower) > 4 and not word.capital:
        forms = frozenset({"past", "participle"})
    if lead.auxiliaries:
        return _forms_after_auxiliary(word, lead, forms)
    if word.capital and word_before(words, word).kind == "word":
        return _NO_FORMS  # a name
    return _forms_without_auxiliary(word, words, lead, (base, forms))


def _forms_after_auxiliary(word: Word, lead: _VerbLead, forms: frozenset[str]) -> frozenset[str]:
    """The verb forms that a word can be after an auxiliary: "was built", "will build"."""
    nearest = lead.auxiliaries[0]
    if nearest in BE_FORMS | _HAVE_FORMS:
        return forms & {"participle", "gerund", "past"}
    is_governed = nearest != "to" or bool(lead.governor.verb)
    may_be_base = word.lower.isalpha() and not word.capital and word.lower not in FUNCTION_WORDS
    return frozenset({"base"}) if not forms and may_be_base and is_governed else forms & {"base"}


def _forms_without_auxiliary(
    word: Word, words: Sequence[Word], lead: _VerbLead, verb: tuple[str, frozenset[str]]
) -> frozenset[str]:
    """The verb forms that a word can be without an auxiliary."""
    base, forms = verb
    before = word_before(words, word)
    follows_determiner = before.lower in _DETERMINERS
    if "gerund" in forms:  # "building a mine", not "the building"
        possible = set() if follows_determiner else {"gerund"}
    elif "participle" in forms and _is_adjective(words, word, lead):
        possible = set()
    elif "past" in forms and not ("base" in forms and base in NOUN_VERBS):  # "it opened"
        possible = set() if before.lower in _NO_PAST_AFTER else {"past", "participle"}
    elif "participle" in forms and word.index and not follows_determiner and "base" not in forms:
        possible = {"participle"}  # "ore taken from the mine"
    elif "third" in forms:  # "it mines ore", not "the mines"
        possible = {"third"} if _is_third_person(base, words, word) else set()
    else:  # "they mine ore", not "the mine"
        possible = {"base"} if _is_base_form(base, words, word, lead) else set()
    return forms & possible


def _verb_follows(words: Sequence[Word], index: int) -> bool:
    """Whether another verb follows an auxiliary: "has been reportedly built", not "has a"."""
    for word in words[index + 1 : index + 1 + _MAX_TO_MAIN_VERB]:
        forms = conjugations().get(word.lower, ("", _NO_FORMS))[1]
        is_past = not forms and word.lower.endswith("ed") and not word.capital
        if word.lower in _AUXILIARIES - {"to"} or forms & {"participle", "gerund"} or is_past:
            return True
        if not (word.lower in _INTERPOSED_ADVERBS or word.lower.endswith("ly")):
            return False
    return False


def _is_adjective(words: Sequence[Word], word: Word, lead: _VerbLead) -> bool:
    """Whether a participle modifies the next noun: "heavily infected networks"."""
    governor, after = lead.governor, word_after(words, word)
    opens_phrase = governor.kind in {"mark", NO_WORD.kind} or (
        governor.lower in {"but", "and", "or", "of", "with"}
    )
    follows_adverb = word_before(words, word).lower.endswith("ly")
    return after.content and not after.capital and follows_adverb and opens_phrase


def _is_third_person(base: str, words: Sequence[Word], word: Word) -> bool:
    """Whether a form with "-s" is a verb and no plural noun: "it plans", not "the plans"."""
    before, after = word_before(words, word), word_after(words, word).lower
    if base not in NOUN_VERBS:  # "the ministry denies"
        return before.lower not in _DETERMINERS
    if before.kind != "word":
        return False
    if before.lower in _SUBJECT_PRONOUNS:  # "it plans"
        return True
    precedes_amount_or_place = after[:1].isdigit() or after in PREPOSITIONS - {"of"}
    if before.capital and (base in _SPEECH_VERBS or precedes_amount_or_place):
        return True  # "Pell claims", "Kest mines in Peru"
    if before.capital and word_before(words, before).lower in {"which", "that"}:
        return True  # "ore that Kest mines"
    second_after = words[word.index + 2].lower if word.index + 2 < len(words) else ""
    in_relative_clause = second_after in _MODALS  # "the mine Kest runs there may close"
    has_object = after in _OBJECT_OPENERS  # "the firm plans a mine"
    return (has_object or in_relative_clause) and before.lower not in DETERMINERS


def _is_base_form(base: str, words: Sequence[Word], word: Word, lead: _VerbLead) -> bool:
    """Whether a base form, such as "mine" or "sell", is a verb and not a noun."""
    before = word_before(words, word)
    if before is NO_WORD or not base:
        return False
    is_late_speech = base in _SPEECH_VERBS and word.index > _MIN_WORDS_BEFORE_SPEECH
    if before.text == "," and base in _SPEECH_VERBS:
        return is_late_speech  # "It may fail, say analysts"
    if is_late_speech and word_after(words, word).kind in {"mark", NO_WORD.kind}:
        return before.content  # "people who know say."
    if before.lower in _PLURAL_SUBJECTS:  # "they mine"
        return True
    is_plural = before.content and before.lower.endswith("s") and not before.lower.endswith("ss")
    is_noun_verb = base in NOUN_VERBS
    if is_plural and not before.possessive and (not is_noun_verb or base in _SPEECH_VERBS):
        return True  # "the firms sell"
    has_adverb = lead.governor is not NO_WORD and lead.governor.index < before.index
    return has_adverb and not is_noun_verb  # "the police also sell"


# --- What a verb says ----------------------------------------------------------------------------


def _tag_verb(
    word: Word, tagged_words: Sequence[Word], lead: _VerbLead, forms: frozenset[str]
) -> Word:
    """Tag a verb with its modality, voice and negation."""
    nearest = lead.auxiliaries[0] if lead.auxiliaries else ""
    is_gerund = "gerund" in forms
    follows_joiner = word.index > 0 and tagged_words[-1].lower in {"and", "or", "but"}
    is_participle = "participle" in forms and not (follows_joiner or lead.auxiliaries or is_gerund)
    is_glad = nearest == "to" and lead.governor.lower in _GLAD_WORDS
    is_announcement = is_glad and word.lemma in _SPEECH_VERBS  # "pleased to announce"
    return replace(
        word,
        verb=word.lemma,
        modality=Modality.FACT if is_announcement else _verb_modality(tagged_words, lead, forms),
        auxiliaries=lead.auxiliaries,
        denied=lead.is_denied,
        passive=nearest in BE_FORMS and not is_gerund and "be" not in forms,
        gerund=is_gerund,
        reduced=is_participle
        and any(
            w.verb
            and w.modality is Modality.FACT
            and w.clause == word.clause
            and w.verb not in _SPEECH_VERBS
            for w in tagged_words[-_MAX_TO_MAIN_CLAUSE_VERB:]
        ),
    )


def _verb_modality(
    tagged_words: Sequence[Word], lead: _VerbLead, forms: frozenset[str]
) -> Modality:
    """The modality of a verb, from its auxiliaries and their governor."""
    auxiliary = next((form for form in lead.auxiliaries if form in _DECIDING_AUXILIARIES), "")
    if auxiliary in _FUTURE_AUXILIARIES | {"would"} and lead.is_doubted:
        return Modality.INTENDED  # "will probably"
    if auxiliary == "to":
        return _modality_after_to(tagged_words, lead)
    if auxiliary in _POSSIBILITY_WORDS:  # "may", but "could not" reports a fact
        is_fact = lead.is_denied and auxiliary == "could"
        return Modality.FACT if is_fact else Modality.POSSIBLE
    if auxiliary in {"would", "'d"} and any(w.verb in _SPEECH_VERBS for w in tagged_words):
        return Modality.FUTURE  # "said it would" reports a "will"
    if auxiliary:  # "will", or "would", "should", "must"
        return Modality.FUTURE if auxiliary in _FUTURE_AUXILIARIES else Modality.INTENDED
    return _modality_without_auxiliary(tagged_words, lead, forms)


def _modality_without_auxiliary(
    tagged_words: Sequence[Word], lead: _VerbLead, forms: frozenset[str]
) -> Modality:
    """The modality of a verb from the words before it."""
    nearby = tagged_words[-_MAX_TO_INTENTION_NOUN:]
    if "gerund" in forms and any(w.lemma in _INTENTION_NOUNS for w in nearby):
        return Modality.INTENDED  # "hopes of building"
    before = tagged_words[-1].lower if tagged_words else ""
    if before in _JOINING_WORDS:
        last_verb = next((w for w in reversed(tagged_words[-_MAX_TO_JOINED_VERB:]) if w.verb), None)
        if "base" in forms:  # "may close and sell"
            return last_verb.modality if last_verb else Modality.FACT
        if before != "," and last_verb and last_verb.auxiliaries and "participle" in forms:
            return last_verb.modality  # "would be refused and sent back"
    is_participle = "participle" in forms and not lead.auxiliaries
    return _modality_in_clause(tagged_words[-_MAX_CLAUSE:], is_participle=is_participle)


def _modality_in_clause(preceding: Sequence[Word], *, is_participle: bool) -> Modality:
    """The modality of a verb, from the words before it in its clause.

    ``is_participle`` is true for a participle without an auxiliary: "could see its staff trimmed".
    """
    for word in reversed(preceding):
        if word.lower in _IF_WORDS:
            return Modality.INTENDED  # "if the port opens"
        if word.kind == "mark" or word.lower in _CLAUSE_OPENERS - {"that"}:
            break
        if word.verb and is_participle and word.modality < Modality.FACT:
            return word.modality  # "could see its staff trimmed"
        if is_participle and word.verb in _INTENTION_WORDS:
            return Modality.INTENDED  # "wants it published"
    return Modality.FACT


def _modality_after_to(tagged_words: Sequence[Word], lead: _VerbLead) -> Modality:
    """The modality of "to" and a verb: "plans to", "began to", "is to", "due to"."""
    governor, farthest = lead.governor, lead.auxiliaries[-1]
    has_verb = any(word.verb for word in tagged_words)
    if governor is NO_WORD or (governor.capital and not has_verb):
        return Modality.FUTURE  # "Pell to leave the ministry"
    has_deadline = governor.kind == "date" and word_before(tagged_words, governor).lower == "until"
    if governor.lower in _QUESTION_WORDS or has_deadline:
        return Modality.POSSIBLE  # "whether to build", "has until 30 June to build"
    is_intention = governor.lemma in _INTENTION_WORDS | _INTENTION_NOUNS | _ENTITLEMENT_NOUNS
    if farthest in {"is", "are"} and not is_intention:
        return Modality.FUTURE  # "is to open"
    if is_intention or farthest in BE_FORMS or farthest in {"has", "have"}:
        return Modality.INTENDED  # "plans to open", "was to open", "has to open"
    if governor.lemma in _CATENATIVE_VERBS or farthest in _HAVE_FORMS:  # "began to open"
        return governor.modality if governor.verb else Modality.FACT
    follows_catenative = any(
        w.verb in _CATENATIVE_VERBS and w.modality is Modality.FACT
        for w in tagged_words[-_MAX_TO_JOINED_VERB:]
    )
    # "wrote to Roe to ask", "forced the mine to close"
    is_fact = not governor.verb and (governor.capital or follows_catenative)
    return Modality.FACT if is_fact else Modality.INTENDED
