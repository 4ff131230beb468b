"""Find, in one sentence, who says what: the speaker's words, the verb and the stretch it governs.

A frame is found from its verb outward (``reporting``) or from a phrase such as "according to"
(``sourcing``).  Here frames of one sentence are set into each other: one ends where the next
begins, and a frame inside another is relayed by it.  Offsets count characters of the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from generator.extract.grammar.quotations import masked
from generator.extract.grammar.turns import hour_end
from generator.extract.grammar.verbs import Manner
from generator.extract.speech import nominal, reporting, sourcing, stances
from generator.extract.speech.frame import Frame

# The last: a stop before a name in lower case, which no splitter takes for an end.
_SEGMENT = re.compile(r";\s+|\s*—\s*|\s–\s+|(?<=[a-z]{3})\.\s+(?=[a-z])")
_TICKER = re.compile(r"\([^()]*:[^()]*\)")  # "(NYSE: HALM)": no colon of the sentence
# Stops that end no name: "according to the U.S. Geological Survey", "Sen. Roe said".
_ABBREVIATED = re.compile(r"\b(U\.[SKN]|Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Lt|St)\.(?=\s[A-Z])")
_INITIAL = re.compile(r"(?<=[a-z] )([A-Z])\.(?=\s[A-Z][a-z])")  # "Greg A. Rowe"
# "WWF Adria — the branch of the charity — told": as long with commas.
_BETWEEN_DASHES = re.compile(
    r" [—–] ([^—–]{3,160}) [—–] (?=(?:has |had |also )?(?:said|says|told|tells|warned|warns"
    r"|added|adds|argued|argues|believes?|estimates|expects|announced|reported|confirmed|denied"
    r"|called)\b)"
)
_STOP = "\u02b9"  # as long as a stop, and a letter to the patterns of names
# What runs on for longer is no sentence; it is read piece by piece, as each report of it is held
# against the others.
_LONGEST = 1500
_MOST = 24
_PRONOUN = frozenset(("it", "he", "she", "they", "we", "i"))
_QUALIFIES = re.compile(r"\b(?:although|though|unless|except(?: that)?|but)$")
_QUALIFIED = re.compile(r"[^,;]*,\s+(?:although|though|unless|except|but)\b")
_ACCOUNT = re.compile(r",\s*(?:while|whereas|but|although|though)$")
_TURN = re.compile(r"(?:(?:,|\b)\s*\b(?:and|while|whereas|but|although|though)|,)$")
_CITING = re.compile(
    r",?\s*\b(?:citing|quoting|(?:which|who) (?:was |were )?(?:cited|quoted|cites|quotes|citing))"
    r"\s+((?:[^,;.]|\.(?=\S))+)"
)
_RELAYED = re.compile(
    r",?\s+(?:in (?:an? |the )?\w+ )?(?:as )?(?:cited|quoted|carried|summari[sz]ed|described"
    r"|reported|relayed|published|seen|obtained|interviewed|contacted) (?:by|in) (.+)$"
)
# What an outlet publishes as its own view: "a commentary published by Xinhua".
_COMMENT = re.compile(
    r"(?:[Aa]n?|[Oo]ne|[Tt]he|[Aa]nother) (?:[\w-]+ )?(?:commentary|editorial|leader|post|op-ed"
    r"|column) (?:published|carried|posted|printed|run|put out) (?:by|in|on) "
)
_MADE_BY = re.compile(
    r"\b(?:[Ii]mages|[Ii]magery|[Pp]ictures|[Ss]amples|tests|data|figures) (?:[a-z]+ ){0,2}?"
    r"(?:analy[sz]ed|reviewed|collected|compiled|taken|gathered|commissioned|run|done) by (.+)$"
)
_CARRIED = re.compile(
    r"\bin an? (?:\w+ )?(?:commentary|report|article|version|dispatch|text|story|piece|statement"
    r"|interview|post|remarks|comments) "
    r"(?:carried|summari[sz]ed|quoted|cited|published|relayed) by ([^,;]+?)(?= and by |[,;.]?$|, )"
)
_GIVEN_TO = re.compile(
    r"\b(?:statement|e-?mail|remarks|comments|interview|message|reply|response) (?:to|with)"
    r" (dpa\b|(?:the )?[A-Z][\w.&'-]*(?: [A-Z][\w.&'-]*)*)"
)
# Behind "…, X said": "in a filing to the exchange, cited by Reuters".
_PASSED_ON = re.compile(
    r"\b(?:cited|quoted|carried|relayed|summari[sz]ed|reported|seen|obtained) by"
    r" ([^,;]+?)(?= and by |[,;.]?$|, )"
)


def segments(plain: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches between semicolons and dashes; one longer than any clause in pieces."""
    start = hour_end(plain)
    for match in _SEGMENT.finditer(plain):
        yield from _pieces(plain, start, match.start())
        start = match.end()
    yield from _pieces(plain, start, len(plain))


