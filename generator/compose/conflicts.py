"""Figures about one quantity brought together, and what each difference between them is.

A difference has a kind: another basis, another period, a revision by the same source, a spread of
estimates, or unresolved.  Only the last three are disagreements; the first two are what readers
commonly confuse.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from generator.catalogue.entries import Catalogue
from generator.compose.basis import Basis, Told, basis, explain
from generator.compose.differences import (
    CONFUSED,
    DIFFERENT_BASIS,
    DIFFERENT_PERIOD,
    REVISION,
    SPREAD,
    UNRESOLVED,
    agree,
    counted_at,
    disagreement,
    kind_of,
    kind_on,
)
from generator.extract.speech.clauses import clause_at
from generator.model import Account, Article, Disagreement, Facts, Figure, SpeaksAs
from generator.text.months import when


@dataclass(frozen=True, slots=True)
class Comparison:
    """Figures about one quantity that differ, and how; ``why`` names the difference in basis."""

    kind: str
    on: str
    told: tuple[Told, ...]
    why: str = ""
    basis: tuple[str, ...] = ()  # what all of them count; empty where that differs


# --- All figures ---------------------------------------------------------------------------------


def comparisons(told: Iterable[Told], catalogue: Catalogue) -> tuple[Comparison, ...]:
    """Return every quantity that several figures are given for, with the kind of difference.

    First the disagreements on one basis, then what is commonly confused, each in the order of
    what it is on.  Figures that agree on one basis and stand alone make no comparison.
    """
    families: dict[tuple[str, ...], list[tuple[Told, Basis]]] = {}
    for each in told:
        if found := basis(each, catalogue):
            families.setdefault(found.quantity, []).append((each, found))
    made = [c for _, family in sorted(families.items()) for c in _of_family(family)]
    return tuple(sorted(made, key=lambda each: (each.kind in CONFUSED, each.on, each.kind)))


def _of_family(family: list[tuple[Told, Basis]]) -> Iterator[Comparison]:
    clusters: dict[tuple[str, str, str, str], list[tuple[Told, Basis]]] = {}
    for each in family:
        clusters.setdefault(counted_at(each[1]), []).append(each)
    for _, cluster in sorted(clusters.items()):
        yield from _of_cluster(cluster)
    by_scope: dict[str, list[tuple[Told, Basis]]] = {}
    trade = family[0][1].quantity[0] == "amount"
    for at, cluster in sorted(clusters.items()):
        by_scope.setdefault("" if trade else at[0], []).extend(cluster)
    for rows in by_scope.values():
        if len({counted_at(at) for _, at in rows}) > 1:
            ordered = sorted(rows, key=_row_order)
            yield Comparison(
                DIFFERENT_BASIS, _on(rows), _rows(rows), explain(at for _, at in ordered)
            )


def _of_cluster(cluster: list[tuple[Told, Basis]]) -> Iterator[Comparison]:
    """Yield one comparison for each kind of difference among figures on one basis."""
    kinds: dict[str, dict[Told, Basis]] = {}
    for (one, left), (other, right) in combinations(cluster, 2):
        if kind := kind_on(one, other, left, right):
            kinds.setdefault(kind, {}).update({one: left, other: right})
    for kind, found in sorted(kinds.items()):
        rows = list(found.items())
        yield Comparison(kind, _on_one_basis(rows), _rows(rows), basis=counted_at(rows[0][1]))


def by_basis(found: Iterable[Comparison]) -> tuple[Comparison, ...]:
    """Return comparisons so that all figures on one basis stand in one of them.

    It has the weightiest kind among them; that some are only of different periods, ``why`` says.
    """
    families: dict[tuple[str, tuple[str, ...]], list[Comparison]] = {}
    for each in found:
        families.setdefault((each.on, each.basis), []).append(each)
    return tuple(_joined(same) for same in families.values())


def _joined(same: list[Comparison]) -> Comparison:
    kinds = {each.kind for each in same}
    kind = next((kind for kind in _WEIGHTIEST if kind in kinds), same[0].kind)
    told = tuple(dict.fromkeys(each for comparison in same for each in comparison.told))
    apart = DIFFERENT_PERIOD in kinds and kind != DIFFERENT_PERIOD
    return replace(same[0], kind=kind, told=told, why=_YEARS if apart else same[0].why)


_WEIGHTIEST = (UNRESOLVED, SPREAD, REVISION, DIFFERENT_PERIOD)
_YEARS = "Those of different years do not contradict each other."


def _rows(rows: list[tuple[Told, Basis]]) -> tuple[Told, ...]:
    unique = dict.fromkeys(told for told, _ in sorted(rows, key=_row_order))
    return tuple(unique)


def _row_order(row: tuple[Told, Basis]) -> tuple[str, str, float, str]:
    told, at = row
    return at.stage or "", at.group or "", told.figure.low, told.figure.passage.label


def _on(rows: list[tuple[Told, Basis]]) -> str:
    """Return what a comparison is on, made of the parts that all its figures share."""
    first = rows[0][1]
    kind, *rest = first.quantity
    stages = {at.stage for _, at in rows}
    groups = {at.group for _, at in rows}
    group = next(iter(groups)) if len(groups) == 1 else None
    if kind == "price":
        return f"price of {rest[1]}"
    if kind == "amount":
        period = f", {when(rest[3])}" if rest[3] else ""
        return f"{rest[0]} of {group or rest[2]}, {rest[1]}{period}"
    stage = next(iter(stages)) if len(stages) == 1 else None
    scope = f" of {first.scope}" if first.scope != "world" else ""
    return f"{_own(rest[0])} share of {group or rest[1]}" + (f", {stage}" if stage else "") + scope


def _own(holder: str) -> str:
    return f"{holder}'" if holder.endswith("s") else f"{holder}'s"


def _on_one_basis(rows: list[tuple[Told, Basis]]) -> str:
    """Return what figures on one basis are on; that a share names no stage is part of it."""
    at = rows[0][1]
    unsaid = ", no stage named" if at.quantity[0] == "share" and at.stage is None else ""
    return f"{_on(rows)}{unsaid}" + (f" ({at.measure})" if at.measure else "")


# --- Inside one story ----------------------------------------------------------------------------


def disagreements(
    articles: Sequence[Article], known: Sequence[Facts], catalogue: Catalogue
) -> tuple[Disagreement, ...]:
    """Return the disagreements of a story: those its articles state and those its figures show.

    A stated one about figures gets the kind of their difference, so that another basis or period
    is not shown as a conflict.
    """
    by_id = {article.id: article for article in articles}
    told = tuple(Told(figure, by_id[f.article]) for f in known for figure in f.figures)
    stated = tuple(_typed(each, told, catalogue) for f in known for each in f.disagreements)
    taken = {p.label for each in stated for account in each.accounts for p in account.passages}
    rest = [each for each in told if each.figure.passage.label not in taken]
    return (*stated, *_shown(rest, catalogue), *_contrasted(rest, catalogue))


def _shown(told: Sequence[Told], catalogue: Catalogue) -> Iterator[Disagreement]:
    """Yield the disagreements of attributed figures about one quantity on one basis."""
    attributed = [each for each in told if _is_attributed(each)]
    for found in comparisons(attributed, catalogue):
        accounts = tuple(dict.fromkeys(account_of(each) for each in found.told))
        if found.kind not in CONFUSED and len(accounts) > 1:
            yield Disagreement(found.kind, found.on, accounts)


def _contrasted(told: Sequence[Told], catalogue: Catalogue) -> Iterator[Disagreement]:
    """Yield figures that one sentence sets against each other: "A put it at 41%, B at 53%"."""
    for one, other in combinations(told, 2):
        left, right = one.figure, other.figure
        alike = left.what == right.what and left.period == right.period
        if (
            left.passage == right.passage
            and alike
            and basis(one, catalogue) is None
            and _contradict(one, other)
        ):
            kind = disagreement(one, other) or UNRESOLVED
            yield Disagreement(kind, left.what or left.unit, (account_of(one), account_of(other)))


def _contradict(one: Told, other: Told) -> bool:
    """Return whether two attributed figures of one unit and of two sources cannot both be true."""
    left, right = one.figure, other.figure
    return (
        left.unit == right.unit
        and left.speaker != right.speaker
        and _is_attributed(one)
        and _is_attributed(other)
        and not agree(left, right)
    )


def _is_attributed(told: Told) -> bool:
    return told.figure.speaker is not None and told.figure.speaker.kind is not SpeaksAs.NOTE


def account_of(told: Told) -> Account:
    """Return the passage's clause with the figure, reporting clause included, as an account."""
    figure, text = told.figure, told.figure.passage.text
    start = max(text.find(figure.given), 0)
    clause = clause_at(text, start, start + len(figure.given))
    words = text[clause.start : clause.end].strip(" ,;.")
    return Account(words, (figure.passage,), figure.speaker)


def _typed(stated: Disagreement, told: Sequence[Told], catalogue: Catalogue) -> Disagreement:
    """Give a stated disagreement the kind of its figures, where its accounts are figures."""
    pairs = combinations([_figures_of(account, told) for account in stated.accounts], 2)
    kinds = {
        kind_of(one, other, catalogue) or _stated_kind(one.figure, other.figure)
        for lefts, rights in pairs
        for one in lefts
        for other in rights
        if one.figure.unit == other.figure.unit and not agree(one.figure, other.figure)
    }
    order = (UNRESOLVED, SPREAD, REVISION, DIFFERENT_PERIOD, DIFFERENT_BASIS)
    return replace(stated, kind=next((kind for kind in order if kind in kinds), stated.kind))


def _stated_kind(one: Figure, other: Figure) -> str:
    """Return the kind where the article itself sets two figures against each other."""
    stages, groups = {one.stage, other.stage}, {one.group, other.group}
    apart = any(None not in known and len(known) > 1 for known in (stages, groups))
    return DIFFERENT_BASIS if apart else UNRESOLVED


def _figures_of(account: Account, told: Sequence[Told]) -> list[Told]:
    return [
        each
        for each in told
        if each.figure.passage in account.passages and each.figure.given in account.text
    ]
