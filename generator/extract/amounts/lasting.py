"""How long something lasts, takes or was imposed for: "the loan runs for 15 years"."""

from __future__ import annotations

import re

from generator.extract.amounts.attributive import attributive
from generator.extract.amounts.predicates import Context, from_left, subject_of
from generator.extract.grammar.nouns import noun_phrase, subject
from generator.extract.grammar.things import is_thing

_TAKES = re.compile(
    r"\s(?:alone\s)?(?:(?:can|could|may|might|would|will|has|have)\s)?(?:takes?|took|taken)\s$"
)
_RUNS = re.compile(
    r"\s(?:(?:would|will|is to|are to|was to|may|could)\s)?"
    r"(?:runs?|ran|lasts?|lasted|(?:is|are|was|were|be|remains?)\s(?:valid|good))\sfor\s$"
)
_PROLONGED = re.compile(
    r"\s(?:(?:is|are|was|were|has been|have been|had been|be)\s)(?:also\s|then\s|again\s)?"
    r"(?:prolonged|extended|suspended|delayed|postponed|paused|halted|renewed)\s(?:by|for)\s"
    r"(?:another\s|a further\s)?$"
)
_SENTENCED = re.compile(
    r"\b(?:received|got|given|handed|sentenced to|serving|serve)\s(?:terms of\s)?$"
)
_PRISON = re.compile(r"\s(?:in|of)\s(?:prison|jail|detention|imprisonment)\b")
_PART = re.compile(r",\s(?:including|of which)\s$")
_FOR = re.compile(r"\sfor\s(?:the\s)?(?=[a-z])")
_USES = frozenset({"use", "supply", "cover", "demand", "consumption", "production", "output"})
_LONG = 6  # words of what lasts


def lasting(context: Context) -> str:
    """Read "90-day truce", "stocks fell below 15 days of use" (of stocks), "runs for 15 years"."""
    if told := _taking(context) or _running(context):
        return told
    of = "" if re.search(r"\bwithin\s$", context.left) else _of(context.right).rstrip(".")
    held = from_left(context) if of in _USES else ""
    return held if is_thing(held) else of or attributive(context.right) or from_left(context)


def _of(right: str) -> str:
    match = re.match(r"\sof\s(?!\d)", right)
    phrase = noun_phrase(right[match.end() :]) if match else ""
    return phrase if is_thing(phrase) else ""


def _taking(context: Context) -> str:
    """Read "a mine takes ten years to build" and "the permit alone might take ten years"."""
    took = _TAKES.search(context.left)
    thing = subject(context.left[: took.start()]) if took else ""
    if not is_thing(thing) or len(thing.split()) > _LONG:
        return ""
    do = re.match(r"\sto\s([a-z]+)", context.right)
    return f"time for {thing} to {do[1]}" if do else f"time for {thing}"


def _running(context: Context) -> str:
    """Read "the loan runs for", "the ban was prolonged by", "got 12 years in prison"."""
    if _SENTENCED.search(context.left) and _PRISON.match(context.right):
        return "prison term"
    if _PART.search(context.left) and (what := _FOR.match(context.right)):
        part = noun_phrase(context.right[what.end() :]).rstrip(".")
        return part if is_thing(part) else ""
    runs, longer = _RUNS.search(context.left), _PROLONGED.search(context.left)
    match = runs or longer
    thing = subject_of(context.left[: match.start()]) if match else ""
    if not is_thing(thing) or len(thing.split()) > _LONG:
        return ""
    return f"term of {thing}" if runs else thing
