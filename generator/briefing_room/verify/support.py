"""Hold a sentence in an editor's words to the words of its passages.

A rewording shares telling words with its passage, denies what that denies, and lets each number
and name stand where the passage has it.  Words are compared, not meanings: what is said in wholly
other words is refused, and of contrary verbs only those of a list are seen.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from briefing_room.catalogue.entries import Catalogue
from briefing_room.model import Mention
from briefing_room.text import lexicon
from briefing_room.text.lexicon import STOP, listed, stem, table, verb_forms

NOT_SUPPORTED, NEGATION, OTHER_NUMBER = "not-supported", "negation-changed", "other-number"
LEAST_SHARED = 1 / 3  # of the weight of a sentence's words; honest rewordings have .47 and more
STRANGE = 4  # telling words in a row that no passage has; in a clause of its own one less
_ROOT = 5  # letters that words of one family share
_NEAR = 6  # words behind "not" in which stands what it denies

# How many words before and behind a number must be the same, the most first; not (3, 0) of a name.
_AROUND = ((2, 2), (1, 2), (2, 1), (3, 0))

_TOKEN = re.compile(
    r"[$€£¥]?\d(?:[\d.,]*\d)?|%|n't\b|[Cc]an(?=not\b)|[^\W\d_]+?(?=n't\b)"
    r"|[^\W\d_]+(?:'[^\W\d_]+)*|[.,;:!?()–—\"]"
)
_STOPS = frozenset('.,;:!?()–—"')
_ARTICLES = frozenset({"a", "an", "the", "any"})
_FUNCTION = STOP | lexicon.PREPOSITIONS | lexicon.ADVERBS | lexicon.SUBORDINATORS
_OPENS_CLAUSE = (lexicon.SUBORDINATORS | lexicon.CONJUNCTIONS) - {"or", "as", "than"}
_DENYING, _HIDDEN = listed("denying", "negation"), listed("hidden", "negation")
_HIDDEN_STEMS = tuple(word[:-1] for word in _HIDDEN if word.endswith("-"))
_CONTRARY = [
    [verb_forms(side) for side in row.split(" / ")] for row in table("negation")["contrary"]
]

Problem = tuple[str, str]


class Word(NamedTuple):
    """A word in lower case; of a number or a name ``form`` is a mask and ``value`` what it is."""

    form: str
    value: str
    shown: str
    clause: int

    @property
    def forms(self) -> Iterator[str]:
        """Yield what stands for the word: its value, its stem, the root of its family."""
        if self.value:
            yield self.value
        for part in re.findall(r"[^\W_]+", self.shown.lower() if self.value else self.form):
            folded = stem(part)
            yield folded
            if len(folded) >= _ROOT:
                yield f"{folded[:_ROOT]}-"


class Denial(NamedTuple):
    """A word such as "not": its place, and two telling words behind it, none where it has none."""

    at: int
    scope: tuple[str, ...]


@dataclass(frozen=True)
class Words:
    """A text taken apart; what is asked of it is found once."""

    words: tuple[Word, ...]

    @cached_property
    def telling(self) -> frozenset[str]:
        """The forms of all words."""
        return frozenset(form for word in self.words for form in word.forms)

    @cached_property
    def all(self) -> frozenset[str]:
        """All words as they stand, numbers and names blotted out."""
        return frozenset(word.form for word in self.words)

    @cached_property
    def denials(self) -> tuple[Denial, ...]:
        """What the text denies; "nor" goes on with what was denied before."""
        found: list[Denial] = []
        for at, word in enumerate(self.words):
            if word.form in _DENYING and not (found and word.form == "nor"):
                after = self.words[at + 1 : at + 1 + _NEAR]
                telling = [w for w in after if w.form not in _FUNCTION]
                if telling and telling[0].form == "#":
                    telling = []  # "not 2024"
                scope = (next(w.forms, "") for w in telling if w.form != "#")
                found.append(Denial(at, tuple(scope)[:2]))
        return tuple(found)

    @cached_property
    def hidden(self) -> frozenset[str]:
        """The words that deny something without a word such as "not"."""
        return frozenset(f for f in self.all if f in _HIDDEN or f.startswith(_HIDDEN_STEMS))

    @cached_property
    def threes(self) -> Counter[tuple[str, ...]]:
        """Each three words in a row, articles left out, counted."""
        forms = ["", *(word.form for word in self.words if word.form not in _ARTICLES), "", ""]
        return Counter(zip(forms, forms[1:], forms[2:], strict=False))

    @cached_property
    def places(self) -> dict[tuple[object, ...], dict[str, str]]:
        """The numbers and names, by their values, that stand between the same words."""
        found: defaultdict[tuple[object, ...], dict[str, str]] = defaultdict(dict)
        for at, word in enumerate(self.words):
            for place in self.around(at) if word.value else ():
                found[place].setdefault(word.value, word.shown)
        return found

    def around(self, at: int) -> Iterator[tuple[object, ...]]:
        """Yield what stands around a word, the most first; numbers and names are blotted out."""
        form = self.words[at].form
        lead = ("", "", "", *(w.form for w in self.words[max(0, at - 3) : at]))
        follow = (*(w.form for w in self.words[at + 1 : at + 3]), "", "")
        for before, after in _AROUND if form == "#" else _AROUND[:-1]:
            yield form, lead[-before:], follow[:after]

    def shown(self, at: int) -> str:
        """Return a few words for a message."""
        return " ".join(word.shown for word in self.words[max(0, at - 1) : at + 4])


def unsupported(said: Words, there: Words) -> Iterator[Problem]:
    """Yield why passages do not bear out a sentence: the kind of finding and what is wrong."""
    if words := strange(said, there):
        yield NOT_SUPPORTED, f"the passage has nothing of {words}"
        return
    yield from _negations(said, there)
    yield from _contraries(said, there)
    yield from _exchanged(said, there)


# --- Words ---------------------------------------------------------------------------------------


def taken_apart(text: str, catalogue: Catalogue) -> Words:
    """Return the words of a text; a name of the catalogue is one word."""
    return Words(tuple(_words(text, catalogue)))


def _words(text: str, catalogue: Catalogue) -> Iterator[Word]:
    found = [m for m in catalogue.find(text) if not re.search(r"\d", text[m.start : m.end])]
    names = [*found, Mention("", len(text), len(text) + 1)]
    at, clause, first = 0, 0, True  # in a sentence
    for match in _TOKEN.finditer(text):
        while match.start() >= names[at].end:
            yield Word("@", names[at].entity, text[names[at].start : names[at].end], clause)
            at, first = at + 1, False
        if match.start() >= names[at].start:
            continue
        word = _word(match[0], clause, first=first)
        clause += word.form in _STOPS or word.form in _OPENS_CLAUSE
        first = first and word.form in _STOPS
        if word.form not in _STOPS:
            yield word._replace(clause=clause)
    for name in names[at:-1]:
        yield Word("@", name.entity, text[name.start : name.end], clause)


def _word(token: str, clause: int, *, first: bool) -> Word:
    """Return a word; one with a capital is a name, unless it is the first of a text."""
    lower = token.lower()
    if token[0].isdigit() or token[0] in "$€£¥":
        return Word("#", token.lstrip("$€£¥").replace(",", ""), token, clause)
    if token[0].isupper() and not first and lower not in STOP:
        name = token.removesuffix("'s")
        return Word("@", name.lower(), name, clause)
    form = {"n't": "not", "percent": "%", "pct": "%"}.get(lower, lower.removesuffix("'s"))
    return Word(form, "", token, clause)


# --- Words in common -----------------------------------------------------------------------------


def strange(said: Words, there: Words) -> str:
    """Return the words that no passage has, where they are too many; else nothing."""
    shared = whole = 0
    rows: list[list[str]] = [[]]  # in a row
    clauses: defaultdict[int, list[str]] = defaultdict(list)
    for word in said.words:
        if word.form in _FUNCTION or word.form in {"#", "%"}:
            continue
        known = not there.telling.isdisjoint(word.forms)
        shared, whole = shared + known, whole + 1
        clauses[word.clause].append("" if known else word.shown)
        if known:
            rows.append([])
        else:
            rows[-1].append(word.shown)
    clause = max((c for c in clauses.values() if all(c)), key=len, default=[])
    found = max(rows, key=len)
    if shared < LEAST_SHARED * whole:
        found = [word for row in rows for word in row]
    elif len(found) < STRANGE:
        found = clause if len(clause) >= STRANGE - 1 else []
    return ", ".join(f"“{word}”" for word in dict.fromkeys(found))


# --- Negation ------------------------------------------------------------------------------------


def _negations(said: Words, there: Words) -> Iterator[Problem]:
    """Yield what one text denies and the other says.

    That is certain where the words around a denial stand in the other without it.  Else a line must
    not deny more than its passage, unless that has a word that hides a denial.
    """
    ours, theirs = _unlike(said, there), _unlike(there, said)
    for one, denials, other, verb in (
        (said, ours, there, "does not deny"),
        (there, theirs, said, "denies"),
    ):
        for denial in denials:
            plain = _without(one, denial.at)
            if other.threes[plain] > one.threes[plain]:
                yield NEGATION, f"the passage {verb} “{' '.join(plain).strip()}”"
                return
    ours, theirs = ([d for d in denials if d.scope] for denials in (ours, theirs))
    if len(ours) > len(theirs) and there.hidden <= said.hidden:
        yield NEGATION, f"the passage does not say “{said.shown(ours[-1].at)}”"


def _without(text: Words, at: int) -> tuple[str, str, str]:
    """Return the words around a denial as they would stand without it."""
    before = [word.form for word in text.words[max(0, at - 2) : at] if word.form not in _ARTICLES]
    after = [word.form for word in text.words[at + 1 : at + 5] if word.form not in _ARTICLES]
    lead = "with" if text.words[at].form == "without" else ["", *before][-1]
    one, other = (*after, "", "")[:2]
    return lead, one, other


def _unlike(one: Words, other: Words) -> list[Denial]:
    """Return the denials of ``one`` of which ``other`` has none that denies a like thing."""
    unlike, free = [], list(other.denials)
    for denial in one.denials:
        like = next((d for d in free if not set(d.scope).isdisjoint(denial.scope)), None)
        if like:
            free.remove(like)
        else:
            unlike.append(denial)
    return unlike


def _contraries(said: Words, there: Words) -> Iterator[Problem]:
    """Yield the words that were turned into their contrary: "rose" where the passage has "fell"."""
    for sides in _CONTRARY:
        for ours, theirs in (sides, sides[::-1]):
            turned = said.all & ours and not said.all & theirs and not there.all & ours
            if turned and there.all & theirs:
                one, other = min(said.all & ours), min(there.all & theirs)
                yield NEGATION, f"it says “{one}” where the passage says “{other}”"


# --- Numbers and names that changed places -------------------------------------------------------


def _exchanged(said: Words, there: Words) -> Iterator[Problem]:
    """Yield the numbers and names that stand between words where the passage has others."""
    values = {word.value for word in there.words}
    for at, word in enumerate(said.words):
        if not word.value or word.value not in values:
            continue
        others = next(filter(None, map(there.places.get, said.around(at))), {})
        if others and word.value not in others:
            kind = OTHER_NUMBER if word.form == "#" else NOT_SUPPORTED
            shown = next(iter(others.values()))
            yield kind, f"it says “{word.shown}” where the passage says “{shown}”"
