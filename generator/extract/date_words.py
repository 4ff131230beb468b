"""The words of English dates, and the patterns of dates, most exact first."""

from __future__ import annotations

import re

from generator.text import months

_DAY_NAMES = "monday tuesday wednesday thursday friday saturday sunday"
_COUNT_NAMES = "zero one two three four five six seven eight nine ten eleven twelve"
_FULL = months.MONTHS
#: Days from that of the article.
NEAR = {
    "the day before yesterday": -2, "yesterday": -1, "last night": -1, "today": 0, "tonight": 0,
    "this morning": 0, "this afternoon": 0, "this evening": 0, "tomorrow": 1,
    "the day after tomorrow": 2,
}  # fmt: skip
NEAR |= {name[0].upper() + name[1:]: days for name, days in NEAR.items()}
#: Feasts that news counts by; Thanksgiving is the fourth Thursday of November.
HOLIDAYS = {
    "Christmas Eve": (12, 24), "Christmas": (12, 25), "New Year['’]s Eve": (12, 31),
    "New Year['’]s Day": (1, 1), "Thanksgiving": (11, 0),
}  # fmt: skip
MONTHS = {name.lower(): number for number, name in enumerate(_FULL, start=1)}
MONTHS |= {name[:3].lower(): number for number, name in enumerate(_FULL, start=1)} | {"sept": 9}
WEEKDAYS = {day: number for number, day in enumerate(_DAY_NAMES.split())}
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "final": 4}
COUNTS = {word: number for number, word in enumerate(_COUNT_NAMES.split())} | {"a": 1, "an": 1}

MONTH = (
    rf"(?:{'|'.join(_FULL)}|{'|'.join(name.upper() for name in _FULL)}"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)(?![a-z])"
)
_YEAR = r"(?:19|20)\d\d"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_WEEKDAY = rf"(?:{'|'.join(day.title() for day in WEEKDAYS)})"
_AND = r"(?:\s?[-–—]\s?|\s(?:and|to|or|until|through|till)\s)"
# "early", "in the middle of", "late in", "by the end of": narrower than the date they stand before.
PART = (
    r"(?:(?:the\s)?(?:[Bb]eginning|[Ss]tart|[Mm]iddle|[Ee]nd|[Cc]lose)\sof\s(?:the\s)?"
    r"|(?:[Vv]ery\s)?(?:[Ee]arly|[Mm]id|[Ll]ate)(?:\s?-\s?|\s(?:in\s)?)"
    r"|[Ee]nd-|[Yy]ear[- ]end\s|[Ff]ull-year\s|(?:the\s)?(?:spring|summer|autumn|fall"
    r"|winter)\s(?:of\s)?"
    r"|(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)\s(?:of\s)?)"
)
_SMALL = r"(?:[Aa]n?|(?i:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)|\d{1,2})"
_HEDGE = r"(?:(?:about|around|some|nearly|almost|roughly|just|only)\s)?"

_OF_YEAR = rf"(?P<y>{_YEAR}|that year|the year|this year|last year|next year)\b"
_NO_AMOUNT = r"(?!,\d|\.\d|\s?(?:%|per\b|percent|million|billion|tonn?e?s))"
_NO_COUNT = (
    r"(?!,\d|\.\d|-\d|\s?%|\s(?:tonn?e?s?|tons?|kg|kilo|metric|per|people|units|jobs|dollars|yuan|"
    r"square|metres|meters|hectares|million|billion|MW|km)\b)"
)
_RELATIVE = (
    r"(?:\b(?:the\s)?(?:end|start|beginning|middle)\sof\s|\b(?:early|late|mid)[\s-])?"
    r"\b(?P<which>[Ll]ast|[Tt]his|[Nn]ext|[Tt]he previous|[Tt]he following"
    r"|[Tt]he coming|(?<=of )[Tt]he(?=\s(?:year|month|quarter)\b(?!\s(?:to|before|after|of))))\s"
    r"(?P<unit>week|weekend|month|quarter|year)\b"
    r"|\b(?:[Ll]ater|[Ee]arlier) (?P<which2>this|that) (?P<unit2>week|month|year)\b"
    r"|\b(?:in )?(?P<which3>that|the same) (?P<unit3>year|month)\b"
)
_BESIDE = (
    r"\b(?:[Tt]he|[Tt]hat) (?P<side>same|next|following|previous) day\b"
    r"|\b[Aa] day (?P<way>later|earlier)\b|\b[Tt]hat day\b"
)

