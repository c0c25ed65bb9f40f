"""M36, M47 and M48: what the registry prints of the support of IROs."""

from datetime import date
from decimal import Decimal

import pytest

from heard.accounts.models import ResponsibleAuthority
from heard.deadlines.measures import Span
from heard.reporting.registry import measure
from tests.factories import UserFactory
from tests.factories.quality import SessionFactory

pytestmark = pytest.mark.django_db
YEAR = Span(first=date(2026, 4, 1), last=date(2026, 11, 22), today=date(2026, 11, 22))


def test_nothing_recorded_is_not_applicable_and_no_risk_is_a_nought(anyshire: ResponsibleAuthority) -> None:
    [advice] = measure("M36").compute(anyshire, YEAR)
    whole, *_kinds = measure("M47").compute(anyshire, YEAR)
    [risks] = measure("M48").compute(anyshire, YEAR)

    assert (advice.shown, whole.shown, risks.shown) == ("n/a", "n/a", "0")


def test_sessions_held_are_counted_of_those_planned_by_kind(anyshire: ResponsibleAuthority) -> None:
    officer = UserFactory.create(authority=anyshire, roles=["iro"])
    SessionFactory.create(officer=officer, held=True)
    SessionFactory.create(officer=officer, held=True)
    SessionFactory.create(officer=officer, planned_for=date(2026, 11, 20))

    found = {line.key: line for line in measure("M47").compute(anyshire, YEAR)}

    assert (found[""].value, found[""].numerator, found[""].denominator) == (Decimal("66.7"), Decimal(2), Decimal(3))
    assert (found["supervision"].shown, found["observation"].shown) == ("66.7%", "n/a")
