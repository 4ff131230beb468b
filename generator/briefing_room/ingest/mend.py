"""Mend the sentences of a text: the second of the two passes that make an article of a paste.

What a page put into a paragraph is taken out of it; lines that broke off inside a sentence are
joined; a clause that stands behind a stop goes back to the sentence that it belongs to, and what is
torn all the same is marked and never shown.  What tells a piece that was torn between two stops is
grammar, no list of sentences: its first word opens a clause that depends on another, and no verb is
left for a main one.  In doubt it is whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, groupby

from briefing_room.ingest import boilerplate
from briefing_room.ingest.lines import Label, without_signs
from briefing_room.ingest.openings import points_back
from briefing_room.ingest.passages import Cut, removed
from briefing_room.model import Removed, Sentence
from briefing_room.text import lexicon as w
from briefing_room.text.grammar import Verbs, count, main_clause_after_comma, words_and_marks
from briefing_room.text.typography import plain, without_references

_MAX_LETTERS = 4_000  # no law has a sentence so long
_RUN_WORDS = 8  # a shorter sentence may be said twice on purpose
_WORDS = re.compile(r"[\w'-]+")
_WHOLE = re.compile(r"""(?:[.!?:;)\]]|[.!?]["')\]]+)$""")
_CUT = re.compile(r"""(?:\.\.\.|…)["')\]]*$""")
_OF_WHICH = re.compile(
    r"(?:(?:many|most|some|all|both|half|none|much|parts?|several|few|each|one|two|three) )?"
    r"(?:of|for|to|in|with|by|from|on|at|under|through|among) (?:which|whom|whose)\b",
    re.IGNORECASE,
)
_WITH = re.compile(r"\w+ (?:by|with|at|in|on|to|as|from|for|among|against|through|under|into|of)\b")
_STOP = re.compile(r"""[.!?…:]["')\]]*$""")
_END_LETTERS = 80  # in which a last word ends
_MAX_JOINED_WORDS = 80  # of a sentence that was put together
_MIN_VERBLESS_WORDS = 4  # without a verb fewer say nothing
_NO_CLAUSE = {"well", "for", "of", "then", "now", "recently", "lately"}
_OF_TIME = {"after", "before", "since", "until", "once"}  # a day or a clause may follow
_ALWAYS_PREPOSITIONS = {"with", "despite", "given", "amid", "unlike", "besides"}
_BEFORE_GERUND = {"by", "without", "after", "before", "since", "while", "when", "through", "in"}
_RELATIVES = {"which", "who", "whose", "whom", "where", "whereby"}
_SUBJECTS = (w.DETERMINERS - {"that"}) | {"it", "they", "he", "she", "we", "i", "there"}
_BOUND = w.word_list("bound")
LEFT_OPEN = w.DETERMINERS | w.PREPOSITIONS | w.CONJUNCTIONS | {"which", "that"}
SMALL_WORDS = (w.DETERMINERS | w.PREPOSITIONS | w.PRONOUNS | w.SUBORDINATORS | w.CONJUNCTIONS) - {
    "i"
}
VERBS = w.BASES | w.THIRDS | w.PASTS | w.PARTICIPLES | w.AUXILIARIES | w.GERUNDS
_ONLY_BASES = w.BASES - w.NOUN_TOO
_OF_A_TIME = w.DETERMINERS | {"last"}
_PASSIVE = w.PARTICIPLES | {"given", "based"}
NO_NAMES = w.GERUNDS | w.BASES | w.PARTICIPLES | w.THIRDS | w.ADVERBS | SMALL_WORDS


def sieved(pieces: Sequence[Cut]) -> tuple[list[Cut], list[Removed]]:
    """Part the passages that are sentences of the text from what is none of it."""
    retained: list[Cut] = []
    taken_out: list[Removed] = []
    runs: set[tuple[str, ...]] = set()  # of words in the text before
    letters = sum(len(piece.text) for piece in pieces)
    for paragraph, group in groupby(pieces, key=lambda piece: piece.passage.paragraph):
        first, of_paragraph = len(retained), [*group]
        run_together = 2 * sum(len(piece.text) for piece in of_paragraph) > letters
        below: Label | None = None  # what the end of the text is
        for piece in of_paragraph:
            if piece.label and not piece.inside:
                taken_out.append(removed(piece))
                continue
            text = without_references(piece.text)
            credit = len(retained) > first and boilerplate.CREDIT.match(text) is not None
            if credit:
                taken_out.append(removed(replace(retained.pop(), label=Label.CREDIT)))
            last = (taken_out[-1].passage.paragraph, taken_out[-1].reason) if taken_out else None
            behind = last == (paragraph, Label.CREDIT) and not _WHOLE.search(text)
            if run_together:
                below = below or boilerplate.end_matter(text)
            caption = Label.CREDIT if credit or behind else None
            label = below or caption or piece.label or _label(text, runs)
            runs |= _runs(text)
            if label:
                taken_out.append(removed(replace(piece, text=text, label=label)))
            else:
                retained.append(replace(piece, text=text, label=None))
    return retained, taken_out


