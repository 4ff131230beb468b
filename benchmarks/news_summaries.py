"""Read article-summary pairs (CNN/DailyMail as tokenised by See et al. 2017)."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path

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
