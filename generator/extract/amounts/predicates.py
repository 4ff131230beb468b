"""What the words before a figure say it is: "put X at", "X was", "an X of", "X rose"."""

from __future__ import annotations

import re
from typing import NamedTuple

from generator.extract.amounts.timeless import timeless, undated
from generator.extract.grammar.finite import finite_verbs
from generator.extract.grammar.headnouns import noun_before
from generator.extract.grammar.nouns import noun_phrase, subject, trimmed
from generator.extract.grammar.things import is_thing
from generator.extract.speech.clauses import Clause
from generator.extract.units import DURATIONS, is_money
from generator.model import Quantity

UP = (
    "rose|risen|rise|rises|rising|gained?|gains?|climbed|jumped|surged|grew|grown|up|increased?|"
    "increases?|soared|advanced|higher|raised|lifted|doubled|tripled|quadrupled|double|triple|quadruple|"
    "leapt|rallied|rebounded"
)
DOWN = (
    "fell|fallen|fall|falls|falling|dropped|drop|drops|lost|down|declined?|declines?|decreased?|"
    "slipped|slid|shrank|sank|plunged|slumped|lower|cut|slashed|trimmed|reduced|halved|"
    "tumbled|eased|dipped|retreated"
)
_BE = r"is|are|was|were|be|been|being"
_REACH = (
    "reached|reach|reaches|hit|totalled|totaled|stood|stands|came|comes|amounted|remained?|"
    r"sold(?=\s(?:at|for)\s)|exceed(?:ed|s)?|passed|cost|costs|averaged?|went|goes|became|shrank|closed?|"
    r"(?:held|holds|stayed|kept|settled|ended|finished)(?=\s(?:\w+ly\s)?(?:stable|steady|flat|unchanged"
    r"|firm|at)\b)|"
    "begins?|began|starts?|started|fetch(?:ed|es)?|sells?(?: for)?|traded?|trades"
)
_PASSIVE = (
    "put|priced|assessed|quoted|estimated|valued|expected|set|capped|fixed|given|limited|traded|"
    "heard|seen|indicated|reported|projected|planned"
)
_AUX = (
    "(?:has|have|had|would|will|could|may|might|can|should|to|more than|nearly|almost|also|not"
    "|now|still|then|already|last"
    "|(?:been\\s)?(?:allowed|permitted|expected|forecast|projected|likely|set|poised|due)\\sto)"
)
_LINK = (
    "(?:at|to|by|from|as|of|for|with|over|up|down|about|only|just|around|a|an|the|further|additional|"
    "now|currently|still|already|modest|mere|whopping|massive|staggering|hefty|healthy|combined|total|"
    "record|flat|unchanged|steady|stable|firm|generally|broadly|largely|roughly)"
)
PREDICATE = re.compile(
    rf"(?<!\sa)(?<!\san)(?<!\sthe)\s(?:{_AUX}\s)*(?:(?:(?:{_BE})\s)+(?:last\s)?(?P<passive>{_PASSIVE})(?:\s(?:by|in)\s[^,;]{{2,40}}?)?"
    rf"|(?:(?:{_BE})\s)*(?P<verb>{UP}|{DOWN}|{_REACH}|{_BE}))(?:\s{_LINK})*\s*$"
)
_PUT_AT = re.compile(
    r".*\b(?:increased|increases|expands|boosts|grew|put|puts|putting|gave|gives|estimated|estimates|valued|values|assessed|quoted|placed"
    r"|lists|listed|cited|cut|cuts|lift|raise|expand(?:ed)?|increase|boost(?:ed)?|lower|raised|lowered|lifting|lifted|raising|cutting|rounding|described"
    r"|push|pushed|knocked|dragged|pulled|drove|driven|drive|trim|trimmed|revised?|downgraded|upgraded|slashed|hiked|widened|narrowed|limiting|limit|limited|doubled?|bring|brought|keep|kept|set)\s"
    r"(?P<what>[^,;]+?)\s(?:only\s)?(?:at|as|to|by|from|with)(?:\s(?:an?|the))?\s*$"
)


