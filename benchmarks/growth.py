"""How time grows with a text: python benchmarks/growth.py [PART]; PART is patterns or stages.

Every pattern of the program is searched for in 1, 2 and 4 units of letters that are bad for it:
what each of its repeats matches, after what comes before it, and the beginning of the whole pattern
over and over, never followed by what it needs to match.  A unit is as long as the longest text that
the program gave it, which for some is a window of a hundred letters.  Every stage reads 1, 2 and 4
units of the corpus, and of letters that people do not write.  What grows faster than linearly is
printed with its exponent.  The exit code is 1 if a stage does; look at a pattern that does: most
get lines of limited length, and this feeds them four times as much.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import math
import random
import re
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from re import _constants as code
from re import _parser as parser
from types import FrameType
from typing import Any

ROOT = Path(__file__).parents[1]
USED: dict[tuple[re.Pattern[str], str], Use] = {}
METHODS = ("match", "fullmatch", "search", "finditer", "findall", "sub", "subn", "split")
STEEPEST = 1.35  # an exponent that noise does not reach
FASTEST = 0.02  # seconds for four units below which nothing is told
LONGEST = 2.0  # seconds after which a try is given up
TRIES = 3  # for a stage
LETTERS = 2000  # of a unit for a pattern, at most: as many as it was given, at least
FEWEST = 200
PIECES = {
    "capital letters": "ABCDEFGH",
    "words in capitals": "Abcd ",
    "digits": "1234567 ",
    "numbers with units": "5 million tonnes ",
    "dates": "5 May 2025, ",
    "quotation marks": '" “ ',
    "brackets": "([{",
    "lines": "x\n\n",
    "lists": "- a b\n",
    "links": "[a](b) ",
    "tags": "<p><b>a",
    "stops": "a. ",
    "commas": "a, ",
    "one word": "a",
    "footnotes": "x[^a-1-1] ",
}


class TooLongError(Exception):
    """A search did not end in time."""


@dataclass
class Use:
    """Which module uses a pattern by a method, and the most letters that it gave it."""

    module: str
    longest: int = 0


class Watched:
    """A pattern that notes how the program uses it."""

    def __init__(self, pattern: re.Pattern[str], module: str) -> None:
        self.__dict__["_pattern"], self.__dict__["_module"] = pattern, module

    def __getattr__(self, name: str) -> Any:
        """Return what the pattern has."""
        method = getattr(self._pattern, name)
        if name not in METHODS:
            return method
        use = USED.setdefault((self._pattern, name), Use(self._module))

        def watched(*given: Any, **named: Any) -> Any:
            text, *rest = given[name.startswith("sub") :]
            limits = rest if rest and name not in ("sub", "subn", "split") else [None]
            start, end = limits if len(limits) == 2 else (limits[0], None)
            use.longest = max(use.longest, len(range(len(text))[start:end]))
            return method(*given, **named)

        return watched


def watch() -> None:
    """Note from now on which patterns the program uses, and how."""
    compiled = re._compile  # type: ignore[attr-defined]

    def noted(pattern: Any, flags: int) -> Any:
        module = sys._getframe(2).f_globals.get("__name__", "")
        if isinstance(pattern, Watched):
            return pattern
        found = compiled(pattern, flags)
        ours = module.startswith("briefing_room.") and isinstance(found.pattern, str)
        return Watched(found, module) if ours else found

    re._compile = noted  # type: ignore[attr-defined]


# --- Letters that are bad for a pattern -----------------------------------------------------------


def sample(nodes: Sequence[Any]) -> str:
    """Return letters that some parsed pieces of a pattern match, roughly."""
    return "".join(_of(kind, value) for kind, value in nodes)


def _of(kind: Any, value: Any) -> str:
    found = ""
    if kind is code.LITERAL:
        found = chr(value)
    elif kind in (code.ANY, code.NOT_LITERAL):
        found = "a" if kind is code.ANY or chr(value) != "a" else "b"
    elif kind is code.IN:
        found = _in(value)
    elif kind in (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT):
        low, high, inner = value
        found = sample(inner) * (low or min(high, 1))
    elif kind is code.SUBPATTERN:
        found = sample(value[3])
    elif kind is code.ATOMIC_GROUP:
        found = sample(value)
    elif kind is code.BRANCH:
        found = sample(value[1][0])
    return found


def _in(choices: Sequence[tuple[Any, Any]]) -> str:
    """Return a letter of a class: of what it names, else one that it does not exclude."""
    if choices[0][0] is not code.NEGATE:
        return _letters(choices[0])[0]
    excluded = {letter for choice in choices[1:] for letter in _letters(choice)}
    return next((letter for letter in "a1 .-,;A\n" if letter not in excluded), "~")


def _letters(choice: tuple[Any, Any]) -> str:
    kind, value = choice
    if kind is code.LITERAL:
        return chr(value)
    if kind is code.RANGE:
        return "".join(map(chr, range(value[0], min(value[1], value[0] + 64) + 1)))
    known = {
        code.CATEGORY_DIGIT: "1",
        code.CATEGORY_SPACE: " \n",
        code.CATEGORY_WORD: "a1A",
        code.CATEGORY_NOT_DIGIT: "a",
        code.CATEGORY_NOT_SPACE: "a1A.",
        code.CATEGORY_NOT_WORD: " .",
    }
    return known.get(value, "a")


def repeats(nodes: Sequence[Any], before: str = "") -> Iterator[tuple[str, str]]:
    """Yield each thing that a pattern may repeat without end, and what stands before it."""
    for kind, value in nodes:
        if kind in (code.MAX_REPEAT, code.MIN_REPEAT):
            _, high, inner = value
            if high is code.MAXREPEAT or high > 30:
                yield from ((before, unit) for unit in _ways(inner))
            yield from repeats(inner, before)
        elif kind is code.SUBPATTERN:
            yield from repeats(value[3], before)
        elif kind is code.BRANCH:
            for branch in value[1]:
                yield from repeats(branch, before)
        elif kind in (code.ASSERT, code.ASSERT_NOT):
            yield from repeats(value[1], before)
        before += _of(kind, value)


def _ways(nodes: Sequence[Any]) -> Iterator[str]:
    """Yield what a repeated piece may be: each branch of it once."""
    yield sample(nodes)
    for kind, value in nodes:
        if kind is code.SUBPATTERN:
            yield from _ways(value[3])
        elif kind is code.BRANCH:
            yield from map(sample, value[1][:4])


def attacks(pattern: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """Yield pairs of a beginning and a unit to be repeated behind it."""
    nodes = list(parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG))
    yield from repeats(nodes)
    for end in range(1, len(nodes)):
        yield "", sample(nodes[:end])


# --- Measuring ------------------------------------------------------------------------------------


@contextlib.contextmanager
def limited(most: float = LONGEST) -> Iterator[None]:
    def stop(_: int, __: FrameType | None) -> None:
        raise TooLongError

    signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, most)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def seconds(work: Callable[[], object], times: int = 3) -> float:
    """Return the least CPU time of a few tries; endless where one takes too long."""
    best = math.inf
    for _ in range(times):
        began = time.process_time()
        try:
            with limited():
                work()
        except TooLongError:
            return math.inf
        best = min(best, time.process_time() - began)
        if best > 1:
            break
    return best


Work = Callable[[], object]


def growth(work: Callable[[int], Work], fastest: float) -> tuple[float, float]:
    """Return the time of four units, and the exponent from two units to four."""
    whole = work(4)
    four = seconds(whole, 1)
    if four < fastest:
        return four, 0.0
    four = min(four, seconds(whole))
    return four, exponent(seconds(work(2)), four)


def exponent(two: float, four: float) -> float:
    """Return the exponent of a growth from two units to four."""
    return math.inf if four == math.inf else math.log2(max(four, 1e-6) / max(two, 1e-6))


def patterns() -> Iterator[str]:
    """Yield the patterns that grow faster than a line, as the program uses them."""
    for (pattern, method), use in sorted(USED.items(), key=str):
        four, worst = 0.0, (0.0, 0.0, "")
        for before, unit in dict.fromkeys(attacks(pattern)):
            for after in ("\x00", "") if unit and four < math.inf else ():
                letters = min(LETTERS, max(use.longest, FEWEST))
                fed = partial(_fed, getattr(pattern, method), letters, (before, unit, after))
                four, power = growth(fed, FASTEST)
                worst = max(worst, (power, four, f"{before[-20:]!r} + {unit[:20]!r} …"))
        if worst[0] > STEEPEST:
            told = f"{use.module}: {pattern.pattern[:60]!r}.{method} on {worst[2]}"
            yield f"{worst[0]:5.2f} {worst[1]:7.3f} s  {told}"


def _fed(method: Callable[..., Any], letters: int, parts: tuple[str, str, str], units: int) -> Work:
    """Return the work of searching so many units of letters."""
    before, unit, after = parts
    text = before + unit * (units * letters // len(unit)) + after
    if method.__name__ in ("sub", "subn"):
        return partial(method, "", text)
    if method.__name__ == "finditer":
        return lambda: sum(1 for _ in method(text))
    return partial(method, text)


def stages() -> Iterator[str]:
    """Yield how each stage grows with each kind of text."""
    from briefing_room.catalogue.load import read_catalogue
    from briefing_room.compose.briefing import briefing
    from briefing_room.compose.stories import story
    from briefing_room.extract.facts import facts
    from briefing_room.ingest.article import article as made_of
    from briefing_room.ingest.load import raw_files, read_raw
    from briefing_room.ingest.metadata import Metadata
    from briefing_room.pages.document import parse
    from briefing_room.pages.layout import lay_out

    catalogue, _ = read_catalogue(ROOT / "briefings")
    articles = [made for file in raw_files(ROOT / "seeds")[0] if (made := read_raw(file)[0])]
    told = [sentence.text for article in articles for sentence in article.sentences]
    random.Random(1).shuffle(told)
    prose = "\n\n".join(" ".join(told[at : at + 3]) for at in range(0, len(told), 3))
    front = Metadata("China restricts exports of magnets", dt.date(2025, 5, 5))

    def reading(text: str) -> dict[str, float]:
        """Return the seconds that each stage takes, once: what is met again is remembered."""
        laps: dict[str, float] = {}

        def timed(name: str, work: Callable[[], Any]) -> Any:
            began = time.process_time()
            done = work()
            laps[name] = time.process_time() - began
            return done

        article = timed("read", lambda: made_of("a", "a.txt", text, front))
        known = timed("facts", lambda: facts(article, catalogue))
        one = story("a", [article], catalogue)
        summed = timed("summary", lambda: briefing(one, catalogue, lambda _: known))
        timed("page", lambda: lay_out(summed, catalogue))
        timed("parse", lambda: parse(text, "a.md").lines)
        return laps

    def steepest(piece: str, letters: int) -> dict[str, tuple[float, float]]:
        """Return the least exponent of some tries for each stage, and its seconds."""
        found: dict[str, tuple[float, float]] = {}
        for start in range(TRIES):
            laps = []
            for units in (2, 4):
                size, at = units * letters, (2 * start + units // 4) * 4 * letters % len(piece)
                text = ((piece[at:] + piece) * (size // len(piece) + 2))[:size]
                laps.append(reading(f"{text}\n\nChina restricts exports of magnets, it said.\n"))
            now = {name: (exponent(laps[0][name], four), four) for name, four in laps[1].items()}
            found = {name: min(now[name], found.get(name, now[name])) for name in now}
        return found

    reading(prose[-20_000:])
    shapes = (("prose", prose, 25_000), *((name, piece, 2500) for name, piece in PIECES.items()))
    for name, piece, letters in shapes:
        try:
            with limited(100 * LONGEST):
                found = steepest(piece, letters)
        except TooLongError:
            yield f"  inf          any stage on {4 * letters} letters of {name}"
            continue
        for stage, (power, four) in found.items():
            if power > STEEPEST and four > 4 * FASTEST:
                yield f"{power:5.2f} {four:7.3f} s  {stage} on {4 * letters} letters of {name}"


def main() -> None:
    part = sys.argv[1] if len(sys.argv) > 1 else ""
    watch()
    steep = 0
    for name, measure in (("stages", stages), ("patterns", patterns)):
        if part in ("", name):
            if name == "patterns":
                use_all()
            for line in measure():
                print(line, flush=True)
                steep += name == "stages"
    print(f"{steep} stages grow faster than a line; {len(USED)} uses of patterns were seen.")
    sys.exit(1 if steep else 0)


def use_all() -> None:
    """Make, check and gather pages of the first seeds, so that patterns are used."""
    from briefing_room.__main__ import cli
    from click.testing import CliRunner

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "seeds").mkdir()
        for path in sorted((ROOT / "seeds").iterdir())[::4]:
            shutil.copy(path, folder / "seeds")
        shutil.copytree(ROOT / "briefings", folder / "briefings")
        given = ["--seeds", f"{name}/seeds", "--briefings", f"{name}/briefings"]
        for command in ("generate", "check", "assemble", "names", "numbers"):
            out = ["--out", f"{name}/docs"] if command == "assemble" else []
            done = CliRunner().invoke(cli, [command, *given, *out])
            if done.exception and not isinstance(done.exception, SystemExit):
                raise done.exception


if __name__ == "__main__":
    main()
