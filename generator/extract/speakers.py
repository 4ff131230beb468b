"""Who speaks: a phrase of the text turned into a speaker with the quality in which they are heard.

``Company`` of the article is a memory: who has been named so far, so that "he", "the ministry" and
"Ohata" find the person or body they stand for.  Whoever cannot be resolved keeps the text's words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from generator.catalogue.entries import Catalogue, Entity
from generator.extract import voices
from generator.model import Article, Speaker, SpeaksAs

_NAME = r"[A-Z][\w'’-]*[a-z][\w'’-]*"
_PERSON = re.compile(
    rf"({_NAME}(?: (?:[A-Z]\.|al|bin|da|de|del|der|di|dos|du|el|la|le|ten|van|von|y))*(?: {_NAME}){{1,3}})"
)
_NOBODY = re.compile(
    r"(?:the )?(?:first|second|third|other|others|another|some|many|several|most|all|both|each"
    r"|neither|either|few|one|two|three|former|latter|this|that|these|those|there|what|nobody"
    r"|no one|none|everyone|such)(?: of (?:them|these|those|the \w+))?$"
    r"|(?:(?:the|most|some|many|all|several|various|other|earlier|later|published|press|media|news"
    r"|these|those|such|none of the|none of these|conflicting|recent|early|initial|further|two"
    r"|different|english-language|unconfirmed|local) )*(?:reports?|accounts?|estimates?|figures?"
    r"|descriptions|coverage|versions|numbers|counts|details|articles|summaries|measurements"
    r"|projections|forecasts)(?: (?:of|on|in|from|published|up to) .*)?$",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"(?:he|she|it|they|we|i|you)$", re.IGNORECASE)
_DEFINITE = re.compile(
    r"(?:the|this|that|these|those|both)(?: same)? ((?:[a-z][\w-]* )*[a-z][\w-]*)$", re.IGNORECASE
)
_POSSESSED = re.compile(r"(?:its|his|her|their) (.+)$", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)

# What a bare noun with "the" may stand for: words to look for in the name or role of the named.
_STANDS_FOR = {
    "company": "company",
    "firm": "company",
    "carmaker": "company",
    "miner": "company",
    "manufacturer": "company",
    "producer": "company",
    "group": "company",
    "developer": "company",
    "automaker": "company",
    "maker": "company",
    "start-up": "company",
    "startup": "company",
    "management": "company",
    "supplier": "company",
    "outlet": "outlet",
    "newspaper": "outlet",
    "paper": "outlet",
    "site": "outlet",
    "website": "outlet",
    "newsletter": "outlet",
    "magazine": "outlet",
    "broadcaster": "outlet",
    "report": "outlet",
    "article": "outlet",
    "column": "outlet",
    "story": "outlet",
    "summary": "outlet",
    "blog": "outlet",
    "news agency": "outlet",
    "dispatch": "outlet",
    "account": "outlet",
    "same report": "outlet",
    "portal": "outlet",
    "tabloid": "outlet",
}


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody the text has named: the words, what they resolve to, and words to find them by."""

    speaker: Speaker
    words: str  # lower case: name, role and name in the catalogue
    person: bool
    plural: bool = False


@dataclass(slots=True)
class Memory:
    """Who was named in an article up to a point, the latest last."""

    article: Article
    catalogue: Catalogue
    named: list[Named] = field(default_factory=list)
    spoke: list[Named] = field(default_factory=list)

    def hear(self, named: Named) -> None:
        """Remember a speaker."""
        self.named.append(named)
        self.spoke.append(named)


def resolve(phrase: str, memory: Memory, *, relays: bool = False) -> Named | None:
    """Return who ``phrase`` means; ``None`` if nobody in particular.

    ``relays`` tells that the phrase stands where outlets stand ("…, X reported"), which decides
    about names that are on no list.
    """
    phrase = re.sub(r"^(?:and|but|while|then|as)\s+", "", phrase.strip(' ,"“”'))
    phrase = re.sub(r"\s+(?:itself|himself|herself|themselves|alone)$", "", phrase)
    if not phrase or _NOBODY.match(phrase):
        return None
    if _PRONOUN.match(phrase):
        return _pronoun(phrase.lower(), memory)
    if definite := _DEFINITE.match(phrase):
        return _definite(definite[1].lower(), memory) or _as_named(phrase, memory, relays=relays)
    if possessed := _POSSESSED.match(phrase):
        owner = _owner(memory)
        phrase = f"{owner}'s {possessed[1]}" if owner else possessed[1]
    return _known_person(phrase, memory) or _as_named(phrase, memory, relays=relays)


# --- Words that stand for somebody named before ------------------------------------------------


def _pronoun(word: str, memory: Memory) -> Named | None:
    if word in {"we", "i", "you"}:
        return None
    if word == "they":
        return next((n for n in reversed(memory.spoke) if n.plural), None)
    wants_person = word in {"he", "she"}
    for named in (*reversed(memory.spoke), *reversed(memory.named)):
        if named.person == wants_person and not named.plural:
            return named
    return None


