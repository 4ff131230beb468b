"""What a sum is for: "a loan of ¥48 billion for a plant", "a floor of $110 a kilogram for NdPr"."""

from __future__ import annotations

import re

from generator.extract.amounts import bases
from generator.extract.amounts.attributive import attributive
from generator.extract.amounts.changes import change
from generator.extract.amounts.predicates import Context, from_left, subject_of
from generator.extract.grammar.headnouns import NOUN_OF, whole_noun
from generator.extract.grammar.nouns import WIDE, noun_phrase, trimmed
from generator.extract.grammar.things import is_thing

# "on Friday", "for the week"
_TIME = (
    r"(?:[A-Z][a-z]+day|\d|the (?:day|week|month|year|quarter|first|second|third|fourth)|"
    r"January|February|March|April|May|June|July|August|September|October|November|December)\b"
)


def money(context: Context) -> str:
    """Return what a sum is of, as the words beside it say; "" if they say nothing."""
    right = context.right
    if told := _quoted(context) or _bought(context) or _moved(context):
        return told
    if told := _second(context) or _purpose(context):
        return told
    off = re.match(r"\soff\s(?:the\s)?", right)  # "wiping 55 billion yen off its value"
    if phrase := noun_phrase(right[off.end() :]) if off else attributive(right):
        return phrase
    if "/" in context.quantity.unit and is_thing(found := from_left(context)):
        return found
    if match := re.match(r"(?:['’]\sworth)?\s(?:of|in)\s(?!(?:19|20)\d\d)", right):
        phrase = noun_phrase(right[match.end() :], frozenset({"to", "for", "from"}))
        if " of " in match.group() or _FUNDS.search(phrase):
            return phrase
    return from_left(context)


def _quoted(context: Context) -> str:
    """Read "Acme was quoted at 60 dollars": the price of its shares."""
    quote = _QUOTED.search(context.left) if "/" not in context.quantity.unit else None
    who = subject_of(context.left[: quote.start()]) if quote else ""
    return f"share price of {who}" if _NAME.fullmatch(who) and not bases.group(who) else ""


def _bought(context: Context) -> str:
    """Read "agreed to buy the miner for $2.8 billion": the price of the miner."""
    bought = _BOUGHT.search(context.left)
    thing = trimmed(bought["what"]) if bought and "/" not in context.quantity.unit else ""
    return f"price for {thing}" if is_thing(thing) and len(thing.split()) <= _LONGEST else ""


_QUOTED = re.compile(
    r"\s(?:was|were|is|are)\s(?:last\s)?(?:quoted|trading|traded|changing hands)\sat\s$"
)
_NAME = re.compile(r"[A-Z][\w&.-]*(?: [A-Z][\w&.-]*)*")
_BOUGHT = re.compile(
    r"\b(?:buys?|buying|bought|acquires?|acquiring|acquired|purchases?|purchasing|purchased)\s"
    r"(?P<what>[^,;\d]{3,60}?)\s(?:for|at a cost of|in exchange for)\s(?:a total of\s)?$"
)
_LONGEST = 6  # words of what is bought


def _moved(context: Context) -> str:
    """Read "lost 10 cents a share" and "rose by 2,000 yuan a tonne"."""
    unit, made = context.quantity.unit, _MADE.search(context.left)
    if made and unit.endswith("/share"):
        return "loss per share" if made[1].startswith("los") else "earnings per share"
    return change(context) if "/" in unit else ""


def _second(context: Context) -> str:
    """Read "cut its forecast for output … and for revenue"."""
    second = re.match(
        r"[^,;]*\b(?:and|but)\sfor\s(?P<what>[\w' -]+?)\s(?:from|at|to)\s$", context.left
    )
    whose = re.match(r"\w+ for ", context.before or "")
    return whose.group() + second["what"] if second and whose else ""


_MADE = re.compile(r"\b(lost|loses|earned|earns|made)\s$")


def _purpose(context: Context) -> str:
    """Read "a loan of ¥48 billion for a plant" and "a floor of $110 a kilogram for NdPr"."""
    noun, priced = NOUN_OF.search(context.left), "/" in context.quantity.unit
    target = re.match(rf"\s(?:for|on)\s(?!{_TIME})", context.right)
    funds = noun and _FUNDS.search(noun["what"])
    if noun and target and not priced and re.fullmatch(r"(?:total )?value", noun["what"].lower()):
        phrase = noun_phrase(context.right[target.end() :], WIDE)
        return f"value of {phrase}" if is_thing(phrase) else ""
    if target is None or not (priced or funds):
        return ""
    head = whole_noun(context.left, noun) if noun else ""
    levied = _LEVY.match(context.before or "") if target[0].startswith(" on") else None
    if levied and not head:  # "a 20% tax on mines, while another gave $5,000 a tonne on exports"
        head, link = levied[0], "on"
    else:
        link = "for"
    phrase = noun_phrase(context.right[target.end() :], frozenset() if priced else WIDE)
    if not priced and not is_thing(phrase):
        return head
    return f"{head} {link} {phrase}" if head and phrase else phrase or head


_LEVY = re.compile(r"(?:tax|levy|dut(?:y|ies)|tariff|royalty|fee|charge)(?=\son\b)")


_FUNDS = re.compile(
    r"\b(?:cash|capital|funding|financing|support|incentives?|investments?|bonds?|equity|grants?|loans?"
    r"|aid|debt|stock|shares|product|costs?|sales|revenues?|money|credits?|damages|taxes|exports)\b"
)
