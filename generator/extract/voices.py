"""In which quality a voice is heard: curated lists and the words that give a voice away."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Final

import yaml

from generator.model import SpeaksAs

# What the catalogue calls a quality, and what a page shows for it.
QUALITY: Final = {
    "official-statement": SpeaksAs.OFFICIAL_STATEMENT,
    "state-media": SpeaksAs.STATE_MEDIA,
    "news-outlet": SpeaksAs.OUTLET,
    "data-provider": SpeaksAs.DATA_PROVIDER,
    "company": SpeaksAs.COMPANY,
    "think-tank": SpeaksAs.EXPERT,
}
# People without a name: what they say is an unnamed source's, whatever house they belong to.
UNNAMED = re.compile(
    r"\b(?:officials?|sources?|persons?|people|analysts?|experts?|traders?|(?<!chief "
    r")executives?|insiders?"
    r"|residents?|villagers?|locals|critics?|observers?|diplomats?|workers?|lawyers?|specialists?"
    r"|economists?|researchers?|scientists?|investors?|buyers?|dealers?|managers?|employees?"
    r"|staff|activists?|environmentalists?|campaigners?|participants?|exporters?|importers?"
    r"|consultants?|academics?|scholars?|commentators?|miners|attendees|witnesses|aides?"
    r"|advisers?|advisors?|opponents?|supporters?|engineers?|opposition leaders|industry leaders"
    r"|firms|companies|trading houses|carmakers|automakers|manufacturers|producers|suppliers"
    r"|bankers?|brokers?|lobbyists?|refiners|recyclers|distributors|optimists|pessimists|sceptics"
    r"|circles|chiefs|elders|rebels|fighters|drivers|fishermen|farmers|geologists|protesters|smugglers"
    r"|soldiers|neighbours|neighbors|parents|families|students"
    r"|skeptics|proponents|detractors|rivals|competitors|customers|users|consumers|veterans)\b",
)
# One of a trade without a name: "one Rotterdam distributor", "a second producer".
ONE_OF_A_TRADE = re.compile(
    r"(?:an?|one|another|a (?:second|third)|two|three|several|some|other) (?:[\w-]+ ){0,3}?"
    r"(?:trader|distributor|buyer|seller|producer|supplier|maker|user|consumer|processor|refiner"
    r"|recycler|merchant|manufacturer|miner|importer|exporter|smelter|stockist|end user)s?"
    r"(?: (?:in|from|at|based|of|who|with|familiar)\b.*)?$",
    re.IGNORECASE,
)
STATE = re.compile(
    r"\b(?:state|official|government|party|state-(?:run|owned|controlled|backed|linked|affiliated))"
    r"(?:-(?:run|owned))? (?:\w+ )?(?:media|television|tv|broadcaster|outlets?|newspapers?"
    r"|news agency|press|tabloid)\b"
    r"|\bstate-(?:run|owned|controlled) (?:[A-Z]\w+ ?)+(?:News|Daily|Times|Agency|TV)",
    re.IGNORECASE,
)
DOCUMENT = re.compile(
    r"\b(?:fact ?sheet|announcement|notice|communiqu[eé]|regulations?|law|decree|act|executive "
    r"order"
    r"|order|treaty|memorandum|text|proclamation|white paper|circular|catalogue|ordinance|directive"
    r"|gazette|resolution|framework|joint statement|letter|document|draft|strategy|ruling"
    r"|action plan"
    r"|measures|rules)s?\b",
    re.IGNORECASE,
)
SPOKESPERSON = re.compile(r"\bspokes(?:person|man|woman|people|men)\b", re.IGNORECASE)
OFFICIAL = re.compile(
    r"\b(?:minist(?:er|ers|ry|ries)|vice[- ]premier|premier|president|prime minister|chancellor"
    r"|secretar(?:y|ies)|commissioner|commission|government|administration|department|embassy"
    r"|ambassador|envoy|consul|parliament|senat(?:e|ors?)|congress(?:man|woman)?|directorate"
    r"|ministerial|representatives?"
    r"|lawmaker|treasur(?:er|y)|governor|mayor|central bank|customs|bureau|authorit(?:y|ies)|agency"
    r"|(?<!works )council|cabinet|court|panel|junta|appellate body|tribunal|judge|prosecutors?"
    r"|procuratorate|police|army|military|navy"
    r"|attorney general|office of|trade representative|state media regulator|regulators?|delegation"
    r"|summit|meeting|leaders|ministers|MP|party|politburo|chief negotiator|trade negotiator"
    r"|king|emir|village|municipality|tribe|opposition|committee|investigators?|inspectors?|colonel|brigadier|lieutenant|admiral"
    r"|intelligence service|security service|field marshal|general|undersecretary)\b",
    re.IGNORECASE,
)
COMPANY = re.compile(
    r"\b(?:(?i:chief (?:executive|financial|operating|investment|technology|commercial)(?: "
    r"officer)?"
    r"|chairman|chairwoman|chair of the board|managing director|founder|co-founder|company"
    r"|carmaker|automaker|miner|producer|manufacturer|supplier|developer|refiner|smelter"
    r"|chipmaker|maker|rival|competitor|trading house|(?:metals?|commodit(?:y|ies)) trader"
    r"|subsidiary|unit|start-?up|management|association|alliance"
    r"|associations|chamber of commerce|trade group|industry (?:body|group)|lobby|federation"
    r"|works council|trade union|union of|boss)|CEO|CFO|COO|Inc|Corp|Corporation|Ltd|Limited|plc"
    r"|PLC|GmbH|AG|SE|Group|Holdings?|Motors?|Resources|Materials|Minerals|Metals|Mining"
    r"|Technologies|Industries|Chemicals?|Co|Rare Earths?|Energy|Electric|Steel|Magnetics|Solution"
    r"|Alloys?|Magnets?|Oxides|Refining|Separation|Recycling|Ventures|Elements|Electronics"
    r"|Automotive|Aerospace|Semiconductors?|Lithium|Uranium|Copper|Nickel|Fund"
    r"|Capital)\b|\((?:[A-Z]{2,5}: ?[A-Z0-9]{1,6}|[A-Z0-9]{2,6} [A-Z]{2})\)"
)
EXPERT = re.compile(
    r"\b(?:analysts?|professor|researchers?|economists?|expert|academic|scholar|consultant"
    r"|consultancy|consulting|institute|institution|universit(?:y|ies)|college|academy"
    r"|think[- ]tank|law firm|lawyer|author|foundation|fellow|strategist|historian|scientist"
    r"|head of research|ngo|research (?:group|firm|company|cent(?:re|er))|cent(?:re|er)|school"
    r"|watchdog|(?:environmental|campaign|rights|green) groups?|atlas|study)\b",
    re.IGNORECASE,
)
DATA = re.compile(
    r"\b(?:data|statistics|survey|price (?:reporting )?agency|data (?:firm|provider)"
    r"|estimates?|index|economic models?|geological survey|market research)\b",
    re.IGNORECASE,
)
# Associations of companies speak for companies, whatever else their names say.
TRADE_BODY = re.compile(
    r"\b(?:trade|industry|business|employers['’]?|lobby|supplier)"
    r" (?:group|body|association|federation|lobby|council)\b|\blobby group\b"
    r"|\bchamber of commerce\b",
    re.IGNORECASE,
)
# What companies publish about themselves.
COMPANY_PAPER = re.compile(
    r"\b(?:feasibility|scoping) study$|\b(?:annual|quarterly|interim|technical) report$"
    r"|\b(?:project|company['’]s (?:own )?) ?(?:web ?)?(?:page|site)$"
    r"|\b(?:resource|reserve) (?:statement|estimate)$|\bprospectus$|\bearnings (?:release|call)$"
    r"|\b(?:stock )?exchange (?:filing|announcement)$|^(?:the|its|a) (?:\w+ )?filing$",
    re.IGNORECASE,
)
NUMBERS = re.compile(r"\b(?:data|figures|statistics|records|models?|list)$", re.IGNORECASE)
PUBLICATION = re.compile(
    r"\b(?:report|article|column|commentary|editorial|dispatch|story|version|analysis|summary"
    r"|headline|account|factbox|op-ed|piece|post|newsletter|blog|interview|review|study|paper)s?\b",
    re.IGNORECASE,
)


@cache
def _lists() -> dict[str, list[str]]:
    text = files("generator.extract").joinpath("voices.yml").read_text(encoding="utf-8")
    lists: dict[str, list[str]] = yaml.safe_load(text)
    return lists


@cache
def _pattern(name: str) -> re.Pattern[str]:
    words = sorted(_lists()[name], key=len, reverse=True)
    # "China Daily Brief" is another paper than China Daily.
    longer = r"(?! (?!News|Agency|TV|Television|Radio)[A-Z][a-z])" if name == "state-media" else ""
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, words)) + rf")(?![\w-]){longer}")


def reports_news(name: str) -> bool:
    """Return whether a provider of data also reports news: then only its figures are data."""
    return _pattern("news-and-data").search(name) is not None


def curated(name: str) -> SpeaksAs | None:
    """Return the quality of a name on the curated lists; ``None`` if it is on none."""
    for quality in (
        "state-media",
        "news-outlet",
        "data-provider",
        "think-tank",
        "official-statement",
        "company",
    ):
        if _pattern(quality).search(name):
            return QUALITY[quality]
    return None


def is_outlet_name(name: str) -> bool:
    """Return whether a name says of itself that it is a paper, a site or a broadcaster."""
    return bool(
        _pattern("outlet-words").search(name)
        or re.search(r"\b[A-Z]{1,4}TV\b", name)
        or re.search(r"\w\.(?:com|net|org|dev|io|eu|cn|uk|az|info|news|in|au|ca|de)\b", name)
    )


def looks_like_somebody(phrase: str) -> bool:
    """Return whether a phrase has a name or names people or bodies: "two officials", "she"."""
    if re.search(r"[A-Z]", phrase) or re.fullmatch(r"(?:he|she|it|they)", phrase):
        return True
    kinds = (UNNAMED, OFFICIAL, COMPANY, EXPERT, SPOKESPERSON, PUBLICATION)
    return any(kind.search(phrase) for kind in kinds)
