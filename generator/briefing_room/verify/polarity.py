"""A statement denies what its passage denies, and says no contrary word for one of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefing_room.text.lexicon import PREPOSITIONS, word_list
from briefing_room.verify.certainty import counterparts
from briefing_room.verify.comparison import Comparison, context_words, flag, may_match, share_word
from briefing_room.verify.likeness import (
    CONTRARY,
    FAMILY,
    ROOTS,
    SIDE,
    SYNONYM,
    lemma,
    like,
    root,
    words_of,
)
from briefing_room.verify.reasons import Reason
from briefing_room.verify.tagging import Word, Words
from briefing_room.verify.voices import SAYING

POLARITY, CONTRARY_WORD = "polarity", "contrary"
NOT = word_list("denying", "negation")
DENYING, _WORDS, _HIDDEN = words_of("denying_verbs"), words_of("denying_words"), words_of("hidden")
_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non")
_BOUNDED = words_of("bounded")


@dataclass(frozen=True, slots=True)
class Denial:
    """A word that denies, the words that it covers, and those right before it."""

    word: Word
    scope: tuple[Word, ...]
    back: tuple[Word, ...]
    hard: bool  # a word such as "not"


def denials(words: Words) -> list[Denial]:
    """Return what a text denies."""
    found = []
    for word in words:
        hard = word.lower in NOT
        soft = (bool(word.verb) and word.verb in DENYING) or word.lemma in _WORDS
        if word.kind != "word" or not (hard or soft) or _no_denial(words, word):
            continue
        scope = _scope(words, word, 4 if hard else 5)
        lead = [w for w in words[max(0, word.index - 5) : word.index] if w.content or w.verb]
        found.append(Denial(word, scope, tuple(lead[-2:]), hard))
    return found


def _no_denial(words: Words, word: Word) -> bool:
    after = words[word.index + 1] if word.index + 1 < len(words) else None
    if after is None:
        return False
    counted = after.is_value or after.lower in {"later", "more", "fewer", "less"}
    return (word.lower == "no" and counted) or (
        word.lower == "not" and after.lower in {"only", "just"}
    )


def _scope(words: Words, word: Word, most: int) -> tuple[Word, ...]:
    scope: list[Word] = []
    for other in words[word.index + 1 : word.index + 13]:
        stops = (other.kind == "mark" and other.text in ".;:–—") or other.lower == "as"
        if stops or other.lower in {"but", "although", "while"} or len(scope) >= most:
            break
        if (other.text == "," and not scope) or (scope and other.clause > word.clause + 1):
            break
        if (other.content or other.verb) and other.verb not in {"say", "tell", "be"}:
            scope.append(other)
    return tuple(scope)


def polarity(pair: Comparison) -> Iterator[Reason]:
    """Yield what one of the two denies and the other does not."""
    ours = denials(pair.statement_words)
    theirs = [
        (denial, at) for at, unit in enumerate(pair.passage_sentences) for denial in denials(unit)
    ]
    found = [
        *_verbs(pair),
        *_added(pair, ours, [denial for denial, _ in theirs]),
        *_dropped(pair, ours, theirs),
    ]
    yield from found[:1]
    yield from _contrary(pair)


# --- Not -----------------------------------------------------------------------------------------


def _verbs(pair: Comparison) -> Iterator[Reason]:
    """Yield a verb that "not" stands before in one of the two only."""
    for word in pair.statement_words:
        behind = [m for m in counterparts(pair, word) if m.weight >= SYNONYM] if word.verb else []
        behind = pair.in_same_context(word, behind)
        if not behind or any(m.word.denied == word.denied for m in behind):
            continue
        unit, other = pair.passage_sentences[behind[0].sentence], behind[0].word
        ours, theirs = (_bounds(pair.statement_words, word.index), _bounds(unit, other.index))
        if (ours - theirs) if word.denied else (theirs - ours):
            continue
        text, at = (unit, other.index) if word.denied else (pair.statement_words, word.index)
        if word.denied:
            denied = _governed(text, at)
        else:
            denied = any(_denies(w) for w in text[max(0, at - 10) : at + 8])
        if not denied:
            yield flag(POLARITY, f"“{word.text}” is denied in one of the two only", word)


def _bounds(words: Words, at: int) -> set[str]:
    """Return the words behind a verb by which "not" means something else: "not until"."""
    return {w.lower for w in words[at : at + 10] if w.lower in _BOUNDED}


def _governed(words: Words, at: int) -> bool:
    """Return whether a verb hangs on one that denies it, or has "no" and the like before it."""
    lead = words[max(0, at - 6) : at]
    last = next((w for w in reversed(lead) if w.content or w.verb), None)
    hangs = last is not None and (last.verb in DENYING or last.lemma in _WORDS)
    return hangs or any(w.lower in NOT for w in lead)


def _denies(word: Word) -> bool:
    return (
        word.lower in NOT or word.verb in DENYING or word.lemma in _WORDS or word.lower in _HIDDEN
    )


def _added(pair: Comparison, ours: Sequence[Denial], theirs: Sequence[Denial]) -> Iterator[Reason]:
    """Yield what the statement denies and no passage does."""
    free = list(theirs)
    for denial in sorted(ours, key=lambda each: not each.hard):
        like_it = next((other for other in free if _alike(denial, [other])), None)
        if like_it:
            free.remove(like_it)
        elif not (_is_hidden(pair, denial) or (not denial.hard and _alike(denial, theirs))):
            shown = " ".join(w.text for w in (denial.word, *denial.scope[:3]))
            yield flag(POLARITY, f"the passage does not deny “{shown}”", denial.word)


def _alike(denial: Denial, theirs: Sequence[Denial]) -> bool:
    return any(_deny_one(denial, other) for other in theirs)


def _deny_one(denial: Denial, other: Denial) -> bool:
    """Return whether two denials may deny the same."""
    if share_word(denial.scope, other.scope) or share_word(denial.scope[:2], [other.word]):
        return True
    both, told = denial.hard and other.hard, denial.scope and other.scope
    alike = like(denial.word.lemma, other.word.lemma) >= SYNONYM
    return bool(
        (alike and not (denial.hard and told))
        or (not both and share_word((*denial.back, *denial.scope), other.back))
        or (denial.word.lower in {"nothing", "none", "nobody"} and other.hard)
        or (_unsaid(denial) and _unsaid(other))
        or (not denial.scope and (not other.scope or share_word(denial.back, other.back)))
    )


def _unsaid(denial: Denial) -> bool:
    """Return whether it is denied that something was said: "not reported", "did not say"."""
    return denial.hard and any(word.verb in SAYING for word in denial.scope[:1])


def _is_hidden(pair: Comparison, denial: Denial) -> bool:
    """Return whether a passage denies by its words: "unpaid" for "not paid"."""
    if not denial.hard:
        return any(m.weight >= SYNONYM for m in pair.matches(denial.word)) or _same_side(
            pair, denial.word
        )
    scope = (*denial.scope[:3], *denial.back)
    for unit in pair.passage_sentences:
        for word in unit:
            if word.lemma in _HIDDEN and share_word(scope, context_words(unit, word.index, 4, 8)):
                return True
            if any(_without_prefix(word, other) for other in scope):
                return True
            negative = word.lower.startswith(("un", "non")) and len(word.lower) > 6 and word.content
            if negative and share_word(scope, context_words(unit, word.index, 4, 8)):
                return True
            if any(like(word.lemma, c) == 1 for w in denial.scope[:2] for c in _against(w)):
                return True
    return False


def _without_prefix(word: Word, other: Word) -> bool:
    bare = (
        word.lower[len(p) :] for p in _PREFIXES if word.lower.startswith(p) and len(word.lower) > 5
    )
    return word.kind == "word" and any(like(lemma(each), other.lemma) >= SYNONYM for each in bare)


def _against(word: Word) -> Iterator[str]:
    for _, others in CONTRARY.get(word.lemma, ()):
        yield from others


def _dropped(
    pair: Comparison, ours: Sequence[Denial], theirs: Sequence[tuple[Denial, int]]
) -> Iterator[Reason]:
    """Yield what a passage denies and the statement says."""
    covered = {w.index for d in ours for w in (d.word, *d.scope, *d.back)}
    for denial, unit in theirs:
        used = [
            word
            for word in pair.statement_words
            if any(m.sentence == unit and m.word in denial.scope[:3] for m in pair.matches(word))
        ]
        least = 1 if len(denial.scope) <= 2 or _begins(pair, denial, unit) else 2
        if len(used) < least or any(word.index in covered for word in used):
            continue
        if _bounded(pair.passage_sentences[unit], denial) or _excused(pair, denial, used):
            continue
        if all(any(m.sentence != unit for m in pair.matches(word)) for word in used):
            continue  # said of something else, too
        shown = " ".join(w.text for w in (denial.word, *denial.scope[:3]))
        yield flag(POLARITY, f"the passage denies “{shown}”", *used[:1])


def _begins(pair: Comparison, denial: Denial, unit: int) -> bool:
    """Return whether the statement has the first word that a "not" covers."""
    first = denial.scope[:1]
    return denial.hard and any(
        m.sentence == unit and m.word in first and m.weight >= FAMILY
        for word in pair.statement_words
        for m in pair.matches(word)
    )


def _bounded(unit: Words, denial: Denial) -> bool:
    at = denial.word.index
    behind_comma = at and unit[at - 1].text == "," and denial.hard
    noun = not denial.scope or not denial.scope[0].verb
    return any(w.lower in _BOUNDED for w in unit[at + 1 : at + 11]) or bool(behind_comma and noun)


def _excused(pair: Comparison, denial: Denial, used: Sequence[Word]) -> bool:
    """Return whether the statement has the denial in other words."""
    for word in pair.statement_words:
        close = any(abs(word.index - other.index) <= 6 for other in used)
        behind = [m.word for m in pair.matches(word) if m.weight >= FAMILY]
        elsewhere = bool(behind) and denial.word not in behind
        if close and not elsewhere and (_denies(word) or word.lower in {"only", "keep", "other"}):
            return True
        if (word.content or word.verb) and like(word.lemma, denial.word.lemma) >= SYNONYM:
            return True
        if _same_as_denial(word, denial) or (
            word.content and word.lower.startswith(_PREFIXES) and not pair.matches(word)
        ):
            return True
    return not denial.hard and any(
        may_match(first, other, FAMILY)
        for first in denial.scope[:2]
        for other in pair.passage_words
        if other is not first and other not in denial.scope
    )


def _same_as_denial(word: Word, denial: Denial) -> bool:
    return any(denial.word.lemma in part for part, _ in CONTRARY.get(word.lemma, ()))


# --- Contrary words ------------------------------------------------------------------------------


def _same_side(pair: Comparison, word: Word) -> bool:
    """Return whether a passage has a word that says the same as one with a contrary."""
    return any(not part.isdisjoint(pair.passage_lemmas) for part, _ in CONTRARY.get(word.lemma, ()))


def _prefixed(pair: Comparison, word: Word) -> str:
    """Return the word of the passages of which a word is the contrary by "un" and the like."""
    if not word.content or len(word.lemma) < 5 or word.lemma in pair.passage_lemmas:
        return ""
    prefixes = (*_PREFIXES, "de", "mis")
    forms = [f"{prefix}{each}" for prefix in prefixes for each in (word.lemma, word.lower)]
    forms += [word.lower[len(p) :] for p in prefixes if word.lower.startswith(p)]
    there = pair.passage_lemmas | pair.passage_lowercase
    return next(
        (f for f in forms if len(f) > 4 and f in there and f not in pair.statement_lemmas), ""
    )


def _contrary(pair: Comparison) -> Iterator[Reason]:
    """Yield a word of which the passages have the contrary beside the same words."""
    for word in pair.statement_words:
        denied = any(w.lower in NOT for w in context_words(pair.statement_words, word.index, 2, 0))
        if (opposite := _prefixed(pair, word)) and not denied:
            yield flag(CONTRARY_WORD, f"“{word.text}” is the contrary of “{opposite}”", word)
            return
        named = word.capital and word.index > 0 and word.lower in pair.voices.names
        if word.kind != "word" or word.lemma not in CONTRARY or word.lower in NOT or named:
            continue
        if word.lower in PREPOSITIONS and not _counts(pair.statement_words, word):
            continue
        against = [w for sides in ROOTS[word.lemma] for w in _against_it(pair, word, *sides)]
        if against and not denied:
            why = f"“{word.text}” is the contrary of “{against[0].text}”"
            yield flag(CONTRARY_WORD, why, word)
            return


def _counts(words: Words, word: Word) -> bool:
    """Tell whether a word such as "over" stands beside a number."""
    return any(
        w.is_value
        for w in (*words[max(0, word.index - 2) : word.index], *words[word.index + 1 :][:1])
    )


def _neighbours(words: Words, word: Word, *, beside_it: bool) -> list[Word]:
    """Give the words of meaning around a word, or only the nearest on each side."""
    if not beside_it:
        return [w for w in context_words(words, word.index, 8, 8) if w.content or w.is_value]
    before = [w for w in words[max(0, word.index - 3) : word.index] if w.content or w.is_value]
    behind = [w for w in words[word.index + 1 : word.index + 4] if w.content or w.is_value]
    return [*before[-1:], *behind[:1]]


def _against_it(
    pair: Comparison, word: Word, own: frozenset[str], others: frozenset[str]
) -> Iterator[Word]:
    """Yield the contraries of a word that stand in its place, if nothing of its own side does."""
    anywhere = not own.isdisjoint(pair.passage_roots) or word.lemma in pair.passage_lemmas
    anywhere |= bool(pair.matches(word))
    ours = _neighbours(pair.statement_words, word, beside_it=anywhere)
    for unit in pair.passage_sentences:
        beside: dict[bool, set[int]] = {True: set(), False: set()}
        found: list[Word] = []
        for other in unit:
            side = root(other.lemma) in own or like(other.lemma, word.lemma) >= SIDE
            if other.kind != "word" or not (side or root(other.lemma) in others):
                continue
            if other.lower in PREPOSITIONS and word.lower not in PREPOSITIONS:
                continue
            theirs = _neighbours(unit, other, beside_it=anywhere)
            shared = {w.index for w in ours if share_word([w], theirs)}
            beside[side] |= shared
            found += (
                [other] if shared and not side and other.lemma not in pair.statement_lemmas else []
            )
        if beside[False] - beside[True]:
            yield from found