def _definite(noun: str, memory: Memory) -> Named | None:
    head = noun.rsplit(maxsplit=1)[-1]
    wanted = _STANDS_FOR.get(noun) or _STANDS_FOR.get(head)
    for named in (*reversed(memory.spoke), *reversed(memory.named)):
        kind = named.speaker.kind
        if wanted == "company" and kind is SpeaksAs.COMPANY and not named.person:
            return named
        if wanted == "outlet" and kind in {SpeaksAs.OUTLET, SpeaksAs.STATE_MEDIA}:
            return named
        if wanted is None and re.search(rf"\b{re.escape(head)}\b", named.words):
            return named
    return None


def _owner(memory: Memory) -> str | None:
    last = next((n for n in reversed(memory.named)), None)
    return last.speaker.name if last else None


def _known_person(phrase: str, memory: Memory) -> Named | None:
    """Find "Ohata" among the persons named before."""
    if not re.fullmatch(rf"(?:(?:Mr|Mrs|Ms|Dr)\.? )?{_NAME}(?: {_NAME})?", phrase):
        return None
    words = set(re.sub(r"^(?:Mr|Mrs|Ms|Dr)\.? ", "", phrase).split())
    for named in reversed(memory.named):
        match = _PERSON.search(named.speaker.name) if named.person else None
        if match and words <= set(re.split(r"[ ,]+", named.speaker.name)):
            return named
    return None


# --- Names -------------------------------------------------------------------------------------


def _as_named(phrase: str, memory: Memory, *, relays: bool) -> Named:
    entity = _entity(phrase, memory.catalogue)
    kind = quality(phrase, entity, memory, relays=relays)
    name = (
        phrase
        if len(phrase.split()) <= 14
        else " ".join(phrase.split(",", maxsplit=1)[0].split()[:14])
    )
    speaker = Speaker(name=name, kind=kind, entity=entity.slug if entity else None)
    role = f"{entity.name} {entity.role}" if entity else ""
    person = _is_person(phrase, entity)
    plural = (
        bool(
            re.search(
                r"\band\b|(?<!ie)s$",
                phrase.split(" of ", maxsplit=1)[0].split(" at ", maxsplit=1)[0],
            )
        )
        and not person
        and entity is None
    )
    return Named(speaker, f"{phrase} {role}".lower(), person=person, plural=plural)


def _entity(phrase: str, catalogue: Catalogue) -> Entity | None:
    found = [(m, catalogue.entities[m.entity]) for m in catalogue.find(phrase)]
    for kind in ("person", "organisation", "policy"):
        for _, entity in found:
            if entity.type == kind:
                return entity
    bare = _ARTICLE.sub("", phrase)
    for mention, entity in found:
        if entity.type == "country" and mention.end - mention.start == len(bare):
            return entity
    return None


def _is_person(phrase: str, entity: Entity | None) -> bool:
    if entity is not None and entity.type == "person":
        return True
    if voices.SPOKESPERSON.search(phrase):
        return True
    head = phrase.split(",", maxsplit=1)[0]
    match = _PERSON.search(head)
    if match is None or match.end() < len(
        head.split(" of ")[0].split(" at ")[0].split(" from ")[0]
    ):
        return False
    name = match[1]
    return not (
        voices.is_outlet_name(name)
        or voices.curated(name)
        or head.startswith(("The ", "the "))
        or voices.COMPANY.search(name)
        or (voices.EXPERT.search(name) and not voices.EXPERT.search(name.split()[0]))
        or re.search(
            r"\b(?:Ministry|Department|Commission|Government|Council|Office|Bureau|Survey|House)\b",
            name,
        )
    )


def quality(
    phrase: str, entity: Entity | None, memory: Memory, *, relays: bool = False
) -> SpeaksAs:
    """Return in which quality ``phrase`` is heard."""
    person = _is_person(phrase, entity)
    if _is_unnamed(phrase, entity, person=person):
        return SpeaksAs.UNNAMED
    if voices.STATE.search(phrase):
        return SpeaksAs.STATE_MEDIA
    own = _of_entity(phrase, entity, person=person) if entity else None
    document = _is_document(phrase)
    if document and own in {None, SpeaksAs.OFFICIAL_STATEMENT}:
        return SpeaksAs.OFFICIAL_DOCUMENT
    if own is not None:
        return own
    return _of_words(phrase, memory, person=person, relays=relays)


def _is_unnamed(phrase: str, entity: Entity | None, *, person: bool) -> bool:
    if person or not voices.UNNAMED.search(phrase.split(",", maxsplit=1)[0]):
        return False
    if re.search(r"\bdata\b|customs|\bfigures\b", phrase) or voices.PUBLICATION.search(phrase):
        return False
    if entity is not None and entity.speaks_as in {"data-provider", "think-tank", "news-outlet"}:
        return False
    head = phrase.split(",", maxsplit=1)[0]
    house = re.search(r"\b(?:at|of|from) (?:the )?[A-Z]", head)
    named_house = (
        house and voices.EXPERT.search(head[: house.start()]) and not voices.OFFICIAL.search(head)
    )
    return not named_house


