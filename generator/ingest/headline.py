"""Find an article in what was pasted: where its body begins, its own headline, those of others.

The body begins with the first full paragraph that shares words with those after it.  A line above
is judged by the words that it shares with the body and by where it stands; so is a line between
paragraphs: it heads the text below it, or it is another article's.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from generator.ingest.byline import HeadLine, calls_opinion, head_line, is_company
from generator.ingest.dateline import dateline, is_outlet, words
from generator.text import lexicon as w
from generator.text.grammar import count
from generator.text.words import content_words

TITLE = "headline of this article"
OTHER = "headline of another article"
SUBHEADING = "sub-heading"
POINTER = "pointer to another article"
NAVIGATION = "page navigation"
LABEL = "label of the desk"
MAY_BE_TITLE = frozenset(
    {
        NAVIGATION,
        POINTER,
        LABEL,
        "heading",
        "running head of a page",
        "pull quote, repeated in the text",
    }
)
FULL = 12  # words; a longer line that ends in a stop surely is a paragraph
_LONG = 30  # and so is a longer one without
STOPPED = re.compile(r"""[.!?…:;]["')\]]*$""")
_ENDS = re.compile(r"""[.!?…]["')\]]*$""")
SMALL = w.PREPOSITIONS | w.DETERMINERS | w.CONJUNCTIONS | {"is", "as", "vs", "via", "that", "be"}
# Emphasis and pictures around a line, and a desk's word in brackets: "🚨 *Up* 🚨", "(LEAD) Up".
_BEFORE = re.compile(r"""^(?:[^\w\s"'(\[$€£]\s*|\([A-Z\d ]{3,12}\)\s+)+""")
_BEHIND = re.compile(r"""(?:\s*[^\w\s"')\]?!.,:;%…]|_)+$""")
_DESK = re.compile(
    r"([A-Za-z][A-Za-z -]{2,22}?)(?: ?\d)?\s*(?:[^\w\s\"'(,.-]\s*|\s-\s+|-(?=[A-Z]))+"
)
_SITE = re.compile(r"\s+(?P<bar>[|–—-])\s+(?P<name>[A-Z][\w.&' ]{1,38})$")
_PREFIX = re.compile(r"(?P<name>[A-Z][\w.&' ]{1,38}?)\s+(?:[|–—]|-)\s+(?=[A-Z\"'])")
_ENOUGH = 0.8  # the worth of a line from which it may be the headline
_LONGEST = 28  # words of a headline
_MOST_LETTERS = 300  # of a headline
_TOLD = 22  # words from which a line without a stop, but with a verb, is one that broke off


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of the seed in plain typography, as finding the article sees it."""

    text: str
    item: bool = False  # of a list
    heading: bool = False  # marked as one
    words: int = 0
    paragraph: bool = False  # by its form


def line_of(text: str, *, item: bool = False, heading: bool = False) -> Line:
    """Return a line with its form judged; a question of some length may be a headline."""
    words = len(text.split())
    full = words > _LONG
    if FULL < words <= _LONG:
        bare = without_signs(text[-80:])
        if bare.endswith(("?", "!")) or is_title_case(text):
            full = words > _LONGEST
        else:
            told = words >= _TOLD and count(text).certain > 0
            full = told or STOPPED.search(bare) is not None
    return Line(text, item, heading, words, full)


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
    """The words of the body, and those of its first paragraphs."""

    start: int
    count: Counter[str]
    lead: frozenset[str]


@lru_cache(maxsize=4096)
def roots(text: str) -> frozenset[str]:
    """Return the roots of the words of content: "exporting" meets "exports"."""
    return frozenset(word[:7] for word in content_words(text))


def find(lines: Sequence[Line], reasons: Mapping[int, str], known: str | None) -> Found:
    """Return the own headline of a text and where its body begins.

    ``reasons`` are those of the lines that surely are no part of the article; a line of a menu may
    be its headline all the same.  A title that is ``known`` from elsewhere is looked for only.
    """
    body = _body(lines, reasons)
    if known:
        own = [n for n in range(_reach(lines, body.start)) if _same(lines[n].text, known)]
        return Found(None, tuple(own), None, _labelled(lines, own), body.start)
    text, at = _best(lines, reasons, body)
    if not text:
        return Found(body=body.start)
    title, site = _cut(text)
    again = [n for n, line in enumerate(lines) if n in at or _same(line.text, title)]
    above = [n for n in again if n <= body.start]
    below = range(max(above[-1] + 1, body.start), len(lines))
    full = (n for n in below if n not in reasons and lines[n].paragraph)
    start = next(full, above[-1] + 1)
    return Found(title, tuple(again), site, _labelled(lines, again), start)


def _body(lines: Sequence[Line], reasons: Mapping[int, str]) -> _Body:
    """Find the first paragraph that belongs to those after it, and the words of all of them."""
    full = [n for n, line in enumerate(lines) if n not in reasons and line.paragraph]
    full = full or [
        n
        for n, line in enumerate(lines)
        if n not in reasons and line.words > 3 and _ENDS.search(line.text)
    ]
    start = (full or [0])[0]
    for at, n in enumerate(full):
        led = dateline(lines[n].text, first=False)
        if led or _belongs(lines, full, at):
            start = n
            break
    told: Counter[str] = Counter()
    for n in full:
        if n >= start:
            told.update(roots(lines[n].text))
    lead = [roots(lines[n].text) for n in full if n >= start][:3]
    return _Body(start, told, frozenset().union(*lead))


def _belongs(lines: Sequence[Line], full: Sequence[int], at: int) -> bool:
    own = roots(lines[full[at]].text)
    others = [roots(lines[n].text) for n in full[at + 1 : at + 9]]
    above = [roots(line.text) for line in lines[max(full[at] - 30, 0) : full[at]]]
    return len(others) < 3 or shares(own, frozenset().union(*others, *above), 1 / 12)


def shares(own: frozenset[str], told: frozenset[str], part: float) -> bool:
    """Return whether more than one word, and more than ``part`` of a line's, is in the text too."""
    return len(own & told) > max(1, part * len(own))


