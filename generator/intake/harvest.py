"""Go through a feed: what is on the subject and new becomes a draft, the rest is counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from generator.catalogue.entries import Catalogue
from generator.errors import BriefingError
from generator.ingest.language import is_english, language
from generator.ingest.metadata import Metadata
from generator.intake.drafts import Draft, draft
from generator.intake.feeds import Entry
from generator.intake.fetch import Fetcher
from generator.intake.known import Known
from generator.intake.originals import CONTENT_TYPES, from_page
from generator.intake.refusals import SameAddress, SameContent
from generator.intake.subject import is_on_subject, may_be_on_subject


class Fate(StrEnum):
    """What becomes of an entry; the value is how it is counted."""

    ADDED = "added"
    SEEN = "looked at before"
    THERE = "there already"
    OFF_SUBJECT = "not on the subject"
    OTHER_LANGUAGE = "in another language"
    FAILED = "could not be read"


@dataclass(frozen=True, slots=True)
class Judged:
    """An entry with its fate; ``made`` is its draft, ``why`` the reason that it failed."""

    entry: Entry
    fate: Fate
    made: Draft | None = None
    why: str = ""

    @property
    def settled(self) -> bool:
        """Return whether the next run need not look again: a failure may pass."""
        return self.fate is not Fate.FAILED


def harvest(
    found: Iterable[Entry],
    seen: frozenset[str],
    fetcher: Fetcher,
    known: Known,
    catalogue: Catalogue,
) -> Iterator[Judged]:
    """Yield every entry with its fate, in the feed's order; fetches only what may be wanted."""
    for entry in found:
        if entry.key in seen:
            yield Judged(entry, Fate.SEEN)
        elif known.address(entry.address):
            yield Judged(entry, Fate.THERE)
        elif not is_english(language(f"{entry.title}\n{entry.text}")):
            yield Judged(entry, Fate.OTHER_LANGUAGE)
        elif not _may_be_wanted(entry, catalogue):
            yield Judged(entry, Fate.OFF_SUBJECT)
        else:
            yield _read(entry, fetcher, known, catalogue)


def _may_be_wanted(entry: Entry, catalogue: Catalogue) -> bool:
    """Return whether the page is worth fetching; an entry without words of its own may be."""
    words = f"{entry.title}\n{entry.text}"
    return not words.strip() or may_be_on_subject(words, catalogue)


def _read(entry: Entry, fetcher: Fetcher, known: Known, catalogue: Catalogue) -> Judged:
    try:
        page = fetcher.fetch(entry.address, CONTENT_TYPES)
        original = from_page(page.url, page.data, page.content_type, page.charset)
        made = _completed(draft(original), entry)
        known.refuse(made)
    except (SameAddress, SameContent) as error:
        return Judged(entry, Fate.THERE, why=str(error))
    except BriefingError as error:
        return Judged(entry, Fate.FAILED, why=str(error))
    article = made.article("x")
    if not is_english(article.language):
        return Judged(entry, Fate.OTHER_LANGUAGE)
    if not is_on_subject(article, catalogue):
        return Judged(entry, Fate.OFF_SUBJECT)
    return Judged(entry, Fate.ADDED, made)


def _completed(made: Draft, entry: Entry) -> Draft:
    """Take from the entry what the page does not say: the publisher's feed is its own word."""
    missing = Metadata(
        title=None if made.metadata.title else entry.title or None,
        date=None if made.metadata.date else entry.date,
    )
    return made.told(missing)
