"""Recognise the lines that a web page puts around an article: each with the reason to remove it.

A pattern has to match a whole line or a whole sentence; most need a colon, a brand or a fixed
phrase besides the keyword, so that a short true sentence ("Share prices fell.") stays.
"""

from __future__ import annotations

import re

from generator.ingest.datelines import _DATE, _DAY, _MONTH

_CLOCK = r"\d{1,2}[:.]\d{2}(?:\s*[ap]\.?m\.?)?|\d{1,2}\s*[ap]\.?m\.?"
_ZONE = r"(?:GMT|UTC|BST|CET|CEST|EST|EDT|ET|PST|PDT|PT|IST|SGT|HKT|JST|AEST|AEDT|CST|CAT|EAT)(?:[+-]\d+)?"
_TIME = rf"(?:{_CLOCK}|{_ZONE}|{_DATE}|{_DAY}|{_MONTH}|\d{{4}}(?:-\d\d-\d\d)?(?:T[\d:.Z+-]+)?|at|on|\||,|[-–—•·/()]|\s)+"
_AGO = r"(?:\d+|an?|one|two)\s+(?:min(?:ute)?s?|hours?|hrs?|days?|weeks?|months?)\s+ago"
_NAME = r"[A-Z][\w.'-]*(?:\s+(?:de|da|van|von|der|al|bin|[A-Z][\w.'-]*)){1,3}"
_NAMES = rf"{_NAME}(?:(?:,|\s+and|,\s*and|\s*&|;)\s+{_NAME})*"
_NETWORK = (
    r"(?:facebook|twitter|x|linkedin|whats ?app|telegram|reddit|e-?mail|pinterest|flipboard|weibo"
    r"|we ?chat|bluesky|threads|instagram|youtube|tiktok|messenger|copy(?: link)?|link|print|pdf|save"
    r"|tweet|share|more|pocket|line|mastodon|google(?: news)?|rss|bookmark)"
)
_AGENCIES = (
    r"(?:REUTERS|Reuters|AFP|AP(?: Photo)?|Getty(?: Images)?|Bloomberg|EPA(?:-EFE)?|Shutterstock|iStock"
    r"|Xinhua|VCG|Alamy|Unsplash|Pexels|Pixabay|Anadolu|Kyodo|Yonhap|SOPA|NurPhoto|PA(?: Media)?"
    r"|Wikimedia(?: Commons)?|Adobe Stock|dpa|Handout|File(?: photo)?|CC BY[\w. -]*)"
)
_RULES: tuple[tuple[str, str], ...] = (
    (
        "byline",
        rf"(?:Story |Written |Reported |Text )?[Bb][Yy]:?\s+(?:{_NAMES}|[A-Z .'-]+)"
        r"(?:\s*[,|–—-]\s*[\w .,&'/|–—-]{2,60})?\.?"
        rf"|(?:{_NAMES})\s*[|]\s*[\w .,&'/-]{{2,40}}"
        r"|(?:By\s+)?(?:our\s+)?(?:Staff|Special|Business|News|Foreign|Web) (?:Writers?|Correspondents?|Desk|Reporters?|Team|Editors?)"
        rf"|(?:Author|Reporter|Editor|Journalist|Writer)s?\s*:\s*.{{2,60}}",
    ),
    (
        "byline",
        rf"{_NAME},? (?:is|covers|writes|reports|has (?:covered|reported|written))\b.{{0,80}}\b"
        r"(?:reporter|correspondent|editor|journalist|columnist|writer|bureau chief|covering|contributor)\b.*",
    ),
    (
        "byline",
        r"[(\[]?(?:Additional |With )?(?:[Rr]eporting|[Ww]riting|[Ee]diting|[Cc]ompiled|[Tt]ranslated|"
        r"[Ee]dited|[Pp]roduction)(?: and (?:writing|editing))? by\b.{2,200}",
    ),
    (
        "byline",
        r"[—–-]*\s*[Ww]ith files from .{2,80}|.{2,80} contributed to this (?:report|story|article)\.?",
    ),
    (
        "time of publication",
        rf"(?:(?:First |Last )?(?:Published|Updated|Posted|Modified|Date|Release date|Issued)"
        rf"(?:\s+(?:on|at))?\s*:?\s*(?:{_TIME}|{_AGO}))+|(?=.*\d){_TIME}|(?:Updated?:?\s+)?{_AGO}"
        r"|\d+\s*[- ]?min(?:ute)?s?(?:[- ]read| to read)|(?:Reading|Read) time:?\s*\d+.{0,12}",
    ),
    (
        "sharing buttons",
        rf"(?:share|tweet|post|send|print|save|e-?mail)(?: (?:this|the|on|to|via|it|article|story|page|with"
        rf"|friends|your|{_NETWORK}|and|\||/|,|·))*[:.!]?"
        rf"|(?:{_NETWORK}(?:[\s,|/·•]+|$)){{2,}}|follow (?:us|.{{2,30}}) on {_NETWORK}\b.{{0,60}}"
        r"|listen to (?:this )?(?:article|story).{0,40}|copy (?:the )?link|gift (?:this )?article"
        r"|(?:add|make) .{2,30} (?:as )?(?:a |your )?preferred source.{0,30}"
        r"|click (?:here )?to (?:share|print|email)\b.{0,60}",
    ),
    (
        "counts of a social network",
        r"(?:[\d.,]+\s*[KkMm]?\s+(?:shares?|views?|likes?|comments?|retweets?|reactions?|followers?|reads?)[\s,|·•]*)+"
        r"|(?:Shares?|Views?|Likes?|Hits|Comments?)\s*[:(]\s*[\d.,]+\s*[KkMm]?\)?",
    ),
    (
        "pointer to another article",
        r"(?:also read|read also|read more|read next|see also|see more|must[- ]read|you may (?:also )?like"
        r"|you might (?:also )?(?:like|be interested in)|related(?: (?:articles?|stories|story|news|topics?|content|links?|coverage|reading))?"
        r"|more (?:on|from|about) this(?: story)?|recommended(?: for you| stories| reading)?|trending(?: now)?|don'?t miss|up next"
        r"|most (?:read|popular|viewed)|editor'?s'? (?:picks?|choice)|latest (?:news|stories|headlines)|top stories|explore more"
        r"|in other news|in case you missed it|next article|previous (?:article|post)|next post|watch(?: now)?|explained|go deeper|keep reading"
        r"|continue reading|further reading|popular(?: now)?|what to read next|suggested(?: reading)?)"
        r"(?:\s*[:|»>→–—-]+\s*.{0,250}|\s*)"
        r"|(?:read|see|watch|more)\b[^.]{0,120}(?:»|>>|→)|read (?:more|the (?:full|original) (?:story|article|text))"
        r"(?: (?:about|on|at|here|in|from)\b.{0,120})?[.:]?|[»→►▶]\s*.{3,160}"
        r"|click here (?:for|to)\b.{0,120}|more from .{2,60}",
    ),
    (
        "photo credit or caption",
        rf"[(\[]?(?:(?:File |Representative |Representational |Cover |Lead |Featured )?(?:Photo|Image|Picture|Photograph|Illustration|Graphic|Video|Pic)s?"
        rf"(?: (?:credit|courtesy|source|by|via|from|for))*(?:\s*[:©/|]|\s+(?:by|courtesy|via|from)\s)"
        rf"|(?:Credit|Photograph|Caption|Courtesy)s?\s*:).{{1,200}}"
        rf"|[(\[©]?\s*(?:{_NAME}\s*[/|]\s*)?{_AGENCIES}(?:\s*(?:/|\||,|via|-|–|©|through)\s*(?:{_AGENCIES}|{_NAME}|\w+))*\s*[)\]]?"
        rf"|.{{10,300}}[\s(\[.—–-](?:{_AGENCIES}\s*[/|]\s*[A-Z][\w .'/-]{{1,50}}|{_NAME}\s*/\s*{_AGENCIES}(?:\s*(?:/|via)\s*[\w ]+)?|©\s*{_AGENCIES}|via Getty Images|Getty Images|Shutterstock|File [Pp]hoto)[)\]]?\.?"
        rf"|.{{10,300}}[(\[](?:Photo|Image|Picture|Credit|Source|AP Photo)(?:\s+(?:by|credit|courtesy))?\s*[:/]?\s.{{2,60}}[)\]]\.?"
        rf"|(?:File photo|Representational image|Stock image|Illustrative (?:photo|image))s?\.?",
    ),
    (
        "newsletter or subscription",
        r"(?:sign|signed) up (?:now |today |here )?(?:for|to|with)\b.{0,160}(?:newsletters?|inbox|alerts?|briefings?|e-?mails?|digest|updates?|free|account|here)\b.{0,120}"
        r"|subscribe(?:[.!:]|\s+(?:now|today|here|for|to)\b.{0,160})?|get (?:the |our |all )?(?:latest|best|top|daily|more)\b.{0,140}\b(?:inbox|newsletters?|app|alerts?|e-?mail)\b.{0,80}"
        r"|(?:join|download|install|open) (?:our|the|us|now)\b.{0,100}(?:channel|group|app|community|newsletter|telegram|whats ?app)\b.{0,60}"
        r"|(?:enter|your) (?:your )?e-?mail(?: address)?\b.{0,60}|.{0,60}\bnewsletters?\b.{0,30}(?:sign up|subscribe)\b.{0,60}"
        r"|(?:this (?:article|content|story) is )?(?:for|available to) (?:paid |registered )?subscribers only\b.{0,80}|already (?:a subscriber|subscribed|have an account)\b.{0,60}"
        r"|(?:log ?in|sign ?in|register|create (?:a free|an) account)(?: (?:to|for|or|now|here)\b.{0,120})?[.!]?|support (?:our|independent) journalism\b.{0,120}"
        r"|(?:start|try) (?:your )?(?:free|a) trial\b.{0,80}|become a (?:member|subscriber)\b.{0,120}",
    ),
    (
        "cookie or privacy notice",
        r".{0,120}\b(?:we|this (?:web)?site|our (?:web)?site|our partners)\b.{0,40}\buses? cookies\b.{0,300}|accept (?:all )?(?:cookies)?(?: (?:and|&) .{1,30})?|reject all|accept all\b.{0,40}"
        r"|(?:manage|cookie|privacy|consent) (?:settings|preferences|policy|choices|notice|options)(?:\s*[|·].{0,80})?|by (?:clicking|continuing|using|signing up|subscribing)\b.{0,60}\byou (?:agree|accept|consent)\b.{0,200}"
        r"|terms (?:of (?:use|service)|and conditions|& conditions)(?:\s*[|·&].{0,80})?|.{0,60}\bprotected by reCAPTCHA\b.{0,160}|do not sell my (?:personal )?info\w*",
    ),
    (
        "advertisement",
        r"[-–—\s*]*(?:advertisements?|adverts?|advertising|sponsored(?: content| by.{2,40})?|promoted(?: content)?|paid content|ad|partner content)[-–—\s*:.]*(?:(?:story |article |scroll |continue |remove )?.{0,20}(?:continues?|below|reading|ads?)\b.{0,40})?"
        r"|(?:story|article|content|text) continues (?:below|after)\b.{0,40}|scroll (?:down )?(?:to|for)\b.{0,40}|continue reading below.{0,30}|remove ads.{0,20}|skip (?:ad|advertisement|to .{2,30})",
    ),
    (
        "copyright or legal notice",
        r"(?:©|\(c\)|copyright\b).{0,200}|all rights reserved\b.{0,160}|.{0,120}\bmay not be (?:published|reproduced|copied|republished|redistributed)\b.{0,160}"
        r"|our standards:.{0,80}|.{0,80}\btrust principles\b\.?|(?:disclaimer|disclosure)s?\s*[:–—-].{0,500}|the (?:views|opinions) expressed\b.{0,300}"
        r"|(?:this|the) (?:article|story|report|post|content|piece) (?:was|has been|is|first|originally)\b.{0,30}(?:first |originally )?(?:published|appeared|appears|generated|republished|syndicated|produced)\b.{0,200}"
        r"|(?:\(?this (?:story|article|report) has not been edited by|\(?except for the headline).{0,200}|purchase licensing rights\b.{0,30}|reprints?(?: (?:and|&) permissions?)?",
    ),
    (
        "invitation to comment",
        r"(?:view |show |read |see |post |add |\d+ )*\(?\d*\)?\s*comments?(?: \(?\d+\)?| section| below| closed| are closed\.?)?|(?:leave|post|write|add|submit) (?:a|your) (?:comment|reply|response)\b.{0,60}|join the (?:conversation|discussion)\b.{0,60}"
        r"|(?:no|0) comments?(?: yet)?|be the first to (?:comment|reply)\b.{0,20}|.{0,120}\b(?:let us know|tell us|share your (?:thoughts|views|opinion))\b.{0,60}\bcomments?\b.{0,30}|have your say\b.{0,60}|got a (?:tip|story)\b.{0,160}|comments are moderated\b.{0,80}",
    ),
    (
        "tags",
        r"(?:tags?|topics?|filed under|categor(?:y|ies)|keywords?|posted in|in this (?:story|article)|sections?)\s*[:|].{0,200}|(?:#[\w-]+[\s,|·]*)+",
    ),
    (
        "page navigation",
        r"(?:[\w&' -]{2,24}\s*[>›»/|]\s*){2,}[\w&' -]{2,60}|(?:home|menu|search|back to (?:top|home)|skip to (?:main )?content|load more|show more|view (?:all|more)|see all|next|previous|prev|close|toggle .{2,20}|page \d+ of \d+|breaking(?: news)?|live|loading\.*|go back|top|play|pause|mute|video|photos?|gallery|contact us|about us|all news|news)[:.!]?"
        r"|(?:link copied|copied)\b.{0,20}|\d+\s*/\s*\d+",
    ),
    (
        "address",
        r"(?:(?:source|link|url|via|web|website)\s*:?\s*)?(?:https?://|www\.)\S+|(?:e-?mail|contact|tel|phone|twitter)\s*:?\s*\S*[@+\d]\S*.{0,60}|[\w.+-]+@[\w-]+\.[\w.]+|\(?@\w{2,30}\)?",
    ),
    ("separator", r"(?:[^\w\s]\s*)+"),
    ("end mark", r"[-–—#*\s(]*(?:ends?|###|-30-|xxx)[-–—#*\s)]*"),
)
_CASED = {"byline", "photo credit or caption"}
_PATTERNS = tuple(
    (reason, re.compile(rule, 0 if reason in _CASED else re.IGNORECASE)) for reason, rule in _RULES
)
_LONGEST = 520
_IN_A_PARAGRAPH = frozenset(
    {
        "newsletter or subscription",
        "cookie or privacy notice",
        "pointer to another article",
        "copyright or legal notice",
        "invitation to comment",
        "advertisement",
        "byline",
        "address",
        "separator",
    },
)


def line_reason(line: str) -> str | None:
    """Return why a line of its own (plain typography) is no part of the article, if it is none."""
    line = line.strip()
    if not line or len(line) > _LONGEST:
        return None
    return next((reason for reason, pattern in _PATTERNS if pattern.fullmatch(line)), None)


def sentence_reason(sentence: str) -> str | None:
    """Return why a sentence inside a paragraph is none of the article's: a stricter choice."""
    reason = line_reason(sentence)
    return reason if reason in _IN_A_PARAGRAPH else None
