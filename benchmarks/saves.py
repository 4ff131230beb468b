"""Save a page while it is generated, at each step of a run and at random moments.

    python benchmarks/saves.py [TRIES] [FIRST]

The pages are made of real seeds.  In each try the seeds have changed, so that every page is
replaced.  A person saves one of them meanwhile, as editors do it: in place, in two pieces, or under
another name that is renamed.  First a save falls just before each file operation of a run, then at
random moments of runs in a process of their own.  At the end it says how many saves were lost, and
how many pages another run would still change.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from generator import pipeline

ROOT = Path(__file__).parent.parent
SEEDS = 3
EVENTS = ("open", "os.rename", "os.link", "os.remove", "os.chmod", "tempfile.mkstemp")
HOOK: list[Callable[[], None]] = []


def project() -> Path:
    """Make a project of a few real seeds, with a small catalogue, generated once."""
    folder = Path(tempfile.mkdtemp(prefix="saves-"))
    (folder / "seeds").mkdir()
    for path in sorted((ROOT / "seeds").glob("2025-1*.md"))[:SEEDS]:
        shutil.copy(path, folder / "seeds")
    for name in ("entities/country", "topics"):
        shutil.copytree(ROOT / "briefings" / name, folder / "briefings" / name)
    shutil.copy(ROOT / "briefings/vocabulary.yml", folder / "briefings")
    run(folder)
    return folder


def run(folder: Path) -> None:
    pipeline.generate(pipeline.read(folder / "seeds", folder / "briefings"))


def change(folder: Path, number: int) -> None:
    """Let every seed begin with another sentence, so that every page says something else."""
    for path in (folder / "seeds").iterdir():
        head, front, body = path.read_text().split("---\n", 2)
        body = re.sub(r"\AChina counted.*\n\n", "", body.lstrip())
        news = f"China counted {number} mines in Sichuan on Monday, Reuters reported."
        path.write_text(f"{head}---\n{front}---\n{news}\n\n{body}")


def pages(folder: Path) -> list[Path]:
    return sorted((folder / "briefings/stories").glob("*.md"))


def save(path: Path, own: str, how: str) -> None:
    """Add a line to a page as it stands, in the way of an editor."""
    data = path.read_text().replace("## Sources", f"{own}\n\n## Sources", 1).encode()
    if how == "rename":
        new = path.with_name(f"{path.name}~")
        new.write_bytes(data)
        new.replace(path)
        return
    with path.open("wb", buffering=0) as file:
        half = len(data) // 2 if how == "pieces" else len(data)
        file.write(data[:half])
        if half < len(data):
            time.sleep(0.003)
            file.write(data[half:])


def lost(folder: Path, written: list[str]) -> list[str]:
    there = "\n".join(path.read_text() for path in pages(folder))
    return [line for line in written if line not in there]


def at_each_step(first: int) -> None:
    """Save just before each file operation that touches the pages."""
    folder, number, tries, gone = project(), first, 0, 0
    for how in ("place", "rename"):
        step, more = 0, True
        while more:
            number += 1
            change(folder, number)
            own = f"A person wrote line {number}.[^editor]"
            more = saved_at(folder, step, own, how)
            run(folder)
            tries, step = tries + more, step + 1
            gone += len(lost(folder, [own])) if more else 0
    print(f"just before each file operation: {tries} saves, {gone} lost")


def saved_at(folder: Path, step: int, own: str, how: str) -> bool:
    """Run, and save before the given operation; return whether the run had so many."""
    count, target = [0], pages(folder)[number_of(own) % SEEDS]

    def hook() -> None:
        if count[0] == step:
            count[0] += 1
            save(target, own, how)
        count[0] += 1

    HOOK[:] = [hook]
    run(folder)
    HOOK.clear()
    return count[0] > step


def number_of(own: str) -> int:
    return int(re.findall(r"\d+", own)[0])


def at_random(tries: int, first: int) -> None:
    """Save at random moments of runs in another process."""
    folder, chance = project(), random.Random(first)
    started = time.monotonic()
    run(folder)
    long = 2 * (time.monotonic() - started)
    written: list[str] = []
    count = 0
    for number in range(first, first + tries):
        change(folder, number)
        own = f"A person wrote line {number}.[^editor]"
        process = multiprocessing.get_context("fork").Process(target=run, args=(folder,))
        process.start()
        time.sleep(chance.random() * long)
        save(chance.choice(pages(folder)), own, chance.choice(["place", "pieces", "rename"]))
        process.join()
        written.append(own)
        if number % 10 == 0:  # pages must not grow without end
            run(folder)
            if gone := lost(folder, written):
                print(f"lost: {gone}")
            count += len(gone)
            for path in pages(folder):
                path.write_text(re.sub(r"A person wrote.*\n\n", "", path.read_text()))
            written.clear()
    run(folder)
    before = [path.read_bytes() for path in pages(folder)]
    run(folder)
    changed = sum(a != b for a, b in zip(before, map(Path.read_bytes, pages(folder)), strict=True))
    print(f"at random moments: {tries} saves, {count} lost")
    print(f"pages that another run would change: {changed}; stray files: {strays(folder)}")


def strays(folder: Path) -> int:
    return len([*folder.rglob(".writing-*"), *folder.rglob("*~")])


def audit(event: str, arguments: tuple[object, ...]) -> None:
    if HOOK and event in EVENTS and "stories" in str(arguments[0]):
        hook = HOOK.pop()
        hook()
        if hook.__closure__:
            HOOK.append(hook)


if __name__ == "__main__":
    sys.addaudithook(audit)
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    start = int(sys.argv[2]) if len(sys.argv) > 2 else os.getpid()
    at_each_step(start)
    at_random(wanted, start)
