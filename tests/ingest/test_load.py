"""Seeds are read from a folder whatever is in it, and every character keeps its address."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import random
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import yaml
from briefing_room.errors import NotAFolder
from briefing_room.ingest.decode import NotTextError
from briefing_room.ingest.load import open_document
from briefing_room.model import Article
from briefing_room.text.frontmatter import FrontMatterError
from briefing_room.text.typography import plain_text
from hypothesis import example, given, settings
from hypothesis import strategies as st
from shared import read_seeds, read_text

HERE = Path(__file__).parent
SEEDS = HERE.parents[1] / "seeds"
SAMPLE = HERE / "dirty" / "torn-sentences.txt"
BODY = "Norway will drill thirty holes at the Fen deposit, its survey said on Tuesday.\n"
NOTE = """---
title: "Mine opens"
date: 2025-07-18
kind: note
---
The mine at Kiruna opened on Friday.
"""
# Pieces of pasted pages, to make texts that a random generator would never find.
SCRAPS = st.sampled_from(
    [
        "By Jane Doe",
        "BEIJING, July 18 (Reuters) - China said so. Which nobody doubted.",
        "Daily Wire – Prices rose. Setting the stage for more.",
        "“Ten Ways to Sleep Better”",
        "Read more: https://example.com",
        "Prices fell on Thursday.The plant will close, and its owner",
        "• a plant in Perth;",
        "\xad\u200b",
        "As the world watches. Prices rise.",
        "“We wait. We see,” he said. “Then we act.",
        "# Heading",
        "> quoted",
        "```",
        "<!-- note -->",
        "| a | b |",
        "It is. That it is. Who knows.",
        "U.S. v. Sc and Y. No. 5 is Mr. X.",
        "\r",
        "\t",
        "---",
    ],
)
TEXTS = st.one_of(st.text(), st.lists(st.one_of(SCRAPS, st.text(max_size=40))).map("\n".join))
SUFFIXES = st.sampled_from([".txt", ".md"])


def write(folder: Path, **files: str | bytes) -> Path:
    for name, content in files.items():
        data = content.encode() if isinstance(content, str) else content
        (folder / name.replace("__", ".")).write_bytes(data)
    return folder


@pytest.fixture(scope="module")
def seeds() -> dict[str, Article]:
    articles, findings = read_seeds(SEEDS)
    assert not findings
    return {article.id: article for article in articles}


@given(TEXTS, SUFFIXES)
@example("\n\n", ".txt")
@example("a\xad", ".txt")
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_with_exact_offsets_and_nothing_lost(text: str, suffix: str) -> None:
    article = read_text("x", f"x{suffix}", text, {})
    covered = 0
    for passage in article.passages:
        assert passage.text == text[passage.start : passage.end]
        assert passage.start >= covered
        assert not plain_text(text[covered : passage.start])
        covered = passage.end
    assert not plain_text(text[covered:])
    retained = [passage for s in article.sentences for passage in s.passages]
    removed = [item.passage for item in article.removed]
    assert sorted(retained + removed, key=lambda p: p.start) == list(article.passages)
    assert all(item.reason for item in article.removed)
    assert len({passage.label for passage in article.passages}) == len(article.passages)


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_joining_changes_letter_case_and_stops_only(text: str) -> None:
    for s in read_text("x", "x.txt", text, {}).sentences:
        pieces = " ".join(plain_text(passage.text) for passage in s.passages).casefold()
        letters = "".join(c for c in pieces if c.isalnum())
        assert "".join(c for c in s.text.casefold() if c.isalnum()) in letters


def test_every_address_in_the_seeds_still_leads_to_its_passage(seeds: dict[str, Article]) -> None:
    known = yaml.safe_load((HERE / "addresses.yml").read_text("utf-8"))
    for name, places in known.items():
        starts = {p.locator: p.start for p in seeds[name].passages}
        expected = dict(place.split("@") for place in places.split())
        assert {
            locator: start
            for locator, start in expected.items()
            if starts.get(locator) != int(start)
        } == {}


def test_the_sample_loses_its_dateline_and_two_headlines_and_its_torn_pieces_are_mended() -> None:
    article = read_text(SAMPLE.stem, SAMPLE.name, SAMPLE.read_text("utf-8"), {})
    assert article.publisher == "Sample Gazette"
    removed = [(item.passage.paragraph, item.reason) for item in article.removed]
    reason = "headline of another article"
    assert removed == [(1, "dateline"), (4, reason), (8, reason)]
    joined = [s.text for s in article.sentences if s.was_joined]
    assert joined[0].endswith(
        "is done, which explains why over 60% of the applicants come from other provinces."
    )
    assert joined[-1].endswith(
        "a promise to its engineers that it will not leave them without work."
    )
    assert [s.standalone_problem for s in article.sentences].count(
        "fragment"
    ) == 3  # they may belong elsewhere


def test_all_seeds_of_the_project_are_valid_and_complete(seeds: dict[str, Article]) -> None:
    assert len(seeds) > 100
    assert not any(article.ends_mid_sentence for article in seeds.values())
    for article in seeds.values():
        if article.kind == "note":
            assert not any(s.was_joined or s.is_fragment for s in article.sentences)
            assert not article.removed


def test_a_note_of_an_editor_is_not_cleaned() -> None:
    text = "Share this. Advertisement.\n\nRead more about it, and then"
    article = read_text("n", "n.md", text, {"kind": "note", "title": "T"})
    assert not article.removed


def test_front_matter_reaches_the_article() -> None:
    front = {
        "title": "T",
        "kind": "note",
        "sources": [{"publisher": "AP", "date": dt.date(2025, 7, 17)}, {"publisher": "AFP"}],
        "story": "mine-opens",
        "licence": "CC BY 4.0",
    }
    article = read_text("n", "n.md", "A mine opened.", front)
    assert (article.title, article.story, article.licence) == ("T", "mine-opens", "CC BY 4.0")
    assert article.covered_until == dt.date(2025, 7, 17)


def test_an_article_covers_its_own_day() -> None:
    article = read_text("n", "n.txt", "A mine opened.", {"date": dt.date(2025, 7, 17)})
    assert article.covered_until == dt.date(2025, 7, 17)


def test_a_missing_folder_is_the_users_mistake(tmp_path: Path) -> None:
    with pytest.raises(NotAFolder, match="--seeds"):
        read_seeds(tmp_path / "none")


def test_words_without_a_stop_that_are_longer_than_any_sentence_are_taken_out() -> None:
    long = "Lynas said that " + "output would grow and " * 400 + "stay."
    article = read_text("a", "a.txt", f"{long}\n\nLynas shipped 3 tonnes in June.", {})
    assert [sentence.text for sentence in article.sentences] == ["Lynas shipped 3 tonnes in June."]
    (removed,) = article.removed
    assert removed.reason == "unpunctuated text, longer than any sentence"


@pytest.mark.parametrize("word", ["Ve" + "e" * 40_000, "=" * 40_000 + ")"])
def test_the_reader_finishes_with_a_very_long_word(word: str) -> None:
    text = f"Serra {word} output\n\n{word} it\n\nLynas shipped 3 tonnes."
    article = read_text("a", "a.txt", text, {})  # with a quadratic pattern this takes minutes
    assert article.sentences[-1].text == "Lynas shipped 3 tonnes."


def test_each_bad_seed_is_one_finding_and_the_good_ones_are_read(tmp_path: Path) -> None:
    folder = tmp_path / "seeds"
    folder.mkdir()
    outside = tmp_path / "secret.txt"
    outside.write_text("Secret words.")
    page = f"<html><head>%s</head><body><article><p>{BODY * 5}</p></article></body></html>"
    write(
        folder,
        good__md=NOTE,
        charset__html=page % '<meta charset="undefined">',
        base__html=page % '<base href="http://[">',
        yaml__md="---\ntitle: [open\nkind: note\n---\nText.\n",
        date__md="---\ntitle: T\nkind: note\ndate: 2025-13-45\n---\nText.\n",
        fence__md="---\ntitle: T\nText.\n",
        unfenced__md="title: T\nkind: note\n\nThe text is here.\n",
        key__md="---\ntitle: T\nkind: note\nauthour: X\n---\nText.\n",
        kind__md="---\ntitle: T\nkind: memo\n---\nText.\n",
        untitled__md="---\nkind: note\n---\nText.\n",
        bodyless__md="---\ntitle: T\nkind: note\n---\n \n",
        empty__txt=b"",
        blank__txt=b" \n\xc2\xa0\n",
        invisible__txt="\u200b\xad",
        binary__txt=bytes(range(256)) * 4,
        surrogates__txt=b"\xed\xa0\x80\xed\xb0\x80" * 20,
        huge__txt=b"Word word. " * 500_000,
        line__txt=b"x" * 100_000_000,
        chinese__txt="中国宣布对稀土实施出口管制。".encode("gbk"),
        twin__md=NOTE,
        twin__txt="Another text of the same name.",
        picture__png=b"\x89PNG",
    )
    (folder / "link.txt").symlink_to(outside)
    (folder / "dead.txt").symlink_to(tmp_path / "nowhere.txt")
    (folder / "self.txt").symlink_to(folder / "self.txt")
    (folder / "folder.txt").mkdir()
    os.mkfifo(folder / "pipe.txt")
    articles, findings = read_seeds(folder)
    good = {"base", "charset", "good"}
    assert {article.id for article in articles} == good
    assert sorted(Path(finding.path).name for finding in findings) == sorted(
        path.name for path in folder.iterdir() if path.stem not in good
    )
    assert all("\n" not in str(finding) and len(finding.message) < 250 for finding in findings)


def test_an_exception_while_a_file_is_read_is_a_finding_on_that_file_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(text: str) -> None:
        if "Fen" in text:
            raise OverflowError("too large")

    monkeypatch.setattr("briefing_room.ingest.article.detect_language", fails)
    write(tmp_path, bad__txt=BODY, good__md=NOTE)
    articles, (finding,) = read_seeds(tmp_path)
    assert [article.id for article in articles] == ["good"]
    assert str(finding).startswith(f"{tmp_path.as_posix()}/bad.txt: bad-seed: cannot be read")


def test_findings_name_file_line_and_what_is_allowed(tmp_path: Path) -> None:
    write(
        tmp_path,
        a__md="---\ntitle: T\nkind: note\nauthour: X\n---\nText.\n",
        b__md="---\ntitle: T\nkind: memo\n---\nText.\n",
        c__txt=f"\n---\ntitle: Holes: many\n---\n{BODY}",
    )
    near, kind, title = map(str, read_seeds(tmp_path)[1])
    assert "a.md:4: bad-seed: unknown key 'authour'; did you mean 'author'?" in near
    assert "b.md:3: bad-seed: 'kind' is 'memo'; use one of: article, note" in kind
    assert "c.txt:3: bad-seed: " in title


def test_hidden_files_backups_and_a_readme_are_ignored(tmp_path: Path) -> None:
    write(tmp_path, __DS_Store=b"\0", README__md="# SeedFolder\n", good__md=NOTE)
    (tmp_path / "good.md~").write_text(NOTE)
    articles, findings = read_seeds(tmp_path)
    assert len(articles) == 1
    assert not findings


@pytest.mark.parametrize(
    ("data", "names_encoding"),
    [
        (b"\xef\xbb\xbfPrices rose by \xc2\xa35 in a day.\r\n", False),
        ("Prices rose by £5 in a day.".encode("utf-16"), False),
        ("Prices rose by £5 in a day.".encode("cp1252"), True),
    ],
)
def test_byte_order_marks_and_old_encodings_are_read(
    tmp_path: Path, data: bytes, names_encoding: bool
) -> None:
    write(tmp_path, x__txt=data)
    (article,), findings = read_seeds(tmp_path)
    assert article.sentences[0].text == "Prices rose by £5 in a day."
    assert [finding.kind for finding in findings] == (["encoding"] if names_encoding else [])


def test_windows_line_ends_and_a_mark_do_not_hide_front_matter(tmp_path: Path) -> None:
    write(tmp_path, x__md=b"\xef\xbb\xbf" + NOTE.replace("\n", "\r\n").encode())
    (article,), findings = read_seeds(tmp_path)
    assert article.title == "Mine opens"
    assert not findings


@contextmanager
def as_nobody() -> Iterator[None]:
    """Give up root's right to read everything, if the tests run as root."""
    me = os.geteuid()
    if me == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(me)


