"""In which quality a voice is heard: curated lists and the words that give a voice away."""

from __future__ import annotations

import re
from functools import cache, lru_cache
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
    r"\b(?:officials?|sources?|persons?|people(?!['’]s)|analysts?|experts?|traders?|(?<!chief "
    r")executives?|insiders?"
    r"|residents?|villagers?|locals|critics?|observers?|diplomats?|workers?|lawyers?|specialists?"
    r"|economists?|researchers?|scientists?|investors?|buyers?|dealers?|managers?|employees?"
    r"|(?<!chief of )staff|activists?|environmentalists?|campaigners?|participants?"
    r"|exporters?|importers?"
    r"|consultants?|academics?|scholars?|commentators?|miners|attendees|witnesses|aides?"
    r"|advisers?|advisors?|opponents?|supporters?|engineers?|opposition leaders|industry leaders"
    r"|firms|companies|trading houses|carmakers|automakers|manufacturers|producers|suppliers"
    r"|bankers?|brokers?|lobbyists?|refiners|recyclers|distributors|optimists|pessimists|sceptics"
    r"|circles|chiefs|elders|rebels|fighters|drivers|fishermen|farmers|geologists|auditors|elder|shareholders?|protesters|smugglers"
    r"|(?:an? (?:\w+ )?|local |several |some )member|councillors|fund managers?"
    r"|(?:community|indigenous|tribal|village|local|rebel|business|union) leaders"
    r"|readers?|herders?|hunters?|teachers?|pensioners?|shopkeepers?|retailers|wholesalers|nurses?"
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
    r"|\bstate-(?:run|owned|controlled) (?:\w+ ){1,5}(?:News|Daily|Times|Agency|TV)",
    re.IGNORECASE,
)
DOCUMENT = re.compile(
    r"\b(?:fact ?sheet|announcement|notice|communiqu[eé]|regulations?|law|decree|act|plan|proposal"
    r"|scheme|agreement|deal|executive order|order|treaty|memorandum|text|proclamation"
    r"|white paper|circular|catalogue|ordinance|directive|gazette|resolution|framework|strategy"
    r"|(?:joint|draft) statement|letter|document|draft|ruling"
    r"|action plan|bill|indictment|judge?ment|verdict|memo|term sheet|affidavit|complaint|lawsuit"
    r"|court (?:filing|papers|record)|tender|minutes|agenda|pact|accord|constitution|charter"
    r"|convention|protocol|(?:article|section|clause|paragraph) \d+\w*|measures|rules)s?\b",
    re.IGNORECASE,
)
SPOKESPERSON = re.compile(r"\bspokes(?:person|man|woman|people|men)\b", re.IGNORECASE)

# --- Bodies ------------------------------------------------------------------------------------

