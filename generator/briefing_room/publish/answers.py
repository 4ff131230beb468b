"""What the search answers from the records of the site, all in one form.

An answer is a name, a policy, a value, a site, a deadline, a story, or what may ship; the search
finds each by its words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import quote

from briefing_room.catalogue.entries import Entity
from briefing_room.publish.deadlines import next_days
from briefing_room.publish.key_numbers import NumberToday, numbers
from briefing_room.publish.markup import url_path
from briefing_room.publish.provenance import provenance
from briefing_room.publish.publication import Publication
from briefing_room.publish.shipping import Rule, rules, with_relatives
from briefing_room.publish.statuses import policies_covering, policy_of
from briefing_room.publish.views.shipping import rules_by_meaning, shipping_question
from briefing_room.publish.views.sites import FacilityToday, facilities
from briefing_room.publish.views.tracker import tile
from briefing_room.publish.words import clip, lower_initial, upper_initial
from briefing_room.review.reading import strip_markdown
from briefing_room.text.lexicon import table
from briefing_room.text.periods import day_in_words

_MAX_FACTS = 2  # in the answer to a name
_MAX_NEXT_DAYS = 4
_MAX_ANSWER_LETTERS = 200


class FoundAnswer(NamedTuple):
    """What a search result shows, and further words that find it."""

    kind: str
    title: str
    address: str
    about: str
    words: str = ""


def answers(site: Publication) -> tuple[FoundAnswer, ...]:
    """All answers; of equally good matches the search shows the first one first."""
    sources = (
        *(_shipping_answers, _listing_answers, _number_answers, _name_answers, _site_answers),
        *(_deadline_answers, _page_answers, _topic_answers, _faq_answers, _story_answers),
    )
    return tuple(answer for source in sources for answer in source(site))


def _search_words(*parts: str | None) -> str:
    """The words of all parts in lower case, each once."""
    return " ".join(dict.fromkeys(" ".join(filter(None, parts)).casefold().split()))


def _names_of(slugs: Iterable[str], site: Publication) -> str:
    known = site.catalogue.entities
    return " ".join(name for slug in slugs if slug in known for name in known[slug].names)


def _shipping_answers(site: Publication) -> Iterator[FoundAnswer]:
    question = shipping_question(site)
    for good in question.goods:
        summary = "; ".join(
            f"{meaning} ({'; '.join(_rule_words(rule, good) for rule in rules[:2])})"
            for meaning, rules in rules_by_meaning(good, site).items()
        )
        title, address = f"{question.title} {good.name}", f"ship/?good={good.slug}"
        words = _search_words(question.search_words, *good.names)
        yield FoundAnswer("ship", title, address, clip(summary, _MAX_ANSWER_LETTERS), words)


def _rule_words(rule: Rule, good: Entity) -> str:
    """The part of a good that a rule covers, if not all of it, before the name of the rule."""
    return ": ".join(filter(None, (rule.limit_on(good.slug), rule.item.name)))


def _listing_answers(site: Publication) -> Iterator[FoundAnswer]:
    """Yield each listed name, with the lists that it is on."""
    lists: dict[str, list[Rule]] = {}
    for rule in rules(site):
        for name in rule.names:
            lists.setdefault(name, []).append(rule)
    pages = {name for entity in site.catalogue.entities.values() for name in entity.names}
    for name, on_lists in lists.items():
        if name in pages:  # the answer to the name itself
            continue
        about = "; ".join(
            f"On a list: {r.item.name}, {lower_initial(r.headline)}" for r in on_lists
        )
        address, words = f"ship/?buyer={quote(name)}", "list listed blacklist firm"
        yield FoundAnswer("listed", name, address, clip(about, _MAX_ANSWER_LETTERS), words)


def _number_answers(site: Publication) -> Iterator[FoundAnswer]:
    """Yield each number, and one value of it for each further subject."""
    for item in numbers(site):
        names = _names_of(item.number.about, site)
        parts = (f"{row.value.thing or ''} {row.value.place or ''}" for row in item.values)
        words = _search_words(item.number.counts, names, *parts)
        path = url_path(item.number.path)
        yield FoundAnswer("number", item.number.name, path, item.leading_value.wording, words)
        yield from _subject_answers(item)


def _subject_answers(item: NumberToday) -> Iterator[FoundAnswer]:
    subjects = {item.leading_value.value.thing}
    for row in item.values:
        if row.value.thing and row.value.thing not in subjects:
            subjects.add(row.value.thing)
            address = f"{url_path(item.number.path)}#{row.value.anchor}"
            title = f"{item.number.name}, {row.value.thing}"
            words = _search_words(item.number.counts)
            yield FoundAnswer("number", title, address, row.wording, words)


def _name_answers(site: Publication) -> Iterator[FoundAnswer]:
    for entity in site.catalogue.entities.values():
        names = (*entity.names, entity.symbol or "", entity.role or "")
        further = (
            _policy_words(entity, site)
            if entity.policy
            else _names_of([entity.country or ""], site)
        )
        address, words = url_path(site.link_target(entity)), _search_words(*names, further)
        role = site.catalogue.vocabulary.role(entity.type)
        kind = role if role in ("organisation", "person") else "name"
        yield FoundAnswer(kind, entity.name, address, _name_summary(entity, site), words)


def _policy_words(entity: Entity, site: Publication) -> str:
    """The words that find a policy: its kind, status, goods, authorities, targets and lists."""
    policy, item = entity.policy, policy_of(entity, site)
    if policy is None or item is None:
        return ""
    targets = (*policy.targets, *sorted(with_relatives(policy.targets, site)))
    slugs = (*policy.goods, *item.authority_slugs, *targets)
    clauses = (clause.what for clause in policy.clauses)
    lists = (*policy.all_listed, *policy.watched)
    on = day_in_words(policy.announced) if policy.announced else ""
    return " ".join((item.kind, item.state_text, on, _names_of(slugs, site), *clauses, *lists))


def _name_summary(entity: Entity, site: Publication) -> str:
    """What people ask most about a name: output of a firm, status of a site, rules on a good."""
    if entity.policy and (item := policy_of(entity, site)):
        return clip(upper_initial(item.wording), _MAX_ANSWER_LETTERS)
    facilities_at_place = [row for row in facilities(site) if row.place is entity]
    role = site.catalogue.vocabulary.role(entity.type)
    if role == "country":  # none of its sites stands for it
        return entity.role or ""
    firm = role == "organisation"
    firm_numbers = (row for row in numbers(site) if firm and row.number.about[:1] == (entity.slug,))
    leads = [row for row in firm_numbers if not row.number.listed_by]
    facts = [f"{row.number.name}: {row.leading_value.wording}" for row in leads[:1]]
    for facility in facilities_at_place:
        period = f" ({facility.as_of})" if facility.as_of else ""
        facts.append(f"{facility.name}: {facility.status}{period}")
    facts += [f"{item.name}: {item.wording}" for item in policies_covering(entity.slug, site)[:1]]
    if entity.symbol and not facts:
        facts = [tile(entity, site).state_and_age[0]]
    return "; ".join(facts[:_MAX_FACTS]) or entity.role or ""


def _site_answers(site: Publication) -> Iterator[FoundAnswer]:
    for row in facilities(site):
        path, words = url_path(site.link_target(row.place)), _site_words(row, site)
        yield FoundAnswer("site", row.name, path, _site_summary(row), words)


def _site_summary(row: FacilityToday) -> str:
    owners = ", ".join(name for name, _ in row.owners)
    where = ", ".join(filter(None, (row.kind, row.country, owners)))
    caution = f" ({row.access_note})" if row.access_note else ""
    return f"{row.status}{f' ({row.as_of})' if row.as_of else ''}: {where}{caution}"


def _site_words(row: FacilityToday, site: Publication) -> str:
    owners, amounts = (name for name, _ in row.owners), (line.wording for line in row.lines)
    region = sorted(with_relatives((row.place.country or "",), site))
    names = (*row.place.names, _names_of(region, site), *owners)
    return _search_words("firm owner where make supply", row.kind, row.kinds, *names, *amounts)


def _deadline_answers(site: Publication) -> Iterator[FoundAnswer]:
    for due in next_days(site):
        title = f"{due.when}: {due.title}"
        yield FoundAnswer("deadline", title, url_path(due.path), due.description, "due date when")


def _page_answers(site: Publication) -> Iterator[FoundAnswer]:
    """Yield the pages of the site; the one of deadlines lists the next days."""
    next_words = "; ".join(
        f"{due.when}, {due.title}{due.certainty_suffix}" for due in next_days(site)[:_MAX_NEXT_DAYS]
    )
    for listed, key, about, key_words in table("search")["pages"]:
        address = listed.replace("rules/", url_path(site.tracker_page), 1)
        addition = f"; next: {next_words}" if next_words and address.endswith("#deadlines") else ""
        title, words = key, key_words
        if key in ("rules", "sites"):
            word = site.catalogue.vocabulary.title_of(key)
            title, words = upper_initial(word.plural), f"{words} {word.singular}"
        yield FoundAnswer("page", title, address, f"{about}{addition}", words)


def _topic_answers(site: Publication) -> Iterator[FoundAnswer]:
    for topic in site.catalogue.topics.values():
        about = clip(topic.description, _MAX_ANSWER_LETTERS)
        yield FoundAnswer("topic", topic.title, url_path(topic.path), about)


def _faq_answers(site: Publication) -> Iterator[FoundAnswer]:
    """Yield the questions in lists of the about pages, each with its answer."""
    for page in site.about_pages:
        for line in page.lines:
            question_text, mark, answer = strip_markdown(line.text).partition("? ")
            if mark and line.text.startswith("- **") and line.text.find("?**") > 0:
                title = f"{question_text.removeprefix('- ')}?"
                about = clip(answer, _MAX_ANSWER_LETTERS)
                yield FoundAnswer("asked", title, url_path(page.path), about)


def _story_answers(site: Publication) -> Iterator[FoundAnswer]:
    for story in site.stories:
        reading = provenance(site).get(story.path)
        titles = (site.catalogue.topics[slug].title for slug in story.topics)
        words = _search_words(*titles, day_in_words(story.date) if story.date else "")
        about = clip(story.bottom_line, _MAX_ANSWER_LETTERS) + (
            f" ({reading.tag})" if reading else ""
        )
        yield FoundAnswer("story", story.title, url_path(story.path), about, words)
