"""What a verb of saying governs: the clause before it, the clause after it, or its object."""

from __future__ import annotations

import re
from dataclasses import replace

from generator.extract.actors import voices
from generator.extract.grammar import phrases
from generator.extract.grammar.verbs import NEEDS, PLAIN, SHOWING, TELLING, Manner
from generator.extract.speech.frame import Frame

_ENDS = re.compile(r"\s*(?:[.,;!?)]|$|(?:and|but|while|adding|citing)\b)")
_THAT = re.compile(
    r"\s*(?:,? ?\b(?:in|at|on|during|through|after|as|citing|quoting) [^,]+, )?that\b\s*"
)
# "Said in a social media post on 18 July that".
_LATER_THAT = re.compile(r"\s+(?:in|at|on|to|during|after|when)\b[^,;:]{0,80}?\bthat\b\s*")
_MEDIUM = re.compile(r" (?:radio|television|TV|newspaper|magazine|news agency|newswire)\b")
_TOLD = re.compile(
    r"\s+((?:the |a |an |its |his |her |their )?(?:(?!that\b)[a-z]+ ){0,3}?"
    r"(?:[A-Z][\w.&'-]*(?: (?:(?:of|the|and|of the) )?[A-Z][\w.&'-]*)*"
    r"|the (?:paper|newspaper|agency|news agency|outlet|website|magazine|broadcaster|channel|BBC)"
    r"|investors|reporters|parliament|lawmakers|analysts|journalists|shareholders|me|us|him|them"
    r"|listeners|viewers|readers|delegates|senators|members|employees|staff|workers|residents"
    r"|supporters|customers|clients|voters|executives|ministers|officials|farmers|students"
    r"|(?:an?|the) (?:[\w-]+ ){0,3}?(?:conference|briefing|hearing|summit|committee|meeting|forum"
    r"|audience|court|newspaper|panel|assembly|council))"
    r"(?: \([A-Z]+\))?)"
    r"(?:(?: [a-z]+){1,2}?(?=\s+(?:that|on|in|at|last|this|during|by)\b|[,.;]|$)|(?=[\s,.;]|$))"
)
# Behind a quotation or a clause only the place and the occasion may follow the verb.
_OCCASION = re.compile(
    r"\s*(?:about|reporters|journalists|in|at|on|during|through|after|from|via|by|for|when|as|to|while)\b"
)
_ORDERED = re.compile(r"(?:\s+(?!that\b)[^,.;]+?)?\s+(?:not )?to (?!expect\b)[a-z]")
_ORDERED_NEXT = re.compile(r"\s+(?:not )?to (?!expect\b)[a-z]")
_NOTHING = re.compile(r"\s*(?:[.;]|$|and\b)")
_PREPOSITION = re.compile(r"(?:In|At|On|After|During|Under|With|For|By|From|Through|Following)\b")
_SUBORDINATE = re.compile(
    r"(?:(?:And|But|Yet),? )?(?:When|While|As|After|Before|Since|If|Although|Though|Because|Once"
    r"|Until|Unless|Whereas|Asked)\b"
)
_DIFFERENTLY = re.compile(
    r"\bdifferently\b|\bin (?:different|two|several|conflicting) (?:terms|ways)\b"
)


