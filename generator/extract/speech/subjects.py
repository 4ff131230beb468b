"""The words of the speaker to the left of a verb of saying."""

from __future__ import annotations

import re

from generator.extract.actors.posts import holds_post
from generator.extract.grammar import phrases

_DESCRIBES = re.compile(
    r"(?!(?:and|but|or|while|the|an?|one|two|three|some|its|his|her|their)\b)[a-z][\w-]+ \w+"
)
ELIDED = re.compile(r"\b(?:and|but|or|then),?\s*$")  # "opposed the controls and said"
_APPOSITIVE = re.compile(
    r"(?:who|which|whose|speaking|citing|cited|quoted|writing|referring|as|carried|asked|a|an|the"
    r"|one|its|his|her|their|\d{1,3}$|now|also|formerly|[a-z][\w'-]*|[A-Z][\w.'-]+)\b"
)
_CITING = re.compile(r"\w, (?:citing|quoting|cited|quoted)\b[^,]*$")
# "A consultant who worked on the campaign told us".
_WHO = re.compile(
    r"((?:\b(?:[Aa]n?|[Tt]he|[Oo]ne|[Tt]wo|[Ss]everal|[Ss]ome) )(?:[\w'’-]+ ){0,4}?[\w'’-]+)"
    r" who [^,;:]+$"
)
# "Executives from two firms that buy the oxide reported", "Local people who met him said".
_PEOPLE_THAT = re.compile(
    r"(?:^|[.;:] )([A-Z][a-z]+s (?:from|at|of|in|with) [^,;:]{2,60}?"
    r" (?:that|who|where) [^,;:]{2,60}"
    r"|(?:[A-Z][a-z]+ ){0,2}(?:[A-Z][a-z]+s|[Pp]eople|[a-z]+s) who [^,;:]{2,60})$"
)
_PRONOUN = re.compile(r"^(?:In|At|On|During|After|By) .* (he|she|it|they)$")
_NAME = r"(?:[A-Z][\w.&'-]*(?: (?:of|and|the|for|&|[A-Z][\w.&'-]*))*)"
_MEMBER = rf"(?:[Tt]he )?{_NAME}"
_LIST = re.compile(rf"({_MEMBER}, (?:{_MEMBER}, )*{_MEMBER},? and {_MEMBER})$")
_BODIES = r"(?:Ministry|Ministries|Department|Commission|Committee|Agency|Office|Bureau)"
# "Japan's Ministry of Economy, Trade and Industry (METI)": one body, whatever its commas.
_BODY = re.compile(
    rf"((?:(?:[Aa]n? |[Tt]he )?(?:[a-z]+ )?spokes\w+ (?:for|of|from|at) )?"
    rf"(?:(?:the |{_NAME}['’]s )(?:[a-z]+ )?)?{_BODIES} (?:of|for|on) {_NAME}"
    rf"(?:, {_NAME})+,? (?:and|&) {_NAME}"
    r"(?: \([A-Z]+\))?)$"
)
# "From China, Energy and Mines Minister Jane Roe": no list.
_ONE_POST = re.compile(r" and (?:[A-Z][\w-]+ )+(?:Minister|Secretary|Commissioner) [A-Z]")
# "After the Busan summit the White House": the last of two names speaks.
_SECOND = re.compile(
    r"^(?:an?|the) (?:[a-z-]+ )?(?:charge|claim|allegation|accusation|assertion|suggestion|move"
    r"|step|decision|practice|policy|project|view) (?P<who>(?:the |its |their |[A-Z]).*)$"
    r"|^(?:the|an?|its|their) (?:(?!of |and |for |in |at |by |with )\S+ )+?(the [A-Z].*)$"
)


def subject(core: str) -> tuple[str, int]:
    """Return the speaker at the end of ``core`` and where the words start; ``("", 0)`` if none.

    A name keeps what stands beside it: "Tao Yong, a spokesman for the customs agency".
    """
    text = core.rstrip()
    if ELIDED.search(text):
        return "", len(text)
    text = re.sub(r",? (?:published|issued|released|posted|dated|signed|seen)$", "", text)
    if _CITING.search(text):  # "AFP, citing the agency in May 2025,": the time is gone already
        return _with_appositive(core, text)
    return _with_appositive(core, text[:-1]) if text.endswith(",") else _bare_end(text)


