"""What is rendered sooner is the same page, letter for letter."""

from __future__ import annotations

from pathlib import Path

import markdown
import pytest

ROOT = Path(__file__).parents[2]
OURS = ["attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc"]
PAGES = sorted(ROOT.glob("briefings/**/*.md"))
EVERY_MARK = """\
A `code`, an \\*escape\\*, a [link](a.md "title"), a [reference][one], a [two], ![image](a.png),
![image by name][one], <https://example.org/>, <someone@example.org>, &amp; &copy; and <b>HTML</b>.
A line break with two spaces{two}
here, *one*, **two**, ***three***, _one_, __two__, a*b*c, `` `tick` ``, \\\\`not`, a note.[^n]
[nested *emphasis* and `code`](b.md), [broken](, ![broken](, *broken, `broken, [^nowhere], [] [][].

| a `|` b | [c](d.md) |
|---|---|
| *e* | f[^n] |

[one]: https://example.org/one
[two]: https://example.org/two "Two"
[^n]: A note with [a link](e.md) and [two].
""".replace("{two}", "  ")


def rendered(text: str, *, sooner: bool) -> str:
    extensions = [*OURS, "generator.publish.inline"] if sooner else OURS
    return markdown.markdown(text, extensions=extensions)


@pytest.mark.parametrize("text", [EVERY_MARK, EVERY_MARK.partition("[one]:")[0], "", "a\n\nb"])
def test_every_kind_of_mark_is_rendered_as_markdown_renders_it(text: str) -> None:
    assert rendered(text, sooner=True) == rendered(text, sooner=False)


def test_every_page_is_rendered_as_markdown_renders_it() -> None:
    assert PAGES
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        assert rendered(text, sooner=True) == rendered(text, sooner=False), page


def test_a_pattern_of_another_extension_is_still_tried() -> None:
    class Struck(markdown.extensions.Extension):
        def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802
            pattern = markdown.inlinepatterns.SimpleTagInlineProcessor(r"()~~(.*?)~~", "del")
            md.inlinePatterns.register(pattern, "struck", 175)

    extensions = [*OURS, "generator.publish.inline", Struck()]
    assert markdown.markdown("~~gone~~", extensions=extensions) == "<p><del>gone</del></p>"
