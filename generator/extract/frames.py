"""Find, in one sentence, who says what: the speaker's words, the verb and the stretch it governs.

A frame is found from its verb outward.  To the left stands the speaker ("Chen Zhanheng, vice
secretary-general of the association, told"), to the right, or before a comma, what is said.  All
offsets count characters of the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.extract import phrases
from generator.extract.quotations import masked
from generator.extract.verbs import FORMS, PLAIN, VERB, Manner

_SEGMENT = re.compile(r";\s+|\s*—\s*|\s–\s+")
_ENDS = re.compile(r"\s*(?:[.,;:!?)]|$|(?:and|but|while|adding|citing)\b)")
_THAT = re.compile(r"\s*(?:, (?:in|at|on|during|through|after|as) [^,]+, )?that\b\s*")
_TOLD = re.compile(
    r"\s+((?:the |a |an |its |his |her |their )?(?:[A-Z][\w.&'-]*(?: (?:of|the|and|[A-Z][\w.&'-]*))*"
    r"|(?:state |local |news |stock |press )?[a-z]+s?))(?=[\s,.;]|$)"
)
_ELIDED = re.compile(r"\b(?:and|but|or|then),?\s*$")  # "opposed the controls and said"
_ACCORDING = re.compile(r"\b[Aa]ccording to\s+")
_CITING = re.compile(r",?\s*\bciting\s+([^,;.]+(?:\.(?=\w)[^,;.]+)*)")
_RELAYED = re.compile(
    r",?\s+(?:as )?(?:cited|quoted|carried|summari[sz]ed|described|reported|relayed|published|seen"
    r"|obtained) (?:by|in) (.+)$"
)
_APPOSITIVE = re.compile(
    r"(?:who|which|whose|speaking|citing|cited|quoted|writing|referring|as|carried|asked|a|an|the"
    r"|one|its|his|her|their|now|also|formerly|[a-z][\w'-]*|[A-Z][\w.'-]+)\b"
)
_SPEAKER_AFTER = re.compile(
    r"\s+((?:the |an? |its )?[\w.&'-]+(?: [\w.&'’()-]+){0,14}?)(?=\s*(?:,|\.(?:\s|$)|$))"
)
_BY = re.compile(
    r"\b(?:is|are|was|were|been|being)\s+(?:\w+ly\s+)?(\w+)\s+by\s+"
    r"(.+?)(?=\s+(?:as|to|that|in an?|for)\b|[,;.](?:\s|$)|$)"
)


@dataclass(frozen=True, slots=True)
class Frame:
    """One attribution inside a sentence.

    ``said`` is the stretch that is said, the verb included where the words need it (``bare`` is
    then false).  ``via`` is the phrase of whoever relays, ``citing`` of whoever is relayed.
    ``after`` tells that the reporting clause follows, ``negated`` that nothing was said.
    """

    speaker: str
    at: int
    verb: str
    verb_at: int
    manner: Manner
    said: tuple[int, int]
    bare: bool
    after: bool = False
    negated: bool = False
    relative: bool = False
    via: str | None = None
    citing: str | None = None


def frames(text: str) -> tuple[Frame, ...]:
    """Return the attributions of a sentence in the order in which they stand."""
    plain = masked(text)
    found: list[Frame] = []
    for start, end in _segments(plain):
        found += nest(plain, tuple(_found(plain, start, end)), start, end)
    return tuple(found)


def _segments(plain: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _SEGMENT.finditer(plain):
        yield start, match.start()
        start = match.end()
    yield start, len(plain)


def _found(plain: str, start: int, end: int) -> Iterator[Frame]:
    frames_ = [
        *_verbal(plain, start, end),
        *_according(plain, start, end),
        *_passive(plain, start, end),
    ]
    yield from sorted(frames_, key=lambda frame: frame.at)


# --- Verbs of saying ---------------------------------------------------------------------------


def _verbal(plain: str, start: int, end: int) -> Iterator[Frame]:
    for verb in VERB.finditer(plain, start, end):
        left, right = plain[start : verb.start()], plain[verb.end() : end]
        if phrases.PASSIVE.search(left) or re.match(r"\s+by\b", right) or re.search(r"[-$]$", left):
            continue  # a participle: "is reported to", "a draft seen by", "so-called"
        if (inverted := _inverted(plain, start, end, verb)) is not None:
            yield inverted
        elif (direct := _direct(plain, start, end, verb)) is not None:
            yield direct


def _inverted(plain: str, start: int, end: int, verb: re.Match[str]) -> Frame | None:
    """``"…," said Tim Zhang of Edge Research``: the speaker follows the verb."""
    left = plain[start : verb.start()].rstrip()
    if left[-1:] not in {'"', "”", "'", "’", ","} or FORMS[verb[0]][0] is not Manner.CLAUSE:
        return None
    match = _SPEAKER_AFTER.match(plain, verb.end(), end)
    if match is None or phrases.holds_verb(match[1]) or (left[-1] == "," and verb[0] not in PLAIN):
        return None
    if left[-1] == "," and not re.match(r"\s*(?:\.|$)", plain[match.end() : end]):
        return None
    said = (start, start + len(left.rstrip(',"”')) + (left[-1] in '"”'))
    return Frame(
        match[1], match.start(1), verb[0], verb.start(), Manner.CLAUSE, said, bare=True, after=True
    )


def _direct(plain: str, start: int, end: int, verb: re.Match[str]) -> Frame | None:
    core, between = phrases.strip_before_verb(plain[start : verb.start()])
    if re.search(r"\b(?:will|would|could|may|might|can|should|must)\b", between):
        return None
    speaker, at = subject(core)
    if not speaker and not _ELIDED.search(core):
        return None
    manner, doubtful = FORMS[verb[0]]
    if doubtful and not _sure(plain[verb.end() : end], core):
        return None
    at = start + at
    lead = plain[start:at].rstrip()
    told, after_verb = _told(plain, verb, end)
    begin = phrases.CIRCUMSTANCE.match(plain, after_verb, end).end()  # type: ignore[union-attr]
    frame = Frame(
        speaker,
        at,
        verb[0],
        verb.start(),
        manner,
        (verb.start(), end),
        bare=False,
        negated=bool(phrases.NEGATED.search(between)),
        via=told,
    )
    if manner is Manner.CLAUSE and _ENDS.match(plain, begin, end) and _follows(lead):
        return replace(
            frame,
            said=(start, start + len(lead.rstrip(", ").removesuffix(" as"))),
            bare=True,
            after=True,
        )
    if re.search(r"\b(?:which|that|who|whom|where|what)$", lead):
        return replace(frame, relative=True)
    that = _THAT.match(plain, begin, end)
    if manner is Manner.CLAUSE and (that or verb[0] in PLAIN):
        return replace(frame, said=(that.end() if that else begin, end), bare=True)
    return frame


def _follows(lead: str) -> bool:
    return bool(re.search(r"(?:,|[,.?!][\"”'’]|\bas)$", lead)) and len(lead.split()) > 2


def _sure(right: str, core: str) -> bool:
    """Tell a verb from the noun of the same form ("reports", "claims", "states")."""
    if re.match(r"\s+(?:that|it|they|he|she|the|an?|about|more|at)\b|\s+[\d$€£]|\s*[.,]", right):
        return bool(re.search(r"[\w.)]\s*$", core))
    return False


def _told(plain: str, verb: re.Match[str], end: int) -> tuple[str | None, int]:
    if verb[0] not in {"told", "tells", "tell"}:
        return None, verb.end()
    match = _TOLD.match(plain, verb.end(), end)
    return (match[1], match.end()) if match else (None, verb.end())


def subject(core: str) -> tuple[str, int]:
    """Return the speaker's words at the end of ``core`` and where they start; ``("", 0)`` if none."""
    text = core.rstrip()
    if _ELIDED.search(text):
        return "", len(text)
    if not text.endswith(","):
        tail = text[text.rfind(",") + 1 :]
        phrase = phrases.last_phrase(tail)
        return phrase, text.rfind(phrase) if phrase else 0
    text, appositive = text[:-1], ""
    while "," in text:
        comma = text.rfind(",")
        appositive = text[comma + 1 :].strip()
        if not _APPOSITIVE.match(appositive):
            break
        before = text[:comma]
        phrase = phrases.last_phrase(before[before.rfind(",") + 1 :])
        if phrase:
            at = before.rfind(phrase)
            return core[at:].rstrip(" ,"), at
        text = before
    return "", 0


