"""What the words before a figure say it is: "put X at", "X was", "an X of", "X rose"."""

from __future__ import annotations

import re
from typing import NamedTuple

from generator.extract.amounts.timeless import timeless, undated
from generator.extract.grammar.finite import finite_verbs
from generator.extract.grammar.headnouns import noun_before
from generator.extract.grammar.nouns import noun_phrase, subject, trimmed
from generator.extract.grammar.things import is_thing
from generator.extract.numbers.measuring import DURATIONS, is_money
from generator.extract.numbers.quantities import Quantity
from generator.extract.speech.clauses import Clause

_UP = (
    "rose|risen|rise|rises|rising|gained?|gains?|climbed|jumped|surged|grew|grown|up|increased?|"
    "increases?|soared|advanced|higher|raised|lifted|doubled|tripled|quadrupled|"
    "leapt|rallied|rebounded"
)
_DOWN = (
    "fell|fallen|fall|falls|falling|dropped|drop|drops|lost|down|declined?|declines?|decreased?|"
    "slipped|slid|shrank|sank|plunged|slumped|lower|cut|reduced|halved|"
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
    "|now|still|then|already|last)"
)
_LINK = (
    "(?:at|to|by|from|as|of|for|with|over|up|down|about|only|just|around|a|an|the|further|additional|"
    "now|currently|still|already|modest|mere|whopping|massive|staggering|hefty|healthy|combined|total|"
    "record|flat|unchanged|steady|stable|firm|generally|broadly|largely|roughly)"
)
_PREDICATE = re.compile(
    rf"(?<!\sa)(?<!\san)(?<!\sthe)\s(?:{_AUX}\s)*(?:(?:(?:{_BE})\s)+(?:last\s)?(?P<passive>{_PASSIVE})(?:\s(?:by|in)\s[^,;]{{2,40}}?)?"
    rf"|(?:(?:{_BE})\s)*(?P<verb>{_UP}|{_DOWN}|{_REACH}|{_BE}))(?:\s{_LINK})*\s*$"
)
_PUT_AT = re.compile(
    r".*\b(?:increased|increases|expands|boosts|grew|put|puts|putting|gave|gives|estimated|estimates|valued|values|assessed|quoted|placed"
    r"|lists|listed|cited|cut|cuts|lift|raise|expand(?:ed)?|increase|boost(?:ed)?|lower|raised|lowered|lifting|lifted|raising|cutting|rounding|described"
    r"|push|pushed|knocked|dragged|pulled|drove|driven|drive|trim|trimmed|revised?|downgraded|upgraded|slashed|hiked|widened|narrowed|limiting|limit|limited|doubled?|bring|brought|keep|kept|set)\s"
    r"(?P<what>[^,;]+?)\s(?:only\s)?(?:at|as|to|by|from|with)(?:\s(?:an?|the))?\s*$"
)
_CHANGED = re.compile(
    r"(?:,|\band|^)\s*(?:also\s|both\s|each\s|still\s)?(?:(?P<up>up|a rise of|an increase of|a gain of)"
    r"|(?P<down>down|a fall of|a drop of))\s*$"
)
#: "12% more than", "7% higher": the figure is a difference.
COMPARED = re.compile(
    r"\s(?P<way>more|less|higher|lower|above|below|fewer)\b(?:\s(?:than|the|in|that|comparable)?\b)?"
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
_MOVES = re.compile(r"(?:rise|fall|gain|drop|increase|decline)\b|.*\bgain in\b")


def change(context: Context) -> str:
    """Return "rise in X" or "fall in X" where the figure is how much X changed."""
    left = context.left
    if COMPARED.match(context.right):
        return _compared(context)
    if re.search(r"\bcalled\s", left):
        return ""
    if changed := _CHANGED.search(left):
        thing = context.before or _subject(left[: changed.start()])
        way = "rise" if changed["up"] else "fall"
        if " of" in changed.group() and _NAME.fullmatch(thing):
            return ""  # "…, and Reuters a gain of 26%": who says it
        return thing if _MOVES.match(thing) else _moved(way, thing)
    if NOUN_CHANGE.match(context.right):
        return _posted(context)
    if on := _MOVED_ON.search(left):
        return _moved("rise" if on["up"] else "fall", _subject(left[: on.start()]))
    match = _PREDICATE.search(left)
    if match is None or match["verb"] is None or re.search(r"\b(?:to|from)(?:\s\w+)?\s*$", left):
        return ""
    ways = (("rise", _UP), ("fall", _DOWN))
    way = next((name for name, verbs in ways if re.fullmatch(verbs, match["verb"])), "")
    return _moved(way, _subject_before(left, match)) if way else ""


#: "A 60-percent increase from June", "a 40% year-on-year decline".
NOUN_CHANGE = re.compile(
    r"[\s-](?:[\w-]+\s){0,2}?(?:(?P<up>increase|rise|jump|gain|surge|growth|boost|hike|uptick)"
    r"|(?P<down>decline|drop|fall|decrease|reduction|slump|plunge))\b(?!\s(?:in|of|to)\b)"
)
_POSTED = re.compile(
    r"\s(?:also\s|then\s)?(?:is|was|marks?|marked|represents?|represented|saw|sees|seen|posted|recorded"
    r"|registered|shows?|showed|reported|suffered|with)\s(?:an?\s|the\s)?(?:\w+\s)?$"
)
_MOVED_ON = re.compile(
    rf"\s(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\s(?:for|over|in|since|on)\s[^,]{{3,40}},\sby\s$"
)


def _posted(context: Context) -> str:
    """Return "rise in X" of "X posted a 12% rise", or of what was told before "it marks a"."""
    change, verb = NOUN_CHANGE.match(context.right), _POSTED.search(context.left)
    own = _subject(context.left[: verb.start()]) if verb else ""
    thing = own if is_thing(own) else carried(context._replace(kin=context.before))
    if not is_thing(thing) or (_NAME.fullmatch(thing) and not _COMMON.match(thing)):
        return ""  # "CoStar recorded a 24% rise": who says it
    return _moved("rise" if change and change["up"] else "fall", _WAY.sub("", thing))


def _compared(context: Context) -> str:
    """Return "rise in X" where the figure is by how much X differs from another time."""
    match = COMPARED.match(context.right)
    base = context.right[match.end() :] if match else ""
    own = "" if re.search(r",\s*$|\band\s*$", context.left) else _subject(context.left)
    thing = own or context.before or ""
    if match is None or not _A_TIME.match(base) or not is_thing(thing) or _WAY.match(thing):
        return ""
    more = match["way"] in {"more", "higher", "above"}
    return _moved("rise" if more else "fall", thing)


_A_TIME = re.compile(
    r"\s?(?:than\s)?(?:in\s|on\s)?(?:(?:a|the|that of|those of|its|previous|same|last|one)\s)*"
    r"(?:(?:previous|same|year|month|quarter|week|day|period)\b|(?:19|20)\d\d|January|February|March"
    r"|April|May|June|July|August|September|October|November|December)"
)
# Words that have a capital only because a sentence begins with them.
_COMMON = re.compile(
    r"(?:Annual|Total|Domestic|Global|Average|Overall|Combined|Quarterly|Monthly|Net|Gross|Spot|Quarterly"
    r"|Prices|Shares|Exports|Imports|Sales|Shipments|Output|Production|Stocks|Revenue|Demand"
    r"|[A-Z][a-z]+(?:ium|num|ten|ese|ony|ite|per|alt|kel) (?:oxides?|metal|prices?|exports?))\b"
)


def _moved(way: str, thing: str) -> str:
    """Return "rise in X"; "" where X is no thing: a pronoun, a time, a torn word."""
    if len(thing) < 3 or re.match(
        r"(?:On|In|At|By|[Ii]t|[Tt]hey|day|over|during|in|since)\b", thing
    ):
        return ""
    return f"{way} in {thing[0].lower() + thing[1:] if _COMMON.match(thing) else thing}"


_SINCE = re.compile(r"\s(?:after|because|when|while|as|although)\s(?=(?:[\w'’-]+\s?){1,6}$)")
# "exports of gallium, germanium and related products"
_LIST = re.compile(r"\b(?:of|for)\s(?:[a-z][\w-]*\s?){1,3}(?:,\s[a-z][\w-]+){1,4},?\sand\s[\w -]+$")
_SHORT_NAME = re.compile(r"\s\([A-Z][\w&-]{1,6}\)")  # "net present value (NPV) of"
_NAME = re.compile(r"(?:[A-Z][\w.&'-]*\s?)+")
_CHANGED_IN = "(?:rise|fall|cut|drop|increase|decline|jump|reduction|gain|surge|slump) in "
_WAY = re.compile(rf"^{_CHANGED_IN}|:.*$")
_YEAR = re.compile(r"\b(?:19|20)\d\d\s")


def carried(context: Context) -> str:
    """Return what the figure before is of, as this one takes it over: without way and year.

    "Down 52.9 percent from April and 74 percent from a year earlier" are two falls, so a second
    percentage keeps the way.
    """
    before = context.kin or ""
    if context.quantity.unit == "%" and re.match(_CHANGED_IN, before):
        return before
    return _YEAR.sub("", _WAY.sub("", before))


def from_left(context: Context) -> str:
    """Return what the words before the figure say it is: "put X at", "an X of", "X was"."""
    left = context.left
    if OWNER.search(left):
        return ""
    left = _EXTREME_OF.sub(" to ", left)  # "fell to a nine-year low of"
    if _APPOSED.match(context.right) and re.search(r"[a-z],\s$", left):
        thing = _subject(left[:-2])  # "its quota, 96,600 tonnes, is"
        if is_thing(thing) and not finite_verbs(f"{left[:-2]} 1"):
            return thing
    if context.quantity.unit in DURATIONS and (long := _FOR_SO_LONG.search(left)):
        return trimmed(long["what"])
    if nothing := _NOTHING.search(left):  # "exported no gallium in August, down from"
        return noun_phrase(nothing["what"])
    if (worth := _WORTH.search(left)) and is_thing(thing := _subject(left[: worth.start()])):
        return f"value of {thing}"
    match = _FORESEEN.search(left) or _PUT_AT.search(left)
    phrase = trimmed(re.split(r"\b(?:said|that)\s", match["what"])[-1]) if match else ""
    if phrase and len(phrase.split()) <= 12:
        return phrase
    match = _PREDICATE.search(left)
    if match and _states(match, context.quantity.unit) and (thing := _subject_before(left, match)):
        return thing
    if phrase := _noun_before(left):
        return phrase
    if re.search(r"(?:,|\band|\bor|\bto|\bfrom)\s*$", left) and context.kin:
        return carried(context)
    return _limited(context)


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
    r"\s(?:to|at|hit|reached|hitting|reaching)\s(?:an?\s)?(?:[\w-]+[\s-]){0,2}?(?:low|high|peak|record)\sof\s(?=$)"
)
_APPOSED = re.compile(r",\s(?:is|are|was|were|would|will|has|had|have|compares?)\b")
_FOR_SO_LONG = re.compile(
    r"\b(?:extend(?:ed|s|ing)?|prolong(?:ed|s)?|suspend(?:ed|s|ing)?|renew(?:ed|s)?|delay(?:ed|s)?|postponed?"
    r"|halt(?:ed|s|ing)?|ban(?:ned|s)?|freeze|froze|shut|closed?|idled?|paused?)\s(?P<what>[^,;]{3,60}?)\s"
    r"(?:by|for)(?:\s(?:another|a further|an additional|a))?\s*$"
)
_NOTHING = re.compile(
    r"\bno\s(?P<what>[a-z][^,;]{0,80}),\s(?:down from|compared (?:to|with)|against|versus|after)\s$"
)
# "NdPr oxide rose for a third week, to 598,000 yuan"
_MOVED_TO = re.compile(rf"\s(?:{_UP}|{_DOWN})\s(?:for|over|in|since|on)\s[^,]{{3,40}},\sto\s$")


