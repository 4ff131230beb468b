"""The words that say how a number is meant: over, about, up to, at least, nearly."""

from __future__ import annotations

import re

from generator.extract.units import DURATIONS

# The key is what a record keeps; the pattern is how texts say it before a number.
_BEFORE = (
    ("over", r"(?:well|just|slightly|a little|a bit) over|over"),
    (
        "more than",
        r"(?<!no )(?<!not )(?:far |slightly |much |well |a little |little )?more than|in excess of",
    ),
    ("up to", r"not exceeding|not exceed|(?:not|never) (?:to )?exceed"),
    ("more than", r"upwards of|exceeding"),
    ("above", r"(?:well |just |slightly )?above|north of"),
    ("at least", r"at (?:the )?(?:very )?least|no (?:less|fewer) than|not less than"),
    ("up to", r"up to|as (?:much|many|high) as|at (?:the )?most|(?:no|not) more than"),
    ("under", r"(?:just |well |slightly |a little |a bit )?under"),
    ("less than", r"(?:slightly |far |well )?(?:less|fewer) than"),
    ("below", r"(?:just |well |slightly )?below"),
    ("nearly", r"nearly|(?<!r )close to|nearing|approaching"),
    ("almost", r"almost"),
    ("about", r"about|circa|c\.|ca\.|~|≈"),
    ("around", r"around"),
    ("roughly", r"roughly|broadly"),
    ("perhaps", r"perhaps|maybe"),
    ("barely", r"barely"),
    ("closer to", r"closer to"),
    ("approximately", r"approximately|approx\."),
    ("some", r"some"),
    ("an estimated", r"an estimated|estimated(?: at)?|a projected"),
    ("only", r"only|just|a mere"),
    ("over", r">"),
    ("under", r"<"),
    ("at least", r"≥"),
    ("up to", r"≤"),
)
_FORMS = tuple(
    (name, re.compile(rf"(?:(?<![\w])|(?<=^))(?:{form})\s?$", re.IGNORECASE))
    for name, form in _BEFORE
)
_AFTER = re.compile(
    r"\s(or more|or so|or less|or fewer|or higher|or lower|or below|or above|at most|at least)\b"
    r"|\s?(\+)(?!\w)"
)
_AFTER_NAMES = {
    "or more": "at least",
    "or higher": "at least",
    "or above": "at least",
    "at least": "at least",
    "+": "more than",
    "or so": "about",
}
# "invest 500 billion over four years": with a length of time "over" and "under" mostly mean
# during; only after these words do they compare.
_LASTING = re.compile(
    r"\b(?:for|lasted|lasting|takes?|took|of|well|just)\s(?:well |just )?over\s?$"
)
# "Adds up to", "edges up to" and "caught up to" tell where something came, not a limit.
_MOVES_UP = re.compile(
    r"\b(?:add|edge|climb|move|tick|inch|creep|jump|push|pick|catch|caught|went|goes?|came|rose|risen"
    r"|crept|revised?|step|nudge|drift|dried|dry|tighten|rise)(?:s|d|ed|ing|es)?\sup to\s?$"
)
# "A permit over 25,160 square kilometres" says what it covers.
_AREAS = frozenset({"km²", "square miles", "hectares"})
_COVERING = re.compile(
    r"\b(?:permits?|licen[cs]es?|rights|claims?|concessions?|titles?|leases?|tenements?"
    r"|applications?|spread|spreads|extends?|extending|stretch\w*)\sover\s?$"
)


def before(text: str, start: int, unit: str) -> tuple[str, int] | None:
    """Return the qualifier that ends right before ``start``, and where it begins."""
    window = text[max(0, start - 32) : start]
    for name, form in _FORMS:
        match = form.search(window)
        if match is None or not match.group().strip():
            continue
        if name in {"over", "under"} and unit in DURATIONS and not (_LASTING.search(window)):
            return None
        if name == "over" and unit in _AREAS and _COVERING.search(window):
            return None
        if name == "up to" and _MOVES_UP.search(window):
            return None
        return name, start - len(window) + match.start()
    return None


def after(text: str, end: int) -> tuple[str, int] | None:
    """Return the qualifier that follows at ``end`` ("or more"), and where it ends."""
    match = _AFTER.match(text, end)
    if match is None:
        return None
    return _AFTER_NAMES.get(match[1] or match[2], "up to"), match.end()
