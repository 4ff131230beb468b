"""What the plugin costs: python benchmarks/site_cost.py [STORIES] [--rounds N] [--search].

It multiplies the seeds and pages of the project to the number of stories asked for, builds the site
with the plugin, and builds the same final Markdown with plain MkDocs: same theme, same extensions.
The two take turns, so that they run under the same load; CPU seconds are compared.  The search
index, which plain MkDocs does not make, is left out of both and measured with ``--search``.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from itertools import count, islice
from pathlib import Path

import yaml
from briefing_room.model import label_key

ROOT = Path(__file__).parents[1]
DAY = "2026-11-24"


def multiply(target: Path, stories: int) -> None:
    """Write seeds and pages of so many stories: the project's own, and copies of them.

    Each copy has its own ids and labels.
    """
    for folder in ("briefings", "seeds"):
        shutil.copytree(ROOT / folder, target / folder)
    pages = sorted((ROOT / "briefings" / "stories").glob("*.md"))
    copies = ((number, page) for number in count(1) for page in pages)
    for copy, page in islice(copies, max(0, stories - len(pages))):
        text = page.read_text(encoding="utf-8")
        front = yaml.safe_load(text.split("---\n", 2)[1])
        for seed in {front["id"], *front["seeds"]}:
            copy_id = f"{seed}-{copy}"
            text = text.replace(seed, copy_id).replace(label_key(seed), label_key(copy_id))
            for file in (ROOT / "seeds").glob(f"{seed}.*"):
                words = file.read_text(encoding="utf-8").replace(
                    f"story: {front['id']}", f"story: {front['id']}-{copy}"
                )
                (target / "seeds" / f"{copy_id}{file.suffix}").write_text(words, encoding="utf-8")
        (target / "briefings" / "stories" / f"{front['id']}-{copy}.md").write_text(
            text, encoding="utf-8"
        )


def write_settings(target: Path) -> None:
    """Write the two settings: the project's own, and the same without the plugin."""
    project_settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    project_settings = project_settings.replace(
        "seeds: seeds", f"seeds: seeds\n      search: false\n      as_of: '{DAY}'"
    )
    (target / "mkdocs.yml").write_text(project_settings, encoding="utf-8")
    head, _, after_plugins = project_settings.partition("plugins:\n")
    plain = head.replace("extra:\n", f"extra:\n  as_of: '{DAY}'\n  as_of_words: '{DAY}'\n")
    plain += f"plugins: []\nnav:{after_plugins.partition('nav:')[2]}"
    plain = plain.replace("docs_dir: briefings", "docs_dir: docs").replace(
        "site_dir: site", "site_dir: plain"
    )
    (target / "plain.yml").write_text(plain, encoding="utf-8")
    run(target, "-m", "briefing_room", "assemble", "--as-of", DAY, "--out", "docs")


def run(folder: Path, *arguments: str) -> float:
    """Return the CPU seconds of a run of Python."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    env = {**os.environ, "PYTHONPATH": str(ROOT / "generator")}
    subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=env, check=True, capture_output=True
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def index_site(site: Path) -> str:
    seconds = run(site, "-m", "pagefind", "--site", ".")
    files = [path for path in (site / "pagefind").rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files) / 1e6
    return f"search index: {seconds:.1f} s, {size:.1f} MB in {len(files)} files"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("stories", nargs="?", default=1000, type=int)
    parser.add_argument("--rounds", default=3, type=int)
    parser.add_argument("--search", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder)
        multiply(target, options.stories)
        write_settings(target)
        times: dict[str, list[float]] = {"plain.yml": [], "mkdocs.yml": []}
        for _ in range(options.rounds):
            for config, seconds in times.items():
                seconds.append(run(target, "-m", "mkdocs", "build", "-q", "-f", config))
                print(f"{config}: {seconds[-1]:.1f} s", flush=True)
        plain, ours = (statistics.median(seconds) for seconds in times.values())
        pages = [sum(1 for _ in (target / name).rglob("index.html")) for name in ("plain", "site")]
        print(f"{options.stories} stories, {pages[0]} and {pages[1]} pages")
        print(f"with the plugin {ours:.1f} s, without {plain:.1f} s: {ours / plain:.2f} times")
        if options.search:
            print(index_site(target / "site"))


if __name__ == "__main__":
    main()
