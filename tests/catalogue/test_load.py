"""Pages that people write: how they are read, and how faults are reported."""

from __future__ import annotations

import re
from dataclasses import is_dataclass
from pathlib import Path

import pytest
from briefing_room.catalogue import entries, numbers, policies, rows
from briefing_room.catalogue.load import absent_pages_message, drop_absent_pages, read_catalogue
from briefing_room.catalogue.schema import keys
from briefing_room.catalogue.vocabulary import Vocabulary, read_vocabulary
from briefing_room.commands.catalogue import fill_form
from briefing_room.ingest import metadata
from briefing_room.review.findings import KEYS
from shared import ROOT, cases

FAULTS = cases(__file__, "faults")
CHINA = "---\nname: China\naliases: [Beijing]\ndemonyms: [Chinese]\n---\nProfile.\n"


def briefings(folder: Path, **files: str) -> Path:
    words = ROOT / "briefings" / "vocabulary.yml"
    folder.mkdir(parents=True, exist_ok=True)
    own_words, *_ = words.read_text("utf-8").partition("search_names:")  # of pages not in `folder`
    (folder / "vocabulary.yml").write_text(own_words, encoding="utf-8")
    for name, text in files.items():
        path = folder / f"{name.replace('__', '/')}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def test_the_projects_own_catalogue_has_no_finding() -> None:
    catalogue, findings = read_catalogue(ROOT / "briefings")
    assert not findings
    assert len(catalogue.entities) > 150
    assert catalogue.entities["china"].demonyms == ("Chinese",)
    assert catalogue.topics["export-controls"].terms[0][1] == 3
    assert len(catalogue.numbers) >= 25
    assert all(len(number.values) >= 3 for number in catalogue.numbers.values())


def test_an_empty_folder_is_an_empty_catalogue_with_general_words(tmp_path: Path) -> None:
    catalogue, findings = read_catalogue(tmp_path)
    assert not findings
    assert catalogue.find("China") == ()
    assert catalogue.vocabulary.role("policy") == "policy"


@pytest.mark.parametrize(
    ("page", "front", "line", "words"),
    [(page, *case) for page, cases in FAULTS.items() for case in cases],
)
def test_a_fault_is_reported_with_its_line_and_the_rest_is_read(
    tmp_path: Path, page: str, front: str, line: int, words: str
) -> None:
    pages = {"entities__country__china": CHINA, f"entities/{page}": f"---\n{front}\n---\n"}
    catalogue, findings = read_catalogue(briefings(tmp_path, **pages))
    assert [f.line for f in findings if words in f.message] == [line], findings
    assert all(f.path.endswith(f"entities/{page}.md") for f in findings)
    assert catalogue.entities["china"].aliases == ("Beijing",)


def test_front_matter_that_is_not_closed_is_reported_at_its_first_line(tmp_path: Path) -> None:
    _, (finding,) = read_catalogue(briefings(tmp_path, entities__policy__rule="---\nname: A\n"))
    assert (finding.line, "no closing line" in finding.message) == (1, True)


def test_a_page_of_an_unknown_type_is_reported(tmp_path: Path) -> None:
    folder = briefings(tmp_path, entities__planet__mars="---\nname: Mars\n---\n")
    assert [f.kind for f in read_catalogue(folder)[1]] == ["unknown-type"]


def test_the_first_of_two_pages_with_one_slug_is_kept(tmp_path: Path) -> None:
    town = "---\nname: Chinatown\n---\n"
    folder = briefings(tmp_path, entities__country__china=CHINA, entities__place__china=town)
    catalogue, findings = read_catalogue(folder)
    assert catalogue.entities["china"].type == "country"
    assert [f.kind for f in findings] == ["duplicate-slug"]


def test_binary_files_and_links_out_of_the_folder_are_reported(tmp_path: Path) -> None:
    folder = briefings(tmp_path / "briefings", entities__country__china=CHINA)
    (folder / "entities/country/bad.md").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "secret.md").write_text(CHINA)
    (folder / "entities/country/link.md").symlink_to(tmp_path / "secret.md")
    catalogue, findings = read_catalogue(folder)
    assert list(catalogue.entities) == ["china"]
    places = [(f.kind, f.path.rsplit("/", 1)[1]) for f in findings]
    assert places == [("unreadable", "bad.md"), ("unreadable", "link.md")]


def test_the_lists_are_checked_item_by_item(tmp_path: Path) -> None:
    folder = briefings(tmp_path, entities__country__china=CHINA)
    (folder / "glossary.yml").write_text("- {term: REE, definition: x}\n- {term: REE}\n- [1]\n")
    (folder / "entities/stop-names.yml").write_text("- China Daily\n- 7\n- China Daily\n- China\n")
    catalogue, findings = read_catalogue(folder)
    assert [term.term for term in catalogue.glossary] == ["REE"]
    assert catalogue.stop_names == ("China Daily", "China")
    assert sorted((f.path.rsplit("/", 1)[1], f.line) for f in findings) == [
        *(("glossary.yml", line) for line in (2, 3)),
        *(("stop-names.yml", line) for line in (0, 2)),
    ]


