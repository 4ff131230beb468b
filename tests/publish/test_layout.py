"""Templates, styles and scripts are laid out to be read; style sheets are sent without spaces."""

from __future__ import annotations

import pytest
from briefing_room.publish.mkdocs_files import minify
from shared import ROOT

PUBLISH = ROOT / "generator" / "briefing_room" / "publish"
SUFFIXES = (".html", ".md", ".css", ".js", ".svg", ".xml", ".yml")


def test_no_line_is_too_long_to_read() -> None:
    long = [
        f"{path.relative_to(PUBLISH)}:{number}"
        for path in sorted(PUBLISH.rglob("*"))
        if path.suffix in SUFFIXES
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if len(line) > 160
    ]
    assert long == []


@pytest.mark.parametrize(
    ("written", "minified"),
    [
        ("/* why */\na > b ,\n c { color : red; }\n", "a>b,c{color :red}\n"),
        ('a::before { content: " ; { "; }', 'a::before{content:" ; { "}\n'),
        ("@media (min-width: 40rem) { a :hover { top: calc(1px + 2px); } }",
         "@media (min-width:40rem){a :hover{top:calc(1px + 2px)}}\n"),
        ("a { b: url(x y.png); } /* { */ c { d: e }", "a{b:url(x y.png)}c{d:e}\n"),
    ],
)  # fmt: skip
def test_a_minified_style_sheet_means_the_same(written: str, minified: str) -> None:
    assert minify(written) == minified
