from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from briefing_room.text.addresses import bare_address
from briefing_room.text.frontmatter import split_front_matter
from shared import Briefing, read_seeds

PAGES = Path(__file__).parent.parent / "ingest" / "pages"
LOCAL = ("--allow-host", "127.0.0.1")
CHINESE = "中国商务部周四宣布对稀土出口实施新的限制措施,欧洲镝价自五月以来上涨了两倍。"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return an empty project."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "briefings").mkdir()
    return tmp_path


def seeds(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "seeds").iterdir() if path.name[0] != ".")


def test_a_saved_page_becomes_a_seed_that_says_where_it_comes_from(
    folder: Path, briefing: Briefing
) -> None:
    result = briefing(folder, "add", str(PAGES / "wordpress.html"), SOURCE_DATE_EPOCH="1764000000")
    assert result.returncode == 0, result.stderr
    (name,) = seeds(folder)
    assert name == "2025-07-18-lynas-lifts-dysprosium-output.txt"
    front = split_front_matter((folder / "seeds" / name).read_text()).front
    assert front["publisher"] == "Daily Metal"
    assert front["author"] == "Jane Roe"
    assert str(front["added"]) == "2025-11-24"
    assert len(front["original_sha256"]) == 64
    (article,), findings = read_seeds(folder / "seeds")
    assert findings == ()
    assert article.sentences[0].text.startswith("Lynas Rare Earths said on Thursday")
    assert "Great article! I have been saying for years" in result.stdout
    assert "pointer to another article: Also read: Copper hits a record" in result.stdout


def test_a_date_that_the_page_does_not_give_stays_empty_and_is_asked_only_in_a_terminal(
    folder: Path, briefing: Briefing
) -> None:
    output = briefing(folder, "add", str(PAGES / "only-updated.html")).stdout
    assert "date       not given" in output
    assert "\ndate: null\n" in (folder / "seeds" / seeds(folder)[0]).read_text()


def test_options_of_the_editor_override_the_page(folder: Path, briefing: Briefing) -> None:
    options = (
        "--title",
        "My title",
        "--date",
        "2025-07-17",
        "--publisher",
        "Me",
        "--story",
        "lynas",
    )
    options += ("--url", "https://e.example/x", "--archive", "https://archive.example/x")
    options += ("--licence", "CC BY 4.0", "--name", "mine")
    briefing(folder, "add", str(PAGES / "wordpress.html"), *options)
    (article,), _ = read_seeds(folder / "seeds")
    assert (article.id, article.licence) == ("mine", "CC BY 4.0")
    assert [path.suffix for path in (folder / "seeds/originals").iterdir()] == [".html"]
    assert (article.title, article.publisher, article.story) == ("My title", "Me", "lynas")
    assert article.sources[0].archive == "https://archive.example/x"
    for day in ("2025-02-30", "0001-01-01"):
        wrong = briefing(folder, "add", str(PAGES / "blog.html"), "--date", day)
        assert wrong.returncode == 2
        assert "must be a date YYYY-MM-DD" in wrong.stderr
    dry = briefing(folder, "add", "--dry-run", str(PAGES / "journal.html"))
    assert "would be added" in dry.stdout
    assert seeds(folder) == ["mine.txt", "originals"]


def test_a_seed_joins_the_seed_or_page_that_its_story_names(
    folder: Path, tmp_path: Path, briefing: Briefing
) -> None:
    briefing(folder, "add", str(PAGES / "wordpress.html"), "--name", "first")
    (folder / "briefings/stories").mkdir(parents=True)
    for number, story in enumerate(("first", "briefings/stories/first.md", "frist")):
        later = tmp_path / f"{number}.txt"
        later.write_text(f"Acme opened mine number {number} on 3 March 2026.\n" * 3)
        result = briefing(folder, "add", str(later), "--story", story, "--name", f"n{number}")
        expected = ["shares a page with first\n", "shares a page with first, n0\n"]
        expected += ["no other seed belongs to frist; did you mean 'first'?\n"]
        assert f"  story      {expected[number]}" in result.stdout
    briefing(folder, "generate")
    pages = sorted(path.stem for path in (folder / "briefings/stories").glob("*.md"))
    assert pages == ["first", "frist"]


