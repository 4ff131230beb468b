"""Read article-summary pairs (CNN/DailyMail as tokenised by See et al. 2017) and score on them."""

from __future__ import annotations

import functools
import gzip
import hashlib
import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from nltk.stem.porter import PorterStemmer
from rouge_score import rouge_scorer, tokenizers

_SHORT = """
    mr mrs ms dr prof gov sen rep reps sens gen lt col sgt capt cpl maj st jr sr no nos vs inc
    ltd corp co dept jan feb mar apr jun jul aug sep sept oct nov dec rev hon adm ave blvd mt
    ft
"""
_ABBREVIATIONS = frozenset(_SHORT.split())
_ENDS = {".", "?", "!"}
_CLOSERS = {"''", ")", "'", '"', "-rrb-"}


@dataclass(frozen=True)
class Pair:
    """An article as sentences, and the lines of the summary that its editors wrote."""

    sentences: tuple[str, ...]
    summary: tuple[str, ...]


def load(path: Path) -> tuple[tuple[Pair, ...], str]:
    """Return the pairs of a ``.jsonl.gz`` file and the SHA-256 of its unpacked content."""
    data = gzip.decompress(path.read_bytes())
    records = [json.loads(line) for line in data.decode().splitlines()]
    pairs = tuple(
        Pair(_sentences(record["article"]), tuple(record["summary"].splitlines()))
        for record in records
    )
    return pairs, hashlib.sha256(data).hexdigest()


def _sentences(text: str) -> tuple[str, ...]:
    """Split tokenised lower-case text, and glue the tokens together as they are printed."""
    pieces: list[list[str]] = [[]]
    tokens = text.split()
    for place, token in enumerate(tokens):
        if token in _CLOSERS and not pieces[-1] and len(pieces) > 1:
            pieces[-2].append(token)
            continue
        pieces[-1].append(token)
        if token in _ENDS and not _abbreviation(token, tokens[place - 1] if place else ""):
            pieces.append([])
    merged: list[list[str]] = []
    for piece in pieces:
        if merged and sum(token[0].isalnum() for token in piece) < 2:
            merged[-1] += piece
        elif piece:
            merged.append(piece)
    return tuple(printed(" ".join(piece)) for piece in merged)


def _abbreviation(end: str, before: str) -> bool:
    single = len(before) == 1 and before.isalpha() and before != "i"
    return end == "." and (
        before in _ABBREVIATIONS or single or bool(re.fullmatch(r"(?:[a-z]\.)+[a-z]", before))
    )


def printed(text: str) -> str:
    """Undo the tokenising: "`` it is n't , '' he said ." reads '"it isn't," he said.'."""
    text = text.replace("-lrb-", "(").replace("-rrb-", ")")
    text = re.sub(r"`` ?", '"', text)
    text = re.sub(r" ?''", '"', text)
    text = re.sub(r" (n't|'s|'re|'ve|'ll|'d|'m)\b", r"\1", text)
    text = re.sub(r"\( ", "(", text)
    return re.sub(r" ([.,;:?!)%])", r"\1", text)


_porter = PorterStemmer()


@functools.lru_cache(maxsize=500_000)
def _stem(word: str) -> str:
    return str(_porter.stem(word)) if len(word) > 3 else word


def rouge_tokens(text: str) -> list[str]:
    """Return the tokens that rouge-score counts, stems included."""
    return [_stem(word) for word in re.sub(r"[^a-z0-9]+", " ", text.lower()).split()]


class _Tokens(tokenizers.Tokenizer):  # the scorer's own tokens, with a cache for the stems
    def tokenize(self, text: str) -> list[str]:
        return rouge_tokens(text)


_scorer = rouge_scorer.RougeScorer(
    ["rouge1", "rouge2", "rougeLsum"], use_stemmer=True, tokenizer=_Tokens()
)


def rouge(pair: Pair, chosen: Sequence[int]) -> tuple[float, float, float]:
    """Return ROUGE-1, ROUGE-2 and ROUGE-L (summary level) F1 of the chosen sentences, in %."""
    lines = "\n".join(pair.sentences[i] for i in chosen)
    scores = _scorer.score("\n".join(pair.summary), lines)
    return tuple(100 * scores[name].fmeasure for name in ("rouge1", "rouge2", "rougeLsum"))


class Target:
    """ROUGE-1 and ROUGE-2 of sets of one article's sentences, fast enough to fit on."""

    def __init__(self, pair: Pair) -> None:
        tokens = [rouge_tokens(text) for text in pair.sentences]
        wanted = [token for line in pair.summary for token in rouge_tokens(line)]
        self._wanted = [Counter(wanted), Counter(pairwise(wanted))]
        self._have = [(Counter(each), Counter(pairwise(each))) for each in tokens]

    def f1(self, chosen: Sequence[int]) -> float:
        """Return the mean of ROUGE-1 and ROUGE-2 F1 of the chosen sentences."""
        total = 0.0
        for order, wanted in enumerate(self._wanted):
            have: Counter = Counter()
            for i in chosen:
                have.update(self._have[i][order])
            common = sum(min(count, wanted[gram]) for gram, count in have.items())
            total += 2 * common / max(1, have.total() + wanted.total())
        return total / 2

    def oracle(self, limit: int = 3) -> tuple[int, ...]:
        """Return the sentences a greedy search takes (Nallapati et al. 2017)."""
        chosen: list[int] = []
        best = 0.0
        for _ in range(limit):
            rest = [i for i in range(len(self._have)) if i not in chosen]
            values = [(self.f1([*chosen, i]), -i) for i in rest]
            if not values or max(values)[0] <= best + 1e-9:
                break
            best, place = max(values)
            chosen.append(-place)
        return tuple(sorted(chosen))


def interval(values: np.ndarray, samples: int = 2000) -> tuple[float, float, float]:
    """Return the mean of ``values`` and its 95 % bootstrap interval (fixed seed)."""
    random = np.random.default_rng(1)
    means = [values[random.integers(0, len(values), len(values))].mean() for _ in range(samples)]
    return float(values.mean()), *(float(x) for x in np.percentile(means, [2.5, 97.5]))
