"""Repair the sentences of an article: the second of the two passes that make an article of a paste.

Page elements inside paragraphs are removed.  A sentence on several lines is joined, and so is a
clause that a stray full stop separates from its sentence.  A sentence that is still incomplete is
marked as a fragment and never shown.  A fragment opens with the first word of a dependent clause
and has no verb for a main clause.  In doubt, a sentence counts as whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain, groupby, pairwise

from briefing_room.ingest import boilerplate
from briefing_room.ingest.lines import Label, without_signs
from briefing_room.ingest.openings import points_back
from briefing_room.ingest.passages import Piece, make_removal
from briefing_room.model import RemovedText, Sentence, StandaloneProblem
from briefing_room.text import lexicon as w
from briefing_room.text.grammar import (
    Verbs,
    count_verbs,
    has_main_clause_after_comma,
    words_and_marks,
)
from briefing_room.text.typography import plain_text, strip_web_residue

_MAX_SENTENCE_CHARS = 4_000  # not even laws have longer sentences
_REPEATED_RUN_WORDS = 8  # a shorter sentence may be repeated on purpose
_LOWER_WORD = re.compile(r"\b[a-z][\w'-]*")
_WORDS = re.compile(r"[\w'-]+")
_SENTENCE_END = re.compile(r"""(?:[.!?:;)\]]|[.!?]["')\]]+)$""")
_ELLIPSIS = re.compile(r"""(?:\.\.\.|…)["')\]]*$""")
_RELATIVE_PHRASE = re.compile(
    r"(?:(?:many|most|some|all|both|half|none|much|parts?|several|few|each|one|two|three) )?"
    r"(?:of|for|to|in|with|by|from|on|at|under|through|among) (?:which|whom|whose)\b",
    re.IGNORECASE,
)
_PARTICIPLE_PHRASE = re.compile(
    r"\w+ (?:by|with|at|in|on|to|as|from|for|among|against|through|under|into|of)\b"
)
_MEASURE = re.compile(r"[$€£¥] ?\d|\d(?:%| [a-z]{3,})")  # "18%", "25 tonnes"
_END_PUNCTUATION = re.compile(r"""[.!?…:]["')\]]*$""")
_END_CHARS = 80  # at the end of a piece that are searched for punctuation
_MAX_JOINED_WORDS = 80  # of two joined parts
_MIN_VERBLESS_WORDS = 4  # fewer words without a verb are a fragment
_NEVER_CLAUSE_WORDS = {"well", "for", "of", "then", "now", "recently", "lately"}
_TIME_CONJUNCTIONS = {"after", "before", "since", "until", "once"}  # a day or a clause may follow
_ALWAYS_PREPOSITIONS = {"with", "despite", "given", "amid", "unlike", "besides"}
_BEFORE_GERUND = {"by", "without", "after", "before", "since", "while", "when", "through", "in"}
_GERUND_OPENERS = _BEFORE_GERUND & w.SUBORDINATORS
_RELATIVES = {"which", "who", "whose", "whom", "where", "whereby"}
_SUBJECTS = (w.DETERMINERS - {"that"}) | {"it", "they", "he", "she", "we", "i", "there"}
_CLAUSE_OPENERS = w.word_list("bound")
_NEVER_LAST_WORDS = w.DETERMINERS | w.PREPOSITIONS | w.CONJUNCTIONS | {"which", "that"}
_FUNCTION_WORDS = (
    w.DETERMINERS | w.PREPOSITIONS | w.PRONOUNS | w.SUBORDINATORS | w.CONJUNCTIONS
) - {"i"}
_VERB_FORMS = (
    w.BASE_FORMS | w.THIRD_PERSONS | w.FINITE_PASTS | w.PARTICIPLES | w.AUXILIARIES | w.GERUNDS
)
_OPENING_CAPITALS = re.compile(  # "PROTESTERS against", "A CONTROVERSIAL plan"
    r"(?P<article>(?:A|AN|An|THE|The) )?(?P<word>[A-Z]{5,})(?= [a-z])"
)
_ALWAYS_VERBS = w.BASE_FORMS - w.NOUN_VERBS
_TIME_DETERMINERS = w.DETERMINERS | {"last"}
_PARTICIPLES = w.PARTICIPLES | {"given", "based"}
_NEVER_NAMES = (
    w.GERUNDS | w.BASE_FORMS | w.PARTICIPLES | w.THIRD_PERSONS | w.ADVERBS | _FUNCTION_WORDS
)


