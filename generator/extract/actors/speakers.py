"""Who speaks: a phrase of the text turned into a speaker with the quality in which they are heard.

Whoever cannot be resolved keeps the text's words.  ``memory`` finds whom "he" or "the ministry"
stand for; here names and descriptions are read.
"""

from __future__ import annotations

import re
from functools import lru_cache

from generator.catalogue.entries import Catalogue, Entity
from generator.extract.actors import voices
from generator.extract.actors.houses import described, named, of_body
from generator.extract.actors.listed import ARTICLE, is_publisher
from generator.extract.actors.nameless import of_thing
from generator.extract.actors.persons import family_first, personal_name
from generator.extract.actors.posts import (
    EXECUTIVE,
    OFFICE,
    PASS_ON,
    POST,
    SCHOLAR,
    holds_post,
    of_post,
)
from generator.model import Article, Mention, SpeaksAs

# "An adviser to Trump Jr": the name is somebody else's.
_NAMELESS = re.compile(
    r"(?:[Aa]n?|[Oo]ne|[Aa]nother) (?:[a-z-]+ )*[a-z-]+ (?:to|for|of|at|from) [^,]+$"
    r"|[Aa]n? (?:[a-z-]+ )*(?:aide|adviser|advisor|assistant|source) (?:to|of|for|in) "
)
_PAPER = re.compile(
    r"(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir) (?:[\w-]+ ){0,3}?"
    r"(?:letter|memo|memorandum|filing|report|statement|document|study|paper|draft)"
    r",? (?:signed|written|published|issued|seen|sent|released|dated|drafted|obtained)\b"
)
# What somebody put out speaks as its author does: "the ministry's post", "a study by Yale".
_PUT_OUT = (
    r"(?:post|article|account|statement|column|analysis|report|review|study|paper|assessment"
    r"|website|(?:news |press )?release|notice|estimate|survey|poll|note|briefing|outlook|forecast)"
)
_OWNED = re.compile(rf"(.+)['’]s? (?:[\w-]+ )?{_PUT_OUT}$")
# "A leaked Commission paper".
_PAPER_OF = re.compile(
    r"(?:[Aa]n? |[Tt]he )?(?:[a-z-]+ )*((?:[A-Z][\w&.-]* ?)+) (?:paper|draft|memo|white paper)$"
)
# People by their trade: "one shareholder", "the Jaru elder".
_SOMEONE = re.compile(
    r"(?:[Aa]n?|[Oo]ne|[Aa]nother|[Tt]he|[Tt]wo|[Tt]hree|[Ss]everal) (?:[\w'’-]+ ){0,4}?"
    r"(?!\w*(?:ment|paper|letter|number|order|factor|sector|computer|centre|center|matter|power"
    r"|border|river|water|quarter|winter|summer|director|error)s?\b)"
    r"[a-z]+(?:er|or|ist|ian|eer|man|woman|men|women|ant)s?(?:,? (?:who|at|in|from|of|with)\b.*)?$"
)
_ITS_SITE = re.compile(r"[A-Z]\S*['’]s? (?:[\w-]+ )?(?:website|site|page|account)$")
_BY_AUTHOR = re.compile(
    rf"(?:the|an?|one|another|its) (?:[\w-]+ ){{0,3}}?{_PUT_OUT} (?:published |issued |released )?"
    r"(?:by|from) (.+)$",
    re.IGNORECASE,
)
_PRESS = re.compile(r"[A-Z]\w+ (?:media|press|newspapers)$")  # "Uzbek media"
# "The province" speaks as its government.
_POLITY = re.compile(
    r"[Tt]he (?:[a-z][\w-]* )?(?:province|state|city|town|territory|country|bloc|republic|kingdom"
    r"|emirate|sultanate)$"
)
# An article is not what it is about: "An article on Cyclic Materials warned".
_ON_SOMETHING = re.compile(
    r"(?:[Aa]n?|[Oo]ne|[Tt]he) (?:[a-z-]+ )*(?:article|column|report|commentary|post|piece|story)"
    r" (?:on|about) (?!\S+\.[a-z]+$|.*\b(?:website|site|page|portal|blog)\b)"
)
_A_BODY = re.compile(r"[A-Z][^,]+, ((?:an?|the) [^,]+)")
_OPENERS = frozenset(
    ("a", "an", "the", "this", "that", "some", "most", "many", "several", "all", "one", "in", "on")
)


