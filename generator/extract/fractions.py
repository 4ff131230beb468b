"""Shares told in words: half, a third, two-thirds, a quarter, twice."""

from __future__ import annotations

import re
from typing import NamedTuple


class Fraction(NamedTuple):
    """A share in per cent, or a multiple in times, at ``text[start:end]``."""

    value: float
    unit: str
    start: int
    end: int


_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7,
          "eighth": 8, "ninth": 9, "tenth": 10}  # fmt: skip
_TOPS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "seven": 7, "nine": 9}
# "the second half", "half a year", "a third party" and "the third quarter" are no shares, so a
# share is "of" something, or stands at the end of a clause after a word that measures.
_OF = (
    r"(?=\sof\b(?! (?:a |the )?(?:19|20)\d\d)|\s(?:the|its|their|that|all|to)\b|[-\s]owned\b"
    r"|[.,;)\"”]|$|\s(?:less|more|lower|higher|cheaper|dearer|fewer|smaller|larger|below|above)\b)"
)
# "Half its nameplate capacity", "half the world's magnets"; but "half the day" is a time.
_OF_ITS = re.compile(
    r"\s(?:its|their|the|all)\s(?!(?:time|day|week|month|year|quarter|battle|story|price|cost)\b)[a-z]"
)
_COMPARED = re.compile(r"\s(?:less|more|lower|higher|cheaper|dearer|fewer|smaller|larger)\b")
_SHARE = re.compile(
    r"(?<![\w-])(?:(?P<top>a|one|two|three|four|five|seven|nine)[\s-])?(?<!first )(?<!second )"
    rf"(?P<part>half|thirds?|quarters?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?){_OF}",
    re.IGNORECASE,
)
# With a hyphen ("three-fifths today"), or behind a verb of change ("gained a fifth over the
# month"), a share needs nothing behind it.
_PLAIN = re.compile(
    r"(?<![\w-])(?P<top>two|three|four|five|seven|nine)-(?P<part>third|quarter|fifth|tenth)s\b"
    r"|\b(?:gained|lost|lose|rose|risen|rise|fell|fallen|fall|dropped|drop|climbed|climb|grew|grown"
    r"|shrank|shrunk|jumped|slid|slipped|up|down)\s(?:by\s)?(?:about\s|nearly\s|almost\s)?"
    r"(?P<one>a|one)\s(?P<of>third|quarter|fifth|tenth)\b(?=\s(?:over|in|since|this|last)\s)",
    re.IGNORECASE,
)
_NOT_BEFORE = re.compile(
    r"\b(?:first|second|third|fourth|last|latter|former|other|this|that|next|each|every)[\s-]$",
    re.IGNORECASE,
)
_HALF_BEFORE = re.compile(
    r"\b(?:about|around|nearly|almost|roughly|over|than|least|some|only|for|by|to|in|up)\s$|[.;]\s$|^$",
    re.IGNORECASE,
)
# "one in five workers" is 20 %, "rose tenfold" 10 times.
_NUMBERS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_COUNTS = {word: number for number, word in enumerate(_NUMBERS, start=1)}
_COUNT = "|".join(_NUMBERS)
_ONE_IN = re.compile(
    rf"\b(?P<top>{_COUNT})\s(?:in|out\sof)\s(?:every\s)?(?P<all>{_COUNT}|\d{{1,3}})\b"
    r"(?!\s(?:years?|months?|weeks?|days?)\b)",
    re.IGNORECASE,
)
# "cut by more than half since", "have nearly tripled": a hedge shows that an amount is meant.
_HEDGED = re.compile(
    r"\b(?:more than|less than|nearly|almost|roughly|over|about|around)\s"
    r"(?:(?P<half>half)\s(?=since|in|from|between|over|compared|year|after|during|(?:a|two|three|five|ten)\s(?:year|decade)s?\sago)"
    r"|(?P<grown>doubled|tripled|quadrupled|halved)\b)"
)
_GROWN = {"doubled": (2.0, "times"), "tripled": (3.0, "times"), "quadrupled": (4.0, "times"),
          "halved": (50.0, "%")}  # fmt: skip
_FOLD = re.compile(rf"\b(?P<n>{_COUNT}|\d{{1,3}})-?fold\b", re.IGNORECASE)
_MULTIPLE = re.compile(
    r"\b(?P<times>twice|double|triple)(?=\s(?:the|as|its|that|those|their|what)\b)", re.IGNORECASE
)


def fractions(text: str) -> tuple[Fraction, ...]:
    """Return shares and multiples told in words: "two-thirds" is 66.67 %, "twice" is 2 times."""
    found = [share for match in _SHARE.finditer(text) if (share := _share(text, match))]
    shares = {share.start for share in found}
    found += [share for match in _PLAIN.finditer(text)
              if (share := _plain(match)).start not in shares]  # fmt: skip
    for match in _MULTIPLE.finditer(text):
        times = 3.0 if match["times"].lower() == "triple" else 2.0
        found.append(Fraction(times, "times", *match.span()))
    found += [_hedged(match) for match in _HEDGED.finditer(text)]
    found += [share for match in _ONE_IN.finditer(text) if (share := _one_in(match))]
    found += [
        Fraction(float(_number(match["n"])), "times", *match.span())
        for match in _FOLD.finditer(text)
    ]
    return tuple(sorted(found, key=lambda each: each.start))


def _plain(match: re.Match[str]) -> Fraction:
    name = "top" if match["top"] else "one"
    part = (match["part"] or match["of"]).lower()
    value = round(_TOPS[match[name].lower()] * 100 / _PARTS[part], 2)
    return Fraction(value, "%", match.start(name), match.end())


def _hedged(match: re.Match[str]) -> Fraction:
    if match["half"]:
        return Fraction(50.0, "%", *match.span("half"))
    return Fraction(*_GROWN[match["grown"]], *match.span("grown"))


def _one_in(match: re.Match[str]) -> Fraction | None:
    top, whole = _number(match["top"]), _number(match["all"])
    return Fraction(round(100 * top / whole, 2), "%", *match.span()) if top < whole else None


def _number(word: str) -> int:
    return _COUNTS.get(word.lower()) or int(word)


def _share(text: str, match: re.Match[str]) -> Fraction | None:
    part = match["part"].lower().removesuffix("s")
    top = (match["top"] or "").lower()
    if _NOT_BEFORE.search(text[: match.start()]) or (part != "half" and not top):
        return None
    of = re.match(r"\sof\b|[-\s]owned", text[match.end() :])
    compared = _COMPARED.match(text, match.end()) or _OF_ITS.match(text, match.end())
    if (
        part != "half"
        and not of
        and not compared
        and not _HALF_BEFORE.search(text[: match.start()])
    ):
        return None
    if (
        part == "half"
        and not of
        and not _OF_ITS.match(text, match.end())
        and not re.search(
            r"\b(?:about|nearly|almost|roughly|over|than|least|some)\s$", text[: match.start()]
        )
    ):
        return None
    return Fraction(round(_TOPS.get(top, 1) * 100 / _PARTS[part], 2), "%", *match.span())
