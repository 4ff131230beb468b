"""What the cache gives back."""

from __future__ import annotations

from briefing_room.cache import Cache


def test_records_of_two_kinds_may_have_one_key() -> None:
    cache = Cache(None)
    assert cache.get_or_make("article", b"k", lambda: "an article") == "an article"
    assert cache.get_or_make("facts", b"k", lambda: "facts") == "facts"
    assert cache.get_or_make("article", b"k", lambda: "another") == "an article"
