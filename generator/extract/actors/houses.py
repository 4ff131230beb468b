"""In which quality a body is heard: a list, the words beside its name, the head of its name.

A name says what its owner is by its last noun ("Minerals *Council*", "Mining *Weekly*", "*School*
of Mines"), and so does a description beside it ("the consultancy Rystad", "X, a think tank").
"""

from __future__ import annotations

import re

from generator.catalogue.geography import COUNTRIES, REGIONS
from generator.extract.actors import voices
from generator.model import SpeaksAs

# Where the head of a description or name has ended: "School of Mines", "a developer backed by".
_BEHIND_HEAD = re.compile(
    r"\b(?:of|for|on|at|in|from|with|to|by|and|that|which|who|whose|near|under|as|led|based in"
    r"|behind)\b"
)
# "the Brazilian party Rede Sustentabilidade", "law firm Pillsbury": a noun before the name.
_IN_NAMES = r"(?:[A-Z0-9][\w&.'’-]*|of|and|for|&)"
_BEFORE_NAME = re.compile(
    r"((?:[\w'’-]+ )*?(?!(?:of|for|and|the|an?|in|at|on|to|by|from|with|de|du|der|van|von)\b)"
    rf"[a-z][\w-]+) (?={_IN_NAMES}(?: {_IN_NAMES})*$)"
)
# Names that no outlet has, though it may be a source: a company's own release.
_FIRM = re.compile(
    r"\b(?:Rare Earths|Resources|Minerals|Metals|Materials|Industries|Holdings|Chemicals?|Ltd"
    r"|Limited|plc|Inc|Corp|Corporation|AG|GmbH|AB|ASA?)\.?$"
)
_SITE = re.compile(r"\w\.(?:com|net|org|dev|io|eu|cn|uk|az|info|news|au|ca|de)\b")
_OWNED = re.compile(r"\bstate-(?:owned|run|controlled|backed)\b")
# Ministries by their whole name, whatever fields it lists.
_MINISTRY = re.compile(
    r"(?:(?:the|an?|its|federal|state|provincial|national|[A-Z]\w+['’]s?) )*"
    r"(?:Ministry|Ministries|Department|Directorate|Secretariat) (?:of|for) (?:the )?[A-Z]"
)
# What a state calls a body of its own: a field or a duty, then the country.
_DUTY = re.compile(
    r"(?:the )?(?:Natural Resources|Business|Invest|Export (?:Finance|Development)|Enterprise"
    r"|Geoscience|Global Affairs|Innovation|Innovate|Investment|Infrastructure|Transport|Health"
    r"|Environment(?: and Climate Change)?|Trade|Finance|Fisheries and Oceans|Parks|Crown"
    r"|Indigenous Services|Industry|Competition|Statistics|Customs|Standards|Food|Public Services"
    r"|Immigration|Employment|Water|Safe Work|Trade and Invest|Housing) (?P<country>[A-Z][\w ]+)$"
)
_SHORT_PLACES = frozenset(("saudi", "uk", "us", "eu", "nsw", "wa"))
_COUNTRY_BANK = re.compile(r"(?:the )?Bank of [A-Z]\w+(?: [A-Z]\w+)?$")


def of_body(phrase: str, *, publishes: bool = False) -> SpeaksAs | None:
    """Return the quality of the body that ``phrase`` names or describes; ``None`` if unknown.

    ``publishes`` tells that a listed source is of that name, so a name such as "Mining Today" that
    alone would be a company's is an outlet's.
    """
    if _MINISTRY.match(phrase):
        return SpeaksAs.OFFICIAL_STATEMENT
    name, *beside = phrase.split(", ")
    name = re.sub(r"(?<=\w{3}) \([A-Z][\w&-]+\)$", "", name)  # "Forum Macao (AP)" is not AP
    before = _BEFORE_NAME.match(name)
    known = voices.curated(name[before.end() :] if before else name)
    if known is not None:
        return known
    descriptions = (described(words) for words in (before[1] if before else "", *beside) if words)
    if told := next((kind for kind in descriptions if kind), None):
        return told
    found = named(name)
    outlet = publishes and found in {None, SpeaksAs.COMPANY} and not _FIRM.search(name)
    return SpeaksAs.OUTLET if outlet else found


def named(name: str) -> SpeaksAs | None:
    """Return the quality that a name gives away by its head, or else by its tail."""
    if _COUNTRY_BANK.match(name) or is_state_body(name):
        return SpeaksAs.OFFICIAL_STATEMENT
    if _SITE.search(name):
        return SpeaksAs.OUTLET
    if voices.COMPANY_FORM.search(name):
        return SpeaksAs.COMPANY
    return described(name)


def is_state_body(name: str) -> bool:
    """Tell "Business Finland" or "Natural Resources Canada", which no company is called."""
    duty = _DUTY.match(name)
    place = duty["country"].lower() if duty else ""
    return place in _SHORT_PLACES or place in COUNTRIES or place in REGIONS


def head(words: str) -> str:
    """Return a phrase up to the word that ends its head, that word included: "School of"."""
    cut = _cut(words)
    return words[: cut.end()] if cut else words


def _cut(words: str) -> re.Match[str] | None:
    cut = _BEHIND_HEAD.search(words)
    while cut is not None and not words[: cut.start()].strip():
        cut = _BEHIND_HEAD.search(words, cut.end())
    return cut


def described(words: str) -> SpeaksAs | None:
    """Return the quality that the head of a description tells: the keyword that ends last in it.

    "Energy Secretary" is a secretary.  What follows the head is asked only if it tells nothing.
    """
    if _OWNED.search(words):
        return SpeaksAs.COMPANY
    found = voices.by_words(head(words))
    tail = words[len(head(words)) :].strip()
    return found or (described(tail) if tail else None)
