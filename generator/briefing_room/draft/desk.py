"""Have one page written: ask, hold the answer to its passages, ask again for what is refused.

Pure but for the writer that is asked: nothing is read or written here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from briefing_room.catalogue.entries import Catalogue
from briefing_room.compose.drafted import Fate, Verdict, drafted, refusals
from briefing_room.draft.answer import WriterAnswer, is_rewording, read_answer, read_rewording
from briefing_room.draft.ask import NoAnswer, Reply
from briefing_room.draft.request import EditorChoices, Objection, Request, again, request
from briefing_room.errors import BriefingError
from briefing_room.model import Article, Briefing, Draft, DraftStatement, Facts, RefusedStatement
from briefing_room.review.proposed_rows import Proposal
from briefing_room.verify.verifier import Verifier

ROUNDS = 2  # times that a writer is asked again
Ask = Callable[[str], Reply]


@dataclass(frozen=True)
class Job:
    """A story to be drafted: its page without a draft, what is known, and what people decided."""

    made: Briefing
    facts: Mapping[str, Facts]
    catalogue: Catalogue
    choices: EditorChoices = field(default_factory=EditorChoices)
    rows: bool = False

    @property
    def name(self) -> str:
        """The id of the story and of its page."""
        return self.made.id

    @property
    def articles(self) -> dict[str, Article]:
        """The articles of the story by their ids."""
        return {article.id: article for article in self.made.story.articles}

    @cached_property
    def request(self) -> Request:
        """What a writer is sent."""
        return request(
            self.made, self.catalogue, self.facts.__getitem__, self.choices, rows=self.rows
        )

    @property
    def verifier(self) -> Verifier:
        """What holds sentences to the passages of the story."""
        return Verifier(self.articles, self.facts.__getitem__, self.catalogue)

    def verdicts(self, draft: Draft) -> tuple[Verdict, ...]:
        """What becomes of each sentence of a draft on the page."""
        return drafted(self.made, draft, self.facts.__getitem__, self.catalogue).verdicts

    def again(self, draft: Draft) -> tuple[str, dict[int, DraftStatement]]:
        """The request for what of a draft is refused, "" for nothing, and the refused by number."""
        objections = [
            Objection(number, verdict.said, _rest_of_bullet(verdict.said, draft), verdict.reasons)
            for number, verdict in enumerate(refusals(draft, self.verifier), start=1)
            if verdict.reasons
        ]
        texts = {p.address: p.text for a in self.articles.values() for p in a.passages}
        refused = {objection.number: objection.statement for objection in objections}
        return (again(objections, self.request.ids, texts) if refused else ""), refused


@dataclass(frozen=True)
class Written:
    """What came of a job: the draft, what became of its sentences, and what there is to tell."""

    job: Job
    draft: Draft
    verdicts: tuple[Verdict, ...]
    asked_again: int = 0
    mended: int = 0
    told: tuple[str, ...] = ()
    rows: tuple[Proposal, ...] = ()
    talk: tuple[str, ...] = ()
    seconds: float = 0.0

    def count(self, fate: Fate) -> int:
        """How many sentences had a fate."""
        return sum(verdict.fate is fate for verdict in self.verdicts)


def _rest_of_bullet(statement: DraftStatement, draft: Draft) -> tuple[str, ...]:
    place = statement.section, statement.bullet
    return tuple(
        other.text
        for other in draft.statements
        if (other.section, other.bullet) == place and other is not statement
    )


# --- Asking --------------------------------------------------------------------------------------


def have_written(job: Job, ask: Ask, blank: Draft) -> Written:
    """Ask a writer for a page, and again for what is refused; raises :class:`BriefingError`.

    ``blank`` is the draft without its statements.
    """
    asked = job.request
    reply = ask(asked.text)
    answer = read_answer(reply.text, asked.ids)
    work = _Work(job, ask, answered(blank, answer, asked), [reply], [*answer.told])
    for _ in range(ROUNDS):
        if not work.asked_anew():
            break
    return work.done()


def answered(blank: Draft, answer: WriterAnswer, asked: Request) -> Draft:
    """The draft that an answer makes; rows that wait already stay."""
    rows = (row for row in answer.rows if row.id not in blank.settled)
    return replace(
        blank,
        request=asked.digest,
        seeds=asked.seeds,
        statements=answer.statements,
        rows=tuple(dict.fromkeys((*blank.rows, *rows))),
    )


def taken_over(job: Job, text: str, blank: Draft, before: Draft | None) -> Written:
    """What an answer that somebody brings makes; of one to being asked again, with before.

    Raises :class:`BriefingError` where it cannot be read.
    """
    asked = job.request
    if not is_rewording(text):
        answer = read_answer(text, asked.ids)
        draft = answered(blank, answer, asked)
        return Written(job, draft, job.verdicts(draft), told=answer.told)
    if before is None:
        raise BriefingError(f"{job.name} has no draft of which sentences could be said anew")
    refused = job.again(before)[1]
    anew = read_rewording(text, asked.ids, refused)
    draft = _with(before, anew.statements, job)
    return Written(job, draft, job.verdicts(draft), len(refused), told=anew.told)


@dataclass
class _Work:
    """One page while it is written."""

    job: Job
    ask: Ask
    draft: Draft
    replies: list[Reply]
    told: list[str]
    first: int = 0
    again: int = 0

    def asked_anew(self) -> bool:
        """Ask once more for what is refused; return whether that was of use."""
        text, refused = self.job.again(self.draft)
        self.first = self.first or len(refused)
        if not text:
            return False
        self.again += 1
        try:
            reply = self.ask(text)
            self.replies.append(reply)
            anew = read_rewording(reply.text, self.job.request.ids, refused)
        except (NoAnswer, BriefingError) as error:
            self.told.append(f"asked again, but {error}")
            return False
        self.told += anew.told
        self.draft = _with(self.draft, anew.statements, self.job)
        return bool(anew.statements)

    def done(self) -> Written:
        """What came of it."""
        left = len(self.job.again(self.draft)[1])
        return Written(
            self.job,
            self.draft,
            self.job.verdicts(self.draft),
            self.first,
            self.first - left if self.again else 0,
            tuple(self.told),
            talk=tuple(reply.talk for reply in self.replies if reply.talk),
            seconds=sum(reply.seconds for reply in self.replies),
        )


def _with(draft: Draft, anew: Mapping[int, DraftStatement], job: Job) -> Draft:
    """A draft with statements said anew, each beside what it was and why that was refused.

    What is said anew and refused as well takes the place of what was said only where it is no
    worse: it has no more against it.
    """
    verifier = job.verifier
    before = refusals(draft, verifier)
    new = replace(draft, statements=_replaced(draft.statements, anew))
    after = refusals(new, verifier)
    worse = {n for n in anew if len(after[n - 1].reasons) > len(before[n - 1].reasons)}
    kept = {number: said for number, said in anew.items() if number not in worse}
    gone = tuple(
        RefusedStatement(
            verdict.said.section,
            verdict.said.text,
            verdict.said.cites,
            tuple(f"{reason.code}: {reason.message}" for reason in verdict.reasons),
        )
        for verdict in (
            *(before[n - 1] for n in sorted(kept)),
            *(after[n - 1] for n in sorted(worse)),
        )
    )
    return replace(
        draft, statements=_replaced(draft.statements, kept), refused=(*draft.refused, *gone)
    )


def _replaced(
    statements: Sequence[DraftStatement], anew: Mapping[int, DraftStatement]
) -> tuple[DraftStatement, ...]:
    return tuple(anew.get(number, said) for number, said in enumerate(statements, start=1))
