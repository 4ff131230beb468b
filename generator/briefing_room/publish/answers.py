"""What the search answers from the records of the site.

An answer is a name, a policy, a value, a site, a deadline, a story, or what may ship; the search
finds each by its words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple
from urllib.parse import quote

from briefing_room.catalogue.entries import Entity
from briefing_room.model import Role
from briefing_room.publish.deadlines import next_days
from briefing_room.publish.facilities import FacilityToday, facilities
from briefing_room.publish.key_numbers import NumberToday, numbers
from briefing_room.publish.markup import url_path
from briefing_room.publish.provenance import provenance
from briefing_room.publish.publication import Publication
from briefing_room.publish.shipping import Rule, rules, with_relatives
from briefing_room.publish.statuses import policies_covering, policy_of
from briefing_room.publish.values import ValueToday
from briefing_room.publish.views.shipping import rules_by_meaning, shipping_question
from briefing_room.publish.views.tracker import tile
from briefing_room.publish.words import age, clip, lower_initial, upper_initial
from briefing_room.review.reading import strip_markdown
from briefing_room.text.lexicon import table
from briefing_room.text.periods import day_in_words

_MAX_FACTS = 2  # in the answer to a name
_MAX_NEXT_DAYS = 4
_MAX_ANSWER_LETTERS = 200
_DIFFER_ID = "where-accounts-differ"  # of the section of a story


class SearchAnswer(NamedTuple):
    """What a search result shows, and further words that find it.

    The script of the search reads the fields by their order.
    """

    kind: str
    title: str
    address: str
    about: str
    words: str = ""


def answers(publication: Publication) -> tuple[SearchAnswer, ...]:
    """All answers; the search keeps their order among equally good matches."""
    sources = (
        *(_shipping_answers, _listing_answers, _number_answers, _name_answers, _site_answers),
        *(_deadline_answers, _page_answers, _topic_answers, _faq_answers),
        *(_story_answers, _dispute_answers),
    )
    return tuple(answer for source in sources for answer in source(publication))


def _search_words(*texts: str | None) -> str:
    """The words of all texts in lower case, each once."""
    return " ".join(dict.fromkeys(" ".join(filter(None, texts)).casefold().split()))


def _names_of(slugs: Iterable[str], publication: Publication) -> str:
    entities = publication.catalogue.entities
    further = publication.catalogue.vocabulary.search_names
    return " ".join(
        name
        for slug in slugs
        if slug in entities
        for name in (*entities[slug].names, *further.get(slug, ()))
    )


def _shipping_answers(publication: Publication) -> Iterator[SearchAnswer]:
    question = shipping_question(publication)
    for good in question.goods:
        summary = "; ".join(
            f"{meaning} ({'; '.join(_rule_words(rule, good) for rule in rules[:2])})"
            for meaning, rules in rules_by_meaning(good, publication).items()
        )
        title, address = f"{question.title} {good.name}", f"ship/?good={good.slug}"
        words = _search_words(question.search_words, _names_of([good.slug], publication))
        yield SearchAnswer("ship", title, address, clip(summary, _MAX_ANSWER_LETTERS), words)


def _rule_words(rule: Rule, good: Entity) -> str:
    """The name of a rule, after the part of the good that it covers, if not all of it."""
    return ": ".join(filter(None, (rule.limit_on(good.slug), rule.item.name)))


def _listing_answers(publication: Publication) -> Iterator[SearchAnswer]:
    """Yield each listed name, with the lists that it is on."""
    rules_by_name: dict[str, list[Rule]] = {}
    for rule in rules(publication):
        for name in rule.names:
            rules_by_name.setdefault(name, []).append(rule)
    names_of_entities = {
        n for entity in publication.catalogue.entities.values() for n in entity.names
    }
    for name, lists in rules_by_name.items():
        if name in names_of_entities:  # these have an answer of their own
            continue
        about = "; ".join(f"On a list: {r.item.name}, {lower_initial(r.headline)}" for r in lists)
        address, words = f"ship/?buyer={quote(name)}", "list listed blacklist firm"
        yield SearchAnswer("listed", name, address, clip(about, _MAX_ANSWER_LETTERS), words)


def _number_answers(publication: Publication) -> Iterator[SearchAnswer]:
    """Yield each number with its leading value, and one value for each other thing it counts."""
    for item in numbers(publication):
        subjects = item.number.about
        groups = (
            group
            for slug in subjects[:1]
            if slug in publication.catalogue.entities
            for group in publication.catalogue.entities[slug].part_of
        )
        names = _names_of((*subjects, *groups), publication)
        parts = (f"{row.value.thing or ''} {row.value.place or ''}" for row in item.values)
        words = _search_words(item.number.counts, names, *parts)
        path = url_path(item.number.path)
        about = _value_text(item, item.leading_value, publication)
        yield SearchAnswer("number", item.number.name, path, about, words)
        yield from _answers_on_things(item, publication)


def _value_text(item: NumberToday, row: ValueToday, publication: Publication) -> str:
    """A value in words, with how old the newest of its number is if that is too old."""
    newest = item.outdated_since(publication.as_of)
    if newest is None:
        return row.wording
    return f"{row.wording}; newest value {age(newest, publication.as_of).replace(' ago', ' old')}"


def _answers_on_things(item: NumberToday, publication: Publication) -> Iterator[SearchAnswer]:
    answered = {item.leading_value.value.thing}
    for row in item.values:
        if row.value.thing and row.value.thing not in answered:
            answered.add(row.value.thing)
            address = f"{url_path(item.number.path)}#{row.value.anchor}"
            title = f"{item.number.name}, {row.value.thing}"
            about, words = _value_text(item, row, publication), _search_words(item.number.counts)
            yield SearchAnswer("number", title, address, about, words)


def _name_answers(publication: Publication) -> Iterator[SearchAnswer]:
    for entity in publication.catalogue.entities.values():
        country = _names_of([entity.country or ""], publication)
        further = _policy_words(entity, publication) if entity.policy else country
        names = _names_of([entity.slug], publication)
        words = _search_words(names, entity.symbol, entity.role, further)
        address = url_path(publication.link_target(entity))
        role = publication.catalogue.vocabulary.role(entity.type)
        kind = role if role in ("organisation", "person") else "name"
        yield SearchAnswer(kind, entity.name, address, _name_summary(entity, publication), words)


def _policy_words(entity: Entity, publication: Publication) -> str:
    """The words that find a policy, such as its kind and goods; "" if it imposes nothing."""
    policy, item = entity.policy, policy_of(entity, publication)
    if policy is None or item is None:
        return ""
    targets = (*policy.targets, *sorted(with_relatives(policy.targets, publication)))
    slugs = (*policy.goods, *item.authority_slugs, *targets)
    clauses = (clause.what for clause in policy.clauses)
    lists = (*policy.all_listed, *policy.watched)
    on = day_in_words(policy.announced) if policy.announced else ""
    return " ".join(
        (item.kind, item.state_text, on, _names_of(slugs, publication), *clauses, *lists)
    )


def _name_summary(entity: Entity, publication: Publication) -> str:
    """What people ask most about a name, such as the status of a policy or a site."""
    if entity.policy and (item := policy_of(entity, publication)):
        return clip(upper_initial(item.wording), _MAX_ANSWER_LETTERS)
    if (
        publication.catalogue.vocabulary.role(entity.type) == "country"
    ):  # none of its sites stands for it
        return entity.role or ""
    facts = list(islice(_facts(entity, publication), _MAX_FACTS))
    if entity.symbol and not facts:
        facts = [tile(entity, publication).state_and_age[0]]
    return "; ".join(facts) or entity.role or ""


def _facts(entity: Entity, publication: Publication) -> Iterator[str]:
    """Yield a number of a firm, the status of each site at a place, and a rule on a good."""
    if publication.catalogue.vocabulary.role(entity.type) == "organisation":
        of_firm = (item for item in numbers(publication) if item.number.about[:1] == (entity.slug,))
        leading = next((item for item in of_firm if not item.number.listed_by), None)
        if leading:
            value_text = _value_text(leading, leading.leading_value, publication)
            yield f"{leading.number.name}: {value_text}"
    for row in facilities(publication):
        if row.place is entity:
            yield f"{row.name}: {row.status}{f' ({row.as_of})' if row.as_of else ''}"
    for item in policies_covering(entity.slug, publication)[:1]:
        yield f"{item.name}: {item.wording}"


def _site_answers(publication: Publication) -> Iterator[SearchAnswer]:
    for row in facilities(publication):
        path, words = url_path(publication.link_target(row.place)), _site_words(row, publication)
        yield SearchAnswer("site", row.name, path, _site_summary(row), words)


def _site_summary(row: FacilityToday) -> str:
    owners = ", ".join(name for name, _ in row.owners)
    where = ", ".join(filter(None, (row.kind, row.country, owners)))
    caution = f" ({row.access_note})" if row.access_note else ""
    return f"{row.status}{f' ({row.as_of})' if row.as_of else ''}: {where}{caution}"


def _site_words(row: FacilityToday, publication: Publication) -> str:
    owners, amounts = (name for name, _ in row.owners), (line.wording for line in row.lines)
    region = sorted(with_relatives((row.place.country or "",), publication))
    names = (*row.place.names, _names_of(region, publication), *owners)
    return _search_words("firm owner where make supply", row.kind, row.kinds, *names, *amounts)


def _deadline_answers(publication: Publication) -> Iterator[SearchAnswer]:
    for due in next_days(publication):
        title = f"{due.when}: {due.title}"
        yield SearchAnswer("deadline", title, url_path(due.path), due.description, "due date when")


def _page_answers(publication: Publication) -> Iterator[SearchAnswer]:
    """Yield the pages of the site; the one of deadlines lists the next days."""
    next_days_text = "; ".join(
        f"{due.when}, {due.title}{due.certainty_suffix}"
        for due in next_days(publication)[:_MAX_NEXT_DAYS]
    )
    for row_address, row_title, row_about, row_words in table("search")["pages"]:
        address = row_address.replace("rules/", url_path(publication.tracker_page), 1)
        title, about, words = row_title, row_about, row_words
        if next_days_text and address.endswith("#deadlines"):
            about += f"; next: {next_days_text}"
        if title in ("rules", "sites"):  # the project has a word of its own for these
            word = publication.catalogue.vocabulary.title_of(title)
            title, words = upper_initial(word.plural), f"{words} {word.singular}"
        yield SearchAnswer("page", title, address, about, words)


def _topic_answers(publication: Publication) -> Iterator[SearchAnswer]:
    for topic in publication.catalogue.topics.values():
        about = clip(topic.description, _MAX_ANSWER_LETTERS)
        yield SearchAnswer("topic", topic.title, url_path(topic.path), about)


def _faq_answers(publication: Publication) -> Iterator[SearchAnswer]:
    """Yield the questions in lists of the about pages, each with its answer."""
    for page in publication.about_pages:
        for line in page.lines:
            question, mark, answer = strip_markdown(line.text).partition("? ")
            is_sentence = " " in answer  # not the mere name of a page
            if mark and is_sentence and line.text.startswith("- **") and "?**" in line.text:
                title = f"{question.removeprefix('- ')}?"
                about = clip(answer, _MAX_ANSWER_LETTERS)
                yield SearchAnswer("asked", title, url_path(page.path), about)


def _story_answers(publication: Publication) -> Iterator[SearchAnswer]:
    for story in publication.stories:
        reading = provenance(publication).get(story.path)
        titles = (publication.catalogue.topics[slug].title for slug in story.topics)
        words = _search_words(*titles, day_in_words(story.date) if story.date else "")
        tag = f" ({reading.tag})" if reading else ""
        about = f"{clip(story.bottom_line, _MAX_ANSWER_LETTERS)}{tag}"
        yield SearchAnswer("story", story.title, url_path(story.path), about, words)


def _dispute_answers(publication: Publication) -> Iterator[SearchAnswer]:
    """Yield each story whose accounts differ, with what they say."""
    for story in publication.stories:
        if points := story.section(Role.DIFFER):
            accounts = " ".join(point.text for point in points)
            title, address = f"{Role.DIFFER}: {story.title}", f"{url_path(story.path)}#{_DIFFER_ID}"
            names = _names_of(story.entities, publication)
            words = _search_words("disputed", names, story.bottom_line, accounts)
            about = clip(accounts, _MAX_ANSWER_LETTERS)
            yield SearchAnswer("differ", title, address, about, words)
