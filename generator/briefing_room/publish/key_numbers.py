"""Key numbers: their values, the leading and the disputed ones, and the values of a name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from briefing_room.catalogue.entries import Entity
from briefing_room.catalogue.numbers import (
    ACTUAL,
    WITHDRAWN,
    Number,
    Value,
    find_disputes,
    latest_revisions,
)
from briefing_room.model import Source
from briefing_room.pages.layout import note_sources
from briefing_room.publish.charts import Chart, bar_chart, chart
from briefing_room.publish.provenance import MACHINE, is_machine_made, outlet_kind, source_access
from briefing_room.publish.publication import Publication
from briefing_room.publish.values import ValueToday
from briefing_room.review.reading import strip_markdown
from briefing_room.text.periods import period_in_words
from briefing_room.verify import evidence

_MAX_VALUES_ON_NAME_PAGE = 2  # of one number
_MIN_DAYS_OF_YEAR = 360


class NumberToday(NamedTuple):
    """A number as the site shows it; lists show its ``leading_value``."""

    number: Number
    values: tuple[ValueToday, ...]
    leading_value: ValueToday
    chart: Chart | None
    disputed: tuple[ValueToday, ...]  # values that cannot all be right, each account once

    def draws(self, values: Sequence[ValueToday]) -> bool:
        """Whether the chart shows the first of these values, or the parts that add up to it."""
        drawn = self.chart.drawn if self.chart else ()
        return any(v.value in drawn or _is_total(v.value, drawn) for v in values[:1])

    @property
    def others(self) -> str:
        """A note that the leading value is one of several values; empty if a chart shows them."""
        value_count = len(self.values)
        if value_count < 2 or self.chart:
            return ""
        kind_of_list = self.number.listed_by  # "country": one value for each country
        order = f", {kind_of_list} by {kind_of_list}" if kind_of_list else ""
        return f"one of {value_count} values{order}"

    @property
    def caution(self) -> str:
        """The note on the leading value, unless it is shown as its date."""
        note = self.leading_value.value.note or ""
        return "" if note == self.leading_value.date_text else note

    @property
    def summary(self) -> str:
        """The first sentence of its description."""
        first, stop, _ = strip_markdown(self.number.body.strip().partition("\n")[0]).partition(". ")
        return f"{first.rstrip('.')}." if first or stop else ""


@lru_cache(maxsize=2)
def numbers(site: Publication) -> tuple[NumberToday, ...]:
    """Every number with a passage in our texts: the featured ones first, then by name."""
    items = (_number_today(number, site) for number in site.catalogue.numbers.values())
    by_name = sorted(filter(None, items), key=lambda item: item.number.name.casefold())
    return tuple(sorted(by_name, key=lambda item: item.number.featured or 99))


def shares(site: Publication) -> Chart | None:
    """A chart of the leading values of shares that readers confuse with one another.

    These are the first featured percentage and at least two others that it is not to be confused
    with; without them there is no chart.
    """
    in_percent = [
        item
        for item in numbers(site)
        if item.leading_value.quantity.unit == "%" and not item.number.listed_by
    ]
    for featured in (item for item in in_percent if item.number.featured):
        slugs = {featured.number.slug, *featured.number.not_to_confuse_with}
        lookalikes = [item for item in in_percent if item.number.slug in slugs]
        if len(lookalikes) > 2:
            leading = [item.leading_value._replace(number=item.number.name) for item in lookalikes]
            return bar_chart("shares", sorted(leading, key=lambda item: -item.quantity.high))
    return None


def numbers_of(
    entity: Entity, site: Publication
) -> tuple[tuple[NumberToday, tuple[ValueToday, ...]], ...]:
    """The numbers about an entity, each with its newest values that name the entity.

    If the number is mainly about the entity and no value names it, that is the leading value.
    """
    by_wording: dict[tuple[str, ...], tuple[NumberToday, tuple[ValueToday, ...]]] = {}
    for item in numbers(site):
        if entity.slug in item.number.about:
            values = values_of(item, entity, site)
            wordings = tuple(value.wording for value in values) or (item.number.slug,)
            by_wording.setdefault(wordings, (item, values))  # drops a number that repeats another
    return tuple(by_wording.values())


def values_of(item: NumberToday, entity: Entity, site: Publication) -> tuple[ValueToday, ...]:
    """The newest and undated values of a number that are about an entity, the leading one first.

    All values of a list count if the list is mainly about the entity.
    """
    is_list = item.number.listed_by and item.number.about[0] == entity.slug
    about_entity = tuple(
        v for v in item.values if is_list or entity.slug in _entities_of_value(v, site)
    )
    if not about_entity:
        is_main = item.number.about[0] == entity.slug and not item.number.listed_by
        return (item.leading_value,) if is_main else ()
    first = _leading_value(about_entity, tuple(v.value for v in about_entity), site)
    comparable = [
        v
        for v in about_entity
        if v.value.kind == first.value.kind and v.period in (first.period, "")
    ]
    others = sorted(about_entity, key=_newest_first) if is_list else comparable
    return (first, *(v for v in others if v is not first))[:_MAX_VALUES_ON_NAME_PAGE]


@lru_cache(maxsize=1 << 12)
def _entities_of_value(value: ValueToday, site: Publication) -> tuple[str, ...]:
    """The slugs of the speaker of a value and of the entities that its text names."""
    row = value.value
    text = "; ".join(part for part in (row.place, row.thing, row.basis, row.note) if part)
    return (row.speaker, *site.catalogue.slugs_in(text))


def _number_today(number: Number, site: Publication) -> NumberToday | None:
    if not any(site.project.resolve(cite) for v in number.values for cite in v.cites):
        return None
    by_value = {
        v.anchor: _value_today(v, number.unit, site)
        for v in sorted(number.values_by_period, key=_period_rank)
    }
    for anchor, later in latest_revisions(
        number, lambda value: by_value[value.anchor].reported
    ).items():
        by_value[anchor] = by_value[anchor]._replace(revised=later.text)
    drawable = [
        v for v in by_value.values() if v.value.kind != WITHDRAWN and not v.access.untraceable
    ]
    drawn_chart = chart(drawable)
    newest = sorted(by_value.values(), key=_newest_first)
    in_file_order = tuple(by_value[value.anchor] for value in number.values)
    drawn = drawn_chart.drawn if drawn_chart else ()
    leading = _leading_value(in_file_order, drawn, site)
    if leading.value not in drawn and not _is_total(leading.value, drawn):
        drawn_chart = None  # a chart without the leading value would contradict the text
    disputed = find_disputes(
        number, lambda v: by_value[v.anchor].measured, lambda v: by_value[v.anchor].reported
    )
    # a weak outlet alone makes no dispute
    credible = ([v for v in group if not by_value[v.anchor].outlet] for group in disputed)
    groups = ([by_value[v.anchor] for v in group] for group in credible if len(group) > 1)
    accounts = {(item.value.text, item.speaker): item for group in groups for item in group}
    others = (item for item in newest if item is not leading)
    ordered = in_file_order if number.listed_by else (leading, *others)
    return NumberToday(number, ordered, leading, drawn_chart, tuple(accounts.values()))


def _newest_first(value_row: ValueToday) -> tuple[bool, int, int]:
    """A sort key: measured values first, then the newest period, then the longest."""
    period = value_row.value.period
    end = period.end if period else value_row.reported or dt.date.min
    return value_row.value.kind != ACTUAL, -end.toordinal(), _period_rank(value_row.value)


def _is_total(value: Value, drawn: tuple[Value, ...]) -> bool:
    """Whether a value covers a period whose parts a chart shows."""
    series = (value.thing, value.place, value.basis, value.kind, value.speaker)
    whole = value.period
    if whole is None:
        return False
    parts = [v.period for v in drawn if (v.thing, v.place, v.basis, v.kind, v.speaker) == series]
    return any(part and whole.start <= part.start < part.end < whole.end for part in parts)


def _period_rank(value: Value) -> int:
    """0 for a whole year, 1 for a shorter period, 2 for none."""
    if value.period is None:
        return 2
    return int((value.period.end - value.period.start).days < _MIN_DAYS_OF_YEAR)


def _leading_value(
    values: tuple[ValueToday, ...], drawn: tuple[Value, ...], site: Publication
) -> ValueToday:
    """The value that represents a number: the one a person chose, or the newest measured one.

    The newest must be in the chart; of its period the last reported leads, outlets without a
    warning first.  If no value qualifies, the values are of unlike things, and the first in the
    file leads.
    """
    if chosen := next((v for v in values if v.value.leads), None):
        return chosen
    actual = [v for v in values if v.value.kind == ACTUAL and not v.revised]
    candidates = actual or [v for v in values if v.value.kind != WITHDRAWN] or list(values)
    drawn_candidates = [v for v in candidates if v.value in drawn]
    dated = {
        (period.end, not v.outlet, v.reported or dt.date.min, -position): v
        for position, v in enumerate(drawn_candidates)
        if (period := v.value.period) and period.end <= site.as_of
    }
    return dated[max(dated)] if dated else (drawn_candidates or candidates)[0]


def _value_today(value: Value, unit: str, site: Publication) -> ValueToday:
    entity = site.catalogue.entities.get(value.speaker)
    speaker = entity.name if entity else value.speaker
    passage = site.project.resolve(value.cites[0])
    article = site.articles[passage.article] if passage else None
    dates, sources = [article.date] if article else [], tuple[Source, ...]()
    if passage and article and article.kind == "note":  # dated by the sources that the note names
        sources = note_sources(passage, article)
        dates = [source.date for source in sources]
    relay = f"{speaker}, {value.via or ''}"
    return ValueToday(
        value,
        evidence.read_value(value.text, unit),
        speaker,
        entity.path if entity and entity.path in site.link_targets else "",
        period_in_words(value.period.text) if value.period else "",
        max(filter(None, dates), default=None),
        speaker_names=(entity.name, *entity.aliases) if entity else (),
        outlet=MACHINE if is_machine_made(sources, site) else outlet_kind(relay, site),
        access=source_access(value.cites, site, value.via),
    )
