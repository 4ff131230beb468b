"""Torn pieces that add to what stands before them: further verbs, examples, superlatives."""

from __future__ import annotations

import re

from generator.ingest.amounts import ARTICLES, PART_ACTS, may_be_unknown_verb
from generator.ingest.torn import Torn
from generator.text import lexicon as w
from generator.text.grammar import Verbs, count, tokens

_ADDED = re.compile(
    r"""(?:Including|Especially|Particularly|Notably|Such\ as|Rather\ than|As\ well\ as|Along\ with
    |Except|Not\ to\ mention|Namely|Not\ least|Not\ only|Among\ them|Mainly|Mostly|Partly|Plus|Even
    |Not|Up|Down|Once)\b""",
    re.VERBOSE,
)
_SHARES_SUBJECT = re.compile(
    r"(?:And|But|Or|Yet) (?:\w+ly |also |now |then |never |still )?([a-z']+)\b"
)
_SUPERLATIVE = re.compile(
    r"(?:The|Its|Their|A) (?:\w+est|most|least|first|second|third|fourth|fifth|last|only|worst|best"
    r"|record)\b.*\b(?:since|in|for|ever|of|on record|so far|to date|on|at)\b",
)
_ATTRIBUTION = re.compile(
    r"(?:according to .+|[^,]+ (?:said|says|told|wrote|reported|estimated|showed|shows)\b[^,]*)\.",
)
_ALSO_ADJECTIVES = frozenset(
    {"clean", "clear", "double", "free", "last", "lower", "open", "secure"}
)
_PARTICLES = frozenset({"up", "down", "out", "off", "back", "away"})
# "The other two made no statement": these stand for a noun, too.
_STAND_ALONE = w.DETERMINERS - ARTICLES
_JOINERS = re.compile(r"(And|Or|But|Nor|Yet)\s+(.+)", re.DOTALL)


def continued_verb(piece: str, first: str, _: Verbs) -> Torn | None:
    """Find "Intensify rivalries, and accelerate the race": verbs whose subject went before."""
    joined = _JOINERS.match(piece)
    verb = (tokens(joined[2])[:1] or [""])[0].lower() if joined else first
    rest_words = tokens(joined[2] if joined else piece)[1:]
    takes_object = bool(rest_words) and rest_words[0].lower() in w.DETERMINERS
    another = re.search(r"\b(?:and|or),? (\w+)", piece)
    paired = another is not None and another[1] in w.BASES
    doubtful = verb in w.NOUN_TOO or verb in _ALSO_ADJECTIVES
    is_base = verb in w.BASES and (not doubtful or takes_object or paired)
    is_third = verb in w.THIRDS - w.NOUN_THIRDS
    if not (is_base or is_third) or verb in w.listed("bound_ahead"):
        return None
    if not joined and verb in w.NOUN_TOO and _is_compound(tokens(piece)):
        return None
    rest = count(" ".join(piece.split()[2 if joined else 1 :]))
    alike = another is not None and another[1] in w.THIRDS  # "threatens jobs, and raises costs"
    if rest.certain > rest.subordinators + (is_third and alike):
        return None
    listed = joined or re.search(r"\b(?:and|or)\b", piece)
    if not listed:
        return Torn.LOOSE
    return Torn.SHARES_VERB if is_base else Torn.BEFORE


def _is_compound(found: list[str]) -> bool:
    """Return whether two nouns and a verb open a piece: "Price floors protect the miner"."""
    noun, verb = [*(word.lower() for word in found[1:3]), "", ""][:2]
    return noun.endswith("s") and noun not in w.DETERMINERS and verb in w.BASES | w.PASTS


def addition(piece: str, first: str, verbs: Verbs) -> Torn | None:
    """Find "Including dysprosium" and "Down from 300 tonnes in 2022"."""
    joined = _JOINERS.match(piece)
    if (_ADDED.match(piece) or joined) and _verbless(piece, verbs):
        return Torn.BEFORE
    if first in {"up", "down"} and verbs.surely_none:
        return Torn.BEFORE
    return None


def superlative(piece: str, _: str, __: Verbs) -> Torn | None:
    """Find "The highest since July 2024, traders said": it says more of what went before."""
    noun, comma, rest = piece.partition(", ")
    found = count(noun)
    if not _SUPERLATIVE.match(noun) or found.certain + found.possible:
        return None
    return Torn.BEFORE if not comma or _ATTRIBUTION.fullmatch(rest) else None


def shared_subject(piece: str, _: str, __: Verbs) -> Torn | None:
    """Find "And had received no answer": a finite verb, and its subject stands before it."""
    match = _SHARES_SUBJECT.match(piece)
    return Torn.BEFORE if match and match[1] in w.AUXILIARIES | w.PASTS else None


def fragment_without_verb(piece: str, first: str, verbs: Verbs) -> Torn | None:
    """Find "A new chapter in the trade war": short, and no word in it can be a verb."""
    return Torn.LOOSE if _verbless(piece, verbs) and first not in w.BASES else None


def _verbless(piece: str, verbs: Verbs) -> bool:
    if verbs.certain or verbs.possible or len(piece.split()) > 10:
        return False
    if PART_ACTS.search(piece):
        return False
    found = tokens(piece)
    return not any(_may_be_verb(found, index) for index in range(1, len(found)))


def _may_be_verb(found: list[str], index: int) -> bool:
    """Return whether a word may be a verb of some kind: then the piece may be a sentence."""
    word, before = found[index].lower(), found[index - 1].lower()
    after = found[index + 1].lower() if index + 1 < len(found) else ""
    if word.endswith("ed") and before == "than":
        return True  # "Prices more than tripled"
    if before in w.PREPOSITIONS or (
        before in w.DETERMINERS and not (before in _STAND_ALONE and word in w.PARTICIPLES | w.PASTS)
    ):
        return False
    return (
        word in w.BASES | w.THIRDS | w.PARTICIPLES
        or may_be_unknown_verb(found, index)
        or (word.endswith("s") and after in _PARTICLES)  # "a second kiln fires up"
    )
