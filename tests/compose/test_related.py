from __future__ import annotations

import datetime as dt

from generator.compose.related import Piece, likeness, related

MALAYSIA = "Lynas dysprosium separation plant Kuantan Malaysia licence radioactive residue storage"
KENYA = "Mrima Hill Kenya niobium monazite exploration tender ministry landowners court"


def piece(name: str, text: str, date: str | None = None) -> Piece:
    return Piece(name, dt.date.fromisoformat(date) if date else None, text)


def test_like_texts_are_told_apart_by_time() -> None:
    found = related(
        [
            piece("old", MALAYSIA, "2024-01-01"),
            piece("new", MALAYSIA + " protest", "2025-01-01"),
            piece("undated", MALAYSIA + " tribunal"),
            piece("stranger", KENYA, "2024-06-01"),
        ]
    )
    assert found["new"].earlier == ("old",)
    assert found["old"].later == ("new",)
    assert set(found["undated"].undated) == {"old", "new"}
    assert found["stranger"] == type(found["stranger"])()


def test_a_new_text_does_not_change_how_near_two_old_ones_are() -> None:
    two = [piece("a", MALAYSIA), piece("b", MALAYSIA + " protest")]
    before = {pair[:2]: pair[2] for pair in likeness(two, 0.1)}
    after = {pair[:2]: pair[2] for pair in likeness([*two, piece("c", KENYA)], 0.1)}
    assert after["a", "b"] == before["a", "b"]


def test_no_more_than_asked_for() -> None:
    many = [piece(str(n), MALAYSIA, f"2024-01-{n + 1:02}") for n in range(12)]
    assert len(related(many, limit=5)["11"].earlier) == 5
