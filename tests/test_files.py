"""Files are written whole or not at all, and never outside their folder."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from briefing_room.errors import OutsideFolder
from briefing_room.text.files import delete_incomplete_files, path_inside, write


@pytest.mark.parametrize("name", ["../x.md", "/etc/passwd", "a/../../x", "a\0b"])
def test_a_name_that_leads_out_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(OutsideFolder, match="leads out"):
        path_inside(tmp_path / "pages", name)


def test_a_link_that_leads_out_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "out").symlink_to(tmp_path)
    with pytest.raises(OutsideFolder, match="leads out"):
        path_inside(folder, "out/x.md")


def test_equal_text_is_not_written_again(tmp_path: Path) -> None:
    page = tmp_path / "new" / "page.md"
    assert write(page, "é\n")
    before = page.stat().st_mtime_ns
    assert not write(page, "é\n")
    assert page.stat().st_mtime_ns == before


def test_a_failed_write_leaves_the_old_text_and_no_litter(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    write(page, "old")
    with pytest.raises(UnicodeEncodeError):
        write(page, "\ud800")
    assert page.read_text() == "old"
    assert list(tmp_path.iterdir()) == [page]


def test_the_mode_of_a_file_stays(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    write(page, "old")
    page.chmod(0o640)
    write(page, "new")
    assert page.stat().st_mode & 0o777 == 0o640


def test_a_link_to_itself_is_refused(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(OutsideFolder, match="leads out"):
        path_inside(tmp_path, "loop")


def test_a_long_name_can_be_written(tmp_path: Path) -> None:
    assert write(tmp_path / ("a" * 252 + ".md"), "x")


def test_leftovers_of_a_killed_run_are_deleted_and_files_of_a_running_one_stay(
    tmp_path: Path,
) -> None:
    code = "import os; print(os.getpid())"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    leftovers = [
        f".writing-{ended.stdout.strip()}-x",
        ".writing-",
        ".writing-99999999999999999999-x",
    ]
    other_files = ["page.md", f".writing-{os.getpid()}-x"]
    (tmp_path / "in").mkdir()
    for name in (*leftovers, *other_files):
        (tmp_path / "in" / name).touch()
    delete_incomplete_files(tmp_path)
    assert sorted(path.name for path in (tmp_path / "in").iterdir()) == sorted(other_files)
