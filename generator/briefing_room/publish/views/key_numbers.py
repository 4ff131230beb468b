"""Key numbers: what is newest, what differs, a page for each, and data to take away."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from briefing_room.catalogue.entries import Entity
from briefing_room.catalogue.kinds import KINDS
from briefing_room.catalogue.numbers import ACTUAL, WITHDRAWN, Number, Value, disputes, revised
from briefing_room.model import Source
from briefing_room.pages.layout import tellers
from briefing_room.publish.changes import changes_of_section
from briefing_room.publish.charts import Chart, ValueToday, chart, rows
from briefing_room.publish.citation import UNREVIEWED, cite
from briefing_room.publish.passages import Marks
from briefing_room.publish.prose import written
from briefing_room.publish.provenance import MACHINE, is_machine_made, outlet_kind, source_access
from briefing_room.publish.publication import Publication
from briefing_room.publish.rendering import Head, as_csv, render
from briefing_room.publish.words import clipped, count
from briefing_room.review.reading import bare
from briefing_room.text.months import when
from briefing_room.verify.evidence import measured

INDEX = "numbers/index.md"
_KIND = KINDS["numbers"]
_MOST = 2  # values of one number on the page of a name
_YEARLONG = 360  # days
_WIDE = 100  # letters of a line under a chart that is saved


class NumberToday(NamedTuple):
    """A number as the site shows it.  ``lead`` is the value that stands for it in a list."""

    number: Number
    values: tuple[ValueToday, ...]
    lead: ValueToday
    chart: Chart | None
    differ: tuple[ValueToday, ...]  # values that cannot all be right, each account once

    def drawn_with(self, values: Sequence[ValueToday]) -> bool:
        """Return whether its chart shows the first of some of its values, or the parts of it."""
        drawn = self.chart.drawn if self.chart else ()
        return any(v.value in drawn or _whole(v.value, drawn) for v in values[:1])

    @property
    def others(self) -> str:
        """How many values it has beside the leading one, where no chart shows them."""
        each, number = self.number.each, len(self.values)
        every = f", {each} by {each}" if each else ""
        return "" if number < 2 or self.chart else f"one of {number} values{every}"

    @property
    def shows(self) -> str:
        """What it shows, in one sentence: the first that a person wrote of it."""
        first, stop, _ = bare(self.number.body.strip().partition("\n")[0]).partition(". ")
        return f"{first.rstrip('.')}." if first or stop else ""


@lru_cache(maxsize=2)
def numbers(site: Publication) -> tuple[NumberToday, ...]:
    """Return every number that has a value with a passage here, the featured first, by name."""
    found = filter(None, (_today(number, site) for number in site.catalogue.numbers.values()))
    ordered = sorted(found, key=lambda one: one.number.name.casefold())
    return tuple(sorted(ordered, key=lambda one: one.number.featured or 99))


def shares(site: Publication) -> Chart | None:
    """Return the shares that are taken for one another side by side: each number's leading value.

    These are the first number in per cent with two others that it is not to be confused with.
    """
    in_percent = [o for o in numbers(site) if o.lead.quantity.unit == "%" and not o.number.each]
    for first in (one for one in in_percent if one.number.featured):
        alike = {first.number.slug, *first.number.not_to_confuse_with}
        found = [one for one in in_percent if one.number.slug in alike]
        if found[2:]:
            every = [one.lead._replace(number=one.number.name) for one in found]
            return rows("shares", sorted(every, key=lambda one: -one.quantity.high))
    return None


def numbers_of(
    entity: Entity, site: Publication
) -> tuple[tuple[NumberToday, tuple[ValueToday, ...]], ...]:
    """Return the numbers that are about an entity, each with the values that are about it.

    These are the newest that name it; the leading one where the number is about nothing else.
    """
    found: dict[tuple[str, ...], tuple[NumberToday, tuple[ValueToday, ...]]] = {}
    for one in numbers(site):
        if entity.slug in one.number.about:
            values = values_of(one, entity, site)
            told = tuple(value.words for value in values) or (one.number.slug,)
            found.setdefault(told, (one, values))  # what two numbers have is told once
    return tuple(found.values())


def values_of(one: NumberToday, entity: Entity, site: Publication) -> tuple[ValueToday, ...]:
    """Return the newest values of a number that are about an entity, the leading one first.

    Where it is first of all about the entity, each of its values is.
    """
    every = one.number.each and one.number.about[0] == entity.slug
    own = tuple(v for v in one.values if every or entity.slug in _named(v, site))
    lead = _lead(own, tuple(v.value for v in own), site) if own else one.lead
    if not own and (one.number.each or one.number.about[0] != entity.slug):
        return ()
    same = [v for v in own if (v.period, v.value.kind) == (lead.period, lead.value.kind)]
    alike = sorted(own, key=_newest) if every else same
    return (lead, *(v for v in alike if v is not lead))[:_MOST]


@lru_cache(maxsize=1 << 12)
def _named(value: ValueToday, site: Publication) -> tuple[str, ...]:
    """Return whom the words of a value name."""
    told = value.value
    words = "; ".join(part for part in (told.place, told.of, told.basis, told.note) if part)
    return (told.says, *site.catalogue.named(words))


def _today(number: Number, site: Publication) -> NumberToday | None:
    if not any(site.project.resolve(cite) for v in number.values for cite in v.cites):
        return None
    by_value = {v.anchor: _value(v, number.unit, site) for v in sorted(number.ordered, key=_rank)}
    for anchor, later in revised(number, lambda value: by_value[value.anchor].told).items():
        by_value[anchor] = by_value[anchor]._replace(revised=later.text)
    kept = [v for v in by_value.values() if v.value.kind != WITHDRAWN and not v.access.untraceable]
    drawn = chart(kept)
    newest = sorted(by_value.values(), key=_newest)
    by_hand = tuple(by_value[value.anchor] for value in number.values)
    lead = _lead(by_hand, drawn.drawn if drawn else (), site)
    if drawn and lead.value not in drawn.drawn and not _whole(lead.value, drawn.drawn):
        drawn = None  # a chart without the value that leads would tell another story
    differ = disputes(
        number, lambda v: by_value[v.anchor].measured, lambda v: by_value[v.anchor].told
    )
    # the word of a weak outlet is no dispute
    sure = ([one for v in group if not (one := by_value[v.anchor]).outlet] for group in differ)
    accounts = {(one.value.text, one.says): one for group in sure if group[1:] for one in group}
    every = by_hand if number.each else (lead, *(one for one in newest if one is not lead))
    return NumberToday(number, every, lead, drawn, tuple(accounts.values()))


def _newest(one: ValueToday) -> tuple[bool, int, int]:
    """Return a key that sorts what was measured first, of that the newest time."""
    period = one.value.period
    ends = period.end if period else one.told or dt.date.min
    return one.value.kind != ACTUAL, -ends.toordinal(), _rank(one.value)


def _whole(lead: Value, drawn: tuple[Value, ...]) -> bool:
    """Return whether a value is that of a period of which a chart shows the parts."""
    of, whole = (lead.of, lead.place, lead.basis, lead.kind, lead.says), lead.period
    if whole is None:
        return False
    parts = [v.period for v in drawn if (v.of, v.place, v.basis, v.kind, v.says) == of]
    return any(p and whole.start <= p.start < p.end < whole.end for p in parts)


def _rank(value: Value) -> int:
    """Return 0 for a whole year, 1 for a month, a quarter or a half, 2 where no period is given."""
    if value.period is None:
        return 2
    return int((value.period.end - value.period.start).days < _YEARLONG)


def _lead(
    values: tuple[ValueToday, ...], drawn: tuple[Value, ...], site: Publication
) -> ValueToday:
    """Return the value that stands for all: set by a person, or measured, newest and told last.

    The latter is one that the chart shows.  Where there is none the values are of unlike things,
    and the first in the file leads.
    """
    if chosen := next((v for v in values if v.value.leads), None):
        return chosen
    measured = [v for v in values if v.value.kind == ACTUAL and not v.revised]
    fit = measured or [v for v in values if v.value.kind != WITHDRAWN] or list(values)
    shown = [v for v in fit if v.value in drawn]
    dated = {
        (period.end, v.told or dt.date.min, -at): v
        for at, v in enumerate(shown)
        if (period := v.value.period) and period.end <= site.as_of
    }
    return dated[max(dated)] if dated else (shown or fit)[0]


def _value(value: Value, unit: str, site: Publication) -> ValueToday:
    entity = site.catalogue.entities.get(value.says)
    says = entity.name if entity else value.says
    passage = site.project.resolve(value.cites[0])
    article = site.articles[passage.article] if passage else None
    dates, told = [article.date] if article else [], tuple[Source, ...]()
    if passage and article and article.kind == "note":  # the day of the newest text that tells it
        told = tellers(passage, article)
        dates = [source.date for source in told]
    return ValueToday(
        value,
        measured(value.text, unit),
        says,
        entity.path if entity and entity.path in site.known else "",
        when(value.period.text) if value.period else "",
        max(filter(None, dates), default=None),
        called=(entity.name, *entity.aliases) if entity else (),
        outlet=MACHINE
        if is_machine_made(told, site)
        else outlet_kind(f"{says}, {value.via or ''}", site),
        access=source_access(value.cites, site),
    )


# --- Pages and files ----------------------------------------------------------------------------


def view(site: Publication) -> Mapping[str, str]:
    """Return the page of each number with its chart and its table as files, and the index."""
    files: dict[str, str] = {INDEX: index(site)}
    every: list[tuple[object, ...]] = []
    for one in numbers(site):
        stem = one.number.path.removesuffix(".md")
        own = list(_rows(one, site))
        every += own
        files[one.number.path] = page(one, site)
        files[f"{stem}.csv"] = as_csv(_KIND.columns, own)
        if one.chart:
            address = f"Counts: {one.number.counts}. {site.address(one.number.path)}"
            notes = textwrap.wrap(f"{one.chart.marked}{address}", _WIDE)
            files[f"{stem}.svg"] = render("chart.svg", site, file=True, one=one, notes=notes)
    return {**files, "data/numbers.csv": as_csv(_KIND.columns, every)}


def index(site: Publication) -> str:
    """Return the page of all numbers: the featured ones with their charts, then a line each."""
    about = "The figures most often asked for, each value with its source."
    head = Head("Key numbers", about, "numbers", "numbers", search=True)
    own = {
        "found": numbers(site),
        "shares": shares(site),
        "changed": changes_of_section(site, "numbers"),
    }
    return render("numbers.md", site, INDEX, head=head, **own)


def page(one: NumberToday, site: Publication) -> str:
    """Return the final Markdown of one number."""
    number = one.number
    about = clipped(f"{one.lead.words}. {one.shows}", 200)
    opening, _, text = written(number.body.strip(), number.path, site).partition("\n")
    return render(
        _KIND.template,
        site,
        one.number.path,
        head=Head(one.number.name, about, "number", "numbers", search=True),
        number=number,
        one=one,
        opening=opening,
        text=text.strip(),
        marks=Marks(site),
        forms=cite(site, number.path, number.name, _note(one, site), _leading(one)),
    )


def _note(one: NumberToday, site: Publication) -> str:
    """Say how the values were read, and that a story behind them is unreviewed."""
    resting = (site.by_seed.get(cite.split("/")[0]) for v in one.values for cite in v.value.cites)
    unreviewed = UNREVIEWED if any(story and not story.reviewed for story in resting) else ""
    hands = {value.access.words for value in one.values}
    hand = one.lead.access.words if len(hands) == 1 else "in part second-hand"
    return ", ".join(filter(None, (hand if any(hands) else "", unreviewed)))


def _leading(one: NumberToday) -> str:
    """The leading value with who says it, and that there are others."""
    if one.number.each:
        return count(len(one.values), "value")
    return f"{one.lead.words}{f', one of {len(one.values)} values' if one.values[1:] else ''}"


def _rows(one: NumberToday, site: Publication) -> Iterator[tuple[object, ...]]:
    for told in one.values:
        value, period = told.value, told.value.period
        yield (
            *(one.number.name, value.text, f"{told.quantity.low:.15g}"),
            *(f"{told.quantity.high:.15g}", told.quantity.qualifier, one.number.unit),
            period and period.text,
            *(value.kind, value.of, value.place, value.basis, told.says, value.via, told.outlet),
            *(told.told, told.revised, value.note, " ".join(value.cites)),
            f"{site.address(one.number.path)}#{value.anchor}",
        )
