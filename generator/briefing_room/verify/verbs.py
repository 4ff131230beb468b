"""Tag the verbs of a text with their form, modality, negation and voice."""

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
from briefing_room.verify.modality import find_certainties
from briefing_room.verify.words import (
    FUNCTION_WORDS,
    Modality,
    Word,
    Words,
)

_POSSIBILITY_WORDS = word_set("possibility_words")
_INTENTION_WORDS = word_set("intention_words")
_FUTURE_AUXILIARIES = word_set("future_auxiliaries")
_ENTITLEMENT_NOUNS = word_set("entitlement_nouns")
_CATENATIVE_VERBS = word_set("catenative_verbs")
_INTENTION_NOUNS = word_set("intention_nouns")
_SPEECH_VERBS = word_set("speech_verbs")
_NEGATIONS = word_list("denying", "negation")
BE_FORMS = word_set("be_forms")
_HAVE_FORMS = word_set("have_forms")
_DO_FORMS = word_set("do_forms")
_MODALS = word_set("modals")
_AUXILIARIES = BE_FORMS | _HAVE_FORMS | _DO_FORMS | _MODALS | {"to"}
_INTERPOSED_ADVERBS = word_set("interposed_adverbs")
_IF_WORDS = word_set("if_words")
_CLAUSE_OPENERS = word_set("clause_openers")
_NO_FORMS: frozenset[str] = frozenset()
_ARTICLES = word_set("articles")
_SUBJECT_PRONOUNS = word_set("subject_pronouns")
_PLURAL_SUBJECTS = word_set("plural_subjects")
_OBJECT_OPENERS = word_set("object_openers")
_NO_PAST_AFTER = _ARTICLES | word_set("no_past_after")
_NOT_ADVERBS = word_list("not_adverbs")

# How many words a rule looks back or ahead.
_MAX_LEAD = 8  # auxiliaries and adverbs before a verb
_MAX_TO_MAIN_VERB = 4  # after an auxiliary
_MAX_TO_MAIN_CLAUSE_VERB = 12  # before a participle
_MAX_TO_JOINED_VERB = 14  # before "and" or "to" and a verb
_MAX_CLAUSE = 8
_MAX_TO_INTENTION_NOUN = 3  # before a gerund
_MIN_WORDS_BEFORE_SPEECH = 4  # in a sentence that ends with "…, analysts say"


class _VerbLead(NamedTuple):
    """The words before a verb: its auxiliaries, the nearest first, and their governor."""

    auxiliaries: tuple[str, ...]
    denied: bool
    doubted: bool
    governor: Word | None


def tag_verbs(words: list[Word]) -> Words:
    """Tag the verbs among the words of one text, and how certain each word is."""
    tagged_words: list[Word] = []
    for index, word in enumerate(words):
        lead = _verb_lead(words, tagged_words, index)
        forms = _verb_forms(word, words, lead) if word.kind == "word" else frozenset()
        tagged_words.append(_verb_word(word, tagged_words, lead, forms) if forms else word)
    hedged = zip(tagged_words, find_certainties(tagged_words), strict=True)
    return tuple(
        replace(w, certainty=sure, hedge=hedge) if hedge else w for w, (sure, hedge) in hedged
    )


def _verb_lead(words: Sequence[Word], tagged_words: Sequence[Word], index: int) -> _VerbLead:
    """Read the auxiliaries and adverbs before a verb: "plans | to not yet be" built."""
    auxiliaries: list[str] = []
    denied = doubted = False
    position = index - 1
    while position >= 0 and index - position <= _MAX_LEAD:
        low = words[position].lower
        is_interposed = (
            low in _INTERPOSED_ADVERBS
            or low == '"'
            or (low.endswith("ly") and low not in _NOT_ADVERBS)
        )
        if not (low in _AUXILIARIES or is_interposed):
            break
        denied |= low in _NEGATIONS and words[position + 1].lower != "only"  # "not only"
        doubted |= low in (_INTENTION_WORDS | _POSSIBILITY_WORDS) - _MODALS
        if low in _AUXILIARIES:
            auxiliaries.append(low)
        position -= 1
    return _VerbLead(
        tuple(auxiliaries), denied, doubted, tagged_words[position] if position >= 0 else None
    )


def _verb_forms(word: Word, words: Sequence[Word], lead: _VerbLead) -> frozenset[str]:
    """The verb forms that a word can be in its position; none if it is not a verb."""
    low = word.lower
    if low in BE_FORMS | _HAVE_FORMS | _DO_FORMS:  # main verbs where no other follows: "is a"
        is_main_verb = low not in _DO_FORMS and not _verb_follows(words, word.index)
        is_main_verb = is_main_verb and [w.lower for w in words[word.index + 1 :][:1]] != ["to"]
        return frozenset({"be"}) if is_main_verb else _NO_FORMS
    if low.startswith("-"):
        return _NO_FORMS  # "London-based"
    base, forms = conjugations().get(low, ("", _NO_FORMS))
    if not forms and low.endswith("ed") and len(low) > 4 and not word.capital:
        forms = frozenset({"past", "participle"})
    if lead.auxiliaries:
        return _forms_after_auxiliary(word, lead, forms)
    before = words[word.index - 1] if word.index else None
    if word.capital and before and before.kind == "word":
        return _NO_FORMS  # a name
    return _forms_without_auxiliary(word, words, lead, (base, forms))


