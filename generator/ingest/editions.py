"""Tell which edition of a text a seed is, as its desk labelled it: a correction or an update.

"CORRECTED-Malaysia to tax exports" and "(Corrects rate in paragraph 1)" are corrected texts,
"Correction: Lynas output" is a correction of another one, "UPDATE 3-…" is a third update.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

CORRECTED, CORRECTION, UPDATE = "corrected text", "correction", "update"
_LABEL = re.compile(
    r"""\W*(?:(?:refile|rpt|repeat)\W{1,3})?
    (?:(?P<corrected>corrected)(?:\s\d+)?\s*[-–—:|)\]]
    |\((?P<corrects>corrects|correcting|to[ ]correct)\b
    |(?P<correction>corrections?|erratum|corrigendum)\s*[-–—:|)\]]
    |(?:update|wrapup)\s?(?P<update>\d+)?\s*[-–—:|)\]])""",
    re.VERBOSE | re.IGNORECASE,
)


def edition(lines: Iterable[str]) -> str | None:
    """Return the edition that titles and editors' notes call a text; a correction goes first."""
    found = [name for line in lines if (name := _name(line))]
    return min(found, key=lambda name: name.startswith(UPDATE), default=None)


def _name(line: str) -> str | None:
    label = _LABEL.match(line)
    if label is None:
        return None
    if label["corrected"] or label["corrects"]:
        return CORRECTED
    if label["correction"]:
        return CORRECTION
    return f"{UPDATE} {label['update']}" if label["update"] else UPDATE
