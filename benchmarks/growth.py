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
FASTEST = 0.02  # seconds for four units; faster ones are not reported
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


class WatchedPattern:
    """A pattern that records how the program uses it."""

    def __init__(self, pattern: re.Pattern[str], module: str) -> None:
        self.__dict__["_pattern"], self.__dict__["_module"] = pattern, module

    def __getattr__(self, name: str) -> Any:
        """Return an attribute of the pattern; calls of its methods are recorded."""
        method = getattr(self._pattern, name)
        if name not in METHODS:
            return method
        use = USED.setdefault((self._pattern, name), Use(self._module))

        def call(*arguments: Any, **options: Any) -> Any:
            text, *limits_given = arguments[name.startswith("sub") :]
            limits = (
                limits_given if limits_given and name not in ("sub", "subn", "split") else [None]
            )
            start, end = limits if len(limits) == 2 else (limits[0], None)
            use.longest = max(use.longest, len(range(len(text))[start:end]))
            return method(*arguments, **options)

        return call


def watch() -> None:
    """Record from now on which patterns the program uses, and how."""
    compiled = re._compile  # type: ignore[attr-defined]

    def compile_watched(pattern: Any, flags: int) -> Any:
        module = sys._getframe(2).f_globals.get("__name__", "")
        if isinstance(pattern, WatchedPattern):
            return pattern
        pattern_made = compiled(pattern, flags)
        is_of_program = module.startswith("briefing_room.") and isinstance(
            pattern_made.pattern, str
        )
        return WatchedPattern(pattern_made, module) if is_of_program else pattern_made

    re._compile = compile_watched  # type: ignore[attr-defined]


# --- Letters that are bad for a pattern -----------------------------------------------------------


def sample(nodes: Sequence[Any]) -> str:
    """Return letters that parsed pieces of a pattern match, roughly."""
    return "".join(_match_of(kind, value) for kind, value in nodes)


def _match_of(kind: Any, value: Any) -> str:
    letters = ""
    if kind is code.LITERAL:
        letters = chr(value)
    elif kind in (code.ANY, code.NOT_LITERAL):
        letters = "a" if kind is code.ANY or chr(value) != "a" else "b"
    elif kind is code.IN:
        letters = _in(value)
    elif kind in (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT):
        low, high, inner = value
        letters = sample(inner) * (low or min(high, 1))
    elif kind is code.SUBPATTERN:
        letters = sample(value[3])
    elif kind is code.ATOMIC_GROUP:
        letters = sample(value)
    elif kind is code.BRANCH:
        letters = sample(value[1][0])
    return letters


def _in(choices: Sequence[tuple[Any, Any]]) -> str:
    """Return a letter of a class, or one that a negated class does not exclude."""
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
    """Yield each piece that a pattern may repeat without end, with the letters before it."""
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
        before += _match_of(kind, value)


def _ways(nodes: Sequence[Any]) -> Iterator[str]:
    """Yield the forms of a repeated piece, each of its branches once."""
    yield sample(nodes)
    for kind, value in nodes:
        if kind is code.SUBPATTERN:
            yield from _ways(value[3])
        elif kind is code.BRANCH:
            yield from map(sample, value[1][:4])


def attacks(pattern: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """Yield pairs of a beginning and a unit to repeat after it."""
    nodes = list(parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG))
    yield from repeats(nodes)
    for end in range(1, len(nodes)):
        yield "", sample(nodes[:end])


# --- Measuring ------------------------------------------------------------------------------------


@contextlib.contextmanager
def time_limit(limit: float = LONGEST) -> Iterator[None]:
    def stop(_: int, __: FrameType | None) -> None:
        raise TooLongError

    signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, limit)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def seconds(work: Callable[[], object], times: int = 3) -> float:
    """Return the least CPU time of a few tries, or infinity if one takes too long."""
    best = math.inf
    for _ in range(times):
        began = time.process_time()
        try:
            with time_limit():
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
    work_of_four = work(4)
    four = seconds(work_of_four, 1)
    if four < fastest:
        return four, 0.0
    four = min(four, seconds(work_of_four))
    return four, exponent(seconds(work(2)), four)


def exponent(two: float, four: float) -> float:
    """Return the exponent of a growth from two units to four."""
    return math.inf if four == math.inf else math.log2(max(four, 1e-6) / max(two, 1e-6))


def patterns() -> Iterator[str]:
    """Yield the patterns that grow faster than linearly, as the program uses them."""
    for (pattern, method), use in sorted(USED.items(), key=str):
        four, worst = 0.0, (0.0, 0.0, "")
        for before, unit in dict.fromkeys(attacks(pattern)):
            for after in ("\x00", "") if unit and four < math.inf else ():
                letters = min(LETTERS, max(use.longest, FEWEST))
                feed = partial(_feed, getattr(pattern, method), letters, (before, unit, after))
                four, power = growth(feed, FASTEST)
                worst = max(worst, (power, four, f"{before[-20:]!r} + {unit[:20]!r} …"))
        if worst[0] > STEEPEST:
            description = f"{use.module}: {pattern.pattern[:60]!r}.{method} on {worst[2]}"
            yield f"{worst[0]:5.2f} {worst[1]:7.3f} s  {description}"


