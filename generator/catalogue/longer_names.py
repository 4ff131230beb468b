"""Tell where a known name is only a part of a longer name that the catalogue does not know.

"Bank of China", "Japan Metal Daily", "Eric Trump", "Trump Tower": the country and the president
are not meant.  "Chinese Ministry", "US Navy" and "Chinese Embassy" do mean the country.
The rules need a signal word, so they rather leave a doubtful name in than lose a real one.
"""

from __future__ import annotations

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What kind of body bears a country in its name without being an organ of that country.
_BODIES = _words(
    """Academy Airlines Airways Association Bank Briefing Business Capital Chamber Chronicle Club Co
    College Company Corp Corporation Daily Economist Federation Foundation Fund Gazette Group
    Herald Holdings Inc Industries Institute Insurance Journal Ltd Limited Magazine Media Mining
    Monitor Motors Museum News Observer Partners Press Radio Railway Resources Review Securities
    Society Steel Technologies Television Times Today Tribune Union University Ventures
    Watch Weekly Hi-Tech High-Tech Technology Petroleum Electronics Semiconductor Shipping
    Chemical Open Cup League"""
)
# What stands before "of China" in the name of such a body ("Shenghe Resources of China" is none).
_BODIES_OF = _words(
    """Academy Association Bank Chamber Club College Company Corporation Federation Fund Institute
    Museum Press Society Union University"""
)
# What stands right before a country's name in the name of a firm or team.
_BEARERS = _words("Air Miss Radio Team")
_ORGANS = _words(
    """Administration Agency Air Ambassador Army Cabinet Coast Commission Communist Congress
    Consulate Court Customs Defense Defence Department Embassy Federal Force Forces Foreign
    Government House Intelligence Justice Military Ministry Minister National Navy Parliament
    Party President Premier Prime Secretary Senate State Supreme Trade Treasury"""
)
# What is named after a person or a firm and is neither.
_NAMESAKES = _words(
    """Avenue Center Centre Foundation Institute Library Museum Organization Park Philanthropies
    Plaza School Stadium Street Tower University"""
)
_TITLES = _words(
    """Mr Mrs Ms Dr Sir Dame Lord Lady President Vice Premier Chancellor Minister Secretary Senator
    Representative Ambassador Commissioner Governor Chairman Chairwoman Chief Director General
    Envoy Leader Judge Justice Professor CEO Comrade"""
)
_OPENERS = _words(
    """A After Also Although Among An And As At Because Before Both But By Despite During Even For
    From Given How However If In Instead It Later Like Meanwhile Nor Now Of On Once Only Or Since
    So Still That The Then There This Though Through Thus Today Under Unless Unlike Until When
    Where Whether Which While Who Why With Without Yet"""
)
_RUN = re.compile(r"(?: (?:(?:&|of|for) )?[A-Z][\w&'.-]*)+")
_OF = re.compile(r"((?:\b[A-Z][\w'-]+ (?:(?:and|of|for|&) )?){1,6})(?:of|for|in) (?:the )?\Z")
_PREVIOUS = re.compile(r"(?:^|(?P<gap>[\s\"“(]))(?P<word>[A-Z][\w'-]+\.?) \Z")
_SENTENCE_EDGE = re.compile(r"[.!?:;]\s+[\"“'(]?(?=[A-Z])|\n")
_LOOK_BACK = 90  # characters before a name that the patterns may need


def inside_longer_name(
    text: str, start: int, end: int, kind: str, known_ends: frozenset[int]
) -> bool:
    """Return whether ``text[start:end]`` is a part of an unknown longer name.

    ``kind`` is the type of the entity; ``known_ends`` are the ends of the names found in ``text``.
    """
    if not text[start : start + 1].isupper():
        return False
    return _continues(text, start, end, kind, known_ends) and not _is_headline(text, start, end)


def _continues(text: str, start: int, end: int, kind: str, known_ends: frozenset[int]) -> bool:
    """Return whether the words around a name make a longer one of it, by its signal words."""
    after = _following(text, end)
    if kind == "country":
        if text[max(0, start - _LOOK_BACK) : start].rstrip(" ").rpartition(" ")[2] in _BEARERS:
            return True
        before = _before_of(text, start)
        return _names_a_body(after, _BODIES) or _names_a_body(before, _BODIES_OF)
    one_word = " " not in text[start:end]
    if one_word and kind in {"person", "organisation"} and after and after[0] in _NAMESAKES:
        return True
    return one_word and kind == "person" and _other_first_name(text, start, known_ends)


def _following(text: str, end: int) -> list[str]:
    match = _RUN.match(text, end)
    return [word.rstrip(".,") for word in match[0].split()] if match else []


def _before_of(text: str, start: int) -> list[str]:
    match = _OF.search(text[max(0, start - _LOOK_BACK) : start])
    return match[1].split() if match else []


def _names_a_body(words: list[str], bodies: frozenset[str]) -> bool:
    return not bodies.isdisjoint(words) and _ORGANS.isdisjoint(words)


def _other_first_name(text: str, start: int, known_ends: frozenset[int]) -> bool:
    match = _PREVIOUS.search(text[max(0, start - _LOOK_BACK) : start])
    if match is None or start - 1 in known_ends:
        return False
    word = match["word"]
    return not (word in _OPENERS or word.rstrip(".") in _TITLES or word.isupper())


def _is_headline(text: str, start: int, end: int) -> bool:
    """Return whether the sentence has no long word in small letters: capitals tell nothing then."""
    edges = [match.end() for match in _SENTENCE_EDGE.finditer(text, max(0, start - 300), start)]
    first = edges[-1] if edges else max(0, start - 300)
    following = _SENTENCE_EDGE.search(text, end, end + 300)
    sentence = text[first : following.start() if following else end + 300]
    return re.search(r"\b[a-zà-ž]{4,}", sentence) is None and sentence.count(" ") > 3
