"""The controls on one page: materials, measures, deadlines, listed firms; and their data."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from generator.catalogue.status import Pause, pauses
from generator.publish.controls import Row, choices, firms, groups, legend, lists, tiles
from generator.publish.deadlines import deadlines
from generator.publish.frames import Head, filled
from generator.publish.publication import Publication
from generator.publish.views.data_files import as_csv

PAGE, CSV, JSON, FIRMS = (*("controls.md", "matrix.csv", "matrix.json", "listed-firms.csv"),)


def view(site: Publication) -> Mapping[str, str]:
    """Return the tracker and its data files."""
    found = groups(site)
    rows = [row for group in found for row in group.rows]
    records = [_record(row, site) for row in rows]
    data = {"as_of": site.as_of.isoformat(), "rows": records}
    due = deadlines(site)
    materials = site.catalogue.vocabulary.called("materials")
    head = Head(
        "Controls",
        f"Every measure with its status today: by {materials.one}, by who controls and who buys;"
        " what is due next; listed firms.",
        "tracker",
        "controls",
        search=True,
        scripts=("filter.js",),
    )
    page = filled(
        "controls.md",
        PAGE,
        head=head,
        as_of=site.as_of,
        materials=materials,
        tiles=tiles(site),
        legend=legend(site),
        groups=found,
        choices=choices(found),
        due=[one for one in due if not one.passed],
        passed=[one for one in due if one.passed],
        lists=lists(site),
        firms=firms(site),
    )
    return {
        PAGE: page,
        CSV: as_csv(records),
        JSON: json.dumps(data, ensure_ascii=False, indent=1) + "\n",
        FIRMS: as_csv(list(_firms(site))),
    }


def _record(row: Row, site: Publication) -> dict[str, str]:
    """Return a measure as a row of data."""
    measure, status = row.item.measure, row.item.status
    known = _pauses(row)
    return {
        "measure": row.item.name,
        "number": row.item.entity.number or "",
        "kind": row.kind,
        "who_controls": "; ".join(entity.name for entity in row.whose),
        "goods": "; ".join(entity.name for entity in row.goods),
        "aimed_at": "; ".join(entity.name for entity in row.aimed),
        "stages": "; ".join(measure.stages),
        "status": status.state.value,
        "status_in_words": row.item.words,
        "announced": str(measure.announced or ""),
        "effective": str(measure.effective or ""),
        "suspended_from": "; ".join(str(pause.start or "") for pause in known),
        "suspended_until": "; ".join(str(pause.until or "") for pause in known),
        "disputed": measure.dispute or "",
        "sources_reach_to": str(status.reaches or ""),
        "page": site.address(row.item.path),
    }


def _pauses(row: Row) -> tuple[Pause, ...]:
    """Return the pauses of a measure; where it has none, those of the first part that has."""
    status = row.item.status
    every = (row.item.measure.suspensions, *(c.suspensions for c, _ in status.parts))
    return next(filter(None, (pauses(orders, status.as_of) for orders in every)), ())


def _firms(site: Publication) -> Iterator[dict[str, str]]:
    for one in firms(site):
        item = one.list.item
        yield {
            "name": one.name,
            "list": one.list.which,
            "measure": item.name,
            "aimed_at": "; ".join(item.measure.targets),
            "status": one.list.words,
            "disputed": item.measure.dispute or "",
            "sources_reach_to": str(item.status.reaches or ""),
            "page": site.address(item.path),
        }