_MONTHS = r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})\smonths"
_STRETCH = (
    rf"\b(?:the\s)?(?:first|last)\s{_MONTHS}\sof\s"
    rf"(?:(?P<y>{_YEAR})|(?:the|this|that|last|next)\syear)\b"
)
_STRETCH_TO = (
    rf"\b(?:the\s)?(?P<n>three|six|nine|twelve|\d{{1,2}})\smonths\s(?:to|ended|ending|through"
    rf"|until)\s"
    rf"(?:in\s"
    rf"|on\s)?(?:the\send\sof\s)?(?P<m>{MONTH})(?!\.?\s{_DAY}\b(?!\d))(?:,?\s(?P<y>{_YEAR})\b)?"
)
_THEN_YEAR = rf"(?:,?\s(?P<y>{_YEAR})\b)?"
_DAYS_FIRST = rf"\b(?P<d>{_DAY}){_AND}(?P<e>{_DAY})\s(?:of\s)?(?P<m>{MONTH}){_THEN_YEAR}"
_DAYS_LAST = rf"\b(?P<m>{MONTH})\s(?P<d>{_DAY}){_AND}(?P<e>{_DAY})\b{_NO_AMOUNT}(?!\d){_THEN_YEAR}"
_DAY_FIRST = (
    rf"(?:\b{_WEEKDAY},?\s)?\b(?P<d>{_DAY})\s(?:of\s)?(?P<m>{MONTH})(?:,?\s(?:of\s)?{_OF_YEAR})?"
)
_DAY_LAST = (
    rf"(?:\b{_WEEKDAY},?\s)?\b(?P<m>{MONTH})(?:\s|(?<=\.))(?P<d>{_DAY})\b{_NO_AMOUNT}"
    rf"(?:,?\s(?:of\s)?{_OF_YEAR})?"
)
_QUARTER = (
    r"\b(?P<q>first|second|third|fourth|last(?= quarter of)"
    rf"|final)[ -]quarter(?:\s(?:of\s)?{_OF_YEAR})?"
    r"(?!\sof\s(?:the\s)?(?:financial|fiscal|FY))"
)
_MONTH_YEAR = (
    rf"(?:\b(?P<rel>[Ll]ast|[Nn]ext)\s)?(?:\b{PART})?\b(?P<m>{MONTH})(?:,?\s(?:of\s)?{_OF_YEAR})?"
)
_FISCAL_QUARTER = (
    r"\b(?:first|second|third|fourth) quarter of (?:the (?:fiscal|financial) year\b"
    r"|(?:fiscal|financial) (?:year )?\d{2,4}\b)"
)
_SEASON = (
    r"\b(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his|[Tt]he (?:following|next|previous|coming))|[Tt]he)\s"
    rf"(?P<s>spring|summer|autumn|winter|(?<!\b[Tt]he )fall)\b(?!\s(?:of|{_YEAR}|Olympics|time"
    rf"|school))"
)
_STEP = (
    rf"\b(?P<hedge>{_HEDGE})(?P<n>{_SMALL})\s(?P<unit>day|week|month|year|decade)s?\s"
    r"(?P<way>ago|earlier|later|previously)\b(?!\sthan\b)"
)
_WEEKDAYS = (
    rf"\b(?:(?P<which>last|next|this|the following|the previous)\s)?(?P<w>{_WEEKDAY})\b"
    r"(?:\s(?:of\s)?(?P<week>last|next|this)\sweek\b)?"
)
_BARE_DAY = (
    r"\b[Oo]n the (?P<d>[12]?(?:1st|2nd|3rd|[04-9]th)|1[1-3]th|3(?:0th|1st))"
    r"(?=[.,;:]|$|\s(?:of this month|that|as saying|in|at|and)\b)"
)
_SOURCES: tuple[tuple[str, str], ...] = (
    ("iso", rf"\b(?P<y>{_YEAR})(?P<s>[-./])(?P<m>0[1-9]|1[0-2])(?P=s)(?P<d>0[1-9]|[12]\d|3[01])\b"),
    ("slash", rf"\b(?P<m>0?[1-9]|1[0-2])/(?P<d>1[3-9]|2\d|3[01])/(?P<y>{_YEAR})\b"),
    ("stretch-to", _STRETCH_TO),
    ("days", _DAYS_FIRST),
    ("days", _DAYS_LAST),
    ("day", _DAY_FIRST),
    ("day", _DAY_LAST),
    ("slash", rf"\b(?P<d>{_DAY})(?P<s>[-./])(?P<m>0?[1-9]|1[0-2])(?P=s)(?P<y>{_YEAR})\b"),
    ("quarter", rf"\bQ(?P<q>[1-4])(?:\s(?:of\s)?|[-/])(?P<y>{_YEAR})\b"),
    ("quarter", rf"\b(?P<y>{_YEAR})[-/ ]?Q(?P<q>[1-4])\b"),
    ("quarter", rf"\b(?P<q>[1-4])Q\s?(?P<y>{_YEAR}|\d\d)\b"),
    ("quarter", r"\bQ(?P<q>[1-4])\b"),
    ("quarter", _QUARTER),
    ("quarter-end", rf"\b(?P<m>March|June|September|December)(?:\s(?P<y>{_YEAR}))? quarter\b"),
    ("quarter", rf"\b(?P<q>first) three months of (?P<y>{_YEAR})\b"),
    ("half", rf"\bH(?P<h>[12])(?:\s(?:of\s)?)(?P<y>{_YEAR})\b"),
    ("half", rf"\b(?P<h>[12])H\s?(?P<y>{_YEAR}|\d\d)\b"),
    ("half", rf"\b(?P<h>first|second|last)[ -]half\s(?:of\s)?{_OF_YEAR}"),
    ("half", r"\bH(?P<h>[12])\b"),
    ("fiscal", rf"\b(?:the\s)?{_YEAR}[-–/]\d\d(?:\d\d)? (?:fiscal|financial) year\b"),
    ("fiscal", rf"\b(?:fiscal|financial) (?:year )?{_YEAR}\b"),
    ("fiscal", _FISCAL_QUARTER),
    ("fiscal", r"\b20\d\d[-–/]\d\d\b(?![-–/]\d)"),
    ("stretch", _STRETCH),
    ("decade", r"\bthe\send\sof\s(?:the|this)\sdecade\b"),
    ("season", _SEASON),
    ("decade", r"\b(?:the\s)?(?:(?:[Ee]arly|[Mm]id|[Ll]ate)(?:\s|-))?(?:19|20)\d0s\b"),
    ("month", _MONTH_YEAR),
    ("weekday", _WEEKDAYS),
    ("near", rf"\b(?P<near>{'|'.join(NEAR)})\b"),
    (
        "holiday",
        rf"(?<!Lunar )(?<!Chinese )\b(?P<h>{'|'.join(HOLIDAYS)})\b(?:,?\s(?P<y>{_YEAR})\b)?",
    ),
    ("year-end", r"\b(?P<end>[Yy]ear[- ]end)\b(?!-|\s(?:19|20)\d\d)"),
    ("bare-day", _BARE_DAY),
    ("step", _STEP),
    ("beside", _BESIDE),
    ("relative", _RELATIVE),
    ("year", rf"(?<![\d.,$£€¥/-])(?:\b{PART})?\b(?P<y>{_YEAR})\b{_NO_COUNT}"),
)
#: Kind and pattern of every form of date; text taken by an earlier one is not read again.
PATTERNS = tuple((kind, re.compile(source)) for kind, source in _SOURCES)