def test_the_same_article_twice_is_refused_with_the_name_of_its_seed(
    folder: Path, tmp_path: Path, briefing: Briefing
) -> None:
    page = PAGES / "wordpress.html"
    briefing(folder, "add", str(page))
    other_address = tmp_path / "other.html"
    other_address.write_bytes(
        page.read_bytes().replace(b"https://dailymetal", b"http://www.dailymetal")
    )
    pasted = tmp_path / "pasted.txt"
    pasted.write_text(split_front_matter((folder / "seeds" / seeds(folder)[0]).read_text()).body)
    for file, why in (
        (page, "the address"),
        (other_address, "the address"),
        (pasted, "the same text"),
    ):
        result = briefing(folder, "add", str(file))
        assert result.returncode == 2
        assert "seeds/2025-07-18-lynas-lifts-dysprosium-output.txt has" in result.stderr
        assert why in result.stderr
    assert len(seeds(folder)) == 1


def test_an_address_is_recognised_however_it_is_written() -> None:
    for first, second in (
        ("https://www.a.example/b/", "http://a.example/b"),
        ("https://a.example/b?utm_source=x&id=3#top", "https://a.example/b?id=3"),
        ("https://A.example/b/index.html", "https://a.example/b"),
    ):
        assert bare_address(first) == bare_address(second)
    assert bare_address("https://a.example/b?id=3") != bare_address("https://a.example/b?id=4")
    assert bare_address("https://a.example/B") != bare_address("https://a.example/b")


def test_the_original_is_kept_only_if_its_licence_allows(folder: Path, briefing: Briefing) -> None:
    briefing(folder, "add", str(PAGES / "wordpress.html"), str(PAGES / "journal.html"))
    originals = [path.name for path in (folder / "seeds" / "originals").iterdir()]
    assert originals == ["2025-09-23-magnets-in-europe-a-note.html"]
    assert (folder / "seeds" / "originals" / originals[0]).read_bytes() == (
        PAGES / "journal.html"
    ).read_bytes()
    assert read_seeds(folder / "seeds")[1] == ()


def test_standard_input_may_be_a_text_or_a_page(folder: Path, briefing: Briefing) -> None:
    text = (
        "Myanmar's exports of heavy rare earths to China fell by a third in May, customs data show."
    )
    assert briefing(folder, "add", "-", "--title", "Exports fall", piped=text).returncode == 0
    page = (PAGES / "blog.html").read_text()
    assert briefing(folder, "add", "-", piped=page).returncode == 0
    assert seeds(folder) == ["2025-09-23-first-magnets-from-narva.txt", "exports-fall.txt"]


def test_a_text_in_another_language_is_kept_and_reported_and_does_not_break_the_build(
    folder: Path, briefing: Briefing
) -> None:
    options = ("--title", "x", "--date", "2025-11-01")
    output = briefing(folder, "add", "-", *options, piped=CHINESE).stdout
    assert "Language zh: not summarised; write what it says as a note in English" in output
    result = briefing(folder, "generate")
    assert result.returncode == 0
    assert "other-language: language zh: not summarised" in result.stderr


def test_a_page_is_fetched_and_recorded_under_its_final_address(
    folder: Path, server: Any, article: bytes, briefing: Briefing
) -> None:
    server.page("/a", article.replace(b'rel="canonical"', b'rel="x"'))
    result = briefing(folder, "add", server.url("/a"), *LOCAL)
    assert result.returncode == 0, result.stderr
    (seed,), _ = read_seeds(folder / "seeds")
    assert seed.sources[0].url == server.url("/a")
    again = briefing(folder, "add", server.url("/a?utm_source=mail"), *LOCAL)
    assert again.returncode == 2
    assert server.asked == ["/robots.txt", "/a"]


def test_a_private_address_is_refused_unless_allowed(
    folder: Path, server: Any, article: bytes, briefing: Briefing
) -> None:
    server.page("/a", article)
    result = briefing(folder, "add", server.url("/a"))
    assert result.returncode == 2
    assert "not a public address; --allow-host 127.0.0.1" in result.stderr
    assert server.asked == []


PARAGRAPH = (
    "The ministry published a list of seven companies on Tuesday that may\n"
    "no longer buy heavy rare earths without a licence, among them two\n"
    "makers of engines for aircraft. It gave no reason for its choice."
)


