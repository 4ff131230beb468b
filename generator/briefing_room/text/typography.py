"""Simplify the typography of texts, for readers and for rules that compare texts."""

from __future__ import annotations

import html
import re
import unicodedata

from briefing_room.text.lexicon import (
    DETERMINERS,
    NOUN_THIRD_PERSONS,
    THIRD_PERSONS,
    alternatives,
    word_list,
)

_STRAIGHT_QUOTES = str.maketrans("‘’‚‛′“”„‟″«»ʼ", '\'\'\'\'\'"""""""\'')
# Soft hyphen, zero-width characters, byte order mark, marks of direction and of annotation.
INVISIBLE = "\u00ad\u061c\u180e\ufeff" + "".join(
    map(
        chr,
        (
            *range(0x200B, 0x2010),
            *range(0x202A, 0x202F),
            *range(0x2060, 0x2070),
            *range(0xFFF9, 0xFFFC),
        ),
    )
)
_SPACES = "\t\v\f\r\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B)),
)
_SAME_LENGTH = _STRAIGHT_QUOTES | str.maketrans(dict.fromkeys(_SPACES, " "))
_PLAIN_CHARS = _STRAIGHT_QUOTES | {
    code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)
}
_HYPHENS = str.maketrans("‐‑＇", "--'")
_LINE_BREAK = re.compile(r"(?<!\n)\n(?!\n)")
_CONTROLS = frozenset(
    map(chr, (*range(0x09), *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0)))
)
_HIDDEN = re.compile(f"[{INVISIBLE}{''.join(sorted(_CONTROLS))}\v\f\U000e0000-\U000e007f]")
_REFERENCE = re.compile(r"&(?:#(?:[xX][0-9a-fA-F]{1,32}|\d{1,32});?|[A-Za-z]{2,32};)")
_NOT_SHOWN = str.maketrans(dict.fromkeys((*INVISIBLE, *_CONTROLS)))
_WORD_ENDING = re.compile(
    r"(?:t|s)?(?:ions?|ional|ments?|ing|ings|ed|ers?|ors?|ly|ity|ities|ness|ances?|ences?|able|ible|als?|ally|er(?:y|ies)"
    r"|ous|ive|ives|ary|ory|tures?|cal|cally|ism|ists?|tive|tives|cies|cy|ries|ry|ties|ty|gy|gies|phy)",
)
_ENTITY = re.compile(r"&(?:#\d{2,6}|#[xX][0-9a-fA-F]{2,5}|[A-Za-z]{2,8}\d?);")
_QUOTED_LINE = re.compile(r"\n[ \t]*>(?![\d=])[> \t]*")  # the mark before a line of a quoted mail
_WORDS_BEFORE_HYPHENS = word_list("short_words_before_hyphens")
_WRAPPED_HYPHEN = re.compile(r"(?<!\w)(\w{1,40})-[ \t]*\n\s*([a-z]\w*)")
_MAX_SHORT_PART = 3  # letters of a part before a hyphen that is seldom a word of its own
_TICKER = r"(?=[A-Z\d]*[A-Z])[A-Z\d]{1,6}(?:\.[A-Z]{1,2})?"
_LISTING = (  # of a share at an exchange: "TSX-V: UCU"
    r"(?:(?:[A-Z]{2,6}(?:-[A-Z])?|N(?:asdaq|ASDAQ)(?: First North)?|NYSE American|OTC (?:Pink"
    rf"|Markets)): ?(?:{_TICKER})?)"
)
_ALIASES = r"""(?:(?:,|;| or| and) (?:or )?(?:the )?"[^"()]{1,40}")*"""  # '"Acme" or the "Company"'
_FOOTNOTE_MARKS = (
    r"""(?<=[\w.,;:!?"')\]%])(?: ?\[(?:\d{1,3}(?:[,–-] ?\d{1,3})*|note \d{1,2}"""
    r"""|(?:citation|clarification) needed)\])+(?![\w(])"""
)
_LINK_REMARK = r" \(opens in (?:a )?new (?:tab|window)\)|, opens new tab\b"
_ESCAPE = r"\\(?=\s)"
_TICKER_IN_BRACKETS = (
    r"""(?<=[\w.,)]) \((?:[A-Z]{1,5}\.[A-Z]{1,2}"""
    rf"""|{_LISTING}(?:[,;] (?:and )?{_LISTING}|, {_TICKER})*{_ALIASES}"""
    rf"""(?:\) \((?:the )?"[^"()]{{1,40}}"{_ALIASES})?)\)"""
)
_SHARE_PRICE = r"(?<=[\w.]) [A-Z][A-Z\d.]{0,5}, [+-]\d+\.\d\d%(?!$)(?: (?=[.,]))?"
_MARKET_CODE = r"(?<=\w) (?:\.(?!NET)[A-Z]{3,5}|[A-Z\d]{3,9}=[A-Z]{0,4})(?=[ ,.])"  # index, bond
_READ_MORE = r"(?:^|(?<=[.!?] ))[Rr]ead more (?=[A-Z])|(?<=[.!?]) [Rr]ead more$"
_STRAY_HYPHEN = r"(?<=\w )-(?=[A-Za-z])|^- (?=[A-Z])"  # a soft hyphen, a bullet amid its paragraph
_WEB_RESIDUE = re.compile(
    f"{_FOOTNOTE_MARKS}|{_LINK_REMARK}|{_ESCAPE}|{_TICKER_IN_BRACKETS}"
    f"|{_SHARE_PRICE}|{_MARKET_CODE}|{_READ_MORE}|{_STRAY_HYPHEN}"
)
_DEFINITION = re.compile(rf""" \((?:the )?"([^"()]{{1,40}})"{_ALIASES}\)""")
_DOUBLED_COMMA = re.compile(r",(?: ?,)+")
_SELF_PRAISE = re.compile(  # "Acme, a leading maker of magnets, today announced"
    r", (?:an?|the|one of the|[A-Z]\w+'s)"
    rf" (?=[^.;\"]*?\b(?:{alternatives(word_list('praise'))})\b)[^.;\"]{{3,200}}?,"
    r"(?= (?:and [A-Z][^,.;\"]{2,60} )?"
    r"(?:today|(?:(?:has|have) )?(?:announce[sd]?|report(?:s|ed)?))\b)"
)
_PROUD = re.compile(  # "Acme is proud to announce that"
    r"(?<!\b[Ww]e)(?<!\bit)(?<!they) (?:is|are) (?:very |extremely |incredibly )?"
    rf"(?:{alternatives(word_list('proud'))}) to (?P<verb>announce|report|confirm|unveil)"
    r"(?= (?!and\b|or\b)\w)| proudly(?= (?:announce|report|confirm|unveil)[sd]?\b)"
)
_HYPE = re.compile(  # "its state-of-the-art plant"
    rf"(?P<before>\b(?:[Aa]n?|[Tt]he|[Ii]ts|[Tt]heir|[A-Z]\w+'s) )"
    rf"(?:{alternatives(word_list('hype'))}|(?:(?<=[Ii]ts )|(?<=heir )|(?<='s ))pioneering) "
    r"(?=[a-z][\w-]+)(?!(?:and|or|in|of|for|at|by|to|but|ceremon\w+|events?)\b)"
)
_HYPE_IN_TITLE = re.compile(  # "delivers world-leading ferry"
    rf"(?<![\w'-])(?<!, )(?i:{alternatives(word_list('hype'))}) "
    r"(?!(?i:and|or|in|of|for|at|by|to|but|ceremon\w+|events?)\b)(?=[A-Za-z])"
)
_NOT_CUT = re.compile(  # "is not a world-class mine", "is a world-class mine"
    r"\b(?:not|no|nor|never|hardly|without|if|whether)\b|n't\b"
    r"|\b(?:is|are|was|were|be|been|becomes?|became|as|into|called) $"
)
_MILESTONE = re.compile(  # "The deal marks a major milestone for Acme and covers 40% of"
    r" (?:is|marks|represents) an? (?:[a-z]+ )?milestone (?:for|in|on|of) [^,.;:\"]{2,60}?"
    r" and (?=(?P<verb>[a-z]+s) (?P<next>[\w$€£]+))"
)
_ASTERISK = re.compile(r"(?<=[a-z])\*(?=[ ,.;]|$)")  # refers to a note: "Acme* said"


