"""Personal names: told from companies, papers and offices by their shape and what stands before."""

from __future__ import annotations

import re
from itertools import dropwhile

from generator.catalogue.entries import Entity
from generator.extract.actors import houses, voices
from generator.extract.actors.posts import OFFICE, POST

NAME = r"(?:[A-Z][\w'’-]*[a-zß-ÿ][\w'’-]*)"
_PARTICLE = r"(?:[A-Z]\.?|al|bin|da|de|del|der|di|dos|du|el|la|le|ten|van|von)"
# A personal name at the end of a phrase: initials, particles, two to four words.
_INITIALS = re.compile(rf"(?<!\w)(?:[A-Z]\.? )+{NAME}$")
# "HD Kumaraswamy", told from "LS Cable" by the post that stands with it.
_SHORT_INITIALS = re.compile(rf"(?<!\w)[A-Z]{{2}} {NAME}$")
_PERSON = re.compile(rf"{NAME}(?: {_PARTICLE})*(?: {NAME}){{1,2}}(?: (?:Jr|Sr)\.?)?$")
_OFFICE = re.compile(
    r"^(?:Mr|Mrs|Ms|Dr|Sir|Lord|Prof|Professor|President|Premier|Minister|Chancellor|Secretary"
    r"|General|Senator|Mayor|Justice|Congressman|Congresswoman|Baroness|Datuk|Dato|Shri|Envoy"
    r"|Speaker|Lady|Councill?or|Council(?:man|woman)|Select(?:man|woman)|Alder(?:man|woman)"
    r"|Assembly(?:man|woman)|MPP|MNA|MHA|Chair(?:woman|person)?|Sheriff|Supervisor|Reeve|MLA|MSP|TD|MEP|Sen|Rep|Gov|Gen|Col|Datin|Seri|Sri|Tan|Encik|Puan|Tuan|YB|Hon"
    r"|Geologist|Lawyer|Trader|Founder|Co-founder|Captain|Colonel|Teacher|Engineer|Researcher"
    r"|Governor|Commissioner|Representative|Treasurer|Ambassador|Marshal|King|Prince|MP"
    r"|Spokesperson"
    r"|Spokesman|Spokeswoman|Economist|Analyst|Chairman|Chief|Director|Executive|Head|Judge"
    r"|Interior"
    r"|Commerce|Trade|Finance|Foreign|Industry|Energy|Defen[cs]e|Prime|Vice|Deputy|Field)$"
)
_HONORIFIC = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Sir|Lord|Lady|Baroness|Prof|Professor|Senator|Minister|President|Premier"
    r"|Chancellor|Judge|Justice|Colonel|General|Ambassador|Governor|Mayor|Chief)$"
)
_ORGANISATION = re.compile(
    r"\b(?:Ministry|Department|Commission|Government|Council|Office|Bureau|Survey|House|Party"
    r"|Agency|Administration|Authority|Embassy|Army|Court|Parliament|Congress|Union|Bank|Society"
    r"|Association|Institute|University|Center|Centre|Foundation|College|Academy|School|Network"
    r"|Alliance|Intelligence|Analysis|Group|Trade|Global|International|American|Chinese|Advisory"
    r"|World|Asia|Asian|North(?:ern)?|South(?:ern)?|West(?:ern)?|East(?:ern)?|Policy|Data|Radar"
    r"|Alert|Watch|Report|Briefing|Partners|Research|Solutions|Systems|Ports?|Industry|Market"
    r"|Markets|Wealth|Studies|Law|Justice|Guide|Hub|Business|Street|Company|Depot|Bridges"
    r"|Protection|Security|Services?|Affairs|Rights|Enterprises?|Exchange|Finance|Development"
    r"|Federation|Trust|Club|League|Board|Chamber|Coalition|Initiative|Forum|Project|Mission"
    r"|Australia|Brazil|Canada|China|Estonia|Europe|France|Germany|Greenland|India|Japan|Kazakhstan"
    r"|Korea|Malaysia|Myanmar|Nigeria|Norway|Russia|Sweden|Taiwan|Thailand|Ukraine|Vietnam|America"
    r"|Africa)\b"
)
BODIES = r"(?:Ministry|Department|Commission|Agency|Bureau|Administration|Office|Committee)"
# "Vice-president of strategy and corporate affairs Jane Roe": what a post is of.
_FIELD = (
    r"(?:strategy|corporate|affairs|development|operations|sales|marketing|communications?|policy"
    r"|exploration|finance|sustainability|research|government|public|investor|relations|external"
    r"|business|technology|engineering|trade|export|commercial|supply|chain|legal|strategic|global"
    r"|international|market|product|production|procurement|projects|regulatory|environment|safety)"
)
_FIELDS = re.compile(
    rf" (?:of|for) (?:{_FIELD}|and|&)(?: (?:{_FIELD}|and|&))*(?= [A-Z])", re.IGNORECASE
)
_TITLE_STOP = re.compile(
    r"(?:(?<=\bMr)|(?<=\bMs)|(?<=\bDr)|(?<=\bMrs)|(?<=\bSen)|(?<=\bRep)|(?<=\bGov)|(?<=\bGen)"
    r"|(?<=\bCol)|(?<=\bProf))\.(?= )"
)
_TAIL = re.compile(r"\s+(?:of|at|from|for|with|in|on)\s")
IN_OFFICE = re.compile(
    r"\b(?:[Mm]inister|[Cc]ommissioner|[Pp]remier|[Gg]overnor|[Ss]enator|[Tt]reasurer|[Aa]mbassador"
    r"|MP|[Mm]ayor|[Cc]hancellor|[Ll]awmaker|[Cc]ongress(?:wo)?man|[Tt]rade [Rr]epresentative"
    r"|[Ss]ecretary of)\b"
)