def _forms_after_auxiliary(word: Word, lead: _VerbLead, forms: frozenset[str]) -> frozenset[str]:
    """The verb forms that a word can be after an auxiliary: "was built", "will build"."""
    nearest = lead.auxiliaries[0]
    if nearest in BE_FORMS | _HAVE_FORMS:
        return forms & {"participle", "gerund", "past"}
    is_governed = nearest != "to" or (lead.governor is not None and bool(lead.governor.verb))
    plain = word.lower.isalpha() and not word.capital and word.lower not in FUNCTION_WORDS
    return frozenset({"base"}) if not forms and plain and is_governed else forms & {"base"}


def _forms_without_auxiliary(
    word: Word, words: Sequence[Word], lead: _VerbLead, verb: tuple[str, frozenset[str]]
) -> frozenset[str]:
    """The verb forms that a word can be without an auxiliary."""
    base, forms = verb
    before = words[word.index - 1] if word.index else None
    low = before.lower if before else ""
    if "gerund" in forms:  # "building a mine", not "the building"
        possible = {"gerund"} if low not in _ARTICLES else set()
    elif "participle" in forms and _is_adjective(words, word, lead):
        possible = set()
    elif "past" in forms and not ("base" in forms and base in NOUN_VERBS):  # "it opened"
        possible = {"past", "participle"} if low not in _NO_PAST_AFTER else set()
    elif "participle" in forms and before and low not in _ARTICLES and "base" not in forms:
        possible = {"participle"}  # "ore taken from the mine"
    elif "third" in forms:  # "it mines ore", not "the mines"
        after = words[word.index + 1].lower if word.index + 1 < len(words) else ""
        possible = {"third"} if _is_third_person(base, words, before, after) else set()
    else:  # "they mine ore", not "the mine"
        closes = all(w.kind == "mark" for w in words[word.index + 1 : word.index + 2])
        possible = {"base"} if _is_base_form(base, before, lead, word, closes=closes) else set()
    return forms & possible


def _verb_follows(words: Sequence[Word], index: int) -> bool:
    """Whether another verb follows an auxiliary: "has been reportedly built", not "has a"."""
    for word in words[index + 1 : index + 1 + _MAX_TO_MAIN_VERB]:
        forms = conjugations().get(word.lower, ("", _NO_FORMS))[1]
        unknown = not forms and word.lower.endswith("ed") and not word.capital
        if word.lower in _AUXILIARIES - {"to"} or forms & {"participle", "gerund"} or unknown:
            return True
        if not (word.lower in _INTERPOSED_ADVERBS or word.lower.endswith("ly")):
            return False
    return False


def _is_adjective(words: Sequence[Word], word: Word, lead: _VerbLead) -> bool:
    """Whether a participle modifies the next noun: "heavily infected networks"."""
    after = words[word.index + 1] if word.index + 1 < len(words) else None
    governor = lead.governor
    opens_phrase = (
        governor is None
        or governor.kind == "mark"
        or governor.lower in {"but", "and", "or", "of", "with"}
    )
    follows_adverb = word.index > 0 and words[word.index - 1].lower.endswith("ly")
    precedes_noun = after is not None and after.content and not after.capital
    return precedes_noun and not lead.auxiliaries and follows_adverb and opens_phrase


def _is_third_person(base: str, words: Sequence[Word], before: Word | None, after: str) -> bool:
    """Whether a form with "-s" is a verb and no plural noun: "it plans", not "the plans"."""
    if base not in NOUN_VERBS:  # "the ministry denies"
        return before is None or before.lower not in _ARTICLES
    if before is None or before.kind != "word":
        return False
    if before.lower in _SUBJECT_PRONOUNS:  # "it plans"
        return True
    precedes_amount_or_place = after[:1].isdigit() or after in PREPOSITIONS - {"of"}
    if before.capital and (base in _SPEECH_VERBS or precedes_amount_or_place):
        return True  # "Pell claims", "Kest mines in Peru"
    opener = words[before.index - 1].lower if before.index else ""
    if before.capital and opener in {"which", "that"}:  # "ore that Kest mines"
        return True
    second_after = words[before.index + 3].lower if before.index + 3 < len(words) else ""
    in_relative_clause = second_after in _MODALS  # "the mine Kest runs there may close"
    has_object = after in _OBJECT_OPENERS  # "the firm plans a mine"
    return (has_object or in_relative_clause) and before.lower not in DETERMINERS


