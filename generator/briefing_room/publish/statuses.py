"""The policies with their status on the day of the build, computed once, and what backs them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from briefing_room.catalogue.entries import Entity
from briefing_room.catalogue.policies import Clause, Policy
from briefing_room.catalogue.status import State, Status, brief, of_material, sentence, status
from briefing_room.model import Finding
from briefing_room.pages.escape import web_address
from briefing_room.publish.provenance import second_hand, told_of
from briefing_room.publish.publication import Publication
from briefing_room.publish.story_pages import StoryPage
from briefing_room.text.months import day

_LAST = " as last reported"
# What a reader should see first, and under which heading.
HEADINGS: Mapping[State, str] = {
    State.IN_FORCE: f"In force{_LAST}",
    State.MIXED: "In part",
    State.SUSPENDED: "Suspended",
    State.SAID: "Said to be suspended",
    State.LAPSED: "May now apply",
    State.FUTURE: "Due to take effect",
    State.UNKNOWN: "Of unknown status",
    State.ANNOUNCED: "Announced without a start date",
    State.ENDED: "Ended",
    State.SUPERSEDED: "Superseded",
    State.NOT_ANNOUNCED: "Not yet announced on this day",
}
RANK = tuple(HEADINGS)
_CONTROLS = frozenset({"decides", "listing", "abroad", "arrival"})  # decide of single shipments
OLD = 365  # days since the last report after which a reader is told that it is old


@dataclass(frozen=True, slots=True)
class PolicyToday:
    """A policy, the page it is described on, and its status on the day of the build.

    ``control`` is whether it decides of single shipments.  ``whose`` is who controls, the issuer
    and its country; ``aimed`` is who buys, or of a rule on what comes in whence it comes.
    ``narrowed`` means that the status is only of the parts that cover one material.
    """

    entity: Entity
    policy: Policy
    status: Status
    kind: str = ""
    control: bool = False
    goods: tuple[Entity, ...] = ()
    members: tuple[Entity, ...] = ()  # of the groups among its goods
    whose: tuple[Entity, ...] = ()
    aimed: tuple[Entity, ...] = ()
    arriving: bool = False  # holds where goods come in
    narrowed: bool = False

    @property
    def name(self) -> str:
        """Return the name by which readers know it."""
        return self.entity.name

    @property
    def path(self) -> str:
        """Return the file of its page."""
        return self.entity.path

    @property
    def by(self) -> tuple[str, ...]:
        """Return the slugs of who controls."""
        return tuple(one.slug for one in self.whose)

    @property
    def css(self) -> str:
        """Return the word by which the theme and the filters know the state: ``in-force``."""
        return _css(self.status.state)

    @property
    def state(self) -> str:
        """Return its state in a few words."""
        mixed = self.status.state is State.MIXED
        return brief(self.status).capitalize() if mixed else HEADINGS[self.status.state]

    @property
    def heading(self) -> str:
        """Return what stands above it."""
        return (
            f"{self.state.removesuffix(_LAST)}, last reported over a year ago"
            if self.old
            else self.state
        )

    @property
    def place(self) -> tuple[bool, int, bool, str]:
        """Return a key that all share that stand under one heading."""
        return not self.control, RANK.index(self.status.state), self.old, self.heading

    @property
    def anchor(self) -> str:
        """Return the word by which a link finds what stands under its heading."""
        words = self.heading.lower().replace(",", "").split()
        return "-".join(words if self.control else ("other", *words))

    @property
    def lapsed(self) -> tuple[dt.date, ...]:
        """Return the last days of suspensions after which nothing is known, of parts too."""
        every = (self.status, *(part for _, part in self.status.parts))
        return tuple(
            sorted({one.until for one in every if one.state is State.LAPSED and one.until})
        )

    @property
    def states(self) -> Mapping[str, str]:
        """Return the states under which a filter finds it: its own, and that it may now apply."""
        every = (self.status.state, *(State.LAPSED for _ in self.lapsed))
        return {_css(state): HEADINGS[state] for state in every}

    @property
    def notices(self) -> str:
        """Return where a later notice would stand, if what is known of it has run out."""
        over = self.lapsed or self.status.state is State.SAID
        return next((one.notices or "" for one in self.whose[:1] if over), "")

    @property
    def old(self) -> bool:
        """Return whether what is told of as in force or suspended was last reported long ago."""
        known, told = (
            self.status.covered_until,
            self.status.state in (State.IN_FORCE, State.SUSPENDED),
        )
        return told and known is not None and (self.status.as_of - known).days > OLD

    @property
    def parts(self) -> tuple[tuple[Clause, Status], ...]:
        """Return the parts where they have different fates or are not all, else nothing."""
        apart = self.narrowed or self.status.state is State.MIXED
        return self.status.parts if apart else ()

    @property
    def begins(self) -> dt.date:
        """Return the first day known of it, for sorting; far off where there is none."""
        days = [self.policy.announced, self.policy.effective]
        return min((day for day in days if day), default=dt.date.max)

    @property
    def since(self) -> dt.date:
        """Return the day from which it applies, else the first known of it, for sorting."""
        return self.policy.effective or self.begins

    @property
    def words(self) -> str:
        """Return the status in a few words; parts that differ are each told."""
        if not self.parts:
            return brief(self.status)
        return "; ".join(f"{clause.what}: {brief(part)}" for clause, part in self.parts)

    @property
    def short(self) -> str:
        """Return the status without what it rests on."""
        note = self.status.note
        return self.words if self.parts or not note else self.words.partition(f", {note}")[0]

    @property
    def rests(self) -> str:
        """Return the status with what its end rests on, but nothing that one policy has alone."""
        alone = self.parts or not self.status.note
        return "" if alone else sentence(replace(self.status, never_in_force=False))

    @property
    def told(self) -> tuple[str, ...]:
        """Return the status as sentences, part by part where they differ."""
        if not self.parts:
            return (sentence(self.status),)
        return tuple(of_part(clause, sentence(part)) for clause, part in self.parts)

    @property
    def cites(self) -> tuple[str, ...]:
        """Return a passage for each day that the status names: start, end, last report."""
        named = (self.status, *(part for _, part in self.status.parts))
        days = dict.fromkeys(day for s in named for day in (s.since, s.until, s.covered_until))
        first = {one.day: one.cites[0] for one in reversed(self.policy.all_cited)}
        return tuple(dict.fromkeys(first[day] for day in days if day in first))

    @property
    def within(self) -> tuple[str, ...]:
        """Return what each part orders, where the status is told for all of them."""
        own = sentence(self.status)
        parts = () if self.parts else ((c, sentence(part)) for c, part in self.status.parts)
        return tuple(of_part(clause, "" if words == own else words) for clause, words in parts)

    @property
    def limits(self) -> tuple[str, ...]:
        """Return what the parts order that cover only some of its goods."""
        parts = () if self.parts else self.policy.clauses
        return tuple(of_part(clause, "") for clause in parts if clause.covers)

    @property
    def order(self) -> tuple[int, dt.date, int, str]:
        """Return a key that sorts by what a reader should see first."""
        return RANK.index(self.status.state), self.begins, -len(self.goods), self.entity.slug


def _css(state: State) -> str:
    return state.name.lower().replace("_", "-")


def of_part(clause: Clause, words: str) -> str:
    """Return what a part orders, what is noted of it, and its status where that is its own."""
    note = f" ({clause.note})" if clause.note else ""
    what = f"{clause.what[:1].upper()}{clause.what[1:]}{note}"
    return f"{what}: {words[:1].lower()}{words[1:]}" if words else f"{what}."


@lru_cache(maxsize=4)
def policies(site: Publication) -> tuple[PolicyToday, ...]:
    """Return every policy that imposes something, by the day it was announced."""
    found = (policy_of(entity, site) for entity in site.catalogue.entities.values())
    return tuple(sorted(filter(None, found), key=lambda s: (s.begins, s.entity.slug)))


def policy_of(entity: Entity, site: Publication) -> PolicyToday | None:
    """Return the policy of an entity with its status, ``None`` where it imposes nothing."""
    if entity.policy is None:
        return None
    own, names = entity.policy, site.catalogue.entities
    found = status(own, site.as_of, covered_until(entity, site))
    if found is None:
        return None
    if _second_hand(entity, found.covered_until, site):
        parts = tuple((clause, replace(part, second_hand=True)) for clause, part in found.parts)
        found = replace(found, second_hand=True, parts=parts)
    kind = site.catalogue.vocabulary.policy_kinds.get(own.kind or "")
    issuer = names.get(own.issuer or "")
    country = names.get((issuer.country if issuer else entity.country) or "")
    word = kind.one if kind else (own.kind or "").replace("-", " ")
    return PolicyToday(
        entity,
        own,
        found,
        word,
        bool(kind and kind.role in _CONTROLS),
        tuple(names[slug] for slug in own.covers if slug in names),
        tuple(one for one in names.values() if not set(one.part_of).isdisjoint(own.covers)),
        tuple(dict.fromkeys(filter(None, (issuer, country)))),
        tuple(names[slug] for slug in own.targets if slug in names),
        bool(kind and kind.role == "arrival"),
    )


@lru_cache(maxsize=256)
def naming(material: str, site: Publication) -> tuple[PolicyToday, ...]:
    """Return the policies that name a material, the most telling first.

    Each has the status of the parts that cover it.
    """
    found = (item for item in policies(site) if material in item.policy.covers)
    narrow = ((item, of_material(item.status, item.policy, material)) for item in found)
    every = (
        item if status is item.status else replace(item, status=status, narrowed=True)
        for item, status in narrow
    )
    return tuple(sorted(every, key=lambda item: item.order))


def covered_until(entity: Entity, site: Publication) -> dt.date | None:
    """Return how far the seeds behind an entity's page reach, ``None`` where none is dated."""
    seeds = (site.articles.get(source) for source in entity.sources)
    return max((a.sources_reach_to for a in seeds if a and a.sources_reach_to), default=None)


