"""Cut a text, pasted or Markdown, into paragraphs: the numbered blocks that every address counts.

The cut looks at line breaks and lengths only, never at what the words mean, so that better
cleaning renumbers nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median_low

from briefing_room.text.typography import plain, same_length

_STOPPED = re.compile(r"""[.!?…:;]["')\]]*\s*$""")
_BULLET = re.compile(r"\s*(?:[•‣▪●◦·∙▲►■*+–—-]|\(?\d{1,2}[.)]|\(?[a-z]\)(?!\s*\d{4}))[ \t]+(?=\S)")
_QUOTE = re.compile(r"[ \t]*(?:>(?![\d=>])[ \t]?)+")
_MAX_WRAPPED_WIDTH = 120  # of a line that somebody's mail or terminal wrapped
_SPEAKS = re.compile(  # an interview, a post of a thread, a quotation
    r"\s*(?:(?:Q|A|Question|Answer)\s?:|\(?\d{1,2}/(?:\d{1,2}|n)?\)?)[ \t]+(?=\S)"
    r"|\s*>(?![\d=>])[ \t]*(?=\S)"
)
_MIN_WRAPPED_SHARE = 0.8  # of the width; a narrower line was not broken by it
_MIN_LINES = 3  # that show at which width they were broken; words of a page header
_OF_MAIL = re.compile(r"(?:From|To|Cc|Bcc|Sent|Date|Subject|Reply-To):\s")
_NUMBER = re.compile(r"\d+")
_MAX_WORD_LETTERS = 12  # a line breaks where the next word, up to this long, does not fit


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, list item or heading: ``text[start:end]`` without the space around it.

    ``lead`` counts the characters of a bullet or quote mark at its start; ``markup`` names what
    is no prose (``heading``, ``code`` …) and is empty for prose.
    """

    start: int
    end: int
    lead: int = 0
    markup: str = ""
    list_item: bool = False


@dataclass(frozen=True, slots=True)
class RawLine:
    """A line with its place; ``text`` has straight quotes and plain spaces.

    The marks of a quoted mail are blanks in it; ``quoted`` says how far they reach.
    """

    start: int
    end: int
    text: str
    quoted: int = 0

    @property
    def stopped(self) -> bool:
        """Whether the line ends as a sentence does."""
        return bool(_STOPPED.search(self.text))

    @property
    def bullet(self) -> int:
        """How many characters of the line are a bullet."""
        match = _BULLET.match(self.text)
        return len(match[0]) if match else 0


def groups(text: str, *, mails: bool = False) -> Iterator[list[RawLine]]:
    """Yield the runs of lines between empty lines; in ``mails`` quoted ones may be empty, too."""
    group: list[RawLine] = []
    start = 0
    for raw in same_length(text).split("\n"):
        mark = _QUOTE.match(raw) if mails else None
        bare = " " * mark.end() + raw[mark.end() :] if mark else raw
        if mark and not bare.strip():  # an empty line of a quoted mail
            yield from filter(None, (group, [RawLine(start, start + len(raw), raw)]))
            group = []
        elif plain(raw):
            group.append(RawLine(start, start + len(raw), bare, mark.end() if mark else 0))
        elif group:
            yield group
            group = []
        start += len(raw) + 1
    if group:
        yield group


def text_blocks(text: str) -> tuple[Block, ...]:
    """Cut a pasted text into paragraphs.

    A line is a paragraph, unless the text was hard-wrapped: then lines are joined where the
    break stands only because the next word did not fit, even over the empty lines that some put
    behind each.  What a printer repeats on each page stays alone.
    """
    found = list(groups(text, mails=True))
    every = [line for group in found for line in group]
    width = wrap_width(every)
    if not width and (width := wrap_width(every, spaced=True)):
        found = [every]
    again = _repeated(found) if width else frozenset()
    if len(found) == 1:  # no empty line parts the head from the text
        again |= _head(every, width)
    return tuple(block(lines) for group in found for lines in paragraphs(group, width, again))


def _head(found: list[RawLine], width: int) -> frozenset[int]:
    """Find where the lines begin that stand before the first that surely is one of prose."""
    prose = (
        n
        for n, (line, following) in enumerate(pairwise(found))
        if len(line.text) > width + _MAX_WORD_LETTERS or following.text.lstrip()[:1].islower()
    )
    return frozenset(line.start for line in found[: next(prose, 0)])


def _repeated(found: list[list[RawLine]]) -> frozenset[int]:
    """Find where lines begin that stand again elsewhere, their numbers apart: page headers."""
    lines = {line.start: _NUMBER.sub("0", line.text.strip()) for group in found for line in group}
    count = Counter(lines.values())
    return frozenset(
        start
        for start, text in lines.items()
        if count[text] > 1 and len(text.split()) >= _MIN_LINES
    )


def wrap_width(found: list[RawLine], *, spaced: bool = False) -> int:
    """Measure the width at which the lines of a text were broken, 0 if they were not.

    Most breaks inside its paragraphs then stand in the middle of a sentence, where the next word
    did not fit.  A few longer lines, such as addresses, are passed over.  Of a ``spaced`` text,
    with empty lines behind its lines, only those show the width that surely were broken.
    """
    narrow = [len(line.text.rstrip()) for line in found if len(line.text) <= _MAX_WRAPPED_WIDTH]
    if len(found) < 3 or not narrow or (len(narrow) < 0.9 * len(found) and not spaced):
        return 0
    width = max(narrow)
    breaks = [
        (a, b) for a, b in pairwise(found) if (spaced or b.start == a.end + 1) and not b.bullet
    ]
    breaks = [(a, b) for a, b in breaks if len(a.text) > width / 2]  # no menu shows it
    torn = ((a, b) for a, b in breaks if not a.stopped)
    lower = [len(a.text.rstrip()) for a, b in torn if b.text.lstrip()[:1].islower()]
    if not lower or len(lower) < len(breaks) / 4:
        return 0
    if spaced:
        return median_low(lower) if len(lower) > _MIN_LINES else 0
    return width


def paragraphs(
    group: list[RawLine], width: int, alone: frozenset[int] = frozenset()
) -> Iterator[list[RawLine]]:
    """Yield the lines of each paragraph of a group that has no empty line inside.

    ``width`` is that at which they were broken; the lines that begin at ``alone`` are paragraphs
    of their own.
    """
    current = [group[0]]
    for line in group[1:]:
        apart = alone.isdisjoint((current[-1].start, line.start))
        if apart and _goes_on(current[-1], line, width):
            current.append(line)
        else:
            yield current
            current = [line]
    yield current


def _goes_on(line: RawLine, following: RawLine, width: int) -> bool:
    if not width or following.bullet or _OF_MAIL.match(following.text):
        return False
    if following.text.lstrip()[:1].islower():
        return True
    if not line.stopped and len(line.text.rstrip()) > _MIN_WRAPPED_SHARE * width:
        return True
    word = min(len(following.text.split()[0]), _MAX_WORD_LETTERS)
    return width - 3 - word < len(line.text.rstrip()) <= width + _MAX_WORD_LETTERS


def block(paragraph: list[RawLine], markup: str = "") -> Block:
    """Make the block of a paragraph's lines."""
    first, last = paragraph[0], paragraph[-1]
    speaks = _SPEAKS.match(first.text)
    lead = speaks.end() if speaks else first.bullet or first.quoted
    indent = len(first.text) - len(first.text.lstrip()) if not first.quoted else 0
    return Block(
        first.start + indent,
        last.start + len(last.text.rstrip()),
        lead=max(lead - indent, 0),
        markup=markup,
        list_item=bool(first.bullet),
    )


