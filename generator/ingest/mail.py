"""Take off what a mail puts around a text: its head, a covering note, the signature."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

HEAD = "head of a mail"
NOTE = "covering note of a mail"
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
    r"(?:[*_]{0,2}subject:[*_]{0,2})\s*(?:(?:fwd?|re|aw|wg|tr):\s*)*", re.IGNORECASE
)
_SIGNATURE = re.compile(r"--|__+")
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
    closing = [at for at, line in enumerate(lines) if _SIGNATURE.fullmatch(line.strip())]
    if closing and closing[-1] > fields[-1] and len(lines) - closing[-1] <= _LONGEST_SIGNATURE:
        reasons.update(dict.fromkeys(range(closing[-1], len(lines)), SIGNATURE))
    subjects = [lines[at] for at in fields if _SUBJECT.match(lines[at])]
    return _SUBJECT.sub("", subjects[-1]).strip() or None if subjects else None


def _is_head(fields: Sequence[str]) -> bool:
    """Return whether the fields are a mail's: a sender or a subject, and another one."""
    names = {field.partition(":")[0].strip("*_ ").lower() for field in fields}
    return len(names) >= _FEWEST_FIELDS and not names.isdisjoint({"from", "subject"})


def _is_run(fields: Sequence[int]) -> bool:
    """Return whether two fields stand one below the other, as in no article."""
    return any(second == first + 1 for first, second in pairwise(fields))