def entity_of(phrase: str, catalogue: Catalogue) -> Entity | None:
    """Return the entry that ``phrase`` names: a person, a body, a document, or a whole country."""
    found = [(m, catalogue.entities[m.entity]) for m in catalogue.find(phrase)]
    for kind in ("person", "organisation", "policy"):
        for mention, entity in found:
            if entity.type == kind and not _is_another(phrase, mention, entity):
                return entity
    bare = re.sub(r"\s+(?:government|authorities)$", "", ARTICLE.sub("", phrase))
    for mention, entity in found:
        if entity.type == "country" and mention.end - mention.start == len(bare):
            return entity
    return None


def _is_another(phrase: str, mention: Mention, entity: Entity) -> bool:
    """Tell a longer name of another kind: "EU Chamber of Commerce" is not the Union."""
    longer = re.match(r"(?: [A-Z][\w&-]+)+", phrase[mention.end :])
    if longer is None or entity.type != "organisation" or POST.search(longer[0]):
        return False
    kind = voices.curated(phrase[mention.start : mention.end + longer.end()]) or named(longer[0])
    return kind not in {None, SpeaksAs.OUTLET, voices.QUALITY.get(entity.speaks_as or "")}


@lru_cache(maxsize=1024)  # names come again and again
def _is_state_media(phrase: str) -> bool:
    return voices.STATE.search(phrase) is not None


def quality(  # noqa: PLR0911  one line a rule, first match wins
    phrase: str,
    entity: Entity | None,
    article: Article,
    *,
    relays: bool,
    house: SpeaksAs | None = None,
    body: bool = False,
) -> SpeaksAs | None:
    """Return in which quality ``phrase`` is heard; ``None`` for words that name nobody.

    The catalogue decides first, then the words beside the name, then the name itself.  ``relays``
    tells that it stands where outlets stand ("…, X reported"), which decides about names on no
    list.  ``house`` is the quality of a body known from before that it names; ``body`` tells that
    it names a body, whatever its shape.
    """
    person = None if body else _person(phrase, entity, article)
    if _is_state_media(phrase):
        return SpeaksAs.STATE_MEDIA
    if _ON_SOMETHING.match(phrase):
        return None
    if person is None and (found := of_thing(phrase, entity)) is not None:
        return found
    role = phrase.replace(person, "") if person else phrase
    if entity is not None:
        return _of_entity(entity, role, person=person is not None)
    if person is not None:
        return of_post(role, person=True, house=house) or SpeaksAs.EXPERT
    post = of_post(phrase, person=False, house=house) if holds_post(phrase) else None
    shortened = re.match(
        r"(?:[Tt]he )?[A-Z]{2,6} [a-z]", phrase
    )  # "PTI leaders", as the text has it
    theirs = house if shortened or _OWNED.match(phrase) else None  # "the NCEA's report"
    if _PRESS.match(phrase):
        return SpeaksAs.OUTLET
    if _POLITY.match(phrase):
        return SpeaksAs.OFFICIAL_STATEMENT
    if (found := post or theirs or _of_name(phrase, article) or house) is not None:
        return found
    if relays and voices.PUBLICATION.search(phrase):
        return SpeaksAs.OUTLET
    if _SOMEONE.match(phrase):
        return SpeaksAs.UNNAMED
    if not is_name(phrase, article):
        return None
    if _is_she(phrase, article.text):
        return SpeaksAs.EXPERT
    return SpeaksAs.OUTLET if relays else SpeaksAs.COMPANY