OFFICIAL = re.compile(
    r"\b(?:minist(?:er|ers|ry|ries)|vice[- ]premier|premiers?|presidents?|prime minister|chancellor"
    r"|secretar(?:y|ies|iat)|commissioner|commission|governments?|administration|department|embassy"
    r"|ambassadors?|envoys?|consul(?:ate)?|parliament|senat(?:e|ors?)|congress(?:man|woman)?|directorate"
    r"|ministerial|representatives?|lawmakers?|treasur(?:er|y)|governors?|mayors?|customs"
    r"|(?:central|reserve|state|policy|development) bank|bureau|authorit(?:y|ies)|agency|agencies"
    r"|council|cabinet|court|panel|junta|appellate body|tribunal|judges?|prosecutors?"
    r"|procuratorate|police|coast ?guard|army|military|navy|air force|militia|border guard"
    r"|attorney general|office|trade representative|state media regulator|regulators?|delegation"
    r"|summit|meeting|leaders|ministers|MP|party|politburo|chief negotiator|trade negotiator"
    r"|king|emir|village|municipality|tribes?|tribal|first nations?|(?-i:[A-Z][\w'’-]+ Nations?)"
    r"|sheriff|opposition"
    r"|committee|board of trade|(?:licens\w+|control|regulat\w+|review|planning|pollution|safety"
    r"|energy|water|advisory|appeals?|trade|environment(?:al)?|conservation|heritage|tourism"
    r"|investment|school|land|zoning|county|state|industries) board|board of (?:supervisors"
    r"|commissioners|selectmen|county commissioners)"
    r"|investigators?|inspectors?|colonel|brigadier|lieutenant|admiral|intelligence service"
    r"|security service|field marshal|general|undersecretary|lawmakers|legislature|county"
    r"|prefecture|(?:African|Economic|European) Union|Russian Federation|United Nations|UN"
    r"|Export Finance|sovereign wealth fund|task force|watchdog agency"
    r"|(?:rebel|armed) group|(?:National|State|Federal|Geological|Forest) Service)\b",
    re.IGNORECASE,
)
COMPANY = re.compile(
    r"\b(?:(?i:chief (?:executive|financial|operating|investment|technology|commercial)(?: "
    r"officer)?"
    r"|chairman|chairwoman|chair of the board|managing director|founder|co-founder|company"
    r"|carmaker|automaker|miner|producer|manufacturer|supplier|developer|refiner|smelter"
    r"|chipmaker|maker|rival|competitor|trading house|(?:metals?|commodit(?:y|ies)) trader"
    r"|subsidiary|unit|start-?up|management|associations?|alliance|confederation|contractor"
    r"|explorer|conglomerate|recycler|processor|utility|producers|manufacturers|firm|retailer"
    r"|(?:mining|steel|chemicals?|industrial|car|metals|energy|technology|defen[cs]e|auto) group"
    r"|joint venture|chamber of commerce|chamber|(?:trade|industry|business|employers['’]?|lobby"
    r"|supplier)(?:s['’]?)? (?:groups?|body|association|federation|lobby|council)|lobby|federation"
    r"|(?:minerals|mining|works|chemistry|manufacturing|automotive) council|trade union|union"
    r"|boss|investor|shipper|distributor|merchant|buyer|bidder|operator|group)|CEO|CFO|COO|Inc|Corp|Corporation|Ltd|Limited|plc"
    r"|PLC|GmbH|AG|SE|Group|Holdings?|Motors?|Resources|Materials|Minerals|Metals|Mining"
    r"|Technologies|Industries|Chemicals?|Co|Rare Earths?|Energy|Electric|Steel|Magnetics|Solution"
    r"|Alloys?|Magnets?|Oxides|Refining|Separation|Recycling|Ventures|Elements|Electronics"
    r"|Automotive|Aerospace|Semiconductors?|Lithium|Uranium|Copper|Nickel|Fund|Exploration"
    r"|Auto|Logistics|Shipping|Petroleum|Robotics|Batteries|Systems|Dynamics|Manufacturers"
    r"|Capital)\b|\((?:[A-Z]{2,5}: ?[A-Z0-9]{1,6}|[A-Z0-9]{2,6} [A-Z]{2})\)"
)
# The legal form behind a name.
COMPANY_FORM = re.compile(
    r"\b(?:AS|ASA|AB|Oy|Oyj|SA|NV|BV|SpA|Pty|LLC|Bhd|Inc|Corp|Ltd|Limited|plc|PLC|GmbH|AG|SE|KK|Co)"
    r"\.?$"
)
EXPERT = re.compile(
    r"\b(?i:analysts?|professor|researchers?|economists?|expert|academic|scholar|consultant"
    r"|consultancy|consulting|institute|institut|institution|universit(?:y|ies)|college|academy"
    r"|think[- ]tank|law firm|lawyer|attorney|author|foundation|fellow|strategist|historian"
    r"|scientist|head of research|ngos?|(?:research|consulting|advisory) (?:group|firm|company"
    r"|house|cent(?:re|er))|cent(?:re|er)|school|watchdog|atlas|study|observatory|non-?profit"
    r"|society(?! of)|(?:conservation|environment(?:al)?|defen[cs]e) council|citizens['’]? group"
    r"|(?:environmental|campaign|rights|green|conservation|advocacy|human rights|opposition|protest"
    r"|civil society|community|activist|citizens['’]?|indigenous|wildlife|climate) (?:groups?"
    r"|organi[sz]ations?)|charity|bank|brokerage|broker|rating agency|ratings (?:agency|firm)"
    r"|(?:asset|fund) manager|endowment)\b"
    r"|^(?:Save|Stop|Friends of|Protect) [A-Z]|Watch\b"
    r"|\b(?:Securities|Equities|Ratings|Advisory|Advisors|Capital Markets|Asset Management"
    r"|Associates|LLP|Economics|Analytics|Research|Consultants|Markets)\b"
)
DATA = re.compile(
    r"\b(?:data|statistics|survey|price[- ](?:reporting )?(?:agency|provider|reporter)"
    r"|data (?:firm|provider|company)|pricing agency|market intelligence (?:firm|provider)"
    r"|estimates?|index|economic models?|geological survey|market research|census bureau"
    r"|statistics (?:office|bureau|agency))\b",
    re.IGNORECASE,
)
_OUTLET_KINDS = re.compile(
    r"\b(?:site|portal|platform|publication|journal|paper|news service|news outlet|podcast)\b"
)
# What companies publish about themselves.
COMPANY_PAPER = re.compile(
    r"\b(?:(?:pre-?)?feasibility|scoping|preliminary|engineering) (?:study|assessment)$"
    r"|\b(?:annual|quarterly|interim|technical) report$"
    r"|\b(?:project|company['’]s (?:own )?) ?(?:web ?)?(?:page|site)$"
    r"|\b(?:resource|reserve) (?:statement|estimate)$|\bprospectus$|\bearnings (?:release|call)$"
    r"|\b(?:stock )?exchange (?:filing|announcement)$|^(?:the|its|a) (?!court)(?:\w+ )?filing$"
    r"|\b(?:brochure|investor presentation|company statement)$",
    re.IGNORECASE,
)
NUMBERS = re.compile(
    r"\b(?:data|figures|statistics|records|models?|list|(?<=\w )(?:estimates|projections))$",
    re.IGNORECASE,
)
PUBLICATION = re.compile(
    r"\b(?:report|article|column|commentary|editorial|dispatch|story|version|analysis|summary"
    r"|headline|account|factbox|op-ed|piece|post|newsletter|blog|interview|review|study|paper)s?\b",
    re.IGNORECASE,
)


