"""The diary is made again from facts, and says the same each time."""

from datetime import date

import pytest

from heard.accounts.models import ResponsibleAuthority
from heard.children.models import Child, PeriodOfCare
from heard.common import scope
from heard.deadlines.actions import differences, recompute
from heard.deadlines.models import Deadline
from tests.factories import PeriodFactory, ReviewFactory

pytestmark = pytest.mark.django_db


def test_a_new_period_of_care_owes_a_first_review_and_an_iro():
    with scope.within(scope.of(5)):
        ResponsibleAuthority.objects.create(pk=5, name="Anyshire", nation="england")
        child = Child.objects.create(authority_id=5, local_id="1", sort_key="a", source="return")
        PeriodOfCare.objects.create(authority_id=5, child=child, started_on=date(2026, 11, 2), source="return")

        changed = recompute(authority_id=5, today=date(2026, 11, 23))

        assert changed == 2
        assert list(Deadline.objects.order_by("due_on").values_list("rule", "due_on", "state")) == [
            ("iro-appoint-5wd", date(2026, 11, 9), "owed"),
            ("review-first-20wd", date(2026, 11, 30), "owed"),
        ]
        assert recompute(authority_id=5, today=date(2026, 11, 23)) == 0
        assert differences(authority_id=5, today=date(2026, 11, 23)) == []


def test_a_review_dated_after_today_meets_no_limit(anyshire):
    period = PeriodFactory.create(child__authority=anyshire, started_on=date(2025, 5, 1))
    ReviewFactory.create(period=period, held=True, held_on=date(2099, 6, 1), returned=True)

    recompute(authority_id=anyshire.pk, today=date(2026, 11, 23))

    first = Deadline.objects.get(kind="review")
    assert (first.rule, first.due_on, first.state) == ("review-first-20wd", date(2025, 6, 2), "owed")


def test_care_that_begins_beyond_the_bank_holidays_has_no_date_and_says_why(anyshire):
    PeriodFactory.create(child__authority=anyshire, child__born_on=None, started_on=date(2099, 6, 1))

    recompute(authority_id=anyshire.pk, today=date(2026, 11, 23))

    rows = list(Deadline.objects.order_by("kind").values_list("kind", "due_on"))
    assert rows == [("appoint_iro", None), ("review", None)]
    assert all("Bank holidays are loaded" in note for note in Deadline.objects.values_list("note", flat=True))
