from __future__ import annotations

from markdown import markdown

from generator.publish.tables import LabelledTables


def shown(text: str) -> str:
    return markdown(text, extensions=["tables", LabelledTables()])


def test_a_column_that_says_nothing_is_told_in_one_line_below() -> None:
    html = shown(
        "| Figure | Place | Period |\n|---|---|---|\n"
        "| 5 t | China | not given |\n| 6 t | not given | not given |\n\nMore.\n"
    )
    assert ">Period</th>" not in html
    assert html.index("</table>") < html.index("Period: not given.") < html.index("More.")
    assert html.count("<td") == 4
    assert html.count('class="blank"') == 1
    assert "--h2:&quot;Place&quot;" in html


def test_a_table_that_says_something_in_each_column_stays_as_it_is() -> None:
    html = shown("| Figure | Place |\n|---|---|\n| 5 t | China |\n")
    assert "not given" not in html
    assert html.count("<td") == 2


def test_a_table_without_rows_stays() -> None:
    assert ">Place</th>" in shown("| Figure | Place |\n|---|---|\n")
