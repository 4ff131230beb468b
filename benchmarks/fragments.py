"""Feed the readers short fragments, repeated: none may cost more than linear in its text.

    python benchmarks/fragments.py [--sizes 50 100 300] [--only WORD] [--separators space line …]

Each fragment is repeated with each separator up to each size (KB) and treated as a seed: read,
facts, briefing.  A fragment that exceeds a limit is printed with its CPU seconds and the exponent
of their growth over the largest two sizes.  Limits: 3 s for 100 KB, 9 s for 300 KB, exponent 1.15;
times below a quarter of a second prove no exponent.  Exit code 1 if a limit is exceeded.
"""

from __future__ import annotations

import argparse
import math
import multiprocessing
import resource
import sys
import time
from collections.abc import Iterator
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
SECONDS = 30  # after which a run is stopped
LIMITS = {100: 3.0, 300: 9.0}
EXPONENT, TELLING = 1.15, 0.25


def walk(text: str, result: Connection) -> None:
    """Take one text the way of a seed; send the seconds of CPU that it took."""
    from briefing_room.catalogue.entries import Catalogue
    from briefing_room.compose.briefing import briefing
    from briefing_room.compose.stories import story
    from briefing_room.extract.facts import facts
    from briefing_room.ingest.load import RawFile, read_raw

    read_raw(RawFile("a", "seeds/a.txt", b"The ministry said on Monday that exports would end."))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    start = time.process_time()
    made, _ = read_raw(RawFile("a", "seeds/a.txt", text.encode()))
    if made:
        known = facts(made, Catalogue())
        briefing(story(made.id, [made]), Catalogue(), {made.id: known}.__getitem__)
    result.send(time.process_time() - start)


def seconds(fragment: str, separator: str, size: int) -> float:
    """Return what a repeated fragment costs, infinity where it took too long."""
    text = (f"{fragment}{separator}" * (size * 1000 // len(fragment + separator) + 1))[
        : size * 1000
    ]
    ours, theirs = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("fork").Process(target=walk, args=(text, theirs))
    process.start()
    theirs.close()
    try:
        return float(ours.recv())
    except EOFError:
        return math.inf
    finally:
        process.join()


def faults(cost: dict[int, float]) -> Iterator[str]:
    """Yield the limits that the seconds by size pass."""
    yield from (f"{size} KB" for size, most in LIMITS.items() if cost.get(size, 0) > most)
    if exponent(cost) > EXPONENT and max(cost.values()) > TELLING:
        yield "exponent"


def exponent(cost: dict[int, float]) -> float:
    """Return the power of the size with which the cost grows over the largest two sizes."""
    small, large = sorted(cost)[-2:]
    if math.inf in (cost[small], cost[large]):
        return math.inf
    return math.log(cost[large] / max(cost[small], 0.001)) / math.log(large / small)


def main() -> int:
    """Print a line for each fragment and separator that passes a limit, and the worst of all."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[50, 100, 300])
    parser.add_argument("--only", default="", help="fragments that hold these letters")
    parser.add_argument("--separators", nargs="+", default=[*SEPARATORS], choices=[*SEPARATORS])
    asked = parser.parse_args()
    import briefing_room.ingest.article  # noqa: F401  loaded once, before the processes fork

    failed = done = 0
    slowest = 0.0
    for fragment in (each for each in FRAGMENTS if asked.only in each):
        for name in asked.separators:
            cost: dict[int, float] = {}
            for size in sorted(asked.sizes):
                stopped = math.inf in cost.values()
                cost[size] = math.inf if stopped else seconds(fragment, SEPARATORS[name], size)
            found = [*faults(cost)]
            done, failed = done + 1, failed + bool(found)
            slowest = max(slowest, *cost.values())
            if found:
                told = "  ".join(f"{size} KB {took:.2f} s" for size, took in cost.items())
                told += f"  exponent {exponent(cost):.2f}  {', '.join(found)}"
                print(f"{fragment!r} {name}: {told}")
                sys.stdout.flush()
    print(f"{done} texts, {failed} pass a limit, slowest {slowest:.2f} s")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
