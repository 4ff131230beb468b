"""List the rows that cite passages, with the claims that the passages must support.

Each key of a record declares how its value is checked (:func:`briefing_room.catalogue.schema.key`),
so the rows of a new kind of page need no code here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, NamedTuple

from briefing_room.catalogue.catalogue import Catalogue
from briefing_room.catalogue.numbers import ACTUAL
from briefing_room.catalogue.rows import EXISTING
from briefing_room.catalogue.schema import inner_records, keys
from briefing_room.text.periods import Period


class CitedRow(NamedTuple):
    """The claims of one row; a claim that the row does not make is empty.

    ``text`` is a number with its unit, and ``unit`` the unit of the whole page.  The passages must
    name one of ``names``, and contain the numbers, dates and names in ``wording``.  If ``exact``,
    ``period`` must be a day that a passage gives, or the date of its source.  ``thing`` and
    ``place`` say what a value counts and where, ``status`` is the status of a site, and ``measure``
    says what an amount at a site is, such as its capacity.
    """

    path: str
    line: int
    cites: tuple[str, ...] = ()
    text: str = ""
    unit: str = ""
    period: Period | None = None
    speaker: str = ""
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
        yield from _rows_of_record(page, CitedRow(page.path, 0), page.slug)


def _rows_of_record(record: Any, parent: CitedRow, page_slug: str) -> Iterator[CitedRow]:
    """Yield the row of a record, if it cites passages, and the rows of the records inside it.

    Each row inherits the unit of the page and the names in the records around it.
    """
    claims = [
        (key.check, getattr(record, key.field)) for key in keys(record.__class__) if key.check
    ]
    names = [value for check, value in claims if check == "name"]
    line = getattr(record, "line", 0) or parent.line
    inherited = parent._replace(line=line, unit=dict(claims).get("unit", parent.unit))
    if names:
        name, *owners = names
        owner_names = (owner for group in owners for owner in group)
        inherited = inherited._replace(names=(name, page_slug, *owner_names))
    if cites := getattr(record, "cites", ()):
        row = inherited._replace(cites=cites)
        for check, value in claims:
            row = _add_claim(row, check, value)
        yield row
    for inner in inner_records(record):
        yield from _rows_of_record(inner, inherited, page_slug)


def _add_claim(row: CitedRow, check: str, value: Any) -> CitedRow:
    """Add the claim of one key to a row; "unit" and "name" are inherited instead."""
    match check:
        case "unit" | "name":
            return row
        case "day":
            day = Period(str(value), value, value) if isinstance(value, dt.date) else value
            return row._replace(period=day, exact=True)
        case "kind":
            return row._replace(kind=ACTUAL if value in EXISTING else value, measure=value)
        case "thing" | "place":
            value = value or ""
    field = {"value": "text", "words": "wording"}.get(check, check)
    return row._replace(**{field: value})
