"""Decide to which neighbour a torn piece belongs, given those it has in its paragraph."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from generator.ingest.torn import Torn
from generator.text import lexicon as w

_TURNS = re.compile(r"(?:But|And|However|Yet|Meanwhile|This|That|Also|In addition|Still|So|It)\b")
# "Could drive up prices. Intensify rivalries": what the second verb needs from the first.
_HELPER = re.compile(
    r"\b(?:to [a-z]+|will|would|can|could|may|might|must|shall|should|cannot|won't|did|does|do)\b",
)
# "Although it has not said how": the one it speaks of stands before it.
_SPEAKS_BACK = re.compile(
    r"(?:While|When|If|Although|Though|Since|After|Before|Once|Even (?:if|though))"
    r" (?:it|they|he|she)\b",
)
_MAY_LEAD = w.GERUNDS | w.PARTICIPLES | w.listed("bound_behind")


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The whole sentences right before and after a piece; ``None`` where none can take it."""

    before: str | None
    after: str | None


def direction(piece: str, kind: Torn, near: Neighbours) -> Torn:
    """Return where ``piece`` goes: before, directly before, after, loose, or nowhere.

    Where both sides are possible and the meaning would differ, the piece stays loose: it is not
    shown, and both neighbours are whole without it.
    """
    rule = _RULES.get(kind)
    return rule(piece, kind, near) if rule else kind


def _lead(piece: str, _: Torn, near: Neighbours) -> Torn:
    speaks_back = near.before is not None and _SPEAKS_BACK.match(piece)
    if near.after and not speaks_back and not _TURNS.match(near.after):
        return Torn.AFTER
    return Torn.BEFORE if near.before else Torn.LOOSE


def _purpose(_: str, __: Torn, near: Neighbours) -> Torn:
    if near.before and near.after:
        return Torn.LOOSE
    if near.after:
        return Torn.AFTER
    return Torn.BEFORE_DIRECTLY if near.before else Torn.LOOSE


def _shared_verb(_: str, __: Torn, near: Neighbours) -> Torn:
    helped = near.before is not None and _HELPER.search(near.before)
    return Torn.BEFORE if helped else Torn.LOOSE


def _follow(piece: str, kind: Torn, near: Neighbours) -> Torn:
    if near.before:
        return kind
    leads = piece.split(maxsplit=1)[0].lower() in _MAY_LEAD
    return Torn.AFTER if leads and near.after else Torn.LOOSE


_RULES: Mapping[Torn, Callable[[str, Torn, Neighbours], Torn]] = {
    Torn.AFTER: _lead,
    Torn.PURPOSE: _purpose,
    Torn.SHARES_VERB: _shared_verb,
    Torn.BEFORE: _follow,
    Torn.BEFORE_DIRECTLY: _follow,
}
