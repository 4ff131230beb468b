"""Save a page, or kill the program, at each step of a run and at random moments.

    python benchmarks/saves.py [TRIES] [FIRST]

The pages are made from real seeds.  In each try the seeds have changed, so that every page is
replaced.  Meanwhile a person saves one of them, as editors do: in place, in two pieces, or under
another name that is then renamed.  First a save comes just before each file operation of a run,
then at random moments of runs in processes of their own; no line of the person may be lost.  Last,
a run is killed just before each file operation; after another run everything must be as if it had
not been killed.
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

from briefing_room import pipeline

ROOT = Path(__file__).parent.parent
SEEDS = 3
EVENTS = ("open", "os.rename", "os.link", "os.remove", "os.chmod", "tempfile.mkstemp")


class Steps:
    """The file operations of a run, and what happens just before one of them."""

    at = -1
    count = 0
    busy = False
    action: Callable[[], None] = staticmethod(lambda: None)

    @classmethod
    def audit(cls, event: str, arguments: tuple[object, ...]) -> None:
        """See each file operation of the program."""
        touches = event in EVENTS and re.search("stories|generated", str(arguments[0]))
        if cls.at >= 0 and touches and not cls.busy:
            cls.busy = True
            if cls.count == cls.at:
                cls.action()
            cls.count += 1
            cls.busy = False

    @classmethod
    def run(cls, folder: Path, at: int, action: Callable[[], None]) -> bool:
        """Run with an action before the given operation; return whether there are so many."""
        cls.at, cls.count, cls.action = at, 0, staticmethod(action)
        run(folder)
        cls.at = -1
        return cls.count > at


def make_project() -> Path:
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
    pipeline.generate(pipeline.read_project(folder / "seeds", folder / "briefings"))


def change_seeds(folder: Path, number: int) -> None:
    """Let every seed begin with another sentence, so that every page says something else."""
    for path in (folder / "seeds").iterdir():
        head, front, body = path.read_text().split("---\n", 2)
        body = re.sub(r"\AChina counted.*\n\n", "", body.lstrip())
        news = f"China counted {number} mines in Sichuan on Monday, Reuters reported."
        path.write_text(f"{head}---\n{front}---\n{news}\n\n{body}")


def pages(folder: Path) -> list[Path]:
    return sorted((folder / "briefings/stories").glob("*.md"))


def contents(folder: Path) -> dict[str, bytes]:
    paths = (path for path in (folder / "briefings").rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


def save(path: Path, line: str, how: str) -> None:
    """Add a line to a page as it stands, in the way of an editor."""
    data = path.read_text().replace("## Sources", f"{line}\n\n## Sources", 1).encode()
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


def count_lost_lines(folder: Path, written: list[str]) -> int:
    text = "\n".join(path.read_text() for path in pages(folder))
    return sum(line not in text for line in written)


def save_at_each_step(first: int) -> None:
    folder, number, tries, lost = make_project(), first, 0, 0
    for how in ("place", "rename"):
        step, more = 0, True
        while more:
            number, step = number + 1, step + 1
            change_seeds(folder, number)
            line = f"A person wrote line {number}.[^editor]"
            target = pages(folder)[number % SEEDS]
            more = Steps.run(folder, step - 1, lambda: save(target, line, how))  # noqa: B023  now
            run(folder)
            tries += more
            lost += count_lost_lines(folder, [line]) if more else 0
    print(f"saved just before each file operation: {tries} saves, {lost} lost")


def save_at_random_moments(tries: int, first: int) -> None:
    folder, chance = make_project(), random.Random(first)
    started = time.monotonic()
    run(folder)
    long = 2 * (time.monotonic() - started)
    written: list[str] = []
    lost = 0
    for number in range(first, first + tries):
        change_seeds(folder, number)
        written.append(f"A person wrote line {number}.[^editor]")
        process = multiprocessing.get_context("fork").Process(target=run, args=(folder,))
        process.start()
        time.sleep(chance.random() * long)
        how = chance.choice(["place", "pieces", "rename"])
        save(chance.choice(pages(folder)), written[-1], how)
        process.join()
        if number % 10 == 0:  # pages must not grow without end
            run(folder)
            lost += count_lost_lines(folder, written)
            for path in pages(folder):
                path.write_text(re.sub(r"A person wrote.*\n\n", "", path.read_text()))
            written.clear()
    run(folder)
    before = contents(folder)
    run(folder)
    changed = len(before.items() ^ contents(folder).items())
    print(
        f"saved at random moments: {tries} saves, {lost + count_lost_lines(folder, written)} lost"
    )
    print(
        f"files that another run would change: {changed}; stray files: {count_stray_files(folder)}"
    )


def kill_at_random_moments(tries: int, first: int) -> None:
    folder, chance = make_project(), random.Random(first)
    started = time.monotonic()
    run(folder)
    long = 2 * (time.monotonic() - started)
    lost = killed = 0
    for number in range(first, first + tries):
        change_seeds(folder, number)
        line = f"A person wrote line {number}.[^editor]"
        save(pages(folder)[number % SEEDS], line, "place")
        process = multiprocessing.get_context("fork").Process(target=run, args=(folder,))
        process.start()
        process.join(chance.random() * long)
        process.kill()
        process.join()
        killed += process.exitcode != 0
        lost += count_lost_lines(folder, [line])
        run(folder)
        lost += count_lost_lines(folder, [line])
        for path in pages(folder):
            path.write_text(re.sub(r"A person wrote.*\n\n", "", path.read_text()))
    stray = count_stray_files(folder)
    print(f"killed at random moments: {killed} kills, {lost} lines lost; {stray} stray files")


def kill_at_each_step(first: int) -> None:
    start = make_project()
    change_seeds(start, first)
    for path in pages(start):
        lines = path.read_text().split("\n")
        at = next(number for number, line in enumerate(lines) if line.startswith("- "))
        path.write_text(
            "\n".join([*lines[:at], "- A person wrote this.[^editor]", *lines[at + 1 :]])
        )
    undisturbed = Path(tempfile.mkdtemp(prefix="saves-"))
    shutil.copytree(start, undisturbed, dirs_exist_ok=True)
    run(undisturbed)
    step, code, different, stray = 0, 9, 0, 0
    while code:
        folder = Path(tempfile.mkdtemp(prefix="saves-"))
        shutil.copytree(start, folder, dirs_exist_ok=True)
        arguments = (folder, step, lambda: os._exit(9))
        process = multiprocessing.get_context("fork").Process(target=Steps.run, args=arguments)
        process.start()
        process.join()
        code, step = process.exitcode, step + 1
        run(folder)
        different += contents(folder) != contents(undisturbed)
        stray += count_stray_files(folder)
        shutil.rmtree(folder)
    print(f"killed just before each file operation: {step - 1} kills, {different} differ after it")
    print(f"stray files: {stray}")


def count_stray_files(folder: Path) -> int:
    return len([*folder.rglob(".writing-*"), *folder.rglob("*~")])


if __name__ == "__main__":
    sys.addaudithook(Steps.audit)
    tries = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    first = int(sys.argv[2]) if len(sys.argv) > 2 else os.getpid()
    kill_at_each_step(first)
    save_at_each_step(first)
    save_at_random_moments(tries, first)
    kill_at_random_moments(tries, first)
