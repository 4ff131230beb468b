"""What a model answered, kept beside the pages: a rebuild needs no model and gives the same bytes.

One file for each page, ``<page id>.json``: the model's name, and its wording of each sentence.  A
wording is found by the sentence it shortens, so it serves as long as the seed says that sentence.
The files may be committed, read and edited; what they say is proved anew each time it is used.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.text.files import inside, write


@dataclass(frozen=True, slots=True)
class Wordings:
    """A model's wording of sentences, by sentence."""

    model: str
    of: Mapping[str, str]


def read_wordings(folder: Path, page_id: str) -> Wordings | None:
    """Return what was kept for a page; ``None`` if nothing, or nothing that can be read."""
    try:
        data = json.loads(inside(folder, f"{page_id}.json").read_text(encoding="utf-8"))
        model, pairs = data["model"], data["wordings"]
        of = {pair["sentence"]: pair["wording"] for pair in pairs}
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return None
    texts = all(isinstance(text, str) for pair in of.items() for text in pair)
    return Wordings(model, of) if isinstance(model, str) and texts else None


def write_wordings(folder: Path, page_id: str, wordings: Wordings) -> None:
    """Keep the wordings of a page in a form whose differences read well."""
    pairs = [{"sentence": one, "wording": other} for one, other in wordings.of.items()]
    data = {"model": wordings.model, "wordings": pairs}
    text = json.dumps(data, ensure_ascii=False, indent=1)
    write(inside(folder, f"{page_id}.json"), f"{text}\n")


def forget_wordings(folder: Path) -> None:
    """Delete every kept wording, so that pages say the seeds' own sentences again."""
    for path in sorted(folder.rglob("*.json")):
        path.unlink()
