"""Tell whether a sentence can be read alone, beyond what its first words show.

Reading a seed marks sentences that open with a pronoun or a bare "the ministry".  A bullet asks
for more: no pronoun early on that only the sentence before explains ("called it optimistic"), no
"such licences", and a verb of its own.  When in doubt a sentence is taken to lean: it is then
shown with the one before it, or not at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.catalogue.entries import Catalogue
from generator.compose.antecedent import introduced
from generator.extract.actors.standins import COMPANIES
from generator.extract.grammar.ellipsis import leaves_out_thing, leaves_out_verb
from generator.ingest.openings import bare_definite
from generator.model import Sentence
from generator.text import lexicon as words
from generator.text.grammar import count, tokens
from generator.text.words import content_words, met, stem

# "Geologist Lena Abdrakhman called it optimistic", not "The company said it would appeal".
_OBJECT = re.compile(
    r"^(?:[\w'.’&-]+ ){1,8}?(?:it|them|him|both(?= (?:for|in|of|from|until)\b)|that(?=[.;,]))"
    r"(?! (?:is|was|were|are|would|will|had|has|have|could|can|may|might|did|does|said|says|also"
    r"|no|\w+ed|\w\w+s|of|in|the)\b)(?:[.,;]| )"
)
_OF_ANOTHER = re.compile(
    r"^(?:(?!and\b)[\w'.’-]+ ){0,3}(?:(?!and\b)[\w'.’-]*[^s\s] )(?:said|says|reported|noted)"
    r" (?:that )?(?:they|these|those)\b"
    r"|\b(?:accounts|reports|outlets|sources|others|versions) (?:say|said|put|give|gave|date|dated)"
    r" (?:that )?(?:it|they|this|them)\b"
)
_LED_IN = re.compile(
    r"(?:After|In|On|At|By|Under|During|With|For|From|Since)\b([^,]{0,60}?)"
    r"\b(?:it|they|he|she|the \w+ (?:was|were|had been))\b"
)
_POINTS_BACK = re.compile(
    r"^[^;]*\bwhether (?:that|this|it)\b|\b(?:mention|include|name|give|cover|apply to) such\b"
    r"|\bsuch (?:a )?(?:step|move|measure|licence|claim|criticism|rule|plan|figure|deal)s?\b"
    r"|^(?:\S+ ){0,4}(?:the same|that|those) (?:day|week|report|outlet|ruling|country|number)s?\b"
    r"|^The (?:report|article|account) (?:by|from|in|of)\b|\btherefore\b|\b(?:is|was) one case\b"
    r"|\bto them\.$"
    r"|\bthat (?:both|neither|all of them) (?:had|have|has|was|were|would|will|are|did)\b"
    r"|^(?:Later|Earlier|Other) (?:\w+ )?(?:coverage|reports?|accounts?|versions?"
    r"|outlets?)\b(?:, [^,]+,)? (?:mentions?|gives?|gave|puts?|dates?|says?)\b"
    r"|\b[Ii]n the (?:first|second|third|latter|former|other|last) (?:case|instance|one)\b"
    r"|^(?:\S+ ){0,3}an? (?:new|similar|second|third|better|larger|smaller|cheaper) one\b"
    r"|^(?:\S+ ){0,5}(?:has|have|had)? ?\w+ that convention\b|\b(?:as well|too)\."
    r"|^[^,;]*\binstead\."
    # "A definitive agreement had still to be concluded": with whom, on what?
    r"|^(?:A|The|No) (?:definitive|final|binding|formal) (?:agreement|contract|deal|decision)"
    r" (?:has|have|had|is|was|will|would|still|must)\b(?!.* (?:with|between|on whether|over)\b)"
    # "Trouble in Myanmar lifted the domestic price": of which country?
    r"|^(?:(?!\b(?:[A-Z]\w+(?:ese|ish|ian|can|['’]s)|China|Japan|India)\b).)*?"
    r"\bthe domestic (?:prices?|markets?)\b"
    # "Only two groups were eligible": for what?
    r"|\b(?:is|are|was|were|be|became|remained) (?:not |also |still )?(?:eligible|entitled|exempt"
    r"|exempted|excluded)(?:\.|,(?! (?:as|but|if|when|while)\b))"
)
_TORN_OPENING = re.compile(
    r"(?:(?:A|An|The) )?[\w-]+ (?:that|which|who) |(?:Down|Up|Compared|Twice|Half|Double) "
    r"|(?:About|Around|Roughly|Nearly|Almost|Over) "
)
_COUNTED = re.compile(
    r"\b[Tt]he (\d[\d,]*|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
    r" (?:\w+ )?(?:firms|companies|entities|people|suspects|defendants|groups|projects|mines|plants"
    r"|items|products|listings|letters|sites|cases|buyers|producers|suppliers|metals|elements)\b"
)
_HAPPENED = re.compile(
    r"\bthe (case|step|incident|episode|remark|visit|termination|suspension|stoppage|shutdown"
    r"|announcement|initiative|levy|refusal|closure|notices)\b"
    r"(?! (?:of|for|against|in which|that|by|to|on|it|they|he|she)\b)"
)
# "The suspension began" needs nothing where the news is that ports stopped loading.
_STILL = frozenset(["suspension", "stoppage", "shutdown"])
_STANDS_STILL = re.compile(r"\b(?:halt|stop|suspen|paus|shut)", re.IGNORECASE)
_FRACTION = re.compile(r"(?:Down|Up) from |(?:Twice|Half|Double) (?:as|what|the) ")
_CREDIT = re.compile(r"(?:Sources?|Credit|Photo|Image|Note|Tags?|Topics?|Contact):")
_PART = re.compile(r"The (?:first|second|third|last) (?:[\w-]+ ){0,4}[A-Z]")
_STATE = frozenset(["government", "parliament", "cabinet", "senate"])
_BODIES = frozenset(["ministry", "office", "department", "commission", "administration", "bureau"])
_BARE = re.compile(r"The ([a-z]+) ([a-z]+) ([\w$€£]+)")
_KNOWN_TO_ALL = words.listed("known_to_all")
_SURNAME = re.compile(r"(?:Mr|Mrs|Ms|Dr)?\.? ?([A-Z][\w'’-]*[a-z])(?:'s)? (?=[a-z])")


def stands_alone(sentence: Sentence, seen: Seen) -> bool:
    """Return whether a bullet can consist of ``sentence`` only."""
    if is_torn(sentence.text) or sentence.opens == "fragment":
        return False
    if (sentence.opens or bare_noun(sentence.text)) and not is_told(sentence.text, seen):
        return False
    return not points_back(sentence.text)


def points_back(text: str) -> bool:
    """Return whether words inside ``text`` need the sentence before it."""
    led_in = _LED_IN.match(text)
    if (led_in and not _has_verb(led_in[1])) or leaves_out_verb(text) or leaves_out_thing(text):
        return True
    return any(pattern.search(text) for pattern in (_OBJECT, _OF_ANOTHER, _POINTS_BACK))


def bare_noun(text: str) -> str:
    """Return "scheme" of "The scheme runs for", which does not tell which scheme."""
    match = _BARE.match(text)
    if match is None or match[1] in _KNOWN_TO_ALL:
        return ""
    noun, verb, following = match.groups()
    has_object = following in words.DETERMINERS | {"that", "part"} or following[0].isdigit()
    is_verb = (
        verb in words.PASTS - words.NOUN_TOO
        or (verb in words.THIRDS and following in words.PREPOSITIONS - {"of"})
        or (has_object and verb.endswith(("s", "ed")))
    )
    return noun if is_verb else ""


def _has_verb(text: str) -> bool:
    verbs = count(text)
    return verbs.certain + verbs.possible > 0


def is_torn(text: str) -> bool:
    """Return whether ``text`` is no sentence: it opens like a torn piece, or has no stop."""
    if not re.search(r"[.!?…][\"')\]]*$", text):
        return True
    if _CREDIT.match(text):
        return True
    if _FRACTION.match(text):
        return True
    return bool(_TORN_OPENING.match(text)) and count(text).surely_none


def surname(text: str) -> str:
    """Return the single name with which ``text`` opens, which may be a surname; else nothing."""
    match = _SURNAME.match(text)
    following = next(iter(tokens(text[match.end() :])), "").lower() if match else ""
    says = following in words.PASTS | words.THIRDS | words.AUXILIARIES | words.ADVERBS
    closed = words.DETERMINERS | words.PRONOUNS
    return match[1] if match and says and match[1].lower() not in closed else ""


def surname_only(text: str, main: str, before: str) -> bool:
    """Return whether ``text`` begins with a surname whose full name only ``before`` gives.

    ``main`` is what every reader of the page has seen: the title and the news.
    """
    name = surname(text)
    if not name or re.search(rf"\b{re.escape(name)}\b", main):
        return False
    return bool(re.search(rf"\b[A-Z][\w.'’-]+ {re.escape(name)}\b", before))


@dataclass(frozen=True, slots=True)
class Seen:
    """What every reader of the page has seen: the title and the news, and if it is one country.

    ``title`` and ``news`` are set if they are of the same text as the sentence looked at, and
    ``since`` are then the sentences between it and the news.
    """

    text: str = ""
    one_country: bool = False
    title: str = ""
    news: str = ""
    since: tuple[str, ...] = ()
    one_company: bool = False  # the news names one company, and nothing since another one


def seen(title: str, news: str, catalogue: Catalogue) -> Seen:
    """Return what readers of the title and the news know."""
    text = f"{title} {news}".strip()
    types = {m.entity: catalogue.entities[m.entity].type for m in catalogue.find(text)}
    return Seen(text, list(types.values()).count("country") == 1)


def is_told(text: str, seen: Seen) -> bool:
    """Return whether ``text`` opens with "The magnet tracking system" and the reader knows of it.

    Two words at least must be the same ones, or it must be the one thing of its kind in the news.
    Of one country's news it is plain whose "the finance ministry" and "the government" are.
    """
    if _PART.match(text):
        return True
    phrase = bare_definite(text) or (bare_noun(text),)
    if len(phrase) == 1 and phrase[0] and introduced(phrase[0], seen.news, seen.since, seen.title):
        return True
    if len(phrase) == 1 and phrase[0] in COMPANIES and seen.one_company:
        return True
    words_of = content_words(" ".join(phrase))
    if len(words_of) > 1 and set(words_of) <= set(content_words(seen.text)):
        return True
    body = phrase[-1].lower()
    return seen.one_country and (body in _STATE or (len(phrase) > 1 and body in _BODIES))


def names_untold(text: str, main: str, before: str) -> bool:
    """Return whether ``text`` says "the 46 firms" or "the case" of what only ``before`` tells.

    ``main`` is what every reader of the page has seen: the title and the news.
    """
    seen = frozenset(content_words(main))
    for match in _COUNTED.finditer(text):
        number = match[1].lower()
        if _tells(before, number) and not _tells(f"{main} {text[: match.start()]}", number):
            return True
    return any(
        not met(stem(match[1]), seen | frozenset(content_words(text[: match.start()])))
        for match in _HAPPENED.finditer(text)
        if not (match[1] in _STILL and _STANDS_STILL.search(f"{main} {text[: match.start()]}"))
    )


def _tells(text: str, word: str) -> bool:
    return bool(re.search(rf"(?<![\w.,]){re.escape(word)}(?![\w%]|[.,]\d)", text, re.IGNORECASE))
