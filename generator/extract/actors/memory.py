"""Whom words stand for in an article, so that "he", "the ministry" and "Ohata" find their owner."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from generator.extract.actors.bare import as_relay, bare, uncapped
from generator.extract.actors.definites import definite
from generator.extract.actors.directory import Directory
from generator.extract.actors.inpost import in_post
from generator.extract.actors.introductions import introductions, opening, without_place
from generator.extract.actors.named import RELAYING, Named, as_given, is_source, is_vague
from generator.extract.actors.posts import holds_post
from generator.extract.actors.standins import (
    DEFINITE,
    NOBODY,
    PAPERS,
    POSSESSED,
    PRONOUN,
    TEXTS,
)
from generator.extract.grammar.finite import finite_verbs
from generator.extract.grammar.turns import hour_end, label_end
from generator.model import SpeaksAs

_PASSED = r"(?:carried|summari[sz]ed|relayed|reported|quoted)"
# The article's own paper, and texts that are nobody's.
_ITSELF = re.compile(
    r"(?:this|our) |(?:one|two|three|four|several|some|both|all|many|most|other) (?:of )?",
    re.IGNORECASE,
)
_A_PAPER = re.compile(r"the [A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?")  # "told the Missoulian"


@dataclass(slots=True)
class Memory(Directory):
    """Whom the words of an article stand for, from those named up to a point of it."""

    turn: Named | None = None  # who speaks in a dialogue: "we" and "I"
    asked: bool = False  # whether a question was put already
    guest: Named | None = None  # who answers

    def resolve(self, phrase: str, *, relays: bool = False) -> Named | None:
        """Return who ``phrase`` means; ``None`` if nobody in particular.

        ``relays`` tells that the phrase stands where outlets stand ("…, X reported").
        """
        phrase = bare(phrase)
        if phrase in {"One", "Another", "one", "another"} and (group := self._group()):
            return group
        definite = DEFINITE.match(uncapped(phrase))
        known_text = definite is not None and definite[1] in TEXTS
        if both := re.match(r"[Bb]oth (?=[A-Z])", phrase):
            phrase = phrase[both.end() :]  # "Both Blackstone and ASM"
        if not phrase or (NOBODY.match(phrase) and not known_text):
            return None
        if PRONOUN.match(phrase):
            return self._pronoun(phrase.lower(), opens=phrase[0].isupper())
        if definite:
            found = self.definite(definite[1]) or self.as_named(phrase, relays=relays)
            return as_given(phrase, found)
        if possessed := POSSESSED.match(phrase):
            return self._possessed(phrase, possessed, relays=relays)
        known = self.known(phrase) or self.known_beside(phrase)
        return known or in_post(self.as_named(self.in_full(phrase), relays=relays), self)

    def _group(self) -> Named | None:
        """Return one of the people whom the sentence before was about: "Officials …  One said"."""
        group = self.topic
        if group is None or not group.plural or group.speaker.kind is not SpeaksAs.UNNAMED:
            return None
        return replace(group, person=True, plural=False)

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
        return as_relay(named.speaker.name)

    def leading(self, text: str) -> Named | None:
        """Return whom a sentence starts with, if that is a name."""
        text = text[hour_end(text) :]
        name = opening(text[label_end(text) :])
        introduced = self._introduced(text)
        if introduced and name and introduced.speaker.name.startswith(name):
            return introduced  # "Silver Fork's vice president, Jolene Marsh, smiled"
        named = self.resolve(name, relays=False) if name else None
        if named and is_vague(name, named):
            named = None
        return named or introduced or self._unnamed(text) or self._by_post(text)

    def _by_post(self, text: str) -> Named | None:
        """Return the person meant by a post that opens a sentence: "The minister smiled"."""
        post = _POST_OPENS.match(text)
        if post is None:
            return None
        named = self.resolve(f"the {post[1]}")
        body = named is not None and named.speaker.kind in _BODIES and not named.person
        held = named is not None and named.person and holds_post(f"the {post[1]}")
        return named if body or held else None

    def _unnamed(self, text: str) -> Named | None:
        """Return the people without a name with whom a sentence opens: "A senior EU official"."""
        verbs = finite_verbs(text) if _SOME_PEOPLE.match(text) else ()
        phrase = text[: verbs[0].start()].strip() if verbs else ""
        named = self.as_named(phrase, relays=False) if 0 < len(phrase.split()) < _SHORT else None
        return named if named and named.speaker.kind in _PEOPLE else None

    def kept_topic(self, text: str) -> Named | None:
        """Return whom a sentence goes on about: "Her worry is thorium"."""
        return self.topic if re.match(r"(?:He|She|His|Her|It|Its|They|Their)\b", text) else None

    def _introduced(self, text: str) -> Named | None:
        """Return the person who is the first to be introduced in a sentence, if it opens so."""
        bare = without_place(text)
        people = (phrase for phrase in introductions(bare) if phrase[:12] in bare[:16])
        phrase = next(people, None)
        return self.as_named(phrase, relays=False) if phrase else None

    def _pronoun(self, word: str, *, opens: bool) -> Named | None:  # noqa: PLR0911  one line a rule
        if word in {"we", "i", "you"}:
            return None
        if word == "they":
            opening_ = None if opens else self.leading(self.sentence)
            subject = [each for each in (opening_, self.topic) if each]
            return next((n for n in (*subject, *self.spoke.latest()) if n.plural), None)
        wants_person = word in {"he", "she"}
        if wants_person and not opens and (named := self._named_before(word)) is not None:
            return named
        if wants_person and self.topic is not None and self.topic.person:
            return self.topic
        here = self.named[self.before :] if wants_person else []
        if near := next((n for n in reversed(here) if n.person and not n.plural), None):
            return near  # whom the sentence before introduced
        if opens and not wants_person and (self.topic is None or not self.topic.person):
            return self.topic
        start = None if opens or wants_person else self.leading(self.sentence)
        if start is not None and start.speaker.kind in RELAYING:
            return start
        if word == "it" and start is None and self.topic is not None and not self.topic.person:
            return self.topic  # "In a statement it said"
        pools = (self.spoke, self.named) if wants_person else (self.spoke,)
        for pool in pools:
            for named in pool.latest():
                if named.plural:
                    continue
                # "a shipping agent, who asked not to be named": nobody named before is meant
                if named.person == wants_person or (wants_person and is_source(named)):
                    return named
        own = word == "it" and start is not None and not start.person and not start.plural
        return start if own else None  # "Lynas will build it in Texas, it said"

    def _named_before(self, word: str) -> Named | None:
        """Return the person with whose name a sentence opens: "Roe will apply, she said"."""
        match = re.match(
            rf"([A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?) (?:[^\"“]*?,)? ?{word}\b", self.sentence
        )
        named = self.known(match[1]) if match else None
        topic = (
            self.topic
        )  # "Ford did not reply to Rowe's letter, he said", where Rowe spoke before
        if topic and topic.person and match and named is not topic:
            told = self.sentence[match.end(1) :].lower()
            if any(len(key) > 2 and f"{key}'s" in told for key in topic.keys):
                return topic
        return named if named and named.person else None

    def _possessed(self, phrase: str, match: re.Match[str], *, relays: bool) -> Named | None:
        """Return whom "its figures" or "his adviser" means: what somebody gives out is theirs."""
        thing = match["thing"]
        owner = self.definite(match["owner"]) if match["owner"] else self._owner(phrase)
        if match["owner"] and owner is None:
            return self.as_named(phrase, relays=relays)
        if PAPERS.search(thing):
            known = (n for n in (owner, *self.named.latest()) if n is not None and not n.person)
            owner = next(known, None)
            return owner or self.as_named(thing, relays=relays)
        house = owner.speaker.kind if owner else None
        whole = f"{owner.short}{_genitive(owner.short)} {thing}" if owner else thing
        named = self.as_named(whole, relays=relays, house=house)
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
                return self.as_named(before[mention.start : mention.end], relays=False)
        own = self.leading(before) if before else None
        known = (own, self.topic, *reversed(self.named[-_NEAR:]))
        return next((n for n in known if n is not None and n.is_body), None)

    def as_named(
        self, phrase: str, *, relays: bool, house: SpeaksAs | None = None, body: bool = False
    ) -> Named | None:
        """Return whom a phrase names, whose house may be "its" or that of "the agency"."""
        house = house or self._whose(phrase)
        # No super(): a dataclass with slots is made anew, and loses it.
        return Directory.as_named(self, phrase, relays=relays, house=house, body=body)

    def _whose(self, phrase: str) -> SpeaksAs | None:
        """Return the quality of the house in "Kapur, its former president"."""
        whose = _WHOSE.search(phrase)
        if whose is None:
            return None
        near = (self.topic, *reversed(self.named[-_NEAR:]))
        owners = (self.definite(whose[1]),) if whose[1] else near
        owner = next((n for n in owners if n is not None and n.is_body), None)
        return owner.speaker.kind if owner else None

    def definite(self, noun: str) -> Named | None:
        """Return who "the" body, company, outlet or text of that noun is."""
        return definite(noun, self)


_POST_OPENS = re.compile(
    r"The ((?:[a-z-]+ )??[a-z-]+) (?:also |later |then )?(?:[a-z]+(?:ed|s|t)|is|was|has|had|will)\b"
)
_SOME_PEOPLE = re.compile(
    r"(?:An?|One|Two|Three|Several|Analysts|(?:Dozens|Scores|Hundreds|Thousands) of) "
)
_BODIES = frozenset({SpeaksAs.OFFICIAL_STATEMENT, SpeaksAs.COMPANY})
_SHORT = 9  # words of a subject
_PEOPLE = frozenset({SpeaksAs.UNNAMED, SpeaksAs.EXPERT})
_NEAR = 3  # names back from "its"
_WHOSE = re.compile(r", (?:its|their) (?=[a-z])|\bat the ([a-z]+)(?=,|$)")


def _genitive(name: str) -> str:
    return "'" if name.endswith("s") else "'s"
