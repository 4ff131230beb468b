"""Put sentences together that were torn in two: letter case and the stop at the seam change.

What tells a torn piece is grammar, no list of sentences: its first word opens a clause that depends
on another, and no verb is left for a main one.  In doubt a piece is whole; where nobody can say
which neighbour it belongs to, it is never shown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from enum import Enum

from generator.ingest.openings import points_back
from generator.ingest.passages import Cut
from generator.model import Sentence
from generator.text import lexicon as w
from generator.text.grammar import Verbs, count, main_clause_after_comma, tokens

_OF_WHICH = re.compile(
    r"(?:(?:many|most|some|all|both|half|none|much|parts?|several|few|each|one|two|three) )?"
    r"(?:of|for|to|in|with|by|from|on|at|under|through|among) (?:which|whom|whose)\b",
    re.IGNORECASE,
)
_WITH = re.compile(r"\w+ (?:by|with|at|in|on|to|as|from|for|among|against|through|under|into|of)\b")
# "Could drive up prices. Intensify rivalries": what the second verb needs from the first.
_HELPER = re.compile(
    r"\b(?:to [a-z]+|will|would|can|could|may|might|must|shall|should|cannot|won't|did|does|do)\b"
)
_END = re.compile(r"[.,;:…]\s*$|\s+$")
_STOP = re.compile(r"""[.!?…:]["')\]]*$""")
_LOST = re.compile(r",\s+,")
_SEAM = re.compile(r"\b(?P<last>[a-z][a-z-]{2,}) (?P<first>[A-Z][a-z]+),? (?P<then>[A-Za-z]+)")
_TAIL = 80  # letters in which a last word ends
_FEW = 4  # words; without a verb fewer say nothing
_TORN_TEXT = 3  # pieces; of fewer each may be a writer's short sentence, which joins nothing
_NO_CLAUSE = {"well", "for", "of", "then", "now", "recently", "lately"}
_OF_TIME = {"after", "before", "since", "until", "once"}  # a day or a clause may follow
_ALWAYS_PREPOSITIONS = {"with", "despite", "given", "amid", "unlike", "besides"}
_BEFORE_GERUND = {"by", "without", "after", "before", "since", "while", "when", "through", "in"}
_RELATIVES = {"which", "who", "whose", "whom", "where", "whereby"}
_SUBJECTS = (w.DETERMINERS - {"that"}) | {"it", "they", "he", "she", "we", "i", "there"}
_BOUND_AHEAD = w.listed("bound_ahead")
_BOUND_BEHIND = w.listed("bound_behind")
LEFT_OPEN = w.DETERMINERS | w.PREPOSITIONS | w.CONJUNCTIONS | {"which", "that"}
SMALL_WORDS = (w.DETERMINERS | w.PREPOSITIONS | w.PRONOUNS | w.SUBORDINATORS | w.CONJUNCTIONS) - {
    "i"
}
VERBS = w.BASES | w.THIRDS | w.PASTS | w.PARTICIPLES | w.AUXILIARIES | w.GERUNDS
_ONLY_BASES = w.BASES - w.NOUN_TOO
_OF_A_TIME = w.DETERMINERS | {"last"}
_PASSIVE = w.PARTICIPLES | {"given", "based"}
_LEADS = w.GERUNDS | w.PARTICIPLES | _BOUND_BEHIND
NO_NAMES = w.GERUNDS | w.BASES | w.PARTICIPLES | w.THIRDS | w.ADVERBS | SMALL_WORDS


class Torn(Enum):
    """What is missing from a piece, and so where it belongs."""

    NOT = "whole"
    BEFORE = "goes on from the sentence before, after a comma"
    BEFORE_DIRECTLY = "goes on from the sentence before, without a comma"
    SHARES_VERB = "goes on with a verb that shares subject and auxiliary with the sentence before"
    AFTER = "leads into the sentence after it, with a comma"
    LOOSE = "torn, but nobody can say where it belongs"


def _unreadable(text: str, small: frozenset[str]) -> bool:
    """Return whether words were lost inside a sentence, or another one is glued into it.

    "He told the forum, , that", "Growers face new rules Nonetheless, they".  A word with a capital
    begins a sentence if it is a small word or one that the article writes ``small`` elsewhere.
    """
    for seam in _SEAM.finditer(text):
        first, rest = seam["first"].lower(), text[seam.start("first") :]
        glued = seam["then"].islower() and first in small and count(rest).certain > 0
        quoted = text.count('"', 0, seam.start()) % 2 or seam["last"] in (
            SMALL_WORDS | w.AUXILIARIES | w.PASTS
        )
        if glued and not quoted:
            return True
    return _LOST.search(text) is not None


