"""Speakers that are no named person or body: documents, numbers, and people without a name."""

from __future__ import annotations

import re

from generator.catalogue.entries import Entity
from generator.extract.actors import voices
from generator.extract.grammar.phrases import holds_verb
from generator.model import SpeaksAs

_NUMBERED = re.compile(r"\b(?:Order|Announcement|Notice|Decree) No\b|^[Tt]h(?:e|is) statement$")
_ONE_OF_THEM = re.compile(
    r"(?:one|another|two|three|four|several|some|most) of"
    r" (?:them|the (?:people|sources|officials))\b"
    r"|(?:one|another), (?:who|an?)\b",
    re.IGNORECASE,
)


# Somebody by a post at no house that is named: "a former procurement officer".
_SOME_POST = re.compile(
    r"(?:[Aa]n?|[Oo]ne|[Aa]nother) (?:[a-z][\w-]* )*?(?:officer|executive|director|manager|engineer"
    r"|negotiator|owner|founder|president|chief|head|boss|superintendent|foreman)"
    r"(?: (?:who|in|at an?|of an?|with)\b[^A-Z]*)?$"
)


def of_thing(phrase: str, entity: Entity | None) -> SpeaksAs | None:
    """Return the quality of a document, of numbers or of unnamed people; ``None`` for others.

    Their word decides, not whose they are.
    """
    head = re.split(
        r"\s+(?:by|of|on|for|from|between|published|issued|signed|seen|reviewed|obtained|released|leaked|shown|shared|dated|in|with|to|at|who)\b|,",
        phrase,
    )[0].strip()
    kind = entity.speaks_as if entity else None
    if _ONE_OF_THEM.match(phrase) or (kind is None and _SOME_POST.match(phrase)):
        return SpeaksAs.UNNAMED
    if voices.COMPANY_PAPER.search(head):
        return SpeaksAs.COMPANY
    if voices.NUMBERS.search(head) and kind not in {"company", "news-outlet"}:
        return SpeaksAs.DATA_PROVIDER
    if _is_document(head, entity) or _NUMBERED.search(phrase):
        return SpeaksAs.OFFICIAL_DOCUMENT
    if _is_unnamed(phrase, kind) or (kind is None and voices.ONE_OF_A_TRADE.match(phrase)):
        return SpeaksAs.UNNAMED
    return None


def _is_document(head: str, entity: Entity | None) -> bool:
    """Tell a document, if it is none of a company or outlet: "the document, shown to Bloomberg"."""
    documents = list(voices.DOCUMENT.finditer(head))
    owner = entity if entity and any(name in head for name in entity.names) else None
    kind = owner.speaks_as if owner else None
    last = documents[-1].end() == len(head) if documents else False
    return last and not holds_verb(head) and kind in {None, "official-statement"}


def _is_unnamed(phrase: str, kind: str | None) -> bool:
    if re.search(r"['’]s (?:own )?(?:sources?|contacts|informants)(?:,|$)", phrase):
        return True  # "Bloomberg's sources"
    head = phrase.split(",", maxsplit=1)[0]
    head = head[:1].lower() + head[1:]  # "Analysts" opens a sentence, "Observer" is a name
    # "Pensana's auditors, PKF Littlejohn"
    named = re.match(r"(?!.* to )[^,]+['’]s? \w+, [A-Z]\S+ [A-Z]", phrase)
    if named or not voices.UNNAMED.search(head) or voices.PUBLICATION.search(head):
        return False
    if kind in {"data-provider", "think-tank", "news-outlet"}:
        return False
    if re.match(r"(?:The )?[A-Z]\S* [A-Z]", phrase) and voices.is_outlet_name(phrase):
        return False  # "Manufacturers' Monthly"
    if re.search(r"\b(?:trader|dealer|buyer|consultant) [A-Z]", phrase):
        return False  # "the metals trader Lipmann Walton"
    house = re.search(r"\b(?:at|of|from) (?:the )?[A-Z]", head)
    return not (house and voices.EXPERT.search(head) and not voices.OFFICIAL.search(head))