_POST_LAST = re.compile(
    r"(?:Secretary|Minister|President|Premier|Governor|Commissioner|Ambassador|Representative"
    r"|Treasurer|Director|Executive|Chair(?:man|woman|person)|Chief|Senator|Spokes\w+|Envoy)$"
)
_FAMILY_FIRST = frozenset(
    """
    Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Gao Lin Luo Zheng Liang
    Xie Song Tang Han Feng Deng Cao Peng Zeng Xiao Tian Dong Pan Yuan Cai Jiang Yu Du Ye Cheng Wei
    Su Lu Ding Ren Shen Yao Fu Zhong Cui Tan Fan Jin Shi Liao Jia Xia Bai Zou Meng Xiong Qin Qiu Hou
    Yin Xue Yan Duan Lei Long Tao Gu Mao Hao Gong Shao Wan Qian Kim Lee Park Choi Jung Jeong Kang
    Cho Yoon Jang Lim Shin Oh Seo Kwon Hwang Ahn Hong Yoo Noh Moon Bae Baek Nguyen Tran Le Pham
    Hoang Huynh Phan Vu Vo Dang Bui Do Ho Ngo Duong Ly Chang Tsai Hsu Lai Chiang
    """.split()  # noqa: SIM905
)


def family_first(name: str) -> bool:
    """Tell a name whose family name stands first, by which a text goes on: "Wang Tao … Wang"."""
    return name.split(maxsplit=1)[0] in _FAMILY_FIRST


def personal_name(phrase: str, entity: Entity | None = None) -> str | None:
    """Return the name of the person in ``phrase``; ``None`` if it names no person."""
    in_post = POST.search(phrase) is not None or OFFICE.search(phrase) is not None
    parts = (re.sub(r" \([^()]*\)$", "", part) for part in phrase.split(",")[:2])
    if in_post:
        parts = (_FIELDS.sub("", part) for part in parts)
    for part in parts:  # without "(R-Utah)"
        head = _TAIL.split(part.strip(), maxsplit=1)[0]
        # "Minister for Heavy Industries H D Kumaraswamy": the name stands after the tail.
        texts = (head, part.strip()) if IN_OFFICE.search(part) else (head,)
        for text in texts:
            if name := _name_at_end(text, entity, in_post=in_post):
                return name
    return None


def _name_at_end(text: str, entity: Entity | None, *, in_post: bool) -> str | None:
    short = _SHORT_INITIALS.search(text) if in_post else None
    text = _TITLE_STOP.sub("", text)
    match = _INITIALS.search(text) or short or _PERSON.search(text)
    if match is None:
        return None
    if re.match(r"(?:The|A|An|One)\b", match[0]):
        return None
    named = re.sub(r"^.*['’]s ", "", match[0])  # "Japan's Takashi Mori"
    words = [*dropwhile(_OFFICE.match, named.split())]
    if len(words) == 3 and re.match(rf"{BODIES}$|(?i:{_FIELD})$", words[0]):
        words = words[1:]  # "Deputy Minister in the Prime Minister's Department Fuziah Salleh"
    if words and _POST_LAST.match(words[-1]):
        return None  # "Treasury Secretary"
    name = " ".join(words)
    titled = len(words) == 1 and _HONORIFIC.search(named[: -len(name)].strip())
    if len(words) < 2 and not (titled or re.search(r"[a-z]{4,}\s*$", text[: match.start()])):
        return None
    listed = entity is not None and entity.type != "person" and {name, named} & {*entity.names}
    if listed or _is_general_firm(named):
        return None
    honoured = name != named and _HONORIFIC.search(named.removesuffix(name).strip())
    return None if _is_body(name, before=text[: match.start()], honoured=bool(honoured)) else name


def _is_general_firm(named: str) -> bool:
    """Tell "General Electric" from "General Lai"."""
    title, _, name = named.partition(" ")
    return title == "General" and voices.COMPANY.search(name) is not None


def _is_body(name: str, *, before: str, honoured: bool) -> bool:
    if re.search(
        r"\b(?:rival|competitor|subsidiary|parent|unit|peer|start-?up|maker|miner|producer|developer"
        r"|explorer|giant|carmaker|automaker|refiner|group|company|outlet|newsletter|site|firm"
        r"|agency|law firm|consultancy|party|bank|lobby|association|union|institute|think[- ]tank"
        r"|ministry|court|broker|brokerage|charity|body|contractor|fund|conglomerate|utility)\s*$",
        before,
    ):
        return True
    return bool(
        (before.lower().startswith("the ") and not re.search(r"[a-z]{4,}\s*$", before))
        or voices.is_outlet_name(name)
        or voices.curated(name)
        or houses.is_state_body(name)
        or (not honoured and voices.COMPANY.search(name))  # "Mayor David Merchant"
        or _ORGANISATION.search(name)
    )
