"""The words of a speaker without what is no part of a name: conjunctions, ages, asides."""

from __future__ import annotations

import re

from generator.extract.grammar.phrases import TIME

# What stands beside a name and is no part of it.
_SOME = re.compile(r"^(?:[Ss]ome|[Ss]everal|[Mm]any|[Mm]ost)(?: [a-z]+)?, including ")
_HONOURED = re.compile(r"^[Tt]he (?:(?:Right|Rt) )?Hon(?:ou?rable|\.)? (?=[A-Z])")
_ASIDE = re.compile(
    r",? (?:by contrast|meanwhile|however|in turn|for (?:its|his|her|their) part|though|too|instead"
    r"|by comparison|on the other hand)$"
)
_AGE = re.compile(r", \d{2}$")  # "Dorothy Pruitt, 71"
_BESIDE = re.compile(
    r", (?:as )?(?:cited|quoted|carried|relayed|drawing|relying|using|based|basing|referring"
    r"|pointing|looking|asked|speaking|writing|which)\b.*$"
)


# "According to reporting in Acme News and filings by the company".
_REPORTING_IN = re.compile(
    r"^(?:[a-z]+ )?(?:reporting|coverage) (?:in|by|from) "
    r"|(?<=\w) and (?:filings|documents|data) by .*$"
)
_ON_A_DAY = re.compile(rf" (?:in|on) (?:(?:early|late|mid) )?{TIME}$")
# "The Report", "the Company": a stand-in, though written large.
_CAPITAL = re.compile(
    r"^[Tt]he (?:Report|Company|Group|Bank|Ministry|Department|Agency|Board|Council|Association"
    r"|Minister|Government|Authority|Firm|Paper|Institute)$"
)


def uncapped(phrase: str) -> str:
    """Return "the company" of "The Company"; other phrases as they are."""
    if phrase == "Management":
        return "the management"
    return phrase.lower() if _CAPITAL.match(phrase) else phrase


def bare(phrase: str) -> str:
    """Return ``phrase`` as a name or a pronoun: "he" of "and he'd", "Roe" of "Roe, 71"."""
    phrase = re.sub(r"^(?:and|but|while|then|as)\s+", "", phrase.strip(' ,."“”'))
    phrase = re.sub(r"^(I|[Ww]e|[Tt]hey|[Ii]t|[Hh]e|[Ss]he)['’](?:ve|d|ll|re|s|m)$", r"\1", phrase)
    phrase = re.sub(r"\s+(?:itself|himself|herself|themselves|alone|who|there)$", "", phrase)
    phrase = _REPORTING_IN.sub("", phrase)
    phrase = _ASIDE.sub("", _HONOURED.sub("", phrase))
    return _AGE.sub("", _SOME.sub("", _BESIDE.sub("", phrase)))


def as_relay(name: str) -> str:
    """Return the name of an outlet without its day and what it printed: "copy of Acme News"."""
    return re.sub(
        r"^(?:an? |the )?(?:account|summary|version|copy|reprint)s? of |\s+(?:reporting|text)$"
        r"|^(?:an?|the) (?=[A-Za-z][\w ]*(?:report|account|summary))",
        "",
        _ON_A_DAY.sub("", name),
    )
