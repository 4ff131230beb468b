"""Know papers, agencies and stations by their names, and read who first printed or owns a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from generator.ingest.lines import squeezed
from generator.text.tables import table

_LONGEST = 180  # characters of a line of copyright
_LONGEST_HEAD = 400  # letters in which a company names itself
_END = 40  # lines of a page among which it stands
_WORDS = 3  # of a name
_ADDRESS = re.compile(r"(?:www\.)?[\w-]{2,30}(?:\.[a-z]{2,3})?\.[a-zA-Z]{2,4}")
_HELD = re.compile(r"(?:©|\(c\)|copyright)(?=.*\b(?:19|20)\d\d\b)", re.IGNORECASE)
_HOLDER = re.compile(
    r"(?:©|\d{4}|copyright|\(c\))[ ,-]+(?:by |the )?(?=(?-i:[A-Z]))(.+?)"
    r"(?=[,.|/]|\s(?:News )?&|\s(?:LLC|Inc|Ltd|Company|Newspaper|Limited|Group|Media|Network|DAC)\b"
    r"|\s(?:All|\d)|$)",
    re.IGNORECASE,
)
_OFTEN = 4  # times that a page names itself
_FIRST = re.compile(  # where a text that is printed again first appeared, or what else is there
    r"(?:\bThe post .{3,300} (?:appeared first|first appeared)"
    r"|\bThis (?:article|story|post|piece|report|essay) (?:(?:was|has) )?(?:been )?"
    r"(?:first|originally) (?:published|appeared)"
    r"|\bBy [A-Z][a-z]+ [A-Z][a-z]+|\bRead [Mm]ore) (by|in|on|at|for)"
    r" ((?:[Tt]he )?[A-Z\d][\w.&'-]*(?: (?:of |the |and |for )?[A-Z0-9][\w&'-]*){0,5}"
    r"|[a-z]{4,}(?=\.|$))"
)
_OF_NEWSROOM = re.compile(
    r"\b(?:reporter|editor|correspondent|writer|journalist|columnist)\b[^.]{0,40}?"
    r" (?:at|for|of|on|with) (?:the )?((?:The )?[A-Z][\w&'-]*(?: [A-Z][\w&'-]*){0,3})"
    r"|^([A-Z]\w+)'s .{3,60} contributed to this (?:report|story)"
)
_TOLD = re.compile(
    r"\b(?:told|tells|[Ss]peaking to) (?:the )?((?:The )?[A-Z]\w*(?: [A-Z]\w*){0,2})"
)
_ISSUER = re.compile(  # "Example Metals Corp. (TSX-V: EX) ("Example" or the "Company") said"
    r"(?:^|[.–—-] ?)((?:[A-Z\d&][\w.&'-]* ?){2,7}) ?(?:\([^()]{2,60}\) ?){0,2}"
    r"\((?:[^()]{0,60} (?:or|and) ?)?(?:the ?)?\"Company\"[^()]{0,40}\)"
)


@cache
def words(name: str) -> frozenset[str]:
    """Return the words of one list of ``bylines.yml``; "-" stands for a space."""
    return frozenset(str(table("bylines")[name]).split())


def is_outlet(name: str) -> bool:
    """Return whether a name is that of a paper, an agency, a station or a news site."""
    name = re.sub("^the ", "The ", name.strip())
    if name in words("agencies") or is_known(name) or _ADDRESS.fullmatch(name):
        return True
    found = name.removeprefix("The ").split()
    if not 0 < len(found) <= 5 or not name[:1].isupper() or not (end := _ending().search(name)):
        return False
    before = name[: end.start()].removeprefix("The ")
    return before[-1:].isalpha() or not set(before.lower().split()) <= words("beside")


@cache
def _ending() -> re.Pattern[str]:
    """Return the words that may end the name of an outlet: apart with a capital, or joined."""
    ends = str(_outlets()["endings"]).split()
    parted, joined = "|".join([*ends, *map(str.upper, ends)]), "|".join(ends)
    return re.compile(rf"(?:\b(?:{parted})|(?<=\w)(?i:{joined}))$")


def is_known(name: str) -> bool:
    """Return whether an outlet is one of those that are known, with "The" before it or not."""
    bare = name.removeprefix("The ")
    return name in known_outlets() or (" " in bare and bare in known_outlets())


@cache
def known_outlets() -> frozenset[str]:
    """Return the names of papers, agencies and stations that are known.

    "The" may be missing, but where a common word would be left: "Nation" is the name of a desk.
    """
    names = [str(name) for key in ("outlets", "state_media") for name in _outlets()[key]]
    bare = (name.removeprefix("The ") for name in names)
    return frozenset((*names, *(name for name in bare if " " in name)))


@cache
def _outlets() -> dict[str, Any]:
    return table("outlets")


def of_outlet(piece: str) -> str | None:
    """Return the known outlet whose desk a piece names: "BBC Verify"."""
    first, *rest = piece.split()
    desk = bool(rest) and rest[0].istitle() and all(map(str.islower, rest[1:]))
    return first if desk and first in known_outlets() else None


@cache
def by_letters() -> Mapping[str, Sequence[str]]:
    """Return the known outlets by the letters of their names."""
    found: dict[str, list[str]] = {}
    for name in sorted(known_outlets()):
        found.setdefault(squeezed(name), []).append(name)
    return found


def first_published(lines: Iterable[str]) -> Iterator[str]:
    """Yield the outlets that the ends of ``lines`` say the text first appeared in."""
    for line in lines:
        found = _FIRST.search(line[-700:])
        name = found[2].rstrip(".").removeprefix("the ") if found else ""
        if found and found[1] in {"by", "on"} and found[0].startswith("Th"):
            yield name
            continue
        parts = name.split()  # "Example.com More from us"
        heads = (" ".join(parts[:n]) for n in range(1, len(parts) + 1))
        yield from (head for head in heads if is_outlet(head))


def issuer(text: str) -> str | None:
    """Return the company that speaks of itself as "the Company" where a text begins."""
    found = _ISSUER.search(text[:_LONGEST_HEAD])
    return found[1].strip() if found else None


def copyright_holders(lines: Sequence[str], body: str) -> Iterator[str]:
    """Yield the outlets that hold the copyright by a line at the end of the page, with its year.

    One that is not known has to stand in the ``body``, or again and again on the page.
    """
    for line in lines[-_END:]:
        held = len(line) <= _LONGEST and _HELD.search(line)
        for found in _HOLDER.finditer(line) if held else ():
            name = found[1] if is_known(found[1]) else found[1].title()
            known = [each for each in (f"The {name}", name) if each in known_outlets()]
            if known or is_known(name):
                yield (*known, name)[0]
            elif len(name.split()) <= _WORDS and len(name) > _WORDS:
                spelled = re.compile(rf"\b{re.escape(name)}\b", re.IGNORECASE)
                named = [at for at, other in enumerate(lines) if spelled.search(other)]
                own = spelled.search(body)
                often = len(named) > (1 if is_outlet(name) else _OFTEN)
                if own or (often and 2 * named[0] < len(lines)):
                    yield own[0] if own else found[1]


def of_newsroom(note: str) -> str | None:
    """Return the outlet that a note names: whose reporter somebody is, or who contributed."""
    found = _OF_NEWSROOM.search(note)
    return (found[1] or found[2]) if found else None


def speaks_of_itself(sentences: Iterable[str]) -> str | None:
    """Return the known outlet that people told something, twice at least, and no other one."""
    told = [name for each in sentences for name in _TOLD.findall(each) if is_known(name)]
    return told[0] if len(told) > 1 and len(set(told)) == 1 else None
