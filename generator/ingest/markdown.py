"""Cut a Markdown body into blocks and take the markup out of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ingest.blocks import Block, Line, block, groups

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
_QUOTE = re.compile(r" {0,3}>[ >]*")
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
    """Return the words of a piece of Markdown: link texts stay, addresses and marks go."""
    if not _MARKED.search(text):  # none of the patterns can match
        return text
    text = _ESCAPED.sub(lambda match: chr(_ASIDE + ord(match[1])), text)  # it is no mark
    for pattern, replacement in _INLINE:
        text = pattern.sub(replacement, text)
    return _SET_ASIDE.sub(lambda match: chr(ord(match[0]) - _ASIDE), text)


def markdown_blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of a Markdown body in order, those that are no prose with their markup."""
    return tuple(
        piece
        for group, fenced in _unfenced(text)
        for piece in ([block(group, "code")] if fenced else _blocks(group))
    )


def _unfenced(text: str) -> Iterator[tuple[list[Line], bool]]:
    """Yield each group of lines and whether it is code or a comment, which may hold empty lines."""
    code: list[Line] = []
    for group in groups(text):
        rest: list[Line] = []
        for line in group:
            if not code and not _FENCE.match(line.text):
                rest.append(line)
                continue
            if not code and rest:
                yield rest, False
                rest = []
            code.append(line)
            if len(code) > 1 and _FENCE_END.match(line.text):
                yield code, True
                code = []
        if rest:
            yield rest, False
    if code:
        yield code, True


def _blocks(group: list[Line]) -> Iterator[Block]:
    prose: list[Line] = []
    for line in group:
        markup = _markup(line)
        if markup == "rule" and prose and _SETEXT.match(line.text):
            yield block([*prose, line], "heading")  # a title underlined with === or ---
            prose = []
        elif markup:
            yield from _prose(prose)
            yield block([line], markup)
            prose = []
        elif line.bullet and prose:
            yield from _prose(prose)
            prose = [line]
        else:
            prose.append(line)
    yield from _prose(prose)


def _prose(found: list[Line]) -> Iterator[Block]:
    if found:
        yield _unquoted(block(found), found[0])


def _markup(line: Line) -> str:
    return next((name for name, pattern in _MARKUP if pattern.match(line.text)), "")


def _unquoted(piece: Block, first: Line) -> Block:
    quote = _QUOTE.match(first.text)
    if not quote:
        return piece
    lead = first.start + len(quote[0]) - piece.start
    return Block(piece.start, piece.end, lead=lead, list_item=False)
