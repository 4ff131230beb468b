"""A statement denies what its passage denies, and says no contrary word for one of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefing_room.text.lexicon import PREPOSITIONS, listed
from briefing_room.verify.certainty import counterparts
from briefing_room.verify.held import Held, anew, around, near, touch
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
NOT = listed("denying", "negation")
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
        hard = word.low in NOT
        soft = (bool(word.verb) and word.verb in DENYING) or word.lemma in _WORDS
        if word.kind != "word" or not (hard or soft) or _no_denial(words, word):
            continue
        scope = _scope(words, word, 4 if hard else 5)
        lead = [w for w in words[max(0, word.at - 5) : word.at] if w.content or w.verb]
        found.append(Denial(word, scope, tuple(lead[-2:]), hard))
    return found


def _no_denial(words: Words, word: Word) -> bool:
    after = words[word.at + 1] if word.at + 1 < len(words) else None
    if after is None:
        return False
    counted = after.valued or after.low in {"later", "more", "fewer", "less"}
    return (word.low == "no" and counted) or (word.low == "not" and after.low in {"only", "just"})


def _scope(words: Words, word: Word, most: int) -> tuple[Word, ...]:
    scope: list[Word] = []
    for other in words[word.at + 1 : word.at + 13]:
        stops = (other.kind == "mark" and other.text in ".;:–—") or other.low == "as"
        if stops or other.low in {"but", "although", "while"} or len(scope) >= most:
            break
        if (other.text == "," and not scope) or (scope and other.clause > word.clause + 1):
            break
        if (other.content or other.verb) and other.verb not in {"say", "tell", "be"}:
            scope.append(other)
    return tuple(scope)


def polarity(held: Held) -> Iterator[Reason]:
    """Yield what one of the two denies and the other does not."""
    ours = denials(held.said)
    theirs = [(denial, at) for at, unit in enumerate(held.units) for denial in denials(unit)]
    found = [
        *_verbs(held),
        *_added(held, ours, [denial for denial, _ in theirs]),
        *_dropped(held, ours, theirs),
    ]
    yield from found[:1]
    yield from _contrary(held)


# --- Not -----------------------------------------------------------------------------------------


def _verbs(held: Held) -> Iterator[Reason]:
    """Yield a verb that "not" stands before in one of the two only."""
    for word in held.said:
        behind = [m for m in counterparts(held, word) if m.weight >= SYNONYM] if word.verb else []
        behind = held.in_place(word, behind)
        if not behind or any(m.word.denied == word.denied for m in behind):
            continue
        unit, other = held.units[behind[0].unit], behind[0].word
        ours, theirs = (_bounds(held.said, word.at), _bounds(unit, other.at))
        if (ours - theirs) if word.denied else (theirs - ours):
            continue
        text, at = (unit, other.at) if word.denied else (held.said, word.at)
        if word.denied:
            denied = _governed(text, at)
        else:
            denied = any(_denies(w) for w in text[max(0, at - 10) : at + 8])
        if not denied:
            yield anew(POLARITY, f"“{word.text}” is denied in one of the two only", word)


def _bounds(words: Words, at: int) -> set[str]:
    """Return the words behind a verb by which "not" means something else: "not until"."""
    return {w.low for w in words[at : at + 10] if w.low in _BOUNDED}


def _governed(words: Words, at: int) -> bool:
    """Return whether a verb hangs on one that denies it, or has "no" and the like before it."""
    lead = words[max(0, at - 6) : at]
    last = next((w for w in reversed(lead) if w.content or w.verb), None)
    hangs = last is not None and (last.verb in DENYING or last.lemma in _WORDS)
    return hangs or any(w.low in NOT for w in lead)


def _denies(word: Word) -> bool:
    return word.low in NOT or word.verb in DENYING or word.lemma in _WORDS or word.low in _HIDDEN


def _added(held: Held, ours: Sequence[Denial], theirs: Sequence[Denial]) -> Iterator[Reason]:
    """Yield what the statement denies and no passage does."""
    free = list(theirs)
    for denial in sorted(ours, key=lambda each: not each.hard):
        like_it = next((other for other in free if _alike(denial, [other])), None)
        if like_it:
            free.remove(like_it)
        elif not (_is_hidden(held, denial) or (not denial.hard and _alike(denial, theirs))):
            shown = " ".join(w.text for w in (denial.word, *denial.scope[:3]))
            yield anew(POLARITY, f"the passage does not deny “{shown}”", denial.word)


def _alike(denial: Denial, theirs: Sequence[Denial]) -> bool:
    return any(_deny_one(denial, other) for other in theirs)


def _deny_one(denial: Denial, other: Denial) -> bool:
    """Return whether two denials may deny the same."""
    if touch(denial.scope, other.scope) or touch(denial.scope[:2], [other.word]):
        return True
    both, told = denial.hard and other.hard, denial.scope and other.scope
    alike = like(denial.word.lemma, other.word.lemma) >= SYNONYM
    return bool(
        (alike and not (denial.hard and told))
        or (not both and touch((*denial.back, *denial.scope), other.back))
        or (denial.word.low in {"nothing", "none", "nobody"} and other.hard)
        or (_unsaid(denial) and _unsaid(other))
        or (not denial.scope and (not other.scope or touch(denial.back, other.back)))
    )


def _unsaid(denial: Denial) -> bool:
    """Return whether it is denied that something was said: "not reported", "did not say"."""
    return denial.hard and any(word.verb in SAYING for word in denial.scope[:1])


def _is_hidden(held: Held, denial: Denial) -> bool:
    """Return whether a passage denies by its words: "unpaid" for "not paid"."""
    if not denial.hard:
        return any(m.weight >= SYNONYM for m in held.matches(denial.word)) or _same_side(
            held, denial.word
        )
    scope = (*denial.scope[:3], *denial.back)
    for unit in held.units:
        for word in unit:
            if word.lemma in _HIDDEN and touch(scope, around(unit, word.at, 4, 8)):
                return True
            if any(_without_prefix(word, other) for other in scope):
                return True
            negative = word.low.startswith(("un", "non")) and len(word.low) > 6 and word.content
            if negative and touch(scope, around(unit, word.at, 4, 8)):
                return True
            if any(like(word.lemma, c) == 1 for w in denial.scope[:2] for c in _against(w)):
                return True
    return False


def _without_prefix(word: Word, other: Word) -> bool:
    bare = (word.low[len(p) :] for p in _PREFIXES if word.low.startswith(p) and len(word.low) > 5)
    return word.kind == "word" and any(like(lemma(each), other.lemma) >= SYNONYM for each in bare)


def _against(word: Word) -> Iterator[str]:
    for _, others in CONTRARY.get(word.lemma, ()):
        yield from others


def _dropped(
    held: Held, ours: Sequence[Denial], theirs: Sequence[tuple[Denial, int]]
) -> Iterator[Reason]:
    """Yield what a passage denies and the statement says."""
    covered = {w.at for d in ours for w in (d.word, *d.scope, *d.back)}
    for denial, unit in theirs:
        used = [
            word
            for word in held.said
            if any(m.unit == unit and m.word in denial.scope[:3] for m in held.matches(word))
        ]
        least = 1 if len(denial.scope) <= 2 or _begins(held, denial, unit) else 2
        if len(used) < least or any(word.at in covered for word in used):
            continue
        if _bounded(held.units[unit], denial) or _excused(held, denial, used):
            continue
        if all(any(m.unit != unit for m in held.matches(word)) for word in used):
            continue  # said of something else, too
        shown = " ".join(w.text for w in (denial.word, *denial.scope[:3]))
        yield anew(POLARITY, f"the passage denies “{shown}”", *used[:1])


def _begins(held: Held, denial: Denial, unit: int) -> bool:
    """Return whether the statement has the first word that a "not" covers."""
    first = denial.scope[:1]
    return denial.hard and any(
        m.unit == unit and m.word in first and m.weight >= FAMILY
        for word in held.said
        for m in held.matches(word)
    )


def _bounded(unit: Words, denial: Denial) -> bool:
    at = denial.word.at
    behind_comma = at and unit[at - 1].text == "," and denial.hard
    noun = not denial.scope or not denial.scope[0].verb
    return any(w.low in _BOUNDED for w in unit[at + 1 : at + 11]) or bool(behind_comma and noun)


def _excused(held: Held, denial: Denial, used: Sequence[Word]) -> bool:
    """Return whether the statement has the denial in other words."""
    for word in held.said:
        close = any(abs(word.at - other.at) <= 6 for other in used)
        behind = [m.word for m in held.matches(word) if m.weight >= FAMILY]
        elsewhere = bool(behind) and denial.word not in behind
        if close and not elsewhere and (_denies(word) or word.low in {"only", "keep", "other"}):
            return True
        if (word.content or word.verb) and like(word.lemma, denial.word.lemma) >= SYNONYM:
            return True
        if _same_as_denial(word, denial) or (
            word.content and word.low.startswith(_PREFIXES) and not held.matches(word)
        ):
            return True
    return not denial.hard and any(
        near(first, other, FAMILY)
        for first in denial.scope[:2]
        for other in held.flat
        if other is not first and other not in denial.scope
    )


def _same_as_denial(word: Word, denial: Denial) -> bool:
    return any(denial.word.lemma in part for part, _ in CONTRARY.get(word.lemma, ()))


# --- Contrary words ------------------------------------------------------------------------------


def _same_side(held: Held, word: Word) -> bool:
    """Return whether a passage has a word that says the same as one with a contrary."""
    return any(not part.isdisjoint(held.lemmas) for part, _ in CONTRARY.get(word.lemma, ()))


def _prefixed(held: Held, word: Word) -> str:
    """Return the word of the passages of which a word is the contrary by "un" and the like."""
    if not word.content or len(word.lemma) < 5 or word.lemma in held.lemmas:
        return ""
    prefixes = (*_PREFIXES, "de", "mis")
    forms = [f"{prefix}{each}" for prefix in prefixes for each in (word.lemma, word.low)]
    forms += [word.low[len(p) :] for p in prefixes if word.low.startswith(p)]
    there = held.lemmas | held.lows
    return next((f for f in forms if len(f) > 4 and f in there and f not in held.own), "")


def _contrary(held: Held) -> Iterator[Reason]:
    """Yield a word of which the passages have the contrary beside the same words."""
    for word in held.said:
        denied = any(w.low in NOT for w in around(held.said, word.at, 2, 0))
        if (opposite := _prefixed(held, word)) and not denied:
            yield anew(CONTRARY_WORD, f"“{word.text}” is the contrary of “{opposite}”", word)
            return
        named = word.capital and word.at > 0 and word.low in held.voices.names
        if word.kind != "word" or word.lemma not in CONTRARY or word.low in NOT or named:
            continue
        if word.low in PREPOSITIONS and not _counts(held.said, word):
            continue
        against = [w for sides in ROOTS[word.lemma] for w in _against_it(held, word, *sides)]
        if against and not denied:
            why = f"“{word.text}” is the contrary of “{against[0].text}”"
            yield anew(CONTRARY_WORD, why, word)
            return


def _counts(words: Words, word: Word) -> bool:
    """Tell whether a word such as "over" stands beside a number."""
    return any(w.valued for w in (*words[max(0, word.at - 2) : word.at], *words[word.at + 1 :][:1]))


def _neighbours(words: Words, word: Word, *, beside_it: bool) -> list[Word]:
    """Give the words of meaning around a word, or only the nearest on each side."""
    if not beside_it:
        return [w for w in around(words, word.at, 8, 8) if w.content or w.valued]
    before = [w for w in words[max(0, word.at - 3) : word.at] if w.content or w.valued]
    behind = [w for w in words[word.at + 1 : word.at + 4] if w.content or w.valued]
    return [*before[-1:], *behind[:1]]


def _against_it(
    held: Held, word: Word, own: frozenset[str], others: frozenset[str]
) -> Iterator[Word]:
    """Yield the contraries of a word that stand in its place, if nothing of its own side does."""
    anywhere = not own.isdisjoint(held.roots) or word.lemma in held.lemmas
    anywhere |= bool(held.matches(word))
    ours = _neighbours(held.said, word, beside_it=anywhere)
    for unit in held.units:
        beside: dict[bool, set[int]] = {True: set(), False: set()}
        found: list[Word] = []
        for other in unit:
            side = root(other.lemma) in own or like(other.lemma, word.lemma) >= SIDE
            if other.kind != "word" or not (side or root(other.lemma) in others):
                continue
            if other.low in PREPOSITIONS and word.low not in PREPOSITIONS:
                continue
            theirs = _neighbours(unit, other, beside_it=anywhere)
            shared = {w.at for w in ours if touch([w], theirs)}
            beside[side] |= shared
            found += [other] if shared and not side and other.lemma not in held.own else []
        if beside[False] - beside[True]:
            yield from found