def test_two_elements_cannot_have_one_symbol(tmp_path: Path) -> None:
    dyon, dysprosium = (f"---\nname: {name}\nsymbol: Dy\n---\n" for name in ("Dyon", "Dysprosium"))
    pages = {"entities__mineral__dyon": dyon, "entities__mineral__dysprosium": dysprosium}
    _, findings = read_catalogue(briefings(tmp_path, **pages))
    assert [(f.kind, f.line) for f in findings] == [("duplicate-value", 3)]


def test_a_topic_needs_a_title_known_weights_and_terms_with_a_letter(tmp_path: Path) -> None:
    good = "---\ntitle: A\nterms:\n  3: [x, '%', …]\n  5: [y]\n---\nAbout.\n"
    folder = briefings(tmp_path, topics__a=good, topics__b="---\nterms: {}\n---\n")
    (folder / "topics" / "deep-sea.md").write_text(
        fill_form("topic", "Deep-sea mining", Vocabulary())
    )
    catalogue, findings = read_catalogue(folder)
    assert catalogue.topics["a"].terms == (("x", 3),)
    assert catalogue.topics["a"].description == "About."
    assert catalogue.topics["deep-sea"].description == ""  # the hint to its editor is none
    messages = [f.message.split(";")[0] for f in findings]
    assert messages == [
        *(f"terms: '3' has '{term}'" for term in "%…"),
        "terms: '5' is not a weight",
        "'title' is missing",
    ]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("stagess:\n  mining: mining\n", 1, "did you mean 'stages'?"),
        ("types:\n  ship: {one: ship}\n", 2, "'ship' needs a 'role'"),
        ("types:\n  ship: {one: ship, role: boat}\n", 2, "'role' is 'boat'"),
        ("stages:\n  Deep Mining: x\n", 2, "must be a slug"),
        ("stages: [mining]\n", 1, "must be 'key: value' pairs"),
    ],
)
def test_a_fault_in_the_vocabulary_is_reported_with_its_line(
    tmp_path: Path, text: str, line: int, words: str
) -> None:
    (tmp_path / "vocabulary.yml").write_text(text)
    vocabulary, findings = read_vocabulary(tmp_path / "vocabulary.yml")
    assert [f.line for f in findings if words in f.message] == [line], findings
    assert vocabulary.role("policy") == ("" if text.startswith("types") else "policy")


def test_a_search_name_of_no_page_is_reported_with_its_line(tmp_path: Path) -> None:
    folder = briefings(tmp_path, entities__country__china=CHINA)
    words = "search_names:\n  china: [Chine]\n  chnia: [Cina]\n"
    (folder / "vocabulary.yml").write_text(words, encoding="utf-8")
    catalogue, (finding,) = read_catalogue(folder)
    assert (finding.line, Path(finding.path).name) == (3, "vocabulary.yml")
    assert "'chnia' has no page under entities/; did you mean 'china'?" in finding.message
    assert catalogue.vocabulary.search_names["china"] == ("Chine",)


def test_a_page_whose_seeds_are_absent_keeps_only_its_names(
    tmp_path: Path,
) -> None:
    page_without_seed = "---\nname: Gone\nrole: r\nsources: [lost]\n---\nIt makes 5 tonnes.\n"
    empty_page = "---\nname: New\nsources: []\n---\n<!-- End each sentence with [^lost/2-1]. -->\n"
    page_with_seed = "---\nname: Both\nsources: [lost, here]\n---\nIt stays.\n"
    number = (
        '---\nname: N\nunit: "%"\ncounts: c\nvalues:\n'
        '  - {value: "5%", period: 2024, says: X, cites: [lost/1-1]}\n---\n'
    )
    texts = {"gone": page_without_seed, "new": empty_page, "both": page_with_seed}
    pages = {f"entities__organisation__{slug}": text for slug, text in texts.items()}
    catalogue, _ = read_catalogue(briefings(tmp_path, numbers__n=number, **pages))
    remaining, findings = drop_absent_pages(catalogue, {"here"})
    assert [f.path for f in findings] == ["entities/organisation/gone.md", "numbers/n.md"]
    assert (remaining.entities["gone"].body, remaining.entities["gone"].role) == ("", None)
    assert remaining.entities["both"].body == "It stays."
    assert not remaining.numbers
    assert [m.entity for m in remaining.find("Gone remaining.")] == ["gone"]
    assert absent_pages_message(findings).startswith("2 pages of the catalogue rest on seeds")
    assert drop_absent_pages(catalogue, {"here", "lost"}) == (catalogue, ())


def test_every_key_that_people_write_is_explained() -> None:
    about = ROOT / "briefings/about"
    guides = "".join((about / name).read_text() for name in ("catalogue.md", "editors-guide.md"))
    modules = (entries, policies, numbers, rows, metadata)
    records = [x for module in modules for x in vars(module).values() if is_dataclass(x)]
    known = {key.name for record in records for key in keys(record)} | {*KEYS}
    assert not [name for name in known if not re.search(rf"`[^`]*\b{name}\b[^`]*`", guides)]