def _label(text: str, before: set[tuple[str, ...]]) -> Label | None:
    """Why a sentence of a paragraph is none of the article's, if it is none."""
    runs = _runs(text)
    if not text or len(text) > _MAX_LETTERS:
        return Label.TOO_LONG if text else Label.NO_WORDS
    return boilerplate.sentence_label(text) or (
        Label.SAID_TWICE if runs and runs <= before else None
    )


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    """The runs of eight words of a sentence."""
    words = _WORDS.findall(text[:_MAX_LETTERS])
    return frozenset(tuple(words[n : n + _RUN_WORDS]) for n in range(len(words) - _RUN_WORDS + 1))


def without_torn_end(
    sentences: tuple[Sentence, ...],
) -> tuple[tuple[Sentence, ...], tuple[Removed, ...], bool]:
    """Take out a last sentence that breaks off, and say whether it surely is one.

    It breaks off if it has no stop, and those before it have one; it may as well be a line of the
    page, unless its last word needs another.
    """
    last = sentences[-1] if sentences else None
    if last is None or (_WHOLE.search(without_signs(last.text)) and not _CUT.search(last.text)):
        return sentences, (), False
    torn = tuple(Removed(plain(p.text), Label.TORN_OFF, p) for p in last.passages)
    return sentences[:-1], torn, is_left_open(last.text)


def join(pieces: Sequence[Cut]) -> tuple[Sentence, ...]:
    """Join the sentences in order; what is torn is marked and stays.

    A line that breaks off without a stop goes on in the next one; a clause behind a stop that
    plainly belongs to the sentence before it is joined to that.
    """
    words = (re.findall(r"\b[a-z][\w'-]*", piece.text) for piece in pieces)
    small = frozenset(chain.from_iterable(words))  # so none of them is a name
    sentences: list[Sentence] = []
    for piece in pieces:
        current = Sentence(piece.text, (piece.passage,))
        last = sentences[-1] if sentences else None
        if last and _goes_on(last, piece):
            seam = "" if len(last.text) == 1 else " "  # a page's large first letter
            sentences[-1] = _joined(last, current, seam, small)
            continue
        torn = not piece.list_item and is_torn(piece.text)
        if torn and last and (seam := _seam(last, piece)):
            sentences[-1] = _joined(replace(last, text=last.text[:-1]), current, seam, small)
            continue
        lost = torn or _is_bare_item(piece)
        sentences.append(replace(current, opens="fragment") if lost else current)
    return tuple(
        replace(sentence, opens="pronoun")
        if sentence.opens is None and points_back(sentence.text)
        else sentence
        for sentence in sentences
    )


def _goes_on(before: Sentence, piece: Cut) -> bool:
    """Whether a line broke off and ``piece`` begins in the middle of its sentence."""
    next_line = piece.passage.paragraph != before.passages[-1].paragraph
    ends = before.text[-_END_LETTERS:]
    if len(before.text) > _MAX_LETTERS:
        return False
    alone = len(before.text) > 1 and " " not in before.text  # the word of a button
    if not next_line or piece.list_item or alone or _STOP.search(ends):
        return False
    beside = piece.passage.paragraph == before.passages[-1].paragraph + 1
    may = beside or not count(piece.text).certain  # below a heading a whole sentence begins anew
    return piece.text[:1].islower() or (may and is_left_open(ends))


