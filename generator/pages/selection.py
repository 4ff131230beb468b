"""Choose from a briefing what the page has room for, without saying anything twice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from generator.extract.amounts.ofwhat import only_repeats
from generator.extract.grammar.finite import needs_more
from generator.extract.speech.wording import stands_alone
from generator.extract.timeline.background import is_background
from generator.model import (
    Article,
    Briefing,
    Claim,
    Disagreement,
    Event,
    Figure,
    Passage,
    Role,
    Statement,
)
from generator.pages.limits import fits
from generator.text.typography import plain

CELL_WORDS = 25
DISAGREEMENTS = frozenset({"revision", "spread", "unresolved", "words"})
# Over the limits key points go before the rest of the prose; tables come last of all.
_PRIORITY = (Role.BOTTOM_LINE, Role.DIFFER, Role.NOT_KNOWN, Role.WATCH, Role.WHY, Role.KEY_POINT)
# Units that measure (currencies are capitals); any other unit is the noun of a bare count.
_MEASURED = re.compile(r"%|percentage|t\b|kg\b|ppm|km|[A-Z]{3}\b|times")


@dataclass(frozen=True, slots=True)
class Selection:
    """What the page shows, each kind in its order."""

    statements: tuple[Statement, ...]
    disagreements: tuple[Disagreement, ...]
    claims: tuple[Claim, ...]
    figures: tuple[Figure, ...]
    events: tuple[Event, ...]

    @property
    def prose(self) -> Iterator[tuple[str, tuple[Passage, ...]]]:
        """Yield the lines of prose with what they rest on, in page order."""
        for role in Role:
            for said in self.statements:
                if said.role is role:
                    yield said.text, said.passages
            if role is Role.DIFFER:
                for disagreement in self.disagreements:
                    for account in disagreement.accounts:
                        yield account.text, account.passages

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Return every passage the page cites, in the order of first use."""
        return (
            *(p for _, passages in self.prose for p in passages),
            *(p for claim in self.claims for p in claim.passages),
            *(p for figure in self.figures for p in figure.passages),
            *(event.passage for event in self.events),
        )

    @property
    def verbatim(self) -> tuple[Passage, ...]:
        """Return the passages that a line of prose shows letter for letter."""
        return tuple(
            passages[0]
            for text, passages in self.prose
            if len(passages) == 1 and plain(text) == plain(passages[0].text)
        )


@dataclass(slots=True)
class _Room:
    """What still fits: words of the page, and passages of other people's articles."""

    words: int
    articles: dict[str, Article]
    shown: list[Passage] = field(default_factory=list)

    def take(self, words: int, passages: Iterable[Passage]) -> bool:
        """Use room for a line, or leave things as they are and return that there is none."""
        wanted = [*self.shown, *passages]
        if self.shown and (words > self.words or not fits(self.articles, wanted)):
            return False
        self.words -= words
        self.shown = wanted
        return True


def select(briefing: Briefing) -> Selection:
    """Return what of ``briefing`` stands on its page.

    Tables list only what the prose does not give.  Before its sources a page has no more words
    than its seeds, and of other people's articles it shows no more than the limits allow.
    """
    articles = {article.id: article for article in briefing.story.articles}
    room = _Room(sum(len(a.text.split()) for a in articles.values()), articles)
    statements = _statements(briefing, room)
    disagreements = tuple(
        d for d in briefing.disagreements if d.kind in DISAGREEMENTS and room.take(*_accounts(d))
    )
    told = frozenset(passage.label for passage in room.shown)
    figures = _figures(briefing, room, measured=True)
    due = _events(briefing, room, told, expected=True)
    claims = tuple(c for c in briefing.claims if _new_claim(c, told) and room.take(*_claim(c)))
    past = _events(briefing, room, told, expected=False)
    figures |= _figures(briefing, room, measured=False)
    in_order = tuple(figure for figure in briefing.figures if figure in figures)
    return Selection(statements, disagreements, claims, in_order, (*due, *past))


def _figures(briefing: Briefing, room: _Room, *, measured: bool) -> frozenset[Figure]:
    """Return the figures that fit: shares, weights and money first, bare counts last of all."""
    wanted = [f for f in briefing.figures if bool(_MEASURED.match(f.unit)) is measured]
    wanted.sort(key=_told, reverse=True)  # a stable sort: those alike stay in the text's order
    return frozenset(f for f in wanted if _tells(f) and room.take(*_figure(f)))


_CLAUSE = 16  # words of a clause that a cell may hold where no noun phrase says it


def _told(figure: Figure) -> int:
    """Return how well a row can be compared: a thing, not a clause; stage, place and period."""
    basis = (figure.stage, figure.group, figure.place, figure.period)
    return 2 * ("…" not in (figure.what or "…")) + sum(part is not None for part in basis)


def _tells(figure: Figure) -> bool:
    """Return whether a row says of what a figure is: in words of its own, and not too many."""
    if "…" in (figure.what or "") and len((figure.what or "").split()) > _CLAUSE:
        return False
    return figure.what is not None and not only_repeats(
        figure.what, f"{figure.given} {figure.unit}"
    )


def _events(
    briefing: Briefing, room: _Room, told: frozenset[str], *, expected: bool
) -> tuple[Event, ...]:
    """Return the events that fit, can be read alone and are not told in the prose.

    What is due stands first, the next first.
    """
    wanted = [
        event
        for event in briefing.events
        if event.expected is expected
        and (event.date or event.precision == "day")  # "last week" of no day tells nothing
        and event.passage.label not in told
        and not needs_more(event.text)
        and not _is_beside(event)
    ]
    if expected:
        wanted.sort(key=lambda event: event.date or "")
    return tuple(event for event in wanted if room.take(*_event(event)))


def _is_beside(event: Event) -> bool:
    """Return whether the date of an event only stands beside what its words tell."""
    at = event.text.find(event.given)
    end = at + len(event.given)
    return at >= 0 and is_background(event.text, at, end, ahead=event.expected)


def _statements(briefing: Briefing, room: _Room) -> tuple[Statement, ...]:
    """Return the statements that fit, in the briefing's order."""
    ranked = sorted(briefing.statements, key=lambda said: _PRIORITY.index(said.role))
    taken = [said for said in ranked if room.take(len(said.text.split()), said.passages)]
    return tuple(said for said in briefing.statements if said in taken)


def _accounts(disagreement: Disagreement) -> tuple[int, tuple[Passage, ...]]:
    accounts = disagreement.accounts
    words = sum(len(account.text.split()) for account in accounts)
    return words, tuple(p for account in accounts for p in account.passages)


def _new_claim(claim: Claim, told: frozenset[str]) -> bool:
    """Return whether the prose lacks the claim, and a cell can hold it and be understood."""
    known = all(passage.label in told for passage in claim.passages)
    short = len(claim.text.split()) <= CELL_WORDS
    return not known and short and stands_alone(claim.text)


def _claim(claim: Claim) -> tuple[int, tuple[Passage, ...]]:
    speaker = claim.speaker
    return len(f"{speaker.name} {speaker.kind} {claim.text}".split()), claim.passages


def _figure(figure: Figure) -> tuple[int, tuple[Passage, ...]]:
    cells = (figure.given, figure.what, figure.stage, figure.group, figure.place, figure.period)
    return sum(len((cell or "").split()) for cell in cells), figure.passages


def _event(event: Event) -> tuple[int, tuple[Passage, ...]]:
    return len(f"{event.given} {event.text}".split()), (event.passage,)
