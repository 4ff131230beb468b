"""Check that the passages of a statement have its names, or that their article resolves them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import takewhile

from briefing_room.text.lexicon import is_adverb, word_list
from briefing_room.text.periods import DATE_WORDS
from briefing_room.verify.comparison import Comparison, flag
from briefing_room.verify.evidence import Evidence
from briefing_room.verify.likeness import (
    FAMILY,
    SYNONYM,
    is_common,
    is_country,
    likeness,
    root,
    word_set,
)
from briefing_room.verify.polarity import NEGATIONS
from briefing_room.verify.reasons import Reason, error, unsupported_reason
from briefing_room.verify.speech import ANAPHORS, HONORIFICS, ROLES
from briefing_room.verify.words import (
    ARTICLES,
    Word,
    Words,
    context_words,
    word_after,
    word_before,
    words_before,
)

NAME = "name"
_WORDS_NOT_NAMES = (
    DATE_WORDS
    | HONORIFICS
    | frozenset(word.lower() for word in word_list("companies"))
    | {"today", "yesterday", "tomorrow"}
)
_ACTOR_VERBS = word_set("actor_verbs")
_BARE_ACTORS = ROLES | word_set("bare_actors")
_CAUSE_WORDS = word_set("cause_words")
_OFFICES = word_set("offices")
_WORDS_BEFORE_VERB = word_set("interposed_adverbs") | {"not"}
_MAX_WORDS_TO_VERB = 4
_SENTENCE_OPENERS = '.:"“'
_DEFINITE_WORDS = frozenset({"the", "this", "that", "its", "his", "their"})
_PRONOUNS = word_set("pronouns")
_ROOT_CHARS = 5  # of the roots of two forms of one name


def check_names(
    comparison: Comparison, evidence: Evidence, article_entities: Collection[str]
) -> Iterator[Reason]:
    """Yield the names that the passages do not have and their articles do not resolve.

    The author of an article may be named for each of its passages.  ``article_entities`` are the
    entities that the articles name.
    """
    passage_entities = {m.entity for m in evidence.mentions}
    known_words = {*comparison.articles.authors}
    entity_by_word: dict[str, str] = {}
    statement = Evidence(comparison.text, evidence.anchor, evidence.catalogue)
    for mention in statement.mentions:
        words = comparison.text[mention.start : mention.end].lower().replace("'s", "").split()
        known_words.update(words if mention.entity in passage_entities else ())
        entity_by_word |= dict.fromkeys(words, mention.entity)
    for name in _find_names(comparison, known_words | entity_by_word.keys()):
        full_name = " ".join(word.text for word in name)
        new_words = [
            w
            for w in name
            if not (
                w.lower in known_words
                or _is_in_passages(comparison, w)
                or _completes_name(comparison, w, name)
            )
        ]
        foreign = [
            w
            for w in new_words
            if not (
                _is_in_article(comparison, w) or entity_by_word.get(w.lower) in article_entities
            )
        ]
        is_place = len(name) == 1 and word_after(comparison.statement_words, name[0]).lower == "of"
        is_lost = bool(new_words) and not _is_referred_to(comparison, name)
        is_in_cause = any(
            w.lower in _CAUSE_WORDS for w in words_before(comparison.statement_words, name[0], 3)
        )
        if (foreign and not is_place) or (is_lost and is_in_cause):
            where = "the passages or their article" if foreign else "the passages"
            why = f"the name “{full_name}” is not in {where}"
            texts = (word.text for word in foreign or new_words)
            yield error(NAME, f"{why}; correct it or remove it", *texts)
        elif replaced := _find_replaced_name(comparison, name):
            why = f"the passages name “{replaced}”, not “{full_name}”; use their name"
            absent = [w.text for w in new_words if w.lower not in comparison.articles.words]
            yield error(NAME, why, *absent) if absent else flag(NAME, why, *name)
        elif foreign or is_lost:
            why = f"the passages do not name “{full_name}” or refer to it; use the names they have"
            yield flag(NAME, why, *new_words)
    yield from _check_elements(statement, evidence, article_entities)
    yield from _check_offices(comparison)


def _check_elements(
    statement: Evidence, evidence: Evidence, article_entities: Collection[str]
) -> Iterator[Reason]:
    """Yield the first chemical element that only the statement names.

    An element that the articles name is no fault if the passages name no other one.  Nor is one
    after a negation: "the list does not include cerium".
    """
    entities = evidence.catalogue.entities
    elements = {slug for slug in evidence.names if entities[slug].symbol}
    has_other_elements = not elements <= statement.names
    for mention in statement.mentions:
        is_new = entities[mention.entity].symbol and mention.entity not in elements
        is_denied = not NEGATIONS.isdisjoint(statement.text[: mention.start].lower().split())
        is_exchanged = has_other_elements or mention.entity not in article_entities
        if is_new and is_exchanged and not is_denied:
            name = statement.text[mention.start : mention.end]
            why = f"the passages do not name “{name}”; use the names they have"
            yield unsupported_reason(NAME, why, name)
            return


def _check_offices(comparison: Comparison) -> Iterator[Reason]:
    """Yield the first office that the article gives to nobody, or whose field is another.

    Only offices beside a name are looked for in the article: "chairman Ida Roe".  The field is the
    noun before an office, such as "trade" in "trade minister".
    """
    for word in comparison.statement_words:
        if word.lemma not in _OFFICES:
            continue
        nearby = context_words(comparison.statement_words, word, 3, 2)
        is_beside_name = any(w.capital and w.lower in comparison.articles.names for w in nearby)
        is_in_article = any(likeness(word.lemma, w) >= SYNONYM for w in comparison.articles.words)
        if is_beside_name and not is_in_article:
            why = f"the article gives nobody the office “{word.text}”; use the one that it gives"
            yield flag(NAME, why, word)
            return
        field = word_before(comparison.statement_words, word)
        passage_fields = [
            word_before(sentence, other)
            for sentence in comparison.passage_sentences
            for other in sentence
            if other.lemma == word.lemma
        ]
        is_new = _is_field(field) and not comparison.matches(field)
        if is_new and passage_fields and all(map(_is_field, passage_fields)):
            why = f"the passage says “{passage_fields[0].text} {word.text}”, not “{field.text}”"
            yield flag(NAME, f"{why}; use its words", field)
            return


def _is_field(word: Word) -> bool:
    """Whether a word right before an office is its field: a noun that is no name, role or title."""
    is_noun = word.content and word.kind == "word" and not (word.verb or word.capital)
    return is_noun and word.lemma not in ROLES | HONORIFICS


# --- The names of the statement ------------------------------------------------------------------


def _find_names(comparison: Comparison, catalogue_words: Collection[str]) -> Iterator[list[Word]]:
    """Yield each run of capitalised words that is a name."""
    run: list[Word] = []
    for word in comparison.statement_words:
        is_part = word.capital and _is_name(comparison, word, catalogue_words)
        if is_part:
            run.append(word)
        if run and (word.possessive or not is_part):
            yield run
            run = []
    if run:
        yield run


def _is_name(comparison: Comparison, word: Word, catalogue_words: Collection[str]) -> bool:
    """Whether a word is part of a name; ``catalogue_words`` are parts of known names."""
    before = word_before(comparison.statement_words, word)
    if not word.content or word.lower in _WORDS_NOT_NAMES or before.amount:  # a unit
        return False
    if word.index and not (before.kind == "mark" and before.text in _SENTENCE_OPENERS):
        return True
    after = word_after(comparison.statement_words, word)
    return word.lower not in comparison.articles.lowercase_words and (
        (after.capital and after.content)
        or word.lower in comparison.articles.names
        or word.lower in catalogue_words
        or _acts_as_name(word, comparison.statement_words)
    )


def _acts_as_name(word: Word, words: Words) -> bool:
    """Whether the first word of a sentence says or wants something without an article before it.

    Names do, "Norrland expects", and few nouns, "management expects".  Before a past form, a
    common word in "s" is a plural: "buyers expected", but "Siemens expected".
    """
    following = context_words(words, word, 0, _MAX_WORDS_TO_VERB)
    verb = next((other for other in following if other.verb), None)
    if verb is None or verb.verb not in _ACTOR_VERBS or word.verb or word.lemma in _BARE_ACTORS:
        return False
    between = [other.lower for other in following[: verb.index - word.index - 1]]
    finite_form = next(iter(between), verb.lower)
    may_be_plural = word.lower.endswith("s") and not finite_form.endswith("s")
    may_be_plural &= is_common(word.lemma)
    return not may_be_plural and all(
        form in verb.auxiliaries or form in _WORDS_BEFORE_VERB or is_adverb(form)
        for form in between
    )


# --- Names that the passages have in another form ------------------------------------------------


def _is_in_passages(comparison: Comparison, word: Word) -> bool:
    """Whether the passages have a word of a name, a related form or its initials."""
    initials = comparison.articles.initials
    if word.lower in comparison.passage_forms or comparison.matches(word):
        return True
    if word.text.isupper() and word.lower.replace("&", "") in initials:
        return True
    if is_country(word.lemma):  # "Austria" is no form of "Australia"
        return False
    for other in comparison.passage_words:
        letters = other.lower.replace("&", "")
        is_abbreviation = other.text[1:] != other.text[1:].lower() and letters in initials
        is_short_form = (
            other.capital
            and len(other.text) > 3
            and (other.lower.startswith(word.lower) or word.lower.startswith(other.lower))
        )
        if is_short_form or (is_abbreviation and letters[0] == word.lower[0]):
            return True
    start = root(word.lower)[:_ROOT_CHARS]
    has_root = any(other[:_ROOT_CHARS] == start for other in comparison.passage_roots)
    return len(start) >= _ROOT_CHARS - 1 and has_root


def _completes_name(comparison: Comparison, word: Word, name: Sequence[Word]) -> bool:
    """Whether an article gives a word with a name of the passages: "Ibrahim" for "Anwar"."""
    linked_names = comparison.articles.linked_names
    forms = {other.lower for other in name}
    shared = forms & linked_names.get(word.lower, set()) & comparison.passage_forms
    return any((linked_names[form] - forms).isdisjoint(comparison.passage_forms) for form in shared)


def _is_in_article(comparison: Comparison, word: Word) -> bool:
    articles = comparison.articles
    return (
        not articles.words.isdisjoint({word.lower, word.lemma})
        or (len(word.text) > 4 and any(word.lower in name for name in articles.names))
        or any(
            likeness(word.lemma, name) >= FAMILY for name in articles.names | articles.title_words
        )
    )


# --- A name in the place of another --------------------------------------------------------------

_Place = tuple[list[str], list[str]]  # the lemmas of the two words before a name, and after it


def _find_replaced_name(comparison: Comparison, name: Sequence[Word]) -> str:
    """The name that the passages have in place of another, "" if there is none.

    A place is the two words before a name, "government in Lisbon", or after it.  Only names that
    the statement does not have are considered.
    """
    place = _find_place(comparison.statement_words, name[0], name[-1])
    forms = {word.lower for word in name}
    words = [(sentence, word) for sentence in comparison.passage_sentences for word in sentence]
    best_likeness = max(
        (
            _likeness_of_places(place, _find_place(sentence, word, word))
            for sentence, word in words
            if word.lower in forms
        ),
        default=0,
    )
    for sentence, word in words:
        is_name = word.capital and word.content and word.lower not in HONORIFICS
        is_name &= word.lower in comparison.articles.names  # not "Shortly" at the start
        is_name &= word.lower not in comparison.statement_lemmas
        nearby = (word, *context_words(sentence, word, 4, 4))
        if not is_name or any(w.lower in forms for w in nearby):
            continue
        rival = _name_around(sentence, word)
        is_nearer = _likeness_of_places(place, _find_place(sentence, word, word)) > best_likeness
        rival_forms = {w.lower for w in rival}
        if is_nearer and not any(_may_be_among(comparison, w, rival_forms) for w in name):
            return " ".join(w.text for w in rival)
    return ""


def _likeness_of_places(place: _Place, other: _Place) -> int:
    """On how many sides two places have the same words."""
    return sum(
        bool(lemmas) and lemmas == other_lemmas
        for lemmas, other_lemmas in zip(place, other, strict=True)
    )


def _find_place(words: Words, first: Word, last: Word) -> _Place:
    """The lemmas of the two words before and after a name, without articles.

    A side is empty if it has fewer words, a mark, nothing but function words, or continues the
    name.
    """
    before = [w for w in words_before(words, first, 4) if w.lower not in ARTICLES][-2:]
    after = [w for w in context_words(words, last, 0, 4) if w.lower not in ARTICLES][:2]
    return _telling_lemmas(before, before[-1:]), _telling_lemmas(after, after[:1])


def _telling_lemmas(words: Sequence[Word], nearest: Sequence[Word]) -> list[str]:
    is_telling = any(w.content for w in words) and not any(w.capital for w in nearest)
    is_pair = len(words) == 2 and all(w.kind != "mark" for w in words)
    return [w.lemma for w in words] if is_pair and is_telling else []


def _name_around(words: Words, word: Word) -> Words:
    """The capitalised words before and after a word, with it."""
    lead = takewhile(lambda other: other.capital, reversed(words[: word.index]))
    first = word.index - len(list(lead))
    return tuple(takewhile(lambda other: other.capital, words[first:]))


# --- Names that the passages refer to ------------------------------------------------------------


def _is_referred_to(comparison: Comparison, name: Sequence[Word]) -> bool:
    """Whether "she" or "the company" in a passage may refer to a name before it.

    A country that only modifies a noun ("China's ban") may also come from the title.
    """
    after = word_after(comparison.statement_words, name[-1])
    is_modifier = name[-1].possessive or (after.content and not after.verb)
    is_country_name = all(is_country(word.lemma) for word in name)
    if (
        is_modifier
        and is_country_name
        and not any(is_country(w.lemma) for w in comparison.passage_words)
    ):
        known_names = comparison.articles.names | comparison.articles.title_words
        if any(_may_be_among(comparison, word, known_names) for word in name):
            return True
    if not any(_refers_to_earlier_name(comparison, s) for s in comparison.passage_sentences):
        return False
    earlier_names = comparison.articles.title_words.union(
        *(comparison.articles.names_up_to(cited.line_index) for cited in comparison.passages)
    )
    return all(_may_be_among(comparison, word, earlier_names) for word in name)


def _may_be_among(comparison: Comparison, word: Word, names: Collection[str]) -> bool:
    return any(comparison.articles.may_be_same(word.lower, name) for name in names)


def _refers_to_earlier_name(comparison: Comparison, sentence: Words) -> bool:
    """Whether a sentence has a pronoun, or "the company", before any name of its own."""
    for word in sentence:
        is_name = word.capital and word.lower in comparison.articles.names
        is_name = is_name and word.lower not in HONORIFICS and word.lemma not in ANAPHORS
        if is_name and not is_country(word.lemma) and not word.possessive:
            return False
        is_definite = any(w.lower in _DEFINITE_WORDS for w in words_before(sentence, word, 3))
        if word.lower in _PRONOUNS or (word.lemma in ANAPHORS and is_definite):
            return True
    return False