def _limited(context: Context) -> str:
    """Return the noun right before a limit: "flexural strength above 30 megapascals"."""
    match = _LIMITED.search(context.left)
    quantity = context.quantity
    if match is None or quantity.qualifier not in _LIMITS or quantity.unit in DURATIONS:
        return ""
    return "" if finite_verbs(f"the {match['what']} 1") else trimmed(match["what"])


_LIMITS = frozenset(("above", "over", "below", "under", "at least", "up to", "more than"))
_LIMITED = re.compile(
    r"(?:,|\band|\bwith|\ban?|\bof|\bthe)\s(?P<what>(?:[a-z][\w-]*\s){0,2}[a-z][\w-]+)\s*$"
)


def _states(match: re.Match[str], unit: str) -> bool:
    """Return whether a verb says what its subject amounts to; who raised or lost money does not."""
    verb = match["verb"]
    moves = verb is not None and re.fullmatch(f"{_UP}|{_DOWN}|cost", verb)
    return not (moves and is_money(unit) and not re.search(r"\b(?:to|at)\s*$", match.group()))


def _subject_before(left: str, match: re.Match[str]) -> str:
    return _subject(left[: match.start()])


def _subject(left: str) -> str:
    left = re.sub(r"\s{2,}", " ", timeless(left))
    if left.rstrip().endswith(","):  # "Noveon, which makes magnets in Texas, raised"
        first = left.split(",", maxsplit=1)[0]
        verbs = finite_verbs(first)  # "exports dropped sharply, falling 95%"
        return subject(first[: verbs[0].start()] if verbs and verbs[0].start() else first)
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