class Context(NamedTuple):
    """A quantity in its clause; ``left`` and ``right`` reach to the neighbouring ones."""

    quantity: Quantity
    clause: Clause
    left: str
    right: str
    before: str | None  # of what the figure before in the clause is
    kin: str | None = None  # of what the last one there of the same kind of unit is


#: "… and China's to 10 percent": whose the figure is, of what was told before.
OWNER = re.compile(r"\b(?:and|while|but)\s[A-Z][\w ]{1,24}['’]s\s(?:to|at|was|were|is)\s*$")


_SINCE = re.compile(r"\s(?:after|because|when|while|as|although)\s(?=(?:[\w'’-]+\s?){1,6}$)")
# "exports of gallium, germanium and related products"
_LIST = re.compile(r"\b(?:of|for)\s(?:[a-z][\w-]*\s?){1,3}(?:,\s[a-z][\w-]+){1,4},?\sand\s[\w -]+$")
_SHORT_NAME = re.compile(r"\s\([A-Z][\w&-]{1,6}\)")  # "net present value (NPV) of"
_CHANGED_IN = "(?:rise|fall|cut|drop|increase|decline|jump|reduction|gain|surge|slump) in "
WAY = re.compile(rf"^{_CHANGED_IN}|:.*$")
_YEAR = re.compile(r"\b(?:19|20)\d\d\s")


def carried(context: Context) -> str:
    """Return what the figure before is of, as this one takes it over: without way and year.

    "Down 52.9 percent from April and 74 percent from a year earlier" are two falls, so a second
    percentage keeps the way.
    """
    before = context.kin or ""
    if context.quantity.unit == "%" and re.match(_CHANGED_IN, before):
        return before
    return _YEAR.sub("", WAY.sub("", before))


def from_left(context: Context) -> str:
    """Return what the words before the figure say it is: "put X at", "an X of", "X was"."""
    if OWNER.search(context.left):
        return ""
    left = _EXTREME_OF.sub(" to ", context.left)  # "fell to a nine-year low of"
    told = (
        _apposed(context, left)
        or _put(context, left)
        or _stated(context, left)
        or _noun_before(left)
    )
    if not told and re.search(r"(?:,|\band|\bor|\bto|\bfrom)\s*$", left) and context.kin:
        return carried(context)
    return told or _limited(context)


def _apposed(context: Context, left: str) -> str:
    """Read "its quota, 96,600 tonnes, is" and "exported no gallium in August, down from"."""
    if nothing := _NOTHING.search(left):
        return noun_phrase(nothing["what"])
    if not (_APPOSED.match(context.right) and re.search(r"[a-z],\s$", left)):
        return ""
    thing = subject_of(left[:-2])
    return thing if is_thing(thing) and not finite_verbs(f"{left[:-2]} 1") else ""


def _put(context: Context, left: str) -> str:
    """Read "put X at", "forecasts X to reach" and "extended the ban by three months"."""
    if context.quantity.unit in DURATIONS and (long := _FOR_SO_LONG.search(left)):
        return trimmed(long["what"])
    match = _FORESEEN.search(left) or _PUT_AT.search(left)
    phrase = trimmed(re.split(r"\b(?:said|that)\s", match["what"])[-1]) if match else ""
    return phrase if len(phrase.split()) <= _LONGEST else ""


def _stated(context: Context, left: str) -> str:
    """Read "X was" and "X rose to"; "X was worth" is of the value of X."""
    if (worth := _WORTH.search(left)) and is_thing(thing := subject_of(left[: worth.start()])):
        return f"value of {thing}"
    match = PREDICATE.search(left)
    states = match and _states(match, context.quantity.unit)
    return subject_of(left[: match.start()]) if match and states else ""


_LONGEST = 12  # words


# "forecasts NdPr oxide to average"
_FORESEEN = re.compile(
    r"\b(?:forecasts?|expects?|expected|sees|predicts?|projects?)\s(?P<what>[^,;]+?)\sto\s"
    r"(?:average|reach|be|hit|total|stand at|(?:climb|fall|rise|grow) to)\s$"
)


def _noun_before(left: str) -> str:
    """Read "a contract for", "a fine of" and "NdPr oxide rose for a third week, to"."""
    if match := _MOVED_TO.search(left):
        return subject(left[: match.start()])
    return noun_before(_SHORT_NAME.sub("", undated(left)))