def separate_page_elements(pieces: Sequence[Piece]) -> tuple[list[Piece], list[RemovedText]]:
    """Separate the sentences of the text from page elements, which are removed."""
    page_sieve = _PageElementFilter(pieces)
    for _, group in groupby(pieces, key=lambda piece: piece.passage.paragraph):
        page_sieve.add_paragraph(group)
    return page_sieve.retained, page_sieve.removals


class _PageElementFilter:
    """Sorts the pieces of an article into those retained and those removed."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.retained: list[Piece] = []
        self.removals: list[RemovedText] = []
        self._repetitions = _Repetitions(pieces)
        self._text_end = pieces[-1].passage.end if pieces else 0

    def add_paragraph(self, pieces: Iterable[Piece]) -> None:
        """Retain the sentences of a paragraph, but none from where end matter begins."""
        first = len(self.retained)
        end_label: Label | None = None
        for piece in pieces:
            if piece.label and not piece.in_body:
                self.removals.append(make_removal(piece))
                continue
            text = strip_web_residue(piece.text)
            caption = self._label_caption(piece, text, has_text_before=len(self.retained) > first)
            if 2 * piece.passage.start > self._text_end:
                end_label = end_label or boilerplate.end_matter_label(text)
            repeated = Label.REPEATED if self._repetitions.add(text) else None
            label = end_label or caption or piece.label or _label_sentence(text) or repeated
            if label:
                self.removals.append(make_removal(replace(piece, text=text, label=label)))
            else:
                self.retained.append(replace(piece, text=text, label=None))

    def _label_caption(self, piece: Piece, text: str, *, has_text_before: bool) -> Label | None:
        """Label a photo credit and its continuation, and remove the caption before it."""
        if has_text_before and boilerplate.CREDIT.match(text):
            self.removals.append(make_removal(replace(self.retained.pop(), label=Label.CREDIT)))
            return Label.CREDIT
        last = self.removals[-1] if self.removals else None
        is_continued = (
            last is not None
            and (last.passage.paragraph, last.reason) == (piece.passage.paragraph, Label.CREDIT)
            and not _SENTENCE_END.search(text)
        )
        return Label.CREDIT if is_continued else None


def _label_sentence(text: str) -> Label | None:
    """The label of a sentence that is not part of the article, ``None`` if it is."""
    if not text or len(text) > _MAX_SENTENCE_CHARS:
        return Label.TOO_LONG if text else Label.NO_WORDS
    return boilerplate.sentence_label(text)


class _Repetitions:
    """Finds sentences that repeat earlier ones, or are cut off by "…" and whole elsewhere.

    All runs of eight words of such a sentence occur in other sentences.
    """

    def __init__(self, pieces: Sequence[Piece]) -> None:
        whole = (piece.text for piece in pieces if not _ends_in_ellipsis(piece.text))
        self._whole_runs = frozenset().union(*map(_word_runs, whole))
        self._earlier_runs: set[tuple[str, ...]] = set()

    def add(self, text: str) -> bool:
        """Add the next sentence; return whether it is a repetition."""
        runs = _word_runs(text)
        others = self._whole_runs if _ends_in_ellipsis(text) else self._earlier_runs
        is_repeated = bool(runs) and runs <= others
        self._earlier_runs |= runs
        return is_repeated


def _ends_in_ellipsis(text: str) -> bool:
    return _ELLIPSIS.search(text[-_END_CHARS:]) is not None


def _word_runs(text: str) -> frozenset[tuple[str, ...]]:
    """The runs of eight words in a sentence."""
    words = _WORDS.findall(text[:_MAX_SENTENCE_CHARS])
    return frozenset(
        tuple(words[index : index + _REPEATED_RUN_WORDS])
        for index in range(len(words) - _REPEATED_RUN_WORDS + 1)
    )


def remove_unfinished_end(
    sentences: tuple[Sentence, ...],
) -> tuple[tuple[Sentence, ...], tuple[RemovedText, ...], bool]:
    """Remove a last sentence without end punctuation.

    Return the other sentences, the removed text, and whether the text certainly ends in
    mid-sentence: its last word needs another one.  Otherwise the line may belong to the page.
    """
    last = sentences[-1] if sentences else None
    if last is None or (
        _SENTENCE_END.search(without_signs(last.text)) and not _ELLIPSIS.search(last.text)
    ):
        return sentences, (), False
    removed = tuple(RemovedText(plain_text(p.text), Label.UNFINISHED, p) for p in last.passages)
    return sentences[:-1], removed, ends_mid_sentence(last.text)


def lower_opening_capitals(sentences: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """Write the first word of a text in normal case if a newspaper set it in capitals.

    A word that the text has in capitals elsewhere may be an acronym, and stays.
    """
    opening = _OPENING_CAPITALS.match(sentences[0].text) if sentences else None
    if opening is None or any(opening["word"] in sentence.text for sentence in sentences[1:]):
        return sentences
    article, word = opening["article"] or "", opening["word"]
    word = word.lower() if article else word.capitalize()
    text = f"{article.capitalize()}{word}{sentences[0].text[opening.end() :]}"
    return (replace(sentences[0], text=text), *sentences[1:])


def join_sentences(pieces: Sequence[Piece]) -> tuple[Sentence, ...]:
    """Join pieces into sentences, in order; fragments are marked and stay.

    A line that ends in mid-sentence is joined to the next one, and a dependent clause after a full
    stop to the sentence before it.
    """
    words = (_LOWER_WORD.findall(piece.text) for piece in pieces)
    lower_words = frozenset(chain.from_iterable(words))  # none of them is a name
    sentences: list[Sentence] = []
    for piece in pieces:
        current = Sentence(piece.text, (piece.passage,))
        last = sentences[-1] if sentences else None
        if last and _continues(last, piece):
            separator = "" if len(last.text) == 1 else " "  # a page's large first letter
            sentences[-1] = _join_pair(last, current, separator, lower_words)
            continue
        is_clause = not piece.list_item and is_fragment(piece.text)
        if is_clause and last and (separator := _find_separator(last, piece)):
            unended = replace(last, text=last.text[:-1])
            sentences[-1] = _join_pair(unended, current, separator, lower_words)
            continue
        if is_clause or _needs_neighbour(piece):
            current = replace(current, standalone_problem=StandaloneProblem.FRAGMENT)
        sentences.append(current)
    return tuple(
        replace(sentence, standalone_problem=StandaloneProblem.POINTS_BACK)
        if sentence.standalone_problem is None and points_back(sentence.text)
        else sentence
        for sentence in sentences
    )


def _continues(before: Sentence, piece: Piece) -> bool:
    """Whether a line ends in mid-sentence and ``piece`` continues it."""
    next_line = piece.passage.paragraph != before.passages[-1].paragraph
    end = before.text[-_END_CHARS:]
    if len(before.text) > _MAX_SENTENCE_CHARS:
        return False
    is_button = len(before.text) > 1 and " " not in before.text
    if not next_line or piece.list_item or is_button or _END_PUNCTUATION.search(end):
        return False
    is_adjacent = piece.passage.paragraph == before.passages[-1].paragraph + 1
    # below a heading a new sentence begins
    may_continue = is_adjacent or not count_verbs(piece.text).certain
    return piece.text[:1].islower() or (may_continue and ends_mid_sentence(end))


def _find_separator(before: Sentence, piece: Piece) -> str:
    """The separator between a sentence and a clause that belongs to it, "" if it does not.

    A clause with "Which", "That it" or "Setting" belongs to the sentence before; one with "By
    setting" or "While it" may belong to the next sentence.
    """
    same_paragraph = piece.passage.paragraph == before.passages[-1].paragraph
    is_complete = before.standalone_problem is None and re.search(r"[\w)%]\.$", before.text)
    words = len(before.text.split()) + len(piece.text.split())
    if (
        not (same_paragraph and is_complete)
        or words > _MAX_JOINED_WORDS
        or piece.text.endswith("?")
    ):
        return ""
    first = piece.text.split(maxsplit=1)[0].lower()
    if first in {"that", "because"}:
        return " "
    is_relative = first in _RELATIVES | w.GERUNDS or _RELATIVE_PHRASE.match(piece.text)
    return ", " if is_relative else ""


def ends_mid_sentence(text: str) -> bool:
    """Whether a piece ends with a word that needs the next one, or with a comma."""
    last = text.rsplit(maxsplit=1)[-1].lower()
    return last in _NEVER_LAST_WORDS | w.SUBORDINATORS or text.endswith(("'s", "s'", ",", ',"'))


def _join_pair(
    first: Sentence, second: Sentence, separator: str, lower_words: frozenset[str]
) -> Sentence:
    word = re.match(r"[A-Z][\w'-]*", second.text)
    lower_word = word[0].lower() if word else ""
    may_lower = lower_word in lower_words or lower_word in _NEVER_NAMES
    continuation = second.text[0].lower() + second.text[1:] if may_lower else second.text
    return Sentence(first.text + separator + continuation, first.passages + second.passages)


def _needs_neighbour(piece: Piece) -> bool:
    """Whether a piece lacks its beginning or end and needs the line before or after it."""
    text = piece.text
    last_word = text.rpartition(" ")[2].lower()
    is_unfinished = last_word in _NEVER_LAST_WORDS and not _END_PUNCTUATION.search(text)
    if is_unfinished or text.endswith(":") or text[:1].islower():
        return True
    return piece.list_item and _has_no_clause(text)


def _has_no_clause(text: str) -> bool:
    """Whether an item of a list is no clause, nor a figure of the highlights of a release."""
    verbs, length = count_verbs(text), len(text.split())
    has_figure = length > _MIN_VERBLESS_WORDS and _MEASURE.search(text)
    is_verbless = verbs.certain + verbs.possible == 0 and not has_figure
    return is_verbless or length < _MIN_VERBLESS_WORDS


# --- Fragments ------------------------------------------------------------------------------------


def is_fragment(piece: str) -> bool:
    """Whether a piece is an incomplete sentence; an open quotation does not count as one."""
    tokens = [*words_and_marks(piece), "", ""]
    if not piece[:1].isupper() or not piece.endswith((".", "…", ".)")) or piece.count('"') % 2:
        return False
    first, verbs = tokens[0].lower(), count_verbs(piece)
    if _RELATIVE_PHRASE.match(piece) or piece.split(maxsplit=1)[0].lower() in _RELATIVES:
        return verbs.certain < 2  # "Who will pay is unclear"
    if first == "that":
        subject = tokens[1].lower() in _SUBJECTS or tokens[1][:1].isupper()
        return subject and verbs.certain < 2
    has_verb = any(word.lower() in _VERB_FORMS or word.endswith(("s", "ed")) for word in tokens[1:])
    is_too_short = len(piece.split()) < _MIN_VERBLESS_WORDS and not has_verb  # "Good morning."
    return is_too_short or _is_dependent(piece, tokens, verbs)


def _is_dependent(piece: str, tokens: list[str], verbs: Verbs) -> bool:
    """Whether a piece is only a dependent clause: "Because it was", "Setting the stage"."""
    first, second = tokens[0].lower(), tokens[1].lower()
    if first in _CLAUSE_OPENERS and second not in _NEVER_CLAUSE_WORDS:
        # "Until last year it was mined": a time, and no clause
        is_time = second in _TIME_DETERMINERS or not (second.isalpha() and tokens[1].islower())
        has_main_verb = verbs.certain > verbs.subordinators
        has_other_verb = has_main_verb or verbs.certain + verbs.possible > max(
            verbs.subordinators, 1
        )
        return not ((first in _TIME_CONJUNCTIONS and is_time) or has_other_verb or "," in piece)
    if first in w.GERUNDS or (first in _PARTICIPLES and _PARTICIPLE_PHRASE.match(piece)):
        # "Growing demand lifted prices" has a main verb; "while waiting" needs none
        pairs = pairwise(token.lower() for token in tokens)
        gerund_clauses = sum(
            word in _GERUND_OPENERS and next_word in w.GERUNDS for word, next_word in pairs
        )
        verbs = replace(verbs, subordinators=verbs.subordinators - gerund_clauses)
        return verbs.is_verbless and not has_main_clause_after_comma(piece)
    if first in _ALWAYS_PREPOSITIONS or (first in _BEFORE_GERUND and second in w.GERUNDS):
        return not ("," in piece or verbs.certain > verbs.subordinators)
    has_conjunction = first in w.CONJUNCTIONS
    second_verb = re.search(r",? (?:and|or),? (\w+)", piece)
    verb = second if has_conjunction else first
    if second_verb is None or verb not in _ALWAYS_VERBS or second_verb[1] not in w.BASE_FORMS:
        return False
    other_verbs = count_verbs(" ".join(piece.split()[1 + has_conjunction :]))
    return other_verbs.certain <= other_verbs.subordinators
