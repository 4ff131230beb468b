"""The rows of the catalogue that cite passages, and what those passages must say of each.

The keys of a record say what they are held to (:func:`briefing_room.catalogue.schema.key`), so the
rows of a new kind are checked like those of any other.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, NamedTuple

from briefing_room.catalogue.entries import EXISTING, Catalogue
from briefing_room.catalogue.numbers import ACTUAL
from briefing_room.catalogue.schema import inner_records, keys
from briefing_room.text.months import Period


class CitedRow(NamedTuple):
    """What one row claims; a claim that it does not make is empty.

    ``text`` is a number with its unit, ``unit`` that of the whole page.  One of ``names`` must be
    named.  The numbers, dates and names of ``wording`` must be in the passages.  If ``exact``,
    ``period`` must be a day that a passage gives, or the date of a source that tells it.  ``thing``
    and ``place`` are what a value is of, ``status`` and ``measure`` what a site and its amount are.
    """

    path: str
    line: int
    cites: tuple[str, ...] = ()
    text: str = ""
    unit: str = ""
    period: Period | None = None
    says: str = ""
    via: str | None = None
    kind: str = ""
    names: tuple[str, ...] = ()
    wording: str = ""
    exact: bool = False
    thing: str = ""
    place: str = ""
    status: str = ""
    measure: str = ""


def cited_rows(catalogue: Catalogue) -> Iterator[CitedRow]:
    """Yield every row that cites passages, page by page."""
    for page in catalogue.pages:
        yield from _rows(page, CitedRow(page.path, 0), page.slug)


def _rows(record: Any, above: CitedRow, page: str) -> Iterator[CitedRow]:
    """Yield a record, if it cites passages, and the records inside it.

    Each takes the unit of its page, and the names of what it belongs to.
    """
    claims = [
        (key.check, getattr(record, key.field)) for key in keys(record.__class__) if key.check
    ]
    names = [value for check, value in claims if check == "name"]
    line = getattr(record, "line", 0) or above.line
    place = above._replace(line=line, unit=dict(claims).get("unit", above.unit))
    if names:
        name, *owners = names
        place = place._replace(names=(name, page, *(each for some in owners for each in some)))
    if cites := getattr(record, "cites", ()):
        row = place._replace(cites=cites)
        for check, value in claims:
            row = _with_claim(row, check, value)
        yield row
    for inner in inner_records(record):
        yield from _rows(inner, place, page)


def _with_claim(row: CitedRow, check: str, value: Any) -> CitedRow:
    if check == "day":
        day = Period(str(value), value, value) if isinstance(value, dt.date) else value
        return row._replace(period=day, exact=True)
    if check == "kind":
        return row._replace(kind=ACTUAL if value in EXISTING else value, measure=value)
    field = {"value": "text", "period": "period", "speaker": "says", "words": "wording"}
    if check in {"thing", "place"}:
        value = value or ""
    return row._replace(**{field.get(check, check): value}) if check not in _OF_PAGE else row


_OF_PAGE = frozenset({"unit", "name"})