def torn(piece: str) -> Torn:
    """Return what ``piece``, a sentence in plain typography, lacks to be whole."""
    found = [*tokens(piece), "", ""]
    if not piece[:1].isupper() or not piece.endswith((".", "…", ".)")) or piece.count('"') % 2:
        return Torn.NOT  # quotations stand as they were said
    first, verbs = found[0].lower(), count(piece)
    if _is_relative(piece):
        return Torn.BEFORE if verbs.certain < 2 else Torn.NOT  # "Who will pay is unclear"
    if first == "that":
        subject = found[1].lower() in _SUBJECTS or found[1][:1].isupper()
        return Torn.BEFORE_DIRECTLY if subject and verbs.certain < 2 else Torn.NOT
    hanging = _clause(piece, found, verbs) or _phrase(piece, found, verbs)
    verb = any(word.lower() in VERBS or word.endswith(("s", "ed")) for word in found[1:])
    few = len(piece.split()) < _FEW and not verb
    return hanging or (Torn.LOOSE if few else Torn.NOT)  # "Good morning."


def _is_relative(piece: str) -> bool:
    """Return whether a piece begins as a relative clause does: "Many of which have no other"."""
    return _OF_WHICH.match(piece) is not None or piece.split(maxsplit=1)[0].lower() in _RELATIVES


def _clause(piece: str, found: list[str], verbs: Verbs) -> Torn | None:
    """Judge a clause that hangs on another one: "Because it", "As prices rise"."""
    first, second = found[0].lower(), found[1].lower()
    if not (first in _BOUND_AHEAD or first in _BOUND_BEHIND) or second in _NO_CLAUSE:
        return None
    # "Until last year it was mined"
    time = second in _OF_A_TIME or not (second.isalpha() and found[1].islower())
    more = verbs.certain + verbs.possible > max(verbs.subordinators, 1) or verbs.surely_one
    if (first in _OF_TIME and time) or more or "," in piece:
        return Torn.NOT
    return Torn.BEFORE_DIRECTLY if first in _BOUND_BEHIND else Torn.AFTER


def _phrase(piece: str, found: list[str], verbs: Verbs) -> Torn | None:
    """Judge words without a subject: "Setting the stage", "By framing it", "Raise prices, and"."""
    first, second = found[0].lower(), found[1].lower()
    passive = first in _PASSIVE and _WITH.match(piece)
    if first in w.GERUNDS or passive:
        if main_clause_after_comma(piece) or not verbs.surely_none:
            return Torn.NOT  # "Growing demand lifted prices"
        return Torn.AFTER if first in w.listed("leading_participles") else Torn.BEFORE
    if first in _ALWAYS_PREPOSITIONS or (first in _BEFORE_GERUND and second in w.GERUNDS):
        return None if "," in piece or verbs.certain else Torn.AFTER
    joined = first in w.CONJUNCTIONS
    verb = second if joined else first
    another = re.search(r",? (?:and|or),? (\w+)", piece)
    if another is None or verb not in _ONLY_BASES or another[1] not in w.BASES:
        return None
    rest = count(" ".join(piece.split()[1 + joined :]))
    return Torn.SHARES_VERB if rest.certain <= rest.subordinators else None


def _direction(piece: str, kind: Torn, before: str | None, after: str | None) -> Torn:
    """Return where a piece goes, given the whole sentences of its paragraph that can take it."""
    if kind is Torn.AFTER:
        return Torn.AFTER if after else Torn.BEFORE if before else Torn.LOOSE
    if kind is Torn.SHARES_VERB:
        return Torn.BEFORE if before and _HELPER.search(before) else Torn.LOOSE
    if kind in {Torn.NOT, Torn.LOOSE} or before:
        return kind
    leads = piece.split(maxsplit=1)[0].lower() in _LEADS
    return Torn.AFTER if leads and after else Torn.LOOSE


