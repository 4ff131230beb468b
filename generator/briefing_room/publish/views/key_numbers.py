"""The pages of key numbers: a page for each with its chart, the index, and files to download."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping

from briefing_room.catalogue.kinds import KINDS
from briefing_room.publish.changes import changes_of_section
from briefing_room.publish.citation import UNREVIEWED, citations
from briefing_room.publish.key_numbers import NumberToday, numbers, shares_chart
from briefing_room.publish.marks import Marks
from briefing_room.publish.plants import amounts_by_country, plant_groups, plants
from briefing_room.publish.prose import prepare_prose
from briefing_room.publish.publication import Publication
from briefing_room.publish.rendering import Head, as_csv, render
from briefing_room.publish.words import clip
from briefing_room.text.lexicon import count

INDEX = "numbers/index.md"
_COLUMNS = next(kind.columns for kind in KINDS if kind.name == "numbers")
_MAX_NOTE_LETTERS = 100  # of a line below a chart that is a file of its own


def view(publication: Publication) -> Mapping[str, str]:
    """Render the page of each number with its chart and its values as files, and the index."""
    files: dict[str, str] = {INDEX: index(publication)}
    all_rows: list[tuple[object, ...]] = []
    for item in numbers(publication):
        stem = item.number.path.removesuffix(".md")
        rows_of_number = list(_csv_rows(item, publication))
        all_rows += rows_of_number
        files[item.number.path] = page(item, publication)
        files[f"{stem}.csv"] = as_csv(_COLUMNS, rows_of_number)
        if item.chart:
            address = f"Counts: {item.number.counts}. {publication.address(item.number.path)}"
            notes = textwrap.wrap(f"{item.chart.legend}{address}", _MAX_NOTE_LETTERS)
            files[f"{stem}.svg"] = render(
                "chart.svg", publication, file=True, item=item, notes=notes
            )
    return {**files, "data/numbers.csv": as_csv(_COLUMNS, all_rows)}


def index(publication: Publication) -> str:
    """Render the list of numbers: the featured ones with charts, the others each on a line."""
    about = "The figures most often asked for, each value with its source."
    head = Head("Key numbers", about, "numbers", "numbers", search=True)
    return render(
        "numbers.md",
        publication,
        INDEX,
        head=head,
        numbers=numbers(publication),
        shares=shares_chart(publication),
        changed=changes_of_section(publication, "numbers"),
    )


def page(item: NumberToday, publication: Publication) -> str:
    """Render the final Markdown of one number."""
    number = item.number
    about = clip(f"{item.leading_value.wording}. {item.summary}", 200)
    plants_of_number = plants(item, publication)
    opening, _, text = prepare_prose(number.body.strip(), number.path, publication).partition("\n")
    return render(
        "number.md",
        publication,
        item.number.path,
        head=Head(item.number.name, about, "number", "numbers", search=True),
        number=number,
        item=item,
        plants=plant_groups(plants_of_number),
        amounts_by_country=amounts_by_country(plants_of_number) if number.plants else (),
        opening=opening,
        text=text.strip(),
        marks=Marks(publication),
        citations=citations(
            publication,
            number.path,
            number.name,
            _citation_note(item, publication),
            _citation_value(item),
        ),
    )


def _citation_note(item: NumberToday, publication: Publication) -> str:
    """Say how the values were read, and whether one of their stories is unreviewed."""
    stories = [
        publication.story_citing(address) for row in item.values for address in row.value.cites
    ]
    unreviewed = UNREVIEWED if any(story and not story.reviewed for story in stories) else ""
    second_hand = [value.access.second_hand for value in item.values]
    reading = "second-hand" if all(second_hand) else "in part second-hand"
    shows_reading = item.number.listed_by and any(second_hand)
    return ", ".join(filter(None, (reading if shows_reading else "", unreviewed)))


def _citation_value(item: NumberToday) -> str:
    """The leading value with its speaker and the number of values; a list has only the number."""
    if item.number.listed_by:
        return count(len(item.values), "value")
    others = f", one of {len(item.values)} values" if len(item.values) > 1 else ""
    return f"{item.leading_value.wording}{others}"


def _csv_rows(item: NumberToday, publication: Publication) -> Iterator[tuple[object, ...]]:
    """Yield the cells of each value, in the order of ``_COLUMNS``."""
    for row in item.values:
        value, period = row.value, row.value.period
        quantity = row.measured
        limits = (f"{quantity.low:.15g}", f"{quantity.high:.15g}") if quantity else ("", "")
        yield (
            *(item.number.name, value.text, *limits),
            *(quantity and quantity.qualifier, item.number.unit),
            period and period.text,
            *(value.kind, value.thing, value.place, value.basis),
            *(row.speaker, value.via, row.outlet_kind),
            *(row.reported, row.revised_to, value.note, " ".join(value.cites)),
            f"{publication.address(item.number.path)}#{value.anchor}",
        )
