"""What one speaker says by several verbs in a row is one claim: "called it a grab and said …"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from generator.extract.speech.frame import Frame
from generator.extract.speech.hearing import Heard
from generator.extract.speech.wording import CELL


def joined(text: str, heard: Iterable[Heard]) -> list[Heard]:
    """Return the claims of a sentence; those of one speaker in a row are one if a cell holds it.

    Left out is a frame that only passes on what another one says, and a second statement of a
    speaker that stands inside the first.
    """
    found: list[Heard] = []
    for each in heard:
        before = _before(each, found)
        if before is not None and _goes_on_behind(before.frame, each.frame):
            found.append(replace(each, frame=_own_words(each.frame)))
        elif before is None or _is_apart(before.frame, each.frame):
            found.append(each)
        elif _goes_on(before.frame, each.frame):
            one = replace(before, frame=_one(before.frame, each.frame))
            if len(text[slice(*one.frame.said)].split()) > CELL:
                found.append(each)
            else:
                found[found.index(before)] = one
    return [each for each in found if not _only_relays(each, found)]


def _before(each: Heard, found: Sequence[Heard]) -> Heard | None:
    """Return the last statement of the same speaker."""
    same = (o for o in reversed(found) if o.named.speaker.name == each.named.speaker.name)
    return next(same, None)


def _is_apart(before: Frame, frame: Frame) -> bool:
    """Tell whether a semicolon stands between two statements."""
    return before.within != frame.within and not before.relative


def _goes_on_behind(before: Frame, frame: Frame) -> bool:
    """Tell "…, said Naoko Iida, who also revealed that …": the speaker stands in the middle."""
    return before.after and frame.at >= before.at and bool(frame.speaker) and not frame.after


def _own_words(frame: Frame) -> Frame:
    """Let a statement stand from its verb on, without what its speaker said before."""
    start = frame.verb_at if frame.relative else frame.said[0]
    return replace(frame, said=(start, frame.within[1]), bare=False, relative=False)


def _goes_on(before: Frame, frame: Frame) -> bool:
    """Tell a verb without a subject of its own: "… and urged Beijing"."""
    return not (frame.speaker or frame.after or before.after)


def _one(before: Frame, frame: Frame) -> Frame:
    start = before.verb_at if before.bare else before.said[0]
    return replace(
        before,
        said=(start, max(before.said[1], frame.said[1])),
        bare=False,
        relative=before.relative or frame.relative,
    )


def _only_relays(each: Heard, found: Sequence[Heard]) -> bool:
    """Tell whether somebody else's words are all that a frame has to say."""
    start, end = each.frame.said
    passes_on = each.frame.after or each.publishes
    return (
        each.frame.relays
        and passes_on
        and any(other is not each and start <= other.frame.at < end for other in found)
    )
