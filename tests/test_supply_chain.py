"""Packages are locked and permissively licensed, and builds open no connection."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from shared import Git

ROOT = Path(__file__).parent.parent
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
PERMISSIVE = re.compile(
    r"\b(?:MIT|BSD|Apache|ISC|PSF|Python Software Foundation|Unlicense|Zlib|0BSD)\b", re.IGNORECASE
)
BY_FILE = re.compile(r"MPL|Mozilla", re.IGNORECASE)  # applies only to its own files if changed
READ_BY_HAND = {  # name → licence, if the metadata of the package do not state it
    "pagefind": "MIT",
    "pagefind-bin": "MIT",
    "tzdata": "Apache-2.0",
}
# A build may open a pipe to itself, but must not reach the network.
GUARD = """
import sys
def guard(event, arguments):
    if event in ("socket.connect", "socket.bind", "socket.sendto"):
        if not isinstance(arguments[1], (str, bytes)):  # a path is a pipe on this machine
            raise RuntimeError(f"{event} {arguments[1]}")
    if event in ("socket.getaddrinfo", "socket.gethostbyname"):
        raise RuntimeError(f"{event} {arguments}")
sys.addaudithook(guard)
"""


def names(lock: Path) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9._-]+)==([^ ;]+)", lock.read_text(), re.MULTILINE))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_version_is_pinned_with_its_digests(lock: Path) -> None:
    blocks = re.split(r"\n(?=\S)", lock.read_text())
    requirements = [block for block in blocks if block and not block.startswith("#")]
    assert requirements
    assert all(re.match(r"[a-z0-9._-]+==\S+ ", block) for block in requirements)
    assert all("--hash=sha256:" in block for block in requirements)


def test_every_requirement_of_the_project_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    for lock, extra_requirements in (
        ("site", []),
        ("test", extras["test"]),
        ("benchmark", extras["benchmark"]),
    ):
        locked = names(ROOT / "requirements" / f"{lock}.txt")
        required = {
            re.split(r"[><=\[;]", requirement)[0].lower()
            for requirement in project["dependencies"] + extra_requirements
        }
        assert {name.replace("_", "-") for name in required} <= set(locked)


def test_every_package_of_the_site_has_a_permissive_licence() -> None:
    unclear = {}
    for name in names(ROOT / "requirements" / "site.txt"):
        try:
            data = metadata.metadata(name)
        except metadata.PackageNotFoundError:  # of another system
            continue
        lines = [*(data.get_all("Classifier") or []), data.get("License-Expression") or ""]
        licence = " ".join(line for line in lines if "License" in line or "::" not in line)
        licence = licence.strip() or (data.get("License") or "")[:200]
        licence = READ_BY_HAND.get(name, licence)
        if not any(map(is_permissive, licence.split(" OR "))):
            unclear[name] = licence
    assert unclear == {}


def is_permissive(licence: str) -> bool:
    return "GPL" not in licence and bool(PERMISSIVE.search(licence) or BY_FILE.search(licence))


def test_builds_and_checks_open_no_connection(tmp_path: Path, git: Git) -> None:
    (tmp_path / "guard").mkdir()
    (tmp_path / "guard" / "sitecustomize.py").write_text(GUARD)
    (tmp_path / "seeds").mkdir()
    (tmp_path / "briefings").mkdir()
    shutil.copy(ROOT / "tests" / "hostile" / "seeds" / "good.md", tmp_path / "seeds")
    settings = (ROOT / "mkdocs.yml").read_text()
    (tmp_path / "mkdocs.yml").write_text(settings)
    words, *_ = (ROOT / "briefings" / "vocabulary.yml").read_text().partition("search_names:")
    (tmp_path / "briefings" / "vocabulary.yml").write_text(words)  # without names of absent pages

    def run(*code: str) -> subprocess.CompletedProcess[str]:
        paths = f"{tmp_path / 'guard'}:{ROOT / 'generator'}"
        return subprocess.run(
            [sys.executable, *code],
            cwd=tmp_path,
            env={"PYTHONPATH": paths, "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )

    probe = "import socket; socket.create_connection(('127.0.0.1', 9))"
    assert "RuntimeError: socket." in run("-c", probe).stderr
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "commit", "--quiet", "--allow-empty", "--message", "Start")
    for command in (["build"], ["check"], ["assemble"], ["review", "--html", "review.html"]):
        done = run("-m", "briefing_room", *command)
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "site" / "stories" / "good" / "index.html").is_file()


def test_the_folder_that_a_linked_venv_leads_to_is_not_emptied(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "scripts", tmp_path / "scripts")
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / "kept.txt").touch()
    (tmp_path / ".venv").symlink_to("shared")
    done = subprocess.run(
        ["scripts/make-venv"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "remove the link (rm .venv), then run make again" in done.stderr
    assert [path.name for path in (tmp_path / "shared").iterdir()] == ["kept.txt"]
