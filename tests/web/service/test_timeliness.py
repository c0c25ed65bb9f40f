"""Timeliness, and the lists behind its figures."""

import csv
from datetime import date
from io import StringIO

import pytest

from heard.accounts.models import ResponsibleAuthority, User
from heard.audit.models import Reading
from tests.factories import AuthorityFactory, ReviewFactory, UserFactory, diary
from tests.web.service.test_today import child_in_care
from tests.web.visits import asks_to_sign_in, links, queries, visit, words

pytestmark = pytest.mark.django_db
PATH = "/service/timeliness/"
LATE = "/service/timeliness/late/"


@pytest.fixture
def manager(anyshire: ResponsibleAuthority) -> User:
    """A manager of a service with one review in time, one late, and one that is due and not held."""
    iro = UserFactory.create(iro=True, authority=anyshire, name="Tobias Wrenfield")
    good = child_in_care(anyshire, "Wren", date(2026, 10, 1), iro=iro)
    late = child_in_care(anyshire, "Dot", date(2026, 9, 1), iro=iro)
    child_in_care(anyshire, "Orla", date(2026, 10, 1), iro=iro)
    ReviewFactory.create(child=good, held=True, held_on=date(2026, 10, 20))
    ReviewFactory.create(
        child=late, held=True, held_on=date(2026, 10, 1), late_reason="child_wish", late_avoidable="yes"
    )
    diary(anyshire)
    return UserFactory.create(manager=True, authority=anyshire)


def test_shows_the_months_whose_sum_is_the_measure(manager: User) -> None:
    told = words(visit(manager, PATH))

    assert "October 2026 2 1 1 late, October 2026 1 33.3%" in told
    assert "All months 2 1 1 late, All months 1 33.3%" in told
    assert "Reviews in time 33.3% 1 of 3 reviews · M09" in told
    assert "Children with every review in time 33.3% 1 of 3 children · M10" in told
    assert "1 review was held late, by 2 working days. 1 could have been avoided. The child wished it 1" in told


def test_each_figure_opens_its_list(manager: User) -> None:
    found = links(visit(manager, PATH))

    reviews = words(visit(manager, found["1 of 3 reviews"]))
    children = words(visit(manager, found["1 of 3 children"]))
    late = words(visit(manager, found["The child wished it"]))

    assert "3 reviews, 1 April 2026 to 23 November 2026, full-time care." in reviews
    assert [name in reviews for name in ("Wren", "Dot", "Orla")] == [True, True, True]
    assert "Not held yet" in reviews
    assert "3 children in full-time care with a review due from 1 April 2026 to 22 November 2026." in children
    assert "Wren Marblecroft 9 years Tobias Wrenfield Yes" in children
    assert "Dot Marblecroft" in late
    assert "Wren Marblecroft" not in late


def test_a_board_member_sees_figures_and_no_child(manager: User) -> None:
    board = UserFactory.create(board=True, authority=manager.authority)

    answer = visit(board, PATH)

    assert "Reviews in time 33.3% 1 of 3 reviews · M09" in words(answer)
    assert [href for href in links(answer).values() if "timeliness/" in href and href != PATH and "?" not in href] == []
    assert visit(board, LATE).status_code == 403
    assert visit(board, "/service/timeliness/reviews/").status_code == 403
    assert visit(board, "/service/timeliness/children/").status_code == 403


def test_an_earlier_year_is_a_year_of_its_own(manager: User) -> None:
    told = words(visit(manager, PATH, year="2025-26"))

    assert "1 April 2025 to 31 March 2026." in told
    assert "Reviews in time n/a 0 of 0 reviews" in told
    assert "1 April 2026 to 23 November 2026." in words(visit(manager, PATH, year="1066-67"))


def test_a_late_review_asks_for_its_reason_from_those_who_may_give_it(manager: User) -> None:
    child = child_in_care(manager.authority, "Kit", date(2026, 9, 1))
    review = ReviewFactory.create(child=child, held=True, held_on=date(2026, 10, 5))
    diary(manager.authority)
    support = UserFactory.create(support=True, authority=manager.authority)

    asked = visit(manager, LATE, reason="none")

    assert links(asked)["Give a reason : First review, Kit Marblecroft"] == f"/reviews/{review.pk}/late/"
    assert "Dot Marblecroft" not in words(asked)
    assert "No reason yet" in words(visit(support, LATE, reason="none"))


def test_the_list_comes_as_a_file_and_is_written_down(manager: User) -> None:
    answer = visit(manager, "/service/timeliness/reviews/list.csv", show="late")

    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    assert [row[0] for row in rows] == ["Child", "Dot Marblecroft"]
    assert rows[1][3:] == ["First review", "2026-09-29", "2026-10-01", "Late", "The child wished it"]
    assert list(Reading.objects.values_list("what", "children")) == [("service.reviews.csv", 1)]


def test_is_for_those_who_may_see_figures_of_this_service(manager: User) -> None:
    elsewhere = UserFactory.create(manager=True, authority=AuthorityFactory.create(name="Sir Unrhyw", wales=True))

    assert visit(UserFactory.create(iro=True, authority=manager.authority), PATH).status_code == 403
    assert visit(UserFactory.create(iro=True, authority=manager.authority), LATE).status_code == 403
    assert "1 of 3" not in words(visit(elsewhere, PATH))
    assert "Dot Marblecroft" not in words(visit(elsewhere, LATE))
    assert asks_to_sign_in(visit(None, PATH))
    assert asks_to_sign_in(visit(None, LATE))


def test_asks_the_database_as_often_for_many_as_for_few(manager: User) -> None:
    before = [queries(manager, path) for path in (PATH, LATE, "/service/timeliness/children/")]
    for given in ("Ada", "Kit"):
        child = child_in_care(manager.authority, given, date(2026, 9, 1))
        ReviewFactory.create(child=child, held=True, held_on=date(2026, 10, 5))
    diary(manager.authority)

    assert before == [7, 6, 6]
    assert [queries(manager, path) for path in (PATH, LATE, "/service/timeliness/children/")] == before