def plain_text(text: str, words: frozenset[str] = frozenset()) -> str:
    """Give ``text`` straight quotes and single spaces, and drop invisible characters.

    A word that is divided at the end of a line is joined if ``words``, which has the words of the
    article in lower case, contains it in one piece, or if its second part is a common ending.
    Otherwise the hyphen stays and only the line break is removed.
    """
    if text.isprintable():  # the common case: one line, nothing invisible
        return " ".join((text if text.isascii() else _normalise(text)).split())
    text = _QUOTED_LINE.sub("\n", text)
    text = _WRAPPED_HYPHEN.sub(lambda match: _join_divided_word(match, words), text)
    return " ".join(_normalise(text.translate(_NOT_SHOWN)).split())


def without_hidden(text: str) -> str:
    """Drop what hides or reverses text, also where it is written as ``&#8238;`` or ``&rlm;``.

    Line breaks, tabs and the letters of every script stay.
    """
    shown = _HIDDEN.sub(lambda match: " " if match[0] in "\v\f" else "", text)
    return _REFERENCE.sub(_drop_hidden_reference, shown) if "&" in shown else shown


def _drop_hidden_reference(match: re.Match[str]) -> str:
    if _HIDDEN.sub("", html.unescape(match[0])):
        return match[0]
    before = match.string[max(0, match.start() - 40) : match.start()]
    return " " if re.search(r"&#?\w*$", before) else ""  # else the parts around it make another