#: What every date has one of; a text without any need not be looked through.
MAY_HOLD = re.compile(
    rf"\d|{MONTH}|{_WEEKDAY}|quarter|half|decade|spring|summer|autumn|winter|\bfall\b|yesterday"
    r"|tomorrow|today|tonight|last night|this \w+ing|this afternoon|Christmas|New Year|Thanksgiving"
    r"|year[- ]end|\b(?:days?|weeks?|weekend|months?|years?)\b",
    re.IGNORECASE,
)
#: What may stand right before "May" and "March" for them to be months when no year follows.
MONTH_CUE = re.compile(
    r"\b(?:in|since|until|from|by|of|and|to|or|late|early|mid|last|next|this|during|before|after|"
    r"between|than|through|for|on|January|February|March|April|previous|its|until|late in)[ -]$",
    re.IGNORECASE,
)
# What somebody says in the past that they will do.
_MEANS_TO = (
    r"(?:agreed?|wants?|wanted|threaten(?:s|ed)?|vow(?:s|ed)?|pledge[sd]?|promise[sd]?|offer(?:s"
    r"|ed)?"
    r"|decide[sd]?|propose[sd]?|undert(?:ook|akes?)|commit(?:s|ted)?)"
)
# What is put off to a day lies on it.
_PUT_OFF = (
    r"(?:adjourned|deferred|delayed|rescheduled|extended|postponed|moved|shifted|pushed back"
    r"|put off"
    r"|put back|brought forward|pushed out|advanced)"
)
#: Words that put a date without a year, or a weekday, after the day of the article …
AHEAD = re.compile(
    r"\b(?:will|shall|would|could|might|next|due|plan(?:s|ned)?|expect(?:s|ed)?|scheduled|coming"
    r"|to be|target(?:s|ing)|intends?"
    r"|set to|starting|upcoming|valid|expires?|takes? effect|runs?|deadline|slated|is to|are to"
    r"|may be|slipped|postponed|moved|pencilled|aims?|resumes?|lapses?|meets?|votes?|awaits?|begins"
    r"|starts|opens|closes|ends|goes (?:up|down)|hopes? (?:to|for)|(?:comes?|enters?) into (?:force"
    rf"|effect)|{_MEANS_TO} to)\b|'ll\b|{_PUT_OFF} (?:from [^,;]{{1,30}} )?(?:to|until|till)\s$"
    r"|\b(?:until|till|no later than|effective)\s(?:(?:the|at least|about|noon|on|early|late"
    r"|mid|end|start|beginning|middle|of)\s?)*$",
    re.IGNORECASE,
)
# A limit lies ahead, unless something had come about by then: "had fallen by Thursday".
_BY = re.compile(
    r"\bby\s(?:(?:the|at least|about|noon|on|early|late|mid|end|start|beginning|middle|of)\s?)*$",
    re.IGNORECASE,
)
_TO_DO = re.compile(
    r"\bto [a-z]+\b|\b(?:promis\w+|pledg\w+|due|will|shall|must|should|expected|planned)\b"
)
#: The base of a change, which lies before what is told.
SINCE = re.compile(
    r"\bsince\s(?:early\s|late\s|mid-?\s?)?$"
    r"|\b(?:from|with|against)\s[^,;.]{1,30}\sin\s(?:early\s|late\s|mid-?\s?)?$"
)
#: A limit in the future, however far ("will stay until at least March 31").
UNTIL = re.compile(
    r"\b(?:will|shall|stays?|remains?|valid|runs?|continues?)\b[^.;,]{0,40}?"
    r"\b(?:until|till|through|by)\s(?:at least\s|the\s|end of\s)*$",
    re.IGNORECASE,
)
#: … and words that put it before that day.
BEHIND = re.compile(
    r"\bsince\s(?:early\s|late\s|mid-?\s?)?$"
    r"|\b(?:said|told|were|was|had|did|fell|rose|began|came|made|grew|took|met|found|held|sold"
    r"|bought"
    r"|(?<!\bbe )(?<!\bof )(?<!\bthe )(?<!\ban )(?<!\ba )(?<!\bits )(?<!\btheir )(?<!\bnewly )"
    r"(?!(?:need|planned|expected|scheduled|slated|postponed|moved|pencilled)\b"
    rf"|{_PUT_OFF} (?:from [^,;]{{1,30}} )?(?:to|until|till)\s$|{_MEANS_TO} to\b)"
    r"[a-z]{2,}ed)\b",
    re.IGNORECASE,
)


# Letters before a date within which a verb in the future or the past is about it.
_NEAR = 100


def lies_ahead(lead: str) -> bool | None:
    """Return whether the last cue in ``lead``, the words before a date, puts it in the future.

    ``None`` without any cue in the clause.
    """
    clause = re.split(r"[.;]\s", lead)[-1][-_NEAR:]
    last = {ahead: max((m.start() for m in form.finditer(clause)), default=-1)
            for ahead, form in ((True, AHEAD), (False, BEHIND))}  # fmt: skip
    if _BY.search(clause):
        return last[False] < 0 or _TO_DO.search(clause) is not None
    if last[True] == last[False]:
        return None
    return last[True] > last[False]