def _second_hand(entity: Entity, last: dt.date | None, site: Publication) -> bool:
    """Return whether nobody here opened what was told on the last covered day.

    It stands in the passages that the page cites for that day, else in the texts of that day.
    """
    cited = entity.policy.all_cited if entity.policy else ()
    told = told_of((cite for one in cited if one.day == last for cite in one.cites), site)
    seeds = filter(None, map(site.articles.get, entity.sources))
    told = told or [source for seed in seeds for source in seed.sources]
    then = [source for source in told if last and source.date and source.date >= last]
    return bool(then) and all(second_hand(source, site) for source in then)


def named_by(story: StoryPage, site: Publication) -> tuple[PolicyToday, ...]:
    """Return the policies that a story's page names, those inside a range of numbers too.

    And those of which it tells the first day, whatever it calls them.
    """
    seeds = story.page.seeds
    found = (
        item
        for item in policies(site)
        if item.entity.slug in story.entities
        or (item.begins == story.date and not {*item.entity.sources}.isdisjoint(seeds))
    )
    return tuple(sorted(found, key=lambda item: item.order))


# --- Stories that may know more than a status does ----------------------------------------------


def newer(item: PolicyToday, site: Publication) -> tuple[StoryPage, ...]:
    """Return the stories whose page names a policy after the last day its sources cover.

    Nothing is read out of them by itself: a person looks, corrects the dates of the policy's page
    and adds the seed to its sources.  Until then readers are told which stories these are.
    """
    return tuple(s for s in site.by_entity.get(item.entity.slug, ()) if is_newer(s, item))


