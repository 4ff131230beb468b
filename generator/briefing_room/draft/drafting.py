"""Draft a page: ask a writer, verify the answer, ask again for the refused sentences.

Nothing here reads or writes a file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from briefing_room.catalogue.catalogue import Catalogue
from briefing_room.compose.draft import Draft, DraftStatement
from briefing_room.compose.draft_composition import Fate, Verdict, compose_draft
from briefing_room.draft.answer import (
    REWORDINGS,
    Answer,
    check_request,
    find_answer,
    read_answer,
    read_rewordings,
)
from briefing_room.draft.request import (
    EditorChoices,
    Request,
    write_request,
    write_rewording_request,
)
from briefing_room.draft.writer_command import Reply
from briefing_room.errors import BriefingError
from briefing_room.model import Briefing, Facts
from briefing_room.review.proposed_rows import Proposal

MAX_REWORDING_ROUNDS = 2
AskWriter = Callable[[str], Reply]


class RewordingRequest(NamedTuple):
    """The request to reword refused statements, its digest, and those statements by number."""

    text: str
    digest: str
    statements: Mapping[int, DraftStatement]


@dataclass(frozen=True)
class Job:
    """A story to draft, with its facts and what people decided about its page.

    ``undrafted`` is the page as the program writes it.
    """

    undrafted: Briefing
    facts: Mapping[str, Facts]
    catalogue: Catalogue
    choices: EditorChoices = field(default_factory=EditorChoices)
    asks_rows: bool = False

    @property
    def story_id(self) -> str:
        return self.undrafted.id

    @cached_property
    def request(self) -> Request:
        return write_request(
            self.undrafted,
            self.catalogue,
            self.facts.__getitem__,
            self.choices,
            asks_rows=self.asks_rows,
        )

    def verdicts(self, draft: Draft) -> tuple[Verdict, ...]:
        """The verdict on each sentence of a draft."""
        return compose_draft(self.undrafted, draft, self.facts.__getitem__, self.catalogue).verdicts

    def rewording_request(self, draft: Draft) -> RewordingRequest | None:
        """The request to reword the sentences that were refused; ``None`` if there are none.

        Sentences for which the page has no room are not among them: no rewording helps those.
        """
        verdicts = self.verdicts(draft)
        refused_statements = {
            number: verdict.statement
            for number, verdict in enumerate(verdicts, start=1)
            if verdict.fate in {Fate.LEFT_OUT, Fate.COPIED}
            and verdict.statement.section in self.request.sections
        }
        if not refused_statements:
            return None
        text, digest = write_rewording_request(
            verdicts, refused_statements, self.request, self.undrafted.story
        )
        return RewordingRequest(text, digest, refused_statements)


@dataclass(frozen=True)
class DraftResult:
    """The draft of a job, the verdict on each sentence, and what to report about it.

    ``rewording_count`` is the number of sentences that the writer was first asked to reword.
    ``messages`` has what the writer printed on standard error, ``seconds`` the time it took.
    """

    job: Job
    draft: Draft
    verdicts: tuple[Verdict, ...]
    rewording_count: int = 0
    notices: tuple[str, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    messages: tuple[str, ...] = ()
    seconds: float = 0.0

    @property
    def can_be_reworded(self) -> bool:
        """Whether sentences are left to reword, and any earlier rewording has helped."""
        request = self.job.rewording_request(self.draft)
        if request is None:
            return False
        return not self.rewording_count or len(request.statements) < self.rewording_count

    @property
    def doubt_count(self) -> int:
        """How many kept sentences of a person would be refused if a model had written them."""
        if not self.draft.person:
            return 0
        stricter_verdicts = self.job.verdicts(replace(self.draft, person=False))
        pairs = zip(self.verdicts, stricter_verdicts, strict=True)
        return sum(verdict.fate is Fate.KEPT and bool(other.reasons) for verdict, other in pairs)

    def count(self, fate: Fate) -> int:
        """The number of sentences with a fate."""
        return sum(verdict.fate is fate for verdict in self.verdicts)


# --- Asking --------------------------------------------------------------------------------------


def draft_page(job: Job, ask_writer: AskWriter, blank: Draft) -> DraftResult:
    """Ask a writer for a page, then at most twice to reword the refused sentences.

    ``blank`` is the draft without statements.  Raises :class:`BriefingError` if the first answer
    cannot be used.
    """
    replies, rewording_count = [ask_writer(job.request.text)], 0
    draft, notices = _fill_draft(job, blank, find_answer(replies[0].text))
    for _ in range(MAX_REWORDING_ROUNDS):
        request = job.rewording_request(draft)
        if request is None:
            break
        rewording_count = rewording_count or len(request.statements)
        try:
            replies.append(ask_writer(request.text))
            answer = find_answer(replies[-1].text)
            draft, new_notices = _reword_draft(job, draft, request, answer)
        except BriefingError as error:
            notices = (*notices, f"asked again, but {error}")
            break
        notices += new_notices
        if not any(answer[REWORDINGS].values()):  # each is null: the writer gives up
            break
    messages = tuple(reply.message for reply in replies if reply.message)
    seconds = sum(reply.seconds for reply in replies)
    return DraftResult(
        job, draft, job.verdicts(draft), rewording_count, notices, (), messages, seconds
    )


def draft_from_text(job: Job, text: str, blank: Draft, earlier: Draft | None) -> DraftResult:
    """Make a draft from the text of an answer, or put its rewordings into the ``earlier`` draft.

    Raises :class:`BriefingError` if the answer cannot be read or belongs to another request, or no
    sentence of the earlier draft is to be reworded.
    """
    answer = find_answer(text)
    if REWORDINGS not in answer:
        draft, notices = _fill_draft(job, blank, answer, is_request_required=True)
        if earlier and not draft.statements:  # an answer with only rows leaves the page as it is
            draft = replace(earlier, rows=draft.rows)
        return DraftResult(job, draft, job.verdicts(draft), notices=notices)
    request = job.rewording_request(earlier) if earlier else None
    if earlier is None or request is None:
        raise BriefingError(f"{job.story_id} has no draft with sentences to reword")
    draft, notices = _reword_draft(job, earlier, request, answer, is_request_required=True)
    return DraftResult(job, draft, job.verdicts(draft), len(request.statements), notices)


def _fill_draft(
    job: Job, blank: Draft, answer: Answer, *, is_request_required: bool = False
) -> tuple[Draft, tuple[str, ...]]:
    """Fill the blank draft with an answer, and keep its rows that nobody has decided on yet.

    Also returns notices.  Raises :class:`UnreadableAnswer`.
    """
    check_request(answer, job.request.digest, is_required=is_request_required)
    page = read_answer(answer, job.request.ids)
    new_rows = (row for row in page.rows if row.id not in blank.decided_rows)
    rows = tuple(dict.fromkeys((*blank.rows, *new_rows)))
    draft = replace(blank, seeds=job.request.seeds, statements=page.statements, rows=rows)
    return draft, page.notices


def _reword_draft(
    job: Job,
    draft: Draft,
    request: RewordingRequest,
    answer: Answer,
    *,
    is_request_required: bool = False,
) -> tuple[Draft, tuple[str, ...]]:
    """Replace the refused statements of a draft by the rewordings in an answer.

    A rewording that would push a kept statement off the page is dropped.  Also returns notices.
    Raises :class:`UnreadableAnswer`.
    """
    check_request(answer, request.digest, is_required=is_request_required)
    rewordings = read_rewordings(answer, job.request.ids, request.statements)
    notices, kept = [*rewordings.notices], _kept_numbers(draft, job)
    for number, rewording in sorted(rewordings.statements.items()):
        before, after = draft.statements[: number - 1], draft.statements[number:]
        reworded_draft = replace(draft, statements=(*before, rewording, *after))
        kept_now = _kept_numbers(reworded_draft, job)
        if kept <= kept_now:
            draft, kept = reworded_draft, kept_now
        else:
            problem = f"the new sentence {number} would take the place of a kept one; shorten it"
            notices.append(f"{problem}: {rewording.text}")
    return draft, tuple(notices)


def _kept_numbers(draft: Draft, job: Job) -> set[int]:
    verdicts = enumerate(job.verdicts(draft))
    return {number for number, verdict in verdicts if verdict.fate is Fate.KEPT}
