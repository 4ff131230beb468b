"""In which quality a person is heard: the post, and the house they hold it at.

Some posts decide by themselves (a minister, an economist).  Others only say how high somebody
stands, and the house decides: the director of an institute, of an agency, of a mine.
"""

from __future__ import annotations

import re

from generator.extract.actors import houses, voices
from generator.model import SpeaksAs

# Who holds one of these speaks officially, wherever it is told.
OFFICE = re.compile(
    r"\b(?i:(?:vice[- ])?minister|prime minister|senators?|lawmakers?|legislators?"
    r"|congress(?:wo)?man|(?:vice[- ])?premier|governor|mayor|ambassador|envoy|consul|chancellor"
    r"|treasurer|commissioner|council(?:l?or|man|woman)|select(?:man|woman)|alder(?:man|woman)|sheriff"
    r"|assembly(?:man|woman)|reeve|judge"
    r"|(?:attorney|solicitor|advocate) general"
    r"|ranking member"
    r"|(?:trade|chief|deputy) negotiator|trade representative|secretary of|cabinet secretary"
    r"|press secretary|undersecretary|colonel|brigadier|lieutenant|admiral|field marshal"
    r"|prosecutor)\b"
    r"|\b(?:MP|MPP|MNA|MHA|MEP|MLC|MLA|MSP|TD|MoS)\b|\b(?:Rep|Sen|Gov|Gen|Col|Lord|Lady|Baroness|Speaker|Secretary"
    r"|Representative|Deputy|Supervisor)\b\.?(?= (?![Gg]eneral)[A-Z]|\s*(?:,|$))"
    r"|\b(?:Democrat|Republican)\b|(?:\(|, )[RDI]-[A-Z]\w+|^(?:Major |Brigadier |Lt )?General\s*$"
)
# Who is one of these speaks as an expert, whatever house pays.
SCHOLAR = re.compile(
    r"\b(?:analysts?|professor|researcher|economist|expert|academic|scholar|consultant|lawyer"
    r"|(?:research|senior|visiting) fellow|fellow (?:at|with)|strategist|historian|lecturer"
    r"|(?:heads?|director|leads|runs|directs) (?:of )?(?:\w+ ){0,3}research"
    r"|research (?:head|director|manager|lead)|author"
    r"|attorney(?! general))\b",
    re.IGNORECASE,
)
# Who holds one of these outside a state body and an institute works for a company.
EXECUTIVE = re.compile(
    r"(?<!programme )(?<!program )\b(?:chief|officer|head|director|chair(?:man|woman|person)?|boss"
    r"|manager|founder|co-founder|owner|partner|president|engineer|executive|CEO|CFO|COO|CTO"
    r"|board member|superintendent|foreman"
    r"|(?:who )?(?:runs?|owns?|founded|manages?) |who (?:heads|leads) )\b",
    re.IGNORECASE,
)
POST = re.compile(
    rf"{voices.SPOKESPERSON.pattern}|{EXECUTIVE.pattern}|{SCHOLAR.pattern}"
    r"|\b(?:secretary|representative|advis[eo]r|member|leader|official|aide|scientist|geologist"
    r"|coordinator|co-?chair|general|chief|editor|columnist)\b",
    re.IGNORECASE,
)
#: Houses that pass on what they know: their people speak as experts.
PASS_ON = frozenset({SpeaksAs.DATA_PROVIDER, SpeaksAs.OUTLET, SpeaksAs.STATE_MEDIA})
# "At" names an employer; the others may name a field: "head of strategy at Saxo Bank".
_AT = re.compile(r"\bat\s+")
_OF = re.compile(r"\b(?:of|for|with|from|runs|heads|leads|chairs|directs|owns|founded)\s+")
_TAIL_END = re.compile(r",|\b(?:at|and|who|in|for|with|(?<!-)based|which|speaking|on|during)\b|$")
_OWNER = re.compile(
    r"((?:[A-Z][\w.&-]*|of|and|the|for)(?: (?:[A-Z][\w.&-]*|of|and|the|for))*)['’]s?\s"
)
_AFTER_POST = re.compile(r"^ ?(?:general|officer|to|of|for|at|in|from|with|on|and|by|who|that)\b")
# Posts that states have and companies too; only a name beside them tells.
_IN_BOTH = re.compile(
    r"\bspokes\w+|(?<!vice )(?<!vice-)\bpresident\b|\b(?:secretary|representative)\b",
    re.IGNORECASE,
)
# "Grand Chief Roe", "Tall Pine Chief Roe", of a people; no "chief executive".
_CHIEF = re.compile(
    r"\bChief\s*$|\bChief (?:of|for) |^(?:[Tt]he )?(?:[Ff]ire|[Pp]olice|[Gg]rand) [Cc]hief\b"
)
# Of a party, a tribe, a town; firms have other posts.
_LEADER = re.compile(
    r"\bleader\b(?! of (?:its|the) (?:\w+ )?(?:team|group|business|practice))", re.IGNORECASE
)
# "The company's chairman, Professor Roe": a title, not the post.
_AS_TITLE = re.compile(r",? ?\b(?:Professor|Prof\.?)\s*$")
# Where somebody was before: "a geologist who spent 31 years with the Forest Service".
_PAST = re.compile(
    r",? (?:who (?:spent|once|used|worked|served|left|(?:was )?(?:formerly|previously))"
    r"|and (?:an? |the )?(?:former|one-time))\b.*$"
)
# Posts that states do not have.
_OF_FIRMS = re.compile(
    r"\b(?:chief (?:executive|financial|operating|technology|commercial)|CEO|CFO|COO"
    r"|chair(?:man|woman)|managing director|founder|vice[- ]president)\b",
    re.IGNORECASE,
)
_OF_COUNTRY = r"[A-Z]\w+(?:ese|ish|ian|ean|can|yz|ench|utch|qi|bek|ani)\b"
# "Wu Rongkai, a Chinese trade official"; a union has officials, too.
_OF_STATE = re.compile(
    rf"\b(?:{_OF_COUNTRY}|government|state|ministry|trade|customs|defen[cs]e|foreign|commerce"
    r"|provincial|federal|local|US|U\.S\.|UK|EU)(?: [a-z]+)?(?<!union) official\b"
)
_TITLE = (
    r"(?i:spokes\w+|president|secretary|leader|representative|deputy|chief|senior|acting|former"
    r"|vice|press|general|the|an?|its|his|her|their|lead|top|government)\b"
)
_A_NAME = re.compile(rf"\b(?!{_TITLE}|{_OF_COUNTRY})[A-Z]\w+")


