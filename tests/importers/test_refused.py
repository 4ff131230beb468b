"""Any input becomes a seed, or one line that says what is wrong and what to do."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from shared import Briefing

TEXT = "<p>The ministry said on Monday that exports of dysprosium fell by a third in May.</p>" * 3


def page(head: str = "", body: str = TEXT) -> str:
    unique_line = (
        f"<p>A firm in town {len(head) + len(body)} said on Friday that it would not wait.</p>"
    )
    return (
        f"<!doctype html><html><head><title>Exports fall</title>{head}</head>"
        f"<body><article><h1>Exports fall</h1>{body}{unique_line}</article></body></html>"
    )


ZERO = "<" + "00" * 48 + ">"
AES = (
    f"/ID [{ZERO} {ZERO}] /Encrypt << /Filter /Standard /V 5 /R 6 /Length 256 /P -4 /O {ZERO}"
    f" /U {ZERO} /OE {ZERO} /UE {ZERO} /Perms {ZERO} /CF << /StdCF << /CFM /AESV3 >> >>"
    " /StmF /StdCF /StrF /StdCF >> "
)
ADDED = {  # odd files that are articles all the same
    "charset.html": page('<meta charset="undefined">'),
    "punycode.html": page('<meta charset="punycode">'),
    "canonical.html": page('<link rel="canonical" href="http://[::1">'),
    "port.html": page('<link rel="canonical" href="http://e.org:99999/">'),
    "base.html": page('<base href="http://[">'),
    "comments.html": "<!-- a -->" * 40 + page(body=TEXT.replace("May", "April")),
    "data.html": page('<script type="application/ld+json">' + "[" * 100_000 + "</script>"),
    "year.html": page('<meta property="article:published_time" content="0001-01-01T00:00+14:00">'),
    "escape.html": page(body=TEXT.replace("May", "\x1b[31mMarch\x1b[0m")),
    "line\n::error::x.html": page(body=TEXT.replace("May", "June")),
}
REFUSED = {
    "empty.html": ("", "is empty; paste"),
    "menu.html": ("<html><body></body></html>", "; "),
    "picture.png": ("\x89PNG\0\0", "is not a kind of file that can be read; save it as"),
    "bell.html": (page(body=TEXT.replace("May", "\x07May")), "is not a text file; save"),
    "comments.txt": ("<!--" * 100_000, "; "),
    "deep.html": (page(body="<div>" * 50_000 + TEXT), "; "),
    "source.md": (
        "---\nsources: [{publisher: A, url: 'http://['}]\n---\n" + TEXT,
        "must be of the form 'https://example.org/news'",
    ),
    "broken.pdf": ("%PDF-1.4\nbroken", "is not a readable PDF; save"),
    "whole.mhtml": (
        "Content-Type: multipart/related",
        "is a page saved as a single file, which is not read; save",
    ),
    "unmerged.txt": ("<<<<<<< HEAD\n" + TEXT, ":1: git could not merge here; keep"),
    "huge.txt": ("x" * 20_000_001, "at most 20 MB are read; shorten it"),
}


@pytest.fixture(scope="module")
def folder(
    tmp_path_factory: pytest.TempPathFactory, briefing: Briefing, pdf: Callable[..., bytes]
) -> Path:
    """Return a folder to which all inputs were added, with the output in ``said``."""
    folder = tmp_path_factory.mktemp("refused")
    for name in ("seeds", "briefings", "in", "in/folder.html"):
        (folder / name).mkdir()
    for name, text in {**ADDED, **{name: text for name, (text, _) in REFUSED.items()}}.items():
        (folder / "in" / name).write_bytes(text.encode("latin-1"))
    (folder / "in/pictures.pdf").write_bytes(pdf(""))
    (folder / "in/long.pdf").write_bytes(pdf(*["x"] * 201))
    (folder / "in/encrypted.pdf").write_bytes(pdf("x", trailer=AES))
    os.mkfifo(folder / "in/pipe.html")
    (folder / "in/loop.html").symlink_to("loop.html")
    (folder / "in/zero.html").symlink_to("/dev/zero")
    names = sorted(path.name for path in (folder / "in").iterdir())
    bad_addresses = ("in/no-such.html", "ftp://example.org/a", "http://[::1", "http://a.b:c/")
    done = briefing(folder, "add", "--dry-run", *(f"in/{name}" for name in names), *bad_addresses)
    (folder / "said").write_text(f"{done.returncode}\n{done.stdout}{done.stderr}")
    return folder


def test_no_input_causes_a_traceback_and_every_line_names_its_source(folder: Path) -> None:
    code, *lines = (folder / "said").read_text().split("\n")
    assert code == "2"
    assert not [line for line in lines if "Traceback" in line or line.startswith("::")]
    assert "\x1b" not in "\n".join(lines)
    refused = [line for line in lines if line.startswith("Not added: ")]
    assert len(refused) == len(REFUSED) + 11
    assert all(re.match("Not added: (in/|ftp:|http:)", line) for line in refused)
    assert sum("would be added" in line for line in lines) == len(ADDED)
    assert list((folder / "seeds").iterdir()) == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        *((f"in/{name}", words) for name, (_, words) in REFUSED.items()),
        ("in/pictures.pdf", "has no text in it, only pictures; run"),
        ("in/long.pdf", "has 201 pages; at most 200 are read: split it"),
        ("in/encrypted.pdf", "is encrypted; print it into a new PDF"),
        ("in/folder.html", "is not a regular file; put a file with the text here"),
        ("in/pipe.html", "is not a regular file; put a file with the text here"),
        ("in/zero.html", "is a link that leads out of the folder; put a copy of it here"),
        ("in/loop.html", "; "),
        ("in/no-such.html", "no such file; check the name"),
        ("ftp://example.org/a", "only http:// and https:// are fetched; save the page"),
        ("http://[::1", "is not an address (Invalid IPv6 URL); copy it"),
        ("http://a.b:c/", "; copy it from the browser's address line"),
    ],
)
def test_the_line_says_what_is_wrong_and_what_to_do(folder: Path, name: str, words: str) -> None:
    lines = (folder / "said").read_text().split("\n")
    (line,) = [line for line in lines if line.startswith(f"Not added: {name}:")]
    assert words in line
