"""Whom "the company", "the paper" or "the study" stands for."""

from __future__ import annotations

import re
from functools import lru_cache

from generator.catalogue.entries import Catalogue
from generator.extract.actors.directory import Directory
from generator.extract.actors.introductions import opening
from generator.extract.actors.named import RELAYING, Named
from generator.extract.actors.posts import holds_post
from generator.extract.actors.standins import (
    BANKS,
    COMPANIES,
    HOUSES,
    OUTLETS,
    PAPERS_OF,
    TEXTS,
    WATCHERS,
)
from generator.extract.actors.voices import OFFICIAL, UNNAMED, curated
from generator.model import SpeaksAs

_PAPERS_OF_STATE = re.compile(
    r"\b(?:[Aa]greement|[Pp]lan|[Tt]reaty|[Ll]aw|[Rr]egulations?|[Rr]ules|[Oo]rder|[Nn]otice"
    r"|[Cc]ommuniqu[eé]|[Pp]roclamation|[Ff]act sheet|[Mm]emorandum|[Aa]nnouncement No)\b"
)
_DOCUMENTS = frozenset(("paper", "document", "text", "draft", "proposal", "plan"))
_WRITTEN = frozenset(("report", "paper", "study", "analysis"))
_WRITERS = frozenset(("authors", "researchers", "scientists", "academics"))
_CLAUSES = re.compile(r";\s+|,\s+(?:but|and|while)\s+")
_ACCORDING = re.compile(r"^According to [^,]+, ")
_TELLING = frozenset({SpeaksAs.OUTLET, SpeaksAs.STATE_MEDIA})
_THINGS = frozenset({"mineral", "concept", "policy"})
_KNOWING = frozenset({SpeaksAs.EXPERT, SpeaksAs.DATA_PROVIDER})
_NO_BANK = re.compile(
    r"\b(?:Institut\w*|Universit\w+|Cent(?:er|re)|School|Foundation|Council|think[- ]tank|group)\b"
)
_REPORTING = frozenset({SpeaksAs.OFFICIAL_STATEMENT, SpeaksAs.EXPERT, SpeaksAs.DATA_PROVIDER})
_PAPERS = frozenset({"paper", "newspaper", "daily", "tabloid", "magazine", "broadsheet", "weekly"})
_AGENCY = re.compile(
    r"\b(?:Reuters|Bloomberg|Associated Press|AP|AFP|dpa|Xinhua|Kyodo|Yonhap|Jiji|PTI|ANI|TASS|UPI"
    r"|EFE|ANSA|Interfax|Anadolu|Agency|Agence)\b"
)


def definite(noun: str, names: Directory) -> Named | None:
    """Return who "the" body, company, outlet or text of that noun is."""
    head = noun.rsplit(maxsplit=1)[-1]
    last = names.spoke[-1] if names.spoke else None
    if head in _DOCUMENTS and last and last.speaker.kind is SpeaksAs.OFFICIAL_DOCUMENT:
        return last
    if head in _WRITERS and last and last.person and last.speaker.kind is SpeaksAs.EXPERT:
        return last
    if noun == "statement":  # of the company that spoke last, else a document
        return last if last and last.speaker.kind is SpeaksAs.COMPANY else None
    if head in _WRITTEN and not names.relayed and (body := _reporter(names)):
        return body
    if head == "text" and not _PAPERS_OF_STATE.search(names.article.text):
        head = "report"  # of the outlet that spoke last
    relayed = names.relayed.latest() if head in OUTLETS else ()
    known = (*relayed, *names.spoke.latest(), *names.named.latest())
    if UNNAMED.search(head) and head not in BANKS:
        known = tuple(n for n in names.named.latest() if _may_be(n, head))
    if head in COMPANIES and (
        meant := _opens(noun, head, names) or _company_meant(noun, head, names)
    ):
        return meant
    worded = (n for n in known if head not in TEXTS and _is_called(n, noun, head, names))
    return next(worded, None) or next((n for n in known if is_kind(n, noun, head)), None)


def _reporter(names: Directory) -> Named | None:
    """Return the body that spoke last, where no outlet did: "The auditors … the report found"."""
    spoke = (n for n in names.spoke.latest() if not n.person)
    last = next(spoke, None)
    return last if last and last.speaker.kind in _REPORTING else None


def _opens(noun: str, head: str, names: Directory) -> Named | None:
    """Return the company with which the sentence or a clause before "the firm" opens.

    "LS Cable will build it, the firm says", not "NdPr is a fifth of it, the firm says", and not
    "Revenue rose, the firm says".
    """
    name = opening(names.sentence)
    told = len(re.findall(r"\b[A-Z]", name)) > 1 or _knows(name, names)
    for first in (name if told else "", *_clause_openings(noun, names)):
        if first and not first.startswith("The ") and not is_thing(first, names.catalogue):
            opens = names.as_named(first, relays=False)
            if opens is not None and is_kind(opens, noun, head):
                return opens
    return None


