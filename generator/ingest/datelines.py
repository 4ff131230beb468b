"""Take the dateline off a first paragraph: place, date, agency, and the publisher they name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.text.lexicon import listed

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_WEEKDAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?"
_NUMBER = r"\d{1,2}(?:st|nd|rd|th)?"
DATE = (  # of a day, with or without its year
    rf"(?i:(?:{_WEEKDAY},?\s+)?"
    rf"(?:{_MONTH}\s+{_NUMBER}|{_NUMBER}\s+{_MONTH}|{_MONTH}(?=\s+\d{{4}}))(?:,?\s+\d{{4}})?"
    r"|\d{1,2}[./]\d{1,2}(?:[./]\d{2,4})?)"
)
_DASH = r"(?:--+|[–—―|]|(?<=\s)-|-(?=\s))"
_UPPER = "A-ZÀ-ÖØ-Þ"
_CAPS = rf"[{_UPPER}][{_UPPER}.'\-]+"
_PLACE = rf"{_CAPS}(?:\s+{_CAPS}){{0,3}}"
_REGION = rf"[{_UPPER}][\w.'\-]*(?:\s+[{_UPPER}][\w.'\-]*){{0,2}}"
_PLACES = rf"{_PLACE}(?:\s*[,/]\s*{_REGION}){{0,2}}"
_AGENCY = r"(?:[A-Z][\w.&'/ -]{1,40}|dpa(?:-AFX)?)"
# NAIROBI (Wire) —  BEIJING, July 18 (Reuters) -  WASHINGTON, D.C. —  PARIS /PRNewswire/ --
_WITH_PLACE = re.compile(
    rf"(?P<place>{_PLACES})(?:,?\s+(?:{DATE}))?,?"
    rf"(?:\s*\((?P<agency>{_AGENCY})\)|\s*/(?P<wire>{_AGENCY})/|,\s*(?P<named>{_CAPS}))?"
    rf"(?:,?\s+(?:{DATE}),?)?\s*(?:{_DASH}|:)\s*(?=\S)",
)
# (Reuters) -  (Bloomberg) --
_AGENCY_ONLY = re.compile(rf"\((?P<agency>{_AGENCY})\)\s*{_DASH}\s*(?=\S)")
# London (Reuters) -  Washington, July 18 (AP) —  Beijing, 18 July –
_MIXED = re.compile(
    rf"(?P<place>{_REGION}(?:\s*[,/]\s*{_REGION})?)"
    rf"(?:,?\s+(?:{DATE}),?\s*(?:[(/](?P<agency>{_AGENCY})[)/])?"
    rf"|\s*[(/](?P<wire>{_AGENCY})[)/](?:,?\s+(?:{DATE}))?)\s*(?:{_DASH}|:)\s*(?=\S)",
)
# Arcadiadaily –  The Example Times —  Example Daily:
_NAME = re.compile(
    rf"(?P<agency>(?:The\s+)?[{_UPPER}][\w.&']*(?:\s+(?:of\s+)?[{_UPPER}&][\w.&']*){{0,3}})"
    r"\s*(?P<mark>[–—―|]|--+|\s-(?=\s)|:(?=\s))\s*(?=[\"'(\[]*[\w$€£¥])",
)
# Halifax, Nova Scotia –
_PAIR = re.compile(rf"{_REGION},\s+{_REGION}\s*{_DASH}\s*(?=\S)")
# Aug 28 (Reuters) -
_DATE_AND_AGENCY = re.compile(rf"(?:{DATE}),?\s*[(/](?P<agency>{_AGENCY})[)/]\s*{_DASH}\s*(?=\S)")
# July 18, 2025 —
_DATE_ONLY = re.compile(rf"(?:{DATE})\s*(?:{_DASH}|:)\s*(?=\S)")
# New Delhi, Aug 28 (PTI) The cabinet
_NO_DASH = re.compile(
    rf"(?P<place>{_REGION}(?:\s*[,/]\s*{_REGION})?),?\s+(?:{DATE}),?\s*"
    r"\((?P<agency>[A-Z][\w./& -]{1,20})\)\s+(?=\S)",
)
_CLOCK = re.compile(
    r"\d{1,2}[:.]\d{2}(?:\s?[ap]\.?m\.?)?"
    rf"(?:\s(?:GMT|UTC|[A-Z]{{1,4}}T)\s*(?:{_DASH}|:)?\s*|\s*(?:{_DASH}|:)\s*)(?=\S)",
)
_AT = re.compile(r",?\s+\d{1,2}[:.]\d{2}(?:\s?[ap]\.?m\.?)?(?:\s[A-Z]{2,4})?$")
_NO_NAME = re.compile(
    r"\b(?:Photo|Image|Video|Exclusive|Update|Analysis|Opinion|Explainer|Breaking|Watch|Live|Note)\b",
)
_MEDIA = re.compile(
    r"(?i:news|daily|times|post|wire|press|media|journal|herald|observer|tribune|review|gazette|mirror"
    r"|chronicle|bulletin|telegraph|telegram|guardian|weekly|monitor|reporter|standard|dispatch|courier"
    r"|agency|insider|reuters|bloomberg|xinhua|magazine|today|globe|mail|express|ledger|examiner|record)",
)
_CITIES = listed("cities")
_UPPER_BEFORE = re.compile(r"[A-Z]{2,}\s+$")  # a headline in capitals runs into the place
_FIRST_PARTS = re.compile(
    r"(?:New|San|Santa|Los|Las|São|Saint|Port|Kuala|Hong|Buenos|Rio|Cape|Addis|Tel|Abu)\s",
    re.IGNORECASE,
)
_FORMS = (_AGENCY_ONLY, _WITH_PLACE, _MIXED, _NO_DASH, _DATE_AND_AGENCY, _DATE_ONLY)
_NEWS = "The news goes on."  # what a dateline alone is tried before


@dataclass(frozen=True, slots=True)
class Dateline:
    """The length of a dateline at the start of a paragraph and the publisher it names."""

    length: int
    publisher: str | None


def clock(paragraph: str) -> int:
    """Return the length of the time at the start of an entry of a live blog, 0 if it has none."""
    match = _CLOCK.match(paragraph)
    return match.end() if match and _starts_a_sentence(paragraph[match.end() :]) else 0


def dateline(paragraph: str, *, first: bool = True) -> Dateline | None:
    """Return the dateline at the start of ``paragraph`` (straight quotes), if it has one.

    What follows must begin like a sentence.  A name before a dash counts only where the rest
    does not close the dash again, so that "Lynas – the largest producer – said" stays whole, and
    only in the ``first`` paragraph.
    """
    found = _marked(paragraph) or (_unmarked(paragraph) if first else None)
    further = found and _marked(paragraph[found.length :])  # LAS VEGAS, NV – October 6, 2025 –
    if not found or not further:
        return found
    return Dateline(found.length + further.length, further.publisher or found.publisher)


def dateline_alone(line: str) -> Dateline | None:
    """Return the dateline that is all of a line, as in "SEOUL, Feb. 5 (Yonhap) --"."""
    bare = _AT.sub("", line.rstrip(" –—―-"))
    found = _marked(f"{bare} – {_NEWS}")
    if not found or found.length != len(bare) + 3:
        return None
    agency = found.publisher or ""
    sure = bare != line or re.search(r"\d", bare) or agency.isupper() or names_outlet(agency)
    return Dateline(len(line), found.publisher) if sure else None


def dateline_inside(paragraph: str, most: int) -> tuple[int, Dateline] | None:
    """Return where a sure dateline begins after other words, within ``most`` characters.

    It has a date or an agency, or the place is a known city; a place in small letters is its last
    word unless more of them are a known city.
    """
    for form in (_WITH_PLACE, _MIXED, _NO_DASH):
        found = [
            (at.end(), match)
            for at in re.finditer(r"\S\s+(?=[A-ZÀ-Þ])", paragraph[:most])
            if (match := form.match(paragraph, at.end()))
            and _starts_a_sentence(paragraph[match.end() :])
            and _is_sure(match)
        ]
        if found:
            capitals = form is _WITH_PLACE and not _UPPER_BEFORE.search(paragraph[: found[0][0]])
            start, match = found[0] if capitals else _shortest(found)
            return start, Dateline(match.end() - start, _publisher(match))
    return None


def _shortest(found: list[tuple[int, re.Match[str]]]) -> tuple[int, re.Match[str]]:
    """Return the last beginning of a dateline, with what a place's name never lacks: New Delhi."""
    whole = [each for each in found if _FIRST_PARTS.match(each[1]["place"])]
    return whole[-1] if whole else found[-1]


