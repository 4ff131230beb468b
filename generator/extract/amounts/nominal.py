"""Turn the clause around a figure into a noun phrase: "raised $64 million" is of "sum raised".

Where no noun beside a figure says what it is of, the verb does.  Its participle behind a plain
noun says the same in a cell that can be read alone, and claims no more than the clause.
"""

from __future__ import annotations

import re

from generator.extract.amounts.predicates import Context
from generator.extract.amounts.timeless import timeless
from generator.extract.grammar.nouns import WIDE, noun_phrase, subject, trimmed
from generator.extract.grammar.things import is_thing
from generator.extract.numerals import NUMBER
from generator.extract.units import MEASURES, VOLUMES, kind
from generator.text.lexicon import MODALS, is_adverb, participle

LONGEST = 8  # words of a cell
_HEADS = {"money": "sum", "mass": "amount", "share": "share", "price": "price"}
_BE = r"(?:is|are|was|were|be|been|being|has|have|had|will|would|could|may|to|not|also|already)"
# "To be spent over four years on a reserve": how long is not for what.
_LASTING = re.compile(
    r"^\s(?:over|within|in|for|during)\s(?:the\s(?:next|coming|past|last)\s)?[\w-]+\s"
    r"(?:years?|months?|weeks?|days?|decades?)\b"
)
_PASSIVE = re.compile(
    rf"\s(?:{_BE}\s)*(?:is|are|was|were|be|been|being)\s(?:not\s|also\s|already\s)?"
    r"(?P<verb>[a-z]+)(?P<rest>[^,;:.]*)"
)
_REDUCED = re.compile(r"\s(?P<verb>[a-z]+(?:ed|en|ought|old|un|id|ent))(?P<rest>[^,;:.]*)")
_ACTIVE = re.compile(
    r"(?P<lead>(?:[\w'’-]+\s)?)(?P<verb>[a-z-]+)\s(?:(?<=\bset\s)aside\s)?"
    r"(?:a\s|an\s|the\s|another\s|an?\s(?:further|additional|extra|estimated)\s)?$"
)
_AUXILIARY = re.compile(
    r"(?:\s(?:is|are|was|were|be|has|have|had|will|would|could|can|may|must|should|to|also|then|later"
    r"|now|already|not))*\s*$"
)
_COMPLEMENT = re.compile(
    r"\s(?:in (?:return|exchange) for"
    r"|in|for|to|on|into|from|by|over|with|out of|at|as)\s(?=[a-zA-Z])"
)
# Verbs that say nothing of what a figure is of.
_EMPTY_WORDS = """
according amounted averaged become been brought called come cost covered done equaled equalled
estimated exceeded expected fallen followed found given gone got gotten had heard implied
including meant measured neared needed put ranged reached remained reported risen said seen set
showed shown stood told totaled totalled used wanted
written spoken cited described recorded gained closed caused limited charged renewed called noted
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())


# Of shares only what can be parted tells: "hold 20%", but not "closed 8% higher".
_PARTED_WORDS = """
held owned extracted processed recycled reserved supplied exported kept imported sold bought
recovered refined mined produced spent financed
"""
_PARTED = frozenset(_PARTED_WORDS.split())


# A price turns and rises, but only who pays or asks it says whose it is.
_PRICED = frozenset(
    {"paid", "asked", "charged", "offered", "obtained", "quoted", "agreed", "guaranteed"}
)
_WANTED = frozenset({"needed", "required", "wanted"})
_POURED = frozenset({"needed", "used", "required", "consumed", "drawn", "pumped"})
_LENGTHS = frozenset({"km", "m", "miles", "kilometres", "kilometers", "metres", "meters"})
_LAID = frozenset({"built", "laid", "dug", "drilled", "paved", "covered", "travelled", "driven"})


def nominal(context: Context) -> str:
    """Return the noun phrase that a clause with a figure amounts to; "" if it has none."""
    head = _head(context)
    if not head:
        return ""
    added = _added(context) if head == "sum" else ""
    return _cost(context) or added or _passive(context, head) or _active(context, head)


def counted_noun(context: Context) -> str:
    """Return the noun that a count counts, with the words that describe it; "" for other units."""
    unit, given = context.quantity.unit, context.quantity.given
    if (
        kind(unit) != unit
        or unit in MEASURES
        or not unit.replace(" ", "").isalpha()
        or not unit.islower()
    ):
        return ""
    if unit not in given:
        return unit if len(unit) > _SHORT_UNIT else ""  # "16 of 27 importers"
    numbers = list(NUMBER.finditer(given))
    ranged = context.quantity.low != context.quantity.high
    number = numbers[-1 if ranged else 0] if numbers else None
    noun = trimmed(given[number.end() :].strip(" -")) if number else ""
    return re.sub(r"^(?:more|further|additional)\s(?=\w)", "", noun)  # "20 more firms"


_SHORT_UNIT = 4  # letters of "km", "ppm" and the like


def _head(context: Context) -> str:
    if context.quantity.unit in {"times", "percentage points"}:
        return ""
    if context.quantity.unit.split("/")[0] in VOLUMES:
        return "amount"
    return counted_noun(context) or _HEADS.get(kind(context.quantity.unit), "")


_COSTS = re.compile(
    r"\s(?:(?:would|will|could|may|can|now|still|also"
    r"|(?:is|are|was|were)\s(?:expected|estimated|projected|forecast|likely|due)\sto)\s)*"
    r"costs?(?:\s(?:another|a further))?\s*$"
)


def _cost(context: Context) -> str:
    """Read "the circuit would cost A$310 million": the cost of the circuit."""
    match = _COSTS.search(context.left)
    thing = subject(context.left[: match.start()]) if match else ""
    known = thing and not re.match(
        r"(?:[Ii]t|[Tt]h(?:ey|is|at|ese|ose|ere)|[Hh]e|[Ss]he|[Ww]e|I)\b", thing
    )
    return f"cost of {thing}" if known and len(thing.split()) <= LONGEST else ""


_TO = re.compile(r"\s(?:to|from|off)\s(?:the\s|its\s|their\s)?")


def _added(context: Context) -> str:
    """Read "added £38 to the cost of each motor": the figure is of that cost."""
    match = _TO.match(context.right)
    if match is None or not re.search(
        r"\b(?:add|adds|added|adding|shaved?|wiped?)\s$", context.left
    ):
        return ""
    words = re.sub(r"\b(?:each|every)\s", "", context.right[match.end() :])
    phrase = noun_phrase(words).rstrip(".")
    return phrase if is_thing(phrase) and len(phrase.split()) <= LONGEST else ""


def _passive(context: Context, head: str) -> str:
    """Read "55 companies had been shut", "up to 40,000 tonnes were smuggled out of China"."""
    if re.search(r"\b(?:of|for|on|in|with|from|at)\s(?:the\s)?$", context.left):
        return ""  # "the order for seven elements was issued": it is no subject
    match = _PASSIVE.match(context.right)
    if match is None and head != "share":  # "75% finished"
        match = _REDUCED.match(context.right)
    if match is None or participle(match["verb"]) != match["verb"]:
        return ""
    if not _tells(match["verb"], head):
        return ""
    if head == "share" and not _COMPLEMENT.match(match["rest"]):
        return ""  # a share of what?
    return _fitted(f"{head} {match['verb']}", match["rest"])


def _active(context: Context, head: str) -> str:
    """Read "raised $64 million", "is to prepay $200 million", "added 16 firms to the list"."""
    match = _ACTIVE.search(context.left)
    while match and is_adverb(match["verb"]):
        match = _ACTIVE.search(context.left[: match.start("verb")])
    made = _participle(match["verb"]) if match else ""
    into = made == "put" and head == "sum" and context.right.startswith(" into ")
    if match is None or not made or not (into or _tells(made, head)):
        return ""
    if re.search(r"\bset\saside\s", match[0]):
        made = "set aside"
    if traded := _IN_RETURN.match(context.right):
        phrase = noun_phrase(context.right[traded.end() :]).rstrip(".")
        return f"{head}{traded[0]}{phrase}" if is_thing(phrase) else ""
    planned = match["verb"].endswith("ing") and _SPOKEN_OF.search(
        context.left[: match.start("verb")]
    )
    due = (match["lead"].strip() in MODALS | {"to"} and made not in _WANTED) or bool(planned)
    worth = _WORTH_OF.match(context.right) if head == "sum" else None
    goods = noun_phrase(context.right[worth.end() :]).rstrip(".") if worth else ""
    head = goods if is_thing(goods) and len(goods.split()) <= _GOODS else head
    words = _fitted(f"{head} {'to be ' if due else ''}{made}", "" if goods else context.right)
    before = re.sub(r"\s{2,}", " ", timeless(context.left[: match.start("verb")]))
    doer = subject(_AUXILIARY.sub("", before))
    by = f"{words} by {doer}"
    named = doer[:1].isupper() or re.search(
        rf"\b(?:[Tt]he|[Ii]ts|[Aa]n?)\s{re.escape(doer)}", context.left
    )
    fits = (
        named
        and is_thing(doer)
        and not re.search(r"\d", doer)
        and len(by.split()) <= LONGEST
        and " by " not in words
    )
    return by if fits else words


# "Had spoken of recovering": nothing was recovered.
_SPOKEN_OF = re.compile(
    r"\b(?:sp(?:eaks?|oke|oken|eaking)|talk(?:s|ed|ing)?|dream(?:s|ed|t)?|th(?:inks?|ought)"
    r"|hop(?:es?|ed|ing)|ideas?|plans?|planned|possibility|prospects?|aim(?:s|ed)?|goal|intention"
    r"|chance|propos(?:al|es?|ed|ing)|suggest(?:s|ed|ing)?|discuss(?:es|ed|ing)?|consider(?:s|ed|ing)?"
    r"|weigh(?:s|ed|ing)?|mull(?:s|ed|ing)?|target(?:s|ed)?)\s(?:(?:of|about|for|at)\s)?$"
)
_WORTH_OF = re.compile(r"['’]?\sworth\sof\s")
_IN_RETURN = re.compile(r"\sin\s(?:return|exchange)\sfor\s")
_GOODS = 4  # words of what a sum buys


def _tells(made: str, head: str) -> bool:
    """Return whether a participle says of what a figure is."""
    if head == "price":
        return made in _PRICED
    if (head == "amount" and made in _POURED) or (head not in _HEADS.values() and made == "needed"):
        return True
    if head in _LENGTHS:
        return made in _LAID
    return made in _PARTED if head == "share" else made not in _EMPTY


def _participle(verb: str) -> str:
    if verb in {"get", "gets", "got"}:
        return "received"
    if verb in {"need", "needs"}:
        return "needed"
    if verb.startswith("prepa"):
        return "prepaid"
    return participle(verb) or (verb if re.fullmatch(r"[a-z]{3,}ed", verb) else "")


def _fitted(words: str, rest: str) -> str:
    """Return words with what completes them, as far as a cell has room."""
    rest = _LASTING.sub("", rest, count=1)
    match = _COMPLEMENT.match(rest)
    if match is None:
        return words
    for wide in (WIDE, frozenset[str]()):
        phrase = noun_phrase(rest[match.end() :], wide).rstrip(".")
        whole = f"{words}{rest[: match.end()]}{phrase}"
        if is_thing(phrase) and len(whole.split()) <= LONGEST:
            return whole
    return words
