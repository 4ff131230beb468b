"""The figures of all stories, read from the tables that reviewers left on the pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from markdown.extensions.toc import slugify

from generator.compose import conflicts
from generator.compose.basis import Told as Counted
from generator.compose.conflicts import Comparison
from generator.extract.quantities import quantities
from generator.model import Figure, Passage, Quantity, Speaker, SpeaksAs
from generator.pages.wording import NOT_GIVEN
from generator.publish.publication import Publication
from generator.publish.told import Row, Told

#: The stages as they follow each other, from the ground to the goods.
STAGES = (
    *("reserves", "mining", "separation and refining", "metals and alloys", "magnets"),
    *("recycling", "exports", "imports"),
)


@dataclass(frozen=True, slots=True)
class Quoted:
    """A figure as a story's table gives it; ``quantity`` is None if it is none."""

    story: Told
    row: Row
    quantity: Quantity | None = None

    @property
    def low(self) -> float | None:
        """Return the value, or the lower end of a range."""
        return self.quantity.low if self.quantity else None

    @property
    def high(self) -> float | None:
        """Return the value, or the upper end of a range."""
        return self.quantity.high if self.quantity else None

    @property
    def unit(self) -> str | None:
        """Return the normalised unit."""
        return self.quantity.unit if self.quantity else None

    @property
    def given(self) -> str:
        """Return the figure as the page writes it."""
        return self.row.cell(0)

    @property
    def what(self) -> str:
        """Return what is measured, in the page's words."""
        return self.row.cell(1)

    @property
    def scope(self) -> str:
        """Return stage and group."""
        return self.row.cell(2)

    @property
    def stage(self) -> str:
        """Return the stage of the chain, or "not given"."""
        return _stage_and_group(self.scope)[0] or NOT_GIVEN

    @property
    def order(self) -> tuple[int, str, str, float]:
        """Return a key that sorts figures by stage along the chain, then group, year and value."""
        stage, group = _stage_and_group(self.scope)
        at = STAGES.index(stage.split(", ")[0]) if stage else len(STAGES)
        return at, group or "", self.period, -(self.low or 0)

    @property
    def place(self) -> str:
        """Return the place, or "not given"."""
        return self.row.cell(3)

    @property
    def period(self) -> str:
        """Return the period, or "not given"."""
        return self.row.cell(4)

    @property
    def source(self) -> str:
        """Return who gives the figure."""
        return self.row.cell(5)


@lru_cache(maxsize=1)
def quoted(site: Publication) -> tuple[Quoted, ...]:
    """Return every figure of every story, in the order of the stories."""
    return tuple(_quoted(site))


def _quoted(site: Publication) -> Iterator[Quoted]:
    for story in site.stories:
        for row in story.figures:
            yield Quoted(story, row, next(iter(quantities(row.cell(0))), None))


@lru_cache(maxsize=1)
def compared(site: Publication) -> tuple[tuple[Comparison, tuple[Quoted, ...]], ...]:
    """Return the quantities for which several figures are given, those with most figures first."""
    told: dict[int, Quoted] = {}
    known = []
    for figure in quoted(site):
        passage = next((site.passages[x] for x in figure.row.labels if x in site.passages), None)
        article = site.articles.get(passage.article) if passage else None
        if passage and article and (record := _record(figure, passage, site)):
            known.append(Counted(record, article))
            told[id(record)] = figure
    result = []
    for comparison in conflicts.by_basis(conflicts.comparisons(known, site.catalogue)):
        rows = tuple(told[id(each.figure)] for each in comparison.told if id(each.figure) in told)
        result.append((comparison, tuple(sorted(rows, key=lambda row: row.order))))
    return tuple(sorted(result, key=lambda pair: (-len(pair[1]), pair[0].on, pair[0].kind)))


def heading(comparison: Comparison) -> str:
    """Return the heading of a quantity on the pages of figures."""
    return comparison.on[:1].upper() + comparison.on[1:]


def anchor(comparison: Comparison) -> str:
    """Return the address of that heading inside the page."""
    return slugify(heading(comparison), "-")


def _record(quoted_: Quoted, passage: Passage, site: Publication) -> Figure | None:
    """Return a row as a figure, as its reviewer left it; None if it is no quantity."""
    found = quoted_.quantity
    if found is None:
        return None
    stage, group = _stage_and_group(quoted_.scope)
    return Figure(
        quoted_.given,
        found.low,
        found.high,
        found.unit,
        passage,
        found.qualifier,
        _known(quoted_.what),
        stage,
        group,
        _known(quoted_.place),
        _known(_WORKED_OUT.sub("", quoted_.period)),
        _speaker(quoted_.source, site),
    )


_WORKED_OUT = re.compile(r"\s\(“[^”]*” in the text\)")  # the year that a text leaves out


def _known(cell: str) -> str | None:
    return None if cell in ("", NOT_GIVEN) else cell


def _stage_and_group(scope: str) -> tuple[str | None, str | None]:
    """Split the cell "Stage, group"; what is no stage is the group."""
    parts = [part for part in scope.split(", ") if _known(part)]
    stages = [part for part in parts if part in STAGES]
    groups = [part for part in parts if part not in STAGES]
    return ", ".join(stages) or None, ", ".join(groups) or None


def _speaker(source: str, site: Publication) -> Speaker | None:
    """Return who gives a figure; an unnamed one is the text's own word, which is nobody."""
    if not source or source == "editor's note" or source.endswith("no source named"):
        return None
    if source.endswith(OPINION):
        return Speaker(source.removesuffix(OPINION), SpeaksAs.OPINION)
    name, _, via = source.partition(", via ")
    named = [site.catalogue.entities[m.entity] for m in site.catalogue.find(name)]
    heard = named[0].speaks_as if named else None
    kind = _HEARD.get(heard or "", SpeaksAs.UNNAMED)
    return Speaker(name, kind, named[0].slug if named else None, via or None)


OPINION = ", opinion"
_HEARD = {
    "official-statement": SpeaksAs.OFFICIAL_STATEMENT,
    "state-media": SpeaksAs.STATE_MEDIA,
    "news-outlet": SpeaksAs.OUTLET,
    "data-provider": SpeaksAs.DATA_PROVIDER,
    "company": SpeaksAs.COMPANY,
    "think-tank": SpeaksAs.EXPERT,
}
