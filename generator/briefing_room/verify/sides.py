"""Who does what to whom: the parts that names and offices play beside verbs and nouns.

A part is a word beside another: who does it, to whom it is done, whose it is, from, to or against
whom.  A statement gives nobody a part that its passages give to another it names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from briefing_room.text.lexicon import PREPOSITIONS
from briefing_room.verify.held import Held, anew, near
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
    around: tuple[Word, ...]


def sides(held: Held) -> Iterator[Reason]:
    """Yield what is done by the one to whom it is done in the passages."""
    found = [*_exchanged(held), *_routes(held)]
    yield from found[:1]


def _exchanged(held: Held) -> Iterator[Reason]:
    """Yield those whose part the passages give to others."""
    theirs = [_by_anchor(unit) for unit in held.units]
    ours = _by_anchor(held.said)
    for part in (part for group in ours.values() for part in group):
        denied = part.anchor.denied
        anchors = [m for m in held.matches(part.anchor) if m.weight >= SYNONYM]
        anchors = [m for m in anchors if m.word.denied == denied]
        groups = [_as_beside(part, theirs[m.unit].get(m.word.at, [])) for m in anchors]
        mine = ours[part.anchor.at]
        if groups and all(_is_wrong(held, part, mine, group) for group in groups):
            shown = " ".join(w.text for w in part.players)
            why = f"“{shown}” is not the {part.role} of “{part.anchor.text}” in the passage"
            yield anew(SIDES, why, *part.players)


def _by_anchor(words: Words) -> dict[int, list[Part]]:
    found: defaultdict[int, list[Part]] = defaultdict(list)
    for part in parts(words):
        found[part.anchor.at].append(part)
    return found


def _as_beside(part: Part, group: Sequence[Part]) -> list[Part]:
    """Give parts beside a noun as those beside a verb, where the statement has a verb."""
    if not part.anchor.verb or not group or group[0].anchor.verb:
        return list(group)
    agentive = group[0].anchor.low.rstrip("s").endswith(("er", "or"))
    roles = dict.fromkeys(_AIMED, _DONE) | ({"of": _DONE} if agentive else {_OWNER: _DOER})
    return [each._replace(role=roles[each.role]) for each in group if each.role in roles]


def _is_wrong(held: Held, part: Part, mine: Sequence[Part], group: Sequence[Part]) -> bool:
    """Tell whether passages give a part to others whom the statement names, or the other part."""
    same = [other for other in group if other.role == part.role]
    if not same and part.role in _OWNING and not part.anchor.capital:
        same = [other for other in group if other.role in _OWNING]
    if part.anchor.verb in SAYING - NO_SPEECH or _may_be_one(held, part, same):
        return False
    actors = [w for w in part.players if _is_actor(held, w)]
    if (part.role == _DOER or part.anchor.passive) and _are_names(held, part.players):
        strangers = [other for other in same if _are_names(held, other.players)]
        if strangers and not held.voices.one.keys().isdisjoint(w.low for w in part.players):
            return len(strangers) == len(same)
    others = [w for w in held.said if _is_actor(held, w) and w not in part.around]
    return _is_turned(held, part, mine, group, same) or (
        bool(actors) and any(_meet(held, others, other.players) for other in same)
    )


def _may_be_one(held: Held, part: Part, same: Sequence[Part]) -> bool:
    """Tell whether the passages give a part to the same, or to a pronoun that may mean them."""
    return any(
        _meet(held, part.players, other.around)
        or _meet(held, other.players, part.around)
        or any(_stands_for(word, part.role) for word in other.players)
        for other in same
    )


def _is_turned(
    held: Held, part: Part, mine: Sequence[Part], group: Sequence[Part], same: Sequence[Part]
) -> bool:
    """Tell whether those who do it are those to whom it is done in the passages."""
    turned = _TURNED.get(part.role, frozenset())
    opposite = [other for other in group if other.role in turned]
    across = [w for other in opposite for w in other.around if not w.possessive]
    if _meet(held, [w for w in part.players if _is_actor(held, w)], across):
        return True
    facing = [w for other in mine if other.role in turned for w in other.players]
    return any(_meet(held, part.players, other.players) for other in opposite) and any(
        _meet(held, facing, other.players) for other in same
    )


def _are_names(held: Held, words: Sequence[Word]) -> bool:
    return bool(words) and all(w.capital and w.low in held.voices.names for w in words)


def _meet(held: Held, some: Sequence[Word], others: Sequence[Word]) -> bool:
    return any(_is_one(held, one, other) for one in some for other in others)


def _is_one(held: Held, one: Word, other: Word) -> bool:
    if one.capital and other.capital:
        return held.voices.same(one.low, other.low)
    return like(one.lemma, other.lemma) >= SYNONYM or other.lemma in held.voices.one.get(
        one.low, ()
    )


def _stands_for(word: Word, role: str) -> bool:
    return word.low in PERSONAL or (role == _OWNER and word.low in _POSSESSIVE)


def _is_actor(held: Held, word: Word) -> bool:
    name = word.capital and word.low in held.voices.names and word.low not in HONORIFICS
    return word.content and word.kind == "word" and (name or word.lemma in ROLES)


# --- Parts ---------------------------------------------------------------------------------------


def parts(words: Words) -> Iterator[Part]:
    """Yield the parts that words play in a text."""
    for word in words:
        loose = word.gerund and not word.auxiliaries and not (word.at and words[word.at - 1].verb)
        if word.verb and not loose and word.verb not in _NO_PARTS:
            yield from _of_verb(words, word)
        elif word.content and not word.verb and word.kind == "word":
            yield from _of_noun(words, word)


def _of_verb(words: Words, verb: Word) -> Iterator[Part]:
    before = list(reversed(subject(words, verb.at)))
    bare = not verb.auxiliaries and verb.low.endswith("ed") and words[verb.at - 1].text == ","
    if bare and verb.at:
        return  # "the plan, adopted in May, …"
    if before and before[-1].low in _RELATIVE:
        before = _antecedent(words, before[-1])
    governor = next((w for w in reversed(words[max(0, verb.at - 12) : verb.at]) if w.verb), None)
    if governor and verb.gerund and not verb.auxiliaries:
        before = list(reversed(subject(words, governor.at)))
    elif governor and "to" in verb.auxiliaries:
        before = [*reversed(subject(words, governor.at)), *before]
    behind: list[Word] = []
    agents: list[Word] = []
    aim, bracket = behind, False
    for word in words[verb.at + 1 : verb.at + _WIDE]:
        bracket = word.text == "(" or (bracket and word.text != ")")
        if bracket or word.text in '")':
            continue
        if (word.verb and not word.reduced) or word.low in _MODALS:
            _drop_last(aim)  # "by the ministry and the fund has asked"
            break
        if word.kind == "mark" or word.low == "that":
            break
        if word.low == "by":
            aim = agents
        else:
            aim.append(word)
    if verb.passive or (verb.reduced and agents):
        before, behind = agents, before if verb.passive else []
    oblique = {role: _behind(words, verb, role) for role in ("to", "from")}
    for role, run in ((_DOER, before), (_DONE, behind), *oblique.items()):
        lead = next((w.at for w in run if w.content), 0) if run is before else 0
        yield Part(role, verb, *_heads(run, lead))


def _behind(words: Words, verb: Word, preposition: str) -> list[Word]:
    """Give the words behind "to" or "from" after a verb."""
    run = words[verb.at + 1 : verb.at + _WIDE]
    start = next((w.at for w in run if w.low == preposition and w.clause == verb.clause), None)
    if start is None or any(w.verb for w in words[verb.at + 1 : start + 2]):
        return []
    end = next((w.at for w in words[start + 1 :] if w.low in PREPOSITIONS or w.kind == "mark"), 0)
    return list(words[start + 1 : min(end or start + 6, start + 6)])


def _drop_last(run: list[Word]) -> None:
    joined = next((at for at in range(len(run) - 1, 0, -1) if run[at].low in {"and", "but"}), 0)
    if joined:
        del run[joined:]


def _antecedent(words: Words, pronoun: Word) -> list[Word]:
    """Give the words before "who" or "which" that it may stand for."""
    run: list[Word] = []
    for word in reversed(words[max(0, pronoun.at - 10) : pronoun.at]):
        if word.verb or word.text in ".;:":
            break
        run.append(word)
    return run[::-1]


def _heads(run: Sequence[Word], lead: int) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """Give the words of a run up to its first preposition, and all of its words of meaning."""
    telling = [w for w in run if (w.content and not w.verb) or w.low in _PRONOUNS]
    end = next(
        (w.at for w in run if w.low in PREPOSITIONS and w.at > lead), run[-1].at + 1 if run else 0
    )
    return tuple(w for w in telling if not w.possessive and w.at < end), tuple(telling)


def _of_noun(words: Words, noun: Word) -> Iterator[Part]:
    """Yield whose a noun is, and what stands behind it with "of", "by" or "against"."""
    lead = words[max(0, noun.at - _REACH) : noun.at]
    owner = [w for w in reversed(lead) if w.possessive or w.low in _POSSESSIVE][:1]
    after = words[noun.at + 1 : noun.at + 2]
    if owner:
        run = list(reversed(_name(words, owner[0])))
        yield Part(_OWNER, noun, tuple(run), tuple(run))
    elif after and after[0].low in _AGAINST | {"of", "by"}:
        role = _OWNER if after[0].low == "by" else after[0].low
        run = []
        for word in words[noun.at + 2 : noun.at + 3 + _REACH]:
            if word.kind == "mark" or word.verb or word.low in PREPOSITIONS:
                break
            if word.content:
                run.append(word)
        yield Part(role, noun, tuple(w for w in run if not w.possessive), tuple(run))


def _name(words: Words, last: Word) -> list[Word]:
    """Give the words of a name of which one is the last."""
    run = [last]
    while last.capital and run[-1].at and _in_name(words[run[-1].at - 1]):
        run.append(words[run[-1].at - 1])
    return run


def _in_name(word: Word) -> bool:
    return word.capital or word.text == "&"


# --- Routes --------------------------------------------------------------------------------------


def _routes(held: Held) -> Iterator[Reason]:
    """Yield "from one to the other" that is turned round."""
    theirs = [route for unit in held.units for route in _from_to(unit)]
    for start, end in _from_to(held.said):
        for other, goal in theirs:
            if near(start, goal) and near(end, other) and not near(start, other):
                yield anew(SIDES, f"it is from “{other.text}” to “{goal.text}”", start, end)


def _from_to(words: Words) -> Iterator[tuple[Word, Word]]:
    """Yield the first words of meaning behind "from" and the "to" that follows."""
    for word in (w for w in words if w.low == "from"):
        start = next((w for w in words[word.at + 1 : word.at + 5] if w.content), None)
        to = next((w for w in words[word.at + 1 : word.at + 10] if w.low in {"to", "into"}), None)
        end = next((w for w in words[to.at + 1 : to.at + 5] if w.content), None) if to else None
        if start and end:
            yield start, end
