"""Whose share a percentage is, where the words behind it tell only of what it is a part."""

from __future__ import annotations

import re

from generator.extract.amounts.predicates import Context
from generator.extract.grammar.nouns import noun_phrase, subject, trimmed
from generator.extract.grammar.things import is_thing

_NAME = r"[A-Z][\w&.-]*(?: [A-Z][\w&.-]*)*"
_SHAREHOLDER = re.compile(
    rf"(?:\b(?P<of>{_NAME})['’]s?\s(?:[a-z]+[\s-])?"
    r"(?:largest|biggest|main|major|controlling|sole)\s(?:share|stock)?(?:holder|owner)"
    rf"|\b(?:share|stock)holder\s(?:in|of)\s(?:the\s)?(?P<in>{_NAME})),?\swith\s$"
)
_LEFT_WITH = re.compile(
    r"\b(?:leav(?:e|es|ing)|left|giv(?:e|es|ing)|gave)\s(?:the\s)?(?P<who>[^,;\d]{3,50}?)\swith\s$"
)
_AVAILABLE = re.compile(r"\bma(?:k(?:e|es|ing)|de)\s$")
_AVAILABLE_TO = re.compile(r"\sof\s(?P<what>[^,;.]{3,60}?)\savailable\s(?P<to>(?:to|for)\s)")
_PART_OF = re.compile(r"\sof\s(?:the\s|its\s|their\s)?")
_OF_ITS = re.compile(
    r"\sof\s(?:(?:its|their|the)\s)?(?:total\s)?(?P<of>value|weight|mass|cost|content|volume)"
    r"(?=[,;.]|$|\s(?:or|and|must|are|is|was|were|in|when|if)\b)"
)


def owned(context: Context) -> str:
    """Return whose share of what a percentage is; "" where its words do not tell an owner."""
    if holder := _SHAREHOLDER.search(context.left):
        return f"stake in {holder['of'] or holder['in']}"
    if part := _OF_ITS.match(context.right):
        return f"share of {part['of']}"
    given, of = _LEFT_WITH.search(context.left), _PART_OF.match(context.right)
    if given and of:
        whole = noun_phrase(context.right[of.end() :]).rstrip(".")
        return f"share of {trimmed(given['who'])} in {whole}" if is_thing(whole) else ""
    if done := _DONE.match(context.right):
        return _finished(context, done[1])
    makes, made = _AVAILABLE.search(context.left), _AVAILABLE_TO.match(context.right)
    if makes and made:
        taker = noun_phrase(context.right[made.end() :]).rstrip(".")
        words = f"{trimmed(made['what'])} available {made['to']}{taker}"
        return words if taker and len(words.split()) <= _LONGEST else ""
    return ""


_LONGEST = 11  # words


_DONE = re.compile(r"\s(finished|completed?|built)\b")
_WHICH = re.compile(
    r".*\b(?:[Tt]he|[Ii]ts|[Aa]n?)\s(?P<what>[^,;]*?),?\s(?:which|that)\s"
    r"(?:(?:[A-Z][\w.&-]*\s){1,3}(?:said|says)\s)?(?:is|are|was|were)\s(?:now\s)?$"
)
_IS = re.compile(r"\s(?:is|are|was|were)\s(?:now\s|already\s)?$")


def _finished(context: Context, how: str) -> str:
    """Read "the dam, which Roe said was 75% finished" and "the dam is 75% built"."""
    if which := _WHICH.match(context.clause.text[: context.quantity.start]):
        what = re.split(r"\s(?:now|still|currently|already)\b", which["what"])[0]
        thing = noun_phrase(what)
    else:
        states = _IS.search(context.left)
        thing = subject(context.left[: states.start()]) if states else ""
    done = how.removesuffix("d") + "d" if how.startswith("complete") else how
    return f"{done} part of {thing}" if is_thing(thing) else ""