def _reach(lines: Sequence[Line], start: int) -> int:
    return min(start + 2, len(lines))


def _best(
    lines: Sequence[Line], reasons: Mapping[int, str], body: _Body
) -> tuple[str, tuple[int, ...]]:
    """Return the line (or two) above the body that shares most with it, if it shares enough."""
    heads = {n: head_line(lines[n].text) for n in range(_reach(lines, body.start))}
    best: tuple[float, str, tuple[int, ...]] = (_ENOUGH, "", ())
    spare: tuple[float, str, tuple[int, ...]] = (-1.0, "", ())
    rank = 0
    told: dict[int, str] = {}  # lines that share words with the body and are no label
    for text, at in _candidates(lines, reasons, body, heads):
        beside = _beside(at, heads)
        if len(text.split()) > 6 and not _stops(text) and len(roots(text) & {*body.count}) > 1:
            told[at[-1]] = text
        value = _worth(text, body) * 0.85**rank * _form(text, at, lines, beside=beside)
        rank += value > 0
        whole = best[1] and _squeezed(text).startswith(_squeezed(best[1]))
        if value > best[0] or whole:
            standfirst = best[1] and at[0] - best[2][-1] < 3 and value < 2 * best[0]
            best = best if standfirst and not whole else (max(value, best[0]), text, at)
        first = all(n in reasons for n in range(at[0]))
        named = heads.get(at[0]) is not None and len(roots(text) & body.lead) < 2
        sure = (beside or _told(text, body, first=first)) and not named
        if value > 2 * spare[0] and sure and len(text.split()) > 2 and not _stops(text):
            spare = (value, text, at)
    above = told.get(best[2][0] - 1, "") if best[1] else ""
    if above and 2 * len(roots(above) & roots(best[1])) < len(roots(above)):
        return above, (best[2][0] - 1,)  # what shares most is the standfirst
    return (best if best[1] else spare)[1:]


