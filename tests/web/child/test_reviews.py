"""A child's page: the reviews."""

from datetime import date

import pytest

from heard.accounts.models import ResponsibleAuthority, User
from heard.children.models import Child
from tests.factories import (
    AuthorityFactory,
    ChildFactory,
    PeriodFactory,
    ReviewFactory,
    UserFactory,
    diary,
)
from tests.web.visits import asks_to_sign_in, links, queries, visit, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def maren(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(iro=True, authority=anyshire, name="Maren Oakhollow")


@pytest.fixture
def otis(maren: User) -> Child:
    return ChildFactory.create(authority=maren.authority, given_name="Otis", family_name="Larchwood")


def path(child: Child) -> str:
    return f"/children/{child.pk}/reviews/"


def test_lists_every_review_of_every_period_with_its_lateness(maren: User, otis: Child) -> None:
    first = PeriodFactory.create(child=otis, started_on=date(2025, 1, 6), ceased_on=date(2025, 3, 3))
    second = PeriodFactory.create(child=otis, started_on=date(2026, 6, 1))
    ReviewFactory.create(period=first, child=otis, held=True, held_on=date(2025, 2, 3), participation_code="PN4")
    late = ReviewFactory.create(period=second, child=otis, held=True, held_on=date(2026, 7, 3))
    diary(maren.authority)

    answer = visit(maren, path(otis))
    told = words(answer)

    assert told.index("Period 2: Full-time care, since 1 June 2026") < told.index(
        "Period 1: Full-time care, 6 January 2025 to 3 March 2025"
    )
    assert "3 Jul, 4 working days late" in told
    assert "3 Feb 2025, in time" in told
    assert "Came, and gave no view (PN4)" in told
    assert links(answer)["Say why the first review was late"] == f"/reviews/{late.pk}/late/"


def test_shows_the_reason_of_a_late_review_once_it_is_given(maren: User, otis: Child) -> None:
    period = PeriodFactory.create(child=otis, started_on=date(2026, 6, 1))
    ReviewFactory.create(
        period=period, child=otis, held=True, held_on=date(2026, 7, 3), late_reason="child_wish", late_note="Exams."
    )
    diary(maren.authority)

    told = words(visit(maren, path(otis)))

    assert "The child wished it. Exams." in told
    assert "Change why the first review was late" in told


def test_flags_a_review_outside_care_as_not_counting(maren: User, otis: Child) -> None:
    PeriodFactory.create(child=otis, started_on=date(2026, 11, 2))
    ReviewFactory.create(period=None, child=otis, held=True, held_on=date(2026, 5, 5))
    diary(maren.authority)

    told = words(visit(maren, path(otis)))

    assert "Reviews that do not count" in told
    assert "Tue 5 May The child was not looked after on that day." in told


def test_lists_bookings_and_what_was_cancelled(maren: User, otis: Child) -> None:
    period = PeriodFactory.create(child=otis)
    booked = ReviewFactory.create(period=period, child=otis, arranged_for=date(2026, 11, 27))
    ReviewFactory.create(period=period, child=otis, cancelled=True, arranged_for=date(2026, 11, 25))
    diary(maren.authority)

    answer = visit(maren, path(otis))

    found = links(answer)
    assert found["Move the review of Friday 27 November"] == f"/reviews/{booked.pk}/move/"
    assert found["Cancel the review of Friday 27 November"] == f"/reviews/{booked.pk}/cancel/"
    assert (
        found["Record the review of Friday 27 November as held"]
        == f"/children/{otis.pk}/reviews/held/?booking={booked.pk}"
    )
    assert "Wednesday 25 November 2026 The child wished another day" in words(answer)


def test_a_review_that_goes_on_is_neither_in_time_nor_late(maren: User, otis: Child) -> None:
    period = PeriodFactory.create(child=otis)
    ReviewFactory.create(period=period, child=otis, held=True, held_on=date(2026, 11, 16), completed_on=None)
    diary(maren.authority)

    answer = visit(maren, path(otis))

    assert "Adjourned, to be completed by Mon 14 Dec" in words(answer)
    assert "Complete the first review" in links(answer)
    assert "in time" not in words(answer)


def test_says_so_when_there_is_none(maren: User, otis: Child) -> None:
    assert "No reviews yet" in words(visit(maren, path(otis)))


def test_is_not_there_for_those_who_may_not_see_the_child(maren: User, otis: Child) -> None:
    stranger = UserFactory.create(social_worker=True, authority=maren.authority)
    elsewhere = UserFactory.create(iro=True, authority=AuthorityFactory.create())
    board = UserFactory.create(board=True, authority=maren.authority)

    assert visit(maren, path(otis)).status_code == 200
    assert visit(stranger, path(otis)).status_code == 404
    assert visit(elsewhere, path(otis)).status_code == 404
    assert visit(board, path(otis)).status_code == 403
    assert asks_to_sign_in(visit(None, path(otis)))


@pytest.mark.parametrize("held", [1, 3])
def test_costs_the_same_few_statements_however_many(maren: User, otis: Child, held: int) -> None:
    period = PeriodFactory.create(child=otis)
    for day in range(held):
        ReviewFactory.create(period=period, child=otis, held=True, held_on=date(2026, 11, 16 + day))
    diary(maren.authority)

    assert queries(maren, path(otis)) == 11