def _is_sure(match: re.Match[str]) -> bool:
    place = match["place"]
    if re.search(r"[a-z]{3}\.", place):  # a sentence ends in it
        return False
    return place.title() in _CITIES or match[0].strip(" –—―:|-") != place


def _marked(paragraph: str) -> Dateline | None:
    """Find a dateline by its form: place, date and agency in their usual order."""
    for pattern in _FORMS:
        match = pattern.match(paragraph)
        if match and _starts_a_sentence(paragraph[match.end() :]):
            return Dateline(match.end(), _publisher(match))
    return None


def _unmarked(paragraph: str) -> Dateline | None:
    """Find a name before a dash, which may also begin a sentence."""
    match = _PAIR.match(paragraph)
    if match and _starts_a_sentence(rest := paragraph[match.end() :]) and not _closed_again(rest):
        return Dateline(match.end(), None)
    match = _NAME.match(paragraph)
    if match and _is_publisher_mark(match, paragraph[match.end() :]):
        return Dateline(match.end(), _name(match))
    return None


def _starts_a_sentence(rest: str) -> bool:
    start = re.match(rf"[\"'(\[]*(?:[{_UPPER}0-9$€£¥]|[ie][A-Z])", rest)
    return start is not None and len(rest.split()) >= 3


def names_outlet(name: str) -> bool:
    """Return whether a name has a word that papers, agencies and stations are called by."""
    return _MEDIA.search(name) is not None


def _is_publisher_mark(match: re.Match[str], rest: str) -> bool:
    """Tell "Example Daily – Prices rose" from "Lynas – the largest producer – said"."""
    media = names_outlet(match["agency"])
    if not _starts_a_sentence(rest) or (match["mark"] == ":" and not media):
        return False
    return media or (not _closed_again(rest) and len(rest.split()) >= 5)


def _closed_again(rest: str) -> bool:
    first_sentence = re.split(r"[.!?](?:\s|$)", rest, maxsplit=1)[0]
    return re.search(r"\s[–—―-]\s|[–—―]", first_sentence) is not None


def _name(match: re.Match[str]) -> str | None:
    name = match["agency"].strip()
    return None if name in _CITIES or _NO_NAME.search(name) else name


def _publisher(match: re.Match[str]) -> str | None:
    named = match.groupdict()
    for group in ("agency", "wire", "named"):
        if named.get(group):
            return str(named[group]).strip()
    return None
