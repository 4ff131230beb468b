"""On what basis a figure counts, so that two figures can be compared or kept apart.

Two figures are about the same quantity only if they measure the same way (a share, a change, an
amount, a price) of the same place.  Stage, group, denominator and period are the basis: where they
differ the figures do not contradict each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.catalogue.entries import Catalogue
from generator.extract.amounts.gazetteer import Gazetteer
from generator.extract.dates import dates
from generator.model import Article, Figure


@dataclass(frozen=True, slots=True)
class Told:
    """A figure with the article that gives it."""

    figure: Figure
    article: Article


@dataclass(frozen=True, slots=True)
class Basis:
    """What a figure counts.  ``quantity`` must be equal for a comparison; the rest may differ.

    ``scope`` is the whole that a share is a share of, or where goods went; ``measure`` tells
    capacity from output and magnets from the rest; ``period`` is ISO.
    """

    quantity: tuple[str, ...]
    stage: str | None
    group: str | None
    scope: str
    measure: str
    period: str | None


_SHARE = re.compile(
    r"\b(?:output|production|suppl\w+|min(?:e|es|ed|ing)|refin\w+|process\w*|separation|smelting"
    r"|reserves|resources|magnets?|imports?|exports?|demand|consumption|dependence|rare[- ]earths?"
    r"|gallium|germanium|graphite|antimony)\b",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"^(?:rise|fall) in |: (?:more|less|higher|lower|above|below)\b"
    r"|\b(?:rise|fall|drop|cut|gain|increase|decline)\b"
)
_RATE = re.compile(
    r"\b(?:tariffs?|dut(?:y|ies)|tax(?:es)?|levy|rates?|limit|target|purity|grade|stake|equity|shares)\b",
    re.IGNORECASE,
)
_FORMS = (
    ("reserves", r"reserves?"),
    ("resources", r"resources?|deposits?"),
    ("quota", r"quotas?|ceilings?|limits?"),
    ("exports", r"exports?|exported|shipments?"),
    ("imports", r"imports?|imported"),
    ("demand", r"demand|consumption"),
    ("capacity", r"capacity"),
    ("output", r"output|production|mined?|produced"),
)
_AMOUNT = tuple((name, re.compile(rf"\b(?:{form})\b", re.IGNORECASE)) for name, form in _FORMS)
_PLAIN = 7  # words of a plain noun phrase; more are a clause, and a price in it has conditions
_AGREED = re.compile(r"\b(?:floor|minimum|guarantee\w*|contract|agreement)\b")
_OTHER_METALS = frozenset(
    ("gallium", "germanium", "antimony", "graphite", "tungsten", "lithium", "cobalt", "nickel",
     "copper", "manganese", "molybdenum", "indium", "bismuth", "tellurium", "uranium", "thorium",
     "niobium", "tantalum", "titanium", "magnesium")
)  # fmt: skip


def basis(told: Told, catalogue: Catalogue) -> Basis | None:
    """Return the basis of a figure; ``None`` if nothing could be compared with it."""
    figure = told.figure
    what = figure.what or ""
    matter, group = _matter(figure.group)
    if figure.unit == "%":
        return _share(told, what, matter, group, catalogue)
    if figure.unit in {"t", "t/year"}:
        return _amount(told, what, matter, group, catalogue)
    if "/kg" in figure.unit or "/t" in figure.unit:
        return _price(told, what)
    return None


def _matter(group: str | None) -> tuple[str, str | None]:
    """Return the family of materials and the part of it: heavy ones are a part of rare earths."""
    if group is None or group == "rare earths":
        return "rare earths", None
    words = re.split(r", | and ", group)
    return (group, None) if words[0] in _OTHER_METALS else ("rare earths", group)


def _share(
    told: Told, what: str, matter: str, group: str | None, catalogue: Catalogue
) -> Basis | None:
    if _CHANGE.search(what) or _RATE.search(what) or not _SHARE.search(what):
        return None
    if _of_its_own(told.figure):
        return None
    holder, scope = _holder_and_scope(told.figure, what, catalogue)
    stage = told.figure.stage
    vague = stage is None and not re.search(r"output|production|suppl", what)
    if holder is None or vague or (stage == "imports" and scope == "world"):
        return None
    measure = "capacity" if "capacity" in what else ""
    return Basis(("share", holder, matter), stage, group, scope, measure, _iso(told))


def _of_its_own(figure: Figure) -> bool:
    """Return whether a share is one of somebody's own: "80% of its annual output".

    "Of the world's separation and 94% of its magnets" means the world's.
    """
    found = re.search(
        rf"{re.escape(figure.given)},? (?:of|from) (?:its|their)\b", figure.passage.text
    )
    return found is not None and "world" not in figure.passage.text[: found.start()]


def _amount(
    told: Told, what: str, matter: str, group: str | None, catalogue: Catalogue
) -> Basis | None:
    figure = told.figure
    text = f"{what} {figure.stage or ''}"
    kind = next((name for name, form in _AMOUNT if form.search(text)), None)
    period = _iso(told)
    if kind is None or figure.place is None or _CHANGE.search(what):
        return None
    if period is None and kind not in {"reserves", "resources"}:
        return None  # amounts of different years are no contradiction, and this one has no year
    named = sorted({each.name for each in Gazetteer(catalogue).places(what)} - {figure.place})
    product = "magnets" if re.search(r"\bmagnets?\b", what) else ""
    when = "" if kind in {"reserves", "resources"} else period or ""
    return Basis(
        ("amount", kind, figure.place, matter, when),
        figure.stage,
        group,
        ", ".join(named) or "all destinations" if kind in {"exports", "imports"} else "world",
        product or ("yearly" if figure.unit == "t/year" else ""),
        period,
    )


def _price(told: Told, what: str) -> Basis | None:
    """Return the basis of a quoted price; a floor or a price in a contract is no quotation."""
    figure = told.figure
    if (
        figure.group is None
        or len(what.split()) > _PLAIN
        or _AGREED.search(f"{what} {figure.passage.text}")
    ):
        return None
    when = figure.period or told.article.id
    return Basis(
        ("price", figure.unit, figure.group, when),
        figure.stage,
        None,
        figure.place or "place not stated",
        "oxide" if "oxide" in what else "",
        _iso(told),
    )


_OWN_SHARE = re.compile(
    r"(?:['’]s?)?\s?(?:share|dependence|position|weight|part|portion|dominance|control)\b"
)


def _holder_and_scope(figure: Figure, what: str, catalogue: Catalogue) -> tuple[str | None, str]:
    """Return who holds a share and of which whole it is a part.

    "China's share of US imports" is held by China, of the United States; "80% of China's reserves"
    is held by somebody else, of China.
    """
    holder = figure.place
    named = Gazetteer(catalogue).places(what)
    scopes = [each.name for each in named if not _OWN_SHARE.match(what[each.end :])]
    others = [name for name in scopes if name != holder]
    if holder in scopes and not others and "share" not in what:
        return None, "world"
    return holder, others[0] if others else "world"


def _iso(told: Told) -> str | None:
    """Return the period of a figure in ISO form, ``None`` if it is not given or has no end."""
    period = told.figure.period
    if not period or period.startswith(("since ", "until ", "from ")):
        return None
    found = dates(period, told.article.date)
    return found[-1].date if found else None


def explain(bases: Iterable[Basis]) -> str:
    """Return in a sentence or two why figures of one quantity do not contradict each other."""
    every = tuple(bases)
    said = [
        _apart("count different stages of the chain", [at.stage for at in every], "no stage named"),
        _apart("cover different elements", [at.group for at in every], "all rare earths"),
        _apart("are parts of different wholes", [_whole(at) for at in every], "the world"),
        _apart("measure different things", [at.measure or None for at in every], "output or share"),
    ]
    told = [each for each in said if each]
    return f"They {'; they '.join(told)}." if told else ""


def _apart(how: str, values: Sequence[str | None], unsaid: str) -> str:
    """Return how figures differ in one part of their basis; "" if they do not."""
    known = sorted({value for value in values if value})
    if len(set(values)) < _TWO or not known:
        return ""
    names = [*known, *([unsaid] if None in values else [])]
    return f"{how} ({'; '.join(names)})"


_TWO = 2


def _whole(at: Basis) -> str | None:
    return None if at.scope in {"world", "all destinations", "place not stated"} else at.scope
