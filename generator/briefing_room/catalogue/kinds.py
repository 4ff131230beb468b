"""The registry of what people write: pages, rows on them, and plain lists.

A kind says which record its files are read into, which form ``briefing new`` fills in and what the
site shows it with.  The record says how each key is read and what the cited passages must say of it
(:func:`briefing_room.catalogue.schema.key`).  The other stages use this registry, so a new kind is
its record, an entry here, a form in ``data/forms.yml`` and a template.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from briefing_room.catalogue.entries import Deadline, Entity, Site, Term, Topic
from briefing_room.catalogue.numbers import Number
from briefing_room.catalogue.pages import read_entity, read_page
from briefing_room.catalogue.policies import Policy


@dataclass(frozen=True, slots=True)
class CatalogueKind:
    """A kind of page, row or list.

    ``files`` is the pattern of its pages, or the path of its one list, below the folder of
    briefings.  A kind without files is a key of the pages that ``on`` names.  ``rows`` is the field
    of a page that holds its rows, ``form`` its name in ``briefing new``, ``title`` the heading of
    its list on the site, ``template`` the template of its pages, ``columns`` the columns of its
    CSV table.
    """

    name: str
    record: type[Any]
    files: str = ""
    on: tuple[str, ...] = ()
    rows: str = ""
    form: str = ""
    title: str = ""
    template: str = ""
    columns: str = ""
    read: Callable[..., Any] = read_page

    @property
    def folder(self) -> str:
        """The folder of its pages; empty for a list or for rows on other pages."""
        return self.files.partition("/")[0] if self.files.endswith(".md") else ""

    def holds(self, path: PurePosixPath) -> bool:
        """Whether the file at ``path``, relative to the folder of briefings, is of this kind."""
        depth = self.files.count("/")
        return bool(self.files) and len(path.parts) == depth + 1 and path.match(self.files)


_ALL = (
    CatalogueKind(
        "entities",
        Entity,
        files="entities/*/*.md",
        form="entity",
        title="Names",
        template="name.md",
        read=read_entity,
    ),
    CatalogueKind(
        "topics",
        Topic,
        files="topics/*.md",
        form="topic",
        title="Topics",
        template="topic.md",
    ),
    CatalogueKind(
        "numbers",
        Number,
        files="numbers/*.md",
        rows="values",
        form="number",
        title="Key numbers",
        template="number.md",
        columns="number value value_min value_max qualifier unit period kind of place basis says"
        " via source_is told_on revised_to note passages address",
    ),
    CatalogueKind("policies", Policy, on=("entities",), title="Controls", template="controls.md"),
    CatalogueKind("sites", Site, on=("entities",), title="Sites", template="sites.md"),
    CatalogueKind(
        "deadlines", Deadline, on=("entities", "topics"), title="Due", template="due.html"
    ),
    CatalogueKind("glossary", Term, files="glossary.yml", title="Glossary", template="glossary.md"),
)
KINDS = {kind.name: kind for kind in _ALL}
PAGE_KINDS = tuple(kind for kind in _ALL if kind.folder)
STOP_NAMES = "entities/stop-names.yml"
LISTS = (*(kind.files for kind in _ALL if kind.files.endswith(".yml")), STOP_NAMES)
