"""Events that call for a review before its date."""

from datetime import date

import pytest

from heard.law import Nation
from heard.law.early_reviews import early_review_events

AS_MADE = ["iro-asks", "visit-finding", "accommodation-ending", "detained-in-care", "no-parent-takes-over"]


@pytest.mark.parametrize(
    ("on", "rule_id", "events"),
    [
        pytest.param(date(2011, 4, 1), "review-early-england", AS_MADE, id="first day"),
        pytest.param(date(2014, 1, 26), "review-early-england", AS_MADE, id="last day of the first list"),
        pytest.param(
            date(2014, 1, 27), "review-early-england-2014",
            ["persistently-absent", "concern-of-harm", "child-asks", *AS_MADE], id="first day of the second",
        ),
    ],
)  # fmt: skip
def test_england_gained_three_events_in_2014(on: date, rule_id: str, events: list[str]) -> None:
    found = early_review_events(Nation.ENGLAND, on=on)

    assert [item.id for item in found] == events
    assert {item.rule_id for item in found} == {rule_id}


def test_wales_has_nine_events_among_them_the_child_asking() -> None:
    found = early_review_events(Nation.WALES, on=date(2016, 4, 6))

    assert len(found) == 9
    assert [item.id for item in found if item.iro_may_decline] == ["child-asks"]
    assert found[-1].provision == "reg 39(3)(i)"
    assert not any(item.to_be_confirmed for item in found)


def test_the_english_list_of_2014_is_to_be_confirmed() -> None:
    assert all(item.to_be_confirmed for item in early_review_events(Nation.ENGLAND, on=date(2024, 1, 1)))


@pytest.mark.parametrize(("nation", "on"), [(Nation.ENGLAND, date(2011, 3, 31)), (Nation.WALES, date(2016, 4, 5))])
def test_there_was_no_list_before_the_regulations(nation: Nation, on: date) -> None:
    assert early_review_events(nation, on=on) == ()
