"""What a figure shares with the one before it in its sentence: stage, group, place, time, rate."""

from __future__ import annotations

import re
from dataclasses import replace

from generator.extract.units import kind
from generator.model import Figure

_KINDS = {"share": "share", "mass": "mass", "price": "price", "money": "price"}


def alike(one: str, other: str) -> bool:
    """Return whether two units measure one sort of thing; a sum may be a price told shortly."""
    return _KINDS.get(kind(one), one) == _KINDS.get(kind(other), other)


def of_a_kind(one: str, other: str) -> bool:
    """Return whether two figures of these units may be of one thing."""
    return kind(one) == kind(other) or alike(one, other)


def beside(figure: Figure, last: Figure, between: str) -> Figure:
    """Return a figure with what it shares with the last one; ``between`` are the words between."""
    converted = between in {", ", ", or "} and figure.unit != last.unit and _is_sum(figure, last)
    if (between == " (" or converted) and kind(figure.unit) == kind(
        last.unit
    ):  # the same in another currency
        return replace(
            figure,
            what=last.what,
            stage=last.stage,
            group=last.group,
            place=last.place,
            period=figure.period or last.period,
            when=figure.when or last.when,
        )
    if _IN_CONTRAST.fullmatch(between) and not figure.period and figure.unit == last.unit:
        figure = replace(figure, period=last.period, when=last.when)
    return _part_of(figure, last) if _LISTED.fullmatch(between) else like_the_last(figure, last)


def _is_sum(figure: Figure, last: Figure) -> bool:
    return kind(figure.unit) == kind(last.unit) == "money"


# "40,000 tonnes were mined illegally in 2014, against legal production of 110,000 tonnes"; "18,600
# tonnes were exported legally in 2011 while 21,000 tonnes were smuggled".
_IN_CONTRAST = re.compile(
    r"\s[^,;\d]{3,60}?\s(?:in|during)\s(?:19|20)\d\d"
    r"(?:,\s(?:against|compared (?:with|to)|versus)\s(?:[a-z][\w-]*\s){1,4}of\s|,?\swhile\s)"
)
# "23,000 tonnes of oxides a year, including 5,500 tonnes of NdPr and 750 tonnes of dysprosium"
_LISTED = re.compile(
    r"\sof\s[\w\s'’()-]{2,50}?"
    r"(?:,\s(?:including|along with|as well as)\s|,\s(?:and\s)?|\s(?:and|plus)\s)"
    r"(?:some|about|nearly|over|up to)?\s?"
)


def _part_of(figure: Figure, last: Figure) -> Figure:
    """Return an amount listed with another with the place, time and rate it shares with that."""
    figure = like_the_last(figure, last)
    if kind(figure.unit) != "mass" or kind(last.unit) != "mass":
        return figure
    yearly = figure.unit == "t" and last.unit == "t/year"
    return replace(
        figure,
        unit=last.unit if yearly else figure.unit,
        place=figure.place or last.place,
        period=figure.period or last.period,
        when=figure.when or (None if figure.period else last.when),
        stage=figure.stage or last.stage,
    )


_WAY = re.compile(r"^(?:rise|fall) in ")


def without_way(what: str) -> str:
    """Return what a change is of: "exports" of "rise in exports"."""
    return _WAY.sub("", what)


def like_the_last(figure: Figure, last: Figure) -> Figure:
    """Return a figure of the same thing as the last one with the basis that one has named."""
    what = _WAY.sub("", figure.what or "")
    if kind(figure.unit) == "time":
        return figure  # how long is nowhere
    if not what or what != _WAY.sub("", last.what or ""):
        return figure
    moved = _WAY.match(figure.what or "")  # a change is of where the amount was
    return replace(
        figure,
        stage=figure.stage or last.stage,
        group=figure.group or last.group,
        place=(last.place or figure.place) if moved else (figure.place or last.place),
    )
