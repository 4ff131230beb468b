"""The editor's guide has to name every key and every kind of finding."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from briefing_room import verify
from briefing_room.catalogue.load import read_catalogue
from briefing_room.catalogue.numbers import VALUE_KINDS
from briefing_room.ingest.metadata import KEYS, SOURCE_KEYS, read_metadata
from briefing_room.review import page_check
from briefing_room.text.frontmatter import split_front_matter
from shared import ROOT

GUIDE = (ROOT / "briefings" / "about" / "editors-guide.md").read_text()
MAKERS = {"Finding", "_finding", "note"}
IN_CODE = {"bad-seed", "encoding", "ignored-file", "other-language", "dead-link", "unknown-entity"}


def modules(*folders: str) -> Iterator[ast.Module]:
    for folder in folders:
        for path in sorted((ROOT / "generator" / "briefing_room" / folder).rglob("*.py")):
            yield ast.parse(path.read_text())


def calls(*folders: str) -> Iterator[tuple[str, list[ast.expr]]]:
    """Yield every call of the program: its name and its arguments."""
    for module in modules(*folders):
        for node in ast.walk(module):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                yield name, node.args


def kinds() -> set[str]:
    """Return the kinds of finding that the program writes as constants."""
    names_of_kinds = set(IN_CODE)
    for name, arguments in calls("."):
        if name in MAKERS:
            texts = [a.value for a in arguments[:4] if isinstance(a, ast.Constant)]
            slugs = [
                t for t in texts if isinstance(t, str) and re.fullmatch(r"[a-z]+(-[a-z]+)*", t)
            ]
            names_of_kinds.update(slugs[-1:] if name == "_finding" else slugs[:1])
    texts = [value for value in vars(page_check).values() if isinstance(value, str)]
    names_of_kinds.update(t for t in texts if re.fullmatch(r"[a-z]+(-[a-z]+)+", t))
    return {kind for kind in names_of_kinds if isinstance(kind, str)}


def codes() -> set[str]:
    """Return the codes of the verifier's reasons."""
    names = [info.name for info in pkgutil.iter_modules(verify.__path__)]
    stage = [importlib.import_module(f"{verify.__name__}.{name}") for name in names]
    constants = [(n, v) for module in stage for n, v in vars(module).items() if n[0].isupper()]
    shaped = re.compile(r"[a-z]+(-[a-z]+)*").fullmatch
    values = {v for n, v in constants if n.isupper() and isinstance(v, str) and shaped(v)}
    return values - set(VALUE_KINDS)


@pytest.mark.parametrize("key", [*KEYS, *SOURCE_KEYS])
def test_every_key_of_a_seed_is_explained(key: str) -> None:
    assert f"`{key}`" in GUIDE


@pytest.mark.parametrize("code", sorted(codes()))
def test_every_code_of_the_verifier_is_explained(code: str) -> None:
    assert f"`{code}`" in GUIDE


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_every_kind_of_finding_is_explained(kind: str) -> None:
    assert f"| `{kind}` |" in GUIDE


def test_the_guide_explains_no_kind_that_does_not_exist() -> None:
    explained = set(re.findall(r"^\| `([a-z]+(?:-[a-z]+)*)` \|", GUIDE, re.MULTILINE))
    source = "".join(
        path.read_text() for path in sorted((ROOT / "generator" / "briefing_room").rglob("*.py"))
    )
    assert {kind for kind in explained - set(KEYS) if f'"{kind}"' not in source} == set()


def examples(page: str) -> list[str]:
    """Return the examples of front matter in a page about the project."""
    text = (ROOT / "briefings" / "about" / page).read_text()
    return re.findall(r"^```yaml\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def test_each_example_of_a_seed_is_read() -> None:
    seeds = [front for front in examples("editors-guide.md") if "kind: feed" not in front]
    assert seeds
    for front in seeds:  # without the list of watched sources
        assert (
            read_metadata(split_front_matter(f"---\n{front}---\nText."), "seeds/x.md")[1] == ()
        ), front


def test_each_example_of_the_catalogue_is_read(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "briefings", tmp_path / "briefings")
    assert examples("catalogue.md")
    for number, front in enumerate(examples("catalogue.md")):
        kind = "place" if front.startswith("sites:") else "policy"
        name = "" if front.startswith("name:") else f"name: Example {number}\n"
        page = tmp_path / f"briefings/entities/{kind}/example-{number}.md"
        page.write_text(f"---\n{name}{front}---\n")
    assert read_catalogue(tmp_path / "briefings")[1] == ()
