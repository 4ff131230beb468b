"""The noun that stands before a figure and says what it is: "a fine of", "a contract for"."""

from __future__ import annotations

import re

from generator.extract.grammar.finite import finite_verbs
from generator.extract.grammar.nouns import NOUNS, WIDE, noun_phrase, trimmed

#: "a fine of": the noun before a figure.
NOUN_OF = re.compile(
    r"(?:^|\b(?:an?|the|its|their|his|her|of|for|with|at|in|and|to|'s|than|is|are|was)\s|\s)"
    r"(?P<what>(?:[\w'’.&/-]+\s){0,7}?[\w'’-]+)"
    r"\s(?:of|worth|at|tota?l+ing|amounting to|valued at"
    r"|(?:now\s)?(?:topping|eclipsing|surpassing))"
    r"(?:\s(?:an?|the))?\s*$"
)
# "a contract for 300 tonnes", "a letter of support for A$200 million"
_FOR_SO_MUCH = re.compile(
    r"(?P<what>(?:[a-z][\w-]*\s){0,2}?(?:contracts?|orders?|licen[cs]es?|incentives|permits?|deals?|bids?"
    r"|approvals?|tenders?|applications?|plans?|loans?|offers?|requests?|claims?|grants?|budgets?|stocks"
    r"|letters? of (?:support|intent|interest)|packages?|guarantees?|inventories|agreements?))"
    r"\sfor\s[\"“]?$"
)


def noun_before(left: str) -> str:
    """Return the noun phrase at the end of the words before a figure; "" if there is none."""
    found = (_FOR_SO_MUCH.search(left), NOUN_OF.search(left))
    return next((noun for match in found if match and (noun := whole_noun(left, match))), "")


_DOES = re.compile(
    r"(?:create|build|add|reach|achieve|produce|provide|supply|raise|secure|invest|develop|set|deliver|hit"
    r"|have|use|install|expand|get|make|offer|buy|sell|impose|pay|form|establish|maintain|hold|need)\s"
)
_BEARER = re.compile(
    r"(?:^|\s)(?P<what>(?:[a-z-]+\s)?(?:costs?|benefits?|loss(?:es)?|savings?|payments?|damages?|sales"
    r"|aid|loans?|grants?)\s(?:to|for|from)\s(?:the\s)?[\w-]+)$"
)


def whole_noun(left: str, match: re.Match[str]) -> str:
    """Widen "capacity of" to "planned capacity" as far as one noun phrase goes."""
    words = left[: match.end("what")].split()
    if bearer := _BEARER.search(left[: match.end("what")]):
        return trimmed(bearer["what"])  # "annual costs to industry of between $4m and $6m"
    best = ""
    for size in range(1, min(8, len(words)) + 1):
        candidate = " ".join(words[-size:])
        if re.match(r"(?:of|and|or)\b", candidate):
            continue
        if words[-size].endswith("ing") and words[-size].lower() not in NOUNS:
            break  # "blaming tariffs of 125%"
        whole = trimmed(candidate)
        if noun_phrase(candidate, WIDE) != whole or re.search(
            r"[,;:]|\band (?:an?|the|its|their)\b", candidate
        ):
            break
        if size > 1 and size < len(words) and words[-size - 1] == "to" and _DOES.match(candidate):
            break  # "to create capacity of"
        if finite_verbs(f"it {candidate}"):
            break  # "the deal meant tariff rates of 55%"
        best = whole
    return best or ""
