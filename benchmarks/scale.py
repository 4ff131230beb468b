"""How time and memory grow with the seeds, and with the length of one text.

    python benchmarks/scale.py [--seeds 100 1000 10000] [--texts 10 50 200 1000] [--work FOLDER]

The seeds are made of sentences of the corpus, drawn one by one, so that none is a copy of another.
Every command runs as users run it, in a process of its own; the table has its CPU seconds (of all
its processes, so that a busy machine changes little), their share of a cold `generate`, and the
peak memory of a single process.  Exponents compare a size with the one before:
1 is linear.  Where they are installed, sumy's LexRank and spaCy's small English pipeline read the
same seeds, and MkDocs builds the same Markdown without the project's plugin.
"""

from __future__ import annotations

import argparse
import datetime as dt
import importlib.util
import json
import math
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from briefing_room.ingest.load import read_article, read_seed_files

ROOT = Path(__file__).parents[1]
PROGRAM = (sys.executable, "-m", "briefing_room")
FIRST_DAY = dt.date(2016, 1, 1)
MOST_FOR_OTHERS = 1000  # seeds that other programs read too; they are slow
SUMY = """
import sys
from pathlib import Path
from benchmarks.sumy_methods import sumy_methods
choose = sumy_methods()["sumy LexRank"]
for path in Path(sys.argv[1]).iterdir():
    choose(path.read_text("utf-8").partition("\\n---\\n")[2].replace(". ", ".\\n").splitlines(), 6)
"""
SPACY = """
import sys
from pathlib import Path
import spacy
read = spacy.load("en_core_web_sm")
for path in Path(sys.argv[1]).iterdir():
    read(path.read_text("utf-8").partition("\\n---\\n")[2])
"""


class Cost(NamedTuple):
    """What a command took: seconds of CPU, seconds by the clock, and megabytes."""

    cpu: float
    wall: float
    memory: float


class Corpus:
    """The corpus's sentences, titles and publishers, to make seeds of."""

    def __init__(self) -> None:
        articles = [
            article
            for file in read_seed_files(ROOT / "seeds")[0]
            if (article := read_article(file)[0])
        ]
        self.sentences = [s.text for a in articles for s in a.sentences if not s.is_fragment]
        self.titles = [a.title for a in articles if a.title]
        self.publishers = sorted({s.publisher for a in articles for s in a.sources})

    def seed(self, number: int, sentences: Iterable[str] = ()) -> tuple[str, str]:
        """Return the name and the text of one seed; the same number gives the same."""
        draw = random.Random(number)
        day = FIRST_DAY + dt.timedelta(days=draw.randrange(3600))
        words = " ".join(draw.sample(self.titles, 2)).split()
        draw.shuffle(words)
        slug = "-".join(re.findall(r"[a-z0-9]+", " ".join(words[:4]).lower()))
        title = json.dumps(" ".join(words[:9]), ensure_ascii=False)
        publisher = json.dumps(draw.choice(self.publishers), ensure_ascii=False)
        texts = list(sentences) or draw.choices(self.sentences, k=draw.randint(8, 18))
        paragraphs = []
        while texts:
            count = draw.randint(1, 3)
            paragraphs.append(" ".join(texts[:count]))
            texts = texts[count:]
        source = f"  - {{publisher: {publisher}, title: {title}, date: {day}}}"
        head = f"---\ntitle: {title}\ndate: {day}\nkind: article\nsources:\n{source}\n---\n\n"
        return f"{day}-{slug}-{number:05d}.md", head + "\n\n".join(paragraphs) + "\n"

    @property
    def alias(self) -> str:
        """A name of three words that the catalogue may not have."""
        matches = (re.search(r"\b[A-Z][a-z]+ [A-Z][a-z]+ [A-Z][a-z]+\b", s) for s in self.sentences)
        return next(match[0] for match in matches if match)

    def text(self, length: int) -> tuple[str, str]:
        """Return a seed of so many thousand letters."""
        draw, texts, size = random.Random(length), [], 0
        while size < length * 1000:
            texts.append(draw.choice(self.sentences))
            size += len(texts[-1].encode()) + 1
        name, text = self.seed(length, texts)
        return name, text.encode()[: length * 1000].decode(errors="ignore").rpartition("\n\n")[0]


