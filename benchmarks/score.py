"""Print all scores in one table, with the change since the last recorded version.

    python benchmarks/score.py                     # what needs no data from outside
    python benchmarks/score.py --dates timebank/ wikiwars/
    python benchmarks/score.py --record v2         # keep the figures as those of a version

Labelled dates and topics (``tests/labels``), key facts of the marked articles (``summaries``), the
dates of public sets where their paths are given, and the last blind rounds on fresh articles
(``rounds.yml``, written by whoever judged).  A share is between 0 and 1.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import mean
from typing import Any

import yaml
from dates import score_folder
from key_facts import compare_pages, mean_lead

HERE = Path(__file__).parent
RECORDED, ROUNDS = HERE / "recorded.yml", HERE / "rounds.yml"
sys.path += [str(HERE.parent / "tests"), str(HERE.parent / "tests" / "extract")]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dates", type=Path, nargs="*", default=[], help="folders of marked dates")
    parser.add_argument("--record", metavar="VERSION", help="keep the figures under this name")
    options = parser.parse_args()
    figures = {name: round(value, 3) for name, value in measures(options.dates)}
    record = yaml.safe_load(RECORDED.read_text("utf-8"))
    old_figures = record["figures"]
    print(f"{'measure':58} {'now':>8} {'since ' + record['version']:>14}")
    for name, value in figures.items():
        change = f"{value - old_figures[name]:+.3f}" if name in old_figures else "new"
        print(f"{name:58} {value:8.3f} {change:>14}")
    print("", *rounds(), sep="\n")
    if options.record:
        record = {"version": options.record, "figures": {**old_figures, **figures}}
        RECORDED.write_text(yaml.safe_dump(record, sort_keys=False), encoding="utf-8")


def measures(folders: Sequence[Path]) -> Iterator[tuple[str, float]]:
    """Yield the name and value of each measure."""
    from fact_labels import date_score, topic_score  # noqa: PLC0415  (a folder of tests)

    for name, score in (("dates", date_score()), ("topics", topic_score())):
        yield f"labelled {name}: precision", score.precision
        yield f"labelled {name}: recall", score.recall
    for reader, rows in compare_pages().items():
        yield f"key facts, {reader} reader: recall of a page", mean(row[0] for row in rows)
        yield f"key facts, {reader} reader: over as many first words", mean_lead(rows)
    for folder in folders:
        counts, _ = score_folder(folder)
        name = folder.parent.name if folder.name in {"tml", "keyinline"} else folder.name
        yield f"{name}: dates found", counts["found"] / counts["marked"]
        yield f"{name}: days not the marked ones", 1 - counts["day right"] / counts["day"]


def rounds() -> Iterator[str]:
    """Yield the last blind rounds, a line each."""
    rows: list[dict[str, Any]] = yaml.safe_load(ROUNDS.read_text("utf-8"))
    for row in rows:
        figures = ", ".join(f"{name} {value}" for name, value in row["figures"].items())
        yield f"blind round {row['date']}, {row['set']}: {figures}"


if __name__ == "__main__":
    main()
