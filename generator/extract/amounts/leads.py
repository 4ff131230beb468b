"""The words of a clause before a figure, without those that only report it."""

from __future__ import annotations

import re

from generator.extract.grammar.finite import finite_verbs
from generator.extract.speech.clauses import Clause, clause_at
from generator.model import Quantity

# "The quota – or cap – was set at": an aside between two dashes.
_ASIDE = re.compile(r"(?P<before>[^–—]+?)\s[–—]\s[^–—]+\s[–—]\s$")
_VERB_FIRST = re.compile(r"\s(?:had|has|have|was|were|is|are|would|will|rose|fell|stood|reached)\s")


def lead(text: str, clause: Clause, quantity: Quantity) -> str:
    """Return what stands before a figure in its clause, over an aside and without who says it."""
    behind = text[clause.said : quantity.start]
    full = text[clause.start : quantity.start]
    if not behind.strip() or re.search(r"\bby\s$", text[clause.start : clause.said]):
        return full  # "dependence was given as 60 percent by X", "are put by the ministry at"
    aside = _ASIDE.match(text[: clause.start])
    if aside is None:
        return behind
    end = aside.end("before")
    return f"{text[clause_at(text, end - 1, end).said : end]} {behind}"


def in_the_subject(before: str, between: str) -> bool:
    """Return whether a count stood in the subject: "exports of the 17 minerals were 4,446"."""
    if _VERB_FIRST.match(between):
        return True  # "the share of six minerals had risen to"
    told = re.search(r"\w", before) and not finite_verbs(f"{before}1")
    return bool(told and not re.search(r"[,;]", between) and finite_verbs(f"they{between}1"))
