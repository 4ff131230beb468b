"""The gate: every sentence of a page says only what the passages behind it say.

What is held against them: numbers with their unit, dates, names of the catalogue (by entity, any
alias), quotations, who is heard, and the words (:mod:`briefing_room.verify.support`).  What cannot
be checked fails; nothing is skipped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from briefing_room.ingest.blocks import without_markup
from briefing_room.model import Finding
from briefing_room.pages.document import DEFINITION, EDITOR, STATEMENTS, Kind, Line, Page
from briefing_room.pages.layout import source_list
from briefing_room.review.context import ReviewContext, Tally
from briefing_room.review.reading import CitedSentence, read, shown
from briefing_room.text.sentences import sentence_spans
from briefing_room.text.typography import plain
from briefing_room.text.wording import spaced
from briefing_room.verify.evidence import Evidence, Stated, holds, missing
from briefing_room.verify.support import NOT_SUPPORTED, Problem, strange, taken_apart, unsupported

NO_CITATION, WRONG_SPEAKER, QUOTE_ALTERED = "no-citation", "wrong-speaker", "quote-altered"
NOT_IN_ANY_SEED = "not-in-any-seed"
IN_OTHER_PASSAGE, IN_OTHER_SEED = "in-other-passage", "in-other-seed"
_SHOWN = 300  # letters of a passage in a message


def check_page(page: Page, context: ReviewContext) -> Tally:
    """Hold every statement of a page against the passages it cites."""
    result, check = Tally(), _Check(page, context)
    for line in filter(_says_something, page.lines):
        if set(line.labels) == {EDITOR}:
            result += Tally(aside=1)
            continue
        wrong, where = dict.fromkeys(check.problems(line)), context.where(page)
        findings = tuple(Finding(kind, where, line.number, why) for kind, why in wrong)
        result += Tally(1, bool(findings), 0, findings)
    return result


def _says_something(line: Line) -> bool:
    """Return whether a line says something: section headings do not, subjects below them do."""
    says = line.kind in STATEMENTS or line.kind in (Kind.TITLE, Kind.FOOTNOTE)
    subject = line.kind is Kind.HEADING and not line.text.startswith("## ")
    return (says or subject) and re.search(r"\w", line.text) is not None


@dataclass(frozen=True)
class _Check:
    """One page under check."""

    page: Page
    context: ReviewContext

    def problems(self, line: Line) -> Iterator[Problem]:
        """Yield the reason and the message for each thing that is wrong with a line."""
        said = read(line)
        if line.kind is Kind.FOOTNOTE:
            yield from self.footnote(line)
        elif line.kind in (Kind.TITLE, Kind.HEADING):
            yield from self.title(said.text, line.kind)
        elif line.section == "Sources" and not line.labels:
            yield from self.explained(missing(said.text, self.sources))
        else:
            for cited in said.sentences:
                yield from self.cited(cited)
            if said.speaker:
                yield from self.speaker(said.speaker, line.labels)

    def title(self, text: str, kind: Kind) -> Iterator[Problem]:
        """Hold a title to all that the seeds say, a heading to their numbers and dates."""
        items = missing(text, self.seeds)
        yield from self.explained(i for i in items if kind is Kind.TITLE or i.kind != "name")
        if kind is not Kind.TITLE or items or not self.seeds.text or self.seeds.says(text):
            return
        if words := strange(taken_apart(text, self.context.catalogue), self.seeds.words):
            yield NOT_SUPPORTED, f"the seeds of this page have nothing of {words}"

    @cached_property
    def sources(self) -> Evidence:
        """The list of sources as the program writes it."""
        lines = source_list(self.context.articles_behind(self.page))
        text = "\n".join(shown(line.removeprefix("1. ")) for line in lines)
        return Evidence(text, None, self.context.catalogue)

    @cached_property
    def seeds(self) -> Evidence:
        """All that the seeds of the page say, their titles included."""
        articles = self.context.articles_behind(self.page)
        whole = [self.context.of_article(article.id) for article in articles]
        text = plain("\n".join((*(a.title or "" for a in articles), *(w.text for w in whole))))
        resolved = tuple(span for each in whole for span in each.resolved)
        anchor = articles[0].date if articles else None
        return Evidence(text, anchor, self.context.catalogue, resolved)

    def cited(self, cited: CitedSentence) -> Iterator[Problem]:
        """Hold words against the passages behind them, sentence by sentence."""
        if EDITOR in cited.labels:
            return
        if not cited.labels:
            why = f"no footnote stands behind “{_cut(cited.text)}”: cite a passage, or [^{EDITOR}]"
            yield NO_CITATION, f"{why} for your own words"
        unknown = [label for label in cited.labels if label not in self.context.passages]
        for label in unknown:
            yield NOT_IN_ANY_SEED, f"no seed has the passage [^{label}]; cite one that exists"
        evidence = self.context.of_labels(cited.labels)
        if len(unknown) == len(cited.labels) or evidence.says(cited.text):
            return
        for start, end in sentence_spans(cited.text):
            text = cited.text[start:end]
            if not evidence.says(text):
                yield from self.sentence(text, cited.labels, evidence)

    def sentence(self, text: str, labels: Sequence[str], there: Evidence) -> Iterator[Problem]:
        """Say what is wrong with a sentence that is not word for word its passages'.

        One that is just another passage's belongs to that one, whatever else it may share.
        """
        seeds = self.context.articles_of(labels)
        if elsewhere := list(self.explained([Stated("sentence", text)], seeds)):
            yield from elsewhere
            return
        items = missing(text, there)
        yield from self.explained(items, seeds)
        for kind, why in unsupported(taken_apart(text, self.context.catalogue), there.words):
            if not (items and kind == NOT_SUPPORTED):
                yield kind, f"{why}; the line: “{_cut(text)}”, the passage: “{_cut(there.text)}”"

    def speaker(self, label: str, cited: Sequence[str]) -> Iterator[Problem]:
        """Hold what stands in italics to the qualities in which somebody is quoted."""
        context = self.context
        known = {context.by_id[article].edition for article in context.articles_of(cited)}
        facts = filter(None, map(context.found, cited))
        known |= {each.speaker.label for each in facts if each.speaker}
        if label not in known:
            there = ", ".join(f"“{each}”" for each in sorted(filter(None, known)))
            why = f"“{label}” does not speak in the passage; there speaks"
            yield WRONG_SPEAKER, f"{why} {there or 'nobody but the text itself'}"

    def footnote(self, line: Line) -> Iterator[Problem]:
        """Hold a footnote's quotation to its passage letter for letter."""
        label = DEFINITION.match(line.text)
        if label is None or label[1] == EDITOR:
            return
        known = self.context.passages.get(label[1])
        if known is None:
            yield NOT_IN_ANY_SEED, f"no seed has the passage [^{label[1]}]; delete this footnote"
            return
        quoted = shown(line.text.rstrip().removesuffix("”").partition(": “")[2])
        said, text = self.context.of_labels([label[1]]).text, known.text  # no sentence has a bullet
        wholes = (said, text, plain(text), plain(without_markup(text)))
        if quoted and not any(spaced(quoted) in spaced(whole) for whole in wholes):
            yield QUOTE_ALTERED, f"the passage reads “{said}”"

    # --- Where else it stands --------------------------------------------------------------------

    def explained(self, items: Iterable[Stated], cited: Sequence[str] = ()) -> Iterator[Problem]:
        """Yield the reason and the message for each item; ``cited`` are the seeds that are cited.

        A whole sentence is only a fault if another passage says just that.
        """
        for item in items:
            whole = item.kind in {"sentence", "quotation"}
            named = "this sentence" if item.kind == "sentence" else f"the {item.kind} “{item.text}”"
            seed = self.where(item, cited)
            if seed in cited:
                why = f"{named} is not in the passage cited; cite {self.passage(item, seed)}"
                yield IN_OTHER_PASSAGE, why
            elif seed and whole:
                why = f"{named} is not in the passage cited but in {seed}"
                yield IN_OTHER_SEED, f"{why}; cite {self.passage(item, seed)}"
            elif seed:  # what others say by chance is no source of it
                texts = "in the texts cited" if cited else "in the seeds of this page"
                yield IN_OTHER_SEED, f"{named} is nowhere {texts}; correct it"
            elif item.kind == "quotation":
                why = f"no passage has the words “{item.text}”; quote letter for letter"
                yield QUOTE_ALTERED, why
            elif not whole:
                yield NOT_IN_ANY_SEED, f"{named} is in no passage of any seed; correct it"

    def where(self, item: Stated, cited: Sequence[str]) -> str:
        """Return the seed that says it: one that is cited, else the first of all; of none ""."""
        context, known = self.context, self.context.catalogue
        meant = known.find(item.text) if item.kind == "name" else ()
        words = re.findall(r"\d+", item.text) or re.findall(r"\w+", item.text)
        names = [name.lower() for m in meant for name in known.entities[m.entity].names]
        clues = names or [max(words, key=len, default="").lower()]  # a text that says it has one
        for seed in dict.fromkeys((*cited, *context.by_id)):
            article = context.by_id[seed]
            text = f"{article.text}\n{article.title or ''}".lower()
            if any(clue in text for clue in clues) and holds(item, context.of_article(seed)):
                return seed
        return ""

    def passage(self, item: Stated, seed: str) -> str:
        """Return what to cite: the first passage that says it, none that cleaning took out."""
        found = self.context.passage_that(partial(holds, item), [seed])
        if found is None:
            return f"the passages of {seed} that say it"
        return f"the passage that says it: [^{found.label}]"


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rsplit(' ', 1)[0]} …"
