"""What a unit measures, as a reader would look for it in a list of figures."""

from __future__ import annotations

OTHER = "Figures without a unit"
_HEADINGS = {
    "%": "Shares and changes (per cent)",
    "t": "Weights (tonnes)",
    "kg": "Weights (kilograms)",
    "t/year": "Output and capacity (tonnes a year)",
    "times": "Multiples (times as much)",
    **dict.fromkeys(("km", "m", "miles", "nm"), "Distances (kilometres, metres and the like)"),
    **dict.fromkeys(("km²", "square miles", "hectares"), "Areas (square kilometres and the like)"),
    "kroner": "Money: kroner",
    "percentage points": "Differences (percentage points)",
    "MPa": "Strength (megapascals)",
    "ppm": "Grades (parts per million)",
    "V": "Voltages (volts)",
    "kW": "Power (kilowatts)",
}
_TIMES = {"year", "month", "week", "day"}
_SPANS = {"hours", "days", "weeks", "months", "years"}
_CURRENCIES = {
    "AUD": "Australian dollars",
    "CAD": "Canadian dollars",
    "CNY": "Chinese yuan",
    "DKK": "Danish kroner",
    "EUR": "euros",
    "GBP": "pounds sterling",
    "INR": "Indian rupees",
    "JPY": "Japanese yen",
    "KRW": "South Korean won",
    "MYR": "Malaysian ringgit",
    "USD": "US dollars",
}


def heading(unit: str | None) -> str:
    """Return what figures in ``unit`` measure: "Weights (tonnes)", "Money: US dollars"."""
    if not unit:
        return OTHER
    if unit in _HEADINGS:
        return _HEADINGS[unit]
    money, _, each = unit.partition("/")
    if len(money) == 3 and money.isupper():
        name = _CURRENCIES.get(money, money)
        priced = each and each not in _TIMES
        return f"Prices and rates: {name} per {each}" if priced else f"Money: {name}"
    if unit in _SPANS:
        return "Spans of time (days, months, years)"
    if "/" in unit or not unit.islower():
        return f"In {unit}"
    return "Counts (companies, projects, mines and the like)"
