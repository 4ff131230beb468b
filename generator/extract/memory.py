"""Who was named in an article so far, so that "he", "the ministry" and "Ohata" find their owner."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from generator.catalogue.entries import Catalogue
from generator.extract.definites import RELAYING, is_kind, is_thing
from generator.extract.introductions import (
    bodies,
    introductions,
    opening,
    without_place,
)
from generator.extract.named import Named, read_name
from generator.extract.persons import personal_name
from generator.extract.standins import (
    COMPANIES,
    DEFINITE,
    NOBODY,
    OUTLETS,
    PAPERS,
    POSSESSED,
    PRONOUN,
    TEXTS,
)
from generator.extract.turns import label_end
from generator.extract.voices import OFFICIAL, curated
from generator.model import Article, SpeaksAs

_SHORT = re.compile(r"\(([A-Z][\w.&-]{1,9})\)")
_PAPERS_OF_STATE = re.compile(
    r"\b(?:[Aa]greement|[Pp]lan|[Tt]reaty|[Ll]aw|[Rr]egulations?|[Rr]ules|[Oo]rder|[Nn]otice"
    r"|[Cc]ommuniqu[eé]|[Pp]roclamation|[Ff]act sheet|[Mm]emorandum|[Aa]nnouncement No)\b"
)
# What stands beside a name and is no part of it.
_SOME = re.compile(r"^(?:[Ss]ome|[Ss]everal|[Mm]any|[Mm]ost)(?: [a-z]+)?, including ")
_PASSED = r"(?:carried|summari[sz]ed|relayed|reported|quoted)"
# The article's own paper, and texts that are nobody's.
_HONORIFIC = re.compile(
    r"^(?:(?:Mr|Mrs|Ms|Dr|Prof|Sir|Hon|H\.E|YB|YAB|Datuk|Dato['’]|Datin|Tan|Sri|Seri|Encik|Puan|Shri"
    r"|Smt|Minister|President|Senator|Sen|Rep|Professor|[Tt]he)\.? )+"
)
_ITSELF = re.compile(
    r"(?:this|our) |(?:one|two|three|four|several|some|both|all|many|most|other) (?:of )?",
    re.IGNORECASE,
)
_A_PAPER = re.compile(r"the [A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?")  # "told the Missoulian"
_BESIDE = re.compile(
    r", (?:as )?(?:cited|quoted|carried|relayed|drawing|relying|using|based|basing|referring"
    r"|pointing|looking|asked|speaking|writing|which)\b.*$"
)


@dataclass(slots=True)
class Memory:
    """Who was named up to a point of an article, and who spoke; the latest stand last."""

    article: Article
    catalogue: Catalogue
    sentence: str = ""
    topic: Named | None = None  # what "it" stands for: the subject of the sentence before
    named: list[Named] = field(default_factory=list)
    spoke: list[Named] = field(default_factory=list)
    relayed: list[Named] = field(default_factory=list)  # outlets, also those that pass words on
    told: str | None = None  # the outlet that somebody tells something
    turn: Named | None = None  # who speaks in a dialogue: "we" and "I"
    asked: bool = False  # whether a question was put already
    guest: Named | None = None  # who answers

    def hear(self, named: Named) -> None:
        """Remember a speaker."""
        named = self._shortened(named)
        self.named.append(named)
        self.spoke.append(named)
        if named.speaker.kind in RELAYING and not named.person:
            self.relayed.append(named)

    def note(self, named: Named | None) -> None:
        """Remember whom a sentence was about, who said nothing: "the company" may mean them."""
        if named is None or named.speaker.kind is SpeaksAs.UNNAMED:
            return
        known = self.catalogue.entities.get(named.speaker.entity or "")
        if (known and known.type == "organisation") or (
            known is None and len(re.findall(r"\b[A-Z]", named.speaker.name)) > 1
        ):
            self.named.append(named)

    def read(self, text: str) -> None:
        """Remember everybody named in ``text``: persons, bodies, and ministries on no list."""
        found: list[tuple[int, str]] = []
        for mention in self.catalogue.find(text):
            if self.catalogue.entities[mention.entity].type in {"person", "organisation"}:
                short = _SHORT.match(text, mention.end + 1)
                end = short.end() if short else mention.end
                found.append((mention.start, text[mention.start : end]))
        known = {at for at, _ in found}
        found += [(at, phrase) for at, phrase in bodies(text) if at not in known]
        for at, phrase in sorted(found):
            self._remember(phrase, body=at not in known)
        for phrase in introductions(text):
            if not (POSSESSED.match(phrase) and self.known(personal_name(phrase) or "")):
                self._remember(phrase)

    def _remember(self, phrase: str, *, body: bool = False) -> None:
        named = self._as_named(phrase, relays=False, body=body)
        if named is not None:
            self.named.append(self._shortened(named))

    def _shortened(self, named: Named) -> Named:
        """Add the short names under which the article goes on: "Silver Fork" of the Minerals."""
        if named.person or named.speaker.kind is SpeaksAs.UNNAMED:
            return named
        full = re.sub(r"^(?:The|the) | \(.*?\)|['’]s$", "", named.speaker.name.split(",")[0])
        words = full.split() if full[:1].isupper() else []
        short = (" ".join(words[:count]) for count in range(1, len(words)))
        used = {each.lower() for each in short if self._goes_by(each)}
        return replace(named, keys=named.keys | used) if used else named

    def _goes_by(self, name: str) -> bool:
        """Tell whether the article uses a name alone that is not a country's or a thing's."""
        alone = rf"(?<![\w-]){re.escape(name)}(?:['’]s)?(?=,? [a-z]|[.,;])"
        return bool(re.search(alone, self.article.text)) and not self.catalogue.find(name)

    def resolve(self, phrase: str, *, relays: bool = False) -> Named | None:
        """Return who ``phrase`` means; ``None`` if nobody in particular.

        ``relays`` tells that the phrase stands where outlets stand ("…, X reported").
        """
        phrase = re.sub(r"^(?:and|but|while|then|as)\s+", "", phrase.strip(' ,."“”'))
        phrase = re.sub(
            r"^(I|[Ww]e|[Tt]hey|[Ii]t|[Hh]e|[Ss]he)['’](?:ve|d|ll|re|s|m)$", r"\1", phrase
        )
        phrase = re.sub(r"\s+(?:itself|himself|herself|themselves|alone|who)$", "", phrase)
        phrase = _SOME.sub("", _BESIDE.sub("", phrase))
        definite = DEFINITE.match(phrase)
        known_text = definite is not None and definite[1] in TEXTS
        if not phrase or (NOBODY.match(phrase) and not known_text):
            return None
        if PRONOUN.match(phrase):
            return self._pronoun(phrase.lower(), opens=phrase[0].isupper())
        if definite:
            return self.definite(definite[1]) or self._as_named(phrase, relays=relays)
        if possessed := POSSESSED.match(phrase):
            return self._possessed(phrase, possessed, relays=relays)
        return self.known(phrase) or self._as_named(phrase, relays=relays)

    def outlet(self, phrase: str, *, told: bool) -> str | None:
        """Return the name of the outlet in ``phrase`` as the text writes it; ``None`` if none.

        ``told`` asks about whoever was told: parliaments and investors relay nothing.
        """
        phrase = re.sub(rf"^.*\b{_PASSED} by |,? as cited by .*$", "", phrase)
        if _ITSELF.match(phrase):
            return None
        relays = not told or _A_PAPER.fullmatch(phrase) is not None
        named = self.resolve(phrase, relays=relays)
        if named is None or (told and named.speaker.kind not in RELAYING):
            return None
        self.relayed.append(named)
        return re.sub(
            r"^(?:an? |the )?(?:account|summary|version|copy|reprint)s? of |\s+(?:reporting|text)$"
            r"|^(?:an?|the) (?=[A-Za-z][\w ]*(?:report|account|summary))",
            "",
            named.speaker.name,
        )

    def leading(self, text: str) -> Named | None:
        """Return whom a sentence starts with, if that is a name."""
        name = opening(text[label_end(text) :])
        introduced = self._introduced(text)
        if introduced and name and introduced.speaker.name.startswith(name):
            return introduced  # "Silver Fork's vice president, Jolene Marsh, smiled"
        named = self.resolve(name, relays=False) if name else None
        if named and _is_vague(name, named):
            named = None
        return named or introduced

    def kept_topic(self, text: str) -> Named | None:
        """Return whom a sentence goes on about: "Her worry is thorium"."""
        return self.topic if re.match(r"(?:He|She|His|Her|It|Its|They|Their)\b", text) else None

    def _introduced(self, text: str) -> Named | None:
        """Return the person who is the first to be introduced in a sentence, if it opens so."""
        bare = without_place(text)
        people = (phrase for phrase in introductions(bare) if phrase[:12] in bare[:16])
        phrase = next(people, None)
        return self._as_named(phrase, relays=False) if phrase else None

    def _pronoun(self, word: str, *, opens: bool) -> Named | None:  # noqa: PLR0911  one line a rule
        if word in {"we", "i", "you"}:
            return None
        if word == "they":
            subject = (self.topic,) if self.topic else ()
            return next((n for n in (*subject, *reversed(self.spoke)) if n.plural), None)
        wants_person = word in {"he", "she"}
        if wants_person and not opens and (named := self._named_before(word)) is not None:
            return named
        if wants_person and self.topic is not None and self.topic.person:
            return self.topic
        if opens and not wants_person and (self.topic is None or not self.topic.person):
            return self.topic
        start = None if opens or wants_person else self.leading(self.sentence)
        if start is not None and start.speaker.kind in RELAYING:
            return start
        pools = (self.spoke, self.named) if wants_person else (self.spoke,)
        for pool in pools:
            for named in reversed(pool):
                if named.person == wants_person and not named.plural:
                    return named
        return None

    def _named_before(self, word: str) -> Named | None:
        """Return the person with whose name a sentence opens: "Roe will apply, she said"."""
        match = re.match(
            rf"([A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?) (?:[^\"“]*?,)? ?{word}\b", self.sentence
        )
        named = self.known(match[1]) if match else None
        return named if named and named.person else None

    def definite(self, noun: str) -> Named | None:
        """Return who "the" body, company, outlet or text of that noun is."""
        head = noun.rsplit(maxsplit=1)[-1]
        last = self.spoke[-1] if self.spoke else None
        if head in _DOCUMENTS and last and last.speaker.kind is SpeaksAs.OFFICIAL_DOCUMENT:
            return last
        if head == "text" and not _PAPERS_OF_STATE.search(self.article.text):
            head = "report"  # of the outlet that spoke last
        relayed = self.relayed if head in OUTLETS else []
        known = (*reversed(relayed), *reversed(self.spoke), *reversed(self.named))
        name = opening(self.sentence) if head in COMPANIES else ""
        if len(re.findall(r"\b[A-Z]", name)) < 2 and not self._knows(name):
            name = ""  # "Revenue rose, the company said"
        # "LS Cable will build it, the firm says", not "NdPr is a fifth of it, the firm says"
        if name and not name.startswith("The ") and not is_thing(name, self.catalogue):
            opens = self._as_named(name, relays=False)
            if opens is not None and is_kind(opens, noun, head):
                return opens
        worded = (n for n in known if head not in TEXTS and self._is_called(n, noun, head))
        return next(worded, None) or next((n for n in known if is_kind(n, noun, head)), None)

    def _knows(self, name: str) -> bool:
        return any(name.lower() in named.keys for named in self.named) or bool(
            self.catalogue.find(name) or curated(name)
        )

    def _is_called(self, named: Named, noun: str, head: str) -> bool:
        """Tell whether the words of a noun stand in what somebody was named by."""
        if named.speaker.kind is SpeaksAs.UNNAMED and OFFICIAL.search(head):
            return False  # "a government source" is not the government
        if self.told and named.speaker.kind in _TELLING:
            return False  # "the agency told Reuters": not another news agency
        if named.plural and not head.endswith("s"):
            return False
        return all(re.search(rf"\b{re.escape(word)}\b", named.words) for word in noun.split())

    def _possessed(self, phrase: str, match: re.Match[str], *, relays: bool) -> Named | None:
        """Return whom "its figures" or "his adviser" means: what somebody gives out is theirs."""
        thing = match["thing"]
        owner = self.definite(match["owner"]) if match["owner"] else self._owner(phrase)
        if match["owner"] and owner is None:
            return self._as_named(phrase, relays=relays)
        if PAPERS.search(thing):
            known = (n for n in (owner, *reversed(self.named)) if n is not None and not n.person)
            owner = next(known, None)
            return owner or self._as_named(thing, relays=relays)
        house = owner.speaker.kind if owner else None
        whole = f"{owner.short}'s {thing}" if owner else thing
        named = self._as_named(whole, relays=relays, house=house)
        if named and owner and named.speaker.kind is SpeaksAs.EXPERT:  # "his adviser"
            kind = owner.speaker.kind
            if kind is SpeaksAs.OFFICIAL_STATEMENT:
                return replace(named, speaker=replace(named.speaker, kind=kind))
        return named

    def _owner(self, phrase: str) -> Named | None:
        """Return whose "its" or "his" is: "South Korea …, its ministry said"; who went before."""
        if phrase.lower().startswith(("his ", "her ")):
            return self._pronoun("he", opens=False)
        before = self.sentence[: max(self.sentence.find(phrase), 0)]
        for mention in self.catalogue.find(before):
            if self.catalogue.entities[mention.entity].type in {"country", "organisation"}:
                return self._as_named(before[mention.start : mention.end], relays=False)
        own = self.leading(before) if before else None
        return next((n for n in (own, self.topic) if n is not None and not n.person), None)

    def known(self, phrase: str) -> Named | None:
        """Find "Ohata" or "CLEPA" among those named before."""
        key = _HONORIFIC.sub("", phrase).lower()
        for named in reversed(self.named):
            if key in named.keys and named.speaker.name.lower() != key:
                return named
        return None

    def _as_named(
        self, phrase: str, *, relays: bool, house: SpeaksAs | None = None, body: bool = False
    ) -> Named | None:
        house = house or self._house(phrase)
        if re.match(r"(?:President|Chairman|Chairwoman) [A-Z]", phrase) and self.named:
            first = self.named[0].speaker.kind  # of the company that the text is about
            house = house or (first if first is SpeaksAs.COMPANY else None)
        return read_name(
            phrase, self.article, self.catalogue, relays=relays, house=house, body=body
        )

    def _house(self, phrase: str) -> SpeaksAs | None:
        """Return the quality of a body named before that ``phrase`` names again."""
        low = phrase.lower()
        for named in reversed(self.named):
            if not named.person and any(
                len(key) > 2 and re.search(rf"(?<!\w){re.escape(key)}(?!\w)", low)
                for key in named.keys
            ):
                return named.speaker.kind
        return None


_DOCUMENTS = frozenset(("paper", "document", "text", "draft", "proposal", "plan"))
_TELLING = frozenset({SpeaksAs.OUTLET, SpeaksAs.STATE_MEDIA})


def _is_vague(phrase: str, named: Named) -> bool:
    """Tell "The Changsha", torn from "The Changsha factory", from a name."""
    unknown = named.speaker.kind is SpeaksAs.COMPANY and named.speaker.entity is None
    return unknown and phrase.startswith("The ") and len(phrase.split()) == 2