_MARKUP = (
    ("heading", re.compile(r" {0,3}#{1,6}(?:\s|$)")),
    ("rule", re.compile(r" {0,3}(?:(?:[*_-] *){3,}|=+|-+)$")),
    ("image", re.compile(r"\s*!\[[^\]]*\]\([^)]*\)\s*$")),
    ("table", re.compile(r"\s*\|")),
    ("footnote or link definition", re.compile(r" {0,3}\[[^\]]+\]:")),
    ("HTML or comment", re.compile(r"\s*(?:<[a-zA-Z/!](?![a-z]*:)[^>]*>\s*)+$")),
)
_FENCE = re.compile(r" {0,3}(?:```|~~~)|\s*<!--(?!.*-->)")
_FENCE_END = re.compile(r" {0,3}(?:```|~~~)\s*$|.*-->")
_SETEXT = re.compile(r" {0,3}(?:=+|-{2,})\s*$")
_INLINE: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"<!--.{0,2000}?-->", re.DOTALL), ""),
    (re.compile(r"<(script|style)\b[^>]{0,200}>.{0,2000}?</\1\s*>", re.DOTALL | re.IGNORECASE), ""),
    (re.compile(r"!\[([^\]]{0,500})\]\([^)\s]{0,2000}(?:\s+\"[^\"]{0,500}\")?\)"), ""),
    (re.compile(r"\[\^[^\]\s]{1,200}\]"), ""),
    (
        re.compile(
            r"\[([^\]]{1,500})\]\((?:[^()\s]|\([^()\s]{0,500}\)){0,2000}(?:\s+\"[^\"]{0,500}\")?\)"
        ),
        r"\1",
    ),
    (re.compile(r"\[([^\]]{1,500})\]\[[^\]]{0,200}\]"), r"\1"),
    (re.compile(r"<((?:https?://|mailto:)[^>\s]{1,2000})>"), r"\1"),
    (re.compile(r"</?[a-zA-Z][^<>]{0,2000}>"), ""),
    (re.compile(r"(?<![\w*])(\*{1,3})(?=\S)(.{1,500}?)(?<=\S)\1(?![\w*])"), r"\2"),
    (re.compile(r"(?<![\w_])(_{1,3})(?=\S)(.{1,500}?)(?<=\S)\1(?![\w_])"), r"\2"),
    (re.compile(r"(?<!`)(`+)(?!`)(.{1,500}?)(?<!`)\1(?!`)"), r"\2"),
    (re.compile(r"^\s*(?:>[ >]*)+", re.MULTILINE), ""),
    (re.compile(r"(?:\\|(?<! ) {2,})\n"), "\n"),
)
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|<>~-])")
_ASIDE = 0xF0000  # the start of a plane of private characters
_SET_ASIDE = re.compile(f"[{chr(_ASIDE)}-{chr(_ASIDE + 0x7F)}]")
_MARKED = re.compile(rf"[\\\n<>\[*_`]|{_SET_ASIDE.pattern}")


