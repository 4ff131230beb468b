"""What a sentence depends on: the sentences that the page must show with it.

A paragraph is written to be read in order, so its second sentence needs its first, unless it opens
with a name.  "It", "this move" and "since then" need the previous sentence; "the call" the last one
with that word; "Hale" and "CBP" the first one with that name.  A denial needs its charge, and the
charge its denial.  In doubt a sentence is taken to depend on the one before.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import pairwise, takewhile
from typing import NamedTuple

from briefing_room.compose.replies import is_denial, replies
from briefing_room.compose.signs import MAX_STUB_WORDS, is_junk
from briefing_room.ingest.openings import bare_definite, points_back, without_tie
from briefing_room.model import SentenceFacts
from briefing_room.text import lexicon as w
from briefing_room.text.grammar import count, words_and_marks
from briefing_room.text.lexicon import any_of, count_words, table, word_list
from briefing_room.text.months import DATE_WORDS

_MAX_PARAGRAPH_SENTENCES = 5  # a longer one is a paste that lost its blank lines


class _Clues(NamedTuple):
    """What a sentence refers to, and what it names."""

    needs_previous: bool
    opens_with_pronoun: bool
    is_brief: bool  # it says little without the previous sentence
    takes_back: bool  # contradicts the previous sentence ("But"), or is an aside in brackets
    known_noun: str  # the noun with which it opens if that is definite: "the plant"
    known_nouns: frozenset[tuple[str, bool]]  # definite nouns, True for "this plant"
    short_names: frozenset[str]  # names that a reader may not know: "Hale", "CBP"
    names: frozenset[str]  # all words with a capital
    words: frozenset[str]  # in lower case, as inflected


class SentenceDependencies:
    """The sentences of an article by index, with the dependencies between them."""

    def __init__(self, sentences: Sequence[SentenceFacts], title: str, *, note: bool) -> None:
        """Read ``sentences`` in their order; ``title`` is what the page shows above them.

        The lines of a ``note`` are independent.  In an article a paragraph reads on, and short
        names that it never spells out count as known.
        """
        texts = [facts.sentence.text for facts in sentences]
        self._clues = [_read_clues(facts) for facts in sentences]
        self._title = _words(title), frozenset(_CAPITAL.findall(title))
        self._first_mention: dict[str, int] = {}
        self._indexes_by_word: dict[str, list[int]] = defaultdict(list)
        for index, (clues, text) in enumerate(zip(self._clues, texts, strict=True)):
            for word in clues.words:
                self._indexes_by_word[word].append(index)
            for name in () if is_torn(text) else clues.names | _abbreviations(text):
                spelt_out = f"({name}" in text or name not in clues.names  # "(EPA)"
                if note or spelt_out or not name.isupper():
                    self._first_mention.setdefault(name, index)
        self._capitals_inside = frozenset().union(
            *(_CAPITAL_INSIDE.findall(text) for text in texts)
        )
        self._continuing = frozenset[int]() if note else frozenset(_continuing_sentences(sentences))
        self._paragraphs = [facts.sentence.paragraph for facts in sentences]
        self._charges, likely_charges = replies(sentences, title, note=note)
        self._responses = {
            likely_charges[index]: index for index in sorted(likely_charges, reverse=True)
        }
        self._denials = frozenset(index for index in self._charges if is_denial(texts[index]))
        self._replies: dict[int, list[int]] = defaultdict(list)
        for index, charge_index in self._charges.items():
            if charge_index is not None:
                self._replies[charge_index].append(index)

    def continues_previous(self, index: int) -> bool:
        """Whether a sentence continues the previous one."""
        return self._clues[index].needs_previous and not self.denies(index)

    def opens_as_known(self, index: int) -> bool:
        """Whether a sentence opens with a definite noun: "the refinery"."""
        return bool(self._clues[index].known_noun)

    def denies(self, index: int) -> bool:
        """Whether a sentence denies another one."""
        return index in self._denials

    def takes_back(self, index: int) -> bool:
        """Whether a sentence contradicts or qualifies the previous one."""
        return self._clues[index].takes_back

    def charge_index(self, index: int) -> int | None:
        """The sentence that this one denies or answers."""
        return self._charges.get(index)

    def preceding_index(self, index: int) -> int:
        """The sentence that this one follows: its charge, unless it opens with "it" or "but"."""
        charge_index = self.charge_index(index)
        clues = self._clues[index]
        if charge_index is None or clues.opens_with_pronoun or clues.takes_back:
            return index - 1
        return charge_index

    def replies_to(self, index: int) -> Sequence[int]:
        """The first sentence that denies or answers this charge, in a sequence of at most one."""
        return self._replies.get(index, [])[:1]

    def is_disputed(self, index: int) -> bool:
        """Whether somebody denies or answers the sentence."""
        return index in self._replies or index in self._responses

    def response_index(self, index: int) -> int | None:
        """The first sentence in which somebody mentioned in this one responds."""
        return self._responses.get(index)

    def needs(self, index: int, shown: AbstractSet[int], *, inside: bool = True) -> frozenset[int]:
        """The sentences that this one needs, besides those ``shown`` before it.

        An index of -1 means that nothing can explain it.  Without ``inside`` the rest of its
        paragraph does not count.
        """
        clues = self._clues[index]
        known_words = self._title[0].union(
            *(self._clues[shown_index].words for shown_index in shown)
        )
        known_names = self._title[1].union(
            *(self._clues[shown_index].names for shown_index in shown)
        )
        needed = {
            self._first_mention.get(name, index)
            for name in clues.short_names & self._capitals_inside - known_names
        }
        needed |= {*self.replies_to(index)}
        charge_index = self.charge_index(index)
        if charge_index is not None or index in self._denials:
            needed |= {-1} if charge_index is None else {charge_index, self.preceding_index(index)}
        elif (
            clues.needs_previous or clues.is_brief or (inside and self._continues_paragraph(index))
        ):
            needed.add(index - 1)
        if index + 1 < len(self._clues) and self._clues[index + 1].takes_back:
            needed.add(index + 1)
        if charge_index is None:
            needed |= {
                self._last_mention(index, noun, is_pointed_at)
                for noun, is_pointed_at in clues.known_nouns
                if noun not in known_words
            }
        return frozenset(needed - shown - {index})

    def _continues_paragraph(self, index: int) -> bool:
        """Whether a sentence needs the previous one of its paragraph."""
        clues = self._clues[index]
        continues = index in self._continuing and clues.known_noun not in self._title[0]
        return continues or (clues.takes_back and self._same_paragraph(index, index - 1))

    def _same_paragraph(self, index: int, other: int) -> bool:
        """Whether two sentences are in one paragraph."""
        exists = 0 <= other < len(self._paragraphs)
        return exists and self._paragraphs[index] == self._paragraphs[other]

    def _last_mention(self, index: int, noun: str, is_pointed_at: bool) -> int:
        """The last earlier sentence with the noun; else the previous one for "this", or itself."""
        mentions = self._indexes_by_word.get(noun, [])
        count_before = bisect_left(mentions, index)
        return mentions[count_before - 1] if count_before else index - is_pointed_at


def _abbreviations(text: str) -> frozenset[str]:
    """The initials of long names in a text: "EPA" for Environmental Protection Agency."""
    initials = (re.findall(r"[A-Z](?=[a-z])", name) for name in _LONG_NAME.findall(text))
    return frozenset("".join(name) for name in initials if len(name) > 2)


_LONG_NAME = re.compile(r"\b(?!The )(?:[A-Z][a-z]+(?: (?:of|for|and|the|on))* ){2,}[A-Z][a-z]+")


def _continuing_sentences(sentences: Sequence[SentenceFacts]) -> Iterator[int]:
    """Yield the indexes of sentences that continue a paragraph and do not open with a name."""
    lengths = Counter(facts.sentence.paragraph for facts in sentences)
    for index, (previous, facts) in enumerate(pairwise(sentences), start=1):
        paragraph, text = facts.sentence.paragraph, facts.sentence.text
        continues = paragraph == previous.sentence.paragraph and not is_junk(previous.sentence.text)
        if (
            continues
            and lengths[paragraph] <= _MAX_PARAGRAPH_SENTENCES
            and not _OPENS_WITH_NAME.match(text)
        ):
            yield index


# "Ada Lund", "Acme and Kestrel", "The government in Lisbon"
_NO_NAME = rf"(?!(?i:the|{any_of(w.SUBORDINATORS)}) )"  # "While Iran", "The Treasury secretary"
_OPENS_WITH_NAME = re.compile(
    rf"(?:The [a-z]+ (?:in|of|at) |(?:The )?{_NO_NAME}[A-Z][\w'’.&-]+ (?:and )?)[A-Z0-9]"
)


def _read_clues(facts: SentenceFacts) -> _Clues:
    text = facts.sentence.text
    opening = without_tie(text)
    phrase = bare_definite(opening)
    phrase = () if _NEVER_NOUNS.intersection(phrase) else phrase
    known_words = _CAPITAL.findall(
        " ".join(text[mention.start : mention.end] for mention in facts.mentions)
    )
    names = frozenset(_CAPITAL.findall(text))
    return _Clues(
        needs_previous=(not phrase and points_back(opening)) or _needs_previous(text),
        opens_with_pronoun=not phrase and points_back(opening),
        is_brief=count_words(text) <= MAX_STUB_WORDS,
        takes_back=_TAKES_BACK.match(text) is not None,
        known_noun=_noun(phrase[-1]) if phrase else "",
        known_nouns=frozenset(
            (*_known_nouns(opening), *((_noun(noun), True) for noun in phrase[-1:]))
        ),
        short_names=frozenset(name for name in names if name.lower() not in _common_capitalised())
        - set(known_words),
        names=names,
        words=_words(text),
    )


_CAPITAL = re.compile(r"\b(?:[A-Z]['’])?[A-Z][\w&-]+")
# Inside a sentence a capital marks a name.
_CAPITAL_INSIDE = re.compile(r"(?<=[a-z,;:)\"'“‘(-] )(?:[A-Z]['’])?[A-Z][\w&-]+|\b[A-Z][A-Z&]+\b")


@lru_cache(maxsize=1)
def _common_capitalised() -> frozenset[str]:
    titles = frozenset(title.lower() for title in word_list("titles", "naming"))
    known_names = word_list("known_names")
    bodies = word_list("bodies", "naming")
    return (
        known_names | bodies | word_list("no_names", "naming") | DATE_WORDS | titles | _PHRASE_ENDS
    )


# --- Nouns with "the" -----------------------------------------------------------------------------

_POINTING_WORDS = frozenset(["this", "these", "those", "such"])
_WORDS_BEFORE_THAT = (w.PREPOSITIONS | {","}) - {"than", "as"}
_KNOWN_TO_ALL = w.word_list("known_to_all")
_TIME_NOUNS = w.word_list("spans_of_time").union(
    ["day", "days", "week", "month", "quarter", "year", "time"]
)
_PHRASE_ENDS = (
    w.AUXILIARIES | w.PASTS | w.PREPOSITIONS | w.CONJUNCTIONS | w.PRONOUNS | w.SUBORDINATORS
    | w.DETERMINERS | (w.THIRDS - w.NOUN_THIRDS)
)  # fmt: skip
_NEVER_NOUNS = w.DETERMINERS | w.GERUNDS | {"same", "latter", "former"}
_EXPLAINING_WORDS = w.PREPOSITIONS | {"that", "which", "who", "whose", "where", "to"}
_UNIQUE_WORDS = frozenset(
    ["first", "only", "same", "most", "least", "latest", "last", "next", "past"]
)


def _known_nouns(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the definite nouns of a text, each with True if "this" or the like points at it."""
    tokens = words_and_marks(text)
    for index, word in enumerate(tokens[1:], start=1):
        lower = word.lower()
        is_pointed_at = lower in _POINTING_WORDS or (
            lower == "that" and tokens[index - 1].lower() in _WORDS_BEFORE_THAT
        )
        if not is_pointed_at and lower != "the":
            continue
        name_words = sum(
            1 for _ in takewhile(lambda token: token[0].isupper(), tokens[index + 1 :])
        )
        start = index + 1 + name_words * is_pointed_at  # "those American controls"
        phrase, following = _noun_phrase(tokens, start)
        is_explained = not is_pointed_at and following in _EXPLAINING_WORDS
        if not phrase or is_explained or set(phrase) & _UNIQUE_WORDS:
            continue
        head = _noun(phrase[-1])
        is_common = head in _KNOWN_TO_ALL or (
            head in _TIME_NOUNS and lower not in {"these", "those"}
        )
        if not is_common and head not in map(_noun, tokens[:index]):
            yield head, is_pointed_at


