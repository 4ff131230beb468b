from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import yaml
from briefing_room.ingest.decode import NotTextError
from briefing_room.ingest.html import WebPage, decode_web_page, read_web_page
from shared import read_seeds

PAGES = sorted((Path(__file__).parent / "pages").glob("*.html"))
CLUTTER = (
    *("cookies", "Sign up", "newsletter", "Great article", "Buy my course", "More on this topic"),
    *("Copper hits a record as traders", "Recent Posts", "All rights reserved", "Privacy"),
    *("Facebook", "LinkedIn", "Blog Archive", "Advertise", "Read next", "Oil slips", "Loading"),
)


def expected(path: Path) -> dict[str, object]:
    """The contents of a page as a person read them."""
    return yaml.safe_load(path.with_suffix(".yml").read_text())


def read(path: Path) -> WebPage:
    return read_web_page(path.read_bytes())


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_paragraph_of_the_article_is_extracted_letter_for_letter(path: Path) -> None:
    lines = read(path).text.split("\n\n")
    for paragraph in expected(path)["paragraphs"]:
        assert paragraph in lines


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_nothing_around_the_article_is_extracted(path: Path) -> None:
    text = read(path).text
    assert [words for words in CLUTTER if words in text] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
@pytest.mark.parametrize("key", ["title", "date", "author", "publisher", "url", "licence"])
def test_the_metadata_of_a_page_is_read_and_nothing_is_guessed(path: Path, key: str) -> None:
    correct = expected(path)[key]
    value = getattr(read(path), key)
    open_to_reading = correct is None and key in {
        "title",
        "publisher",
    }  # the page names none itself
    assert value == correct or open_to_reading


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_no_text_is_both_left_out_and_in_the_article(path: Path) -> None:
    page = read(path)
    for text in page.left_out:
        assert text not in page.text
    for paragraph in page.text.split("\n\n"):
        assert paragraph not in page.left_out


def test_saved_pages_in_the_folder_of_seeds_are_seeds(tmp_path: Path) -> None:
    (tmp_path / "Lynas lifts output.html").write_bytes(
        (Path(__file__).parent / "pages" / "wordpress.html").read_bytes()
    )
    (tmp_path / "Lynas lifts output_files").mkdir()
    (article,), findings = read_seeds(tmp_path)
    assert findings == ()
    assert (article.id, article.kind, article.date) == (
        "lynas-lifts-output",
        "article",
        dt.date(2025, 7, 18),
    )
    assert article.sources[0].url == "https://dailymetal.example.com/lynas-lifts-dysprosium-output/"
    assert article.sentences[0].text.startswith("Lynas Rare Earths said on Thursday")


def test_a_page_in_another_language_is_reported_and_does_not_become_an_article(
    tmp_path: Path,
) -> None:
    source = Path(__file__).parent / "pages" / "chinese.html"
    (tmp_path / "notice.html").write_bytes(source.read_bytes())
    articles, (finding,) = read_seeds(tmp_path)
    assert articles == ()
    assert finding.kind == "other-language"
    assert finding.message.startswith("language zh: not summarised; write what it says as a note")


@pytest.mark.parametrize(
    "data",
    [b"", b"<html><body></body></html>", b"\x00\x01\x02" * 100, b"<div>" * 50_000 + b"deep"],
    ids=["empty", "no text", "binary", "nested"],
)
def test_a_file_without_an_article_is_refused(data: bytes) -> None:
    with pytest.raises(NotTextError):
        read_web_page(data)


@pytest.mark.parametrize("headline", ["null", '""'])
def test_schema_data_without_a_headline_do_not_match_the_title(headline: str) -> None:
    objects = (
        f'{{"@type": "Article", "headline": {headline}, "datePublished": "2024-01-01"}}',
        '{"@type": "Article", "headline": "None of the mills", "datePublished": "2026-03-12"}',
    )
    script = f'<script type="application/ld+json">[{", ".join(objects)}]</script>'
    text = "Norway said on Thursday that none of the mills would be sold to a fund abroad. " * 9
    page = f"<title>None of the mills</title>{script}<article><p>{text}</p></article>"
    assert read_web_page(page.encode()).date == dt.date(2026, 3, 12)


def test_if_the_schema_data_give_two_days_the_day_comes_from_the_next_source() -> None:
    objects = (
        '{"@type": "NewsArticle", "headline": "A dam bursts", "datePublished": "2026-03-04"}',
        '{"@type": "NewsArticle", "headline": "A mine opens", "datePublished": "2026-02-01"}',
    )
    script = f'<script type="application/ld+json">[{", ".join(objects)}]</script>'
    meta = '<meta property="article:published_time" content="2026-03-04T08:00:00Z">'
    text = "Norway said on Thursday that none of the mills would be sold to a fund abroad. " * 9
    body = f"<title>None of the mills</title>{script}<article><p>{text}</p></article>"
    assert read_web_page(body.encode()).date is None
    assert read_web_page((meta + body).encode()).date == dt.date(2026, 3, 4)


def test_a_page_with_a_wrong_character_set_is_read_all_the_same() -> None:
    data = '<meta charset="ascii"><p>“Café” – naïve</p>'.encode()
    assert "“Café” – naïve" in decode_web_page(data)
    assert decode_web_page("Die Größe".encode("latin-1"), "no-such-charset") == "Die Größe"
