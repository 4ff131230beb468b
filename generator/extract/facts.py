"""Gather what one article says: the table of contents of this stage."""

from __future__ import annotations

from collections.abc import Iterable

from generator.catalogue.entries import Catalogue
from generator.extract.amounts.figures import figures
from generator.extract.speech.claims import attributions, claims
from generator.extract.tasks import accounts, roles
from generator.extract.tasks.corrections import corrected, withdrawn
from generator.extract.timeline.events import events
from generator.extract.topics import topics
from generator.model import Article, Facts, Passage


def facts(article: Article, catalogue: Catalogue) -> Facts:
    """Return what an article says, each item with its passage; a function of its arguments."""
    said = attributions(article, catalogue)
    wrong = withdrawn(article)
    claimed = claims(article, catalogue, said)
    return Facts(
        article=article.id,
        claims=tuple(c for c in claimed if not wrong & _labels(c.passages)),
        figures=corrected(figures(article, catalogue, said), article),
        events=tuple(e for e in events(article) if e.passage.label not in wrong),
        not_known=roles.not_known(article),
        to_watch=roles.to_watch(article),
        why_it_matters=roles.why_it_matters(article),
        differ=roles.differ(article),
        disagreements=accounts.disagreements(article, catalogue, said),
        topics=topics(article, catalogue),
    )


def _labels(passages: Iterable[Passage]) -> set[str]:
    return {passage.label for passage in passages}