def _person(phrase: str, entity: Entity | None, article: Article) -> str | None:
    titled = re.match(r"(?:the |an? )?[a-z]", phrase) is not None
    outlet = not titled and is_publisher(phrase, article)
    paper = _PAPER.match(phrase)  # "The letter, signed by Senator Castell"
    body = _A_BODY.match(phrase)  # "Hayate Motion, a supplier of actuators"
    if outlet or paper or _NAMELESS.match(phrase):
        return None
    if body and described(body[1]) and not holds_post(body[1]) and not POST.search(phrase):
        return None
    person = personal_name(phrase, entity)
    return None if person and _goes_by_first(person, role=phrase, text=article.text) else person


def _goes_by_first(name: str, *, role: str, text: str) -> bool:
    """Tell a company that is shaped like a person: the text goes on about "Cumberland"."""
    if name.count(" ") != 1 or POST.search(role) or OFFICE.search(role) or family_first(name):
        return False
    if voices.UNNAMED.search(role.removesuffix(name)):
        return False  # "Retired farmer Wade Tilley"
    return _only_first(name, text)


@lru_cache(maxsize=1024)  # names come again and again
def _only_first(name: str, text: str) -> bool:
    first, last = name.split()
    alone = re.search(rf"\b{re.escape(first)}(?:['’]s)?(?= [a-z]|,)", text)
    surname = re.search(rf"(?<!{re.escape(first)} )\b{re.escape(last)}\b", text)
    return alone is not None and surname is None


@lru_cache(maxsize=1024)  # names come again and again
def _is_she(name: str, text: str) -> bool:
    """Tell a surname by what follows: 'Roe said. "Not yet," she added.'."""
    if not re.fullmatch(r"[A-Z][a-zà-ž'’-]+", name):
        return False
    goes_on = rf"\b{name} (?:said|says|told|added|noted|explained)\b[^.\n]*\.[\"”]?\s+{_THEN_SHE}"
    return re.search(goes_on, text) is not None


_THEN_SHE = r"(?:[\"“][^\"”\n]*[\"”]\s*)?(?:[Hh]e|[Ss]he) "


def _of_entity(entity: Entity, role: str, *, person: bool) -> SpeaksAs:
    if entity.type == "person":
        office = (entity.role or "").split(" of ")[0]
        if EXECUTIVE.search(entity.role or "") and not voices.OFFICIAL.search(office):
            return SpeaksAs.COMPANY
        return SpeaksAs.OFFICIAL_STATEMENT
    if entity.type == "policy":
        return SpeaksAs.OFFICIAL_DOCUMENT
    kind = voices.QUALITY.get(entity.speaks_as or "", SpeaksAs.OFFICIAL_STATEMENT)
    if not person and not (kind in PASS_ON and SCHOLAR.search(role) and holds_post(role)):
        return kind
    if OFFICE.search(role):
        return SpeaksAs.OFFICIAL_STATEMENT
    return SpeaksAs.EXPERT if kind in PASS_ON or SCHOLAR.search(role) else kind


def _of_name(phrase: str, article: Article) -> SpeaksAs | None:
    """Read a body's name and what stands beside it, or whose paper it is."""
    if (paper := _PAPER_OF.match(phrase)) and of_body(paper[1]) is SpeaksAs.OFFICIAL_STATEMENT:
        return SpeaksAs.OFFICIAL_DOCUMENT
    author = _OWNED.match(phrase) or _BY_AUTHOR.match(phrase)
    if author and (found := of_body(author[1])) is not None:
        return found
    if _ITS_SITE.search(phrase):
        return None  # of whoever owns it
    found = of_body(phrase, publishes=is_publisher(phrase, article))
    if found is None and (
        voices.is_outlet_name(phrase)
        or (voices.PUBLICATION.search(phrase) and re.search("[A-Z]", phrase))
    ):
        return SpeaksAs.OUTLET
    return found


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
