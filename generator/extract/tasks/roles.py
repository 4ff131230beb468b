"""Sentences with a task on the page: what is not known, to watch, why it matters, what differs.

A sentence is given a role by its wording alone; what the wording must be stands in ``gaps``,
``coming``, ``stakes`` and ``differing``.
"""

from __future__ import annotations

from generator.extract.tasks.ahead import done_on
from generator.extract.tasks.coming import is_to_come
from generator.extract.tasks.differing import is_differing
from generator.extract.tasks.gaps import is_not_known
from generator.extract.tasks.opposing import announced, opposed
from generator.extract.tasks.stakes import matters
from generator.extract.timeline.events import dated_sentences
from generator.model import Article, Sentence


def not_known(article: Article) -> tuple[Sentence, ...]:
    """Return the sentences that say what is not disclosed, not named or unclear."""
    return tuple(s for s in _shown(article) if is_not_known(s.text))


def to_watch(article: Article) -> tuple[Sentence, ...]:
    """Return the sentences about what is still to come, seen from where the text stands.

    An article stands at its date, a note at the end of its sources, or at what it tells of as done
    after that.  What lies before is left out.
    """
    day = article.date if article.kind == "article" else article.sources_reach_to
    day = day or article.date
    told = [each for each in dated_sentences(article) if each.sentence.opens != "fragment"]
    stands = day.isoformat() if day else None
    ahead = [each for each in told if is_to_come(each.sentence.text, each.spans, stands)]
    if stands and article.kind != "article":
        done = (done_on(one.sentence.text, one.spans, stands) for one in told if one not in ahead)
        stands = max([stands, *done])
    return tuple(
        each.sentence for each in ahead if is_to_come(each.sentence.text, each.spans, stands)
    )


def why_it_matters(article: Article) -> tuple[Sentence, ...]:
    """Return the sentences about consequence, scale and dependence."""
    return tuple(
        s
        for s in _shown(article)
        if matters(s.text) and not is_not_known(s.text) and not is_differing(s.text)
    )


def differ(article: Article) -> tuple[Sentence, ...]:
    """Return the sentences that set accounts against each other."""
    shown = _shown(article)
    told = {s for pair in opposed(shown) for s in pair} | set(announced(shown))
    return tuple(s for s in shown if s in told or is_differing(s.text))


def _shown(article: Article) -> tuple[Sentence, ...]:
    return tuple(s for s in article.sentences if s.opens != "fragment")
