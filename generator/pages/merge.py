"""Bring a page as it stands together with what is generated now, and say what came of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum

from generator.pages.conflicts import find, write_out
from generator.pages.document import Page, render
from generator.pages.edits import add_definitions, mark_changed, without_doubles
from generator.pages.reconcile import reconcile
from generator.pages.record import fingerprint


class Outcome(StrEnum):
    """What a run did with a page."""

    CREATED = "created"
    UNCHANGED = "unchanged"
    UPDATED = "updated"  # nobody had edited it
    MERGED = "merged"  # edits and new text stand together
    CONFLICT = "conflict"  # a person's text stays, the new text waits in a comment
    REMOVED = "removed"  # its seeds are gone and nobody had edited it
    KEPT = "kept"  # its seeds are gone, but a person had edited it
    DELETED = "deleted"  # a person deleted it, so it stays away
    HELD = "held"  # one of its seeds, or the page itself, cannot be read


def merge(
    base: Sequence[str] | None,
    present: Page,
    generated: Page,
    define: Callable[[str], str | None],
) -> tuple[str, Outcome]:
    """Return the page's new text and what happened to it; pure, so that `check` can ask too."""
    ours = [line.text for line in present.lines]
    theirs = [line.text for line in generated.lines]
    before = render(present)
    text = "\n".join(write_out(reconcile(base, ours, theirs)))
    text = add_definitions(without_doubles(text, define), define)
    asked = add_definitions(before, define)  # a reviewer's own footnotes change no sentence
    if present.status == "reviewed" and _body(text) != _body(asked):
        text = mark_changed(text)
    return text, _outcome(base, before, text, ours)


def _body(text: str) -> str:
    return text.partition("\n---\n")[2]


def _outcome(base: Sequence[str] | None, before: str, text: str, ours: list[str]) -> Outcome:
    if text == before:
        return Outcome.UNCHANGED
    known = {conflict.proposed for conflict in find(ours)}
    if any(conflict.proposed not in known for conflict in find(text.split("\n"))):
        return Outcome.CONFLICT
    return Outcome.UPDATED if base == fingerprint(ours) else Outcome.MERGED