def test_a_pdf_becomes_a_seed_without_its_running_heads(
    folder: Path, tmp_path: Path, briefing: Briefing, pdf: Callable[..., bytes]
) -> None:
    path = tmp_path / "list.pdf"
    more_pages = ("Prices rose.\nVolumes fell.\nNobody knew why.", "Lynas\nsaid\nnothing.")
    pages = enumerate((PARAGRAPH, *more_pages), start=1)
    path.write_bytes(pdf(*(f"Metals Monthly, page {number}\n{text}" for number, text in pages)))
    result = briefing(folder, "add", str(path), "--title", "Seven companies listed")
    assert result.returncode == 0, result.stderr
    text = (folder / "seeds" / seeds(folder)[0]).read_text()
    assert "Metals Monthly" not in text
    assert "date: null" in text  # when a file was made is not when a text was published
    (article,), _ = read_seeds(folder / "seeds")
    assert article.sentences[0].text.endswith("among them two makers of engines for aircraft.")


COLUMNS = """\
11/24/26, 11:40 PM Magnet Monitor
Summary
China's exports of rare earth magnets
fell to 14,200 tonnes in the third quarter
of 2026. Shipments to the United
States halved, while those to India rose
by a third. Prices in Rotterdam rose to 5.1
dollars a gram.
Lynas produced 2,300 tonnes of oxide.
Producer Q2 2026 Q3 2026
Lynas 2,100 2,300
The Institute expects that the regime of the ministry stays in place after
10 November 2026.
https://monitor.example/q3 1/1"""


SENTENCES = [
    "China's exports of rare earth magnets fell to 14,200 tonnes in the third quarter of 2026.",
    "Shipments to the United States halved, while those to India rose by a third.",
    "Prices in Rotterdam rose to 5.1 dollars a gram.",
    "Lynas produced 2,300 tonnes of oxide.",
    "The Institute expects that the regime of the ministry stays in place after 10 November 2026.",
]


def test_the_lines_of_a_column_in_a_pdf_are_joined_into_sentences(
    folder: Path, tmp_path: Path, briefing: Briefing, pdf: Callable[..., bytes]
) -> None:
    path = tmp_path / "monitor.pdf"
    path.write_bytes(pdf(COLUMNS))
    result = briefing(folder, "add", str(path), "--title", "Magnets", "--publisher", "Monitor")
    assert result.returncode == 0, result.stderr
    (article,), _ = read_seeds(folder / "seeds")
    assert [s.text for s in article.sentences if s.text.endswith(".")] == SENTENCES
    assert "11:40 PM" not in article.text
    assert "https://" not in article.text