_WORTH = re.compile(r"\s(?:was|were|is|are|being)\s(?:worth|valued at)\s$")
_EXTREME_OF = re.compile(
    r"\s(?:to|at|hit|reached|hitting|reaching)\s(?:an?\s)?(?:[\w-]+[\s-]){0,2}?(?:low|high|peak|record)"
    r"\sof\s$"
)
_APPOSED = re.compile(r",\s(?:is|are|was|were|would|will|has|had|have|compares?)\b")
_FOR_SO_LONG = re.compile(
    r"\b(?:extend(?:ed|s|ing)?|prolong(?:ed|s)?|suspend(?:ed|s|ing)?"
    r"|renew(?:ed|s)?|delay(?:ed|s)?|postponed?"
    r"|halt(?:ed|s|ing)?|ban(?:ned|s)?|freeze|froze|shut|closed?|idled?|paused?)\s(?P<what>[^,;]{3,60}?)\s"
    r"(?:by|for)(?:\s(?:another|a further|an additional|a))?\s*$"
)
_NOTHING = re.compile(
    r"\bno\s(?P<what>[a-z][^,;]{0,80}),\s(?:down from|compared (?:to|with)|against|versus|after)\s$"
)
# "NdPr oxide rose for a third week, to 598,000 yuan"
_MOVED_TO = re.compile(rf"\s(?:{UP}|{DOWN})\s(?:for|over|in|since|on)\s[^,]{{3,40}},\sto\s$")


def _limited(context: Context) -> str:
    """Return the noun right before a limit: "flexural strength above 30 megapascals"."""
    match = _LIMITED.search(context.left)
    quantity = context.quantity
    if match is None or quantity.qualifier not in LIMITS or quantity.unit in DURATIONS:
        return ""
    return "" if finite_verbs(f"the {match['what']} 1") else trimmed(match["what"])


#: Qualifiers that make a number a limit.
LIMITS = frozenset(("above", "over", "below", "under", "at least", "up to", "more than"))
_LIMITED = re.compile(
    r"(?:,|\band|\bwith|\ban?|\bof|\bthe)\s(?P<what>(?:[a-z][\w-]*\s){0,2}[a-z][\w-]+)\s*$"
)


def _states(match: re.Match[str], unit: str) -> bool:
    """Return whether a verb says what its subject amounts to; who raised or lost money does not."""
    verb = match["verb"]
    moves = verb is not None and re.fullmatch(f"{UP}|{DOWN}|cost", verb)
    return not (moves and is_money(unit) and not re.search(r"\b(?:to|at)\s*$", match.group()))


# "It filed for protection, its share price down to"
_ABSOLUTE = re.compile(r",\s(?:with\s)?(?:its|their|his|her)\s(?P<what>[a-z][a-z -]*)$")


def subject_of(left: str) -> str:
    """Return the noun phrase that the words before a verb amount to, without its date."""
    left = re.sub(r"\s{2,}", " ", timeless(left))
    if left.rstrip().endswith(","):  # "Noveon, which makes magnets in Texas, raised"
        first = left.split(",", maxsplit=1)[0]
        verbs = finite_verbs(first)  # "exports dropped sharply, falling 95%"
        return subject(first[: verbs[0].start()] if verbs and verbs[0].start() else first)
    absolute = _ABSOLUTE.search(left)
    if absolute and finite_verbs(left[: absolute.start()]):
        return subject(absolute["what"])
    if whose := re.search(r"\swhose\s([^,]+)$", left):
        return subject(whose[1])
    left = re.split(r",\s(?:and|but|while)\s|\b(?:and|or)\s(?=(?:the|its|their|an?)\s)", left)[-1]
    if _LIST.search(left):
        return subject(left)
    if (joint := _SINCE.search(left)) and finite_verbs(left[: joint.start()]):
        return subject(left[joint.end() :])  # "suspended exports after prices fell to"
    torn = re.match(r"\s|(?:and|or|of|that|which)\b", left)  # begins inside a clause
    left = re.split(r",\s(?:and\s)?", left)[-1] if torn or left.count(",") > 1 else left
    return subject(re.sub(r"^(?:\W|and\b)*with\s(?=[a-z])", "", left))  # "with exports down"
