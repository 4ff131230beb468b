"""Read a note, somebody's own words on several texts, by the structure that its writer gave it.

The first paragraph is the bottom line and a list gives the key points.  A heading that a page has
(``## Why it matters``, ``## Not known`` …) begins that section; ``## More`` and any other heading
begin what a page folds away.  A mark such as ``[^some-seed/2-1]`` behind a sentence names a
passage that it rests on.  A note of plain paragraphs has no structure: its page is chosen from it,
as that of an article is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from briefing_room.ingest.blocks import Block
from briefing_room.ingest.mend import join
from briefing_room.ingest.passages import Cut, cut, removed
from briefing_room.model import Article, Passage, Role, Sentence

_MARK = re.compile(r"[ \t]?\[\^([^\]\s/]+/\d+-\d+[a-z]?)\]")
_SECTIONS = {role.value.lower(): role for role in Role}
_HEADING = "heading"


def note(made: Article, blocks: Sequence[Block]) -> Article:
    """Fill an article with the passages, sentences and outline of the note that its text is."""
    if not _is_structured(made.text, blocks):
        pieces = tuple(cut(made.id, made.text, blocks, markdown=True))
        return _filled(made, pieces, join([piece for piece in pieces if not piece.label]))
    paragraphs = [block for block in blocks if block.markup != _HEADING]
    unmarked = _MARK.sub(lambda match: " " * len(match[0]), made.text)
    pieces = tuple(cut(made.id, unmarked, paragraphs, markdown=True))
    ends = [piece.passage.start for piece in pieces[1:]] + [len(made.text)]
    marked = tuple(
        replace(piece, passage=_with_marks(piece.passage, made.text, end))
        for piece, end in zip(pieces, ends, strict=True)
    )
    whole = tuple(Sentence(p.text, (p.passage,)) for p in marked if not p.label)
    return replace(_filled(made, marked, whole), outline=_outline(made.text, blocks))


def _is_structured(text: str, blocks: Sequence[Block]) -> bool:
    """Whether a note has a list, or a heading that a page has."""
    return any(block.list_item or _section(text, block) for block in blocks)


def _section(text: str, block: Block) -> Role | None:
    if block.markup != _HEADING:
        return None
    return _SECTIONS.get(text[block.start : block.end].strip("# \t\n=-").lower())


def _outline(text: str, blocks: Sequence[Block]) -> tuple[Role, ...]:
    """The section of each paragraph, headings left out."""
    outline: list[Role] = []
    section = Role.BOTTOM_LINE
    for block in blocks:
        if block.markup == _HEADING:
            section = _section(text, block) or Role.MORE
            continue
        if section is Role.BOTTOM_LINE and (outline or block.list_item):
            section = Role.KEY_POINT
        outline.append(section)
    return tuple(outline)


def _with_marks(passage: Passage, text: str, end: int) -> Passage:
    """A passage as it stands in the text, with what the marks up to ``end`` name."""
    cited = tuple(dict.fromkeys(_MARK.findall(text, passage.start, end)))
    return replace(passage, text=text[passage.start : passage.end], rests_on=cited)


def _filled(made: Article, pieces: tuple[Cut, ...], sentences: tuple[Sentence, ...]) -> Article:
    return replace(
        made,
        sentences=sentences,
        passages=tuple(piece.passage for piece in pieces),
        removed=tuple(removed(piece) for piece in pieces if piece.label),
    )
