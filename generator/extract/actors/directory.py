"""Who was named in an article so far, under which names, and who spoke."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache

from generator.catalogue.entries import Catalogue
from generator.extract.actors.introductions import bodies, introductions
from generator.extract.actors.listed import is_publisher
from generator.extract.actors.named import RELAYING, Named, read_name
from generator.extract.actors.persons import personal_name
from generator.extract.actors.posts import holds_post
from generator.extract.actors.roll import Roll
from generator.extract.actors.standins import POSSESSED
from generator.extract.actors.voices import curated
from generator.extract.grammar.phrases import TIME
from generator.model import Article, SpeaksAs

_SHORT = re.compile(r"\(([A-Z][\w.&-]{1,9})\)")
_HONORIFIC = re.compile(
    r"^(?:(?:Mr|Mrs|Ms|Dr|Prof|Sir|Hon|H\.E|YB|YAB|Datuk|Dato['’]|Datin|Tan|Tun|Sri|Seri|Encik|Puan|Shri"
    r"|Smt|Minister|President|Senator|Sen|Rep|Professor|[Tt]he)\.? )+"
)


@lru_cache(maxsize=1024)  # names come again and again
def _stands_alone(name: str, text: str) -> bool:
    """Tell whether ``text`` uses a name without more of it behind."""
    at = text.find(name)
    while at >= 0:
        if not _IN_WORD.match(text[at - 1 : at]) and _ALONE.match(text, at + len(name)):
            return True
        at = text.find(name, at + 1)
    return False


def _has_word(text: str, word: str) -> bool:
    """Tell whether a word or name stands in ``text``, not only as a part of a longer word."""
    at = text.find(word)
    while at >= 0:
        if not _LETTER.match(text[at - 1 : at]) and not _LETTER.match(text, at + len(word)):
            return True
        at = text.find(word, at + 1)
    return False


_LETTER = re.compile(r"\w")
_IN_WORD = re.compile(r"[\w-]")
_A_TIME = re.compile(rf"{TIME}\b")
_ALONE = re.compile(r"(?:['’]s)?(?:,? [a-z]|[.,;])")


@lru_cache(maxsize=1024)
def _whole_name(surname: str, text: str) -> str:
    """Return the name of a person with that surname in ``text``, else the surname."""
    for match in re.finditer(rf"\b[A-Z][a-z]+ {re.escape(surname)}\b", text):
        whole = match[0]
        first = whole.split(maxsplit=1)[0]
        if first not in _OPENERS and not _A_TIME.match(whole) and personal_name(whole) == whole:
            return whole
    return surname


_OPENERS = frozenset(
    """
    When While After If As But And The In On At Both Like Since Because For With From By Last That
    This Although Though Before Until Under Then So Even Only How Why What Where Not No Yet Once To
    Of Mr Mrs Ms Dr Or Nor Here There Now Still Also Meanwhile However Instead Yesterday Today
    Against About Despite During Between Among Unlike Across Over Would Could Did Does Can Has
    """.split()  # noqa: SIM905
)


def _initials(name: str) -> str:
    """Return the first letters of the words of a name that are written large."""
    words = re.sub(r"^(?:The|the|An?|an?) ", "", name.split(",", maxsplit=1)[0]).split()
    return "".join(word[0] for word in words if word[0].isupper())


@dataclass(slots=True)
class Directory:
    """Everybody named up to a point of an article; the latest stand last."""

    article: Article
    catalogue: Catalogue
    sentence: str = ""
    topic: Named | None = None  # what "it" stands for: the subject of the sentence before
    named: Roll = field(default_factory=Roll)
    spoke: Roll = field(default_factory=Roll)
    relayed: Roll = field(default_factory=Roll)  # outlets, also those that pass words on
    paragraph: int = 0  # how many names stand before this paragraph
    before: int = 0  # how many names stand before the last sentence
    told: str | None = None  # the outlet that somebody tells something
    _read: dict[tuple[str, bool, SpeaksAs | None, bool], Named | None] = field(default_factory=dict)

    def hear(self, named: Named) -> None:
        """Remember a speaker."""
        named = self._shortened(named)
        self.named.append(named)
        self.spoke.append(named)
        if named.speaker.kind in RELAYING and not named.person:
            self.relayed.append(named)

    def note(self, named: Named | None) -> None:
        """Remember whom a sentence was about, who said nothing: "the company" may mean them."""
        if named is None:
            return
        if named.speaker.kind is SpeaksAs.UNNAMED and not named.plural:
            self.named.append(named)
        known = self.catalogue.entities.get(named.speaker.entity or "")
        if (known and known.type == "organisation") or (
            known is None and len(re.findall(r"\b[A-Z]", named.speaker.name)) > 1
        ):
            self.named.append(named)

    def read(self, text: str) -> None:
        """Remember everybody named in ``text``: persons, bodies, and ministries on no list."""
        self.before = len(self.named)
        found: dict[int, tuple[str, bool]] = {}
        for mention in self.catalogue.find(text):
            if self.catalogue.entities[mention.entity].type in {"person", "organisation"}:
                short = _SHORT.match(text, mention.end + 1)
                end = short.end() if short else mention.end
                found[mention.start] = (text[mention.start : end], False)
        for at, phrase in bodies(text):
            if any(start < at < start + len(name) for start, (name, _) in found.items()):
                continue
            if len(phrase) > len(found.get(at, ("", False))[0]):  # "EU Chamber", not "EU"
                found[at] = (phrase, at not in found)
        for _, (phrase, body) in sorted(found.items()):
            self._remember(phrase, body=body)
        for phrase in introductions(text):
            if not (POSSESSED.match(phrase) and self.known(personal_name(phrase) or "")):
                self._remember(phrase)

    def _remember(self, phrase: str, *, body: bool = False) -> None:
        if body and self.in_full(phrase) != phrase:
            return  # "Ford", where the text has told of Doug Ford
        named = self.as_named(phrase, relays=False, body=body)
        if named is not None and body:  # what stands beside a name is not shown with it
            name = phrase.split(",", maxsplit=1)[0]
            named = replace(named, speaker=replace(named.speaker, name=name))
        if named is not None:
            self.named.append(self._shortened(named))

    def _shortened(self, named: Named) -> Named:
        """Add the short names under which the article goes on: "Silver Fork" of the Minerals."""
        if named.person or named.speaker.kind is SpeaksAs.UNNAMED:
            return named
        full = re.sub(r"^(?:The|the) | \(.*?\)|['’]s$", "", named.speaker.name.split(",")[0])
        words = full.split() if full[:1].isupper() and " and " not in full else []
        short = (" ".join(words[:count]) for count in range(1, len(words)))
        used = {each.lower() for each in short if self._goes_by(each)}
        return replace(named, keys=named.keys | used) if used else named

    def _goes_by(self, name: str) -> bool:
        """Tell whether the article uses a name alone that is not a country's or a thing's."""
        return _stands_alone(name, self.article.text) and not self.catalogue.find(name)

    def known(self, phrase: str) -> Named | None:
        """Find "Ohata" or "CLEPA" among those named before."""
        key = _HONORIFIC.sub("", phrase).lower()
        for named in self.named.latest():
            if key in named.keys and named.speaker.name.lower() != key:
                return named
        return self._by_initials(phrase)

    def _by_initials(self, phrase: str) -> Named | None:
        """Find the European Court of Auditors under "ECA"."""
        short = re.fullmatch(r"(?:[Tt]he )?([A-Z]{3,6})", phrase)
        if short is None or self.catalogue.find(short[1]) or curated(short[1]):
            return None
        bodies = (named for named in self.named.latest() if not named.person)
        return next((each for each in bodies if _initials(each.speaker.name) == short[1]), None)

    def known_beside(self, phrase: str) -> Named | None:
        """Return whom the text has named with their post: "Fuziah, who sits for Kuantan"."""
        name, comma, _ = phrase.partition(",")
        known = self.known(name) if comma else None
        in_post = known and known.person and known.speaker.kind is not SpeaksAs.EXPERT
        return known if in_post else None

    def in_full(self, phrase: str) -> str:
        """Return the whole name of a person whom the article names by surname: "Tidwell"."""
        known = self.catalogue.find(phrase) or is_publisher(phrase, self.article)
        if known or not re.fullmatch(r"(?:Mc|Mac|[A-Z]['’])?[A-Z][a-zà-ž-]+", phrase):
            return phrase
        return _whole_name(phrase, self.article.text)

    def as_named(
        self, phrase: str, *, relays: bool, house: SpeaksAs | None = None, body: bool = False
    ) -> Named | None:
        """Return whom a phrase names; parameters as those of :func:`named.read_name`."""
        house = house or self._house(phrase)
        if re.match(r"(?:President|Chairman|Chairwoman) [A-Z]", phrase) and self.named:
            first = self.named[0].speaker.kind  # of the company that the text is about
            house = house or (first if first is SpeaksAs.COMPANY else None)
        asked = (phrase, relays, house, body)
        if asked not in self._read:
            self._read[asked] = read_name(
                phrase, self.article, self.catalogue, relays=relays, house=house, body=body
            )
        return self._read[asked]

    def _office(self) -> Named | None:
        """Return who spoke just before by office alone: "The minister said … Jane Roe said"."""
        last = self.spoke[-1] if self.spoke else None
        name = last.speaker.name if last else ""
        by_office = (
            holds_post(name) and personal_name(name) is None and name[:4] in {"The ", "the "}
        )
        return last if last and by_office and last.speaker.kind is not SpeaksAs.UNNAMED else None

    def _house(self, phrase: str) -> SpeaksAs | None:
        """Return the quality of a body named before that ``phrase`` names again."""
        low = phrase.lower()
        if personal_name(phrase) == phrase and (office := self._office()) is not None:
            return office.speaker.kind
        for named in self.named.latest():
            if not named.person and any(len(key) > 2 and _has_word(low, key) for key in named.keys):
                return named.speaker.kind
        shorts = re.findall(r"(?<![\w-])[A-Z]{3,6}(?![\w-])", phrase)
        known = next((each for each in map(self._by_initials, shorts) if each), None)
        return known.speaker.kind if known else None