def _noun(word: str) -> str:
    """A word in lower case without its possessive ending."""
    return word.lower().removesuffix("'s").removesuffix("'")


def _noun_phrase(tokens: Sequence[str], start: int) -> tuple[list[str], str]:
    """The lower-case words of a noun phrase from ``start`` on, and the word after them."""
    words: list[str] = []
    for word in tokens[start : start + 5]:
        lower = word.lower()
        stops = lower in _PHRASE_ENDS or (words and (lower in w.PARTICIPLES or w.is_adverb(lower)))
        if stops or not word[0].isalpha() or word[0].isupper():
            return ([] if word[0].isupper() and not words else words), lower
        words.append(lower)
    return words, ""


@lru_cache(maxsize=8192)
def _words(text: str) -> frozenset[str]:
    return frozenset(_noun(word) for word in words_and_marks(text) if word[0].isalnum())


# --- Other words that need the sentence before ----------------------------------------------------
_POINTS_BACK = re.compile(
    rf"^(?:{any_of(table('openings')['results'].split(', '))})(?:,|:| [A-Z])"
    r"|^It(?:'s| is| was) (?:un)?likely to\b|\bthe latter\b|, (?:however|though)[,.]"
    r"|^(?:For|In|On|Since|During|By|After|Until|At) [^,\"]{3,40} (?:it|they|he|she) "
    r"|\b(?:[Aa]ll|these|those) (?:two|three|four|five|six)\b|\bthis[,.;:]|^\(.*\)$"
    r"|\b(?:[Ss]ince|[Bb]y|[Uu]ntil) then\b|\b(?:like|as) (?:this|these|those|that)[,.]"
    r"|^(?:(?:A few|Two|Three|Several) (?:days|weeks|months|years) later|Sure enough)\b"
    r"|^(?:Around|At|About) (?:the same|that) time\b|\bsimilar(?:ly)?\b(?! to)"
    r"|^(?:On the one hand|Not only that|Now,? suppose|As an example|What's more)\b"
    r"|^There (?:is|are|was|were) (?:also |an)?other\b|^The (?:additional|added|remaining) [a-z]"
    r"|^[\"“](?:But|And|So|Because|Or|Yet|Moreover|Also|However|Instead|Then)\b"
    r"|^[A-Z][^,\"A-Z]{2,70}, (?:it|they|he|she)\b"
    r"(?! (?:says?|said|(?:is|was) (?:un)?(?:clear|known)))"
    r"|^[\"“](?:That|This|It|They|These|Those|He|She|that|this|it|they)\b"
    r"|\bthe same (?!day|week|month|year|time|way|period|quarter|thing)\w"
)
_HE_SAYS = re.compile(r"\b(?:he|she) (?:\w+ )?(?:said|says|added|adds|told|noted|warned|argued)\b")
_SOMEBODY = re.compile(r"\b[A-Z][\w'’.-]+ [A-Z]")
_OPENS_WITH_THIS = re.compile(
    r"[^.;\"]{0,40}\b(?:this|that) (?:is|was|has|would|will|means|could|may)\b"
)
_TAKES_BACK = re.compile(
    r"(?:But|However|Nevertheless|Nonetheless|Instead|Now,)[ ,]|[^,]{0,60}, however,|\(.*\)$"
)
_MAX_VERBLESS_TOKENS = 8  # a longer sentence may have a verb that is not plainly one


