"""Noun phrases without a parser: from where one begins to where it must have ended."""

from __future__ import annotations

import re

from generator.extract.counting import is_plural
from generator.extract.grammar.finite import finite_verbs
from generator.extract.grammar.verbs import FORMS

_TOKEN = re.compile(r"[\w$€£][\w'’./&%$€£–-]*|[^\w\s]")
_ARTICLE = re.compile(r"^(?:the|a|an|some|its own|its|their|all|his|her|our)\s+", re.IGNORECASE)

_STOP_WORDS = """
that which who whose whom where when while whereas as than because if although though but unless
whether since until before after during within it they them he she we you i this these those there
not no only also then so yet is are was were be been being am has have had having do does did will
would can could may might must shall should said says say told made makes make came comes come
went goes go gone took takes take gave gives give put puts held holds hold rose fell rise-and grew
sold kept lost met paid won began become became remains remain remained reached reach totalled
totaled stood stands goes lies lie left led cut via versus vs per about around nearly roughly over
more less almost some up down each alone again abroad meanwhile respectively depending including
plus against compared according amid despite
passes previously together altogether sets set includes included
"""
_STOPS = frozenset(_STOP_WORDS.split())
_PREPOSITIONS = frozenset(
    ("in", "for", "from", "to", "on", "at", "by", "with", "under", "among", "between", "into")
)
#: Prepositions that may go on with a noun phrase.
WIDE = frozenset({"in", "on", "for", "from", "to", "with", "by"})
# Words in -ing and -ed that name a thing or describe one; others are verbs and end a phrase.
_NOUN_WORDS = """
mining refining processing smelting recycling manufacturing engineering building financing funding
shipping trading pricing drilling leaching licensing spending holding offering meeting saving rating
ruling training briefing filing filings heading warning beginning working asking selling existing
leading growing developing remaining emerging operating missing feed seed speed need
"""
#: Words in -ing or -eed that name a thing; every other one is a verb.
NOUNS = frozenset(_NOUN_WORDS.split())
_LONGEST = 13
# "estimates" and "claims" are things as well; a verb that is nothing else ends a phrase.
_SAYING = frozenset(verb for verb, (_, noun) in FORMS.items() if not noun) | frozenset(
    ("show", "shows", "showed", "given", "cited", "once", "instead")
)


