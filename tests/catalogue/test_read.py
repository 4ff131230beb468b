from __future__ import annotations

from pathlib import Path

import pytest

from generator.catalogue.load import read_catalogue
from generator.intake.templates import topic

CHINA = "---\nname: China\naliases: [Beijing]\ndemonyms: [Chinese]\n---\nProfile.\n"


def briefings(folder: Path, **files: str) -> Path:
    words = Path(__file__).parents[2] / "briefings" / "vocabulary.yml"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "vocabulary.yml").write_text(words.read_text("utf-8"), encoding="utf-8")
    for name, text in files.items():
        path = folder / "entities" / f"{name.replace('__', '/')}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def test_the_projects_own_catalogue_has_no_finding() -> None:
    catalogue, findings = read_catalogue(Path(__file__).parents[2] / "briefings")
    assert not findings
    assert len(catalogue.entities) > 150
    assert catalogue.entities["china"].demonyms == ("Chinese",)
    assert catalogue.topics["export-controls"].terms[0][1] == 3


def test_an_empty_folder_is_an_empty_catalogue(tmp_path: Path) -> None:
    catalogue, findings = read_catalogue(tmp_path)
    assert not findings
    assert catalogue.find("China") == ()


@pytest.mark.parametrize(
    ("page", "line", "words"),
    [
        ("---\nname: A\ncolour: red\n---\n", 3, "unknown key 'colour'"),
        ("---\naliases: [x]\n---\n", 1, "'name' is missing"),
        ("---\nname: 2025\n---\n", 2, "'name' must be a text"),
        ("---\nname: A\nname: B\n---\n", 3, "given twice"),
        ("---\nname: A\naliases: one\n---\n", 3, "must be a list"),
        ("---\nname: A\naliases: [true]\n---\n", 3, "is no text; quote it"),
        ("---\nname: A\ncountry: atlantis\n---\n", 3, "'atlantis', which has no page"),
        ("---\nname: A\nissuer: nobody\n---\n", 3, "'nobody', which has no page"),
        ("---\nname: A\ntargets: [china, mars]\n---\n", 3, "'mars', which has no page"),
        ("---\nname: A\nminerals: [china]\n---\n", 3, "which is a country, not a mineral"),
        ("---\nname: A\nannounced: 2025-4-9\n---\n", 3, "must be a date YYYY-MM-DD"),
        ("---\nname: A\nannounced: 2025-13-45\n---\n", 3, "is no day of the calendar"),
        ("---\nname: A\nmeasure: embargo\n---\n", 3, "allowed: export-licence"),
        ("---\nname: A\ntook_effect: maybe\n---\n", 3, "true or false"),
        ("---\nname: A\nsuspended: 2025-01-01\n---\n", 3, "'key: value' pairs"),
        ("---\nname: A\nsuspended: {from: 2025-02-01, until: 2025-01-01}\n---\n", 3, "before it"),
        ("---\nname: A\nsuspended: {by: nobody}\n---\n", 3, "'nobody', which has no page"),
        ("---\nname: A\nclauses:\n  - effective: 2025-01-01\n---\n", 4, "'what' is missing"),
        ("---\nname: A\nclauses:\n  - {what: x, when: y}\n---\n", 4, "unknown key 'when'"),
        ("---\nname: A\nlisted: [x, y]\nlisted_total: 1\n---\n", 4, "less than the names given"),
        ("---\nname: A\nwikidata: Berlin\n---\n", 3, "must look like 'Q148'"),
        ("---\nname: A\naliases: [beijing]\n---\n", 3, "is a name of entities/country/china.md"),
        ("---\nname: A\nmeasure: export-license\n---\n", 3, "did you mean 'export-licence'?"),
        ("---\nname: A\nstages: [magnet]\n---\n", 3, "did you mean 'magnets'? allowed: mining"),
        ("---\nname: A\nefective: 2025-01-01\n---\n", 3, "did you mean 'effective'?"),
        ("---\nname: A\nsuspended: {form: 2025-01-01}\n---\n", 3, "did you mean 'from'?"),
        ("---\nname: A\ntargets: [Beijing]\n---\n", 3, "did you mean 'china'?"),
        ("---\nname: A\nissuer: chin\n---\n", 3, "did you mean 'china'?"),
        ("---\nname: A\nsuperseded: rule\n---\n", 3, "names the page itself"),
        ("---\nname: A\nclauses:\n  - {what: x}\n  - dust\n---\n", 3, "'clauses' 2 must be"),
        (
            "---\nname: A\neffective: 2025-02-04\nended: 2025-02-03\n---\n",
            4,
            "add 'took_effect: false' if it never applied",
        ),
        (
            "---\nname: A\nsuspended: {from: 2025-02-01, resumed: 2025-01-01}\n---\n",
            3,
            "before it starts",
        ),
        ("---\nname: [A]\n---\n", 2, "'name' must be a text, not a list"),
        ("---\nname: A\n", 1, "no closing line"),
    ],
)
def test_what_is_wrong_is_named_with_its_line_and_the_rest_is_read(
    tmp_path: Path, page: str, line: int, words: str
) -> None:
    catalogue, findings = read_catalogue(
        briefings(tmp_path, country__china=CHINA, policy__rule=page)
    )
    assert [f.line for f in findings] == [line]
    assert words in findings[0].message
    assert findings[0].path.endswith("entities/policy/rule.md")
    assert catalogue.entities["china"].aliases == ("Beijing",)


