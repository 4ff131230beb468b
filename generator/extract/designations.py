"""Numbers that name something (Announcement No. 61, F-35, HS 8505.11) and so measure nothing."""

from __future__ import annotations

import re

from generator.extract.currencies import GLUED

# What stands before a number that is a name: parts of laws, lists, models, programmes.
_BEFORE = (
    "Nos?\\.?|Numbers?|Announcements?|Notices?|Orders?|Decrees?|Resolutions?|Proclamations?|"
    "Sections?|Articles?|Chapters?|Clauses?|Annex(?:es)?|Appendix|Titles?|Parts?|Paragraphs?|"
    "Rules?|Regulations?|Directives?|Bills?|Laws?|Acts?|Executive Orders?|Circulars?|Documents?|"
    "HS|HTS|headings?|codes?|numbered|Vision|Agenda|Horizon|Boeing|Airbus|Types?|Models?|"
    "Versions?|Phases?|Stages?|Levels?|Tiers?|Units?|Blocks?|Lots?|Regions?|Zones?|Areas?|"
    "Routes?|Highway|Flight|Room|Building|Group of|Formula|Windows|iPhone|Pages?|Figures?|"
    "Tables?|Footnotes?|Group(?= of)|Scope|Class|Category|Grade"
)
_NUMBERS = r"\d[\w.-]*(?:\([a-z0-9]+\))*|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten"
_LISTED = re.compile(
    rf"\b(?:{_BEFORE})\s(?:No\.?\s)?(?P<n>(?:{_NUMBERS})"
    rf"(?:(?:,\s|\s?[-–/]\s?|\s(?:to|and|or)\s)(?:{_NUMBERS})(?!\s?(?:%|per\s?cent|percent|million|billion)))*)"
)
# "No." is also how a sentence ends; only with a number right after it is it a number sign.
_GLUED = re.compile(
    rf"\b(?!{GLUED})"
    r"(?:(?!(?:[QH][1-4]|(?:[mbtr]+illion|thousand|crore|lakh)-\d[\d.,]*|(?:mid|end|early|late|pre|post)-?(?:19|20)\d\d)\b)[A-Za-z]+-?\d[\w-]*|\d+(?!(?:st|nd|rd|th|s|bn|mn|tn|m|k|b|kg|kt|t|g|km|pc|pct|pp|ppm|mln|mil|bln|bil|cr|yr|MW|GW|kW|Mt|mt|MT|k?tpa|[Mm][Tt][Pp][Aa])\b)"
    r"[A-Za-z]\w*(?:-[A-Z]\w*)?)\b"
)
_SUM = re.compile(r"(?:[$€£¥₹₩]|\$US|\$A|RM|Rs)[\d.,]*\d\s?[KMB]\b")  # "C$64M" is money
_TARIFF_CODE = re.compile(r"\b\d{4}\.\d\d(?:\.\d+)*\b")
_ACT = re.compile(r"\((?:EU|EC|EEC)\)\s(?:No\.?\s)?\d+/\d+|\b\d{4}/\d{2,4}/(?:EU|EC|EEC)\b")
_CLOCK = re.compile(r"\b\d{1,2}(?::\d\d|(?=\s?[ap]\.?m\.?\b))", re.IGNORECASE)
_ORDINAL = re.compile(r"\b\d+(?:st|nd|rd|th)\b")
_RULE = re.compile(r"\b\d+(?:\.\d+)?\s?(?:%|per cent|percent)(?= [Rr]ule\b)")
_HYPHENED = re.compile(r"\b(?!(?:Mid|End|Early|Late|Pre|Post)-)[A-Z][A-Za-z]*-\d+\b")


def designations(text: str) -> tuple[tuple[int, int], ...]:
    """Return the spans of numbers that are part of a name, a code, a clock time or an ordinal."""
    spans = [match.span("n") for match in _LISTED.finditer(text)]
    sums = [match.span() for match in _SUM.finditer(text)]
    spans += [
        match.span()
        for match in _GLUED.finditer(text)
        if not any(start <= match.start() < end for start, end in sums)
    ]
    for form in (_TARIFF_CODE, _CLOCK, _ACT, _ORDINAL, _RULE, _HYPHENED):
        spans += [match.span() for match in form.finditer(text)]
    return tuple(sorted(spans))
