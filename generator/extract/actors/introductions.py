"""The phrases by which a text introduces people and public bodies, whether they speak there or not.

A person is introduced by an office before the name ("retired teacher Berit Aune", "the trade
minister, Farid Rahman") or by words beside it ("Claudia Ferrand, who heads the agency").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.extract.actors import houses, voices
from generator.extract.actors.persons import NAME, personal_name
from generator.extract.actors.posts import OFFICE, POST
from generator.extract.grammar.phrases import strip_leading

_OPENING = re.compile(
    r"((?:[Tt]he |[Aa]n? )?[A-Z][\w.&'’-]*(?: (?:of|and|for|the|&|[A-Z][\w.&'’-]*))*"
    r"(?: (?:meeting|summit|ministry|court|panel|committee|commission|government|agency|institute"
    r"|company|group)\b| [a-z]+ of [A-Z][\w'’-]+|(?: [a-z]+)? (?:district|village|community|tribe"
    r"|council|union|association|office|department|authority|alliance|federation|university"
    r"|foundation)\b)?"
    r"(?: \([A-Z]+\))?"
    r"(?:, (?:an? |the )?[a-z][^,.;]{3,80}(?=,))?)"
)
# "State miner Timah", "Dutch chip maker Besi": what somebody is, before the name.
_DESCRIBED = re.compile(
    r"[A-Z][\w-]*(?: [a-z][\w-]*){0,2}? (?:\w*maker|miner|producer|refiner|developer"
    r"|supplier|trader|recycler|operator|utility|conglomerate|start-up|refinery|smelter) (?=[A-Z])"
)
_DETERMINER = re.compile(
    r"(?:Her|His|Its|Their|Our|My|Your|This|That|These|Those|There|Here|Such|Both|Each|No|Not|Any)\b"
)
_PREPOSITION = re.compile(
    r"(?:According|About|Above|Across|After|Against|Along|Amid|Among|Around|As|At|Before|Behind|Below"
    r"|Between|Beyond|By|Despite|During|For|From|In|Inside|Like|Near|On|Outside|Over|Since|Through"
    r"|Throughout|To|Under|Unlike|Until|With|Within|Without)\b"
)
_PLACE = re.compile(
    rf"(?:{_PREPOSITION.pattern}|(?:Asked|Speaking|Writing|Responding|Pressed)\b)[^,;:]{{2,60}},\s+"
)
_BODIES = r"(?:Ministry|Department|Commission|Agency|Bureau|Administration)"
_AND = rf"{NAME}(?:,? (?:and )?{NAME})*"
_BODY = re.compile(
    rf"(?:{NAME}['’]s )?{NAME}(?: {NAME})* {_BODIES}(?: of {_AND})?|{_BODIES} (?:of|for) {_AND}"
)
_PERSON = re.compile(
    rf"(?<![\w-]){NAME}(?: (?:[A-Z]\.|al|bin|da|de|der|di|van|von))*(?: {NAME}){{1,5}}"
)
_OFFICE = (
    r"(?:minister|secretary|commissioner|premier|president|chancellor|treasurer|governor|senator"
    r"|mayor|ambassador|envoy|representative|negotiator|lawmaker|MP|judge|general|spokes\w+"
    r"|chief|executive|CEO|CFO|COO|chair(?:man|woman)?|director(?:-general)?|head|boss|founder"
    r"|officer|manager|owner|partner|engineer|geologist|metallurgist|scientist|analyst|economist"
    r"|strategist|professor|researcher|lecturer|scholar|fellow|lawyer|trader|broker|banker"
    r"|investor|consultant|adviser|advisor|activist|campaigner|teacher|farmer|fisherman|resident"
    r"|villager|historian|author|leader|captain|editor)"
)
_NO_TITLE = (
    r"(?:and|or|but|led|by|when|while|with|said|says|to|of|as|for|in|from|that|met|after|where"
    r"|whose|is|was|told|on|at|which|who|by)"
)
_BEFORE = re.compile(
    rf"(?<!\w)(?:(?:[Tt]he|[Aa]n?|[A-Z][\w.'’&-]*|(?<=[A-Z]\w{{3}} )and) )*"
    rf"(?:(?!{_NO_TITLE} )[a-z][\w'’-]* ){{0,4}}?"
    rf"(?i:\b{_OFFICE})(?: (?:for|of) (?:[\w&-]+ ){{0,4}}?[\w&-]+)?,?"
    r" (?:(?:Dr|Prof|Professor|Mr|Mrs|Ms|Sir|Lord|Lady|Datuk|Dato['’]?|Datin|Tan Sri|Tun|Shri|Smt"
    r"|Encik|Puan|Haji|Ir)\.? )*$"
)
# "Union Minister of State for Science; Minister of Earth Sciences; and Space, Dr Asha Rao said"
_GOVERNED = re.compile(r"^.*\b\w{2,}(?<!\bretir)ed (?=[A-Z])")  # "Roe invited Premier"
_MINISTER_LIST = re.compile(
    rf"(?:[A-Z][\w ]{{2,30}}: ?|.{{0,40}}\b)?(?:Union )?Minister (?:of|for) [^.\n]{{3,260}}?,"
    rf" (?:Dr|Shri|Smt|Prof|Mr|Ms)\.? ((?:{NAME} ?){{2,4}})(?= [a-z])"
)
_HEADS = r"(?:runs?|heads?|leads?|owns?|founded|manages?|chairs?|directs?)"
_BESIDE = re.compile(
    rf", (?:who (?:{_HEADS}|works?|teaches)\b|(?:[\w'’.-]+ ){{0,5}}?{_OFFICE}\b)[^,.;:]{{0,60}}",
    re.IGNORECASE,
)
_AGED = re.compile(r"\d-year-old (?:[a-z]+ )?$")
_AGE = re.compile(r", \d{2}(?=,|\.|$)")
_OF_HOUSE = re.compile(
    r" (?:of|at|from) (?:the )?[A-Z][\w&.'’-]*(?: (?:(?:of|for|and|the) )*[A-Z][\w&.'’-]*)*"
)
_RUNS = re.compile(rf" ({_HEADS} (?:the )?(?:[a-z]+ ){{0,3}}?(?:at )?[A-Z][^,.;:]{{0,60}})")


def introductions(text: str) -> Iterator[str]:
    """Yield the phrases of ``text`` that introduce somebody, in no order that matters."""
    for match in _BODY.finditer(text):
        yield match[0]
    if listed := _MINISTER_LIST.match(text):
        yield f"Union Minister {listed[1]}"
    for match in _PERSON.finditer(text):
        name = personal_name(re.sub(r"['’]s?$", "", match[0]))
        if name is None:
            continue
        at = text.index(name, match.start())
        if before := _BEFORE.search(text[max(0, at - 80) : at]):
            yield f"{_GOVERNED.sub('', before[0])}{name}"
        elif beside := _BESIDE.match(text, match.end()):
            yield f"{name}{beside[0]}"
        elif _AGED.search(text[:at]) or _AGE.match(text, match.end()):
            yield name
        elif house := _OF_HOUSE.match(text, match.end()):
            yield f"{name}{house[0]}"  # "Vasileios Rizos of the Centre for European Policy Studies"
        elif runs := _RUNS.match(text, match.end()):
            yield f"{name}, {runs[1]}"  # "Jeremy Wrathall runs Cornish Lithium"


# A name with what stands beside it: "Silver Fork Minerals (SFM), a Denver-based explorer".
_RUN = re.compile(
    r"(?<![\w’'-])(?:[A-Z][\w&-]*[a-z0-9&]\w*|[A-Z]{2,})"
    r"(?:(?: (?:of|for|and|the|&|(?<=Commission )on|(?<=Committee )on|(?<=Council )on))*"
    r" (?:[A-Z][\w&-]*|\d\w*))*"
    r"(?: \([A-Z][\w&-]+\))?"
)
_APPOSED = re.compile(r", (?:an?|the) [a-z][^,.;:]{2,60}(?=[,.;]|$)")
# Inside "Ministry of Economy, Trade and Industry".
_IN_A_NAME = re.compile(rf"\b{_BODIES} (?:of|for) [\w ,]+, (?:and )?$")
# "Its subsidiary Greenland Minerals" is not whom a text goes on about.
_ANOTHERS = re.compile(
    r"\b(?:its|their|'s|’s) (?:[\w-]+ )?(?:subsidiary|unit|rival|competitor|customer|supplier) $"
)
_EMPLOYER = re.compile(r"\bat (?:the )?((?:[A-Z][\w&-]+ ?)+)")


def bodies(text: str) -> Iterator[tuple[int, str]]:
    """Yield the bodies that ``text`` names by a name which tells what they are, and where."""
    for match in _RUN.finditer(text):
        name = match[0]
        before = text[: match.start()]
        if _IN_A_NAME.search(before) or _ANOTHERS.search(before) or _is_post(name):
            continue
        beside = _APPOSED.match(text, match.end())
        told = houses.described(beside[0].removeprefix(", ")) if beside else None
        if voices.is_capital(name):
            continue
        if voices.curated(name) or (" " in name and (told or houses.named(name))):
            yield match.start(), name + (beside[0] if beside and told else "")
    for match in _BESIDE.finditer(text):
        if employer := _EMPLOYER.search(match[0]):
            yield match.start() + employer.start(1), employer[1].strip()


def _is_post(name: str) -> bool:
    """Tell "Kuantan MP" from a body."""
    return POST.search(name) is not None or OFFICE.search(name) is not None


def without_place(text: str) -> str:
    """Return a sentence without the place or time it opens with: "Across the fjord, …"."""
    return _PLACE.sub("", text)


def opening(text: str) -> str:
    """Return the name with which a sentence opens, a place or time before it aside; "" if none."""
    if _DETERMINER.match(text):
        return ""
    text = without_place(text)
    if described := _DESCRIBED.match(text):
        text = text[described.end() :]
    match = None if _PREPOSITION.match(text) else _OPENING.match(strip_leading(text))
    return re.sub(r"^An? (?=[A-Z])|['’]s$", "", match[1]) if match else ""
