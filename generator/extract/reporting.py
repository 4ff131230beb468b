"""Attributions by a verb: "X said that …", "…, X said", “…,” said X, "X put it at 62%"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from generator.extract import phrases, voices
from generator.extract.frames import Frame
from generator.extract.subjects import ELIDED, antecedent, subject
from generator.extract.verbs import (
    FORMS,
    NEEDS,
    PARTICIPLES,
    PLAIN,
    PROGRESSIVE,
    SHOWING,
    TELLING,
    VERB,
    Manner,
)

_ENDS = re.compile(r"\s*(?:[.,;!?)]|$|(?:and|but|while|adding|citing)\b)")
_THAT = re.compile(
    r"\s*(?:, (?:in|at|on|during|through|after|as|citing|quoting) [^,]+, )?that\b\s*"
)
_TOLD = re.compile(
    r"\s+((?:the |a |an |its |his |her |their )?(?:[a-z]+ ){0,3}?"
    r"(?:[A-Z][\w.&'-]*(?: (?:(?:of|the|and|of the) )?[A-Z][\w.&'-]*)*"
    r"|the (?:paper|newspaper|agency|news agency|outlet|website|magazine|broadcaster|channel|BBC)"
    r"|investors|reporters|parliament|lawmakers|analysts|journalists|shareholders|me|us|him|them"
    r"|(?:an?|the) (?:[\w-]+ ){0,3}?(?:conference|briefing|hearing|summit|committee|meeting|forum"
    r"|audience|court|newspaper|panel|assembly|council))"
    r"(?: \([A-Z]+\))?)(?: (?:television|radio|newspaper|magazine|TV))?(?=[\s,.;]|$)"
)
_SPEAKER_AFTER = re.compile(
    r"\s+((?:the |an? |its )?[\w.&'-]+(?: [\w.&'’()-]+){0,14}?)"
    r"((?:, (?:an? |the )?(?:[a-z][^,.]*|[A-Z][\w.-]* (?:and|of|at|for) [^,.]*|C[A-Z]O[^,.]*"
    r"|[A-Z][\w.&-]*['’]s? [^,.]*)"
    r"| ?, [A-Z]{3} of [^,.]*)?)(?=\s*(?:,|\.(?:\s|$)|$))"
)
_QUESTION = re.compile(
    r"(?:Can|Could|Will|Would|Does|Do|Did|Has|Have|Is|Are|Was|Were|Should|May|Who|What|When|Where"
    r"|Why|How|Which)\b"
)
# Behind a quotation or a clause only the place and the occasion may follow the verb.
_OCCASION = re.compile(r"\s*(?:in|at|on|during|through|after|from|via|by|for|when|as|to|while)\b")
_ORDERED = re.compile(r"(?:\s+(?!that\b)[^,.;]+?)?\s+(?:not )?to (?!expect\b)[a-z]")
_NOTHING = re.compile(r"\s*(?:[.;]|$|and\b)")
_SUBORDINATE = re.compile(
    r"(?:(?:And|But|Yet),? )?(?:When|While|As|After|Before|Since|If|Although|Though|Because|Once"
    r"|Until|Unless|Whereas|Asked)\b"
)
_PARTICIPLE_OF = frozenset(("warned", "spoke", "complained", "wrote", "told", "thought"))
_NO = re.compile(r"\s+no\s+(?!longer|more than)")
_LITTLE = re.compile(r"\s+(?:little|nothing|much|so|otherwise)\b(?! \w+ed| that)")
_DIFFERENTLY = re.compile(
    r"\bdifferently\b|\bin (?:different|two|several|conflicting) (?:terms|ways)\b"
)
_CITED_AS = re.compile(
    r"\s+((?:[^,;])+?) (?:as )?((?:say|warn|add|argu|claim|acknowledg|expect)ing)\b"
)


def found(plain: str, start: int, end: int) -> Iterator[Frame]:
    """Yield the frames made by verbs in ``plain[start:end]``, a text with blotted quotations."""
    for verb in VERB.finditer(plain, start, end):
        if _is_participle(plain[start : verb.start()], verb[0], plain[verb.end() : end]):
            continue
        frame = _inverted(plain, start, end, verb) or _direct(plain, start, end, verb)
        if frame is not None:
            yield _cited_as(plain, end, frame) or frame


def _is_participle(left: str, verb: str, right: str) -> bool:
    """Tell "is reported to", "a draft seen by", "accused of", "so-called" from a finite verb."""
    if verb in PROGRESSIVE:
        return not re.search(r"\b(?:is|are|was|were|been)\s+(?:\w+ )?$", left)
    if verb == "referred" and re.match(r"\s+to (?:in|above|below|as)\b", right):
        return True
    if phrases.PASSIVE.search(left) or re.match(r"\s+by (?!mid|late|early)[A-Z\w]+(?<!\d)", right):
        return not re.match(r"\s+by (?:mid|late|early|[A-Z][a-z]+ \d|\d|the end)", right)
    if re.search(r"[-$]$", left) or re.search(r"\b(?:what|the|an?|of|to|for)\s*$", left):
        return True
    if verb in PARTICIPLES:
        return not re.search(r"\b(?:has|have|had)\s+(?:\w+ )?$", left)
    of = re.match(r"\s+(?:of|as)\b", right) and verb.endswith("ed") and verb not in _PARTICIPLE_OF
    return bool(of) and not re.search(r"\b(?:which|that)\s+\S+(?: \S+){0,3}\s*$", left)


# --- The speaker after the verb ----------------------------------------------------------------


def _inverted(plain: str, start: int, end: int, verb: re.Match[str]) -> Frame | None:
    """“…,” said Tim Zhang of Edge Research."""
    left = plain[start : verb.start()].rstrip()
    if left[-1:] not in {'"', "”", "'", "’", ","} or FORMS[verb[0]][0] is not Manner.CLAUSE:
        return None
    match = _SPEAKER_AFTER.match(plain, verb.end(), end)
    if match is None or phrases.holds_verb(match[1]) or phrases.CIRCUMSTANCE.fullmatch(match[1]):
        return None
    if verb[0] == "asked" and left[-1] == ",":
        return None
    plain_comma = left[-1] == ","
    if plain_comma and (
        verb[0] not in PLAIN or not re.match(r"\s*(?:\.|$)", plain[match.end() : end])
    ):
        return None
    said = (start, start + (len(left.rstrip(",")) if plain_comma else len(left)))
    name = match[1] + match[2]
    return Frame(name, match.start(1), verb[0], verb.start(), Manner.CLAUSE, said, True, after=True)


# --- The speaker before the verb ---------------------------------------------------------------


def _direct(plain: str, start: int, end: int, verb: re.Match[str]) -> Frame | None:
    left = phrases.without_aside(plain[start : verb.start()])
    core, between = phrases.strip_before_verb(left)
    speaker, at = subject(core)
    if _QUESTION.match(speaker or core) and plain.rstrip().endswith("?"):
        return None
    if verb[0] in {"asked", "asks"} and not _follows(plain[start : start + at].rstrip()):
        return None
    infinitive = not speaker and re.search(r"\bto \w+ (?:and|or)\s*$", core)
    if (
        infinitive
        or re.search(r"\bas$", core.rstrip())
        or (not speaker and not ELIDED.search(core))
    ):
        return None
    if re.search(r"\b(?:will|would|could|may|might|can|should|must|to)\b(?! \w+ed)", between):
        return None
    at += len(speaker) - len(speaker.lstrip('"”’ '))
    speaker = speaker.lstrip('"”’ ')
    lead = plain[start : start + at].rstrip()
    relative = bool(re.search(r"\b(?:which|that|who|whom|where|as)$", lead))
    if speaker.lower() in {"which", "who"} and verb[0] in {"cited", "quoted", "cites", "quotes"}:
        return None  # who is cited speaks: "according to Bloomberg, which cited customs data"
    if speaker.lower() in {"which", "who"}:
        speaker, relative = antecedent(plain[start : start + at + len(speaker)]), True
    asked = re.search(r"\b(?:did|does|do)\b", between) is not None
    whose = lead.endswith((" whose", " what")) or lead == "what"
    if whose or not (asked or _is_sure(plain, end, verb, speaker, lead)):
        return None
    made = Frame(speaker, start + at, verb[0], verb.start(), FORMS[verb[0]][0], (verb.start(), end),
                 bare=False, negated=_is_negated(plain, end, verb, between))  # fmt: skip
    if verb[0] in PARTICIPLES:  # "had earlier given"
        made = replace(made, said=(start + len(core.rstrip()) + 1, end))
    return _governed(
        plain, start, end, lead, replace(made, relative=relative and not lead.endswith("as"))
    )


def _governed(  # noqa: PLR0911  one line a rule, first match wins
    plain: str, start: int, end: int, lead: str, frame: Frame
) -> Frame | None:
    """Find what the verb governs: the clause before a comma, the clause after, or its object."""
    verb_end = frame.verb_at + len(frame.verb)
    told, verb_end = _told(plain, frame.verb, verb_end, end)
    frame = replace(frame, told=told)
    ordered = re.match(
        r"(?:\s+(?!that\b)[^,.;]+?)?\s+(?:not )?to (?!expect\b)[a-z]", plain[verb_end:end]
    )
    if (
        frame.verb in TELLING
        and ordered
        and not re.match(r"\s+that\b", plain[verb_end:end])
        and (not told or re.match(r"\s+(?:not )?to (?!expect)[a-z]", plain[verb_end:end]))
    ):
        return None  # "told makers to stop" is an order
    if _DIFFERENTLY.search(plain, verb_end, end):
        return None
    begin = phrases.CIRCUMSTANCE.match(plain, verb_end, end).end()  # type: ignore[union-attr]
    clause = frame.manner is Manner.CLAUSE
    if clause and _is_aside(plain, start, end, lead, begin):
        return replace(frame, relative=True)
    if clause and _follows(lead) and _tells_occasion(plain, end, lead, verb_end):
        said = (start, start + len(lead.removesuffix("as").rstrip(", ")))
        return replace(frame, said=said, bare=True, after=True, relative=False)
    if clause and begin > verb_end and _NOTHING.match(plain, begin, end) and not frame.relative:
        return None  # "the panel reported on 26 March"
    needs = None if _shows(frame) else NEEDS.get(frame.verb)
    that = _THAT.match(plain, begin, end)
    if needs and not (that or needs.match(plain, verb_end, end) or needs.match(plain, begin, end)):
        return None if frame.manner is not Manner.CLAUSE or not frame.negated else frame
    if clause and not frame.relative and (that or frame.verb in PLAIN):
        return replace(
            frame, said=(that.end() if that else _after_colon(plain, begin), end), bare=True
        )
    return frame


def _tells_occasion(plain: str, end: int, lead: str, verb_end: int) -> bool:
    """Tell whether what is said stands before: behind the verb is nothing, or the occasion."""
    begin = phrases.CIRCUMSTANCE.match(plain, verb_end, end).end()  # type: ignore[union-attr]
    if _ENDS.match(plain, begin, end) or plain[verb_end:begin].rstrip().endswith(","):
        return True
    occasion = _OCCASION.match(plain, verb_end, end)
    clause = phrases.holds_verb(lead) and not _SUBORDINATE.match(lead)
    whole = clause or lead[-1:] in {'"', "”"}
    rest = plain[verb_end:end].split(",", maxsplit=1)[0]
    return bool(whole and occasion) and not re.search(r"\bthat\b", rest)


def _shows(frame: Frame) -> bool:
    """Tell whether data, a list or a study is the subject: these "show" without a "that"."""
    head = re.split(
        r",?\s+(?:cited|published|drawn|carried|from|of|by|in|for|on)\b", frame.speaker
    )[0]
    return frame.verb in SHOWING and bool(voices.NUMBERS.search(head))


def _after_colon(plain: str, begin: int) -> int:
    match = re.compile(r"\s*:?\s*").match(plain, begin)
    return match.end() if match else begin


def _is_aside(plain: str, start: int, end: int, lead: str, begin: int) -> bool:
    """Tell an attribution in the midst of its clause: "The move, she argued, gives …"."""
    before = lead.removesuffix(",")
    goes_on = re.compile(r"\s*,\s+(?!(?:and|but|while|adding|citing|which|who)\b)[a-z]")
    return (
        lead.endswith(",")
        and len(before) - start <= 40
        and not phrases.holds_verb(before[start:])
        and goes_on.match(plain, begin, end) is not None
    )


def _follows(lead: str) -> bool:
    return bool(re.search(r"(?:,|[,.?!][\"”'’]|\bas)$", lead)) and len(lead) > 12


def _is_negated(plain: str, end: int, verb: re.Match[str], between: str) -> bool:
    right = plain[verb.end() : end]
    if verb[0] in PLAIN or verb[0] in SHOWING:
        return bool(phrases.NEGATED.search(between) or _LITTLE.match(right))
    return bool(phrases.NEGATED.search(between) or _NO.match(right))


def _is_sure(plain: str, end: int, verb: re.Match[str], speaker: str, lead: str) -> bool:
    """Tell a verb from the noun of the same form ("reports", "claims", "the control list at")."""
    if not FORMS[verb[0]][1]:
        return True
    right = plain[verb.end() : end]
    if not re.search(r"[\w.)]$", speaker) or (
        re.search(r"\b(?:the|an?|one|'s|first)\s+\S+$", speaker)
        and not speaker[0].isupper()
        and not speaker.startswith("the")
    ):
        return False
    if re.match(r"[^,;]*? at \S*\d", right) and verb[0].endswith("s") and speaker[-1:].isalpha():
        return speaker.rsplit(maxsplit=1)[-1][:1].isupper() or speaker.startswith("the ")
    if re.match(r"\s*[.,]", right):
        return _follows(lead) and speaker[:1].isupper()
    head = re.split(r" (?:at|of|in|from|for) ", speaker)[0]
    if not verb[0].endswith("s") and not re.search(r"s$|\bthey$|\band\b", head, re.IGNORECASE):
        return False
    return bool(
        re.match(
            r"\s+(?:that|it|they|he|she|the|an?|about|more|only|to|out|[A-Z][\w'’-]*)\b|\s+[\d$€£]",
            right,
        )
    )


def _told(plain: str, verb: str, verb_end: int, end: int) -> tuple[str | None, int]:
    if verb not in TELLING:
        return None, verb_end
    match = _TOLD.match(plain, verb_end, end)
    if match is None:
        return None, verb_end
    return re.sub(r"['’]s (?:[A-Z][\w.-]* ?)+$", "", match[1]), match.end()


def _cited_as(plain: str, end: int, frame: Frame) -> Frame | None:
    """Let the agency speak in "Reuters cited the agency as saying"."""
    if frame.verb not in {"cited", "quoted", "reported", "cites", "quotes"} or frame.after:
        return None
    match = _CITED_AS.match(plain, frame.verb_at + len(frame.verb), end)
    if match is None or phrases.holds_verb(match[1]):
        return None
    return replace(frame, speaker=match[1], via=frame.speaker, manner=Manner.CLAUSE, relative=True)
