"""Quotations signed below, as press releases print them: "…", then "— Jane Doe, Minister of X".

The name stands on the line after the quotation or behind it, mostly behind a dash; without a dash
an office must stand beside it, or any line with a name would sign what stands above it.
"""

from __future__ import annotations

import re
from itertools import pairwise

from generator.extract.actors.persons import personal_name
from generator.extract.actors.posts import OFFICE, POST
from generator.extract.grammar.phrases import holds_verb
from generator.model import Article

_LINE = re.compile(r"[^\n]*\S[^\n]*")
_MARK = r"[*_>\s]*"
_DASHED = re.compile(rf"{_MARK}(?:[—–―]|--?)\s*(?P<who>[^\n]+?){_MARK}$")
_BARE = re.compile(rf"{_MARK}(?P<who>[A-Z][^\n,]+, [^\n]+?){_MARK}$")
_QUOTED = re.compile(rf"{_MARK}[\"“].*[\"”,.]{_MARK}$", re.DOTALL)
_BEHIND = re.compile(r"(?P<said>\s*[\"“][^\n]+[\"”])\s*(?:[—–―]|--?)\s*(?P<who>[A-Z][^\n\"“”]+)$")
_OPENS = re.compile(rf"{_MARK}[\"“]")
_LONGEST = 25  # words of a signature
_LINES = 8  # of a quotation


def signatures(article: Article) -> dict[tuple[int, int], str]:
    """Return who signed the quotation in which each sentence (paragraph, number) stands."""
    signed = [*_below(article.text), *_beside(article.text)]
    return {
        (passage.paragraph, passage.sentence): who
        for start, end, who in signed
        for passage in article.passages
        if start <= passage.start < end
    }


def _beside(text: str) -> list[tuple[int, int, str]]:
    """Return the quotations with a name on the same line, and where they stand."""
    found = []
    for line in _LINE.finditer(text):
        match = _BEHIND.match(line[0])
        if match and _is_signature(match["who"]):
            found.append((line.start(), line.start() + match.end("said"), match["who"].strip()))
    return found


def _below(text: str) -> list[tuple[int, int, str]]:
    """Return the quotations with a name on the line below, and where they stand."""
    lines = list(_LINE.finditer(text))
    found = []
    for at, (line, after) in enumerate(pairwise(lines)):
        who = _signature(after[0])
        if who is None or not re.search(rf"[\"”]{_MARK}$", line[0]):
            continue
        block = lines[max(0, at - _LINES) : at + 1]
        first = next((each for each in reversed(block) if not _continues(each[0])), line)
        quoted = text[first.start() : line.end()]
        if _QUOTED.match(quoted) and len(re.findall(r"[\"“”]", quoted)) == 2:
            found.append((first.start(), line.end(), who))
    return found


def _continues(line: str) -> bool:
    """Tell a line in the midst of a quotation: it opens none."""
    return not _OPENS.match(line)


def _signature(line: str) -> str | None:
    """Return whom a line names that is nothing but a signature."""
    if dashed := _DASHED.match(line):
        return dashed["who"] if _is_signature(dashed["who"]) else None
    bare = _BARE.match(line)
    who = bare["who"] if bare else ""
    beside = who.partition(",")[2]
    in_office = POST.search(beside) or OFFICE.search(beside)
    return who if in_office and _is_signature(who) and not who.endswith((".", ":")) else None


def _is_signature(who: str) -> bool:
    name = re.sub(r"^The (?:Right )?Hon(?:ourable|orable|\.)? ", "", who)
    short = len(who.split()) <= _LONGEST
    bare = who.split(",", maxsplit=1)[0]
    return short and personal_name(name) is not None and not holds_verb(bare)
