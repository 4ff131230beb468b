"""Somebody whom a text has named, with the short names under which it goes on about them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from generator.catalogue.entries import Catalogue
from generator.extract.actors import voices
from generator.extract.actors.listed import ARTICLE, is_paper, is_producer, is_publisher
from generator.extract.actors.persons import personal_name
from generator.extract.actors.posts import holds_post
from generator.extract.actors.speakers import entity_of, quality
from generator.model import Article, Speaker, SpeaksAs

#: Those who pass on what others say.
RELAYING = frozenset({SpeaksAs.OUTLET, SpeaksAs.STATE_MEDIA, SpeaksAs.DATA_PROVIDER})
_SHORT = re.compile(r"\(([A-Z][\w.&-]{1,9})\)")
_NOT_SHOWN = re.compile(
    r", which .*$|, (?:runs|heads|leads|chairs|founded|directs|owns|manages) .*$"
    r"|, who (?:was|were|asked|declined|requested|spoke)\b.*$"
)
# What says how somebody holds a post and is no part of it: "Outgoing chief executive".
_STATUS = re.compile(
    r"^(?:[Tt]he )?(?:[Oo]utgoing|[Rr]etiring|[Dd]eparting|[Ll]ong-?(?:time|serving)|[Vv]eteran"
    r"|[Ee]mbattled|[Nn]ewly appointed|[Ii]ncoming) (\w)"
)
_OFFICES = re.compile(r"\b(?:[Mm]inisters|[Ll]eaders|[Ss]enators|[Ll]awmakers|[Jj]udges)$")
_NO_SURNAME = frozenset(("Jr", "Sr", "De", "Al", "El", "La", "Le", "Di", "Da", "Dr"))
_SURNAME = re.compile(r"[A-Z][a-zà-ž'’-]+")
_SOMEBODY = re.compile(r"(?:An?|One|Another) [a-z]", re.IGNORECASE)
_LONGEST = 14  # words of a name as it is shown


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody the text has named: as a speaker, and by words to find them again."""

    speaker: Speaker
    words: str  # lower case: name, role and name in the catalogue
    keys: frozenset[str]  # short names: surname, abbreviation, bare name
    person: bool
    plural: bool = False

    @property
    def short(self) -> str:
        """Return the bare name: of a person without office, of a body without what is beside it."""
        name = personal_name(self.speaker.name) if self.person else None
        bare = self.speaker.name.split(",", maxsplit=1)[0]
        return name or re.sub(r"['’]s$| \([A-Z]\w+\)$", "", bare)

    @property
    def is_body(self) -> bool:
        """Tell a body, which has a head and figures, from people."""
        return not self.person and self.speaker.kind is not SpeaksAs.UNNAMED

    @property
    def initials(self) -> str:
        """Return the initials of a person: "CF"."""
        return "".join(word[0] for word in (personal_name(self.speaker.name) or "").split())


def read_name(
    phrase: str,
    article: Article,
    catalogue: Catalogue,
    *,
    relays: bool,
    house: SpeaksAs | None,
    body: bool = False,
) -> Named | None:
    """Return whom ``phrase`` names; ``None`` if it names nobody.

    ``relays``, ``house`` and ``body`` are those of ``quality`` in ``speakers``.
    """
    entity = entity_of(phrase, catalogue)
    if entity is not None and entity.type == "country" and is_paper(phrase, article):
        entity = None  # "The Australian"
    body = body or (entity is None and is_producer(phrase, catalogue))
    kind = quality(phrase, entity, article, relays=relays, house=house, body=body)
    if kind is None:
        return None
    person = None if body or is_publisher(phrase, article) else personal_name(phrase, entity)
    if entity is not None and entity.type == "person":
        person = person or entity.name
    if entity is not None and entity.speaks_as == "news-outlet":
        phrase = re.sub(rf"^The (?={re.escape(entity.name)}$)", "", phrase)  # "The Reuters text"
    if kind is SpeaksAs.EXPERT and person and _speaks_for_country(phrase, person, catalogue):
        kind = SpeaksAs.OFFICIAL_STATEMENT
    speaker = Speaker(_shown(phrase), kind, entity.slug if entity else None)
    about = f"{phrase} {entity.name} {entity.role or ''}" if entity else phrase
    one = kind is SpeaksAs.UNNAMED and re.match(r"(?:an?|one)\b,? (?!group)", phrase, re.IGNORECASE)
    in_post = holds_post(phrase) and not _is_plural(phrase)
    surname = kind is SpeaksAs.EXPERT and _SURNAME.fullmatch(phrase) and not voices.curated(phrase)
    return Named(
        speaker,
        about.lower(),
        keys(phrase, person),
        person is not None or bool(one or surname) or in_post,
        _is_plural(phrase),
    )