def _may_be(named: Named, head: str) -> bool:
    """Tell people, and bodies named after them: "the auditors" of the Court of Auditors."""
    people = named.person or named.speaker.kind is SpeaksAs.UNNAMED
    return people or head in named.speaker.name.lower()


def _company_meant(noun: str, head: str, names: Directory) -> Named | None:
    """Return the company of this paragraph, else the one the article names most."""
    if head == "group":
        return None  # of whatever kind
    here = reversed(names.named[names.paragraph :])
    known = [
        n
        for n in names.named.latest()
        if is_kind(n, noun, head) and not _is_called(n, noun, head, names)
    ]
    if names.topic in known and names.topic in names.named[names.paragraph :]:
        return names.topic  # whom the sentence before was about
    near = next((n for n in here if n in known), None)
    if near is not None or not known:
        return near
    text = names.article.text
    return max(known, key=lambda n: max((_mentions(k, text) for k in n.keys), default=0))


@lru_cache(maxsize=1024)  # "the company" comes again and again
def _mentions(key: str, text: str) -> int:
    """Return how often a text uses a short name, whatever its case."""
    return text.lower().count(key)


def _clause_openings(noun: str, names: Directory) -> list[str]:
    """Return with whom the clauses before "the company" open: "Lynas agreed; the company …"."""
    if noun not in COMPANIES:
        return []
    before = names.sentence.partition(f"the {noun}")[0]
    clauses = _CLAUSES.split(before)[:-1] if before != names.sentence else []
    return [opening(_ACCORDING.sub("", clause)) for clause in reversed(clauses)]


def _knows(name: str, names: Directory) -> bool:
    return any(name.lower() in named.keys for named in names.named.latest()) or bool(
        names.catalogue.find(name) or curated(name)
    )


def _is_called(named: Named, noun: str, head: str, names: Directory) -> bool:
    """Tell whether the words of a noun stand in what somebody was named by."""
    if named.speaker.kind is SpeaksAs.UNNAMED and OFFICIAL.search(head):
        return False  # "a government source" is not the government
    if names.told and named.speaker.kind in _TELLING:
        return False  # "the agency told Reuters": not another news agency
    if (named.plural and not head.endswith("s")) or (
        named.person and named.speaker.kind is not SpeaksAs.UNNAMED and not holds_post(noun)
    ):
        return False  # "the chamber" is not its president
    if head not in named.words:
        return False
    return all(re.search(rf"\b{re.escape(word)}\b", named.words) for word in noun.split())


def is_thing(name: str, catalogue: Catalogue) -> bool:
    """Tell whether the catalogue knows a name as that of a mineral, a rule or an idea."""
    found = (m for m in catalogue.find(name) if (m.start, m.end) == (0, len(name)))
    return any(catalogue.entities[m.entity].type in _THINGS for m in found)


def is_kind(named: Named, noun: str, head: str) -> bool:
    """Return whether somebody named before is of the kind that ``noun`` with its ``head`` tells."""
    kind = named.speaker.kind
    if named.person:
        return False
    if head in _PAPERS and (_AGENCY.search(named.speaker.name) or kind is SpeaksAs.DATA_PROVIDER):
        return False  # "the paper" is no news agency
    if head in _BARE and noun != head:
        return False  # "the environment agency" is not the BBC
    kinds = next((kinds for heads, kinds in _KINDS if head in heads), frozenset())
    if head in BANKS and _NO_BANK.search(named.speaker.name):
        return False
    return kind in kinds or (noun in PAPERS_OF and kind is not SpeaksAs.UNNAMED)


_BARE = WATCHERS | {"agency", "group"}
_KINDS = (
    (HOUSES, _KNOWING),
    (BANKS, frozenset({SpeaksAs.EXPERT})),
    (WATCHERS, frozenset({SpeaksAs.EXPERT, SpeaksAs.OFFICIAL_STATEMENT})),
    (frozenset({"agency"}), frozenset({SpeaksAs.EXPERT, SpeaksAs.OFFICIAL_STATEMENT}) | RELAYING),
    (frozenset({"group"}), frozenset({SpeaksAs.EXPERT, SpeaksAs.COMPANY})),
    (frozenset({"lobby", "association", "union", "chamber"}), frozenset({SpeaksAs.COMPANY})),
    (COMPANIES, frozenset({SpeaksAs.COMPANY})),
    (OUTLETS, RELAYING),
)