def join(kept: Sequence[Cut]) -> tuple[Sentence, ...]:
    """Return whole sentences in order; what cannot be joined is marked and kept.

    A piece joins its neighbour in the same paragraph; only a line that breaks off without a stop
    goes on in the next one.
    """
    kinds = [Torn.NOT if item.list_item else torn(item.text) for item in kept]
    torn_text = sum(kind not in {Torn.NOT, Torn.LOOSE} for kind in kinds) >= _TORN_TEXT
    kinds = [
        kind if torn_text or kind is Torn.NOT or _is_relative(item.text) else Torn.LOOSE
        for kind, item in zip(kinds, kept, strict=True)
    ]
    written = (re.findall(r"\b[a-z][\w'-]*", item.text) for item in kept)
    small = frozenset(word for words in written for word in words)  # so none of them is a name
    sentences: list[Sentence] = []
    waiting: Sentence | None = None  # a piece that leads into the next sentence
    for n, piece in enumerate(kept):
        current = Sentence(piece.text, (piece.passage,))
        last = sentences[-1] if sentences else None
        before = _takes(None if waiting else last, piece)
        following = kept[n + 1] if n + 1 < len(kept) and kinds[n + 1] is Torn.NOT else None
        beside = following and following.passage.paragraph == piece.passage.paragraph
        after = following.text if following and beside else None
        kind = _direction(piece.text, kinds[n], before, after)
        if waiting is not None:
            current, waiting = _joined(waiting, current, ", ", small), None
        if kind is Torn.AFTER:
            waiting = current
        elif last and _goes_on(last, piece):
            seam = "" if len(last.text) == 1 else " "  # a page's large first letter
            sentences[-1] = _joined(last, current, seam, small, keep_stop=True)
        elif last and kind in {Torn.BEFORE, Torn.BEFORE_DIRECTLY}:
            sentences[-1] = _joined(last, current, ", " if kind is Torn.BEFORE else " ", small)
        else:
            lost = kind is Torn.LOOSE or _is_bare_item(piece) or _unreadable(piece.text, small)
            sentences.append(replace(current, opens="fragment") if lost else current)
    return tuple(
        replace(each, opens="pronoun") if each.opens is None and points_back(each.text) else each
        for each in sentences
    )


def _takes(last: Sentence | None, piece: Cut) -> str | None:
    """Return the sentence before a piece if it can take it: whole, and of the same paragraph."""
    if last is None or last.opens or last.passages[-1].paragraph != piece.passage.paragraph:
        return None
    return last.text if last.text.endswith((".", "…")) else None


def _goes_on(before: Sentence, piece: Cut) -> bool:
    """Return whether a line broke off and ``piece`` begins in the middle of its sentence."""
    next_line = piece.passage.paragraph != before.passages[-1].paragraph
    ends = before.text[-_TAIL:]
    alone = len(before.text) > 1 and " " not in before.text  # the word of a button
    if not next_line or piece.list_item or alone or _STOP.search(ends):
        return False
    beside = piece.passage.paragraph == before.passages[-1].paragraph + 1
    may = beside or not count(piece.text).certain  # below a heading a whole sentence begins anew
    return piece.text[:1].islower() or (may and is_left_open(ends))


def is_left_open(text: str) -> bool:
    """Return whether a text ends with a word that needs the next one, or with a comma."""
    last = text.rsplit(maxsplit=1)[-1].lower()
    return last in LEFT_OPEN | w.SUBORDINATORS or text.endswith(("'s", "s'", ",", ',"'))


def _joined(
    first: Sentence, second: Sentence, seam: str, small: frozenset[str], *, keep_stop: bool = False
) -> Sentence:
    head = first.text if keep_stop else _END.sub("", first.text)
    word = re.match(r"[A-Z][\w'-]*", second.text)
    lower = word[0].lower() if word else ""
    lowers = lower in small or lower in NO_NAMES
    tail = second.text[0].lower() + second.text[1:] if lowers else second.text
    return Sentence(head + seam + tail, first.passages + second.passages)


def _is_bare_item(piece: Cut) -> bool:
    """Return whether a piece has no beginning or no end: words that need the line beside them."""
    last = piece.text.rpartition(" ")[2].lower()
    broken_off = last in LEFT_OPEN and not _STOP.search(piece.text)
    verbs = count(piece.text) if piece.list_item else Verbs(1, 0, 0)
    verbless = verbs.certain + verbs.possible == 0 or len(piece.text.split()) < 4
    leads = piece.text.endswith(":") or piece.text[:1].islower()
    found = [word.lower() for word in piece.text.split()[:2]]
    orders = found[0] in w.BASES - w.NOUN_TOO or (w.is_adverb(found[0]) and found[-1] in w.BASES)
    return broken_off or leads or (piece.list_item and (verbless or orders))
