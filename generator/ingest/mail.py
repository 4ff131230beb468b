"""Take off what a mail puts around a text: its head, a covering note, the signature."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

HEAD = "head of a mail"
NOTE = "covering note of a mail"
OLDER = "older mail, answered in this one"
SIGNATURE = "signature of a mail"
_FIELD = re.compile(
    r"[*_]{0,2}(?P<name>From|To|Cc|Bcc|Sent|Date|Subject|Reply-To|Message-ID|Importance|Attachments?)"
    r":[*_]{0,2}\s.*",
    re.IGNORECASE,
)
_FORWARDED = re.compile(
    r"[-—_ ]*(?:(?:begin )?forwarded message|original message|weitergeleitete nachricht)[-—_: ]*",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"(?:[*_]{0,2}subject:[*_]{0,2})\s*(?:(?:fwd?|re|aw|wg|tr):\s*|\[[^\]]{1,40}\]\s+)*",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(
    r"--|__+|(?:(?:with )?(?:best|kind|warm)(?: regards| wishes)?|regards|cheers|thanks|many thanks"
    r"|yours (?:sincerely|truly|faithfully)|sincerely)[,.!]?|sent from my .{3,30}",
    re.IGNORECASE,
)
_ANSWERED = re.compile(r"On .{5,100} wrote:")
_FEWEST_FIELDS = 2
_LONGEST_SIGNATURE = 12  # lines


def remove_mail(lines: Sequence[str], reasons: dict[int, str]) -> str | None:
    """Remove the parts of a mail and return its subject, without "FW:"; ``None`` if it is none.

    What stands above a forwarded message is the sender's note; what stands below "--" near the
    end is the signature.
    """
    fields = [at for at, line in enumerate(lines) if _FIELD.fullmatch(line)]
    if not _is_head([lines[at] for at in fields]) or not _is_run(fields):
        return None
    for at in fields:
        reasons[at] = HEAD
    forwards = [at for at, line in enumerate(lines) if _FORWARDED.fullmatch(line)]
    for at in range(forwards[-1] + 1 if forwards else 0):
        reasons.setdefault(at, HEAD if at in forwards else NOTE)
    _remove_below(lines, fields[-1], reasons)
    subjects = [lines[at] for at in fields if _SUBJECT.match(lines[at])]
    return _SUBJECT.sub("", subjects[-1]).strip() or None if subjects else None


def _remove_below(lines: Sequence[str], head: int, reasons: dict[int, str]) -> None:
    """Remove the signature, and the older mail that a mail answers."""
    answered = [at for at in range(head, len(lines)) if _ANSWERED.fullmatch(lines[at])]
    end = answered[0] if answered else len(lines)
    for at in range(end, len(lines)):
        reasons.setdefault(at, OLDER)
    closings = range(max(head + 1, end - _LONGEST_SIGNATURE), end)
    closing = next((at for at in closings if _SIGNATURE.fullmatch(lines[at].strip())), end)
    for at in range(closing, end):
        reasons.setdefault(at, SIGNATURE)


def _is_head(fields: Sequence[str]) -> bool:
    """Return whether the fields are a mail's: a sender or a subject, and another one."""
    names = {field.partition(":")[0].strip("*_ ").lower() for field in fields}
    return len(names) >= _FEWEST_FIELDS and not names.isdisjoint({"from", "subject"})


def _is_run(fields: Sequence[int]) -> bool:
    """Return whether two fields stand one below the other, as in no article."""
    return any(second == first + 1 for first, second in pairwise(fields))