def _is_document(phrase: str) -> bool:
    head = re.split(r"\s+(?:by|of|on|for|from|between|published|issued|signed|seen)\b|,", phrase)[0]
    match = None
    for match in voices.DOCUMENT.finditer(head):
        pass
    numbered = re.search(r"\b(?:Order|Announcement|Notice|Decree) No\b", phrase)
    return bool(numbered or (match and match.end() >= len(head) - 1))


def _of_entity(phrase: str, entity: Entity, *, person: bool) -> SpeaksAs | None:
    if entity.type == "person":
        role = entity.role or ""
        business = voices.COMPANY.search(role) and not voices.OFFICIAL.search(role.split(" of ")[0])
        return SpeaksAs.COMPANY if business else SpeaksAs.OFFICIAL_STATEMENT
    if entity.type == "country":
        return SpeaksAs.OFFICIAL_STATEMENT
    if entity.type == "policy":
        return SpeaksAs.OFFICIAL_DOCUMENT
    kind = voices.QUALITY.get(entity.speaks_as or "official-statement")
    if person and kind is SpeaksAs.DATA_PROVIDER:
        return SpeaksAs.EXPERT
    return kind


def _of_words(phrase: str, memory: Memory, *, person: bool, relays: bool) -> SpeaksAs:
    known = None if person else voices.curated(phrase)
    if known is SpeaksAs.OFFICIAL_STATEMENT and voices.COMPANY.search(phrase):
        known = None
    if known is not None:
        return known
    role = _role(phrase) if person else phrase
    if not person and _is_publisher(phrase, memory.article):
        return (
            _of_role(phrase, SpeaksAs.OUTLET)
            if not voices.is_outlet_name(phrase)
            else SpeaksAs.OUTLET
        )
    if not person and (voices.is_outlet_name(phrase) or voices.PUBLICATION.search(phrase)):
        return SpeaksAs.OUTLET
    otherwise = SpeaksAs.EXPERT if person else SpeaksAs.OUTLET if relays else SpeaksAs.COMPANY
    return _of_role(role, otherwise)


def _of_role(role: str, otherwise: SpeaksAs) -> SpeaksAs:
    if voices.DATA.search(role):
        return SpeaksAs.DATA_PROVIDER
    if voices.COMPANY.search(role):
        return SpeaksAs.COMPANY
    if voices.EXPERT.search(role):
        return SpeaksAs.EXPERT
    if voices.OFFICIAL.search(role) or voices.SPOKESPERSON.search(role):
        return SpeaksAs.OFFICIAL_STATEMENT
    return otherwise


def _role(phrase: str) -> str:
    """Return the phrase of a person without the name."""
    match = _PERSON.search(phrase.split(",", maxsplit=1)[0])
    return phrase.replace(match[1].split()[-1], "") if match else phrase


def _is_publisher(phrase: str, article: Article) -> bool:
    name = _ARTICLE.sub("", phrase).lower()
    return any(
        re.search(rf"\b{re.escape(name)}\b", source.publisher.lower()) for source in article.sources
    )


def outlet(phrase: str, memory: Memory, *, told: bool = False) -> str | None:
    """Return the name of the outlet in ``phrase``, as the text writes it; ``None`` if it is none.

    ``told`` asks about whoever was told: parliaments, investors and presidents relay nothing.
    """
    phrase = phrase.strip(' ,"')
    named = resolve(phrase, memory, relays=True)
    if named is None:
        return None
    if told and (
        named.speaker.kind not in {SpeaksAs.OUTLET, SpeaksAs.STATE_MEDIA, SpeaksAs.DATA_PROVIDER}
        or not re.search("[A-Z]", phrase)
    ):
        return None
    return (
        _ARTICLE.sub("", named.speaker.name)
        if re.match(r"(?:a|an) ", named.speaker.name)
        else named.speaker.name
    )


_BODY = re.compile(
    rf"((?:{_NAME}['’]s )?{_NAME}(?: {_NAME})* (?:Ministry|Department|Commission|Agency)"
    rf"(?: of {_NAME}(?:,? (?:and )?{_NAME})*)?)"
)
_OFFICE = re.compile(
    r"(?:[A-Z][\w.'’-]* )*(?:Minister|President|Secretary|Commissioner|Premier|Representative"
    r"|Chancellor|Treasurer|Governor|Senator|executive|director|chairman|Chairman) "
    + _PERSON.pattern
)


def mention_all(text: str, memory: Memory) -> Iterable[Named]:
    """Yield everybody the catalogue knows in ``text``, and ministries that it does not."""
    for mention in memory.catalogue.find(text):
        entity = memory.catalogue.entities[mention.entity]
        if entity.type in {"person", "organisation"}:
            yield _as_named(text[mention.start : mention.end], memory, relays=False)
    for pattern in (_BODY, _OFFICE):
        for match in pattern.finditer(text):
            yield _as_named(match[0], memory, relays=False)
