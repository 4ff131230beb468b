"""Attributions by a verb: "X said that …", "…, X said", “…,” said X, "X put it at 62%"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from generator.extract.grammar import phrases
from generator.extract.grammar.verbs import (
    FORMS,
    PARTICIPLES,
    PLAIN,
    PROGRESSIVE,
    SHOWING,
    VERB,
    Manner,
)
from generator.extract.speech.frame import Frame
from generator.extract.speech.governing import follows, governed
from generator.extract.speech.inverted import SAYING, inverted
from generator.extract.speech.subjects import ELIDED, antecedent, subject

# "With military uses expected to be refused"
_IN_PHRASE = re.compile(
    r"\b(?:with|including|despite|amid|from|than) (?:(?!(?:and|or|but) )[\w'’-]+ ){1,6}$"
)
_GOES_ON_TO = re.compile(r"\b(?:wishe[sd]|would like|went on|continue[sd]?) to\b")
_NO_SUBJECT = re.compile(r"(?:With|In|On|After|Amid|Despite|Following|Under|About|From) ")
_ESTIMATES = frozenset(("estimates", "forecasts"))
_OF_ESTIMATE = re.compile(
    r"\s+(?:is|are|was|were|of|for|from|by|on|and|or|have|had|has|ranged?|put|suggest|show)\b|\s*[,.;]"
)
_OBJECT = re.compile(
    r"\s+(?:that|it|they|he|she|the|an?|about|more|only|to|out|[A-Z][\w'’-]*)\b|\s+[\d$€£\"“]"
)
_QUESTION = re.compile(
    r"(?:Can|Could|Will|Would|Does|Do|Did|Has|Have|Is|Are|Was|Were|Should|May|Who|What|When|Where"
    r"|Why|How|Which)\b"
)
_PARTICIPLE_OF = frozenset(("warned", "spoke", "complained", "wrote", "told", "thought"))
_HELD = frozenset(("believed", "thought", "estimated", "alleged"))
# "Villagers fear the dam will burst": a clause without "that".
_FEAR = re.compile(r"\s+(?:[\w'’-]+ ){1,6}?(?:will|would|could|may|might|is|are|has|have)\b")
_NO = re.compile(r"\s+no\s+(?!longer|more than)")
_LITTLE = re.compile(r"\s+(?:little|nothing|much|so|otherwise)\b(?! \w+ed| that)")
_CITED_AS = re.compile(
    r"\s+((?:un(?:named|identified)|anonymous|an? un(?:named|identified)) [^,;]+?) (?:who|as)\b"
    r"|\s+((?:[^,;])+?) (?:as )?((?:say|warn|add|argu|claim|acknowledg|expect|estimat|put"
    r"|predict|describ|call|suggest|insist|denying|not|tell|report)ing)\b"
)
_ONE_OF_TEXTS = re.compile(
    r"(?P<who>(?:[A-Z][\w.&-]*\s)+(?:articles|reports|stories|texts|posts|dispatches)"
    r"(?:\s(?:summari[sz]ed|cited|carried|quoted|relayed)\sby\s[A-Z][\w.&-]*(?:\s[A-Z][\w.&-]*)*)?)"
    r"\s[^:]*:\s$"
)
# "The report cited International Energy Agency figures that give China 60%".
_CITED_FIGURES = re.compile(
    r"\s+(?P<who>(?:the )?[A-Z][^,;]*?)(?:['’]s)? (?P<said>(?:figures|data|estimates?|numbers"
    r"|statistics|forecasts?) (?:that|which) (?:g[ai]ves?|puts?|shows?|showed|suggest(?:s|ed)?"
    r"|indicated?s?)\b)"
)


def found(plain: str, start: int, end: int) -> Iterator[Frame]:
    """Yield the frames made by verbs in ``plain[start:end]``, a text with blotted quotations."""
    for verb in VERB.finditer(plain, start, end):
        if _is_participle(plain[start : verb.start()], verb[0], plain[verb.end() : end]):
            continue
        frame = inverted(plain, start, end, verb) or _direct(plain, start, end, verb)
        if frame is not None:
            yield _cited_as(plain, end, frame) or frame


def _is_participle(left: str, verb: str, right: str) -> bool:
    """Tell "is reported to", "a draft seen by", "accused of", "so-called" from a finite verb."""
    if verb in PROGRESSIVE:
        return not re.search(r"\b(?:is|are|was|were|been)\s+(?:\w+ )?$", left)
    if (
        (verb == "wrote" and right.startswith(" in to "))
        or (
            verb in {"reported", "reports"}
            and re.match(r"\s+on (?!\w+day\b|the basis|condition|\d|[A-Z][a-z]+ \d)", right)
        )
        or (verb == "referred" and re.match(r"\s+to (?:in|above|below|as)\b", right))
    ):
        return True
    if phrases.PASSIVE.search(left) or re.match(
        r"\s+by (?!mid|late|early|phone|telephone|e-?mail|text)[A-Z\w]+(?<!\d)", right
    ):
        return not re.match(r"\s+by (?:mid|late|early|[A-Z][a-z]+ \d|\d|the end)", right)
    in_phrase = right.startswith(" to ") and _IN_PHRASE.search(left)
    left = _GOES_ON_TO.sub("", left)
    held = verb in _HELD and right.startswith(" to ")  # "a lode, believed to be the largest"
    if (
        in_phrase
        or held
        or re.search(r"[-$]$|\($", left)
        or re.search(r"\b(?:what|the|an?|of|to|for)\s*$", left)
    ):
        return True
    if verb in PARTICIPLES:
        return right.startswith(" to ") or not re.search(r"\b(?:has|have|had)\s+(?:\w+ )?$", left)
    dismissed = verb == "dismissed" and re.search(r"(?:[A-Z][\w-]*|\b(?:s?he|it|they)) $", left)
    of = re.match(r"\s+(?:of|as)\b", right) and verb.endswith("ed") and verb not in _PARTICIPLE_OF
    return bool(of and not dismissed) and not re.search(
        r"\b(?:which|that)\s+\S+(?: \S+){0,3}\s*$", left
    )


def _direct(plain: str, start: int, end: int, verb: re.Match[str]) -> Frame | None:
    core, between = phrases.before_verb(plain[start : verb.start()])
    speaker, at = subject(core)
    if (not speaker and not ELIDED.search(core)) or _is_no_statement(core, between, speaker):
        return None
    if _QUESTION.match(speaker or core) and plain.rstrip().endswith("?"):
        return None
    bare = SAYING.sub("", speaker.lstrip('"”’ '))
    at += len(speaker) - len(bare)
    speaker = bare
    lead = plain[start : start + at].rstrip()
    asked = re.search(r"\b(?:did|does|do)\b", between) is not None
    if not (asked or _is_sure(plain, end, verb, speaker, lead)) or _stands_ill(
        verb[0], lead, speaker
    ):
        return None
    relative = bool(re.search(r"\b(?:which|that|who|whom|where)$", lead))
    texts = _ONE_OF_TEXTS.match(plain[: start + at]) if speaker == "one" else None
    if texts:  # "Sohu articles carried by Acme disagree: one said …"
        speaker = texts["who"]
    if speaker.lower() in {"which", "who"}:
        speaker, relative = antecedent(plain[start : start + at + len(speaker)]), True
    made = Frame(speaker, start + at, verb[0], verb.start(), FORMS[verb[0]][0], (verb.start(), end),
                 bare=False, negated=_is_negated(plain, end, verb, between))  # fmt: skip
    if verb[0] in PARTICIPLES:  # "had earlier given"
        had = re.search(r"\b(?:has|have|had)\s+(?:\w+ )?$", plain[: verb.start()])
        made = replace(made, said=(had.start() if had else verb.start(), end))
    return governed(plain, start, end, lead, replace(made, relative=relative))


def _is_no_statement(core: str, between: str, speaker: str) -> bool:
    """Tell an infinitive, a comparison with "as" and what only might be said."""
    infinitive = not speaker and re.search(r"\bto \w+ (?:and|or)\s*$", core)
    if re.search(r"\bwould only $", between):
        return False  # "would only say that it was watching"
    between = _GOES_ON_TO.sub("", between)
    modal = re.search(r"\b(?:will|would|could|may|might|can|should|must|to)\b(?! \w+ed)", between)
    return bool(infinitive or modal or re.search(r"\b(?:as|that)$", core.rstrip()))


def _stands_ill(verb: str, lead: str, speaker: str) -> bool:
    """Tell a verb that says nothing where it stands.

    "Asked" does only behind a quotation, and in "Bloomberg, which cited customs data" the data do.
    """
    if verb in {"asked", "asks"} and not follows(lead):
        return True
    if speaker.lower() in {"which", "who"} and verb in {"cited", "quoted", "cites", "quotes"}:
        return True
    return lead.endswith((" whose", " what")) or lead == "what"


def _is_negated(plain: str, end: int, verb: re.Match[str], between: str) -> bool:
    right = plain[verb.end() : end]
    if verb[0] in PLAIN or verb[0] in SHOWING:
        return bool(phrases.NEGATED.search(between) or _LITTLE.match(right))
    return bool(phrases.NEGATED.search(between) or _NO.match(right))


def _is_sure(plain: str, end: int, verb: re.Match[str], speaker: str, lead: str) -> bool:
    """Tell a verb from the noun of the same form ("reports", "claims", "the control list at")."""
    right = plain[verb.end() : end]
    if not FORMS[verb[0]][1] or re.match(r", (?:citing|quoting) [^,]+, that\b", right):
        return True
    if (
        speaker.endswith(("'s", "s'"))  # "the ministry's claim that"
        or _NO_SUBJECT.match(speaker)
        or not re.search(r"[\w.)]$", speaker)
        or (
            re.search(r"\b(?:the|an?|one|'s|first)\s+\S+$", speaker)
            and not speaker[0].isupper()
            and not speaker.startswith("the")
        )
    ):
        return False
    if re.match(r"[^,;]*? at \S*\d", right) and verb[0].endswith("s") and speaker[-1:].isalpha():
        return speaker.rsplit(maxsplit=1)[-1][:1].isupper() or speaker[:4] in {"the ", "The "}
    if re.match(r"\s*[.,]", right):
        return follows(lead) and (speaker[:1].isupper() or speaker.startswith("the "))
    head = re.split(r" (?:at|of|in|from|for) | (?:worldwide|alike|everywhere|abroad)$", speaker)[0]
    if not verb[0].endswith("s") and not re.search(r"s$|\bthey$|\band\b", head, re.IGNORECASE):
        return False
    # "The Department estimates annual costs", not "The Department estimates of last year".
    estimates = verb[0] in _ESTIMATES and re.match(r"(?:The |[A-Z]).*[A-Za-z]$", speaker)
    fears = verb[0] == "fears" and right.startswith(" for ")
    fears = fears or (verb[0] in {"fear", "worry"} and _FEAR.match(right) is not None)
    return bool(fears or (estimates and not _OF_ESTIMATE.match(right)) or _OBJECT.match(right))


def _cited_as(plain: str, end: int, frame: Frame) -> Frame | None:
    """Let the agency speak in "Reuters cited the agency as saying"."""
    if frame.verb not in {"cited", "quoted", "reported", "cites", "quotes"} or frame.after:
        return None
    behind = frame.verb_at + len(frame.verb)
    if figures := _CITED_FIGURES.match(plain, behind, end):
        who, at, said = figures["who"], figures.start("who"), (figures.start("said"), end)
        return replace(frame, speaker=who, at=at, said=said, bare=True, via=frame.speaker)
    match = _CITED_AS.match(plain, behind, end)
    speaker = (match[1] or match[2]) if match else ""
    if match is None or phrases.holds_verb(re.sub(r"\bun\w+ed\b", "", speaker)):
        return None
    at = match.start(1) if match[1] else match.start(2)
    return replace(
        frame, speaker=speaker, at=at, via=frame.speaker, manner=Manner.CLAUSE, relative=True
    )
