"""Who speaks: a phrase of the text turned into a speaker with the quality in which they are heard.

Whoever cannot be resolved keeps the text's words.  ``memory`` finds whom "he" or "the ministry"
stand for; here names and descriptions are read.
"""

from __future__ import annotations

import re

from generator.catalogue.entries import Catalogue, Entity
from generator.extract import voices
from generator.extract.nameless import of_thing
from generator.extract.persons import IN_OFFICE, personal_name
from generator.model import Article, SpeaksAs

ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_TITLE = re.compile(
    r"\b(?:chief|chair\w*|director|founder|co-founder|boss|management|head)\b", re.IGNORECASE
)
# "An adviser to Trump Jr": the name is somebody else's.
_NAMELESS = re.compile(
    r"(?:[Aa]n?|[Oo]ne|[Aa]nother) (?:[a-z-]+ )*[a-z-]+ (?:to|for|of|at|from) [^,]+$"
)
_PAPER = re.compile(
    r"(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir) (?:[\w-]+ ){0,3}?"
    r"(?:letter|memo|memorandum|filing|report|statement|document|study|paper|draft)"
    r",? (?:signed|written|published|issued|seen|sent|released|dated|drafted|obtained)\b"
)
_BODY_OF = re.compile(
    r"\b(?:Ministry|Department|Office|Bureau|Agency|Commission|Administration) (?:of|for) [A-Z]"
)
_BODY = re.compile(r"\b(?:Commission|Committee|Council|Board|Court|Ministry|Department)$")
# "ExportFlows, a trade information site", "One site, The Shiv".
_SITE = re.compile(
    r"(?:, an? (?:[\w-]+ )*|^(?:one|an?|the|another) (?:[\w-]+ )*)"
    r"(?:site|portal|platform|publication|journal|paper|magazine|blog|newsletter|news service)"
    r"(?:$|,)",
    re.IGNORECASE,
)
_EXECUTIVE = re.compile(
    r"\b(?:executive|[Hh]ead of (?:[a-z]+ )+at|(?:vice|executive) president at)\b"
)
# Who has such a post and is neither in office nor at an institute works for a company.
_POST = re.compile(
    r"(?<!programme )(?<!program )\b(?:chief|officer|head|director|chair\w*|boss|manager"
    r"|founder|owner|partner|president|engineer"
    r"|who (?:runs?|heads?|leads?|owns?|founded|manages?) )\b",
    re.IGNORECASE,
)
_PASS_ON = frozenset({SpeaksAs.DATA_PROVIDER, SpeaksAs.OUTLET, SpeaksAs.STATE_MEDIA})
_OPENERS = frozenset(
    ("a", "an", "the", "this", "that", "some", "most", "many", "several", "all", "one", "in", "on")
)


def entity_of(phrase: str, catalogue: Catalogue) -> Entity | None:
    """Return the entry that ``phrase`` names: a person, a body, a document, or a whole country."""
    found = [(m, catalogue.entities[m.entity]) for m in catalogue.find(phrase)]
    for kind in ("person", "organisation", "policy"):
        for _, entity in found:
            if entity.type == kind:
                return entity
    bare = re.sub(r"\s+(?:government|authorities)$", "", ARTICLE.sub("", phrase))
    for mention, entity in found:
        if entity.type == "country" and mention.end - mention.start == len(bare):
            return entity
    return None


def quality(  # noqa: PLR0911  one line a rule, first match wins
    phrase: str,
    entity: Entity | None,
    article: Article,
    *,
    relays: bool,
    house: SpeaksAs | None = None,
) -> SpeaksAs | None:
    """Return in which quality ``phrase`` is heard; ``None`` for words that name nobody.

    ``relays`` tells that it stands where outlets stand ("…, X reported"), which decides about
    names on no list.  ``house`` is the quality of a body known from before that it names.
    """
    titled = re.match(r"(?:the |an? )?[a-z]", phrase) is not None
    outlet = not titled and is_publisher(phrase, article)
    paper = _PAPER.match(phrase)  # "The letter, signed by Senator Castell"
    nameless = outlet or paper or _NAMELESS.match(phrase)
    person = None if nameless else personal_name(phrase, entity)
    if voices.STATE.search(phrase):
        return SpeaksAs.STATE_MEDIA
    if person is None and (found := of_thing(phrase, entity)) is not None:
        return found
    if entity is not None:
        return _of_entity(entity, person=person)
    if person is None and (found := _of_name(phrase, article)) is not None:
        return found
    role = phrase.replace(person, "") if person else phrase
    found = (house or _of_house(role)) if person else None
    found = found or _of_role(role, person=person is not None) or house
    if person is not None and found in _PASS_ON:
        return SpeaksAs.EXPERT  # somebody of theirs
    if found is not None:
        return found
    if person is not None:
        return SpeaksAs.EXPERT
    if relays and voices.PUBLICATION.search(phrase):
        return SpeaksAs.OUTLET
    if not is_name(phrase, article):
        return None
    return SpeaksAs.OUTLET if relays else SpeaksAs.COMPANY


