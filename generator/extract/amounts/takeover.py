"""What a figure takes over from the one before it: "from 4,000 to 12,000 tonnes"."""

from __future__ import annotations

import re

from generator.extract.amounts.changes import COMPARED, moved
from generator.extract.amounts.predicates import Context, carried
from generator.extract.amounts.timeless import timeless
from generator.extract.grammar.things import is_thing
from generator.extract.units import DURATIONS


def taken_over(context: Context) -> str:
    """Return what the figure before is of, where the clause says nothing of its own about this."""
    if kept := _named_before(context):
        return kept
    if not _is_bare(context) or _says_something(context.right):
        return ""
    part = re.search(r",?\sor\s$", context.left) or re.match(r"\sfrom\s", context.right)
    other = not context.kin and context.before and part
    kept = carried(context._replace(kin=context.before) if other else context)
    return kept if is_thing(kept) or _NOMINAL.match(kept) else ""


# "Amount produced by the plant" goes on with "and 300 tonnes in the third quarter".
_NOMINAL = re.compile(r"(?:amount|sum|share|price) [a-z]+(?:ed|en|ld|ught) \w|cost of\b")


def _named_before(context: Context) -> str:
    """Return what the last figure is of, whatever its unit, where this one only goes on about it.

    "Rose 12%, to A$19.80"; "tonnes of oxide, worth $5 million"; "a 48-kilometre spur that engineers
    have costed at"; "mines 69% of the world's rare earths, refines about 91%".
    """
    if not context.before:
        return ""
    kept = carried(context._replace(kin=context.before))
    unit, left = context.quantity.unit, context.left
    if unit == "%" and (sign := _SIGNED.search(f"{left}{context.quantity.given}")):
        return moved("rise" if sign[1] == "+" else "fall", kept) if is_thing(kept) else ""
    lasting = unit in DURATIONS and _OVER_TIME.fullmatch(left)  # "of oxides over four years"
    total = kept.endswith("total")  # "a world total of 390, with 270 from China" is no part's name
    part = (
        not total and _OF_WHICH.search(left) and _COMING.match(context.right)
    )  # "with 46% coming from China"
    reached = part or _REACHED.fullmatch(left) or _CUT_TO.fullmatch(left) or lasting
    if reached or OF_THEM.match(context.right):
        named = is_thing(kept) or _NOMINAL.match(kept)
        return kept if named or kept in {"shares", "stock", "prices"} else ""
    return _of_another(context, kept)


def _of_another(context: Context, kept: str) -> str:
    """Return what a figure is of that has a word of its own beside what the last one told."""
    moved_too = _GAPPED.fullmatch(context.left) if context.kin else None
    if moved_too and (way := _WAY.match(kept)):
        return f"{way[0]}{moved_too['who']}"
    if ELSEWHERE.fullmatch(context.left) and context.kin:
        return carried(context)
    if re.fullmatch(r"\s*(?:worth|valued at)\s", _last_piece(context.left)):
        return f"value of {kept}"
    if _RELATIVE.search(context.left):
        return context.before or ""
    share = _OF_ANOTHER.fullmatch(context.left)
    if share and context.kin and " of " in context.kin:  # "and of magnet making at 94 percent"
        return f"{context.kin.split(' of ')[0]} of {share['what']}"
    alone = context.quantity.unit == "%" and _ONLY_VERB.fullmatch(context.left)
    return (context.kin or "") if alone else ""


def _last_piece(left: str) -> str:
    return re.split(r",\s|\s(?:and|or|but)\s", f" {left}")[-1]


def _is_bare(context: Context) -> bool:
    """Return whether the words before a figure say nothing of what it is of."""
    last = _last_piece(context.left)
    told = (last.removeprefix(" "), timeless(last), timeless(context.left))
    return bool(
        not re.search(r"\w", timeless(last))
        or any(BARE_CLAUSE.fullmatch(words) for words in told)
        or (last == "with " and _PLANNED.match(context.right))
        or re.search(r"\bof which\b[^,;]*$", context.left)
    )


def _says_something(right: str) -> bool:
    """Return whether the words behind a figure say themselves what it is of."""
    passive = re.match(r"\s(?:was|were|had been|have been)\s\w+ed\b", right)
    return bool(_NOUN_BEHIND.match(right) or COMPARED.match(right) or passive)


