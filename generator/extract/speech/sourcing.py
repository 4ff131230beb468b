"""Attributions without a verb of saying: "according to X", "by X's count", "described by X as"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from generator.extract.actors.voices import looks_like_somebody
from generator.extract.grammar.finite import finite_verbs
from generator.extract.grammar.verbs import FORMS, Manner
from generator.extract.speech.frame import Frame
from generator.extract.speech.subjects import subject

_ACCORDING = re.compile(
    r"\b(?:[Aa]ccording to|[Aa]s per|[Aa]s (?:(?:first|previously|earlier|also) )?(?:summari[sz]ed"
    r"|reported|noted|told|estimated|revealed|disclosed|detailed|described|outlined|shown|stated"
    r"|explained|confirmed|documented|highlighted|announced|quoted|cited|put) by"
    r"|(?<=, )per(?=\s+(?:[A-Z]|its\b|the\b))"
    r"|^Per(?=\s+(?:the\b|[a-z]+ (?:body|lobby|group)\b))"
    r"|[Ii]n the (?:view|words|opinion|judgement|eyes) of)\s+"
)
_AS_PUT = re.compile(
    r"\bas\s+((?:[^,;.]|\.(?=\S))+?)\s+(?:has |had |once |later |recently )?(?:puts?|phrased) it\b"
)
# "As the agency reports, exports rose".
_AS_SAYS = re.compile(
    r"^(?:And |But )?[Aa]s ((?:[^,;.]|\.(?=\S)){2,60}?) (?:has |had |have |also |once |first )*"
    r"(?:reports?|reported|says?|said|notes?|noted|writes?|wrote|explains?|explained|argues?|argued"
    r"|observed?s?|told [^,;]{2,30}|points? out|pointed out|warned|acknowledged|admitted|reveals?"
    r"|revealed|remarked|stated|described? it|tells it|sees it)(?=,| (?:last|this|in|on)\b)"
)
_BASED = re.compile(r",\s(?:based|citing|quoting|drawing|referring)\b[^,]*(?=,)")
_DATA_BY = re.compile(
    r"\b(?:in|from|using) (?:[\w-]+ ){0,2}?(?:data|figures|prices|text|remarks|comments|estimates"
    r"|numbers|statistics) (?:cited|quoted|carried|published|compiled|given|provided|reported"
    r"|released) by\s+"
)
# 'We have just had this from the spokesman: "…"', 'Reyes again, under questioning: "…"'.
_COLON = re.compile(
    r"\bfrom ((?:the |an? )?[^,:;]{3,80}):\s+(?=[\"“])"
    r"|^((?:[A-Z][\w.'’-]*|[Tt]he [a-z]+)"
    r"(?: (?:[A-Z][\w.'’-]*|de|der|van|von|[a-z]+ minister)){0,4})"
    r"(?: again| too| later)?"
    r"(?:, (?:(?:in|on|at|under|during|after|asked)\b|\w+ing\b)[^:;\"“]{0,60})?:\s+(?=[\"“])"
)
# "Two officials gave a different account, saying licences had been frozen".
_ADDING = re.compile(
    r", (?:(?:arguing|contending|asserting|ruling|finding|concluding|observing|stressing"
    r"|pointing out|predicting"
    r"|estimating) that"
    r"|(?:saying|warning|insisting|noting|claiming|cautioning|alleging)(?: that)?)\s+"
)
# 'A lawyer for the bidders was more blunt: "…"'.
_BLUNT = re.compile(
    r"\s(?:is|was|were|are|sounded|seemed)(?: (?:more|less|even|equally|rather|just as|not so|so))*"
    r" (?!told|asked|said)[a-z]+(?: [a-z]+){0,3}:\s+(?=[\"“])"
    r"|\sputs? it(?: [a-z]+){0,5}:\s+(?=[\"“])"
)
_SPEAKER = re.compile(r"(?:[^,;.]|\.(?=\S| \d))+")  # "a Nov. 7 note"
_OWNER = (
    r"((?:the )?(?:[A-Z][\w.&-]*(?: (?:of|[A-Z][\w.&-]*))*|[a-z]+(?: [a-z]+)?)(?='s?\b)"
    r"|its|their|his|her)"
)
_COUNT = (
    r"(?:estimates?|counts?|reckoning|calculations?|figures|tally|account|assessment|view|words)"
)
_BY_COUNT = re.compile(rf"\b(?:[Bb]y|[Ii]n|[Oo]n) {_OWNER}(?:'s?)? (?:own )?{_COUNT}\b,?")
_FIGURE_IS = re.compile(
    rf"^(?:[Aa]nd |[Bb]ut )?{_OWNER.replace('the', '[Tt]he')}'s? (?:own |latest |first )?"
    r"(?:estimate|figure|count|forecast|tally|projection)s? (?:for [^,;]{3,60}? )?(?:is|was|are"
    r"|were|stands?)\b"
)
_FIGURE_BY = re.compile(
    r"^(?:[Aa]nd |[Bb]ut )?(?:An?|The|One|Another) (?:[\w-]+ )*?(?:estimate|forecast|figure|count"
    r"|projection|survey|study|poll|report|analysis|paper|calculation)s? (?:by|from) "
    r"((?:[^,;.]|\.(?=\S))+?),?(?: (?:cited|quoted|relayed|carried|reported) by ([^,;]+?),?)?"
    r" (?:is|was|are|were|stands?|stood|came|comes|ran|runs|ranges?|ranged)\b"
)
_BY = re.compile(
    r"\b(?:is|are|was|were|been|being)\s+(?:\w+ly\s+)?(\w+)\s+(?:(?:as|at) [^,;]{3,60}? )?by\s+"
    r"((?:[^,;.]|\.(?=\S))+?)(?=\s+(?:as|at|to|that|in an?|for|and)\b|[,;.](?:\s|$)|$)"
)
# "Was given as 60% by one paper and 70% in 2024 by another".
_SECOND_BY = re.compile(
    r",?\s+and\s+(?P<what>(?=[^,;]*\d)[^,;]{2,60}?)\s+by\s+(?P<who>(?:the\s)?[A-Z](?:[^,;.]|\.(?=\S))*)"
)
# "According to Reuters, which cited two people, the quota was cut."
_CHAIN = re.compile(
    r",?\s+(?:which (?:was |were )?(?:cited|quoted|cites|quotes|citing)|citing|quoting)\s+"
    r"((?:[^,;.]|\.(?=\S))+)"
)
# "According to Hyundai Mobis, the country's largest parts maker, inventories fell."
_APPOSITION = re.compile(r",\s+(?:the|an?|one of|its|which)\s[^,;]{3,80}(?=,\s)")
_PASSED = re.compile(r",\s+(?:as )?(?:cited|quoted|relayed|reported) by\s+((?:[^,;.]|\.(?=\S))+)")
# What goes on behind a phrase in the midst of its sentence: "Output, by its own count, rose 5%".
_GOES_ON = re.compile(
    r",\s+(?!(?:and|but|while|whereas|which|who|whose|citing|quoting|adding|though|although|or"
    r"|with|\w+ing|compared|against|up|down|after|as)\b)\S"
)
# "IEA chief: supply risk is real", the headline of an agency or a live blog.
_HEADLINE = re.compile(
    r"((?:[A-Z][\w.&'’-]*(?: [A-Z][\w.&'’-]*){0,3}(?:['’]s)? )?(?:[a-z]+ )?"
    r"(?:chief|boss|head|minister|CEO|president|governor|spokes\w+|ambassador))"
    r":\s+(?=[a-zA-Z\"“])"
)
_OWN = {"its": "it", "their": "they", "his": "he", "her": "she"}
_CLAUSE_BEFORE = re.compile(r"^\W*$|(?:^|,\s*)(?:[Aa]nd|[Bb]ut|while|whereas)\s*$|:\s*$")


def found(plain: str, start: int, end: int) -> Iterator[Frame]:
    """Yield the frames of sourcing phrases in ``plain[start:end]``."""
    yield from _according(plain, start, end)
    yield from _by_count(plain, start, end)
    yield from _passive(plain, start, end)
    if start == 0 and (headline := _HEADLINE.match(plain, 0, end)):
        said = (headline.end(), end)
        yield Frame(headline[1], 0, "said", headline.end(1), Manner.CLAUSE, said, True)
    if figure := _FIGURE_BY.match(plain[start:end]):
        at = start + figure.start(1)
        yield Frame(
            figure[1], at, "figure", at, Manner.JUDGEMENT, (start, end), False,
            relative=True, via=figure[2],
        )  # fmt: skip


def participle(plain: str, start: int, end: int) -> Iterator[Frame]:
    """Yield the frame of "The agency is less sanguine, arguing that …", where no verb says it."""
    match = _ADDING.search(plain, start, end)
    verbs = finite_verbs(plain[start : match.start()]) if match else ()
    if match is None or not verbs:
        return
    who, at = subject(plain[start : start + verbs[0].start()])
    if who and looks_like_somebody(who):
        yield Frame(
            who, start + at, "said", match.start(), Manner.CLAUSE, (match.end(), end), True
        )  # fmt: skip


def _according(plain: str, start: int, end: int) -> Iterator[Frame]:
    for match in _COLON.finditer(plain[start:end]):
        group = 1 if match[1] else 2
        at = start + match.end()
        yield Frame(
            match[group],
            start + match.start(group),
            "said",
            at,
            Manner.CLAUSE,
            (at, end),
            bare=True,
        )
    for match in _BLUNT.finditer(plain, start, end):
        who, at = subject(plain[start : match.start()])
        if who and looks_like_somebody(who):
            said = (match.end(), end)
            yield Frame(who, start + at, "said", match.start(), Manner.CLAUSE, said, bare=True)
    for match in _AS_PUT.finditer(plain, start, end):
        yield _phrase(plain, start, end, match[1], match.start(), match.end())
    if (says := _AS_SAYS.match(plain[start:end])) and looks_like_somebody(says[1]):
        comma = plain.find(",", start + says.end())
        if 0 <= comma < end and (based := _BASED.match(plain, comma, end)):
            comma = based.end()
        if 0 <= comma < end:
            at = start + says.start(1)
            said = (comma + len(", "), end)
            yield Frame(says[1], at, "according to", at, Manner.CLAUSE, said, bare=True)
    for match in (*_ACCORDING.finditer(plain, start, end), *_DATA_BY.finditer(plain, start, end)):
        speaker = _SPEAKER.match(plain, match.end(), end)
        if speaker is None:
            continue
        words = re.sub(
            r"'s (?:own )?(?:account|version|report|figures|data)\b.*$"
            r"|\s+(?:and|but|while) (?:\w+ )?[\d$€£].*$",
            "",
            speaker[0].strip(),
        )
        beside = _APPOSITION.match(plain, speaker.end(), end)
        stop = beside.end() if beside else speaker.end()
        if beside and looks_like_somebody(beside[0].lower()):
            words += beside[0]  # "the Magnet Council, a trade group"
        passed = _PASSED.match(plain, stop, end)
        stop = passed.end() if passed else stop
        chain = _CHAIN.match(plain, stop, end)
        stop = chain.end() if chain else stop
        made = _phrase(plain, start, end, words, match.start(), stop)
        if passed:
            made = replace(made, via=passed[1])
        yield replace(made, citing=chain[1]) if chain else made


def _by_count(plain: str, start: int, end: int) -> Iterator[Frame]:
    for match in _BY_COUNT.finditer(plain, start, end):
        owner = _OWN.get(match[1].lower(), match[1])
        yield _phrase(plain, start, end, owner, match.start(), match.end())
    if figure := _FIGURE_IS.match(plain[start:end]):
        at = start + figure.start(1)
        yield Frame(
            figure[1], at, "figure", at, Manner.JUDGEMENT, (start, end), False, relative=True
        )


def _phrase(  # noqa: PLR0917  where things stand
    plain: str, start: int, end: int, words: str, at: int, stop: int
) -> Frame:
    """Give the phrase the clause after it if it leads, else the clause before."""
    leads = bool(_CLAUSE_BEFORE.search(plain[start:at]))
    if leads:
        opening = re.compile(r"[,\s]*").match(plain, stop, end)
        said = (opening.end() if opening else stop, end)
        return Frame(words, at, "according to", at, Manner.CLAUSE, said, bare=True)
    if _GOES_ON.match(plain, stop, end):
        return Frame(
            words, at, "according to", at, Manner.CLAUSE, (start, end), True, after=True,
            relative=True,
        )  # fmt: skip
    said = (start, start + len(plain[start:at].rstrip(" ,")))
    return Frame(words, at, "according to", at, Manner.CLAUSE, said, bare=True, after=True)


# "Other commitments described by US officials include 200 aircraft".
_LISTED_BY = re.compile(
    r"\b[a-z]+s\s(?:described|listed|named|announced|reported|cited|mentioned|given)\sby\s"
    r"(?P<who>(?:(?:the|an?)\s)?(?:[A-Z][\w.&'’-]*\s|[a-z]+\s){1,5}?)(?=(?:also\s)?includ(?:e|es|ed)\s)"
)


def _passive(plain: str, start: int, end: int) -> Iterator[Frame]:
    for match in _LISTED_BY.finditer(plain, start, end):
        who, at = match["who"].strip(), match.start("who")
        if looks_like_somebody(who):
            said = (start, end)
            yield Frame(who, at, "listed", at, Manner.JUDGEMENT, said, False, relative=True)
    for match in _BY.finditer(plain, start, end):
        if match[1] in {"quoted", "cited"}:
            who, at = subject(plain[start : match.start()])
            if who:
                yield Frame(
                    who, start + at, match[1], match.start(1), Manner.CLAUSE, (start, end),
                    bare=False, relative=True, via=match[2],
                )  # fmt: skip
        elif match[1] in FORMS and match[1] not in {"held", "asked"}:  # owners hold shares
            at, second = match.start(2), _SECOND_BY.match(plain, match.end(), end)
            verb = (match[1], match.start(1), Manner.JUDGEMENT)
            stop = match.end() if second else end
            yield Frame(match[2], at, *verb, (start, stop), False, relative=True)
            if second:
                who, at, said = second["who"], second.start("who"), second.span("what")
                yield Frame(who, at, *verb, said, False, relative=True)
