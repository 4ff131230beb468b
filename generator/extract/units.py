"""What a number counts or measures: the unit beside it, in one normal form.

Money is an ISO currency, mass is ``t`` (``kg``, ``g`` and ``lb`` stay what they are), a price is
``USD/kg``, a yearly rate ``t/year``; everything else keeps the text's word in the plural.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from generator.extract.currencies import MONEY, WORDS


class Unit(NamedTuple):
    """A unit found in a text: its name, what to multiply by, and where it ends."""

    name: str
    factor: float
    end: int


# Behind a number of three digits or more, or one with "million".
_WHOLE = "(?:" + "|".join(rf"(?<={lead})" for lead in (
    r"\d{3}", r"\d{3}\s", r"million\s", r"thousand\s", r"lakh\s", r"crore\s")) + ")"  # fmt: skip
_MASS = (
    (r"(?:metric[ -]|short |long )?(?:tonnes?|tons?)", "t", 1.0),
    # "6,000 MTPA" are metric tonnes, "3.6 mtpa" are millions of them.
    (rf"{_WHOLE}(?:MTPA|mtpa)", "t/year", 1.0),
    (rf"{_WHOLE}(?:MT|mt)", "t", 1.0),
    (r"MTPA", "t/year", 1e6),
    (r"(?<=\.\d\s)M[Tt]|(?<=\.\d\d\s)M[Tt]", "t", 1e6),
    (r"ktpa", "t/year", 1e3),
    (r"[Mm]tpa", "t/year", 1e6),
    (r"tp[ay]", "t/year", 1.0),
    (r"kt|kilotonnes?", "t", 1e3),
    (r"Mt|megatonnes?", "t", 1e6),
    (r"t(?!\w)(?!/(?:kg|t)\b)", "t", 1.0),
    (r"kilogram(?:me)?s?|kilos?|kgs?", "kg", 1.0),
    (r"grams? per (?:metric )?tonn?e?|g/t", "g/t", 1.0),
    (r"grams? per cubic centimet(?:re|er)", "g/cm³", 1.0),
    (r"grams?|g", "g", 1.0),
    (r"pounds?|lbs?", "lb", 1.0),
    (r"ounces?|oz", "oz", 1.0),
)
_OTHER = (
    (r"square kilomet(?:re|er)s?|sq\.? km|km²|km2", "km²", 1.0),
    (r"square miles?", "square miles", 1.0),
    (r"hectares?|ha", "hectares", 1.0),
    (r"kilomet(?:re|er)s?|km", "km", 1.0),
    (r"nanomet(?:re|er)s?|nm", "nm", 1.0),
    (r"met(?:re|er)s?", "m", 1.0),
    (r"miles?", "miles", 1.0),
    (r"megapascals?|MPa", "MPa", 1.0),
    (r"kilowatts?|kW", "kW", 1.0),
    (r"megawatts?|MW", "MW", 1.0),
    (r"gigawatts?|GW", "GW", 1.0),
    (r"volts?", "V", 1.0),
    (r"parts per million|ppm", "ppm", 1.0),
    (r"kilowatt-hours?|kWh", "kWh", 1.0),
    (r"megawatt-hours?|MWh", "MWh", 1.0),
    (r"gigawatt-hours?|GWh", "GWh", 1.0),
    (r"terawatt-hours?|TWh", "TWh", 1.0),
    (r"barrels?", "barrels", 1.0),
    (r"(?:US |imperial )?gallons?", "gallons", 1.0),
    (r"cubic met(?:re|er)s?|m³", "m³", 1.0),
    (r"lit(?:re|er)s?", "litres", 1.0),
    (r"acre-f(?:ee|oo)t", "acre-feet", 1.0),
    (r"basis points?", "basis points", 1.0),
    (r"times|-?fold", "times", 1.0),
    (r"(?:working |business |calendar )?days?", "days", 1.0),
    (r"weeks?", "weeks", 1.0),
    (r"months?", "months", 1.0),
    (r"years?", "years", 1.0),
    (r"quarters", "quarters", 1.0),
    (r"hours?", "hours", 1.0),
    (r"minutes?", "minutes", 1.0),
    (r"decades?", "decades", 1.0),
)
DURATIONS = frozenset(
    {"days", "weeks", "months", "quarters", "years", "hours", "minutes", "decades"}
)


#: Everything that is measured, and not counted.
MEASURES = frozenset(name for _, name, _ in (*_MASS, *_OTHER))
#: Units of what is poured or pumped.
VOLUMES = frozenset({"gallons", "m³", "litres", "acre-feet", "barrels"})
#: Units of which a date nearby is not the period: how far, how large, how strong.
TIMELESS = DURATIONS | {
    "km",
    "km²",
    "m",
    "nm",
    "miles",
    "square miles",
    "hectares",
    "V",
    "kW",
    "MW",
}


def measures_material(unit: str) -> bool:
    """Return whether a unit tells how much material there is, or its share, or its price."""
    return unit in {"%", "t", "t/year", "kg", "times", "percentage points"} or bool(
        re.search(r"/(?:kg|t|lb)$", unit)
    )


_ISO = 3  # letters of a currency


def is_money(unit: str) -> bool:
    """Return whether a unit is a currency, or a price in one."""
    money = unit.split("/", maxsplit=1)[0]
    return (len(money) == _ISO and money.isupper()) or money in WORDS


def kind(unit: str) -> str:
    """Return what sort of thing a unit measures, so that two figures can share what they are of."""
    if unit in {"%", "percentage points", "times"}:
        return "share"
    if unit in DURATIONS:
        return "time"
    if is_money(unit):
        return "price" if "/" in unit else "money"
    if unit in {"t", "kg", "g", "lb", "oz"} or unit.startswith(("t/", "kg/")):
        return "mass"
    return unit


_PERCENT = re.compile(r"[\s-]?(?:%|per\s?cent\b|percent\b|pct\b|pc\b)", re.IGNORECASE)
_POINTS = re.compile(r"[\s-]?(?:percentage[\s-]points?\b|pp\b)", re.IGNORECASE)
_EACH = {"kilogram": "kg", "kilogramme": "kg", "kilo": "kg", "kg": "kg", "tonne": "t",
         "metric tonne": "t", "metric ton": "t", "mt": "t", "metric ton unit": "mtu", "mtu": "mtu",
         "ton": "t", "t": "t", "pound": "lb", "lb": "lb",
         "gram": "g", "g": "g", "ounce": "oz", "oz": "oz", "share": "share",
         "megawatt-hour": "MWh", "mwh": "MWh", "kilowatt-hour": "kWh", "kwh": "kWh",
         "barrel": "barrel"}  # fmt: skip
_PER = re.compile(
    r"(?:\s?/\s?|\s+(?:per|an?|each)\s+|-(?:per|an?)-)"
    rf"({'|'.join(sorted(_EACH, key=len, reverse=True))})\b",
    re.IGNORECASE,
)
_RATE = re.compile(
    r"(?P<of>(?:\s(?:of|in)(?:\s[\w'-]+){1,6}?)?)"
    r"(?:[\s-](?:an?|per|each|every)[\s-](?P<each>year|annum|month|week|day|hour)\b(?!\s(?:ago|earlier|later|before|after))|\s(?P<annual>annually)\b"
    r"|/(?P<short>yr|year|y|a|day)\b|\s(?P<pa>p\.?a\.?)(?!\w))"
)


def _table(
    rows: tuple[tuple[str, str, float], ...],
) -> tuple[tuple[re.Pattern[str], str, float], ...]:
    """Compile units for the place right after a number: "90-day", "10 kg", "418kg"."""
    return tuple((re.compile(rf"[\s-]?(?:{form})(?!\w)"), name, by) for form, name, by in rows)


_MEASURES = _table(_MASS) + _table(_OTHER)


def unit_after(text: str, end: int) -> Unit | None:
    """Return the unit that stands right after a number ending at ``end``, or ``None``."""
    if match := _POINTS.match(text, end):
        return Unit("percentage points", 1.0, match.end())
    if match := _PERCENT.match(text, end):
        return Unit("%", 1.0, match.end())
    # "million pounds" needs the text before its unit; the others begin at the number's end.
    for form, name in MONEY:
        if match := form.match(text, end):
            return price(text, Unit(name, 1.0, match.end()))
    for form, name, factor in _MEASURES:
        if match := form.match(text, end):
            return rate(text, Unit(name, factor, match.end()))
    return None


def price(text: str, money: Unit) -> Unit:
    """Return money with what it is paid for, if that follows: ``USD/kg``, ``CNY/t``."""
    match = _PER.match(text, money.end)
    if match is None:
        return rate(text, money)
    return Unit(f"{money.name}/{_EACH[match[1].lower()]}", money.factor, match.end())


def rate(text: str, unit: Unit) -> Unit:
    """Return a unit with its rate: "tonnes a year", and "tonnes of magnets a year" likewise.

    The unit ends before words that say what is measured, so that ``given`` stays one slice.
    """
    if unit.name in DURATIONS or unit.name == "times":
        return unit
    match = _RATE.match(text, unit.end)
    if match is None:
        return unit
    each = (match["each"] or "").replace("annum", "year") or {"day": "day"}.get(
        match["short"] or "", "year"
    )
    return Unit(f"{unit.name}/{each}", unit.factor, unit.end if match["of"] else match.end())