def project(folder: Path, seeds: Iterable[tuple[str, str]]) -> Path:
    """Make a project of some seeds with this project's names, and no page yet."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "seeds").mkdir(parents=True)
    left_out = shutil.ignore_patterns("stories", ".generated")
    shutil.copytree(ROOT / "briefings", folder / "briefings", ignore=left_out)
    (folder / "briefings/stories").mkdir()
    for name, text in seeds:
        (folder / "seeds" / name).write_text(text, encoding="utf-8")
    return folder


def run(folder: Path, *command: str) -> Cost:
    """Run a command and return what it took, with all processes that it waited for."""
    began = time.perf_counter()
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "generator")}
    with (folder / "out.txt").open("w", encoding="utf-8") as out:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=out, stderr=out)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in {0, 1}:
        raise SystemExit(f"{' '.join(command)}: {(folder / 'out.txt').read_text()[-1000:]}")
    kilo = 1 if sys.platform == "darwin" else 1024
    wall = time.perf_counter() - began
    return Cost(used.ru_utime + used.ru_stime, wall, used.ru_maxrss * kilo / 1e6)


def measure_project(corpus: Corpus, count: int, folder: Path) -> Iterator[tuple[str, Cost]]:
    """Measure a project of so many seeds: cold, unchanged, and after each kind of change."""
    project(folder, map(corpus.seed, range(count)))
    seeds = folder / "seeds"
    yield "generate, cold", run(folder, *PROGRAM, "generate")
    yield "generate, unchanged", run(folder, *PROGRAM, "generate")
    name, text = corpus.seed(count)
    (seeds / name).write_text(text, encoding="utf-8")
    yield "generate, one seed more", run(folder, *PROGRAM, "generate")
    name, text = corpus.seed(0)
    (seeds / name).write_text(f"{text}\nNobody had said that before.\n", encoding="utf-8")
    yield "generate, one seed changed", run(folder, *PROGRAM, "generate")
    for page in sorted((folder / "briefings/entities").rglob("*.md")):
        if "\naliases: [" in (text := page.read_text("utf-8")):
            new_text = text.replace("\naliases: [", f"\naliases: [{corpus.alias}, ", 1)
            page.write_text(new_text, encoding="utf-8")
            break
    yield "generate, one alias more", run(folder, *PROGRAM, "generate")
    yield "check, first", run(folder, *PROGRAM, "check")
    yield "check, unchanged", run(folder, *PROGRAM, "check")
    yield "assemble", run(folder, *PROGRAM, "assemble", "--out", "docs")
    if count <= MOST_FOR_OTHERS:
        yield from measure_others(folder)


def measure_others(folder: Path) -> Iterator[tuple[str, Cost]]:
    """Measure other programs on the same seeds and on the same Markdown."""
    if importlib.util.find_spec("sumy"):
        yield "sumy LexRank", run(folder, sys.executable, "-c", SUMY, "seeds")
    if importlib.util.find_spec("en_core_web_sm"):
        yield "spaCy, small pipeline", run(folder, sys.executable, "-c", SPACY, "seeds")
    settings = "site_name: Scale\ndocs_dir: docs\nuse_directory_urls: true\ntheme: mkdocs\n"
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    mkdocs = (sys.executable, "-m", "mkdocs", "build", "-q", "-d", "site")
    yield "MkDocs without the plugin", run(folder, *mkdocs)


def exponent(before: tuple[int, Cost], after: tuple[int, Cost]) -> float:
    """Return the power of the size with which the CPU grew from one measure to another."""
    return math.log(after[1].cpu / before[1].cpu) / math.log(after[0] / before[0])


def print_costs(
    size: int, unit: str, costs: Iterable[tuple[str, Cost]], before: tuple[int, dict[str, Cost]]
) -> tuple[int, dict[str, Cost]]:
    """Print each measure as it comes: its share of the first, and how it grew since ``before``."""
    print(f"\n{size} {unit}: seconds of CPU, share of the first, by the clock, MB, exponent")
    known: dict[str, Cost] = {}
    for name, cost in costs:
        known[name] = cost
        share = f"{cost.cpu / next(iter(known.values())).cpu:6.1%}"
        last = before[1].get(name)
        grows = f"{exponent((before[0], last), (size, cost)):5.2f}" if last else ""
        print(f"  {name:28}{cost.cpu:9.2f} {share} {cost.wall:8.1f} {cost.memory:6.0f} {grows}")
        sys.stdout.flush()
    return size, known


def one_text(corpus: Corpus, length: int, folder: Path) -> Iterator[tuple[str, Cost]]:
    """Measure a project of one text of so many thousand letters."""
    project(folder, [corpus.text(length)])
    yield "generate", run(folder, *PROGRAM, "generate")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seeds", nargs="*", type=int, default=[100, 1000, 10_000])
    parser.add_argument("--texts", nargs="*", type=int, default=[10, 50, 200, 1000])
    parser.add_argument("--work", type=Path, help="a folder for the projects that are created")
    options = parser.parse_args()
    corpus = Corpus()
    if options.work:
        options.work.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=options.work) as name:
        folder = Path(name) / "project"
        for sizes, unit, measure in (
            (options.texts, "thousand letters", one_text),
            (options.seeds, "seeds", measure_project),
        ):
            before: tuple[int, dict[str, Cost]] = (0, {})
            for size in sizes:
                before = print_costs(size, unit, measure(corpus, size, folder), before)


if __name__ == "__main__":
    main()