def _is_base_form(
    base: str, before: Word | None, lead: _VerbLead, word: Word, *, closes: bool = False
) -> bool:
    """Whether a bare form is a verb and no noun; ``closes`` if no word follows it."""
    if before is None or not base:
        return False
    plural = before.content and before.lower.endswith("s") and not before.lower.endswith("ss")
    if before.text == "," and base in _SPEECH_VERBS:
        return word.index > _MIN_WORDS_BEFORE_SPEECH  # "It may fail, say analysts"
    if (
        closes
        and base in _SPEECH_VERBS
        and word.index > _MIN_WORDS_BEFORE_SPEECH
        and lead.governor is not None
    ):
        return before.content and before.lower not in _ARTICLES  # "people who know say."
    if before.lower in _PLURAL_SUBJECTS:  # "they mine"
        return True
    if plural and not before.possessive and (base not in NOUN_VERBS or base in _SPEECH_VERBS):
        return True  # "the firms sell"
    has_adverb = lead.governor is not None and lead.governor.index < before.index
    return has_adverb and base not in NOUN_VERBS  # "the police also sell"


def _verb_word(
    word: Word, tagged_words: Sequence[Word], lead: _VerbLead, forms: frozenset[str]
) -> Word:
    """Tag a verb with its modality, voice and negation."""
    base = word.lemma
    nearest = lead.auxiliaries[0] if lead.auxiliaries else ""
    gerund = "gerund" in forms
    passive = nearest in BE_FORMS and not gerund and "be" not in forms
    joined = word.index > 0 and tagged_words[-1].lower in {"and", "or", "but"}
    bare = "participle" in forms and not (joined or lead.auxiliaries or gerund)
    reduced = bare and any(
        w.verb
        and w.modality is Modality.FACT
        and w.clause == word.clause
        and w.verb not in _SPEECH_VERBS
        for w in tagged_words[-_MAX_TO_MAIN_CLAUSE_VERB:]
    )
    return replace(
        word,
        verb=base,
        modality=_verb_modality(tagged_words, lead, forms),
        auxiliaries=lead.auxiliaries,
        denied=lead.denied,
        passive=passive,
        gerund=gerund,
        reduced=reduced,
    )


def _verb_modality(
    tagged_words: Sequence[Word], lead: _VerbLead, forms: frozenset[str]
) -> Modality:
    """The modality of a verb, from its auxiliaries and their governor."""
    deciding = _POSSIBILITY_WORDS | _FUTURE_AUXILIARIES | {"would", "should", "must", "'d", "to"}
    auxiliary = next((form for form in lead.auxiliaries if form in deciding), "")
    if auxiliary in _FUTURE_AUXILIARIES | {"would"} and lead.doubted:
        return Modality.INTENDED  # "will probably"
    if auxiliary == "to":
        return _modality_after_to(tagged_words, lead)
    if auxiliary in _POSSIBILITY_WORDS:  # "may", but "could not" reports a fact
        return Modality.FACT if lead.denied and auxiliary == "could" else Modality.POSSIBLE
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
    if before in {"and", "or", ",", "so", "then", "thus", "thereby"}:
        last_verb = next((w for w in reversed(tagged_words[-_MAX_TO_JOINED_VERB:]) if w.verb), None)
        if "base" in forms:  # "may close and sell"
            return last_verb.modality if last_verb else Modality.FACT
        if before != "," and last_verb and last_verb.auxiliaries and forms & {"participle"}:
            return last_verb.modality  # "would be refused and sent back"
    bare = "participle" in forms and not lead.auxiliaries
    return _modality_in_clause(tagged_words[-_MAX_CLAUSE:], bare=bare)


def _modality_in_clause(preceding: Sequence[Word], *, bare: bool) -> Modality:
    """The modality of a verb, from the words before it in its clause."""
    for other in reversed(preceding):
        if other.lower in _IF_WORDS:
            return Modality.INTENDED  # "if the port opens"
        if other.kind == "mark" or other.lower in _CLAUSE_OPENERS - {"that"}:
            break
        if other.verb and bare and other.modality < Modality.FACT:
            return other.modality  # "could see its staff trimmed"
        if other.verb and bare and other.verb in _INTENTION_WORDS - {"report"}:
            return Modality.INTENDED  # "wants it published"
    return Modality.FACT


def _modality_after_to(tagged_words: Sequence[Word], lead: _VerbLead) -> Modality:
    """The modality of "to" and a verb: "plans to", "began to", "is to", "due to"."""
    governor, farthest = lead.governor, lead.auxiliaries[-1]
    if governor is None or (governor.capital and not any(word.verb for word in tagged_words)):
        return Modality.FUTURE  # "Pell to leave the ministry"
    if governor.lower in {"how", "whether", "where", "what"}:
        return Modality.POSSIBLE  # "whether to build"
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
