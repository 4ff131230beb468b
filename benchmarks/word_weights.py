"""Make the frozen word weights: how telling a word is, from seeds and from general news.

    python benchmarks/word_weights.py news-summaries-3000.jsonl.gz

A word's weight is the root of the logarithm of how rare it is, in our seeds or in the news,
whichever finds it commoner: "rare" and "earth" tell nothing here, "week" nothing anywhere.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from news_summaries import load

from generator.ingest.load import raw_files, read_raw
from generator.text.words import content_words

ROOT = Path(__file__).parent.parent
WEIGHTS = ROOT / "generator" / "compose" / "word_weights.json"


def rarity(texts: Sequence[Iterable[str]]) -> dict[str, float]:
    """Return log(N / n) of each word that at least two of the ``texts`` hold."""
    counts = Counter(word for text in texts for word in set(text))
    return {word: math.log(len(texts) / n) for word, n in counts.items() if n > 1}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("news", type=Path)
    options = parser.parse_args()
    pairs, digest = load(options.news)
    articles = [made for file in raw_files(ROOT / "seeds")[0] if (made := read_raw(file)[0])]
    ours = rarity([[w for s in a.sentences for w in content_words(s.text)] for a in articles])
    news = rarity([[w for s in p.sentences for w in content_words(s)] for p in pairs])
    most = math.log(len(articles))
    common = {word: value for word, value in news.items() if value < most}
    weights = {
        word: round(math.sqrt(min(ours.get(word, most), common.get(word, most))), 2)
        for word in sorted(ours.keys() | common.keys())
        if word.isascii()
    }
    data = {
        "about": "Made by benchmarks/word_weights.py; do not edit by hand.",
        "seeds": len(articles),
        "news": len(pairs),
        "news_sha256": digest,
        "weights": {"": round(math.sqrt(most), 2), **weights},
    }
    WEIGHTS.write_text(json.dumps(data, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"wrote {len(weights)} weights to {WEIGHTS}")


if __name__ == "__main__":
    main()
