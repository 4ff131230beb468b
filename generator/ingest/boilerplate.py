"""Tell the lines that are no part of an article by what they say, each with the reason.

Most are known by their words: the patterns are data, in ``generator/data/boilerplate.yml``, one to
a line.  Others by their place and company: the head and signature of a mail, what stands below a
press release, running heads, rows of a table, quotes and captions that stand twice.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Any

from generator.ingest.byline import DATELINE, head_line
from generator.ingest.dateline import dateline_alone
from generator.text.grammar import count
from generator.text.tables import table
from generator.text.typography import plain

NOTE_OF_EDITORS = "note of the editors"  # a reason of boilerplate.yml
POINTER = "pointer to another article"  # another one
CAPTION = "photo credit or caption"  # and another
ON_THE_AUTHOR = "note on the author"
MAIL, NOTE, OLDER = "head of a mail", "covering note of a mail", "older mail, answered in this one"
SIGNATURE = "signature of a mail"
RELEASE, REFERENCES = "notes of a press release", "references"
RUNNING, ROW = "running head of a page", "row of a table"
QUOTE = "pull quote, repeated in the text"
_SETTINGS = ("parts", "also_inside_paragraphs", "only_at_the_end", "ends", "mail")
_SIGNS = re.compile(r"^[^\w\s\"'(\[$€£#@.-]+\s+")  # a picture before the words
_LONGEST = 520  # characters; a longer line is a paragraph
_SHORT = 12  # words; a longer line is no running head and surely a paragraph
_MOST_NAMES = 24  # words of a byline
_MOST_ALIKE = 50  # paragraphs with the same four words that are looked at
_SUBJECT = re.compile(
    r"[*_]{0,2}subject:[*_]{0,2}\s*(?:(?:fwd?|re|aw|wg|tr):\s*|\[[^\]]{1,40}\]\s+){0,9}",
    re.IGNORECASE,
)
_MOST_CELLS = 4  # of a line alone; one with more is a row
_CELLS = re.compile(r"[^\S\n]*\t\s*| {3,}| \| ")
_NUMBERED = re.compile(r"(?<![\d.,$€£])\b\d{1,3}$|^\d{1,3}(?= {2,}| [|A-Z])")


def line_reason(line: str, *, at_end: bool = False) -> str | None:
    """Return why a line of its own (plain typography) is no part of the article, if it is none.

    ``at_end`` says that no full paragraph follows.
    """
    line = line.strip()
    if not line or len(line) > _LONGEST:
        return None
    short = len(line.split()) <= _MOST_NAMES
    said = head_line(line) if short else None
    alone = dateline_alone(line) if short and not (said and said.people) else None
    if alone and (alone.publisher or said is None) and any(map(str.isdigit, line)):
        return DATELINE
    if said and said.days:
        return said.reason
    for tried in dict.fromkeys((line, _SIGNS.sub("", line))):
        for reason, pattern in _patterns():
            if pattern.fullmatch(tried) and (at_end or reason not in _data()["only_at_the_end"]):
                return reason
    return said.reason if said and said.sure else None


def sentence_reason(sentence: str) -> str | None:
    """Return why a sentence inside a paragraph is none of the article's: a stricter choice."""
    if len(sentence) > _LONGEST:
        return None
    inside = _data()["also_inside_paragraphs"]
    tried = ((reason, pattern) for reason, pattern in _patterns() if reason in inside)
    return next((reason for reason, pattern in tried if pattern.fullmatch(sentence)), None)


def is_end_heading(line: str) -> bool:
    """Return whether a line heads what stands below the news: "About Acme", "References"."""
    return _end_of(line) is not None


@cache
def _data() -> dict[str, Any]:
    return table("boilerplate")


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (reason, _compiled(rules)) for reason, rules in _data().items() if reason not in _SETTINGS
    )


@cache
def _of(name: str) -> Mapping[str, re.Pattern[str]]:
    return {reason: _compiled(rules) for reason, rules in _data()[name].items()}


def _compiled(rules: Sequence[str]) -> re.Pattern[str]:
    parts: dict[str, str] = {}
    for name, part in _data()["parts"].items():
        parts[name] = _filled(part, parts)
    return re.compile("|".join(_filled(rule, parts) for rule in rules), re.IGNORECASE)


def _filled(rule: str, parts: Mapping[str, str]) -> str:
    """Put the named parts in; regular expressions use braces too, so only known names count."""
    return re.sub(r"\{([a-z]+)\}", lambda match: f"(?:{parts[match[1]]})", rule)


def remove_boilerplate(
    lines: Sequence[str], raw: Sequence[str], reasons: dict[int, str]
) -> str | None:
    """Give each line that is surely none of the article's its reason; return a mail's subject.

    ``raw`` are the lines as they stand, with the blanks between the cells of a table.
    """
    subject = _remove_mail(lines, reasons)
    _remove_running_heads(lines, reasons)
    _remove_tables(raw, reasons)
    at_end = True  # no full paragraph has been met yet
    for n in range(len(lines) - 1, -1, -1):
        reason = None if n in reasons else line_reason(lines[n], at_end=at_end)
        if reason:
            reasons[n] = reason
        at_end = at_end and (n in reasons or len(lines[n].split()) <= _SHORT)
    _remove_end_matter(lines, reasons)
    _remove_repeated(lines, reasons)
    return subject


