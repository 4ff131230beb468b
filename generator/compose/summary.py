"""Choose what a page says, and where: each sentence has one home, and none says a thing twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.catalogue.entries import Catalogue
from generator.compose.candidate import SAME, Candidate, alike, in_a_row
from generator.compose.candidates import candidates
from generator.compose.headline import Parts, gain, headline, untold
from generator.compose.signals import is_share_price, is_soft
from generator.compose.standing import is_torn
from generator.compose.words import count_words
from generator.model import Article, Facts, Role, Statement

BOTTOM_LINE_WORDS = 80  # of both its sentences
# What the prose of the page may take of the words of the editor's notes, and of other people's
# articles under and over 600 words, of which a page may reproduce 60 and 25 % in all.
NOTE_SHARE, SHORT_SHARE, LONG_SHARE = 0.7, 0.58, 0.24
SHORT = 600
WORDS_IN_A_ROW = 90  # of another's article
LEAST_ROOM = 60  # words; a page must say something
LEAD = 6  # how many sentences are looked at for the news, where the first sets a scene
# The sections in the order in which they are filled, each up to a number of bullets.
FILLED = (
    (Role.NOT_KNOWN, 1),
    (Role.DIFFER, 1),
    (Role.KEY_POINT, 5),
    (Role.WHY, 2),
    (Role.WATCH, 2),
    (Role.NOT_KNOWN, 2),
    (Role.DIFFER, 2),
)
TEDIUM = 2.5  # what likeness to a chosen sentence costs, in log odds
_NO_KEY_POINT = frozenset({Role.DIFFER, Role.NOT_KNOWN})
_LATER = {Role.WHY: 0.8, Role.WATCH: 0.8}  # sentences with a section of their own wait for it


def choose(
    articles: Sequence[Article], facts: Iterable[Facts], catalogue: Catalogue
) -> tuple[Statement, ...]:
    """Return the statements of a story, section by section, in the order of the page.

    ``articles`` are in the order of the page: newest first where they differ in time.
    """
    pool = candidates(articles, {each.article: each for each in facts}, catalogue)
    if not pool:
        return ()
    room = max(LEAST_ROOM, int(sum(map(_room, articles))))
    homes: dict[Role, list[Candidate]] = {role: [] for role in Role}
    homes[Role.BOTTOM_LINE] = _bottom_line(pool)
    title = headline(articles, catalogue)
    for role, most in FILLED:
        taken = [each for some in homes.values() for each in some]
        left = room - sum(each.words for each in taken)
        if role is Role.KEY_POINT:
            found = _key_points(title, pool, taken, left)
        else:
            found = _of_role(role, pool, taken, left)
        homes[role] += found[: most - len(homes[role])]
    return tuple(_statement(each, role) for role in Role for each in _ordered(homes[role]))


def _room(article: Article) -> float:
    """Return how many words of an article the prose may show."""
    if article.kind == "note" or article.licence:
        return NOTE_SHARE * sum(count_words(sentence.text) for sentence in article.sentences)
    words = count_words(article.text)
    return words * (SHORT_SHARE if words < SHORT else LONG_SHARE)


def _bottom_line(pool: Sequence[Candidate]) -> list[Candidate]:
    """Return the event and its actor, and the sentence that goes on about it."""
    heads = [c for c in pool if c.article == pool[0].article and len(c.sentences) == 1]
    firm = [c for c in heads if not c.leans and Role.NOT_KNOWN not in c.roles] or heads
    lead = firm[0]
    if is_soft(lead.text):
        told = [each for each in firm[1:LEAD] if not is_soft(each.text)]
        lead = max(told, key=lambda each: (each.score, -each.place), default=lead)
    after = next((each for each in heads if each.place == lead.place + 1), None)
    goes_on = after is not None and after.leans and not is_torn(after.text)
    if (
        after
        and goes_on
        and Role.DIFFER not in after.roles
        and lead.words + after.words <= BOTTOM_LINE_WORDS
    ):
        return [lead, after]
    return [lead]


def _key_points(
    title: Parts,
    pool: Sequence[Candidate],
    taken: Sequence[Candidate],
    room: int,
) -> list[Candidate]:
    """Return what adds most, the best first (maximal marginal relevance).

    The title is told before all else, as far as sentences tell it.
    """
    chosen: list[Candidate] = []
    while True:
        told = [*taken, *chosen]
        left = [
            each
            for each in pool
            if each.words <= room and not each.roles & _NO_KEY_POINT and _free(each, told)
        ]
        if not left:
            return chosen
        missing = untold(title, told)
        ranked = [(_worth(c, told) + gain(c, missing), -c.article, -c.place) for c in left]
        best = left[ranked.index(max(ranked))]
        chosen.append(best)
        room -= best.words


def _worth(each: Candidate, told: Sequence[Candidate]) -> float:
    later = sum(_LATER[role] for role in sorted(each.roles) if role in _LATER)
    return each.score - later - TEDIUM * max((alike(each, other) for other in told), default=0.0)


def _of_role(
    role: Role, pool: Sequence[Candidate], taken: Sequence[Candidate], room: int
) -> list[Candidate]:
    chosen: list[Candidate] = []
    for each in sorted(pool, key=lambda c: (_rank(c, role), -c.score, c.article, c.place)):
        if role in each.roles and each.words <= room and _free(each, [*taken, *chosen]):
            chosen.append(each)
            room -= each.words
    return chosen


def _rank(each: Candidate, role: Role) -> tuple[bool, bool, int, int]:
    """Return what counts before the score of a candidate, the least first.

    A difference is shown with its accounts, and one about the news, which is told first, before
    one about what the article adds at its end; how shares were traded comes last.
    """
    if role is not Role.DIFFER:
        return False, False, 0, 0
    grouped = len(each.sentences) > 1
    place = each.place if grouped else 0
    return any(map(is_share_price, _texts(each))), not grouped, place, -len(each.sentences)


def _texts(each: Candidate) -> tuple[str, ...]:
    return tuple(sentence.text for sentence in each.sentences)


def _free(each: Candidate, told: Sequence[Candidate]) -> bool:
    """Return whether a candidate can stand in a bullet and says what is not said yet."""
    if each.leans or (each.limited and in_a_row(each, told) > WORDS_IN_A_ROW):
        return False
    return not any(each.overlaps(other) or alike(each, other) >= SAME for other in told)


def _ordered(chosen: Iterable[Candidate]) -> list[Candidate]:
    return sorted(chosen, key=lambda each: (each.article, each.place))


def _statement(each: Candidate, role: Role) -> Statement:
    return Statement(each.text, each.passages, role, each.speaker)
