"""Keep a reviewer's edits when a page is generated again.

Three versions of a page meet here.  *Base* is what was generated last time, known only as one
digest per line.  *Ours* is the page as it stands, edited or not.  *Theirs* is what is generated
now.  Each of the two is read as a list of edits to base.  Edits that do not overlap all apply;
where two overlap, ours stays in the page, and each line of theirs is paired with the line of ours
that it is like: such a pair is a conflict, to be shown there.  A line of theirs that is like none
is new and is put in.

Why no library: three-way merges clash on neighbouring lines, our commonest case, and need the
text of the base.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from generator.pages.beside import Sides, beside
from generator.pages.conflicts import Conflict, fold, is_comment, noted
from generator.pages.pairing import in_order
from generator.pages.record import fingerprint


class Edit(NamedTuple):
    """Lines ``start`` to ``stop`` of the base become ``lines``."""

    start: int
    stop: int
    lines: tuple[str, ...]


def reconcile(
    base: Sequence[str] | None, ours: Sequence[str], theirs: Sequence[str]
) -> list[str | Conflict]:
    """Return the page's lines in order, with a Conflict where the two sides disagree.

    ``base`` holds digests.  Without one every difference is a conflict, except lines that only
    ours has: those stay.
    """
    ours, theirs = fold(ours), list(theirs)
    if base is None:
        return list(_without_base(ours, theirs))
    known = dict(zip(fingerprint([*theirs, *ours]), [*theirs, *ours], strict=True))
    text = [known.get(digest, "") for digest in base]
    parts: list[str | Conflict] = []
    at = 0
    edits = _edits(base, ours, text)
    likely = _stand_ins(text, edits)
    sides = Sides(Counter(base), ours)
    for mine, new in _groups(edits, _edits(base, theirs, likely)):
        start = min(edit.start for edit in (*mine, *new))
        stop = max(edit.stop for edit in (*mine, *new))
        parts += text[at:start]
        parts += _settle((mine, new), text[start:stop], start, base[start:stop], sides)
        at = stop
    return parts + text[at:]


def _settle(
    edits: tuple[Sequence[Edit], Sequence[Edit]],
    text: Sequence[str],
    start: int,
    base: Sequence[str],
    sides: Sides,
) -> Sequence[str | Conflict]:
    """Decide what stands in place of ``text``, the base's lines from ``start`` on."""
    mine, new = edits
    kept, proposed = _apply(mine, text, start), _apply(new, text, start)
    if not mine:
        return proposed
    plain = [line for line in kept if not is_comment(line)]
    if not new or plain == proposed or noted(kept, proposed):
        return kept
    if not text:  # both only added lines here
        return [*kept, *_new_lines(proposed, kept)]
    return beside(kept, proposed, base, sides)


def _without_base(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[str | Conflict]:
    for tag, i1, i2, j1, j2 in _matcher(fingerprint(ours), theirs).get_opcodes():
        same = tag in ("equal", "delete") or not any(theirs[j1:j2])
        if same or noted(ours[i1:i2], theirs[j1:j2]):
            yield from ours[i1:i2]
        else:
            yield Conflict(tuple(ours[i1:i2]), tuple(theirs[j1:j2]))


def _new_lines(proposed: Sequence[str], kept: Sequence[str]) -> list[str]:
    """Return the proposed lines that the page lacks, with the blank lines between them."""
    new = [line for line in proposed if not line.strip() or line not in kept]
    return new if any(line.strip() for line in new) else []


def _matcher(base: Sequence[str], side: Sequence[str]) -> SequenceMatcher[str]:
    return SequenceMatcher(None, base, fingerprint(side), autojunk=False)


def _edits(base: Sequence[str], side: Sequence[str], text: Sequence[str]) -> list[Edit]:
    """Return how ``side`` changes ``base``; ``text`` is the base as far as it is known."""
    edits: list[Edit] = []
    for tag, i1, i2, j1, j2 in _matcher(base, side).get_opcodes():
        if tag == "equal":
            continue
        i, j = i1, j1
        for a, b in [(i1 + a, j1 + b) for a, b in in_order(text[i1:i2], side[j1:j2])]:
            edits += _replaced(i, a, side[j:b])
            edits.append(Edit(a, a + 1, (side[b],)))
            i, j = a + 1, b + 1
        edits += _replaced(i, i2, side[j:j2])
    return edits


def _replaced(start: int, stop: int, lines: Sequence[str]) -> Iterator[Edit]:
    if stop - start == len(lines):  # line for line, so neighbours stay apart
        yield from (Edit(start + k, start + k + 1, (line,)) for k, line in enumerate(lines))
    else:
        yield Edit(start, stop, tuple(lines))


def _stand_ins(text: Sequence[str], ours: Iterable[Edit]) -> list[str]:
    """Return the base with a person's wording where only that is known: it is still like it."""
    likely = list(text)
    for edit in ours:
        if edit.stop - edit.start == len(edit.lines) == 1 and not likely[edit.start]:
            likely[edit.start] = edit.lines[0]
    return likely


def _groups(ours: list[Edit], theirs: list[Edit]) -> Iterator[tuple[list[Edit], list[Edit]]]:
    """Yield the edits in page order, those that overlap together."""
    group: tuple[list[Edit], list[Edit]] = ([], [])
    sides = [(edit, 0) for edit in ours] + [(edit, 1) for edit in theirs]
    for edit, side in sorted(sides, key=lambda pair: (pair[0][:2], pair[1])):
        if not any(_overlap(edit, other) for other in (*group[0], *group[1])):
            if group[0] or group[1]:
                yield group
            group = ([], [])
        group[side].append(edit)
    if group[0] or group[1]:
        yield group


def _overlap(a: Edit, b: Edit) -> bool:
    if a.start == a.stop and b.start == b.stop:
        return a.start == b.start
    return a.start < b.stop and b.start < a.stop


def _apply(edits: Sequence[Edit], text: Sequence[str], start: int) -> list[str]:
    """Return ``text``, the base's lines from ``start`` on, with the edits made in it."""
    out: list[str] = []
    at = 0
    for edit in edits:
        out += [*text[at : edit.start - start], *edit.lines]
        at = edit.stop - start
    return [*out, *text[at:]]
