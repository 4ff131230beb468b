"""Who does what to whom: the parts that names and offices play beside verbs and nouns.

A part is a word beside another: who does it, to whom it is done, whose it is, from, to or against
whom.  A statement gives nobody a part that its passages give to another it names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from briefing_room.text.lexicon import PREPOSITIONS
from briefing_room.verify.comparison import Comparison, flag, may_match
from briefing_room.verify.likeness import SYNONYM, like, words_of
from briefing_room.verify.reasons import Reason
from briefing_room.verify.tagging import Word, Words
from briefing_room.verify.voices import HONORIFICS, NO_SPEECH, PERSONAL, ROLES, SAYING, subject

SIDES = "sides"
_NO_PARTS = frozenset({"be", "have", "do", "include", "base"})
_DOER, _DONE, _OWNER = "doer", "done to", "owner"
_AGAINST = frozenset({"against", "to", "from", "over"})
_OWNING = frozenset({_OWNER, "of", "from"})
_AIMED = frozenset({"against", "over", "on", "to"})
_TURNED = {
    _DOER: frozenset({_DONE, "to"}),
    _DONE: frozenset({_DOER}),
    "to": frozenset({"from", _DOER}),
    "from": frozenset({"to"}),
}
_RELATIVE = frozenset({"who", "which", "that"})
_POSSESSIVE = words_of("possessives")
_MODALS = words_of("modal") | words_of("be") | words_of("have")
_PRONOUNS = PERSONAL | _POSSESSIVE
_WIDE = 16  # words behind a verb in which those that it is done to stand
_REACH = 3  # words between a noun and "of", "by" or "against" and whose it is


class Part(NamedTuple):
    """Those who play a part beside a verb or noun; ``around`` are the words that describe them."""

    role: str
    anchor: Word
    players: tuple[Word, ...]
    described_by: tuple[Word, ...]


def sides(pair: Comparison) -> Iterator[Reason]:
    """Yield what is done by the one to whom it is done in the passages."""
    found = [*_exchanged(pair), *_routes(pair)]
    yield from found[:1]


def _exchanged(pair: Comparison) -> Iterator[Reason]:
    """Yield those whose part the passages give to others."""
    theirs = [_by_anchor(unit) for unit in pair.passage_sentences]
    ours = _by_anchor(pair.statement_words)
    for part in (part for group in ours.values() for part in group):
        denied = part.anchor.denied
        anchors = [m for m in pair.matches(part.anchor) if m.weight >= SYNONYM]
        anchors = [m for m in anchors if m.word.denied == denied]
        groups = [_as_beside(part, theirs[m.sentence].get(m.word.index, [])) for m in anchors]
        mine = ours[part.anchor.index]
        if groups and all(_is_wrong(pair, part, mine, group) for group in groups):
            shown = " ".join(w.text for w in part.players)
            why = f"“{shown}” is not the {part.role} of “{part.anchor.text}” in the passage"
            yield flag(SIDES, why, *part.players)


def _by_anchor(words: Words) -> dict[int, list[Part]]:
    found: defaultdict[int, list[Part]] = defaultdict(list)
    for part in parts(words):
        found[part.anchor.index].append(part)
    return found


def _as_beside(part: Part, group: Sequence[Part]) -> list[Part]:
    """Give parts beside a noun as those beside a verb, where the statement has a verb."""
    if not part.anchor.verb or not group or group[0].anchor.verb:
        return list(group)
    agentive = group[0].anchor.lower.rstrip("s").endswith(("er", "or"))
    roles = dict.fromkeys(_AIMED, _DONE) | ({"of": _DONE} if agentive else {_OWNER: _DOER})
    return [each._replace(role=roles[each.role]) for each in group if each.role in roles]


def _is_wrong(pair: Comparison, part: Part, mine: Sequence[Part], group: Sequence[Part]) -> bool:
    """Tell whether passages give a part to others whom the statement names, or the other part."""
    same = [other for other in group if other.role == part.role]
    if not same and part.role in _OWNING and not part.anchor.capital:
        same = [other for other in group if other.role in _OWNING]
    if part.anchor.verb in SAYING - NO_SPEECH or _may_be_one(pair, part, same):
        return False
    actors = [w for w in part.players if _is_actor(pair, w)]
    if (part.role == _DOER or part.anchor.passive) and _are_names(pair, part.players):
        strangers = [other for other in same if _are_names(pair, other.players)]
        if strangers and not pair.voices.one.keys().isdisjoint(w.lower for w in part.players):
            return len(strangers) == len(same)
    others = [w for w in pair.statement_words if _is_actor(pair, w) and w not in part.described_by]
    return _is_turned(pair, part, mine, group, same) or (
        bool(actors) and any(_meet(pair, others, other.players) for other in same)
    )


def _may_be_one(pair: Comparison, part: Part, same: Sequence[Part]) -> bool:
    """Tell whether the passages give a part to the same, or to a pronoun that may mean them."""
    return any(
        _meet(pair, part.players, other.described_by)
        or _meet(pair, other.players, part.described_by)
        or any(_stands_for(word, part.role) for word in other.players)
        for other in same
    )


def _is_turned(
    pair: Comparison, part: Part, mine: Sequence[Part], group: Sequence[Part], same: Sequence[Part]
) -> bool:
    """Tell whether those who do it are those to whom it is done in the passages."""
    turned = _TURNED.get(part.role, frozenset())
    opposite = [other for other in group if other.role in turned]
    across = [w for other in opposite for w in other.described_by if not w.possessive]
    if _meet(pair, [w for w in part.players if _is_actor(pair, w)], across):
        return True
    facing = [w for other in mine if other.role in turned for w in other.players]
    return any(_meet(pair, part.players, other.players) for other in opposite) and any(
        _meet(pair, facing, other.players) for other in same
    )


def _are_names(pair: Comparison, words: Sequence[Word]) -> bool:
    return bool(words) and all(w.capital and w.lower in pair.voices.names for w in words)


def _meet(pair: Comparison, some: Sequence[Word], others: Sequence[Word]) -> bool:
    return any(_is_one(pair, one, other) for one in some for other in others)


def _is_one(pair: Comparison, one: Word, other: Word) -> bool:
    if one.capital and other.capital:
        return pair.voices.same(one.lower, other.lower)
    return like(one.lemma, other.lemma) >= SYNONYM or other.lemma in pair.voices.one.get(
        one.lower, ()
    )


def _stands_for(word: Word, role: str) -> bool:
    return word.lower in PERSONAL or (role == _OWNER and word.lower in _POSSESSIVE)


def _is_actor(pair: Comparison, word: Word) -> bool:
    name = word.capital and word.lower in pair.voices.names and word.lower not in HONORIFICS
    return word.content and word.kind == "word" and (name or word.lemma in ROLES)


# --- Parts ---------------------------------------------------------------------------------------


def parts(words: Words) -> Iterator[Part]:
    """Yield the parts that words play in a text."""
    for word in words:
        loose = (
            word.gerund and not word.auxiliaries and not (word.index and words[word.index - 1].verb)
        )
        if word.verb and not loose and word.verb not in _NO_PARTS:
            yield from _of_verb(words, word)
        elif word.content and not word.verb and word.kind == "word":
            yield from _of_noun(words, word)


def _of_verb(words: Words, verb: Word) -> Iterator[Part]:
    before = list(reversed(subject(words, verb.index)))
    bare = not verb.auxiliaries and verb.lower.endswith("ed") and words[verb.index - 1].text == ","
    if bare and verb.index:
        return  # "the plan, adopted in May, …"
    if before and before[-1].lower in _RELATIVE:
        before = _antecedent(words, before[-1])
    governor = next(
        (w for w in reversed(words[max(0, verb.index - 12) : verb.index]) if w.verb), None
    )
    if governor and verb.gerund and not verb.auxiliaries:
        before = list(reversed(subject(words, governor.index)))
    elif governor and "to" in verb.auxiliaries:
        before = [*reversed(subject(words, governor.index)), *before]
    behind: list[Word] = []
    agents: list[Word] = []
    aim, bracket = behind, False
    for word in words[verb.index + 1 : verb.index + _WIDE]:
        bracket = word.text == "(" or (bracket and word.text != ")")
        if bracket or word.text in '")':
            continue
        if (word.verb and not word.reduced) or word.lower in _MODALS:
            _drop_last(aim)  # "by the ministry and the fund has asked"
            break
        if word.kind == "mark" or word.lower == "that":
            break
        if word.lower == "by":
            aim = agents
        else:
            aim.append(word)
    if verb.passive or (verb.reduced and agents):
        before, behind = agents, before if verb.passive else []
    oblique = {role: _behind(words, verb, role) for role in ("to", "from")}
    for role, run in ((_DOER, before), (_DONE, behind), *oblique.items()):
        lead = next((w.index for w in run if w.content), 0) if run is before else 0
        yield Part(role, verb, *_heads(run, lead))


def _behind(words: Words, verb: Word, preposition: str) -> list[Word]:
    """Give the words behind "to" or "from" after a verb."""
    run = words[verb.index + 1 : verb.index + _WIDE]
    start = next((w.index for w in run if w.lower == preposition and w.clause == verb.clause), None)
    if start is None or any(w.verb for w in words[verb.index + 1 : start + 2]):
        return []
    end = next(
        (w.index for w in words[start + 1 :] if w.lower in PREPOSITIONS or w.kind == "mark"), 0
    )
    return list(words[start + 1 : min(end or start + 6, start + 6)])


def _drop_last(run: list[Word]) -> None:
    joined = next((at for at in range(len(run) - 1, 0, -1) if run[at].lower in {"and", "but"}), 0)
    if joined:
        del run[joined:]


def _antecedent(words: Words, pronoun: Word) -> list[Word]:
    """Give the words before "who" or "which" that it may stand for."""
    run: list[Word] = []
    for word in reversed(words[max(0, pronoun.index - 10) : pronoun.index]):
        if word.verb or word.text in ".;:":
            break
        run.append(word)
    return run[::-1]


def _heads(run: Sequence[Word], lead: int) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """Give the words of a run up to its first preposition, and all of its words of meaning."""
    telling = [w for w in run if (w.content and not w.verb) or w.lower in _PRONOUNS]
    end = next(
        (w.index for w in run if w.lower in PREPOSITIONS and w.index > lead),
        run[-1].index + 1 if run else 0,
    )
    return tuple(w for w in telling if not w.possessive and w.index < end), tuple(telling)


def _of_noun(words: Words, noun: Word) -> Iterator[Part]:
    """Yield whose a noun is, and what stands behind it with "of", "by" or "against"."""
    lead = words[max(0, noun.index - _REACH) : noun.index]
    owner = [w for w in reversed(lead) if w.possessive or w.lower in _POSSESSIVE][:1]
    after = words[noun.index + 1 : noun.index + 2]
    if owner:
        run = list(reversed(_name(words, owner[0])))
        yield Part(_OWNER, noun, tuple(run), tuple(run))
    elif after and after[0].lower in _AGAINST | {"of", "by"}:
        role = _OWNER if after[0].lower == "by" else after[0].lower
        run = []
        for word in words[noun.index + 2 : noun.index + 3 + _REACH]:
            if word.kind == "mark" or word.verb or word.lower in PREPOSITIONS:
                break
            if word.content:
                run.append(word)
        yield Part(role, noun, tuple(w for w in run if not w.possessive), tuple(run))


def _name(words: Words, last: Word) -> list[Word]:
    """Give the words of a name of which one is the last."""
    run = [last]
    while last.capital and run[-1].index and _in_name(words[run[-1].index - 1]):
        run.append(words[run[-1].index - 1])
    return run


def _in_name(word: Word) -> bool:
    return word.capital or word.text == "&"


# --- Routes --------------------------------------------------------------------------------------


def _routes(pair: Comparison) -> Iterator[Reason]:
    """Yield "from one to the other" that is turned round."""
    theirs = [route for unit in pair.passage_sentences for route in _from_to(unit)]
    for start, end in _from_to(pair.statement_words):
        for other, goal in theirs:
            if may_match(start, goal) and may_match(end, other) and not may_match(start, other):
                yield flag(SIDES, f"it is from “{other.text}” to “{goal.text}”", start, end)


def _from_to(words: Words) -> Iterator[tuple[Word, Word]]:
    """Yield the first words of meaning behind "from" and the "to" that follows."""
    for word in (w for w in words if w.lower == "from"):
        start = next((w for w in words[word.index + 1 : word.index + 5] if w.content), None)
        to = next(
            (w for w in words[word.index + 1 : word.index + 10] if w.lower in {"to", "into"}), None
        )
        end = (
            next((w for w in words[to.index + 1 : to.index + 5] if w.content), None) if to else None
        )
        if start and end:
            yield start, end