def _bare_end(text: str) -> tuple[str, int]:
    """Return the speaker at the end of ``text``, which no comma closes."""
    if (many := _BODY.search(text) or _LIST.search(text)) and not _ONE_POST.search(many[1]):
        return many[1], many.start(1)
    phrase = phrases.last_phrase(re.split(r",(?!\d)|[.?!][\"”]\s", text)[-1])
    phrase = re.sub(r" (?:from|of|in|on|by|at|for|since|until)$", "", phrase)
    if second := _SECOND.match(phrase):
        phrase = second["who"] or second[2]
    if pronoun := _PRONOUN.search(phrase):  # "In an interview with CNBC last week he"
        phrase = pronoun[1]
    at = text.rfind(phrase) if phrase else 0
    before = text[:at]
    name = _NAME_QUOTED.search(before) or (holds_post(phrase) and _NAME_FIRST.search(before))
    if name and re.search(r"\b[a-z]", phrase):
        return text[name.start(1) :], name.start(1)
    if who := _WHO.search(text) or _PEOPLE_THAT.search(text):
        return who[1], who.start(1)
    return phrase, text.rfind(phrase) if phrase else 0


def _with_appositive(core: str, text: str) -> tuple[str, int]:
    while (comma := _last_comma(text)) >= 0:
        if not _APPOSITIVE.match(text[comma + 1 :].strip()):
            break
        before = text[:comma]
        phrase = phrases.last_phrase(before[_last_comma(before) + 1 :])
        if phrase and _DESCRIBES.match(phrase) and "," in before:
            text = (
                before  # "Craig Singleton, senior director at the foundation, a think tank, said"
            )
            continue
        if phrase:
            at = before.rfind(phrase)
            name = (
                _NAME_BEFORE.search(before[:at])
                if phrase.startswith(("the ", "an ", "a "))
                else None
            )
            at = name.start(1) if name else at  # "CLEPA, the suppliers' association, which …"
            return core[at:].rstrip(" ,"), at
        text = before
    return "", 0


def _last_comma(text: str) -> int:
    """Return where the last comma stands that parts no digits; -1 if there is none."""
    comma = text.rfind(",")
    while comma > 0 and text[comma - 1].isdigit() and text[comma + 1 : comma + 2].isdigit():
        comma = text.rfind(",", 0, comma)
    return comma


# "…," Carina Roe, Acme's chief operating officer said: no comma behind the post.
_NAME_QUOTED = re.compile(r"[\"”] ((?:[A-Z][\w.'’-]+ ){1,2}[A-Z][\w'’-]+), $")
_NAME_FIRST = re.compile(r"^((?:[A-Z][\w.'’-]+ ){1,3}[A-Z][\w'’-]+), $")
_NAME_BEFORE = re.compile(rf"(?:^|[.;:] |\b(?:and|but|while|as) )({_MEMBER}(?: \([A-Z]+\))?),\s+$")
_NOUN_BEFORE = re.compile(r"\b((?:the|an?) (?:[a-z-]+ ){0,3}[a-z-]+),?$")
_BESIDE_NAME = re.compile(rf"({_NAME}, (?:an?|the|its|their) [a-z][^,;]+)$")


def antecedent(left: str) -> str:
    """Return whom "which" or "who" at the end of ``left`` stands for: the name before the comma."""
    before = re.sub(r",?\s*(?:which|who)\s*$", "", left)
    before = re.sub(rf"\s+{phrases.TIME}$", "", before)
    if re.search(r"\bin (?:an?|its|their) [a-z]+$", before):
        return ""  # "The broadcaster confirmed the call in a report, which said"
    if named := _BESIDE_NAME.search(before):
        return named[1]  # "Neha Mukherjee, a manager at Benchmark, who"
    match = re.search(rf"({_NAME})(?: \([A-Z]+\))?$", before) or _NOUN_BEFORE.search(before)
    return match[1] if match else ""