def test_a_file_that_takes_too_long_to_read_is_refused(
    folder: Path, briefing: Briefing, pdf: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefing_room.importers.sandbox._TIMEOUT", 0.01)
    (folder / "slow.pdf").write_bytes(pdf(COLUMNS))
    (folder / "slow.txt").write_text("Alpha opened a mine in Norway.\n")
    result = briefing(folder, "add", "slow.pdf", "slow.txt")
    assert (result.returncode, seeds(folder)) == (2, [])
    assert "slow.txt: takes longer than 0.01 seconds to read" in result.stderr
    assert "slow.pdf: takes longer than 0.01 seconds to read; shorten" in result.stderr


MARKUP = (
    "# *not* a [heading](x)\n| no table |\n> no quote\n1. one\n--- \n"
    "<b>bold</b> `code` _x_ \\ [^1]: y"
)


def test_markup_in_a_pasted_text_stays_plain_text(
    folder: Path, tmp_path: Path, briefing: Briefing
) -> None:
    lines = [f"{line} is what the ministry of commerce said." for line in MARKUP.split("\n")]
    (tmp_path / "words.txt").write_text("\n".join(lines))
    options = ("--title", "Words", "--name", "words")
    result = briefing(folder, "add", str(tmp_path / "words.txt"), *options)
    assert result.returncode == 0, result.stderr
    (article,), _ = read_seeds(folder / "seeds")
    assert article.sentences[0].text == lines[0]
    assert "\n".join(lines) in (folder / "seeds" / "words.txt").read_text()


def test_author_outlet_and_date_of_a_pasted_text_go_into_its_front_matter(
    folder: Path, tmp_path: Path, briefing: Briefing
) -> None:
    text = tmp_path / "pasted.txt"
    text.write_text(
        "Opinion | The West should wait for better motors\n"
        "By Marta Keller, Zurich Daily — 12 March 2026\n\n"
        "Governments have spent four billion dollars on mines that will not open before 2030.\n\n"
        "The better path is plain: pay for motors that need no dysprosium, and wait.\n"
    )
    result = briefing(folder, "add", str(text))
    assert "To see its page: briefing serve" in result.stderr
    (name,) = seeds(folder)
    assert name == "2026-03-12-the-west-should-wait-for-better-motors.txt"
    front = split_front_matter((folder / "seeds" / name).read_text()).front
    assert (front["author"], front["publisher"]) == ("Marta Keller", "Zurich Daily")
    assert (str(front["date"]), front["opinion"]) == ("2026-03-12", True)


def test_a_text_file_with_front_matter_or_a_web_page_in_it_is_read_as_such(
    folder: Path, tmp_path: Path, briefing: Briefing
) -> None:
    body = "Norway will drill thirty holes at the Fen deposit, its survey said on Tuesday."
    (tmp_path / "front.txt").write_text(f"---\ntitle: Holes\ndate: 2026-03-03\n---\n{body}\n")
    (tmp_path / "page.txt").write_bytes((PAGES / "wordpress.html").read_bytes())
    sources = [str(tmp_path / name) for name in ("front.txt", "page.txt")]
    assert briefing(folder, "add", *sources).returncode == 0
    assert seeds(folder) == ["2025-07-18-lynas-lifts-dysprosium-output.txt", "2026-03-03-holes.txt"]


PASTE = "{}\n\nLynas said that it had lifted its output at Kalgoorlie by a tenth in the quarter.\n"


def test_who_adds_a_text_without_a_full_date_is_told_how_to_give_one(
    folder: Path, briefing: Briefing
) -> None:
    paste = folder / "paste.txt"
    paste.write_text(PASTE.format("By Jane Roe, Daily Metal - 03/04/2026"))
    done = briefing(folder, "add", str(paste), "--dry-run")
    assert "not given; give it with --date, or write 'date: 2026-11-24' into the" in done.stdout
    assert "no day was taken from “By Jane Roe, Daily Metal - 03/04/2026”" in done.stdout
    done = briefing(folder, "add", str(paste), "--date", "03/04/2026")
    assert done.returncode == 2
    assert "'03/04/2026' must be a date YYYY-MM-DD: 24 November 2026 is 2026-11-24" in done.stderr
    done = briefing(folder, "add", str(paste), "--date", "2026-04-03")
    assert "date       2026-04-03" in done.stdout


def test_the_text_that_a_date_was_taken_from_is_shown(folder: Path, briefing: Briefing) -> None:
    paste = folder / "paste.txt"
    byline = "By Jane Roe, Daily Metal - 3 April 2026"
    dateline = "SYDNEY, April 3, 2026 (Reuters) -"
    for head, line in ((byline, byline), (f"{dateline} The miner met banks.", dateline)):
        paste.write_text(PASTE.format(head))
        done = briefing(folder, "add", str(paste), "--dry-run")
        assert f"  date       2026-04-03\n             taken from “{line}”\n" in done.stdout
    done = briefing(folder, "add", str(paste), "--dry-run", "--date", "2026-04-04")
    assert "taken from" not in done.stdout


def test_an_open_bracket_in_the_head_of_a_text_is_named(folder: Path, briefing: Briefing) -> None:
    paste = folder / "paste.md"
    paste.write_text(PASTE.format("---\nsources: [{publisher: x, url: y}\n---"))
    done = briefing(folder, "add", str(paste))
    assert "paste.md:2: a bracket that opens in this line is not closed; add ']'" in done.stderr


def test_an_address_without_its_beginning_is_not_taken_for_a_file(
    folder: Path, briefing: Briefing
) -> None:
    done = briefing(folder, "add", "paper.example/news/1")
    assert done.returncode == 2
    assert "paper.example/news/1: is not there; begin an address with https://" in done.stderr
    (folder / "paper.example").mkdir()
    (folder / "paper.example/1").write_text(PASTE.format(""))
    assert "added" in briefing(folder, "add", "paper.example/1").stdout
