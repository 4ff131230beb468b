"""Measure the cost of short texts repeated many times: it must grow no faster than their size.

    python benchmarks/fragments.py [--sizes 100 300] [--only WORD] [--separators space line …]

Each fragment is repeated with each separator up to each size (KB) and treated as a seed: read,
facts, briefing.  A fragment that exceeds a limit is measured twice more, and the least counts, as
other programs on the machine cost time.  If it still exceeds one, it is printed with its CPU
seconds and the exponent of their growth over the largest two sizes.  Limits: 3 s for 100 KB, 9 s
for 300 KB, exponent 1.15; times below half a second prove no exponent.  Exit code 1 if a limit is
exceeded.
"""

from __future__ import annotations

import argparse
import itertools
import math
import multiprocessing
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection

FRAGMENTS = (
    "China rare earths", "rare earths", "By John Smith", "Lynas Rare Earths", "China", "July 18",
    "18 July 2025", "July 18, 2025", "2025-07-18", "3/4/2025", "U.S.", "The", "said", '"said',
    'He said: "', "said he,", "By", "and", ", and", "AP", "(AP)",
    "BEIJING (Reuters) -", "(Photo: AP)",
    "Getty Images/AFP", "Credit: Jane Doe/AP", "©2025", "© 2025 Example Media.",
    "a", "A", "x,", "-",
    "–", "|", "Home |", "Home >", "a/", "[1]", "[a](b)", "[a](", "![", "**", "*a", "_", "`", "# A",
    "- a", "1. a", "> a", "<b>", "<!--", "&nbsp;", "https://a.bc/d", "me@example.org", "12:30 PM",
    "12%", "$5", "1,200 tonnes of", "not", "which", "It said it. It rose.", "Share", "Read more:",
)  # fmt: skip
SEPARATORS = {"none": "", "space": " ", "stop": ". ", "line": "\n", "paragraph": "\n\n"}
MAX_SECONDS = 30  # of CPU, after which a run is stopped
LIMITS = {100: 3.0, 300: 9.0}
MAX_EXPONENT, MIN_SECONDS = 1.15, 0.5
REPEATS = 2  # of a measurement that exceeds a limit


def run_pipeline(text: str, result: Connection) -> None:
    """Make a briefing of one text; send the seconds of CPU that it took."""
    from briefing_room.catalogue.catalogue import Catalogue
    from briefing_room.compose.briefing import compose_briefing
    from briefing_room.compose.stories import make_story
    from briefing_room.extract.facts import extract_facts
    from briefing_room.ingest.load import SeedFile, read_article

    read_article(
        SeedFile("a", "seeds/a.txt", b"The ministry said on Monday that exports would end.")
    )
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_SECONDS, MAX_SECONDS + 1))
    start = time.process_time()
    article, _ = read_article(SeedFile("a", "seeds/a.txt", text.encode()))
    if article:
        article_facts = extract_facts(article, Catalogue())
        compose_briefing(make_story("a", [article]), Catalogue(), {"a": article_facts}.__getitem__)
    result.send(time.process_time() - start)


def measure(fragment: str, separator: str, size: int) -> float:
    """The CPU seconds of a fragment repeated up to ``size`` KB; infinity if it took too long."""
    repeats = size * 1000 // len(fragment + separator) + 1
    text = (f"{fragment}{separator}" * repeats)[: size * 1000]
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("fork").Process(target=run_pipeline, args=(text, sender))
    process.start()
    sender.close()
    try:
        return float(receiver.recv())
    except EOFError:
        return math.inf
    finally:
        process.join()


def measure_sizes(fragment: str, separator: str, sizes: Sequence[int]) -> dict[int, float]:
    """The least CPU seconds by size; the sizes above one that took too long are infinite."""
    seconds: dict[int, float] = {}
    for _ in range(1 + REPEATS):
        for size in sorted(sizes):
            is_stopped = math.inf in seconds.values()
            cost = math.inf if is_stopped else measure(fragment, separator, size)
            seconds[size] = min(cost, seconds.get(size, math.inf))
        if not any(exceeded_limits(seconds)) or math.inf in seconds.values():
            break
    return seconds


def exceeded_limits(seconds: dict[int, float]) -> Iterator[str]:
    """Yield the limits that the seconds by size exceed."""
    yield from (f"{size} KB" for size, limit in LIMITS.items() if seconds.get(size, 0) > limit)
    if exponent(seconds) > MAX_EXPONENT and max(seconds.values()) > MIN_SECONDS:
        yield "exponent"


def exponent(seconds: dict[int, float]) -> float:
    """The power of the size with which the cost grows over the largest two sizes."""
    small, large = sorted(seconds)[-2:]
    if math.inf in (seconds[small], seconds[large]):
        return math.inf
    return math.log(seconds[large] / max(seconds[small], 0.001)) / math.log(large / small)


def main() -> int:
    """Print a line for each fragment and separator that exceeds a limit, and the slowest."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 300], metavar="KB")
    parser.add_argument("--only", default="", help="fragments that contain this text")
    parser.add_argument("--separators", nargs="+", default=[*SEPARATORS], choices=[*SEPARATORS])
    options = parser.parse_args()
    import briefing_room.ingest.article  # noqa: F401  loaded once, before the processes fork

    fragments = [fragment for fragment in FRAGMENTS if options.only in fragment]
    failures, slowest = 0, 0.0
    for fragment, name in itertools.product(fragments, options.separators):
        seconds = measure_sizes(fragment, SEPARATORS[name], options.sizes)
        slowest = max(slowest, *seconds.values())
        if exceeded := [*exceeded_limits(seconds)]:
            failures += 1
            costs = "  ".join(f"{size} KB {cost:.2f} s" for size, cost in seconds.items())
            growth = f"exponent {exponent(seconds):.2f}"
            print(f"{fragment!r} {name}: {costs}  {growth}  {', '.join(exceeded)}", flush=True)
    texts = len(fragments) * len(options.separators)
    print(f"{texts} texts, {failures} exceed a limit, slowest {slowest:.2f} s")
    return int(failures > 0)


if __name__ == "__main__":
    sys.exit(main())
