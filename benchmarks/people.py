"""Let people and the program work on the same pages, history by history, and count what goes wrong.

    python benchmarks/people.py [HISTORIES] [FIRST] [STEPS]

Each history is drawn with its own number.  One that ends in a fault is printed with all its steps.
"""

from __future__ import annotations

import random
import re
import sys
import tempfile
import traceback
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from people import DRAFT, SEED, People
from people_edits import LINE, PAGE


def run_history(number: int, steps: int) -> str:
    """Run a history; return the fault that it ends in, with its steps, or ""."""
    draw = random.Random(number)
    pick = draw.randrange
    root = "/dev/shm" if Path("/dev/shm").is_dir() else None
    people = People(Path(tempfile.mkdtemp(dir=root)) / "project")
    try:
        for _ in range(1 + pick(2)):
            people.new_seed(pick)
        people.run()
        for _ in range(steps):
            take_step(people, draw)
            if pick(5) < 3:
                people.run()
        people.run()
    except AssertionError as fault:
        return str(fault)
    except Exception:  # noqa: BLE001 - what else may come is a fault, too
        return "broken: " + traceback.format_exc() + "\n".join(people.log)
    finally:
        people.close()
        people.folder.parent.rmdir()
    return ""


def take_step(people: People, draw: random.Random) -> None:
    """Do one thing that people do."""
    pick = draw.randrange
    kind = pick(23)
    if kind < 8:
        people.edit_line(pick, draw.choice(LINE))
    elif kind < 12:
        people.edit_page(pick, draw.choice(PAGE))
    elif kind < 17:
        people.edit_seed(pick, draw.choice(SEED))
    elif kind == 17:
        if len(people.seeds) < 4:
            people.new_seed(pick)
    elif kind == 18:
        people.name_page(pick)
    elif kind < 22:
        people.edit_draft(pick, draw.choice(DRAFT))
    elif pick(2):
        people.withdraw(pick)
    else:
        people.reject(pick)


def main() -> None:
    """Run the histories; print each fault when it occurs, and count the kinds of faults."""
    count, first, steps = (
        int(a) for a in [*sys.argv[1:], *["500", "0", "10"][len(sys.argv) - 1 :]]
    )
    kinds: Counter[str] = Counter()
    for number in range(first, first + count):
        if fault := run_history(number, steps):
            print("=" * 90, number, fault, sep="\n", flush=True)
            kind = re.sub(r"\d+|Fa...x|qw...k|[-\w]*\.md", "…", fault.split("\n")[0])
            kinds[kind[:40]] += 1
    print("=" * 90)
    for kind, times in kinds.most_common():
        print(f"{times:5} {kind}")
    print(f"{kinds.total()} of {count} histories of {steps} steps end in a fault")


if __name__ == "__main__":
    main()