def test_a_file_without_permission_is_a_finding() -> None:
    with tempfile.TemporaryDirectory() as name:  # tmp_path lies in a folder that only we may enter
        folder = Path(name)
        folder.chmod(0o755)
        write(folder, x__md=NOTE)
        (folder / "x.md").chmod(0)
        with as_nobody():
            articles, findings = read_seeds(folder)
    assert not articles
    assert "Permission denied" in findings[0].message


def test_an_id_is_made_of_any_file_name(tmp_path: Path) -> None:
    (tmp_path / "China’s Ban (1).txt").write_text("Prices rose by a fifth in one day.")
    (tmp_path / "稀土.txt").write_text("Prices rose by a fifth in one day.")
    articles, _ = read_seeds(tmp_path)
    assert articles[0].id == "chinas-ban-1"
    assert articles[1].id.startswith("seed-")


def test_the_order_in_which_files_are_created_does_not_matter(tmp_path: Path) -> None:
    files = [(path.name, path.read_bytes()) for path in sorted(SEEDS.iterdir())[:12]]
    results = []
    for run in range(3):
        folder = tmp_path / str(run) / "seeds"
        folder.mkdir(parents=True)
        random.Random(run).shuffle(files)
        for name, data in files:
            (folder / name).write_bytes(data)
        articles, _ = read_seeds(folder)
        results.append([(a.id, a.sentences, a.removed) for a in articles])
    assert results[0] == results[1] == results[2]


