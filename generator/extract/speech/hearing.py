"""Who is heard in a frame: the speaker with the quality in which they speak, and who relays it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from generator.extract.actors.memory import Memory
from generator.extract.actors.named import Named
from generator.extract.actors.voices import COMPANY_PAPER, reports_news
from generator.extract.grammar.verbs import Manner
from generator.extract.speech.frame import Frame
from generator.model import Speaker, SpeaksAs

_RELAYING = frozenset(("reported", "reports", "wrote", "writes", "noted", "notes", "according to"))
_ONLY_PUBLISHERS = frozenset(
    "quoted cited cites identified named listed used placed recorded quotes".split()  # noqa: SIM905
)
_SETS_DOWN = frozenset(("sets", "lays", "spells", "lists", "puts"))
_FORECASTS = frozenset(
    ("saw", "sees", "see", "cut", "cuts", "raised", "raises", "lowered", "lowers", "trimmed")
)
# A demand or an idea is turned down; only what somebody claims can be denied.
_TURNS_DOWN = re.compile(
    r"(?:reject\w*|dismiss\w*) (?:\S+ ){0,4}?(?:ideas?|notions?|requests?|calls?|demands?"
    r"|proposals?|plans?|concerns?|fears|criticisms?|complaints?)\b(?! that)"
)
_PUBLISHING = frozenset(
    (SpeaksAs.OUTLET, SpeaksAs.STATE_MEDIA, SpeaksAs.DATA_PROVIDER, SpeaksAs.EXPERT)
)
# Who cites somebody and only passes that on; a minister who cites a study speaks himself.
_MAY_CITE = _PUBLISHING | {SpeaksAs.OFFICIAL_DOCUMENT}
_GAVE_SHARE = re.compile(r"g[ai]ves? (?:\S+ ){0,3}?[\d.]+ ?(?:%|per ?cent)")
_CALLED_FALSE = re.compile(
    r"(?:called|calls|described|describes|dismissed|branded|labelled) [^.;,]*?"
    r"\b(?:inaccurate|untrue|false|baseless|groundless|wrong|misleading|fake|fabricated"
    r"|unfounded)[\"”]?(?=[.,;]|$| (?:and|or|by|in|on)\b)"
)
# "No such direction has been received", "that these are not true".
_SAYS_FALSE = re.compile(
    r"[\"“]?\b[Nn]o such \w+ (?:has|have|had|exists?|existed|is|was|were|took)\b"
    r"|.*\b(?:has|have|had) (?:no|absolutely no|no factual) basis\b"
    r"|.*\b(?:firmly|categorically|flatly|strongly) (?:reject|den(?:y|ie)|refute)\w*"
    r" (?:it|them|this)\b"
    r"|.*\b(?:is|are|was|were) (?:simply |completely |entirely |absolutely |just )?"
    r"(?:not true|untrue|false|baseless|groundless|fabricated|fake)(?=[.,;\"”]|$)"
)
_SOMEBODYS = re.compile(r"([^,]+)['’]s? (?:own )?[a-z]+(?:,|$)")
_UNNAMED = re.compile(
    r"\b(?:who|and) (?:asked|declined|wished|requested|did not want|spoke on condition)\b"
    r"[^,.;]*\b(?:named|identified|anonymity|anonymous)\b"
)
_SAYING_ONLY = re.compile(r", (?:saying|adding|noting) (?:only )?(?:that|it|this)\b")

_MARKET = re.compile(
    r"[$€£¥%]|\d (?:per ?cent|tonnes|t\b|tons|kg|yuan|dollars|yen|euros|(?:million|billion))"
    r"|\b(?:prices?|priced|quot\w+|deals?|market|supply|demand|shipments?|stocks|output|production"
    r"|capacity|premiums?|buyers?|sellers?|exports?|imports?|highest|lowest|record|levels?|quarter|tonnage|guidance|forecast|reserves)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Heard:
    """Somebody heard in a frame; who is ``silent`` is only named there and says nothing."""

    frame: Frame
    named: Named
    speaker: Speaker
    silent: bool = False

    @property
    def publishes(self) -> bool:
        """Return whether the speaker passes on what others say."""
        return self.speaker.kind in _PUBLISHING


def _says_only(text: str, verb_at: int) -> bool:
    """Return whether who did not say one thing said another: "did not name it, saying only"."""
    found = _SAYING_ONLY.search(text, verb_at)
    return found is not None and not re.search(
        r"[,;] (?:but|while)\b", text[verb_at : found.start()]
    )


def hear(frame: Frame, memory: Memory, last: Named | None) -> Heard | None:
    """Return who is heard in a frame; ``None`` if that is nobody in particular.

    ``last`` is whoever was heard before in the sentence, for "she" and for verbs in a row.
    """
    named, via = _who(frame, memory, last)
    if named is None:
        return None
    if not named.speaker.entity and _UNNAMED.search(memory.sentence, frame.at):
        named = replace(named, speaker=replace(named.speaker, kind=SpeaksAs.UNNAMED))
    if frame.negated:
        if not _says_only(memory.sentence, frame.verb_at):
            return Heard(frame, named, named.speaker, silent=True)
        frame = replace(frame, relative=True, manner=Manner.CLAUSE)
    speaker = _speaker(named.speaker, via, frame, memory)
    text, cited = memory.sentence, bool(frame.citing and via)
    if cited and not frame.bare:  # the verb is the citer's: "Bloomberg had written of an approach"
        frame = replace(frame, relative=True)
    silent = (
        (frame.inner and not frame.told and not _is_relayed(frame, memory))
        or _is_put(frame, memory)
        or not (frame.manner is not Manner.RELAY or cited or _publishes(named, frame, text))
        or _is_own(speaker, memory)
        or (_rules(speaker) and _TURNS_DOWN.match(text, frame.verb_at) is not None)
        or not re.search(r"\S \S|\d", memory.sentence[slice(*frame.said)].strip(" ."))
    )
    return Heard(frame, named, speaker, silent=silent)


def _publishes(named: Named, frame: Frame, text: str) -> bool:
    """Tell whether a verb of relaying is used of somebody who publishes, or to give a figure."""
    if named.speaker.kind in _PUBLISHING and not named.person:
        return True
    if named.speaker.kind is SpeaksAs.OFFICIAL_DOCUMENT and frame.verb in _SETS_DOWN:
        return True
    if COMPANY_PAPER.search(frame.speaker):
        return True
    if frame.verb in _FORECASTS and named.speaker.kind in {SpeaksAs.UNNAMED, SpeaksAs.EXPERT}:
        return True
    if frame.verb in {
        "put",
        "puts",
        "pegged",
        "pegs",
        "dated",
        "traced",
        "valued",
        "dates",
        "traces",
        "placed",
    }:
        return True
    return bool(_GAVE_SHARE.match(text, frame.verb_at))


def _is_relayed(frame: Frame, memory: Memory) -> bool:
    """Tell whether the frame around this one is of an outlet: only outlets pass words on."""
    relay = memory.resolve(frame.via, relays=True) if frame.via else None
    return relay is None or relay.speaker.kind in _PUBLISHING


def _is_put(frame: Frame, memory: Memory) -> bool:
    """Tell what a spokesperson says that their own side does: "China rejects it, Lin Jian said"."""
    if frame.manner is not Manner.DENIAL or frame.after or not frame.via:
        return False
    relay = memory.resolve(frame.via, relays=True)
    return relay is not None and relay.speaker.kind is SpeaksAs.OFFICIAL_STATEMENT


def _who(frame: Frame, memory: Memory, last: Named | None) -> tuple[Named | None, str | None]:
    told = memory.outlet(frame.told, told=True) if frame.told else None
    via = told or (memory.outlet(frame.via, told=False) if frame.via else None)
    memory.told = told
    named = _named(frame, memory, last)
    memory.told = None
    owner = _SOMEBODYS.match(frame.speaker)  # "Nikkei's broker thinks"
    if owner and via is None and named and named.speaker.kind is SpeaksAs.UNNAMED:
        via = memory.outlet(owner[1], told=True)
    passes_on = named is not None and not named.person and named.speaker.kind in _MAY_CITE
    if (
        frame.citing
        and named is not None
        and passes_on
        and (cited := _cited(frame.citing, memory)) is not None
    ):
        return cited, named.speaker.name
    return named, via


def _named(frame: Frame, memory: Memory, last: Named | None) -> Named | None:
    if not frame.speaker:
        return last or memory.leading(memory.sentence)
    if frame.speaker.lower() in {"he", "she"} and last and last.person and not frame.after:
        return last
    gives = frame.manner is Manner.RELAY and frame.verb not in _ONLY_PUBLISHERS
    spoken = '"' in memory.sentence[slice(*frame.said)] or frame.told is not None
    relays = frame.verb in _RELAYING or gives or (frame.after and not spoken)
    return memory.resolve(frame.speaker, relays=relays)


def _cited(phrase: str, memory: Memory) -> Named | None:
    """Return who is cited; ``None`` for a reason ("citing national security")."""
    named = memory.resolve(phrase, relays=True)
    head = re.split(r" (?:in|of|from|at|on|for|by|as) ", phrase)[0]
    vague = named is not None and named.speaker.kind in {SpeaksAs.COMPANY, SpeaksAs.OUTLET}
    return None if vague and not re.search("[A-Z]", head) else named


def _gives_data(name: str, frame: Frame, text: str) -> bool:
    """Tell data on a market from news: "Members promised to help, Argus reported"."""
    return not reports_news(name) or _MARKET.search(text[slice(*frame.said)]) is not None


def _is_own(speaker: Speaker, memory: Memory) -> bool:
    """Tell whether an article speaks of itself by its outlet's name."""
    return speaker.name.lower() == (memory.article.publisher or "").lower()


def _rules(speaker: Speaker) -> bool:
    """Tell a court, which grants or turns down what it is asked for."""
    court = r"\b(?:tribunal|court|judges?|panel|jury)\b"
    return re.search(court, speaker.name, re.IGNORECASE) is not None


def _speaker(speaker: Speaker, via: str | None, frame: Frame, memory: Memory) -> Speaker:
    own = memory.article.publisher
    if via is None and memory.article.kind == "article":
        via = own
    kind = speaker.kind
    if kind is SpeaksAs.DATA_PROVIDER and not _gives_data(speaker.name, frame, memory.sentence):
        kind = SpeaksAs.OUTLET
    turns_down = _rules(speaker) or _TURNS_DOWN.match(memory.sentence, frame.verb_at)
    denies = (
        (frame.manner is Manner.DENIAL and not turns_down)
        or _CALLED_FALSE.match(memory.sentence, frame.verb_at)
        or _SAYS_FALSE.match(memory.sentence[slice(*frame.said)])
    )
    if denies and kind in {SpeaksAs.OFFICIAL_STATEMENT, SpeaksAs.COMPANY}:
        kind = SpeaksAs.DENIAL
    return replace(speaker, kind=kind, via=via if via != speaker.name else None)
