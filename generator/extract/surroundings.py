"""The words around a figure, as its cell shows them where no noun phrase says what it is of."""

from __future__ import annotations

import re

from generator.extract.clauses import fragment
from generator.extract.predicates import Context, carried

LONGEST = 20  # words that are kept around a figure


def words_around(context: Context) -> str:
    """Return the clause's own words around the figure, "…" standing where the figure stood.

    Other figures, pronouns and what only joins or reports are left out.
    """
    start, end = context.quantity.start, context.quantity.end
    at = (context.clause, start, end)
    words = fragment(*at, LONGEST, whole=True) or fragment(*at, LONGEST)
    low = context.clause.text.find(words, max(0, context.clause.start))
    if not words or not low <= start < end <= low + len(words):
        low = context.clause.said
    left = _after_figures(context.clause.text[low:start])
    right = _before_figures(context.clause.text[end : max(end, low + len(words))])
    own = _told(left, right)
    empty = not re.search(r"\w", left) or not own or _TIME.fullmatch(own)
    if context.before and (empty or _BARE_NAME.fullmatch(own) or _TORN.match(own)):
        return carried(context)
    return "" if _TIME.fullmatch(own) else own


# "Brazil 21 million, India 6.9 million": the name is the place, not what is counted.
_BARE_NAME = re.compile(r"(?:the )?[A-Z][\w.'-]*(?: [A-Z][\w.'-]*)*|same")
_TORN = re.compile(r"(?:at|to|from|for|by|is|against|within) …")
_TIME = re.compile(
    r"(?:in |by |since |the )?(?:19|20)\d\d|(?:\w+ )?(?:days|weeks|months|years|quarter)"
    r"|(?:in |by |since )?(?:January|February|March|April|May|June|July|August|September|October"
    r"|November|December)(?: (?:19|20)\d\d)?",
    re.IGNORECASE,
)


# A number that is no year and no day of a month.
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June|July|Aug|Sep|Oct|Nov|Dec)"
_FIGURE = re.compile(
    rf"(?<![\w.])(?<!\d,)(?!(?:19|20)\d\d\b(?!,\d))(?!\d{{1,2}}(?:st|nd|rd|th)?\s{_MONTH})"
    r"(?<!January )(?<!February )(?<!March )(?<!April )(?<!May )(?<!June )(?<!July )(?<!August )"
    r"(?<!September )(?<!October )(?<!November )(?<!December )[$€£]?\d[\d.,]*"
)
_JOINT = re.compile(r",\s(?:and\s|but\s|or\s)?|;\s|:\s|\s(?:and|but|or)\s")
_OPENING = re.compile(
    r"(?:(?:and|or|but|that|which|who|because|while|whereas|as|so|also"
    r"|then|both|with|by|in all)\s|[\s,;:])+",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"(?:it|they|he|she|we|this|these|those|that|its|their|his|her|our)\b\s*"
    r"(?:(?:is|are|was|were|has|have|had|would|will|could|may|might|should)\b\s*)?",
    re.IGNORECASE,
)
_HANGING = re.compile(
    r"(?:\s|^)(?:and|or|but|of|the|a|an|in|for|from|to|on|at|by|with|its|their|than|as|around|over"
    r"|within|until|about|under|against|between|some|more|nearly|every|up|is|are|was|were|be|been"
    r"|that|which|had|has|have|just|only|also|still|worth|among|into|adding|holding|covering|,)+$",
    re.IGNORECASE,
)


def _after_figures(left: str) -> str:
    """Return the words before a figure from behind the last other one, at a joint."""
    others = list(_FIGURE.finditer(left))
    return _after_joint(left, others[-1].end()) if others else left


def _after_joint(left: str, at: int) -> str:
    joint = _JOINT.search(left, at)
    return left[joint.end() :] if joint else ""


def _before_figures(right: str) -> str:
    """Return the words behind a figure up to the next joint or number."""
    number = _FIGURE.search(right)
    right = right[: number.start()] if number else right
    joint = re.search(r",\s|;|\s(?:and|but|or|while|which|after|before)\s|\s[–—]\s", right)
    return right[: joint.start()] if joint else right


def _told(left: str, right: str) -> str:
    """Join both sides of a figure; a side that tells nothing falls away."""
    left = _OPENING.sub("", left, count=1) if _OPENING.match(left) else left
    begins_with_pronoun = _PRONOUN.match(left)
    left = left[begins_with_pronoun.end() :] if begins_with_pronoun else left
    behind = _end(right)
    if re.match(r"\s(?:as|from|of|to|for|in|on|at|by|with|instead)\s", behind):
        behind = behind if re.search(r"[a-z]{3}", behind[5:]) else ""
    if re.search(r"\w", behind) and not re.match(
        r"\s(?:each|in all|together|ago|earlier)\b", behind
    ):
        before = left.strip(" ,;:")
        return f"{before} … {behind.strip(' ,;:.')}" if before else _alone(behind)
    return _end(left).strip(" ,;:.")


def _alone(behind: str) -> str:
    """Return the words behind a figure that nothing stands before, without their link."""
    words = re.sub(r"^\W*(?:of|in|for|from|at|by|to|as|on)\s(?:the\s|an?\s)?", "", behind)
    words = words.strip(" ,;:.-")
    return "" if _PRONOUN.match(words) else words


def _end(words: str) -> str:
    previous = None
    while previous != words:
        previous, words = words, _HANGING.sub("", words.rstrip(" ,;:."))
    return words
