"""Check that a statement denies what its passages deny, and says the opposite of none of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from briefing_room.text.lexicon import PREPOSITIONS, word_list
from briefing_room.verify.comparison import Comparison, flag, share_word
from briefing_room.verify.likeness import (
    CONTRARIES,
    CONTRARY_ROOTS,
    FAMILY,
    SAME_SIDE,
    SYNONYM,
    likeness,
    root,
    word_set,
)
from briefing_room.verify.reasons import Reason, Strength
from briefing_room.verify.sides import find_converse
from briefing_room.verify.words import (
    NO_WORD,
    Modality,
    Word,
    Words,
    context_words,
    word_after,
    word_before,
    words_before,
)

POLARITY = "polarity"
NEGATIONS = word_list("denying", "negation")
DENYING_VERBS = word_set("denying_verbs")
_DENYING_WORDS = word_set("denying_words")
_IMPLICIT_NEGATIONS = word_set("implicit_negations")
_WORDS_OF_RESPITE = word_set("words_of_respite")
_MODALS = word_set("modals")
_EXCEPTING_WORDS = frozenset(
    {"until", "till", "unless", "without", "before", "except", "than", "if", "once", "only"}
)
_NO_COUNT = frozenset({"later", "more", "fewer", "less"})  # "no later than" denies nothing


@dataclass(frozen=True, slots=True)
class Denial:
    """A denying word with the words in its scope and the content words right before it."""

    word: Word
    scope: tuple[Word, ...]
    preceding: tuple[Word, ...]
    explicit: bool  # "not" and the like; false for "refuse"
    opens_claim: bool  # "denied that", "failed to"

    @property
    def text(self) -> str:
        return " ".join(word.text for word in (self.word, *self.scope[:3]))


def _polarity_reason(text: str, word: Word, *, is_denied: bool) -> Reason:
    """A reason if only one of passage and statement denies something."""
    passage, statement = ("denies", "does not") if is_denied else ("does not deny", "does")
    why = f"the passage {passage} “{text}”, and the statement {statement}; keep its meaning"
    return flag(POLARITY, why, word)


def find_denials(words: Words) -> list[Denial]:
    """Find the denials."""
    denials: list[Denial] = []
    for word in words:
        is_explicit = word.lower in NEGATIONS
        if word.kind != "word" or not _is_denying_word(word) or _denies_nothing(words, word):
            continue
        opens_claim = bool(word.verb) and word_after(words, word).lower in {"that", "to"}
        scope = _negation_scope(words, word, 4 if is_explicit else 5)
        lead = [w for w in context_words(words, word, 5, 0) if w.content or w.verb]
        denials.append(Denial(word, scope, tuple(lead[-3:]), is_explicit, opens_claim))
    return denials


def _denies_nothing(words: Words, word: Word) -> bool:
    """Whether a word denies nothing here: "no later than", "not only"."""
    after = word_after(words, word)
    is_count = after.is_value or after.lower in _NO_COUNT
    follows_modal = word_before(words, word).lower in _MODALS
    return (
        (word.lower == "no" and is_count)
        or (word.lower == "nor" and word.index > 0)
        or (
            word.lower == "not"
            and (after.lower == "only" or (after.lower == "just" and not follows_modal))
        )
    )


def _negation_scope(words: Words, word: Word, max_words: int) -> tuple[Word, ...]:
    scope: list[Word] = []
    for other in words[word.index + 1 : word.index + 13]:
        is_end = (other.kind == "mark" and other.text in ".;:–—") or other.lower == "as"
        is_end |= word.in_quotation and other.text == '"'
        if is_end or other.lower in {"but", "although", "while"} or len(scope) >= max_words:
            break
        ends_at_comma = not scope or word.lower not in NEGATIONS  # "stop it, saying it would …"
        if (other.text == "," and ends_at_comma) or (scope and other.clause > word.clause + 1):
            break
        if (other.content or other.verb) and other.verb not in {"say", "tell", "be"}:
            scope.append(other)
    return tuple(scope)


def check_polarity(comparison: Comparison) -> Iterator[Reason]:
    """Yield the first thing that only one of the two texts denies."""
    passage_denials = [d for words in comparison.passage_sentences for d in find_denials(words)]
    reasons = [
        *_check_denied_verbs(comparison),
        *_check_added_denials(comparison, passage_denials),
        *_check_dropped_denials(comparison, passage_denials),
        *_check_unless(comparison),
    ]
    yield from reasons[:1]


def _check_denied_verbs(comparison: Comparison) -> Iterator[Reason]:
    """Yield the verbs that only one of the two texts negates."""
    for word in comparison.statement_words:
        if not word.verb or word.verb in {"be", "have"}:
            continue
        matches = [m for m in comparison.matches(word) if m.word.verb and m.weight >= SYNONYM]
        if not matches or any(m.word.denied == word.denied for m in matches):
            continue
        if word.denied:
            match = matches[0]
            around = context_words(comparison.passage_sentences[match.sentence], match.word, 14, 7)
        else:
            around = context_words(comparison.statement_words, word, 14, 7)
        denying = _is_denying_word if word.denied else may_deny
        if not any(denying(w) or w.lower == "unless" for w in around):
            reason = _polarity_reason(word.text, word, is_denied=not word.denied)
            is_plain = not word.denied and _is_same_claim(comparison, word)
            yield replace(reason, strength=Strength.ERROR) if is_plain else reason


def _is_denying_word(word: Word) -> bool:
    """Whether a word denies something: "not", "refuse", "unlikely"."""
    return word.lower in NEGATIONS or word.verb in DENYING_VERBS or word.lemma in _DENYING_WORDS


def may_deny(word: Word) -> bool:
    """Whether a word denies or half denies something: "not", "refuse", "hardly"."""
    return _is_denying_word(word) or word.lower in _IMPLICIT_NEGATIONS


def _check_added_denials(
    comparison: Comparison, passage_denials: Sequence[Denial]
) -> Iterator[Reason]:
    """Yield the denials of the statement that no passage makes."""
    unmatched = list(passage_denials)
    denials = find_denials(comparison.statement_words)
    for denial in sorted(denials, key=lambda denial: not denial.explicit):
        match = next((other for other in unmatched if _may_deny_the_same(denial, other)), None)
        if match:
            unmatched.remove(match)
        elif not _is_implied(comparison, denial):
            yield _polarity_reason(denial.text, denial.word, is_denied=False)


def _may_deny_the_same(denial: Denial, other: Denial) -> bool:
    """Whether two denials may deny the same thing."""
    words, other_words = (*denial.preceding, *denial.scope), (*other.preceding, *other.scope)
    if share_word(denial.scope, other.scope):
        return True
    if denial.explicit and other.explicit:
        is_whole = denial.word.lower in {"nothing", "none", "nobody"}
        return is_whole or share_word(words, other_words) or not (denial.scope and other.scope)
    are_alike = likeness(denial.word.lemma, other.word.lemma) >= SYNONYM
    return (are_alike and not denial.explicit) or share_word(words, other.preceding)


def _is_implied(comparison: Comparison, denial: Denial) -> bool:
    """Whether a word of the passages implies a denial: "zero" for "no", "closed" for "not open"."""
    if not denial.explicit and any(m.weight >= SYNONYM for m in comparison.matches(denial.word)):
        return True
    scope = (*denial.scope[:3], *denial.preceding)
    contraries = {
        lemma
        for word in denial.scope[:2]
        for _, contrary_lemmas in CONTRARIES.get(word.lemma, ())
        for lemma in contrary_lemmas
    }
    return any(
        word.lemma in contraries
        or (
            word.lemma in (_IMPLICIT_NEGATIONS if denial.explicit else set()) | _WORDS_OF_RESPITE
            and share_word(scope, context_words(sentence, word, 4, 8))
        )
        for sentence in comparison.passage_sentences
        for word in sentence
    )


def _check_dropped_denials(
    comparison: Comparison, passage_denials: Sequence[Denial]
) -> Iterator[Reason]:
    """Yield what a passage denies and a statement without a denial of its own says.

    "Halted" in both texts does not account for a "not" that only the passage has.
    """
    deniers = [word for word in comparison.statement_words if may_deny(word)]
    is_shared = [w.lower not in NEGATIONS and w.lemma in comparison.passage_lemmas for w in deniers]
    if not all(is_shared):
        return
    for denial in passage_denials:
        if deniers and not (denial.explicit and _is_unconditional(comparison, denial)):
            continue
        verbs = tuple(word for word in denial.scope if word.verb and denial.opens_claim)
        denied = (denial.scope if denial.explicit else verbs)[:1]
        asserted = [
            word
            for word in comparison.statement_words
            for match in comparison.matches(word)
            if match.word in denied and match.weight >= FAMILY
            if not deniers or word.certainty is Modality.FACT  # not "still to be proposed"
        ]
        if asserted:
            yield _polarity_reason(denial.text, asserted[0], is_denied=True)


def _is_unconditional(comparison: Comparison, denial: Denial) -> bool:
    """Whether a passage denies something for good, not "until" or "unless" something else."""
    sentence = next(words for words in comparison.passage_sentences if denial.word in words)
    return not any(w.lower in _EXCEPTING_WORDS for w in sentence[denial.word.index :])


def _is_same_claim(comparison: Comparison, verb: Word) -> bool:
    """Whether a verb has a named subject of the passages, which have the verb only once."""
    subject = [w for w in comparison.statement_words[: verb.index] if w.capital and w.content]
    uses = [w for w in comparison.passage_words if w.lemma == verb.lemma]
    is_subject_cited = all(w.lower in comparison.passage_forms for w in subject)
    return bool(verb.verb and subject) and is_subject_cited and len(uses) == 1


def _check_unless(comparison: Comparison) -> Iterator[Reason]:
    """Yield the "if" of a statement that denies nothing for the "unless" of a passage."""
    words = comparison.statement_words
    forms = {word.lower for word in words}
    passage_forms = {word.lower for word in comparison.passage_words}
    is_exchanged = "if" in forms - passage_forms and "unless" in passage_forms - forms
    if is_exchanged and not any(_is_denying_word(w) or _is_contrary(comparison, w) for w in words):
        conjunction = next(word for word in words if word.lower == "if")
        why = "the passage says “unless”, not “if”; keep its meaning"
        yield flag(POLARITY, why, conjunction)


def _is_contrary(comparison: Comparison, word: Word) -> bool:
    """Whether the passages have a word that says the opposite of a word."""
    contraries = (lemmas for _, lemmas in CONTRARIES.get(word.lemma, ()))
    return not comparison.passage_lemmas.isdisjoint(chain(*contraries))


# --- Words that say the opposite ------------------------------------------------------------------

CONTRARY_WORD = "contrary"
_MIN_PREFIXED_CHARS = 5
_LIMIT_NOUNS = word_set("limit_nouns")
_ABOVE_WORDS = word_set("more_words")
_BELOW_WORDS = word_set("less_words") | {"within"}
_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non", "de", "mis")


def check_contrary_words(comparison: Comparison) -> Iterator[Reason]:
    """Yield the first word whose contrary the passages have in the same context."""
    for word in comparison.statement_words:
        if _is_denied(comparison.statement_words, word, 2):
            continue
        stated, contrary = word.text, _find_prefixed(comparison, word)
        contrary = contrary or _find_contrary(comparison, word)
        if not contrary and (sides := _find_other_side(comparison, word)):
            stated, contrary = (f"{side.text} … {word.text}" for side in sides)
        if contrary:
            why = f"“{stated}” says the opposite of “{contrary}” in the passage"
            yield flag(CONTRARY_WORD, f"{why}; keep its meaning", word)
            return


def _find_other_side(comparison: Comparison, noun: Word) -> tuple[Word, ...]:
    """The words on whose sides of one limit the two texts put something, if the sides differ.

    "Above the legal limit" is the other side of "below the limit".
    """
    stated = _side_of_limit(comparison.statement_words, noun)
    if noun.lemma not in _LIMIT_NOUNS or stated is NO_WORD:
        return ()
    sides = [
        side
        for sentence in comparison.passage_sentences
        for other in sentence
        if other.lemma == noun.lemma and (side := _side_of_limit(sentence, other)) is not NO_WORD
    ]
    is_other = all(_is_above(side) != _is_above(stated) for side in sides)
    return (stated, sides[0]) if sides and is_other else ()


def _side_of_limit(words: Words, noun: Word) -> Word:
    """The word that says on which side of a limit something is; a denied one is none."""
    for word in reversed(words_before(words, noun, 5)):
        if word.kind == "mark" or word.is_value:
            break
        if _is_above(word) or {word.lower, word.lemma} & _BELOW_WORDS:
            return NO_WORD if _is_denied(words, word, 4) else word
    return NO_WORD


def _is_above(word: Word) -> bool:
    return not {word.lower, word.lemma}.isdisjoint(_ABOVE_WORDS)


def _is_denied(words: Words, word: Word, count: int) -> bool:
    return any(w.lower in NEGATIONS for w in words_before(words, word, count))


def _find_prefixed(comparison: Comparison, word: Word) -> str:
    """The passage word that a word negates by a prefix such as "un", or "" for none."""
    is_short = len(word.lemma) < _MIN_PREFIXED_CHARS
    if not word.content or is_short or word.lemma in comparison.passage_lemmas:
        return ""
    forms = [f"{prefix}{form}" for prefix in _PREFIXES for form in (word.lemma, word.lower)]
    forms += [word.lower[len(p) :] for p in _PREFIXES if word.lower.startswith(p)]
    passage_forms = comparison.passage_lemmas | comparison.passage_forms
    known_forms = passage_forms - comparison.statement_lemmas
    return next((f for f in forms if len(f) >= _MIN_PREFIXED_CHARS and f in known_forms), "")


def _find_contrary(comparison: Comparison, word: Word) -> str:
    """The passage word on another side of a pair of contraries, or "" for none."""
    is_name = word.capital and word.index > 0 and word.lower in comparison.articles.names
    is_limit = word.lower in PREPOSITIONS and not _is_direction(comparison.statement_words, word)
    if word.lower in NEGATIONS or is_limit or is_name:  # "over 5%" is a limit
        return ""
    contraries = (
        other
        for sides in CONTRARY_ROOTS.get(word.lemma, ())
        for other in _contraries_in_context(comparison, word, *sides)
    )
    contrary = next(contraries, NO_WORD)
    return "" if find_converse(comparison, word, [contrary]) is not NO_WORD else contrary.text


def _is_direction(words: Words, word: Word) -> bool:
    """Whether "up" or "down" says where something has gone: "prices are up"."""
    return word.lower in {"up", "down"} and word_before(words, word).lemma == "be"


def _is_negated_by_sign(words: Words, word: Word) -> bool:
    """Whether a minus after a word turns it round: "growth of -5%" is a fall."""
    return any(w.amount and w.amount.is_negative for w in context_words(words, word, 0, 4))


def _content_around(words: Words, word: Word, *, nearest_only: bool) -> list[Word]:
    """The content words around a word, or only the nearest on each side."""
    if not nearest_only:
        return [w for w in context_words(words, word, 8, 8) if w.content or w.is_value]
    before = [w for w in context_words(words, word, 3, 0) if w.content or w.is_value]
    after = [w for w in context_words(words, word, 0, 3) if w.content or w.is_value]
    return [*before[-1:], *after[:1]]


def _contraries_in_context(
    comparison: Comparison, word: Word, roots: frozenset[str], contrary_roots: frozenset[str]
) -> Iterator[Word]:
    """Yield the passage words in the context of a word that contradict it, if none agrees.

    ``roots`` are those of the words on its side, ``contrary_roots`` those of the other side.
    """
    is_supported = bool(roots & comparison.passage_roots) or bool(comparison.matches(word))
    neighbours = _content_around(comparison.statement_words, word, nearest_only=is_supported)
    for sentence in comparison.passage_sentences:
        agreeing: set[int] = set()  # positions of the neighbours beside a word of its side
        contradicting: set[int] = set()
        contraries: list[Word] = []
        for other in sentence:
            agrees = root(other.lemma) in roots or likeness(other.lemma, word.lemma) >= SAME_SIDE
            if other.kind != "word" or not (agrees or root(other.lemma) in contrary_roots):
                continue
            if other.lower in PREPOSITIONS and not _is_direction(sentence, other):
                continue
            agrees |= _is_denied(sentence, other, 3) or _is_negated_by_sign(sentence, other)
            other_neighbours = _content_around(sentence, other, nearest_only=is_supported)
            shared = {w.index for w in neighbours if share_word([w], other_neighbours)}
            (agreeing if agrees else contradicting).update(shared)
            if shared and not agrees and other.lemma not in comparison.statement_lemmas:
                contraries.append(other)
        has_same_word = any(w.lemma == word.lemma for w in sentence)
        opposed = contradicting - agreeing
        if opposed and not (has_same_word and agreeing):
            yield from contraries