def _of_house(role: str) -> SpeaksAs | None:
    """Find a person of a curated house: "SASAC head" speaks for it, an analyst is an expert."""
    known = voices.curated(role)
    if known is SpeaksAs.DATA_PROVIDER:
        return SpeaksAs.EXPERT
    heads = known is SpeaksAs.OFFICIAL_STATEMENT and _POST.search(role)
    return known if known is SpeaksAs.EXPERT or heads else None


def _of_entity(entity: Entity, *, person: str | None) -> SpeaksAs:
    if entity.type == "person":
        office = (entity.role or "").split(" of ")[0]
        if _TITLE.search(entity.role or "") and not voices.OFFICIAL.search(office):
            return SpeaksAs.COMPANY
        return SpeaksAs.OFFICIAL_STATEMENT
    if entity.type == "policy":
        return SpeaksAs.OFFICIAL_DOCUMENT
    kind = voices.QUALITY.get(entity.speaks_as or "", SpeaksAs.OFFICIAL_STATEMENT)
    return SpeaksAs.EXPERT if person and kind in _PASS_ON else kind


def _of_name(phrase: str, article: Article) -> SpeaksAs | None:
    if _SITE.search(phrase):
        return SpeaksAs.OUTLET
    known = SpeaksAs.COMPANY if voices.TRADE_BODY.search(phrase) else None
    if known is None and _says_officially(phrase):
        return SpeaksAs.OFFICIAL_STATEMENT
    known = known or _curated(phrase)
    if known is not None and not (
        known is SpeaksAs.OFFICIAL_STATEMENT and voices.COMPANY.search(phrase)
    ):
        return known
    if voices.is_outlet_name(phrase) or (
        voices.PUBLICATION.search(phrase) and re.search("[A-Z]", phrase)
    ):
        return SpeaksAs.OUTLET
    if is_publisher(phrase, article):
        return _of_role(re.sub(r"[A-Z]\w*", "", phrase)) or SpeaksAs.OUTLET
    return None


def _says_officially(phrase: str) -> bool:
    """Find public bodies by the end of their name, and what they put out: "the ministry's post"."""
    owner = re.match(
        r"(.+)['’]s (?:post|article|account|statement|column|analysis"
        r"|report|review|study|paper|assessment|website|notice|estimate)$",
        phrase,
    )
    if owner and not voices.PUBLICATION.search(owner[1]) and not voices.curated(owner[1]):
        return voices.OFFICIAL.search(owner[1]) is not None
    body = _BODY.search(phrase) or _BODY_OF.search(phrase)
    return body is not None and voices.curated(phrase) is None


def _curated(phrase: str) -> SpeaksAs | None:
    """Look a name up; an outlet's short name in brackets after another name is not the outlet."""
    known = voices.curated(phrase)
    bare = re.sub(r"(?<=\w{4}) \([A-Z]{2,6}\)$", "", phrase)
    return voices.curated(bare) if known is SpeaksAs.OUTLET else known


def is_publisher(phrase: str, article: Article) -> bool:
    """Return whether the sources of the article name ``phrase`` as a publisher."""
    match = re.search(r"[A-Z].*$", ARTICLE.sub("", phrase))
    name = match[0].lower() if match else ""
    return bool(name) and any(
        re.search(rf"(?<!\w){re.escape(name)}(?!\w)", source.publisher.lower())
        for source in article.sources
    )


def _of_role(  # noqa: PLR0911  one line a rule, first match wins
    role: str, *, person: bool = False
) -> SpeaksAs | None:
    """Read a description: "analyst at", "chief executive of", "Germany's economy minister"."""
    expert = voices.EXPERT.search(role)
    company = voices.COMPANY.search(role)
    if person and IN_OFFICE.search(role):
        return SpeaksAs.OFFICIAL_STATEMENT
    if voices.DATA.search(role) and not expert:
        return SpeaksAs.EXPERT if person else SpeaksAs.DATA_PROVIDER
    if expert or re.search(r"\bResearch\b", role):  # "Mizuho Research & Technologies"
        return SpeaksAs.EXPERT
    if person and _EXECUTIVE.search(role):
        return SpeaksAs.COMPANY
    if company and not (_TITLE.search(company[0]) and voices.OFFICIAL.search(role)):
        return SpeaksAs.COMPANY
    if voices.OFFICIAL.search(role):
        return SpeaksAs.OFFICIAL_STATEMENT
    if voices.SPOKESPERSON.search(role):
        named = re.search(r"\b(?!Spokes)[A-Z]\w+", role)
        return SpeaksAs.COMPANY if named else SpeaksAs.OFFICIAL_STATEMENT
    return SpeaksAs.COMPANY if company or (person and _POST.search(role)) else None


def is_name(phrase: str, article: Article) -> bool:
    """Return whether ``phrase`` holds a proper name, not just the capital that opens a sentence."""
    words = ARTICLE.sub("", phrase).split()
    if any(re.match(r"[A-Z]", word) for word in words[1:]) or re.search(
        r"[A-Z].*[A-Z]|\d", words[0]
    ):
        return True
    first = words[0]
    if not first[:1].isupper() or first.lower() in _OPENERS:
        return False
    return len(words) == 1 and not re.search(rf"\b{re.escape(first.lower())}\b", article.text)
