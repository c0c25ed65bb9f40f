"""Who was invited or asked late, in a week or a month."""

from datetime import date
from typing import Any

import pytest

from heard.accounts.models import ResponsibleAuthority, User
from heard.reviews.models import Review
from heard.web.service.preparation import span_of
from tests.factories import InvitationFactory, PartyFactory, PeriodFactory, ReviewFactory, UserFactory
from tests.web.visits import asks_to_sign_in, links, queries, visit, words

pytestmark = pytest.mark.django_db
PATH = "/service/preparation/"


@pytest.fixture
def ifeoma(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(manager=True, authority=anyshire)


def review_of(viewer: User, name: str = "Teo", **more: Any) -> Review:
    period = PeriodFactory.create(child__authority=viewer.authority, child__given_name=name)
    review: Review = ReviewFactory.create(period=period, child=period.child, **more)
    return review


def asked(review: Review, name: str, kind: str = "parent", **more: Any) -> None:
    party = PartyFactory.create(child=review.child, kind=kind, name=name, relation="")
    InvitationFactory.create(review=review, party=party, **more)


def test_lists_who_was_asked_late_or_not_at_all(ifeoma: User) -> None:
    review = review_of(ifeoma, held=True, held_on=date(2026, 11, 23))  # the limit is Monday 9 November
    asked(review, "Ann", sent_on=date(2026, 11, 9))
    asked(review, "Ben", sent_on=date(2026, 11, 10))
    asked(review, "Cat", kind="school")
    asked(review, "Dan", kind="nurse", sent_on=date(2026, 11, 6), bounced_on=date(2026, 11, 11))
    asked(review, "Eve", kind="friend", invited=False, consulted=False, reason_not="Teo wishes it")
    PartyFactory.create(child=review.child, name="Fay", relation="")
    review_of(ifeoma, "Pip", held=True, held_on=date(2026, 11, 23))

    told = words(visit(ifeoma, PATH))

    assert "Reviews held or booked from Monday 23 November 2026 to Sunday 29 November 2026." in told
    assert "5 to look at, in 2 reviews." in told
    assert "Ben Parent Asked late Tue 10 Nov Mon 9 Nov" in told
    assert "Cat School, designated teacher Not asked – Mon 9 Nov" in told
    assert "Dan" in told
    assert "Came back" in told
    assert "Fay Parent On no list, has parental responsibility – Mon 9 Nov" in told
    assert "Pip Marblecroft , Mon 23 Nov, No list of people Mon 23 Nov – No list of people – Mon 9 Nov" in told
    assert ("Ann" in told, "Eve" in told) == (False, False)


def test_a_review_to_come_stands_there_once_its_limit_has_passed(ifeoma: User) -> None:
    soon = review_of(ifeoma, arranged_for=date(2026, 11, 27), booked_on=date(2026, 11, 20))
    asked(soon, "Ann")
    later = review_of(ifeoma, "Pip", arranged_for=date(2026, 12, 18))
    asked(later, "Ben")

    week = words(visit(ifeoma, PATH))
    month = words(visit(ifeoma, PATH, period="month", back="0"))

    assert "Ann Parent Not asked Short notice – Fri 13 Nov" in week
    assert "Ben" not in month


def test_goes_back_by_weeks_and_months(ifeoma: User) -> None:
    asked(review_of(ifeoma, held=True, held_on=date(2026, 10, 19)), "Ann")

    now = visit(ifeoma, PATH, period="month")
    before = visit(ifeoma, PATH, period="month", back="1")

    assert "Everybody was asked in time" in words(now)
    assert links(now)["The month before"] == f"{PATH}?period=month&back=1"
    assert "Ann Parent Not asked" in words(before)
    assert links(before)["The month after"] == f"{PATH}?period=month&back=0"
    assert "Everybody was asked in time" in words(visit(ifeoma, PATH, period="x", back="99999"))


@pytest.mark.parametrize(
    ("period", "back", "span"),
    [
        ("week", 0, (date(2026, 11, 23), date(2026, 11, 29))),
        ("week", 2, (date(2026, 11, 9), date(2026, 11, 15))),
        ("month", 0, (date(2026, 11, 1), date(2026, 11, 30))),
        ("month", 11, (date(2025, 12, 1), date(2025, 12, 31))),
    ],
)
def test_spans_are_whole_weeks_and_months(period: str, back: int, span: tuple[date, date]) -> None:
    assert span_of(period, back, today=date(2026, 11, 24)) == span


def test_costs_the_same_whatever_its_length(ifeoma: User) -> None:
    asked(review_of(ifeoma, held=True, held_on=date(2026, 11, 23)), "Ann")
    one = queries(ifeoma, PATH)
    for name in ("Pip", "Juno"):
        asked(review_of(ifeoma, name, held=True, held_on=date(2026, 11, 23)), "Ben")

    assert queries(ifeoma, PATH) == one


def test_is_for_those_who_see_the_service(ifeoma: User) -> None:
    assert visit(UserFactory.create(support=True, authority=ifeoma.authority), PATH).status_code == 200
    assert visit(UserFactory.create(iro=True, authority=ifeoma.authority), PATH).status_code == 403
    assert asks_to_sign_in(visit(None, PATH))