def test_a_page_of_an_unknown_type_is_named(tmp_path: Path) -> None:
    _, findings = read_catalogue(briefings(tmp_path, planet__mars="---\nname: Mars\n---\n"))
    assert [f.kind for f in findings] == ["unknown-type"]


def test_of_two_pages_with_one_slug_the_first_stays(tmp_path: Path) -> None:
    folder = briefings(tmp_path, country__china=CHINA, place__china="---\nname: Chinatown\n---\n")
    catalogue, findings = read_catalogue(folder)
    assert catalogue.entities["china"].type == "country"
    assert [f.kind for f in findings] == ["duplicate-slug"]


def test_bytes_that_are_no_text_and_links_out_of_the_folder_are_named(tmp_path: Path) -> None:
    folder = briefings(tmp_path / "briefings", country__china=CHINA)
    (folder / "entities/country/bad.md").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "secret.md").write_text(CHINA)
    (folder / "entities/country/link.md").symlink_to(tmp_path / "secret.md")
    catalogue, findings = read_catalogue(folder)
    assert list(catalogue.entities) == ["china"]
    assert [(f.kind, f.path.rsplit("/", 1)[1]) for f in findings] == [
        ("unreadable", "bad.md"),
        ("unreadable", "link.md"),
    ]


def test_the_lists_are_checked_item_by_item(tmp_path: Path) -> None:
    folder = briefings(tmp_path, country__china=CHINA)
    (folder / "glossary.yml").write_text("- {term: REE, definition: x}\n- {term: REE}\n- [1]\n")
    (folder / "entities/stop-names.yml").write_text("- China Daily\n- 7\n- China Daily\n- China\n")
    catalogue, findings = read_catalogue(folder)
    assert [term.term for term in catalogue.glossary] == ["REE"]
    assert catalogue.stop_names == ("China Daily", "China")
    assert sorted((f.path.rsplit("/", 1)[1], f.line) for f in findings) == [
        ("glossary.yml", 2),
        ("glossary.yml", 3),
        ("stop-names.yml", 0),
        ("stop-names.yml", 2),
        ("stop-names.yml", 3),
    ]


def test_two_elements_cannot_have_one_symbol(tmp_path: Path) -> None:
    one, two = (f"---\nname: {name}\nsymbol: Dy\n---\n" for name in ("Dyon", "Dysprosium"))
    _, findings = read_catalogue(briefings(tmp_path, mineral__dyon=one, mineral__dysprosium=two))
    assert [(f.kind, f.line) for f in findings] == [("duplicate-value", 3)]


def test_a_topic_needs_a_title_and_known_weights(tmp_path: Path) -> None:
    folder = tmp_path / "topics"
    folder.mkdir()
    (folder / "a.md").write_text("---\ntitle: A\nterms:\n  3: [x]\n  5: [y]\n---\nAbout.\n")
    (folder / "b.md").write_text("---\nterms: {}\n---\n")
    catalogue, findings = read_catalogue(tmp_path)
    assert catalogue.topics["a"].terms == (("x", 3),)
    assert catalogue.topics["a"].description == "About."
    assert [f.message.split(";")[0] for f in findings] == [
        "'terms': weight '5'",
        "'title' is missing",
    ]


def test_what_a_new_topic_says_to_its_editor_is_no_description(tmp_path: Path) -> None:
    folder = tmp_path / "topics"
    folder.mkdir()
    (folder / "deep-sea.md").write_text(topic("Deep-sea mining"))
    catalogue, _ = read_catalogue(tmp_path)
    assert catalogue.topics["deep-sea"].title == "Deep-sea mining"
    assert catalogue.topics["deep-sea"].description == ""
