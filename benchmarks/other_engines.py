"""Check that other engines build the whole site: python benchmarks/other_engines.py FOLDER.

FOLDER is a virtual environment with Zensical, or with ProperDocs and MaterialX.  Each engine found
there builds the assembled folder; checked are all pages, the links between them, and every script
and style that a page asks for.
"""

from __future__ import annotations

import posixpath
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import unquote, urlsplit

ROOT = Path(__file__).parents[1]
ENGINES = {"zensical": ("--from-source", "material"), "properdocs": ("", "materialx")}
_LINK = re.compile(r'<(?:a|script|link(?! rel="canonical"))\b[^>]*?\b(?:href|src)="([^"]*)"')
_ID = re.compile(r'\bid="([^"]*)"')


def settings(theme: str) -> str:
    """Return the project's settings without its plugin, for engines that have no such plugin."""
    project_settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    head, _, after_plugins = project_settings.partition("plugins:\n")
    text = f"{head}nav:{after_plugins.partition('nav:')[2]}"
    theme_settings = f"name: {theme}\n  custom_dir: {ROOT}/generator/briefing_room/publish/theme"
    text = text.replace("name: briefing", theme_settings)
    text = text.replace("docs_dir: briefings", "docs_dir: docs")
    extra = "  as_of: '2026-11-24'\n  as_of_words: today\n  searches: true\n"
    return text.replace("extra:\n", f"extra:\n{extra}")


def dead_links(site: Path) -> list[tuple[str, str]]:
    """Return each link of a page to a missing file or a missing place in it."""
    texts = {p.relative_to(site).as_posix(): p.read_text("utf-8") for p in site.rglob("*.html")}
    ids = {name: set(_ID.findall(text)) for name, text in texts.items()}
    return [
        (name, link)
        for name, text in texts.items()
        if name != "404.html"
        for link in _LINK.findall(text)
        if not _exists(name, link, site, ids)
    ]


def _exists(name: str, link: str, site: Path, ids: dict[str, set[str]]) -> bool:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return True
    place = posixpath.join(posixpath.dirname(name), unquote(parts.path)) if parts.path else name
    target = posixpath.normpath(place)
    if (site / target).is_dir():
        target = posixpath.normpath(posixpath.join(target, "index.html"))
    is_file = (site / target).is_file()
    return is_file and (not parts.fragment or unquote(parts.fragment) in ids.get(target, ()))


def build(engine: str, python: Path) -> int:
    """Build with one engine; print and return the number of faults."""
    link_style, theme = ENGINES[engine]
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder)
        assemble = [sys.executable, "-m", "briefing_room", "assemble", "--out", f"{target}/docs"]
        options = [*([link_style] if link_style else []), "--as-of", "2026-11-24"]
        subprocess.run([*assemble, *options], cwd=ROOT, check=True)
        shutil.copytree(ROOT / "briefings/assets", target / "docs/assets")
        (target / "mkdocs.yml").write_text(settings(theme), encoding="utf-8")
        command = [str(python), "-m", engine, "build", "--strict", "-f", "mkdocs.yml"]
        if engine == "zensical":
            command = [str(python.parent / engine), "build", "--strict"]
        subprocess.run(command, cwd=target, check=True)
        expected = sum(1 for _ in (target / "docs").rglob("*.md"))
        count = sum(1 for _ in (target / "site").rglob("index.html"))
        stubs = sum(1 for _ in (target / "docs").rglob("index.html"))
        dead = dead_links(target / "site")
    print(f"{engine}: {count - stubs} of {expected} pages, {len(dead)} dead links {dead[:5]}")
    return len(dead) + abs(expected - count + stubs)


def main() -> None:
    python = Path(sys.argv[1]) / "bin" / "python"
    engines = [e for e in ENGINES if (python.parent / e).exists()]
    if not engines or sum(build(engine, python) for engine in engines):
        sys.exit(1)


if __name__ == "__main__":
    main()