def _normalise(text: str) -> str:
    """Give ``text`` straight quotes, letters for ligatures, and composed accents."""
    return unicodedata.normalize("NFC", text.translate(_PLAIN_CHARS))


def _join_divided_word(match: re.Match[str], words: frozenset[str]) -> str:
    """Join the parts of a word that is divided at the end of a line."""
    undivided, first_part = match[1] + match[2], match[1].lower()
    if f"{first_part}-{match[2]}" in words:
        return f"{match[1]}-{match[2]}"
    is_short = first_part.isalpha() and len(first_part) <= _MAX_SHORT_PART
    is_no_word = is_short and first_part not in _WORDS_BEFORE_HYPHENS  # "il-menite", not "oil-rich"
    is_one_word = is_no_word or undivided.lower() in words or _WORD_ENDING.fullmatch(match[2])
    return undivided if is_one_word else f"{match[1]}-{match[2]}"


def strip_web_residue(text: str) -> str:
    """Strip footnote marks, tickers, link texts, definitions and a company's praise of itself.

    "ore.[2][3]" becomes "ore.", and 'Acme (the "Company"), a leading maker, announced' becomes
    "Acme announced".
    """
    text = _WEB_RESIDUE.sub("", _DEFINITION.sub(_without_plain_definition, text))
    text = _without_praise(_DOUBLED_COMMA.sub(",", text))
    return _ASTERISK.sub("", text) if text.count("*") == 1 else text  # two are emphasis


def _without_praise(text: str) -> str:
    """Cut the phrases with which a firm praises itself, where the rest stays a sentence."""
    text = _PROUD.sub(_announced, text)
    text = _SELF_PRAISE.sub("", text, count=1)
    return _MILESTONE.sub(_without_milestone, _HYPE.sub(_without_hype, text))