def as_given(phrase: str, named: Named | None) -> Named | None:
    """Return a document under the words of the text: "the agreement", not its other name."""
    if named is None or named.speaker.kind is not SpeaksAs.OFFICIAL_DOCUMENT:
        return named
    return replace(named, speaker=replace(named.speaker, name=phrase))


def _speaks_for_country(phrase: str, person: str, catalogue: Catalogue) -> bool:
    """Tell "Japan's Takashi Mori", who needs no office to be known as official."""
    owner = entity_of(re.sub(r"['’]s?$", "", phrase.removesuffix(person).strip()), catalogue)
    return owner is not None and owner.type == "country" and phrase.endswith(f" {person}")


def _is_plural(phrase: str) -> bool:
    phrase = re.sub(r"^(?:[Dd]ozens|[Ss]cores|[Hh]undreds|[Tt]housands) of ", "", phrase)
    head = re.split(r" (?:of|at|in|for|from) |,", phrase)[0]
    if head.endswith("s") and (voices.UNNAMED.match(head.lower()) or _OFFICES.search(head)):
        return True  # "Analysts at Calder Hough", "The Foreign Ministers"
    several = " and " in phrase.split(" of ", maxsplit=1)[0]
    return several or bool(re.search(r"\b[a-z]+[^s]s$|people$", head))


def _shown(phrase: str) -> str:
    phrase = _STATUS.sub(lambda match: match[1].upper(), _NOT_SHOWN.sub("", phrase))
    words = phrase.split()
    return phrase if len(words) <= _LONGEST else " ".join(phrase.split(",")[0].split()[:_LONGEST])


def keys(phrase: str, person: str | None) -> frozenset[str]:
    """Return the short names of what ``phrase`` names, in lower case."""
    found = {match.lower() for match in _SHORT.findall(phrase)}
    if person:
        parts = person.split()
        words = (w for w in parts if w[2:] or (w[:1].isupper() and w not in _NO_SURNAME))
        # "Tengku Halim" and "van der Meer": more than a word and not the whole.
        spans = (span for at in range(2, len(parts)) for span in (parts[:at], parts[-at:]))
        parts_of = {" ".join(span).lower() for span in spans}
        return frozenset(found | parts_of | {person.lower(), *(w.lower() for w in words if w[1:])})
    bare = re.sub(r"\s*\(.*?\)", "", ARTICLE.sub("", phrase.split(",", maxsplit=1)[0]))
    if short := re.match(r"([A-Z]{2,4}) [A-Z][a-z]", bare):
        found |= {short[1].lower()}  # "MP" of MP Materials
    name = re.search(r"[A-Z][\w.&'’-]*(?: (?:of|and|for|the|&|[A-Z][\w.&'’-]*))*$", bare)
    return frozenset(found | {name[0].lower()} if name else found)


def is_source(named: Named) -> bool:
    """Tell somebody without a name, "a shipping agent", whom "he" may mean as well."""
    return named.speaker.kind is SpeaksAs.UNNAMED or bool(_SOMEBODY.match(named.speaker.name))


def is_vague(phrase: str, named: Named) -> bool:
    """Tell "The Changsha", torn from "The Changsha factory", from a name."""
    unknown = named.speaker.kind is SpeaksAs.COMPANY and named.speaker.entity is None
    return unknown and phrase.startswith("The ") and len(phrase.split()) == 2