def _needs_previous(text: str) -> bool:
    """Whether words inside a sentence need the previous one: "she said", "since then"."""
    saying = _HE_SAYS.search(text)
    has_pronoun_speaker = saying and not _SOMEBODY.search(text[: saying.start()])
    return bool(has_pronoun_speaker or _POINTS_BACK.search(text) or _OPENS_WITH_THIS.match(text))


@lru_cache(maxsize=8192)
def is_torn(text: str) -> bool:
    """Whether a sentence is incomplete: without full stop or verb, or with an open quotation."""
    if text.count('"') % 2:
        return True
    list_item = _LIST_ITEM_WITH_CLAUSE.match(text)
    verbs = count(list_item[1] if list_item else text)
    if not verbs.certain and not verbs.possible and (list_item or not _may_have_verb(text)):
        return True
    is_complete = re.search(r"[.!?…][\"')\]”’]*$", text) and not re.search(
        r"\w ?(?:\.\.\.|…)$", text
    )
    return bool(not is_complete or _POINTS_TO_PICTURE.search(text))


# "New investment in Russia, which will ensure that …": an item of a list that begins elsewhere.
_LIST_ITEM_WITH_CLAUSE = re.compile(r"([^,;:\"]{5,120}), (?:which|who|whose|where)\b[^,]*$")


def _may_have_verb(text: str) -> bool:
    """Whether a long text may have a plural verb: "Acme and its rivals remain at odds"."""
    tokens = [word.lower() for word in words_and_marks(text)]
    pairs = pairwise(tokens[1:])
    before_nouns = w.PREPOSITIONS | w.DETERMINERS | w.CONJUNCTIONS | {"to", ",", ";", "(", ":"}
    return len(tokens) > _MAX_VERBLESS_TOKENS and any(
        b in w.BASES and a not in before_nouns for a, b in pairs
    )


_POINTS_TO_PICTURE = re.compile(
    r"\b(?:chart|map|table|figure|image|photo|video|graph|list) (?:below|above)\b"
)
