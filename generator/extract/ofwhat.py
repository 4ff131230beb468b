"""Say of what a figure is, in the text's own words and so that the cell can be read alone."""

from __future__ import annotations

import re

from generator.extract.by_unit import by_unit
from generator.extract.dates import dates
from generator.extract.finite import finite_verbs
from generator.extract.measuring import kind
from generator.extract.numerals import NUMBER
from generator.extract.predicates import COMPARED, Context, carried
from generator.extract.surroundings import telling
from generator.extract.things import is_thing, whole


def of_what(context: Context) -> str:
    """Return what the figure measures: a noun phrase, else the clause with "…" for the figure.

    "" where the text says it too far away, or not in words that can be read alone.
    """
    found = whole(_tidy(by_unit(context))) or _headed(context)
    if is_thing(found) and not only_repeats(found, context.quantity.given):
        return found
    if kept := _taken_over(context):
        return kept
    quantity = context.quantity
    counts = kind(quantity.unit) == quantity.unit and quantity.unit in quantity.given
    number = NUMBER.search(context.clause.text, quantity.start) if counts else None
    if head := _headed(context):
        return head
    told = telling(context.clause, quantity.start, number.end() if number else quantity.end)
    return told or (found if counts else "")


def _headed(context: Context) -> str:
    """Return the head of a line of a list: "Dysprosium oxide, cif Rotterdam: $305-330/kg"."""
    lead = context.clause.text[: context.clause.start].rstrip()
    if not lead.endswith(":") or re.search(r"\w", context.left):
        return ""
    if context.left.strip() == "" and lead[:-1].strip() in _RUBRICS:
        return ""
    head = re.split(r"[;.]\s|\s[–—]\s", lead[:-1])[-1]
    head = re.sub(r"\s?\([^()]*\)|^[\s•*-]+", "", head).strip()
    verbs = len(head.split()) > _SHORT and finite_verbs(f"{head} by")
    if len(head.split()) > _HEAD or verbs or head.startswith("The "):
        return ""  # a sentence, or who speaks
    return head if is_thing(head) else ""


# Heads that name the part of the text, not what its figures are of.
_RUBRICS = frozenset({"Outlook", "Headlines", "Summary", "Note", "Next", "Update", "Background",
                      "Costs", "Dates", "Penalties", "Analysis", "Markets", "Context"})  # fmt: skip
_HEAD, _SHORT = 10, 3  # words of the head of a line; a short one is no sentence ("Capital cost")


def only_repeats(what: str, given: str) -> bool:
    """Return whether words say no more than the figure does: "ten companies" of companies."""
    told = set(given.lower().split())
    return all(word in told for word in what.lower().split())


def _taken_over(context: Context) -> str:
    """Return what the figure before is of, where the clause says nothing of its own about this."""
    if _REACHED.fullmatch(context.left) and context.before:
        kept = carried(context._replace(kin=context.before))
        return kept if is_thing(kept) else ""
    last = re.split(r",\s|\s(?:and|or|but)\s", f" {context.left}")[-1]
    bare = not re.search(r"\w", _timeless(last)) or _BARE_CLAUSE.fullmatch(_timeless(context.left))
    bare = bare or re.search(r"\bof which\b[^,;]*$", context.left)
    if not bare or _NOUN_BEHIND.match(context.right) or COMPARED.match(context.right):
        return ""
    if re.match(r"\s(?:was|were|had been|have been)\s\w+ed\b", context.right):
        return ""
    kept = carried(context)
    return kept if is_thing(kept) else ""


def _timeless(words: str) -> str:
    """Return words without their dates, and the prepositions before them."""
    for span in reversed(dates(words, None)):
        words = words[: span.start] + words[span.end :]
    return re.sub(
        r"\b(?:in|on|by|since|for|during|at|to|from|from about|after)\s+(?=,|$|\s)", " ", words
    )


# How far a change went: rose 11.8% "to" A$19.80.
_PERIODS = r"(?:week|month|quarter|year)"
_REACHED = re.compile(
    rf",?\s(?:{_PERIODS}[ -]on[ -]{_PERIODS},?\s)?"
    r"(?:(?:and|to)\s(?:closed?|closing|reach(?:ed)?|hit)\s)?"
    r"(?:to|at|from)(?:\s(?:a|an|the|about|around|record))*\s"
)
# "The Global Times gave 15 to 20 percent": the clause says nothing of its own about the figure.
_BARE_CLAUSE = re.compile(
    r"(?:[^;:]{0,60}?\b(?:gave|gives?|said|says?|quoted|cited|counted|printed|reported"
    r"|reports|put it at|used|estimates"
    r"|put them at|spoke of|refers? to|referred to|mentions?|mentioned|called it|showed|shows)"
    r"(?:\s(?-i:[A-Z])[\w.]*){0,3})?"
    r"[\s,]*(?:(?:and|or|to|from|then|a gain of|a fall of|a rise of)\s)?"
    r"|[\s,]*(?:against|compared with|versus|up from|down from|from)\s(?:an?\s|the\s)?"
    r"(?:previous\s|earlier\s|prior\s|original\s)?"
    r"(?:range|figure|total|forecast|estimate|target|level)?\s?(?:of\s)?"
    r"|[\s,]*(?:and\s)?(?:the\s)?(?:(?-i:[A-Z])[\w.]*\s){1,3}(?:with\s|at\s|to\s)?",
    re.IGNORECASE,
)
_NOUN_BEHIND = re.compile(r"\s(?:of|for|in)\s(?!(?:19|20)?\d)[a-z]")


def _tidy(text: str) -> str:
    return re.sub(r"^['’]s\s+", "", text).strip(" ,;:.")