def test_a_text_may_have_front_matter_even_below_empty_lines() -> None:
    document, _ = open_document(b"\n\n---\ntitle: Holes at Fen\n---\n" + BODY.encode(), ".txt")
    assert document.front == {"title": "Holes at Fen"}
    assert document.lines == {"title": 4}
    assert (document.body, document.body_line) == (BODY, 6)
    with pytest.raises(FrontMatterError):
        open_document(b"---\ntitle: Holes\n", ".txt")


@pytest.mark.parametrize(
    "text",
    [
        f"---\nFrom our desk: the week\n---\n{BODY}",
        f"The <b> element is bold and <i> is not. {BODY}",
    ],
)
def test_a_text_with_rules_or_marks_stays_as_it_is(text: str) -> None:
    assert open_document(text.encode(), ".txt")[0].body == text


@pytest.mark.parametrize("line", ["One --> two.", "~~~"])
def test_code_ends_at_its_own_fence_and_the_text_below_is_read(line: str) -> None:
    code = f"```\n{line}\nThis is code.\n```"
    article = read_text("a", "seeds/a.md", f"{BODY}\n{code}\n\nThe drills arrive in May.\n", {})
    assert [s.text for s in article.sentences] == [BODY.strip(), "The drills arrive in May."]


def test_a_web_page_saved_as_text_is_read_as_a_web_page() -> None:
    document, _ = open_document((HERE / "pages" / "wordpress.html").read_bytes(), ".txt")
    assert document.front["title"] == "Lynas lifts dysprosium output"
    text = f"<h1>Holes at Fen</h1><p>{BODY}</p><script>x()</script><div>One<br>Two</div>"
    assert (
        open_document(text.encode(), ".txt")[0].body
        == f"Holes at Fen\n\n{BODY.strip()}\n\nOne\n\nTwo"
    )
    with pytest.raises(NotTextError, match="RTF"):
        open_document(rb"{\rtf1\ansi Hello.\par}", ".txt")