def _candidates(
    lines: Sequence[Line],
    reasons: Mapping[int, str],
    body: _Body,
    heads: Mapping[int, HeadLine | None],
) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield what may be the headline: the lines above the body, two that belong together."""
    above = [
        n
        for n in range(body.start)
        if reasons.get(n, NAVIGATION) in MAY_BE_TITLE and len(lines[n].text) <= _MOST_LETTERS
    ]
    for n in above:
        text = _bare(lines[n].text)
        led = n and lines[n - 1].text.endswith(":")  # "From:" and whoever it is from
        if led or lines[n].item:
            continue
        following = _bare(lines[n + 1].text) if n + 1 in above and not heads.get(n + 1) else ""
        if following and _goes_on(text, following):
            yield f"{text} {following}", (n, n + 1)
        greets = text.endswith((",", ":"))
        if 3 <= len(text.split()) <= _LONGEST and not greets and not is_company(text):
            yield text, (n,)


def _goes_on(text: str, following: str) -> bool:
    """Return whether a headline was broken in two: the second line needs the first."""
    needs = text.rpartition(" ")[2].lower() in SMALL or following[:1].islower()
    return needs and not _stops(following)


def _worth(text: str, body: _Body) -> float:
    """Return how much a line shares with the body: the more telling words of it the better."""
    own = roots(text)
    hits = [root for root in own if body.count[root] or _akin(root, body)]
    told = sum(math.log1p(body.count[root]) + 0.5 + 0.7 * (root in body.lead) for root in hits)
    return float(told * (len(hits) / max(len(own), 1)) ** 2 / max(len(own), 1) ** 0.5)


def _akin(root: str, body: _Body) -> bool:
    """Return whether a word of the same family stands in the first paragraphs."""
    return any(other.startswith(root[:5]) for other in body.lead)


def _told(text: str, body: _Body, *, first: bool) -> bool:
    long = len(text.split()) > (2 if first else 4)
    return long and any(body.count[root] for root in roots(text))


def _form(text: str, at: Sequence[int], lines: Sequence[Line], *, beside: bool) -> float:
    """Return how much the form and the place of a line speak for a headline."""
    value = 0.6 if len(text.split()) < 4 else 1.0
    value *= 1.5 if beside or lines[at[0]].heading else 1.0
    return value * (0.3 if _stops(text) else 1.0)


def _stops(text: str) -> bool:
    return _ENDS.search(text) is not None and not text.endswith(("?", "!"))


def _beside(at: Sequence[int], heads: Mapping[int, HeadLine | None]) -> bool:
    """Return whether a line of the head stands right above or below."""
    near = [heads.get(n) for n in (at[0] - 1, at[-1] + 1, at[-1] + 2)]
    return any(said and said.sure for said in near)


def _bare(text: str) -> str:
    text = re.split(r"\s[>›»]\s", text)[-1]
    half = len(text) // 2
    text = text[:half] if text[:half].strip() == text[half:].strip() else text  # said twice
    return without_desk(without_signs(text.lstrip("# ").strip()))[0].strip()


def _same(line: str, title: str) -> bool:
    """Return whether a line says a title and nothing else but a desk's label or a site's name."""
    own = {_squeezed(_bare(line)), _squeezed(_cut(_bare(line))[0])}
    return _squeezed(_bare(title)) in own - {""}


def _squeezed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.lower())


def _labelled(lines: Sequence[Line], at: Sequence[int]) -> bool:
    return any(without_desk(lines[n].text.lstrip("# "))[1] for n in at)


def _cut(text: str) -> tuple[str, str | None]:
    """Return a headline without the site's name, and that name if it is an outlet's."""
    text = text[:1].upper() + text[1:]
    site = _SITE.search(text)
    before = _PREFIX.match(text)
    if site and (site["bar"] == "|" or is_outlet(site["name"])):
        name = site["name"]
        return text[: site.start()], name if is_outlet(name) else None
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


def without_signs(title: str) -> str:
    """Return a title without emphasis and pictures behind it."""
    return _BEHIND.sub("", title)


def is_title_case(line: str) -> bool:
    """Return whether the line writes its words with capitals, as English headlines do."""
    found = [word for word in re.findall(r"[A-Za-z][\w'-]*", line) if word.lower() not in SMALL]
    capital = sum(word[0].isupper() for word in found)
    return len(found) >= 2 and capital >= 0.8 * len(found)