def without_markup(text: str) -> str:
    """Strip the markup of a piece of Markdown: link texts stay, addresses and marks go."""
    if not _MARKED.search(text):  # none of the patterns can match
        return text
    text = _ESCAPED.sub(lambda match: chr(_ASIDE + ord(match[1])), text)  # it is no mark
    for pattern, replacement in _INLINE:
        text = pattern.sub(replacement, text)
    return _SET_ASIDE.sub(lambda match: chr(ord(match[0]) - _ASIDE), text)


def markdown_blocks(text: str) -> tuple[Block, ...]:
    """Cut a Markdown body into blocks, those that are no prose with their markup."""
    return tuple(block(lines, markup) for lines, markup in _cut(text))


def _cut(text: str) -> Iterator[tuple[list[RawLine], str]]:
    """Yield the lines of each block with its markup; code and comments may hold empty lines."""
    code: list[RawLine] = []
    for group in groups(text):
        prose: list[RawLine] = []
        for line in group:
            markup = next((name for name, form in _MARKUP if form.match(line.text)), "")
            fenced = code or _FENCE.match(line.text)
            underlined = markup == "rule" and prose and _SETEXT.match(line.text)
            if underlined:
                yield [*prose, line], "heading"  # a title underlined with === or ---
            elif prose and (fenced or markup or line.bullet):
                yield prose, ""
            elif not (fenced or markup):
                prose.append(line)
                continue
            prose = [] if fenced or markup else [line]
            if fenced:
                code.append(line)
            elif markup and not underlined:
                yield [line], markup
            if len(code) > 1 and _FENCE_END.match(line.text):
                yield code, "code"
                code = []
        if prose:
            yield prose, ""
    if code:
        yield code, "code"