def _pieces(plain: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > _LONGEST:
        space = plain.rfind(" ", start + 1, start + _LONGEST)
        middle = space + 1 if space > 0 else start + _LONGEST
        yield start, middle
        start = middle
    yield start, end


@lru_cache(maxsize=256)  # claims, figures, dates and roles ask again for one sentence
def frames(text: str) -> tuple[Frame, ...]:
    """Return the attributions of a sentence in the order in which they stand."""
    plain = _TICKER.sub(lambda match: match[0].replace(":", "x"), masked(text))
    plain = _BETWEEN_DASHES.sub(lambda match: f",  {match[1]},  ", plain)
    plain = _INITIAL.sub(rf"\1{_STOP}", plain)
    plain = _ABBREVIATED.sub(rf"\1{_STOP}", plain)
    result: list[Frame] = []
    for start, end in segments(plain):
        found = [
            *reporting.found(plain, start, end),
            *sourcing.found(plain, start, end),
            *nominal.found(plain, start, end),
            *stances.found(plain, start, end),
        ]
        if not any(frame.speaker and not _inner(plain, frame, start) for frame in found):
            found += sourcing.participle(plain, start, end)
        if not found:
            found += nominal.laid_down(plain, start, end)
        placed = (replace(frame, within=(start, end)) for frame in found)
        ordered = sorted(placed, key=lambda frame: frame.at)
        for first in range(0, len(ordered), _MOST):
            result += _nested(plain, ordered[first : first + _MOST])
    return tuple(_unmasked(frame, text, plain) for frame in result)


def _inner(plain: str, frame: Frame, start: int) -> bool:
    """Tell a frame that stands behind ", saying"."""
    return bool(re.search(r", \w+ing(?: that)? $", plain[start : frame.at]))


def _unmasked(frame: Frame, text: str, plain: str) -> Frame:
    """Give a speaker the words of the text: 'Hollis, who has a "hold" rating', "Sen. Roe"."""
    told, via, citing = (
        words and words.replace(_STOP, ".") for words in (frame.told, frame.via, frame.citing)
    )
    end = frame.at + len(frame.speaker)
    here = plain[frame.at : end] == frame.speaker
    speaker = text[frame.at : end] if here else frame.speaker.replace(_STOP, ".")
    return replace(frame, speaker=speaker, told=told, via=via, citing=citing)


def _nested(plain: str, found: list[Frame]) -> list[Frame]:
    """Give every frame its end and its relay; drop those that only relay an inner one."""
    found = _cited_next(plain, [_ended(plain, frame, found) for frame in found])
    result = []
    for frame in found:
        above = [o for o in found if o is not frame and _inside(frame, o)]
        below = [o for o in found if o is not frame and _speaks_inside(o, frame, found)]
        if _is_mere_mention(frame, above):
            continue
        close = (frame.after and bool(below)) or any(
            len(plain[frame.said[0] : o.at].split()) <= 2 for o in below
        )
        relay = min(above, key=lambda o: o.said[1] - o.said[0], default=None)
        via = frame.via or (relay.speaker if relay else None)
        inner = relay is not None and not relay.after
        result.append(_relays(plain, replace(frame, via=via, relays=close, inner=inner)))
    return sorted(result, key=lambda frame: frame.at)


def _cited_next(plain: str, found: list[Frame]) -> list[Frame]:
    """Give "and cites a broker", which has no speaker of its own, to the statement before."""
    result: list[Frame] = []
    for each in found:
        last = result[-1] if result else None
        frame = each
        if not frame.speaker and last and last.verb in _CITES and last.via and not last.relative:
            frame = replace(each, speaker=last.via)  # "cited its figures and said": the citer
        if frame.speaker or frame.verb not in _CITES or not result or result[-1].citing:
            result.append(frame)
            continue
        cited = _CITED.match(plain, frame.verb_at + len(frame.verb))
        result[-1] = replace(result[-1], citing=cited[1] if cited else None)
    return result


_CITES = frozenset(("cites", "cited", "quotes", "quoted"))
_CITED = re.compile(r"\s+((?:[^,;.]|\.(?=\S))+)")


def _inside(inner: Frame, outer: Frame) -> bool:
    return outer.said[0] <= inner.at < outer.said[1]


def _speaks_inside(inner: Frame, outer: Frame, found: list[Frame]) -> bool:
    if inner.negated or not _inside(inner, outer):
        return False
    if inner.speaker.lower() in _PRONOUN and not outer.after:
        return False
    above = [o for o in found if o is not inner and _inside(inner, o)]
    return not _is_mere_mention(inner, above)


def _is_mere_mention(frame: Frame, above: list[Frame]) -> bool:
    """Tell whether a frame inside a reported clause only mentions what somebody does."""
    return any(not o.after for o in above) and frame.manner is not Manner.CLAUSE


def _ended(plain: str, frame: Frame, found: list[Frame]) -> Frame:
    start, stop = frame.said
    if frame.after:
        later = any(o.at > frame.verb_at and _is_somebody(o) for o in found)
        qualified = not later and _QUALIFIED.match(plain, frame.verb_at, frame.within[1])
        return replace(frame, relative=frame.relative or bool(qualified))
    if frame.relative:
        return _turned(plain, frame, found)
    for other in found:
        if other.at <= frame.verb_at or not start <= other.at:
            continue
        lead = plain[start : other.at].rstrip()
        if _QUALIFIES.search(lead) and other.speaker and not _is_somebody(other):
            continue  # "…, although timing and targets pointed to it" qualifies what is said
        if other.after or (_TURN.search(lead) and len(lead.split()) > 1):
            stop = min(stop, start + len(_TURN.sub("", lead).rstrip(" ,")))
    return replace(frame, said=(start, max(stop, start)))


def _turned(plain: str, frame: Frame, found: list[Frame]) -> Frame:
    """End what is said in a whole sentence where another account begins: "…, though an audit"."""
    start, stop = frame.said
    for other in found:
        lead = plain[start : other.at].rstrip()
        if other.at > max(frame.at, frame.verb_at) and _ACCOUNT.search(lead):
            stop = min(stop, start + len(_ACCOUNT.sub("", lead)))
    return replace(frame, said=(start, stop))


def _is_somebody(frame: Frame) -> bool:
    """Tell a speaker by the look: a name, "the ministry"; not "timing and targets"."""
    return bool(re.match(r"(?:the|an?|its) |.*[A-Z]", frame.speaker))


def _relays(plain: str, frame: Frame) -> Frame:
    """Sort out who is cited and by whom: "USGS, cited by X", "X, citing USGS", "carried by X"."""
    relayed = None if _COMMENT.match(frame.speaker) else _RELAYED.search(frame.speaker)
    if relayed:
        frame = replace(
            frame, speaker=re.sub(r" and$", "", frame.speaker[: relayed.start()]), via=relayed[1]
        )
    if made := _MADE_BY.search(frame.speaker):  # "Images analysed by the Stimson Center show"
        frame = replace(frame, speaker=made[1], at=frame.at + made.start(1))
    if frame.via and (beside := _CITING.search(frame.via)):  # "carried by PR Chief, citing USGS"
        frame = replace(frame, via=frame.via[: beside.start()], citing=beside[1])
    if inside := _CITING.search(frame.speaker):
        return replace(frame, speaker=frame.speaker[: inside.start()], citing=inside[1])
    stop = frame.verb_at + 60 if frame.after else frame.said[1]
    if not frame.told and (given := _GIVEN_TO.search(plain, frame.verb_at, stop)):
        frame = replace(frame, told=given[1])
    carried = _CARRIED.search(plain, frame.verb_at, stop)
    if frame.after:
        carried = carried or _PASSED_ON.search(plain, frame.verb_at, frame.within[1])
    if carried:
        frame = replace(frame, via=frame.via or carried[1])
    match = None if frame.citing else _CITING.search(plain, frame.verb_at)
    if match is None or match.start() > stop:
        return frame
    ends = frame.after or match.end() <= frame.said[0] or not plain[match.end() :].strip(" .")
    return replace(frame, citing=match[1]) if ends else frame
