"""Whose dollar a bare "$" is: the American one, unless the text itself shows another.

It shows another where it says so ("all figures in Canadian dollars"); where it writes "US$" for
American sums, so that "$" must be the dollar at home; or where a company of one exchange is told
of in its own country and nothing American is named.  At home is where the one other dollar, the
one exchange or the one country with a dollar of its own lies that the text names.  Where it writes
"US$" and none of these is named, the unit is plain ``dollars``: nobody could say which.
"""

from __future__ import annotations

import re

_AT_HOME = {
    "AUD": r"A\$|AU\$|\bAUD\b|Australian dollars?",
    "CAD": r"C\$|CA\$|\bCAD\b|Canadian dollars?",
    "NZD": r"NZ\$|\bNZD\b|New Zealand dollars?",
    "SGD": r"S\$|\bSGD\b|Singapore dollars?",
    "HKD": r"HK\$|\bHKD\b|Hong Kong dollars?",
}
_SIGNS = {name: re.compile(rf"(?<![A-Za-z])(?:{form})") for name, form in _AT_HOME.items()}
_LISTED = {
    "AUD": re.compile(r"\bASX\b|Australian Securities Exchange"),
    "CAD": re.compile(r"\bTSX-?V?\b|Toronto Stock Exchange|TSX Venture"),
    "NZD": re.compile(r"\bNZX\b"),
    "HKD": re.compile(r"\bHKEX\b|Hong Kong Stock Exchange"),
}
_LANDS = {
    "AUD": re.compile(
        r"\bAustralian?\b|\b(?:Perth|Northern Territory|Kalgoorlie|Albanese"
        r"|Brisbane|Adelaide|Darwin|Sydney|Melbourne|Canberra|Queensland)\b"
    ),
    "CAD": re.compile(r"\bCanad(?:a|ian)\b|\b(?:Ottawa|Toronto|Saskat\w+|Ontario|Quebec|Québec)\b"),
    "NZD": re.compile(r"\bNew Zealand\b"),
    "SGD": re.compile(r"\bSingapore\b"),
}
_ALL_IN = re.compile(
    r"\b(?:all|dollar)\s(?:dollar\s)?(?:figures|amounts|sums|values|currency)\b[^.]{0,40}?\s(?:in|are)\s"
    r"(?P<in>Canadian|Australian|New Zealand|Singapore|C\$|A\$|CAD|AUD)",
    re.IGNORECASE,
)
_US_SIGN = re.compile(r"(?<![A-Za-z])US\$|\$US\d|\bUSD\b")
_AMERICAN = re.compile(
    r"\bU\.?S\.?(?=[\s,'’.-])|\bAmerican?\b|\bUnited States\b|\bNYSE\b|\bNasdaq\b|\bPentagon\b"
    r"|Washington|New York|Wall Street"
)
# A text that tells of the federal government of its one country counts in the money of that.
_GOVERNMENT = re.compile(
    r"\b(?:Ottawa|Canberra|(?:Albanese|Carney|Trudeau|[Ff]ederal|Canadian|Australian)\s[Gg]overnment"
    r"|Government of (?:Canada|Australia)|federal (?:budget|minister)|Federal Minister)\b"
)
#: A "$" without the letters of its country.
BARE = re.compile(r"(?<![A-Za-z])\$(?=\s?\d)")


def bare_dollar(text: str) -> str:
    """Return the currency of a bare "$" in an article: an ISO code, or ``dollars`` if unclear."""
    if said := _ALL_IN.search(text):
        return next(n for n, form in _AT_HOME.items() if _names(said["in"], n, form))
    if not BARE.search(text):
        return "USD"
    if _US_SIGN.search(text):
        at_home = _only(_SIGNS, text) or _only(_LISTED, text) or _only(_LANDS, text)
        return at_home or ("USD" if _AMERICAN.search(text) else "dollars")
    listed = _only(_LISTED, text)
    signs = any(form.search(text) for form in _SIGNS.values())
    if signs or _AMERICAN.search(text):
        return "USD"
    at_home = _only(_LANDS, text) if _GOVERNMENT.search(text) else ""
    return listed or at_home or "USD"


def _names(word: str, name: str, form: str) -> bool:
    return word.upper() == name or re.match(form, f"{word} dollars") is not None or word in form


def _only(forms: dict[str, re.Pattern[str]], text: str) -> str:
    found = [name for name, form in forms.items() if form.search(text)]
    return found[0] if len(found) == 1 else ""


def local(unit: str, given: str, currency: str) -> str:
    """Return the unit of a sum in the dollar of its article: ``AUD/kg`` for ``USD/kg``."""
    bare = unit.startswith("USD") and BARE.search(given) is not None
    return currency + unit.removeprefix("USD") if bare else unit