def governed(  # noqa: PLR0911  one line a rule, first match wins
    plain: str, start: int, end: int, lead: str, frame: Frame
) -> Frame | None:
    """Find what the verb governs: the clause before a comma, the clause after, or its object."""
    verb_end = frame.verb_at + len(frame.verb)
    told, verb_end = _told(plain, frame.verb, verb_end, end)
    frame = replace(frame, told=told)
    if _orders(plain[verb_end:end], frame) or _DIFFERENTLY.search(plain, verb_end, end):
        return None
    if frame.verb in _BESIDE_QUOTES and not re.search(
        r"[\"”]$|^\s*[:,]?\s*[\"“]", _sides(lead, plain[verb_end:end]), re.MULTILINE
    ):
        return None
    if frame.verb.startswith("point") and plain.startswith(" out", verb_end):
        verb_end += len(" out")
    begin = phrases.CIRCUMSTANCE.match(plain, verb_end, end).end()  # type: ignore[union-attr]
    # "…, Reuters pointed out in March", "prices held, Argus assessed"
    points = frame.verb.startswith(("point", "assess"))
    clause = frame.manner is Manner.CLAUSE or (points and follows(lead))
    if clause and _is_aside(plain, start, end, lead, begin):
        return replace(frame, relative=True)
    if clause and follows(lead) and _tells_occasion(plain, end, lead, verb_end):
        said = (start, start + len(lead.removesuffix("as").rstrip(", ")))
        return replace(frame, said=said, bare=True, after=True, relative=False)
    if clause and begin > verb_end and _NOTHING.match(plain, begin, end) and not frame.relative:
        return None  # "the panel reported on 26 March"
    needs = None if _shows(frame) else NEEDS.get(frame.verb)
    that = _THAT.match(plain, begin, end) or _LATER_THAT.match(plain, verb_end, end)
    if needs and not (that or needs.match(plain, verb_end, end) or needs.match(plain, begin, end)):
        return None if frame.manner is not Manner.CLAUSE or not frame.negated else frame
    if clause and not frame.relative and (that or frame.verb in PLAIN):
        return replace(
            frame, said=(that.end() if that else _after_colon(plain, begin), end), bare=True
        )
    return frame


# "Valeo continues to work on it": verbs of saying only beside a quotation.
_BESIDE_QUOTES = frozenset(
    """
    continued continues elaborated elaborates shared shares remembered remembers reflected reflects
    offered offers chuckled exclaimed exclaims shouted shouts pleaded pleads summed sums marvelled
    marvels
    """.split()  # noqa: SIM905
)


def _sides(lead: str, right: str) -> str:
    """Return what stands before a speaker and behind the verb, on two lines."""
    return f"{lead.rstrip(' ,')}\n{right}"


def _orders(right: str, frame: Frame) -> bool:
    """Tell an order, "told makers to stop", from a statement."""
    if frame.verb not in TELLING or re.match(r"\s+that\b", right):
        return False
    return bool(_ORDERED_NEXT.match(right) if frame.told else _ORDERED.match(right))


def _tells_occasion(plain: str, end: int, lead: str, verb_end: int) -> bool:
    """Tell whether what is said stands before: behind the verb is nothing, or the occasion."""
    begin = phrases.CIRCUMSTANCE.match(plain, verb_end, end).end()  # type: ignore[union-attr]
    if _ENDS.match(plain, begin, end) or plain[verb_end:begin].rstrip().endswith(","):
        return True
    occasion = _OCCASION.match(plain, verb_end, end)
    long = len(lead.split()) > 8 and not _PREPOSITION.match(lead)
    clause = (long or phrases.holds_verb(lead)) and not _SUBORDINATE.match(lead)
    whole = clause or lead[-1:] in {'"', "”"}
    rest = plain[verb_end:end].split(",", maxsplit=1)[0]
    return bool(whole and occasion) and not re.search(r"\bthat\b", rest)


def _shows(frame: Frame) -> bool:
    """Tell whether data, a list or a study is the subject: these "show" without a "that"."""
    head = re.split(
        r",?\s+(?:cited|published|drawn|carried|analy[sz]ed|reviewed|compiled|taken|collected|seen"
        r"|obtained|gathered|released|and|from|of|by|in|for|on)\b",
        frame.speaker,
    )[0]
    evidence = voices.NUMBERS.search(head) or _EVIDENCE.search(head)
    return frame.verb in SHOWING and bool(evidence)


_EVIDENCE = re.compile(
    r"\b(?:images|imagery|pictures|samples|tests|filings|disclosures|documents|analysis|survey|poll|receipts)$",
    re.IGNORECASE,
)


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


def follows(lead: str) -> bool:
    """Return whether what is said ends before the speaker: after a comma, a quotation, "as"."""
    return bool(re.search(r"(?:,|[,.?!][\"”'’]|\bas)$", lead)) and len(lead) > 12


def _told(plain: str, verb: str, verb_end: int, end: int) -> tuple[str | None, int]:
    if verb not in TELLING:
        return None, verb_end
    match = _TOLD.match(plain, verb_end, end)
    if match is None:
        return None, verb_end
    name = re.sub(r"['’]s (?:[A-Z][\w.-]* ?)+$", "", match[1])
    medium = _MEDIUM.match(plain, match.end(1))
    return (f"{name}{medium[0]}" if medium else name), match.end()
