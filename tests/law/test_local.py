"""A council's own limit, where its nation counts no days."""

from datetime import date

import pytest

from heard.law import Duty, Nation, UnknownRule, has_rule, local_due
from heard.law.local import OWN


@pytest.mark.parametrize(
    ("rule", "days", "due"),
    [
        pytest.param("post-record-15wd", 10, date(2026, 11, 30), id="forward from the review"),
        pytest.param("prep-reports-3wd", 5, date(2026, 11, 9), id="back from the review"),
    ],
)
def test_counts_as_the_other_nation_does(rule: str, days: int, due: date) -> None:
    found = local_due(rule, Nation.WALES, working_days=days, counted_from=date(2026, 11, 16))

    assert (found.due_on, found.nation, found.duty, found.citation) == (due, Nation.WALES, Duty.LOCAL, OWN)


def test_knows_where_a_nation_counts_days_itself() -> None:
    assert has_rule("post-record-15wd", Nation.ENGLAND) is True
    assert has_rule("post-record-15wd", Nation.WALES) is False


def test_refuses_a_rule_that_nobody_has() -> None:
    with pytest.raises(UnknownRule):
        local_due("post-horoscope-1wd", Nation.WALES, working_days=3, counted_from=date(2026, 11, 16))
