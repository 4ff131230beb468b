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
    return tuple(block(lines, markup) for lines, markup in _cut(text))


def _cut(text: str) -> Iterator[tuple[list[Line], str]]:
    """Yield the lines of each block with its markup; code and comments may hold empty lines."""
    code: list[Line] = []
    for group in groups(text):
        prose: list[Line] = []
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
