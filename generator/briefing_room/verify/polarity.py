"""Check that a statement denies what its passages deny."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefing_room.text.lexicon import conjugations, word_list
from briefing_room.verify.comparison import (
    Comparison,
    Match,
    context_words,
    flag,
    share_word,
)
from briefing_room.verify.likeness import (
    CONTRARIES,
    FAMILY,
    SYNONYM,
    likeness,
    word_set,
)
from briefing_room.verify.reasons import Reason
from briefing_room.verify.words import Word, Words

POLARITY = "polarity"
NEGATIONS = word_list("denying", "negation")
DENYING_VERBS = word_set("denying_verbs")
_DENYING_WORDS = word_set("denying_words")
_IMPLICIT_NEGATIONS = word_set("implicit_negations")
NEGATIVE_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non")
_MODALS = word_set("modals")


@dataclass(frozen=True, slots=True)
class Denial:
    """A denying word with the words in its scope and the content words right before it."""

    word: Word
    scope: tuple[Word, ...]
    preceding: tuple[Word, ...]
    explicit: bool  # "not" and the like; false for "refuse"


def _polarity_message(denied_text: str, *, denied: bool) -> str:
    passage = "denies" if denied else "does not deny"
    statement = "does not" if denied else "does"
    return f"the passage {passage} “{denied_text}”, and the statement {statement}; keep its meaning"


def find_denials(words: Words) -> list[Denial]:
    """Find the denials of a text."""
    result: list[Denial] = []
    for word in words:
        explicit = word.lower in NEGATIONS
        implicit = (bool(word.verb) and word.verb in DENYING_VERBS) or word.lemma in _DENYING_WORDS
        if word.kind != "word" or not (explicit or implicit) or _is_not_denial(words, word):
            continue
        scope = _negation_scope(words, word, 4 if explicit else 5)
        lead = [w for w in words[max(0, word.index - 5) : word.index] if w.content or w.verb]
        result.append(Denial(word, scope, tuple(lead[-3:]), explicit))
    return result


def _is_not_denial(words: Words, word: Word) -> bool:
    after = words[word.index + 1] if word.index + 1 < len(words) else None
    if after is None:
        return False
    counted = after.is_value or after.lower in {"later", "more", "fewer", "less"}
    follows_modal = word.index > 0 and words[word.index - 1].lower in _MODALS
    return (
        (word.lower == "no" and counted)
        or (word.lower == "nor" and word.index > 0)
        or (
            word.lower == "not"
            and (after.lower == "only" or (after.lower == "just" and not follows_modal))
        )
    )


def _negation_scope(words: Words, word: Word, max_words: int) -> tuple[Word, ...]:
    scope: list[Word] = []
    for other in words[word.index + 1 : word.index + 13]:
        stops = (other.kind == "mark" and other.text in ".;:–—") or other.lower == "as"
        stops |= word.in_quotation and other.text == '"'
        if stops or other.lower in {"but", "although", "while"} or len(scope) >= max_words:
            break
        ends_at_comma = not scope or word.lower not in NEGATIONS  # "stop it, saying it would …"
        if (other.text == "," and ends_at_comma) or (scope and other.clause > word.clause + 1):
            break
        if (other.content or other.verb) and other.verb not in {"say", "tell", "be"}:
            scope.append(other)
    return tuple(scope)


def check_polarity(comparison: Comparison) -> Iterator[Reason]:
    """Yield the first thing that only one of the two texts denies."""
    passage_denials = [
        d for sentence in comparison.passage_sentences for d in find_denials(sentence)
    ]
    reasons = [
        *_check_denied_verbs(comparison),
        *_check_added_denials(
            comparison, find_denials(comparison.statement_words), passage_denials
        ),
        *_check_dropped_denials(comparison, passage_denials),
    ]
    yield from reasons[:1]


def _check_denied_verbs(comparison: Comparison) -> Iterator[Reason]:
    """Yield the verbs that only one of the two texts negates."""
    for word in comparison.statement_words:
        matches = [m for m in comparison.matches(word) if m.word.verb and m.weight >= SYNONYM]
        if word.verb in {"be", "have"}:
            matches = [m for m in matches if _share_next_word(comparison, word, m)]
        matches = comparison.keep_closest(word, matches) if word.verb else []
        if not matches or any(m.word.denied == word.denied for m in matches):
            continue
        sentence, index = comparison.passage_sentences[matches[0].sentence], matches[0].word.index
        words, start = (
            (sentence, index) if word.denied else (comparison.statement_words, word.index)
        )
        around = words[max(0, start - 14) : start + 8]
        is_denied = any(map(_is_denying_word if word.denied else may_deny, around))
        if not is_denied:
            yield flag(POLARITY, _polarity_message(word.text, denied=not word.denied), word)


def _share_next_word(comparison: Comparison, word: Word, match: Match) -> bool:
    after = context_words(comparison.statement_words, word.index, 0, 4)
    sentence = comparison.passage_sentences[match.sentence]
    passage_after = context_words(sentence, match.word.index, 0, 4)
    return share_word([w for w in after if w.content], [w for w in passage_after if w.content])


def _is_denying_word(word: Word) -> bool:
    return word.lower in NEGATIONS or word.verb in DENYING_VERBS or word.lemma in _DENYING_WORDS


def may_deny(word: Word) -> bool:
    """Whether a word denies or half denies something: "not", "refuse", "hardly"."""
    return _is_denying_word(word) or word.lower in _IMPLICIT_NEGATIONS


def _check_added_denials(
    comparison: Comparison, statement_denials: Sequence[Denial], passage_denials: Sequence[Denial]
) -> Iterator[Reason]:
    """Yield the denials of the statement that no passage makes."""
    unmatched = list(passage_denials)
    for denial in sorted(statement_denials, key=lambda denial: not denial.explicit):
        same = next((other for other in unmatched if _may_deny_the_same(denial, other)), None)
        if same:
            unmatched.remove(same)
        elif not _is_implied(comparison, denial):
            denied = " ".join(w.text for w in (denial.word, *denial.scope[:3]))
            yield flag(POLARITY, _polarity_message(denied, denied=False), denial.word)


def _may_deny_the_same(denial: Denial, other: Denial) -> bool:
    """Whether two denials may deny the same thing."""
    words, other_words = (*denial.preceding, *denial.scope), (*other.preceding, *other.scope)
    if share_word(denial.scope, other.scope):
        return True
    if denial.explicit and other.explicit:
        is_whole = denial.word.lower in {"nothing", "none", "nobody"}
        return is_whole or share_word(words, other_words) or not (denial.scope and other.scope)
    alike = likeness(denial.word.lemma, other.word.lemma) >= SYNONYM
    return (alike and not denial.explicit) or share_word(words, other.preceding)


def _is_implied(comparison: Comparison, denial: Denial) -> bool:
    """Whether a word of the passages implies a denial: "unpaid" for "not paid"."""
    if not denial.explicit:
        return any(m.weight >= SYNONYM for m in comparison.matches(denial.word))
    scope = (*denial.scope[:3], *denial.preceding)
    contraries = {
        lemma
        for word in denial.scope[:2]
        for _, others in CONTRARIES.get(word.lemma, ())
        for lemma in others
    }
    return any(
        word.lemma in contraries
        or (
            (word.lemma in _IMPLICIT_NEGATIONS or _has_negative_prefix(word))
            and share_word(scope, context_words(sentence, word.index, 4, 8))
        )
        for sentence in comparison.passage_sentences
        for word in sentence
    )


def _has_negative_prefix(word: Word) -> bool:
    """Whether a word is a known one with "un" or "non" before it: "unpaid", not "university"."""
    forms = (word.lower[len(p) :].lstrip("-") for p in ("un", "non") if word.lower.startswith(p))
    return any(form in conjugations() or form in CONTRARIES for form in forms)


def _contrary_lemmas(word: Word) -> Iterator[str]:
    for _, others in CONTRARIES.get(word.lemma, ()):
        yield from others


def _check_dropped_denials(
    comparison: Comparison, passage_denials: Sequence[Denial]
) -> Iterator[Reason]:
    """Yield what a passage denies with "not" and a statement without any denial says."""
    if any(may_deny(word) or _has_negative_prefix(word) for word in comparison.statement_words):
        return
    for denial in passage_denials:
        denied = [
            word
            for word in comparison.statement_words
            for match in comparison.matches(word)
            if match.word in denial.scope[:1] and match.weight >= FAMILY
        ]
        if denial.explicit and denied and not all(word.capital for word in denied):
            quoted = " ".join(word.text for word in (denial.word, *denial.scope[:3]))
            yield flag(POLARITY, _polarity_message(quoted, denied=True), *denied[:1])
