"""Say of what a figure is, in the text's own words and so that the cell can be read alone."""

from __future__ import annotations

import re

from generator.extract.amounts.by_unit import by_unit
from generator.extract.amounts.nominal import counted_noun, nominal
from generator.extract.amounts.predicates import LIMITS, Context
from generator.extract.amounts.surroundings import telling
from generator.extract.amounts.takeover import ELSEWHERE, taken_over
from generator.extract.grammar.finite import finite_verbs
from generator.extract.grammar.nouns import noun_phrase
from generator.extract.grammar.things import is_thing, whole
from generator.extract.units import DURATIONS, kind
from generator.text.months import MONTHS


def of_what(context: Context) -> str:
    """Return what the figure measures: a noun phrase that can be read alone.

    "" where the text says it too far away.
    """
    found = _with_owner(_of_what(context), context)
    if found and "…" not in found and _is_threshold(context) and not _LIMIT.search(found):
        return f"threshold for {found}"
    return found


def _with_owner(found: str, context: Context) -> str:
    """Return "share price of Acme" of "Acme filed for protection, its share price down to"."""
    whose = (
        _ITS_SHARES.search(context.left) if found in {"share price", "shares", "stock"} else None
    )
    name = _OPENS_NAMED.match(context.clause.text) if whose else None
    if name is None or not finite_verbs(f"{name[0]} {name['verb']} it"):
        return found
    between = context.clause.text[name.end() : context.quantity.start]
    others = [each for each in _NAME.findall(between) if each not in MONTHS]
    return found if others else f"{found} of {name['who']}"


_NAME = re.compile(r"(?<=[a-z,] )[A-Z]\w+")
_ITS_SHARES = re.compile(r"\bits\s(?:share price|shares|stock)\b[^;]*$")
_OPENS_NAMED = re.compile(
    r"(?P<who>(?!(?:The|Its?|In|On|At|By|A|An|They|He|She|This|That)\b)"
    r"[A-Z][\w&.-]*(?: [A-Z][\w&.-]*){0,3})\s(?=(?P<verb>[a-z]+)\b)"
)


def _is_threshold(context: Context) -> bool:
    """Return whether a figure is a condition, or called a limit: "when it gets more than $150"."""
    quantity = context.quantity
    if quantity.unit in DURATIONS:
        return False
    if _CALLED_LIMIT.search(context.left):
        return True
    before = re.split(r"[;:]\s", context.clause.text[: quantity.start])[-1]
    opened = _CONDITION.search(before)
    return bool(quantity.qualifier in LIMITS and opened and not _PAST.search(opened["what"]))


_LIMIT = re.compile(r"\b(?:threshold|limit|ceiling|cap|floor|minimum|maximum)\b")
_CALLED_LIMIT = re.compile(
    r"\b(?:threshold|limit|ceiling)\s(?:(?:is|was)\s)?(?:(?:set|fixed|put)\s)?(?:as|at|of)\s$"
)
_CONDITION = re.compile(
    r"(?:^|[,.]\s|\s)(?:[Ww]hen|[Ii]f|[Ww]henever|[Oo]nce|[Uu]nless)\s(?P<what>[^,;]*)$"
)
_PAST = re.compile(
    r"\b(?:was|were|had|did|rose|fell|came|went|took|got|made|became|began)\b"
    r"|\b(?!listed\b|used\b|covered\b|controlled\b)[a-z]{3,}ed\s(?!by\b|in\b|of\b)"
)


def _of_what(context: Context) -> str:
    if ELSEWHERE.fullmatch(context.left) and (kept := taken_over(context)):
        return kept
    found = _in_full(whole(_tidy(by_unit(context))) or _headed(context), context)
    counts = counted_noun(context)
    if found and found == context.kin and counts and found != counts:
        return found  # "and 12 more"
    if is_thing(found) and not only_repeats(found, context.quantity.given):
        return found
    if kept := "" if counted_noun(context) else taken_over(context):
        return kept
    told = (
        _headed(context)
        or nominal(context)
        or _meant_for(context)
        or _staff(context)
        or counted_noun(context)
        or _told(context)
    )
    if told or found not in _BARE_NOUNS:
        return told
    return f"{found} of {context.before}" if found == "average" and context.before else found