def _seam(before: Sentence, piece: Cut) -> str:
    """What joins a clause to the sentence before it, "" if it may belong elsewhere.

    "Which", "That it" and "Setting" follow on what was said; "By setting" and "While it" may lead.
    """
    beside = piece.passage.paragraph == before.passages[-1].paragraph
    whole = before.opens is None and re.search(r"[\w)%]\.$", before.text)
    words = len(before.text.split()) + len(piece.text.split())
    if not (beside and whole) or words > _MAX_JOINED_WORDS or piece.text.endswith("?"):
        return ""
    first = piece.text.split(maxsplit=1)[0].lower()
    if first in {"that", "because"}:
        return " "
    follows = first in _RELATIVES | w.GERUNDS or _OF_WHICH.match(piece.text)
    return ", " if follows else ""


def is_left_open(text: str) -> bool:
    """Whether a text ends with a word that needs the next one, or with a comma."""
    last = text.rsplit(maxsplit=1)[-1].lower()
    return last in LEFT_OPEN | w.SUBORDINATORS or text.endswith(("'s", "s'", ",", ',"'))


def _joined(first: Sentence, second: Sentence, seam: str, small: frozenset[str]) -> Sentence:
    word = re.match(r"[A-Z][\w'-]*", second.text)
    lower = word[0].lower() if word else ""
    lowers = lower in small or lower in NO_NAMES
    tail = second.text[0].lower() + second.text[1:] if lowers else second.text
    return Sentence(first.text + seam + tail, first.passages + second.passages)


def _is_bare_item(piece: Cut) -> bool:
    """Whether a piece has no beginning or no end: words that need the line beside them."""
    last = piece.text.rpartition(" ")[2].lower()
    broken_off = last in LEFT_OPEN and not _STOP.search(piece.text)
    verbs = count(piece.text) if piece.list_item else Verbs(1, 0, 0)
    verbless = verbs.certain + verbs.possible == 0 or len(piece.text.split()) < 4
    leads = piece.text.endswith(":") or piece.text[:1].islower()
    found = [word.lower() for word in piece.text.split()[:2]]
    orders = found[0] in _ONLY_BASES or (w.is_adverb(found[0]) and found[-1] in w.BASES)
    return broken_off or leads or (piece.list_item and (verbless or orders))


# --- What is torn ---------------------------------------------------------------------------------


def is_torn(piece: str) -> bool:
    """Whether ``piece``, in plain typography, is a part of a sentence between two stops.

    Quotations stand as they were said.
    """
    found = [*words_and_marks(piece), "", ""]
    if not piece[:1].isupper() or not piece.endswith((".", "…", ".)")) or piece.count('"') % 2:
        return False
    first, verbs = found[0].lower(), count(piece)
    if _OF_WHICH.match(piece) or piece.split(maxsplit=1)[0].lower() in _RELATIVES:
        return verbs.certain < 2  # "Who will pay is unclear"
    if first == "that":
        subject = found[1].lower() in _SUBJECTS or found[1][:1].isupper()
        return subject and verbs.certain < 2
    verb = any(word.lower() in VERBS or word.endswith(("s", "ed")) for word in found[1:])
    few = len(piece.split()) < _MIN_VERBLESS_WORDS and not verb  # "Good morning."
    return few or _hangs(piece, found, verbs)


def _hangs(piece: str, found: list[str], verbs: Verbs) -> bool:
    """Whether a piece hangs on another: "Because it was", "Setting the stage", "Raise …"."""
    first, second = found[0].lower(), found[1].lower()
    if first in _BOUND and second not in _NO_CLAUSE:
        # "Until last year it was mined"
        time = second in _OF_A_TIME or not (second.isalpha() and found[1].islower())
        main = verbs.certain > verbs.subordinators
        more = main or verbs.certain + verbs.possible > max(verbs.subordinators, 1)
        return not ((first in _OF_TIME and time) or more or "," in piece)
    if first in w.GERUNDS or (first in _PASSIVE and _WITH.match(piece)):
        return verbs.surely_none and not main_clause_after_comma(piece)  # "Growing demand lifted"
    if first in _ALWAYS_PREPOSITIONS or (first in _BEFORE_GERUND and second in w.GERUNDS):
        return not ("," in piece or verbs.certain > verbs.subordinators)
    joined = first in w.CONJUNCTIONS
    another = re.search(r",? (?:and|or),? (\w+)", piece)
    verb = second if joined else first
    if another is None or verb not in _ONLY_BASES or another[1] not in w.BASES:
        return False
    rest = count(" ".join(piece.split()[1 + joined :]))
    return rest.certain <= rest.subordinators
