"""Recognise the pieces of sentences that were torn in two, and which neighbour they belong to.

Each rule is grammar, none a list of sentences: a clause that depends on another cannot stand alone.
"""

from __future__ import annotations

import re

from generator.ingest import additions, amounts
from generator.ingest.torn import Rule, Torn, second_word
from generator.text import lexicon as w
from generator.text.grammar import Verbs, count, main_clause_after_comma, tokens

_OPEN_QUESTION = re.compile(
    r"""\b(?:is|are|was|were|remains?|remained)\b.{0,40}\b(?:un)?(?:clear|known|certain|likely
    |decided|said|told|disputed|open|seen|matter|question|guess|mystery|secret)\b
    |\b(?:depends?|matters?)\b""",
    re.VERBOSE,
)
_OF_WHICH = re.compile(
    r"""(?:(?:(?:Many|Most|Some|All|Both|Half|None|Much|Parts?|Several|Few|Each|One|Two|Three|Four
    |Neither|(?:Nearly\ |About\ |Almost\ |Over\ )?(?:\d[\d.,]*|\w+)\ ?(?:%|per\ ?cent))\ )?
    (?:of|for|to|in|with|by|from|on|at|under|through|among))\ (?:which|whom|whose)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_PARTICIPLE_WITH = re.compile(
    r"([A-Z][a-z]+) (?:by|with|at|in|on|to|as|from|for|among|against|through|about|under|into"
    r"|of)\b",
)
_LEADING = w.listed("leading_participles")
_BOUND_AHEAD = w.listed("bound_ahead")
_BOUND_BEHIND = w.listed("bound_behind")
# "After a four-year review the office": the second noun begins the main clause.
_TWO_NOUNS = re.compile(
    r"\w+ (?:an?|the|its|their|this|that) (?:[\w-]+ ){0,3}?"
    r"(?!of |in |on |for |and |or |by |to )[\w-]+"
    r"(?<! of)(?<! in)(?<! on)(?<! for)(?<! by)(?<! to)(?<! and)(?<! or)(?<!ed)(?<! with)"
    r" (?:the|an?|its|their) [\w-]+ [\w-]+",
)
_LONGEST = 600  # characters; a longer piece is no torn sentence
_NO_CLAUSE = {"well", "for", "of", "then", "now", "recently", "lately"}
_ALSO_PREPOSITIONS = {"after", "before", "since", "until"}
# "Until last year it was thrown away": a time, then whom the sentence is about.
_TIME_FIRST = re.compile(
    r"(?:Until|Since|Before|After) (?:(?:last|this|early|late|the (?:end|start|middle) of) )*"
    r"(?:(?:day|week|month|year|quarter|decade|spring|summer|autumn|winter)|(?:1[89]|20)\d\d"
    r"|January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)(?: (?:1[89]|20)\d\d)?,? (?:it|they|he|she|we|the"
    r"|an?|no|all|most|some|only|nobody) "
)
_ALWAYS_PREPOSITIONS = {"with", "despite", "given", "amid", "unlike", "besides"}
_BEFORE_GERUND = {"by", "without", "after", "before", "since", "while", "when", "through", "in"}
_SUBJECT_AFTER_THAT = (w.DETERMINERS - {"that"}) | {"it", "they", "he", "she", "we", "i", "there"}


def torn(piece: str) -> Torn:
    """Return what ``piece``, a sentence in plain typography, lacks to be whole."""
    piece = piece.strip()
    bare = piece.lstrip("\"'(")
    if (
        len(piece) > _LONGEST
        or not re.match(r"[A-Z]", bare)
        or not re.search(r"""[.…]["')]*$""", piece)
    ):
        return Torn.NOT
    if bare != piece or piece.count('"') % 2:
        return Torn.NOT  # quotations stand as they were said
    first = tokens(bare)[0].lower()
    verbs = count(bare)
    for rule in _RULES:
        verdict = rule(bare, first, verbs)
        if verdict is not None:
            return verdict
    return Torn.NOT


def _relative(piece: str, first: str, verbs: Verbs) -> Torn | None:
    if _OF_WHICH.match(piece):
        in_which_case = re.match(r"(?i)(?:in|under|for|to|by|at|on|from) which ", piece)
        return Torn.BEFORE if in_which_case or not main_clause_after_comma(piece) else None
    if first not in {"which", "who", "whose", "whom", "where", "whereby"}:
        return None
    if _OPEN_QUESTION.search(piece):
        return Torn.NOT
    if first in {"where", "who", "whose"} and (
        main_clause_after_comma(piece) or verbs.certain > verbs.subordinators
    ):
        return Torn.NOT
    return Torn.BEFORE


