"""Mines and plants: where they are, who owns them, their status and capacity."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from markdown.extensions.toc import slugify

from briefing_room.catalogue.entries import Entity
from briefing_room.catalogue.numbers import ACTUAL
from briefing_room.catalogue.rows import Capacity, Site
from briefing_room.publish.provenance import source_access
from briefing_room.publish.publication import Publication
from briefing_room.publish.shipping import shipped_forms
from briefing_room.publish.statuses import OLD_REPORT_DAYS
from briefing_room.text.periods import Period, period_in_words

_RUNNING = "full"  # the look of what a source reports to run
PAST_TARGET = "past target"


class CapacityLine(NamedTuple):
    """An amount of a mine or plant, in words for readers."""

    kind: str  # such as "made" or "target"
    wording: str
    cites: tuple[str, ...]


class FacilityToday(NamedTuple):
    """A mine or plant and its place, in words for readers."""

    facility: Site
    place: Entity
    kind: str
    kinds: str  # the plural of ``kind``
    stage: str
    status: str
    state_class: str  # the status as style sheets and filters know it
    look: str  # of its pin: "full", "half", "ring" or ""
    owners: tuple[tuple[str, str], ...]  # name, and the file of its page or ""
    lines: tuple[CapacityLine, ...]  # output, capacity and targets
    country: str = ""
    report_is_old: bool = False  # over a year
    access_note: str = ""  # how the sources of its status were read
    newer_output: str = ""  # output reported for a later period than the status, and of what
    newer_output_cites: tuple[str, ...] = ()
    goods: frozenset[str] = frozenset()  # slugs of those that its names and amounts mention
    possible_goods: frozenset[str] = frozenset()  # slugs of those its stage makes, if none is named

    @property
    def name(self) -> str:
        """Its name, as people wrote it."""
        return self.facility.name

    @property
    def anchor(self) -> str:
        """The anchor of its row in the list."""
        return f"site-{slugify(self.name, '-')}"

    @property
    def as_of(self) -> str:
        """The period of its status in words, or "" if none is given."""
        status = self.facility.status
        return period_in_words(status.as_of.text) if status and status.as_of else ""

    @property
    def status_note(self) -> str:
        """The period of its status, how its sources were read, and newer output or its age."""
        age = "over a year ago" if self.report_is_old and not self.newer_output else ""
        note = ", ".join(filter(None, (self.as_of, age, self.access_note)))
        return "; ".join(filter(None, (note, self.newer_output)))

    @property
    def status_cites(self) -> tuple[str, ...]:
        """The passages that support its status and its newer output."""
        status_cites = self.facility.status.cites if self.facility.status else ()
        return tuple(dict.fromkeys((*status_cites, *self.newer_output_cites)))

    @property
    def cites(self) -> tuple[str, ...]:
        """All passages that support its status and its amounts, each once."""
        status_cites = self.status_cites
        return tuple(
            dict.fromkeys((*status_cites, *(cite for line in self.lines for cite in line.cites)))
        )


def _capacity_line(capacity: Capacity, publication: Publication) -> CapacityLine:
    """An amount in words; a target whose period is over becomes a past target."""
    thing, kind, period = capacity.thing or "", capacity.kind, capacity.period
    wording = capacity.text if thing in capacity.text else f"{capacity.text} of {thing}"
    if period:
        words = period_in_words(period.text)
        wording += f", {words}" if period.is_limit else f" ({words})"
        kind = PAST_TARGET if kind == "target" and period.end < publication.as_of else kind
    notes = (capacity.note, source_access(capacity.cites, publication).wording)
    wording += "".join(f"; {note}" for note in notes if note)
    return CapacityLine(kind, wording, capacity.cites)


@lru_cache(maxsize=2)
def facilities(publication: Publication) -> tuple[FacilityToday, ...]:
    """Every mine and plant, by kind and then by status, both in the order of the vocabulary.

    Those whose seeds are all missing are omitted.
    """
    kinds = list(publication.catalogue.vocabulary.site_kinds)
    statuses = [*publication.catalogue.vocabulary.site_statuses, ""]
    places = publication.catalogue.entities.values()
    rows = [_facility_today(row, place, publication) for place in places for row in place.sites]
    supported = [
        row for row in rows if not row.cites or any(map(publication.project.resolve, row.cites))
    ]

    def sort_key(row: FacilityToday) -> tuple[int, int, str]:
        status = row.facility.status.value if row.facility.status else ""
        return kinds.index(row.facility.kind), statuses.index(status), row.name.casefold()

    return tuple(sorted(supported, key=sort_key))


def _facility_today(facility: Site, place: Entity, publication: Publication) -> FacilityToday:
    vocabulary = publication.catalogue.vocabulary
    kind = vocabulary.site_kinds[facility.kind]
    status_key = facility.status.value if facility.status else ""
    entities = publication.catalogue.entities
    owners = tuple(
        (entities[owner].name, entities[owner].path) if owner in entities else (owner, "")
        for owner in facility.owners
    )
    status_word = vocabulary.site_statuses.get(status_key)
    status, look = (
        (status_word.singular, status_word.role) if status_word else ("status not given", "")
    )
    reported = facility.status.as_of if facility.status else None
    since = reported if look == _RUNNING else None
    newer_output, newer_output_cites = _newer_output(facility, place, since, publication)
    country = (
        place if vocabulary.role(place.type) == "country" else entities.get(place.country or "")
    )
    goods, goods_of_stage = (
        _goods_of(facility, place, publication),
        _goods_of_stage(kind.role, publication),
    )
    return FacilityToday(
        *(facility, place, kind.singular, kind.plural, kind.role),
        *(status, status_key.replace(" ", "-"), look, owners),
        tuple(_capacity_line(capacity, publication) for capacity in facility.capacity),
        country.name if country else "",
        report_is_old=reported is not None
        and (publication.as_of - reported.end).days > OLD_REPORT_DAYS,
        access_note=source_access(facility.status.cites, publication).wording
        if facility.status
        else "",
        newer_output=newer_output,
        newer_output_cites=newer_output_cites,
        goods=goods,
        possible_goods=goods_of_stage if goods.isdisjoint(goods_of_stage) else frozenset(),
    )


def _newer_output(
    facility: Site, place: Entity, since: Period | None, publication: Publication
) -> tuple[str, tuple[str, ...]]:
    """Say of what the newest output is reported after a period, with its passages."""
    own = [
        (line.period, 0, "", line.cites)
        for line in facility.capacity
        if line.kind == "made" and line.period
    ]
    entities = publication.catalogue.entities
    owners = [(entities[owner], "of") for owner in facility.owners if owner in entities]
    of_place_or_owner = [
        (report.period, 1 if subject is place else 2, f" {word} {subject.name}", report.cites)
        for report in _output_reports(publication)
        for subject, word in ((place, "at"), *owners)
        if subject.slug in report.subjects
    ]
    newer = [
        report
        for report in (*own, *of_place_or_owner)
        if since and since.end < report[0].end <= publication.as_of
    ]
    if not newer:
        return "", ()
    newest = max(newer, key=lambda report: (report[0].end, -report[1], report[0].start))
    period, _, of_what, cites = newest
    return f"newest reported output{of_what}: {period_in_words(period.text)}", cites


class _OutputReport(NamedTuple):
    """A value of output: its period, the slugs of whose output it is, and its passages."""

    period: Period
    subjects: frozenset[str]
    cites: tuple[str, ...]


@lru_cache(maxsize=2)
def _output_reports(publication: Publication) -> tuple[_OutputReport, ...]:
    """The values of output that have a period.

    A value without a place is of the first name that its page is about.
    """
    slugs_in = publication.catalogue.slugs_in
    return tuple(
        _OutputReport(
            value.period,
            frozenset(slugs_in(value.place) if value.place else number.about[:1]),
            value.cites,
        )
        for number in publication.catalogue.numbers.values()
        if number.output
        for value in number.values
        if value.period
        and value.kind == ACTUAL
        and any(map(publication.project.resolve, value.cites))
    )


def _goods_of(facility: Site, place: Entity, publication: Publication) -> frozenset[str]:
    """The materials that the name and the amounts of a facility name, with their groups.

    The role of its place counts as well if the place has no other site.
    """
    role = place.role if len(place.sites) == 1 else ""
    words = (facility.name, role or "", *(capacity.thing or "" for capacity in facility.capacity))
    entities, vocabulary = publication.catalogue.entities, publication.catalogue.vocabulary
    slugs = {
        slug
        for slug in publication.catalogue.slugs_in(". ".join(words))
        if vocabulary.role(entities[slug].type) == "material"
    }
    return frozenset(slugs.union(*(entities[slug].part_of for slug in slugs)))


@lru_cache(maxsize=32)
def _goods_of_stage(stage: str, publication: Publication) -> frozenset[str]:
    """The materials that a stage makes: one makes magnets, so "NdFeB magnets" as well."""
    form, role = shipped_forms(publication).get(stage), publication.catalogue.vocabulary.role
    materials = (e for e in publication.catalogue.entities.values() if role(e.type) == "material")
    return frozenset(e.slug for e in materials if form in {name.split()[-1] for name in e.names})


def facilities_of(entity: Entity, publication: Publication) -> tuple[FacilityToday, ...]:
    """The mines and plants of a place, of an owner, or in a country."""
    return tuple(
        row
        for row in facilities(publication)
        if entity.slug in (row.place.slug, row.place.country, *row.facility.owners)
    )
