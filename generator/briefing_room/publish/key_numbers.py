"""Key numbers: their values, the leading and the disputed ones, and the values of a name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
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
    disputed: tuple[ValueToday, ...]  # values that cannot all be right

    def draws(self, values: Sequence[ValueToday]) -> bool:
        """Whether the chart shows the first of these values, or parts of its period."""
        return any(_is_drawn(value.value, self.chart) for value in values[:1])

    def outdated_since(self, as_of: dt.date) -> dt.date | None:
        """The day of its newest measured value, if that is too old to tell what holds now."""
        ends = [row.end for row in self.values if row.end and row.value.kind == ACTUAL]
        limit, newest = self.number.old_after_days, min(max(ends, default=as_of), as_of)
        return newest if limit and (as_of - newest).days > limit else None

    @property
    def others_note(self) -> str:
        """Say that the leading value is one of several; "" if it is alone or has a chart."""
        value_count = len(self.values)
        if value_count < 2 or self.chart:
            return ""
        kind_of_list = self.number.listed_by  # "country": one value for each country
        order = f", {kind_of_list} by {kind_of_list}" if kind_of_list else ""
        return f"one of {value_count} values{order}"

    @property
    def caution(self) -> str:
        """The note on the leading value, unless its date says the same."""
        note = self.leading_value.value.note or ""
        return "" if note == self.leading_value.date_text else note

    @property
    def summary(self) -> str:
        """Its description up to the sentence that gives the leading value; else the first one."""
        opening = strip_markdown(self.number.body.strip().partition("\n")[0])
        sentences = [f"{part.rstrip('.')}." for part in opening.split(". ") if part]
        named = [i for i, words in enumerate(sentences) if self.leading_value.value.text in words]
        return " ".join(sentences[: named[0] + 1 if named else 1])


@lru_cache(maxsize=2)
def numbers(publication: Publication) -> tuple[NumberToday, ...]:
    """Every number with a passage in our texts: featured ones first, the others by name."""
    items = (
        _number_today(number, publication) for number in publication.catalogue.numbers.values()
    )
    by_name = sorted(filter(None, items), key=lambda item: item.number.name.casefold())
    return tuple(sorted(by_name, key=lambda item: item.number.featured or 99))


def shares_chart(publication: Publication) -> Chart | None:
    """Chart the leading values of shares that readers confuse with one another.

    These are the first featured percentage and those that it is "not to be confused with"; ``None``
    if these are fewer than two.
    """
    in_percent = [
        item
        for item in numbers(publication)
        if item.leading_value.quantity.unit == "%" and not item.number.listed_by
    ]
    for item in in_percent:
        slugs = {item.number.slug, *item.number.not_to_confuse_with}
        lookalikes = [other for other in in_percent if other.number.slug in slugs]
        if item.number.featured and len(lookalikes) > 2:
            shares = [n.leading_value._replace(number_name=n.number.name) for n in lookalikes]
            return bar_chart("shares", sorted(shares, key=lambda share: -share.quantity.high))
    return None


def numbers_of(
    entity: Entity, publication: Publication
) -> tuple[tuple[NumberToday, tuple[ValueToday, ...]], ...]:
    """The numbers about an entity, each with its values for the page of the entity."""
    by_wording: dict[tuple[str, ...], tuple[NumberToday, tuple[ValueToday, ...]]] = {}
    for item in numbers(publication):
        if entity.slug in item.number.about:
            values = values_of(item, entity, publication)
            wordings = tuple(value.wording for value in values) or (item.number.slug,)
            # the first of several numbers that give the same values stands for all
            by_wording.setdefault(wordings, (item, values))
    return tuple(by_wording.values())


def values_of(
    item: NumberToday, entity: Entity, publication: Publication
) -> tuple[ValueToday, ...]:
    """The values of a number for the page of an entity, the leading one first; at most two.

    They are of the period of the leading one or undated.  A list that is mainly about the entity
    gives its newest values.  If no value names the entity, a number that is mainly about it gives
    its leading value, and so does one whose values name none of the entities that it is about.
    """
    is_list = item.number.listed_by and item.number.about[0] == entity.slug
    about_entity = tuple(
        v for v in item.values if is_list or entity.slug in _entities_of_value(v, publication)
    )
    if not about_entity:
        is_main, slugs = item.number.about[0] == entity.slug, {*item.number.about}
        is_shared = all(slugs.isdisjoint(_entities_of_value(v, publication)) for v in item.values)
        is_about_it = (is_main or is_shared) and not item.number.listed_by
        return (item.leading_value,) if is_about_it else ()
    first = _leading_value(about_entity, tuple(v.value for v in about_entity), publication)
    comparable = [
        v
        for v in about_entity
        if v.value.kind == first.value.kind and v.period in (first.period, "")
    ]
    others = sorted(about_entity, key=_newest_first) if is_list else comparable
    return (first, *(v for v in others if v is not first))[:_MAX_VALUES_ON_NAME_PAGE]


@lru_cache(maxsize=1 << 12)
def _entities_of_value(value: ValueToday, publication: Publication) -> tuple[str, ...]:
    """The slugs of the speaker of a value and of the entities that its text names."""
    row = value.value
    text = "; ".join(part for part in (row.place, row.thing, row.basis, row.note) if part)
    return (row.speaker, *publication.catalogue.slugs_in(text))


def _number_today(number: Number, publication: Publication) -> NumberToday | None:
    """The number with its values in words; ``None`` if none of its passages is in our texts."""
    if not any(
        publication.project.resolve(cite) for value in number.values for cite in value.cites
    ):
        return None
    by_anchor = _values_by_anchor(number, publication)
    drawable = [
        row
        for row in by_anchor.values()
        if row.value.kind != WITHDRAWN and not row.access.untraceable
    ]
    drawn_chart = chart(drawable)
    in_file_order = tuple(by_anchor[value.anchor] for value in number.values)
    leading = _leading_value(in_file_order, drawn_chart.values if drawn_chart else (), publication)
    if not _is_drawn(leading.value, drawn_chart):
        drawn_chart = None  # a chart without the leading value would contradict the text
    newest = sorted(by_anchor.values(), key=_newest_first)
    others = (row for row in newest if row is not leading)
    ordered = in_file_order if number.listed_by else (leading, *others)
    return NumberToday(number, ordered, leading, drawn_chart, _disputed(number, by_anchor))


def _values_by_anchor(number: Number, publication: Publication) -> dict[str, ValueToday]:
    """The values of a number by period, those of whole years first, each with its revision."""
    values = sorted(number.values_by_period, key=_period_rank)
    rows = {value.anchor: _value_today(value, number.unit, publication) for value in values}
    revisions = latest_revisions(number, lambda value: rows[value.anchor].reported)
    return rows | {
        anchor: rows[anchor]._replace(revised_to=later.text) for anchor, later in revisions.items()
    }


def _disputed(number: Number, by_anchor: Mapping[str, ValueToday]) -> tuple[ValueToday, ...]:
    """The values that cannot all be right, each account once.

    Outlets that readers are warned about make no dispute.
    """
    groups = find_disputes(
        number,
        lambda value: by_anchor[value.anchor].measured,
        lambda value: by_anchor[value.anchor].reported,
    )
    rows_of_groups = ([by_anchor[value.anchor] for value in group] for group in groups)
    credible = ([row for row in rows if not row.outlet_kind] for rows in rows_of_groups)
    accounts = {
        (row.value.text, row.speaker): row for rows in credible if len(rows) > 1 for row in rows
    }
    return tuple(accounts.values())


def _newest_first(row: ValueToday) -> tuple[bool, int, int]:
    """A sort key: measured values first, then the newest period, then the longest."""
    period = row.value.period
    end = period.end if period else row.reported or dt.date.min
    return row.value.kind != ACTUAL, -end.toordinal(), _period_rank(row.value)


def _is_drawn(value: Value, drawn_chart: Chart | None) -> bool:
    """Whether a chart shows a value, or the values of parts of its period."""
    drawn = drawn_chart.values if drawn_chart else ()
    if value in drawn or value.period is None:
        return value in drawn
    whole, series = value.period, _series(value)
    parts = (other.period for other in drawn if _series(other) == series)
    return any(part and whole.start <= part.start < part.end < whole.end for part in parts)


def _series(value: Value) -> tuple[str | None, ...]:
    """What a value has in common with those of other periods."""
    return value.thing, value.place, value.basis, value.kind, value.speaker


def _period_rank(value: Value) -> int:
    """0 for a whole year, 1 for a shorter period, 2 for none."""
    if value.period is None:
        return 2
    return int((value.period.end - value.period.start).days < _MIN_DAYS_OF_YEAR)


def _leading_value(
    values: tuple[ValueToday, ...], drawn: tuple[Value, ...], publication: Publication
) -> ValueToday:
    """The value that represents a number: the one a person chose, or the newest measured one.

    The newest must be in the chart; of one period an outlet without a warning goes first, then the
    last report.  If none qualifies, the values are of unlike things, and the first one leads.
    """
    if chosen := next((row for row in values if row.value.leads), None):
        return chosen
    measured = [row for row in values if row.value.kind == ACTUAL and not row.revised_to]
    candidates = measured or [v for v in values if v.value.kind != WITHDRAWN] or list(values)
    in_chart = [row for row in candidates if row.value in drawn]
    past = [r for r in in_chart if r.value.period and r.value.period.end <= publication.as_of]

    def sort_key(row: ValueToday) -> tuple[dt.date, bool, dt.date]:
        return row.end or dt.date.min, not row.outlet_kind, row.reported or dt.date.min

    return max(past, key=sort_key) if past else (in_chart or candidates)[0]


def _value_today(value: Value, unit: str, publication: Publication) -> ValueToday:
    entity = publication.catalogue.entities.get(value.speaker)
    speaker = entity.name if entity else value.speaker
    passage = publication.project.resolve(value.cites[0])
    article = publication.articles[passage.article] if passage else None
    dates, sources = [article.date] if article else [], tuple[Source, ...]()
    if passage and article and article.kind == "note":  # its sources are what reports the value
        sources = note_sources(passage, article)
        dates = [source.date for source in sources]
    speaker_and_relay = f"{speaker}, {value.via or ''}"
    return ValueToday(
        value,
        evidence.read_value(value.text, unit),
        speaker,
        entity.path if entity and entity.path in publication.link_targets else "",
        period_in_words(value.period.text) if value.period else "",
        max(filter(None, dates), default=None),
        speaker_names=(entity.name, *entity.aliases) if entity else (),
        outlet_kind=MACHINE
        if is_machine_made(sources, publication)
        else outlet_kind(speaker_and_relay, publication),
        access=source_access(value.cites, publication, value.via),
    )