def is_newer(story: StoryPage, item: PolicyToday) -> bool:
    """Return whether a story may tell more of a policy than the sources of its page."""
    told, covered_until = story.covered_until or story.date, item.status.covered_until
    known = any(seed in item.entity.sources for seed in story.page.seeds)
    return told is not None and not known and (covered_until is None or told > covered_until)


def findings(site: Publication) -> Iterator[Finding]:
    """Yield, for the editor, each policy that a newer story names, be it in its seeds alone."""
    names = site.catalogue.named
    named = [
        (story, {*story.entities}.union(*(names(a.text, a.date) for a in story.articles)))
        for story in site.stories
    ]
    for item in policies(site):
        covered_until = item.status.covered_until
        known = (
            f"its sources reach to {day(covered_until)}" if covered_until else "no source is dated"
        )
        for story, slugs in named:
            if item.entity.slug in slugs and is_newer(story, item):
                message = (
                    f"a newer story names this policy, {known}: look whether its dates still"
                    f" hold, then add {', '.join(story.page.seeds)} to 'sources'"
                )
                yield Finding("status-to-check", item.entity.path, 0, message)


# --- What backs a policy or a profile ----------------------------------------------------------


class Backing(NamedTuple):
    """What backs something: a story of this site (``path``) or a page elsewhere (``address``)."""

    label: str
    path: str = ""
    address: str = ""
    date: dt.date | None = None


@lru_cache(maxsize=1024)
def backing(entity: Entity, site: Publication) -> tuple[Backing, ...]:
    """Return the sources of an entity's page, those of its stories that name it first."""
    known = (site.by_seed[source] for source in entity.sources if source in site.by_seed)
    once = {story.id: story for story in known}.values()
    stories = sorted(once, key=lambda story: entity.slug not in story.entities)
    outside = [
        Backing(address.split("/")[2].removeprefix("www."), address=address)
        for source in entity.sources
        if source not in site.by_seed and (address := web_address(source))
    ]
    return (*(Backing(s.title, s.path, date=s.date) for s in stories), *outside)


def told_by(cites: Iterable[str], site: Publication) -> Backing | None:
    """Return the story of the first passage that is here."""
    found = (site.by_seed.get(cite.split("/")[0]) for cite in cites)
    story = next(filter(None, found), None)
    return Backing(story.title, story.path, date=story.date) if story else None


def giving(entity: Entity, date: dt.date, site: Publication) -> Backing | None:
    """Return the source to open for a day of a policy: the story of a passage that gives it.

    Where none is cited a page elsewhere stands for it, as what it says is not known here.
    """
    cited = entity.policy.all_cited if entity.policy else ()
    found = backing(entity, site)
    outside = next((one for one in found if one.address), None)
    given = told_by((cite for one in cited if one.day == date for cite in one.cites), site)
    return given or outside or next(iter(found), None)
