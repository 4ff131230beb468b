"""Key numbers: the featured ones with their charts, a page for each, and data to take away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from generator.publish.citing import Work, cite
from generator.publish.frames import Head, filled
from generator.publish.numbers_today import NumberToday, ValueToday, numbers
from generator.publish.passages import Cited, Marks
from generator.publish.prose import written
from generator.publish.publication import Publication
from generator.publish.views.data_files import as_csv
from generator.publish.words import clipped

INDEX = "numbers/index.md"


class Row(NamedTuple):
    """A value with the passages that it rests on."""

    told: ValueToday
    cited: tuple[Cited, ...]


def view(site: Publication) -> Mapping[str, str]:
    """Return the page of each number with its chart and its table as files, and the index."""
    files: dict[str, str] = {INDEX: index(site)}
    every: list[dict[str, str]] = []
    for one in numbers(site):
        stem = one.path.removesuffix(".md")
        records = list(_records(one, site))
        every += records
        files[one.path] = page(one, site)
        files[f"{stem}.csv"] = as_csv(records)
        if one.chart:
            files[f"{stem}.svg"] = filled(
                "chart.svg", one.path, file=True, chart=one.chart, title=one.name
            )
    return {**files, "data/numbers.csv": as_csv(every)}


def index(site: Publication) -> str:
    """Return the page of all numbers: the featured ones with their charts, then a line each."""
    head = Head(
        "Key numbers",
        "The numbers that are asked for most, each value with who says it and its passage.",
        "numbers",
        "numbers",
        search=True,
    )
    found = numbers(site)
    return filled(
        "numbers.md",
        INDEX,
        head=head,
        featured=[one for one in found if one.number.featured],
        rest=[one for one in found if not one.number.featured],
        as_of=site.as_of,
    )


def page(one: NumberToday, site: Publication) -> str:
    """Return the final Markdown of one number."""
    number, names, marks = one.number, site.catalogue.entities, Marks(one.path, site)
    others = (site.catalogue.numbers.get(slug) for slug in number.not_to_confuse_with)
    provide = tuple(dict.fromkeys(told.says for told in one.values))
    about = clipped(f"{one.leading}. {one.shows}", 200)
    return filled(
        "number.md",
        one.path,
        head=Head(one.name, about, "number", "numbers", search=True),
        number=number,
        one=one,
        text=written(number.body.strip(), one.path, site),
        rows=[Row(told, tuple(map(marks.cited, told.value.cites))) for told in one.values],
        folds=marks.fold(),
        about=[names[slug] for slug in number.about if slug in names],
        others=[other for other in others if other],
        forms=cite(Work(number.slug, one.name, one.path, provide=provide), site),
    )


def _records(one: NumberToday, site: Publication) -> Iterator[dict[str, str]]:
    for told in one.values:
        value = told.value
        yield {
            "number": one.name,
            "value": value.text,
            "unit": one.number.unit,
            "period": value.period.text if value.period else "",
            "kind": value.kind,
            "of": value.of or "",
            "place": value.place or "",
            "basis": value.basis or "",
            "says": told.says,
            "via": value.via or "",
            "told_on": str(told.told or ""),
            "revised_to": told.revised,
            "note": value.note or "",
            "passages": " ".join(value.cites),
            "address": f"{site.address(one.path)}#{value.anchor}",
        }
