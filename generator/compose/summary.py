"""Choose what a page says, and where: each sentence has one home, and none says a thing twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.catalogue.entries import Catalogue
from generator.compose.candidate import Candidate
from generator.compose.candidates import candidates
from generator.compose.headline import headline
from generator.compose.news import below, bottom_line
from generator.compose.points import is_free, key_points
from generator.compose.room import Room, room_for
from generator.compose.shorten import shortened
from generator.compose.signals import is_share_price
from generator.extract.tasks.differing import DIFFER
from generator.model import Article, Facts, Role, Statement

# The sections in the order in which they are filled, each up to a number of bullets.
FILLED = (
    (Role.NOT_KNOWN, 1),
    (Role.DIFFER, 1),
    (Role.KEY_POINT, 3),
    (Role.WHY, 1),
    (Role.WATCH, 1),
    (Role.KEY_POINT, 5),
    (Role.WHY, 2),
    (Role.WATCH, 2),
    (Role.NOT_KNOWN, 2),
    (Role.DIFFER, 2),
)


def choose(
    articles: Sequence[Article], facts: Iterable[Facts], catalogue: Catalogue
) -> tuple[Statement, ...]:
    """Return the statements of a story, section by section, in the order of the page.

    ``articles`` are in the order of the page: newest first where they differ in time.
    """
    pool = candidates(articles, {each.article: each for each in facts}, catalogue)
    if not pool:
        return ()
    room, title = room_for(articles), headline(articles, catalogue)
    homes: dict[Role, list[Candidate]] = {role: [] for role in Role}
    homes[Role.BOTTOM_LINE] = bottom_line(pool)
    for role, most in FILLED:
        told = [each for some in homes.values() for each in some]
        left = most - len(homes[role])
        if role is Role.KEY_POINT:
            homes[role] += key_points(title, below(homes[Role.BOTTOM_LINE], pool), told, room, left)
        else:
            homes[role] += _of_role(role, pool, told, room)[:left]
    return tuple(
        _statement(each, role, catalogue, follows=role is Role.BOTTOM_LINE and place > 0)
        for role in Role
        for place, each in enumerate(_ordered(homes[role]))
    )


def _of_role(
    role: Role, pool: Sequence[Candidate], told: Sequence[Candidate], room: Room
) -> list[Candidate]:
    chosen: list[Candidate] = []
    for each in sorted(pool, key=lambda c: (_rank(c, role), -c.score, c.article, c.place)):
        if role in each.roles and _is_home(role, each) and is_free(each, [*told, *chosen], room):
            chosen.append(each)
    return chosen


def _is_home(role: Role, each: Candidate) -> bool:
    """Return whether a section takes a group: a reason is told in a sentence of its own."""
    return role is not Role.WHY or len(each.sentences) == 1


def _rank(each: Candidate, role: Role) -> tuple[bool, bool, bool, int, int]:
    """Return what counts before the score of a candidate, the least first.

    A difference is shown with its accounts; one that the text itself names goes first, and one
    about the news, which is told first, before one about what the article adds at its end; how
    shares were traded comes last.
    """
    if role is not Role.DIFFER:
        return False, False, False, 0, 0
    grouped = len(each.sentences) > 1
    place = each.place if grouped else 0
    traded, named = any(map(is_share_price, _texts(each))), DIFFER.search(each.text) is not None
    return traded, not named, not grouped, place, -len(each.sentences)


def _texts(each: Candidate) -> tuple[str, ...]:
    return tuple(sentence.text for sentence in each.sentences)


def _ordered(chosen: Iterable[Candidate]) -> list[Candidate]:
    return sorted(chosen, key=lambda each: (each.article, each.place))


def _statement(
    each: Candidate, role: Role, catalogue: Catalogue, *, follows: bool = False
) -> Statement:
    """Return a candidate as it is shown; one that ``follows`` another reads on from it."""
    texts = (
        shortened(sentence.text, catalogue, first=not place and not follows)
        for place, sentence in enumerate(each.sentences)
    )
    return Statement(" ".join(texts), each.passages, role, each.speaker)