def _complement(piece: str, first: str, verbs: Verbs) -> Torn | None:
    """Find "That it will not …": a clause that some verb of saying or knowing governs."""
    if first != "that":
        return None
    found = tokens(piece)
    second = found[1] if len(found) > 1 else ""
    subject = second.lower() in _SUBJECT_AFTER_THAT or second[:1].isupper() or _is_plural(found)
    if not subject:
        return Torn.NOT
    return Torn.BEFORE_DIRECTLY if verbs.certain <= max(verbs.subordinators, 1) else Torn.NOT


def _is_plural(found: list[str]) -> bool:
    """Tell "That foreign buyers were" from "That decision was": that one buyer, those buyers."""
    verb = next((at for at, token in enumerate(found) if at and token in w.AUXILIARIES), 0)
    if not verb:
        verb = 2 if found[2:3] and (found[2] in w.PASTS or found[2].endswith("ed")) else 0
    noun = found[verb - 1] if verb else ""
    return noun.endswith("s") and not noun.endswith(("ss", "is", "us")) and noun.islower()


def _participle(piece: str, first: str, verbs: Verbs) -> Torn | None:
    passive = _PARTICIPLE_WITH.match(piece)
    if first in w.GERUNDS:
        if main_clause_after_comma(piece) or verbs.surely_one:
            return Torn.NOT
        if not verbs.surely_none:
            return _undecided_gerund(piece)
    elif passive and (first in w.PARTICIPLES or first in {"given", "based", "faced"}):
        if main_clause_after_comma(piece) or not verbs.surely_none:
            return Torn.NOT
    else:
        return None
    return Torn.AFTER if first in _LEADING else Torn.BEFORE


def _undecided_gerund(piece: str) -> Torn:
    """Tell "Leaving the plants shuttered" (torn, perhaps) from "Growing demand lifted prices"."""
    second = second_word(piece)
    taken = second in w.DETERMINERS | w.PREPOSITIONS | {"it", "them"}
    return Torn.LOOSE if taken else Torn.NOT


def _subordinate(piece: str, first: str, verbs: Verbs) -> Torn | None:
    second = second_word(piece)
    if first == "even" and second in {"if", "though", "as", "when"}:
        first = second
    if first not in _BOUND_AHEAD | _BOUND_BEHIND or (first == "so" and second != "that"):
        return None
    if second in _NO_CLAUSE or _TIME_FIRST.match(piece) or _has_main_clause(piece, first, verbs):
        return Torn.NOT
    return Torn.BEFORE_DIRECTLY if first in _BOUND_BEHIND else Torn.AFTER


def _has_main_clause(piece: str, first: str, verbs: Verbs) -> bool:
    """Return whether a main clause may stand beside the one that the first word opens."""
    verb_count = verbs.certain + verbs.possible
    if first in _ALSO_PREPOSITIONS and (verb_count > 1 or _TWO_NOUNS.match(piece)):
        return True  # "After a review the office decided that"
    if verb_count > max(verbs.subordinators, 1):
        return True
    return verbs.surely_one or main_clause_after_comma(piece)


def _prepositional(piece: str, first: str, verbs: Verbs) -> Torn | None:
    """Find "By framing the issue as a threat" and "With a second line planned"."""
    second = second_word(piece)
    governs = first in _ALWAYS_PREPOSITIONS or (first, second) == ("instead", "of")
    if first in _BEFORE_GERUND:
        governs = second in w.GERUNDS
    if not governs or len(piece.split()) > 24 or main_clause_after_comma(piece):
        return None
    spare = verbs.certain + verbs.possible - verbs.subordinators
    planned = first in {"with", "amid", "despite"} and not verbs.certain and verbs.possible == 1
    return Torn.AFTER if spare <= 0 or planned else None


def _infinitive(piece: str, first: str, verbs: Verbs) -> Torn | None:
    second = second_word(piece)
    if first != "to" or second not in w.BASES:
        return None
    return Torn.PURPOSE if verbs.surely_none and not main_clause_after_comma(piece) else Torn.NOT


_RULES: tuple[Rule, ...] = (
    _relative,
    _complement,
    additions.addition,
    additions.superlative,
    additions.shared_subject,
    amounts.amount,
    amounts.noun_with_clause,
    _prepositional,
    _participle,
    _subordinate,
    _infinitive,
    additions.continued_verb,
    additions.fragment_without_verb,
)
