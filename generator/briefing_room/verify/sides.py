"""Check who does what to whom: the parts that names and offices play for verbs and nouns.

Parts are the doer, the one it is done to, the owner, and whoever it is from, to or against.  A
statement must not give a part to one player if its passages give it to another that it names.
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
_VERBS_WITHOUT_PARTS = frozenset({"be", "have", "do", "include", "base"})
_AGENT = "doer"
_PATIENT = "done to"
_OWNER = "owner"
_PART_PREPOSITIONS = frozenset({"against", "to", "from", "over"})
_OWNER_ROLES = frozenset({_OWNER, "of", "from"})
_PATIENT_PREPOSITIONS = frozenset({"against", "over", "on", "to"})
_OPPOSITE_ROLES = {
    _AGENT: frozenset({_PATIENT, "to"}),
    _PATIENT: frozenset({_AGENT}),
    "to": frozenset({"from", _AGENT}),
    "from": frozenset({"to"}),
}
_RELATIVE_PRONOUNS = frozenset({"who", "which", "that"})
_POSSESSIVES = words_of("possessives")
_MODALS = words_of("modal") | words_of("be") | words_of("have")
_PRONOUNS = PERSONAL | _POSSESSIVES
_MAX_OBJECT_DISTANCE = 16  # words after a verb that may name its object
_MAX_NOUN_DISTANCE = 3  # words between a noun and its owner


class ClausePart(NamedTuple):
    """The players of a part of a verb or noun, with all content words that describe them."""

    role: str
    anchor: Word
    players: tuple[Word, ...]
    described_by: tuple[Word, ...]


def sides(pair: Comparison) -> Iterator[Reason]:
    """Yield the first part or route that the statement turns round."""
    reasons = [*_exchanged_parts(pair), *_reversed_routes(pair)]
    yield from reasons[:1]


def _exchanged_parts(pair: Comparison) -> Iterator[Reason]:
    """Yield the players whose part the passages give to others."""
    passage_parts = [_parts_by_anchor(sentence) for sentence in pair.passage_sentences]
    statement_parts = _parts_by_anchor(pair.statement_words)
    for part in (part for group in statement_parts.values() for part in group):
        denied = part.anchor.denied
        anchors = [m for m in pair.matches(part.anchor) if m.weight >= SYNONYM]
        anchors = [m for m in anchors if m.word.denied == denied]
        groups = [
            _convert_noun_parts(part, passage_parts[m.sentence].get(m.word.index, []))
            for m in anchors
        ]
        own_group = statement_parts[part.anchor.index]
        if groups and all(_is_wrong(pair, part, own_group, group) for group in groups):
            players = " ".join(w.text for w in part.players)
            why = f"“{players}” is not the {part.role} of “{part.anchor.text}” in the passage"
            yield flag(SIDES, why, *part.players)


def _parts_by_anchor(words: Words) -> dict[int, list[ClausePart]]:
    parts_by_index: defaultdict[int, list[ClausePart]] = defaultdict(list)
    for part in parts(words):
        parts_by_index[part.anchor.index].append(part)
    return parts_by_index


def _convert_noun_parts(part: ClausePart, group: Sequence[ClausePart]) -> list[ClausePart]:
    """Turn the parts of a noun into those of a verb, if the statement has a verb there."""
    if not part.anchor.verb or not group or group[0].anchor.verb:
        return list(group)
    agentive = group[0].anchor.lower.rstrip("s").endswith(("er", "or"))
    roles = dict.fromkeys(_PATIENT_PREPOSITIONS, _PATIENT) | (
        {"of": _PATIENT} if agentive else {_OWNER: _AGENT}
    )
    return [
        noun_part._replace(role=roles[noun_part.role])
        for noun_part in group
        if noun_part.role in roles
    ]


def _is_wrong(
    pair: Comparison, part: ClausePart, own_group: Sequence[ClausePart], group: Sequence[ClausePart]
) -> bool:
    """Whether the passages give a part to others named in the statement, or reverse it."""
    same_role = [other for other in group if other.role == part.role]
    if not same_role and part.role in _OWNER_ROLES and not part.anchor.capital:
        same_role = [other for other in group if other.role in _OWNER_ROLES]
    if part.anchor.verb in SAYING - NO_SPEECH or _may_be_same_player(pair, part, same_role):
        return False
    actors = [w for w in part.players if _is_actor(pair, w)]
    if (part.role == _AGENT or part.anchor.passive) and _are_names(pair, part.players):
        strangers = [other for other in same_role if _are_names(pair, other.players)]
        if strangers and not pair.voices.linked_names.keys().isdisjoint(
            w.lower for w in part.players
        ):
            return len(strangers) == len(same_role)
    others = [w for w in pair.statement_words if _is_actor(pair, w) and w not in part.described_by]
    return _is_reversed(pair, part, own_group, group, same_role) or (
        bool(actors) and any(_share_player(pair, others, other.players) for other in same_role)
    )


def _may_be_same_player(
    pair: Comparison, part: ClausePart, same_role: Sequence[ClausePart]
) -> bool:
    """Whether the passages give a part to the same players, or to a pronoun for them."""
    return any(
        _share_player(pair, part.players, other.described_by)
        or _share_player(pair, other.players, part.described_by)
        or any(_is_pronoun_for(word, part.role) for word in other.players)
        for other in same_role
    )


def _is_reversed(
    pair: Comparison,
    part: ClausePart,
    own_group: Sequence[ClausePart],
    group: Sequence[ClausePart],
    same_role: Sequence[ClausePart],
) -> bool:
    """Whether the players of a part play the opposite part in the passages."""
    opposite_roles = _OPPOSITE_ROLES.get(part.role, frozenset())
    opposite = [other for other in group if other.role in opposite_roles]
    opposite_words = [w for other in opposite for w in other.described_by if not w.possessive]
    if _share_player(pair, [w for w in part.players if _is_actor(pair, w)], opposite_words):
        return True
    facing = [w for other in own_group if other.role in opposite_roles for w in other.players]
    return any(_share_player(pair, part.players, other.players) for other in opposite) and any(
        _share_player(pair, facing, other.players) for other in same_role
    )


def _are_names(pair: Comparison, words: Sequence[Word]) -> bool:
    return bool(words) and all(w.capital and w.lower in pair.voices.names for w in words)


def _share_player(pair: Comparison, words: Sequence[Word], others: Sequence[Word]) -> bool:
    return any(_may_be_same(pair, word, other) for word in words for other in others)


def _may_be_same(pair: Comparison, one: Word, other: Word) -> bool:
    if one.capital and other.capital:
        return pair.voices.same(one.lower, other.lower)
    return like(one.lemma, other.lemma) >= SYNONYM or other.lemma in pair.voices.linked_names.get(
        one.lower, ()
    )


def _is_pronoun_for(word: Word, role: str) -> bool:
    return word.lower in PERSONAL or (role == _OWNER and word.lower in _POSSESSIVES)


def _is_actor(pair: Comparison, word: Word) -> bool:
    name = word.capital and word.lower in pair.voices.names and word.lower not in HONORIFICS
    return word.content and word.kind == "word" and (name or word.lemma in ROLES)


# --- Parts ---------------------------------------------------------------------------------------


def parts(words: Words) -> Iterator[ClausePart]:
    """Yield the parts that the words of a text play."""
    for word in words:
        loose = (
            word.gerund and not word.auxiliaries and not (word.index and words[word.index - 1].verb)
        )
        if word.verb and not loose and word.verb not in _VERBS_WITHOUT_PARTS:
            yield from _parts_of_verb(words, word)
        elif word.content and not word.verb and word.kind == "word":
            yield from _parts_of_noun(words, word)


def _parts_of_verb(words: Words, verb: Word) -> Iterator[ClausePart]:
    before = list(reversed(subject(words, verb.index)))
    bare = not verb.auxiliaries and verb.lower.endswith("ed") and words[verb.index - 1].text == ","
    if bare and verb.index:
        return  # "the plan, adopted in May, …"
    if before and before[-1].lower in _RELATIVE_PRONOUNS:
        before = _antecedent(words, before[-1])
    governor = next(
        (w for w in reversed(words[max(0, verb.index - 12) : verb.index]) if w.verb), None
    )
    if governor and verb.gerund and not verb.auxiliaries:
        before = list(reversed(subject(words, governor.index)))
    elif governor and "to" in verb.auxiliaries:
        before = [*reversed(subject(words, governor.index)), *before]
    after: list[Word] = []
    agents: list[Word] = []
    target, in_bracket = after, False
    for word in words[verb.index + 1 : verb.index + _MAX_OBJECT_DISTANCE]:
        in_bracket = word.text == "(" or (in_bracket and word.text != ")")
        if in_bracket or word.text in '")':
            continue
        if (word.verb and not word.reduced) or word.lower in _MODALS:
            _drop_last_conjunct(target)  # "by the ministry and the fund has asked"
            break
        if word.kind == "mark" or word.lower == "that":
            break
        if word.lower == "by":
            target = agents
        else:
            target.append(word)
    if verb.passive or (verb.reduced and agents):
        before, after = agents, before if verb.passive else []
    oblique = {role: _words_after_preposition(words, verb, role) for role in ("to", "from")}
    for role, words_of_role in ((_AGENT, before), (_PATIENT, after), *oblique.items()):
        first_index = (
            next((w.index for w in words_of_role if w.content), 0) if words_of_role is before else 0
        )
        yield ClausePart(role, verb, *_players_of(words_of_role, first_index))


def _words_after_preposition(words: Words, verb: Word, preposition: str) -> list[Word]:
    """The words that follow "to" or "from" after a verb."""
    following = words[verb.index + 1 : verb.index + _MAX_OBJECT_DISTANCE]
    start = next(
        (w.index for w in following if w.lower == preposition and w.clause == verb.clause), None
    )
    if start is None or any(w.verb for w in words[verb.index + 1 : start + 2]):
        return []
    end = next(
        (w.index for w in words[start + 1 :] if w.lower in PREPOSITIONS or w.kind == "mark"), 0
    )
    return list(words[start + 1 : min(end or start + 6, start + 6)])


def _drop_last_conjunct(run: list[Word]) -> None:
    conjunction = next(
        (index for index in range(len(run) - 1, 0, -1) if run[index].lower in {"and", "but"}), 0
    )
    if conjunction:
        del run[conjunction:]


def _antecedent(words: Words, pronoun: Word) -> list[Word]:
    """The words before "who" or "which" that it may refer to."""
    run: list[Word] = []
    for word in reversed(words[max(0, pronoun.index - 10) : pronoun.index]):
        if word.verb or word.text in ".;:":
            break
        run.append(word)
    return run[::-1]


def _players_of(run: Sequence[Word], first_index: int) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """The content words up to the first preposition, and all content words."""
    content = [w for w in run if (w.content and not w.verb) or w.lower in _PRONOUNS]
    end = next(
        (w.index for w in run if w.lower in PREPOSITIONS and w.index > first_index),
        run[-1].index + 1 if run else 0,
    )
    return tuple(w for w in content if not w.possessive and w.index < end), tuple(content)


def _parts_of_noun(words: Words, noun: Word) -> Iterator[ClausePart]:
    """Yield the owner of a noun, or the words after its "of", "by" or "against"."""
    lead = words[max(0, noun.index - _MAX_NOUN_DISTANCE) : noun.index]
    owner = [w for w in reversed(lead) if w.possessive or w.lower in _POSSESSIVES][:1]
    after = words[noun.index + 1 : noun.index + 2]
    if owner:
        run = list(reversed(_whole_name(words, owner[0])))
        yield ClausePart(_OWNER, noun, tuple(run), tuple(run))
    elif after and after[0].lower in _PART_PREPOSITIONS | {"of", "by"}:
        role = _OWNER if after[0].lower == "by" else after[0].lower
        run = []
        for word in words[noun.index + 2 : noun.index + 3 + _MAX_NOUN_DISTANCE]:
            if word.kind == "mark" or word.verb or word.lower in PREPOSITIONS:
                break
            if word.content:
                run.append(word)
        yield ClausePart(role, noun, tuple(w for w in run if not w.possessive), tuple(run))


def _whole_name(words: Words, last: Word) -> list[Word]:
    """The words of a name, from its last to its first."""
    run = [last]
    while last.capital and run[-1].index and _is_name_word(words[run[-1].index - 1]):
        run.append(words[run[-1].index - 1])
    return run


def _is_name_word(word: Word) -> bool:
    return word.capital or word.text == "&"


# --- Routes --------------------------------------------------------------------------------------


def _reversed_routes(pair: Comparison) -> Iterator[Reason]:
    """Yield each "from A to B" that is "from B to A" in the passages."""
    passage_routes = [
        route for sentence in pair.passage_sentences for route in _find_routes(sentence)
    ]
    for start, end in _find_routes(pair.statement_words):
        for other, goal in passage_routes:
            if may_match(start, goal) and may_match(end, other) and not may_match(start, other):
                yield flag(SIDES, f"it is from “{other.text}” to “{goal.text}”", start, end)


def _find_routes(words: Words) -> Iterator[tuple[Word, Word]]:
    """Yield the first content words after a "from" and after its "to"."""
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
