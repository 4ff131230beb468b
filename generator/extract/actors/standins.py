"""Words that stand for somebody named before, and words that stand for nobody in particular."""

from __future__ import annotations

import re

NOBODY = re.compile(
    r"\d.*$|(?:the )?(?:first|second|third|other|others|another|some|many|several|most|all|both"
    r"|each|neither|either|few|one|two|three|former|latter|this|that|these|those|there|what|nobody"
    r"|no one|none|everyone|(?:every|some|any|no)(?:thing|body|one)|such|members|papers|prices"
    r"|investigations?|inquiries|tests?|test results|studies|research|results|findings|evidence"
    r"|surveys|polls"
    r"|texts|documents|experience|history)"
    r"(?: of (?:these|those|us))?$"
    r"|(?:not (?:all|every|everyone|everybody|one)|few|hardly any|no|none|nobody|who) (?:of )?.*$"
    r"|(?:neither|both(?! (?:governments|capitals|ministries|countries)))"
    r" (?:[a-z][\w-]* )*[a-z][\w-]*$"
    r"|(?:some|several|other|many|most) (?:outlets|media|papers|newspapers|sites)$"
    r"|(?:(?:the|most|some|many|all|several|various|other|earlier|later|published|press|media|news"
    r"|these|those|such|none of the|none of these|conflicting|recent|early|initial|further|two"
    r"|different|english-language|unconfirmed|local|both) )*(?:reports?|accounts?|estimates?"
    r"|figures?"
    r"|descriptions|coverage|versions|numbers|counts|details|articles|summaries|measurements"
    r"|projections|forecasts)(?: (?:of|on|in|based on|published|up to|from (?!the |[A-Z])) .*)?$",
    re.IGNORECASE,
)
PRONOUN = re.compile(r"(?:he|she|it|they|we|i|you)$", re.IGNORECASE)
DEFINITE = re.compile(
    r"(?:[Tt]he|[Tt]his|[Tt]hat)(?: same)?(?: [A-Z]\w+-based)? ((?:[a-z][\w-]* )*[a-z][\w-]*)$"
)
POSSESSED = re.compile(
    r"(?:[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|[Tt]he (?P<owner>[a-z-]+)['’]s?) (?P<thing>.+)$"
)
# What somebody gives out, and so says themselves: "its figures", "their annual report".
PAPERS = re.compile(
    r"^(?:[\w-]+ ){0,3}?(?:figures|data|numbers|statistics|count|outlook|report|statement|filing"
    r"|estimates?|forecasts?|study|survey|review|paper|release|update|accounts|announcement"
    r"|prospectus|website|notice|brochure|presentation)\b"
)
# What "the …" may stand for.  Texts: the outlet that spoke last; the others by kind.
TEXTS = frozenset(("report", "article", "story", "account", "summary", "dispatch", "version"))
OUTLETS = TEXTS | frozenset(
    (
        "outlet",
        "newspaper",
        "paper",
        "site",
        "website",
        "newsletter",
        "magazine",
        "broadcaster",
        "column",
        "blog",
        "portal",
        "tabloid",
        "daily",
        "headline",
    )
)
# Papers of whichever body spoke last.
PAPERS_OF = frozenset(("outlook", "study", "survey", "review", "analysis", "forecast", "filing"))
COMPANIES = frozenset(
    (
        "company",
        "firm",
        "carmaker",
        "automaker",
        "maker",
        "miner",
        "manufacturer",
        "producer",
        "group",
        "developer",
        "start-up",
        "startup",
        "management",
        "supplier",
        "refiner",
    )
)
BANKS = frozenset(("bank", "brokerage", "broker", "lender"))
WATCHERS = frozenset(("watchdog", "regulator", "body", "organisation", "organization", "charity"))
HOUSES = frozenset(("consultancy", "provider", "institute", "centre", "center", "think-tank"))
