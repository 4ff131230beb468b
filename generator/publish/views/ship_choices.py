"""The choices that narrow "May it ship?" by style alone: radio buttons and rules for them.

Each rule of the page carries marks; a choice hides those that bear none of the marks it keeps.
Where a browser does not know ``:has`` the whole list is there to read.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from generator.pages.escape import clean
from generator.publish.goods import FORMS, HELD, MAGNET, Good
from generator.publish.publication import Publication
from generator.publish.shipping import Rule, Silence, User, destinations, every_good, origins

_SYMBOL = 2  # letters at most


class Choice(NamedTuple):
    """A button: its question, its id, its words, and the marks it keeps.

    What bears none of the marks of one of the groups in ``keeps`` is hidden.
    """

    question: str
    id: str
    words: str
    title: str
    keeps: tuple[tuple[str, ...], ...]
    in_magnets: str = ""  # the mark of rules on magnets that hold it, kept for no other form


GOOD, FORM, ORIGIN, DESTINATION, USER = "What", "In which form", "From", "To", "For"


def choices(every: Iterable[Rule], site: Publication) -> tuple[Choice, ...]:
    """Return every choice, in the order of the page."""
    found = [_good(good) for good in every_good(site)]
    found += [_choice(FORM, f"f-{form.stage}", form.name, "f-any") for form in FORMS]
    found += [
        _choice(ORIGIN, f"o-{country.slug}", country.name, "o-any")
        for country in origins(every, site)
    ]
    found.append(_choice(ORIGIN, "o-other", "elsewhere", "o-any"))
    found += [
        _choice(DESTINATION, f"d-{country.slug}", country.name, "d-any")
        for country in destinations(every, site)
    ]
    found.append(_choice(DESTINATION, "d-other", "elsewhere", "d-any"))
    found.append(_choice(USER, "u-civil", "a civilian end user", "u-any", "u-listed"))
    words = "a military or defence end user"
    found.append(_choice(USER, "u-military", words, "u-any", "u-listed"))
    return tuple(found)


def _choice(question: str, mark: str, words: str, *others: str) -> Choice:
    return Choice(question, mark, words, "", ((mark, *others),))


def _good(good: Good) -> Choice:
    """Return the choice of a good; that of a magnet leaves out what is about ore or oxide."""
    mark = f"g-{good.key}"
    held = f"m-{good.key}" if any(good.key in found for found in HELD.values()) else ""
    keeps = [(mark, "g-any", *(("g-rare",) if good.rare else ()), *((held,) if held else ()))]
    if good.forms != FORMS:
        keeps.append((*(f"f-{form.stage}" for form in good.forms), "f-any"))
    return Choice(GOOD, mark, good.short, good.name, tuple(keeps), held)


def marks(rule: Rule) -> Iterator[str]:
    """Yield the marks of a rule."""
    yield from (f"g-{good.key}" for good in rule.goods)
    held = dict.fromkeys(slug for good in rule.goods for slug in HELD.get(good.key, ()))
    yield from (f"m-{slug}" for slug in held)
    if rule.group:
        yield "g-rare"
    if rule.whatever:
        yield "g-any"
    yield from (f"f-{form.stage}" for form in rule.forms)
    if not rule.forms:
        yield "f-any"
    yield from _leaves(rule)
    if rule.arriving and rule.place:
        yield f"d-{rule.place.slug}"
    yield from (f"d-{slug}" for slug in rule.destinations)
    if not (rule.destinations or rule.arriving):
        yield "d-any"
    yield {User.ANY: "u-any", User.MILITARY: "u-military", User.LISTED: "u-listed"}[rule.user]


def _leaves(rule: Rule) -> Iterator[str]:
    """Yield the marks of where the goods of a rule come from."""
    if rule.origins:
        yield from (f"o-{slug}" for slug in rule.origins)
    elif rule.place and not rule.arriving and not rule.abroad:
        yield f"o-{rule.place.slug}"
    else:
        yield "o-any"


def silent_marks(silence: Silence) -> Iterator[str]:
    """Yield the marks of what no source tells; it is so for every way and end user."""
    yield from (f"g-{good.key}" for good in silence.goods)
    yield from (f"f-{form.stage}" for form in silence.forms)
    yield from ("o-any", "d-any", "d-other", "u-any")


def form(found: Iterable[Choice]) -> str:
    """Return the form: a group of buttons for each question, and one that clears them."""
    groups = groupby(found, key=lambda choice: choice.question)
    fields = "".join(_field(question, list(options)) for question, options in groups)
    return (
        '<form class="ship__choices" autocomplete="off" data-pagefind-ignore="all">'
        f'{fields}<button type="reset">Clear the choices</button></form>\n'
    )


def _field(question: str, options: list[Choice]) -> str:
    name = options[0].id.split("-")[0]
    buttons = "".join(
        f'<label{_title(option)}><input type="radio" name="{name}" id="{option.id}">'
        f" {html.escape(clean(option.words))}{_spelled(option)}</label>"
        for option in options
    )
    return f"<fieldset><legend>{question}</legend>{buttons}</fieldset>"


def _spelled(option: Choice) -> str:
    """Return the name of an element behind its symbol, for who hears the page."""
    short = option.title and len(option.words) <= _SYMBOL and option.title != option.words
    return f'<span class="sr"> {html.escape(clean(option.title).lower())}</span>' if short else ""


def _title(option: Choice) -> str:
    full = html.escape(clean(option.title))
    return f' title="{full}"' if full and option.title != option.words else ""


def style(found: Iterable[Choice]) -> str:
    """Return the style sheet of what each choice hides."""
    found = tuple(found)
    rules = [
        f".ship:has(#{choice.id}:checked) .rule{_not(kept)}"
        for choice in found
        for kept in choice.keeps
    ]
    rules += [
        f".ship:has(#{choice.id}:checked):has(#f-{form.stage}:checked)"
        f" .rule{_not(mark for mark in choice.keeps[0] if mark != choice.in_magnets)}"
        for choice in found
        if choice.in_magnets
        for form in FORMS
        if form != MAGNET
    ]
    hidden = ",\n".join(rules)
    return f"{hidden} {{ display: none; }}\n"


def _not(marks: Iterable[str]) -> str:
    return "".join(f":not(.{mark})" for mark in marks)
