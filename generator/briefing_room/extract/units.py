"""Find what a number counts or measures, and write its unit in one normal form.

Units look like this: ``USD`` (an ISO currency), ``t``, ``kg``, ``g`` or ``lb``, ``USD/kg`` for a
price, ``t/year`` for a yearly rate.  The unit of a count is the plural noun of the text.
The tables are ``units.yml``, ``currencies.yml`` and ``numerals.yml``.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from briefing_room.text.lexicon import alternatives, spellings, table

_UNITS, _MONEY, _NUMERALS = table("units"), table("currencies"), table("numerals")
_CONDITIONS = ("large", "decimal", "millions")  # groups whose unit depends on the number
_MEASURES = {  # the groups that only list units
    group: rows for group, rows in _UNITS.items() if group not in {*_CONDITIONS, "each", "rates"}
}
_MIN_WORD_LETTERS = 4  # a shorter spelling is a symbol, whose case matters
_LARGE_NUMBER = 100.0  # "100 mt" are tonnes, "90 mt" are million tonnes
_MILLION = 1e6


class UnitMatch(NamedTuple):
    """A unit as it is written: its name, the factor to multiply by, and where it ends."""

    name: str
    factor: float
    end: int


def _normalise(spelling: str) -> str:
    spelling = re.sub(r"[\s-]", " ", spelling)
    return spelling.lower() if len(spelling) >= _MIN_WORD_LETTERS else spelling


def _units_by_spelling(rows: dict[str, str]) -> dict[str, tuple[str, float]]:
    """Read the unit and the factor of each spelling: a "kilotonne" is "1000 t"."""
    units: dict[str, tuple[str, float]] = {}
    for name, row in rows.items():
        factor, _, unit = name.rpartition(" ") if name[:1].isdigit() else ("1", "", name)
        units |= {_normalise(spelling): (unit, float(factor)) for spelling in spellings(row)}
    return units


_CURRENCY_ROWS = {code: f"{code}, {row.partition('|')[2]}" for code, row in _MONEY.items()}
_KNOWN_UNITS = _units_by_spelling(_CURRENCY_ROWS)
for _rows in _MEASURES.values():
    _KNOWN_UNITS |= _units_by_spelling(_rows)
_UNITS_BY_CONDITION = {name: _units_by_spelling(_UNITS[name]) for name in _CONDITIONS}
#: The currency of each sign before a sum.
SIGNS = {sign: code for code, row in _MONEY.items() for sign in row.partition("|")[0].split()}
CURRENCIES = frozenset(_MONEY)
DURATIONS = frozenset(_UNITS["time"])
AREAS = frozenset(_UNITS["area"])
_SHARES = frozenset(_UNITS["share"])
_SPELLINGS = {*_KNOWN_UNITS, *(s for units in _UNITS_BY_CONDITION.values() for s in units)}
_LONG_SPELLINGS = {spelling for spelling in _SPELLINGS if len(spelling) >= _MIN_WORD_LETTERS}
UNIT_WORDS = frozenset(filter(str.isalpha, _LONG_SPELLINGS))
#: Spellings that may follow a number without a space: "418kg".
SYMBOLS = frozenset(
    cased
    for spelling in _SPELLINGS - DURATIONS
    if spelling.isalpha() and len(spelling) <= _MIN_WORD_LETTERS
    for cased in (spelling, spelling.upper(), spelling.capitalize())[
        : 3 if len(spelling) == _MIN_WORD_LETTERS else 1
    ]
)
_UNIT_AFTER = re.compile(
    r"[\s-]?(?P<spelling>%|(?:(?i:{})|{})(?!\w))".format(
        alternatives(_LONG_SPELLINGS).replace(r"\s", r"[\s-]"),
        alternatives(_SPELLINGS - _LONG_SPELLINGS),
    )
)
# What a price may be for, in the singular: every unit of measure.
_PRICED_UNITS = {
    spelling.lower(): name.removesuffix("s")
    for group, rows in (_MEASURES | {"each": _UNITS["each"]}).items()
    if group not in {"time", "share"}
    for name, row in rows.items()
    if name[0].isalpha() and "/" not in name
    for spelling in spellings(row)
}
_PRICED_UNIT = re.compile(
    r"(?:(?:\s?/\s?|[\s-]per[\s-]|-an?-)(?P<short>{})|\s+(?:an?|each)\s+(?P<long>{}))(?!\w)".format(
        alternatives(_PRICED_UNITS).replace(r"\s", r"[\s-]"),
        alternatives(spelling for spelling in _PRICED_UNITS if len(spelling) > 1).replace(
            r"\s", r"[\s-]"
        ),
    ),
    re.IGNORECASE,
)
_RATES = {spelling: name for name, row in _UNITS["rates"].items() for spelling in spellings(row)}
_RATE = re.compile(
    r"(?P<of>(?:\s(?:of|in)(?:\s[\w'-]+){1,6}?)?)"
    rf"(?:[\s-](?:an?|per|each|every)[\s-](?P<each>{alternatives(_RATES)})\b"
    r"(?!\s(?:ago|earlier|later|before|after))"
    r"|\s(?P<annual>annually)\b|/(?P<short>yr|year|y|a|day)\b|\s(?P<pa>p\.?a\.?)(?!\w))"
)


def unit_after(text: str, end: int, number: float, scale: float = 1.0) -> UnitMatch | None:
    """Find the unit right after a number that ends at ``end``.

    The value and magnitude of the number decide spellings such as "mt", which mean one unit after a
    large number and another after a small one.
    """
    match = _UNIT_AFTER.match(text, end)
    if match is None:
        return None
    key, text_after = _normalise(match["spelling"]), text[match.end() :][:4]
    tables = []
    if scale >= _MILLION and not text_after.startswith(
        " of "
    ):  # "2 million pounds of it" is a mass
        tables.append(_UNITS_BY_CONDITION["millions"])
    if number >= _LARGE_NUMBER:
        tables.append(_UNITS_BY_CONDITION["large"])
    elif number != int(number):
        tables.append(_UNITS_BY_CONDITION["decimal"])
    known = next((units[key] for units in (*tables, _KNOWN_UNITS) if key in units), None)
    if known is None or (known[0] in DURATIONS and match["spelling"][0].isupper()):
        return None  # "60 Minutes" is a programme
    unit = UnitMatch(*known, match.end())
    return read_price(text, unit) if unit.name in CURRENCIES else read_rate(text, unit)


def read_price(text: str, money: UnitMatch) -> UnitMatch:
    """Return the unit of a price (``USD/kg``) if "per kilogram" or the like follows a sum."""
    match = _PRICED_UNIT.match(text, money.end)
    if match is None:
        return read_rate(text, money)
    per = re.sub(r"\s", " ", match["short"] or match["long"]).lower()
    name = _PRICED_UNITS.get(per) or _PRICED_UNITS[per.replace("-", " ")]
    return UnitMatch(f"{money.name}/{name}", money.factor, match.end())


def read_rate(text: str, unit: UnitMatch) -> UnitMatch:
    """Add the rate that follows a unit: "tonnes a year", "tonnes of copper a year".

    In the second case the unit ends before "of", so that it remains one slice of the text.
    """
    if unit.name in DURATIONS or unit.name in _SHARES:
        return unit
    match = _RATE.match(text, unit.end)
    if match is None:
        return unit
    per = "day" if match["short"] == "day" else _RATES.get(match["each"] or "", "year")
    return UnitMatch(f"{unit.name}/{per}", unit.factor, unit.end if match["of"] else match.end())


# --- What is counted -----------------------------------------------------------------------------

_FILLERS = frozenset(_NUMERALS["fillers"].split())
_NO_COUNTS = _FILLERS | {unit.title() for unit in DURATIONS}  # "60 Minutes" is a programme
_PHRASE_ENDS = frozenset(_NUMERALS["phrase ends"].split()) - _FILLERS
_INSEPARABLE = frozenset(_NUMERALS["inseparable"].split())
_PLURALS = frozenset(_NUMERALS["plurals"].split())
_SINGULAR_ENDS = ("ss", "us", "is", "'s", "ous", "ics")
_NEXT_WORD = re.compile(r"\s([A-Za-zÀ-ž][\w'.&-]{0,40})")
_ABBREVIATION = re.compile(r"[A-Z]{2,5}s")  # "EVs"
_MAX_NOUN_DISTANCE = 7  # words from a number to what it counts


def counted_noun(text: str, end: int) -> tuple[str, int] | None:
    """Find the plural noun that a number ending at ``end`` counts, and where the noun ends.

    "20 more Japanese entities" counts entities.  The result is ``None`` if the phrase ends without
    a plural.
    """
    noun: tuple[str, int] | None = None
    before = ""
    for _ in range(_MAX_NOUN_DISTANCE):
        match = _NEXT_WORD.match(text, end)
        word = match[1].rstrip(".") if match else ""
        if match is None or word.lower() in _PHRASE_ENDS:
            break
        end = match.start(1) + len(word)
        if is_plural(word) and word not in _NO_COUNTS:
            noun = (f"{before} {word}" if before.lower() in _INSEPARABLE else word), end
        elif noun:
            break
        if end < match.end():  # a full stop
            break
        before = word
    return noun


def is_plural(word: str) -> bool:
    """Whether a word looks like a plural noun."""
    regular = word.endswith("s") and len(word) > 3 and not word.endswith(_SINGULAR_ENDS)
    return regular or word.lower() in _PLURALS or _ABBREVIATION.fullmatch(word) is not None