def _in_full(found: str, context: Context) -> str:
    """Return "prices of terbium oxide" of "…, with those of terbium oxide at"."""
    head, of, _ = (context.kin or "").partition(" of ")
    short = (
        found
        and of
        and re.search(rf"\b(?:those|that)\s(?:of|for)\s(?:the\s)?{re.escape(found)}", context.left)
    )
    return f"{head} of {found}" if short else found


def _meant_for(context: Context) -> str:
    """Read "had spoken of A$400 million for the refinery": the sum for the refinery."""
    match = _FOR.match(context.right) if kind(context.quantity.unit) == "money" else None
    if kind(context.quantity.unit) == "money" and (aim := _AIM.match(context.right)):
        phrase = noun_phrase(context.right[aim.end() :]).rstrip(".")
        if is_thing(phrase) and len(phrase.split()) <= _SUM_FOR:
            return f"sum to {aim['do']} {phrase}"
    drawn = _DRAWN.match(context.right) if kind(context.quantity.unit) == "money" else None
    if drawn and re.fullmatch(r"\s*[Tt]he\s", context.left):
        phrase = re.split(r"\ssuch\b", noun_phrase(context.right[drawn.end() :]))[0].rstrip(".")
        if is_thing(phrase) and len(phrase.split()) <= _SUM_FOR:
            return f"sum from {phrase}"
    if kind(context.quantity.unit) == "money" and (giver := _FROM.match(context.right)):
        phrase = noun_phrase(context.right[giver.end() :]).rstrip(".")
        if not _SAYS.search(context.left) and is_thing(phrase) and len(phrase.split()) <= _SUM_FOR:
            return f"sum from {phrase}"
    phrase = noun_phrase(context.right[match.end() :]).rstrip(".") if match else ""
    return f"sum for {phrase}" if is_thing(phrase) and len(phrase.split()) <= _SUM_FOR else ""


_FOR = re.compile(r"\sfor\s(?:the|an?|its|their|this)\s(?!\w+\s(?:years?|months?|quarters?)\b)")
# "$1 billion from two banks to fund the construction of a plant"
_AIM = re.compile(
    r"(?:\sfrom\s[^,;.]{3,60}?)?\sto\s(?:help\s)?(?P<do>fund|finance|build|construct|develop|expand|support"
    r"|establish|set up|buy|acquire|upgrade|restart|complete)\s(?:(?:the|an?|its|their)\s)?"
)
# "The €3 billion will come from existing funds"
_DRAWN = re.compile(
    r"\s(?:(?:will|would|is to|was to)\s)?(?:comes?|came|be drawn|be raised)\sfrom\s"
)
_FROM = re.compile(r"\sfrom\s(?:the\s)?(?=[A-Z])")
_SAYS = re.compile(r"\b(?:to|up|down|rise|fall|rose|fell|cut)\s*$")
_SUM_FOR = 6  # words


def _staff(context: Context) -> str:
    """Return the noun that holds what is counted: "a payroll of 340 people"."""
    noun = _HOLDS.search(context.left)
    return noun["what"] if noun and counted_noun(context) else ""


_HOLDS = re.compile(
    r"\b(?P<what>payroll|workforce|staff|headcount|crew|population|membership)\s"
    r"(?:\w+\s)?(?:of|to|at|from|by|was|is|reached|numbers|numbered)\s$"
)


def _told(context: Context) -> str:
    """Return the clause with "…" for the figure, where it is short enough for a cell."""
    words = telling(context.clause, context.quantity.start, context.quantity.end)
    return words if len(words.split()) <= _CLAUSE else ""


_BARE_NOUNS = frozenset({"cost", "costs", "price", "prices", "value", "average", "target"})
_CLAUSE = 14  # words, "…" included


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


def _tidy(text: str) -> str:
    text = _THIS_YEAR.sub("", text.rstrip(" ,;:.").lstrip('"“‘'))
    return _IN_A_YEAR.sub("", re.sub(r"^['’]s\s+", "", text).strip(" ,;:."))


_THIS_YEAR = re.compile(
    r"(?:\s(?:for|in|of|during))?\s(?:the\s)?(?:last|this|next|full|current)\s"
    r"(?:financial\s|fiscal\s)?(?:year|month|week|quarter)$"
)
# The period has a cell of its own: "China's share of imports in 2023".
_IN_A_YEAR = re.compile(
    r"\s(?:in|for|during|since|by|at)\s(?:the\s)?(?:\w+\s(?:of\s)?)?(?:19|20)\d\d$"
)
