"""Which kind of body "the company", "the paper" or "the study" stands for."""

from __future__ import annotations

import re

from generator.catalogue.entries import Catalogue
from generator.extract.named import Named
from generator.extract.standins import BANKS, COMPANIES, HOUSES, OUTLETS, PAPERS_OF
from generator.model import SpeaksAs

RELAYING = frozenset({SpeaksAs.OUTLET, SpeaksAs.STATE_MEDIA, SpeaksAs.DATA_PROVIDER})
_THINGS = frozenset({"mineral", "concept", "policy"})
_KNOWING = frozenset({SpeaksAs.EXPERT, SpeaksAs.DATA_PROVIDER})
_NO_BANK = re.compile(
    r"\b(?:Institut\w*|Universit\w+|Cent(?:er|re)|School|Foundation|Council|think[- ]tank|group)\b"
)
_PAPERS = frozenset({"paper", "newspaper", "daily", "tabloid", "magazine", "broadsheet", "weekly"})
_AGENCY = re.compile(
    r"\b(?:Reuters|Bloomberg|Associated Press|AP|AFP|dpa|Xinhua|Kyodo|Yonhap|Jiji|PTI|ANI|TASS|UPI"
    r"|EFE|ANSA|Interfax|Anadolu|Agency|Agence)\b"
)


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
    kinds = next((kinds for heads, kinds in _KINDS if head in heads), frozenset())
    if head in BANKS and _NO_BANK.search(named.speaker.name):
        return False
    return kind in kinds or (noun in PAPERS_OF and kind is not SpeaksAs.UNNAMED)


_KINDS = (
    (HOUSES, _KNOWING),
    (BANKS, frozenset({SpeaksAs.EXPERT})),
    (COMPANIES, frozenset({SpeaksAs.COMPANY})),
    (OUTLETS, RELAYING),
)
