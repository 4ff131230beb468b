"""Hold the rows of a page's tables against their passages, cell by cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.model import Figure
from generator.pages import wording
from generator.pages.document import Line
from generator.pages.sources import text_name
from generator.pages.tables import scope
from generator.pages.wording import NOT_GIVEN, according_to, event_date, event_dates, quality
from generator.review.evidence import Evidence, Library
from generator.review.matching import Item, missing, shares_words
from generator.text.typography import plain

CLAIMS, FIGURES, DATES = "Who says what", "Figures", "Dates"


def row_problems(
    line: Line, cells: Sequence[str], library: Library
) -> tuple[list[Item], str | None]:
    """Return what a row says that its passages do not, and what is wrong with its speaker."""
    evidence = library.of_labels(line.labels, whole=True)
    if line.section == CLAIMS and len(cells) == 3:
        return _said(cells[2], evidence), _claim_speaker(cells, line, library)
    if line.section == FIGURES and len(cells) == 6:
        figures = library.figures(line.labels)
        around = library.of_paragraphs(line.labels)
        items = _figure_items(cells, figures, evidence, around) or _wrong_pair(cells, figures)
        return items, _figure_source(cells[5], line, library)
    if line.section == DATES and len(cells) == 3:
        items = [*_date_items(cells, line, library, evidence), *_said(cells[1], evidence)]
        return items, _text_source(cells[2], line, library)
    return [item for cell in cells for item in missing(cell, evidence)], None


def _said(cell: str, evidence: Evidence) -> list[Item]:
    items = missing(cell, evidence)
    if not items and not shares_words(cell, evidence):
        return [Item("sentence", cell)]
    return items


# --- Who says what -------------------------------------------------------------------------------


def _claim_speaker(cells: Sequence[str], line: Line, library: Library) -> str | None:
    speakers = library.speakers(line.labels)
    heard = {(plain(each.name), plain(quality(each))) for each in speakers}
    if (cells[0], cells[1]) in heard:
        return None
    return _not(f"{cells[0]} ({cells[1]})", (f"{name} ({kind})" for name, kind in heard))


def _figure_source(cell: str, line: Line, library: Library) -> str | None:
    figures = library.figures(line.labels)
    speakers = [*library.speakers(line.labels), *(figure.speaker for figure in figures)]
    allowed = {plain(according_to(each)) for each in speakers}
    known = cell in allowed or all(part in allowed for part in cell.split("; "))
    return None if known else _not(cell, allowed)


def _text_source(cell: str, line: Line, library: Library) -> str | None:
    allowed = {
        plain(text_name(library.articles[seed])) for seed in library.articles_of(line.labels)
    }
    return None if cell in allowed else _not(cell, allowed)


def _not(said: str, heard: Iterable[str]) -> str:
    there = ", ".join(f"“{each}”" for each in sorted(heard)) or "nobody but the text itself"
    return f"“{said}” does not speak in the passage; there speaks {there}"


# --- Figures and dates ---------------------------------------------------------------------------


def _figure_items(
    cells: Sequence[str], figures: Sequence[Figure], evidence: Evidence, around: Evidence
) -> list[Item]:
    """Return what the cells of a figure say that the passage does not.

    Stage and group are read off the wording ("NdFeB blocks" are magnets), so they hold if reading
    the passage again gives the same.  The place may be named earlier in the paragraph.
    """
    given, what, basis, place, period = cells[:5]
    derived = {NOT_GIVEN, *(plain(scope(figure)) for figure in figures)}
    worked_out = {plain(wording.period(figure)) for figure in figures}
    values = {plain(wording.value(figure)) for figure in figures}
    said = (
        *(() if given in values else (given,)),
        what,
        *(() if period in worked_out else (period,)),
    )
    items = [i for cell in said if cell != NOT_GIVEN for i in missing(cell, evidence)]
    items += missing(basis, evidence) if basis not in derived else []
    return items + _place_items(place, figures, around)


def _place_items(place: str, figures: Sequence[Figure], around: Evidence) -> list[Item]:
    """Return what of a place its paragraph does not name.

    The country behind a site ("Narva, Estonia") comes from the catalogue: it holds if reading the
    passage again gives the same.
    """
    if place == NOT_GIVEN:
        return []
    derived = {plain(figure.place) for figure in figures if figure.place}
    site, _, _ = place.partition(", ")
    return missing(site if place in derived else place, around)


def _wrong_pair(cells: Sequence[str], figures: Sequence[Figure]) -> list[Item]:
    """Return the figure of a row that puts one number of the passage beside another's words."""
    given, what = cells[0], cells[1]
    if any(_given(f) == given and _of(f) == what for f in figures):
        return []
    other = next((f for f in figures if _of(f) == what), None)
    known = any(_given(f) == given for f in figures)
    return [Item("number", given, plain(other.given))] if other and known else []


def _given(figure: Figure) -> str:
    return plain(wording.value(figure))


def _of(figure: Figure) -> str:
    return plain(figure.what or NOT_GIVEN)


def _date_items(
    cells: Sequence[str], line: Line, library: Library, evidence: Evidence
) -> list[Item]:
    """Return what is wrong with a row's date: it may be worked out, as an event of the text is."""
    seeds = library.articles_of(line.labels)
    events = [event for seed in seeds for event in library.facts(seed).events]
    events = [event for event in events if event.passage.label in line.labels]
    parts = set(cells[0].split("; "))
    if parts <= {plain(event_date(event)) for event in events}:
        same = [event for event in events if plain(event.text) == cells[1]]
        if not same or parts <= {plain(event_date(event)) for event in same}:
            return []
        return [Item("date", cells[0], plain(event_dates(same)))]
    return missing(cells[0], evidence)
