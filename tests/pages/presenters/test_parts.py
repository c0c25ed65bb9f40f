"""Heads that sort, pages of a list, addresses that keep their filter."""

import pytest

from heard.pages.presenters import parts
from heard.pages.presenters.parts import Head, Identity, PageLink, Pages, address, pages, sortable

KEPT = {"kind": "reviews", "sort": "due", "page": "4"}


@pytest.mark.parametrize(
    ("sorted_by", "head"),
    [
        ("due", Head(text="Due", href="/list/?kind=reviews&sort=-due", sort="ascending")),
        ("-due", Head(text="Due", href="/list/?kind=reviews&sort=due", sort="descending")),
        ("child", Head(text="Due", href="/list/?kind=reviews&sort=due", sort="none")),
    ],
)
def test_a_second_press_turns_the_order_round_and_starts_at_the_first_page(sorted_by: str, head: Head) -> None:
    assert sortable("Due", key="due", sorted_by=sorted_by, path="/list/", kept=KEPT) == head


def test_addresses_keep_what_is_asked_and_drop_what_is_empty() -> None:
    assert address("/list/", {"kind": ["a", "b"], "q": "", "page": "2"}, page=None, sort="due") == (
        "/list/?kind=a&kind=b&sort=due"
    )
    assert address("/list/", {}) == "/list/"
    assert address("/list/", {"q": "Teo & Mina"}) == "/list/?q=Teo+%26+Mina"


def numbers(found: Pages) -> list[int]:
    return [link.number for link in found.links]


@pytest.mark.parametrize(
    ("current", "last", "shown"),
    [
        (1, 2, [1, 2]),
        (1, 12, [1, 2, 0, 12]),
        (3, 12, [1, 2, 3, 4, 0, 12]),
        (6, 12, [1, 0, 5, 6, 7, 0, 12]),
        (12, 12, [1, 0, 11, 12]),
    ],
)
def test_long_lists_show_the_pages_round_the_current_one(current: int, last: int, shown: list[int]) -> None:
    found = pages(current=current, last=last, path="/list/", kept={})

    assert found is not None
    assert numbers(found) == shown


def test_links_of_pages_keep_the_filter() -> None:
    assert pages(current=2, last=3, path="/list/", kept={"kind": "reviews"}) == Pages(
        links=(
            PageLink(number=1, href="/list/?kind=reviews"),
            PageLink(number=2, href="/list/?kind=reviews&page=2", current=True),
            PageLink(number=3, href="/list/?kind=reviews&page=3"),
        ),
        previous="/list/?kind=reviews",
        next="/list/?kind=reviews&page=3",
    )


def test_one_page_needs_no_links() -> None:
    assert pages(current=1, last=1, path="/list/", kept={}) is None
    assert pages(current=1, last=0, path="/list/", kept={}) is None


@pytest.mark.parametrize(("name", "initial"), [("Teo Marblecroft", "T"), ("ŵyn", "Ŵ"), ("“Bo”", "B"), ("", "?")])
def test_a_child_is_shown_by_the_first_letter_of_the_name(name: str, initial: str) -> None:
    assert Identity(name=name).initial == initial


def test_tones_are_the_names_of_the_package() -> None:
    assert {str(tone) for tone in parts.Tone} == {"", "grey", "green", "red", "orange", "blue", "purple"}