def strip_hype(title: str) -> str:
    """Cut the words with which a firm praises its goods from a title, unless it quotes them."""
    title = _HYPE.sub(_without_hype, title)
    cut = _HYPE_IN_TITLE.sub(lambda match: match[0] if _is_in_quotation(match) else "", title)
    return cut if cut == title else cut[:1].upper() + cut[1:]


def _announced(match: re.Match[str]) -> str:
    if _is_in_quotation(match):
        return match[0]
    verb = match["verb"]
    return f" {verb.removesuffix('e')}ed" if verb else ""


def _without_hype(match: re.Match[str]) -> str:
    before, following = match["before"], match.string[match.end()]
    is_article = before.lower() in {"a ", "an "}
    if _is_in_quotation(match) or _NOT_CUT.search(match.string[: match.start()]):
        return match[0]
    if is_article and following in "uh":  # "a unit", "an hour": the sound decides
        return match[0]
    return f"{before[0]}{'n' * (following in 'aeio')} " if is_article else before


def _without_milestone(match: re.Match[str]) -> str:
    verb, following = match["verb"], match["next"]
    is_verb = verb in THIRD_PERSONS and (
        verb not in NOUN_THIRD_PERSONS or following in DETERMINERS or not following[0].isalpha()
    )
    return " " if is_verb and not _is_in_quotation(match) else match[0]


def _is_in_quotation(match: re.Match[str]) -> bool:
    return match.string.count('"', 0, match.start()) % 2 == 1


def _without_plain_definition(match: re.Match[str]) -> str:
    """Strip '(the "Offer")' if "offer" occurs before it in the sentence, and "the Company"."""
    term, before = match[1].lower(), match.string[: match.start()].lower()
    return "" if term in before or term in word_list("own_firm") else match[0]


def decode_entities(text: str) -> str:
    """Replace HTML entities by their characters, except those of markup and line breaks."""
    return _ENTITY.sub(_decode_entity, text)


def _decode_entity(match: re.Match[str]) -> str:
    character = html.unescape(match[0])
    return match[0] if set(character) & {*"<>\n\r", *_CONTROLS} else character


def straighten(text: str) -> str:
    """Give ``text`` straight quotes and plain spaces; offsets stay the same.

    Rules that look for patterns read this form.
    """
    return text.translate(_SAME_LENGTH)


def fold(text: str) -> str:
    """Prepare ``text`` for the search for names: straight quotes, plain hyphens and spaces.

    Offsets stay the same.  Line breaks become spaces, except at blank lines, which no name spans.
    """
    normalised = text if text.isascii() else straighten(text).translate(_HYPHENS)
    return _LINE_BREAK.sub(" ", normalised) if "\n" in normalised else normalised


# --- Words, for comparison -----------------------------------------------------------------------

_WORD_OR_NUMBER = re.compile(r"[$€£¥]?\w+(?:[.,:/'’-]\w+)*%?")
_QUOTATION = re.compile(
    r"“([^”]+)”|\"([^\"]+)\"|(?<!\w)['‘](?=\w)([^'’]*(?:['’](?=\w)[^'’]*)*)['’](?!\w)"
)


def tokens(text: str) -> tuple[str, ...]:
    """List the words and numbers of a string in lower case, without possessive endings."""
    words = _WORD_OR_NUMBER.findall(text.lower())
    return tuple(token.replace("’", "'").removesuffix("'s") for token in words)


def space_words(text: str) -> str:
    """Put a space around each word and number, for searches of whole words in order."""
    return f" {' '.join(tokens(text))} "


def quotations(text: str) -> tuple[str, ...]:
    """List the texts between quotation marks."""
    matches = _QUOTATION.finditer(text)
    texts = (next(filter(None, match.groups())).strip() for match in matches)
    return tuple(filter(None, texts))


def shorten(text: str, limit: int) -> str:
    """Cut a string for a message, with an ellipsis as the last of its ``limit`` characters."""
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
