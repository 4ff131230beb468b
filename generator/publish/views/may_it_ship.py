"""May it ship: every measure that bears on a good, narrowed by choices that need no script."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from generator.catalogue.entries import Entity
from generator.catalogue.status import State, Status
from generator.catalogue.status_words import brief
from generator.pages.escape import inline
from generator.publish.backing import backing, links
from generator.publish.front import front
from generator.publish.goods import GROUP
from generator.publish.links import href
from generator.publish.newer import newer_mark
from generator.publish.publication import Publication
from generator.publish.shipping import (
    Rule,
    Silence,
    User,
    destinations,
    origins,
    rules,
    silences,
)
from generator.publish.standings import css, disputed_mark, link
from generator.publish.views import listed_firms, ship_choices
from generator.publish.words import day, days_between, listing

PAGE, STYLE = "may-it-ship.md", "may-it-ship.css"
SILENT = "no source here says"


def view(site: Publication) -> Mapping[str, str]:
    """Return the page and the style sheet that narrows it."""
    every = rules(site)
    choices = ship_choices.choices(every, site)
    return {PAGE: page(every, choices, site), STYLE: ship_choices.style(choices)}


def page(every: Iterable[Rule], choices: Iterable[ship_choices.Choice], site: Publication) -> str:
    """Return the page: the choices, what bears on the good, what no source tells."""
    every = tuple(every)
    title = "May it ship?"
    told = [_rule(rule, site) for rule in every]
    quiet = [_silence(silence) for silence in silences(site)]
    quiet += _elsewhere(every, site)
    return "\n".join(
        (
            front(
                title=title,
                description="The measures that bear on a good, its form, destination and end user",
                kind="may-it-ship",
            ),
            f'<link rel="stylesheet" href="{href(PAGE, STYLE)}">\n',
            f"# {title}\n",
            _introduction(site),
            '<div class="ship" markdown="1">\n',
            ship_choices.form(choices),
            "\n## What bears on it\n",
            _counted(_list(told)) if told else "No measure in our sources bears on any good.\n",
            f"## Where {SILENT}\n",
            "A control may exist that no source here tells of.\n",
            _list(quiet),
            "</div>\n",
        )
    )


def _introduction(site: Publication) -> str:
    return (
        f"Status on {day(site.as_of)}. Choose what you ship, from where and to whom: what does"
        " not bear on it is hidden. This page never says “allowed”: it gives the measures that our"
        " sources name.\n"
    )


def _elsewhere(every: tuple[Rule, ...], site: Publication) -> Iterator[str]:
    """Yield what no source tells of the countries that no rule names."""
    if found := _linked(origins(every, site)):
        yield _quiet(
            "o-other d-any",
            f"Of goods from any country but {found}, {SILENT} that a measure there bears on them;"
            " the rules that follow goods abroad may.",
        )
    if found := _linked(destinations(every, site)):
        yield _quiet(
            "o-any d-other",
            f"Of any destination but {found}, {SILENT} that a measure is aimed at it; the rules on"
            " any destination hold there too.",
        )


def _linked(found: Iterable[Entity]) -> str:
    return listing([link(country, PAGE) for country in found])


def _quiet(way: str, words: str) -> str:
    return f'<li class="rule g-any f-any {way} u-any" markdown="span">{words}</li>'


def _counted(rules_: str) -> str:
    """Return a list of rules with a line that counts them by status.

    The style sheet counts, as only it knows which rules the choices leave; the line stands behind
    the list, where the count is known, and is shown above it.
    """
    return f'<div class="ship__found" markdown="1">\n{rules_}\n<p class="ship__sum"></p>\n</div>\n'


def _list(items: Iterable[str]) -> str:
    return "\n".join(['<ul class="rules" markdown="1">', *filter(None, items), "</ul>\n"])


def _rule(rule: Rule, site: Publication) -> str:
    item = rule.standing
    name = f"{link(item.entity, PAGE, item.name)}{{: .status .status--{css(rule.status.state)} }}"
    part = f", {inline(rule.part.what)}" if rule.part else ""
    mark = f" {disputed_mark(item, PAGE)}" if item.measure.dispute else ""
    mark += newer_mark(item, site, PAGE)
    status = f"{inline(brief(rule.status))}{_left(rule.status)}{mark}"
    role = inline(item.entity.role or "")
    what = [f"{role[:1].upper()}{role[1:]}"] if role and not rule.part else []
    head = f"**{name}** ({item.kind}{part}): {status}."
    found = links(backing(item.entity, rule.status, site), PAGE)
    shown = [found] if found else []
    words = " · ".join([*what, *_way(rule, site), _goods(rule, site), *_names(rule), *shown])
    kinds = " ".join(ship_choices.marks(rule))
    kinds += f" is-{css(rule.status.state)}"
    return f'<li class="rule {kinds}" markdown="span">{head}<br><small>{words}</small></li>'


def _left(status: Status) -> str:
    """Return how many days a suspension still has, where its end is announced."""
    if status.state is not State.SUSPENDED or status.until is None:
        return ""
    days = days_between(status.as_of, status.until)
    return f" (ends {days if days == 'today' else f'in {days}'})"


def _way(rule: Rule, site: Publication) -> Iterator[str]:
    """Yield where the goods come from, where they go, and to whom."""
    place = inline(rule.place.name) if rule.place else "not given"
    if rule.arriving:
        yield f"Into: {place}"
        yield f"From: {_countries(rule.origins, site) or 'any country'}"
    else:
        yield f"From: {place}{' and abroad' if rule.abroad else ''}"
        yield f"To: {_countries(rule.destinations, site) or 'any destination'}"
    yield f"For: {rule.user}"


def _countries(slugs: Iterable[str], site: Publication) -> str:
    known = site.catalogue.entities
    return listing([inline(known[slug].name) for slug in slugs if slug in known])


def _goods(rule: Rule, site: Publication) -> str:
    group = site.catalogue.entities.get(GROUP)
    names = [f"{link(group, PAGE)} as a whole"] if group and rule.group else []
    names += [inline(good.short) for good in rule.goods]
    if not names:
        return "Goods: whatever they are" if rule.whatever else "Goods: without a page here"
    forms = listing([form.name for form in rule.forms]) or "forms not given"
    return f"Goods: {listing(names)} ({forms})"


def _names(rule: Rule) -> Iterator[str]:
    """Yield the way to the names of a list, if any was found."""
    measure = rule.standing.measure
    if rule.user is User.LISTED and (measure.all_listed or measure.watched):
        yield f"[Look up a name]({listed_firms.PAGE})"


def _silence(silence: Silence) -> str:
    kinds = " ".join(ship_choices.silent_marks(silence))
    names = listing([link(good.entity, PAGE, good.name) for good in silence.goods])
    them = "them" if len(silence.goods) > 1 else "it"
    forms = "in any form" if _all(silence) else "as " + listing([f.name for f in silence.forms])
    words = f"{names}, {forms}: {SILENT} that an export control names {them}."
    if silence.unsaid:
        item = silence.unsaid
        words = f"{names}: {SILENT} whether {link(item.entity, PAGE, item.name)} covers them."
    return f'<li class="rule {kinds}" markdown="span">{words}</li>'


def _all(silence: Silence) -> bool:
    return all(silence.forms == good.forms for good in silence.goods)
