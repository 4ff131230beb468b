"""Check what people write in their own words: links, values in links, house style, and profiles.

Quotations, code and addresses are not checked for style.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path
from urllib.parse import unquote

from briefing_room.catalogue.entries import Catalogue, Entity
from briefing_room.extract.quantities import quantities
from briefing_room.model import Finding
from briefing_room.review.context import ReviewContext, Tally, findings_of, no_passage, out_of_reach
from briefing_room.review.reading import CitedSentence, bare, cited_sentences, links
from briefing_room.text.files import UnreadableFile, read_text
from briefing_room.text.months import MONTHS
from briefing_room.verify.evidence import measured, missing, same_quantity
from briefing_room.verify.names import NAME
from briefing_room.verify.reasons import Reason, Strength, error

OWN = frozenset({"entities", "topics", "numbers", "about"})
"""Folders of the pages that people write."""

_CODE = re.compile(r"`[^`]*`")
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//|#", re.IGNORECASE)
_LEFT_OUT = re.compile(
    r"“[^”]*”|\"[^\"]*\"|`[^`]*`|<!--.*?-->|\]\([^)]*\)|\[\^[^\]]*\]|https?://\S+"
)
_VALUE = re.compile(r"\[[^\]]*\]\([^)]*numbers/[^)]*#[^)]*\)")
_SPELLINGS = re.compile(r"(?:name|aliases|number|listed|watched):")  # as others write them
_MONTH = rf"(?:{'|'.join(MONTHS)})"
_PERCENT, _DAY = "write % right behind the number", "write the day first: 4 April 2025"
_RULES = tuple(
    (re.compile(pattern), cure)
    for pattern, cure in (
        (r"\d[\d.,]*(?: %|[ -]?(?:per ?cent|pct)\b)", _PERCENT),
        (rf"\b{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}\b", _DAY),
        (rf"\b\d{{1,2}}(?:st|nd|rd|th) (?:of )?{_MONTH}\b", _DAY),
        (r"\d[\d.,]* (?:[mb]illion )?(?:metric )?tons\b|\d[\d.,]* ?(?:mt|MT)\b", "write tonnes"),
        (r"\b(?:USD|US\$) ?\d[\d.,]*|\d[\d.,]* ?USD\b", "write $5 or 5 US dollars"),
        (r"\d[\d.,]* (?:[mb]illion )?dollars\b", "write $5 or 5 US dollars: say whose"),
    )
)


def line_faults(briefings: Path, catalogue: Catalogue) -> Iterator[Finding]:
    """Yield what is wrong with the lines of all pages; web addresses are not looked up."""
    exists = cache(partial(_exists, briefings))
    for path in sorted(briefings.rglob("*.md")):
        parts = path.relative_to(briefings).parts
        if any(part.startswith(".") for part in parts):
            continue
        for number, line in _lines(path, briefings):
            faults = [*_dead_links(line, partial(exists, path.parent))]
            if parts[0] in OWN or parts[0] == "stories":
                faults += [("wrong-value-link", why) for why in _wrong_values(line, catalogue)]
            if parts[0] in OWN and not _SPELLINGS.match(line):
                faults += [("house-style", why) for why in _style_faults(line)]
            yield from (Finding(kind, path.as_posix(), number, why) for kind, why in faults)


def _lines(path: Path, briefings: Path) -> Iterator[tuple[int, str]]:
    """Yield each line outside code blocks with its number."""
    fenced = False
    try:
        lines = read_text(path, briefings).split("\n")
    except UnreadableFile:  # which is a finding of its own
        return
    for number, line in enumerate(lines, start=1):
        fenced ^= line.lstrip().startswith(("```", "~~~"))
        if not fenced:
            yield number, line


# --- Links ---------------------------------------------------------------------------------------


def _dead_links(line: str, exists: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
    for _, target in links(_CODE.sub("", line)) if "](" in line else ():
        if target and not _ELSEWHERE.match(target) and not exists(target):
            kind = "unknown-entity" if "entities/" in target else "dead-link"
            yield kind, f"the link leads to '{target}', which is not there; correct or remove it"


def _exists(briefings: Path, folder: Path, target: str) -> bool:
    name = unquote(target.partition("#")[0].partition("?")[0])
    path, root = Path(os.path.normpath(folder / name)), Path(os.path.normpath(briefings))
    if not name or path.exists():
        return True
    if path.suffix != ".md" or not path.is_relative_to(root):
        return False
    # Pages that the site makes itself (lists of stories, of entities …) have no file here.
    parts = path.relative_to(root).parts
    return parts[0] not in ("stories", "entities", "topics") or parts[-1] == "index.md"


def _wrong_values(line: str, catalogue: Catalogue) -> Iterator[str]:
    """Yield the links whose text is a value that the linked number does not have."""
    for text, target in links(line) if "numbers/" in line else ():
        path, _, anchor = target.partition("#")
        slug = path.rpartition("numbers/")[2].removesuffix(".md")
        page = catalogue.numbers.get(slug) if "numbers/" in path else None
        if page is None or not (anchor or quantities(text)):
            continue  # a dead link is another finding; words without a number claim none
        value = page.value(anchor)
        if value is None:
            anchors = ", ".join(f"#{row.anchor}" for row in page.values)
            yield f"the link has no value at '#{anchor}'; {slug} has {anchors}"
            continue
        linked, row = measured(text, page.unit), measured(value.text, page.unit)
        same = linked and row and same_quantity(linked, row) and linked.qualifier == row.qualifier
        if not same:
            yield f"the link says “{text}”, the value is “{value.text}”; correct one of the two"


# --- House style ---------------------------------------------------------------------------------


def _style_faults(line: str) -> Iterator[str]:
    plain = _LEFT_OUT.sub(" ", line) if re.search(r"\d", line) else ""
    for pattern, cure in _RULES if plain else ():
        for match in pattern.finditer(plain):
            yield f"“{match[0]}” is not the house style; {cure}"


# --- Profiles ------------------------------------------------------------------------------------


def check_profiles(
    context: ReviewContext, catalogue: Catalogue, *, complete: bool = False
) -> Tally:
    """Check the footnote marks of the profiles of ``catalogue``, and what each sentence says.

    A sentence is held to the passages of its marks, one without a mark to the seeds that its page
    names.  A sentence that rests only on a web address is counted aside; so is, unless
    ``complete``, one that cites an absent seed.
    """
    result = Tally()
    for entity in catalogue.entities.values():
        by_address = not entity.sources or any("://" in source for source in entity.sources)
        for start, sentence in cited_sentences(entity.body):
            labels = sentence.labels
            absent = any(out_of_reach([mark], context, complete=complete) for mark in labels)
            reasons = () if absent else tuple(_reasons(sentence, entity, context))
            is_wrong = any(reason.strength is Strength.ERROR for reason in reasons)
            aside = absent or (is_wrong and by_address and not labels)
            line = entity.body_line + entity.body.count("\n", 0, start)
            findings = () if aside else findings_of(reasons, context.where(entity), line)
            result += Tally(1, is_wrong and not aside, aside, findings)
    return result


def _reasons(sentence: CitedSentence, entity: Entity, context: ReviewContext) -> Iterator[Reason]:
    """Yield what a sentence states and its texts do not.

    A name may be that of the page.  A sentence without a mark sums up several texts: its names,
    ordinals, terms of office and quoted words need not be in them.
    """
    passages = {mark: context.resolve(mark) for mark in sentence.labels}
    yield from (no_passage(mark, context) for mark, p in passages.items() if p is None)
    cited = [passage.label for passage in passages.values() if passage]
    words = bare(_VALUE.sub("", sentence.text))  # a value that leads to its row is held to that
    if sentence.labels:
        names = {part.lower() for name in entity.names for part in name.split()}
        for reason in context.verifier.check(words, cited) if cited else ():
            if reason.code != NAME or not names.issuperset(map(str.lower, reason.words)):
                yield reason
        return
    seeds = [seed for seed in entity.sources if seed in context.by_id]
    texts = list(map(context.of_article, seeds)) or [context.of_labels(())]
    lacking = set.intersection(*(set(missing(words, text)) for text in texts))
    for item in sorted(item for item in lacking if re.search(r"\d", item.text)):
        free = item.text.isdigit() if item.kind == "number" else entity.type == "person"
        if item.kind in {"number", "date"} and not free:
            why = f"“{item.text}” is in none of the seeds that the page names as its sources"
            yield error(item.kind, why, item.text)


def unknown_sources(context: ReviewContext, *, complete: bool) -> Iterator[Finding]:
    """Yield the sources of a page that are neither a seed nor a web address.

    One that resembles no present seed may be absent: it is reported only if ``complete``.
    """
    for entity in context.catalogue.entities.values():
        for source in entity.sources:
            if "://" not in source and source not in context.by_id:
                similar = context.near(source)
                cure = similar or "name a file of seeds/, or a whole address"
                message = f"the source '{source}' is no seed and no address; {cure}"
                if similar or complete:
                    yield Finding("unknown-source", context.where(entity), 0, message)