# --- According to, and the passive -------------------------------------------------------------


def _according(plain: str, start: int, end: int) -> Iterator[Frame]:
    for match in _ACCORDING.finditer(plain, start, end):
        speaker = re.match(r"(?:[^,;.]|\.(?=\S))+", plain[match.end() : end])
        if speaker is None:
            continue
        words = speaker[0].strip()
        leading = not plain[start : match.start()].strip(" ,") or bool(
            re.search(r"(?:^|,\s*)(?:and|but|while)\s*$", plain[start : match.start()])
        )
        if leading:
            said = (match.end() + speaker.end(), end)
            said = (said[0] + len(re.match(r"[,\s]*", plain[said[0] : end])[0]), end)  # type: ignore[index]
        else:
            said = (start, start + len(plain[start : match.start()].rstrip(" ,")))
        yield Frame(
            words,
            match.start(),
            "according to",
            match.start(),
            Manner.CLAUSE,
            said,
            bare=True,
            after=not leading,
        )


def _passive(plain: str, start: int, end: int) -> Iterator[Frame]:
    for match in _BY.finditer(plain, start, end):
        if match[1] in FORMS:
            yield Frame(
                match[2],
                match.start(2),
                match[1],
                match.start(1),
                Manner.JUDGEMENT,
                (start, end),
                bare=False,
                relative=True,
            )


