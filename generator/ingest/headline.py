"""Find the headline of an article among the lines above its body, and take its labels off.

The own headline shares more words with the body than what else stands there: menus, teasers, the
names of pages.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.ingest.boilerplate import LABEL, NAVIGATION, POINTER, SUBHEADING
from generator.ingest.byline import (
    HeadLine,
    calls_opinion,
    head_line,
    is_company,
    is_outlet,
    words,
)
from generator.ingest.days import without_last_day
from generator.ingest.lines import (
    SMALL,
    Line,
    of_menus,
    roots,
    shares,
    squeezed,
    told_by,
    without_signs,
)

TITLE = "headline of this article"
CORRECTED, CORRECTION, UPDATE = "corrected text", "correction", "update"
_MAY_BE = frozenset({NAVIGATION, POINTER, LABEL, SUBHEADING, "heading"})
# Emphasis and pictures around a line, and a desk's word in brackets: "🚨 *Up* 🚨", "(LEAD) Up".
_BEFORE = re.compile(r"""^(?:[^\w\s"'(\[$€£]\s*|\([A-Z\d ]{3,12}\)\s+)+""")
_DESK = re.compile(
    r"([A-Za-z][A-Za-z -]{2,22}?)(?: ?\d)?\s*(?:[^\w\s\"'(,.-]\s*|\s-\s+|-(?=[A-Z]))+"
)
_SITE = re.compile(r"\s+(?P<bar>[|–—-])\s+(?P<name>[A-Z][\w.&' ]{1,38})$")
_PREFIX = re.compile(r"(?P<name>[A-Z][\w.&' ]{1,38}?)\s+(?:[|–—]|-)\s+(?=[A-Z\"'])")
_EDITION = re.compile(
    r"""\W*(?:(?:refile|rpt|repeat)\W{1,3})?
    (?:(?P<corrected>corrected(?:\s\d+)?\s*[-–—:|)\]]|\((?:corrects|correcting|to[ ]correct)\b)
    |(?P<correction>corrections?|erratum|corrigendum)\s*[-–—:|)\]]
    |(?:update|wrapup)\s?(?P<update>\d+)?\s*[-–—:|)\]])""",
    re.VERBOSE | re.IGNORECASE,
)
# The way through the site to the text: "Home › News › …", "Home / News / …", "Business|…".
_CRUMBS = re.compile(r".*\s[>›»]\s|(?:[^/]+\s/\s){2,}|[A-Z][\w.&]*\|(?=\S)")
_NUMBERS = re.compile(r"\S*\d\S*")
_ENOUGH = 0.8  # the worth of a line from which it may be the headline
_NAMED = 0.3  # below it a line that may be a name is one
_APART = 8  # lines from one paragraph of the body to the next, at most
_LONGEST = 28  # words of a headline
_MOST_LETTERS = 300  # of a headline


@dataclass(frozen=True, slots=True)
class Found:
    """The own headline and its lines, what its ends say, and the first line of the body."""

    title: str | None = None
    at: tuple[int, ...] = ()
    site: str | None = None
    opinion: bool = False
    body: int = 0


@dataclass(frozen=True, slots=True)
class _Body:
    """Where the body begins, and how often its words stand there."""

    start: int
    count: Counter[str]


def find(lines: Sequence[Line], reasons: Mapping[int, str], known: str | None) -> Found:
    """Return the own headline of a text and where its body begins.

    ``reasons`` are those of the lines that surely are no part of the article; a line of a menu may
    be its headline all the same.  A title that is ``known`` from elsewhere is looked for only.
    """
    body = _body(lines, reasons)
    above = range(min(body.start + 2, len(lines)))
    text, at = (None, ()) if known else _best(lines, reasons, body, above)
    title, site = _cut(text) if text else (known, None)
    if not title:
        return Found(body=body.start)
    again = [n for n, line in enumerate(lines) if n in at or _same(line.text, title)]
    last = max((n for n in again if n in above), default=-1)
    start = max(body.start, last + 1)
    opinion = any(without_desk(lines[n].text.lstrip("# "))[1] for n in again)
    return Found(None if known else title, tuple(again), site, opinion, start)


def _body(lines: Sequence[Line], reasons: Mapping[int, str]) -> _Body:
    """Find the first paragraph that belongs to those after it, and the words of all of them."""
    left = [n for n in range(len(lines)) if n not in reasons]
    full = [n for n in left if lines[n].paragraph]
    full = full or [n for n in left if lines[n].words > 3 and lines[n].tells] or [0]
    start = next((n for at, n in enumerate(full) if _belongs(lines, full, at)), full[0])
    told: Counter[str] = Counter()
    for n in full:
        told.update(roots(lines[n].text) if start <= n < len(lines) else ())
    return _Body(start, told)


def _belongs(lines: Sequence[Line], full: Sequence[int], at: int) -> bool:
    """Return whether a paragraph has the next one close by and shares words with what is near."""
    others = [lines[n] for n in full[at + 1 : at + 9]]
    near = told_by([*others, *lines[max(full[at] - 30, 0) : full[at]]])
    if len(others) < 3:
        return True
    return full[at + 1] - full[at] <= _APART and shares(lines[full[at]], near, 1 / 12)


def _best(
    lines: Sequence[Line], reasons: Mapping[int, str], body: _Body, above: range
) -> tuple[str, tuple[int, ...]]:
    """Return the line (or two) above the body that shares most with it, if it shares enough."""
    heads = {n: head_line(lines[n].text) for n in above}
    found: list[tuple[float, str, tuple[int, ...]]] = []
    for text, at in _candidates(lines, reasons, body, heads):
        near = (heads.get(n) for n in (at[0] - 1, at[-1] + 1, at[-1] + 2))
        beside = any(said and said.sure for said in near) or lines[at[0]].heading
        above_it = sum(value > 0 for value, *_ in found)
        form = 1.5 if beside else 0.85**above_it  # the higher the likelier, or where a byline is
        form *= 0.3 if _tells(text) else 1.0
        found.append((_worth(_cut(text)[0], body) * form, text, at))
    best = max(found, key=lambda each: each[0], default=(0.0, "", ()))
    if best[0] < _ENOUGH:
        sure = [each for each in found if _stands(each, reasons, heads)]
        return max(sure, key=lambda each: each[0], default=(0.0, "", ()))[1:]
    for value, text, at in found:  # what shares most may be the standfirst
        close = 0 < best[2][0] - at[-1] < 3
        if close and not _tells(text) and len(_cut(text)[0].split()) > 4 and value > best[0] / 4:
            return text, at
    return best[1:]


def _candidates(
    lines: Sequence[Line],
    reasons: Mapping[int, str],
    body: _Body,
    heads: Mapping[int, HeadLine | None],
) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield what may be the headline: the lines above the body, two that belong together."""
    menus = of_menus(lines)
    desks = {squeezed(lines[n].text) for n in menus}
    above = [
        n
        for n in range(body.start)
        if n not in menus
        and squeezed(_cut(_bare(lines[n].text))[0]) not in desks
        and reasons.get(n, NAVIGATION) in _MAY_BE
        and len(lines[n].text) <= _MOST_LETTERS
        and not lines[n].item
        and not (n and lines[n - 1].text.endswith(":"))  # "From:" and whoever it is from
    ]
    for n in above:
        text = _bare(lines[n].text)
        following = _bare(lines[n + 1].text) if n + 1 in above and not heads.get(n + 1) else ""
        if following and _goes_on(text, following):
            yield f"{text} {following}", (n, n + 1)
        greets = text.endswith((",", ":")) or 3 * len(_NUMBERS.findall(text)) > len(text.split())
        if 2 < len(text.split()) <= _LONGEST and not greets and not is_company(text):
            yield text, (n,)


def _goes_on(text: str, following: str) -> bool:
    """Return whether a headline was broken in two: the second line needs the first."""
    needs = text.rpartition(" ")[2].lower() in SMALL or following[:1].islower()
    return needs and not _tells(following)


def _worth(text: str, body: _Body) -> float:
    """Return how much a line shares with the body: the more telling words of it the better."""
    own = roots(text)
    hits = [root for root in own if body.count[root]]
    told = sum(math.log1p(body.count[root]) + 1 for root in hits)
    return float(told * (len(hits) / max(len(own), 1)) ** 2 / max(len(own), 1) ** 0.5)


def _stands(
    line: tuple[float, str, tuple[int, ...]],
    reasons: Mapping[int, str],
    heads: Mapping[int, HeadLine | None],
) -> bool:
    """Return whether a line that shares little is the headline by its place: beside a byline."""
    value, text, at = line
    beside = any(said and said.sure for said in (heads.get(at[0] - 1), heads.get(at[-1] + 1)))
    first = value > 0 and (all(n in reasons for n in range(at[0])) or len(text.split()) > 4)
    named = heads.get(at[0]) is not None and value < _NAMED
    return (beside or first) and not named and not _tells(text)


def _tells(text: str) -> bool:
    return Line(text).tells


def _bare(text: str) -> str:
    way = _CRUMBS.match(text)
    text = text[way.end() :] if way else text
    half = len(text) // 2
    text = text[:half] if text[:half].strip() == text[half:].strip() else text  # said twice
    return without_desk(without_signs(text.lstrip("# ").strip()))[0].strip()


def _same(line: str, title: str) -> bool:
    """Return whether a line says a title and nothing else but a desk's label or a site's name."""
    own = {squeezed(_bare(line)), squeezed(_cut(_bare(line))[0])}
    return squeezed(_bare(title)) in own - {""}


def _cut(text: str) -> tuple[str, str | None]:
    """Return a headline without the site's name, and that name if it is an outlet's."""
    text = without_last_day(text[:1].upper() + text[1:])
    site = _SITE.search(text)
    before = _PREFIX.match(text)
    if site and (site["bar"] == "|" or is_outlet(site["name"])):
        return text[: site.start()], site["name"] if is_outlet(site["name"]) else None
    if before and is_outlet(before["name"]):
        return text[before.end() :], before["name"]
    return text, None


def without_desk(title: str) -> tuple[str, bool]:
    """Return a title without the desk's label before it, and whether that calls it an opinion.

    "Opinion | The West should wait" and "UPDATE 2-Acme raises money" are so labelled.
    """
    title = _BEFORE.sub("", title)
    label = _DESK.match(title)
    if not label:
        return title, False
    opinion = calls_opinion(label[1])
    if not opinion and label[1].strip().lower().replace(" ", "-") not in words("desks"):
        return title, False
    return title[label.end() :], opinion


def edition(lines: Iterable[str]) -> str | None:
    """Return the edition that titles and editors' notes call a text; a correction goes first.

    "CORRECTED-Malaysia to tax exports" and "(Corrects rate in paragraph 1)" are corrected texts,
    "Correction: Acme output" is a correction of another one, "UPDATE 3-…" is a third update.
    """
    labels = [label for line in lines if (label := _EDITION.match(line))]
    for label in labels:
        if label["corrected"] or label["correction"]:
            return CORRECTED if label["corrected"] else CORRECTION
    return f"{UPDATE} {labels[0]['update'] or ''}".strip() if labels else None