def holds_post(phrase: str) -> bool:
    """Return whether a phrase without a personal name means a person: "its chief executive"."""
    head = houses.head(phrase)
    posts = (*POST.finditer(head), *OFFICE.finditer(head))
    end = max((match.end() for match in posts), default=0)
    return bool(end) and not re.search(r"\w", _AFTER_POST.sub("", head[end:]))


def of_post(role: str, *, person: bool, house: SpeaksAs | None = None) -> SpeaksAs | None:
    """Return the quality of whoever holds the post in ``role``, words without a personal name.

    ``None`` if the words tell neither a post nor a house; ``house`` is that of a body known from
    before which they name.
    """
    role = _PAST.sub("", role)
    if EXECUTIVE.search(_AS_TITLE.sub("", role)):
        role = _AS_TITLE.sub("", role)
    if OFFICE.search(role) or (person and _OF_STATE.search(role)):
        return SpeaksAs.OFFICIAL_STATEMENT
    if person and SCHOLAR.search(role):
        return SpeaksAs.EXPERT
    found = house or of_house(role)
    if found is not None:
        return SpeaksAs.EXPERT if person and found in PASS_ON else found
    return _of_post_alone(role)


def _of_post_alone(role: str) -> SpeaksAs | None:
    """Return the quality that a post has at a house nothing is known of."""
    if SCHOLAR.search(role):
        return SpeaksAs.EXPERT
    if _CHIEF.search(role) or _LEADER.search(role):
        return SpeaksAs.OFFICIAL_STATEMENT
    if _IN_BOTH.search(role) and not _OF_FIRMS.search(role):
        company = any(_A_NAME.search(house) for house in _houses(role))
        return SpeaksAs.COMPANY if company else SpeaksAs.OFFICIAL_STATEMENT
    return SpeaksAs.COMPANY if EXECUTIVE.search(role) else None


def of_house(role: str) -> SpeaksAs | None:
    """Return the quality of the house that ``role`` names: behind the post, or before it."""
    found = (houses.of_body(each) for each in _houses(role))
    return next((kind for kind in found if kind is not None), None)


def _houses(role: str) -> list[str]:
    """Return the houses of a role, the surest first: "at X", "X's chief", "X chief", "of X"."""
    post = POST.search(role)
    before = re.sub(r"^.*, |['’]s?$", "", role[: post.start()].strip(" ,")) if post else ""
    owners = (match[1] for match in _OWNER.finditer(role))
    found = (*_behind(role, _AT), *owners, before, *_behind(role, _OF))
    return [each for each in found if each]


def _behind(role: str, link: re.Pattern[str]) -> list[str]:
    """Return what stands behind a link, up to where it ends."""
    found = []
    for match in link.finditer(role):
        end = _TAIL_END.search(role, match.end())
        found.append(role[match.end() : end.start() if end else len(role)].strip())
    return found