# --- One frame inside another ------------------------------------------------------------------


def nest(plain: str, found: tuple[Frame, ...], start: int, end: int) -> list[Frame]:
    """Give every frame its end and its relay; drop outer frames that only relay inner ones."""
    outer = [frame for frame in found if frame.after]
    inner = [_ended(plain, frame, found, end) for frame in found if not frame.after]
    result: list[Frame] = []
    for frame in inner:
        holder = next((o for o in outer if o.said[0] <= frame.at < o.said[1]), None)
        above = next(
            (i for i in inner if i is not frame and i.said[0] <= frame.at < i.said[1]), None
        )
        relay = holder or above
        result.append(replace(frame, via=frame.via or (relay.speaker if relay else None)))
    for number, frame in enumerate(outer):
        below = any(frame.said[0] <= i.at < frame.said[1] for i in inner if not i.negated)
        above = next((o for o in outer[number + 1 :] if o.said[0] <= frame.at < o.said[1]), None)
        if not below:
            result.append(replace(frame, via=frame.via or (above.speaker if above else None)))
    carried = {id(i) for i in inner}
    del carried
    return sorted((_citing(plain, frame, end) for frame in result), key=lambda frame: frame.at)


def _ended(plain: str, frame: Frame, found: tuple[Frame, ...], end: int) -> Frame:
    stop = frame.said[1]
    for other in found:
        if other.at <= frame.verb_at:
            continue
        lead = plain[frame.said[0] : other.at].rstrip()
        if other.after or re.search(r"(?:,|\b(?:and|while|whereas|but|although|though))$", lead):
            stop = min(
                stop,
                frame.said[0]
                + len(
                    re.sub(r"(?:,?\s*\b(?:and|while|whereas|but|although|though)|,)+$", "", lead)
                ),
            )
    return replace(frame, said=(frame.said[0], max(stop, frame.said[0])))


def _citing(plain: str, frame: Frame, end: int) -> Frame:
    relayed = _RELAYED.search(frame.speaker)
    if relayed:
        frame = replace(frame, speaker=frame.speaker[: relayed.start()], via=relayed[1])
    inside = _CITING.search(frame.speaker)
    if inside:
        rest = frame.speaker[: inside.start()]
        return replace(frame, speaker=rest, citing=inside[1])
    match = _CITING.search(plain, frame.verb_at, end)
    return replace(frame, citing=match[1]) if match else frame