@cache
def _lists() -> dict[str, list[str]]:
    text = files("generator.data").joinpath("voices.yml").read_text(encoding="utf-8")
    lists: dict[str, list[str]] = yaml.safe_load(text)
    return lists


@cache
def _pattern(name: str) -> re.Pattern[str]:
    words = sorted(_lists()[name], key=len, reverse=True)
    # "China Daily Brief" is another paper than China Daily.
    longer = r"(?! (?!News|Agency|TV|Television|Radio)[A-Z][a-z])" if name == "state-media" else ""
    alone = frozenset(_lists()["adjectives"])
    forms = (re.escape(word) + ("(?! [A-Z])" if word in alone else "") for word in words)
    return re.compile(r"(?<![\w-])(?:" + "|".join(forms) + rf")(?![\w-]){longer}")


def reports_news(name: str) -> bool:
    """Return whether a provider of data also reports news: then only its figures are data."""
    return _pattern("news-and-data").search(name) is not None


@lru_cache(maxsize=2048)
def curated(name: str) -> SpeaksAs | None:
    """Return the quality of the longest name of the curated lists in ``name``; ``None`` if none.

    A capital is a government only alone: "Tokyo", not "Tokyo Electron".
    """
    if is_capital(name):
        return SpeaksAs.OFFICIAL_STATEMENT
    found = [
        (match.end() - match.start(), -order, quality)
        for order, quality in enumerate(QUALITY)
        for match in _pattern(quality).finditer(name)
        if quality != "company" or not _NAME_BEFORE.search(name, 0, match.start())
    ]
    return QUALITY[max(found)[2]] if found else None


_NAME_BEFORE = re.compile(r"[A-Z]\w*[a-z](?<!ese)(?<!an)(?<!ish) $")  # "Orion Intel" is not Intel


def is_capital(name: str) -> bool:
    """Return whether a name is that of a capital, so that of its place or its government."""
    return _pattern("capitals").fullmatch(re.sub(r"^(?:the|The) ", "", name)) is not None


@lru_cache(maxsize=2048)
def by_words(words: str) -> SpeaksAs | None:
    """Return the quality that the last telling word of ``words`` gives; of two the longer one."""
    found = [
        (match.end(), match.end() - match.start(), kind)
        for pattern, kind in _KEYWORDS
        for match in pattern.finditer(words)
    ]
    found += [
        (match.end(), match.end() - match.start(), SpeaksAs.OUTLET)
        for match in _pattern("outlet-words").finditer(words)
    ]
    return max(found, key=lambda each: each[:2])[2] if found else None


_KEYWORDS = (
    (OFFICIAL, SpeaksAs.OFFICIAL_STATEMENT),
    (COMPANY, SpeaksAs.COMPANY),
    (EXPERT, SpeaksAs.EXPERT),
    (DATA, SpeaksAs.DATA_PROVIDER),
    (_OUTLET_KINDS, SpeaksAs.OUTLET),
)


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