# "$260 a kilogram in China and at $800 in Europe"
ELSEWHERE = re.compile(
    r"(?:\s\([^()]*\)|\))?\s(?:in|on|at)\s(?:the\s)?[A-Z][\w ]{1,24}?,?\sand\s(?:at\s|of\s)?"
)
# "Acme fell 14% and Lowe Metals more than 11%": the second has a name and no verb of its own.
_GAPPED = re.compile(r"\s(?:and|while)\s(?P<who>[A-Z][\w&.-]*(?: [A-Z][\w&.-]*){0,3})\s(?:by\s)?")
_WAY = re.compile(r"(?:rise|fall) in ")
_OVER_TIME = re.compile(r"[^,;]{0,60}?\s(?:over|for|in)\s(?:the\s(?:next|first|coming)\s)?")
_SIGNED = re.compile(r"\(([+−–-])[\d.]+\s?(?:%|p\w+)$")
_OF_WHICH = re.compile(r",\s(?:of which|with|including)\s$")
_COMING = re.compile(r"\s(?:coming|came|sourced|from|was|were|going|went|destined|supplied)\b")
_CUT_TO = re.compile(
    r"\s(?:cut|rise|drop|fall|increase|decline|jump|reduction|gain)\sin\s[^,;]+?\sto\s"
)
#: "98% of it": of what was told before.
OF_THEM = re.compile(
    r"\s(?:out )?of (?:(?:the|its|their) total(?= *[,.;]|$| in| last)|them|these|those|it|that"
    r"|which)\b"
)
_OF_ANOTHER = re.compile(r"\s?,?\s(?:and\s)?of\s(?P<what>[a-z][\w -]+?)\sat\s")
_PLANNED = re.compile(r"\s(?:planned|possible|foreseen|expected|envisaged|due|to come|later)\b")
_ONLY_VERB = re.compile(r"[\w\s'’]*,\s(?:and\s)?[a-z]+s\s")
_RELATIVE = re.compile(r"^\s[a-z-]+\s(?:that|which)\s[^,;]*\s(?:at|to|for)\s$")


# How far a change went: rose 11.8% "to" A$19.80.
_PERIODS = r"(?:week|month|quarter|year)"
_REACHED = re.compile(
    rf"(?:\s(?:since|in|over|on)\s[^,]{{3,40}})?,?\s"
    rf"(?:(?:{_PERIODS}[ -](?:on|over)[ -]{_PERIODS}|on[ -](?:the )?{_PERIODS}),?\s)?"
    r"(?:(?:and|to)\s(?:stood|stands|closed?|closing|reach(?:ed)?|hit)\s)?"
    r"(?:to|at|from)(?:\s(?:a|an|the|about|around|record))*\s"
)
#: "The Global Times gave 15 to 20 percent": the clause says nothing of its own about the figure.
BARE_CLAUSE = re.compile(
    r"(?:[^;:]{0,60}?\b(?:gave|gives?|said|says?|quoted|cited|counted|printed|reported"
    r"|reports|(?:put|set|kept|fixed) it at|(?:cut|raised) it to|used|estimates"
    r"|g[ai]ven? (?:rates|figures|values|numbers|amounts) of"
    r"|put them at|put (?:the whole of |the full year |all of )?(?:19|20)\d\d at"
    r"|put (?:(?:the )?(?-i:[A-Z])[\w.]*\s){1,3}at|spoke of|refers? to|referred to"
    r"|mentions?|mentioned|called it|showed|shows)"
    r"(?:\s(?-i:[A-Z])[\w.]*){0,3})?"
    r"[\s,]*(?:(?:and at|at|and|or|to|from|then|a gain of|a fall of|a rise of)\s)?"
    r"|[\s,]*(?:while\s)?(?:it|they)\s(?:(?:had|has|have|would|then|later)\s)*"
    r"(?:costs?|was|were|is|stood at|reached|fetche[sd]|came to|totalled)\s"
    r"|(?:would|will|should|could|may|is to|are to|was to)\s(?:then\s|later\s)?"
    r"(?:reach|rise to|hit|grow to|climb to|produce|make|yield|exceed)\s"
    r"|[\w ]{2,20} alone accounted for\s"
    r"|[\s,]*(?:with )?a (?:risk|peak|high|low|chance) of\s(?:about\s)?"
    r"|[\s,]*(?:well |sharply |slightly |far |just |much )?(?:higher than|lower than|down on|up on"
    r"|short of|ahead of|above|below|beating|missing|against|compared (?:with|to)|versus|up from"
    r"|down from|from)\s(?:an?\s|the\s)?(?:(?-i:[A-Z])[\w.]*['’]s\s)?"
    r"(?:previous\s|earlier\s|prior\s|original\s|originally proposed\s|initial\s|record\s)?"
    r"(?:range|figure|total|forecast|estimate|target|level)?\s?(?:of\s)?"
    r"|[\s,]*(?:and\s)?(?:the\s)?(?:(?-i:[A-Z])[\w.]*\s){1,3}(?:with\s|at\s|to\s)?",
    re.IGNORECASE,
)
_NOUN_BEHIND = re.compile(
    r"\s(?:of|for|in)\s(?!(?:19|20)?\d|(?:the\s)?(?:previous|same|last|first|second|third|fourth|prior"
    r"|preceding|years?|months?|weeks?|quarters?|current|coming|next)\b)[a-z]"
)
#: A subject that stands for what the sentence before counted, and a verb that only moves it.
GOES_ON = re.compile(
    r"\s*(?:(?:In|By|For|On)\s[^,]{3,20},?\s|(?:[A-Z][\w-]*\s)(?:\w+\s)?(?:ago|earlier|before|later),?\s"
    r"|(?:Last|This|Next)\s\w+,?\s)?"
    r"(?:[Tt]hey|[Ii]t|[Tt]his|[Tt]hat|[Tt]hese|[Tt]he (?:total|figure|amount))\s"
    r"(?:(?:had|has|have|then|later|also|would|will|could)\s)*"
    r"(?:rose|fell|recovered|climbed|dropped|grew|reached|was|were|came|went|increased|declined|slid|totall?ed"
    r"|jumped|rebounded|compare[sd]|down|up|is|are|be|compares|hit)\s?(?:(?:back|down|up)\s)?(?:to|at|from|by|of)?\s*"
)
