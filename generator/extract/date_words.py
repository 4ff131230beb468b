"""Find the forms of dates in a text, and tell them from words that only look like dates.

Words and forms are those of ``dates.yml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from generator.extract.numerals import designations
from generator.text import months
from generator.text.tables import any_of, table

_TABLE = table("dates")
_FULL = months.MONTHS

#: Number of each month by its names in small letters, of each day of the week from Monday, 0.
MONTHS: dict[str, int] = {name.lower(): number for number, name in enumerate(_FULL, start=1)}
MONTHS |= _TABLE["months"]
WEEKDAYS = {day: number for number, day in enumerate(_TABLE["weekdays"].split())}
#: Days from that of the article, month in which a season begins.
NEAR: dict[str, int] = _TABLE["near"]
SEASONS: dict[str, int] = _TABLE["seasons"]
ORDINALS: dict[str, int] = _TABLE["ordinals"]
#: Which way a word leads from a day.
STEPS: dict[str, int] = _TABLE["steps"]
#: The words that say whether a date lies ahead.
CUES: dict[str, str] = _TABLE["cues"]

#: The name of a month, in any of its lengths.
MONTH = (
    rf"(?:{'|'.join(_FULL)}|{'|'.join(_FULL).upper()}"
    rf"|(?:{any_of(name.title() for name in _TABLE['months'])})\b\.?)(?![a-z])"
)
_PARTS = {
    **_TABLE["parts"],
    "month": MONTH,
    "weekday": f"(?:{'|'.join(WEEKDAYS).title()})",
    "near": any_of([*NEAR, *(name[0].upper() + name[1:] for name in NEAR)]),
}


def _form(form: str) -> str:
    """Return a form with the parts that it names in their places."""
    while (filled := re.sub(r"\{([a-z_]+)\}", lambda name: _PARTS[name[1]], form)) != form:
        form = filled
    return form


# What a text must hold one of, kind and pattern of every form; text that is taken by an earlier
# one is not read again.
_NEEDS = {name: tuple(row.split()) for name, row in _TABLE["needs"].items()}
_FORMS = tuple((need, kind, re.compile(_form(form))) for kind, need, form in _TABLE["forms"])


def month_number(name: str) -> int:
    """Return 1 to 12 for the name of a month."""
    return MONTHS[name.lower().rstrip(".")]


# "20th March" and "1H26" are no names of models.
_ORDINAL = re.compile(r"\d{1,2}(?:st|nd|rd|th)\b|[1-4][QH](?:\d\d)?\b")


@lru_cache(maxsize=512)  # several stages ask for one sentence
def forms(text: str) -> tuple[tuple[str, re.Match[str]], ...]:
    """Return the kind and match of each date of a text, in order."""
    return tuple(sorted(_forms(text), key=lambda each: each[1].start()))


def _forms(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    low = text.lower()
    held = {need for need, words in _NEEDS.items() if any(word in low for word in words)}
    if not held:
        return
    taken = bytearray(len(text))
    for start, end in designations(text):
        if not _ORDINAL.match(text, start):
            taken[start:end] = b"\1" * (end - start)
    for need, kind, form in _FORMS:
        for match in form.finditer(text) if need in held else ():
            start, end = match.span()
            if taken.find(1, start, end) < 0 and is_date(kind, match):
                taken[start:end] = b"\1" * (end - start)
                yield kind, match


# "Wednesday (June 7)", "this year on November 27": the date behind says it all.
_SAID_AGAIN = re.compile(rf"\s(?:\((?:on\s)?|on\s(?:the\s)?)(?:{MONTH}\s\d|\d\d?\s{MONTH})")
_NOWADAYS = re.compile(r"[Tt]omorrow['’]s\b|[Yy]esterday['’]s(?!\s[a-z])")
_LASTING_FOR = re.compile(
    r"\b(?:for|over|in|during|within|throughout|of)\s(?:much\sof\s)?(?:the|these)\s$", re.IGNORECASE
)
_AT_A_LIMIT = re.compile(r"\b(?:by|before|until|till|at|to)\s$")
_OF_A_MONTH = re.compile(r"'s\b|\s(?:alone|data|figures|exports|shipments|sales|output)\b")
# What may stand right before "May" and "March" for them to be months when no year follows.
_MONTH_CUE = re.compile(
    r"\b(?:in|since|until|from|by|of|and|to|or|late|early|mid|last|next|this|during|before|after|"
    r"between|than|through|for|on|January|February|March|April|previous|its|until|late in)[ -]$",
    re.IGNORECASE,
)
_AMBIGUOUS = frozenset({"May", "March", "Mar", "Mar.", "Jan"})  # verbs and names too
_TELLS = r"(?:said|announced|issued|signed|published|reported)\b"
_TOLD_BEFORE = re.compile(rf"\b{_TELLS}|\btold\s[a-z]+\b")
_TOLD_BEHIND = re.compile(rf"\s{_TELLS}")
_OUTLET = re.compile(r"[A-Z][\w.]{1,30}\s$")  # "Asia Today"
_EACH = re.compile(r"\b(?:each|every|any)\s(?:\w+\s)?$", re.IGNORECASE)
_NIGHTS = re.compile(
    rf"s\b|(?:,?\s(?:and\s|or\s)?{_PARTS['weekday']}){{0,5}}\s(?:nights|mornings|evenings)\b"
)


def is_date(kind: str, match: re.Match[str]) -> bool:
    """Return whether the words of a match are a date where they stand."""
    text, start, end = match.string, match.start(), match.end()
    lead = text[max(0, start - 40) : start]
    if kind == "month":
        return _is_month(match, lead)
    if kind == "weekday":
        in_brackets = lead.endswith("(") and text[end : end + 1] == ")"
        return not (in_brackets or _SAID_AGAIN.match(text, end) or _recurs(lead, text, end))
    if kind == "relative":
        lasts = match[0][:5].lower() == "last " and match["unit"] != "quarter"
        return not (lasts and _LASTING_FOR.search(lead)) and not _SAID_AGAIN.match(text, end)
    if kind == "year end":
        return _AT_A_LIMIT.search(lead) is not None
    return kind != "near" or _is_near(match, lead)


def _recurs(lead: str, text: str, end: int) -> bool:
    return _EACH.search(lead) is not None or _NIGHTS.match(text, end) is not None


def _is_month(match: re.Match[str], lead: str) -> bool:
    if match["y"]:
        return True
    word, behind = match[0], match.string[match.end() : match.end() + 12]
    if word.isupper() or _EACH.search(lead):
        return False
    is_month = _MONTH_CUE.search(lead) or _OF_A_MONTH.match(behind)
    return word not in _AMBIGUOUS or is_month is not None


def _is_near(match: re.Match[str], lead: str) -> bool:
    """Tell the day of the article from "today" for nowadays: something was said or done on it."""
    if match[0].lower() != "today":
        return not _NOWADAYS.match(match.string, match.start())
    behind = match.string[match.end() : match.end() + 14]
    if match[0][0] == "T" and _OUTLET.search(lead):
        return False
    # "he told reporters after the opening of the plant here today"
    return bool(_TOLD_BEFORE.search(lead) or _TOLD_BEHIND.match(behind))
