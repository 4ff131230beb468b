"""What a sentence depends on: which sentences have to stand with it on the page.

The article is the evidence.  A paragraph is built to be read on: its second sentence comes with its
first, unless it opens with a name.  "It", "this move" and "since then" lean on the sentence right
before; "the call" on the last one that has the word; "Hale" and "CBP" on the first that has the
name; a denial on the charge, and the charge on it.  In doubt a sentence is taken to lean.
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
from briefing_room.compose.signs import STUB, is_junk
from briefing_room.ingest.openings import bare_definite, points_back, untied
from briefing_room.model import SentenceFacts
from briefing_room.text import lexicon as w
from briefing_room.text.grammar import count, words_and_marks
from briefing_room.text.lexicon import any_of, count_words, listed, table
from briefing_room.text.months import DATE_WORDS

_MAX_PARAGRAPH_SENTENCES = (
    5  # sentences of a paragraph; a longer one is none, but a paste that lost its blank lines
)


class _Clues(NamedTuple):
    """What a sentence points at, and what it names."""

    back: bool  # at the sentence right before
    pronoun: bool  # with its first words
    brief: bool  # it says little without that
    turns: bool  # it takes back the sentence right before: "But", an aside in brackets
    opens: str  # the noun of something known with which it opens: "the plant"
    nouns: frozenset[tuple[str, bool]]  # spoken of as known, and whether by "this": "this plant"
    short: frozenset[str]  # words of names that need not be known: "Hale", "CBP"
    names: frozenset[str]  # all words with a capital
    words: frozenset[str]  # in small letters; "plants" is another than "plant"


class Text:
    """The sentences of an article, read for what they name and what they point at."""

    def __init__(self, sentences: Sequence[SentenceFacts], title: str, *, note: bool) -> None:
        """Take the sentences that can be shown, in their order, and what stands above them.

        A ``note`` is written line by line; an article's paragraphs are to be read on, and of its
        short names those that it nowhere spells out are known.
        """
        texts = [each.sentence.text for each in sentences]
        self._clues = [_clues_of(each) for each in sentences]
        self._title = _words(title), frozenset(_CAPITAL.findall(title))
        self._introduced: dict[str, int] = {}
        self._places_of: dict[str, list[int]] = defaultdict(list)  # where each word stands
        for place, (clues, text) in enumerate(zip(self._clues, texts, strict=True)):
            for word in clues.words:
                self._places_of[word].append(place)
            for name in () if is_torn(text) else clues.names | _initials(text):
                spelt_out = f"({name}" in text or name not in clues.names  # "(EPA)"
                if note or spelt_out or not name.isupper():
                    self._introduced.setdefault(name, place)
        self._names_inside = frozenset().union(*(_INSIDE.findall(text) for text in texts))
        self._continuing = frozenset[int]() if note else frozenset(_inside_paragraphs(sentences))
        self._paragraph = [each.sentence.paragraph for each in sentences]
        self._charges, likely = replies(sentences, title, note=note)
        self._heard_after = {likely[place]: place for place in sorted(likely, reverse=True)}
        self._denials = frozenset(n for n in self._charges if is_denial(texts[n]))
        self._replies: dict[int, list[int]] = defaultdict(list)
        for place, charge in self._charges.items():
            if charge is not None:
                self._replies[charge].append(place)

    def leans_back(self, place: int) -> bool:
        """Whether a sentence reads on from the one right before it."""
        return self._clues[place].back and not self.denies(place)

    def opens(self, place: int) -> bool:
        """Whether a sentence opens with something as known: "the refinery"."""
        return bool(self._clues[place].opens)

    def denies(self, place: int) -> bool:
        """Whether a sentence denies another one of the text."""
        return place in self._denials

    def turns(self, place: int) -> bool:
        """Whether a sentence takes back the one right before it."""
        return self._clues[place].turns

    def charge(self, place: int) -> int | None:
        """The sentence that one denies or answers."""
        return self._charges.get(place)

    def follows(self, place: int) -> int:
        """The sentence behind which one stands: its charge, unless "it" or "but" opens it."""
        charge = self.charge(place)
        own = self._clues[place]
        return place - 1 if charge is None or own.pronoun or own.turns else charge

    def answered_by(self, place: int) -> Sequence[int]:
        """The first of the sentences that deny or answer what one charges."""
        return self._replies.get(place, [])[:1]

    def is_disputed(self, place: int) -> bool:
        """Whether somebody denies or answers what one says."""
        return place in self._replies or place in self._heard_after

    def heard_after(self, place: int) -> int | None:
        """The first sentence in which somebody is heard of whom one speaks, if any."""
        return self._heard_after.get(place)

    def needs(self, place: int, shown: AbstractSet[int], *, inside: bool = True) -> frozenset[int]:
        """The places that a sentence depends on where those ``shown`` stand before it.

        A place before the first says that nothing can explain it.  Without ``inside`` it need not
        read on in its paragraph.
        """
        own = self._clues[place]
        words = self._title[0].union(*(self._clues[at].words for at in shown))
        names = self._title[1].union(*(self._clues[at].names for at in shown))
        needed = {
            self._introduced.get(name, place) for name in own.short & self._names_inside - names
        }
        needed |= {*self.answered_by(place)}
        charge = self.charge(place)
        if charge is not None or place in self._denials:
            needed |= {-1} if charge is None else {charge, self.follows(place)}
        elif own.back or own.brief or (inside and self._reads_on(place)):
            needed.add(place - 1)
        if place + 1 < len(self._clues) and self._clues[place + 1].turns:
            needed.add(place + 1)
        if charge is None:
            needed |= {
                self._last_mention(place, noun, points)
                for noun, points in own.nouns
                if noun not in words
            }
        return frozenset(needed - shown - {place})

    def _reads_on(self, place: int) -> bool:
        """Whether a sentence reads on in its paragraph, or turns it round."""
        own = self._clues[place]
        on = place in self._continuing and own.opens not in self._title[0]
        return on or (own.turns and self._beside(place, place - 1))

    def _beside(self, one: int, other: int) -> bool:
        """Whether two sentences stand in one paragraph."""
        inside = 0 <= other < len(self._paragraph)
        return inside and self._paragraph[one] == self._paragraph[other]

    def _last_mention(self, place: int, noun: str, points: bool) -> int:
        """The last place before that has a noun; without one, "this" is right before."""
        places = self._places_of.get(noun, [])
        before = bisect_left(places, place)
        return places[before - 1] if before else place - points


def _initials(text: str) -> frozenset[str]:
    """What the names of a text are called for short: "EPA" for Environmental ... Agency."""
    runs = (re.findall(r"[A-Z](?=[a-z])", run) for run in _RUN.findall(text))
    return frozenset("".join(run) for run in runs if len(run) > 2)


_RUN = re.compile(r"\b(?!The )(?:[A-Z][a-z]+(?: (?:of|for|and|the|on))* ){2,}[A-Z][a-z]+")


def _inside_paragraphs(sentences: Sequence[SentenceFacts]) -> Iterator[int]:
    """Yield the places of sentences that read on in a paragraph and open with no name."""
    lengths = Counter(each.sentence.paragraph for each in sentences)
    for place, (before, now) in enumerate(pairwise(sentences), start=1):
        paragraph, text = now.sentence.paragraph, now.sentence.text
        same = paragraph == before.sentence.paragraph and not is_junk(before.sentence.text)
        if same and lengths[paragraph] <= _MAX_PARAGRAPH_SENTENCES and not _NAMED.match(text):
            yield place


# "Ada Lund", "Acme and Kestrel", "The government in Lisbon"
_NO_NAME = rf"(?!(?i:the|{any_of(w.SUBORDINATORS)}) )"  # "While Iran", "The Treasury secretary"
_NAMED = re.compile(
    rf"(?:The [a-z]+ (?:in|of|at) |(?:The )?{_NO_NAME}[A-Z][\w'’.&-]+ (?:and )?)[A-Z0-9]"
)


def _clues_of(found: SentenceFacts) -> _Clues:
    text = found.sentence.text
    plain = untied(text)
    phrase = bare_definite(plain)
    phrase = () if _NO_NOUNS.intersection(phrase) else phrase
    known = _CAPITAL.findall(" ".join(text[each.start : each.end] for each in found.mentions))
    names = frozenset(_CAPITAL.findall(text))
    return _Clues(
        back=(not phrase and points_back(plain)) or _leans_inside(text),
        pronoun=not phrase and points_back(plain),
        brief=count_words(text) <= STUB,
        turns=_TURNS.match(text) is not None,
        opens=_noun(phrase[-1]) if phrase else "",
        nouns=frozenset((*_definites(plain), *((_noun(each), True) for each in phrase[-1:]))),
        short=frozenset(name for name in names if name.lower() not in _no_names()) - set(known),
        names=names,
        words=_words(text),
    )


_CAPITAL = re.compile(r"\b(?:[A-Z]['’])?[A-Z][\w&-]+")
# Within a sentence a capital tells a name.
_INSIDE = re.compile(r"(?<=[a-z,;:)\"'“‘(-] )(?:[A-Z]['’])?[A-Z][\w&-]+|\b[A-Z][A-Z&]+\b")


@lru_cache(maxsize=1)
def _no_names() -> frozenset[str]:
    titles = frozenset(each.lower() for each in listed("titles", "naming"))
    known = listed("known_names")
    parts = listed("bodies", "naming")
    return known | parts | listed("no_names", "naming") | DATE_WORDS | titles | _ENDS


# --- Nouns with "the" -----------------------------------------------------------------------------

_POINTING = frozenset(["this", "these", "those", "such"])
_PREPOSED = (w.PREPOSITIONS | {","}) - {"than", "as"}
_KNOWN_TO_ALL = w.listed("known_to_all")
_TIMES = w.listed("spans_of_time") | {"day", "days", "week", "month", "quarter", "year", "time"}
_ENDS = (
    w.AUXILIARIES | w.PASTS | w.PREPOSITIONS | w.CONJUNCTIONS | w.PRONOUNS | w.SUBORDINATORS
    | w.DETERMINERS | (w.THIRDS - w.NOUN_THIRDS)
)  # fmt: skip
_NO_NOUNS = w.DETERMINERS | w.GERUNDS | {"same", "latter", "former"}
_EXPLAINED = w.PREPOSITIONS | {"that", "which", "who", "whose", "where", "to"}
_NO_ONE_ELSE = frozenset(
    ["first", "only", "same", "most", "least", "latest", "last", "next", "past"]
)


def _definites(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the nouns inside a text that are spoken of as known, and whether by "this"."""
    found = words_and_marks(text)
    for at, word in enumerate(found[1:], start=1):
        lower = word.lower()
        points = lower in _POINTING or (lower == "that" and found[at - 1].lower() in _PREPOSED)
        if not points and lower != "the":
            continue
        named = sum(1 for _ in takewhile(lambda each: each[0].isupper(), found[at + 1 :]))
        words, following = _noun_phrase(found, at + 1 + named * points)  # "those American controls"
        explained = not points and following in _EXPLAINED
        if not words or explained or set(words) & _NO_ONE_ELSE:
            continue
        head = _noun(words[-1])
        known = head in _KNOWN_TO_ALL or (head in _TIMES and lower not in {"these", "those"})
        if not known and head not in map(_noun, found[:at]):
            yield head, points


