"""Answers kept as bytes take no more room than they are given."""

from timeline.kept import LARGEST_PART, OVERHEAD, KeptPage, KeptPages

ROOM = LARGEST_PART * (OVERHEAD + 1_000)


def page(size=1_000):
    return KeptPage(1, "", {}, b"x" * size)


def test_the_least_used_leaves_when_room_is_short():
    pages = KeptPages(ROOM)
    for number in range(LARGEST_PART):
        pages.keep(number, page())
    pages.get(0)
    pages.keep("one more", page())
    assert pages.get(1) is None
    assert pages.get(0) and pages.get("one more")
    assert pages.taken == ROOM


def test_what_is_kept_anew_takes_the_place_of_the_old():
    pages = KeptPages(ROOM)
    for size in (1_000, 10, 500):
        pages.keep("address", page(size))
    assert (len(pages.get("address").body), pages.taken) == (500, OVERHEAD + 500)


def test_one_answer_may_not_drive_all_others_out():
    pages = KeptPages(ROOM)
    pages.keep("large", page(1_001))
    assert pages.get("large") is None


def test_without_room_nothing_is_kept():
    pages = KeptPages(0)
    pages.keep("address", page(0))
    assert pages.get("address") is None
