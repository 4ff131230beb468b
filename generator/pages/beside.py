"""Put what the generator says now beside what a person wrote in the same place."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from generator.pages.conflicts import Conflict, is_comment, noted
from generator.pages.pairing import cites, likeness, pairs
from generator.pages.record import fingerprint

UNLIKE = 0.3  # lines that share less and cite other passages do not stand for one another


class Sides(NamedTuple):
    """The whole of both: the base's digests, counted, and the page as it stands."""

    base: Counter[str]
    ours: Sequence[str]

    def had(self, line: str) -> bool:
        """Return whether the base has a line."""
        return self.base[fingerprint([line])[0]] > 0


def beside(
    kept: Sequence[str], proposed: Sequence[str], base: Sequence[str], sides: Sides
) -> list[str | Conflict]:
    """Return the lines of ``kept`` in order, and each new line in a conflict or as one put in.

    ``base`` are the digests of the lines that both sides changed.  Every line of ``kept`` stays,
    so no person's line can be lost.
    """
    own = [i for i, line in enumerate(kept) if _is_own(line, sides) and line not in proposed]
    new = [j for j, line in enumerate(proposed) if _is_new(line, sides)]
    paired = _paired(kept, proposed, own, new)
    if len(base) == len(own) == len(new) == 1 and not _unlike(kept[own[0]], proposed[new[0]]):
        paired = {new[0]: own[0]}
    there = Counter(base) & Counter(fingerprint(kept))
    deleted = max(0, len(base) - there.total() - len(own))
    out: defaultdict[int, list[str | Conflict]] = defaultdict(list)
    at = -1  # a line that is put in follows the line of ours that it followed in theirs
    for j, line in enumerate(proposed):
        if line in kept and line.strip():
            at = max(at, kept.index(line))
        elif j in paired:
            at = max(at, paired[j])
            out[paired[j]].append(Conflict((), (line,)))
        elif j in new and deleted > 0:
            deleted -= 1
            out[at].append(Conflict((), (line,), deleted=True))
        elif j in new:
            out[at] += _put_in(proposed, j)
    reworded = len(base) - there.total()
    for i in _unanswered(own, paired, reworded):  # what the person reworded is no longer generated
        out[i].insert(0, Conflict((), ()))
    return _woven(kept, out, sides)


def _unanswered(own: Sequence[int], paired: Mapping[int, int], reworded: int) -> Sequence[int]:
    """Return the lines of a person that stand for a line of the base which is gone.

    No more of them than lines were ``reworded``: who makes three lines of one has added two.
    """
    answered = set(paired.values())
    return [i for i in own if i not in answered][: max(0, reworded - len(answered))]


def _is_own(line: str, sides: Sides) -> bool:
    return bool(line.strip()) and not is_comment(line) and not sides.had(line)


def _is_new(line: str, sides: Sides) -> bool:
    return bool(line.strip()) and line not in sides.ours and not sides.had(line)


def _paired(
    kept: Sequence[str], proposed: Sequence[str], own: Sequence[int], new: Sequence[int]
) -> dict[int, int]:
    found = pairs([kept[i] for i in own], [proposed[j] for j in new])
    return {new[j]: own[i] for j, i in found.items()}


def _unlike(one: str, other: str) -> bool:
    """Return whether two lines rest on different passages and share next to no word."""
    cited, cited_too = cites(one), cites(other)
    apart = bool(cited and cited_too) and not cited & cited_too
    return apart and likeness(one, other) < UNLIKE


def _put_in(proposed: Sequence[str], at: int) -> list[str | Conflict]:
    """Return a new line with the blank lines that part it from its neighbours."""
    before = [""] if at and not proposed[at - 1].strip() else []
    after = [""] if proposed[at + 1 : at + 2] == [""] else []
    return [*before, proposed[at], *after]


def _woven(
    kept: Sequence[str], out: Mapping[int, list[str | Conflict]], sides: Sides
) -> list[str | Conflict]:
    """Put each addition below the line it belongs to, once."""
    parts: list[str | Conflict] = list(out.get(-1, ()))
    for i, line in enumerate(kept):
        parts.append(line)
        parts += out.get(i, ())
    return [
        part
        for part in parts
        if not isinstance(part, Conflict)
        or not noted(sides.ours if part.proposed else kept, part.proposed)
    ]
