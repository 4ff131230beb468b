"""Find what a number counts or measures, and write its unit in one normal form.

Money is an ISO currency, mass is ``t`` (``kg``, ``g`` and ``lb`` are kept), a price is ``USD/kg``,
a yearly rate ``t/year``; a count keeps the noun of the text, in the plural.
The tables are ``units.yml``, ``currencies.yml`` and ``numerals.yml``.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from briefing_room.text.lexicon import alternatives, spellings, table

_UNITS, _MONEY, _NUMERALS = table("units"), table("currencies"), table("numerals")
_CONDITIONS = ("large", "decimal", "millions")  # forms whose unit depends on the number
_OTHER = ("each", "rates")
_MIN_WORD_LETTERS = 4  # a shorter form is a symbol, whose case matters
_LARGE_NUMBER = 100.0  # "100 mt" are tonnes, "90 mt" are million tonnes
_MILLION = 1e6


class UnitMatch(NamedTuple):
    """A unit in a text: its name, the factor to multiply by, and where it ends."""

    name: str
    factor: float
    end: int


def _normalise_form(form: str) -> str:
    form = re.sub(r"[\s-]", " ", form)
    return form.lower() if len(form) >= _MIN_WORD_LETTERS else form


def _read_forms(rows: dict[str, str]) -> dict[str, tuple[str, float]]:
    """Read the unit and the factor of each form: a "kilotonne" is "1000 t"."""
    forms: dict[str, tuple[str, float]] = {}
    for name, row in rows.items():
        factor, _, unit = name.rpartition(" ") if name[:1].isdigit() else ("1", "", name)
        forms |= {_normalise_form(form): (unit, float(factor)) for form in spellings(row)}
    return forms


# The unit and factor of each form.
_UNIT_FORMS = _read_forms(
    {code: f"{code}, {row.partition('|')[2]}" for code, row in _MONEY.items()}
) | {
    form: unit
    for sort, rows in _UNITS.items()
    if sort not in _CONDITIONS + _OTHER
    for form, unit in _read_forms(rows).items()
}
# The same for forms whose unit depends on the number before them.
_BY_MAGNITUDE = {name: _read_forms(_UNITS[name]) for name in _CONDITIONS}
#: The currency of each sign before a sum.
SIGNS = {sign: code for code, row in _MONEY.items() for sign in row.partition("|")[0].split()}
CURRENCIES = frozenset(_MONEY)
DURATIONS = frozenset(_UNITS["time"])
AREAS = frozenset(_UNITS["area"])
_SHARES = frozenset(_UNITS["share"])
_ALL_FORMS = {form for forms in (_UNIT_FORMS, *_BY_MAGNITUDE.values()) for form in forms}
UNIT_WORDS = frozenset(
    form for form in _ALL_FORMS if form.isalpha() and len(form) >= _MIN_WORD_LETTERS
)
#: Forms that may follow a number without a space: "418kg".
SYMBOLS = frozenset(
    spelling
    for form in _ALL_FORMS
    if form.isalpha() and len(form) <= _MIN_WORD_LETTERS and form not in DURATIONS
    for spelling in (form, form.upper(), form.capitalize())[
        : 3 if len(form) == _MIN_WORD_LETTERS else 1
    ]
)
_UNIT_AFTER = re.compile(
    r"[\s-]?(?P<form>%|(?:(?i:{})|{})(?!\w))".format(
        alternatives(form for form in _ALL_FORMS if len(form) >= _MIN_WORD_LETTERS).replace(
            r"\s", r"[\s-]"
        ),
        alternatives(form for form in _ALL_FORMS if len(form) < _MIN_WORD_LETTERS),
    )
)
# What a price may be for: whatever is measured, in the singular.
_PRICED_UNITS = {
    form.lower(): name.removesuffix("s")
    for sort, rows in _UNITS.items() if sort not in {*_CONDITIONS, "time", "share", "rates"}
    for name, row in rows.items() if name[0].isalpha() and "/" not in name
    for form in spellings(row)
}  # fmt: skip
_PER = re.compile(
    r"(?:(?:\s?/\s?|[\s-]per[\s-]|-an?-)(?P<short>{})|\s+(?:an?|each)\s+(?P<long>{}))(?!\w)".format(
        alternatives(_PRICED_UNITS).replace(r"\s", r"[\s-]"),
        alternatives(form for form in _PRICED_UNITS if len(form) > 1).replace(r"\s", r"[\s-]"),
    ),
    re.IGNORECASE,
)
_RATES = {form: name for name, row in _UNITS["rates"].items() for form in spellings(row)}
_RATE = re.compile(
    r"(?P<of>(?:\s(?:of|in)(?:\s[\w'-]+){1,6}?)?)"
    rf"(?:[\s-](?:an?|per|each|every)[\s-](?P<each>{alternatives(_RATES)})\b"
    r"(?!\s(?:ago|earlier|later|before|after))"
    r"|\s(?P<annual>annually)\b|/(?P<short>yr|year|y|a|day)\b|\s(?P<pa>p\.?a\.?)(?!\w))"
)


def unit_after(text: str, end: int, number: float, scale: float = 1.0) -> UnitMatch | None:
    """Find the unit right after a number that ends at ``end``.

    The value and magnitude of the number decide forms such as "mt", which mean one unit after a
    large number and another after a small one.
    """
    match = _UNIT_AFTER.match(text, end)
    if match is None:
        return None
    key, spaced = _normalise_form(match["form"]), text[match.end() :][:4]
    tables = []
    if scale >= _MILLION and not spaced.startswith(" of "):  # "2 million pounds of it" is a mass
        tables.append(_BY_MAGNITUDE["millions"])
    if number >= _LARGE_NUMBER:
        tables.append(_BY_MAGNITUDE["large"])
    elif number != int(number):
        tables.append(_BY_MAGNITUDE["decimal"])
    known = next((forms[key] for forms in (*tables, _UNIT_FORMS) if key in forms), None)
    if known is None or (known[0] in DURATIONS and match["form"][0].isupper()):
        return None  # "60 Minutes" is a programme
    unit = UnitMatch(*known, match.end())
    return price(text, unit) if unit.name in CURRENCIES else rate(text, unit)


def price(text: str, money: UnitMatch) -> UnitMatch:
    """Make a sum a price if what it pays for follows: ``USD/kg``, ``CNY/t``."""
    match = _PER.match(text, money.end)
    if match is None:
        return rate(text, money)
    per = re.sub(r"\s", " ", match["short"] or match["long"]).lower()
    name = _PRICED_UNITS.get(per) or _PRICED_UNITS[per.replace("-", " ")]
    return UnitMatch(f"{money.name}/{name}", money.factor, match.end())


def rate(text: str, unit: UnitMatch) -> UnitMatch:
    """Add its rate to a unit: "tonnes a year", and "tonnes of copper a year" likewise.

    The unit ends before the words for what is measured, so that it stays one slice of the text.
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
    """Find the noun that a number ending at ``end`` counts, and where the noun ends.

    "20 more Japanese entities" counts entities, "seven medium and heavy metals" metals.  ``None``
    if no plural follows before the phrase ends.
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