def test_the_language_in_the_front_matter_decides(tmp_path: Path) -> None:
    german = "Die Regierung hat am Donnerstag mitgeteilt, dass sie die Ausfuhr von Erz beschränkt."
    write(
        tmp_path,
        a__md=f"---\nlanguage: en\n---\n{german}\n",
        b__md=f"---\nlanguage: fr-CA\n---\n{BODY}",
    )
    articles, (finding,) = read_seeds(tmp_path)
    assert [article.id for article in articles] == ["a"]
    assert "language fr-CA: not summarised" in finding.message


def test_a_text_that_is_in_two_files_is_reported(tmp_path: Path) -> None:
    body = f"{BODY}\n{BODY}"
    added = f"---\noriginal_sha256: {hashlib.sha256(body.encode()).hexdigest()}\n---\n\n{BODY}"
    dated = f"---\ndate: 2026-05-04\n---\n\n{body}\n"
    names = ("first", "fourth", "second", "third")
    for name, text in zip(names, (body, dated, body, added), strict=True):
        (tmp_path / f"{name}.txt").write_text(text)
    articles, findings = read_seeds(tmp_path)
    assert len(articles) == 4
    reported = [(finding.kind, Path(finding.path).stem) for finding in findings]
    assert reported == [("same-text", name) for name in names[1:]]
    assert findings[1].message.startswith(f"is the same text as {tmp_path}/first.txt")
