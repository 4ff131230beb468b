"""Find the headline of an article among the lines above its body, and take its labels off.

The own headline shares more words with the body than what else stands there: menus, teasers, the
names of pages.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from briefing_room.ingest.bylines import head_line
from briefing_room.ingest.days import without_outer_day
from briefing_room.ingest.lines import (
    HEAD,
    SMALL,
    Label,
    Labels,
    Lines,
    PastedLine,
    is_title_case,
    line_of,
    menu_entries,
    roots,
    squeezed,
    without_signs,
)
from briefing_room.ingest.names import is_outlet, without_desk
from briefing_room.text import lexicon as w
from briefing_room.text.lexicon import any_of, table, word_list

CORRECTED, CORRECTION, UPDATE = "corrected text", "correction", "update"
_MAY_BE = frozenset(
    {None, Label.NAVIGATION, Label.POINTER, Label.DESK, Label.SUBHEADING, Label.HEADING}
)
_TAIL = re.compile(r"(.*\S)\s+(?P<bar>[|–—-]|By)\s+(?P<name>[A-Z][\w.&' ]{1,38})$")
_EDITION = re.compile(
    r"""\W*(?:(?:refile|rpt|repeat)\W{1,3})?
    (?:(?P<corrected>corrected(?:\s\d+)?\s*[-–—:|)\]]|\((?:corrects|correcting|to[ ]correct)\b)
    |(?P<correction>corrections?|erratum|corrigendum)\s*[-–—:|)\]]
    |(?:update|wrapup)\s?(?P<update>\d+)?\s*[-–—:|)\]])""",
    re.VERBOSE | re.IGNORECASE,
)
# The way through the site to the text: "Home › News › …", "Home / News / …", "Business|…".
_CRUMBS = re.compile(r".*\s[>›»]\s|(?:[^/]+\s/\s){2,}|[A-Z][\w.&]*\|(?=\S)")
_MENU_WORDS = any_of(table("boilerplate")["menu_words"].split(", "))
_MENU = re.compile(  # words of a menu that ran into the headline: "Subscribe | Log in Acme to sell"
    rf"(?:(?:{_MENU_WORDS})(?! Bank)(?:\s*[|/>›»·•&]\s*|\s+|(?=[A-Z]))){{2,}}(?=\S*[A-Z\d\"'])"
)
_NUMBERS = re.compile(r"Q\d \d{4}|\S*\d\S*")
_MIN_WORDS_AFTER_COLON = 6  # a shorter line may belong to the colon above it
_SIGNED = 5.0  # how much likelier a line beside a byline or day is the headline
_MIN_SHARED = 0.8  # with the body
_NEAR = 10  # lines; farther above the body a headline is less likely
_MAX_WORDS = 28
_MAX_MENU_WORDS = 10  # without a small word or a verb among them a longer line is no headline
_SAYS = SMALL | w.THIRDS | w.BASES
_MAY_END = frozenset({"from", "in", "on", "up", "out", "off", "over", "for", "to", "is", "that"})
_COMPANIES = word_list("companies") | {"limited"}


@dataclass(frozen=True, slots=True)
class Body:
    """Where the body begins, and how often its words stand there."""

    start: int
    words: Counter[str]


@dataclass(frozen=True, slots=True)
class Headline:
    """The own headline and its lines, what its ends say, and the first line of the body."""

    title: str | None = None
    at: tuple[int, ...] = ()
    site: str | None = None
    opinion: bool = False
    body: int = 0


@dataclass(frozen=True, slots=True)
class _Candidate:
    """What may be the headline: what it shares with the body, and that by its place."""

    text: str
    first: int  # the lines on which it begins and ends
    last: int
    shared: float
    value: float


def find_headline(lines: Lines, labels: Labels, body: Body, known: str | None) -> Headline:
    """Find the own headline of a text and where, with it known, the text begins.

    ``labels`` are those of the lines that surely are no part of the article; a line of a menu may
    be its headline all the same.  A title that is ``known`` from elsewhere is looked for only.
    """
    best = None if known else _best(lines, labels, body)
    title, site = _cut(best.text) if best else (known, None)
    title = (title or "").rstrip(";")
    if not title:
        return Headline(body=body.start)
    own = range(best.first, best.last + 1) if best else range(0)
    again = [n for n, line in enumerate(lines) if n in own or _same(line.text, title)]
    above = max(body.start + 2, own.stop)
    start = max([body.start, *(n + 1 for n in again if n < above)])
    opinion = any(without_desk(lines[n].text.lstrip("# "))[1] for n in again)
    return Headline(title, tuple(again), site, opinion, start)


def _best(lines: Lines, labels: Labels, body: Body) -> _Candidate | None:
    """Choose the line that shares most with the body, if it shares enough or stands by a byline.

    The nearer above the body, the likelier it is the headline, most of all where a byline or a
    day is.  Below a first paragraph, which may be a notice of the page, only the shared words
    count, and no farther down than half of the text.
    """
    words = [*accumulate(line.words * line.paragraph for line in lines)]
    half = next((n for n, above in enumerate(words) if 2 * above >= words[-1]), 0)
    near = lines[: max(body.start, half)]
    signed = [label in HEAD or _is_signed(line) for line, label in zip(near, labels, strict=False)]
    candidates: list[_Candidate] = []
    for n, last, text in _spans(dict(_candidates(near, labels)), near):
        shared = _shared(_cut(text)[0], body) * _form(text)
        place = _SIGNED if any(signed[last + 1 : last + 4]) else 1.0
        place *= 0.97 ** max(body.start - n - _NEAR, 0) if n < body.start else 0.0
        candidates.append(_Candidate(text, n, last, shared, shared * place))
    best = max(candidates, key=lambda candidate: candidate.value, default=None)
    if best is None or best.value < _MIN_SHARED:
        by_place = [
            c
            for c in candidates
            if _form(c.text) > 0.3 and (any(signed[max(c.first - 1, 0) : c.first + 2]) or c.value)
        ]
        return max(by_place, key=lambda candidate: candidate.value, default=None)
    above = [  # what shares most may be the standfirst below the headline
        c
        for c in candidates
        if 0 < best.first - c.first < 3
        and c.shared > best.shared / 5
        and _form(c.text) == 1.0
        and labels[c.first] is not Label.NAVIGATION
    ]
    return max(above or [best], key=lambda candidate: candidate.value)


def _form(text: str) -> float:
    """How much a line looks like a headline: no sentence, no caption, no name of a desk."""
    return 0.3 if _is_sentence(text) or text.endswith(")") else 0.4 if len(text.split()) < 5 else 1


def _is_signed(line: PastedLine) -> bool:
    byline = head_line(line.text)
    return byline is not None and byline.sure


def _candidates(lines: Lines, labels: Labels) -> Iterator[tuple[int, str]]:
    """Yield the places of lines that may be the headline, without what sites add to them."""
    entries = menu_entries(lines)
    for n, line in enumerate(lines):
        text = _bare(line.text)
        introduced = line.words < _MIN_WORDS_AFTER_COLON and lines[n - 1].text.endswith(":")
        of_menu = introduced or line.item or squeezed(_cut(text)[0]) in entries
        if not of_menu and labels[n] in _MAY_BE and _is_like_a_title(text):
            yield n, text


def _is_like_a_title(text: str) -> bool:
    """Whether a line has the length and words of one, and is no firm, outlet, row or greeting."""
    words = text.split()
    fits = 2 < len(words) <= _MAX_WORDS * (1 + is_title_case(text))
    if not fits or text.endswith((",", ":")) or is_outlet(text):
        return False
    firm = words[-1].lower().strip(".") in _COMPANIES
    row = 3 * len(_NUMBERS.findall(text)) > len(words)
    menu = len(words) > _MAX_MENU_WORDS and _SAYS.isdisjoint(map(str.lower, words))
    return not (firm or row or menu)


def _spans(single: Mapping[int, str], lines: Lines) -> Iterator[tuple[int, int, str]]:
    """Yield first and last line of what may be the headline: a line, or two that it was broken to.

    The first needs the second: it ends with a small word ("as Oslo weighs the / offer"), or the
    second begins small.
    """
    for n, text in single.items():
        below, last = lines[n + 1].text if n + 1 < len(lines) else "", text.split()[-1].lower()
        open_end = last in SMALL or below[:1].islower()
        ends = text[-1:] in ".?!" or len(below.split()) > _MAX_WORDS or _is_sentence(below)
        whole = open_end and bool(below) and not ends and head_line(below) is None
        if whole:
            yield n, n + 1, f"{text} {below}"
        if not whole or (last in _MAY_END and not below[:1].islower()):
            yield n, n, text


def _is_sentence(text: str) -> bool:
    return line_of(text).tells and not is_title_case(text)


def _shared(text: str, body: Body) -> float:
    """How much a line shares with the body: the more telling words of it the better."""
    own = roots(text)
    hits = [root for root in own if body.words[root]]
    shared = sum(math.log1p(body.words[root]) + 1 for root in hits)
    return float(shared * len(hits) / max(len(own), 1) ** 1.25)


@lru_cache(maxsize=4096)
def _bare(text: str) -> str:
    way = _CRUMBS.match(text)
    text = text[way.end() :] if way else text
    menu = _MENU.match(text)
    text = text[menu.end() :] if menu else text
    half = len(text) // 2
    text = text[:half] if text[:half].strip() == text[half:].strip() else text  # it stands twice
    return without_desk(without_signs(text.lstrip("# ").strip()))[0].strip()


def _same(line: str, title: str) -> bool:
    """Whether a line says a title and nothing else but a desk's label or a site's name."""
    own = {squeezed(_bare(line)), squeezed(_cut(_bare(line))[0])}
    return squeezed(_bare(title)) in own - {""}


def _cut(text: str) -> tuple[str, str | None]:
    """Strip what a site adds behind a headline, and name the outlet that stands there."""
    text = without_outer_day(text[:1].upper() + text[1:])
    outlet = None
    while tail := _TAIL.match(text):
        if not (is_outlet(tail["name"]) or tail["bar"] == "|"):
            break
        text, outlet = tail[1], tail["name"]
    return text, outlet


def edition(lines: Iterable[str]) -> str | None:
    """Find the edition that titles and editors' notes call a text; a correction goes first.

    "CORRECTED-Malaysia to tax exports" and "(Corrects rate in paragraph 1)" are corrected texts,
    "Correction: Acme output" is a correction of another one, "UPDATE 3-…" is a third update.
    """
    labels = [label for line in lines if (label := _EDITION.match(line))]
    for label in labels:
        if label["corrected"] or label["correction"]:
            return CORRECTED if label["corrected"] else CORRECTION
    return f"{UPDATE} {labels[0]['update'] or ''}".strip() if labels else None