def _noun(word: str) -> str:
    """A word in small letters and without the sign of its owner."""
    return word.lower().removesuffix("'s").removesuffix("'")


def _noun_phrase(found: Sequence[str], start: int) -> tuple[list[str], str]:
    """The small words of a noun phrase from ``start`` on, and the word after them."""
    words: list[str] = []
    for word in found[start : start + 5]:
        lower = word.lower()
        stops = lower in _ENDS or (words and (lower in w.PARTICIPLES or w.is_adverb(lower)))
        if stops or not word[0].isalpha() or word[0].isupper():
            return ([] if word[0].isupper() and not words else words), lower
        words.append(lower)
    return words, ""


@lru_cache(maxsize=8192)
def _words(text: str) -> frozenset[str]:
    return frozenset(_noun(word) for word in words_and_marks(text) if word[0].isalnum())


# --- Other words that need the sentence before ----------------------------------------------------
_BACK = re.compile(
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
_THIS = re.compile(r"[^.;\"]{0,40}\b(?:this|that) (?:is|was|has|would|will|means|could|may)\b")
_TURNS = re.compile(
    r"(?:But|However|Nevertheless|Nonetheless|Instead|Now,)[ ,]|[^,]{0,60}, however,|\(.*\)$"
)
_VERBLESS_TOKENS = 8  # words and marks, up to which one without a plain verb is taken to have none


def _leans_inside(text: str) -> bool:
    """Whether words of a sentence need another one: "she said", "since then"."""
    says = _HE_SAYS.search(text)
    he = says and not _SOMEBODY.search(text[: says.start()])
    return bool(he or _BACK.search(text) or _THIS.match(text))


@lru_cache(maxsize=8192)
def is_torn(text: str) -> bool:
    """Whether a text cannot be shown: it has no stop or verb, or an open quotation."""
    if text.count('"') % 2:
        return True
    part = _EXPLAINED_ONLY.match(text)
    verbs = count(part[1] if part else text)
    if not verbs.certain and not verbs.possible and (part or not _may_tell(text)):
        return True
    ends = re.search(r"[.!?…][\"')\]”’]*$", text) and not re.search(r"\w ?(?:\.\.\.|…)$", text)
    return bool(not ends or _ELSEWHERE.search(text))


# "New investment in Russia, which will ensure that …": of a list whose head is elsewhere.
_EXPLAINED_ONLY = re.compile(r"([^,;:\"]{5,120}), (?:which|who|whose|where)\b[^,]*$")


def _may_tell(text: str) -> bool:
    """Whether a long text may have a verb of many: "Acme and its rivals remain at odds"."""
    found = [word.lower() for word in words_and_marks(text)]
    pairs = pairwise(found[1:])
    none = w.PREPOSITIONS | w.DETERMINERS | w.CONJUNCTIONS | {"to", ",", ";", "(", ":"}
    return len(found) > _VERBLESS_TOKENS and any(b in w.BASES and a not in none for a, b in pairs)


_ELSEWHERE = re.compile(
    r"\b(?:chart|map|table|figure|image|photo|video|graph|list) (?:below|above)\b"
)
