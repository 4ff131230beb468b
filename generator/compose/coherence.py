"""What a sentence leans on: what has to stand before it so that it can be read.

A page shows its title and bottom line to everybody.  Whatever else a sentence points at must stand
before it in its bullet, or the sentence is not shown.  The article itself is the evidence: "the
call" leans where an earlier sentence told of "a call", "Hale said" where one named Ada Hale, "CBP"
where one spelled it out; "it", "such a step" and "since then" lean on the sentence right before.
When in doubt a sentence is taken to lean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from generator.extract.naming import listed
from generator.ingest.openings import bare_definite, points_back, untied
from generator.model import Sentence
from generator.text import lexicon as w
from generator.text.grammar import count, tokens
from generator.text.tables import table
from generator.text.words import stem

FAR = 8  # sentences; a word met further back may mean another thing
NEAR = 3  # sentences; what is told further off does not read on in one bullet
LONGEST = 3  # sentences of a bullet


@dataclass(frozen=True, slots=True)
class Shown:
    """What every reader of the page has seen: title, bottom line, and where that stands.

    ``places`` are those of the bottom line in the article looked at: none for another article.
    """

    title: str = ""
    news: str = ""
    places: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        """Return the words."""
        return f"{self.title} {self.news}".strip()


class Needs(NamedTuple):
    """The places of the sentences that have to stand before one; ``None`` if nobody can say.

    ``told`` says that it opens with what only title or bottom line explain ("The deal").
    """

    places: frozenset[int] | None
    told: bool = False


class _Own(NamedTuple):
    """What the words of a sentence point at, whatever the page shows."""

    phrase: tuple[str, ...]  # "the plant" at its start
    back: bool  # its start needs what was before
    definites: tuple[_Phrase, ...]
    names: tuple[str, ...]  # given in short that an earlier sentence gives in full
    leans: bool


class Text:
    """The sentences of an article, read for what they name and what they point at."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        """Take the sentences that can be shown, in their order."""
        self._sentences = sentences
        self._plain = [untied(sentence.text) for sentence in sentences]
        self._stems = [_stems(sentence.text) for sentence in sentences]
        self._new = [frozenset(_introduced(sentence.text)) for sentence in sentences]
        self._named: dict[str, int] = {}  # a surname or letters, and the place that tells whose
        self._full = [_full(sentence.text) for sentence in sentences]
        met: set[str] = set()
        for place, names in enumerate(self._full):
            words = frozenset(_NAMES.findall(sentences[place].text))
            for name in names | (_explained(sentences[place].text) - met):
                self._named.setdefault(name, place)
            met |= words
        self._owns: dict[int, _Own | None] = {}
        self._found: dict[tuple[int, Shown], Needs] = {}

    def bullet(self, place: int, shown: Shown) -> tuple[int, ...]:
        """Return a sentence with all that it leans on, in the order of the text; () if unsure."""
        found, left = {place}, [place]
        while left:
            needs = self.needs(left.pop(), shown).places
            if needs is None:
                return ()
            left += needs - found
            found |= needs
            if len(found) > LONGEST:
                return ()
        return tuple(sorted(found))

    def needs(self, place: int, shown: Shown) -> Needs:
        """Return what the sentence at ``place`` leans on beside what is ``shown``."""
        key = (place, shown)
        if key not in self._found:
            self._found[key] = self._read(place, shown)
        return self._found[key]

    def _read(self, place: int, shown: Shown) -> Needs:
        text, own = self._plain[place], self._own(place)
        if own is None:
            return Needs(None)
        if place - 1 in shown.places[1:] and _SAYS_ON.match(text):
            return Needs(None)  # of two sentences of news nobody knows whom "it" means
        opening, told = self._opening(place, own, shown)
        found = {opening} | {self._inner(each, place, shown) for each in own.definites}
        if own.leans:
            found.add(place - 1)
        places = frozenset(each for each in found if each is not None and each not in shown.places)
        torn_off = place - 1 in places and not self._is_near(place)
        if torn_off or any(each < place - NEAR for each in places):
            return Needs(None)
        names = {self._named[name] for name in own.names if not _has(name, shown.text)}
        return Needs(places | names - set(shown.places), told)

    def _own(self, place: int) -> _Own | None:
        """Return what a sentence points at by itself, read once; ``None`` if it is torn."""
        if place not in self._owns:
            torn = _is_torn(self._sentences[place].text)
            self._owns[place] = None if torn else self._pointing(self._plain[place], place)
        return self._owns[place]

    def _pointing(self, text: str, place: int) -> _Own:
        phrase = bare_definite(text)
        phrase = () if _NO_NOUNS.intersection(phrase) else phrase
        back = not phrase and _goes_back(text)
        full = self._full[place] | _explained(self._sentences[place].text)
        alone = {*_ALONE.findall(self._sentences[place].text)} - full
        names = tuple(name for name in alone if self._named.get(name, place) < place)
        return _Own(phrase, back, tuple(_definites(text)), names, _leans_inside(text))

    def _is_near(self, place: int) -> bool:
        """Return whether the sentence right before can be what one means by "it"."""
        now = self._sentences[place].paragraph
        return place > 0 and now - self._sentences[place - 1].paragraph <= 1

    def _opening(self, place: int, own: _Own, shown: Shown) -> tuple[int | None, bool]:
        """Return the place that the first words of a sentence lean on, and if the page tells it."""
        phrase = own.phrase
        if not phrase:
            return (place - 1 if own.back else None), False
        head = phrase[-1].lower()
        kind, news = _kind_of(stem(head)), max(shown.places, default=-1)
        since = self._last(place, kind, self._new)
        if since is not None and since > news:
            return since, False
        met = {word.lower() for word in tokens(shown.text) if stem(word.lower()) in kind}
        if any(_is_plural(word) == _is_plural(head) for word in met):
            return None, True
        return self._untold(place, phrase, kind, shown), False

    def _untold(
        self, place: int, phrase: Sequence[str], kind: frozenset[str], shown: Shown
    ) -> int | None:
        """Return the place that tells of "the plant" where neither title nor bottom line does."""
        head, alone = phrase[-1].lower(), len(phrase) == 1
        if alone and stem(head) in _near():
            return place - 1  # whoever was named last
        said = self._last(place, kind, self._stems)
        if said is None or said in shown.places:  # there it is one of many, or many of one
            return place - 1 if alone else None
        return said

    def _inner(self, phrase: _Phrase, place: int, shown: Shown) -> int | None:
        """Return the place that "the call" or "such a step" inside a sentence leans on."""
        kind = _kind_of(phrase.head)
        above = phrase.points and place - 1 in shown.places
        if above or kind & (_stems(shown.text) | phrase.before):
            return None
        if phrase.points:
            said = self._last(place, kind, self._stems)
            return place - 1 if said is None else said
        return self._last(place, frozenset([phrase.head]), self._new, NEAR)

    def _last(
        self, place: int, kind: frozenset[str], met: Sequence[frozenset[str]], far: int = FAR
    ) -> int | None:
        """Return the last place before, not far off, that has a noun of a kind."""
        before = range(place - 1, max(-1, place - far - 1), -1)
        return next((at for at in before if kind & met[at]), None)


def _has(name: str, text: str) -> bool:
    return name in text and re.search(rf"\b{name}\b", text) is not None


# A full name of two words, of which the second may stand alone later; letters in brackets.
_FULL = re.compile(
    r"(?<![A-Z.&] )(?<![\w-] [A-Z]\. )\b(?!(?:The|In|On|At|By|But|Mrs?|Ms|Dr)\.? )"
    r"[A-Z][a-zÀ-ž.'’-]+ (?:[A-Z]\. )?([A-Z][a-zÀ-ž’-]{2,})\b(?! [A-Z])"
)
# Behind a title the first of three may be the surname: "Minister Chang Lih Kang".
_TITLED = re.compile(
    rf"\b(?:{'|'.join(sorted(listed('naming', 'titles')))})"
    r" ([A-Z][a-zÀ-ž’-]+)(?: [A-Z][a-zÀ-ž’-]+){2}"
)
_LETTERS = re.compile(r"\([\"“]?([A-Z]{2,6})[\"”]?\)")
_NO_NAME = (
    r"(?:Jan|Febr)uary|March|April|May|June|July|August|(?:Septem|Octo|Novem|Decem)ber|\w+day"
)
# "Merrow Station, a power plant", "Gan Ruoxi, who": what follows tells what has the name.
_EXPLAINED_NAME = re.compile(
    rf"(?<!\bde )(?<!\bvan )(?<!\bvon )\b(?!{_NO_NAME})"
    r"([A-Z][\w’-]{2,}(?: [A-Z][\w’-]{2,})*)(?:,| [-–—]|—) ?(?:an?|who|whose)\b"
)
_NAMES = re.compile(r"\b[A-Z][\w’-]+")
_ALONE = re.compile(r"(?<![A-Z]\. )(?<![\w.'’-])(?<![Tt]he )([A-Z][\w’-]+)(?! [A-Z])")


def _full(text: str) -> frozenset[str]:
    """Return the surnames and letters of which a text tells the whole name."""
    return frozenset(each for name in (_FULL, _TITLED, _LETTERS) for each in name.findall(text))


def _explained(text: str) -> frozenset[str]:
    """Return the words of the names of which a text says what they are; of a long one the last."""
    return frozenset(word for name in _EXPLAINED_NAME.findall(text) for word in name.split()[-2:])


# --- Nouns with "the" -----------------------------------------------------------------------------


class _Phrase(NamedTuple):
    """A noun with "the", "these" or "such": its stem, and the stems before it in its sentence."""

    head: str
    points: bool  # more than "the" does
    before: frozenset[str]


_POINTING = frozenset(["this", "these", "those", "such", "that"])
_PREPOSED = w.PREPOSITIONS - {"than", "as"}
_KNOWN_TO_ALL = w.listed("known_to_all")
_TIMES = w.listed("spans_of_time") | {"day", "days", "week", "month", "quarter", "year", "time"}
_A = frozenset(["a", "an", "another", "one", "two", "three", "four", "five", "several", "some"])
_ENDS = (
    w.AUXILIARIES | w.PASTS | w.PREPOSITIONS | w.CONJUNCTIONS | w.PRONOUNS | w.SUBORDINATORS
    | w.DETERMINERS | (w.THIRDS - w.NOUN_THIRDS)
)  # fmt: skip
_NO_NOUNS = w.DETERMINERS | w.GERUNDS | {"same", "latter", "former"}
_EXPLAINED = w.PREPOSITIONS | {"that", "which", "who", "whose", "where", "to"}
_NO_ONE_ELSE = frozenset(
    ["first", "only", "same", "most", "least", "latest", "last", "next", "past"]
)


def _definites(text: str) -> Iterator[_Phrase]:
    """Yield the nouns inside a text that speak of something as known."""
    found = tokens(text)
    for at, word in enumerate(found):
        lower, before = word.lower(), found[at - 1].lower() if at else ""
        points = lower in _POINTING and (lower != "that" or before in _PREPOSED)
        if at == 0 or not (points or lower == "the"):
            continue
        words, following = _run(found, at + 1)
        if not words or (not points and following in _EXPLAINED) or set(words) & _NO_ONE_ELSE:
            continue
        head = words[-1]
        if head in _TIMES or head in _KNOWN_TO_ALL or any(each.endswith("est") for each in words):
            continue
        yield _Phrase(stem(head), points, frozenset(stem(each.lower()) for each in found[:at]))


def _introduced(text: str) -> Iterator[str]:
    """Yield the stems of the nouns that a text brings in: "a call", "two plants"."""
    found = tokens(text)
    for at, word in enumerate(found):
        if word.lower() in _A or word[0].isdigit():
            words, _ = _run(found, at + 1)
            if words:
                yield stem(words[-1])


def _run(found: Sequence[str], start: int) -> tuple[list[str], str]:
    """Return the small words of a noun phrase from ``start`` on, and the word after them."""
    words: list[str] = []
    for word in found[start : start + 5]:
        lower = word.lower()
        stops = lower in _ENDS or (words and (lower in w.PARTICIPLES or w.is_adverb(lower)))
        if stops or not word[0].isalpha() or word[0].isupper():
            return ([] if word[0].isupper() and not words else words), lower
        words.append(lower)
    return words, ""


def _is_plural(noun: str) -> bool:
    return re.search(r"[^su]s$", noun) is not None


@lru_cache(maxsize=8192)
def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word.lower()) for word in tokens(text) if word[0].isalnum())


@cache
def _near() -> frozenset[str]:
    return frozenset(stem(word) for row in table("kinds")["near"] for word in row.split())


@cache
def _again() -> dict[str, frozenset[str]]:
    rows = [frozenset(map(stem, row.split())) for row in table("kinds")["again"]]
    return {noun: row for row in rows for noun in row}


def _kind_of(noun: str) -> frozenset[str]:
    """Return the stems of the nouns that one with the stem ``noun`` may stand for."""
    return _again().get(noun, frozenset([noun]))


# --- Other words that need the sentence before ----------------------------------------------------

_BACK = re.compile(
    r"\btherefore\b|\bdo it\b|\b(?:as well|too|either)\.$|^[^,;]{0,60}\binstead\."
    r"|\b(?:do|did|does|done|doing) so\b"
    r"|^(?:Neither|Nor|So) (?:did|does|do|has|have|is|are|was|were|would|will) "
    r"|^(?:Some|Many|Most|Several|Others|Both),? (?:let|put|cut|set|hit|say|said) "
    r"|^(?:All|Both) (?:the |of the )?(?:three|four|five|six|seven|\d+)\b"
    r"|\b(?:all|both|none) (?:of (?:the )?)?(?:two|three|four|five) (?:are|have|had|were)\b"
    r"|\bthere(?:[.,;]| (?:in|by|since|and|for|to|on|at|with)\b)"
    r"|^(?:A (?:second|third|further|similar)|The (?:second|third|other|former|latter)) "
    r"|^(?:Then|Now|Whoever|Whatever|Here|There)\b,? (?!is|are|was|were)"
    r"|^The (?:Participants|Parties|Company|Group|Agreement|Proclamation|Order)\b"
    r"|\b(?:since|by|until|before) then\b|\bat that time\b"
    r"|^(?:\w+ ){1,3}?(?:days?|weeks?|months?|years?|time) (?:later|earlier)\b"
    r"|\bthe (?:following|previous|preceding) (?:\w+ )?(?:day|week|month|year)s?\b"
)
_DATED = re.compile(r"\b(?:1[89]|20)\d\d\b|\b(?:when|after|once|before|since)\b")
_HE_SAYS = re.compile(
    r"\b(?:he|she) (?:\w+ )?(?:said|says|added|adds|told|noted|warned|argued)\b(?P<ends>\.$)?"
)
_SOMEBODY = re.compile(r"\b[A-Z][\w'’.-]+ [A-Z]")
_LED_IN = re.compile(
    r"([A-Z][^,\"]{2,70}), (?:it|they|he|she|these|both)\b(?! is (?:un)?(?:clear|known))"
)
_A_NAME = re.compile(rf"(?<= )(?!{_NO_NAME})[A-Z]\w+")
_THIS_ENDS = re.compile(r"\b(?:this|these|those)\.$")
_THIS = re.compile(r"[^.;:\"]{0,40}\b(?:this|that) (?:is|was|has|would|will|means|could|may)\b")
_SAYS_ON = re.compile(r"(?:It|They|He|She)(?: also| then)? (?:said|says|added|told|noted|wrote)\b")
_BRACKETS = re.compile(r" ?\([^)]*\)")
_BIDS = w.BASES - w.NOUN_TOO  # "Halt the flow of goods": who should?
# "Brussels had named it a strategic project": what?  Not "Acme said it would".
_OBJECT = re.compile(r"(?:The )?(?:[A-Z][\w'’-]* )+(?:[a-z'’]+ ){1,4}?(?:it|them) [\"“]?([a-z]+)")
_VERBS = w.AUXILIARIES | w.PASTS | w.THIRDS | w.BASES | w.PARTICIPLES | {"not", "no"}


def _goes_back(text: str) -> bool:
    """Return whether the first words of a text, or their lack of a verb, need what was before."""
    verbs = count(_BRACKETS.sub("", text))
    known = any(word in w.BASES for word in tokens(text))
    unsure = known and not text[:1].isdigit()
    is_part = not verbs.certain and verbs.surely_none and not unsure  # "Down from 11 weeks"
    return points_back(text) or is_part or _bids(text)


def _bids(text: str) -> bool:
    """Return whether a text is an order, an item of a list: "Halt the flow", "Open China's"."""
    first, *rest = [word for word in tokens(text)[:3] if not w.is_adverb(word.lower())]
    takes = bool(rest) and (rest[0].lower() in w.DETERMINERS or rest[0].endswith("'s"))
    return first.lower() in (w.BASES if takes else _BIDS)


def _leans_inside(text: str) -> bool:
    """Return whether words of a sentence need another one: "she said", "since then"."""
    back, aimed, led_in = _BACK.search(text), _OBJECT.match(text), _LED_IN.match(text)
    says = _HE_SAYS.search(text)
    return any(
        (
            back and not (back.start() and _DATED.search(text[: back.start()])),
            aimed and aimed[1] not in _VERBS and not w.is_adverb(aimed[1]),
            led_in and not _A_NAME.search(led_in[1]),
            _THIS.match(text),
            _THIS_ENDS.search(text),
            says and (says["ends"] or not _SOMEBODY.search(text[: says.start()])),
        )
    )


def _is_torn(text: str) -> bool:
    """Return whether ``text`` cannot be shown: no stop, an open quotation, a credit, a caption."""
    if text.count('"') % 2 or any(text.count(a) != text.count(b) for a, b in ("()", "[]")):
        return True
    ends = re.search(r"[.!?…][\"')\]”’]*$", text) and not re.search(r"\w ?(?:\.\.\.|…)$", text)
    return not ends or any(sign.search(text) for sign in (_CREDIT, _ELSEWHERE, _MY_WORDS))


_CREDIT = re.compile(r"^(?:Sources?|Credit|Photo|Image|Note|Tags?|Topics?|Contact|Table \d+):")
_ELSEWHERE = re.compile(
    r"\b(?:chart|map|table|figure|image|photo|video|graph|list) (?:below|above)\b"
)
_MY_WORDS = re.compile(r"^I(?:'ve|'m|'d|'ll)? [^\"]*$")  # of a quotation whose marks are gone
