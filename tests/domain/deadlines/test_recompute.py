"""The diary is made again from facts, and says the same each time."""

from datetime import date

import pytest

from heard.accounts.models import ResponsibleAuthority
from heard.children.models import Child, PeriodOfCare
from heard.common import scope
from heard.deadlines.actions import differences, recompute
from heard.deadlines.models import Deadline

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