def _feed(
    method: Callable[..., Any], letters: int, parts: tuple[str, str, str], units: int
) -> Work:
    """Return a function that searches ``units`` units of letters."""
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
    from briefing_room.compose.briefing import compose_briefing
    from briefing_room.compose.stories import make_story
    from briefing_room.extract.facts import extract_facts
    from briefing_room.ingest.article import make_article
    from briefing_room.ingest.load import read_article, read_seed_files
    from briefing_room.ingest.metadata import Metadata
    from briefing_room.pages.document import parse
    from briefing_room.pages.layout import lay_out

    catalogue, _ = read_catalogue(ROOT / "briefings")
    articles = [
        article for file in read_seed_files(ROOT / "seeds")[0] if (article := read_article(file)[0])
    ]
    sentences = [sentence.text for article in articles for sentence in article.sentences]
    random.Random(1).shuffle(sentences)
    prose = "\n\n".join(
        " ".join(sentences[start : start + 3]) for start in range(0, len(sentences), 3)
    )
    front = Metadata("China restricts exports of magnets", dt.date(2025, 5, 5))

    def read_stages(text: str) -> dict[str, float]:
        """Return the seconds of each stage; run once, since results are cached."""
        laps: dict[str, float] = {}

        def time_stage(name: str, work: Callable[[], Any]) -> Any:
            began = time.process_time()
            result = work()
            laps[name] = time.process_time() - began
            return result

        article = time_stage("read", lambda: make_article("a", "a.txt", text, front))
        known = time_stage("facts", lambda: extract_facts(article, catalogue))
        one_story = make_story("a", [article], catalogue)
        summary = time_stage(
            "summary", lambda: compose_briefing(one_story, catalogue, lambda _: known)
        )
        time_stage("page", lambda: lay_out(summary, catalogue))
        time_stage("parse", lambda: parse(text, "a.md").lines)
        return laps

    def steepest(piece: str, letters: int) -> dict[str, tuple[float, float]]:
        """Return the least exponent of several tries for each stage, with its seconds."""
        least: dict[str, tuple[float, float]] = {}
        for start in range(TRIES):
            laps = []
            for units in (2, 4):
                size, place = units * letters, (2 * start + units // 4) * 4 * letters % len(piece)
                text = ((piece[place:] + piece) * (size // len(piece) + 2))[:size]
                laps.append(
                    read_stages(f"{text}\n\nChina restricts exports of magnets, it said.\n")
                )
            measured = {
                name: (exponent(laps[0][name], four), four) for name, four in laps[1].items()
            }
            least = {
                name: min(measured[name], least.get(name, measured[name])) for name in measured
            }
        return least

    read_stages(prose[-20_000:])
    shapes = (("prose", prose, 25_000), *((name, piece, 2500) for name, piece in PIECES.items()))
    for name, piece, letters in shapes:
        try:
            with time_limit(100 * LONGEST):
                least = steepest(piece, letters)
        except TooLongError:
            yield f"  inf          any stage on {4 * letters} letters of {name}"
            continue
        for stage, (power, four) in least.items():
            if power > STEEPEST and four > 4 * FASTEST:
                yield f"{power:5.2f} {four:7.3f} s  {stage} on {4 * letters} letters of {name}"


def main() -> None:
    wanted_part = sys.argv[1] if len(sys.argv) > 1 else ""
    watch()
    steep = 0
    for name, measure in (("stages", stages), ("patterns", patterns)):
        if wanted_part in ("", name):
            if name == "patterns":
                use_all()
            for line in measure():
                print(line, flush=True)
                steep += name == "stages"
    print(f"{steep} stages grow faster than linearly; {len(USED)} uses of patterns were recorded.")
    sys.exit(1 if steep else 0)


def use_all() -> None:
    """Run the commands on a quarter of the seeds, so that patterns are used."""
    from briefing_room.__main__ import cli
    from click.testing import CliRunner

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "seeds").mkdir()
        for path in sorted((ROOT / "seeds").iterdir())[::4]:
            shutil.copy(path, folder / "seeds")
        shutil.copytree(ROOT / "briefings", folder / "briefings")
        folders = ["--seeds", f"{name}/seeds", "--briefings", f"{name}/briefings"]
        for command in ("generate", "check", "assemble", "names", "numbers"):
            out = ["--out", f"{name}/docs"] if command == "assemble" else []
            done = CliRunner().invoke(cli, [command, *folders, *out])
            if done.exception and not isinstance(done.exception, SystemExit):
                raise done.exception


if __name__ == "__main__":
    main()
