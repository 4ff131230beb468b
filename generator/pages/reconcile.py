"""Keep a reviewer's edits when a page is generated again.

Three versions of a page meet here.  *Base* is what was generated last time, known only as one
digest per line.  *Ours* is the page as it stands, edited or not.  *Theirs* is what is generated
now.  Each of the two is read as a list of edits to base.  Edits that do not overlap all apply;
where two overlap, ours stays in the page and theirs is handed back as a conflict, to be shown
beside it.

Why no library: three-way merges clash on neighbouring lines, our commonest case, and need the
text of the base.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from generator.pages.conflicts import Conflict, fold, is_comment, noted


class Edit(NamedTuple):
    """Lines ``start`` to ``stop`` of the base become ``lines``."""

    start: int
    stop: int
    lines: tuple[str, ...]


def fingerprint(lines: Sequence[str]) -> tuple[str, ...]:
    """Return one digest per line; white space at a line's end does not count."""
    return tuple(hashlib.sha256(line.rstrip().encode()).hexdigest()[:12] for line in lines)


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
    for mine, new in _groups(_edits(base, ours), _edits(base, theirs)):
        start = min(edit.start for edit in (*mine, *new))
        stop = max(edit.stop for edit in (*mine, *new))
        parts += text[at:start]
        parts += _settle(mine, new, text, start, stop)
        at = stop
    return parts + text[at:]


def _settle(
    mine: Sequence[Edit], new: Sequence[Edit], text: Sequence[str], start: int, stop: int
) -> Sequence[str | Conflict]:
    """Decide what stands in place of the base's lines ``start`` to ``stop``."""
    kept, proposed = _apply(mine, text, start, stop), _apply(new, text, start, stop)
    if not mine:
        return proposed
    plain = [line for line in kept if not is_comment(line)]
    if not new or plain == proposed or noted(kept, proposed):
        return kept
    if start == stop:  # both only added lines here
        return [*kept, *_new_lines(proposed, kept)]
    return [Conflict(tuple(kept), tuple(proposed))]


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


def _edits(base: Sequence[str], side: Sequence[str]) -> list[Edit]:
    edits = []
    for tag, i1, i2, j1, j2 in _matcher(base, side).get_opcodes():
        if tag == "replace" and i2 - i1 == j2 - j1:  # line for line, so neighbours stay apart
            edits += [Edit(i1 + k, i1 + k + 1, (side[j1 + k],)) for k in range(i2 - i1)]
        elif tag != "equal":
            edits.append(Edit(i1, i2, tuple(side[j1:j2])))
    return edits


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


def _apply(edits: Sequence[Edit], text: Sequence[str], start: int, stop: int) -> list[str]:
    out: list[str] = []
    for edit in edits:
        out += [*text[start : edit.start], *edit.lines]
        start = edit.stop
    return [*out, *text[start:stop]]