def noun_phrase(text: str, prepositions: frozenset[str] = frozenset()) -> str:
    """Return the noun phrase at the start of ``text`` without its article; "" if there is none.

    "of" goes on with a phrase; of ``prepositions`` one may, unless a date or number follows it.
    """
    tokens = [(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(text)]
    end, used = 0, 0
    for index, (word, _, stop) in enumerate(tokens[:_LONGEST]):
        after = tokens[index + 1][0] if index + 1 < len(tokens) else ""
        before = tokens[index - 1][0].lower() if index else ""
        ahead = tokens[index + 2][0].lower() if index + 2 < len(tokens) else ""
        if word == "," and _is_list(tokens, index):
            continue
        if _ends(word, before, after, begun=end > 0) or (
            index and not _goes_on(word, after, before, ahead)
        ):
            break
        if word.lower() in {"and", "or"} and _is_next(text[tokens[index][1] :]):
            break
        if word == "to" and after in _AIMS:
            break
        if word.lower() == "in" and _DEEDS.match(text[tokens[index][1] :]):
            break
        if word.lower() in _PREPOSITIONS:
            if word.lower() not in prepositions or used or not end:
                break
            used += 1
        end = stop
    return trimmed(text[:end])


# "a loan to help the company"
_AIM_WORDS = """
help fund finance build construct develop expand support establish set buy acquire upgrade restart
complete boost make produce process refine mine secure reduce increase raise cut lift speed meet
create add accelerate diversify strengthen ensure protect provide supply keep bring get cover
"""
_AIMS = frozenset(_AIM_WORDS.split())
# "elements and magnets in a move widely seen": what is done, not where things are.
_DEEDS = re.compile(
    r"in\s(?:an?|the)\s(?:[\w-]+\s)?(?:move|bid|effort|attempt|step|deal|push|case|way|manner|response)\b"
)


def _is_next(words: str) -> bool:
    """Return whether "and" begins another item or a clause: "and the company states that"."""
    rest = words.split(" ", 1)[-1]
    verbs = finite_verbs(rest) if re.match(r"(?:the|an?|its|their)\s", rest) else ()
    return bool(
        _NEXT_ITEM.match(words)
        or re.match(r"and\san?\s[A-Z$€£¥₹\d]", words)
        or (verbs and verbs[0].start() < _NEAR)
    )


_NEAR = 30  # letters from a subject to its verb
# "operating costs at $38.50 a kilogram of NdPr and ore reserves at 18.2 million tonnes"
_NEXT_ITEM = re.compile(r"(?:and|or)\s[\w' -]{2,40}?\s(?:at|to|from)\s(?:about\s)?[A-Z$€£]{0,4}\d")


def _ends(word: str, before: str, after: str, *, begun: bool) -> bool:
    lower = word.lower()
    if not word[0].isalnum() and word[0] not in "$€£":
        return True
    if word in _STOPS or lower in _SAYING:  # "Per Geijer" is a name
        return True
    if lower in {"last", "this", "next"} and after in {"year", "month", "week", "quarter"}:
        return True
    if lower.endswith("ing") and "-" not in lower and lower not in NOUNS and begun:
        return True
    if is_plural(before) and any(v.start() for v in finite_verbs(f"{before} {word} {after} ")):
        return True  # "12,500 people work at"
    return (
        lower.endswith("ed")
        and lower not in NOUNS
        and begun
        and (not after or after.lower() in _VERB_FOLLOWERS or is_plural(before))
    )


_VERB_FOLLOWERS = _PREPOSITIONS | frozenset(
    {"", ".", ",", ";", "of", "the", "a", "an", "as", "that", "annually", "illegally", "legally"}
)


def _is_list(tokens: list[tuple[str, int, int]], index: int) -> bool:
    """Return whether a comma stands in a list of names: "gallium, germanium and antimony"."""
    ahead = [word for word, _, _ in tokens[index + 1 : index + 3]]
    return (
        index > 0
        and len(ahead) == 2
        and ahead[1] in {",", "and", "or"}
        and ahead[0].islower()
        and not re.search(r"(?:ed|ing)$|\d", ahead[0])
        and ahead[0] not in _STOPS
        and ahead[0] not in _PREPOSITIONS
    )


def _goes_on(word: str, after: str, before: str, ahead: str) -> bool:
    """Return whether a phrase goes on: a link word ("and", "of") has a noun behind it."""
    if word.lower() in {"a", "an", "the", "per"} and before not in _PREPOSITIONS | {"of", "and"}:
        return False
    if word.lower() in {"and", "or"} and (after.endswith("ed") or _ENDS_CLAUSE.match(ahead)):
        return False  # "and handles more than": a verb, no noun
    if word.lower() not in {"and", "or", "of"} and word.lower() not in _PREPOSITIONS:
        return not re.match(r"\d", word) or bool(_NUMBERED.match(before) and len(word) < 3)
    if not after or not after[0].isalnum() or re.match(r"[$€£]?\d", after):
        return False
    return after.lower() not in _STOPS and not _NUMBER.match(after)


_NUMBERED = re.compile(r"(?:stage|phase|line|unit|block|tier|class|type)$")
_NUMBER = re.compile(
    r"(?:about|over|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty)\b"
)
_ENDS_CLAUSE = re.compile(
    r"(?:more|less|little|no|few|much|only|about|over|around|nearly|the|a|an|its|their|up)$|\d"
)


def trimmed(phrase: str) -> str:
    """Return a phrase without its article and without link words hanging at its end."""
    phrase = re.sub(
        r"(?:\s|^)(?:and|or|of|the|a|an|in|for|from|to|on|at|by|with|its|,)+$", "", phrase
    )
    previous = None
    while previous != phrase:
        previous = phrase
        phrase = re.sub(r"\s+(?:and|or|of|the|a|an|in|for|from|to|on|at|by|with|its)$", "", phrase)
    return _ARTICLE.sub("", phrase.strip(" ,;:")).strip()


# What stands before the subject of a clause and is no part of it.
_LEAD = re.compile(
    r"^(?:\s|,|and\b|but\b|while\b|whereas\b|that\b|which\b|when\b|although\b|though\b|because\b"
    r"|(?-i:(?!Mining|Refining|Processing|Smelting|Recycling|Manufacturing|Beijing|Spring)[A-Z][a-z]+ing)\s[^,]*,\s"
    r"|compared(?:\s(?:to|with)\s[^,]*)?\s?,\s"
    r"|whose\b|so\b|then\b|since\b|if\b|as\b|where\b|yet\b"
    r"|(?:by|in|on|at|for|from|between|during|of|with|after|before|under|to"
    r"|outside|inside|within|across|beyond|excluding|besides|despite|throughout|elsewhere)\s[^,]*,\s|in\s(?-i:[A-Z])\w+\s(?=[a-z]))+",
    re.IGNORECASE,
)
# "In 2024, the company said, output was"
_SAID = re.compile(r",\s[^,]{2,40}\s(?:said|says|reported|noted|added|showed|estimates?),\s")
_VERB_INSIDE = re.compile(
    r"\b(?:said|says|told|reported|noted|wrote|is|are|was|were|has|have|had|will|would|could|can|"
    r"may|might|gave|put|rose|fell|made|came)\b"
)


def subject(left: str) -> str:
    """Return the noun phrase that ``left``, the words before a verb, amounts to; "" if unsure."""
    left = re.sub(r"\s\([^()]*\)", "", left)  # "MP Materials (NYSE: MP) shares"
    left = _SAID.sub(", ", left)
    left = _LEAD.sub("", left)
    left = re.split(r"\s(?:that|which|who)\s", left)[-1] if " that " in left else left
    if _VERB_INSIDE.search(left) or not left.strip():
        return ""
    listed = re.search(r"\b[a-z][\w-]+(?:,\s[a-z][\w-]+){1,4},?\sand\s[a-z][\w -]+$", left)
    left = re.sub(r",[^,]*,?\s*$", "", left) if left.count(",") and not listed else left
    phrase = trimmed(left)
    return phrase if 0 < len(phrase.split()) <= _LONGEST else ""
