"""The pages of a kind that has no view of its own: a table of its rows, with their passages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from briefing_room.catalogue.kinds import KINDS, CatalogueKind
from briefing_room.catalogue.schema import keys
from briefing_room.publish.marks import Marks
from briefing_room.publish.prose import prepare_prose
from briefing_room.publish.publication import Publication
from briefing_room.publish.rendering import Head, as_csv, render
from briefing_room.publish.words import clip
from briefing_room.review.reading import strip_markdown
from briefing_room.text.periods import Period, period_in_words


class TableRow(NamedTuple):
    """A row of a page, as its table shows it."""

    cells: Mapping[str, str]  # by column
    cites: tuple[str, ...]


def view(publication: Publication) -> Mapping[str, str]:
    """Render the pages and the list of each kind, and its rows as a file."""
    files: dict[str, str] = {}
    for kind in KINDS:
        pages = sorted(
            publication.catalogue.other_pages.get(kind.name, {}).values(), key=lambda p: p.name
        )
        for page in pages:
            files[page.path] = _page(page, kind, publication)
        if pages:
            files |= _list_and_data(pages, kind, publication)
    return files


def _page(page: Any, kind: CatalogueKind, publication: Publication) -> str:
    marks = Marks(publication)
    text = prepare_prose(page.body, page.path, publication, marks)
    head = Head(page.name, clip(strip_markdown(page.body), 200), "number", kind.name, search=True)
    values = {"head": head, "page": page, "kind": kind, "text": text, "marks": marks}
    return render(
        kind.template, publication, page.path, rows=list(_rows(page, kind, publication)), **values
    )


def _list_and_data(
    pages: list[Any], kind: CatalogueKind, publication: Publication
) -> Mapping[str, str]:
    index, data = f"{kind.folder}/index.md", f"data/{kind.name}.csv"
    table = (
        (page.name, *row.cells.values(), " ".join(row.cites), publication.address(page.path))
        for page in pages
        for row in _rows(page, kind, publication)
    )
    head = Head(kind.title, kind.title, "list", kind.name)
    return {
        index: render("kinds.md", publication, index, head=head, kind=kind, pages=pages, data=data),
        data: as_csv(f"name {kind.columns} passages address", table),
    }


def _rows(page: Any, kind: CatalogueKind, publication: Publication) -> Iterator[TableRow]:
    for row in getattr(page, kind.rows, ()):
        fields = {key.name: key.field for key in keys(row.__class__)}
        columns = kind.columns.split()
        cells = {
            column: _cell_text(getattr(row, fields[column]), publication) for column in columns
        }
        yield TableRow(cells, row.cites)


def _cell_text(value: Any, publication: Publication) -> str:
    """Write a value for readers: a period in words, a slug as its name, ``None`` as ""."""
    if isinstance(value, Period):
        return period_in_words(value.text)
    entity = publication.catalogue.entities.get(value) if isinstance(value, str) else None
    return entity.name if entity else "" if value is None else str(value)
