"""Who speaks: a phrase of the text turned into a speaker with the quality in which they are heard.

Whoever cannot be resolved keeps the text's words.  ``memory`` finds whom "he" or "the ministry"
stand for; here names and descriptions are read.
"""

from __future__ import annotations

import re

from generator.catalogue.entries import Catalogue, Entity
from generator.extract import voices
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
    if person is None and (found := _of_thing(phrase, entity)) is not None:
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


def _of_thing(phrase: str, entity: Entity | None) -> SpeaksAs | None:
    """Find documents, numbers and unnamed people; their word decides, not whose they are."""
    head = re.split(
        r"\s+(?:by|of|on|for|from|between|published|issued|signed|seen|in|who)\b|,", phrase
    )[0].strip()
    kind = entity.speaks_as if entity else None
    if re.search(r"\b(?:Order|Announcement|Notice|Decree) No\b", phrase):
        return SpeaksAs.OFFICIAL_DOCUMENT
    if voices.COMPANY_PAPER.search(head):
        return SpeaksAs.COMPANY
    if voices.NUMBERS.search(head) and kind not in {"company", "news-outlet"}:
        return SpeaksAs.DATA_PROVIDER
    documents = list(voices.DOCUMENT.finditer(head))
    if documents and documents[-1].end() == len(head) and kind in {None, "official-statement"}:
        return SpeaksAs.OFFICIAL_DOCUMENT
    if _is_unnamed(phrase, kind) or (kind is None and voices.ONE_OF_A_TRADE.match(phrase)):
        return SpeaksAs.UNNAMED
    return None


def _is_unnamed(phrase: str, kind: str | None) -> bool:
    head = phrase.split(",", maxsplit=1)[0]
    head = head[:1].lower() + head[1:]  # "Analysts" opens a sentence, "Observer" is a name
    if not voices.UNNAMED.search(head) or voices.PUBLICATION.search(head):
        return False
    if kind in {"data-provider", "think-tank", "news-outlet"}:
        return False
    if re.match(r"(?:The )?[A-Z]\S* [A-Z]", phrase) and voices.is_outlet_name(phrase):
        return False  # "Manufacturers' Monthly"
    if re.search(r"\b(?:trader|dealer|buyer|consultant) [A-Z]", phrase):
        return False  # "the metals trader Lipmann Walton"
    house = re.search(r"\b(?:at|of|from) (?:the )?[A-Z]", head)
    return not (house and voices.EXPERT.search(head) and not voices.OFFICIAL.search(head))


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
    if _says_officially(phrase):
        return SpeaksAs.OFFICIAL_STATEMENT
    known = _curated(phrase)
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
    owner = re.match(r"(.+)['’]s (?:post|article|account|statement|column)$", phrase)
    if owner and not voices.PUBLICATION.search(owner[1]) and not voices.curated(owner[1]):
        return voices.OFFICIAL.search(owner[1]) is not None
    return _BODY.search(phrase) is not None and voices.curated(phrase) is None


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