def _remove_mail(lines: Sequence[str], reasons: dict[int, str]) -> str | None:
    """Remove the parts of a mail and return its subject, without "FW:"; ``None`` if it is none.

    A mail has a sender or a subject, and another field right below one.  What stands above a
    forwarded message is the sender's note; what stands below "--" near the end is the signature.
    """
    mail = _of("mail")
    fields = [n for n, line in enumerate(lines) if mail["field"].fullmatch(line)]
    names = {lines[n].partition(":")[0].strip("*_ ").lower() for n in fields}
    in_a_row = any(second == first + 1 for first, second in pairwise(fields))
    if len(names) < 2 or not in_a_row:
        return None
    reasons.update(dict.fromkeys(fields, MAIL))
    forwards = [n for n, line in enumerate(lines) if mail["forwarded"].fullmatch(line)]
    for n in range(forwards[-1] + 1 if forwards else 0):
        reasons.setdefault(n, MAIL if n in forwards else NOTE)
    below = range(fields[-1], len(lines))
    end = next((n for n in below if mail["answered"].fullmatch(lines[n])), len(lines))
    near = range(max(fields[-1] + 1, end - _SHORT), end)
    closing = next((n for n in near if mail["closing"].fullmatch(lines[n].strip())), end)
    for n in range(closing, len(lines)):
        reasons.setdefault(n, OLDER if n >= end else SIGNATURE)
    subjects = [lines[n] for n in fields if _SUBJECT.match(lines[n])]
    return _SUBJECT.sub("", subjects[-1]).strip() or None if subjects else None


def _remove_running_heads(lines: Sequence[str], reasons: dict[int, str]) -> None:
    """Remove short lines that come again with the number of another page, or say "page 3 of 9"."""
    keys = [_key(line) for line in lines]
    counts = Counter(key for key, _ in {*zip(keys, lines, strict=True)} if key)
    for n, key in enumerate(keys):
        if key and n not in reasons and counts[key] > 1:
            reasons[n] = RUNNING


def _key(line: str) -> str:
    short = 2 <= len(line.split()) <= _SHORT
    return re.sub(r"\d+", "#", line) if short and _NUMBERED.search(line) else ""


def _remove_tables(raw: Sequence[str], reasons: dict[int, str]) -> None:
    """Remove neighbouring lines that have as many short cells as each other."""
    cells = [_cells(line) for line in raw]
    for n, line in enumerate(raw):
        row = cells[n] > _MOST_CELLS or (line.startswith("|") and line.count("|") > 1)
        if row and not head_line(plain(line)):
            reasons.setdefault(n, ROW)
    for before, after in pairwise(range(len(raw))):
        if cells[before] and cells[before] == cells[after]:
            reasons.setdefault(before, ROW)
            reasons.setdefault(after, ROW)


def _cells(line: str) -> int:
    """Return how many cells a line has, 0 if it is no row."""
    parts = [part.strip() for part in _CELLS.split(line.strip())]
    short = all(part and len(part.split()) <= 6 for part in parts)
    return len(parts) if short and len(parts) > 1 else 0


def _remove_end_matter(lines: Sequence[str], reasons: dict[int, str]) -> None:
    """Remove what stands below the news, if that is the lesser part: references, notes."""
    words = [len(line.split()) for line in lines]
    for wanted in (RELEASE, REFERENCES):
        found = (n for n, line in enumerate(lines) if n and _end_of(line) == wanted)
        start = next((n for n in found if sum(words[n:]) <= 0.5 * sum(words)), len(lines))
        for n in range(start, len(lines)):
            reasons.setdefault(n, wanted)


def _end_of(line: str) -> str | None:
    bare = line.strip("#*: \t")
    if not bare or len(bare) > 120:
        return None
    return next((name for name, heading in _of("ends").items() if heading.fullmatch(bare)), None)


def _remove_repeated(lines: Sequence[str], reasons: dict[int, str]) -> None:
    """Remove pull quotes, which another paragraph has word for word, and captions said twice.

    The text of a picture stands once for those who see it and once for those who do not.
    """
    kept = [n for n in range(len(lines)) if n not in reasons]
    long = [lines[n] for n in kept if len(lines[n]) > 40]
    told: defaultdict[str, list[str]] = defaultdict(list)  # the lines with four words in a row
    for line in dict.fromkeys(long):
        for run in _runs_of_four(line):
            told[run].append(line)
    for n in kept:
        line, bare = lines[n], lines[n].strip("\"' .,")
        if len(bare) >= 250 or len(bare.split()) < 6:
            continue
        above, below = (lines[at] if 0 <= at < len(lines) else "" for at in (n - 1, n + 1))
        again = below == line and line.endswith((".", ")"))
        said = reasons.get(n - 1) == CAPTION and above.startswith(line)
        credited = reasons.get(n + 1) == CAPTION and _is_captioned(line, below)
        if again or said or credited:
            reasons[n] = CAPTION
        elif any(
            bare in other and len(other) > 1.5 * len(bare)
            for other in told.get(next(_runs_of_four(bare)), [])[:_MOST_ALIKE]
        ):
            reasons[n] = QUOTE


def _is_captioned(line: str, credit: str) -> bool:
    """Return whether a line right above a credit says the same, or names what is seen: no verb."""
    short = len(credit.split()) <= 6 and len(line.split()) <= 30 and line.endswith(".")
    return line[:80] in credit or (short and count(line).certain == 0)


def _runs_of_four(line: str) -> Iterator[str]:
    words = re.findall(r"\w+", line.lower())
    return (" ".join(words[at : at + 4]) for at in range(max(len(words) - 3, 1)))
