"""Sentences that say accounts differ, or set two of them against each other."""

from __future__ import annotations

import re

from generator.extract.frames import Frame, frames
from generator.extract.quotations import masked
from generator.extract.verbs import Manner

_WHAT_DIFFERS = (
    r"(?:[Aa]ccounts?|[Rr]eports?|[Ee]stimates?|[Ff]igures?|[Dd]escriptions?|[Cc]ounts|[Vv]ersions"
    r"|[Ss]ummaries|[Ss]ources|[Ll]aw firms|[Mm]easurements|[Dd]ata|[Oo]utlets|[Aa]nalysts"
    r"|[Nn]umbers|sides|deadline|[Dd]ates?)"
)
_GIVEN = (
    r"(?:number|figure|estimate|account|version|claim|calculation|finding|total|tally|share|count)"
)
DIFFER = re.compile(
    rf"\b{_WHAT_DIFFERS}\b[^.;:]*\b(?:differ(?:s|ed)?|disagree[ds]?|conflict(?:s|ed)?"
    r"|var(?:y|ies|ied)|diverged?s?|(?:do|does|did) not agree|far apart|not uniform"
    r"|contradict\w*)\b"
    r"|\b(?:reported|described|given|quoted|said|put|date|dated) (?:[\w ]+ )?"
    r"(?:in (?:two|several|conflicting|different|various) ways|differently|in different terms)\b"
    r"|\b(?:is|are|was|were|remains?) (?:a )?(?:matter|subject) of (?:argument|debate|dispute)\b"
    r"|\b(?:figures|data|statistics|records|numbers) (?:do|does|did)(?: not|n['’]t) (?:support"
    r"|match|confirm|bear out)\b|, however, (?:says?|said|writes?|wrote|puts?|gives?|gave)\b"
    r"|\b(?:is|was|are|were|be|been|remains?) (?:also )?(?:disputed|contested|in dispute)\b"
    # Somebody speaks against a figure or an account that is told already.
    rf"|\b(?:reject|deni|dismiss)(?:e[sd]?|s|ed) (?:\w+ )?(?:reports?|suggestions) that\b"
    rf"|\b(?:disput|contest|challeng|question|contradict)(?:e[sd]?|s|ed) (?:the|that|this|those"
    rf"|these|his|her|its|their) (?:\w+ ){{0,3}}?{_GIVEN}s?\b"
    rf"|\b(?:rival|competing|conflicting|contradictory) {_GIVEN}s?\b"
    # The outlet, or another one, said otherwise before.
    r"|\b(?:[Aa]n|[Tt]he|[Ii]ts|[Tt]heir|[Aa]) (?:earlier|previous|initial|first) (?:version|draft"
    r"|report|account|estimate|dispatch|statement) (?:\w+ ){0,2}?(?:said|gave|put|spoke|named)\b"
    r"|\bhad (?:earlier|previously|initially|first) (?:put|given|reported|estimated) (?:the|it|that"
    r"|this|its)\b"
)
# Such judgements are quoted as often as not.
_CALLED_WRONG = re.compile(
    rf"\b{_GIVEN}s?\b [^.;]{{0,30}}\b(?:an? (?:under|over)estimate|(?:under|over)stated"
    r"|exaggerated|inflated|too (?:high|low)|fabricated)\b"
)
_ONE_SIDE = re.compile(r"\bby contrast\b|\bon the other hand\b")
_CONTRAST = re.compile(r",? (?:while|whereas)\b|\bby contrast\b|\bon the other hand\b")
_WEAK_CONTRAST = re.compile(r";|, but\b|, though\b")


def is_differing(text: str) -> bool:
    """Return whether a sentence says that accounts differ, or gives two that do."""
    plain = masked(text)
    if DIFFER.search(plain) or _CALLED_WRONG.search(text):
        return True
    strong, weak = _CONTRAST.search(plain), _WEAK_CONTRAST.search(plain)
    if not (strong or weak):
        return False
    if _ONE_SIDE.search(plain) and frames(text):
        return True
    spoken = [f for f in frames(text) if f.speaker and not f.inner and not f.negated]
    if len({frame.speaker for frame in spoken}) < 2:
        return False
    return bool(strong) or _figures_differ(text, spoken)


def _figures_differ(text: str, spoken: list[Frame]) -> bool:
    """Tell two figures or dates for one thing from two statements about different things."""
    relayed = spoken[-1].manner is not Manner.CLAUSE
    return relayed and all(re.search(r"\d", text[f.said[0] : f.said[1]]) for f in spoken[:2])
